//! Any two texts are compared, and the delta keeps its promises. The second is the first with pieces replaced, so that
//! they have something in common.

#![no_main]

#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../../tests/suite/promises.rs"]
mod promises;

use cip_engine::delta::compare;
use cip_engine::document::parse;

/// A text and what is done to it: where, how many characters go, what comes.
type Input = (String, Vec<(u16, u8, String)>);

libfuzzer_sys::fuzz_target!(|input: Input| {
    let (before, edits) = input;
    let mut after = before.clone();
    for (place, gone, come) in edits {
        let start = after.floor_char_boundary(usize::from(place) % (after.len() + 1));
        let end = after.floor_char_boundary((start + usize::from(gone)).min(after.len()));
        after.replace_range(start..end, &come);
    }
    let (Ok(before), Ok(after)) = (parse(before), parse(after)) else { return };
    promises::check_delta(&before, &after, &compare(&before, &after));
});
