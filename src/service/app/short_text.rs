//! Short texts as they are given to the service: a name, the record system's id of a document.

use thiserror::Error;

/// Longest short text.
pub const SHORT_TEXT_CHARS_MAX: usize = 200;

/// A text is no short text that the service takes.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum InvalidShortText {
    /// It is empty or too long.
    #[error("it has {0} characters; 1 to {SHORT_TEXT_CHARS_MAX} are taken")]
    Length(usize),
    /// It is more than one line of text.
    #[error("it contains the control character {0:?}")]
    Control(char),
}

/// Checks that a text is one line and neither empty nor too long.
pub fn short_text(text: &str) -> Result<&str, InvalidShortText> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > SHORT_TEXT_CHARS_MAX {
        return Err(InvalidShortText::Length(length));
    }
    match text.chars().find(|c| c.is_control()) {
        Some(control) => Err(InvalidShortText::Control(control)),
        None => Ok(text),
    }
}
