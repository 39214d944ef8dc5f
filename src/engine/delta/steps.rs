//! The tokens of both sides in one sequence of steps, and the regions in which they differ.

use std::ops::Range;

use super::cosmetic;
use super::side::TokenEdit;
use crate::text::Words;

/// A token of one side, or the same token of both.
#[derive(Clone, Copy, Debug)]
struct Step {
    before: Option<usize>,
    after: Option<usize>,
    changed: bool,
}

/// A pair of units as steps from the one to the other.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    steps: Vec<Step>,
}

/// A stretch in which the sides differ: tokens of each, and the steps it is made of. Either side may be empty;
/// its range then says where the other's tokens would stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) before: Range<usize>,
    pub(super) after: Range<usize>,
    pub(super) steps: Range<usize>,
}

impl Steps {
    /// Lays out the edits as steps. Running numbers, where `numbering` says of a side, say no more than their place and are
    /// never changed. A token that both sides have is changed where its bytes differ by more than
    /// quotes and dashes, or where the gap before it does by more than may be folded.
    pub(super) fn new(
        before: Words<'_>,
        after: Words<'_>,
        numbering: [&[Range<usize>]; 2],
        edits: &[TokenEdit],
    ) -> Self {
        let mut steps: Vec<Step> = Vec::with_capacity(before.len().max(after.len()));
        let is_text = |side: usize, at: usize| {
            let next = numbering[side].partition_point(|range| range.end <= at);
            numbering[side].get(next).is_none_or(|range| at < range.start)
        };
        for edit in edits {
            match edit {
                TokenEdit::Equal { before: left, after: right } => {
                    for (i, j) in left.clone().zip(right.clone()) {
                        let (i, j) = (i as usize, j as usize);
                        let changed = !cosmetic::are_same(before, i..i + 1, after, j..j + 1);
                        steps.push(Step { before: Some(i), after: Some(j), changed });
                    }
                }
                TokenEdit::Delete(left) => steps.extend(left.clone().map(|i| {
                    let i = i as usize;
                    Step { before: Some(i), after: None, changed: is_text(0, i) }
                })),
                TokenEdit::Insert(right) => steps.extend(right.clone().map(|j| {
                    let j = j as usize;
                    Step { before: None, after: Some(j), changed: is_text(1, j) }
                })),
            }
        }
        Self { steps }
    }

    /// Pairs of neighbouring tokens that both sides have, between which other marks or no space stand.
    pub(super) fn parted(&self, before: Words<'_>, after: Words<'_>) -> Vec<(usize, usize)> {
        let both = |step: &Step| Some((step.before?, step.after?)).filter(|_| !step.changed);
        let pairs = self.steps.windows(2).filter_map(|pair| both(&pair[0]).and(both(&pair[1])));
        pairs.filter(|(i, j)| !cosmetic::are_joined_alike(before, *i, after, *j)).collect()
    }

    /// Widens the changed steps so that none of these ranges of tokens is changed in part only.
    pub(super) fn absorb(&mut self, before: &[Range<usize>], after: &[Range<usize>]) {
        // Widening one range may cut into another; each round changes a step or is the last.
        loop {
            let mut widened = false;
            for range in before {
                widened |= self.widen(range, |step| step.before);
            }
            for range in after {
                widened |= self.widen(range, |step| step.after);
            }
            if !widened {
                return;
            }
        }
    }

    fn widen(&mut self, range: &Range<usize>, side: impl Fn(&Step) -> Option<usize>) -> bool {
        let inside = |step: &Step| side(step).is_some_and(|at| range.contains(&at));
        let Some(first) = self.steps.iter().position(inside) else { return false };
        let Some(last) = self.steps.iter().rposition(inside) else { return false };
        let steps = &mut self.steps[first..=last];
        let widens = steps.iter().any(|step| step.changed) && steps.iter().any(|step| !step.changed);
        if widens {
            for step in steps {
                step.changed = true;
            }
        }
        widens
    }

    /// Keeps only these regions as changed.
    pub(super) fn keep(&mut self, regions: &[Region]) {
        for (at, step) in self.steps.iter_mut().enumerate() {
            step.changed = regions.iter().any(|region| region.steps.contains(&at));
        }
    }

    /// The stretches of changed steps, in order.
    pub(super) fn regions(&self) -> Vec<Region> {
        self.runs(|step, last| step.changed && last.changed)
    }

