//! The table of people.

use jiff::civil::Date;

use super::{places, rows};
use crate::db::{Connection, Row, Value};
use crate::{Arrival, Asking, Known, Person, PersonId, PersonSummary, Route, StoreError};

const PUT: &str = "INSERT INTO people
        (id, name, admitted, sentenced, parole_qualifying, earliest_release, sentence_expiry, route)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, admitted = excluded.admitted, sentenced = excluded.sentenced,
        parole_qualifying = excluded.parole_qualifying, earliest_release = excluded.earliest_release,
        sentence_expiry = excluded.sentence_expiry, route = excluded.route";
const BRING: &str = "INSERT INTO people (id) VALUES ($1) ON CONFLICT DO NOTHING";
const FIND: &str = "SELECT * FROM people WHERE id = $1";
const LIST: &str = "SELECT people.*, COUNT(versions.number) AS versions, MAX(versions.as_of) AS newest
    FROM people LEFT JOIN versions ON versions.person = people.id AND versions.withdrawn IS NULL
        AND versions.held IS DISTINCT FROM 'other_person'
    WHERE people.id > $1 GROUP BY people.id ORDER BY people.id LIMIT $2";

/// The same of those on whose case somebody has a place.
const LIST_OF: &str = "WITH mine AS (
        SELECT invitations.person FROM invitations
            JOIN conferences ON conferences.person = invitations.person AND conferences.number = conference
            WHERE name = $1 AND status <> 'cancelled' AND date >= $4
        UNION SELECT person FROM caseload
            WHERE kind = 'name' AND holder = $1 AND since <= $2 AND (until IS NULL OR until > $2)
        UNION SELECT caseload.person FROM staff
            JOIN caseload ON caseload.kind = 'establishment' AND caseload.holder = staff.establishment
            WHERE staff.name = $1 AND staff.since <= $2 AND (staff.until IS NULL OR staff.until > $2)
                AND caseload.since <= $2 AND (caseload.until IS NULL OR caseload.until > $2)
        UNION SELECT person FROM break_glass WHERE name = $1 AND opened <= $3 AND until > $3
    )
    SELECT people.*, COUNT(versions.number) AS versions, MAX(versions.as_of) AS newest
    FROM people LEFT JOIN versions ON versions.person = people.id AND versions.withdrawn IS NULL
        AND versions.held IS DISTINCT FROM 'other_person'
    WHERE people.id > $5 AND people.id IN (SELECT person FROM mine)
    GROUP BY people.id ORDER BY people.id LIMIT $6";

/// Keeps what is known, in place of what was known.
pub(super) async fn put(db: &mut dyn Connection, person: &Person) -> Result<Arrival<()>, StoreError> {
    let there = bring_into_being(db, &person.id).await?;
    let known = &person.known;
    let text = |date: Option<Date>| date.map(|date| date.to_string());
    let dates = [
        known.admitted,
        known.sentenced,
        known.parole_qualifying,
        known.earliest_release,
        known.sentence_expiry,
    ]
    .map(text);
    let mut values = vec![(&person.id).into(), known.name.as_deref().into()];
    values.extend(dates.iter().map(|date| Value::from(date.as_deref())));
    values.push(known.route.map(Route::name).into());
    db.execute(PUT, &values).await?;
    Ok(there)
}

/// Makes sure that there is such a person.
pub(super) async fn bring_into_being(
    db: &mut dyn Connection,
    person: &PersonId,
) -> Result<Arrival<()>, StoreError> {
    let new = db.execute(BRING, &[person.into()]).await? > 0;
    Ok(if new { Arrival::New(()) } else { Arrival::Known(()) })
}

/// One person.
pub(super) async fn find(db: &mut dyn Connection, person: &PersonId) -> Result<Option<Person>, StoreError> {
    db.row(FIND, &[person.into()]).await?.map(|row| read(&row)).transpose()
}

/// The first so many people by id, of those that follow one if one is given.
pub(super) async fn list(
    db: &mut dyn Connection,
    after: Option<&PersonId>,
    limit: usize,
) -> Result<Vec<PersonSummary>, StoreError> {
    // Every id follows the empty text.
    let after = after.map_or("", PersonId::as_str);
    summaries(&db.rows(LIST, &[after.into(), rows::limit(limit)]).await?)
}

/// The same of those on whose case somebody has a place.
pub(super) async fn list_of(
    db: &mut dyn Connection,
    asking: &Asking,
    after: Option<&PersonId>,
    limit: usize,
) -> Result<Vec<PersonSummary>, StoreError> {
    let asked = places::Asked::of(asking);
    let mut values = asked.values().to_vec();
    values.extend([after.map_or("", PersonId::as_str).into(), rows::limit(limit)]);
    summaries(&db.rows(LIST_OF, &values).await?)
}

fn summaries(found: &[Row]) -> Result<Vec<PersonSummary>, StoreError> {
    let summary = |row| {
        let (versions, newest) = (rows::count(row, "versions")?, rows::date_if_any(row, "newest")?);
        Ok(PersonSummary { person: read(row)?, versions, newest })
    };
    found.iter().map(summary).collect()
}

fn read(row: &Row) -> Result<Person, StoreError> {
    let id = rows::word(row, "id", |id| id.parse().ok())?;
    let route = row.text_if_any("route")?;
    let known = Known {
        name: row.text_if_any("name")?.map(str::to_owned),
        admitted: rows::date_if_any(row, "admitted")?,
        sentenced: rows::date_if_any(row, "sentenced")?,
        parole_qualifying: rows::date_if_any(row, "parole_qualifying")?,
        earliest_release: rows::date_if_any(row, "earliest_release")?,
        sentence_expiry: rows::date_if_any(row, "sentence_expiry")?,
        route: route.map(|name| Route::from_name(name).ok_or_else(|| rows::damaged("route"))).transpose()?,
    };
    Ok(Person { id, known })
}
