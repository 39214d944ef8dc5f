//! Matters of which a plan says that there is none, and an entry of this year tells that there was: self-harm, fires,
//! drugs, violence, reports, debts. The words stand in `matters.txt` of the lexicon.
//!
//! Takes the newest version, gives pairs: the line that denies, and the newest that tells. Where a line denies for all time,
//! or for the whole of a sentence, so does what is older.

pub(super) mod contrary;
pub(super) mod marks;
pub(super) mod nothing;
pub(in crate::findings) mod poles;

use std::cmp::Reverse;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::document::reading::field;
use crate::facts::FactClass;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Lines;
use crate::findings::ground::polarity::{CLAUSE_TOKENS, is_denied_at};
use crate::findings::ground::signs::Sign;
use crate::lexicon::{self, WordList};
use crate::text::Words;
use marks::{Mark, Table};

/// Behind the name of a matter, the list of how it is told, and the list of how it is told of long ago.
const TOLD: &str = " told";
const PAST: &str = " past";

/// A phrase by which a matter is denied, or by which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phrase {
    Denied(u8),
    Told(u8),
    /// It tells that a matter happened at some time: "old scars on both arms".
    Past(u8),
}

/// The names of the matters, in order. Read once and never changed.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let headings = lexicon::MATTERS.sections().into_iter().map(|section| section.heading);
    headings.filter(|heading| !heading.ends_with(TOLD) && !heading.ends_with(PAST)).collect()
});

/// The phrases of all matters. Read once and never changed.
static PHRASES: LazyLock<Table<Phrase>> = LazyLock::new(|| {
    let number = |name: &str| (0..).zip(NAMES.iter()).find(|(_, known)| **known == name).map(|(at, _)| at);
    Table::read(&lexicon::MATTERS, |heading| match (heading.strip_suffix(TOLD), heading.strip_suffix(PAST)) {
        (Some(name), _) => number(name).map(Phrase::Told),
        (_, Some(name)) => number(name).map(Phrase::Past),
        (None, None) => number(heading).map(Phrase::Denied),
    })
});

/// The keys of the tokens with which phrases begin that deny a matter or tell of it.
pub(in crate::findings) fn firsts() -> impl Iterator<Item = (Sign, u64)> {
    PHRASES.firsts().map(|(key, says)| match says {
        Phrase::Denied(_) => (Sign::MatterDenied, key),
        Phrase::Told(_) | Phrase::Past(_) => (Sign::MatterTold, key),
    })
}

/// A line and the phrases that stand in it.
struct Marked {
    unit: u32,
    marks: Vec<Mark<Phrase>>,
}

impl Marked {
    fn of(ground: &Ground<'_>, unit: u32) -> Self {
        Self { unit, marks: in_words(ground.after.words(unit)) }
    }

    /// Where phrases of one list begin.
    fn places(&self, says: Phrase) -> impl Iterator<Item = usize> {
        self.marks.iter().filter(move |mark| mark.says == says).map(|mark| mark.at)
    }
}

/// The phrases that begin with words of a line.
fn in_words(words: Words<'_>) -> Vec<Mark<Phrase>> {
    let mut marks = PHRASES.marks(words);
    marks.retain(|mark| words.is_word(mark.at));
    marks
}

/// Most lines that deny one matter, and most that tell of it: work stays bounded by the plan.
const LINES_MAX: usize = 64;

