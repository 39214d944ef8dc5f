//! Rows and fields that say something new of the same thing: known by their key.
//!
//! "LS/CMI | 3 May 2023 | A Other | 22" and "LS/CMI | 9 June 2024 | B More | 26" share one word; the first cell of a row
//! says what it is about, as its label does of a field. So a row that nothing else was linked to is paired with the row of
//! the same first cell in the table that its table became, and a field with the one of its label in the same section, where
//! either has that key once. The rows of action plans are told by what is to be done, in [`super::actions`].

use rustc_hash::FxHashMap;

use super::heads::head_of;
use super::path::{Node, Size, single};
use crate::document::reading::{cells, field, folded, plain};
use crate::document::{Document, UnitKind};

/// Fewest letters of a key: less is a number in a list.
const LETTERS_MIN: usize = 3;

/// Adds a link for each row and field of a key that either version has once under heads that are linked.
pub(super) fn pair(before: &Document, after: &Document, size: Size, nodes: &mut Vec<Node>) {
    let (mut open, mut partner) = (vec![true; size.before as usize], vec![None; size.after as usize]);
    for node in nodes.iter() {
        node.before.clone().for_each(|i| open[i as usize] = false);
        node.after.clone().for_each(|j| partner[j as usize] = Some(node.before.start));
    }
    let is_open = |unit: &u32| partner[*unit as usize].is_none() && has_key(after, *unit);
    let new: Vec<u32> = (0..size.after).filter(is_open).collect();
    if new.is_empty() {
        return;
    }
    let (left, right) = (Keys::of(before), Keys::of(after));
    for unit in new {
        let Some((head, key)) = Keys::key(after, unit) else { continue };
        let Some(Some(earlier)) = partner.get(head as usize).copied() else { continue };
        let once = |keys: &Keys, head: u32| keys.units.get(&(head, key.clone())).copied().flatten();
        let found = once(&left, earlier).filter(|_| once(&right, head) == Some(unit));
        if let Some(found) = found.filter(|found| open[*found as usize]) {
            open[found as usize] = false;
            nodes.push(single(found, unit, 0, 0));
        }
    }
}

/// Whether a unit is one that its key tells.
fn has_key(document: &Document, unit: u32) -> bool {
    matches!(document.unit(unit).kind, UnitKind::Row | UnitKind::Pair)
}

/// The units of a version by the head above them and their key; none where a head has more than one of it.
struct Keys {
    units: FxHashMap<(u32, String), Option<u32>>,
}

impl Keys {
    fn of(document: &Document) -> Self {
        let mut units: FxHashMap<(u32, String), Option<u32>> = FxHashMap::default();
        for unit in (0..document.units().len() as u32).filter(|unit| has_key(document, *unit)) {
            if let Some(key) = Self::key(document, unit) {
                units.entry(key).and_modify(|one| *one = None).or_insert(Some(unit));
            }
        }
        Self { units }
    }

    /// The head above a unit and its key.
    fn key(document: &Document, index: u32) -> Option<(u32, String)> {
        let (unit, head) = (document.unit(index), head_of(document, index)?);
        let key = match unit.kind {
            UnitKind::Row if document.columns_of_actions(document.unit(head)).is_none() => {
                plain(document.source(), cells(document, unit).first()?)
            }
            UnitKind::Pair => field(document, unit)?.0,
            _ => return None,
        };
        let letters = key.chars().filter(|c| c.is_alphabetic()).count();
        (letters >= LETTERS_MIN).then(|| (head, folded(&key)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::align;
    use crate::document::{Document, parse};

    /// Whether the lines that open so are linked in two plans with these lines under one head.
    fn check(before: &str, after: &str, opening: &str) -> bool {
        let plan = |lines: &str| parse(format!("## Measures\n\n{lines}\n\nHe keeps bees.\n")).unwrap();
        let (before, after) = (plan(before), plan(after));
        let opens = |document: &Document, unit: u32| document.text(document.unit(unit)).starts_with(opening);
        align(&before, &after).links.iter().any(|link| {
            link.before.clone().any(|unit| opens(&before, unit))
                && link.after.clone().any(|unit| opens(&after, unit))
        })
    }

    #[test]
    fn a_row_of_which_all_but_the_key_is_new() {
        let table = |row: &str| {
            format!("| Tool | Day | By | Result |\n|---|---|---|---|\n{row}\n| HCR | 1 May | Dr Rae | low |")
        };
        let [before, after] =
            ["| LS/CMI | 3 June 2023 | A Muir | 22 |", "| LS/CMI | 9 July 2024 | T Orr | 31 |"];
        assert!(check(&table(before), &table(after), "| LS/CMI"));
        let twice = table(&format!("{after}\n| LS/CMI | 2 May 2024 | J Fyfe | 28 |"));
        assert!(!check(&table(before), &twice, "| LS/CMI"), "either may be it");
    }

    #[test]
    fn a_field_of_which_all_but_the_label_is_new() {
        let fields = |value: &str| format!("Boat: {value}\nOars: two\nSails: none");
        assert!(check(&fields("moored at Kirk"), &fields("sold in July"), "Boat"));
    }
}
