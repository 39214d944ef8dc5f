//! Versions that may be another person's plan, and what differs in them.

use sqlx::{Row, SqliteConnection};

use super::rows;
use crate::{HeldField, HeldVersion, PersonId, StoreError};

const LIST: &str = "SELECT number, as_of, media_type, source_id, hash, bytes
    FROM versions WHERE person = ? AND withdrawn IS NULL AND held = 'other_person' ORDER BY number";
const FIELDS: &str =
    "SELECT number, field, earlier, this FROM held_fields JOIN versions USING (person, number)
    WHERE person = ? AND withdrawn IS NULL AND held = 'other_person' ORDER BY number, field";
const INSERT: &str = "INSERT INTO held_fields (person, number, field, earlier, this) VALUES (?, ?, ?, ?, ?)";
const CONFIRM: &str =
    "UPDATE versions SET held = CASE held WHEN 'other_person' THEN 'confirmed' ELSE held END
    WHERE person = ? AND number = ? AND withdrawn IS NULL";

/// A person's held versions in the order of arrival.
pub(super) async fn list(
    db: &mut SqliteConnection,
    person: &PersonId,
) -> Result<Vec<HeldVersion>, StoreError> {
    let rows = sqlx::query(LIST).bind(person.as_str()).fetch_all(&mut *db).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let fields = sqlx::query(FIELDS).bind(person.as_str()).fetch_all(db).await?;
    let field = |row| {
        let said = HeldField {
            field: Row::try_get(row, "field")?,
            earlier: Row::try_get(row, "earlier")?,
            this: Row::try_get(row, "this")?,
        };
        Ok((rows::count::<u32>(row, "number")?, said))
    };
    let fields = fields.iter().map(field).collect::<Result<Vec<_>, StoreError>>()?;
    let held = |row| {
        let version = rows::version(row)?;
        let of_it = fields.iter().filter(|(number, _)| *number == version.number);
        let differs = of_it.map(|(_, field)| field.clone()).collect();
        Ok(HeldVersion { version, differs })
    };
    rows.iter().map(held).collect()
}

/// Keeps what differs in a version.
pub(super) async fn keep(
    db: &mut SqliteConnection,
    person: &PersonId,
    number: u32,
    differs: &[HeldField],
) -> Result<(), StoreError> {
    for HeldField { field, earlier, this } in differs {
        let insert = sqlx::query(INSERT).bind(person.as_str()).bind(number);
        insert.bind(field).bind(earlier).bind(this).execute(&mut *db).await?;
    }
    Ok(())
}

/// Makes a held version count; false where there is none that could.
pub(super) async fn confirm(
    db: &mut SqliteConnection,
    person: &PersonId,
    number: u32,
) -> Result<bool, StoreError> {
    let update = sqlx::query(CONFIRM).bind(person.as_str()).bind(number);
    Ok(update.execute(db).await?.rows_affected() > 0)
}
