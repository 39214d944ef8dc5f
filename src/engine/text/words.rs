//! Tokens together with their source: what the finders of values and facts read from.
//!
//! Positions are indices into the tokens; a position past the end reads as empty, so that looking ahead needs
//! no bounds.

use super::token::folded_sign;
use super::{Token, TokenKind};
use crate::lexicon::WordList;

/// Tokens of one unit, or of a few adjacent ones, with the source they were cut from.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    source: &'a str,
    tokens: &'a [Token],
}

impl<'a> Words<'a> {
    /// Reads `tokens`, which were cut from `source`.
    pub fn new(source: &'a str, tokens: &'a [Token]) -> Self {
        Self { source, tokens }
    }

    /// How many tokens there are.
    pub fn len(self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.tokens.is_empty()
    }

    /// The tokens.
    pub fn tokens(self) -> &'a [Token] {
        self.tokens
    }

    /// The source they were cut from.
    pub fn source(self) -> &'a str {
        self.source
    }

    /// The token's bytes; empty past the end.
    pub fn text(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.source))
    }

    /// How many of the tokens from `at` on, up to `end`, stand in the other's from `other_at` on up to `other_end`, with
    /// the same bytes in and between them; what stands before the first is not looked at.
    pub fn same_from(
        self,
        (at, end): (usize, usize),
        other: Self,
        (other_at, other_end): (usize, usize),
    ) -> usize {
        let bytes =
            |words: Self, start: u32, end: u32| &words.source.as_bytes()[start as usize..end as usize];
        let mut passed = None;
        let is_same = |(left, right): &(&Token, &Token)| {
            // Each with what stands between it and the one before it.
            let (start, other_start) = passed.unwrap_or((left.span.start, right.span.start));
            passed = Some((left.span.end, right.span.end));
            left.kind == right.kind
                && left.span.start - start == right.span.start - other_start
                && bytes(self, start, left.span.end) == bytes(other, other_start, right.span.end)
        };
        self.tokens[at..end].iter().zip(&other.tokens[other_at..other_end]).take_while(is_same).count()
    }

    /// What the token is made of; none past the end.
    pub fn kind(self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether the token is this word (given in lower case), in any case.
    pub fn is(self, at: usize, word: &str) -> bool {
        self.text(at).eq_ignore_ascii_case(word)
    }

    /// Whether the token is one of the words of a list, in any case.
    pub fn is_in(self, at: usize, list: &WordList) -> bool {
        list.has(self.text(at))
    }

    /// Whether the token is this sign, or another form of the same quote or dash.
    pub fn is_sign(self, at: usize, sign: &str) -> bool {
        self.kind(at) == Some(TokenKind::Sign) && folded_sign(self.text(at)) == sign
    }

    /// Whether the token is a number written in digits.
    pub fn is_number(self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }

    /// Whether the token begins with a letter.
    pub fn is_word(self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    /// Whether nothing stands between this token and the one before it.
    pub fn is_glued(self, at: usize) -> bool {
        at > 0 && at < self.len() && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    /// Whether the token begins with a capital.
    pub fn is_capitalised(self, at: usize) -> bool {
        self.text(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// What stands before the token since the one before it; empty for the first.
    pub fn gap_before(self, at: usize) -> &'a str {
        if at == 0 || at >= self.len() {
            return "";
        }
        &self.source[self.tokens[at - 1].span.end as usize..self.tokens[at].span.start as usize]
    }
}
