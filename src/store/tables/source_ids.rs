//! The table of further ids by which record systems call a version.
//!
//! The first id of a version stands with it; an id that comes with the same content later stands here.

use super::rows;
use crate::db::Connection;
use crate::{FurtherId, PersonId, StoreError};

const LIST: &str = "SELECT number, source_id FROM source_ids WHERE person = $1 ORDER BY number, source_id";
const FIRST: &str =
    "UPDATE versions SET source_id = $3 WHERE person = $1 AND number = $2 AND source_id IS NULL";
const INSERT: &str =
    "INSERT INTO source_ids (person, number, source_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

/// The further ids of a person's versions, withdrawn ones among them.
pub(super) async fn list(db: &mut dyn Connection, person: &PersonId) -> Result<Vec<FurtherId>, StoreError> {
    let found = db.rows(LIST, &[person.into()]).await?;
    let id = |row| {
        let source_id = rows::text(row, "source_id")?.to_owned();
        Ok(FurtherId { number: rows::count(row, "number")?, source_id })
    };
    found.iter().map(id).collect()
}

/// Calls a version by this id, too.
pub(super) async fn add(
    db: &mut dyn Connection,
    person: &PersonId,
    number: u32,
    source_id: &str,
) -> Result<(), StoreError> {
    let values = [person.into(), number.into(), source_id.into()];
    if db.execute(FIRST, &values).await? == 0 {
        db.execute(INSERT, &values).await?;
    }
    Ok(())
}
