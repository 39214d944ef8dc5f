//! What class of fact a change is of, by the words of both sides together.

use std::ops::Range;

use super::{change, value};
use crate::delta::model::FactChange;
use crate::delta::reworded::Context;
use crate::delta::steps::Region;
use crate::delta::unlisted;
use crate::facts::{self, Fact, FactClass};
use crate::lexicon::{self, WordList};
use crate::text::{TokenKind, Words};

/// The class of a change from one title to another, of which no list knows either: "Living with Loss" is no loss, and
/// "Stop and Think" no denial.
pub(super) fn class_of_titles(
    context: Context<'_>,
    region: &Region,
    facts: [&[&Fact]; 2],
) -> Option<FactClass> {
    let sides = [(context.before, &region.before), (context.after, &region.after)];
    let whole =
        |side: usize| facts[side].iter().find(|fact| fact.tokens == *sides[side].1).map(|fact| fact.class);
    let known = match [whole(0), whole(1)] {
        [Some(_), Some(_)] => true,
        [Some(class), None] | [None, Some(class)] => class != FactClass::Name,
        [None, None] => false,
    };
    if known || !sides.iter().all(|(words, range)| unlisted::is_title(*words, range)) {
        return None;
    }
    Some(facts::class_of_name(context.after, region.after.start, region.after.end))
}

/// Which class names a change from a fact of one class to one of another: the weightier, but for two words that mean
/// more beside the other. "Confirmed" beside "alleged" says how sure it is; "first" beside "last" is no number.
pub(super) fn of_two(context: Context<'_>, before: &Fact, after: &Fact) -> FactClass {
    let is_pair = |one: FactClass, other: FactClass, list: &WordList| {
        let stands = |words: Words<'_>, fact: &Fact| {
            fact.class == other && fact.tokens.len() == 1 && words.is_in(fact.tokens.start, list)
        };
        (before.class == one && stands(context.after, after))
            || (after.class == one && stands(context.before, before))
    };
    if is_pair(FactClass::Certainty, FactClass::Status, &lexicon::SURE_OR_DONE) {
        FactClass::Certainty
    } else if is_pair(FactClass::Antonym, FactClass::Number, &lexicon::PLACES_OR_COUNTS) {
        FactClass::Antonym
    } else if before.class.place() <= after.class.place() {
        before.class
    } else {
        after.class
    }
}

/// A change in which no list knows a word: what it is about is read from how the words look and stand.
pub(super) fn unnamed(context: Context<'_>, region: &Region) -> Option<FactChange> {
    if says_no_word(context, region) {
        return None;
    }
    let (left, right) = (value(context.before, &region.before), value(context.after, &region.after));
    let either = |test: fn(Words<'_>, &Range<usize>) -> bool| {
        test(context.before, &region.before) || test(context.after, &region.after)
    };
    let both = |test: fn(Words<'_>, &Range<usize>) -> bool| {
        test(context.before, &region.before) && test(context.after, &region.after)
    };
    let kinds =
        [facts::kind_of(context.before, &region.before), facts::kind_of(context.after, &region.after)];
    let class = if either(unlisted::is_medicine) {
        FactClass::Substance
    } else if both(unlisted::is_last_cell) {
        FactClass::Status
    } else if let [Some(kind), Some(other)] = kinds
        && kind == other
    {
        kind
    } else if holds_name(context, context.before, &region.before)
        || holds_name(context, context.after, &region.after)
    {
        FactClass::Name
    } else if left.is_none() || right.is_none() {
        return None;
    } else if both(unlisted::is_course) {
        FactClass::Programme
    } else if let [Some(kind), _] | [None, Some(kind)] = kinds {
        kind
    } else if both(unlisted::is_role) {
        FactClass::Owner
    } else if both(unlisted::describes) {
        FactClass::Antonym
    } else {
        FactClass::Subject
    };
    Some(change(class, left, right))
}

