//! Page one: what of each part it holds.
//!
//! Takes the parts, orders each so that the items of page one come first, and says how many they are. Page one
//! has about 400 words: the heads, where things stand, then risk as far as it goes, then the first of each part
//! in turn, at most five.

use std::cmp::Reverse;

use super::model::{Item, ItemKind, Part, PartId};
use crate::facts::FactClass;

/// Words on page one.
const PAGE_WORDS: u32 = 400;
/// Words of the head: who, which plans, which conferences, how long.
const HEAD_WORDS: u32 = 40;
/// Words of a part's heading and of where the rest is; each kind of item adds a count.
const PART_WORDS: u32 = 7;
/// Words of a count: "12 past their date".
const COUNT_WORDS: u32 = 3;
/// Most items of a part on page one, risk apart.
const ITEMS_MAX: usize = 5;

/// Longest item on page one, in words, risk apart: a long new entry is read in its part.
const ITEM_WORDS_MAX: u32 = 45;

/// Chooses the items of page one. `own` says of each part how many of its first items are the reader's own: they come
/// first, but for the ranks of risk.
pub(super) fn choose(standing: &[Item], parts: &mut [Part], own: &[usize]) {
    let counts = parts.iter().map(count_words).sum::<u32>();
    let taken = HEAD_WORDS + counts + standing.iter().map(Item::words_in_head).sum::<u32>();
    let mut left = PAGE_WORDS.saturating_sub(taken);
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    for (part, chosen) in parts.iter().zip(&mut chosen).filter(|(part, _)| part.id == PartId::Risk) {
        *chosen = take_risk(part, &mut left);
    }
    take_in_turn(parts, own, &mut chosen, &mut left);
    for (part, chosen) in parts.iter_mut().zip(chosen) {
        put_first(part, &chosen);
    }
}

/// Words of a part's heading with its counts; questions have one count for all kinds.
fn count_words(part: &Part) -> u32 {
    if part.id == PartId::Ask {
        return PART_WORDS + COUNT_WORDS;
    }
    let mut kinds: Vec<ItemKind> = part.items.iter().map(|item| item.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    PART_WORDS + COUNT_WORDS * kinds.len() as u32
}

/// Takes risk by rank as far as the page goes.
fn take_risk(part: &Part, left: &mut u32) -> Vec<usize> {
    let fits = |at: &usize| {
        let words = part.items[*at].words_alone();
        let fits = words <= *left;
        *left -= if fits { words } else { 0 };
        fits
    };
    ranked(part).into_iter().take_while(fits).collect()
}

/// One item of each other part in turn, by rank, until nothing more fits.
fn take_in_turn(parts: &[Part], own: &[usize], chosen: &mut [Vec<usize>], left: &mut u32) {
    let own_first = |(part, own): (&Part, &usize)| {
        let (first, others): (Vec<usize>, Vec<usize>) = ranked(part).into_iter().partition(|at| at < own);
        first.into_iter().chain(others)
    };
    let mut ranked: Vec<_> = parts.iter().zip(own).map(own_first).collect();
    for _ in 0..ITEMS_MAX {
        for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.id != PartId::Risk) {
            let fits = |at: &usize| part.items[*at].words_alone() <= ITEM_WORDS_MAX.min(*left);
            if let Some(at) = ranked[index].find(fits) {
                *left -= part.items[at].words_alone();
                chosen[index].push(at);
            }
        }
    }
}

/// The items of a part, the most pressing first, and questions of each kind in turn.
fn ranked(part: &Part) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..part.items.len()).collect();
    match part.id {
        PartId::Actions => {
            ranked.sort_by_key(|at| PRESSING.iter().position(|kind| *kind == part.items[*at].kind));
            ranked
        }
        PartId::Ask => in_turn(&part.items),
        _ => {
            ranked.sort_by_key(|at| rank(&part.items[*at]));
            ranked
        }
    }
}

/// One question of each kind in turn; of days that have passed the latest first, and none of those long past.
fn in_turn(items: &[Item]) -> Vec<usize> {
    let mut by_kind: Vec<usize> =
        (0..items.len()).filter(|at| items[*at].kind != ItemKind::PassedBefore).collect();
    by_kind.sort_by_key(|at| (items[*at].kind, Reverse(items[*at].due)));
    let kinds = by_kind.chunk_by(|a, b| items[*a].kind == items[*b].kind);
    let mut turns: Vec<(usize, usize)> = kinds.flat_map(|kind| kind.iter().copied().enumerate()).collect();
    turns.sort_by_key(|(turn, _)| *turn);
    turns.into_iter().map(|(_, at)| at).collect()
}

