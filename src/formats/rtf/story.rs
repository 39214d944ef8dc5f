//! The paragraphs and tables of one story: the body, a note, a running head.

use super::state::{Change, Paragraph, Sheets, Words};
use crate::block::{Style, Text};
use crate::flow::{Cell, Flow, Grid, Look, Row};
use crate::gathered::Gathered;
use crate::limits::{COLUMNS_MAX, TABLES_NESTED_MAX};
use crate::paragraph::{self, Label};
use crate::reading::{Place, SetAsideKind};
use crate::refused::Refused;

/// How far edges of cells stand apart that are one column's edge, in twentieths of a point: programs round them.
const EDGE_SLACK: i32 = 40;

/// What a group tells apart from the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Body,
    Footnote,
    Head,
    Foot,
    Comment,
    /// Stands after the paragraph that it hangs on.
    TextBox,
}

/// A story while it is told.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) kind: Kind,
    flows: Vec<Flow>,
    text: Text,
    hidden: String,
    size: u16,
    label: String,
    label_is_bullet: bool,
    /// Text boxes that hang on the paragraph at hand.
    after: Vec<Flow>,
    /// The change at hand, and its words.
    change: Option<(Change, String)>,
    /// Open tables, outermost first.
    tables: Vec<Table>,
    /// How the rows of the outer and of an inner table look.
    rows: [RowLook; 2],
}

#[derive(Debug, Default)]
struct Table {
    number: u32,
    rows: Vec<(RowLook, Vec<Vec<Flow>>)>,
    cells: Vec<Vec<Flow>>,
    cell: Vec<Flow>,
}

/// How a row looks.
#[derive(Clone, Debug, Default)]
struct RowLook {
    left: i32,
    head: bool,
    cells: Vec<CellLook>,
    /// What is said before the cell's edge ends it.
    next: CellLook,
}

#[derive(Clone, Copy, Debug, Default)]
struct CellLook {
    right: i32,
    /// One cell with the one before it.
    merged: bool,
    /// One cell with the one above it.
    above: bool,
    ground: i32,
}

/// What counts through the whole document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) paragraphs: u32,
    pub(super) tables: u32,
}

impl Story {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    pub(super) fn push(
        &mut self,
        text: &str,
        words: Words,
        counts: Counts,
        gathered: &mut Gathered,
        sheets: &Sheets,
    ) {
        if words.hidden {
            return self.hidden.push_str(text);
        }
        let place = self.place(counts);
        if self.change.as_ref().map(|(change, _)| *change) != words.change {
            self.tell_change(place, gathered, sheets);
            self.change = words.change.map(|change| (change, String::new()));
        }
        if let Some((_, changed)) = &mut self.change {
            changed.push_str(text);
        }
        if !text.trim().is_empty() {
            self.size = self.size.max(words.size);
        }
        let struck = words.struck || matches!(words.change, Some(Change::Deleted(_)));
        let marked = words.marks.underlined || words.marks.boxed;
        self.text.push(text, Style { strong: words.strong, struck, marked, shift: words.shift }, place);
    }

    /// What a list shows before the paragraph at hand.
    pub(super) fn push_label(&mut self, text: &str, bullet: bool) {
        self.label.push_str(text);
        self.label_is_bullet |= bullet;
    }

    pub(super) fn hang_on(&mut self, flows: Vec<Flow>) {
        self.after.extend(flows);
    }

    fn tell_change(&mut self, place: Place, gathered: &mut Gathered, sheets: &Sheets) {
        let Some((change, words)) = self.change.take() else { return };
        let (what, author) = match change {
            Change::Inserted(author) => ("Marked as inserted", author),
            Change::Deleted(author) => ("Marked as deleted", author),
        };
        let author = usize::try_from(author).ok().and_then(|at| sheets.authors.get(at));
        let by =
            author.filter(|name| !name.is_empty() && *name != "Unknown").map(|name| format!(" by {name}"));
        gathered.change(&format!("{what}{}", by.unwrap_or_default()), &words, place);
    }

