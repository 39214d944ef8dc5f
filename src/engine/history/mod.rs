//! The life of every passage: since when it stands, what it was before, what came back, what nobody followed up.
//!
//! Takes all versions of one person with the deltas between neighbours, gives a [`History`] of the newest one.
//! Lineage follows the deltas from the oldest version on, so its cost is that of reading them once. Dates come from
//! the versions only: without them what needs dates is empty.

mod actions;
mod comeback;
mod commitments;
mod due;
mod life;
mod lineage;
mod model;
mod near_duplicates;
mod occasion;
mod plan;
mod returned;
mod seen;
mod silence;
mod status;
mod steps;
mod wording;

#[cfg(test)]
mod series;

pub use crate::document::{Entry, entry_of, role};
pub use life::lives;
pub use model::{
    About, Action, ActionChange, ActionField, Commitment, CopyKind, History, Input, Move, Repeat, RepeatKind,
    RepeatedMinutes, Restored, Returned, Silent, Source, SourceCopy, Stage, UnitHistory, Version, Wording,
};

pub use status::is_completed;

use lineage::Lineage;
use near_duplicates::Known;

/// Traces every unit of the newest version back through all of them.
pub fn trace(input: &Input<'_>) -> History {
    let Some(newest) = input.versions.last() else { return History::default() };
    let lineage = Lineage::new(input);
    let before = input.versions.len().checked_sub(2).map(|at| input.versions[at].document);
    let known = Known::of(newest.document, before);
    let copies = |source| near_duplicates::source_copies(newest.document, &known.passages, source);
    History {
        units: units(&lineage),
        repeats: known.repeats.clone(),
        copies: input.sources.iter().flat_map(copies).collect(),
        minutes: near_duplicates::minutes(input.versions),
        commitments: commitments::commitments(&lineage),
        actions: actions::actions(input, &lineage),
        returned: returned::returned(&lineage),
        restored: returned::restored(&lineage),
        silent: silence::silent(&lineage),
    }
}

/// The life of every unit of the newest version and nothing else, for who asks only since when it stands.
pub fn unit_histories(input: &Input<'_>) -> Vec<UnitHistory> {
    if input.versions.is_empty() { Vec::new() } else { units(&Lineage::new(input)) }
}

/// The lives of the newest version's units, with who wrote them and when.
fn units(lineage: &Lineage<'_>) -> Vec<UnitHistory> {
    let mut lives = lineage.units();
    let document = lineage.version(lineage.newest()).document;
    for (unit, life) in document.units().iter().zip(&mut lives) {
        let entry = entry_of(document, unit);
        (life.author, life.written) = (entry.author, entry.written);
    }
    lives
}
