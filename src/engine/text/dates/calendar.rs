//! The words of the calendar: months and days of the week, in full and in short.

use jiff::civil::Weekday;

use crate::text::Words;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) fn month(text: &str) -> Option<i8> {
    if !(3..=9).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let is_month = |name: &&str| {
        text.eq_ignore_ascii_case(name)
            || (text.len() == 3 && text.eq_ignore_ascii_case(&name[..3]))
            || (text.len() == 4 && *name == "september" && text.eq_ignore_ascii_case("sept"))
    };
    MONTHS.iter().position(is_month).map(|index| index as i8 + 1)
}

/// Months whose name is neither a word nor a first name.
pub(super) fn is_only_a_month(text: &str) -> bool {
    ["january", "february", "july", "september", "october", "november", "december"]
        .iter()
        .any(|name| text.eq_ignore_ascii_case(name))
}

/// Whether the word before says that a month follows: "in May", "since March".
pub(super) fn stands_for_a_month(words: Words<'_>, at: usize) -> bool {
    const BEFORE: [&str; 21] = [
        "in", "since", "from", "until", "till", "by", "during", "of", "to", "before", "after", "last",
        "next", "this", "early", "late", "mid", "between", "every", "each", "the",
    ];
    let mid = at > 1 && words.is_sign(at - 1, "-") && words.is(at - 2, "mid");
    mid || (at > 0 && words.is_any(at - 1, &BEFORE))
}

/// All words that begin a date.
pub(in crate::text) fn starts() -> impl Iterator<Item = &'static str> {
    let months = MONTHS.iter().flat_map(|name| [*name, &name[..3]]);
    let weekdays =
        WEEKDAYS.iter().flat_map(|(name, _)| (3..=name.len().min(5)).map(|end| &name[..end]).chain([*name]));
    months.chain(["sept"]).chain(weekdays)
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

pub(super) fn weekday(text: &str) -> Option<Weekday> {
    if !(3..=9).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let is_day = |name: &str| {
        text.eq_ignore_ascii_case(name) || (text.len() <= 5 && text.eq_ignore_ascii_case(&name[..text.len()]))
    };
    WEEKDAYS.iter().find(|(name, _)| is_day(name)).map(|(_, day)| *day)
}
