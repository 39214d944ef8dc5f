//! What changed in a material change: facts with both values.
//!
//! Takes the regions that could not be explained, gives [`FactChange`]s. A fact is named whole ("12 May 2024", not
//! "12"), beside the fact of its class that took its place.

use std::ops::Range;

use super::model::FactChange;
use super::reworded::Context;
use super::steps::Region;
use super::unlisted;
use crate::facts::{self, Fact, FactClass};
use crate::text::{Span, Words};

/// Most tokens of a region that may stand as a value where one side has no fact.
const VALUE_TOKENS_MAX: usize = 7;
/// Most classes that are given as reasons.
const CLASSES_MAX: usize = 4;
/// Most facts named of a unit that was added or removed.
const SINGLE_FACTS_MAX: usize = 6;

/// Classes from the most telling to the least: which one names a change from a fact of one class to one of
/// another ("one" → "none" is a negation), and which are named when there are too many.
const BY_WEIGHT: [FactClass; 26] = [
    FactClass::Negation,
    FactClass::Risk,
    FactClass::Level,
    FactClass::Date,
    FactClass::Time,
    FactClass::Dose,
    FactClass::Money,
    FactClass::Score,
    FactClass::Percentage,
    FactClass::Status,
    FactClass::Substance,
    FactClass::Programme,
    FactClass::Denial,
    FactClass::Modality,
    FactClass::Relation,
    FactClass::Owner,
    FactClass::Agency,
    FactClass::Place,
    FactClass::Name,
    FactClass::Duration,
    FactClass::Frequency,
    FactClass::Number,
    FactClass::Antonym,
    FactClass::Quantifier,
    FactClass::Certainty,
    FactClass::Subject,
];

/// Classes that nearly every sentence holds, and that say little of a sentence that is new as a whole.
const EVERYWHERE: [FactClass; 7] = [
    FactClass::Subject,
    FactClass::Quantifier,
    FactClass::Antonym,
    FactClass::Certainty,
    FactClass::Modality,
    FactClass::Frequency,
    FactClass::Number,
];

/// The facts that changed in these regions, in order of their place.
pub(super) fn changes(context: Context<'_>, facts: [&[Fact]; 2], regions: &[Region]) -> Vec<FactChange> {
    let mut changes: Vec<FactChange> = Vec::new();
    for region in regions {
        let found = in_region(context, facts, region);
        changes.extend(found.into_iter().filter(|change| !changes.contains(change)).collect::<Vec<_>>());
    }
    let classes = main_classes(changes.iter().map(|change| change.class));
    changes.retain(|change| classes.contains(&change.class));
    changes
}

/// The main facts of a unit that stands on one side only.
pub(super) fn singles(facts: Vec<Fact>) -> Vec<Fact> {
    let mut main: Vec<Fact> = facts.into_iter().filter(|fact| !EVERYWHERE.contains(&fact.class)).collect();
    let classes = main_classes(main.iter().map(|fact| fact.class));
    main.retain(|fact| classes.contains(&fact.class));
    main.truncate(SINGLE_FACTS_MAX);
    main
}

/// The weightiest of these classes, as many as may be given as reasons.
fn main_classes(classes: impl Iterator<Item = FactClass>) -> Vec<FactClass> {
    let mut classes: Vec<FactClass> = classes.collect();
    classes.sort_by_key(|class| weight(*class));
    classes.dedup();
    classes.truncate(CLASSES_MAX);
    classes
}

fn weight(class: FactClass) -> usize {
    BY_WEIGHT.iter().position(|other| *other == class).unwrap_or(BY_WEIGHT.len())
}

fn in_region(context: Context<'_>, facts: [&[Fact]; 2], region: &Region) -> Vec<FactChange> {
    if let Some(class) = class_of_pair(context, region) {
        return vec![change(
            class,
            value(context.before, &region.before),
            value(context.after, &region.after),
        )];
    }
    let (left, right) = (inside(facts[0], &region.before), inside(facts[1], &region.after));
    if let Some(class) = class_of_titles(context, region, [&left, &right]) {
        let (left, right) = (value(context.before, &region.before), value(context.after, &region.after));
        return vec![change(class, left, right)];
    }
    let (left, right) = without_common(context, left, right);
    let (paired, left, right) = pair_by_class(left, right);
    let alone = paired.len() == 1 && left.is_empty() && right.is_empty();
    let mut changes: Vec<FactChange> = paired
        .into_iter()
        .map(|(before, after)| {
            let values =
                if alone { whole(context, region, before, after) } else { [before.span, after.span] };
            change(class_of(context, before, after), Some(values[0]), Some(values[1]))
        })
        .collect();
    if left.is_empty() && right.is_empty() {
        if changes.is_empty() {
            changes.extend(unnamed(context, region));
        }
        return changes;
    }
    changes.extend(pair_rest(context, region, &left, &right, changes.is_empty()));
    changes
}

/// Two facts that are all that changed in a region: where one is all of its side, the other side is told whole too
/// ("tenancy worker" beside "link worker", though the list knows only the latter).
fn whole(context: Context<'_>, region: &Region, before: &Fact, after: &Fact) -> [Span; 2] {
    if before.tokens == region.before {
        [before.span, value(context.after, &region.after).unwrap_or(after.span)]
    } else if after.tokens == region.after {
        [value(context.before, &region.before).unwrap_or(before.span), after.span]
    } else {
        [before.span, after.span]
    }
}

