//! What kind of change a linked pair is, and why.
//!
//! Takes both sides and the edits between their tokens, gives a [`Judgement`]. The rule is the safe one: the same
//! bytes are *unchanged*; what the closed list of normalisations makes equal is *cosmetic*; where every word that
//! differs can be shown to carry no fact it is *reworded*; everything else is *material*. Bytes decide, never the
//! hashes by which tokens were matched.

use std::cell::Cell;

use super::model::{ChangeKind, Excuse, FactChange, Normalisation, Reason, Rule};
use super::reworded::{self, Context};
use super::side::{Side, TokenEdit};
use super::steps::Steps;
use super::vocabulary::{Asked, Vocabulary};
use super::{choice, cosmetic, reasons};
use crate::facts::{Fact, FactClass};
use crate::text::{Span, parts_words};

/// The verdict on one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// How it changed.
    pub kind: ChangeKind,
    /// Why: normalisations of a cosmetic change, classes of the facts of any other.
    pub reasons: Vec<Reason>,
    /// The facts that changed, with both values.
    pub facts: Vec<FactChange>,
    /// Of a reworded change: each difference with the rule that shows it to carry no fact.
    pub excuses: Vec<Excuse>,
}

/// Longest unit whose changes are weighed one by one, in tokens: the cost grows faster than its length. A longer
/// one, which no sentence is, is material as it stands.
const TOKENS_WEIGHED_MAX: usize = 4096;

/// Judges a pair of units, or of adjacent units, that were linked.
pub fn judge(
    before: &Side<'_>,
    after: &Side<'_>,
    edits: &[TokenEdit],
    vocabulary: &Vocabulary<'_>,
) -> Judgement {
    let vocabulary = Asked { vocabulary, any: &Cell::new(false) };
    folded(before, after).unwrap_or_else(|| weighed(before, after, edits, vocabulary, true))
}

/// Whether a pair is reworded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reworded {
    /// Whether it is.
    pub is: bool,
    /// Whether that hangs on the two alone, and not on which other words the versions have.
    pub alone: bool,
}

/// Whether a pair that is not folded is reworded. What differs is weighed no further than it takes to tell.
pub(super) fn reworded(
    before: &Side<'_>,
    after: &Side<'_>,
    edits: &[TokenEdit],
    vocabulary: &Vocabulary<'_>,
) -> Reworded {
    let any = Cell::new(false);
    let verdict = weighed(before, after, edits, Asked { vocabulary, any: &any }, false);
    Reworded { is: verdict.kind == ChangeKind::Reworded, alone: !any.get() }
}

/// The verdict on sides that are not folded; where a fact may have changed, `in_full` or without what changed.
fn weighed(
    before: &Side<'_>,
    after: &Side<'_>,
    edits: &[TokenEdit],
    vocabulary: Asked<'_>,
    in_full: bool,
) -> Judgement {
    if before.tokens.len().max(after.tokens.len()) > TOKENS_WEIGHED_MAX {
        return judgement(ChangeKind::Material, Vec::new());
    }
    let chosen = choice::changes(before, after);
    if !in_full && !chosen.is_empty() {
        return judgement(ChangeKind::Material, Vec::new());
    }
    let facts = [before, after].map(|side| side.facts());
    let context =
        Context { before: before.words(), after: after.words(), facts: [&facts[0], &facts[1]], vocabulary };
    let numbering = [before, after].map(|side| side.numbering());
    let mut steps = Steps::new(context.before, context.after, [&numbering[0], &numbering[1]], edits);
    let mut parted = steps.parted(context.before, context.after);
    // Where one side ends a unit, the other need only part the words: that they were divided or joined is the rule.
    let opens = [before, after].map(|side| side.starts_of_units());
    parted.retain(|(i, j)| {
        let (left, right) = (context.before.gap_before(*i), context.after.gap_before(*j));
        let divided = opens[0].contains(i) && parts_words(right) || opens[1].contains(j) && parts_words(left);
        !divided
    });
    let mut values = steps.clone();
    values.absorb(&reworded::values(context.before), &reworded::values(context.after));
    let (mut telling, mut excuses) = (Vec::new(), Vec::new());
    for region in values.regions() {
        match context.excuses(&values, &region) {
            Some(found) => excuses.extend(found),
            None if !in_full && context.clause_order().is_none() => {
                return judgement(ChangeKind::Material, Vec::new());
            }
            None => telling.push(region),
        }
    }
    if let Some(gaps) = parted.iter().map(|(i, j)| context.gap(*i, *j)).collect::<Option<Vec<_>>>() {
        excuses.extend(gaps);
        if telling.is_empty() && chosen.is_empty() {
            return excused(before, after, excuses);
        } else if !chosen.is_empty() {
            // Which alternative is marked is no matter of words.
        } else if let Some((clause, says_the_same)) = context.clause_order() {
            if says_the_same {
                return excused(before, after, vec![clause]);
            }
            // No word changed: only what the clause is told of.
            let reasons = vec![clause.reason];
            return Judgement { kind: ChangeKind::Material, reasons, facts: Vec::new(), excuses: Vec::new() };
        }
    }
    steps.keep(&telling);
    let ranges = |facts: &[Fact]| facts.iter().map(|fact| fact.tokens.clone()).collect::<Vec<_>>();
    steps.absorb(&ranges(&facts[0]), &ranges(&facts[1]));
    let mut changes = reasons::changes(context, [&facts[0], &facts[1]], &steps.regions());
    changes.extend(chosen.into_iter().filter(|change| !changes.contains(change)).collect::<Vec<_>>());
    judgement(ChangeKind::Material, changes)
}

