//! The table of answers by idempotency key.

use super::rows;
use crate::db::Connection;
use crate::{ANSWERS_MAX, Answer, StoreError};

const FIND: &str = "SELECT fingerprint, status, location, content_type, body FROM answers WHERE key = $1";
const INSERT: &str = "INSERT INTO answers (key, fingerprint, status, location, content_type, body)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
const FORGET_OLDEST: &str = "DELETE FROM answers WHERE id <= (SELECT MAX(id) FROM answers) - $1";

/// The answer under a key.
pub(super) async fn find(db: &mut dyn Connection, key: &str) -> Result<Option<Answer>, StoreError> {
    let Some(row) = db.row(FIND, &[key.into()]).await? else { return Ok(None) };
    Ok(Some(Answer {
        fingerprint: rows::hash(&row, "fingerprint")?,
        status: rows::count(&row, "status")?,
        location: row.text_if_any("location")?.map(str::to_owned),
        content_type: row.text_if_any("content_type")?.map(str::to_owned),
        body: row.bytes("body")?.to_vec(),
    }))
}

/// Keeps an answer under a key, unless there is one, and forgets the oldest.
pub(super) async fn keep(db: &mut dyn Connection, key: &str, answer: &Answer) -> Result<(), StoreError> {
    let values = [
        key.into(),
        answer.fingerprint.0[..].into(),
        u32::from(answer.status).into(),
        answer.location.as_deref().into(),
        answer.content_type.as_deref().into(),
        answer.body.as_slice().into(),
    ];
    db.execute(INSERT, &values).await?;
    db.execute(FORGET_OLDEST, &[ANSWERS_MAX.into()]).await?;
    Ok(())
}
