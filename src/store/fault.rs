//! What a database's own error codes come to.

/// What an error that a database reports means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It may be gone when tried again.
    Passing,
    /// What is kept is damaged.
    Damage,
    /// A mistake of ours.
    Other,
}
