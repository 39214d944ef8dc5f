//! Cells that span several rows, said in each row that they span.
//!
//! A row is read by itself, and aligned by itself: who owns three actions in one merged cell owns each of them. Where a
//! format leaves the place of such a cell out of the rows below, those keep their columns.

use rustc_hash::FxHashMap;

use crate::flow::{Cell, Flow, Row};
use crate::reading::Place;

/// Longest words, in bytes, that are said again: a passage is said once.
const LENGTH_MAX: usize = 200;
/// Most cells of a table that are said again.
const COPIES_MAX: usize = 100_000;

/// A cell that goes on into rows below: how many columns it stands over, and for how many rows.
struct Open {
    cell: Cell,
    rows: u32,
}

/// The rows with cells that span several of them in each; nothing where there are none, or too many.
pub(crate) fn rows(rows: &[Row]) -> Option<Vec<Row>> {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let goes_on = cells().any(|cell| cell.above);
    if !goes_on && cells().all(|cell| cell.rows < 2) {
        return None;
    }
    let mut spread = Spread { open: FxHashMap::default(), begun: FxHashMap::default(), goes_on, copies: 0 };
    rows.iter().map(|row| spread.row(row)).collect()
}

struct Spread {
    /// By column: the cells that span the rows to come, and the last that began there.
    open: FxHashMap<u32, Open>,
    begun: FxHashMap<u32, Cell>,
    /// Whether rows hold a cell where one above goes on.
    goes_on: bool,
    copies: usize,
}

impl Spread {
    fn row(&mut self, row: &Row) -> Option<Row> {
        let place = row.cells.iter().find_map(place);
        let blank = row.is_blank();
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for cell in &row.cells {
            self.pass(&mut column, &mut cells, (blank, place))?;
            let above = self.begun.get(&column).filter(|_| cell.above && cell.is_blank() && !blank);
            cells.push(above.map_or_else(|| cell.clone(), |above| copy(above, place)));
            if cell.rows > 1 {
                self.open.insert(column, Open { cell: again(cell), rows: cell.rows - 1 });
            }
            if self.goes_on && !cell.above {
                self.begun.insert(column, again(cell));
            }
            column = column.saturating_add(cell.columns.max(1));
        }
        self.pass(&mut column, &mut cells, (blank, place))?;
        Some(Row { cells, head: row.head })
    }

    /// Says the cells that span this row from this column on.
    fn pass(
        &mut self,
        column: &mut u32,
        cells: &mut Vec<Cell>,
        (blank, place): (bool, Option<Place>),
    ) -> Option<()> {
        while let Some(open) = self.open.get_mut(column) {
            self.copies += 1;
            let empty = Cell { columns: open.cell.columns, ..Cell::default() };
            cells.push(if blank { empty } else { copy(&open.cell, place) });
            open.rows -= 1;
            let (columns, ended) = (open.cell.columns.max(1), open.rows == 0);
            if ended {
                self.open.remove(column);
            }
            *column = column.saturating_add(columns);
        }
        (self.copies <= COPIES_MAX).then_some(())
    }
}

/// What of a cell is said in the rows below: all, if it is short.
fn again(cell: &Cell) -> Cell {
    let length = |flow: &Flow| match flow {
        Flow::Line(line) => line.text.words_length(),
        _ => LENGTH_MAX + 1,
    };
    if cell.flows.iter().map(length).sum::<usize>() <= LENGTH_MAX {
        cell.clone()
    } else {
        Cell { columns: cell.columns, ..Cell::default() }
    }
}

/// A cell in another row than its own, where its words stand beside those of that row.
fn copy(cell: &Cell, place: Option<Place>) -> Cell {
    let mut copy = Cell { rows: 1, ..cell.clone() };
    let lines = copy.flows.iter_mut().filter_map(|flow| match flow {
        Flow::Line(line) => Some(line),
        _ => None,
    });
    for run in lines.flat_map(|line| &mut line.text.runs) {
        run.place = place.unwrap_or(run.place);
    }
    copy
}

/// Where the words of a cell begin.
fn place(cell: &Cell) -> Option<Place> {
    cell.flows.iter().find_map(|flow| match flow {
        Flow::Line(line) if !line.text.is_blank() => Some(line.text.place()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Text;

    fn row(words: &[&str]) -> Row {
        let cell = |words: &&str| {
            let flows = vec![Flow::line(Text::plain(*words, Place::default()))];
            Cell { columns: 1, flows, ..Cell::default() }
        };
        Row { cells: words.iter().map(cell).collect(), head: false }
    }

    fn words(all: &[Row]) -> Vec<String> {
        let of = |cell: &Cell| match cell.flows.first() {
            Some(Flow::Line(line)) => line.text.words(),
            _ => String::new(),
        };
        let rows = rows(all).unwrap_or_default();
        rows.iter().map(|row| row.cells.iter().map(of).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn a_cell_over_rows_is_in_each() {
        let mut all =
            [row(&["Choir", "Monday", "Hall"]), row(&["Gym", "Yard"]), row(&["Art", "Friday", "Loft"])];
        all[0].cells[1].rows = 2;
        assert_eq!(words(&all), ["Choir|Monday|Hall", "Gym|Monday|Yard", "Art|Friday|Loft"]);
        all[0].cells[1].rows = 1;
        all[0].cells[2].rows = 2;
        assert_eq!(words(&all), ["Choir|Monday|Hall", "Gym|Yard|Hall", "Art|Friday|Loft"]);
    }

    #[test]
    fn an_empty_cell_goes_on_with_the_one_above() {
        let mut all = [row(&["Choir", "Hall"]), row(&["", "Yard"]), row(&["", "Loft"])];
        all[1].cells[0].above = true;
        assert_eq!(words(&all), ["Choir|Hall", "Choir|Yard", "|Loft"]);
    }

    #[test]
    fn rows_without_such_cells_are_left() {
        assert_eq!(rows(&[row(&["Choir", "Hall"])]), None);
    }
}
