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
use crate::text::{Token, TokenKind, Words, dates};

/// Most words and signs of a cell that is a day.
const DAY_TOKENS_MAX: usize = 12;

/// The tokens of a row that is an entry, as ranges of those of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Entry {
    /// What stands before the text and tells who wrote, or when.
    pub(in crate::document) head: Range<usize>,
    /// What stands before the text and tells neither: whom somebody met; of which kind a record is that tells the rest
    /// behind its text.
    pub(in crate::document) aside: Range<usize>,
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
    let day = &row[day.clone()];
    let dated = day.len() <= DAY_TOKENS_MAX && (is_day(source, day) || is_day_of_some_year(source, day));
    let signed = columns.authors.iter().filter_map(|at| cells.get(*at)).any(words);
    let before = text.start.saturating_sub(1);
    let told = |at: &usize| *at < columns.text;
    let aside = match columns.met {
        Some(met) => cells.get(met)?.clone(),
        None if !told(&columns.day) && !columns.authors.iter().any(told) => 0..before,
        None => before..before,
    };
    let entry = Entry {
        // A border stands before the cell of who was met.
        head: 0..aside.start - usize::from(columns.met.is_some() && aside.start > 0),
        aside,
        text: text.clone(),
        signature: (text.end + 1).min(row.len())..row.len(),
    };
    (cells.len() <= columns.count && dated && signed && words(&text)).then_some(entry)
}

/// "6 Feb", "Sept": a day or a month whose year stands above it.
fn is_day_of_some_year(source: &str, cell: &[Token]) -> bool {
    let month = matches!(cell, [word] if dates::month(word.span.of(source)).is_some());
    month || dates::date_at(Words::new(source, cell), 0).is_some_and(|(end, _)| end == cell.len())
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
    fn when_and_by_whom_may_stand_behind_the_text() {
        let log = "| Activity | Description | Created on | Created by |\n|---|---|---|---|\n\
                   | Phone call | She dug two beds. | 3/5/2024 | O Brae |\n";
        assert_eq!(check(log), [("She dug two beds.".to_owned(), "O Brae 2024-05-03".to_owned())]);
    }

    #[test]
    fn whoever_was_met_wrote_nothing_and_a_row_of_a_year_dates_those_below() {
        let log = "| Date | Spoke with | What was said | Init. |\n|---|---|---|---|\n| **2023** | | | |\n\
                   | 3 May | Gardener | She dug two beds. | OB |\n| **2024** | | | |\n\
                   | 4 May | Gardener | All of it alone. | WR |\n| same day | Her aunt | She swept up. | OB |\n";
        let said = [
            ("**2023**", ""),
            ("She dug two beds.", "OB 2023-05-03"),
            ("**2024**", ""),
            ("All of it alone.", "WR 2024-05-04"),
            ("She swept up.", "OB 2024-05-04"),
        ];
        assert_eq!(check(log), said.map(|(text, who)| (text.to_owned(), who.to_owned())));
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
