//! The use cases over one store: what they are done with, and what can be asked of the service itself.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use super::access::{Case, Kept, Policy, What};
use super::cache::Cache;
use super::caller::Caller;
use super::clock::Clock;
use super::error::{AppError, cause_chain};
use super::once::{Work, Working};
use super::record::{Details, Writer};
use crate::compute::{Admission, Urgency, Workers};
use cip_store::{Answer, AuditEvent, ContentHash, PersonId, Store, StoreError};

/// The use cases over one store. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(super) kept: Kept,
    pub(super) writer: Writer,
    pub(super) clock: Clock,
    pub(super) policy: Policy,
    pub(super) workers: Workers,
    pub(super) cache: Cache,
    working: Working,
    /// When something was written last to find out whether that is possible.
    tried: Arc<Mutex<Option<Timestamp>>>,
}

/// How often it is tried whether the store can be written to, at most; after a failure each time.
const TRIED_EVERY: SignedDuration = SignedDuration::from_secs(10);

impl App {
    /// The use cases over this store.
    pub fn new(store: Arc<dyn Store>) -> Self {
        let kept = Kept::new(store);
        Self {
            writer: Writer::new(kept.clone()),
            kept,
            clock: Clock::default(),
            policy: Policy::default(),
            workers: Workers::default(),
            working: Working::default(),
            tried: Arc::default(),
            cache: Cache::default(),
        }
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

    /// By this clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// With access handled like this.
    #[must_use]
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// What time it is.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// How access is handled.
    pub fn policy(&self) -> Policy {
        self.policy
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

    /// Admits a request that somebody waits for. All of its work is done under the one admission, so that a request
    /// that was admitted is not refused halfway.
    pub fn admit(&self) -> Result<Admission, AppError> {
        Ok(self.workers.admit(Urgency::Prompt)?)
    }

    /// Begins work under a key; none if there is such work already.
    pub fn begin_work(&self, key: &str) -> Option<Work> {
        self.working.begin(key)
    }

    /// The answer that was given under a key, to whoever may still have it: it says what became of a post to this
    /// person's case, or of one that is of nobody's.
    pub async fn answer(
        &self,
        caller: &Caller,
        person: Option<&PersonId>,
        key: &str,
    ) -> Result<Option<Answer>, AppError> {
        let Some(answer) = self.kept.answer(key).await? else { return Ok(None) };
        match person {
            Some(person) => {
                let given = async |_: Case| Ok(((), Details::none()));
                self.look(caller, What::RepeatAnswer, person, given).await?;
            }
            None => self.govern(caller, What::RepeatAnswer, None, Details::none()).await?,
        }
        Ok(Some(answer))
    }

    /// Keeps the answer given under a key.
    pub async fn keep_answer(&self, key: &str, answer: &Answer) -> Result<(), StoreError> {
        self.kept.keep_answer(key, answer).await
    }

    /// Writes a row of the record of looks.
    pub(super) async fn write(&self, event: AuditEvent) -> Result<(), AppError> {
        if self.writer.write(event).await { Ok(()) } else { Err(AppError::NotRecorded) }
    }

    /// Forgets bytes that were kept and then refused. If they cannot be forgotten, they are in nobody's way, and the
    /// sender should hear of the refusal. What the engine failed on is kept.
    pub(super) async fn forgotten_if_refused<T>(
        &self,
        content: ContentHash,
        taken: Result<T, AppError>,
    ) -> Result<T, AppError> {
        let refused = matches!(&taken, Err(error) if !matches!(error, AppError::Engine(_)));
        if refused && let Err(error) = self.kept.forget_content(content).await {
            tracing::warn!(cause = cause_chain(&error), "a refused text could not be forgotten");
        }
        taken
    }

    /// Whether the store answers, and takes what is written: a look that cannot be recorded is not answered.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.kept.check().await?;
        // Anyone may ask, so a write is tried now and then, and its outcome counts meanwhile.
        let now = self.clock.now();
        let mut tried = self.tried.lock().await;
        if tried.is_none_or(|at| now.duration_since(at).abs() >= TRIED_EVERY) {
            *tried = None;
            self.kept.check_writes().await?;
            *tried = Some(now);
        }
        Ok(())
    }

    /// How many bytes the store takes.
    pub async fn stored_bytes(&self) -> Result<u64, StoreError> {
        self.kept.bytes().await
    }

    /// How many texts were received and then neither taken in nor refused.
    pub async fn unfinished(&self) -> Result<u64, StoreError> {
        self.kept.unfinished().await
    }

    /// Finishes what was begun and lets the store go.
    pub async fn close(&self) {
        self.kept.close().await;
    }
}