/// The verdict on sides that differ in nothing but what these rules excuse. Where no word differs, only how many
/// sentences they are made of, that is the rule.
fn excused(before: &Side<'_>, after: &Side<'_>, excuses: Vec<Excuse>) -> Judgement {
    if excuses.is_empty() {
        let joined = before.units.len() > 1 || after.units.len() > 1;
        return excused_by(before, after, if joined { Rule::Division } else { Rule::Punctuation });
    }
    let mut reasons: Vec<Reason> = excuses.iter().map(|excuse| excuse.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    Judgement { kind: ChangeKind::Reworded, reasons, facts: Vec::new(), excuses }
}

/// The verdict on sides that one rule excuses as wholes.
pub(super) fn excused_by(before: &Side<'_>, after: &Side<'_>, rule: Rule) -> Judgement {
    let reason = Reason::Rule(rule);
    let [before, after] = [before, after].map(|side| Some(side.span()));
    let excuses = vec![Excuse { reason, before, after }];
    Judgement { kind: ChangeKind::Reworded, reasons: vec![reason], facts: Vec::new(), excuses }
}

/// Whether nothing changed, or nothing but what may be folded.
pub(super) fn folded(before: &Side<'_>, after: &Side<'_>) -> Option<Judgement> {
    let single = before.units.len() == 1 && after.units.len() == 1;
    let codes = if single { cosmetic::normalisations(before, after)? } else { return None };
    if codes.contains(&Normalisation::Emphasis) && !choice::changes(before, after).is_empty() {
        return None;
    }
    let kind = if codes.is_empty() { ChangeKind::Unchanged } else { ChangeKind::Cosmetic };
    let unproved = kind == ChangeKind::Unchanged && before.text() != after.text();
    let reasons = codes.into_iter().map(Reason::Normalisation).collect();
    (!unproved).then_some(Judgement { kind, reasons, facts: Vec::new(), excuses: Vec::new() })
}

/// Judges units that stand in the later version only.
pub fn judge_added(side: &Side<'_>) -> Judgement {
    if side.is_furniture() {
        return furniture(ChangeKind::Added);
    }
    let facts = single(side, |class, span| FactChange { class, before: None, after: Some(span) });
    judgement(ChangeKind::Added, facts)
}

/// Judges units that stand in the earlier version only.
pub fn judge_removed(side: &Side<'_>) -> Judgement {
    if side.is_furniture() {
        return furniture(ChangeKind::Removed);
    }
    let facts = single(side, |class, span| FactChange { class, before: Some(span), after: None });
    judgement(ChangeKind::Removed, facts)
}

/// A page more or fewer: what its head and foot say is no fact of the person.
fn furniture(kind: ChangeKind) -> Judgement {
    let reasons = vec![Reason::Normalisation(Normalisation::Furniture)];
    Judgement { kind, reasons, facts: Vec::new(), excuses: Vec::new() }
}

fn single(side: &Side<'_>, change: impl Fn(FactClass, Span) -> FactChange) -> Vec<FactChange> {
    let facts = reasons::singles(side.facts().into_owned());
    facts.into_iter().map(|fact| change(fact.class, fact.span)).collect()
}

fn judgement(kind: ChangeKind, facts: Vec<FactChange>) -> Judgement {
    let mut reasons: Vec<Reason> = facts.iter().map(|fact| Reason::Fact(fact.class)).collect();
    reasons.sort_unstable();
    reasons.dedup();
    Judgement { kind, reasons, facts, excuses: Vec::new() }
}

#[cfg(test)]
mod tests;
