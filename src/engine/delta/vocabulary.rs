//! Which words occur in either version, and how often.
//!
//! A slip of typing is a word that occurs nowhere else; only both whole versions can say so.

use std::cell::Cell;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::document::Document;
use crate::text::{Token, TokenKind};

/// The words of both versions of a delta.
///
/// Most pairs of versions hold no slip of typing that is new, so that nothing is asked or only of a few words: these are
/// looked for in the text. Who asks more often has all words counted once.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    documents: [&'a Document; 2],
    /// The first few words asked for, by their keys.
    few: [OnceLock<(u64, Count)>; LOOKED_FOR_MAX],
    counts: OnceLock<FxHashMap<u64, Count>>,
}

/// Words that are looked for one by one.
const LOOKED_FOR_MAX: usize = 8;

/// The words of both versions for one pair of units, and whether it hangs on any of them what the pair amounts to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) vocabulary: &'a Vocabulary<'a>,
    pub(super) any: &'a Cell<bool>,
}

impl Asked<'_> {
    /// Whether this word is the only one of its kind, in any case, in both versions together.
    ///
    /// Equal words have equal keys, so a key counted once proves it.
    pub(super) fn is_alone(self, token: &Token) -> bool {
        self.of(token).all <= 1
    }

    /// How often this token's word stands, in any case, in both versions together, as far as keys can tell.
    pub(super) fn count(self, token: &Token) -> u32 {
        self.of(token).all
    }

    /// Whether the token's word stands in small letters in either version, as far as keys can tell.
    pub(super) fn has_in_small(self, token: &Token) -> bool {
        self.of(token).in_small
    }

    fn of(self, token: &Token) -> Count {
        self.any.set(true);
        self.vocabulary.of(token)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: u32,
    in_small: bool,
}

impl Count {
    fn add(&mut self, token: &Token, source: &str) {
        self.all += 1;
        self.in_small = self.in_small || token.span.of(source).starts_with(char::is_lowercase);
    }
}

impl<'a> Vocabulary<'a> {
    /// The words of these two versions.
    pub fn new(before: &'a Document, after: &'a Document) -> Self {
        Self { documents: [before, after], few: Default::default(), counts: OnceLock::new() }
    }

    fn of(&self, token: &Token) -> Count {
        for slot in &self.few {
            let (key, count) = slot.get_or_init(|| (token.key, self.looked_for(token.key)));
            if *key == token.key {
                return *count;
            }
        }
        let all = self.counts.get_or_init(|| {
            let mut counts: FxHashMap<u64, Count> = FxHashMap::default();
            self.each_word(|_| true, |word, source| counts.entry(word.key).or_default().add(word, source));
            counts
        });
        all.get(&token.key).copied().unwrap_or_default()
    }

    fn looked_for(&self, key: u64) -> Count {
        let mut count = Count::default();
        self.each_word(|word| word.key == key, |word, source| count.add(word, source));
        count
    }

    fn each_word(&self, is_meant: impl Fn(&Token) -> bool, mut each: impl FnMut(&Token, &str)) {
        let [before, after] = self.documents;
        // A version compared with itself, place by place, has its words once.
        let once = std::ptr::eq(before, after);
        for document in self.documents.into_iter().skip(usize::from(once)) {
            let is_word = |token: &&Token| is_meant(token) && token.kind == TokenKind::Word;
            let words = document.tokens().iter().filter(is_word);
            words.for_each(|word| each(word, document.source()));
        }
    }
}
