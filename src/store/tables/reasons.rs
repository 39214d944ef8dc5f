//! The table of why somebody looks at whose case, by session.

use jiff::Timestamp;

use super::rows;
use crate::db::Connection;
use crate::{ContentHash, GivenReason, PersonId, StoreError};

/// Of a session that is there; one that ended meanwhile needs none.
const KEEP: &str = "INSERT INTO reasons (session, person, reason, until)
    SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM sessions WHERE hash = $1)
    ON CONFLICT (session, person) DO UPDATE SET reason = excluded.reason, until = excluded.until";
const FIND: &str = "SELECT reason, until FROM reasons WHERE session = $1 AND person = $2 AND until > $3";

/// Keeps why somebody looks, in place of what they said before.
pub(super) async fn keep(
    db: &mut dyn Connection,
    session: ContentHash,
    person: &PersonId,
    given: &GivenReason,
) -> Result<(), StoreError> {
    let values =
        [session.0[..].into(), person.into(), given.reason.as_deref().into(), given.until.as_second().into()];
    db.execute(KEEP, &values).await.map(|_| ())
}

/// Why somebody looks, if it still counts.
pub(super) async fn find(
    db: &mut dyn Connection,
    session: ContentHash,
    person: &PersonId,
    now: Timestamp,
) -> Result<Option<GivenReason>, StoreError> {
    let row = db.row(FIND, &[session.0[..].into(), person.into(), now.as_second().into()]).await?;
    let Some(row) = row else { return Ok(None) };
    let reason = row.text_if_any("reason")?.map(str::to_owned);
    let until = Timestamp::from_second(row.number("until")?).map_err(|_| rows::damaged("until"))?;
    Ok(Some(GivenReason { reason, until }))
}
