//! What differs in a fact from the report it was copied from.
//!
//! Takes the newest version and the reports, line by line; gives pairs of lines of which the one holds most of the
//! other's words, in runs as they stand there, and says otherwise: another figure, a denial more or less, one word of
//! fact for another, two names changed about, "two of them" or what limits a denial left out. Other clauses left out and
//! names written otherwise are no differences.

mod amounts;
mod cited;
mod claims;
mod frames;
mod who;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ground::Ground;
use super::ground::lines::{Line, Lines, Stem};
use super::ground::polarity::{Stance, denies, is_denied_at, stance_of};
use super::ground::signs::Sign;
use super::ground::values::count_at;
use crate::document::{Document, UnitKind};
use crate::facts::{Fact, FactClass};
use crate::lexicon;
use crate::text::{Words, numbers};
use who::Names;

/// A line of the newest version that differs from a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// The line.
    pub unit: u32,
    /// Which of the reports, as a place in the list given.
    pub report: usize,
    /// The report's line.
    pub of_report: u32,
}

/// Fewest telling words of a report's sentence that a copy is known by.
const STEMS_MIN: usize = 3;
/// Share of them that the copy has, in hundredths.
const COVERED_MIN: usize = 62;
/// Share of a report's neighbouring words that stand so in the copy, in hundredths: less is another sentence on the same
/// matter.
const RUNS_MIN: usize = 20;

/// The lines, in reading order.
pub(super) fn unlike(ground: &Ground<'_>) -> Vec<Unlike> {
    let mut found = Vec::new();
    for (report, lines) in ground.reports.iter().enumerate() {
        found.extend(cut_denials(ground, lines).map(|(unit, of_report)| Unlike { unit, report, of_report }));
        for (of_report, line) in lines.all().filter(|(_, line)| line.speaks) {
            let prose = matches!(lines.document.unit(of_report).kind, UnitKind::Sentence | UnitKind::Item);
            let Some(unit) = copy(ground, lines, of_report).filter(|_| prose && !line.stems.is_empty())
            else {
                continue;
            };
            if differs(ground, lines, of_report, unit) {
                found.push(Unlike { unit, report, of_report });
            }
        }
    }
    let copied: FxHashSet<u32> = found.iter().map(|found| found.unit).collect();
    let all_names: Vec<Names> = ground.reports.iter().map(|lines| Names::of(lines, &ground.stems)).collect();
    let reports = || ground.reports.iter().zip(&all_names).enumerate();
    for (report, (lines, names)) in reports() {
        let told =
            cited::misreported(ground, lines, names).into_iter().filter(|(unit, _)| !copied.contains(unit));
        found.extend(told.map(|(unit, of_report)| Unlike { unit, report, of_report }));
    }
    let listed: FxHashSet<u32> = found.iter().map(|found| found.unit).collect();
    for (report, (lines, names)) in reports() {
        let mut pairs = frames::pairs(ground, lines);
        pairs.extend(frames::cut_limits(ground, lines));
        pairs.extend(frames::clefts(ground, lines, names));
        pairs.extend(amounts::convictions_otherwise(ground, lines));
        pairs.extend(amounts::sums_changed_about(ground, lines));
        pairs.retain(|(unit, _)| !listed.contains(unit));
        found.extend(pairs.into_iter().map(|(unit, of_report)| Unlike { unit, report, of_report }));
    }
    found.sort_by_key(|found| (found.unit, found.report, found.of_report));
    found.dedup_by_key(|found| found.unit);
    found
}

