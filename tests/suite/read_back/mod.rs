//! Marked text read back: without the new words it is the earlier source, without the old ones the later, byte for byte
//! but for markup and wrapping.
//!
//! Here what a change must read as; `text`, `markdown` and `html` read what is rendered, as a reader or a browser does.

mod brief;
mod condensed;
mod delta;
mod html;
mod markdown;
mod report;
mod text;

use std::ops::Range;

use cip_engine::delta::{Change, ChangeKind, Delta, cells, compare};
use cip_engine::document::reading::{body, plain};
use cip_engine::document::{Document, parse};
use cip_engine::marked::{Mark, changed};
use cip_engine::text::{Token, TokenKind, parts_words};

use crate::generator;

/// What a marked text reads as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Readings {
    old: String,
    new: String,
}

impl Readings {
    fn push(&mut self, mark: Mark, text: &str) {
        if mark != Mark::After {
            self.old.push_str(text);
        }
        if mark != Mark::Before {
            self.new.push_str(text);
        }
    }

    /// Words with one space between them: wrapping is ours.
    fn flat(&self) -> Self {
        Self { old: flat(&self.old), new: flat(&self.new) }
    }
}

/// Words with one space between them. A control character is shown as a sign that it is one; marks of emphasis, which are
/// shown where they say what is chosen, are read over.
fn flat(text: &str) -> String {
    let shown = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let bare = |word: &str| -> String {
        let named = word.contains(char::is_alphanumeric);
        word.chars().filter(|c| !named || !matches!(c, '*' | '_')).map(shown).collect()
    };
    text.split_whitespace().map(bare).collect::<Vec<_>>().join(" ")
}

/// Cells one after another.
fn joined(cells: &[Readings]) -> Readings {
    let side = |side: fn(&Readings) -> &str| flat(&cells.iter().map(side).collect::<Vec<_>>().join(" "));
    Readings { old: side(|cell| &cell.old), new: side(|cell| &cell.new) }
}

/// What the marked text of a change must read as: a sentence as one, a row cell by cell.
fn expected(before: &Document, after: &Document, change: &Change) -> Vec<Readings> {
    let tokens = |document: &Document, range: &Range<u32>| {
        plain(document.source(), &document.tokens()[range.start as usize..range.end as usize])
    };
    if let Some(cells) = cells(before, after, change) {
        cells
            .iter()
            .map(|cell| {
                Readings { old: tokens(before, &cell.before), new: tokens(after, &cell.after) }.flat()
            })
            .collect()
    } else {
        let whole = Readings { old: units(before, &change.before), new: units(after, &change.after) };
        vec![whole.flat()]
    }
}

/// Units one after another, rows with a space for each bar.
fn units(document: &Document, units: &Range<u32>) -> String {
    let cell = |cell: &[Token]| plain(document.source(), cell);
    let text = |unit: u32| {
        let tokens = body(document, document.unit(unit));
        tokens.split(|token| token.kind == TokenKind::Cell).map(cell).collect::<Vec<_>>().join(" ")
    };
    let mut joined = String::new();
    for unit in units.clone() {
        if unit > units.start && is_parted(document, unit) {
            joined.push(' ');
        }
        joined += &text(unit);
    }
    joined
}

/// Whether anything that parts words stands before a unit.
fn is_parted(document: &Document, unit: u32) -> bool {
    let [last, first] = [document.unit(unit - 1).tokens.end - 1, document.unit(unit).tokens.start];
    let tokens = document.tokens();
    let gap = tokens[last as usize].span.end as usize..tokens[first as usize].span.start as usize;
    parts_words(&document.source()[gap])
}

/// The changes that are shown with both readings.
fn marked(delta: &Delta) -> impl Iterator<Item = &Change> {
    let both = |change: &&Change| !change.before.is_empty() && !change.after.is_empty();
    delta.changes.iter().filter(both).filter(|change| change.kind != ChangeKind::Unchanged)
}

fn check_stage(before: &Document, after: &Document, change: &Change) {
    let read = |cell: Vec<cip_engine::marked::Piece>| {
        let mut readings = Readings::default();
        for piece in cell {
            readings.push(piece.mark, &piece.text);
        }
        readings.flat()
    };
    let mut found: Vec<Readings> = changed(before, after, change).into_iter().map(read).collect();
    let expected = expected(before, after, change);
    if expected.len() == 1 {
        found = vec![joined(&found)];
    }
    assert_eq!(found, expected, "{:?}\n{:?}\n{change:?}", before.source(), after.source());
}

fn documents(before: &str, after: &str) -> Option<(Document, Document)> {
    Some((parse(before.to_owned()).ok()?, parse(after.to_owned()).ok()?))
}

/// Two plans each of sixty generated people.
fn generated() -> impl Iterator<Item = (Document, Document)> {
    (0..60).map(|seed| {
        let (before, after) = generator::pair(seed, 4_000);
        documents(&before, &after).unwrap()
    })
}

/// Pairs of texts that are made to be misread, as far as they are plans.
fn hostile() -> impl Iterator<Item = (Document, Document)> {
    (0..400).filter_map(|seed| {
        let before = generator::hostile(seed);
        documents(&before, &generator::successor(seed, &before))
    })
}

fn check(before: &str, after: &str) {
    let Some((before, after)) = documents(before, after) else { return };
    let delta = compare(&before, &after);
    for change in marked(&delta) {
        check_stage(&before, &after, change);
    }
}

#[test]
fn generated_plans() {
    for seed in 0..100 {
        let (before, after) = generator::pair(seed, 3_000);
        check(&before, &after);
    }
}

#[test]
fn hostile_texts() {
    for seed in 0..1_000 {
        let before = generator::hostile(seed);
        check(&before, &generator::successor(seed, &before));
    }
}
