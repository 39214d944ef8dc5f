//! Where things stand: next dates and levels, the latest assessment of each tool, prohibitions and conditions.
//!
//! Takes the current version, gives items, verbatim and dated, whether changed or not, those that changed first; the
//! changes that they show need not be said twice.

use std::collections::HashSet;

use jiff::civil::Date;

use super::action_line;
use super::header;
use super::item::{Versions, cell_pieces, merged};
use super::model::{Item, ItemKind, Piece, Rest, Side, Telling, What};
use super::phrases::SEE_BELOW;
use super::under;
use crate::delta::ChangeKind;
use crate::document::reading::{cell_texts, cells, field, folded, table_head};
use crate::document::{Column, UnitKind};
use crate::lexicon;
use crate::marked::ours;
use crate::text::Span;

/// The items in the order of reading; the changes they show are marked in `shown`. A condition that is `told` among what
/// is to be challenged is not repeated.
pub(super) fn items(versions: &Versions<'_>, shown: &mut [bool], told: &HashSet<Span>) -> Vec<Item> {
    let mut items = fields(versions, shown);
    items.extend(homes(versions, shown));
    items.extend(assessments(versions, shown));
    items.extend(conditions(versions, shown, told));
    items
}

/// A unit of the current version, as it stands or as it changed.
fn item(versions: &Versions<'_>, unit: u32, shown: &mut [bool]) -> Item {
    let index = versions.change_index(unit);
    let change = index.map(|index| &versions.changes()[index]);
    if let Some(index) = index {
        shown[index] = true;
    }
    match change.map(|change| (change.kind, change)) {
        Some((ChangeKind::Material, change)) => versions.changed(change),
        Some((ChangeKind::Added, _)) => single(versions, ItemKind::New, unit),
        _ => under::single(versions, unit).unwrap_or_else(|| single(versions, ItemKind::Stands, unit)),
    }
}

fn single(versions: &Versions<'_>, kind: ItemKind, unit: u32) -> Item {
    versions.single(kind, Side::After, &[unit], versions.text(Side::After, unit))
}

fn is_said(versions: &Versions<'_>, unit: u32, shown: &[bool]) -> bool {
    versions.change_index(unit).is_some_and(|index| shown[index])
}

fn is_news(versions: &Versions<'_>, unit: u32) -> bool {
    versions
        .change(unit)
        .is_some_and(|change| matches!(change.kind, ChangeKind::Material | ChangeKind::Added))
}

/// Fields of the header that are always told or changed, and fields anywhere with a day to come or a level.
fn fields(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let document = versions.after.document;
    let header: Vec<u32> = header::fields(document).iter().map(|field| field.unit).collect();
    let told = |unit: &u32| {
        let row = document.unit(*unit);
        let Some((label, _)) = field(document, row) else { return false };
        let label = folded(&label);
        let known = lexicon::STANDING_LABELS.iter().any(|known| label.contains(known));
        let to_come = has_day_to_come(versions, *unit);
        let is_field = row.kind != UnitKind::Item && !versions.findings.after(*unit).minutes;
        let news = is_news(versions, *unit);
        is_field
            && ((header.contains(unit) && (known || (news && versions.has_another_value(*unit))))
                || (news && (known || to_come))
                || (known && to_come))
    };
    let mut units: Vec<u32> = (0..document.units().len() as u32).filter(told).collect();
    // Of what is as it was the days ahead are of use, before those that are past.
    units.sort_by_key(|unit| !is_news(versions, *unit) && !has_day_to_come(versions, *unit));
    let mut items: Vec<Item> = Vec::new();
    for unit in units {
        // A day stands here wherever else it is told; a level is read beside what speaks against it.
        let what = about(versions, unit);
        let is_told = is_said(versions, unit, shown) && is_news(versions, unit);
        if what == What::Date || !is_told {
            let mut one = item(versions, unit, shown);
            one.text.extend(is_told.then(|| ours(SEE_BELOW)));
            let in_head = is_news(versions, unit) && is_day_of_a_plan(versions, unit);
            let telling = if in_head { Telling::Head } else { Telling::Whole };
            items.push(Item { what: Some(what), telling, ..one });
        }
    }
    items.sort_by_key(|item| item.kind == ItemKind::Stands);
    items
}

