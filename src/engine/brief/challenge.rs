//! Decide or challenge first: passages that do not agree or are to be read together, levels that changed without a new
//! date, words altered in earlier entries, conditions that are gone.

use super::heads;
use super::item::Versions;
use super::model::{Finding, Item, ItemKind, Piece, Quote, Side, Telling};
use super::phrases::{SEE_BELOW, day};
use super::worth::worth;
use crate::delta::{Change, ChangeKind};
use crate::facts::FactClass;
use crate::findings::{Kind, Together};
use crate::marked::ours;

/// The items, the weightiest first; the changes that they show are marked in `shown`.
pub(super) fn items(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut items: Vec<Item> =
        versions.findings.together.iter().map(|group| together(versions, group, shown)).collect();
    items.extend(undated(versions, shown));
    items.extend(gone(versions, shown));
    items.extend(altered(versions, shown));
    items.extend(heads::items(versions, shown));
    items
}

fn together(versions: &Versions<'_>, group: &Together, shown: &mut [bool]) -> Item {
    let (mut text, mut quotes): (Vec<Piece>, Vec<Quote>) = (Vec::new(), Vec::new());
    let mut all: Vec<u32> = group.units.clone();
    for (at, unit) in group.units.iter().enumerate() {
        let voice = |unit: u32| versions.voice(Side::After, unit);
        let same = at > 0 && voice(*unit).is_some() && voice(*unit) == voice(group.units[at - 1]);
        text.extend(if same {
            Some(ours(" … "))
        } else {
            who(versions, *unit, (at > 0).then(|| group.units[0]))
        });
        let before = versions.findings.who_is_meant(*unit).filter(|before| !group.units.contains(before));
        if let Some(before) = before {
            text.extend(versions.marked(before));
            text.push(ours(" "));
            quotes.extend(versions.quoted(before));
            mark(versions, before, shown);
            all.push(before);
        }
        text.extend(versions.marked(*unit));
        if is_altered(versions, *unit) {
            text.push(ours(" (altered since the last plan)"));
        } else if came(versions, *unit) {
            text.push(ours(" (not in the last plan)"));
        }
        quotes.extend(versions.quoted(*unit));
        mark(versions, *unit, shown);
    }
    let kind = if group.kind.is_contradiction() { ItemKind::Disagreeing } else { ItemKind::Together };
    let finding = if group.kind.is_contradiction() { Finding::Contradiction } else { Finding::ReadTogether };
    let item = versions.item(kind, Side::After, group.units[0], text);
    let restricted = all.iter().any(|unit| versions.is_restricted_now_or_before(*unit));
    let told = group.units.iter().filter_map(|unit| versions.change(*unit));
    let news: Vec<&Change> = told.filter(|change| is_news(versions, change)).collect();
    let replaced = news.iter().filter(|change| change.kind == ChangeKind::Material);
    let replaced: Vec<Item> = replaced.map(|change| versions.changed(change)).collect();
    let risk = news.iter().any(|change| change.risk) || replaced.iter().any(|item| item.risk);
    let facts = replaced.into_iter().flat_map(|item| item.facts).collect();
    let finding = if group.kind == Kind::Levels && is_undated(versions, group.units[0]) {
        Finding::UndatedLevel
    } else {
        finding
    };
    let short = group.units.iter().find_map(|unit| short(versions, *unit));
    let telling = short.map_or(Telling::Whole, |short| Telling::Short(Box::new(short)));
    // Who wrote each passage stands before it.
    Item {
        finding: Some(finding),
        quotes,
        restricted,
        facts,
        risk,
        author: None,
        written: None,
        telling,
        ..item
    }
}

/// What changed in a passage that holds until it is changed, with where the others stand.
fn short(versions: &Versions<'_>, unit: u32) -> Option<Item> {
    let stands = versions.findings.stands(unit);
    let change = versions.change(unit).filter(|change| stands && change.kind == ChangeKind::Material)?;
    let mut item = versions.changed(change);
    item.text.push(ours(SEE_BELOW));
    Some(item)
}

/// "— Ms Orr, 3 May 2024: "; where nobody signed a dash, and the section of what stands in another than the first of
/// these and on no page that could be named.
fn who(versions: &Versions<'_>, unit: u32, first: Option<u32>) -> Option<Piece> {
    let entry = entry_of(versions, unit);
    let Some(first) = first else {
        return (!entry.is_empty()).then(|| ours(format!("{entry}: ")));
    };
    let from = if entry.is_empty() { section_of(versions, unit, first) } else { entry };
    Some(ours(if from.is_empty() { " — ".to_owned() } else { format!(" — {from}: ") }))
}

/// The section of a line in another than the first of a group, unless it is found by its page.
fn section_of(versions: &Versions<'_>, unit: u32, first: u32) -> String {
    let on_page = |quote: &Quote| quote.place.is_some_and(|place| place.page.is_some());
    let label = versions.label_of(unit);
    let elsewhere = label != versions.label_of(first) && !versions.quoted(unit).iter().any(on_page);
    if elsewhere { label } else { String::new() }
}

