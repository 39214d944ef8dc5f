//! What the path left over: passages alike enough to stand alone, and halves that belong to a linked neighbour.

use super::candidates::{Candidate, Candidates};
use super::joints::left_over;
use super::passages::{Pair, Passages};
use super::path::{Node, Size};
use super::similarity::{Profile, SAME, common_weight};

/// Least likeness of two passages that are linked without context.
const SIMILARITY_ALONE: i32 = 6_800;
/// Fewest stems of a passage that is linked without context; of equal passages, and of others.
const STEMS_ALONE_SAME: usize = 1;
const STEMS_ALONE: usize = 3;
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
    let mut free: Vec<&Candidate> = candidates.all.iter().filter(|it| stands_alone(pair, it)).collect();
    free.sort_unstable_by_key(|it| {
        let off = (u64::from(it.before) * u64::from(size.after))
            .abs_diff(u64::from(it.after) * u64::from(size.before));
        (-it.similarity, off, it.before, it.after)
    });
    for it in free {
        let (i, j) = (it.before as usize, it.after as usize);
        let free = holders.before[i].is_none() && holders.after[j].is_none();
        if free && it.similarity >= best_before[i].max(best_after[j]) {
            holders.before[i] = Some(nodes.len() as u32);
            holders.after[j] = Some(nodes.len() as u32);
            nodes.push(super::path::single(it.before, it.after, it.similarity, 0));
        }
    }
    attach(pair, candidates, &mut nodes, &mut holders);
    nodes
}

fn stands_alone(pair: &Pair, candidate: &Candidate) -> bool {
    let stems = pair.before.stems(candidate.before).len().min(pair.after.stems(candidate.after).len());
    match candidate.similarity {
        SAME => stems >= STEMS_ALONE_SAME,
        similarity => similarity >= SIMILARITY_ALONE && stems >= STEMS_ALONE,
    }
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
        if holders.after[j].is_some() || !candidates.open_after[j] {
            continue;
        }
        for beside in beside(&pair.after, j) {
            let Some(at) = holders.after[beside] else { continue };
            let node = &mut nodes[at as usize];
            let whole = &candidates.before[node.before.start as usize];
            let held = [&candidates.after[beside]];
            if node.before.len() == 1 && takes(pair, whole, &held, &candidates.after[j], &node.after, j) {
                node.after = node.after.start.min(j as u32)..node.after.end.max(j as u32 + 1);
                holders.after[j] = Some(at);
                break;
            }
        }
    }
    for i in 0..holders.before.len() {
        if holders.before[i].is_some() || !candidates.open_before[i] {
            continue;
        }
        for beside in beside(&pair.before, i) {
            let Some(at) = holders.before[beside] else { continue };
            let node = &mut nodes[at as usize];
            let whole = &candidates.after[node.after.start as usize];
            let held = [&candidates.before[beside]];
            if node.after.len() == 1 && takes(pair, whole, &held, &candidates.before[i], &node.before, i) {
                node.before = node.before.start.min(i as u32)..node.before.end.max(i as u32 + 1);
                holders.before[i] = Some(at);
                break;
            }
        }
    }
}

/// The neighbours of a passage in the same block.
fn beside(side: &Passages, at: usize) -> impl Iterator<Item = usize> {
    let home = &side.home;
    let same = move |other: &usize| home.get(*other) == Some(&home[at]);
    [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(same).collect::<Vec<_>>().into_iter()
}

/// Whether `whole` holds `half` beside what it shares with the passages that it is linked to, one so far.
fn takes(
    pair: &Pair,
    whole: &Profile,
    held: &[&Profile],
    half: &Profile,
    linked: &std::ops::Range<u32>,
    at: usize,
) -> bool {
    let adjacent = linked.start as usize == at + 1 || linked.end as usize == at;
    let rest = held.iter().fold(whole.stems.clone(), |rest, held| left_over(&rest, &held.stems));
    let shared = common_weight(pair, &rest, &half.stems);
    linked.len() == 1 && adjacent && half.weight > 0 && 100 * shared >= ATTACHED_IN_REST * half.weight
}
