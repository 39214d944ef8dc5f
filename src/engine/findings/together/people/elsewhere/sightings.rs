//! When somebody was seen in the prison, or did something there.
//!
//! Takes the lines of a plan, gives [`Sighting`]s: of a day that a line names ("on 12 February he sat with me in the
//! classroom"), of each day of a time ("at every class from 8 January to 29 March"), or of the day of the entry ("saw him in
//! the hall this morning"). Who was rung, written to, or seen by another in a place outside is none.

use std::ops::Range;

use jiff::civil::Date;

use super::clock::{clocks, minutes};
use super::days::{Days, day_before, days};
use super::here::Here;
use super::whom::{Who, Whom};
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::assessments::tools::ends_sentence;
use crate::findings::together::matters::is_supposed;
use crate::lexicon;
use crate::text::Words;

/// When somebody was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// At some time of a day.
    Day(Date),
    /// From one minute to another, which may be the same.
    Minutes(i64, i64),
    /// On each day of a time; or so often that of each week of it one day has to be.
    Each { from: Date, to: Date, daily: bool },
}

/// Somebody was seen in the prison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sighting {
    pub(super) unit: u32,
    pub(super) when: When,
    /// Whether the line says that it was in this prison.
    pub(super) is_here: bool,
    /// Whether it names this prison, or the hall.
    pub(super) is_named: bool,
    /// Whether it was where people work or learn together.
    pub(super) is_at_work: bool,
}

/// Most sightings of one plan.
const SIGHTINGS_MAX: usize = 512;
/// Longest line that is read, in tokens.
const TOKENS_MAX: usize = 200;
/// Tokens between what somebody did and its day.
const NEAR_TOKENS: usize = 25;
/// The same between what he did and its place.
const PLACE_TOKENS: usize = 12;
/// The same between "every session" and the time that it is of.
const EACH_TOKENS: usize = 12;
/// Tokens behind a verb within which stands to whom it was done.
const OBJECT_TOKENS: usize = 6;
/// Tokens from "was in" to the place.
const AT_TOKENS: usize = 6;
/// Lines of an entry before and behind one within which it says that somebody was away: an entry may have thousands.
const NEAR_LINES: u32 = 64;
/// Tokens before a verb within which it is said to be still to come.
const TO_COME_TOKENS: usize = 4;

/// The sightings of a plan, in reading order.
pub(super) fn sightings(ground: &Ground<'_>, whom: Whom, here: &Here) -> Vec<Sighting> {
    let dated = |unit: u32| !ground.after.dates(unit).is_empty();
    let may = |unit: u32| dated(unit) || ground.after.may(unit, &[Sign::BeingThere]);
    let lines = ground.after.all().filter(|(unit, line)| line.speaks && !line.minutes && may(*unit));
    let short = |unit: &u32| ground.after.tokens(*unit).len() <= TOKENS_MAX;
    let lines = lines.map(|(unit, _)| unit).filter(short);
    lines.flat_map(|unit| of_line(ground, whom, here, unit)).take(SIGHTINGS_MAX).collect()
}

/// The sightings that one line tells of.
fn of_line(ground: &Ground<'_>, whom: Whom, here: &Here, unit: u32) -> Vec<Sighting> {
    let words = ground.after.words(unit);
    let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
    let returned = has(&lexicon::COMING_BACK) && has(&lexicon::AWAY_BESIDE);
    if has(&lexicon::AWAY) || is_from_afar(words) || returned {
        return Vec::new();
    }
    let seen = Seen { ground, whom, unit, words };
    let named = days(ground, unit);
    let mut when: Vec<When> = seen.each_time(&named).into_iter().collect();
    if when.is_empty() {
        when.extend(seen.on_days(&named));
    }
    if named.is_empty() && ground.after.dates(unit).is_empty() {
        when.extend(seen.on_the_day_of_the_entry());
    }
    let is_here = here.is_told(ground, unit);
    let is_named = here.is_named(ground, unit);
    let is_at_work = has(&lexicon::PLACES_OF_WORK);
    when.into_iter().map(|when| Sighting { unit, when, is_here, is_named, is_at_work }).collect()
}

struct Seen<'g, 'a> {
    ground: &'g Ground<'a>,
    whom: Whom,
    unit: u32,
    words: Words<'a>,
}

