//! What the units of a version stand in and under: their entry or paragraph, and their heading.
//!
//! Takes a document whose units have stems, gives numbers by unit. What became of a version's entries and headings is
//! asked by what stands in them, each time that it is compared with another.

use super::model::{Document, UnitKind};
use super::stems::Stretches;

/// For how many links the head of an entry counts: whatever was exchanged under it, it is the same entry.
const LINKS_OF_HEAD: u8 = 64;
/// Fewest stems of a long sentence.
const STEMS_TELLING: usize = 8;

/// Where the units of a version stand.
#[derive(Clone, Debug, Default)]
pub struct Stands {
    /// Of each unit, a number of its entry, or else of its block.
    pub home: Vec<u32>,
    /// By how many links each unit makes its home known: none if it has a copy in its version.
    pub telling: Vec<u8>,
    /// Of each unit the heading or table head right above it.
    pub above: Vec<Option<u32>>,
    /// By unit: how many stand right under it.
    pub under: Vec<u32>,
}

impl Stands {
    /// `alone` says of each unit whether it is the only one with its tokens.
    pub(super) fn of(document: &Document, units: &Stretches, alone: &[bool]) -> Self {
        let count = document.units.len();
        let mut stands = Self {
            home: Vec::with_capacity(count),
            telling: Vec::with_capacity(count),
            above: Vec::with_capacity(count),
            under: vec![0; count],
        };
        for (index, unit) in (0..).zip(&document.units) {
            let heads = matches!(unit.kind, UnitKind::EntryHead | UnitKind::Signature);
            let entry = if heads { Some(index) } else { unit.entry };
            stands.home.push(entry.map_or(unit.block * 2, |entry| entry * 2 + 1));
            let long = units.ranges[index as usize].len() >= STEMS_TELLING;
            let links = if heads { LINKS_OF_HEAD } else { 1 + u8::from(long) };
            stands.telling.push(u8::from(alone[index as usize]) * links);
            let above = head_of(document, index);
            if let Some(head) = above {
                stands.under[head as usize] += 1;
            }
            stands.above.push(above);
        }
        stands
    }

    /// Whether a unit is the only one of its version with its tokens.
    pub fn is_alone(&self, unit: u32) -> bool {
        self.telling[unit as usize] > 0
    }
}

/// The heading or table head right above a unit: of a row its table's head, of a heading the one around it.
fn head_of(document: &Document, index: u32) -> Option<u32> {
    let unit = document.unit(index);
    let first = document.blocks[unit.block as usize].units.start;
    if unit.kind == UnitKind::Row && document.unit(first).kind == UnitKind::TableHead {
        return Some(first);
    }
    let section = &document.sections[unit.section as usize];
    if section.heading != Some(index) {
        return section.heading;
    }
    section.parent.and_then(|parent| document.sections[parent as usize].heading)
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    #[test]
    fn units_stand_in_their_entry_and_under_their_heading() {
        let source = "# Plan\n\n## Money\n\n3 May 2021 – nurse: He owes rent. He pays.\n\n| Debt | Due |\n|---|---|\n| rent | May |\n";
        let document = parse(source.to_owned()).unwrap();
        let stands = &document.stems().stands;
        assert_eq!(stands.above, [None, Some(0), Some(1), Some(1), Some(1), Some(1), Some(5)]);
        assert_eq!(stands.under[..2], [1, 4]);
        assert_eq!(stands.home[2], stands.home[3]);
        assert_eq!(stands.telling[2..4], [64, 1]);
    }
}
