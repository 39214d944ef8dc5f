//! What is shown beside a passage: since when it has been in the plan, through how many conferences it was carried, who
//! wrote it.

use crate::web::links::{self, Link};
use crate::web::words;
use cip_engine::brief::Side;
use cip_engine::document::UnitKind;
use cip_engine::history::{CopyKind, History, Input, SourceCopy, UnitHistory, Version};

use super::day;

/// Conferences beyond which ages look the same.
pub(super) const AGE_MAX: u32 = 4;

/// What is said beside some units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Margin {
    /// "Since 14 March 2024", "New in this plan".
    pub since: String,
    /// "through 4 conferences, an earlier wording since 14 March 2021"; may be empty.
    pub carried: String,
    /// Author and day of writing, as the entry says; may be empty.
    pub written: String,
    /// Class of its age in the style sheet: how many conferences it was carried through, at most four.
    pub age: u32,
    /// The report it was copied from.
    pub report: Option<Link>,
}

impl Margin {
    /// Whether two read the same; they may lead to different places of one report.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let said = |margin: &Self| margin.report.as_ref().map(|report| report.text.clone());
        let own = |margin: &Self| Self { report: None, ..margin.clone() };
        own(self) == own(other) && said(self) == said(other)
    }
}

/// Says what is shown beside units of the newest version.
pub(super) struct Margins<'p, 'a> {
    person: &'p str,
    input: &'p Input<'a>,
    history: &'p History,
    newest: &'p Version<'a>,
    /// By unit: the first copy from a report that it belongs to.
    copies: Vec<Option<&'p SourceCopy>>,
}

impl<'p, 'a> Margins<'p, 'a> {
    pub(super) fn new(
        person: &'p str,
        input: &'p Input<'a>,
        history: &'p History,
        newest: &'p Version<'a>,
    ) -> Self {
        let mut copies = vec![None; newest.document.units().len()];
        for copy in history.copies.iter().rev() {
            let units = newest.document.touched(copy.span);
            copies[units.start as usize..units.end as usize].fill(Some(copy));
        }
        Self { person, input, history, newest, copies }
    }

    /// What is said beside a unit.
    pub(super) fn of(&self, unit: u32) -> Margin {
        let life = &self.history.units[unit as usize];
        let entry = &self.history.units[self.of_entry(unit) as usize];
        let written = entry.written.map(words::day);
        Margin {
            since: self.since(life),
            carried: self.carried(life),
            written: [entry.author.clone(), written].into_iter().flatten().collect::<Vec<_>>().join(", "),
            age: life.carried.min(AGE_MAX),
            report: self.copies[unit as usize].map(|copy| self.report(copy)),
        }
    }

    /// A head or signature stands with the text that it is of, which says who wrote it.
    fn of_entry(&self, unit: u32) -> u32 {
        let document = self.newest.document;
        let beside = match document.unit(unit).kind {
            UnitKind::EntryHead => unit.checked_add(1),
            UnitKind::Signature => unit.checked_sub(1),
            _ => None,
        };
        let of_this =
            |beside: &u32| document.units().get(*beside as usize).and_then(|it| it.entry) == Some(unit);
        beside.filter(of_this).unwrap_or(unit)
    }

    fn since(&self, life: &UnitHistory) -> String {
        match life.carried {
            0 if life.lineage_since == life.wording_since() => "New in this plan".to_owned(),
            0 => "Changed in this plan".to_owned(),
            _ => format!("Since {}", self.day(life.wording_since())),
        }
    }

    fn carried(&self, life: &UnitHistory) -> String {
        let through = (life.carried > 0)
            .then(|| format!("through {}", words::count(life.carried as usize, "conference")));
        let earlier = (life.lineage_since < life.wording_since())
            .then(|| format!("first written {}", self.day(life.lineage_since)));
        [through, earlier].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn report(&self, copy: &SourceCopy) -> Link {
        let said = match copy.kind {
            CopyKind::Verbatim => "as in report",
            CopyKind::Edited => "in other words than report",
            CopyKind::Differing => "differs from report",
        };
        let anchor = links::anchor(Side::After, copy.source_span);
        let href = format!("{}#{anchor}", links::source(self.person, copy.source));
        Link::new(href, format!("{said} {}", copy.source))
    }

    /// The way to the life of units that stand together.
    pub(super) fn life(&self, first: u32, last: u32) -> String {
        let document = self.newest.document;
        let (first, last) = (document.unit(first).span, document.unit(last).span);
        links::passage(self.person, self.newest.number, first.cover(last))
    }

    fn day(&self, version: u32) -> String {
        day(&self.input.versions[version as usize])
    }
}
