//! A plan as data: sections, blocks and passages, before it is written down as Markdown.
//!
//! A passage keeps its identity from version to version, so that what became of it is known.

use super::fact::{Fact, capitalised};
use super::template::Part;

/// A whole plan, or a report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// First-level heading.
    pub(crate) title: &'static str,
    /// How sections and pairs are set out.
    pub(crate) style: Style,
    /// The header, then the sections in order.
    pub(crate) sections: Vec<Section>,
}

/// What one author's template looks like throughout.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// Whether second-level headings are numbered.
    pub(crate) numbered: bool,
    /// Whether new entries stand above the old.
    pub(crate) newest_first: bool,
    /// How header lines are written.
    pub(crate) pairs: Pairs,
    /// What the program that saved the text did to it.
    pub(crate) bytes: Bytes,
}

/// How a text was saved.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bytes {
    /// Line ends of two bytes.
    pub(crate) crlf: bool,
    /// A byte-order mark at the start.
    pub(crate) mark: bool,
}

/// How "Label: value" is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pairs {
    /// `**Label:** value` and a hard break.
    #[default]
    Bold,
    /// `Label: value` and a hard break.
    Plain,
    /// A table of two columns.
    Table,
}

/// A heading and what stands under it.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Its name in the data files; the header's is empty.
    pub(crate) key: &'static str,
    /// Its heading; the header has none.
    pub(crate) heading: Option<Passage>,
    /// What stands under it.
    pub(crate) blocks: Vec<Block>,
}

/// Passages that stand together.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// Its identity.
    pub(crate) id: u32,
    /// The entry it belongs to.
    pub(crate) entry: Option<u32>,
    /// What it is.
    pub(crate) shape: Shape,
    /// Its passages.
    pub(crate) passages: Vec<Passage>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Header lines.
    Pairs,
    /// A third-level heading.
    Heading,
    /// Sentences, hard-wrapped where there is a width, in a quotation or not.
    Paragraph {
        /// Most characters a line.
        width: Option<usize>,
        /// Whether `>` stands before each line.
        quoted: bool,
    },
    /// A bulleted list.
    List,
    /// A table; its first passage is the head.
    Table,
    /// The head of an entry.
    Head(HeadStyle),
    /// The signature under an entry.
    Signature,
    /// Text as it stands.
    Raw,
}

/// How the head of an entry is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadStyle {
    /// `#### head`
    Hash,
    /// `**head:**` on its own
    Bold,
    /// `**head:**` and the text on the next line
    Close,
    /// `head:` and the text on the next line
    Plain,
}

/// A sentence, item, row, line or heading.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    /// Its identity.
    pub(crate) id: u32,
    /// What it says.
    pub(crate) parts: Vec<Part>,
    /// What stands before it: a bullet, a row's first bar.
    pub(crate) lead: &'static str,
    /// What stands after it: a row's last bar.
    pub(crate) tail: &'static str,
    /// Whether it is all in capitals.
    pub(crate) capitals: bool,
}

impl Passage {
    /// The text on one line.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut opens = false;
        for part in &self.parts {
            match part {
                Part::Text(more) if opens => text += &capitalised(more),
                // A point ends the sentence also where it ends an abbreviation.
                Part::Text(more) if text.ends_with('.') => text += more.strip_prefix('.').unwrap_or(more),
                Part::Text(more) => text += more,
                Part::Fact(fact) => text += &fact.text(),
                Part::Join { divided } => text += if *divided { ". " } else { ", and " },
            }
            opens = matches!(part, Part::Join { divided: true });
        }
        if self.capitals { text.to_uppercase() } else { text }
    }

    /// The text without marks.
    pub(crate) fn plain(&self) -> String {
        let mut plain = self.clone();
        plain.facts_mut().for_each(|fact| fact.strong = false);
        plain.text()
    }

    /// Whether it is divided into two sentences.
    pub(crate) fn is_divided(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Join { divided: true }))
    }

    /// Its facts in order.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.parts.iter().filter_map(|part| match part {
            Part::Fact(fact) => Some(fact),
            _ => None,
        })
    }

    /// Its facts, to be changed.
    pub(crate) fn facts_mut(&mut self) -> impl Iterator<Item = &mut Fact> {
        self.parts.iter_mut().filter_map(|part| match part {
            Part::Fact(fact) => Some(fact),
            _ => None,
        })
    }
}

impl Plan {
    /// The section with this key.
    pub(crate) fn section_mut(&mut self, key: &str) -> Option<&mut Section> {
        self.sections.iter_mut().find(|section| section.key == key)
    }

    /// All passages in order, each with its section's key and its block.
    pub(crate) fn passages(&self) -> impl Iterator<Item = (&'static str, &Block, &Passage)> {
        let blocks =
            self.sections.iter().flat_map(|section| section.blocks.iter().map(|block| (section.key, block)));
        blocks.flat_map(|(key, block)| block.passages.iter().map(move |passage| (key, block, passage)))
    }

    /// The passage with this identity.
    pub(crate) fn passage_mut(&mut self, id: u32) -> Option<&mut Passage> {
        let headings = self.sections.iter_mut().flat_map(|section| {
            let blocks = section.blocks.iter_mut().flat_map(|block| &mut block.passages);
            section.heading.iter_mut().chain(blocks)
        });
        headings.into_iter().find(|passage| passage.id == id)
    }

    /// The block with this identity.
    pub(crate) fn block_mut(&mut self, id: u32) -> Option<&mut Block> {
        self.sections.iter_mut().flat_map(|section| &mut section.blocks).find(|block| block.id == id)
    }

    /// Takes a passage away, and its block if nothing is left of it.
    pub(crate) fn remove(&mut self, id: u32) {
        for section in &mut self.sections {
            for block in &mut section.blocks {
                block.passages.retain(|passage| passage.id != id);
            }
            section.blocks.retain(|block| !block.passages.is_empty());
        }
    }
}
