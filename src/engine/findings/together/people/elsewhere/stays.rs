//! The times that somebody was out of the prison: in hospital, in a clinic, at a funeral, at large.
//!
//! Takes the lines of a plan, gives [`Stay`]s, each from one minute to another. Of the first day and the last only what a
//! line gives a time for is sure. What is planned, denied or of somebody else is none, and neither is another prison: who
//! writes of those days may be there.

use std::ops::Range;

use super::clock::{Clock, DAY, clocks, minutes};
use super::days::{Days, day_before, days};
use super::here::Here;
use super::whom::Whom;
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::is_supposed;
use crate::lexicon;
use crate::text::Words;
use crate::text::numbers::number_at;

/// Where somebody was who was not among the others of the prison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Outside,
    /// In the prison, kept apart from all others.
    Apart,
    /// Wherever he was before he first came to this prison.
    NotYetHere,
}

/// A time out of the prison, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stay {
    pub(super) unit: u32,
    pub(super) from: i64,
    pub(super) to: i64,
    /// Where he was instead.
    pub(super) place: Place,
}

/// Most stays of one plan: each is held against each sighting.
const STAYS_MAX: usize = 64;
/// Longest line that is read, in tokens.
const TOKENS_MAX: usize = 300;
/// Longest stay, in days: what is longer is two events.
const DAYS_MAX: i64 = 300;
/// Days before somebody came to a prison within which he was elsewhere.
const BEFORE_COMING_DAYS: i64 = 1_000;
/// Tokens between a place and the span of a stay there.
const NEAR_TOKENS: usize = 16;
/// Tokens between a word for going or coming and its day or time.
const CLOSE_TOKENS: usize = 8;
/// When a night begins.
const NIGHT: i64 = 22 * 60;

/// The lines that may tell of a stay.
pub(super) fn lines(ground: &Ground<'_>) -> Vec<u32> {
    let signs = [Sign::Away, Sign::AwayBeside, Sign::Arriving];
    let lines = ground.after.all().filter(|(unit, line)| line.speaks && ground.after.may(*unit, &signs));
    lines.map(|(unit, _)| unit).filter(|unit| ground.after.tokens(*unit).len() <= TOKENS_MAX).collect()
}

/// The stays that some lines tell of, in reading order.
pub(super) fn stays(ground: &Ground<'_>, whom: Whom, here: &Here, lines: &[u32]) -> Vec<Stay> {
    lines.iter().filter_map(|unit| stay(ground, whom, here, *unit)).take(STAYS_MAX).collect()
}

/// A line, read for the stay that it tells of.
struct Told<'g, 'a> {
    ground: &'g Ground<'a>,
    unit: u32,
    words: Words<'a>,
    days: Vec<Days>,
    clocks: Vec<Clock>,
}

fn stay(ground: &Ground<'_>, whom: Whom, here: &Here, unit: u32) -> Option<Stay> {
    let words = ground.after.words(unit);
    let days = days(ground, unit);
    let clocks = clocks(words, |at| days.iter().any(|day| day.tokens.contains(&at)));
    let told = Told { ground, unit, words, days, clocks };
    let Some(at) = (0..words.len()).find(|at| told.is_away(*at)) else {
        return told.coming_for_the_first_time(whom, here);
    };
    let start =
        (0..at).rev().find(|at| words.is_sign(*at, ".") || words.is_sign(*at, ";")).map_or(0, |at| at + 1);
    let open = is_denied_at(words, at) || is_supposed(words, at) || told.is_to_come(start, at);
    if open || whom.is_another(ground, words, start..at) || told.goes_on_from_another(whom) {
        return None;
    }
    let (from, to) = told.span(at).or_else(|| told.of_one_day(at))?;
    let written = ground.after.written(unit).or(ground.input.as_of);
    let over = written.is_none_or(|day| from <= minutes(day) + DAY);
    let length = to - from;
    let place = if words.is_in(at, &lexicon::SEGREGATED) { Place::Apart } else { Place::Outside };
    (over && length > 0 && length <= DAYS_MAX * DAY).then_some(Stay { unit, from, to, place })
}

