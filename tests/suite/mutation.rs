//! One change to one word or digit of a text, such that no reader may say it is the same.
//!
//! Takes a text, gives it changed in one place, with that place on both sides. It knows words, letters and digits
//! only, nothing of facts or normalisations; the few changes that can give another spelling of the same (a date's
//! zero, the running number of a heading or list item, the words of [`RESPELT`]) are not made.

use std::ops::Range;

use crate::generator::Rng;

/// A text changed in one place.
#[derive(Debug)]
pub(crate) struct Mutation {
    /// What was done.
    pub(crate) what: &'static str,
    /// The changed text.
    pub(crate) text: String,
    /// What was changed; empty for an insertion.
    pub(crate) before: Range<usize>,
    /// What it became; empty for a deletion.
    pub(crate) after: Range<usize>,
}

/// None of them is a number or a part of a date; "Tuesday" before a date that is one says the same.
const WORDS: &[&str] = &["not", "never", "no", "must", "cousin", "yesterday", "gravel", "formerly"];

/// Changes one place; nothing where the kind of change that was drawn has no place in the text.
pub(crate) fn mutate(rng: &mut Rng, text: &str) -> Option<Mutation> {
    let words: Vec<Range<usize>> = words(text).into_iter().filter(|word| !is_numbering(text, word)).collect();
    let word = rng.pick(&words).clone();
    let other = *rng.pick(WORDS);
    match rng.below(14) {
        0 => Some(put("word deleted", text, word, "")),
        1 => {
            let mut mutation = put("word inserted", text, word.start..word.start, &format!("{other} "));
            mutation.after.end -= 1;
            Some(mutation)
        }
        2 => {
            (!text[word.clone()].eq_ignore_ascii_case(other)).then(|| put("word replaced", text, word, other))
        }
        3 => swap_words(rng, text, &words),
        4 => change_digit(rng, text, &words, "digit raised", |digit| Some((digit + 1) % 10)),
        5 => change_digit(rng, text, &words, "digit lowered", |digit| Some((digit + 9) % 10)),
        6 => change_digit(rng, text, &words, "digit deleted", |_| None),
        7 => insert_digit(rng, text, &words),
        8 => swap_digits(rng, text, &words),
        9 => {
            let own = text[rng.pick(&words).clone()].to_owned();
            let same = text[word.clone()].eq_ignore_ascii_case(&own);
            (!same && is_spelt_one_way(text, &word)).then(|| put("word of the text put", text, word, &own))
        }
        10 => change_letter(rng, text, &words, "letter deleted", |_| String::new()),
        11 => change_letter(rng, text, &words, "letter doubled", |letter| letter.repeat(2)),
        12 => change_letter(rng, text, &words, "letter replaced", |letter| next_letter(letter).to_owned()),
        _ => part_or_join(rng, text, &words),
    }
}

/// Words that are spelt in other ways too, each of which says the same: a month in full or in short, the hours of a
/// time, "percent" in two words. No letter of theirs is changed.
const RESPELT: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed",
    "thu", "fri", "sat", "sun", "hr", "hour", "am", "pm", "noon", "midday", "per", "cent",
];

/// Whether the word begins as none of [`RESPELT`] does, holds letters only and stands behind no digit ("12th").
fn is_spelt_one_way(text: &str, word: &Range<usize>) -> bool {
    let small = text[word.clone()].to_lowercase();
    small.chars().all(char::is_alphabetic) && !RESPELT.iter().any(|respelt| small.starts_with(respelt))
}

/// A letter of a longer word goes, is doubled or becomes another.
fn change_letter(
    rng: &mut Rng,
    text: &str,
    words: &[Range<usize>],
    what: &'static str,
    change: impl Fn(&str) -> String,
) -> Option<Mutation> {
    let long: Vec<_> = words.iter().filter(|word| word.len() > 2 && is_spelt_one_way(text, word)).collect();
    let word = (*(!long.is_empty()).then(|| rng.pick(&long))?).clone();
    let letters: Vec<usize> = text[word.clone()].char_indices().map(|(at, _)| word.start + at).collect();
    let at = *rng.pick(&letters);
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    Some(put(what, text, at..end, &change(&text[at..end])))
}

/// Another letter, in small.
fn next_letter(letter: &str) -> &'static str {
    if letter.eq_ignore_ascii_case("e") { "o" } else { "e" }
}

/// A digit is put before another; not a zero, which may say nothing.
fn insert_digit(rng: &mut Rng, text: &str, words: &[Range<usize>]) -> Option<Mutation> {
    let at = digit(rng, text, words, |_| true)?;
    let new = (1 + rng.below(9)).to_string();
    Some(put("digit inserted", text, at..at, &new))
}

