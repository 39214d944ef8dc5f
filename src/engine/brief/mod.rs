//! The page: what changed since the last conference, risk first.
//!
//! Takes a person's versions, the delta, the history and the conferences, gives a [`Brief`]. Every sentence of it is
//! verbatim text of a version or report, or a fixed phrase of ours around verbatim text, dates and counts. It is composed in the
//! order in which it is read: where things stand, the actions, then the other parts; each shows what those before
//! it did not; what the history leaves open is asked. Nothing that changed is left out: the word budget shortens what is new and long, and only that.

mod action_line;
mod actions;
mod agency;
mod ask;
mod assessments;
mod back;
mod folded;
mod header;
mod item;
mod model;
mod page;
mod parts;
mod passage;
mod shorten;
mod stage;
mod standing;
mod table;

pub use crate::history::Version;
pub use agency::Agency;
pub use header::plan_date;
pub use model::{
    Brief, Budget, Conference, Fact, Folded, FoldedSince, Input, Item, ItemKind, Mark, Origin, Part, PartId,
    Piece, Quote, Rest, Side, Size, Traced, VersionLabel,
};

pub use stage::{Check, Finding, Interval, Known, Stage};

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
    let (standing, parts) = content(&versions, input);
    let words = total(&standing) + parts.iter().map(|part| total(&part.items)).sum::<u32>();
    let label = |version: &Version<'_>| VersionLabel { number: version.number, as_of: version.as_of };
    Brief {
        person: input.person.map(str::to_owned),
        name: header::name(input.current.document),
        baseline: input.baseline.as_ref().map(label),
        current: label(&input.current),
        last_conference: input.last_conference.clone(),
        next_conference: input.next_conference.clone(),
        size: folded::size(&versions),
        agency: input.agency,
        standing,
        parts,
        folded: folded::folded(&versions, input.traced),
        stage: stage::stage(input),
        budget: Budget { words_max: input.words as u32, words },
    }
}

/// Parts in the order of reading.
const ORDER: [PartId; 6] =
    [PartId::Risk, PartId::Actions, PartId::Progress, PartId::Needs, PartId::Ask, PartId::Removed];

/// The standing lines and the parts; what one shows the next does not.
fn content(versions: &Versions<'_>, input: &Input<'_>) -> (Vec<Item>, Vec<Part>) {
    let words = input.words as u32;
    let mut shown = vec![false; versions.changes().len()];
    let (standing, said) = standing::items(versions);
    mark(&mut shown, &said);
    let (actions, said) =
        input.traced.map_or_else(Default::default, |traced| actions::items(versions, traced, &shown));
    mark(&mut shown, &said);
    let fixed = total(&standing) + total(&actions);
    let backs = input.traced.map_or_else(Vec::new, |traced| back::items(versions, traced));
    let mut items = parts::items(versions, &shown, backs, |must| words.saturating_sub(fixed + must));
    items.insert(PartId::Actions, actions);
    items.extend(input.traced.map(|traced| (PartId::Ask, ask::items(versions, traced))));
    let part = |id| Some(Part { id, items: items.remove(&id)?, first: 0 });
    let mut parts: Vec<Part> = ORDER.into_iter().filter_map(part).collect();
    parts.retain(|part| !part.items.is_empty());
    let own = agency::put_first(versions, input.agency, &mut parts);
    page::choose(&standing, &mut parts, &own);
    (standing, parts)
}

fn mark(shown: &mut [bool], said: &[usize]) {
    for index in said {
        shown[*index] = true;
    }
}

fn total(items: &[Item]) -> u32 {
    items.iter().map(Item::words).sum()
}
