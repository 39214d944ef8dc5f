//! What changed, came or went outside entries: by part.
//!
//! Takes the changes that no other part shows, gives items of risk, of what is new and of what is removed, in the order
//! of the plan.

use std::collections::BTreeMap;

use super::back::Back;
use super::fields::{self, Placed};
use super::item::{Versions, merged};
use super::levels;
use super::model::{Fact, Finding, Item, ItemKind, PartId, Quote, Rest, Side};
use super::templates;
use super::under;
use crate::delta::{Change, ChangeKind};
use crate::document::UnitKind;
use crate::facts::FactClass;

/// Items by part.
pub(super) type Parts = BTreeMap<PartId, Vec<Item>>;

/// The items of changed text, of new rows and fields, and of what is gone.
pub(super) fn items(versions: &Versions<'_>, shown: &mut [bool], backs: Vec<Back>) -> Parts {
    let mut placed: Vec<Placed> = Vec::new();
    for (index, change) in versions.changes().iter().enumerate().filter(|(index, _)| !shown[*index]) {
        placed.extend(of_change(versions, change).map(|(part, item)| (part, index, item)));
    }
    for (_, index, _) in &placed {
        shown[*index] = true;
    }
    let placed = fields::with_their_review(versions, placed);
    let mut placed = templates::told_once(versions, placed);
    placed.extend(backs.into_iter().map(|back| {
        let part = if back.risk { PartId::Risk } else { PartId::New };
        (part, back.change, back.item)
    }));
    placed.sort_by_key(|(part, index, _)| (*part, *index));
    let mut parts = Parts::new();
    for (part, _, item) in placed {
        parts.entry(part).or_default().push(item);
    }
    parts
        .into_iter()
        .map(|(part, items)| (part, merged(items)))
        .map(|(part, items)| {
            (part, if part == PartId::Minutes { as_one(items) } else { joined(versions, items) })
        })
        .collect()
}

fn of_change(versions: &Versions<'_>, change: &Change) -> Option<(PartId, Item)> {
    if change.is_furniture() {
        return None;
    }
    match change.kind {
        ChangeKind::Material => {
            let item = versions.changed(change);
            // What a part or a column is called is a change of risk where it denies or rates.
            let kind = versions.after.document.unit(change.after.start).kind;
            let titles = matches!(kind, UnitKind::Heading | UnitKind::TableHead | UnitKind::Furniture);
            let says = |fact: &Fact| under::is_saying(fact.class);
            let risk = if titles && !item.facts.iter().any(says) {
                levels::changes(versions, change, &item)
            } else {
                item.risk
            };
            let part = if risk {
                PartId::Risk
            } else if versions.findings.after(change.after.start).minutes {
                PartId::Minutes
            } else {
                PartId::New
            };
            Some((part, Item { risk, ..item }))
        }
        ChangeKind::Added => {
            let unit = change.after.start;
            let row = versions.after.document.unit(unit).kind == UnitKind::Row;
            let part = if change.risk { PartId::Risk } else { PartId::New };
            row.then(|| (part, whole(versions, ItemKind::New, Side::After, unit, change)))
        }
        ChangeKind::Removed => {
            let unit = change.before.start;
            let said = versions.said(Side::Before, unit).filter(|said| said.speaks)?;
            let safety = change.risk || versions.findings.barred(unit);
            let part = if safety && !said.minutes { PartId::Risk } else { PartId::Removed };
            let item = whole(versions, ItemKind::Removed, Side::Before, unit, change);
            let finding =
                (part == PartId::Risk).then_some(Finding::ConditionGone).filter(|_| said.voice.is_none());
            Some((part, Item { finding, ..item }))
        }
        _ => None,
    }
}

fn whole(versions: &Versions<'_>, kind: ItemKind, side: Side, unit: u32, change: &Change) -> Item {
    let item = versions.single(kind, side, &[unit], versions.text(side, unit));
    Item { facts: versions.facts(change), risk: change.risk, ..item }
}

/// What changed in the minutes as one line: minutes are written anew for each conference, from those of the last.
fn as_one(items: Vec<Item>) -> Vec<Item> {
    let one = items.into_iter().reduce(|mut one, item| {
        one.text.push(crate::marked::ours("; "));
        one.text.extend(item.text);
        one.quotes.extend(item.quotes);
        one.facts.extend(item.facts);
        one.moved &= item.moved;
        one
    });
    one.into_iter().collect()
}

/// Sentences that were removed one after another from one entry or section as one item: the first, and those that deny
/// or hold a value, whole; of the others how many there are.
fn joined(versions: &Versions<'_>, items: Vec<Item>) -> Vec<Item> {
    let mut joined: Vec<Item> = Vec::new();
    for item in items {
        let same = |last: &&mut Item| {
            last.kind == ItemKind::Removed
                && item.kind == ItemKind::Removed
                && (&last.section, &last.author, last.written) == (&item.section, &item.author, item.written)
        };
        match joined.last_mut().filter(same) {
            Some(last) => {
                let hidden = match last.rest {
                    Rest::Sentences(count) => count,
                    _ => 0,
                };
                if is_plain(versions, &item) {
                    last.rest = Rest::Sentences(hidden + 1);
                } else {
                    let row = is_row(versions, &item) || is_row(versions, last);
                    let apart = if hidden > 0 {
                        " … "
                    } else if row {
                        " / "
                    } else {
                        " "
                    };
                    last.text.push(crate::marked::ours(apart));
                    last.text.extend(item.text);
                }
                last.quotes.extend(item.quotes);
                last.facts.extend(item.facts);
                last.finding = last.finding.or(item.finding);
            }
            None => joined.push(item),
        }
    }
    joined
}

/// Whether what was removed is a row of a table.
fn is_row(versions: &Versions<'_>, item: &Item) -> bool {
    item.quotes.last().is_some_and(|quote| kind_of(versions, quote) == UnitKind::Row)
}

/// What kind of unit a quote of the earlier version is.
fn kind_of(versions: &Versions<'_>, quote: &Quote) -> UnitKind {
    let document = versions.on(Side::Before).document;
    document.unit(document.touched(quote.span).start).kind
}

/// Whether what was removed is prose that neither touches risk nor denies nor holds a value: a sentence before it may stand for it.
fn is_plain(versions: &Versions<'_>, item: &Item) -> bool {
    let prose = |quote: &Quote| kind_of(versions, quote) == UnitKind::Sentence;
    let plain = |fact: &Fact| {
        matches!(
            fact.class,
            FactClass::Name
                | FactClass::Agency
                | FactClass::Owner
                | FactClass::Place
                | FactClass::Relation
                | FactClass::Modality
                | FactClass::Quantifier
                | FactClass::Subject
        )
    };
    item.quotes.iter().all(prose) && !item.risk && item.finding.is_none() && item.facts.iter().all(plain)
}
