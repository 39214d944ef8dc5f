//! How alike two words or two sequences are: the one place that names `strsim`.

use super::{Work, did};

/// Longest word that is looked at for a slip, in bytes: the cost grows with its square.
const WORD_BYTES_MAX: usize = 64;

/// Whether the two are one keystroke apart: a letter typed too many, left out, mistaken, or two changed places.
pub fn is_one_keystroke_apart(left: &str, right: &str) -> bool {
    keystrokes_apart(left, right, 1) == Some(1)
}

/// How many such keystrokes the two are apart, if no more than `most`.
pub fn keystrokes_apart(left: &str, right: &str, most: usize) -> Option<usize> {
    let short = left.len().max(right.len()) <= WORD_BYTES_MAX;
    let near = left.len().abs_diff(right.len()) <= most * char::MAX.len_utf8();
    if !(short && near) {
        return None;
    }
    did(Work::Measured, 1);
    did(Work::Cells, left.len() * right.len());
    Some(strsim::osa_distance(left, right)).filter(|apart| *apart <= most)
}

/// Longest sequence that [`sequence_similarity`] keeps in order, one bit an element.
const ORDERED_MAX: usize = u64::BITS as usize;

/// How many times as long one sequence may be as the other: beyond it no order makes them alike, and a giant one would
/// be read for each of many short ones.
const LENGTH_RATIO_MAX: usize = 32;

/// Likeness of two sequences in ten-thousandths: twice their longest common subsequence over both lengths. `None` where
/// the shorter is longer than 64 beside what both open and close with, or the longer 32 times as long as it.
pub fn sequence_similarity(left: &[u32], right: &[u32]) -> Option<u32> {
    let total = left.len() + right.len();
    if left.len().min(right.len()) * LENGTH_RATIO_MAX < left.len().max(right.len()) {
        return None;
    }
    did(Work::Measured, 1);
    let first = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[first..], &right[first..]);
    let last = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[..left.len() - last], &right[..right.len() - last]);
    let (shorter, longer) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if shorter.len() > ORDERED_MAX {
        return None;
    }
    let common = first + last + common_subsequence(shorter, longer) as usize;
    (20_000 * common).checked_div(total).map(|share| share as u32)
}

/// Length of the longest common subsequence, a row of the table in a word: H. Hyyrö, "Bit-parallel LCS-length computation
/// revisited", 2004. `shorter` has at most [`ORDERED_MAX`] elements.
fn common_subsequence(shorter: &[u32], longer: &[u32]) -> u32 {
    if shorter.is_empty() {
        return 0;
    }
    did(Work::Cells, shorter.len() * longer.len());
    // Most are short, and a table costs what it takes to empty it.
    if shorter.len() <= SHORT_MAX {
        Places::<{ 2 * SHORT_MAX }>::of(shorter).common_with(longer)
    } else {
        Places::<{ 2 * ORDERED_MAX }>::of(shorter).common_with(longer)
    }
}

/// Elements of a short sequence, for which a small table does.
const SHORT_MAX: usize = 16;

/// At which places of a short sequence an element stands, a bit each: a table at most half full.
struct Places<const SLOTS: usize> {
    elements: [u32; SLOTS],
    /// No bit: the slot is free.
    places: [u64; SLOTS],
}

impl<const SLOTS: usize> Places<SLOTS> {
    /// Length of the longest common subsequence with another sequence.
    fn common_with(&self, longer: &[u32]) -> u32 {
        let row = longer.iter().fold(u64::MAX, |row, element| {
            let met = row & self.get(*element);
            row.wrapping_add(met) | (row - met)
        });
        row.count_zeros()
    }

    fn of(sequence: &[u32]) -> Self {
        let mut places = Self { elements: [0; SLOTS], places: [0; SLOTS] };
        for (element, at) in sequence.iter().zip(0..) {
            let slot = places.slot(*element);
            places.elements[slot] = *element;
            places.places[slot] |= 1 << at;
        }
        places
    }

