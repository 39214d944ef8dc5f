//! A document that arrives: checked before anything is kept, read, and read again when it is asked for.

use std::sync::Arc;

use jiff::civil::Date;

use super::error::AppError;
use cip_engine::document::{self, Document, TooLarge, UnitKind};
use cip_formats::Refused;
use cip_store::{ContentHash, MediaType, StoreError};
use cip_wire::reading::{ReadingName, Understood, origin};

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

/// What is found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How many words it has.
    pub words: usize,
    /// How many headings.
    pub headings: usize,
    /// How it was read; none where the text is what came.
    pub made: Option<Made>,
}

/// How a text was made of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// By which reader, and the text's hash.
    pub name: ReadingName,
    /// Pages, tables, what was set aside, notes.
    pub understood: Understood,
}

/// A document that was read, and what was found.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub document: Arc<Document>,
    pub reading: Reading,
}

/// The format of bytes of a media type.
pub(super) fn format(media_type: MediaType) -> cip_formats::MediaType {
    match media_type {
        MediaType::Markdown => cip_formats::MediaType::Markdown,
        MediaType::Plain => cip_formats::MediaType::Plain,
        MediaType::Html => cip_formats::MediaType::Html,
        MediaType::Docx => cip_formats::MediaType::Docx,
        MediaType::Odt => cip_formats::MediaType::Odt,
        MediaType::Rtf => cip_formats::MediaType::Rtf,
        MediaType::Pdf => cip_formats::MediaType::Pdf,
    }
}

/// The media type of bytes in a file: what they look like, else what the file's ending says, else Markdown.
///
/// # Errors
///
/// [`AppError::Unreadable`] if they look like something that cannot be read.
pub fn media_type_of_file(content: &[u8], name: &str) -> Result<MediaType, AppError> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let named = cip_formats::MediaType::of_extension(ending);
    Ok(kept_as(cip_formats::recognise(content).media_of_file(named)?))
}

/// The media type that files with this ending have.
pub fn media_type_of_ending(ending: &str) -> Option<MediaType> {
    cip_formats::MediaType::of_extension(ending).map(kept_as)
}

fn kept_as(format: cip_formats::MediaType) -> MediaType {
    match format {
        cip_formats::MediaType::Markdown => MediaType::Markdown,
        cip_formats::MediaType::Plain => MediaType::Plain,
        cip_formats::MediaType::Html => MediaType::Html,
        cip_formats::MediaType::Docx => MediaType::Docx,
        cip_formats::MediaType::Odt => MediaType::Odt,
        cip_formats::MediaType::Rtf => MediaType::Rtf,
        cip_formats::MediaType::Pdf => MediaType::Pdf,
    }
}

/// What stands for a text wherever something is kept that was made of it: the hash of the bytes, and the reader that
/// made the text of them. The same bytes read another way are another text.
pub fn text_hash(hash: ContentHash, media_type: MediaType) -> ContentHash {
    match media_type {
        MediaType::Markdown => hash,
        other => ContentHash::of(format!("{} {hash}", format(other).reader()).as_bytes()),
    }
}

/// Refuses bytes that are not what they are said to be, at a glance: nothing needs to be kept for them.
pub(super) fn check_posted(content: &[u8], media_type: MediaType) -> Result<(), AppError> {
    cip_formats::check(content, format(media_type))?;
    // A byte order mark is no text either.
    let is_text = matches!(media_type, MediaType::Markdown | MediaType::Plain);
    let blank = |text: &str| text.chars().all(|c| c.is_whitespace() || c == '\u{feff}');
    if is_text && str::from_utf8(content).is_ok_and(blank) {
        return Err(AppError::Empty);
    }
    Ok(())
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

/// Reads a document: the text by its format, then the units of the text, those that it shares with another version of
/// the plan beside it.
pub(super) fn read(
    content: &[u8],
    media_type: MediaType,
    beside: Option<&Document>,
) -> Result<Read, AppError> {
    let mut reading = crate::child::read(content, format(media_type))?;
    let understood = Understood::of(&reading);
    let text = std::mem::take(&mut reading.text);
    let origin = origin(&reading, &text, content);
    let made = origin.is_some().then(|| Made { name: ReadingName::of(reading.reader, &text), understood });
    let document = parsed(text, beside)?;
    let document = Arc::new(match origin {
        Some(origin) => document.with_origin(origin),
        None => document,
    });
    let reading = Reading { made, ..Reading::of(&document) };
    Ok(Read { document, reading })
}

/// The units of a text, those that it shares with another version of the plan taken over from that.
pub(super) fn parsed(text: String, beside: Option<&Document>) -> Result<Document, TooLarge> {
    match beside {
        Some(other) => document::parse_beside(text, other),
        None => document::parse(text),
    }
}

impl Reading {
    fn of(document: &Document) -> Self {
        let headings = document.units().iter().filter(|unit| unit.kind == UnitKind::Heading).count();
        Self { words: document.words(), headings, made: None }
    }
}

impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotADocument { what: "it is empty" } => Self::Empty,
            refused => Self::Unreadable { refused },
        }
    }
}