/// The lines that deny, each with the newest that tells.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let may = |sign: Sign| move |unit: &u32| ground.after.may(*unit, &[sign]);
    let last = ground.input.baseline.and_then(|baseline| baseline.as_of);
    let of_year = |unit: u32| day_told(ground, unit).is_none_or(|day| last.is_none_or(|last| day >= last));
    let news = ground.undated_news().filter(|unit| of_year(*unit));
    let read = |unit: u32| Marked::of(ground, unit);
    let said: Vec<Marked> = ground.said().chain(news).filter(may(Sign::MatterTold)).map(read).collect();
    let denied = |unit: &u32| may(Sign::MatterDenied)(unit) || may(Sign::NoneOfAField)(unit);
    let standing: Vec<Marked> = ground.standing().filter(denied).map(read).collect();
    let year = ground.said_this_year().filter(may(Sign::MatterDenied)).filter(|unit| {
        let words = ground.after.words(*unit);
        (0..words.len()).any(|at| words.is_in(at, &lexicon::SINCE))
    });
    let year: Vec<Marked> = year.map(read).collect();
    for matter in (0..).take(NAMES.len()) {
        let mut told: Vec<u32> =
            said.iter().filter(|line| tells(ground, line, matter)).map(|line| line.unit).collect();
        if told.is_empty() {
            continue;
        }
        told.sort_by_key(|unit| (rates(ground, *unit), Reverse(ground.after.written(*unit)), *unit));
        told.truncate(LINES_MAX);
        let stands = standing.iter().filter(|line| denies(ground, line, matter)).map(|line| line.unit);
        for unit in stands.take(LINES_MAX) {
            let since = since(ground, unit);
            let block = |unit: u32| ground.after.document.unit(unit).block;
            let day = |unit: u32| ground.after.written(unit).or_else(|| day_told(ground, unit));
            let newer = told.iter().filter(|other| block(**other) != block(unit)).find(|other| match since {
                Some(since) => day(**other) > Some(since),
                None => ground.is_said_this_year(**other) || ground.stands(**other),
            });
            found.extend(newer.map(|other| (unit, *other)));
        }
        let denied = year.iter().filter(|line| denies(ground, line, matter)).map(|line| line.unit);
        found.extend(between(ground, denied, &told));
    }
    found.extend(ever(ground, &found));
    found
}

/// Lines that deny a matter for all time or for the whole of a sentence, each with the newest that tells of it, however old
/// that is; those that have a pair already are left out.
fn ever(ground: &Ground<'_>, paired: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let denying = ground.standing().chain(ground.said_this_year());
    let denying = denying.filter(|unit| ground.after.may(*unit, &[Sign::MatterDenied]));
    let denying = denying.filter(|unit| paired.iter().all(|(line, _)| line != unit));
    let denying = denying.filter_map(|unit| Some((Marked::of(ground, unit), time_of(ground, unit)?)));
    let denying: Vec<(Marked, Time)> = denying.take(LINES_MAX).collect();
    if denying.is_empty() {
        return Vec::new();
    }
    let lines = ground
        .after
        .all()
        .filter(|(unit, line)| line.speaks && !line.minutes && ground.after.may(*unit, &[Sign::MatterTold]));
    let mut told: Vec<u32> = lines.map(|(unit, _)| unit).collect();
    told.sort_by_key(|unit| Reverse((when(ground, *unit), Reverse(*unit))));
    told.truncate(EVER_MAX);
    let told: Vec<Marked> = told.into_iter().map(|unit| Marked::of(ground, unit)).collect();
    let first = ground.said().filter_map(|unit| ground.after.written(unit)).min();
    let mut found = Vec::new();
    for matter in (0..).take(NAMES.len()) {
        for (line, time) in denying.iter().filter(|(line, _)| denies(ground, line, matter)) {
            let tells = |other: &&Marked| {
                let words = ground.after.words(other.unit);
                let says = |says: Phrase| other.places(says).any(|at| is_told_at(words, at));
                let past = *time == Time::Life && says(Phrase::Past(matter));
                let of_time = *time == Time::Life || is_of_sentence(ground, other.unit, first);
                other.unit != line.unit && of_time && (past || says(Phrase::Told(matter)))
            };
            found.extend(told.iter().find(tells).map(|other| (line.unit, other.unit)));
        }
    }
    found
}

/// Most lines that tell of a matter at any time, the newest of them.
const EVER_MAX: usize = 512;

/// The time for which a line denies something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    /// For as long as anybody knows.
    Life,
    /// For as long as the person is in custody.
    Sentence,
}

