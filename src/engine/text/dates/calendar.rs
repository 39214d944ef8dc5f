//! The words of the calendar: months and days of the week, in full and in short.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday, date};

use crate::lexicon;
use crate::text::Words;

/// Names of the months in small letters, in order.
static MONTHS: LazyLock<Vec<String>> =
    LazyLock::new(|| (1..=12).map(|month| named("%B", date(2001, month, 1))).collect());

/// Names of the days of the week in small letters, from Monday, with their days.
static WEEKDAYS: LazyLock<Vec<(String, Weekday)>> = LazyLock::new(|| {
    // The first of January 2001 was a Monday.
    let days = (1..=7).map(|day| date(2001, 1, day));
    days.map(|day| (named("%A", day), day.weekday())).collect()
});

fn named(format: &str, day: Date) -> String {
    day.strftime(format).to_string().to_lowercase()
}

/// Whether a word begins as the name of a month does, so that a number before it may be a day.
pub fn opens_as_month(word: &str) -> bool {
    let short = |start: &str| MONTHS.iter().any(|name| start.eq_ignore_ascii_case(&name[..3]));
    word.get(..3).is_some_and(short)
}

/// Whether a word begins as the name of a day of the week does.
pub fn opens_as_weekday(word: &str) -> bool {
    let short = |start: &str| WEEKDAYS.iter().any(|(name, _)| start.eq_ignore_ascii_case(&name[..3]));
    word.get(..3).is_some_and(short)
}

/// The number of the month of this name, short or in full.
pub fn month(text: &str) -> Option<i8> {
    if !(3..=9).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let is_month = |name: &String| {
        text.eq_ignore_ascii_case(name)
            || (text.len() == 3 && text.eq_ignore_ascii_case(&name[..3]))
            || (text.len() == 4 && name == "september" && text.eq_ignore_ascii_case("sept"))
    };
    MONTHS.iter().position(is_month).map(|index| index as i8 + 1)
}

/// Months whose name is neither a word nor a first name.
pub(super) fn is_only_a_month(text: &str) -> bool {
    lexicon::ONLY_MONTHS.has(text)
}

/// Whether the word before says that a month follows: "in May", "since March".
pub(super) fn stands_for_a_month(words: Words<'_>, at: usize) -> bool {
    let mid = at > 1 && words.is_sign(at - 1, "-") && words.is(at - 2, "mid");
    mid || (at > 0 && words.is_in(at - 1, &lexicon::BEFORE_MONTH))
}

/// All words that begin a date.
pub(in crate::text) fn starts() -> impl Iterator<Item = &'static str> {
    let months = MONTHS.iter().flat_map(|name| [name.as_str(), &name[..3]]);
    let weekdays = WEEKDAYS
        .iter()
        .flat_map(|(name, _)| (3..=name.len().min(5)).map(|end| &name[..end]).chain([name.as_str()]));
    months.chain(["sept"]).chain(["weds"]).chain(weekdays)
}

pub(super) fn weekday(text: &str) -> Option<Weekday> {
    if !(3..=9).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let is_day = |name: &str| {
        let short = text.len() <= 5 && text.eq_ignore_ascii_case(&name[..text.len()]);
        // "Weds" leaves letters out.
        short
            || text.eq_ignore_ascii_case(name)
            || text.eq_ignore_ascii_case("weds") && name.starts_with("wed")
    };
    WEEKDAYS.iter().find(|(name, _)| is_day(name)).map(|(_, day)| *day)
}