/// The line of the newest version that holds most of a report's line.
fn copy(ground: &Ground<'_>, lines: &Lines<'_>, of_report: u32) -> Option<u32> {
    let own = telling(ground, lines, of_report);
    if own.len() < STEMS_MIN {
        return None;
    }
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for unit in own.iter().flat_map(|stem| ground.lines_with(*stem)) {
        *counts.entry(*unit).or_default() += 1;
    }
    let covered = |unit: u32| {
        let stems = &ground.after.line(unit).stems;
        own.iter().filter(|stem| stems.binary_search(stem).is_ok()).count()
    };
    let prose = |unit: &u32| {
        ground.after.document.unit(*unit).kind != UnitKind::Row && !ground.after.line(*unit).minutes
    };
    let best = counts.into_keys().filter(prose).max_by_key(|unit| {
        (covered(*unit), std::cmp::Reverse(ground.after.line(*unit).stems.len()), std::cmp::Reverse(*unit))
    })?;
    let (theirs, ours) = (lines.words(of_report), ground.after.words(best));
    let whole = covered(best) * 100 >= own.len() * COVERED_MIN && in_runs(theirs, ours) >= RUNS_MIN;
    // The plan may copy a part: then it has little that the report has not.
    let ours = behind_reporting(ours);
    let plans = telling_of(ground, &ground.after, best, ours);
    let of_plan = plans.iter().filter(|stem| own.contains(stem)).count();
    let part = plans.len() >= STEMS_OF_PART_MIN
        && of_plan * 100 >= plans.len() * COVERED_OF_PART_MIN
        && in_runs(ours, theirs) >= RUNS_OF_PART_MIN;
    // Who writes of what they did themselves copies nothing, and names alone are shared by all that is said of somebody.
    let own_account = ground.after.words(best).text(0) == "I" && lines.words(of_report).text(0) != "I";
    let names = &lines.line(of_report).names;
    let words = own.iter().filter(|stem| !names.contains(stem));
    let shared = words.filter(|stem| ground.after.line(best).stems.binary_search(stem).is_ok()).count();
    let told = shared >= WORDS_SHARED_MIN
        || in_runs(lines.words(of_report), ground.after.words(best)) >= RUNS_OF_PART_MIN;
    ((whole || part) && !own_account && told).then_some(best)
}

/// Fewest telling words, names apart, that a copy has of a report's sentence.
const WORDS_SHARED_MIN: usize = 2;
/// Fewest telling words of a plan's sentence that copies a part of one of a report, the share of them that stands there,
/// and of its neighbouring words, in hundredths.
const STEMS_OF_PART_MIN: usize = 4;
const COVERED_OF_PART_MIN: usize = 75;
const RUNS_OF_PART_MIN: usize = 50;

/// Share of neighbouring words that are neighbours in the other text too, in hundredths.
fn in_runs(theirs: Words<'_>, ours: Words<'_>) -> usize {
    let [theirs, ours] = [theirs, ours].map(said);
    let known: FxHashSet<&[String]> = ours.windows(2).collect();
    let runs = theirs.windows(2).filter(|pair| known.contains(pair)).count();
    runs * 100 / theirs.len().saturating_sub(1).max(1)
}

/// The words of a text in small letters, without signs.
fn said(words: Words<'_>) -> Vec<String> {
    let is_said = |at: &usize| words.is_word(*at) || words.is_number(*at);
    (0..words.len()).filter(is_said).map(|at| words.text(at).to_lowercase()).collect()
}

/// Denials that the report limits ("none since May") and the plan does not: its line ends where the limit begins.
fn cut_denials(ground: &Ground<'_>, lines: &Lines<'_>) -> impl Iterator<Item = (u32, u32)> {
    let mut whole: FxHashMap<Vec<String>, u32> = FxHashMap::default();
    for (unit, line) in ground.after.all().filter(|(_, line)| line.speaks && !line.minutes) {
        let may = ground.after.may(unit, &[Sign::Denial]);
        if may && line.words >= DENIAL_WORDS_MIN && denials(ground.after.words(unit)) > 0 {
            whole.entry(said(ground.after.words(unit))).or_insert(unit);
        }
    }
    let cut = |of_report: u32| {
        let words = lines.words(of_report);
        let mut limits = (1..words.len()).filter(|at| words.is_in(*at, &lexicon::LIMITS_OF_DENIALS));
        limits.find_map(|at| {
            let before = Words::new(words.source(), &words.tokens()[..at]);
            whole.get(&said(before)).map(|unit| (*unit, of_report))
        })
    };
    let limited = |(of_report, _): &(u32, &Line)| lines.may(*of_report, &[Sign::LimitOfDenial]);
    let found: Vec<(u32, u32)> =
        lines.all().filter(limited).filter_map(|(of_report, _)| cut(of_report)).collect();
    found.into_iter()
}

/// Fewest words of a denial that is known again by them alone.
const DENIAL_WORDS_MIN: u32 = 4;

pub(super) fn denials(words: Words<'_>) -> usize {
    (0..words.len()).filter(|at| denies(words, *at)).count()
}

