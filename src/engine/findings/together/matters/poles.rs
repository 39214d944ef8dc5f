//! Matters that stand one way or the other: a test that was negative or positive, medicines that are held or handed out
//! under watch, an allergy or none, who can read, may go home early, agreed to share. The words stand in `poles.txt` of the
//! lexicon.
//!
//! Takes the newest version, gives pairs: a line that holds until it is changed, or the older entry, and the newest line
//! that says the other. What happened on a day is told apart by the day that both name; of the rest a plan has one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::marks::{Mark, Table};
use super::{is_history, is_supposed};
use crate::document::UnitKind;
use crate::document::reading::field;
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::{CLAUSE_TOKENS, denies, is_denied, is_denied_at};
use crate::findings::ground::signs::Sign;
use crate::findings::together::medicines::allergies;
use crate::findings::together::people::funerals;
use crate::lexicon::{self, WordList};
use crate::text::{TokenKind, Words};

/// A line and the side that it takes.
pub(in crate::findings) type Sided<'m> = (&'m Marked, usize);

/// What a phrase is to a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::findings) enum Role {
    /// It says the one or the other, or denied the other.
    Side(usize),
    /// It shows the one or the other; denied it shows nothing.
    Shown(usize),
    /// It says the other where a medicine is named.
    OfAMedicine,
    /// It has to stand beside one that says a side.
    Of,
    /// It is the label of a field whose value is the other side, if it is not none.
    Named,
    /// It says that it is for kin, or for others.
    For(usize),
}

/// What stands behind the name of a matter in the heading of each list but the first.
const ROLES: [(&str, Role); 8] = [
    (" or shown", Role::Shown(1)),
    (" or of a medicine", Role::OfAMedicine),
    (" or", Role::Side(1)),
    (" shown", Role::Shown(0)),
    (" of", Role::Of),
    (" named", Role::Named),
    (" with kin", Role::For(0)),
    (" with others", Role::For(1)),
];

/// When a matter is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// It is told of a day.
    OnADay,
    /// It was once: who died has one funeral.
    Once,
    /// A plan has one of it at a time.
    Now,
    /// It is the same for a life, so that no entry is too old to speak against it.
    ForLife,
}

/// A phrase of one of the matters, by its number.
type Phrase = (u8, Role);

/// How lines are read for a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Its lines name others too, so that only whom they speak of last before a phrase tells whose it is; what follows a
    /// phrase does not matter.
    ByPerson,
    /// Its phrases open with words of every line: what they have to stand beside is looked for first, in the line itself.
    OfInLine,
    /// Only a denial straight before a phrase denies it.
    Straight,
    /// An older entry holds where no line stands.
    Lasting,
    /// Two entries are held against each other where no line stands.
    BetweenEntries,
}

/// A matter.
struct Matter {
    number: u8,
    name: &'static str,
    /// Whether its phrases have to stand beside a word of what they are said of.
    has_of: bool,
    when: When,
    manners: &'static [Manner],
}

/// Those that are not read as most are; a plan has one of most at a time.
const MANNERS: [(&str, When, &[Manner]); 9] = [
    ("result", When::OnADay, &[]),
    ("allergies", When::ForLife, &[]),
    ("reading", When::Now, &[Manner::ByPerson, Manner::OfInLine, Manner::Lasting]),
    ("consent", When::Now, &[Manner::ByPerson, Manner::OfInLine, Manner::BetweenEntries]),
    ("funeral", When::Once, &[Manner::ByPerson, Manner::OfInLine]),
    ("insulin", When::Now, &[Manner::ByPerson, Manner::OfInLine]),
    ("asthma", When::ForLife, &[Manner::ByPerson, Manner::Straight]),
    ("diabetes", When::ForLife, &[Manner::ByPerson, Manner::Straight]),
    ("epilepsy", When::ForLife, &[Manner::ByPerson, Manner::Straight]),
];

/// Read once and never changed.
static MATTERS: LazyLock<Vec<Matter>> = LazyLock::new(|| {
    let sections = lexicon::POLES.sections();
    let has_of =
        |name: &str| sections.iter().any(|section| section.heading.strip_suffix(" of") == Some(name));
    let matter = |(number, name): (u8, &'static str)| {
        let known = MANNERS.iter().find(|(known, ..)| *known == name);
        let (when, manners) = known.map_or((When::Now, &[][..]), |(_, when, manners)| (*when, *manners));
        Matter { number, name, has_of: has_of(name), when, manners }
    };
    (0..).zip(names()).map(matter).collect()
});

impl Matter {
    fn is_read(&self, manner: Manner) -> bool {
        self.manners.contains(&manner)
    }
}

