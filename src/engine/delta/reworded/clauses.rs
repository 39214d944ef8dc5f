//! A clause that stands elsewhere in its sentence: "Following the meeting, he agreed." and "He agreed, following
//! the meeting."

use std::ops::Range;

use crate::delta::cosmetic;
use crate::facts::{self, FactClass};
use crate::text::{TokenKind, Words};

/// Most clauses of a sentence that are tried.
const CLAUSES_MAX: usize = 12;

/// Words with which a clause begins that says when, where, why or on whose word; such a clause modifies the whole
/// sentence, wherever in it it stands.
const OPENERS: [&str; 47] = [
    "following",
    "at",
    "on",
    "in",
    "by",
    "during",
    "when",
    "while",
    "whilst",
    "as",
    "after",
    "before",
    "since",
    "until",
    "if",
    "because",
    "although",
    "though",
    "to",
    "according",
    "speaking",
    "having",
    "for",
    "from",
    "under",
    "over",
    "throughout",
    "within",
    "despite",
    "given",
    "prior",
    "overall",
    "currently",
    "presently",
    "previously",
    "subsequently",
    "recently",
    "initially",
    "generally",
    "however",
    "therefore",
    "meanwhile",
    "furthermore",
    "additionally",
    "whereas",
    "owing",
    "due",
];

/// Whether the sides are the same but for one clause, set off by commas, that moved.
///
/// Nothing else may differ; the clause must be one that modifies the whole sentence, and hold no negation of its
/// own, so that no scope changes.
pub(in crate::delta) fn is_clause_moved(before: Words<'_>, after: Words<'_>) -> bool {
    let (Some(left), Some(right)) = (clauses(before), clauses(after)) else { return false };
    if left.len() != right.len() || left.len() < 2 {
        return false;
    }
    let same = |i: usize, j: usize| is_same(before, &left[i], after, &right[j]);
    let count = left.len();
    (0..count).any(|from| {
        (0..count).any(|to| {
            let rest_before = (0..count).filter(|i| *i != from);
            let rest_after = (0..count).filter(|j| *j != to);
            // From the middle to the middle it may come to modify another clause.
            let at_front = from == 0 || to == 0;
            from != to
                && at_front
                && same(from, to)
                && modifies_all(before, &left[from])
                && rest_before.zip(rest_after).all(|(i, j)| same(i, j))
        })
    })
}

/// The stretches between commas, without the sign that ends the sentence. None for rows of a table, whose cells
/// have their own meaning.
fn clauses(words: Words<'_>) -> Option<Vec<Range<usize>>> {
    if (0..words.len()).any(|at| words.kind(at) == Some(TokenKind::Cell)) {
        return None;
    }
    let is_end = |at: usize| words.is_sign(at, ".") || words.is_sign(at, ";") || words.is_sign(at, "!");
    let mut end = words.len();
    while end > 0 && is_end(end - 1) {
        end -= 1;
    }
    let mut clauses = Vec::new();
    let mut start = 0;
    for at in (0..end).filter(|at| words.is_sign(*at, ",")) {
        clauses.push(start..at);
        start = at + 1;
    }
    clauses.push(start..end);
    let whole = clauses.len() <= CLAUSES_MAX && clauses.iter().all(|clause| !clause.is_empty());
    whole.then_some(clauses)
}

/// The same tokens, but for the capital of the first.
fn is_same(before: Words<'_>, left: &Range<usize>, after: Words<'_>, right: &Range<usize>) -> bool {
    if cosmetic::are_same(before, left.clone(), after, right.clone()) {
        return true;
    }
    let opens = before.text(left.start).eq_ignore_ascii_case(after.text(right.start));
    opens && cosmetic::are_same(before, left.start + 1..left.end, after, right.start + 1..right.end)
}

fn modifies_all(words: Words<'_>, clause: &Range<usize>) -> bool {
    let tokens = &words.tokens()[clause.clone()];
    let negated = facts::find(words.source(), tokens).iter().any(|fact| fact.class == FactClass::Negation);
    words.is_any(clause.start, &OPENERS) && !negated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(before: &str, after: &str) -> bool {
        let cut = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        };
        let (left, right) = (cut(before), cut(after));
        is_clause_moved(Words::new(before, &left), Words::new(after, &right))
    }

    #[test]
    fn a_clause_at_the_other_end() {
        assert!(check(
            "Following the May 2020 meeting, he agreed to go.",
            "He agreed to go, following the May 2020 meeting."
        ));
        assert!(check("He is in favour, as he said, of it.", "As he said, he is in favour, of it."));
        assert!(check("On balance, no date is set.", "No date is set, on balance."));
        assert!(check("On balance, he agreed, they said.", "He agreed, they said, on balance."));
        assert!(check("He agreed, on balance.", "On balance, he agreed."));
    }

    #[test]
    fn what_else_may_have_changed() {
        assert!(!check("Following the May meeting, he agreed.", "He agreed, following the June meeting."));
        assert!(!check("Scott hit Isobel, Isobel hit Scott.", "Isobel hit Scott, he hit Isobel."));
        assert!(!check("Not having agreed, he left.", "He left, having not agreed."));
        assert!(!check("He may not go, he said.", "He may go, he said not."));
        assert!(!check("| High, at home | Low |", "| At home, high | Low |"));
        assert!(!check("He agreed, on balance, they said.", "He agreed, they said, on balance."));
        assert!(!check("He left, she stayed.", "She stayed, he left."));
        assert!(!check("On balance, , he agreed.", ", he agreed, on balance."));
        assert!(!check("...", "!"));
    }
}
