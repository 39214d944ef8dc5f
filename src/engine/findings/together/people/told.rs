//! Who has not been told of something, and who has.
//!
//! Takes the newest version, gives pairs: a line by which somebody has not been told, and the line of this year by which
//! he was told, or knows. Both speak of one matter: they or the sentences beside them share a rare word; where they share
//! none they stand under one heading and were written within a month.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::is_supposed;
use crate::lexicon;
use crate::text::Words;

/// Most lines of either kind: work stays bounded by the plan.
const LINES_MAX: usize = 48;
/// Days within which two lines under one heading speak of one matter.
const DAYS_MAX: i32 = 31;

/// A line by which somebody was told of something, or was not.
struct Told {
    unit: u32,
    /// The word that names him: a pronoun, a name, or what he is.
    whom: String,
    /// Whether that is a name.
    named: bool,
    /// Whether nothing behind it says of what.
    bare: bool,
    /// The rare words of it and of the sentences beside it.
    around: FxHashSet<Stem>,
}

/// The pairs, in reading order.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let may = |unit: &u32| {
        let short = ground.after.tokens(*unit).len() <= TOKENS_MAX;
        short && ground.after.may(*unit, &[Sign::ToldSomebody, Sign::Knows])
    };
    let lines = || ground.standing().chain(ground.said_this_year()).filter(may);
    let of = |unit: u32, was: bool| {
        let (whom, bare) = told(ground.after.words(unit), was)?;
        let named = whom.starts_with(char::is_uppercase) && !lexicon::SAID_OF_ANYBODY.has(&whom);
        Some(Told { unit, whom: whom.to_lowercase(), named, bare, around: rare_around(ground, unit) })
    };
    let not_told: Vec<Told> = lines().filter_map(|unit| of(unit, false)).take(LINES_MAX).collect();
    if not_told.is_empty() {
        return Vec::new();
    }
    let told: Vec<Told> = lines().filter_map(|unit| of(unit, true)).take(LINES_MAX).collect();
    let pair = |not: &Told| Some((not.unit, of_the_same(ground, not, &told)?));
    let mut found: Vec<(u32, u32)> = not_told.iter().filter_map(pair).collect();
    found.sort_unstable();
    found
}

/// The line by which somebody was told of what a line says he was not told of.
fn of_the_same(ground: &Ground<'_>, not: &Told, told: &[Told]) -> Option<u32> {
    let beside = |other: &Told| {
        let section = |unit: u32| ground.after.document.unit(unit).section;
        let days = ground.after.written(not.unit).zip(ground.after.written(other.unit));
        other.bare
            && section(not.unit) == section(other.unit)
            && days.is_some_and(|(one, other)| (one - other).get_days().abs() <= DAYS_MAX)
    };
    let entry = |unit: u32| ground.after.entry(unit);
    let others =
        told.iter().filter(|other| entry(other.unit).is_none() || entry(other.unit) != entry(not.unit));
    // Who was not told in May, and was in June, was told.
    let stale = |other: &Told| {
        ground
            .after
            .written(not.unit)
            .is_some_and(|day| ground.after.written(other.unit).is_some_and(|told| told > day))
    };
    let same = others.filter(|other| !stale(other) && are_one_person(ground, not, other));
    let candidates =
        same.map(|other| (other.around.intersection(&not.around).count(), beside(other), other.unit));
    let best = candidates.max_by_key(|(shared, beside, other)| (*shared, *beside, Reverse(*other)))?;
    (best.0 > 0 || best.1).then_some(best.2)
}

