//! From source bytes to readable pieces.
//!
//! Marks of emphasis are taken away and white space becomes one space; everything else stays as it was written.
//! What is left out is exactly what has no token, so no word, number or sign can be lost here.

use super::{FactNote, Mark, Piece, Pieces};
use crate::web::words;
use cip_engine::delta::{Edit, FactChange};
use cip_engine::document::{Document, UnitKind};
use cip_engine::text::{Span, TokenKind};

/// The readable text of a span, on one line.
pub(in crate::web) fn plain(document: &Document, span: Span) -> String {
    let mut reader = Reader::default();
    reader.read(document, span, Mark::Same, Bars::Spaces);
    reader.line().into_iter().map(|piece| piece.text).collect()
}

/// Facts that differ between two texts, in words for people.
pub(in crate::web) fn facts(before: &Document, after: &Document, facts: &[FactChange]) -> Vec<FactNote> {
    let text = |document: &Document, span: Option<Span>| span.map(|span| plain(document, span));
    let fact = |fact: &FactChange| FactNote {
        label: words::fact(fact.class),
        before: text(before, fact.before),
        after: text(after, fact.after),
    };
    facts.iter().map(fact).collect()
}

/// The first words of a text, with an ellipsis where there are more.
pub(in crate::web) fn opening(text: &str, words_max: usize) -> String {
    let mut words = text.split(' ');
    let mut opening = words.by_ref().take(words_max).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        opening.push('…');
    }
    opening
}

/// Gathers pieces from one or both versions into cells.
#[derive(Default)]
pub(in crate::web) struct Reader {
    cells: Vec<Pieces>,
    open: Pieces,
    kind: Option<UnitKind>,
    typed: bool,
}

/// What a table's bar means while reading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bars {
    Cells,
    Spaces,
}

impl Reader {
    /// A reader for a unit of this kind: code and HTML keep lines and marks as they were typed.
    pub(in crate::web) fn of(kind: UnitKind) -> Self {
        Self { kind: Some(kind), typed: matches!(kind, UnitKind::Code | UnitKind::Html), ..Self::default() }
    }

    /// Reads text that stands as it stood.
    pub(in crate::web) fn same(mut self, document: &Document, span: Span) -> Self {
        self.read(document, span, Mark::Same, Bars::Cells);
        self
    }

    /// Reads text that is only in the one version.
    pub(in crate::web) fn only(mut self, document: &Document, span: Span, mark: Mark) -> Self {
        self.read(document, span, mark, Bars::Cells);
        self
    }

    /// Reads edits. The bars of the later version make the cells; those struck out become spaces.
    pub(in crate::web) fn edits(mut self, before: &Document, after: &Document, edits: &[Edit]) -> Self {
        let mut ends = [0; 2];
        for edit in edits {
            match *edit {
                Edit::Equal { before: gone, after: span } => {
                    ends[0] = gone.end;
                    self.apart(&mut ends[1], span, Mark::Same);
                    self.read(after, span, Mark::Same, Bars::Cells);
                }
                Edit::Delete(span) => {
                    self.apart(&mut ends[0], span, Mark::Gone);
                    self.read(before, span, Mark::Gone, Bars::Spaces);
                }
                Edit::Insert(span) => {
                    self.apart(&mut ends[1], span, Mark::New);
                    self.read(after, span, Mark::New, Bars::Cells);
                }
            }
        }
        self
    }

    /// Keeps units that were joined or divided apart: what stands between them is in no edit.
    fn apart(&mut self, end: &mut u32, next: Span, mark: Mark) {
        if next.start > *end && *end > 0 {
            self.space(mark);
        }
        *end = next.end;
    }

    /// What was read, as its kind is set: a row in cells, a pair as label and value, anything else as one.
    pub(in crate::web) fn cells(self) -> Vec<Pieces> {
        match self.kind {
            Some(UnitKind::Row | UnitKind::TableHead) => self.row(),
            Some(UnitKind::Pair) => label_and_value(self.line()),
            _ => vec![self.line()],
        }
    }

    /// The bars that open and close a row make no cells.
    fn row(mut self) -> Vec<Pieces> {
        self.close_cell();
        if self.cells.len() > 1 && self.cells.first().is_some_and(Vec::is_empty) {
            self.cells.remove(0);
        }
        if self.cells.len() > 1 && self.cells.last().is_some_and(Vec::is_empty) {
            self.cells.pop();
        }
        self.cells
    }

    fn line(mut self) -> Pieces {
        self.close_cell();
        self.cells.into_iter().flatten().collect()
    }

    fn read(&mut self, document: &Document, span: Span, mark: Mark, bars: Bars) {
        let source = document.source();
        let tokens = document.tokens();
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let mut at = span.start;
        for token in tokens[first..].iter().take_while(|token| token.span.start < span.end) {
            let (start, end) = (token.span.start.max(at), token.span.end.min(span.end));
            self.gap(&source[at as usize..start as usize], mark);
            at = end;
            match (token.kind, bars) {
                (TokenKind::Cell, Bars::Cells) => self.close_cell(),
                (TokenKind::Cell, Bars::Spaces) => self.space(mark),
                _ => self.push(mark, &source[start as usize..end as usize]),
            }
        }
        self.gap(&source[at as usize..span.end as usize], mark);
    }

