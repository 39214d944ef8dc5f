//! What converters and typists leave in a text, put in one place, such that every reader says it is the same.
//!
//! Takes a text, gives it with one artefact; nothing where the text has no place for the one that was drawn.

use crate::generator::Rng;

/// Puts one artefact.
pub(crate) fn leave(rng: &mut Rng, text: &str) -> Option<String> {
    match rng.below(15) {
        0 => replace(rng, text, "fi", "\u{fb01}"),
        1 => replace(rng, text, "fl", "\u{fb02}"),
        2 => replace(rng, text, "ea", "e\u{200b}a"),
        3 => replace(rng, text, "ti", "t\u{ad}i"),
        4 => replace(rng, text, " the ", "  the "),
        5 => replace(rng, text, " the ", " **the** "),
        6 => replace(rng, text, " the ", " <u>the</u> "),
        7 => replace(rng, text, " the ", " [the]{.underline} "),
        8 => replace(rng, text, " the ", " <a name=\"_Ref1\"></a>the "),
        9 => replace(rng, text, " the ", " \u{200e}the "),
        10 => replace(rng, text, " the ", "&nbsp;the "),
        11 => replace(rng, text, " and ", " \u{feff}and\u{a0}"),
        12 => replace(rng, text, "'s ", "\\'s "),
        13 => replace(rng, text, " & ", " &amp; "),
        _ => replace(rng, text, "\n## ", "\n## []{#_Toc7 .anchor}"),
    }
}

/// One of the places of `old` becomes `new`.
fn replace(rng: &mut Rng, text: &str, old: &str, new: &str) -> Option<String> {
    // In a comment marks are letters.
    let is_comment = |at: usize| text[..at].rfind("<!--").is_some_and(|open| !text[open..at].contains("-->"));
    let places = text.match_indices(old).map(|(at, _)| at).filter(|at| !is_comment(*at));
    let places: Vec<usize> = places.collect();
    let at = *(!places.is_empty()).then(|| rng.pick(&places))?;
    Some(format!("{}{new}{}", &text[..at], &text[at + old.len()..]))
}
