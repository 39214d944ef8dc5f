//! Changes widened to phrases, for forms that cannot strike words out.
//!
//! `[is taken fortnightly → is taken weekly]` is clearer than `[fortnightly → weekly]` where nothing is struck out: how
//! many neighbours a change takes is said by its context.

use cip_engine::brief::{Mark, Piece};

/// Signs that end a phrase and do not belong to it.
const STOPS: [char; 5] = ['.', ',', ';', ':', ' '];

/// A stretch of text, changed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Text of the plan, or a word of ours.
    Text(Mark, String),
    /// Old text and what replaced it.
    Change { old: String, new: String, context: [u8; 2] },
}

/// Pairs old text with new, each as it stands.
pub(super) fn paired(pieces: &[Piece]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for piece in pieces {
        let (text, context) = (piece.text.clone(), piece.context);
        match (piece.mark, stretches.last_mut()) {
            (Mark::Same | Mark::Ours, _) => stretches.push(Stretch::Text(piece.mark, text)),
            (Mark::After, Some(Stretch::Change { new, .. })) if new.is_empty() => *new = text,
            (Mark::Before, _) => stretches.push(Stretch::Change { old: text, new: String::new(), context }),
            (Mark::After, _) => stretches.push(Stretch::Change { old: String::new(), new: text, context }),
        }
    }
    stretches
}

/// Pairs old text with new, each within its phrase.
pub(super) fn widened(pieces: &[Piece]) -> Vec<Stretch> {
    let mut stretches = paired(pieces);
    for at in 0..stretches.len() {
        widen(&mut stretches, at);
    }
    stretches.retain(|stretch| !matches!(stretch, Stretch::Text(_, text) if text.is_empty()));
    joined(stretches)
}

/// Takes the words of the context out of the text on either side and into both sides of the change.
fn widen(stretches: &mut [Stretch], at: usize) {
    let Stretch::Change { context: [left, right], .. } = stretches[at] else { return };
    let before = at.checked_sub(1).map_or("", |at| same_text(&stretches[at]));
    let after = stretches.get(at + 1).map_or("", same_text);
    let (rest, lead) = split_end(before, usize::from(left).min(count(before)));
    let (tail, remainder) = split_start(after, usize::from(right).min(count(after)));
    let (rest, lead) = (rest.to_owned(), lead.to_owned());
    let (tail, remainder) = (tail.to_owned(), remainder.to_owned());
    if let Stretch::Change { old, new, .. } = &mut stretches[at] {
        *old = phrase(&lead, old, &tail);
        *new = phrase(&lead, new, &tail);
    }
    if let Some(Stretch::Text(Mark::Same, text)) = at.checked_sub(1).map(|at| &mut stretches[at]) {
        *text = rest;
    }
    if let Some(Stretch::Text(Mark::Same, text)) = stretches.get_mut(at + 1) {
        *text = remainder;
    }
}

/// Two changes that now touch are one.
fn joined(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        let blank = joined.last().is_some_and(|last| same_text(last) == " ");
        if blank
            && matches!(
                (&stretch, joined.iter().nth_back(1)),
                (Stretch::Change { .. }, Some(Stretch::Change { .. }))
            )
        {
            joined.pop();
        }
        match (joined.last_mut(), stretch) {
            (
                Some(Stretch::Change { old, new, .. }),
                Stretch::Change { old: more_old, new: more_new, .. },
            ) => {
                *old = phrase(old, " ", &more_old);
                *new = phrase(new, " ", &more_new);
            }
            (_, stretch) => joined.push(stretch),
        }
    }
    joined
}

fn same_text(stretch: &Stretch) -> &str {
    match stretch {
        Stretch::Text(Mark::Same, text) => text,
        _ => "",
    }
}

/// Words, signs that stand alone not counted.
fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// What stands before the last `words` words, and these.
fn split_end(text: &str, words: usize) -> (&str, &str) {
    let mut at = text.len();
    while count(&text[at..]) < words {
        let trimmed = text[..at].trim_end();
        at = trimmed.rfind(char::is_whitespace).map_or(0, |space| space + space_len(&trimmed[space..]));
    }
    text.split_at(at)
}

/// The first `words` words without the sign that ends them, and what stands after them.
fn split_start(text: &str, words: usize) -> (&str, &str) {
    let mut at = 0;
    while count(&text[..at]) < words {
        let lead = text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at + lead..];
        at += lead + rest.find(char::is_whitespace).unwrap_or(rest.len());
    }
    text.split_at(text[..at].trim_end_matches(STOPS).len())
}

fn space_len(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// A value between its neighbours, with single spaces.
fn phrase(lead: &str, value: &str, tail: &str) -> String {
    let text = format!("{lead}{value}{tail}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Mark::{After, Before, Ours, Same};

    /// Every change with this context.
    fn check(context: [u8; 2], pieces: &[(Mark, &str)]) -> String {
        let piece = |(mark, text): &(Mark, &str)| Piece { mark: *mark, text: (*text).to_owned(), context };
        let shown = |stretch: Stretch| match stretch {
            Stretch::Text(_, text) => text,
            Stretch::Change { old, new, .. } => format!("[{old} → {new}]"),
        };
        widened(&pieces.iter().map(piece).collect::<Vec<_>>()).into_iter().map(shown).collect()
    }

    #[test]
    fn words_around_a_change_are_read_with_both_sides() {
        let pieces = [
            (Same, "It is taken "),
            (Before, "fortnightly"),
            (After, "weekly"),
            (Same, " and said to help."),
        ];
        assert_eq!(
            check([2, 1], &pieces),
            "It [is taken fortnightly and → is taken weekly and] said to help."
        );
        assert_eq!(check([0, 0], &pieces), "It is taken [fortnightly → weekly] and said to help.");
    }

    #[test]
    fn a_word_that_came_has_both_sides() {
        let pieces = [(Same, "He has "), (After, "not"), (Same, " completed the work.")];
        assert_eq!(check([2, 3], &pieces), "[He has completed the work → He has not completed the work].");
    }

    #[test]
    fn the_stop_that_ends_a_phrase_stays_outside() {
        let pieces = [(Same, "He has "), (Before, "not"), (Same, " been.")];
        assert_eq!(check([u8::MAX, u8::MAX], &pieces), "[He has not been → He has been].");
    }

    #[test]
    fn a_cell_is_not_left() {
        let pieces = [(Same, "MDT"), (Ours, "; result "), (Before, "negative"), (After, "positive")];
        assert_eq!(check([2, 2], &pieces), "MDT; result [negative → positive]");
    }

    #[test]
    fn two_changes_that_meet_are_one() {
        let pieces =
            [(Before, "He"), (After, "She"), (Same, " was told "), (Before, "once"), (After, "twice")];
        assert_eq!(check([2, 2], &pieces), "[He was told once → She was told twice]");
    }
}
