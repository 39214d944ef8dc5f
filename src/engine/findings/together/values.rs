//! Two lines that put different values to one attribute of one named thing.

use crate::facts::FactClass;
use crate::findings::ground::Ground;
use crate::findings::values::{Value, values};
use crate::findings::{done, levels};

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
        !equal && same_class().any(|their| is_of_one(ground, unit, value, their, &shared))
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
fn is_of_one(ground: &Ground<'_>, unit: u32, value: &Value, other: &Value, shared: &[u32]) -> bool {
    let named = shared.iter().filter(|stem| ground.after.line(unit).names.contains(stem)).count();
    if value.class == FactClass::Frequency {
        return named >= 2;
    }
    let row = done::is_action(ground, unit);
    let beside = |stem: &&u32| {
        let by_value = value.beside.contains(stem) || (row && shared.contains(stem));
        by_value && other.beside.contains(stem)
    };
    let attribute = shared.iter().find(beside);
    attribute.is_some_and(|attribute| shared.iter().any(|stem| stem != attribute))
}
