//! How alike two runs of words are.

use crate::text::sequence_similarity;

/// Full likeness.
pub(super) const SAME: u32 = 10_000;

/// A run of words, as hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) words: Vec<u32>,
    /// A bit for each of them; several may share one.
    bits: u64,
}

impl Run {
    /// The run of these words.
    pub(super) fn of(words: Vec<u32>) -> Self {
        // Fibonacci hashing: the upper bits of the product are the well-mixed ones.
        let bit = |word: &u32| 1 << (word.wrapping_mul(0x9e37_79b1) >> (u32::BITS - u64::BITS.ilog2()));
        let bits = words.iter().fold(0, |bits: u64, word| bits | bit(word));
        Self { words, bits }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// How alike two runs can be at most, in ten-thousandths: whoever has a bit that the other has not has a word for it
    /// that the other has not.
    pub(super) fn most_likeness(&self, other: &Self) -> u32 {
        let common = |one: &Self, other: &Self| one.len() - (one.bits & !other.bits).count_ones() as usize;
        let common = common(self, other).min(common(other, self)) as u64;
        let longer = self.len().max(other.len()) as u64;
        (common * u64::from(SAME)).checked_div(longer).map_or(SAME, |likeness| likeness as u32)
    }

    /// How alike two runs are, in ten-thousandths, if that is `least` or more; 0 else.
    pub(super) fn likeness_from(&self, other: &Self, least: u32) -> u32 {
        if self.most_likeness(other) < least {
            return 0;
        }
        Some(likeness(&self.words, &other.words)).filter(|likeness| *likeness >= least).unwrap_or(0)
    }
}

/// Likeness of two runs of words in ten-thousandths: how much of the longer one both have in the same order. None of
/// runs that are too long to tell.
pub(super) fn likeness(left: &[u32], right: &[u32]) -> u32 {
    if left == right {
        return SAME;
    }
    // The measure is over both lengths, which would forgive what was added at the end of a short passage.
    let measured = u64::from(sequence_similarity(left, right).unwrap_or(0));
    let twice_common = ((left.len() + right.len()) as u64 * measured + u64::from(SAME / 2)) / u64::from(SAME);
    (twice_common * u64::from(SAME) / (2 * left.len().max(right.len()) as u64)) as u32
}
