//! From source bytes to sections, blocks and units.

use thiserror::Error;

use super::entries;
use super::furniture;
use super::leaves::{self, Leaf, LeafKind};
use super::model::{Document, Section};
use super::units::Builder;
use super::{SOURCE_BYTES_MAX, UNITS_MAX};

/// A source is beyond a limit of the engine.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("the text has more than {max} {what}")]
pub struct TooLarge {
    /// What there is too much of: "bytes", "units", "levels of nesting".
    pub what: &'static str,
    /// How many there may be.
    pub max: usize,
}

/// Reads a source into a document.
///
/// Markdown as of CommonMark 0.31 with tables; plain text is Markdown without marks. Cost is linear in the length
/// of the source.
///
/// # Errors
///
/// [`TooLarge`] beyond [`SOURCE_BYTES_MAX`], [`UNITS_MAX`] or [`super::NESTING_MAX`].
pub fn parse(source: String) -> Result<Document, TooLarge> {
    if source.len() > SOURCE_BYTES_MAX {
        return Err(TooLarge { what: "bytes", max: SOURCE_BYTES_MAX });
    }
    let found = leaves::find(&source)?;
    let title = title(&found.leaves);
    let furniture = furniture::find(&source);
    let mut builder = Builder::new(source, found.text, furniture);
    for leaf in &found.leaves {
        builder.push(leaf);
        if builder.units() > UNITS_MAX {
            return Err(TooLarge { what: "units", max: UNITS_MAX });
        }
    }
    let mut document = builder.finish();
    document.title =
        title.and_then(|_| document.sections.iter().position(is_first_heading)).map(|at| at as u32);
    entries::attach(&mut document);
    Ok(document)
}

/// The leaf that is the document's title: a first-level heading that opens it and has no equal.
fn title(leaves: &[Leaf]) -> Option<&Leaf> {
    let mut headings = leaves.iter().filter(|leaf| matches!(leaf.kind, LeafKind::Heading { .. }));
    let is_top = |leaf: &&Leaf| matches!(leaf.kind, LeafKind::Heading { level: 1, .. });
    let first = headings.next().filter(is_top)?;
    (!headings.any(|leaf| is_top(&leaf))).then_some(first)
}

fn is_first_heading(section: &Section) -> bool {
    section.heading.is_some()
}
