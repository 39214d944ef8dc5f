//! The days and spans of days that a line names: "12 to 19 January", "9.2.26 … 16.2.26", "on the 10th", "in January".
//!
//! Takes a line, gives each day with its tokens, those of a span as one. What has no year is the last such day before the
//! line was written, or before a whole day behind it.

use std::ops::Range;

use jiff::civil::Date;

use crate::findings::ground::Ground;
use crate::lexicon;
use crate::text::Words;
use crate::text::dates::DateValue;

/// Days that a line names: one, or from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) tokens: Range<usize>,
    pub(super) from: Date,
    pub(super) to: Date,
    /// Whether it is a month by its name, of which nothing says that all of it is meant.
    pub(super) is_month: bool,
}

impl Days {
    /// Whether it is one day.
    pub(super) fn is_one(&self) -> bool {
        self.from == self.to
    }
}

/// Days before a line was written within which "17/02" is a day and no fraction.
const LATELY: i32 = 45;

/// The days that a line names, in order.
pub(super) fn days(ground: &Ground<'_>, unit: u32) -> Vec<Days> {
    let words = ground.after.words(unit);
    let dates = ground.after.dates(unit);
    let written = ground.after.written(unit);
    let mut found: Vec<Days> = Vec::new();
    for (at, (tokens, value)) in dates.iter().enumerate() {
        let whole_behind = dates[at + 1..].iter().find_map(|(_, value)| value.date());
        let last = found.last().map(|days| days.to);
        let reference = whole_behind.or(written).or(ground.input.as_of);
        found.extend(resolved(words, tokens, *value, reference, last));
    }
    found.extend(short(words, &found, written));
    found.sort_by_key(|days| days.tokens.start);
    joined(words, found)
}

/// Lines before one within which the day stands that it goes on from.
const LINES_BEFORE: u32 = 3;

/// The last day that the lines before one name, of its entry or of its paragraph.
pub(super) fn day_before(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    let document = ground.after.document;
    let of_block = document.blocks()[document.unit(unit).block as usize].units.start;
    let of_entry = ground.after.lines_of_entry(unit).start;
    let start = of_entry.min(of_block).max(unit.saturating_sub(LINES_BEFORE));
    let before = (start..unit).rev().flat_map(|unit| days(ground, unit).into_iter().rev());
    before.into_iter().find(Days::is_one).map(|days| days.from)
}

/// The days of one date.
fn resolved(
    words: Words<'_>,
    tokens: &Range<usize>,
    value: DateValue,
    reference: Option<Date>,
    last: Option<Date>,
) -> Option<Days> {
    let is_short = |at: usize| words.is_number(at) && words.text(at).len() <= 2;
    let with_year = value.last_day();
    let is_month = value.date().is_none() && (with_year.is_some() || !tokens.clone().any(is_short));
    // Of a month that is not over some days have been.
    let reference = reference.map(|day| if is_month { day.last_of_month() } else { day });
    let to = with_year.or_else(|| {
        let before = |day: Date| day.saturating_sub(jiff::Span::new().years(1)).tomorrow().ok();
        let day = reference.and_then(before).and_then(|start| value.last_day_from(Some(start)));
        // "Admitted on 28 December 2024, back on 3 January".
        let behind = last.and_then(|last| value.last_day_from(Some(last)));
        day.filter(|day| last.is_none_or(|last| *day >= last)).or(behind)
    })?;
    let from = if is_month { to.first_of_month() } else { to };
    Some(Days { tokens: tokens.clone(), from, to, is_month })
}

/// Days without their month, and days in figures without their year: "the 10th", "17/02".
fn short(words: Words<'_>, known: &[Days], written: Option<Date>) -> Vec<Days> {
    let outside = |at: &usize| !known.iter().any(|days| days.tokens.contains(at));
    let one = |at: usize| {
        let before = known.iter().rev().find(|days| days.tokens.end <= at);
        let reference = before.map(|days| days.to).or(written)?;
        let (day, tokens) = match by_number(words, at, reference, written) {
            Some(day) => (day, at - 1..at + 2),
            None => (in_figures(words, at, reference)?, at..at + 1),
        };
        Some(Days { tokens, from: day, to: day, is_month: false })
    };
    (0..words.len()).filter(|at| words.is_number(*at)).filter(outside).filter_map(one).collect()
}

/// "The 10th", and not "the 2nd session": of the month of a day named before, as far as it has been.
fn by_number(words: Words<'_>, at: usize, reference: Date, written: Option<Date>) -> Option<Date> {
    let ordinal = words.is_glued(at + 1) && words.is_in(at + 1, &lexicon::ORDINAL_ENDINGS);
    let counts = words.is_word(at + 2) && !words.is_in(at + 2, &lexicon::BEHIND_A_DAY);
    let named = at > 0 && words.is(at - 1, "the");
    let day = words.text(at).parse().ok().filter(|_| named && ordinal && !counts)?;
    let of_month = Date::new(reference.year(), reference.month(), day).ok();
    of_month.filter(|day| written.is_none_or(|written| *day <= written)).or_else(|| latest(reference, day))
}

/// "17/02" of the weeks before, and not "cell 2/11".
fn in_figures(words: Words<'_>, at: usize, reference: Date) -> Option<Date> {
    let (day, month) = words.text(at).split_once('/')?;
    let (day, month) = (day.parse().ok()?, month.parse().ok()?);
    let place = at > 0 && words.is_in(at - 1, &lexicon::PLACES_OF_A_PRISON);
    let of = |year: i16| Date::new(year, month, day).ok().filter(|day| *day <= reference);
    let found = of(reference.year()).or_else(|| of(reference.year() - 1));
    found.filter(|day| !place && (reference - *day).get_days() <= LATELY)
}

