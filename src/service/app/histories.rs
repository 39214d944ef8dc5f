//! The life of every passage of a person's newest plan.

use std::sync::Arc;

use super::texts::{proven, read_kept, text_hash};
use super::{App, AppError, BriefQuestion, Caller, timeline};
use crate::compute::{Admission, Urgency};
use cip_engine::delta::Delta;
use cip_engine::document::Document;
use cip_engine::history::{self, History, Input};
use cip_store::{PersonId, Source, Version};

/// Which versions and reports a history is traced through. Chosen first, so that a reader who has the answer already
/// need not have it made again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HistoryChoice {
    /// Whose.
    pub person: PersonId,
    /// The versions in force, oldest first.
    pub versions: Vec<Version>,
    /// The version in force at the last conference, by its place among the versions; the last but one where no
    /// conference was held since the first; none of a single version.
    pub baseline: Option<u32>,
    /// The source reports, by date.
    pub sources: Vec<Source>,
}

impl HistoryChoice {
    /// All versions in force and all reports; none where no version is in force.
    pub(super) fn of(person: &PersonId, versions: &[Version], sources: Vec<Source>) -> Option<Self> {
        let versions: Vec<Version> = timeline::in_force(versions).cloned().collect();
        let baseline = versions.len().checked_sub(2).map(|place| place as u32);
        (!versions.is_empty()).then(|| Self { person: person.clone(), versions, baseline, sources })
    }

    /// The versions in force before one, and that one.
    pub(super) fn up_to(person: &PersonId, versions: &[Version], newest: &Version) -> Self {
        let earlier = timeline::in_force(versions).filter(|version| version.as_of < newest.as_of);
        let versions: Vec<Version> = earlier.chain([newest]).cloned().collect();
        Self { person: person.clone(), versions, baseline: None, sources: Vec::new() }
    }

    /// The same, told since this version; without one as it was.
    pub(super) fn since(self, baseline: Option<&Version>) -> Self {
        let place = |baseline: &Version| self.versions.iter().position(|it| it.number == baseline.number);
        let place = baseline.and_then(place).map(|place| place as u32);
        Self { baseline: place.or(self.baseline), ..self }
    }
}

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
        Ok(self.choose_brief(caller, person, question).await?.traced)
    }

    /// Traces the history chosen.
    pub async fn trace(&self, choice: &HistoryChoice) -> Result<Traced, AppError> {
        self.trace_within(choice, &self.workers.admit(Urgency::Prompt)?).await
    }

    /// Traces the history chosen, for a request that was admitted.
    pub(super) async fn trace_within(
        &self,
        choice: &HistoryChoice,
        admission: &Admission,
    ) -> Result<Traced, AppError> {
        let texts = Arc::new(self.texts(choice, admission).await?);
        if let Some(history) = self.cache.history(choice) {
            return Ok(Traced { texts, history });
        }
        let read = Arc::clone(&texts);
        let history = Arc::new(admission.run(move || read.with_input(history::trace)).await?);
        self.cache.keep_history(choice, &history);
        Ok(Traced { texts, history })
    }

    pub(super) async fn texts(
        &self,
        choice: &HistoryChoice,
        admission: &Admission,
    ) -> Result<Texts, AppError> {
        let mut documents = Vec::with_capacity(choice.versions.len());
        for version in &choice.versions {
            documents.push(self.kept_document(&choice.person, version, admission).await?);
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

    pub(super) async fn kept_report(
        &self,
        person: &PersonId,
        source: &Source,
        admission: &Admission,
    ) -> Result<Arc<Document>, AppError> {
        let text = text_hash(source.hash, source.media_type);
        if let Some(document) = self.cache.document(text) {
            return Ok(document);
        }
        let number = source.number;
        let content = self.store.source_content(person, number).await?;
        let content = content.ok_or_else(|| AppError::SourceNotFound { person: person.clone(), number })?;
        let document = read_kept(proven(content, source.hash)?, source.media_type, admission).await?;
        self.cache.keep_document(text, &document);
        Ok(document)
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
