//! Rows of tables as lines that can be read aloud.
//!
//! Takes the cells of a row and the titles of its columns, gives pieces: "LS/CMI; 3 May 2024; score 12".

use super::model::{Mark, Piece};
use crate::document::reading::{cell_texts, folded, table_head};
use crate::document::{Document, Unit};
use crate::lexicon;
use crate::marked::ours;

/// Titles of the columns of the table that a row stands in; empty where it has no header row.
pub(super) fn columns(document: &Document, row: &Unit) -> Vec<String> {
    table_head(document, row).map_or_else(Vec::new, |head| cell_texts(document, head))
}

/// Cells with the titles of their columns between them.
///
/// The first cell names the row and goes without; so do both cells of a table of two columns, where the first
/// is the label of the second.
pub(super) fn labelled(columns: &[String], cells: Vec<Vec<Piece>>) -> Vec<Piece> {
    let pair = cells.len() == 2 && columns.len() <= 2;
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let title = columns.get(index).filter(|title| index > 0 && !pair && !says_itself(title, &cell));
        if !pieces.is_empty() {
            let divider = if pair { ": " } else { "; " };
            pieces.push(ours(
                title.map_or(divider.to_owned(), |title| format!("{divider}{} ", lowered(title))),
            ));
        }
        pieces.extend(cell);
    }
    pieces
}

/// Whether a cell needs no title: its column has none or is of a kind that says what it is, and it is not a bare
/// figure or a single short word such as "yes".
fn says_itself(title: &str, cell: &[Piece]) -> bool {
    let title = folded(title);
    let telling = |piece: &Piece| {
        piece.text.contains('£')
            || piece.text.chars().filter(|c| c.is_alphabetic()).count() >= TELLING_LETTERS
    };
    title.is_empty()
        || lexicon::REMARKS.has(&title)
        || (lexicon::TELLING_COLUMNS.has(&title)
            && cell.iter().filter(|piece| piece.mark != Mark::Ours).all(telling))
}

/// Fewest letters of a cell that says what it is: more than "yes" or "none".
const TELLING_LETTERS: usize = 4;

/// A title inside a line: with a small first letter, unless it is an abbreviation.
fn lowered(title: &str) -> String {
    let mut chars = title.chars();
    let (first, second) = (chars.next(), chars.next());
    match (first, second) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(title.chars().skip(1)).collect()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::same;

    fn check(columns: &[&str], cells: &[&str]) -> String {
        let columns: Vec<_> = columns.iter().map(|title| (*title).to_owned()).collect();
        let cell = |text: &&str| if text.is_empty() { Vec::new() } else { vec![same(*text)] };
        let cells = cells.iter().map(cell).collect();
        labelled(&columns, cells).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn columns_are_named() {
        assert_eq!(
            check(&["Tool", "Date", "Score", "EDL"], &["VRS", "3 May 2024", "12", "4 June 2025"]),
            "VRS; 3 May 2024; score 12; EDL 4 June 2025"
        );
    }

    #[test]
    fn two_columns_are_label_and_value() {
        assert_eq!(check(&["Date", "Event"], &["3 May 2024", "Cell move"]), "3 May 2024: Cell move");
    }

    #[test]
    fn cells_beyond_the_header_are_kept_and_empty_ones_passed_over() {
        assert_eq!(check(&["Tool", "Date"], &["VRS", "", "12"]), "VRS; 12");
    }
}
