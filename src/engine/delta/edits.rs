//! The words that differ between the two sides of a pair: the one file that names the differ.
//!
//! Tokens are compared, bytes are told: equal and deleted bytes give back the earlier units, equal and inserted
//! ones the later.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::model::Edit;
use super::side::{Side, TokenEdit};
use crate::text::{Span, Token, TokenKind, Words, Work, did};

/// Most pairs of tokens that are compared word by word. Beyond it, what lies between the words that the two
/// sides open and close with counts as replaced: the differ's cost grows with the product.
pub(super) const COMPARISONS_MAX: usize = 4 << 20;

/// Finds the tokens that were deleted and inserted.
pub(super) fn token_edits(before: &[Token], after: &[Token]) -> Vec<TokenEdit> {
    let is_same = |(left, right): &(&Token, &Token)| key(left) == key(right);
    let first = before.iter().zip(after).take_while(is_same).count();
    let rest = before[first..].iter().rev().zip(after[first..].iter().rev());
    let last = rest.take_while(is_same).count();
    let (left, right) = (&before[first..before.len() - last], &after[first..after.len() - last]);
    let mut edits = Edits::default();
    edits.equal(first);
    if left.is_empty() || right.is_empty() || left.len().saturating_mul(right.len()) > COMPARISONS_MAX {
        edits.delete(left.len());
        edits.insert(right.len());
    } else {
        did(Work::Cells, left.len() * right.len());
        for op in capture_diff_slices(Algorithm::Myers, &keys(left), &keys(right)) {
            match op {
                DiffOp::Equal { len, .. } => edits.equal(len),
                DiffOp::Delete { old_len, .. } => edits.delete(old_len),
                DiffOp::Insert { new_len, .. } => edits.insert(new_len),
                DiffOp::Replace { old_len, new_len, .. } => {
                    edits.delete(old_len);
                    edits.insert(new_len);
                }
            }
        }
    }
    edits.equal(last);
    edits.found
}

/// What tells a token from others. A bar between cells is no bar of the text.
fn key(token: &Token) -> u64 {
    token.key ^ u64::from(token.kind == TokenKind::Cell)
}

fn keys(tokens: &[Token]) -> Vec<u64> {
    tokens.iter().map(key).collect()
}

/// Token edits under way, and how far they have come on either side.
#[derive(Default)]
pub(super) struct Edits {
    pub(super) found: Vec<TokenEdit>,
    before: u32,
    after: u32,
}

impl Edits {
    pub(super) fn equal(&mut self, len: usize) {
        let (before, after) = (advance(&mut self.before, len), advance(&mut self.after, len));
        if len > 0 {
            self.found.push(TokenEdit::Equal { before, after });
        }
    }

    pub(super) fn delete(&mut self, len: usize) {
        let range = advance(&mut self.before, len);
        if len > 0 {
            self.found.push(TokenEdit::Delete(range));
        }
    }

    pub(super) fn insert(&mut self, len: usize) {
        let range = advance(&mut self.after, len);
        if len > 0 {
            self.found.push(TokenEdit::Insert(range));
        }
    }

    /// Goes on with edits that count from where these have come to.
    pub(super) fn append(&mut self, edits: &[TokenEdit]) {
        for edit in edits {
            match edit {
                TokenEdit::Equal { before, .. } => self.equal(before.len()),
                TokenEdit::Delete(range) => self.delete(range.len()),
                TokenEdit::Insert(range) => self.insert(range.len()),
            }
        }
    }
}

fn advance(at: &mut u32, len: usize) -> Range<u32> {
    let start = *at;
    *at += len as u32;
    start..*at
}

/// All bytes of one side as deleted or inserted, a step a unit.
pub(super) fn whole(side: &Side<'_>, edit: fn(Span) -> Edit) -> Vec<Edit> {
    side.units.iter().map(|unit| edit(unit.span)).collect()
}