/// For which time a line denies something, where that is a whole one.
fn time_of(ground: &Ground<'_>, unit: u32) -> Option<Time> {
    let words = ground.after.words(unit);
    let has = |list: &WordList| (0..words.len()).any(|at| words.is_in(at, list));
    if since(ground, unit).is_some() || (0..words.len()).any(|at| words.is(at, "since")) {
        None
    } else if has(&lexicon::OF_A_SENTENCE) {
        Some(Time::Sentence)
    } else {
        has(&lexicon::OF_A_LIFE).then_some(Time::Life)
    }
}

/// The last day of what a line tells: one that it names, or when it was written.
fn when(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    day_told(ground, unit).or_else(|| ground.after.written(unit))
}

/// Whether a line tells of the time of which the plan has entries.
fn is_of_sentence(ground: &Ground<'_>, unit: u32, first: Option<Date>) -> bool {
    let words = ground.after.words(unit);
    let earlier = (0..words.len()).any(|at| words.is_in(at, &lexicon::BEFORE_THE_SENTENCE));
    !earlier && !is_history(ground, unit) && when(ground, unit) >= first && first.is_some()
}

/// The last day that a line names and that has been.
fn day_told(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    let days = ground.after.dates(unit);
    let days = days.iter().filter_map(|(_, value)| value.date());
    days.filter(|day| ground.input.as_of.is_none_or(|as_of| *day <= as_of)).max()
}

/// Lines of this year's entries that deny a matter since the last conference, each with an earlier entry of this year.
fn between(ground: &Ground<'_>, denied: impl Iterator<Item = u32>, told: &[u32]) -> Vec<(u32, u32)> {
    let earlier = |unit: u32| {
        let before = |other: &&u32| {
            ground.is_said_this_year(**other) && ground.after.written(**other) < ground.after.written(unit)
        };
        told.iter().filter(before).find(|_| since(ground, unit).is_none()).copied()
    };
    denied.filter_map(|unit| Some((unit, earlier(unit)?))).collect()
}

/// Whether a line gives the level of a risk, rather than an event: "self-harm risk now high".
fn rates(ground: &Ground<'_>, unit: u32) -> bool {
    let facts = ground.after.facts(unit);
    facts.iter().any(|fact| matches!(fact.class, FactClass::Level | FactClass::Risk))
}

/// From when on a line says there was none, as far as it names a day.
fn since(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    let dates = ground.after.dates(unit);
    // A month without a year is the last such before the plan.
    let year_before = ground.input.as_of.map(|day| day.saturating_sub(jiff::Span::new().years(1)));
    let days = dates.iter().filter_map(|(_, value)| value.last_day_from(year_before));
    days.filter(|day| ground.input.as_of.is_none_or(|as_of| *day <= as_of)).max()
}

/// Whether a line denies a matter as it is now: it neither forbids it, nor tells how it was.
fn denies(ground: &Ground<'_>, line: &Marked, matter: u8) -> bool {
    let Some(at) = line.places(Phrase::Denied(matter)).next() else {
        return is_none_of_section(ground, line.unit, matter);
    };
    let unit = line.unit;
    let words = ground.after.words(unit);
    let tells_of_another_time =
        |at| words.is_in(at, &lexicon::OF_THE_DEAD) || words.is_in(at, &lexicon::ORDERING);
    if ground.after.bars(unit) || (0..at).any(tells_of_another_time) {
        return false;
    }
    let document = ground.after.document;
    if let Some((_, value)) = field(document, document.unit(unit)) {
        let value = Words::new(document.source(), value);
        let first = (0..value.len()).find(|at| value.is_word(*at));
        return first.is_some_and(|first| {
            first == 0 && value.is_in(first, &lexicon::NONE_OF_A_FIELD) && !value.is(first, "not")
        });
    }
    // "He has not hurt himself"; "not" alone may deny what is said of it.
    let has = |at: usize| at > 0 && words.is_in(at - 1, &lexicon::OF_WHAT_HAS_BEEN);
    let none = |at: usize| words.is_in(at, &lexicon::NONE_OF_A_FIELD) && (!words.is(at, "not") || has(at));
    // "No history of fires"
    let of = at > 1 && words.is(at - 1, "of") && words.is_in(at - 2, &lexicon::KINDS_OF_EVENTS);
    let within = if of { NONE_TOKENS + 2 } else { NONE_TOKENS };
    words.is(at + 1, "nothing") || (at.saturating_sub(within)..at).any(none)
}

