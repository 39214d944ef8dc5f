//! Identity as it is passed around: its settings, the provider, a clock.

use std::sync::Arc;

use jiff::Timestamp;

use cip_store::ContentHash;

use super::client::Client;
use super::provider::Provider;
use super::settings::{Origin, Settings};

/// How it is found out who asks. Cheap to clone.
#[derive(Clone)]
pub struct Identity(Arc<Inner>);

struct Inner {
    settings: Settings,
    provider: Provider,
    clock: fn() -> Timestamp,
}

/// Somebody who signed in, as far as the pages around the content need it.
#[derive(Clone)]
pub(crate) struct SignedIn {
    /// What they are called.
    pub(crate) name: String,
    /// By what their forms are known for ours.
    pub(crate) form: String,
    /// By which name their session is called.
    pub(super) handle: String,
    /// Under what the store keeps it.
    pub(crate) session: ContentHash,
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
        Ok(Self(Arc::new(Inner { settings, provider, clock })))
    }

    /// Where people and systems reach the service.
    pub(crate) fn address(&self) -> &Origin {
        &self.0.settings.address
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(super) fn provider(&self) -> &Provider {
        &self.0.provider
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.0.clock)()
    }
}
