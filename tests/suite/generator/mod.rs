//! A seeded generator of fictional plans: thirty-page fixtures with the truth beside them, and small texts for
//! property tests.
//!
//! Takes seeds and sizes, gives text; the same seed gives the same bytes on every machine. It knows nothing of
//! the crate it tests. The path: `words → template, fact → writer → plan → year, edits → render → people`.

mod cast;
mod compose;
mod day;
mod edits;
mod entry;
mod fact;
mod hostile;
mod listing;
mod people;
mod plan;
mod render;
mod report;
mod rng;
mod successor;
mod template;
mod words;
mod writer;
mod year;

pub(crate) use hostile::hostile;
pub(crate) use people::files;
pub(crate) use rng::Rng;
pub(crate) use successor::successor;

use compose::{compose_small, style};
use day::Day;
use render::write;
use writer::Writer;
use year::next_small;

/// A plan of about `bytes`, in Markdown.
pub(crate) fn plan(seed: u64, bytes: usize) -> String {
    let mut writer = writer(seed);
    let style = style(&mut writer);
    write(&compose_small(&mut writer, style, bytes)).text
}

/// A plan of about `bytes` and the version after it: every kind of edit that it has room for, and a new entry.
pub(crate) fn pair(seed: u64, bytes: usize) -> (String, String) {
    let mut writer = writer(seed);
    let style = style(&mut writer);
    let plan = compose_small(&mut writer, style, bytes);
    let before = write(&plan);
    writer.today = writer.today.plus(365);
    let after = write(&next_small(&mut writer, plan, &before));
    (before.text, after.text)
}

fn writer(seed: u64) -> Writer {
    Writer::new(seed, seed.is_multiple_of(3), Day::new(2022, 3, 14), 6)
}
