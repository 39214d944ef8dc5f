//! Punctuation and function words that may come and go.

use std::ops::Range;

use super::breaks;
use crate::delta::model::{Reason, Rule};
use crate::facts;
use crate::lexicon;
use crate::text::{TokenKind, Words, folded_sign};

/// Signs that part clauses and close sentences. Not "?" (a query is no statement), nor "~", "<", "/", "%", "£",
/// "+" or brackets of a link, each of which can say something.
const PUNCTUATION: [&str; 11] = [".", ",", ";", ":", "!", "-", "\"", "'", "(", ")", "…"];

/// The rule by which nothing differs but punctuation and function words; none where something else does.
///
/// An "and" counts as one only where the other side has the full stop or semicolon that it replaces.
pub(super) fn rule(
    before: Words<'_>,
    left: &Range<usize>,
    after: Words<'_>,
    right: &Range<usize>,
) -> Option<Reason> {
    let stops = |words: Words<'_>, range: &Range<usize>| {
        range.clone().any(|at| words.is_sign(at, ".") || words.is_sign(at, ";"))
    };
    let (stop_before, stop_after) = (stops(before, left), stops(after, right));
    let idle = |words: Words<'_>, range: &Range<usize>, joins: bool| {
        range.clone().all(|at| {
            is_function_word(words, at) || is_punctuation(words, at) || (joins && words.is(at, "and"))
        })
    };
    let excused = idle(before, left, stop_after)
        && idle(after, right, stop_before)
        && keeps_words_apart(before, left, after, right);
    let worded = |words: Words<'_>, range: &Range<usize>| range.clone().any(|at| words.is_word(at));
    let rule =
        if worded(before, left) || worded(after, right) { Rule::FunctionWord } else { Rule::Punctuation };
    excused.then_some(Reason::Rule(rule))
}

/// Whether the words around a sign that comes, goes or becomes another say the same with and without it.
///
/// A semicolon ends what stands before it, whatever stands for it on the other side; every other sign is looked at
/// with what stands on either side of it, in [`breaks`].
fn keeps_words_apart(before: Words<'_>, left: &Range<usize>, after: Words<'_>, right: &Range<usize>) -> bool {
    let parts = |words: Words<'_>, range: &Range<usize>| range.len() == 1 && words.is_sign(range.start, ";");
    if left.len() == right.len() && (parts(before, left) || parts(after, right)) {
        return true;
    }
    let replaced = !left.is_empty() && !right.is_empty();
    !breaks::says_more(before, left, replaced) && !breaks::says_more(after, right, replaced)
}

fn is_function_word(words: Words<'_>, at: usize) -> bool {
    let counts = words.is_in(at + 1, &lexicon::COUNTED);
    // "Hepatitis A", "category A": a grade, unless it opens the sentence; "(a)", "option a.": a letter.
    let grade = words.text(at) == "A" && !facts::opens_sentence(words, at);
    let letter = words.text(at).len() == 1 && !words.is_word(at + 1) && !words.is_number(at + 1);
    words.is_in(at, &lexicon::FUNCTION_WORDS) && !counts && !grade && !letter && !facts::is_initial(words, at)
}

fn is_punctuation(words: Words<'_>, at: usize) -> bool {
    words.kind(at) == Some(TokenKind::Sign) && PUNCTUATION.contains(&folded_sign(words.text(at)))
}
