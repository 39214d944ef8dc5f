//! What the parts of a document share while they are read.

use std::collections::HashMap;

use super::numbering::Numbering;
use super::styles::Styles;
use crate::block::{Style, Text};
use crate::flow::{Flow, Line};
use crate::reading::{Note, NoteCode, Place, SetAside, SetAsideKind};
use crate::refused::Refused;

/// The document at hand.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Footnotes and endnotes by kind and identity.
    pub(super) notes_by_id: HashMap<(String, String), Vec<Flow>>,
    /// What a comment says, by identity.
    pub(super) comments: HashMap<String, String>,
    /// Documents whose text belongs to this one, or what they are where they cannot be read, by identity.
    pub(super) chunks: HashMap<String, Result<Vec<Flow>, String>>,
    pub(super) notes: Vec<Note>,
    pub(super) set_aside: Vec<SetAside>,
    /// Runs, paragraphs and cells so far.
    pub(super) pieces: usize,
    /// The page at hand, where the document was last shown with pages.
    pub(super) page: Option<u32>,
    pub(super) paragraphs: u32,
    pub(super) tables: u32,
    /// Pictures that nothing describes.
    pub(super) pictures: u32,
    /// How many notes were referred to, and those that wait to be put after what refers to them.
    referred: u32,
    waiting: Vec<(u32, Vec<Flow>)>,
}

impl Document {
    pub(super) fn note(&mut self, code: NoteCode, message: &str, place: Place) {
        self.notes.push(Note { code, message: message.to_owned(), place });
    }

    pub(super) fn set_aside(&mut self, kind: SetAsideKind, text: &str, place: Place) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let furniture = matches!(kind, SetAsideKind::Head | SetAsideKind::Foot);
        let known = |aside: &SetAside| aside.kind == kind && aside.text == text;
        let repeated = furniture && self.set_aside.iter().any(known);
        if !text.is_empty() && !repeated {
            self.set_aside.push(SetAside { kind, text, place });
        }
    }

    pub(super) fn next_page(&mut self) {
        self.page = self.page.map(|page| page + 1);
    }

    /// The mark of a note that is referred to here, as Markdown writes it.
    pub(super) fn refer(&mut self, kind: &str, id: &str) -> String {
        let Some(flows) = self.notes_by_id.remove(&(kind.to_owned(), id.to_owned())) else {
            return String::new();
        };
        self.referred += 1;
        self.waiting.push((self.referred, flows));
        format!("[^{}]", self.referred)
    }

    /// The notes that wait, each behind its mark.
    pub(super) fn take_notes(&mut self) -> Vec<Flow> {
        let mut all = Vec::new();
        for (number, mut flows) in std::mem::take(&mut self.waiting) {
            let place = Place { page: self.page, ..Place::default() };
            let mut text = Text::plain(format!("[^{number}]: "), place);
            if let Some(Flow::Line(line)) = flows.first_mut() {
                line.text.runs.splice(0..0, std::mem::take(&mut text.runs));
            } else {
                text.push("", Style::default(), place);
                flows.insert(0, Flow::Line(Line { text, ..Line::default() }));
            }
            all.extend(flows);
        }
        all
    }

    pub(super) fn comment(&mut self, id: &str, place: Place) {
        if let Some(comment) = self.comments.remove(id) {
            self.note(NoteCode::Comment, &comment, place);
        }
    }

    /// The text of another document that stands here.
    pub(super) fn chunk(&mut self, id: &str) -> Result<Vec<Flow>, Refused> {
        match self.chunks.remove(id) {
            Some(Ok(flows)) => Ok(flows),
            Some(Err(part)) => Err(Refused::EmbeddedDocument { part }),
            None => Err(Refused::EmbeddedDocument { part: "its part is missing".to_owned() }),
        }
    }
}
