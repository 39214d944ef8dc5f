//! The table of contents: bytes by their hash.

use super::rows;
use crate::db::Connection;
use crate::{ContentHash, StoreError};

const INSERT: &str = "INSERT INTO contents (hash, content) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const DELETE: &str = "DELETE FROM contents WHERE hash = $1
    AND NOT EXISTS (SELECT 1 FROM versions WHERE hash = $1) AND NOT EXISTS (SELECT 1 FROM sources WHERE hash = $1)";
const UNUSED: &str = "SELECT COUNT(*) AS unused FROM contents
    WHERE hash NOT IN (SELECT hash FROM versions) AND hash NOT IN (SELECT hash FROM sources)";

/// Keeps bytes, unless they are there.
pub(super) async fn keep(
    db: &mut dyn Connection,
    hash: ContentHash,
    content: &[u8],
) -> Result<(), StoreError> {
    db.execute(INSERT, &[hash.0[..].into(), content.into()]).await?;
    Ok(())
}

/// Forgets bytes that nothing refers to.
pub(super) async fn forget(db: &mut dyn Connection, hash: ContentHash) -> Result<(), StoreError> {
    db.execute(DELETE, &[hash.0[..].into()]).await?;
    Ok(())
}

/// Writes bytes and takes them away again, to find out whether the database takes any: a full disk is found by nothing
/// else.
pub(super) async fn try_out(db: &mut dyn Connection) -> Result<(), StoreError> {
    const TRIED: &[u8] = b"whether the database can be written to";
    let hash = ContentHash::of(TRIED);
    keep(db, hash, TRIED).await?;
    forget(db, hash).await
}

/// How many contents nothing refers to.
pub(super) async fn unused(db: &mut dyn Connection) -> Result<u64, StoreError> {
    let row = db.row(UNUSED, &[]).await?;
    row.map_or(Ok(0), |row| rows::count(&row, "unused"))
}
