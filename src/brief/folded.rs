//! What the brief does not show, as counts: its completeness on its face.

use super::item::Versions;
use super::model::{Folded, Size};
use crate::delta::ChangeKind;
use crate::document::reading::{body, is_spaced};
use crate::text::Token;

/// Counts the units that are folded.
pub(super) fn folded(versions: &Versions<'_>) -> Folded {
    let mut folded = Folded { of: versions.after.document.units().len() as u32, ..Folded::default() };
    for change in versions.changes() {
        let units = change.after.len() as u32;
        match change.kind {
            ChangeKind::Unchanged => folded.units += units,
            ChangeKind::Cosmetic => folded.cosmetic += units,
            ChangeKind::Reworded => folded.reworded += units,
            _ => {}
        }
        let as_it_was = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
        folded.moved += if change.moved && as_it_was { units } else { 0 };
    }
    folded
}

/// Measures the current version: its words, and those in units that are as they were.
pub(super) fn size(versions: &Versions<'_>) -> Size {
    let document = versions.after.document;
    let words = |unit: u32| words(document.source(), body(document, document.unit(unit)));
    let as_it_was = |unit: u32| {
        let change = versions.change_index(unit).map(|index| &versions.changes()[index]);
        change.is_some_and(|change| matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic))
    };
    let mut size = Size { words: 0, words_carried: 0 };
    for unit in 0..document.units().len() as u32 {
        let words = words(unit);
        size.words += words;
        size.words_carried += if as_it_was(unit) { words } else { 0 };
    }
    size
}

/// Runs of tokens without white space between them.
fn words(source: &str, tokens: &[Token]) -> u32 {
    let parted = |pair: &[Token]| is_spaced(source, pair[0].span.end, &pair[1]);
    u32::from(!tokens.is_empty()) + tokens.windows(2).filter(|pair| parted(pair)).count() as u32
}
