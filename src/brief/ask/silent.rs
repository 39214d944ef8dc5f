//! Needs and agencies of which nothing new is written, as questions.

use super::day;
use crate::brief::item::Versions;
use crate::brief::model::{Item, ItemKind, Rest, Side};
use crate::brief::pieces::{ours, same};
use crate::history::{About, Silent};

/// Most needs that are named; how many more there are is said.
const NEEDS_MAX: usize = 5;

/// A question for each agency, and for the needs that have waited longest.
pub(super) fn items(versions: &Versions<'_>, silent: &[Silent]) -> Vec<Item> {
    let is_need = |silent: &&Silent| matches!(silent.about, About::Need(_));
    let mut needs: Vec<&Silent> = silent.iter().filter(is_need).collect();
    needs.sort_by_key(|silent| silent.since);
    let more = needs.len().saturating_sub(NEEDS_MAX) as u32;
    needs.truncate(NEEDS_MAX);
    let mut items: Vec<Item> = needs.into_iter().filter_map(|silent| item(versions, silent)).collect();
    if let Some(last) = items.last_mut().filter(|_| more > 0) {
        last.rest = Rest::Others(more);
    }
    items.extend(silent.iter().filter(|silent| !is_need(silent)).filter_map(|silent| item(versions, silent)));
    items
}

/// "in Housing since 3 May 2021", with the last entry that is new.
fn item(versions: &Versions<'_>, silent: &Silent) -> Option<Item> {
    let (lead, name) = match &silent.about {
        About::Need(name) => ("in ", name),
        About::Agency(name) => ("from ", name),
    };
    let since = silent
        .since
        .map_or_else(|| " (date not recorded)".to_owned(), |date| format!(" since {}", day(date)));
    let text = vec![ours(lead), same(name.as_str()), ours(since)];
    let item = versions.single(ItemKind::NothingNew, Side::After, &[silent.unit?], text);
    // The question is about the whole need or agency, not about the entry that happens to be its last.
    Some(Item { section: Vec::new(), label: String::new(), author: None, written: None, ..item })
}
