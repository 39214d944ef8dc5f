//! The stems of a version's words: by what passages are recognised as alike.
//!
//! Takes a document, gives the words of each unit as numbers: two words with the same stem have the same. A version is
//! compared with several others, and its stems are the same each time.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::model::{Document, UnitKind};
use crate::text::{Token, TokenKind, Work, did, with_stem};

/// The words of a version's units as numbers of their stems.
#[derive(Clone, Debug, Default)]
pub struct Stems {
    /// Of all units, one after the other; page furniture has none.
    pub numbers: Vec<u32>,
    /// Where those of each unit are.
    pub ranges: Vec<Range<u32>>,
    /// Equal for units with equal tokens, running numbers aside.
    pub identity: Vec<u64>,
    /// Whether each unit is the only one with its tokens.
    pub alone: Vec<bool>,
    /// A hash of each stem, by its number: in the order in which they first come up.
    pub order: Vec<u64>,
    /// The number of each hash.
    pub by_hash: FxHashMap<u64, u32>,
    /// In how many units each stem is found, by its number.
    pub units_with: Vec<u32>,
    /// In how many blocks.
    pub blocks_with: Vec<u32>,
}

impl Stems {
    /// Bytes that those of a document take, near enough: a number a token; a range, a hash and a flag a unit.
    pub(super) fn bytes(tokens: usize, units: usize) -> usize {
        size_of::<u32>() * tokens + (size_of::<Range<u32>>() + size_of::<u64>() + size_of::<bool>()) * units
    }

    pub(super) fn of(document: &Document) -> Self {
        let tokens = document.tokens.len();
        let mut stems = Self { numbers: Vec::with_capacity(tokens), ..Self::default() };
        let mut vocabulary = Vocabulary::new(tokens);
        for (index, unit) in (0..).zip(&document.units) {
            let start = stems.numbers.len() as u32;
            let mut identity = FxHasher::default();
            let set_aside = unit.kind == UnitKind::Furniture;
            for token in &document.tokens_of(unit)[usize::from(unit.numbering)..] {
                token.key.hash(&mut identity);
                if !set_aside && matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                    let number = vocabulary.stem(token, &document.source);
                    vocabulary.found_in[number as usize].meet(index, unit.block);
                    stems.numbers.push(number);
                }
            }
            stems.ranges.push(start..stems.numbers.len() as u32);
            did(Work::Hashed, size_of::<u64>() * unit.tokens.len());
            stems.identity.push(identity.finish());
        }
        let Vocabulary { order, numbers, found_in, .. } = vocabulary;
        let units_with = found_in.iter().map(|found| found.units).collect();
        let blocks_with = found_in.iter().map(|found| found.blocks).collect();
        let alone = alone(&stems.identity);
        Self { alone, order, by_hash: numbers, units_with, blocks_with, ..stems }
    }
}

/// Which of these values stand once.
fn alone(values: &[u64]) -> Vec<bool> {
    let mut firsts: FxHashMap<u64, u32> =
        FxHashMap::with_capacity_and_hasher(values.len(), rustc_hash::FxBuildHasher);
    let mut alone = vec![true; values.len()];
    for (value, at) in values.iter().zip(0..) {
        let first = *firsts.entry(*value).or_insert(at);
        if first != at {
            (alone[first as usize], alone[at as usize]) = (false, false);
        }
    }
    alone
}

/// Where a stem was found so far.
struct FoundIn {
    units: u32,
    blocks: u32,
    last_unit: u32,
    last_block: u32,
}

impl FoundIn {
    const NOWHERE: Self = Self { units: 0, blocks: 0, last_unit: u32::MAX, last_block: u32::MAX };

    fn meet(&mut self, unit: u32, block: u32) {
        if self.last_unit != unit {
            (self.last_unit, self.units) = (unit, self.units + 1);
            if self.last_block != block {
                (self.last_block, self.blocks) = (block, self.blocks + 1);
            }
        }
    }
}

/// Stems by number. Tokens with equal keys share a stem without a second look.
struct Vocabulary {
    /// The last key of each of its lower bits, with its number: most words of a text are few words again and again.
    recent: Vec<(u64, u32)>,
    keys: FxHashMap<u64, u32>,
    numbers: FxHashMap<u64, u32>,
    order: Vec<u64>,
    /// By number.
    found_in: Vec<FoundIn>,
}

/// Stands for no stem.
const NONE: u32 = u32::MAX;
/// Most keys that are looked for before the table of all.
const RECENT_MAX: usize = 4096;
/// Tokens of a plan to each word that it has not had before, roughly.
const TOKENS_PER_WORD: usize = 8;

impl Vocabulary {
    fn new(tokens: usize) -> Self {
        let words = tokens / TOKENS_PER_WORD;
        Self {
            recent: vec![(0, NONE); words.next_power_of_two().min(RECENT_MAX)],
            keys: FxHashMap::with_capacity_and_hasher(words, rustc_hash::FxBuildHasher),
            numbers: FxHashMap::with_capacity_and_hasher(words, rustc_hash::FxBuildHasher),
            order: Vec::with_capacity(words),
            found_in: Vec::with_capacity(words),
        }
    }

    fn stem(&mut self, token: &Token, source: &str) -> u32 {
        let at = token.key as usize & (self.recent.len() - 1);
        let (key, number) = self.recent[at];
        if key == token.key && number != NONE {
            return number;
        }
        let number = match self.keys.get(&token.key) {
            Some(number) => *number,
            None => self.first_seen(token, source),
        };
        self.recent[at] = (token.key, number);
        number
    }

    fn first_seen(&mut self, token: &Token, source: &str) -> u32 {
        let Self { keys, numbers, order, found_in, .. } = self;
        let stem = with_stem(token.span.of(source), hash);
        let number = *numbers.entry(stem).or_insert_with(|| {
            order.push(stem);
            found_in.push(FoundIn::NOWHERE);
            order.len() as u32 - 1
        });
        keys.insert(token.key, number);
        number
    }
}

fn hash(stem: &[u8]) -> u64 {
    did(Work::Hashed, stem.len());
    let mut hasher = FxHasher::default();
    stem.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    #[test]
    fn words_of_one_stem_have_one_number() {
        let document = parse("He asked twice. She asks, and asked again.".to_owned()).unwrap();
        let stems = document.stems();
        let of = |unit: usize| {
            let range = &stems.ranges[unit];
            &stems.numbers[range.start as usize..range.end as usize]
        };
        assert_eq!(of(0), [0, 1, 2]);
        assert_eq!(of(1), [3, 1, 4, 1, 5]);
        assert_eq!(stems.order.len(), 6);
    }

    #[test]
    fn units_with_equal_tokens_are_identical() {
        let document = parse("- He left.\n- he  **left**.\n- He stayed.\n".to_owned()).unwrap();
        let identity = &document.stems().identity;
        assert_eq!(identity[0], identity[1]);
        assert_ne!(identity[0], identity[2]);
    }
}
