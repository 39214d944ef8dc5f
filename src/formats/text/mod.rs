//! Text as a record system or a PDF tool prints it: screens, lists, forms, printed pages.
//!
//! Takes the text, gives a reading. The steps, each in a file: the lines ([`lines`]); what belongs to the pages is set
//! aside ([`furniture`]); what each line is by itself and its neighbours ([`rules`], [`headings`], [`entries`],
//! [`fields`], [`bullets`]); tables ([`tables`] with [`columns`] and [`rows`], cell by cell [`flat`], as forms
//! [`records`]) and labels above values ([`pairs`]); which lines go on from the line above ([`joins`]); and all of it
//! put together ([`assemble`]). Text that is Markdown is left as it is ([`markdown`]).
//!
//! What is guessed is guessed from the text alone, and nothing of it is dropped: words are in the reading or set aside.
//! Cost grows with the length of the text: whatever is tried and fails is tried over a bounded number of lines.

mod assemble;
mod bullets;
mod columns;
mod entries;
mod fields;
mod flat;
mod furniture;
mod headings;
mod joins;
mod lines;
mod listing;
mod markdown;
mod mask;
mod pairs;
mod records;
mod rows;
mod rules;
mod tables;
mod words;

use crate::reading::{Places, Reading};
use crate::writer;
use listing::Listing;

/// Reads a printed text.
pub(crate) fn read(text: &str, reader: &'static str) -> Reading {
    if markdown::is_markdown(text) {
        return Reading { text: text.to_owned(), places: Places::of_lines(text), ..Reading::new(reader) };
    }
    let pages = furniture::part(lines::split(text));
    let (blocks, repeated) = assemble::assemble(&Listing::new(pages.printed));
    let mut reading = writer::write(&blocks, reader);
    reading.set_aside = pages.set_aside;
    reading.set_aside.extend(repeated);
    reading.set_aside.sort_by_key(|aside| aside.place.line);
    reading
}
