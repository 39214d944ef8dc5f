//! CIP versions: taking one in, listing them, giving the bytes back.

use std::sync::Arc;

use rayon::prelude::*;

use super::access::{Case, What};
use super::cache::Cache;
use super::caller::Caller;
use super::carried::Carried;
use super::error::AppError;
use super::handle::App;
use super::held::{Held, told};
use super::record::Details;
use super::texts::{Post, Read as ReadText, Reading, check_posted, text_hash, unless_failed};
use super::timeline;
use crate::compute::{Admission, Urgency};
use cip_engine::brief::{IdentityDifference, IdentityField, plan_date};
use cip_engine::document::Document;
use cip_store::{
    Again, Arrival, ContentHash, NewVersion, PersonId, Taken, Version, Withdrawal, foresee_version,
};

/// What the sender of a version gets back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The version as it is kept.
    pub version: Version,
    /// What was found in it; nothing where the engine failed on it, which is a defect of ours, and the text is kept.
    pub reading: Option<Reading>,
    /// How much is carried forward from the version before it by date; none for a first.
    pub carried: Option<Carried>,
    /// The version of the same date that this one took over from.
    pub supersedes: Option<u32>,
    /// By which fields its own header says whose plan it is; what has none is held for nothing.
    pub identity: Vec<IdentityField>,
    /// What it says otherwise than the person's earlier versions of whose plan it is: then it is held. Nothing where it
    /// counts.
    pub held: Vec<IdentityDifference>,
}

/// A version as a person's page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionOverview {
    /// The version as it is kept.
    pub version: Version,
    /// How many words it has; not known where the engine fails on it.
    pub words: Option<usize>,
    /// How much is carried forward from the version before it by date, nothing for a first; not known where the engine
    /// fails on one of them.
    pub carried: Option<Carried>,
}

/// What would become of a version, for somebody who looks before it is kept.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What its sender would get back.
    pub receipt: Receipt,
    /// Its text; none where the engine fails on it.
    pub document: Option<Arc<Document>>,
    /// The version before it by date, with which it is compared.
    pub before: Option<Version>,
    /// Whether it is there already.
    pub known: bool,
}

/// A content's hash and what was read from it.
type Read = (ContentHash, Arc<Document>);

impl App {
    /// Takes a version in.
    ///
    /// Answered only when the bytes are safe: they are kept before they are read, so that a fault of the engine loses
    /// no plan. A text that is refused is forgotten again.
    pub async fn add_version(
        &self,
        caller: &Caller,
        person: &PersonId,
        post: Post,
    ) -> Result<Arrival<Receipt>, AppError> {
        self.look(caller, What::PostVersion, person, |case| async move {
            check_posted(&post.content, post.media_type)?;
            // Before anything is kept, so that what was admitted is also answered.
            let admission = self.workers.admit(Urgency::Bulk)?;
            let hash = self.kept.keep_content(&post.content).await?;
            let taken = self.take_in(&case, post, &admission).await;
            let arrival = self.forgotten_if_refused(hash, taken).await?;
            let receipt = arrival.kept();
            let details = Details::none().with("version", receipt.version.number);
            let details = details.with_any("held", (!receipt.held.is_empty()).then_some(true));
            Ok((arrival, details))
        })
        .await
    }

    /// Takes in a version whose bytes are kept.
    async fn take_in(
        &self,
        case: &Case,
        post: Post,
        admission: &Admission,
    ) -> Result<Arrival<Receipt>, AppError> {
        let (version, read) = self.read_version(case, post, admission).await?;
        let document = read.as_ref().map(|read| &read.document);
        let arrival = self.keep_version(case, &version, document, admission).await?;
        let versions = self.kept.versions(case).await?;
        let Taken { version, held } = arrival.kept();
        let receipt = self.receipt(case, &versions, version, read, told(held), admission).await?;
        Ok(arrival.map(|_| receipt))
    }

    /// Takes a version in from a file, in bulk.
    ///
    /// The file stays where it is, so nothing need be kept before it is read; and nobody reads how much of each of
    /// thousands is carried forward, so that is not worked out. What differs is told of one that is held only. What is
    /// there stays as it is, superseded or not: an import that broke off is run again.
    pub async fn import_version(
        &self,
        caller: &Caller,
        person: &PersonId,
        post: Post,
    ) -> Result<Arrival<Held>, AppError> {
        self.look(caller, What::PostVersion, person, |case| async move {
            let admission = self.workers.admit(Urgency::Bulk)?;
            let (version, read) = self.read_version(&case, post, &admission).await?;
            let version = NewVersion { again: Again::Repeats, ..version };
            let document = read.as_ref().map(|read| &read.document);
            let arrival = self.keep_version(&case, &version, document, &admission).await?;
            let details = Details::none().with("version", arrival.kept().version.number);
            let held = |taken: Taken| Held { version: taken.version, differs: told(&taken.held) };
            Ok((arrival.map(held), details))
        })
        .await
    }

