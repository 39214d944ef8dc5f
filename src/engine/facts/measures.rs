//! Facts that are values: dates, times, doses, sums, durations, scores and plain numbers.
//!
//! A number is a number in any unit; its unit, or the word before it, says which class it is of.

use std::sync::LazyLock;

use super::FactClass;
use crate::lexicon;
use crate::text::numbers::{NumberForm, NumberValue, is_currency, number_at};
use crate::text::{Phrases, TokenKind, Value, Words, keys_of, may_begin_value, starts_of_values, value_at};

/// How many tokens before a number a word may stand that makes it a score.
const SCORE_REACH: usize = 12;

/// Words that say what a number counts. Read once and never changed.
static UNITS: LazyLock<Phrases<Unit>> = LazyLock::new(|| Phrases::read(&lexicon::UNITS, Unit::named));

/// The headings of `units.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Span,
    Dose,
    Money,
    Scale,
    Level,
    Numbered,
    Each,
    Vague,
    Clock,
    Lasting,
    Degree,
    Risk,
}

/// The keys of all words that open a value: one of a list, or one that a value in figures or words begins with.
pub(super) fn firsts() -> impl Iterator<Item = u64> {
    let listed = lexicon::INDEFINITE.iter().chain(lexicon::ROMAN_UNITS.iter());
    UNITS.firsts().chain(starts_of_values()).chain(listed.flat_map(keys_of))
}

impl Unit {
    const ALL: [(&str, Self); 12] = [
        ("span", Self::Span),
        ("dose", Self::Dose),
        ("money", Self::Money),
        ("scale", Self::Scale),
        ("level", Self::Level),
        ("numbered", Self::Numbered),
        ("each", Self::Each),
        ("vague", Self::Vague),
        ("clock", Self::Clock),
        ("lasting", Self::Lasting),
        ("degree", Self::Degree),
        ("risk", Self::Risk),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(listed, _)| *listed == name).map(|(_, unit)| *unit)
    }

    /// The heading under which the phrase that begins at this token stands, and where the phrase ends.
    fn at(words: Words<'_>, at: usize) -> Option<(usize, Self)> {
        (at < words.len()).then(|| UNITS.phrase_at(words.tokens(), at)).flatten()
    }

    /// Whether a phrase of this heading begins at the token.
    fn is_at(self, words: Words<'_>, at: usize) -> bool {
        Self::at(words, at).is_some_and(|(_, unit)| unit == self)
    }
}

/// The value that begins at this token: where it ends, and its class.
pub(super) fn classed_value_at(words: Words<'_>, at: usize) -> Option<(usize, FactClass)> {
    let begins = may_begin_value(words, at);
    if !begins && is_currency(words, at) {
        // A sum is one of pounds, or of its own currency: "€250" has no value to compare.
        let (end, _) = number_at(words, at + 1).filter(|_| words.is_number(at + 1))?;
        return Some((after_letters(words, end), FactClass::Money));
    }
    if !begins || !words.is_number(at) && words.kind(at) != Some(TokenKind::Sign) {
        let found = opened_at(words, at);
        if found.is_some() || !begins {
            return found;
        }
    }
    match value_at(words, at) {
        Some((end, Value::Date(_))) => return Some((end, FactClass::Date)),
        Some((end, Value::Time(_))) => return Some((end, FactClass::Time)),
        Some((end, Value::Number(value))) => return Some(classed(words, at, end, value)),
        None => {}
    }
    if words.is_number(at) {
        let class = if is_scored(words, at) { FactClass::Score } else { FactClass::Number };
        return Some((after_letters(words, at + 1), class));
    }
    None
}

