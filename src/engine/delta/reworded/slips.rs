//! A slip of typing: a word that occurs nowhere else against one that does, one keystroke away.

use super::Context;
use crate::facts::{self, FactClass};
use crate::lexicon;
use crate::text::similarity::is_one_keystroke_apart;
use crate::text::{TokenKind, Words};

/// Fewest letters of a word whose letters may have changed places or been doubled.
const LETTERS_MIN: usize = 4;
/// Fewest letters where one was left out, typed too many or mistaken: among short words nearly every such pair is
/// two words.
const LETTERS_MIN_OTHER: usize = 8;

/// Classes of which one letter is a fact ("not" and "now"): a word of theirs is mistyped only by letters that changed
/// places or were doubled, and only into a word that is none at all. A status or a role mistyped by another keystroke
/// ("attinded") is no other status either.
const EXACT: [FactClass; 16] = [
    FactClass::Negation,
    FactClass::Denial,
    FactClass::Modality,
    FactClass::Quantifier,
    FactClass::Risk,
    FactClass::Level,
    FactClass::Score,
    FactClass::Name,
    FactClass::Relation,
    FactClass::Subject,
    FactClass::Substance,
    FactClass::Date,
    FactClass::Time,
    FactClass::Number,
    FactClass::Dose,
    FactClass::Duration,
];

/// Whether one of the two words is the other mistyped.
///
/// The wrong one must occur nowhere else in either version and be no word for all that is known: no word of the lexicon,
/// no medicine by its ending, nor one of a closed list of words that a keystroke makes of others ("trail" of "trial").
/// The right one must be a word: it occurs elsewhere, or the lexicon knows it. Neither may be a name.
pub(super) fn is_slip(context: Context<'_>, i: usize, j: usize) -> bool {
    let (left, right) = (context.before.text(i), context.after.text(j));
    let Some(slip) = slip(&left.to_lowercase(), &right.to_lowercase()) else { return false };
    is_word(context.before, i)
        && is_word(context.after, j)
        && (is_mistyped(context, slip, (context.before, i), (context.after, j))
            || is_mistyped(context, slip, (context.after, j), (context.before, i)))
}

/// How two words differ that are one keystroke apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    /// The same letters: two neighbours changed places, or one is doubled.
    SameLetters,
    /// A letter of a longer word was left out, typed too many or mistaken.
    OtherLetter,
}

