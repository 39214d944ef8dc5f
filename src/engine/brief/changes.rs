//! What changed, came or went outside entries: by part.
//!
//! Takes the changes that no other part shows, gives items of risk, of what is new and of what is removed, in the order
//! of the plan.

use std::collections::{BTreeMap, BTreeSet};

use super::back::Back;
use super::fields::{self, Placed};
use super::item::{Versions, merged};
use super::model::{Fact, Finding, Item, ItemKind, Mark, PartId, Piece, Quote, Rest, Side};
use crate::delta::{Change, ChangeKind};
use crate::document::UnitKind;
use crate::document::reading::folded;
use crate::facts::FactClass;
use crate::lexicon;
use crate::marked::ours;

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
    let mut placed = as_templates(versions, placed);
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

/// What only another template changed, told once: the headings that are worded otherwise as one line; for a column that a
/// table has no more one line for all the rows that differ in nothing else.
fn as_templates(versions: &Versions<'_>, placed: Vec<Placed>) -> Vec<Placed> {
    let mut told: Vec<Placed> = Vec::new();
    let mut first_of: BTreeMap<Template, usize> = BTreeMap::new();
    let mut said: BTreeSet<(Template, String)> = BTreeSet::new();
    for (part, index, item) in placed {
        // What touches risk or is not for everybody's ears is told by itself, and so is a form told with its review.
        let change = &versions.changes()[index];
        let alone = item.risk || item.restricted || item.quotes.len() > SIDES;
        let Some(template) = template(versions, change).filter(|_| !alone) else {
            told.push((part, index, item));
            continue;
        };
        let repeated = !said.insert((template.clone(), words(&item, &template)));
        if let Some(first) = first_of.get(&template) {
            add(&mut told[*first].2, item, &template, repeated);
        } else {
            first_of.insert(template.clone(), told.len());
            told.push((part, index, opened(item, &template)));
        }
    }
    told
}

/// Quotes of an item for one pair.
const SIDES: usize = 2;

/// What another template changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Template {
    /// Headings, and labels of fields that kept their value.
    Headings,
    /// The heads and feet of its pages: those that differ in figures alone are told once.
    Furniture,
    /// Tables of this block have no column of this title any more, and this stood in it.
    Column { block: u32, title: String },
}

fn template(versions: &Versions<'_>, change: &Change) -> Option<Template> {
    let change = Some(change).filter(|change| change.kind == ChangeKind::Material)?;
    let unit = versions.after.document.unit(change.after.start);
    match unit.kind {
        UnitKind::Heading | UnitKind::TableHead => Some(Template::Headings),
        UnitKind::Pair if !versions.has_another_value(change.after.start) => Some(Template::Headings),
        UnitKind::Furniture => Some(Template::Furniture),
        UnitKind::Row => {
            let title = versions.only_without_column(change)?;
            Some(Template::Column { block: unit.block, title })
        }
        _ => None,
    }
}

/// What an item says, by which it is told once: of page furniture without its figures.
fn words(item: &Item, template: &Template) -> String {
    let of_pages = *template == Template::Furniture;
    let text = item.text.iter().flat_map(|piece| piece.text.chars().chain(['\n']));
    text.filter(|c| !of_pages || !c.is_ascii_digit()).collect()
}

/// The first line of what a template changed.
fn opened(item: Item, template: &Template) -> Item {
    match template {
        Template::Headings | Template::Furniture => item,
        Template::Column { title, .. } => {
            let title = std::iter::once(ours(format!("{title}, a column no more: ")));
            Item { text: title.chain(row_value(&item)).collect(), ..item }
        }
    }
}

/// The first cell of a row, which names it, and what stood in the column that is gone.
fn row_value(item: &Item) -> Vec<Piece> {
    let name = item.text.first().filter(|piece| piece.mark == Mark::Same).cloned();
    let was = item.text.iter().filter(|piece| piece.mark == Mark::Before).cloned();
    let apart = name.as_ref().map(|_| ours(" "));
    name.into_iter().chain(apart).chain(was).collect()
}

/// Adds to a line what else the template changed; what is `repeated` word for word is cited only.
fn add(one: &mut Item, item: Item, template: &Template, repeated: bool) {
    if !repeated {
        one.text.push(ours("; "));
        one.text.extend(match template {
            Template::Headings | Template::Furniture => item.text,
            Template::Column { .. } => row_value(&item),
        });
    }
    one.quotes.extend(item.quotes);
    one.facts.extend(item.facts);
    one.moved &= item.moved;
    (one.section, one.label) =
        if one.section == item.section { (item.section, item.label) } else { Default::default() };
}

/// Classes of facts by which a title says something.
const SAYING: [FactClass; 7] = [
    FactClass::Negation,
    FactClass::Denial,
    FactClass::Modality,
    FactClass::Level,
    FactClass::Risk,
    FactClass::Status,
    FactClass::Antonym,
];

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
            let says = |fact: &Fact| SAYING.contains(&fact.class);
            let risk =
                (change.risk && (!titles || item.facts.iter().any(says))) || item.facts.iter().any(is_level);
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

/// Whether a fact is a level of risk or supervision: as a plan has no other levels of these names, it is risk
/// wherever it stands.
fn is_level(fact: &Fact) -> bool {
    let level = |value: &Option<String>| {
        value
            .as_deref()
            .is_some_and(|value| lexicon::LEVEL_VALUES.has(folded(value).trim_start_matches("level ")))
    };
    matches!(fact.class, FactClass::Level | FactClass::Risk) && level(&fact.before) && level(&fact.after)
}
