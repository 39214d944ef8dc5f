//! Actions and promises: past their date, gone, changed, new, done.
//!
//! Takes the two versions and the promises found, gives items. An action plan is known by the titles of its columns, in
//! any order and spelling; a row reads "need: action; owner, due date, status". What was promised in prose stands in the
//! same list, once though it stands in table, entry and minutes.

use super::action_line::laid_out;
use super::item::{Versions, cell_pieces};
use super::model::{Finding, Item, ItemKind, Mark, Piece, Side};
use super::phrases::day;
use super::pieces::{changed, ours};
use crate::delta::{Change, ChangeKind};
use crate::document::reading::{self, cell_texts};
use crate::document::{Document, Unit, UnitKind};
use crate::findings::Promise;
use crate::history::{Column, Columns, is_closed, is_completed};

/// The items, by kind and then in reading order; the changes they show are marked in `shown`.
pub(super) fn items(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut items: Vec<Item> =
        versions.findings.promises.iter().map(|found| promise(versions, found, shown)).collect();
    for (index, change) in versions.changes().iter().enumerate() {
        if shown[index] {
            continue;
        }
        if let Some(item) = row_item(versions, change) {
            items.push(item);
            shown[index] = true;
        }
    }
    items.sort_by_key(|item| item.kind);
    items
}

/// A promise past its day: whose, its fullest words, and what a later line says of it.
fn promise(versions: &Versions<'_>, found: &Promise, shown: &mut [bool]) -> Item {
    let unit = found.units[0];
    let (mut text, mut quotes) = (versions.marked(unit), versions.quoted(unit));
    mark(versions, unit, shown);
    for other in &found.units[1..] {
        let changed = versions
            .change_index(*other)
            .is_some_and(|at| versions.changes()[at].kind == ChangeKind::Material);
        if changed {
            text.extend(said(versions, *other));
            text.extend(versions.marked(*other));
            quotes.extend(versions.quoted(*other));
        } else {
            quotes.extend(versions.quotes(Side::After, *other..other + 1));
        }
        mark(versions, *other, shown);
    }
    if let Some(denied) = found.denied.filter(|denied| !is_shown(versions, *denied, shown)) {
        text.extend(said(versions, denied));
        text.extend(versions.text(Side::After, denied));
        quotes.extend(versions.quotes(Side::After, denied..denied + 1));
        mark(versions, denied, shown);
    }
    let item = versions.item(ItemKind::DatePassed, Side::After, unit, text);
    Item { quotes, finding: Some(Finding::Promise), ask: found.owner.clone(), due: Some(found.due), ..item }
}

/// " — Ms Orr, 3 May 2024: ", what stands before further words on the same promise.
fn said(versions: &Versions<'_>, unit: u32) -> Option<Piece> {
    let voice = versions.findings.after(unit).voice;
    let entry =
        voice.into_iter().flat_map(|voice| voice.author.iter().cloned().chain(voice.written.map(day)));
    let entry = entry.collect::<Vec<_>>().join(", ");
    Some(ours(if entry.is_empty() { " — ".to_owned() } else { format!(" — {entry}: ") }))
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

fn row_item(versions: &Versions<'_>, change: &Change) -> Option<Item> {
    let (side, units) = Versions::side_of(change);
    let document = versions.on(side).document;
    let row = document.unit(units.start);
    let columns = action_columns(document, row)?;
    match change.kind {
        ChangeKind::Material => {
            let mut cells = changed(versions.on(Side::Before).document, document, change);
            read_whole(&columns, &mut cells);
            let kind =
                if is_completed_now(&columns, &cells) { ItemKind::Completed } else { ItemKind::Changed };
            Some(Item { kind, text: laid_out(&columns, cells), ..versions.changed(change) })
        }
        ChangeKind::Added | ChangeKind::Removed => {
            let kind = if side == Side::After { ItemKind::New } else { ItemKind::Gone };
            let open = columns
                .cell(Column::Status, &cell_texts(document, row))
                .is_none_or(|status| !is_closed(status));
            let kind = if kind == ItemKind::Gone && !open { ItemKind::Removed } else { kind };
            let text = laid_out(&columns, cell_pieces(document, row));
            let item = versions.single(kind, side, &[units.start], text);
            let finding = (kind == ItemKind::Gone).then_some(Finding::ActionGone);
            Some(Item { finding, facts: versions.facts(change), risk: change.risk, ..item })
        }
        _ => None,
    }
}

/// What is to be done is read whole on both sides: half of one task and half of another are none.
fn read_whole(columns: &Columns, cells: &mut [Vec<Piece>]) {
    let cell = columns.position(Column::Action).and_then(|at| cells.get_mut(at));
    for piece in cell.into_iter().flatten() {
        piece.context = [u8::MAX; 2];
    }
}

/// The columns of the action plan that a row stands in; none for other units.
fn action_columns(document: &Document, row: &Unit) -> Option<Columns> {
    let head = reading::table_head(document, row).filter(|_| row.kind == UnitKind::Row)?;
    Columns::of_actions(&cell_texts(document, head))
}

/// Whether the status became a completed one.
fn is_completed_now(columns: &Columns, cells: &[Vec<Piece>]) -> bool {
    columns.cell(Column::Status, cells).is_some_and(|status| {
        let side = |mark: Mark| {
            let pieces = status.iter().filter(|piece| piece.mark == Mark::Same || piece.mark == mark);
            pieces.map(|piece| piece.text.as_str()).collect::<String>()
        };
        is_completed(&side(Mark::After)) && !is_completed(&side(Mark::Before))
    })
}
