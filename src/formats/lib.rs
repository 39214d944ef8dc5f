//! Documents as they come, read into one Markdown.
//!
//! Takes the bytes of a document and its media type, gives a [`Reading`]: the text that the engine takes, where each
//! part of it stood in the document, what was set aside, and what a reader should know. The same plan as Word file,
//! web page or printed text gives the same Markdown as far as the formats hold the same. Pure: values in, values out;
//! cost and memory are bounded by the size of the input and the limits of [`limits`].
//!
//! The path: bytes → [`recognise`] → the reader of the format → [`block::Block`]s → [`writer::write`] → reading.

pub mod block;
pub mod limits;
pub mod writer;

mod charset;
mod choices;
mod docx;
mod escape;
mod flow;
mod gathered;
mod grid;
mod headings;
mod html;
mod hyphens;
mod logs;
mod media;
mod odt;
mod package;
mod page_numbers;
mod paragraph;
mod pdf;
mod reading;
mod refused;
mod roman;
mod rtf;
mod shape;
mod shifted;
mod spread;
mod symbols;
mod tabs;
mod text;
mod xml;

pub use charset::{Decoded, decode};
pub use media::{Looks, MediaType, check, recognise};
pub use reading::{Note, NoteCode, Place, Places, Reading, SetAside, SetAsideKind};
pub use refused::Refused;

/// Reads a document.
///
/// `charset` is the encoding that came with the bytes, if one did; see [`decode`] for what is taken otherwise. Of
/// Markdown the reading is the text itself.
///
/// # Errors
///
/// [`Refused`] if the bytes are not what `media` says, cannot be read whole, or are beyond a limit.
pub fn read(bytes: &[u8], media: MediaType, charset: Option<&str>) -> Result<Reading, Refused> {
    check(bytes, media)?;
    if bytes.len() > limits::BYTES_MAX {
        return Err(Refused::TooLarge);
    }
    match media {
        MediaType::Markdown => Ok(verbatim(decoded_whole(bytes, charset), media)),
        MediaType::Plain => printed(decoded_whole(bytes, charset), media),
        MediaType::Html => html::read(bytes, charset),
        MediaType::Docx => docx::read(bytes),
        MediaType::Odt => odt::read(bytes),
        MediaType::Rtf => rtf::read(bytes),
        MediaType::Pdf => pdf::read(bytes),
    }
}

/// The text of bytes: to the byte if it is UTF-8.
fn decoded_whole(bytes: &[u8], charset: Option<&str>) -> Decoded {
    match std::str::from_utf8(bytes) {
        Ok(text) if charset.is_none_or(charset::is_utf8) => Decoded { text: text.to_owned(), note: None },
        _ => decode(bytes, charset),
    }
}

/// A text as it was printed; Markdown that came as such is its own reading.
fn printed(decoded: Decoded, media: MediaType) -> Result<Reading, Refused> {
    if text::is_markdown(&decoded.text) {
        return Ok(verbatim(decoded, media));
    }
    let mut reading = text::read(&decoded.text, media.reader())?;
    reading.notes.extend(decoded.note);
    Ok(reading)
}

/// A text whose reading is the text itself.
fn verbatim(decoded: Decoded, media: MediaType) -> Reading {
    let mut reading = Reading::new(media.reader());
    reading.places = Places::of_lines(&decoded.text);
    reading.text = decoded.text;
    reading.notes.extend(decoded.note);
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_that_came_as_plain_text_stays_as_it_is() {
        let text = "\u{feff}# Plan\n\n## Housing\n\nHe has\na flat.  \n";
        assert_eq!(read(text.as_bytes(), MediaType::Plain, None).unwrap().text, text);
        let text = "PLAN\n\nHe has\na flat.  \n";
        assert_eq!(read(text.as_bytes(), MediaType::Plain, None).unwrap().text, "# PLAN\n\nHe has a flat.\n");
    }

    #[test]
    fn of_markdown_the_reading_is_the_text() {
        let text = "# Plan\n\nHe has a **flat**.\n";
        let reading = read(text.as_bytes(), MediaType::Markdown, None).unwrap();
        assert_eq!(reading.text, text);
        assert_eq!(reading.places.at(9).line, Some(3));
    }
}
