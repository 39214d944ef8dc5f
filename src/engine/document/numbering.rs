//! Running numbers of headings, and the proof that they say no more than a place.

use super::model::{Block, BlockKind, Document, UnitKind};
use crate::text::{Token, TokenKind, dates};

/// Follows the numbers of a document's headings.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    last: Vec<u32>,
}

impl Numbering {
    /// How many tokens at the start of a heading are a running number: "2.1", "3.", "4)". None unless it follows
    /// the heading before, so that a number that means something else is never taken for one.
    pub(super) fn of_heading(&mut self, source: &str, tokens: &[Token]) -> u8 {
        let Some((number, len)) = number(source, tokens) else { return 0 };
        let follows = self.follows(&number);
        self.last = number;
        if follows { len } else { 0 }
    }

    fn follows(&self, number: &[u32]) -> bool {
        let Some((last, stem)) = number.split_last() else { return false };
        let same_stem = self.last.get(..stem.len()) == Some(stem);
        same_stem && *last == self.last.get(stem.len()).copied().unwrap_or(0) + 1
    }
}

/// Marks the numbers of paragraphs that count up from 1 one under the other: they say no more than a place.
pub(super) fn number_paragraphs(document: &mut Document) {
    let numbers: Vec<Option<(Vec<u32>, u8)>> =
        document.blocks.iter().map(|block| number_of_paragraph(document, block)).collect();
    let mut at = 0;
    while at < numbers.len() {
        let end = end_of_count(&numbers, at);
        if end > at + 1 {
            for (block, number) in document.blocks[at..end].iter().zip(&numbers[at..end]) {
                let len = number.as_ref().map_or(0, |(_, len)| *len);
                document.units[block.units.start as usize].numbering = len;
            }
        }
        at = end.max(at + 1);
    }
}

fn number_of_paragraph(document: &Document, block: &Block) -> Option<(Vec<u32>, u8)> {
    let first = document.units.get(block.units.start as usize)?;
    let prose = block.kind == BlockKind::Paragraph && first.kind == UnitKind::Sentence;
    let tokens = &document.tokens[first.tokens.start as usize..first.tokens.end as usize];
    prose.then(|| number(&document.source, tokens))?
}

/// Where the paragraphs end that count up from the one at `start`, which has to be the first.
fn end_of_count(numbers: &[Option<(Vec<u32>, u8)>], start: usize) -> usize {
    let Some((first, _)) = &numbers[start] else { return start };
    let Some((1, stem)) = first.split_last() else { return start };
    let counts = |(count, number): (u32, &Option<(Vec<u32>, u8)>)| {
        number.as_ref().is_some_and(|(number, _)| number.split_last() == Some((&count, stem)))
    };
    start + (1..).zip(&numbers[start..]).take_while(|it| counts(*it)).count()
}

/// The parts of a number such as "2.1." and how many tokens it has; only before a word that is no month.
fn number(source: &str, tokens: &[Token]) -> Option<(Vec<u32>, u8)> {
    let first = tokens.first().filter(|token| token.kind == TokenKind::Number)?.span.of(source);
    let parts: Option<Vec<u32>> =
        first.split('.').map(|part| part.parse().ok().filter(|part| *part < 100)).collect();
    let parts = parts?;
    let sign = tokens.get(1).is_some_and(|token| matches!(token.span.of(source), "." | ")"));
    let word = tokens.get(1 + usize::from(sign))?;
    let plain = word.kind == TokenKind::Word && !is_month(word.span.of(source));
    (plain && (sign || parts.len() > 1)).then_some((parts, 1 + u8::from(sign)))
}

/// Whether a word names a month, so that a number before it may be a day.
pub(super) fn is_month(word: &str) -> bool {
    dates::opens_as_month(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(headings: &[&str]) -> Vec<u8> {
        let mut numbering = Numbering::default();
        let of = |text: &&str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            numbering.of_heading(text, &tokens)
        };
        headings.iter().map(of).collect()
    }

    #[test]
    fn numbers_that_count_up() {
        assert_eq!(
            check(&["1. Housing", "1.1 History", "1.2 Now", "2. Health", "2.1 History"]),
            [2, 1, 1, 2, 1]
        );
    }

    #[test]
    fn numbers_that_do_not_follow_are_text() {
        assert_eq!(
            check(&["1. Housing", "3. Health", "4 Bedroom flat", "12 May 2024", "5. May"]),
            [2, 0, 0, 0, 0]
        );
    }
}
