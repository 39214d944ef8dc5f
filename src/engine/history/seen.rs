//! Which texts stood in which version last.

use rustc_hash::FxHashMap;

use super::lineage::Place;
use crate::document::Document;
use crate::document::reading::body;

/// The texts of all versions so far, each with the unit that had it last.
///
/// A text is a unit's tokens with case, quotes and dashes folded and without its running number.
#[derive(Debug, Default)]
pub(super) struct Seen<'a> {
    documents: Vec<&'a Document>,
    last: FxHashMap<u64, Place>,
}

impl<'a> Seen<'a> {
    /// Takes in the units of the next version.
    pub(super) fn put(&mut self, document: &'a Document) {
        let version = self.documents.len() as u32;
        // Of equal units of one version the first is kept.
        for unit in (0..document.units().len() as u32).rev() {
            self.last.insert(text_hash(document, unit), Place { version, unit });
        }
        self.documents.push(document);
    }

    /// The unit that had this text last.
    pub(super) fn last(&self, document: &Document, unit: u32) -> Option<Place> {
        let place = *self.last.get(&text_hash(document, unit))?;
        let earlier = self.documents[place.version as usize];
        is_same_text(document, unit, earlier, place.unit).then_some(place)
    }
}

/// Whether two units have the same text, token by token. Tokens are told apart by their keys; whoever needs the very
/// bytes compares these.
pub(super) fn is_same_text(left: &Document, left_unit: u32, right: &Document, right_unit: u32) -> bool {
    keys(left, left_unit).eq(keys(right, right_unit))
}

fn keys(document: &Document, unit: u32) -> impl Iterator<Item = u64> + '_ {
    body(document, document.unit(unit)).iter().map(|token| token.key)
}

/// Equal for units with the same text; where it is equal for others, too, their tokens tell.
pub(super) fn text_hash(document: &Document, unit: u32) -> u64 {
    document.stems().units.identity[unit as usize]
}
