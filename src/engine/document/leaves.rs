//! From Markdown events to leaves: the stretches of source that hold text, in reading order.
//!
//! The one file that names the Markdown parser. Its events are used for their byte ranges only; what lies
//! between two leaves and is neither white space nor a known mark becomes a leaf of its own.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::tables::Row;
use super::tables::ruled;
use super::{NESTING_MAX, TooLarge, marks};
use crate::lexicon;
use crate::text::Span;

/// A stretch of source that holds text and no other leaf.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) kind: LeafKind,
    /// From its first to its last byte of text, marks of emphasis included.
    pub(super) span: Span,
    /// The list marker before its text, if it opens a list item.
    pub(super) marker: Option<Marker>,
    /// Ranges inside `span` that the parser calls text, as indices into [`Found::text`].
    pub(super) text: Range<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeafKind {
    Heading {
        level: u8,
        underlined: bool,
    },
    Paragraph,
    Item,
    TableHead,
    Row,
    Code,
    Html,
    /// Rows of a table whose columns a line of dashes marks: the first of them in [`Found::rows`] and the one behind the
    /// last; whether the first opens the table.
    Ruled {
        rows: (u32, u32),
        opens: bool,
    },
    /// A line that divides and holds no text.
    Rule,
    Stray,
}

/// What stands before the text of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// `-`, `*` or `+`.
    Bullet(Span),
    /// `14.` or `3)`; `positional` if it says no more than its place in a list that counts up from 1.
    Number { span: Span, positional: bool },
}

impl Marker {
    /// Whether it begins at this byte.
    pub(super) fn opens(self, at: u32) -> bool {
        match self {
            Self::Bullet(span) | Self::Number { span, .. } => span.start == at,
        }
    }
}

/// The leaves of a source.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) leaves: Vec<Leaf>,
    pub(super) text: Vec<Span>,
    /// Rows of tables that the parser does not know.
    pub(super) rows: Vec<Row>,
}

/// Finds the leaves of a source.
pub(super) fn find(source: &str) -> Result<Found, TooLarge> {
    let mut walk = Walk { source, found: Found::default(), open: None, items: Vec::new(), lists: Vec::new() };
    let mut depth = 0_usize;
    // A byte-order mark would hide from the parser what opens the first line.
    let lead = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for (event, range) in Parser::new_ext(&source[lead..], Options::ENABLE_TABLES).into_offset_iter() {
        let range = range.start + lead..range.end + lead;
        match event {
            Event::Start(tag) => {
                depth += usize::from(matches!(tag, Tag::BlockQuote(_) | Tag::Item));
                if depth > NESTING_MAX {
                    return Err(TooLarge { what: "levels of nesting", max: NESTING_MAX });
                }
                walk.start(&tag, &range);
            }
            Event::End(tag) => {
                depth -= usize::from(matches!(tag, TagEnd::BlockQuote(_) | TagEnd::Item));
                walk.end(tag);
            }
            Event::Rule => walk.rule(&range),
            Event::SoftBreak | Event::HardBreak => {}
            _ => walk.text(&range),
        }
    }
    walk.close();
    let found = with_strays(source, walk.found);
    let mut rows = Vec::new();
    let leaves = ruled::marked(source, joined_tables(source, found.leaves), &mut rows);
    Ok(Found { leaves: joined_sentences(source, leaves), text: found.text, rows })
}

struct Walk<'a> {
    source: &'a str,
    found: Found,
    open: Option<Leaf>,
    /// Markers of the open list items that have no leaf yet.
    items: Vec<Option<Marker>>,
    /// For each open list: the number that its next item has if it counts up from 1.
    lists: Vec<Option<u64>>,
}

