//! The date, time or number that begins at a token.
//!
//! Most words cannot begin one, and one look-up says so; spellings are compared only for the rest.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicon;

use super::dates::{self, DateValue, date_at};
use super::numbers::{self, NumberValue, number_at};
use super::phrases::Keys;
use super::times::{TimeValue, time_at};
use super::{Span, TokenKind, Words, tokenise};

/// What a date, time or number in a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// "12 May 2024"
    Date(DateValue),
    /// "14:30"
    Time(TimeValue),
    /// "£12"
    Number(NumberValue),
}

impl Value {
    /// Whether it resolves wholly by itself, so that it may be taken for the same in another spelling: "12 May" does
    /// not, nor does "9:30".
    fn is_whole(self) -> bool {
        match self {
            Self::Date(date) => date.is_whole(),
            Self::Time(time) => time.is_whole(),
            Self::Number(_) => true,
        }
    }
}

/// Keys of all words that begin a value. Read once and never changed.
static STARTS: LazyLock<(Keys, FxHashSet<u64>)> = LazyLock::new(|| {
    let words = dates::starts().chain(numbers::starts()).chain(lexicon::NOON.iter());
    let all: FxHashSet<u64> = words.flat_map(keys_of).collect();
    (Keys::of(all.iter().copied()), all)
});

/// The keys of a listed word's tokens.
pub fn keys_of(listed: &str) -> impl Iterator<Item = u64> + use<> {
    let mut tokens = Vec::new();
    tokenise(listed, Span::new(0, listed.len()), &[], &mut tokens);
    tokens.into_iter().map(|token| token.key)
}

/// The keys of all words that begin a date, time or number.
pub fn starts_of_values() -> impl Iterator<Item = u64> {
    STARTS.1.iter().copied()
}

/// Whether a date, time or number may begin at this token. A key that collides costs a comparison, no more.
pub fn may_begin_value(words: Words<'_>, at: usize) -> bool {
    match words.kind(at) {
        Some(TokenKind::Number) => true,
        Some(TokenKind::Word) => {
            let (may_have, all) = &*STARTS;
            let key = words.tokens()[at].key;
            may_have.may_have(key) && all.contains(&key)
        }
        Some(TokenKind::Sign) => words.is_sign(at, "£") || numbers::opens_with_point(words, at),
        _ => false,
    }
}

/// Reads the value that begins at this token, and where it ends: a date before a time before a number, for "12 May"
/// begins with a number too.
pub fn value_at(words: Words<'_>, at: usize) -> Option<(usize, Value)> {
    if !may_begin_value(words, at) {
        return None;
    }
    let date = date_at(words, at).map(|(end, date)| (end, Value::Date(date)));
    let value = date.or_else(|| time_at(words, at).map(|(end, time)| (end, Value::Time(time))));
    value.or_else(|| number_at(words, at).map(|(end, number)| (end, Value::Number(number))))
}

/// The same value at both places, in whatever spelling, and where it ends at either.
///
/// Each must resolve wholly, by itself, to one value, and the values must be equal: then the spelling is all that can
/// differ.
pub fn same_value_at(
    before: Words<'_>,
    i: usize,
    after: Words<'_>,
    j: usize,
) -> Option<(usize, usize, Value)> {
    let ((i, left), (j, right)) = (value_at(before, i)?, value_at(after, j)?);
    (left == right && left.is_whole()).then_some((i, j, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(before: &str, after: &str) -> bool {
        let tokens = [before, after].map(|text| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        });
        let words = [Words::new(before, &tokens[0]), Words::new(after, &tokens[1])];
        let same = same_value_at(words[0], 0, words[1], 0);
        same.is_some_and(|(i, j, _)| i == tokens[0].len() && j == tokens[1].len())
    }

    #[test]
    fn values_that_resolve_wholly_are_the_same_in_any_spelling() {
        assert!(same("3 Aug 2021", "03/08/21"));
        assert!(same("7.45pm", "1945 hrs"));
        assert!(same("twenty-six", "26"));
        assert!(!same("3 Aug", "3 August"), "the year is not known");
        assert!(!same("9:30", "9.30"), "morning or evening");
        assert!(!same("3 Aug 2021", "3"), "a date is no number");
    }

    fn first(text: &str) -> bool {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        may_begin_value(Words::new(text, &tokens), 0)
    }

    #[test]
    fn what_may_begin_a_value() {
        for text in [
            "12 May",
            "May 2024",
            "SEPT 2024",
            "Sept 2024",
            "Thurs 3 May",
            "twelve",
            "Third",
            "£5",
            "a hundred",
            "noon",
            ".75",
        ] {
            assert!(first(text), "{text}");
        }
        for text in ["He went", "–", "am", "Monthly"] {
            assert!(!first(text), "{text}");
        }
    }
}
