//! Tables that are logs: a row for each entry, with its day, who wrote it, and a text of sentences.
//!
//! As a row an entry has neither author nor day, and one word that changed in it changes all of it. So each row of such a
//! table becomes the head of an entry and its text. A table is a log only where the name of each column but the text's says
//! that it holds the day of writing, who wrote, or in which way ("Phone"), and each row has a day, an author and a text:
//! nothing is then called somebody's that is not.

use cip_lexicon::LogColumns;

use crate::block::{Block, Style, Table, Text};
use crate::gathered::one_line;
use crate::text::mask;

/// Least rows: one, as next year's version may have more, and what a row is must not hang on that.
const ROWS_MIN: usize = 1;
/// Most words of a cell that is a day.
const DAY_WORDS_MAX: usize = 5;
/// Least words of a text, on the average.
const TEXT_WORDS_MIN: usize = 8;

/// Turns the rows of logs into entries.
pub(crate) fn entries(blocks: Vec<Block>) -> Vec<Block> {
    let mut found = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) => match text_column(&table) {
                Some((column, kind)) => push(&mut found, table, column, kind),
                None => found.push(Block::Table(table)),
            },
            other => found.push(other),
        }
    }
    found
}

/// The column of the texts, where a table is a log, and that of which kind each record is.
fn text_column(table: &Table) -> Option<(usize, Option<usize>)> {
    if table.rows.len() < ROWS_MIN {
        return None;
    }
    let names: Vec<String> = table.head.iter().map(|name| one_line(&name.words()).to_lowercase()).collect();
    // Whoever was met would stand beside who wrote: such rows stay what the table makes of them.
    let LogColumns { day, authors, kind, text, .. } =
        LogColumns::of(&names).filter(|columns| columns.met.is_none())?;
    let words = |row: &[Text], at: usize| row.get(at).map(|cell| one_line(&cell.words())).unwrap_or_default();
    let is_entry = |row: &Vec<Text>| {
        let when = words(row, day);
        when.split_whitespace().count() <= DAY_WORDS_MAX
            && mask::find_date(&when).is_some()
            && authors.iter().any(|at| !words(row, *at).is_empty())
            && !words(row, text).is_empty()
    };
    let total: usize = table.rows.iter().map(|row| words(row, text).split_whitespace().count()).sum();
    (table.rows.iter().all(is_entry) && total >= table.rows.len() * TEXT_WORDS_MIN).then_some((text, kind))
}

/// Adds the entries of a log, below the names of its columns, and a line behind the last: what follows is nobody's.
fn push(blocks: &mut Vec<Block>, table: Table, column: usize, kind: Option<usize>) {
    blocks.push(Block::Table(Table { head: table.head, rows: Vec::new() }));
    for mut row in table.rows {
        let mut take = |at: usize| row.get_mut(at).map(std::mem::take).unwrap_or_default();
        let (text, kind) = (take(column), kind.map(take).filter(|kind| !kind.is_blank()));
        let mut head = joined(row);
        if let Some(kind) = kind {
            // No part of who wrote.
            head.push(" (", Style::default(), kind.place());
            let place = kind.place();
            head.append(joined(vec![kind]));
            head.push(")", Style::default(), place);
        }
        blocks.push(Block::EntryHead { text: head });
        blocks.extend(text.paragraphs().into_iter().map(Block::paragraph));
    }
    blocks.push(Block::Rule);
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
    fn a_column_may_say_in_which_way() {
        let dug = "She came at nine and dug over the two beds at the wall without being asked.";
        let row =
            ["3 May 2024", "Phone", "A Brown, gardens", dug].map(|cell| Text::plain(cell, Place::default()));
        let head =
            ["Date", "Contact type", "Worker", "Details"].map(|name| Text::plain(name, Place::default()));
        let log = Table { head: head.to_vec(), rows: vec![row.to_vec(), row.to_vec()] };
        let log = write(&entries(vec![Block::Table(log)]), "test/1").text;
        assert!(log.contains("###### 3 May 2024, Phone, A Brown, gardens"), "{log}");
    }

    #[test]
    fn of_which_kind_a_record_is_names_nobody() {
        let dug = "She came at nine and dug over the two beds at the wall without being asked.";
        let text = |cell: &str| Text::plain(cell, Place::default());
        let log = |names: [&str; 4]| {
            let row = ["Visit", dug, "3 May 2024", "A Brown"].map(text).to_vec();
            let table = Table { head: names.map(text).to_vec(), rows: vec![row.clone(), row] };
            write(&entries(vec![Block::Table(table)]), "test/1").text
        };
        let read = log(["Activity", "Description", "Created on", "Created by"]);
        assert!(read.contains("###### 3 May 2024, A Brown (Visit)\n"), "{read}");
        let read = log(["Event type", "Description", "Date recorded", "Officer"]);
        assert!(!read.contains("######"), "{read}");
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
                "| Date | Who | Note |\n|---|---|---|\n\n###### 3 May 2024, Gardens\n\n{dug}\n\n###### 9/6/24, Library\n\n{read}\n\n---\n"
            )
        );
        let plan =
            check(&["Action", "Who", "Due"], &[["Ring her", "Gardens", "9/6/24"], ["Dig", "Hall", "9/7/24"]]);
        assert!(plan.starts_with('|'), "{plan}");
        let met =
            check(&["Date", "Present", "Note"], &[["3/5/24", "A Brown", dug], ["9/6/24", "B Orr", read]]);
        assert!(met.contains("| A Brown |"), "{met}");
        let of_him =
            check(&["Date", "Name", "Note"], &[["3/5/24", "A Brown", dug], ["9/6/24", "B Orr", read]]);
        assert!(of_him.contains("| A Brown |"), "whom a row is about wrote nothing: {of_him}");
        let without = check(&["Date", "Who", "Note"], &[["3/5/24", "", dug], ["9/6/24", "Library", read]]);
        assert!(without.starts_with("| Date"), "{without}");
    }
}
