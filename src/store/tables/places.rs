//! Whether somebody has a place on a person's case, by four tables.

use crate::db::{Connection, Value};
use crate::{Asking, PersonId, PlaceKind, StoreError, stamp};

/// The kinds of place by their rank in [`PlaceKind`]. What counts as a place also stands in the list of people.
const FIND: &str = "SELECT rank FROM (
        SELECT CAST(1 AS BIGINT) AS rank FROM invitations
            JOIN conferences ON conferences.person = invitations.person AND conferences.number = conference
            WHERE invitations.person = $5 AND name = $1 AND status <> 'cancelled' AND date >= $4
        UNION ALL SELECT 2 FROM caseload
            WHERE person = $5 AND kind = 'name' AND holder = $1 AND since <= $2 AND (until IS NULL OR until > $2)
        UNION ALL SELECT 3 FROM staff
            JOIN caseload ON caseload.kind = 'establishment' AND caseload.holder = staff.establishment
            WHERE caseload.person = $5 AND staff.name = $1
                AND staff.since <= $2 AND (staff.until IS NULL OR staff.until > $2)
                AND caseload.since <= $2 AND (caseload.until IS NULL OR caseload.until > $2)
        UNION ALL SELECT 4 FROM break_glass
            WHERE person = $5 AND name = $1 AND opened <= $3 AND until > $3
    ) AS places ORDER BY rank LIMIT 1";

/// By what somebody has a place.
pub(super) async fn find(
    db: &mut dyn Connection,
    person: &PersonId,
    asking: &Asking,
) -> Result<Option<PlaceKind>, StoreError> {
    let asks = Asks::of(asking);
    let mut values = asks.values().to_vec();
    values.push(person.into());
    let row = db.row(FIND, &values).await?;
    let rank = row.map(|row| super::rows::count(&row, "rank")).transpose()?;
    Ok(rank.and_then(PlaceKind::of_rank))
}

/// Who asks, as the first four values of a statement: name, today, now, the day since which invitations count.
pub(super) struct Asks<'a> {
    name: &'a str,
    today: String,
    now: String,
    since: String,
}

impl<'a> Asks<'a> {
    pub(super) fn of(asking: &'a Asking) -> Self {
        Self {
            name: &asking.name,
            today: asking.today.to_string(),
            now: stamp(asking.now),
            since: asking.invited_since.map_or_else(String::new, |day| day.to_string()),
        }
    }

    pub(super) fn values(&self) -> [Value<'_>; 4] {
        [self.name.into(), (&self.today).into(), (&self.now).into(), (&self.since).into()]
    }
}
