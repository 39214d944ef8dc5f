//! Passages that are to be read together: they speak of one named thing and say otherwise, or a line that stands is
//! older than what was written this year on the same thing.
//!
//! Takes the newest version line by line, gives a few groups of lines, the newest first, without a verdict. What pairs
//! two lines is a thing named in both and the form of what each says: two values of one attribute, a row that says
//! *done* against an entry that says it is not, the same word with and without a denial, somebody who died and is
//! written of as living, somebody to be kept apart from and where he is. No list says which things there are.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::cells;
use super::cues::Cue;
use super::done;
use super::doses;
use super::ground::Ground;
use super::homes;
use super::left;
use super::levels;
use super::lines::Stem;
use super::matters;
use super::nothing;
use super::overtaken;
use super::persons;
use super::polarity::{Stance, stance_of, stance_on};
use super::signs::Sign;
use super::stopped;
use super::unsettled;
use super::values::{Value, values};
use crate::delta::Change;
use crate::document::reading::field;
use crate::facts::{self, Fact, FactClass};
use crate::history::RepeatKind;
use crate::lexicon;

/// Lines of the newest version to be read together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// What brings them together.
    pub kind: Kind,
    /// The lines, as units: what stands first, then what speaks to it, the newest first.
    pub units: Vec<u32>,
    /// How much there is to it; the greater the more.
    pub weight: u32,
}

/// What brings lines together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Two values of one attribute of one named thing.
    Values,
    /// A row says that something is done, an entry that it is not, or how much of it.
    Status,
    /// One says what the other denies.
    Denied,
    /// Two levels of one assessment.
    Levels,
    /// The same sentence in two places with one fact otherwise.
    NearCopy,
    /// Two dates whose day and month are changed about.
    DayAndMonth,
    /// Somebody who died is written of as living.
    Died,
    /// Somebody to be kept apart from, and where he is.
    Apart,
    /// Two tell of the same day.
    SameDay,
    /// A line says how things are for the present; something newer was written under the same heading.
    Standing,
    /// A field was changed to a decision for something; who wrote this year under the same heading says what is not done.
    Unsettled,
}

impl Kind {
    /// Whether the lines cannot both hold as they are worded, rather than being worth reading side by side.
    pub fn is_contradiction(self) -> bool {
        !matches!(self, Self::Apart | Self::SameDay | Self::Standing | Self::Unsettled)
    }

    /// What it weighs before anything is known of the lines.
    fn weight(self) -> u32 {
        match self {
            Self::Status | Self::Apart => 9,
            Self::Levels | Self::Denied | Self::Unsettled => 8,
            Self::Values | Self::Died => 7,
            Self::NearCopy | Self::Standing => 5,
            Self::SameDay | Self::DayAndMonth => 4,
        }
    }
}

/// The groups, the weightiest first.
pub(super) fn together(ground: &Ground<'_>) -> Vec<Together> {
    let mut pairs: Vec<Pair> = Vec::new();
    let levels = levels::pairs(ground).into_iter().chain(overtaken::pairs(ground));
    pairs.extend(levels.map(|(row, line)| Pair::new(Kind::Levels, row, line)));
    for (unit, _) in ground.after.all().filter(|(_, line)| line.speaks && !line.minutes) {
        pairs.extend(of_line(ground, unit));
    }
    pairs.extend(persons::died(ground).into_iter().map(|(line, death)| Pair::new(Kind::Died, line, death)));
    pairs.extend(
        homes::pairs(ground).into_iter().map(|(field, line)| Pair::new(Kind::Unsettled, field, line)),
    );
    pairs.extend(homes::two(ground).into_iter().map(|(one, other)| Pair::new(Kind::Unsettled, one, other)));
    pairs.extend(cells::pairs(ground).into_iter().map(|(bar, line)| Pair::new(Kind::Denied, bar, line)));
    pairs.extend(lifted(ground));
    pairs.extend(
        stopped::contacts(ground).into_iter().map(|(line, stop)| Pair::new(Kind::Denied, line, stop)),
    );
    pairs.extend(near_copies(ground));
    pairs.extend(changed_about(ground));
    pairs.extend(stopped::pairs(ground).into_iter().map(|(line, stop)| Pair::new(Kind::Denied, line, stop)));
    pairs.extend(matters::pairs(ground).into_iter().map(|(line, told)| Pair::new(Kind::Denied, line, told)));
    pairs.extend(nothing::pairs(ground).into_iter().map(|(line, said)| Pair::new(Kind::Denied, line, said)));
    pairs.extend(doses::pairs(ground).into_iter().map(|(line, dose)| Pair::new(Kind::Values, line, dose)));
    pairs.extend(left::pairs(ground).into_iter().map(|(line, left)| Pair::new(Kind::Values, line, left)));
    pairs.retain(|pair| !are_two_events(ground, pair.stands, pair.speaks));
    groups(ground, pairs)
}

