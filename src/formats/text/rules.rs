//! Lines drawn across a page: separators, underlines, and rulers that mark columns.

use std::ops::Range;

use super::furniture::Printed;
use super::lines::Line;
use super::signs::Signs;

/// Least strokes of the border of a box.
const BORDER_MIN: usize = 8;

/// What a line draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// One line of this sign.
    Whole(char),
    /// A stretch over each column.
    Columns(Vec<Range<usize>>),
}

/// What a line draws; nothing if it holds words.
pub(super) fn rule(line: &Line<'_>) -> Option<Rule> {
    let text = without_edges(line.text);
    if text.len() == line.text.len() && line.holds(Signs::WORD)
        || text.is_empty()
        || !text.chars().all(|c| is_stroke(c) || c.is_whitespace())
    {
        return None;
    }
    let groups = groups(text, line.indent);
    let strokes = text.chars().filter(|c| !c.is_whitespace()).count();
    let long = groups.iter().filter(|group| group.len() > 1).count();
    if groups.len() > 1 && long * 2 > groups.len() && strokes > 4 {
        return Some(Rule::Columns(groups));
    }
    let first = text.chars().next()?;
    (strokes > 2).then_some(Rule::Whole(first))
}

/// A line without the signs that close the border of a box: `!-----!`.
fn without_edges(text: &str) -> &str {
    let edged = |edge: char| {
        let inner = text.strip_prefix(edge)?.strip_suffix(edge)?;
        (inner.len() >= BORDER_MIN && inner.chars().all(is_stroke)).then_some(inner)
    };
    edged('!').or_else(|| edged(':')).or_else(|| edged('\u{a6}')).unwrap_or(text)
}

/// The stretches between white space or crossings.
fn groups(text: &str, indent: usize) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.chars().enumerate().filter(|(_, c)| !c.is_whitespace() && !is_crossing(*c)) {
        let at = indent + at;
        match groups.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

fn is_stroke(c: char) -> bool {
    matches!(c, '-' | '=' | '_' | '*' | '~' | '^' | '#' | '.' | '\u{2013}' | '\u{2014}')
        || is_crossing(c)
        || is_drawn(c)
}

fn is_crossing(c: char) -> bool {
    matches!(c, '+' | '|' | '\u{2502}' | '\u{2551}' | '\u{250c}'..='\u{254b}' | '\u{2552}'..='\u{256c}')
}

/// Signs of box drawing.
fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257f}')
}

/// Whether a stroke stands right below a line.
pub(super) fn has_stroke_below(printed: &[Printed<'_>], rules: &[Option<Rule>], at: usize) -> bool {
    matches!(rules.get(at + 1), Some(Some(Rule::Whole(_)))) && printed[at + 1].gap == 0
}

/// Whether a sign divides the cells of a row.
pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '\u{a6}' | '\u{2502}' | '\u{2503}' | '\u{2551}')
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Option<Rule> {
        split(text).first().and_then(rule)
    }

    #[test]
    fn lines_and_rulers() {
        assert_eq!(check("======"), Some(Rule::Whole('=')));
        assert_eq!(check("  - - - - -"), Some(Rule::Whole('-')));
        assert_eq!(check("  --- ----"), Some(Rule::Columns(vec![2..5, 6..10])));
        assert_eq!(check("+---+----+"), Some(Rule::Columns(vec![1..4, 5..9])));
        assert_eq!(check("^^^^^"), Some(Rule::Whole('^')));
        assert_eq!(check("!----------!"), Some(Rule::Whole('-')));
        assert_eq!(check("!--!"), None);
        assert_eq!(check("-- a"), None);
        assert_eq!(check("--"), None);
        assert_eq!(check(""), None);
    }
}
