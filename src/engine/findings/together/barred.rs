//! What was barred and is no more, and where somebody is who is to be kept apart.

use super::{Kind, Pair};
use crate::document;
use crate::facts::{self, Fact, FactClass};
use crate::findings::ground::Ground;
use crate::findings::lines::Stem;
use crate::findings::matters::is_supposed;
use crate::findings::polarity::is_denied_at;
use crate::findings::signs::Sign;
use crate::lexicon;
use crate::text::Words;

/// Most lines that bar no more, and most bars of a year: work stays bounded by the plan.
const LIFTED_MAX: usize = 64;

const BARS_MAX: usize = 256;

/// A name tells somebody apart that stands in at most one line of so many, or in so few.
const NAMED_SHARE: u32 = 8;

const NAMED_MIN: u32 = 4;

/// Lines that barred something in the version before and do so no more ("is not to visit alone", "may visit"), each with
/// the newest line of this year that bars somebody whom it names.
pub(super) fn lifted(ground: &Ground<'_>) -> Vec<Pair> {
    let Some(before) = &ground.before else { return Vec::new() };
    let changed = ground.standing().filter(|unit| ground.is_changed(*unit) && !ground.after.bars(*unit));
    let barred = |unit: &u32| ground.change(*unit).is_some_and(|change| before.bars(change.before.start));
    let lifted: Vec<u32> = changed.filter(barred).take(LIFTED_MAX).collect();
    if lifted.is_empty() {
        return Vec::new();
    }
    let bars_of_year = ground.said_this_year().filter(|line| ground.after.bars(*line)).take(BARS_MAX);
    let bars_of_year: Vec<u32> = bars_of_year.collect();
    // Whoever is named everywhere is the person the plan is about, or bears the name.
    let most = (ground.after.document.units().len() as u32 / NAMED_SHARE).max(NAMED_MIN);
    let names = |unit: u32| &ground.after.line(unit).names;
    let newest = |unit: u32| {
        let telling = |name: &Stem| ground.after.count(*name) <= most && names(unit).contains(name);
        let same = bars_of_year.iter().filter(|line| names(**line).iter().any(telling));
        same.max_by_key(|line| (ground.after.written(**line), **line)).copied()
    };
    lifted.into_iter().filter_map(|unit| Some(Pair::new(Kind::Denied, unit, newest(unit)?))).collect()
}

/// Somebody whom a line bars, and a line of this year that says where he is.
pub(super) fn apart(ground: &Ground<'_>, unit: u32, candidates: &[(u32, u32)]) -> Option<Pair> {
    if !ground.after.bars(unit) {
        return None;
    }
    let placed = |other: u32| {
        let words = ground.after.words(other);
        let has = |list| (0..words.len()).any(|at| words.is_in(at, list));
        let is = ground.after.may(other, &[Sign::SomewhereIs]) && has(&lexicon::IS_SOMEWHERE);
        let of_place = |fact: &Fact| fact.class == FactClass::Place;
        is && (has(&lexicon::WHEREABOUTS) || ground.after.facts(other).iter().any(of_place))
    };
    let of_year = candidates.iter().map(|(other, _)| *other).filter(|other| ground.is_of_this_year(*other));
    let found = of_year.filter(|other| shares_person(ground, unit, *other) && placed(*other));
    found
        .max_by_key(|other| (ground.after.shared(unit, *other).len(), ground.after.written(*other)))
        .map(|other| Pair::new(Kind::Apart, unit, other))
}

/// Lines that bar somebody and stand, each with the newest of this year by which there was contact all the same: "must not
/// contact Ann", and "phones Ann most Sundays".
pub(super) fn touched(ground: &Ground<'_>) -> Vec<Pair> {
    let most = (ground.after.document.units().len() as u32 / TOUCHED_SHARE).max(NAMED_MIN);
    let touches = |unit: &u32| {
        let words = ground.after.words(*unit);
        ground.after.may(*unit, &[Sign::Touching])
            && !ground.after.bars(*unit)
            && (0..words.len()).any(|at| is_contact(words, at))
    };
    let told: Vec<u32> = ground.said_this_year().filter(touches).take(BARS_MAX).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let rare = |called: &Called| ground.after.count(called.name) <= most;
    let told: Vec<(u32, Vec<Called>)> = told.into_iter().map(|unit| (unit, called(ground, unit))).collect();
    let newest = |unit: u32| {
        let barred: Vec<Called> = called(ground, unit).into_iter().filter(rare).collect();
        let is_one = |told: &Called| barred.iter().any(|barred| barred.may_be(*told));
        let same = told.iter().filter(|(_, people)| people.iter().any(is_one));
        same.map(|(other, _)| *other).max_by_key(|other| (ground.after.written(*other), *other))
    };
    // "No unsupervised contact": what there was may have been supervised.
    let limited = |unit: u32| {
        let words = ground.after.words(unit);
        (0..words.len()).any(|at| words.is_in(at, &lexicon::OF_LIMITED_BARS))
    };
    let barring = |unit: &u32| ground.after.bars(*unit) && !limited(*unit);
    let bars = ground.standing().filter(barring).take(BARS_MAX);
    bars.filter_map(|unit| Some(Pair::new(Kind::Apart, unit, newest(unit)?))).collect()
}

