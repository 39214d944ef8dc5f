//! From source bytes to sections, blocks and units.

use rayon::prelude::*;
use thiserror::Error;

use super::annotation::Note;
use super::entries::people::People;
use super::entries::{belonging, survey};
use super::footnotes;
use super::furniture;
use super::headings;
use super::leaves::{self, Found, Leaf, LeafKind};
use super::model::{Document, Section, UnitKind};
use super::numbering::number_paragraphs;
use super::tables;
use super::units::Builder;
use super::{SOURCE_BYTES_MAX, UNITS_MAX};
use crate::text::Span;

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
    Outline::of(source)?.filled(None)
}

/// Reads a source beside another version of the same plan, whichever of them is the earlier: what they share is not read
/// again. The document is the one that [`parse`] gives.
///
/// # Errors
///
/// As of [`parse`].
pub fn parse_beside(source: String, other: &Document) -> Result<Document, TooLarge> {
    Outline::of(source)?.filled(Some(other))
}

/// Reads the versions of one plan, each beside the one before it: what they share is read once. Each document is the one
/// that [`parse`] gives.
pub fn parse_all(sources: Vec<String>) -> Vec<Result<Document, TooLarge>> {
    let outlines: Vec<Result<Outline, TooLarge>> = sources.into_par_iter().map(Outline::of).collect();
    let mut read: Vec<Result<Document, TooLarge>> = Vec::with_capacity(outlines.len());
    for outline in outlines {
        let earlier = read.iter().rev().find_map(|document| document.as_ref().ok());
        let document = outline.and_then(|outline| outline.filled(earlier));
        read.push(document);
    }
    read
}

/// What is known of a source before its passages are read.
struct Outline {
    source: String,
    found: Found,
    numbered: Vec<Option<usize>>,
    furniture: Vec<Span>,
    people: People,
}

impl Outline {
    fn of(source: String) -> Result<Self, TooLarge> {
        if source.len() > SOURCE_BYTES_MAX {
            return Err(TooLarge { what: "bytes", max: SOURCE_BYTES_MAX });
        }
        let found = leaves::find(&source)?;
        let numbered = headings::numbered(&source, &found.leaves);
        let furniture = furniture::find(&source);
        let mut people = People::of(&source, &found.leaves);
        survey::learn(&source, &found, &numbered, &mut people);
        Ok(Self { source, found, numbered, furniture, people })
    }

    /// The document, what it shares with an earlier one taken over from that.
    fn filled(self, earlier: Option<&Document>) -> Result<Document, TooLarge> {
        let Self { source, found, numbered, furniture, people } = self;
        let has_title = title(&found.leaves).is_some();
        let mut builder =
            Builder::new((source, found.leaves.len()), people, found.text, found.rows, furniture, earlier);
        for (leaf, numbered) in found.leaves.iter().zip(numbered) {
            builder.push(leaf, numbered);
            if builder.units() > UNITS_MAX {
                return Err(TooLarge { what: "units", max: UNITS_MAX });
            }
        }
        let (mut document, ends) = builder.finish();
        document.title = unmarked_title(&document).or_else(|| {
            let first = document.sections.iter().position(is_first_heading);
            first.filter(|_| has_title).map(|at| at as u32)
        });
        footnotes::mark(&mut document);
        if document.notes_count {
            // A number that was turned into a sign is no fact any more.
            document.notes.fill_with(Note::default);
        }
        tables::heads::settle(&mut document);
        number_paragraphs(&mut document);
        belonging::attach(&mut document, &ends);
        Ok(document)
    }
}

/// The section of a heading that Markdown does not know, where it opens the document and stands right over the lines
/// of its header or another heading: the title of the whole.
fn unmarked_title(document: &Document) -> Option<u32> {
    let first = document.units.first().filter(|unit| unit.kind == UnitKind::Heading)?;
    let next = document.units.get(1)?;
    let is_header = matches!(next.kind, UnitKind::Pair | UnitKind::Heading | UnitKind::TableHead);
    let unmarked = document.sections[first.section as usize].level > LEVELS_OF_MARKDOWN;
    (unmarked && is_header).then_some(first.section)
}

/// Levels of headings that Markdown has.
const LEVELS_OF_MARKDOWN: u8 = 6;

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
