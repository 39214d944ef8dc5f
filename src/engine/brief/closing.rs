//! The parts at the end: minutes of the last conference, nothing recorded, what differs from the report.

use super::item::{Versions, changed_text, quotes};
use super::model::{Finding, Item, ItemKind, Origin, Piece, Rest, Side, Traced};
use super::phrases::day;
use crate::delta::{ChangeKind, compare_units};
use crate::findings::{Minutes, Unlike};
use crate::history::{About, Silent, Source};
use crate::marked::{ours, same};

/// One line on the minutes of the last conference: that they are there, how much of them is copied, what was agreed.
pub(super) fn minutes(versions: &Versions<'_>) -> Vec<Item> {
    let Some(minutes) = &versions.findings.minutes else { return Vec::new() };
    let mut text = vec![ours(format!("{}: {} sentences", day(minutes.date), minutes.of))];
    if minutes.copied > 0 {
        text.push(ours(format!(", {} of them word for word as in earlier minutes", minutes.copied)));
    }
    text.push(ours("."));
    let said = promised(versions);
    let agreed: Vec<u32> = minutes.agreed.iter().copied().filter(|unit| !said.contains(unit)).collect();
    for (at, unit) in agreed.iter().enumerate() {
        text.push(ours(if at == 0 { " Agreed: " } else { " " }));
        text.extend(versions.text(Side::After, *unit));
    }
    if minutes.agreed.len() > agreed.len() {
        text.push(ours(format!(
            " {} more with a day that has passed: see actions and promises.",
            minutes.agreed.len() - agreed.len()
        )));
    }
    let risk = news_of_risk(versions, minutes, &said);
    for (at, unit) in risk.iter().enumerate() {
        text.push(ours(if at == 0 { " Of risk: " } else { " " }));
        text.extend(versions.text(Side::After, *unit));
    }
    let agreed = [agreed, risk].concat();
    let heading = versions.after.document.sections()[minutes.section as usize].heading;
    let units: Vec<u32> = if agreed.is_empty() { heading.into_iter().collect() } else { agreed };
    if units.is_empty() {
        return Vec::new();
    }
    vec![versions.single(ItemKind::Agreed, Side::After, &units, text)]
}

/// New sentences of risk in the minutes that are neither copied nor told elsewhere.
fn news_of_risk(versions: &Versions<'_>, minutes: &Minutes, said: &[u32]) -> Vec<u32> {
    let is_told = |unit: &u32| said.contains(unit) || minutes.agreed.contains(unit);
    let is_new = |unit: &u32| {
        let change = versions.change_index(*unit).map(|index| &versions.changes()[index]);
        change.is_some_and(|change| change.risk && change.kind == ChangeKind::Added)
    };
    minutes.own.iter().copied().filter(|unit| !is_told(unit) && is_new(unit)).collect()
}

fn promised(versions: &Versions<'_>) -> Vec<u32> {
    versions.findings.promises.iter().flat_map(|promise| promise.units.iter().copied()).collect()
}

/// Most needs and agencies that are named; how many more there are is said.
const SILENT_MAX: usize = 3;

/// Needs and agencies of which nothing new is written: "Alcohol since 3 May 2021; …", those that have waited longest first.
pub(super) fn nothing(versions: &Versions<'_>, silent: &[Silent]) -> Vec<Item> {
    let mut silent: Vec<&Silent> = silent
        .iter()
        .filter(|silent| silent.unit.is_some_and(|unit| !versions.findings.after(unit).minutes))
        .collect();
    silent.sort_by_key(|silent| (silent.since, matches!(silent.about, About::Agency(_))));
    let more = silent.len().saturating_sub(SILENT_MAX) as u32;
    silent.truncate(SILENT_MAX);
    let units: Vec<u32> = silent.iter().filter_map(|silent| silent.unit).collect();
    if units.is_empty() {
        return Vec::new();
    }
    let mut text: Vec<Piece> = Vec::new();
    for one in silent {
        if !text.is_empty() {
            text.push(ours("; "));
        }
        let (About::Need(name) | About::Agency(name)) = &one.about;
        text.push(same(name.as_str()));
        text.push(ours(
            one.since.map_or(": no date".to_owned(), |since| format!(": nothing since {}", day(since))),
        ));
    }
    text.push(ours("."));
    let item = versions.single(ItemKind::NothingNew, Side::After, &units, text);
    let rest = if more > 0 { Rest::Others(more) } else { Rest::None };
    let whole = Item { rest, section: Vec::new(), label: String::new(), author: None, written: None, ..item };
    vec![Item { finding: Some(Finding::NothingRecorded), ..whole }]
}

/// Passages that differ in a fact from the report they were copied from, with the report's words.
pub(super) fn report(versions: &Versions<'_>, traced: Traced<'_>) -> Vec<Item> {
    versions.findings.unlike.iter().map(|found| unlike(versions, traced, *found)).collect()
}

/// A passage with what differs from the report marked in it, the report's words first.
fn unlike(versions: &Versions<'_>, traced: Traced<'_>, found: Unlike) -> Item {
    let source = &traced.input.sources[found.report];
    let change = compare_units(source.document, versions.after.document, found.of_report, found.unit);
    let mut text = vec![ours(format!("{} → plan: ", named(source)))];
    text.extend(changed_text(source.document, versions.after.document, &change));
    let item = versions.single(ItemKind::UnlikeReport, Side::After, &[found.unit], text);
    let there = found.of_report..found.of_report + 1;
    let of_report = quotes(source.document, Side::Before, Origin::Report(source.number), there);
    Item { quotes: [item.quotes.clone(), of_report].concat(), ..item }
}

/// "The report of 3 May 2021".
fn named(source: &Source<'_>) -> String {
    let date = source.date.map_or_else(String::new, |date| format!(" of {}", day(date)));
    let named = REPORTS.iter().find(|(kind, _)| source.kind == Some(*kind));
    let name = named.map_or_else(|| format!("report {}", source.number), |(_, name)| format!("the {name}"));
    format!("{name}{date}")
}

/// Kinds of reports as the record names them, and as people do.
const REPORTS: [(&str, &str); 3] = [
    ("ser", "Social Enquiry Report"),
    ("cjswr", "Criminal Justice Social Work Report"),
    ("risk-assessment", "risk assessment"),
];
