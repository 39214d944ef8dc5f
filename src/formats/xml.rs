//! Elements of XML in order, by their local names.
//!
//! The one file that names the XML library. Prefixes are left aside: documents bind them as they like, and in the parts
//! of a Word document no two vocabularies give one local name to different things that are read here. No entity is
//! expanded but those of XML itself. Of `OpenDocument` the same holds.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::limits::NESTING_MAX;
use crate::refused::Refused;

/// What stands next in a part.
pub(crate) enum Piece<'a> {
    Start(Element<'a>),
    End(String),
    Text(String),
}

/// A start tag.
pub(crate) struct Element<'a> {
    pub(crate) name: String,
    tag: BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute, by its local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(unescaped(&found.value))
    }

    /// The value of `val`.
    pub(crate) fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether a property that is on or off is on: it is where it says nothing else.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// The named characters of XML and the numbered ones; others stay as written.
fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}

/// A part of a document.
pub(crate) struct Part<'a> {
    reader: Reader<&'a [u8]>,
    name: &'a str,
    depth: usize,
    /// An element that is empty ends at once.
    ended: Option<String>,
}

impl<'a> Part<'a> {
    pub(crate) fn new(name: &'a str, text: &'a str) -> Self {
        Self { reader: Reader::from_str(text), name, depth: 0, ended: None }
    }

    /// The next piece; none at the end of the part.
    pub(crate) fn next(&mut self) -> Result<Option<Piece<'a>>, Refused> {
        if let Some(name) = self.ended.take() {
            return Ok(Some(Piece::End(name)));
        }
        loop {
            let event = self.reader.read_event().map_err(|error| self.damaged(&error.to_string()))?;
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > NESTING_MAX {
                        return Err(Refused::NestedTooDeep);
                    }
                    return Ok(Some(start(tag)));
                }
                Event::Empty(tag) => {
                    let piece = start(tag);
                    if let Piece::Start(element) = &piece {
                        self.ended = Some(element.name.clone());
                    }
                    return Ok(Some(piece));
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Piece::End(tag.local_name().as_ref().to_owned())));
                }
                Event::Text(text) => return Ok(Some(Piece::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Piece::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(reference) => {
                    let text = unescaped(&format!("&{};", reference.xml10_content()));
                    if text.starts_with('&') && text.len() > 1 {
                        return Err(self.damaged(&format!("the entity {text} is not known")));
                    }
                    return Ok(Some(Piece::Text(text)));
                }
                Event::DocType(_) => return Err(self.damaged("it declares a document type")),
                Event::Eof if self.depth > 0 => return Err(self.damaged("it breaks off")),
                Event::Eof => return Ok(None),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
        }
    }

    /// Passes over what stands inside the element that has just begun, and its end.
    pub(crate) fn skip(&mut self) -> Result<(), Refused> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Some(Piece::Start(_)) => depth += 1,
                Some(Piece::End(_)) => depth -= 1,
                Some(Piece::Text(_)) => {}
                None => return Ok(()),
            }
        }
        Ok(())
    }

    fn damaged(&self, what: &str) -> Refused {
        Refused::Damaged { what: format!("{}: {what}", self.name) }
    }
}

fn start(tag: BytesStart<'_>) -> Piece<'_> {
    Piece::Start(Element { name: tag.local_name().as_ref().to_owned(), tag })
}
