//! For the chair to ask: what the plans leave open.
//!
//! Takes the history of the current version, gives questions: days that have passed without an outcome, passages that
//! disagree, levels of assessments that do not fit together, text that differs from its report, minutes typed before, needs and agencies with nothing new. Each is a
//! fixed phrase around what the plans say, both sides whole; which of them is right is not said.

mod levels;
mod silent;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::Date;

use super::item::{Versions, merged, quotes};
use super::model::{Item, ItemKind, Origin, Piece, Side, Traced};
use crate::delta::ChangeKind;
use crate::document::Document;
use crate::document::reading::unit_text;
use crate::facts::FactClass;
use crate::history::{Commitment, CopyKind, Repeat, RepeatKind, RepeatedMinutes, Source, SourceCopy};
use crate::marked::{ours, same};
use crate::text::Span;

/// The questions, by kind and then in reading order.
pub(super) fn items(versions: &Versions<'_>, traced: Traced<'_>) -> Vec<Item> {
    let asker = Asker { versions, traced, newest: versions.after.document };
    let history = traced.history;
    let mut items = levels::items(&asker);
    let levels: HashSet<Vec<Span>> = items.iter().map(places).collect();
    items.extend(history.commitments.iter().map(|found| asker.date_passed(found)));
    let disagreeing = history.repeats.iter().filter_map(|found| asker.disagreeing(found));
    items.extend(disagreeing.filter(|item| !levels.contains(&places(item))));
    items.extend(history.copies.iter().filter_map(|found| asker.unlike_report(found)));
    items.extend(history.minutes.iter().filter_map(|found| asker.same_minutes(found)));
    items.extend(silent::items(versions, &history.silent));
    let mut items = merged(items);
    latest_in_full(&mut items);
    items.sort_by_key(|item| item.kind);
    items
}

/// Of days that had passed by the last plan, so many are asked about in full: the latest.
const PASSED_BEFORE_MAX: usize = 5;

fn latest_in_full(items: &mut [Item]) {
    let mut before: Vec<usize> =
        (0..items.len()).filter(|at| items[*at].kind == ItemKind::PassedBefore).collect();
    before.sort_by_key(|at| Reverse(items[*at].due));
    for at in before.into_iter().take(PASSED_BEFORE_MAX) {
        items[at].kind = ItemKind::DatePassed;
    }
}

struct Asker<'v, 'a> {
    versions: &'v Versions<'a>,
    traced: Traced<'v>,
    newest: &'a Document,
}

impl Asker<'_, '_> {
    fn date_passed(&self, found: &Commitment) -> Item {
        let since = match self.traced.input.versions.get(found.since as usize) {
            Some(version) => version.as_of.map_or_else(|| format!("version {}", version.number), day),
            None => "the first version".to_owned(),
        };
        let note = format!(" (due {}, in the plan since {since})", day(found.due));
        let mut text = self.text(found.unit..found.unit + 1);
        text.push(ours(note));
        let kind = if found.passed_before { ItemKind::PassedBefore } else { ItemKind::DatePassed };
        let item = self.versions.single(kind, Side::After, &[found.unit], text);
        Item { due: Some(found.due), ..item }
    }

    /// Two passages that differ in a fact, where one is new since the baseline or the fact is one of risk.
    fn disagreeing(&self, found: &Repeat) -> Option<Item> {
        let [first, second] = found.places.as_slice() else { return None };
        let (first, second) = (units_at(self.newest, *first)?, units_at(self.newest, *second)?);
        let level = found.facts.iter().any(|fact| matches!(fact.class, FactClass::Level | FactClass::Risk));
        let asked = level
            || [&first, &second].into_iter().any(|units| self.is_new(units) || self.is_risk(units.clone()));
        if found.kind != RepeatKind::Conflicting || !asked {
            return None;
        }
        Some(self.both(ItemKind::Disagreeing, first, second))
    }

    /// Two passages of the current version, both whole.
    fn both(&self, kind: ItemKind, first: Range<u32>, second: Range<u32>) -> Item {
        let (one, other) = (self.item(kind, first), self.item(kind, second));
        let mut text = one.text.clone();
        text.push(ours(elsewhere(&one, &other)));
        text.extend(other.text);
        Item { text, quotes: [one.quotes.clone(), other.quotes].concat(), ..one }
    }

    fn unlike_report(&self, found: &SourceCopy) -> Option<Item> {
        let source = self.traced.input.sources.iter().find(|source| source.number == found.source)?;
        let there = units_at(source.document, found.source_span)?;
        let here = units_at(self.newest, found.span).filter(|_| found.kind == CopyKind::Differing)?;
        let item = self.item(ItemKind::UnlikeReport, here);
        let mut text = item.text.clone();
        text.push(ours(format!(" {}: ", report(source))));
        text.push(same(joined(source.document, there.clone())));
        let of_report = quotes(source.document, Side::Before, Origin::Report(source.number), there);
        Some(Item { text, quotes: [item.quotes.clone(), of_report].concat(), ..item })
    }

