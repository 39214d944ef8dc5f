//! From passages in reading order to paragraphs, lists and tables.

use super::{Block, Form, Line, Look, Mark, Note, Pieces, cells};
use cip_engine::document::{BlockKind, Document, Section, Unit, UnitKind};

/// A unit on its way to the page.
pub(in crate::web) struct Passage<'a> {
    /// The text it stands in.
    pub document: &'a Document,
    /// The unit, as an index.
    pub unit: u32,
    /// Its block in each version.
    pub home: Home,
    /// How it is shown.
    pub line: Line,
    /// What is noted beside it.
    pub note: Option<Note>,
}

/// The blocks, as indices, in which a passage stands and stood.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::web) struct Home {
    /// In the earlier version.
    pub before: Option<u32>,
    /// In the later version.
    pub after: Option<u32>,
}

impl Home {
    /// Whether two passages share a block: by where they stand, or else by where they stood.
    fn shared(self, other: Self) -> bool {
        match (self.after, other.after) {
            (Some(one), Some(other)) => one == other,
            _ => self.before.is_some() && self.before == other.before,
        }
    }

    /// Keeps what is known of the block while passages of one side only go by.
    fn then(self, next: Self) -> Self {
        Self { before: next.before.or(self.before), after: next.after.or(self.after) }
    }
}

impl Passage<'_> {
    fn unit(&self) -> &Unit {
        self.document.unit(self.unit)
    }

    /// A header's line with a note gets its own block, so that the note stands beside it.
    fn stands_apart(&self) -> bool {
        self.note.is_some() && self.unit().kind == UnitKind::Pair
    }

    fn form(&self) -> Form {
        match (self.unit().kind, block_kind(self.document, self.unit())) {
            (UnitKind::Heading, _) => Form::Heading,
            (UnitKind::Row | UnitKind::TableHead, _) => Form::Table,
            (_, BlockKind::Item) => Form::List,
            _ => Form::Paragraph,
        }
    }
}

/// Puts passages together to blocks.
///
/// Passages of one block of a document stay together; so do the items of a list and whatever was removed from
/// between them. A table that opens below its head is given it again.
pub(in crate::web) fn blocks<'a>(passages: impl IntoIterator<Item = Passage<'a>>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = Home::default();
    for passage in passages {
        let (form, shared) = (passage.form(), open.shared(passage.home));
        let joins = form == Form::List || (shared && form != Form::Heading && !passage.stands_apart());
        match blocks.last_mut() {
            Some(block) if block.form == form && joins => {
                open = if shared { open.then(passage.home) } else { passage.home };
                add(block, passage, shared);
            }
            _ => {
                let head = table_head(&passage);
                let mut block =
                    Block { form, items: Vec::new(), head, head_anchors: Vec::new(), notes: Vec::new() };
                open = passage.home;
                add(&mut block, passage, false);
                blocks.push(block);
            }
        }
    }
    blocks
}

/// How a unit's line is set.
pub(in crate::web) fn look(document: &Document, unit: &Unit) -> Look {
    match unit.kind {
        UnitKind::Pair => Look::Pair,
        UnitKind::EntryHead => Look::EntryHead,
        UnitKind::Signature => Look::Signature,
        UnitKind::Code | UnitKind::Html => Look::Typed,
        UnitKind::Heading => Look::Heading,
        _ if block_kind(document, unit) == BlockKind::Item && unit.bullet.is_none() => Look::Numbered,
        _ => Look::Text,
    }
}

/// The level of a section's heading on a page whose own title is level one.
pub(in crate::web) fn level(document: &Document, section: &Section) -> u8 {
    let parents =
        std::iter::successors(section.parent, |parent| document.sections()[*parent as usize].parent);
    let titled = parents.filter(|parent| document.sections()[*parent as usize].heading.is_some()).count();
    2 + titled.min(4) as u8
}

/// Where a section stands: "Mental health › Entries".
pub(in crate::web) fn place(document: &Document, section: u32) -> String {
    document.section_path(section).join(" › ")
}

fn block_kind(document: &Document, unit: &Unit) -> BlockKind {
    document.blocks()[unit.block as usize].kind
}

fn add(block: &mut Block, passage: Passage<'_>, shared: bool) {
    if passage.unit().kind == UnitKind::TableHead && !passage.line.changed {
        block.head = passage.line.cells;
        block.head_anchors.extend(passage.line.anchors);
        return;
    }
    let runs_on = block.form == Form::Paragraph || (block.form == Form::List && shared);
    match block.items.last_mut() {
        Some(item) if runs_on => item.push(passage.line),
        _ => block.items.push(vec![passage.line]),
    }
    if let Some(note) = passage.note {
        note_once(&mut block.notes, note);
    }
}

/// A passage of many sentences that is new, gone or moved as one is noted once.
fn note_once(notes: &mut Vec<Note>, note: Note) {
    let said = |last: &Note| last.label == note.label && last.risk == note.risk && last.facts.is_empty();
    if !(note.facts.is_empty() && notes.last().is_some_and(said)) {
        notes.push(note);
    }
}

fn table_head(passage: &Passage<'_>) -> Vec<Pieces> {
    let document = passage.document;
    let first = document.blocks()[passage.unit().block as usize].units.start;
    let kind = document.unit(first).kind;
    if kind == UnitKind::TableHead && passage.unit().kind == UnitKind::Row {
        cells(document, first..first + 1, kind, Mark::Same)
    } else {
        Vec::new()
    }
}