/// Whether two lines are events of two days, as a chronology lists them: they rightly differ.
fn are_two_events(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let day = |unit: u32| {
        let words = ground.after.words(unit);
        let dates = ground.after.dates(unit);
        // "Taken down by A. Orr on 3 May 2024: …" too.
        let leads = |tokens: &Range<usize>| {
            tokens.start == 0 || tokens.start <= LEAD_TOKENS_MAX && words.is_sign(tokens.end, ":")
        };
        dates.first().filter(|(tokens, _)| leads(tokens)).and_then(|(_, value)| value.date())
    };
    day(one).zip(day(other)).is_some_and(|(one, other)| one != other)
}

/// Tokens within which the day stands that opens a line.
const LEAD_TOKENS_MAX: usize = 10;

/// Two lines: what stands, or is older, and what speaks to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    kind: Kind,
    stands: u32,
    speaks: u32,
}

impl Pair {
    fn new(kind: Kind, stands: u32, speaks: u32) -> Self {
        Self { kind, stands, speaks }
    }

    fn weight(self, ground: &Ground<'_>) -> u32 {
        let news = |unit: u32| ground.is_changed(unit) || ground.is_new(unit);
        let risk = |unit: u32| {
            let words = ground.after.words(unit);
            facts::is_risk(words.source(), words.tokens())
        };
        let mut weight = self.kind.weight();
        weight += if ground.is_changed(self.stands) { 5 } else { 0 };
        weight += if news(self.speaks) { 4 } else { 0 };
        weight += if risk(self.stands) || risk(self.speaks) { 2 } else { 0 };
        weight + (ground.after.shared(self.stands, self.speaks).len() as u32).min(3)
    }
}

/// What speaks to one line that stands.
fn of_line(ground: &Ground<'_>, unit: u32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    pairs.extend(done::denied(ground, unit).map(|line| Pair::new(Kind::Status, unit, line)));
    if ground.stands(unit) || ground.is_changed(unit) {
        let candidates = candidates(ground, unit);
        let own = if levels::is_assessment(ground, unit) { Vec::new() } else { values(ground, unit) };
        for (other, _) in candidates.iter().filter(|(other, _)| speaks_to(ground, unit, *other)) {
            let told = shares_name(ground, unit, *other) || ground.is_changed(unit);
            if told && differs(ground, unit, &own, *other) {
                pairs.push(Pair::new(Kind::Values, unit, *other));
            } else if denies(ground, unit, *other) {
                pairs.push(Pair::new(Kind::Denied, unit, *other));
            }
        }
        pairs.extend(apart(ground, unit, &candidates));
        pairs.extend(same_day(ground, unit));
        pairs.extend(for_the_present(ground, unit).map(|line| Pair::new(Kind::Standing, unit, line)));
        pairs.extend(unsettled::beside(ground, unit).map(|line| Pair::new(Kind::Unsettled, unit, line)));
    } else if ground.after.stance(unit) != Stance::Open {
        // An entry that is as it was is denied by what decides the contrary.
        let candidates = candidates(ground, unit);
        let newer = candidates.iter().filter(|(other, _)| is_newer_entry(ground, unit, *other));
        let denied =
            newer.filter(|(other, _)| shares_name(ground, unit, *other) && denies(ground, unit, *other));
        pairs.extend(denied.map(|(other, _)| Pair::new(Kind::Denied, unit, *other)));
    }
    pairs
}

