//! From leaves to units, blocks and sections.

use std::ops::Range;
use std::sync::OnceLock;

use super::annotation::Note;
use super::entries::heads;
use super::entries::labelled;
use super::entries::patterns;
use super::entries::people::People;
use super::entries::periods;
use super::entries::survey;
use super::kept::Kept;
use super::leaves::{Leaf, LeafKind, Marker};
use super::lines::{self, Run, RunKind};
use super::model::{Block, BlockKind, Document, Section, Unit, UnitKind};
use super::numbering::{Numbering, is_month};
use super::reading;
use super::tables::columns::Columns;
use super::tables::{self, Part, Row, forms, logs, signed};
use super::taken::{Earlier, Passages};
use super::{headings, marks};
use crate::lexicon::{self, LogColumns};
use crate::text::{Span, Token, TokenKind, all_markup, sentences, tokenise};

/// Most tokens of a heading that is marked by a line under it only.
const UNDERLINED_TOKENS_MAX: usize = 10;
/// The level of the headings in which readers of formats write the heads of entries.
pub(super) const LEVEL_OF_ENTRIES: u8 = 6;
/// From this level on a heading that opens with a date and names somebody is the head of an entry.
const LEVEL_OF_SIGNED: u8 = 2;
/// The level from which on a heading with a machine's day and time, and somebody, is one.
const LEVEL_OF_STAMPED: u8 = 3;
/// Fewest bytes of markup: `<b>`.
const MARKUP_BYTES_MIN: usize = 3;
/// Units of a leaf, about.
const UNITS_PER_LEAF: usize = 2;
/// Most tokens of a label in which a full stop shortens a word: "Comments, cont."
const ABBREVIATED_MAX: usize = 5;
/// Fewest tokens of a note in a cell, and most of the row before it.
const NOTE_TOKENS_MIN: usize = 5;
const LABEL_TOKENS_MAX: usize = 16;
/// Longest title of a section, in bytes: it is given with each of its units, so a giant one would be given too often.
/// The heading's unit has all of it.
const TITLE_BYTES_MAX: usize = 256;

/// Builds a document leaf by leaf.
pub(super) struct Builder<'a> {
    pub(super) document: Document,
    /// The version that passages are taken over from.
    pub(super) earlier: Option<Earlier<'a>>,
    /// Rows of tables that dashes rule.
    rows: Vec<Row>,
    /// Lines that are page furniture, in reading order.
    furniture: Vec<Span>,
    /// Where signs stand that may open markup, in reading order.
    openings: Vec<u32>,
    visible: Vec<Span>,
    numbering: Numbering,
    pub(super) section: u32,
    /// The columns of the table at hand, if it is a log.
    log: Option<LogColumns>,
    /// The first of its columns in whose cells people sign what they write, if it has such.
    signed: Option<usize>,
    /// Whether labels and values take turns in the columns of the table at hand.
    pairs: bool,
    /// Whether its columns have titles.
    titled: bool,
    /// The units before which an entry ends though neither a heading nor the head of another stands there.
    pub(super) ends: Vec<u32>,
}

impl<'a> Builder<'a> {
    /// Begins a document of so many leaves; `text` are the stretches that the parser calls text.
    pub(super) fn new(
        (source, leaves): (String, usize),
        people: People,
        text: Vec<Span>,
        rows: Vec<Row>,
        furniture: Vec<Span>,
        earlier: Option<&'a Document>,
    ) -> Self {
        let root = Section { title: String::new(), parent: None, level: 0, heading: None };
        let sections = vec![root];
        let (blocks, units) = (Vec::with_capacity(leaves), Vec::with_capacity(UNITS_PER_LEAF * leaves));
        let tokens = Vec::with_capacity(source.len() / 5);
        let openings = marks::openings(&source);
        let earlier = earlier.and_then(|earlier| Earlier::new(earlier, &people, !furniture.is_empty()));
        let document = Document {
            source,
            sections,
            blocks,
            units,
            tokens,
            people,
            title: None,
            passages: Passages::of(text, leaves),
            notes_count: false,
            turned: Vec::new(),
            day_lines: Vec::new(),
            notes: Vec::new(),
            stems: OnceLock::new(),
            kept: Kept::default(),
            origin: None,
        };
        let (visible, numbering, ends) = (Vec::new(), Numbering::default(), Vec::new());
        let section = 0;
        Self {
            document,
            earlier,
            rows,
            furniture,
            openings,
            visible,
            numbering,
            section,
            log: None,
            signed: None,
            pairs: false,
            titled: false,
            ends,
        }
    }

    pub(super) fn units(&self) -> usize {
        self.document.units.len()
    }

    /// The document, and the units before which an entry ends though no heading stands there.
    pub(super) fn finish(self) -> (Document, Vec<u32>) {
        let mut document = self.document;
        document.notes.resize_with(document.units.len(), Note::default);
        (document, self.ends)
    }

