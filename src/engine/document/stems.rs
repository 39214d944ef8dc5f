//! The stems of a version's words: by what passages are recognised as alike.
//!
//! Takes a document, gives the words of each unit as numbers: two words with the same stem have the same. A version is
//! compared with several others, and its stems are the same each time.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::model::{Document, UnitKind};
use super::stands::Stands;
use crate::text::{Span, Token, TokenKind, Work, did, with_stem};

/// The words of a version's units as numbers of their stems, and what else a comparison asks of a version alone.
#[derive(Clone, Debug, Default)]
pub struct Stems {
    /// Of all units, one after the other; page furniture has none.
    pub numbers: Vec<u32>,
    /// A hash of each stem, by its number: in the order in which they first come up.
    pub order: Vec<u64>,
    /// The number of each hash.
    pub by_hash: FxHashMap<u64, u32>,
    /// What each unit stands in and under.
    pub stands: Stands,
    /// The units.
    pub units: Stretches,
    /// The blocks that have units.
    pub blocks: Stretches,
}

/// The units of a version or its blocks, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Stretches {
    /// Where the stems of each are.
    pub ranges: Vec<Range<u32>>,
    /// Where each stands in the source.
    pub spans: Vec<Span>,
    /// Equal for those with equal tokens, running numbers aside.
    pub identity: Vec<u64>,
    /// What each stands in: a unit's block, a block's section.
    pub home: Vec<u32>,
    /// Whether it is compared with others than its equals: a block of one unit is compared as that unit.
    pub compared: Vec<bool>,
    /// Whether it is compared with none: page furniture, or a block of it.
    pub set_aside: Vec<bool>,
    /// Of a row or an item the unit that is the heading above it.
    pub listed_under: Vec<Option<u32>>,
    /// In how many of them each stem is found, by its number.
    pub found_in: Vec<u32>,
    /// Their texts, those that are set aside left out.
    pub texts: Texts,
    /// Bytes of all of them.
    pub bytes: usize,
}

/// Different texts, by number in the order in which they first come up.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The number of each stretch's text; [`Self::NONE`] for one that is set aside.
    pub of: Vec<u32>,
    /// The identity of each text.
    pub identities: Vec<u64>,
    /// The number of each identity.
    pub by_identity: FxHashMap<u64, u32>,
    /// Where the places of each text begin.
    starts: Vec<u32>,
    /// Stretches by text, those of one in reading order.
    places: Vec<u32>,
}

impl Stems {
    /// Bytes that those of a document take, near enough: a number a token, with what is known of every sixth that is a
    /// stem of its own; a unit or block in each of the lists of stretches.
    pub(super) fn bytes(tokens: usize, stretches: usize) -> usize {
        const TOKEN: usize = 12;
        const STRETCH: usize = 96;
        TOKEN * tokens + STRETCH * stretches
    }

    pub(super) fn of(document: &Document) -> Self {
        let tokens = document.tokens.len();
        let mut numbers = Vec::with_capacity(tokens);
        let mut units = Stretches::with_capacity(document.units.len());
        let mut vocabulary = Vocabulary::new(tokens);
        for (index, unit) in (0..).zip(&document.units) {
            let start = numbers.len() as u32;
            let mut identity = FxHasher::default();
            let set_aside = unit.kind == UnitKind::Furniture;
            for token in &document.tokens_of(unit)[usize::from(unit.numbering)..] {
                token.key.hash(&mut identity);
                if !set_aside && matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                    let number = vocabulary.stem(token, &document.source);
                    vocabulary.found_in[number as usize].meet(index, unit.block);
                    numbers.push(number);
                }
            }
            did(Work::Hashed, size_of::<u64>() * unit.tokens.len());
            let listed = matches!(unit.kind, UnitKind::Row | UnitKind::Item);
            units.push(start..numbers.len() as u32, unit.span, identity.finish());
            units.home.push(unit.block);
            units.compared.push(!set_aside);
            units.set_aside.push(set_aside);
            units.listed_under.push(document.sections[unit.section as usize].heading.filter(|_| listed));
        }
        let Vocabulary { order, numbers: by_hash, found_in, .. } = vocabulary;
        let mut blocks = Stretches::blocks(document, &units);
        units.found_in = found_in.iter().map(|found| found.units).collect();
        blocks.found_in = found_in.iter().map(|found| found.blocks).collect();
        units.texts = Texts::of(&units);
        blocks.texts = Texts::of(&blocks);
        let stands = Stands::of(document, &units, &alone(&units));
        Self { numbers, order, by_hash, stands, units, blocks }
    }
}

impl Stretches {
    fn with_capacity(count: usize) -> Self {
        Self {
            ranges: Vec::with_capacity(count),
            spans: Vec::with_capacity(count),
            identity: Vec::with_capacity(count),
            home: Vec::with_capacity(count),
            compared: Vec::with_capacity(count),
            set_aside: Vec::with_capacity(count),
            listed_under: Vec::with_capacity(count),
            ..Self::default()
        }
    }

