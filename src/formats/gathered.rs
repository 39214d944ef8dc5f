//! What a reader gathers beside the flow of a document: notes, what is set aside, and footnotes that wait.

use crate::block::{Style, Text};
use crate::flow::{self, Flow, Line};
use crate::reading::{Note, NoteCode, Place, Reading, SetAside, SetAsideKind};
use crate::writer;

/// What was gathered so far.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    notes: Vec<Note>,
    set_aside: Vec<SetAside>,
    /// Pictures that nothing describes.
    pictures: u32,
    /// How many footnotes were referred to, and those that wait to be put after what refers to them.
    referred: u32,
    waiting: Vec<(u32, Vec<Flow>)>,
}

impl Gathered {
    pub(crate) fn note(&mut self, code: NoteCode, message: impl Into<String>, place: Place) {
        self.notes.push(Note { code, message: message.into(), place });
    }

    /// How many things were noted, pictures among them.
    pub(crate) fn noted(&self) -> usize {
        self.notes.len() + self.pictures as usize
    }

    /// Sets words aside; the same running head or foot once.
    pub(crate) fn set_aside(&mut self, kind: SetAsideKind, words: &str, place: Place) {
        let text = one_line(words);
        let known = self.set_aside.iter().any(|aside| aside.kind == kind && aside.text == text);
        let repeated = known && matches!(kind, SetAsideKind::Head | SetAsideKind::Foot);
        if !text.is_empty() && !repeated {
            self.set_aside.push(SetAside { kind, text, place });
        }
    }

    /// Sets words aside that the document does not show, and says so.
    pub(crate) fn hidden(&mut self, words: &str, place: Place) {
        if !words.trim().is_empty() {
            self.set_aside(SetAsideKind::Hidden, words, place);
            self.note(NoteCode::Hidden, "Text that the document does not show was set aside.", place);
        }
    }

    /// A picture, with what describes it, if anything does.
    pub(crate) fn picture(&mut self, described: &str, place: Place) {
        match one_line(described) {
            text if text.is_empty() => self.pictures += 1,
            text => self.note(NoteCode::Picture, format!("A picture was not read: {text}"), place),
        }
    }

    /// Words that were marked as inserted or deleted.
    pub(crate) fn change(&mut self, what: &str, words: &str, place: Place) {
        let words = one_line(words);
        if !words.is_empty() {
            self.note(NoteCode::TrackedChange, format!("{what}: \u{201c}{words}\u{201d}"), place);
        }
    }

    /// The mark of a footnote that is referred to here, as Markdown writes it.
    pub(crate) fn refer(&mut self, footnote: Vec<Flow>) -> String {
        self.referred += 1;
        self.waiting.push((self.referred, footnote));
        format!("[^{}]", self.referred)
    }

    /// The footnotes that wait, each behind its mark.
    pub(crate) fn take_footnotes(&mut self, place: Place) -> Vec<Flow> {
        let mut all = Vec::new();
        for (number, mut flows) in std::mem::take(&mut self.waiting) {
            let mark = Text::plain(format!("[^{number}]: "), place);
            if let Some(Flow::Line(line)) = flows.first_mut() {
                line.text.runs.splice(0..0, mark.runs);
            } else {
                flows.insert(0, Flow::Line(Line { text: mark, ..Line::default() }));
            }
            all.extend(flows);
        }
        all
    }

    /// Adds what another reader gathered of a document that belongs to this one.
    pub(crate) fn extend(&mut self, notes: Vec<Note>, set_aside: Vec<SetAside>) {
        self.notes.extend(notes);
        self.set_aside.extend(set_aside);
    }

    /// Puts everything into a reading.
    pub(crate) fn into_reading(mut self, reading: &mut Reading) {
        if self.pictures > 0 {
            let message = format!("Pictures whose text, if any, was not read: {}.", self.pictures);
            self.note(NoteCode::Picture, message, Place::default());
        }
        reading.notes.extend(self.notes);
        reading.set_aside.extend(self.set_aside);
    }
}

/// All words of a part of a document in one line.
pub(crate) fn words(flows: &[Flow]) -> String {
    one_line(&writer::plain(&flow::blocks(flows.to_vec())))
}

/// Words with one space between them.
pub(crate) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of which every word is struck.
pub(crate) fn struck(text: &mut Text) {
    for run in &mut text.runs {
        run.style = Style { struck: true, ..run.style };
    }
}
