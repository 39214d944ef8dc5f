//! Matters that stand one way or the other: a test that was negative or positive, medicines that are held or handed out
//! under watch, an allergy or none. The words stand in `poles.txt` of the lexicon.
//!
//! Takes the newest version, gives pairs: a line that holds until it is changed, or the older entry, and the newest line
//! that says the other. What happened on a day is told apart by the day that both name; of the rest a plan has one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::ground::Ground;
use super::marks::{Mark, marks};
use super::matters::{is_history, is_supposed};
use super::polarity::is_denied_at;
use super::signs::Sign;
use crate::document::UnitKind;
use crate::document::reading::field;
use crate::lexicon;
use crate::text::{Phrases, TokenKind, Words};

/// A line and the side that it takes.
type Sided = (u32, usize);

/// What a phrase is to a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It says the one or the other.
    Side(usize),
    /// It has to stand beside one that does.
    Of,
    /// It is the label of a field whose value is the other side, if it is not none.
    Named,
}

/// A phrase of one of the matters, by its number.
type Phrase = (u8, Role);

/// A matter.
struct Matter {
    number: u8,
    name: &'static str,
    /// Whether its phrases have to stand beside a word of what they are said of.
    has_of: bool,
    /// Whether it is told of a day: else a plan has one of it at a time.
    of_a_day: bool,
    /// Whether it is the same for a life, so that no entry is too old to speak against it.
    for_life: bool,
}

/// Behind the name of a matter, the list of its other side, and the list of what it is said of.
const OTHERWISE: &str = " or";
const OF: &str = " of";
const NAMED: &str = " named";
/// The matters that are told of a day.
const OF_A_DAY: [&str; 1] = ["result"];
/// The matters that are the same for a life.
const FOR_LIFE: [&str; 1] = ["allergies"];

/// Read once and never changed.
static MATTERS: LazyLock<Vec<Matter>> = LazyLock::new(|| {
    let sections = lexicon::POLES.sections();
    let has = |name: String| sections.iter().any(|section| section.heading == name);
    let matter = |(number, name)| Matter {
        number,
        name,
        has_of: has(format!("{name}{OF}")),
        of_a_day: OF_A_DAY.contains(&name),
        for_life: FOR_LIFE.contains(&name),
    };
    (0..).zip(names()).map(matter).collect()
});

/// The phrases of all matters. Read once and never changed.
static PHRASES: LazyLock<Phrases<Phrase>> = LazyLock::new(|| {
    Phrases::read_of_each(&lexicon::POLES, |heading| {
        let roles = [(OTHERWISE, Role::Side(1)), (OF, Role::Of), (NAMED, Role::Named)];
        let behind = roles.into_iter().find_map(|(end, role)| Some((heading.strip_suffix(end)?, role)));
        let (name, role) = behind.unwrap_or((heading, Role::Side(0)));
        MATTERS.iter().find(|matter| matter.name == name).map(|matter| (matter.number, role))
    })
});

fn names() -> impl Iterator<Item = &'static str> {
    let headings = lexicon::POLES.sections().into_iter().map(|section| section.heading);
    headings.filter(|heading| ![OTHERWISE, OF, NAMED].iter().any(|end| heading.ends_with(end)))
}

/// The keys of the tokens with which phrases of a side begin.
pub(super) fn firsts() -> impl Iterator<Item = (Sign, u64)> {
    let phrases = PHRASES.firsts_of_each().filter(|(_, (_, role))| *role != Role::Of);
    phrases.map(|(key, _)| (Sign::Pole, key))
}

/// A line and what phrases of one matter stand in it.
struct Marked {
    unit: u32,
    marks: Vec<Mark<Role>>,
}

impl Marked {
    fn has(&self, role: Role) -> bool {
        self.marks.iter().any(|mark| mark.says == role)
    }

    fn is_at(&self, at: usize, role: Role) -> bool {
        self.marks.iter().any(|mark| mark.at == at && mark.says == role)
    }

