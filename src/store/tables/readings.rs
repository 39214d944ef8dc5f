//! The table of readings: what a reader made of a content.

use super::rows;
use crate::db::Connection;
use crate::{ContentHash, READINGS_MAX, StoreError};

const FIND: &str = "SELECT reading, digest FROM readings WHERE hash = $1 AND reader = $2";
const PUT: &str = "INSERT INTO readings (hash, reader, reading, digest) VALUES ($1, $2, $3, $4)
    ON CONFLICT (hash, reader) DO UPDATE SET reading = excluded.reading, digest = excluded.digest";
const FORGET_OLDEST: &str = "DELETE FROM readings WHERE id <= (SELECT MAX(id) FROM readings) - $1";

/// A reading; none where there is none, or it is not what was kept: it is made again.
pub(super) async fn find(
    db: &mut dyn Connection,
    hash: ContentHash,
    reader: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(row) = db.row(FIND, &[hash.0[..].into(), reader.into()]).await? else { return Ok(None) };
    let (reading, digest) = (row.bytes("reading")?, rows::hash(&row, "digest")?);
    Ok((ContentHash::of(reading) == digest).then(|| reading.to_vec()))
}

/// Keeps a reading in place of the one that is there, and forgets the oldest.
pub(super) async fn keep(
    db: &mut dyn Connection,
    hash: ContentHash,
    reader: &str,
    reading: &[u8],
) -> Result<(), StoreError> {
    let digest = ContentHash::of(reading);
    let values = [hash.0[..].into(), reader.into(), reading.into(), digest.0[..].into()];
    db.execute(PUT, &values).await?;
    db.execute(FORGET_OLDEST, &[READINGS_MAX.into()]).await?;
    Ok(())
}
