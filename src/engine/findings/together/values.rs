//! Two lines that put different values to one attribute of one named thing.

use super::assessments::levels;
use super::done;
use crate::facts::FactClass;
use crate::findings::ground::Ground;
use crate::findings::ground::values::{Value, values};
use crate::lexicon;

/// Whether two lines put different values to one attribute of one named thing.
pub(super) fn differs(ground: &Ground<'_>, unit: u32, own: &[&Value], other: u32) -> bool {
    let shared = ground.after.shared(unit, other);
    if own.is_empty() || shared.is_empty() || levels::is_assessment(ground, other) {
        return false;
    }
    let theirs = values(ground, other);
    let due = |value: &Value| {
        value.class == FactClass::Date && (done::is_action(ground, unit) || has_box(ground, unit))
    };
    own.iter().filter(|value| !due(value)).any(|value| {
        // "5 mg daily" of one medicine says nothing of another.
        let is_other = |their: &Value| {
            value.class == FactClass::Dose && !are_of_one_medicine(ground, [unit, other], [value, their])
        };
        let same_class = || theirs.iter().filter(|their| their.class == value.class && !is_other(their));
        let equal = same_class().any(|their| their.folded == value.folded);
        // What both lines say is no other value of anything: "by 3 May, completed 9 May" and "completed 9 May".
        let new =
            |their: &Value| !own.iter().any(|own| own.class == their.class && own.folded == their.folded);
        !equal
            && same_class()
                .filter(|their| new(their))
                .any(|their| is_of_one(ground, [unit, other], value, their, &shared))
    })
}

/// Whether a line opens with a box to tick: its day is the one by which it is to be done.
fn has_box(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    words.is_sign(0, "[") && (words.is_sign(1, "]") || words.is_sign(2, "]"))
        || words.text(0).chars().any(is_box)
}

fn is_box(c: char) -> bool {
    ('\u{2610}'..='\u{2612}').contains(&c)
}

/// Whether two doses are of one medicine: the word before either stands in both lines.
fn are_of_one_medicine(ground: &Ground<'_>, lines: [u32; 2], doses: [&Value; 2]) -> bool {
    let in_both =
        |of: u32| lines.iter().all(|line| ground.after.line(*line).stems.binary_search(&of).is_ok());
    doses.iter().filter_map(|dose| dose.of).any(in_both)
}

/// Whether two values are of one attribute: a word beside both, and another rare one in both lines. How often something
/// was needs no such word where the thing is named in both.
fn is_of_one(ground: &Ground<'_>, lines: [u32; 2], value: &Value, other: &Value, shared: &[u32]) -> bool {
    let unit = lines[0];
    let named = shared.iter().filter(|stem| ground.after.line(unit).names.contains(stem)).count();
    if value.class == FactClass::Frequency {
        return named >= 2;
    }
    let row = done::is_action(ground, unit);
    let beside = |stem: &&u32| {
        let by_value = value.beside.contains(stem) || (row && shared.contains(stem));
        by_value && other.beside.contains(stem)
    };
    // Whose day it is says nothing of what the day is of: "owner: R. Tait, by 3 May".
    let by_whom = |stem: &&u32| {
        let named = |line: &u32| ground.after.line(*line).names.contains(stem);
        value.class == FactClass::Date && lines.iter().all(named)
    };
    let attribute = shared.iter().find(|stem| beside(stem) && !by_whom(stem));
    // Anything may be completed on its day: of one thing are two that share more than who did it.
    attribute.is_some_and(|attribute| {
        let least = if value.class == FactClass::Date && ground.stems.is_of(*attribute, &lexicon::COMPLETED) {
            2
        } else {
            1
        };
        shared.iter().filter(|stem| *stem != attribute).count() >= least
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::check::{unit, with_ground};
    use super::*;

    fn found(one: &str, other: &str) -> bool {
        let plan = format!("## Box\n\n{one}\n\n## Other\n\n{other}\n");
        with_ground(&[("2024-06-01", &plan)], |ground| {
            let (one, other) = (unit(ground, one), unit(ground, other));
            differs(ground, one, &values(ground, one), other)
        })
    }

    #[test]
    fn whose_day_it_is_and_that_it_was_completed_name_no_matter() {
        assert!(found(
            "The lease of Larchfield ends on 3 May 2026.",
            "The Larchfield lease ends on 9 May 2026."
        ));
        assert!(!found(
            "Bank account, owner Joanne Petrick by 3 May 2026.",
            "Ferry list, Joanne Petrick by 9 May 2026."
        ));
        assert!(!found(
            "Boat list completed 3 May 2021 by P Nandakar.",
            "Safe Harbour completed 9 May 2021, P Nandakar."
        ));
    }
}
