//! Which part of a list is asked for.
//!
//! A cursor is the place of the last entry that the reader has, written so that it needs no escaping in a query.
//! To readers it is opaque: they hand back what `next` said.

use std::fmt;

use serde::de::Deserializer;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::IntoParams;

use super::values::{Limit, Written};
use crate::app::{DatedPlace, LIST_ENTRIES, Paging, iso_date};
use cip_store::PersonId;

/// Which part of a list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes; Part reads")]
pub(crate) struct PartParams {
    /// How many entries at most.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
    /// What `next` of the answer before this one said; without it, the list starts at its first entry.
    #[param(min_length = 1)]
    after: Option<String>,
}

/// Which part of a list, read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "K: Place"))]
pub(crate) struct Part<K> {
    limit: Option<Limit>,
    after: Option<Cursor<K>>,
}

impl<K> From<Part<K>> for Paging<K> {
    fn from(params: Part<K>) -> Self {
        let limit = params.limit.map_or(LIST_ENTRIES, |limit| limit.0);
        Self { after: params.after.map(|cursor| cursor.0), limit }
    }
}

/// A place in a list, as readers get it and hand it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor<K>(pub(crate) K);

/// What a list is ordered by, on one line of plain characters.
pub(crate) trait Place: Sized {
    /// Reads it.
    fn read(text: &str) -> Option<Self>;
    /// Writes it.
    fn write(&self) -> String;
}

impl Place for PersonId {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Place for u64 {
    fn read(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        // What the database counts with goes no further.
        text.parse().ok().filter(|number| digits && i64::try_from(*number).is_ok())
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Place for DatedPlace {
    fn read(text: &str) -> Option<Self> {
        let (date, number) = text.split_once('.')?;
        Some(Self { date: iso_date(date).ok()?, number: number.parse().ok()? })
    }

    fn write(&self) -> String {
        format!("{}.{}", self.date, self.number)
    }
}

impl<'de, K: Place> Deserialize<'de> for Cursor<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written {
            what: "what next of a list said",
            read: |text: &str| {
                K::read(text).map(Self).ok_or_else(|| "it is not what next of this list said".to_owned())
            },
        })
    }
}

impl<K: Place> Serialize for Cursor<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<K: Place> fmt::Display for Cursor<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.write())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn places_come_back() {
        let place = DatedPlace { date: date(2024, 3, 14), number: 12 };
        assert_eq!(place.write(), "2024-03-14.12");
        assert_eq!(DatedPlace::read(&place.write()), Some(place));
        let id: PersonId = "p-1.a".parse().unwrap();
        assert_eq!(PersonId::read(&id.write()), Some(id));
    }

    #[test]
    fn what_was_never_said_is_no_place() {
        for text in ["", "x", "2024-03-14", "2024-02-30.1", "2024-03-14.-1", "2024-03-14.1.1"] {
            assert_eq!(DatedPlace::read(text), None, "{text}");
        }
    }
}
