//! Who asks: systems by a bearer token, people by signing in, both by one OpenID Connect provider.
//!
//! Takes a request's headers, gives a [`Caller`] with the roles that the provider names, or a refusal. What a caller may
//! see is decided elsewhere. Nothing here ends in a log: no token, no name, no secret.
//!
//! The JWTs are checked by one library (`token`), for systems and sign-ins alike. The protocol around it is one address
//! and one form, written out here (`sign_in`): a client library would bring a second checker of tokens.

mod bearer;
mod claims;
mod client;
mod cookies;
mod csrf;
mod provider;
mod random;
mod routes;
mod sessions;
mod settings;
mod sign_in;
mod token;

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use tokio::sync::{Mutex, MutexGuard};

pub use claims::{ClaimName, InvalidClaimName};
pub use jsonwebtoken::Algorithm;
pub use settings::{ALGORITHMS, InvalidOrigin, Origin, Secret, SessionLimits, Settings, is_safe};

pub(crate) use csrf::with_form_token;
pub(crate) use routes::{PUBLIC, routes};

use crate::app::{App, Caller};
use crate::http::problem::Problem;
use bearer::Brought;
use client::Client;
use provider::Provider;
use sessions::Asks;

/// How many sessions are asked about at once.
const ALONE: usize = 64;

/// How it is found out who asks. Cheap to clone.
#[derive(Clone)]
pub struct Identity(Arc<Inner>);

struct Inner {
    settings: Settings,
    provider: Provider,
    clock: fn() -> Timestamp,
    alone: [Mutex<()>; ALONE],
}

/// Somebody who signed in, as far as the pages around the content need it.
#[derive(Clone)]
pub(crate) struct SignedIn {
    /// What they are called.
    pub(crate) name: String,
    /// By what their forms are known for ours.
    pub(crate) form: String,
    /// By which name their session is called.
    handle: String,
}

/// Who asks, and how that is known.
pub(crate) struct Asked {
    /// Who.
    pub(crate) caller: Caller,
    /// Set where a browser's session says so.
    pub(crate) signed_in: Option<SignedIn>,
}

impl Identity {
    /// Identity by these settings; the provider is asked when it is needed first.
    ///
    /// # Errors
    ///
    /// This machine's trusted certificates cannot be read.
    pub fn new(settings: Settings) -> anyhow::Result<Self> {
        Self::with_clock(settings, Timestamp::now)
    }

    /// The same by another clock for sessions.
    ///
    /// # Errors
    ///
    /// This machine's trusted certificates cannot be read.
    pub fn with_clock(settings: Settings, clock: fn() -> Timestamp) -> anyhow::Result<Self> {
        let provider = Provider::new(Client::new()?, settings.issuer.clone());
        let alone = std::array::from_fn(|_| Mutex::new(()));
        Ok(Self(Arc::new(Inner { settings, provider, clock, alone })))
    }

    /// Where people and systems reach the service.
    pub(crate) fn address(&self) -> &Origin {
        &self.0.settings.address
    }

    /// Who asks by these headers; nobody where they say nothing.
    pub(crate) async fn asks(&self, app: &App, headers: &HeaderMap) -> Result<Option<Asked>, Problem> {
        match bearer::brought(headers) {
            Brought::Token(token) => {
                let caller = self.system(token).await.map_err(|error| bearer::refused(&error))?;
                Ok(Some(Asked { caller, signed_in: None }))
            }
            Brought::Wrong => {
                let detail = "The header Authorization has to be one: Bearer and a token.";
                Err(Problem::new(StatusCode::UNAUTHORIZED, "invalid_token", detail).at_field("Authorization"))
            }
            Brought::Nothing => self.asks_by_session(app, headers).await,
        }
    }

    async fn asks_by_session(&self, app: &App, headers: &HeaderMap) -> Result<Option<Asked>, Problem> {
        let Some(id) = cookies::session(headers) else { return Ok(None) };
        match self.person(app, &id).await? {
            Asks::Person(caller, signed_in) => Ok(Some(Asked { caller, signed_in: Some(signed_in) })),
            Asks::Nobody => Ok(None),
            Asks::Unknown => Err(bearer::refused(&token::InvalidToken::Provider(provider::NotKnown))),
        }
    }

    fn settings(&self) -> &Settings {
        &self.0.settings
    }

    fn provider(&self) -> &Provider {
        &self.0.provider
    }

    fn now(&self) -> Timestamp {
        (self.0.clock)()
    }

    /// Waits until nobody else asks about this session.
    async fn alone(&self, hash: cip_store::ContentHash) -> MutexGuard<'_, ()> {
        self.0.alone[usize::from(hash.0[0]) % ALONE].lock().await
    }
}

/// What an answer of this code says in `WWW-Authenticate`.
pub(crate) fn challenge(code: &str) -> axum::http::HeaderValue {
    bearer::challenge(code)
}

/// Whether a caller has any role of ours.
pub(crate) fn has_a_role(caller: &Caller) -> bool {
    claims::any(caller.roles())
}
