//! What units of the baseline became in the newest version, through all the versions between.

use super::lineage::{Lineage, Place};
use super::model::Input;
use crate::delta::{ChangeKind, Delta};

/// The deltas since the baseline, by unit.
#[derive(Debug)]
pub(super) struct Steps<'l, 'a> {
    lineage: &'l Lineage<'a>,
    baseline: u32,
    /// From the baseline to the version after it, and so on to the newest.
    deltas: Vec<Step>,
    /// For each unit of the baseline the first of the newest version that continues it.
    continued: Vec<Option<u32>>,
}

/// One delta.
#[derive(Debug)]
struct Step {
    /// For each unit before the first that it became.
    next: Vec<Option<u32>>,
    /// For each unit after whether it is a material change.
    material: Vec<bool>,
}

impl Step {
    fn new(delta: &Delta, before: usize, after: usize) -> Self {
        let mut step = Self { next: vec![None; before], material: vec![false; after] };
        for change in delta.changes.iter().filter(|change| !change.after.is_empty()) {
            for unit in change.before.clone() {
                step.next[unit as usize] = Some(change.after.start);
            }
            for unit in change.after.clone() {
                step.material[unit as usize] = change.kind == ChangeKind::Material;
            }
        }
        step
    }
}

impl<'l, 'a> Steps<'l, 'a> {
    /// Reads the deltas from the baseline on.
    pub(super) fn new(input: &Input<'_>, lineage: &'l Lineage<'a>, baseline: u32) -> Self {
        let units = |version: u32| lineage.version(version).document.units().len();
        let deltas = (baseline..lineage.newest())
            .map(|version| Step::new(input.deltas[version as usize], units(version), units(version + 1)));
        let mut steps = Self { lineage, baseline, deltas: deltas.collect(), continued: Vec::new() };
        steps.continued = steps.continued(units);
        steps
    }

    /// What a unit of the newest version was at the baseline.
    pub(super) fn before(&self, place: Place) -> Option<u32> {
        let origin = self.lineage.chain(place).find(|at| at.version <= self.baseline);
        origin.filter(|at| at.version == self.baseline).map(|at| at.unit)
    }

    /// Whether a unit of the newest version changed materially since the baseline, or was gone meanwhile.
    pub(super) fn is_material(&self, place: Place) -> bool {
        let mut since = self.lineage.chain(place).take_while(|at| at.version > self.baseline);
        since.any(|at| {
            let gone = self.lineage.life(at).from.is_some_and(|from| from.version + 1 < at.version);
            gone || self.deltas[(at.version - self.baseline) as usize - 1].material[at.unit as usize]
        })
    }

    /// The units of the baseline that nothing continues, each with the unit of the newest version before which it
    /// would stand; in the order of these.
    pub(super) fn gone(&self) -> Vec<(u32, u32)> {
        let (mut gone, mut stood_before) = (Vec::new(), 0);
        for (unit, continued) in (0..).zip(&self.continued) {
            match continued {
                Some(at) => stood_before = at + 1,
                None => gone.push((stood_before, unit)),
            }
        }
        gone.sort_by_key(|(stood_before, _)| *stood_before);
        gone
    }

    /// The last that a unit of the baseline became.
    pub(super) fn last_of(&self, place: Place) -> Place {
        self.deltas
            .iter()
            .try_fold(place, |at, step| match step.next[at.unit as usize] {
                Some(unit) => Ok(Place { version: at.version + 1, unit }),
                None => Err(at),
            })
            .unwrap_or_else(|last| last)
    }

    /// Goes back from the newest version: by the deltas, and past them where something was gone meanwhile.
    fn continued(&self, units: impl Fn(u32) -> usize) -> Vec<Option<u32>> {
        let newest = self.lineage.newest();
        let mut by_version: Vec<Vec<Option<u32>>> =
            (self.baseline..newest).map(|version| vec![None; units(version)]).collect();
        let mut later: Vec<Option<u32>> = (0..units(newest) as u32).map(Some).collect();
        for (step, version) in
            self.deltas.iter().zip(self.baseline + 1..).collect::<Vec<_>>().into_iter().rev()
        {
            for (unit, continued) in (0..).zip(&later).filter(|(_, continued)| continued.is_some()) {
                let from = self.lineage.life(Place { version, unit }).from;
                if let Some(from) = from.filter(|from| from.version >= self.baseline) {
                    keep(
                        &mut by_version[(from.version - self.baseline) as usize][from.unit as usize],
                        *continued,
                    );
                }
            }
            let mut earlier = by_version.pop().unwrap_or_default();
            for (place, next) in earlier.iter_mut().zip(&step.next) {
                keep(place, next.and_then(|next| later[next as usize]));
            }
            later = earlier;
        }
        later
    }
}

/// Of two continuations the earlier one.
fn keep(place: &mut Option<u32>, other: Option<u32>) {
    *place = place.iter().copied().chain(other).min();
}
