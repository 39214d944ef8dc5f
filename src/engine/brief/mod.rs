//! The page: what changed since the last conference, risk first.
//!
//! Takes a person's versions, the delta, the history and the conferences, gives a [`Brief`]. Every sentence of it is
//! verbatim text of a version or report, or a fixed phrase of ours around verbatim text, dates and counts. It is composed in the
//! order in which it is needed: what is to be challenged, where things stand, risk, actions and promises, what is new; each
//! shows what those before it did not. Nothing that changed is left out: the word budget shortens what is new and long, and only that.

mod action_line;
mod actions;
mod agency;
mod back;
mod challenge;
mod changes;
mod closing;
#[cfg(test)]
mod every_change;
mod fields;
mod folded;
mod header;
mod heads;
mod identity;
mod item;
mod levels;
mod model;
mod news;
mod once;
mod page;
mod phrases;
mod shorter;
mod stage;
mod standing;
mod table;
mod templates;
mod under;
mod unread;
mod worth;

pub use crate::history::Version;
pub use agency::Agency;
pub use header::plan_date;
pub use identity::{Identity, IdentityCheck, IdentityDifference, IdentityField};
pub use model::{
    Brief, Budget, Conference, Fact, Finding, Folded, FoldedSince, Input, Item, ItemKind, Mark, Origin, Part,
    PartId, Piece, Quote, Rest, Side, Size, Traced, VersionLabel, What,
};

pub use page::RESTRICTED_PLACES_MAX;
pub use stage::{Check, Finding as CheckFinding, Interval, Known, Stage};
pub use unread::{Unread, unread};

use std::collections::HashSet;

use item::Versions;

use crate::delta::Change;
use crate::document::{Document, Unit};
use crate::text::Span;

/// The text of a pair that changed, whole words and whole values marked, rows with the titles of their columns.
pub fn changed_text(before: &Document, after: &Document, change: &Change) -> Vec<Piece> {
    item::changed_text(before, after, change)
}

/// The text of a unit without markup, rows with the titles of their columns.
pub fn unit_text(document: &Document, unit: &Unit) -> Vec<Piece> {
    item::text(document, unit)
}

/// Composes the brief.
pub fn compose(input: &Input<'_>) -> Brief {
    let versions = Versions::new(input);
    let restricted_in = versions.restricted_in();
    let Content { standing, standing_first, parts, entries_new } = content(&versions, input, &restricted_in);
    let words = total(&standing) + parts.iter().map(|part| total(&part.items)).sum::<u32>();
    let label = |version: &Version<'_>| VersionLabel { number: version.number, as_of: version.as_of };
    Brief {
        person: input.person.map(str::to_owned),
        name: Identity::of(input.current.document).name().map(str::to_owned),
        baseline: input.baseline.as_ref().map(label),
        current: label(&input.current),
        last_conference: input.last_conference.clone(),
        next_conference: input.next_conference.clone(),
        size: folded::size(&versions),
        unread: unread(input.baseline.as_ref().map(|baseline| baseline.document), input.current.document),
        agency: input.agency,
        standing,
        standing_first,
        restricted: versions.findings.restricted.len() as u32,
        restricted_in,
        entries_new,
        parts,
        folded: folded::folded(&versions, input.traced),
        stage: stage::stage(input),
        budget: Budget { words_max: input.words, words },
    }
}

/// What a brief holds.
struct Content {
    standing: Vec<Item>,
    standing_first: usize,
    parts: Vec<Part>,
    entries_new: u32,
}

/// The standing lines and the parts; what one shows the next does not.
fn content(versions: &Versions<'_>, input: &Input<'_>, restricted_in: &[String]) -> Content {
    let mut shown = vec![false; versions.changes().len()];
    let challenge = challenge::items(versions, &mut shown);
    let told = spans(&challenge);
    let mut standing = standing::items(versions, &mut shown, &told);
    let actions = actions::items(versions, input.traced, &mut shown);
    let backs = input.traced.map_or_else(Vec::new, |traced| back::items(versions, traced));
    let minutes = closing::minutes(versions, &mut shown);
    let minutes_gone = closing::minutes_gone(versions, &mut shown);
    let mut items = changes::items(versions, &mut shown, backs);
    for (part, item) in under::items(versions, &spans(&standing)) {
        items.entry(part).or_default().push(item);
    }
    items.entry(PartId::Removed).or_default().extend(minutes_gone);
    items.insert(PartId::Challenge, challenge);
    items.insert(PartId::Actions, actions);
    items.entry(PartId::Minutes).or_default().splice(0..0, minutes);
    items.extend(closing::parts(versions, input.traced, &mut shown));
    let head = page::head_words(input, versions.findings.restricted.len(), restricted_in);
    let words = input.words;
    let news::Fixed { words: entries, count } = news::fixed(versions, &shown);
    let others = total(&standing) + head + AROUND_WORDS + entries;
    shorter::shorten(&mut items, others, words);
    let fixed = others + items.values().map(|items| total(items)).sum::<u32>();
    let left = words.saturating_sub(fixed).max(news_words_min(words, count));
    let news = news::items(versions, &mut shown, left);
    let entries_new = news.iter().map(|item| item.lines() as u32).sum();
    items.entry(PartId::New).or_default().extend(news);
    let part = |(id, items)| Part { id, items, first: 0, in_short: Vec::new() };
    let mut parts: Vec<Part> = items.into_iter().map(part).filter(|part| !part.items.is_empty()).collect();
    for part in parts.iter_mut().filter(|part| part.id == PartId::New) {
        part.items.sort_by_key(|item| {
            item.quotes.iter().find(|quote| quote.side == Side::After).map(|quote| quote.span.start)
        });
    }
    let own = agency::put_first(versions, input.agency, &mut parts);
    let standing_first = page::choose(&mut standing, &mut parts, &own, head);
    for part in &mut parts {
        let (first, in_full) = part.items.split_at_mut(part.first);
        once::titles(first);
        once::titles(in_full);
    }
    Content { standing, standing_first, parts, entries_new }
}

/// What some items quote of the current version.
fn spans(items: &[Item]) -> HashSet<Span> {
    let quotes = items.iter().flat_map(|item| &item.quotes);
    quotes.filter(|quote| quote.side == Side::After).map(|quote| quote.span).collect()
}

/// Words that so many new entries have at least where so many are asked for in all; whoever asks may ask for any number.
fn news_words_min(words: u32, entries: u32) -> u32 {
    let share = u64::from(words) * u64::from(NEWS_SHARE_MIN) / 100;
    let full = u64::from(ENTRY_WORDS_MIN) * u64::from(entries);
    let each = u64::from(words.min(NEWS_WORDS_FULL)) * full / u64::from(NEWS_WORDS_FULL);
    u32::try_from(share.max(each)).unwrap_or(u32::MAX)
}

/// Share of the words asked for that new entries have at least, in hundredths, however long all else is.
const NEWS_SHARE_MIN: u32 = 18;

/// Words that each new entry has at least in a brief of so many words: a year of twice as many entries has more to tell.
const ENTRY_WORDS_MIN: u32 = 12;
const NEWS_WORDS_FULL: u32 = 1_000;

/// Words of headings, counts and the foot, near enough.
const AROUND_WORDS: u32 = 120;

fn total(items: &[Item]) -> u32 {
    items.iter().map(Item::words_in_line).sum()
}