/// Turns token edits into edits of bytes.
pub(super) fn byte_edits(before: &Side<'_>, after: &Side<'_>, edits: &[TokenEdit]) -> Vec<Edit> {
    let mut bytes = Bytes {
        before: Cursor::new(before),
        after: Cursor::new(after),
        passed: Default::default(),
        edits: Vec::new(),
    };
    for edit in edits {
        match edit {
            TokenEdit::Equal { before: left, after: right } => bytes.equal_run(
                &before.tokens[as_indices(left.clone())],
                &after.tokens[as_indices(right.clone())],
            ),
            TokenEdit::Delete(range) => bytes.delete_to(before.tokens[range.end as usize - 1].span.end),
            TokenEdit::Insert(range) => bytes.insert_to(after.tokens[range.end as usize - 1].span.end),
        }
    }
    bytes.same_or_changed(before.span().end, after.span().end);
    bytes.edits
}

fn as_indices(range: Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// Edits of bytes under way.
struct Bytes<'a> {
    before: Cursor<'a>,
    after: Cursor<'a>,
    /// What either side passed in the last step.
    passed: [Vec<Span>; 2],
    edits: Vec<Edit>,
}

impl Bytes<'_> {
    /// Tokens with equal keys: in one step as far as all their bytes are the same, else one by one.
    fn equal_run(&mut self, before: &[Token], after: &[Token]) {
        let within_units = self.before.side.units.len() == 1 && self.after.side.units.len() == 1;
        let (left, right) =
            (Words::new(self.before.source(), before), Words::new(self.after.source(), after));
        let mut at = 0;
        while at < before.len() {
            let same =
                if within_units { left.same_from((at, before.len()), right, (at, after.len())) } else { 0 };
            let end = at + same.max(1);
            self.equal(
                before[at].span.cover(before[end - 1].span),
                after[at].span.cover(after[end - 1].span),
            );
            at = end;
        }
    }

    /// Two equal tokens and what stands before each of them.
    fn equal(&mut self, before: Span, after: Span) {
        self.same_or_changed(before.start, after.start);
        self.same_or_changed(before.end, after.end);
    }

    /// What both sides have up to these places, as equal if its bytes are.
    fn same_or_changed(&mut self, before: u32, after: u32) {
        if let ([left], [right]) = (self.before.side.units, self.after.side.units) {
            let (left, right) =
                (self.before.advance_in(left.span, before), self.after.advance_in(right.span, after));
            return self.same_or_changed_in_units(left, right);
        }
        let mut passed = std::mem::take(&mut self.passed);
        let [left, right] = &mut passed;
        self.before.advance(before, left);
        self.after.advance(after, right);
        let pairs = || left.iter().copied().zip(right.iter().copied());
        let same = left.len() == right.len()
            && pairs().all(|(l, r)| l.of(self.before.source()) == r.of(self.after.source()));
        if same {
            pairs().for_each(|(before, after)| self.push(Edit::Equal { before, after }));
        } else {
            self.push_all(left, Edit::Delete);
            self.push_all(right, Edit::Insert);
        }
        self.passed = passed;
    }

    /// The same for what both sides have passed of a unit each: most sides are one unit.
    fn same_or_changed_in_units(&mut self, left: Span, right: Span) {
        let same = self.before.bytes(left) == self.after.bytes(right);
        if same && !left.is_empty() {
            self.push(Edit::Equal { before: left, after: right });
        }
        if !same && !left.is_empty() {
            self.push(Edit::Delete(left));
        }
        if !same && !right.is_empty() {
            self.push(Edit::Insert(right));
        }
    }

    fn delete_to(&mut self, end: u32) {
        let mut passed = std::mem::take(&mut self.passed);
        self.before.advance(end, &mut passed[0]);
        self.push_all(&passed[0], Edit::Delete);
        self.passed = passed;
    }

    fn insert_to(&mut self, end: u32) {
        let mut passed = std::mem::take(&mut self.passed);
        self.after.advance(end, &mut passed[1]);
        self.push_all(&passed[1], Edit::Insert);
        self.passed = passed;
    }

    fn push_all(&mut self, spans: &[Span], edit: fn(Span) -> Edit) {
        for span in spans {
            self.push(edit(*span));
        }
    }

    /// Adds an edit, joined to the last one of its kind where they touch.
    fn push(&mut self, edit: Edit) {
        match (self.edits.last_mut(), edit) {
            (Some(Edit::Equal { before, after }), Edit::Equal { before: left, after: right })
                if before.end == left.start && after.end == right.start =>
            {
                (before.end, after.end) = (left.end, right.end);
            }
            (Some(Edit::Delete(last)), Edit::Delete(span))
            | (Some(Edit::Insert(last)), Edit::Insert(span))
                if last.end == span.start =>
            {
                last.end = span.end;
            }
            _ => self.edits.push(edit),
        }
    }
}