/// The phrases of all matters. Read once and never changed.
static PHRASES: LazyLock<Table<Phrase>> = LazyLock::new(|| {
    Table::read(&lexicon::POLES, |heading| {
        let (name, role) = role(heading).unwrap_or((heading, Role::Side(0)));
        MATTERS.iter().find(|matter| matter.name == name).map(|matter| (matter.number, role))
    })
});

/// The matter and the role that a heading names with what stands behind the name.
fn role(heading: &'static str) -> Option<(&'static str, Role)> {
    ROLES.iter().find_map(|(end, role)| Some((heading.strip_suffix(end)?, *role)))
}

fn names() -> impl Iterator<Item = &'static str> {
    let headings = lexicon::POLES.sections().into_iter().map(|section| section.heading);
    headings.filter(|heading| role(heading).is_none())
}

/// The keys of the tokens by which a line may take a side: with which phrases of a side begin, or those that stand beside.
pub(in crate::findings) fn firsts() -> impl Iterator<Item = (Sign, u64)> {
    let looked_for = |matter: &Matter, role: Role| {
        if matter.is_read(Manner::OfInLine) { role == Role::Of } else { role.takes_a_side() }
    };
    let phrases = PHRASES.firsts().filter(move |(_, (matter, role))| {
        MATTERS.get(usize::from(*matter)).is_some_and(|matter| looked_for(matter, *role))
    });
    phrases.map(|(key, _)| (Sign::Pole, key))
}

impl Role {
    /// Whether a phrase may say which side a line takes.
    fn takes_a_side(self) -> bool {
        !matches!(self, Self::Of | Self::For(_))
    }
}

/// A line and what phrases of one matter stand in it.
pub(in crate::findings) struct Marked {
    pub(in crate::findings) unit: u32,
    pub(in crate::findings) marks: Vec<Mark<Role>>,
}

impl Marked {
    fn has(&self, role: Role) -> bool {
        self.marks.iter().any(|mark| mark.says == role)
    }

    /// The phrases of both sides, each with its side; of two that begin at one token the first side's.
    pub(in crate::findings) fn sides(&self) -> impl Iterator<Item = (Mark<Role>, usize)> {
        let side = |mark: &Mark<Role>| match mark.says {
            Role::Side(side) | Role::Shown(side) => Some((*mark, side)),
            Role::OfAMedicine | Role::Of | Role::Named | Role::For(_) => None,
        };
        let first = |at: usize| self.marks.iter().any(|mark| mark.at == at && mark.says == Role::Side(0));
        // "Has withdrawn her consent to share" gives none.
        let inside = move |at: usize| {
            let spans = self.marks.iter().filter(|mark| side(mark).is_some());
            spans.into_iter().any(|mark| mark.at < at && at < mark.end)
        };
        let sides = self.marks.iter().filter_map(side);
        sides.filter(move |(mark, side)| !inside(mark.at) && (*side == 0 || !first(mark.at)))
    }

    /// Whether it says no side outright.
    fn is_only_shown(&self) -> bool {
        self.marks.iter().all(|mark| !matches!(mark.says, Role::Side(_)))
    }

    /// Whether one is for kin alone, and the other for others alone.
    fn is_apart(&self, other: &Self) -> bool {
        let of = |line: &Self| [Role::For(0), Role::For(1)].map(|role| line.has(role));
        let (own, theirs) = (of(self), of(other));
        own.contains(&true)
            && theirs.contains(&true)
            && !own.iter().zip(theirs).any(|(own, theirs)| *own && theirs)
    }
}

/// The phrases of each matter in a line, by the number of the matter; only of those of which it may take a side.
fn in_line(words: Words<'_>, unit: u32) -> Vec<(u8, Marked)> {
    let mut found: Vec<(u8, Marked)> = Vec::new();
    for Mark { at, end, says: (matter, role) } in PHRASES.marks(words) {
        let mark = Mark { at, end, says: role };
        match found.iter_mut().find(|(known, _)| *known == matter) {
            Some((_, line)) => line.marks.push(mark),
            None => found.push((matter, Marked { unit, marks: vec![mark] })),
        }
    }
    found.retain(|(_, line)| line.marks.iter().any(|mark| mark.says.takes_a_side()));
    found
}

/// Most lines of one matter: work stays bounded by the plan.
const LINES_MAX: usize = 512;

