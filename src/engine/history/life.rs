//! Single passages through all versions: where each stood, and what became of it from one version to the next.
//!
//! Takes what a history is made from and units of any version, gives the [`Stage`]s of each. Backwards they follow the
//! lineage, so that a passage that was gone goes on where it broke off; forwards the deltas, and past them where it
//! came back.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lineage::{Lineage, Place};
use super::model::{Input, Stage};
use crate::alignment::{Alignment, Link};
use crate::delta::{Change, Delta, classify};

/// The lives of these units of a version, each from its first stage to its last.
///
/// Without the version, or beyond its units, there is none.
pub fn lives(input: &Input<'_>, version: u32, units: Range<u32>) -> Vec<Vec<Stage>> {
    let Some(found) = input.versions.get(version as usize) else { return Vec::new() };
    let units = units.start..units.end.min(found.document.units().len() as u32);
    let lineage = Lineage::new(input);
    let ways = Ways::new(input, &lineage);
    units.map(|unit| ways.life(Place { version, unit })).collect()
}

/// The ways from each unit to what it was and became.
struct Ways<'l, 'a> {
    input: &'l Input<'a>,
    lineage: &'l Lineage<'a>,
    deltas: Vec<ByUnit>,
    /// From the last place before a gap to the first behind it.
    back: FxHashMap<(u32, u32), Place>,
}

/// The changes of a delta by the units of either side, as indices.
struct ByUnit {
    before: FxHashMap<u32, usize>,
    after: FxHashMap<u32, usize>,
}

impl ByUnit {
    fn new(delta: &Delta) -> Self {
        let changes = || delta.changes.iter().enumerate();
        Self {
            before: changes()
                .flat_map(|(at, change)| change.before.clone().map(move |it| (it, at)))
                .collect(),
            after: changes().flat_map(|(at, change)| change.after.clone().map(move |it| (it, at))).collect(),
        }
    }
}

impl<'l, 'a> Ways<'l, 'a> {
    fn new(input: &'l Input<'a>, lineage: &'l Lineage<'a>) -> Self {
        let mut back = FxHashMap::default();
        for version in 0..input.versions.len() as u32 {
            for unit in 0..lineage.version(version).document.units().len() as u32 {
                let place = Place { version, unit };
                if let Some(from) = lineage.life(place).from.filter(|from| from.version + 1 < version) {
                    // Of several that go on from one place, the first that came back.
                    back.entry((from.version, from.unit)).or_insert(place);
                }
            }
        }
        Self { input, lineage, deltas: input.deltas.iter().map(|delta| ByUnit::new(delta)).collect(), back }
    }

    fn life(&self, place: Place) -> Vec<Stage> {
        let mut places: Vec<Place> = self.lineage.chain(place).collect();
        places.reverse();
        places.extend(std::iter::successors(self.next(place), |place| self.next(*place)));
        let first = places.first().map(|place| self.stage(None, *place));
        let later = places.windows(2).map(|pair| self.stage(Some(pair[0]), pair[1]));
        first.into_iter().chain(later).collect()
    }

    /// What a unit became.
    fn next(&self, place: Place) -> Option<Place> {
        let change = self.change(place.version, |by_unit| by_unit.before.get(&place.unit).copied());
        let after = change.map(|change| change.after.clone()).filter(|after| !after.is_empty());
        let next = after.map(|after| Place { version: place.version + 1, unit: after.start });
        next.or_else(|| self.back.get(&(place.version, place.unit)).copied())
    }

    fn stage(&self, from: Option<Place>, to: Place) -> Stage {
        let change = from.map(|from| self.step(from, to));
        let life = self.lineage.life(to);
        Stage {
            version: to.version,
            units: change.as_ref().map_or(to.unit..to.unit + 1, |change| change.after.clone()),
            begins_wording: from.is_none() || life.wording_since == to.version,
            from: from.map(|from| from.version),
            change,
        }
    }

    /// The change from one place to the next: the delta's, or over a gap one of its own.
    fn step(&self, from: Place, to: Place) -> Change {
        let known = (from.version + 1 == to.version)
            .then(|| self.change(from.version, |by_unit| by_unit.after.get(&to.unit).copied()))
            .flatten();
        known.cloned().unwrap_or_else(|| self.over_gap(from, to))
    }

