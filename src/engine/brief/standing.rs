//! Where things stand: levels, key dates, the latest assessment, no-contact and exclusion lines.
//!
//! Takes the current version, gives items, verbatim and dated, whether changed or not; and the changes that they
//! show, which need not be said twice.

use super::item::Versions;
use super::model::{Item, ItemKind, Rest, Side};
use super::{assessments, header};
use crate::delta::ChangeKind;
use crate::document::reading::{folded, unit_text};
use crate::document::{Document, Unit, UnitKind};

/// Most words of standing no-contact and exclusion lines; how many more there are is said.
const LINE_WORDS_MAX: usize = 110;

/// The items in the order of reading, and the changes they show.
pub(super) fn items(versions: &Versions<'_>) -> (Vec<Item>, Vec<usize>) {
    let document = versions.after.document;
    let mut units = header_units(versions);
    units.extend(latest_assessment(document));
    let items = units.iter().map(|unit| item(versions, *unit)).chain(lines(versions)).collect();
    let shown = units.iter().filter_map(|unit| versions.change_index(*unit)).collect();
    (items, shown)
}

/// A unit of the current version, as it stands or as it changed.
fn item(versions: &Versions<'_>, unit: u32) -> Item {
    let change = versions.change_index(unit).map(|index| &versions.changes()[index]);
    let kind = change.map_or(ChangeKind::Unchanged, |change| change.kind);
    match (kind, change) {
        (ChangeKind::Material, Some(change)) => versions.changed(change),
        (ChangeKind::Added, Some(_)) => single(versions, ItemKind::New, unit),
        _ => single(versions, ItemKind::Stands, unit),
    }
}

fn single(versions: &Versions<'_>, kind: ItemKind, unit: u32) -> Item {
    let text = versions.text(Side::After, versions.after.document.unit(unit));
    versions.single(kind, Side::After, &[unit], text)
}

/// Fields of the header that are always told, and those that changed.
fn header_units(versions: &Versions<'_>) -> Vec<u32> {
    let told = |field: &header::Field<'_>| {
        let change = versions.change_index(field.unit).map(|index| &versions.changes()[index]);
        let changed = change.is_some_and(Versions::is_shown);
        changed || STANDING_LABELS.iter().any(|label| field.label.contains(label))
    };
    header::fields(versions.after.document)
        .iter()
        .filter(|field| told(field))
        .map(|field| field.unit)
        .collect()
}

/// The row with the latest date in any table of assessments; of one date the last.
fn latest_assessment(document: &Document) -> Option<u32> {
    let dated = assessments::of_tables(document).into_iter().filter(|found| found.date.is_some());
    dated.max_by_key(|found| found.date).map(|found| found.unit)
}

/// Lines on contact and exclusion that are as they were: those that changed stand under risk.
fn lines(versions: &Versions<'_>) -> Vec<Item> {
    let document = versions.after.document;
    let sections = 0..document.sections().len() as u32;
    let records: Vec<bool> = sections.map(|section| is_record(document, section)).collect();
    let stands = |unit: &u32| !records[document.unit(*unit).section as usize] && is_line(versions, *unit);
    let units = (0..document.units().len() as u32).filter(stands);
    let mut items: Vec<Item> = units.map(|unit| single(versions, ItemKind::Stands, unit)).collect();
    // Undated key points first, then the newest.
    items.sort_by_key(|item| (item.written.is_some(), std::cmp::Reverse(item.written)));
    items.dedup_by(|a, b| a.text == b.text);
    within_words(items)
}

/// As many as fit, at least one; the last says how many more there are.
fn within_words(mut items: Vec<Item>) -> Vec<Item> {
    let mut words = 0;
    let fits = |item: &Item| {
        words += item.text.iter().map(|piece| piece.text.split_whitespace().count()).sum::<usize>();
        words <= LINE_WORDS_MAX
    };
    let kept = items.iter().map(fits).take_while(|fits| *fits).count().max(1).min(items.len());
    let more = (items.len() - kept) as u32;
    items.truncate(kept);
    if let Some(last) = items.last_mut().filter(|_| more > 0) {
        last.rest = Rest::Sentences(more);
    }
    items
}

fn is_line(versions: &Versions<'_>, index: u32) -> bool {
    let document = versions.after.document;
    let unit = document.unit(index);
    let change = versions.change_index(index).map(|index| &versions.changes()[index]);
    let kinds = matches!(unit.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair);
    kinds && !change.is_some_and(Versions::is_shown) && names_a_bar(document, unit)
}

/// Whether a section is a record of the past, such as minutes: what it says need not hold any more.
fn is_record(document: &Document, section: u32) -> bool {
    let titles = document.section_path(section).into_iter().map(folded);
    titles.into_iter().any(|title| RECORDS.iter().any(|record| title.contains(record)))
}

fn names_a_bar(document: &Document, unit: &Unit) -> bool {
    let text = folded(&unit_text(document, unit));
    BARS.iter().any(|bar| has_words(&text, bar))
}

/// Whether whole words of a folded text are these.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    })
}

/// Labels, or parts of them, of header fields that are always told.
const STANDING_LABELS: &[&str] = &[
    "supervision level",
    "supervision category",
    "security category",
    "mappa",
    "sentence",
    "edl",
    "earliest date of liberation",
    "liberation date",
    "release date",
    "pqd",
    "parole qualifying date",
    "sed",
    "sentence expiry",
    "ard",
    "licence",
];

/// Sections that record what was so at the time.
const RECORDS: [&str; 4] = ["minute", "chronology", "conference", "significant dates"];

/// What bars contact or a place, without punctuation.
const BARS: &[&str] = &[
    "no contact",
    "non contact",
    "not to contact",
    "not contact",
    "no direct contact",
    "no indirect contact",
    "no direct or indirect contact",
    "no unsupervised contact",
    "unsupervised contact",
    "not to approach",
    "not approach",
    "non harassment",
    "not enter",
    "not to enter",
    "exclusion zone",
    "exclusion zones",
    "exclusion",
    "excluded from",
    "excluded streets",
];
