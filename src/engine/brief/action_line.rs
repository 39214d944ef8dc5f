//! Rows of action plans as lines.
//!
//! Takes the cells of a row and what its columns hold, gives pieces, in one order whatever the table's.

use super::model::Piece;
use crate::document::{Column, Columns};
use crate::marked::ours;

/// A row of an action plan as a line: "need: action; owner, due date, status".
pub(super) fn laid_out(columns: &Columns, cells: Vec<Vec<Piece>>) -> Vec<Piece> {
    let mut cells: Vec<Option<Vec<Piece>>> =
        cells.into_iter().map(|cell| (!cell.is_empty()).then_some(cell)).collect();
    let mut line = Line::default();
    for (column, lead) in LAYOUT {
        let cell = columns.position(*column).and_then(|at| cells.get_mut(at)).and_then(Option::take);
        line.push(lead, cell);
    }
    for (index, cell) in cells.into_iter().enumerate() {
        let title = columns.titles().get(index).filter(|title| !title.is_empty());
        line.push(&title.map_or("; ".to_owned(), |title| format!("; {title} ")), cell);
    }
    line.pieces
}

/// What stands before each cell of an action, in the order of reading.
const LAYOUT: &[(Column, &str)] = &[
    (Column::Need, ""),
    (Column::Action, ": "),
    (Column::Owner, "; "),
    (Column::Due, ", due "),
    (Column::Status, ", "),
];

#[derive(Default)]
struct Line {
    pieces: Vec<Piece>,
}

impl Line {
    fn push(&mut self, lead: &str, cell: Option<Vec<Piece>>) {
        let Some(cell) = cell else { return };
        let lead = if self.pieces.is_empty() { lead.trim_start_matches([':', ';', ',', ' ']) } else { lead };
        if !lead.is_empty() {
            self.pieces.push(ours(lead));
        }
        self.pieces.extend(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::same;

    fn titles(titles: &[&str]) -> Vec<String> {
        titles.iter().map(|title| (*title).to_owned()).collect()
    }

    fn line(head: &[&str], cells: &[&str]) -> String {
        let columns = Columns::of_actions(&titles(head)).unwrap();
        let pieces = laid_out(&columns, cells.iter().map(|cell| vec![same(*cell)]).collect());
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn any_order_and_spelling() {
        let expected = "Home: find a flat; PBSW, due May 2024, open";
        let cells = ["Home", "find a flat", "PBSW", "May 2024", "open"];
        assert_eq!(line(&["Need", "Action", "Owner", "Due", "Status"], &cells), expected);
        assert_eq!(
            line(&["Area of need", "Agreed action", "By whom", "By when", "Progress"], &cells),
            expected
        );
        let cells = ["open", "May 2024", "find a flat", "PBSW", "Home"];
        assert_eq!(line(&["Outcome", "Target date", "Task", "Action owner", "Domain"], &cells), expected);
    }

    #[test]
    fn other_columns_keep_their_titles() {
        let shown =
            line(&["Action", "Owner", "Due", "Notes"], &["find a flat", "PBSW", "May 2024", "urgent"]);
        assert_eq!(shown, "find a flat; PBSW, due May 2024; Notes urgent");
    }
}
