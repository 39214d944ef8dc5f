//! How the store fails, in domain words.

use std::error::Error;

use thiserror::Error;

/// Why the store did not do what was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A source id belongs to another content or date.
    #[error("the source_id {source_id:?} belongs to version {number}, which has another content or date")]
    SourceIdTaken {
        /// The record system's id of the document.
        source_id: String,
        /// The version that has it.
        number: u32,
    },
    /// An address names no database that this program knows.
    #[error("{0:?} is no database address; write it like sqlite:cip-brief.db")]
    Address(String),
    /// The database cannot be reached, is busy or cannot be written.
    #[error("the database cannot be used")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// Anything else: a defect of ours, or a damaged database.
    #[error("the database failed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}
