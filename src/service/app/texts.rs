//! A text that arrives: checked before anything is kept.

use std::sync::Arc;

use jiff::civil::Date;

use super::error::AppError;
use crate::compute::Admission;
use cip_engine::document::{self, Document};
use cip_store::{ContentHash, MediaType, StoreError};

/// A CIP version as it is posted.
#[derive(Clone, Debug)]
pub struct Post {
    /// Its date; if absent, the plan's own header is asked.
    pub as_of: Option<Date>,
    /// What the bytes are.
    pub media_type: MediaType,
    /// The record system's own id of the document.
    pub source_id: Option<String>,
    /// The bytes.
    pub content: Vec<u8>,
}

/// Refuses bytes that are no text, at a glance: nothing needs to be kept for them.
pub(super) fn check_posted(content: &[u8]) -> Result<&str, AppError> {
    let text = utf8(content)?;
    // A byte order mark is no text either.
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(AppError::Empty);
    }
    Ok(text)
}

/// Reads bytes that arrive, off the async threads.
pub(super) async fn read_posted(content: &[u8], admission: &Admission) -> Result<Arc<Document>, AppError> {
    read(check_posted(content)?.to_owned(), admission).await
}

/// What was read; none where the engine failed, which is a defect of ours: the sender cannot mend it, and the record
/// is whole without the reading.
pub(super) fn unless_failed<T>(read: Result<T, AppError>) -> Result<Option<T>, AppError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(AppError::Engine(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Kept bytes as they came, which their hash proves.
pub(super) fn proven(content: Vec<u8>, hash: ContentHash) -> Result<Vec<u8>, AppError> {
    if ContentHash::of(&content) == hash {
        return Ok(content);
    }
    Err(AppError::Store(StoreError::Damaged("the bytes of a text are not those that came".to_owned())))
}

/// Reads bytes that were kept. They were checked when they came.
pub(super) async fn read_kept(content: Vec<u8>, admission: &Admission) -> Result<Arc<Document>, AppError> {
    let text = String::from_utf8(content).map_err(|error| not_utf8(&error.utf8_error()))?;
    read(text, admission).await
}

async fn read(text: String, admission: &Admission) -> Result<Arc<Document>, AppError> {
    Ok(Arc::new(admission.run(move || document::parse(text)).await??))
}

fn utf8(content: &[u8]) -> Result<&str, AppError> {
    str::from_utf8(content).map_err(|error| not_utf8(&error))
}

fn not_utf8(error: &std::str::Utf8Error) -> AppError {
    AppError::NotUtf8 { offset: error.valid_up_to() }
}
