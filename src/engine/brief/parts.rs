//! Which part of the brief each change belongs to.
//!
//! Takes the changes that neither the standing lines nor the actions show, gives the items of each part in the
//! order of the plan. Risk goes first wherever it stands in the plan; the same change in several places is one
//! item.

use std::collections::HashMap;

use super::back::Back;
use super::item::{Versions, merged};
use super::model::{Fact, Item, ItemKind, PartId, Piece, Rest, Side};
use super::passage::{Passage, passages};
use super::shorten::{Shown, choose};
use crate::delta::ChangeKind;
use crate::document::UnitKind;
use crate::document::reading::folded;
use crate::facts::FactClass;
use crate::marked::ours;

/// An item, the part it belongs to, and the change it begins with.
type Placed = (PartId, usize, Item);

/// The items of all parts but the actions, in the order of the plan.
///
/// `shown` says which changes stand elsewhere already, `backs` are what changed and changed back; `left` is told how many words the items must take and gives
/// how many are left for more sentences of long new entries.
pub(super) fn items(
    versions: &Versions<'_>,
    shown: &[bool],
    backs: Vec<Back>,
    left: impl FnOnce(u32) -> u32,
) -> HashMap<PartId, Vec<Item>> {
    let mut placed = changed_items(versions, shown);
    placed.extend(
        backs.into_iter().map(|back| (part_of(back.risk, Side::After, &back.item), back.change, back.item)),
    );
    let fixed: u32 = placed.iter().map(|(_, _, item)| item.words()).sum();
    let passages = passages(versions, shown);
    let sentences = choose(&passages, |must| left(fixed + must));
    for (passage, shown) in passages.iter().zip(&sentences) {
        push_passage(versions, passage, shown, &mut placed);
    }
    placed.sort_by_key(|(part, index, _)| (*part, *index));
    by_part(placed)
}

fn changed_items(versions: &Versions<'_>, shown: &[bool]) -> Vec<Placed> {
    let mut placed = Vec::new();
    for (index, change) in versions.changes().iter().enumerate() {
        if change.kind == ChangeKind::Material && !shown[index] {
            let item = versions.changed(change);
            let risk = change.risk || item.facts.iter().any(is_level);
            placed.push((part_of(risk, Side::After, &item), index, item));
        }
    }
    placed
}

/// The risk sentences of a passage stand under risk, the others in their own part; how many are not shown is said
/// once, with the last.
fn push_passage(versions: &Versions<'_>, passage: &Passage, shown: &Shown, placed: &mut Vec<Placed>) {
    let whole = !passage.can_be_shortened;
    let has_risk = passage.sentences.iter().any(|sentence| sentence.risk);
    let of = |risk: bool| -> Vec<usize> {
        let here = |at: &usize| shown[*at] && (whole || passage.sentences[*at].risk == risk);
        (0..shown.len()).filter(here).collect()
    };
    let (risk, other) = if whole && has_risk { (of(true), Vec::new()) } else { (of(true), of(false)) };
    let risk = if has_risk { risk } else { Vec::new() };
    let hidden = shown.iter().filter(|shown| !**shown).count() as u32;
    let first = placed.len();
    for (is_risk, at) in [(true, risk), (false, other)] {
        if let Some(start) = at.first() {
            let item = passage_item(versions, passage, &at);
            let part = part_of(is_risk, passage.side, &item);
            placed.push((part, passage.sentences[*start].change, item));
        }
    }
    if let Some((_, _, item)) = placed[first..].last_mut() {
        item.rest = rest(versions, passage, hidden);
    }
}

fn rest(versions: &Versions<'_>, passage: &Passage, hidden: u32) -> Rest {
    let document = versions.on(passage.side).document;
    match document.unit(passage.sentences[0].unit).kind {
        _ if hidden == 0 => Rest::None,
        UnitKind::Row => Rest::Rows(hidden),
        _ => Rest::Sentences(hidden),
    }
}

/// The sentences of a passage at these places, with a mark of ours where some lie between them.
fn passage_item(versions: &Versions<'_>, passage: &Passage, at: &[usize]) -> Item {
    let document = versions.on(passage.side).document;
    let mut text: Vec<Piece> = Vec::new();
    let mut last = None;
    for place in at {
        if let Some(last) = last {
            text.push(ours(if last + 1 == *place { " " } else { " … " }));
        }
        let unit = document.unit(passage.sentences[*place].unit);
        text.extend(versions.text(passage.side, unit));
        last = Some(*place);
    }
    let kind = if passage.side == Side::After { ItemKind::New } else { ItemKind::Removed };
    let units: Vec<u32> = at.iter().map(|place| passage.sentences[*place].unit).collect();
    let item = versions.single(kind, passage.side, &units, text);
    let changes = at.iter().map(|place| &versions.changes()[passage.sentences[*place].change]);
    let facts = changes.flat_map(|change| versions.facts(change)).collect();
    Item { facts, ..item }
}

fn part_of(risk: bool, side: Side, item: &Item) -> PartId {
    if risk {
        PartId::Risk
    } else if side == Side::Before {
        PartId::Removed
    } else if is_progress(&item.section) {
        PartId::Progress
    } else {
        PartId::Needs
    }
}

/// Whether a fact is a level of risk or supervision: as a plan has no other levels of these names, it is risk
/// wherever it stands.
fn is_level(fact: &Fact) -> bool {
    let level = |value: &Option<String>| {
        value.as_deref().is_some_and(|value| LEVELS.contains(&folded(value).trim_start_matches("level ")))
    };
    matches!(fact.class, FactClass::Level | FactClass::Risk) && level(&fact.before) && level(&fact.after)
}

/// Whether a section tells of progress and behaviour rather than of a need.
fn is_progress(section: &[String]) -> bool {
    let title = section.first().map_or(String::new(), |title| format!(" {} ", folded(title)));
    PROGRESS.iter().any(|word| title.contains(&format!(" {word} ")))
}

/// The items of each part, one for the same change in several places.
fn by_part(placed: Vec<Placed>) -> HashMap<PartId, Vec<Item>> {
    let mut parts: HashMap<PartId, Vec<Item>> = HashMap::new();
    for (part, _, item) in placed {
        parts.entry(part).or_default().push(item);
    }
    parts.into_iter().map(|(part, items)| (part, merged(items))).collect()
}

/// Levels of risk, of supervision and of MAPPA.
const LEVELS: [&str; 9] = ["very low", "low", "medium", "moderate", "high", "very high", "1", "2", "3"];

/// Words in the titles of sections on progress and behaviour.
const PROGRESS: &[&str] = &[
    "progress",
    "progression",
    "behaviour",
    "programmes",
    "programme",
    "regime",
    "reports",
    "misconduct",
    "adjudications",
    "custody",
    "custodial",
    "chronology",
    "minutes",
    "conference",
    "rmt",
    "summary",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_of_the_manual_are_no_progress() {
        let check = |title: &str| is_progress(&[title.to_owned()]);
        assert!(check("Custodial Behaviour and Reports"));
        assert!(check("Case Conference Minutes"));
        assert!(!check("Violent conduct"));
        assert!(!check("Learning, skills and employment"));
    }
}