impl Walk<'_> {
    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            // Indented lines are prose that another system indented.
            Tag::Paragraph | Tag::CodeBlock(CodeBlockKind::Indented) => self.open(LeafKind::Paragraph),
            Tag::Heading { level, .. } => {
                let underlined = !self.source[range.clone()].trim_start().starts_with('#');
                self.open(LeafKind::Heading { level: *level as u8, underlined });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.open_whole(LeafKind::Code, range),
            Tag::HtmlBlock => self.open(LeafKind::Html),
            Tag::List(first) => {
                self.close();
                self.push_bare_number();
                self.lists.push((*first == Some(1)).then_some(1));
            }
            Tag::Item => self.item(range),
            Tag::TableHead => self.open_whole(LeafKind::TableHead, range),
            Tag::TableRow => self.open_whole(LeafKind::Row, range),
            Tag::Table(_) | Tag::BlockQuote(_) => self.close(),
            Tag::TableCell => {}
            // Emphasis, links and images: what is inside follows, their marks belong to the leaf.
            _ => self.widen(range),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item => {
                self.close();
                self.push_bare_number();
                self.items.pop();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Table
            | TagEnd::BlockQuote(_) => self.close(),
            _ => {}
        }
    }

    fn item(&mut self, range: &Range<usize>) {
        self.close();
        // The parser begins an item before its indentation.
        let text = self.source[range.clone()].trim_start();
        let start = range.end - text.len();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let span = Span::new(start, start + digits + text[digits..].chars().next().map_or(0, char::len_utf8));
        let marker = if digits == 0 {
            Marker::Bullet(span)
        } else {
            let number = text[..digits].parse::<u64>().ok();
            let next = self.lists.last_mut().filter(|next| next.is_some() && **next == number);
            let positional = next.is_some();
            match next {
                Some(next) => *next = number.map(|number| number + 1),
                None => self.lists.last_mut().into_iter().for_each(|next| *next = None),
            }
            Marker::Number { span, positional }
        };
        self.items.push(Some(marker));
    }

    /// An ordered item without text, or with a list before any: its number is text all the same.
    fn push_bare_number(&mut self) {
        let number = |marker: &mut Option<Marker>| marker.take_if(|m| matches!(m, Marker::Number { .. }));
        let Some(marker @ Marker::Number { span, .. }) = self.items.last_mut().and_then(number) else {
            return;
        };
        let at = self.found.text.len() as u32;
        let leaf = Leaf { kind: LeafKind::Item, span, marker: Some(marker), text: at..at };
        self.found.leaves.push(leaf);
    }

    fn open(&mut self, kind: LeafKind) {
        self.close();
        let at = self.found.text.len() as u32;
        let marker = self.items.last_mut().and_then(Option::take);
        let kind = if marker.is_some() && kind == LeafKind::Paragraph { LeafKind::Item } else { kind };
        self.open = Some(Leaf { kind, span: Span::default(), marker, text: at..at });
    }

    /// Opens a leaf that has all bytes of `range`, to the end of its line.
    fn open_whole(&mut self, kind: LeafKind, range: &Range<usize>) {
        self.open(kind);
        let rest = &self.source[range.end..];
        let end = if self.source[..range.end].ends_with(['\n', '\r']) {
            range.end
        } else {
            range.end + rest.find(['\n', '\r']).unwrap_or(rest.len())
        };
        let text = self.source[range.start..end].trim_end();
        let lead = text.len() - text.trim_start().len();
        if let Some(leaf) = &mut self.open {
            leaf.span = Span::new(range.start + lead, range.start + text.len());
        }
    }

    fn rule(&mut self, range: &Range<usize>) {
        self.close();
        let at = self.found.text.len() as u32;
        let end = range.start + self.source[range.clone()].trim_end().len();
        let span = Span::new(range.start, end);
        self.found.leaves.push(Leaf { kind: LeafKind::Rule, span, marker: None, text: at..at });
    }

    fn text(&mut self, range: &Range<usize>) {
        self.widen(range);
        let span = Span::new(range.start, range.end);
        self.found.text.push(span);
        if let Some(leaf) = &mut self.open {
            leaf.text.end += 1;
        }
    }

    fn widen(&mut self, range: &Range<usize>) {
        if self.open.is_none() {
            let kind = if self.items.is_empty() { LeafKind::Paragraph } else { LeafKind::Item };
            self.open(kind);
        }
        let span = Span::new(range.start, range.end);
        if let Some(leaf) = &mut self.open {
            leaf.span = if leaf.span.is_empty() { span } else { leaf.span.cover(span) };
        }
    }

    fn close(&mut self) {
        let Some(mut leaf) = self.open.take() else { return };
        if let Some(Marker::Number { span, .. }) = leaf.marker {
            leaf.span = if leaf.span.is_empty() { span } else { leaf.span.cover(span) };
        }
        if leaf.span.of(self.source).trim().is_empty() {
            self.found.text.truncate(leaf.text.start as usize);
        } else {
            self.found.leaves.push(leaf);
        }
    }
}

/// Adds a leaf for each line of text that no leaf covers.
fn with_strays(source: &str, found: Found) -> Found {
    let Found { leaves, text, rows } = found;
    let mut all = Vec::with_capacity(leaves.len());
    let mut at = 0;
    for leaf in leaves {
        // A parser that gives up on a table of too many cells reads the row that it was in once more, as a paragraph.
        while all.last().is_some_and(|last: &Leaf| leaf.span.cover(last.span) == leaf.span) {
            all.pop();
        }
        let start = leaf.span.start as usize;
        push_strays(source, at, start.max(at), text.len() as u32, &mut all);
        at = at.max(leaf.span.end as usize);
        all.push(leaf);
    }
    push_strays(source, at, source.len(), text.len() as u32, &mut all);
    Found { leaves: all, text, rows }
}

