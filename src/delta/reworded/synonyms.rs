//! Words and phrases of a closed list that say the same.
//!
//! Each line of the list holds phrases any of which may stand for any other wherever it is used in a plan.
//! Contractions stand there too, so that "did not" and "didn't" are the same where "did" and "didn't" are not.

use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::{Span, Words, folded_sign, is_apostrophe, tokenise};

/// How many tokens around a difference may belong to the phrase it lies in: "in my view", "in my opinion".
const CONTEXT_MAX: usize = 4;

/// The lines on which a phrase stands. Read once and never changed.
static PHRASES: LazyLock<FxHashMap<String, Vec<u16>>> = LazyLock::new(read);

/// Whether a region, with some of what stands around it, is a known phrase on one side and its like on the other.
pub(super) fn are_known(
    before: Words<'_>,
    left: &Range<usize>,
    after: Words<'_>,
    right: &Range<usize>,
) -> bool {
    let lead =
        common(before, after, |back| Some((left.start.checked_sub(back)?, right.start.checked_sub(back)?)));
    let tail = common(before, after, |on| Some((left.end + on - 1, right.end + on - 1)));
    (0..=lead).any(|lead| {
        (0..=tail).any(|tail| {
            let first = phrase(before, left.start - lead..left.end + tail);
            let second = phrase(after, right.start - lead..right.end + tail);
            share_a_line(&first, &second)
        })
    })
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

fn share_a_line(first: &str, second: &str) -> bool {
    let (Some(first), Some(second)) = (PHRASES.get(first), PHRASES.get(second)) else { return false };
    first.iter().any(|line| second.contains(line))
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

fn read() -> FxHashMap<String, Vec<u16>> {
    let mut phrases: FxHashMap<String, Vec<u16>> = FxHashMap::default();
    let lines =
        include_str!("data/synonyms.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    for (number, line) in lines.enumerate() {
        for entry in line.split('|') {
            let text = cut(entry.trim());
            match phrases.entry(text) {
                Entry::Occupied(mut lines) => lines.get_mut().push(number as u16),
                Entry::Vacant(vacant) => {
                    vacant.insert(vec![number as u16]);
                }
            }
        }
    }
    phrases
}

fn cut(entry: &str) -> String {
    let mut tokens = Vec::new();
    tokenise(entry, Span::new(0, entry.len()), &[], &mut tokens);
    phrase(Words::new(entry, &tokens), 0..tokens.len())
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
            assert!(share_a_line(first, second), "{first} {second}");
        }
        for (first, second) in
            [("did", "didn't"), ("may", "must"), ("collected", "picks up"), ("said", "alleged")]
        {
            assert!(!share_a_line(first, second), "{first} {second}");
        }
    }

    #[test]
    fn no_phrase_stands_twice_on_a_line() {
        for (phrase, lines) in PHRASES.iter() {
            assert!(lines.windows(2).all(|pair| pair[0] != pair[1]), "{phrase}");
        }
    }
}