impl Seen<'_, '_> {
    /// "Present at every class from 8 January to 29 March", "all five days, Monday 3 to Friday 7 March".
    fn each_time(&self, days: &[Days]) -> Option<When> {
        let words = self.words;
        let counted =
            |at: usize| (at + 1..at + 4).find(|at| words.is_in(*at, &lexicon::TIMES_OF_BEING_THERE));
        let missed = |at: usize| words.is_in(at, &lexicon::MISSING_A_TIME);
        let never_missed = |at: usize| missed(at) && is_denied_at(words, at);
        let each = |at: &usize| words.is_in(*at, &lexicon::EACH_TIME) || never_missed(*at);
        let (at, unit) = (0..words.len()).filter(each).find_map(|at| Some((at, counted(at)?)))?;
        let near = |days: &&Days| {
            let gap = days.tokens.start.saturating_sub(unit).max(at.saturating_sub(days.tokens.end));
            gap <= EACH_TOKENS && !days.is_one()
        };
        let week = || self.week(unit, days);
        let (from, to) = days.iter().find(near).map(|days| (days.from, days.to)).or_else(week)?;
        let there = |at: usize| {
            words.is_in(at, &lexicon::BEING_THERE) || words.is_in(at, &lexicon::PLACES_OF_A_PRISON)
        };
        let start = at.saturating_sub(NEAR_TOKENS);
        let own = !self.whom.is_another(self.ground, words, start..at);
        // "Missed every class", "all but two".
        let absent = (start..unit).any(|at| missed(at) && !never_missed(at) || is_but(words, at));
        let denied = is_denied_at(words, at) && !missed(at);
        let denied = denied || is_supposed(words, at) || self.is_to_come(at);
        let part = (start..unit + PLACE_TOKENS).any(there);
        let daily = words.is_in(unit, &lexicon::TIMES_OF_EACH_DAY);
        let over = self.is_past(from);
        (part && own && !absent && !denied && over).then_some(When::Each { from, to, daily })
    }

    /// "Each morning of that week": that of a day in the line or before it; this week is that of the entry.
    fn week(&self, unit: usize, days: &[Days]) -> Option<(Date, Date)> {
        let words = self.words;
        let which = |at: &usize| words.is_in(*at, &lexicon::WHICH_WEEK) && words.is(at + 1, "week");
        let at = (unit..unit + EACH_TOKENS).find(which)?;
        let written = self.ground.after.written(self.unit);
        let day = match days.iter().find(|days| days.is_one()) {
            Some(days) => days.from,
            None if words.is(at, "this") => written?,
            None => day_before(self.ground, self.unit).or(written)?,
        };
        let monday = day.saturating_sub(jiff::Span::new().days(day.weekday().to_monday_zero_offset()));
        let friday = monday.saturating_add(jiff::Span::new().days(4));
        Some((monday, if words.is(at, "this") { friday.min(day) } else { friday }))
    }

    /// "On 12 February he sat with me in the classroom".
    fn on_days(&self, days: &[Days]) -> Vec<When> {
        let one = days.iter().filter(|days| days.is_one() && self.is_past(days.to) && self.is_own_day(days));
        let seen = one.filter_map(|day| {
            let from = day.tokens.start.saturating_sub(NEAR_TOKENS);
            let to = (day.tokens.end + NEAR_TOKENS).min(self.words.len());
            let at = (from..to).find(|at| self.is_seen(*at) && self.is_of_day(*at, day))?;
            Some(self.when(at, day.from, days))
        });
        seen.collect()
    }

    /// "Saw him in the hall this morning".
    fn on_the_day_of_the_entry(&self) -> Option<When> {
        let words = self.words;
        let day = self.ground.after.written(self.unit)?;
        let part = |at: usize| words.is(at, "this") && words.is_in(at + 1, &lexicon::PARTS_OF_THIS_DAY);
        let now = |at: &usize| words.is_in(*at, &lexicon::THIS_DAY) || part(*at);
        let now = (0..words.len()).find(now)?;
        let seen = (0..words.len()).any(|at| at.abs_diff(now) <= NEAR_TOKENS && self.is_seen(at));
        // Who goes to see somebody in hospital says so once.
        let away = |unit: u32| {
            let words = self.ground.after.words(unit);
            (0..words.len()).any(|at| words.is_in(at, &lexicon::AWAY)) || is_from_afar(words)
        };
        let entry = self.ground.after.lines_of_entry(self.unit);
        let near =
            entry.start.max(self.unit.saturating_sub(NEAR_LINES))..entry.end.min(self.unit + NEAR_LINES);
        (seen && !near.into_iter().any(away)).then_some(When::Day(day))
    }

