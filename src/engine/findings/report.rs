//! What differs in a fact from the report it was copied from.
//!
//! Takes the newest version and the reports, line by line; gives pairs of lines of which the one holds most of the
//! other's words and says otherwise: another figure, a denial more or less, one word of fact for another, two names
//! changed about. Clauses left out and names written otherwise are no differences.

use rustc_hash::FxHashMap;

use super::ground::Ground;
use super::lines::{Lines, Stem};
use super::polarity::{Stance, stance_of};
use crate::document::{Document, UnitKind};
use crate::facts::{Fact, FactClass};
use crate::text::{Words, numbers};

/// A line of the newest version that differs from a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// The line.
    pub unit: u32,
    /// Which of the reports, as a place in the list given.
    pub report: usize,
    /// The report's line.
    pub of_report: u32,
}

/// Fewest telling words of a report's sentence that a copy is known by.
const STEMS_MIN: usize = 3;
/// Share of them that the copy has, in hundredths.
const COVERED_MIN: usize = 62;

/// The lines, in reading order.
pub(super) fn unlike(ground: &Ground<'_>) -> Vec<Unlike> {
    let mut found = Vec::new();
    for (report, lines) in ground.reports.iter().enumerate() {
        for (of_report, line) in lines.all().filter(|(_, line)| line.speaks) {
            let prose = matches!(lines.document.unit(of_report).kind, UnitKind::Sentence | UnitKind::Item);
            let Some(unit) = copy(ground, lines, of_report).filter(|_| prose && !line.stems.is_empty())
            else {
                continue;
            };
            if differs(ground, lines, of_report, unit) {
                found.push(Unlike { unit, report, of_report });
            }
        }
    }
    found.sort_by_key(|found| (found.unit, found.report, found.of_report));
    found.dedup_by_key(|found| found.unit);
    found
}

/// The line of the newest version that holds most of a report's line.
fn copy(ground: &Ground<'_>, lines: &Lines<'_>, of_report: u32) -> Option<u32> {
    let own = telling(ground, lines, of_report);
    if own.len() < STEMS_MIN {
        return None;
    }
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for unit in own.iter().flat_map(|stem| ground.lines_with(*stem)) {
        *counts.entry(*unit).or_default() += 1;
    }
    let covered = |unit: u32| {
        let stems = &ground.after.line(unit).stems;
        own.iter().filter(|stem| stems.binary_search(stem).is_ok()).count()
    };
    let prose = |unit: &u32| {
        ground.after.document.unit(*unit).kind != UnitKind::Row && !ground.after.line(*unit).minutes
    };
    let best = counts.into_keys().filter(prose).max_by_key(|unit| {
        (covered(*unit), std::cmp::Reverse(ground.after.line(*unit).stems.len()), std::cmp::Reverse(*unit))
    })?;
    (covered(best) * 100 >= own.len() * COVERED_MIN).then_some(best)
}

/// The stems of a line without its numbers.
fn telling(ground: &Ground<'_>, lines: &Lines<'_>, unit: u32) -> Vec<Stem> {
    let words = lines.words(unit);
    let numbers: Vec<Stem> = (0..words.len())
        .filter(|at| numbers::number_at(words, *at).is_some())
        .filter_map(|at| ground.stems.find(words.text(at)))
        .collect();
    lines.line(unit).stems.iter().copied().filter(|stem| !numbers.contains(stem)).collect()
}

fn differs(ground: &Ground<'_>, lines: &Lines<'_>, of_report: u32, unit: u32) -> bool {
    let (theirs, ours) = (lines.words(of_report), ground.after.words(unit));
    let (report, plan) = (lines.document, ground.after.document);
    figures_differ(&figures(report, theirs), &figures(plan, ours))
        || denials_differ(ground, theirs, ours)
        || facts_differ((theirs, &report.facts_in(theirs.tokens())), (ours, &plan.facts_in(ours.tokens())))
        || names_change_about(ground, lines, of_report, ours)
}

/// Whether each has a figure or year that the other has not.
fn figures_differ(theirs: &[String], ours: &[String]) -> bool {
    theirs.iter().any(|figure| !ours.contains(figure)) && ours.iter().any(|figure| !theirs.contains(figure))
}

fn figures(document: &Document, words: Words<'_>) -> Vec<String> {
    let days = document.dates_in(words.tokens());
    let in_day = |at: usize| days.iter().any(|(range, _)| range.contains(&at));
    let mut found: Vec<String> = days.iter().map(|(_, value)| format!("{value:?}")).collect();
    let mut at = 0;
    while at < words.len() {
        let number = numbers::number_at(words, at).filter(|_| !in_day(at));
        // "first" and "second" are seldom figures.
        let counted = number.filter(|(_, value)| value.form != numbers::NumberForm::Ordinal);
        found.extend(counted.map(|(_, value)| format!("{value:?}")));
        at = number.map_or(at + 1, |(end, _)| end.max(at + 1));
    }
    found
}

/// Whether one denies a word that the other affirms.
fn denials_differ(ground: &Ground<'_>, theirs: Words<'_>, ours: Words<'_>) -> bool {
    let opposite = |one: Stance, other: Stance| {
        matches!((one, other), (Stance::For, Stance::Against) | (Stance::Against, Stance::For))
    };
    let stems = (0..theirs.len())
        .filter(|at| theirs.is_word(*at))
        .filter_map(|at| ground.stems.find(theirs.text(at)));
    stems.into_iter().any(|stem| opposite(stance_of(ground, theirs, stem), stance_of(ground, ours, stem)))
}

/// What a line says, and its facts.
type Told<'a> = (Words<'a>, &'a [Fact]);

/// Whether one word of fact stands where the other has another, its neighbours on both sides the same.
fn facts_differ((theirs, of_theirs): Told<'_>, (ours, of_ours): Told<'_>) -> bool {
    let same = |one: usize, other: usize| theirs.text(one).eq_ignore_ascii_case(ours.text(other));
    let is_fact = |facts: &[Fact], at: usize| {
        facts.iter().any(|fact| fact.tokens.contains(&at) && FACTS.contains(&fact.class))
    };
    (1..theirs.len().saturating_sub(2)).any(|at| {
        (1..ours.len().saturating_sub(2)).any(|place| {
            let framed = same(at - 1, place - 1) && same(at + 1, place + 1) && same(at + 2, place + 2);
            framed && !same(at, place) && is_fact(of_theirs, at) && is_fact(of_ours, place)
        })
    })
}

/// Classes of which one word for another is a difference by itself.
const FACTS: [FactClass; 7] = [
    FactClass::Status,
    FactClass::Antonym,
    FactClass::Negation,
    FactClass::Denial,
    FactClass::Level,
    FactClass::Risk,
    FactClass::Frequency,
];

/// Whether two names of the report stand the other way round.
fn names_change_about(ground: &Ground<'_>, lines: &Lines<'_>, of_report: u32, ours: Words<'_>) -> bool {
    let theirs = lines.words(of_report);
    let place = |words: Words<'_>, stem: Stem| {
        (0..words.len()).find(|at| ground.stems.find(words.text(*at)) == Some(stem))
    };
    let names = &lines.line(of_report).names;
    names.iter().enumerate().any(|(at, one)| {
        names[at + 1..].iter().any(|other| {
            let order = |words: Words<'_>| Some(place(words, *one)?.cmp(&place(words, *other)?));
            matches!((order(theirs), order(ours)), (Some(one), Some(other)) if one != other)
        })
    })
}
