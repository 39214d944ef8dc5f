//! The table of source reports.

use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{Executor, SqliteConnection, SqlitePool};

use super::{contents, people, rows};
use crate::StoreError;
use crate::arrival::decide_source;
use crate::{Arrival, ContentHash, MediaType, NewSource, PersonId, Source, SourceKind};

const LIST: &str = "SELECT number, kind, date, media_type, hash, bytes
    FROM sources WHERE person = ? ORDER BY date, number";
const INSERT: &str = "INSERT INTO sources (person, number, kind, date, media_type, hash, bytes)
    VALUES (?, ?, ?, ?, ?, ?, ?)";

/// Keeps a source report unless the same content is there with the same kind and date.
pub(super) async fn add(
    db: &mut SqliteConnection,
    person: &PersonId,
    hash: ContentHash,
    new: NewSource,
) -> Result<Arrival<Source>, StoreError> {
    people::bring_into_being(db, person).await?;
    let there = list(&mut *db, person).await?;
    let arrival = decide_source(&there, hash, &new);
    if let Arrival::New(source) = &arrival {
        insert(db, person, source, &new.content).await?;
    }
    Ok(arrival)
}

/// A person's source reports by date, then by number.
pub(super) async fn list<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    person: &PersonId,
) -> Result<Vec<Source>, StoreError> {
    let rows = sqlx::query(LIST).bind(person.as_str()).fetch_all(db).await?;
    rows.iter().map(read).collect()
}

/// A source report's bytes.
pub(super) async fn content(
    db: &SqlitePool,
    person: &PersonId,
    number: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let query = sqlx::query_scalar(
        "SELECT content FROM sources JOIN contents USING (hash) WHERE person = ? AND number = ?",
    );
    Ok(query.bind(person.as_str()).bind(number).fetch_optional(db).await?)
}

async fn insert(
    db: &mut SqliteConnection,
    person: &PersonId,
    source: &Source,
    content: &[u8],
) -> Result<(), StoreError> {
    contents::keep(db, source.hash, content).await?;
    sqlx::query(INSERT)
        .bind(person.as_str())
        .bind(source.number)
        .bind(source.kind.name())
        .bind(source.date.to_string())
        .bind(source.media_type.name())
        .bind(&source.hash.0[..])
        .bind(source.bytes.cast_signed())
        .execute(db)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<Source, StoreError> {
    Ok(Source {
        number: rows::count(row, "number")?,
        kind: rows::word(row, "kind", SourceKind::from_name)?,
        date: rows::date(row, "date")?,
        media_type: rows::word(row, "media_type", MediaType::from_name)?,
        hash: rows::hash(row, "hash")?,
        bytes: rows::count(row, "bytes")?,
    })
}
