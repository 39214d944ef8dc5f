//! One passage against two neighbours: sentences that were divided or joined.

use super::candidates::Candidates;
use super::passages::{Pair, Passages};
use super::path::{GAIN_MIN, Node, PRICE_OF_LINK};
use super::similarity::{Likeness, Profile, Profiles};

/// A joint costs this beside the price of a link.
const PRICE_OF_JOINT: i32 = 800;
/// Least likeness of a half to its whole.
const SIMILARITY_OF_HALF: i32 = 2_000;
/// Share of each half's weight that must stand in the whole, in percent.
const HALF_IN_WHOLE: u64 = 60;

/// Nodes of one passage against two, built on the candidates.
pub(super) fn find(pair: &Pair<'_>, candidates: &Candidates) -> Vec<Node> {
    let mut nodes = Vec::new();
    let before = Half { side: &pair.before, profiles: &candidates.before, open: &candidates.open_before };
    let after = Half { side: &pair.after, profiles: &candidates.after, open: &candidates.open_after };
    for candidate in &candidates.all {
        let (i, j) = (candidate.before, candidate.after);
        let whole_or_half = before.open[i as usize] && after.open[j as usize];
        if !whole_or_half || candidate.similarity < SIMILARITY_OF_HALF {
            continue;
        }
        for first in [j.checked_sub(1), Some(j)].into_iter().flatten() {
            if let Some(gain) = joint(pair, &before, i, &after, first) {
                nodes.push(Node { before: i..i + 1, after: first..first + 2, gain });
            }
        }
        for first in [i.checked_sub(1), Some(i)].into_iter().flatten() {
            if let Some(gain) = joint(pair, &after, j, &before, first) {
                nodes.push(Node { before: first..first + 2, after: j..j + 1, gain });
            }
        }
    }
    nodes.sort_unstable_by_key(|node| (node.before.start, node.before.end, node.after.start, node.after.end));
    nodes.dedup();
    nodes
}

struct Half<'a> {
    side: &'a Passages<'a>,
    profiles: &'a Profiles,
    open: &'a [bool],
}

/// Gain of `whole` against the passages `first` and `first + 1` of `parts`, if each part is in the whole.
fn joint(pair: &Pair<'_>, whole: &Half<'_>, index: u32, parts: &Half<'_>, first: u32) -> Option<i32> {
    let (a, b) = (first as usize, first as usize + 1);
    let neighbours =
        parts.open.get(b) == Some(&true) && parts.open[a] && parts.side.home[a] == parts.side.home[b];
    if !neighbours {
        return None;
    }
    let (left, right) = (parts.profiles.get(first), parts.profiles.get(first + 1));
    let all = whole.profiles.get(index);
    let longer = all.weight > left.weight.max(right.weight);
    if !(longer && holds(pair, all, left, right) && holds(pair, all, right, left)) {
        return None;
    }
    let order: Vec<u32> =
        parts.side.stems(first).iter().chain(parts.side.stems(first + 1)).copied().collect();
    let likeness = Likeness::of_joint(pair, all, left, right).with_order(whole.side.stems(index), &order);
    let gain = likeness - PRICE_OF_LINK - PRICE_OF_JOINT;
    (gain >= GAIN_MIN).then_some(gain)
}

/// Whether enough of `part` stands in what `whole` has beside `other`.
fn holds(pair: &Pair<'_>, whole: Profile<'_>, part: Profile<'_>, other: Profile<'_>) -> bool {
    let shared = weight_beside(pair, whole.stems, other.stems, part.stems);
    part.weight > 0 && 100 * shared >= HALF_IN_WHOLE * part.weight
}

/// Weight of what the sorted list `part` shares with what `whole` has more than `other`.
pub(super) fn weight_beside(pair: &Pair<'_>, whole: &[u32], other: &[u32], part: &[u32]) -> u64 {
    let (mut other, mut part, mut sum) = (other, part, 0);
    for run in whole.chunk_by(|left, right| left == right) {
        let (taken, wanted) = (count(&mut other, run[0]), count(&mut part, run[0]));
        let shared = run.len().saturating_sub(taken).min(wanted);
        sum += u64::from(pair.weight(run[0])) * shared as u64;
    }
    sum
}

/// How often `stem` stands in a sorted list, which is cut to what comes after it.
fn count(list: &mut &[u32], stem: u32) -> usize {
    let start = list.iter().take_while(|other| **other < stem).count();
    let found = list[start..].iter().take_while(|other| **other == stem).count();
    *list = &list[start + found..];
    found
}
