//! What is said of single units: where else they stand, what they disagree with, that they were gone.

use std::ops::Range;

use super::{Input, Mark};
use crate::document::Document;
use crate::history::{CopyKind, RepeatKind};
use crate::text::Span;

/// Marks by unit, and which units are second copies.
pub(super) struct Marks {
    marks: Vec<Vec<Mark>>,
    /// For a unit of a later copy, the unit of the first copy that it repeats.
    first_copy: Vec<Option<u32>>,
}

impl Marks {
    pub(super) fn new(input: &Input<'_>, document: &Document) -> Self {
        let count = document.units().len();
        let mut marks = Self { marks: vec![Vec::new(); count], first_copy: vec![None; count] };
        marks.mark_repeats(input, document);
        for returned in &input.history.returned {
            returned.units.clone().for_each(|unit| marks.add(unit, Mark::Returned(returned.last_seen)));
        }
        for restored in &input.history.restored {
            marks.add(restored.unit, Mark::Returned(restored.last_seen));
        }
        for commitment in &input.history.commitments {
            marks.add(commitment.unit, Mark::PastDue(commitment.due));
        }
        for action in input.history.actions.iter().filter(|action| action.overdue) {
            if let Some((unit, due)) = action.after.zip(action.due) {
                marks.add(unit, Mark::PastDue(due));
            }
        }
        for copy in input.history.copies.iter().filter(|copy| copy.kind == CopyKind::Differing) {
            units_in(document, copy.span).for_each(|unit| marks.add(unit, Mark::Differing(copy.source)));
        }
        marks
    }

    fn mark_repeats(&mut self, input: &Input<'_>, document: &Document) {
        for repeat in &input.history.repeats {
            let places: Vec<Range<u32>> =
                repeat.places.iter().map(|place| units_in(document, *place)).collect();
            let Some((first, others)) = places.split_first() else { continue };
            match repeat.kind {
                RepeatKind::Conflicting => self.mark_conflict(&places),
                RepeatKind::Verbatim | RepeatKind::Cosmetic => self.mark_copies(first, others),
                RepeatKind::Reworded => {}
            }
        }
        self.spread_conflicts();
    }

    /// A conflict is told of one pair of places; it holds for every copy of either.
    fn spread_conflicts(&mut self) {
        let conflict =
            |marks: &[Mark]| marks.iter().find(|mark| matches!(mark, Mark::Conflicting(_))).cloned();
        let mut found: Vec<Option<Mark>> = self.marks.iter().map(|marks| conflict(marks)).collect();
        for copy in 0..self.first_copy.len() {
            if let Some(first) = self.first_copy[copy] {
                found[first as usize] = found[first as usize].take().or_else(|| found[copy].clone());
            }
        }
        for unit in 0..self.first_copy.len() {
            let group = self.first_copy[unit].unwrap_or(unit as u32);
            if let Some(mark) =
                found[group as usize].clone().filter(|_| conflict(&self.marks[unit]).is_none())
            {
                self.add(unit as u32, mark);
            }
        }
    }

    /// Each place is told of the first of the others.
    fn mark_conflict(&mut self, places: &[Range<u32>]) {
        for (at, place) in places.iter().enumerate() {
            let other = places.iter().enumerate().find(|(other, units)| *other != at && !units.is_empty());
            let Some((_, other)) = other else { continue };
            place.clone().for_each(|unit| self.add(unit, Mark::Conflicting(other.start)));
        }
    }

    /// The first place is told of the others; these know which of its units they repeat.
    fn mark_copies(&mut self, first: &Range<u32>, others: &[Range<u32>]) {
        let others = others.iter().filter(|units| units.len() == first.len() && !units.is_empty());
        let mut starts = Vec::new();
        for units in others {
            for (copy, original) in units.clone().zip(first.clone()) {
                self.first_copy[copy as usize].get_or_insert(original);
            }
            starts.push(units.start);
        }
        if !starts.is_empty() {
            self.add(first.start, Mark::Repeated(starts));
        }
    }

    fn add(&mut self, unit: u32, mark: Mark) {
        let marks = &mut self.marks[unit as usize];
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }

    /// Whether a unit must be shown for what is said of it. That it stands elsewhere too is no reason.
    pub(super) fn must_show(&self, unit: u32) -> bool {
        self.marks[unit as usize].iter().any(|mark| !matches!(mark, Mark::Repeated(_)))
    }

    /// The unit of the first copy that this one repeats.
    pub(super) fn first_copy(&self, unit: u32) -> Option<u32> {
        self.first_copy[unit as usize]
    }

    /// The marks of a unit, given away.
    pub(super) fn take(&mut self, unit: u32) -> Vec<Mark> {
        std::mem::take(&mut self.marks[unit as usize])
    }
}

/// The units whose first byte lies in a span.
fn units_in(document: &Document, span: Span) -> Range<u32> {
    let before = |at: u32| document.units().partition_point(|unit| unit.span.start < at) as u32;
    before(span.start)..before(span.end)
}
