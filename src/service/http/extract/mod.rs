//! What a request says, read so that every refusal uses the one envelope.

mod asker;
mod body;
mod json;
mod paging;
mod path;
mod query;
mod values;

pub(crate) use asker::{Admitted, Asker, KnownPerson};
pub(crate) use body::{BODY_BYTES_MAX, TooSlow, Upload, read_body, text_in_json};
pub(crate) use json::{Json, read as read_json};
pub(crate) use paging::{Cursor, Part, PartParams};
pub(crate) use path::{CountPath, EstablishmentPath, NumberPath, PersonPath, SpanPath, person_id};
pub(crate) use query::{NoParams, Query};
pub(crate) use values::{EstablishmentId, IsoDate, Limit, Number, ShortText, Time};
