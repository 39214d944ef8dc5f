//! Texts that are kept: their bytes as they came, and what is read from them.

use std::sync::Arc;

use super::access::Case;
use super::error::AppError;
use super::handle::App;
use super::texts::{Read, check_posted, proven, read, text_hash};
use crate::compute::Admission;
use cip_engine::document::Document;
use cip_store::{ContentHash, MediaType, Source, Version};

impl App {
    /// Reads a version that is known to be there, beside another of the same plan if one is at hand: what they share is
    /// not read again.
    pub(super) async fn kept_document(
        &self,
        case: &Case,
        version: &Version,
        beside: Option<&Arc<Document>>,
        admission: &Admission,
    ) -> Result<Arc<Document>, AppError> {
        let bytes = self.version_bytes(case, version);
        self.read_once(version.hash, version.media_type, beside, bytes, admission).await
    }

    /// Of these versions of a plan the last one that somebody has read and that is still kept so.
    pub(super) fn at_hand(&self, versions: &[Version]) -> Option<Arc<Document>> {
        let text = |version: &Version| text_hash(version.hash, version.media_type);
        versions.iter().rev().find_map(|version| self.cache.document(text(version)))
    }

    /// Reads a source report that is known to be there.
    pub(super) async fn kept_report(
        &self,
        case: &Case,
        source: &Source,
        admission: &Admission,
    ) -> Result<Arc<Document>, AppError> {
        self.read_once(source.hash, source.media_type, None, self.source_bytes(case, source), admission).await
    }

    /// The bytes of a version as they came, which their hash proves.
    pub(super) async fn version_bytes(&self, case: &Case, version: &Version) -> Result<Vec<u8>, AppError> {
        let number = version.number;
        let content = self.kept.version_content(case, number).await?;
        let content =
            content.ok_or_else(|| AppError::VersionNotFound { person: case.person().clone(), number })?;
        proven(content, version.hash)
    }

    /// The bytes of a source report as they came, which their hash proves.
    pub(super) async fn source_bytes(&self, case: &Case, source: &Source) -> Result<Vec<u8>, AppError> {
        let number = source.number;
        let content = self.kept.source_content(case, number).await?;
        let content =
            content.ok_or_else(|| AppError::SourceNotFound { person: case.person().clone(), number })?;
        proven(content, source.hash)
    }

    /// Reads bytes, which are fetched only where nobody has read them before, or what was read is no longer kept.
    async fn read_once(
        &self,
        hash: ContentHash,
        media_type: MediaType,
        beside: Option<&Arc<Document>>,
        bytes: impl Future<Output = Result<Vec<u8>, AppError>>,
        admission: &Admission,
    ) -> Result<Arc<Document>, AppError> {
        let text = text_hash(hash, media_type);
        if let Some(document) = self.cache.document(text) {
            return Ok(document);
        }
        let kept = self.document_of_reading(hash, media_type, beside.cloned(), admission).await?;
        let document = if let Some(document) = kept {
            self.cache.count_taken_over(&document);
            document
        } else {
            let document =
                self.read_anew(bytes.await?, media_type, beside.cloned(), admission).await?.document;
            self.keep_reading(hash, media_type, &document).await;
            document
        };
        self.cache.keep_document(text, &document);
        Ok(document)
    }

    /// Reads bytes that arrive, unless the same bytes arrived a while ago: whoever looks before storing sends them twice.
    pub(super) async fn read_posted(
        &self,
        content: &[u8],
        media_type: MediaType,
        beside: impl Future<Output = Result<Option<Arc<Document>>, AppError>>,
        admission: &Admission,
    ) -> Result<Read, AppError> {
        check_posted(content, media_type)?;
        let text = text_hash(ContentHash::of(content), media_type);
        if let Some(read) = self.cache.arrived(text) {
            return Ok(read);
        }
        let read = self.read_anew(content.to_owned(), media_type, beside.await?, admission).await?;
        self.cache.keep_arrived(text, &read);
        Ok(read)
    }

    /// Reads bytes, off the async threads.
    async fn read_anew(
        &self,
        content: Vec<u8>,
        media_type: MediaType,
        beside: Option<Arc<Document>>,
        admission: &Admission,
    ) -> Result<Read, AppError> {
        self.cache.count_reading();
        let read = admission.run(move || read(&content, media_type, beside.as_deref())).await??;
        self.cache.count_taken_over(&read.document);
        Ok(read)
    }
}
