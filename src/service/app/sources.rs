//! Source reports: what a plan's text may be copied from.

use std::sync::Arc;

use super::access::{Case, What};
use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::record::Details;
use super::texts::{Read, Reading, check_posted, text_hash, unless_failed};
use crate::compute::{Admission, Urgency};
use cip_engine::brief::IdentityDifference;
use cip_engine::document::Document;
use cip_store::{Arrival, ContentHash, NewSource, PersonId, Source, foresee_source};

/// What the sender of a source report gets back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReceipt {
    /// The report as it is kept.
    pub source: Source,
    /// What was found in it; not known where the engine failed on it.
    pub reading: Option<Reading>,
    /// What it says otherwise than the person's plans of whose it is, which its sender has confirmed to be this person's.
    pub differs: Vec<IdentityDifference>,
}

impl App {
    /// Keeps a source report. One that may be another person's is refused unless its sender has `confirmed` whose it is.
    pub async fn add_source(
        &self,
        caller: &Caller,
        person: &PersonId,
        source: NewSource,
        confirmed: bool,
    ) -> Result<Arrival<SourceReceipt>, AppError> {
        self.look(caller, What::PostReport, person, |case| async move {
            check_posted(&source.content, source.media_type)?;
            let admission = self.workers.admit(Urgency::Bulk)?;
            let hash = self.kept.keep_content(&source.content).await?;
            let taken = self.take_in_source(&case, source, confirmed, &admission).await;
            let arrival = self.forgotten_if_refused(hash, taken).await?;
            let details = Details::none().with("report", arrival.kept().source.number);
            Ok((arrival, details))
        })
        .await
    }

    /// Takes in a source report whose bytes are kept.
    async fn take_in_source(
        &self,
        case: &Case,
        source: NewSource,
        confirmed: bool,
        admission: &Admission,
    ) -> Result<Arrival<SourceReceipt>, AppError> {
        let SourceReceipt { reading, differs, .. } =
            self.foresee_report(case, &source, confirmed, admission).await?;
        let arrival = self.kept.add_source(case, source).await?;
        Ok(arrival.map(|source| SourceReceipt { source, reading, differs }))
    }

    /// Gives what [`App::add_source`] would, without keeping anything.
    pub async fn validate_source(
        &self,
        caller: &Caller,
        person: &PersonId,
        source: NewSource,
        confirmed: bool,
    ) -> Result<SourceReceipt, AppError> {
        self.look(caller, What::PreviewReport, person, |case| async move {
            let admission = self.workers.admit(Urgency::Bulk)?;
            Ok((self.foresee_report(&case, &source, confirmed, &admission).await?, Details::none()))
        })
        .await
    }

    async fn foresee_report(
        &self,
        case: &Case,
        source: &NewSource,
        confirmed: bool,
        admission: &Admission,
    ) -> Result<SourceReceipt, AppError> {
        let read = self.read_if_readable(source, admission).await?;
        let arrival = foresee_source(&self.kept.sources(case).await?, source);
        let differs = match (&arrival, &read) {
            (Arrival::New(_), Some(read)) => {
                let text = text_hash(ContentHash::of(&source.content), source.media_type);
                self.differences(case, text, &read.document, admission).await?
            }
            // What is there was looked at; what could not be read says nothing of whose it is.
            _ => Vec::new(),
        };
        if !differs.is_empty() && !confirmed {
            return Err(AppError::OtherPerson { person: case.person().clone(), differs });
        }
        Ok(SourceReceipt { source: arrival.kept().clone(), reading: read.map(|read| read.reading), differs })
    }

    /// A person's source reports by date.
    pub async fn sources(&self, caller: &Caller, person: &PersonId) -> Result<Vec<Source>, AppError> {
        self.look(caller, What::ViewReports, person, |case| async move {
            Ok((self.sources_of(&case).await?, Details::none()))
        })
        .await
    }

    /// One source report.
    pub async fn source(&self, caller: &Caller, person: &PersonId, number: u32) -> Result<Source, AppError> {
        self.look(caller, What::ViewReport, person, |case| async move {
            let source = self.source_of(&case, number).await?;
            Ok((source, Details::none().with("report", number)))
        })
        .await
    }

    /// The source reports of an open case by date.
    pub async fn sources_of(&self, case: &Case) -> Result<Vec<Source>, AppError> {
        self.known_person(case).await?;
        Ok(self.kept.sources(case).await?)
    }

    pub(super) async fn source_of(&self, case: &Case, number: u32) -> Result<Source, AppError> {
        let sources = self.sources_of(case).await?;
        let found = sources.into_iter().find(|source| source.number == number);
        found.ok_or_else(|| AppError::SourceNotFound { person: case.person().clone(), number })
    }

    /// A source report and its bytes as they came.
    pub async fn source_content(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
    ) -> Result<(Source, Vec<u8>), AppError> {
        self.look(caller, What::ExportReport, person, |case| async move {
            let source = self.source_of(&case, number).await?;
            let content = self.source_bytes(&case, &source).await?;
            Ok(((source, content), Details::none().with("report", number)))
        })
        .await
    }

    /// A source report and its text, read.
    pub async fn source_document(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
        admission: &Admission,
    ) -> Result<(Source, Arc<Document>), AppError> {
        self.look(caller, What::ViewReport, person, |case| async move {
            let source = self.source_of(&case, number).await?;
            let document = self.kept_report(&case, &source, admission).await?;
            Ok(((source, document), Details::none().with("report", number)))
        })
        .await
    }

    /// A report as it is read; nothing where the engine fails on it, which is no reason to refuse it.
    async fn read_if_readable(
        &self,
        source: &NewSource,
        admission: &Admission,
    ) -> Result<Option<Read>, AppError> {
        let beside = async { Ok(None) };
        unless_failed(self.read_posted(&source.content, source.media_type, beside, admission).await)
    }
}
