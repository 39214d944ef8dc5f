//! Two entries of this year, by two hands, of which one says what the other denies.
//!
//! Takes the newest version, gives pairs. What was not so in March may be so in May: so both name one day, or the one
//! denies it of all ("no address there has been approved", "he never got there"), or both decide.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::polarity::{Stance, denied_in_clause};
use crate::findings::ground::signs::Sign;
use crate::lexicon;
use crate::text::Words;

/// Most lines that deny: work stays bounded by the plan.
const LINES_MAX: usize = 256;
/// Longest line, in tokens.
const TOKENS_MAX: usize = 96;
/// Fewest telling words that both have.
const SHARED_MIN: usize = 2;

/// The pairs: the line that denies, and the one that says so.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let short = |unit: &u32| ground.after.tokens(*unit).len() <= TOKENS_MAX;
    let may = |unit: &u32| ground.after.may(*unit, &[Sign::Denial]) && short(unit);
    let denying = ground.said_this_year().filter(may).filter(|unit| !is_not_yet(ground.after.words(*unit)));
    let pair = |unit: u32| {
        let denied = denied_in_clause(ground, ground.after.words(unit));
        let others = ground.neighbours(unit).into_iter().map(|(other, _)| other).filter(short);
        let speaks = |other: &u32| is_denied_of(ground, unit, &denied, *other);
        others
            .filter(speaks)
            .max_by_key(|other| (ground.after.written(*other), *other))
            .map(|other| (unit, other))
    };
    denying.take(LINES_MAX).filter_map(pair).collect()
}

/// Whether a line of another hand says what a line denies.
fn is_denied_of(ground: &Ground<'_>, unit: u32, denied: &FxHashSet<Stem>, other: u32) -> bool {
    let author = |unit: u32| ground.after.voice(unit).and_then(|voice| voice.author.as_deref());
    let apart = author(unit).is_some() && author(other).is_some() && author(unit) != author(other);
    if !apart || !ground.is_said_this_year(other) || ground.after.may(other, &[Sign::Denial]) {
        return false;
    }
    let shared = ground.after.shared(unit, other);
    let names = &ground.after.line(unit).names;
    // Knowing or telling is no matter that both share, whatever it is that one knows.
    let knows = |stem: Stem| ground.stems.is_of(stem, &lexicon::KNOWING);
    let said = shared.iter().any(|stem| denied.contains(stem) && !names.contains(stem) && !knows(*stem));
    if !said || shared.len() < SHARED_MIN {
        return false;
    }
    let days = ground.days(unit);
    // What was to be on a day may not have been.
    let past = |day: &Date| ground.after.written(other).is_some_and(|written| *day <= written);
    let one_day = ground.days(other).iter().any(|day| days.contains(day) && past(day));
    let stances = (ground.after.stance(unit), ground.after.stance(other));
    let decided = stances == (Stance::Against, Stance::For);
    let of_all =
        denies_all(ground.after.words(unit)) && shared.iter().any(|stem| is_of_a_decision(ground, *stem));
    one_day || decided || of_all
}

/// Whether a stem is of a word for a decision, or for what is complete.
fn is_of_a_decision(ground: &Ground<'_>, stem: Stem) -> bool {
    let lists = [&lexicon::APPROVED, &lexicon::COMPLETED, &lexicon::CLEARED];
    lists.iter().any(|list| ground.stems.is_of(stem, list))
}

/// Whether a line denies something of all: "no child is cleared", "never got there".
fn denies_all(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::DENYING_ALL) && words.is_word(at + 1))
}

/// Whether what is denied may have come since.
fn is_not_yet(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::AS_YET))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(one: &str, other: &str) -> usize {
        let plan = |entries: &str| format!("## Home\n\nShe is well.\n\n## Contacts\n\n{entries}");
        let entries = format!(
            "9 May 2024 - Chaplain (R. Tait):\n{one}\n\n12 February 2024 - Housing (O. Weir):\n{other}\n"
        );
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &plan(&entries))], |ground| {
            pairs(ground).len()
        })
    }

    #[test]
    fn one_denies_what_the_other_says() {
        let approved = "The flat in Larch Court has been approved.";
        assert_eq!(check("No address in Larch Court has been approved.", approved), 1);
        let there = "She stood at the harbour wall on 3 May with two officers.";
        assert_eq!(check("On 3 May she never got to the harbour wall.", there), 1);
        assert_eq!(check("She is not yet approved for Larch Court.", approved), 0, "not yet");
        assert_eq!(check("She has not seen Larch Court.", approved), 0, "another matter");
        assert_eq!(check("The flat in Larch Court is let.", approved), 0, "no denial");
        let works = "She works in the harbour shed and the staff like her.";
        assert_eq!(check("She has never been rude to staff in the harbour shed.", works), 0);
    }
}
