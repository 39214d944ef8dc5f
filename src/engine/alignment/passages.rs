//! Both versions as passages of stems: what alignment looks at.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use crate::document::{Document, Stems, Unit, UnitKind};

/// The passages of one version: its units, or its blocks.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// Stems of all passages, one after the other.
    stems: Vec<u32>,
    /// Where each passage's stems are.
    ranges: Vec<Range<u32>>,
    /// Equal for passages with equal tokens.
    pub(super) identity: Vec<u64>,
    /// What each stands in: a unit's block, a block's section.
    pub(super) home: Vec<u32>,
    /// Whether it is compared with others than its equals: a block of one unit is compared as that unit.
    pub(super) compared: Vec<bool>,
    /// Whether it is paired elsewhere: page furniture, or a block of it.
    pub(super) set_aside: Vec<bool>,
    /// Of a row or an item the passage that is the heading above it: their order may say nothing.
    pub(super) listed_under: Vec<Option<u32>>,
}

impl Passages {
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    pub(super) fn stems(&self, passage: u32) -> &[u32] {
        let range = &self.ranges[passage as usize];
        &self.stems[range.start as usize..range.end as usize]
    }

    /// The units of a document with these stems, of which `number` says by which number the pair knows them.
    fn of_units(document: &Document, stems: &Stems, number: impl Fn(u32) -> u32) -> Self {
        let units = document.units();
        let set_aside: Vec<bool> = units.iter().map(|unit| unit.kind == UnitKind::Furniture).collect();
        let listed_under = |unit: &Unit| {
            let listed = matches!(unit.kind, UnitKind::Row | UnitKind::Item);
            document.sections()[unit.section as usize].heading.filter(|_| listed)
        };
        Self {
            stems: stems.numbers.iter().map(|own| number(*own)).collect(),
            ranges: stems.ranges.clone(),
            identity: stems.identity.clone(),
            home: units.iter().map(|unit| unit.block).collect(),
            compared: set_aside.iter().map(|aside| !aside).collect(),
            set_aside,
            listed_under: units.iter().map(listed_under).collect(),
        }
    }

    /// The blocks of `document`, made of these passages, which are its units.
    fn joined(&self, document: &Document) -> Self {
        let mut blocks = Self { stems: self.stems.clone(), ..Self::default() };
        for block in document.blocks().iter().filter(|block| !block.units.is_empty()) {
            let units = block.units.start as usize..block.units.end as usize;
            let (first, last) = (&self.ranges[units.start], &self.ranges[units.end - 1]);
            blocks.ranges.push(first.start..last.end);
            blocks.identity.push(hash(&self.identity[units.clone()]));
            blocks.home.push(block.section);
            blocks.compared.push(units.len() > 1);
            blocks.set_aside.push(self.set_aside[units.start]);
            blocks.listed_under.push(None);
        }
        blocks
    }
}

/// Both sides and how much each stem weighs.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) before: Passages,
    pub(super) after: Passages,
    /// Weight of each stem: `ln((1 + N) / (1 + df)) + 1` in thousandths, over the passages of both sides.
    weights: Vec<u32>,
}

impl Pair {
    /// The units of two documents.
    pub(super) fn of_units(before: &Document, after: &Document) -> Self {
        let (left, right) = rayon::join(|| before.stems(), || after.stems());
        let mut numbers: FxHashMap<u64, u32> = left.order.iter().copied().zip(0..).collect();
        let mut stems = left.order.len() as u32;
        let mut number = |stem: &u64| {
            *numbers.entry(*stem).or_insert_with(|| {
                stems += 1;
                stems - 1
            })
        };
        let common: Vec<u32> = right.order.iter().map(&mut number).collect();
        let after = Passages::of_units(after, right, |own| common[own as usize]);
        Self::weighed(Passages::of_units(before, left, |own| own), after, stems as usize)
    }

    /// The blocks of two documents whose units these are.
    pub(super) fn of_blocks(&self, before: &Document, after: &Document) -> Self {
        Self::weighed(self.before.joined(before), self.after.joined(after), self.weights.len())
    }

    fn weighed(before: Passages, after: Passages, stems: usize) -> Self {
        let mut found_in = vec![0_u32; stems];
        let mut last = vec![u32::MAX; stems];
        let mut passage = 0;
        for side in [&before, &after] {
            for index in 0..side.len() {
                for stem in side.stems(index as u32) {
                    if last[*stem as usize] != passage {
                        last[*stem as usize] = passage;
                        found_in[*stem as usize] += 1;
                    }
                }
                passage += 1;
            }
        }
        let all = log2(1 + passage);
        let weights = found_in.iter().map(|count| weight(all, *count)).collect();
        Self { before, after, weights }
    }

    /// How many stems there are.
    pub(super) fn stems(&self) -> usize {
        self.weights.len()
    }

    pub(super) fn weight(&self, stem: u32) -> u32 {
        self.weights[stem as usize]
    }
}

/// `all` is the [`log2`] of one more than all passages.
fn weight(all: u32, found_in: u32) -> u32 {
    let doublings = all.saturating_sub(log2(1 + found_in));
    // ln 2 = 0.693147
    (u64::from(doublings) * 693_147 / (1000 << LOG2_BITS)) as u32 + 1000
}

/// Bits behind the point of [`log2`].
const LOG2_BITS: u32 = 10;

/// The binary logarithm in whole numbers, by repeated squaring: a library's may differ from machine to machine.
fn log2(x: u32) -> u32 {
    let whole = x.max(1).ilog2();
    let mut mantissa = u64::from(x.max(1)) << (31 - whole);
    (0..LOG2_BITS).rev().fold(whole << LOG2_BITS, |log, bit| {
        mantissa = (mantissa * mantissa) >> 31;
        let carry = mantissa >> 32;
        mantissa >>= carry;
        log | (carry as u32) << bit
    })
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_in_whole_numbers() {
        assert_eq!([1, 2, 4, 1 << 20].map(log2), [0, 1 << 10, 2 << 10, 20 << 10]);
        assert_eq!(log2(3), 1623); // 1.58496 · 1024, rounded down
        assert_eq!(weight(log2(1000), 9), 1000 + 4604); // ln 100 = 4.60517
    }
}
