//! Who has not been told of something, and who has.
//!
//! Takes the newest version, gives pairs: a line by which somebody has not been told, and the line of this year by which
//! he was told, or knows. Both speak of one matter: they or the sentences beside them share a rare word; where they share
//! none they stand under one heading and were written within a month.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::ground::Ground;
use super::lines::Stem;
use super::matters::is_supposed;
use super::signs::Sign;
use crate::lexicon;
use crate::text::Words;

/// Most lines of either kind: work stays bounded by the plan.
const LINES_MAX: usize = 48;
/// Days within which two lines under one heading speak of one matter.
const DAYS_MAX: i32 = 31;

/// The pairs, in reading order.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let may = |unit: &u32| ground.after.may(*unit, &[Sign::ToldSomebody, Sign::Knows]);
    let lines = || ground.standing().chain(ground.said_this_year()).filter(may);
    let told_of = |unit: u32| told(ground.after.words(unit));
    let not_told: Vec<u32> = lines().filter(|unit| told_of(*unit) == Some(false)).take(LINES_MAX).collect();
    if not_told.is_empty() {
        return Vec::new();
    }
    let told: Vec<u32> = lines().filter(|unit| told_of(*unit) == Some(true)).take(LINES_MAX).collect();
    let mut found: Vec<(u32, u32)> =
        not_told.into_iter().filter_map(|unit| Some((unit, of_the_same(ground, unit, &told)?))).collect();
    found.sort_unstable();
    found
}

/// The line by which somebody was told of what a line says he was not told of.
fn of_the_same(ground: &Ground<'_>, unit: u32, told: &[u32]) -> Option<u32> {
    let own = rare_around(ground, unit);
    let shared = |other: u32| rare_around(ground, other).intersection(&own).count();
    let beside = |other: u32| {
        let section = |unit: u32| ground.after.document.unit(unit).section;
        let days = ground.after.written(unit).zip(ground.after.written(other));
        section(unit) == section(other)
            && days.is_some_and(|(one, other)| (one - other).get_days().abs() <= DAYS_MAX)
    };
    let entry = |unit: u32| ground.after.entry(unit);
    let of_another =
        told.iter().copied().filter(|other| entry(*other).is_none() || entry(*other) != entry(unit));
    let candidates = of_another.map(|other| (shared(other), beside(other), other));
    let best = candidates.max_by_key(|(shared, beside, other)| (*shared, *beside, Reverse(*other)))?;
    (best.0 > 0 || best.1).then_some(best.2)
}

/// The rare words of a line and of the sentences beside it in its entry.
fn rare_around(ground: &Ground<'_>, unit: u32) -> FxHashSet<Stem> {
    let entry = ground.after.lines_of_entry(unit);
    let around: Range<u32> = unit.saturating_sub(1).max(entry.start)..(unit + 2).min(entry.end.max(unit + 1));
    let telling = |unit: u32| -> Vec<Stem> {
        let words = ground.after.words(unit);
        let tells = |at: usize| words.is_in(at, &lexicon::TOLD_SOMEBODY) || words.is_in(at, &lexicon::KNOWS);
        (0..words.len()).filter(|at| tells(*at)).filter_map(|at| ground.stems.find(words.text(at))).collect()
    };
    let of_line = |unit: u32| {
        let telling = telling(unit);
        ground.after.line(unit).stems.iter().copied().filter(move |stem| !telling.contains(stem))
    };
    around.flat_map(of_line).filter(|stem| ground.after.is_rare(*stem)).collect()
}

/// Whether a line says that somebody was told (true), or was not (false). What is not to be told is neither.
fn told(words: Words<'_>) -> Option<bool> {
    let mut said = None;
    for at in 0..words.len() {
        let is = if words.is_in(at, &lexicon::TOLD_SOMEBODY) {
            told_at(words, at)
        } else if words.is_in(at, &lexicon::KNOWS) {
            Some(!denied(words, at))
        } else {
            None
        };
        match (said, is) {
            // "Knows that he died, and has not been told how": what is not told counts.
            (_, Some(false)) => return Some(false),
            (None, Some(true)) => said = Some(true),
            _ => {}
        }
    }
    said
}

/// The same of one word for telling: "has not been told", "told him", "was told".
fn told_at(words: Words<'_>, at: usize) -> Option<bool> {
    let been = (at.saturating_sub(2)..at).any(|at| words.is(at, "been"));
    if been && denied(words, at) {
        return Some(false);
    }
    let whom = words.is_in(at + 1, &lexicon::WHOM) || words.is_capitalised(at + 1) && words.is_word(at + 1);
    let passive = been || at > 0 && words.is(at - 1, "was");
    // "Told in confidence" is told to who writes.
    let plain = !denied(words, at) && !is_supposed(words, at) && !words.is(at + 1, "in");
    (plain && (whom || passive)).then_some(true)
}

fn denied(words: Words<'_>, at: usize) -> bool {
    let denies =
        |at: usize| words.is_in(at, &lexicon::DENIALS) || crate::facts::is_contracted_not(words.text(at));
    (at.saturating_sub(DENIAL_TOKENS)..at).rev().take_while(|at| !words.is_sign(*at, ",")).any(denies)
}

/// Tokens within which a denial stands before being told: "has not, as yet, been told" has a sign between.
const DENIAL_TOKENS: usize = 4;

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

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
        assert!(check(not, ["Sat with him and told him of the shipwreck.", "He is well."]));
        assert!(check(not, ["She said that the shipwreck is in his letter, so he knows.", "He is well."]));
        assert!(!check(not, ["I told him of the new rota.", "He is well."]), "another matter");
        assert!(!check(
            "He is not to be told about the shipwreck.",
            ["I told him of the shipwreck.", "Well."]
        ));
        assert!(!check(not, ["He told me of the shipwreck.", "He is well."]), "he was not told");
    }
}
