//! Marked text as stretches: what stands, and old text beside what replaced it.

use cip_engine::marked::{Mark, Piece};

/// A stretch of text, changed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch<'a> {
    /// Text of the plan, or a word of ours.
    Text(Mark, &'a str),
    /// Old text and what replaced it; empty where a side has nothing.
    Change { old: &'a str, new: &'a str },
}

/// Pairs old text with new, each as it stands.
pub(super) fn paired(pieces: &[Piece]) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    for piece in pieces {
        let text = piece.text.as_str();
        match (piece.mark, stretches.last_mut()) {
            (Mark::Same | Mark::Ours, _) => stretches.push(Stretch::Text(piece.mark, text)),
            (Mark::After, Some(Stretch::Change { new, .. })) if new.is_empty() => *new = text,
            (Mark::Before, _) => stretches.push(Stretch::Change { old: text, new: "" }),
            (Mark::After, _) => stretches.push(Stretch::Change { old: "", new: text }),
        }
    }
    stretches
}

/// The brackets of a change in plain text: doubled where its words hold square brackets, so that a reader sees which
/// are ours.
pub(super) fn brackets(old: &str, new: &str) -> (&'static str, &'static str) {
    if [old, new].iter().any(|side| side.contains(['[', ']'])) { ("[[", "]]") } else { ("[", "]") }
}
