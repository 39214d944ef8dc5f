//! Words that look the same: ligatures, and characters that show nothing.

use crate::delta::model::Normalisation;
use crate::text::{is_apostrophe, is_invisible, ligature};

/// The codes by which two words look the same; none if they do not.
///
/// Both are written out letter by letter, a ligature as its letters, what shows nothing as nothing, and must then be the
/// same but for the form of an apostrophe.
pub(super) fn same_word(left: &str, right: &str) -> Option<Vec<Normalisation>> {
    if left.is_ascii() && right.is_ascii() || plain(left) != plain(right) {
        return None;
    }
    let differs = |of: fn(char) -> bool| {
        let [left, right] = [left, right].map(|text| text.chars().filter(|c| of(*c)).collect::<String>());
        left != right
    };
    let codes = [
        (differs(is_apostrophe), Normalisation::Quote),
        (differs(|c| ligature(c).is_some()), Normalisation::Ligature),
        (differs(is_invisible), Normalisation::Invisible),
    ];
    Some(codes.into_iter().filter(|(differs, _)| *differs).map(|(_, code)| code).collect())
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        match ligature(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(if is_apostrophe(c) { '\'' } else { c }),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same() {
        let codes = |left, right| same_word(left, right).unwrap_or_default();
        assert_eq!(codes("o\u{fb03}ce", "office"), [Normalisation::Ligature]);
        assert_eq!(codes("vi\u{ad}sit", "visit"), [Normalisation::Invisible]);
        assert_eq!(codes("don\u{2019}\u{200b}t", "don't"), [Normalisation::Quote, Normalisation::Invisible]);
        for (left, right) in
            [("office", "offices"), ("o\u{fb01}ce", "office"), ("n\u{43e}t", "not"), ("no\u{202e}t", "not")]
        {
            assert_eq!(same_word(left, right), None, "{left} {right}");
        }
    }
}
