//! How much and how often, as a plan and a report tell it of the same thing.
//!
//! Takes two sentences, or a plan's sentence and a report; says whether blows are counted otherwise ("once", "three
//! times"), drink is measured otherwise ("half a bottle", "a bottle and a half"), the same reading has another figure, a
//! sum has its figures changed about, or convictions are counted otherwise.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::findings::ground::Ground;
use crate::findings::ground::lines::Lines;
use crate::lexicon;
use crate::text::Words;
use crate::text::numbers::{NumberValue, number_at};

/// Most numbers of a sentence that are looked at: work stays bounded by the plan.
const NUMBERS_MAX: usize = 16;
/// Tokens behind a blow within which it is counted.
const BLOWS_TOKENS: usize = 7;

/// How many blows a sentence first tells of, and all counts in it.
pub(super) struct Blows {
    first: u64,
    all: Vec<u64>,
}

/// "Struck him three times", "struck once".
pub(super) fn blows(words: Words<'_>) -> Option<Blows> {
    let struck = (0..words.len()).find(|at| words.is_in(*at, &lexicon::STRIKING))?;
    let ends = |at: &usize| words.is_sign(*at, ",") || words.is_sign(*at, ".") || words.is_sign(*at, ";");
    let times = |at: usize| {
        let word = lexicon::TIMES_IN_A_WORD.position(words.text(at)).map(|times| times as u64 + 1);
        let behind = |end: usize| words.is_in(end, &lexicon::TIMES) || words.is_in(end, &lexicon::BLOWS);
        let (end, value) = match number_at(words, at) {
            Some(number) if word.is_none() => number,
            _ => return word,
        };
        value.count().filter(|_| behind(end))
    };
    let within = (struck + 1..(struck + BLOWS_TOKENS).min(words.len())).take_while(|at| !ends(at));
    let first = within.into_iter().find_map(times)?;
    let all = (0..words.len()).filter_map(times).take(NUMBERS_MAX).collect();
    Some(Blows { first, all })
}

/// The report's line that counts the blows otherwise: the only one that counts any.
pub(super) fn blows_otherwise(ours: Words<'_>, report: &Lines<'_>) -> Option<u32> {
    let own = blows(ours)?;
    let mut counted = report.all().filter(|(_, line)| line.speaks).filter_map(|(unit, _)| {
        let blows = blows(report.words(unit))?;
        Some((unit, blows))
    });
    let (unit, blows) = counted.next()?;
    let same = blows.all.contains(&own.first) || own.all.contains(&blows.first);
    (counted.next().is_none() && !same).then_some(unit)
}

/// How much of a bottle a sentence tells of, in twelfths, and what was in it.
fn bottles(words: Words<'_>) -> Option<(Vec<u64>, String)> {
    let at = (0..words.len()).find(|at| words.is_in(*at, &lexicon::BOTTLES))?;
    let more = words.is(at + 1, "and") && words.is(at + 2, "a") && words.is(at + 3, "half");
    let of = if more { at + 4 } else { at + 1 };
    let what = words.is(of, "of").then(|| words.text(of + 1).to_lowercase())?;
    let before = at.saturating_sub(BOTTLE_TOKENS)..at;
    let parts = before.clone().filter_map(|at| {
        let part = lexicon::PARTS_OF_A_WHOLE.position(words.text(at));
        part.map(|part| PARTS[part.min(PARTS.len() - 1)])
    });
    let mut found: Vec<u64> = parts.collect();
    if found.is_empty() {
        let count =
            before.rev().take(1).find_map(|at| number_at(words, at)).and_then(|(_, value)| value.count());
        found.push(count.unwrap_or(1).saturating_mul(WHOLE) + if more { PARTS[0] } else { 0 });
    }
    Some((found, what))
}

/// A bottle, and the parts of it that have a name, in twelfths: a half, a third, a quarter.
const WHOLE: u64 = 12;
const PARTS: [u64; 3] = [6, 4, 3];
/// Tokens before a bottle within which a part of it is named.
const BOTTLE_TOKENS: usize = 6;

/// Whether as much of the same drink is told otherwise.
pub(super) fn bottles_otherwise(theirs: Words<'_>, ours: Words<'_>) -> bool {
    let (Some((their, what)), Some((our, drink))) = (bottles(theirs), bottles(ours)) else { return false };
    what == drink && !their.iter().any(|part| our.contains(part))
}

/// Whether what is measured by the same word has another figure, another figure being the same: "a reading of 60 against
/// a limit of 22".
pub(super) fn reading_otherwise(theirs: Words<'_>, ours: Words<'_>) -> bool {
    let (their, our) = (measured(theirs), measured(ours));
    let has =
        |all: &[(String, NumberValue)], value: &NumberValue| all.iter().any(|(_, other)| other == value);
    let same = our.iter().any(|(_, value)| has(&their, value));
    same && our.iter().any(|(word, value)| {
        let of_word = |other: &&(String, NumberValue)| other.0 == *word;
        let mut others = their.iter().filter(of_word).peekable();
        !has(&their, value) && others.peek().is_some() && others.all(|(_, other)| !has(&our, other))
    })
}

