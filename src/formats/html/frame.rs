//! Where parts go while a page is read: the page itself, or a cell, with its lists.

use crate::block::{Block, Marker, Text};
use crate::flow::{Cell, Flow, Grid, Line, Look, Row};
use crate::roman;

/// Boxes to tick, as they are written.
const BOXES: [char; 2] = ['\u{2610}', '\u{2612}'];

/// The page, or a cell of a table.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) flows: Vec<Flow>,
    lists: Vec<List>,
    /// The markers of the open items; taken by the first paragraph of each.
    items: Vec<Option<Marker>>,
    /// A label that waits for its value.
    label: Option<Text>,
    /// What the cell is, if this is one.
    columns: u32,
    rows: u32,
    head: bool,
    /// Where lines stand that title a table or a group of fields.
    titles: Vec<(usize, Titled)>,
}

/// What a line titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Titled {
    /// A table, by its caption.
    Table,
    /// A group of fields, by its legend.
    Fields,
}

/// An open list.
#[derive(Clone, Copy, Debug)]
struct List {
    /// How its items are counted; none for bullets.
    style: Option<char>,
    next: i64,
}

/// What kind of paragraph ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Heading(u8),
    Label,
    Value,
    Title(Titled),
}

impl Frame {
    /// A cell over so many columns and rows, which may be a name of one.
    pub(super) fn cell((columns, rows): (u32, u32), head: bool) -> Self {
        Self { columns, rows, head, ..Self::default() }
    }

    /// How many lists are open.
    pub(super) fn depth(&self) -> usize {
        self.lists.len()
    }

    /// Opens a list; `style` is the type of its numbers, `1`, `a`, `A`, `i` or `I`.
    pub(super) fn open_list(&mut self, style: Option<char>, start: i64) {
        self.lists.push(List { style, next: start });
    }

    pub(super) fn close_list(&mut self) {
        self.lists.pop();
    }

    pub(super) fn open_item(&mut self, value: Option<i64>) {
        let marker = match self.lists.last_mut() {
            Some(list) if list.style.is_some() => {
                let number = value.unwrap_or(list.next);
                list.next = number.saturating_add(1);
                Marker::Number(format!("{}.", count(number, list.style.unwrap_or('1'))))
            }
            _ => Marker::Bullet,
        };
        self.items.push(Some(marker));
    }

    pub(super) fn close_item(&mut self) {
        self.items.pop();
    }

    /// Ends a paragraph.
    pub(super) fn push(&mut self, text: Text, kind: Kind, look: Look) {
        if kind == Kind::Value && self.label.is_some() {
            let label = self.label.take().unwrap_or_default();
            return self.flows.push(Flow::Block(Block::Field { label, value: text }));
        }
        self.end_label();
        if kind == Kind::Label {
            let words = text.words();
            let length = words.trim_end().trim_end_matches(':').trim_end().len();
            self.label = Some(text.split_at(length).0);
            return;
        }
        let depth = self.items.len().min(usize::from(u8::MAX)) as u8;
        if let Kind::Title(titled) = kind
            && depth == 0
        {
            self.titles.push((self.flows.len(), titled));
        }
        let marker = self.items.last_mut().and_then(Option::take);
        self.flows.push(match (kind, marker) {
            (_, Some(marker)) => Flow::Block(Block::Item { depth: depth - 1, marker, text }),
            (Kind::Heading(level), _) => Flow::Block(Block::Heading { level, text }),
            _ if depth > 0 => Flow::Block(Block::Paragraph { text, depth }),
            _ => Flow::Line(Line { text, look }),
        });
    }

    /// Adds what is no paragraph.
    pub(super) fn push_flow(&mut self, flow: Flow) {
        self.end_label();
        self.flows.push(flow);
    }

    /// A label without a value is a line.
    pub(super) fn end_label(&mut self) {
        if let Some(label) = self.label.take() {
            self.flows.push(Flow::Block(Block::Field { label, value: Text::default() }));
        }
    }

    /// Makes headings of this level of the lines that title what is asked for.
    pub(super) fn make_headings(&mut self, of: Titled, level: u8) {
        let places = self.titles.iter().filter(|(_, titled)| *titled == of).map(|(at, _)| *at);
        for at in places {
            if let Some(Flow::Line(line)) = self.flows.get_mut(at) {
                let text = std::mem::take(&mut line.text);
                self.flows[at] = Flow::Block(Block::Heading { level, text });
            }
        }
    }

    /// Where lines stand that title something, in order.
    pub(super) fn titled(&self) -> Vec<usize> {
        self.titles.iter().map(|(at, _)| *at).collect()
    }

    /// Ends a group of fields: its title is none of a part where nothing stands below but boxes to tick.
    pub(super) fn end_fields(&mut self) {
        let Some((at, Titled::Fields)) = self.titles.last().copied() else { return };
        let ticked = |flow: &Flow| matches!(flow, Flow::Line(line) if line.text.words().trim_start().starts_with(BOXES));
        if self.flows.iter().skip(at + 1).all(ticked) {
            self.titles.pop();
        }
    }

    /// How many lines title what is asked for.
    pub(super) fn titles(&self, of: Titled) -> usize {
        self.titles.iter().filter(|(_, titled)| *titled == of).count()
    }

    pub(super) fn into_cell(mut self) -> Cell {
        self.end_label();
        Cell {
            columns: self.columns.max(1),
            rows: self.rows,
            above: false,
            head: self.head,
            flows: self.flows,
        }
    }
}

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Table {
    grid: Grid,
    row: Row,
    /// Its number in the page.
    pub(super) number: u32,
}

impl Table {
    pub(super) fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Rows so far, the open one included.
    pub(super) fn row_number(&self) -> u32 {
        self.grid.rows.len() as u32 + 1
    }

    pub(super) fn push_cell(&mut self, cell: Cell) {
        self.row.cells.push(cell);
    }

    pub(super) fn end_row(&mut self, head: bool) {
        let mut row = std::mem::take(&mut self.row);
        row.head = head && !row.cells.is_empty();
        if !row.cells.is_empty() {
            self.grid.rows.push(row);
        }
    }

    pub(super) fn finish(mut self) -> Grid {
        self.end_row(false);
        self.grid
    }
}

/// A number as a list shows it.
fn count(number: i64, style: char) -> String {
    let positive = u32::try_from(number).ok().filter(|number| (1..4000).contains(number));
    match (style, positive) {
        ('a', Some(number)) => roman::letters(number),
        ('A', Some(number)) => roman::letters(number).to_uppercase(),
        ('i', Some(number)) => roman::numeral(number),
        ('I', Some(number)) => roman::numeral(number).to_uppercase(),
        _ => number.to_string(),
    }
}
