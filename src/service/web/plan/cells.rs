//! The cells of a row, as many as a reader can use.
//!
//! A row may have ten thousand cells, by mistake or by malice, and one such row makes every other row of its table as
//! wide. The first are shown and any that changed; how many there are beside them is said.

use super::{Block, Mark, Pieces};
use crate::web::words::{count, grouped};

/// Most cells of a row that are shown from its left end, and most changed ones beyond.
const CELLS_MAX: usize = 40;

/// A cell that is shown.
pub(in crate::web) struct Cell<'a> {
    /// What it holds.
    pub pieces: &'a Pieces,
    /// Its number in the row, where it stands beyond those from the left end.
    pub number: Option<String>,
}

impl Cell<'_> {
    /// Whether something in it came or went.
    pub(in crate::web) fn is_changed(&self) -> bool {
        is_changed(self.pieces)
    }
}

/// The cells of a row that are shown.
pub(in crate::web) fn cells_shown(cells: &[Pieces]) -> Vec<Cell<'_>> {
    let first = cells.iter().take(CELLS_MAX).map(|pieces| Cell { pieces, number: None });
    let beyond = (1..).zip(cells).skip(CELLS_MAX).filter(|(_, cell)| is_changed(cell)).take(CELLS_MAX);
    first.chain(beyond.map(|(number, pieces)| Cell { pieces, number: Some(grouped(number)) })).collect()
}

/// What is said of the cells that are not shown: "9,960 cells more, none of them changed".
pub(in crate::web) fn beyond(cells: &[Pieces]) -> Option<String> {
    let changed = |cell: &&Pieces| is_changed(cell);
    let changed = cells.iter().skip(CELLS_MAX).filter(changed).count().saturating_sub(CELLS_MAX);
    let more = cells.len() - cells_shown(cells).len();
    let of_them = if changed == 0 {
        "none of them changed".to_owned()
    } else {
        format!("{} of them changed", grouped(changed))
    };
    (more > 0).then(|| format!("{} more, {of_them}", count(more, "cell")))
}

impl Block {
    /// How many cells its rows are filled up to: rows of real plans are uneven.
    pub(in crate::web) fn width(&self) -> usize {
        let rows = self.items.iter().flatten().map(|line| line.cells.len());
        rows.chain([self.head.len()]).max().unwrap_or_default().min(CELLS_MAX)
    }
}

fn is_changed(cell: &Pieces) -> bool {
    cell.iter().any(|piece| piece.mark != Mark::Same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::plan::Piece;

    fn cell(mark: Mark) -> Pieces {
        vec![Piece { mark, text: "x".to_owned() }]
    }

    #[test]
    fn a_usual_row_is_whole() {
        let row = vec![cell(Mark::Same); 12];
        assert_eq!((cells_shown(&row).len(), beyond(&row)), (12, None));
    }

    #[test]
    fn of_a_monstrous_row_the_first_cells_and_the_changed_ones() {
        let mut row = vec![cell(Mark::Same); 10_000];
        row[7_000] = cell(Mark::After);
        let shown = cells_shown(&row);
        assert_eq!(shown.last().and_then(|cell| cell.number.clone()).as_deref(), Some("7,001"));
        assert_eq!(shown.len(), CELLS_MAX + 1);
        assert_eq!(beyond(&row).as_deref(), Some("9,959 cells more, none of them changed"));
    }

    #[test]
    fn changed_cells_that_are_not_shown_are_counted() {
        let row = vec![cell(Mark::Before); 10_000];
        assert_eq!(beyond(&row).as_deref(), Some("9,920 cells more, 9,920 of them changed"));
    }
}
