//! From source bytes to readable pieces.
//!
//! Marks of emphasis are taken away and white space becomes one space; everything else stays as it was written.
//! What is left out is exactly what has no token, so no word, number or sign can be lost here.

use super::{FactNote, Mark, Piece, Pieces};
use crate::web::words;
use cip_engine::delta::FactChange;
use cip_engine::document::{Document, UnitKind};
use cip_engine::text::{Span, TokenKind};

/// The readable text of a span, on one line.
pub(in crate::web) fn plain(document: &Document, span: Span) -> String {
    let mut reader = Reader::default();
    reader.read(document, span, Bars::Spaces);
    reader.cells().concat()
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

/// A text of one version with this mark, as its kind is set: a row in cells, a pair as label and value, anything else
/// as one. Code and HTML keep lines and marks as they were typed.
pub(in crate::web) fn cells(document: &Document, span: Span, kind: UnitKind, mark: Mark) -> Vec<Pieces> {
    let mut reader = Reader { typed: matches!(kind, UnitKind::Code | UnitKind::Html), ..Reader::default() };
    reader.read(document, span, Bars::Cells);
    let cells = reader.cells().into_iter();
    let piece = |text: String| if text.is_empty() { Vec::new() } else { vec![Piece { mark, text }] };
    set(cells.map(piece).collect(), kind)
}

/// Marked text, as its kind is set.
pub(in crate::web) fn marked(cells: Vec<Pieces>, kind: UnitKind) -> Vec<Pieces> {
    set(cells.iter().map(|cell| parted(cell)).collect(), kind)
}

/// Keeps new words from running into struck ones. The one space between the two is ours.
pub(in crate::web) fn parted(pieces: &[Piece]) -> Pieces {
    let mut parted = Pieces::with_capacity(pieces.len());
    for piece in pieces {
        if piece.mark == Mark::After && parted.last().is_some_and(|last| last.mark == Mark::Before) {
            parted.push(Piece { mark: Mark::Same, text: " ".to_owned() });
        }
        parted.push(piece.clone());
    }
    parted
}

fn set(cells: Vec<Pieces>, kind: UnitKind) -> Vec<Pieces> {
    match kind {
        UnitKind::Row | UnitKind::TableHead => cells,
        UnitKind::Pair => label_and_value(cells.into_iter().flatten().collect()),
        _ => vec![cells.into_iter().flatten().collect()],
    }
}

/// Gathers text of one version into cells.
#[derive(Default)]
struct Reader {
    cells: Vec<String>,
    open: String,
    typed: bool,
}

/// What a table's bar means while reading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bars {
    Cells,
    Spaces,
}

impl Reader {
    fn cells(mut self) -> Vec<String> {
        self.close_cell();
        self.cells
    }

    fn read(&mut self, document: &Document, span: Span, bars: Bars) {
        let source = document.source();
        let tokens = document.tokens();
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let mut at = span.start;
        for token in tokens[first..].iter().take_while(|token| token.span.start < span.end) {
            let (start, end) = (token.span.start.max(at), token.span.end.min(span.end));
            self.gap(&source[at as usize..start as usize]);
            at = end;
            match (token.kind, bars) {
                (TokenKind::Cell, Bars::Cells) => self.close_cell(),
                (TokenKind::Cell, Bars::Spaces) => self.space(),
                _ => self.open.push_str(&source[start as usize..end as usize]),
            }
        }
        self.gap(&source[at as usize..span.end as usize]);
    }

    /// What stands between two tokens: white space, marks of emphasis, or both.
    fn gap(&mut self, gap: &str) {
        if self.typed {
            self.open.push_str(gap);
        } else if gap.contains(char::is_whitespace) {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.open.is_empty() && !self.open.ends_with(' ') {
            self.open.push(' ');
        }
    }

    fn close_cell(&mut self) {
        let mut cell = std::mem::take(&mut self.open);
        cell.truncate(cell.trim_end().len());
        self.cells.push(cell);
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
            Mark::Same | Mark::Ours => piece.text.clone(),
            Mark::Before => format!("[-{}-]", piece.text),
            Mark::After => format!("[+{}+]", piece.text),
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
    fn new_words_do_not_run_into_struck_ones() {
        let piece = |mark, text: &str| Piece { mark, text: text.to_owned() };
        let line =
            [piece(Mark::Same, "at "), piece(Mark::Before, "9"), piece(Mark::After, "10"), piece(Mark::Same, ".")];
        assert_eq!(shown(&parted(&line)), "at [-9-] [+10+].");
    }

    #[test]
    fn an_empty_first_cell_keeps_its_column() {
        let document = document("|  | Day |\n|---|---|\n|  | Mon |\n");
        let unit = document.unit(1);
        let cells = cells(&document, unit.span, unit.kind, Mark::Same);
        assert_eq!(cells.iter().map(|cell| shown(cell)).collect::<Vec<_>>(), ["", "Mon"]);
    }

    #[test]
    fn a_pair_is_cut_behind_its_label() {
        let document = document("Due: 9:30");
        let cells = cells(&document, Span::new(0, 9), UnitKind::Pair, Mark::Same);
        let cells: Vec<_> = cells.iter().map(|cell| shown(cell)).collect();
        assert_eq!(cells, ["Due:", " 9:30"]);
    }
}
