//! Which units are folded, and which of them together.

use std::ops::Range;

use super::marks::Marks;
use super::{FOLD_WORDS_MIN, Fold, FoldReason, Input, words};
use crate::document::{Document, Unit, UnitKind};

/// What becomes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is shown.
    Shown,
    /// It may be folded with its neighbours of the same section.
    Folded {
        reason: FoldReason,
        /// The version since when it stands so.
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
    let judge = Judge { input, document };
    let mut fates: Vec<Fate> = Vec::with_capacity(document.units().len());
    for at in 0..document.units().len() as u32 {
        if document.unit(at).kind == UnitKind::Furniture {
            fates.push(with_what_stands_before(&fates));
            continue;
        }
        let shown_before = |first: u32| fates.get(first as usize) == Some(&Fate::Shown);
        let repeats = |first: u32| shown_before(first) && judge.is_said_by_the_same(first, at);
        let fate = if judge.must_show(at) || marks.must_show(at) {
            Fate::Shown
        } else {
            judge.fate(at, marks.first_copy(at).is_some_and(repeats))
        };
        fates.push(fate);
    }
    show_what_leads(document, &mut fates);
    fates
}

/// A running head or foot folds with the text that it was printed into.
fn with_what_stands_before(fates: &[Fate]) -> Fate {
    fates.last().copied().unwrap_or(Fate::Shown)
}

struct Judge<'a> {
    input: &'a Input<'a>,
    document: &'a Document,
}

impl Judge<'_> {
    /// Headings are the way through the document; risk text is never hidden.
    fn must_show(&self, at: u32) -> bool {
        let unit = self.document.unit(at);
        unit.kind == UnitKind::Heading || self.document.is_risk(at)
    }

    fn fate(&self, at: u32, repeats_shown: bool) -> Fate {
        let since = self.input.history.units[at as usize].unchanged_since;
        let section = self.document.unit(at).section;
        let folded = |reason| Fate::Folded { reason, since, section };
        if self.input.baseline.is_some_and(|baseline| self.stands_as_it_stood(at, baseline)) {
            folded(FoldReason::Unchanged)
        } else if repeats_shown {
            folded(FoldReason::Repeat)
        } else {
            Fate::Shown
        }
    }

    /// Whether neither the unit nor what says whose and of what it is has changed since: its place, its heading, the
    /// head of its entry, that of its table.
    fn stands_as_it_stood(&self, at: u32, baseline: u32) -> bool {
        let unit = self.document.unit(at);
        let life = |at: u32| &self.input.history.units[at as usize];
        let frame = [heading(self.document, unit), unit.entry, table_head(self.document, unit)];
        let moved = life(at).last_moved.is_some_and(|moved| moved > baseline);
        let mut all = frame.into_iter().flatten().chain([at]);
        !moved && all.all(|at| life(at).unchanged_since <= baseline)
    }

    /// Whether two passages are of one author and day: what another says too is news.
    fn is_said_by_the_same(&self, left: u32, right: u32) -> bool {
        let [left, right] = [left, right].map(|at| &self.input.history.units[at as usize]);
        left.author == right.author && left.written == right.written
    }
}

fn heading(document: &Document, unit: &Unit) -> Option<u32> {
    document.sections()[unit.section as usize].heading
}

fn table_head(document: &Document, unit: &Unit) -> Option<u32> {
    let first = document.blocks()[unit.block as usize].units.start;
    (unit.kind == UnitKind::Row && document.unit(first).kind == UnitKind::TableHead).then_some(first)
}

/// Shows what is needed to read what is shown: the head or signature of its entry, the head of its table, the line
/// that leads into its list.
fn show_what_leads(document: &Document, fates: &mut [Fate]) {
    for at in 0..fates.len() {
        if fates[at] != Fate::Shown {
            continue;
        }
        let unit = document.unit(at as u32);
        let leads = [unit.entry, table_head(document, unit), lead_in(document, at as u32)];
        leads.into_iter().flatten().for_each(|lead| fates[lead as usize] = Fate::Shown);
    }
}

/// The unit before the list that an item stands in, where it is left open: "He is not permitted:".
fn lead_in(document: &Document, at: u32) -> Option<u32> {
    let listed = |at: &u32| document.unit(*at).bullet.is_some() || document.unit(*at).kind == UnitKind::Item;
    let section = document.unit(at).section;
    let before = (0..at).rev().take(LIST_UNITS_MAX);
    let lead = listed(&at).then(|| before.into_iter().find(|at| !listed(at)))??;
    let unit = document.unit(lead);
    (unit.section == section && document.text(unit).trim_end().ends_with(':')).then_some(lead)
}

/// How far up a list its lead is looked for, in units: a bound on hostile lists.
const LIST_UNITS_MAX: usize = 64;

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
