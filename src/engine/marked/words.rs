//! The tokens of both sides of a change in one sequence.

use std::ops::Range;

use crate::delta::Edit;
use crate::document::reading::{body, is_spaced};
use crate::document::{Document, Unit, UnitKind};
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
    /// What stands before it: one space where the source has white space, of code all that stands there.
    pub(super) gap: &'a str,
}

impl Word<'_> {
    pub(super) fn is(&self, sign: &str) -> bool {
        self.before.or(self.after).is_some_and(|ink| ink.text == sign)
    }

    /// Whether white space stands before it on one side only, or of code another.
    pub(super) fn is_spaced_otherwise(&self) -> bool {
        self.before.zip(self.after).is_some_and(|(before, after)| before.gap != after.gap)
    }

    /// Whether nothing stands between it and the word before it, on one side or the other.
    pub(super) fn adjoins(&self) -> bool {
        [self.before, self.after].into_iter().flatten().any(|ink| ink.gap.is_empty())
    }

    /// Whether it ends a cell: those of the later version do.
    pub(super) fn divides(&self) -> bool {
        self.bar && self.after.is_some()
    }

    /// Whether it holds a letter or a figure.
    pub(super) fn counts(&self) -> bool {
        self.after.or(self.before).is_some_and(|ink| ink.text.contains(char::is_alphanumeric))
    }
}

/// Whether a unit keeps its lines.
fn is_typed(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Code | UnitKind::Html)
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
            // Of a choice the marks are shown.
            let changed = old.text != new.text;
            words.push(Word { before: Some(old), after: Some(new), changed, bar });
            before.next += 1;
            after.next += 1;
        } else if at <= other {
            before.take_until(old.span.start + 1, |ink, bar| words.push(struck(ink, bar)));
        } else {
            after.take_until(new.span.start + 1, |ink, bar| words.push(marked(ink, bar)));
        }
    }
}

/// Keeps earlier text that stood without a space on one side of a bar that only the later version has: the two cells
/// would read as two words.
pub(super) fn whole_at_bars(words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    let mut whole = Vec::with_capacity(words.len());
    let mut held: Vec<Word<'_>> = Vec::new();
    let mut begun = false;
    for word in words {
        let goes_on = begun && word.before.is_some_and(|ink| ink.gap.is_empty());
        begun |= word.before.is_some();
        match (word.before, word.after) {
            (None, Some(_)) if word.bar || !held.is_empty() => held.push(word),
            (Some(old), new) if goes_on && !held.is_empty() => {
                whole.push(struck(old, word.bar));
                held.extend(new.map(|new| marked(new, word.bar)));
            }
            _ => {
                whole.append(&mut held);
                whole.push(word);
            }
        }
    }
    whole.append(&mut held);
    whole
}

/// The tokens of one side, read from left to right.
pub(super) struct Side<'a> {
    source: &'a str,
    tokens: Vec<&'a Token>,
    next: usize,
    /// Whether it keeps its lines, as code does.
    typed: bool,
    /// What is shown with its marks of emphasis, as they tell what is chosen.
    chosen: Vec<Span>,
}

impl<'a> Side<'a> {
    pub(super) fn new(source: &'a str, tokens: impl Iterator<Item = &'a Token>) -> Self {
        Self { source, tokens: tokens.collect(), next: 0, typed: false, chosen: Vec::new() }
    }

    /// The same, with these alternatives as they are marked.
    pub(super) fn choosing(self, chosen: impl Iterator<Item = Span>) -> Self {
        Self { chosen: chosen.collect(), ..self }
    }

    /// Units one after another, without their running numbers.
    pub(super) fn of_units(document: &'a Document, units: Range<u32>) -> Self {
        Self::new(document.source(), units.flat_map(|unit| body(document, document.unit(unit))))
    }

    /// Units one after another as they stand in their plan, code as it was typed.
    pub(super) fn in_place(document: &'a Document, units: Range<u32>) -> Self {
        let typed = units.clone().next().is_some_and(|first| is_typed(document.unit(first)));
        let tokens = units.flat_map(|unit| document.tokens_of(document.unit(unit)));
        Self { typed, ..Self::new(document.source(), tokens) }
    }

    /// All that stands in a stretch of a document, code as it was typed.
    pub(super) fn of_span(document: &'a Document, span: Span) -> Self {
        let inside = document.touched(span).map(|unit| document.unit(unit));
        let typed = inside.clone().next().is_some_and(is_typed);
        let tokens = inside.flat_map(|unit| document.tokens_of(unit));
        Self { typed, ..Self::new(document.source(), tokens.filter(|token| token.span.overlaps(span))) }
    }

    /// The next token, if it ends by `end`.
    fn peek(&self, end: u32) -> Option<(Ink<'a>, bool)> {
        let token = self.tokens.get(self.next).filter(|token| token.span.end <= end)?;
        let last = self.next.checked_sub(1).map(|last| self.tokens[last]);
        let gap = last.map_or("", |last| self.gap(last, token));
        let text = self.with_marks(token.span).of(self.source);
        let ink = Ink { text, span: token.span, gap };
        Some((ink, token.kind == TokenKind::Cell))
    }

    /// A token with the marks that touch it, where it begins or ends what is chosen.
    fn with_marks(&self, token: Span) -> Span {
        let Span { mut start, mut end } = token;
        let neighbour = |at: Option<usize>| at.and_then(|at| self.tokens.get(at)).map(|token| token.span);
        for chosen in &self.chosen {
            if chosen.start == token.start {
                let from = neighbour(self.next.checked_sub(1)).map_or(0, |last| last.end);
                let gap = Span { start: from, end: token.start }.of(self.source);
                start -= touching(gap.chars().rev());
            }
            if chosen.end == token.end {
                let to = neighbour(Some(self.next + 1)).map_or(self.source.len() as u32, |next| next.start);
                end += touching(Span { start: token.end, end: to }.of(self.source).chars());
            }
        }
        Span { start, end }
    }

    /// What stands between two neighbours. A bar parts what stands beside it, also where it touches it.
    fn gap(&self, last: &Token, token: &Token) -> &'a str {
        let bar = last.kind == TokenKind::Cell;
        match self.source.get(last.span.end as usize..token.span.start as usize) {
            Some(gap) if self.typed => gap,
            _ if bar || is_spaced(self.source, last.span.end, token) => " ",
            _ => "",
        }
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

/// How many bytes of marks stand before the first white space, bar or sign of another kind; 0 where that cuts a tag.
fn touching(gap: impl Iterator<Item = char>) -> u32 {
    let is_mark = |c: &char| matches!(c, '*' | '_' | '<' | '>' | '/') || c.is_ascii_alphabetic();
    let marks: Vec<char> = gap.take_while(is_mark).collect();
    let count = |sign: char| marks.iter().filter(|mark| **mark == sign).count();
    if count('<') == count('>') { marks.len() as u32 } else { 0 }
}
