//! A copy of the database as of one moment, while the service goes on.

use std::fs::File;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::{is_begun, keep_private, options};
use crate::tables::audit;
use crate::{AuditEvent, StoreError};

/// Writes the copy. `VACUUM INTO` reads in one transaction, and readers wait for nobody.
pub(crate) async fn backup(address: &str, file: &Path, event: &AuditEvent) -> Result<(), StoreError> {
    let unavailable = |message: String| StoreError::Unavailable(message.into());
    if file.exists() {
        return Err(unavailable(format!("{} exists already", file.display())));
    }
    let name = file.to_str().ok_or_else(|| unavailable(format!("{} is no UTF-8", file.display())))?;
    let options: SqliteConnectOptions = options(address)?.create_if_missing(false);
    is_begun(&options, address).await?;
    let mut db = options.connect().await?;
    record(&mut db, event).await?;
    // Made first, so that it is readable by its owner only; SQLite takes an empty file for none.
    keep_private(file)?;
    let written = sqlx::query("VACUUM INTO ?").bind(name).execute(&mut db).await;
    if let Err(error) = written {
        // What was written so far is no backup.
        let _ = std::fs::remove_file(file);
        return Err(error.into());
    }
    db.close().await?;
    File::open(file).and_then(|file| file.sync_all()).map_err(|error| unavailable(error.to_string()))
}

/// Adds to the record of looks; does not bring older tables up to date, for the copy may be made to be safe from that.
async fn record(db: &mut SqliteConnection, event: &AuditEvent) -> Result<(), StoreError> {
    const HAS_RECORD: &str = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'audit_head')";
    if !sqlx::query_scalar::<_, bool>(HAS_RECORD).fetch_one(&mut *db).await? {
        return Ok(());
    }
    let mut transaction = db.begin_with("BEGIN IMMEDIATE").await?;
    audit::add(&mut transaction, std::slice::from_ref(event)).await?;
    Ok(transaction.commit().await?)
}
