//! What a document says of the texts it was made from.

use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::reading::ReadingName;
use cip_engine::document::Document;

/// Size and hash of one source text as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Source {
    /// Length in bytes.
    pub bytes: usize,
    /// Words, as `wc -w` counts them.
    pub words: usize,
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    pub hash: String,
    /// Which reader made the text that spans lie in, and its hash; absent where the text is what came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<ReadingName>,
    /// What could not be read and may be a part of the plan, a sentence each; absent where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub unread: Vec<String>,
}

impl Source {
    /// Describes a document's source.
    pub fn of(document: &Document) -> Self {
        let (source, words) = (document.source(), document.words());
        let of_text = hash(source.as_bytes());
        match document.origin() {
            None => Self { bytes: source.len(), words, hash: of_text, reading: None, unread: Vec::new() },
            Some(origin) => Self {
                bytes: origin.bytes,
                words,
                hash: origin.hash.clone(),
                reading: Some(ReadingName { reader: origin.reader, hash: of_text }),
                unread: origin.unread.clone(),
            },
        }
    }
}

/// SHA-256 as hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_every_other_tool() {
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