/// The last day of this number up to a day.
fn latest(reference: Date, day: i8) -> Option<Date> {
    let own = Date::new(reference.year(), reference.month(), day).ok().filter(|own| *own <= reference);
    own.or_else(|| {
        let before = reference.first_of_month().yesterday().ok()?;
        Date::new(before.year(), before.month(), day).ok()
    })
}

/// Two days with "to" between them as one span, and a number before "to" as the day of its month: "3 to 14 February".
fn joined(words: Words<'_>, days: Vec<Days>) -> Vec<Days> {
    let mut found: Vec<Days> = Vec::new();
    for mut days in days {
        let before = days.tokens.start.checked_sub(1).filter(|at| joins(words, *at));
        if let Some(at) = before {
            let last = found.last().filter(|last| last.tokens.end == at && last.from <= days.to);
            if let Some(last) = last {
                (days.tokens.start, days.from) = (last.tokens.start, last.from);
                days.is_month &= last.is_month;
                found.pop();
            } else if let Some((start, from)) = first_day(words, at, days.to) {
                (days.tokens.start, days.from, days.is_month) = (start, from, false);
            }
        }
        if days.is_one() {
            found.extend(listed(words, &days));
        }
        found.push(days);
    }
    found
}

/// The days of one month that are listed before its name: "on 3, 10 and 17 April".
fn listed(words: Words<'_>, last: &Days) -> Vec<Days> {
    let mut found = Vec::new();
    let mut at = last.tokens.start;
    while at > 1 && (words.is_sign(at - 1, ",") || words.is(at - 1, "and")) && words.is_number(at - 2) {
        let text = words.text(at - 2);
        let day = text.parse().ok().filter(|_| text.len() <= 2);
        let Some(day) = day.and_then(|day| Date::new(last.to.year(), last.to.month(), day).ok()) else {
            break;
        };
        if day >= last.from {
            break;
        }
        found.push(Days { tokens: at - 2..at - 1, from: day, to: day, is_month: false });
        at -= 2;
    }
    found.reverse();
    found
}

/// Whether a token joins the first and the last day of a span.
fn joins(words: Words<'_>, at: usize) -> bool {
    let between = || (at.saturating_sub(BETWEEN_TOKENS)..at).any(|at| words.is(at, "between"));
    words.is_sign(at, "-") || words.is_in(at, &lexicon::UP_TO_A_DAY) && (!words.is(at, "and") || between())
}

/// Tokens before "and" within which "between" stands.
const BETWEEN_TOKENS: usize = 6;

/// The first day of a span that is a number before its "to".
fn first_day(words: Words<'_>, joint: usize, to: Date) -> Option<(usize, Date)> {
    let mut at = joint.checked_sub(1)?;
    at -= usize::from(words.is_in(at, &lexicon::ORDINAL_ENDINGS) && words.is_glued(at));
    let text = words.text(at);
    let day: i8 = text.parse().ok().filter(|_| words.is_number(at) && text.len() <= 2)?;
    let own = Date::new(to.year(), to.month(), day).ok().filter(|day| *day < to);
    let before = || {
        to.first_of_month().yesterday().ok().and_then(|last| Date::new(last.year(), last.month(), day).ok())
    };
    own.or_else(before).map(|from| (at, from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::{unit, with_ground};

    /// The days of a line in an entry of 9 May 2024.
    fn check(said: &str) -> Vec<String> {
        let plan = format!("## Contacts\n\n9 May 2024 - Nurse (R. Tait):\nShe rows. {said}\n");
        with_ground(&[("2024-06-01", &plan)], |ground| {
            let line = unit(ground, &said[..12]);
            let told = |days: Days| {
                if days.is_one() { days.from.to_string() } else { format!("{}..{}", days.from, days.to) }
            };
            days(ground, line).into_iter().map(told).collect()
        })
    }

    #[test]
    fn days_and_spans() {
        assert_eq!(check("On the boat from 12 to 19 January 2024."), ["2024-01-12..2024-01-19"]);
        assert_eq!(check("On the boat from 30 April to 2 May."), ["2024-04-30..2024-05-02"]);
        assert_eq!(check("On the boat from 28 to 3 March 2024."), ["2024-02-28..2024-03-03"]);
        assert_eq!(check("On the boat Monday 4 to Friday 8 March 2024."), ["2024-03-04..2024-03-08"]);
        assert_eq!(check("On the boat between 2 January and 5 April."), ["2024-01-02..2024-04-05"]);
        assert_eq!(check("On the boat every day in January."), ["2024-01-01..2024-01-31"]);
        assert_eq!(check("On the boat 3 December to 5 January 2024."), ["2023-12-03..2024-01-05"]);
    }

    #[test]
    fn single_days() {
        assert_eq!(check("On the boat 1.2.24, back 9.2.24."), ["2024-02-01", "2024-02-09"]);
        assert_eq!(check("On the boat since 3 May (in on the 2nd)."), ["2024-05-03", "2024-05-02"]);
        assert_eq!(check("On the boat to the quay 17/04."), ["2024-04-17"]);
        assert_eq!(check("On the boat in cell 2/11 for the 2nd session."), [] as [&str; 0]);
        assert_eq!(check("On the boat on 28 December."), ["2023-12-28"]);
        assert_eq!(check("On the boat on 3 and 10 April."), ["2024-04-03", "2024-04-10"]);
    }
}
