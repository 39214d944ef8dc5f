//! The condensed CIP: the whole newest version, with what is carried forward folded.
//!
//! Takes a person's versions and their history, gives a [`Condensed`]. Every unit stands in exactly one part, in
//! reading order, so unfolding everything gives back the text. What stands as it stood at the last conference is
//! folded, and a passage that stands a second time; headings, risk text and every passage with a mark are not.

mod fates;
mod marks;
mod model;

pub use model::{Condensed, Fold, FoldReason, Input, Mark, Part, Shown};

use marks::Marks;

use crate::document::{Document, Unit};

/// Fewest words that a fold takes the place of; a shorter run is sooner read than unfolded.
const FOLD_WORDS_MIN: usize = 12;

/// Condenses the newest version.
pub fn condense(input: &Input<'_>) -> Condensed {
    let Some(newest) = input.versions.last() else { return Condensed::default() };
    let document = newest.document;
    let mut marks = Marks::new(input, document);
    let fates = fates::fates(input, document, &marks);
    let mut parts = Vec::new();
    let mut start = 0;
    for run in fates.chunk_by(fates::Fate::folds_with) {
        let units = start..start + run.len() as u32;
        start = units.end;
        match fates::fold(document, units.clone(), run) {
            Some(fold) => parts.push(Part::Fold(fold)),
            None => parts.extend(units.map(|unit| Part::Unit(Shown { unit, marks: marks.take(unit) }))),
        }
    }
    let words_shown = parts.iter().map(|part| part.words(document)).sum();
    Condensed { parts, words: document.words(), words_shown }
}

/// Words of a unit, as `wc -w` counts them.
fn words(document: &Document, unit: &Unit) -> usize {
    document.text(unit).split_whitespace().count()
}

impl Part {
    /// Words that are left to read.
    fn words(&self, document: &Document) -> usize {
        match self {
            Self::Unit(shown) => words(document, document.unit(shown.unit)),
            Self::Fold(_) => 0,
        }
    }
}
