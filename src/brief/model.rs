//! The parts of a brief.

use jiff::civil::Date;

use crate::delta::{Delta, FactChange};
use crate::document::Document;
use crate::text::Span;

/// What a brief is made from.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The person's id, where one is known.
    pub person: Option<&'a str>,
    /// The version in force at the last conference; none for a first CIP.
    pub baseline: Option<Version<'a>>,
    /// The newest version.
    pub current: Version<'a>,
    /// From the baseline to the current version; none for a first CIP.
    pub delta: Option<&'a Delta>,
    /// The last conference held before the current version.
    pub last_conference: Option<Conference>,
    /// The first conference on or after the current version's date.
    pub next_conference: Option<Conference>,
    /// Word budget for new entries.
    pub words: usize,
}

/// A CIP version with its place in the order.
#[derive(Clone, Debug)]
pub struct Version<'a> {
    /// Its number.
    pub number: u32,
    /// Its date, where known.
    pub as_of: Option<Date>,
    /// Its text.
    pub document: &'a Document,
}

/// A version's number and date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionLabel {
    /// Its number.
    pub number: u32,
    /// Its date, where known.
    pub as_of: Option<Date>,
}

/// A case conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conference {
    /// When it was or is to be.
    pub date: Date,
    /// Initial, annual, pre-release, concern, other.
    pub kind: String,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The person's id, where one is known.
    pub person: Option<String>,
    /// What it compares with; none for a first CIP.
    pub baseline: Option<VersionLabel>,
    /// The newest version.
    pub current: VersionLabel,
    /// The last conference held.
    pub last_conference: Option<Conference>,
    /// The next conference.
    pub next_conference: Option<Conference>,
    /// Where things stand, changed or not.
    pub standing: Vec<Item>,
    /// The parts in the order of reading.
    pub parts: Vec<Part>,
    /// What was folded.
    pub folded: Folded,
}

/// A part of the brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub id: PartId,
    /// Its lines.
    pub items: Vec<Item>,
}

/// Which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the wire")]
pub enum PartId {
    Risk,
    Actions,
    Progress,
    Needs,
    Ask,
    Removed,
    Reworded,
}

/// One line of the brief: a fixed phrase of ours around verbatim text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What we say of it.
    pub phrase: String,
    /// What the versions say, verbatim.
    pub quotes: Vec<Quote>,
    /// The facts that changed.
    pub facts: Vec<FactChange>,
    /// Titles of its section, outermost first.
    pub section: Vec<String>,
    /// Who wrote it, as the entry says.
    pub author: Option<String>,
    /// When, as the entry says.
    pub written: Option<Date>,
    /// In how many places the same change was made.
    pub places: u32,
}

/// Verbatim text of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Which side it stands on.
    pub side: Side,
    /// The version's number.
    pub version: u32,
    /// Where it stands.
    pub span: Span,
    /// Its text.
    pub text: String,
}

/// A side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The earlier version.
    Before,
    /// The later version.
    After,
}

/// What the brief folds, as a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Units of the current version that are word for word as in the baseline.
    pub units: u32,
    /// Units of the current version.
    pub of: u32,
}
