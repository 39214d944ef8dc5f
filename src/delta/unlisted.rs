//! What a word that no list knows is about, by its look and its place.

use std::ops::Range;

use crate::facts;
use crate::text::{TokenKind, Words};

/// Fewest cells of a row whose last tells how things stand.
const CELLS_MIN: usize = 4;

/// A medicine by its ending, or by the dose behind it.
pub(super) fn is_medicine(words: Words<'_>, range: &Range<usize>) -> bool {
    let Some(last) = range.clone().next_back().filter(|last| words.is_word(*last)) else { return false };
    let dosed = words.is_number(last + 1) && words.is_any(last + 2, &["mg", "ml", "mcg", "micrograms"]);
    range.len() == 1 && (facts::is_medicine(words.text(last)) || dosed)
}

/// What is taught, by the "course" or "certificate" behind it or the "enrolled in" before it.
pub(super) fn is_course(words: Words<'_>, range: &Range<usize>) -> bool {
    const BEHIND: [&str; 20] = [
        "course",
        "courses",
        "class",
        "classes",
        "certificate",
        "certificates",
        "programme",
        "programmes",
        "training",
        "module",
        "modules",
        "qualification",
        "qualifications",
        "workshop",
        "workshops",
        "award",
        "ticket",
        "tutorial",
        "tutorials",
        "lessons",
    ];
    const BEFORE: [&str; 12] = [
        "studies",
        "studying",
        "studied",
        "learning",
        "learns",
        "enrolled",
        "trained",
        "training",
        "qualified",
        "course",
        "class",
        "certificate",
    ];
    let before = |back: usize| range.start >= back && words.is_any(range.start - back, &BEFORE);
    let linked = range.start > 0 && words.is_any(range.start - 1, &["in", "on", "as"]);
    words.is_any(range.end, &BEHIND) || before(1) || (linked && before(2))
}

/// Several words, all but the little ones with a capital, of which not all are in capitals.
pub(super) fn is_title(words: Words<'_>, range: &Range<usize>) -> bool {
    const LITTLE: [&str; 13] =
        ["of", "for", "the", "on", "to", "with", "in", "at", "and", "a", "an", "or", "from"];
    let capitalised = |at: usize| words.is_word(at) && words.is_capitalised(at);
    let small = |at: usize| words.text(at).contains(char::is_lowercase);
    let (first, last) = (range.start, range.end.saturating_sub(1));
    range.len() > 1
        && capitalised(first)
        && capitalised(last)
        && range.clone().all(|at| capitalised(at) || words.is_any(at, &LITTLE) || words.is_sign(at, "&"))
        && range.clone().any(|at| capitalised(at) && small(at))
}

/// The last cell of a long row, as a whole: in an action plan it says how things stand.
pub(super) fn is_last_cell(words: Words<'_>, range: &Range<usize>) -> bool {
    let is_cell = |at: usize| words.kind(at) == Some(TokenKind::Cell);
    let cells = 1 + (0..words.len()).filter(|at| is_cell(*at)).count();
    let last = (range.end..words.len()).all(is_cell);
    cells >= CELLS_MIN && last && range.start > 0 && is_cell(range.start - 1)
}

/// Who does something, by the ending of the word: "optometrist", "gardener", "art team".
pub(super) fn is_role(words: Words<'_>, range: &Range<usize>) -> bool {
    const ENDINGS: [&str; 8] = ["ist", "er", "or", "ian", "lain", "team", "nurse", "staff"];
    let Some(last) = range.clone().next_back().filter(|last| words.is_word(*last)) else { return false };
    let word = words.text(last).to_lowercase();
    let acts = words.is_any(range.end, &["to", "will", "has", "is", "was", "asked", "said", "wrote"])
        || words.kind(range.end) == Some(TokenKind::Cell);
    let ending = ENDINGS.iter().any(|ending| word.ends_with(ending));
    range.len() <= 3 && ending && acts
}

/// Whether the words stand where a describing word or a verb does: behind a form of "be", "very" or a pronoun, before
/// a noun, or with the ending of an adjective or participle.
pub(super) fn describes(words: Words<'_>, range: &Range<usize>) -> bool {
    const BEFORE: [&str; 36] = [
        "is", "was", "are", "were", "be", "been", "being", "very", "as", "too", "so", "more", "less",
        "quite", "rather", "seems", "seemed", "appears", "appeared", "remains", "remained", "becomes",
        "became", "felt", "he", "she", "they", "i", "we", "who", "has", "had", "have", "not", "to", "it",
    ];
    const ENDINGS: [&str; 10] = ["ive", "ful", "able", "ible", "ous", "less", "ing", "ed", "ic", "ant"];
    const DETERMINERS: [&str; 12] =
        ["a", "an", "the", "his", "her", "their", "my", "our", "this", "that", "another", "some"];
    let word = range.len() == 1;
    let behind = range.start > 0 && words.is_any(range.start - 1, &BEFORE);
    let ending = word && ENDINGS.iter().any(|ending| words.text(range.start).ends_with(ending));
    let attribute = word && is_before_noun(words, range.end);
    range.len() <= 2 && !words.is_any(range.start, &DETERMINERS) && (behind || ending || attribute)
}

/// A word in small letters that is none of the little words that part phrases.
fn is_before_noun(words: Words<'_>, at: usize) -> bool {
    const LITTLE: [&str; 42] = [
        "and", "or", "but", "of", "in", "on", "at", "to", "for", "from", "with", "by", "as", "that", "which",
        "who", "is", "was", "are", "were", "be", "been", "has", "had", "have", "will", "would", "can",
        "could", "may", "must", "should", "when", "while", "until", "since", "before", "after", "because",
        "if", "so", "than",
    ];
    words.is_word(at) && !words.is_capitalised(at) && !words.is_any(at, &LITTLE)
}