fn push_strays(source: &str, start: usize, end: usize, no_text: u32, leaves: &mut Vec<Leaf>) {
    if !marks::holds_text(&source[start..end]) {
        return;
    }
    let mut at = start;
    for line in source[start..end].split_inclusive('\n') {
        let lead = line.len() - marks::after_prefix(line).len();
        let text = line[lead..].trim_end();
        if marks::holds_text(text) {
            let span = Span::new(at + lead, at + lead + text.len());
            leaves.push(Leaf { kind: LeafKind::Stray, span, marker: None, text: no_text..no_text });
        }
        at += line.len();
    }
}

/// Joins what a blank line parts inside a table of HTML, which ends the block for Markdown.
fn joined_tables(source: &str, leaves: Vec<Leaf>) -> Vec<Leaf> {
    if leaves.iter().all(|leaf| leaf.kind != LeafKind::Html) {
        return leaves;
    }
    let mut joined: Vec<Leaf> = Vec::with_capacity(leaves.len());
    let mut leaves = leaves.into_iter().peekable();
    // Before this place no table is looked for again: one that cannot be joined is not tried twice.
    let mut tried = 0;
    while let Some(mut leaf) = leaves.next() {
        if leaf.kind == LeafKind::Html
            && leaves_table_open(leaf.span.of(source))
            && leaf.span.end as usize >= tried
        {
            let start = leaf.span.end as usize;
            let end = find_tag(source, start, "</table>").map_or(source.len(), |at| at + "</table>".len());
            tried = end;
            let closed = source[..end].ends_with('>') && end > start;
            while closed && leaves.peek().is_some_and(|next| (next.span.start as usize) < end) {
                leaf.span = leaf.span.cover(leaves.next().map_or(leaf.span, |next| next.span));
            }
        }
        joined.push(leaf);
    }
    joined
}

fn leaves_table_open(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    small.rfind("<table") > small.rfind("</table")
}

/// Where a tag stands, in letters of either case.
fn find_tag(source: &str, from: usize, tag: &str) -> Option<usize> {
    let is = |at: &usize| source.get(*at..*at + tag.len()).is_some_and(|text| text.eq_ignore_ascii_case(tag));
    source[from..].match_indices('<').map(|(at, _)| from + at).find(is)
}

/// Fewest words of a paragraph that may go on behind a blank line: a heading, a label and an item of a list without
/// bullets have fewer.
const BROKEN_WORDS_MIN: usize = 5;

/// Joins two paragraphs where a blank line or a page's end stands inside a sentence: the first ends in a word, and the
/// second goes on in lower case.
fn joined_sentences(source: &str, leaves: Vec<Leaf>) -> Vec<Leaf> {
    if !leaves.windows(2).any(|pair| goes_on(source, &pair[0], &pair[1])) {
        return leaves;
    }
    let mut joined: Vec<Leaf> = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        match joined.last_mut() {
            Some(last) if goes_on(source, last, &leaf) => {
                last.span = last.span.cover(leaf.span);
                last.text.end = leaf.text.end;
            }
            _ => joined.push(leaf),
        }
    }
    joined
}

fn goes_on(source: &str, last: &Leaf, next: &Leaf) -> bool {
    let plain = |leaf: &Leaf| leaf.kind == LeafKind::Paragraph && leaf.marker.is_none();
    let gap = source.get(last.span.end as usize..next.span.start as usize);
    if !(plain(last) && plain(next))
        || last.text.end != next.text.start
        || gap.is_none_or(|gap| !gap.chars().all(char::is_whitespace))
    {
        return false;
    }
    let (before, after) = (last.span.of(source), next.span.of(source));
    let word = &after[..after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len())];
    let behind = after[word.len()..].chars().next();
    if word.len() < 2
        || !word.chars().all(char::is_lowercase)
        || !behind.is_some_and(|c| c == ' ' || c == '\n')
        || !before.ends_with(|c: char| c.is_alphabetic() || c == ',')
    {
        return false;
    }
    // "same day": a note of its own.
    let opening = after.match_indices(' ').nth(1).map_or(after, |(at, _)| &after[..at]);
    if lexicon::THE_SAME_DAY.has(opening) {
        return false;
    }
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let words = line.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic)).count();
    !line.contains(['|', '\t']) && words >= BROKEN_WORDS_MIN
}
