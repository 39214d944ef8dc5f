//! Figures that stand above or below their line, kept apart from the figures that they touch.
//!
//! "Level 2" with the mark of a note is not level 21, and ten to the fifth is not 105: where a raised figure touches one
//! on the line, or a stop or stroke that would make one number of the two, it is written as the raised figure that it
//! is. Behind a word or the stop of a sentence a mark reads as figures of its own, and letters read as on the line: 2nd.

use std::ops::Range;

use crate::block::Shift;

/// The text with shifted figures that touch others written as such, and where the given offsets of it are now.
///
/// `shifted` are the stretches that stand beside the line, ascending; `offsets` ascend too.
pub(crate) fn apart(text: &str, shifted: &[(Range<usize>, Shift)], offsets: &mut [usize]) -> String {
    let mut written = String::with_capacity(text.len() + 2 * shifted.len());
    let (mut from, mut next) = (0, 0);
    for (range, shift) in shifted.iter().filter(|(range, _)| touches(text, range)) {
        moved(text, from..range.start, &mut written, |c| c, (offsets, &mut next));
        moved(text, range.clone(), &mut written, |c| sign(c, *shift), (offsets, &mut next));
        from = range.end;
    }
    moved(text, from..text.len(), &mut written, |c| c, (offsets, &mut next));
    offsets[next..].iter_mut().for_each(|offset| *offset = written.len());
    written
}

/// Adds a stretch of the text, and takes the offsets that lie in it along.
fn moved(
    text: &str,
    range: Range<usize>,
    written: &mut String,
    sign: impl Fn(char) -> char,
    (offsets, next): (&mut [usize], &mut usize),
) {
    for (at, c) in text[range.clone()].char_indices() {
        while offsets.get(*next).is_some_and(|offset| *offset <= range.start + at) {
            offsets[*next] = written.len();
            *next += 1;
        }
        written.push(sign(c));
    }
}

/// Whether a stretch and what stands beside it would be read as one number.
fn touches(text: &str, range: &Range<usize>) -> bool {
    let (before, inside, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    inside.contains(is_figure) && (ends_number(before) || opens_number(after) && inside.ends_with(is_figure))
}

fn ends_number(before: &str) -> bool {
    let glued = before.strip_suffix(is_glue).unwrap_or(before);
    glued.ends_with(is_figure)
}

fn opens_number(after: &str) -> bool {
    let glued = after.strip_prefix(is_glue).unwrap_or(after);
    glued.starts_with(is_figure)
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit()
}

/// Signs that stand inside numbers, times and dates.
fn is_glue(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '-' | '\u{2013}')
}

/// A figure or its sign, raised or lowered; another letter as it is.
fn sign(c: char, shift: Shift) -> char {
    match (c, shift) {
        ('1', Shift::Raised) => '\u{b9}',
        ('2', Shift::Raised) => '\u{b2}',
        ('3', Shift::Raised) => '\u{b3}',
        ('0'..='9', Shift::Raised) => offset('\u{2070}', c),
        ('0'..='9', Shift::Lowered) => offset('\u{2080}', c),
        ('+', Shift::Raised) => '\u{207a}',
        ('-' | '\u{2212}' | '\u{2013}', Shift::Raised) => '\u{207b}',
        ('+', Shift::Lowered) => '\u{208a}',
        ('-' | '\u{2212}' | '\u{2013}', Shift::Lowered) => '\u{208b}',
        _ => c,
    }
}

fn offset(zero: char, figure: char) -> char {
    char::from_u32(u32::from(zero) + u32::from(figure) - u32::from('0')).unwrap_or(figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, raised: &str, after: &str, expected: &str) {
        let text = [before, raised, after].concat();
        let range = before.len()..before.len() + raised.len();
        let mut offsets = [0, range.start, range.end];
        assert_eq!(apart(&text, &[(range, Shift::Raised)], &mut offsets), expected);
        assert_eq!(offsets[1], before.len());
        assert!(expected[offsets[2]..].starts_with(after), "{expected}");
    }

    #[test]
    fn a_raised_figure_never_joins_a_number() {
        check("Band 3", "2", " holds.", "Band 3\u{b2} holds.");
        check("10", "-4", " g", "10\u{207b}\u{2074} g");
        check("He scored 6.", "1", "", "He scored 6.\u{b9}");
        check("of ", "1", "2 men", "of \u{b9}2 men");
        check("3", "1", "/2", "3\u{b9}/2");
    }

    #[test]
    fn marks_behind_words_and_raised_letters_read_as_before() {
        check("He left.", "1", " Then", "He left.1 Then");
        check("the hostel", "12", "", "the hostel12");
        check("the 2", "nd", " of May", "the 2nd of May");
        check("20 m", "2", " room", "20 m2 room");
    }

    #[test]
    fn lowered_figures_are_lowered() {
        let shifted = [(2..3, Shift::Lowered)];
        assert_eq!(apart("102", &shifted, &mut []), "10\u{2082}");
    }
}
