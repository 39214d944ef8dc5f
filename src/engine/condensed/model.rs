//! The parts of a condensed CIP.

use std::ops::Range;

use jiff::civil::Date;

use crate::history::{History, Version};

/// What a condensed CIP is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// All versions of one person, oldest first. The newest is condensed.
    pub versions: &'a [Version<'a>],
    /// Their history.
    pub history: &'a History,
    /// The version in force at the last conference, by its place among them; none before the first.
    pub baseline: Option<u32>,
}

/// The whole newest version with folds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condensed {
    /// The version that it is compared with, by its place among them; none before the first conference.
    pub baseline: Option<u32>,
    /// In reading order; every unit stands in exactly one.
    pub parts: Vec<Part>,
    /// Words of the whole version, as `wc -w` counts them.
    pub words: usize,
    /// Words of what is not folded.
    pub words_shown: usize,
}

impl Condensed {
    /// How many units are shown.
    pub fn units_shown(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Unit(_))).count()
    }
}

/// A unit that is shown, or some that are folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Shown.
    Unit(Shown),
    /// Folded.
    Fold(Fold),
}

/// A unit that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its index.
    pub unit: u32,
    /// What is to be said of it.
    pub marks: Vec<Mark>,
}

/// Units of one section that stand together and are folded for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Their indices.
    pub units: Range<u32>,
    /// The version, by its place, since when all of them stand with these words.
    pub since: u32,
    /// Why they are folded.
    pub reason: FoldReason,
}

/// Why units are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoldReason {
    /// They stand as they stood at the last conference.
    Unchanged,
    /// They stand elsewhere in this version, where they are shown.
    Repeat,
}

/// What is said of a unit that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It stands in other places too: their first units.
    Repeated(Vec<u32>),
    /// A near-copy, of which this is the first unit, differs from it in a fact.
    Conflicting(u32),
    /// It was gone and is back; it stood there last in this version.
    Returned(u32),
    /// It tells of what was to be done by this day, and nothing tells of an outcome.
    PastDue(Date),
    /// It differs in a fact from the report with this number, from which it was copied.
    Differing(u32),
}
