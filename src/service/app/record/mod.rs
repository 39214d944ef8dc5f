//! The record of every look: what goes into it, how it is written, and how it is read.
//!
//! Takes who did what, gives nothing back until it is on the disk. If it cannot be written, nothing is shown and no post
//! is acknowledged. The chain of hashes is the store's.

mod details;
mod event;
mod export;
mod happened;
mod read;
mod writer;

pub use details::Details;
pub use export::exported;
pub use happened::{Happened, is_recorded, recorded_names};
pub use read::{Export, Recorded, Verified};

pub(super) use event::event;
pub(super) use writer::Writer;
