//! Both versions as passages of stems: what alignment looks at.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Document, Stems, Stretches, Texts};
use crate::text::Span;

/// The passages of one version: its units, or its blocks. What hangs on that version alone is kept with it.
#[derive(Debug)]
pub(super) struct Passages<'a> {
    source: &'a str,
    kept: &'a Stretches,
    /// Stems of all passages, one after the other, by the numbers of the pair; the same for units and the blocks made of
    /// them.
    stems: Cow<'a, [u32]>,
    /// Equal for passages with equal tokens.
    pub(super) identity: &'a [u64],
    /// What each stands in: a unit's block, a block's section.
    pub(super) home: &'a [u32],
    /// Whether it is compared with others than its equals: a block of one unit is compared as that unit.
    pub(super) compared: &'a [bool],
    /// Whether it is paired elsewhere: page furniture, or a block of it.
    pub(super) set_aside: &'a [bool],
    /// Of a row or an item the passage that is the heading above it: their order may say nothing.
    pub(super) listed_under: &'a [Option<u32>],
}

impl<'a> Passages<'a> {
    fn new(document: &'a Document, kept: &'a Stretches, stems: Cow<'a, [u32]>) -> Self {
        Self {
            source: document.source(),
            kept,
            stems,
            identity: &kept.identity,
            home: &kept.home,
            compared: &kept.compared,
            set_aside: &kept.set_aside,
            listed_under: &kept.listed_under,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.kept.ranges.len()
    }

    pub(super) fn stems(&self, passage: u32) -> &[u32] {
        let range = &self.kept.ranges[passage as usize];
        &self.stems[range.start as usize..range.end as usize]
    }

    /// How many stems a passage has.
    pub(super) fn stem_count(&self, passage: u32) -> usize {
        self.kept.ranges[passage as usize].len()
    }

    /// How many stems neighbours have together, of which there is one at least.
    pub(super) fn stems_in(&self, passages: &Range<u32>) -> u64 {
        let ranges = &self.kept.ranges;
        let (first, last) = (&ranges[passages.start as usize], &ranges[passages.end as usize - 1]);
        u64::from(last.end - first.start)
    }

    /// Its bytes.
    pub(super) fn text(&self, passage: u32) -> &'a str {
        let span: Span = self.kept.spans[passage as usize];
        span.of(self.source)
    }

    /// Bytes of all passages.
    pub(super) fn bytes(&self) -> usize {
        self.kept.bytes
    }

    /// Their different texts.
    pub(super) fn texts(&self) -> &'a Texts {
        &self.kept.texts
    }
}

/// Both sides and how much each stem weighs.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) before: Passages<'a>,
    pub(super) after: Passages<'a>,
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
    fn weights(&self, before: &Stretches, after: &Stretches) -> Vec<u32> {
        let mut found_in = vec![0_u32; self.count];
        found_in[..before.found_in.len()].copy_from_slice(&before.found_in);
        for (number, count) in self.of_after.iter().zip(&after.found_in) {
            found_in[*number as usize] += count;
        }
        let all = log2(1 + (before.ranges.len() + after.ranges.len()) as u32);
        let of_few: [u32; 16] = std::array::from_fn(|count| weight(all, count as u32));
        let of = |count: &u32| of_few.get(*count as usize).copied().unwrap_or_else(|| weight(all, *count));
        found_in.iter().map(of).collect()
    }
}

impl<'a> Pair<'a> {
    /// The units of two documents.
    pub(super) fn of_units(before: &'a Document, after: &'a Document) -> Self {
        let (left, right) = rayon::join(|| before.stems(), || after.stems());
        let numbers = Numbers::new(left, right);
        let weights = numbers.weights(&left.units, &right.units);
        let mapped = right.numbers.iter().map(|own| numbers.of_after[*own as usize]).collect();
        let before = Passages::new(before, &left.units, Cow::Borrowed(&left.numbers));
        let after = Passages::new(after, &right.units, Cow::Owned(mapped));
        Self { before, after, numbers, weights }
    }

    /// The blocks of two documents whose units these are.
    pub(super) fn of_blocks(&'a self, before: &'a Document, after: &'a Document) -> Self {
        let (left, right) = (&before.stems().blocks, &after.stems().blocks);
        let weights = self.numbers.weights(left, right);
        let before = Passages::new(before, left, Cow::Borrowed(&self.before.stems));
        let after = Passages::new(after, right, Cow::Borrowed(&self.after.stems));
        Self { before, after, numbers: self.numbers.clone(), weights }
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
