//! The day by which something is to be done, and whether a passage tells what came of it.
//!
//! Takes tokens, gives a day. The words that tell a commitment from any other sentence with a date stand in
//! `commitments.txt` of the lexicon.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::document::DateAt;
use crate::lexicon;
use crate::text::{Phrases, TokenKind, Words};

/// Read once and never changed.
static SIGNS: LazyLock<Phrases<Sign>> =
    LazyLock::new(|| Phrases::read(&lexicon::COMMITMENTS, Sign::of_heading));

/// How many tokens of a denial may follow what would be an intent: "will not", "will definitely not".
const DENIED_WITHIN: usize = 2;

/// What a phrase of a commitment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Intent,
    Reported,
    Item,
    Denied,
    By,
    Clause,
    Aside,
    Outcome,
}

impl Sign {
    const ALL: [(&str, Self); 8] = [
        ("intent", Self::Intent),
        ("reported", Self::Reported),
        ("item", Self::Item),
        ("denied", Self::Denied),
        ("by", Self::By),
        ("clause", Self::Clause),
        ("aside", Self::Aside),
        ("outcome", Self::Outcome),
    ];

    fn of_heading(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(heading, _)| *heading == name).map(|(_, sign)| *sign)
    }

    /// The longest phrase that begins at this token, and where it ends.
    fn at(words: Words<'_>, at: usize) -> Option<(usize, Self)> {
        SIGNS.phrase_at(words.tokens(), at)
    }
}

/// The last of these days. A month's end where only the month is named; without a year the first
/// such day or month from `written` on, and none where that is not known.
pub(super) fn last(dates: &[DateAt], written: Option<Date>) -> Option<Date> {
    dates.iter().filter_map(|(_, value)| value.last_day_from(written)).max()
}

/// A day by which something is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Promise {
    /// The day.
    pub(super) due: Date,
    /// The token from which on the sentence may tell what came of it: past the day and past the promise.
    pub(super) end: usize,
}

/// The day by which what a sentence promises is to be done; none where it promises nothing or names no day.
///
/// In an `item` of a list the verb may stand alone: "Nurse to call on 3 May".
pub(super) fn promised(
    words: Words<'_>,
    dates: &[DateAt],
    item: bool,
    written: Option<Date>,
) -> Option<Promise> {
    if dates.is_empty() {
        return None;
    }
    let opens = dates.first().filter(|(range, _)| is_by(words, 0, range.start) == Some(0));
    let mut at = 0;
    while at < words.len() {
        let Some((end, sign)) = Sign::at(words, at) else {
            at += 1;
            continue;
        };
        let intent = matches!(sign, Sign::Intent | Sign::Reported) || item && sign == Sign::Item;
        if intent && !is_denied(words, end) {
            let is_due = |date: usize| match is_by(words, end, date) {
                Some(first) if sign == Sign::Reported => words.is_in(first, &lexicon::LIMITS),
                by => by.is_some(),
            };
            let ends = clause_at(words, end);
            let following =
                dates.iter().find(|(range, _)| (end..ends).contains(&range.start) && is_due(range.start));
            let end = following.map_or_else(|| clause_end(words, end), |(range, _)| range.end);
            let (_, value) = following.or(opens)?;
            return value.last_day_from(written).map(|due| Promise { due, end });
        }
        at = end;
    }
    by_a_day_ahead(words, dates, written)
}

/// The day by which something is due that no known verb promises: "The request goes to the board by 3 May".
///
/// What is to be by a day that was still to come when it was written is no report of the past, whatever its verb. It
/// takes a word that sets a limit: a day ahead may also be one on which something ends by itself.
fn by_a_day_ahead(words: Words<'_>, dates: &[DateAt], written: Option<Date>) -> Option<Promise> {
    let undoes = |at: usize| {
        Sign::at(words, at).is_some_and(|(_, sign)| matches!(sign, Sign::Denied | Sign::Clause | Sign::Aside))
    };
    let limit = |date: usize| is_by(words, 0, date).filter(|first| words.is_in(*first, &lexicon::LIMITS));
    dates.iter().find_map(|(range, value)| {
        let first = limit(range.start)?;
        // "No later than" is a limit and denies nothing.
        let before = first.saturating_sub(usize::from(words.is(first, "later")));
        if before == 0 || (0..before).any(undoes) {
            return None;
        }
        let due = value.last_day_from(written).filter(|due| written.is_some_and(|written| written < *due))?;
        Some(Promise { due, end: range.end })
    })
}

