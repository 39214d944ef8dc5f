//! Items that became lines of one passage, or lines that became items.
//!
//! "- Report weekly", "- No alcohol" and the paragraph "Report weekly\nNo alcohol" have the same words; only what parts them
//! differs, and nothing of them is gone. What was linked to nothing is joined to its neighbour's passage where its words
//! stand in that, verbatim and in one run, beside all that the neighbour has; where no neighbour is linked either, the
//! first of them finds the passage by its words. What stands around the run, a "not" before it, is told by the delta as a
//! change of the passage.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::path::{Node, Size};
use crate::document::reading::denies;
use crate::document::{BlockKind, Document, UnitKind};
use crate::text::TokenKind;

/// Longest passage that parts are looked for in, in words: each part costs as much as the passage is long.
const WORDS_MAX: usize = 400;
/// Fewest words of a part that finds its passage without a neighbour.
const SEED_WORDS_MIN: usize = 2;
/// Most parts that are tried for one passage.
const SEEDS_MAX: usize = 4;

/// A version: the words of its units, by their keys, and which units are linked to nothing.
struct Side<'d> {
    document: &'d Document,
    open: Vec<bool>,
}

impl<'d> Side<'d> {
    fn new(document: &'d Document, linked: impl Iterator<Item = u32>, units: u32) -> Self {
        let mut open = vec![true; units as usize];
        linked.for_each(|unit| open[unit as usize] = false);
        Self { document, open }
    }

    /// Whether a unit is a line of prose, or an item.
    fn is_line(&self, unit: u32) -> bool {
        matches!(self.document.unit(unit).kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair)
    }

    /// Whether a unit is an item, or a line of one.
    fn is_item(&self, unit: u32) -> bool {
        let own = self.document.unit(unit);
        own.kind == UnitKind::Item || self.document.blocks()[own.block as usize].kind == BlockKind::Item
    }

    fn is_open_line(&self, unit: u32) -> bool {
        self.open.get(unit as usize) == Some(&true) && self.is_line(unit)
    }

    /// The words of a unit without its running number and its signs.
    fn words(&self, unit: u32) -> Vec<u64> {
        let own = self.document.unit(unit);
        let tokens = &self.document.tokens_of(own)[usize::from(own.numbering)..];
        let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
        words.map(|token| token.key).collect()
    }
}

/// Joins what is linked to nothing to the passages that hold its words.
pub(super) fn pair(before: &Document, after: &Document, size: Size, nodes: &mut Vec<Node>) {
    let left = Side::new(before, nodes.iter().flat_map(|node| node.before.clone()), size.before);
    let right = Side::new(after, nodes.iter().flat_map(|node| node.after.clone()), size.after);
    let mut sides = [left, right];
    for turned in [false, true] {
        if turned {
            sides.reverse();
            mirror(nodes);
        }
        let [parts, wholes] = &mut sides;
        seed(parts, wholes, nodes);
        for node in nodes.iter_mut().filter(|node| node.after.len() == 1) {
            widen(parts, wholes, node);
        }
        if turned {
            mirror(nodes);
        }
    }
}

/// Swaps the versions of all nodes.
fn mirror(nodes: &mut [Node]) {
    for node in nodes {
        *node = node.mirrored();
    }
}

/// Links passages that are linked to nothing to the first of their parts, where two parts at least are found in them that
/// are most of what they say.
fn seed(parts: &mut Side<'_>, wholes: &mut Side<'_>, nodes: &mut Vec<Node>) {
    let count = parts.open.len() as u32;
    let mut opening: FxHashMap<(u64, u64), Vec<u32>> = FxHashMap::default();
    for unit in (0..count).filter(|unit| parts.is_open_line(*unit)) {
        let words = parts.words(unit);
        if let [first, second, ..] = words[..]
            && words.len() >= SEED_WORDS_MIN
        {
            let found = opening.entry((first, second)).or_default();
            if found.len() < SEEDS_MAX {
                found.push(unit);
            }
        }
    }
    if opening.is_empty() {
        return;
    }
    for whole in 0..wholes.open.len() as u32 {
        if !wholes.is_open_line(whole) {
            continue;
        }
        let words = wholes.words(whole);
        if words.len() > WORDS_MAX {
            continue;
        }
        let pairs = words.windows(2).filter_map(|pair| opening.get(&(pair[0], pair[1])));
        for unit in pairs.flatten().copied().take(SEEDS_MAX) {
            let mut node = Node { before: unit..unit + 1, after: whole..whole + 1, gain: 0 };
            if !parts.is_open_line(unit) || find(&words, &parts.words(unit)).is_none() {
                continue;
            }
            parts.open[unit as usize] = false;
            widen(parts, wholes, &mut node);
            let held: usize = node.before.clone().map(|unit| parts.words(unit).len()).sum();
            if node.before.len() > 1 && 2 * held > words.len() {
                wholes.open[whole as usize] = false;
                nodes.push(node);
                break;
            }
            node.before.for_each(|unit| parts.open[unit as usize] = true);
        }
    }
}

