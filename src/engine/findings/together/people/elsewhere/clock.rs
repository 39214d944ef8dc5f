//! Minutes on which somebody went or was seen: times of day, also as people say them in notes, and spans of them.
//!
//! Takes words, gives minutes. "09.40", "0915 to 1530" and "ten till half past three" have no "hrs" behind them; they are
//! read only where a word beside them says that they are times. Of hours by name those from one to six are of the
//! afternoon, when a prison works.

use std::ops::Range;

use jiff::civil::{Date, date};

use crate::lexicon;
use crate::text::Words;
use crate::text::numbers::number_at;
use crate::text::times::time_at;

/// Minutes of a day.
pub(super) const DAY: i64 = 24 * 60;

/// The minutes from some day long past to the beginning of a day.
pub(super) fn minutes(day: Date) -> i64 {
    i64::from((day - date(1900, 1, 1)).get_days()) * DAY
}

/// A time of day: its tokens, and minutes since midnight.
pub(super) type Clock = (Range<usize>, i64);

/// The times of day that a line names, in order; what stands in a day is none.
pub(super) fn clocks(words: Words<'_>, is_day: impl Fn(usize) -> bool) -> Vec<Clock> {
    let mut found: Vec<Clock> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let behind = found.last().is_some_and(|(tokens, _)| links(words, tokens.end..at));
        match clock_at(words, at, behind).filter(|_| !is_day(at)) {
            Some((end, minutes)) => {
                found.push((at..end, minutes));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether nothing stands here but what leads from one time to another.
fn links(words: Words<'_>, mut between: Range<usize>) -> bool {
    between.len() == 1 && between.all(|at| words.is_in(at, &lexicon::UP_TO_A_DAY) || words.is_sign(at, "-"))
}

/// The time that begins at a token; `behind` says that it ends a span.
fn clock_at(words: Words<'_>, at: usize, behind: bool) -> Option<(usize, i64)> {
    if let Some((end, time)) = time_at(words, at) {
        return Some((end, by_day(i64::from(time.minutes()), time.is_whole())));
    }
    let led = behind || at > 0 && words.is_in(at - 1, &lexicon::BEFORE_AN_HOUR);
    if words.is_number(at)
        && !words.is_sign(at.wrapping_sub(1), "£")
        && let Some(minutes) = in_figures(words.text(at), led || leads(words, at + 1))
    {
        return is_bare(words, at + 1).then_some((at + 1, minutes));
    }
    in_words(words, at, led)
}

/// Whether a span goes on behind a time: "0915 to 1530".
fn leads(words: Words<'_>, at: usize) -> bool {
    let then = words.is_in(at, &lexicon::UNTIL) || words.is_sign(at, "-");
    then && (words.is_number(at + 1) || words.is_in(at + 1, &lexicon::PARTS_OF_AN_HOUR))
}

/// Whether nothing is counted: "4.60 mmol", "10.25 mg".
fn is_bare(words: Words<'_>, at: usize) -> bool {
    !words.is_in(at, &lexicon::UNITS_OF_DOSE) && !words.is_sign(at, "%") && !words.is_glued(at)
        || words.kind(at).is_none()
        || [".", ",", ";", ")", "-", "/"].iter().any(|sign| words.is_sign(at, sign))
}

/// "09.40", and where a word leads to it "9.40", "0940".
fn in_figures(text: &str, led: bool) -> Option<i64> {
    let (hour, minute) = match text.split_once('.') {
        Some((hour, minute)) if hour.len() == 2 || led && hour.len() == 1 => (hour, minute),
        None if text.len() == 4 && led => text.split_at(2),
        _ => return None,
    };
    // "2019" is a year.
    let year = text.len() == 4 && matches!(hour, "19" | "20") && !text.contains('.');
    let (hours, minutes) = (hour.parse::<i64>().ok()?, minute.parse::<i64>().ok()?);
    let valid = minute.len() == 2 && hours < 24 && minutes < 60 && !year;
    valid.then(|| by_day(hours * 60 + minutes, hour.len() == 2))
}

/// "Half past eight", "quarter to three", "ten o'clock", "at ten", "ten till three".
fn in_words(words: Words<'_>, at: usize, led: bool) -> Option<(usize, i64)> {
    if words.is(at, "half") && words.is(at + 1, "past") {
        let (end, hour) = hour_at(words, at + 2)?;
        return Some((end, by_day(hour * 60 + 30, false)));
    }
    if words.is(at, "quarter") && words.is_in(at + 1, &lexicon::PAST_THE_HOUR) {
        let (end, hour) = hour_at(words, at + 2)?;
        let minutes = if words.is(at + 1, "to") { hour * 60 - 15 } else { hour * 60 + 15 };
        return Some((end, by_day(minutes, false)));
    }
    let (end, hour) = hour_at(words, at)?;
    let named = words.text(end).to_lowercase().starts_with("o'clock") || words.is(end, "o");
    // "From 1 to 10 March" has days.
    let counts = words.is_word(end) && words.is_capitalised(end);
    let spans = leads_on(words, end) || led && ends_span(words, at) && !counts;
    (named || spans).then(|| (end, by_day(hour * 60, false)))
}

/// Whether "till" and another time stand behind an hour.
fn leads_on(words: Words<'_>, at: usize) -> bool {
    let half = words.is_in(at + 1, &lexicon::PARTS_OF_AN_HOUR);
    let hour = hour_at(words, at + 1).is_some_and(|(end, _)| !words.is_word(end) || words.is(end, "o"));
    words.is_in(at, &lexicon::UNTIL) && (half || hour)
}

/// Whether the hour that stands here ends a span of hours.
fn ends_span(words: Words<'_>, at: usize) -> bool {
    at > 1 && words.is_in(at - 1, &lexicon::UNTIL) && hour_at(words, at - 2).is_some()
}

fn hour_at(words: Words<'_>, at: usize) -> Option<(usize, i64)> {
    let (end, value) = number_at(words, at)?;
    let hour = value.count().filter(|hour| (1..=12).contains(hour))?;
    Some((end, i64::try_from(hour).ok()?))
}

/// A time of the twelve hours that a prison works in, where nothing says which half of the day it is of.
fn by_day(minutes: i64, whole: bool) -> i64 {
    if !whole && minutes < FIRST_HOUR * 60 { minutes + DAY / 2 } else { minutes }
}

/// The first hour of a working day.
const FIRST_HOUR: i64 = 7;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(text: &str) -> Vec<(i64, i64)> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let words = Words::new(text, &tokens);
        clocks(words, |_| false).into_iter().map(|(_, time)| (time / 60, time % 60)).collect()
    }

    #[test]
    fn times_as_notes_have_them() {
        assert_eq!(check("Left the quay 09.40 and was back 15.15."), [(9, 40), (15, 15)]);
        assert_eq!(check("She sat it from 0915 to 1530 with a break."), [(9, 15), (15, 30)]);
        assert_eq!(check("She sat it with us, ten till half past three."), [(10, 0), (15, 30)]);
        assert_eq!(check("at half past eight, and at quarter to three"), [(8, 30), (14, 45)]);
        assert_eq!(check("at ten o'clock and 14:30 hrs"), [(10, 0), (14, 30)]);
        assert_eq!(check("back at 9.40"), [(9, 40)]);
    }

    #[test]
    fn what_is_no_time() {
        assert_eq!(check("a level of 1.9, a dose of 10.25 mg and £11.10"), []);
        assert_eq!(check("three of ten boats in 2019"), []);
        assert_eq!(check("moved to ten boats"), []);
        assert_eq!(check("from 1 to 10 March"), []);
    }
}
