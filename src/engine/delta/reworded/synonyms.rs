//! Words and phrases of a closed list that say the same.
//!
//! Each line of the list holds phrases any of which may stand for any other wherever it is used in a plan.
//! Contractions stand there too, so that "did not" and "didn't" are the same where "did" and "didn't" are not.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::contracted::Verb;
use crate::lexicon;
use crate::text::{Span, Token, Words, folded_sign, is_apostrophe, tokenise};

/// How many tokens around a difference may belong to the phrase it lies in: "in my view", "in my opinion".
const CONTEXT_MAX: usize = 4;

/// Sets and the lines on which they stand. Read once and never changed.
static SETS: LazyLock<Sets> = LazyLock::new(Sets::read);

struct Sets {
    /// Keys of all phrases: most differences are none, and are told so without building a string.
    keys: FxHashSet<u64>,
    /// Keys of all their tokens.
    tokens: FxHashSet<u64>,
    lines: FxHashMap<String, Vec<u16>>,
    /// Of each line that excuses a contraction the verb that must be told by what stands behind it.
    verbs: Vec<Option<Verb>>,
}

/// A region, with some of what stands around it, as a known phrase on one side and its like on the other.
pub(super) fn known(
    before: Words<'_>,
    left: &Range<usize>,
    after: Words<'_>,
    right: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let lead =
        common(before, after, |back| Some((left.start.checked_sub(back)?, right.start.checked_sub(back)?)));
    let tail = common(before, after, |on| Some((left.end + on - 1, right.end + on - 1)));
    (0..=lead).find_map(|lead| {
        (0..=tail).find_map(|tail| {
            let (left, right) = (left.start - lead..left.end + tail, right.start - lead..right.end + tail);
            let listed = |words, range: &Range<usize>| SETS.keys.contains(&key(words, range));
            let alike = listed(before, &left)
                && listed(after, &right)
                && shared_lines(&phrase(before, left.clone()), &phrase(after, right.clone())).any(|line| {
                    SETS.verbs[line]
                        .is_none_or(|verb| verb.is_told(before, left.end) && verb.is_told(after, right.end))
                });
            alike.then_some((left, right))
        })
    })
}

/// Whether a token may be one of a known phrase.
pub(super) fn holds(token: &Token) -> bool {
    SETS.tokens.contains(&token.key)
}

/// The keys of a phrase's tokens as one.
fn key(words: Words<'_>, range: &Range<usize>) -> u64 {
    words.tokens()[range.clone()].iter().fold(0, |key: u64, token| key.rotate_left(7) ^ token.key)
}

/// How many neighbouring tokens the two sides have in common, at most [`CONTEXT_MAX`].
fn common(before: Words<'_>, after: Words<'_>, place: impl Fn(usize) -> Option<(usize, usize)>) -> usize {
    let same = |distance: &usize| {
        place(*distance).is_some_and(|(i, j)| {
            !before.text(i).is_empty() && before.text(i).eq_ignore_ascii_case(after.text(j))
        })
    };
    (1..=CONTEXT_MAX).take_while(same).count()
}

/// The lines on which both phrases stand.
fn shared_lines(first: &str, second: &str) -> impl Iterator<Item = usize> {
    let lines = |phrase: &str| SETS.lines.get(phrase).map_or(&[][..], Vec::as_slice);
    let (first, second) = (lines(first), lines(second));
    first.iter().filter(|line| second.contains(line)).map(|line| usize::from(*line))
}

/// Tokens in small letters with single spaces, quotes straight.
fn phrase(words: Words<'_>, range: Range<usize>) -> String {
    let mut phrase = String::new();
    for at in range {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        let small = folded_sign(words.text(at)).chars().map(|c| if is_apostrophe(c) { '\'' } else { c });
        phrase.extend(small.flat_map(char::to_lowercase));
    }
    phrase
}

impl Sets {
    fn read() -> Self {
        let mut phrases = Self {
            keys: FxHashSet::default(),
            tokens: FxHashSet::default(),
            lines: FxHashMap::default(),
            verbs: Vec::new(),
        };
        for section in lexicon::SYNONYMS.sections() {
            let verb = Verb::named(section.heading);
            for set in section.rows {
                let line = phrases.verbs.len() as u16;
                set.fields().for_each(|entry| phrases.add(entry, line));
                phrases.verbs.push(verb);
            }
        }
        phrases
    }

    fn add(&mut self, entry: &str, line: u16) {
        let mut tokens = Vec::new();
        tokenise(entry, Span::new(0, entry.len()), &[], &mut tokens);
        let words = Words::new(entry, &tokens);
        self.tokens.extend(tokens.iter().map(|token| token.key));
        self.keys.insert(key(words, &(0..tokens.len())));
        self.lines.entry(phrase(words, 0..tokens.len())).or_default().push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_one_line_are_alike() {
        for (first, second) in [
            ("in my view", "in my opinion"),
            ("collected", "picked up"),
            ("did not", "didn't"),
            ("resides", "lives"),
            ("approx .", "approximately"),
        ] {
            assert!(shared_lines(first, second).next().is_some(), "{first} {second}");
        }
        for (first, second) in
            [("did", "didn't"), ("may", "must"), ("collected", "picks up"), ("said", "alleged")]
        {
            assert!(shared_lines(first, second).next().is_none(), "{first} {second}");
        }
    }

    #[test]
    fn no_phrase_stands_twice_on_a_line() {
        for (phrase, lines) in &SETS.lines {
            assert!(lines.windows(2).all(|pair| pair[0] != pair[1]), "{phrase}");
        }
    }
}
