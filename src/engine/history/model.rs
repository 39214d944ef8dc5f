//! The parts of a history.
//!
//! A version is named by its place in the order of dates, counted from 0; [`Version::number`] is for people. Spans
//! and units without a version are those of the newest one.

use std::ops::Range;

use jiff::civil::Date;

use crate::delta::{Change, Delta, Edit, FactChange, Reason};
use crate::document::Document;
use crate::text::Span;

/// What a history is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// All versions of one person, oldest first.
    pub versions: &'a [Version<'a>],
    /// From each version to the next: one fewer than there are versions.
    pub deltas: &'a [&'a Delta],
    /// The version in force at the last conference, as a place among the versions before the newest: news is what
    /// came after it. Without it nothing is called new, gone or silent.
    pub baseline: Option<u32>,
    /// Reports from which text may have been copied.
    pub sources: &'a [Source<'a>],
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

/// A source report: a Social Enquiry Report, a CJSWR, an assessment.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// Its number, from 1.
    pub number: u32,
    /// What kind of report it is, where known: "ser".
    pub kind: Option<&'a str>,
    /// Its date, where known.
    pub date: Option<Date>,
    /// Its text.
    pub document: &'a Document,
}

/// The life of every passage of the newest version, and what a careful reader of all versions would find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// One for each unit of the newest version, in reading order.
    pub units: Vec<UnitHistory>,
    /// Passages that stand in several places of the newest version, and near-copies that differ in a fact.
    pub repeats: Vec<Repeat>,
    /// Passages copied from a source report.
    pub copies: Vec<SourceCopy>,
    /// Minutes that repeat those of an earlier conference.
    pub minutes: Vec<RepeatedMinutes>,
    /// Statements of what is to be done by a day that has passed, without a sign of an outcome.
    pub commitments: Vec<Commitment>,
    /// Rows of the action plan, against the baseline; without one, those only that are past their date.
    pub actions: Vec<Action>,
    /// Passages that were gone and stand there again, if they came back since the baseline.
    pub returned: Vec<Returned>,
    /// Units that have an earlier wording again, since changed, if they got it back since the baseline.
    pub restored: Vec<Restored>,
    /// Needs and agencies of which nothing new is written since the baseline.
    pub silent: Vec<Silent>,
}

/// The life of one unit of the newest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitHistory {
    /// The version in which its line of wordings began.
    pub lineage_since: u32,
    /// The version since when nothing of it changed but what is cosmetic.
    pub unchanged_since: u32,
    /// The version in which it last changed its place, by the delta; none if it never did.
    pub last_moved: Option<u32>,
    /// Its wordings, the earliest first; the last is the present one. Never empty.
    pub wordings: Vec<Wording>,
    /// Its moves from one section to another, the earliest first.
    pub moves: Vec<Move>,
    /// How many versions, and so conferences, its present wording has been carried through.
    pub carried: u32,
    /// Who wrote it, as its entry's head or signature says; none where that is not certain.
    pub author: Option<String>,
    /// When it was written, as its entry's head or signature says.
    pub written: Option<Date>,
}

/// One wording of a unit, where it was first written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The version.
    pub version: u32,
    /// Its bytes in that version.
    pub span: Span,
}

/// A move from one section to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The version in which it stood in its new place first.
    pub version: u32,
    /// The version in which it stood in its old place last.
    pub from_version: u32,
    /// Its section there.
    pub from_section: u32,
}

impl UnitHistory {
    /// The version in which the present wording was first written.
    pub fn wording_since(&self) -> u32 {
        self.wordings.last().map_or(self.lineage_since, |wording| wording.version)
    }
}

/// A passage in one version of its life.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The version.
    pub version: u32,
    /// Its units there: several where a sentence was divided.
    pub units: Range<u32>,
    /// Whether a wording of it begins here; other punctuation and the like begin none.
    pub begins_wording: bool,
    /// The version of the stage before: the version before this one, or an earlier one if it was gone meanwhile.
    pub from: Option<u32>,
    /// What became of it since then; none at its first stage.
    pub change: Option<Change>,
}

/// The same passage in several places of the newest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// How alike the places are.
    pub kind: RepeatKind,
    /// The places, in reading order; at least two. Exactly two where they are reworded or conflicting: the other
    /// places of either text are told in a repeat of their own.
    pub places: Vec<Span>,
    /// What differs between them: normalisations of a cosmetic repeat, classes of the facts of a conflicting one.
    pub reasons: Vec<Reason>,
    /// The facts that differ: `before` in the first place, `after` in the second.
    pub facts: Vec<FactChange>,
}

