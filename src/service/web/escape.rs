//! How text is written into a page.
//!
//! Markup is escaped as everywhere. Two characters besides are shown by their names: those that turn the direction of
//! all that follows, with which a text can be made to read otherwise than it is written.

use std::fmt;

use askama::filters::{Escaper, Html};

/// The left-to-right and the right-to-left override.
const OVERRIDES: [char; 2] = ['\u{202d}', '\u{202e}'];

/// Writes text as text. Every value in every template passes through it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Text;

impl Escaper for Text {
    fn write_escaped_str<W: fmt::Write>(&self, mut to: W, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(OVERRIDES) {
            let (before, found) = rest.split_at(at);
            Html.write_escaped_str(&mut to, before)?;
            let mut after = found.chars();
            for character in after.by_ref().take(1) {
                write!(to, "[U+{:04X}]", u32::from(character))?;
            }
            rest = after.as_str();
        }
        Html.write_escaped_str(to, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut written = String::new();
        Text.write_escaped_str(&mut written, text).unwrap();
        assert_eq!(written, expected);
    }

    #[test]
    fn markup_is_text() {
        check("<b> & \"c\"", "&#60;b&#62; &#38; &#34;c&#34;");
    }

    #[test]
    fn overrides_are_named() {
        check("is \u{202e}ton\u{202c} <so>", "is [U+202E]ton\u{202c} &#60;so&#62;");
        check("\u{202d}\u{202e}", "[U+202D][U+202E]");
    }

    #[test]
    fn other_scripts_stay() {
        check("Naïve שלום", "Naïve שלום");
    }
}
