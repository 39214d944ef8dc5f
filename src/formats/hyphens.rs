//! Hyphens at the ends of lines: those of a word, and those that its break put there.

use cip_lexicon as lexicon;

/// Fewest letters of a part that is a word by itself.
const WORD_MIN: usize = 3;
/// Most letters of the ending of a word.
const ENDING_MAX: usize = 5;

/// Whether two parts with a hyphen between are two words, by what `has` knows as words of the text.
pub(crate) fn part_words(first: &str, second: &str, has: impl Fn(&str) -> bool) -> bool {
    let word = second.len() >= WORD_MIN && has(second) && !lexicon::ENDINGS_ALONE.has(second);
    lexicon::HYPHENED.has(first) || lexicon::HYPHENED_BEFORE.has(second) || word
}

/// Whether a part is the end of a word and no word by itself: "ing", "tation".
pub(crate) fn is_ending(part: &str) -> bool {
    let ends = || part.char_indices().rev().take(ENDING_MAX).map(|(at, _)| &part[at..]);
    lexicon::ENDINGS_ALONE.has(part) || ends().any(|end| lexicon::ENDINGS.has(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_ends_of_words() {
        let has = |word: &str| word == "shop";
        assert!(
            part_words("bread", "shop", has)
                && part_words("self", "made", has)
                && part_words("church", "based", has)
        );
        assert!(!part_words("obtu", "rated", has));
        assert!(is_ending("dation") && is_ending("ing") && !is_ending("sing") && !is_ending("shop"));
    }
}
