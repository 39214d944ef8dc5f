//! Pages and letters that cannot be read: refused, or said where whoever posts the document sees it.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Dict;

use super::glyphs::Page;
use crate::block::Text;
use crate::flow::Flow;
use crate::gathered::Gathered;
use crate::reading::{NoteCode, Place};
use crate::refused::Refused;

/// Largest share of letters that stand for nothing that is known.
const UNREADABLE_MAX: f32 = 0.02;
/// Least share of a page that a picture covers which is the page.
const PICTURED_MIN: f32 = 0.5;
/// Most letters on a page that is a picture.
const PICTURED_LETTERS: usize = 40;

/// Refuses a document of which fewer pages are found than it says it has.
pub(super) fn check_count(pdf: &Pdf) -> Result<(), Refused> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let tree = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"Pages"));
    let said = tree.and_then(|tree| tree.get::<i32>(b"Count")).unwrap_or(0);
    let found = pdf.pages().len();
    if usize::try_from(said).is_ok_and(|said| said > found) {
        return Err(Refused::Damaged {
            what: format!("it says that it has {said} pages, and {found} are found"),
        });
    }
    Ok(())
}

/// Notes pages on which nothing stands: what stood there may be lost.
pub(super) fn note_empty(pages: &[Page], gathered: &mut Gathered) {
    for (number, page) in (1..).zip(pages) {
        if page.pictures == 0 && page.glyphs.iter().all(|glyph| glyph.text.trim().is_empty()) {
            let place = Place { page: Some(number), ..Place::default() };
            let message = format!("Page {number} is empty, or what stands on it could not be read.");
            gathered.note(NoteCode::Unread, message, place);
        }
    }
}

/// Refuses a document without letters, or with too many that stand for nothing.
pub(super) fn check_letters(pages: &[Page]) -> Result<(), Refused> {
    let all: usize = pages
        .iter()
        .map(|page| page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count())
        .sum();
    let unreadable: usize = pages.iter().map(|page| page.unreadable).sum();
    if all == 0 {
        return Err(Refused::NoTextLayer);
    }
    if unreadable as f32 > UNREADABLE_MAX * all as f32 {
        return Err(Refused::UnreadableFont);
    }
    Ok(())
}

/// Says which pages are pictures, loudly, also in the text, and how many other pictures were passed over.
pub(super) fn pictures(pages: &mut [Page], gathered: &mut Gathered) -> Vec<Flow> {
    let mut others = 0;
    let mut flows = Vec::new();
    for (number, page) in (1..).zip(pages.iter_mut()) {
        let letters = |hidden: bool| {
            let all = page.glyphs.iter().filter(|glyph| glyph.hidden == hidden);
            all.filter(|glyph| !glyph.text.trim().is_empty()).count()
        };
        if page.pictured < PICTURED_MIN || letters(false) >= PICTURED_LETTERS {
            others += page.pictures;
            continue;
        }
        let place = Place { page: Some(number), ..Place::default() };
        if letters(true) >= PICTURED_LETTERS {
            let message = format!(
                "Page {number} is a picture; what was read is what the program that scanned it took its text to be."
            );
            gathered.note(NoteCode::Guess, message, place);
            page.glyphs.iter_mut().for_each(|glyph| glyph.hidden = false);
        } else {
            let message = format!("Page {number} is a picture; its text could not be read.");
            flows.push(Flow::line(Text::plain(format!("[{message}]"), place)));
            gathered.note(NoteCode::PicturePage, message, place);
        }
    }
    if others > 0 {
        let message = format!("Pictures whose text, if any, was not read: {others}.");
        gathered.note(NoteCode::Picture, message, Place::default());
    }
    flows
}
