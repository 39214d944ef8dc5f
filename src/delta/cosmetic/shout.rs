//! Whole units in capitals, as other systems print them.
//!
//! Capitals throughout change no letter. Single words in capitals are another matter: "Will" and "will", "IT"
//! and "it" are different words, so a unit counts as shouted only as a whole.

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
/// Every letter must be the capital of the other, one for one. Two readings are kept apart all the same: a name
/// that is also a word ("Will" among small letters, "WILL" in a shout), and a single letter behind a figure (£5m,
/// £5M).
pub(super) fn is_same_word(before: Words<'_>, i: usize, after: Words<'_>, j: usize) -> bool {
    let (left, right) = (before.text(i), after.text(j));
    let unit = |words: Words<'_>, at: usize| {
        words.text(at).len() == 1 && words.is_glued(at) && words.is_number(at - 1)
    };
    if unit(before, i) || unit(after, j) || hides_a_name(before, i) || hides_a_name(after, j) {
        return false;
    }
    is_capital_of(left, right) || is_capital_of(right, left)
}

/// A name that in capitals reads as a verb or pronoun, and stands as a name: capitalised, not in capitals, not at
/// the start.
fn hides_a_name(words: Words<'_>, at: usize) -> bool {
    const READ_AS_VERBS: [&str; 20] = [
        "will", "may", "mark", "grant", "hope", "sue", "pat", "rob", "bill", "chase", "drew", "frank",
        "grace", "rich", "polish", "march", "who", "us", "it", "reading",
    ];
    let is_name = words.is_capitalised(at) && words.text(at).chars().any(char::is_lowercase);
    is_name && at > 0 && words.is_any(at, &READ_AS_VERBS)
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
