//! How alike two passages are, in ten-thousandths.
//!
//! A mix of three measures that each miss something: Dice on weighted stems (order), Dice on letter trigrams
//! (order of words), the longest common subsequence of stems (rarity). The first two choose the pairs that are measured
//! by the third. Whole numbers only, so that every machine agrees.

use rayon::prelude::*;

use super::passages::{Pair, Passages};
use crate::text::{Trigrams, Work, did, sequence_similarity};

/// Full likeness.
pub(super) const SAME: i32 = 10_000;
/// Shares of the three measures, in hundredths.
const SHARE_STEMS: i32 = 30;
const SHARE_TRIGRAMS: i32 = 40;
const SHARE_SEQUENCE: i32 = 30;
/// How many times as many stems one passage may have as another that it is like.
const STEMS_RATIO_MAX: usize = 32;
/// Bits of a profile's trigrams for each byte of a text of middling length.
const TRIGRAM_BITS_PER_BYTE: usize = 16;

/// What is compared of one passage.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Stems, sorted.
    pub(super) stems: Vec<u32>,
    trigrams: Trigrams,
    /// Sum of the stems' weights.
    pub(super) weight: u64,
}

impl Profile {
    /// Profiles of the passages that `wanted` names; the others stay empty. All have `trigram_words` times 64
    /// bits for their trigrams.
    pub(super) fn of(
        pair: &Pair<'_>,
        side: &Passages<'_>,
        wanted: &[bool],
        trigram_words: usize,
    ) -> Vec<Self> {
        let wanted: Vec<u32> = (0..side.len() as u32).filter(|index| wanted[*index as usize]).collect();
        let profile = |index: &u32| {
            let mut stems = side.stems(*index).to_vec();
            stems.sort_unstable();
            let weight = stems.iter().map(|stem| u64::from(pair.weight(*stem))).sum();
            Self { stems, trigrams: Trigrams::of(side.text(*index), trigram_words), weight }
        };
        let made: Vec<Self> = wanted.par_iter().with_min_len(32).map(profile).collect();
        let mut profiles = vec![Self::default(); side.len()];
        for (index, made) in wanted.into_iter().zip(made) {
            profiles[index as usize] = made;
        }
        profiles
    }

    /// Calls `each` with every stem once.
    pub(super) fn each_stem(&self, each: impl FnMut(u32)) {
        self.stems.chunk_by(|left, right| left == right).map(|run| run[0]).for_each(each);
    }

    /// The profile of two neighbours as one passage.
    pub(super) fn joined(left: &Self, right: &Self) -> Self {
        let mut stems = [left.stems.as_slice(), right.stems.as_slice()].concat();
        stems.sort_unstable();
        Self { stems, trigrams: left.trigrams.joined(&right.trigrams), weight: left.weight + right.weight }
    }
}

/// How many words of trigram bits suit these passages: several bits a byte of one of them, for most.
pub(super) fn trigram_words(side: &Passages<'_>) -> usize {
    (TRIGRAM_BITS_PER_BYTE * side.bytes() / side.len().max(1) / 64).clamp(8, 64).next_power_of_two()
}

/// What two of the measures say, and what the third may still add.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    stems: i32,
    trigrams: i32,
}

impl Likeness {
    /// Measures all but the order of words.
    pub(super) fn new(pair: &Pair<'_>, before: &Profile, after: &Profile) -> Self {
        let (fewer, more) =
            (before.stems.len().min(after.stems.len()), before.stems.len().max(after.stems.len()));
        if fewer * STEMS_RATIO_MAX < more {
            // Dice could not reach a tenth, and a merge would cost as much as the longer is long.
            return Self { stems: 0, trigrams: 0 };
        }
        did(Work::Measured, 1);
        let stems = dice(common_weight(pair, &before.stems, &after.stems), before.weight + after.weight);
        Self { stems, trigrams: before.trigrams.similarity(&after.trigrams).cast_signed() }
    }

    /// What is known so far, to rank by.
    pub(super) fn known(self) -> i32 {
        SHARE_STEMS * self.stems + SHARE_TRIGRAMS * self.trigrams
    }

    /// Measures the order of words too: the likeness of two passages whose tokens differ.
    pub(super) fn with_order(self, before: &[u32], after: &[u32]) -> i32 {
        let order = sequence_similarity(before, after).map_or(self.stems, u32::cast_signed);
        // Only equal tokens are the same.
        ((self.known() + SHARE_SEQUENCE * order) / 100).min(SAME - 1)
    }
}

/// Twice the common weight as a share of the total.
pub(super) fn dice(common: u64, total: u64) -> i32 {
    (2 * common * u64::from(SAME.unsigned_abs()))
        .checked_div(total)
        .map_or(0, |share| (share as u32).cast_signed())
}

/// Weight of the stems that two sorted lists share, with repetition.
pub(super) fn common_weight(pair: &Pair<'_>, left: &[u32], right: &[u32]) -> u64 {
    let mut sum = 0;
    merge(left, right, |stem| sum += u64::from(pair.weight(stem)));
    sum
}

/// Calls `shared` for each element that two sorted lists have in common.
pub(super) fn merge(left: &[u32], right: &[u32], mut shared: impl FnMut(u32)) {
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        let (l, r) = (left[i], right[j]);
        if l == r {
            shared(l);
        }
        i += usize::from(l <= r);
        j += usize::from(r <= l);
    }
}
