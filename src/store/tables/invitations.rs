//! The table of invitations to conferences.

use super::rows;
use crate::db::Connection;
use crate::{PersonId, StoreError};

const IS_THERE: &str = "SELECT number FROM conferences WHERE person = $1 AND number = $2";
const CLEAR: &str = "DELETE FROM invitations WHERE person = $1 AND conference = $2";
const INSERT: &str =
    "INSERT INTO invitations (person, conference, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const LIST: &str = "SELECT name FROM invitations WHERE person = $1 AND conference = $2 ORDER BY name";

/// Says who is invited, in place of who was; false where there is no such conference.
pub(super) async fn put(
    db: &mut dyn Connection,
    person: &PersonId,
    conference: u32,
    names: &[String],
) -> Result<bool, StoreError> {
    if db.row(IS_THERE, &[person.into(), conference.into()]).await?.is_none() {
        return Ok(false);
    }
    db.execute(CLEAR, &[person.into(), conference.into()]).await?;
    for name in names {
        db.execute(INSERT, &[person.into(), conference.into(), name.into()]).await?;
    }
    Ok(true)
}

/// Who is invited, by name.
pub(super) async fn list(
    db: &mut dyn Connection,
    person: &PersonId,
    conference: u32,
) -> Result<Vec<String>, StoreError> {
    let names = db.rows(LIST, &[person.into(), conference.into()]).await?;
    names.iter().map(|row| rows::owned(row, "name")).collect()
}
