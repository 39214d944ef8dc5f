//! Passages that stand in one version only: which units belong together, and which of them are key.
//!
//! Takes the changes that nothing else shows, gives [`Passage`]s. A new paragraph is one passage, and so is each
//! new item or row; a sentence that came into a paragraph that was there stands with its new neighbours.

use std::collections::{BTreeMap, HashSet};

use super::item::Versions;
use super::model::Side;
use crate::delta::{Change, ChangeKind};
use crate::document::reading::unit_text;
use crate::document::{BlockKind, Document, Unit, UnitKind};

/// Units of one version that are read together.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) side: Side,
    pub(super) sentences: Vec<Sentence>,
    /// Whether it is long and new as a whole, so that its key sentences can stand for it.
    pub(super) can_be_shortened: bool,
}

/// One unit of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    pub(super) unit: u32,
    /// Index of its change.
    pub(super) change: usize,
    /// Whether it touches risk: then it is never left out.
    pub(super) risk: bool,
    /// Whether it opens with a word that points back, as "It is staffed by night" does: it is read with the sentence
    /// before it.
    pub(super) leans: bool,
    /// How much it tells; the greater the more.
    pub(super) weight: i32,
    pub(super) words: u32,
}

/// Fewest new units of a block that may be shortened.
const UNITS_MIN: usize = 2;

/// Groups the added and removed units that are not `shown` elsewhere, in the order of the changes.
pub(super) fn passages(versions: &Versions<'_>, shown: &[bool]) -> Vec<Passage> {
    let mut blocks: BTreeMap<(usize, u32), Vec<Sentence>> = BTreeMap::new();
    let singles: Vec<usize> = (0..versions.changes().len())
        .filter(|index| !shown[*index] && is_single(&versions.changes()[*index]))
        .collect();
    let heads = Heads::of(versions, &singles);
    for index in singles {
        let (side, units) = Versions::side_of(&versions.changes()[index]);
        for unit in units.filter(|unit| !heads.is_said_by_others(versions, side, *unit)) {
            let block = versions.on(side).document.unit(unit).block;
            let sentence = sentence(versions, side, unit, index);
            blocks.entry((side as usize, block)).or_default().push(sentence);
        }
    }
    let mut passages: Vec<Passage> = Vec::new();
    for ((side, block), sentences) in blocks {
        let side = if side == Side::Before as usize { Side::Before } else { Side::After };
        let new_section = heads.is_new_section(versions.on(side).document, side, block);
        divide(versions.on(side).document, side, block, new_section, sentences, &mut passages);
    }
    passages.sort_by_key(|passage| passage.sentences[0].change);
    passages
}

fn is_single(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Added | ChangeKind::Removed) && !change.is_furniture()
}

/// A block that is new as a whole is one passage; of others each run of new sentences, each row, each line.
///
/// A table is new as a whole with its section only: rows that are added to a record are told one by one.
fn divide(
    document: &Document,
    side: Side,
    block: u32,
    new_section: bool,
    mut sentences: Vec<Sentence>,
    passages: &mut Vec<Passage>,
) {
    sentences.sort_by_key(|sentence| sentence.unit);
    let block = &document.blocks()[block as usize];
    let all = block.units.clone().filter(|unit| !is_head(document.unit(*unit).kind)).count();
    let can_be_shortened = sentences.len() >= UNITS_MIN
        && sentences.len() * 3 >= all * 2
        && (block.kind != BlockKind::Table || new_section);
    if can_be_shortened {
        passages.push(Passage { side, sentences, can_be_shortened });
        return;
    }
    let joins = |a: &Sentence, b: &Sentence| {
        let prose = |sentence: &Sentence| document.unit(sentence.unit).kind == UnitKind::Sentence;
        b.unit == a.unit + 1 && prose(a) && prose(b)
    };
    for run in sentences.chunk_by(joins) {
        passages.push(Passage { side, sentences: run.to_vec(), can_be_shortened });
    }
}

fn sentence(versions: &Versions<'_>, side: Side, unit: u32, index: usize) -> Sentence {
    let change = &versions.changes()[index];
    let document = versions.on(side).document;
    let text = unit_text(document, document.unit(unit));
    let words = text.split_whitespace().count() as u32;
    let opens = document.blocks()[document.unit(unit).block as usize].units.start == unit;
    let kind = document.unit(unit).kind;
    let weight = if is_head(kind) { i32::MIN } else { weight(&text, words, change.facts.len(), opens) };
    let leans = !opens && kind == UnitKind::Sentence && POINTING.contains(&first_word(&text).as_str());
    Sentence { unit, change: index, risk: change.risk, leans, weight, words }
}