/// Whether a word tells of a contact that was: neither denied, supposed nor wished for, and not of staff ("police visited").
fn is_contact(words: Words<'_>, at: usize) -> bool {
    let before = || at.saturating_sub(SHORT_OF_CONTACT_TOKENS)..at;
    let staff = |word: &str| document::is_role(word) || lexicon::FURTHER_ROLES.has(word);
    words.is_in(at, &lexicon::TOUCHING)
        && !is_denied_at(words, at)
        && !is_supposed(words, at)
        && !before().any(|at| words.is_in(at, &lexicon::SHORT_OF_CONTACT))
        && at.checked_sub(1).is_none_or(|before| !words.is(before, "to") && !staff(words.text(before)))
}

/// Tokens before a contact within which a word says that it was none.
const SHORT_OF_CONTACT_TOKENS: usize = 6;

/// Somebody whom a line names.
#[derive(Clone, Copy)]
struct Called {
    /// The first name, else the surname. A surname behind a first name may be another's.
    name: Stem,
    surname: Option<Stem>,
    /// Whether a word for kin stands before it.
    kin: bool,
}

impl Called {
    /// Whether whom another line tells of may be the one whom this one names.
    fn may_be(self, told: Self) -> bool {
        let surnames = self.surname.zip(told.surname).is_none_or(|(own, theirs)| own == theirs);
        self.name == told.name && surnames && (self.kin || !told.kin)
    }
}

/// The people whom a line names.
fn called(ground: &Ground<'_>, unit: u32) -> Vec<Called> {
    let words = ground.after.words(unit);
    let (others, people) = (not_people(ground, unit), &ground.after.line(unit).names);
    let named = |at: usize| facts::is_name_like(words, at) && !words.is_in(at, &lexicon::COURTESY_TITLES);
    // Of a line's first word the capital tells nothing.
    let opens = |at: &usize| named(*at) && (*at <= 1 || !named(*at - 1));
    let stem = |at: usize| ground.stems.find(words.text(at));
    let of = |at: usize| {
        let name = stem(at).filter(|name| people.contains(name) && !others.contains(name))?;
        let surname = if named(at + 1) { stem(at + 1) } else { None };
        Some(Called { name, surname, kin: at > 0 && words.is_in(at - 1, &lexicon::KIN) })
    };
    (0..words.len()).filter(opens).filter_map(of).collect()
}

/// A name in at most one line of so many is not that of whom the plan is about.
const TOUCHED_SHARE: u32 = 24;

/// Whether two lines name somebody in common who is neither a place nor an agency in either.
fn shares_person(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let places = [not_people(ground, one), not_people(ground, other)].concat();
    let others = ground.names(other);
    ground.names(one).iter().any(|name| others.contains(name) && !places.contains(name))
}

/// The stems of a line that are of a place or an agency.
fn not_people(ground: &Ground<'_>, unit: u32) -> Vec<Stem> {
    let words = ground.after.words(unit);
    let facts = ground.after.facts(unit);
    let others = facts.iter().filter(|fact| matches!(fact.class, FactClass::Place | FactClass::Agency));
    let tokens = others.flat_map(|fact| fact.tokens.clone());
    tokens.filter_map(|at| ground.stems.find(words.text(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_entry;

    #[test]
    fn contact_with_whom_a_line_bars() {
        let check = |stands: &str, entry: &str| with_entry(stands, entry, |ground| touched(ground).len());
        let bar = "He must not contact Ann Skerrow, directly or through anybody else.";
        assert_eq!(check(bar, "He phones Ann most Sundays, the number is on his sheet."), 1);
        assert_eq!(check(bar, "Ann Skerrow visited on Sunday."), 1);
        assert_eq!(check(bar, "He phones Tom most Sundays."), 0, "somebody else");
        assert_eq!(check(bar, "Tom Skerrow visited on Sunday."), 0, "of her name");
        assert_eq!(check("He must not contact Ms Skerrow.", "Ms Skerrow wrote to him."), 1);
        assert_eq!(check(bar, "He has not phoned Ann Skerrow since."), 0);
        assert_eq!(check(bar, "He was told again that he must not phone Ann Skerrow."), 0, "the bar again");
        for other in [
            "Ann Leckie visited on Sunday.",
            "Police visited Ann at her house.",
            "He denies that he phoned Ann.",
            "He asked to phone Ann.",
            "He will write to Ann when he is out.",
            "Rang his sister Ann on Sunday.",
        ] {
            assert_eq!(check(bar, other), 0, "{other}");
        }
        let limited = "He must not have unsupervised contact with Ann Skerrow.";
        assert_eq!(check(limited, "Ann Skerrow visited on Sunday."), 0, "may have been supervised");
        assert_eq!(check("He likes Ann Skerrow.", "He phones Ann most Sundays."), 0, "no bar");
    }
}