    /// Adds the units of one leaf. `numbered`: it is a line with a number, which opens a section if the number has
    /// parts, and perhaps does if it has none.
    pub(super) fn push(&mut self, leaf: &Leaf, numbered: Option<usize>) {
        if leaf.kind == LeafKind::Rule {
            return self.printed_rule(leaf);
        }
        if leaf.kind == LeafKind::Html {
            return self.html(leaf);
        }
        if let LeafKind::Ruled { rows: (first, end), opens } = leaf.kind {
            let rows = self.rows[first as usize..end as usize].to_vec();
            return self.drawn_rows(leaf, 0, &rows, opens);
        }
        // Whether an item is an entry hangs on the heading over it.
        let items = leaf.kind == LeafKind::Item && self.document.people.forms().are_items();
        // And whether a row is one on the titles of its columns.
        if !matches!(leaf.kind, LeafKind::TableHead | LeafKind::Row) {
            (self.log, self.signed, self.pairs, self.titled) = (None, None, false, false);
        }
        if leaf.kind == LeafKind::TableHead {
            let titles = leaf.span.of(&self.document.source);
            self.log = logs::columns(titles);
            self.signed = signed::columns(titles);
            self.titled = titles.contains(char::is_alphanumeric) && !forms::names_labels(titles);
        }
        let logged = leaf.kind == LeafKind::Row && (self.log.is_some() || self.signed.is_some());
        if numbered.is_none() && !items && !logged && self.take_over(leaf) {
            return;
        }
        let first = self.next();
        if leaf.kind == LeafKind::Paragraph && self.grid(leaf) {
            return;
        }
        let mut tokens = self.tokenise(leaf);
        if tokens.is_empty() {
            return;
        }
        if leaf.kind == LeafKind::Paragraph {
            self.mark_tabs(&mut tokens);
        }
        match numbered {
            Some(0) => self.end_entry(),
            Some(parts) => return self.section(headings::numbered_level(parts), leaf, tokens),
            None => {}
        }
        let parts = if self.is_prose(leaf, &tokens) { self.parts(&tokens) } else { Vec::new() };
        if let [(_, first), rest @ ..] = parts.as_slice()
            && (!rest.is_empty() || *first)
        {
            return self.around_furniture(leaf, &parts);
        }
        self.content(leaf, tokens);
        if numbered.is_none() && !logged {
            self.keep(leaf, &first);
        }
    }

    /// Whether a leaf is lines of text, into which others may have been printed.
    fn is_prose(&self, leaf: &Leaf, tokens: &Range<usize>) -> bool {
        match leaf.kind {
            LeafKind::Paragraph | LeafKind::Item | LeafKind::Heading { .. } => true,
            LeafKind::Row => !self.has_bars(tokens),
            _ => false,
        }
    }

    /// The tokens of a leaf, cut where a line of page furniture begins or ends; whether each part is furniture. Nothing
    /// where the source has none.
    fn parts(&self, tokens: &Range<usize>) -> Vec<(Range<usize>, bool)> {
        if self.furniture.is_empty() {
            return Vec::new();
        }
        let first = self.document.tokens[tokens.start].span.start;
        let mut next = self.furniture.partition_point(|line| line.end <= first);
        let mut parts: Vec<(Range<usize>, bool)> = Vec::new();
        for at in tokens.clone() {
            let start = self.document.tokens[at].span.start;
            while self.furniture.get(next).is_some_and(|line| line.end <= start) {
                next += 1;
            }
            let is = self.furniture.get(next).is_some_and(|line| line.start <= start);
            let other_line = is && self.furniture[next].start == start;
            match parts.last_mut() {
                Some((part, same)) if *same == is && !other_line => part.end = at + 1,
                _ => parts.push((at..at + 1, is)),
            }
        }
        parts
    }

    /// A leaf into which running heads or feet were printed: what stands before and after them is as it would be
    /// without them, but for a paragraph's end.
    fn around_furniture(&mut self, leaf: &Leaf, parts: &[(Range<usize>, bool)]) {
        for (index, (tokens, is_furniture)) in parts.iter().enumerate() {
            if *is_furniture {
                self.block(BlockKind::Paragraph);
                self.unit(UnitKind::Furniture, tokens.clone(), leaf);
            } else if index == 0 && !matches!(leaf.kind, LeafKind::Heading { .. }) {
                self.content(leaf, tokens.clone());
            } else {
                self.paragraph(leaf, tokens.clone());
            }
        }
    }

    pub(super) fn content(&mut self, leaf: &Leaf, tokens: Range<usize>) {
        match leaf.kind {
            LeafKind::Heading { level, underlined } => self.heading(leaf, level, underlined, tokens),
            LeafKind::TableHead | LeafKind::Row if self.paired(leaf, &tokens) => {}
            LeafKind::TableHead => self.row(leaf, UnitKind::TableHead, tokens),
            LeafKind::Row if self.logged(leaf, &tokens) || self.noted(leaf, &tokens) => {}
            LeafKind::Row if self.signed_cells(leaf, &tokens) => {}
            LeafKind::Row if self.has_bars(&tokens) || self.in_table_of_one() => {
                self.row(leaf, UnitKind::Row, tokens);
            }
            LeafKind::Row | LeafKind::Paragraph => self.paragraph(leaf, tokens),
            LeafKind::Item => self.item(leaf, tokens),
            LeafKind::Code => self.whole(leaf, UnitKind::Code, tokens),
            LeafKind::Html | LeafKind::Stray | LeafKind::Rule | LeafKind::Ruled { .. } => {
                self.whole(leaf, UnitKind::Stray, tokens);
            }
        }
    }

