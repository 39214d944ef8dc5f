//! What the brief does not show, as counts: its completeness on its face.

use super::item::Versions;
use super::model::{Folded, Size};
use super::reading::unit_text;
use crate::delta::ChangeKind;

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
    let words = |unit: u32| unit_text(document, document.unit(unit)).split_whitespace().count() as u32;
    let as_it_was = |unit: u32| {
        let change = versions.change_index(unit).map(|index| &versions.changes()[index]);
        change.is_some_and(|change| matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic))
    };
    let units = 0..document.units().len() as u32;
    let all = units.clone().map(words).sum();
    Size { words: all, words_carried: units.filter(|unit| as_it_was(*unit)).map(words).sum() }
}
