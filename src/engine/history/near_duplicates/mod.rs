//! Text that stands twice: in several places of a version, in a report it was copied from, in the minutes of an
//! earlier conference.
//!
//! Likeness of words only finds pairs; what a pair amounts to is decided by [`crate::delta`], which judges changes.
//! All of it is near-linear in the text and in whole numbers: same input, same findings.

mod conflict;
mod groups;
mod joints;
mod judge;
mod known;
mod minutes;
mod near;
mod own_time;
mod pairs;
mod passages;
mod repeats;
mod run;
mod sources;

pub(super) use known::Known;
pub(super) use minutes::{conference_date, find as minutes};
pub(super) use sources::find as source_copies;
