//! Passages that say that they are not for everybody's ears.

use super::cues::{Counts, Cue};
use super::ground::Ground;
use crate::lexicon;

/// The units, in reading order. One that only points back ("This is not to be read out") brings the one before it, one
/// that has no subject ("Not for reading out.") all of its paragraph before it.
pub(super) fn restricted(ground: &Ground<'_>) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    for (unit, line) in ground.after.all().filter(|(_, line)| line.speaks) {
        let words = ground.after.words(unit);
        if !Counts::of(words).has(Cue::Restricted) {
            continue;
        }
        let first = (0..words.len()).find(|at| words.is_word(*at)).unwrap_or(0);
        let points = words.is_in(first, &lexicon::POINTING_AT_WORDS) && line.words <= POINTING_WORDS_MAX;
        let block = &ground.after.document.blocks()[ground.after.document.unit(unit).block as usize].units;
        // "Not to be read out." says nothing itself: it is said of all that its paragraph has said.
        let bare = words.is(first, "not") && line.words <= POINTING_WORDS_MAX;
        let start = if bare { block.start } else { unit.saturating_sub(u32::from(points)).max(block.start) };
        // What is marked before stays so.
        let next = found.last().map_or(0, |last| last + 1);
        found.extend(start.max(next)..=unit);
    }
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
    fn a_mark_without_a_subject_is_said_of_its_paragraph() {
        let text = "A. Other moved to the quay. He is in flat 4. Not to be read out or shown to him.\n\nHe is well.\n";
        let found = check(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("A. Other"), "{found:?}");
    }

    #[test]
    fn other_denials_are_not() {
        assert!(check("The letter was read out to him. He is not to be moved before spring.\n").is_empty());
    }
}
