//! The same word in other capitals or in another spelling.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::facts;
use crate::lexicon::{self, Row};
use crate::text::{Words, is_apostrophe};

/// Pairs of stems that differ in spelling only, British and American, both ways round; by the first byte of the first.
static SPELLINGS: LazyLock<FxHashMap<u8, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let pair = |row: Row| row.fields().next().zip(row.fields().nth(1));
    let mut by_first: FxHashMap<u8, Vec<(&str, &str)>> = FxHashMap::default();
    for (one, other) in lexicon::SPELLINGS.rows("stems").into_iter().filter_map(pair) {
        for (left, right) in [(one, other), (other, one)] {
            if let Some(first) = left.bytes().next() {
                by_first.entry(first).or_default().push((left, right));
            }
        }
    }
    by_first
});

/// Whether two words differ in capitals only, and neither is a name, or another word, for its capitals.
///
/// At the start of a sentence every word has a capital, so "Will" there is not called a name for it; "IT" is a
/// word of its own anywhere.
pub(super) fn is_other_case(before: Words<'_>, i: usize, after: Words<'_>, j: usize) -> bool {
    let (left, right) = (before.text(i), after.text(j));
    if !is_same_in_any_case(left, right) || (before.is_glued(i) && before.is_number(i - 1)) {
        return false;
    }
    let opens = facts::opens_sentence(before, i) || facts::opens_sentence(after, j);
    let acronym = left.len() > 1 && (is_in_capitals(left) || is_in_capitals(right));
    // "A" of a grade or of a name is no article.
    let letter = left.len() == 1 && !left.eq_ignore_ascii_case("i") && !opens;
    (opens && !acronym) || !(letter || facts::is_word_and_name(left))
}

fn is_in_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// Whether two words are the same in another spelling: British and American, or composed and decomposed letters,
/// which no reader can tell apart. Names have one spelling each: Mr Grey is not Mr Gray.
pub(super) fn is_other_spelling(before: Words<'_>, i: usize, after: Words<'_>, j: usize) -> bool {
    let (left, right) = (before.text(i), after.text(j));
    // Nothing in ASCII is composed.
    let plain = left.is_ascii() && right.is_ascii();
    if plain && left == right || !plain && left.nfc().eq(right.nfc()) {
        return true;
    }
    let is_name = |words: Words<'_>, at| words.is_capitalised(at) && !facts::opens_sentence(words, at);
    !is_name(before, i) && !is_name(after, j) && is_listed(&fold(left), &fold(right))
}

fn is_listed(left: &str, right: &str) -> bool {
    let same = |(one, other): &(&str, &str)| {
        left.strip_prefix(one).zip(right.strip_prefix(other)).is_some_and(|(left, right)| left == right)
    };
    let listed = left.bytes().next().and_then(|first| SPELLINGS.get(&first));
    listed.is_some_and(|pairs| pairs.iter().any(same))
}

fn is_same_in_any_case(left: &str, right: &str) -> bool {
    let plain = left.is_ascii() && right.is_ascii();
    if plain { left.eq_ignore_ascii_case(right) } else { fold(left) == fold(right) }
}

fn fold(text: &str) -> String {
    text.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    /// Asks `judge` about the first token that differs.
    fn ask(left: &str, right: &str, judge: fn(Words<'_>, usize, Words<'_>, usize) -> bool) -> bool {
        let cut = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        };
        let (i, j) = (cut(left), cut(right));
        let changed = (0..i.len()).find(|at| i[*at].span.of(left) != j[*at].span.of(right)).unwrap();
        judge(Words::new(left, &i), changed, Words::new(right, &j), changed)
    }

    fn case(left: &str, right: &str) -> bool {
        ask(left, right, is_other_case)
    }

    #[test]
    fn capitals_that_say_nothing() {
        assert!(case("the Release Address", "the release Address"));
        assert!(case("He went", "he went"));
        assert!(case("a HIGH need", "a high need"));
        assert!(case("Will he go", "will he go"));
        let sides = ["gone. Hope is", "gone; hope is"];
        let tokens = sides.map(|text| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        });
        let [before, after] = [0, 1].map(|side| Words::new(sides[side], &tokens[side]));
        assert!(is_other_case(before, 2, after, 2), "it opens a sentence on one side");
    }

    #[test]
    fn capitals_that_make_another_word() {
        assert!(!case("he saw Will go", "he saw will go"));
        assert!(!case("he gave IT up", "he gave it up"));
        assert!(!case("the AIDS test", "the aids test"));
        assert!(!case("owes £5M now", "owes £5m now"));
        assert!(!case("takes 5MG now", "takes 5mg now"));
        assert!(!case("IT was lost", "it was lost"));
    }

    #[test]
    fn spellings() {
        for (left, right) in [
            ("neighbours", "neighbors"),
            ("organised", "organized"),
            ("licence", "license"),
            ("Ren\u{e9}", "Rene\u{301}"),
            ("behaviour", "behavior"),
            ("programme", "program"),
        ] {
            assert!(ask(left, right, is_other_spelling), "{left} {right}");
        }
        for (left, right) in [
            ("prise", "prize"),
            ("council", "counsel"),
            ("not", "n\u{43e}t"),
            ("no\u{200b}t", "not"),
            ("Mr Grey", "Mr Gray"),
            ("met Grey there", "met gray there"),
        ] {
            assert!(!ask(left, right, is_other_spelling), "{left} {right}");
        }
    }
}
