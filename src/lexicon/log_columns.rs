//! Which column of a log holds what, by the names of the columns.
//!
//! A log is a table with a row for each entry: its day, who wrote it, and a text of sentences. The name of each column but
//! the text's must say that it holds the day of writing, who wrote, or in which way somebody was met.

use std::ops::Range;

use crate::lists;

/// Columns: a day, who wrote, what; and a few more.
const COLUMNS: Range<usize> = 3..9;

/// The columns of a log, each from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogColumns {
    /// That of the day.
    pub day: usize,
    /// Those of who wrote; at least one.
    pub authors: Vec<usize>,
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
        let day = names.iter().position(|name| lists::DAYS_OF_LOGS.has(name))?;
        let (authors, others): (Vec<usize>, Vec<usize>) =
            (0..names.len()).filter(|at| *at != day).partition(|at| tells_author(&names[*at]));
        let mut others = others.into_iter().filter(|at| !lists::WAYS_OF_LOGS.has(&names[*at]));
        let text = others.next().filter(|at| lists::TEXTS_OF_LOGS.has(&names[*at]))?;
        // "What", "Who", "When" are a plan's; and who came "From" somewhere wrote nothing of it.
        let told = |at: &usize| names[*at] != "from" || lists::TEXTS_OF_MESSAGES.has(&names[text]);
        let authors: Vec<usize> = authors.into_iter().filter(told).collect();
        (others.next().is_none() && !authors.is_empty() && day < text).then_some(Self {
            day,
            authors,
            text,
            count: names.len(),
        })
    }
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
        let columns =
            |authors: &[usize], text| Some(LogColumns { day: 0, authors: authors.to_vec(), text, count: 3 });
        assert_eq!(check("Date | Who | Note"), columns(&[1], 2));
        assert_eq!(check("Date | Name and agency | Update"), columns(&[1], 2));
        assert_eq!(check("When | Update | Worker / role"), columns(&[2], 1));
        for other in [
            "What | Who | When",
            "Date | From | Details",
            "Date | Name | Note",
            "Date | Who | Cost",
            "Action | Who | Due",
            "Date | Note",
        ] {
            assert_eq!(check(other), None, "{other}");
        }
    }
}
