//! Which links changed their place: those off the heaviest run of links that keep their order.

use std::ops::Range;

use super::path::Node;

/// Says of each node, sorted by its later side, whether it moved; `weight` is the words of one.
pub(super) fn moved(nodes: &[Node], weight: impl Fn(usize) -> u64, before: u32) -> Vec<bool> {
    if nodes.is_sorted_by(|one, next| one.before.end <= next.before.start) {
        return vec![false; nodes.len()];
    }
    let links = (0_usize..).zip(nodes).map(|(at, node)| (node.before.clone(), weight(at)));
    off_the_heaviest(links, nodes.len(), before).unwrap_or_else(|| vec![false; nodes.len()])
}

/// Of so many links, told by where they stand in the earlier version and their weight, in the order of the later: whether
/// each is off the heaviest run that keeps its order. Nothing if all keep it.
pub(super) fn off_the_heaviest(
    links: impl Iterator<Item = (Range<u32>, u64)>,
    count: usize,
    before: u32,
) -> Option<Vec<bool>> {
    let runs = runs(links);
    if runs.is_sorted_by(|one, next| one.before.end <= next.before.start) {
        return None;
    }
    let mut best = PrefixMax(vec![(0, NONE); before as usize + 2]);
    let mut from = Vec::with_capacity(runs.len());
    let mut top = (0, NONE);
    for (at, run) in runs.iter().enumerate() {
        let (sum, last) = best.up_to(run.before.start);
        from.push(last);
        let found = (sum + run.weight, at);
        best.raise(run.before.end, found);
        if found.0 > top.0 {
            top = found;
        }
    }
    let mut moved = vec![true; count];
    let mut at = top.1;
    while let Some(last) = from.get(at) {
        moved[runs[at].links.clone()].fill(false);
        at = *last;
    }
    Some(moved)
}

/// Links that follow each other on both sides: nothing can come between them, so they keep their order together.
struct Run {
    /// Where they stand in the earlier version.
    before: Range<u32>,
    links: Range<usize>,
    weight: u64,
}

fn runs(links: impl Iterator<Item = (Range<u32>, u64)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, (before, weight)) in links.enumerate() {
        match runs.last_mut() {
            Some(run) if run.before.end == before.start => {
                run.before.end = before.end;
                run.links.end = at + 1;
                run.weight += weight;
            }
            _ => runs.push(Run { before, links: at..at + 1, weight }),
        }
    }
    runs
}

const NONE: usize = usize::MAX;

/// Heaviest run that ends at or before a place: a Fenwick tree of maxima.
struct PrefixMax(Vec<(u64, usize)>);

impl PrefixMax {
    fn raise(&mut self, end: u32, found: (u64, usize)) {
        let mut at = end as usize + 1;
        while let Some(best) = self.0.get_mut(at).filter(|best| best.0 < found.0) {
            // What is at least as heavy here is so for all that hold it too.
            *best = found;
            at += at & at.wrapping_neg();
        }
    }

    fn up_to(&self, end: u32) -> (u64, usize) {
        let (mut at, mut best) = (end as usize + 1, (0, NONE));
        while at > 0 {
            if self.0[at].0 > best.0 {
                best = self.0[at];
            }
            at -= at & at.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lighter_of_two_swapped_moved() {
        let node = |i: u32, j: u32| Node { before: i..i + 1, after: j..j + 1, gain: 0 };
        let nodes = [node(1, 0), node(0, 1), node(2, 2)];
        assert_eq!(moved(&nodes, |at| [3, 9, 5][at], 3), [true, false, false]);
        assert_eq!(moved(&nodes, |at| [9, 3, 5][at], 3), [false, true, false]);
    }
}
