//! Signing in at the provider: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636,
//! RFC 9700).
//!
//! What binds the provider's answer to the browser that asked is made from one random id in that browser's cookie, so
//! nothing is kept here for somebody who has not signed in.

use axum::http::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD as BASE64, URL_SAFE_NO_PAD as BASE64URL};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::claims::{self, Claims};
use super::client::NoAnswer;
use super::cookies::Begun;
use super::handle::Identity;
use super::provider::NotKnown;
use super::settings::Settings;
use super::token::{Expected, InvalidToken, verified};
use crate::app::Roles;

/// Where the provider sends the browser back to.
pub(super) const RETURN: &str = "/sign-in/return";
/// Where it sends the browser after it signed somebody out.
pub(super) const SIGNED_OUT: &str = "/signed-out";

/// Longest answer of the provider that is looked at, in bytes of its query.
const RETURN_BYTES_MAX: usize = 8 << 10;

/// Somebody the provider knows.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// What everything else calls them.
    pub(super) name: String,
    /// What the provider calls them.
    pub(super) subject: String,
    /// What they may do.
    pub(super) roles: Roles,
    /// By what the provider is asked again.
    pub(super) refresh: Option<String>,
}

/// Why nobody is signed in.
#[derive(Debug, Error)]
pub(super) enum NoSignIn {
    /// The answer is to no question of this browser's: its state was altered, or its sign-in was begun elsewhere or too
    /// long ago.
    #[error("the sign-in was begun in another browser or too long ago")]
    State,
    /// The provider says no.
    #[error("the provider refused")]
    Refused,
    /// The provider does not take the code: it was used before, or is another's.
    #[error("the provider did not take its own answer back")]
    Code(#[source] NoAnswer),
    /// What it says of the person does not count.
    #[error("the provider's token does not count")]
    Token(#[from] InvalidToken),
    /// The provider cannot be asked.
    #[error(transparent)]
    Provider(#[from] NotKnown),
}

/// What the provider sends by way of the browser.
#[derive(Deserialize)]
pub(super) struct Returned {
    code: Option<String>,
    state: Option<String>,
    /// Who sends it (RFC 9207).
    iss: Option<String>,
}

/// What the provider gives for a code.
#[derive(Deserialize)]
struct Tokens {
    #[serde(rename = "id_token")]
    id: Option<String>,
    #[serde(rename = "access_token")]
    access: Option<String>,
    #[serde(rename = "refresh_token")]
    refresh: Option<String>,
}

impl Returned {
    /// Reads the query of the address that the browser was sent to.
    pub(super) fn read(query: &str) -> Option<Self> {
        if query.len() > RETURN_BYTES_MAX {
            return None;
        }
        serde_urlencoded::from_str(query).ok()
    }
}

impl Identity {
    /// Where a browser signs in.
    pub(super) async fn sign_in_address(&self, begun: &Begun) -> Result<String, NotKnown> {
        let settings = self.settings();
        let discovery = self.provider().discovery().await?;
        let challenge = BASE64URL.encode(Sha256::digest(begun.id.value("verifier")));
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("response_type", "code")
            .append_pair("client_id", &settings.client_id)
            .append_pair("redirect_uri", &settings.address.at(RETURN))
            .append_pair("scope", &settings.scopes.join(" "))
            .append_pair("state", &begun.id.value("state"))
            .append_pair("nonce", &begun.id.value("nonce"))
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .finish();
        Ok(with_query(&discovery.authorization_endpoint, &query))
    }

    /// Where a browser signs out at the provider; nowhere if it has no such place. The address names nobody: the provider
    /// knows its own session.
    pub(super) async fn sign_out_address(&self) -> Option<String> {
        let settings = self.settings();
        let discovery = self.provider().discovery().await.ok()?;
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &settings.client_id)
            .append_pair("post_logout_redirect_uri", &settings.address.at(SIGNED_OUT))
            .finish();
        Some(with_query(discovery.end_session_endpoint.as_deref()?, &query))
    }

    /// Who signed in, by what the provider sent to the browser that has begun it.
    pub(super) async fn signed_in(&self, begun: &Begun, returned: &Returned) -> Result<Known, NoSignIn> {
        let state = returned.state.as_deref().unwrap_or_default();
        let issuer = &self.settings().issuer;
        if !begun.id.is_value("state", state) || returned.iss.as_ref().is_some_and(|iss| iss != issuer) {
            return Err(NoSignIn::State);
        }
        let code = returned.code.as_deref().ok_or(NoSignIn::Refused)?;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.settings().address.at(RETURN))
            .append_pair("code_verifier", &begun.id.value("verifier"))
            .finish();
        let tokens = self.tokens(form).await?;
        let token = tokens.id.ok_or(InvalidToken::Malformed)?;
        let claims = self.id_token(&token).await?;
        let nonce = claims.get("nonce").and_then(Value::as_str).unwrap_or_default();
        if !begun.id.is_value("nonce", nonce) {
            return Err(InvalidToken::Nonce.into());
        }
        let claims = self.completed(claims, tokens.access.as_deref()).await?;
        Ok(self.known(&claims, tokens.refresh)?)
    }

    /// What the provider says now of somebody who signed in.
    pub(super) async fn asked_again(&self, subject: &str, refresh: &str) -> Result<Known, NoSignIn> {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "refresh_token")
            .append_pair("refresh_token", refresh)
            .finish();
        let tokens = self.tokens(form).await?;
        let access = tokens.access.as_deref();
        // Not every provider signs anew who it is (OpenID Connect Core 1.0, section 12.2); all say it when asked.
        let claims = match &tokens.id {
            Some(token) => self.completed(self.id_token(token).await?, access).await?,
            None => self.userinfo(access).await?,
        };
        let refresh = tokens.refresh.or_else(|| Some(refresh.to_owned()));
        let known = self.known(&claims, refresh)?;
        if known.subject == subject { Ok(known) } else { Err(InvalidToken::Nonce.into()) }
    }

