//! Who asks.

use std::fmt;

/// Who asks. Every use case takes it first, so that identity, access to a case and the record of who saw what
/// have their place from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Whoever reaches the loopback address: somebody with an account on this machine.
    Loopback,
    /// Whoever runs an import on this machine.
    Import,
    /// The program itself, filling the demonstration.
    Demonstration,
}

impl fmt::Display for Caller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Loopback => "loopback",
            Self::Import => "import",
            Self::Demonstration => "demonstration",
        })
    }
}
