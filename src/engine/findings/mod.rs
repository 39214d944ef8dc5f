//! What a careful reader finds in a series of plans, decided once and shown by brief, condensed plan, history and pages
//! alike.
//!
//! Takes the newest version, the one compared with and what is known of their history; gives [`Findings`]. Each names
//! units; who wrote them and when is in [`Findings::after`].

mod altered;
mod conditions;
mod ground;
mod minutes;
mod promises;
mod report;
mod restricted;
mod telling;
mod together;

#[cfg(test)]
mod check;

pub use conditions::Condition;
pub use ground::Input;
pub use ground::voices::Voice;
pub use minutes::Minutes;
pub use promises::Promise;
pub use report::Unlike;
pub use telling::News;
pub use together::{Kind, Together};

use std::sync::OnceLock;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::delta::{Change, ChangeKind};
use crate::document::UnitKind;
use crate::history::RepeatKind;
use ground::Ground;
use ground::lines::Lines;
use telling::{Fresh, Open, Worth};

/// What was found.
#[derive(Debug)]
pub struct Findings<'a> {
    ground: Ground<'a>,
    /// Promises past their day, the latest day first.
    pub promises: Vec<Promise>,
    /// Lines to be read together, the weightiest first.
    pub together: Vec<Together>,
    /// Indices of the changes inside entries that are signed and older than the version compared with.
    pub altered: Vec<usize>,
    /// Prohibitions and conditions.
    pub conditions: Vec<Condition>,
    /// Units that are not for everybody's ears.
    pub restricted: Vec<u32>,
    /// The same of the version compared with.
    pub restricted_before: Vec<u32>,
    /// Lines that differ from the report they were copied from.
    pub unlike: Vec<Unlike>,
    /// The minutes of the last conference.
    pub minutes: Option<Minutes>,
    /// Minutes that were written before their conference.
    pub minutes_ahead: Option<Minutes>,
    /// What the new sentences are worth.
    worth_of_news: OnceLock<Worth>,
    /// Units that are near copies of others and differ from them in a fact.
    conflicting: FxHashSet<u32>,
}

/// Who says a unit, and where what is said begins.
#[derive(Clone, Copy, Debug)]
pub struct Said<'f> {
    /// The voice, where it is certain.
    pub voice: Option<&'f Voice>,
    /// The number of the entry, the same for all units of one.
    pub entry: Option<u32>,
    /// How many of its first tokens, its running number aside, are the lead of the entry.
    pub lead: usize,
    /// Whether it says anything: a heading, a head or a bare lead does not.
    pub speaks: bool,
    /// Whether it stands in the minutes of a conference.
    pub minutes: bool,
}

