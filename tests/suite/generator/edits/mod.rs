//! What a year does to a plan, with a list of what was done.
//!
//! Takes a plan and how it stands in its version's text, changes it and gives [`Listed`] changes. Every class of
//! change that must not go unseen is made, and every kind that must not make a noise.

mod facts;
mod looks;
mod places;

use std::collections::BTreeSet;

use super::fact::Scene;
use super::plan::{Block, Passage, Plan, Shape};
use super::render::Written;
use super::writer::Writer;

/// A change that was made, as `changes.json` tells it.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// What was done, in words.
    pub(crate) what: &'static str,
    /// Its kind, such as "material" or "moved".
    pub(crate) kind: &'static str,
    /// The fact class, where a fact changed.
    pub(crate) class: Option<&'static str>,
    /// The passage in the earlier version.
    pub(crate) before: Option<Place>,
    /// The passage in the later version.
    pub(crate) after: Option<Place>,
    /// What a reader must be able to see.
    pub(crate) see: Vec<String>,
}

/// Which passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// One passage, by identity.
    Passage(u32),
    /// All of a block, by identity.
    Block(u32),
}

/// A year's work on a plan.
pub(crate) struct Year<'a> {
    /// The hand.
    pub(crate) writer: &'a mut Writer,
    /// The earlier version as it was written.
    pub(crate) written: &'a Written,
    /// The plan as it becomes.
    pub(crate) plan: Plan,
    /// What was done so far.
    pub(crate) log: Vec<Listed>,
    touched: BTreeSet<u32>,
}

impl<'a> Year<'a> {
    /// Begins a year with the plan as it stands.
    pub(crate) fn new(writer: &'a mut Writer, plan: Plan, written: &'a Written) -> Self {
        Self { writer, written, plan, log: Vec::new(), touched: BTreeSet::new() }
    }

    /// Makes every class of change once.
    pub(crate) fn edit(&mut self) {
        self.change_facts();
        self.change_places();
        self.change_looks();
    }

    /// Notes a change.
    pub(crate) fn note(
        &mut self,
        what: &'static str,
        kind: &'static str,
        before: Option<Place>,
        after: Option<Place>,
    ) -> &mut Listed {
        self.log.push(Listed { what, kind, class: None, before, after, see: Vec::new() });
        let last = self.log.len() - 1;
        &mut self.log[last]
    }

    /// A passage that was not touched yet, stands once in the earlier version and fits.
    fn pick(&mut self, fits: impl Fn(&str, &Block, &Passage) -> bool) -> Option<u32> {
        let fitting = self.plan.passages().filter(|(key, block, passage)| fits(key, block, passage));
        let ids: Vec<u32> = fitting.map(|(_, _, passage)| passage.id).collect();
        let id = self.pick_once(&ids, |written, id| written.passages.get(&id))?;
        self.touched.insert(id);
        Some(id)
    }

    /// A block of which nothing was touched, which stands once in the earlier version and fits.
    fn pick_block(&mut self, fits: impl Fn(&str, &Block) -> bool) -> Option<u32> {
        let sections = self.plan.sections.iter();
        let blocks = sections.flat_map(|section| section.blocks.iter().map(|block| (section.key, block)));
        let fresh = |block: &Block| block.passages.iter().all(|passage| !self.touched.contains(&passage.id));
        let ids: Vec<u32> =
            blocks.filter(|(key, block)| fits(key, block) && fresh(block)).map(|(_, b)| b.id).collect();
        let id = self.pick_once(&ids, |written, id| written.blocks.get(&id))?;
        let passages = self.plan.block_mut(id)?.passages.iter().map(|passage| passage.id);
        self.touched.extend(passages);
        Some(id)
    }

    fn pick_once(&mut self, ids: &[u32], text: impl Fn(&Written, u32) -> Option<&String>) -> Option<u32> {
        let tries = if ids.is_empty() { 0 } else { 40 };
        for _ in 0..tries {
            let id = *self.writer.rng.pick(ids);
            let once =
                text(self.written, id).is_some_and(|text| self.written.text.matches(text).count() == 1);
            if once && !self.touched.contains(&id) {
                return Some(id);
            }
        }
        None
    }

    /// The passage with this identity and whom it is about.
    fn with_passage<T>(
        &mut self,
        id: u32,
        change: impl FnOnce(&mut Passage, Scene, &mut super::rng::Rng) -> T,
    ) -> Option<T> {
        let passage = self.plan.passage_mut(id)?;
        let scene = Scene { cast: &self.writer.cast, today: self.writer.today };
        Some(change(passage, scene, &mut self.writer.rng))
    }
}

/// Whether the block is a paragraph or list of narrative.
fn is_narrative(block: &Block) -> bool {
    matches!(block.shape, Shape::Paragraph { .. } | Shape::List)
}

/// Whether the block is a paragraph that belongs to no entry.
fn is_background(block: &Block) -> bool {
    matches!(block.shape, Shape::Paragraph { .. }) && block.entry.is_none()
}