/// Whether a line says no more than that there was none, under a heading that names the matter: "None since 2016."
fn is_none_of_section(ground: &Ground<'_>, unit: u32, matter: u8) -> bool {
    let document = ground.after.document;
    let words = ground.after.words(unit);
    let first = (0..words.len()).find(|at| words.is_word(*at));
    let none = first.is_some_and(|first| {
        words.is(first, "none")
            && (words.is_in(first + 1, &lexicon::SINCE)
                || words.is_in(first + 1, &lexicon::BEHIND_NONE)
                || words.len() <= first + 2)
    });
    let heading = || document.sections()[document.unit(unit).section as usize].heading;
    let names = |heading: u32| Marked::of(ground, heading).places(Phrase::Denied(matter)).next().is_some();
    none && ground.is_prose(unit) && heading().is_some_and(names)
}

/// Tokens before the name of a matter within which the line says that there was none: "no further fires".
const NONE_TOKENS: usize = 2;

/// Whether a line tells that a matter happened, this year.
fn tells(ground: &Ground<'_>, line: &Marked, matter: u8) -> bool {
    let words = ground.after.words(line.unit);
    line.places(Phrase::Told(matter)).any(|at| is_told_at(words, at)) && !is_history(ground, line.unit)
}

/// The line of a report that tells of a matter of which a line of the plan says that the report has none: an overdose, or
/// a fire before the one that the report is about.
pub(in crate::findings) fn told_by_report(ground: &Ground<'_>, unit: u32, report: &Lines<'_>) -> Option<u32> {
    if !ground.after.may(unit, &[Sign::MatterDenied]) {
        return None;
    }
    let words = ground.after.words(unit);
    if (0..words.len()).any(|at| words.is_in(at, &lexicon::LIMITS_OF_DENIALS)) {
        return None;
    }
    let denied = in_words(words).into_iter().filter(|mark| is_denied_at(words, mark.at));
    let denied = denied.filter_map(|mark| match mark.says {
        Phrase::Denied(matter) if lexicon::MATTERS_OF_A_LIFE.has(NAMES[usize::from(matter)]) => Some(matter),
        _ => None,
    });
    denied.take(1).find_map(|matter| {
        let may = |unit: &u32| report.line(*unit).speaks && report.may(*unit, &[Sign::MatterTold]);
        let tells = |unit: &u32| is_told_of_his_life(report.words(*unit), matter);
        report.all().map(|(unit, _)| unit).filter(may).find(tells)
    })
}

/// Whether words of a report tell of a matter, as of him; of a fire, that it was before the one that the report is about.
fn is_told_of_his_life(words: Words<'_>, matter: u8) -> bool {
    let has = |list: &WordList| (0..words.len()).any(|at| words.is_in(at, list));
    let before = NAMES[usize::from(matter)] != FIRE || has(&lexicon::EARLIER_IN_A_LIFE);
    let told = |mark: &Mark<Phrase>| mark.says == Phrase::Told(matter) && is_told_at(words, mark.at);
    has(&lexicon::HE_OR_SHE) && before && in_words(words).iter().any(told)
}

/// The matter of which a report tells twice: of the one that it is about, too.
const FIRE: &str = "fire";

/// Whether a line tells that any of the matters happened.
pub(in crate::findings) fn tells_of_any(lines: &Lines<'_>, unit: u32) -> bool {
    let words = lines.words(unit);
    let told = |mark: &Mark<Phrase>| matches!(mark.says, Phrase::Told(_)) && is_told_at(words, mark.at);
    lines.may(unit, &[Sign::MatterTold]) && in_words(words).iter().any(told)
}

