//! Punctuation and function words that may come and go.

use std::ops::Range;

use crate::facts;
use crate::text::{TokenKind, Words, folded_sign};

/// Function words that carry no fact: articles, and "that" before a clause. Prepositions and "and" do carry some
/// ("to" and "from", "x and y"); quantifiers ("a few") are looked at below.
const FUNCTION_WORDS: [&str; 4] = ["a", "an", "the", "that"];

/// Signs that part clauses and close sentences. Not "?" (a query is no statement), nor "~", "<", "/", "%", "£",
/// "+" or brackets of a link, each of which can say something.
const PUNCTUATION: [&str; 11] = [".", ",", ";", ":", "!", "-", "\"", "'", "(", ")", "…"];

/// Whether nothing differs but punctuation and function words.
///
/// An "and" counts as one only where the other side has the full stop or semicolon that it replaces.
pub(super) fn is_idle(
    before: Words<'_>,
    left: &Range<usize>,
    after: Words<'_>,
    right: &Range<usize>,
) -> bool {
    let stops = |words: Words<'_>, range: &Range<usize>| {
        range.clone().any(|at| words.is_sign(at, ".") || words.is_sign(at, ";"))
    };
    let (stop_before, stop_after) = (stops(before, left), stops(after, right));
    let idle = |words: Words<'_>, range: &Range<usize>, joins: bool| {
        range.clone().all(|at| {
            is_function_word(words, at) || is_punctuation(words, at) || (joins && words.is(at, "and"))
        })
    };
    idle(before, left, stop_after)
        && idle(after, right, stop_before)
        && keeps_words_apart(before, left, after, right)
}

/// Where punctuation goes or comes between two figures, or after "no", the words around it say something else:
/// "1.50" and "1 50", "No, contact" and "No contact". A semicolon ends what stands before it, whatever stands for
/// it on the other side.
fn keeps_words_apart(before: Words<'_>, left: &Range<usize>, after: Words<'_>, right: &Range<usize>) -> bool {
    let parts = |words: Words<'_>, range: &Range<usize>| range.len() == 1 && words.is_sign(range.start, ";");
    if left.len() == right.len() && (parts(before, left) || parts(after, right)) {
        return true;
    }
    let safe = |words: Words<'_>, range: &Range<usize>| {
        let last = range.start.checked_sub(1);
        let parts_figures = last.is_some_and(|last| words.is_number(last)) && words.is_number(range.end);
        let after_no = last.is_some_and(|last| words.is_any(last, &["no", "not", "never", "without"]));
        let parts_no = after_no && words.is_word(range.end);
        let dash = range.clone().any(|at| words.is_sign(at, "-"));
        let is_minus = dash && words.is_number(range.end) && words.is_glued(range.end);
        !(parts_figures || parts_no || is_minus)
    };
    safe(before, left) && safe(after, right)
}

fn is_function_word(words: Words<'_>, at: usize) -> bool {
    let counts = words.is_any(at + 1, &["few", "little", "lot", "good", "great", "number", "couple"]);
    // "Hepatitis A", "category A": a grade, unless it opens the sentence.
    let grade = words.text(at) == "A" && !facts::opens_sentence(words, at);
    words.is_any(at, &FUNCTION_WORDS) && !counts && !grade && !facts::is_initial(words, at)
}

fn is_punctuation(words: Words<'_>, at: usize) -> bool {
    words.kind(at) == Some(TokenKind::Sign) && PUNCTUATION.contains(&folded_sign(words.text(at)))
}
