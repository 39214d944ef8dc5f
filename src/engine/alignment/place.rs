//! What may count as moved, and what is rather paired where it stood.
//!
//! A passage that left its place is the same passage elsewhere only if nothing speaks against it. Two things do: a
//! near copy in the place that it left (the one was changed into the other, and an exact copy far away does not
//! excuse that), and another entry (what another author wrote, or on another day, is another statement, unless it is
//! the same word for word).

use rustc_hash::FxHashSet;

use super::homes::{is_one, strayed};
use super::moves::off_the_heaviest;
use super::passages::Pair;
use super::path::{Node, Size};
use super::similarity::{SAME, dice, merge};
use crate::document::{Document, Stands, UnitKind};

/// Least likeness, by weighted stems, of a near copy that stands in a passage's own place. Opposites differ in a word
/// of five at most; the next sentence of the same form differs in more.
const SIMILARITY_IN_PLACE: i32 = 8_000;
/// Least likeness of one where its entry or paragraph stayed and only the passage left it, so that the place is surely its
/// own; by bare stems, as in a short sentence the words that changed weigh most.
const SIMILARITY_AT_HOME: i32 = 7_000;
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
    fn moved(&self, pair: &Pair<'_>) -> Vec<bool> {
        let weight = |node: &Node| {
            let passages = u64::from(node.before.end - node.before.start + node.after.end - node.after.start);
            pair.before.stems_in(&node.before) + pair.after.stems_in(&node.after) + passages
        };
        let mut moved = vec![false; self.nodes.len()];
        for (by, other, mirrored) in
            [(&self.of_after, &self.of_before, false), (&self.of_before, &self.of_after, true)]
        {
            if self.keep_order(mirrored) {
                continue;
            }
            // Each link once: where its first passage stands.
            let mut last = None;
            let first = by.iter().flatten().copied().filter(|at| last.replace(*at) != Some(*at));
            let held: Vec<(usize, &Node)> =
                first.filter_map(|at| Some((at, self.nodes[at].as_ref()?))).collect();
            let side = |node: &Node| if mirrored { node.after.clone() } else { node.before.clone() };
            let links = held.iter().map(|(_, node)| (side(node), weight(node)));
            if let Some(off) = off_the_heaviest(links, held.len(), other.len() as u32) {
                held.iter().zip(off).for_each(|((at, _), is)| moved[*at] |= is);
            }
        }
        moved
    }

    /// Whether the links, in the order of the later side, stand in that of the earlier too; mirrored the other way round.
    fn keep_order(&self, mirrored: bool) -> bool {
        let by = if mirrored { &self.of_before } else { &self.of_after };
        let side = |at: usize| {
            let node = self.nodes[at].as_ref()?;
            Some(if mirrored { node.after.clone() } else { node.before.clone() })
        };
        let (mut last, mut end) = (None, 0);
        by.iter().flatten().filter(|at| last.replace(**at) != Some(**at)).filter_map(|at| side(*at)).all(
            |side| {
                let follows = end <= side.start;
                end = side.end;
                follows
            },
        )
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
    pair: &Pair<'_>,
    (before, after): (&Document, &Document),
    nodes: Vec<Node>,
    size: Size,
) -> Vec<Node> {
    let mut links = Links::new(nodes, size);
    let mut moved = links.moved(pair);
    let stands = [&before.stems().stands, &after.stems().stands];
    for _ in 0..ROUNDS_MAX {
        let proposals = proposals(pair, stands, &links, &moved);
        if proposals.is_empty() {
            break;
        }
        for proposal in proposals {
            pair_in_place(pair, &mut links, &proposal);
        }
        moved = links.moved(pair);
    }
    drop_other_entries((before, after), pair, &mut links, &moved);
    drop_other_heads((before, after), pair, &mut links);
    links.nodes.into_iter().flatten().collect()
}

/// A passage that left its place, and the near copy that stands there.
struct Proposal {
    /// The link by which it moved.
    moved: usize,
    before: u32,
    after: u32,
    similarity: i32,
    /// Whether its entry or paragraph stayed.
    at_home: bool,
}

/// Near copies in the places that passages left, of either side; the most alike first.
fn proposals(pair: &Pair<'_>, [before, after]: [&Stands; 2], links: &Links, moved: &[bool]) -> Vec<Proposal> {
    let mut found = Vec::new();
    let strayed = strayed((before, after), &links.nodes);
    let left_place: Vec<bool> =
        moved.iter().zip(&strayed).map(|(moved, strayed)| *moved || strayed.contains(&true)).collect();
    let size = (pair.before.len(), pair.after.len());
    for at in (0..links.nodes.len()).filter(|at| left_place[*at]) {
        let Some(node) = links.nodes[at].as_ref().filter(|node| is_single(node)) else { continue };
        let (i, j) = (node.before.start, node.after.start);
        let [from_ahead, from_back] = strayed[at].map(|strayed| Left { moved: moved[at], strayed });
        let ahead = places((before, i), (after, size.1), from_ahead, |i| links.after(i));
        let back = places((after, j), (before, size.0), from_back, |j| links.before(j));
        let pairs = ahead.into_iter().map(|(place, at_home)| (i, place, at_home));
        let pairs = pairs.chain(back.into_iter().map(|(place, at_home)| (place, j, at_home)));
        for (before, after, at_home) in pairs.filter(|(before, after, _)| (*before, *after) != (i, j)) {
            let holds = [links.of_before[before as usize], links.of_after[after as usize]];
            let free = holds.into_iter().flatten().all(|holder| left_place[holder]);
            let similarity = if free { near_copy(pair, before, after, at_home) } else { 0 };
            if similarity > 0 {
                found.push(Proposal { moved: at, before, after, similarity, at_home });
            }
        }
    }
    found.sort_by_key(|it| (-it.similarity, it.before + it.after, it.before.min(it.after), it.moved));
    found
}

