//! What is new: each entry by its telling sentences.

use super::item::Versions;
use super::model::{Item, ItemKind, Piece, Rest, Side, Telling};
use crate::findings::News;
use crate::marked::ours;

/// One item for each new entry, in the order of the plan; the changes that they show are marked in `shown`.
pub(super) fn items(versions: &Versions<'_>, shown: &mut [bool], words: u32) -> Vec<Item> {
    let news = versions.findings.news(shown, words);
    let items = told(news.iter().filter_map(|news| item(versions, news, shown)));
    for unit in news.iter().flat_map(|news| &news.units) {
        if let Some(index) = versions.change_index(*unit) {
            shown[index] = true;
        }
    }
    items
}

/// What new entries take in any case.
pub(super) struct Fixed {
    /// Words of what may not be left out, who wrote each and when, how much is left out.
    pub(super) words: u32,
    /// How many entries there are.
    pub(super) count: u32,
}

/// Counts what new entries take before anything of them is chosen.
pub(super) fn fixed(versions: &Versions<'_>, shown: &[bool]) -> Fixed {
    let news = versions.findings.news(shown, 0);
    let items = told(news.iter().filter_map(|news| item(versions, news, shown)));
    Fixed { words: items.iter().map(Item::words_in_line).sum(), count: news.len() as u32 }
}

/// Entries of one section of which nothing is shown as one item, which says how many sentences they have.
fn told(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut told: Vec<Item> = Vec::new();
    for item in items {
        let silent = |last: &&mut Item| last.text.is_empty() && last.section == item.section;
        match told.iter_mut().find(silent).filter(|_| item.text.is_empty()) {
            Some(last) => {
                last.rest = Rest::Sentences(last.rest.count() + item.rest.count());
                last.places += 1;
                (last.author, last.written) = (None, None);
                last.quotes.extend(item.quotes);
            }
            None => told.push(item),
        }
    }
    told
}

/// An entry by its telling sentences; where none is shown, only that it is there. None where all of it stands elsewhere.
fn item(versions: &Versions<'_>, news: &News, shown: &[bool]) -> Option<Item> {
    let elsewhere = |unit: &&u32| versions.change_index(**unit).is_some_and(|index| shown[index]);
    let hidden =
        news.units.iter().filter(|unit| !elsewhere(unit) && !news.shown.contains(unit)).count() as u32;
    if news.shown.is_empty() && hidden == 0 {
        return None;
    }
    let mut text: Vec<Piece> = Vec::new();
    let mut last: Option<u32> = None;
    for unit in &news.shown {
        if let Some(last) = last {
            text.push(ours(if last + 1 == *unit { " " } else { " … " }));
        }
        text.extend(versions.text(Side::After, *unit));
        last = Some(*unit);
    }
    // Of an entry that is told elsewhere in part, what is not.
    let first = news.units.iter().position(|unit| !elsewhere(&unit)).unwrap_or(0);
    let units: &[u32] = if news.shown.is_empty() { &news.units[first..=first] } else { &news.shown };
    let item = versions.single(ItemKind::New, Side::After, units, text);
    let changes = units.iter().filter_map(|unit| versions.change_index(*unit));
    let facts = changes.flat_map(|index| versions.facts(&versions.changes()[index])).collect();
    let grave = news.grave.map(|unit| {
        let item = versions.single(ItemKind::New, Side::After, &[unit], versions.text(Side::After, unit));
        let facts = versions.change_index(unit).map(|index| versions.facts(&versions.changes()[index]));
        Telling::Short(Box::new(Item { facts: facts.unwrap_or_default(), risk: true, ..item }))
    });
    let telling = grave.unwrap_or(Telling::Whole);
    Some(Item { facts, rest: if hidden > 0 { Rest::Sentences(hidden) } else { Rest::None }, telling, ..item })
}
