//! Dates in all British spellings, whole and partial.
//!
//! Takes tokens, gives [`DateValue`]s, so that "12 May 2024", "12th May '24" and "12/05/2024" can be known for
//! the same day and "12 May" for less than that. The day comes first: 05/12/24 is in December.

mod calendar;
mod within;

pub(super) use calendar::starts;
pub use calendar::{month, opens_as_month, opens_as_weekday};
pub use within::{DayWithin, Period};

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::numbers::ordinal;
use super::times::time_at;
use super::{Token, Words, may_begin_value};
use crate::lexicon;
use calendar::{is_only_a_month, stands_for_a_month, weekday};

/// What a date in a text says: no more than it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateValue {
    year: Option<i16>,
    month: i8,
    day: Option<i8>,
    /// Kept only where the rest does not imply it: without a year, or at odds with the day.
    weekday: Option<Weekday>,
}

impl DateValue {
    /// The day, where day, month and year are given.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day?).ok()
    }

    /// The day, or the last day of a month with its year.
    ///
    /// What is due "in May 2024" is due by its end.
    pub fn last_day(self) -> Option<Date> {
        match self.day {
            Some(_) => self.date(),
            None => Date::new(self.year?, self.month, 1).ok().map(Date::last_of_month),
        }
    }

    /// The last day of it; without a year the first such day, or month's end, from `written` on.
    ///
    /// What was written on 3 December and is due "in January" is due in the January after; none where the day of
    /// writing is needed and not known.
    pub fn last_day_from(self, written: Option<Date>) -> Option<Date> {
        if self.year.is_some() {
            return self.last_day();
        }
        let written = written?;
        let in_year = |year: i16| Self { year: Some(year), ..self }.last_day();
        // A leap day may be years away.
        (written.year()..=written.year().saturating_add(8)).filter_map(in_year).find(|day| *day >= written)
    }

    /// The day, or the last day of a month, in the year that stands above it, where it has none of its own.
    pub fn last_day_in(self, year: i16) -> Option<Date> {
        Self { year: self.year.or(Some(year)), ..self }.last_day()
    }

    /// Whether it names one day, or one month, of one year, without contradicting itself.
    ///
    /// Only such dates may be taken for the same in another spelling.
    pub fn is_whole(self) -> bool {
        self.year.is_some() && self.weekday.is_none()
    }

    /// Whether it names one day of one year.
    pub fn is_complete(self) -> bool {
        self.year.is_some() && self.day.is_some()
    }
}