/// The pairs, matter by matter.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut lines: Vec<Vec<Marked>> = MATTERS.iter().map(|_| Vec::new()).collect();
    for (unit, line) in ground.after.all() {
        if line.speaks && ground.after.may(unit, &[Sign::Pole]) {
            for (matter, marked) in in_line(ground.after.words(unit), unit) {
                lines[matter as usize].push(marked);
            }
        }
    }
    let pairs = |(matter, lines): (&Matter, &Vec<Marked>)| {
        let said = lines.iter().filter_map(|line| Some((line, side(ground, line, matter)?)));
        let said: Vec<Sided<'_>> = said.take(LINES_MAX).collect();
        match matter.when {
            When::OnADay => {
                let lists = lines.iter().filter(|line| lists_both(ground, line, matter)).take(LINES_MAX);
                let listed: Vec<Sided<'_>> = lists.flat_map(|line| [(line, 0), (line, 1)]).collect();
                [of_one_day(ground, &said), of_all_days(ground, &said, &listed)].concat()
            }
            When::Once => funerals::pairs(ground, &said),
            When::Now | When::ForLife => of_one_plan(ground, &said, matter),
        }
    };
    MATTERS.iter().zip(&lines).flat_map(pairs).collect()
}

/// Which side a line takes, where it takes one.
fn side(ground: &Ground<'_>, line: &Marked, matter: &Matter) -> Option<usize> {
    let words = ground.after.words(line.unit);
    if matter.has_of && !is_of(ground, line, matter) && !is_row_of(ground, line.unit, matter) {
        return None;
    }
    if let Some(side) = side_of_field(words, line) {
        return Some(side);
    }
    if is_of_others(words, line, matter) {
        return None;
    }
    let turned = answers_no(ground, line.unit);
    let within = if matter.is_read(Manner::Straight) { STRAIGHT_TOKENS } else { CLAUSE_TOKENS };
    let mut found = None;
    for (mark, side) in line.sides() {
        // "In possession of a phone"
        if !matter.is_read(Manner::ByPerson) && words.is_in(mark.end, &lexicon::BEHIND_NO_SIDE) {
            return None;
        }
        let denied = is_denied(words, mark.at, within) || turned;
        if denied && matches!(mark.says, Role::Shown(_)) {
            continue;
        }
        let side = if denied { 1 - side } else { side };
        let another = matter.is_read(Manner::ByPerson) && is_of_another(ground, line, mark.at);
        if is_only_supposed(words, mark.at, matter) || another || found.is_some_and(|found| found != side) {
            return None;
        }
        found = Some(side);
    }
    found.or_else(|| is_of_a_medicine(ground, line).then_some(1))
}

/// Tokens within which a denial stands straight before what it denies: "no history of", "does not have".
const STRAIGHT_TOKENS: usize = 3;

/// Whether a phrase is only supposed; "would not let him go" tells of what was.
fn is_only_supposed(words: Words<'_>, at: usize, matter: &Matter) -> bool {
    let refused =
        || (at.saturating_sub(CLAUSE_TOKENS)..at).any(|at| words.is(at, "would") && denies(words, at + 1));
    let told = matter.when == When::Once || matter.is_read(Manner::BetweenEntries);
    is_supposed(words, at) && !(told && refused())
}

/// Lines before one that tells what a medicine did, of which one names it.
const BEFORE_UNITS: u32 = 2;

/// Whether a line says the other side by what a medicine did, which it names or a line before it does.
fn is_of_a_medicine(ground: &Ground<'_>, line: &Marked) -> bool {
    let words = ground.after.words(line.unit);
    let named = |unit: u32| {
        let words = ground.after.words(unit);
        (0..words.len()).any(|at| allergies::is_medicine(words, at))
    };
    let document = ground.after.document;
    let entry = |unit: u32| ground.after.entry(unit);
    let beside = |unit: &u32| {
        let of_entry = entry(line.unit).is_some() && entry(*unit) == entry(line.unit);
        of_entry || document.unit(*unit).block == document.unit(line.unit).block
    };
    let before = || (line.unit.saturating_sub(BEFORE_UNITS)..line.unit).filter(beside);
    let mut marks = line.marks.iter().filter(|mark| mark.says == Role::OfAMedicine);
    marks.any(|mark| !is_denied_at(words, mark.at) && !is_supposed(words, mark.at))
        && (named(line.unit) || before().any(named))
}

/// Whether a field or row that stands lists results of both sides: "1 May negative, 3 May positive".
fn lists_both(ground: &Ground<'_>, line: &Marked, matter: &Matter) -> bool {
    let words = ground.after.words(line.unit);
    let has = |side: usize| {
        let marks = line.marks.iter().filter(|mark| mark.says == Role::Side(side));
        marks.map(|mark| mark.at).any(|at| !is_denied_at(words, at))
    };
    let labelled = || (1..=LABEL_TOKENS_MAX).any(|at| words.is_sign(at, ":"));
    let sentence = ground.after.document.unit(line.unit).kind == UnitKind::Sentence;
    let listed = ground.stands(line.unit) && (!sentence || labelled());
    listed && (!matter.has_of || is_of(ground, line, matter)) && has(0) && has(1)
}

