//! The table of source reports.

use super::{contents, people, rows};
use crate::arrival::decide_source;
use crate::db::{Connection, Row};
use crate::{Arrival, ContentHash, MediaType, NewSource, PersonId, Source, SourceKind, StoreError};

const LIST: &str = "SELECT number, kind, date, media_type, hash, bytes
    FROM sources WHERE person = $1 ORDER BY date, number";
const INSERT: &str = "INSERT INTO sources (person, number, kind, date, media_type, hash, bytes)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const CONTENT: &str =
    "SELECT content FROM sources JOIN contents USING (hash) WHERE person = $1 AND number = $2";

/// Keeps a source report unless the same content is there with the same kind and date.
pub(super) async fn add(
    db: &mut dyn Connection,
    person: &PersonId,
    hash: ContentHash,
    new: &NewSource,
) -> Result<Arrival<Source>, StoreError> {
    people::bring_into_being(db, person).await?;
    let there = list(db, person).await?;
    let arrival = decide_source(&there, hash, new);
    if let Arrival::New(source) = &arrival {
        insert(db, person, source, &new.content).await?;
    }
    Ok(arrival)
}

/// A person's source reports by date, then by number.
pub(super) async fn list(db: &mut dyn Connection, person: &PersonId) -> Result<Vec<Source>, StoreError> {
    db.rows(LIST, &[person.into()]).await?.iter().map(read).collect()
}

/// A source report's bytes.
pub(super) async fn content(
    db: &mut dyn Connection,
    person: &PersonId,
    number: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = db.row(CONTENT, &[person.into(), number.into()]).await?;
    row.map(|row| Ok(row.bytes("content")?.to_vec())).transpose()
}

async fn insert(
    db: &mut dyn Connection,
    person: &PersonId,
    source: &Source,
    content: &[u8],
) -> Result<(), StoreError> {
    contents::keep(db, source.hash, content).await?;
    let date = source.date.to_string();
    let values = [
        person.into(),
        source.number.into(),
        source.kind.name().into(),
        (&date).into(),
        source.media_type.name().into(),
        source.hash.0[..].into(),
        source.bytes.cast_signed().into(),
    ];
    db.execute(INSERT, &values).await?;
    Ok(())
}

fn read(row: &Row) -> Result<Source, StoreError> {
    Ok(Source {
        number: rows::count(row, "number")?,
        kind: rows::word(row, "kind", SourceKind::from_name)?,
        date: rows::date(row, "date")?,
        media_type: rows::word(row, "media_type", MediaType::from_name)?,
        hash: rows::hash(row, "hash")?,
        bytes: rows::count(row, "bytes")?,
    })
}
