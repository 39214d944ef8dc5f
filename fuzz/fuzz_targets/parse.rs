//! Any text is read, and all of it belongs to units.

#![no_main]

#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../../tests/suite/promises.rs"]
mod promises;

use cip_engine::document::parse;

libfuzzer_sys::fuzz_target!(|text: String| {
    if let Ok(document) = parse(text) {
        promises::check_document(&document);
    }
});
