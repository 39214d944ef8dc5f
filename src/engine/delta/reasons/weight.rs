//! Which classes tell most, where there are more than may be named.

use crate::facts::{Fact, FactClass};

/// Most classes that are given as reasons.
const CLASSES_MAX: usize = 4;
/// Most facts named of a unit that was added or removed.
const SINGLE_FACTS_MAX: usize = 6;

/// The main facts of a unit that stands on one side only.
pub(in crate::delta) fn singles(facts: Vec<Fact>) -> Vec<Fact> {
    let mut main: Vec<Fact> = facts.into_iter().filter(|fact| !fact.class.is_everywhere()).collect();
    let classes = main_classes(main.iter().map(|fact| fact.class));
    main.retain(|fact| classes.contains(&fact.class));
    main.truncate(SINGLE_FACTS_MAX);
    main
}

/// The weightiest of these classes, as many as may be given as reasons.
pub(super) fn main_classes(classes: impl Iterator<Item = FactClass>) -> Vec<FactClass> {
    let mut classes: Vec<FactClass> = classes.collect();
    classes.sort_by_key(|class| class.place());
    classes.dedup();
    classes.truncate(CLASSES_MAX);
    classes
}
