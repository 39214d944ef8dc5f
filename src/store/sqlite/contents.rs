//! The table of contents: bytes by their hash.

use sqlx::SqliteConnection;
use sqlx::sqlite::SqlitePool;

use crate::{ContentHash, StoreError};

const INSERT: &str = "INSERT INTO contents (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING";
const DELETE: &str = "DELETE FROM contents WHERE hash = ?1
    AND NOT EXISTS (SELECT 1 FROM versions WHERE hash = ?1) AND NOT EXISTS (SELECT 1 FROM sources WHERE hash = ?1)";
const UNUSED: &str = "SELECT COUNT(*) FROM contents
    WHERE hash NOT IN (SELECT hash FROM versions) AND hash NOT IN (SELECT hash FROM sources)";

/// Keeps bytes, unless they are there.
pub(super) async fn keep(
    db: &mut SqliteConnection,
    hash: ContentHash,
    content: &[u8],
) -> Result<(), StoreError> {
    sqlx::query(INSERT).bind(&hash.0[..]).bind(content).execute(db).await?;
    Ok(())
}

/// Forgets bytes that nothing refers to.
pub(super) async fn forget(db: &mut SqliteConnection, hash: ContentHash) -> Result<(), StoreError> {
    sqlx::query(DELETE).bind(&hash.0[..]).execute(db).await?;
    Ok(())
}

/// How many contents nothing refers to.
pub(super) async fn unused(db: &SqlitePool) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(UNUSED).fetch_one(db).await?;
    Ok(count.cast_unsigned())
}
