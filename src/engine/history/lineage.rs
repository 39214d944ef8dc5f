//! What each unit comes from: its lineage through all versions.
//!
//! Takes the versions and the deltas between neighbours, gives for each unit of each version the unit that it
//! continues. The deltas are followed once, from the oldest version on. What a delta calls added may have stood in
//! an earlier version: it then goes on where it broke off.

use super::comeback::Comeback;
use super::model::{Input, Move, UnitHistory, Version, Wording};
use super::seen::Seen;
use super::wording;
use crate::delta::{Change, ChangeKind};
use crate::document::Unit;

/// The units of all versions, each with what it continues.
#[derive(Debug)]
pub(super) struct Lineage<'a> {
    versions: &'a [Version<'a>],
    /// The version since which something is news.
    baseline: Option<u32>,
    /// By version, then by unit.
    lives: Vec<Vec<Life>>,
}

/// A unit of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) version: u32,
    pub(super) unit: u32,
}

/// Where a unit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Life {
    /// What it continues, in the version before or, if it was gone meanwhile, in an earlier one.
    pub(super) from: Option<Place>,
    /// The version in which its line of wordings began.
    pub(super) lineage_since: u32,
    /// The version in which its present wording was first written.
    pub(super) wording_since: u32,
    /// The version since when nothing of it changed but what is cosmetic.
    pub(super) unchanged_since: u32,
    /// How its text had gone before it came back.
    pub(super) back: Option<Back>,
    /// Whether the delta says that it changed its place.
    pub(super) moved: bool,
}

/// A text that is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Back {
    /// The unit was gone; it stood in this version last.
    Gone(u32),
    /// The unit had another wording meanwhile; this one stood in this version last.
    Reworded(u32),
}

impl Life {
    /// One that begins in this version.
    pub(super) fn new(version: u32) -> Self {
        Self {
            from: None,
            lineage_since: version,
            wording_since: version,
            unchanged_since: version,
            back: None,
            moved: false,
        }
    }
}

impl<'a> Lineage<'a> {
    /// Follows the deltas.
    pub(super) fn new(input: &Input<'a>) -> Self {
        let versions = input.versions;
        let baseline = input.baseline.filter(|baseline| (*baseline as usize) + 1 < versions.len());
        let mut lineage = Self { versions, baseline, lives: Vec::with_capacity(versions.len()) };
        let mut seen = Seen::default();
        for (at, version) in input.versions.iter().enumerate() {
            let mut lives = vec![Life::new(at as u32); version.document.units().len()];
            for change in at.checked_sub(1).map_or(&[][..], |before| &input.deltas[before].changes) {
                lineage.follow(&mut lives, at as u32, change);
            }
            Comeback { lineage: &lineage, version: at as u32, lives: &mut lives }.find(&seen);
            seen.put(version.document);
            lineage.lives.push(lives);
        }
        lineage
    }

    /// The life of a unit.
    pub(super) fn life(&self, place: Place) -> &Life {
        &self.lives[place.version as usize][place.unit as usize]
    }

    /// The unit at a place.
    pub(super) fn unit(&self, place: Place) -> &'a Unit {
        self.version(place.version).document.unit(place.unit)
    }

    /// The version at a place in the order.
    pub(super) fn version(&self, version: u32) -> &'a Version<'a> {
        &self.versions[version as usize]
    }

    /// The newest version, as a place in the order.
    pub(super) fn newest(&self) -> u32 {
        self.versions.len() as u32 - 1
    }

    /// The version since which something is news, as a place in the order; before the newest.
    pub(super) fn baseline(&self) -> Option<u32> {
        self.baseline
    }

    /// How the text of a unit of the newest version came back since the baseline, the last time that it did. Another
    /// wording since then ends an earlier wording's return, not that of a passage that was gone.
    pub(super) fn back(&self, place: Place) -> Option<Back> {
        let baseline = self.baseline?;
        let wording_since = self.life(place).wording_since;
        let since = self.chain(place).take_while(|at| at.version > baseline);
        let mut backs = since.filter_map(|at| Some((at.version, self.life(at).back?)));
        let stands = |(version, back): &(u32, Back)| match back {
            Back::Gone(_) => true,
            Back::Reworded(_) => *version >= wording_since,
        };
        backs.find(stands).map(|(_, back)| back)
    }

    /// The units of the newest version, in reading order.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let version = self.newest();
        (0..self.lives[version as usize].len() as u32).map(move |unit| Place { version, unit })
    }

    /// A unit and what it continues, the newest first.
    pub(super) fn chain(&self, place: Place) -> impl Iterator<Item = Place> {
        std::iter::successors(Some(place), |place| self.life(*place).from)
    }

    /// The places of a chain at which a wording was first written, the newest first.
    pub(super) fn wordings(&self, place: Place) -> impl Iterator<Item = Place> {
        self.chain(place).filter(|at| self.begins_wording(*at))
    }

    fn begins_wording(&self, place: Place) -> bool {
        let life = self.life(place);
        life.from.is_none() || life.wording_since == place.version
    }

    /// The lives of the newest version's units; authors and dates are others' to find.
    pub(super) fn units(&self) -> Vec<UnitHistory> {
        self.places().map(|place| self.history(place)).collect()
    }

    fn history(&self, place: Place) -> UnitHistory {
        let life = self.life(place);
        let mut history = UnitHistory {
            lineage_since: life.lineage_since,
            unchanged_since: life.unchanged_since,
            last_moved: self.chain(place).find(|at| self.life(*at).moved).map(|at| at.version),
            wordings: Vec::new(),
            moves: Vec::new(),
            carried: place.version - life.wording_since,
            author: None,
            written: None,
        };
        for at in self.chain(place) {
            let life = self.life(at);
            if self.begins_wording(at) {
                let wording = Wording { version: at.version, span: self.unit(at).span };
                history.wordings.push(wording);
            }
            history.moves.extend(life.from.and_then(|from| self.moved(from, at)));
        }
        history.wordings.reverse();
        history.moves.reverse();
        history
    }

    /// The move between two neighbours of a chain, where it is one from section to section.
    fn moved(&self, from: Place, to: Place) -> Option<Move> {
        let section =
            |place: Place| self.version(place.version).document.section_path(self.unit(place).section);
        let moved = self.life(to).moved && section(from) != section(to);
        let from_section = self.unit(from).section;
        moved.then_some(Move { version: to.version, from_version: from.version, from_section })
    }

    /// Hands the lives of a change's earlier units on to its later ones.
    fn follow(&self, lives: &mut [Life], version: u32, change: &Change) {
        let before = change.before.clone().map(|unit| Place { version: version - 1, unit });
        // A sentence joined from two is as old as the older of them.
        let Some(from) = before.min_by_key(|place| self.life(*place).lineage_since) else { return };
        let earlier = self.life(from);
        let documents = [version - 1, version].map(|version| self.version(version).document);
        let same = wording::is_kept(documents, change);
        let unchanged = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
        for unit in change.after.clone() {
            lives[unit as usize] = Life {
                from: Some(from),
                lineage_since: earlier.lineage_since,
                wording_since: if same { earlier.wording_since } else { version },
                unchanged_since: if unchanged { earlier.unchanged_since } else { version },
                back: None,
                moved: change.moved,
            };
        }
    }
}

#[cfg(test)]
mod tests;