    /// A block of HTML: its tables row by row, the headings in it, each on a line of its own, and the stretches between
    /// them as they stand.
    fn html(&mut self, leaf: &Leaf) {
        let (mut start, mut at) = (leaf.span.start as usize, leaf.span.start as usize);
        let mut line_end = at;
        while at < leaf.span.end as usize {
            let rest = &self.document.source[at..leaf.span.end as usize];
            if at >= line_end {
                line_end = at + rest.find('\n').map_or(rest.len(), |end| end + 1);
            }
            let line = &rest[..line_end - at];
            let table = table_in(line).and_then(|from| Some((at + from, tables::html(&rest[from..])?)));
            if let Some((from, (parts, len))) = table {
                self.html_stretch(leaf, start, from);
                self.table(leaf, from, &parts);
                (start, at) = (from + len, from + len);
                continue;
            }
            let (end, heading) = (at + line.len(), headings::html(line));
            if let Some((level, title)) = heading {
                self.html_stretch(leaf, start, at);
                let own = Leaf { span: Span::new(at + title.start, at + title.end), ..leaf.clone() };
                let tokens = self.tokenise(&own);
                self.heading(&own, level, false, tokens);
                start = end;
            }
            at = end;
        }
        self.html_stretch(leaf, start, leaf.span.end as usize);
    }

    fn html_stretch(&mut self, leaf: &Leaf, start: usize, end: usize) {
        let text = &self.document.source[start..end];
        let first = start + text.len() - text.trim_start().len();
        let span = Span::new(first, first + text.trim().len());
        let stretch = Leaf { span, ..leaf.clone() };
        let tokens = self.tokenise(&stretch);
        if !tokens.is_empty() {
            self.whole(&stretch, UnitKind::Html, tokens);
        }
    }

    /// A table of HTML, `from` its first byte. Where it has one column its cells are paragraphs: it only lays them out.
    fn table(&mut self, leaf: &Leaf, from: usize, parts: &[Part]) {
        let rows =
            || parts.iter().filter_map(|part| if let Part::Row(row) = part { Some(row) } else { None });
        let single = rows().all(|row| row.cells.iter().all(|(column, _)| *column == 0));
        let first = self.document.blocks.len();
        for part in parts {
            match part {
                Part::Loose(range) => self.html_stretch(leaf, from + range.start, from + range.end),
                Part::Row(row) => {
                    let tokens = self.cells(from, row, None);
                    if tokens.is_empty() {
                    } else if single {
                        self.paragraph(leaf, tokens);
                    } else {
                        self.laid_row(leaf, row.is_head, tokens, first);
                    }
                }
            }
        }
    }

    /// The lines of a table that a converter has drawn, if the leaf is one.
    fn grid(&mut self, leaf: &Leaf) -> bool {
        let from = leaf.span.start as usize;
        let Some(rows) = tables::grid(leaf.span.of(&self.document.source)) else { return false };
        self.drawn_rows(leaf, from, &rows, true);
        true
    }

    /// Rows that lines and space draw, their bytes counted from `from`.
    fn drawn_rows(&mut self, leaf: &Leaf, from: usize, rows: &[Row], opens: bool) {
        let pieces = self.document.passages.pieces(leaf);
        let mut shown = Vec::new();
        marks::visible(&self.document.source, leaf, pieces, &mut shown);
        if self.holds_markup(leaf.span) {
            marks::without_markup(&self.document.source, &mut shown, false);
        }
        let first = if opens { self.document.blocks.len() } else { usize::MAX };
        for row in rows {
            let tokens = self.cells(from, row, Some(&shown));
            if !tokens.is_empty() {
                self.laid_row(leaf, row.is_head, tokens, first);
            }
        }
    }

    /// A row of a table whose first block has the index `first`. Titles that are known make its first row a header.
    fn laid_row(&mut self, leaf: &Leaf, is_head: bool, tokens: Range<usize>, first: usize) {
        let opens = self.document.blocks.len() == first;
        let is_head = opens && (is_head || self.holds_titles(&tokens));
        self.open_table(opens);
        let span = self.document.tokens[tokens.start].span.cover(self.document.tokens[tokens.end - 1].span);
        self.unit(if is_head { UnitKind::TableHead } else { UnitKind::Row }, tokens, leaf);
        self.last_unit(|unit| unit.span = span);
    }

    /// The tokens of a row, with one for each border of its cells up to the last that holds text.
    /// `shown`: what is text there, where the parser has told; else all but tags.
    fn cells(&mut self, from: usize, row: &Row, shown: Option<&[Span]>) -> Range<usize> {
        let first = self.document.tokens.len();
        let mut at = (0, from + row.start);
        for (column, cell) in &row.cells {
            let mut own = Vec::new();
            self.tokenise_cell(Span::new(from + cell.start, from + cell.end), shown, &mut own);
            let source = &self.document.source;
            if let (Some(head), Some(last)) = (own.first(), own.last()) {
                let gap = Span::new(at.1, head.span.start as usize);
                push_borders(source, gap, column - at.0, &mut self.document.tokens);
                at = (*column, last.span.end as usize);
                self.document.tokens.append(&mut own);
            }
        }
        first..self.document.tokens.len()
    }

    fn tokenise_cell(&mut self, cell: Span, shown: Option<&[Span]>, tokens: &mut Vec<Token>) {
        self.visible.clear();
        if let Some(shown) = shown {
            let from = shown.partition_point(|span| span.end <= cell.start);
            let inside = shown[from..].iter().take_while(|span| span.start < cell.end);
            let clip = |span: &Span| Span { start: span.start.max(cell.start), end: span.end.min(cell.end) };
            self.visible.extend(inside.map(clip));
        } else {
            self.visible.push(cell);
            marks::without_markup(&self.document.source, &mut self.visible, true);
        }
        for span in &self.visible {
            tokenise(&self.document.source, *span, &[], tokens);
        }
    }

