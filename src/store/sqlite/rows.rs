//! From columns to domain values. What the tables hold went in through the same values, so anything that does
//! not fit back is a damaged database.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{ContentHash, MediaType, StoreError, Version};

/// A whole number that is never negative.
pub(super) fn count<T: TryFrom<i64>>(row: &SqliteRow, column: &'static str) -> Result<T, StoreError> {
    let value: i64 = row.try_get(column)?;
    T::try_from(value).map_err(|_| damaged(column))
}

/// How many rows at most, as the driver takes it.
pub(super) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// A point in time.
pub(super) fn time(row: &SqliteRow, column: &'static str) -> Result<Timestamp, StoreError> {
    let text: &str = row.try_get(column)?;
    text.parse().map_err(|_| damaged(column))
}

/// A date.
pub(super) fn date(row: &SqliteRow, column: &'static str) -> Result<Date, StoreError> {
    read_date(column, row.try_get(column)?)
}

/// A date that may be absent.
pub(super) fn date_if_any(row: &SqliteRow, column: &'static str) -> Result<Option<Date>, StoreError> {
    let text: Option<&str> = row.try_get(column)?;
    text.map(|text| read_date(column, text)).transpose()
}

/// A word of a closed list.
pub(super) fn word<T>(
    row: &SqliteRow,
    column: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    read(row.try_get(column)?).ok_or_else(|| damaged(column))
}

/// A hash.
pub(super) fn hash(row: &SqliteRow, column: &'static str) -> Result<ContentHash, StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map(ContentHash).map_err(|_| damaged(column))
}

/// A version from its row.
pub(super) fn version(row: &SqliteRow) -> Result<Version, StoreError> {
    Ok(Version {
        number: count(row, "number")?,
        as_of: date(row, "as_of")?,
        media_type: word(row, "media_type", MediaType::from_name)?,
        source_id: row.try_get("source_id")?,
        hash: hash(row, "hash")?,
        bytes: count(row, "bytes")?,
        superseded_by: None,
    })
}

/// What is said of a value that never went in.
pub(super) fn damaged(column: &'static str) -> StoreError {
    StoreError::Failed(format!("a value in column {column} is damaged").into())
}

fn read_date(column: &'static str, text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| damaged(column))
}
