//! Which differences can be shown to carry no fact.
//!
//! Takes a region in which two sides differ, says whether every word that was inserted, deleted or replaced there
//! is one of: the same value spelt otherwise, a known synonym or contraction, another spelling of the same word,
//! a slip of typing, punctuation, capitals, or a function word of a closed list. What cannot be shown is material.

mod breaks;
mod clauses;
mod idle;
mod pairs;
mod slips;
mod synonyms;

pub(super) use clauses::is_clause_moved;

use std::ops::Range;

use super::cosmetic;
use super::steps::{Region, Steps};
use super::vocabulary::Vocabulary;
use crate::text::dates::date_at;
use crate::text::numbers::number_at;
use crate::text::times::time_at;
use crate::text::{Words, may_begin_value};

/// Both sides, and the words of both versions.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) before: Words<'a>,
    pub(super) after: Words<'a>,
    pub(super) vocabulary: &'a Vocabulary<'a>,
}

impl Context<'_> {
    /// Whether all that differs in a region can be shown to carry no fact: as a whole, or part by part.
    pub(super) fn is_idle(self, steps: &Steps, region: &Region) -> bool {
        if self.explains(region) {
            return true;
        }
        let parts = steps.parts(region);
        parts.len() > 1 && parts.iter().all(|part| self.explains(part))
    }

    fn explains(self, region: &Region) -> bool {
        let (left, right) = (region.before.clone(), region.after.clone());
        cosmetic::are_same(self.before, left.clone(), self.after, right.clone())
            || self.is_same_partial_date(&left, &right)
            || idle::is_idle(self.before, &left, self.after, &right)
            || synonyms::are_known(self.before, &left, self.after, &right)
            || self.are_pairs(left, right)
    }

    /// "12 May" and "12th May": the same as far as they go, so shown, but no change of fact.
    fn is_same_partial_date(self, left: &Range<usize>, right: &Range<usize>) -> bool {
        match (date_at(self.before, left.start), date_at(self.after, right.start)) {
            (Some((i, before)), Some((j, after))) => before == after && i == left.end && j == right.end,
            _ => false,
        }
    }

    /// As many words on either side, each of which is another form of the other.
    fn are_pairs(self, left: Range<usize>, right: Range<usize>) -> bool {
        left.len() == right.len() && !left.is_empty() && left.zip(right).all(|(i, j)| self.is_pair(i, j))
    }

    fn is_pair(self, i: usize, j: usize) -> bool {
        cosmetic::are_same(self.before, i..i + 1, self.after, j..j + 1)
            || pairs::is_other_case(self.before, i, self.after, j)
            || pairs::is_other_spelling(self.before, i, self.after, j)
            || idle::is_idle(self.before, &(i..i + 1), self.after, &(j..j + 1))
            || slips::is_slip(self, i, j)
    }
}

/// Whether the gaps before two tokens differ by white space only, away from figures: "re-sign" and "re - sign" are
/// the same words, "2*3" and "2 3" are not.
pub(super) fn is_idle_gap(context: Context<'_>, i: usize, j: usize) -> bool {
    let blank = |words: Words<'_>, at: usize| words.gap_before(at).chars().all(char::is_whitespace);
    let figures = |words: Words<'_>, at: usize| words.is_number(at) || (at > 0 && words.is_number(at - 1));
    blank(context.before, i) && blank(context.after, j) && !figures(context.before, i)
}

/// The ranges of tokens that spell a date, time or number, so that none is compared in part only.
pub(super) fn values(words: Words<'_>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !may_begin_value(words, at) {
            at += 1;
            continue;
        }
        let date = date_at(words, at).map(|(end, _)| end);
        let end = date.or_else(|| time_at(words, at).map(|(end, _)| end));
        let end = end.or_else(|| number_at(words, at).map(|(end, _)| end));
        ranges.extend(end.filter(|end| *end > at + 1).map(|end| at..end));
        at = end.unwrap_or(at + 1);
    }
    ranges
}
