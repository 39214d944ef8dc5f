//! Entries: what one hand wrote on one day, and where it says so.
//!
//! Heads above the text, signatures below it, and stamps of any other form; what all of a plan together shows of how its
//! entries are written; which passages belong to which.

pub(super) mod authorship;
pub(super) mod belonging;
pub(super) mod bracketed;
pub(super) mod closings;
pub(super) mod divided;
pub(super) mod emphasised;
pub(super) mod heads;
pub(super) mod keys;
pub(super) mod known;
pub(super) mod labelled;
pub(super) mod letters;
pub(super) mod logs;
pub(super) mod lone;
pub(super) mod mailboxes;
pub(super) mod patterns;
pub(super) mod people;
pub(super) mod periods;
pub(super) mod quoted;
pub(super) mod run_on;
pub(super) mod stamps;
pub(super) mod standing;
pub(super) mod survey;
pub(super) mod tails;
pub(super) mod users;
