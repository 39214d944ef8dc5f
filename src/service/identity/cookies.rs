//! The two cookies: of a session, and of a sign-in that has begun.
//!
//! `__Host-` keeps other sites of the same domain from setting them (RFC 6265bis, section 4.1.3); `HttpOnly` keeps them
//! from scripts; `SameSite=Lax` from posts of other sites.

use axum::http::{HeaderMap, HeaderValue};
use headers::{Cookie, HeaderMapExt};

use super::random::Id;

const SESSION: &str = "__Host-cip-session";
const SIGN_IN: &str = "__Host-cip-sign-in";
/// How long a sign-in may take, in seconds.
const SIGN_IN_SECONDS: u32 = 15 * 60;
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";

/// A sign-in that a browser has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Begun {
    /// From which everything that binds the provider's answer to this browser is made.
    pub(super) id: Id,
    /// Where the browser goes on afterwards: a path of this site.
    pub(super) to: String,
}

/// The session's id that a browser sends.
pub(super) fn session(headers: &HeaderMap) -> Option<Id> {
    Id::read(headers.typed_get::<Cookie>()?.get(SESSION)?)
}

/// Gives the browser a session's id, until it is closed.
pub(super) fn set_session(id: &Id) -> HeaderValue {
    header(format!("{SESSION}={}; {ATTRIBUTES}", id.text()))
}

/// Takes the session's id away from the browser.
pub(super) fn no_session() -> HeaderValue {
    header(format!("{SESSION}=; Max-Age=0; {ATTRIBUTES}"))
}

/// The sign-in that a browser has begun.
pub(super) fn sign_in(headers: &HeaderMap) -> Option<Begun> {
    let cookies = headers.typed_get::<Cookie>()?;
    let (id, to) = cookies.get(SIGN_IN)?.split_once('.')?;
    let to = form_urlencoded::parse(format!("to={to}").as_bytes()).next()?.1.into_owned();
    Some(Begun { id: Id::read(id)?, to })
}

/// Gives the browser what binds the provider's answer to it.
pub(super) fn set_sign_in(begun: &Begun) -> HeaderValue {
    let to: String = form_urlencoded::byte_serialize(begun.to.as_bytes()).collect();
    header(format!("{SIGN_IN}={}.{to}; Max-Age={SIGN_IN_SECONDS}; {ATTRIBUTES}", begun.id.text()))
}

/// Takes that away again: an answer counts once.
pub(super) fn no_sign_in() -> HeaderValue {
    header(format!("{SIGN_IN}=; Max-Age=0; {ATTRIBUTES}"))
}

fn header(text: String) -> HeaderValue {
    // Ids are base64url and paths are percent-encoded.
    let mut value = HeaderValue::try_from(text).expect("a cookie is printable");
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    #[test]
    fn a_sign_in_goes_there_and_back() {
        let begun = Begun { id: Id::new().unwrap(), to: "/people/p-17/delta?from=4&to=5".to_owned() };
        let set = set_sign_in(&begun);
        let pair = set.to_str().unwrap().split(';').next().unwrap();
        let headers = HeaderMap::from_iter([(COOKIE, pair.parse().unwrap())]);
        assert_eq!(sign_in(&headers), Some(begun));
        assert_eq!(session(&headers), None);
    }

    #[test]
    fn a_session_is_kept_from_scripts_and_other_sites() {
        let set = set_session(&Id::new().unwrap());
        let text = set.to_str().unwrap();
        assert!(text.starts_with("__Host-") && !text.contains("Domain") && !text.contains("Expires"));
        assert!(text.ends_with("Path=/; Secure; HttpOnly; SameSite=Lax"));
    }
}
