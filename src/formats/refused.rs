//! Why a document is not read.

use thiserror::Error;

use crate::limits::{
    BYTES_MAX, NESTING_MAX, PAGES_MAX, PARTS_MAX, PIECES_MAX, TABLES_NESTED_MAX, UNPACKED_BYTES_MAX,
};
use crate::media::{Looks, MediaType};

/// A document that cannot be read whole. The message says what is wrong; [`Refused::remedy`] what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// The bytes are not of the media type that came with them.
    #[error("the document was sent as {} and looks like {looks}", given.name())]
    MediaTypeMismatch {
        /// What came with the bytes.
        given: MediaType,
        /// What the bytes look like.
        looks: Looks,
    },
    /// There is no reader for what the bytes look like.
    #[error("the document looks like {looks}, which cannot be read")]
    NoReader {
        /// What the bytes look like.
        looks: Looks,
    },
    /// It is locked by a password.
    #[error("the document is encrypted")]
    Encrypted,
    /// It breaks off, or what it holds contradicts itself.
    #[error("the document is damaged: {what}")]
    Damaged {
        /// Which part, and how.
        what: String,
    },
    /// It is longer than [`BYTES_MAX`].
    #[error("the document has more than {BYTES_MAX} bytes")]
    TooLarge,
    /// Its parts unpack to more than [`UNPACKED_BYTES_MAX`].
    #[error("the document unpacks to more than {UNPACKED_BYTES_MAX} bytes")]
    UnpacksTooLarge,
    /// It has more than [`PARTS_MAX`] parts.
    #[error("the document has more than {PARTS_MAX} parts")]
    TooManyParts,
    /// It has more than [`PIECES_MAX`] pieces of text.
    #[error("the document has more than {PIECES_MAX} lines, cells and other pieces of text")]
    TooManyPieces,
    /// Its elements nest deeper than [`NESTING_MAX`], its tables deeper than [`TABLES_NESTED_MAX`].
    #[error("the document nests deeper than {NESTING_MAX} elements or {TABLES_NESTED_MAX} tables")]
    NestedTooDeep,
    /// Another document lies inside it whose text belongs to it and cannot be read.
    #[error("the document holds another document: {part}")]
    EmbeddedDocument {
        /// Name of the part.
        part: String,
    },
    /// Two of its parts have one name, so that programs differ in which one they show.
    #[error("the document holds two parts named {name}")]
    DuplicatePart {
        /// Their name.
        name: String,
    },
    /// It has more than [`PAGES_MAX`] pages.
    #[error("the document has more than {PAGES_MAX} pages")]
    TooManyPages,
    /// Its pages are pictures.
    #[error("the document has no text: its pages are pictures")]
    NoTextLayer,
    /// Too many of its letters stand for nothing that is known.
    #[error("the letters of the document cannot be told: its font does not say what they are")]
    UnreadableFont,
    /// A form that only the program which made it can show.
    #[error("the document is a form of a kind that cannot be read (XFA)")]
    Xfa,
    /// Reading it took more memory or time than is allowed.
    #[error("the document takes more memory or time to read than is allowed")]
    TooCostly,
    /// It has no text that could be a plan.
    #[error("this is no document: {what}")]
    NotADocument {
        /// What is missing.
        what: &'static str,
    },
}

impl Refused {
    /// The code on every wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MediaTypeMismatch { .. } => "media_type_mismatch",
            Self::NoReader { .. } => "unsupported_media_type",
            Self::Encrypted => "encrypted",
            Self::Damaged { .. } => "damaged",
            Self::TooLarge => "too_large",
            Self::UnpacksTooLarge => "unpacks_too_large",
            Self::TooManyParts | Self::TooManyPieces => "too_many_parts",
            Self::NestedTooDeep => "nested_too_deep",
            Self::EmbeddedDocument { .. } => "embedded_document",
            Self::DuplicatePart { .. } => "duplicate_part",
            Self::TooManyPages => "too_many_pages",
            Self::NoTextLayer => "no_text_layer",
            Self::UnreadableFont => "unreadable_font",
            Self::Xfa => "xfa_form",
            Self::TooCostly => "too_costly",
            Self::NotADocument { .. } => "not_a_document",
        }
    }

    /// What whoever sent the document can do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::MediaTypeMismatch { .. } => {
                "Send it with the media type of what it is, or save it again as what it was sent as."
            }
            Self::NoReader { .. } => {
                "Save it as PDF, a Word document (.docx), .odt, .rtf, a web page or plain text."
            }
            Self::Encrypted => "Remove the password and send it again.",
            Self::Damaged { .. } | Self::DuplicatePart { .. } => {
                "Open it, save it again and send the new file."
            }
            Self::TooManyPages => "Send the plan alone, without what is attached to it.",
            Self::NoTextLayer => {
                "Save the plan as PDF from the program that holds it, instead of scanning it."
            }
            Self::UnreadableFont | Self::Xfa | Self::TooCostly => {
                "Print it to a new PDF, or save it as a Word document (.docx) or plain text."
            }
            Self::TooLarge | Self::UnpacksTooLarge | Self::TooManyParts => {
                "Save it without pictures and attachments, or as plain text."
            }
            Self::TooManyPieces => "Send the plan alone, or in several documents.",
            Self::NestedTooDeep => "Save it as plain text and send that.",
            Self::EmbeddedDocument { .. } => {
                "Open it, copy the inner document's text into it and save it again."
            }
            Self::NotADocument { .. } => {
                "Send the plan itself: a Word document (.docx), a web page, plain text or Markdown."
            }
        }
    }
}
