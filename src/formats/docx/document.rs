//! What the parts of a document share while they are read.

use std::collections::{HashMap, HashSet};

use super::numbering::Numbering;
use super::styles::Styles;
use crate::flow::Flow;
use crate::gathered::Gathered;
use crate::reading::{NoteCode, Place};
use crate::refused::Refused;

/// What a remark at the margin is called.
const COMMENT: &str = "comment";

/// The document at hand.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Footnotes and endnotes by kind and identity.
    pub(super) notes_by_id: HashMap<(String, String), Vec<Flow>>,
    /// What a comment says, by identity.
    pub(super) comments: HashMap<String, String>,
    /// What was referred to by kind and identity, so that only what was never there is missed.
    referred: HashSet<(String, String)>,
    /// Documents whose text belongs to this one, or what they are where they cannot be read, by identity.
    pub(super) chunks: HashMap<String, Result<Vec<Flow>, String>>,
    pub(super) gathered: Gathered,
    /// Runs, paragraphs and cells so far.
    pub(super) pieces: usize,
    /// The page at hand, where the document was last shown with pages.
    pub(super) page: Option<u32>,
    pub(super) paragraphs: u32,
    pub(super) tables: u32,
}

impl Document {
    pub(super) fn next_page(&mut self) {
        self.page = self.page.map(|page| page + 1);
    }

    /// The mark of a note that is referred to here, as Markdown writes it.
    pub(super) fn refer(&mut self, kind: &str, id: &str, place: Place) -> String {
        let note = self.notes_by_id.remove(&(kind.to_owned(), id.to_owned()));
        if note.is_none() {
            self.miss(kind, id, place);
        }
        self.referred.insert((kind.to_owned(), id.to_owned()));
        note.map_or_else(String::new, |note| self.gathered.refer(note))
    }

    /// Says that the document does not hold what stands here.
    fn miss(&mut self, kind: &str, id: &str, place: Place) {
        if !self.referred.contains(&(kind.to_owned(), id.to_owned())) {
            let message =
                format!("The document refers to a {kind} here that it does not hold: its words are missing.");
            self.gathered.note(NoteCode::Unread, message, place);
        }
    }

    /// The notes that wait, each behind its mark.
    pub(super) fn take_notes(&mut self) -> Vec<Flow> {
        self.gathered.take_footnotes(Place { page: self.page, ..Place::default() })
    }

    pub(super) fn comment(&mut self, id: &str, place: Place) {
        match self.comments.remove(id) {
            Some(comment) => self.gathered.note(NoteCode::Comment, comment, place),
            None => self.miss(COMMENT, id, place),
        }
        self.referred.insert((COMMENT.to_owned(), id.to_owned()));
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
