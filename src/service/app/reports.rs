//! A source report, with what the newest plan has of it.

use std::sync::Arc;

use super::access::What;
use super::caller::Caller;
use super::choices::BriefQuestion;
use super::computed::Choice;
use super::error::{AppError, if_any};
use super::handle::App;
use super::histories::Traced;
use super::record::Details;
use crate::compute::Admission;
use cip_engine::document::Document;
use cip_store::{PersonId, Source};

/// A source report.
#[derive(Clone, Debug)]
pub struct Report {
    /// What is known of it.
    pub source: Source,
    /// Its text.
    pub document: Arc<Document>,
    /// The history of the newest plan, which says what was copied; none where there is no plan.
    pub traced: Option<Traced>,
}

impl App {
    /// A source report, with what the newest plan has of it.
    pub async fn report(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
        admission: &Admission,
    ) -> Result<Report, AppError> {
        self.look(caller, What::ViewReport, person, |case| async move {
            let source = self.source_of(&case, number).await?;
            let choice = if_any(self.brief_of(&case, BriefQuestion::default()).await)?;
            let document = self.kept_report(&case, &source, admission).await?;
            let traced = match choice {
                Some(choice) => Some(choice.traced.compute(self, admission).await?),
                None => None,
            };
            Ok((Report { source, document, traced }, Details::none().with("report", number)))
        })
        .await
    }
}