    /// The phrases of both sides; of two that begin at one token the first side's.
    fn sides(&self) -> impl Iterator<Item = (Mark<Role>, usize)> {
        let side = |mark: &Mark<Role>| match mark.says {
            Role::Side(side) => Some((*mark, side)),
            Role::Of | Role::Named => None,
        };
        let sides = self.marks.iter().filter_map(side);
        sides.filter(|(mark, side)| *side == 0 || !self.is_at(mark.at, Role::Side(0)))
    }
}

/// The phrases of each matter in a line, by the number of the matter; only of those that a side or a label is of.
fn in_line(words: Words<'_>, unit: u32) -> Vec<(u8, Marked)> {
    let mut found: Vec<(u8, Marked)> = Vec::new();
    for Mark { at, end, says: (matter, role) } in marks(words, &PHRASES) {
        let mark = Mark { at, end, says: role };
        match found.iter_mut().find(|(known, _)| *known == matter) {
            Some((_, line)) => line.marks.push(mark),
            None => found.push((matter, Marked { unit, marks: vec![mark] })),
        }
    }
    found.retain(|(_, line)| line.marks.iter().any(|mark| mark.says != Role::Of));
    found
}

/// Most lines of one matter: work stays bounded by the plan.
const LINES_MAX: usize = 512;

/// The pairs, matter by matter.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
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
        let said: Vec<(&Marked, usize)> = said.take(LINES_MAX).collect();
        let sided: Vec<Sided> = said.iter().map(|(line, side)| (line.unit, *side)).collect();
        if matter.of_a_day {
            let lists = lines.iter().filter(|line| lists_both(ground, line, matter));
            let listed: Vec<Sided> =
                lists.take(LINES_MAX).flat_map(|line| [(line.unit, 0), (line.unit, 1)]).collect();
            [of_one_day(ground, &sided), of_all_days(ground, &said, &listed)].concat()
        } else {
            of_one_plan(ground, &sided, matter.for_life)
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
    if is_of_others(words) {
        return None;
    }
    let turned = answers_no(ground, line.unit);
    let mut found = None;
    for (mark, side) in line.sides() {
        // "In possession of a phone"
        if words.is_in(mark.end, &lexicon::BEHIND_NO_SIDE) {
            return None;
        }
        let denied = is_denied_at(words, mark.at) || turned;
        let side = if denied { 1 - side } else { side };
        if is_supposed(words, mark.at) || found.is_some_and(|found| found != side) {
            return None;
        }
        found = Some(side);
    }
    found
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

/// Whether a line speaks of somebody else's, of what somebody wants, or of all but one.
fn is_of_others(words: Words<'_>) -> bool {
    let lists = [&lexicon::KIN, &lexicon::CELLS, &lexicon::CLAIMING, &lexicon::BUT_FOR];
    // "Every test that she was asked for" is wanted by nobody.
    let wanted = |at: usize| {
        let passive = at > 0 && words.is_in(at - 1, &lexicon::DONE_TO_SOMEBODY);
        words.is_in(at, &lexicon::WANTING) && !passive
    };
    (0..words.len()).any(|at| wanted(at) || lists.iter().any(|list| words.is_in(at, list)))
}

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
    let has = |words: Words<'_>| {
        let of = (matter.number, Role::Of);
        (0..words.len()).any(|at| PHRASES.phrases_at(words.tokens(), at).any(|(_, says)| says == of))
    };
    let heading = || document.sections()[document.unit(line.unit).section as usize].heading;
    let headed = || ground.stands(line.unit) && heading().is_some_and(|at| has(ground.after.words(at)));
    let words = ground.after.words(line.unit);
    let labelled = || {
        let label = (0..words.len().min(LABEL_TOKENS_MAX)).find(|at| words.is_sign(*at, ":"));
        label.is_some_and(|end| line.sides().any(|(mark, _)| mark.at < end))
    };
    line.has(Role::Of) || headed() || labelled()
}