/// Kinds of actions, the most pressing first: what nobody answers for any more, then what is late.
const PRESSING: [ItemKind; 5] =
    [ItemKind::Gone, ItemKind::Overdue, ItemKind::Changed, ItemKind::New, ItemKind::Completed];

/// Changed levels before other changes, these before what is gone, and that before what is new.
fn rank(item: &Item) -> u8 {
    let level = |class| matches!(class, FactClass::Level | FactClass::Risk);
    match item.kind {
        ItemKind::Changed if item.facts.iter().any(|fact| level(fact.class)) => 0,
        ItemKind::Changed => 1,
        ItemKind::Removed => 2,
        _ => 3,
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

#[cfg(test)]
mod tests {
    use super::super::model::{Fact, Mark, Piece, Rest};
    use super::*;

    fn item(kind: ItemKind, words: usize, class: Option<FactClass>) -> Item {
        let fact = |class| Fact { class, before: None, after: None };
        Item {
            kind,
            text: vec![Piece { mark: Mark::Same, text: "word ".repeat(words) }],
            rest: Rest::None,
            quotes: Vec::new(),
            facts: class.map(fact).into_iter().collect(),
            section: Vec::new(),
            label: String::new(),
            author: None,
            written: None,
            due: None,
            places: 1,
            moved: false,
        }
    }

    fn part(id: PartId, items: Vec<Item>) -> Part {
        Part { id, items, first: 0 }
    }

    #[test]
    fn a_changed_level_comes_before_other_risk() {
        let items = vec![
            item(ItemKind::New, 10, None),
            item(ItemKind::Changed, 10, None),
            item(ItemKind::Changed, 10, Some(FactClass::Level)),
        ];
        let mut parts = [part(PartId::Risk, items)];
        choose(&[], &mut parts, &[0; 2]);
        let kinds: Vec<_> = parts[0].items.iter().map(|item| (item.kind, item.facts.len())).collect();
        assert_eq!(kinds, [(ItemKind::Changed, 1), (ItemKind::Changed, 0), (ItemKind::New, 0)]);
        assert_eq!(parts[0].first, 3);
    }

    #[test]
    fn risk_that_does_not_fit_follows_in_the_order_of_the_plan() {
        let items = vec![
            item(ItemKind::New, 200, None),
            item(ItemKind::Removed, 200, None),
            item(ItemKind::Changed, 200, None),
        ];
        let mut parts = [part(PartId::Risk, items)];
        choose(&[], &mut parts, &[0; 2]);
        let kinds: Vec<_> = parts[0].items.iter().map(|item| item.kind).collect();
        assert_eq!(parts[0].first, 1);
        assert_eq!(kinds, [ItemKind::Changed, ItemKind::New, ItemKind::Removed]);
    }

    #[test]
    fn a_long_item_waits_for_its_part() {
        let items = vec![item(ItemKind::New, 80, None), item(ItemKind::New, 8, None)];
        let mut parts = [part(PartId::Needs, items)];
        choose(&[], &mut parts, &[0; 2]);
        assert_eq!((parts[0].first, parts[0].items[0].words()), (1, 8));
    }

    #[test]
    fn questions_of_each_kind_come_in_turn() {
        let passed = |due: &str| Item { due: due.parse().ok(), ..item(ItemKind::DatePassed, 5, None) };
        let items = vec![
            passed("2021-05-03"),
            passed("2023-05-03"),
            passed("2022-05-03"),
            item(ItemKind::Disagreeing, 5, None),
            item(ItemKind::NothingNew, 5, None),
        ];
        let order: Vec<usize> = ranked(&part(PartId::Ask, items));
        assert_eq!(order, [1, 3, 4, 2, 0]);
    }

    #[test]
    fn the_readers_own_come_first_but_for_the_ranks_of_risk() {
        let items = || vec![item(ItemKind::New, 5, None), item(ItemKind::Changed, 6, None)];
        let mut parts = [part(PartId::Risk, items()), part(PartId::Needs, items())];
        choose(&[], &mut parts, &[1, 1]);
        let kinds = |part: &Part| [part.items[0].kind, part.items[1].kind];
        assert_eq!(kinds(&parts[0]), [ItemKind::Changed, ItemKind::New]);
        assert_eq!(kinds(&parts[1]), [ItemKind::New, ItemKind::Changed]);
    }

    #[test]
    fn the_other_parts_have_five_at_most() {
        let items = || (0..9).map(|_| item(ItemKind::New, 5, None)).collect::<Vec<_>>();
        let mut parts = [part(PartId::Actions, items()), part(PartId::Needs, items())];
        choose(&[], &mut parts, &[0; 2]);
        assert_eq!((parts[0].first, parts[1].first), (5, 5));
    }
}
