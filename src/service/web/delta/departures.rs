//! Where moved text stood: a line in the old place that leads to the new one.
//!
//! A delta has a moved unit once, where it stands. A reader who looks for it where it was must find the way too.

use std::collections::HashMap;

use super::Pair;
use super::passages::{anchors, first_anchor};
use crate::web::plan;
use crate::web::words::count;
use cip_engine::brief::Side;
use cip_engine::delta::{Change, Delta};
use cip_engine::document::Document;

/// Most words of what moved that are shown where it stood.
const WORDS_MAX: usize = 12;

/// Moved changes that stood together and stand together, as indices.
pub(super) type Departed = Vec<usize>;

/// A line where text stood.
pub(super) struct Departure {
    /// Fragment names of the earlier units.
    pub anchors: Vec<String>,
    /// "3 passages".
    pub what: String,
    /// Where it stands now.
    pub place: String,
    /// Fragment name of where it stands now.
    pub to: String,
    /// How it begins.
    pub excerpt: String,
}

/// What moved away, by the change after which it stood; under none what stood before everything else.
pub(super) fn departures(delta: &Delta) -> HashMap<Option<usize>, Vec<Departed>> {
    let owner = owners(delta);
    let mut home: HashMap<usize, Option<usize>> = HashMap::new();
    let mut departures: HashMap<Option<usize>, Vec<Departed>> = HashMap::new();
    for index in moved(delta) {
        let start = delta.changes[index].before.start as usize;
        let before = start.checked_sub(1).map(|unit| owner[unit]);
        // What stood after something that moved as well stood after whatever that one stood after.
        let after = before.and_then(|before| home.get(&before).copied().unwrap_or(Some(before)));
        home.insert(index, after);
        let runs = departures.entry(after).or_default();
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| goes_on(delta, *last, index)) => run.push(index),
            _ => runs.push(vec![index]),
        }
    }
    departures
}

/// The changes that moved, in the order of the earlier version.
fn moved(delta: &Delta) -> Vec<usize> {
    let changes = delta.changes.iter().enumerate();
    let moved = changes.filter(|(_, change)| change.moved && !change.before.is_empty());
    let mut moved: Vec<usize> = moved.map(|(index, _)| index).collect();
    moved.sort_by_key(|index| delta.changes[*index].before.start);
    moved
}

/// The change that each unit of the earlier version is in.
fn owners(delta: &Delta) -> Vec<usize> {
    let units = delta.changes.iter().map(|change| change.before.end).max().unwrap_or_default();
    let mut owner = vec![0; units as usize];
    for (index, change) in delta.changes.iter().enumerate() {
        owner[change.before.start as usize..change.before.end as usize].fill(index);
    }
    owner
}

fn goes_on(delta: &Delta, one: usize, next: usize) -> bool {
    let (one, next) = (&delta.changes[one], &delta.changes[next]);
    one.before.end == next.before.start && one.after.end == next.after.start
}

/// What is shown where these stood.
pub(super) fn departure(pair: &Pair<'_>, moved: &[usize]) -> Departure {
    let changes: Vec<&Change> = moved.iter().map(|index| &pair.delta.changes[*index]).collect();
    let first = changes[0];
    let document = pair.after.document;
    let unit = document.unit(first.after.start);
    Departure {
        anchors: changes.iter().flat_map(|change| anchors(pair, change, Side::Before)).collect(),
        what: count(changes.len(), "passage"),
        place: place(document, unit.section),
        to: first_anchor(pair, first),
        excerpt: plan::opening(&plan::plain(document, unit.span), WORDS_MAX),
    }
}

fn place(document: &Document, section: u32) -> String {
    let place = plan::place(document, section);
    if place.is_empty() { "the top of the plan".to_owned() } else { place }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::delta::ChangeKind;

    fn change(before: u32, after: u32, moved: bool) -> Change {
        Change {
            kind: ChangeKind::Unchanged,
            moved,
            before: before..before + 1,
            after: after..after + 1,
            reasons: Vec::new(),
            excuses: Vec::new(),
            facts: Vec::new(),
            edits: Vec::new(),
            risk: false,
        }
    }

    fn check(changes: Vec<Change>, expected: &[(Option<usize>, &[&[usize]])]) {
        let found = departures(&Delta { changes, fact_order: Vec::new() });
        let expected: HashMap<Option<usize>, Vec<Departed>> = expected
            .iter()
            .map(|(after, runs)| (*after, runs.iter().map(|run| run.to_vec()).collect()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn after_what_it_stood() {
        check(vec![change(0, 0, false), change(2, 1, false), change(1, 2, true)], &[(Some(0), &[&[2]])]);
    }

    #[test]
    fn what_moved_together_leaves_one_line() {
        let changes = vec![change(2, 0, false), change(0, 1, true), change(1, 2, true)];
        check(changes, &[(None, &[&[1, 2]])]);
    }

    #[test]
    fn what_moved_to_several_places_leaves_several() {
        let changes = vec![change(1, 0, true), change(2, 1, false), change(0, 2, true)];
        check(changes, &[(None, &[&[2], &[0]])]);
    }
}
