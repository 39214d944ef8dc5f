//! The page: what changed since the last conference, risk first.
//!
//! Takes a person's versions, the delta and the conferences, gives a [`Brief`]. Every sentence of it is verbatim
//! text of a version, or a fixed phrase of ours around verbatim text, dates and counts. It is composed in the
//! order in which it is read: where things stand, the actions, then the other parts; each shows what those before
//! it did not. Nothing that changed is left out: the word budget shortens what is new and long, and only that.

mod actions;
mod columns;
mod entry;
mod folded;
mod header;
mod item;
mod model;
mod page;
mod parts;
mod passage;
mod pieces;
mod reading;
mod shorten;
mod standing;
mod table;

pub use header::plan_date;
pub use model::{
    Brief, Budget, Conference, Fact, Folded, Input, Item, ItemKind, Mark, Part, PartId, Piece, Quote, Rest,
    Side, Size, Version, VersionLabel,
};

use item::Versions;

use crate::delta::Change;
use crate::document::{Document, Unit};

/// The text of a pair that changed, whole words and whole values marked, rows with the titles of their columns.
pub fn changed_text(before: &Document, after: &Document, change: &Change) -> Vec<Piece> {
    item::changed_text(before, after, change)
}

/// The text of a unit without markup, rows with the titles of their columns.
pub fn unit_text(document: &Document, unit: &Unit) -> Vec<Piece> {
    item::text(document, unit)
}

/// Composes the brief.
pub fn compose(input: &Input<'_>) -> Brief {
    let versions = Versions::new(input);
    let (standing, said) = standing::items(&versions);
    let mut shown = vec![false; versions.changes().len()];
    said.into_iter().for_each(|index| shown[index] = true);
    let (actions, said) = actions::items(&versions, &shown);
    said.into_iter().for_each(|index| shown[index] = true);
    let words = |items: &[Item]| items.iter().map(Item::words).sum::<u32>();
    let fixed = words(&standing) + words(&actions);
    let left = |must: u32| (input.words as u32).saturating_sub(fixed + must);
    let mut items = parts::items(&versions, &shown, left);
    items.insert(PartId::Actions, actions);
    let order = [PartId::Risk, PartId::Actions, PartId::Progress, PartId::Needs, PartId::Removed];
    let part =
        |id| items.remove(&id).filter(|items| !items.is_empty()).map(|items| Part { id, items, first: 0 });
    let mut parts: Vec<Part> = order.into_iter().filter_map(part).collect();
    page::choose(&standing, &mut parts);
    let all = parts.iter().map(|part| words(&part.items)).sum::<u32>() + words(&standing);
    let label = |version: &Version<'_>| VersionLabel { number: version.number, as_of: version.as_of };
    Brief {
        person: input.person.map(str::to_owned),
        name: header::name(input.current.document),
        baseline: input.baseline.as_ref().map(label),
        current: label(&input.current),
        last_conference: input.last_conference.clone(),
        next_conference: input.next_conference.clone(),
        size: folded::size(&versions),
        standing,
        parts,
        folded: folded::folded(&versions),
        budget: Budget { words_max: input.words as u32, words: all },
    }
}
