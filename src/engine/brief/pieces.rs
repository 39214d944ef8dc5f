//! A changed unit as text with its old words and its new.
//!
//! Takes a change and both documents, gives pieces, cell by cell for rows of a table. The edits of a delta say
//! which bytes differ; a reader wants whole words and whole values, so a change is widened to the words that the
//! edits touch, to the facts that changed, and over a single word that stands between two changes.

use std::ops::Range;

use super::model::{self, Mark, Piece};
use super::phrase::context;
use crate::delta::{CellChange, Change, Edit, cells};
use crate::document::reading::{body, is_spaced};
use crate::document::{Document, UnitKind};
use crate::text::{Span, Token, TokenKind};

/// Longest fact that a change is widened to, in words: a longer one is shown by what changed in it.
const FACT_WORDS_MAX: usize = 8;
/// Words of a cell of which fewer than two in five are the same on both sides are shown as one change.
const SHORT_WORDS: usize = 6;

/// The text of a changed unit, one list of pieces for each cell of the later row; a sentence is one cell.
pub(super) fn changed(before: &Document, after: &Document, change: &Change) -> Vec<Vec<Piece>> {
    if let Some(cells) = cells(before, after, change) {
        return cells.iter().map(|cell| pieces_of_cell(before, after, change, cell)).collect();
    }
    let sides = (Side::of_units(before, change.before.clone()), Side::of_units(after, change.after.clone()));
    let mut words = words(sides, &change.edits);
    widen_to_facts(&mut words, change);
    let row = change.after.clone().any(|unit| is_row(after.unit(unit).kind));
    let is_bar = |word: &Word<'_>| row && word.bar && word.after.is_some();
    words.split_mut(is_bar).map(|cell| pieces_of(cell)).collect()
}

/// A cell beside the cell of its own column.
fn pieces_of_cell(before: &Document, after: &Document, change: &Change, cell: &CellChange) -> Vec<Piece> {
    let indices = |range: &Range<u32>| range.start as usize..range.end as usize;
    let (left, right) = (&before.tokens()[indices(&cell.before)], &after.tokens()[indices(&cell.after)]);
    let sides = (Side::new(before.source(), left.iter()), Side::new(after.source(), right.iter()));
    let mut words = words(sides, &cell.edits);
    widen_to_facts(&mut words, change);
    pieces_of(&mut words)
}

/// Text that stands in one version, as a single piece.
pub(super) fn same(text: impl Into<String>) -> Piece {
    Piece { mark: Mark::Same, text: text.into(), context: [0; 2] }
}

/// A word or sign of ours.
pub(super) fn ours(text: impl Into<String>) -> Piece {
    Piece { mark: Mark::Ours, text: text.into(), context: [0; 2] }
}

fn is_row(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Row | UnitKind::TableHead)
}

/// A token on one side or on both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    before: Option<Ink<'a>>,
    after: Option<Ink<'a>>,
    /// Whether it is shown as changed.
    pub(super) changed: bool,
    /// Whether it is the bar between two cells.
    bar: bool,
}

/// A token as it stands on one side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink<'a> {
    text: &'a str,
    span: Span,
    spaced: bool,
}

impl<'a> Word<'a> {
    pub(super) fn on(&self, side: model::Side) -> Option<Ink<'a>> {
        match side {
            model::Side::Before => self.before,
            model::Side::After => self.after,
        }
    }

    /// Whether white space stands before it.
    pub(super) fn is_spaced(&self) -> bool {
        self.after.or(self.before).is_some_and(|ink| ink.spaced)
    }

    fn is(&self, sign: &str) -> bool {
        self.before.or(self.after).is_some_and(|ink| ink.text == sign)
    }

    pub(super) fn counts(&self) -> bool {
        self.after.or(self.before).is_some_and(|ink| ink.text.contains(char::is_alphanumeric))
    }
}

/// The tokens of both sides in the order of the edits, equal ones paired.
fn words<'a>((mut before, mut after): (Side<'a>, Side<'a>), edits: &[Edit]) -> Vec<Word<'a>> {
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
struct Side<'a> {
    source: &'a str,
    tokens: Vec<&'a Token>,
    next: usize,
}

impl<'a> Side<'a> {
    fn new(source: &'a str, tokens: impl Iterator<Item = &'a Token>) -> Self {
        Self { source, tokens: tokens.collect(), next: 0 }
    }

