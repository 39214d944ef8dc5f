//! The phrase in which a change is read where words cannot be struck out.
//!
//! On paper, old words struck beside new ones show at a glance what happened. In plain text, and read aloud,
//! `[is taken fortnightly → is taken weekly]` is clearer than `[fortnightly → weekly]`, and a word that only
//! came or went needs neighbours to be a change at all: `[kin has been → kin has not been]`. Values that speak for
//! themselves, such as dates and sums, stay as they are.

use std::ops::Range;

use super::model::Side;
use super::pieces::{Word, text};

/// A cell or line of at most so many words, of which at most [`REST_MAX`] are as they were, is read whole.
const SHORT_MAX: usize = 7;
/// See [`SHORT_MAX`].
const REST_MAX: usize = 4;

/// How many words before and after a changed run of a cell are read with it.
pub(super) fn context(cell: &[Word<'_>], run: Range<usize>) -> [u8; 2] {
    let [old, new] = [Side::Before, Side::After].map(|side| text(&cell[run.clone()], side));
    let kept = cell.iter().filter(|word| !word.changed && word.counts()).count();
    let is_short = kept <= REST_MAX && kept + count(&old).max(count(&new)) <= SHORT_MAX;
    let (left, right) = if is_short { (u8::MAX, u8::MAX) } else { around(&old, &new) };
    let mut reach = Reach { cell, run, left: 0, right: 0 };
    reach.take(left, right);
    [reach.left, reach.right]
}

/// How many words before and after a change are read with it: the less it says for itself the more. A word that came
/// or went, such as "not", says nothing without its phrase, and a bare figure little.
fn around(old: &str, new: &str) -> (u8, u8) {
    let bare = |value: &str| !value.contains(|c: char| c.is_alphabetic() || c == '£' || c == '%');
    if speaks_for_itself(old) && speaks_for_itself(new) {
        return (u8::from(is_measure(old) && is_measure(new)), 0);
    }
    match count(old).min(count(new)) {
        0 => (3, 3),
        1 if bare(old) && bare(new) => (3, 2),
        1 => (2, 2),
        2 | 3 => (1, 2),
        _ => (0, 0),
    }
}

/// Whether a value needs no phrase around it: a figure with its unit, a sum, time or date, a name.
fn speaks_for_itself(value: &str) -> bool {
    let words = count(value);
    let figure = value.starts_with(|c: char| c.is_ascii_digit() || c == '£') && words >= 2;
    let name = !value.contains(|c: char| c.is_ascii_digit())
        && value.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    is_value(value) || figure || (words >= 2 && name)
}

fn is_measure(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit() || c == '£') && count(value) == 2
}

/// A sum, share, time or date in figures.
fn is_value(value: &str) -> bool {
    let figure = value.starts_with(|c: char| c.is_ascii_digit() || c == '£');
    figure && value.contains(['£', '%', '/', ':'])
}

/// Words, signs that stand alone not counted.
fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// A changed run of a cell and the words around it that are read with it.
struct Reach<'c, 'a> {
    cell: &'c [Word<'a>],
    run: Range<usize>,
    left: u8,
    right: u8,
}

impl Reach<'_, '_> {
    /// Takes so many words; what one side lacks the other gives.
    fn take(&mut self, left: u8, right: u8) {
        let all = left.saturating_add(right);
        while self.left < left && self.grow_left() {}
        while self.taken() < all && self.grow_right() {}
        while self.taken() < all && self.grow_left() {}
    }

    fn taken(&self) -> u8 {
        self.left.saturating_add(self.right)
    }

    fn grow_left(&mut self) -> bool {
        let mut at = self.run.start;
        let mut counts = false;
        while at > 0 && !self.cell[at - 1].changed {
            at -= 1;
            counts |= self.cell[at].counts();
            if counts && self.cell[at].is_spaced() {
                break;
            }
        }
        if counts {
            self.run.start = at;
            self.left = self.left.saturating_add(1);
        }
        counts
    }

    fn grow_right(&mut self) -> bool {
        let mut at = self.run.end;
        let mut counts = false;
        while at < self.cell.len() && !self.cell[at].changed && !(counts && self.cell[at].is_spaced()) {
            counts |= self.cell[at].counts();
            at += 1;
        }
        if counts {
            self.run.end = at;
            self.right = self.right.saturating_add(1);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::super::changed_text;
    use super::super::model::Mark;
    use crate::delta::compare;
    use crate::document::parse;

    /// The context of each change of the only line.
    fn check(before: &str, after: &str) -> Vec<[u8; 2]> {
        let (before, after) = (parse(before.to_owned()).unwrap(), parse(after.to_owned()).unwrap());
        let delta = compare(&before, &after);
        let pieces = changed_text(&before, &after, &delta.changes[0]);
        let changed = pieces.iter().filter(|piece| piece.mark == Mark::After || piece.mark == Mark::Before);
        let mut contexts: Vec<[u8; 2]> = changed.map(|piece| piece.context).collect();
        contexts.dedup();
        contexts
    }

    #[test]
    fn a_word_takes_two_neighbours_on_either_side() {
        let of = |word: &str| format!("The dose is taken {word} and he says that it helps him to sleep.");
        assert_eq!(check(&of("fortnightly"), &of("weekly")), [[2, 2]]);
    }

    #[test]
    fn a_word_that_came_takes_three() {
        let of = |word: &str| format!("By then the next of kin has {word}been told of the date of release.");
        assert_eq!(check(&of(""), &of("not ")), [[3, 3]]);
    }

    #[test]
    fn values_say_enough() {
        let of = |dose: &str| format!("He has been given {dose} each night since he came back from court.");
        assert_eq!(check(&of("60 mg"), &of("30 mg")), [[1, 0]]);
        assert_eq!(check(&of("£60"), &of("£30")), [[0, 0]]);
        assert_eq!(check(&of("John Other"), &of("Ann Other")), [[0, 0]]);
    }

    #[test]
    fn the_end_of_a_line_takes_more_from_before() {
        let of = |level: &str| format!("In the view of the writer the risk of relapse is {level}.");
        assert_eq!(check(&of("high"), &of("low")), [[4, 0]]);
    }

    #[test]
    fn a_short_line_is_read_whole() {
        assert_eq!(check("- Wage £12 per week\n", "- Wage £16 per week\n"), [[1, 2]]);
    }
}
