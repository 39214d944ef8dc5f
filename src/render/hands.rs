//! Who wrote what, with all that a head says of them the first time and shortly afterwards.
//!
//! Takes a brief, gives what stands before each item as it is written down: "R. Weir, Harbour Council, 3 May 2023" and
//! then "R. Weir, 4 June 2023". A short form that two hands would share is none.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::phrases;
use cip_engine::brief::{Brief, Item, ItemKind};

/// The hands of a brief, and which of them were named already.
pub(super) struct Hands {
    shorts: BTreeMap<String, String>,
    named: BTreeSet<String>,
}

impl Hands {
    /// The hands of all items.
    pub(super) fn of(brief: &Brief) -> Self {
        let items = brief.standing.iter().chain(brief.parts.iter().flat_map(|part| &part.items));
        let quoted = |item: &Item| -> Vec<String> {
            item.quotes.iter().filter_map(|quote| quote.author.clone()).chain(item.author.clone()).collect()
        };
        let full: BTreeSet<String> = items.flat_map(quoted).collect();
        let shared = |one: &str| full.iter().filter(|other| other.starts_with(one)).count() > 1;
        let short = |full: &String| short(full).filter(|short| !shared(short));
        let shorts = full.iter().filter_map(|full| Some((full.clone(), short(full)?))).collect();
        Self { shorts, named: BTreeSet::new() }
    }

    /// Who wrote an item and when, behind the item before it; an author is said once, and so is an entry.
    pub(super) fn entry(
        &mut self,
        before: Option<&Item>,
        item: &Item,
        date: fn(Date) -> String,
    ) -> Option<String> {
        let short = item.author.as_ref().filter(|author| self.named.contains(*author));
        let short = short.and_then(|author| self.shorts.get(author));
        let named = short.map_or_else(|| item.author.clone(), |short| Some(short.clone()));
        let said = phrases::entry_behind(before, item, named.as_deref(), date);
        self.named.extend(item.author.clone());
        // Who wrote each of several passages stands before it.
        if matches!(item.kind, ItemKind::Disagreeing | ItemKind::Together) {
            self.named.extend(item.quotes.iter().filter_map(|quote| quote.author.clone()));
        }
        said
    }
}

/// What stands before the first comma or bracket, where that leaves out two words or more.
fn short(full: &str) -> Option<String> {
    let end = full.find([',', '('])?;
    let short = full[..end].trim();
    let words = |text: &str| text.split_whitespace().count();
    (short.contains(char::is_alphabetic) && words(full) >= words(short) + WORDS_LESS_MIN)
        .then(|| short.to_owned())
}

/// Fewest words that a short form leaves out.
const WORDS_LESS_MIN: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_comma_or_bracket() {
        assert_eq!(short("R. Weir, Harbour Council").as_deref(), Some("R. Weir"));
        assert_eq!(short("Ferry office (B Glen)").as_deref(), Some("Ferry office"));
        for whole in ["R. Weir", "R. Weir, nurse", "(B Glen, clerk)"] {
            assert_eq!(short(whole), None, "{whole}");
        }
    }
}
