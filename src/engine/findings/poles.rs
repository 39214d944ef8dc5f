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
use super::matters::{is_history, is_supposed};
use super::polarity::is_denied_at;
use super::signs::Sign;
use crate::document::UnitKind;
use crate::document::reading::field;
use crate::lexicon;
use crate::text::{Phrases, TokenKind, Words};

/// A line and the side that it takes.
type Sided = (u32, usize);

/// A matter: the phrases of each of its two sides, and the words that one has to stand beside.
struct Matter {
    sides: [Phrases<()>; 2],
    of: Phrases<()>,
    /// The labels of a field whose value is the other side, if it is not none.
    named: Phrases<()>,
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
    let list = |name: String| Phrases::read(&lexicon::POLES, |heading| (heading == name).then_some(()));
    let matter = |name: &str| Matter {
        sides: [list(name.to_owned()), list(format!("{name}{OTHERWISE}"))],
        of: list(format!("{name}{OF}")),
        named: list(format!("{name}{NAMED}")),
        of_a_day: OF_A_DAY.contains(&name),
        for_life: FOR_LIFE.contains(&name),
    };
    names().map(matter).collect()
});

fn names() -> impl Iterator<Item = &'static str> {
    let headings = lexicon::POLES.sections().into_iter().map(|section| section.heading);
    headings.filter(|heading| ![OTHERWISE, OF, NAMED].iter().any(|end| heading.ends_with(end)))
}

/// The keys of the tokens with which phrases of a side begin.
pub(super) fn firsts() -> impl Iterator<Item = (Sign, u64)> {
    let phrases = MATTERS.iter().flat_map(|matter| matter.sides.iter().chain([&matter.named]));
    phrases.flat_map(Phrases::firsts).map(|key| (Sign::Pole, key))
}

/// Most lines of one matter: work stays bounded by the plan.
const LINES_MAX: usize = 512;

/// The pairs, matter by matter.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let lines: Vec<u32> = ground
        .after
        .all()
        .filter(|(unit, line)| line.speaks && ground.after.may(*unit, &[Sign::Pole]))
        .map(|(unit, _)| unit)
        .collect();
    let pairs = |matter: &Matter| {
        let said = lines.iter().filter_map(|unit| Some((*unit, side(ground, *unit, matter)?)));
        let said: Vec<Sided> = said.take(LINES_MAX).collect();
        if matter.of_a_day {
            let lists = lines.iter().filter(|unit| lists_both(ground, **unit, matter));
            let listed: Vec<Sided> =
                lists.take(LINES_MAX).flat_map(|unit| [(*unit, 0), (*unit, 1)]).collect();
            [of_one_day(ground, &said), of_all_days(ground, (&said, &listed), matter)].concat()
        } else {
            of_one_plan(ground, &said, matter.for_life)
        }
    };
    MATTERS.iter().flat_map(pairs).collect()
}

/// Which side a line takes, where it takes one.
fn side(ground: &Ground<'_>, unit: u32, matter: &Matter) -> Option<usize> {
    let words = ground.after.words(unit);
    let has = |phrases: &Phrases<()>, at: usize| phrases.phrase_at(words.tokens(), at).is_some();
    if !matter.of.is_empty() && !is_of(ground, unit, matter) && !is_row_of(ground, unit, matter) {
        return None;
    }
    if let Some(side) = side_of_field(words, matter) {
        return Some(side);
    }
    if is_of_others(words) {
        return None;
    }
    let turned = answers_no(ground, unit);
    let mut found = None;
    for at in 0..words.len() {
        let Some(side) = (0..2).find(|side| has(&matter.sides[*side], at)) else { continue };
        // "In possession of a phone"
        let end = matter.sides[side].phrase_at(words.tokens(), at).map_or(at, |(end, ())| end);
        if words.is_in(end, &lexicon::BEHIND_NO_SIDE) {
            return None;
        }
        let denied = is_denied_at(words, at) || turned;
        let side = if denied { 1 - side } else { side };
        if is_supposed(words, at) || found.is_some_and(|found| found != side) {
            return None;
        }
        found = Some(side);
    }
    found
}