    fn is_past(&self, day: Date) -> bool {
        let written = self.ground.after.written(self.unit).or(self.ground.input.as_of);
        written.is_none_or(|written| day <= written)
    }

    /// Whether a day is when something was, rather than of what it was about: "the report of 12 February".
    fn is_own_day(&self, days: &Days) -> bool {
        let Some(before) = days.tokens.start.checked_sub(1) else { return true };
        let words = self.words;
        let before_it = |is: &dyn Fn(usize) -> bool| before.checked_sub(1).is_some_and(is);
        let listed = words.is(before, "and") && before_it(&|at| words.is_number(at));
        // "On the morning of 12 February".
        let part = words.is(before, "of") && before_it(&|at| words.is_in(at, &lexicon::PARTS_BEFORE_A_DAY));
        words.is(before, "on")
            || listed
            || part
            || !words.is_word(before) && !words.is_number(before) && !words.is_sign(before, "(")
    }

    /// Whether what is said at a token was on a day: nothing between them is of another time.
    fn is_of_day(&self, at: usize, day: &Days) -> bool {
        let words = self.words;
        let between = if at < day.tokens.start { at + 1..day.tokens.start } else { day.tokens.end..at };
        let parts = |at: usize| words.is_in(at, &lexicon::OF_ANOTHER_TIME) || ends_sentence(words, at);
        !between.into_iter().any(parts)
    }

    /// Whether a word says that whom the plan is about was seen in the prison.
    fn is_seen(&self, at: usize) -> bool {
        let words = self.words;
        let stood = words.is_in(at, &lexicon::WAS_AT_A_PLACE) && self.was_at_a_place(at);
        let tested = words.is_in(at, &lexicon::TESTS_OF_A_PRISON);
        let there = || self.place_near(at) || self.is_with_writer(at) || self.is_met(at);
        let seen = stood || tested || words.is_in(at, &lexicon::BEING_THERE) && there();
        let open = || is_denied_at(words, at) || is_supposed(words, at) || self.is_to_come(at);
        seen && self.is_own(at) && !open()
    }

    /// Whether whom the plan is about is who a verb is said of, or whom it is done to.
    fn is_own(&self, at: usize) -> bool {
        let words = self.words;
        let first = (0..at).rev().find(|at| ends_sentence(words, *at) || words.is_sign(*at, ":"));
        let start = first.map_or(0, |at| at + 1);
        let behind = at + 1..at + OBJECT_TOKENS;
        let end = behind.clone().find(|at| words.is(*at, "without")).unwrap_or(behind.end);
        let object = self.whom.first(self.ground, words, behind.start..end);
        let with = words.is_in(at, &lexicon::SEEING_SOMEBODY) || words.is(at + 1, "with");
        if with && object.is_some_and(|who| who != Who::Writer) {
            return object == Some(Who::Own) && !(at + 1..at + 4).any(|at| words.is_in(at, &lexicon::KIN));
        }
        match self.whom.last(self.ground, words, start..at) {
            Some(who) => who == Who::Own,
            // "Attended group", "found in his cell"; and in a row what the head of its column says.
            None => self.ground.is_row(self.unit) || (start..at).all(|at| !words.is_word(at)),
        }
    }

    /// Whether a place of the prison stands near a verb.
    fn place_near(&self, at: usize) -> bool {
        let near = at.saturating_sub(PLACE_TOKENS)..(at + PLACE_TOKENS).min(self.words.len());
        near.into_iter().any(|near| near != at && self.words.is_in(near, &lexicon::PLACES_OF_A_PRISON))
    }

    /// "Sat with me", "with us".
    fn is_with_writer(&self, at: usize) -> bool {
        let words = self.words;
        let with = |at: usize| words.is(at, "with") && (words.is_in(at + 1, &lexicon::ME_OR_US));
        (at..at + PLACE_TOKENS).any(with)
    }

    /// "I met her", wherever it was.
    fn is_met(&self, at: usize) -> bool {
        let words = self.words;
        let object = self.whom.first(self.ground, words, at + 1..at + 3);
        words.is_in(at, &lexicon::SEEING_SOMEBODY) && object == Some(Who::Own)
    }

