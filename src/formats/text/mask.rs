//! Dates and numbers in a printed line, and the line with both masked: what is the same on every page.

use std::hash::Hasher;
use std::sync::LazyLock;

use cip_lexicon::{self as lexicon, WordList};
use rustc_hash::FxHasher;

/// Within how many bytes of its start a date has a figure: "Wednesday, the 3rd".
const FIGURE_WITHIN: usize = 20;
/// Letters that names are made of.
const LETTERS: usize = 26;

/// A line with dates and digits masked, and its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Masked {
    /// The words, with `@` for a date or time and `#` for a number.
    pub(super) mask: String,
    /// The mask without white space: which gaps a printer leaves differs from page to page.
    pub(super) key: String,
    /// The numbers that stand at the `#`s.
    pub(super) numbers: Vec<u64>,
}

/// Masks a line. Dates are masked first: a day that counts up is no page number.
pub(super) fn mask(text: &str) -> Masked {
    let room = || String::with_capacity(text.len());
    let mut masked = Masked { mask: room(), key: room(), numbers: Vec::new() };
    walk(text, |part| match part {
        Part::Space => masked.mask.push(' '),
        Part::Word(word) => {
            let start = (masked.mask.len(), masked.key.len());
            masked.mask.push_str(word);
            masked.key.push_str(word);
            masked.mask[start.0..].make_ascii_lowercase();
            masked.key[start.1..].make_ascii_lowercase();
        }
        Part::Sign(sign, number) => {
            masked.numbers.extend(number);
            masked.mask.push(sign);
            masked.key.push(sign);
        }
    });
    masked
}

/// A number that lines of the same key share, and few others; nothing for a line without numbers.
pub(super) fn fingerprint(text: &str) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let mut any = false;
    walk(text, |part| match part {
        Part::Space => {}
        Part::Word(word) => word.bytes().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase())),
        Part::Sign(sign, number) => {
            any |= number.is_some();
            let mut bytes = [0; 4];
            sign.encode_utf8(&mut bytes).bytes().for_each(|byte| hasher.write_u8(byte));
        }
    });
    any.then(|| hasher.finish())
}

/// A part of a line.
#[derive(Clone, Copy)]
enum Part<'a> {
    Space,
    /// Letters and signs that stand for themselves, in any case.
    Word(&'a str),
    /// What is shown, and the number that it stands for.
    Sign(char, Option<u64>),
}

const DATE: char = '@';
const NUMBER: char = '#';

/// Takes a line apart, white space at its end left out.
fn walk<'a>(text: &'a str, mut each: impl FnMut(Part<'a>)) {
    let figures = has_figure(text);
    let (mut at, mut space, mut inside) = (0, false, false);
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            (space, inside, at) = (true, false, at + c.len_utf8());
            continue;
        }
        if std::mem::take(&mut space) {
            each(Part::Space);
        }
        let dated = if figures && !inside { date_or_time(&text[at..]) } else { 0 };
        if dated > 0 {
            each(Part::Sign(DATE, None));
            at += dated;
            inside = text[..at].ends_with(|c: char| c.is_alphanumeric());
        } else if c.is_ascii_digit() {
            let digits = digits(&text[at..]);
            let number = text[at..at + digits].parse().unwrap_or(u64::MAX);
            each(Part::Sign(NUMBER, Some(number)));
            (at, inside) = (at + digits, true);
        } else if c.is_ascii_alphabetic() {
            // No date begins inside a word.
            let letters = text[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
            each(Part::Word(&text[at..at + letters]));
            (at, inside) = (at + letters, true);
        } else {
            c.to_lowercase().for_each(|c| each(Part::Sign(c, None)));
            (at, inside) = (at + c.len_utf8(), c.is_alphanumeric());
        }
    }
}

/// What the key of a line opens with.
pub(super) fn first_sign(text: &str) -> Option<char> {
    let first = text.chars().next()?;
    if date_or_time(text) > 0 {
        return Some(DATE);
    }
    if first.is_ascii_digit() { Some(NUMBER) } else { first.to_lowercase().next() }
}

/// Length in bytes of the date or time that a text begins with; 0 if with none.
pub(super) fn date_or_time(text: &str) -> usize {
    match date(text) {
        0 => time(text),
        length => length,
    }
}

/// Length in bytes of the date that a text begins with: day, month and year in figures or with the month's name,
/// or month and year.
pub(super) fn date(text: &str) -> usize {
    let Some(first) = text.bytes().next() else { return 0 };
    let (weekday, length) = if first.is_ascii_digit() {
        (0, figures(text).max(named(text)))
    } else if opens_name(text.as_bytes())
        && text.bytes().take(FIGURE_WITHIN).any(|byte| byte.is_ascii_digit())
    {
        let weekday = weekday(text);
        let rest = &text[weekday..];
        (weekday, figures(rest).max(named(rest)).max(month_first(rest)))
    } else {
        return 0;
    };
    let ends = !text[weekday + length..].starts_with(|c: char| c.is_alphanumeric());
    if length > 0 && ends { weekday + length } else { 0 }
}

