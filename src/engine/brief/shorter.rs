//! Less than two sides: what matters least is counted, with a way to each.
//!
//! Takes the parts and how many words were asked for. What is cut first is what is read last: what is gone, what differs
//! from a report, needs of which nothing is written, the minutes, then passages worth reading together and promises past
//! their day, the oldest first. No change of risk is cut, nor any other change but one that took a passage out.

use std::cmp::Reverse;

use super::changes::Parts;
use super::model::{Item, ItemKind, PartId, Rest};

/// Words of two sides of A4: who asks for as many has every line.
const TWO_SIDES_WORDS: u32 = 1_000;

/// The parts of which lines are counted instead, the first cut first.
const CUT: [PartId; 6] = [
    PartId::Removed,
    PartId::Report,
    PartId::Nothing,
    PartId::Minutes,
    PartId::Challenge,
    PartId::Actions,
];

/// Counts lines instead of telling them until what is left takes so many words, `others` aside.
pub(super) fn shorten(parts: &mut Parts, others: u32, words: u32) {
    if words >= TWO_SIDES_WORDS {
        return;
    }
    let all: u32 = parts.values().flatten().map(Item::words_in_line).sum();
    let mut over = (others + all).saturating_sub(words);
    for id in CUT {
        let Some(items) = parts.get_mut(&id) else { continue };
        let cut = least(items, over);
        over -= cut.iter().map(|at| items[*at].words_in_line()).sum::<u32>().min(over);
        count(items, &cut);
    }
}

/// The places of the lines that are cut, in reading order.
fn least(items: &[Item], over: u32) -> Vec<usize> {
    let mut open: Vec<usize> = (0..items.len()).filter(|at| may_go(&items[*at])).collect();
    open.sort_by_key(|at| (items[*at].due, Reverse(*at)));
    let mut left = over;
    open.retain(|at| {
        let cut = left > 0;
        left = left.saturating_sub(items[*at].words_in_line());
        cut
    });
    open.sort_unstable();
    open
}

/// Whether a line may be counted instead of told.
fn may_go(item: &Item) -> bool {
    let told = match item.kind {
        ItemKind::Removed | ItemKind::UnlikeReport | ItemKind::NothingNew | ItemKind::Agreed => true,
        ItemKind::Together | ItemKind::DatePassed => item.facts.is_empty(),
        _ => false,
    };
    told && !item.risk && item.finding != Some(super::Finding::ConditionGone) && !item.text.is_empty()
}

/// Puts one line that counts in the place of the last of those that are cut.
fn count(items: &mut Vec<Item>, cut: &[usize]) {
    let Some((last, others)) = cut.split_last() else { return };
    let quotes = cut.iter().flat_map(|at| items[*at].quotes.clone()).collect();
    let restricted = cut.iter().any(|at| items[*at].restricted);
    let one = &mut items[*last];
    *one = Item {
        text: Vec::new(),
        rest: Rest::Others(cut.len() as u32),
        quotes,
        restricted,
        section: Vec::new(),
        label: String::new(),
        author: None,
        written: None,
        ask: None,
        places: 1,
        ..one.clone()
    };
    for at in others.iter().rev() {
        items.remove(*at);
    }
}
