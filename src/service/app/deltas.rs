//! What changed between two versions.

use std::sync::Arc;

use super::texts::text_hash;
use super::{App, AppError, Caller};
use crate::compute::{Admission, Urgency};
use cip_engine::delta::Delta;
use cip_engine::document::Document;
use cip_store::{PersonId, Version};

/// Which two versions a delta compares. Chosen first, so that a reader who has the answer already need not have
/// it made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeltaChoice {
    /// Whose.
    pub person: PersonId,
    /// The earlier version.
    pub before: Version,
    /// The later version.
    pub after: Version,
}

/// Two versions and what changed from the one to the other.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The earlier version.
    pub before: Version,
    /// The later version.
    pub after: Version,
    /// The earlier text.
    pub before_document: Arc<Document>,
    /// The later text.
    pub after_document: Arc<Document>,
    /// What changed.
    pub delta: Arc<Delta>,
}

impl App {
    /// Chooses two versions by their numbers. Which of them is the earlier is the reader's word.
    pub async fn choose_delta(
        &self,
        caller: &Caller,
        person: &PersonId,
        from: u32,
        to: u32,
    ) -> Result<DeltaChoice, AppError> {
        let versions = self.versions(caller, person).await?;
        let find = |number| versions.iter().find(|version| version.number == number).cloned();
        let (Some(before), Some(after)) = (find(from), find(to)) else {
            let missing = if find(from).is_some() { to } else { from };
            return Err(self.no_version(person, missing).await?);
        };
        Ok(DeltaChoice { person: person.clone(), before, after })
    }

    /// Compares the versions chosen.
    pub async fn compare(&self, choice: &DeltaChoice) -> Result<Comparison, AppError> {
        self.compare_within(choice, &self.workers.admit(Urgency::Prompt)?).await
    }

    /// Compares the versions chosen, for a request that was admitted.
    pub(super) async fn compare_within(
        &self,
        choice: &DeltaChoice,
        admission: &Admission,
    ) -> Result<Comparison, AppError> {
        let before_document = self.kept_document(&choice.person, &choice.before, admission).await?;
        let after_document = self.kept_document(&choice.person, &choice.after, admission).await?;
        let before = (text_hash(choice.before.hash, choice.before.media_type), Arc::clone(&before_document));
        let after = (text_hash(choice.after.hash, choice.after.media_type), Arc::clone(&after_document));
        let cache = self.cache.clone();
        let delta = admission.run(move || cache.compare(&before, &after)).await?;
        Ok(Comparison {
            before: choice.before.clone(),
            after: choice.after.clone(),
            before_document,
            after_document,
            delta,
        })
    }

    /// What changed from one version to another.
    pub async fn delta(
        &self,
        caller: &Caller,
        person: &PersonId,
        from: u32,
        to: u32,
    ) -> Result<Comparison, AppError> {
        self.compare(&self.choose_delta(caller, person, from, to).await?).await
    }
}
