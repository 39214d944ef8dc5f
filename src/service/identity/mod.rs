//! Who asks: systems by a bearer token, people by signing in, both by one OpenID Connect provider.
//!
//! Takes a request's headers, gives a [`Caller`](crate::app::Caller) with the roles that the provider names, or a refusal. What a caller may
//! see is decided elsewhere. Nothing here ends in a log: no token, no name, no secret.
//!
//! The JWTs are checked by one library (`token`), for systems and sign-ins alike. The protocol around it is one address
//! and one form, written out here (`sign_in`): a client library would bring a second checker of tokens.

mod asks;
mod bearer;
mod claims;
mod client;
mod cookies;
mod csrf;
mod handle;
mod provider;
mod random;
mod routes;
mod sessions;
mod settings;
mod sign_in;
mod token;
mod userinfo;

pub use claims::{ClaimName, InvalidClaimName};
pub use handle::Identity;
pub use jsonwebtoken::Algorithm;
pub use settings::{ALGORITHMS, ClaimsFrom, InvalidOrigin, Origin, Secret, SessionLimits, Settings, is_safe};

pub(crate) use asks::Asked;
pub(crate) use bearer::challenge;
pub(crate) use claims::has_a_role;
pub(crate) use csrf::{NotOwn, with_form_token};
pub(crate) use handle::SignedIn;
pub(crate) use routes::{OWN, PUBLIC, routes};
