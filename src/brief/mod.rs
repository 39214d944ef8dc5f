//! The page: what changed since the last conference, risk first.
//!
//! Takes a person's versions, the delta and the conferences, gives a [`Brief`].

mod entry;
mod header;
mod model;
mod pieces;
mod reading;

pub use model::{
    Brief, Budget, Conference, Fact, Folded, Input, Item, ItemKind, Mark, Part, PartId, Piece, Quote, Rest,
    Side, Size, Version, VersionLabel,
};

pub use header::plan_date;

/// Composes the brief.
pub fn compose(input: &Input<'_>) -> Brief {
    let version = |version: &Version<'_>| VersionLabel { number: version.number, as_of: version.as_of };
    Brief {
        person: input.person.map(str::to_owned),
        name: None,
        baseline: input.baseline.as_ref().map(version),
        current: version(&input.current),
        last_conference: input.last_conference.clone(),
        next_conference: input.next_conference.clone(),
        size: Size::default(),
        standing: Vec::new(),
        parts: Vec::new(),
        folded: Folded::default(),
        budget: Budget::default(),
    }
}
