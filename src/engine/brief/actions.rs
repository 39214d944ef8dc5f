//! Rows of action plans: completed, changed, new, past their date, on the last plan and not on this one.
//!
//! Takes the two versions, gives items. An action plan is known by the titles of its columns, in any order and
//! spelling; a row reads "need: action; owner, due date, status".

use jiff::civil::Date;

use super::action_line::laid_out;
use super::item::{Versions, cell_pieces};
use super::model::{Item, ItemKind, Mark, Piece, Side};
use super::pieces::changed;
use crate::delta::{Change, ChangeKind};
use crate::document::reading::{self, cell_texts};
use crate::document::{BlockKind, Document, Unit, UnitKind};
use crate::history::{Column, Columns, is_closed, is_completed};
use crate::text::dates;

/// The items, by kind and then in reading order, and the changes they show; those already `said` are left out.
pub(super) fn items(versions: &Versions<'_>, said: &[bool]) -> (Vec<Item>, Vec<usize>) {
    let mut items = Vec::new();
    let mut shown = Vec::new();
    for (index, change) in versions.changes().iter().enumerate().filter(|(index, _)| !said[*index]) {
        if let Some(item) = row_item(versions, change) {
            items.push(item);
            shown.push(index);
        }
    }
    items.extend(overdue(versions));
    items.sort_by_key(|item| item.kind);
    (items, shown)
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
            let text = laid_out(&columns, cell_pieces(document, row));
            Some(versions.single(kind, side, &[units.start], text))
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

/// Rows that are as they were and whose due date has passed.
fn overdue(versions: &Versions<'_>) -> Vec<Item> {
    let Some(as_of) = versions.after.as_of else { return Vec::new() };
    let document = versions.after.document;
    let as_it_was = |index: u32| {
        let change = versions.change_index(index).map(|change| &versions.changes()[change]);
        change.is_none_or(|change| !Versions::is_shown(change))
    };
    let mut items = Vec::new();
    for table in document.blocks().iter().filter(|block| block.kind == BlockKind::Table) {
        let rows = table.units.start + 1..table.units.end;
        let Some(columns) = rows.clone().next().and_then(|row| action_columns(document, document.unit(row)))
        else {
            continue;
        };
        for index in rows.filter(|index| as_it_was(*index)) {
            let row = document.unit(index);
            if is_overdue(document, row, &columns, as_of) {
                let text = laid_out(&columns, cell_pieces(document, row));
                items.push(versions.single(ItemKind::Overdue, Side::After, &[index], text));
            }
        }
    }
    items
}

fn is_overdue(document: &Document, row: &Unit, columns: &Columns, as_of: Date) -> bool {
    let texts = cell_texts(document, row);
    let status = columns.cell(Column::Status, &texts).map_or("", String::as_str);
    let cells = reading::cells(document, row);
    let due = columns.cell(Column::Due, &cells).and_then(|cell| {
        let dates = dates::find(document.source(), cell);
        dates.into_iter().filter_map(|(_, value)| value.last_day()).max()
    });
    due.is_some_and(|due| due < as_of) && !is_closed(status)
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
