//! What can be said of one version alone, unit by unit: its facts, its dates, who wrote it and when, whether it is
//! risk text.
//!
//! Each is worked out when it is first asked for and kept with the document, so that a delta, a history and a brief of
//! the same version read it once. What nobody asks for is never worked out: of two versions that are mostly alike a
//! delta asks for the facts of what differs.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::entries::authorship::{self, Entry};
use super::model::{BlockKind, Document, Unit, UnitKind};
use super::tables::column_pairs::Titles;
use super::tables::columns::Columns;
use crate::facts::{self, Fact};
use crate::lexicon;
use crate::text::Token;
use crate::text::dates::{self, DateValue};

/// What is known of one unit so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Note {
    facts: OnceLock<Vec<Fact>>,
    dates: OnceLock<Vec<DateAt>>,
    /// Whether its own words touch risk.
    risk: OnceLock<bool>,
    /// Of a head or signature: what it says.
    entry: OnceLock<Entry>,
    /// Of a header row: what its titles say.
    titles: OnceLock<Box<Titles>>,
}

impl Note {
    /// What is known of a unit of the same bytes that stands so many bytes further on, in wrapping arithmetic. What hangs on
    /// other units is not.
    pub(super) fn moved(&self, by: u32) -> Self {
        let mut moved = Self { dates: self.dates.clone(), risk: self.risk.clone(), ..Self::default() };
        if let Some(facts) = self.facts.get() {
            let fact = |fact: &Fact| Fact { span: fact.span.moved(by), ..fact.clone() };
            moved.facts = OnceLock::from(facts.iter().map(fact).collect::<Vec<_>>());
        }
        moved
    }
}

/// A date and the tokens that it is written in, as indices into those of its unit.
pub type DateAt = (Range<usize>, DateValue);

/// How many sentences back one is looked for that a sentence goes on from: a bound on hostile texts.
const GOES_ON_MAX: usize = 16;

impl Document {
    /// The facts of a unit, in order of their place. Their tokens are indices into those of the unit.
    ///
    /// # Panics
    ///
    /// If there is no such unit.
    pub fn facts(&self, unit: u32) -> &[Fact] {
        let find = || facts::find(&self.source, self.tokens_of(self.unit(unit)));
        self.notes[unit as usize].facts.get_or_init(find)
    }

