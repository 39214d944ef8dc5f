//! What a passage stands in, and what that became: its entry, or else its paragraph.
//!
//! A passage that changed in its place may be linked to a copy of what it was, in an entry that was written later. That
//! its own entry stayed is known by what else stands in it.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::path::Node;
use crate::document::Stands;

/// Fewest links by which an entry or paragraph is known in the other version; a long sentence counts for two.
const LINKS_MIN: usize = 2;
/// Whether two units of a version stand in one entry or paragraph.
pub(super) fn is_one(stands: &Stands, unit: u32, other: Option<u32>) -> bool {
    let home = |unit: u32| stands.home.get(unit as usize);
    other.and_then(home).is_some_and(|other| home(unit) == Some(other))
}

/// Which links lead out of the home of their passage, whether or not they changed their order: most of what stands with
/// it went elsewhere than it did. Seen from the earlier side, and from the later.
pub(super) fn strayed((before, after): (&Stands, &Stands), nodes: &[Option<Node>]) -> Vec<[bool; 2]> {
    let homes = |node: &Node| {
        let (i, j) = (node.before.start as usize, node.after.start as usize);
        ((before.home[i], after.home[j]), usize::from(before.telling[i].min(after.telling[j])))
    };
    let (mut ahead, mut back) = (Carried::new(before), Carried::new(after));
    // What stands together has mostly gone together.
    let mut links = nodes.iter().flatten().map(homes).peekable();
    while let Some((homes, mut telling)) = links.next() {
        while let Some((_, more)) = links.next_if(|(next, _)| *next == homes) {
            telling += more;
        }
        ahead.add(homes.0, homes.1, telling);
        back.add(homes.1, homes.0, telling);
    }
    let [ahead, back] = [ahead.most(), back.most()];
    let left = |own: u32, other, most: &[Most]| most[own as usize].home.is_some_and(|most| most != other);
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

/// By how many links each home is known in others.
struct Carried {
    /// By home: the other to which its first link leads.
    first: Vec<Most>,
    /// The links from each home to further others, of which most have none.
    further: FxHashMap<(u32, u32), usize>,
}

/// Where most of a home went; nowhere if two have as much of it.
#[derive(Clone, Copy, Default)]
struct Most {
    links: usize,
    home: Option<u32>,
}

impl Carried {
    fn new(stands: &Stands) -> Self {
        let count = stands.home.iter().max().map_or(0, |most| *most as usize + 1);
        Self { first: vec![Most::default(); count], further: FxHashMap::default() }
    }

    fn add(&mut self, own: u32, other: u32, links: usize) {
        let first = &mut self.first[own as usize];
        if *first.home.get_or_insert(other) == other {
            first.links += links;
        } else {
            *self.further.entry((own, other)).or_default() += links;
        }
    }

    /// Where most of each home went, of those of which enough went anywhere.
    fn most(self) -> Vec<Most> {
        let mut most = self.first;
        for first in most.iter_mut().filter(|first| first.links < LINKS_MIN) {
            *first = Most::default();
        }
        for ((own, other), links) in self.further.into_iter().filter(|(_, links)| *links >= LINKS_MIN) {
            let best = &mut most[own as usize];
            match links.cmp(&best.links) {
                Ordering::Greater => *best = Most { links, home: Some(other) },
                Ordering::Equal => best.home = None,
                Ordering::Less => {}
            }
        }
        most
    }
}
