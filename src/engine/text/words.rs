//! Tokens together with their source: what the finders of values and facts read from.
//!
//! Positions are indices into the tokens; a position past the end reads as empty, so that looking ahead needs
//! no bounds.

use super::token::{folded_sign, is_apostrophe};
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
        let (left, right) = (&self.tokens[at..end], &other.tokens[other_at..other_end]);
        let (Some(first), Some(other_first)) = (left.first(), right.first()) else { return 0 };
        // Where the bytes are the same, tokens are that stand as far from the first.
        let by = other_first.span.start.wrapping_sub(first.span.start);
        let mut same = SameBytes::from(self.source, first.span.start, other.source, by);
        let is_same = |(left, right): &(&Token, &Token)| {
            left.kind == right.kind
                && left.span.start.wrapping_add(by) == right.span.start
                && left.span.end.wrapping_add(by) == right.span.end
                && same.reach(left.span.end)
        };
        left.iter().zip(right).take_while(is_same).count()
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

    /// Whom the token says that something is of: "Orr" of "Orr's".
    pub fn possessor(self, at: usize) -> Option<&'a str> {
        self.text(at).strip_suffix(['s', 'S']).and_then(|text| text.strip_suffix(is_apostrophe))
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

/// How far two sources have the same bytes, one at places that are `by` further on than the other's, in wrapping
/// arithmetic. Looked at in steps, so that no more is read than is asked for.
struct SameBytes<'a> {
    source: &'a [u8],
    other: &'a [u8],
    by: u32,
    /// Up to here the bytes are the same.
    end: u32,
}

impl<'a> SameBytes<'a> {
    /// Fewest bytes that are compared at once.
    const STEP: usize = 64;

    fn from(source: &'a str, start: u32, other: &'a str, by: u32) -> Self {
        Self { source: source.as_bytes(), other: other.as_bytes(), by, end: start }
    }

    /// Whether the bytes are the same up to `end`.
    fn reach(&mut self, end: u32) -> bool {
        if end <= self.end {
            return true;
        }
        let (from, other_from) = (self.end as usize, self.end.wrapping_add(self.by) as usize);
        let (source, other) = (&self.source[from..], &self.other[other_from..]);
        let len = (end as usize - from).max(Self::STEP).min(source.len()).min(other.len());
        let (source, other) = (&source[..len], &other[..len]);
        let same = if source == other { len } else { common_start(source, other) };
        self.end += same as u32;
        end <= self.end
    }
}

/// How many bytes both open with.
fn common_start(left: &[u8], right: &[u8]) -> usize {
    let ((left_eights, _), (right_eights, _)) = (left.as_chunks::<8>(), right.as_chunks::<8>());
    let eights = left_eights.iter().zip(right_eights).take_while(|(left, right)| left == right).count();
    let rest = left[8 * eights..].iter().zip(&right[8 * eights..]);
    8 * eights + rest.take_while(|(left, right)| left == right).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    #[test]
    fn tokens_are_the_same_as_far_as_their_bytes_are() {
        let long =
            "He walks the dog by the river each day and the others of the house go with him as they like.";
        let cut = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        };
        let same = |left: &str, right: &str| {
            let (own, other) = (cut(left), cut(right));
            let (own, other) = (Words::new(left, &own), Words::new(right, &other));
            own.same_from((0, own.len()), other, (0, other.len()))
        };
        let all = cut(long).len();
        assert_eq!(same(long, long), all);
        assert_eq!(same(long, &format!("  {long}")), all, "what stands before the first");
        assert_eq!(same(long, &long.replace("like.", "liked.")), all - 2);
        assert_eq!(same(long, &long.replace(" go ", "  go ")), all - 7);
        assert_eq!(same(long, &long.replace("go", "Go")), all - 7);
        assert_eq!(same(long, &long[..long.len() - 6]), all - 2);
        assert_eq!(same("a b", "a bc"), 1, "the second goes on");
        assert_eq!(same("a b", ""), 0);
    }
}
