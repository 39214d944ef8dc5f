//! Dates and numbers in a printed line, and the line with both masked: what is the same on every page.

use cip_lexicon as lexicon;

/// Within how many bytes of its start a date has a figure: "Wednesday, the 3rd".
const FIGURE_WITHIN: usize = 20;

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
    let mut masked = Masked::default();
    let figures = has_figure(text);
    let mut at = 0;
    let mut space = false;
    while let Some(c) = text[at..].chars().next() {
        let boundary = figures && (at == 0 || !text[..at].ends_with(|c: char| c.is_alphanumeric()));
        if c.is_whitespace() {
            (space, at) = (true, at + c.len_utf8());
            continue;
        }
        if space {
            masked.mask.push(' ');
        }
        space = false;
        let dated = if boundary { date_or_time(&text[at..]) } else { 0 };
        if dated > 0 {
            masked.mask.push('@');
            at += dated;
        } else if c.is_ascii_digit() {
            let digits = digits(&text[at..]);
            masked.mask.push('#');
            masked.numbers.push(text[at..at + digits].parse().unwrap_or(u64::MAX));
            at += digits;
        } else {
            masked.mask.extend(c.to_lowercase());
            at += c.len_utf8();
        }
    }
    masked.key = masked.mask.chars().filter(|c| !c.is_whitespace()).collect();
    masked
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
    // Most words that are asked about begin none: every date has a figure near its start.
    let start = &text.as_bytes()[..text.len().min(FIGURE_WITHIN)];
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) || !start.iter().any(u8::is_ascii_digit) {
        return 0;
    }
    let weekday = weekday(text);
    let rest = &text[weekday..];
    let length = [figures(rest), named(rest), month_first(rest)].into_iter().max().unwrap_or(0);
    if length == 0 || rest[length..].starts_with(|c: char| c.is_alphanumeric()) {
        0
    } else {
        weekday + length
    }
}

/// The first date in a text, as start and end.
pub(super) fn find_date(text: &str) -> Option<(usize, usize)> {
    // Every date has a figure; most of what is asked about has none.
    if !has_figure(text) {
        return None;
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if !before.is_alphanumeric() && (c.is_ascii_digit() || c.is_ascii_alphabetic()) {
            let length = date(&text[at..]);
            if length > 0 {
                return Some((at, at + length));
            }
        }
        before = c;
    }
    None
}

/// Whether a whole text is a date, a time of day after it allowed.
pub(super) fn is_date(text: &str) -> bool {
    // Every date has a figure; most of what is asked about has none.
    if !has_figure(text) {
        return false;
    }
    let length = date(text);
    let rest = text[length..].trim_start_matches([',', ' ']);
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    length > 0 && time(rest) == rest.len()
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
    if lexicon::ORDINAL_ENDINGS.iter().any(|ending| text[at..].starts_with(ending)) {
        at += 2;
    }
    let gap = separator(&text[at..]);
    let month = if gap == 0 { 0 } else { month(&text[at + gap..]) };
    if month == 0 {
        return 0;
    }
    at += gap + month;
    at + year(&text[at..])
}

/// `May 2024`, `May 12, 2024`.
fn month_first(text: &str) -> usize {
    let month = month(text);
    if month == 0 {
        return 0;
    }
    let day = digits(text[month..].trim_start());
    let gap = text.len() - month - text[month..].trim_start().len();
    if gap > 0 && (1..=2).contains(&day) && text[month + gap + day..].starts_with(',') {
        let year = year(&text[month + gap + day + 1..]);
        return if year == 0 { 0 } else { month + gap + day + 1 + year };
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
    if gap > 0 && (figures == 4 || figures == 2 && (mark.is_some() || text.starts_with('-'))) {
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
fn weekday(text: &str) -> usize {
    let name = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    if name < 3 {
        return 0;
    }
    let small = text[..name].to_ascii_lowercase();
    let known =
        lexicon::WEEKDAYS.iter().any(|day| day == small || small.len() <= 4 && day.starts_with(&small));
    let rest = text[name..].trim_start_matches([',', '.']);
    let trimmed = rest.trim_start();
    if known && trimmed.len() < rest.len() { text.len() - trimmed.len() } else { 0 }
}

/// Length of a month's name, whole or as its first letters.
fn month(text: &str) -> usize {
    let name = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    if !(3..=9).contains(&name) {
        return 0;
    }
    let small = text[..name].to_ascii_lowercase();
    let known =
        lexicon::MONTHS.iter().any(|month| month == small || small.len() <= 4 && month.starts_with(&small));
    if known { name } else { 0 }
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
        ] {
            assert_eq!(date(text), text.len(), "{text}");
        }
        for text in ["12", "1.2", "3 weeks", "Mary 2024", "may be", "12/05", "Fairy 12", "Sunny day", "10.5"]
        {
            assert_eq!(date(text), 0, "{text}");
        }
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
