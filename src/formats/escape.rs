//! One line of words as Markdown that reads as these words and no others.
//!
//! As few backslashes as will do: each is one that the same words in another document may not have.

use crate::block::{Style, Text};
use crate::reading::Place;

/// Where a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Context {
    /// It opens a line of the Markdown, so that marks of blocks would be read as such.
    pub(crate) opens: bool,
    /// In a cell of a table.
    pub(crate) cell: bool,
    /// In a heading, where a `#` at the end would be dropped.
    pub(crate) heading: bool,
}

/// A line's Markdown and where its parts stood, as offsets into it.
#[derive(Debug, Default)]
pub(crate) struct Escaped {
    pub(crate) text: String,
    pub(crate) places: Vec<(usize, Place)>,
}

/// The Markdown of one line of words; its white space is single spaces, and none at its ends.
pub(crate) fn line(text: &Text, context: Context) -> Escaped {
    let flat = Flat::of(text);
    let marks = flat.marks();
    let mut escaped = Escaped { text: String::with_capacity(flat.text.len() + 8), places: Vec::new() };
    let (mut mark, mut bound) = (0, 0);
    let (mut before, mut marked) = (None, false);
    let mut at = 0;
    while let Some(c) = flat.text[at..].chars().next() {
        // Before the marks: what is cited begins with them.
        while bound < flat.bounds.len() && flat.bounds[bound].0 <= at {
            escaped.places.push((escaped.text.len(), flat.bounds[bound].2));
            bound += 1;
        }
        let first = mark;
        while mark < marks.len() && marks[mark].0 <= at {
            escaped.text.push_str(marks[mark].1);
            mark += 1;
        }
        // No letter is a mark, and none touches one: they are taken together up to the next bound or mark.
        let next = flat.bounds.get(bound).map(|(at, ..)| *at).into_iter();
        let next = next.chain(marks.get(mark).map(|(at, _)| *at)).fold(flat.text.len(), usize::min);
        let letters = letters(&flat.text[at..next]);
        if let Some(last) = letters.chars().next_back() {
            escaped.text.push_str(letters);
            at += letters.len();
            (before, marked) = (Some(last), false);
            continue;
        }
        // A sign that touches a mark of ours would be read as a part of it.
        let touches = mark > first || marks.get(mark).is_some_and(|(next, _)| *next == at + c.len_utf8());
        let sign = matches!(c, '\\' | '*' | '_' | '~');
        // Behind one of several that has a backslash the others would be marks by themselves.
        let goes_on = c == '_' && before == Some('_');
        marked = if goes_on { marked } else { is_mark(&flat.text, at, c, before, context) };
        if marked || (sign && touches) {
            escaped.text.push('\\');
        }
        escaped.text.push(c);
        before = Some(c);
        at += c.len_utf8();
    }
    marks[mark..].iter().for_each(|(_, mark)| escaped.text.push_str(mark));
    escaped
}

/// What of a text never is a mark, from its start.
fn letters(text: &str) -> &str {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'.');
    &text[..text.bytes().take_while(plain).count()]
}

/// Words with single spaces, and where style and place change.
#[derive(Debug, Default)]
struct Flat {
    text: String,
    bounds: Vec<(usize, Style, Place)>,
}

impl Flat {
    fn of(text: &Text) -> Self {
        let mut flat = Self::default();
        let mut space = false;
        for run in &text.runs {
            let mut open = false;
            for c in run.text.chars() {
                if c.is_whitespace() && c != NO_BREAK_SPACE || c == '\0' {
                    space = true;
                    continue;
                }
                if space && !flat.text.is_empty() {
                    flat.text.push(' ');
                }
                space = false;
                if !open {
                    flat.bounds.push((flat.text.len(), run.style, run.place));
                    open = true;
                }
                flat.text.push(c);
            }
        }
        flat.trim_end();
        flat
    }

    fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        self.bounds.retain(|(at, ..)| *at < length);
    }

    /// The marks of style and where they stand, ascending.
    fn marks(&self) -> Vec<(usize, &'static str)> {
        let mut marks = Vec::new();
        for (start, end, struck) in self.stretches(|style| style.struck) {
            if struck {
                self.push(&mut marks, start, end, "~~");
            }
        }
        for (start, end, strong) in self.stretches(|style| style.strong && !style.struck) {
            if strong && self.can_be_strong(start, end) {
                self.push(&mut marks, start, end, "**");
            }
        }
        marks.sort_by_key(|(at, _)| *at);
        marks
    }

    fn push(&self, marks: &mut Vec<(usize, &'static str)>, start: usize, end: usize, mark: &'static str) {
        let text = self.text[start..end].trim_end();
        marks.extend([(start, mark), (start + text.len(), mark)]);
    }

    /// Stretches over which a style is the same, without white space at their ends.
    fn stretches(&self, of: impl Fn(Style) -> bool) -> Vec<(usize, usize, bool)> {
        let mut stretches: Vec<(usize, usize, bool)> = Vec::new();
        for (index, (start, style, _)) in self.bounds.iter().enumerate() {
            let end = self.bounds.get(index + 1).map_or(self.text.len(), |next| next.0);
            match stretches.last_mut() {
                Some(last) if last.2 == of(*style) => last.1 = end,
                _ => stretches.push((*start, end, of(*style))),
            }
        }
        stretches
    }

    /// Whether Markdown reads `**` around these bytes as marks: a sign at the edge must have white space or another
    /// sign beyond it.
    fn can_be_strong(&self, start: usize, end: usize) -> bool {
        let inner = self.text[start..end].trim_end();
        let after = self.text[start + inner.len()..].chars().next();
        let before = self.text[..start].chars().next_back();
        let holds = |edge: Option<char>, beyond: Option<char>| {
            edge.is_some_and(char::is_alphanumeric) || beyond.is_none_or(|c| !c.is_alphanumeric())
        };
        !inner.is_empty()
            && holds(inner.chars().next(), before)
            && holds(inner.chars().next_back(), after)
            && !matches!(before, Some('*' | '\\'))
            && after != Some('*')
    }
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// Whether the character would be read as a mark and not as itself.
fn is_mark(text: &str, at: usize, c: char, before: Option<char>, context: Context) -> bool {
    let rest = &text[at + c.len_utf8()..];
    let next = rest.chars().next();
    let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
        '*' => !(spaced(before) && spaced(next)) || at == 0 && context.opens,
        '_' => !word(before) && !spaced(rest.trim_start_matches('_').chars().next()),
        '`' => true,
        '~' => before != Some('~') && next == Some('~'),
        ']' => next == Some('(') || (next == Some(':') && text.starts_with('[') && !text.starts_with("[^")),
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
        '&' => opens_entity(rest),
        '|' => context.cell || at == 0,
        '#' if context.heading && rest.trim_start_matches('#').is_empty() => {
            before.is_none_or(|before| before == ' ')
        }
        '#' => at == 0 && context.opens && is_heading_mark(text),
        '>' => at == 0 && context.opens,
        '-' | '+' | '=' => at == 0 && context.opens && (spaced(next) || is_rule(text)),
        _ => false,
    }
}

fn is_heading_mark(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    text.len() - rest.len() <= 6 && rest.chars().next().is_none_or(char::is_whitespace)
}

/// A line of nothing but the signs of rules, underlines and delimiter rows.
fn is_rule(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '=' | '+' | ':' | '|' | ' '))
}

/// The longest name of a character has 31 letters.
fn opens_entity(rest: &str) -> bool {
    let name = rest.as_bytes().iter().take(33).position(|byte| *byte == b';').map(|end| &rest[..end]);
    name.is_some_and(|name| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &str) {
        let text = Text::plain(words, Place::default());
        assert_eq!(line(&text, Context { opens: true, ..Context::default() }).text, expected);
    }

    fn styled(parts: &[(&str, bool, bool)], expected: &str) {
        let mut text = Text::default();
        for (words, strong, struck) in parts {
            text.push(*words, Style { strong: *strong, struck: *struck }, Place::default());
        }
        assert_eq!(line(&text, Context::default()).text, expected);
    }

    #[test]
    fn words_that_are_no_marks_stay_bare() {
        for words in
            ["2 * 3 = 6", "a_b_c", "CIP #4", "5 < 6 & 7", "[sic] he left (x)", "Signed: ____", "R&D a;"]
        {
            check(words, words);
        }
    }

    #[test]
    fn words_that_would_be_marks_are_escaped() {
        check("# one", "\\# one");
        check("- one", "\\- one");
        check("> one", "\\> one");
        check("---", "\\---");
        check("*sic*", "\\*sic\\*");
        check("_sic_", "\\_sic_");
        check("x \\__( :_", "x \\\\\\_\\_( :_");
        check("<b> `x` ~~y", "\\<b> \\`x\\` \\~~y");
        check("&amp; &#8211;", "\\&amp; \\&#8211;");
        check("[x](y)", "[x\\](y)");
        check("[SA07]: High", "[SA07\\]: High");
        check("| a", "\\| a");
        check("a\\", "a\\\\");
    }

    #[test]
    fn marks_of_style_touch_words() {
        styled(&[("Name: ", true, false), (" Ann", false, false)], "**Name:** Ann");
        styled(
            &[("He is ", false, false), ("not ", false, true), ("well", false, false)],
            "He is ~~not~~ well",
        );
        styled(&[("Name:", true, false), ("Ann", false, false)], "Name:Ann");
        styled(&[("not", true, false), ("able", false, false)], "**not**able");
        styled(&[("a", true, false), (" \t", false, false), ("b", true, false)], "**a b**");
        styled(&[("x ", false, false), ("\\", true, false), (" a", false, false)], "x **\\\\** a");
        styled(&[("x ", false, false), (" ", true, false), ("y", false, false)], "x y");
    }

    #[test]
    fn a_place_begins_at_its_first_word() {
        let mut text = Text::plain("one ", Place::line(None, 1));
        text.push(" two", Style::default(), Place::line(None, 2));
        let escaped = line(&text, Context::default());
        assert_eq!(escaped.places, [(0, Place::line(None, 1)), (4, Place::line(None, 2))]);
    }
}
