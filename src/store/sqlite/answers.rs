//! The table of answers by idempotency key.

use sqlx::sqlite::SqlitePool;
use sqlx::{Row, SqliteConnection};

use super::rows;
use crate::{ANSWERS_MAX, Answer, StoreError};

const FIND: &str = "SELECT fingerprint, status, location, content_type, body FROM answers WHERE key = ?";
const INSERT: &str = "INSERT INTO answers (key, fingerprint, status, location, content_type, body)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
const FORGET_OLDEST: &str = "DELETE FROM answers WHERE id <= (SELECT MAX(id) FROM answers) - ?";

/// The answer under a key.
pub(super) async fn find(db: &SqlitePool, key: &str) -> Result<Option<Answer>, StoreError> {
    let Some(row) = sqlx::query(FIND).bind(key).fetch_optional(db).await? else { return Ok(None) };
    Ok(Some(Answer {
        fingerprint: rows::hash(&row, "fingerprint")?,
        status: rows::count(&row, "status")?,
        location: row.try_get("location")?,
        content_type: row.try_get("content_type")?,
        body: row.try_get("body")?,
    }))
}

/// Keeps an answer under a key, unless there is one, and forgets the oldest.
pub(super) async fn keep(db: &mut SqliteConnection, key: &str, answer: &Answer) -> Result<(), StoreError> {
    let insert = sqlx::query(INSERT).bind(key).bind(&answer.fingerprint.0[..]).bind(answer.status);
    let insert = insert.bind(answer.location.as_deref()).bind(answer.content_type.as_deref());
    insert.bind(answer.body.as_slice()).execute(&mut *db).await?;
    sqlx::query(FORGET_OLDEST).bind(ANSWERS_MAX).execute(db).await?;
    Ok(())
}
