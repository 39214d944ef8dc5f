//! `cip-history/1`: the life of every passage of the newest version.
//!
//! Versions count from 1 in the order of their dates; spans without a version lie in the newest.

mod writer;

use serde::Serialize;
use utoipa::ToSchema;

use writer::Writer;

use cip_engine::history::{History, Input};

/// Name and version of this document.
pub const SCHEMA: &str = "cip-history/1";

/// The history of a person's plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = History)]
pub struct HistoryDocument<'a> {
    /// `cip-history/1`.
    #[schema(example = "cip-history/1")]
    pub schema: &'static str,
    /// The versions, oldest first.
    pub versions: Vec<VersionEntry>,
    /// The version in force at the last conference, or else the one before the newest: what is new, gone, back or
    /// silent is so since then. Absent where there is one version only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<u32>,
    /// The units of the newest version, in reading order.
    pub units: Vec<Unit<'a>>,
    /// Passages that stand in several places.
    pub repeats: Vec<Repeat<'a>>,
    /// Passages copied from a source report.
    pub sources: Vec<SourceCopy<'a>>,
    /// Minutes that repeat those of an earlier conference.
    pub minutes: Vec<Minutes<'a>>,
    /// What was to be done by a day that has passed, carried over without a sign of an outcome.
    pub stale: Vec<Stale>,
    /// Rows of the action plan, against the baseline.
    pub actions: Vec<Action>,
    /// Passages that were gone and came back since the baseline.
    pub returned: Vec<Returned>,
    /// Units that have an earlier wording again since the baseline.
    pub restored: Vec<Returned>,
    /// Needs and agencies of which nothing new was written since the baseline.
    pub silent: Vec<Quiet<'a>>,
}

/// A version.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryVersion)]
pub struct VersionEntry {
    /// Its place in the order of dates, from 1.
    pub version: u32,
    /// Its number.
    pub number: u32,
    /// Its date, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub as_of: Option<String>,
    /// SHA-256 of its bytes, as 64 hexadecimal digits.
    pub hash: String,
}

/// The life of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryUnit)]
pub struct Unit<'a> {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Titles of its section, outermost first.
    pub section: Vec<&'a str>,
    /// The version in which its present wording was first written.
    pub wording_since: u32,
    /// The version in which its line of wordings began.
    pub lineage_since: u32,
    /// How many conferences its present wording has been carried through.
    pub carried: u32,
    /// Who wrote it, as its entry's head or signature says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<&'a str>,
    /// When it was written, as its entry's head or signature says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub written: Option<String>,
    /// Its earlier wordings, the earliest first, each where it was first written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<Wording>,
    /// Its moves from section to section, the earliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move<'a>>,
}

/// An earlier wording.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryWording)]
pub struct Wording {
    /// The version in which it was first written.
    pub version: u32,
    /// First byte, in that version.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A move from section to section.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryMove)]
pub struct Move<'a> {
    /// The version that has it in the new place first.
    pub version: u32,
    /// Titles of the section it came from.
    pub from: Vec<&'a str>,
}

/// A half-open byte range of the newest version.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = HistorySpan)]
pub struct Range {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A fact that differs.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryFact)]
pub struct Fact<'a> {
    /// One of the closed list of fact classes.
    #[schema(example = "date")]
    pub class: &'static str,
    /// Its value in the first place, or in the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<&'a str>,
    /// Its value in the second place, or in the version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<&'a str>,
}

/// A passage that stands in several places.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryRepeat)]
pub struct Repeat<'a> {
    /// The newest version.
    pub version: u32,
    /// `verbatim`, `cosmetic`, `reworded`, or `conflicting` where the places differ in a fact.
    #[schema(example = "verbatim")]
    pub kind: &'static str,
    /// The places; two where they are reworded or conflicting.
    pub spans: Vec<Range>,
    /// What differs between them.
    pub reasons: Vec<&'static str>,
    /// The facts that differ: `old` in the first place, `new` in the second.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact<'a>>,
}