/// Whether a line speaks of what somebody wants or of all but one, or of somebody else's.
fn is_of_others(words: Words<'_>, line: &Marked, matter: &Matter) -> bool {
    let others: &[&LazyLock<WordList>] =
        if matter.is_read(Manner::ByPerson) { &[] } else { &[&lexicon::KIN, &lexicon::CELLS] };
    // "Refused" may be what a side says, and then nobody wants it.
    let says = |at: usize| line.sides().any(|(mark, _)| (mark.at..mark.end).contains(&at));
    // "Every test that she was asked for" is wanted by nobody.
    let wanted = |at: usize| {
        let passive = at > 0 && words.is_in(at - 1, &lexicon::DONE_TO_SOMEBODY);
        words.is_in(at, &lexicon::WANTING) && !passive && !(matter.is_read(Manner::ByPerson) && says(at))
    };
    // "The other women's letters" are no exception.
    let but = |at: usize| {
        let compared = words.is(at + 1, "than");
        let other = words.is(at, "other") && !compared;
        words.is_in(at, &lexicon::BUT_FOR) && !(matter.is_read(Manner::ByPerson) && other)
    };
    let claimed = |at: usize| words.is_in(at, &lexicon::CLAIMING) || but(at);
    (0..words.len()).any(|at| wanted(at) || claimed(at) || others.iter().any(|list| words.is_in(at, list)))
}

/// Whether whom a line speaks of last before a phrase, in its clause, is neither the person nor who writes: kin, or somebody
/// of whom hardly another line speaks.
fn is_of_another(ground: &Ground<'_>, line: &Marked, phrase: usize) -> bool {
    let words = ground.after.words(line.unit);
    // "Reads like a child"
    let says = |at: usize| line.sides().any(|(mark, _)| (mark.at..mark.end).contains(&at));
    let ends = |at: &usize| [".", ";", ":"].iter().any(|sign| words.is_sign(*at, sign));
    let titled = |at: usize| {
        let rare = || ground.stems.find(words.text(at)).is_none_or(|stem| ground.after.is_rare(stem));
        at > 0 && words.is_in(at - 1, &lexicon::COURTESY_TITLES) && rare()
    };
    let other =
        |at: usize| words.is_in(at, &lexicon::KIN) || words.is_in(at, &lexicon::SOMEBODY_ELSE) || titled(at);
    let own = |at: usize| words.is_in(at, &lexicon::PERSONAL) || words.is_in(at, &lexicon::SPEAKERS);
    let before = (phrase.saturating_sub(PERSON_TOKENS)..phrase).rev().take_while(|at| !ends(at));
    before.into_iter().filter(|at| !says(*at)).find(|at| own(*at) || other(*at)).is_some_and(other)
}

/// Tokens before a phrase within which the one stands whom it is said of.
const PERSON_TOKENS: usize = 12;

/// Which side the value of a field takes: "Allergies: penicillin", "Allergies: none known".
fn side_of_field(words: Words<'_>, line: &Marked) -> Option<usize> {
    let named = |mark: &&Mark<Role>| mark.says == Role::Named && mark.at < LABEL_TOKENS_MAX;
    let label = line.marks.iter().find(named)?.end;
    let cell = words.kind(label) == Some(TokenKind::Cell);
    let parts = cell || [":", "|", "-"].iter().any(|sign| words.is_sign(label, sign));
    let value = (label..words.len()).find(|at| words.is_word(*at)).filter(|_| parts)?;
    let new = words.is_in(value + 1, &lexicon::NOTHING_NEW);
    let open = words.is_in(value, &lexicon::OPEN_VALUES) || new;
    (!open).then(|| usize::from(!words.is_in(value, &lexicon::NONE_OF_A_FIELD)))
}

/// Tokens within which the label of a field begins.
const LABEL_TOKENS_MAX: usize = 3;

/// Whether a line or its heading has one of the words that its phrases have to stand beside, or a label says what it is of.
fn is_of(ground: &Ground<'_>, line: &Marked, matter: &Matter) -> bool {
    let document = ground.after.document;
    let has = |words: Words<'_>| PHRASES.has(words, (matter.number, Role::Of));
    let heading = || document.sections()[document.unit(line.unit).section as usize].heading;
    let headed = || ground.stands(line.unit) && heading().is_some_and(|at| has(ground.after.words(at)));
    let words = ground.after.words(line.unit);
    let labelled = || {
        let label = (0..words.len().min(LABEL_TOKENS_MAX)).find(|at| words.is_sign(*at, ":"));
        label.is_some_and(|end| line.sides().any(|(mark, _)| mark.at < end))
    };
    line.has(Role::Of) || !matter.is_read(Manner::OfInLine) && (headed() || labelled())
}

