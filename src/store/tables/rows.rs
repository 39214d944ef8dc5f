//! From columns to domain values. What the tables hold went in through the same values, so anything that does not fit
//! back is a damaged database.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::Row;
use crate::{ContentHash, MediaType, StoreError, Version};

/// A whole number that is never negative.
pub(super) fn count<T: TryFrom<i64>>(row: &Row, column: &'static str) -> Result<T, StoreError> {
    T::try_from(row.number(column)?).map_err(|_| damaged(column))
}

/// A text that is never absent.
pub(super) fn text<'a>(row: &'a Row, column: &'static str) -> Result<&'a str, StoreError> {
    row.text_if_any(column)?.ok_or_else(|| damaged(column))
}

/// How many rows at most, as the drivers take it.
pub(super) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// The number before which, or after which, rows are asked for, as the drivers take it; one before which all are, where
/// none is given.
pub(super) fn place(number: Option<u64>) -> i64 {
    number.and_then(|number| i64::try_from(number).ok()).unwrap_or(i64::MAX)
}

/// A point in time.
pub(super) fn time(row: &Row, column: &'static str) -> Result<Timestamp, StoreError> {
    text(row, column)?.parse().map_err(|_| damaged(column))
}

/// A date.
pub(super) fn date(row: &Row, column: &'static str) -> Result<Date, StoreError> {
    read_date(column, text(row, column)?)
}

/// A date that may be absent.
pub(super) fn date_if_any(row: &Row, column: &'static str) -> Result<Option<Date>, StoreError> {
    row.text_if_any(column)?.map(|text| read_date(column, text)).transpose()
}

/// A word of a closed list.
pub(super) fn word<T>(
    row: &Row,
    column: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    read(text(row, column)?).ok_or_else(|| damaged(column))
}

/// A hash.
pub(super) fn hash(row: &Row, column: &'static str) -> Result<ContentHash, StoreError> {
    row.bytes(column)?.try_into().map(ContentHash).map_err(|_| damaged(column))
}

/// A version from its row.
pub(super) fn version(row: &Row) -> Result<Version, StoreError> {
    Ok(Version {
        number: count(row, "number")?,
        as_of: date(row, "as_of")?,
        media_type: word(row, "media_type", MediaType::from_name)?,
        source_id: row.text_if_any("source_id")?.map(str::to_owned),
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