/// The first date in a text, as start and end.
pub(crate) fn find_date(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let next_figure = |from: usize| bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at);
    let mut figure = next_figure(0)?;
    let (mut at, mut inside) = (0, false);
    while at < bytes.len() {
        if figure < at {
            figure = next_figure(at)?;
        }
        // Every date has a figure near its start.
        let near = text.floor_char_boundary((figure + 1).saturating_sub(FIGURE_WITHIN));
        if near > at {
            (at, inside) = (near, text[..near].ends_with(|c: char| c.is_alphanumeric()));
        }
        let byte = bytes[at];
        if !byte.is_ascii() {
            let c = text[at..].chars().next()?;
            (at, inside) = (at + c.len_utf8(), c.is_alphanumeric());
            continue;
        }
        let word = byte.is_ascii_alphanumeric();
        if word && !inside && (byte.is_ascii_digit() || opens_name(&bytes[at..])) {
            let length = date(&text[at..]);
            if length > 0 {
                return Some((at, at + length));
            }
        }
        (at, inside) = (at + 1, word);
    }
    None
}

/// Whether a text opens with the first three letters of a day's or month's name.
fn opens_name(text: &[u8]) -> bool {
    static NAMES: LazyLock<Vec<u32>> = LazyLock::new(|| {
        let mut names = vec![0; LETTERS * LETTERS];
        for name in lexicon::WEEKDAYS.iter().chain(lexicon::MONTHS.iter()) {
            if let Some([first, second, third]) = letters(name.as_bytes()) {
                names[first * LETTERS + second] |= 1 << third;
            }
        }
        names
    });
    letters(text).is_some_and(|[first, second, third]| NAMES[first * LETTERS + second] & (1 << third) != 0)
}

/// The first three letters of a text, counted from 0 for "a"; nothing if it opens with other signs.
fn letters(text: &[u8]) -> Option<[usize; 3]> {
    let letters =
        text.first_chunk::<3>()?.map(|byte| usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a')));
    letters.iter().all(|letter| *letter < LETTERS).then_some(letters)
}

/// Whether a whole text is a date, a time of day after it allowed.
pub(crate) fn is_date(text: &str) -> bool {
    let length = date(text);
    if length == 0 {
        return false;
    }
    let rest = text[length..].trim_start_matches([',', ' ']);
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    time(rest) == rest.len()
}

/// Whether there is a digit in a text.
pub(super) fn has_figure(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// `12/05/2024`, `12.5.24`, `12-05-24`, `2024-05-12`.
fn figures(text: &str) -> usize {
    let first = digits(text);
    let Some(sign) = text[first..].chars().next().filter(|c| matches!(c, '/' | '.' | '-')) else { return 0 };
    let second = digits(&text[first + 1..]);
    let at = first + 1 + second;
    if !(1..=4).contains(&first) || !(1..=2).contains(&second) || !text[at..].starts_with(sign) {
        return 0;
    }
    let third = digits(&text[at + 1..]);
    let fits = first <= 2 && matches!(third, 2 | 4) || first == 4 && (1..=2).contains(&third);
    if fits { at + 1 + third } else { 0 }
}

/// `12 May 2024`, `3rd June '21`, `12-May-2024`, `12 May`.
fn named(text: &str) -> usize {
    let day = digits(text);
    if !(1..=2).contains(&day) {
        return 0;
    }
    let mut at = day;
    let letters = text[at..].starts_with(|c: char| c.is_ascii_alphabetic());
    if letters && lexicon::ORDINAL_ENDINGS.iter().any(|ending| text[at..].starts_with(ending)) {
        at += 2;
    }
    let gap = separator(&text[at..]);
    if gap == 0 && at == day {
        return run_together(&text[at..]).map_or(0, |length| at + length);
    }
    let month = if gap == 0 { 0 } else { month(&text[at + gap..]) };
    if month == 0 {
        return 0;
    }
    at += gap + month;
    at + year(&text[at..])
}

/// `MAY24`, `May2024` straight behind the day.
fn run_together(text: &str) -> Option<usize> {
    let month = Some(month(text)).filter(|month| (3..=4).contains(month))?;
    let year = digits(&text[month..]);
    matches!(year, 2 | 4).then_some(month + year)
}

/// `May 2024`, `May 12, 2024`, `May 12 2024`.
fn month_first(text: &str) -> usize {
    let month = month(text);
    if month == 0 {
        return 0;
    }
    let day = digits(text[month..].trim_start());
    let gap = text.len() - month - text[month..].trim_start().len();
    if gap > 0 && (1..=2).contains(&day) {
        let end = month + gap + day;
        let comma = usize::from(text[end..].starts_with(','));
        let year = year(&text[end + comma..]);
        if year > 0 {
            return end + comma + year;
        }
        if comma > 0 {
            return 0;
        }
    }
    match year(&text[month..]) {
        0 => 0,
        year => month + year,
    }
}

/// A gap and a year of two or four digits.
fn year(text: &str) -> usize {
    let gap = separator(text);
    let mark = text[gap..].chars().next().filter(|c| matches!(c, '\'' | '\u{2019}' | '\u{2018}'));
    let at = gap + mark.map_or(0, char::len_utf8);
    let figures = digits(&text[at..]);
    // "12 May 22 -- ORR A", and not "on 12 May 22 men came".
    let alone = || {
        !text[at + figures..].trim_start().starts_with(|c: char| c.is_lowercase() || matches!(c, '%' | '.'))
    };
    if gap > 0 && (figures == 4 || figures == 2 && (mark.is_some() || text.starts_with('-') || alone())) {
        at + figures
    } else {
        0
    }
}

/// White space, a dash or a full stop between the parts of a date.
fn separator(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '\u{a0}']);
    if rest.len() < text.len() {
        text.len() - rest.len()
    } else {
        usize::from(text.starts_with(['-', '.', '/']))
    }
}

