//! From source bytes to readable pieces.
//!
//! Marks of emphasis are taken away and white space becomes one space; everything else stays as it was written.
//! What is left out is exactly what has no token, so no word, number or sign can be lost here.

use std::ops::Range;

use super::{FactNote, Mark, Piece, Pieces};
use crate::web::words;
use cip_engine::delta::FactChange;
use cip_engine::document::reading::{self, cell_texts};
use cip_engine::document::{Document, UnitKind};
use cip_engine::text::{Span, Token, TokenKind};

/// The readable text of a span, on one line: a word that it cuts in part, cells apart by a space.
pub(in crate::web) fn plain(document: &Document, span: Span) -> String {
    let first = document.tokens().partition_point(|token| token.span.end <= span.start);
    let inside = document.tokens()[first..].iter().take_while(|token| token.span.start < span.end);
    let cut = |of: Span| Span { start: of.start.max(span.start), end: of.end.min(span.end) };
    let tokens: Vec<Token> = inside.map(|token| Token { span: cut(token.span), ..*token }).collect();
    let cells = tokens.split(|token| token.kind == TokenKind::Cell);
    let cells = cells.map(|cell| reading::plain(document.source(), cell)).filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join(" ")
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

/// Units of one version with this mark, as their kind is set: a row in cells, a pair as label and value, anything else
/// as one. Code and HTML keep lines and marks as they were typed.
pub(in crate::web) fn cells(
    document: &Document,
    units: Range<u32>,
    kind: UnitKind,
    mark: Mark,
) -> Vec<Pieces> {
    let piece = |text: String| if text.is_empty() { Vec::new() } else { vec![Piece { mark, text }] };
    let units = units.map(|unit| document.unit(unit));
    if is_row(kind) {
        return units.flat_map(|unit| cell_texts(document, unit)).map(piece).collect();
    }
    let span = units.map(|unit| unit.span).reduce(Span::cover).unwrap_or_default();
    let text = match kind {
        UnitKind::Code | UnitKind::Html => span.of(document.source()).trim_end().to_owned(),
        _ => plain(document, span),
    };
    set(vec![piece(text)], kind)
}

/// Marked text, as its kind is set.
pub(in crate::web) fn marked(cells: &[Pieces], kind: UnitKind) -> Vec<Pieces> {
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
    if is_row(kind) {
        return cells;
    }
    let space = || Piece { mark: Mark::Same, text: " ".to_owned() };
    let apart = |(at, cell): (usize, Pieces)| (at > 0).then(space).into_iter().chain(cell);
    let line = cells.into_iter().enumerate().flat_map(apart).collect();
    if kind == UnitKind::Pair { label_and_value(line) } else { vec![line] }
}

fn is_row(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Row | UnitKind::TableHead)
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
        let line = [
            piece(Mark::Same, "at "),
            piece(Mark::Before, "9"),
            piece(Mark::After, "10"),
            piece(Mark::Same, "."),
        ];
        assert_eq!(shown(&parted(&line)), "at [-9-] [+10+].");
    }

    #[test]
    fn an_empty_first_cell_keeps_its_column() {
        let document = document("|  | Day |\n|---|---|\n|  | Mon |\n");
        let cells = cells(&document, 1..2, UnitKind::Row, Mark::Same);
        assert_eq!(cells.iter().map(|cell| shown(cell)).collect::<Vec<_>>(), ["", "Mon"]);
    }

    #[test]
    fn the_outer_bars_of_a_row_without_a_head_are_not_text() {
        let document = document("Seen:\n\n| Mon | Tue |\n| gate | hall |\n");
        let row = (0..3).find(|unit| document.unit(*unit).kind == UnitKind::Row).unwrap();
        let cells = cells(&document, row..row + 1, UnitKind::Row, Mark::Same);
        assert_eq!(cells.iter().map(|cell| shown(cell)).collect::<Vec<_>>(), ["Mon", "Tue"]);
    }

    #[test]
    fn a_pair_is_cut_behind_its_label() {
        let document = document("Due: 9:30");
        let cells = cells(&document, 0..1, UnitKind::Pair, Mark::Same);
        let cells: Vec<_> = cells.iter().map(|cell| shown(cell)).collect();
        assert_eq!(cells, ["Due:", " 9:30"]);
    }
}
