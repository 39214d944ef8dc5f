//! A copy of the database as of one moment, while the service goes on.

use std::fs::File;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::{keep_private, options};
use crate::StoreError;

/// Writes the copy. `VACUUM INTO` reads in one transaction, and readers wait for nobody.
pub(crate) async fn backup(address: &str, file: &Path) -> Result<(), StoreError> {
    let unavailable = |message: String| StoreError::Unavailable(message.into());
    if file.exists() {
        return Err(unavailable(format!("{} exists already", file.display())));
    }
    let name = file.to_str().ok_or_else(|| unavailable(format!("{} is no UTF-8", file.display())))?;
    let options: SqliteConnectOptions = options(address)?.create_if_missing(false);
    let mut db = options.connect().await?;
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