    /// A rule that Markdown knows; one that is printed on every page divides nothing.
    fn printed_rule(&mut self, leaf: &Leaf) {
        let next = self.furniture.partition_point(|line| line.end <= leaf.span.start);
        if self.furniture.get(next).is_none_or(|line| line.start > leaf.span.start) {
            self.rule();
        }
    }

    /// A rule ends an entry, unless it underlines the head of it.
    fn rule(&mut self) {
        if self.document.units.last().is_some_and(|unit| unit.kind != UnitKind::EntryHead) {
            self.end_entry();
        }
    }

    fn end_entry(&mut self) {
        self.ends.push(self.document.units.len() as u32);
    }

    fn tokenise(&mut self, leaf: &Leaf) -> Range<usize> {
        let source = &self.document.source;
        let first = self.document.tokens.len();
        let pieces = self.document.passages.pieces(leaf);
        let marked = self.holds_markup(leaf.span);
        if matches!(leaf.kind, LeafKind::Code | LeafKind::Html | LeafKind::Stray) {
            tokenise(source, leaf.span, &[], &mut self.document.tokens);
        } else {
            let row = matches!(leaf.kind, LeafKind::TableHead | LeafKind::Row);
            let bars = if row { marks::bars(source, leaf.span) } else { Vec::new() };
            marks::visible(source, leaf, pieces, &mut self.visible);
            if marked {
                marks::without_markup(source, &mut self.visible, false);
            }
            for span in &self.visible {
                let from = bars.partition_point(|bar| *bar < span.start);
                tokenise(source, *span, &bars[from..], &mut self.document.tokens);
            }
            if row {
                drop_outer_bars(source, first, &mut self.document.tokens);
            }
            if self.document.tokens.len() == first && all_markup(leaf.span.of(source)).next().is_some() {
                // Nothing but markup: kept as it is written.
                tokenise(source, leaf.span, &[], &mut self.document.tokens);
            }
        }
        first..self.document.tokens.len()
    }

    fn heading(&mut self, leaf: &Leaf, level: u8, underlined: bool, tokens: Range<usize>) {
        let source = &self.document.source;
        let own = &self.document.tokens[tokens.clone()];
        let signed = || heads::is_signed(source, own) || heads::is_labelled(source, own);
        let deep = level >= LEVEL_OF_ENTRIES || level >= LEVEL_OF_SIGNED && signed();
        let stamped = || level >= LEVEL_OF_STAMPED && heads::is_stamped(source, own);
        let within = || level >= LEVEL_OF_ENTRIES && periods::is_head(source, own);
        let recorded = deep && heads::is_record_head(source, own) || within() || stamped();
        let people = &self.document.people;
        let alike = || patterns::end(source, own, people) == own.len();
        if recorded || heads::is_head(source, own, people) || alike() {
            self.block(BlockKind::Heading);
            return self.unit(UnitKind::EntryHead, tokens, leaf);
        }
        if underlined && !is_underlined_heading(source, leaf.span, own) {
            return self.ruled_paragraph(leaf, tokens);
        }
        self.section(level, leaf, tokens);
    }

    /// A paragraph with a rule right under it, which Markdown takes for a heading.
    fn ruled_paragraph(&mut self, leaf: &Leaf, tokens: Range<usize>) {
        self.paragraph(leaf, tokens);
        self.rule();
    }

    /// A heading and the section that it opens.
    fn section(&mut self, level: u8, leaf: &Leaf, tokens: Range<usize>) {
        let source = &self.document.source;
        let own = &self.document.tokens[tokens.clone()];
        let numbering = self.numbering.of_heading(source, own);
        let called = if numbering == 0 { self.numbering.of_part(source, own) } else { numbering };
        let title = title(source, &own[usize::from(called)..]);
        let title = title.trim_end_matches('.').to_owned();
        let mut parent = Some(self.section);
        while let Some(index) = parent.filter(|index| self.document.sections[*index as usize].level >= level)
        {
            parent = self.document.sections[index as usize].parent;
        }
        self.section = self.document.sections.len() as u32;
        let heading = Some(self.document.units.len() as u32);
        self.document.sections.push(Section { title, parent, level, heading });
        self.block(BlockKind::Heading);
        self.unit(UnitKind::Heading, tokens, leaf);
        self.last_unit(|unit| unit.numbering = numbering);
    }

    fn row(&mut self, leaf: &Leaf, kind: UnitKind, tokens: Range<usize>) {
        self.open_table(kind == UnitKind::TableHead);
        self.unit(kind, tokens, leaf);
        self.last_unit(|unit| unit.span = leaf.span);
    }

    /// A row in which labels and values take turns as a row for each: `| **Name** | Ann | **Hall** | 3 |`; whether it is one.
    fn paired(&mut self, leaf: &Leaf, tokens: &Range<usize>) -> bool {
        if leaf.kind == LeafKind::TableHead {
            self.pairs = forms::names_pairs(leaf.span.of(&self.document.source));
            if self.pairs {
                return false;
            }
        }
        let own = &self.document.tokens[tokens.clone()];
        let Some(pairs) = forms::pairs(&self.document.source, own, self.pairs) else { return false };
        self.open_table(leaf.kind == LeafKind::TableHead);
        for pair in pairs {
            self.unit(UnitKind::Row, tokens.start + pair.start..tokens.start + pair.end, leaf);
        }
        true
    }

