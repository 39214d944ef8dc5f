//! The table of CIP versions.

use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{Executor, Row, SqliteConnection, SqlitePool};

use super::{people, rows};
use crate::store::StoreError;
use crate::store::arrival::{self, Decision};
use crate::store::{Arrival, ContentHash, MediaType, NewVersion, PersonId, Version};

const LIST: &str = "SELECT number, as_of, media_type, source_id, hash, length(content) AS bytes
    FROM versions WHERE person = ?";
const INSERT: &str = "INSERT INTO versions (person, number, as_of, media_type, source_id, hash, content)
    VALUES (?, ?, ?, ?, ?, ?, ?)";

/// Keeps a version, as [`arrival::decide`] has it.
pub(super) async fn add(
    db: &mut SqliteConnection,
    person: &PersonId,
    hash: ContentHash,
    new: NewVersion,
) -> Result<Arrival<Version>, StoreError> {
    people::bring_into_being(db, person).await?;
    let there = list(&mut *db, person).await?;
    match arrival::decide(&there, new.as_of, hash, new.source_id.as_deref()) {
        Decision::Keep { number } => Ok(Arrival::New(insert(db, person, number, hash, new).await?)),
        Decision::There(version) => Ok(Arrival::Known(version)),
        Decision::SourceIdTaken { number } => {
            Err(StoreError::SourceIdTaken { source_id: new.source_id.unwrap_or_default(), number })
        }
    }
}

/// A person's versions, arranged.
pub(super) async fn list<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    person: &PersonId,
) -> Result<Vec<Version>, StoreError> {
    let rows = sqlx::query(LIST).bind(person.as_str()).fetch_all(db).await?;
    let mut versions = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    arrival::arrange(&mut versions);
    Ok(versions)
}

/// A version's bytes.
pub(super) async fn content(
    db: &SqlitePool,
    person: &PersonId,
    number: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let query = sqlx::query_scalar("SELECT content FROM versions WHERE person = ? AND number = ?");
    Ok(query.bind(person.as_str()).bind(number).fetch_optional(db).await?)
}

async fn insert(
    db: &mut SqliteConnection,
    person: &PersonId,
    number: u32,
    hash: ContentHash,
    new: NewVersion,
) -> Result<Version, StoreError> {
    let NewVersion { as_of, media_type, source_id, content } = new;
    let bytes = content.len() as u64;
    sqlx::query(INSERT)
        .bind(person.as_str())
        .bind(number)
        .bind(as_of.to_string())
        .bind(media_type.name())
        .bind(source_id.as_deref())
        .bind(&hash.0[..])
        .bind(content)
        .execute(db)
        .await?;
    Ok(Version { number, as_of, media_type, source_id, hash, bytes, superseded_by: None })
}

fn read(row: &SqliteRow) -> Result<Version, StoreError> {
    Ok(Version {
        number: rows::count(row, "number")?,
        as_of: rows::date(row, "as_of")?,
        media_type: rows::word(row, "media_type", MediaType::from_name)?,
        source_id: row.try_get("source_id")?,
        hash: rows::hash(row, "hash")?,
        bytes: rows::count(row, "bytes")?,
        superseded_by: None,
    })
}
