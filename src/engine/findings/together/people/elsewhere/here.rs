//! Which words say that something was in this prison: "here", and the names in the fields for where somebody is held.

use rustc_hash::FxHashSet;

use crate::document::reading::{field, folded};
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::lexicon;
use crate::text::Words;

/// Most fields that say where somebody is held.
const FIELDS_MAX: usize = 8;

/// The names of the prison that somebody is held in, and of his hall.
#[derive(Debug, Default)]
pub(super) struct Here {
    names: FxHashSet<Stem>,
}

impl Here {
    /// As the fields of a plan have them.
    pub(super) fn of(ground: &Ground<'_>) -> Self {
        let document = ground.after.document;
        let names = |unit: u32| {
            let (label, value) = field(document, document.unit(unit))?;
            let held = |word: &str| lexicon::LABELS_OF_PRISONS.has(word);
            folded(&label).split(' ').any(held).then(|| names(ground, Words::new(document.source(), value)))
        };
        Self { names: ground.standing().filter_map(names).take(FIELDS_MAX).flatten().collect() }
    }

    /// Whether a line names the prison or the hall.
    pub(super) fn is_named(&self, ground: &Ground<'_>, unit: u32) -> bool {
        ground.after.line(unit).names.iter().any(|name| self.names.contains(name))
    }

    /// Whether a line says that something was in this prison.
    pub(super) fn is_told(&self, ground: &Ground<'_>, unit: u32) -> bool {
        let words = ground.after.words(unit);
        (0..words.len()).any(|at| words.is(at, "here")) || self.is_named(ground, unit)
    }
}

/// The names of a value as far as it is of now: "Skerry Hall (received from HMP Larch)" has one.
fn names(ground: &Ground<'_>, words: Words<'_>) -> Vec<Stem> {
    let bracket = (0..words.len()).find(|at| words.is_sign(*at, "(")).unwrap_or(words.len());
    let common =
        |at: usize| words.is_in(at, &lexicon::PLACES_OF_A_PRISON) || words.is_in(at, &lexicon::WHEREABOUTS);
    let named = |at: &usize| words.is_word(*at) && words.is_capitalised(*at) && !common(*at);
    (0..bracket).filter(named).filter_map(|at| ground.stems.find(words.text(at))).collect()
}