/// The class of a change from one title to another, of which no list knows either: "Living with Loss" is no loss, and
/// "Stop and Think" no denial.
fn class_of_titles(context: Context<'_>, region: &Region, facts: [&[&Fact]; 2]) -> Option<FactClass> {
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

fn change(class: FactClass, before: Option<Span>, after: Option<Span>) -> FactChange {
    FactChange { class, before, after }
}

fn inside<'a>(facts: &'a [Fact], range: &Range<usize>) -> Vec<&'a Fact> {
    facts.iter().filter(|fact| range.start <= fact.tokens.start && fact.tokens.end <= range.end).collect()
}

/// Leaves out facts that both sides have: they stand in the region, but did not change.
fn without_common<'a>(
    context: Context<'_>,
    mut left: Vec<&'a Fact>,
    mut right: Vec<&'a Fact>,
) -> (Vec<&'a Fact>, Vec<&'a Fact>) {
    let text = |words: Words<'_>, fact: &Fact| fact.span.of(words.source()).to_lowercase();
    left.retain(|before| {
        let same = right.iter().position(|after| {
            after.class == before.class && text(context.after, after) == text(context.before, before)
        });
        same.map(|at| right.remove(at)).is_none()
    });
    (left, right)
}

type Pairs<'a> = Vec<(&'a Fact, &'a Fact)>;

/// Each fact with the first of its class on the other side, in order; then what is left over on either side.
fn pair_by_class<'a>(
    left: Vec<&'a Fact>,
    mut right: Vec<&'a Fact>,
) -> (Pairs<'a>, Vec<&'a Fact>, Vec<&'a Fact>) {
    let (mut pairs, mut rest) = (Vec::new(), Vec::new());
    for before in left {
        match right.iter().position(|after| after.class == before.class) {
            Some(at) => pairs.push((before, right.remove(at))),
            None => rest.push(before),
        }
    }
    (pairs, rest, right)
}

/// Facts without one of their class on the other side: the weightiest of either beside each other; where one side
/// has none, beside the words that took its place.
fn pair_rest(
    context: Context<'_>,
    region: &Region,
    left: &[&Fact],
    right: &[&Fact],
    alone: bool,
) -> Vec<FactChange> {
    let main = |facts: &[&Fact]| facts.iter().copied().min_by_key(|fact| weight(fact.class)).cloned();
    match (main(left), main(right)) {
        (Some(before), Some(after)) => {
            let class = of_two(context, &before, &after);
            vec![change(class, Some(before.span), Some(after.span))]
        }
        (Some(before), None) => {
            let span = alone.then(|| value(context.after, &region.after)).flatten();
            vec![change(before.class, Some(before.span), span)]
        }
        (None, Some(after)) => {
            let span = alone.then(|| value(context.before, &region.before)).flatten();
            vec![change(after.class, span, Some(after.span))]
        }
        (None, None) => Vec::new(),
    }
}

/// Which class names a change from a fact of one class to one of another: the weightier, but for two words that mean
/// more beside the other. "Confirmed" beside "alleged" says how sure it is; "first" beside "last" is no number.
fn of_two(context: Context<'_>, before: &Fact, after: &Fact) -> FactClass {
    let is_pair = |one: FactClass, other: FactClass, word: &[&str]| {
        let stands = |words: Words<'_>, fact: &Fact| {
            fact.class == other && fact.tokens.len() == 1 && words.is_any(fact.tokens.start, word)
        };
        (before.class == one && stands(context.after, after))
            || (after.class == one && stands(context.before, before))
    };
    if is_pair(FactClass::Certainty, FactClass::Status, &["confirmed"]) {
        FactClass::Certainty
    } else if is_pair(FactClass::Antonym, FactClass::Number, &["first", "second"]) {
        FactClass::Antonym
    } else if weight(before.class) <= weight(after.class) {
        before.class
    } else {
        after.class
    }
}

/// The words of a region, if they are few enough to be a value.
fn value(words: Words<'_>, range: &Range<usize>) -> Option<Span> {
    let tokens = words.tokens().get(range.clone())?;
    let (first, last) = (tokens.first()?, tokens.last()?);
    (tokens.len() <= VALUE_TOKENS_MAX).then(|| first.span.cover(last.span))
}

/// A change in which no list knows a word: what it is about is read from how the words look and stand.
fn unnamed(context: Context<'_>, region: &Region) -> Option<FactChange> {
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

/// The class of a change from one word to another that the two words together tell.
fn class_of_pair(context: Context<'_>, region: &Region) -> Option<FactClass> {
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
    let behind_article = range.len() == 2 && words.is_any(range.start, &["a", "an", "the"]);
    (range.len() == 1 || behind_article).then_some(last)
}

/// Somebody who is not named: "an older prisoner", "another man".
fn is_person(words: Words<'_>, at: usize) -> bool {
    const PEOPLE: [&str; 16] = [
        "prisoner",
        "prisoners",
        "man",
        "men",
        "woman",
        "women",
        "boy",
        "girl",
        "person",
        "people",
        "male",
        "female",
        "inmate",
        "inmates",
        "resident",
        "youth",
    ];
    words.is_any(at, &PEOPLE)
}

/// The class of a change from one fact to another of its class: where a "not" is all that differs it is a negation.
fn class_of(context: Context<'_>, before: &Fact, after: &Fact) -> FactClass {
    let positive = |words: Words<'_>, fact: &Fact| {
        let rest = fact.tokens.clone().filter(|at| !words.is_any(*at, &["not", "no", "never", "without"]));
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
    const PREFIXES: [&str; 9] = ["un", "in", "im", "ir", "il", "dis", "non", "mis", "de"];
    let prefixed = PREFIXES.iter().any(|prefix| negative.strip_prefix(prefix) == Some(positive));
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
