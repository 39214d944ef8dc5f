//! What is mark and what is text among the bytes that the parser does not call text.

use std::ops::Range;

use super::leaves::{Leaf, Marker};
use crate::text::{Span, all_markup, markup_at};

/// Whether a stretch between two leaves holds more than white space and the marks of Markdown: quotation
/// prefixes, bullets, rules, fences, underlines and the delimiter row of a table.
pub(super) fn holds_text(gap: &str) -> bool {
    gap.chars().any(|c| !c.is_whitespace() && c != '\u{feff}' && !is_block_mark(c))
}

/// A line without the white space and quotation marks that open it.
pub(super) fn after_prefix(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || c == '>' || c == '\u{feff}')
}

/// Where unescaped bars stand between the cells of a row: without the first if it opens the row, without those
/// after the last cell that holds anything.
pub(super) fn bars(source: &str, row: Span) -> Vec<u32> {
    let text = row.of(source);
    let all = text.match_indices('|').map(|(at, _)| at).filter(|at| !is_escaped(text, *at));
    let text = text.as_bytes();
    let last = text.iter().rposition(|byte| !byte.is_ascii_whitespace() && *byte != b'|').unwrap_or(0);
    let inner = |at: &usize| *at > 0 && *at < last;
    all.filter(inner).map(|at| row.start + at as u32).collect()
}

/// Whether the character at this place has a backslash before it that is not itself escaped.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// The stretches of a leaf that are to be cut into tokens: all but white space and inline marks.
pub(super) fn visible(source: &str, leaf: &Leaf, text: &[Span], visible: &mut Vec<Span>) {
    visible.clear();
    let mut at = leaf.span.start;
    if let Some(Marker::Number { span, .. }) = leaf.marker.filter(|marker| marker.opens(at)) {
        // Apart from the marks behind it: with a number in it, what stands before the text would be text.
        push(span, visible);
        at = span.end;
    }
    for piece in text {
        let start = piece.start.max(at);
        push_gap(source, Span { start: at, end: start }, visible);
        if piece.end > start {
            push(Span { start, end: piece.end }, visible);
        }
        // Also behind a piece without bytes, which a tab that is more than an indent gives.
        at = piece.end.max(start);
    }
    push_gap(source, Span { start: at, end: leaf.span.end.max(at) }, visible);
    without_markup(source, visible, false);
}

/// Cuts out of the stretches what shows no word: breaks and spaces written as tags or entities, anchors; in a cell of
/// HTML also the tags of blocks and looks.
pub(super) fn without_markup(source: &str, visible: &mut Vec<Span>, in_cell: bool) {
    let cut = |span: Span| {
        let text = span.of(source);
        let shows_none = move |range: &Range<usize>| {
            markup_at(&text[range.clone()]).is_some_and(|(_, markup)| in_cell || !markup.is_of_cells())
        };
        all_markup(text).filter(shows_none)
    };
    if !visible.iter().any(|span| cut(*span).next().is_some()) {
        return;
    }
    for span in std::mem::take(visible) {
        let mut start = span.start;
        for markup in cut(span) {
            let end = span.start + markup.start as u32;
            visible.extend((start < end).then_some(Span { start, end }));
            start = span.start + markup.end as u32;
        }
        visible.extend((start < span.end).then_some(Span { start, end: span.end }));
    }
}

/// A gap between two pieces of text is mark only as far as it is known to be: with any letter or digit in it
/// (a link's target) it is text.
fn push_gap(source: &str, gap: Span, visible: &mut Vec<Span>) {
    let text = gap.of(source);
    if text.is_empty() {
        return;
    }
    if text.chars().any(char::is_alphanumeric) {
        return push_worded_gap(gap, text, visible);
    }
    let mut opens_line = false;
    for (at, c) in text.char_indices() {
        let mark = matches!(c, '*' | '_' | '\\') || (c == '>' && opens_line);
        opens_line = c == '\n' || (opens_line && matches!(c, ' ' | '\t' | '>'));
        if !mark && !c.is_whitespace() {
            let start = gap.start as usize + at;
            push(Span::new(start, start + c.len_utf8()), visible);
        }
    }
}

/// Text that the parser passes over, line by line without quotation prefixes.
fn push_worded_gap(gap: Span, text: &str, visible: &mut Vec<Span>) {
    let mut at = gap.start as usize;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let lead = if index == 0 { 0 } else { line.len() - after_prefix(line).len() };
        push(Span::new(at + lead, at + line.len()), visible);
        at += line.len();
    }
}

/// Adds a stretch, joined to the last where they touch: the parser ends a piece in the middle of a word.
fn push(span: Span, visible: &mut Vec<Span>) {
    match visible.last_mut() {
        Some(last) if last.end == span.start => last.end = span.end,
        _ => visible.push(span),
    }
}

fn is_block_mark(c: char) -> bool {
    matches!(c, '>' | '-' | '*' | '_' | '+' | '#' | '|' | ':' | '=' | '~' | '`' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_between_cells_only() {
        let row = "| a | b \\| c | d | |";
        assert_eq!(bars(row, Span::new(0, row.len())), [4, 13]);
        assert_eq!(bars("a | b", Span::new(0, 5)), [2]);
        assert_eq!(bars("| | b |", Span::new(0, 7)), [2]);
    }

    #[test]
    fn rules_and_underlines_hold_no_text() {
        assert!(!holds_text("\n> ---\n|:--|--:|\n"));
        assert!(holds_text("[SA07]: High"));
        assert!(holds_text("£"));
    }
}
