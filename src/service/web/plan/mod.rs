//! A plan's own text as it is shown: lines in paragraphs, lists and tables.
//!
//! Takes documents and edits, gives values a template can walk without knowing of spans or tokens. The page of a
//! version and the page of a delta are made of the same blocks.

mod blocks;
mod cells;
mod prose;
mod whole;

pub(super) use blocks::{Home, Passage, blocks, level, look, place};
pub(super) use cells::{beyond, cells_shown};
pub(super) use cip_engine::marked::{Mark, Piece};
pub(super) use prose::{cells, facts, marked, opening, parted, plain};
pub(super) use whole::{OutlineEntry, by_section, passage};

/// The pieces of a line, or of one cell of a row.
pub(super) type Pieces = Vec<Piece>;

/// One unit as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Fragment names that lead here: `u120` for byte 120 of the version shown, `o98` for byte 98 of the earlier.
    pub anchors: Vec<String>,
    /// A row has one entry for each cell, every other line just one.
    pub cells: Vec<Pieces>,
    /// How it is set.
    pub look: Look,
    /// Whether it stands out as changed; quiet lines are context.
    pub changed: bool,
    /// Whether its text touches risk and has changed.
    pub risk: bool,
}

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Running text.
    Text,
    /// "Label: value"; the label's pieces come first.
    Pair,
    /// The head of an entry.
    EntryHead,
    /// The signature under an entry.
    Signature,
    /// An item whose own number stands in its text.
    Numbered,
    /// As typed, with its line breaks.
    Typed,
    /// A heading.
    Heading,
}

/// Lines that stand together, with what is noted beside them.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Paragraph, list or table.
    pub form: Form,
    /// Lines that run on, item after item: a whole paragraph, one list item, one row of a table.
    pub items: Vec<Vec<Line>>,
    /// The head of a table, repeated where rows above are folded.
    pub head: Vec<Pieces>,
    /// Fragment names that lead to the head, where it stands here for the first time.
    pub head_anchors: Vec<String>,
    /// What is noted in the margin.
    pub notes: Vec<Note>,
}

/// How a block's lines are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Lines that run on, or that stand one under another where their look says so.
    Paragraph,
    /// A list.
    List,
    /// Rows of a table.
    Table,
    /// A heading that stands among other text, because it is gone or new.
    Heading,
}

/// What is noted beside a block about one of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// Fragment name of the line.
    pub anchor: String,
    /// "New", "Removed", "Changed", "Moved from Housing".
    pub label: String,
    /// Whether the line touches risk.
    pub risk: bool,
    /// The facts that changed.
    pub facts: Vec<FactNote>,
    /// Of what moved: fragment name of where it stood.
    pub across: Option<String>,
    /// The way to its past.
    pub past: Option<String>,
}

/// A fact that changed, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FactNote {
    /// What kind of fact.
    pub label: &'static str,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

impl Look {
    /// Its class in the stylesheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Pair => "pair",
            Self::EntryHead => "entry-head",
            Self::Signature => "signature",
            Self::Numbered => "numbered",
            Self::Typed => "typed",
            Self::Heading => "heading",
        }
    }
}

impl Line {
    /// Whether all of it is new, or all of it gone: then it is marked more lightly, for it is read as a whole.
    pub(super) fn is_whole(&self) -> bool {
        self.is_all(Mark::After) || self.is_all(Mark::Before)
    }

    fn is_all(&self, mark: Mark) -> bool {
        let mut pieces = self.cells.iter().flatten().peekable();
        pieces.peek().is_some() && pieces.all(|piece| piece.mark == mark)
    }
}

impl Block {
    /// Whether every line of it has this mark.
    fn is_all(&self, mark: Mark) -> bool {
        self.items.iter().flatten().all(|line| line.is_all(mark))
    }

    /// Its class in the stylesheet, where it is read as one new or one removed passage.
    pub(super) fn class(&self) -> &'static str {
        if self.is_all(Mark::After) {
            "all-new"
        } else if self.is_all(Mark::Before) {
            "all-gone"
        } else {
            ""
        }
    }

    /// Whether words came or went in it while others stayed: then its earlier form can stand beside the later.
    pub(super) fn is_edited(&self) -> bool {
        let changed = |piece: &Piece| piece.mark != Mark::Same;
        self.form != Form::Table
            && !self.is_all(Mark::After)
            && !self.is_all(Mark::Before)
            && self.items.iter().flatten().flat_map(|line| &line.cells).flatten().any(changed)
    }
}
