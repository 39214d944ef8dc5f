//! What changed in a material change: facts with both values.
//!
//! Takes the regions that could not be explained, gives [`FactChange`]s. A fact is named whole ("12 May 2024", not
//! "12"), beside the fact of its class that took its place.

mod class;
mod weight;

pub(super) use weight::singles;

use std::ops::Range;

use super::model::FactChange;
use super::reworded::Context;
use super::steps::Region;
use crate::facts::{Fact, FactClass};
use crate::text::{Span, Words};
use class::{class_of, class_of_pair, class_of_titles, of_two, unnamed};
use weight::main_classes;

/// Most tokens of a region that may stand as a value where one side has no fact.
const VALUE_TOKENS_MAX: usize = 7;

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
    let main = |facts: &[&Fact]| facts.iter().copied().min_by_key(|fact| fact.class.place()).cloned();
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

/// The words of a region, if they are few enough to be a value.
fn value(words: Words<'_>, range: &Range<usize>) -> Option<Span> {
    let tokens = words.tokens().get(range.clone())?;
    let (first, last) = (tokens.first()?, tokens.last()?);
    (tokens.len() <= VALUE_TOKENS_MAX).then(|| first.span.cover(last.span))
}