impl Told<'_, '_> {
    /// Whether a word says that somebody was away.
    fn is_away(&self, at: usize) -> bool {
        let words = self.words;
        let after_capital = at > 0 && words.is_word(at - 1) && words.is_capitalised(at - 1);
        let named = words.is_in(at, &lexicon::ENDS_OF_HOSPITALS) && words.is_capitalised(at);
        // "The Royal", "Larchfield General".
        let hospital = named && (after_capital || at > 0 && words.is(at - 1, "the") && words.is(at, "royal"));
        let large = words.is(at, "large") && at > 0 && words.is(at - 1, "at");
        let leave = words.is(at, "leave") && at > 0 && words.is(at - 1, "home");
        let moved = || (at.saturating_sub(CLOSE_TOKENS)..at).any(|at| words.is_in(at, &lexicon::MOVED));
        let clinic = words.is_in(at, &lexicon::AWAY_WHERE_MOVED) && words.is_capitalised(at) && moved();
        let timed = words.is_in(at, &lexicon::OUT_FOR_A_DAY) && self.clocks.len() > 1;
        // "A&E".
        let emergency = words.is(at, "e") && at > 1 && words.text(at - 1) == "&" && words.is(at - 2, "a");
        let patient =
            words.is(at, "patient") && at > 1 && words.is_sign(at - 1, "-") && words.is(at - 2, "in");
        // "The hospital wing", "hospital cleaner": a place and a job of the prison.
        let inside = words.is_in(at + 1, &lexicon::OF_A_PRISON_BEHIND_A_HOSPITAL);
        words.is_in(at, &lexicon::AWAY) && !inside
            || emergency
            || patient
            || hospital
            || large
            || leave
            || clinic
            || timed
    }

    /// Whether a word before the place, or straight behind it, says that it is still to be, or is none of his.
    fn is_to_come(&self, start: usize, at: usize) -> bool {
        let words = self.words;
        let to_come = |at: usize| {
            let place = words.is(at, "to") && !words.is_in(at + 1, &lexicon::BEHIND_TO_IN_THE_PAST);
            let named = words.is(at, "to") && words.is_capitalised(at + 1);
            let day = self.days.iter().any(|day| day.tokens.contains(&(at + 1)));
            let until = words.is(at, "to") && (day || words.is_number(at + 1));
            let failed = at > 0 && words.is_in(at - 1, &lexicon::NOT_COMING);
            words.is_in(at, &lexicon::STILL_TO_COME)
                && (!words.is(at, "to") || place && !named && !until && !failed)
        };
        let booked = |at: usize| words.is_in(at, &lexicon::STILL_TO_COME) && !words.is(at, "to");
        (start..at).any(to_come) || (at + 1..at + BEHIND_TOKENS).any(booked)
    }

    /// "Came here on 16 July 2024, never here before": the time before that day.
    fn coming_for_the_first_time(&self, whom: Whom, here: &Here) -> Option<Stay> {
        let words = self.words;
        let came = (0..words.len()).find(|at| words.is_in(*at, &lexicon::ARRIVING))?;
        let first = |unit: u32| {
            let words = self.ground.after.words(unit);
            let denied = |at: &usize| words.is_in(*at, &lexicon::AT_NO_TIME_BEFORE);
            let before = |at: usize| {
                let mut near = at + 1..at + CLOSE_TOKENS;
                near.any(|at| words.is_in(at, &lexicon::BEFORE_NOW) || words.is(at, "time"))
            };
            (0..words.len()).filter(denied).any(before) && here.is_told(self.ground, unit)
        };
        let document = self.ground.after.document;
        let block = document.blocks()[document.unit(self.unit).block as usize].units.clone();
        let next = self.unit + 1;
        let is_first = first(self.unit) || block.contains(&next) && first(next);
        let day =
            self.days.iter().find(|days| days.is_one() && days.tokens.start.abs_diff(came) <= NEAR_TOKENS)?;
        let own = !whom.is_another(self.ground, words, 0..came) && !self.is_to_come(0, came);
        let to = minutes(day.from);
        (here.is_told(self.ground, self.unit) && is_first && own).then_some(Stay {
            unit: self.unit,
            from: to - BEFORE_COMING_DAYS * DAY,
            to,
            place: Place::NotYetHere,
        })
    }

    /// Whether a sentence that names nobody goes on from one about somebody else.
    fn goes_on_from_another(&self, whom: Whom) -> bool {
        let words = self.words;
        let names = (0..words.len()).any(|at| whom.person(self.ground, words, at).is_some());
        let before = self.ground.after.lines_of_entry(self.unit).start;
        let Some(last) = self.unit.checked_sub(1).filter(|last| !names && *last >= before) else {
            return false;
        };
        let words = self.ground.after.words(last);
        whom.is_another(self.ground, words, 0..words.len())
    }

    /// The span of days of a stay, where a line gives one.
    fn span(&self, at: usize) -> Option<(i64, i64)> {
        self.first_to_last(at)
            .or_else(|| self.out_and_back())
            .or_else(|| self.nights())
            .or_else(|| self.until_day())
            .or_else(|| self.until_weekday())
            .or_else(|| self.back_in_next_line())
            .or_else(|| self.since_that_day())
    }

