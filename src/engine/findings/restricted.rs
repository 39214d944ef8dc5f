//! Passages that say that they are not for everybody's ears.

use super::cues::{Counts, Cue};
use super::ground::Ground;

/// The units, in reading order. One that only points back ("This is not to be read out") brings the one before it.
pub(super) fn restricted(ground: &Ground<'_>) -> Vec<u32> {
    let mut found = Vec::new();
    for (unit, line) in ground.after.all().filter(|(_, line)| line.speaks) {
        let words = ground.after.words(unit);
        if !Counts::of(words).has(Cue::Restricted) {
            continue;
        }
        let first = (0..words.len()).find(|at| words.is_word(*at)).unwrap_or(0);
        let points = words.is_any(first, &["this", "it", "that", "these", "above"])
            && line.words <= POINTING_WORDS_MAX;
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
