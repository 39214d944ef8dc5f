//! A person's newest plan with what is carried forward folded.

use std::sync::Arc;

use super::access::{Case, What};
use super::caller::Caller;
use super::choices::{BriefQuestion, CondensedChoice};
use super::computed::Choice;
use super::error::AppError;
use super::handle::App;
use super::histories::Traced;
use super::record::Details;
use crate::compute::Admission;
use cip_engine::condensed::{self, Condensed};
use cip_engine::history::Version as TracedVersion;
use cip_store::PersonId;

/// A condensed plan and what it was made from.
#[derive(Clone, Debug)]
pub struct CondensedPlan {
    traced: Traced,
    condensed: Arc<Condensed>,
}

impl App {
    /// Chooses what a condensed plan is made from; the question is that of a brief, whose baseline it shares.
    pub async fn choose_condensed(
        &self,
        caller: &Caller,
        person: &PersonId,
        question: BriefQuestion,
    ) -> Result<CondensedChoice, AppError> {
        self.look(caller, What::ViewCondensed, person, |case| async move {
            self.condensed_of(&case, question).await
        })
        .await
    }

    /// Chooses what a condensed plan is made from that is printed.
    pub async fn print_condensed(
        &self,
        caller: &Caller,
        person: &PersonId,
        question: BriefQuestion,
    ) -> Result<CondensedChoice, AppError> {
        self.look(caller, What::Print, person, |case| async move {
            let (choice, details) = self.condensed_of(&case, question).await?;
            Ok((choice, details.with("page", CondensedChoice::NAME)))
        })
        .await
    }

    async fn condensed_of(
        &self,
        case: &Case,
        question: BriefQuestion,
    ) -> Result<(CondensedChoice, Details), AppError> {
        let brief = self.brief_of(case, question).await?;
        let details = brief.details();
        let history = brief.traced;
        Ok((CondensedChoice { baseline: history.baseline, history }, details))
    }
}

impl Choice for CondensedChoice {
    const NAME: &'static str = "condensed";
    type Computed = CondensedPlan;

    async fn compute(&self, app: &App, admission: &Admission) -> Result<CondensedPlan, AppError> {
        let traced = self.history.compute(app, admission).await?;
        let (read, baseline) = (traced.clone(), self.baseline);
        let condense = move || {
            read.read(|input, history| {
                condensed::condense(&condensed::Input { versions: input.versions, history, baseline })
            })
        };
        let condensed = Arc::new(admission.run(condense).await?);
        Ok(CondensedPlan { traced, condensed })
    }
}

impl CondensedPlan {
    /// Reads the condensed plan together with the versions, of which the newest is the one condensed.
    pub fn read<T>(&self, read: impl FnOnce(&[TracedVersion<'_>], &Condensed) -> T) -> T {
        self.traced.read(|input, _| read(input.versions, &self.condensed))
    }
}
