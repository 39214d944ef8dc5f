//! The table of CIP versions.

use super::{contents, held, people, rows, source_ids};
use crate::arrival::{self, Decision};
use crate::db::{Connection, Row};
use crate::{Arrival, Checked, ContentHash, NewVersion, PersonId, StoreError, Taken, Version, Withdrawal};

const LIST: &str = "SELECT number, as_of, media_type, source_id, hash, bytes
    FROM versions WHERE person = $1 AND withdrawn IS NULL AND held IS DISTINCT FROM 'other_person'";
const LAST_NUMBER: &str = "SELECT COALESCE(MAX(number), 0) AS last FROM versions WHERE person = $1";
const INSERT: &str = "INSERT INTO versions (person, number, as_of, media_type, source_id, hash, bytes, held)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const CONTENT: &str = "SELECT content FROM versions JOIN contents USING (hash)
    WHERE person = $1 AND number = $2 AND withdrawn IS NULL";
const WITHDRAW: &str =
    "UPDATE versions SET withdrawn = COALESCE(withdrawn, $1) WHERE person = $2 AND number = $3
    RETURNING number, withdrawn";
const WITHDRAWAL: &str =
    "SELECT number, withdrawn FROM versions WHERE person = $1 AND number = $2 AND withdrawn IS NOT NULL";

/// Keeps a version, as [`arrival::decide`] has it.
pub(super) async fn add(
    db: &mut dyn Connection,
    person: &PersonId,
    hash: ContentHash,
    new: &NewVersion,
    checked: &Checked,
) -> Result<Arrival<Taken>, StoreError> {
    people::bring_into_being(db, person).await?;
    let mut there = list(db, person).await?;
    let held = held::list(db, person).await?;
    there.extend(held.iter().map(|held| held.version.clone()));
    let further = source_ids::list(db, person).await?;
    let last = last_number(db, person).await?;
    match arrival::decide(&there, &further, last, new, hash) {
        Decision::Keep { .. } if last != checked.last_number => Err(StoreError::Overtaken),
        Decision::Keep { number } => {
            let version = insert(db, person, number, hash, new, !checked.differs.is_empty()).await?;
            held::keep(db, person, number, &checked.differs).await?;
            Ok(Arrival::New(Taken { version, held: checked.differs.clone() }))
        }
        Decision::There { number, named } => {
            if let Some(source_id) = new.source_id.as_deref().filter(|_| named) {
                source_ids::add(db, person, number, source_id).await?;
            }
            let held = held.into_iter().find(|held| held.version.number == number);
            let version = there.into_iter().find(|version| version.number == number);
            let version = version.ok_or_else(|| rows::damaged("number"))?;
            Ok(Arrival::Known(Taken { version, held: held.map_or_else(Vec::new, |held| held.differs) }))
        }
        Decision::SourceIdTaken { number } => {
            Err(StoreError::SourceIdTaken { source_id: new.source_id.clone().unwrap_or_default(), number })
        }
    }
}

/// The highest number ever given.
pub(super) async fn last_number(db: &mut dyn Connection, person: &PersonId) -> Result<u32, StoreError> {
    let row = db.row(LAST_NUMBER, &[person.into()]).await?;
    row.map_or(Ok(0), |row| rows::count(&row, "last"))
}

/// A person's versions, arranged.
pub(super) async fn list(db: &mut dyn Connection, person: &PersonId) -> Result<Vec<Version>, StoreError> {
    let found = db.rows(LIST, &[person.into()]).await?;
    let mut versions = found.iter().map(rows::version).collect::<Result<Vec<_>, _>>()?;
    arrival::arrange(&mut versions);
    Ok(versions)
}

/// A version's bytes.
pub(super) async fn content(
    db: &mut dyn Connection,
    person: &PersonId,
    number: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = db.row(CONTENT, &[person.into(), number.into()]).await?;
    row.map(|row| Ok(row.bytes("content")?.to_vec())).transpose()
}

/// Hides a version; the first reason stands.
pub(super) async fn withdraw(
    db: &mut dyn Connection,
    person: &PersonId,
    number: u32,
    reason: &str,
) -> Result<Option<Withdrawal>, StoreError> {
    let row = db.row(WITHDRAW, &[reason.into(), person.into(), number.into()]).await?;
    row.map(|row| read_withdrawal(&row)).transpose()
}

/// Why a version was withdrawn.
pub(super) async fn withdrawal(
    db: &mut dyn Connection,
    person: &PersonId,
    number: u32,
) -> Result<Option<Withdrawal>, StoreError> {
    let row = db.row(WITHDRAWAL, &[person.into(), number.into()]).await?;
    row.map(|row| read_withdrawal(&row)).transpose()
}

fn read_withdrawal(row: &Row) -> Result<Withdrawal, StoreError> {
    Ok(Withdrawal { number: rows::count(row, "number")?, reason: rows::text(row, "withdrawn")?.to_owned() })
}

async fn insert(
    db: &mut dyn Connection,
    person: &PersonId,
    number: u32,
    hash: ContentHash,
    new: &NewVersion,
    is_held: bool,
) -> Result<Version, StoreError> {
    let NewVersion { as_of, media_type, source_id, content, .. } = new;
    contents::keep(db, hash, content).await?;
    let (bytes, day) = (content.len() as u64, as_of.to_string());
    let values = [
        person.into(),
        number.into(),
        (&day).into(),
        media_type.name().into(),
        source_id.as_deref().into(),
        hash.0[..].into(),
        bytes.cast_signed().into(),
        is_held.then_some("other_person").into(),
    ];
    db.execute(INSERT, &values).await?;
    let (as_of, media_type, source_id) = (*as_of, *media_type, source_id.clone());
    Ok(Version { number, as_of, media_type, source_id, hash, bytes, superseded_by: None })
}
