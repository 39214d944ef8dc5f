//! The record of every look: rows that are only ever added, each with the hash of the one before it.

pub(crate) mod chain;

pub use chain::{Anchor, Broken, Chain, InvalidAnchor};

use jiff::Timestamp;

use super::ContentHash;

/// What goes into the record. No text of a plan, and no name of a person whose plan it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// When, as [`stamp`] writes it.
    pub at: String,
    /// What was done, in capitals: `VIEW_BRIEF`, `POST_VERSION`.
    pub what: String,
    /// What kind of caller: `person`, `system`, `loopback`, `command`, `demonstration`.
    pub who_kind: String,
    /// Who, by the name that identity gives.
    pub who: String,
    /// The caller's roles by their names in a token, with spaces between.
    pub roles: String,
    /// To whom or what.
    pub subject: Option<Subject>,
    /// Why, where it was refused: an error code.
    pub refused: Option<String>,
    /// What else: a JSON object.
    pub details: String,
    /// The address that the request came from.
    pub from: Option<String>,
    /// The request's id.
    pub request: Option<String>,
    /// Why the caller looks, in their own words, where they say it.
    pub reason: Option<String>,
}

/// To whom or what something was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What it is: `PERSON`, `USER`, `ESTABLISHMENT`.
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// A row of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number, from 1 without gaps.
    pub number: u64,
    /// What it records.
    pub event: AuditEvent,
    /// The hash of the row before it; zeros in the first.
    pub before: ContentHash,
    /// Its own hash.
    pub hash: ContentHash,
}

/// Which rows of the record are asked for; every field that is given must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// By whom.
    pub who: Option<String>,
    /// To whom or what.
    pub subject: Option<String>,
    /// What was done.
    pub what: Option<String>,
    /// At this time or later, as [`stamp`] writes it.
    pub from: Option<String>,
    /// Before this time, as [`stamp`] writes it.
    pub until: Option<String>,
}

/// When somebody did something to a subject, first and last, in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Who.
    pub who: String,
    /// What was done.
    pub what: String,
    /// The first time, as [`stamp`] writes it.
    pub first: String,
    /// The last time.
    pub last: String,
}

/// A point in time as the record and its queries have it: UTC, to the microsecond, always as long:
/// `2026-11-28T16:30:00.000000Z`. Such texts sort as the times do.
pub fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_as_long_as_one_another() {
        let at = |text: &str| stamp(text.parse().unwrap());
        assert_eq!(at("2026-11-28T16:30:00Z"), "2026-11-28T16:30:00.000000Z");
        assert_eq!(at("2026-11-28T17:30:00.1234567+01:00"), "2026-11-28T16:30:00.123456Z");
    }
}
