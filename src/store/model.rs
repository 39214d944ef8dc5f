//! What the store keeps: people, CIP versions, conferences, source reports.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use thiserror::Error;

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
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

/// A case conference as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conference {
    /// Order of arrival, from 1; never changes.
    pub number: u32,
    /// What is known of it.
    pub details: ConferenceDetails,
}

/// What is said of a case conference. One person has at most one conference of a kind on a date; saying another
/// status of it later changes its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConferenceDetails {
    /// When it was or is to be.
    pub date: Date,
    /// What it is for.
    pub kind: ConferenceKind,
    /// Whether it was held.
    pub status: ConferenceStatus,
}

/// A source report as it is kept, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Defines a closed list of words, each with its name on every wire and in every table.
macro_rules! closed_list {
    ($(#[$about:meta])* $list:ident { $($(#[$doc:meta])* $word:ident = $name:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $list {
            $($(#[$doc])* $word),+
        }

        impl $list {
            /// All of the list.
            pub const ALL: &[Self] = &[$(Self::$word),+];

            /// Its name on every wire.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$word => $name),+
                }
            }

            /// The one of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.name() == name)
            }
        }
    };
}

closed_list! {
    /// What the bytes of a plan or report are. Always UTF-8.
    MediaType {
        /// Markdown.
        Markdown = "text/markdown",
        /// Plain text, read as Markdown without marks.
        Plain = "text/plain",
    }
}

closed_list! {
    /// The route of integrated case management.
    Route {
        /// Without statutory supervision on release.
        Standard = "standard",
        /// With statutory supervision on release.
        Enhanced = "enhanced",
        /// For chosen needs.
        Targeted = "targeted",
    }
}

closed_list! {
    /// What a case conference is for.
    ConferenceKind {
        /// The first of a sentence.
        Initial = "initial",
        /// The yearly one.
        Annual = "annual",
        /// The one before release.
        PreRelease = "pre-release",
        /// Called because of a concern.
        Concern = "concern",
        /// Any other.
        Other = "other",
    }
}

closed_list! {
    /// Whether a case conference took place.
    ConferenceStatus {
        /// It is to be.
        Scheduled = "scheduled",
        /// It was; what counts where nothing is said.
        Held = "held",
        /// It will not be.
        Cancelled = "cancelled",
    }
}

closed_list! {
    /// What kind of report a plan's text may be copied from.
    SourceKind {
        /// Social Enquiry Report.
        Ser = "ser",
        /// Criminal Justice Social Work Report.
        Cjswr = "cjswr",
        /// A risk assessment.
        RiskAssessment = "risk-assessment",
        /// Any other.
        Other = "other",
    }
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

    #[test]
    fn names_lead_back() {
        assert!(ConferenceKind::ALL.iter().all(|kind| ConferenceKind::from_name(kind.name()) == Some(*kind)));
        assert_eq!(ConferenceStatus::from_name("Held"), None);
    }

    #[test]
    fn hash_is_sha_256() {
        let hash = ContentHash::of(b"abc").to_string();
        assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
