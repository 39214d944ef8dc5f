//! Both versions as passages of stems: what alignment looks at.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHasher;

use crate::document::{Block, Document, Stems, Unit, UnitKind};

/// The passages of one version: its units, or its blocks.
#[derive(Debug)]
pub(super) struct Passages {
    /// Stems of all passages, one after the other; the same for units and the blocks made of them.
    stems: Arc<[u32]>,
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
        let made = document.blocks().iter().filter(|block| !block.units.is_empty());
        let made: Vec<(&Block, Range<usize>)> =
            made.map(|block| (block, block.units.start as usize..block.units.end as usize)).collect();
        let stems = |units: &Range<usize>| self.ranges[units.start].start..self.ranges[units.end - 1].end;
        Self {
            stems: Arc::clone(&self.stems),
            ranges: made.iter().map(|(_, units)| stems(units)).collect(),
            identity: made.iter().map(|(_, units)| hash(&self.identity[units.clone()])).collect(),
            home: made.iter().map(|(block, _)| block.section).collect(),
            compared: made.iter().map(|(_, units)| units.len() > 1).collect(),
            set_aside: made.iter().map(|(_, units)| self.set_aside[units.start]).collect(),
            listed_under: vec![None; made.len()],
        }
    }
}

/// Both sides and how much each stem weighs.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) before: Passages,
    pub(super) after: Passages,
    numbers: Numbers,
    /// Weight of each stem: `ln((1 + N) / (1 + df)) + 1` in thousandths, over the passages of both sides.
    weights: Vec<u32>,
}

/// By which numbers the pair knows the stems of both versions: those of the earlier keep theirs, and what only the later
/// has comes behind.
#[derive(Clone, Debug)]
struct Numbers {
    /// By the later version's own number.
    of_after: Vec<u32>,
    /// How many stems there are.
    count: usize,
}

impl Numbers {
    fn new(before: &Stems, after: &Stems) -> Self {
        let mut count = before.order.len();
        let number = |stem: &u64| {
            before.by_hash.get(stem).copied().unwrap_or_else(|| {
                count += 1;
                count as u32 - 1
            })
        };
        let of_after = after.order.iter().map(number).collect();
        Self { of_after, count }
    }

    /// The weights of all stems, by how many of the passages of each version they are found in.
    fn weights(&self, before: &[u32], after: &[u32], passages: usize) -> Vec<u32> {
        let mut found_in = vec![0_u32; self.count];
        found_in[..before.len()].copy_from_slice(before);
        for (number, count) in self.of_after.iter().zip(after) {
            found_in[*number as usize] += count;
        }
        let all = log2(1 + passages as u32);
        found_in.iter().map(|count| weight(all, *count)).collect()
    }
}

impl Pair {
    /// The units of two documents.
    pub(super) fn of_units(before: &Document, after: &Document) -> Self {
        let (left, right) = rayon::join(|| before.stems(), || after.stems());
        let numbers = Numbers::new(left, right);
        let weights =
            numbers.weights(&left.units_with, &right.units_with, before.units().len() + after.units().len());
        let before = Passages::of_units(before, left, |own| own);
        let after = Passages::of_units(after, right, |own| numbers.of_after[own as usize]);
        Self { before, after, numbers, weights }
    }

    /// The blocks of two documents whose units these are.
    pub(super) fn of_blocks(&self, before: &Document, after: &Document) -> Self {
        let (left, right) = (self.before.joined(before), self.after.joined(after));
        let found_in = (&before.stems().blocks_with, &after.stems().blocks_with);
        let weights = self.numbers.weights(found_in.0, found_in.1, left.len() + right.len());
        Self { before: left, after: right, numbers: self.numbers.clone(), weights }
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

/// The binary logarithm in whole numbers: a library's may differ from machine to machine.
fn log2(x: u32) -> u32 {
    LOG2_SMALL.get(x as usize).copied().unwrap_or_else(|| log2_by_squaring(x))
}

/// The logarithms of small numbers: most stems are found in a few passages.
const LOG2_SMALL: [u32; 64] = {
    let mut small = [0; 64];
    let mut x = 0;
    while x < small.len() {
        small[x] = log2_by_squaring(x as u32);
        x += 1;
    }
    small
};

/// The binary logarithm by repeated squaring; that of 0 is taken for that of 1.
const fn log2_by_squaring(x: u32) -> u32 {
    let x = if x == 0 { 1 } else { x };
    let whole = x.ilog2();
    let mut mantissa = (x as u64) << (31 - whole);
    let mut log = whole << LOG2_BITS;
    let mut bit = LOG2_BITS;
    while bit > 0 {
        bit -= 1;
        mantissa = (mantissa * mantissa) >> 31;
        let carry = mantissa >> 32;
        mantissa >>= carry;
        log |= (carry as u32) << bit;
    }
    log
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
