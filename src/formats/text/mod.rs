//! Text as a record system or a PDF tool prints it.

mod assemble;
mod bullets;
mod columns;
mod entries;
mod fields;
mod furniture;
mod headings;
mod joins;
mod lines;
mod listing;
mod mask;
mod rows;
mod rules;
mod tables;
mod words;

use crate::reading::Reading;
use crate::writer;
use listing::Listing;

/// Reads a printed text.
pub(crate) fn read(text: &str, reader: &'static str) -> Reading {
    let pages = furniture::part(lines::split(text));
    let (blocks, repeated) = assemble::assemble(&Listing::new(pages.printed));
    let mut reading = writer::write(&blocks, reader);
    reading.set_aside = pages.set_aside;
    reading.set_aside.extend(repeated);
    reading.set_aside.sort_by_key(|aside| aside.place.line);
    reading
}
