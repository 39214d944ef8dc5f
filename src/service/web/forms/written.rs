//! What was written into the form that takes a plan in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::date;
use super::field::Mistake;
use super::posted::{File, Posted};
use crate::app::{Post, media_type_of_file, sentence};
use crate::web::words;
use cip_store::MediaType;

/// Longest text, in bytes: with what base64 adds it still fits into a body.
pub(super) const TEXT_BYTES_MAX: usize = 5 << 20;

/// A file that is carried along.
pub(super) struct Kept {
    /// What its sender calls it.
    pub name: String,
    /// "37,019 bytes".
    pub size: String,
    /// Its bytes.
    pub base64: String,
}

/// What was written into the form.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The file chosen now or carried along.
    pub file: Option<File>,
    /// The text pasted.
    pub text: String,
    /// The date, as written.
    pub date: String,
    /// What the text is.
    pub kind: String,
}

impl Written {
    /// A file chosen now takes the place of one that was carried along.
    pub(super) fn of(posted: Posted) -> Self {
        let text = posted.field("text").replace("\r\n", "\n");
        let kept = BASE64.decode(posted.field("kept")).ok().filter(|content| !content.is_empty());
        let kept = kept.filter(|_| text.trim().is_empty());
        let kept = kept.map(|content| File { name: posted.field("kept_name").to_owned(), content });
        let (date, kind) = (posted.field("date").to_owned(), posted.field("kind").to_owned());
        // A pasted text is carried along without a name; it goes back to where it was pasted.
        let unnamed = kept.as_ref().filter(|file| file.name.is_empty() && posted.file.is_none());
        match unnamed.and_then(|file| String::from_utf8(file.content.clone()).ok()) {
            Some(text) => Self { file: None, text, date, kind },
            None => Self { file: posted.file.or(kept), text, date, kind },
        }
    }

    pub(super) fn read(&self) -> Result<Post, Vec<Mistake>> {
        let date = match self.date.trim() {
            "" => Ok(None),
            date => date::read(date).map(Some).map_err(|message| Mistake { field: "date", message }),
        };
        let content = self.content().and_then(|content| Ok((self.media_type(&content)?, content)));
        match (content, date) {
            (Ok((media_type, content)), Ok(as_of)) => {
                Ok(Post { as_of, media_type, source_id: None, content })
            }
            (content, date) => Err(content.err().into_iter().chain(date.err()).collect()),
        }
    }

    /// Of a file what its bytes look like, else what its name says; what was chosen decides between kinds of pasted text.
    /// Print that was chosen for a file is print; but a file that is named as one is no Markdown because the form offers
    /// that first.
    fn media_type(&self, content: &[u8]) -> Result<MediaType, Mistake> {
        let name = self.file.as_ref().map_or("", |file| &file.name);
        let found = media_type_of_file(content, name)
            .map_err(|error| Mistake { field: "file", message: sentence(&error.to_string()) })?;
        let chosen = MediaType::from_name(&self.kind).filter(|_| is_text(found));
        let chosen = chosen.filter(|chosen| self.file.is_none() || *chosen == MediaType::Plain);
        Ok(chosen.filter(|chosen| is_text(*chosen)).unwrap_or(found))
    }

    fn content(&self) -> Result<Vec<u8>, Mistake> {
        let wrong = |message: &str| Mistake { field: "file", message: message.to_owned() };
        let content = match &self.file {
            Some(_) if !self.text.trim().is_empty() => {
                return Err(wrong("Choose a file or paste a text, not both."));
            }
            Some(file) => file.content.clone(),
            None if self.text.trim().is_empty() => {
                return Err(wrong("Choose the plan’s file, or paste its text."));
            }
            None => self.text.clone().into_bytes(),
        };
        if content.len() > TEXT_BYTES_MAX {
            return Err(wrong(
                "The text is longer than 5 MiB; the form takes no more. Post it through the API.",
            ));
        }
        Ok(content)
    }
}

fn is_text(media_type: MediaType) -> bool {
    matches!(media_type, MediaType::Markdown | MediaType::Plain)
}

impl Kept {
    pub(super) fn of(file: Option<&File>, content: &[u8]) -> Self {
        Self {
            name: file.map_or_else(String::new, |file| file.name.clone()),
            size: words::count(content.len(), "byte"),
            base64: BASE64.encode(content),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, content: &[u8]) -> File {
        File { name: name.to_owned(), content: content.to_vec() }
    }

    #[test]
    fn a_text_or_a_file_and_not_both() {
        let fields = |written: &Written| {
            let mistakes = written.read().err().unwrap_or_default();
            mistakes.into_iter().map(|mistake| mistake.field).collect::<Vec<_>>()
        };
        let text = Written { text: "# Plan\n".to_owned(), ..Written::default() };
        assert_eq!(fields(&text), [""; 0]);
        assert_eq!(fields(&Written { file: Some(file("a.md", b"# Plan\n")), ..text }), ["file"]);
        assert_eq!(fields(&Written { date: "soon".to_owned(), ..Written::default() }), ["file", "date"]);
    }

    #[test]
    fn the_bytes_of_a_file_are_not_touched() {
        let written = Written { file: Some(file("a.md", b"# Plan\r\n\r\nHe left.\n")), ..Written::default() };
        assert_eq!(written.read().unwrap().content, b"# Plan\r\n\r\nHe left.\n");
    }

    #[test]
    fn what_is_too_long_for_the_form_is_refused() {
        let written =
            Written { file: Some(file("a.md", &vec![b'a'; TEXT_BYTES_MAX + 1])), ..Written::default() };
        assert!(written.read().unwrap_err()[0].message.contains("5 MiB"));
    }
}