/// What a line says, without the words by which it says that a report says so: "The court report states that".
pub(super) fn behind_reporting(words: Words<'_>) -> Words<'_> {
    let verb =
        (0..REPORTING_TOKENS_MAX.min(words.len())).find(|at| words.is_in(*at, &lexicon::SAID_BY_REPORTS));
    // "SER: Ms Orr says …" is what she says.
    let report = |verb: &usize| {
        let named = (0..*verb).find(|at| words.is_in(*at, &lexicon::REPORTS));
        named.is_some_and(|named| !(named..*verb).any(|at| words.is_sign(at, ":")))
    };
    match verb.filter(report) {
        Some(verb) => Words::new(words.source(), &words.tokens()[verb + 1..]),
        None => words,
    }
}

/// Tokens within which a line names the report that it quotes.
const REPORTING_TOKENS_MAX: usize = 8;

/// The stems of a line without its numbers.
fn telling(ground: &Ground<'_>, lines: &Lines<'_>, unit: u32) -> Vec<Stem> {
    let numbers = numbers_in(ground, lines.words(unit));
    lines.line(unit).stems.iter().copied().filter(|stem| !numbers.contains(stem)).collect()
}

/// The same of some of its words.
fn telling_of(ground: &Ground<'_>, lines: &Lines<'_>, unit: u32, words: Words<'_>) -> Vec<Stem> {
    if words.len() == lines.words(unit).len() {
        return telling(ground, lines, unit);
    }
    let said: FxHashSet<Stem> = (0..words.len()).filter_map(|at| ground.stems.find(words.text(at))).collect();
    let numbers = numbers_in(ground, words);
    let stems = lines.line(unit).stems.iter().copied();
    stems.filter(|stem| said.contains(stem) && !numbers.contains(stem)).collect()
}

/// The stems of the numbers among some words.
pub(super) fn numbers_in(ground: &Ground<'_>, words: Words<'_>) -> Vec<Stem> {
    let numbers = (0..words.len()).filter(|at| numbers::number_at(words, *at).is_some());
    numbers.filter_map(|at| ground.stems.find(words.text(at))).collect()
}

fn differs(ground: &Ground<'_>, lines: &Lines<'_>, of_report: u32, unit: u32) -> bool {
    let (theirs, ours) = (lines.words(of_report), behind_reporting(ground.after.words(unit)));
    let (report, plan) = (lines.document, ground.after.document);
    figures_differ(&figures(report, theirs), &figures(plan, ours))
        || kin_differs(theirs, ours)
        || denials_differ(ground, theirs, ours)
        || facts_differ((theirs, &report.facts_in(theirs.tokens())), (ours, &plan.facts_in(ours.tokens())))
        || names_change_about(ground, lines, of_report, ours)
        || a_share_is_cut(theirs, ours)
}

/// Whether the plan has the report's words but for a run that says of how many, or of whom only, they hold.
fn a_share_is_cut(theirs: Words<'_>, ours: Words<'_>) -> bool {
    let (of_report, own) = (said(theirs), said(ours));
    let front = of_report.iter().zip(&own).take_while(|(one, other)| one == other).count();
    let ends = of_report.iter().rev().zip(own.iter().rev()).take_while(|(one, other)| one == other);
    let back = ends.take(own.len() - front).count();
    if front + back < own.len() || of_report.len() <= own.len() {
        return false;
    }
    let run = &of_report[front..of_report.len() - back];
    let limits = |word: &String| lexicon::LIMITING.has(word);
    // "Two of them": those that were spoken of, and not "one of four keys".
    let of_so_many = (1..theirs.len()).any(|at| {
        let them = theirs.is(at, "of") && theirs.is_in(at + 1, &lexicon::THOSE_SPOKEN_OF);
        let number = || (run.iter()).any(|word| theirs.text(at - 1).eq_ignore_ascii_case(word));
        them && numbers::number_at(theirs, at - 1).is_some() && number()
    });
    run.iter().any(limits) || (of_so_many && run.iter().any(|word| word == "of"))
}

/// Whether each has kin that the other has not: "it was his sister who rang", and his brother.
pub(super) fn kin_differs(theirs: Words<'_>, ours: Words<'_>) -> bool {
    let kin = |words: Words<'_>| -> Vec<String> {
        let places = (0..words.len()).filter(|at| words.is_in(*at, &lexicon::KIN));
        places
            .map(|at| {
                lexicon::one_name(words.text(at).to_lowercase().as_str(), &lexicon::KIN_BY_NAME).to_owned()
            })
            .collect()
    };
    let (theirs, ours) = (kin(theirs), kin(ours));
    theirs.iter().any(|one| !ours.contains(one)) && ours.iter().any(|one| !theirs.contains(one))
}

