//! Tables that are logs: a row for each entry, with its day, who wrote it, and a text of sentences.
//!
//! Takes the titles of a header row, gives which cells of a row are the head of an entry, which its text and which its
//! signature. As a row an entry would have neither author nor day, and one word that changed in it would change all of it.
//! The name of each column but the text's must say that it holds the day of writing, who wrote, or in which way, and a row
//! must have a day, an author and a text: nothing is then called somebody's that is not.

use std::ops::Range;

use crate::document::entries::labelled::is_day;
use crate::document::reading::{cell_ranges, titles};
use crate::lexicon::LogColumns;
use crate::text::{Token, TokenKind};

/// Most words and signs of a cell that is a day.
const DAY_TOKENS_MAX: usize = 12;

/// The tokens of a row that is an entry, as ranges of those of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Entry {
    /// What stands before the text.
    pub(in crate::document) head: Range<usize>,
    pub(in crate::document) text: Range<usize>,
    /// What stands behind it.
    pub(in crate::document) signature: Range<usize>,
}

/// The columns of a table with this line of titles, if it is a log.
pub(in crate::document) fn columns(line: &str) -> Option<LogColumns> {
    LogColumns::of(&titles(line))
}

/// The entry that a row of a log with these columns is.
pub(in crate::document) fn entry(columns: &LogColumns, source: &str, row: &[Token]) -> Option<Entry> {
    let cells = cell_ranges(row);
    let words = |cell: &Range<usize>| row[cell.clone()].iter().any(|token| token.kind == TokenKind::Word);
    let (day, text) = (cells.get(columns.day)?, cells.get(columns.text)?.clone());
    let dated = day.len() <= DAY_TOKENS_MAX && is_day(source, &row[day.clone()]);
    let signed = columns.authors.iter().filter_map(|at| cells.get(*at)).any(words);
    let entry = Entry {
        head: 0..text.start.saturating_sub(1),
        text: text.clone(),
        signature: (text.end + 1).min(row.len())..row.len(),
    };
    (cells.len() <= columns.count && dated && signed && words(&text)).then_some(entry)
}

#[cfg(test)]
mod tests {
    use crate::document::{UnitKind, parse};

    /// Texts of a plan with who wrote each, and when.
    fn check(table: &str) -> Vec<(String, String)> {
        let document = parse(format!("## Work\n\n{table}")).unwrap();
        let sentences = document.units().iter().filter(|unit| unit.kind == UnitKind::Sentence);
        let said = sentences.map(|unit| {
            let entry = document.entry(unit);
            let day = entry.written.map(|day| day.to_string()).unwrap_or_default();
            let who = entry.author.clone().unwrap_or_default();
            (document.text(unit).to_owned(), format!("{who} {day}").trim().to_owned())
        });
        said.collect()
    }

    #[test]
    fn rows_of_a_log_are_entries() {
        let log = "| Date | Who | Note |\n|---|---|---|\n| 3 May 2024 | O Brae, gardens | She dug two beds. All of it alone. |\n\
                   | same day | W Orr | She swept up. |\n| ditto | as above | And locked the shed. |\n";
        let found = check(log);
        let said = |text: &str| found.iter().find(|(own, _)| own == text).map(|(_, who)| who.as_str());
        assert_eq!(said("She dug two beds."), Some("O Brae, gardens 2024-05-03"));
        assert_eq!(said("All of it alone."), Some("O Brae, gardens 2024-05-03"));
        assert_eq!(said("She swept up."), Some("W Orr 2024-05-03"));
        assert_eq!(said("And locked the shed."), Some("W Orr 2024-05-03"));
    }

    #[test]
    fn who_wrote_may_stand_behind_the_text() {
        let log = "| Date | Note | Signed |\n|---|---|---|\n| 3/5/2024 | She dug two beds. | O Brae |\n";
        assert_eq!(check(log), [("She dug two beds.".to_owned(), "O Brae 2024-05-03".to_owned())]);
    }

    #[test]
    fn other_tables_stay_tables() {
        for head in
            ["Date | Present | Note", "Action | Who | Due", "Date | Who | Result", "Date | Note | Cost"]
        {
            let table = format!("| {head} |\n|---|---|---|\n| 3/5/2024 | O Brae | She dug two beds. |\n");
            assert_eq!(check(&table), [], "{head}");
        }
        // Nor is a row without a day.
        assert_eq!(
            check("| Date | Who | Note |\n|---|---|---|\n| later | O Brae | She dug two beds. |\n"),
            []
        );
    }
}
