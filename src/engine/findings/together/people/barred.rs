//! What was barred and is no more, and where somebody is who is to be kept apart.

use super::persons;
use crate::facts::{Fact, FactClass};
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::signs::Sign;
use crate::findings::together::{Kind, Pair};
use crate::lexicon;

/// Most lines that bar no more, and most bars: work stays bounded by the plan.
const LIFTED_MAX: usize = 64;

pub(super) const BARS_MAX: usize = 256;

/// A name tells somebody apart that stands in at most one line of so many, or in so few.
const NAMED_SHARE: u32 = 8;

pub(super) const NAMED_MIN: u32 = 4;

/// Lines that barred something in the version before and do so no more ("is not to visit alone", "may visit"), each with
/// the newest line of this year that bars somebody whom it names.
pub(in crate::findings) fn lifted(ground: &Ground<'_>) -> Vec<(u32, u32)> {
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
    let own = persons::own_names(ground);
    let names = |unit: u32| &ground.after.line(unit).names;
    let newest = |unit: u32| {
        let telling = |name: &Stem| {
            ground.after.count(*name) <= most && !own.contains(name) && names(unit).contains(name)
        };
        let same = bars_of_year.iter().filter(|line| names(**line).iter().any(telling));
        same.max_by_key(|line| (ground.after.written(**line), **line)).copied()
    };
    lifted.into_iter().filter_map(|unit| Some((unit, newest(unit)?))).collect()
}

/// Somebody whom a line bars, and a line of this year that says where he is.
pub(in crate::findings) fn apart(ground: &Ground<'_>, unit: u32, candidates: &[(u32, u32)]) -> Option<Pair> {
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

/// Whether two lines name somebody in common who is neither a place nor an agency in either.
fn shares_person(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let places = [not_people(ground, one), not_people(ground, other)].concat();
    let others = ground.names(other);
    ground.names(one).iter().any(|name| others.contains(name) && !places.contains(name))
}

/// The stems of a line that are of a place or an agency.
pub(super) fn not_people(ground: &Ground<'_>, unit: u32) -> Vec<Stem> {
    let words = ground.after.words(unit);
    let facts = ground.after.facts(unit);
    let others = facts.iter().filter(|fact| matches!(fact.class, FactClass::Place | FactClass::Agency));
    let tokens = others.flat_map(|fact| fact.tokens.clone());
    tokens.filter_map(|at| ground.stems.find(words.text(at))).collect()
}
