//! Folds: what is not sent until somebody asks for it.
//!
//! A fold is called by its first unit, which never changes, for versions do not. On a page of the service a closed
//! fold is a link to the same page with the fold open; a file that stands alone holds everything.

use std::collections::HashSet;

use super::groups::{Group, Stop};
use super::passages::{anchors, first_anchor};
use super::{Pair, Question};
use crate::web::Place;
use cip_engine::brief::Side;

/// A fold with what it says of itself.
pub(super) struct Fold<T> {
    /// Its fragment name.
    pub id: String,
    /// Titles of the sections in it, where it holds sections.
    pub titles: String,
    /// "9 sentences unchanged since 14 March 2023".
    pub summary: String,
    /// What it holds.
    pub held: Held<T>,
}

/// What a fold holds.
pub(super) enum Held<T> {
    /// It is on the page.
    Sent {
        /// Whether it stands open.
        open: bool,
        /// The text.
        content: T,
    },
    /// It is sent when somebody asks.
    Elsewhere {
        /// The page with this fold open.
        href: String,
        /// The fold alone, open.
        alone: String,
    },
}

/// Which folds are open, and where the others lead.
pub(super) struct Folding<'a> {
    pair: &'a Pair<'a>,
    question: &'a Question,
    place: &'a Place,
    /// By change: whether it is asked for that it be unfolded.
    unfolded: Vec<bool>,
}

impl<'a> Folding<'a> {
    pub(super) fn new(
        pair: &'a Pair<'a>,
        question: &'a Question,
        place: &'a Place,
        groups: &[Group],
    ) -> Self {
        let unfolded = unfolded(pair, question, groups);
        Self { pair, question, place, unfolded }
    }

    /// Makes a fold of changes, which are not none.
    pub(super) fn fold<T>(
        &self,
        (titles, summary): (String, String),
        changes: &[usize],
        content: impl FnOnce() -> T,
    ) -> Fold<T> {
        let name = first_anchor(self.pair, &self.pair.delta.changes[changes[0]]);
        let open = changes.iter().any(|index| self.unfolded[*index]);
        let held = match self.place {
            Place::Served { person } if !open => self.elsewhere(person, &name),
            _ => Held::Sent { open, content: content() },
        };
        Fold { id: id(&name), titles, summary, held }
    }

    /// The page with every fold open, unless it is; a file has its folds at hand.
    pub(super) fn all(&self) -> Option<String> {
        let Place::Served { person } = self.place else { return None };
        let everything = self.unfolded.iter().all(|unfolded| *unfolded);
        let question = if everything { self.question.folded() } else { self.question.unfolded("all") };
        Some(question.address(person, self.pair.before.number, self.pair.after.number))
    }

    /// The page with every fold of a section open.
    pub(super) fn section(&self, section: u32) -> Option<String> {
        let Place::Served { person } = self.place else { return None };
        let (name, question) = (super::sections::anchor(section), self.question);
        let page = question.unfolded(&name).address(person, self.pair.before.number, self.pair.after.number);
        Some(format!("{page}#{name}"))
    }

    fn elsewhere<T>(&self, person: &str, name: &str) -> Held<T> {
        let (from, to) = (self.pair.before.number, self.pair.after.number);
        let page = self.question.unfolded(name).address(person, from, to);
        let alone = self.question.folded().address(person, from, to);
        Held::Elsewhere { href: format!("{page}#{}", id(name)), alone: format!("{alone}&only={name}") }
    }
}

/// The fragment name of a fold.
pub(super) fn id(name: &str) -> String {
    format!("f{name}")
}

fn unfolded(pair: &Pair<'_>, question: &Question, groups: &[Group]) -> Vec<bool> {
    let names: HashSet<&str> = question.unfold.iter().map(String::as_str).collect();
    let mut unfolded = vec![names.contains("all"); pair.delta.changes.len()];
    if names.is_empty() || names.contains("all") {
        return unfolded;
    }
    let asked_for = |change| {
        let sides = [Side::After, Side::Before].into_iter();
        sides.flat_map(|side| anchors(pair, change, side)).any(|name| names.contains(name.as_str()))
    };
    for (index, change) in pair.delta.changes.iter().enumerate() {
        unfolded[index] = asked_for(change);
    }
    for group in groups.iter().filter(|group| is_in(pair, group.section, &names)) {
        for index in group.heading.into_iter().chain(group.body.iter().filter_map(Stop::here)) {
            unfolded[index] = true;
        }
    }
    unfolded
}

/// Whether a section or one around it is named.
fn is_in(pair: &Pair<'_>, section: u32, names: &HashSet<&str>) -> bool {
    let sections = pair.after.document.sections();
    let mut around = std::iter::successors(Some(section), |at| sections[*at as usize].parent);
    around.any(|section| names.contains(super::sections::anchor(section).as_str()))
}
