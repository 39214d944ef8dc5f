//! Page furniture is paired by its place: the third foot with the third foot, whatever page it has come to stand on.

use rustc_hash::FxHashMap;

use super::path::Node;
use crate::document::{Document, UnitKind};

/// Pairs the running heads and feet of both versions: those of one wording in their order, the wordings in the order
/// in which they first stand.
pub(super) fn pair(before: &Document, after: &Document) -> Vec<Node> {
    let (before, after) = (wordings(before), wordings(after));
    let lines = before.iter().zip(&after).flat_map(|(before, after)| before.iter().zip(after));
    lines.map(|(i, j)| Node { before: *i..*i + 1, after: *j..*j + 1, gain: 0 }).collect()
}

/// Furniture by its words: all lines of one wording together.
fn wordings(document: &Document) -> Vec<Vec<u32>> {
    let is_furniture = |unit: u32| document.unit(unit).kind == UnitKind::Furniture;
    let words = |unit: u32| -> String {
        document.text(document.unit(unit)).chars().filter(|c| c.is_alphabetic()).collect()
    };
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    let mut wordings: Vec<Vec<u32>> = Vec::new();
    for unit in (0..document.units().len() as u32).filter(|unit| is_furniture(*unit)) {
        let wording = *numbers.entry(words(unit)).or_insert(wordings.len());
        if wording == wordings.len() {
            wordings.push(Vec::new());
        }
        wordings[wording].push(unit);
    }
    wordings
}