/// Whether a line is a row or an item with a day, as tables and lists of tests are.
fn is_row_of(ground: &Ground<'_>, unit: u32, matter: &Matter) -> bool {
    matter.of_a_day
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
fn of_one_day(ground: &Ground<'_>, said: &[Sided]) -> Vec<(u32, u32)> {
    let mut by_day: BTreeMap<Date, [Vec<u32>; 2]> = BTreeMap::new();
    for (unit, side) in said.iter().filter(|(unit, _)| !is_history(ground, *unit)) {
        for day in ground.days(*unit).into_iter().filter(|day| is_past(ground, *unit, *day)) {
            by_day.entry(day).or_default()[*side].push(*unit);
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
fn of_all_days(ground: &Ground<'_>, said: &[(&Marked, usize)], listed: &[Sided]) -> Vec<(u32, u32)> {
    let recent = |unit: u32| {
        ground.is_said_this_year(unit)
            || ground.stands(unit) && (ground.is_new(unit) || ground.is_changed(unit))
    };
    let all = said.iter().filter(|(line, _)| {
        let stands = ground.stands(line.unit) || ground.is_said_this_year(line.unit);
        stands && is_of_all_days(ground.after.words(line.unit), line) && !ground.after.line(line.unit).minutes
    });
    let sided: Vec<Sided> = said.iter().map(|(line, side)| (line.unit, *side)).collect();
    let pair = |(line, side): &(&Marked, usize)| {
        let others = sided
            .iter()
            .chain(listed)
            .filter(|(other, theirs)| theirs != side && recent(*other) && !is_history(ground, *other));
        let newest = others.map(|(other, _)| *other).max_by_key(|other| age(ground, *other))?;
        Some((line.unit, newest))
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
    (0..words.len()).any(|at| all(at) && tested(at) || never(at) && sided(at))
}

/// Tokens before and behind "all" within which the tests stand.
const ALL_TOKENS: usize = 5;

/// Whether a day lies before a line was written, and before the plan.
fn is_past(ground: &Ground<'_>, unit: u32, day: Date) -> bool {
    let written = ground.after.written(unit).or(ground.input.as_of);
    written.is_none_or(|written| day <= written)
}

/// Lines that hold until they are changed, each with the newest that takes the other side: of an entry of this year, of the
/// last minutes, or a line that came this year.
fn of_one_plan(ground: &Ground<'_>, said: &[Sided], for_life: bool) -> Vec<(u32, u32)> {
    let block = |unit: u32| ground.after.document.unit(unit).block;
    let recent = |unit: u32| {
        let stands = ground.stands(unit);
        let minutes = ground.after.line(unit).minutes && !stands && !is_history(ground, unit);
        let came = ground.is_new(unit) || ground.is_changed(unit);
        for_life || minutes || ground.is_said_this_year(unit) || stands && came
    };
    let stands = said.iter().filter(|(unit, _)| ground.stands(*unit) && !ground.after.line(*unit).minutes);
    let pair = |(unit, side): &Sided| {
        let other = said
            .iter()
            .filter(|(other, theirs)| theirs != side && block(*other) != block(*unit) && recent(*other));
        let newest = other.map(|(other, _)| *other).max_by_key(|other| age(ground, *other))?;
        Some((*unit, newest))
    };
    stands.filter_map(pair).collect()
}

/// The later it was written the more, and what is said in an entry more than what stands.
fn age(ground: &Ground<'_>, unit: u32) -> (Option<Date>, Reverse<u32>) {
    (ground.after.written(unit), Reverse(unit))
}

fn in_order(ground: &Ground<'_>, one: u32, other: u32) -> (u32, u32) {
    if age(ground, one) <= age(ground, other) { (one, other) } else { (other, one) }
}

#[cfg(test)]
mod tests {
    use super::super::check::{with_entry, with_ground};
    use super::*;

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
            assert!(headings.contains(&format!("{name}{OTHERWISE}").as_str()), "{name}");
        }
        assert!(OF_A_DAY.iter().all(|name| names().any(|known| known == *name)));
    }
}
