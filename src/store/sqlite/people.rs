//! The table of people.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, SqlitePool};

use super::{places, rows};
use crate::StoreError;
use crate::{Arrival, Asking, Known, Person, PersonId, PersonSummary, Route};

const PUT: &str = "INSERT INTO people
        (id, name, admitted, sentenced, parole_qualifying, earliest_release, sentence_expiry, route)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, admitted = excluded.admitted, sentenced = excluded.sentenced,
        parole_qualifying = excluded.parole_qualifying, earliest_release = excluded.earliest_release,
        sentence_expiry = excluded.sentence_expiry, route = excluded.route";

const LIST: &str = "SELECT people.*, COUNT(versions.number) AS versions, MAX(versions.as_of) AS newest
    FROM people LEFT JOIN versions ON versions.person = people.id AND versions.withdrawn IS NULL
        AND versions.held IS NOT 'other_person'
    WHERE people.id > ? GROUP BY people.id ORDER BY people.id LIMIT ?";

/// The same of those on whose case somebody has a place.
const LIST_OF: &str = "WITH mine AS (
        SELECT invitations.person FROM invitations
            JOIN conferences ON conferences.person = invitations.person AND conferences.number = conference
            WHERE name = ?1 AND status <> 'cancelled' AND date >= ?4
        UNION SELECT person FROM caseload
            WHERE kind = 'name' AND holder = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)
        UNION SELECT caseload.person FROM staff
            JOIN caseload ON caseload.kind = 'establishment' AND caseload.holder = staff.establishment
            WHERE staff.name = ?1 AND staff.since <= ?2 AND (staff.until IS NULL OR staff.until > ?2)
                AND caseload.since <= ?2 AND (caseload.until IS NULL OR caseload.until > ?2)
        UNION SELECT person FROM break_glass WHERE name = ?1 AND opened <= ?3 AND until > ?3
    )
    SELECT people.*, COUNT(versions.number) AS versions, MAX(versions.as_of) AS newest
    FROM people LEFT JOIN versions ON versions.person = people.id AND versions.withdrawn IS NULL
        AND versions.held IS NOT 'other_person'
    WHERE people.id > ?5 AND people.id IN (SELECT person FROM mine)
    GROUP BY people.id ORDER BY people.id LIMIT ?6";

/// Keeps what is known, in place of what was known.
pub(super) async fn put(db: &mut SqliteConnection, person: &Person) -> Result<Arrival<()>, StoreError> {
    let there = bring_into_being(db, &person.id).await?;
    let known = &person.known;
    sqlx::query(PUT)
        .bind(person.id.as_str())
        .bind(known.name.as_deref())
        .bind(known.admitted.map(|date| date.to_string()))
        .bind(known.sentenced.map(|date| date.to_string()))
        .bind(known.parole_qualifying.map(|date| date.to_string()))
        .bind(known.earliest_release.map(|date| date.to_string()))
        .bind(known.sentence_expiry.map(|date| date.to_string()))
        .bind(known.route.map(Route::name))
        .execute(db)
        .await?;
    Ok(there)
}

/// Makes sure that there is such a person.
pub(super) async fn bring_into_being(
    db: &mut SqliteConnection,
    person: &PersonId,
) -> Result<Arrival<()>, StoreError> {
    let insert =
        sqlx::query("INSERT INTO people (id) VALUES (?) ON CONFLICT DO NOTHING").bind(person.as_str());
    let new = insert.execute(db).await?.rows_affected() > 0;
    Ok(if new { Arrival::New(()) } else { Arrival::Known(()) })
}

/// One person.
pub(super) async fn find(db: &SqlitePool, person: &PersonId) -> Result<Option<Person>, StoreError> {
    let query = sqlx::query("SELECT * FROM people WHERE id = ?").bind(person.as_str());
    query.fetch_optional(db).await?.map(|row| read(&row)).transpose()
}

/// The first so many people by id, of those that follow one if one is given.
pub(super) async fn list(
    db: &SqlitePool,
    after: Option<&PersonId>,
    limit: usize,
) -> Result<Vec<PersonSummary>, StoreError> {
    // Every id follows the empty text.
    let query = sqlx::query(LIST).bind(after.map_or("", PersonId::as_str));
    summaries(&query.bind(rows::limit(limit)).fetch_all(db).await?)
}

/// The same of those on whose case somebody has a place.
pub(super) async fn list_of(
    db: &SqlitePool,
    asking: &Asking,
    after: Option<&PersonId>,
    limit: usize,
) -> Result<Vec<PersonSummary>, StoreError> {
    let query = places::bound(sqlx::query(LIST_OF), asking);
    let query = query.bind(after.map_or("", PersonId::as_str)).bind(rows::limit(limit));
    summaries(&query.fetch_all(db).await?)
}

fn summaries(rows: &[SqliteRow]) -> Result<Vec<PersonSummary>, StoreError> {
    let summary = |row| {
        let (versions, newest) = (rows::count(row, "versions")?, rows::date_if_any(row, "newest")?);
        Ok(PersonSummary { person: read(row)?, versions, newest })
    };
    rows.iter().map(summary).collect()
}

fn read(row: &SqliteRow) -> Result<Person, StoreError> {
    let id = rows::word(row, "id", |id| id.parse().ok())?;
    let route: Option<&str> = row.try_get("route")?;
    let known = Known {
        name: row.try_get("name")?,
        admitted: rows::date_if_any(row, "admitted")?,
        sentenced: rows::date_if_any(row, "sentenced")?,
        parole_qualifying: rows::date_if_any(row, "parole_qualifying")?,
        earliest_release: rows::date_if_any(row, "earliest_release")?,
        sentence_expiry: rows::date_if_any(row, "sentence_expiry")?,
        route: route.map(|name| Route::from_name(name).ok_or_else(|| rows::damaged("route"))).transpose()?,
    };
    Ok(Person { id, known })
}
