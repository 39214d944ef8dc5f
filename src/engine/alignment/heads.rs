//! Headings and heads of tables that were renamed: known by what stands under them.
//!
//! "Where will they live?" and "Housing on release" share no word; when a plan moves to another template, what stands
//! under a heading says that it is the same one. So a heading that nothing else was linked to is paired with the one
//! under which most of what was carried forward stands now, and a table's head with the head of its rows' table.

use rustc_hash::FxHashMap;

use super::path::{Node, Size};
use crate::document::{Document, UnitKind};

/// Most rounds of pairing: the headings inside a section are found before its own.
const ROUNDS_MAX: usize = 6;

/// Adds a link for each heading and table head that was renamed.
pub(super) fn pair(before: &Document, after: &Document, size: Size, nodes: &mut Vec<Node>) {
    let (left, right) = (Heads::of(before), Heads::of(after));
    let (mut open_before, mut open_after) =
        (vec![true; size.before as usize], vec![true; size.after as usize]);
    let mut taken = 0;
    for _ in 0..ROUNDS_MAX {
        for node in &nodes[taken..] {
            node.before.clone().for_each(|i| open_before[i as usize] = false);
            node.after.clone().for_each(|j| open_after[j as usize] = false);
        }
        taken = nodes.len();
        let carried = Carried::count(&left, &right, nodes);
        let mut found: Vec<(u32, u32)> = carried.between.keys().copied().collect();
        found.retain(|(a, b)| open_before[*a as usize] && open_after[*b as usize]);
        found.retain(|(a, b)| before.unit(*a).kind == after.unit(*b).kind);
        found.retain(|pair| carried.are_one(&left, &right, *pair));
        if found.is_empty() {
            break;
        }
        found.sort_unstable();
        nodes.extend(found.into_iter().map(|(a, b)| super::path::single(a, b, 0, 0)));
    }
}

/// What heads the units of a version.
struct Heads {
    /// Of each unit: the heading or table head right above it.
    above: Vec<Option<u32>>,
    /// By unit: how many stand right under it.
    under: Vec<u32>,
}

impl Heads {
    fn of(document: &Document) -> Self {
        let above: Vec<Option<u32>> =
            (0..document.units().len() as u32).map(|unit| head_of(document, unit)).collect();
        let mut under = vec![0; above.len()];
        for head in above.iter().flatten() {
            under[*head as usize] += 1;
        }
        Self { above, under }
    }

    fn above(&self, unit: u32) -> Option<u32> {
        self.above[unit as usize]
    }
}

/// The heading or table head right above a unit: of a row its table's head, of a heading the one around it.
pub(super) fn head_of(document: &Document, index: u32) -> Option<u32> {
    let unit = document.unit(index);
    let first = document.blocks()[unit.block as usize].units.start;
    if unit.kind == UnitKind::Row && document.unit(first).kind == UnitKind::TableHead {
        return Some(first);
    }
    let section = &document.sections()[unit.section as usize];
    if section.heading != Some(index) {
        return section.heading;
    }
    section.parent.and_then(|parent| document.sections()[parent as usize].heading)
}

/// How many links there are under the heads of both versions.
struct Carried {
    /// By unit of either version.
    before: Vec<u32>,
    after: Vec<u32>,
    between: FxHashMap<(u32, u32), u32>,
}

impl Carried {
    fn count(left: &Heads, right: &Heads, nodes: &[Node]) -> Self {
        let (mut before, mut after) = (vec![0; left.under.len()], vec![0; right.under.len()]);
        let mut between: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let heads = |node: &Node| (left.above(node.before.start), right.above(node.after.start));
        // What stands together has mostly gone together.
        for run in nodes.chunk_by(|one, next| heads(one) == heads(next)) {
            let (a, b) = heads(&run[0]);
            let count = run.len() as u32;
            if let Some(a) = a {
                before[a as usize] += count;
            }
            if let Some(b) = b {
                after[b as usize] += count;
            }
            if let (Some(a), Some(b)) = (a, b) {
                *between.entry((a, b)).or_default() += count;
            }
        }
        Self { before, after, between }
    }

    /// Whether more than half of what was carried forward from under the one, and of what stands under the other,
    /// went from the one to the other; and that is half of all that stands under the shorter.
    fn are_one(&self, left: &Heads, right: &Heads, (a, b): (u32, u32)) -> bool {
        let twice = 2 * self.between[&(a, b)];
        let (a, b) = (a as usize, b as usize);
        twice > self.before[a] && twice > self.after[b] && twice >= left.under[a].min(right.under[b])
    }
}

#[cfg(test)]
mod tests {
    use super::super::align;
    use crate::document::{Document, parse};

    /// What the heading or table head that opens with `head` became.
    fn check(before: &str, after: &str, head: &str) -> Option<String> {
        let [before, after] = [before, after].map(|text| parse(text.to_owned()).unwrap());
        let at = |document: &Document, opening: &str| {
            (0..document.units().len() as u32)
                .find(|unit| document.text(document.unit(*unit)).starts_with(opening))
        };
        let unit = at(&before, head).unwrap();
        let link = align(&before, &after).links.into_iter().find(|link| link.before.contains(&unit)).unwrap();
        (!link.after.is_empty()).then(|| after.text(after.unit(link.after.start)).to_owned())
    }

    const BEFORE: &str = "# Review\n\n## Getting by\n\nShe has a bank book. Her fine is paid.\n\n### Owing\n\n\
        Nothing is owed to the store.\n\n| Thing | Held by |\n|---|---|\n| passport | reception |\n| keys | agent |\n";

    #[test]
    fn a_renamed_heading_is_known_by_what_stands_under_it() {
        let after = BEFORE.replace("Getting by", "Finance").replace("### Owing", "### Debts");
        assert_eq!(check(BEFORE, &after, "Getting by").as_deref(), Some("Finance"));
        assert_eq!(check(BEFORE, &after, "Owing").as_deref(), Some("Debts"));
        let head = "| Property | Where |";
        let after = after.replace("| Thing | Held by |", head);
        assert_eq!(check(BEFORE, &after, "| Thing").as_deref(), Some(head));
    }

    #[test]
    fn a_heading_whose_text_went_elsewhere_is_another() {
        let after = "# Review\n\n## Finance\n\nShe saves ten pounds. He owes much. A loan was given. Her card came.\n\n\
            ## Other\n\nShe has a bank book. Her fine is paid.\n\n### Owing\n\nNothing is owed to the store.\n";
        assert_eq!(check(BEFORE, after, "Getting by").as_deref(), Some("Other"));
        let gone = "# Review\n\n## Finance\n\nShe saves ten pounds. He owes much. A loan was given.\n";
        assert_eq!(check(BEFORE, gone, "Getting by"), None);
    }
}