/// Whether each has a figure that the other has not, or a date: how old somebody is says no other day of birth.
fn figures_differ(theirs: &Figures, ours: &Figures) -> bool {
    let differ = |theirs: &[String], ours: &[String]| {
        theirs.iter().any(|figure| !ours.contains(figure))
            && ours.iter().any(|figure| !theirs.contains(figure))
    };
    differ(&theirs.numbers, &ours.numbers) || differ(&theirs.dates, &ours.dates)
}

/// The figures of a line, spelt one way.
struct Figures {
    dates: Vec<String>,
    numbers: Vec<String>,
}

fn figures(document: &Document, words: Words<'_>) -> Figures {
    let days = document.dates_in(words.tokens());
    let in_day = |at: usize| days.iter().any(|(range, _)| range.contains(&at));
    let dates: Vec<String> = days.iter().map(|(_, value)| format!("{value:?}")).collect();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // "Twice" and "two times" are one figure.
        if let Some((end, times)) = count_at(words, at) {
            found.push(format!("{times} times"));
            at = end.max(at + 1);
            continue;
        }
        let number = numbers::number_at(words, at).filter(|_| !in_day(at));
        // "first" and "second" are seldom figures.
        let counted = number.filter(|(_, value)| value.form != numbers::NumberForm::Ordinal);
        found.extend(counted.map(|(_, value)| format!("{value:?}")));
        at = number.map_or(at + 1, |(end, _)| end.max(at + 1));
    }
    Figures { dates, numbers: found }
}

/// Longest sentence in which what is denied is looked for, in tokens: work stays bounded by the plan.
const WORDS_MAX: usize = 512;

/// Whether one denies a word that the other affirms; where both deny as often, whether what they deny changed about:
/// "when he is tired and not when he is angry".
fn denials_differ(ground: &Ground<'_>, theirs: Words<'_>, ours: Words<'_>) -> bool {
    if theirs.len().max(ours.len()) > WORDS_MAX {
        return false;
    }
    let stems = |words: Words<'_>| -> FxHashSet<Stem> {
        let words_of = (0..words.len()).filter(|at| words.is_word(*at));
        words_of.filter_map(|at| ground.stems.find(words.text(at))).collect()
    };
    if ends_what_is_denied(theirs, ours) || ends_what_is_denied(ours, theirs) {
        return false;
    }
    let both: Vec<Stem> = stems(theirs).intersection(&stems(ours)).copied().collect();
    let is_denied = |words: Words<'_>, stem: Stem| {
        let mut places = (0..words.len()).filter(|at| ground.stems.find(words.text(*at)) == Some(stem));
        places.any(|at| is_denied_at(words, at))
    };
    // As many denials on both sides: the same said in another way.
    if denials(theirs) == denials(ours) {
        let now = both.iter().any(|stem| !is_denied(theirs, *stem) && is_denied(ours, *stem));
        return now && both.iter().any(|stem| is_denied(theirs, *stem) && !is_denied(ours, *stem));
    }
    let opposite = |one: Stance, other: Stance| {
        matches!((one, other), (Stance::For, Stance::Against) | (Stance::Against, Stance::For))
    };
    both.iter().any(|stem| opposite(stance_of(ground, theirs, *stem), stance_of(ground, ours, *stem)))
}

/// Whether the one denies what the other says has ended: "ended in May" is none since May.
pub(super) fn ends_what_is_denied(denies: Words<'_>, ends: Words<'_>) -> bool {
    let ended = (0..ends.len()).any(|at| ends.is_in(at, &lexicon::NONE_FROM_THEN));
    ended && denials(ends) == 0 && denials(denies) > 0
}

/// What a line says, and its facts.
type Told<'a> = (Words<'a>, &'a [Fact]);

/// Whether one word of fact stands where the other has another, its neighbours on both sides the same.
fn facts_differ((theirs, of_theirs): Told<'_>, (ours, of_ours): Told<'_>) -> bool {
    let same = |one: usize, other: usize| theirs.text(one).eq_ignore_ascii_case(ours.text(other));
    let is_fact = |facts: &[Fact], at: usize| {
        facts.iter().any(|fact| fact.tokens.contains(&at) && FACTS.contains(&fact.class))
    };
    (1..theirs.len().saturating_sub(2)).any(|at| {
        (1..ours.len().saturating_sub(2)).any(|place| {
            let framed = same(at - 1, place - 1) && same(at + 1, place + 1) && same(at + 2, place + 2);
            framed && !same(at, place) && is_fact(of_theirs, at) && is_fact(of_ours, place)
        })
    })
}

