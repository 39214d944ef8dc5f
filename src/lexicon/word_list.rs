//! Single words, looked up in any case.

/// A list of single words. Bytes are compared, so that no two words are ever taken for each other.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    /// In the order of the file.
    words: Vec<String>,
    /// In the order of their [`key`]s.
    sorted: Vec<String>,
    /// Those keys.
    keys: Vec<u32>,
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
        sorted.sort_by_key(|word| key(word));
        let keys = sorted.iter().map(|word| key(word)).collect();
        let mut firsts = [0; LENGTHS];
        for word in &words {
            firsts[length(word)] |= bit(word);
        }
        Self { words, sorted, keys, firsts }
    }

    /// Whether a word of this length opens like this one.
    #[inline]
    fn may_have(&self, word: &str) -> bool {
        self.firsts[length(word)] & bit(word) != 0
    }

    /// The words whose key is that of this one.
    fn like(&self, word: &str) -> &[String] {
        let key = key(word);
        let first = self.keys.partition_point(|other| *other < key);
        let count = self.keys[first..].iter().take_while(|other| **other == key).count();
        &self.sorted[first..first + count]
    }

    fn has_in_any_case(&self, word: &str) -> bool {
        self.like(word).iter().any(|listed| listed.eq_ignore_ascii_case(word))
    }

    fn has_in_this_case(&self, word: &str) -> bool {
        self.like(word).iter().any(|listed| listed == word)
    }

    /// Whether this is one of the words, in any case.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        self.may_have(word) && self.has_in_any_case(word)
    }

    /// Whether this in small letters is one of the words: capitals beyond ASCII become small too.
    #[inline]
    pub fn has_in_small(&self, word: &str) -> bool {
        if word.is_ascii() { self.has(word) } else { self.has(&word.to_lowercase()) }
    }

    /// Whether this is one of the words, in the same case.
    #[inline]
    pub fn has_exactly(&self, word: &str) -> bool {
        self.may_have(word) && self.has_in_this_case(word)
    }

    /// At which place of the list the word stands, in any case.
    pub fn position(&self, word: &str) -> Option<usize> {
        let find = || self.words.iter().position(|listed| listed.eq_ignore_ascii_case(word));
        self.may_have(word).then(find).flatten()
    }

    /// The words, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }
}

#[inline]
fn length(word: &str) -> usize {
    word.len().min(LENGTHS - 1)
}

/// A bit for the first byte of a word, the same for both cases of a letter; several bytes share one.
#[inline]
fn bit(word: &str) -> u32 {
    word.as_bytes().first().map_or(0, |first| 1 << (first & 0x1f))
}

/// The length of a word, its first, middle and last byte in small letters: hardly two words of a list have the same, and
/// words that differ in case only have.
fn key(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 0 };
    let small = |byte: u8| byte | b' ';
    u32::from_be_bytes([bytes.len() as u8, small(*first), small(bytes[bytes.len() / 2]), small(*last)])
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
        assert!(list.has_in_small("CAF\u{c9}") && list.has_in_small("SINCE") && !list.has("CAF\u{c9}"));
        assert_eq!(list.position("IN"), Some(1));
        assert_eq!(list.iter().collect::<Vec<_>>(), ["since", "in", "May", "caf\u{e9}"]);
    }
}
