//! One line of words as Markdown that reads as these words and no others.
//!
//! As few backslashes as will do: each is one that the same words in another document may not have.

use crate::block::{Shift, Style, Text};
use crate::reading::{Place, Places};
use crate::shifted;

/// Where a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Behind other words.
    #[default]
    Inside,
    /// It opens a line of the Markdown, so that marks of blocks would be read as such.
    First,
    /// In a cell of a table.
    Cell,
    /// In a heading, where a `#` at the end would be dropped.
    Heading,
}

/// How a line is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Context {
    pub(crate) stands: Stands,
    /// Where bold type is no emphasis, and is left out.
    pub(crate) plain: bool,
}

/// Writes lines of words as Markdown, with the room that one needs kept for the next.
#[derive(Debug, Default)]
pub(crate) struct Escaper {
    flat: Flat,
}

impl Escaper {
    /// Adds one line of words to a Markdown, and where its parts stood; its white space is single spaces, and none at
    /// its ends.
    pub(crate) fn line(&mut self, text: &Text, context: Context, markdown: &mut String, places: &mut Places) {
        self.flat.take(text, context.plain);
        let flat = &self.flat;
        let marks = flat.marks();
        let (mut mark, mut bound) = (0, 0);
        let (mut before, mut marked) = (None, false);
        let mut at = 0;
        while let Some(c) = flat.text[at..].chars().next() {
            // Before the marks: what is cited begins with them.
            while bound < flat.bounds.len() && flat.bounds[bound].0 <= at {
                places.push(markdown.len() as u32, flat.bounds[bound].2);
                bound += 1;
            }
            let first = mark;
            while mark < marks.len() && marks[mark].0 <= at {
                markdown.push_str(marks[mark].1);
                mark += 1;
            }
            // What never is a mark, and touches none, is taken together up to the next bound or mark.
            let next = flat.bounds.get(bound).map(|(at, ..)| *at).into_iter();
            let next = next.chain(marks.get(mark).map(|(at, _)| *at)).fold(flat.text.len(), usize::min);
            let words = words(&flat.text[at..next], at == 0);
            if let Some(last) = words.chars().next_back() {
                markdown.push_str(words);
                at += words.len();
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
                markdown.push('\\');
            }
            markdown.push(c);
            before = Some(c);
            at += c.len_utf8();
        }
        marks[mark..].iter().for_each(|(_, mark)| markdown.push_str(mark));
    }
}

/// What of a text never is a mark, from its start, which may open the line.
fn words(text: &str, opens: bool) -> &str {
    let first = |byte: u8| matches!(byte, b'-' | b'+' | b'=' | b'>');
    if opens && text.bytes().next().is_some_and(first) {
        return "";
    }
    &text[..text.bytes().position(is_sign).unwrap_or(text.len())]
}

/// Whether a byte may be a mark inside a line.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'\\' | b'*' | b'_' | b'`' | b'~' | b']' | b'<' | b'&' | b'|' | b'#')
}

/// Words with single spaces, and where style and place change.
#[derive(Debug, Default)]
struct Flat {
    text: String,
    bounds: Vec<(usize, Style, Place)>,
}

impl Flat {
    /// Takes the words of a text, those that it held before dropped.
    fn take(&mut self, text: &Text, plain: bool) {
        self.text.clear();
        self.bounds.clear();
        let mut space = false;
        for run in &text.runs {
            let style = Style { strong: run.style.strong && !plain, ..run.style };
            let from = self.bounds.len();
            if has_single_spaces(&run.text) {
                // The usual case, word by word the same.
                let words = run.text.strip_prefix(' ').unwrap_or(&run.text);
                space |= words.len() < run.text.len();
                let kept = words.strip_suffix(' ').unwrap_or(words);
                self.push(kept, &mut space, from, (style, run.place));
                space |= kept.len() < words.len();
                continue;
            }
            for (index, word) in run.text.split(is_space).enumerate() {
                space |= index > 0;
                self.push(word, &mut space, from, (style, run.place));
            }
        }
        self.trim_end();
        self.keep_shifted_apart();
    }

    /// Writes figures beside the line so that they join none on it.
    fn keep_shifted_apart(&mut self) {
        if self.bounds.iter().all(|(_, style, _)| style.shift == Shift::None) {
            return;
        }
        let shifted: Vec<_> = self
            .stretches(|style| style.shift)
            .into_iter()
            .filter(|(.., shift)| *shift != Shift::None)
            .map(|(start, end, shift)| (start..start + self.text[start..end].trim_end().len(), shift))
            .collect();
        let mut offsets: Vec<usize> = self.bounds.iter().map(|(at, ..)| *at).collect();
        self.text = shifted::apart(&self.text, &shifted, &mut offsets);
        self.bounds.iter_mut().zip(offsets).for_each(|((at, ..), offset)| *at = offset);
    }