    /// A row of a log as the entry that it is; whether it is one.
    fn logged(&mut self, leaf: &Leaf, tokens: &Range<usize>) -> bool {
        let own = &self.document.tokens[tokens.clone()];
        let entry = |columns: &LogColumns| logs::entry(columns, &self.document.source, own);
        let Some(entry) = self.log.as_ref().and_then(entry) else { return false };
        let own = |range: Range<usize>| tokens.start + range.start..tokens.start + range.end;
        // What parts the cells of a head is a sign of it.
        for at in own(entry.head.clone()).chain(own(entry.aside.clone())).chain(own(entry.signature.clone()))
        {
            if self.document.tokens[at].kind == TokenKind::Cell {
                self.document.tokens[at].kind = TokenKind::Sign;
            }
        }
        self.block(BlockKind::Paragraph);
        if !entry.head.is_empty() {
            self.unit(UnitKind::EntryHead, own(entry.head), leaf);
        }
        if !entry.aside.is_empty() {
            self.unit(UnitKind::Pair, own(entry.aside), leaf);
        }
        self.prose(UnitKind::Sentence, own(entry.text), leaf);
        if !entry.signature.is_empty() {
            self.unit(UnitKind::Signature, own(entry.signature), leaf);
        }
        true
    }

    /// A row of a form in whose last cell notes stand, each with its head on a line of its own or before its text: what
    /// stands before them as a row, and the notes; whether there are any.
    fn noted(&mut self, leaf: &Leaf, tokens: &Range<usize>) -> bool {
        let source = &self.document.source;
        let own = &self.document.tokens[tokens.clone()];
        let Some(border) = own.iter().rposition(|token| token.kind == TokenKind::Cell) else { return false };
        // What a column with a title holds is no note, and a label is no sentence.
        let sentence = |token: &Token| {
            let text = token.span.of(source);
            text == "." && border > ABBREVIATED_MAX
                || lexicon::NOT_IN_LABELS.has(text)
                || lexicon::NONE_OF_A_FIELD.has(text)
        };
        if self.titled || border > LABEL_TOKENS_MAX || own[..border].iter().any(sentence) {
            return false;
        }
        let cell = &own[border + 1..];
        let head = |line: &Range<usize>| heads::head(source, &cell[line.clone()], &self.document.people);
        let lines = lines::lines(source, cell);
        let mut heads: Vec<(usize, usize)> =
            lines.iter().map(|line| (line.start, head(line))).filter(|(_, head)| *head > 0).collect();
        // "Chair | A. Other, 3 May 2024" has nothing behind the name.
        let ends: Vec<usize> = heads.iter().skip(1).map(|(start, _)| *start).chain([cell.len()]).collect();
        let mut ends = ends.into_iter();
        heads.retain(|(start, head)| ends.next().is_some_and(|end| start + head + NOTE_TOKENS_MIN <= end));
        let Some((first, _)) = heads.first().copied() else { return false };
        let (from, end) = (tokens.start + border + 1, tokens.end);
        // A label with nothing but notes is the title of these.
        if first > 0 {
            self.row_before(leaf, UnitKind::Row, tokens.start..from + first);
        } else {
            self.row_before(leaf, UnitKind::TableHead, tokens.start..from - 1);
        }
        let ends = heads.iter().skip(1).map(|(start, _)| from + start).chain([end]).collect::<Vec<_>>();
        for ((start, head), end) in heads.into_iter().zip(ends) {
            self.block(BlockKind::Paragraph);
            self.entry(from + start..end, Some(head), leaf);
        }
        true
    }

    /// A row with notes in its cells that people sign: what stands before them as a row, and each note; whether it is one.
    fn signed_cells(&mut self, leaf: &Leaf, tokens: &Range<usize>) -> bool {
        let own = &self.document.tokens[tokens.clone()];
        let notes = |from| signed::notes(&self.document.source, own, from, &self.document.people);
        let notes = self.signed.map(notes).unwrap_or_default();
        let Some(first) = notes.first() else { return false };
        let own = |range: Range<usize>| tokens.start + range.start..tokens.start + range.end;
        self.row_before(leaf, UnitKind::Row, own(0..self.without_borders(tokens, first.text.start)));
        for note in notes {
            self.block(BlockKind::Paragraph);
            self.prose(UnitKind::Sentence, own(note.text), leaf);
            if !note.signature.is_empty() {
                self.unit(UnitKind::Signature, own(note.signature), leaf);
            }
        }
        true
    }

    /// Where the cells of a row before this token end, without the borders behind the last that holds anything.
    fn without_borders(&self, row: &Range<usize>, end: usize) -> usize {
        let before = &self.document.tokens[row.start..row.start + end];
        before.iter().rposition(|token| token.kind != TokenKind::Cell).map_or(0, |last| last + 1)
    }

    /// What stands before the notes in a row.
    fn row_before(&mut self, leaf: &Leaf, kind: UnitKind, tokens: Range<usize>) {
        if tokens.is_empty() {
            return;
        }
        self.open_table(kind == UnitKind::TableHead);
        self.unit(kind, tokens, leaf);
    }

    fn whole(&mut self, leaf: &Leaf, kind: UnitKind, tokens: Range<usize>) {
        self.block(BlockKind::Verbatim);
        self.unit(kind, tokens, leaf);
        self.last_unit(|unit| unit.span = leaf.span);
    }

