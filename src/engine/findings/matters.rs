//! Matters of which a plan says that there is none, and an entry of this year tells that there was: self-harm, fires,
//! drugs, violence, reports, debts. The words stand in `matters.txt` of the lexicon.
//!
//! Takes the newest version, gives pairs: the line that denies, and the newest that tells.

use std::cmp::Reverse;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::ground::Ground;
use super::lines::Lines;
use super::polarity::is_denied_at;
use super::signs::Sign;
use crate::document::reading::field;
use crate::facts::FactClass;
use crate::lexicon;
use crate::text::{Phrases, Words};

/// A matter: the phrases by which it is denied, and those by which it is told.
struct Matter {
    name: &'static str,
    denied: Phrases<()>,
    told: Phrases<()>,
}

/// Behind the name of a matter, the list of how it is told.
const TOLD: &str = " told";

/// Read once and never changed.
static MATTERS: LazyLock<Vec<Matter>> = LazyLock::new(|| {
    let sections = lexicon::MATTERS.sections();
    let names = sections.iter().map(|section| section.heading).filter(|heading| !heading.ends_with(TOLD));
    let of = |name: &str| Phrases::read(&lexicon::MATTERS, |heading| (heading == name).then_some(()));
    names.map(|name| Matter { name, denied: of(name), told: of(&format!("{name}{TOLD}")) }).collect()
});

/// The keys of the tokens with which phrases begin that deny a matter or tell of it.
pub(super) fn firsts() -> impl Iterator<Item = (Sign, u64)> {
    let of = |sign: Sign, phrases: &'static Phrases<()>| phrases.firsts().map(move |key| (sign, key));
    MATTERS.iter().flat_map(move |matter| {
        of(Sign::MatterDenied, &matter.denied).chain(of(Sign::MatterTold, &matter.told))
    })
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
    let said: Vec<u32> = ground.said().chain(news).filter(may(Sign::MatterTold)).collect();
    let denied = |unit: &u32| may(Sign::MatterDenied)(unit) || may(Sign::NoneOfAField)(unit);
    let standing: Vec<u32> = ground.standing().filter(denied).collect();
    for matter in MATTERS.iter() {
        let mut told = said.clone();
        told.retain(|unit| tells(ground, *unit, &matter.told));
        if told.is_empty() {
            continue;
        }
        told.sort_by_key(|unit| (rates(ground, *unit), Reverse(ground.after.written(*unit)), *unit));
        told.truncate(LINES_MAX);
        let stands = standing.iter().copied().filter(|unit| denies(ground, *unit, &matter.denied));
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
        found.extend(between(ground, matter, &told));
    }
    found
}

/// The last day that a line names and that has been.
fn day_told(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    let days = ground.after.dates(unit);
    let days = days.iter().filter_map(|(_, value)| value.date());
    days.filter(|day| ground.input.as_of.is_none_or(|as_of| *day <= as_of)).max()
}

