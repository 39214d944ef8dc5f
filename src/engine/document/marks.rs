//! What is mark and what is text among the bytes that the parser does not call text.

use std::ops::Range;

use memchr::{memchr_iter, memchr3_iter};

use super::leaves::{Leaf, Marker};
use crate::text::{Markup, Span, all_markup, markup_at};

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

/// The signs that may open markup which shows no word, as [`without_markup`] cuts it out: where each stands.
pub(super) fn openings(source: &str) -> Vec<u32> {
    let bytes = source.as_bytes();
    let mut found: Vec<u32> = memchr3_iter(b'<', b'&', b'{', bytes).map(|at| at as u32).collect();
    let tags = found.len();
    found.extend(memchr_iter(b'[', bytes).map(|at| at as u32));
    if tags > 0 && tags < found.len() {
        found.sort_unstable();
    }
    found
}

/// The stretches of a leaf that are to be cut into tokens: all but white space and inline marks, and markup that shows no
/// word still among them.
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
}

/// Cuts out of the stretches what shows no word: breaks, spaces and looks written as tags or entities, anchors, the
/// brackets around words with attributes; in a cell of HTML also the tags of blocks.
///
/// A tag of looks stays where it encloses a whole line of prose, as such a line may be a heading.
pub(super) fn without_markup(source: &str, visible: &mut Vec<Span>, in_cell: bool) {
    let mut cuts: Vec<Span> = Vec::new();
    for span in visible.iter() {
        let text = span.of(source);
        let at = |range: Range<usize>| {
            Span::new(span.start as usize + range.start, span.start as usize + range.end)
        };
        let shows_none = |range: &Range<usize>| match markup_at(&text[range.clone()]) {
            Some((_, Markup::Block)) => in_cell,
            Some((_, Markup::Look)) => in_cell || !encloses_line(source, at(range.clone())),
            other => other.is_some(),
        };
        cuts.extend(all_markup(text).filter(shows_none).map(at));
    }
    cuts.extend(attributed_brackets(source, visible));
    if cuts.is_empty() {
        return;
    }
    cuts.sort_unstable_by_key(|cut| cut.start);
    let mut cuts = cuts.into_iter().peekable();
    for span in std::mem::take(visible) {
        let mut start = span.start;
        while let Some(cut) = cuts.next_if(|cut| cut.start < span.end) {
            visible.extend((start < cut.start).then_some(Span { start, end: cut.start }));
            start = cut.end;
        }
        visible.extend((start < span.end).then_some(Span { start, end: span.end }));
    }
}

/// The brackets that part words to which attributes belong from the rest: those of "[not]{.underline}".
fn attributed_brackets(source: &str, visible: &[Span]) -> Vec<Span> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for span in visible {
        let text = span.of(source);
        for (at, bracket) in text.match_indices(['[', ']']) {
            let place = span.start as usize + at;
            if bracket == "[" {
                open.push(place);
            } else if let Some(first) = open.pop()
                && is_touched(&source[first + 1..place])
                && matches!(markup_at(&text[at + 1..]), Some((_, Markup::Anchor)))
                && text[at + 1..].starts_with('{')
            {
                found.extend([Span::new(first, first + 1), Span::new(place, place + 1)]);
            }
        }
    }
    found
}

/// Whether what brackets enclose begins and ends with something that is seen: the brackets then touch it.
fn is_touched(enclosed: &str) -> bool {
    let seen = |c: char| !c.is_whitespace();
    enclosed.starts_with(seen) && enclosed.ends_with(seen)
}

/// Longest line that tags may enclose as a heading, in bytes.
const ENCLOSED_BYTES_MAX: usize = 512;

/// Whether a tag of looks opens or closes a line that it and its twin enclose, other marks aside.
fn encloses_line(source: &str, tag: Span) -> bool {
    let (before, behind) = (&source[..tag.start as usize], &source[tag.end as usize..]);
    let behind = &behind[..behind.floor_char_boundary(ENCLOSED_BYTES_MAX)];
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(ENCLOSED_BYTES_MAX))..];
    let left = before.rsplit('\n').next().unwrap_or_default();
    let right = behind.split('\n').next().unwrap_or_default();
    let tag = tag.of(source);
    let name = tag.trim_matches(['<', '>', '/']).split(' ').next().unwrap_or_default();
    let (inner, outer) = if tag.starts_with("</") {
        (left.find(&format!("<{name}")).map_or("-", |at| &left[..at]), right)
    } else {
        let close = format!("</{name}>");
        (right.find(&close).map_or("-", |at| &right[at + close.len()..]), left)
    };
    holds_only_looks(inner) && holds_only_looks(outer)
}

/// Whether a text holds tags of looks and other marks only.
fn holds_only_looks(mut text: &str) -> bool {
    let mark = |c: char| matches!(c, '*' | '_' | ' ' | '\t' | '\r' | '>');
    loop {
        text = text.trim_start_matches(mark);
        match markup_at(text) {
            Some((len, Markup::Look)) => text = &text[len..],
            _ => return text.is_empty(),
        }
    }
}

/// A gap between two pieces of text is mark only as far as it is known to be: with any letter or digit in it
/// (a link's target) it is text.
fn push_gap(source: &str, gap: Span, visible: &mut Vec<Span>) {
    let text = gap.of(source);
    if matches!(text, "" | " " | "\n") {
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
