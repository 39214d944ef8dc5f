//! Which units of a version are back: their text stood in an earlier version, and not in the one before.
//!
//! Works on the lives of one version after the delta was followed. A text that stands in the version before, too, is
//! a copy of what is there and no return, unless it stands beside a returned one as it did before: a passage comes
//! back whole even where another copy of one of its sentences had stayed.

use super::lineage::{Back, Life, Lineage, Place};
use super::seen::{self, Seen};
use crate::document::reading::unit_text;
use crate::document::{Document, UnitKind};
use crate::text::Trigrams;

/// Least likeness, in ten-thousandths, of a unit to the one that stood beside its neighbour for it to be that one,
/// edited.
const NEIGHBOUR_SIMILARITY_MIN: u32 = 8_000;
/// Fewest tokens of a unit that is taken for back though it stands alone and in another section.
const ALONE_TOKENS_MIN: u32 = 8;
/// Room for the trigrams of a sentence, times 64 bits.
const TRIGRAM_WORDS: usize = 32;

/// The lives of one version's units.
pub(super) struct Comeback<'l, 'a> {
    pub(super) lineage: &'l Lineage<'a>,
    pub(super) version: u32,
    pub(super) lives: &'l mut [Life],
}

impl Comeback<'_, '_> {
    /// Finds what is back.
    pub(super) fn find(&mut self, seen: &Seen<'_>) {
        if self.version < 2 {
            return;
        }
        let units = self.lives.len() as u32;
        for unit in 0..units {
            self.by_text(unit, seen);
        }
        for unit in 1..units {
            self.beside(unit, unit - 1, |earlier| earlier.checked_add(1));
        }
        for unit in (1..units).rev() {
            self.beside(unit - 1, unit, |earlier| earlier.checked_sub(1));
        }
        for unit in (0..units).rev() {
            self.doubt(unit);
        }
    }

    /// A new or reworded unit whose text an earlier version had.
    fn by_text(&mut self, unit: u32, seen: &Seen<'_>) {
        let life = &self.lives[unit as usize];
        let new = life.from.is_none();
        let reworded = !new && life.wording_since == self.version;
        if !new && !reworded {
            return;
        }
        let Some(earlier) = seen.last(self.document(), unit) else { return };
        if earlier.version + 1 == self.version {
            return;
        }
        if new {
            self.join(unit, earlier);
        } else {
            self.lives[unit as usize].back = Some(Back::Reworded(earlier.version));
        }
    }

    /// A new unit next to a returned one, where its text stood next to that one before.
    fn beside(&mut self, unit: u32, neighbour: u32, step: impl Fn(u32) -> Option<u32>) {
        let (life, beside) = (&self.lives[unit as usize], &self.lives[neighbour as usize]);
        let (None, Some(Back::Gone(version)), Some(from)) = (life.from, beside.back, beside.from) else {
            return;
        };
        let document = self.lineage.version(version).document;
        let earlier = step(from.unit).filter(|earlier| (*earlier as usize) < document.units().len());
        if let Some(earlier) = earlier.filter(|earlier| self.is_alike(unit, document, *earlier)) {
            self.join(unit, Place { version, unit: earlier });
        }
    }

    /// A heading alone that is back has its earlier title again; a few words alone in another section are chance.
    fn doubt(&mut self, unit: u32) {
        let (Some(Back::Gone(version)), Some(from)) = (self.back(unit), self.lives[unit as usize].from)
        else {
            return;
        };
        let (document, earlier) = (self.document(), self.lineage.version(version).document);
        let this = document.unit(unit);
        let together =
            |unit: Option<u32>| unit.is_some_and(|unit| matches!(self.back(unit), Some(Back::Gone(_))));
        let leads = together(unit.checked_add(1));
        let alone = !leads && !together(unit.checked_sub(1));
        let short = (this.tokens.len() as u32) < ALONE_TOKENS_MIN;
        let elsewhere =
            || document.section_path(this.section) != earlier.section_path(earlier.unit(from.unit).section);
        if this.kind == UnitKind::Heading && !leads {
            self.lives[unit as usize].back = Some(Back::Reworded(version));
        } else if alone && short && elsewhere() {
            self.lives[unit as usize] = Life::new(self.version);
        }
    }

    fn back(&self, unit: u32) -> Option<Back> {
        self.lives.get(unit as usize)?.back
    }

    fn is_alike(&self, unit: u32, earlier: &Document, earlier_unit: u32) -> bool {
        let document = self.document();
        let trigrams = |document: &Document, unit| {
            Trigrams::of(&unit_text(document, document.unit(unit)), TRIGRAM_WORDS)
        };
        seen::is_same_text(document, unit, earlier, earlier_unit)
            || trigrams(document, unit).similarity(&trigrams(earlier, earlier_unit))
                >= NEIGHBOUR_SIMILARITY_MIN
    }

    /// The unit goes on where this one broke off.
    fn join(&mut self, unit: u32, earlier: Place) {
        let life = &mut self.lives[unit as usize];
        life.from = Some(earlier);
        life.back = Some(Back::Gone(earlier.version));
        life.lineage_since = self.lineage.life(earlier).lineage_since;
    }

    fn document(&self) -> &Document {
        self.lineage.version(self.version).document
    }
}