/// In small letters.
fn first_word(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Words that point back to the sentence before. The person the plan is about is "he" or "she" throughout, so these
/// stand alone.
const POINTING: [&str; 11] =
    ["it", "its", "this", "that", "these", "those", "they", "their", "both", "neither", "such"];

/// What a sentence with a fact or a decision is worth before others, however short they are.
const TELLS: i32 = 100;

/// What a sentence that bars something is worth beyond its facts.
const BARS: usize = 20;

/// How much a sentence tells: facts, decisions, bars and outcomes for it, length against it, the first a little more.
fn weight(text: &str, words: u32, facts: usize, opens: bool) -> i32 {
    let text = text.to_lowercase();
    let telling = text.split(|c: char| !c.is_alphabetic()).filter(|word| TELLING.contains(word)).count();
    let short = if words < 5 { 6 } else { 0 };
    let bars = if BARRING.iter().any(|phrase| text.contains(phrase)) { BARS } else { 0 };
    let gain = 2 * facts.min(4) + 3 * telling.min(2) + bars + 2 * usize::from(opens);
    let tells = if facts + telling > 0 { TELLS } else { 0 };
    tells + (gain as u32).cast_signed() - short - (words * 2 / 3).cast_signed()
}

/// Phrases that bar something.
const BARRING: [&str; 8] =
    ["should not", "must not", "may not", "shall not", "is not to", "are not to", "not to be", "cannot"];

/// Words of decision and outcome.
#[rustfmt::skip]
const TELLING: &[&str] = &[
    "agreed", "decided", "refused", "granted", "approved", "declined", "recommend", "recommended", "must",
    "completed", "started", "referred", "suspended", "offered", "transferred", "withdrawn", "breached",
    "assessed", "increased", "reduced", "failed", "passed", "positive", "disclosed", "relapsed", "relapse",
    "died", "moved", "cancelled", "postponed", "rejected", "accepted", "outstanding", "deferred", "confirmed",
    "secured", "released", "returned", "stopped", "ended",
];

/// Heads, headings and signatures that are said once for what stands under them.
#[derive(Default)]
struct Heads {
    headings: HashSet<(bool, u32)>,
    entries: HashSet<(bool, u32)>,
    sections: HashSet<(bool, u32)>,
    tables: HashSet<(bool, u32)>,
}

impl Heads {
    fn of(versions: &Versions<'_>, singles: &[usize]) -> Self {
        let mut heads = Self::default();
        for index in singles {
            let (side, units) = Versions::side_of(&versions.changes()[*index]);
            for unit in units {
                heads.note(versions.on(side).document, side, unit);
            }
        }
        heads
    }

    fn note(&mut self, document: &Document, side: Side, unit: u32) {
        let after = side == Side::After;
        if document.unit(unit).kind == UnitKind::Heading {
            self.headings.insert((after, unit));
        }
        let unit = document.unit(unit);
        if is_head(unit.kind) {
            return;
        }
        self.entries.extend(unit.entry.map(|entry| (after, entry)));
        self.tables.insert((after, unit.block));
        let mut section = Some(unit.section);
        while let Some(index) = section {
            self.sections.insert((after, index));
            section = document.sections()[index as usize].parent;
        }
    }

    /// Whether the heading over a block is as new, or as gone, as the block.
    fn is_new_section(&self, document: &Document, side: Side, block: u32) -> bool {
        let section = &document.sections()[document.blocks()[block as usize].section as usize];
        section.heading.is_some_and(|heading| self.headings.contains(&(side == Side::After, heading)))
    }

    /// Whether a unit is a head whose text is said with the passages under it.
    fn is_said_by_others(&self, versions: &Versions<'_>, side: Side, index: u32) -> bool {
        let unit: &Unit = versions.on(side).document.unit(index);
        let after = side == Side::After;
        match unit.kind {
            UnitKind::EntryHead | UnitKind::Signature => self.entries.contains(&(after, index)),
            UnitKind::Heading => self.sections.contains(&(after, unit.section)),
            UnitKind::TableHead => self.tables.contains(&(after, unit.block)),
            _ => false,
        }
    }
}

fn is_head(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::EntryHead | UnitKind::Signature | UnitKind::Heading | UnitKind::TableHead)
}
