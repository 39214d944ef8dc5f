//! How alike two words or two sequences are: the one place that names `strsim`.

/// Whether the two are one keystroke apart: a letter typed too many, left out, mistaken, or two changed places.
pub fn is_one_keystroke_apart(left: &str, right: &str) -> bool {
    left.len().abs_diff(right.len()) <= 4 && strsim::osa_distance(left, right) == 1
}

/// Likeness of two sequences in ten-thousandths: 1 less their edit distance over the longer length.
pub fn sequence_similarity(left: &[u32], right: &[u32]) -> u32 {
    let longer = left.len().max(right.len());
    if longer == 0 {
        return 10_000;
    }
    let distance = strsim::generic_levenshtein(&Elements(left), &Elements(right));
    (10_000 * (longer - distance) / longer) as u32
}

/// A slice as the library wants it: something whose reference can be iterated.
struct Elements<'a>(&'a [u32]);

impl<'b> IntoIterator for &'b Elements<'_> {
    type Item = u32;
    type IntoIter = std::iter::Copied<std::slice::Iter<'b, u32>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}

/// The letter trigrams of a text's words, hashed and sorted; case, signs and white space do not count.
pub fn trigrams(text: &str) -> Vec<u32> {
    let mut found = Vec::with_capacity(text.len());
    let mut window = 0_u32;
    let mut push = |byte: u8| {
        window = (window << 8 | u32::from(byte)) & 0x00ff_ffff;
        found.push(window);
    };
    push(b' ');
    let mut open = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            push(byte.to_ascii_lowercase());
            open = true;
        } else if open && byte != b'\'' {
            push(b' ');
            open = false;
        }
    }
    if open {
        push(b' ');
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_keystroke() {
        for (left, right) in
            [("intends", "inetnds"), ("meeting", "meetng"), ("report", "repport"), ("flat", "flit")]
        {
            assert!(is_one_keystroke_apart(left, right), "{left} {right}");
        }
        for (left, right) in [("same", "same"), ("suitable", "unsuitable"), ("form", "froma")] {
            assert!(!is_one_keystroke_apart(left, right), "{left} {right}");
        }
    }

    #[test]
    fn sequences() {
        assert_eq!(sequence_similarity(&[1, 2, 3, 4], &[1, 2, 3, 4]), 10_000);
        assert_eq!(sequence_similarity(&[1, 2, 3, 4], &[1, 9, 3, 4]), 7_500);
        assert_eq!(sequence_similarity(&[], &[1]), 0);
    }

    #[test]
    fn trigrams_fold_case_and_signs() {
        assert_eq!(trigrams("He left,  then."), trigrams("he LEFT then"));
        assert_ne!(trigrams("he left"), trigrams("she left"));
    }
}
