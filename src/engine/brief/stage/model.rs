//! What is known of a person besides the plans, and what follows for the conference.

use jiff::civil::Date;

/// What the record system knows of a person besides the plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Known {
    /// Admitted to custody.
    pub admitted: Option<Date>,
    /// Sentenced.
    pub sentenced: Option<Date>,
    /// The earliest date of liberation.
    pub earliest_release: Option<Date>,
    /// The last conference held before the current version, whichever the brief compares with.
    pub last_conference: Option<Date>,
    /// The route of case management: `standard`, `enhanced` or `targeted`.
    pub route: Option<String>,
}

/// The conference that the current version is for, and what is looked up at one of its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// What the conference is for: `initial`, `annual`, `pre-release`, `concern`, `other`; none where neither the
    /// record system nor the plan's header says it.
    pub kind: Option<String>,
    /// When it is.
    pub conference: Option<Date>,
    /// The route of case management, where known.
    pub route: Option<String>,
    /// The intervals that apply, in the order of the table of rules.
    pub checks: Vec<Check>,
    /// Headings that are expected at such a conference, of which the plan has none.
    pub absent: Vec<&'static str>,
}

/// An interval that a rule sets, and what the dates say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The rule up to what it counts from: "Initial conference within 6 months of".
    pub rule: &'static str,
    /// What it counts from: "admission"; empty where it counts nothing.
    pub from: &'static str,
    /// What stands before its date: "admitted"; empty where the rule says it well enough.
    pub lead: &'static str,
    /// Where the rule is from.
    pub source: &'static str,
    /// The source's date; none where it is what is in force.
    pub source_date: Option<Date>,
    /// The date counted from, where known.
    pub date: Option<Date>,
    /// The conference's date, where known.
    pub conference: Option<Date>,
    /// What the dates say.
    pub finding: Finding,
}

/// What the dates say of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The rule sets no interval.
    None,
    /// One of the two dates is not known.
    NotRecorded,
    /// The interval is kept.
    Within(Interval),
    /// The interval is longer than the rule's.
    Longer(Interval),
    /// The interval, of a rule that says "about".
    Measured(Interval),
}

/// Whole months and the days beyond them; `negative` where the dates stand the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Whole months.
    pub months: u32,
    /// Days beyond them.
    pub days: u32,
    /// Whether the later date of the rule is the earlier one.
    pub negative: bool,
}
