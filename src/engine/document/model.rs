//! The parts of a document.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::annotation::Note;
use super::entries::people::People;
use super::kept::Kept;
use super::origin::{Origin, Place};
use super::stems::Stems;
use super::taken::Passages;
use crate::text::{Span, Token};

/// A source text and its structure. Units stand in reading order and do not overlap.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) source: String,
    pub(super) sections: Vec<Section>,
    pub(super) blocks: Vec<Block>,
    pub(super) units: Vec<Unit>,
    pub(super) tokens: Vec<Token>,
    /// The section whose heading is the title of the whole.
    pub(super) title: Option<u32>,
    /// The people whom it names with their jobs.
    pub(super) people: People,
    /// What a later version may take over.
    pub(super) passages: Passages,
    /// Whether marks of notes count, so that their numbers were turned into signs.
    pub(super) notes_count: bool,
    /// Units whose kind hangs on what stands around them, with what each is by itself; in order.
    pub(super) turned: Vec<(u32, UnitKind)>,
    /// Signatures whose day stands on a line above their text, with that line; in order.
    pub(super) day_lines: Vec<(u32, u32)>,
    /// What is known of each unit so far.
    pub(super) notes: Vec<Note>,
    /// The stems of its words, once anybody has asked.
    pub(super) stems: OnceLock<Stems>,
    /// What a later stage made of it, once anybody has asked.
    pub(super) kept: Kept,
    /// What the source was read from, if that was not Markdown already.
    pub(super) origin: Option<Arc<Origin>>,
}

/// A heading and what stands under it. Section 0 is what stands before the first heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading's text without its number and marks; empty for section 0.
    pub title: String,
    /// The section around it, if any.
    pub parent: Option<u32>,
    /// Level of its heading: 1 to 6 as Markdown or HTML has it, more for a heading that only bold type, capitals or a
    /// number marks; 0 for section 0.
    pub level: u8,
    /// The unit that is its heading; none for section 0.
    pub heading: Option<u32>,
}

/// A paragraph, list item, table row, heading: units that stand together.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its units, as indices.
    pub units: Range<u32>,
    /// Index of its section.
    pub section: u32,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading.
    Heading,
    /// A paragraph, quoted or not.
    Paragraph,
    /// One item of a list, without the lists inside it.
    Item,
    /// A table, header row included.
    Table,
    /// Code or HTML.
    Verbatim,
}

/// The smallest thing that is aligned, folded and cited.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its bytes. A list's bullet and a heading's `#` stand outside; an ordered item's number, a row's bars and
    /// emphasis marks inside.
    pub span: Span,
    /// The list bullet before it (`-`, `*`, `+`, `•`), if any.
    pub bullet: Option<Span>,
    /// What it is.
    pub kind: UnitKind,
    /// Its tokens, as indices into [`Document::tokens`]. Marks of emphasis and quotation have none.
    pub tokens: Range<u32>,
    /// How many of its first tokens are a running number that says no more than its place: "2.1" of a heading
    /// that follows "2.", "3)" of an item in a list that counts up from 1.
    pub numbering: u8,
    /// Index of its block.
    pub block: u32,
    /// Index of its section.
    pub section: u32,
    /// The unit that says who wrote it and when: an entry head before it or a signature after it.
    pub entry: Option<u32>,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// A sentence of a paragraph or of a longer list item.
    Sentence,
    /// A list item of one sentence.
    Item,
    /// A row of a table.
    Row,
    /// The header row of a table.
    TableHead,
    /// A heading.
    Heading,
    /// A line "Label: value".
    Pair,
    /// The head of an entry: "12 May 2024 – PBSW (J. Smith):".
    EntryHead,
    /// The signature under an entry.
    Signature,
    /// A block of code.
    Code,
    /// A block of HTML, comments included.
    Html,
    /// Text that the parser passes over, such as a link definition.
    Stray,
    /// A running head or foot of a page, printed into the text: kept, and never compared as content.
    Furniture,
}

impl Unit {
    /// Whether it is one of the lines that open an e-mail, below the head that says who wrote it: to whom it went, about
    /// what. No other field is part of an entry.
    pub fn opens_mail(&self) -> bool {
        self.kind == UnitKind::Pair && self.entry.is_some()
    }
}

/// Bytes that a later stage keeps with a version, near enough.
const KEPT_BY_TOKEN: usize = 8;
const KEPT_BY_UNIT: usize = 128;

impl UnitKind {
    /// The kind's name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Item => "item",
            Self::Row => "row",
            Self::TableHead => "table-head",
            Self::Heading => "heading",
            Self::Pair => "pair",
            Self::EntryHead => "entry-head",
            Self::Signature => "signature",
            Self::Code => "code",
            Self::Html => "html",
            Self::Stray => "stray",
            Self::Furniture => "furniture",
        }
    }
}