/// Whether a line is a row or an item with a day, as tables and lists of tests are.
fn is_row_of(ground: &Ground<'_>, unit: u32, matter: &Matter) -> bool {
    matter.when == When::OnADay
        && ground.stands(unit)
        && ground.after.line(unit).words <= ROW_WORDS_MAX
        && ground.days(unit).len() == 1
}

/// Most words of a row or an item that gives the result of a test.
const ROW_WORDS_MAX: u32 = 12;

/// Whether the value of a field turns what its label says about: "In possession: no".
fn answers_no(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let Some((_, value)) = field(document, document.unit(unit)) else { return false };
    let value = Words::new(document.source(), value);
    (0..value.len()).find(|at| value.is_word(*at)).is_some_and(|first| value.is(first, "no"))
}

/// Lines that tell of one day and take two sides, the older with the newest.
fn of_one_day(ground: &Ground<'_>, said: &[Sided<'_>]) -> Vec<(u32, u32)> {
    let mut by_day: BTreeMap<Date, [Vec<u32>; 2]> = BTreeMap::new();
    let said = said.iter().map(|(line, side)| (line.unit, *side));
    for (unit, side) in said.filter(|(unit, _)| !is_history(ground, *unit)) {
        for day in ground.days(unit).into_iter().filter(|day| is_past(ground, unit, *day)) {
            by_day.entry(day).or_default()[side].push(unit);
        }
    }
    let pair = |sides: [Vec<u32>; 2]| {
        let newest = |units: &[u32]| units.iter().copied().max_by_key(|unit| age(ground, *unit));
        let (one, other) = (newest(&sides[0])?, newest(&sides[1])?);
        (one != other).then(|| in_order(ground, one, other))
    };
    let mut found: Vec<(u32, u32)> = by_day.into_values().filter_map(pair).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Lines that take one side for all there was ("every test has come back clean"), each with the newest of this year, or new
/// row, that takes the other.
fn of_all_days(ground: &Ground<'_>, said: &[Sided<'_>], listed: &[Sided<'_>]) -> Vec<(u32, u32)> {
    let recent = |unit: u32| {
        ground.is_said_this_year(unit)
            || ground.stands(unit) && (ground.is_new(unit) || ground.is_changed(unit))
    };
    let all = said.iter().filter(|(line, _)| {
        let stands = ground.stands(line.unit) || ground.is_said_this_year(line.unit);
        stands && is_of_all_days(ground.after.words(line.unit), line) && !ground.after.line(line.unit).minutes
    });
    let pair = |(line, side): &Sided<'_>| {
        let others = said.iter().chain(listed).filter(|(_, theirs)| theirs != side);
        let others = others.map(|(other, _)| other.unit);
        let told = others.filter(|other| recent(*other) && !is_history(ground, *other));
        Some((line.unit, told.max_by_key(|other| age(ground, *other))?))
    };
    all.filter_map(pair).collect()
}

/// Whether a line takes its side for all there was.
fn is_of_all_days(words: Words<'_>, line: &Marked) -> bool {
    let tested = |at: usize| {
        let near = at.saturating_sub(ALL_TOKENS)..at + ALL_TOKENS;
        line.marks.iter().any(|mark| mark.says == Role::Of && near.contains(&mark.at))
    };
    let sided = |at: usize| {
        let near = at.saturating_sub(1)..at + ALL_TOKENS;
        line.sides().any(|(mark, _)| near.contains(&mark.at))
    };
    // "He has never failed a test", "she has not failed one at any time".
    let of_no_time = |at: usize| words.is(at, "any") && words.is(at + 1, "time");
    let never = |at: usize| words.is_in(at, &lexicon::OF_NO_TIME) || of_no_time(at);
    let all = |at: usize| words.is_in(at, &lexicon::OF_ALL) || never(at);
    // "He has not failed a test since May", "nothing but negative tests".
    let none_since = |at: usize| {
        let denied = |(mark, _): (Mark<Role>, usize)| is_denied_at(words, mark.at);
        words.is(at, "since") && line.sides().any(denied)
    };
    let nothing_but = |at: usize| words.is(at, "nothing") && words.is(at + 1, "but");
    let every = |at: usize| all(at) || none_since(at) || nothing_but(at);
    (0..words.len()).any(|at| every(at) && tested(at) || never(at) && sided(at))
}

/// Tokens before and behind "all" within which the tests stand.
const ALL_TOKENS: usize = 6;

/// Whether a day lies before a line was written, and before the plan.
fn is_past(ground: &Ground<'_>, unit: u32, day: Date) -> bool {
    let written = ground.after.written(unit).or(ground.input.as_of);
    written.is_none_or(|written| day <= written)
}

