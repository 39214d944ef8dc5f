//! Approvals of a home that came into the plan this year, and what this year's entries say against them.
//!
//! Takes the newest version, gives pairs: the line that now calls a home approved, and the line of whoever refused it, has
//! not been there or has yet to write of it, in whatever section he writes. A plan has one home on release at a time, so
//! that neither need name it.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::addresses;
use super::unsettled::is_not_done;
use super::{in_section_on_homes, names_home};
use crate::document::UnitKind;
use crate::document::reading::{body, cells, field, folded, plain};
use crate::findings::ground::Ground;
use crate::findings::ground::cues::Cue;
use crate::findings::ground::lines::Lines;
use crate::findings::ground::polarity::{Stance, is_denied_at, stance};
use crate::findings::ground::signs::Sign;
use crate::lexicon;
use crate::text::{Token, Words};

/// Most approvals of a year, and most lines against them: work stays bounded by the plan.
const APPROVALS_MAX: usize = 8;
const AGAINST_MAX: usize = 64;

/// Lines that came to call a home approved, each with the line that speaks most against it.
///
/// `settled` are lines that are known to be spoken against.
pub(in crate::findings) fn pairs(ground: &Ground<'_>, settled: &FxHashSet<u32>) -> Vec<(u32, u32)> {
    let open = |unit: &u32| !settled.contains(unit) && is_approval(ground, *unit);
    let approvals: Vec<u32> = ground.standing().filter(open).take(APPROVALS_MAX).collect();
    if approvals.is_empty() {
        return Vec::new();
    }
    let against: Vec<(u32, Against)> = ground
        .said_this_year()
        .filter_map(|unit| Some((unit, speaks_against(ground, unit)?)))
        .take(AGAINST_MAX)
        .collect();
    let names = |unit: u32| &ground.after.line(unit).names;
    let pair = |unit: u32| {
        let shared = |other: u32| names(other).iter().filter(|name| names(unit).contains(name)).count();
        // A place that turned somebody down is that which was approved only where the approval names it.
        let of_it = against.iter().filter(|(other, how)| *how != Against::TurnedDown || shared(*other) > 0);
        let best = of_it
            .max_by_key(|(other, how)| (shared(*other), *how, ground.after.written(*other), Reverse(*other)));
        best.map(|(other, _)| (unit, *other))
    };
    approvals.into_iter().filter_map(pair).collect()
}

/// Whether a line that came or was changed this year calls a home approved, and none did so in its place before.
fn is_approval(ground: &Ground<'_>, unit: u32) -> bool {
    let Some((before, change)) = ground.before.as_ref().zip(ground.change(unit)) else { return false };
    let of_home = names_home(ground.after.words(unit)) || in_section_on_homes(ground, unit);
    let came = || ground.is_new(unit) && ground.is_prose(unit) && !ground.after.bars(unit);
    let turned = || ground.is_changed(unit) && decision(before, change.before.start) != Stance::For;
    let assessed = || {
        let was = ground.is_changed(unit).then(|| assessed(before.words(change.before.start))).flatten();
        was == Some(false) && assessed(ground.after.words(unit)) == Some(true)
    };
    of_home && ((came() || turned()) && decision(&ground.after, unit) == Stance::For || assessed())
}

/// Whether a line says that somebody has been to see a home, or denies it.
fn assessed(words: Words<'_>) -> Option<bool> {
    let seen = |at: &usize| {
        words.is_in(*at, &lexicon::ASSESSED) && *at > 0 && words.is_in(*at - 1, &lexicon::WAS_DONE)
    };
    (0..words.len()).find(seen).map(|at| !is_denied_at(words, at))
}

/// Whether a line refuses to pass a home: "I am not passing that house".
fn does_not_pass(words: Words<'_>) -> bool {
    let home = |at: usize| (at + 1..at + 1 + PASSED_TOKENS).any(|at| words.is_in(at, &lexicon::DWELLINGS));
    let passes = |at: &usize| words.is_in(*at, &lexicon::PASSING_A_HOME) && home(*at);
    (0..words.len()).any(|at| passes(&at) && is_denied_at(words, at))
}

/// Tokens behind a verb of passing within which the home stands.
const PASSED_TOKENS: usize = 3;

/// What a line decides; of a field or row for it its answer: "Approved: yes".
fn decision(lines: &Lines<'_>, unit: u32) -> Stance {
    let document = lines.document;
    let own = document.unit(unit);
    let parts: Option<(String, &[Token])> = match own.kind {
        UnitKind::Row => {
            let cells = cells(document, own);
            let text = |tokens: &[Token]| folded(&plain(document.source(), tokens));
            (cells.len() == 2).then(|| (text(cells[0]), cells[1]))
        }
        _ => field(document, own).map(|(label, value)| (folded(&label), value)),
    };
    let asks = |label: &str| label.split(' ').any(|word| lexicon::ASKING_FOR_APPROVAL.has(word));
    let Some((_, value)) = parts.filter(|(label, _)| asks(label)) else {
        return stance(Words::new(document.source(), body(document, own)));
    };
    let words = Words::new(document.source(), value);
    let first = (0..words.len()).find(|at| words.is_word(*at));
    match first {
        Some(first) if words.is(first, "yes") => Stance::For,
        Some(first) if words.is_in(first, &lexicon::NONE_OF_A_FIELD) => Stance::Against,
        _ => stance(words),
    }
}

