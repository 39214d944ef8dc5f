//! Actions and promises: past their date, gone, changed, new, done.
//!
//! Takes both versions, the history, which alone decides what became of each action and whose date has passed, and the
//! promises found; gives items. A row reads "need: action; owner, date due, status". What was promised in prose stands in
//! the same list, once though it stands in table, entry and minutes.

use std::borrow::Cow;

use super::action_line::laid_out;
use super::item::{Versions, cell_pieces, quotes, titles};
use super::model::{Finding, Item, ItemKind, Origin, Piece, Side, Traced};
use super::phrases::day;
use crate::delta::{Change, ChangeKind, compare_units};
use crate::document::reading;
use crate::document::{Columns, Document, Unit, UnitKind};
use crate::findings::Promise;
use crate::history::{Action, ActionChange};
use crate::marked::{changed, ours};

/// The items, by kind and then in reading order; the changes they show are marked in `shown`.
pub(super) fn items(versions: &Versions<'_>, traced: Option<Traced<'_>>, shown: &mut [bool]) -> Vec<Item> {
    let mut denials: Vec<u32> = Vec::new();
    let promises = versions.findings.promises.iter();
    let mut items: Vec<Item> = promises.map(|found| promise(versions, found, shown, &mut denials)).collect();
    for action in traced.iter().flat_map(|traced| &traced.history.actions) {
        let changes = versions.changes_of(action.before, action.after);
        if changes.iter().any(|index| shown[*index]) {
            continue;
        }
        if let Some(item) = traced.and_then(|traced| item(versions, traced, action)) {
            let risk = changes.iter().any(|index| versions.changes()[*index].risk);
            let facts = changes.iter().flat_map(|index| versions.facts(&versions.changes()[*index]));
            let facts = if item.facts.is_empty() { facts.collect() } else { item.facts.clone() };
            items.push(Item { risk, facts, ..item });
            for index in changes {
                shown[index] = true;
            }
        }
    }
    items.sort_by_key(|item| item.kind);
    items
}

/// A promise past its day: whose, its fullest words, and what a later line says of it, unless that is among the
/// `denials` that were told already.
fn promise(versions: &Versions<'_>, found: &Promise, shown: &mut [bool], denials: &mut Vec<u32>) -> Item {
    let unit = found.units[0];
    let (mut text, mut quotes) = (Vec::new(), Vec::new());
    let mut units = vec![unit];
    // Who "he" is, where no author or owner says so.
    let named = found.owner.is_some() || versions.voice(Side::After, unit).is_some();
    if let Some(before) = versions.findings.who_is_meant(unit).filter(|_| !named) {
        text.extend(versions.marked(before).into_iter().chain([ours(" ")]));
        quotes.extend(versions.quoted(before));
        units.push(before);
        mark(versions, before, shown);
    }
    // Where nobody says who is to do it, the need at least is named.
    let document = versions.after.document;
    let prose = document.unit(unit).kind != UnitKind::Row && !versions.findings.after(unit).minutes;
    if prose && !named && text.is_empty() {
        let label = versions.item(ItemKind::DatePassed, Side::After, unit, Vec::new()).label;
        text.extend((!label.is_empty()).then(|| ours(format!("{label}: "))));
    }
    // What nobody signed in minutes was said at a conference, and which one tells how long it waits.
    if let Some(held) =
        versions.findings.minutes_day(unit).filter(|_| versions.voice(Side::After, unit).is_none())
    {
        text.insert(0, ours(format!("Minutes, {}: ", day(held))));
    }
    text.extend(versions.marked(unit));
    quotes.extend(versions.quoted(unit));
    mark(versions, unit, shown);
    for other in &found.units[1..] {
        let changed = versions.change(*other).is_some_and(|change| change.kind == ChangeKind::Material);
        if changed {
            text.push(said(versions, *other, unit));
            text.extend(versions.marked(*other));
            quotes.extend(versions.quoted(*other));
            units.push(*other);
        } else {
            quotes.extend(versions.quotes(Side::After, *other..other + 1));
        }
        mark(versions, *other, shown);
    }
    let told = |denied: &u32| is_shown(versions, *denied, shown) || denials.contains(denied);
    if let Some(denied) = found.denied.filter(|denied| !told(denied)) {
        denials.push(denied);
        units.push(denied);
        text.push(said(versions, denied, unit));
        text.extend(versions.text(Side::After, denied));
        quotes.extend(versions.quotes(Side::After, denied..denied + 1));
        mark(versions, denied, shown);
    }
    let item = versions.item(ItemKind::DatePassed, Side::After, unit, text);
    // One of several passages that is not for everybody's ears marks the line.
    let restricted = units.iter().any(|unit| versions.is_restricted_now_or_before(*unit));
    let (ask, due) = (found.owner.clone(), Some(found.due));
    Item { quotes, finding: Some(Finding::Promise), ask, due, restricted, ..item }
}