/// Finds the dates among `tokens`, each with the range of its tokens, in order.
pub fn find(source: &str, tokens: &[Token]) -> Vec<(Range<usize>, DateValue)> {
    let words = Words::new(source, tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let date = may_begin_value(words, at).then(|| date_at(words, at)).flatten();
        if let Some((end, value)) = date {
            found.push((at..end, value));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Reads the date that begins at this token, and where it ends.
pub fn date_at(words: Words<'_>, at: usize) -> Option<(usize, DateValue)> {
    if words.is_number(at) {
        if words.is_glued(at) && matches!(words.text(at - 1), "£" | "$" | "€") {
            return None;
        }
        return in_figures(words, at).or_else(|| day_first(words, at));
    }
    if !words.is_word(at) {
        return None;
    }
    with_weekday(words, at).or_else(|| in_words(words, at)).or_else(|| month_first(words, at))
}

/// "Mon 12 May 2024". A weekday that the day does not fall on is kept: the text contradicts itself, and nobody
/// can say which half is meant.
fn with_weekday(words: Words<'_>, at: usize) -> Option<(usize, DateValue)> {
    let weekday = weekday(words.text(at))?;
    let mut next = at + 1;
    if words.is_sign(next, ".") || words.is_sign(next, ",") {
        next += 1;
    }
    if words.is(next, "the") {
        next += 1;
    }
    let (end, mut value) = if words.is_number(next) {
        in_figures(words, next).or_else(|| day_first(words, next))?
    } else {
        in_words(words, next)?
    };
    value.day?;
    if value.date().map(Date::weekday) != Some(weekday) {
        value.weekday = Some(weekday);
    }
    Some((end, value))
}

/// "twelfth of May 2024", "twenty-first day of May, 2024". Without "of" a place may count months: "his second May here".
fn in_words(words: Words<'_>, at: usize) -> Option<(usize, DateValue)> {
    // What is soon told comes first: a place among others ends so, tens before it do, and the month stands behind "of".
    let ends = matches!(words.text(at).as_bytes(), [.., b't' | b'd' | b'h' | b'y']);
    if !ends || !(at + 1..at + 5).any(|at| words.is(at, "of")) {
        return None;
    }
    // "thirty-second" is no second.
    let counted = at > 0 && (words.is_sign(at - 1, "-") || words.is_in(at - 1, &lexicon::TENS));
    let (end, day) = ordinal(words, at).filter(|_| !counted)?;
    let next = end + usize::from(words.is(end, "day"));
    let month = month(words.text(next + 1)).filter(|_| words.is(next, "of"))?;
    let (end, Some(year)) = marked_year_after(words, next + 2) else { return None };
    let day = i8::try_from(day).ok()?;
    Date::new(year, month, day).ok()?;
    Some((end, DateValue { year: Some(year), month, day: Some(day), weekday: None }))
}

/// "12/05/2024", "12.05.24", "2024-05-12", "05/2024".
fn in_figures(words: Words<'_>, at: usize) -> Option<(usize, DateValue)> {
    let text = words.text(at);
    for separator in [b'/', b'.'] {
        if text.as_bytes().contains(&separator) {
            let separator = char::from(separator);
            let parts: Vec<&str> = text.split(separator).collect();
            return from_figures(&parts, separator).map(|value| (at + 1, value));
        }
    }
    let dashes = [at + 1, at + 3].iter().all(|sign| words.is_sign(*sign, "-") && words.is_glued(*sign));
    let parts = [text, words.text(at + 2), words.text(at + 4)];
    let glued = words.is_glued(at + 2) && words.is_glued(at + 4);
    if !dashes || !glued {
        return None;
    }
    from_figures(&parts, '-').map(|value| (at + 5, value))
}

fn from_figures(parts: &[&str], separator: char) -> Option<DateValue> {
    match *parts {
        [year, month, day] if year.len() == 4 => complete(day, month_in_figures(month)?, full_year(year)?),
        [day, month, year] => complete(day, month_in_figures(month)?, any_year(year)?),
        [month, year] if separator == '/' && year.len() == 4 => Some(DateValue {
            year: full_year(year),
            month: month_in_figures(month)?,
            day: None,
            weekday: None,
        })
        .filter(|value| value.year.is_some()),
        _ => None,
    }
}

fn complete(day: &str, month: i8, year: i16) -> Option<DateValue> {
    let day = day_in_figures(day)?;
    Date::new(year, month, day).ok()?;
    Some(DateValue { year: Some(year), month, day: Some(day), weekday: None })
}

/// "12 May 2024", "12th of May '24", "12-May-24", "12/May/24", "12 May", "12MAY24".
fn day_first(words: Words<'_>, at: usize) -> Option<(usize, DateValue)> {
    let day = day_in_figures(words.text(at))?;
    if words.is_glued(at + 1)
        && let Some((month, year)) = run_together(words.text(at + 1))
    {
        Date::new(year, month, day).ok()?;
        return Some((at + 2, DateValue { year: Some(year), month, day: Some(day), weekday: None }));
    }
    let mut next = after_ordinal(words, at + 1);
    if words.is(next, "of") || is_joint(words, next) {
        next += 1;
    }
    let month = month(words.text(next))?;
    let certain = words.is_capitalised(next);
    let (end, year) = year_after(words, next + 1);
    if !certain && year.is_none() {
        return None;
    }
    if let Some(year) = year {
        Date::new(year, month, day).ok()?;
    }
    Some((end, DateValue { year, month, day: Some(day), weekday: None }))
}

/// "JUL22" of "21JUL22", as systems print days.
fn run_together(text: &str) -> Option<(i8, i16)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, figures) = text.split_at(letters);
    let year = any_year(figures).filter(|_| figures.len() == 2 || figures.len() == 4)?;
    Some((month(name)?, year))
}

/// "May 2024", "May '24", "May 12, 2024", and a month alone where it can be nothing else.
fn month_first(words: Words<'_>, at: usize) -> Option<(usize, DateValue)> {
    let month = month(words.text(at))?;
    if let (end, Some(year)) = marked_year_after(words, at + 1) {
        return Some((end, DateValue { year: Some(year), month, day: None, weekday: None }));
    }
    if let Some(day) = day_in_figures(words.text(at + 1)) {
        let next = after_ordinal(words, at + 2);
        if let (end, Some(year)) = marked_year_after(words, next) {
            Date::new(year, month, day).ok()?;
            return Some((end, DateValue { year: Some(year), month, day: Some(day), weekday: None }));
        }
    }
    let alone =
        words.is_capitalised(at) && (is_only_a_month(words.text(at)) || stands_for_a_month(words, at));
    alone.then_some((at + 1, DateValue { year: None, month, day: None, weekday: None }))
}

/// Reads a year after a day and month; the position after it, or where it would have stood.
///
/// Two bare figures are a year where nothing follows that they could count: not in "on 12 May 24 men left".
fn year_after(words: Words<'_>, at: usize) -> (usize, Option<i16>) {
    if let (end, Some(year)) = marked_year_after(words, at) {
        return (end, Some(year));
    }
    let joined = is_joint(words, at);
    let next = at + usize::from(joined || words.is_sign(at, "."));
    // "12-May-24" is whole, and "12 May 24 at 14:30" counts nothing.
    let whole = joined || words.is(next + 1, "at") && time_at(words, next + 2).is_some();
    let counts = words.is_word(next + 1) && !whole || words.is_sign(next + 1, "%");
    let year = any_year(words.text(next)).filter(|_| !counts);
    year.map_or((at, None), |year| (next + 1, Some(year)))
}

/// Reads a year in four figures, or in two after an apostrophe, with the comma or full stop before it. "12 May
/// 1930 hrs" holds a time.
fn marked_year_after(words: Words<'_>, at: usize) -> (usize, Option<i16>) {
    let next = at + usize::from(is_joint(words, at) || words.is_sign(at, ".") || words.is_sign(at, ","));
    if words.is_sign(next, "'") && words.is_glued(next + 1) && words.text(next + 1).len() == 2 {
        return any_year(words.text(next + 1)).map_or((at, None), |year| (next + 2, Some(year)));
    }
    let is_a_time = words.is_in(next + 1, &lexicon::HOURS);
    let year = full_year(words.text(next)).filter(|_| !is_a_time);
    year.map_or((at, None), |year| (next + 1, Some(year)))
}

/// Whether a sign joins two parts of a date without space: "12-May-24".
fn is_joint(words: Words<'_>, at: usize) -> bool {
    let sign = ["-", "/", "."].iter().any(|sign| words.is_sign(at, sign));
    sign && words.is_glued(at) && words.is_glued(at + 1)
}

fn after_ordinal(words: Words<'_>, at: usize) -> usize {
    at + usize::from(words.is_glued(at) && words.is_in(at, &lexicon::ORDINAL_ENDINGS))
}

fn day_in_figures(text: &str) -> Option<i8> {
    figures(text, 2).filter(|day| (1..=31).contains(day)).map(|day| day as i8)
}

fn month_in_figures(text: &str) -> Option<i8> {
    figures(text, 2).filter(|month| (1..=12).contains(month)).map(|month| month as i8)
}

fn full_year(text: &str) -> Option<i16> {
    (text.len() == 4).then(|| figures(text, 4)).flatten().filter(|year| (1900..2100).contains(year))
}

/// A year in four figures or in two: 00 to 30 are of this century, 60 to 99 of the last. Between them two figures
/// may be a birth or the end of a long sentence, so they are no year.
fn any_year(text: &str) -> Option<i16> {
    match figures(text, 2) {
        Some(31..=59) if text.len() == 2 => None,
        Some(year) if text.len() == 2 => Some(if year <= 30 { 2000 + year } else { 1900 + year }),
        _ => full_year(text),
    }
}

fn figures(text: &str, most: usize) -> Option<i16> {
    (text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests;
