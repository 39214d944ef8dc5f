//! What a response says: in which form, and whether the reader has it already.

mod answer;
mod computed;
mod etag;
mod negotiate;

pub(crate) use answer::{arrived, json, page, text, verbatim, written};
pub(crate) use computed::computed;
pub(crate) use etag::{apart_when_compressed, pages_tagged};
pub(crate) use negotiate::choose;
