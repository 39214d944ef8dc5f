//! Any bytes are a PDF or refused; a document has text, and places inside it.
//!
//! Read in this process: the limits of the child are the fuzzer's `-rss_limit_mb=512 -timeout=10`, and inputs stay small.

#![no_main]

use cip_formats::{MediaType, read};

/// Longest input, in bytes: the library that interprets pages is bounded by the child's limits alone.
const INPUT_MAX: usize = 1 << 18;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.len() > INPUT_MAX {
        return;
    }
    if let Ok(reading) = read(bytes, MediaType::Pdf, None) {
        assert!(!reading.text.trim().is_empty());
        assert!(reading.places.iter().all(|(start, _)| start as usize <= reading.text.len()));
    }
});
