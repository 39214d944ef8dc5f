//! Lines that are worth reading side by side: two that tell of one day, what holds for the present and is older than the
//! news, near copies, a date of which day and month are changed about.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::assessments::levels;
use super::done;
use super::{Kind, Pair};
use crate::document::reading::field;
use crate::facts::{self, FactClass};
use crate::findings::ground::Ground;
use crate::findings::ground::cues::Cue;
use crate::findings::telling;
use crate::history::RepeatKind;
use crate::lexicon;

/// A new row of events and a line of this year that tell of the same day.
pub(super) fn same_day(ground: &Ground<'_>, unit: u32) -> Option<Pair> {
    let known = done::is_action(ground, unit) || levels::is_assessment(ground, unit);
    if !ground.is_row(unit) || !ground.is_new(unit) || known {
        return None;
    }
    let day = ground.after.dates(unit).iter().find_map(|(_, value)| value.date())?;
    // "Tribunal, no release" is no more than the entry says.
    let says_more = |other: &u32| {
        let own = ground.after.line(unit).stems.len();
        ground.after.shared_count(unit, *other) * 3 < own * 2
    };
    let other = ground.naming(day).filter(|other| *other != unit);
    other.filter(says_more).map(|other| Pair::new(Kind::SameDay, unit, other))
}

/// What was written this year under the same heading as a line that says how things are for the present.
pub(super) fn for_the_present(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    if !ground.stands(unit) || ground.is_row(unit) || ground.is_changed(unit) || ground.is_new(unit) {
        return None;
    }
    let words = ground.after.words(unit);
    let denies = || ground.after.does(unit, Cue::NotDone);
    let present = || {
        (0..words.len()).any(|at| {
            let this = words.is(at + 1, "this") && words.is_in(at + 2, &lexicon::BEHIND_AT_THIS);
            words.is_in(at, &lexicon::FOR_NOW)
                || (words.is(at, "at") && (this || words.is(at + 1, "present")))
        })
    };
    let restricted = |other: u32| ground.after.does(other, Cue::Restricted);
    let newer = ground.news_beside(unit).iter().copied().filter(|other| !restricted(*other));
    let own = &ground.after.line(unit).stems;
    let on_it = |other: &u32| {
        let author = ground.after.voice(*other).and_then(|voice| voice.author.as_deref()).unwrap_or_default();
        let mut named =
            author.split(|c: char| !c.is_alphanumeric()).filter_map(|word| ground.stems.find(word));
        ground.after.line(*other).stems.iter().any(|stem| own.contains(stem))
            || named.any(|stem| own.contains(&stem))
    };
    // What is not so yet is answered by what is so now, rather than by something else that is not.
    let affirms = |other: &u32| !ground.after.does(*other, Cue::NotDone);
    let rates = |other: &u32| {
        let facts = ground.after.facts(*other);
        facts.iter().any(|fact| matches!(fact.class, FactClass::Level | FactClass::Risk | FactClass::Status))
    };
    let worth = |other: &u32| {
        let worth = u32::from(telling::plain_worth(&ground.after, *other));
        let by_words = worth * 100 / (ground.after.line(*other).words + 10);
        (on_it(other), affirms(other), rates(other), by_words, std::cmp::Reverse(*other))
    };
    let touches = |other: &u32| {
        let words = ground.after.words(*other);
        on_it(other) || facts::is_risk(words.source(), words.tokens())
    };
    if denies() && present() { newer.filter(touches).max_by_key(worth) } else { None }
}

/// Near copies that differ in a fact, one of them new, changed or of risk.
pub(super) fn near_copies(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let Some(history) = ground.input.history else { return Vec::new() };
    let units = ground.after.document.units();
    let at = |start: u32| {
        let at = units.partition_point(|unit| unit.span.start < start);
        units.get(at).filter(|unit| unit.span.start == start).map(|_| at as u32)
    };
    let conflicting = history.repeats.iter().filter(|repeat| repeat.kind == RepeatKind::Conflicting);
    let places = conflicting
        .filter_map(|repeat| Some((at(repeat.places.first()?.start)?, at(repeat.places.get(1)?.start)?)));
    let told = places.filter(|(one, other)| {
        let minutes = |unit: u32| ground.after.line(unit).minutes;
        let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
        (news(*one) || news(*other))
            && !minutes(*one)
            && !minutes(*other)
            && !(ground.is_row(*one) && ground.is_row(*other))
    });
    told.collect()
}

/// Two fields or lines that stand, with one date of which day and month are changed about.
pub(super) fn changed_about(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut days: BTreeMap<Date, u32> = BTreeMap::new();
    let mut pairs = Vec::new();
    let document = ground.after.document;
    for (unit, _) in
        ground.after.all().filter(|(unit, line)| line.speaks && !line.minutes && ground.stands(*unit))
    {
        if ground.is_row(unit) && field(document, document.unit(unit)).is_none() {
            continue;
        }
        for day in ground.after.dates(unit).iter().filter_map(|(_, value)| value.date()) {
            let about = Date::new(day.year(), day.day(), day.month()).ok().filter(|about| *about != day);
            let other = about.and_then(|about| days.get(&about)).copied();
            if let Some(other) = other.filter(|other| same_part(ground, *other, unit)) {
                pairs.push((other, unit));
            }
            days.entry(day).or_insert(unit);
        }
    }
    pairs
}

fn same_part(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let section = |unit: u32| ground.after.document.unit(unit).section;
    section(one) == section(other) || !ground.after.shared(one, other).is_empty()
}
