//! The table of sessions.

use jiff::Timestamp;
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{Row, SqliteConnection};

use super::rows;
use crate::{ContentHash, Session, StoreError};

const INSERT: &str =
    "INSERT INTO sessions (hash, handle, name, roles, begun, seen, checked, subject, refresh)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
const FIND: &str = "SELECT * FROM sessions WHERE hash = ?";
const OF_NAME: &str = "SELECT * FROM sessions WHERE name = ? ORDER BY begun, handle";
const SEEN: &str = "UPDATE sessions SET seen = MAX(seen, ?) WHERE hash = ?";
const RENEW: &str = "UPDATE sessions SET roles = ?, checked = ?, refresh = ? WHERE hash = ?";
const END: &str = "DELETE FROM sessions WHERE hash = ?";
const END_OF_NAME: &str = "DELETE FROM sessions WHERE name = ? AND handle = ?";
const FORGET: &str = "DELETE FROM sessions WHERE begun < ? OR seen < ?";

/// Keeps a session.
pub(super) async fn begin(db: &mut SqliteConnection, session: &Session) -> Result<(), StoreError> {
    let insert = sqlx::query(INSERT).bind(&session.hash.0[..]).bind(&session.handle).bind(&session.name);
    let insert = insert.bind(session.roles.join(" ")).bind(session.begun.as_second());
    let insert = insert.bind(session.seen.as_second()).bind(session.checked.as_second());
    insert.bind(&session.subject).bind(session.refresh.as_deref()).execute(db).await?;
    Ok(())
}

/// The session of a hash.
pub(super) async fn find(db: &SqlitePool, hash: ContentHash) -> Result<Option<Session>, StoreError> {
    let row = sqlx::query(FIND).bind(&hash.0[..]).fetch_optional(db).await?;
    row.as_ref().map(session).transpose()
}

/// The sessions of a name, the oldest first.
pub(super) async fn of_name(db: &SqlitePool, name: &str) -> Result<Vec<Session>, StoreError> {
    sqlx::query(OF_NAME).bind(name).fetch_all(db).await?.iter().map(session).collect()
}

/// Says that a request came.
pub(super) async fn seen(
    db: &mut SqliteConnection,
    hash: ContentHash,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(SEEN).bind(at.as_second()).bind(&hash.0[..]).execute(db).await?;
    Ok(())
}

/// Keeps what the provider said anew.
pub(super) async fn renew(db: &mut SqliteConnection, session: &Session) -> Result<(), StoreError> {
    let update = sqlx::query(RENEW).bind(session.roles.join(" ")).bind(session.checked.as_second());
    update.bind(session.refresh.as_deref()).bind(&session.hash.0[..]).execute(db).await?;
    Ok(())
}

/// Ends a session.
pub(super) async fn end(db: &mut SqliteConnection, hash: ContentHash) -> Result<(), StoreError> {
    sqlx::query(END).bind(&hash.0[..]).execute(db).await?;
    Ok(())
}

/// Ends a session of this name; false where it has none of this handle.
pub(super) async fn end_of_name(
    db: &mut SqliteConnection,
    name: &str,
    handle: &str,
) -> Result<bool, StoreError> {
    let ended = sqlx::query(END_OF_NAME).bind(name).bind(handle).execute(db).await?;
    Ok(ended.rows_affected() > 0)
}

/// Forgets sessions that began, or were last seen, before these times.
pub(super) async fn forget(
    db: &mut SqliteConnection,
    begun: Timestamp,
    seen: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(FORGET).bind(begun.as_second()).bind(seen.as_second()).execute(db).await?;
    Ok(())
}

fn session(row: &SqliteRow) -> Result<Session, StoreError> {
    let roles: String = row.try_get("roles")?;
    Ok(Session {
        hash: rows::hash(row, "hash")?,
        handle: row.try_get("handle")?,
        name: row.try_get("name")?,
        roles: roles.split_whitespace().map(str::to_owned).collect(),
        begun: time(row, "begun")?,
        seen: time(row, "seen")?,
        checked: time(row, "checked")?,
        subject: row.try_get("subject")?,
        refresh: row.try_get("refresh")?,
    })
}

fn time(row: &SqliteRow, column: &str) -> Result<Timestamp, StoreError> {
    let damaged = |_| StoreError::Damaged(format!("sessions.{column} is no time"));
    Timestamp::from_second(row.try_get(column)?).map_err(damaged)
}
