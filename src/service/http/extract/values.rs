//! Single values of bodies and queries, each with a message that says how to write it.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;

use crate::app::{LIST_ENTRIES_MAX, iso_date, short_text};
use cip_store::PersonId;

/// A date, as ISO 8601 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = Date, example = "2024-03-14")]
pub(crate) struct IsoDate(pub(crate) Date);

impl<'de> Deserialize<'de> for IsoDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written {
            what: "a date like \"2024-03-14\"",
            read: |text: &str| iso_date(text).map(Self).map_err(|error| error.to_string()),
        })
    }
}

impl Serialize for IsoDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A whole number from 1, in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = u32, minimum = 1)]
pub(crate) struct Number(pub(crate) u32);

impl Number {
    /// Reads digits.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && *number > 0);
        number.map(Self).ok_or_else(|| format!("{:?} is not a whole number from 1", shorten(text)))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written { what: "a whole number from 1", read: Self::read })
    }
}

/// How many entries of a list, in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit(pub(crate) usize);

impl Limit {
    fn read(text: &str) -> Result<Self, String> {
        let limit = Number::read(text).ok().map(|number| number.0 as usize);
        let limit = limit.filter(|limit| *limit <= LIST_ENTRIES_MAX);
        limit
            .map(Self)
            .ok_or_else(|| format!("{:?} is not a whole number from 1 to {LIST_ENTRIES_MAX}", shorten(text)))
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written { what: "a whole number from 1 to 1000", read: Self::read })
    }
}

/// A point in time, in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Time(pub(crate) Timestamp);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written {
            what: "a time like \"2026-11-28T16:30:00Z\"",
            read: |text: &str| {
                let not_read = || format!("{:?} is not a time like 2026-11-28T16:30:00Z", shorten(text));
                text.parse().map(Self).map_err(|_| not_read())
            },
        })
    }
}

/// An establishment's id, made as a person's is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EstablishmentId(pub(crate) String);

impl EstablishmentId {
    /// Reads it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let plain: Result<PersonId, _> = text.parse();
        plain.map(|id| Self(id.to_string())).map_err(|_| {
            "an establishment's id has 1 to 64 letters (A to Z, a to z), digits, full stops, low lines or hyphens"
                .to_owned()
        })
    }
}

impl<'de> Deserialize<'de> for EstablishmentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written { what: "an establishment's id", read: Self::read })
    }
}

/// A name or an id: one line, not empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 200)]
pub(crate) struct ShortText(pub(crate) String);

impl ShortText {
    fn read(text: &str) -> Result<Self, String> {
        short_text(text).map(|text| Self(text.to_owned())).map_err(|error| error.to_string())
    }
}

impl<'de> Deserialize<'de> for ShortText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written { what: "a short text", read: Self::read })
    }
}

/// Reads a value out of a string.
pub(super) struct Written<R> {
    pub(super) what: &'static str,
    pub(super) read: R,
}

impl<T, R: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Written<R> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.what)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).map_err(E::custom)
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(Number::read("5"), Ok(Number(5)));
        for text in ["", "0", "-1", "+5", "5.0", "five", "4294967296"] {
            assert!(Number::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn limits() {
        assert_eq!((Limit::read("1"), Limit::read("1000")), (Ok(Limit(1)), Ok(Limit(1000))));
        for text in ["", "0", "1001", "-1", "all"] {
            assert!(Limit::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn short_texts() {
        assert_eq!(ShortText::read("PR2-889"), Ok(ShortText("PR2-889".to_owned())));
        for text in ["", " ", "a\nb", "a\0", &"x".repeat(201)] {
            assert!(ShortText::read(text).is_err(), "{text:?}");
        }
    }
}
