//! A clause that stands elsewhere in its sentence: "Following the meeting, he agreed." and "He agreed, following
//! the meeting."

use std::ops::Range;

use crate::delta::cosmetic;
use crate::facts::{Fact, FactClass};
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Most clauses of a sentence that are tried.
const CLAUSES_MAX: usize = 12;

/// A clause that stands elsewhere in its sentence on the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MovedClause {
    /// Its tokens before.
    pub(super) before: Range<usize>,
    /// Its tokens after.
    pub(super) after: Range<usize>,
    /// Whether the sentence is a single one, so that the clause says the same of it wherever it stands.
    pub(super) says_the_same: bool,
}

/// The clause, set off by commas, that moved; none if anything else differs, or if it is none that says when, where or
/// why.
///
/// Its place may say of whom or of what it is told. It says the same only in a sentence that is a single one: nowhere
/// in it a denial, somebody else's words, a doubt, or the beginning of another clause. "In March, he said he had not
/// used heroin" is about the day he spoke, and the other way round about the heroin.
pub(super) fn moved_clause(before: Words<'_>, after: Words<'_>, facts: &[Fact]) -> Option<MovedClause> {
    let (left, right) = (clauses(before)?, clauses(after)?);
    if left.len() != right.len() || left.len() < 2 {
        return None;
    }
    let same = |i: usize, j: usize| is_same(before, &left[i], after, &right[j]);
    let count = left.len();
    let moved = |from: usize, to: usize| {
        let rest_before = (0..count).filter(|i| *i != from);
        let rest_after = (0..count).filter(|j| *j != to);
        // From the middle to the middle it may come to modify another clause.
        let at_front = from == 0 || to == 0;
        from != to
            && at_front
            && same(from, to)
            && before.is_in(left[from].start, &lexicon::CLAUSE_OPENERS)
            && rest_before.zip(rest_after).all(|(i, j)| same(i, j))
    };
    let pairs = (0..count).flat_map(|from| (0..count).map(move |to| (from, to)));
    let (from, to) = pairs.into_iter().find(|(from, to)| moved(*from, *to))?;
    let says_the_same = is_single(before, facts, left[from].start);
    Some(MovedClause { before: left[from].clone(), after: right[to].clone(), says_the_same })
}

/// Whether a sentence, but for the word at `opener`, holds nothing whose reach a clause's place could change.
fn is_single(words: Words<'_>, facts: &[Fact], opener: usize) -> bool {
    let reaches = |class| matches!(class, FactClass::Negation | FactClass::Denial | FactClass::Certainty);
    let reported = facts.iter().any(|fact| reaches(fact.class));
    let lists = [&lexicon::REPORTING, &lexicon::ATTRIBUTION, &lexicon::UNDERTAKING, &lexicon::JOINING];
    let joins = |at: &usize| lists.iter().any(|list| words.is_in(*at, list));
    !reported && !(0..words.len()).filter(|at| *at != opener).any(|at| joins(&at))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts;
    use crate::text::{Span, tokenise};

    fn check(before: &str, after: &str) -> bool {
        let cut = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        };
        let (left, right) = (cut(before), cut(after));
        let facts = facts::find(before, &left);
        let clause = moved_clause(Words::new(before, &left), Words::new(after, &right), &facts);
        clause.is_some_and(|clause| clause.says_the_same)
    }

    #[test]
    fn a_clause_at_the_other_end() {
        assert!(check(
            "Following the May 2020 meeting, he went home.",
            "He went home, following the May 2020 meeting."
        ));
        assert!(check("On balance, the date is set.", "The date is set, on balance."));
        assert!(check("He works in the bakery, on Mondays.", "On Mondays, he works in the bakery."));
        assert!(check("In May, with her, he left.", "With her, he left, in May."));
    }

    #[test]
    fn a_sentence_in_which_its_place_says_something() {
        for (clause, rest) in [
            ("On Tuesday", "the nurse wrote she had seen him"),
            ("On Tuesday", "no visitor came"),
            ("In her room", "he didn't drink"),
            ("Since June", "she believes he has slept well"),
            ("In June", "he allegedly sold the bike"),
            ("By Friday", "she agreed to pay"),
            ("At home", "he reads and she cooks"),
            ("In April", "he met the man who stole it"),
            ("As her brother told us", "the door is shut"),
        ] {
            let (front, back) = (format!("{clause}, {rest}."), format!("{rest}, {clause}."));
            assert!(!check(&front, &back), "{front}");
            assert!(!check(&back, &front), "{back}");
        }
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
