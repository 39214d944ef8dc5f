//! Entities: signs by the names or numbers that a converter gives them.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::lexicon::{self, Row};

/// Names and what they stand for. Read once and never changed.
static NAMED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let pair = |row: Row| row.fields().next().zip(row.fields().nth(1));
    lexicon::FOLDING.rows("entities").into_iter().filter_map(pair).collect()
});

/// A text with its entities as the characters they stand for.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let entity = rest[at + 1..].split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        decoded.push_str(&rest[..at]);
        if let Some((character, after)) = entity {
            decoded.push_str(&character);
            rest = after;
        } else {
            decoded.push('&');
            rest = &rest[at + 1..];
        }
    }
    if decoded.is_empty() {
        return rest.into();
    }
    decoded.push_str(rest);
    decoded.into()
}

/// The character of this name, or of this number that shows something.
fn character(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(listed, _)| *listed == name).map(|(_, sign)| (*sign).into());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let character = char::from_u32(code)
        .filter(|c| c.is_alphanumeric() || c.is_ascii_punctuation() || lexicon_sign(*c))?;
    Some(character.to_string().into())
}

/// Whether the list names this sign.
fn lexicon_sign(sign: char) -> bool {
    NAMED.iter().any(|(_, listed)| listed.chars().eq([sign]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_stands_for_its_character() {
        assert_eq!(decoded("A&amp;E"), "A&E");
        assert_eq!(decoded("caf&eacute;&#33;&#x2013;"), "caf\u{e9}!\u{2013}");
        assert_eq!(decoded("A&E; &not; &#0; &#8238; &"), "A&E; &not; &#0; &#8238; &");
    }
}
