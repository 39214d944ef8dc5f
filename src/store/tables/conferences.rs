//! The table of case conferences.

use super::{invitations, people, rows};
use crate::arrival::next_number;
use crate::db::{Connection, Row};
use crate::{
    Arrival, Conference, ConferenceDetails, ConferenceKind, ConferenceStatus, NewConference, PersonId,
    StoreError,
};

const LIST: &str =
    "SELECT number, date, kind, status FROM conferences WHERE person = $1 ORDER BY date, number";
const INSERT: &str =
    "INSERT INTO conferences (person, number, date, kind, status) VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str = "UPDATE conferences SET status = $1 WHERE person = $2 AND number = $3";

/// Keeps a conference, or the status of one of the same date and kind.
pub(super) async fn add(
    db: &mut dyn Connection,
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
    db: &mut dyn Connection,
    person: &PersonId,
    details: ConferenceDetails,
) -> Result<Arrival<Conference>, StoreError> {
    people::bring_into_being(db, person).await?;
    let there = list(db, person).await?;
    let same = |known: &&Conference| (known.details.date, known.details.kind) == (details.date, details.kind);
    if let Some(known) = there.iter().find(same) {
        db.execute(UPDATE, &[details.status.name().into(), person.into(), known.number.into()]).await?;
        return Ok(Arrival::Known(Conference { number: known.number, details }));
    }
    let number = next_number(there.iter().map(|known| known.number));
    let date = details.date.to_string();
    let values = [
        person.into(),
        number.into(),
        (&date).into(),
        details.kind.name().into(),
        details.status.name().into(),
    ];
    db.execute(INSERT, &values).await?;
    Ok(Arrival::New(Conference { number, details }))
}

/// A person's conferences by date, then by number.
pub(super) async fn list(db: &mut dyn Connection, person: &PersonId) -> Result<Vec<Conference>, StoreError> {
    db.rows(LIST, &[person.into()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Conference, StoreError> {
    let details = ConferenceDetails {
        date: rows::date(row, "date")?,
        kind: rows::word(row, "kind", ConferenceKind::from_name)?,
        status: rows::word(row, "status", ConferenceStatus::from_name)?,
    };
    Ok(Conference { number: rows::count(row, "number")?, details })
}