/// A value that a word of its own opens: "Level 3", "every six weeks", "late April", "half past nine".
fn opened_at(words: Words<'_>, at: usize) -> Option<(usize, FactClass)> {
    if !words.is_word(at) {
        return None;
    }
    if words.is_in(at, &lexicon::INDEFINITE) && Unit::Span.is_at(words, at + 1) && !words.is(at + 1, "second")
    {
        let lasting = at > 0 && Unit::Lasting.is_at(words, at - 1);
        return lasting.then_some((at + 2, FactClass::Duration));
    }
    let Some((next, unit)) = Unit::at(words, at) else { return sign_at(words, at) };
    match unit {
        Unit::Level => level_after(words, next).map(|end| (end, FactClass::Level)),
        Unit::Numbered => is_numeral(words, next).then_some((next + 1, FactClass::Number)),
        Unit::Each => {
            let (end, _) = may_begin_value(words, next).then(|| number_at(words, next)).flatten()?;
            Unit::Span.is_at(words, end).then_some((end + 1, FactClass::Frequency))
        }
        Unit::Vague => {
            let next = next + usize::from(words.is_sign(next, "-"));
            if is_full_year(words.text(next)) {
                return Some((after_letters(words, next + 1), FactClass::Date));
            }
            date_end(words, next).map(|end| (end, FactClass::Date))
        }
        Unit::Clock => number_at(words, next).map(|(end, _)| (end, FactClass::Time)),
        Unit::Degree => is_of_risk(words, at, next).then_some((next, FactClass::Risk)),
        _ => None,
    }
}

/// A number by its look: "½", "III", "L2" of MAPPA.
fn sign_at(words: Words<'_>, at: usize) -> Option<(usize, FactClass)> {
    let text = words.text(at);
    if text.starts_with(['L', 'l']) && text.len() == 2 && text.ends_with(|c: char| c.is_ascii_digit()) {
        return Some((at + 1, FactClass::Level));
    }
    // "IV" is a way to take drugs too.
    if text.len() > 1 && is_numeral(words, at) && (text != "IV" || is_scored(words, at)) {
        return Some((at + 1, if is_scored(words, at) { FactClass::Score } else { FactClass::Number }));
    }
    (!text.is_ascii() && text.chars().all(char::is_numeric)).then_some((at + 1, FactClass::Number))
}

/// "Level 3", "category two", "band III", "Tier B", "level: 2": where the level's number ends.
fn level_after(words: Words<'_>, at: usize) -> Option<usize> {
    let next = at + usize::from(words.is_sign(at, ":"));
    let writer = words.text(next) == "I";
    let letter = words.text(next).len() == 1 && words.is_word(next) && words.is_capitalised(next) && !writer;
    let number = may_begin_value(words, next).then(|| number_at(words, next)).flatten();
    number.map(|(end, _)| end).or_else(|| (letter || is_numeral(words, next)).then_some(next + 1))
}

/// Roman numerals up to 39, in capitals. An "I" before a word is the writer.
fn is_numeral(words: Words<'_>, at: usize) -> bool {
    let text = words.text(at);
    if text == "I" && words.is_word(at + 1) {
        return false;
    }
    let units = text.trim_start_matches('X');
    let tens = text.len() - units.len();
    let listed = units.is_empty() || lexicon::ROMAN_UNITS.has_exactly(units);
    !text.is_empty() && listed && tens <= 3
}

/// A degree right before "risk" and the like, or behind "is", "as", "at" or a colon in a text that tells of one
/// before.
fn is_of_risk(words: Words<'_>, at: usize, end: usize) -> bool {
    let stated = at > 0 && (words.is_in(at - 1, &lexicon::BEFORE_DEGREE) || words.is_sign(at - 1, ":"));
    Unit::Risk.is_at(words, end) || (stated && (0..at).any(|before| Unit::Risk.is_at(words, before)))
}