/// Whether a line tells that somebody came to harm.
pub(in crate::findings) fn tells_of_harm(lines: &Lines<'_>, unit: u32) -> bool {
    let words = lines.words(unit);
    let harm = |matter: u8| lexicon::MATTERS_OF_HARM.has(NAMES[usize::from(matter)]);
    let told = |mark: &Mark<Phrase>| {
        matches!(mark.says, Phrase::Told(matter) if harm(matter)) && is_told_at(words, mark.at)
    };
    lines.may(unit, &[Sign::MatterTold]) && in_words(words).iter().any(told)
}

/// Whether what a phrase tells happened: it is neither denied nor only supposed, nor of somebody else.
fn is_told_at(words: Words<'_>, at: usize) -> bool {
    let denied = |at: usize| words.is_in(at, &lexicon::DENYING_IT);
    !is_denied_at(words, at)
        && !(at.saturating_sub(CLAUSE_TOKENS)..at).any(denied)
        && !is_supposed(words, at)
        && !is_of_kin(words, at)
}

/// Whether kin, or another, is the last of whom a line speaks before a token: "his brother took an overdose", not "his mother says he
/// took an overdose".
pub(super) fn is_of_kin(words: Words<'_>, at: usize) -> bool {
    let other = |at: usize| words.is_in(at, &lexicon::KIN) || words.is_in(at, &lexicon::SOMEBODY_ELSE);
    let person = |at: &usize| other(*at) || words.is_in(*at, &lexicon::PERSONAL);
    (at.saturating_sub(SUPPOSED_TOKENS)..at).rfind(person).is_some_and(other)
}

/// Whether a word shortly before says that something is only supposed. "3 May" is a day.
pub(super) fn is_supposed(words: Words<'_>, at: usize) -> bool {
    let month = |at: usize| words.is_capitalised(at) && at > 0;
    let supposes = |at: usize| words.is_in(at, &lexicon::SUPPOSING) && !month(at);
    (at.saturating_sub(SUPPOSED_TOKENS)..at).any(supposes)
}

/// Tokens before a phrase within which a word makes it only supposed, or another's.
const SUPPOSED_TOKENS: usize = 4;

/// Whether a line names a year before that of its entry: it tells of then.
pub(super) fn is_history(ground: &Ground<'_>, unit: u32) -> bool {
    let Some(written) = ground.after.written(unit) else { return false };
    let words = ground.after.words(unit);
    // "2015 hrs" is a time.
    let clock = |at: usize| words.is_in(at + 1, &lexicon::HOURS_BY_NAME) || at > 0 && words.is(at - 1, "at");
    let year =
        |at: usize| words.text(at).parse::<i16>().ok().filter(|year| YEARS.contains(year) && !clock(at));
    (0..words.len()).filter_map(year).any(|year| year + 1 < written.year())
}