/// Lines of this year's entries that deny a matter since the last conference, each with an earlier entry of this year.
fn between(ground: &Ground<'_>, matter: &Matter, told: &[u32]) -> Vec<(u32, u32)> {
    let year = ground.said_this_year().filter(|unit| {
        let words = ground.after.words(*unit);
        ground.after.may(*unit, &[Sign::MatterDenied])
            && (0..words.len()).any(|at| words.is_in(at, &lexicon::SINCE))
            && denies(ground, *unit, &matter.denied)
    });
    let earlier = |unit: u32| {
        let before = |other: &&u32| {
            ground.is_said_this_year(**other) && ground.after.written(**other) < ground.after.written(unit)
        };
        told.iter().filter(before).find(|_| since(ground, unit).is_none()).copied()
    };
    year.filter_map(|unit| Some((unit, earlier(unit)?))).collect()
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
fn denies(ground: &Ground<'_>, unit: u32, matter: &Phrases<()>) -> bool {
    let words = ground.after.words(unit);
    let Some(at) = phrase(words, matter, |_| true) else { return is_none_of_section(ground, unit, matter) };
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
    words.is(at + 1, "nothing") || (at.saturating_sub(NONE_TOKENS)..at).any(none)
}

/// Whether a line says no more than that there was none, under a heading that names the matter: "None since 2016."
fn is_none_of_section(ground: &Ground<'_>, unit: u32, matter: &Phrases<()>) -> bool {
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
    none && ground.is_prose(unit)
        && heading().is_some_and(|heading| phrase(ground.after.words(heading), matter, |_| true).is_some())
}

/// Tokens before the name of a matter within which the line says that there was none: "no further fires".
const NONE_TOKENS: usize = 2;

/// Whether a line tells that a matter happened, this year.
fn tells(ground: &Ground<'_>, unit: u32, matter: &Phrases<()>) -> bool {
    tells_of(ground.after.words(unit), matter) && !is_history(ground, unit)
}

/// The line of a report that tells of a matter of which a line of the plan says that the report has none: an overdose, or
/// a fire before the one that the report is about.
pub(super) fn told_by_report(ground: &Ground<'_>, unit: u32, report: &Lines<'_>) -> Option<u32> {
    if !ground.after.may(unit, &[Sign::MatterDenied]) {
        return None;
    }
    MATTERS.iter().filter(|matter| OF_A_LIFE.contains(&matter.name)).find_map(|matter| {
        let earlier =
            |words: Words<'_>| (0..words.len()).any(|at| words.is_in(at, &lexicon::EARLIER_IN_A_LIFE));
        let his = |words: Words<'_>| (0..words.len()).any(|at| words.is_in(at, &lexicon::HE_OR_SHE));
        let tells = |unit: u32| {
            let words = report.words(unit);
            let before = matter.name != OF_A_LIFE[1] || earlier(words);
            his(words) && before && tells_of(words, &matter.told)
        };
        let may = |unit: &u32| report.line(*unit).speaks && report.may(*unit, &[Sign::MatterTold]);
        let lines = || report.all().map(|(unit, _)| unit).filter(may);
        let words = ground.after.words(unit);
        let limited = (0..words.len()).any(|at| words.is_in(at, &lexicon::LIMITS_OF_DENIALS));
        let denied = !limited && phrase(words, &matter.denied, |at| is_denied_at(words, at)).is_some();
        denied.then(|| lines().find(|unit| tells(*unit))).flatten()
    })
}

/// The matters that a report tells of as of a life.
const OF_A_LIFE: [&str; 2] = ["self-harm", "fire"];

/// Whether a line tells that any of the matters happened.
pub(super) fn tells_of_any(lines: &Lines<'_>, unit: u32) -> bool {
    let words = lines.words(unit);
    lines.may(unit, &[Sign::MatterTold]) && MATTERS.iter().any(|matter| tells_of(words, &matter.told))
}

/// Whether words tell that a matter happened: neither denied nor only supposed, nor to somebody else.
fn tells_of(words: Words<'_>, matter: &Phrases<()>) -> bool {
    let own = |at: usize| !is_denied_at(words, at) && !is_supposed(words, at) && !is_of_kin(words, at);
    phrase(words, matter, own).is_some()
}

/// Whether kin is the last of whom a line speaks before a token: "his brother took an overdose", not "his mother says he
/// took an overdose".
fn is_of_kin(words: Words<'_>, at: usize) -> bool {
    let person = |at: &usize| words.is_in(*at, &lexicon::KIN) || words.is_in(*at, &lexicon::PERSONAL);
    let last = (at.saturating_sub(SUPPOSED_TOKENS)..at).rfind(person);
    last.is_some_and(|last| words.is_in(last, &lexicon::KIN))
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
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Where a phrase begins of which this holds.
fn phrase(words: Words<'_>, phrases: &Phrases<()>, holds: impl Fn(usize) -> bool) -> Option<usize> {
    (0..words.len())
        .find(|at| words.is_word(*at) && phrases.phrase_at(words.tokens(), *at).is_some() && holds(*at))
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    fn check(stands: &str, entry: &str) -> bool {
        let plan = |entry: &str| format!("## Health\n\n{stands}\n\n## Contacts\n\n{entry}");
        let after = plan(&format!("9 May 2024 - Hall (R. Tait):\n{entry}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
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
    fn every_matter_is_denied_and_told() {
        for section in lexicon::MATTERS.sections() {
            let other = match section.heading.strip_suffix(TOLD) {
                Some(name) => name.to_owned(),
                None => format!("{}{TOLD}", section.heading),
            };
            let known = lexicon::MATTERS.sections().iter().any(|section| section.heading == other);
            assert!(known, "{other}");
        }
    }
}
