//! Passages that are to be read together: they speak of one named thing and say otherwise, or a line that stands is
//! older than what was written this year on the same thing.
//!
//! Takes the newest version line by line, gives a few groups of lines, the newest first, without a verdict. What pairs
//! two lines is a thing named in both and the form of what each says: two values of one attribute, a row that says
//! *done* against an entry that says it is not, the same word with and without a denial, somebody who died and is
//! written of as living, somebody to be kept apart from and where he is. No list says which things there are.

pub(super) mod assessments;
mod beside;
mod counted;
mod denied;
pub(super) mod done;
mod hands;
mod homes;
mod left;
pub(super) mod matters;
mod medicines;
mod pairs;
pub(super) mod people;
mod programmes;
pub(super) mod sentence;
mod spelt;
mod values;

pub(super) use homes::unsettled::is_decision_on_home;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use assessments::{levels, overtaken, tools};
use homes::{addresses, cells, decided, inside};
use matters::{contrary, nothing, poles};
use medicines::{allergies, doses, stopped};
use pairs::of_line;
use people::{absent, barred, children, contacts, elsewhere, persons, told};
use sentence::{curfew, hearings, in_force, orders, release};

use super::ground::Ground;
use crate::facts;
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
    /// Two spellings of what may be one name or address.
    Spelt,
    /// A line says how things are for the present; something newer was written under the same heading.
    Standing,
    /// A field was changed to a decision for something; who wrote this year under the same heading says what is not done.
    Unsettled,
}

impl Kind {
    /// Whether the lines cannot both hold as they are worded, rather than being worth reading side by side.
    pub fn is_contradiction(self) -> bool {
        !matches!(self, Self::Apart | Self::SameDay | Self::Spelt | Self::Standing | Self::Unsettled)
    }

    /// What it weighs before anything is known of the lines.
    fn weight(self) -> u32 {
        match self {
            Self::Status | Self::Apart => 9,
            Self::Levels | Self::Denied | Self::Unsettled => 8,
            Self::Values | Self::Died => 7,
            Self::Spelt => 6,
            Self::NearCopy | Self::Standing => 5,
            Self::SameDay | Self::DayAndMonth => 4,
        }
    }
}