    /// The parts of a region: each token that both sides have by itself, what stands between together.
    pub(super) fn parts(&self, region: &Region) -> Vec<Region> {
        let both = |step: &Step| step.before.is_some() && step.after.is_some();
        let parts = self.runs(|step, last| step.changed && last.changed && !both(step) && !both(last));
        let inside =
            |part: &Region| region.steps.start <= part.steps.start && part.steps.end <= region.steps.end;
        parts.into_iter().filter(inside).collect()
    }

    /// Stretches of changed steps, cut where a step does not go on from the last.
    fn runs(&self, goes_on: impl Fn(&Step, &Step) -> bool) -> Vec<Region> {
        let mut regions: Vec<Region> = Vec::new();
        let (mut i, mut j) = (0, 0);
        for (at, step) in self.steps.iter().enumerate() {
            let (next_i, next_j) =
                (i + usize::from(step.before.is_some()), j + usize::from(step.after.is_some()));
            if step.changed {
                let last = at.checked_sub(1).map(|last| &self.steps[last]);
                match regions.last_mut() {
                    Some(region)
                        if region.steps.end == at && last.is_some_and(|last| goes_on(step, last)) =>
                    {
                        region.before.end = next_i;
                        region.after.end = next_j;
                        region.steps.end = at + 1;
                    }
                    _ => regions.push(Region { before: i..next_i, after: j..next_j, steps: at..at + 1 }),
                }
            }
            (i, j) = (next_i, next_j);
        }
        regions
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use crate::text::{Span, Token, tokenise};

    fn cut(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        tokens
    }

    /// The steps between two texts with these edits.
    fn steps(before: &str, after: &str, edits: &[TokenEdit]) -> Steps {
        let (left, right) = (cut(before), cut(after));
        Steps::new(Words::new(before, &left), Words::new(after, &right), [&[], &[]], edits)
    }

    fn equal(before: Range<u32>, after: Range<u32>) -> TokenEdit {
        TokenEdit::Equal { before, after }
    }

    /// Tokens of either side.
    fn sides(regions: &[Region]) -> Vec<(Range<usize>, Range<usize>)> {
        regions.iter().map(|region| (region.before.clone(), region.after.clone())).collect()
    }

    /// "one" became "two", and "left" became "stayed", with a word between them that did not change.
    fn two_changes() -> Steps {
        let edits = [
            TokenEdit::Delete(0..1),
            TokenEdit::Insert(0..1),
            equal(1..2, 1..2),
            TokenEdit::Delete(2..3),
            TokenEdit::Insert(2..3),
        ];
        steps("one man left", "two man stayed", &edits)
    }

    #[test]
    fn a_region_ends_where_the_sides_agree() {
        assert_eq!(sides(&two_changes().regions()), [(0..1, 0..1), (2..3, 2..3)]);
    }

    #[test]
    fn only_the_regions_that_are_kept_remain() {
        let mut steps = two_changes();
        let regions = steps.regions();
        steps.keep(&regions[1..]);
        assert_eq!(steps.regions(), regions[1..]);
    }

    #[test]
    fn a_token_of_both_sides_is_a_part_by_itself() {
        let edits = [
            TokenEdit::Delete(0..1),
            TokenEdit::Insert(0..1),
            equal(1..2, 1..2),
            equal(2..3, 2..3),
            TokenEdit::Delete(3..5),
            TokenEdit::Insert(3..4),
            equal(5..6, 4..5),
            TokenEdit::Insert(5..6),
        ];
        let steps = steps("one Man Form did not help", "two man form didn't help now", &edits);
        let regions = steps.regions();
        assert_eq!(sides(&regions), [(0..5, 0..4), (6..6, 5..6)]);
        let parts = [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3), (3..5, 3..4)];
        assert_eq!(sides(&steps.parts(&regions[0])), parts);
        assert_eq!(sides(&steps.parts(&regions[1])), [(6..6, 5..6)]);
    }

    #[test]
    fn widening_for_one_side_may_widen_for_the_other() {
        let edits = [equal(0..1, 0..1), TokenEdit::Delete(1..2), TokenEdit::Insert(1..2), equal(2..4, 2..4)];
        let mut steps = steps("he one man left", "he two man left", &edits);
        let (before, after) = (2..4, 1..3);
        steps.absorb(from_ref(&before), from_ref(&after));
        assert_eq!(sides(&steps.regions()), [(1..4, 1..4)]);
    }
}