    fn push(&mut self, stems: Range<u32>, span: Span, identity: u64) {
        self.ranges.push(stems);
        self.spans.push(span);
        self.identity.push(identity);
        self.bytes += span.len();
    }

    /// The blocks of a document that are made of these units.
    fn blocks(document: &Document, units: &Self) -> Self {
        let mut blocks = Self::with_capacity(document.blocks.len());
        for block in document.blocks.iter().filter(|block| !block.units.is_empty()) {
            let (first, end) = (block.units.start as usize, block.units.end as usize);
            let stems = units.ranges[first].start..units.ranges[end - 1].end;
            let span = units.spans[first].cover(units.spans[end - 1]);
            let mut identity = FxHasher::default();
            units.identity[first..end].hash(&mut identity);
            blocks.push(stems, span, identity.finish());
            blocks.home.push(block.section);
            blocks.compared.push(end - first > 1);
            blocks.set_aside.push(units.set_aside[first]);
            blocks.listed_under.push(None);
        }
        blocks
    }
}

impl Texts {
    /// Stands for no text.
    pub const NONE: u32 = u32::MAX;

    fn of(all: &Stretches) -> Self {
        let count = all.identity.len();
        let mut texts = Self {
            of: Vec::with_capacity(count),
            identities: Vec::with_capacity(count),
            by_identity: FxHashMap::with_capacity_and_hasher(count, rustc_hash::FxBuildHasher),
            ..Self::default()
        };
        let mut starts = Vec::with_capacity(count + 1);
        starts.push(0);
        for (identity, aside) in all.identity.iter().zip(&all.set_aside) {
            if *aside {
                texts.of.push(Self::NONE);
                continue;
            }
            let next = texts.identities.len() as u32;
            let number = *texts.by_identity.entry(*identity).or_insert(next);
            if number == next {
                texts.identities.push(*identity);
                starts.push(0);
            }
            starts[number as usize + 1] += 1;
            texts.of.push(number);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        texts.places = vec![0; starts[starts.len() - 1] as usize];
        for (place, text) in (0..).zip(&texts.of).filter(|(_, text)| **text != Self::NONE) {
            let slot = &mut next[*text as usize];
            texts.places[*slot as usize] = place;
            *slot += 1;
        }
        texts.starts = starts;
        texts
    }

    /// How many texts there are.
    pub fn count(&self) -> usize {
        self.identities.len()
    }

    /// The stretches of a text, in reading order; none of [`Self::NONE`].
    pub fn places(&self, text: u32) -> &[u32] {
        let at = text as usize;
        if at >= self.identities.len() {
            return &[];
        }
        &self.places[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// Which units are the only ones with their tokens, page furniture counted in.
fn alone(units: &Stretches) -> Vec<bool> {
    let aside = units.identity.iter().zip(&units.set_aside).filter(|(_, aside)| **aside);
    let mut furniture: FxHashMap<u64, u32> = FxHashMap::default();
    aside.for_each(|(identity, _)| *furniture.entry(*identity).or_default() += 1);
    let is_alone = |(text, identity): (&u32, &u64)| {
        let aside = if furniture.is_empty() { 0 } else { furniture.get(identity).copied().unwrap_or(0) };
        units.texts.places(*text).len() + aside as usize == 1
    };
    units.texts.of.iter().zip(&units.identity).map(is_alone).collect()
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
const RECENT_MAX: usize = 1 << 14;
/// Places for these to each word that a plan has not had before: with fewer they would put each other out.
const RECENT_PER_WORD: usize = 4;
/// Tokens of a plan to each word that it has not had before, roughly.
const TOKENS_PER_WORD: usize = 8;

impl Vocabulary {
    fn new(tokens: usize) -> Self {
        let words = tokens / TOKENS_PER_WORD;
        Self {
            recent: vec![(0, NONE); (RECENT_PER_WORD * words).next_power_of_two().min(RECENT_MAX)],
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
        let Self { keys, numbers, order, found_in, .. } = self;
        let number = *keys.entry(token.key).or_insert_with(|| {
            let stem = with_stem(token.span.of(source), hash);
            *numbers.entry(stem).or_insert_with(|| {
                order.push(stem);
                found_in.push(FoundIn::NOWHERE);
                order.len() as u32 - 1
            })
        });
        self.recent[at] = (token.key, number);
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
            let range = &stems.units.ranges[unit];
            &stems.numbers[range.start as usize..range.end as usize]
        };
        assert_eq!(of(0), [0, 1, 2]);
        assert_eq!(of(1), [3, 1, 4, 1, 5]);
        assert_eq!(stems.order.len(), 6);
    }

    #[test]
    fn units_with_equal_tokens_are_identical() {
        let document = parse("- He left.\n- he  **left**.\n- He stayed.\n".to_owned()).unwrap();
        let identity = &document.stems().units.identity;
        assert_eq!(identity[0], identity[1]);
        assert_ne!(identity[0], identity[2]);
    }
}