    fn item(&mut self, leaf: &Leaf, tokens: Range<usize>) {
        let first = self.document.units.len();
        let runs = lines::bulleted(&self.document.source, &self.document.tokens[tokens.clone()]);
        for (index, run) in runs.iter().enumerate() {
            let own = tokens.start + run.tokens.start..tokens.start + run.tokens.end;
            if index > 0 {
                self.foreign_item(run, own, tokens.start, leaf);
            } else {
                self.block(BlockKind::Item);
                self.item_text(own, leaf);
            }
        }
        let Some(unit) = self.document.units.get_mut(first) else { return };
        let marker = match leaf.marker {
            Some(Marker::Bullet(span)) => Some(span),
            _ => None,
        };
        // "- • text": a bullet that was pasted behind another is a part of it.
        let pasted =
            runs.first().and_then(|run| run.bullet).map(|at| self.document.tokens[tokens.start + at].span);
        unit.bullet = marker.into_iter().chain(pasted).reduce(Span::cover);
        self.number_item(leaf, first);
    }

    /// The text of a list item, with the head of an entry before it if it has one. A number is no day.
    fn item_text(&mut self, tokens: Range<usize>, leaf: &Leaf) {
        let own = &self.document.tokens[tokens.clone()];
        let planned = || survey::lists_days(&self.document.sections[self.section as usize].title);
        let head = match leaf.marker {
            Some(Marker::Bullet(_)) if !planned() => {
                let Document { source, people, .. } = &self.document;
                match heads::head_of_item(source, own, people) {
                    0 if people.forms().labelled() => {
                        labelled::lead_end(source, own, &lines::lines(source, own))
                    }
                    head => head,
                }
            }
            _ => 0,
        };
        if head > 0 {
            self.unit(UnitKind::EntryHead, tokens.start..tokens.start + head, leaf);
        }
        self.prose(UnitKind::Item, tokens.start + head..tokens.end, leaf);
    }

    /// Says of the first unit of a list's item whether its number is only its place.
    pub(super) fn number_item(&mut self, leaf: &Leaf, first: usize) {
        let positional = matches!(leaf.marker, Some(Marker::Number { positional: true, .. }));
        let Some(unit) = self.document.units.get_mut(first).filter(|_| positional) else { return };
        let word = self.document.tokens.get(unit.tokens.start as usize + 2);
        if word.is_some_and(|word| !is_month(word.span.of(&self.document.source))) {
            unit.numbering = 2;
        }
    }

    fn paragraph(&mut self, leaf: &Leaf, tokens: Range<usize>) {
        let Document { source, people, .. } = &self.document;
        let runs = lines::runs(source, &self.document.tokens[tokens.clone()], people);
        let mut open = false;
        let titled = self.is_titled(&runs, tokens.start);
        for (index, run) in runs.into_iter().enumerate() {
            let own = tokens.start + run.tokens.start..tokens.start + run.tokens.end;
            match run.kind {
                RunKind::Item => {
                    self.foreign_item(&run, own, tokens.start, leaf);
                    open = false;
                    continue;
                }
                RunKind::TabRow => {
                    self.tab_row(own, leaf, titled && index == 0);
                    open = false;
                    continue;
                }
                RunKind::Row => {
                    self.foreign_row(own, leaf);
                    open = false;
                    continue;
                }
                RunKind::Heading(level) => {
                    self.section(level, leaf, own);
                    open = false;
                    continue;
                }
                RunKind::Perhaps | RunKind::Rule => {
                    if run.kind == RunKind::Rule {
                        self.rule();
                    } else {
                        self.end_entry();
                    }
                    let label = self.document.tokens[own.end - 1].span.of(&self.document.source) == ":";
                    self.block(BlockKind::Paragraph);
                    self.unit(if label { UnitKind::Pair } else { UnitKind::Sentence }, own, leaf);
                    open = false;
                    continue;
                }
                RunKind::Entry => self.block(BlockKind::Paragraph),
                _ if !open || run.parted => self.block(BlockKind::Paragraph),
                _ => {}
            }
            open = true;
            match run.kind {
                RunKind::Pair => self.unit(UnitKind::Pair, own, leaf),
                RunKind::Signature => self.unit(UnitKind::Signature, own, leaf),
                RunKind::Entry => self.entry(own, run.head, leaf),
                _ => self.prose(UnitKind::Sentence, own, leaf),
            }
        }
    }

    /// Prose that may open with the head of an entry, of so many tokens where that is known.
    fn entry(&mut self, tokens: Range<usize>, head: Option<usize>, leaf: &Leaf) {
        let head = head.unwrap_or_else(|| {
            let line = &self.document.tokens[tokens.clone()];
            heads::head(&self.document.source, line, &self.document.people)
        });
        let end = tokens.start + head;
        if head > 0 {
            self.unit(UnitKind::EntryHead, tokens.start..end, leaf);
        }
        if end < tokens.end {
            self.prose(UnitKind::Sentence, end..tokens.end, leaf);
        }
    }

    /// An item behind a bullet that Markdown does not know.
    fn foreign_item(&mut self, run: &Run, tokens: Range<usize>, first: usize, leaf: &Leaf) {
        let unit = self.document.units.len();
        let bullet = run.bullet.map(|at| self.document.tokens[first + at].span);
        self.block(BlockKind::Item);
        self.prose(UnitKind::Item, tokens, leaf);
        if let Some(unit) = self.document.units.get_mut(unit) {
            unit.bullet = bullet;
        }
    }

