//! Marks of list items that only the lines beside them show: letters with a full stop, bullets of symbol fonts that came
//! as letters, and plus and minus as signs.
//!
//! A line by itself tells none of them from words: "a. Smith", "v Smith". Where several lines of one indent open so, the
//! mark is written as one that is known by itself, byte for byte as long, so that all places stay; what stands for a mark
//! of the text becomes that mark again once the text is put together.

use std::borrow::Cow;

use crate::block::{Block, Marker};

/// Stands for the full stop behind a letter that counts items.
pub(super) const STOP: char = '\u{1f}';
/// Stand for signs that open items and are a part of what these say.
const PLUS: char = '\u{1e}';
const MINUS: char = '\u{1d}';
const CROSS: char = '\u{1c}';

/// Most lists that are open at a line, one within the other.
const OPEN_MAX: usize = 12;
/// Fewest words of an item behind a capital: less may be a name with its initial.
const CAPITAL_WORDS_MIN: usize = 2;

/// Whether a character stands for a sign that opens an item and is a part of it.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, PLUS | MINUS | CROSS)
}

/// A text with marks that are known by themselves.
pub(super) fn known(text: &str) -> Cow<'_, str> {
    // What stands for a mark can stand for nothing else.
    if text.contains(|c| c == STOP || is_sign(c)) {
        return Cow::Borrowed(text);
    }
    let changes = Openings::default().read(text);
    if changes.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut known, mut at) = (String::with_capacity(text.len()), 0);
    for (place, mark, instead) in changes {
        known.push_str(&text[at..place]);
        known.push(instead);
        at = place + mark.len_utf8();
    }
    known.push_str(&text[at..]);
    Cow::Owned(known)
}

/// Blocks with the marks of the text again.
pub(super) fn restored(mut blocks: Vec<Block>) -> Vec<Block> {
    for block in &mut blocks {
        if let Block::Item { marker: Marker::Number(number), .. } = block {
            *number = shown(number).into_owned();
        }
        for run in block.texts_mut().into_iter().flat_map(|text| &mut text.runs) {
            if let Cow::Owned(text) = shown(&run.text) {
                run.text = text;
            }
        }
    }
    blocks
}

/// Words with the marks of the text again.
pub(super) fn shown(words: &str) -> Cow<'_, str> {
    if !words.contains(|c| c == STOP || is_sign(c)) {
        return Cow::Borrowed(words);
    }
    let mark = |c| match c {
        STOP => '.',
        PLUS => '+',
        MINUS => '-',
        CROSS => 'x',
        c => c,
    };
    Cow::Owned(words.chars().map(mark).collect())
}

/// How items are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// By small letters, capitals or small Roman numerals, and where in their order.
    Letter(u32),
    Capital(u32),
    Roman(u32),
    /// By a bullet that came as a letter.
    Bullet(char),
    /// By plus or minus.
    Sign(char),
}

/// A change of one character: where it stands, what it is, what is written.
type Change = (usize, char, char);

/// A list of which not every line need have come.
struct List {
    indent: usize,
    mark: Mark,
    /// What is changed once a second line shows that it is a list.
    first: Option<Change>,
    /// The signs of its lines so far.
    signs: Vec<Change>,
}

#[derive(Default)]
struct Openings {
    lists: Vec<List>,
    changes: Vec<Change>,
    /// The indent of the item that the line above is.
    item: Option<usize>,
}

impl Openings {
    fn read(mut self, text: &str) -> Vec<Change> {
        let mut start = 0;
        for line in text.split_inclusive(['\n', '\u{c}']) {
            let words = line.trim_start();
            if !words.is_empty() {
                let indent = line.len() - words.len();
                self.line(words.trim_end(), indent, start + indent);
            }
            start += line.len();
        }
        self.close(0, true);
        self.changes.sort_unstable();
        self.changes
    }

    fn line(&mut self, words: &str, indent: usize, at: usize) {
        let marks = marks(words);
        let goes_on =
            |list: &List| list.indent == indent && marks.iter().any(|mark| follows(list.mark, *mark));
        self.close(indent + 1, false);
        // A line of the same indent that opens otherwise ends the list.
        if self.lists.last().is_some_and(|list| list.indent == indent && !goes_on(list)) {
            self.close(indent, false);
        }
        let below = self.item.is_some_and(|item| item < indent);
        let numbered = super::bullets::bullet(words).is_some_and(|bullet| bullet.counted);
        self.item = (numbered || !marks.is_empty()).then_some(indent);
        let known = self.lists.last_mut().filter(|list| list.indent == indent);
        if let Some(list) = known {
            let Some(mark) = marks.iter().copied().find(|mark| follows(list.mark, *mark)) else { return };
            list.mark = mark;
            match change(mark, words, at) {
                Some(change) if matches!(mark, Mark::Sign(_)) => list.signs.push(change),
                Some(change) => self.changes.extend(list.first.take().into_iter().chain([change])),
                None => {}
            }
            return;
        }
        let Some(mark) = marks.into_iter().find(|mark| opens(*mark)) else { return };
        if self.lists.len() >= OPEN_MAX {
            return;
        }
        let change = change(mark, words, at);
        let mut list = List { indent, mark, first: None, signs: Vec::new() };
        match mark {
            Mark::Sign(_) => list.signs.extend(change),
            // Further in than the item above it is one of its own.
            Mark::Letter(_) | Mark::Roman(_) if below => self.changes.extend(change),
            _ => list.first = change,
        }
        self.lists.push(list);
    }

    /// Ends the lists that stand this far in, or further.
    fn close(&mut self, indent: usize, all: bool) {
        while let Some(list) = self.lists.pop_if(|list| all || list.indent >= indent) {
            let has = |sign: char| list.signs.iter().any(|(_, mark, _)| *mark == sign);
            if has('+') && has('-') {
                self.changes.extend(list.signs);
            }
        }
    }
}

