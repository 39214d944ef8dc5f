//! What reading a document gives.

/// A document as the engine reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The Markdown that a document of the engine is made of.
    pub text: String,
    /// The reader and its version: "docx/1". Offsets into `text` are valid for this version only.
    pub reader: &'static str,
    /// Where the parts of `text` stood in the document.
    pub places: Places,
    /// What belongs to the pages and not to the plan, in the document's order.
    pub set_aside: Vec<SetAside>,
    /// What whoever reads the text should know.
    pub notes: Vec<Note>,
    /// How many headings were understood.
    pub headings: usize,
    /// How many tables were understood.
    pub tables: usize,
}

impl Reading {
    /// A reading without text.
    pub fn new(reader: &'static str) -> Self {
        Self { reader, ..Self::default() }
    }

    /// Pages of the document, where its format knows them: the last page that anything stands on.
    pub fn pages(&self) -> Option<u32> {
        self.places.iter().filter_map(|(_, place)| place.page).max()
    }
}

/// A place in the document as it came. Each number counts from 1 and is absent where the format does not know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Page.
    pub page: Option<u32>,
    /// Line, of texts.
    pub line: Option<u32>,
    /// Paragraph of the whole document, those of tables included.
    pub paragraph: Option<u32>,
    /// Table of the whole document.
    pub table: Option<u32>,
    /// Row of the table.
    pub row: Option<u32>,
}

impl Place {
    /// A line on a page.
    pub fn line(page: Option<u32>, line: u32) -> Self {
        Self { page, line: Some(line), ..Self::default() }
    }
}

/// A map from offsets in a reading to places: each place holds from its offset to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(Vec<(u32, Place)>);

impl Places {
    /// The lines of a text that is its own reading.
    pub fn of_lines(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
        Self(starts.zip(1..).map(|(start, line)| (start, Place::line(None, line))).collect())
    }

    /// Says that what follows from `offset` stood at `place`. Offsets must not decrease; at equal ones the last holds.
    pub fn push(&mut self, offset: u32, place: Place) {
        while self.0.last().is_some_and(|(last, _)| *last >= offset) {
            self.0.pop();
        }
        if self.0.last().is_none_or(|(_, last)| *last != place) {
            self.0.push((offset, place));
        }
    }

    /// The place of what stands at an offset.
    pub fn at(&self, offset: u32) -> Place {
        let next = self.0.partition_point(|(start, _)| *start <= offset);
        next.checked_sub(1).map_or(Place::default(), |at| self.0[at].1)
    }

    /// All places with the offset that each holds from, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, Place)> + '_ {
        self.0.iter().copied()
    }
}

/// Text that is kept and shown on request, and never compared as content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Why it is no part of the plan.
    pub kind: SetAsideKind,
    /// Its words.
    pub text: String,
    /// Where it stood; of what stands on many pages the first.
    pub place: Place,
}

/// What text that is set aside was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetAsideKind {
    /// A running head.
    Head,
    /// A running foot.
    Foot,
    /// A page number.
    PageNumber,
    /// When and by whom it was printed.
    Print,
    /// A protective marking.
    Classification,
    /// "(continued)", a table's head that is repeated on the next page.
    Continuation,
    /// Text that the document holds and does not show.
    Hidden,
    /// What describes the document: its title, keywords.
    Properties,
    /// A table of contents.
    Contents,
}

impl SetAsideKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Head,
        Self::Foot,
        Self::PageNumber,
        Self::Print,
        Self::Classification,
        Self::Continuation,
        Self::Hidden,
        Self::Properties,
        Self::Contents,
    ];

    /// Its name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Foot => "foot",
            Self::PageNumber => "page-number",
            Self::Print => "print",
            Self::Classification => "classification",
            Self::Continuation => "continuation",
            Self::Hidden => "hidden",
            Self::Properties => "properties",
            Self::Contents => "contents",
        }
    }
}

/// Something that whoever reads the text should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub code: NoteCode,
    /// A sentence for people.
    pub message: String,
    /// Where it is about, if it is about a place.
    pub place: Place,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteCode {
    /// The encoding was guessed, or some bytes do not fit it.
    Encoding,
    /// Words marked as inserted, deleted or moved, and not yet accepted.
    TrackedChange,
    /// A comment at the margin.
    Comment,
    /// Text that is not shown.
    Hidden,
    /// A picture, whose text, if it has any, was not read.
    Picture,
    /// A page that is a picture: a part of the plan may be missing.
    PicturePage,
    /// An object of another program, which was not read.
    Object,
    /// A part that could not be read, or that the document refers to and does not hold.
    Unread,
    /// Marks that were read as a line's break, a table or a list without being sure.
    Guess,
}

impl NoteCode {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Encoding,
        Self::TrackedChange,
        Self::Comment,
        Self::Hidden,
        Self::Picture,
        Self::PicturePage,
        Self::Object,
        Self::Unread,
        Self::Guess,
    ];

    /// Its name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::TrackedChange => "tracked-change",
            Self::Comment => "comment",
            Self::Hidden => "hidden",
            Self::Picture => "picture",
            Self::PicturePage => "picture-page",
            Self::Object => "object",
            Self::Unread => "unread",
            Self::Guess => "guess",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_holds_to_the_next() {
        let mut places = Places::default();
        places.push(3, Place::line(None, 1));
        places.push(3, Place::line(None, 2));
        places.push(9, Place::line(Some(2), 5));
        assert_eq!(places.at(0), Place::default());
        assert_eq!(places.at(8).line, Some(2));
        assert_eq!(places.at(99).page, Some(2));
    }

    #[test]
    fn lines_count_from_one() {
        let places = Places::of_lines("a\nb\n");
        assert_eq!([places.at(0).line, places.at(1).line, places.at(2).line], [Some(1), Some(1), Some(2)]);
    }
}
