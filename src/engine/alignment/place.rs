//! What may count as moved, and what is rather paired where it stood.
//!
//! A passage that left its place is the same passage elsewhere only if nothing speaks against it. Two things do: a
//! near copy in the place that it left (the one was changed into the other, and an exact copy far away does not
//! excuse that), and another entry (what another author wrote, or on another day, is another statement, unless it is
//! the same word for word).

use std::cmp::Ordering;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::passages::{Pair, Passages};
use super::path::{Node, Size};
use super::similarity::{SAME, common_weight, dice};
use crate::document::{Document, UnitKind};

/// Least likeness, by weighted stems, of a near copy that stands in a passage's own place. Opposites differ in a word
/// of five at most; the next sentence of the same form differs in more.
const SIMILARITY_IN_PLACE: i32 = 8_000;
/// The same where its entry or paragraph stayed and only the passage left it, so that the place is surely its own.
const SIMILARITY_IN_BLOCK: i32 = 5_500;
/// Fewest links by which a block is known in the other version.
const LINKS_OF_BLOCK_MIN: usize = 2;
/// Fewest stems of a passage that has a near copy: shorter ones are alike by chance.
const STEMS_IN_PLACE_MIN: usize = 4;

/// Links by passage of either side.
struct Links {
    nodes: Vec<Option<Node>>,
    of_before: Vec<Option<usize>>,
    of_after: Vec<Option<usize>>,
}

impl Links {
    fn new(nodes: Vec<Node>, size: Size) -> Self {
        let (mut of_before, mut of_after) =
            (vec![None; size.before as usize], vec![None; size.after as usize]);
        for (at, node) in nodes.iter().enumerate() {
            node.before.clone().for_each(|i| of_before[i as usize] = Some(at));
            node.after.clone().for_each(|j| of_after[j as usize] = Some(at));
        }
        Self { nodes: nodes.into_iter().map(Some).collect(), of_before, of_after }
    }

    /// The passage that an earlier one is linked to, one against one.
    fn after(&self, i: u32) -> Option<u32> {
        let node = self.nodes[(*self.of_before.get(i as usize)?)?].as_ref()?;
        is_single(node).then_some(node.after.start)
    }

    /// The passage that a later one is linked to, one against one.
    fn before(&self, j: u32) -> Option<u32> {
        let node = self.nodes[(*self.of_after.get(j as usize)?)?].as_ref()?;
        is_single(node).then_some(node.before.start)
    }

    /// Which links changed their order, seen from the earlier side or from the later.
    fn moved(&self, pair: &Pair) -> Vec<bool> {
        let weight = |node: &Node| -> u64 {
            let stems =
                |side: &Passages, all: Range<u32>| all.map(|at| side.stems(at).len() as u64 + 1).sum::<u64>();
            stems(&pair.before, node.before.clone()) + stems(&pair.after, node.after.clone())
        };
        let mut moved = vec![false; self.nodes.len()];
        for mirrored in [false, true] {
            let by = if mirrored { &self.of_before } else { &self.of_after };
            // Each link once: where its first passage stands.
            let mut last = None;
            let held = by.iter().flatten().copied().filter(|at| last.replace(*at) != Some(*at));
            let held: Vec<(usize, &Node)> =
                held.filter_map(|at| Some((at, self.nodes[at].as_ref()?))).collect();
            let turned = |node: &Node| if mirrored { node.mirrored() } else { node.clone() };
            let nodes: Vec<Node> = held.iter().map(|(_, node)| turned(node)).collect();
            let weights: Vec<u64> = held.iter().map(|(_, node)| weight(node)).collect();
            let earlier = if mirrored { self.of_after.len() } else { self.of_before.len() };
            let flags = super::moves::moved(&nodes, &weights, earlier as u32);
            held.iter().zip(flags).for_each(|((at, _), is)| moved[*at] |= is);
        }
        moved
    }

    fn drop(&mut self, at: usize) {
        let Some(node) = self.nodes[at].take() else { return };
        node.before.for_each(|i| self.of_before[i as usize] = None);
        node.after.for_each(|j| self.of_after[j as usize] = None);
    }

    fn add(&mut self, i: u32, j: u32) {
        self.of_before[i as usize] = Some(self.nodes.len());
        self.of_after[j as usize] = Some(self.nodes.len());
        self.nodes.push(Some(super::path::single(i, j, 0, 0)));
    }
}

/// Most rounds of pairing in place: a passage may find its place only after its neighbour has.
const ROUNDS_MAX: usize = 4;

