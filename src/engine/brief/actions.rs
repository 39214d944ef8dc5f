//! What became of the actions: completed, changed, new, past their date, on the last plan and not on this one.
//!
//! Takes both versions and the history, which alone decides what became of each action and whose date has passed;
//! gives items. A row reads "need: action; owner, due date, status".

use std::borrow::Cow;

use super::action_line::laid_out;
use super::ask::day;
use super::item::{Versions, cell_pieces, quotes, titles};
use super::model::{Item, ItemKind, Origin, Side, Traced};
use crate::delta::{Change, compare_units};
use crate::document::reading::{self, cell_texts};
use crate::document::{Columns, Document, Unit, UnitKind};
use crate::history::{Action, ActionChange};
use crate::marked::{changed, ours};

/// The items, by kind and then in reading order, and the changes they show; those already `said` are left out.
pub(super) fn items(versions: &Versions<'_>, traced: Traced<'_>, said: &[bool]) -> (Vec<Item>, Vec<usize>) {
    let mut items = Vec::new();
    let mut shown = Vec::new();
    for action in &traced.history.actions {
        let changes = versions.changes_of(action.before, action.after);
        if changes.iter().any(|index| said[*index]) {
            continue;
        }
        if let Some(item) = item(versions, traced, action) {
            items.push(item);
            shown.extend(changes);
        }
    }
    items.sort_by_key(|item| item.kind);
    (items, shown)
}

fn item(versions: &Versions<'_>, traced: Traced<'_>, action: &Action) -> Option<Item> {
    let kind = kind(action.change)?;
    let mut item = match (action.before, action.after) {
        (Some(before), Some(after)) if kind != ItemKind::Overdue => pair(versions, kind, before, after)?,
        (_, Some(after)) => single(versions, kind, after)?,
        _ => gone(versions, traced, kind, action)?,
    };
    if action.overdue {
        item.due = action.due;
        if let Some(due) = action.due.filter(|_| kind != ItemKind::Overdue) {
            item.text.push(ours(format!(" (past its date, {})", day(due))));
        }
    }
    Some(item)
}

/// How the page calls what became of an action; none for one that is as it was.
fn kind(change: ActionChange) -> Option<ItemKind> {
    match change {
        ActionChange::New => Some(ItemKind::New),
        ActionChange::Changed => Some(ItemKind::Changed),
        ActionChange::Completed => Some(ItemKind::Completed),
        ActionChange::Gone => Some(ItemKind::Gone),
        ActionChange::Overdue => Some(ItemKind::Overdue),
        ActionChange::Unchanged => None,
    }
}

/// A row as it was and as it is. The delta may not have paired the two, where versions lie between them.
fn pair(versions: &Versions<'_>, kind: ItemKind, before: u32, after: u32) -> Option<Item> {
    let documents = [Side::Before, Side::After].map(|side| versions.on(side).document);
    let known = versions.change_index(after).map(|index| &versions.changes()[index]);
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
    Some(versions.single(kind, Side::After, &[unit], laid_out(&columns, cell_pieces(document, row))))
}

/// A row that the current version does not have, as the last version has it that does.
fn gone(versions: &Versions<'_>, traced: Traced<'_>, kind: ItemKind, action: &Action) -> Option<Item> {
    let (version, unit) = action.last;
    let version = traced.input.versions.get(version as usize)?;
    let row = version.document.unit(unit);
    let columns = action_columns(version.document, row)?;
    let text = laid_out(&columns, cell_pieces(version.document, row));
    let item = versions.single(kind, Side::Before, &[action.before?], text);
    let quotes = quotes(version.document, Side::Before, Origin::Version(version.number), unit..unit + 1);
    Some(Item { quotes, ..item })
}

/// The columns of the action plan that a row stands in; none for other units.
fn action_columns(document: &Document, row: &Unit) -> Option<Columns> {
    let head = reading::table_head(document, row).filter(|_| row.kind == UnitKind::Row)?;
    Columns::of_actions(&cell_texts(document, head))
}
