//! From a driver's errors to the store's.

use sqlx::migrate::MigrateError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use crate::StoreError;
use crate::fault::Fault;
use crate::postgres::codes as postgres;
use crate::sqlite::codes as sqlite;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as Sql;
        let fault = match &error {
            Sql::Io(_) | Sql::Tls(_) | Sql::PoolTimedOut | Sql::PoolClosed | Sql::WorkerCrashed => {
                Fault::Passing
            }
            Sql::Database(cause) => {
                let sqlite = cause.try_downcast_ref::<SqliteError>().map(sqlite::fault);
                let postgres = || cause.try_downcast_ref::<PgDatabaseError>().map(postgres::fault);
                sqlite.or_else(postgres).unwrap_or(Fault::Other)
            }
            _ => Fault::Other,
        };
        match fault {
            Fault::Passing => Self::Unavailable(error.into()),
            Fault::Damage => Self::Damaged(error.to_string()),
            Fault::Other => Self::Failed(error.into()),
        }
    }
}

/// Why the tables could not be brought up to date.
pub(crate) fn migration_failed(error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => cause.into(),
        MigrateError::VersionMissing(version) => StoreError::TooNew(version),
        other => StoreError::Failed(other.into()),
    }
}
