//! A printed text as lines: where each stands on the page, and the segments that gaps cut it into.

use std::cell::OnceCell;

use super::signs::Signs;
use crate::reading::Place;

/// Columns from one tab stop to the next.
const TAB_COLUMNS: usize = 8;
/// Bytes of most lines, blank ones among them.
const USUAL_LINE_BYTES: usize = 40;

/// A printed line, without the white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its words as they stand.
    pub(super) text: &'a str,
    /// Number in the source, from 1.
    pub(super) number: u32,
    /// Form feeds before it.
    pub(super) sheet: u32,
    /// Column of its first character.
    pub(super) indent: usize,
    /// Column behind its last character.
    pub(super) end: usize,
    /// Tabs before its first character.
    pub(super) lead_tabs: usize,
    /// Whether the source has white space behind its last character.
    pub(super) padded: bool,
    signs: Signs,
    /// The whole line, without gaps its only segment.
    whole: Segment<'a>,
    /// Its segments where it has gaps.
    parts: Vec<Segment<'a>>,
    /// Its words, from when they are first asked for.
    words: OnceCell<Vec<Segment<'a>>>,
}

/// A part of a line between two gaps of at least two columns, or a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    pub(super) text: &'a str,
    /// Column of its first character.
    pub(super) start: usize,
    /// Column behind its last character.
    pub(super) end: usize,
}

impl<'a> Line<'a> {
    fn new(words: &'a str, raw: &Raw, number: u32, sheet: u32) -> Self {
        let (lead, text, padded) = trimmed(words, raw.spaces);
        let indent = columns(lead, 0);
        let looked_at = !padded && lead.len() == raw.spaces;
        let signs = if looked_at { raw.signs } else { Signs::of(text) };
        let parts = if signs.any(Signs::GAP.and(Signs::WIDE)) { segments(text, indent) } else { Vec::new() };
        let end = parts.last().map_or(indent + text.len(), |last| last.end);
        let lead_tabs = lead.bytes().filter(|byte| *byte == b'\t').count();
        let whole = Segment { text, start: indent, end };
        let words = OnceCell::new();
        Self { text, number, sheet, indent, end, lead_tabs, padded, signs, whole, parts, words }
    }

    /// Whether the line holds any of these kinds of signs.
    pub(super) fn holds(&self, kinds: Signs) -> bool {
        self.signs.any(kinds)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Where the line stands, on a page that is known or not.
    pub(super) fn place(&self, page: Option<u32>) -> Place {
        Place::line(page, self.number)
    }

    /// The parts between gaps of two or more columns, or tabs.
    pub(super) fn segments(&self) -> &[Segment<'a>] {
        match self.parts.as_slice() {
            [] if self.text.is_empty() => &[],
            [] => std::slice::from_ref(&self.whole),
            parts => parts,
        }
    }

    /// Number of characters.
    pub(super) fn length(&self) -> usize {
        if self.holds(Signs::WIDE) { length(self.text) } else { self.text.len() }
    }

    /// The words with the column that each begins at.
    pub(super) fn words(&self) -> &[Segment<'a>] {
        self.words.get_or_init(|| self.cut_words())
    }

    fn cut_words(&self) -> Vec<Segment<'a>> {
        let mut words = Vec::new();
        let (mut column, mut open) = (self.indent, None::<(usize, usize)>);
        for (at, c) in self.text.char_indices() {
            if c.is_whitespace() {
                words.extend(open.take().map(|(from, start)| Segment {
                    text: &self.text[from..at],
                    start,
                    end: column,
                }));
            } else if open.is_none() {
                open = Some((at, column));
            }
            column = after(c, column);
        }
        words.extend(open.map(|(from, start)| Segment { text: &self.text[from..], start, end: column }));
        words
    }

    /// What of the line stands between these segments of it, both included.
    pub(super) fn between(&self, first: &Segment<'a>, last: &Segment<'a>) -> &'a str {
        let base = self.text.as_ptr() as usize;
        let start = first.text.as_ptr() as usize - base;
        let end = last.text.as_ptr() as usize - base + last.text.len();
        &self.text[start..end]
    }
}

