//! The use cases: what a record system, a practitioner and a chair can ask for.
//!
//! Takes who asks and what for, gives domain values; knows the store and the engine, but neither HTTP nor pages.
//! Both the API and the pages call these functions, so both tell the same story.

mod briefs;
mod cache;
mod caller;
mod carried;
mod condensed;
mod conferences;
mod dates;
mod deltas;
mod error;
mod histories;
mod json;
mod lives;
mod once;
mod paging;
mod passages;
mod people;
mod reports;
mod short_text;
mod sources;
mod texts;
mod timeline;
mod versions;

use std::sync::Arc;

pub use briefs::{BriefChoice, BriefQuestion, agency};
pub use cache::{CACHE_BYTES_DEFAULT, Cache};
pub use caller::Caller;
pub use carried::Carried;
pub use condensed::{CondensedChoice, CondensedPlan};
pub use dates::{InvalidDate, iso_date};
pub use deltas::{Comparison, DeltaChoice};
pub use error::{AppError, cause_chain, sentence};
pub use histories::{HistoryChoice, Traced};
pub use json::{json_code, shortened};
pub use lives::Lives;
pub use once::Work;
pub use paging::{DatedPlace, LIST_ENTRIES, LIST_ENTRIES_MAX, Listing, Paging};
pub use passages::{Found, PassageLives};
pub use reports::Report;
pub use short_text::{InvalidShortText, SHORT_TEXT_CHARS_MAX, short_text};
pub use sources::SourceReceipt;
pub use texts::{Made, Post, Reading, media_type_of_ending, media_type_of_file, text_hash};
pub use timeline::{after as version_after, before as version_before};
pub use versions::{Preview, Receipt, VersionOverview};

use crate::compute::{Urgency, Workers};
use cip_store::{ContentHash, Store, StoreError};
use once::Working;

/// Words that new entries of a brief may take where the reader does not say.
pub const BRIEF_WORDS: usize = 600;

/// The use cases over one store. Cheap to clone.
#[derive(Clone)]
pub struct App {
    store: Arc<dyn Store>,
    workers: Workers,
    working: Working,
    cache: Cache,
}

impl App {
    /// The use cases over this store.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store, workers: Workers::default(), working: Working::default(), cache: Cache::default() }
    }

    /// With these who do the work.
    #[must_use]
    pub fn with_workers(self, workers: Workers) -> Self {
        Self { workers, ..self }
    }

    /// Who does the work.
    pub fn workers(&self) -> &Workers {
        &self.workers
    }

    /// With this cache of what was computed.
    #[must_use]
    pub fn with_cache(self, cache: Cache) -> Self {
        Self { cache, ..self }
    }

    /// Bytes that computed documents, deltas and briefs take, by estimate.
    pub fn cached_bytes(&self) -> u64 {
        self.cache.bytes()
    }

    /// Does work that somebody waits for, such as the writing of a page.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        Ok(self.workers.admit(Urgency::Prompt)?.run(work).await?)
    }

    /// Forgets bytes that were kept and then refused. If they cannot be forgotten, they are in nobody's way, and the
    /// sender should hear of the refusal. What the engine failed on is kept.
    async fn forgotten_if_refused<T>(
        &self,
        content: ContentHash,
        taken: Result<T, AppError>,
    ) -> Result<T, AppError> {
        let refused = matches!(&taken, Err(error) if !matches!(error, AppError::Engine(_)));
        if refused && let Err(error) = self.store.forget_content(content).await {
            tracing::warn!(cause = cause_chain(&error), "a refused text could not be forgotten");
        }
        taken
    }

    /// Whether the store answers.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.store.check().await
    }

    /// How many bytes the store takes.
    pub async fn stored_bytes(&self) -> Result<u64, StoreError> {
        self.store.bytes().await
    }

    /// How many texts were received and then neither taken in nor refused.
    pub async fn unfinished(&self) -> Result<u64, StoreError> {
        self.store.unfinished().await
    }

    /// Finishes what was begun and lets the store go.
    pub async fn close(&self) {
        self.store.close().await;
    }
}
