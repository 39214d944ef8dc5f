//! Versions that may be another person's plan, and what differs in them.

use super::rows;
use crate::db::{Connection, Row};
use crate::{HeldField, HeldVersion, PersonId, StoreError};

const LIST: &str = "SELECT number, as_of, media_type, source_id, hash, bytes
    FROM versions WHERE person = $1 AND withdrawn IS NULL AND held = 'other_person' ORDER BY number";
const FIELDS: &str =
    "SELECT number, field, earlier, this FROM held_fields JOIN versions USING (person, number)
    WHERE person = $1 AND withdrawn IS NULL AND held = 'other_person' ORDER BY number, field";
const INSERT: &str =
    "INSERT INTO held_fields (person, number, field, earlier, this) VALUES ($1, $2, $3, $4, $5)";
const CONFIRM: &str =
    "UPDATE versions SET held = CASE held WHEN 'other_person' THEN 'confirmed' ELSE held END
    WHERE person = $1 AND number = $2 AND withdrawn IS NULL";

/// A person's held versions in the order of arrival.
pub(super) async fn list(db: &mut dyn Connection, person: &PersonId) -> Result<Vec<HeldVersion>, StoreError> {
    let versions = db.rows(LIST, &[person.into()]).await?;
    if versions.is_empty() {
        return Ok(Vec::new());
    }
    let fields = db.rows(FIELDS, &[person.into()]).await?;
    let fields = fields.iter().map(read_field).collect::<Result<Vec<_>, StoreError>>()?;
    let held = |row| {
        let version = rows::version(row)?;
        let of_it = fields.iter().filter(|(number, _)| *number == version.number);
        let differs = of_it.map(|(_, field)| field.clone()).collect();
        Ok(HeldVersion { version, differs })
    };
    versions.iter().map(held).collect()
}

fn read_field(row: &Row) -> Result<(u32, HeldField), StoreError> {
    let said = HeldField {
        field: rows::text(row, "field")?.to_owned(),
        earlier: rows::text(row, "earlier")?.to_owned(),
        this: rows::text(row, "this")?.to_owned(),
    };
    Ok((rows::count(row, "number")?, said))
}

/// Keeps what differs in a version.
pub(super) async fn keep(
    db: &mut dyn Connection,
    person: &PersonId,
    number: u32,
    differs: &[HeldField],
) -> Result<(), StoreError> {
    for HeldField { field, earlier, this } in differs {
        let values = [person.into(), number.into(), field.into(), earlier.into(), this.into()];
        db.execute(INSERT, &values).await?;
    }
    Ok(())
}

/// Makes a held version count; false where there is none that could.
pub(super) async fn confirm(
    db: &mut dyn Connection,
    person: &PersonId,
    number: u32,
) -> Result<bool, StoreError> {
    Ok(db.execute(CONFIRM, &[person.into(), number.into()]).await? > 0)
}
