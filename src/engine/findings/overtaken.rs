//! What a field says that an entry of this year has overtaken: a level that was raised since, a regime that was lost.
//!
//! Takes the newest version, gives pairs of lines: the field, and what was written this year.

use super::ground::Ground;
use crate::document::reading::{field, folded, plain};
use crate::lexicon;
use crate::text::Words;

/// Fields, each with a line of this year that says otherwise.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut found = levels(ground);
    found.extend(regimes(ground));
    found.sort_unstable();
    found
}

/// Fields for a level, each with a line of this year that gives another: "MAPPA level: 2", and an entry that raised it to
/// level 3. The entry, or who wrote it, names what the level is of.
fn levels(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let rated = |unit: u32| Some((unit, last_level_named(ground.after.words(unit))?));
    let year: Vec<(u32, String)> = ground.said_this_year().filter_map(rated).take(LINES_MAX).collect();
    let document = ground.after.document;
    let mut found = Vec::new();
    for unit in ground.standing() {
        let Some((label, value)) = field(document, document.unit(unit)) else { continue };
        let label = folded(&label);
        let words: Vec<&str> = label.split(' ').filter(|word| !lexicon::LEVEL.has(word)).collect();
        let level = first_level(Words::new(document.source(), value), 0);
        let is_level = words.len() < label.split(' ').count();
        let (Some(level), true, Some(of)) = (level, is_level, words.first()) else { continue };
        let other = year.iter().filter(|(line, other)| *other != level && names(ground, *line, of));
        found.extend(other.take(BESIDE_MAX).map(|(line, _)| (unit, *line)));
    }
    found
}

/// Most lines of the year that are held against fields for a level or a regime: work stays bounded by the plan.
const LINES_MAX: usize = 64;
/// Most lines beside one field.
const BESIDE_MAX: usize = 3;

/// Fields for the regime somebody is on, each with a line of this year by which he is on it no more: "Incentive level:
/// Enhanced", and "down to basic" or "lost enhanced".
fn regimes(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let names_one =
        |words: Words<'_>| (0..words.len()).any(|at| lexicon::REGIMES.has(&words.text(at).to_lowercase()));
    let lines = ground.said_this_year().filter(|line| names_one(ground.after.words(*line)));
    let lines: Vec<u32> = lines.take(LINES_MAX).collect();
    let document = ground.after.document;
    let mut found = Vec::new();
    for unit in ground.standing() {
        let value =
            field(document, document.unit(unit)).map(|(_, value)| folded(&plain(document.source(), value)));
        let Some(regime) = value.filter(|value| lexicon::REGIMES.has(value)) else { continue };
        let left = lines.iter().filter(|line| leaves(ground.after.words(**line), &regime));
        found.extend(left.take(BESIDE_MAX).map(|line| (unit, *line)));
    }
    found
}

/// Whether a text says that somebody came to another regime or lost this one.
fn leaves(words: Words<'_>, regime: &str) -> bool {
    let named = |at: &usize| lexicon::REGIMES.has(&words.text(*at).to_lowercase());
    (1..words.len()).filter(named).any(|at| {
        let before = if words.is(at, regime) { &lexicon::OFF } else { &lexicon::ONTO };
        words.is_in(at - 1, before)
    })
}

/// Whether a line, the one before it in its entry, or who wrote it names something.
fn names(ground: &Ground<'_>, unit: u32, of: &str) -> bool {
    let says = |unit: u32| {
        let words = ground.after.words(unit);
        (0..words.len()).any(|at| words.is(at, of))
    };
    let before = unit.checked_sub(1).filter(|before| ground.after.entry(*before) == ground.after.entry(unit));
    let author =
        ground.after.voice(unit).and_then(|voice| voice.author.as_deref()).map(folded).unwrap_or_default();
    says(unit) || before.is_some_and(says) || author.split(' ').any(|word| word.eq_ignore_ascii_case(of))
}

/// The level that a text names last: "from level 2 to level 3".
fn last_level_named(words: Words<'_>) -> Option<String> {
    let named = (0..words.len()).rev().filter(|at| words.is_in(*at, &lexicon::LEVEL));
    named.into_iter().find_map(|at| first_level(words, at + 1))
}

/// Tokens behind the word for a level within which it stands: "level remains 2".
const LEVEL_BEHIND_TOKENS: usize = 2;

/// A figure or name of a level at a token or close behind it.
fn first_level(words: Words<'_>, from: usize) -> Option<String> {
    let is_level = |at: &usize| {
        let text = words.text(*at).to_lowercase();
        lexicon::LEVEL_NAMES.has(&text)
            || (text.len() == 1 && text.bytes().all(|byte| (b'1'..=b'4').contains(&byte)))
    };
    (from..(from + LEVEL_BEHIND_TOKENS).min(words.len()))
        .find(is_level)
        .map(|at| words.text(at).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    #[test]
    fn a_field_that_an_entry_of_this_year_has_overtaken() {
        let check = |entry: &str| {
            let plan =
                |entry: &str| format!("## Summary\n\nHarbour level: 2\n\nWing: B\n\n## Contacts\n\n{entry}");
            let after = plan(&format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| {
                !pairs(ground).is_empty()
            })
        };
        assert!(check("The harbour meeting raised him to level 3."));
        assert!(check("Harbour meeting held. Raised from level 2 to level 3."));
        assert!(!check("Harbour meeting held. The level remains 2."));
        assert!(!check("The quay meeting raised him to level 3."), "a level of something else");
    }

    #[test]
    fn a_regime_that_was_lost() {
        let check = |entry: &str| {
            let plan =
                |entry: &str| format!("## Hall\n\nRegime: Enhanced\n\nWing: B\n\n## Contacts\n\n{entry}");
            let after = plan(&format!("9 May 2024 - Hall (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| {
                !pairs(ground).is_empty()
            })
        };
        assert!(check("Down to basic since the kettle."));
        assert!(check("Lost enhanced for a week."));
        assert!(!check("Back on enhanced."));
        assert!(!check("The basic course is done."));
    }
}