    /// Ends a paragraph, which stands where its properties say.
    pub(super) fn end_paragraph(
        &mut self,
        paragraph: &Paragraph,
        counts: &mut Counts,
        gathered: &mut Gathered,
        sheets: &Sheets,
    ) -> Result<(), Refused> {
        self.descend(self.level_of(paragraph), counts)?;
        counts.paragraphs += 1;
        let place = self.place(*counts);
        self.tell_change(place, gathered, sheets);
        gathered.hidden(&std::mem::take(&mut self.hidden), place);
        let text = std::mem::take(&mut self.text);
        let label = self.take_label();
        let size = std::mem::take(&mut self.size);
        let style = paragraph.style.and_then(|style| sheets.styles.get(&style));
        let mut flows = Vec::new();
        let outline = paragraph.outline.map(|level| u8::try_from(level).unwrap_or(9));
        let heading = match outline {
            Some(level) if level < 9 => Some(level + 1),
            Some(_) => None,
            None => style.and_then(super::state::Style::heading),
        };
        let ground = sheets.colours.get(usize::try_from(paragraph.ground).unwrap_or(0));
        let ground = ground.map_or(0, |colour| Look::ground(colour));
        if style.is_some_and(super::state::Style::is_contents) {
            gathered.set_aside(SetAsideKind::Contents, &text.words(), place);
        } else if let Some(level) = heading {
            flows = paragraph::heading(level, label, text);
        } else if !text.is_blank() {
            flows = paragraph::paragraph(
                paragraph.level,
                label,
                &text,
                text.place(),
                Look { ground, size, lone: false },
            );
        }
        flows.append(&mut self.after);
        self.here().extend(flows);
        if self.kind == Kind::Body && self.tables.is_empty() {
            self.flows.extend(gathered.take_footnotes(place));
        }
        Ok(())
    }

    fn take_label(&mut self) -> Label {
        let label = std::mem::take(&mut self.label);
        let label = label.trim();
        let bullet = std::mem::take(&mut self.label_is_bullet);
        match label {
            "" => Label::Nothing,
            // The hollow bullet of word processors is a letter of a font with fixed widths.
            "o" => Label::Bullet,
            _ if bullet || !label.contains(char::is_alphanumeric) => Label::Bullet,
            _ => Label::Number(label.to_owned()),
        }
    }

    /// How deep in tables a paragraph stands; a row that has begun holds what comes before its end.
    fn level_of(&self, paragraph: &Paragraph) -> usize {
        let nesting = paragraph.nesting.map(|nesting| usize::try_from(nesting).unwrap_or(0));
        let own = nesting.unwrap_or(0).max(usize::from(paragraph.in_table));
        let begun = self.tables.first().is_some_and(|table| !table.cells.is_empty());
        own.max(usize::from(begun))
    }

    /// Closes and opens tables until so many are open.
    fn descend(&mut self, level: usize, counts: &mut Counts) -> Result<(), Refused> {
        if level > TABLES_NESTED_MAX {
            return Err(Refused::NestedTooDeep);
        }
        while self.tables.len() > level {
            self.close_table();
        }
        while self.tables.len() < level {
            counts.tables += 1;
            self.tables.push(Table { number: counts.tables, ..Table::default() });
        }
        Ok(())
    }