/// Whether the first is the one that occurs nowhere else, and no word for all that is known; and the second is one.
fn is_mistyped(
    context: Context<'_>,
    slip: Slip,
    wrong: (Words<'_>, usize),
    right: (Words<'_>, usize),
) -> bool {
    let class_of = |(words, at): (Words<'_>, usize)| facts::class_of_word(words, at);
    let token = |(words, at): (Words<'_>, usize)| words.tokens()[at];
    let small = |(words, at): (Words<'_>, usize)| words.text(at).to_lowercase();
    // "Thomson" that opens a sentence is no slip of "Thompson": neither is ever written small.
    let capitalised = |(words, at): (Words<'_>, usize)| words.is_capitalised(at);
    let is_name = capitalised(wrong) && capitalised(right) && !context.vocabulary.has_in_small(&token(right));
    let class = class_of(right);
    let listed = || class.is_some() || is_listed(right);
    context.vocabulary.is_alone(&token(wrong))
        && (context.vocabulary.count(&token(right)) > 1 || listed())
        && !is_name
        && !lexicon::CONFUSABLE_WORDS.has(&small(wrong))
        && class_of(wrong).is_none()
        && !is_listed(wrong)
        && (slip == Slip::SameLetters || class.is_none_or(|class| !EXACT.contains(&class)))
}

/// Whether a word that is no fact by itself is known: by what it is about, as a medicine, or as like another.
fn is_listed((words, at): (Words<'_>, usize)) -> bool {
    let text = words.text(at);
    facts::kind_of(words, &(at..at + 1)).is_some()
        || facts::is_medicine(text)
        || lexicon::CONFUSABLE_WORDS.has(text)
}

/// Whether it is made of letters and no name.
fn is_word(words: Words<'_>, at: usize) -> bool {
    let text = words.text(at);
    let is_name = words.is_capitalised(at) && !facts::opens_sentence(words, at) && has_small(text);
    words.kind(at) == Some(TokenKind::Word) && text.chars().all(char::is_alphabetic) && !is_name
}

fn has_small(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

/// Two neighbouring letters that changed places, or one doubled or not; in longer words any other keystroke that
/// leaves the first letter and the ending alone.
fn slip(left: &str, right: &str) -> Option<Slip> {
    let (shorter, longer) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let close = shorter.len() >= LETTERS_MIN && longer.len() - shorter.len() <= 1;
    if !close || !left.is_ascii() || !right.is_ascii() || !is_one_keystroke_apart(left, right) {
        return None;
    }
    let prefix = shorter.bytes().zip(longer.bytes()).take_while(|(a, b)| a == b).count();
    let (a, b) = (shorter.as_bytes(), longer.as_bytes());
    let swapped = a.len() == b.len()
        && a.get(prefix + 1).is_some_and(|next| *next == b[prefix] && *next != b[prefix + 1]);
    let doubled = a.len() < b.len() && prefix > 0 && b[prefix] == b[prefix - 1];
    let inner = prefix > 0 && prefix + 2 < longer.len();
    if swapped || doubled {
        Some(Slip::SameLetters)
    } else {
        (inner && longer.len() >= LETTERS_MIN_OTHER).then_some(Slip::OtherLetter)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn are_apart_by_a_slip(left: &str, right: &str) -> bool {
        super::slip(left, right).is_some()
    }

    use crate::delta::vocabulary::{Asked, Vocabulary};
    use crate::document;

    #[test]
    fn keystrokes() {
        for (left, right) in [
            ("intends", "inetnds"),
            ("differ", "difefr"),
            ("assessed", "assesed"),
            ("report", "reoprt"),
            ("assessment", "assesment"),
            ("application", "applicatoin"),
            ("presented", "presnted"),
            ("assessment", "assessmint"),
            ("leter", "letter"),
            ("ehar", "hear"),
        ] {
            assert!(are_apart_by_a_slip(left, right), "{left} {right}");
        }
        for (left, right) in [
            ("now", "not"),
            ("hired", "fired"),
            ("flat", "float"),
            ("brother", "bother"),
            ("visit", "visits"),
            ("assessments", "assessment"),
            ("unfair", "fair"),
            ("afair", "fair"),
            ("teh", "the"),
            ("fuel", "feel"),
            ("best", "beet"),
            ("mentioned", "bentioned"),
            ("assessing", "assessimg"),
            ("assessed", "assigned"),
            ("caf\u{e9}teria", "cafeteria"),
        ] {
            assert!(!are_apart_by_a_slip(left, right), "{left} {right}");
        }
    }

    /// Whether the words at `at` are told for a slip, in versions that also hold `elsewhere`.
    fn slip(before: &str, after: &str, at: usize, elsewhere: &str) -> bool {
        let parse = |text: &str| document::parse(format!("{text}\n\n{elsewhere}\n")).unwrap();
        let (before, after) = (parse(before), parse(after));
        let vocabulary = Vocabulary::new(&before, &after);
        let words = |document| Words::new(document::Document::source(document), document.tokens());
        is_slip(
            Context {
                before: words(&before),
                after: words(&after),
                facts: [&[], &[]],
                vocabulary: Asked { vocabulary: &vocabulary, any: &Cell::new(false) },
            },
            at,
            at,
        )
    }

    #[test]
    fn a_slip_is_known_by_the_rest_of_the_plan() {
        assert!(slip("He brought photographs.", "He brouhgt photographs.", 1, "She brought a letter."));
        assert!(slip("A reprot came.", "A report came.", 1, "The report is late."));
        assert!(!slip("He brought photographs.", "He brouhgt photographs.", 1, "She had a letter."));
        assert!(!slip("He brought photographs.", "He brouhgt photographs.", 1, "She brouhgt and brought."));
        assert!(slip("Meetnig was held.", "Meeting was held.", 0, "A meeting came."));
        assert!(slip("He BROUHGT photographs.", "He BROUGHT photographs.", 1, "She brought a letter."));
        assert!(slip("meetnig was held.", "Meeting was held.", 0, "Meeting of all."));
    }

    #[test]
    fn a_word_that_the_lexicon_knows_is_one_wherever_it_stands() {
        assert!(slip("Allergic to ibuprofen.", "Allergic to ibuprfoen.", 2, ""));
        assert!(slip("He was releaesd then.", "He was released then.", 2, ""));
        assert!(slip("His mother came.", "His mtoher came.", 1, ""));
        assert!(slip("He admitted it.", "He admited it.", 1, ""));
        assert!(!slip("He likes the zither.", "He likes the zihter.", 3, ""), "nobody knows which is right");
    }

    #[test]
    fn words_that_mean_something_else() {
        assert!(!slip("After the trial he left.", "After the trail he left.", 2, "A trial is set."));
        assert!(!slip("He saw Marsahll there.", "He saw Marshall there.", 2, "Then Marshall wrote."));
        assert!(!slip("He took prednisone.", "He took prednisolone.", 2, "Then prednisone."));
        assert!(
            !slip("He took clozapine.", "He took colzapine.", 2, "Then clozapine."),
            "it ends as a medicine does"
        );
        assert!(!slip("He used cannabis.", "He used cannibis.", 2, "Then cannabis."));
        assert!(!slip("Thomson was seen.", "Thompson was seen.", 0, "He met Thompson."));
        assert!(!slip("He was handed over.", "He was hanged over.", 2, "It was handed in."));
        assert!(!slip("The presentation is noted.", "The prevention is noted.", 1, "His prevention."));
        assert!(!slip("It was prevented then.", "It was presented then.", 2, "It was prevented once."));
        assert!(!slip("He left form 3.", "He left from 3.", 2, "It came from him."));
        assert!(!slip("He saw Baeker there.", "He saw Beaker there.", 2, "A beaker broke."));
        assert!(!slip("Note kl1mnop there.", "Note kl1mnpo there.", 1, "Then kl1mnpo."));
    }
}
