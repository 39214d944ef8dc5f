//! Whether two near copies speak of one matter, so that a fact in which they differ is a contradiction.
//!
//! Entries off one form rightly differ: this month's test, last month's. What tells them apart is where they stand and
//! what stands beside them. Rows of tables, neighbours in a list or paragraph, entries of different dates in one section
//! and minutes of different conferences speak of different matters. So do other passages of different dates, and those of
//! which there are many variants, unless both name the time that they tell of, or whole runs of sentences were copied and agree in nearly all else. For the rest it is enough that what stands beside
//! them is alike too, or that they are alike in all but one fact.

use std::cell::{Cell, OnceCell};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::own_time::{OwnTime, own_times};
use super::pairs::{Pair, Sides};
use crate::delta::FactChange;
use crate::document::{Document, Unit, UnitKind};
use crate::facts::FactClass;
use crate::history::occasion::Occasions;
use crate::text::dates::DateValue;

/// Least likeness of a pair without company, in ten-thousandths, and its fewest words, facts apart.
const ALONE_MIN: u32 = 8_400;
const ALONE_WORDS_MIN: usize = 5;
/// Least likeness of what keeps a pair company.
const COMPANY_MIN: u32 = 7_500;
/// For passages off a form: the least likeness of the pair, of its company, and of the more alike of the two.
const FORM_MIN: u32 = 7_500;
const FORM_COMPANY_MIN: u32 = 8_000;
const FORM_BEST_MIN: u32 = 9_000;
/// Fewest near variants of a text that make it a form.
const FORM_VARIANTS: u32 = 3;
/// Least likeness of two passages that are one text in other words.
const ONE_TEXT_MIN: u32 = 8_000;

/// Where passages stand, when they were written, and how many variants there are of each.
#[derive(Debug)]
pub(super) struct Matters<'a> {
    document: &'a Document,
    sides: Sides<'a>,
    occasions: Occasions<'a>,
    /// How many other texts are near to each, by the text's identity.
    variants: FxHashMap<u64, u32>,
    /// By form of a passage: the times that it names, read when they are first asked for.
    times: Vec<OnceCell<Vec<OwnTime>>>,
    /// The last pair whose company was looked for, and how alike it is.
    company: Cell<Option<(Pair, u32)>>,
}

impl<'a> Matters<'a> {
    /// Reads where the passages of a document stand; `pairs` are those that are near.
    pub(super) fn of(document: &'a Document, sides: Sides<'a>, pairs: &[Pair]) -> Self {
        Self {
            document,
            sides,
            occasions: Occasions::of(document),
            variants: variants(sides, pairs),
            times: (0..sides.left.all.len()).map(|_| OnceCell::new()).collect(),
            company: Cell::new(None),
        }
    }

    /// What is to hold of the facts in which a pair differs for both passages to speak of one matter; none where they do
    /// not, whatever they differ in.
    pub(super) fn terms(&self, pair: Pair) -> Option<Terms> {
        let [left, right] = self.units(pair);
        if stand_in_one_form(left, right) || self.are_of_two_meetings(left, right) {
            return None;
        }
        let times = [pair.0, pair.1].map(|at| self.times(at));
        let of_one_time = !times[0].is_empty() && times[0] == times[1];
        if !of_one_time && self.follow_one_another(left, right) {
            return None;
        }
        let of_two_days = differ([left, right].map(|unit| self.occasions.of_unit(unit)));
        let (likeness, company) = (self.likeness(pair), self.company(pair));
        if self.has_variants(pair) || !of_one_time && self.are_of_different_dates(left, right) {
            let best = likeness.max(company);
            let one = likeness >= FORM_MIN && company >= FORM_COMPANY_MIN && best >= FORM_BEST_MIN;
            return one.then_some(Terms { of_two_days, alone: false });
        }
        if company >= COMPANY_MIN {
            return Some(Terms { of_two_days, alone: false });
        }
        let alone = likeness >= ALONE_MIN && self.words(pair) >= ALONE_WORDS_MIN;
        alone.then_some(Terms { of_two_days, alone })
    }

    /// Whether a pair that says the same in other words is one text and not two that happen to be alike.
    pub(super) fn is_one_text(&self, pair: Pair) -> bool {
        let company = self.company(pair) >= COMPANY_MIN;
        company || (self.likeness(pair) >= ONE_TEXT_MIN && self.words(pair) >= ALONE_WORDS_MIN)
    }

