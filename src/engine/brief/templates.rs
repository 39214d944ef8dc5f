//! What only another template changed: titles that are worded otherwise, a column that is gone, heads and feet of pages.
//!
//! Takes the items of what changed, gives those of a template as one line each: no decision is in them, and a plan that
//! moved to another form has dozens.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Placed;
use super::item::Versions;
use super::model::{Item, Mark, PartId, Piece};
use crate::delta::{Change, ChangeKind};
use crate::document::UnitKind;
use crate::marked::ours;

/// What only another template changed, told once: the headings that are worded otherwise as one line; for a column that a
/// table has no more one line for all the rows that differ in nothing else.
pub(super) fn told_once(versions: &Versions<'_>, placed: Vec<Placed>) -> Vec<Placed> {
    let mut told: Vec<Placed> = Vec::new();
    // What stands in different parts is told in each.
    let mut first_of: BTreeMap<(PartId, Template), usize> = BTreeMap::new();
    let mut said: BTreeSet<(PartId, Template, String)> = BTreeSet::new();
    for (part, index, item) in placed {
        // What touches risk or is not for everybody's ears is told by itself, and so is a form told with its review.
        let change = &versions.changes()[index];
        let alone = item.risk || item.restricted || item.quotes.len() > SIDES;
        let Some(template) = template(versions, change).filter(|_| !alone) else {
            told.push((part, index, item));
            continue;
        };
        let repeated = !said.insert((part, template.clone(), words(&item, &template)));
        let text = text(&item, &template);
        let template = (part, template);
        if let Some(first) = first_of.get(&template) {
            add(&mut told[*first].2, item, if repeated { Vec::new() } else { text });
        } else {
            let text = template.1.lead().into_iter().chain(text).collect();
            first_of.insert(template, told.len());
            told.push((part, index, Item { text, ..item }));
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

impl Template {
    /// What stands before the first of what it changed.
    fn lead(&self) -> Option<Piece> {
        match self {
            Self::Column { title, .. } => Some(ours(format!("{title}, a column no more: "))),
            Self::Headings | Self::Furniture => None,
        }
    }
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

/// What is told of an item: of a row that lost a column, the first cell, which names it, and what stood in the column.
fn text(item: &Item, template: &Template) -> Vec<Piece> {
    if !matches!(template, Template::Column { .. }) {
        return item.text.clone();
    }
    let name = item.text.first().filter(|piece| piece.mark == Mark::Same).cloned();
    let was = item.text.iter().filter(|piece| piece.mark == Mark::Before).cloned();
    let apart = name.as_ref().map(|_| ours(" "));
    name.into_iter().chain(apart).chain(was).collect()
}

/// Adds to a line what else its template changed; what is the same word for word is cited only, and has no text.
fn add(one: &mut Item, item: Item, text: Vec<Piece>) {
    one.text.extend((!text.is_empty()).then(|| ours("; ")));
    one.text.extend(text);
    one.quotes.extend(item.quotes);
    one.facts.extend(item.facts);
    one.moved &= item.moved;
    (one.section, one.label) =
        if one.section == item.section { (item.section, item.label) } else { Default::default() };
}

#[cfg(test)]
mod tests {
    use crate::brief::PartId;
    use crate::brief::item::tests::{brief, briefed};

    const BODY: [&str; 2] = [
        "The bakery opens at six and closes at noon on most days. He sweeps the yard before the vans come.",
        "The chaplain keeps the choir books in the tall press. The organ was tuned by a man from the coast.",
    ];

    fn sections(first: &str, second: &str) -> String {
        format!("## {first}\n\n{}\n\n## {second}\n\n{}\n", BODY[0], BODY[1])
    }

    #[test]
    fn titles_that_are_worded_otherwise_are_one_line() {
        let shown = briefed(&sections("Work", "Belief"), &sections("Work party", "Belief and choir"));
        assert_eq!(shown.len(), 1, "{shown:?}");
        assert!(shown[0].contains("party") && shown[0].contains("choir"), "{shown:?}");
    }

    #[test]
    fn a_title_that_denies_is_a_change_of_risk() {
        let (was, is) =
            (sections("No contact with Ann", "Belief"), sections("Contact with Ann", "Belief and choir"));
        let parts = brief(&was, &is, 600).parts;
        let of = |id: PartId| parts.iter().find(|part| part.id == id).map_or(0, |part| part.items.len());
        assert_eq!((of(PartId::Risk), of(PartId::New)), (1, 1));
    }

    #[test]
    fn a_column_that_is_gone_is_one_line_with_the_row_of_each_value() {
        let table = |head: &str, rows: [&str; 3]| {
            let rule = "|---".repeat(head.matches('|').count() - 1);
            format!("## Work\n\n{}\n\n## People\n\n{head}\n{rule}|\n{}\n", BODY[0], rows.join("\n"))
        };
        let was = ["| Ann | Nurse | B | yes |", "| Tam | Tutor | C | no |", "| Jo | Cook | D | no |"];
        let is = ["| Ann | Nurse | B |", "| Tam | Tutor | C |", "| Jo | Cook | D |"];
        let shown =
            briefed(&table("| Name | Role | Wing | Asked |", was), &table("| Name | Role | Wing |", is));
        let line = shown.iter().find(|line| line.contains("a column no more")).unwrap();
        assert_eq!(line, "Asked, a column no more: Ann [-yes]; Tam [-no]; Jo [-no]", "{shown:?}");
    }
}
