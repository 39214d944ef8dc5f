//! Less than two sides: what matters least is counted, with a way to each.
//!
//! Takes the parts and how many words were asked for. What is cut first is what is read last: what is gone, what differs
//! from a report, needs of which nothing is written, the minutes, then passages worth reading together and promises past
//! their day, the oldest first. No change of risk is cut, nor any other change but one that took a passage out.

use std::cmp::Reverse;

use super::changes::Parts;
use super::model::{Finding, Item, ItemKind, Mark, PartId, Rest};

/// Words of two sides of A4: who asks for as many has every line.
const TWO_SIDES_WORDS: u32 = 1_000;

/// The parts of which lines are counted instead, the first cut first.
const CUT: [PartId; 6] =
    [PartId::Removed, PartId::Report, PartId::Nothing, PartId::Minutes, PartId::Challenge, PartId::Actions];

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
    let changed = item.text.iter().any(|piece| piece.mark == Mark::Before || piece.mark == Mark::After);
    let changed = changed && item.kind != ItemKind::UnlikeReport;
    told && !changed && !item.risk && item.finding != Some(Finding::ConditionGone) && !item.text.is_empty()
}

/// Puts one line that counts in the place of the last of those that are cut.
fn count(items: &mut Vec<Item>, cut: &[usize]) {
    let Some((last, others)) = cut.split_last() else { return };
    let quotes = cut.iter().flat_map(|at| items[*at].quotes.clone()).collect();
    let restricted = cut.iter().any(|at| items[*at].restricted);
    let label = sections(cut.iter().map(|at| items[*at].label.as_str()));
    let one = &mut items[*last];
    *one = Item {
        text: Vec::new(),
        rest: Rest::Others(cut.len() as u32),
        quotes,
        restricted,
        section: Vec::new(),
        label,
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

/// "Health", "Health and Work", "Health, Work and 2 more sections".
fn sections<'i>(labels: impl Iterator<Item = &'i str>) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for label in labels.filter(|label| !label.is_empty()) {
        if !titles.contains(&label) {
            titles.push(label);
        }
    }
    match titles.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, other, rest @ ..] => {
            let sections = if rest.len() == 1 { "section" } else { "sections" };
            format!("{one}, {other} and {} more {sections}", rest.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::item::tests::brief;

    const BEFORE: &str =
        "## Work\n\nHe mends nets. The boat is sold. He has a place in spring.\n\n## Health\n\nWell. Eats.\n";
    const AFTER: &str = "## Work\n\nHe mends nets.\n\n## Health\n\nWell.\n";

    /// The line of what is gone: its words, and for how many lines it stands.
    fn gone(words: u32) -> Vec<(String, usize, String)> {
        let brief = brief(BEFORE, AFTER, words);
        let part = brief.parts.iter().find(|part| part.id == PartId::Removed).unwrap();
        let text = |item: &Item| item.text.iter().map(|piece| piece.text.as_str()).collect::<String>();
        part.items.iter().map(|item| (text(item), part.lines(), item.label.clone())).collect()
    }

    #[test]
    fn two_sides_tell_every_line_and_less_counts_them() {
        assert_eq!(gone(1_000).len(), 2);
        assert_eq!(gone(60), [(String::new(), 2, "Work and Health".to_owned())]);
    }

    #[test]
    fn many_sections_are_named_shortly() {
        for (labels, expected) in [
            (&["Work", "Work"][..], "Work"),
            (&["Work", "", "Health"], "Work and Health"),
            (&["Work", "Health", "Home"], "Work, Health and 1 more section"),
            (&["Work", "Health", "Home", "Money"], "Work, Health and 2 more sections"),
        ] {
            assert_eq!(sections(labels.iter().copied()), expected);
        }
    }
}