/// Whether whom two lines name may be one person: by the same word, or by a pronoun where the line beside names him, or
/// the plan is about him.
fn are_one_person(ground: &Ground<'_>, one: &Told, other: &Told) -> bool {
    let pronoun = |whom: &str| {
        let sets = [&lexicon::SAID_OF_HIM, &lexicon::SAID_OF_HER, &lexicon::SAID_OF_THEM];
        sets.iter().position(|set| set.has(whom))
    };
    // Whom a plan is about is named in its first lines, or again and again.
    let last = FIRST_LINES.min(ground.after.document.units().len() as u32);
    let first = |stem: Stem| (0..last).any(|unit| ground.after.line(unit).stems.contains(&stem));
    let is_about =
        |name: &str| ground.stems.find(name).is_none_or(|stem| !ground.after.is_rare(stem) || first(stem));
    let named_beside = |name: &str, told: &Told| {
        let entry = ground.after.lines_of_entry(told.unit);
        let lines = told.unit.saturating_sub(1).max(entry.start)..=told.unit;
        let stem = ground.stems.find(name);
        stem.is_some()
            && lines
                .into_iter()
                .any(|unit| ground.after.line(unit).stems.iter().any(|own| Some(*own) == stem))
    };
    match (pronoun(&one.whom), pronoun(&other.whom)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.whom == other.whom,
        (Some(_), None) => other.named && (is_about(&other.whom) || named_beside(&other.whom, one)),
        (None, Some(_)) => one.named && (is_about(&one.whom) || named_beside(&one.whom, other)),
    }
}

/// The rare words of a line and of the sentences beside it in its entry; kin and verbs of telling are no matter.
fn rare_around(ground: &Ground<'_>, unit: u32) -> FxHashSet<Stem> {
    let entry = ground.after.lines_of_entry(unit);
    let around: Range<u32> = unit.saturating_sub(1).max(entry.start)..(unit + 2).min(entry.end.max(unit + 1));
    let mut found = FxHashSet::default();
    for unit in around {
        let words = ground.after.words(unit);
        let general = |at: usize| words.is_in(at, &lexicon::KNOWING) || words.is_in(at, &lexicon::KIN);
        for at in (0..words.len().min(TOKENS_MAX)).filter(|at| words.is_word(*at) && !general(*at)) {
            let stem = ground.stems.find(words.text(at)).filter(|stem| ground.after.is_rare(*stem));
            found.extend(stem.filter(|stem| ground.after.line(unit).stems.binary_search(stem).is_ok()));
        }
    }
    found
}

/// Whom a line says to have been told (`was`), or not to have been, and whether nothing behind it says of what. What is not
/// to be told is neither.
fn told(words: Words<'_>, was: bool) -> Option<(String, bool)> {
    let tells = |at: usize| words.is_in(at, &lexicon::TOLD_SOMEBODY);
    let instructs = |at: usize| {
        words.is(at, "be") && tells(at + 1)
            || words.is_in(at, &lexicon::ORDERING) && (at + 1..at + 4).any(tells)
    };
    if (0..words.len()).any(instructs) {
        return None;
    }
    let not = (0..words.len()).find_map(|at| not_told(words, at));
    if !was || not.is_some() {
        return not.filter(|_| !was).map(|whom| (whom, false));
    }
    (0..words.len()).find_map(|at| was_told(words, at))
}

/// Whom "has not been told" is said of.
fn not_told(words: Words<'_>, at: usize) -> Option<String> {
    let been = (at.saturating_sub(2)..at).any(|at| words.is(at, "been"));
    let is = words.is_in(at, &lexicon::TOLD_SOMEBODY) && been && denied(words, at);
    is.then(|| subject(words, at)).flatten()
}

/// Whom "told him", "was told" and "so he knows" are said of.
fn was_told(words: Words<'_>, at: usize) -> Option<(String, bool)> {
    if denied(words, at) || is_supposed(words, at) {
        return None;
    }
    if words.is_in(at, &lexicon::KNOWS) {
        return subject(words, at).filter(|who| lexicon::SAID_OF_ANYBODY.has(who)).map(|who| (who, false));
    }
    if !words.is_in(at, &lexicon::TOLD_SOMEBODY) {
        return None;
    }
    let passive = at > 0 && words.is_in(at - 1, &lexicon::AUXILIARIES);
    if passive {
        return subject(words, at).map(|whom| (whom, false));
    }
    let named = words.is_word(at + 1) && words.is_capitalised(at + 1);
    let whom = words.is_in(at + 1, &lexicon::WHOM) || named;
    let bare = !words.is_word(at + 2) || words.is(at + 2, "myself");
    whom.then(|| (words.text(at + 1).to_owned(), bare))
}

