//! Which classes tell most, where there are more than may be named.

use crate::facts::{Fact, FactClass};

/// Most classes that are given as reasons.
const CLASSES_MAX: usize = 4;
/// Most facts named of a unit that was added or removed.
const SINGLE_FACTS_MAX: usize = 6;

/// Classes from the most telling to the least: which one names a change from a fact of one class to one of
/// another ("one" → "none" is a negation), and which are named when there are too many.
const BY_WEIGHT: [FactClass; 26] = [
    FactClass::Negation,
    FactClass::Risk,
    FactClass::Level,
    FactClass::Date,
    FactClass::Time,
    FactClass::Dose,
    FactClass::Money,
    FactClass::Score,
    FactClass::Percentage,
    FactClass::Status,
    FactClass::Substance,
    FactClass::Programme,
    FactClass::Denial,
    FactClass::Modality,
    FactClass::Relation,
    FactClass::Owner,
    FactClass::Agency,
    FactClass::Place,
    FactClass::Name,
    FactClass::Duration,
    FactClass::Frequency,
    FactClass::Number,
    FactClass::Antonym,
    FactClass::Quantifier,
    FactClass::Certainty,
    FactClass::Subject,
];

/// Classes that nearly every sentence holds, and that say little of a sentence that is new as a whole.
const EVERYWHERE: [FactClass; 7] = [
    FactClass::Subject,
    FactClass::Quantifier,
    FactClass::Antonym,
    FactClass::Certainty,
    FactClass::Modality,
    FactClass::Frequency,
    FactClass::Number,
];

/// The main facts of a unit that stands on one side only.
pub(in crate::delta) fn singles(facts: Vec<Fact>) -> Vec<Fact> {
    let mut main: Vec<Fact> = facts.into_iter().filter(|fact| !EVERYWHERE.contains(&fact.class)).collect();
    let classes = main_classes(main.iter().map(|fact| fact.class));
    main.retain(|fact| classes.contains(&fact.class));
    main.truncate(SINGLE_FACTS_MAX);
    main
}

/// The weightiest of these classes, as many as may be given as reasons.
pub(super) fn main_classes(classes: impl Iterator<Item = FactClass>) -> Vec<FactClass> {
    let mut classes: Vec<FactClass> = classes.collect();
    classes.sort_by_key(|class| weight(*class));
    classes.dedup();
    classes.truncate(CLASSES_MAX);
    classes
}

pub(super) fn weight(class: FactClass) -> usize {
    BY_WEIGHT.iter().position(|other| *other == class).unwrap_or(BY_WEIGHT.len())
}
