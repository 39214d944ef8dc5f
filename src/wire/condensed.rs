//! `cip-condensed/1`: the whole newest version with what is carried forward folded.

use serde::Serialize;
use utoipa::ToSchema;

use super::Source;
use super::reading::SourcePlace;
use cip_engine::condensed::{self, Condensed, FoldReason};
use cip_engine::document::{Document, Unit as DocumentUnit};
use cip_engine::history::Version;

/// Name and version of this document.
pub const SCHEMA: &str = "cip-condensed/1";

/// A condensed CIP.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Condensed)]
pub struct CondensedDocument<'a> {
    /// `cip-condensed/1`.
    #[schema(example = "cip-condensed/1")]
    pub schema: &'static str,
    /// Number of the version that is condensed.
    pub version: u32,
    /// Its date.
    #[schema(format = Date)]
    pub as_of: Option<String>,
    /// The version in force at the last conference: what stands as it stood there is folded.
    pub baseline: Option<Baseline>,
    /// Its bytes, words and hash: spans are of this text.
    pub source: Source,
    /// Words of what is not folded.
    pub words_shown: usize,
    /// In reading order; every unit stands in exactly one.
    pub parts: Vec<Part<'a>>,
}

/// The version that the newest one is compared with.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CondensedBaseline)]
pub struct Baseline {
    /// Its number.
    pub number: u32,
    /// Its date.
    #[schema(format = Date)]
    pub as_of: Option<String>,
}

/// A unit that is shown, or some that are folded.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CondensedPart)]
#[serde(rename_all = "kebab-case")]
pub enum Part<'a> {
    /// Folded.
    Fold(Fold),
    /// Shown.
    Unit(Unit<'a>),
}

/// Units that are folded.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CondensedFold)]
pub struct Fold {
    /// How many.
    pub units: u32,
    /// First byte of the first.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Date of the version since when all of them stand with these words.
    #[schema(format = Date)]
    pub since: Option<String>,
    /// Number of that version.
    pub since_version: u32,
    /// Where the first stood in the document that came; absent where the text is what came, or its format knows no
    /// places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<SourcePlace>,
    /// `unchanged`: as at the last conference; `repeat`: shown above.
    pub reason: &'static str,
}

/// A unit that is shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CondensedUnit)]
pub struct Unit<'a> {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What it is: `sentence`, `item`, `row`, `heading`, ….
    pub kind: &'static str,
    /// Where it stood in the document that came; absent where the text is what came, or its format knows no places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<SourcePlace>,
    /// Titles of its section, outermost first.
    pub section: Vec<&'a str>,
    /// Its bytes.
    pub text: &'a str,
    /// What is to be said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// What is said of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CondensedMark)]
#[serde(tag = "mark", rename_all = "kebab-case")]
pub enum Mark {
    /// It stands in other places too.
    AlsoIn {
        /// Their first units.
        places: Vec<Span>,
    },
    /// A near-copy differs from it in a fact.
    Conflicts {
        /// Its first unit.
        with: Span,
    },
    /// It was gone and is back.
    Returned {
        /// Number of the version in which it stood last.
        last_seen: u32,
    },
    /// What was to be done by this day, without a sign of an outcome.
    PastDue {
        /// The day.
        #[schema(format = Date)]
        due: String,
    },
    /// It differs from the report that it was copied from.
    Differs {
        /// Number of the report.
        source: u32,
    },
}

/// Where a unit lies.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = CondensedSpan)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl<'a> CondensedDocument<'a> {
    /// Describes the condensed form of the newest of these versions; none where there is none.
    pub fn new(versions: &[Version<'a>], condensed: &Condensed) -> Option<Self> {
        let newest = versions.last()?;
        let writer = Writer { versions, document: newest.document };
        Some(Self {
            schema: SCHEMA,
            version: newest.number,
            as_of: newest.as_of.map(|date| date.to_string()),
            baseline: condensed.baseline.map(|baseline| {
                let baseline = &versions[baseline as usize];
                Baseline { number: baseline.number, as_of: baseline.as_of.map(|date| date.to_string()) }
            }),
            source: Source::of(newest.document),
            words_shown: condensed.words_shown,
            parts: condensed.parts.iter().map(|part| writer.part(part)).collect(),
        })
    }
}

struct Writer<'w, 'a> {
    versions: &'w [Version<'a>],
    document: &'a Document,
}

impl<'a> Writer<'_, 'a> {
    fn part(&self, part: &condensed::Part) -> Part<'a> {
        match part {
            condensed::Part::Unit(shown) => Part::Unit(self.unit(shown)),
            condensed::Part::Fold(fold) => Part::Fold(self.fold(fold)),
        }
    }

    fn unit(&self, shown: &condensed::Shown) -> Unit<'a> {
        let unit = self.document.unit(shown.unit);
        Unit {
            start: unit.span.start,
            end: unit.span.end,
            kind: unit.kind.name(),
            place: SourcePlace::at(self.document, unit.span.start),
            section: self.document.section_path(unit.section),
            text: self.document.text(unit),
            marks: shown.marks.iter().map(|mark| self.mark(mark)).collect(),
        }
    }

    fn fold(&self, fold: &condensed::Fold) -> Fold {
        let since = &self.versions[fold.since as usize];
        Fold {
            units: fold.units.len() as u32,
            start: self.document.unit(fold.units.start).span.start,
            end: self.document.unit(fold.units.end - 1).span.end,
            since: since.as_of.map(|date| date.to_string()),
            since_version: since.number,
            place: SourcePlace::at(self.document, self.document.unit(fold.units.start).span.start),
            reason: match fold.reason {
                FoldReason::Unchanged => "unchanged",
                FoldReason::Repeat => "repeat",
            },
        }
    }

    fn mark(&self, mark: &condensed::Mark) -> Mark {
        let span = |unit: u32| place(self.document.unit(unit));
        match mark {
            condensed::Mark::Repeated(units) => {
                Mark::AlsoIn { places: units.iter().map(|unit| span(*unit)).collect() }
            }
            condensed::Mark::Conflicting(unit) => Mark::Conflicts { with: span(*unit) },
            condensed::Mark::Returned(version) => {
                Mark::Returned { last_seen: self.versions[*version as usize].number }
            }
            condensed::Mark::PastDue(due) => Mark::PastDue { due: due.to_string() },
            condensed::Mark::Differing(source) => Mark::Differs { source: *source },
        }
    }
}

fn place(unit: &DocumentUnit) -> Span {
    Span { start: unit.span.start, end: unit.span.end }
}