/// `10:30`, `9.15am`, `1030 hrs`, with seconds and half of the day.
fn time(text: &str) -> usize {
    let hour = digits(text);
    let rest = &text[hour..];
    let minutes = digits(rest.get(1..).unwrap_or(""));
    if (1..=2).contains(&hour) && rest.starts_with(':') && minutes == 2 {
        let mut at = hour + 3;
        if text[at..].starts_with(':') && digits(&text[at + 1..]) == 2 {
            at += 3;
        }
        let tail = text[at..].trim_start();
        let half = tail.get(..2).is_some_and(|half| lexicon::HALVES_OF_A_DAY.has(half));
        let alone = !tail.get(2..).unwrap_or("").starts_with(char::is_alphanumeric);
        return if half && alone { text.len() - tail.len() + 2 } else { at };
    }
    0
}

/// A day's name and the white space behind it.
pub(super) fn weekday(text: &str) -> usize {
    let name = name(text, &lexicon::WEEKDAYS);
    let rest = text[name..].trim_start_matches([',', '.']);
    let trimmed = rest.trim_start();
    if name > 0 && trimmed.len() < rest.len() { text.len() - trimmed.len() } else { 0 }
}

/// Length of a month's name, whole or as its first letters.
pub(super) fn month(text: &str) -> usize {
    name(text, &lexicon::MONTHS)
}

/// Length of the name of a list that a text begins with, whole or as its first three to five letters.
fn name(text: &str, names: &WordList) -> usize {
    if !opens_name(text.as_bytes()) {
        return 0;
    }
    let found = &text[..text.bytes().take_while(u8::is_ascii_alphabetic).count()];
    let is = |name: &str| {
        let start = if found.len() <= 5 { name.get(..found.len()) } else { Some(name) };
        start.is_some_and(|start| start.eq_ignore_ascii_case(found))
    };
    if names.iter().any(is) { found.len() } else { 0 }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_dresses() {
        for text in [
            "12/05/2024",
            "12.5.24",
            "14-11-21",
            "2024-05-12",
            "12 May 2024",
            "3rd June '21",
            "12-May-2024",
            "Thu 27 May 2021",
            "May 2024",
            "May 12, 2024",
            "1 Oct",
            "27 Sept 2021",
            "21JUL22",
            "1May2024",
            "16 MAY 22",
        ] {
            assert_eq!(date(text), text.len(), "{text}");
        }
        for text in [
            "12",
            "1.2",
            "3 weeks",
            "3may1",
            "3DEC245",
            "Mary 2024",
            "may be",
            "12/05",
            "Fairy 12",
            "Sunny day",
            "10.5",
        ] {
            assert_eq!(date(text), 0, "{text}");
        }
        assert_eq!(date("16 May 22 1205 -- WEIR A"), 9);
        assert_eq!(date("16 May 22 men came"), 6, "22 men");
        assert!(is_date("12/05/2024 10:30") && !is_date("12/05/2024 at home"));
    }

    #[test]
    fn a_date_is_found_in_a_line() {
        let text = "Nurse, A. Other, 2 March 2020";
        assert_eq!(find_date(text).map(|(start, end)| &text[start..end]), Some("2 March 2020"));
        assert_eq!(find_date("é12 maybe"), None);
    }

    #[test]
    fn numbers_are_masked_behind_dates() {
        let masked = mask("CIP  Page 3 of 12   Printed 01/03/2024 10:15 am");
        assert_eq!((masked.mask.as_str(), masked.numbers), ("cip page # of # printed @ @", vec![3, 12]));
        assert_eq!(mask("18/10/2021 NAME").mask, "@ name");
    }
}
