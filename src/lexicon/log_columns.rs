//! Which column of a log holds what, by the names of the columns.
//!
//! A log is a table with a row for each entry: its day, who wrote it, and a text of sentences. The name of each column but
//! the text's must say that it holds the day of writing, who wrote, in which way somebody was met, or whom. Where that of the
//! day says that it is the day of writing ("Modified on"), it may stand behind the text, and less need be said of the text;
//! then nobody else wrote but who did the same by its name ("Modified by"): an officer of such a row may be in it.

use std::ops::Range;

use crate::lists;
use crate::word_list::WordList;

/// Columns: a day, who wrote, what; and a few more.
const COLUMNS: Range<usize> = 3..9;

/// The columns of a log, each from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogColumns {
    /// That of the day.
    pub day: usize,
    /// Those of who wrote; at least one.
    pub authors: Vec<usize>,
    /// That of who was met, right before the text: nobody who wrote.
    pub met: Option<usize>,
    /// That of which kind the record is, which names nobody.
    pub kind: Option<usize>,
    /// That of the text.
    pub text: usize,
    /// How many there are.
    pub count: usize,
}

impl LogColumns {
    /// The columns of a table with these names, in small letters, if it is a log.
    pub fn of(names: &[String]) -> Option<Self> {
        if !COLUMNS.contains(&names.len()) {
            return None;
        }
        // "Init." is short for initials.
        let names: Vec<&str> = names.iter().map(|name| name.trim_end_matches('.')).collect();
        let is_day = |name: &&str| lists::DAYS_OF_LOGS.has(name) || lists::DAYS_OF_WRITING.has(name);
        let day = names.iter().position(is_day)?;
        let written = lists::DAYS_OF_WRITING.has(names[day]);
        let tells_text =
            |name: &str| lists::TEXTS_OF_LOGS.has(name) || written && lists::TEXTS_OF_RECORDS.has(name);
        // "Contact" is the way where another column holds what passed.
        let texts = names.iter().filter(|name| tells_text(name)).count();
        let tells_way = |name: &str| {
            lists::WAYS_OF_LOGS.has(name)
                || written && lists::WAYS_OF_RECORDS.has(name)
                || texts > 1 && lists::TEXTS_OR_WAYS_OF_LOGS.has(name)
        };
        // A name behind the text, and nothing else, is that of who signs; one before it may be whom the row is about.
        let signs = |at: usize| {
            names.len() == COLUMNS.start && at == COLUMNS.start - 1 && lists::NAMES_OF_SIGNERS.has(names[at])
        };
        let (authors, others): (Vec<usize>, Vec<usize>) =
            (0..names.len()).filter(|at| *at != day).partition(|at| tells_author(names[*at]) || signs(*at));
        let (met, others): (Vec<usize>, Vec<usize>) =
            others.into_iter().partition(|at| lists::MET_IN_LOGS.has(names[*at]));
        let mut others = others.into_iter().filter(|at| !tells_way(names[*at]));
        let text = others.next().filter(|at| tells_text(names[*at]))?;
        let met = match met.as_slice() {
            [] => None,
            [met] if met + 1 == text => Some(*met),
            _ => return None,
        };
        // "What", "Who", "When" are a plan's; and who came "From" somewhere wrote nothing of it.
        let told = |at: &usize| names[*at] != "from" || lists::TEXTS_OF_MESSAGES.has(names[text]);
        let authors: Vec<usize> = authors.into_iter().filter(told).collect();
        let only_records =
            |at: usize, logs: &WordList, records: &WordList| records.has(names[at]) && !logs.has(names[at]);
        let kind =
            (0..names.len()).find(|at| only_records(*at, &lists::WAYS_OF_LOGS, &lists::WAYS_OF_RECORDS));
        let of_record = kind.is_some()
            || day > text
            || only_records(day, &lists::DAYS_OF_LOGS, &lists::DAYS_OF_WRITING)
            || only_records(text, &lists::TEXTS_OF_LOGS, &lists::TEXTS_OF_RECORDS);
        let did = |at: &usize| did_the_same(names[*at], names[day]);
        if of_record && !matches!(&authors[..], [only] if did(only)) {
            return None;
        }
        (others.next().is_none() && !authors.is_empty() && (day < text || written)).then_some(Self {
            day,
            authors,
            met,
            kind,
            text,
            count: names.len(),
        })
    }
}

/// Whether somebody is named who did what the name of a day says: "Created by" beside "Created on" or "Date created".
fn did_the_same(author: &str, day: &str) -> bool {
    let mut words = author.split(' ').rev();
    let by = words.next() == Some("by");
    by && words.next().is_some_and(|did| day.split(' ').any(|word| word == did))
}

/// Whether a name says that its column tells who wrote: "Author", "Name and agency", "Worker / role". "Name" alone may be whom
/// a row is about.
fn tells_author(name: &str) -> bool {
    let parts =
        || name.split([',', '/', '&', '(', ')', '+']).flat_map(|part| part.split(" and ")).map(str::trim);
    let parts = || parts().filter(|part| !part.is_empty());
    let author = |part: &str| lists::AUTHORS_OF_LOGS.has(part);
    author(name)
        || parts().any(author) && parts().all(|part| author(part) || lists::BESIDE_AUTHORS_OF_LOGS.has(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &str) -> Option<LogColumns> {
        let names: Vec<String> = names.split('|').map(|name| name.trim().to_lowercase()).collect();
        LogColumns::of(&names)
    }

    #[test]
    fn columns_by_their_names() {
        let columns = |authors: &[usize], text| {
            Some(LogColumns { day: 0, authors: authors.to_vec(), met: None, kind: None, text, count: 3 })
        };
        assert_eq!(check("Date | Who | Note"), columns(&[1], 2));
        assert_eq!(check("Date | Name and agency | Update"), columns(&[1], 2));
        assert_eq!(check("When | Update | Worker / role"), columns(&[2], 1));
        assert_eq!(check("Date | Comments | Name"), columns(&[2], 1));
        let contact = check("Date | Worker | Contact | Details").unwrap();
        assert_eq!((contact.authors, contact.text), (vec![1], 3));
        assert_eq!(check("Date | Worker | Contact"), columns(&[1], 2));
        for other in [
            "What | Who | When",
            "Date | From | Details",
            "Date | Name | Note",
            "Date | Who | Cost",
            "Action | Who | Due",
            "Date | Note",
            "Description | Who | Date",
            "Date | With | Who | Note",
            "Activity | Description | Date | By whom",
            "Event type | Description | Date recorded | Officer",
            "Description | Last updated | Officer",
            "Note | Created by | Modified on | Modified by",
            "Note | Created on | Created by | Modified on | Modified by",
            "Activity | Description | Created on | Modified by",
            "Activity | Description | Created on | Staff member",
        ] {
            assert_eq!(check(other), None, "{other}");
        }
    }
    #[test]
    fn the_day_of_writing_may_stand_behind_the_text() {
        let columns = check("Activity | Description | Created On | Created By").unwrap();
        assert_eq!((columns.text, columns.day, columns.authors), (1, 2, vec![3]));
        assert_eq!(columns.kind, Some(0));
        assert_eq!(check("Note | Date entered | Entered by").unwrap().day, 1);
    }

    #[test]
    fn whoever_was_met_wrote_nothing() {
        let columns = check("Date | Spoke with | What was said | Init.").unwrap();
        assert_eq!((columns.met, columns.text, columns.authors), (Some(1), 2, vec![3]));
    }
}