/// Whether a mark opens a list.
fn opens(mark: Mark) -> bool {
    match mark {
        Mark::Letter(count) | Mark::Capital(count) | Mark::Roman(count) => count == 1,
        Mark::Bullet(_) | Mark::Sign(_) => true,
    }
}

/// Whether a mark goes on from another.
fn follows(mark: Mark, next: Mark) -> bool {
    match (mark, next) {
        (Mark::Letter(count), Mark::Letter(next))
        | (Mark::Capital(count), Mark::Capital(next))
        | (Mark::Roman(count), Mark::Roman(next)) => next == count + 1,
        (Mark::Bullet(mark), Mark::Bullet(next)) => mark == next,
        (Mark::Sign(_), Mark::Sign(_)) => true,
        _ => false,
    }
}

/// What a line may open with.
fn marks(words: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let Some((sign, rest)) = words.split_once(char::is_whitespace) else { return marks };
    let rest = rest.trim_start();
    let mut chars = sign.chars();
    match (chars.next(), chars.as_str()) {
        (Some(sign @ ('+' | '-')), "") => marks.push(Mark::Sign(sign)),
        // In a column of ticks it is a cell.
        (Some(sign), "") if is_symbol(sign) && !rest.contains('\t') && !rest.contains("  ") => {
            marks.push(Mark::Bullet(sign));
        }
        (Some(letter @ 'a'..='z'), ".") => marks.push(Mark::Letter(letter as u32 - 'a' as u32 + 1)),
        (Some(letter @ 'A'..='Z'), ".") if is_told(rest) => {
            marks.push(Mark::Capital(letter as u32 - 'A' as u32 + 1));
        }
        _ => {}
    }
    let numeral = sign.strip_suffix('.').filter(|numeral| (1..=4).contains(&numeral.len()));
    let small = numeral.filter(|numeral| numeral.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')));
    let roman = small.and_then(|numeral| (1..40).find(|count| crate::roman::numeral(*count) == numeral));
    marks.extend(roman.map(Mark::Roman));
    marks
}

/// What symbol fonts show bullets, boxes and arrows for.
fn is_symbol(sign: char) -> bool {
    matches!(sign, '\u{d8}' | '\u{fc}' | '\u{bb}' | 'q' | 'v' | 'x')
}

/// Whether words say something and are not a name behind its initial.
fn is_told(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().is_some_and(|word| word.ends_with(char::is_alphabetic));
    let second =
        words.next().is_some_and(|word| word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()));
    first && second && words.count() + 2 >= CAPITAL_WORDS_MIN
}

/// How a mark is written.
fn change(mark: Mark, words: &str, at: usize) -> Option<Change> {
    let change = match mark {
        Mark::Letter(_) | Mark::Capital(_) | Mark::Roman(_) => (at + words.find('.')?, '.', STOP),
        Mark::Sign('+') => (at, '+', PLUS),
        Mark::Sign(sign) => (at, sign, MINUS),
        // A cross may be the answer.
        Mark::Bullet('x') => (at, 'x', CROSS),
        Mark::Bullet(sign) if sign.is_ascii() => (at, sign, '*'),
        Mark::Bullet(sign) => (at, sign, '\u{b7}'),
    };
    Some(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        super::super::read(text, "text/1").unwrap().text
    }

    #[test]
    fn letters_with_a_full_stop_count_items() {
        assert_eq!(
            check("He will:\na. feed the dog\nb. sweep up\n"),
            "He will:\n\n- a. feed the dog\n- b. sweep up\n"
        );
        assert_eq!(
            check("He will:\ni. feed the dog\nii. sweep up\n"),
            "He will:\n\n- i. feed the dog\n- ii. sweep up\n"
        );
        assert_eq!(
            check("He will:\nA. Feed the dog\nB. Sweep the yard\n"),
            "He will:\n\n- A. Feed the dog\n- B. Sweep the yard\n"
        );
        let nested = "1. He feeds:\n   a. the dog\n2. He sweeps:\n   a. the yard\n   b. the hall\n";
        assert_eq!(
            check(nested),
            "1. He feeds:\n   - a. the dog\n2. He sweeps:\n   - a. the yard\n   - b. the hall\n"
        );
    }

    #[test]
    fn names_and_words_are_no_items() {
        for text in [
            "A. Orr, nurse\nB. Weir, cook\n",
            "a. Orr\n\nc. Weir\n",
            "v Smith was seen.\n",
            "x\ny\n",
            "x  Dog   fed\nx  Cat   fed\n",
        ] {
            assert_eq!(known(text), text);
        }
    }

    #[test]
    fn bullets_that_came_as_letters() {
        for sign in ["\u{d8}", "\u{fc}", "\u{bb}", "q", "v"] {
            let text = format!("{sign} Feed the dog\n{sign} Sweep up\n");
            assert_eq!(check(&text), "- Feed the dog\n- Sweep up\n");
        }
        assert_eq!(check("x Feed the dog\nx Sweep up\n"), "- x Feed the dog\n- x Sweep up\n");
    }

    #[test]
    fn plus_beside_minus_is_a_sign() {
        assert_eq!(check("+ Sleep\n- Mood\n- Food\n"), "- \\+ Sleep\n- \\- Mood\n- \\- Food\n");
        assert_eq!(check("- Mood\n  + Sleep\n- Food\n"), "- Mood\n  - Sleep\n- Food\n");
    }

    #[test]
    fn what_stands_for_a_mark_is_nothing_else() {
        assert_eq!(known("a. b\nb. c\n\u{1f}"), "a. b\nb. c\n\u{1f}");
    }
}
