//! Where phrases stand in a line, and of which lists.
//!
//! Takes the words of a line and a table of all phrases that are looked for, gives each that stands in it: a line is walked
//! once, however many lists there are.

use crate::text::{Phrases, Words};

/// A phrase that stands in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<T> {
    /// Its first token.
    pub(super) at: usize,
    /// The token behind its last.
    pub(super) end: usize,
    /// What its list says.
    pub(super) says: T,
}

/// The phrases that stand in a line, in reading order; of one list the longest that begins at a token.
pub(super) fn marks<T: Copy + PartialEq>(words: Words<'_>, phrases: &Phrases<T>) -> Vec<Mark<T>> {
    let mut found: Vec<Mark<T>> = Vec::new();
    for at in 0..words.len() {
        let from = found.len();
        for (end, says) in phrases.phrases_at(words.tokens(), at) {
            if found[from..].iter().all(|longer| longer.says != says) {
                found.push(Mark { at, end, says });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;
    use crate::text::{Span, tokenise};

    #[test]
    fn each_list_has_its_own() {
        let both = Phrases::read_of_each(&lexicon::MATTERS, |heading| match heading {
            "drugs told" | "positive tests told" => Some(heading),
            _ => None,
        });
        let text = "Failed MDT in the boat, hooch found.";
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let found = marks(Words::new(text, &tokens), &both);
        let found: Vec<_> = found.iter().map(|mark| (mark.at, mark.end, mark.says)).collect();
        assert_eq!(found, [(0, 2, "drugs told"), (0, 2, "positive tests told"), (6, 7, "drugs told")]);
    }
}
