//! Media types, and what bytes look like.

use std::fmt;

use crate::refused::Refused;

/// The formats that are told apart by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// `text/markdown`
    Markdown,
    /// `text/plain`: text as a record system prints it.
    Plain,
    /// `text/html`
    Html,
    /// Word's `.docx`
    Docx,
    /// `OpenDocument`'s `.odt`
    Odt,
    /// Rich Text Format
    Rtf,
    /// PDF
    Pdf,
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const ODT: &str = "application/vnd.oasis.opendocument.text";
const RTF: &str = "application/rtf";
const PDF: &str = "application/pdf";

impl MediaType {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Markdown, Self::Plain, Self::Html, Self::Docx, Self::Odt, Self::Rtf, Self::Pdf];

    /// The media type of a `Content-Type`, its parameters left aside: `text/html; charset=utf-8`.
    pub fn of_content_type(value: &str) -> Option<Self> {
        let essence = value.split(';').next().unwrap_or_default().trim();
        // Its other registered name.
        let essence = if essence.eq_ignore_ascii_case("text/rtf") { RTF } else { essence };
        Self::ALL.into_iter().find(|media| media.name().eq_ignore_ascii_case(essence))
    }

    /// The media type that files with this extension have: `md`, `docx`.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Plain),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "docx" => Some(Self::Docx),
            "odt" => Some(Self::Odt),
            "rtf" => Some(Self::Rtf),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// Its name as a media type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Plain => "text/plain",
            Self::Html => "text/html",
            Self::Docx => DOCX,
            Self::Odt => ODT,
            Self::Rtf => RTF,
            Self::Pdf => PDF,
        }
    }

    /// The reader of this format and its version. A reader that gives other text for some document has a new version:
    /// spans are valid for the version they were given out with.
    pub fn reader(self) -> &'static str {
        match self {
            Self::Markdown => "markdown/1",
            Self::Plain => "text/15",
            Self::Html => "html/9",
            Self::Docx => "docx/9",
            Self::Odt => "odt/9",
            Self::Rtf => "rtf/9",
            Self::Pdf => "pdf/9",
        }
    }
}

/// What bytes look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Looks {
    /// Nothing at all.
    Empty,
    /// Text, Markdown or not.
    Text,
    /// A whole web page.
    Html,
    /// Text that opens with an element of HTML.
    HtmlFragment,
    /// Rich Text Format.
    Rtf,
    /// PDF.
    Pdf,
    /// A Word document (.docx).
    Docx,
    /// An `OpenDocument` text (.odt).
    Odt,
    /// A zip archive that is no known document.
    Zip,
    /// A file of older Office programs (.doc).
    Doc,
    /// An encrypted Office document.
    Encrypted,
    /// Anything else.
    Binary,
}

impl fmt::Display for Looks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an empty file",
            Self::Text => "plain text",
            Self::Html => "a web page (text/html)",
            Self::HtmlFragment => "a part of a web page (text/html)",
            Self::Rtf => "rich text (application/rtf)",
            Self::Pdf => "PDF (application/pdf)",
            Self::Docx => "a Word document (.docx)",
            Self::Odt => "an OpenDocument text (.odt)",
            Self::Zip => "a zip archive",
            Self::Doc => "a document of an older Office program (.doc)",
            Self::Encrypted => "an encrypted Office document",
            Self::Binary => "no text",
        })
    }
}

impl Looks {
    /// The media type to read a file with: what its bytes look like, else what its name says, else Markdown.
    ///
    /// # Errors
    ///
    /// [`Refused`] if they look like something that cannot be read.
    pub fn media_of_file(self, named: Option<MediaType>) -> Result<MediaType, Refused> {
        match self {
            Self::Encrypted => Err(Refused::Encrypted),
            Self::Zip | Self::Doc | Self::Binary => Err(Refused::NoReader { looks: self }),
            looks => Ok(looks.media().or(named).unwrap_or(MediaType::Markdown)),
        }
    }

    /// The media type to read such bytes with, where the bytes alone say so.
    pub fn media(self) -> Option<MediaType> {
        match self {
            Self::Html => Some(MediaType::Html),
            Self::Docx => Some(MediaType::Docx),
            Self::Odt => Some(MediaType::Odt),
            Self::Rtf => Some(MediaType::Rtf),
            Self::Pdf => Some(MediaType::Pdf),
            _ => None,
        }
    }
}

