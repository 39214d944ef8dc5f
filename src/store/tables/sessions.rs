//! The table of sessions.

use jiff::Timestamp;

use super::rows;
use crate::db::{Connection, Row};
use crate::{ContentHash, Session, StoreError};

const INSERT: &str =
    "INSERT INTO sessions (hash, handle, name, roles, begun, seen, checked, subject, refresh)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const FIND: &str = "SELECT hash, handle, name, roles, begun, seen, checked, subject, refresh
    FROM sessions WHERE hash = $1";
const OF_NAME: &str = "SELECT hash, handle, name, roles, begun, seen, checked, subject, refresh
    FROM sessions WHERE name = $1 ORDER BY begun, handle";
const SEEN: &str = "UPDATE sessions SET seen = $1 WHERE hash = $2 AND seen < $1";
const CLAIM: &str =
    "UPDATE sessions SET asked_until = $1 WHERE hash = $2 AND checked = $3 AND asked_until <= $4";
const RELEASE: &str = "UPDATE sessions SET asked_until = 0 WHERE hash = $1";
const RENEW: &str =
    "UPDATE sessions SET roles = $1, checked = $2, refresh = $3, asked_until = 0 WHERE hash = $4";
const END: &str = "DELETE FROM sessions WHERE hash = $1";
const END_OF_NAME: &str = "DELETE FROM sessions WHERE name = $1 AND handle = $2";
const FORGET: &str = "DELETE FROM sessions WHERE begun < $1 OR seen < $2";

/// Keeps a session.
pub(super) async fn begin(db: &mut dyn Connection, session: &Session) -> Result<(), StoreError> {
    let roles = session.roles.join(" ");
    let values = [
        session.hash.0[..].into(),
        (&session.handle).into(),
        (&session.name).into(),
        (&roles).into(),
        session.begun.as_second().into(),
        session.seen.as_second().into(),
        session.checked.as_second().into(),
        (&session.subject).into(),
        refresh(session).into(),
    ];
    db.execute(INSERT, &values).await.map(|_| ())
}

/// The session of a hash.
pub(super) async fn find(db: &mut dyn Connection, hash: ContentHash) -> Result<Option<Session>, StoreError> {
    db.row(FIND, &[hash.0[..].into()]).await?.as_ref().map(session).transpose()
}

/// The sessions of a name, the oldest first.
pub(super) async fn of_name(db: &mut dyn Connection, name: &str) -> Result<Vec<Session>, StoreError> {
    db.rows(OF_NAME, &[name.into()]).await?.iter().map(session).collect()
}

/// Says that a request came.
pub(super) async fn seen(
    db: &mut dyn Connection,
    hash: ContentHash,
    at: Timestamp,
) -> Result<(), StoreError> {
    db.execute(SEEN, &[at.as_second().into(), hash.0[..].into()]).await.map(|_| ())
}

/// Whether the provider is to be asked now, and by whoever asks here.
pub(super) async fn claim(
    db: &mut dyn Connection,
    session: &Session,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let values = [
        until.as_second().into(),
        session.hash.0[..].into(),
        session.checked.as_second().into(),
        now.as_second().into(),
    ];
    Ok(db.execute(CLAIM, &values).await? > 0)
}

/// Lets others ask.
pub(super) async fn release(db: &mut dyn Connection, hash: ContentHash) -> Result<(), StoreError> {
    db.execute(RELEASE, &[hash.0[..].into()]).await.map(|_| ())
}

/// Keeps what the provider said anew; false where there is no such session.
pub(super) async fn renew(db: &mut dyn Connection, session: &Session) -> Result<bool, StoreError> {
    let (roles, hash) = (session.roles.join(" "), &session.hash.0[..]);
    let checked = session.checked.as_second().into();
    Ok(db.execute(RENEW, &[(&roles).into(), checked, refresh(session).into(), hash.into()]).await? > 0)
}

/// Ends a session.
pub(super) async fn end(db: &mut dyn Connection, hash: ContentHash) -> Result<(), StoreError> {
    db.execute(END, &[hash.0[..].into()]).await.map(|_| ())
}

/// Ends a session of this name; false where it has none of this handle.
pub(super) async fn end_of_name(
    db: &mut dyn Connection,
    name: &str,
    handle: &str,
) -> Result<bool, StoreError> {
    Ok(db.execute(END_OF_NAME, &[name.into(), handle.into()]).await? > 0)
}

/// Forgets sessions that began, or were last seen, before these times. Says how many.
pub(super) async fn forget(
    db: &mut dyn Connection,
    begun: Timestamp,
    seen: Timestamp,
) -> Result<u64, StoreError> {
    db.execute(FORGET, &[begun.as_second().into(), seen.as_second().into()]).await
}

/// What the provider is asked by; a seal is never empty, so nothing is no bytes.
fn refresh(session: &Session) -> &[u8] {
    session.refresh.as_deref().unwrap_or_default()
}

fn session(row: &Row) -> Result<Session, StoreError> {
    let refresh = row.bytes("refresh")?;
    Ok(Session {
        hash: rows::hash(row, "hash")?,
        handle: rows::text(row, "handle")?.to_owned(),
        name: rows::text(row, "name")?.to_owned(),
        roles: rows::text(row, "roles")?.split_whitespace().map(str::to_owned).collect(),
        begun: time(row, "begun")?,
        seen: time(row, "seen")?,
        checked: time(row, "checked")?,
        subject: rows::text(row, "subject")?.to_owned(),
        refresh: (!refresh.is_empty()).then(|| refresh.to_vec()),
    })
}

fn time(row: &Row, column: &'static str) -> Result<Timestamp, StoreError> {
    Timestamp::from_second(row.number(column)?).map_err(|_| rows::damaged(column))
}
