//! The parts of a document that every format has: what readers give and the writer takes.

use crate::reading::Place;

/// A part of a document, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1, the outermost, to 6.
        level: u8,
        /// Its words, with a number that the format counts for it.
        text: Text,
    },
    /// A paragraph.
    Paragraph {
        /// Its words; a line's end in them is one that was meant.
        text: Text,
        /// How many list items it stands inside of.
        depth: u8,
    },
    /// An item of a list; consecutive items are one list.
    Item {
        /// How many list items it stands inside of: 0 for the outermost list.
        depth: u8,
        /// What stands before it.
        marker: Marker,
        /// Its words.
        text: Text,
    },
    /// A label and its value.
    Field {
        /// The label, without the colon after it.
        label: Text,
        /// The value.
        value: Text,
    },
    /// The head of an entry, alone on its line: who wrote what follows, and when.
    EntryHead {
        /// Its words.
        text: Text,
    },
    /// A table of rows and columns.
    Table(Table),
    /// A line across the page.
    Rule,
    /// Lines whose spaces and breaks count.
    Verbatim {
        /// The lines.
        text: Text,
    },
}

impl Block {
    /// A paragraph that stands in no list.
    pub fn paragraph(text: Text) -> Self {
        Self::Paragraph { text, depth: 0 }
    }
}

/// What stands before a list item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marker {
    /// Any bullet: which one says nothing.
    Bullet,
    /// A number or letter as shown, which is text: "14.", "3)", "(b)", "2.1".
    Number(String),
}

/// A table of rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of its columns; without any where the table has none.
    pub head: Vec<Text>,
    /// Its rows, each a text a column; cells missing at a row's end are empty.
    pub rows: Vec<Vec<Text>>,
}

/// Words with their style and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Runs in reading order. White space counts once wherever it stands; `\n` is a line's end.
    pub runs: Vec<Run>,
}

/// Words of one style at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they are shown, as far as it bears on their meaning.
    pub style: Style,
    /// Where they stood.
    pub place: Place,
}

/// A place in a text that only grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    run: usize,
    byte: usize,
}

/// How words are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// In bold.
    pub strong: bool,
    /// Struck through, or deleted by a change that is not accepted.
    pub struck: bool,
    /// Underlined, highlighted or boxed: written only where it picks one of several.
    pub marked: bool,
    /// Raised above the line or lowered below it.
    pub shift: Shift,
}

/// Whether words stand on their line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shift {
    /// They do.
    #[default]
    None,
    /// Above it, as an exponent or the mark of a note.
    Raised,
    /// Below it.
    Lowered,
}

impl Shift {
    /// Of words that are lifted by this much: a negative lift lowers them.
    pub(crate) fn of_lift(lift: f32) -> Self {
        match lift {
            lift if lift > 0.0 => Self::Raised,
            lift if lift < 0.0 => Self::Lowered,
            _ => Self::None,
        }
    }
}

impl Block {
    /// All its texts.
    pub(crate) fn texts_mut(&mut self) -> Vec<&mut Text> {
        match self {
            Self::Heading { text, .. }
            | Self::Paragraph { text, .. }
            | Self::Item { text, .. }
            | Self::EntryHead { text }
            | Self::Verbatim { text } => vec![text],
            Self::Field { label, value } => vec![label, value],
            Self::Table(table) => table.head.iter_mut().chain(table.rows.iter_mut().flatten()).collect(),
            Self::Rule => Vec::new(),
        }
    }
}

impl Text {
    /// Plain words at one place.
    pub fn plain(text: impl Into<String>, place: Place) -> Self {
        let mut plain = Self::default();
        plain.push(text, Style::default(), place);
        plain
    }

