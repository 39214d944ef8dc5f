//! Tables that are logs: a row for each entry, with its day, who wrote it, and a text of sentences.
//!
//! As a row an entry has neither author nor day, and one word that changed in it changes all of it. So each row of such a
//! table becomes the head of an entry and its text. What tells a log is what stands in its columns, in nearly every row a
//! day, in most a text far longer than all else, and no word of its head.

use std::ops::Range;

use crate::block::{Block, Style, Table, Text};
use crate::text::mask;

/// Least rows.
const ROWS_MIN: usize = 2;
/// Columns: a day, who wrote, what; and a few more.
const COLUMNS: Range<usize> = 3..9;
/// Most words of a cell that is a day.
const DAY_WORDS_MAX: usize = 5;
/// Least words of a text, on the average.
const TEXT_WORDS_MIN: usize = 12;
/// Most words of every other cell together, on the average.
const OTHER_WORDS_MAX: usize = 10;

/// Turns the rows of logs into entries.
pub(crate) fn entries(blocks: Vec<Block>) -> Vec<Block> {
    let mut found = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) => match text_column(&table) {
                Some(column) => push(&mut found, table, column),
                None => found.push(Block::Table(table)),
            },
            other => found.push(other),
        }
    }
    found
}

/// The column of the texts, where a table is a log.
fn text_column(table: &Table) -> Option<usize> {
    let (rows, columns) = (table.rows.len(), table.head.len());
    if rows < ROWS_MIN || !COLUMNS.contains(&columns) {
        return None;
    }
    let words = |row: &Vec<Text>, column: usize| {
        row.get(column).map_or(0, |cell| cell.words().split_whitespace().count())
    };
    let total = |column: usize| table.rows.iter().map(|row| words(row, column)).sum::<usize>();
    let all: usize = (0..columns).map(total).sum();
    let text = (0..columns).max_by_key(|column| total(*column))?;
    let is_day = |row: &Vec<Text>, column: usize| {
        let day = row.get(column).map(Text::words).unwrap_or_default();
        words(row, column) <= DAY_WORDS_MAX && mask::find_date(&one_line(&day)).is_some()
    };
    let days = |column: usize| table.rows.iter().filter(|row| is_day(row, column)).count();
    let dated = (0..columns).filter(|column| *column != text).any(|column| days(column) * 5 >= rows * 4);
    let texts = total(text);
    (dated && texts >= rows * TEXT_WORDS_MIN && all - texts <= rows * OTHER_WORDS_MAX).then_some(text)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the entries of a log, below the names of its columns.
fn push(blocks: &mut Vec<Block>, table: Table, column: usize) {
    blocks.push(Block::Table(Table { head: table.head, rows: Vec::new() }));
    for mut row in table.rows {
        let text = if column < row.len() { row.remove(column) } else { Text::default() };
        blocks.push(Block::EntryHead { text: joined(row) });
        blocks.extend(text.paragraphs().into_iter().map(Block::paragraph));
    }
}

/// Cells one behind the other, on one line.
fn joined(cells: Vec<Text>) -> Text {
    let mut joined = Text::default();
    for cell in cells {
        let mut gap = ", ";
        for line in cell.lines().into_iter().filter(|line| !line.is_blank()) {
            if !joined.is_blank() {
                joined.push(gap, Style::default(), line.place());
            }
            joined.append(line);
            gap = " ";
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Place;
    use crate::writer::write;

    fn check(head: &[&str], rows: &[[&str; 3]]) -> String {
        let text = |cell: &&str| Text::plain(*cell, Place::default());
        let rows = rows.iter().map(|row| row.iter().map(text).collect()).collect();
        let table = Table { head: head.iter().map(text).collect(), rows };
        write(&entries(vec![Block::Table(table)]), "test/1").text
    }

    #[test]
    fn rows_of_a_log_are_entries() {
        let dug = "She came at nine and dug over the two beds at the wall without being asked.";
        let read = "Six books are out and one is long overdue. She will bring it in on Friday.";
        let log =
            check(&["Date", "Who", "Note"], &[["3 May\n2024", "Gardens", dug], ["9/6/24", "Library", read]]);
        assert_eq!(
            log,
            format!(
                "| Date | Who | Note |\n|---|---|---|\n\n###### 3 May 2024, Gardens\n\n{dug}\n\n###### 9/6/24, Library\n\n{read}\n"
            )
        );
        let plan =
            check(&["Action", "Who", "Due"], &[["Ring her", "Gardens", "9/6/24"], ["Dig", "Hall", "9/7/24"]]);
        assert!(plan.starts_with('|'), "{plan}");
    }
}