/// Looks for everything.
pub fn find(input: Input<'_>) -> Findings<'_> {
    let ground = Ground::new(input);
    Findings {
        promises: promises::promises(&ground),
        together: together::together(&ground),
        altered: altered::altered(&ground),
        conditions: conditions::conditions(&ground),
        restricted: restricted::restricted(&ground.after),
        restricted_before: ground.before.as_ref().map(restricted::restricted).unwrap_or_default(),
        unlike: report::unlike(&ground),
        minutes: minutes::latest(&ground),
        minutes_ahead: minutes::ahead(&ground),
        worth_of_news: OnceLock::new(),
        conflicting: conflicting(&ground),
        ground,
    }
}

impl Findings<'_> {
    /// Who says a unit of the newest version.
    pub fn after(&self, unit: u32) -> Said<'_> {
        said(&self.ground.after, unit)
    }

    /// Who says a unit of the version compared with.
    pub fn before(&self, unit: u32) -> Option<Said<'_>> {
        self.ground.before.as_ref().map(|lines| said(lines, unit))
    }

    /// Whether a line of the newest version holds until it is changed: nobody dated it.
    pub fn stands(&self, unit: u32) -> bool {
        self.ground.stands(unit)
    }

    /// The sentence before a unit of the newest version that says whom it means by "he" or "she", where that need not be
    /// the person the plan is about.
    pub fn who_is_meant(&self, unit: u32) -> Option<u32> {
        telling::who_is_meant(&self.ground.after, unit)
    }

    /// Whether a unit bars something or tells of a bar.
    pub fn bars(&self, unit: u32) -> bool {
        self.ground.after.bars(unit)
    }

    /// Whether a change puts a decision on where somebody is to live in the place of its contrary: "that address is [not
    /// suitable → suitable]".
    pub fn is_decision_on_home(&self, change: &Change) -> bool {
        together::is_decision_on_home(&self.ground, change)
    }

    /// Whether a line of the version compared with bars something or says how it is not to be done.
    pub fn barred(&self, unit: u32) -> bool {
        self.ground.before.as_ref().is_some_and(|lines| conditions::forbids(lines.words(unit)))
    }

    /// The newest line of this year, or of the last conference's minutes, on what a condition that is gone is about.
    pub fn speaks_of_gone(&self, before: u32) -> Option<u32> {
        conditions::speaks_of_gone(&self.ground, before)
    }

    /// The day of the conference in whose minutes a line of the version compared with stood, where the newest version has
    /// no minutes of that day any more.
    pub fn left_with_minutes(&self, before: u32) -> Option<Date> {
        let day = self.ground.before.as_ref()?.minutes_of(before)?;
        let kept = self.ground.after.all().any(|(unit, _)| self.ground.after.minutes_of(unit) == Some(day));
        (!kept).then_some(day)
    }

    /// Whether a line of minutes of the version compared with says what was agreed.
    pub fn was_agreed(&self, before: u32) -> bool {
        self.ground.before.as_ref().is_some_and(|lines| promises::is_agreed(lines, before))
    }

    /// The day of the conference in whose minutes a line of the newest version stands.
    pub fn minutes_day(&self, unit: u32) -> Option<Date> {
        self.ground.after.minutes_of(unit)
    }

    /// The new sentences, entry by entry, with those that stand for the others.
    ///
    /// `shown` says which changes another part shows already, `words` how many words may be shown beyond what has to be.
    pub fn news(&self, shown: &[bool], words: u32) -> Vec<News> {
        let delta = self.ground.input.delta;
        let added = delta.iter().flat_map(|delta| delta.changes.iter().enumerate());
        let added = added.filter(|(_, change)| change.kind == ChangeKind::Added);
        let fresh: Vec<Fresh> = added.flat_map(|(index, change)| self.fresh(change, shown[index])).collect();
        // Which of them another part shows changes nothing of what they are worth.
        let worth = self.worth_of_news.get_or_init(|| Worth::of(&self.ground.after, &fresh, &self.ties()));
        telling::telling(&self.ground.after, &fresh, worth, words)
    }

    fn fresh(&self, change: &Change, shown: bool) -> Vec<Fresh> {
        let lines = &self.ground.after;
        let prose = |unit: u32| {
            let unit = lines.document.unit(unit);
            // The subject of an e-mail is its title, unless it says what has to be shown.
            (change.risk || !unit.opens_mail())
                && matches!(
                    unit.kind,
                    UnitKind::Sentence
                        | UnitKind::Item
                        | UnitKind::Pair
                        | UnitKind::Stray
                        | UnitKind::Code
                        | UnitKind::Html
                )
        };
        // What is put into minutes of an earlier conference is news; those of the last one, and any written ahead, are
        // told as a whole.
        let whole: Vec<_> = self.minutes.iter().chain(&self.minutes_ahead).map(|told| told.date).collect();
        let told_as_whole = |unit: u32| lines.minutes_of(unit).is_some_and(|day| whole.contains(&day));
        let told = change
            .after
            .clone()
            .filter(|unit| prose(*unit) && lines.line(*unit).speaks && !told_as_whole(*unit));
        let choice = |unit: u32| match shown {
            true => Open::Elsewhere,
            false if self.is_listed(unit) || self.conflicting.contains(&unit) => Open::Alone,
            false => Open::Free,
        };
        told.map(|unit| Fresh {
            unit,
            risk: change.risk,
            inserted: self.is_inserted(unit),
            restricted: self.restricted.binary_search(&unit).is_ok(),
            choice: choice(unit),
        })
        .collect()
    }

    /// Whether a new line is a field, or an item of a list that is no part of a longer entry: a record, not prose.
    fn is_listed(&self, unit: u32) -> bool {
        let lines = &self.ground.after;
        let kind = lines.document.unit(unit).kind;
        let own = lines.lead(unit) > 0 || lines.entry(unit).is_none();
        matches!(kind, UnitKind::Item | UnitKind::Pair) && own
    }

    /// Whether a new sentence was put into an entry or paragraph that was there.
    fn is_inserted(&self, unit: u32) -> bool {
        let own = self.ground.after.line(unit).speaks && !self.ground.is_new(unit);
        self.ground.old_beside(unit) > u32::from(own)
    }

    /// Stems of what changed and of what was promised.
    fn ties(&self) -> FxHashSet<u32> {
        let lines = &self.ground.after;
        let changed = lines.all().map(|(unit, _)| unit).filter(|unit| self.ground.is_changed(*unit));
        let promised = self.promises.iter().flat_map(|promise| promise.units.iter().copied());
        changed.chain(promised).flat_map(|unit| lines.line(unit).stems.iter().copied()).collect()
    }
}

/// The units of the newest version that stand in it twice with one fact otherwise.
fn conflicting(ground: &Ground<'_>) -> FxHashSet<u32> {
    let document = ground.after.document;
    let repeats = ground.input.history.map_or(&[][..], |history| &history.repeats);
    let conflicting = repeats.iter().filter(|repeat| repeat.kind == RepeatKind::Conflicting);
    conflicting.flat_map(|repeat| &repeat.places).map(|place| document.touched(*place).start).collect()
}

fn said<'f>(lines: &'f Lines<'_>, unit: u32) -> Said<'f> {
    let line = lines.line(unit);
    Said {
        voice: lines.voice(unit),
        entry: lines.entry(unit),
        lead: lines.lead(unit),
        speaks: line.speaks && !lines.document.unit(unit).opens_mail(),
        minutes: line.minutes,
    }
}
