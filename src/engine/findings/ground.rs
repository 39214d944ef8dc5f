//! What every finding starts from: the two versions line by line, and what became of each unit.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::lines::{Lines, Stem, Stems};
use crate::delta::{Change, ChangeKind, Delta};
use crate::document::UnitKind;
use crate::history::{History, Source, Version};

/// What findings are made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The newest version.
    pub current: &'a Version<'a>,
    /// The version compared with; none for a first plan.
    pub baseline: Option<&'a Version<'a>>,
    /// From the one to the other.
    pub delta: Option<&'a Delta>,
    /// All versions, oldest first, where they are known.
    pub versions: &'a [Version<'a>],
    /// The history of the newest version, where it was traced.
    pub history: Option<&'a History>,
    /// Reports from which text may have been copied.
    pub sources: &'a [Source<'a>],
    /// The day the plan is for.
    pub as_of: Option<Date>,
}

/// The two versions, read for findings.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) input: Input<'a>,
    pub(super) stems: Stems,
    pub(super) after: Lines<'a>,
    pub(super) before: Option<Lines<'a>>,
    pub(super) reports: Vec<Lines<'a>>,
    /// By unit of the newest version: the index of its change.
    change_of: Vec<Option<u32>>,
    /// By rare stem: the lines of the newest version in which it stands.
    by_stem: FxHashMap<Stem, Vec<u32>>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        let mut stems = Stems::default();
        let after = Lines::of(input.current.document, &mut stems);
        let before = input.baseline.map(|version| Lines::of(version.document, &mut stems));
        let reports = input.sources.iter().map(|source| Lines::of(source.document, &mut stems)).collect();
        let mut change_of = vec![None; input.current.document.units().len()];
        for (change, index) in input.delta.iter().flat_map(|delta| &delta.changes).zip(0..) {
            for unit in change.after.clone() {
                change_of[unit as usize] = Some(index);
            }
        }
        let mut by_stem: FxHashMap<Stem, Vec<u32>> = FxHashMap::default();
        for (unit, line) in after.all().filter(|(_, line)| line.speaks) {
            for stem in line.stems.iter().filter(|stem| after.is_rare(**stem)) {
                by_stem.entry(*stem).or_default().push(unit);
            }
        }
        Self { input, stems, after, before, reports, change_of, by_stem }
    }

    /// What became of a unit of the newest version.
    pub(super) fn change(&self, unit: u32) -> Option<&'a Change> {
        let index = self.change_of[unit as usize]?;
        self.input.delta.map(|delta| &delta.changes[index as usize])
    }

    /// How a unit of the newest version changed; without a version before it nothing did.
    pub(super) fn kind(&self, unit: u32) -> ChangeKind {
        self.change(unit).map_or(ChangeKind::Unchanged, |change| change.kind)
    }

    pub(super) fn is_new(&self, unit: u32) -> bool {
        self.kind(unit) == ChangeKind::Added
    }

    pub(super) fn is_changed(&self, unit: u32) -> bool {
        self.kind(unit) == ChangeKind::Material
    }

    /// The lines that share a rare stem with this one, each with how many they share, in reading order.
    pub(super) fn neighbours(&self, unit: u32) -> Vec<(u32, u32)> {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        let stems = &self.after.line(unit).stems;
        for other in
            stems.iter().filter_map(|stem| self.by_stem.get(stem)).flatten().filter(|at| **at != unit)
        {
            *counts.entry(*other).or_default() += 1;
        }
        let mut found: Vec<(u32, u32)> = counts.into_iter().collect();
        found.sort_unstable();
        found
    }

    /// The lines of the newest version in which a rare stem stands.
    pub(super) fn lines_with(&self, stem: Stem) -> &[u32] {
        self.by_stem.get(&stem).map_or(&[], Vec::as_slice)
    }

    /// Whether a unit is a line that holds until it is changed, rather than what somebody wrote on a day: a row, a
    /// field, prose that nobody signed.
    pub(super) fn stands(&self, unit: u32) -> bool {
        self.after.line(unit).speaks && self.after.written(unit).is_none()
    }

    /// When a line was written: its entry's day, or else that of the version that words it so first.
    pub(super) fn since(&self, unit: u32) -> Option<Date> {
        self.after.written(unit).or_else(|| {
            let history = self.input.history?;
            let version = history.units.get(unit as usize)?.wording_since();
            self.input.versions.get(version as usize)?.as_of
        })
    }

    /// Whether a line was written since the version compared with.
    pub(super) fn is_of_this_year(&self, unit: u32) -> bool {
        let since = self.input.baseline.and_then(|baseline| baseline.as_of);
        self.is_new(unit) && since.is_none_or(|since| self.after.written(unit).is_none_or(|day| day >= since))
    }

    pub(super) fn is_row(&self, unit: u32) -> bool {
        self.after.document.unit(unit).kind == UnitKind::Row
    }
}