/// Takes links, gives those that hold; passages that are left without one are added or removed.
///
/// Swapping the versions mirrors the result: places are looked for on both sides, and what moved is asked from both.
pub(super) fn settle(
    pair: &Pair,
    (before, after): (&Document, &Document),
    nodes: Vec<Node>,
    size: Size,
) -> Vec<Node> {
    let mut links = Links::new(nodes, size);
    let mut moved = links.moved(pair);
    for _ in 0..ROUNDS_MAX {
        let proposals = proposals(pair, &links, &moved);
        if proposals.is_empty() {
            break;
        }
        for proposal in proposals {
            pair_in_place(pair, &mut links, &proposal);
        }
        moved = links.moved(pair);
    }
    drop_other_entries((before, after), pair, &mut links, &moved);
    links.nodes.into_iter().flatten().collect()
}

/// A passage that left its place, and the near copy that stands there.
struct Proposal {
    /// The link by which it moved.
    moved: usize,
    before: u32,
    after: u32,
    similarity: i32,
}

/// Near copies in the places that passages left, of either side; the most alike first.
fn proposals(pair: &Pair, links: &Links, moved: &[bool]) -> Vec<Proposal> {
    let mut found = Vec::new();
    let strayed = strayed(pair, links);
    let left_place: Vec<bool> =
        moved.iter().zip(&strayed).map(|(moved, [ahead, back])| *moved || *ahead || *back).collect();
    for at in (0..links.nodes.len()).filter(|at| left_place[*at]) {
        let Some(node) = links.nodes[at].as_ref().filter(|node| is_single(node)) else { continue };
        let (i, j) = (node.before.start, node.after.start);
        let [is_ahead, is_back] = strayed[at].map(|strayed| strayed || moved[at]);
        let within = !moved[at];
        let ahead = is_ahead.then(|| places((&pair.before, i), &pair.after, within, |i| links.after(i)));
        let back = is_back.then(|| places((&pair.after, j), &pair.before, within, |j| links.before(j)));
        let (ahead, back) = (ahead.into_iter().flatten(), back.into_iter().flatten());
        let pairs = ahead.map(|place| (i, place)).chain(back.map(|place| (place, j)));
        for (before, after) in pairs.filter(|other| *other != (i, j)) {
            let holds = [links.of_before[before as usize], links.of_after[after as usize]];
            let free = holds.into_iter().flatten().all(|holder| left_place[holder]);
            let least = if within { SIMILARITY_IN_BLOCK } else { SIMILARITY_IN_PLACE };
            let similarity = if free { near_copy(pair, before, after, least) } else { 0 };
            if similarity > 0 {
                found.push(Proposal { moved: at, before, after, similarity });
            }
        }
    }
    found.sort_by_key(|it| (-it.similarity, it.before + it.after, it.before.min(it.after), it.moved));
    found
}

fn is_single(node: &Node) -> bool {
    node.before.len() == 1 && node.after.len() == 1
}

/// Links a passage to the near copy in its place; what the near copy was linked to, and what the passage was linked
/// to, are paired if they became each other.
fn pair_in_place(pair: &Pair, links: &mut Links, proposal: &Proposal) {
    let (i, j) = (proposal.before, proposal.after);
    let gone = [links.of_before[i as usize], links.of_after[j as usize]];
    let still = links.nodes[proposal.moved].is_some() && gone.contains(&Some(proposal.moved));
    let single = gone.into_iter().flatten().all(|at| links.nodes[at].as_ref().is_some_and(is_single));
    if !still || !single {
        return;
    }
    let (left, right) = (links.after(i), links.before(j));
    gone.into_iter().flatten().for_each(|at| links.drop(at));
    links.add(i, j);
    if let (Some(other_after), Some(other_before)) = (left, right)
        && (is_same(pair, other_before, other_after)
            || near_copy(pair, other_before, other_after, SIMILARITY_IN_PLACE) > 0)
    {
        links.add(other_before, other_after);
    }
}

/// Where a passage would stand on the other side if it had not moved: behind what stood before it, before what stood
/// behind it; by the neighbour in its own block first, or by that alone if the place is to be `within` its block.
fn places(
    (side, at): (&Passages, u32),
    others: &Passages,
    within: bool,
    partner: impl Fn(u32) -> Option<u32>,
) -> Vec<u32> {
    let (last, next) = (at.checked_sub(1), at + 1);
    let is_beside = |neighbour: Option<u32>| {
        neighbour.and_then(|it| side.home.get(it as usize)) == side.home.get(at as usize)
    };
    let behind = last.and_then(&partner).and_then(|other| Some((other, other.checked_add(1)?)));
    let ahead = partner(next).and_then(|other| Some((other, other.checked_sub(1)?)));
    let mut places = [(behind, is_beside(last)), (ahead, is_beside(Some(next)))];
    places.sort_by_key(|(_, beside)| !beside);
    let stays = |other: u32, place: u32| others.home.get(other as usize) == others.home.get(place as usize);
    let fits = |(found, beside): (Option<(u32, u32)>, bool)| {
        let (other, place) = found.filter(|(_, place)| (*place as usize) < others.len())?;
        (!within || beside && stays(other, place)).then_some(place)
    };
    places.into_iter().filter_map(fits).collect()
}

