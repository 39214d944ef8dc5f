//! What a change is worth to a chair, and of which kind it is: whether it comes first on page one, or is read in its part.

use std::cmp::Reverse;

use super::model::{Fact, Item, ItemKind};
use crate::document::reading::folded;
use crate::facts::FactClass;
use crate::lexicon;

/// Most that a change is worth of which every fact is a day, a name or an owner.
pub(super) const CLERICAL_WORTH_MAX: u32 = 3;

/// What a change is worth: its two weightiest facts, more where it is of risk, where something is gone and where one
/// value took the place of another. A day or name put for another in a field says little by itself: every plan has
/// another date of review.
pub(super) fn worth(item: &Item) -> u32 {
    let mut weights: Vec<u32> = item.facts.iter().map(|fact| weight(fact.class, item.risk)).collect();
    weights.sort_unstable_by_key(|weight| Reverse(*weight));
    let gone = if matches!(item.kind, ItemKind::Removed | ItemKind::Gone) { 3 } else { 0 };
    let risk = if item.risk { 3 } else { 0 };
    let replaced = if item.facts.iter().any(is_replaced) || is_reversed(item) { 2 } else { 0 };
    let is_clerical = |fact: &Fact| is_clerical(fact.class) || is_a_year_older(fact);
    let clerical = item.kind == ItemKind::Changed && item.facts.iter().all(is_clerical);
    if clerical && (!item.risk || is_review(item)) {
        return 1;
    }
    weights.iter().take(2).sum::<u32>() + gone + risk + replaced + 1
}

fn weight(class: FactClass, risk: bool) -> u32 {
    match class {
        // Of a course or a language: "SVQ level 4".
        FactClass::Level if !risk => 2,
        FactClass::Negation | FactClass::Level | FactClass::Risk | FactClass::Dose => 4,
        FactClass::Status | FactClass::Relation | FactClass::Score | FactClass::Certainty => 3,
        class if is_clerical(class) => 1,
        _ => 2,
    }
}

/// Whether one value took the place of another, in a fact that does not change in every plan.
fn is_replaced(fact: &Fact) -> bool {
    fact.before.is_some() && fact.after.is_some() && !is_clerical(fact.class)
}

/// Whether a passage that stays denies what it did not, or the other way round.
fn is_reversed(item: &Item) -> bool {
    let denies = |fact: &Fact| matches!(fact.class, FactClass::Negation | FactClass::Denial);
    matches!(item.kind, ItemKind::Changed | ItemKind::Altered) && item.facts.iter().any(denies)
}

/// Whether a fact is of a kind that changes in every plan.
pub(super) fn is_clerical(class: FactClass) -> bool {
    matches!(
        class,
        FactClass::Date | FactClass::Time | FactClass::Name | FactClass::Agency | FactClass::Owner
    )
}

/// Whether a number counts up by as much as an age does from one plan to the next.
pub(super) fn is_a_year_older(fact: &Fact) -> bool {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<u32>().ok());
    let years =
        number(&fact.before).zip(number(&fact.after)).and_then(|(before, after)| after.checked_sub(before));
    fact.class == FactClass::Number && years.is_some_and(|years| (1..=YEARS_MAX).contains(&years))
}

/// Most years from one plan to the next.
const YEARS_MAX: u32 = 2;

/// Whether an item tells of a change that touches risk, denies, or puts one value of weight for another, or of something
/// that bars and is gone.
pub(super) fn is_change_of_weight(item: &Item) -> bool {
    let denies = |fact: &Fact| matches!(fact.class, FactClass::Negation | FactClass::Denial);
    let told = |fact: &Fact| is_replaced(fact) || denies(fact);
    item.risk || item.facts.iter().any(told) || matches!(item.kind, ItemKind::Gone | ItemKind::Undated)
}

/// Whether a change touches risk or a medicine, denies what it did not, or took away what bars: it comes before other
/// values that changed, however short they are.
pub(super) fn is_grave(item: &Item) -> bool {
    let dose = |fact: &Fact| matches!(fact.class, FactClass::Dose | FactClass::Substance);
    item.risk || is_reversed(item) || item.kind == ItemKind::Gone || item.facts.iter().any(dose)
}

/// Whether an item holds passages that cannot both hold, of which one changed in more than a day or a name, or touches risk.
pub(super) fn is_disagreeing(item: &Item) -> bool {
    let tells =
        || item.risk && !item.facts.is_empty() || item.facts.iter().any(|fact| !is_clerical(fact.class));
    item.kind == ItemKind::Disagreeing && tells()
}

/// Whether a level of risk or supervision changed; one of a course is none.
pub(super) fn is_level(item: &Item) -> bool {
    let level = |class| matches!(class, FactClass::Level | FactClass::Risk);
    let both = |fact: &Fact| level(fact.class) && fact.before.is_some() && fact.after.is_some();
    item.risk && item.facts.iter().any(both)
}

/// Whether an item comes behind all that changed: what is past its date fills a list of its own.
pub(super) fn is_late(item: &Item) -> bool {
    matches!(item.kind, ItemKind::DatePassed | ItemKind::Completed)
}

/// Whether an item is a field that says when a part of the plan was last looked at.
pub(super) fn is_review(item: &Item) -> bool {
    // In a row the label is a piece of its own.
    let opening: String = item.text.iter().take(2).map(|piece| piece.text.as_str()).collect();
    opening.split_once(':').is_some_and(|(label, _)| lexicon::LABELS_OF_A_REVIEW.has(&folded(label)))
}

/// Whether an item stands under a title of the conference itself: who is asked to it and comes is seen at the table.
pub(super) fn is_of_the_meeting(item: &Item) -> bool {
    let names = |title: &String| folded(title).split(' ').any(|word| lexicon::MINUTES.has(word));
    !item.risk && item.section.iter().any(names)
}