/// The white space before a line's words, the words, and whether there is white space behind them; `spaces` is how many
/// spaces the line opens with.
fn trimmed(raw: &str, spaces: usize) -> (&str, &str, bool) {
    let printable = |byte: &u8| matches!(byte, b'!'..=b'~');
    let bytes = raw.as_bytes();
    // White space beyond ASCII needs a closer look.
    let simple = |end: Option<&u8>| end.is_some_and(printable);
    if simple(bytes.get(spaces)) && simple(bytes.last()) {
        return (&raw[..spaces], &raw[spaces..], false);
    }
    let kept = raw.trim_end();
    let text = kept.trim_start();
    (&kept[..kept.len() - text.len()], text, kept.len() < raw.len())
}

/// The parts of a text that begins at a column between gaps of two or more columns, or tabs.
fn segments(text: &str, indent: usize) -> Vec<Segment<'_>> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return even_segments(text, indent);
    }
    let mut segments = Vec::new();
    let (mut column, mut open) = (indent, None::<(usize, usize)>);
    let (mut last, mut spaces, mut tab) = ((0, 0), 0, false);
    for (at, c) in text.char_indices() {
        let next = after(c, column);
        if c.is_whitespace() {
            spaces += next - column;
            tab |= c == '\t';
        } else {
            if let Some((start, from)) = open.filter(|_| spaces > 1 || tab) {
                segments.push(Segment { text: &text[start..last.0], start: from, end: last.1 });
                open = None;
            }
            open = open.or(Some((at, column)));
            last = (at + c.len_utf8(), next);
            (spaces, tab) = (0, false);
        }
        column = next;
    }
    if let Some((start, from)) = open {
        segments.push(Segment { text: &text[start..last.0], start: from, end: last.1 });
    }
    segments
}

/// The parts of a text in which every byte is a column wide, between gaps of two or more.
fn even_segments(text: &str, indent: usize) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut start = 0;
    while let Some(gap) = text.as_bytes()[start..].windows(2).position(|pair| pair == b"  ") {
        let end = start + gap;
        segments.push(Segment { text: &text[start..end], start: indent + start, end: indent + end });
        start = end + text.as_bytes()[end..].iter().take_while(|byte| **byte == b' ').count();
    }
    segments.push(Segment { text: &text[start..], start: indent + start, end: indent + text.len() });
    segments
}

/// The lines of a text, blank ones included. A form feed ends a line and turns the page.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(text.len() / USUAL_LINE_BYTES);
    let (mut number, mut sheet, mut start) = (1, 0, 0);
    while start < text.len() {
        let raw = Raw::at(text, start);
        let words = &text[start..raw.end];
        if raw.by != Some('\u{c}') || !words.trim().is_empty() {
            lines.push(Line::new(words, &raw, number, sheet));
        }
        start = raw.end + raw.by.map_or(0, char::len_utf8);
        if raw.by == Some('\u{c}') {
            sheet += 1;
            continue;
        }
        // Some exports end a line twice with the first half and once with the second.
        let rest = if raw.by == Some('\r') { &text[start..] } else { "" };
        start += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        number += 1;
    }
    lines
}

/// A line as it is looked for.
struct Raw {
    /// Where it ends.
    end: usize,
    /// The character that ends it; nothing at the text's end.
    by: Option<char>,
    /// Spaces that it opens with.
    spaces: usize,
    /// The signs behind them.
    signs: Signs,
}

