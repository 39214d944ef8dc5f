//! Any bytes are rich text or refused; a document has text, and places inside it.

#![no_main]

use cip_formats::{MediaType, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(reading) = read(bytes, MediaType::Rtf, None) {
        assert!(!reading.text.trim().is_empty());
        assert!(reading.places.iter().all(|(start, _)| start as usize <= reading.text.len()));
    }
});
