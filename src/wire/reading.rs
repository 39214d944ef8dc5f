//! `cip-reading/1`: what a document reads as, where its parts stood, what was set aside and what to know.

use serde::Serialize;
use utoipa::ToSchema;

use super::source::hash;
use cip_engine::document::{self, Origin};
use cip_formats::{Note, NoteCode, Place, Reading, SetAside};

/// Name and version of this document.
pub const SCHEMA: &str = "cip-reading/1";

/// The whole reading.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Reading)]
pub struct ReadingDocument<'a> {
    /// `cip-reading/1`.
    #[schema(example = "cip-reading/1")]
    pub schema: &'static str,
    /// The reader and its version, and the text's hash.
    pub reading: ReadingName,
    /// How much was understood.
    #[serde(flatten)]
    pub understood: Understood,
    /// The Markdown that spans lie in.
    pub text: &'a str,
    /// Where the text stood: each place holds from its offset to the next.
    pub places: Vec<PlaceFrom>,
}

/// Which reader made a reading, and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReadingName {
    /// The reader and its version.
    #[schema(example = "docx/1")]
    pub reader: &'static str,
    /// SHA-256 of the text, as 64 hexadecimal digits.
    pub hash: String,
}

/// How much of a document was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Understood {
    /// Pages, where the format knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// Headings found.
    pub headings: usize,
    /// Tables found.
    pub tables: usize,
    /// What belongs to the pages and not to the plan; never compared.
    pub set_aside: Vec<SetAsidePart>,
    /// What whoever reads the text should know.
    pub notes: Vec<ReadingNote>,
}

/// Text that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SetAsidePart {
    /// `head`, `foot`, `page-number`, `print`, `classification`, `continuation`, `hidden`, `properties` or `contents`.
    #[schema(example = "foot")]
    pub kind: &'static str,
    /// Its words.
    pub text: String,
    /// Where it stood; of what stands on many pages the first.
    pub place: SourcePlace,
}

/// Something that whoever reads the text should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReadingNote {
    /// `encoding`, `tracked-change`, `comment`, `hidden`, `picture`, `object`, `unread` or `guess`.
    #[schema(example = "tracked-change")]
    pub code: &'static str,
    /// A sentence for people.
    pub message: String,
    /// Where it is about.
    pub place: SourcePlace,
}

/// A place in the document as it came, as far as its format knows one; each number counts from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourcePlace {
    /// Page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Line, of texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Paragraph of the whole document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// Table of the whole document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Row of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
}

/// A place and the offset from which it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceFrom {
    /// First byte of the text.
    pub start: u32,
    /// The place.
    #[serde(flatten)]
    pub place: SourcePlace,
}

/// What a document is to know of the bytes that it was read from; nothing where the text is these bytes.
pub fn origin(reading: &Reading, text: &str, bytes: &[u8]) -> Option<Origin> {
    let place = |place: Place| {
        let Place { page, line, paragraph, table, row } = place;
        document::Place { page, line, paragraph, table, row }
    };
    (text.as_bytes() != bytes).then(|| Origin {
        reader: reading.reader,
        bytes: bytes.len(),
        hash: hash(bytes),
        places: reading.places.iter().map(|(start, at)| (start, place(at))).collect(),
        unread: reading
            .notes
            .iter()
            .filter(|note| note.code == NoteCode::PicturePage)
            .map(|note| note.message.clone())
            .collect(),
    })
}

impl<'a> ReadingDocument<'a> {
    /// Writes a reading as a document.
    pub fn new(reading: &'a Reading) -> Self {
        Self {
            schema: SCHEMA,
            reading: ReadingName::of(reading.reader, &reading.text),
            understood: Understood::of(reading),
            text: &reading.text,
            places: reading
                .places
                .iter()
                .map(|(start, place)| PlaceFrom { start, place: place.into() })
                .collect(),
        }
    }
}

impl ReadingName {
    /// Names the text that a reader made.
    pub fn of(reader: &'static str, text: &str) -> Self {
        Self { reader, hash: hash(text.as_bytes()) }
    }
}

impl Understood {
    /// Says how much of a document was understood.
    pub fn of(reading: &Reading) -> Self {
        Self {
            pages: reading.pages(),
            headings: reading.headings,
            tables: reading.tables,
            set_aside: reading.set_aside.iter().map(SetAsidePart::of).collect(),
            notes: reading.notes.iter().map(ReadingNote::of).collect(),
        }
    }
}

impl SetAsidePart {
    fn of(aside: &SetAside) -> Self {
        Self { kind: aside.kind.name(), text: aside.text.clone(), place: aside.place.into() }
    }
}

impl ReadingNote {
    fn of(note: &Note) -> Self {
        Self { code: note.code.name(), message: note.message.clone(), place: note.place.into() }
    }
}

impl SourcePlace {
    /// Where the text at an offset stood; none where the text is what came, or its format knows no places.
    pub(crate) fn at(document: &document::Document, offset: u32) -> Option<Self> {
        document.place(offset).map(Self::from).filter(|place| *place != Self::default())
    }
}

impl From<document::Place> for SourcePlace {
    fn from(place: document::Place) -> Self {
        let document::Place { page, line, paragraph, table, row } = place;
        Self { page, line, paragraph, table, row }
    }
}

impl From<Place> for SourcePlace {
    fn from(place: Place) -> Self {
        let Place { page, line, paragraph, table, row } = place;
        Self { page, line, paragraph, table, row }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_formats::{MediaType, read};

    #[test]
    fn the_document_has_the_fields_of_the_contract() {
        let reading = read(b"<title>Plan</title><h1>Home</h1><p>He has one.", MediaType::Html, None).unwrap();
        let document = serde_json::to_value(ReadingDocument::new(&reading)).unwrap();
        assert_eq!(document["schema"], "cip-reading/1");
        assert_eq!(document["reading"]["reader"], "html/9");
        assert_eq!(document["headings"], 1);
        assert_eq!(document["set_aside"][0]["kind"], "properties");
        assert_eq!(document["places"][1]["paragraph"], 2);
        assert_eq!(document["text"], "# Home\n\nHe has one.\n");
    }
}
