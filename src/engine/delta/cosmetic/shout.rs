//! Whole units in capitals, as other systems print them.
//!
//! Capitals throughout change no letter. Single words in capitals are another matter: "Will" and "will", "IT"
//! and "it" are different words, so a unit counts as shouted only as a whole.

use crate::facts;
use crate::text::{TokenKind, Words, is_apostrophe};

/// Fewest words that make a shout: "MAY" alone may be a month, a name or a verb.
const WORDS_MIN: usize = 2;
/// Fewest letters.
const LETTERS_MIN: usize = 6;

/// Whether one side, and only one, is in capitals throughout.
pub(super) fn is_one_sided(before: Words<'_>, after: Words<'_>) -> bool {
    is_shouted(before) != is_shouted(after)
}

fn is_shouted(words: Words<'_>) -> bool {
    let (mut count, mut letters) = (0, 0);
    for at in (0..words.len()).filter(|at| words.kind(*at) == Some(TokenKind::Word)) {
        let text = words.text(at);
        if text.chars().any(char::is_lowercase) && !is_ordinal_ending(words, at) {
            return false;
        }
        count += 1;
        letters += text.chars().filter(|c| c.is_uppercase()).count();
    }
    count >= WORDS_MIN && letters >= LETTERS_MIN
}

/// "12th" in the middle of capitals.
fn is_ordinal_ending(words: Words<'_>, at: usize) -> bool {
    words.is_glued(at) && words.is_number(at - 1)
}

/// Whether two words differ only in that one is in capitals.
///
/// Every letter must be the capital of the other, one for one. Three readings are kept apart all the same: a name
/// or acronym that is also a word ("Will" and "US" among small letters, "WILL" and "US" in a shout), a single letter
/// behind a figure (£5m, £5M), and a unit in mixed letters behind one (5mg, 5Mg).
pub(super) fn is_same_word(before: Words<'_>, i: usize, after: Words<'_>, j: usize) -> bool {
    let (left, right) = (before.text(i), after.text(j));
    let exact = |words: Words<'_>, at: usize| is_exact_unit(words, at) || hides_a_name(words, at);
    !exact(before, i) && !exact(after, j) && (is_capital_of(left, right) || is_capital_of(right, left))
}

/// Behind a figure: a single letter, or letters of which some are capitals and some are not.
fn is_exact_unit(words: Words<'_>, at: usize) -> bool {
    let text = words.text(at);
    let mixed = text.chars().any(char::is_uppercase) && text.chars().any(char::is_lowercase);
    words.is_glued(at) && words.is_number(at - 1) && (text.len() == 1 || mixed)
}

/// A name or acronym that in capitals reads as another word, on the side that is not shouted: with a capital that
/// the start of a sentence does not explain, and no title or other name beside it that says what it is.
pub(super) fn hides_a_name(words: Words<'_>, at: usize) -> bool {
    if !words.is_capitalised(at) || !facts::is_word_and_name(words.text(at)) || is_shouted(words) {
        return false;
    }
    let named = |at: usize| {
        let small = words.text(at).chars().any(char::is_lowercase);
        words.is_word(at) && words.is_capitalised(at) && small && !facts::is_word_and_name(words.text(at))
    };
    let before = at > 0 && named(at - 1) && !facts::opens_sentence(words, at - 1);
    let titled = at > 0 && (facts::has_title(words, at - 1) || (at > 1 && facts::is_initial(words, at - 2)));
    let in_capitals = !words.text(at).chars().any(char::is_lowercase);
    let opens = facts::opens_sentence(words, at) && !in_capitals;
    !(opens || before || titled || named(at + 1))
}

fn is_capital_of(capital: &str, other: &str) -> bool {
    let mut others = other.chars();
    let same = capital.chars().all(|c| others.next().is_some_and(|d| is_capital(c, d)));
    same && others.next().is_none()
}

fn is_capital(c: char, other: char) -> bool {
    c == other
        || (is_apostrophe(c) && is_apostrophe(other))
        || (other.to_uppercase().eq([c]) && c.to_lowercase().eq([other]))
}