    fn units(&self, (left, right): Pair) -> [&'a Unit; 2] {
        [left, right].map(|at| self.document.unit(self.sides.left.get(at).unit))
    }

    fn likeness(&self, (left, right): Pair) -> u32 {
        self.sides.left.get(left).likeness(self.sides.right.get(right))
    }

    /// How alike the likest neighbours of a pair are.
    fn company(&self, pair: Pair) -> u32 {
        let known = self.company.get().filter(|(known, _)| *known == pair);
        let (_, company) = known.unwrap_or_else(|| (pair, self.sides.company(pair)));
        self.company.set(Some((pair, company)));
        company
    }

    /// The times that a passage names.
    fn times(&self, at: u32) -> &[OwnTime] {
        let form = self.sides.left.forms[at as usize];
        let unit = self.document.unit(self.sides.left.get(form).unit);
        self.times[form as usize].get_or_init(|| own_times(self.document, unit))
    }

    fn words(&self, (left, right): Pair) -> usize {
        [left, right].map(|at| self.sides.left.get(at).frame.len()).into_iter().min().unwrap_or(0)
    }

    fn has_variants(&self, (left, right): Pair) -> bool {
        let variants = |at| self.variants.get(&self.sides.left.get(at).identity).copied().unwrap_or(0);
        variants(left).max(variants(right)) >= FORM_VARIANTS
    }

    /// Whether their entries are of different dates or, where only one has a date, they themselves name different ones.
    fn are_of_different_dates(&self, left: &Unit, right: &Unit) -> bool {
        match [left, right].map(|unit| self.occasions.of_unit(unit)) {
            [Some(left), Some(right)] => left != right,
            // What no entry dates is of one time: a date that differs is then the fact that does.
            [None, None] => false,
            _ => self.dates_in(left) != self.dates_in(right),
        }
    }

    fn dates_in(&self, unit: &Unit) -> Vec<DateValue> {
        let found = self.document.dates_in(self.document.tokens_of(unit));
        found.iter().map(|(_, date)| *date).collect()
    }

    /// Whether time has passed between them, as they are entries of one section.
    fn follow_one_another(&self, left: &Unit, right: &Unit) -> bool {
        left.section == right.section && differ([left, right].map(|unit| self.occasions.of_unit(unit)))
    }

    /// Whether they are of the minutes of two conferences.
    fn are_of_two_meetings(&self, left: &Unit, right: &Unit) -> bool {
        differ([left, right].map(|unit| self.occasions.of_section(unit.section)))
    }
}

/// What tells whether two passages speak of one matter once it is known in which facts they differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// Whether they were written on two days.
    of_two_days: bool,
    /// Whether nothing beside them is alike, so that they may differ in one fact only.
    alone: bool,
}

impl Terms {
    /// Whether passages that differ in these facts speak of one matter.
    pub(super) fn hold_for(self, facts: &[FactChange]) -> bool {
        let of_its_time = || facts.iter().any(|fact| OF_ITS_TIME.contains(&fact.class));
        !(self.of_two_days && of_its_time() || self.alone && facts.len() > 1)
    }
}

/// Classes of facts that are of the day on which they were written: what was arranged or done then, with its day and
/// hour, is rightly another on another day. What was owed, counted or the case may have been copied with a slip.
const OF_ITS_TIME: [FactClass; 2] = [FactClass::Date, FactClass::Time];

fn differ(dates: [Option<Date>; 2]) -> bool {
    matches!(dates, [Some(left), Some(right)] if left != right)
}

/// How many other texts are near to each.
fn variants(sides: Sides<'_>, pairs: &[Pair]) -> FxHashMap<u64, u32> {
    let texts = pairs.iter().map(|(i, j)| (sides.left.get(*i).identity, sides.right.get(*j).identity));
    let mut near: Vec<(u64, u64)> =
        texts.filter(|(i, j)| i != j).flat_map(|(i, j)| [(i, j), (j, i)]).collect();
    near.sort_unstable();
    near.dedup();
    near.chunk_by(|left, right| left.0 == right.0).map(|texts| (texts[0].0, texts.len() as u32)).collect()
}

/// Rows of tables, items of one list and sentences of one paragraph say different things in the same words.
fn stand_in_one_form(left: &Unit, right: &Unit) -> bool {
    let is = |kind| left.kind == kind || right.kind == kind;
    let listed = is(UnitKind::Item) && left.section == right.section;
    is(UnitKind::Row) || listed || left.block == right.block
}