/// Whether a field holds the day of one of the two plans and no other.
fn is_day_of_a_plan(versions: &Versions<'_>, unit: u32) -> bool {
    let document = versions.after.document;
    let Some((_, value)) = field(document, document.unit(unit)) else { return false };
    let plans = [Side::Before, Side::After].map(|side| versions.on(side).as_of);
    let days: Vec<Option<Date>> = document.dates_in(value).iter().map(|(_, value)| value.date()).collect();
    !days.is_empty() && days.iter().all(|day| day.is_some() && plans.contains(day))
}

/// Sentences in which a decision on where the person is to live was changed to its contrary. Page one says so wherever else
/// they are told, and where others speak against them.
fn homes(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut items = Vec::new();
    for (index, change) in versions.changes().iter().enumerate() {
        let unit = change.after.start;
        let is_prose = || field(versions.after.document, versions.after.document.unit(unit)).is_none();
        if versions.findings.is_decision_on_home(change) && is_prose() {
            let mut one = versions.changed(change);
            if shown[index] {
                one.text.push(ours(SEE_BELOW));
            }
            shown[index] = true;
            items.push(Item { what: Some(What::Address), ..one });
        }
    }
    items
}

/// What a field is about: a level, a day to come, an address, or else the person.
fn about(versions: &Versions<'_>, unit: u32) -> What {
    let document = versions.after.document;
    let Some((label, value)) = field(document, document.unit(unit)) else { return What::Person };
    let label = folded(&label);
    let dated = document.dates_in(value).iter().any(|(_, value)| value.date().is_some());
    if lexicon::LABELS_OF_LEVELS.iter().any(|word| label.contains(word)) {
        What::Level
    } else if label.contains("address") {
        What::Address
    } else if dated {
        What::Date
    } else {
        What::Person
    }
}

/// Whether a field holds a day that is still to come.
fn has_day_to_come(versions: &Versions<'_>, unit: u32) -> bool {
    let document = versions.after.document;
    let Some((_, value)) = field(document, document.unit(unit)) else { return false };
    document.dates_in(value).iter().any(|(_, value)| is_to_come(versions, value.date()))
}

fn is_to_come(versions: &Versions<'_>, day: Option<Date>) -> bool {
    matches!((day, versions.after.as_of), (Some(day), Some(as_of)) if day >= as_of)
}

/// The latest row of each tool; a new one with the one before it.
fn assessments(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let rows = rows(versions);
    let mut latest: Vec<&Row> = Vec::new();
    for row in &rows {
        match latest.iter_mut().find(|known| known.tool == row.tool) {
            Some(known) if known.day <= row.day => *known = row,
            Some(_) => {}
            None => latest.push(row),
        }
    }
    latest.sort_by_key(|row| (std::cmp::Reverse(row.day), row.unit));
    let mut items = Vec::new();
    let mut told: Vec<u32> = Vec::new();
    for row in latest {
        if told.contains(&row.unit) {
            continue;
        }
        // A level that changed without a new day is to be challenged; one that is new stands here too.
        let changed = versions.change(row.unit).is_some_and(|change| change.kind == ChangeKind::Material);
        if changed && is_said(versions, row.unit, shown) {
            continue;
        }
        let mut one = item(versions, row.unit, shown);
        if let Some(before) = before(&rows, row).filter(|_| one.kind == ItemKind::New) {
            told.push(before.unit);
            one.text.push(ours(" (before it: "));
            one.text.extend(shortly(versions, before.unit, before.tool == row.tool));
            one.text.push(ours(")"));
            one.quotes.extend(versions.quotes(Side::After, before.unit..before.unit + 1));
        }
        items.push(Item { what: Some(What::Assessment), ..one });
    }
    items.sort_by_key(|item| item.kind == ItemKind::Stands);
    items
}

