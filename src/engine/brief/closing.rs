//! The parts at the end: minutes of the last conference, nothing recorded, what differs from the report.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::agency::Agency;
use super::item::{Versions, changed_text, quotes};
use super::model::{Finding, Item, ItemKind, Origin, PartId, Piece, Rest, Side, Traced};
use super::phrases::day;
use super::worth::is_clerical;
use crate::delta::{Change, ChangeKind, compare_units};
use crate::document::reading::{folded, unit_text};
use crate::findings::{Minutes, Unlike};
use crate::history::{About, Silent, Source};
use crate::marked::{Mark, ours, same};

/// One line on the minutes of the last conference: that they are there, how much of them is copied, what was agreed; and
/// one on minutes that were written before their conference. The changes that they count are marked in `shown`.
pub(super) fn minutes(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let findings = &versions.findings;
    let last = findings.minutes.iter().map(|minutes| (minutes, ""));
    let ahead = findings.minutes_ahead.iter().map(|minutes| (minutes, " stand there already"));
    let mut items = Vec::new();
    for (minutes, there) in last.chain(ahead) {
        let Some(mut item) = told(versions, minutes, there) else { continue };
        for (index, change) in versions.changes().iter().enumerate() {
            if !shown[index] && is_of_another(versions, minutes, change) {
                shown[index] = true;
                let was = versions.quotes(Side::Before, change.before.clone());
                item.quotes.extend(was.into_iter().chain(versions.quotes(Side::After, change.after.clone())));
            }
        }
        items.push(item);
    }
    items
}

/// Whether a line of these minutes was paired with one of another conference's from which only days and names tell it:
/// so do their heads and their lists of who was there. It is no change of either.
fn is_of_another(versions: &Versions<'_>, minutes: &Minutes, change: &Change) -> bool {
    let own = || versions.findings.minutes_day(change.after.start) == Some(minutes.date);
    let facts = &change.facts;
    let clerical = || !facts.is_empty() && facts.iter().all(|fact| is_clerical(fact.class));
    change.kind == ChangeKind::Material
        && !change.risk
        && own()
        && versions.findings.left_with_minutes(change.before.start).is_some()
        && clerical()
}

/// Minutes of earlier conferences that are gone as a whole: how many sentences they had. What was agreed in them, and
/// what touches risk, is told as what else is gone.
pub(super) fn minutes_gone(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut gone: BTreeMap<Date, Vec<u32>> = BTreeMap::new();
    for (index, change) in versions.changes().iter().enumerate() {
        let unit = change.before.start;
        let removed = change.kind == ChangeKind::Removed && !change.risk;
        if shown[index] || !removed || versions.findings.was_agreed(unit) {
            continue;
        }
        let said = versions.findings.before(unit).is_some_and(|said| said.speaks);
        if let Some(day) = versions.findings.left_with_minutes(unit).filter(|_| said) {
            shown[index] = true;
            gone.entry(day).or_default().extend(change.before.clone());
        }
    }
    let item = |units: Vec<u32>| {
        let item = versions.single(ItemKind::Removed, Side::Before, &units, Vec::new());
        Item { rest: Rest::Sentences(units.len() as u32), author: None, written: None, ..item }
    };
    gone.into_values().map(item).collect()
}

