//! What the path left over: passages alike enough to stand alone, and halves that belong to a linked neighbour.

use super::candidates::{Candidate, Candidates};
use super::joints::weight_beside;
use super::passages::{Pair, Passages};
use super::path::{Node, Size};
use super::similarity::{Profile, SAME};

/// Least likeness of two passages that are linked without context.
const SIMILARITY_ALONE: i32 = 7_000;
/// Fewest stems of a passage that is linked without context; of equal passages, and of others.
const STEMS_ALONE_SAME: usize = 1;
const STEMS_ALONE: usize = 3;
/// Least likeness of rows and items under headings that are linked: a list may be shuffled, a table sorted anew.
const SIMILARITY_LISTED: i32 = 6_000;
/// Share of a half's weight that must stand in what its neighbour's partner has left over, in percent.
const ATTACHED_IN_REST: u64 = 78;

/// Which node holds each passage.
pub(super) struct Holders {
    before: Vec<Option<u32>>,
    after: Vec<Option<u32>>,
}

impl Holders {
    fn new(nodes: &[Node], size: Size) -> Self {
        let mut holders =
            Self { before: vec![None; size.before as usize], after: vec![None; size.after as usize] };
        for (at, node) in nodes.iter().enumerate() {
            node.before.clone().for_each(|i| holders.before[i as usize] = Some(at as u32));
            node.after.clone().for_each(|j| holders.after[j as usize] = Some(at as u32));
        }
        holders
    }
}

/// Links pairs that are very alike and have no better partner anywhere; then attaches halves.
pub(super) fn link(pair: &Pair, candidates: &Candidates, mut nodes: Vec<Node>, size: Size) -> Vec<Node> {
    let mut holders = Holders::new(&nodes, size);
    let (best_before, best_after) = best_likeness(candidates, size);
    let is_free = |holders: &Holders, it: &Candidate| {
        holders.before[it.before as usize].is_none() && holders.after[it.after as usize].is_none()
    };
    let mut free: Vec<&Candidate> = candidates.all.iter().filter(|it| is_free(&holders, it)).collect();
    free.retain(|it| stands_alone(pair, it, listed_alike(pair, it, &nodes, &holders)));
    free.sort_unstable_by_key(|it| {
        let off = (u64::from(it.before) * u64::from(size.after))
            .abs_diff(u64::from(it.after) * u64::from(size.before));
        (-it.similarity, off, it.before, it.after)
    });
    for it in free {
        let (i, j) = (it.before as usize, it.after as usize);
        if is_free(&holders, it) && it.similarity >= best_before[i].max(best_after[j]) {
            holders.before[i] = Some(nodes.len() as u32);
            holders.after[j] = Some(nodes.len() as u32);
            nodes.push(super::path::single(it.before, it.after, it.similarity, 0));
        }
    }
    attach(pair, candidates, &mut nodes, &mut holders);
    nodes
}

fn stands_alone(pair: &Pair, candidate: &Candidate, listed_alike: bool) -> bool {
    let stems = pair.before.stems(candidate.before).len().min(pair.after.stems(candidate.after).len());
    let least = if listed_alike { SIMILARITY_LISTED } else { SIMILARITY_ALONE };
    match candidate.similarity {
        SAME => stems >= STEMS_ALONE_SAME,
        similarity => similarity >= least && stems >= STEMS_ALONE,
    }
}

/// Whether two passages are rows or items under headings that are linked.
fn listed_alike(pair: &Pair, candidate: &Candidate, nodes: &[Node], holders: &Holders) -> bool {
    let under = (
        pair.before.listed_under[candidate.before as usize],
        pair.after.listed_under[candidate.after as usize],
    );
    let (Some(before), Some(after)) = under else { return false };
    let holder = holders.before[before as usize];
    holder.is_some_and(|at| nodes[at as usize].after.contains(&after))
}

/// The greatest likeness of each passage to any other.
fn best_likeness(candidates: &Candidates, size: Size) -> (Vec<i32>, Vec<i32>) {
    let mut best = (vec![0; size.before as usize], vec![0; size.after as usize]);
    for it in &candidates.all {
        let (before, after) = (&mut best.0[it.before as usize], &mut best.1[it.after as usize]);
        *before = it.similarity.max(*before);
        *after = it.similarity.max(*after);
    }
    best
}

/// Attaches each unlinked passage to the linked one beside it whose partner still holds its words.
fn attach(pair: &Pair, candidates: &Candidates, nodes: &mut [Node], holders: &mut Holders) {
    for j in 0..holders.after.len() {
        let whole = |node: &Node| &candidates.before[node.before.start as usize];
        let single = |node: &Node| node.before.len() == 1 && node.after.len() == 1;
        let linked = |other: usize| holders.after[other].filter(|at| single(&nodes[*at as usize]));
        if holders.after[j].is_some() || !candidates.open_after[j] {
            continue;
        }
        let fits = |(other, at): &(usize, u32)| {
            takes(pair, whole(&nodes[*at as usize]), &candidates.after[*other], &candidates.after[j])
        };
        let found = beside(&pair.after, j).filter_map(|other| Some((other, linked(other)?))).find(fits);
        if let Some((other, at)) = found {
            nodes[at as usize].after = other.min(j) as u32..other.max(j) as u32 + 1;
            holders.after[j] = Some(at);
        }
    }
    for i in 0..holders.before.len() {
        let whole = |node: &Node| &candidates.after[node.after.start as usize];
        let single = |node: &Node| node.before.len() == 1 && node.after.len() == 1;
        let linked = |other: usize| holders.before[other].filter(|at| single(&nodes[*at as usize]));
        if holders.before[i].is_some() || !candidates.open_before[i] {
            continue;
        }
        let fits = |(other, at): &(usize, u32)| {
            takes(pair, whole(&nodes[*at as usize]), &candidates.before[*other], &candidates.before[i])
        };
        let found = beside(&pair.before, i).filter_map(|other| Some((other, linked(other)?))).find(fits);
        if let Some((other, at)) = found {
            nodes[at as usize].before = other.min(i) as u32..other.max(i) as u32 + 1;
            holders.before[i] = Some(at);
        }
    }
}

/// The neighbours of a passage in the same block.
fn beside(side: &Passages, at: usize) -> impl Iterator<Item = usize> + '_ {
    let home = &side.home;
    let same = move |other: &usize| home.get(*other) == Some(&home[at]);
    [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(same)
}

/// Whether `whole` holds `half` beside what it shares with the neighbour that it is linked to.
fn takes(pair: &Pair, whole: &Profile, linked: &Profile, half: &Profile) -> bool {
    let shared = weight_beside(pair, &whole.stems, &linked.stems, &half.stems);
    half.weight > 0 && 100 * shared >= ATTACHED_IN_REST * half.weight
}