    fn of_units(document: &'a Document, units: Range<u32>) -> Self {
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

/// Shows whole values: "[12 May → 21 May] 2024" becomes "[12 May 2024 → 21 May 2024]".
fn widen_to_facts(words: &mut [Word<'_>], change: &Change) {
    for fact in &change.facts {
        let (Some(before), Some(after)) = (fact.before, fact.after) else { continue };
        let inside = |word: &Word<'_>| {
            word.before.is_some_and(|ink| ink.span.overlaps(before))
                || word.after.is_some_and(|ink| ink.span.overlaps(after))
        };
        let (Some(first), Some(last)) = (words.iter().position(inside), words.iter().rposition(inside))
        else {
            continue;
        };
        let value = &mut words[first..=last];
        let short = value.iter().filter(|word| word.counts()).count() <= 2 * FACT_WORDS_MAX;
        if short && value.iter().any(|word| word.changed) && !value.iter().any(|word| word.bar) {
            mark_changed(value);
        }
    }
}

fn pieces_of(cell: &mut [Word<'_>]) -> Vec<Piece> {
    let kept = cell.iter().filter(|word| !word.changed && word.counts()).count();
    let old = cell.iter().filter(|word| word.before.is_some() && word.counts()).count();
    let new = cell.iter().filter(|word| word.after.is_some() && word.counts()).count();
    if old.min(new) > SHORT_WORDS && kept * 5 < old.max(new) * 2 {
        mark_changed(cell);
    }
    close_gaps(cell);
    close_brackets(cell);
    let mut pieces = Vec::new();
    let mut at = 0;
    for run in cell.chunk_by(|a, b| a.changed == b.changed) {
        let place = at..at + run.len();
        at = place.end;
        let context = if run[0].changed { context(cell, place) } else { [0; 2] };
        push_run(run, context, &mut pieces);
    }
    pieces
}

fn mark_changed(words: &mut [Word<'_>]) {
    for word in words {
        word.changed = true;
    }
}

/// A single word between two changes belongs to both: "[He → She] was [seen → told]" reads badly.
fn close_gaps(words: &mut [Word<'_>]) {
    let changed: Vec<usize> = (0..words.len()).filter(|at| words[*at].changed).collect();
    for pair in changed.windows(2) {
        let between = &mut words[pair[0] + 1..pair[1]];
        if between.iter().filter(|word| word.counts()).count() <= 1 {
            mark_changed(between);
        }
    }
}

/// A bracket that opens inside a change closes inside it.
fn close_brackets(words: &mut [Word<'_>]) {
    for at in 1..words.len() {
        let closes = !words[at].changed && words[at - 1].changed && words[at].is(")");
        let run = words[..at].iter().rev().take_while(|word| word.changed);
        if closes && run.clone().any(|word| word.is("(")) && !run.clone().any(|word| word.is(")")) {
            words[at].changed = true;
        }
    }
}

fn push_run(run: &[Word<'_>], context: [u8; 2], pieces: &mut Vec<Piece>) {
    let before: Vec<_> = run.iter().filter(|word| !word.bar).filter_map(|word| word.before).collect();
    let after: Vec<_> = run.iter().filter_map(|word| word.after).collect();
    if !run[0].changed {
        return push_text(Mark::Same, &after, pieces);
    }
    let spaced = before.first().is_some_and(|ink| ink.spaced) || after.first().is_some_and(|ink| ink.spaced);
    if spaced && let Some(last) = pieces.last_mut() {
        last.text.push(' ');
    }
    push_trimmed(Mark::Before, &before, context, pieces);
    push_trimmed(Mark::After, &after, context, pieces);
}

fn push_trimmed(mark: Mark, inks: &[Ink<'_>], context: [u8; 2], pieces: &mut Vec<Piece>) {
    let text = joined(inks);
    if !text.is_empty() {
        pieces.push(Piece { mark, text: text.trim_start().to_owned(), context });
    }
}

fn push_text(mark: Mark, inks: &[Ink<'_>], pieces: &mut Vec<Piece>) {
    let text = joined(inks);
    let text = if pieces.is_empty() { text.trim_start().to_owned() } else { text };
    if !text.is_empty() {
        pieces.push(Piece { mark, text, context: [0; 2] });
    }
}

/// The words of one side as text.
pub(super) fn text(words: &[Word<'_>], side: model::Side) -> String {
    let inks: Vec<Ink<'_>> = words.iter().filter_map(|word| word.on(side)).collect();
    joined(&inks).trim_start().to_owned()
}

fn joined(inks: &[Ink<'_>]) -> String {
    let mut text = String::new();
    for ink in inks {
        if ink.spaced {
            text.push(' ');
        }
        text.push_str(ink.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::{ChangeKind, FactChange};
    use crate::document::parse;
    use crate::facts::FactClass;

    /// A change of the last unit, by words.
    fn change(before: &Document, after: &Document, edits: Vec<Edit>, facts: Vec<FactChange>) -> Change {
        let last = |document: &Document| document.units().len() as u32 - 1..document.units().len() as u32;
        Change {
            kind: ChangeKind::Material,
            moved: false,
            before: last(before),
            after: last(after),
            reasons: Vec::new(),
            facts,
            excuses: Vec::new(),
            edits,
            risk: false,
        }
    }

    fn span(text: &str, part: &str) -> Span {
        let start = text.rfind(part).unwrap();
        Span::new(start, start + part.len())
    }

    /// Edits from a common start and a common end, as bytes.
    fn edits(before: &str, after: &str) -> Vec<Edit> {
        let head = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        let most = before.len().min(after.len()) - head;
        let tail =
            before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count().min(most);
        let (b, a) = (before.len(), after.len());
        vec![
            Edit::Equal { before: Span::new(0, head), after: Span::new(0, head) },
            Edit::Delete(Span::new(head, b - tail)),
            Edit::Insert(Span::new(head, a - tail)),
            Edit::Equal { before: Span::new(b - tail, b), after: Span::new(a - tail, a) },
        ]
    }

    fn check(before: &str, after: &str, fact: Option<(&str, &str)>) -> String {
        let facts = fact.map(|(old, new)| FactChange {
            class: FactClass::Date,
            before: Some(span(before, old)),
            after: Some(span(after, new)),
        });
        let edits = edits(before, after);
        let (before, after) = (parse(before.to_owned()).unwrap(), parse(after.to_owned()).unwrap());
        let change = change(&before, &after, edits, facts.into_iter().collect());
        let cells = changed(&before, &after, &change);
        cells.iter().map(|cell| cell.iter().map(shown).collect::<String>()).collect::<Vec<_>>().join(" | ")
    }

    fn shown(piece: &Piece) -> String {
        match piece.mark {
            Mark::Before => format!("[-{}]", piece.text),
            Mark::After => format!("[+{}]", piece.text),
            Mark::Same | Mark::Ours => piece.text.clone(),
        }
    }

    #[test]
    fn words_that_an_edit_cuts_are_shown_whole() {
        assert_eq!(
            check("The PBSW will call.", "The CBSW will call.", None),
            "The [-PBSW][+CBSW] will call."
        );
    }

    #[test]
    fn an_insertion_stands_alone() {
        assert_eq!(
            check("He has completed it.", "He has not completed it.", None),
            "He has [+not] completed it."
        );
    }

    #[test]
    fn a_deletion_stands_alone() {
        assert_eq!(check("He has not been.", "He has been.", None), "He has [-not] been.");
    }

    #[test]
    fn a_value_is_shown_whole() {
        let shown = check("Due 12 May 2024.", "Due 21 May 2024.", Some(("12 May 2024", "21 May 2024")));
        assert_eq!(shown, "Due [-12 May 2024][+21 May 2024].");
    }

    #[test]
    fn one_word_between_two_changes_belongs_to_both() {
        assert_eq!(check("So he was seen.", "So she was told.", None), "So [-he was seen][+she was told].");
    }

    #[test]
    fn a_bracket_that_opens_in_a_change_closes_in_it() {
        let shown = check("Held in May (annual).", "Held in June (concern).", None);
        assert_eq!(shown, "Held in [-May (annual)][+June (concern)].");
    }

    #[test]
    fn a_row_is_shown_cell_by_cell() {
        let row = |status: &str| format!("| Need | Status |\n|---|---|\n| Home | {status} |\n");
        assert_eq!(check(&row("Open"), &row("Done"), None), "Home | [-Open][+Done]");
    }

    #[test]
    fn sentences_with_little_in_common_stand_side_by_side() {
        let shown = check(
            "He likes to walk with dogs at night.",
            "He spoke about his former employer at length.",
            None,
        );
        assert!(shown.starts_with("[-He likes") && shown.contains("[+He spoke"), "{shown}");
    }
}
