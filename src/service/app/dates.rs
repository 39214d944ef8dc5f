//! Dates as they are given to the service: ISO 8601, whole, and possible.

use jiff::civil::Date;
use thiserror::Error;

/// The first year a date may have. Nobody whose plan is written today has an earlier one in it.
const YEAR_MIN: i16 = 1900;

/// A text is no date that the service takes.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidDate {
    /// It is not written year, month, day.
    #[error("{0:?} is not a date; write it like 2024-03-14")]
    Spelling(String),
    /// The calendar has no such day.
    #[error("there is no such day as {0}")]
    NoSuchDay(String),
    /// It lies before 1900.
    #[error("{0} lies before 1900")]
    TooEarly(Date),
}

/// Reads a date written year, month, day: `2024-03-14`, nothing else.
///
/// # Errors
///
/// [`InvalidDate`] says which part is wrong.
pub fn iso_date(text: &str) -> Result<Date, InvalidDate> {
    let (year, month, day) = fields(text).ok_or_else(|| InvalidDate::Spelling(shorten(text)))?;
    let date = Date::new(year, month, day).map_err(|_| InvalidDate::NoSuchDay(text.to_owned()))?;
    if date.year() < YEAR_MIN { Err(InvalidDate::TooEarly(date)) } else { Ok(date) }
}

/// By hand, because the parser of the date library also takes times, signs and short forms.
fn fields(text: &str) -> Option<(i16, i8, i8)> {
    let shape = |(index, byte): (usize, u8)| {
        if index == 4 || index == 7 { byte == b'-' } else { byte.is_ascii_digit() }
    };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return None;
    }
    Some((text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?))
}

/// So that a refusal does not repeat a whole document put where the date belongs.
fn shorten(text: &str) -> String {
    text.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn good() {
        assert_eq!(iso_date("2024-02-29"), Ok(date(2024, 2, 29)));
        assert_eq!(iso_date("1900-01-01"), Ok(date(1900, 1, 1)));
        assert_eq!(iso_date("9999-12-31"), Ok(date(9999, 12, 31)));
    }

    #[test]
    fn spelling() {
        for text in [
            "",
            "2024",
            "2024-3-14",
            "14-03-2024",
            "12/05/2024",
            "+24-03-14",
            "2024-03-14T00:00",
            "10000-01-01",
            "２０24-1",
        ] {
            assert_eq!(iso_date(text), Err(InvalidDate::Spelling(text.to_owned())));
        }
    }

    #[test]
    fn impossible() {
        for text in ["2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00"] {
            assert_eq!(iso_date(text), Err(InvalidDate::NoSuchDay(text.to_owned())));
        }
        assert_eq!(iso_date("1899-12-31"), Err(InvalidDate::TooEarly(date(1899, 12, 31))));
    }
}
