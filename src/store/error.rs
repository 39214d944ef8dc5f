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
    /// Another version of the person arrived after this one was looked at.
    #[error("another version arrived meanwhile")]
    Overtaken,
    /// An address names no database that this program knows.
    #[error(
        "{0} is no database address; write it like sqlite:cip-brief.db or postgres://cip-brief@127.0.0.1/cip-brief"
    )]
    Address(String),
    /// The address of a PostgreSQL server that a connection may not be made to; why. The address itself holds a password.
    #[error("the database address {0}")]
    PostgresAddress(&'static str),
    /// No store was ever begun where an address leads to; the place as it may be shown.
    #[error("there is no store at {0}; `cip-brief serve` or `cip-brief import` begins one")]
    NotBegun(String),
    /// The database cannot be reached, is busy or cannot be written.
    #[error("the database cannot be used")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// The database file is damaged; the first fault that was found.
    #[error("the database is damaged: {0}; restore it from a backup")]
    Damaged(String),
    /// The database was written by a later program.
    #[error(
        "the database has tables of version {0:04}, which this program does not know; use a newer program"
    )]
    TooNew(i64),
    /// A store is to be copied to where another one is.
    #[error(
        "the target holds something else: its table {0} has a row that the store has not; nothing was copied. Name an \
         empty database"
    )]
    HoldsAnother(&'static str),
    /// After copying a store, a table of the target is not the same.
    #[error("the table {0} is not the same in both databases: one of them was written meanwhile")]
    CopyDiffers(&'static str),
    /// Anything else: a defect of ours.
    #[error("the database failed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}