/// Lines that share a rare stem with this one or, where it points back, with the one before it.
fn candidates(ground: &Ground<'_>, unit: u32) -> Vec<(u32, u32)> {
    let mut found = match ground.points_to(unit) {
        Some(before) => ground.neighbours_of(&[unit, before]),
        None => ground.neighbours(unit),
    };
    found.retain(|(other, _)| *other != unit && !ground.after.line(*other).minutes);
    found
}

fn shares_name(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let others = ground.names(other);
    ground.names(one).iter().any(|name| others.contains(name))
}

/// Whether a line is of a later day than what stands: written since it was worded so, or this year where it changed this
/// year.
fn speaks_to(ground: &Ground<'_>, stands: u32, other: u32) -> bool {
    let document = ground.after.document;
    if document.unit(stands).block == document.unit(other).block {
        return false;
    }
    match ground.after.written(other) {
        None => !ground.is_row(other) || !ground.is_row(stands),
        Some(_) if ground.is_changed(stands) => ground.is_of_this_year(other),
        Some(day) => ground.since(stands).is_none_or(|since| since < day),
    }
}

/// Whether a line of a dated entry is newer than another one's and of this year.
fn is_newer_entry(ground: &Ground<'_>, unit: u32, other: u32) -> bool {
    let days = (ground.after.written(unit), ground.after.written(other));
    matches!(days, (Some(one), Some(day)) if one < day) && ground.is_of_this_year(other)
        || (ground.is_changed(unit) && ground.is_of_this_year(other))
}

/// Whether two lines put different values to one attribute of one named thing.
fn differs(ground: &Ground<'_>, unit: u32, own: &[&Value], other: u32) -> bool {
    let shared = ground.after.shared(unit, other);
    if own.is_empty() || shared.is_empty() || levels::is_assessment(ground, other) {
        return false;
    }
    let theirs = values(ground, other);
    let due = |value: &Value| value.class == FactClass::Date && done::is_action(ground, unit);
    own.iter().filter(|value| !due(value)).any(|value| {
        // "5 mg daily" of one medicine says nothing of another.
        let is_other = |their: &Value| {
            value.class == FactClass::Dose && !are_of_one_medicine(ground, [unit, other], [value, their])
        };
        let same_class = || theirs.iter().filter(|their| their.class == value.class && !is_other(their));
        let equal = same_class().any(|their| their.folded == value.folded);
        !equal && same_class().any(|their| is_of_one(ground, unit, value, their, &shared))
    })
}

/// Whether two doses are of one medicine: the word before either stands in both lines.
fn are_of_one_medicine(ground: &Ground<'_>, lines: [u32; 2], doses: [&Value; 2]) -> bool {
    let in_both =
        |of: u32| lines.iter().all(|line| ground.after.line(*line).stems.binary_search(&of).is_ok());
    doses.iter().filter_map(|dose| dose.of).any(in_both)
}

/// Whether two values are of one attribute: a word beside both, and another rare one in both lines. How often something
/// was needs no such word where the thing is named in both.
fn is_of_one(ground: &Ground<'_>, unit: u32, value: &Value, other: &Value, shared: &[u32]) -> bool {
    let named = shared.iter().filter(|stem| ground.after.line(unit).names.contains(stem)).count();
    if value.class == FactClass::Frequency {
        return named >= 2;
    }
    let row = done::is_action(ground, unit);
    let beside = |stem: &&u32| {
        let by_value = value.beside.contains(stem) || (row && shared.contains(stem));
        by_value && other.beside.contains(stem)
    };
    let attribute = shared.iter().find(beside);
    attribute.is_some_and(|attribute| shared.iter().any(|stem| stem != attribute))
}