fn told(versions: &Versions<'_>, minutes: &Minutes, there: &str) -> Option<Item> {
    let mut text = vec![ours(format!("{}: {} sentences{there}", day(minutes.date), minutes.of))];
    if minutes.copied > 0 {
        text.push(ours(format!(", {} word for word as in earlier minutes", minutes.copied)));
    }
    text.push(ours("."));
    let said = promised(versions);
    let agreed: Vec<u32> = minutes.agreed.iter().copied().filter(|unit| !said.contains(unit)).collect();
    for (at, unit) in agreed.iter().enumerate() {
        let agreed = versions.text(Side::After, *unit);
        // "Agreed that …" says so itself.
        let says_so = agreed.first().is_some_and(|piece| piece.text.starts_with(AGREED));
        text.push(ours(if at == 0 && !says_so { format!(" {AGREED}: ") } else { " ".to_owned() }));
        text.extend(agreed);
    }
    if minutes.agreed.len() > agreed.len() {
        let past = minutes.agreed.len() - agreed.len();
        text.push(ours(format!(" {past} past their day: see actions and promises.")));
    }
    let risk = news_of_risk(versions, minutes, &said);
    for (at, unit) in risk.iter().enumerate() {
        text.push(ours(if at == 0 { " Of risk: " } else { " " }));
        text.extend(versions.text(Side::After, *unit));
    }
    let agreed = [agreed, risk].concat();
    let heading = versions.after.document.sections()[minutes.section as usize].heading;
    let units: Vec<u32> = if agreed.is_empty() { heading.into_iter().collect() } else { agreed };
    // The day of the conference opens the line, whatever the head of its entry says.
    let item = |units: &[u32]| Item {
        author: None,
        written: None,
        ..versions.single(ItemKind::Agreed, Side::After, units, text)
    };
    (!units.is_empty()).then(|| item(&units))
}

/// What opens the lines that tell what was agreed.
const AGREED: &str = "Agreed";

/// New sentences of risk in the minutes that are neither copied nor told elsewhere.
fn news_of_risk(versions: &Versions<'_>, minutes: &Minutes, said: &[u32]) -> Vec<u32> {
    let is_told = |unit: &u32| said.contains(unit) || minutes.agreed.contains(unit);
    let is_new = |unit: &u32| {
        versions.change(*unit).is_some_and(|change| change.risk && change.kind == ChangeKind::Added)
    };
    minutes.own.iter().copied().filter(|unit| !is_told(unit) && is_new(unit)).collect()
}

fn promised(versions: &Versions<'_>) -> Vec<u32> {
    versions.findings.promises.iter().flat_map(|promise| promise.units.iter().copied()).collect()
}

/// The parts at the end that only a history can fill, each with its items.
pub(super) fn parts(
    versions: &Versions<'_>,
    traced: Option<Traced<'_>>,
    shown: &mut [bool],
) -> Vec<(PartId, Vec<Item>)> {
    traced.map_or_else(Vec::new, |traced| {
        vec![
            (PartId::Nothing, nothing(versions, &traced.history.silent)),
            (PartId::Report, report(versions, traced, shown)),
        ]
    })
}

/// Most needs and agencies that are named; how many more there are is said.
const SILENT_MAX: usize = 3;

/// A need or an agency of which nothing new is written: its name, since when, and its newest line.
struct Quiet<'q> {
    name: &'q str,
    since: Option<Date>,
    unit: u32,
}

/// Needs and agencies of which nothing new is written: "Alcohol: nothing since 3 May 2021; …", those that have waited
/// longest first.
fn nothing(versions: &Versions<'_>, silent: &[Silent]) -> Vec<Item> {
    let mut quiet = needs(versions, silent);
    quiet.extend(agencies(versions, silent));
    quiet.sort_by_key(|quiet| quiet.since);
    let more = quiet.len().saturating_sub(SILENT_MAX) as u32;
    quiet.truncate(SILENT_MAX);
    let units: Vec<u32> = quiet.iter().map(|quiet| quiet.unit).collect();
    if units.is_empty() {
        return Vec::new();
    }
    let mut text: Vec<Piece> = Vec::new();
    for Quiet { name, since, .. } in quiet {
        if !text.is_empty() {
            text.push(ours("; "));
        }
        text.push(ours(name));
        text.push(ours(
            since.map_or(": no date".to_owned(), |since| format!(": nothing since {}", day(since))),
        ));
    }
    text.push(ours("."));
    let item = versions.single(ItemKind::NothingNew, Side::After, &units, text);
    let rest = if more > 0 { Rest::Others(more) } else { Rest::None };
    let whole = Item { rest, section: Vec::new(), label: String::new(), author: None, written: None, ..item };
    vec![Item { finding: Some(Finding::NothingRecorded), ..whole }]
}