impl Raw {
    /// The line that begins at a place.
    fn at(text: &str, start: usize) -> Self {
        let bytes = text.as_bytes();
        let spaces = bytes[start..].iter().take_while(|byte| **byte == b' ').count();
        let (mut signs, mut before) = (Signs::default(), 0);
        for (at, byte) in bytes.iter().enumerate().skip(start + spaces) {
            let sign = Signs::of_byte(*byte, before);
            if sign.any(Signs::END)
                && let Some(by) = text[at..].chars().next().filter(|c| ends_line(*c))
            {
                return Self { end: at, by: Some(by), spaces, signs };
            }
            signs = signs.and(sign);
            before = *byte;
        }
        Self { end: text.len(), by: None, spaces, signs }
    }
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{c}' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// How many pieces a text has at most: its lines, and what tabs, bars and gaps may cut them into.
pub(super) fn pieces(text: &str) -> usize {
    let (mut pieces, mut spaces) = (1, 0);
    for byte in text.bytes() {
        // A gap counts where it ends.
        pieces += usize::from(spaces > 1 && byte != b' ');
        spaces = if byte == b' ' { spaces + 1 } else { 0 };
        pieces += usize::from(matches!(byte, b'\n' | b'\r' | b'\x0c' | b'\t' | b'|'));
    }
    pieces
}

/// The column behind a text that begins at a column.
pub(super) fn columns(text: &str, from: usize) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return from + text.len();
    }
    text.chars().fold(from, |column, c| after(c, column))
}

fn after(c: char, column: usize) -> usize {
    match c {
        '\t' => (column / TAB_COLUMNS + 1) * TAB_COLUMNS,
        '\u{feff}' | '\u{200b}' => column,
        _ => column + 1,
    }
}

/// The first word of a text.
pub(super) fn first_word(text: &str) -> &str {
    // Most words end at a space and are made of nothing that needs a second look.
    if let Some(end) = text.bytes().position(|byte| !matches!(byte, b'!'..=b'~'))
        && end > 0
        && text.as_bytes()[end] == b' '
    {
        return &text[..end];
    }
    text.split_whitespace().next().unwrap_or("")
}

/// The last word of a text.
pub(super) fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or("")
}

/// Whether a text ends as a sentence does, closing marks aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    if text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let text = text.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', ')', ']']);
    text.ends_with(['.', '!', '?', ':', ';'])
}

/// Whether the first letter of a text is a small one.
pub(super) fn begins_small(text: &str) -> bool {
    if let Some(first) = text.bytes().next().filter(u8::is_ascii_alphanumeric) {
        return first.is_ascii_lowercase();
    }
    text.trim_start_matches(['"', '\'', '\u{201c}', '\u{2018}', '(']).starts_with(char::is_lowercase)
}

/// Number of characters.
pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether all letters are capitals, and there are at least two.
pub(super) fn is_capitals(text: &str) -> bool {
    let mut count = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if !c.is_uppercase() {
            return false;
        }
        count += 1;
    }
    count > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments_of(text: &str) -> Vec<(&str, usize, usize)> {
        let lines = split(text);
        lines[0].segments().iter().map(|segment| (segment.text, segment.start, segment.end)).collect()
    }

    #[test]
    fn lines_of_every_platform() {
        let lines = split("a\r\r\nb\rc\r\n\n\u{c}d\u{c}");
        let found: Vec<_> = lines.iter().map(|line| (line.text, line.number, line.sheet)).collect();
        assert_eq!(found, [("a", 1, 0), ("b", 2, 0), ("c", 3, 0), ("", 4, 0), ("d", 5, 1)]);
    }

    #[test]
    fn pieces_of_a_text() {
        assert_eq!(pieces("one  two     three four\na|b\tc"), 6);
    }

    #[test]
    fn gaps_cut_a_line() {
        assert_eq!(segments_of("  Name:  Ann  Other"), [("Name:", 2, 7), ("Ann", 9, 12), ("Other", 14, 19)]);
        assert_eq!(segments_of("a\tb c"), [("a", 0, 1), ("b c", 8, 11)]);
        assert_eq!(segments_of("one two"), [("one two", 0, 7)]);
    }

    #[test]
    fn words_know_their_column() {
        let lines = split("  é  bc");
        let words: Vec<_> = lines[0].words().iter().map(|word| (word.text, word.start)).collect();
        assert_eq!(words, [("é", 2), ("bc", 5)]);
        assert_eq!((lines[0].indent, lines[0].end), (2, 7));
    }

    #[test]
    fn capitals() {
        assert!(is_capitals("HOUSING (2)") && !is_capitals("A") && !is_capitals("Housing"));
    }
}