/// Lines that hold until they are changed, each with the newest that takes the other side: of an entry of this year, of the
/// last minutes, or a line that came this year.
fn of_one_plan(ground: &Ground<'_>, said: &[Sided<'_>], matter: &Matter) -> Vec<(u32, u32)> {
    let block = |unit: u32| ground.after.document.unit(unit).block;
    let recent = |unit: u32| {
        let stands = ground.stands(unit);
        let minutes = ground.after.line(unit).minutes && !stands && !is_history(ground, unit);
        let came = ground.is_new(unit) || ground.is_changed(unit);
        matter.when == When::ForLife || minutes || ground.is_said_this_year(unit) || stands && came
    };
    let stands = said.iter().filter(|(line, _)| is_standing(ground, line.unit));
    let lasting = [0, 1]
        .into_iter()
        .filter_map(|side| holding(ground, said, side).filter(|_| matter.is_read(Manner::Lasting)));
    let pair = |(line, side): &Sided<'_>| {
        let others = said.iter().filter(|(other, theirs)| theirs != side && !line.is_apart(other));
        let others = others.map(|(other, _)| other.unit);
        let told = others.filter(|other| block(*other) != block(line.unit) && recent(*other));
        Some((line.unit, told.max_by_key(|other| age(ground, *other))?))
    };
    let found: Vec<(u32, u32)> = stands
        .filter(|line| !is_shown_elsewhere(ground, said, line))
        .chain(lasting)
        .filter_map(pair)
        .collect();
    if found.is_empty() && matter.is_read(Manner::BetweenEntries) {
        between_entries(ground, said)
    } else {
        found
    }
}

fn is_standing(ground: &Ground<'_>, unit: u32) -> bool {
    ground.stands(unit) && !ground.after.line(unit).minutes
}

/// The newest entry of before this year that takes a side, where no line that stands does.
fn holding<'s, 'm>(ground: &Ground<'_>, said: &'s [Sided<'m>], side: usize) -> Option<&'s Sided<'m>> {
    let own = said.iter().filter(move |(_, theirs)| *theirs == side);
    if own.clone().any(|(line, _)| is_standing(ground, line.unit)) {
        return None;
    }
    let entry = |unit: u32| !ground.stands(unit) && !ground.after.line(unit).minutes;
    let before = |unit: u32| entry(unit) && !ground.is_said_this_year(unit);
    own.filter(|(line, _)| before(line.unit) && !line.is_only_shown())
        .max_by_key(|(line, _)| age(ground, line.unit))
}

/// Whether a row only shows a side that another line says outright: it is of something else.
fn is_shown_elsewhere(ground: &Ground<'_>, said: &[Sided<'_>], (line, side): &Sided<'_>) -> bool {
    let outright = |(other, theirs): &Sided<'_>| {
        theirs == side && !other.is_only_shown() && is_standing(ground, other.unit)
    };
    ground.is_row(line.unit) && line.is_only_shown() && said.iter().any(outright)
}

/// The newest line of this year's entries, with the newest of another entry of this year that takes the other side.
fn between_entries(ground: &Ground<'_>, said: &[Sided<'_>]) -> Vec<(u32, u32)> {
    let mut year: Vec<Sided<'_>> =
        said.iter().copied().filter(|(line, _)| ground.is_said_this_year(line.unit)).collect();
    year.sort_by_key(|(line, _)| Reverse(age(ground, line.unit)));
    let entry = |line: &Marked| ground.after.entry(line.unit);
    let pair = |(newest, side): &Sided<'_>| {
        let other = |(other, theirs): &&Sided<'_>| {
            theirs != side && entry(other) != entry(newest) && !newest.is_apart(other)
        };
        year.iter().find(other).map(|(other, _)| (other.unit, newest.unit))
    };
    year.first().and_then(pair).into_iter().collect()
}

/// The later it was written the more, and what is said in an entry more than what stands.
pub(in crate::findings) fn age(ground: &Ground<'_>, unit: u32) -> (Option<Date>, Reverse<u32>) {
    (ground.after.written(unit), Reverse(unit))
}