/// The figures of a sentence that stand close behind a word which says what they measure.
fn measured(words: Words<'_>) -> Vec<(String, NumberValue)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() && found.len() < NUMBERS_MAX {
        let Some((end, value)) = number_at(words, at) else {
            at += 1;
            continue;
        };
        let telling = |at: &usize| {
            words.is_word(*at) && words.text(*at).len() > 2 && !words.is_in(*at, &lexicon::SMALL_WORDS)
        };
        let word = (at.saturating_sub(MEASURED_TOKENS)..at).rev().find(telling);
        found.extend(word.map(|word| (words.text(word).to_lowercase(), value)));
        at = end.max(at + 1);
    }
    found
}

/// Tokens behind a word within which the figure stands that it measures.
const MEASURED_TOKENS: usize = 2;

/// Whether the only sum of the one is the other's with its figures changed about, or ten times it.
pub(super) fn sum_otherwise(theirs: Words<'_>, ours: Words<'_>) -> bool {
    let sums = |words: Words<'_>| sums(words, CITED_SUM_MIN);
    let ([their], [our]) = (&sums(theirs)[..], &sums(ours)[..]) else { return false };
    let tenfold = their.checked_mul(10) == Some(*our) || our.checked_mul(10) == Some(*their);
    tenfold || are_changed_about(*their, *our)
}

/// Runs of words behind a number, in a report: "five nights of the week".
pub(super) struct Counts {
    by_run: FxHashMap<[String; COUNTED_RUN], Vec<(u32, NumberValue)>>,
}

impl Counts {
    pub(super) fn of(report: &Lines<'_>) -> Self {
        let mut by_run: FxHashMap<[String; COUNTED_RUN], Vec<(u32, NumberValue)>> = FxHashMap::default();
        for (unit, _) in report.all().filter(|(_, line)| line.speaks) {
            for (run, value) in runs(report.words(unit)) {
                by_run.entry(run).or_default().push((unit, value));
            }
        }
        Self { by_run }
    }

    /// The report's line that counts otherwise what a line of the plan counts in the same words.
    pub(super) fn otherwise(&self, ours: Words<'_>) -> Option<u32> {
        runs(ours).into_iter().find_map(|(run, value)| {
            let there = self.by_run.get(&run)?;
            let same = there.iter().any(|(_, other)| *other == value);
            there.first().filter(|_| !same).map(|(unit, _)| *unit)
        })
    }
}

/// Words behind a number by which it is known what it counts.
const COUNTED_RUN: usize = 4;

/// The numbers of a sentence with the words behind them, where these tell something.
fn runs(words: Words<'_>) -> Vec<([String; COUNTED_RUN], NumberValue)> {
    let run = |at: usize| {
        let (end, value) = number_at(words, at)?;
        let whole = (end..end + COUNTED_RUN).all(|at| words.is_word(at));
        let thing = words.text(end).len() > 2 && !words.is_in(end, &lexicon::SMALL_WORDS);
        let text = |next: usize| words.text(end + next).to_lowercase();
        (whole && thing && value.count().is_some()).then(|| (std::array::from_fn(text), value))
    };
    (1..words.len()).filter_map(run).take(NUMBERS_MAX).collect()
}

/// Pairs of a plan's line that gives a sum, and the report's only line that gives it with its figures changed about.
pub(super) fn sums_changed_about(ground: &Ground<'_>, report: &Lines<'_>) -> Vec<(u32, u32)> {
    let of_report: Vec<(u32, u64)> = report
        .all()
        .filter(|(_, line)| line.speaks)
        .flat_map(|(unit, _)| sums(report.words(unit), SUM_MIN).into_iter().map(move |sum| (unit, sum)))
        .take(SUMS_MAX)
        .collect();
    if of_report.is_empty() {
        return Vec::new();
    }
    let known: FxHashSet<u64> = of_report.iter().map(|(_, sum)| *sum).collect();
    let lines = ground.after.all().filter(|(unit, line)| line.speaks && ground.is_prose(*unit));
    let changed = |(unit, sum): (u32, u64)| {
        let mut others = of_report.iter().filter(|(_, other)| are_changed_about(*other, sum));
        let (line, other) = others.next()?;
        others.all(|(_, another)| another == other).then_some((unit, *line))
    };
    let own = lines.flat_map(|(unit, _)| {
        sums(ground.after.words(unit), SUM_MIN).into_iter().map(move |sum| (unit, sum))
    });
    own.filter(|(_, sum)| !known.contains(sum)).take(SUMS_MAX).filter_map(changed).collect()
}

/// Most sums of a document that are compared, and the least that is known again by its figures alone.
const SUMS_MAX: usize = 256;
const SUM_MIN: u64 = 10_000;
/// The least of one that a report is said to give.
const CITED_SUM_MIN: u64 = 100;

/// The sums of money that a sentence gives, in whole pounds.
fn sums(words: Words<'_>, least: u64) -> Vec<u64> {
    let places = (0..words.len()).filter(|at| words.is_sign(*at, "£"));
    let money = places.filter_map(|at| number_at(words, at));
    money.filter_map(|(_, value)| value.pounds()).filter(|sum| *sum >= least).take(NUMBERS_MAX).collect()
}

