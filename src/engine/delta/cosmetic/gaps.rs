//! What stands between two tokens: white space and marks, and when a difference there may be folded.

use std::ops::Range;

use crate::delta::model::Normalisation;
use crate::delta::side::Side;
use crate::text::{TokenKind, Words};

/// What stands in a unit before its first token.
pub(super) fn lead<'a>(side: &Side<'a>) -> &'a str {
    let span = side.span();
    let end = side.tokens.first().map_or(span.end, |token| token.span.start);
    &side.source[span.start as usize..end as usize]
}

/// What stands in a unit after its last token.
pub(super) fn trail<'a>(side: &Side<'a>) -> &'a str {
    let span = side.span();
    let start = side.tokens.last().map_or(span.end, |token| token.span.end);
    &side.source[start as usize..span.end as usize]
}

/// The codes by which the ends of two units are the same; none if they are not.
///
/// The outer bars of a row are optional in Markdown, and so are the empty cells after its last.
pub(super) fn edge(left: &str, right: &str) -> Option<Vec<Normalisation>> {
    if left == right {
        return Some(Vec::new());
    }
    let bare = |end: &str| end.chars().filter(|c| *c != '|' && !c.is_whitespace()).collect::<String>();
    let (bare_left, bare_right) = (bare(left), bare(right));
    if bare_left == bare_right {
        return Some(vec![Normalisation::Space]);
    }
    codes(&bare_left, &bare_right)
}

/// The codes by which the gaps before two tokens are the same; none if they are not.
///
/// White space that stands on one side only folds where it cannot make or part words: between a figure and a
/// unit of a closed list ("20mg"), after "£", before "%" and beside the bars of a table. Elsewhere it may ("re-sign", "re - sign").
pub(super) fn between(before: Words<'_>, i: usize, after: Words<'_>, j: usize) -> Option<Vec<Normalisation>> {
    let (left, right) = (before.gap_before(i), after.gap_before(j));
    if left == right {
        return Some(Vec::new());
    }
    let mut codes = codes(left, right)?;
    if has_space(left) == has_space(right) {
        return Some(codes);
    }
    codes.retain(|code| *code != Normalisation::Space);
    codes.push(lone_space(before, i)?);
    Some(codes)
}

/// The tokens of a run without what stands between them.
pub(super) fn glued(words: Words<'_>, run: Range<usize>) -> String {
    run.map(|at| words.text(at)).collect()
}

/// Whether a token goes on what stands before it, with nothing but marks of emphasis between, and none of them
/// between two figures.
pub(super) fn is_mark_inside(words: Words<'_>, at: usize, end: usize) -> bool {
    let figures = words.is_number(at) && at > 0 && words.is_number(at - 1);
    at < end && !figures && words.gap_before(at).chars().all(|c| matches!(c, '*' | '_'))
}

/// Units that are the same with and without a space before them. Not "st", which behind a space are stones and
/// glued to a 1 make it the first; nor any single letter but g, l and p: cell 2 B is not cell 2B.
const UNITS: [&str; 52] = [
    "mg", "mgs", "mcg", "g", "kg", "kgs", "ml", "mls", "l", "iu", "units", "unit", "mmol", "mm", "cm", "km",
    "ft", "lb", "lbs", "oz", "mph", "p", "am", "pm", "hrs", "hr", "hours", "hour", "mins", "min", "minutes",
    "minute", "secs", "sec", "seconds", "day", "days", "nights", "week", "weeks", "wks", "wk", "month",
    "months", "mths", "year", "years", "yrs", "yr", "miles", "metres", "percent",
];

/// What a space that only one side has is, where it says nothing.
fn lone_space(words: Words<'_>, at: usize) -> Option<Normalisation> {
    let last = at.checked_sub(1)?;
    let beside = |kind| words.kind(at) == Some(kind) || words.kind(last) == Some(kind);
    if beside(TokenKind::Cell) {
        Some(Normalisation::Space)
    } else if (words.is_number(last) && (words.is_any(at, &UNITS) || words.is_sign(at, "%")))
        || words.is_sign(last, "£")
    {
        Some(Normalisation::NumberSpelling)
    } else {
        None
    }
}

/// Space, wrapping and emphasis: the only things a gap may hold.
///
/// Where a line breaks and how wide a space is are set by the program a text was typed in. Marks of emphasis
/// change how a word looks, not which word it is; where they join two words ("2*3") there is no space, and
/// [`between`] sees that.
fn codes(left: &str, right: &str) -> Option<Vec<Normalisation>> {
    let known =
        |gap: &str| gap.chars().all(|c| c.is_whitespace() || is_mark(c) || c == '>' || c == '\u{feff}');
    let quotes = |gap: &str| gap.contains('>') && !gap.contains('\n');
    if !known(left) || !known(right) || quotes(left) || quotes(right) {
        return None;
    }
    let mut codes = Vec::new();
    let breaks = |gap: &str| gap.matches('\n').count();
    let spaces = |gap: &str| gap.chars().filter(|c| !is_mark(*c)).collect::<String>();
    if breaks(left) != breaks(right) {
        codes.push(Normalisation::Wrap);
    } else if spaces(left) != spaces(right) {
        codes.push(Normalisation::Space);
    }
    let marks = |gap: &str| gap.chars().filter(|c| is_mark(*c)).collect::<String>();
    if marks(left) != marks(right) {
        codes.push(Normalisation::Emphasis);
    }
    Some(codes)
}

fn has_space(gap: &str) -> bool {
    gap.chars().any(char::is_whitespace)
}

/// Marks of emphasis, and the backslash that stands before an escaped sign or at a line's end.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_holds_space_wrapping_and_emphasis_and_nothing_else() {
        assert_eq!(codes("  ", " "), Some(vec![Normalisation::Space]));
        assert_eq!(codes(" **", "\n"), Some(vec![Normalisation::Wrap, Normalisation::Emphasis]));
        assert_eq!(codes("\n> ", " "), Some(vec![Normalisation::Wrap]));
        for other in [" ~ ", "> ", "~\n"] {
            assert_eq!(codes(other, " "), None, "{other:?}");
            assert_eq!(codes(" ", other), None, "{other:?}");
        }
    }
}
