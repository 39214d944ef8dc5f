//! A series of plans for tests.

use super::{History, Input, Version, trace};
use crate::delta::{Delta, compare};
use crate::document::{Document, parse};

/// Plans a year apart, the first of 1 June 2021, and what was traced from them.
pub(super) struct Series {
    pub(super) documents: Vec<Document>,
    deltas: Vec<Delta>,
    baseline: Option<u32>,
    pub(super) history: History,
}

impl Series {
    /// With the last but one in force at the last conference.
    pub(super) fn new(plans: &[&str]) -> Self {
        Self::since(plans, plans.len().checked_sub(2).map(|at| at as u32))
    }

    /// With this one in force at the last conference.
    pub(super) fn since(plans: &[&str], baseline: Option<u32>) -> Self {
        let documents: Vec<Document> = plans.iter().map(|plan| parse((*plan).to_owned()).unwrap()).collect();
        let deltas = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
        let mut series = Self { documents, deltas, baseline, history: History::default() };
        series.history = series.with_input(trace);
        series
    }

    /// Reads what the history was traced from.
    pub(super) fn with_input<T>(&self, read: impl FnOnce(&Input<'_>) -> T) -> T {
        let date = |number: u32| format!("{}-06-01", 2020 + number).parse().ok();
        let versions: Vec<Version<'_>> = (1..)
            .zip(&self.documents)
            .map(|(number, document)| Version { number, as_of: date(number), document })
            .collect();
        let deltas: Vec<&Delta> = self.deltas.iter().collect();
        read(&Input { versions: &versions, deltas: &deltas, baseline: self.baseline, sources: &[] })
    }

    pub(super) fn newest(&self) -> &Document {
        self.documents.last().unwrap()
    }

    /// The index of the unit of the newest plan with this text.
    pub(super) fn unit(&self, text: &str) -> usize {
        let newest = self.newest();
        newest.units().iter().position(|unit| newest.text(unit) == text).unwrap()
    }
}
