//! The best path through the candidates: order and neighbourhood decide where likeness alone does not.
//!
//! Nodes are pairs of passages, also one against two neighbours where it was split or merged. A path goes over
//! the earlier passages in order. Next to its predecessor a node earns a step; jumps forward are free, jumps
//! back cost. The constants were tuned on public revision corpora; see docs/figures.md.

use std::ops::Range;

use super::similarity::SAME;
use crate::text::{Work, did};

/// A node's gain is its likeness less this.
pub(super) const PRICE_OF_LINK: i32 = 6_100;
/// Lowest gain of a node.
pub(super) const GAIN_MIN: i32 = -4_500;
/// A jump back costs this.
const PRICE_OF_JUMP_BACK: i32 = 5_000;
/// Most passages that a step skips on a side.
const WINDOW: u32 = 10;
/// A step to the diagonal neighbour earns this.
const STEP_NEXT: i32 = 2_000;
/// A step that skips on one side, and on both; less `STEP_LOSS` for each further passage skipped.
const STEP_ONE_SIDE: i32 = 1_300;
const STEP_BOTH_SIDES: i32 = 1_000;
const STEP_LOSS: i32 = 100;

/// Passages that may be the same; or, while the path is looked for, a run of neighbours, one against one each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) before: Range<u32>,
    pub(super) after: Range<u32>,
    pub(super) gain: i32,
}

impl Node {
    /// Whether the other is the diagonal neighbour behind it.
    fn touches(&self, other: &Self) -> bool {
        self.before.end == other.before.start && self.after.end == other.after.start
    }

    /// Whether it is a run: a passage that was divided or joined has one passage on one side.
    fn is_run(&self) -> bool {
        self.before.len() > 1 && self.after.len() > 1
    }

    /// Whether it is one passage against one.
    fn is_single(&self) -> bool {
        self.before.end - self.before.start == 1 && self.after.end - self.after.start == 1
    }

    /// How many links it stands for.
    fn links(&self) -> usize {
        if self.is_run() { self.before.len() } else { 1 }
    }

    /// The links that it stands for, a node each.
    fn singles(&self) -> impl Iterator<Item = Self> + use<'_> {
        let single = |at: u32| {
            let (i, j) = (self.before.start + at, self.after.start + at);
            Self { before: i..i + 1, after: j..j + 1, gain: 0 }
        };
        let run = if self.is_run() { 0..self.before.len() as u32 } else { 0..0 };
        let alone = Some(self).filter(|node| !node.is_run()).cloned();
        alone.into_iter().chain(run.map(single))
    }

    /// The same with the versions swapped.
    pub(super) fn mirrored(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone(), gain: self.gain }
    }

    /// Whether both cannot hold: they share a passage and are not the same.
    pub(super) fn conflicts(&self, other: &Self) -> bool {
        let meet = |left: &Range<u32>, right: &Range<u32>| left.start < right.end && right.start < left.end;
        (meet(&self.before, &other.before) || meet(&self.after, &other.after)) && !self.same(other)
    }

    fn same(&self, other: &Self) -> bool {
        self.before == other.before && self.after == other.after
    }
}

/// How many passages there are on either side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) before: u32,
    pub(super) after: u32,
}

/// Nodes that the best paths in both directions agree on: first as they are, then twice with what is agreed fixed. Their
/// gain has been used, and is not told.
pub(super) fn settle(nodes: Vec<Node>, size: Size) -> Vec<Node> {
    let mut nodes = joined(nodes, size);
    let (mut fixed, mut links): (Vec<Node>, usize) = (Vec::new(), 0);
    for _ in 0..3 {
        let agreed = agreed(&nodes, size);
        let count = agreed.iter().map(Node::links).sum();
        if count <= links {
            break;
        }
        (fixed, links) = (agreed, count);
        let count = nodes.len();
        drop_conflicting(&mut nodes, &fixed, size);
        if nodes.len() == count {
            // The same nodes agree on the same once more.
            break;
        }
        nodes = joined(nodes, size);
    }
    let mut settled = Vec::with_capacity(links);
    for node in &fixed {
        settled.extend(node.singles());
    }
    settled
}

fn agreed(nodes: &[Node], size: Size) -> Vec<Node> {
    let mirror = || {
        let origin = by_later_side(nodes, size.after);
        let mirrored: Vec<Node> = origin.iter().map(|at| nodes[*at].mirrored()).collect();
        let mut on_path = vec![false; nodes.len()];
        for at in best(&mirrored, size.after, size.before) {
            on_path[origin[at]] = true;
        }
        on_path
    };
    let (forward, mirrored) = rayon::join(|| best(nodes, size.before, size.after), mirror);
    let both = forward.into_iter().filter(|at| mirrored[*at]);
    both.map(|at| nodes[at].clone()).collect()
}