    /// A row of a table that has no header, which Markdown does not know.
    fn foreign_row(&mut self, tokens: Range<usize>, leaf: &Leaf) {
        let is_bar = |token: &Token| token.span.of(&self.document.source) == "|";
        let own = &self.document.tokens[tokens.clone()];
        let (Some(first), Some(last)) =
            (own.iter().position(|token| !is_bar(token)), own.iter().rposition(|token| !is_bar(token)))
        else {
            return;
        };
        let span = own[0].span.cover(own[own.len() - 1].span);
        let inner = tokens.start + first..tokens.start + last + 1;
        for at in inner.clone() {
            if is_bar(&self.document.tokens[at]) {
                self.document.tokens[at].kind = TokenKind::Cell;
            }
        }
        self.open_table(false);
        self.unit(UnitKind::Row, inner, leaf);
        self.last_unit(|unit| unit.span = unit.span.cover(span));
    }

    /// Whether the first of several rows between whose cells tabs stand holds the titles of known columns.
    fn is_titled(&self, runs: &[Run], start: usize) -> bool {
        let Some(first) = runs.first().filter(|run| run.kind == RunKind::TabRow && runs.len() > 1) else {
            return false;
        };
        self.holds_titles(&(start + first.tokens.start..start + first.tokens.end))
    }

    /// Whether the cells of a row are titles of columns that plans have.
    fn holds_titles(&self, row: &Range<usize>) -> bool {
        let tokens = &self.document.tokens[row.clone()];
        let cells = tokens.split(|token| token.kind == TokenKind::Cell);
        let titles: Vec<String> = cells.map(|cell| reading::plain(&self.document.source, cell)).collect();
        Columns::of_actions(&titles).is_some() || Columns::of_assessments(&titles).is_some()
    }

    /// A row of a table that was pasted out of a spreadsheet.
    fn tab_row(&mut self, tokens: Range<usize>, leaf: &Leaf, is_head: bool) {
        self.open_table(is_head);
        self.unit(if is_head { UnitKind::TableHead } else { UnitKind::Row }, tokens, leaf);
    }

    /// Puts a mark between cells for each tab, where several lines of a paragraph are parted by tabs.
    fn mark_tabs(&mut self, tokens: &mut Range<usize>) {
        let source = &self.document.source;
        let own = &self.document.tokens[tokens.clone()];
        let rows = lines::tab_rows(source, own);
        if rows.len() < 2 {
            return;
        }
        let mut bar = Vec::new();
        tokenise("|", Span::new(0, 1), &[0], &mut bar);
        let mut marked = Vec::with_capacity(own.len());
        let mut rows = rows.into_iter().peekable();
        for at in 0..own.len() {
            while rows.next_if(|row| row.end <= at).is_some() {}
            if rows.peek().is_some_and(|row| row.start < at && at < row.end) {
                let start = own[at - 1].span.end as usize;
                let gap = &source[start..own[at].span.start as usize];
                let places = gap.match_indices('\t').map(|(at, _)| Span::new(start + at, start + at + 1));
                marked.extend(places.flat_map(|span| bar.iter().map(move |bar| Token { span, ..*bar })));
            }
            marked.push(own[at]);
        }
        self.document.tokens.truncate(tokens.start);
        self.document.tokens.append(&mut marked);
        tokens.end = self.document.tokens.len();
    }

    /// Sentences; a single one of a list item is the item.
    fn prose(&mut self, kind: UnitKind, tokens: Range<usize>, leaf: &Leaf) {
        let mut found = sentences(&self.document.source, &self.document.tokens[tokens.clone()]);
        let signed = |own: &Range<usize>| {
            own.start > 0
                && lines::opens_signature(
                    &self.document.source,
                    &self.document.tokens[tokens.start + own.start..tokens.end],
                )
        };
        // "Signed: Insp. A. Other" is one, whatever stops are in it.
        if let Some(at) = found.iter().rposition(signed) {
            found[at].end = found.last().map_or(0, |last| last.end);
            found.truncate(at + 1);
        }
        let kind = if found.len() > 1 { UnitKind::Sentence } else { kind };
        let last = found.len().checked_sub(1).filter(|last| *last > 0);
        for (index, range) in found.into_iter().enumerate() {
            let own = &self.document.tokens[tokens.start + range.start..tokens.start + range.end];
            let source = &self.document.source;
            let signs = Some(index) == last
                && (lines::signs_by_name(source, own)
                    || lines::signs_by_name_and_day(source, own)
                    || lines::signs_as_system(source, own, &self.document.people)
                    || lines::opens_signature(source, own));
            let kind = if signs { UnitKind::Signature } else { kind };
            self.unit(kind, tokens.start + range.start..tokens.start + range.end, leaf);
        }
    }

    /// The block of the next row: one of its own where the row `begins` a table or none stands before it.
    fn open_table(&mut self, begins: bool) {
        if begins || self.document.blocks.last().is_none_or(|block| block.kind != BlockKind::Table) {
            self.block(BlockKind::Table);
        }
    }

    fn block(&mut self, kind: BlockKind) {
        let unit = self.document.units.len() as u32;
        self.document.blocks.push(Block { kind, units: unit..unit, section: self.section });
    }

    fn unit(&mut self, kind: UnitKind, tokens: Range<usize>, leaf: &Leaf) {
        let span = self.with_marks(&tokens, leaf.span);
        let block = self.document.blocks.len() as u32 - 1;
        self.document.units.push(Unit {
            span,
            bullet: None,
            kind,
            tokens: tokens.start as u32..tokens.end as u32,
            numbering: 0,
            block,
            section: self.section,
            entry: None,
        });
        self.document.blocks[block as usize].units.end += 1;
    }

