//! What a plan still has and an entry says was stopped: medicines, and what somebody may do.
//!
//! Takes the newest version, gives pairs: a line that holds until it is changed, and what was written this year that says
//! that its matter was stopped. No list says what a medicine is: its dose does.

use rustc_hash::FxHashMap;

use crate::facts::FactClass;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::polarity::{Stance, is_denied, is_denied_at, stance_of};
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::{is_history, is_supposed};
use crate::lexicon;
use crate::text::Words;

/// Most lines with one medicine that are told beside what was stopped.
const LINES_MAX: usize = 4;
/// Tokens within which a medicine stands that was stopped, in the clause that says so.
const REACH_TOKENS: usize = 6;

/// Lines with a medicine, each with one that says it was stopped.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let listed = listed(ground);
    let mut found = Vec::new();
    let may = |unit: &u32| ground.after.may(*unit, &[Sign::Stopped, Sign::TakenNoMore]);
    for unit in ground.said_this_year().filter(may) {
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
pub(in crate::findings) fn contacts(ground: &Ground<'_>) -> Vec<(u32, u32)> {
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

/// The lines that hold until they are changed, by the medicines in them: the word before each dose, and what a line with a
/// dose calls it.
fn listed(ground: &Ground<'_>) -> FxHashMap<Stem, Vec<u32>> {
    let mut listed: FxHashMap<Stem, Vec<u32>> = FxHashMap::default();
    for unit in ground.standing() {
        let values = ground.values(unit).iter();
        let doses = || values.clone().filter(|value| value.class == FactClass::Dose);
        let mut medicines: Vec<Stem> = doses().filter_map(|dose| dose.of).collect();
        if doses().next().is_some() && ground.after.may(unit, &[Sign::Treatment]) {
            let words = ground.after.words(unit);
            let called = (0..words.len()).filter(|at| words.is_in(*at, &lexicon::TREATMENTS));
            medicines.extend(called.filter_map(|at| ground.stems.find(words.text(at))));
        }
        if ground.is_row(unit) && doses().next().is_some() {
            let words = ground.after.words(unit);
            let first = (0..words.len()).find(|at| words.is_word(*at));
            medicines.extend(first.and_then(|at| ground.stems.find(words.text(at))));
        }
        medicines.sort_unstable();
        medicines.dedup();
        for medicine in medicines {
            listed.entry(medicine).or_default().push(unit);
        }
    }
    listed
}

/// The words near one for stopping, as far as it is not denied.
fn stopped(ground: &Ground<'_>, unit: u32) -> Vec<Stem> {
    let words = ground.after.words(unit);
    let ends = |at: &usize| [".", ";", ","].iter().any(|sign| words.is_sign(*at, sign));
    let mut found = Vec::new();
    for at in (0..words.len()).filter(|at| words.is_in(*at, &lexicon::STOPPED)) {
        let denied = ground
            .stems
            .find(words.text(at))
            .is_some_and(|stem| stance_of(ground, words, stem) == Stance::Against);
        if !denied {
            let reach = if is_of_thing_named(words, at) { FAR_TOKENS } else { REACH_TOKENS };
            let before = (at.saturating_sub(reach)..at).rev().take_while(|at| !ends(at));
            let behind = (at + 1..(at + 1 + REACH_TOKENS).min(words.len())).take_while(|at| !ends(at));
            found.extend(before.chain(behind).filter_map(|near| ground.stems.find(words.text(near))));
        }
    }
    if !is_history(ground, unit) {
        for at in (0..words.len()).filter(|at| is_taken_no_more(words, *at)) {
            let behind = (at + 1..(at + 1 + OFF_TOKENS).min(words.len())).take_while(|at| !ends(at));
            found.extend(behind.filter_map(|near| ground.stems.find(words.text(near))));
        }
    }
    found
}

/// Whether what was stopped is what the line named before: "the last dose was on 3 May and it has been stopped".
fn is_of_thing_named(words: Words<'_>, at: usize) -> bool {
    (at.saturating_sub(THING_TOKENS)..at).any(|at| words.is_in(at, &lexicon::THE_THING_NAMED))
}

/// Tokens before a word for stopping within which "it" stands, and within which what that means does.
const THING_TOKENS: usize = 3;
const FAR_TOKENS: usize = 14;

/// Whether what stands behind a token is taken no more: "came off his depot", "no longer takes the lithium".
fn is_taken_no_more(words: Words<'_>, at: usize) -> bool {
    let off = words.is(at, "off") && at > 0 && words.is_in(at - 1, &lexicon::BEFORE_OFF);
    let longer = at > 0 && words.is_in(at, &lexicon::NO_LONGER) && words.is(at - 1, "longer");
    let no_longer = longer && at > 1 && words.is(at - 2, "no");
    (off || no_longer)
        && !is_denied(words, at.saturating_sub(1 + usize::from(no_longer)), 4)
        && !is_supposed(words, at)
}

/// Tokens behind "off" within which what it is stands.
const OFF_TOKENS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

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

    #[test]
    fn what_it_is_called_and_that_it_is_taken_no_more() {
        let list = "| Drug | Dose | How |\n|---|---|---|\n| Ostavil decanoate | 400 mg | Depot |";
        assert!(check(list, "The depot was stopped in March at his own wish."));
        assert!(check(list, "He came off the depot in March."));
        assert!(check(list, "He is no longer on Ostavil."));
        assert!(check(list, "Last Ostavil was 12 March and by now it has been stopped."));
        assert!(!check(list, "He has not come off the depot."));
        assert!(!check(list, "If he came off the depot he would be ill."), "supposed");
        assert!(!check(list, "He came off his bike at the depot gate."));
        assert!(!check(list, "The boat left the depot, the engine stopped."), "another clause");
    }
}
