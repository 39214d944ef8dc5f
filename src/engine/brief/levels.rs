//! Levels of risk, of supervision and of MAPPA that changed.
//!
//! As a plan has no other levels of these names, a change of one is of risk wherever it stands; but courses have levels by
//! number, too.

use super::item::Versions;
use super::model::{Fact, Item};
use crate::delta::Change;
use crate::document::reading::folded;
use crate::facts::FactClass;
use crate::lexicon;

/// Whether a level was put for another by this change, of which the item tells.
pub(super) fn changes(versions: &Versions<'_>, change: &Change, item: &Item) -> bool {
    let named = |values: &lexicon::WordList, fact: &Fact| {
        let has =
            |value: &Option<String>| value.as_deref().is_some_and(|value| values.has(bare(&folded(value))));
        matches!(fact.class, FactClass::Level | FactClass::Risk) && has(&fact.before) && has(&fact.after)
    };
    let any = |values: &lexicon::WordList| item.facts.iter().any(|fact| named(values, fact));
    any(&lexicon::LEVEL_VALUES) || any(&lexicon::LEVEL_NUMBERS) && !is_of_course(versions, change, item)
}

/// "Level 2" without its word.
fn bare(value: &str) -> &str {
    value.trim_start_matches("level ")
}

/// Whether a passage, or its section, is of learning: "Boat handling, SCQF level 2".
fn is_of_course(versions: &Versions<'_>, change: &Change, item: &Item) -> bool {
    let document = versions.after.document;
    let learns =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| lexicon::OF_A_COURSE.has(word));
    let text = change.after.clone().any(|unit| learns(document.text(document.unit(unit))));
    text || item.section.last().is_some_and(|title| learns(title))
}
