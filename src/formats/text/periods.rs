//! Lines that are nothing but a year, or a month of one, and days that are written without it below them: `2024`,
//! `Year: 2024`, `MARCH 2024`; `14/3`, `14 Mar`, `Thu 14.`, `Mar - …`, `do.`

use cip_lexicon as lexicon;

use super::lines::first_word;
use super::mask;

/// The years that a plan may tell of.
const YEARS: std::ops::Range<u32> = 1900..2100;
/// Most days of a month, and months of a year.
const DAYS_MAX: u32 = 31;
const MONTHS_MAX: u32 = 12;

/// Whether a line is a year, with a month or a label before it at most.
pub(super) fn is_period(text: &str) -> bool {
    let text = text.trim_end_matches([':', '.']);
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &text[before.len()..];
    let is_year = year.len() == 4 && year.parse().is_ok_and(|year: u32| YEARS.contains(&year));
    let before = before.trim_end_matches([' ', ':', ',', '\t']);
    let named = || mask::month(before) == before.len() || lexicon::LABELS_OF_PERIODS.has(before);
    is_year && (before.is_empty() || named())
}

/// A day without its year with which a text opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// Length of what says only that the entry goes on from the one before, in bytes: "Cont'd".
    pub(super) lead: usize,
    /// Where the day ends, without the full stop behind it.
    pub(super) end: usize,
    /// Where what stands behind it begins.
    pub(super) behind: usize,
    /// Whether signs alone part it from what stands behind: "Thu 14. Seen", "14 Mar - seen".
    pub(super) stopped: bool,
    /// Whether one of them is a dash.
    pub(super) dashed: bool,
}

/// The day without its year with which a text opens.
pub(super) fn day(text: &str) -> Option<Day> {
    let first = first_word(text);
    let continued = lexicon::CONTINUED.has(first.trim_end_matches('.')) && first.len() < text.len();
    let lead = if continued { first.len() } else { 0 };
    let start = text.len() - text[lead..].trim_start().len();
    let rest = &text[start..];
    let (length, alone) = match without_year(rest).max(ditto(rest)) {
        0 => (mask::month(rest), true),
        length => (length, false),
    };
    if length == 0 {
        return None;
    }
    let after = &rest[length..];
    let signs = after.len() - after.trim_start_matches(['.', ':', ',']).len();
    let gap = after[signs..].starts_with(char::is_whitespace) || after.len() == signs;
    let said = after[signs..].trim_start();
    let dash = said.strip_prefix(['-', '\u{2013}', '\u{2014}']).filter(|rest| rest.starts_with(' '));
    let behind = text.len() - dash.map_or(said, str::trim_start).len();
    let dashed = dash.is_some();
    // A month alone opens a note with a dash behind it: "May Other" is somebody.
    let gap = gap && (dashed || !alone);
    gap.then_some(Day { lead, end: start + length, behind, stopped: signs > 0 || dashed, dashed })
}

/// Length of `14/3`, `14 Mar` or `Thu 14` at the start of a text; 0 where it has its year or is none.
fn without_year(text: &str) -> usize {
    let weekday = mask::weekday(text);
    let rest = &text[weekday..];
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(rest);
    let within = |figures: &str, most: u32| figures.parse().is_ok_and(|number| (1..=most).contains(&number));
    if !(1..=2).contains(&first) || !within(&rest[..first], DAYS_MAX) {
        return 0;
    }
    if let Some(behind) = rest[first..].strip_prefix('/') {
        let second = digits(behind);
        let month = (1..=2).contains(&second) && within(&behind[..second], MONTHS_MAX);
        let ends = !behind[second..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
        return if month && ends { weekday + first + 1 + second } else { 0 };
    }
    let named = mask::date(rest);
    let has_month = rest[..named].contains(char::is_alphabetic);
    if named > 0 && has_month {
        let has_year = rest[first..named].contains(|c: char| c.is_ascii_digit());
        return if has_year { 0 } else { weekday + named };
    }
    let ending = lexicon::ORDINAL_ENDINGS.iter().find(|ending| rest[first..].starts_with(ending));
    let first = first + ending.map_or(0, str::len);
    let ends = !rest[first..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-'));
    let dotted = rest[first..].strip_prefix('.').is_some_and(|rest| digits(rest) > 0);
    if weekday > 0 && ends && !dotted { weekday + first } else { 0 }
}

/// Length of what stands for the day of the entry before: `do.`, `same day`.
fn ditto(text: &str) -> usize {
    let word = first_word(text);
    let second = text[word.len()..].trim_start();
    let two = text.len() - second.len() + first_word(second).trim_end_matches(['.', ',', ':']).len();
    if lexicon::THE_SAME_DAY.has(&text[..two]) {
        return two;
    }
    let bare = word.trim_end_matches(['.', ',', ':']);
    if lexicon::DITTO.has(bare) { bare.len() } else { 0 }
}

/// Length of a time of day with which a text opens, four figures among them: "0930", "09:30".
pub(super) fn time(text: &str) -> usize {
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    let clock = figures == 4 && text[..2] < *"24" && text[2..4] < *"60";
    let ends = !text[figures..].starts_with(|c: char| c.is_alphanumeric());
    if clock && ends { figures } else { mask::date_or_time(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_months() {
        for text in ["2024", "Year: 2024", "MARCH 2024", "Mar 2024", "Year 2024", "March, 2024:"] {
            assert!(is_period(text), "{text}");
        }
        for text in ["Plan 2024", "1850", "2024/25", "3 March 2024", "Room 2024", "March"] {
            assert!(!is_period(text), "{text}");
        }
    }

    #[test]
    fn days_without_their_year() {
        let check = |text: &'static str| day(text).map(|day| (&text[day.lead..day.end], &text[day.behind..]));
        assert_eq!(check("14/3  0930  Seen"), Some(("14/3", "0930  Seen")));
        assert_eq!(check("14 Mar   O Brae"), Some(("14 Mar", "O Brae")));
        assert_eq!(check("Thu 14. Seen."), Some(("Thu 14", "Seen.")));
        assert_eq!(check("Cont'd Fri 15. Seen."), Some((" Fri 15", "Seen.")));
        assert_eq!(check("Thu 14th: Seen."), Some(("Thu 14th", "Seen.")));
        assert_eq!(check("do.   1615   Seen"), Some(("do", "1615   Seen")));
        assert_eq!(check("14 Mar - seen"), Some(("14 Mar", "seen")));
        assert_eq!(check("same day - seen"), Some(("same day", "seen")));
        assert_eq!(check("Oct - seen"), Some(("Oct", "seen")));
        assert_eq!(check("May Orr seen"), None);
        for text in ["14/3/2024 Seen", "14 March 2024 Seen", "14 boats", "33/3 Seen", "Seen", "Do not ring"] {
            assert_eq!(check(text).filter(|(day, _)| *day != "Do"), None, "{text}");
        }
    }

    #[test]
    fn times_of_day() {
        assert_eq!([time("0930  Seen"), time("9:30 Seen"), time("2960"), time("2024 boats")], [4, 4, 0, 4]);
    }
}
