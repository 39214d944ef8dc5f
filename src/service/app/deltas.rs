//! What changed between two versions.

use std::sync::Arc;

use super::access::{Case, What};
use super::caller::Caller;
use super::choices::DeltaChoice;
use super::computed::Choice;
use super::error::AppError;
use super::handle::App;
use super::record::Details;
use super::texts::text_hash;
use crate::compute::Admission;
use cip_engine::delta::Delta;
use cip_engine::document::Document;
use cip_store::{PersonId, Version};

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
        self.look(caller, What::ViewDelta, person, |case| async move {
            let choice = self.delta_of(case, from, to).await?;
            Ok((choice, Details::none().with("from", from).with("to", to)))
        })
        .await
    }

    async fn delta_of(&self, case: Case, from: u32, to: u32) -> Result<DeltaChoice, AppError> {
        let versions = self.versions_of(&case).await?;
        let find = |number| versions.iter().find(|version| version.number == number).cloned();
        let (Some(before), Some(after)) = (find(from), find(to)) else {
            let missing = if find(from).is_some() { to } else { from };
            return Err(self.no_version(&case, missing).await?);
        };
        Ok(DeltaChoice { person: case, before, after })
    }
}

impl Choice for DeltaChoice {
    const NAME: &'static str = "delta";
    type Computed = Comparison;

    async fn compute(&self, app: &App, admission: &Admission) -> Result<Comparison, AppError> {
        let before_document = app.kept_document(&self.person, &self.before, None, admission).await?;
        let beside = Some(&before_document);
        let after_document = app.kept_document(&self.person, &self.after, beside, admission).await?;
        let before = (text_hash(self.before.hash, self.before.media_type), Arc::clone(&before_document));
        let after = (text_hash(self.after.hash, self.after.media_type), Arc::clone(&after_document));
        let cache = app.cache.clone();
        let delta = admission.run(move || cache.compare(&before, &after)).await?;
        Ok(Comparison {
            before: self.before.clone(),
            after: self.after.clone(),
            before_document,
            after_document,
            delta,
        })
    }
}
