//! Rows and fields that say something new of the same thing: known by their key.
//!
//! "LS/CMI | 3 May 2023 | A Other | 22" and "LS/CMI | 9 June 2024 | B More | 26" share one word; the first cell of a row
//! says what it is about, as its label does of a field. So a row that nothing else was linked to is paired with the row of
//! the same first cell in the table that its table became, and a field with the one of its label in the same section, where
//! either has that key once; a field of an entry, as the subject of an e-mail, only with one of the
//! same entry. The rows of action plans are told by what is to be done, in [`super::actions`].

use rustc_hash::FxHashMap;

use super::path::{Node, Size, single};
use crate::document::reading::{body, cells, field, folded, plain};
use crate::document::{Document, UnitKind};

/// Fewest letters of a key: less is a number in a list.
const LETTERS_MIN: usize = 3;
/// Most tokens of an item's label: what is longer is a sentence with a colon.
const LABEL_TOKENS_MAX: usize = 4;

/// Adds a link for each row and field of a key that either version has once under heads that are linked.
pub(super) fn pair(before: &Document, after: &Document, size: Size, nodes: &mut Vec<Node>) {
    let (mut open, mut partner) = (vec![true; size.before as usize], vec![None; size.after as usize]);
    for node in nodes.iter() {
        node.before.clone().for_each(|i| open[i as usize] = false);
        node.after.clone().for_each(|j| partner[j as usize] = Some(node.before.start));
    }
    let (mut left_heads, mut right_heads) = (Heads::none(size.before), Heads::none(size.after));
    for unit in (0..size.before).filter(|unit| open[*unit as usize] && has_key(before, *unit)) {
        left_heads.add(before, unit);
    }
    // Only where both have something that is not linked, under heads that are.
    let earlier = |unit: u32| partner[head_above(after, unit)? as usize].filter(|head| left_heads.has(*head));
    let is_new = |unit: &u32| partner[*unit as usize].is_none() && has_key(after, *unit);
    let new: Vec<(u32, u32)> =
        (0..size.after).filter(is_new).filter_map(|unit| Some((unit, earlier(unit)?))).collect();
    if new.is_empty() {
        return;
    }
    for (unit, _) in &new {
        right_heads.add(after, *unit);
    }
    let (left, right) = (Keys::of(before, &left_heads), Keys::of(after, &right_heads));
    for (unit, earlier) in new {
        let Some((head, key)) = Keys::key(after, unit) else { continue };
        let once = |keys: &Keys, head: u32| keys.units.get(&(head, key.clone())).copied().flatten();
        let found = once(&left, earlier).filter(|_| once(&right, head) == Some(unit));
        let same_entry = |found: &u32| match (before.unit(*found).entry, after.unit(unit).entry) {
            (Some(left), Some(right)) => partner[right as usize] == Some(left),
            (left, right) => left.is_none() && right.is_none(),
        };
        if let Some(found) = found.filter(|found| open[*found as usize] && same_entry(found)) {
            open[found as usize] = false;
            nodes.push(single(found, unit, 0, 0));
        }
    }
}

/// The heading or table head right above a unit.
fn head_above(document: &Document, unit: u32) -> Option<u32> {
    document.stems().stands.above[unit as usize]
}

/// Heads of a version, by unit.
struct Heads(Vec<bool>);

impl Heads {
    fn none(units: u32) -> Self {
        Self(vec![false; units as usize])
    }

    /// Adds the head above a unit.
    fn add(&mut self, document: &Document, unit: u32) {
        if let Some(head) = head_above(document, unit) {
            self.0[head as usize] = true;
        }
    }

    fn has(&self, head: u32) -> bool {
        self.0[head as usize]
    }
}

/// Whether a unit is one that its key tells.
fn has_key(document: &Document, unit: u32) -> bool {
    match document.unit(unit).kind {
        UnitKind::Row | UnitKind::Pair => true,
        UnitKind::Item => is_labelled(document, unit),
        _ => false,
    }
}

/// Whether an item is a field: "- Next of kin: his aunt".
fn is_labelled(document: &Document, unit: u32) -> bool {
    let tokens = body(document, document.unit(unit));
    let colon =
        tokens.iter().take(LABEL_TOKENS_MAX + 1).position(|token| token.is_byte(document.source(), b':'));
    colon.is_some_and(|colon| colon > 0 && colon + 1 < tokens.len())
}

/// The units of a version by the head above them and their key; none where a head has more than one of it.
struct Keys {
    units: FxHashMap<(u32, String), Option<u32>>,
}

impl Keys {
    /// Those under these heads.
    fn of(document: &Document, heads: &Heads) -> Self {
        let mut units: FxHashMap<(u32, String), Option<u32>> = FxHashMap::default();
        let is_under = |unit: &u32| head_above(document, *unit).is_some_and(|head| heads.has(head));
        let all = 0..document.units().len() as u32;
        for unit in all.filter(|unit| has_key(document, *unit)).filter(is_under) {
            if let Some(key) = Self::key(document, unit) {
                units.entry(key).and_modify(|one| *one = None).or_insert(Some(unit));
            }
        }
        Self { units }
    }

    /// The head above a unit and its key.
    fn key(document: &Document, index: u32) -> Option<(u32, String)> {
        let (unit, head) = (document.unit(index), head_above(document, index)?);
        let key = match unit.kind {
            UnitKind::Row if document.columns_of_actions(document.unit(head)).is_none() => {
                plain(document.source(), cells(document, unit).first()?)
            }
            UnitKind::Pair | UnitKind::Item => field(document, unit)?.0,
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
    fn an_item_with_a_label_is_a_field() {
        let items = |of: &str| format!("- **Next of kin:** {of}\n- Boat: sold\n- He likes one thing: nets");
        assert!(check(&items("A Muir (aunt), Kirk"), &items("T Orr (wife), 2 Brae"), "**Next"));
    }

    #[test]
    fn a_field_of_another_entry_is_another() {
        let mail = |by: &str, day: &str, of: &str| {
            format!("###### From: {by}, Sent: {day}\n\n**Re:** {of}\n\nSeen by {by}.")
        };
        let before = mail("A Muir", "3 May 2023 09:12", "the boat");
        assert!(!check(&before, &mail("T Orr", "9 July 2024 10:00", "nets"), "**Re:"));
        assert!(check(&before, &before.replace("the boat", "nets"), "**Re:"));
    }

    #[test]
    fn a_field_of_which_all_but_the_label_is_new() {
        let fields = |value: &str| format!("Boat: {value}\nOars: two\nSails: none");
        assert!(check(&fields("moored at Kirk"), &fields("sold in July"), "Boat"));
    }
}
