//! What the brief does not show, as counts: its completeness on its face.

use std::collections::BTreeMap;

use super::item::Versions;
use super::model::{Folded, FoldedSince, Size, Traced};
use crate::delta::ChangeKind;
use crate::document::reading::{body, is_spaced};
use crate::text::Token;

/// Counts the units that are folded; since when they have their wording is the history's to say.
pub(super) fn folded(versions: &Versions<'_>, traced: Option<Traced<'_>>) -> Folded {
    let mut folded = Folded { of: versions.after.document.units().len() as u32, ..Folded::default() };
    for change in versions.changes() {
        let units = change.after.len() as u32;
        match change.kind {
            ChangeKind::Unchanged => folded.units += units,
            ChangeKind::Cosmetic => folded.cosmetic += units,
            ChangeKind::Reworded => folded.reworded += units,
            _ => {}
        }
        let as_it_was = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
        let moved = if change.moved && as_it_was { units } else { 0 };
        folded.moved += moved;
        if versions.stands().contains_key(&change.after.start) {
            folded.shown += u32::from(change.kind == ChangeKind::Unchanged);
            folded.shown_moved += moved;
        }
    }
    folded.since = traced.map_or_else(Vec::new, |traced| since(versions, traced));
    folded
}

/// The units that are word for word as they were, by the version that words them so first, oldest first.
fn since(versions: &Versions<'_>, traced: Traced<'_>) -> Vec<FoldedSince> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    let unchanged = versions.changes().iter().filter(|change| change.kind == ChangeKind::Unchanged);
    for unit in unchanged.flat_map(|change| change.after.clone()) {
        if let Some(life) = traced.history.units.get(unit as usize) {
            *counts.entry(life.wording_since()).or_default() += 1;
        }
    }
    let version = |at: u32| traced.input.versions.get(at as usize);
    let since = counts.into_iter().filter_map(|(at, units)| Some((version(at)?, units)));
    since
        .map(|(version, units)| FoldedSince { version: version.number, as_of: version.as_of, units })
        .collect()
}

/// Measures the current version: its words, and those in units that are as they were.
pub(super) fn size(versions: &Versions<'_>) -> Size {
    let document = versions.after.document;
    let words = |unit: u32| words(document.source(), body(document, document.unit(unit)));
    let as_it_was = |unit: u32| {
        let change = versions.change(unit);
        change.is_some_and(|change| matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic))
    };
    let mut size = Size { words: 0, words_carried: 0 };
    for unit in 0..document.units().len() as u32 {
        let words = words(unit);
        size.words += words;
        size.words_carried += if as_it_was(unit) { words } else { 0 };
    }
    size
}

/// Runs of tokens without white space between them.
fn words(source: &str, tokens: &[Token]) -> u32 {
    let parted = |pair: &[Token]| is_spaced(source, pair[0].span.end, &pair[1]);
    u32::from(!tokens.is_empty()) + tokens.windows(2).filter(|pair| parted(pair)).count() as u32
}