/// The word before the verb: of whom it is said. Where a conjunction stands there, the first who is named.
fn subject(words: Words<'_>, verb: usize) -> Option<String> {
    let small = |at: &usize| {
        let aux = words.is_in(*at, &lexicon::AUXILIARIES) || words.is_in(*at, &lexicon::AS_YET);
        aux || words.is_in(*at, &lexicon::DENIALS)
    };
    let before =
        (verb.saturating_sub(SUBJECT_TOKENS)..verb).rev().find(|at| words.is_word(*at) && !small(at))?;
    let joins = words.is_in(before, &lexicon::JOINING) && !lexicon::SAID_OF_ANYBODY.has(words.text(before));
    let who = if joins { (0..before).find(|at| is_person(words, *at))? } else { before };
    Some(words.text(who).to_owned())
}

fn is_person(words: Words<'_>, at: usize) -> bool {
    words.is_word(at) && (words.is_capitalised(at) || lexicon::SAID_OF_ANYBODY.has(words.text(at)))
}

fn denied(words: Words<'_>, at: usize) -> bool {
    let denies =
        |at: usize| words.is_in(at, &lexicon::DENIALS) || crate::facts::is_contracted_not(words.text(at));
    (at.saturating_sub(SUBJECT_TOKENS)..at).rev().take_while(|at| !words.is_sign(*at, ",")).any(denies)
}

/// Tokens before a verb within which its subject and a denial of it stand.
const SUBJECT_TOKENS: usize = 6;
/// Lines with which a plan begins that say whom it is about.
const FIRST_LINES: u32 = 40;
/// Longest line, in tokens.
const TOKENS_MAX: usize = 96;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(stands: &str, entries: [&str; 2]) -> bool {
        let plan = |entries: &str| format!("## Family\n\n{stands}\n\n## Contacts\n\n{entries}");
        let entries = format!(
            "9 May 2024 - Chaplain (R. Tait):\n{}\n\n12 December 2023 - Hall (O. Weir):\n{}\n",
            entries[0], entries[1]
        );
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &plan(&entries))], |ground| {
            !pairs(ground).is_empty()
        })
    }

    #[test]
    fn told_and_not_told() {
        let not = "He has not been told about the shipwreck.";
        assert!(check("He is well.", [not, "The shipwreck was on the news. I told him myself."]));
        assert!(
            !check("He is well.", ["The shipwreck was on the news. I told him myself.", not]),
            "told since"
        );
        assert!(check(not, ["Sat with him and told him of the shipwreck.", "He is well."]));
        assert!(check(not, ["She said that the shipwreck is in his letter, so he knows.", "He is well."]));
        assert!(!check(not, ["I told him of the new rota.", "He is well."]), "another matter");
        assert!(!check(
            "He is not to be told about the shipwreck.",
            ["I told him of the shipwreck.", "Well."]
        ));
        assert!(!check(not, ["He told me of the shipwreck.", "He is well."]), "he was not told");
        for other in [
            "Told her about the shipwreck and asked that she keep it from him.",
            "Staff are aware of the shipwreck and that he is not to be told.",
            "His solicitor was told of the shipwreck.",
            "Told him that the gym is shut.",
        ] {
            assert!(!check(not, [other, "He is well."]), "{other}");
        }
        let near = "His sister Ann has still not been told.";
        assert!(!check("He is well.", [near, "Told him that the gym is shut."]), "another");
    }
}