/// Whether a field or row that stands lists results of both sides: "1 May negative, 3 May positive".
fn lists_both(ground: &Ground<'_>, unit: u32, matter: &Matter) -> bool {
    let words = ground.after.words(unit);
    let has = |side: &Phrases<()>| {
        (0..words.len()).any(|at| side.phrase_at(words.tokens(), at).is_some() && !is_denied_at(words, at))
    };
    let labelled = || (1..=LABEL_TOKENS_MAX).any(|at| words.is_sign(at, ":"));
    let sentence = ground.after.document.unit(unit).kind == UnitKind::Sentence;
    let listed = ground.stands(unit) && (!sentence || labelled());
    listed && is_of(ground, unit, matter) && matter.sides.iter().all(has)
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
fn side_of_field(words: Words<'_>, matter: &Matter) -> Option<usize> {
    let label =
        (0..words.len().min(LABEL_TOKENS_MAX)).find_map(|at| matter.named.phrase_at(words.tokens(), at))?.0;
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
fn is_of(ground: &Ground<'_>, unit: u32, matter: &Matter) -> bool {
    let document = ground.after.document;
    let has = |words: Words<'_>| (0..words.len()).any(|at| matter.of.phrase_at(words.tokens(), at).is_some());
    let heading = || document.sections()[document.unit(unit).section as usize].heading;
    let headed = || ground.stands(unit) && heading().is_some_and(|heading| has(ground.after.words(heading)));
    let words = ground.after.words(unit);
    let is_side = |at: usize| matter.sides.iter().any(|side| side.phrase_at(words.tokens(), at).is_some());
    let labelled = || {
        let label = (0..words.len().min(LABEL_TOKENS_MAX)).find(|at| words.is_sign(*at, ":"));
        label.is_some_and(|end| (0..end).any(is_side))
    };
    has(words) || headed() || labelled()
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
fn of_all_days(
    ground: &Ground<'_>,
    (said, listed): (&[Sided], &[Sided]),
    matter: &Matter,
) -> Vec<(u32, u32)> {
    let recent = |unit: u32| {
        ground.is_said_this_year(unit)
            || ground.stands(unit) && (ground.is_new(unit) || ground.is_changed(unit))
    };
    let all = said.iter().filter(|(unit, _)| {
        let words = ground.after.words(*unit);
        let tested = |at: usize| {
            let near = at.saturating_sub(ALL_TOKENS)..(at + ALL_TOKENS).min(words.len());
            near.into_iter().any(|at| matter.of.phrase_at(words.tokens(), at).is_some())
        };
        let said = ground.stands(*unit) || ground.is_said_this_year(*unit);
        // "He has never failed a test", "she has not failed one at any time".
        let of_no_time = |at: usize| words.is(at, "any") && words.is(at + 1, "time");
        let never = |at: usize| words.is_in(at, &lexicon::OF_NO_TIME) || of_no_time(at);
        let all = |at: usize| words.is_in(at, &lexicon::OF_ALL) || never(at);
        let sided = |at: usize| {
            let near = at.saturating_sub(1)..(at + ALL_TOKENS).min(words.len());
            let sides = |at| matter.sides.iter().any(|side| side.phrase_at(words.tokens(), at).is_some());
            near.into_iter().any(sides)
        };
        let of_all = |at: usize| all(at) && tested(at) || never(at) && sided(at);
        said && (0..words.len()).any(of_all) && !ground.after.line(*unit).minutes
    });
    let pair = |(unit, side): &Sided| {
        let others = said
            .iter()
            .chain(listed)
            .filter(|(other, theirs)| theirs != side && recent(*other) && !is_history(ground, *other));
        let newest = others.map(|(other, _)| *other).max_by_key(|other| age(ground, *other))?;
        Some((*unit, newest))
    };
    all.filter_map(pair).collect()
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
