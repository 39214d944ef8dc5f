//! Marks of footnotes that say no more than their place.
//!
//! Takes a document's tokens. Where the marks of one shape (`[^2]`, `[2]`, `²`, `<sup>2</sup>`, `(2)` glued to a word)
//! count up from 1 in the order in which each first stands, a note more renumbers all behind it. Their numbers become
//! signs then: they are shown where they differ, but are no figures of the plan. Marks that do not count up stay numbers.

use memchr::{memchr2_iter, memchr3_iter};

use super::model::Document;
use crate::text::{Token, TokenKind};

/// Shapes of marks.
const SHAPES: usize = 5;
/// Fewest different marks of a shape that other brackets may have too.
const MARKS_MIN: u32 = 2;

/// Turns the numbers of marks that only count into signs.
pub(super) fn mark(document: &mut Document) {
    let mut found: [Vec<(usize, u32)>; SHAPES] = Default::default();
    let (source, tokens) = (document.source.as_str(), document.tokens.as_slice());
    let mut openings = openings(source).into_iter().peekable();
    for unit in &document.units {
        while let Some(place) = openings.next_if(|place| *place < unit.span.end) {
            let at = tokens.partition_point(|token| token.span.start < place);
            let opens = tokens.get(at).is_some_and(|token| token.span.start == place);
            if !opens || !unit.tokens.contains(&(at as u32)) {
                continue;
            }
            let text = Text { source, tokens: &tokens[..unit.tokens.end as usize] };
            if let Some((shape, number)) = text.mark(at, at == unit.tokens.start as usize) {
                found[shape].extend(text.value(number).map(|value| (number, value)));
            }
        }
    }
    for (shape, marks) in found.iter().enumerate() {
        if counts_up(marks, if shape == 0 { 1 } else { MARKS_MIN }) {
            document.notes_count = true;
            for (at, _) in marks {
                document.tokens[*at].kind = TokenKind::Sign;
            }
        }
    }
}

/// Where a mark may begin, in reading order: a bracket, or a figure that is raised.
fn openings(source: &str) -> Vec<u32> {
    let bytes = source.as_bytes();
    let is_raised = |at: &usize| source[*at..].chars().next().is_some_and(|c| raised(c).is_some());
    let mut found: Vec<usize> = memchr3_iter(b'[', b'<', b'(', bytes).collect();
    found.extend(memchr2_iter(RAISED_LEADS[0], RAISED_LEADS[1], bytes).filter(is_raised));
    found.sort_unstable();
    found.into_iter().map(|at| at as u32).collect()
}

/// The first bytes of raised figures, of those up to three and of the others.
const RAISED_LEADS: [u8; 2] = [0xc2, 0xe2];

/// Whether each number is one that stood before, or the next.
fn counts_up(marks: &[(usize, u32)], fewest: u32) -> bool {
    let mut last = 0;
    for (_, number) in marks {
        if *number == 0 || *number > last + 1 {
            return false;
        }
        last = last.max(*number);
    }
    last >= fewest
}

/// The tokens of a unit, and of all before it.
#[derive(Clone, Copy)]
struct Text<'a> {
    source: &'a str,
    tokens: &'a [Token],
}

impl<'a> Text<'a> {
    /// The shape of the mark that begins here, and the token that is its number.
    fn mark(self, at: usize, opens: bool) -> Option<(usize, usize)> {
        let behind = !opens && self.glued(at) && self.may_have_note(at - 1);
        let is = |texts: &[&str], from: usize| {
            texts.iter().enumerate().all(|(index, text)| self.of(from + index) == *text)
        };
        match self.of(at) {
            "[" if is(&["^"], at + 1) && is(&["]"], at + 3) => Some((0, at + 2)),
            "[" if (behind || opens) && is(&["]"], at + 2) => Some((1, at + 1)),
            "<" if is(&["sup", ">"], at + 1) && is(&["<", "/", "sup", ">"], at + 4) => Some((3, at + 3)),
            "(" if behind && is(&[")"], at + 2) => Some((4, at + 1)),
            text if (behind || opens) && !text.is_empty() && text.chars().all(|c| raised(c).is_some()) => {
                Some((2, at))
            }
            _ => None,
        }
    }

    /// Whether a note may be marked behind this token: the last of a word or of a sentence.
    fn may_have_note(self, at: usize) -> bool {
        let letters = self.of(at).chars().count();
        self.tokens[at].kind == TokenKind::Word && letters > 2
            || matches!(self.of(at), "." | "," | ";" | ":" | ")" | "]" | "\"" | "\u{201d}" | "\u{2019}")
    }

    fn glued(self, at: usize) -> bool {
        at > 0 && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    fn of(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.source))
    }

    fn value(self, at: usize) -> Option<u32> {
        let digits: Option<String> = self.of(at).chars().map(|c| raised(c).or(Some(c))).collect();
        digits?.parse().ok()
    }
}

/// The figure that a raised one is.
fn raised(c: char) -> Option<char> {
    const RAISED: [char; 10] = [
        '\u{2070}', '\u{b9}', '\u{b2}', '\u{b3}', '\u{2074}', '\u{2075}', '\u{2076}', '\u{2077}', '\u{2078}',
        '\u{2079}',
    ];
    RAISED.iter().position(|raised| *raised == c).and_then(|at| char::from_digit(at as u32, 10))
}

#[cfg(test)]
mod tests {
    use crate::document::parse;
    use crate::text::TokenKind;

    /// How many numbers and raised figures are left.
    fn numbers(source: &str) -> usize {
        let document = parse(source.to_owned()).unwrap();
        let is = |token: &&crate::text::Token| {
            let raised = token.span.of(source).starts_with(['\u{b9}', '\u{b2}', '\u{b3}']);
            token.kind == TokenKind::Number || (raised && token.kind == TokenKind::Word)
        };
        document.tokens().iter().filter(is).count()
    }

    #[test]
    fn marks_that_count_up_are_no_numbers() {
        for source in [
            "He sings.[^1] She swims.[^2]\n\n[^1]: Choir.\n[^2]: Pool.",
            "He sings.[1] She swims.[2]\n\n[1] Choir.\n\n[2] Pool.",
            "He sings.\u{b9} She swims.\u{b2}",
            "He sings.<sup>1</sup> She swims.<sup>2</sup>",
            "He sings.(1) She swims,(2) and runs.",
        ] {
            assert_eq!(numbers(source), 0, "{source}");
        }
    }

    #[test]
    fn other_numbers_stay() {
        for (source, left) in [
            ("He sings.[^2] She swims.[^1]", 2),
            ("He has convictions (1) and a fine (2).", 2),
            ("Session[1] only.", 1),
            ("He takes tablets [1] and drops [2].", 2),
        ] {
            assert_eq!(numbers(source), left, "{source}");
        }
    }
}
