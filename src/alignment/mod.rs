//! Which unit of the one version became which of the other.
//!
//! Takes two documents, gives an [`Alignment`]: every unit of both sides in exactly one link. Similarity pairs
//! units here; whether a pair may be folded is not decided here but in [`crate::delta`].

use std::collections::HashMap;
use std::ops::Range;

use crate::document::Document;

/// Every unit of both versions, linked; in reading order of the later version, removed ones where they stood.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// The links.
    pub links: Vec<Link>,
}

/// Units that are the same passage. One a side; more only where a unit was split or merged; none on one side
/// where it was added or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Units of the earlier version, as indices; adjacent.
    pub before: Range<u32>,
    /// Units of the later version, as indices; adjacent.
    pub after: Range<u32>,
    /// Whether the passage changed its place among its neighbours.
    pub moved: bool,
}

/// Aligns two documents.
pub fn align(before: &Document, after: &Document) -> Alignment {
    let mut places: HashMap<&str, Vec<u32>> = HashMap::new();
    for (index, unit) in before.units().iter().enumerate().rev() {
        places.entry(before.text(unit)).or_default().push(index as u32);
    }
    let mut linked = vec![false; before.units().len()];
    let mut links = Vec::new();
    for (index, unit) in after.units().iter().enumerate() {
        let index = index as u32;
        let place = places.get_mut(after.text(unit)).and_then(Vec::pop);
        let before = place.map_or(0..0, |place| {
            linked[place as usize] = true;
            place..place + 1
        });
        links.push(Link { before, after: index..index + 1, moved: false });
    }
    let removed = linked.iter().enumerate().filter(|(_, linked)| !**linked);
    links.extend(removed.map(|(index, _)| Link {
        before: index as u32..index as u32 + 1,
        after: 0..0,
        moved: false,
    }));
    Alignment { links }
}
