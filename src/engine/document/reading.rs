//! Units as they read: markup and wrapping away, rows as cells.
//!
//! Takes a document and one of its units, gives plain text. Nothing is left out but white space and marks of
//! emphasis and quotation: tokens hold all else.

use std::ops::Range;

use super::{BlockKind, Document, Unit, UnitKind};
use crate::lexicon;
use crate::text::{Token, TokenKind, parts_words};

/// Tokens as text: one space where the source has white space between two of them.
pub fn plain(source: &str, tokens: &[Token]) -> String {
    let (first, last) = (tokens.first(), tokens.last());
    let bytes = first.zip(last).map_or(0, |(first, last)| last.span.end.saturating_sub(first.span.start));
    let mut text = String::with_capacity(bytes as usize);
    let mut end = None;
    for token in tokens {
        if end.is_some_and(|end| is_spaced(source, end, token)) {
            text.push(' ');
        }
        // What parts two cells may be a tab or tags.
        text.push_str(if token.kind == TokenKind::Cell { "|" } else { token.span.of(source) });
        end = Some(token.span.end);
    }
    text
}

/// The text of a unit, without the running number that says no more than its place.
pub fn unit_text(document: &Document, unit: &Unit) -> String {
    plain(document.source(), body(document, unit))
}

/// The tokens of a unit without its running number.
pub fn body<'a>(document: &'a Document, unit: &Unit) -> &'a [Token] {
    &document.tokens_of(unit)[usize::from(unit.numbering)..]
}

/// The running number of a unit by which people name it: one with a letter in it, "C4" or "(b)". A bare figure may be
/// another in the next version.
pub fn cited_number(document: &Document, unit: &Unit) -> Option<String> {
    let tokens = &document.tokens_of(unit)[..usize::from(unit.numbering)];
    let number = plain(document.source(), tokens);
    number.contains(char::is_alphabetic).then(|| number.trim_end_matches('.').to_owned())
}

/// Whether white space, or markup that shows as such, stands between a token that ends at `end` and this one.
pub fn is_spaced(source: &str, end: u32, token: &Token) -> bool {
    match source.get(end as usize..token.span.start as usize) {
        // What stands between most.
        Some("") => token.kind == TokenKind::Cell,
        Some(" ") => true,
        gap => token.kind == TokenKind::Cell || gap.is_none_or(parts_words),
    }
}

/// The cells of a row, as tokens.
pub fn cells<'a>(document: &'a Document, unit: &Unit) -> Vec<&'a [Token]> {
    document.tokens_of(unit).split(|token| token.kind == TokenKind::Cell).collect()
}

/// The cells of a row, each as the range of its tokens.
pub(super) fn cell_ranges(row: &[Token]) -> Vec<Range<usize>> {
    let mut start = 0;
    let borders = (0..row.len()).filter(|at| row[*at].kind == TokenKind::Cell);
    borders.chain([row.len()]).map(|end| std::mem::replace(&mut start, end + 1)..end).collect()
}

/// The titles of columns in a line of Markdown, in small letters and without what only marks them.
pub(super) fn titles(line: &str) -> Vec<String> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | ':');
    let inner = line.trim().trim_matches('|');
    inner.split('|').map(|title| title.trim_matches(is_mark).to_lowercase()).collect()
}

/// The cells of a row, as text.
pub fn cell_texts(document: &Document, unit: &Unit) -> Vec<String> {
    cells(document, unit).into_iter().map(|cell| plain(document.source(), cell)).collect()
}

/// The header row of the table that a row stands in, if it has one. A box of labels and values, two and more a row, has
/// none: a converter makes its first row one.
pub fn table_head<'a>(document: &'a Document, unit: &Unit) -> Option<&'a Unit> {
    let block = &document.blocks()[unit.block as usize];
    let first = (block.kind == BlockKind::Table).then(|| document.unit(block.units.start))?;
    (first.kind == UnitKind::TableHead && !is_box(document, first)).then_some(first)
}

/// Whether every other cell of a row is in strong emphasis, the first of each two, and there are two such at least.
fn is_box(document: &Document, row: &Unit) -> bool {
    let source = document.source();
    let cells = cells(document, row);
    let strong = |cell: &&[Token]| {
        let first = cell.first().map(|token| token.span.start as usize);
        first.is_some_and(|first| source[..first].ends_with("**") || source[..first].ends_with("__"))
    };
    let labels = cells.iter().step_by(2);
    let values = cells.iter().skip(1).step_by(2);
    cells.len() >= BOX_CELLS_MIN && labels.clone().all(strong) && !values.clone().any(strong)
}

