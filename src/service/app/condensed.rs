//! A person's newest plan with what is carried forward folded.

use std::sync::Arc;

use super::{App, AppError, BriefQuestion, Caller, HistoryChoice, Traced};
use crate::compute::Urgency;
use cip_engine::condensed::{self, Condensed};
use cip_engine::history::Version as TracedVersion;
use cip_store::PersonId;

/// What a condensed plan is made from. Chosen first, so that a reader who has the answer already need not have it
/// made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CondensedChoice {
    /// The versions and reports.
    pub history: HistoryChoice,
    /// The version in force at the last conference, by its place among the versions; none before the first.
    pub baseline: Option<u32>,
}

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
        let choice = self.choose_brief(caller, person, question).await?;
        let history = choice.traced;
        let baseline = choice.baseline.and(history.baseline);
        Ok(CondensedChoice { history, baseline })
    }

    /// Condenses the plan chosen.
    pub async fn condense(&self, choice: &CondensedChoice) -> Result<CondensedPlan, AppError> {
        let admission = self.workers.admit(Urgency::Prompt)?;
        let traced = self.trace_within(&choice.history, &admission).await?;
        let (read, baseline) = (traced.clone(), choice.baseline);
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