/// What looks for pairs of lines of the newest version: what stands, and what speaks to it.
type Rule = fn(&Ground<'_>) -> Vec<(u32, u32)>;

/// What finds homes that are spoken against, and as what a pair of it is told.
const OF_HOMES: [(Kind, Rule); 3] =
    [(Kind::Unsettled, homes::pairs), (Kind::Unsettled, homes::in_prose), (Kind::Unsettled, homes::two)];

/// The same for all that asks nothing of what others found.
const RULES: [(Kind, Rule); 26] = [
    (Kind::Died, persons::died),
    (Kind::Apart, inside::pairs),
    (Kind::Apart, contacts::touched),
    (Kind::Apart, children::brought),
    (Kind::Denied, barred::lifted),
    (Kind::Denied, cells::pairs),
    (Kind::Denied, allergies::pairs),
    (Kind::Denied, stopped::contacts),
    (Kind::Denied, stopped::pairs),
    (Kind::Denied, matters::pairs),
    (Kind::Denied, nothing::pairs),
    (Kind::Denied, contrary::pairs),
    (Kind::Denied, hands::pairs),
    (Kind::Denied, orders::pairs),
    (Kind::Denied, in_force::pairs),
    (Kind::Denied, curfew::pairs),
    (Kind::Denied, told::pairs),
    (Kind::Denied, poles::pairs),
    (Kind::Status, programmes::pairs),
    (Kind::Values, doses::pairs),
    (Kind::Values, hearings::pairs),
    (Kind::Values, release::pairs),
    (Kind::Values, left::pairs),
    (Kind::Spelt, spelt::pairs),
    (Kind::NearCopy, beside::near_copies),
    (Kind::DayAndMonth, beside::changed_about),
];

/// The groups, the weightiest first.
pub(super) fn together(ground: &Ground<'_>) -> Vec<Together> {
    let mut pairs = of_kind(Kind::Levels, levels_behind(ground));
    for (unit, _) in ground.after.all().filter(|(_, line)| line.speaks && !line.minutes) {
        pairs.extend(of_line(ground, unit));
    }
    pairs.extend(OF_HOMES.iter().flat_map(|(kind, rule)| of_kind(*kind, rule(ground))));
    pairs.extend(of_kind(Kind::Unsettled, decided::pairs(ground, &spoken_against(&pairs))));
    pairs.extend(of_kind(Kind::Unsettled, addresses::pairs(ground, &spoken_against(&pairs))));
    pairs.extend(RULES.iter().flat_map(|(kind, rule)| of_kind(*kind, rule(ground))));
    let counted = counted::pairs(ground);
    // What a count leaves out says plainer what is wrong with it than any other line that has its words.
    pairs.retain(|pair| pair.kind != Kind::Denied || counted.iter().all(|(line, _)| *line != pair.stands));
    pairs.extend(of_kind(Kind::Values, counted));
    pairs.retain(|pair| !are_two_events(ground, pair.stands, pair.speaks));
    // Of these the days of two events are what speaks against them.
    pairs.extend(of_kind(Kind::Denied, elsewhere::pairs(ground)));
    pairs.extend(of_kind(Kind::Denied, absent::pairs(ground)));
    groups(ground, pairs)
}

/// Pairs of lines as of one kind.
fn of_kind(kind: Kind, pairs: Vec<(u32, u32)>) -> Vec<Pair> {
    pairs.into_iter().map(|(stands, speaks)| Pair::new(kind, stands, speaks)).collect()
}

/// Lines that have a level, each with one that has another.
fn levels_behind(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut behind: Vec<(u32, u32)> =
        levels::pairs(ground).into_iter().chain(overtaken::pairs(ground)).collect();
    // A field that is behind the newest row of its tool needs no note beside it that tells of the same.
    let told: FxHashSet<u32> = behind.iter().map(|(line, _)| *line).collect();
    behind.extend(tools::pairs(ground).into_iter().filter(|(line, _)| !told.contains(line)));
    behind
}

/// Lines that another is known to speak against.
fn spoken_against(pairs: &[Pair]) -> FxHashSet<u32> {
    let against = pairs.iter().filter(|pair| matches!(pair.kind, Kind::Unsettled | Kind::Denied));
    against.map(|pair| pair.stands).collect()
}

/// Whether two lines are events of two days, as a chronology lists them: they rightly differ.
fn are_two_events(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let day = |unit: u32| {
        let words = ground.after.words(unit);
        let dates = ground.after.dates(unit);
        // "Taken down by A. Orr on 3 May 2024: …" too.
        let leads = |tokens: &Range<usize>| {
            // "MDT 3 May 2024 negative."
            let coded = || (0..tokens.start).all(|at| lexicon::ABBREVIATIONS.has_exactly(words.text(at)));
            coded() || tokens.start <= LEAD_TOKENS_MAX && words.is_sign(tokens.end, ":")
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

/// Takes a pair into a group that one of its lines stands in, if it is of its kind and weighs about as much.
fn join(ground: &Ground<'_>, group: &mut Together, pair: Pair, weight: u32) -> bool {
    let alike = group.kind == pair.kind || pair.kind == Kind::Standing;
    let new: Vec<u32> =
        [pair.stands, pair.speaks].into_iter().filter(|unit| !group.units.contains(unit)).collect();
    let rows = new.iter().any(|unit| ground.is_row(*unit));
    let joins =
        alike && weight + JOINS_WITHIN >= group.weight && !rows && group.units.len() + new.len() <= UNITS_MAX;
    if joins {
        let again = |unit: &u32| pair.kind == Kind::Levels && is_level_again(ground, group, *unit);
        let new: Vec<u32> = new.into_iter().filter(|unit| !again(unit)).collect();
        group.units.extend(new);
    }
    joins
}

/// Whether a line only says the level again that another of a group says beside the first.
fn is_level_again(ground: &Ground<'_>, group: &Together, unit: u32) -> bool {
    let levels = |unit: u32| -> Vec<String> {
        let words = ground.after.words(unit);
        let levels = (0..words.len()).filter(|at| words.is_in(*at, &lexicon::LEVEL_NAMES));
        levels.map(|at| words.text(at).to_lowercase()).collect()
    };
    let own = levels(unit);
    !own.is_empty() && group.units.iter().skip(1).any(|other| levels(*other) == own)
}

/// Most lines of one group.
const UNITS_MAX: usize = 4;

/// How much lighter than a group a pair may be that joins it.
const JOINS_WITHIN: u32 = 6;

/// Whether a line is a row that tells at length: a note in a table is one line whatever it tells of, and each of its matters
/// may stand in a group.
fn is_of_several_matters(ground: &Ground<'_>, unit: u32) -> bool {
    ground.is_row(unit) && ground.after.line(unit).words >= LONG_ROW_WORDS
}

/// Fewest words of a row that tells of several matters.
const LONG_ROW_WORDS: u32 = 40;

/// Pairs that share a line as one group, as far as they weigh about as much; but for long rows and levels, a line stands in
/// one group only. The weightiest first.
fn groups(ground: &Ground<'_>, mut pairs: Vec<Pair>) -> Vec<Together> {
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.stands, pair.speaks));
    let mut weighed: Vec<(u32, Pair)> = pairs.into_iter().map(|pair| (pair.weight(ground), pair)).collect();
    weighed.sort_unstable_by_key(|(weight, pair)| (std::cmp::Reverse(*weight), *pair));
    let mut groups: Vec<Together> = Vec::new();
    let mut group_of: FxHashMap<u32, usize> = FxHashMap::default();
    // The groups that a line came to beside its first.
    let mut of_kind: FxHashMap<(Kind, u32), usize> = FxHashMap::default();
    for (weight, pair) in weighed {
        let ends = [pair.stands, pair.speaks];
        let one_matter = |unit: &&u32| !is_of_several_matters(ground, **unit);
        let others = ends.iter().filter(one_matter).filter_map(|unit| of_kind.get(&(pair.kind, *unit)));
        let of_ends =
            ends.iter().filter(one_matter).filter_map(|unit| group_of.get(unit)).chain(others).copied();
        let known = of_ends.min_by_key(|at| (groups[*at].kind != pair.kind, *at));
        let joined = known.filter(|at| join(ground, &mut groups[*at], pair, weight));
        // Two levels of one thing, or what is called done and is not, are no less so because one of the lines is in a
        // group for something else.
        let other_kind = known.is_some_and(|at| groups[at].kind != pair.kind);
        let alone = match pair.kind {
            Kind::Levels => other_kind || !group_of.contains_key(&pair.stands),
            Kind::Status | Kind::Spelt | Kind::Unsettled | Kind::Apart => other_kind,
            // Whoever is written of as living again and again is so in each line.
            Kind::Died => true,
            _ => false,
        };
        if known.is_some() && joined.is_none() && !alone {
            continue;
        }
        let at = joined.unwrap_or(groups.len());
        if joined.is_none() {
            groups.push(Together { kind: pair.kind, units: ends.to_vec(), weight });
        }
        for unit in ends {
            group_of.entry(unit).or_insert(at);
            of_kind.entry((pair.kind, unit)).or_insert(at);
        }
    }
    for group in &mut groups {
        let (first, block) = (group.units[0], |unit: u32| ground.after.document.unit(unit).block);
        let next = first + 1;
        let last = ground.after.document.units().len() as u32;
        if group.kind == Kind::Apart && next < last && block(next) == block(first) && ground.after.bars(next)
        {
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
