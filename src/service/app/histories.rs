//! The life of every passage of a person's newest plan.

use std::sync::Arc;

use super::access::What;
use super::caller::Caller;
use super::choices::{BriefQuestion, HistoryChoice};
use super::computed::Choice;
use super::error::AppError;
use super::handle::App;
use super::texts::text_hash;
use crate::compute::Admission;
use cip_engine::delta::Delta;
use cip_engine::document::Document;
use cip_engine::history::{self, History, Input};
use cip_store::PersonId;

/// A history and what it was traced through.
#[derive(Clone, Debug)]
pub struct Traced {
    texts: Arc<Texts>,
    history: Arc<History>,
}

/// Everything that a history is made from.
#[derive(Debug)]
pub(super) struct Texts {
    choice: HistoryChoice,
    documents: Vec<Arc<Document>>,
    deltas: Vec<Arc<Delta>>,
    reports: Vec<Arc<Document>>,
}

impl App {
    /// Chooses what a history is traced through: all versions in force and all reports. What is news in it is asked
    /// as of a brief, whose baseline it shares.
    pub async fn choose_history(
        &self,
        caller: &Caller,
        person: &PersonId,
        question: BriefQuestion,
    ) -> Result<HistoryChoice, AppError> {
        self.look(caller, What::ViewHistory, person, |case| async move {
            let brief = self.brief_of(&case, question).await?;
            let details = brief.details();
            Ok((brief.traced, details))
        })
        .await
    }

    pub(super) async fn texts(
        &self,
        choice: &HistoryChoice,
        admission: &Admission,
    ) -> Result<Texts, AppError> {
        let mut documents: Vec<Arc<Document>> = Vec::with_capacity(choice.versions.len());
        for version in &choice.versions {
            let document = self.kept_document(&choice.person, version, documents.last(), admission).await?;
            documents.push(document);
        }
        let mut reports = Vec::with_capacity(choice.sources.len());
        for source in &choice.sources {
            reports.push(self.kept_report(&choice.person, source, admission).await?);
        }
        let deltas = self.neighbours(choice, &documents, admission).await?;
        Ok(Texts { choice: choice.clone(), documents, deltas, reports })
    }

    /// From each version to the next, each computed if it is not kept.
    async fn neighbours(
        &self,
        choice: &HistoryChoice,
        documents: &[Arc<Document>],
        admission: &Admission,
    ) -> Result<Vec<Arc<Delta>>, AppError> {
        let kept = choice.versions.iter().zip(documents);
        let kept: Vec<_> = kept
            .map(|(version, document)| (text_hash(version.hash, version.media_type), Arc::clone(document)))
            .collect();
        let cache = self.cache.clone();
        let compare = move || kept.windows(2).map(|pair| cache.compare(&pair[0], &pair[1])).collect();
        Ok(admission.run(compare).await?)
    }
}

impl Choice for HistoryChoice {
    const NAME: &'static str = "history";
    type Computed = Traced;

    async fn compute(&self, app: &App, admission: &Admission) -> Result<Traced, AppError> {
        let texts = Arc::new(app.texts(self, admission).await?);
        if let Some(history) = app.cache.history(self) {
            return Ok(Traced { texts, history });
        }
        let read = Arc::clone(&texts);
        let history = Arc::new(admission.run(move || read.with_input(history::trace)).await?);
        app.cache.keep_history(self, &history);
        Ok(Traced { texts, history })
    }
}

impl Texts {
    pub(super) fn document(&self, version: u32) -> &Document {
        &self.documents[version as usize]
    }

    pub(super) fn with_input<T>(&self, read: impl FnOnce(&Input<'_>) -> T) -> T {
        let versions = self.choice.versions.iter().zip(&self.documents);
        let versions: Vec<history::Version<'_>> = versions
            .map(|(version, document)| history::Version {
                number: version.number,
                as_of: Some(version.as_of),
                document,
            })
            .collect();
        let sources = self.choice.sources.iter().zip(&self.reports);
        let sources: Vec<history::Source<'_>> = sources
            .map(|(source, document)| history::Source {
                number: source.number,
                kind: Some(source.kind.name()),
                date: Some(source.date),
                document,
            })
            .collect();
        let deltas: Vec<&Delta> = self.deltas.iter().map(|delta| &**delta).collect();
        let baseline = self.choice.baseline;
        read(&Input { versions: &versions, deltas: &deltas, baseline, sources: &sources })
    }
}

impl Traced {
    /// Reads the history together with what it was traced through.
    pub fn read<T>(&self, read: impl FnOnce(&Input<'_>, &History) -> T) -> T {
        self.texts.with_input(|input| read(input, &self.history))
    }
}
