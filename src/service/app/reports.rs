//! A source report, with what the newest plan has of it.

use std::sync::Arc;

use super::{App, AppError, BriefQuestion, Caller, Traced};
use crate::compute::Urgency;
use cip_engine::document::Document;
use cip_store::{PersonId, Source};

/// A source report.
#[derive(Clone, Debug)]
pub struct Report {
    /// What is known of it.
    pub source: Source,
    /// Its text.
    pub document: Arc<Document>,
    /// The history of the newest plan, which tells what was copied; none where there is no plan.
    pub traced: Option<Traced>,
}

impl App {
    /// A source report, with what the newest plan has of it.
    pub async fn report(&self, caller: &Caller, person: &PersonId, number: u32) -> Result<Report, AppError> {
        let source = self.source(caller, person, number).await?;
        let choice = match self.choose_history(caller, person, BriefQuestion::default()).await {
            Ok(choice) => Some(choice),
            Err(AppError::NoVersions(_)) => None,
            Err(other) => return Err(other),
        };
        let admission = self.workers.admit(Urgency::Prompt)?;
        let document = self.kept_report(person, &source, &admission).await?;
        let traced = match choice {
            Some(choice) => Some(self.trace_within(&choice, &admission).await?),
            None => None,
        };
        Ok(Report { source, document, traced })
    }
}
