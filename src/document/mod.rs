//! A source text as sections, blocks and units, each with its span.
//!
//! Takes Markdown (plain text is Markdown without marks), gives a [`Document`]. Any text has a document; only
//! its size can be refused. All text belongs to units: what the parser would drop is kept.

mod model;
mod parse;

pub use model::{Block, BlockKind, Document, Section, Unit, UnitKind};
pub use parse::{TooLarge, parse};

/// Longest source the engine takes, in bytes.
pub const SOURCE_BYTES_MAX: usize = 64 << 20;
/// Most units a document may have.
pub const UNITS_MAX: usize = 200_000;
/// Deepest nesting of lists and quotations a document may have.
pub const NESTING_MAX: usize = 100;
