//! Whether somebody has a place on a person's case, by four tables.

use sqlx::Sqlite;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqlitePool};

use crate::{Asking, PersonId, PlaceKind, StoreError, stamp};

/// The kinds of place by their rank in [`PlaceKind`]. What counts as a place also stands in the list of people.
const FIND: &str = "SELECT MIN(rank) FROM (
        SELECT 1 AS rank FROM invitations
            JOIN conferences ON conferences.person = invitations.person AND conferences.number = conference
            WHERE invitations.person = ?5 AND name = ?1 AND status <> 'cancelled' AND date >= ?4
        UNION ALL SELECT 2 FROM caseload
            WHERE person = ?5 AND kind = 'name' AND holder = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)
        UNION ALL SELECT 3 FROM staff
            JOIN caseload ON caseload.kind = 'establishment' AND caseload.holder = staff.establishment
            WHERE caseload.person = ?5 AND staff.name = ?1
                AND staff.since <= ?2 AND (staff.until IS NULL OR staff.until > ?2)
                AND caseload.since <= ?2 AND (caseload.until IS NULL OR caseload.until > ?2)
        UNION ALL SELECT 4 FROM break_glass
            WHERE person = ?5 AND name = ?1 AND opened <= ?3 AND until > ?3
    )";

/// By what somebody has a place.
pub(super) async fn find(
    db: &SqlitePool,
    person: &PersonId,
    asking: &Asking,
) -> Result<Option<PlaceKind>, StoreError> {
    let query = bound(sqlx::query(FIND), asking).bind(person.as_str());
    let row = query.fetch_one(db).await?;
    let rank: Option<u32> = sqlx::Row::try_get(&row, 0)?;
    Ok(rank.and_then(PlaceKind::of_rank))
}

/// Binds who asks as the first four parameters: name, today, now, the day since which invitations count.
pub(super) fn bound<'q>(
    query: Query<'q, Sqlite, SqliteArguments>,
    asking: &'q Asking,
) -> Query<'q, Sqlite, SqliteArguments> {
    let since = asking.invited_since.map_or_else(String::new, |day| day.to_string());
    query.bind(&asking.name).bind(asking.today.to_string()).bind(stamp(asking.now)).bind(since)
}
