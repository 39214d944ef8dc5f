//! What may count as moved, and what is rather paired where it stood.
//!
//! A passage that left its place is the same passage elsewhere only if nothing speaks against it. Two things do: a
//! near copy in the place that it left (the one was changed into the other, and an exact copy far away does not
//! excuse that), and another entry (what another author wrote, or on another day, is another statement, unless it is
//! the same word for word).

use super::passages::Pair;
use super::path::{Node, Size};
use super::similarity::{SAME, common_weight, dice};
use crate::document::{Document, UnitKind};

/// Least likeness, by weighted stems, of a near copy that stands in a passage's own place. Opposites differ in a word
/// of five at most; the next sentence of the same form differs in more.
const SIMILARITY_IN_PLACE: i32 = 8_000;
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

/// Takes links with whether each moved, gives the links that hold; unlinked passages are added or removed.
pub(super) fn settle(
    pair: &Pair,
    (before, after): (&Document, &Document),
    nodes: Vec<Node>,
    moved: &[bool],
    size: Size,
) -> Vec<Node> {
    if !moved.contains(&true) {
        return nodes;
    }
    let suspects: Vec<usize> = (0..nodes.len()).filter(|at| moved[*at] && is_single(&nodes[*at])).collect();
    let mut links = Links::new(nodes, size);
    // Forwards, then backwards: of passages that stood together the outer ones find their place first.
    for at in suspects.iter().chain(suspects.iter().rev()) {
        pair_in_place(pair, &mut links, *at, moved);
    }
    drop_other_entries(pair, (before, after), &mut links, &suspects);
    links.nodes.into_iter().flatten().collect()
}

fn is_single(node: &Node) -> bool {
    node.before.len() == 1 && node.after.len() == 1
}

/// Links a passage that left its place to the near copy that stands there, and the near copy's partner, if that came
/// from where the passage went, to what it became.
fn pair_in_place(pair: &Pair, links: &mut Links, at: usize, moved: &[bool]) {
    let Some(node) = links.nodes[at].clone() else { return };
    let (i, j) = (node.before.start, node.after.start);
    let Some(place) = places(pair, links, i).into_iter().find(|place| {
        let free = links.of_after[*place as usize].is_none_or(|holder| moved.get(holder) == Some(&true));
        *place != j && free && is_near_copy(pair, i, *place)
    }) else {
        return;
    };
    let evicted = links.of_after[place as usize].and_then(|holder| {
        let before =
            links.nodes[holder].as_ref().filter(|node| is_single(node)).map(|node| node.before.start);
        links.drop(holder);
        before
    });
    links.drop(at);
    links.add(i, place);
    if let Some(other) = evicted
        && is_near_copy(pair, other, j)
    {
        links.add(other, j);
    }
}

/// Where a passage would stand now if it had not moved: behind what stood before it, before what stood behind it.
fn places(pair: &Pair, links: &Links, i: u32) -> Vec<u32> {
    let home = |i: u32| pair.before.home.get(i as usize);
    let behind = i.checked_sub(1).and_then(|last| links.after(last)).and_then(|j| j.checked_add(1));
    let ahead = links.after(i + 1).and_then(|j| j.checked_sub(1));
    // The neighbour in the same block knows the place better.
    let mut places = [(behind, i.checked_sub(1)), (ahead, Some(i + 1))];
    places.sort_by_key(|(_, neighbour)| neighbour.and_then(home) != home(i));
    let within = |j: &u32| (*j as usize) < pair.after.len();
    places.into_iter().filter_map(|(place, _)| place).filter(within).collect()
}

fn is_near_copy(pair: &Pair, i: u32, j: u32) -> bool {
    let (left, right) = (pair.before.stems(i), pair.after.stems(j));
    let enough = left.len().min(right.len()) >= STEMS_IN_PLACE_MIN;
    enough && !is_same(pair, i, j) && stem_similarity(pair, left, right) >= SIMILARITY_IN_PLACE
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
    pair: &Pair,
    (before, after): (&Document, &Document),
    links: &mut Links,
    suspects: &[usize],
) {
    // Heads first: whether an entry is the same is known by its head.
    for heads in [true, false] {
        for at in suspects {
            let Some(node) = &links.nodes[*at] else { continue };
            let (i, j) = (node.before.start, node.after.start);
            let is_head = before.unit(i).kind == UnitKind::EntryHead;
            if is_head == heads && !is_same(pair, i, j) && !is_same_entry((before, after), links, (i, j)) {
                links.drop(*at);
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