    /// The span of these tokens with the marks of emphasis that touch it.
    fn with_marks(&self, tokens: &Range<usize>, leaf: Span) -> Span {
        let all = &self.document.tokens;
        let bytes = self.document.source.as_bytes();
        // A bracket that is no token has attributes.
        let mark = |at: u32| matches!(bytes[at as usize], b'*' | b'_' | b'\\' | b'[' | b']');
        let mut span = all[tokens.start].span.cover(all[tokens.end - 1].span);
        let before = tokens.start.checked_sub(1).map_or(leaf.start, |at| all[at].span.end.max(leaf.start));
        // Marks that touch two units belong to the first.
        let before = before.max(self.document.units.last().map_or(0, |unit| unit.span.end));
        let after = all.get(tokens.end).map_or(leaf.end, |token| token.span.start.min(leaf.end));
        // Markup that shows no word belongs to the unit it stands before, or the last of its block behind.
        let within = |start: u32, end: u32| {
            let gap = self.document.source.get(start as usize..end as usize).unwrap_or_default();
            let gap = if gap.len() < MARKUP_BYTES_MIN { "" } else { gap };
            all_markup(gap).map(move |range| (start + range.start as u32, start + range.end as u32))
        };
        let widen = |mut start: u32| {
            while start > before && mark(start - 1) {
                start -= 1;
            }
            start
        };
        span.start = widen(span.start);
        while span.end < after && mark(span.end) {
            span.end += 1;
        }
        if let Some((start, _)) = within(before, span.start).next() {
            span.start = widen(start);
        }
        if let Some((_, end)) = within(span.end, after).last() {
            span.end = end;
        }
        span
    }

    /// Whether a span holds a sign that may open markup.
    pub(super) fn holds_markup(&self, span: Span) -> bool {
        let next = self.openings.partition_point(|place| *place < span.start);
        self.openings.get(next).is_some_and(|place| *place < span.end)
    }

    fn last_unit(&mut self, change: impl FnOnce(&mut Unit)) {
        if let Some(unit) = self.document.units.last_mut() {
            change(unit);
        }
    }

    fn has_bars(&self, tokens: &Range<usize>) -> bool {
        self.document.tokens[tokens.clone()].iter().any(|token| token.kind == TokenKind::Cell)
    }

    /// Whether the table at hand has one column, so that its rows need no bar inside.
    fn in_table_of_one(&self) -> bool {
        let last = self.document.blocks.last().filter(|block| block.kind == BlockKind::Table);
        let head = last.and_then(|block| self.document.units.get(block.units.start as usize));
        head.is_some_and(|head| !self.has_bars(&(head.tokens.start as usize..head.tokens.end as usize)))
    }
}

/// Where a table begins in a line of HTML.
fn table_in(line: &str) -> Option<usize> {
    let opens = |at: &usize| {
        let tag = line.get(*at..*at + "<table".len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case("<table"))
    };
    line.match_indices('<').map(|(at, _)| at).find(opens)
}

/// Adds a token for each of the borders between two cells. They share the bytes that part the cells: one character each,
/// the last one the rest.
fn push_borders(source: &str, gap: Span, borders: usize, tokens: &mut Vec<Token>) {
    let mut bar = Vec::new();
    tokenise("|", Span::new(0, 1), &[0], &mut bar);
    let text = gap.of(source);
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).take(borders).collect();
    starts.push(text.len());
    for (index, ends) in starts.windows(2).enumerate() {
        let end = if index + 2 == starts.len() { text.len() } else { ends[1] };
        let span = Span::new(gap.start as usize + ends[0], gap.start as usize + end);
        tokens.extend(bar.iter().map(|bar| Token { span, ..*bar }));
    }
}

/// Drops the bars that open and close a row: they divide nothing.
fn drop_outer_bars(source: &str, first: usize, tokens: &mut Vec<Token>) {
    let is_bar = |token: &Token| {
        let bar = token.kind == TokenKind::Sign && token.span.of(source) == "|";
        bar && !marks::is_escaped(source, token.span.start as usize)
    };
    while tokens.len() > first && tokens.last().is_some_and(is_bar) {
        tokens.pop();
    }
    if tokens.get(first).is_some_and(is_bar) {
        tokens.remove(first);
    }
}

/// A line with a line of `=` or `-` under it is a heading only if it looks like one: "Signed" above `---` is a
/// signature above a rule.
fn is_underlined_heading(source: &str, span: Span, tokens: &[Token]) -> bool {
    let text = span.of(source);
    let underline =
        source[span.end as usize..].trim_start().lines().next().unwrap_or("").trim_start_matches(['>', ' ']);
    let last = tokens.last().map_or("", |token| token.span.of(source));
    let long_enough = underline.starts_with('=')
        || underline.trim_end().len() + 2 >= text.chars().count()
        || headings::is_worded_title(source, tokens);
    long_enough
        && !text.contains('\n')
        && tokens.len() <= UNDERLINED_TOKENS_MAX
        && !matches!(last, "." | ":" | ";" | "?" | "!")
        && !text.to_lowercase().starts_with("signed")
}

/// A heading's words as one line, without marks.
fn title(source: &str, tokens: &[Token]) -> String {
    let mut title = String::new();
    let mut end = None;
    for token in tokens {
        let gap = end
            .is_some_and(|end| source[end as usize..token.span.start as usize].contains(char::is_whitespace));
        if gap {
            title.push(' ');
        }
        title.push_str(token.span.of(source));
        end = Some(token.span.end);
        if title.len() > TITLE_BYTES_MAX {
            title.truncate(title.floor_char_boundary(TITLE_BYTES_MAX));
            title.push('\u{2026}');
            break;
        }
    }
    title
}
