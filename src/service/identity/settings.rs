//! How identity is set up: checked values, made once at the start.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use axum::http::Uri;
use jsonwebtoken::Algorithm;
use thiserror::Error;

use super::claims::ClaimName;

/// How identity is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people and systems reach the service.
    pub address: Origin,
    /// The provider, by the address that its tokens name (`iss`).
    pub issuer: String,
    /// What a system's token must be for (`aud`).
    pub audience: String,
    /// What the provider calls this service when people sign in; their tokens are for it.
    pub client_id: String,
    /// By what the service proves to the provider that it is the client; none for a public client.
    pub client_secret: Option<Secret>,
    /// Where a token says what its holder may do.
    pub roles_claim: ClaimName,
    /// Where the token of somebody who signs in says the name that everything else calls them by.
    pub name_claim: ClaimName,
    /// Where the token of a system says that.
    pub system_name_claim: ClaimName,
    /// Where it is looked for what is said of somebody who signs in.
    pub claims_from: ClaimsFrom,
    /// What is asked for at sign-in.
    pub scopes: Vec<String>,
    /// By which algorithms a token may be signed; never one with a shared key, and never none.
    pub algorithms: Vec<Algorithm>,
    /// How long a session lives.
    pub sessions: SessionLimits,
}

/// Where it is looked for what is said of somebody who signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClaimsFrom {
    /// In the ID token alone.
    #[default]
    Token,
    /// In the ID token; what it leaves out, at the provider's userinfo endpoint.
    Userinfo,
}

impl ClaimsFrom {
    /// The place of this name in the settings.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "token" => Some(Self::Token),
            "userinfo" => Some(Self::Userinfo),
            _ => None,
        }
    }
}

/// How long a session lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without a request.
    pub idle: Duration,
    /// At most, whatever is done in it.
    pub absolute: Duration,
    /// Until the provider is asked again whether the person still has these roles.
    pub recheck: Duration,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self {
            idle: Duration::from_mins(30),
            absolute: Duration::from_hours(10),
            recheck: Duration::from_mins(10),
        }
    }
}

/// By which algorithms a token may be signed where nothing is said: with keys of which only the provider has the
/// private half (RFC 7518, section 3; RFC 8037).
pub const ALGORITHMS: [(&str, Algorithm); 4] = [
    ("RS256", Algorithm::RS256),
    ("PS256", Algorithm::PS256),
    ("ES256", Algorithm::ES256),
    ("EdDSA", Algorithm::EdDSA),
];

/// A secret, which shows itself nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret, without white space around it.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// Gives it to whom it is for.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// The address of a site: scheme and authority, without a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: Scheme,
    authority: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

/// A text is no origin that can be trusted.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum InvalidOrigin {
    /// It is no address.
    #[error("an address such as https://plans.example belongs here")]
    NoAddress,
    /// It has more than scheme, name and port.
    #[error("nothing may follow the name and the port")]
    WithPath,
    /// It is in the clear, and leaves this machine.
    #[error("it must begin with https://; http:// is for loopback addresses only")]
    InTheClear,
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let uri: Uri = text.parse().map_err(|_| InvalidOrigin::NoAddress)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(InvalidOrigin::NoAddress);
        };
        if uri.path().len() > 1 || uri.query().is_some() || authority.as_str().contains('@') {
            return Err(InvalidOrigin::WithPath);
        }
        if !is_safe(&uri) {
            return Err(InvalidOrigin::InTheClear);
        }
        let scheme = if scheme == "https" { Scheme::Https } else { Scheme::Http };
        Ok(Self { scheme, authority: authority.as_str().to_ascii_lowercase() })
    }
}

impl Origin {
    /// Name and port, in lower case.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The address of a path of the site.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(formatter, "{scheme}://{}", self.authority)
    }
}

/// Whether what is sent to an address can be read by nobody on the way: by TLS, or because it stays on this machine.
pub fn is_safe(uri: &Uri) -> bool {
    match uri.scheme_str() {
        Some("https") => true,
        Some("http") => uri.host().is_some_and(is_loopback),
        _ => false,
    }
}

/// Whether a host is this machine.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins() {
        let origin = |text: &str| text.parse::<Origin>().map(|origin| origin.to_string());
        assert_eq!(origin("https://Plans.example"), Ok("https://plans.example".to_owned()));
        assert_eq!(origin("http://127.0.0.1:8080/"), Ok("http://127.0.0.1:8080".to_owned()));
        assert_eq!(origin("http://plans.example"), Err(InvalidOrigin::InTheClear));
        assert_eq!(origin("https://plans.example/cip"), Err(InvalidOrigin::WithPath));
        assert_eq!(origin("https://somebody@plans.example"), Err(InvalidOrigin::WithPath));
        assert_eq!(origin("plans.example"), Err(InvalidOrigin::NoAddress));
    }

    #[test]
    fn a_secret_shows_itself_nowhere() {
        assert_eq!(format!("{:?}", Secret::new("hunter2\n")), "Secret(…)");
        assert_eq!(Secret::new("hunter2\n").reveal(), "hunter2");
    }
}