    fn get(&self, element: u32) -> u64 {
        self.places[self.slot(element)]
    }

    /// The slot of an element, or the free one that it would have.
    fn slot(&self, element: u32) -> usize {
        // Fibonacci hashing: the upper bits of the product are the well-mixed ones.
        let mut slot = (element.wrapping_mul(0x9e37_79b1) >> (u32::BITS - SLOTS.ilog2())) as usize;
        while self.places[slot] != 0 && self.elements[slot] != element {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}

/// Which letter trigrams a text has, as a set of bits: likeness of two texts at the price of a few words.
///
/// Two trigrams may fall on one bit; with ten times as many bits as trigrams that blurs a likeness by a few
/// hundredths, which is less than what any measure of it is worth.
#[derive(Clone, Debug, Default)]
pub struct Trigrams {
    bits: Vec<u64>,
    count: u32,
}

impl Trigrams {
    /// The trigrams of a text's words, on `size` times 64 bits; case, signs and white space do not count.
    pub fn of(text: &str, size: usize) -> Self {
        let mut bits = vec![0_u64; size.next_power_of_two()];
        mark_trigrams(text, &mut bits);
        Self { count: count_ones(&bits), bits }
    }

    /// Dice's measure of two sets of the same size, in ten-thousandths.
    pub fn similarity(&self, other: &Self) -> u32 {
        self.as_bits().similarity(other.as_bits())
    }

    fn as_bits(&self) -> TrigramBits<'_> {
        TrigramBits { bits: &self.bits, count: self.count }
    }
}

/// The trigrams of many texts, each on as many bits.
#[derive(Clone, Debug, Default)]
pub struct TrigramTable {
    /// 64 bits each, so many a text.
    size: usize,
    bits: Vec<u64>,
    counts: Vec<u32>,
}

impl TrigramTable {
    /// A table for so many texts, whose trigrams are on `size` times 64 bits.
    pub fn new(size: usize, texts: usize) -> Self {
        let size = size.next_power_of_two();
        Self { size, bits: vec![0; size * texts], counts: Vec::with_capacity(texts) }
    }

    /// Adds the next text.
    pub fn push(&mut self, text: &str) {
        let start = self.counts.len() * self.size;
        let bits = &mut self.bits[start..start + self.size];
        mark_trigrams(text, bits);
        self.counts.push(count_ones(bits));
    }

    /// The trigrams of a text, in the order in which they were added.
    #[inline]
    pub fn get(&self, at: usize) -> TrigramBits<'_> {
        TrigramBits { bits: &self.bits[at * self.size..(at + 1) * self.size], count: self.counts[at] }
    }
}

/// The trigrams of one text of many.
#[derive(Clone, Copy, Debug, Default)]
pub struct TrigramBits<'a> {
    bits: &'a [u64],
    count: u32,
}

impl TrigramBits<'_> {
    /// Dice's measure of two sets of the same size, in ten-thousandths.
    pub fn similarity(self, other: Self) -> u32 {
        let common: u32 =
            self.bits.iter().zip(other.bits).map(|(left, right)| (left & right).count_ones()).sum();
        (20_000 * common).checked_div(self.count + other.count).unwrap_or(0)
    }

    /// Dice's measure of this set and that of two other texts together.
    pub fn similarity_to_both(self, left: Self, right: Self) -> u32 {
        let (mut common, mut count) = (0, 0);
        for (own, (left, right)) in self.bits.iter().zip(left.bits.iter().zip(right.bits)) {
            let both = left | right;
            common += (own & both).count_ones();
            count += both.count_ones();
        }
        (20_000 * common).checked_div(self.count + count).unwrap_or(0)
    }
}

fn count_ones(bits: &[u64]) -> u32 {
    bits.iter().map(|word| word.count_ones()).sum()
}

