//! What somebody is given and must not be given, at which dose, and what was stopped.

pub(super) mod allergies;
pub(super) mod doses;
pub(super) mod stopped;