/// Whether one line denies what the other says of a thing named in both.
fn denies(ground: &Ground<'_>, unit: u32, other: u32) -> bool {
    let named = shares_name(ground, unit, other);
    let words = |unit: u32| ground.after.words(unit);
    let (one, two) = (ground.after.line(unit), ground.after.line(other));
    let this_year = ground.is_changed(unit) && ground.is_of_this_year(other);
    // That both decide something is no matter that they share.
    let decides = |stem: u32| {
        let words = words(unit);
        let decisions =
            |at: &usize| words.is_in(*at, &lexicon::APPROVED) || words.is_in(*at, &lexicon::REFUSED);
        (0..words.len()).filter(decisions).any(|at| ground.stems.find(words.text(at)) == Some(stem))
    };
    let shares = |stem: &u32| two.stems.binary_search(stem).is_ok() && !decides(*stem);
    let linked = named || (this_year && one.stems.iter().any(shares));
    if linked
        && !homes::is_of_another(ground, unit, other)
        && opposite(ground.after.stance(unit), ground.after.stance(other))
    {
        return true;
    }
    // A bar denies what it bars; that is no contradiction of what tells of it.
    let bars = |unit: u32| bars(ground, unit);
    if !bars(unit) && denies_named(ground, unit, other) {
        return true;
    }
    let touched = |change: &Change| change.facts.iter().any(|fact| DENYING.contains(&fact.class));
    let changed = ground.change(unit).is_some_and(|change| change.risk && touched(change));
    if !ground.is_changed(unit) || !changed || bars(unit) || bars(other) {
        return false;
    }
    let said = one.stems.iter().filter(|stem| two.stems.binary_search(stem).is_ok());
    let predicates = said.filter(|stem| ground.after.is_rare(**stem) || !one.names.contains(stem));
    predicates.copied().any(|stem| {
        let on = |unit: u32| stance_on(ground, unit, stem);
        ground.after.is_rare(stem) && opposite(on(unit), on(other)) && came_to_it(ground, unit, stem)
    })
}

/// Most lines that bar no more, and most bars of a year: work stays bounded by the plan.
const LIFTED_MAX: usize = 64;
const BARS_MAX: usize = 256;
/// A name tells somebody apart that stands in at most one line of so many, or in so few.
const NAMED_SHARE: u32 = 8;
const NAMED_MIN: u32 = 4;

/// Lines that barred something in the version before and do so no more ("is not to visit alone", "may visit"), each with
/// the newest line of this year that bars somebody whom it names.
fn lifted(ground: &Ground<'_>) -> Vec<Pair> {
    let Some(before) = &ground.before else { return Vec::new() };
    let changed = ground.standing().filter(|unit| ground.is_changed(*unit) && !bars(ground, *unit));
    let barred = |unit: &u32| ground.change(*unit).is_some_and(|change| before.bars(change.before.start));
    let lifted: Vec<u32> = changed.filter(barred).take(LIFTED_MAX).collect();
    if lifted.is_empty() {
        return Vec::new();
    }
    let bars_of_year = ground.said_this_year().filter(|line| bars(ground, *line)).take(BARS_MAX);
    let bars_of_year: Vec<u32> = bars_of_year.collect();
    // Whoever is named everywhere is the person the plan is about, or bears the name.
    let most = (ground.after.document.units().len() as u32 / NAMED_SHARE).max(NAMED_MIN);
    let names = |unit: u32| &ground.after.line(unit).names;
    let newest = |unit: u32| {
        let telling = |name: &Stem| ground.after.count(*name) <= most && names(unit).contains(name);
        let same = bars_of_year.iter().filter(|line| names(**line).iter().any(telling));
        same.max_by_key(|line| (ground.after.written(**line), **line)).copied()
    };
    lifted.into_iter().filter_map(|unit| Some(Pair::new(Kind::Denied, unit, newest(unit)?))).collect()
}

