//! The server's error codes (SQLSTATE).

use sqlx::postgres::PgDatabaseError;

use crate::fault::Fault;

/// What an error of the server means, by its SQLSTATE: of the connection, of resources, of an operator who stopped the
/// server, or a transaction that was given up, it passes; an internal one says that what is kept is damaged.
pub(crate) fn fault(error: &PgDatabaseError) -> Fault {
    let code = error.code();
    match code.get(..2) {
        Some("08" | "53" | "57" | "58") => Fault::Passing,
        Some("XX") => Fault::Damage,
        // Read-only: the server became a standby. A lock that could not be had in time.
        _ if is_given_up(code) || matches!(code, "25006" | "55P03") => Fault::Passing,
        _ => Fault::Other,
    }
}

/// Whether a transaction that failed so may be done again: a serialisation failure, a deadlock, or a key that another transaction took between looking and keeping.
pub(super) fn is_given_up(code: &str) -> bool {
    matches!(code, "40001" | "40P01" | "23505")
}
