//! The hand that writes: sentences, entries, rows and their mess.
//!
//! Takes a seed and a cast, gives passages and blocks with identities of their own. Each section's templates are
//! dealt like a deck of cards, so that a text repeats itself as late as it can.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::cast::Cast;
use super::day::Day;
use super::fact::Scene;
use super::plan::{Block, Passage, Shape};
use super::rng::Rng;
use super::template::{Part, Template, templates};
use super::words::{lists, words};

type Deck = BTreeMap<&'static str, Vec<Template>>;

macro_rules! deck {
    ($file:literal) => {
        LazyLock::new(|| templates(lists(include_str!(concat!("data/", $file)))).into_iter().collect())
    };
}

static NARRATIVE: LazyLock<Deck> = deck!("narrative.txt");
static BULLETS: LazyLock<Deck> = deck!("bullets.txt");
static FORMS: LazyLock<Deck> = deck!("forms.txt");
static CHRONOLOGY: LazyLock<Deck> = deck!("chronology.txt");
static ACTIONS: LazyLock<Deck> = deck!("actions.txt");
static TABLES: LazyLock<Deck> = deck!("tables.txt");

/// A data file with templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum File {
    /// Sentences.
    Narrative,
    /// List items.
    Bullets,
    /// Entries of several sentences.
    Forms,
    /// Events.
    Chronology,
    /// Rows of the action plan.
    Actions,
    /// Rows of other tables, header lines.
    Tables,
}

impl File {
    fn templates(self, section: &str) -> &'static [Template] {
        let deck = match self {
            Self::Narrative => &NARRATIVE,
            Self::Bullets => &BULLETS,
            Self::Forms => &FORMS,
            Self::Chronology => &CHRONOLOGY,
            Self::Actions => &ACTIONS,
            Self::Tables => &TABLES,
        };
        deck.get(section).map_or(&[], Vec::as_slice)
    }
}

/// Writes for one person over all versions.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Who appears.
    pub(crate) cast: Cast,
    /// Chance.
    pub(crate) rng: Rng,
    /// The day of writing.
    pub(crate) today: Day,
    decks: BTreeMap<(File, &'static str), Vec<usize>>,
    last_id: u32,
}

impl Writer {
    /// A writer with nothing written yet.
    ///
    /// A sentence of so many years began on the day of writing.
    pub(crate) fn new(seed: u64, she: bool, today: Day, years: u32) -> Self {
        let mut rng = Rng::new(seed);
        let cast = Cast::new(&mut rng, she, today, years);
        Self { cast, rng, today, decks: BTreeMap::new(), last_id: 0 }
    }

    /// An identity that nothing has yet.
    pub(crate) fn id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    /// Whether the file has templates for the section.
    pub(crate) fn knows(file: File, section: &str) -> bool {
        !file.templates(section).is_empty()
    }

    /// A passage from the section's next template; none where all were used and could only be repeated.
    pub(crate) fn passage(&mut self, file: File, section: &'static str) -> Option<Passage> {
        let templates = file.templates(section);
        let deck = self.decks.entry((file, section)).or_insert_with(|| (0..templates.len()).collect());
        if deck.is_empty() {
            *deck = (0..templates.len()).filter(|at| templates[*at].has_facts()).collect();
        }
        if deck.is_empty() {
            return None;
        }
        let template = &templates[deck.swap_remove(self.rng.below(deck.len()))];
        let parts = template.fill(Scene { cast: &self.cast, today: self.today }, &mut self.rng);
        Some(self.passage_of(parts))
    }

    /// So many passages of the section, or fewer.
    pub(crate) fn passages(&mut self, file: File, section: &'static str, count: u32) -> Vec<Passage> {
        let mut passages: Vec<_> = (0..count).filter_map(|_| self.passage(file, section)).collect();
        for passage in &mut passages {
            self.mess(passage);
        }
        passages
    }

    /// A passage of these parts.
    pub(crate) fn passage_of(&mut self, parts: Vec<Part>) -> Passage {
        Passage { id: self.id(), parts, lead: "", tail: "", capitals: false }
    }

    /// A passage of plain text.
    pub(crate) fn plain(&mut self, text: impl Into<String>) -> Passage {
        self.passage_of(vec![Part::Text(text.into())])
    }

    /// A passage of a template written in the code.
    pub(crate) fn filled(&mut self, template: &'static str) -> Passage {
        let scene = Scene { cast: &self.cast, today: self.today };
        let parts = Template::read(template).fill(scene, &mut self.rng);
        self.passage_of(parts)
    }

    /// A block of these passages.
    pub(crate) fn block(&mut self, shape: Shape, passages: Vec<Passage>) -> Block {
        Block { id: self.id(), entry: None, shape, passages }
    }

    /// A third-level heading.
    pub(crate) fn heading(&mut self, text: impl Into<String>) -> Block {
        let text = self.plain(text);
        self.block(Shape::Heading, vec![text])
    }

    /// A paragraph, wrapped as its author's editor does.
    pub(crate) fn paragraph(&mut self, passages: Vec<Passage>) -> Block {
        let width = *self.rng.pick(&[None, None, None, Some(66), Some(72), Some(78)]);
        let quoted = self.rng.chance(4);
        self.block(Shape::Paragraph { width, quoted }, passages)
    }

    /// A list with its author's bullets, mixed now and then.
    pub(crate) fn list(&mut self, mut passages: Vec<Passage>) -> Block {
        let bullet = *self.rng.pick(&["- ", "* ", "+ ", "• "]);
        for passage in &mut passages {
            passage.lead = if self.rng.chance(6) { "+ " } else { bullet };
        }
        self.block(Shape::List, passages)
    }

    /// A table under these heads, its rows ending unevenly.
    pub(crate) fn table(&mut self, head: &'static str, mut rows: Vec<Passage>) -> Block {
        let head = self.plain(head);
        rows.insert(0, head);
        for row in &mut rows {
            self.bars(row);
        }
        self.block(Shape::Table, rows)
    }

    /// Puts bars before and after a row, unevenly.
    pub(crate) fn bars(&mut self, row: &mut Passage) {
        row.lead = "| ";
        row.tail = *self.rng.pick(&[" |", " |", " |", " |", " |", " |", "|", "", " | |"]);
    }

    /// A block of capitals from another system.
    pub(crate) fn notice(&mut self) -> Block {
        let text = *self.rng.pick(words("notices"));
        let passage = self.plain(text);
        self.paragraph(vec![passage])
    }

    /// What typing, copying and other systems do to a passage.
    fn mess(&mut self, passage: &mut Passage) {
        if self.rng.chance(3) {
            passage.capitals = true;
        }
        if self.rng.chance(8)
            && let Some(fact) = passage.facts_mut().next()
        {
            fact.strong = !fact.opens;
        }
        if self.rng.chance(40) {
            replace(passage, "'", "’");
        }
        if self.rng.chance(4) {
            replace(passage, " to ", " to\u{a0}");
        } else if self.rng.chance(3) {
            replace(passage, " the ", "  the ");
        }
    }
}

/// Replaces what the text of a passage holds; facts stay as they are. False if nothing was found.
pub(crate) fn replace(passage: &mut Passage, from: &str, to: &str) -> bool {
    let mut found = false;
    for part in &mut passage.parts {
        if let Part::Text(text) = part
            && text.contains(from)
        {
            *text = text.replace(from, to);
            found = true;
        }
    }
    found
}
