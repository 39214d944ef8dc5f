//! Words without their endings, so that "attended" meets "attends".

use super::token::is_apostrophe;

/// Longest word that is stemmed, in bytes; a longer one is its own stem.
const STEMMED_BYTES_MAX: usize = 48;
/// Endings, longest first; each must leave a stem of three letters.
const ENDINGS: [&[u8]; 8] = [b"ies", b"ing", b"ed", b"es", b"ly", b"'s", b"s", b"e"];

/// Calls `with` with the folded stem of a word: small letters, straight apostrophes, one ending off.
///
/// Light on purpose: it serves to find candidates, and nothing is ever hidden by it.
pub fn with_stem<T>(word: &str, with: impl FnOnce(&[u8]) -> T) -> T {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        // Most are small already.
        return with(if word.len() > STEMMED_BYTES_MAX {
            word.as_bytes()
        } else {
            without_ending(word.as_bytes())
        });
    }
    let mut buffer = [0_u8; STEMMED_BYTES_MAX];
    if let Some(small) = buffer.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        return with(without_ending(small));
    }
    let mut len = 0;
    for c in word.chars() {
        let c = if is_apostrophe(c) { '\'' } else { c.to_lowercase().next().unwrap_or(c) };
        if len + c.len_utf8() > STEMMED_BYTES_MAX {
            return with(word.as_bytes());
        }
        len += c.encode_utf8(&mut buffer[len..]).len();
    }
    with(without_ending(&buffer[..len]))
}

fn without_ending(word: &[u8]) -> &[u8] {
    // Each ending ends in one of these.
    if !matches!(word.last(), Some(b's' | b'g' | b'd' | b'y' | b'e')) {
        return word;
    }
    let stem = |ending: &&[u8]| {
        let at = word.len().checked_sub(ending.len()).filter(|at| *at >= 3)?;
        // Letter by letter, as a call costs more than three of them.
        let ends = word[at..].iter().zip(*ending).all(|(own, other)| own == other);
        ends.then_some(&word[..at])
    };
    ENDINGS.iter().find_map(stem).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(word: &str) -> String {
        with_stem(word, |stem| String::from_utf8_lossy(stem).into_owned())
    }

    #[test]
    fn endings_come_off() {
        assert_eq!(stem("Attended"), "attend");
        assert_eq!(stem("attends"), "attend");
        assert_eq!(stem("attending"), "attend");
        assert_eq!(stem("mother’s"), "mother");
    }

    #[test]
    fn short_words_stay() {
        assert_eq!(stem("his"), "his");
        assert_eq!(stem("red"), "red");
        assert_eq!(stem("SA07"), "sa07");
    }
}