    fn close_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        if !table.cell.is_empty() {
            let cell = std::mem::take(&mut table.cell);
            table.cells.push(cell);
        }
        if !table.cells.is_empty() {
            table.rows.push((RowLook::default(), std::mem::take(&mut table.cells)));
        }
        let grid = Flow::Grid(grid(table.rows));
        self.here().push(grid);
    }

    /// Ends a cell of a table of this depth.
    pub(super) fn end_cell(&mut self, level: usize, counts: &mut Counts) -> Result<(), Refused> {
        self.descend(level, counts)?;
        if let Some(table) = self.tables.last_mut() {
            let cell = std::mem::take(&mut table.cell);
            table.cells.push(cell);
        }
        Ok(())
    }

    /// Ends a row of a table of this depth.
    pub(super) fn end_row(
        &mut self,
        level: usize,
        sheets: &Sheets,
        counts: &mut Counts,
    ) -> Result<(), Refused> {
        self.descend(level, counts)?;
        let look = self.rows[usize::from(level > 1)].clone();
        if let Some(table) = self.tables.last_mut() {
            let mut cells = std::mem::take(&mut table.cells);
            if !table.cell.is_empty() {
                cells.push(std::mem::take(&mut table.cell));
            }
            for (cell, look) in cells.iter_mut().zip(&look.cells) {
                let colour = sheets.colours.get(usize::try_from(look.ground).unwrap_or(0));
                ground(cell, colour.map_or(0, |colour| Look::ground(colour)));
            }
            table.rows.push((look, cells));
        }
        Ok(())
    }

    /// Takes a word that says how rows look; whether it was one.
    pub(super) fn row_look(&mut self, inner: bool, name: &str, value: Option<i32>) -> bool {
        let row = &mut self.rows[usize::from(inner)];
        match name {
            "trowd" => *row = RowLook::default(),
            "trleft" => row.left = value.unwrap_or(0),
            "trhdr" => row.head = true,
            "clmrg" => row.next.merged = true,
            "clvmrg" => row.next.above = true,
            "clcbpat" => row.next.ground = value.unwrap_or(0),
            "cellx" => {
                row.next.right = value.unwrap_or(0);
                let cell = std::mem::take(&mut row.next);
                // Cells beyond are one column each.
                if row.cells.len() < COLUMNS_MAX as usize {
                    row.cells.push(cell);
                }
            }
            _ => return false,
        }
        true
    }

    /// Ends the story.
    pub(super) fn end(
        mut self,
        counts: &mut Counts,
        gathered: &mut Gathered,
        sheets: &Sheets,
    ) -> Result<Vec<Flow>, Refused> {
        let left = Paragraph { in_table: !self.tables.is_empty(), ..Paragraph::default() };
        self.end_paragraph(&left, counts, gathered, sheets)?;
        self.descend(0, counts)?;
        if self.kind == Kind::Body {
            let place = self.place(*counts);
            self.flows.extend(gathered.take_footnotes(place));
        }
        Ok(self.flows)
    }

    /// Where the next part belongs.
    fn here(&mut self) -> &mut Vec<Flow> {
        match self.tables.last_mut() {
            Some(table) => &mut table.cell,
            None => &mut self.flows,
        }
    }

    pub(super) fn place(&self, counts: Counts) -> Place {
        let table = self.tables.last();
        Place {
            paragraph: Some(counts.paragraphs.max(1)),
            table: table.map(|table| table.number),
            row: table.map(|table| table.rows.len() as u32 + 1),
            ..Place::default()
        }
    }
}

/// The ground of a cell is that of its lines.
fn ground(cell: &mut [Flow], ground: u32) {
    for flow in cell {
        if let Flow::Line(line) = flow
            && line.look.ground == 0
        {
            line.look.ground = ground;
        }
    }
}

/// Rows under common columns: an edge of any row is an edge of all.
fn grid(rows: Vec<(RowLook, Vec<Vec<Flow>>)>) -> Grid {
    let mut edges: Vec<i32> =
        rows.iter().flat_map(|(look, _)| look.cells.iter().map(|cell| cell.right)).collect();
    edges.sort_unstable();
    edges.dedup_by(|next, last| next.saturating_sub(*last) <= EDGE_SLACK);
    let known = edges.len() <= COLUMNS_MAX as usize;
    let rows = rows.into_iter().map(|(look, cells)| {
        let mut row = Row { cells: Vec::new(), head: look.head };
        let mut left = look.left;
        for (at, flows) in cells.into_iter().enumerate() {
            let Some(cell) = look.cells.get(at) else {
                row.cells.push(Cell { columns: 1, flows, ..Cell::default() });
                continue;
            };
            let between =
                edges.iter().filter(|edge| **edge > left.saturating_add(EDGE_SLACK) && **edge <= cell.right);
            let columns = if known { between.count().max(1) as u32 } else { 1 };
            left = cell.right;
            match row.cells.last_mut() {
                Some(last) if cell.merged => {
                    last.columns += columns;
                    last.flows.extend(flows);
                }
                _ => row.cells.push(Cell { columns, above: cell.above, flows, ..Cell::default() }),
            }
        }
        row
    });
    Grid { rows: rows.collect() }
}
