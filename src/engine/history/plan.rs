//! The rows of a version's action plans, field by field.
//!
//! Takes a document, gives its action rows: tables are known by the titles of their columns, in any order and
//! spelling.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::due;
use super::status::Status;
use crate::document::reading::cells;
use crate::document::{BlockKind, Column, Columns, Document, Unit, UnitKind};
use crate::text::{Token, Words};

/// The action plans of a version.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    document: &'a Document,
    /// By block: what the columns of its table hold.
    tables: FxHashMap<u32, &'a Columns>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let blocks = (0..).zip(document.blocks()).filter(|(_, block)| block.kind == BlockKind::Table);
        let columns = |unit: u32| {
            let head = Some(document.unit(unit)).filter(|unit| unit.kind == UnitKind::TableHead)?;
            document.columns_of_actions(head)
        };
        let tables = blocks.filter_map(|(index, block)| Some((index, columns(block.units.start)?))).collect();
        Self { document, tables }
    }

    /// The action in this unit, if it is a row of an action plan.
    pub(super) fn row(&self, unit: u32) -> Option<ActionRow<'_>> {
        let row = Some(self.document.unit(unit)).filter(|unit| unit.kind == UnitKind::Row)?;
        let columns = self.tables.get(&row.block)?;
        Some(ActionRow { document: self.document, row, columns })
    }
}

/// A row of an action plan.
#[derive(Debug)]
pub(super) struct ActionRow<'a> {
    document: &'a Document,
    row: &'a Unit,
    columns: &'a Columns,
}

impl<'a> ActionRow<'a> {
    /// How it stands.
    pub(super) fn status(&self) -> Status {
        Status::of(self.words(Column::Status))
    }

    /// The day by which it is to be done. A month's end where only the month is named; without a year the first
    /// such day after `planned`.
    pub(super) fn due(&self, planned: Option<Date>) -> Option<Date> {
        due::last(&self.document.dates_in(self.cell(Column::Due)?), planned)
    }

    /// What a column holds.
    pub(super) fn words(&self, column: Column) -> Words<'a> {
        Words::new(self.document.source(), self.cell(column).unwrap_or_default())
    }

    /// What the other columns hold, in the order of the table.
    pub(super) fn others(&self) -> Vec<Words<'a>> {
        let cells = (0..).zip(cells(self.document, self.row));
        let others = cells.filter(|(at, _)| self.columns.at(*at).is_none());
        others.map(|(_, cell)| Words::new(self.document.source(), cell)).collect()
    }

    fn cell(&self, column: Column) -> Option<&'a [Token]> {
        let at = self.columns.position(column)?;
        cells(self.document, self.row).get(at).copied()
    }
}
