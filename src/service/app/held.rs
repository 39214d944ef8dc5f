//! Posts that may be another person's plan: held until somebody says whose they are.

use std::sync::Arc;

use super::access::{Case, What};
use super::caller::Caller;
use super::error::AppError;
use super::handle::App;
use super::record::Details;
use super::texts::{text_hash, unless_failed};
use crate::compute::Admission;
use cip_engine::brief::{Identity, IdentityCheck, IdentityDifference, IdentityField};
use cip_engine::document::Document;
use cip_store::{Arrival, Checked, ContentHash, HeldField, NewVersion, PersonId, StoreError, Taken, Version};

/// A version that is held, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The version as it is kept.
    pub version: Version,
    /// What it says otherwise than the person's earlier versions.
    pub differs: Vec<IdentityDifference>,
}

impl App {
    /// A person's held versions by date, then by number.
    pub async fn held_versions(&self, caller: &Caller, person: &PersonId) -> Result<Vec<Held>, AppError> {
        self.look(caller, What::ViewHeld, person, |case| async move {
            let held = self.held_of(&case).await?;
            let details = Details::none().with("held", held.len());
            Ok((held, details))
        })
        .await
    }

    /// What is held of an open case, by date, then by number.
    pub async fn held_of(&self, case: &Case) -> Result<Vec<Held>, AppError> {
        let held = self.kept.held_versions(case).await?;
        if held.is_empty() {
            self.known_person(case).await?;
        }
        let held = held.into_iter().map(|held| Held { version: held.version, differs: told(&held.differs) });
        let mut held: Vec<Held> = held.collect();
        held.sort_by_key(|held| (held.version.as_of, held.version.number));
        Ok(held)
    }

    /// Says of a held version that it is this person's: it counts from then on. One that counts already stays as it is.
    pub async fn confirm_version(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
    ) -> Result<Version, AppError> {
        self.look(caller, What::ConfirmVersion, person, |case| async move {
            if !self.kept.confirm_version(&case, number).await? {
                return Err(self.no_version(&case, number).await?);
            }
            let version = self.version_of(&case, number).await?;
            Ok((version, Details::none().with("version", number)))
        })
        .await
    }

    /// Keeps a version, held where it differs from the person's earlier ones in whose plan it is.
    pub(super) async fn keep_version(
        &self,
        case: &Case,
        version: &NewVersion,
        document: Option<&Arc<Document>>,
        admission: &Admission,
    ) -> Result<Arrival<Taken>, AppError> {
        let hash = ContentHash::of(&version.content);
        let text = text_hash(hash, version.media_type);
        let identity = match document {
            Some(document) => self.read_identity(text, document, admission).await?,
            // What could not be read says nothing of whose it is.
            None => Arc::default(),
        };
        loop {
            let checked = self.check(case, &identity, admission).await?;
            match self.kept.add_version(case, version, &checked).await {
                // Another version of this person arrived meanwhile; each time round, one was kept.
                Err(StoreError::Overtaken) => {}
                kept => {
                    let kept = kept?;
                    if let (Arrival::New(_), Some(document)) = (&kept, document) {
                        self.keep_reading(hash, version.media_type, document).await;
                    }
                    return Ok(kept);
                }
            }
        }
    }

    /// What would be held of a document, without keeping it.
    pub(super) async fn differences(
        &self,
        case: &Case,
        text: ContentHash,
        document: &Arc<Document>,
        admission: &Admission,
    ) -> Result<Vec<IdentityDifference>, AppError> {
        let identity = self.read_identity(text, document, admission).await?;
        Ok(told(&self.check(case, &identity, admission).await?.differs))
    }

    /// Compares with the versions that count, the newest first, as far back as it matters.
    async fn check(
        &self,
        case: &Case,
        identity: &Identity,
        admission: &Admission,
    ) -> Result<Checked, AppError> {
        // Asked first: what arrives between the two is seen, and looked at twice at worst.
        let last_number = self.kept.last_number(case).await?;
        let mut check = IdentityCheck::of(identity);
        for earlier in self.kept.versions(case).await?.iter().rev() {
            if check.is_settled() {
                break;
            }
            if let Some(earlier) = self.kept_identity(case, earlier, admission).await? {
                check.see(&earlier);
            }
        }
        let kept = |difference: IdentityDifference| HeldField {
            field: difference.field.name().to_owned(),
            earlier: difference.earlier,
            this: difference.this,
        };
        Ok(Checked { last_number, differs: check.differences().into_iter().map(kept).collect() })
    }

    /// Whose a kept version is; none where the engine fails on it.
    async fn kept_identity(
        &self,
        case: &Case,
        version: &Version,
        admission: &Admission,
    ) -> Result<Option<Arc<Identity>>, AppError> {
        let text = text_hash(version.hash, version.media_type);
        if let Some(identity) = self.cache.identity(text) {
            return Ok(Some(identity));
        }
        let document = unless_failed(self.kept_document(case, version, None, admission).await)?;
        match document {
            Some(document) => Ok(Some(self.read_identity(text, &document, admission).await?)),
            None => Ok(None),
        }
    }

    pub(super) async fn read_identity(
        &self,
        text: ContentHash,
        document: &Arc<Document>,
        admission: &Admission,
    ) -> Result<Arc<Identity>, AppError> {
        if let Some(identity) = self.cache.identity(text) {
            return Ok(identity);
        }
        let document = Arc::clone(document);
        let identity = Arc::new(admission.run(move || Identity::of(&document)).await?);
        self.cache.keep_identity(text, &identity);
        Ok(identity)
    }
}

/// What is kept of the differences, in the order in which fields are told.
pub(super) fn told(fields: &[HeldField]) -> Vec<IdentityDifference> {
    let told = |kept: &HeldField| {
        let field = IdentityField::from_name(&kept.field)?;
        Some(IdentityDifference { field, earlier: kept.earlier.clone(), this: kept.this.clone() })
    };
    let mut told: Vec<_> = fields.iter().filter_map(told).collect();
    told.sort_unstable();
    told
}
