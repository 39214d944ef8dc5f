//! The table of cases that were opened without a place on them.

use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{Row, SqliteConnection};

use super::rows;
use crate::{BreakGlass, NewBreakGlass, Outcome, Review, StoreError, stamp};

const OPEN: &str = "INSERT INTO break_glass (number, person, name, reason, opened, until)
    VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM break_glass), ?, ?, ?, ?, ?) RETURNING *";
const LIST: &str = "SELECT * FROM break_glass
    WHERE (?1 IS NULL OR number < ?1) AND (NOT ?2 OR reviewed IS NULL) ORDER BY number DESC LIMIT ?3";
const FIND: &str = "SELECT * FROM break_glass WHERE number = ?";
const REVIEW: &str = "UPDATE break_glass SET reviewed = ?, reviewed_by = ?, outcome = ?, note = ?
    WHERE number = ? AND reviewed IS NULL";

/// Opens a case.
pub(super) async fn open(
    db: &mut SqliteConnection,
    opened: &NewBreakGlass,
) -> Result<BreakGlass, StoreError> {
    let open = sqlx::query(OPEN).bind(opened.person.as_str()).bind(&opened.name).bind(&opened.reason);
    read(&open.bind(stamp(opened.opened)).bind(stamp(opened.until)).fetch_one(db).await?)
}

/// Those before a number, the newest first.
pub(super) async fn list(
    db: &SqlitePool,
    before: Option<u64>,
    waiting: bool,
    limit: usize,
) -> Result<Vec<BreakGlass>, StoreError> {
    let query = sqlx::query(LIST).bind(before.map(u64::cast_signed)).bind(waiting);
    query.bind(rows::limit(limit)).fetch_all(db).await?.iter().map(read).collect()
}

/// One of them.
pub(super) async fn find(db: &SqlitePool, number: u64) -> Result<Option<BreakGlass>, StoreError> {
    let row = sqlx::query(FIND).bind(number.cast_signed()).fetch_optional(db).await?;
    row.map(|row| read(&row)).transpose()
}

/// Keeps a review; the first stands.
pub(super) async fn review(
    db: &mut SqliteConnection,
    number: u64,
    review: &Review,
) -> Result<Option<BreakGlass>, StoreError> {
    let update = sqlx::query(REVIEW).bind(stamp(review.at)).bind(&review.by).bind(review.outcome.name());
    update.bind(review.note.as_deref()).bind(number.cast_signed()).execute(&mut *db).await?;
    let row = sqlx::query(FIND).bind(number.cast_signed()).fetch_optional(db).await?;
    row.map(|row| read(&row)).transpose()
}

fn read(row: &SqliteRow) -> Result<BreakGlass, StoreError> {
    let opened = NewBreakGlass {
        person: rows::word(row, "person", |id| id.parse().ok())?,
        name: row.try_get("name")?,
        reason: row.try_get("reason")?,
        opened: rows::time(row, "opened")?,
        until: rows::time(row, "until")?,
    };
    let by: Option<String> = row.try_get("reviewed_by")?;
    let review = by.map(|by| read_review(row, by)).transpose()?;
    Ok(BreakGlass { number: rows::count(row, "number")?, opened, review })
}

fn read_review(row: &SqliteRow, by: String) -> Result<Review, StoreError> {
    Ok(Review {
        by,
        at: rows::time(row, "reviewed")?,
        outcome: rows::word(row, "outcome", Outcome::from_name)?,
        note: row.try_get("note")?,
    })
}
