//! What stands between two tokens: white space and marks, and when a difference there may be folded.

use std::ops::Range;

use crate::delta::model::Normalisation;
use crate::delta::side::Side;
use crate::lexicon;
use crate::text::{
    Markup, RIGHT_TO_LEFT_MARK, TokenKind, Words, is_apostrophe, is_invisible, markup_at, parts_words,
};

/// What stands in a unit before its first token.
pub(in crate::delta) fn lead<'a>(side: &Side<'a>) -> &'a str {
    let span = side.span();
    let end = side.tokens.first().map_or(span.end, |token| token.span.start);
    &side.source[span.start as usize..end as usize]
}

/// What stands in a unit after its last token.
pub(in crate::delta) fn trail<'a>(side: &Side<'a>) -> &'a str {
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
    let bare = |end: &str| end.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ");
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
    if parts_words(left) == parts_words(right) {
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

/// Whether a token goes on what stands before it, with nothing but marks of emphasis between, and between two figures
/// none that may multiply; or a converter's backslash before an apostrophe.
pub(super) fn is_mark_inside(words: Words<'_>, at: usize, end: usize) -> bool {
    let figures = words.is_number(at) && at > 0 && words.is_number(at - 1);
    let gap = words.gap_before(at);
    // "5**0**" is a figure of which a part is strong; "5*3" may be fifteen.
    let strong = || gap == "**" || gap.starts_with('<');
    let marks = || Gap::read(gap).is_some_and(|gap| gap.is_of_marks());
    let escaped = || gap == "\\" && words.text(at).starts_with(is_apostrophe);
    at < end && (!figures || strong()) && (gap.is_empty() || marks() || escaped())
}

/// What was left out between the tokens of such a run: marks of emphasis, or a backslash.
pub(super) fn inside(words: Words<'_>, run: Range<usize>) -> Option<Normalisation> {
    let gaps = || run.clone().skip(1).map(|at| words.gap_before(at));
    match (
        gaps().any(|gap| gap.contains('\\')),
        gaps().any(|gap| gap.contains(is_emphasis) || gap.contains('<')),
    ) {
        (true, _) => Some(Normalisation::Escape),
        (_, true) => Some(Normalisation::Emphasis),
        _ => None,
    }
}

/// What a space that only one side has is, where it says nothing.
fn lone_space(words: Words<'_>, at: usize) -> Option<Normalisation> {
    let last = at.checked_sub(1)?;
    let beside = |kind| words.kind(at) == Some(kind) || words.kind(last) == Some(kind);
    if beside(TokenKind::Cell) {
        Some(Normalisation::Space)
    } else if (words.is_number(last) && (words.is_in(at, &lexicon::SPACED_UNITS) || words.is_sign(at, "%")))
        || words.is_sign(last, "£")
    {
        Some(Normalisation::NumberSpelling)
    } else {
        None
    }
}

/// What a gap is made of: space, line ends, marks and markup, the only things it may hold.
#[derive(Debug, Default)]
struct Gap {
    spaces: String,
    lines: usize,
    breaks: usize,
    marks: String,
    escapes: usize,
    anchors: String,
    invisible: String,
}

impl Gap {
    /// Whether it holds marks of emphasis and nothing else.
    fn is_of_marks(&self) -> bool {
        let others = [&self.spaces, &self.anchors, &self.invisible].iter().any(|held| !held.is_empty());
        !(others || self.lines + self.breaks + self.escapes > 0)
    }

    /// Reads a gap; none where it holds anything else.
    fn read(mut gap: &str) -> Option<Self> {
        let mut found = Self::default();
        let quotes = gap.contains('>') && gap.contains('\n');
        while let Some(c) = gap.chars().next() {
            let mut len = c.len_utf8();
            if let Some((markup_len, markup)) = markup_at(gap) {
                len = markup_len;
                match markup {
                    Markup::Break | Markup::Block => found.breaks += 1,
                    Markup::Look => found.marks.push_str(&gap[..len]),
                    Markup::Space => {
                        found.escapes += 1;
                        found.spaces.push(' ');
                    }
                    Markup::Anchor => found.anchors.push_str(&gap[..len]),
                }
            } else if c == '\\' && gap[1..].starts_with(['\n', '\r']) || matches!(c, '\u{b}' | '\u{2028}') {
                found.breaks += 1;
            } else if c == '\\' {
                found.escapes += 1;
            } else if is_emphasis(c) {
                found.marks.push(c);
            } else if c == '[' || gap.starts_with("]{") {
                // A bracket is a sign, unless attributes belong to what it parts from the rest.
                found.anchors.push(c);
            } else if is_invisible(c) || c == RIGHT_TO_LEFT_MARK {
                found.invisible.push(c);
            } else if c.is_whitespace() || (c == '>' && quotes) {
                found.lines += usize::from(c == '\n');
                found.spaces.push(c);
            } else {
                return None;
            }
            gap = &gap[len..];
        }
        Some(found)
    }
}

/// Space, wrapping, emphasis and what a converter leaves: the only things a gap may hold.
///
/// Where a line breaks and how wide a space is are set by the program a text was typed in. Marks of emphasis
/// change how a word looks, not which word it is; where they join two words ("2*3") there is no space, and
/// [`between`] sees that.
pub(super) fn codes(left: &str, right: &str) -> Option<Vec<Normalisation>> {
    if is_plain(left) && is_plain(right) {
        return Some(codes_of_plain(left, right).into_iter().collect());
    }
    let written_otherwise = left != right;
    let (left, right) = (Gap::read(left)?, Gap::read(right)?);
    let differs = [
        (left.breaks != right.breaks, Normalisation::Break),
        (left.breaks == right.breaks && left.lines != right.lines, Normalisation::Wrap),
        (
            left.breaks == right.breaks && left.lines == right.lines && left.spaces != right.spaces,
            Normalisation::Space,
        ),
        (left.marks != right.marks, Normalisation::Emphasis),
        (left.escapes != right.escapes, Normalisation::Escape),
        (left.anchors != right.anchors, Normalisation::Anchor),
        (left.invisible != right.invisible, Normalisation::Invisible),
    ];
    let mut codes: Vec<Normalisation> =
        differs.into_iter().filter(|(differs, _)| *differs).map(|(_, code)| code).collect();
    // As many breaks on both sides, by another tag: "<br/>" and "<br />".
    if written_otherwise && codes.is_empty() && left.breaks > 0 {
        codes.push(Normalisation::Break);
    }
    Some(codes)
}

/// Whether a gap is nothing but the white space that most are made of.
fn is_plain(gap: &str) -> bool {
    gap.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// The same for gaps that are.
fn codes_of_plain(left: &str, right: &str) -> Option<Normalisation> {
    let lines = |gap: &str| gap.bytes().filter(|byte| *byte == b'\n').count();
    if left == right {
        None
    } else if lines(left) == lines(right) {
        Some(Normalisation::Space)
    } else {
        Some(Normalisation::Wrap)
    }
}

fn is_emphasis(c: char) -> bool {
    matches!(c, '*' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_holds_space_wrapping_and_emphasis_and_nothing_else() {
        assert_eq!(codes("  ", " "), Some(vec![Normalisation::Space]));
        assert_eq!(codes(" **", "\n"), Some(vec![Normalisation::Wrap, Normalisation::Emphasis]));
        assert_eq!(codes("\n> ", " "), Some(vec![Normalisation::Wrap]));
        assert_eq!(codes("<br>", "\n"), Some(vec![Normalisation::Break]));
        assert_eq!(codes(" <br/>\n", "\\\n"), Some(vec![Normalisation::Space]));
        assert_eq!(codes("\\", ""), Some(vec![Normalisation::Escape]));
        assert_eq!(codes("&nbsp;", " "), Some(vec![Normalisation::Escape]));
        assert_eq!(codes(" []{#_a1}", " []{#_a2}"), Some(vec![Normalisation::Anchor]));
        assert_eq!(codes(" \u{200b}", " "), Some(vec![Normalisation::Invisible]));
        assert_eq!(codes("<br/>", "<BR />"), Some(vec![Normalisation::Break]));
        assert_eq!(codes("\u{200f} \u{2069}", " "), Some(vec![Normalisation::Invisible]));
        assert_eq!(codes(" <i>", " "), Some(vec![Normalisation::Emphasis]));
        for other in [" ~ ", "> ", "~\n", "<s>", "&amp;", "\u{202e}"] {
            assert_eq!(codes(other, " "), None, "{other:?}");
            assert_eq!(codes(" ", other), None, "{other:?}");
        }
    }
}