/// Whether a change is of the address of a link, of a bracket's shape, of a cell's bar for a dash, or of an "and" for a comma:
/// shown, but about nothing that has a class.
fn says_no_word(context: Context<'_>, region: &Region) -> bool {
    let all = |test: &dyn Fn(Words<'_>, usize) -> bool| {
        region.before.clone().all(|at| test(context.before, at))
            && region.after.clone().all(|at| test(context.after, at))
    };
    let bracket = |words: Words<'_>, at| ["(", ")", "[", "]"].iter().any(|sign| words.is_sign(at, sign));
    let parts = |words: Words<'_>, at: usize| {
        words.kind(at) == Some(TokenKind::Cell) || matches!(words.text(at), "-" | "–" | "—" | ";" | ":" | "|")
    };
    let bars = |words: Words<'_>, range: &Range<usize>| {
        range.clone().any(|at| words.kind(at) == Some(TokenKind::Cell))
    };
    let barred = bars(context.before, &region.before) || bars(context.after, &region.after);
    (barred && all(&parts))
        || all(&|words, at| words.kind(at) == Some(TokenKind::Address) || bracket(words, at))
        || all(&|words, at| words.is(at, "and") || words.is_sign(at, ","))
}

/// The class of a change from one word to another that the two words together tell.
pub(super) fn class_of_pair(context: Context<'_>, region: &Region) -> Option<FactClass> {
    let (left, right) =
        (last_word(context.before, &region.before)?, last_word(context.after, &region.after)?);
    if is_negated(context.before.text(left), context.after.text(right)) {
        return Some(FactClass::Negation);
    }
    let describes = |words: Words<'_>, at: usize| words.is_word(at) && !words.is_capitalised(at);
    let of_one = describes(context.before, left) && describes(context.after, right);
    let same = context.before.text(left + 1).eq_ignore_ascii_case(context.after.text(right + 1));
    (of_one && same && is_person(context.before, left + 1)).then_some(FactClass::Subject)
}

/// The only word of a range, or the one behind an article.
fn last_word(words: Words<'_>, range: &Range<usize>) -> Option<usize> {
    let last = range.end.checked_sub(1)?;
    let behind_article = range.len() == 2 && words.is_in(range.start, &lexicon::ARTICLES);
    (range.len() == 1 || behind_article).then_some(last)
}

/// Somebody who is not named: "an older prisoner", "another man".
fn is_person(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::PEOPLE)
}

/// The class of a change from one fact to another of its class: where a "not" is all that differs it is a negation.
pub(super) fn class_of(context: Context<'_>, before: &Fact, after: &Fact) -> FactClass {
    let positive = |words: Words<'_>, fact: &Fact| {
        let rest = fact.tokens.clone().filter(|at| !words.is_in(*at, &lexicon::NEGATIONS));
        rest.map(|at| words.text(at).to_lowercase()).collect::<Vec<_>>()
    };
    let (left, right) = (positive(context.before, before), positive(context.after, after));
    let only_negated = left == right && before.tokens.len() != after.tokens.len();
    if only_negated { FactClass::Negation } else { before.class }
}

/// "suitable" and "unsuitable", "harmful" and "harmless": one word is the other with a negating affix.
fn is_negated(before: &str, after: &str) -> bool {
    let (left, right) = (before.to_lowercase(), after.to_lowercase());
    negates(&left, &right) || negates(&right, &left)
}

fn negates(negative: &str, positive: &str) -> bool {
    let prefixed =
        lexicon::NEGATING_PREFIXES.iter().any(|prefix| negative.strip_prefix(prefix) == Some(positive));
    let stem = |text: &str, ending: &str| text.strip_suffix(ending).map(ToOwned::to_owned);
    let less = stem(negative, "less")
        .is_some_and(|stem_of| stem(positive, "ful") == Some(stem_of.clone()) || stem_of == positive);
    prefixed || less
}

/// Whether a word is capitalised that need not be, or that never stands in small letters in either version.
fn holds_name(context: Context<'_>, words: Words<'_>, range: &Range<usize>) -> bool {
    let is_new = |at: usize| !context.vocabulary.has_in_small(&words.tokens()[at]);
    let mut capitalised = range.clone().filter(|at| words.is_word(*at) && words.is_capitalised(*at));
    capitalised.any(|at| !facts::opens_sentence(words, at) || is_new(at))
}