/// The assessment before a new one: of its tool, or else, where both have a score, of the tool that it took the place of.
fn before<'r>(rows: &'r [Row], row: &Row) -> Option<&'r Row> {
    let earlier = || rows.iter().filter(|other| other.day < row.day);
    let same = earlier().filter(|other| other.tool == row.tool).max_by_key(|other| other.day);
    same.or_else(|| earlier().filter(|other| other.scored && row.scored).max_by_key(|other| other.day))
}

/// An earlier assessment by its level, score and day, and its tool where that is another: who assessed then, and when it
/// was to be reviewed, the later one has overtaken.
fn shortly(versions: &Versions<'_>, unit: u32, same_tool: bool) -> Vec<Piece> {
    let document = versions.after.document;
    let row = document.unit(unit);
    let known = table_head(document, row).and_then(|head| document.columns_of_assessments(head));
    let Some(known) = known else { return versions.text(Side::After, unit) };
    let told = [Column::Level, Column::Score, Column::Date, Column::Tool];
    let told: Vec<usize> =
        told[..if same_tool { 3 } else { 4 }].iter().filter_map(|column| known.position(*column)).collect();
    let cells = cell_pieces(document, row).into_iter().enumerate();
    let cells = cells.map(|(at, cell)| if told.contains(&at) { cell } else { Vec::new() });
    action_line::assessment(known, cells.collect())
}

struct Row {
    unit: u32,
    tool: String,
    day: Option<Date>,
    scored: bool,
}

/// The rows of all tables of assessments, in reading order.
fn rows(versions: &Versions<'_>) -> Vec<Row> {
    let document = versions.after.document;
    let row = |unit: u32| {
        let row = Some(document.unit(unit)).filter(|row| row.kind == UnitKind::Row)?;
        let columns = document.columns_of_assessments(table_head(document, row)?)?;
        let (tokens, texts) = (cells(document, row), cell_texts(document, row));
        let dates =
            columns.cell(Column::Date, &tokens).map(|cell| document.dates_in(cell)).unwrap_or_default();
        Some(Row {
            unit,
            // "Tool (custody)" is the tool again.
            tool: folded(columns.cell(Column::Tool, &texts)?.split('(').next().unwrap_or_default()),
            day: dates.iter().find_map(|(_, value)| value.last_day()),
            scored: columns
                .cell(Column::Score, &texts)
                .is_some_and(|score| score.contains(|c: char| c.is_ascii_digit())),
        })
    };
    (0..document.units().len() as u32).filter_map(row).collect()
}

/// Prohibitions and conditions, those that changed or are new first; what is gone stands where it is challenged.
fn conditions(versions: &Versions<'_>, shown: &mut [bool], told: &HashSet<Span>) -> Vec<Item> {
    let repeats = |unit: u32| told.contains(&versions.after.document.unit(unit).span);
    let found = versions.findings.conditions.iter().filter(|found| !found.gone && !repeats(found.unit));
    let mut items: Vec<Item> = Vec::new();
    for unit in found.map(|found| found.unit) {
        if !(is_news(versions, unit) && is_said(versions, unit, shown)) {
            let one = item(versions, unit, shown);
            items.push(Item { what: Some(What::Condition), ..one });
        }
    }
    let (same, news): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| item.kind == ItemKind::Stands);
    // What is new in two places is two changes: the line cites both.
    let mut items = merged(news);
    items.extend(same);
    items.dedup_by(|one, other| one.text == other.text);
    within_words(items)
}

/// Those that changed or are new, and of the others as many as fit; the last says how many more there are.
fn within_words(mut items: Vec<Item>) -> Vec<Item> {
    let mut words = 0;
    let kept = items.iter().take_while(|item| {
        words += if item.kind == ItemKind::Stands { item.words() } else { 0 };
        words <= SAME_WORDS_MAX
    });
    let kept = kept.count().max(1).min(items.len());
    let more = (items.len() - kept) as u32;
    items.truncate(kept);
    if let Some(last) = items.last_mut().filter(|_| more > 0) {
        last.rest = Rest::Others(more);
    }
    items
}

/// Words of the conditions that are as they were.
const SAME_WORDS_MAX: u32 = 70;