/// Whether a line that holds until it is changed denies something by its name that was said this year: "Not on the Quay
/// scheme", and an entry of how the Quay scheme goes.
fn denies_named(ground: &Ground<'_>, unit: u32, other: u32) -> bool {
    if !ground.after.may(unit, &[Sign::Denial]) {
        return false;
    }
    let others = &ground.after.line(other).names;
    let shared = ground.after.line(unit).names.iter().filter(|name| others.contains(name));
    let denied = |name: &&u32| {
        ground.after.is_rare(**name)
            && stance_on(ground, unit, **name) == Stance::Against
            && stance_on(ground, other, **name) == Stance::For
    };
    ground.is_said_this_year(other) && ground.stands(unit) && shared.filter(denied).count() > 0
}

/// Whether it was the change of a line that made it say so of a word, or decide what it decides.
fn came_to_it(ground: &Ground<'_>, unit: u32, stem: u32) -> bool {
    let was = ground.before.as_ref().zip(ground.change(unit));
    was.is_some_and(|(before, change)| {
        let old = change.before.start;
        before.stance(old) != ground.after.stance(unit)
            || stance_of(ground, before.words(old), stem) != stance_on(ground, unit, stem)
    })
}

/// Classes of facts by which a line comes to say or to deny something.
const DENYING: [FactClass; 4] =
    [FactClass::Negation, FactClass::Denial, FactClass::Status, FactClass::Antonym];

fn opposite(one: Stance, other: Stance) -> bool {
    matches!((one, other), (Stance::For, Stance::Against) | (Stance::Against, Stance::For))
}

/// Somebody whom a line bars, and a line of this year that says where he is.
fn apart(ground: &Ground<'_>, unit: u32, candidates: &[(u32, u32)]) -> Option<Pair> {
    if !bars(ground, unit) {
        return None;
    }
    let placed = |other: u32| {
        let words = ground.after.words(other);
        let has = |list| (0..words.len()).any(|at| words.is_in(at, list));
        let is = ground.after.may(other, &[Sign::SomewhereIs]) && has(&lexicon::IS_SOMEWHERE);
        let of_place = |fact: &Fact| fact.class == FactClass::Place;
        is && (has(&lexicon::WHEREABOUTS) || ground.after.facts(other).iter().any(of_place))
    };
    let of_year = candidates.iter().map(|(other, _)| *other).filter(|other| ground.is_of_this_year(*other));
    let found = of_year.filter(|other| shares_person(ground, unit, *other) && placed(*other));
    found
        .max_by_key(|other| (ground.after.shared(unit, *other).len(), ground.after.written(*other)))
        .map(|other| Pair::new(Kind::Apart, unit, other))
}

/// Whether two lines name somebody in common who is neither a place nor an agency in either.
fn shares_person(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let not_people = |unit: u32| -> Vec<u32> {
        let words = ground.after.words(unit);
        let facts = ground.after.facts(unit);
        let others = facts.iter().filter(|fact| matches!(fact.class, FactClass::Place | FactClass::Agency));
        let tokens = others.flat_map(|fact| fact.tokens.clone());
        tokens.filter_map(|at| ground.stems.find(words.text(at))).collect()
    };
    let places = [not_people(one), not_people(other)].concat();
    let others = ground.names(other);
    ground.names(one).iter().any(|name| others.contains(name) && !places.contains(name))
}

/// A new row of events and a line of this year that tell of the same day.
fn same_day(ground: &Ground<'_>, unit: u32) -> Option<Pair> {
    let known = done::is_action(ground, unit) || levels::is_assessment(ground, unit);
    if !ground.is_row(unit) || !ground.is_new(unit) || known {
        return None;
    }
    let day = ground.after.dates(unit).iter().find_map(|(_, value)| value.date())?;
    ground.naming(day).filter(|other| *other != unit).map(|other| Pair::new(Kind::SameDay, unit, other))
}

