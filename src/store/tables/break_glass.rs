//! The table of cases that were opened without a place on them.

use super::rows;
use crate::db::{Connection, Row};
use crate::{BreakGlass, NewBreakGlass, Outcome, Review, StoreError, stamp};

const OPEN: &str = "INSERT INTO break_glass (number, person, name, reason, opened, until)
    VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM break_glass), $1, $2, $3, $4, $5) RETURNING *";
const LIST: &str = "SELECT * FROM break_glass
    WHERE number < $1 AND ($2 = 0 OR reviewed IS NULL) ORDER BY number DESC LIMIT $3";
const FIND: &str = "SELECT * FROM break_glass WHERE number = $1";
const REVIEW: &str = "UPDATE break_glass SET reviewed = $1, reviewed_by = $2, outcome = $3, note = $4
    WHERE number = $5 AND reviewed IS NULL";

/// Opens a case.
pub(super) async fn open(db: &mut dyn Connection, opened: &NewBreakGlass) -> Result<BreakGlass, StoreError> {
    let (from, until) = (stamp(opened.opened), stamp(opened.until));
    let NewBreakGlass { person, name, reason, .. } = opened;
    let values = [person.into(), name.into(), reason.into(), (&from).into(), (&until).into()];
    let row = db.row(OPEN, &values).await?;
    read(&row.ok_or_else(|| rows::damaged("number"))?)
}

/// Those before a number, the newest first.
pub(super) async fn list(
    db: &mut dyn Connection,
    before: Option<u64>,
    waiting: bool,
    limit: usize,
) -> Result<Vec<BreakGlass>, StoreError> {
    let values = [rows::place(before).into(), u32::from(waiting).into(), rows::limit(limit).into()];
    db.rows(LIST, &values).await?.iter().map(read).collect()
}

/// One of them.
pub(super) async fn find(db: &mut dyn Connection, number: u64) -> Result<Option<BreakGlass>, StoreError> {
    db.row(FIND, &[number.cast_signed().into()]).await?.map(|row| read(&row)).transpose()
}

/// Keeps a review; the first stands.
pub(super) async fn review(
    db: &mut dyn Connection,
    number: u64,
    review: &Review,
) -> Result<Option<BreakGlass>, StoreError> {
    let at = stamp(review.at);
    let values = [
        (&at).into(),
        (&review.by).into(),
        review.outcome.name().into(),
        review.note.as_deref().into(),
        number.cast_signed().into(),
    ];
    db.execute(REVIEW, &values).await?;
    find(db, number).await
}

fn read(row: &Row) -> Result<BreakGlass, StoreError> {
    let opened = NewBreakGlass {
        person: rows::word(row, "person", |id| id.parse().ok())?,
        name: rows::text(row, "name")?.to_owned(),
        reason: rows::text(row, "reason")?.to_owned(),
        opened: rows::time(row, "opened")?,
        until: rows::time(row, "until")?,
    };
    let review = row.text_if_any("reviewed_by")?.map(|by| read_review(row, by)).transpose()?;
    Ok(BreakGlass { number: rows::count(row, "number")?, opened, review })
}

fn read_review(row: &Row, by: &str) -> Result<Review, StoreError> {
    Ok(Review {
        by: by.to_owned(),
        at: rows::time(row, "reviewed")?,
        outcome: rows::word(row, "outcome", Outcome::from_name)?,
        note: row.text_if_any("note")?.map(str::to_owned),
    })
}
