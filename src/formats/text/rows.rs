//! Which lines of a printed table are one row: cells wrap, and stand at the top of their row or in its middle.
//!
//! The cheapest way to cut the lines into rows, where it costs to leave cells empty and to carry on a cell that had
//! room for the next word.

use std::ops::Range;

use cip_lexicon as lexicon;
use rustc_hash::FxHashMap;

use super::lines::{begins_small, ends_sentence, first_word, last_word, length};
use super::mask;

/// Most lines of a row.
const ROW_LINES_MAX: usize = 40;

/// Cost beyond which a row is given up, in tenths; its length aside.
const ROW_COST_MAX: u64 = 100;

/// A line of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct GridLine<'a> {
    /// Its cells; empty where there is none.
    pub(super) cells: Vec<&'a str>,
    /// How many characters each column has room for.
    pub(super) widths: Vec<usize>,
    /// Whether a row surely begins here.
    pub(super) opens: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Top,
    Middle,
}

/// Cuts the lines of a table into rows.
pub(super) fn rows(lines: &[GridLine<'_>]) -> Vec<Range<usize>> {
    let joins = joins(lines);
    let (top, rows) = cheapest(lines, &joins, Align::Top);
    let (middle, centred) = cheapest(lines, &joins, Align::Middle);
    if middle * 10 < top * 9 { centred } else { rows }
}

/// The cost in tenths and the rows, each cell at the top or in the middle of its row.
fn cheapest(lines: &[GridLine<'_>], joins: &[Vec<Join>], align: Align) -> (u64, Vec<Range<usize>>) {
    let mut best: Vec<(u64, usize)> = vec![(u64::MAX, 0); lines.len() + 1];
    best[0] = (0, 0);
    let mut row = Row::default();
    for start in 0..lines.len() {
        let before = best[start].0;
        row.begin(start, lines[start].cells.len());
        for end in start + 1..=lines.len().min(start + ROW_LINES_MAX) {
            if end > start + 1 && lines[end - 1].opens {
                break;
            }
            row.add(&joins[end - 1], end - 1, align);
            // Two rows taken for one cost more with each line: they are told apart by now.
            if row.cost > ROW_COST_MAX + 12 * (end - start) as u64 {
                break;
            }
            let cost = before.saturating_add(row.cost(lines, end, align));
            if cost < best[end].0 {
                best[end] = (cost, start);
            }
        }
    }
    let mut rows = Vec::new();
    let mut end = lines.len();
    while end > 0 {
        let start = best[end].1;
        rows.push(start..end);
        end = start;
    }
    rows.reverse();
    (best[lines.len()].0, rows)
}

/// A cell that the cell above it may go on with.
#[derive(Clone, Copy, Debug)]
struct Join {
    column: usize,
    /// What it costs that the two are one.
    cost: u64,
}

/// The cells of each line with those above them.
fn joins(lines: &[GridLine<'_>]) -> Vec<Vec<Join>> {
    let columns = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let mut last: Vec<Option<usize>> = vec![None; columns];
    // "Approved" on several lines is each time the whole of its cell.
    let mut counts: FxHashMap<(usize, &str), u32> = FxHashMap::default();
    for (column, cell) in lines.iter().flat_map(|line| line.cells.iter().enumerate()) {
        *counts.entry((column, cell)).or_default() += 1;
    }
    let comes_back = |column: usize, cell: &str| counts.get(&(column, cell)).is_some_and(|count| *count > 1);
    let join = |(at, line): (usize, &GridLine<'_>)| {
        let filled = line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let join = filled.map(|(column, cell)| {
            let above = last[column].replace(at);
            let cost = above.map_or(0, |above| {
                let width = lines[above].widths[column].max(1);
                let before = lines[above].cells[column];
                let whole = comes_back(column, before) && !begins_small(cell);
                carried(before, cell, width, column) + if whole { 20 } else { 0 }
            });
            Join { column, cost }
        });
        join.collect()
    };
    lines.iter().enumerate().map(join).collect()
}

/// A row as lines are added to it.
#[derive(Debug, Default)]
struct Row {
    start: usize,
    /// For each column the first and last line that fills it.
    filled: Vec<Option<(usize, usize)>>,
    cost: u64,
}

impl Row {
    fn begin(&mut self, start: usize, columns: usize) {
        (self.start, self.cost) = (start, 0);
        self.filled.clear();
        self.filled.resize(columns, None);
    }

    fn add(&mut self, joins: &[Join], at: usize, align: Align) {
        for join in joins {
            match &mut self.filled[join.column] {
                Some((_, last)) => {
                    let apart = at - *last;
                    self.cost += join.cost;
                    self.cost += match align {
                        Align::Top if apart > 1 => 15,
                        Align::Middle if apart > 2 => 15,
                        _ => 0,
                    };
                    *last = at;
                }
                filled => {
                    *filled = Some((at, at));
                    self.cost += if align == Align::Top && at > self.start { 30 } else { 0 };
                }
            }
        }
    }

    /// The cost of the row if it ends before a line.
    fn cost(&self, lines: &[GridLine<'_>], end: usize, align: Align) -> u64 {
        let mut cost = 10 + self.cost;
        for (column, filled) in self.filled.iter().enumerate() {
            cost += match filled {
                None if column == 0 => 20,
                None => 8,
                Some((first, last)) if align == Align::Middle => {
                    let off = (first + last).abs_diff(self.start + end - 1) as u64;
                    // Half a line off is a matter of rounding.
                    if off == 1 { 4 } else { 8 * off }
                }
                Some(_) => 0,
            };
        }
        // A row of nothing but its key is rarely one.
        let only_key = self.filled.iter().skip(1).all(Option::is_none) && lines[self.start].cells.len() > 2;
        cost + if only_key { 10 } else { 0 }
    }
}

/// Whether a cell may go on with the next line: its own left no room for the next word, or its words ask for more.
pub(super) fn may_go_on(before: &str, after: &str, width: usize) -> bool {
    carried(before, after, width.max(1), 1) < 25
}

/// What it costs that a cell goes on with the next line.
fn carried(before: &str, after: &str, width: usize, column: usize) -> u64 {
    let with_next = length(before) + 1 + length(first_word(after));
    let mut cost: i64 = if with_next > width {
        1
    } else if with_next * 10 > width * 7 {
        10
    } else {
        25
    };
    let open =
        before.ends_with([',', '/', '-', '\u{2013}', '&', '(']) || lexicon::CELL_LINKS.has(last_word(before));
    let unclosed = before.rfind('(') > before.rfind(')');
    cost -= if begins_small(after) && !ends_sentence(before) { 8 } else { 0 };
    cost -= if open || unclosed { 10 } else { 0 };
    cost += if mask::is_date(before) && mask::is_date(after) { 30 } else { 0 };
    // Two marks, or one word twice, are cells of two rows.
    let is_mark = |text: &str| text.trim_matches(['[', ']', '(', ')']).chars().count() < 2;
    cost += if before == after || is_mark(before) && is_mark(after) { 30 } else { 0 };
    let is_key = |text: &str| text.trim_end_matches(['.', ')']).parse::<u32>().is_ok();
    cost += if column == 0 && is_key(after) && is_key(before) { 40 } else { 0 };
    u64::try_from(cost).unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[[&'static str; 3]], widths: [usize; 3]) -> Vec<Range<usize>> {
        let lines: Vec<_> = lines
            .iter()
            .map(|cells| GridLine { cells: cells.to_vec(), widths: widths.to_vec(), opens: false })
            .collect();
        rows(&lines)
    }

    #[test]
    fn wrapped_cells_at_the_top() {
        let lines = [
            ["Housing", "Apply to the hostel at", "1 May 2024"],
            ["", "Port Row", ""],
            ["Health", "See nurse", "2 May 2024"],
            ["Debts", "Write to the bank and", "3 May 2024"],
            ["and fines", "to the court", ""],
        ];
        assert_eq!(check(&lines, [12, 22, 12]), [0..2, 2..3, 3..5]);
    }

    #[test]
    fn cells_in_the_middle_of_their_row() {
        let lines = [
            ["", "Apply to the hostel at", ""],
            ["Housing", "", "1 May 2024"],
            ["", "Port Row", ""],
            ["Health", "See nurse", "2 May 2024"],
            ["", "Write to the bank and", "14 November"],
            ["Debts", "", ""],
            ["", "to the court", "2024"],
        ];
        assert_eq!(check(&lines, [12, 22, 12]), [0..3, 3..4, 4..7]);
    }

    #[test]
    fn a_cell_that_comes_back_is_whole() {
        let lines = [
            ["Gwen Tait", "Aunt", "Approved"],
            ["Philippa Weir", "Mother in law", "Approved"],
            ["Tom Orr", "Friend", "Barred"],
            ["Zoe Brae", "Mentor", "Approved"],
        ];
        assert_eq!(check(&lines, [15, 15, 12]), [0..1, 1..2, 2..3, 3..4]);
    }

    #[test]
    fn keys_that_count_open_rows() {
        let lines = [["1", "Go", ""], ["2", "Stay", ""], ["3", "Ask", ""]];
        assert_eq!(check(&lines, [3, 4, 3]).len(), 3);
    }
}
