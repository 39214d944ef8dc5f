//! How a use case fails, in domain words.

use std::error::Error;
use std::iter;

use jiff::civil::Date;
use thiserror::Error as ThisError;

use crate::compute::{Busy, Panicked};
use cip_engine::brief::IdentityDifference;
use cip_engine::document::TooLarge;
use cip_formats::Refused;
use cip_store::{Outcome, PersonId, StoreError};

/// Why a use case did not do what was asked.
#[derive(Debug, ThisError)]
pub enum AppError {
    /// Nothing was ever posted for this person.
    #[error("nobody has the id {0}")]
    PersonNotFound(PersonId),
    /// The person has no version of this number.
    #[error("there is no version {number} of {person}")]
    VersionNotFound {
        /// Whose.
        person: PersonId,
        /// The number asked for.
        number: u32,
    },
    /// The version was posted in error.
    #[error("version {number} of {person} was withdrawn: it was posted in error")]
    VersionWithdrawn {
        /// Whose.
        person: PersonId,
        /// The number asked for.
        number: u32,
    },
    /// The version may be another person's plan, and nobody has decided yet.
    #[error(
        "version {number} of {person} is held: its name, number or date of birth differs from the earlier versions'; confirm or withdraw it first"
    )]
    VersionHeld {
        /// Whose it is said to be.
        person: PersonId,
        /// The number asked for.
        number: u32,
    },
    /// A report may be another person's.
    #[error(
        "the report may be another person's than {person}: {}; if it is this person's, post it again with confirmed=true",
        differing(differs)
    )]
    OtherPerson {
        /// Whose it was said to be.
        person: PersonId,
        /// What it says otherwise than the person's plans.
        differs: Vec<IdentityDifference>,
    },
    /// There is no passage at this place, or the version is no longer in force.
    #[error(
        "there is no passage at this place of version {number} of {person}, or the version is no longer in force"
    )]
    PassageNotFound {
        /// Whose.
        person: PersonId,
        /// The number of the version.
        number: u32,
    },
    /// The person has no version at all.
    #[error("there is no version of {0} yet")]
    NoVersions(PersonId),
    /// The person has no conference of this number.
    #[error("there is no conference {number} of {person}")]
    ConferenceNotFound {
        /// Whose.
        person: PersonId,
        /// The number asked for.
        number: u32,
    },
    /// The person has no source report of this number.
    #[error("there is no source report {number} of {person}")]
    SourceNotFound {
        /// Whose.
        person: PersonId,
        /// The number asked for.
        number: u32,
    },
    /// No version is old enough to compare with.
    #[error("no version is dated on or before {since}; the first is dated {first}")]
    NoVersionSince {
        /// The date asked for.
        since: Date,
        /// The date of the first version.
        first: Date,
    },
    /// No agency has this name.
    #[error("no agency is called {name:?}; the names are {known}")]
    AgencyUnknown {
        /// What was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// Both ways to say what to compare with were used.
    #[error("give either since or conference, not both")]
    SinceAndConference,
    /// The bytes are not UTF-8.
    #[error("the text is not UTF-8: byte {offset} begins no character")]
    NotUtf8 {
        /// The first byte that is wrong, from 0.
        offset: usize,
    },
    /// The document cannot be read.
    #[error("{refused}. {}", refused.remedy())]
    Unreadable {
        /// Why not.
        refused: Refused,
    },
    /// There is no text.
    #[error("the text is empty")]
    Empty,
    /// The text is beyond a limit of the engine.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// Neither the sender nor the plan's own header says the date.
    #[error(
        "the date as_of is missing, and the plan's header has no \"Conference date\" or \"Date of plan\" to take it from"
    )]
    DateMissing,
    /// A source id belongs to another content or date.
    #[error("the source_id {source_id:?} belongs to version {number}, which has another content or date")]
    SourceIdTaken {
        /// The record system's id of the document.
        source_id: String,
        /// The version that has it.
        number: u32,
    },
    /// More work waits than the service takes in.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The engine failed on this input: a defect of ours.
    #[error(transparent)]
    Engine(#[from] Panicked),
    /// The caller's roles do not allow it, on anybody's case.
    #[error("this takes a role that you do not have: {needs}")]
    RoleMissing {
        /// What it takes.
        needs: &'static str,
    },
    /// Policy wants a reason for a look, or a case is to be opened without one.
    #[error("say why: this is shown only to whoever gives a reason, which is recorded")]
    ReasonMissing,
    /// No case was opened in an emergency under this number.
    #[error("no case was opened in an emergency under the number {0}")]
    BreakGlassNotFound(u64),
    /// Whoever opened a case does not review it.
    #[error("whoever opened a case in an emergency does not review it: somebody else has to")]
    OwnReview,
    /// A case that was opened in an emergency was reviewed before, and otherwise.
    #[error("it was reviewed before, by {by}, as {}; the first review stands", in_words(*outcome))]
    Reviewed {
        /// Who reviewed it.
        by: String,
        /// As what.
        outcome: Outcome,
    },
    /// The look could not be recorded, so nothing is shown; the post could not be, so it is not acknowledged.
    #[error("this could not be recorded, and nothing is shown or acknowledged that is not; try again later")]
    NotRecorded,
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

fn in_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Justified => "justified",
        Outcome::NotJustified => "not justified",
    }
}

