//! What a passage stands in, and what that became: its entry, or else its paragraph.
//!
//! A passage that changed in its place may be linked to a copy of what it was, in an entry that was written later. That
//! its own entry stayed is known by what else stands in it.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::passages::Passages;
use super::path::Node;
use crate::document::{Document, UnitKind};

/// Fewest links by which an entry or paragraph is known in the other version; a long sentence counts for two.
const LINKS_MIN: usize = 2;
/// For how many links the head of an entry counts: whatever was exchanged under it, it is the same entry.
const LINKS_OF_HEAD: usize = 64;
/// Fewest stems of a long sentence.
const STEMS_TELLING: usize = 8;

/// Where the units of a version stand.
pub(super) struct Homes {
    /// Of each unit, a number of its entry, or else of its block.
    of: Vec<u32>,
    /// By how many links each unit makes its home known: none if it has a copy in its version.
    telling: Vec<usize>,
}

impl Homes {
    /// The homes of a document, whose units are these passages.
    pub(super) fn of(document: &Document, side: &Passages<'_>) -> Self {
        let alone = &document.stems().alone;
        let (mut of, mut telling) = (Vec::with_capacity(side.len()), Vec::with_capacity(side.len()));
        for (index, unit) in (0..).zip(document.units()) {
            let heads = matches!(unit.kind, UnitKind::EntryHead | UnitKind::Signature);
            let entry = if heads { Some(index) } else { unit.entry };
            of.push(entry.map_or(unit.block * 2, |entry| entry * 2 + 1));
            let long = side.stem_count(index) >= STEMS_TELLING;
            let links = if heads { LINKS_OF_HEAD } else { 1 + usize::from(long) };
            telling.push(usize::from(alone[index as usize]) * links);
        }
        Self { of, telling }
    }

    /// Whether two units stand in one entry or paragraph.
    pub(super) fn is_one(&self, unit: u32, other: Option<u32>) -> bool {
        let home = |unit: u32| self.of.get(unit as usize);
        other.and_then(home).is_some_and(|other| home(unit) == Some(other))
    }
}

/// Which links lead out of the home of their passage, whether or not they changed their order: most of what stands with
/// it went elsewhere than it did. Seen from the earlier side, and from the later.
pub(super) fn strayed((before, after): (&Homes, &Homes), nodes: &[Option<Node>]) -> Vec<[bool; 2]> {
    let homes = |node: &Node| {
        let (i, j) = (node.before.start as usize, node.after.start as usize);
        ((before.of[i], after.of[j]), before.telling[i].min(after.telling[j]))
    };
    let mut carried: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    // What stands together has mostly gone together.
    let mut links = nodes.iter().flatten().map(homes).peekable();
    while let Some((homes, mut telling)) = links.next() {
        while let Some((_, more)) = links.next_if(|(next, _)| *next == homes) {
            telling += more;
        }
        *carried.entry(homes).or_default() += telling;
    }
    let ahead = most(carried.iter().map(|((own, other), links)| (*own, *other, *links)));
    let back = most(carried.iter().map(|((other, own), links)| (*own, *other, *links)));
    let left = |own, other, most: &FxHashMap<u32, Most>| {
        most.get(&own).and_then(|most| most.home).is_some_and(|most| most != other)
    };
    let mut last = None;
    let mut is_strayed = |node: &Option<Node>| {
        let Some((homes, _)) = node.as_ref().map(homes) else { return [false; 2] };
        match last {
            Some((known, strayed)) if known == homes => strayed,
            _ => {
                let strayed = [left(homes.0, homes.1, &ahead), left(homes.1, homes.0, &back)];
                last = Some((homes, strayed));
                strayed
            }
        }
    };
    nodes.iter().map(&mut is_strayed).collect()
}

/// Where most of a home went; nowhere if two have as much of it.
#[derive(Clone, Copy, Default)]
struct Most {
    links: usize,
    home: Option<u32>,
}

/// Where most of each home went, of those of which enough went anywhere.
fn most(carried: impl Iterator<Item = (u32, u32, usize)>) -> FxHashMap<u32, Most> {
    let mut most: FxHashMap<u32, Most> = FxHashMap::default();
    for (own, other, links) in carried.filter(|(_, _, links)| *links >= LINKS_MIN) {
        let best = most.entry(own).or_default();
        match links.cmp(&best.links) {
            Ordering::Greater => *best = Most { links, home: Some(other) },
            Ordering::Equal => best.home = None,
            Ordering::Less => {}
        }
    }
    most
}