/// How alike the places of a repeated passage are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepeatKind {
    /// The same bytes.
    Verbatim,
    /// Equal after normalisations.
    Cosmetic,
    /// The same in other words.
    Reworded,
    /// Near-copies that differ in a fact.
    Conflicting,
}

/// A passage of the newest version that was copied from a source report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceCopy {
    /// Where it stands in the newest version.
    pub span: Span,
    /// The report's number.
    pub source: u32,
    /// Where it stands in the report.
    pub source_span: Span,
    /// How true the copy is.
    pub kind: CopyKind,
    /// What differs: normalisations of a verbatim copy, classes of the facts of a differing one.
    pub reasons: Vec<Reason>,
    /// The facts that differ: `before` in the report, `after` in the newest version.
    pub facts: Vec<FactChange>,
    /// From the report's bytes to the newest version's; empty where they are the same.
    pub edits: Vec<Edit>,
}

/// How true a copy from a source report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyKind {
    /// The same bytes, or equal after normalisations.
    Verbatim,
    /// The same in other words.
    Edited,
    /// It differs from the report in a fact.
    Differing,
}

/// Minutes of one conference, a third of which or more are those of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedMinutes {
    /// The section of the newest version that holds the minutes.
    pub section: u32,
    /// The date in its heading.
    pub date: Date,
    /// The version that holds the earlier minutes: the newest one that does.
    pub earlier_version: u32,
    /// Their section there.
    pub earlier_section: u32,
    /// The date in its heading.
    pub earlier_date: Date,
    /// How many sentences and items the later minutes have.
    pub of: u32,
    /// Those of them that the earlier ones have too, as units of either version, the later one first.
    pub units: Vec<(u32, u32)>,
}

/// A statement of what is to be done by a day that has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// The unit that states it.
    pub unit: u32,
    /// Where it states it.
    pub span: Span,
    /// The day by which it was to be done.
    pub due: Date,
    /// The version in which it was first written with this date.
    pub since: u32,
    /// How many versions it has been carried through.
    pub carried: u32,
    /// Whether the day had passed already when the baseline was written, which states it too.
    pub passed_before: bool,
}

/// A row of the action plan, against the baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What became of it.
    pub change: ActionChange,
    /// Which of its fields changed.
    pub fields: Vec<ActionField>,
    /// Its row in the baseline, as a unit; none for a new one.
    pub before: Option<u32>,
    /// Its row in the newest version, as a unit; none for one that is gone.
    pub after: Option<u32>,
    /// The version that has its row last, and the row there, as a unit.
    pub last: (u32, u32),
    /// The day by which it is to be done, where its row says one.
    pub due: Option<Date>,
    /// The version in which it was first planned.
    pub since: u32,
    /// Whether it stands as not started in every version that has it, of which there are at least two.
    pub never_started: bool,
    /// Whether it is open and past its date, whatever else became of it.
    pub overdue: bool,
}

/// What became of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionChange {
    /// Not in the baseline.
    New,
    /// A field changed.
    Changed,
    /// Its status became a completed one, in the newest version or in the last that has the row.
    Completed,
    /// Open in the baseline and gone, and not completed meanwhile.
    Gone,
    /// As it was, open, and past its date.
    Overdue,
    /// As it was.
    Unchanged,
}

/// A field of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionField {
    /// The need it serves.
    Need,
    /// What is to be done.
    Action,
    /// Who is to do it.
    Owner,
    /// By when.
    Due,
    /// How it stands.
    Status,
    /// Any other column.
    Other,
}

/// A passage that was gone and stands there again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// Its units, which stand together.
    pub units: Range<u32>,
    /// The version in which it stood last before.
    pub last_seen: u32,
}

/// A unit that has an earlier wording again: a value that was corrected and stands uncorrected, or one that changed
/// and changed back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The unit.
    pub unit: u32,
    /// The version in which it had this wording last before.
    pub last_seen: u32,
}

/// A need or an agency of which nothing new was written since the baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// Which.
    pub about: About,
    /// The date of the last that is new: of the entry, or of the version in which it was written.
    pub since: Option<Date>,
    /// The unit that is the last new one, in the newest version.
    pub unit: Option<u32>,
}

/// What is silent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A need: a section, by its title.
    Need(String),
    /// An agency, as heads and signatures name it.
    Agency(String),
}