    /// Gives what [`App::add_version`] would, without keeping anything.
    pub async fn validate_version(
        &self,
        caller: &Caller,
        person: &PersonId,
        post: Post,
    ) -> Result<Receipt, AppError> {
        self.look(caller, What::PreviewVersion, person, |case| async move {
            let admission = self.workers.admit(Urgency::Bulk)?;
            Ok((self.foresee(&case, post, &admission).await?.receipt, Details::none()))
        })
        .await
    }

    /// The same for somebody who waits, with the text as it was understood.
    pub async fn preview_version(
        &self,
        caller: &Caller,
        person: &PersonId,
        post: Post,
        admission: &Admission,
    ) -> Result<Preview, AppError> {
        self.look(caller, What::PreviewVersion, person, |case| async move {
            Ok((self.foresee(&case, post, admission).await?, Details::none()))
        })
        .await
    }

    async fn foresee(&self, case: &Case, post: Post, admission: &Admission) -> Result<Preview, AppError> {
        let (version, read) = self.read_version(case, post, admission).await?;
        let document = read.as_ref().map(|read| Arc::clone(&read.document));
        let versions = self.kept.versions(case).await?;
        let held = self.kept.held_versions(case).await?;
        let there: Vec<Version> =
            versions.iter().chain(held.iter().map(|held| &held.version)).cloned().collect();
        let further = self.kept.further_ids(case).await?;
        let arrival = foresee_version(&there, &further, self.kept.last_number(case).await?, &version)?;
        let version = arrival.kept();
        let differs = match (&arrival, &document) {
            (Arrival::Known(known), _) => {
                let held = held.iter().find(|held| held.version.number == known.number);
                held.map_or_else(Vec::new, |held| told(&held.differs))
            }
            (Arrival::New(_), Some(document)) => {
                let text = text_hash(version.hash, version.media_type);
                self.differences(case, text, document, admission).await?
            }
            (Arrival::New(_), None) => Vec::new(),
        };
        let before = timeline::before(&versions, version).cloned();
        let receipt = self.receipt(case, &versions, version, read, differs, admission).await?;
        Ok(Preview { receipt, document, before, known: matches!(arrival, Arrival::Known(_)) })
    }

    /// Hides a version that was posted in error.
    pub async fn withdraw_version(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
        reason: &str,
    ) -> Result<Withdrawal, AppError> {
        self.look(caller, What::WithdrawVersion, person, |case| async move {
            match self.kept.withdraw_version(&case, number, reason).await? {
                Some(withdrawal) => Ok((withdrawal, Details::none().with("version", number))),
                None => Err(self.no_version(&case, number).await?),
            }
        })
        .await
    }

    /// Why there is no version of a number.
    pub(super) async fn no_version(&self, case: &Case, number: u32) -> Result<AppError, AppError> {
        let person = case.person().clone();
        if self.kept.withdrawal(case, number).await?.is_some() {
            return Ok(AppError::VersionWithdrawn { person, number });
        }
        let held = self.kept.held_versions(case).await?;
        if held.iter().any(|held| held.version.number == number) {
            return Ok(AppError::VersionHeld { person, number });
        }
        Ok(AppError::VersionNotFound { person, number })
    }

    /// A person's versions by date, then by number; superseded ones among them.
    pub async fn versions(&self, caller: &Caller, person: &PersonId) -> Result<Vec<Version>, AppError> {
        self.look(caller, What::ViewVersions, person, |case| async move {
            Ok((self.versions_of(&case).await?, Details::none()))
        })
        .await
    }

    /// The versions of an open case by date, then by number; superseded ones among them.
    pub async fn versions_of(&self, case: &Case) -> Result<Vec<Version>, AppError> {
        let versions = self.kept.versions(case).await?;
        if versions.is_empty() {
            self.known_person(case).await?;
        }
        Ok(versions)
    }

    /// The versions of an open case with how long they are and how much each carries forward.
    pub async fn versions_overview(
        &self,
        case: &Case,
        admission: &Admission,
    ) -> Result<Vec<VersionOverview>, AppError> {
        let versions = self.versions_of(case).await?;
        let mut documents: Vec<Option<Read>> = Vec::with_capacity(versions.len());
        for version in &versions {
            let beside = documents.iter().rev().flatten().next().map(|(_, document)| document);
            documents.push(self.read_if_possible(case, version, beside, admission).await?);
        }
        let cache = self.cache.clone();
        let overview = move || {
            let all = 0..versions.len();
            all.into_par_iter().map(|index| overview(&cache, &versions, &documents, index)).collect()
        };
        Ok(admission.run(overview).await?)
    }

    /// One version.
    pub async fn version(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
    ) -> Result<Version, AppError> {
        self.look(caller, What::ViewVersion, person, |case| async move {
            let version = self.version_of(&case, number).await?;
            Ok((version, Details::none().with("version", number)))
        })
        .await
    }

    /// One version of an open case.
    pub(super) async fn version_of(&self, case: &Case, number: u32) -> Result<Version, AppError> {
        let versions = self.versions_of(case).await?;
        match versions.into_iter().find(|version| version.number == number) {
            Some(version) => Ok(version),
            None => Err(self.no_version(case, number).await?),
        }
    }

