//! People of a plan: who died, who is barred and had contact, who was where, who was told.

pub(super) mod absent;
pub(super) mod barred;
pub(super) mod children;
pub(super) mod contacts;
pub(super) mod elsewhere;
pub(super) mod funerals;
pub(in crate::findings) mod persons;
pub(super) mod told;