impl Document {
    /// The same document, with where its text came from.
    #[must_use]
    pub fn with_origin(mut self, origin: Origin) -> Self {
        self.origin = Some(Arc::new(origin));
        self
    }

    /// Where its text came from; none if it is what came.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_deref()
    }

    /// What of the source could not be read and may be a part of the plan, a sentence each.
    pub fn unread(&self) -> &[String] {
        self.origin().map_or(&[], |origin| &origin.unread)
    }

    /// Where the byte at an offset stood in what came; none if the text is what came.
    pub fn place(&self, offset: u32) -> Option<Place> {
        self.origin().map(|origin| origin.place(offset))
    }

    /// The source text, as it came.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// All sections in reading order; section 0 is what stands before the first heading.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All blocks in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All units in reading order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// All tokens, unit after unit.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The unit with this index.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn unit(&self, index: u32) -> &Unit {
        &self.units[index as usize]
    }

    /// The units that a span touches; none for a span that is empty or lies between units.
    pub fn touched(&self, span: Span) -> Range<u32> {
        let first = self.units.partition_point(|unit| unit.span.end <= span.start);
        let end = self.units.partition_point(|unit| unit.span.start < span.end);
        first as u32..end.max(first) as u32
    }

    /// The unit's source bytes.
    pub fn text(&self, unit: &Unit) -> &str {
        unit.span.of(&self.source)
    }

    /// Makes units another kind because of what stands around them.
    pub(super) fn turn(&mut self, units: impl IntoIterator<Item = u32>, kind: UnitKind) {
        for unit in units {
            let own = std::mem::replace(&mut self.units[unit as usize].kind, kind);
            self.turned.push((unit, own));
        }
        // What a unit was first stands first.
        self.turned.sort_by_key(|(unit, _)| *unit);
        self.turned.dedup_by_key(|(unit, _)| *unit);
    }

    /// What a unit is by itself, whatever stands around it.
    pub(super) fn kind_alone(&self, unit: u32) -> UnitKind {
        let found = self.turned.binary_search_by_key(&unit, |(turned, _)| *turned);
        found.map_or(self.units[unit as usize].kind, |at| self.turned[at].1)
    }

    /// The unit's tokens.
    pub fn tokens_of(&self, unit: &Unit) -> &[Token] {
        &self.tokens[unit.tokens.start as usize..unit.tokens.end as usize]
    }

    /// The stems of its words, worked out when first asked for.
    pub fn stems(&self) -> &Stems {
        self.stems.get_or_init(|| Stems::of(self))
    }

    /// The section that the title of the whole document opens: a sole first-level heading that opens it.
    pub fn title(&self) -> Option<u32> {
        self.title
    }

    /// Titles from the outermost section to this one. The title of the document itself, a sole first-level
    /// heading that opens it, is left out.
    pub fn section_path(&self, section: u32) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = Some(section);
        while let Some(index) = at {
            let section = &self.sections[index as usize];
            if self.title != Some(index) && !section.title.is_empty() {
                path.push(section.title.as_str());
            }
            at = section.parent;
        }
        path.reverse();
        path
    }

    /// The outermost section around this one, which may be itself; the title of the document and what stands before
    /// the first heading are none.
    pub fn outermost_section(&self, section: u32) -> Option<u32> {
        let is_root = |section: &u32| *section == 0 || self.title == Some(*section);
        let around = std::iter::successors(Some(section), |at| self.sections[*at as usize].parent);
        around.take_while(|at| !is_root(at)).last()
    }

    /// Whose initials these are, by the plan's own list of people: "Morag Teviot, PBSW". None where it lists nobody
    /// with them, or two people.
    pub fn person(&self, initials: &str) -> Option<String> {
        self.people.resolved(initials)
    }

    /// How many of its words and signs were taken over of the version beside which it was read.
    pub fn taken_over(&self) -> usize {
        self.passages.taken_over
    }

    /// Bytes that it takes, near enough, with what is worked out of it when it is first compared.
    pub fn bytes(&self) -> usize {
        let parts = size_of_val(&*self.tokens) + size_of_val(&*self.units) + size_of_val(&*self.blocks);
        let for_later = self.passages.bytes() + size_of_val(&*self.notes);
        self.source.len()
            + parts
            + for_later
            + KEPT_BY_TOKEN * self.tokens.len()
            + KEPT_BY_UNIT * self.units.len()
            + Stems::bytes(self.tokens.len(), self.units.len() + self.blocks.len())
    }

    /// Words and numbers, as `wc -w` would count them.
    pub fn words(&self) -> usize {
        self.source.split_whitespace().count()
    }
}