/// Needs that somebody wrote of once and nobody since; a section of facts without author or day waits for nobody.
fn needs<'s>(versions: &Versions<'_>, silent: &'s [Silent]) -> Vec<Quiet<'s>> {
    let need = |silent: &'s Silent| {
        let About::Need(name) = &silent.about else { return None };
        let signed = |unit: &u32| {
            let said = versions.findings.after(*unit);
            said.voice.is_some() && !said.minutes
        };
        let unit = silent.unit.filter(signed)?;
        Some(Quiet { name, since: silent.since, unit })
    };
    silent.iter().filter_map(need).collect()
}

/// Agencies of which nobody has written. That one of their people has written nothing says little: another may have. So
/// nothing is said of agencies where it is not known of all who wrote for whom they did.
fn agencies(versions: &Versions<'_>, silent: &[Silent]) -> Vec<Quiet<'static>> {
    let written = |change: &&Change| matches!(change.kind, ChangeKind::Added | ChangeKind::Material);
    let news = versions.changes().iter().filter(written).flat_map(|change| change.after.clone());
    let authors = news.filter_map(|unit| versions.said(Side::After, unit)?.voice?.author.as_deref());
    let wrote: Vec<Vec<Agency>> = authors.map(Agency::in_text).collect();
    if wrote.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let wrote: FxHashSet<Agency> = wrote.into_iter().flatten().collect();
    let mut quiet: BTreeMap<&'static str, Quiet<'static>> = BTreeMap::new();
    for silent in silent {
        let About::Agency(name) = &silent.about else { continue };
        let unit = silent.unit.filter(|unit| !versions.findings.after(*unit).minutes);
        let agency = Agency::in_text(name).into_iter().find(|agency| !wrote.contains(agency));
        let Some((agency, unit)) = agency.zip(unit) else { continue };
        let one = Quiet { name: agency.name(), since: silent.since, unit };
        match quiet.entry(agency.name()) {
            Entry::Vacant(place) => drop(place.insert(one)),
            Entry::Occupied(mut known) if known.get().since < one.since => drop(known.insert(one)),
            Entry::Occupied(_) => {}
        }
    }
    quiet.into_values().collect()
}

/// Passages that differ in a fact from the report they were copied from, with the report's words. New ones are whole here,
/// and marked in `shown`.
fn report(versions: &Versions<'_>, traced: Traced<'_>, shown: &mut [bool]) -> Vec<Item> {
    let found = &versions.findings.unlike;
    for index in found.iter().filter_map(|found| versions.change_index(found.unit)) {
        shown[index] |= versions.changes()[index].kind == ChangeKind::Added;
    }
    // Of one report it is said once which it is.
    let several = traced.input.sources.len() > 1;
    let unlike = |(at, found): (usize, &Unlike)| unlike(versions, traced, *found, several || at == 0);
    found.iter().enumerate().map(unlike).collect()
}

/// A passage as the plan has it, and behind it the words of the report that differ: elsewhere a mark puts last year's
/// words before this year's, and a report is no earlier plan. Which report it is, is said where it is `named`.
fn unlike(versions: &Versions<'_>, traced: Traced<'_>, found: Unlike, named: bool) -> Item {
    let source = &traced.input.sources[found.report];
    let (report, plan) = (source.document, versions.after.document);
    let change = compare_units(report, plan, found.of_report, found.unit);
    let marked = changed_text(report, plan, &change);
    let differs = words_of_report(&unit_text(report, report.unit(found.of_report)), &marked);
    let named = if named { named_report(source, traced.input.sources.len()) } else { "report".to_owned() };
    let plan = versions.text(Side::After, found.unit);
    let text = [plan, vec![ours(format!(" ({named}: “"))], differs, vec![ours("”)")]].concat();
    let item = versions.single(ItemKind::UnlikeReport, Side::After, &[found.unit], text);
    let there = found.of_report..found.of_report + 1;
    let of_report = quotes(report, Side::Before, Origin::Report(source.number), there);
    Item { quotes: [item.quotes.clone(), of_report].concat(), ..item }
}

/// Words of a report that stand on each side of those that a plan has otherwise, so that they can be read by themselves.
const NEIGHBOURS: usize = 3;

/// The words of a report that a passage of the plan has otherwise, each with its neighbours on both sides: those in marks,
/// or, where marks take more words, as in a copy in capitals, all between what both begin and end with.
fn words_of_report(report: &str, marked: &[Piece]) -> Vec<Piece> {
    let words: Vec<&str> = report.split_whitespace().collect();
    let differs = in_marks(marked, words.len());
    let between = between(&words, marked);
    let count = |ranges: &[Range<usize>]| ranges.iter().map(ExactSizeIterator::len).sum::<usize>();
    let ranges = if differs.is_empty() || between.len() < count(&differs) { vec![between] } else { differs };
    let mut pieces = Vec::new();
    for range in ranges {
        pieces.extend((!pieces.is_empty()).then(|| ours(" … ")));
        pieces.push(same(words[range].join(" ")));
    }
    pieces
}

/// The words of a report, by their places, that stand in marks or beside something that it does not say.
fn in_marks(marked: &[Piece], of: usize) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut theirs = String::new();
    for piece in marked.iter().filter(|piece| piece.mark != Mark::Ours) {
        let from = theirs.split_whitespace().count();
        if piece.mark != Mark::After {
            theirs.push_str(&piece.text);
        }
        if piece.mark == Mark::Same {
            continue;
        }
        let to = theirs.split_whitespace().count();
        let range = from.saturating_sub(NEIGHBOURS).min(of)..(to + NEIGHBOURS).min(of);
        match ranges.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => ranges.push(range),
        }
    }
    ranges
}