    /// Adds words; nothing if there are none. Words of the same style and place are one run.
    pub fn push(&mut self, text: impl Into<String>, style: Style, place: Place) {
        let text = text.into();
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.style == style && last.place == place => last.text.push_str(&text),
            _ => {
                // Most texts, above all those of cells, are one run.
                if self.runs.is_empty() {
                    self.runs.reserve_exact(1);
                }
                self.runs.push(Run { text, style, place });
            }
        }
    }

    /// Adds the words of another text.
    pub fn append(&mut self, other: Self) {
        for run in other.runs {
            self.push(run.text, run.style, run.place);
        }
    }

    /// The words alone, as they stand.
    pub fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Bytes of the words.
    pub fn words_length(&self) -> usize {
        self.runs.iter().map(|run| run.text.len()).sum()
    }

    /// Where the words end that are there so far.
    pub fn end(&self) -> Position {
        Position {
            run: self.runs.len().saturating_sub(1),
            byte: self.runs.last().map_or(0, |run| run.text.len()),
        }
    }

    /// The words that were added since this was the end.
    pub fn words_from(&self, position: Position) -> String {
        let Some((first, rest)) = self.runs.get(position.run..).and_then(<[Run]>::split_first) else {
            return String::new();
        };
        let mut words = first.text.get(position.byte..).unwrap_or_default().to_owned();
        for run in rest {
            words.push_str(&run.text);
        }
        words
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Whether all words are in bold.
    pub fn is_strong(&self) -> bool {
        !self.is_blank() && self.runs.iter().all(|run| run.style.strong || run.text.trim().is_empty())
    }

    /// Where the text begins.
    pub fn place(&self) -> Place {
        self.runs.first().map_or(Place::default(), |run| run.place)
    }

    /// Cuts the first `bytes` bytes of the words off and gives the two parts. A cut inside a character is moved before
    /// it.
    #[must_use]
    pub fn split_at(mut self, bytes: usize) -> (Self, Self) {
        let (mut before, mut at) = (Self::default(), 0);
        for (index, run) in self.runs.iter_mut().enumerate() {
            let end = at + run.text.len();
            if end > bytes {
                let cut = run.text.floor_char_boundary(bytes.saturating_sub(at));
                let rest = run.text.split_off(cut);
                before.push(std::mem::replace(&mut run.text, rest), run.style, run.place);
                return (before, Self { runs: self.runs.split_off(index) });
            }
            before.push(std::mem::take(&mut run.text), run.style, run.place);
            at = end;
        }
        (before, Self::default())
    }

    /// The text cut at its empty lines; lines without words are left out.
    pub fn paragraphs(&self) -> Vec<Self> {
        let mut paragraphs: Vec<Self> = Vec::new();
        let mut blank = true;
        for line in self.lines() {
            if line.is_blank() {
                blank = true;
                continue;
            }
            match paragraphs.last_mut() {
                Some(last) if !blank => {
                    last.push("\n", Style::default(), line.place());
                    last.append(line);
                }
                _ => paragraphs.push(line),
            }
            blank = false;
        }
        paragraphs
    }

    /// The text line by line.
    pub fn lines(&self) -> Vec<Self> {
        let mut lines = vec![Self::default()];
        for run in &self.runs {
            for (index, part) in run.text.split('\n').enumerate() {
                if index > 0 {
                    lines.push(Self::default());
                }
                if let Some(line) = lines.last_mut() {
                    line.push(part, run.style, run.place);
                }
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Text {
        let mut text = Text::plain("a b\n", Place::default());
        text.push("cé", Style { strong: true, ..Style::default() }, Place::default());
        text
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let (before, after) = text().split_at(6);
        assert_eq!((before.words().as_str(), after.words().as_str()), ("a b\nc", "é"));
        assert!(after.runs[0].style.strong);
        assert_eq!(text().split_at(99).0, text());
    }

    #[test]
    fn words_since_a_position() {
        let mut text = text();
        let end = text.end();
        assert_eq!(text.words_from(end), "");
        text.push("d", Style { strong: true, ..Style::default() }, Place::default());
        text.push("e", Style::default(), Place::default());
        assert_eq!(text.words_from(end), "de");
        assert_eq!(text.words_from(Text::default().end()), "a b\ncéde");
    }

    #[test]
    fn lines_keep_their_style() {
        let lines = text().lines();
        assert_eq!(lines.iter().map(Text::words).collect::<Vec<_>>(), ["a b", "cé"]);
        assert!(lines[1].is_strong() && !lines[0].is_strong());
    }
}
