//! SQLite's result codes.

use sqlx::error::DatabaseError as _;
use sqlx::sqlite::SqliteError;

use crate::fault::Fault;

/// What an error of SQLite means, by its result code.
pub(crate) fn fault(error: &SqliteError) -> Fault {
    match error.code() {
        Some(code) if is_damage(&code) => Fault::Damage,
        Some(code) if is_passing(&code) => Fault::Passing,
        _ => Fault::Other,
    }
}

/// Whether SQLite's result code says that the file is damaged, or no database at all.
fn is_damage(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 11 | 26))
}

/// Whether SQLite's result code speaks of the file or its locks rather than of a mistake: busy, locked, read-only,
/// input and output, full, cannot open. An extended code has the primary one in its low byte.
fn is_passing(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}
