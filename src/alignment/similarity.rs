//! How alike two passages are, in ten-thousandths.
//!
//! A mix of three measures that each miss something: Dice on weighted stems (order), Dice on letter trigrams
//! (order of words), edit distance on stems (rarity). Whole numbers only, so that every machine agrees.

use rayon::prelude::*;

use super::passages::{Pair, Passages};
use crate::text::{sequence_similarity, trigrams};

/// Full likeness.
pub(super) const SAME: i32 = 10_000;
/// Shares of the three measures, in hundredths.
const SHARE_STEMS: i64 = 28;
const SHARE_TRIGRAMS: i64 = 44;
const SHARE_SEQUENCE: i64 = 28;
/// Most steps of the edit distance of two passages; beyond it the stems stand for their sequence.
const SEQUENCE_STEPS_MAX: usize = 4096;

/// What is compared of one passage.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Stems, sorted.
    pub(super) stems: Vec<u32>,
    trigrams: Vec<u32>,
    /// Sum of the stems' weights.
    pub(super) weight: u64,
}

impl Profile {
    /// Profiles of the passages that `wanted` names; the others stay empty.
    pub(super) fn of(pair: &Pair, side: &Passages, texts: &[&str], wanted: &[bool]) -> Vec<Self> {
        let profile = |index: usize| {
            if wanted[index] {
                Self::new(pair, side.stems(index as u32), texts[index])
            } else {
                Self::default()
            }
        };
        (0..side.len()).into_par_iter().with_min_len(32).map(profile).collect()
    }

    /// The profile of two neighbours as one passage.
    pub(super) fn joined(left: &Self, right: &Self) -> Self {
        let joined = |left: &[u32], right: &[u32]| {
            let mut all = [left, right].concat();
            all.sort_unstable();
            all
        };
        Self {
            stems: joined(&left.stems, &right.stems),
            trigrams: joined(&left.trigrams, &right.trigrams),
            weight: left.weight + right.weight,
        }
    }

    fn new(pair: &Pair, stems: &[u32], text: &str) -> Self {
        let mut stems = stems.to_vec();
        stems.sort_unstable();
        let weight = stems.iter().map(|stem| u64::from(pair.weight(*stem))).sum();
        Self { stems, trigrams: trigrams(text), weight }
    }
}

/// Likeness of two passages whose tokens differ.
pub(super) fn similarity(pair: &Pair, before: (&Profile, &[u32]), after: (&Profile, &[u32])) -> i32 {
    let ((left, left_order), (right, right_order)) = (before, after);
    let stems = dice(common_weight(pair, &left.stems, &right.stems), left.weight + right.weight);
    let common = common(&left.trigrams, &right.trigrams) as u64;
    let letters = dice(common, (left.trigrams.len() + right.trigrams.len()) as u64);
    let distances = left_order.len() * right_order.len();
    let order = if distances <= SEQUENCE_STEPS_MAX {
        i64::from(sequence_similarity(left_order, right_order))
    } else {
        stems
    };
    let mixed = (SHARE_STEMS * stems + SHARE_TRIGRAMS * letters + SHARE_SEQUENCE * order) / 100;
    // Only equal tokens are the same.
    mixed.min(i64::from(SAME) - 1) as i32
}

fn dice(common: u64, total: u64) -> i64 {
    (2 * common * u64::from(SAME.unsigned_abs())).checked_div(total).map_or(0, u64::cast_signed)
}

/// Weight of the stems that two sorted lists share, with repetition.
pub(super) fn common_weight(pair: &Pair, left: &[u32], right: &[u32]) -> u64 {
    let mut sum = 0;
    merge(left, right, |stem| sum += u64::from(pair.weight(stem)));
    sum
}

fn common(left: &[u32], right: &[u32]) -> usize {
    let mut count = 0;
    merge(left, right, |_| count += 1);
    count
}

/// Calls `shared` for each element that two sorted lists have in common.
pub(super) fn merge(left: &[u32], right: &[u32], mut shared: impl FnMut(u32)) {
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] == right[j] {
            shared(left[i]);
        }
        let (l, r) = (left[i], right[j]);
        i += usize::from(l <= r);
        j += usize::from(r <= l);
    }
}