/// How far one side has come.
struct Cursor<'a> {
    side: &'a Side<'a>,
    at: u32,
    unit: usize,
}

impl<'a> Cursor<'a> {
    fn new(side: &'a Side<'a>) -> Self {
        Self { side, at: side.span().start, unit: 0 }
    }

    fn source(&self) -> &'a str {
        self.side.source
    }

    fn bytes(&self, span: Span) -> &'a [u8] {
        &self.side.source.as_bytes()[span.start as usize..span.end as usize]
    }

    /// Goes on to `end` in a side of one unit with this span: what was passed of it, perhaps nothing.
    fn advance_in(&mut self, unit: Span, end: u32) -> Span {
        let start = self.at.max(unit.start);
        self.at = self.at.max(end);
        Span { start, end: end.min(unit.end).max(start) }
    }

    /// Goes on to `end`: the bytes passed that lie inside units, a span a unit.
    fn advance(&mut self, end: u32, passed: &mut Vec<Span>) {
        passed.clear();
        while let Some(unit) = self.side.units.get(self.unit) {
            let span = Span { start: self.at.max(unit.span.start), end: end.min(unit.span.end) };
            if span.start < span.end {
                passed.push(span);
            }
            if end < unit.span.end {
                break;
            }
            self.unit += 1;
        }
        self.at = self.at.max(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, parse};

    fn check(before: &str, after: &str) -> String {
        let (before, after) = (parse(before.to_owned()).unwrap(), parse(after.to_owned()).unwrap());
        let all = |document: &Document| 0..document.units().len() as u32;
        let (left, right) = (Side::new(&before, all(&before)), Side::new(&after, all(&after)));
        let edits = byte_edits(&left, &right, &token_edits(left.tokens, right.tokens));
        let show = |edit: &Edit| match edit {
            Edit::Equal { after: span, .. } => span.of(after.source()).to_owned(),
            Edit::Delete(span) => format!("[-{}-]", span.of(before.source())),
            Edit::Insert(span) => format!("[+{}+]", span.of(after.source())),
        };
        edits.iter().map(show).collect()
    }

    #[test]
    fn a_word_replaced() {
        assert_eq!(check("He may go.", "He must go."), "He[- may-][+ must+] go.");
    }

    #[test]
    fn a_word_inserted_and_one_deleted() {
        assert_eq!(check("He has gone.", "He has not gone."), "He has[+ not+] gone.");
        assert_eq!(check("He has not gone.", "He has gone."), "He has[- not-] gone.");
    }

    #[test]
    fn other_white_space_is_reported() {
        assert_eq!(check("He has\ngone.", "He has gone."), "He has[-\n-][+ +]gone.");
    }

    #[test]
    fn emphasis_and_quotes_are_reported() {
        assert_eq!(check("He **has** gone.", "He has gone."), "He[- **-][+ +]has[-** -][+ +]gone.");
        assert_eq!(check("It’s his.", "It's his."), "[-It’s-][+It's+] his.");
    }

    #[test]
    fn joined_sentences_leave_out_what_stands_between() {
        assert_eq!(
            check("He left. She stayed.", "He left, she stayed."),
            "He left[-.-][+, +][-She-][+she+] stayed."
        );
    }
}
