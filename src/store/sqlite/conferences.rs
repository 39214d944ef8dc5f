//! The table of case conferences.

use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{Executor, SqliteConnection};

use super::{invitations, people, rows};
use crate::StoreError;
use crate::arrival::next_number;
use crate::{
    Arrival, Conference, ConferenceDetails, ConferenceKind, ConferenceStatus, NewConference, PersonId,
};

const LIST: &str =
    "SELECT number, date, kind, status FROM conferences WHERE person = ? ORDER BY date, number";
const INSERT: &str = "INSERT INTO conferences (person, number, date, kind, status) VALUES (?, ?, ?, ?, ?)";
const UPDATE: &str = "UPDATE conferences SET status = ? WHERE person = ? AND number = ?";

/// Keeps a conference, or the status of one of the same date and kind.
pub(super) async fn add(
    db: &mut SqliteConnection,
    person: &PersonId,
    new: &NewConference,
) -> Result<Arrival<Conference>, StoreError> {
    let arrival = add_details(db, person, new.details).await?;
    if let Some(names) = &new.invited {
        invitations::put(db, person, arrival.kept().number, names).await?;
    }
    Ok(arrival)
}

async fn add_details(
    db: &mut SqliteConnection,
    person: &PersonId,
    details: ConferenceDetails,
) -> Result<Arrival<Conference>, StoreError> {
    people::bring_into_being(db, person).await?;
    let there = list(&mut *db, person).await?;
    let same = |known: &&Conference| (known.details.date, known.details.kind) == (details.date, details.kind);
    if let Some(known) = there.iter().find(same) {
        let update = sqlx::query(UPDATE).bind(details.status.name()).bind(person.as_str());
        update.bind(known.number).execute(db).await?;
        return Ok(Arrival::Known(Conference { number: known.number, details }));
    }
    let number = next_number(there.iter().map(|known| known.number));
    let insert = sqlx::query(INSERT).bind(person.as_str()).bind(number).bind(details.date.to_string());
    insert.bind(details.kind.name()).bind(details.status.name()).execute(db).await?;
    Ok(Arrival::New(Conference { number, details }))
}

/// A person's conferences by date, then by number.
pub(super) async fn list<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    person: &PersonId,
) -> Result<Vec<Conference>, StoreError> {
    let rows = sqlx::query(LIST).bind(person.as_str()).fetch_all(db).await?;
    rows.iter().map(read).collect()
}

fn read(row: &SqliteRow) -> Result<Conference, StoreError> {
    let details = ConferenceDetails {
        date: rows::date(row, "date")?,
        kind: rows::word(row, "kind", ConferenceKind::from_name)?,
        status: rows::word(row, "status", ConferenceStatus::from_name)?,
    };
    Ok(Conference { number: rows::count(row, "number")?, details })
}
