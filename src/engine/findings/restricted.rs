//! Passages that say that they are not for everybody's ears.

use super::cues::{Counts, Cue};
use super::ground::Ground;
use crate::lexicon;

/// The units, in reading order. One that only points back ("This is not to be read out") brings the one before it.
pub(super) fn restricted(ground: &Ground<'_>) -> Vec<u32> {
    let mut found = Vec::new();
    for (unit, line) in ground.after.all().filter(|(_, line)| line.speaks) {
        let words = ground.after.words(unit);
        if !Counts::of(words).has(Cue::Restricted) {
            continue;
        }
        let first = (0..words.len()).find(|at| words.is_word(*at)).unwrap_or(0);
        let points = words.is_in(first, &lexicon::POINTING_AT_WORDS) && line.words <= POINTING_WORDS_MAX;
        let block = |unit: u32| ground.after.document.unit(unit).block;
        let before = unit.checked_sub(1).filter(|before| points && block(*before) == block(unit));
        found.extend(before);
        found.push(unit);
    }
    found.dedup();
    found
}

/// Longest sentence that only points back to the one before it, in words.
const POINTING_WORDS_MAX: u32 = 16;

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    fn check(text: &str) -> Vec<String> {
        with_ground(&[("2024-05-02", text)], |ground| {
            let units = restricted(ground).into_iter();
            units.map(|unit| ground.after.line(unit).text.clone()).collect()
        })
    }

    #[test]
    fn a_passage_that_says_so_and_the_one_it_points_to() {
        let found = check("His aunt rang the unit. This is not to be read out. He is well.\n");
        assert_eq!(found, ["His aunt rang the unit.", "This is not to be read out."]);
    }

    #[test]
    fn other_denials_are_not() {
        assert!(check("The letter was read out to him. He is not to be moved before spring.\n").is_empty());
    }
}