    /// Minutes that are new since the baseline and have sentences of earlier ones.
    fn same_minutes(&self, found: &RepeatedMinutes) -> Option<Item> {
        let earlier = self.traced.input.versions.get(found.earlier_version as usize)?;
        let heading = self.newest.sections()[found.section as usize].heading?;
        let earlier_heading = earlier.document.sections()[found.earlier_section as usize].heading?;
        let new = |unit: u32| self.is_new(&(unit..unit + 1));
        if !new(heading) && !found.units.iter().any(|(unit, _)| new(*unit)) {
            return None;
        }
        let text = vec![
            ours(format!("{} of {} sentences as in ", found.units.len(), found.of)),
            same(joined(earlier.document, earlier_heading..earlier_heading + 1)),
        ];
        let mut units = vec![heading];
        units.extend(found.units.iter().map(|(unit, _)| *unit));
        let mut item = self.versions.single(ItemKind::SameMinutes, Side::After, &units, text);
        let is_newest = found.earlier_version as usize + 1 == self.traced.input.versions.len();
        let side = if is_newest { Side::After } else { Side::Before };
        for unit in [earlier_heading].into_iter().chain(found.units.iter().map(|(_, earlier)| *earlier)) {
            let origin = Origin::Version(earlier.number);
            item.quotes.extend(quotes(earlier.document, side, origin, unit..unit + 1));
        }
        Some(item)
    }

    /// Units of the current version, whole.
    fn item(&self, kind: ItemKind, units: Range<u32>) -> Item {
        let text = self.text(units.clone());
        self.versions.single(kind, Side::After, &units.collect::<Vec<_>>(), text)
    }

    fn text(&self, units: Range<u32>) -> Vec<Piece> {
        let mut text = Vec::new();
        for unit in units {
            if !text.is_empty() {
                text.push(ours(" "));
            }
            text.extend(self.versions.text(Side::After, self.newest.unit(unit)));
        }
        text
    }

    /// Whether any of the units came or changed since the baseline; in a first CIP all are new.
    fn is_new(&self, units: &Range<u32>) -> bool {
        let changed = |kind| matches!(kind, ChangeKind::Material | ChangeKind::Added | ChangeKind::Reworded);
        units.clone().any(|unit| {
            let index = self.versions.change_index(unit);
            index.is_none_or(|index| changed(self.versions.changes()[index].kind))
        })
    }

    fn is_risk(&self, units: Range<u32>) -> bool {
        units.into_iter().any(|unit| self.newest.is_risk(unit))
    }
}

/// Where the passages stand that a question quotes.
fn places(item: &Item) -> Vec<Span> {
    item.quotes.iter().map(|quote| quote.span).collect()
}

/// The units that lie in a span; none where there are none.
fn units_at(document: &Document, span: Span) -> Option<Range<u32>> {
    let units = document.units();
    let start = units.partition_point(|unit| unit.span.end <= span.start);
    let end = units.partition_point(|unit| unit.span.start < span.end);
    (start < end).then_some(start as u32..end as u32)
}

fn joined(document: &Document, units: Range<u32>) -> String {
    units.map(|unit| unit_text(document, document.unit(unit))).collect::<Vec<_>>().join(" ")
}

/// Where the second of two passages stands: " Elsewhere, in Housing (PBSW, 3 May 2021): ".
fn elsewhere(one: &Item, other: &Item) -> String {
    let place = if one.label == other.label || other.label.is_empty() {
        String::new()
    } else {
        format!(", in {}", other.label)
    };
    let entry: Vec<String> = other.author.iter().cloned().chain(other.written.map(day)).collect();
    let entry = if entry.is_empty() { String::new() } else { format!(" ({})", entry.join(", ")) };
    format!(" Elsewhere{place}{entry}: ")
}

/// "In report 1 of 3 May 2021".
fn report(source: &Source<'_>) -> String {
    let date = source.date.map_or_else(String::new, |date| format!(" of {}", day(date)));
    let named = REPORTS.iter().find(|(kind, _)| source.kind == Some(*kind));
    let name = named.map_or_else(|| format!("report {}", source.number), |(_, name)| format!("the {name}"));
    format!("In {name}{date}")
}

/// Kinds of reports as the record names them, and as people do.
const REPORTS: [(&str, &str); 3] = [
    ("ser", "Social Enquiry Report"),
    ("cjswr", "Criminal Justice Social Work Report"),
    ("risk-assessment", "risk assessment"),
];

/// A date as people write it: "3 May 2021".
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
