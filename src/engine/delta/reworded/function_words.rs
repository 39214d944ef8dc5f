//! Punctuation and function words that may come and go.

use std::ops::Range;

use super::{Context, breaks};
use crate::delta::model::{Reason, Rule};
use crate::facts::{self, Fact, FactClass};
use crate::lexicon;
use crate::text::{TokenKind, Words, folded_sign};

/// Signs that part clauses and close sentences. Not "?" (a query is no statement), nor "~", "<", "/", "%", "£",
/// "+" or brackets of a link, each of which can say something.
const PUNCTUATION: [&str; 11] = [".", ",", ";", ":", "!", "-", "\"", "'", "(", ")", "…"];

/// The rule by which nothing differs but punctuation and function words; none where something else does.
///
/// An "and" counts as one only where the other side has the full stop or semicolon that it replaces.
pub(super) fn rule(context: Context<'_>, left: &Range<usize>, right: &Range<usize>) -> Option<Reason> {
    let (before, after, facts) = (context.before, context.after, context.facts);
    if are_other_brackets(before, left, after, right)
        || is_comma_for_and((before, facts[0]), left, after, right)
        || is_comma_for_and((after, facts[1]), right, before, left)
    {
        return Some(Reason::Rule(Rule::Punctuation));
    }
    let stops = |words: Words<'_>, range: &Range<usize>| {
        range.clone().any(|at| words.is_sign(at, ".") || words.is_sign(at, ";"))
    };
    let (stop_before, stop_after) = (stops(before, left), stops(after, right));
    let excusable = |words: Words<'_>, range: &Range<usize>, joins: bool| {
        range.clone().all(|at| {
            is_function_word(words, at) || is_punctuation(words, at) || (joins && words.is(at, "and"))
        })
    };
    let excused = excusable(before, left, stop_after)
        && excusable(after, right, stop_before)
        && keeps_words_apart(before, left, after, right);
    let worded = |words: Words<'_>, range: &Range<usize>| range.clone().any(|at| words.is_word(at));
    let rule =
        if worded(before, left) || worded(after, right) { Rule::FunctionWord } else { Rule::Punctuation };
    excused.then_some(Reason::Rule(rule))
}

/// "(on leave)" and "[on leave]": a bracket of another shape opens or closes the same. Not round a box to tick, nor a
/// link.
fn are_other_brackets(
    before: Words<'_>,
    left: &Range<usize>,
    after: Words<'_>,
    right: &Range<usize>,
) -> bool {
    const SHAPES: [[&str; 3]; 2] = [["(", "[", "{"], [")", "]", "}"]];
    let shaped = |shapes: &[&str; 3]| {
        let is_any = |words: Words<'_>, at: usize| shapes.iter().any(|shape| words.is_sign(at, shape));
        is_any(before, left.start) && is_any(after, right.start)
    };
    let linked = |words: Words<'_>, at: usize| {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        beside.into_iter().any(|at| words.kind(at) == Some(TokenKind::Address))
    };
    left.len() == 1
        && right.len() == 1
        && SHAPES.iter().any(shaped)
        && !linked(before, left.start)
        && !linked(after, right.start)
}

/// "He left and she stayed" and "He left, she stayed": a comma for the "and" between two that are neither figures nor
/// names, where nothing before them denies or counts both.
fn is_comma_for_and(
    (worded, facts): (Words<'_>, &[Fact]),
    and: &Range<usize>,
    signed: Words<'_>,
    comma: &Range<usize>,
) -> bool {
    let is_pair = and.len() == 1 && comma.len() == 1;
    if !is_pair || !worded.is(and.start, "and") || !signed.is_sign(comma.start, ",") || and.start == 0 {
        return false;
    }
    let last = and.start - 1;
    let plain = |at: usize| worded.is_word(at) && !worded.is_capitalised(at);
    let reaches = facts.iter().any(|fact| {
        let denies = matches!(fact.class, FactClass::Negation | FactClass::Quantifier);
        denies && fact.tokens.start <= and.end
    });
    let is_value = |at: usize| {
        let valued = |fact: &Fact| {
            fact.tokens.contains(&at) && !matches!(fact.class, FactClass::Antonym | FactClass::Subject)
        };
        facts.iter().any(valued)
    };
    plain(last) && plain(and.end) && !reaches && !is_value(last) && !is_value(and.end)
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