    async fn tokens(&self, mut form: String) -> Result<Tokens, NoSignIn> {
        let discovery = self.provider().discovery().await?;
        let authorization = authorization(self.settings());
        if authorization.is_none() {
            form = form_urlencoded::Serializer::new(form)
                .append_pair("client_id", &self.settings().client_id)
                .finish();
        }
        let tokens = self.provider().client().post(&discovery.token_endpoint, form, authorization).await;
        tokens.map_err(unanswered)
    }

    async fn id_token(&self, token: &str) -> Result<Claims, InvalidToken> {
        let settings = self.settings();
        let expected = Expected {
            issuer: &settings.issuer,
            audience: &settings.client_id,
            algorithms: &settings.algorithms,
        };
        let claims = verified(self.provider(), token, expected).await?;
        // OpenID Connect Core 1.0, section 3.1.3.7: a token for several is for whom it was issued to.
        match claims.get("azp") {
            Some(party) if party.as_str() != Some(&settings.client_id) => Err(InvalidToken::Audience),
            _ => Ok(claims),
        }
    }

    fn known(&self, claims: &Claims, refresh: Option<String>) -> Result<Known, InvalidToken> {
        let settings = self.settings();
        let subject = claims.get("sub").and_then(Value::as_str).filter(|subject| !subject.is_empty());
        Ok(Known {
            name: claims::name(claims, &settings.name_claim)?,
            subject: subject.ok_or_else(|| InvalidToken::Claim("sub".to_owned()))?.to_owned(),
            roles: claims::roles(claims, &settings.roles_claim)?,
            refresh,
        })
    }
}

/// Why nobody is signed in where the provider refused, or did not answer.
pub(super) fn unanswered(error: NoAnswer) -> NoSignIn {
    match error {
        NoAnswer::Refused(status) if status.is_client_error() => NoSignIn::Code(error),
        _ => {
            tracing::error!(cause = crate::app::cause_chain(&error), "the identity provider gave no answer");
            NotKnown.into()
        }
    }
}

/// By what the service proves that it is the client (RFC 6749, section 2.3.1).
fn authorization(settings: &Settings) -> Option<HeaderValue> {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let secret = settings.client_secret.as_ref()?;
    let pair = format!("{}:{}", encode(&settings.client_id), encode(secret.reveal()));
    let mut value = HeaderValue::try_from(format!("Basic {}", BASE64.encode(pair))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn with_query(address: &str, query: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{query}")
}

/// The address if it is a path of this site, else its first page: nobody is sent elsewhere after signing in.
///
/// A browser takes `//name`, `/\name` and these with tabs and line ends inside for other sites.
pub(super) fn local(to: &str) -> &str {
    /// Longest path.
    const BYTES_MAX: usize = 2000;
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    let fits = to.starts_with('/') && !to.starts_with("//") && to.len() <= BYTES_MAX && to.bytes().all(plain);
    let within = ["/sign-in", "/sign-out", SIGNED_OUT].iter().any(|path| to.starts_with(path));
    if fits && !within { to } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for to in ["/", "/people/p-17", "/people/p-17/delta?from=4&to=5#u7"] {
            assert_eq!(local(to), to);
        }
        let elsewhere = [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "evil.example",
            "javascript:alert(1)",
            "",
            " /",
            "/\r\nset-cookie: a=b",
            "/sign-in/return?code=x",
            "/people/\u{202e}",
        ];
        for to in elsewhere {
            assert_eq!(local(to), "/", "{to:?}");
        }
    }
}