    /// "From 3 to 14 February".
    fn first_to_last(&self, at: usize) -> Option<(i64, i64)> {
        let near = |days: &&Days| {
            let gap = days.tokens.start.saturating_sub(at).max(at.saturating_sub(days.tokens.end));
            !days.is_one() && !days.is_month && gap <= NEAR_TOKENS
        };
        let days = self.days.iter().find(near)?;
        Some((minutes(days.from) + DAY, minutes(days.to)))
    }

    /// "9.2.26 to hospital, back on 16.2.26"; "back on 12 April (in on the 10th)".
    fn out_and_back(&self) -> Option<(i64, i64)> {
        let back = self.coming_back()?;
        let single: Vec<&Days> = self.days.iter().filter(|days| days.is_one()).collect();
        let gap =
            |days: &Days| days.tokens.start.saturating_sub(back).max(back.saturating_sub(days.tokens.end));
        let last = single.iter().filter(|days| gap(days) <= CLOSE_TOKENS);
        let last = last.min_by_key(|days| (days.tokens.start < back, gap(days)))?;
        let in_before = |days: &Days| {
            let before = days.tokens.start.saturating_sub(CLOSE_TO_DAY)..days.tokens.start;
            before.into_iter().any(|at| self.words.is_in(at, &lexicon::IN_ON_A_DAY))
        };
        let first = single.iter().filter(|days| days.from < last.from);
        let first =
            first.filter(|days| days.tokens.end <= back || in_before(days)).max_by_key(|days| days.from)?;
        let left = self.clock_near(first.tokens.end, |at| self.words.is_in(at, &lexicon::GOING_AWAY));
        let returned = self.clock_near(back, |at| at == back);
        let from = left.map_or(minutes(first.from) + DAY, |time| minutes(first.from) + time);
        Some((from, minutes(last.from) + returned.unwrap_or(0)))
    }

    /// Where a word for coming back stands.
    fn coming_back(&self) -> Option<usize> {
        (0..self.words.len()).find(|at| self.words.is_in(*at, &lexicon::COMING_BACK))
    }

    /// "Four nights from 3 May", "back on 12 April after two nights in".
    fn nights(&self) -> Option<(i64, i64)> {
        let words = self.words;
        let counted = |at: usize| {
            let (end, value) = number_at(words, at)?;
            let weeks = words.is_in(end, &lexicon::COUNTS_OF_WEEKS);
            let count = i64::try_from(value.count()?).ok()? * if weeks { 7 } else { 1 };
            (words.is_in(end, &lexicon::NIGHTS) && count <= DAYS_MAX).then_some(count)
        };
        let count = (0..words.len()).find_map(counted)?;
        let [day] = self.days.as_slice() else { return None };
        let day = Some(day).filter(|day| day.is_one())?;
        let near = |at: usize| at.abs_diff(day.tokens.start) <= CLOSE_TOKENS;
        if self.coming_back().is_some_and(near) {
            return Some((minutes(day.from) - (count - 1) * DAY, minutes(day.from)));
        }
        let from =
            day.tokens.start.checked_sub(1).is_some_and(|at| words.is_in(at, &lexicon::BEFORE_A_FIRST_DAY));
        from.then(|| (minutes(day.from) + DAY, minutes(day.from) + count * DAY))
    }

    /// "Admitted on 3 May and kept in until 9 May".
    fn until_day(&self) -> Option<(i64, i64)> {
        let until = |days: &&Days| {
            let before = days.tokens.start.checked_sub(1);
            days.is_one() && before.is_some_and(|at| self.words.is_in(at, &lexicon::UNTIL))
        };
        let last = self.days.iter().find(until)?;
        let first = self.days.iter().find(|days| days.tokens.start < last.tokens.start && days.is_one())?;
        Some((minutes(first.from) + DAY, minutes(last.from)))
    }

    /// "To hospital 3.5.24 after a fall. Back 9.5.24."
    fn back_in_next_line(&self) -> Option<(i64, i64)> {
        let [first] = self.days.as_slice() else { return None };
        let next = self.unit + 1;
        let document = self.ground.after.document;
        let block = document.unit(self.unit).block as usize;
        let first =
            Some(first).filter(|days| days.is_one() && document.blocks()[block].units.contains(&next))?;
        let words = self.ground.after.words(next);
        let back = (0..CLOSE_TO_DAY).any(|at| words.is_in(at, &lexicon::COMING_BACK));
        let last = days(self.ground, next)
            .into_iter()
            .find(|days| days.is_one() && days.tokens.start <= CLOSE_TOKENS);
        let last = last.filter(|last| back && last.from > first.from)?;
        Some((minutes(first.from) + DAY, minutes(last.from)))
    }

