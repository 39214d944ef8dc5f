//! Who has a place on whose case.
//!
//! Names of users are those that identity gives, compared as they are. Establishments have ids as people do.

use jiff::Timestamp;
use jiff::civil::Date;

use super::PersonId;
use super::words::{Outcome, PlaceKind};

/// Who asks for a case, and when: what decides whether there is a place on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The name that identity gives.
    pub name: String,
    /// Now, for what ends by the clock.
    pub now: Timestamp,
    /// Today, for what ends by the day.
    pub today: Date,
    /// Invitations count to conferences on or after this day; to all if absent.
    pub invited_since: Option<Date>,
}

/// From which day until which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first day.
    pub from: Date,
    /// The day from which it no longer counts; none until further notice.
    pub until: Option<Date>,
}

/// By whom a person's case is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// It is on the caseload of the user of this name.
    Name(String),
    /// The person is in the establishment of this id, so it is open to those who are posted there.
    Establishment(String),
}

/// An entry of the caseload: who holds a person's case, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseloadEntry {
    /// Who.
    pub holder: Holder,
    /// When.
    pub term: Term,
}

/// Somebody posted to an establishment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffEntry {
    /// Who.
    pub name: String,
    /// When.
    pub term: Term,
}

/// A case that is to be opened without a place on it, for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBreakGlass {
    /// Whose.
    pub person: PersonId,
    /// Who opens it.
    pub name: String,
    /// Why, in the opener's words.
    pub reason: String,
    /// When it is opened.
    pub opened: Timestamp,
    /// When it closes again.
    pub until: Timestamp,
}

/// A case that was opened without a place on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakGlass {
    /// Order of opening, from 1, over all cases.
    pub number: u64,
    /// What was opened.
    pub opened: NewBreakGlass,
    /// What governance said of it; none while it waits.
    pub review: Option<Review>,
}

/// What governance says of a case that was opened without a place on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Who says it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was right.
    pub outcome: Outcome,
    /// In the reviewer's words.
    pub note: Option<String>,
}

impl Holder {
    /// The kind's name in tables.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Establishment(_) => "establishment",
        }
    }

    /// The user's name, or the establishment's id.
    pub fn text(&self) -> &str {
        match self {
            Self::Name(text) | Self::Establishment(text) => text,
        }
    }

    /// The holder of this kind.
    pub(super) fn of(kind: &str, text: String) -> Option<Self> {
        match kind {
            "name" => Some(Self::Name(text)),
            "establishment" => Some(Self::Establishment(text)),
            _ => None,
        }
    }
}

/// Kinds of place, in the order in which one is named where somebody has several.
impl PlaceKind {
    /// The kind of this rank, from 1.
    pub(super) fn of_rank(rank: u32) -> Option<Self> {
        Self::ALL.get((rank as usize).checked_sub(1)?).copied()
    }
}
