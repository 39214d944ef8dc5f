//! The page: what changed since the last conference, risk first.
//!
//! Takes a person's versions, the delta and the conferences, gives a [`Brief`].

mod model;

pub use model::{Brief, Conference, Folded, Input, Item, Part, PartId, Quote, Side, Version};

/// Composes the brief.
pub fn compose(input: &Input<'_>) -> Brief {
    let version =
        |version: &Version<'_>| model::VersionLabel { number: version.number, as_of: version.as_of };
    Brief {
        person: input.person.map(str::to_owned),
        baseline: input.baseline.as_ref().map(version),
        current: version(&input.current),
        last_conference: input.last_conference.clone(),
        next_conference: input.next_conference.clone(),
        standing: Vec::new(),
        parts: Vec::new(),
        folded: Folded::default(),
    }
}