/// A passage copied from a source report.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistorySourceCopy)]
pub struct SourceCopy<'a> {
    /// The newest version.
    pub version: u32,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The report's number.
    pub source: u32,
    /// First byte in the report.
    pub source_start: u32,
    /// The byte after the last in the report.
    pub source_end: u32,
    /// `verbatim`, `edited`, or `misquoted` where it differs in a fact.
    #[schema(example = "verbatim")]
    pub kind: &'static str,
    /// What differs.
    pub reasons: Vec<&'static str>,
    /// The facts that differ: `old` in the report, `new` in the version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact<'a>>,
}

/// Minutes that repeat earlier ones.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryMinutes)]
pub struct Minutes<'a> {
    /// Titles of the section that holds them.
    pub section: Vec<&'a str>,
    /// The conference's date, as its heading says.
    #[schema(format = Date)]
    pub date: String,
    /// The version that holds the earlier ones.
    pub earlier_version: u32,
    /// Titles of the section that holds the earlier ones.
    pub earlier_section: Vec<&'a str>,
    /// The earlier conference's date.
    #[schema(format = Date)]
    pub earlier_date: String,
    /// How many sentences and items the minutes have.
    pub of: u32,
    /// Those that are repeated.
    pub spans: Vec<Range>,
    /// Where they stand in the earlier minutes.
    pub earlier_spans: Vec<Range>,
}

/// What was to be done by a day that has passed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryStale)]
pub struct Stale {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The day by which it was to be done.
    #[schema(format = Date)]
    pub due: String,
    /// The version in which it was first written with this day.
    pub since: u32,
    /// How many conferences it has been carried through.
    pub carried: u32,
}

/// A row of the action plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryAction)]
pub struct Action {
    /// `new`, `changed`, `completed`, `dropped`, `overdue` or `unchanged`.
    #[schema(example = "changed")]
    pub change: &'static str,
    /// Which of `need`, `action`, `owner`, `due`, `status` and `other` changed.
    pub fields: Vec<&'static str>,
    /// First byte; absent for a row that is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// The byte after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// First byte in the baseline; absent for a new row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_start: Option<u32>,
    /// The byte after the last in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_end: Option<u32>,
    /// The day by which it is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub due: Option<String>,
    /// The version in which it was first planned.
    pub since: u32,
    /// Whether it stands as not started in every version that has it, two at least.
    pub never_started: bool,
    /// Whether it is open and past its date, whatever else became of it.
    pub overdue: bool,
}

/// A passage that stands there again.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistoryReturned)]
pub struct Returned {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The version in which it stood last before.
    pub last_seen: u32,
}

/// A need or an agency of which nothing new is written.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = HistorySilent)]
pub struct Quiet<'a> {
    /// The section's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<&'a str>,
    /// The agency, as heads and signatures name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<&'a str>,
    /// The date of the last that is new, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub since: Option<String>,
    /// First byte of the last that is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// The byte after its last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
}

impl<'a> HistoryDocument<'a> {
    /// Writes what was traced from these versions as a document; none without a version.
    pub fn new(input: &Input<'a>, history: &'a History) -> Option<Self> {
        let writer = Writer::new(input)?;
        let units = writer.newest.units().iter().zip(&history.units);
        Some(Self {
            schema: SCHEMA,
            versions: writer.versions(),
            baseline: input.baseline.map(|baseline| baseline + 1),
            units: units.map(|(unit, life)| writer.unit(unit, life)).collect(),
            repeats: history.repeats.iter().map(|repeat| writer.repeat(repeat)).collect(),
            sources: history.copies.iter().map(|copy| writer.copy(copy)).collect(),
            minutes: history.minutes.iter().map(|minutes| writer.minutes(minutes)).collect(),
            stale: history.commitments.iter().map(writer::commitment).collect(),
            actions: history.actions.iter().map(|action| writer.action(action)).collect(),
            returned: history.returned.iter().map(|returned| writer.returned(returned)).collect(),
            restored: history.restored.iter().map(|restored| writer.restored(restored)).collect(),
            silent: history.silent.iter().map(|silent| writer.silent(silent)).collect(),
        })
    }
}