/// Says what bytes look like. Cost is linear in their number.
pub fn recognise(bytes: &[u8]) -> Looks {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    if bytes.is_empty() {
        return Looks::Empty;
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound_file(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if text.starts_with(b"{\\rtf") {
        return Looks::Rtf;
    }
    // Readers of PDF take the mark anywhere in the first kilobyte.
    if contains(&bytes[..bytes.len().min(1024)], b"%PDF-") {
        return Looks::Pdf;
    }
    if is_binary(bytes) {
        return Looks::Binary;
    }
    markup(text)
}

/// Looks at bytes and says whether they are what the media type says; reading may still find them damaged.
///
/// # Errors
///
/// [`Refused`] if they are something else, or locked.
pub fn check(bytes: &[u8], given: MediaType) -> Result<(), Refused> {
    let looks = recognise(bytes);
    let agree = match given {
        MediaType::Markdown => matches!(looks, Looks::Text | Looks::HtmlFragment | Looks::Empty),
        MediaType::Plain => matches!(looks, Looks::Text | Looks::Empty),
        MediaType::Html => {
            matches!(looks, Looks::Html | Looks::HtmlFragment) || (looks == Looks::Text && has_element(bytes))
        }
        MediaType::Docx => looks == Looks::Docx,
        MediaType::Odt => looks == Looks::Odt,
        MediaType::Rtf => looks == Looks::Rtf,
        MediaType::Pdf => looks == Looks::Pdf,
    };
    match looks {
        _ if agree => Ok(()),
        Looks::Empty => Err(Refused::NotADocument { what: "it is empty" }),
        Looks::Encrypted => Err(Refused::Encrypted),
        Looks::Zip if matches!(given, MediaType::Docx | MediaType::Odt) => {
            Err(Refused::NotADocument { what: "an archive without a document in it" })
        }
        _ => Err(Refused::MediaTypeMismatch { given, looks }),
    }
}

/// The container of older Office files, which encrypted ones of today have too.
fn compound_file(bytes: &[u8]) -> Looks {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if contains(bytes, &name) { Looks::Encrypted } else { Looks::Doc }
}

/// Names of parts stand unpacked in an archive.
fn archive(bytes: &[u8]) -> Looks {
    if contains(&bytes[..bytes.len().min(128)], ODT.as_bytes()) {
        Looks::Odt
    } else if contains(bytes, b"[Content_Types].xml") && contains(bytes, b"word/") {
        Looks::Docx
    } else {
        Looks::Zip
    }
}

/// A zero byte is in no text but UTF-16, which opens with its mark, and in UTF-8 that is sound else.
fn is_binary(bytes: &[u8]) -> bool {
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    !utf16 && bytes.contains(&0) && std::str::from_utf8(bytes).is_err()
}

fn markup(text: &[u8]) -> Looks {
    let head = String::from_utf8_lossy(&text[..text.len().min(4096)]).to_ascii_lowercase();
    let mut rest = head.as_str();
    // Comments and the declaration of XML come before the root.
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?xml") => "?>",
            _ => break,
        };
        match rest.find(end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => break,
        }
    }
    match element_name(rest) {
        _ if rest.starts_with("<!doctype html") => Looks::Html,
        Some("html" | "head" | "body" | "meta" | "title") => Looks::Html,
        Some(name) if is_element(name) => Looks::HtmlFragment,
        _ => Looks::Text,
    }
}

/// Whether an element of HTML opens or closes anywhere.
fn has_element(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at..];
        let closing =
            rest.strip_prefix("</").map(|rest| rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()));
        element_name(rest).is_some_and(is_element) || closing.is_some_and(|rest| is_element(name_of(rest)))
    })
}

fn element_name(text: &str) -> Option<&str> {
    text.strip_prefix('<').map(name_of).filter(|name| !name.is_empty())
}

fn name_of(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len())]
}

fn is_element(name: &str) -> bool {
    const ELEMENTS: [&str; 29] = [
        "html", "head", "body", "div", "p", "table", "tr", "td", "ul", "ol", "li", "span", "h1", "h2", "h3",
        "h4", "h5", "h6", "b", "i", "font", "br", "hr", "center", "section", "article", "main", "pre",
        "style",
    ];
    ELEMENTS.contains(&name)
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else { return true };
    let starts = bytes.iter().enumerate().filter(|(_, byte)| *byte == first);
    starts.map(|(at, _)| &bytes[at..]).any(|rest| rest.starts_with(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_show_what_they_are() {
        for (bytes, looks) in [
            (&b"{\\rtf1 plan}"[..], Looks::Rtf),
            (b"%PDF-1.7\n", Looks::Pdf),
            (b"\xef\xbb\xbf\n<!DOCTYPE html><p>", Looks::Html),
            (b"<?xml version='1.0'?>\n<!-- x --><html>", Looks::Html),
            (b"<TABLE><tr>", Looks::HtmlFragment),
            (b"PK\x03\x04..xl/workbook.xml", Looks::Zip),
            (b"PK\x03\x04..[Content_Types].xml..word/document.xml", Looks::Docx),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Looks::Doc),
            (b"He said <not before May>.", Looks::Text),
            (b"\xa3 30 owed", Looks::Text),
            (b"a\0\xffb", Looks::Binary),
            (b"a\0b", Looks::Text),
            (b"", Looks::Empty),
        ] {
            assert_eq!(recognise(bytes), looks, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_page_sent_as_text_is_refused() {
        let refused = check(b"<html><p>x", MediaType::Plain).unwrap_err();
        assert_eq!(refused.code(), "media_type_mismatch");
        assert!(refused.to_string().contains("a web page"));
        assert!(check(b"<table><tr><td>x", MediaType::Plain).is_err());
        assert!(check(b"<table><tr><td>x", MediaType::Markdown).is_ok(), "Markdown may hold a table of HTML");
        assert!(check(b"Name: A\nMAPPA: 2", MediaType::Html).is_err(), "its lines would run together");
        assert!(check(b"He is <b>not</b> well", MediaType::Html).is_ok());
    }

    #[test]
    fn content_types_carry_parameters() {
        assert_eq!(MediaType::of_content_type("Text/HTML; charset=utf-8"), Some(MediaType::Html));
        assert_eq!(MediaType::of_content_type("image/png"), None);
    }
}
