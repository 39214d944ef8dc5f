//! The next version of a plan: most of it carried forward, some of it edited, new text added.
//!
//! Takes the earlier version, gives the later one and the list of what was done to it.

use super::compose::{event, grow, insert_entry, takes_entries};
use super::day::Day;
use super::edits::{Listed, Place, Year};
use super::fact::Value;
use super::plan::{Block, Passage, Plan, Shape};
use super::render::Written;
use super::writer::{File, Writer};

/// A conference whose minutes the next version holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conference {
    /// Initial, annual, pre-release, concern or other.
    pub(crate) kind: &'static str,
    /// The day it was held.
    pub(crate) date: Day,
}

/// Writes the version of the writer's day.
pub(crate) fn next_version(
    writer: &mut Writer,
    (plan, written): (Plan, &Written),
    last: Conference,
    round: usize,
    bytes: usize,
) -> (Plan, Vec<Listed>) {
    let mut year = Year::new(writer, plan, written);
    year.edit();
    if round.is_multiple_of(2) {
        year.reorder_sections();
    } else {
        year.rename_section();
    }
    year.date_header();
    year.add_minutes(last);
    year.add_events();
    year.add_entries(bytes);
    (year.plan, year.log)
}

/// Writes a small successor: edits and an entry or two, nothing else.
pub(crate) fn next_small(writer: &mut Writer, plan: Plan, written: &Written) -> Plan {
    let bytes = written.text.len() + 200;
    let mut year = Year::new(writer, plan, written);
    year.edit();
    grow(year.writer, &mut year.plan, bytes);
    year.plan
}

impl Year<'_> {
    fn date_header(&mut self) -> Option<()> {
        let today = self.writer.today;
        let label = "Conference date: ";
        let (_, _, line) = self.plan.passages().find(|(_, _, passage)| passage.text().starts_with(label))?;
        let id = line.id;
        let fact = self.plan.passage_mut(id)?.facts_mut().next()?;
        let before = fact.words();
        if let Value::Date(day, _) = &mut fact.value {
            *day = today;
        }
        let see = vec![before, fact.words()];
        let listed = self.note(
            "conference date in the header",
            "material",
            Some(Place::Passage(id)),
            Some(Place::Passage(id)),
        );
        (listed.class, listed.see) = (Some("date"), see);
        Some(())
    }

    fn add_minutes(&mut self, last: Conference) -> Option<()> {
        let section = self.plan.section_mut("minutes")?;
        let earlier: Vec<Passage> = section
            .blocks
            .iter()
            .rev()
            .filter(|block| matches!(block.shape, Shape::Paragraph { .. }))
            .take(3)
            .flat_map(|b| b.passages.clone())
            .collect();
        let blocks = minutes(self.writer, last, &earlier);
        self.note_new(&blocks, "minutes added");
        let newest_first = self.plan.style.newest_first;
        let section = self.plan.section_mut("minutes")?;
        let at = if newest_first { 0 } else { section.blocks.len() };
        section.blocks.splice(at..at, blocks);
        Some(())
    }

    fn add_events(&mut self) {
        for days in [280, 190, 120, 40] {
            let day = self.writer.today.plus(-days);
            let Some(line) = event(self.writer, day) else { continue };
            let id = line.id;
            let list = self.plan.section_mut("chronology").and_then(|section| section.blocks.first_mut());
            let Some(list) = list else { continue };
            let lead = list.passages[0].lead;
            list.passages.push(Passage { lead, ..line });
            self.note("event added", "added", None, Some(Place::Passage(id)));
        }
    }

    /// Adds entries until the text has its size.
    fn add_entries(&mut self, bytes: usize) {
        let keys: Vec<_> =
            self.plan.sections.iter().map(|section| section.key).filter(|key| takes_entries(key)).collect();
        let mut after = -325;
        let mut length = super::render::write(&self.plan).text.len();
        while length < bytes {
            // Entries come in the order of their days, so that the newest is written last.
            let day = self.writer.today.plus(after);
            after = if after < -10 { after + 8 } else { -325 };
            let key = *self.writer.rng.pick(&keys);
            let blocks = self.writer.entry(key, day);
            length +=
                blocks.iter().flat_map(|block| &block.passages).map(|p| p.text().len() + 8).sum::<usize>();
            self.note_new(&blocks, "entry added");
            insert_entry(&mut self.plan, key, blocks);
        }
    }

    /// Notes the first passages of what is new: its head and a sentence.
    fn note_new(&mut self, blocks: &[Block], what: &'static str) {
        let firsts = blocks.iter().filter_map(|block| block.passages.first()).take(2);
        for passage in firsts {
            self.note(what, "added", None, Some(Place::Passage(passage.id)));
        }
    }
}

/// The minutes of a conference, a third of them pasted from the one before.
fn minutes(writer: &mut Writer, conference: Conference, earlier: &[Passage]) -> Vec<Block> {
    let today = std::mem::replace(&mut writer.today, conference.date);
    let title = format!(
        "ICM case conference ({}), {}",
        conference.kind,
        conference.date.spelt(super::day::Spelling::Long)
    );
    let present = writer.passages(File::Tables, "attendance", 5);
    let mut blocks = vec![writer.heading(title), writer.table("Name | Role | Attendance", present)];
    for _ in 0..3 {
        let count = writer.rng.between(3, 5);
        let mut sentences = writer.passages(File::Narrative, "minutes", count);
        for pasted in earlier.iter().filter(|_| writer.rng.chance(12)).cloned().collect::<Vec<_>>() {
            sentences.push(Passage { id: writer.id(), ..pasted });
        }
        blocks.push(writer.paragraph(sentences));
    }
    writer.today = today;
    blocks
}