    /// "On 14 June … was taken to hospital, which kept her until the Saturday".
    fn until_weekday(&self) -> Option<(i64, i64)> {
        let words = self.words;
        let until = |at: &usize| words.is_in(*at, &lexicon::UNTIL);
        let day = |at: usize| lexicon::WEEKDAYS.iter().position(|day| words.is(at, day));
        let weekday = (0..words.len()).filter(until).find_map(|at| (at + 1..at + 3).find_map(day))?;
        let first = self.days.first().filter(|days| days.is_one())?;
        let own = usize::try_from(first.from.weekday().to_monday_zero_offset()).ok()?;
        let after = (weekday + 7 - own - 1) % 7 + 1;
        let left = self.clock_near(first.tokens.end, |at| words.is_in(at, &lexicon::GOING_AWAY));
        let from = left.map_or(minutes(first.from) + DAY, |time| minutes(first.from) + time);
        Some((from, minutes(first.from) + i64::try_from(after).ok()? * DAY))
    }

    /// "From that night until 27 December".
    fn since_that_day(&self) -> Option<(i64, i64)> {
        let words = self.words;
        let that = |at: &usize| {
            words.is(*at, "that")
                && words.is_in(at + 1, &lexicon::THAT_DAY)
                && *at > 0
                && words.is(at - 1, "from")
        };
        let at = (0..words.len()).find(that)?;
        let until = self.days.iter().find(|days| {
            let before = at + 2..days.tokens.start;
            days.is_one()
                && before.len() <= CLOSE_TO_DAY
                && before.into_iter().any(|at| words.is_in(at, &lexicon::UNTIL))
        })?;
        let first = day_before(self.ground, self.unit).filter(|first| *first < until.from)?;
        let late = words.is_in(at + 1, &lexicon::LATE_IN_A_DAY);
        Some((minutes(first) + if late { NIGHT } else { DAY }, minutes(until.from)))
    }

    /// "Sent out to hospital 09.30, back 19.15": of the one day that the line, those before it or the entry are of.
    fn of_one_day(&self, at: usize) -> Option<(i64, i64)> {
        let back = self.coming_back().filter(|back| at.abs_diff(*back) <= LINE_TOKENS)?;
        let going = |at: usize| self.words.is_in(at, &lexicon::GOING_AWAY);
        let returned =
            self.clocks.iter().find(|(tokens, _)| tokens.start > back && tokens.start - back <= CLOSE_TOKENS);
        let (tokens, to) = returned?;
        let before = self.clocks.iter().filter(|(other, _)| other.end <= tokens.start);
        let mut left = before.filter(|(other, time)| {
            let near = other.start.saturating_sub(CLOSE_TOKENS)..other.end + 2;
            time < to && near.into_iter().any(going)
        });
        let (_, from) = left.next()?;
        let day = match self.days.as_slice() {
            [] => day_before(self.ground, self.unit).or_else(|| self.ground.after.written(self.unit))?,
            [day] if day.is_one() => day.from,
            _ => return None,
        };
        (!self.ground.after.line(self.unit).minutes).then_some((minutes(day) + from, minutes(day) + to))
    }

    /// The time that stands nearest to a word of some kind, not far from a token.
    fn clock_near(&self, around: usize, is_word: impl Fn(usize) -> bool) -> Option<i64> {
        let near = |tokens: &Range<usize>| {
            let from = tokens.start.saturating_sub(CLOSE_TOKENS);
            (from..tokens.end + CLOSE_TO_DAY)
                .filter(|at| is_word(*at))
                .map(|at| at.abs_diff(tokens.start))
                .min()
        };
        let timed = self.clocks.iter().filter(|(tokens, _)| tokens.start.abs_diff(around) <= NEAR_TOKENS);
        let timed = timed.filter_map(|(tokens, time)| Some((near(tokens)?, *time)));
        timed.min_by_key(|(gap, _)| *gap).map(|(_, time)| time)
    }
}

/// Tokens behind a place within which what is named there is still to come: "hospital appointment booked".
const BEHIND_TOKENS: usize = 3;
/// Tokens straight before a day, or straight behind a time.
const CLOSE_TO_DAY: usize = 4;
/// Tokens between going out and coming back on one day.
const LINE_TOKENS: usize = 40;