/// Fewest cells of a row of a box.
const BOX_CELLS_MIN: usize = 4;

/// The question that a short line answers: the line right above it, in the same section and no heading, that ends in a
/// question mark.
pub fn question_of(document: &Document, unit: u32) -> Option<u32> {
    let own = document.unit(unit);
    let above = unit.checked_sub(1)?;
    let question = document.unit(above);
    let lines = [own, question].iter().all(|unit| matches!(unit.kind, UnitKind::Sentence | UnitKind::Item));
    let short = body(document, own).len() <= ANSWER_TOKENS_MAX && !asks(document, own);
    (lines && short && question.section == own.section && asks(document, question)).then_some(above)
}

/// Most tokens of an answer that says nothing without its question.
const ANSWER_TOKENS_MAX: usize = 5;

fn asks(document: &Document, unit: &Unit) -> bool {
    document.tokens_of(unit).last().is_some_and(|token| token.is_byte(document.source(), b'?'))
}

/// A label and its value: a line "Label: value", or a row of two cells. The value as tokens.
pub fn field<'a>(document: &'a Document, unit: &Unit) -> Option<(String, &'a [Token])> {
    let (source, tokens) = (document.source(), body(document, unit));
    let is_divider = |token: &Token| match unit.kind {
        UnitKind::Pair | UnitKind::Item => token.span.of(source) == ":",
        UnitKind::Row => token.kind == TokenKind::Cell,
        _ => false,
    };
    let at = tokens.iter().position(is_divider)?;
    let (label, value) = (unnumbered(source, &tokens[..at]), &tokens[at + 1..]);
    let two = value.iter().all(|token| token.kind != TokenKind::Cell);
    let label = plain(source, label);
    (two && !value.is_empty() && !label.is_empty()).then(|| (label.trim_end_matches(':').to_owned(), value))
}

/// Whether a word of a unit denies or bars.
pub fn denies(document: &Document, unit: &Unit) -> bool {
    let mut words = document.tokens_of(unit).iter().map(|token| token.span.of(document.source()));
    words.any(|word| lexicon::DENYING.has(word))
}

/// A label without the number that a form gives it: "1.2 Date of birth".
pub(super) fn unnumbered<'t>(source: &str, label: &'t [Token]) -> &'t [Token] {
    match label {
        [number, rest @ ..]
            if number.kind == TokenKind::Number
                && number.span.of(source).contains('.')
                && rest.first().is_some_and(|word| word.kind == TokenKind::Word) =>
        {
            rest
        }
        _ => label,
    }
}

/// Lower-case letters and digits of a label, single spaces between words: "Supervision  Level:" is
/// "supervision level".
pub fn folded(label: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let text: String = label.to_lowercase().chars().map(letters).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn document(text: &str) -> Document {
        parse(text.to_owned()).unwrap()
    }

    #[test]
    fn marks_and_wrapping_go_and_tildes_stay() {
        let document = document("He is **not**\nto ~~ever~~ go.");
        assert_eq!(unit_text(&document, document.unit(0)), "He is not to ~~ever~~ go.");
    }

    #[test]
    fn a_row_reads_cell_by_cell() {
        let document = document("| Need | Action |\n|---|---|\n| **Home** | find a flat |\n");
        assert_eq!(cell_texts(&document, document.unit(1)), ["Home", "find a flat"]);
        assert!(table_head(&document, document.unit(1)).is_some());
    }

    #[test]
    fn a_box_of_labels_and_values_has_no_header() {
        let table =
            "| **Name** | Orr | **Wing** | B |\n|---|---|---|---|\n| **Dog** | none | **Boat** | Skerry |\n";
        let head = |text: &str| {
            let document = document(text);
            table_head(&document, document.unit(1)).is_some()
        };
        assert!(!head(table));
        assert!(head(&table.replace("| Orr |", "| **Orr** |")));
        assert!(head(&table.replace("**", "")));
    }

    #[test]
    fn fields_of_lines_and_of_rows() {
        let value = |text: &str, unit| {
            let document = document(text);
            let (label, value) = field(&document, document.unit(unit)).unwrap();
            (label, plain(document.source(), value))
        };
        let expected = ("Supervision level".to_owned(), "High".to_owned());
        assert_eq!(value("**Supervision level:** High  \n**EDL:** 4 May 2024", 0), expected);
        assert_eq!(value("| Field | Detail |\n|---|---|\n| Supervision level | High |\n", 1), expected);
    }

    #[test]
    fn labels_fold() {
        assert_eq!(folded("Supervision  LEVEL:"), "supervision level");
        assert_eq!(folded("E.D.L."), "e d l");
    }
}
