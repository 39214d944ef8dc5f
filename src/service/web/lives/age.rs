//! The page of the whole newest plan, with a margin that shows the age of each passage.

use askama::Template;

use super::margin::{AGE_MAX, Margin, Margins};
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use crate::web::plan::{self, Block, Form, Line, Look, Mark, OutlineEntry};
use crate::web::words;
use cip_engine::brief::Side;
use cip_engine::document::{Document, Section, UnitKind};
use cip_engine::history::{History, Input, Version};

/// Most words of a passage that tell a reader who only hears the links which one it is.
const SAID_WORDS_MAX: usize = 6;

#[derive(Template)]
#[template(path = "age.html")]
struct AgePage {
    frame: Frame,
    heading: String,
    summary: String,
    unread: Vec<String>,
    links: Vec<Link>,
    ages: Vec<AgeLine>,
    outline: Vec<OutlineEntry>,
    sections: Vec<SectionView>,
}

/// How much of the plan has one age.
struct AgeLine {
    age: u32,
    label: String,
    passages: String,
}

struct SectionView {
    level: u8,
    anchor: String,
    heading: Option<String>,
    /// Beside a heading that was changed or came later.
    beside: Option<Beside>,
    stretches: Vec<Stretch>,
}

/// A margin with the link to the life of the passage beside it.
struct Beside {
    margin: Margin,
    href: String,
    /// How the passage begins.
    said: String,
}

enum Stretch {
    /// Units of one age.
    Text { beside: Beside, blocks: Vec<Block> },
    /// Rows, each with its age.
    Table { block: Block, rows: Vec<(Line, Beside)> },
}

/// Renders the newest version's text with the age of each passage.
pub(in crate::web) fn age_page(person: &str, input: &Input<'_>, history: &History) -> String {
    let Some(newest) = input.versions.last() else { return String::new() };
    let heading = newest.as_of.map_or_else(
        || format!("Plan, version {}", newest.number),
        |date| format!("Plan of {}", words::day(date)),
    );
    let sections = Ages { newest, margins: Margins::new(person, input, history, newest), history }.sections();
    crate::web::render(&AgePage {
        frame: Frame::served(
            format!("{heading} with ages, {person}"),
            vec![Link::people(), Link::person(person)],
            "Plan",
        ),
        heading,
        summary: summary(newest, history),
        unread: words::not_read(None, newest.document),
        links: vec![
            Link::new(links::brief(person), "Brief"),
            Link::new(links::condensed(person), "The plan condensed"),
            Link::new(links::version(person, newest.number), "Its text alone"),
        ],
        ages: ages(history),
        outline: sections.iter().filter_map(outline_entry).collect(),
        sections,
    })
}

/// "Version 5, 6,737 words, 38 headings."
fn summary(newest: &Version<'_>, history: &History) -> String {
    let words = words::count(newest.document.words(), "word");
    let passages = words::count(history.units.len(), "passage");
    format!(
        "Version {} · {words} · {passages}, each with since when it stands in its present wording",
        newest.number
    )
}

fn ages(history: &History) -> Vec<AgeLine> {
    let line = |age: u32| {
        let count = history.units.iter().filter(|unit| unit.carried.min(AGE_MAX) == age).count();
        let label = match age {
            0 => "New or changed in this plan".to_owned(),
            AGE_MAX => format!("Through {AGE_MAX} conferences or more"),
            age => format!("Through {}", words::count(age as usize, "conference")),
        };
        (count > 0).then(|| AgeLine { age, label, passages: words::count(count, "passage") })
    };
    (0..=AGE_MAX).filter_map(line).collect()
}

fn outline_entry(section: &SectionView) -> Option<OutlineEntry> {
    let title = section.heading.clone()?;
    Some(OutlineEntry { depth: section.level - 1, anchor: section.anchor.clone(), title })
}

struct Ages<'p, 'a> {
    newest: &'p Version<'a>,
    margins: Margins<'p, 'a>,
    history: &'p History,
}

impl<'a> Ages<'_, 'a> {
    fn sections(&self) -> Vec<SectionView> {
        let own = plan::by_section(self.document());
        own.map(|(section, units)| self.section(section, &units)).collect()
    }

    fn section(&self, section: &Section, units: &[u32]) -> SectionView {
        let heading = section.heading;
        let body: Vec<u32> = units.iter().copied().filter(|unit| heading != Some(*unit)).collect();
        let stretches = body.chunk_by(|one, next| self.goes_on(*one, *next));
        let document = self.document();
        SectionView {
            level: plan::level(document, section),
            anchor: heading
                .map_or_else(String::new, |unit| links::anchor(Side::After, document.unit(unit).span)),
            heading: heading.map(|unit| plan::plain(document, document.unit(unit).span)),
            beside: heading.filter(|unit| self.came_later(*unit)).map(|unit| self.beside(&[unit])),
            stretches: stretches.map(|units| self.stretch(units)).collect(),
        }
    }

    /// Whether a heading was not there from the first, or not in these words.
    fn came_later(&self, unit: u32) -> bool {
        let life = &self.history.units[unit as usize];
        life.lineage_since > 0 || life.wordings.len() > 1
    }

    /// Whether two neighbours share one margin: rows of one table, or text of one age.
    fn goes_on(&self, one: u32, next: u32) -> bool {
        match (self.is_of_table(one), self.is_of_table(next)) {
            (true, true) => self.document().unit(one).block == self.document().unit(next).block,
            (false, false) => self.margins.of(one).says_the_same(&self.margins.of(next)),
            _ => false,
        }
    }

    fn is_of_table(&self, unit: u32) -> bool {
        matches!(self.document().unit(unit).kind, UnitKind::Row | UnitKind::TableHead)
    }

    fn stretch(&self, units: &[u32]) -> Stretch {
        let passages = units.iter().map(|unit| plan::passage(self.document(), *unit));
        let mut blocks = plan::blocks(passages);
        if self.is_of_table(units[0])
            && let Some(block) = blocks.pop()
        {
            let row = |unit: &&u32| self.document().unit(**unit).kind == UnitKind::Row;
            let ages = units.iter().filter(row).map(|unit| self.beside(&[*unit]));
            let lines = block.items.iter().flatten().cloned();
            return Stretch::Table { rows: lines.zip(ages).collect(), block };
        }
        Stretch::Text { beside: self.beside(units), blocks }
    }

    fn beside(&self, units: &[u32]) -> Beside {
        let (first, last) = (units[0], units[units.len() - 1]);
        let text = plan::plain(self.document(), self.document().unit(first).span);
        let said: Vec<&str> = text.split(' ').take(SAID_WORDS_MAX).collect();
        Beside { margin: self.margins.of(first), href: self.margins.life(first, last), said: said.join(" ") }
    }

    fn document(&self) -> &'a Document {
        self.newest.document
    }
}
