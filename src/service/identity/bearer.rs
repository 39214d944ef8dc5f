//! Systems that ask with a bearer token (RFC 6750). A token counts in the header alone: one in an address would be in
//! logs and histories, so nobody looks there.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

use super::claims;
use super::handle::Identity;
use super::token::{Expected, InvalidToken, verified};
use crate::app::{Caller, sentence};
use crate::http::problem::Problem;

/// The token that a request brings.
pub(super) enum Brought<'a> {
    /// None.
    Nothing,
    /// This one.
    Token(&'a str),
    /// More than one, or something else than a token.
    Wrong,
}

/// The token that a request brings.
pub(super) fn brought(headers: &HeaderMap) -> Brought<'_> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let Some(one) = all.next() else { return Brought::Nothing };
    let token = one.to_str().ok().and_then(|text| text.split_once(' '));
    match token {
        Some((scheme, token)) if all.next().is_none() && scheme.eq_ignore_ascii_case("bearer") => {
            Brought::Token(token.trim())
        }
        _ => Brought::Wrong,
    }
}

impl Identity {
    /// The system whose token it is.
    pub(super) async fn system(&self, token: &str) -> Result<Caller, InvalidToken> {
        let settings = self.settings();
        let expected = Expected {
            issuer: &settings.issuer,
            audience: &settings.audience,
            algorithms: &settings.algorithms,
        };
        let claims = verified(self.provider(), token, expected).await?;
        let name = claims::name(&claims, &settings.system_name_claim)?;
        Ok(Caller::system(name, claims::roles(&claims, &settings.roles_claim)?))
    }
}

/// Refuses a token, saying why as far as that helps who connects a system.
pub(super) fn refused(error: &InvalidToken) -> Problem {
    if let InvalidToken::Provider(_) = error {
        let detail = "The identity provider cannot be asked at the moment. Try again later.";
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "identity_unavailable", detail);
    }
    Problem::new(StatusCode::UNAUTHORIZED, "invalid_token", sentence(&error.to_string()))
}

/// What an answer to somebody without a token says, and to somebody whose token does not count.
pub(crate) fn challenge(code: &str) -> HeaderValue {
    match code {
        "invalid_token" => HeaderValue::from_static("Bearer realm=\"cip-brief\", error=\"invalid_token\""),
        _ => HeaderValue::from_static("Bearer realm=\"cip-brief\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_brought_in_one_header() {
        let headers = |values: &[&'static str]| {
            values.iter().map(|value| (header::AUTHORIZATION, HeaderValue::from_static(value))).collect()
        };
        let token = |headers: &HeaderMap| match brought(headers) {
            Brought::Nothing => "nothing".to_owned(),
            Brought::Token(token) => token.to_owned(),
            Brought::Wrong => "wrong".to_owned(),
        };
        assert_eq!(token(&headers(&["Bearer a.b.c"])), "a.b.c");
        assert_eq!(token(&headers(&["bearer a.b.c"])), "a.b.c");
        assert_eq!(token(&headers(&["Basic a"])), "wrong");
        assert_eq!(token(&headers(&["Bearer a", "Bearer b"])), "wrong");
        assert_eq!(token(&headers(&["Bearer"])), "wrong");
        assert_eq!(token(&headers(&[])), "nothing");
    }
}
