//! The words that printed records use for their own parts: labels, heads of columns, markings.
//!
//! Each list is closed and small: it says what a line is for, never what it means for a person.

/// Words before the number of a page.
pub(super) const PAGE: &[&str] = &["page", "pages", "pg", "sheet", "screen", "p"];
/// Words of a line that says when and by whom a text was printed.
pub(super) const PRINT: &[&str] = &["print", "printed", "run", "downloaded", "exported", "generated"];
/// Words of protective markings.
#[rustfmt::skip]
pub(super) const MARKINGS: &[&str] = &[
    "official", "sensitive", "personal", "restricted", "confidential", "protect", "protected", "protectively",
    "marked", "staff",
];
/// Words that say that a part goes on from the page before.
pub(super) const CONTINUED: &[&str] = &["continued", "cont", "cont'd", "contd", "continues"];

/// Words that name who writes in a record.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "addiction", "addictions", "advocate", "agency", "assessor", "case", "cbsw", "centre", "chair", "chaplain",
    "chaplaincy", "children", "cjsw", "cmht", "co-ordinator", "coordinator", "counsellor", "cpn", "dentist", "doctor",
    "education", "facilitator", "families", "family", "flm", "gp", "hall", "health", "healthcare", "housing", "icm",
    "instructor", "jsw", "keyworker", "liaison", "manager", "mentor", "mht", "nurse", "nursing", "officer",
    "physiotherapist", "pharmacist", "po", "police", "practitioner", "pbsw", "prison", "prisoner", "programmes",
    "psw", "psychiatrist", "psychiatry", "psychologist", "psychology", "rmn", "rn", "service", "services", "social",
    "solicitor", "staff", "supervisor", "support", "sw", "teacher", "team", "therapist", "throughcare", "tutor",
    "unit", "worker",
];
/// Small words that the head of an entry may have beside names and roles.
#[rustfmt::skip]
pub(super) const HEAD_LINKS: &[&str] = &[
    "by", "from", "of", "the", "and", "at", "for", "on", "in", "based", "senior", "personal", "case", "entry", "update",
    "team", "lead", "note", "community", "mental", "work",
];
/// Words that make a dated line something else: a heading of minutes, a line of a chronology.
#[rustfmt::skip]
pub(super) const NOT_IN_HEADS: &[&str] = &[
    "conference", "meeting", "minutes", "minute", "review", "plan", "report", "assessment", "tribunal", "hearing",
    "referral", "court", "sentence", "sentenced", "score", "test", "visit", "started", "completed", "ended",
];
/// Words of a label that says who wrote an entry, with "by" or alone.
#[rustfmt::skip]
pub(super) const WRITTEN: &[&str] = &[
    "entry", "entered", "written", "recorded", "added", "logged", "noted", "created", "contributed", "inputted",
    "posted", "authored", "note", "comment", "contribution", "update",
];
/// Labels of who wrote an entry.
pub(super) const AUTHOR: &[&str] = &["author", "contributor", "writer", "recorder"];
/// Labels that stand in the head of an entry beside author and date.
#[rustfmt::skip]
pub(super) const HEAD_LABELS: &[&str] = &[
    "date", "time", "entered", "dated", "on", "recorded", "created", "added", "date of entry", "entry date",
    "date entered", "date added", "date recorded", "date created", "role", "agency", "team", "designation", "job title",
    "organisation", "type", "entry type", "note type", "entry no", "entry", "ref", "source", "grade",
];
/// Words that do not open a label, but a sentence.
#[rustfmt::skip]
pub(super) const NOT_IN_LABELS: &[&str] = &[
    "he", "she", "they", "we", "i", "it", "this", "that", "these", "those", "there", "who", "said", "says", "told",
    "asked", "was", "were", "is", "are", "has", "had", "have", "will", "would", "could", "should", "because", "which",
];
/// Words of the heads of columns.
#[rustfmt::skip]
pub(super) const COLUMN_HEADS: &[&str] = &[
    "action", "actions", "agency", "agreed", "amount", "arrangement", "assessed", "assessment", "assessor", "attendance",
    "attended", "balance", "by", "charge", "comment", "comments", "completed", "condition", "contact", "creditor",
    "date", "dates", "day", "decision", "description", "details", "due", "end", "event", "from", "incident", "invited",
    "issue", "item", "lead", "level", "name", "need", "no", "no.", "note", "notes", "number", "objective", "offence",
    "organisation", "outcome", "owner", "position", "priority", "programme", "progress", "provider", "purpose",
    "punishment", "rating", "reason", "ref", "relationship", "reply", "required", "response", "responsible", "result",
    "review", "reviewed", "risk", "role", "score", "service", "source", "start", "status", "substance", "target",
    "task", "timescale", "title", "to", "tool", "type", "update", "value", "what", "when", "where", "who",
];
/// Words of labels: what a record has one value of.
#[rustfmt::skip]
pub(super) const LABEL_NOUNS: &[&str] = &[
    "address", "age", "agency", "allergies", "area", "authority", "category", "co-ordinator", "conference", "contact",
    "coordinator", "court", "date", "dates", "dob", "due", "edl", "eld", "email", "establishment", "ethnicity",
    "forename", "forenames", "gender", "gp", "hall", "health", "home", "id", "kin", "language", "length", "level",
    "location", "manager", "mappa", "medication", "name", "nationality", "no", "no.", "number", "offence", "offences",
    "officer", "order", "owner", "phone", "postcode", "pqd", "prison", "ref", "reference", "regime", "region",
    "religion", "review", "risk", "role", "route", "score", "sed", "sentence", "sex", "status", "supervision",
    "surname", "telephone", "tenancy", "title", "type", "venue", "worker",
];
/// Words that stand in a cell for a date that is not known or does not end.
pub(super) const NO_DATE: &[&str] = &[
    "tbc",
    "tba",
    "ongoing",
    "n/a",
    "na",
    "none",
    "not known",
    "unknown",
    "immediate",
    "asap",
    "-",
    "\u{2013}",
    "\u{2014}",
];
/// First parts of words that keep their hyphen.
pub(super) const HYPHENED: &[&str] =
    &["self", "ex", "non", "half", "one", "two", "three", "four", "five", "six"];
