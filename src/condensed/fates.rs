//! Which units are folded, and which of them together.

use std::ops::Range;

use super::marks::Marks;
use super::{FOLD_WORDS_MIN, Fold, FoldReason, Input, words};
use crate::document::{Document, Unit, UnitKind};
use crate::facts;

/// What becomes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is shown.
    Shown,
    /// It may be folded with its neighbours of the same section.
    Folded {
        reason: FoldReason,
        /// The version since when it stands with these words.
        since: u32,
        section: u32,
    },
}

impl Fate {
    pub(super) fn folds_with(&self, next: &Self) -> bool {
        match (self, next) {
            (Self::Folded { reason, section, .. }, Self::Folded { reason: next, section: other, .. }) => {
                reason == next && section == other
            }
            _ => false,
        }
    }
}

/// The fate of every unit.
pub(super) fn fates(input: &Input<'_>, document: &Document, marks: &Marks) -> Vec<Fate> {
    let mut fates: Vec<Fate> = Vec::with_capacity(document.units().len());
    for (unit, at) in document.units().iter().zip(0..) {
        let fate = if must_show(document, unit) || marks.must_show(at) {
            Fate::Shown
        } else {
            let shown_before = |first: u32| fates.get(first as usize) == Some(&Fate::Shown);
            let repeats_shown = marks.first_copy(at).is_some_and(shown_before);
            fate(input, unit, at, repeats_shown)
        };
        fates.push(fate);
    }
    show_what_leads(document, &mut fates);
    fates
}

/// Headings are the way through the document; risk text is never hidden.
fn must_show(document: &Document, unit: &Unit) -> bool {
    unit.kind == UnitKind::Heading || facts::is_risk(document.source(), document.tokens_of(unit))
}

fn fate(input: &Input<'_>, unit: &Unit, at: u32, repeats_shown: bool) -> Fate {
    let since = input.history.units[at as usize].wording_since();
    let folded = |reason| Fate::Folded { reason, since, section: unit.section };
    if input.baseline.is_some_and(|baseline| since <= baseline) {
        folded(FoldReason::Unchanged)
    } else if repeats_shown {
        folded(FoldReason::Repeat)
    } else {
        Fate::Shown
    }
}

/// Shows the head or signature of each entry, and the head of each table, of which something is shown.
fn show_what_leads(document: &Document, fates: &mut [Fate]) {
    let heads: Vec<u32> = document
        .units()
        .iter()
        .zip(fates.iter())
        .filter(|(_, fate)| **fate == Fate::Shown)
        .flat_map(|(unit, _)| [unit.entry, table_head(document, unit)])
        .flatten()
        .collect();
    for head in heads {
        fates[head as usize] = Fate::Shown;
    }
}

fn table_head(document: &Document, unit: &Unit) -> Option<u32> {
    let first = document.blocks()[unit.block as usize].units.start;
    (unit.kind == UnitKind::Row && document.unit(first).kind == UnitKind::TableHead).then_some(first)
}

/// A run of units as a fold; none where they are to be shown or too few words to be worth it.
pub(super) fn fold(document: &Document, units: Range<u32>, run: &[Fate]) -> Option<Fold> {
    let Some(Fate::Folded { reason, .. }) = run.first() else { return None };
    let since = run.iter().filter_map(|fate| match fate {
        Fate::Folded { since, .. } => Some(*since),
        Fate::Shown => None,
    });
    let words: usize = units.clone().map(|unit| words(document, document.unit(unit))).sum();
    let fold = Fold { units, since: since.max()?, reason: *reason };
    (words >= FOLD_WORDS_MIN).then_some(fold)
}
