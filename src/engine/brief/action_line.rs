//! Rows of action plans as lines.
//!
//! Takes the cells of a row and what its columns hold, gives pieces, in one order whatever the table's.

use super::model::Piece;
use crate::document::{Column, Columns};
use crate::lexicon;
use crate::marked::ours;

/// A row of an action plan as a line: "7 need: action; owner, date, status". Its running number comes first.
pub(super) fn laid_out(columns: &Columns, mut cells: Vec<Vec<Piece>>) -> Vec<Piece> {
    let number = columns.titles().iter().position(|title| is_number(title));
    let number = number.and_then(|at| cells.get_mut(at)).map(std::mem::take).unwrap_or_default();
    let line = in_order(columns, cells, ACTION, "; ");
    let gap = (!number.is_empty()).then(|| ours(" "));
    number.into_iter().chain(gap).chain(line).collect()
}

/// A row of a table of assessments as a line: "tool: level, score, date, assessor"; cells that say "none" are left out.
pub(super) fn assessment(columns: &Columns, mut cells: Vec<Vec<Piece>>) -> Vec<Piece> {
    for cell in &mut cells {
        if matches!(cell.as_slice(), [one] if one.text == "N/A" || lexicon::NO_CELLS.has_exactly(&one.text)) {
            cell.clear();
        }
    }
    in_order(columns, cells, ASSESSMENT, ", ")
}

/// The known columns in one order, then the others with their titles.
fn in_order(
    columns: &Columns,
    cells: Vec<Vec<Piece>>,
    order: &[(Column, &str)],
    divider: &str,
) -> Vec<Piece> {
    let mut cells: Vec<Option<Vec<Piece>>> =
        cells.into_iter().map(|cell| (!cell.is_empty()).then_some(cell)).collect();
    let mut line = Line::default();
    for (column, lead) in order {
        let cell = columns.position(*column).and_then(|at| cells.get_mut(at)).and_then(Option::take);
        line.push(lead, cell);
    }
    for (index, cell) in cells.into_iter().enumerate() {
        let title = columns.titles().get(index).filter(|title| !title.is_empty());
        line.push(
            &title.map_or(divider.to_owned(), |title| format!("{divider}{} ", title.to_lowercase())),
            cell,
        );
    }
    line.pieces
}

/// Whether a column holds the running number of a row.
fn is_number(title: &str) -> bool {
    lexicon::COLUMNS_OF_NUMBERS.has(title)
}

/// What stands before each cell of an action, in the order of reading.
const ACTION: &[(Column, &str)] = &[
    (Column::Need, ""),
    (Column::Action, ": "),
    (Column::Owner, "; "),
    (Column::Due, ", "),
    (Column::Status, ", "),
];

/// The same of an assessment.
const ASSESSMENT: &[(Column, &str)] = &[
    (Column::Tool, ""),
    (Column::Level, ": "),
    (Column::Score, ", score "),
    (Column::Date, ", "),
    (Column::Assessor, ", "),
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
        let expected = "Home: find a flat; PBSW, May 2024, open";
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
        assert_eq!(shown, "find a flat; PBSW, May 2024; notes urgent");
    }
}
