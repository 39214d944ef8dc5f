//! The tokens of both sides of a change in one sequence.

use std::ops::Range;

use crate::delta::Edit;
use crate::document::Document;
use crate::document::reading::{body, is_spaced};
use crate::text::{Span, Token, TokenKind};

/// A token on one side or on both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) before: Option<Ink<'a>>,
    pub(super) after: Option<Ink<'a>>,
    /// Whether it is shown as changed.
    pub(super) changed: bool,
    /// Whether it is the bar between two cells.
    pub(super) bar: bool,
}

/// A token as it stands on one side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

impl Word<'_> {
    pub(super) fn is(&self, sign: &str) -> bool {
        self.before.or(self.after).is_some_and(|ink| ink.text == sign)
    }

    /// Whether white space stands before it on one side only.
    pub(super) fn is_spaced_otherwise(&self) -> bool {
        self.before.zip(self.after).is_some_and(|(before, after)| before.spaced != after.spaced)
    }

    /// Whether it holds a letter or a figure.
    pub(super) fn counts(&self) -> bool {
        self.after.or(self.before).is_some_and(|ink| ink.text.contains(char::is_alphanumeric))
    }
}

/// The tokens of both sides in the order of the edits, equal ones paired.
pub(super) fn words<'a>((mut before, mut after): (Side<'a>, Side<'a>), edits: &[Edit]) -> Vec<Word<'a>> {
    let mut words = Vec::new();
    for edit in edits {
        match *edit {
            Edit::Equal { before: from, after: to } => equal(&mut before, &mut after, from, to, &mut words),
            Edit::Delete(span) => before.take_until(span.end, |ink, bar| words.push(struck(ink, bar))),
            Edit::Insert(span) => after.take_until(span.end, |ink, bar| words.push(marked(ink, bar))),
        }
    }
    before.take_until(u32::MAX, |ink, bar| words.push(struck(ink, bar)));
    after.take_until(u32::MAX, |ink, bar| words.push(marked(ink, bar)));
    words
}

fn struck(ink: Ink<'_>, bar: bool) -> Word<'_> {
    Word { before: Some(ink), after: None, changed: true, bar }
}

fn marked(ink: Ink<'_>, bar: bool) -> Word<'_> {
    Word { before: None, after: Some(ink), changed: true, bar }
}

/// Pairs the tokens that an equal edit covers whole; one that it cuts is a changed word.
fn equal<'a>(before: &mut Side<'a>, after: &mut Side<'a>, from: Span, to: Span, words: &mut Vec<Word<'a>>) {
    before.take_until(from.start, |ink, bar| words.push(struck(ink, bar)));
    after.take_until(to.start, |ink, bar| words.push(marked(ink, bar)));
    while let (Some((old, _)), Some((new, bar))) = (before.peek(from.end), after.peek(to.end)) {
        let (at, other) = (old.span.start - from.start, new.span.start - to.start);
        if at == other && old.span.len() == new.span.len() {
            words.push(Word { before: Some(old), after: Some(new), changed: false, bar });
            before.next += 1;
            after.next += 1;
        } else if at <= other {
            before.take_until(old.span.start + 1, |ink, bar| words.push(struck(ink, bar)));
        } else {
            after.take_until(new.span.start + 1, |ink, bar| words.push(marked(ink, bar)));
        }
    }
}

/// The tokens of one side, read from left to right.
pub(super) struct Side<'a> {
    source: &'a str,
    tokens: Vec<&'a Token>,
    next: usize,
}

impl<'a> Side<'a> {
    pub(super) fn new(source: &'a str, tokens: impl Iterator<Item = &'a Token>) -> Self {
        Self { source, tokens: tokens.collect(), next: 0 }
    }

    pub(super) fn of_units(document: &'a Document, units: Range<u32>) -> Self {
        Self::new(document.source(), units.flat_map(|unit| body(document, document.unit(unit))))
    }

    /// The next token, if it ends by `end`.
    fn peek(&self, end: u32) -> Option<(Ink<'a>, bool)> {
        let token = self.tokens.get(self.next).filter(|token| token.span.end <= end)?;
        let last = self.next.checked_sub(1).map(|last| self.tokens[last].span.end);
        let spaced = last.is_some_and(|last| is_spaced(self.source, last, token));
        let ink = Ink { text: token.span.of(self.source), span: token.span, spaced };
        Some((ink, token.kind == TokenKind::Cell))
    }

    /// Takes the tokens that begin before `end`.
    fn take_until(&mut self, end: u32, mut take: impl FnMut(Ink<'a>, bool)) {
        while self.tokens.get(self.next).is_some_and(|token| token.span.start < end) {
            let Some((ink, bar)) = self.peek(u32::MAX) else { return };
            take(ink, bar);
            self.next += 1;
        }
    }
}