/// How a passage left its place: out of order, or out of an entry or paragraph that stayed.
#[derive(Clone, Copy)]
struct Left {
    moved: bool,
    strayed: bool,
}

fn is_single(node: &Node) -> bool {
    node.before.len() == 1 && node.after.len() == 1
}

/// Links a passage to the near copy in its place; what the near copy was linked to, and what the passage was linked
/// to, are paired if they became each other.
fn pair_in_place(pair: &Pair<'_>, links: &mut Links, proposal: &Proposal) {
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
            || near_copy(pair, other_before, other_after, proposal.at_home) > 0)
    {
        links.add(other_before, other_after);
    }
}

/// Where a passage would stand on the other side if it had not left its place, and whether its home stayed there: behind
/// what stood before it, before what stood behind it; by the neighbour at its own home first.
fn places(
    (own, at): (&Stands, u32),
    (other, size): (&Stands, usize),
    left: Left,
    partner: impl Fn(u32) -> Option<u32>,
) -> Vec<(u32, bool)> {
    let (last, next) = (at.checked_sub(1), at + 1);
    let behind = last.and_then(&partner).and_then(|beside| Some((beside, beside.checked_add(1)?)));
    let ahead = partner(next).and_then(|beside| Some((beside, beside.checked_sub(1)?)));
    let mut places = [(behind, is_one(own, at, last)), (ahead, is_one(own, at, Some(next)))];
    places.sort_by_key(|(_, at_home)| !at_home);
    let place = |(found, at_home): (Option<(u32, u32)>, bool)| {
        let (beside, place) = found.filter(|(_, place)| (*place as usize) < size)?;
        let stayed = left.strayed && at_home && is_one(other, place, Some(beside));
        (stayed || left.moved).then_some((place, stayed))
    };
    places.into_iter().filter_map(place).collect()
}

/// How alike two passages are of which the one may have been changed into the other; 0 if they are not alike enough,
/// which is less `at_home`, or the same: what moved along is taken home only to an entry or paragraph that stayed.
fn near_copy(pair: &Pair<'_>, i: u32, j: u32, at_home: bool) -> i32 {
    let (left, right) = (pair.before.stems(i), pair.after.stems(j));
    if at_home && is_same(pair, i, j) {
        return SAME;
    }
    if left.len().min(right.len()) < STEMS_IN_PLACE_MIN || is_same(pair, i, j) {
        return 0;
    }
    let similarity = stem_similarity(left, right, |stem| pair.weight(stem));
    let near = similarity >= SIMILARITY_IN_PLACE
        || at_home && stem_similarity(left, right, |_| 1) >= SIMILARITY_AT_HOME;
    if near { similarity } else { 0 }
}

fn is_same(pair: &Pair<'_>, i: u32, j: u32) -> bool {
    pair.before.identity[i as usize] == pair.after.identity[j as usize]
}

fn stem_similarity(left: &[u32], right: &[u32], weight: impl Fn(u32) -> u32) -> i32 {
    let sorted = |stems: &[u32]| {
        let mut stems = stems.to_vec();
        stems.sort_unstable();
        stems
    };
    let sum = |stems: &[u32]| stems.iter().map(|stem| u64::from(weight(*stem))).sum::<u64>();
    let mut common = 0;
    merge(&sorted(left), &sorted(right), |stem| common += u64::from(weight(stem)));
    dice(common, sum(left) + sum(right)).min(SAME)
}

/// Drops what moved into another entry and changed on the way.
fn drop_other_entries(
    (before, after): (&Document, &Document),
    pair: &Pair<'_>,
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

/// Drops heads and signatures that differ where nothing of the one's entry became part of the other's: they are alike
/// because one person wrote both.
fn drop_other_heads((before, after): (&Document, &Document), pair: &Pair<'_>, links: &mut Links) {
    let entries = |node: &Node| {
        let (left, right) = (before.unit(node.before.start).entry?, after.unit(node.after.start).entry?);
        Some((left, right))
    };
    let carried: FxHashSet<(u32, u32)> = links.nodes.iter().flatten().filter_map(entries).collect();
    for at in 0..links.nodes.len() {
        let Some(node) = links.nodes[at].as_ref().filter(|node| is_single(node)) else { continue };
        let (i, j) = (node.before.start, node.after.start);
        let is_head = |kind| matches!(kind, UnitKind::EntryHead | UnitKind::Signature);
        let heads = is_head(before.unit(i).kind) && is_head(after.unit(j).kind);
        if heads && !is_same(pair, i, j) && !carried.contains(&(i, j)) {
            links.drop(at);
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