/// First parts that keep their hyphen before a word of the text.
pub(super) const PREFIXES: &[&str] = &[
    "anti", "co", "inter", "mid", "multi", "off", "on", "out", "over", "post", "pre", "re", "semi", "short",
    "sub", "un", "well",
];
/// Small words that open no cell of a row.
pub(super) const CELL_LINKS: &[&str] = &[
    "of", "to", "for", "with", "and", "the", "in", "on", "by", "from", "a", "an", "or", "at", "per", "as",
    "is",
];
/// Names of columns that hold dates.
pub(super) const DATE_HEADS: &[&str] = &[
    "date",
    "dates",
    "due",
    "day",
    "review",
    "reviewed",
    "start",
    "end",
    "target",
    "timescale",
    "when",
    "from",
    "to",
];
/// Names of columns that hold numbers.
pub(super) const NUMBER_HEADS: &[&str] =
    &["no", "no.", "#", "number", "score", "amount", "balance", "ref", "item"];
/// Names of columns that hold a word or two from a small set.
#[rustfmt::skip]
pub(super) const SHORT_HEADS: &[&str] = &[
    "status", "outcome", "result", "reply", "attendance", "attended", "level", "rating", "priority", "role", "tool",
    "type", "decision", "response",
];
/// Meetings that minutes are headed with.
pub(super) const MEETINGS: &[&str] =
    &["conference", "meeting", "minute", "minutes", "hearing", "tribunal", "panel", "board", "review"];
/// Names of columns that hold who does something.
pub(super) const ROLE_HEADS: &[&str] =
    &["role", "owner", "who", "responsible", "lead", "agency", "designation"];
/// What stands in columns of states, replies and results.
#[rustfmt::skip]
pub(super) const STATES: &[&str] = &[
    "agreed", "apologies", "attended", "awaiting", "by phone", "by telephone", "by video", "by video link", "cancelled",
    "closed", "complete", "completed", "declined", "dismissed", "done", "failed", "high", "in progress", "low", "medium",
    "met", "moderate", "n/a", "negative", "no", "no reply", "not applicable", "not due", "not met", "not proved",
    "not started", "on hold", "ongoing", "open", "outstanding", "overdue", "partly met", "passed", "positive", "present",
    "proved", "referred", "refused", "started", "v. high", "very high", "very low", "waiting list", "withdrawn", "yes",
];
