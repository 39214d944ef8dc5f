//! What readers made of documents, kept by the hash of the bytes and the reader's version: a Word file is read once,
//! not again at the next start.
//!
//! Takes a document, gives bytes to keep, and the document back. A later reader asks for another name and so reads anew.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::{AppError, cause_chain};
use super::handle::App;
use super::texts::{format, parsed};
use crate::compute::Admission;
use cip_engine::document::{Document, Origin, Place};
use cip_store::{ContentHash, MediaType, READING_BYTES_MAX};

/// A reading as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    text: String,
    /// None where the text is what came.
    origin: Option<KeptOrigin>,
}

/// Length of what was read, from which offset of the text each place holds, and what could not be read.
type KeptOrigin = (usize, Vec<(u32, Numbers)>, Vec<String>);

/// Page, line, paragraph, table and row.
type Numbers = [Option<u32>; 5];

impl App {
    /// The document that was made of a content before, if its reading is kept.
    pub(super) async fn document_of_reading(
        &self,
        hash: ContentHash,
        media_type: MediaType,
        beside: Option<Arc<Document>>,
        admission: &Admission,
    ) -> Result<Option<Arc<Document>>, AppError> {
        // Of Markdown the reading is what came.
        if media_type == MediaType::Markdown {
            return Ok(None);
        }
        let reader = format(media_type).reader();
        let Some(kept) = self.kept.reading(hash, reader).await? else { return Ok(None) };
        Ok(admission.run(move || restored(&kept, hash, reader, beside.as_deref())).await?.map(Arc::new))
    }

    /// Keeps what was read. Without it the document is read again: no reason to refuse anybody anything.
    pub(super) async fn keep_reading(&self, hash: ContentHash, media_type: MediaType, document: &Document) {
        if media_type == MediaType::Markdown {
            return;
        }
        let Some(reading) = kept(document).filter(|reading| reading.len() <= READING_BYTES_MAX) else {
            return;
        };
        if let Err(error) = self.kept.keep_reading(hash, format(media_type).reader(), &reading).await {
            tracing::warn!(cause = cause_chain(&error), "a reading could not be kept");
        }
    }
}

fn kept(document: &Document) -> Option<Vec<u8>> {
    let numbers = |place: Place| [place.page, place.line, place.paragraph, place.table, place.row];
    let origin = document.origin().map(|origin| {
        let places = origin.places.iter().map(|(start, place)| (*start, numbers(*place)));
        (origin.bytes, places.collect(), origin.unread.clone())
    });
    serde_json::to_vec(&Kept { text: document.source().to_owned(), origin }).ok()
}

/// The document of a reading; none where it cannot be made of it, so that it is made of the bytes.
fn restored(
    kept: &[u8],
    hash: ContentHash,
    reader: &'static str,
    beside: Option<&Document>,
) -> Option<Document> {
    let Kept { text, origin } = serde_json::from_slice(kept).ok()?;
    let document = parsed(text, beside).ok()?;
    let Some((bytes, places, unread)) = origin else { return Some(document) };
    let place = |[page, line, paragraph, table, row]: Numbers| Place { page, line, paragraph, table, row };
    let places = places.into_iter().map(|(start, numbers)| (start, place(numbers))).collect();
    Some(document.with_origin(Origin { reader, bytes, hash: hash.to_string(), places, unread }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_given_back() {
        let hash = ContentHash::of(b"<h1>Plan</h1>");
        let place = |page, row| Place { page: Some(page), row, ..Place::default() };
        let origin = Origin {
            reader: "html/1",
            bytes: 13,
            hash: hash.to_string(),
            places: vec![(0, place(1, None)), (8, place(2, Some(3)))],
            unread: vec!["Page 2 is a picture.".to_owned()],
        };
        let read = parsed("# Plan\n\nShe rents.\n".to_owned(), None).unwrap();
        for document in [read.clone(), read.clone().with_origin(origin)] {
            let back = restored(&kept(&document).unwrap(), hash, "html/1", Some(&read)).unwrap();
            assert_eq!((back.source(), back.origin()), (document.source(), document.origin()));
            assert_eq!(back.taken_over(), read.tokens().len());
        }
    }

    #[test]
    fn what_is_none_is_read_anew() {
        assert!(restored(b"{", ContentHash::of(b""), "html/1", None).is_none());
    }
}
