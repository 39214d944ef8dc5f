//! What is looked up at a conference of this kind: intervals, and headings that are expected.
//!
//! Takes the input of a brief, gives its [`Stage`]. The kind is that of the next conference; where none is known, what
//! the plan's own header says, and else that of the last. Dates are those of the record system, else those of the
//! header. Which interval applies is data with its source (`data/stage.txt`); whether it is the one in force is for
//! the chair to look up there. Intervals are stated, and nothing is concluded from them.

mod model;
mod table;

pub use model::{Check, Finding, Interval, Known, Stage};

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::header;
use super::model::Input;
use crate::document::Document;
use crate::document::reading::{folded, plain};
use crate::lexicon;
use table::{Measure, Rule, TABLE};

/// The conference and what is looked up at it.
pub(super) fn stage(input: &Input<'_>) -> Stage {
    let document = input.current.document;
    let (kind, conference) = conference(input);
    let route = input.known.route.clone();
    let applies = !route.as_deref().is_some_and(|route| lexicon::OTHER_ROUTES.has_exactly(route));
    let rules = TABLE.rules.iter().filter(|rule| applies && Some(rule.kind) == kind.as_deref());
    let checks = rules.map(|rule| check(input, rule, conference)).collect();
    let absent = kind.as_deref().map_or_else(Vec::new, |kind| absent(document, kind));
    Stage { kind, conference, route, checks, absent }
}

/// The kind and the date of the conference that the current version is for.
fn conference(input: &Input<'_>) -> (Option<String>, Option<Date>) {
    if let Some(next) = &input.next_conference {
        return (Some(next.kind.clone()), Some(next.date));
    }
    let document = input.current.document;
    if let Some(kind) = kind_in_header(document) {
        return (Some(kind.to_owned()), header::conference_date(document).or(input.current.as_of));
    }
    let last = input.last_conference.as_ref();
    (last.map(|last| last.kind.clone()), last.map(|last| last.date))
}

/// The kind that the header names: "Conference type: Annual", "Conference date: 3 May 2024 (annual)".
fn kind_in_header(document: &Document) -> Option<&'static str> {
    let fields = header::fields(document);
    let mut values = fields
        .iter()
        .filter(|field| field.label.contains("conference"))
        .map(|field| folded(&plain(document.source(), field.value)));
    values.find_map(|value| {
        let named = TABLE.kinds.iter().find(|(_, words)| words.iter().any(|word| has_words(&value, word)));
        named.map(|(kind, _)| *kind)
    })
}

fn check(input: &Input<'_>, rule: &'static Rule, conference: Option<Date>) -> Check {
    let from = TABLE.date(rule.from);
    let date =
        from.and_then(|from| date(input, from.name, conference).or_else(|| in_header(input, &from.labels)));
    Check {
        rule: rule.words,
        from: from.map_or("", |from| from.noun),
        lead: from.map_or("", |from| from.lead),
        source: rule.source,
        source_date: rule.source_date,
        date,
        conference,
        finding: finding(rule.measure, date, conference),
    }
}

/// What the record system knows; of the last conference else the date in the header of the version before. Of the
/// last conference itself it is not known which one was before it.
fn date(input: &Input<'_>, name: &str, conference: Option<Date>) -> Option<Date> {
    let before_header = || {
        let versions = input.traced?.input.versions;
        header::conference_date(versions[versions.len().checked_sub(2)?].document)
    };
    match name {
        "admitted" => input.known.admitted,
        "sentenced" => input.known.sentenced,
        "release" => input.known.earliest_release,
        "last" => input.known.last_conference.or_else(before_header).filter(|last| Some(*last) != conference),
        _ => None,
    }
}

/// What the current version's own header says.
fn in_header(input: &Input<'_>, labels: &[&str]) -> Option<Date> {
    header::date_of(input.current.document, labels)
}

fn finding(measure: Measure, date: Option<Date>, conference: Option<Date>) -> Finding {
    if measure == Measure::None {
        return Finding::None;
    }
    let (Some(date), Some(conference)) = (date, conference) else { return Finding::NotRecorded };
    match measure {
        Measure::Within(months) => {
            let interval = interval(date, conference);
            let kept = date.checked_add(months.months()).is_ok_and(|end| conference <= end);
            if kept { Finding::Within(interval) } else { Finding::Longer(interval) }
        }
        _ => Finding::Measured(interval(conference, date)),
    }
}

/// From one day to another in whole months and days.
fn interval(from: Date, to: Date) -> Interval {
    let (first, second) = (from.min(to), from.max(to));
    let span = first.until((Unit::Month, second)).unwrap_or_default();
    Interval {
        months: span.get_months().unsigned_abs(),
        days: span.get_days().unsigned_abs(),
        negative: to < from,
    }
}

/// What is expected at such a conference and stands in no heading; nothing is expected of a plan without headings.
fn absent(document: &Document, kind: &str) -> Vec<&'static str> {
    let titles: Vec<String> = document.sections().iter().map(|section| folded(&section.title)).collect();
    if titles.iter().all(String::is_empty) {
        return Vec::new();
    }
    let stands = |words: &[&str]| titles.iter().any(|title| words.iter().any(|word| has_words(title, word)));
    let expected = TABLE.headings.iter().filter(|(of, ..)| *of == "any" || *of == kind);
    expected.filter(|(.., words)| !stands(words)).map(|(_, expected, _)| *expected).collect()
}

/// Whether whole words of a folded text are these.
fn has_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

#[cfg(test)]
mod tests;
