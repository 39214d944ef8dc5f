//! The table of invitations to conferences.

use sqlx::SqliteConnection;
use sqlx::sqlite::SqlitePool;

use crate::{PersonId, StoreError};

const IS_THERE: &str = "SELECT EXISTS (SELECT 1 FROM conferences WHERE person = ? AND number = ?)";
const CLEAR: &str = "DELETE FROM invitations WHERE person = ? AND conference = ?";
const INSERT: &str =
    "INSERT INTO invitations (person, conference, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
const LIST: &str = "SELECT name FROM invitations WHERE person = ? AND conference = ? ORDER BY name";

/// Says who is invited, in place of who was; false where there is no such conference.
pub(super) async fn put(
    db: &mut SqliteConnection,
    person: &PersonId,
    conference: u32,
    names: &[String],
) -> Result<bool, StoreError> {
    let is_there = sqlx::query_scalar(IS_THERE).bind(person.as_str()).bind(conference);
    if !is_there.fetch_one(&mut *db).await? {
        return Ok(false);
    }
    sqlx::query(CLEAR).bind(person.as_str()).bind(conference).execute(&mut *db).await?;
    for name in names {
        let insert = sqlx::query(INSERT).bind(person.as_str()).bind(conference).bind(name);
        insert.execute(&mut *db).await?;
    }
    Ok(true)
}

/// Who is invited, by name.
pub(super) async fn list(
    db: &SqlitePool,
    person: &PersonId,
    conference: u32,
) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar(LIST).bind(person.as_str()).bind(conference).fetch_all(db).await?)
}
