//! Homes that a field puts forward and an entry of this year refuses, or that were given up.
//!
//! Takes the newest version, gives pairs: the field, and the line that speaks against it. Who went there writes in whatever
//! section is theirs, and is known to mean the same home by its name.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::ground::Ground;
use super::lines::Stem;
use super::polarity::Stance;
use super::signs::Sign;
use super::unsettled::form;
use crate::document::reading::{field, folded};
use crate::lexicon;
use crate::text::Words;

/// Most fields for homes that are held against entries: work stays bounded by the plan.
const FIELDS_MAX: usize = 16;
/// Fewest words of the name of a home by which an entry is known to speak of it.
const NAMES_MIN: usize = 2;
/// In at most how many lines the name of a home stands.
const NAMED_MAX: u32 = 16;

/// Fields for a home, each with the line that names it most of those that refuse it or say that it was given up, the
/// newest of them.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let against = against(ground);
    if against.is_empty() {
        return Vec::new();
    }
    let open = |unit: &u32| is_of_home(ground, *unit) && ground.after.stance(*unit) != Stance::Against;
    let fields = ground.standing().filter(open).take(FIELDS_MAX);
    fields.filter_map(|unit| Some((unit, newest_against(ground, &against, unit)?))).collect()
}

fn newest_against(ground: &Ground<'_>, against: &[u32], unit: u32) -> Option<u32> {
    let fields = form(ground, unit).filter(|other| is_of_home(ground, *other));
    let names: FxHashSet<Stem> = fields
        .flat_map(|other| ground.after.line(other).names.iter().copied())
        .filter(|stem| ground.after.count(*stem) <= NAMED_MAX)
        .collect();
    let shared = |line: u32| ground.after.line(line).stems.iter().filter(|stem| names.contains(stem)).count();
    // One word of an address may be of another: "Larch Court", "the Sheriff Court".
    let least = names.len().min(NAMES_MIN);
    let entries = entries_with(ground, |line| shared(line) >= least);
    // Who gave up a home names it there.
    let on_it = against.iter().copied().filter(|line| match ground.after.stance(*line) {
        Stance::Against => ground.after.entry(*line).is_some_and(|entry| entries.contains(&entry)),
        _ => shared(*line) >= least,
    });
    on_it.max_by_key(|line| (shared(*line), ground.after.written(*line), Reverse(*line)))
}

/// This year's entries with a line that holds.
fn entries_with(ground: &Ground<'_>, holds: impl Fn(u32) -> bool) -> FxHashSet<u32> {
    ground.said_this_year().filter(|line| holds(*line)).filter_map(|line| ground.after.entry(line)).collect()
}

/// The lines of this year's entries that refuse something, in an entry or a section on homes, and those by which a home
/// was given up.
fn against(ground: &Ground<'_>) -> Vec<u32> {
    let on_homes = entries_with(ground, |line| {
        ground.after.may(line, &[Sign::Dwelling]) && names_home(ground.after.words(line))
    });
    let gives_up = |line: u32| {
        ground.after.may(line, &[Sign::GivingUp, Sign::LeavingAHome]) && gives_up(ground.after.words(line))
    };
    let lines = ground
        .said_this_year()
        .filter(|line| ground.after.stance(*line) == Stance::Against || gives_up(*line));
    let of_entry = |line: u32| ground.after.entry(line).is_some_and(|entry| on_homes.contains(&entry));
    lines.filter(|line| of_entry(*line) || in_section_on_homes(ground, *line)).collect()
}

fn gives_up(words: Words<'_>) -> bool {
    let gave_up = |at: usize| words.is_in(at, &lexicon::GIVING_UP) && words.is(at + 1, "up");
    (0..words.len()).any(|at| words.is_in(at, &lexicon::LEAVING_A_HOME) || gave_up(at))
}

fn in_section_on_homes(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let path = document.section_path(document.unit(unit).section);
    path.last().is_some_and(|title| folded(title).split(' ').any(|word| lexicon::DWELLINGS.has(word)))
}

fn names_home(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::DWELLINGS))
}

/// Whether a field is for where somebody is to live: its label says so.
fn is_of_home(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let label = field(document, document.unit(unit)).map(|(label, _)| folded(&label));
    let says = |list: &lexicon::WordList, label: &str| label.split(' ').any(|word| list.has(word));
    label.is_some_and(|label| {
        says(&lexicon::LABELS_OF_HOMES, &label) && !says(&lexicon::NO_LABELS_OF_HOMES, &label)
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::{unit, with_ground};
    use super::*;

    #[test]
    fn a_home_that_an_entry_refuses_or_that_was_left() {
        let plan = |entry: &str| {
            let form = "## Box\n\nName: A. Other\n\nRelease address: 4 Quay Row, Skerrow\n\nWing: B";
            format!("{form}\n\n## Home\n\n{entry}")
        };
        let refused = |entry: &str| {
            let after = plan(&format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| {
                let field = unit(ground, "Quay Row, Skerrow");
                let found = pairs(ground).into_iter().find(|(unit, _)| *unit == field);
                found.map(|(_, line)| ground.after.line(line).text.clone())
            })
        };
        assert_eq!(
            refused("I saw Quay Row. I cannot recommend it.").as_deref(),
            Some("I cannot recommend it.")
        );
        assert_eq!(
            refused("His aunt gave up 4 Quay Row, her flat, in May.").as_deref(),
            Some("His aunt gave up 4 Quay Row, her flat, in May.")
        );
        assert_eq!(refused("I saw Larch Row. I cannot recommend it."), None, "one word of it");
        assert_eq!(refused("I saw Larch Court. I cannot recommend it."), None, "another home");
        assert_eq!(refused("I saw Quay Row. I recommend it."), None);
    }
}