/// Classes of which one word for another is a difference by itself.
const FACTS: [FactClass; 7] = [
    FactClass::Status,
    FactClass::Antonym,
    FactClass::Negation,
    FactClass::Denial,
    FactClass::Level,
    FactClass::Risk,
    FactClass::Frequency,
];

/// Whether two names of the report stand the other way round: what follows or precedes the one there, in the plan does
/// so with the other.
fn names_change_about(ground: &Ground<'_>, lines: &Lines<'_>, of_report: u32, ours: Words<'_>) -> bool {
    let theirs = lines.words(of_report);
    let places = |words: Words<'_>, stem: Stem| -> Vec<usize> {
        (0..words.len()).filter(|at| ground.stems.find(words.text(*at)) == Some(stem)).collect()
    };
    let beside = |one: usize, other: usize| {
        let same = |one: usize, other: usize| {
            let telling = !lexicon::SMALL_WORDS.has_in_small(theirs.text(one));
            telling && theirs.is_word(one) && theirs.text(one).eq_ignore_ascii_case(ours.text(other))
        };
        let behind = one + 1 < theirs.len() && other + 1 < ours.len() && same(one + 1, other + 1);
        behind || (one > 0 && other > 0 && same(one - 1, other - 1))
    };
    let stands_for = |one: Stem, other: Stem| {
        let own = places(ours, other);
        places(theirs, one).into_iter().any(|one| own.iter().any(|other| beside(one, *other)))
    };
    let names = &lines.line(of_report).names;
    names.iter().enumerate().any(|(at, one)| {
        names[at + 1..].iter().any(|other| stands_for(*one, *other) && stands_for(*other, *one))
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::with_report;
    use super::*;

    /// Whether this sentence of a plan differs from the one of a report.
    fn differs(report: &str, plan: &str) -> bool {
        with_report(report, &format!("## History\n\n{plan}\n"), |ground| !unlike(ground).is_empty())
    }

    #[test]
    fn what_says_otherwise() {
        let report = "Ms Orr was given nine fines, two of them for the ferry, between 2015 and 2017.";
        for plan in [
            "Ms Orr was given nine fines for the ferry, between 2015 and 2017.",
            "Ms Orr was given eight fines, two of them for the ferry, between 2015 and 2017.",
            "MS ORR WAS GIVEN NINE FINES, TWO OF THEM FOR THE FERRY, BETWEEN 2015 AND 2018.",
        ] {
            assert!(differs(report, plan), "{plan}");
        }
        let report = "She has never missed a clinic since 2014, when the bus was late.";
        assert!(differs(report, "She has never missed a clinic."));
        let report = "It was her aunt, Mrs Weir, who found the boat and rang the harbour that evening.";
        assert!(differs(report, "It was her cousin who found the boat and rang the harbour that evening."));
        let report = "She is slow when she is cold and not when she is tired, the ferry crew say.";
        assert!(differs(
            report,
            "She is slow when she is tired and not when she is cold, the ferry crew say."
        ));
        let report = "She kept the job but was put off the ferry crew of the Larch after nine of its fourteen sailings, having twice been late and once been rude to the mate.";
        assert!(differs(
            report,
            "She was put off the ferry crew of the Larch after ten of fourteen sailings."
        ));
        let report = "She rang the harbour office at least five times on the evening of the storm, the last from the quay.";
        assert!(differs(report, "She rang the harbour office at least twice on the evening of the storm."));
        let report = "Weir drove the van to the harbour while Orr waited by the slipway.";
        assert!(differs(report, "Orr drove the van to the harbour while Weir waited by the slipway."));
    }

    #[test]
    fn what_says_the_same_in_another_way_or_something_else() {
        let report = "I do not see a pattern of careless driving in these reports.";
        assert!(!differs(report, "There is not a pattern of careless driving in these reports."));
        let report = "The rent of £460 was agreed with Ms Orr in May and kept for two months.";
        assert!(!differs(report, "Ms Orr wants the agreed rent kept for 3 months first, from May."));
        let report = "It was her mother who found the boat and rang the harbour that evening.";
        assert!(!differs(report, "It was her mum who found the boat and rang the harbour that evening."));
        let report = "She was put off the ferry crew of the Larch after nine sailings.";
        assert!(!differs(
            report,
            "The court report of 3 May 2019 states that she was put off the ferry crew of the Larch after nine sailings."
        ));
        let report = "Orr and Weir ran the ferry from the old harbour at Skerrow.";
        assert!(!differs(report, "At Skerrow, from the old harbour, the ferry was run by Weir and Orr."));
    }
}
