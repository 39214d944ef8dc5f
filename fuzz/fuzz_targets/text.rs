//! Any bytes are a text or refused, and places lie inside it.

#![no_main]

use cip_formats::{MediaType, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(reading) = read(bytes, MediaType::Plain, None) {
        assert!(reading.places.iter().all(|(start, _)| start as usize <= reading.text.len()));
    }
});
