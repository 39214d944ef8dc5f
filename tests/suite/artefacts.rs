//! What converters and typists leave in a text, put in one place, such that every reader says it is the same.
//!
//! Takes a text, gives it with one artefact; nothing where the text has no place for the one that was drawn.

use crate::generator::Rng;

/// Puts one artefact.
pub(crate) fn leave(rng: &mut Rng, text: &str) -> Option<String> {
    match rng.below(6) {
        0 => replace(rng, text, "fi", "\u{fb01}"),
        1 => replace(rng, text, "fl", "\u{fb02}"),
        2 => replace(rng, text, "ea", "e\u{200b}a"),
        3 => replace(rng, text, "ti", "t\u{ad}i"),
        4 => replace(rng, text, " the ", "  the "),
        _ => replace(rng, text, "\n## ", "\n## []{#_Toc7 .anchor}"),
    }
}

/// One of the places of `old` becomes `new`.
fn replace(rng: &mut Rng, text: &str, old: &str, new: &str) -> Option<String> {
    let places: Vec<usize> = text.match_indices(old).map(|(at, _)| at).collect();
    let at = *(!places.is_empty()).then(|| rng.pick(&places))?;
    Some(format!("{}{new}{}", &text[..at], &text[at + old.len()..]))
}
