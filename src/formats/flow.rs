//! What the readers of word processors and web pages give before it is decided what is a heading and what a table.

use crate::block::{Block, Text};
use crate::{choices, grid, headings, logs, shape, tabs};

/// A part of a document in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// What it is is certain.
    Block(Block),
    /// A paragraph, which may be a heading, an item or several.
    Line(Line),
    /// Rows and cells, which may be a table or only arrange the page.
    Grid(Grid),
}

/// A paragraph and how it looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: Text,
    pub(crate) look: Look,
}

/// How a paragraph looks, apart from bold words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Look {
    /// The colour of the ground it stands on; 0 for that of the page.
    pub(crate) ground: u32,
    /// Size of its letters in half points; 0 where it is the common one.
    pub(crate) size: u16,
    /// Alone in a row of a table that arranges the page.
    pub(crate) lone: bool,
}

impl Look {
    /// A number for a colour as a format writes it; 0 for white and for none.
    pub(crate) fn ground(colour: &str) -> u32 {
        let colour = colour.trim().to_ascii_lowercase();
        let colour = colour.trim_start_matches('#');
        let page = ["", "auto", "none", "white", "transparent", "inherit", "initial", "unset"];
        let white = colour.starts_with("rgb(255,255,255") || colour.starts_with("rgb(255, 255, 255");
        if page.contains(&colour) || white || colour.starts_with("fff") || colour.starts_with("url") {
            return 0;
        }
        // FNV-1a: two colours that fall on one number would only be taken for one look.
        colour.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
            | 1
    }
}

/// Rows and cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) rows: Vec<Row>,
}

/// A row of a grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    /// Marked as the names of the columns.
    pub(crate) head: bool,
}

/// A cell of a grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// How many columns it stands over; at least 1.
    pub(crate) columns: u32,
    /// How many rows it stands in, where the rows below leave its place out; 0 or 1 for its own.
    pub(crate) rows: u32,
    /// Whether it is the place of a cell of the row above, which goes on.
    pub(crate) above: bool,
    /// Marked as a name of a column or row.
    pub(crate) head: bool,
    pub(crate) flows: Vec<Flow>,
}

impl Flow {
    pub(crate) fn line(text: Text) -> Self {
        Self::Line(Line { text, look: Look::default() })
    }

    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Line(line) => line.text.is_blank(),
            Self::Grid(grid) => grid.rows.iter().all(Row::is_blank),
            Self::Block(block) => text_of(block).is_some_and(Text::is_blank),
        }
    }
}

impl Row {
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

impl Cell {
    pub(crate) fn is_blank(&self) -> bool {
        self.flows.iter().all(Flow::is_blank)
    }
}

/// The words of a block that has them in one text.
pub(crate) fn text_of(block: &Block) -> Option<&Text> {
    match block {
        Block::Heading { text, .. }
        | Block::Paragraph { text, .. }
        | Block::Item { text, .. }
        | Block::EntryHead { text }
        | Block::Verbatim { text } => Some(text),
        Block::Field { .. } | Block::Table(_) | Block::Rule => None,
    }
}

/// Decides what the parts are.
pub(crate) fn blocks(flows: Vec<Flow>) -> Vec<Block> {
    let mut flat = grid::flatten(tabs::rows(choices::in_bold(flows)));
    headings::promote(&mut flat);
    logs::entries(shape::blocks(flat))
}
