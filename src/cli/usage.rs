//! Arguments that do not fit together, or do not fit the files.

use std::fmt;

use anyhow::Result;

/// The arguments do not fit together or do not fit the files: exit status 2.
#[derive(Debug)]
pub(super) struct WrongUsage(pub(super) String);

impl fmt::Display for WrongUsage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

/// Fails with wrong usage.
pub(super) fn wrong<T>(message: String) -> Result<T> {
    Err(WrongUsage(message).into())
}