/// How a line speaks against a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Against {
    /// Nobody has been there or written of it yet.
    NotSeen,
    /// A place turned him down.
    TurnedDown,
    /// It is refused.
    Refused,
}

/// Whether a line refuses a home, or says that nobody has been there or written of it yet.
fn speaks_against(ground: &Ground<'_>, unit: u32) -> Option<Against> {
    let words = ground.after.words(unit);
    let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
    let of_home = names_home(words) || in_section_on_homes(ground, unit) || addresses::names_street(words);
    let turned_down = |at: usize| {
        words.is(at, "turned") && words.is_in(at + 1, &lexicon::SAID_OF_ANYBODY) && words.is(at + 2, "down")
    };
    // "Quay House turned him down" refuses a place without a word for one.
    if (0..words.len()).any(turned_down) {
        return Some(Against::TurnedDown);
    }
    if ground.after.may(unit, &[Sign::Denial]) && does_not_pass(words) {
        return Some(Against::Refused);
    }
    if ground.after.stance(unit) == Stance::Against && of_home && !addresses::asks(words) {
        return Some(Against::Refused);
    }
    let not_done = is_not_done(ground, unit) && !ground.after.does(unit, Cue::Request);
    let not_seen = not_done && has(&lexicon::SEEING_A_HOME);
    let unvisited = || not_done && has(&lexicon::VISITING);
    let sees_homes = || {
        ground
            .after
            .voice(unit)
            .and_then(|voice| voice.author.as_deref())
            .is_some_and(|author| folded(author).split(' ').any(|word| lexicon::WHO_SEES_HOMES.has(word)))
    };
    let denies = ground.after.may(unit, &[Sign::Denial]);
    (denies && (of_home && not_seen || unvisited() && sees_homes())).then_some(Against::NotSeen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(was: &str, is: &str, who: &str, entry: &str) -> bool {
        let plan =
            |stands: &str, entry: &str| format!("## Release address\n\n{stands}\n\n## Notes\n\n{entry}");
        let after = plan(is, &format!("9 May 2024 - {who} (R. Tait):\n{entry}\n"));
        with_ground(&[("2023-06-01", &plan(was, "")), ("2024-06-01", &after)], |ground| {
            !pairs(ground, &FxHashSet::default()).is_empty()
        })
    }

    #[test]
    fn an_approval_and_who_has_not_been_there() {
        let (was, is) = ("The address is not approved.", "The address is approved.");
        assert!(check(was, is, "CBSW", "I have not visited anywhere."));
        assert!(check(was, is, "Police", "Nobody has visited the house."));
        assert!(check(was, is, "CBSW", "I cannot recommend the house."));
        let turned_down = "Quay House turned him down on 14 April.";
        assert!(check(was, "The address, Quay House, is approved.", "Police", turned_down));
        assert!(!check(was, "The address, 4 Port Row, is approved.", "Police", turned_down), "another place");
        assert!(!check(was, is, "Police", "The referral was turned down on 14 April."));
        assert!(!check(was, is, "Nurse", "I have not visited anywhere."), "who sees no homes");
        assert!(!check(was, is, "CBSW", "I visited and saw all rooms of the house."));
        assert!(!check(is, is, "CBSW", "I have not visited anywhere."), "nothing came");
    }

    #[test]
    fn who_has_not_set_foot_there_and_who_does_not_pass_it() {
        let (was, is) = ("The address is not approved.", "The address is approved.");
        for said in [
            "I have not set foot in Quay Row.",
            "I am not passing that house.",
            "Nobody was inside the flat.",
        ] {
            assert!(check(was, is, "Community social worker", said), "{said}");
        }
        for said in [
            "I was inside the flat.",
            "I am passing that house as fit.",
            "She is not passing her exams at home.",
        ] {
            assert!(!check(was, is, "Community social worker", said), "{said}");
        }
        let (was, is) = ("The address has not been assessed.", "The address has been assessed.");
        assert!(check(was, is, "Community social worker", "I have not been inside that house."));
        assert!(!check(is, is, "Community social worker", "I have not been inside that house."), "as it was");
        assert!(!check(was, is, "Community social worker", "I was inside that house on 3 May."));
    }

    #[test]
    fn an_approval_that_was_put_into_a_signed_section() {
        let plan = |stands: &str, entry: &str| {
            format!(
                "## Release address\n\n3 March 2022 - CBSW (O. Orr):\n4 Port Row. {stands} She likes it.\n\n\
                ## Notes\n\n{entry}"
            )
        };
        let check = |was: &str, is: &str| {
            let after = plan(is, "9 May 2024 - CBSW (R. Tait):\nI have not seen the house.\n");
            with_ground(&[("2023-06-01", &plan(was, "")), ("2024-06-01", &after)], |ground| {
                !pairs(ground, &FxHashSet::default()).is_empty()
            })
        };
        assert!(check("The address has not been approved.", "The address has been approved."));
        assert!(
            !check("The address has been approved.", "The address has been approved."),
            "as it was signed"
        );
    }

    #[test]
    fn answers_of_fields() {
        let entry = "I have not visited the house.";
        assert!(check("Approved: not yet", "Approved: yes, Quay Row, 3 May 2024", "CBSW", entry));
        assert!(!check("Approved: yes", "Approved: no", "CBSW", entry));
        assert!(check(
            "Dog: none\n\nAssessed: no",
            "Dog: none\n\nAssessed: Yes, both approved",
            "CBSW",
            entry
        ));
    }
}
