//! The changes of a delta by the sections of the later version, with the lines that moved text leaves behind.

use std::collections::HashMap;

use super::Pair;
use super::departures::{Departed, departures};

/// The changes of one section, in the order of the page.
pub(super) struct Group {
    /// The section, as an index.
    pub section: u32,
    /// The change that is its heading.
    pub heading: Option<usize>,
    /// What stands under it.
    pub body: Vec<Stop>,
}

/// Something that stands on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A change, as an index.
    Change(usize),
    /// What stood here and moved.
    Left(Departed),
}

impl Stop {
    /// The change, or the first of those that moved: it is shown where that one is.
    pub(super) fn change(&self) -> usize {
        match self {
            Self::Change(index) => *index,
            Self::Left(moved) => moved[0],
        }
    }

    /// The change that stands here.
    pub(super) fn here(&self) -> Option<usize> {
        match self {
            Self::Change(index) => Some(*index),
            Self::Left(_) => None,
        }
    }
}

/// Changes section by section. What was removed stands in the section of what stands before it.
pub(super) fn groups(pair: &Pair<'_>) -> Vec<Group> {
    let document = pair.after.document;
    let mut departures = departures(pair.delta);
    let mut groups = vec![Group { section: 0, heading: None, body: left(&mut departures, None) }];
    for (index, change) in pair.delta.changes.iter().enumerate() {
        let section = change.after.clone().next().map(|unit| document.unit(unit).section);
        let opens = |section: &u32| groups.last().is_some_and(|group| group.section != *section);
        if let Some(section) = section.filter(opens) {
            groups.push(Group { section, heading: None, body: Vec::new() });
        }
        let Some(group) = groups.last_mut() else { continue };
        let heads = |heading: u32| group.heading.is_none() && change.after.contains(&heading);
        if document.sections()[group.section as usize].heading.is_some_and(heads) {
            group.heading = Some(index);
        } else {
            group.body.push(Stop::Change(index));
        }
        group.body.extend(left(&mut departures, Some(index)));
    }
    groups.retain(|group| group.heading.is_some() || !group.body.is_empty());
    groups
}

fn left(departures: &mut HashMap<Option<usize>, Vec<Departed>>, after: Option<usize>) -> Vec<Stop> {
    departures.remove(&after).unwrap_or_default().into_iter().map(Stop::Left).collect()
}
