//! How alike two passages are, in ten-thousandths.
//!
//! A mix of three measures that each miss something: Dice on weighted stems (order), Dice on letter trigrams
//! (order of words), the longest common subsequence of stems (rarity). The first two choose the pairs that are measured
//! by the third. Whole numbers only, so that every machine agrees.

use std::ops::Range;

use super::passages::{Pair, Passages};
use crate::text::{TrigramBits, TrigramTable, Work, did, sequence_similarity};

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

/// What is compared of the open passages of one version.
#[derive(Clone, Debug, Default)]
pub(super) struct Profiles {
    /// Which profile each passage has; [`NONE`] where it has none.
    of: Vec<u32>,
    /// Where the stems of each profile are, and the sum of their weights.
    made: Vec<(Range<u32>, u64)>,
    /// Stems of all profiles, those of each sorted.
    stems: Vec<u32>,
    trigrams: TrigramTable,
}

/// Stands for no profile.
const NONE: u32 = u32::MAX;

/// What is compared of one passage.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Profile<'a> {
    /// Stems, sorted.
    pub(super) stems: &'a [u32],
    trigrams: TrigramBits<'a>,
    /// Sum of the stems' weights.
    pub(super) weight: u64,
}

impl Profiles {
    /// Profiles of the passages that `wanted` names. All have `trigram_words` times 64 bits for their trigrams.
    pub(super) fn of(pair: &Pair<'_>, side: &Passages<'_>, wanted: &[bool], trigram_words: usize) -> Self {
        let chosen = || (0..).zip(wanted).filter(|(_, wanted)| **wanted).map(|(passage, _)| passage);
        let (count, stems) =
            chosen().fold((0, 0), |(count, stems), passage| (count + 1, stems + side.stem_count(passage)));
        let mut profiles = Self {
            of: vec![NONE; side.len()],
            made: Vec::with_capacity(count),
            stems: Vec::with_capacity(stems),
            trigrams: TrigramTable::new(trigram_words, count),
        };
        for passage in chosen() {
            profiles.of[passage as usize] = profiles.made.len() as u32;
            profiles.push(pair, side.stems(passage), side.text(passage));
        }
        profiles
    }

    fn push(&mut self, pair: &Pair<'_>, stems: &[u32], text: &str) {
        let start = self.stems.len();
        self.stems.extend_from_slice(stems);
        self.stems[start..].sort_unstable();
        let weight = stems.iter().map(|stem| u64::from(pair.weight(*stem))).sum();
        self.made.push((start as u32..self.stems.len() as u32, weight));
        self.trigrams.push(text);
    }

    /// The profile of a passage; of one that is not open that of no words.
    #[inline]
    pub(super) fn get(&self, passage: u32) -> Profile<'_> {
        let at = self.of[passage as usize] as usize;
        let Some((stems, weight)) = self.made.get(at) else { return Profile::default() };
        let stems = &self.stems[stems.start as usize..stems.end as usize];
        Profile { stems, trigrams: self.trigrams.get(at), weight: *weight }
    }
}

impl<'a> Profile<'a> {
    /// Each of its stems once.
    pub(super) fn each_stem(self) -> impl Iterator<Item = u32> + use<'a> {
        self.stems.chunk_by(|left, right| left == right).map(|run| run[0])
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
    pub(super) fn new(pair: &Pair<'_>, before: Profile<'_>, after: Profile<'_>) -> Self {
        let trigrams = || before.trigrams.similarity(after.trigrams);
        Self::measured(pair, before, (after.stems, after.weight), trigrams)
    }

    /// The same of a passage and two neighbours as one.
    pub(super) fn of_joint(
        pair: &Pair<'_>,
        whole: Profile<'_>,
        left: Profile<'_>,
        right: Profile<'_>,
    ) -> Self {
        let mut stems = [left.stems, right.stems].concat();
        stems.sort_unstable();
        let trigrams = || whole.trigrams.similarity_to_both(left.trigrams, right.trigrams);
        Self::measured(pair, whole, (&stems, left.weight + right.weight), trigrams)
    }

    fn measured(
        pair: &Pair<'_>,
        before: Profile<'_>,
        (stems, weight): (&[u32], u64),
        trigrams: impl Fn() -> u32,
    ) -> Self {
        let (fewer, more) = (before.stems.len().min(stems.len()), before.stems.len().max(stems.len()));
        if fewer * STEMS_RATIO_MAX < more {
            // Dice could not reach a tenth, and a merge would cost as much as the longer is long.
            return Self { stems: 0, trigrams: 0 };
        }
        did(Work::Measured, 1);
        let stems = dice(common_weight(pair, before.stems, stems), before.weight + weight);
        Self { stems, trigrams: trigrams().cast_signed() }
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
