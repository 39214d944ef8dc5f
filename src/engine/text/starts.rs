//! Which tokens can begin a date, time or number.
//!
//! Most words cannot, and one look-up says so; the finders compare spellings only for the rest.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicon;

use super::{Span, TokenKind, Words, dates, numbers, tokenise};

/// Keys of all words that begin a value. Read once and never changed.
static STARTS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let words = dates::starts().chain(numbers::starts()).chain(lexicon::NOON.iter());
    let mut tokens = Vec::new();
    for word in words {
        tokenise(word, Span::new(0, word.len()), &[], &mut tokens);
    }
    tokens.iter().map(|token| token.key).collect()
});

/// Whether a date, time or number may begin at this token. A key that collides costs a comparison, no more.
pub fn may_begin_value(words: Words<'_>, at: usize) -> bool {
    match words.kind(at) {
        Some(TokenKind::Number) => true,
        Some(TokenKind::Word) => STARTS.contains(&words.tokens()[at].key),
        Some(TokenKind::Sign) => words.is_sign(at, "£"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert!(first(text), "{text}");
        }
        for text in ["He went", "–", "am", "Monthly"] {
            assert!(!first(text), "{text}");
        }
    }
}
