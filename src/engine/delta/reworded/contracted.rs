//! Verbs that are contracted alike: "he'd" is "he had" and "he would", "he's" is "he is" and "he has".
//!
//! Takes the word behind the verb, says whether it can follow that verb and not the other. Where it can follow either
//! ("he'd hit her") nobody can tell which was meant, and the two are not the same.

use crate::lexicon;
use crate::text::Words;

/// A verb of which a contraction stands for another verb too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Had,
    Would,
    Is,
    Has,
}

/// Most little words between a verb and what tells it.
const ADVERBS_MAX: usize = 3;

impl Verb {
    /// The headings of `synonyms.txt` under which contractions stand.
    const ALL: [(&str, Self); 4] = [
        ("before what only had takes", Self::Had),
        ("before what only would takes", Self::Would),
        ("before what only is takes", Self::Is),
        ("before what only has takes", Self::Has),
    ];

    /// The verb that a heading is of; none where its phrases say the same wherever they stand.
    pub(super) fn named(heading: &str) -> Option<Self> {
        Self::ALL.iter().find(|(listed, _)| *listed == heading).map(|(_, verb)| *verb)
    }

    /// Whether what stands at a token, little words aside, can follow this verb and not the one that is contracted alike.
    pub(super) fn is_told(self, words: Words<'_>, at: usize) -> bool {
        let little = |at: &usize| words.is_in(*at, &lexicon::CONTRACTED_ADVERBS);
        let at = at + (at..at + ADVERBS_MAX).take_while(little).count();
        if !words.is_word(at) || words.is_in(at, &lexicon::EITHER_WAY) {
            return false;
        }
        let participle = is_participle(words, at);
        match self {
            Self::Had => participle || words.is_in(at, &lexicon::HAD_ONLY),
            Self::Would => !participle && !words.is_in(at, &lexicon::HAD_ONLY),
            // "He's to go" is either.
            Self::Is => !participle && !words.is(at, "to"),
            Self::Has => words.is_in(at, &lexicon::HAS_ONLY),
        }
    }
}

/// Whether a word is a participle and no other form of a verb.
fn is_participle(words: Words<'_>, at: usize) -> bool {
    let regular = words.text(at).to_lowercase().ends_with("ed") && !words.is_in(at, &lexicon::NO_PARTICIPLES);
    regular || words.is_in(at, &lexicon::PARTICIPLES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    /// Which verbs the words behind a contraction tell.
    fn told(behind: &str) -> Vec<Verb> {
        let mut tokens = Vec::new();
        tokenise(behind, Span::new(0, behind.len()), &[], &mut tokens);
        let words = Words::new(behind, &tokens);
        Verb::ALL.into_iter().map(|(_, verb)| verb).filter(|verb| verb.is_told(words, 0)).collect()
    }

    #[test]
    fn the_word_behind_tells_the_verb() {
        assert_eq!(told("been shouted at"), [Verb::Had, Verb::Has]);
        assert_eq!(told("never threatened them"), [Verb::Had]);
        assert_eq!(told("stolen a car"), [Verb::Had]);
        assert_eq!(told("no wish to go"), [Verb::Had, Verb::Is]);
        assert_eq!(told("swim daily"), [Verb::Would, Verb::Is]);
        assert_eq!(told("also need help"), [Verb::Would, Verb::Is]);
        assert_eq!(told("sober"), [Verb::Would, Verb::Is]);
    }

    #[test]
    fn nobody_can_tell_which() {
        for behind in ["shut the door", "often beat him", "set fire to it", ", he said", "", "12"] {
            assert_eq!(told(behind), [], "{behind}");
        }
    }
}
