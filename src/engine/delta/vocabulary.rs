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
    counts: OnceLock<FxHashMap<u64, Count>>,
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
        self.counts().get(&token.key).is_none_or(|count| count.all <= 1)
    }

    /// How often this token's word stands, in any case, in both versions together, as far as keys can tell.
    pub fn count(&self, token: &Token) -> u32 {
        self.counts().get(&token.key).map_or(0, |count| count.all)
    }

    /// Whether the token's word stands in small letters in either version, as far as keys can tell.
    pub fn has_in_small(&self, token: &Token) -> bool {
        self.counts().get(&token.key).is_some_and(|count| count.in_small)
    }

    fn counts(&self) -> &FxHashMap<u64, Count> {
        self.counts.get_or_init(|| {
            let mut counts: FxHashMap<u64, Count> = FxHashMap::default();
            let [before, after] = self.documents;
            // A version compared with itself, place by place, has its words once.
            let once = std::ptr::eq(before, after);
            for document in self.documents.into_iter().skip(usize::from(once)) {
                for token in document.tokens().iter().filter(|token| token.kind == TokenKind::Word) {
                    let count = counts.entry(token.key).or_default();
                    count.all += 1;
                    count.in_small |= token.span.of(document.source()).starts_with(char::is_lowercase);
                }
            }
            counts
        })
    }
}