/// Where among the tokens from here on the first phrase begins that tells what came of something. What stands in a
/// clause that says when or why, or of whom, tells of something else.
pub(super) fn outcome_from(words: Words<'_>, from: usize) -> Option<usize> {
    let signs = (from..words.len()).filter_map(|at| Some((at, Sign::at(words, at)?.1)));
    let mut clause = signs.take_while(|(_, sign)| !matches!(sign, Sign::Clause | Sign::Aside));
    clause.find(|(_, sign)| *sign == Sign::Outcome).map(|(at, _)| at)
}

/// Where the next sign stands that parts clauses.
fn clause_end(words: Words<'_>, from: usize) -> usize {
    let parts = |at: &usize| CLAUSE_ENDS.iter().any(|sign| words.is_sign(*at, sign));
    (from..words.len()).find(parts).unwrap_or(words.len())
}

/// Signs that part clauses.
const CLAUSE_ENDS: [&str; 6] = [",", ";", ":", "-", "(", "."];

/// Where the words begin that make a date one by which: a phrase that says so, or the date itself straight after what
/// is due.
fn is_by(words: Words<'_>, from: usize, date: usize) -> Option<usize> {
    let is_sign = |at: usize| words.kind(at) == Some(TokenKind::Sign);
    if from > 0 && (from..date).all(is_sign) {
        return Some(date);
    }
    let before = (from..date).rev().find(|at| !is_sign(*at)).map_or(from, |at| at + 1);
    let mut starts = before.saturating_sub(BY_TOKENS_MAX).max(from)..before;
    starts.find(|at| Sign::at(words, *at) == Some((before, Sign::By)))
}

/// Most tokens of a phrase that says by when.
const BY_TOKENS_MAX: usize = 5;

/// Where the next clause begins that says when or why, so that its dates are its own.
fn clause_at(words: Words<'_>, from: usize) -> usize {
    let begins = |at: &usize| Sign::at(words, *at).is_some_and(|(_, sign)| sign == Sign::Clause);
    (from..words.len()).find(begins).unwrap_or(words.len())
}

fn is_denied(words: Words<'_>, end: usize) -> bool {
    (end..end + DENIED_WITHIN)
        .filter(|at| *at < words.len())
        .any(|at| Sign::at(words, at).is_some_and(|(_, sign)| sign == Sign::Denied))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, dates, tokenise};

    fn check(text: &str) -> String {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let (words, dates) = (Words::new(text, &tokens), dates::find(text, &tokens));
        let due = promised(words, &dates, true, "2023-11-02".parse().ok());
        due.map_or(String::new(), |promise| promise.due.to_string())
    }

    #[test]
    fn promises_with_a_day() {
        for (text, due) in [
            ("He will be referred to the dentist by 30 June 2024.", "2024-06-30"),
            ("The order is to be reviewed in March.", "2024-03-31"),
            ("I shall telephone the landlord on 12/05/24", "2024-05-12"),
            ("By 4 May 2024 the nurse will have seen him.", "2024-05-04"),
            ("Ms Other agreed to write to the bank no later than May 2024.", "2024-05-31"),
            ("Optician booked for Monday 6 May 2024", "2024-05-06"),
            ("Next review: 6.5.2024", "2024-05-06"),
            ("Housing officer to visit in the week of 6 May 2024", "2024-05-06"),
            ("It was agreed that he would ring the bank by 4 May 2024.", "2024-05-04"),
            ("The forms should be returned by the end of April 2024.", "2024-04-30"),
            ("His mother gives her answer to the hostel by 3 May 2024.", "2024-05-03"),
            ("The governor promised a place on the party no later than 3 May 2024.", "2024-05-03"),
            ("The complaint is to be raised at the June review.", "2024-06-30"),
        ] {
            assert_eq!(check(text), due, "{text}");
        }
    }

    #[test]
    fn dates_of_something_else() {
        for text in [
            "He was referred to the dentist on 30 June 2023.",
            "He will not be considered before May 2024.",
            "He will discuss the letter of 30 June 2023.",
            "The report dated 3 May 2023 is on file.",
            "He has been clean since March 2023.",
            "He will stay there until May 2024.",
            "He will be moved if there is no report before 3 May 2024.",
            "He will attend the course.",
            "He said that he would ring on 3 May 2023.",
            "He was offered a copy on 3 May 2024.",
            "He had his answer by 3 May 2023.",
            "He is not in work by 3 May 2024.",
            "She left when he was moved, by 3 May 2024.",
            "His licence ends on 3 May 2024.",
        ] {
            assert_eq!(check(text), "", "{text}");
        }
    }

    #[test]
    fn every_heading_is_known() {
        for heading in lexicon::COMMITMENTS.headings().into_iter().filter(|heading| *heading != "limits") {
            assert!(Sign::of_heading(heading).is_some(), "{heading}");
        }
    }
}
