//! Cells in which people write under their names: "| Health | Sleeps badly. | Sleeps better. Off tablets. (A. Weir, 3/5/24) |".
//!
//! Takes the titles of a table and the tokens of a row, gives the cells of its notes, each with its signature. A table by
//! agency or need has a column for this review and one for the last, by their names; as a row what two people wrote in two
//! years would be one thing that nobody wrote.

use std::ops::Range;

use crate::document::entries::heads;
use crate::document::entries::people::People;
use crate::document::entries::stamps::{self, Dress};
use crate::document::reading::{cell_ranges, titles};
use crate::lexicon;
use crate::text::Token;

/// Fewest tokens of a note, and most of its signature.
const NOTE_TOKENS_MIN: usize = 6;
const SIGNATURE_TOKENS_MAX: usize = 24;

/// A note in a cell, as ranges of the tokens of its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Cell {
    pub(in crate::document) text: Range<usize>,
    /// Empty where nobody signed.
    pub(in crate::document) signature: Range<usize>,
}

/// The first of the columns behind which all hold notes, by the titles of a table.
pub(in crate::document) fn columns(line: &str) -> Option<usize> {
    let names = titles(line);
    let first = names.iter().position(|name| lexicon::COLUMNS_OF_SIGNED_NOTES.has(name))?;
    let all = names[first..].iter().all(|name| lexicon::COLUMNS_OF_SIGNED_NOTES.has(name));
    (first > 0 && all).then_some(first)
}

/// The notes in a row from this column on; none where nobody signs one.
pub(in crate::document) fn notes(source: &str, row: &[Token], from: usize, people: &People) -> Vec<Cell> {
    let cells = cell_ranges(row).into_iter().skip(from).filter(|cell| !cell.is_empty());
    let notes: Vec<Cell> = cells.flat_map(|cell| notes_of(source, row, cell, people)).collect();
    if notes.iter().any(|note| !note.signature.is_empty()) { notes } else { Vec::new() }
}

/// The notes of a cell: each ends with a bracket that holds a day, signed where the bracket says who. What stands before
/// another's bracket is not of who signs behind it.
fn notes_of(source: &str, row: &[Token], cell: Range<usize>, people: &People) -> Vec<Cell> {
    let text = |at: usize| row[at].span.of(source);
    let (mut found, mut start, mut open) = (Vec::new(), cell.start, None);
    for at in cell.clone() {
        match text(at) {
            "(" => open = Some(at),
            ")" => {
                let bracket =
                    open.take().filter(|open| at - open <= SIGNATURE_TOKENS_MAX).map(|open| open..at + 1);
                let Some(bracket) = bracket.filter(|it| heads::date(source, &row[it.clone()]).is_some())
                else {
                    continue;
                };
                let stopped = bracket.start > start && matches!(text(bracket.start - 1), "." | "!" | "?");
                let dressed =
                    || stamps::dress(source, &row[bracket.clone()], people) == Some(Dress::Bracketed);
                let signed = bracket.start - start >= NOTE_TOKENS_MIN && stopped && dressed();
                let end = if signed { bracket.start } else { bracket.end };
                found.push(Cell { text: start..end, signature: end..bracket.end });
                start = bracket.end;
            }
            _ => {}
        }
    }
    if start < cell.end {
        found.push(Cell { text: start..cell.end, signature: cell.end..cell.end });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::document::{UnitKind, parse};

    /// Who wrote what has these words.
    fn author_of(plan: &str, words: &str) -> Option<String> {
        let document = parse(plan.to_owned()).unwrap();
        let unit = document.units().iter().find(|unit| document.text(unit).contains(words)).unwrap();
        document.entry(unit).author.clone()
    }

    fn table(titles: &str, cell: &str) -> String {
        format!(
            "## Boats\n\n| Agency | As it stands | {titles} |\n|---|---|---|---|\n\
             | Harbour | Has a boat. | She rows badly on most days. (U. Brae, 3/5/23) | {cell} |\n"
        )
    }

    #[test]
    fn a_cell_is_of_who_signs_it() {
        let plan = table(
            "Last review | This review",
            "She rows well on most days. So far. (K. Orr, nurse, 3 May 2024)",
        );
        assert_eq!(author_of(&plan, "badly").as_deref(), Some("U. Brae"));
        assert_eq!(author_of(&plan, "well").as_deref(), Some("K. Orr, nurse"));
        assert_eq!(author_of(&plan, "Has a boat"), None);
        let two = table(
            "Last review | This review",
            "She sank the boat in May. (the watch, 2 May 2024) She rows well on most days. (K. Orr, nurse, 3 May 2024)",
        );
        assert_eq!(
            (author_of(&two, "sank"), author_of(&two, "well").as_deref()),
            (None, Some("K. Orr, nurse"))
        );
        let unsigned = table("Last review | This review", "She rows well on most days.");
        assert_eq!(author_of(&unsigned, "well"), None);
    }

    #[test]
    fn other_cells_are_parts_of_their_row() {
        let plan = table("Owner | Due", "June 2024");
        let rows = parse(plan).unwrap().units().iter().filter(|unit| unit.kind == UnitKind::Row).count();
        assert_eq!(rows, 1);
    }
}
