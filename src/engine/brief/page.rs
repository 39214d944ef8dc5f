//! Page one: what of each part it holds.
//!
//! Takes the standing lines and the parts, orders each so that what page one holds comes first, and says how much that is.
//! Page one has about 400 words: the heads, where things stand, at most six things to challenge, then changes of risk by
//! what they are worth a word, and of every further part a count.

use std::cmp::Reverse;

use super::model::{Item, ItemKind, Part, PartId};
use crate::facts::FactClass;

/// Words on page one.
const PAGE_WORDS: u32 = 400;
/// Words of the head: who, which plans, which conferences, how long.
const HEAD_WORDS: u32 = 45;
/// Words of a part's heading with its counts.
const PART_WORDS: u32 = 8;
/// Most things to challenge on page one, and the words that they may take.
const CHALLENGED_MAX: usize = 6;
const CHALLENGED_WORDS_MAX: u32 = 190;
/// Words of the standing lines that did not change.
const STANDING_WORDS_MAX: u32 = 50;

/// Chooses what page one holds; gives how many of the standing lines it does. `own` says of each part how many of its
/// first items are the reader's own: they come first, but for risk.
pub(super) fn choose(standing: &mut Vec<Item>, parts: &mut [Part], own: &[usize]) -> usize {
    let mut left = PAGE_WORDS.saturating_sub(HEAD_WORDS + PART_WORDS * parts.len() as u32);
    let first = take_standing(standing, &mut left);
    for part in parts.iter_mut() {
        let chosen = match part.id {
            PartId::Challenge => take_challenges(part, &mut left),
            PartId::Risk => take_risk(part, &mut left),
            _ => Vec::new(),
        };
        put_first(part, &chosen);
    }
    for (part, own) in parts.iter_mut().zip(own).filter(|(part, _)| part.id == PartId::Actions) {
        let chosen = take_pressing(part, *own, &mut left);
        put_first(part, &chosen);
    }
    first
}

/// What changed of the standing lines, then the first of the others.
fn take_standing(standing: &mut Vec<Item>, left: &mut u32) -> usize {
    let stands = |item: &Item| item.kind == ItemKind::Stands;
    standing.sort_by_key(stands);
    let mut same = STANDING_WORDS_MAX;
    let mut chosen = Vec::new();
    for (at, item) in standing.iter().enumerate() {
        let words = item.words_in_head();
        let fits = if stands(item) { words <= same } else { true };
        if fits && words <= *left {
            *left -= words;
            same -= if stands(item) { words } else { 0 };
            chosen.push(at);
        }
    }
    let mut place = 0;
    standing.sort_by_cached_key(|_| {
        place += 1;
        !chosen.contains(&(place - 1))
    });
    chosen.len()
}

fn take_challenges(part: &Part, left: &mut u32) -> Vec<usize> {
    let mut own = CHALLENGED_WORDS_MAX.min(*left);
    let mut chosen = Vec::new();
    for (at, item) in part.items.iter().enumerate() {
        let words = item.words_alone();
        if chosen.len() < CHALLENGED_MAX && words <= own {
            own -= words;
            *left -= words;
            chosen.push(at);
        }
    }
    chosen
}

/// Takes risk by what it is worth a word, as far as the page goes; new text after all changes.
fn take_risk(part: &Part, left: &mut u32) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..part.items.len()).collect();
    ranked.sort_by_key(|at| {
        let item = &part.items[*at];
        (item.kind == ItemKind::New, Reverse(worth(item) * 100 / item.words_alone().max(1)), *at)
    });
    let fits = |at: &usize| {
        let words = part.items[*at].words_alone();
        let fits = words <= *left;
        *left -= if fits { words } else { 0 };
        fits
    };
    ranked.into_iter().filter(fits).collect()
}

/// The most pressing actions that still fit.
fn take_pressing(part: &Part, own: usize, left: &mut u32) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..part.items.len()).collect();
    ranked
        .sort_by_key(|at| (*at >= own, PRESSING.iter().position(|kind| *kind == part.items[*at].kind), *at));
    let fits = |at: &usize| {
        let words = part.items[*at].words_alone();
        let fits = words <= *left;
        *left -= if fits { words } else { 0 };
        fits
    };
    ranked.into_iter().filter(fits).collect()
}

/// Kinds of actions, the most pressing first: what nobody answers for any more, then what is late.
const PRESSING: [ItemKind; 5] =
    [ItemKind::Gone, ItemKind::DatePassed, ItemKind::Changed, ItemKind::New, ItemKind::Completed];

/// What a change is worth: its two weightiest facts.
fn worth(item: &Item) -> u32 {
    let mut weights: Vec<u32> = item.facts.iter().map(|fact| weight(fact.class)).collect();
    weights.sort_unstable_by_key(|weight| Reverse(*weight));
    let gone = if item.kind == ItemKind::Removed { 3 } else { 0 };
    weights.iter().take(2).sum::<u32>() + gone + 1
}

fn weight(class: FactClass) -> u32 {
    match class {
        FactClass::Negation | FactClass::Level | FactClass::Risk => 4,
        FactClass::Status | FactClass::Dose | FactClass::Score | FactClass::Certainty => 3,
        _ => 2,
    }
}

/// Puts the chosen items of a part before the others.
fn put_first(part: &mut Part, chosen: &[usize]) {
    part.first = chosen.len();
    let place = |at: usize| chosen.iter().position(|chosen| *chosen == at).unwrap_or(usize::MAX);
    let mut items: Vec<(usize, Item)> = std::mem::take(&mut part.items).into_iter().enumerate().collect();
    items.sort_by_key(|(at, _)| place(*at));
    part.items = items.into_iter().map(|(_, item)| item).collect();
}