    /// A version and its bytes as they came.
    pub async fn version_content(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
    ) -> Result<(Version, Vec<u8>), AppError> {
        self.look(caller, What::ExportPlan, person, |case| async move {
            let version = self.version_of(&case, number).await?;
            let content = self.version_bytes(&case, &version).await?;
            Ok(((version, content), Details::none().with("version", number)))
        })
        .await
    }

    /// A version and its text, read, with the case that it is of.
    pub async fn version_document(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
        admission: &Admission,
    ) -> Result<(Version, Arc<Document>, Case), AppError> {
        self.look(caller, What::ViewPlan, person, |case| async move {
            let version = self.version_of(&case, number).await?;
            let document = self.kept_document(&case, &version, None, admission).await?;
            Ok(((version, document, case), Details::none().with("version", number)))
        })
        .await
    }

    /// Reads a version that is known to be there; none where the engine fails on it, which is a defect of ours and no
    /// reason to keep the rest from anybody.
    async fn read_if_possible(
        &self,
        case: &Case,
        version: &Version,
        beside: Option<&Arc<Document>>,
        admission: &Admission,
    ) -> Result<Option<Read>, AppError> {
        let document = unless_failed(self.kept_document(case, version, beside, admission).await)?;
        Ok(document.map(|document| (text_hash(version.hash, version.media_type), document)))
    }

    /// Reads what is posted and dates it. A text that the engine cannot take goes no further; one that it fails on does,
    /// if the sender says its date, for the sender cannot mend it and the record is whole without its reading.
    async fn read_version(
        &self,
        case: &Case,
        post: Post,
        admission: &Admission,
    ) -> Result<(NewVersion, Option<ReadText>), AppError> {
        let beside = async { Ok(self.at_hand(&self.kept.versions(case).await?)) };
        let read = self.read_posted(&post.content, post.media_type, beside, admission).await;
        let read = if post.as_of.is_some() { unless_failed(read)? } else { Some(read?) };
        let header = || read.as_ref().and_then(|read| plan_date(&read.document));
        let as_of = post.as_of.or_else(header).ok_or(AppError::DateMissing)?;
        let Post { media_type, source_id, content, .. } = post;
        Ok((NewVersion { as_of, media_type, source_id, content, again: Again::Corrects }, read))
    }

    async fn receipt(
        &self,
        case: &Case,
        versions: &[Version],
        version: &Version,
        read: Option<ReadText>,
        held: Vec<IdentityDifference>,
        admission: &Admission,
    ) -> Result<Receipt, AppError> {
        // As the list shows it: what arrived before may have been superseded since.
        let version = versions.iter().find(|kept| kept.number == version.number).unwrap_or(version);
        let (document, reading) = read.map(|read| (read.document, read.reading)).unzip();
        let identity = match &document {
            Some(document) => {
                let text = text_hash(version.hash, version.media_type);
                self.read_identity(text, document, admission).await?.fields()
            }
            None => Vec::new(),
        };
        if !held.is_empty() {
            // It stands in no order with the others, and is compared with none of them.
            let version = version.clone();
            return Ok(Receipt { version, reading, carried: None, supersedes: None, identity, held });
        }
        let carried = match document {
            Some(document) => self.carried_into(case, versions, version, document, admission).await?,
            None => None,
        };
        let supersedes = supersedes(versions, version);
        Ok(Receipt { version: version.clone(), reading, carried, supersedes, identity, held })
    }

    /// How much a version carries forward from the one before it by date.
    async fn carried_into(
        &self,
        case: &Case,
        versions: &[Version],
        version: &Version,
        after: Arc<Document>,
        admission: &Admission,
    ) -> Result<Option<Carried>, AppError> {
        let Some(earlier) = timeline::before(versions, version) else { return Ok(None) };
        // The version is kept already; that the engine fails on it, or on the one before it, takes nothing from that.
        let before = self.read_if_possible(case, earlier, Some(&after), admission).await?;
        let Some(before) = before else { return Ok(None) };
        let after = (text_hash(version.hash, version.media_type), after);
        let cache = self.cache.clone();
        let count = move || Carried::count(&cache.compare(&before, &after), &after.1);
        Ok(admission.run(count).await.ok())
    }
}

fn overview(
    cache: &Cache,
    versions: &[Version],
    documents: &[Option<Read>],
    index: usize,
) -> VersionOverview {
    let version = versions[index].clone();
    let Some(after) = &documents[index] else {
        return VersionOverview { version, words: None, carried: None };
    };
    let carried = match timeline::before(versions, &version) {
        None => Some(Carried::nothing(&after.1)),
        Some(earlier) => {
            let before = versions.iter().zip(documents).find(|(kept, _)| *kept == earlier);
            let before = before.and_then(|(_, before)| before.as_ref());
            before.map(|before| Carried::count(&cache.compare(before, after), &after.1))
        }
    };
    VersionOverview { version, words: Some(after.1.words()), carried }
}

/// The newest earlier arrival for the same date.
fn supersedes(versions: &[Version], version: &Version) -> Option<u32> {
    let same_date = versions.iter().filter(|other| other.as_of == version.as_of);
    same_date.map(|other| other.number).filter(|number| *number < version.number).max()
}
