//! Facts that are values: dates, times, doses, sums, durations, scores and plain numbers.
//!
//! A number is a number in any unit; its unit, or the word before it, says which class it is of.

use super::FactClass;
use crate::text::dates::date_at;
use crate::text::numbers::{NumberForm, NumberValue, number_at};
use crate::text::times::time_at;
use crate::text::{Words, may_begin_value};

/// How many tokens before a number a word may stand that makes it a score.
const SCORE_REACH: usize = 12;

/// The value that begins at this token: where it ends, and its class.
pub(super) fn value_at(words: Words<'_>, at: usize) -> Option<(usize, FactClass)> {
    if !may_begin_value(words, at) {
        return level_at(words, at).or_else(|| every_at(words, at));
    }
    if let Some((end, _)) = date_at(words, at) {
        return Some((end, FactClass::Date));
    }
    if let Some((end, _)) = time_at(words, at) {
        return Some((end, FactClass::Time));
    }
    if let Some((end, value)) = number_at(words, at) {
        return Some(classed(words, at, end, value));
    }
    if words.is_number(at) {
        return Some((at + 1, if is_scored(words, at) { FactClass::Score } else { FactClass::Number }));
    }
    None
}

/// "Level 3", "category two", "stage 1": a level with its number.
fn level_at(words: Words<'_>, at: usize) -> Option<(usize, FactClass)> {
    const LEVELS: [&str; 7] = ["level", "category", "tier", "band", "stage", "grade", "rated"];
    if !words.is_any(at, &LEVELS) {
        return None;
    }
    let next = at + 1 + usize::from(words.is_sign(at + 1, ":"));
    number_at(words, next).map(|(end, _)| (end, FactClass::Level))
}

/// "every six weeks".
fn every_at(words: Words<'_>, at: usize) -> Option<(usize, FactClass)> {
    if !words.is_any(at, &["every", "each"]) || !may_begin_value(words, at + 1) {
        return None;
    }
    let (end, _) = number_at(words, at + 1)?;
    words.is_any(end, &SPANS_OF_TIME).then_some((end + 1, FactClass::Frequency))
}

fn classed(words: Words<'_>, at: usize, end: usize, value: NumberValue) -> (usize, FactClass) {
    match value.form {
        NumberForm::Money => return (end, FactClass::Money),
        NumberForm::Percentage => return (end, FactClass::Percentage),
        NumberForm::Ordinal => return (end, FactClass::Number),
        NumberForm::Plain => {}
    }
    let unit = end + usize::from(words.is_sign(end, "-") && words.is_glued(end) && words.is_glued(end + 1));
    if words.is_any(unit, &SPANS_OF_TIME) {
        return (unit + 1, FactClass::Duration);
    }
    if words.is_any(unit, &DOSES) {
        return (unit + 1, FactClass::Dose);
    }
    if words.is(end, "times") {
        return (after_rate(words, end + 1), FactClass::Frequency);
    }
    if words.is(end, "out") && words.is(end + 1, "of") {
        let whole = number_at(words, end + 2).map_or(end, |(end, _)| end);
        return (whole, FactClass::Score);
    }
    if is_year(words, at) {
        return (end, FactClass::Date);
    }
    (end, if is_scored(words, at) { FactClass::Score } else { FactClass::Number })
}

/// "3 times" with its "per week".
fn after_rate(words: Words<'_>, at: usize) -> usize {
    let per = words.is_any(at, &["per", "a", "each", "every"]) && words.is_any(at + 1, &SPANS_OF_TIME);
    if per { at + 2 } else { at }
}

/// A number behind "score", "points" or the name of a scale in the same clause or row, or before "points".
fn is_scored(words: Words<'_>, at: usize) -> bool {
    let near = at.saturating_sub(SCORE_REACH)..at;
    let named =
        near.rev().take_while(|before| !is_break(words, *before)).any(|before| words.is_any(before, &SCALES));
    named || words.is_any(at + 1, &["points", "point"])
}