/// Takes into a node of one passage the neighbours of its parts whose words stand in the passage too.
fn widen(parts: &mut Side<'_>, wholes: &Side<'_>, node: &mut Node) {
    let whole = node.after.start;
    let beside = |node: &Node| [node.before.start.checked_sub(1), Some(node.before.end)];
    if !wholes.is_line(whole) || !beside(node).into_iter().flatten().any(|unit| parts.is_open_line(unit)) {
        return;
    }
    let mut free = wholes.words(whole);
    if free.len() > WORDS_MAX {
        return;
    }
    // What stands in the passage by the parts that it has is taken, so that no word counts for two.
    for unit in node.before.clone() {
        let words = parts.words(unit);
        if words.len() > WORDS_MAX {
            return;
        }
        match find(&free, &words) {
            Some(at) => free[at..at + words.len()].fill(TAKEN),
            None => words.iter().for_each(|word| {
                if let Some(at) = free.iter().position(|it| it == word) {
                    free[at] = TAKEN;
                }
            }),
        }
    }
    while let Some((unit, run)) = next_part(parts, wholes, node, &free) {
        free[run].fill(TAKEN);
        let all = node.before.start.min(unit)..node.before.end.max(unit + 1);
        all.clone().for_each(|unit| parts.open[unit as usize] = false);
        node.before = all;
    }
}

/// The next line beside the parts of a node that stands in its passage, and where among the words that are free. One line
/// between may be gone or changed, unless it bars something: it is told in the passage that the others went into.
fn next_part(parts: &Side<'_>, wholes: &Side<'_>, node: &Node, free: &[u64]) -> Option<(u32, Range<usize>)> {
    let section = parts.document.unit(node.before.start).section;
    let is_part = |unit: &u32| {
        parts.is_open_line(*unit)
            && parts.document.unit(*unit).section == section
            && (parts.is_item(*unit) || wholes.is_item(node.after.start) || opens_list(parts, *unit))
    };
    let held = |unit: u32| {
        let words = parts.words(unit);
        find(free, &words).map(|at| (unit, at..at + words.len()))
    };
    let (start, end) = (node.before.start, node.before.end);
    // That a bar is gone is news of its own.
    let may_be_passed =
        |unit: u32| !parts.document.is_risk(unit) && !denies(parts.document, parts.document.unit(unit));
    let near = |first: Option<u32>, second: Option<u32>| {
        let first = first.filter(is_part)?;
        let second = || second.filter(is_part).filter(|_| may_be_passed(first));
        held(first).or_else(|| held(second()?))
    };
    near(start.checked_sub(1), start.checked_sub(2)).or_else(|| near(Some(end), Some(end + 1)))
}

/// Whether a line opens a list: an item stands below it.
fn opens_list(side: &Side<'_>, unit: u32) -> bool {
    (unit as usize + 1) < side.open.len() && side.is_item(unit + 1)
}

/// In the place of a word that a part has taken; no key of a word, but for one in so many.
const TAKEN: u64 = u64::MAX;

/// Where words stand in others in one run; none where there are none.
fn find(all: &[u64], words: &[u64]) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    all.windows(words.len()).position(|run| run == words)
}

#[cfg(test)]
mod tests {
    use super::super::align;
    use crate::document::parse;

    /// What of the earlier of two plans is linked to nothing.
    fn gone(before: &str, after: &str) -> Vec<String> {
        let [before, after] = [before, after].map(|text| parse(format!("## Terms\n\n{text}\n")).unwrap());
        let links = align(&before, &after).links;
        let gone = links.iter().filter(|link| link.after.is_empty()).flat_map(|link| link.before.clone());
        gone.map(|unit| before.text(before.unit(unit)).to_owned()).collect()
    }

    const ITEMS: &str = "- Sign in on Mondays\n- Stay out of Leith\n- Hand in his passport\n";

    #[test]
    fn items_that_became_lines_and_lines_that_became_items() {
        let lines = "Sign in on Mondays\nStay out of Leith\nHand in his passport";
        let sentence = "He is to sign in on Mondays, stay out of Leith and hand in his passport.";
        let opened = format!("He is to:\n\n{ITEMS}");
        let none: Vec<String> = Vec::new();
        assert_eq!(gone(ITEMS, lines), none);
        assert_eq!(gone(lines, ITEMS), none);
        assert_eq!(gone(ITEMS, sentence), none);
        assert_eq!(gone(&opened, sentence), none);
        assert_eq!(gone(sentence, &opened), none);
    }

    #[test]
    fn what_no_line_says_is_gone() {
        assert_eq!(gone(ITEMS, "Sign in on Mondays\nStay out of Leith"), ["Hand in his passport"]);
        assert_eq!(
            gone(ITEMS, "He moved to Fife."),
            ITEMS.lines().map(|line| &line[2..]).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_line_between_that_is_gone_is_told_with_the_others() {
        let none: Vec<String> = Vec::new();
        assert_eq!(gone(ITEMS, "Sign in on Mondays\nHand in his passport"), none);
        assert_eq!(gone(ITEMS, "Sign in on Mondays\nStay out of Fife\nHand in his passport"), none);
        let barred = ITEMS.replace("Stay out of Leith", "Not to enter Leith");
        let found = gone(&barred, "Sign in on Mondays\nHand in his passport");
        assert!(found.contains(&"Not to enter Leith".to_owned()), "{found:?}");
    }
}