impl AppError {
    /// What went wrong, for programs; these names stay.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PersonNotFound(_) => "person_not_found",
            Self::VersionNotFound { .. } => "version_not_found",
            Self::VersionWithdrawn { .. } => "version_withdrawn",
            Self::VersionHeld { .. } => "version_held",
            Self::OtherPerson { .. } => "other_person",
            Self::PassageNotFound { .. } => "passage_not_found",
            Self::NoVersions(_) => "no_versions",
            Self::ConferenceNotFound { .. } => "conference_not_found",
            Self::SourceNotFound { .. } => "source_not_found",
            Self::NoVersionSince { .. } => "no_version_since",
            Self::AgencyUnknown { .. } => "agency_unknown",
            Self::SinceAndConference => "since_and_conference",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::Unreadable { refused } => refused.code(),
            Self::Empty => "empty_text",
            Self::TooLarge(_) => "text_too_large",
            Self::DateMissing => "as_of_missing",
            Self::SourceIdTaken { .. } => "source_id_conflict",
            Self::Busy(_) => "busy",
            Self::Engine(_) => "internal_error",
            Self::RoleMissing { .. } => "role_missing",
            Self::ReasonMissing => "reason_missing",
            Self::BreakGlassNotFound(_) => "break_glass_not_found",
            Self::OwnReview => "own_review",
            Self::Reviewed { .. } => "already_reviewed",
            Self::NotRecorded => "not_recorded",
            Self::Store(_) => "store_failed",
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::SourceIdTaken { source_id, number } => Self::SourceIdTaken { source_id, number },
            other => Self::Store(other),
        }
    }
}

/// What differs, field by field.
fn differing(differs: &[IdentityDifference]) -> String {
    let field = |it: &IdentityDifference| {
        format!("{} is {:?} in it and {:?} in the plans", it.field.name(), it.this, it.earlier)
    };
    differs.iter().map(field).collect::<Vec<_>>().join(", ")
}

/// What was found of a person's versions; none where there is none yet.
pub fn if_any<T>(found: Result<T, AppError>) -> Result<Option<T>, AppError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(AppError::NoVersions(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// An error and its causes on one line, for the log.
pub fn cause_chain(error: &dyn Error) -> String {
    let causes = iter::successors(Some(error), |error| (*error).source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// A message as a sentence: with a capital and a full stop.
pub fn sentence(message: &str) -> String {
    let mut rest = message.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let stop = if message.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{stop}", rest.as_str())
}