/// "Ms Orr, 3 May 2024" of what is signed.
fn entry_of(versions: &Versions<'_>, unit: u32) -> String {
    let voice = versions.voice(Side::After, unit);
    let parts =
        voice.into_iter().flat_map(|voice| voice.author.iter().cloned().chain(voice.written.map(day)));
    parts.collect::<Vec<_>>().join(", ")
}

/// Whether a passage has words that it had not, or is a line that bars something and that was not there; what is new in
/// entries is told among them.
fn is_news(versions: &Versions<'_>, change: &Change) -> bool {
    let bars = |unit: u32| versions.findings.stands(unit) && versions.findings.bars(unit);
    change.kind == ChangeKind::Material
        || (change.kind == ChangeKind::Added && change.after.clone().any(bars))
}

/// Marks what a unit shows: what changed in it, or that it is new.
fn mark(versions: &Versions<'_>, unit: u32, shown: &mut [bool]) {
    if let Some(index) = versions.change_index(unit) {
        let kind = versions.changes()[index].kind;
        shown[index] |= matches!(kind, ChangeKind::Material | ChangeKind::Added);
    }
}

/// Whether a line that holds until it is changed was not in the last plan: read beside others it would pass for an old
/// one.
fn came(versions: &Versions<'_>, unit: u32) -> bool {
    let added = versions.change(unit).is_some_and(|change| change.kind == ChangeKind::Added);
    added && versions.findings.stands(unit)
}

fn is_altered(versions: &Versions<'_>, unit: u32) -> bool {
    versions.change_index(unit).is_some_and(|index| versions.findings.altered.binary_search(&index).is_ok())
}

/// Whether a row of an assessment changed and the day in it did not.
fn is_undated(versions: &Versions<'_>, unit: u32) -> bool {
    versions.change(unit).is_some_and(|change| change.kind == ChangeKind::Material)
}

/// Rows of assessments of which the level or score changed and the day did not.
fn undated(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut items = Vec::new();
    for (index, change) in versions.changes().iter().enumerate() {
        let rated = change.kind == ChangeKind::Material && versions.is_assessment(change.after.start);
        if !rated || shown[index] {
            continue;
        }
        let item = versions.changed(change);
        let of = |classes: &[FactClass]| item.facts.iter().any(|fact| classes.contains(&fact.class));
        let changed = of(&[FactClass::Level, FactClass::Risk, FactClass::Score, FactClass::Number]);
        if changed && !of(&[FactClass::Date]) {
            shown[index] = true;
            items.push(Item { kind: ItemKind::Undated, finding: Some(Finding::UndatedLevel), ..item });
        }
    }
    items
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
    // A denial or a level first.
    items.sort_by_key(|item| std::cmp::Reverse(worth(item)));
    items
}

/// Prohibitions and conditions that are gone, each with what stood straight behind it and is gone too.
fn gone(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let conditions: Vec<u32> =
        versions.findings.conditions.iter().filter(|found| found.gone).map(|found| found.unit).collect();
    let mut items = Vec::new();
    for unit in conditions {
        let Some(first) = versions.removed(unit).filter(|index| !shown[*index]) else { continue };
        let block = |unit: u32| versions.on(Side::Before).document.unit(unit).block;
        let follows = (unit + 1..=unit + FOLLOWING_MAX).take_while(|next| {
            let units = versions.on(Side::Before).document.units().len() as u32;
            *next < units
                && block(*next) == block(unit)
                && versions.removed(*next).is_some_and(|index| !shown[index])
        });
        let units: Vec<u32> = std::iter::once(unit).chain(follows).collect();
        let mut text: Vec<Piece> = Vec::new();
        let mut facts = Vec::new();
        for unit in &units {
            text.extend((!text.is_empty()).then(|| ours(" ")));
            text.extend(versions.text(Side::Before, *unit));
            if let Some(index) = versions.removed(*unit) {
                facts.extend(versions.facts(&versions.changes()[index]));
                shown[index] = true;
            }
        }
        shown[first] = true;
        let item = versions.single(ItemKind::Gone, Side::Before, &units, text);
        let item = Item { finding: Some(Finding::ConditionGone), facts, risk: true, ..item };
        items.push(beside_news(versions, unit, item, shown));
    }
    items
}

/// What is gone, and behind it what was said this year of what it is about.
fn beside_news(versions: &Versions<'_>, gone: u32, item: Item, shown: &mut [bool]) -> Item {
    let Some(unit) = versions.findings.speaks_of_gone(gone) else { return item };
    let mut short = item.clone();
    short.text.push(ours(SEE_BELOW));
    let mut item = Item { telling: Telling::Short(Box::new(short)), ..item };
    item.text.extend(who(versions, unit, Some(unit)));
    item.text.extend(versions.marked(unit));
    item.quotes.extend(versions.quoted(unit));
    item.restricted |= versions.is_restricted_now_or_before(unit);
    mark(versions, unit, shown);
    item
}

/// Most sentences behind one that is gone that are told with it.
const FOLLOWING_MAX: u32 = 2;
