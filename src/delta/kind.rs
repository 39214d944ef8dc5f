//! What kind of change a linked pair is, and why.
//!
//! Takes both sides and the edits between their tokens, gives a [`Judgement`]. The rule is the safe one: the same
//! bytes are *unchanged*; what the closed list of normalisations makes equal is *cosmetic*; where every word that
//! differs can be shown to carry no fact it is *reworded*; everything else is *material*. Bytes decide, never the
//! hashes by which tokens were matched.

use super::cosmetic;
use super::model::{ChangeKind, FactChange, Reason};
use super::side::{Side, TokenEdit};
use super::vocabulary::Vocabulary;
use crate::facts::{self, FactClass};
use crate::text::Span;

/// The verdict on one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// How it changed.
    pub kind: ChangeKind,
    /// Why: normalisations of a cosmetic change, classes of the facts of any other.
    pub reasons: Vec<Reason>,
    /// The facts that changed, with both values.
    pub facts: Vec<FactChange>,
}

/// Judges a pair of units, or of adjacent units, that were linked.
pub fn judge(
    before: &Side<'_>,
    after: &Side<'_>,
    _edits: &[TokenEdit],
    _vocabulary: &Vocabulary<'_>,
) -> Judgement {
    if let Some(judgement) = folded(before, after) {
        return judgement;
    }
    judgement(ChangeKind::Material, Vec::new())
}

/// Whether nothing changed, or nothing but what may be folded.
fn folded(before: &Side<'_>, after: &Side<'_>) -> Option<Judgement> {
    let single = before.units.len() == 1 && after.units.len() == 1;
    let codes = if single { cosmetic::normalisations(before, after)? } else { return None };
    let kind = if codes.is_empty() { ChangeKind::Unchanged } else { ChangeKind::Cosmetic };
    let unproved = kind == ChangeKind::Unchanged && before.text() != after.text();
    let reasons = codes.into_iter().map(Reason::Normalisation).collect();
    (!unproved).then_some(Judgement { kind, reasons, facts: Vec::new() })
}

/// Judges units that stand in the later version only.
pub fn judge_added(side: &Side<'_>) -> Judgement {
    let facts = single(side, |class, span| FactChange { class, before: None, after: Some(span) });
    judgement(ChangeKind::Added, facts)
}

/// Judges units that stand in the earlier version only.
pub fn judge_removed(side: &Side<'_>) -> Judgement {
    let facts = single(side, |class, span| FactChange { class, before: Some(span), after: None });
    judgement(ChangeKind::Removed, facts)
}

fn single(side: &Side<'_>, change: impl Fn(FactClass, Span) -> FactChange) -> Vec<FactChange> {
    facts::find(side.source, side.tokens).into_iter().map(|fact| change(fact.class, fact.span)).collect()
}

fn judgement(kind: ChangeKind, facts: Vec<FactChange>) -> Judgement {
    let mut reasons: Vec<Reason> = facts.iter().map(|fact| Reason::Fact(fact.class)).collect();
    reasons.sort_unstable();
    reasons.dedup();
    Judgement { kind, reasons, facts }
}
