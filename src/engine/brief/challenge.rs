//! Decide or challenge first: passages that do not agree or are to be read together, levels that changed without a new
//! date, words altered in earlier entries, conditions that are gone.

use super::item::Versions;
use super::model::{Finding, Item, ItemKind, Piece, Quote, Side};
use super::phrases::day;
use super::pieces::ours;
use crate::delta::ChangeKind;
use crate::findings::{Kind, Together};

/// The items, the weightiest first; the changes that they show are marked in `shown`.
pub(super) fn items(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut items: Vec<Item> =
        versions.findings.together.iter().map(|group| together(versions, group, shown)).collect();
    items.extend(altered(versions, shown));
    items.extend(gone(versions, shown));
    items
}

fn together(versions: &Versions<'_>, group: &Together, shown: &mut [bool]) -> Item {
    let (mut text, mut quotes): (Vec<Piece>, Vec<Quote>) = (Vec::new(), Vec::new());
    for (at, unit) in group.units.iter().enumerate() {
        text.extend(who(versions, *unit, at > 0));
        text.extend(versions.marked(*unit));
        if is_altered(versions, *unit) {
            text.push(ours(" (altered since the last plan)"));
        }
        quotes.extend(versions.quoted(*unit));
        mark(versions, *unit, shown);
    }
    let kind = if group.kind.is_contradiction() { ItemKind::Disagreeing } else { ItemKind::Together };
    let finding = if group.kind.is_contradiction() { Finding::Contradiction } else { Finding::ReadTogether };
    let item = versions.item(kind, Side::After, group.units[0], text);
    let restricted = versions.is_restricted(Side::After, &group.units);
    let finding = if group.kind == Kind::Levels && is_undated(versions, group.units[0]) {
        Finding::UndatedLevel
    } else {
        finding
    };
    // Who wrote each passage stands before it.
    Item { finding: Some(finding), quotes, restricted, author: None, written: None, ..item }
}

/// "— Ms Orr, 3 May 2024: ", or a dash where nobody signed.
fn who(versions: &Versions<'_>, unit: u32, follows: bool) -> Option<Piece> {
    let voice = versions.findings.after(unit).voice;
    let dash = if follows { " — " } else { "" };
    let entry: Vec<String> = voice
        .into_iter()
        .flat_map(|voice| voice.author.iter().cloned().chain(voice.written.map(day)))
        .collect();
    match (entry.is_empty(), follows) {
        (true, false) => None,
        (true, true) => Some(ours(dash)),
        _ => Some(ours(format!("{dash}{}: ", entry.join(", ")))),
    }
}

/// Marks what a unit shows: what changed in it, or that it is new.
fn mark(versions: &Versions<'_>, unit: u32, shown: &mut [bool]) {
    if let Some(index) = versions.change_index(unit) {
        let kind = versions.changes()[index].kind;
        shown[index] |= matches!(kind, ChangeKind::Material | ChangeKind::Added);
    }
}

fn is_altered(versions: &Versions<'_>, unit: u32) -> bool {
    versions.change_index(unit).is_some_and(|index| versions.findings.altered.contains(&index))
}

/// Whether a row of an assessment changed and the day in it did not.
fn is_undated(versions: &Versions<'_>, unit: u32) -> bool {
    let change = versions.change_index(unit).map(|index| &versions.changes()[index]);
    change.is_some_and(|change| change.kind == ChangeKind::Material)
}

/// What changed in an entry of an earlier day.
fn altered(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut items = Vec::new();
    for index in &versions.findings.altered {
        if !shown[*index] {
            shown[*index] = true;
            let item = versions.changed(&versions.changes()[*index]);
            items.push(Item { kind: ItemKind::Altered, finding: Some(Finding::AlteredEntry), ..item });
        }
    }
    items
}

/// Prohibitions and conditions that are gone.
fn gone(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut items = Vec::new();
    let conditions: Vec<u32> =
        versions.findings.conditions.iter().filter(|found| found.gone).map(|found| found.unit).collect();
    for (index, change) in versions.changes().iter().enumerate() {
        let units: Vec<u32> = change.before.clone().filter(|unit| conditions.contains(unit)).collect();
        if change.kind != ChangeKind::Removed || units.is_empty() || shown[index] {
            continue;
        }
        shown[index] = true;
        let text = versions.text(Side::Before, units[0]);
        let item = versions.single(ItemKind::Gone, Side::Before, &units, text);
        let facts = versions.facts(change);
        items.push(Item { finding: Some(Finding::ConditionGone), facts, risk: true, ..item });
    }
    items
}
