//! Entries: dated, headed or signed, freely written or off a form.
//!
//! Takes the writer, a section and a day, gives the entry's blocks.

use super::day::Day;
use super::fact::Value;
use super::plan::{Block, HeadStyle, Passage, Shape};
use super::template::Part;
use super::writer::{File, Writer};

impl Writer {
    /// A dated and signed entry: its blocks in order.
    pub(crate) fn entry(&mut self, section: &'static str, day: Day) -> Vec<Block> {
        let here = std::mem::replace(&mut self.today, day);
        let mut sentences = self.entry_text(section);
        let mut blocks = Vec::new();
        let signed = self.rng.chance(25);
        if !signed {
            blocks.push(self.head(day));
        }
        while !sentences.is_empty() {
            let count = sentences.len().min(5);
            let rest = sentences.split_off(count);
            blocks.push(self.paragraph(sentences));
            sentences = rest;
        }
        if signed {
            let style =
                *self.rng.pick(&["Signed: {name}, {role}, {date}", "(Entry by {name}, {role}, {date})"]);
            let line = self.filled_on(style, day);
            blocks.push(self.block(Shape::Signature, vec![line]));
        }
        self.today = here;
        let entry = Some(self.id());
        for block in &mut blocks {
            block.entry = entry;
        }
        blocks
    }

    fn entry_text(&mut self, section: &'static str) -> Vec<Passage> {
        if Self::knows(File::Forms, section) && self.rng.chance(30) {
            return self.passage(File::Forms, section).into_iter().flat_map(|form| self.cut(form)).collect();
        }
        let count = self.rng.between(3, 7);
        self.passages(File::Narrative, section, count)
    }

    /// A form's passage, cut at its sentence ends.
    fn cut(&mut self, form: Passage) -> Vec<Passage> {
        let mut sentences = Vec::new();
        let mut sentence = Vec::new();
        for part in form.parts {
            let Part::Text(mut text) = part else {
                sentence.push(part);
                continue;
            };
            while let Some(at) = text.find(". ") {
                let rest = text.split_off(at + 2);
                sentence.push(Part::Text(text.trim_end().to_owned()));
                sentences.push(std::mem::take(&mut sentence));
                text = rest;
            }
            if !text.is_empty() {
                sentence.push(Part::Text(text));
            }
        }
        sentences.push(sentence);
        sentences.into_iter().map(|parts| self.passage_of(parts)).collect()
    }

    fn head(&mut self, day: Day) -> Block {
        let template = *self.rng.pick(&[
            "{date} – {role} ({name})",
            "{date} - {role} ({name})",
            "{role}, {name}, {date}",
            "{date} {role}",
            "{date} – {role}",
        ]);
        let style = *self.rng.pick(&[
            HeadStyle::Hash,
            HeadStyle::Bold,
            HeadStyle::Close,
            HeadStyle::Close,
            HeadStyle::Plain,
        ]);
        let head = self.filled_on(template, day);
        self.block(Shape::Head(style), vec![head])
    }

    /// A filled template whose date is this day.
    fn filled_on(&mut self, template: &'static str, day: Day) -> Passage {
        let mut passage = self.filled(template);
        for fact in passage.facts_mut().filter(|fact| fact.class == "date") {
            if let Value::Date(date, _) = &mut fact.value {
                *date = day;
            }
        }
        passage
    }
}
