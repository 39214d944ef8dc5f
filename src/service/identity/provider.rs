//! What the provider says of itself (OpenID Connect Discovery 1.0) and the keys it signs by (RFC 7517), kept and asked
//! for anew within bounds.
//!
//! A token with a key that is not known makes the provider be asked, for it may have changed its keys; but whoever sends
//! such tokens cannot make it be asked more than once a minute.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use serde::Deserialize;
use thiserror::Error;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::client::{Client, NoAnswer};
use crate::app::cause_chain;

/// How often the provider is asked for its keys at most.
const ASK_AGAIN: Duration = Duration::from_mins(1);
/// How often it is asked as long as nothing is known of it.
const ASK_AT_FIRST: Duration = Duration::from_secs(5);
/// After how long keys are asked for anew: one that the provider has withdrawn counts no longer than that.
const FRESH: Duration = Duration::from_hours(1);
/// For how long known keys count while the provider cannot be reached.
const USABLE: Duration = Duration::from_hours(6);

/// The provider, as far as it is known.
pub(super) struct Provider {
    client: Client,
    issuer: String,
    known: RwLock<Option<Known>>,
    asked: Mutex<Option<Instant>>,
}

/// What the provider said.
#[derive(Clone)]
struct Known {
    discovery: Arc<Discovery>,
    keys: Arc<JwkSet>,
    since: Instant,
}

/// What the provider says of itself.
#[derive(Debug, Deserialize)]
pub(super) struct Discovery {
    issuer: String,
    /// Where people sign in.
    pub(super) authorization_endpoint: String,
    /// Where a code becomes a token.
    pub(super) token_endpoint: String,
    jwks_uri: String,
    /// Where it says more of somebody than in the ID token (OpenID Connect Core 1.0, section 5.3).
    pub(super) userinfo_endpoint: Option<String>,
    /// Where people sign out (OpenID Connect RP-Initiated Logout 1.0).
    pub(super) end_session_endpoint: Option<String>,
}

/// Why a key is not to be had.
#[derive(Debug, Error)]
pub(super) enum NoKey {
    /// The provider has none of this name.
    #[error("the key is none of the provider's")]
    Unknown,
    /// Nothing is known of the provider.
    #[error("the provider is not known")]
    Provider(#[from] NotKnown),
}

/// Nothing is known of the provider, or not for long enough.
#[derive(Clone, Copy, Debug, Error)]
#[error("the provider did not answer")]
pub(super) struct NotKnown;

impl Provider {
    /// The provider of this name, to be asked when it is needed.
    pub(super) fn new(client: Client, issuer: String) -> Self {
        Self { client, issuer, known: RwLock::new(None), asked: Mutex::new(None) }
    }

    /// The client by which it is asked.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// What it says of itself.
    pub(super) async fn discovery(&self) -> Result<Arc<Discovery>, NotKnown> {
        Ok(self.fresh().await?.discovery)
    }

    /// Its key of this name; of a token that names none, the only one.
    pub(super) async fn key(&self, id: Option<&str>) -> Result<Jwk, NoKey> {
        let known = self.fresh().await?;
        if let Some(key) = find(&known.keys, id) {
            return Ok(key);
        }
        let known = self.ask(Some(known.since)).await?;
        find(&known.keys, id).ok_or(NoKey::Unknown)
    }

    fn known(&self) -> Option<Known> {
        // Nothing panics while it is held.
        self.known.read().ok()?.clone()
    }

    async fn fresh(&self) -> Result<Known, NotKnown> {
        match self.known() {
            Some(known) if known.since.elapsed() < FRESH => Ok(known),
            known => self.ask(known.map(|known| known.since)).await,
        }
    }

    /// Asks the provider, unless somebody did since, or not long ago; then what is known has to do.
    async fn ask(&self, seen: Option<Instant>) -> Result<Known, NotKnown> {
        let mut asked = self.asked.lock().await;
        let known = self.known();
        let pause = if known.is_some() { ASK_AGAIN } else { ASK_AT_FIRST };
        let asked_lately = asked.is_some_and(|at| at.elapsed() < pause);
        let changed = known.as_ref().is_some_and(|known| Some(known.since) != seen);
        if !changed && !asked_lately {
            *asked = Some(Instant::now());
            match self.fetch().await {
                Ok(known) => {
                    if let Ok(mut place) = self.known.write() {
                        *place = Some(known.clone());
                    }
                    return Ok(known);
                }
                Err(error) => {
                    tracing::error!(cause = cause_chain(&error), "the identity provider was asked in vain");
                }
            }
        }
        known.filter(|known| known.since.elapsed() < USABLE).ok_or(NotKnown)
    }

    async fn fetch(&self) -> Result<Known, NoAnswer> {
        let place = format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'));
        let discovery: Discovery = self.client.get(&place).await?;
        if discovery.issuer != self.issuer {
            // Another issuer's document would bring another issuer's keys (Discovery 1.0, section 4.3).
            return Err(NoAnswer::Unreadable);
        }
        let keys = self.client.get(&discovery.jwks_uri).await?;
        Ok(Known { discovery: Arc::new(discovery), keys: Arc::new(keys), since: Instant::now() })
    }
}

fn find(keys: &JwkSet, id: Option<&str>) -> Option<Jwk> {
    let signs = |key: &&Jwk| !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption));
    let mut signing = keys.keys.iter().filter(signs);
    match id {
        Some(id) => signing.find(|key| key.common.key_id.as_deref() == Some(id)).cloned(),
        None => signing.next().filter(|_| signing.next().is_none()).cloned(),
    }
}