/// What was written this year under the same heading as a line that says how things are for the present.
fn for_the_present(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    if !ground.stands(unit) || ground.is_row(unit) || ground.is_changed(unit) || ground.is_new(unit) {
        return None;
    }
    let words = ground.after.words(unit);
    let denies = || ground.after.does(unit, Cue::NotDone);
    let present = || {
        (0..words.len()).any(|at| {
            let this = words.is(at + 1, "this") && words.is_in(at + 2, &lexicon::BEHIND_AT_THIS);
            words.is_in(at, &lexicon::FOR_NOW)
                || (words.is(at, "at") && (this || words.is(at + 1, "present")))
        })
    };
    let restricted = |other: u32| ground.after.does(other, Cue::Restricted);
    let newer = ground.news_beside(unit).iter().copied().filter(|other| !restricted(*other));
    let own = &ground.after.line(unit).stems;
    let on_it = |other: &u32| {
        let author = ground.after.voice(*other).and_then(|voice| voice.author.as_deref()).unwrap_or_default();
        let mut named =
            author.split(|c: char| !c.is_alphanumeric()).filter_map(|word| ground.stems.find(word));
        ground.after.line(*other).stems.iter().any(|stem| own.contains(stem))
            || named.any(|stem| own.contains(&stem))
    };
    // What is not so yet is answered by what is so now, rather than by something else that is not.
    let affirms = |other: &u32| !ground.after.does(*other, Cue::NotDone);
    let rates = |other: &u32| {
        let facts = ground.after.facts(*other);
        facts.iter().any(|fact| matches!(fact.class, FactClass::Level | FactClass::Risk | FactClass::Status))
    };
    let worth = |other: &u32| {
        let worth = u32::from(super::telling::plain_worth(&ground.after, *other));
        let by_words = worth * 100 / (ground.after.line(*other).words + 10);
        (on_it(other), affirms(other), rates(other), by_words, std::cmp::Reverse(*other))
    };
    let touches = |other: &u32| {
        let words = ground.after.words(*other);
        on_it(other) || facts::is_risk(words.source(), words.tokens())
    };
    if denies() && present() { newer.filter(touches).max_by_key(worth) } else { None }
}

/// Near copies that differ in a fact, one of them new, changed or of risk.
fn near_copies(ground: &Ground<'_>) -> Vec<Pair> {
    let Some(history) = ground.input.history else { return Vec::new() };
    let units = ground.after.document.units();
    let at = |start: u32| {
        let at = units.partition_point(|unit| unit.span.start < start);
        units.get(at).filter(|unit| unit.span.start == start).map(|_| at as u32)
    };
    let conflicting = history.repeats.iter().filter(|repeat| repeat.kind == RepeatKind::Conflicting);
    let places = conflicting
        .filter_map(|repeat| Some((at(repeat.places.first()?.start)?, at(repeat.places.get(1)?.start)?)));
    let told = places.filter(|(one, other)| {
        let minutes = |unit: u32| ground.after.line(unit).minutes;
        let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
        (news(*one) || news(*other))
            && !minutes(*one)
            && !minutes(*other)
            && !(ground.is_row(*one) && ground.is_row(*other))
    });
    told.map(|(one, other)| Pair::new(Kind::NearCopy, one, other)).collect()
}

/// Two fields or lines that stand, with one date of which day and month are changed about.
fn changed_about(ground: &Ground<'_>) -> Vec<Pair> {
    let mut days: BTreeMap<Date, u32> = BTreeMap::new();
    let mut pairs = Vec::new();
    let document = ground.after.document;
    for (unit, _) in
        ground.after.all().filter(|(unit, line)| line.speaks && !line.minutes && ground.stands(*unit))
    {
        if ground.is_row(unit) && field(document, document.unit(unit)).is_none() {
            continue;
        }
        for day in ground.after.dates(unit).iter().filter_map(|(_, value)| value.date()) {
            let about = Date::new(day.year(), day.day(), day.month()).ok().filter(|about| *about != day);
            let other = about.and_then(|about| days.get(&about)).copied();
            if let Some(other) = other.filter(|other| same_part(ground, *other, unit)) {
                pairs.push(Pair::new(Kind::DayAndMonth, other, unit));
            }
            days.entry(day).or_insert(unit);
        }
    }
    pairs
}

fn same_part(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let section = |unit: u32| ground.after.document.unit(unit).section;
    section(one) == section(other) || !ground.after.shared(one, other).is_empty()
}