/// The indices of nodes that are sorted by their earlier side, by the start of their later side first.
fn by_later_side(nodes: &[Node], after: u32) -> Vec<usize> {
    let mut next = vec![0_usize; after as usize + 2];
    for node in nodes {
        next[node.after.start as usize + 1] += 1;
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![0; nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        let place = &mut next[node.after.start as usize];
        sorted[*place] = at;
        *place += 1;
    }
    sorted
}

/// The same nodes, neighbours that no other node touches as one node a run.
///
/// A path that takes one of a run takes all of it, for each earns more than nothing and nothing else can stand
/// between them; most of a plan that was carried forward is such runs.
fn joined(nodes: Vec<Node>, size: Size) -> Vec<Node> {
    let (mut before, mut after) = (vec![0_u32; size.before as usize], vec![0_u32; size.after as usize]);
    for node in &nodes {
        if node.is_single() {
            before[node.before.start as usize] += 1;
            after[node.after.start as usize] += 1;
        } else if !node.is_run() {
            // Nothing touches a run that is one already.
            node.before.clone().for_each(|i| before[i as usize] += 1);
            node.after.clone().for_each(|j| after[j as usize] += 1);
        }
    }
    let alone = |node: &Node| {
        if !node.is_single() {
            return node.is_run();
        }
        node.gain >= 0 && before[node.before.start as usize] + after[node.after.start as usize] == 2
    };
    let mut joined: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut open = false;
    for node in nodes {
        let was_open = std::mem::replace(&mut open, alone(&node));
        let goes_on = was_open && open;
        match joined.last_mut() {
            Some(last) if goes_on && last.touches(&node) => {
                last.before.end = node.before.end;
                last.after.end = node.after.end;
                last.gain += node.gain + STEP_NEXT;
            }
            _ => joined.push(node),
        }
    }
    joined
}

fn drop_conflicting(nodes: &mut Vec<Node>, fixed: &[Node], size: Size) {
    let mut by_before = vec![u32::MAX; size.before as usize];
    let mut by_after = vec![u32::MAX; size.after as usize];
    for (at, node) in fixed.iter().enumerate() {
        node.before.clone().for_each(|i| by_before[i as usize] = at as u32);
        node.after.clone().for_each(|j| by_after[j as usize] = at as u32);
    }
    nodes.retain(|node| {
        if node.is_run() {
            return true;
        }
        let holds = |at: u32| fixed.get(at as usize).is_some_and(|fixed| node.conflicts(fixed));
        if node.is_single() {
            let (i, j) = (by_before[node.before.start as usize], by_after[node.after.start as usize]);
            return !(holds(i) || i != j && holds(j));
        }
        let mut holders = node.before.clone().map(|i| by_before[i as usize]);
        let mut later = node.after.clone().map(|j| by_after[j as usize]);
        !(holders.any(holds) || later.any(holds))
    });
}

/// The best path over `nodes`, sorted by `before.start`, then `after.start`; as indices in order.
fn best(nodes: &[Node], before: u32, after: u32) -> Vec<usize> {
    let mut ends = Ends::new(nodes, before);
    let mut from_of: Vec<u32> = Vec::with_capacity(nodes.len());
    let mut forward = PrefixBest::new(after);
    let mut anywhere = Best::NONE;
    let (mut ended, mut top) = (0, Best::NONE);
    for (at, node) in nodes.iter().enumerate() {
        while ended <= node.before.start {
            for (after, found) in ends.of(ended) {
                forward.raise(after, found);
                anywhere = anywhere.or(found);
            }
            ended += 1;
        }
        let jump_back = Best { score: anywhere.score.saturating_sub(PRICE_OF_JUMP_BACK), ..anywhere };
        // Where a step leads to less than this, a jump is taken instead.
        let least = jump_back.score.max(Best::START.score);
        let mut from = Best::START.or(ends.stepped(node, top.score, least));
        if from.score < top.score {
            from = from.or(forward.up_to(node.after.start)).or(jump_back);
        }
        let score = from.score + node.gain;
        from_of.push(from.node);
        ends.reach(at, node, score);
        top = top.or(Best { score, node: at as u32 });
    }
    trace(&from_of, top)
}

fn step(before: u32, after: u32) -> i32 {
    let skipped = (before + after).cast_signed();
    match (before, after) {
        (0, 0) => STEP_NEXT,
        (0, _) | (_, 0) => STEP_ONE_SIDE - STEP_LOSS * (skipped - 1),
        _ => STEP_BOTH_SIDES - STEP_LOSS * (skipped - 2),
    }
}

fn trace(from_of: &[u32], top: Best) -> Vec<usize> {
    let mut path = Vec::new();
    let mut at = if top.score > 0 { top.node } else { NO_NODE };
    while let Some(from) = from_of.get(at as usize) {
        path.push(at as usize);
        at = *from;
    }
    path.reverse();
    path
}

const NO_NODE: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Best {
    score: i32,
    node: u32,
}

impl Best {
    const NONE: Self = Self { score: i32::MIN / 2, node: NO_NODE };
    const START: Self = Self { score: 0, node: NO_NODE };

    /// The better of the two; the first where they are equal.
    fn or(self, other: Self) -> Self {
        if other.score > self.score { other } else { self }
    }
}

/// Nodes of an end that are walked faster than divided.
const FEW: usize = 8;

/// Nodes by the end of their earlier side, then of their later; and the scores of those that have been reached. What is
/// read together stands together, as there may be a hundred nodes to each passage.
struct Ends {
    /// Where the nodes of each end begin.
    starts: Vec<u32>,
    nodes: Vec<u32>,
    /// The end of the later side of each of `nodes`.
    afters: Vec<u32>,
    /// The score of each of `nodes`.
    scores: Vec<i32>,
    /// The place of each node among `nodes`.
    places: Vec<u32>,
    /// The best score of each end.
    best_of: Vec<i32>,
    /// A bit for each end that has nodes.
    occupied: Vec<u64>,
}

impl Ends {
    fn new(nodes: &[Node], before: u32) -> Self {
        let mut starts = vec![0_u32; before as usize + 2];
        let mut occupied = vec![0_u64; before as usize / 64 + 1];
        for node in nodes {
            starts[node.before.end as usize + 1] += 1;
            occupied[node.before.end as usize / 64] |= 1 << (node.before.end % 64);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0; nodes.len()];
        for (at, node) in nodes.iter().enumerate() {
            let slot = &mut next[node.before.end as usize];
            sorted[*slot as usize] = at as u32;
            *slot += 1;
        }
        let after = |at: &u32| nodes[*at as usize].after.end;
        for end in starts.windows(2).filter(|end| end[1] - end[0] > 1) {
            sorted[end[0] as usize..end[1] as usize].sort_by_key(after);
        }
        let mut places = vec![0; nodes.len()];
        sorted.iter().zip(0..).for_each(|(at, place)| places[*at as usize] = place);
        let afters = sorted.iter().map(after).collect();
        let best_of = vec![Best::NONE.score; before as usize + 1];
        Self { starts, nodes: sorted, afters, scores: vec![0; nodes.len()], places, best_of, occupied }
    }

    /// Notes the score of a node.
    fn reach(&mut self, at: usize, node: &Node, score: i32) {
        self.scores[self.places[at] as usize] = score;
        let best = &mut self.best_of[node.before.end as usize];
        *best = score.max(*best);
    }

    fn range(&self, end: u32) -> Range<usize> {
        self.starts[end as usize] as usize..self.starts[end as usize + 1] as usize
    }

    /// The nodes of an end: where the later side of each ends, and its score.
    fn of(&self, end: u32) -> impl Iterator<Item = (u32, Best)> {
        let range = self.range(end);
        let scores = self.scores[range.clone()].iter().zip(&self.nodes[range.clone()]);
        let found = scores.map(|(score, node)| Best { score: *score, node: *node });
        self.afters[range].iter().copied().zip(found)
    }

    /// The best predecessor within the window, its step included; `top` is the greatest score reached so far. One that
    /// is worth less than `least` may be left out.
    fn stepped(&self, node: &Node, top: i32, least: i32) -> Best {
        let mut best = Best::NONE;
        for skipped in self.near(node.before.start) {
            if best.score >= top.saturating_add(step(skipped, 0)) {
                // Steps earn less and less, so nothing further back is better.
                break;
            }
            let end = node.before.start - skipped;
            let most = self.best_of[end as usize].saturating_add(step(skipped, 0));
            if most < least || most <= best.score {
                continue;
            }
            let range = self.range(end);
            let afters = &self.afters[range.clone()];
            let too_far = |after: &u32| after + WINDOW < node.after.start;
            // Most ends have a node or two, a few very many.
            let first = if afters.len() <= FEW {
                afters.iter().take_while(|after| too_far(after)).count()
            } else {
                afters.partition_point(too_far)
            };
            let scores = &self.scores[range.clone()][first..];
            for (place, (after, score)) in afters[first..].iter().zip(scores).enumerate() {
                if *after > node.after.start {
                    break;
                }
                did(Work::Cells, 1);
                let score = score + step(skipped, node.after.start - after);
                if score > best.score {
                    best = Best { score, node: self.nodes[range.start + first + place] };
                }
            }
        }
        best
    }

    /// How far the ends that have nodes are from this one, itself and up to [`WINDOW`] before it; the nearest first.
    fn near(&self, end: u32) -> impl Iterator<Item = u32> + use<> {
        let (word, bit) = (end as usize / 64, end % 64);
        // The bit of this end first, then those of the ends before it.
        let before = word.checked_sub(1).map_or(0, |word| self.occupied[word]);
        let both = u128::from(self.occupied[word]) << 64 | u128::from(before);
        let mut found = (both << (63 - bit) >> 64) as u64 & !(u64::MAX >> (WINDOW + 1));
        std::iter::from_fn(move || {
            let skipped = (found != 0).then(|| found.leading_zeros())?;
            found &= !(1 << 63 >> skipped);
            Some(skipped)
        })
    }
}

/// Best score among nodes whose later side ends at or before a place: a Fenwick tree of maxima.
struct PrefixBest(Vec<Best>);

impl PrefixBest {
    fn new(after: u32) -> Self {
        Self(vec![Best::NONE; after as usize + 2])
    }

    fn raise(&mut self, end: u32, found: Best) {
        let mut at = end as usize + 1;
        while let Some(best) = self.0.get_mut(at).filter(|best| best.score < found.score) {
            // What is at least as good here is so for all that hold it too.
            *best = found;
            at += at & at.wrapping_neg();
        }
    }

    fn up_to(&self, end: u32) -> Best {
        let (mut at, mut best) = (end as usize + 1, Best::NONE);
        while at > 0 {
            best = best.or(self.0[at]);
            at -= at & at.wrapping_neg();
        }
        best
    }
}

/// A node of one passage a side.
pub(super) fn single(before: u32, after: u32, similarity: i32, bonus: i32) -> Node {
    debug_assert!(similarity <= SAME, "likeness ends at the same");
    Node { before: before..before + 1, after: after..after + 1, gain: similarity + bonus - PRICE_OF_LINK }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(u32, u32, i32)], size: u32) -> Vec<(u32, u32)> {
        let nodes = pairs.iter().map(|(i, j, s)| single(*i, *j, *s, 0)).collect();
        let settled = settle(nodes, Size { before: size, after: size });
        settled.iter().map(|node| (node.before.start, node.after.start)).collect()
    }

    #[test]
    fn neighbours_carry_a_weak_pair() {
        assert_eq!(check(&[(0, 0, SAME), (1, 1, 3_500), (2, 2, SAME)], 3), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(check(&[(1, 1, 3_500)], 3), []);
    }

    #[test]
    fn a_block_that_moved_is_followed() {
        let moved: Vec<_> = (0..8).map(|i| (i, (i + 4) % 8, SAME)).collect();
        assert_eq!(check(&moved, 8).len(), 8);
    }

    #[test]
    fn runs_are_walked_as_one() {
        let nodes: Vec<_> = [(0, 0), (1, 1), (2, 2), (2, 4), (3, 3), (4, 5), (5, 6)]
            .map(|(i, j)| single(i, j, SAME, 0))
            .to_vec();
        let joined = joined(nodes, Size { before: 6, after: 7 });
        let sides = |node: &Node| (node.before.clone(), node.after.clone());
        let expected = [(0..2, 0..2), (2..3, 2..3), (2..3, 4..5), (3..4, 3..4), (4..6, 5..7)];
        assert_eq!(joined.iter().map(sides).collect::<Vec<_>>(), expected);
        assert_eq!(joined[0].gain, 2 * (SAME - PRICE_OF_LINK) + STEP_NEXT);
        let singles: Vec<_> = joined[4].singles().map(|node| sides(&node)).collect();
        assert_eq!(singles, [(4..5, 5..6), (5..6, 6..7)]);
    }

    #[test]
    fn context_picks_among_copies() {
        let pairs = [(0, 0, SAME), (0, 2, SAME), (1, 1, SAME), (2, 0, SAME), (2, 2, SAME), (3, 3, SAME)];
        assert_eq!(check(&pairs, 4), [(0, 0), (1, 1), (2, 2), (3, 3)]);
    }
}
