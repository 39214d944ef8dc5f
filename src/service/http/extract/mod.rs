//! What a request says, read so that every refusal uses the one envelope.

mod body;
mod json;
mod paging;
mod path;
mod query;
mod values;

pub(super) use body::{BODY_BYTES_MAX, Upload, read_body};
pub(super) use json::{Json, read as read_json};
pub(super) use paging::{Cursor, Part, PartParams};
pub(super) use path::{NumberPath, PersonPath};
pub(super) use query::{NoParams, Query};
pub(super) use values::{IsoDate, Number, ShortText};