/// Takes a pair into a group that one of its lines stands in, if it is of its kind and weighs about as much.
fn join(ground: &Ground<'_>, group: &mut Together, pair: Pair, weight: u32) -> bool {
    let alike = group.kind == pair.kind || pair.kind == Kind::Standing;
    let new: Vec<u32> =
        [pair.stands, pair.speaks].into_iter().filter(|unit| !group.units.contains(unit)).collect();
    let rows = new.iter().any(|unit| ground.is_row(*unit));
    let joins =
        alike && weight + JOINS_WITHIN >= group.weight && !rows && group.units.len() + new.len() <= UNITS_MAX;
    if joins {
        group.units.extend(new);
    }
    joins
}

/// Whether a line bars something.
fn bars(ground: &Ground<'_>, unit: u32) -> bool {
    ground.after.bars(unit)
}

/// Most lines of one group.
const UNITS_MAX: usize = 4;
/// How much lighter than a group a pair may be that joins it.
const JOINS_WITHIN: u32 = 6;

/// Pairs that share a line as one group, as far as they weigh about as much; a line stands in one group only. The
/// weightiest first.
fn groups(ground: &Ground<'_>, mut pairs: Vec<Pair>) -> Vec<Together> {
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.stands, pair.speaks));
    let mut weighed: Vec<(u32, Pair)> = pairs.into_iter().map(|pair| (pair.weight(ground), pair)).collect();
    weighed.sort_unstable_by_key(|(weight, pair)| (std::cmp::Reverse(*weight), *pair));
    let mut groups: Vec<Together> = Vec::new();
    let mut group_of: FxHashMap<u32, usize> = FxHashMap::default();
    for (weight, pair) in weighed {
        let ends = [pair.stands, pair.speaks];
        let known = ends.iter().filter_map(|unit| group_of.get(unit)).min().copied();
        let at = known.unwrap_or(groups.len());
        if let Some(group) = groups.get_mut(at) {
            if !join(ground, group, pair, weight) {
                continue;
            }
        } else {
            groups.push(Together { kind: pair.kind, units: ends.to_vec(), weight });
        }
        for unit in ends {
            group_of.entry(unit).or_insert(at);
        }
    }
    for group in &mut groups {
        let (first, block) = (group.units[0], |unit: u32| ground.after.document.unit(unit).block);
        let next = first + 1;
        let last = ground.after.document.units().len() as u32;
        if group.kind == Kind::Apart && next < last && block(next) == block(first) && bars(ground, next) {
            group.units.push(next);
        }
        group.units[1..].sort_by_key(|unit| {
            (ground.after.written(*unit).is_some(), std::cmp::Reverse(ground.after.written(*unit)), *unit)
        });
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    /// What brings lines together in a plan, and what each of them says.
    fn check(plans: &[(&str, &str)]) -> Vec<(Kind, Vec<String>)> {
        with_ground(plans, |ground| {
            let said = |unit: &u32| ground.after.line(*unit).text.clone();
            let told = |group: Together| (group.kind, group.units.iter().map(said).collect());
            together(ground).into_iter().map(told).collect()
        })
    }

    /// The kinds of what is found where a line stands in two plans and an entry comes to the second.
    fn kinds(stands: &str, entry: &str) -> Vec<Kind> {
        let plan = |entry: &str| format!("## Home\n\n{stands}\n\n## Contacts\n\n{entry}");
        let before = plan("3 March 2023 - PBSW (R. Tait):\nHe rang.\n");
        let after = plan(&format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n"));
        let found = check(&[("2023-06-01", &before), ("2024-06-01", &after)]);
        found.into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn what_is_denied_by_its_name() {
        let stands = "He is not on Safe Harbour.";
        assert_eq!(kinds(stands, "Safe Harbour opened on 3 May, looked at each hour."), [Kind::Denied]);
        assert_eq!(kinds(stands, "He was never on Safe Harbour."), []);
        assert_eq!(kinds("No contact with Tam Grayle.", "Tam Grayle has moved away."), [], "a bar");
    }

    #[test]
    fn two_values_of_one_thing() {
        let stands = "The lease of Larchfield Lodge ends on 3 May 2026.";
        assert_eq!(kinds(stands, "The Larchfield lease ends on 9 May 2026."), [Kind::Values]);
        assert_eq!(kinds(stands, "The Larchfield lease ends on 03/05/2026."), []);
        assert_eq!(kinds(stands, "The Ferrybank lease ends on 9 May 2026."), [], "another house");
        assert_eq!(kinds(stands, "He hopes to see Larchfield on 9 May 2026."), [], "another matter");
    }

    #[test]
    fn what_one_says_and_the_other_denies() {
        let table = "| Need | Action | Owner | Due | Status |\n|---|---|---|---|---|\n";
        let row = "| Home | Apply to Larchfield Lodge for a room | PBSW | 3 May 2024 | Completed |";
        let stands = format!("{table}{row}");
        let entry = "The application to Larchfield Lodge has not been sent.";
        assert_eq!(kinds(&stands, entry), [Kind::Status]);
        assert_eq!(kinds(&stands, "The application to Larchfield Lodge was sent."), []);
        let open = stands.replace("Completed", "Not started");
        assert_eq!(kinds(&open, entry), [], "neither says that it is done");
    }

    #[test]
    fn somebody_to_be_kept_apart_from() {
        let stands = "He must not contact Iain Quill.";
        assert_eq!(kinds(stands, "Iain Quill lives at 4 Ferry Road now."), [Kind::Apart]);
        assert_eq!(kinds(stands, "Joan Orr lives at 4 Ferry Road now."), []);
    }

    #[test]
    fn a_bar_that_was_lifted_and_one_of_this_year() {
        let plan = |stands: &str, entry: &str| format!("## Visits\n\n{stands}\n\n## Contacts\n\n{entry}");
        let before = plan("Joan Orr is not to visit without an aunt.", "");
        let after = |entry: &str| {
            plan("Joan Orr may visit without an aunt.", &format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n"))
        };
        let found = |entry: &str| check(&[("2023-06-01", &before), ("2024-06-01", &after(entry))]).len();
        assert_eq!(found("Joan must not come by herself."), 1);
        assert_eq!(found("Iain Quill must not come by himself."), 0, "another");
    }

    #[test]
    fn what_is_not_so_yet_and_what_is_so_now() {
        let plan = |entry: &str| format!("## Work\n\nNot yet on the ferry course.\n\n{entry}");
        let entry = "9 May 2024 - PBSW (R. Tait):\nThe ferry was not told. Ferry place given for 12 May.\n";
        let found = check(&[("2023-06-01", &plan("")), ("2024-06-01", &plan(entry))]);
        let lines =
            ["Not yet on the ferry course.", "Ferry place given for 12 May."].map(str::to_owned).to_vec();
        assert_eq!(found, [(Kind::Standing, lines)]);
    }

    #[test]
    fn day_and_month_changed_about() {
        let plan = "## Dates\n\nLease signed: 3 May 2021\n\nLease began: 5 March 2021\n";
        let found = check(&[("2024-06-01", plan)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Kind::DayAndMonth);
        let plan = "## Dates\n\nLease signed: 3 May 2021\n\nLease began: 6 March 2021\n";
        assert_eq!(check(&[("2024-06-01", plan)]), []);
    }

    #[test]
    fn events_of_two_days_rightly_differ() {
        let plan = "## History\n\n3 May 2021: fined 40 pounds at Larchfield.\n\n\
            5 March 2021: fined 60 pounds at Larchfield.\n";
        assert_eq!(check(&[("2024-06-01", plan)]), []);
    }

    #[test]
    fn a_line_stands_in_one_group_and_the_weightiest_is_first() {
        let stands = "The lease of Larchfield Lodge ends on 3 May 2026.\n\nHe must not contact Iain Quill.";
        let entry = "The Larchfield lease ends on 9 May 2026. Iain Quill lives at 4 Ferry Road now.";
        assert_eq!(kinds(stands, entry), [Kind::Apart, Kind::Values]);
    }
}
