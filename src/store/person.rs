//! A person and what is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;

use super::words::Route;

/// Longest person id, in bytes.
pub const PERSON_ID_BYTES_MAX: usize = 64;

/// The id by which the record system knows a person: `[A-Za-z0-9._-]{1,64}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(String);

/// A text is no person id.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error(
    "a person id has 1 to {PERSON_ID_BYTES_MAX} letters (A to Z, a to z), digits, full stops, low lines or hyphens"
)]
pub struct InvalidPersonId;

impl PersonId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonId {
    type Err = InvalidPersonId;

    fn from_str(text: &str) -> Result<Self, InvalidPersonId> {
        let fits = (1..=PERSON_ID_BYTES_MAX).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        // "." and ".." would be taken for steps in a path, so such a person could not be reached.
        let reachable = text != "." && text != "..";
        if fits && plain && reachable { Ok(Self(text.to_owned())) } else { Err(InvalidPersonId) }
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A person who serves a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The record system's id.
    pub id: PersonId,
    /// What is known of the person; all of it may be absent.
    pub known: Known,
}

/// What is known of a person besides the plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The name that pages show beside the id.
    pub name: Option<String>,
    /// Admitted to custody.
    pub admitted: Option<Date>,
    /// Sentenced.
    pub sentenced: Option<Date>,
    /// The parole qualifying date.
    pub parole_qualifying: Option<Date>,
    /// The earliest date of liberation.
    pub earliest_release: Option<Date>,
    /// The day on which the sentence ends.
    pub sentence_expiry: Option<Date>,
    /// The route of case management.
    pub route: Option<Route>,
}

/// A person as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSummary {
    /// Who it is.
    pub person: Person,
    /// How many versions have arrived.
    pub versions: u32,
    /// The date of the newest.
    pub newest: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn person_ids() {
        for good in ["p-17", "A", "a.b_c-9", &"x".repeat(64)] {
            assert_eq!(good.parse::<PersonId>().map(|id| id.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", ".", "..", "p 17", "p/17", "ä", "p\0", &"x".repeat(65)] {
            assert_eq!(bad.parse::<PersonId>(), Err(InvalidPersonId), "{bad:?}");
        }
    }
}