/// Two neighbouring digits that differ change places.
fn swap_digits(rng: &mut Rng, text: &str, words: &[Range<usize>]) -> Option<Mutation> {
    let bytes = text.as_bytes();
    let next_differs =
        |at: usize| bytes.get(at + 1).is_some_and(|next| next.is_ascii_digit() && *next != bytes[at]);
    let at = digit(rng, text, words, next_differs)?;
    let swapped: String = text[at..at + 2].chars().rev().collect();
    Some(put("digits swapped", text, at..at + 2, &swapped))
}

/// The place of a digit that passes.
fn digit(rng: &mut Rng, text: &str, words: &[Range<usize>], passes: impl Fn(usize) -> bool) -> Option<usize> {
    let is_digit = |at: &usize| text.as_bytes()[*at].is_ascii_digit();
    let places: Vec<usize> =
        words.iter().cloned().flatten().filter(|at| is_digit(at) && passes(*at)).collect();
    (!places.is_empty()).then(|| *rng.pick(&places))
}

/// A word becomes two, or two become one.
fn part_or_join(rng: &mut Rng, text: &str, words: &[Range<usize>]) -> Option<Mutation> {
    let plain = |word: &Range<usize>| is_spelt_one_way(text, word) && text[word.clone()].is_ascii();
    if rng.chance(50) {
        let long: Vec<_> = words.iter().filter(|word| word.len() > 3 && plain(word)).collect();
        let word = *(!long.is_empty()).then(|| rng.pick(&long))?;
        let at = word.start + 2;
        return Some(put("word parted", text, at..at, " "));
    }
    let pairs: Vec<_> = words
        .windows(2)
        .filter(|pair| plain(&pair[0]) && plain(&pair[1]) && &text[pair[0].end..pair[1].start] == " ")
        .collect();
    let pair = *(!pairs.is_empty()).then(|| rng.pick(&pairs))?;
    Some(put("words joined", text, pair[0].end..pair[1].start, ""))
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

/// Whether nothing but marks and figures stands before the word on its line: it may be a running number.
fn is_numbering(text: &str, word: &Range<usize>) -> bool {
    let line = text[..word.start].rfind('\n').map_or(0, |at| at + 1);
    let opens = text[line..word.start].chars().all(|c| !c.is_alphabetic());
    opens && text[word.clone()].bytes().all(|byte| byte.is_ascii_digit())
}

fn put(what: &'static str, text: &str, before: Range<usize>, new: &str) -> Mutation {
    let after = before.start..before.start + new.len();
    Mutation { what, text: [&text[..before.start], new, &text[before.end..]].concat(), before, after }
}

/// Two neighbouring words of letters change places; a month and its day would still be the same date.
fn swap_words(rng: &mut Rng, text: &str, words: &[Range<usize>]) -> Option<Mutation> {
    let plain = |word: &Range<usize>| text[word.clone()].chars().all(char::is_alphabetic);
    let pairs: Vec<_> = words
        .windows(2)
        .filter(|pair| plain(&pair[0]) && plain(&pair[1]) && &text[pair[0].end..pair[1].start] == " ")
        .filter(|pair| !text[pair[0].clone()].eq_ignore_ascii_case(&text[pair[1].clone()]))
        .collect();
    let pair = *(!pairs.is_empty()).then(|| rng.pick(&pairs))?;
    let (first, second) = (&text[pair[0].clone()], &text[pair[1].clone()]);
    Some(put("words swapped", text, pair[0].start..pair[1].end, &format!("{second} {first}")))
}

/// One digit becomes another or goes; a zero that goes could leave the same date, so it stays.
fn change_digit(
    rng: &mut Rng,
    text: &str,
    words: &[Range<usize>],
    what: &'static str,
    change: impl Fn(u8) -> Option<u8>,
) -> Option<Mutation> {
    let digit = |at: &usize| text.as_bytes()[*at].is_ascii_digit();
    let places: Vec<usize> = words.iter().cloned().flatten().filter(digit).collect();
    let at = *(!places.is_empty()).then(|| rng.pick(&places))?;
    let old = text.as_bytes()[at] - b'0';
    match change(old) {
        Some(new) => Some(put(what, text, at..at + 1, &new.to_string())),
        None => (old != 0).then(|| put(what, text, at..at + 1, "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutation_says_where_it_is() {
        let text = "# 2. Drugs\n\nHe was seen on 12 May 2024 and not since.\n";
        for seed in 0..200 {
            let Some(mutation) = mutate(&mut Rng::new(seed), text) else { continue };
            assert_ne!(mutation.text, text);
            assert_eq!(text[..mutation.before.start], mutation.text[..mutation.after.start]);
            assert_eq!(
                text[mutation.before.end..],
                mutation.text[mutation.after.end..].replacen(
                    ' ',
                    "",
                    usize::from(mutation.what == "word inserted")
                )
            );
            assert!(mutation.text.starts_with("# 2. "), "{mutation:?}");
        }
    }
}
