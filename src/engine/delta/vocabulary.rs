//! Which words occur in either version, and how often.
//!
//! A slip of typing is a word that occurs nowhere else; only both whole versions can say so.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::document::Document;
use crate::text::{Token, TokenKind};

/// The words of both versions of a delta.
///
/// Counted when first asked, for most pairs of versions hold no slip of typing that is new.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    documents: [&'a Document; 2],
    counts: OnceLock<Counts>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: u32,
    in_small: bool,
}

impl<'a> Vocabulary<'a> {
    /// The words of these two versions.
    pub fn new(before: &'a Document, after: &'a Document) -> Self {
        Self { documents: [before, after], counts: OnceLock::new() }
    }

    /// Whether this word is the only one of its kind, in any case, in both versions together.
    ///
    /// Equal words have equal keys, so a key counted once proves it.
    pub fn is_alone(&self, token: &Token) -> bool {
        self.counts().get(token.key).is_none_or(|count| count.all <= 1)
    }

    /// How often this token's word stands, in any case, in both versions together, as far as keys can tell.
    pub fn count(&self, token: &Token) -> u32 {
        self.counts().get(token.key).map_or(0, |count| count.all)
    }

    /// Whether the token's word stands in small letters in either version, as far as keys can tell.
    pub fn has_in_small(&self, token: &Token) -> bool {
        self.counts().get(token.key).is_some_and(|count| count.in_small)
    }

    fn counts(&self) -> &Counts {
        self.counts.get_or_init(|| {
            let mut counts = Counts::default();
            let [before, after] = self.documents;
            // A version compared with itself, place by place, has its words once.
            let once = std::ptr::eq(before, after);
            for document in self.documents.into_iter().skip(usize::from(once)) {
                for token in document.tokens().iter().filter(|token| token.kind == TokenKind::Word) {
                    counts.add(token, document.source());
                }
            }
            counts
        })
    }
}

/// How often each word stands, by the keys of tokens.
#[derive(Debug)]
struct Counts {
    places: FxHashMap<u64, u32>,
    counts: Vec<Count>,
    /// The last key of each of its lower bits, with its place: most words of a text are few words again and again.
    recent: Vec<(u64, u32)>,
}

/// Keys that are looked for before the table of all.
const RECENT: usize = 1024;
/// No place.
const NONE: u32 = u32::MAX;

impl Default for Counts {
    fn default() -> Self {
        Self { places: FxHashMap::default(), counts: Vec::new(), recent: vec![(0, NONE); RECENT] }
    }
}

impl Counts {
    fn get(&self, key: u64) -> Option<Count> {
        self.places.get(&key).map(|place| self.counts[*place as usize])
    }

    fn add(&mut self, token: &Token, source: &str) {
        let recent = &mut self.recent[token.key as usize % RECENT];
        if recent.0 != token.key || recent.1 == NONE {
            let place = *self.places.entry(token.key).or_insert(self.counts.len() as u32);
            if place as usize == self.counts.len() {
                self.counts.push(Count::default());
            }
            *recent = (token.key, place);
        }
        let count = &mut self.counts[recent.1 as usize];
        count.all += 1;
        count.in_small = count.in_small || token.span.of(source).starts_with(char::is_lowercase);
    }
}
