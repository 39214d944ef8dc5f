//! The table of CIP versions.

use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{Executor, Row, SqliteConnection, SqlitePool};

use super::{contents, held, people, rows};
use crate::StoreError;
use crate::arrival::{self, Decision};
use crate::{Arrival, Checked, ContentHash, NewVersion, PersonId, Taken, Version, Withdrawal};

const LIST: &str = "SELECT number, as_of, media_type, source_id, hash, bytes
    FROM versions WHERE person = ? AND withdrawn IS NULL AND held IS NOT 'other_person'";
const LAST_NUMBER: &str = "SELECT COALESCE(MAX(number), 0) FROM versions WHERE person = ?";
const INSERT: &str = "INSERT INTO versions (person, number, as_of, media_type, source_id, hash, bytes, held)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
const CONTENT: &str = "SELECT content FROM versions JOIN contents USING (hash)
    WHERE person = ? AND number = ? AND withdrawn IS NULL";
const WITHDRAW: &str =
    "UPDATE versions SET withdrawn = COALESCE(withdrawn, ?) WHERE person = ? AND number = ?
    RETURNING number, withdrawn";
const WITHDRAWAL: &str =
    "SELECT number, withdrawn FROM versions WHERE person = ? AND number = ? AND withdrawn IS NOT NULL";

/// Keeps a version, as [`arrival::decide`] has it.
pub(super) async fn add(
    db: &mut SqliteConnection,
    person: &PersonId,
    hash: ContentHash,
    new: &NewVersion,
    checked: &Checked,
) -> Result<Arrival<Taken>, StoreError> {
    people::bring_into_being(db, person).await?;
    let mut there = list(&mut *db, person).await?;
    let held = held::list(&mut *db, person).await?;
    there.extend(held.iter().map(|held| held.version.clone()));
    let last = last_number(&mut *db, person).await?;
    match arrival::decide(&there, last, new.as_of, hash, new.source_id.as_deref()) {
        Decision::Keep { .. } if last != checked.last_number => Err(StoreError::Overtaken),
        Decision::Keep { number } => {
            let version = insert(&mut *db, person, number, hash, new, !checked.differs.is_empty()).await?;
            held::keep(db, person, number, &checked.differs).await?;
            Ok(Arrival::New(Taken { version, held: checked.differs.clone() }))
        }
        Decision::There(version) => {
            let held = held.into_iter().find(|held| held.version.number == version.number);
            Ok(Arrival::Known(Taken { version, held: held.map_or_else(Vec::new, |held| held.differs) }))
        }
        Decision::SourceIdTaken { number } => {
            Err(StoreError::SourceIdTaken { source_id: new.source_id.clone().unwrap_or_default(), number })
        }
    }
}

/// The highest number ever given.
pub(super) async fn last_number<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    person: &PersonId,
) -> Result<u32, StoreError> {
    Ok(sqlx::query_scalar(LAST_NUMBER).bind(person.as_str()).fetch_one(db).await?)
}

/// A person's versions, arranged.
pub(super) async fn list<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    person: &PersonId,
) -> Result<Vec<Version>, StoreError> {
    let rows = sqlx::query(LIST).bind(person.as_str()).fetch_all(db).await?;
    let mut versions = rows.iter().map(rows::version).collect::<Result<Vec<_>, _>>()?;
    arrival::arrange(&mut versions);
    Ok(versions)
}

/// A version's bytes.
pub(super) async fn content(
    db: &SqlitePool,
    person: &PersonId,
    number: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(sqlx::query_scalar(CONTENT).bind(person.as_str()).bind(number).fetch_optional(db).await?)
}

/// Hides a version; the first reason stands.
pub(super) async fn withdraw(
    db: &mut SqliteConnection,
    person: &PersonId,
    number: u32,
    reason: &str,
) -> Result<Option<Withdrawal>, StoreError> {
    let update = sqlx::query(WITHDRAW).bind(reason).bind(person.as_str()).bind(number);
    update.fetch_optional(db).await?.map(|row| read_withdrawal(&row)).transpose()
}

/// Why a version was withdrawn.
pub(super) async fn withdrawal(
    db: &SqlitePool,
    person: &PersonId,
    number: u32,
) -> Result<Option<Withdrawal>, StoreError> {
    let query = sqlx::query(WITHDRAWAL).bind(person.as_str()).bind(number);
    query.fetch_optional(db).await?.map(|row| read_withdrawal(&row)).transpose()
}

fn read_withdrawal(row: &SqliteRow) -> Result<Withdrawal, StoreError> {
    Ok(Withdrawal { number: rows::count(row, "number")?, reason: row.try_get("withdrawn")? })
}

async fn insert(
    db: &mut SqliteConnection,
    person: &PersonId,
    number: u32,
    hash: ContentHash,
    new: &NewVersion,
    is_held: bool,
) -> Result<Version, StoreError> {
    let NewVersion { as_of, media_type, source_id, content } = new;
    contents::keep(db, hash, content).await?;
    let bytes = content.len() as u64;
    sqlx::query(INSERT)
        .bind(person.as_str())
        .bind(number)
        .bind(as_of.to_string())
        .bind(media_type.name())
        .bind(source_id.as_deref())
        .bind(&hash.0[..])
        .bind(bytes.cast_signed())
        .bind(is_held.then_some("other_person"))
        .execute(db)
        .await?;
    let (as_of, media_type, source_id) = (*as_of, *media_type, source_id.clone());
    Ok(Version { number, as_of, media_type, source_id, hash, bytes, superseded_by: None })
}
