//! Changes widened to phrases, for forms that cannot strike words out.
//!
//! On paper, old words struck beside new ones show at a glance what happened. In plain text, and read aloud,
//! `[is taken fortnightly → is taken weekly]` is clearer than `[fortnightly → weekly]`, and a word that only
//! came or went needs neighbours to be a change at all: `[kin has been → kin has not been]`. Values that speak for
//! themselves, such as dates, sums and names, stay as they are.

use crate::brief::{Mark, Piece};

/// Signs that end a phrase and do not belong to it.
const STOPS: [char; 5] = ['.', ',', ';', ':', ' '];

/// A stretch of text, changed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Text of the plan, or a word of ours.
    Text(Mark, String),
    /// Old text and what replaced it.
    Change(String, String),
}

/// Pairs old text with new, each as it stands.
pub(super) fn paired(pieces: &[Piece]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for piece in pieces {
        match (piece.mark, stretches.last_mut()) {
            (Mark::Same | Mark::Ours, _) => stretches.push(Stretch::Text(piece.mark, piece.text.clone())),
            (Mark::After, Some(Stretch::Change(_, new))) if new.is_empty() => new.clone_from(&piece.text),
            (Mark::Before, _) => stretches.push(Stretch::Change(piece.text.clone(), String::new())),
            (Mark::After, _) => stretches.push(Stretch::Change(String::new(), piece.text.clone())),
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

fn widen(stretches: &mut [Stretch], at: usize) {
    let Stretch::Change(old, new) = &stretches[at] else { return };
    if speaks_for_itself(old) && speaks_for_itself(new) {
        return;
    }
    let before = at.checked_sub(1).map_or("", |at| same_text(&stretches[at]));
    let after = stretches.get(at + 1).map_or("", same_text);
    let (left, right) = around(old, new);
    let all = left + right;
    let right = (all - left.min(count(before))).min(count(after));
    let left = (all - right).min(count(before));
    let (rest, lead) = split_end(before, left);
    let (tail, remainder) = split_start(after, right);
    let (rest, lead) = (rest.to_owned(), lead.to_owned());
    let (tail, remainder) = (tail.to_owned(), remainder.to_owned());
    if let Stretch::Change(old, new) = &mut stretches[at] {
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

/// How many words before and after a change are repeated with both its sides: the less it says for itself the
/// more. A word that came or went, such as "not", says nothing without its phrase, and a bare figure little.
fn around(old: &str, new: &str) -> (usize, usize) {
    let bare = |value: &str| !value.contains(|c: char| c.is_alphabetic() || c == '£' || c == '%');
    match count(old).min(count(new)) {
        0 => (3, 3),
        1 if bare(old) && bare(new) => (3, 2),
        1 => (2, 2),
        _ => (1, 2),
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
                (Stretch::Change(..), Some(Stretch::Change(..)))
            )
        {
            joined.pop();
        }
        match (joined.last_mut(), stretch) {
            (Some(Stretch::Change(old, new)), Stretch::Change(more_old, more_new)) => {
                *old = phrase(old, " ", &more_old);
                *new = phrase(new, " ", &more_new);
            }
            (_, stretch) => joined.push(stretch),
        }
    }
    joined
}

/// Whether a value needs no phrase around it: three words or more, a figure with its unit, a sum, time or date, a
/// name of two words.
fn speaks_for_itself(value: &str) -> bool {
    let words = value.split_whitespace().count();
    let figure = value.starts_with(|c: char| c.is_ascii_digit() || c == '£');
    let sign = value.contains(['£', '%', '/', ':']);
    let name = !value.contains(|c: char| c.is_ascii_digit())
        && value.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    words >= 3 || (figure && (words == 2 || sign)) || (words == 2 && name)
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

    fn check(pieces: &[(Mark, &str)]) -> String {
        let piece = |(mark, text): &(Mark, &str)| Piece { mark: *mark, text: (*text).to_owned() };
        let shown = |stretch: Stretch| match stretch {
            Stretch::Text(_, text) => text,
            Stretch::Change(old, new) => format!("[{old} → {new}]"),
        };
        widened(&pieces.iter().map(piece).collect::<Vec<_>>()).into_iter().map(shown).collect()
    }

    #[test]
    fn a_word_is_read_in_its_phrase() {
        let pieces = [
            (Same, "It is taken "),
            (Before, "fortnightly"),
            (After, "weekly"),
            (Same, " and said to help."),
        ];
        assert_eq!(check(&pieces), "It [is taken fortnightly and said → is taken weekly and said] to help.");
    }

    #[test]
    fn a_word_that_came_has_both_sides() {
        let pieces = [(Same, "He has "), (After, "not"), (Same, " completed the work.")];
        assert_eq!(check(&pieces), "[He has completed the work → He has not completed the work].");
    }

    #[test]
    fn a_word_that_went_has_both_sides() {
        let pieces = [(Same, "He has "), (Before, "not"), (Same, " been.")];
        assert_eq!(check(&pieces), "[He has not been → He has been].");
    }

    #[test]
    fn values_stay_as_they_are() {
        let pieces = [(Same, "Given "), (Before, "60 mg"), (After, "30 mg"), (Same, ".")];
        assert_eq!(check(&pieces), "Given [60 mg → 30 mg].");
    }

    #[test]
    fn a_level_is_no_figure_with_its_unit() {
        let pieces = [(Same, "Joint MAPPA and CPA, "), (Before, "Level 3"), (After, "Level 1")];
        assert_eq!(check(&pieces), "Joint [MAPPA and CPA, Level 3 → MAPPA and CPA, Level 1]");
    }

    #[test]
    fn the_end_of_a_line_takes_more_from_before() {
        let pieces = [(Same, "The risk of relapse is "), (Before, "high"), (After, "low"), (Same, ".")];
        assert_eq!(check(&pieces), "The [risk of relapse is high → risk of relapse is low].");
    }

    #[test]
    fn a_cell_is_not_left() {
        let pieces = [(Same, "MDT"), (Ours, "; result "), (Before, "negative"), (After, "positive")];
        assert_eq!(check(&pieces), "MDT; result [negative → positive]");
    }

    #[test]
    fn two_changes_that_meet_are_one() {
        let pieces =
            [(Before, "He"), (After, "She"), (Same, " was told "), (Before, "once"), (After, "twice")];
        assert_eq!(check(&pieces), "[He was told once → She was told twice]");
    }
}
