//! Which links changed their place: those off the heaviest run of links that keep their order.

use std::ops::Range;

use super::path::Node;

/// Says of each node, sorted by its later side, whether it moved; `weight` is the words of one.
pub(super) fn moved(nodes: &[Node], weight: impl Fn(usize) -> u64, before: u32) -> Vec<bool> {
    if nodes.is_sorted_by(|one, next| one.before.end <= next.before.start) {
        return vec![false; nodes.len()];
    }
    let runs = runs(nodes);
    let mut best = PrefixMax(vec![(0, NONE); before as usize + 2]);
    let mut from = Vec::with_capacity(runs.len());
    let mut top = (0, NONE);
    for (at, run) in runs.iter().enumerate() {
        let (sum, last) = best.up_to(nodes[run.start].before.start);
        from.push(last);
        let found = (sum + run.clone().map(&weight).sum::<u64>(), at);
        best.raise(nodes[run.end - 1].before.end, found);
        if found.0 > top.0 {
            top = found;
        }
    }
    let mut moved = vec![true; nodes.len()];
    let mut at = top.1;
    while let Some(last) = from.get(at) {
        moved[runs[at].clone()].fill(false);
        at = *last;
    }
    moved
}

/// Nodes that follow each other on both sides: nothing can come between them, so they keep their order together.
fn runs(nodes: &[Node]) -> Vec<Range<usize>> {
    let mut end = 0;
    let runs = nodes.chunk_by(|one, next| one.before.end == next.before.start);
    runs.map(|run| {
        end += run.len();
        end - run.len()..end
    })
    .collect()
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