    /// The facts of adjacent units read as one text: a name may go on from one to the next.
    ///
    /// # Panics
    ///
    /// If there are no such units.
    pub fn facts_of(&self, units: Range<u32>) -> Cow<'_, [Fact]> {
        match units.len() {
            0 => Cow::Borrowed(&[]),
            1 => Cow::Borrowed(self.facts(units.start)),
            _ => {
                let (first, last) = (self.unit(units.start), self.unit(units.end - 1));
                let tokens = &self.tokens[first.tokens.start as usize..last.tokens.end as usize];
                Cow::Owned(facts::find(&self.source, tokens))
            }
        }
    }

    /// The facts of a part of a unit, as a cell or the value of a field; their tokens are indices into those of the
    /// part.
    pub fn facts_in(&self, part: &[Token]) -> Cow<'_, [Fact]> {
        let Some((unit, range)) = self.unit_of(part) else { return Cow::Borrowed(&[]) };
        self.facts_within(unit, &range)
    }

    /// The facts of a unit behind so many of its tokens; theirs are indices from there on.
    ///
    /// # Panics
    ///
    /// If there is no such unit.
    pub fn facts_behind(&self, unit: u32, tokens: usize) -> Cow<'_, [Fact]> {
        self.facts_within(unit, &(tokens..self.unit(unit).tokens.len()))
    }

    fn facts_within(&self, unit: u32, part: &Range<usize>) -> Cow<'_, [Fact]> {
        let facts = self.facts(unit);
        if facts.is_empty() || part.len() == self.unit(unit).tokens.len() {
            return Cow::Borrowed(facts);
        }
        facts.iter().filter_map(|fact| fact.within(part)).collect()
    }

    /// The dates of a part of a unit; their tokens are indices into those of the part.
    pub fn dates_in(&self, part: &[Token]) -> Cow<'_, [DateAt]> {
        let Some((unit, range)) = self.unit_of(part) else { return Cow::Borrowed(&[]) };
        self.dates_within(unit, &range)
    }

    /// The dates of a unit behind so many of its tokens; theirs are indices from there on.
    ///
    /// # Panics
    ///
    /// If there is no such unit.
    pub fn dates_behind(&self, unit: u32, tokens: usize) -> Cow<'_, [DateAt]> {
        self.dates_within(unit, &(tokens..self.unit(unit).tokens.len()))
    }

    fn dates_within(&self, unit: u32, part: &Range<usize>) -> Cow<'_, [DateAt]> {
        let dates = self.dates(unit);
        if dates.is_empty() || part.len() == self.unit(unit).tokens.len() {
            return Cow::Borrowed(dates);
        }
        let inside = dates.iter().filter(|(tokens, _)| part.start <= tokens.start && tokens.end <= part.end);
        let from = |at: usize| at - part.start;
        inside.map(|(tokens, value)| (from(tokens.start)..from(tokens.end), *value)).collect()
    }

    /// The unit that a part is of, and where in it the part stands; none where the part is empty.
    fn unit_of(&self, part: &[Token]) -> Option<(u32, Range<usize>)> {
        let start = part.first()?.span.start;
        let first = self.tokens.partition_point(|token| token.span.start < start) as u32;
        let unit = self.units.partition_point(|unit| unit.tokens.end <= first) as u32;
        let from = first.checked_sub(self.units.get(unit as usize)?.tokens.start)? as usize;
        Some((unit, from..from + part.len()))
    }

    /// The dates of a unit, in order of their place.
    ///
    /// # Panics
    ///
    /// If there is no such unit.
    pub fn dates(&self, unit: u32) -> &[DateAt] {
        let find = || dates::find(&self.source, self.tokens_of(self.unit(unit)));
        self.notes[unit as usize].dates.get_or_init(find)
    }

    /// Who wrote a unit and when, by the head or signature of its entry; nothing for a head or signature itself.
    pub fn entry(&self, unit: &Unit) -> Cow<'_, Entry> {
        if matches!(unit.kind, UnitKind::EntryHead | UnitKind::Signature) {
            return Cow::Owned(Entry::default());
        }
        let Some(head) = unit.entry else { return Cow::Owned(Entry::default()) };
        Cow::Borrowed(self.notes[head as usize].entry.get_or_init(|| authorship::read(self, head)))
    }

    /// Who wrote a unit, as [`Self::entry`] says.
    pub fn author(&self, unit: &Unit) -> Option<&str> {
        match self.entry(unit) {
            Cow::Borrowed(entry) => entry.author.as_deref(),
            Cow::Owned(_) => None,
        }
    }

    /// The titles in the header row of a table.
    pub(super) fn titles(&self, head: &Unit) -> &Titles {
        let first = self.blocks[head.block as usize].units.start;
        self.notes[first as usize].titles.get_or_init(|| Box::new(Titles::of(self, head)))
    }

    /// What the columns of an action plan hold that has this header row; none if it is no action plan.
    pub fn columns_of_actions(&self, head: &Unit) -> Option<&Columns> {
        self.titles(head).kinds[0].as_ref()
    }

    /// The same for a table of assessments.
    pub fn columns_of_assessments(&self, head: &Unit) -> Option<&Columns> {
        self.titles(head).kinds[1].as_ref()
    }

    /// Whether a unit is risk text: by its own words, or by its frame, which is the heading that it stands under, the
    /// head of its table and the sentence that it goes on from.
    ///
    /// "This holds also for letters." says nothing of risk, but behind "She may not ring the complainer." it does.
    /// Page furniture is none.
    ///
    /// # Panics
    ///
    /// If there is no such unit.
    pub fn is_risk(&self, unit: u32) -> bool {
        let own = self.unit(unit);
        if own.kind == UnitKind::Furniture {
            return false;
        }
        let frame = [self.sections[own.section as usize].heading, self.head_of_row(own)];
        self.touches_risk(unit)
            || frame.into_iter().flatten().any(|unit| self.touches_risk(unit))
            || self.goes_on_from_risk(unit)
    }

    /// Whether the words of a unit touch risk by themselves.
    fn touches_risk(&self, unit: u32) -> bool {
        let find = || facts::is_risk(&self.source, self.tokens_of(self.unit(unit)));
        *self.notes[unit as usize].risk.get_or_init(find)
    }

    /// The head of the table in which a row stands.
    fn head_of_row(&self, unit: &Unit) -> Option<u32> {
        let block = &self.blocks[unit.block as usize];
        let first = block.units.start;
        let headed = block.kind == BlockKind::Table && self.unit(first).kind == UnitKind::TableHead;
        (headed && unit.kind == UnitKind::Row).then_some(first)
    }

    /// Whether a sentence goes on from one that touches risk, straight or over others that go on from it.
    fn goes_on_from_risk(&self, unit: u32) -> bool {
        let mut at = unit;
        for _ in 0..GOES_ON_MAX {
            let own = self.unit(at);
            let before = at.checked_sub(1).filter(|before| self.unit(*before).block == own.block);
            let Some(before) = before.filter(|_| own.kind == UnitKind::Sentence && self.points_back(own))
            else {
                return false;
            };
            if self.touches_risk(before) {
                return true;
            }
            at = before;
        }
        false
    }

    /// Whether a sentence opens with a word that goes on about what the one before it said.
    fn points_back(&self, unit: &Unit) -> bool {
        let first = self.tokens_of(unit).first().map_or("", |token| token.span.of(&self.source));
        lexicon::POINTERS.has_exactly(first)
    }
}

