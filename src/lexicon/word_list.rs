//! Single words, looked up in any case.

/// A list of single words. Bytes are compared, so that no two words are ever taken for each other.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    /// In the order of the file.
    words: Vec<String>,
    /// In the order of [`compare`].
    sorted: Vec<String>,
    /// For each length, the last for all longer words: which first bytes the words of that length have, as [`bit`]s.
    /// Most words that are looked up are none of a list, and this alone says so.
    firsts: [u32; LENGTHS],
}

/// Lengths that are told apart in [`WordList::firsts`].
const LENGTHS: usize = 24;

impl WordList {
    pub(super) fn new(words: impl Iterator<Item = String>) -> Self {
        let words: Vec<String> = words.collect();
        let mut sorted = words.clone();
        sorted.sort_unstable_by(|left, right| compare(left, right));
        let mut firsts = [0; LENGTHS];
        for word in &words {
            firsts[length(word)] |= bit(word);
        }
        Self { words, sorted, firsts }
    }

    /// Whether a word of this length opens like this one.
    fn may_have(&self, word: &str) -> bool {
        self.firsts[length(word)] & bit(word) != 0
    }

    /// Whether this is one of the words, in any case.
    pub fn has(&self, word: &str) -> bool {
        self.may_have(word) && self.sorted.binary_search_by(|listed| compare(listed, word)).is_ok()
    }

    /// Whether this is one of the words, in the same case.
    pub fn has_exactly(&self, word: &str) -> bool {
        self.may_have(word) && self.words.iter().any(|listed| listed == word)
    }

    /// At which place of the list the word stands, in any case.
    pub fn position(&self, word: &str) -> Option<usize> {
        self.words.iter().position(|listed| listed.eq_ignore_ascii_case(word))
    }

    /// The words, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }
}

fn length(word: &str) -> usize {
    word.len().min(LENGTHS - 1)
}

/// A bit for the first byte of a word, the same for both cases of a letter; several bytes share one.
fn bit(word: &str) -> u32 {
    word.as_bytes().first().map_or(0, |first| 1 << (first & 0x1f))
}

/// Short words first, then by their bytes in small letters: most look-ups are told by the length alone.
fn compare(left: &str, right: &str) -> std::cmp::Ordering {
    let small = |byte: u8| byte.to_ascii_lowercase();
    left.len().cmp(&right.len()).then_with(|| left.bytes().map(small).cmp(right.bytes().map(small)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_whole() {
        let list = WordList::new(["since", "in", "May", "caf\u{e9}"].into_iter().map(ToOwned::to_owned));
        for word in ["in", "IN", "may", "Since", "caf\u{e9}"] {
            assert!(list.has(word), "{word}");
        }
        for word in ["", "i", "inn", "sinc", "cafe"] {
            assert!(!list.has(word), "{word}");
        }
        assert_eq!(list.position("IN"), Some(1));
        assert_eq!(list.iter().collect::<Vec<_>>(), ["since", "in", "May", "caf\u{e9}"]);
    }
}
