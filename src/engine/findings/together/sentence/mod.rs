//! The sentence: its orders and registers, its dates, the hearings ahead, release on a tag.

pub(in crate::findings) mod curfew;
pub(super) mod hearings;
pub(in crate::findings) mod in_force;
pub(super) mod orders;
pub(in crate::findings) mod release;
