//! A slip of typing: a word that occurs nowhere else against one that does, one keystroke away.

use super::Context;
use crate::facts;
use crate::text::similarity::is_one_keystroke_apart;
use crate::text::{TokenKind, Words};

/// Fewest letters of a word whose letters may have changed places or been doubled.
const LETTERS_MIN: usize = 4;
/// Fewest letters where one was left out, typed too many or mistaken: among short words nearly every such pair is
/// two words.
const LETTERS_MIN_OTHER: usize = 8;

/// Whether one of the two words is the other mistyped.
///
/// The wrong one must occur nowhere else in either version, the right one elsewhere; neither may be a fact word, a
/// name, or one of a closed list of words that a keystroke turns into another word ("trial" and "trail").
pub(super) fn is_slip(context: Context<'_>, i: usize, j: usize) -> bool {
    let (left, right) = (context.before.text(i), context.after.text(j));
    are_apart_by_a_slip(&left.to_lowercase(), &right.to_lowercase())
        && is_plain(context.before, i)
        && is_plain(context.after, j)
        && (is_mistyped(context, (context.before, i), (context.after, j))
            || is_mistyped(context, (context.after, j), (context.before, i)))
}

/// Whether the first is the one that occurs nowhere else, and no word for all that is known; and the second occurs
/// elsewhere.
fn is_mistyped(context: Context<'_>, wrong: (Words<'_>, usize), right: (Words<'_>, usize)) -> bool {
    let known = right.0.text(right.1).to_lowercase();
    let elsewhere = context.vocabulary.count(&right.0.tokens()[right.1], &known);
    let mistyped = wrong.0.text(wrong.1).to_lowercase();
    context.vocabulary.is_alone(&wrong.0.tokens()[wrong.1]) && elsewhere > 1 && !is_confusable(&mistyped)
}

/// Whether a word is neither a fact word nor a name.
fn is_plain(words: Words<'_>, at: usize) -> bool {
    let alone = &words.tokens()[at..=at];
    let is_name = words.is_capitalised(at) && !facts::opens_sentence(words, at) && has_small(words.text(at));
    let letters = words.text(at).chars().all(char::is_alphabetic);
    words.kind(at) == Some(TokenKind::Word)
        && letters
        && !is_name
        && facts::find(words.source(), alone).is_empty()
}

fn has_small(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

fn is_confusable(word: &str) -> bool {
    include_str!("data/confusable.txt").split_whitespace().any(|listed| listed == word)
}

/// Two neighbouring letters that changed places, or one doubled or not; in longer words any other keystroke that
/// leaves the first letter and the ending alone.
fn are_apart_by_a_slip(left: &str, right: &str) -> bool {
    let (shorter, longer) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let close = shorter.len() >= LETTERS_MIN && longer.len() - shorter.len() <= 1;
    if !close || !left.is_ascii() || !right.is_ascii() || !is_one_keystroke_apart(left, right) {
        return false;
    }
    let prefix = shorter.bytes().zip(longer.bytes()).take_while(|(a, b)| a == b).count();
    let (a, b) = (shorter.as_bytes(), longer.as_bytes());
    let swapped = a.len() == b.len()
        && a.get(prefix + 1).is_some_and(|next| *next == b[prefix] && *next != b[prefix + 1]);
    let doubled = a.len() < b.len() && prefix > 0 && b[prefix] == b[prefix - 1];
    let inner = prefix > 0 && prefix + 2 < longer.len();
    swapped || doubled || (inner && longer.len() >= LETTERS_MIN_OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::vocabulary::Vocabulary;
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
        is_slip(Context { before: words(&before), after: words(&after), vocabulary: &vocabulary }, at, at)
    }

    #[test]
    fn a_slip_is_known_by_the_rest_of_the_plan() {
        assert!(slip("He brought photographs.", "He brouhgt photographs.", 1, "She brought a letter."));
        assert!(slip("A reprot came.", "A report came.", 1, "The report is late."));
        assert!(!slip("He brought photographs.", "He brouhgt photographs.", 1, "She had a letter."));
        assert!(!slip("He brought photographs.", "He brouhgt photographs.", 1, "She brouhgt and brought."));
    }

    #[test]
    fn words_that_mean_something_else() {
        assert!(!slip("After the trial he left.", "After the trail he left.", 2, "A trial is set."));
        assert!(!slip("He saw Marsahll there.", "He saw Marshall there.", 2, "Then Marshall wrote."));
        assert!(!slip("He admitted it.", "He admited it.", 1, "She admitted it."));
        assert!(!slip("He left form 3.", "He left from 3.", 2, "It came from him."));
    }
}
