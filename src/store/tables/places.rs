//! Whether somebody has a place on a person's case, by four tables.

use super::rows;
use crate::db::{Connection, Value};
use crate::{Asking, PersonId, PlaceKind, StoreError, stamp};

/// The kinds of place by their rank in [`PlaceKind`]. What counts as a place also stands in the list of people.
const FIND: &str = "SELECT place FROM (
        SELECT CAST(1 AS BIGINT) AS place FROM invitations
            JOIN conferences ON conferences.person = invitations.person AND conferences.number = conference
            WHERE invitations.person = $5 AND name = $1 AND status <> 'cancelled' AND date >= $4
        UNION ALL SELECT CAST(2 AS BIGINT) FROM caseload
            WHERE person = $5 AND kind = 'name' AND holder = $1 AND since <= $2 AND (until IS NULL OR until > $2)
        UNION ALL SELECT CAST(3 AS BIGINT) FROM staff
            JOIN caseload ON caseload.kind = 'establishment' AND caseload.holder = staff.establishment
            WHERE caseload.person = $5 AND staff.name = $1
                AND staff.since <= $2 AND (staff.until IS NULL OR staff.until > $2)
                AND caseload.since <= $2 AND (caseload.until IS NULL OR caseload.until > $2)
        UNION ALL SELECT CAST(4 AS BIGINT) FROM break_glass
            WHERE person = $5 AND name = $1 AND opened <= $3 AND until > $3
    ) AS places ORDER BY place LIMIT 1";

/// Who asks, as statements take it.
pub(super) struct Asked<'a> {
    name: &'a str,
    today: String,
    now: String,
    invited_since: String,
}

impl<'a> Asked<'a> {
    pub(super) fn of(asking: &'a Asking) -> Self {
        Self {
            name: &asking.name,
            today: asking.today.to_string(),
            now: stamp(asking.now),
            // Every day follows the empty text.
            invited_since: asking.invited_since.map_or_else(String::new, |day| day.to_string()),
        }
    }

    /// The first four values: name, today, now, the day since which invitations count.
    pub(super) fn values(&self) -> [Value<'_>; 4] {
        [self.name.into(), (&self.today).into(), (&self.now).into(), (&self.invited_since).into()]
    }
}

/// By what somebody has a place.
pub(super) async fn find(
    db: &mut dyn Connection,
    person: &PersonId,
    asking: &Asking,
) -> Result<Option<PlaceKind>, StoreError> {
    let asked = Asked::of(asking);
    let mut values = asked.values().to_vec();
    values.push(person.into());
    let Some(row) = db.row(FIND, &values).await? else { return Ok(None) };
    Ok(PlaceKind::of_rank(rows::count(&row, "place")?))
}
