//! What words that carry no fact by themselves are about: a place, a medicine, somebody who is not named.
//!
//! Only a change is recognised by them: that "the harbour" became "the school" is about a place, though neither is a
//! fact wherever it stands.

use std::ops::Range;
use std::sync::LazyLock;

use super::FactClass;
use crate::lexicon;
use crate::text::{Phrases, Words};

/// Words by class. Read once and never changed.
static KINDS: LazyLock<Phrases<FactClass>> =
    LazyLock::new(|| Phrases::read(&lexicon::KINDS, FactClass::named));

/// Fewest letters of a medicine that is known by its ending.
const MEDICINE_LETTERS_MIN: usize = 7;

/// The class that the last word or phrase of a range is of, if the table knows it.
pub fn kind_of(words: Words<'_>, range: &Range<usize>) -> Option<FactClass> {
    let ends_here = |at: usize| {
        let (end, class) = KINDS.phrase_at(words.tokens(), at)?;
        (end == range.end).then_some(class)
    };
    range.clone().filter(|at| words.is_word(*at)).find_map(ends_here)
}

/// Whether a word ends as the international names of medicines do ("semaglutide", "edoxaban"), by the stems of
/// the World Health Organization and the British National Formulary.
pub fn is_medicine(word: &str) -> bool {
    let small = word.to_lowercase();
    let ending = || lexicon::MEDICINE_ENDINGS.iter().any(|ending| small.ends_with(ending));
    small.len() >= MEDICINE_LETTERS_MIN && !lexicon::NO_MEDICINES.has(&small) && ending()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn kind(text: &str) -> Option<&'static str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        kind_of(Words::new(text, &tokens), &(0..tokens.len())).map(FactClass::name)
    }

    #[test]
    fn what_words_are_about() {
        for (text, class) in [
            ("harbour", Some("place")),
            ("the betting shop", Some("place")),
            ("welding", Some("programme")),
            ("a taxi driver", Some("subject")),
            ("weeks", Some("duration")),
            ("school bag", None),
            ("sincerity", None),
        ] {
            assert_eq!(kind(text), class, "{text}");
        }
    }

    #[test]
    fn medicines_by_their_endings() {
        for word in ["Semaglutide", "empagliflozin", "edoxaban", "loratadine", "rosuvastatin", "fexofenadine"]
        {
            assert!(is_medicine(word), "{word}");
        }
        for word in ["magazine", "examine", "routine", "harbour", "welding", "baseline", "attended"] {
            assert!(!is_medicine(word), "{word}");
        }
    }

    #[test]
    fn every_heading_names_a_class() {
        for heading in [lexicon::FACTS, lexicon::KINDS].iter().flat_map(lexicon::File::headings) {
            assert!(FactClass::named(heading).is_some(), "{heading}");
        }
    }
}