#[cfg(test)]
mod tests {
    use crate::document::parse;
    use crate::document::reading::{cells, plain};
    use crate::text::Token;

    /// The texts that are risk.
    fn risk(source: &str) -> Vec<String> {
        let document = parse(source.to_owned()).unwrap();
        let units = (0..document.units().len() as u32).filter(|unit| document.is_risk(*unit));
        units.map(|unit| document.text(document.unit(unit)).to_owned()).collect()
    }

    #[test]
    fn a_sentence_that_goes_on_from_risk_is_risk() {
        let source =
            "She may not ring the complainer. This counts for cards too. It ends in June. She works.";
        assert_eq!(
            risk(source),
            ["She may not ring the complainer.", "This counts for cards too.", "It ends in June."]
        );
    }

    #[test]
    fn a_heading_and_a_table_head_make_risk_of_what_stands_under_them() {
        assert_eq!(
            risk("## Curfew\n\nMill Brae: lifted\n\n## Work\n\nMill Brae\n"),
            ["Curfew", "Mill Brae: lifted"]
        );
        let table = "| Victim | Told |\n|---|---|\n| A | yes |\n\n| Need | Done |\n|---|---|\n| A | yes |\n";
        assert_eq!(risk(table), ["| Victim | Told |", "| A | yes |"]);
    }

    #[test]
    fn the_address_of_a_link_is_no_risk_and_holds_no_fact() {
        let source = "See [the leaflet](https://a.example/victim-contact/2024).";
        assert!(risk(source).is_empty());
        let document = parse(source.to_owned()).unwrap();
        assert!(document.facts(0).is_empty(), "{:?}", document.facts(0));
    }

    #[test]
    fn a_cell_has_the_facts_and_dates_of_its_row_that_stand_in_it() {
        let table = "| Task | By |\n|---|---|\n| See Dr Orr on 2 May 2024 | not before 4 June 2024 |\n";
        let document = parse(table.to_owned()).unwrap();
        let cells = cells(&document, document.unit(1));
        let days = |part: &[Token]| {
            let dates = document.dates_in(part);
            dates.iter().map(|(range, _)| plain(table, &part[range.clone()])).collect::<Vec<_>>()
        };
        assert_eq!(days(cells[0]), ["2 May 2024"]);
        assert_eq!(days(cells[1]), ["4 June 2024"]);
        let row = document.facts(1).len();
        assert_eq!(document.facts_in(cells[0]).len() + document.facts_in(cells[1]).len(), row);
        for cell in &cells {
            for fact in document.facts_in(cell).iter() {
                assert_eq!(cell[fact.tokens.start].span.start, fact.span.start);
            }
        }
        assert!(document.dates_in(&[]).is_empty());
    }

    #[test]
    fn what_is_asked_twice_is_the_same() {
        let document = parse("**3 May 2024 – Nurse:** Seen on 2 May 2024 by Dr Orr.".to_owned()).unwrap();
        assert!(std::ptr::eq(document.facts(1), document.facts(1)));
        assert_eq!(document.dates(1).len(), 1);
        assert_eq!(document.entry(document.unit(1)).author.as_deref(), Some("Nurse"));
    }
}
