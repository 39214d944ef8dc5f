//! Versions, conferences and source reports as they arrive and as they are kept.

use std::fmt;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::words::{ConferenceKind, ConferenceStatus, MediaType, SourceKind};

/// SHA-256 of a content.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// Hashes a content.
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ContentHash({self})")
    }
}

/// A CIP version as it is kept, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version {
    /// Order of arrival, from 1; never changes.
    pub number: u32,
    /// The day from which the plan is the one in force.
    pub as_of: Date,
    /// What the bytes are.
    pub media_type: MediaType,
    /// The record system's own id of the document.
    pub source_id: Option<String>,
    /// Hash of the bytes.
    pub hash: ContentHash,
    /// How many bytes.
    pub bytes: u64,
    /// The version that arrived later for the same date, if one did.
    pub superseded_by: Option<u32>,
}

/// A CIP version that arrives.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// The day from which the plan is the one in force.
    pub as_of: Date,
    /// What the bytes are.
    pub media_type: MediaType,
    /// The record system's own id of the document.
    pub source_id: Option<String>,
    /// The bytes.
    pub content: Vec<u8>,
    /// What it means that its content was there for the date before, and superseded since.
    pub again: Again,
}

/// What it means that a content arrives again that was superseded since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Again {
    /// A correction back to it: it is to be in force.
    #[default]
    Corrects,
    /// Nothing: files are loaded once more, in the order in which they were.
    Repeats,
}

/// A further id by which a record system calls a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherId {
    /// The version's number.
    pub number: u32,
    /// The id.
    pub source_id: String,
}

/// What was found of whose plan an arriving version is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// The highest number that had been given when it was looked at. Where another has been given since, the version
    /// is to be looked at again.
    pub last_number: u32,
    /// What differs from the person's earlier versions; nothing where it counts at once.
    pub differs: Vec<HeldField>,
}

/// A field in which a version differs from the person's earlier ones. Both texts are verbatim.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeldField {
    /// The field's name.
    pub field: String,
    /// What the earlier versions say.
    pub earlier: String,
    /// What this one says.
    pub this: String,
}

/// A version that may be another person's plan: kept, and neither listed nor compared until it is confirmed or
/// withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldVersion {
    /// The version. No other supersedes it, and it supersedes none.
    pub version: Version,
    /// What differs; at least one field.
    pub differs: Vec<HeldField>,
}

/// A version that arrived: one that counts, or one that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The version.
    pub version: Version,
    /// What differs, where it is held; nothing where it counts.
    pub held: Vec<HeldField>,
}

/// A version that was posted in error, hidden everywhere since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The version's number, which no other will have.
    pub number: u32,
    /// Why.
    pub reason: String,
}

/// A case conference as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conference {
    /// Order of arrival, from 1; never changes.
    pub number: u32,
    /// What is known of it.
    pub details: ConferenceDetails,
}

/// What is said of a case conference. One person has at most one conference of a kind on a date; saying another
/// status of it later changes its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConferenceDetails {
    /// When it was or is to be.
    pub date: Date,
    /// What it is for.
    pub kind: ConferenceKind,
    /// Whether it was held.
    pub status: ConferenceStatus,
}

/// A case conference that arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConference {
    /// What is said of it.
    pub details: ConferenceDetails,
    /// Who is invited, by the names that identity gives; who was invited before if it is not said.
    pub invited: Option<Vec<String>>,
}

impl From<ConferenceDetails> for NewConference {
    fn from(details: ConferenceDetails) -> Self {
        Self { details, invited: None }
    }
}

/// A source report as it is kept, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Order of arrival, from 1; never changes.
    pub number: u32,
    /// What kind of report.
    pub kind: SourceKind,
    /// The report's date.
    pub date: Date,
    /// What the bytes are.
    pub media_type: MediaType,
    /// Hash of the bytes.
    pub hash: ContentHash,
    /// How many bytes.
    pub bytes: u64,
}

/// A source report that arrives.
#[derive(Clone, Debug)]
pub struct NewSource {
    /// What kind of report.
    pub kind: SourceKind,
    /// The report's date.
    pub date: Date,
    /// What the bytes are.
    pub media_type: MediaType,
    /// The bytes.
    pub content: Vec<u8>,
}

/// What arrived: something new, or what was there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival<T> {
    /// It was not there before.
    New(T),
    /// It was there; a repeated post changes nothing.
    Known(T),
}

impl<T> Arrival<T> {
    /// What is kept now.
    pub fn kept(&self) -> &T {
        match self {
            Self::New(kept) | Self::Known(kept) => kept,
        }
    }

    /// The same arrival, said of something made from what is kept.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Arrival<U> {
        match self {
            Self::New(kept) => Arrival::New(make(kept)),
            Self::Known(kept) => Arrival::Known(make(kept)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_sha_256() {
        let hash = ContentHash::of(b"abc").to_string();
        assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
