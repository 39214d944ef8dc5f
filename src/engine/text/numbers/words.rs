//! Numbers written in words: "twelve", "two hundred and fifty", "twenty-first".

use super::{NumberForm, NumberValue, with_form};
use crate::lexicon::{self, WordList};
use crate::text::Words;

/// Reads the number in words that begins at this token, and where it ends.
pub(super) fn in_words(words: Words<'_>, at: usize) -> Option<(usize, NumberValue)> {
    if let Some((end, digits)) = ordinal(words, at) {
        return Some((end, NumberValue { form: NumberForm::Ordinal, ..NumberValue::whole(digits) }));
    }
    if words.is(at, "one") && stands_for_someone(words, at) {
        return None;
    }
    let (mut end, mut digits) = below_thousand(words, at)?;
    if words.is(end, "thousand") {
        (end, digits) = (end + 1, digits * 1000);
        let next = end + usize::from(words.is(end, "and"));
        if let Some((after, rest)) = below_thousand(words, next) {
            (end, digits) = (after, digits + rest);
        }
    }
    Some(with_form(words, end, NumberValue::whole(digits)))
}

/// "one" as a pronoun: "no one" is not number 1.
fn stands_for_someone(words: Words<'_>, at: usize) -> bool {
    let joined = at > 0 && words.is_sign(at - 1, "-") && at > 1 && words.is(at - 2, "no");
    joined || (at > 0 && words.is_in(at - 1, &lexicon::BEFORE_SOMEONE))
}

/// "a hundred", "two hundred and fifty", "twelve".
fn below_thousand(words: Words<'_>, at: usize) -> Option<(usize, u64)> {
    let (end, digits) = match words.text(at) {
        text if text.eq_ignore_ascii_case("a") && words.is_in(at + 1, &lexicon::ROUND_NUMBERS) => (at + 1, 1),
        _ => below_hundred(words, at)?,
    };
    if !words.is(end, "hundred") {
        return Some((end, digits));
    }
    let (end, digits) = (end + 1, digits * 100);
    let rest = words.is(end, "and").then(|| below_hundred(words, end + 1)).flatten();
    Some(rest.map_or((end, digits), |(end, rest)| (end, digits + rest)))
}

/// "twelve", "twenty-one", "twenty one".
fn below_hundred(words: Words<'_>, at: usize) -> Option<(usize, u64)> {
    if let Some(digits) = position(&lexicon::BELOW_TWENTY, words.text(at)) {
        return Some((at + 1, digits));
    }
    let tens = position(&lexicon::TENS, words.text(at))? * 10 + 20;
    let unit = after_hyphen(words, at + 1);
    match position(&lexicon::BELOW_TWENTY, words.text(unit)) {
        Some(digits) if (1..10).contains(&digits) => Some((unit + 1, tens + digits)),
        _ => Some((at + 1, tens)),
    }
}

/// "third", "twenty-first". A "second" after a number or "a" is a length of time.
pub(in crate::text) fn ordinal(words: Words<'_>, at: usize) -> Option<(usize, u64)> {
    if let Some(digits) = position(&lexicon::ORDINALS, words.text(at)) {
        let measures = at > 0 && (words.is_number(at - 1) || words.is_in(at - 1, &lexicon::BEFORE_SECOND));
        return (!words.is(at, "second") || !measures).then_some((at + 1, digits + 1));
    }
    let tens = position(&lexicon::TENS, words.text(at))? * 10 + 20;
    let unit = after_hyphen(words, at + 1);
    position(&lexicon::ORDINALS, words.text(unit))
        .filter(|place| *place < 9)
        .map(|digits| (unit + 1, tens + digits + 1))
}

fn after_hyphen(words: Words<'_>, at: usize) -> usize {
    at + usize::from(words.is_sign(at, "-") && words.is_glued(at) && words.is_glued(at + 1))
}

fn position(names: &WordList, text: &str) -> Option<u64> {
    if !(3..=11).contains(&text.len()) {
        return None;
    }
    names.position(text).map(|index| index as u64)
}

/// All words that begin a number.
pub(in crate::text) fn starts() -> impl Iterator<Item = &'static str> {
    lexicon::BELOW_TWENTY.iter().chain(lexicon::TENS.iter()).chain(lexicon::ORDINALS.iter()).chain(["a"])
}
