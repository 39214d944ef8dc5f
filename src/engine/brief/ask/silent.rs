//! Needs and agencies of which nothing new is written, as questions.

use jiff::civil::Date;

use super::day;
use crate::brief::item::Versions;
use crate::brief::model::{Item, ItemKind, Piece, Rest, Side};
use crate::history::{About, Silent};
use crate::marked::{ours, same};

/// Most needs, and most agencies, that are named; how many more there are is said.
const NAMES_MAX: usize = 8;

/// One question for the needs and one for the agencies, of each those that have waited longest.
pub(super) fn items(versions: &Versions<'_>, silent: &[Silent]) -> Vec<Item> {
    let (needs, agencies): (Vec<&Silent>, Vec<&Silent>) =
        silent.iter().partition(|silent| matches!(silent.about, About::Need(_)));
    [("in ", needs), ("from ", agencies)]
        .into_iter()
        .filter_map(|(lead, all)| item(versions, lead, all))
        .collect()
}

/// "in Housing, Finances since 3 May 2021, Health since 4 June 2022", with the last entry of each.
fn item(versions: &Versions<'_>, lead: &str, mut silent: Vec<&Silent>) -> Option<Item> {
    silent.retain(|silent| silent.unit.is_some());
    silent.sort_by_key(|silent| silent.since);
    let more = silent.len().saturating_sub(NAMES_MAX) as u32;
    silent.truncate(NAMES_MAX);
    let mut text = vec![ours(lead)];
    for same_day in silent.chunk_by(|one, other| one.since == other.since) {
        if text.len() > 1 {
            text.push(ours("; "));
        }
        text.extend(names(same_day));
        text.push(ours(since(same_day[0].since)));
    }
    let units: Vec<u32> = silent.iter().filter_map(|silent| silent.unit).collect();
    let item =
        (!units.is_empty()).then(|| versions.single(ItemKind::NothingNew, Side::After, &units, text))?;
    let rest = if more > 0 { Rest::Others(more) } else { Rest::None };
    // The question is about whole needs or agencies, not about the entries that happen to be their last.
    Some(Item { rest, section: Vec::new(), label: String::new(), author: None, written: None, ..item })
}

fn names(silent: &[&Silent]) -> Vec<Piece> {
    let mut names = Vec::new();
    for one in silent {
        if !names.is_empty() {
            names.push(ours(", "));
        }
        let (About::Need(name) | About::Agency(name)) = &one.about;
        names.push(same(name.as_str()));
    }
    names
}

fn since(date: Option<Date>) -> String {
    date.map_or_else(|| " (date not recorded)".to_owned(), |date| format!(" since {}", day(date)))
}