/// Which links lead out of their block, whether or not they changed their order: most of what stands beside the passage
/// went to another block than it did, where another may stand in its place; seen from the earlier side, and from the later.
fn strayed(pair: &Pair, links: &Links) -> Vec<[bool; 2]> {
    let homes = |node: &Node| {
        (pair.before.home[node.before.start as usize], pair.after.home[node.after.start as usize])
    };
    let mut carried: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    let (alone_before, alone_after) = (alone(&pair.before), alone(&pair.after));
    for node in links.nodes.iter().flatten() {
        let (i, j) = (node.before.start as usize, node.after.start as usize);
        *carried.entry(homes(node)).or_default() += usize::from(alone_before[i] && alone_after[j]);
    }
    let most = |turn: fn((u32, u32)) -> (u32, u32)| {
        let mut most: FxHashMap<u32, (usize, Option<u32>)> = FxHashMap::default();
        for (homes, links) in carried.iter().filter(|(_, links)| **links >= LINKS_OF_BLOCK_MIN) {
            let (own, other) = turn(*homes);
            let best = most.entry(own).or_default();
            *best = match links.cmp(&best.0) {
                Ordering::Greater => (*links, Some(other)),
                Ordering::Equal => (*links, None),
                Ordering::Less => *best,
            };
        }
        most
    };
    let (ahead, back) = (most(|homes| homes), most(|(left, right)| (right, left)));
    let left = |(own, other): (u32, u32), most: &FxHashMap<u32, (usize, Option<u32>)>| {
        most.get(&own).and_then(|most| most.1).is_some_and(|most| most != other)
    };
    let is_strayed = |node: &Option<Node>| {
        let Some(homes) = node.as_ref().filter(|node| is_single(node)).map(homes) else { return [false; 2] };
        [left(homes, &ahead), left((homes.1, homes.0), &back)]
    };
    links.nodes.iter().map(is_strayed).collect()
}

/// Which passages of a version have no copy in it: by one of many copies no block is known.
fn alone(side: &Passages) -> Vec<bool> {
    let mut copies: FxHashMap<u64, u32> = FxHashMap::default();
    for identity in &side.identity {
        *copies.entry(*identity).or_default() += 1;
    }
    side.identity.iter().map(|identity| copies[identity] == 1).collect()
}

/// How alike two passages are of which the one may have been changed into the other; 0 if they are the same, or less
/// alike than `least`.
fn near_copy(pair: &Pair, i: u32, j: u32, least: i32) -> i32 {
    let (left, right) = (pair.before.stems(i), pair.after.stems(j));
    if left.len().min(right.len()) < STEMS_IN_PLACE_MIN || is_same(pair, i, j) {
        return 0;
    }
    let similarity = stem_similarity(pair, left, right);
    if similarity < least { 0 } else { similarity }
}

fn is_same(pair: &Pair, i: u32, j: u32) -> bool {
    pair.before.identity[i as usize] == pair.after.identity[j as usize]
}

fn stem_similarity(pair: &Pair, left: &[u32], right: &[u32]) -> i32 {
    let sorted = |stems: &[u32]| {
        let mut stems = stems.to_vec();
        stems.sort_unstable();
        stems
    };
    let weight = |stems: &[u32]| stems.iter().map(|stem| u64::from(pair.weight(*stem))).sum::<u64>();
    let common = common_weight(pair, &sorted(left), &sorted(right));
    dice(common, weight(left) + weight(right)).min(SAME)
}

/// Drops what moved into another entry and changed on the way.
fn drop_other_entries(
    (before, after): (&Document, &Document),
    pair: &Pair,
    links: &mut Links,
    moved: &[bool],
) {
    // Heads first: whether an entry is the same is known by its head.
    for heads in [true, false] {
        for at in (0..links.nodes.len()).filter(|at| moved[*at]) {
            let Some(node) = links.nodes[at].as_ref().filter(|node| is_single(node)) else { continue };
            let (i, j) = (node.before.start, node.after.start);
            let is_head = before.unit(i).kind == UnitKind::EntryHead;
            if is_head == heads && !is_same(pair, i, j) && !is_same_entry((before, after), links, (i, j)) {
                links.drop(at);
            }
        }
    }
}

/// Whether two passages stand in the same entry, or not both in an entry; of a head, whether it is the same.
fn is_same_entry((before, after): (&Document, &Document), links: &Links, (i, j): (u32, u32)) -> bool {
    let (left, right) = (before.unit(i), after.unit(j));
    match (left.entry, right.entry) {
        (Some(left), Some(right)) => links.after(left) == Some(right),
        _ => left.kind != UnitKind::EntryHead || right.kind != UnitKind::EntryHead,
    }
}
