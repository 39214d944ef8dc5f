//! Which units are risk text.
//!
//! Contact or non-contact, child protection, victims, exclusion zones, self-harm or suicide, violence or threat,
//! weapons, escape, breach or recall, MAPPA, an assessment or a supervision level: wherever such a unit stands
//! and whatever became of it, the brief puts it first.

use std::sync::LazyLock;

use crate::lexicon;
use crate::text::{Phrases, Token, Words};

/// What makes a unit risk text. Read once and never changed.
static SIGNS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::read(&lexicon::RISK, |_| Some(())));

/// Whether the tokens of a unit touch a subject of the list by themselves. Whether the unit is risk text hangs on its
/// frame too, which [`crate::document::Document::is_risk`] looks at.
pub fn is_risk(source: &str, tokens: &[Token]) -> bool {
    let words = Words::new(source, tokens);
    (0..tokens.len()).any(|at| words.is_word(at) && SIGNS.phrase_at(tokens, at).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(text: &str) -> bool {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        is_risk(text, &tokens)
    }

    #[test]
    fn every_subject_of_the_list() {
        for text in [
            "He must have no contact with Isobel.",
            "Non-contact order in force.",
            "A child protection referral.",
            "The complainer's family have moved.",
            "Not to enter Ayr; exclusion zone 500 m.",
            "Two episodes of self-harm.",
            "He spoke of suicide.",
            "He was the aggressor in a fight.",
            "A threat was made.",
            "A knife was found.",
            "He escaped from escort.",
            "He breached his licence.",
            "Recalled to custody.",
            "MAPPA: Level 2",
            "LS/CMI: 24",
            "Supervision level: Low",
            "Assessed as high risk of harm.",
            "Curfew from 7 pm.",
        ] {
            assert!(check(text), "{text}");
        }
    }

    #[test]
    fn everyday_text_is_not() {
        for text in [
            "He works in the laundry.",
            "Wage £16 per week.",
            "Contacted the bank.",
            "Point of contact: M. Mackie",
            "He is on the waiting list.",
            "He completed the course.",
        ] {
            assert!(!check(text), "{text}");
        }
    }

    #[test]
    fn addresses_hold_no_facts() {
        for text in [
            "see [the form](https://a.example/12-may-2024/high-risk) here",
            "see https://a.example/no-contact/40mg, there",
            "see www.assault.example/7.",
        ] {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            assert!(find(text, &tokens).is_empty(), "{text}: {:?}", find(text, &tokens));
            assert!(!is_risk(text, &tokens), "{text}");
        }
    }

    #[test]
    fn brackets_behind_words_are_text() {
        let text = "seen (no contact) on 3 May 2024";
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        assert_eq!(find(text, &tokens).len(), 2);
        assert!(is_risk(text, &tokens));
    }
}
