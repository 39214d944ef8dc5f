//! What somebody says of himself, and the plan tells as what a report finds.
//!
//! Takes the report's sentence and the plan's: the report has it as somebody's word ("Mr Orr says that he was never
//! late"), goes on with what speaks against it ("but the log …"), and the plan has the same words as the report's own.

use crate::lexicon;
use crate::text::Words;

/// Fewest words that both have in one run.
const RUN_MIN: usize = 4;
/// Longest sentence that is compared, in tokens.
const WORDS_MAX: usize = 128;
/// Tokens behind the verb within which the run begins, "that he" between them.
const OPENING_TOKENS: usize = 4;
/// Tokens within which somebody is said to say something.
const CLAIM_TOKENS: usize = 6;

/// Whether the plan has as a finding what the report has as somebody's word, against which it then speaks.
pub(super) fn is_told_as_found(theirs: Words<'_>, ours: Words<'_>) -> bool {
    if theirs.len().max(ours.len()) > WORDS_MAX {
        return false;
    }
    let claims = |words: Words<'_>| {
        let verbs = (1..words.len()).filter(|at| words.is_in(*at, &lexicon::SAYING_OF_ONESELF));
        verbs.into_iter().find(|at| !words.is(at - 1, "I"))
    };
    let Some(claim) = claims(theirs).filter(|at| *at < CLAIM_TOKENS) else { return false };
    let told = |at: usize| ours.is_in(at, &lexicon::SAYING_OF_ONESELF) || ours.is_in(at, &lexicon::REPORTING);
    let turns = |at: &usize| theirs.is_sign(*at, ";") || theirs.is_in(*at, &lexicon::ON_THE_OTHER_HAND);
    let Some(end) = (claim + 1..theirs.len()).find(turns).filter(|_| !(0..ours.len()).any(told)) else {
        return false;
    };
    let same = |at: usize, place: usize| {
        !ours.text(place).is_empty() && theirs.text(at).eq_ignore_ascii_case(ours.text(place))
    };
    let last = (claim + OPENING_TOKENS).min((end + 1).saturating_sub(RUN_MIN));
    (claim + 1..last).any(|at| {
        (0..ours.len()).any(|place| {
            let run = (0..RUN_MIN).all(|next| same(at + next, place + next) && theirs.is_word(at + next));
            run && (at..at + RUN_MIN).any(|at| !theirs.is_in(at, &lexicon::SMALL_WORDS))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(theirs: &str, ours: &str) -> bool {
        let cut = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        };
        let (their, our) = (cut(theirs), cut(ours));
        is_told_as_found(Words::new(theirs, &their), Words::new(ours, &our))
    }

    #[test]
    fn a_word_of_his_own_is_no_finding() {
        let report = "Mr Orr says that he was never late for the ferry; the log has him late nine times.";
        assert!(check(report, "Mr Orr was never late for the ferry."));
        assert!(!check(report, "Mr Orr told them that he was never late for the ferry."), "as his word");
        assert!(!check(report, "Mr Orr was late for the ferry."), "other words");
        let agreed = "Mr Orr says that he was never late for the ferry.";
        assert!(!check(agreed, "Mr Orr was never late for the ferry."), "nothing speaks against it");
        let found = "I said that he was never late for the ferry, but the log was lost.";
        assert!(!check(found, "Mr Orr was never late for the ferry."), "the report's own word");
        let short = "Mr Orr says that he was late; the log has it too.";
        assert!(!check(short, "Mr Orr was late."), "too little to know it again");
    }
}
