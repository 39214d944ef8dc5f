//! What a response says: in which form, and whether the reader has it already.

mod answer;
mod etag;
mod negotiate;
mod resources;

pub(super) use answer::{arrived, body, json, negotiated, text, verbatim};
pub(super) use etag::{ETag, apart_when_compressed, pages_tagged};
pub(super) use negotiate::{Format, choose};
pub(super) use resources::{
    ConferenceList, ConferenceOut, PersonList, PersonOut, ReceiptOut, SourceList, SourceOut,
    SourceReceiptOut, VersionList, VersionOut, WithdrawalOut,
};