/// " — Ms Orr, 3 May 2024: ", what stands before further words on the same promise; of who wrote that too only the day.
fn said(versions: &Versions<'_>, unit: u32, promise: u32) -> Piece {
    let voice = |unit: u32| versions.voice(Side::After, unit);
    let author = |unit: u32| voice(unit).and_then(|voice| voice.author.as_ref());
    let other = author(unit).filter(|other| author(promise) != Some(other));
    let entry = other.into_iter().cloned().chain(voice(unit).and_then(|voice| voice.written).map(day));
    let entry = entry.collect::<Vec<_>>().join(", ");
    ours(if entry.is_empty() { " — ".to_owned() } else { format!(" — {entry}: ") })
}

/// Marks what a unit shows: what changed in it, or that it is new.
fn mark(versions: &Versions<'_>, unit: u32, shown: &mut [bool]) {
    if let Some(index) = versions.change_index(unit) {
        shown[index] |= matches!(versions.changes()[index].kind, ChangeKind::Material | ChangeKind::Added);
    }
}

/// Whether another part shows a new line already.
fn is_shown(versions: &Versions<'_>, unit: u32, shown: &[bool]) -> bool {
    versions.change_index(unit).is_some_and(|index| shown[index])
}

fn item(versions: &Versions<'_>, traced: Traced<'_>, action: &Action) -> Option<Item> {
    let kind = kind(action.change)?;
    let mut item = match (action.before, action.after) {
        (Some(before), Some(after)) => pair(versions, kind, before, after)?,
        (_, Some(after)) => single(versions, kind, after)?,
        _ => gone(versions, traced, kind, action)?,
    };
    item.finding = (kind == ItemKind::Gone).then_some(Finding::ActionGone);
    Some(item)
}

/// How the page calls what became of an action; none for one that is as it was.
fn kind(change: ActionChange) -> Option<ItemKind> {
    match change {
        ActionChange::New => Some(ItemKind::New),
        ActionChange::Changed => Some(ItemKind::Changed),
        ActionChange::Completed => Some(ItemKind::Completed),
        ActionChange::Gone => Some(ItemKind::Gone),
        // What is past its date is told among the promises.
        ActionChange::Overdue | ActionChange::Unchanged => None,
    }
}

/// A row as it was and as it is. The delta may not have paired the two, where versions lie between them.
fn pair(versions: &Versions<'_>, kind: ItemKind, before: u32, after: u32) -> Option<Item> {
    let documents = [Side::Before, Side::After].map(|side| versions.on(side).document);
    let known = versions.change(after);
    let is_pair = |change: &&Change| change.before == (before..before + 1) && change.after.len() == 1;
    let change = known
        .filter(is_pair)
        .map_or_else(|| Cow::Owned(compare_units(documents[0], documents[1], before, after)), Cow::Borrowed);
    let columns = Columns::of_actions(&titles(documents[0], documents[1], &change))?;
    let cells = changed(documents[0], documents[1], &change);
    Some(Item { kind, text: laid_out(&columns, cells), ..versions.changed(&change) })
}

/// A row of the current version, as it stands.
fn single(versions: &Versions<'_>, kind: ItemKind, unit: u32) -> Option<Item> {
    let document = versions.after.document;
    let row = document.unit(unit);
    let columns = action_columns(document, row)?;
    Some(versions.single(kind, Side::After, &[unit], laid_out(columns, cell_pieces(document, row))))
}

/// A row that the current version does not have, as the last version has it that does.
fn gone(versions: &Versions<'_>, traced: Traced<'_>, kind: ItemKind, action: &Action) -> Option<Item> {
    let (version, unit) = action.last;
    let version = traced.input.versions.get(version as usize)?;
    let row = version.document.unit(unit);
    let columns = action_columns(version.document, row)?;
    let text = laid_out(columns, cell_pieces(version.document, row));
    let item = versions.single(kind, Side::Before, &[action.before?], text);
    let quotes = quotes(version.document, Side::Before, Origin::Version(version.number), unit..unit + 1);
    Some(Item { quotes, ..item })
}

/// The columns of the action plan that a row stands in; none for other units.
fn action_columns<'a>(document: &'a Document, row: &Unit) -> Option<&'a Columns> {
    let head = reading::table_head(document, row).filter(|_| row.kind == UnitKind::Row)?;
    document.columns_of_actions(head)
}