    /// What stands between two tokens: white space, marks of emphasis, or both.
    fn gap(&mut self, gap: &str, mark: Mark) {
        if self.typed {
            self.push(mark, gap);
        } else if gap.contains(char::is_whitespace) {
            self.space(mark);
        }
    }

    fn space(&mut self, mark: Mark) {
        if self.open.last().is_some_and(|piece| !piece.text.ends_with(' ')) {
            self.push(mark, " ");
        }
    }

    fn push(&mut self, mark: Mark, text: &str) {
        append(&mut self.open, mark, text);
    }

    fn close_cell(&mut self) {
        let mut cell = std::mem::take(&mut self.open);
        if !self.typed {
            cell = spaces_outside(cell);
        }
        if let Some(last) = cell.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        cell.retain(|piece| !piece.text.is_empty());
        self.cells.push(cell);
    }
}

/// Moves white space at the edges of struck and new words out of them, for a line through a space says nothing;
/// and keeps new words from running into struck ones.
fn spaces_outside(cell: Pieces) -> Pieces {
    let mut spaced = Pieces::new();
    for piece in cell {
        let replaces = piece.mark == Mark::New && spaced.last().is_some_and(|last| last.mark == Mark::Gone);
        if replaces || piece.text.starts_with(' ') {
            space_after(&mut spaced);
        }
        append(&mut spaced, piece.mark, piece.text.trim_matches(' '));
        if piece.text.ends_with(' ') {
            space_after(&mut spaced);
        }
    }
    spaced
}

fn space_after(pieces: &mut Pieces) {
    if pieces.last().is_some_and(|last| !last.text.ends_with(' ')) {
        append(pieces, Mark::Same, " ");
    }
}

fn append(pieces: &mut Pieces, mark: Mark, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.mark == mark => last.text.push_str(text),
        _ => pieces.push(Piece { mark, text: text.to_owned() }),
    }
}

/// Cuts a pair behind the first colon.
fn label_and_value(pieces: Pieces) -> Vec<Pieces> {
    let Some(at) = pieces.iter().position(|piece| piece.text.contains(':')) else { return vec![pieces] };
    let mut label = pieces;
    let mut value = label.split_off(at + 1);
    let last = &mut label[at];
    if let Some((_, rest)) = last.text.split_once(':')
        && !rest.is_empty()
    {
        value.insert(0, Piece { mark: last.mark, text: rest.to_owned() });
        last.text.truncate(last.text.len() - rest.len());
    }
    vec![label, value]
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::document::parse;

    fn document(text: &str) -> Document {
        parse(text.to_owned()).unwrap()
    }

    fn shown(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece.mark {
            Mark::Same => piece.text.clone(),
            Mark::Gone => format!("[-{}-]", piece.text),
            Mark::New => format!("[+{}+]", piece.text),
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn a_short_text_opens_whole() {
        assert_eq!(opening("No contact with C.", 4), "No contact with C.");
        assert_eq!(opening("No contact with C. at all", 4), "No contact with C.…");
    }

    #[test]
    fn lines_are_joined() {
        let document = document("He has not\n  completed it.");
        let whole = Span::new(0, document.source().len());
        assert_eq!(plain(&document, whole), "He has not completed it.");
    }

    #[test]
    fn part_of_a_word_stays_part_of_a_word() {
        let document = document("unchanged");
        assert_eq!(plain(&document, Span::new(2, 6)), "chan");
    }

    #[test]
    fn old_words_stand_before_new_ones() {
        let (before, after) = (document("Level 2 now"), document("Level 1 now"));
        let edits = [
            Edit::Equal { before: Span::new(0, 6), after: Span::new(0, 6) },
            Edit::Delete(Span::new(6, 7)),
            Edit::Insert(Span::new(6, 7)),
            Edit::Equal { before: Span::new(7, 11), after: Span::new(7, 11) },
        ];
        let line = Reader::default().edits(&before, &after, &edits).line();
        assert_eq!(shown(&line), "Level [-2-] [+1+] now");
    }

    #[test]
    fn no_line_goes_through_a_space() {
        let (before, after) = (document("at 96 mg"), document("at 64 mg"));
        let edits = [
            Edit::Equal { before: Span::new(0, 2), after: Span::new(0, 2) },
            Edit::Delete(Span::new(2, 5)),
            Edit::Insert(Span::new(2, 5)),
            Edit::Equal { before: Span::new(5, 8), after: Span::new(5, 8) },
        ];
        let line = Reader::default().edits(&before, &after, &edits).line();
        assert_eq!(shown(&line), "at [-96-] [+64+] mg");
    }

    #[test]
    fn a_pair_is_cut_behind_its_label() {
        let document = document("Due: 9:30");
        let cells = Reader::of(UnitKind::Pair).same(&document, Span::new(0, 9)).cells();
        let cells: Vec<_> = cells.iter().map(|cell| shown(cell)).collect();
        assert_eq!(cells, ["Due:", " 9:30"]);
    }

    #[test]
    fn white_space_alone_is_not_marked() {
        let (before, after) = (document("a  b"), document("a\nb"));
        let edits = [
            Edit::Equal { before: Span::new(0, 1), after: Span::new(0, 1) },
            Edit::Delete(Span::new(1, 3)),
            Edit::Insert(Span::new(1, 2)),
            Edit::Equal { before: Span::new(3, 4), after: Span::new(2, 3) },
        ];
        let line = Reader::default().edits(&before, &after, &edits).line();
        assert_eq!(shown(&line), "a b");
    }
}