    fn change(&self, version: u32, find: impl Fn(&ByUnit) -> Option<usize>) -> Option<&'a Change> {
        let at = find(self.deltas.get(version as usize)?)?;
        self.input.deltas[version as usize].changes.get(at)
    }

    fn over_gap(&self, from: Place, to: Place) -> Change {
        let document = |place: Place| self.lineage.version(place.version).document;
        let section = |place: Place| document(place).section_path(self.lineage.unit(place).section);
        let one = |place: Place| place.unit..place.unit + 1;
        let link = Link { before: one(from), after: one(to), moved: section(from) != section(to) };
        let mut delta = classify(document(from), document(to), &Alignment { links: vec![link] });
        // One link gives one change.
        delta.changes.swap_remove(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::series::Series;
    use super::*;
    use crate::delta::ChangeKind;

    const FLAT: &str = "He has asked the council for a flat in the north of the city.\n\n";
    const JOB: &str = "He would like to work in a kitchen when he is released.\n\n";
    const DEBT: &str = "He owes his brother two hundred pounds from before the sentence.\n\n";

    /// The versions, from 0, of the stages of the passage with this text, and what became of it there.
    fn check(plans: &[&str], version: u32, text: &str) -> Vec<(u32, Option<ChangeKind>)> {
        let series = Series::new(plans);
        series.with_input(|input| {
            let document = input.versions[version as usize].document;
            let unit =
                document.units().iter().position(|unit| document.text(unit) == text.trim()).unwrap() as u32;
            let lives = lives(input, version, unit..unit + 1);
            let stage = |stage: &Stage| (stage.version, stage.change.as_ref().map(|change| change.kind));
            lives[0].iter().map(stage).collect()
        })
    }

    #[test]
    fn from_first_written_to_now_whatever_version_is_asked() {
        let other = FLAT.replace("north", "south");
        let plans = [JOB, &format!("{JOB}{FLAT}"), &format!("{JOB}{other}"), &format!("{JOB}{other}")];
        let expected = [(1, None), (2, Some(ChangeKind::Material)), (3, Some(ChangeKind::Unchanged))];
        assert_eq!(check(&plans, 3, &other), expected);
        assert_eq!(check(&plans, 1, FLAT), expected);
    }

    #[test]
    fn a_life_that_ended_ends() {
        let both = format!("{FLAT}{JOB}");
        assert_eq!(check(&[&both, &both, FLAT], 1, JOB), [(0, None), (1, Some(ChangeKind::Unchanged))]);
    }

    #[test]
    fn a_gap_is_passed_from_either_side() {
        let both = format!("{FLAT}{JOB}");
        let plans = [&both, FLAT, FLAT, &both];
        let expected = [(0, None), (3, Some(ChangeKind::Unchanged))];
        assert_eq!(check(&plans, 3, JOB), expected);
        assert_eq!(check(&plans, 0, JOB), expected);
    }

    #[test]
    fn a_wording_begins_where_a_word_changes() {
        let (other, comma) = (FLAT.replace("north", "south"), FLAT.replace("flat in", "flat, in"));
        let series = Series::new(&[FLAT, &comma, &other]);
        let begins = series.with_input(|input| {
            lives(input, 2, 0..1)[0].iter().map(|stage| stage.begins_wording).collect::<Vec<_>>()
        });
        assert_eq!(begins, [true, false, true]);
    }

    #[test]
    fn both_parts_of_a_joined_sentence_lead_to_it() {
        let both = "He has asked the council for a flat in the city. The council has written back to him.\n";
        let joined =
            "He has asked the council for a flat in the city; the council has written back to him.\n";
        for part in
            ["He has asked the council for a flat in the city.", "The council has written back to him."]
        {
            assert_eq!(check(&[both, joined], 0, part).len(), 2, "{part}");
        }
    }

    #[test]
    fn a_range_has_a_life_for_each_unit() {
        let plan = format!("{FLAT}{JOB}{DEBT}");
        let series = Series::new(&[&plan]);
        assert_eq!(series.with_input(|input| lives(input, 0, 1..9).len()), 2);
        assert!(series.with_input(|input| lives(input, 7, 0..1)).is_empty());
    }
}