/// Figures that are years of somebody's life.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(stands: &str, entry: &str) -> bool {
        let plan = |entry: &str| format!("## Health\n\n{stands}\n\n## Contacts\n\n{entry}");
        let after = plan(&format!("9 May 2024 - Hall (R. Tait):\n{entry}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn harm_is_of_matters_that_there_are() {
        assert!(lexicon::MATTERS_OF_HARM.iter().all(|name| NAMES.contains(&name)));
        assert!(lexicon::MATTERS_OF_A_LIFE.iter().all(|name| NAMES.contains(&name)));
        assert!(NAMES.contains(&FIRE));
    }

    #[test]
    fn what_is_denied_and_was_told() {
        let stands = "There has been no self-harm since March 2022.";
        assert!(check(stands, "S/H x2 this week, left arm."));
        assert!(!check(stands, "No s/h this week."));
        assert!(!check(stands, "He said he might have self-harmed."));
        assert!(!check(stands, "He spoke of the ligature of 2019."), "long ago");
        assert!(check(stands, "Found at 2015 hrs with a ligature."));
        assert!(!check(stands, "His brother took an overdose on Sunday."), "another's");
        assert!(!check(stands, "His cell mate took an overdose on Sunday."), "another's");
        assert!(check(stands, "His mother says he took an overdose on Sunday."));
        assert!(check(
            "He has not harmed himself at any time in custody.",
            "Cut his left forearm with a lid."
        ));
        let plan = |line: &str| format!("## Self-harm\n\nNone since 2016.\n\n## Notes\n\n{line}");
        let told = |line: &str| {
            let after = plan(line);
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| pairs(ground).len())
        };
        assert_eq!(told("He cut his left forearm on 4 May 2024."), 1, "nobody dated it, and it is new");
        assert_eq!(told("He cut his left forearm on 4 May 2015."), 0);
        assert!(check("No self-harm since March.", "S/H x2 this week."));
        assert!(check("He has not hurt himself in custody.", "Took an overdose on Sunday."));
        assert!(check("He gets on with all and owes nothing.", "In debt on the hall again."));
        assert!(!check("He was not asked about self-harm.", "S/H x2 this week."));
        assert!(!check("Reports: not yet received", "Put on report on 2 May."));
        assert!(check("There have been no fires here.", "A towel was found alight in the sink."));
        assert!(check("Illicit drug use: none known", "Tested positive for spice on 2 May."));
        assert!(!check("Illicit drug use: daily before custody", "Tested positive for spice on 2 May."));
        assert!(!check("There were no fires as a child.", "A towel was found alight in the sink."));
        assert!(
            !check("There must be no fires in the yard.", "A towel was found alight in the sink."),
            "a bar"
        );
    }

    #[test]
    fn what_is_denied_for_all_time() {
        let check = |denied: &str, old: &str| {
            let plan = |more: &str| format!("## Notes\n\n3 May 2021 - Hall (R. Tait):\n{old}\n{more}");
            let after = plan(&format!("\n9 May 2024 - Social work (O. Quill):\n{denied}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| pairs(ground).len())
        };
        let denied = "He has never harmed himself in custody.";
        assert_eq!(check(denied, "He cut his left forearm with a lid."), 1, "an older note of this sentence");
        assert_eq!(check(denied, "Old scars on both arms from his time at sea."), 0, "before it");
        assert_eq!(check(denied, "He cut his wrist with a lid as a child."), 0, "before it");
        assert_eq!(check(denied, "He denies that he cut his wrist."), 0);
        let history = "There is no history of self-harm.";
        assert_eq!(check(history, "Old scars on both arms from his time at sea."), 1);
        assert_eq!(check(history, "Scars on his left knee from a fall."), 0);
        assert_eq!(check(history, "His brother cut his wrist in 2015."), 0, "another's");
        assert_eq!(check(history, "Took a leaflet on overdose."), 0, "no event");
        assert_eq!(check("He has not harmed himself since May.", "He cut his left forearm with a lid."), 0);
    }

    #[test]
    fn seizures() {
        let stands = "No seizures since he came to the Quay.";
        assert!(check(stands, "Found on the floor of the boat shed, jerking all over."));
        assert!(check(stands, "He took a fit at breakfast."));
        assert!(!check(stands, "His father took a fit at breakfast."), "another's");
        assert!(!check(stands, "He is not fit for lifting."));
        assert!(!check("He is not fit for lifting.", "He took a fit at breakfast."));
    }

    #[test]
    fn every_matter_is_denied_and_told() {
        for section in lexicon::MATTERS.sections() {
            let other = match section.heading.strip_suffix(TOLD).or(section.heading.strip_suffix(PAST)) {
                Some(name) => name.to_owned(),
                None => format!("{}{TOLD}", section.heading),
            };
            let known = lexicon::MATTERS.sections().iter().any(|section| section.heading == other);
            assert!(known, "{other}");
        }
    }
}