fn classed(words: Words<'_>, at: usize, end: usize, value: NumberValue) -> (usize, FactClass) {
    match value.form {
        NumberForm::Money => return (after_letters(words, end), FactClass::Money),
        NumberForm::Percentage => return (end, FactClass::Percentage),
        NumberForm::Ordinal => return ordinal(words, end),
        NumberForm::Plain => {}
    }
    if words.is_in(end, &lexicon::BEHIND_HOUR) {
        return (end + 1, FactClass::Time);
    }
    let unit = end + usize::from(words.is_sign(end, "-") && words.is_glued(end) && words.is_glued(end + 1));
    match Unit::at(words, unit) {
        Some((end, Unit::Span)) => return (end, FactClass::Duration),
        Some((end, Unit::Dose)) => return (end, FactClass::Dose),
        Some((end, Unit::Money)) => return (end, FactClass::Money),
        _ => {}
    }
    if words.is(end, "times") {
        return (after_rate(words, end + 1), FactClass::Frequency);
    }
    if words.is(end, "out") && words.is(end + 1, "of") {
        let whole = number_at(words, end + 2).map_or(end, |(end, _)| end);
        return (whole, FactClass::Score);
    }
    let decade = words.is(end, "s") && words.is_glued(end) && words.text(at).len() == 4;
    let end = after_letters(words, end);
    let class = if decade || is_year(words, at) {
        FactClass::Date
    } else if is_of_mappa(words, at) {
        FactClass::Level
    } else if is_scored(words, at) {
        FactClass::Score
    } else {
        FactClass::Number
    };
    (end, class)
}

/// "third", or "third week of June".
fn ordinal(words: Words<'_>, end: usize) -> (usize, FactClass) {
    let of = words.is_in(end, &lexicon::PARTS_OF_MONTH) && words.is(end + 1, "of");
    let date = of.then(|| date_end(words, end + 2)).flatten();
    date.map_or((end, FactClass::Number), |end| (end, FactClass::Date))
}

/// Where the date ends that begins here.
fn date_end(words: Words<'_>, at: usize) -> Option<usize> {
    let (end, value) = value_at(words, at)?;
    matches!(value, Value::Date(_)).then_some(end)
}

/// Past letters that belong to the figures: "£3k", "1990s", "10mph".
fn after_letters(words: Words<'_>, at: usize) -> usize {
    at + usize::from(words.is_word(at) && words.is_glued(at))
}

/// "3 times" with its "per week".
fn after_rate(words: Words<'_>, at: usize) -> usize {
    let per = words.is_in(at, &lexicon::BEFORE_SPAN) && Unit::Span.is_at(words, at + 1);
    if per { at + 2 } else { at }
}

/// "MAPPA 2", "MAPPA: 2", "MAPPA (2)".
fn is_of_mappa(words: Words<'_>, at: usize) -> bool {
    let before = |back: usize| at >= back && words.is(at - back, "mappa");
    before(1) || (before(2) && !words.is_word(at - 1))
}

/// A number behind "score", "points" or the name of a scale in the same clause or row, or before "points".
fn is_scored(words: Words<'_>, at: usize) -> bool {
    let near = at.saturating_sub(SCORE_REACH)..at;
    let mut clause = near.rev().take_while(|before| !is_break(words, *before));
    clause.any(|before| Unit::Scale.is_at(words, before)) || words.is_in(at + 1, &lexicon::POINTS)
}

fn is_break(words: Words<'_>, at: usize) -> bool {
    words.is_sign(at, ",") || words.is_sign(at, ";") || words.is_sign(at, ".")
}

fn is_year(words: Words<'_>, at: usize) -> bool {
    is_full_year(words.text(at)) && at > 0 && words.is_in(at - 1, &lexicon::BEFORE_YEAR)
}

/// Four figures of this century or the last.
pub(super) fn is_full_year(text: &str) -> bool {
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    /// The first value of a text and its class.
    fn first(text: &str) -> (String, &'static str) {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let words = Words::new(text, &tokens);
        let found =
            (0..tokens.len()).find_map(|at| classed_value_at(words, at).map(|(end, class)| (at, end, class)));
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
            ("takes .75 ml daily", ".75 ml", "dose"),
            ("takes 40 µg daily", "40 µg", "dose"),
            ("lent her €40 then", "€40", "money"),
            ("worth $1.5 million", "$1.5 million", "money"),
            ("in 2013 he left", "2013", "date"),
            ("the third visit", "third", "number"),
        ] {
            assert_eq!(first(text), (value.to_owned(), class), "{text}");
        }
    }
}
