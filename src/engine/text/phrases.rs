//! Phrases by what they say, found by the keys of tokens.
//!
//! Takes a file of headed lists, gives the longest phrase that begins at a token, or all that do. A key that collides could
//! at worst call a word a fact that is none: nothing is hidden by that.

use rustc_hash::FxHashMap;

use super::{Span, Token, tokenise};
use crate::lexicon::{File, Row, Section, forms};

/// Phrases, each with what its heading says.
#[derive(Debug)]
pub struct Phrases<T> {
    /// By the key of the first token; of each first token the longest phrase first.
    by_first: FxHashMap<u64, Vec<Phrase<T>>>,
    firsts: Keys,
}

#[derive(Debug)]
struct Phrase<T> {
    rest: Vec<u64>,
    says: T,
}

impl<T: Copy> Phrases<T> {
    /// Reads all lists of a file; `says` tells what a heading stands for. The first list that names a phrase keeps it.
    ///
    /// A list whose heading `says` does not know is left out; a test beside each use reads all of them.
    pub fn read(file: &File, says: impl Fn(&'static str) -> Option<T>) -> Self {
        Self::of(listed(file, says), |_, _| true)
    }

    /// Phrases, each with what it says; of two that are the same the second is left out where `same` says so of what they
    /// say.
    pub fn of(all: impl Iterator<Item = (String, T)>, same: impl Fn(T, T) -> bool) -> Self {
        let mut phrases = Self { by_first: FxHashMap::default(), firsts: Keys::default() };
        all.for_each(|(form, says)| phrases.add(&form, says, &same));
        phrases.firsts = Keys::of(phrases.by_first.keys().copied());
        for phrases in phrases.by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        phrases
    }

    fn add(&mut self, phrase: &str, says: T, same: impl Fn(T, T) -> bool) {
        let mut tokens = Vec::new();
        tokenise(phrase, Span::new(0, phrase.len()), &[], &mut tokens);
        let Some((first, rest)) = tokens.split_first() else { return };
        let rest: Vec<u64> = rest.iter().map(|token| token.key).collect();
        let phrases = self.by_first.entry(first.key).or_default();
        if phrases.iter().all(|known| known.rest != rest || !same(known.says, says)) {
            phrases.push(Phrase { rest, says });
        }
    }

    /// The keys of the tokens with which phrases begin.
    pub fn firsts(&self) -> impl Iterator<Item = u64> {
        self.by_first.keys().copied()
    }

    /// The same for each phrase, with what it says.
    pub fn firsts_of_each(&self) -> impl Iterator<Item = (u64, T)> {
        self.by_first.iter().flat_map(|(key, phrases)| phrases.iter().map(|phrase| (*key, phrase.says)))
    }

    /// The longest phrase that begins at this token: where it ends and what it says.
    pub fn phrase_at(&self, tokens: &[Token], at: usize) -> Option<(usize, T)> {
        self.phrases_at(tokens, at).next()
    }

    /// The phrases that begin at this token, the longest first: where each ends and what it says.
    pub fn phrases_at(&self, tokens: &[Token], at: usize) -> impl Iterator<Item = (usize, T)> {
        let begins = self.firsts.may_have(tokens[at].key);
        let phrases = if begins { self.by_first.get(&tokens[at].key) } else { None };
        let following = &tokens[at + 1..];
        let stands = |phrase: &&Phrase<T>| {
            let keys = following.iter().map(|token| token.key);
            following.len() >= phrase.rest.len()
                && phrase.rest.iter().copied().eq(keys.take(phrase.rest.len()))
        };
        let phrases = phrases.into_iter().flatten().filter(stands);
        phrases.map(move |phrase| (at + 1 + phrase.rest.len(), phrase.says))
    }
}

/// The phrases of the lists of a file, each with what its heading stands for.
fn listed<T: Copy>(
    file: &File,
    says: impl Fn(&'static str) -> Option<T>,
) -> impl Iterator<Item = (String, T)> {
    let of_list = move |section: Section| {
        let says = says(section.heading)?;
        let forms = section.rows.into_iter().flat_map(Row::phrases).flat_map(forms);
        Some(forms.map(move |form| (form, says)))
    };
    file.sections().into_iter().filter_map(of_list).flatten()
}

/// Keys of tokens as bits, several keys to a bit: nearly every word of a text begins no phrase, and one bit says so.
#[derive(Debug)]
pub struct Keys(Box<[u64]>);

impl Default for Keys {
    fn default() -> Self {
        Self::with_bits(0)
    }
}

impl Keys {
    /// Bits for each key: of the words that are none, hardly one in sixteen meets a bit that is set.
    const BITS_PER_KEY: usize = 16;
    /// Fewest and most bits.
    const BITS: [usize; 2] = [1 << 13, 1 << 18];

    /// These keys, on as many bits as suit their number.
    pub fn of(all: impl IntoIterator<Item = u64>) -> Self {
        let all: Vec<u64> = all.into_iter().collect();
        let mut keys = Self::with_bits(Self::BITS_PER_KEY * all.len());
        for key in all {
            keys.add(key);
        }
        keys
    }

    fn with_bits(bits: usize) -> Self {
        let [fewest, most] = Self::BITS;
        Self(vec![0; bits.clamp(fewest, most).next_power_of_two() / 64].into_boxed_slice())
    }

    /// Adds a key.
    pub fn add(&mut self, key: u64) {
        let (word, bit) = self.place(key);
        self.0[word] |= bit;
    }

    /// Whether this key may have been added; false only where it was not.
    #[inline]
    pub fn may_have(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.0[word] & bit != 0
    }

    #[inline]
    fn place(&self, key: u64) -> (usize, u64) {
        ((key >> 6) as usize & (self.0.len() - 1), 1 << (key % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;

    #[test]
    fn the_longest_phrase_is_found() {
        let phrases = Phrases::read(&lexicon::STATUSES, Some);
        let text = "Never started.";
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        assert_eq!(phrases.phrase_at(&tokens, 0), Some((2, "unstarted")));
        assert_eq!(phrases.phrase_at(&tokens, 1), None);
        assert_eq!(phrases.phrase_at(&tokens[..1], 0), Some((1, "denied")));
    }
}