pub(in crate::findings) fn in_order(ground: &Ground<'_>, one: u32, other: u32) -> (u32, u32) {
    if age(ground, one) <= age(ground, other) { (one, other) } else { (other, one) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::{with_entry, with_ground};

    fn check(stands: &str, entry: &str) -> bool {
        with_entry(stands, entry, |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn registers_reading_and_bunks() {
        let stands = "She cannot read and anything on paper has to be read over to her.";
        assert!(!check(stands, "A listener reads the paper to her each night."));
        assert!(!check(stands, "I have read the dossier and met her."));
        assert!(check(stands, "She reads the paper aloud after dinner."));
        assert!(!check(stands, "Her letters were read over to her again."));
        assert!(!check("He reads well.", "He reads the paper each day."));
        assert!(check("ViSOR: no record", "ViSOR nominal opened for him today."));
        assert!(check("ViSOR: yes", "I have been through ViSOR and he is not on it, never has been."));
        assert!(!check("ViSOR: no record", "Not on ViSOR as far as I can see."));
        assert!(check(
            "He must have the bottom bunk for his fits.",
            "He has taken the top bunk for the window."
        ));
        let stands = "Victim notification: not registered";
        assert!(check(stands, "Mr Quill is registered for victim notification."));
        assert!(!check(stands, "He is a registered sex offender and his victim was a stranger."));
        assert!(!check(stands, "Nobody is registered under victim notification."));
        assert!(!check(stands, "He is registered with the dentist."));
    }

    #[test]
    fn who_can_read() {
        let stands = "Poor reader, letters should be read over with him.";
        assert!(check(stands, "Reading is no barrier to him, he has the tide tables by heart."));
        assert!(check(stands, "He read the whole of the pilot's handbook himself."));
        assert!(check("He reads like a child and papers have to be read over to him.", "He reads fluently."));
        assert!(check(stands, "On to his fourth sea novel since Easter."));
        assert!(check(stands, "She says there are no literacy issues."));
        assert!(check(stands, "He fills in the other lads' forms for them."));
        assert!(!check(stands, "He has not read the pilot's handbook himself."), "it shows nothing");
        assert!(!check(stands, "His sister reads novels by the armful."), "another");
        assert!(!check(stands, "If he read the page himself he would sign it."), "supposed");
        assert!(!check(stands, "He asked to read it himself."), "wanted");
        assert!(!check(stands, "The conditions were read over one by one."));
        assert!(check("No literacy needs at all.", "He cannot manage a letter."));
        assert!(check("No trouble with reading.", "Papers have to be read out to him."));
        assert!(!check("No trouble with reading.", "NOT TO BE READ OUT TO HIM."), "a bar");
    }

    #[test]
    fn what_an_older_entry_says_of_reading() {
        let check = |old: &str, new: &str| {
            let old = format!("## Contacts\n\n3 May 2022 - Tutor (R. Tait):\n{old}\n");
            let after = format!("{old}\n9 May 2024 - Hall (O. Quill):\n{new}\n");
            with_ground(&[("2023-06-01", &old), ("2024-06-01", &after)], |ground| pairs(ground).len())
        };
        assert_eq!(check("She reads slowly.", "She read the licence by herself."), 1);
        assert_eq!(check("She reads slowly.", "The licence was read over to her."), 0);
    }

    #[test]
    fn who_may_share_what_is_known() {
        let stands = "She signed the mandate, so health can be shared with housing and her GP.";
        assert!(check(stands, "She never put her name to any mandate."));
        assert!(check(stands, "She has withdrawn her consent to share notes with housing."));
        assert!(check(stands, "She would not put her name to any mandate to share."));
        assert!(!check(stands, "She would put her name to a mandate to share."), "supposed");
        assert!(!check(stands, "She will not sign the mandate for her family."), "for others");
        assert!(!check(stands, "Ms Orr has refused consent for her own notes to be shared."), "another");
        assert!(!check(stands, "She refused the dinner."));
        assert!(!check(stands, "If she refused to sign the mandate nothing would go out."), "supposed");
        let plan = "## Notes\n\n9 March 2024 - Hall (R. Tait):\nHe signed the mandate.\n\n\
            9 May 2024 - Nurse (O. Quill):\nHe will not sign a mandate.\n";
        let before = ("2023-06-01", "## Notes\n");
        with_ground(&[before, ("2024-06-01", plan)], |ground| assert_eq!(pairs(ground).len(), 1));
    }

    #[test]
    fn insulin_and_what_somebody_has() {
        let stands = "His diabetes is controlled by tablets and diet.";
        assert!(check(stands, "Back on Lantus 12 units at night."));
        assert!(!check(stands, "He does not need insulin."));
        assert!(!check(stands, "His mother is on insulin."), "another");
        assert!(check("Asthma: blue inhaler.", "He is not asthmatic."));
        assert!(check("He does not have epilepsy.", "Known epileptic, bottom bunk."));
        assert!(!check("Asthma: blue inhaler.", "No inhaler was left in the boat by him, asthma or not."));
        assert!(!check("He does not have epilepsy.", "His father had epilepsy."), "another");
    }

    #[test]
    fn what_a_medicine_did() {
        let stands = "Allergies: none known";
        assert!(check(stands, "Given amoxicillin and his tongue came up."));
        assert!(check(stands, "Rang about the penicillin. He collapsed on it as a boy."));
        assert!(check(stands, "Allergic penicillin."));
        assert!(!check(stands, "Wasp sting at the quay, his lips swelled."), "no medicine");
        assert!(!check(stands, "Given amoxicillin and his face never swelled."));
        assert!(!check(stands, "His son had penicillin and came out in a rash."), "another");
        assert!(check("Her face swelled with flucloxacillin in 2011.", "Seen for her back. NKDA."));
    }

    #[test]
    fn two_results_of_one_day() {
        let stands = "MDT 3 May 2024 negative.";
        assert!(check(stands, "The test of 3 May was positive for spice."));
        assert!(check("3 May 2024: negative", "His sample of 3 May came back positive."));
        assert!(!check(stands, "The test of 4 May was positive for spice."), "another day");
        assert!(!check(stands, "The test of 3 May was not positive."));
        assert!(!check(stands, "He was positive about the move of 3 May."), "no test");
    }

    #[test]
    fn all_results_and_one() {
        let stands = "All mandatory tests since admission have been negative.";
        assert!(check(stands, "The test of 3 May was positive for spice."));
        assert!(check("Every test has come back clean.", "The test of 3 May was positive for spice."));
        assert!(check("He has never failed a test here.", "The test of 3 May was positive for spice."));
        assert!(check(
            "He has not failed a drug test at any time.",
            "The test of 3 May was positive for spice."
        ));
        assert!(check(
            "He has had 11 tests since the start of the year 2023 and has failed none of them.",
            "The test of 3 May was positive for spice."
        ));
        let asked = "Every test that he has been asked for has been clean.";
        assert!(check(asked, "The test of 3 May was positive for spice."));
        assert!(check("Every test here has come back clear.", "The test of 3 May was positive for spice."));
        assert!(check(
            "He has given no positive test in all this time.",
            "The test of 3 May was positive for spice."
        ));
        let since = "She has not failed a test since her recall.";
        assert!(check(since, "The test of 3 May was positive for spice."));
        assert!(check("Nothing but negative tests.", "The swab of 3 May came back with spice in it."));
        assert!(!check("One test since May was negative.", "The test of 3 May was positive for spice."));
        assert!(!check(stands, "The test of 3 May was negative."));
        assert!(!check("All staff say he is positive about the tests.", "The test of 3 May was negative."));
        assert!(!check("One test was negative.", "The test of 3 May was positive for spice."));
    }

    #[test]
    fn all_results_and_a_list() {
        let check = |last: &str| {
            let plan = |tests: &str, entry: &str| {
                format!("## Tests\n\n| What | When |\n|---|---|\n| Tests | {tests} |\n\n## Notes\n\n{entry}")
            };
            let entry = "9 May 2024 - Hall (R. Tait):\nEvery test she has given has been clean.\n";
            let first = "3 March 2023 negative";
            let after = plan(&format!("{first}, 4 April 2024 {last}"), entry);
            let before = plan(first, "");
            with_ground(&[("2023-06-01", &before), ("2024-06-01", &after)], |ground| pairs(ground).len())
        };
        assert_eq!((check("positive (spice)"), check("negative")), (1, 0));
    }

    #[test]
    fn who_holds_the_medicines() {
        let stands = "Medicines are held in possession.";
        assert!(check(stands, "All meds stay supervised for now."));
        assert!(check("Medicines in possession: no", "He has his tablets in possession again."));
        assert!(!check(stands, "His visits stay supervised."), "no medicines");
        assert!(!check(stands, "If he saves tablets they would be supervised."), "supposed");
        assert!(!check("His medication is supervised.", "Found in possession of unprescribed tablets."));
        assert!(!check("His medication is supervised.", "He asked to have his tablets in possession."));
    }

    #[test]
    fn an_allergy_and_none() {
        assert!(check("No known allergies.", "Marked as allergic to latex."));
        assert!(check("He is allergic to latex.", "Seen for his back. NKDA."));
        assert!(!check("He is not allergic to latex.", "Seen for his back. NKDA."));
        assert!(check("Allergies: latex (rash).", "Seen for his back. NKDA."));
        assert!(!check("Allergies: none known", "Seen for his back. NKDA."));
        assert!(!check("Allergies: to be asked", "Seen for his back. NKDA."));
        assert!(!check("Allergies: no change", "Seen for his back. NKDA."));
        assert!(!check("No known allergies.", "His daughter is allergic to nuts."));
        assert!(!check("He is allergic to latex.", "No known drug allergies apart from latex."));
    }

    #[test]
    fn every_matter_has_two_sides() {
        let headings: Vec<_> = lexicon::POLES.sections().iter().map(|section| section.heading).collect();
        for name in names() {
            assert!(headings.contains(&format!("{name} or").as_str()), "{name}");
        }
        let mut named = MANNERS.iter().map(|(name, ..)| *name);
        assert!(named.all(|name| names().any(|known| known == name)));
    }
}
