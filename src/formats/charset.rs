//! From bytes to text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::reading::{Note, NoteCode, Place};

/// A text and how sure its encoding is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// What to tell about the encoding, if it was guessed or some bytes did not fit.
    pub note: Option<Note>,
}

/// Decodes a text: by its byte-order mark, else by the charset given, else as UTF-8, else as Windows-1252 with a note.
///
/// A charset that the [Encoding Standard](https://encoding.spec.whatwg.org/) does not know counts as none. The mark is
/// surer than the charset: systems send a fixed one.
pub fn decode(bytes: &[u8], charset: Option<&str>) -> Decoded {
    let given = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[length..], false);
    }
    if let Some(encoding) = given.filter(|encoding| *encoding != UTF_8) {
        return with(encoding, bytes, false);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), note: None },
        Err(_) => with(WINDOWS_1252, bytes, true),
    }
}

/// Whether a charset's name is one of UTF-8's, or none that is known.
pub(crate) fn is_utf8(label: &str) -> bool {
    Encoding::for_label(label.trim().as_bytes()).is_none_or(|encoding| encoding == UTF_8)
}

fn with(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let message = match (guessed, broken) {
        (true, _) => Some("The text is not UTF-8 and was read as Windows-1252.".to_owned()),
        (false, true) => Some(format!("Some bytes are not {} and are shown as \u{fffd}.", encoding.name())),
        (false, false) => None,
    };
    let note = message.map(|message| Note { code: NoteCode::Encoding, message, place: Place::default() });
    Decoded { text: text.into_owned(), note }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], charset: Option<&str>, text: &str, noted: bool) {
        let decoded = decode(bytes, charset);
        assert_eq!((decoded.text.as_str(), decoded.note.is_some()), (text, noted));
    }

    #[test]
    fn encodings_in_order() {
        check("£30".as_bytes(), None, "£30", false);
        check(b"\xa330", None, "£30", true);
        check(b"\xa330", Some("iso-8859-1"), "£30", false);
        check(b"\xa330", Some("utf-8"), "£30", true);
        check(b"\xef\xbb\xbf30", Some("iso-8859-1"), "30", false);
        check(b"\xff\xfe3\x000\x00", None, "30", false);
        check("é".as_bytes(), Some("no such"), "é", false);
    }
}
