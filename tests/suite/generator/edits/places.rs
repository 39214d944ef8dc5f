//! Edits that take away, add, move, divide and join.

use super::{Place, Year, is_background};
use crate::generator::compose::{sections, takes_entries};
use crate::generator::plan::{Block, Passage, Shape};
use crate::generator::template::Part;
use crate::generator::writer::File;

impl Year<'_> {
    /// One change of each kind.
    pub(super) fn change_places(&mut self) {
        self.drop_passage("no-contact line deleted", |key, block, passage| {
            key == "contact" && block.shape == Shape::List && is_no_contact(&passage.plain())
        });
        self.drop_passage("action gone from the table", |key, block, passage| {
            key == "actions" && is_row(block, passage) && !passage.text().ends_with("completed")
        });
        self.drop_passage("sentence removed", |key, block, _| key != "contact" && is_background(block));
        self.drop_passage("item removed", |key, block, _| {
            block.shape == Shape::List && block.passages.len() > 2 && !matches!(key, "contact" | "chronology")
        });
        self.drop_entry();
        self.move_paragraph();
        self.move_and_edit();
        self.divide("split", "one sentence made two", true);
        self.divide("merge", "two sentences made one", false);
        self.add_passages();
    }

    /// Two sections change places.
    pub(crate) fn reorder_sections(&mut self) -> Option<()> {
        let count = self.plan.sections.len();
        let at = 4 + self.writer.rng.below(count.checked_sub(9)?);
        self.plan.sections.swap(at, at + 1);
        let heading = self.plan.sections[at].heading.as_ref()?.id;
        self.note("section reordered", "moved", Some(Place::Passage(heading)), Some(Place::Passage(heading)));
        Some(())
    }

    /// A section takes its other heading.
    pub(crate) fn rename_section(&mut self) -> Option<()> {
        let names: Vec<_> = sections().filter(|(_, heading, other)| heading != other).collect();
        let (key, heading, other) = *self.writer.rng.pick(&names);
        let passage = self.plan.section_mut(key)?.heading.as_mut()?;
        let before = passage.text();
        let after = if before == heading { other } else { heading };
        passage.parts = vec![Part::Text(after.to_owned())];
        let at = Some(Place::Passage(passage.id));
        self.note("section renamed", "material", at, at).see = vec![before, after.to_owned()];
        Some(())
    }

    fn drop_passage(
        &mut self,
        what: &'static str,
        fits: impl Fn(&str, &Block, &Passage) -> bool,
    ) -> Option<()> {
        let id = self.pick(|key, block, passage| fits(key, block, passage) && !passage.capitals)?;
        let see = key_words(self.plan.passage_mut(id)?);
        self.plan.remove(id);
        self.note(what, "removed", Some(Place::Passage(id)), None).see = see;
        Some(())
    }

    fn drop_entry(&mut self) -> Option<()> {
        let head = self.pick(|_, block, _| matches!(block.shape, Shape::Head(_)))?;
        let blocks = self.plan.sections.iter().flat_map(|section| &section.blocks);
        let entry = blocks.clone().find(|block| block.passages[0].id == head)?.entry;
        let gone: Vec<u32> =
            blocks.filter(|block| block.entry == entry).flat_map(|b| &b.passages).map(|p| p.id).collect();
        for id in gone {
            self.touched.insert(id);
            self.plan.remove(id);
            self.note("entry removed", "removed", Some(Place::Passage(id)), None);
        }
        Some(())
    }

    fn move_paragraph(&mut self) -> Option<()> {
        let id = self.moved_block()?;
        self.note("paragraph moved", "moved", Some(Place::Block(id)), Some(Place::Block(id)));
        Some(())
    }

    fn move_and_edit(&mut self) -> Option<()> {
        let id = self.moved_block()?;
        let passages: Vec<u32> = self.plan.block_mut(id)?.passages.iter().map(|passage| passage.id).collect();
        let (passage, (class, see)) =
            passages.into_iter().find_map(|passage| Some((passage, self.change_any(passage)?)))?;
        let (block, passage) = (Some(Place::Block(id)), Some(Place::Passage(passage)));
        for (kind, at) in [("moved-edited", block), ("material", passage)] {
            let listed = self.note("paragraph moved and edited", kind, at, at);
            (listed.class, listed.see) = (Some(class), see.clone());
        }
        Some(())
    }

    /// Moves a background paragraph of two sentences or more into another section.
    fn moved_block(&mut self) -> Option<u32> {
        let whole = |block: &Block| is_background(block) && block.passages.len() > 1;
        let loud = |block: &Block| block.passages.iter().any(|passage| passage.capitals);
        let id = self.pick_block(|key, block| takes_entries(key) && whole(block) && !loud(block))?;
        let from = self.plan.sections.iter().position(|s| s.blocks.iter().any(|block| block.id == id))?;
        let others: Vec<usize> = (0..self.plan.sections.len())
            .filter(|at| *at != from && takes_entries(self.plan.sections[*at].key))
            .collect();
        let to = if others.is_empty() { from } else { *self.writer.rng.pick(&others) };
        let blocks = &mut self.plan.sections[from].blocks;
        let block = blocks.remove(blocks.iter().position(|block| block.id == id)?);
        let blocks = &mut self.plan.sections[to].blocks;
        let at = blocks.iter().position(is_background).map_or(blocks.len(), |at| at + 1);
        blocks.insert(at, block);
        Some(id)
    }

    fn divide(&mut self, kind: &'static str, what: &'static str, divide: bool) -> Option<()> {
        let joins = |passage: &Passage| {
            passage.parts.iter().any(|part| matches!(part, Part::Join { divided } if *divided != divide))
        };
        let id = self.pick(|_, block, passage| {
            matches!(block.shape, Shape::Paragraph { .. }) && joins(passage) && !passage.capitals
        })?;
        for part in &mut self.plan.passage_mut(id)?.parts {
            if let Part::Join { divided } = part {
                *divided = divide;
            }
        }
        self.note(what, kind, Some(Place::Passage(id)), Some(Place::Passage(id)));
        Some(())
    }

    fn add_passages(&mut self) {
        self.add("no-contact line added", File::Bullets, "no-contact", "contact", Shape::List);
        for _ in 0..3 {
            self.add("action added", File::Actions, "", "actions", Shape::Table);
        }
        self.add("assessment added", File::Tables, "assessments", "risk", Shape::Table);
        for key in ["custody", "drugs", "accommodation"] {
            self.add("item added", File::Bullets, key, key, Shape::List);
        }
    }

    fn add(
        &mut self,
        what: &'static str,
        file: File,
        list: &'static str,
        key: &str,
        shape: Shape,
    ) -> Option<()> {
        let section = self.plan.section_mut(key)?;
        let block = section.blocks.iter_mut().find(|block| block.shape == shape)?;
        let mut passage = self.writer.passage(file, list)?;
        if shape == Shape::Table {
            self.writer.bars(&mut passage);
        } else {
            passage.lead = block.passages[0].lead;
        }
        let (id, see) = (passage.id, key_words(&passage));
        block.passages.push(passage);
        self.note(what, "added", None, Some(Place::Passage(id))).see = see;
        Some(())
    }
}

fn is_no_contact(text: &str) -> bool {
    ["No ", "Not ", "Must not", "Exclusion zone"].iter().any(|opening| text.starts_with(opening))
}

fn is_row(block: &Block, passage: &Passage) -> bool {
    block.shape == Shape::Table && block.passages[0].id != passage.id
}

/// What tells a passage from others of its form: a row's second cell, a no-contact line as a whole, of any other
/// its names, places and figures.
fn key_words(passage: &Passage) -> Vec<String> {
    let plain = passage.plain();
    if let Some(cell) = plain.split(" | ").nth(1) {
        return vec![cell.to_owned()];
    }
    if is_no_contact(&plain) {
        return vec![plain];
    }
    passage.facts().map(crate::generator::fact::Fact::words).take(2).collect()
}
