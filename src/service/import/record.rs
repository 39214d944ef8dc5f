//! One thing to take in, with the place that it comes from.

use std::path::PathBuf;

use jiff::civil::Date;

use cip_store::{ConferenceDetails, Known, MediaType, PersonId, SourceKind};

/// One thing to take in.
pub(super) struct Record {
    /// Its place in the order of reading.
    pub order: u64,
    /// The file, and the line where there are several.
    pub place: String,
    /// Whose.
    pub person: PersonId,
    /// How much it adds to the progress.
    pub bytes: u64,
    /// What it is.
    pub what: What,
}

pub(super) enum What {
    Known(Known),
    Version { as_of: Option<Date>, media_type: MediaType, source_id: Option<String>, content: Content },
    Conference(ConferenceDetails),
    Source { kind: SourceKind, date: Date, media_type: MediaType, content: Content },
}

/// A text, or where it is: a worker reads it, so that only what is worked on is in memory.
pub(super) enum Content {
    Here(Vec<u8>),
    File(PathBuf),
}
