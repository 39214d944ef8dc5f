//! Which differences can be shown to carry no fact.
//!
//! Takes a region in which two sides differ, says whether every word that was inserted, deleted or replaced there
//! is one of: the same value spelt otherwise, a known synonym or contraction, another spelling of the same word,
//! a slip of typing, punctuation, capitals, or a function word of a closed list. What cannot be shown is material.

mod breaks;
mod clauses;
mod contracted;
pub(super) mod foreign;
mod function_words;
mod pairs;
mod slips;
mod synonyms;

use std::ops::Range;

use super::cosmetic;
use super::model::{Excuse, Normalisation, Reason, Rule};
use super::steps::{Region, Steps};
use super::vocabulary::Asked;
use crate::facts::Fact;
use crate::text::{TokenKind, Value, Words, value_at};

/// Both sides, and the words of both versions.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) before: Words<'a>,
    pub(super) after: Words<'a>,
    /// The facts of either side.
    pub(super) facts: [&'a [Fact]; 2],
    pub(super) vocabulary: Asked<'a>,
}

impl Context<'_> {
    /// The rules by which all that differs in a region can be shown to carry no fact, as a whole or part by part; none
    /// where something cannot.
    pub(super) fn excuses(self, steps: &Steps, region: &Region) -> Option<Vec<Excuse>> {
        if let Some(excuses) = self.explained(region) {
            return Some(excuses);
        }
        let parts = steps.parts(region);
        let explained = || parts.iter().map(|part| self.explained(part)).collect::<Option<Vec<_>>>();
        (parts.len() > 1).then(explained).flatten().map(|excuses| excuses.concat())
    }

    fn explained(self, region: &Region) -> Option<Vec<Excuse>> {
        let (left, right) = (region.before.clone(), region.after.clone());
        if let Some(codes) = cosmetic::codes(self.before, left.clone(), self.after, right.clone()) {
            let excuse = |code| self.excuse(Reason::Normalisation(code), &left, &right);
            return Some(codes.into_iter().map(excuse).collect());
        }
        if self.is_same_partial_date(&left, &right) {
            let reason = Reason::Normalisation(Normalisation::DateSpelling);
            return Some(vec![self.excuse(reason, &left, &right)]);
        }
        if let Some(rule) = function_words::rule(self, &left, &right) {
            return Some(vec![self.excuse(rule, &left, &right)]);
        }
        if let Some((left, right)) = synonyms::known(self.before, &left, self.after, &right) {
            return Some(vec![self.excuse(Reason::Rule(Rule::Synonym), &left, &right)]);
        }
        self.pairs(left, right)
    }

    /// "12 May" and "12th May": the same as far as they go, so shown, but no change of fact.
    fn is_same_partial_date(self, left: &Range<usize>, right: &Range<usize>) -> bool {
        match (value_at(self.before, left.start), value_at(self.after, right.start)) {
            (Some((i, Value::Date(before))), Some((j, Value::Date(after)))) => {
                before == after && i == left.end && j == right.end
            }
            _ => false,
        }
    }

    /// As many words on either side, each of which is another form of the other.
    fn pairs(self, left: Range<usize>, right: Range<usize>) -> Option<Vec<Excuse>> {
        if left.len() != right.len() || left.is_empty() {
            return None;
        }
        let pairs = left.zip(right).map(|(i, j)| self.pair(i, j));
        pairs.collect::<Option<Vec<_>>>().map(|excuses| excuses.concat())
    }

    fn pair(self, i: usize, j: usize) -> Option<Vec<Excuse>> {
        let (left, right) = (i..i + 1, j..j + 1);
        let excuse = |reason| self.excuse(reason, &left, &right);
        if let Some(codes) = cosmetic::codes(self.before, left.clone(), self.after, right.clone()) {
            return Some(codes.into_iter().map(|code| excuse(Reason::Normalisation(code))).collect());
        }
        let reason = if is_note_mark(self.before, i) && is_note_mark(self.after, j) {
            Reason::Normalisation(Normalisation::ItemNumber)
        } else if pairs::is_other_case(self.before, i, self.after, j) {
            Reason::Rule(Rule::Case)
        } else if pairs::is_other_spelling(self.before, i, self.after, j) {
            Reason::Rule(Rule::Spelling)
        } else if let Some(rule) = function_words::rule(self, &left, &right) {
            rule
        } else if slips::is_slip(self, i, j) {
            Reason::Rule(Rule::Slip)
        } else {
            return None;
        };
        Some(vec![excuse(reason)])
    }

    fn excuse(self, reason: Reason, left: &Range<usize>, right: &Range<usize>) -> Excuse {
        let span = |words: Words<'_>, range: &Range<usize>| {
            let tokens = &words.tokens()[range.clone()];
            Some(tokens.first()?.span.cover(tokens.last()?.span))
        };
        Excuse { reason, before: span(self.before, left), after: span(self.after, right) }
    }

    /// A clause that stands elsewhere in its sentence, where nothing else differs; and whether that says the same.
    pub(super) fn clause_order(self) -> Option<(Excuse, bool)> {
        let clause = clauses::moved_clause(self.before, self.after, self.facts[0])?;
        let excuse = self.excuse(Reason::Rule(Rule::ClauseOrder), &clause.before, &clause.after);
        Some((excuse, clause.says_the_same))
    }

    /// The gaps before two tokens, where they differ by white space only, away from figures: "re-sign" and "re - sign"
    /// are the same words, "2*3" and "2 3" are not.
    pub(super) fn gap(self, i: usize, j: usize) -> Option<Excuse> {
        let holds = |words: Words<'_>, at: usize, marks: &[char]| {
            words.gap_before(at).chars().all(|c| c.is_whitespace() || marks.contains(&c))
        };
        let both = |marks: &[char]| holds(self.before, i, marks) && holds(self.after, j, marks);
        let words = self.before;
        let figures = words.is_number(i) || (i > 0 && words.is_number(i - 1));
        // "*12*(a)" and "*12* (a)": a bracket parts what stands on either side of it without a space too.
        let bracket = words.is_sign(i, "(") || words.is_sign(i, "[") || (i > 0 && words.is_sign(i - 1, ")"));
        let empty = both(&[]) && !figures || both(&['*', '_', '\\']) && bracket;
        let around = |at: usize| at.saturating_sub(1)..at + 1;
        let space = Reason::Normalisation(Normalisation::Space);
        empty.then(|| self.excuse(space, &around(i), &around(j)))
    }
}

/// The number of a footnote's mark that only counts, which the document has made a sign.
fn is_note_mark(words: Words<'_>, at: usize) -> bool {
    words.kind(at) == Some(TokenKind::Sign) && words.text(at).chars().all(char::is_numeric)
}

/// The ranges of tokens that spell a date, time or number, so that none is compared in part only.
pub(super) fn values(words: Words<'_>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = value_at(words, at).map_or(at + 1, |(end, _)| end);
        if end > at + 1 {
            ranges.push(at..end);
        }
        at = end;
    }
    ranges
}