fn is_break(words: Words<'_>, at: usize) -> bool {
    words.is_sign(at, ",") || words.is_sign(at, ";") || words.is_sign(at, ".")
}

fn is_year(words: Words<'_>, at: usize) -> bool {
    const BEFORE: [&str; 12] =
        ["in", "since", "from", "until", "till", "by", "during", "of", "year", "early", "late", "before"];
    let text = words.text(at);
    let in_figures = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    in_figures && at > 0 && words.is_any(at - 1, &BEFORE)
}

const SPANS_OF_TIME: [&str; 24] = [
    "second",
    "seconds",
    "minute",
    "minutes",
    "min",
    "mins",
    "hour",
    "hours",
    "hr",
    "hrs",
    "day",
    "days",
    "night",
    "nights",
    "week",
    "weeks",
    "fortnight",
    "fortnights",
    "month",
    "months",
    "year",
    "years",
    "yr",
    "yrs",
];

const DOSES: [&str; 24] = [
    "mg",
    "mgs",
    "mcg",
    "micrograms",
    "microgram",
    "milligrams",
    "milligram",
    "g",
    "ml",
    "mls",
    "millilitres",
    "units",
    "iu",
    "tablet",
    "tablets",
    "capsule",
    "capsules",
    "puff",
    "puffs",
    "patch",
    "patches",
    "drops",
    "mmol",
    "nanograms",
];

const SCALES: [&str; 40] = [
    "score",
    "scores",
    "scored",
    "scoring",
    "scoresheet",
    "total",
    "cmi",
    "vrs",
    "sa07",
    "rm2000",
    "audit",
    "cage",
    "sds",
    "pcl",
    "hcr",
    "oasys",
    "rsvp",
    "sara",
    "static",
    "phq",
    "gad",
    "ghq",
    "core",
    "fast",
    "dudit",
    "dast",
    "stable",
    "acute",
    "gpa",
    "raas",
    "mmse",
    "iq",
    "asrs",
    "bdi",
    "bai",
    "hads",
    "wemwbs",
    "cravings",
    "readiness",
    "rating",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    /// The first value of a text and its class.
    fn first(text: &str) -> (String, &'static str) {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let words = Words::new(text, &tokens);
        let found = (0..tokens.len()).find_map(|at| value_at(words, at).map(|(end, class)| (at, end, class)));
        let (at, end, class) = found.expect("a value");
        (tokens[at].span.cover(tokens[end - 1].span).of(text).to_owned(), class.name())
    }

    #[test]
    fn the_unit_says_the_class() {
        for (text, value, class) in [
            ("seen 12 May 2024 again", "12 May 2024", "date"),
            ("seen at 9.30 a.m. again", "9.30 a.m.", "time"),
            ("takes 7.5mg daily", "7.5mg", "dose"),
            ("takes 35 ml daily", "35 ml", "dose"),
            ("owes £1,234.50 now", "£1,234.50", "money"),
            ("for five weeks", "five weeks", "duration"),
            ("a five-year sentence", "five-year", "duration"),
            ("some 26 per cent", "26 per cent", "percentage"),
            ("seen 3 times per week", "3 times per week", "frequency"),
            ("seen every six weeks", "every six weeks", "frequency"),
            ("The AUDIT score in the spring was 18", "18", "score"),
            ("managed 7 out of 12 boxes", "7 out of 12", "score"),
            ("AUDIT score 25 then", "25", "score"),
            ("LS/CMI total: 24", "24", "score"),
            ("MAPPA Level 2 then", "Level 2", "level"),
            ("cell 3/39", "3/39", "number"),
            ("weighs 80 kg", "80", "number"),
            ("in 2013 he left", "2013", "date"),
            ("the third visit", "third", "number"),
        ] {
            assert_eq!(first(text), (value.to_owned(), class), "{text}");
        }
    }
}