/// The words of a report, by their places, between those that both begin and end with, with their neighbours.
fn between(theirs: &[&str], marked: &[Piece]) -> Range<usize> {
    let of_plan = marked.iter().filter(|piece| piece.mark != Mark::Before && piece.mark != Mark::Ours);
    let plan: String = of_plan.map(|piece| piece.text.as_str()).collect();
    let plan: Vec<String> = plan.split_whitespace().map(folded).collect();
    let equal = |one: &str, other: &String| folded(one) == *other;
    let front = theirs.iter().zip(&plan).take_while(|(one, other)| equal(one, other)).count();
    let shorter = theirs.len().min(plan.len()) - front;
    let ends = theirs.iter().rev().zip(plan.iter().rev()).take(shorter);
    let back = ends.take_while(|(one, other)| equal(one, other)).count();
    front.saturating_sub(NEIGHBOURS)..(theirs.len() - back + NEIGHBOURS).min(theirs.len())
}

/// "The Social Enquiry Report of 3 May 2021", "report 2" of several.
fn named_report(source: &Source<'_>, of: usize) -> String {
    let date = source.date.map_or_else(String::new, |date| format!(" of {}", day(date)));
    // Kinds of reports as the record names them, and as people do.
    let named = match source.kind {
        Some("ser") => Some("the Social Enquiry Report"),
        Some("cjswr") => Some("the Criminal Justice Social Work Report"),
        Some("risk-assessment") => Some("the risk assessment"),
        _ => None,
    };
    let number = || if of > 1 { format!("report {}", source.number) } else { "report".to_owned() };
    let name = named.map_or_else(number, ToOwned::to_owned);
    format!("{name}{date}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::compare;
    use crate::document::parse;

    /// What is said of a report whose sentence the plan has otherwise.
    fn said(report: &str, plan: &str) -> String {
        let documents = [report, plan].map(|text| parse(format!("{text}\n")).unwrap());
        let delta = compare(&documents[0], &documents[1]);
        let change = delta.changes.iter().find(|change| !change.before.is_empty()).unwrap();
        let marked = changed_text(&documents[0], &documents[1], change);
        words_of_report(report, &marked).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn a_reports_words_stand_between_their_neighbours() {
        for (report, plan, expected) in [
            (
                "He rowed for six years before the wreck.",
                "He rowed for two years before the wreck.",
                "He rowed for six years before the",
            ),
            ("He never sold the boat to her.", "He sold the boat to her.", "He never sold the boat"),
            (
                "He lost two nets in May, and the keeper of the pier saw him give back four of them.",
                "He lost five nets in May, and the keeper of the pier saw him give back nine of them.",
                "He lost two nets in May, … him give back four of them.",
            ),
        ] {
            assert_eq!(said(report, plan), expected);
        }
    }
}
