//! From source bytes to readable pieces.
//!
//! Marks of emphasis are taken away and white space becomes one space; everything else stays as it was written.
//! What is left out is exactly what has no token, so no word, number or sign can be lost here.

use std::ops::Range;

use super::{FactNote, Mark, Piece, Pieces};
use crate::web::words;
use cip_engine::delta::FactChange;
use cip_engine::document::reading::cell_texts;
use cip_engine::document::{Document, UnitKind};
use cip_engine::text::{Span, TokenKind, parts_words};

/// The readable text of a span, on one line.
pub(in crate::web) fn plain(document: &Document, span: Span) -> String {
    line(document, span, false)
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
    let typed = matches!(kind, UnitKind::Code | UnitKind::Html);
    let span = units.map(|unit| unit.span).reduce(Span::cover).unwrap_or_default();
    set(vec![piece(line(document, span, typed))], kind)
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

/// A span as one line, or as it was typed.
fn line(document: &Document, span: Span, typed: bool) -> String {
    let source = document.source();
    let tokens = document.tokens();
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let mut line = String::new();
    let mut at = span.start;
    for token in tokens[first..].iter().take_while(|token| token.span.start < span.end) {
        let (start, end) = (token.span.start.max(at), token.span.end.min(span.end));
        push_gap(&mut line, &source[at as usize..start as usize], typed);
        at = end;
        match token.kind {
            TokenKind::Cell => push_space(&mut line),
            _ => line.push_str(&source[start as usize..end as usize]),
        }
    }
    push_gap(&mut line, &source[at as usize..span.end as usize], typed);
    line.truncate(line.trim_end().len());
    line
}

/// What stands between two tokens: white space, marks of emphasis, or both.
fn push_gap(line: &mut String, gap: &str, typed: bool) {
    if typed {
        line.push_str(gap);
    } else if parts_words(gap) {
        push_space(line);
    }
}

fn push_space(line: &mut String) {
    if !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
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
