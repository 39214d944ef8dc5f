//! Heads of tables that only their rows tell.
//!
//! Takes a document whose blocks are read. A first row is a head where all other rows have ticks under it and nothing else:
//! a word processor need not say so, and which column a tick stands in is all that it says. A row that repeats the head word
//! for word, as a print does on each page, is furniture of the page.

use crate::document::reading::{cell_ranges, plain};
use crate::document::{BlockKind, Document, UnitKind};
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Fewest columns of a table of ticks, and most tokens of a title of one.
const COLUMNS_MIN: usize = 3;
const TITLE_TOKENS_MAX: usize = 6;

/// Settles which rows of each table are its head.
pub(in crate::document) fn settle(document: &mut Document) {
    for block in 0..document.blocks.len() {
        let table = &document.blocks[block];
        let units = table.units.start as usize..table.units.end as usize;
        if table.kind != BlockKind::Table || units.len() < 2 {
            continue;
        }
        if document.units[units.start].kind == UnitKind::Row
            && has_ticks_only(document, units.start, units.end)
        {
            document.units[units.start].kind = UnitKind::TableHead;
        }
        if document.units[units.start].kind != UnitKind::TableHead {
            continue;
        }
        let repeats: Vec<usize> =
            (units.start + 1..units.end).filter(|row| is_repeated(document, units.start, *row)).collect();
        for row in repeats {
            document.units[row].kind = UnitKind::Furniture;
        }
    }
}

fn tokens(document: &Document, unit: usize) -> &[Token] {
    document.tokens_of(&document.units[unit])
}

/// Whether a row has the words of the head, and there are two titles at least.
fn is_repeated(document: &Document, head: usize, row: usize) -> bool {
    let source = document.source();
    let (left, right) = (tokens(document, head), tokens(document, row));
    let titles = left.split(|token| token.kind == TokenKind::Cell).filter(|cell| !cell.is_empty()).count();
    document.units[row].kind == UnitKind::Row
        && titles > 1
        && left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| left.span.of(source) == right.span.of(source))
}

/// Whether a row has a title for each column, and each other row a label and ticks, not one in every column.
fn has_ticks_only(document: &Document, first: usize, end: usize) -> bool {
    let source = document.source();
    let titles = tokens(document, first);
    let columns = cell_ranges(titles);
    let is_title = |cell: &[Token]| {
        let word = cell.iter().any(|token| token.kind == TokenKind::Word);
        word && cell.len() <= TITLE_TOKENS_MAX && !is_tick(source, cell)
    };
    let all_named = columns.iter().skip(1).all(|cell| is_title(&titles[cell.clone()]));
    let ticked = |row: usize| {
        let row = tokens(document, row);
        let cells: Vec<&[Token]> = cell_ranges(row).into_iter().map(|cell| &row[cell]).collect();
        let marks = || cells.iter().skip(1).filter(|cell| !cell.is_empty());
        !cells[0].is_empty()
            && cells.len() <= columns.len()
            && marks().count() + 1 < columns.len()
            && marks().all(|cell| is_tick(source, cell))
    };
    let some = || {
        (first + 1..end).any(|row| tokens(document, row).iter().any(|token| token.kind == TokenKind::Cell))
    };
    columns.len() >= COLUMNS_MIN && all_named && (first + 1..end).all(ticked) && some()
}

/// Whether a cell holds a tick and nothing else.
fn is_tick(source: &str, cell: &[Token]) -> bool {
    cell.len() <= 3 && lexicon::TICKS.has(plain(source, cell).trim_matches(['[', ']', '(', ')']).trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn kinds(rows: &str) -> Vec<UnitKind> {
        let document = parse(format!("| | | |\n|---|---|---|\n{rows}")).unwrap();
        document.units().iter().map(|unit| unit.kind).collect()
    }

    #[test]
    fn a_row_over_ticks_is_a_head() {
        let (head, row) = (UnitKind::TableHead, UnitKind::Row);
        assert_eq!(kinds("| Duty | Met | Unmet |\n| Rent | x | |\n| Gate | | [x] |\n"), [head, row, row]);
        assert_eq!(kinds("| Duty | Met | Unmet |\n| Rent | paid | |\n"), [row, row]);
        assert_eq!(kinds("| Duty | x | Unmet |\n| Rent | x | |\n"), [row, row]);
    }

    #[test]
    fn a_head_that_is_repeated_is_furniture() {
        let table = "| Duty | Day |\n|---|---|\n| Rent | Friday |\n| Duty | Day |\n| Gate | Monday |\n";
        let document = parse(table.to_owned()).unwrap();
        let kinds: Vec<UnitKind> = document.units().iter().map(|unit| unit.kind).collect();
        assert_eq!(kinds, [UnitKind::TableHead, UnitKind::Row, UnitKind::Furniture, UnitKind::Row]);
    }
}
