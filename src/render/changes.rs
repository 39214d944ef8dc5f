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

/// The signs of a line's changes in plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs {
    pub(super) opening: &'static str,
    pub(super) arrow: &'static str,
    pub(super) closing: &'static str,
}

impl Signs {
    /// `[old → new]`; with doubled brackets where its words hold square brackets, or others of the line could be
    /// taken for a change; with another arrow where its words hold this one. So a reader sees which are ours.
    pub(super) fn of(old: &str, new: &str, line: &[Stretch<'_>]) -> Self {
        let like_ours = |stretch: &Stretch<'_>| match stretch {
            Stretch::Text(_, text) => text.contains('[') && text.contains('→'),
            Stretch::Change { .. } => false,
        };
        let doubled = [old, new].iter().any(|side| side.contains(['[', ']'])) || line.iter().any(like_ours);
        let (opening, closing) = if doubled { ("[[", "]]") } else { ("[", "]") };
        let arrow = if [old, new].iter().any(|side| side.contains('→')) { " ⇒ " } else { " → " };
        Self { opening, arrow, closing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, text: &str, expected: &str) {
        let Signs { opening, arrow, closing } = Signs::of(old, new, &[Stretch::Text(Mark::Same, text)]);
        assert_eq!(format!("{opening}{old}{arrow}{new}{closing}"), expected);
    }

    #[test]
    fn a_reader_sees_which_signs_are_ours() {
        check("May", "June", "by [date] of", "[May → June]");
        check("[ ]", "[x]", "Keys", "[[[ ] → [x]]]");
        check("May", "June", "from [low → high] in", "[[May → June]]");
        check("2 → 3", "2 → 4", "Level", "[2 → 3 ⇒ 2 → 4]");
    }
}
