//! Whether a change leaves the wording as it was.
//!
//! Takes a change between two versions. A wording stands until a word of it changes: other punctuation, capitals, a
//! slip of typing made or mended, and the same word or value spelt otherwise, are no new words. What was only reworded
//! is told by the rules that the delta names.

use crate::delta::{Change, ChangeKind, Reason, Rule, Side};
use crate::document::Document;
use crate::text::{Words, folded_sign, same_value_at};

/// Whether the words are the same on both sides.
pub(super) fn is_kept([before, after]: [&Document; 2], change: &Change) -> bool {
    if matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic) {
        return true;
    }
    let (left, right) = (Side::new(before, change.before.clone()), Side::new(after, change.after.clone()));
    // Two sentences joined are another wording even where each of their words stands.
    let ([left_unit], [right_unit]) = (left.units, right.units) else { return false };
    if change.kind == ChangeKind::Reworded {
        return change.excuses.iter().all(|excuse| keeps_words(excuse.reason));
    }
    let (from, to) = (usize::from(left_unit.numbering), usize::from(right_unit.numbering));
    walk((left.words(), from), (right.words(), to))
}

/// Whether what differs for a reason leaves each word the same, if written otherwise.
fn keeps_words(reason: Reason) -> bool {
    match reason {
        Reason::Normalisation(_) => true,
        Reason::Rule(rule) => {
            matches!(rule, Rule::Slip | Rule::Spelling | Rule::Case | Rule::Punctuation)
        }
        Reason::Fact(_) => false,
    }
}

/// Whether two runs of words are the same but for punctuation, capitals and the spelling of values.
pub(super) fn is_same(left: Words<'_>, right: Words<'_>) -> bool {
    walk((left, 0), (right, 0))
}

/// Walks both word by word; two that differ must be of one value.
fn walk((left, mut i): (Words<'_>, usize), (right, mut j): (Words<'_>, usize)) -> bool {
    loop {
        (i, j) = (after_punctuation(left, i), after_punctuation(right, j));
        if i >= left.len() || j >= right.len() {
            return i >= left.len() && j >= right.len();
        }
        let same = left.tokens()[i].key == right.tokens()[j].key;
        match same_value_at(left, i, right, j) {
            Some((next_i, next_j, _)) => (i, j) = (next_i, next_j),
            None if same => (i, j) = (i + 1, j + 1),
            None => return false,
        }
    }
}

/// The next token from here on that is no punctuation.
fn after_punctuation(words: Words<'_>, at: usize) -> usize {
    (at..words.len()).find(|at| !PUNCTUATION.contains(&folded_sign(words.text(*at)))).unwrap_or(words.len())
}

/// Signs that part words and say nothing by themselves.
const PUNCTUATION: [&str; 9] = [".", ",", ";", ":", "-", "\"", "'", "(", ")"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::compare;
    use crate::document::parse;

    fn check(before: &str, after: &str) -> bool {
        // A slip is one only beside the word rightly spelt.
        let rest = "The hostel meeting was long.\n\n";
        let documents = [before, after].map(|text| parse(format!("{rest}{text}")).unwrap());
        let delta = compare(&documents[0], &documents[1]);
        assert_eq!(delta.changes.len(), 2, "{before}");
        is_kept([&documents[0], &documents[1]], &delta.changes[1])
    }

    #[test]
    fn slips_signs_and_spellings_are_no_new_words() {
        for (before, after) in [
            ("He left the meeting early again.", "He left the meetnig early again."),
            ("Seen at 14:35 by the doctor, who agreed.", "Seen at 1435 hrs by the doctor who agreed."),
            ("The next review is on 12 May 2024.", "The next review is on 12/05/24"),
            ("His neighbours were helpful to him.", "His neighbors were helpful to him."),
            ("He likes the programme on Fridays.", "He likes the program on Fridays"),
        ] {
            assert!(check(before, after), "{after}");
        }
    }

    #[test]
    fn other_words_and_facts_are_a_new_wording() {
        for (before, after) in [
            ("He began the course in the gym last week.", "He started the course in the gym last week."),
            ("He has done the course in the gym.", "He has not done the course in the gym."),
            ("He learns with the others in the gym.", "He learnt with the others in the gym."),
            ("The next review is on 12 May 2024.", "The next review is on 21 May 2024."),
        ] {
            assert!(!check(before, after), "{after}");
        }
    }
}
