//! Where a document's text came from, if that was not Markdown already.

/// What was read, by which reader, and where its parts stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The reader and its version: "docx/1".
    pub reader: &'static str,
    /// Length of what was read, in bytes.
    pub bytes: usize,
    /// SHA-256 of what was read, as 64 hexadecimal digits.
    pub hash: String,
    /// From which offset of the text each place holds, ascending.
    pub places: Vec<(u32, Place)>,
    /// What of it could not be read and may be a part of the plan, a sentence each.
    pub unread: Vec<String>,
}

/// A place in what was read. Each number counts from 1 and is absent where the format does not know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Page.
    pub page: Option<u32>,
    /// Line.
    pub line: Option<u32>,
    /// Paragraph of the whole.
    pub paragraph: Option<u32>,
    /// Table of the whole.
    pub table: Option<u32>,
    /// Row of the table.
    pub row: Option<u32>,
}

impl Origin {
    /// The place of what stands at an offset of the text.
    pub fn place(&self, offset: u32) -> Place {
        let next = self.places.partition_point(|(start, _)| *start <= offset);
        next.checked_sub(1).map_or(Place::default(), |at| self.places[at].1)
    }
}