    /// Adds a word, behind the space before it; a run has a bound where its first word begins.
    fn push(&mut self, word: &str, space: &mut bool, from: usize, (style, place): (Style, Place)) {
        if word.is_empty() {
            return;
        }
        if std::mem::take(space) && !self.text.is_empty() {
            self.text.push(' ');
        }
        if self.bounds.len() == from {
            self.bounds.push((self.text.len(), style, place));
        }
        self.text.push_str(word);
    }

    fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        self.bounds.retain(|(at, ..)| *at < length);
    }

    /// The marks of style and where they stand, ascending.
    fn marks(&self) -> Vec<(usize, &'static str)> {
        let mut marks = Vec::new();
        if !self.bounds.iter().any(|(_, style, _)| style.strong || style.struck) {
            return marks;
        }
        for (start, end, struck) in self.stretches(|style| style.struck) {
            if struck {
                self.put_around(&mut marks, start, end, "~~");
            }
        }
        let (mut beyond, narrow) = (0, !marks.is_empty());
        for (start, end, strong) in self.stretches(|style| style.strong && !style.struck) {
            if !strong {
                continue;
            }
            let Some((start, end)) = self.whole_words(start.max(beyond), end, narrow) else { continue };
            if self.can_be_strong(start, end) {
                self.put_around(&mut marks, start, end, "**");
                beyond = end;
            }
        }
        marks.sort_by_key(|(at, _)| *at);
        marks
    }

    fn put_around(
        &self,
        marks: &mut Vec<(usize, &'static str)>,
        start: usize,
        end: usize,
        mark: &'static str,
    ) {
        let text = self.text[start..end].trim_end();
        marks.extend([(start, mark), (start + text.len(), mark)]);
    }

    /// Stretches over which a style is the same, without white space at their ends.
    fn stretches<T: PartialEq>(&self, of: impl Fn(Style) -> T) -> Vec<(usize, usize, T)> {
        let mut stretches: Vec<(usize, usize, T)> = Vec::new();
        for (index, (start, style, _)) in self.bounds.iter().enumerate() {
            let end = self.bounds.get(index + 1).map_or(self.text.len(), |next| next.0);
            match stretches.last_mut() {
                Some(last) if last.2 == of(*style) => last.1 = end,
                _ => stretches.push((*start, end, of(*style))),
            }
        }
        stretches
    }

    /// The stretch widened to the ends of the words that it cuts; nothing where it is no more than a part of one, or may
    /// not be wider: a mark inside a word or number would make two of it.
    fn whole_words(&self, start: usize, end: usize, narrow: bool) -> Option<(usize, usize)> {
        let text = &self.text;
        let stretch = text.get(start..end)?;
        let end = start + stretch.trim_end().len();
        let start = start + (stretch.len() - stretch.trim_start().len());
        let is_cut = |at: usize| is_inside_word(text, at);
        if start >= end || !(is_cut(start) || is_cut(end)) {
            return Some((start, end));
        }
        if narrow || !text[start..end].contains(' ') {
            return None;
        }
        // No further than the next space, so that no letter is passed by two stretches that hold one.
        let mut left = text[..start].char_indices().rev().map(|(at, _)| at);
        let left = if is_cut(start) { left.find(|at| !is_cut(*at))? } else { start };
        let mut right = text[end..].char_indices().map(|(at, c)| end + at + c.len_utf8());
        let right = if is_cut(end) { right.find(|at| !is_cut(*at))? } else { end };
        Some((left, right))
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

/// Whether a place in a text lies between two letters or figures of one word or number: also beside a point between
/// figures, the sign of a currency before them or of percent behind, and an apostrophe or hyphen between letters.
fn is_inside_word(text: &str, at: usize) -> bool {
    let (mut before, mut after) = (text[..at].chars().rev(), text[at..].chars());
    let (Some(last), Some(next)) = (before.next(), after.next()) else { return false };
    if last.is_alphanumeric() && next.is_alphanumeric() {
        return true;
    }
    let joins = |outer: Option<char>, sign: char, inner: char| match sign {
        '.' | ',' | ':' | '/' => inner.is_ascii_digit() && outer.is_some_and(|outer| outer.is_ascii_digit()),
        '\'' | '\u{2019}' | '-' => inner.is_alphanumeric() && outer.is_some_and(char::is_alphanumeric),
        _ => false,
    };
    joins(before.next(), last, next)
        || joins(after.next(), next, last)
        || matches!(last, '\u{a3}' | '\u{20ac}' | '$') && next.is_ascii_digit()
        || last.is_ascii_digit() && next == '%'
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// Whether the white space of a text is nothing but single spaces, as far as a look at its bytes tells.
fn has_single_spaces(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without a way out, both loops look at many bytes at a time.
    let wide = bytes.iter().fold(0, |wide, byte| wide | u8::from(byte.wrapping_sub(b' ') > b'~' - b' '));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let space = |byte: u8| u8::from(byte == b' ');
    wide == 0 && pairs.fold(0, |two, (one, next)| two | (space(*one) & space(*next))) == 0
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && c != NO_BREAK_SPACE || c == '\0'
}

/// Whether the character would be read as a mark and not as itself.
fn is_mark(text: &str, at: usize, c: char, before: Option<char>, context: Context) -> bool {
    let rest = &text[at + c.len_utf8()..];
    let next = rest.chars().next();
    let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
        '*' => !(spaced(before) && spaced(next)) || at == 0 && context.stands == Stands::First,
        '_' => !word(before) && !spaced(rest.trim_start_matches('_').chars().next()),
        '`' => true,
        '~' => before != Some('~') && next == Some('~'),
        ']' => next == Some('(') || (next == Some(':') && text.starts_with('[') && !text.starts_with("[^")),
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
        '&' => opens_entity(rest),
        '|' => context.stands == Stands::Cell || at == 0,
        '#' if context.stands == Stands::Heading && rest.trim_start_matches('#').is_empty() => {
            before.is_none_or(|before| before == ' ')
        }
        '#' => at == 0 && context.stands == Stands::First && is_heading_mark(text),
        '>' => at == 0 && context.stands == Stands::First,
        '-' | '+' | '=' => at == 0 && context.stands == Stands::First && (spaced(next) || is_rule(text)),
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

    fn line(text: &Text, context: Context) -> (String, Vec<(u32, Place)>) {
        let (mut markdown, mut places) = (String::new(), Places::default());
        Escaper::default().line(text, context, &mut markdown, &mut places);
        (markdown, places.iter().collect())
    }

    fn check(words: &str, expected: &str) {
        let text = Text::plain(words, Place::default());
        assert_eq!(line(&text, Context { stands: Stands::First, ..Context::default() }).0, expected);
    }

    fn styled(parts: &[(&str, bool, bool)], expected: &str) {
        let mut text = Text::default();
        for (words, strong, struck) in parts {
            text.push(
                *words,
                Style { strong: *strong, struck: *struck, ..Style::default() },
                Place::default(),
            );
        }
        assert_eq!(line(&text, Context::default()).0, expected);
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
        styled(&[("a", true, false), (" \t", false, false), ("b", true, false)], "**a b**");
        styled(&[("x ", false, false), ("\\", true, false), (" a", false, false)], "x **\\\\** a");
        styled(&[("x ", false, false), (" ", true, false), ("y", false, false)], "x y");
    }

    #[test]
    fn marks_of_style_stand_at_no_place_inside_a_word() {
        styled(&[("not", true, false), ("able", false, false)], "notable");
        styled(&[("take 2", false, false), ("25", true, false), (" mg", false, false)], "take 225 mg");
        styled(&[("on 3.", false, false), ("5", true, false), (" mg", false, false)], "on 3.5 mg");
        styled(
            &[("\u{a3}", false, false), ("40 due", true, false), (" soon", false, false)],
            "**\u{a3}40 due** soon",
        );
        styled(
            &[("he is n", false, false), ("ot to go", true, false), (" out", false, false)],
            "he is **not to go** out",
        );
        styled(&[("ab", true, false), ("c d", false, false), ("e", true, false)], "abc de");
        styled(&[("a ", true, false), ("b", false, false), ("c d", true, false)], "**a** **bc d**");
        styled(&[("Yes/", false, false), ("No", true, false)], "Yes/**No**");
    }

    #[test]
    fn a_raised_figure_keeps_its_place() {
        let raised = Style { shift: Shift::Raised, ..Style::default() };
        let mut text = Text::plain("Band 3", Place::line(None, 1));
        text.push("1", raised, Place::line(None, 2));
        text.push(" holds", Style { strong: true, ..Style::default() }, Place::line(None, 3));
        let (markdown, places) = line(&text, Context::default());
        assert_eq!(markdown, "Band 3\u{b9} **holds**");
        assert_eq!(places.last(), Some(&(9, Place::line(None, 3))));
    }

    #[test]
    fn a_place_begins_at_its_first_word() {
        let mut text = Text::plain("one ", Place::line(None, 1));
        text.push(" two", Style::default(), Place::line(None, 2));
        let (_, places) = line(&text, Context::default());
        assert_eq!(places, [(0, Place::line(None, 1)), (4, Place::line(None, 2))]);
    }
}
