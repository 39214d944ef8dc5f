//! What speaks to one line: which lines it is held against, and in which form they pair.
//!
//! Takes a line that stands, or an older one, gives its pairs. Only lines that share a rare word with it, or with the line
//! that it points back to, are looked at.

use super::assessments::levels;
use super::beside::{for_the_present, same_day};
use super::denied::denies;
use super::done;
use super::homes::unsettled;
use super::people::barred::apart;
use super::values::differs;
use super::{Kind, Pair};
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::Stance;
use crate::findings::ground::values::values;

/// What speaks to one line that stands.
pub(super) fn of_line(ground: &Ground<'_>, unit: u32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    pairs.extend(done::denied(ground, unit).into_iter().map(|line| Pair::new(Kind::Status, unit, line)));
    if ground.stands(unit) || ground.is_changed(unit) {
        let candidates = candidates(ground, unit);
        let own = if levels::is_assessment(ground, unit) { Vec::new() } else { values(ground, unit) };
        for (other, _) in candidates.iter().filter(|(other, _)| speaks_to(ground, unit, *other)) {
            let told = shares_name(ground, unit, *other) || ground.is_changed(unit);
            if told && differs(ground, unit, &own, *other) {
                pairs.push(Pair::new(Kind::Values, unit, *other));
            } else if !ground.after.line(*other).minutes && denies(ground, unit, *other) {
                pairs.push(Pair::new(Kind::Denied, unit, *other));
            }
        }
        pairs.extend(apart(ground, unit, &candidates));
        pairs.extend(same_day(ground, unit));
        pairs.extend(for_the_present(ground, unit).map(|line| Pair::new(Kind::Standing, unit, line)));
        pairs.extend(unsettled::beside(ground, unit).map(|line| Pair::new(Kind::Unsettled, unit, line)));
    } else if ground.after.stance(unit) != Stance::Open {
        // An entry that is as it was is denied by what decides the contrary.
        let candidates = candidates(ground, unit);
        let newer = candidates.iter().filter(|(other, _)| is_newer_entry(ground, unit, *other));
        let denied =
            newer.filter(|(other, _)| shares_name(ground, unit, *other) && denies(ground, unit, *other));
        pairs.extend(denied.map(|(other, _)| Pair::new(Kind::Denied, unit, *other)));
    }
    pairs
}

/// Lines that share a rare stem with this one or, where it points back, with the one before it.
fn candidates(ground: &Ground<'_>, unit: u32) -> Vec<(u32, u32)> {
    let mut found = match ground.points_to(unit) {
        Some(before) => ground.neighbours_of(&[unit, before]),
        None => ground.neighbours(unit),
    };
    let told = |other: u32| !ground.after.line(other).minutes || ground.is_of_last_meeting(other);
    found.retain(|(other, _)| *other != unit && told(*other));
    found
}

pub(super) fn shares_name(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let others = ground.names(other);
    ground.names(one).iter().any(|name| others.contains(name))
}

/// Whether a line is of a later day than what stands: written since it was worded so, or this year where it changed this
/// year.
fn speaks_to(ground: &Ground<'_>, stands: u32, other: u32) -> bool {
    let document = ground.after.document;
    if document.unit(stands).block == document.unit(other).block {
        return false;
    }
    match ground.after.written(other) {
        None => !ground.is_row(other) || !ground.is_row(stands),
        Some(_) if ground.is_changed(stands) => ground.is_of_this_year(other),
        Some(day) => ground.since(stands).is_none_or(|since| since < day),
    }
}

/// Whether a line of a dated entry is newer than another one's and of this year.
fn is_newer_entry(ground: &Ground<'_>, unit: u32, other: u32) -> bool {
    let days = (ground.after.written(unit), ground.after.written(other));
    matches!(days, (Some(one), Some(day)) if one < day) && ground.is_of_this_year(other)
        || (ground.is_changed(unit) && ground.is_of_this_year(other))
}
