//! What the path left over: passages alike enough to stand alone, and halves that belong to a linked neighbour.

use std::ops::RangeInclusive;

use super::candidates::{Candidate, Candidates};
use super::joints::weight_beside;
use super::passages::{Pair, Passages};
use super::path::{Node, Size};
use super::similarity::{Profile, SAME};

/// Least likeness of two passages that are linked without context: where the order of both versions is the same, and
/// where it is not, so that no context says more than likeness does.
const SIMILARITY_ALONE: i32 = 7_000;
const SIMILARITY_SHUFFLED: i32 = 4_000;
/// Fewest stems of a passage that is linked without context; of equal passages, and of others.
const STEMS_ALONE_SAME: usize = 1;
const STEMS_ALONE: usize = 3;
/// Least likeness of rows and items under headings that are linked: a list may be shuffled, a table sorted anew.
const SIMILARITY_LISTED: i32 = 6_000;
/// Share of the neighbouring links that go on in step, in percent: at and above the upper the order is the same, at and
/// below the lower it says nothing.
const ORDER_KEPT: RangeInclusive<i32> = 50..=80;
/// Most passages by which two links that go on in step may be apart on one side more than on the other.
const STEP_MAX: i64 = 3;
/// Links in step that count beside those that are there: a few links out of order may just have moved.
const STEPS_PRESUMED: i64 = 4;
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
pub(super) fn link(pair: &Pair<'_>, candidates: &Candidates, mut nodes: Vec<Node>, size: Size) -> Vec<Node> {
    let mut holders = Holders::new(&nodes, size);
    let (best_before, best_after) = best_likeness(candidates);
    let is_free = |holders: &Holders, it: &Candidate| {
        holders.before[it.before as usize].is_none() && holders.after[it.after as usize].is_none()
    };
    let least = least_alone(order_kept(pair, &nodes));
    let mut free: Vec<&Candidate> = candidates.all.iter().filter(|it| is_free(&holders, it)).collect();
    free.retain(|it| stands_alone(pair, it, least, listed_alike(pair, it, &nodes, &holders)));
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

/// How many in a hundred of the links that are neighbours on either side, and not in the same blocks, go on in step:
/// their other sides follow each other as they do. What moved as a whole keeps step inside.
fn order_kept(pair: &Pair<'_>, nodes: &[Node]) -> i32 {
    let mut links: Vec<[u32; 2]> = nodes.iter().map(|node| [node.before.start, node.after.start]).collect();
    let home = |[i, j]: [u32; 2]| (pair.before.home[i as usize], pair.after.home[j as usize]);
    let (mut kept, mut all) = (STEPS_PRESUMED, STEPS_PRESUMED);
    for (own, other) in [(0, 1), (1, 0)] {
        links.sort_by_key(|link| (link[own], link[other]));
        for neighbours in links.windows(2).filter(|links| home(links[0]) != home(links[1])) {
            let ahead = |side: usize| i64::from(neighbours[1][side]) - i64::from(neighbours[0][side]);
            all += 1;
            kept += i64::from(ahead(other) > 0 && (ahead(other) - ahead(own)).abs() <= STEP_MAX);
        }
    }
    (kept * 100 / all) as i32
}

/// Least likeness of a link without context, by how well the order is kept.
fn least_alone(kept: i32) -> i32 {
    let (low, high) = (*ORDER_KEPT.start(), *ORDER_KEPT.end());
    let above = kept.clamp(low, high) - low;
    SIMILARITY_SHUFFLED + (SIMILARITY_ALONE - SIMILARITY_SHUFFLED) * above / (high - low)
}

fn stands_alone(pair: &Pair<'_>, candidate: &Candidate, alone: i32, listed_alike: bool) -> bool {
    let stems = pair.before.stem_count(candidate.before).min(pair.after.stem_count(candidate.after));
    let least = if listed_alike { SIMILARITY_LISTED.min(alone) } else { alone };
    match candidate.similarity {
        SAME => stems >= STEMS_ALONE_SAME,
        similarity => similarity >= least && stems >= STEMS_ALONE,
    }
}

/// Whether two passages are rows or items under headings that are linked.
fn listed_alike(pair: &Pair<'_>, candidate: &Candidate, nodes: &[Node], holders: &Holders) -> bool {
    let under = (
        pair.before.listed_under[candidate.before as usize],
        pair.after.listed_under[candidate.after as usize],
    );
    let (Some(before), Some(after)) = under else { return false };
    let holder = holders.before[before as usize];
    holder.is_some_and(|at| nodes[at as usize].after.contains(&after))
}

/// The greatest likeness of each passage to any other.
fn best_likeness(candidates: &Candidates) -> (Vec<i32>, Vec<i32>) {
    let own_words =
        |copied: &[bool]| copied.iter().map(|is| if *is { SAME } else { 0 }).collect::<Vec<i32>>();
    let mut best = (own_words(&candidates.copied_before), own_words(&candidates.copied_after));
    for it in &candidates.all {
        let (before, after) = (&mut best.0[it.before as usize], &mut best.1[it.after as usize]);
        *before = it.similarity.max(*before);
        *after = it.similarity.max(*after);
    }
    best
}

/// Attaches each unlinked passage to the linked one beside it whose partner still holds its words.
fn attach(pair: &Pair<'_>, candidates: &Candidates, nodes: &mut [Node], holders: &mut Holders) {
    let before = |passage: usize| candidates.before.get(passage as u32);
    let after = |passage: usize| candidates.after.get(passage as u32);
    for j in 0..holders.after.len() {
        let whole = |node: &Node| candidates.before.get(node.before.start);
        let single = |node: &Node| node.before.len() == 1 && node.after.len() == 1;
        let linked = |other: usize| holders.after[other].filter(|at| single(&nodes[*at as usize]));
        if holders.after[j].is_some() || !candidates.open_after[j] {
            continue;
        }
        let fits =
            |(other, at): &(usize, u32)| takes(pair, whole(&nodes[*at as usize]), after(*other), after(j));
        let found = beside(&pair.after, j).filter_map(|other| Some((other, linked(other)?))).find(fits);
        if let Some((other, at)) = found {
            nodes[at as usize].after = other.min(j) as u32..other.max(j) as u32 + 1;
            holders.after[j] = Some(at);
        }
    }
    for i in 0..holders.before.len() {
        let whole = |node: &Node| candidates.after.get(node.after.start);
        let single = |node: &Node| node.before.len() == 1 && node.after.len() == 1;
        let linked = |other: usize| holders.before[other].filter(|at| single(&nodes[*at as usize]));
        if holders.before[i].is_some() || !candidates.open_before[i] {
            continue;
        }
        let fits =
            |(other, at): &(usize, u32)| takes(pair, whole(&nodes[*at as usize]), before(*other), before(i));
        let found = beside(&pair.before, i).filter_map(|other| Some((other, linked(other)?))).find(fits);
        if let Some((other, at)) = found {
            nodes[at as usize].before = other.min(i) as u32..other.max(i) as u32 + 1;
            holders.before[i] = Some(at);
        }
    }
}

/// The neighbours of a passage in the same block.
fn beside<'a>(side: &'a Passages<'_>, at: usize) -> impl Iterator<Item = usize> + 'a {
    let home = side.home;
    let same = move |other: &usize| home.get(*other) == Some(&home[at]);
    [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(same)
}

/// Whether `whole` holds `half` beside what it shares with the neighbour that it is linked to.
fn takes(pair: &Pair<'_>, whole: Profile<'_>, linked: Profile<'_>, half: Profile<'_>) -> bool {
    let shared = weight_beside(pair, whole.stems, linked.stems, half.stems);
    half.weight > 0 && 100 * shared >= ATTACHED_IN_REST * half.weight
}
