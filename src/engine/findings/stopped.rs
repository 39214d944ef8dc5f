//! What a plan still has and an entry says was stopped: medicines, and what somebody may do.
//!
//! Takes the newest version, gives pairs: a line that holds until it is changed, and what was written this year that says
//! that its matter was stopped. No list says what a medicine is: its dose does.

use rustc_hash::FxHashMap;

use super::ground::Ground;
use super::lines::Stem;
use super::polarity::{Stance, is_denied_at, stance_of};
use super::signs::Sign;
use crate::facts::FactClass;
use crate::lexicon;

/// Most lines with one medicine that are told beside what was stopped.
const LINES_MAX: usize = 4;
/// Tokens within which a medicine stands that was stopped, in the clause that says so.
const REACH_TOKENS: usize = 6;

/// Lines with a medicine, each with one that says it was stopped.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let listed = listed(ground);
    let mut found = Vec::new();
    for unit in ground.said_this_year().filter(|unit| may_stop(ground, *unit)) {
        for medicine in stopped(ground, unit) {
            let lines = listed.get(&medicine).into_iter().flatten();
            found.extend(lines.take(LINES_MAX).map(|line| (*line, unit)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Lines that say what somebody may do ("call to Mr Orr: two a month"), each with one that says it was stopped: it names
/// whom the line names and shares two more words with it.
pub(super) fn contacts(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let lines = ground.said_this_year().filter(|unit| says_stopped(ground, *unit));
    let stops: Vec<u32> = lines.take(STOPS_MAX).collect();
    // A line with a day is an event.
    let undated = |unit: u32| ground.after.document.dates(unit).is_empty();
    let prose = |unit: &u32| !ground.is_row(*unit) && !ground.after.bars(*unit) && undated(*unit);
    let mut found = Vec::new();
    if stops.is_empty() {
        return found;
    }
    for unit in ground.standing().filter(prose) {
        let line = ground.after.line(unit);
        let on_it = |stop: &&u32| {
            let names = &ground.after.line(**stop).names;
            line.names.iter().any(|name| names.contains(name))
                && ground.after.shared_count(unit, **stop) >= SHARED_MIN
        };
        let newest = stops.iter().filter(on_it).max_by_key(|stop| (ground.after.written(**stop), **stop));
        found.extend(newest.map(|stop| (unit, *stop)));
    }
    found
}

/// Most lines by which something was stopped that are held against others: work stays bounded by the plan.
const STOPS_MAX: usize = 64;
/// Fewest telling words that a line shares with one by which its matter was stopped.
const SHARED_MIN: usize = 3;

fn may_stop(ground: &Ground<'_>, unit: u32) -> bool {
    ground.after.may(unit, &[Sign::Stopped])
}

fn says_stopped(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    may_stop(ground, unit)
        && (0..words.len()).any(|at| words.is_in(at, &lexicon::STOPPED) && !is_denied_at(words, at))
}

/// The lines that hold until they are changed, by the word before each dose in them.
fn listed(ground: &Ground<'_>) -> FxHashMap<Stem, Vec<u32>> {
    let mut listed: FxHashMap<Stem, Vec<u32>> = FxHashMap::default();
    for unit in ground.standing() {
        let values = ground.values(unit).iter();
        for medicine in values.filter(|value| value.class == FactClass::Dose).filter_map(|dose| dose.of) {
            listed.entry(medicine).or_default().push(unit);
        }
    }
    listed
}

/// The words near one for stopping, as far as it is not denied.
fn stopped(ground: &Ground<'_>, unit: u32) -> Vec<Stem> {
    let words = ground.after.words(unit);
    let mut found = Vec::new();
    for at in (0..words.len()).filter(|at| words.is_in(*at, &lexicon::STOPPED)) {
        let denied = ground
            .stems
            .find(words.text(at))
            .is_some_and(|stem| stance_of(ground, words, stem) == Stance::Against);
        if !denied {
            let ends = |at: &usize| [".", ";", ","].iter().any(|sign| words.is_sign(*at, sign));
            let before = (at.saturating_sub(REACH_TOKENS)..at).rev().take_while(|at| !ends(at));
            let behind = (at + 1..(at + 1 + REACH_TOKENS).min(words.len())).take_while(|at| !ends(at));
            found.extend(before.chain(behind).filter_map(|near| ground.stems.find(words.text(near))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    /// Whether a list is held against an entry of this year.
    fn check(list: &str, entry: &str) -> bool {
        let plan = |entry: &str| format!("## Health\n\n{list}\n\nHe sleeps well.\n\n## Contacts\n\n{entry}");
        let after = plan(&format!("9 May 2024 - Nurse (R. Tait):\n{entry}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn what_somebody_may_do() {
        let check = |stands: &str, entry: &str| {
            let plan = |entry: &str| format!("## Calls\n\n- {stands}\n\n## Contacts\n\n{entry}");
            let after = plan(&format!("9 May 2024 - Hall (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| contacts(ground).len())
        };
        let stands = "Video call to Mr Quill: two a month.";
        assert_eq!(check(stands, "All video calls with Quill suspended from today."), 1);
        assert_eq!(check(stands, "All video calls with Weir suspended from today."), 0, "with another");
        assert_eq!(check(stands, "The video calls with Quill were not suspended."), 0);
        let event = "3 May 2023: video call to Mr Quill agreed.";
        assert_eq!(check(event, "A video call to Quill was stopped after a minute."), 0, "an event");
    }

    #[test]
    fn a_list_that_still_has_it() {
        let list = "Takes: Ostavil 40 mg at night, Salbutin 5 mg";
        assert!(check(list, "Ostavil stopped today on advice."));
        assert!(check(list, "We have taken him off everything and stopped the Salbutin."));
        assert!(check("| Drug | Dose |\n|---|---|\n| Ostavil | 40 mg |", "Ostavil discontinued."));
        assert!(!check(list, "Ostavil not stopped."));
        assert!(!check(list, "Perimol stopped today."), "another");
        assert!(!check(list, "He stopped smoking; Ostavil goes on."), "another clause");
        assert!(
            !check(list, "Ostavil goes on, and the smoking, he says, has by now all but stopped."),
            "far away"
        );
    }
}