    /// "Was in the garden shed".
    fn was_at_a_place(&self, at: usize) -> bool {
        let words = self.words;
        let place = |at: usize| words.is_in(at, &lexicon::PLACES_OF_A_PRISON);
        words.is_in(at + 1, &lexicon::AT_A_PLACE) && (at + 2..at + AT_TOKENS).any(place)
    }

    fn is_to_come(&self, at: usize) -> bool {
        let words = self.words;
        let future = |at: usize| {
            let meant = words.is(at, "to") && !words.is_in(at + 1, &lexicon::BEHIND_TO_IN_THE_PAST);
            words.is_in(at, &lexicon::STILL_TO_COME) && (!words.is(at, "to") || meant)
        };
        (at.saturating_sub(TO_COME_TOKENS)..at).any(future)
    }

    /// When of a day somebody was seen, by the times and parts of the day that the line gives.
    fn when(&self, at: usize, day: Date, days: &[Days]) -> When {
        let words = self.words;
        let start = minutes(day);
        let clocks = clocks(words, |at| days.iter().any(|days| days.tokens.contains(&at)));
        match clocks.as_slice() {
            [(_, time)] => When::Minutes(start + time, start + time),
            [(first, from), (second, to)] if from < to && spans(words, first.end..second.start) => {
                When::Minutes(start + from, start + to)
            }
            [] => self
                .part_of_day(at)
                .map_or(When::Day(day), |(from, to)| When::Minutes(start + from, start + to)),
            _ => When::Day(day),
        }
    }

    /// "All morning", "the whole day".
    fn part_of_day(&self, at: usize) -> Option<(i64, i64)> {
        let words = self.words;
        let near = at.saturating_sub(PLACE_TOKENS)..(at + PLACE_TOKENS).min(words.len());
        let whole = |at: &usize| words.is_in(*at, &lexicon::ALL_OF_A_DAY);
        let part = |at: usize| {
            let part = [("morning", MORNING), ("afternoon", AFTERNOON), ("day", WORKING_DAY)];
            part.into_iter().find(|(name, _)| words.is(at, name)).map(|(_, part)| part)
        };
        near.into_iter().filter(whole).find_map(|at| (at + 1..at + 3).find_map(part))
    }
}

const MORNING: (i64, i64) = (9 * 60 + 30, 11 * 60);
const AFTERNOON: (i64, i64) = (14 * 60, 16 * 60);
const WORKING_DAY: (i64, i64) = (9 * 60 + 30, 16 * 60);

/// Whether one time leads to another: "0915 to 1530".
fn spans(words: Words<'_>, mut between: Range<usize>) -> bool {
    let leads = |at: usize| words.is_in(at, &lexicon::UP_TO_A_DAY) || words.is_sign(at, "-");
    between.len() == 1 && between.all(leads) || between.is_empty()
}

/// Whether somebody is spoken with who is not there: "rang", "by phone", and not "found with a phone".
fn is_from_afar(words: Words<'_>) -> bool {
    let phone = |at: usize| words.is(at, "phone") && words.is_in(at - 1, &lexicon::BEFORE_A_PHONE);
    (0..words.len()).any(|at| words.is_in(at, &lexicon::FROM_AFAR) || at > 0 && phone(at))
}

/// "All but".
fn is_but(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::BUT_FOR) || words.is_in(at, &lexicon::NEARLY)
}

/// Minutes of a day within which an unknown time of it lies.
pub(super) const WAKING: (i64, i64) = (6 * 60, 22 * 60);

/// The days of a time, in minutes of their waking hours.
pub(super) fn waking(day: Date) -> (i64, i64) {
    (minutes(day) + WAKING.0, minutes(day) + WAKING.1)
}

/// The waking hours of the days of a time that are no days of a weekend, as far as they lie before so many days.
pub(super) fn working_days(from: Date, to: Date) -> impl Iterator<Item = (i64, i64)> {
    let days = std::iter::successors(Some(from), |day| day.tomorrow().ok()).take_while(move |day| *day <= to);
    let works = |day: &Date| day.weekday().to_monday_zero_offset() < 5;
    days.filter(works).take(DAYS_MAX).map(waking)
}

/// Most days of a time that are looked at.
const DAYS_MAX: usize = 400;
