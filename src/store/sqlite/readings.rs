//! The table of readings: what a reader made of a content.

use sqlx::sqlite::SqlitePool;
use sqlx::{Row, SqliteConnection};

use super::rows;
use crate::{ContentHash, READINGS_MAX, StoreError};

const FIND: &str = "SELECT reading, digest FROM readings WHERE hash = ? AND reader = ?";
const PUT: &str = "INSERT INTO readings (hash, reader, reading, digest) VALUES (?, ?, ?, ?)
    ON CONFLICT (hash, reader) DO UPDATE SET reading = excluded.reading, digest = excluded.digest";
const FORGET_OLDEST: &str = "DELETE FROM readings WHERE id <= (SELECT MAX(id) FROM readings) - ?";

/// A reading; none where there is none, or it is not what was kept: it is made again.
pub(super) async fn find(
    db: &SqlitePool,
    hash: ContentHash,
    reader: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let query = sqlx::query(FIND).bind(&hash.0[..]).bind(reader);
    let Some(row) = query.fetch_optional(db).await? else { return Ok(None) };
    let (reading, digest): (Vec<u8>, _) = (row.try_get("reading")?, rows::hash(&row, "digest")?);
    Ok((ContentHash::of(&reading) == digest).then_some(reading))
}

/// Keeps a reading in place of the one that is there, and forgets the oldest.
pub(super) async fn keep(
    db: &mut SqliteConnection,
    hash: ContentHash,
    reader: &str,
    reading: &[u8],
) -> Result<(), StoreError> {
    let digest = ContentHash::of(reading);
    let put = sqlx::query(PUT).bind(&hash.0[..]).bind(reader).bind(reading).bind(&digest.0[..]);
    put.execute(&mut *db).await?;
    sqlx::query(FORGET_OLDEST).bind(READINGS_MAX).execute(db).await?;
    Ok(())
}