/// Whether two neighbouring figures have changed places.
fn are_changed_about(one: u64, other: u64) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let unlike: Vec<usize> = (0..one.len()).filter(|at| one[*at] != other[*at]).collect();
    let [first, second] = unlike[..] else { return false };
    second == first + 1 && one[first] == other[second] && one[second] == other[first]
}

/// How many earlier convictions a sentence counts, and those of a kind.
struct Convictions {
    all: Option<u64>,
    /// "Two for violence", "two of them for violence".
    of_kind: Vec<(u64, String)>,
}

/// Reads "nine previous convictions, two of them for violence".
fn convictions(words: Words<'_>) -> Option<Convictions> {
    let at = (0..words.len()).find(|at| {
        words.is_in(*at, &lexicon::CONVICTIONS)
            && *at > 1
            && words.is_in(at - 1, &lexicon::EARLIER_BEFORE_CONVICTIONS)
    })?;
    let count = |at: usize| {
        number_at(words, at)
            .and_then(|(_, value)| value.count())
            .or_else(|| words.is(at, "none").then_some(0))
    };
    let whole = count(at - 2)?;
    let mut found = Convictions { all: Some(whole), of_kind: Vec::new() };
    // "Three previous convictions for violence" counts these alone.
    if words.is(at + 1, "for") {
        found = Convictions { all: None, of_kind: vec![(whole, words.text(at + 2).to_lowercase())] };
    }
    for part in at + 2..words.len().min(at + CONVICTIONS_TOKENS) {
        let Some(number) = count(part) else { continue };
        let for_what = (part + 1..part + 6).find(|at| words.is(*at, "for"));
        found.of_kind.extend(for_what.map(|at| (number, words.text(at + 1).to_lowercase())));
    }
    Some(found)
}

/// Tokens behind convictions within which they are counted by kind.
const CONVICTIONS_TOKENS: usize = 24;

/// Pairs of a plan's line that counts earlier convictions, and the report's first that counts them otherwise.
pub(super) fn convictions_otherwise(ground: &Ground<'_>, report: &Lines<'_>) -> Vec<(u32, u32)> {
    let counted = |lines: &Lines<'_>| -> Vec<(u32, Convictions)> {
        let speaking = lines.all().filter(|(unit, line)| {
            line.speaks && !line.minutes && { lines.document.unit(*unit).tokens.len() <= TOKENS_MAX }
        });
        let found = speaking.filter_map(|(unit, _)| Some((unit, convictions(lines.words(unit))?)));
        found.take(NUMBERS_MAX).collect()
    };
    let theirs = counted(report);
    let [(of_report, their)] = &theirs[..] else { return Vec::new() };
    let otherwise = |ours: &Convictions| {
        let all = their.all.zip(ours.all).is_some_and(|(one, other)| one != other);
        let kind = |(number, what): &(u64, String)| {
            let of_kind = |other: &&(u64, String)| other.1 == *what;
            let mut same = their.of_kind.iter().filter(of_kind).peekable();
            same.peek().is_some() && same.all(|(other, _)| other != number)
        };
        all || ours.of_kind.iter().any(kind)
    };
    let ours = counted(&ground.after).into_iter();
    ours.filter(|(_, ours)| otherwise(ours)).map(|(unit, _)| (unit, *of_report)).collect()
}

const TOKENS_MAX: usize = 256;

#[cfg(test)]
mod tests {
    use crate::findings::check::with_report;
    use crate::findings::report::amounts::are_changed_about;
    use crate::findings::report::unlike;

    fn differs(report: &str, plan: &str) -> bool {
        with_report(report, &format!("## History\n\n{plan}\n"), |ground| !unlike(ground).is_empty())
    }

    #[test]
    fn sums_with_figures_changed_about() {
        let report = "The sum in the charge was £37,800, of which £2,150 has been found.";
        assert!(differs(report, "She took £38,700 from the harbour board."));
        for same in ["She took £37,800 from the harbour board.", "She took £41,000 from the harbour board."]
        {
            assert!(!differs(report, same), "{same}");
        }
        assert!(are_changed_about(1_234, 1_324) && !are_changed_about(1_234, 4_231));
        assert!(!are_changed_about(1_100, 1_100) && !are_changed_about(120, 1_200));
    }

    #[test]
    fn convictions_by_all_and_by_kind() {
        let report = "Ms Orr has nine previous convictions, two of them for smuggling and one for poaching.";
        for plan in [
            "There are four previous convictions.",
            "She has nine previous convictions for smuggling and rum was in most.",
            "She has nine previous convictions, three of them for smuggling.",
        ] {
            assert!(differs(report, plan), "{plan}");
        }
        for plan in [
            "There are nine previous convictions.",
            "She has two previous convictions for smuggling.",
            "Nine previous convictions, one of them for poaching.",
            "She has three previous convictions for towing.",
            "There were four earlier surveys.",
        ] {
            assert!(!differs(report, plan), "{plan}");
        }
    }
}