/// Sets the bit of each trigram of a text's words; how many bits there are is a power of two.
fn mark_trigrams(text: &str, bits: &mut [u64]) {
    let mut window = u32::from(b' ');
    let mut push = |window: u32| {
        // Fibonacci hashing: the upper bits of the product are the well-mixed ones.
        let at = (window & 0x00ff_ffff).wrapping_mul(0x9e37_79b1) >> 12;
        let word = (at / 64) as usize & (bits.len() - 1);
        bits[word] |= 1 << (at % 64);
    };
    let ends_open = |window: u32| window as u8 != b' ';
    for byte in text.bytes() {
        let folded = FOLDED[usize::from(byte)];
        // Letters and figures first, which most are; of spaces only one.
        if folded > b' ' || folded != PASSED && ends_open(window) {
            window = window << 8 | u32::from(folded);
            push(window);
        }
    }
    if ends_open(window) {
        push(window << 8 | u32::from(b' '));
    }
}

/// What each byte is to a trigram: a letter or figure in its small form, [`PASSED`], or a space.
const FOLDED: [u8; 256] = {
    let mut folded = [b' '; 256];
    let mut byte = 0;
    while byte < 256 {
        let small = (byte as u8).to_ascii_lowercase();
        if small.is_ascii_alphanumeric() || byte >= 0x80 {
            folded[byte] = small;
        }
        byte += 1;
    }
    folded[b'\'' as usize] = PASSED;
    folded
};

/// Parts no words and is none.
const PASSED: u8 = 0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_keystroke() {
        for (left, right) in
            [("intends", "inetnds"), ("meeting", "meetng"), ("report", "repport"), ("flat", "flit")]
        {
            assert!(is_one_keystroke_apart(left, right), "{left} {right}");
        }
        for (left, right) in [("same", "same"), ("suitable", "unsuitable"), ("form", "froma")] {
            assert!(!is_one_keystroke_apart(left, right), "{left} {right}");
        }
    }

    #[test]
    fn sequences() {
        assert_eq!(sequence_similarity(&[1, 2, 3, 4], &[1, 2, 3, 4]), Some(10_000));
        assert_eq!(sequence_similarity(&[1, 2, 3, 4], &[1, 9, 3, 4]), Some(7_500));
        assert_eq!(sequence_similarity(&[5, 1, 2, 6], &[7, 2, 1, 8]), Some(2_500));
        assert_eq!(sequence_similarity(&[], &[1]), None);
        assert_eq!(sequence_similarity(&[], &[]), None);
    }

    #[test]
    fn sequences_of_more_than_a_word_are_not_measured() {
        let sequence = |from: u32, length: u32| (from..from + length).collect::<Vec<_>>();
        assert_eq!(sequence_similarity(&sequence(0, 64), &sequence(1, 64)), Some(9_843));
        assert_eq!(sequence_similarity(&sequence(0, 65), &sequence(1, 65)), None);
    }

    #[test]
    fn texts_of_a_table_have_the_trigrams_that_they_have_alone() {
        let texts = ["He left  by boat.", "the boat left him", "it's late"];
        let mut table = TrigramTable::new(16, texts.len());
        for text in texts {
            table.push(text);
        }
        for (i, left) in texts.iter().enumerate() {
            for (j, right) in texts.iter().enumerate() {
                let alone = Trigrams::of(left, 16).similarity(&Trigrams::of(right, 16));
                assert_eq!(table.get(i).similarity(table.get(j)), alone);
            }
        }
        let both = Trigrams::of(&format!("{} {}", texts[1], texts[2]), 16);
        let joined = table.get(0).similarity_to_both(table.get(1), table.get(2));
        assert!(both.similarity(&Trigrams::of(texts[0], 16)).abs_diff(joined) < 200);
    }

    #[test]
    fn trigrams_fold_case_and_signs() {
        let likeness = |left: &str, right: &str| Trigrams::of(left, 16).similarity(&Trigrams::of(right, 16));
        assert_eq!(likeness("He left,  then.", "he LEFT then"), 10_000);
        assert!(likeness("he left", "she left") < 10_000);
        assert_eq!(likeness("", ""), 0);
    }
}
