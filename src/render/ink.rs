//! Wrapped lines of text, in colour where a terminal has it.
//!
//! Takes stretches of text with their paint, gives lines of at most [`COLUMNS`] characters. Escapes take no
//! room, so that text wraps alike with and without colour.

/// Longest line.
const COLUMNS: usize = 96;

/// Whether text may carry colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Characters only.
    #[default]
    Plain,
    /// With ANSI escapes.
    Ansi,
}

/// How a stretch of text looks in colour. Paint never says what words do not: without colour all look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    None,
    Heading,
    Faint,
    Before,
    After,
}

impl Paint {
    fn escape(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Heading => "\u{1b}[1m",
            Self::Faint => "\u{1b}[2m",
            Self::Before => "\u{1b}[31;9m",
            Self::After => "\u{1b}[32;1m",
        }
    }
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) paint: Paint,
    pub(super) text: String,
}

/// A stretch of text.
pub(super) fn ink(paint: Paint, text: impl Into<String>) -> Ink {
    Ink { paint, text: text.into() }
}

/// A page that grows line by line.
pub(super) struct Page {
    style: Style,
    text: String,
}

impl Page {
    pub(super) fn new(style: Style) -> Self {
        Self { style, text: String::new() }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// An empty line, unless there is one.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading on a line of its own.
    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        self.paragraph("", "", &[ink(Paint::Heading, text)]);
        self.gap();
    }

    /// Plain text on lines of its own.
    pub(super) fn line(&mut self, text: &str) {
        self.paragraph("", "", &[ink(Paint::None, text)]);
    }

    /// Text that begins with `first` and goes on, where it wraps, with `rest`.
    pub(super) fn paragraph(&mut self, first: &str, rest: &str, inks: &[Ink]) {
        self.text.push_str(first);
        let mut column = first.chars().count();
        let mut opens = true;
        for word in words(inks) {
            let width: usize = word.iter().map(|ink| ink.text.chars().count()).sum();
            if !opens && column + 1 + width > COLUMNS {
                self.text.push('\n');
                self.text.push_str(rest);
                column = rest.chars().count();
            } else if !opens {
                self.text.push(' ');
                column += 1;
            }
            for ink in &word {
                self.put(ink);
            }
            column += width;
            opens = false;
        }
        self.text.push('\n');
    }

    fn put(&mut self, ink: &Ink) {
        let escape = if self.style == Style::Ansi { ink.paint.escape() } else { "" };
        self.text.push_str(escape);
        self.text.push_str(&ink.text);
        if !escape.is_empty() {
            self.text.push_str("\u{1b}[0m");
        }
    }
}

/// Cuts text into words, each of one paint or several.
fn words(inks: &[Ink]) -> Vec<Vec<Ink>> {
    let mut words: Vec<Vec<Ink>> = vec![Vec::new()];
    for stretch in inks {
        for (index, part) in stretch.text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                words.push(Vec::new());
            }
            if let Some(word) = words.last_mut().filter(|_| !part.is_empty()) {
                word.push(ink(stretch.paint, visible(part)));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A word without control characters: a plan must not command the terminal it is read on.
fn visible(word: &str) -> String {
    word.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(style: Style, inks: &[Ink]) -> String {
        let mut page = Page::new(style);
        page.paragraph("- ", "  ", inks);
        page.finish()
    }

    #[test]
    fn long_text_wraps_under_itself() {
        let text = check(Style::Plain, &[ink(Paint::None, "word ".repeat(30))]);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].len() <= COLUMNS && lines[1].starts_with("  word"));
    }

    #[test]
    fn colour_takes_no_room() {
        let inks = [ink(Paint::Before, "old ".repeat(20)), ink(Paint::After, "new ".repeat(20))];
        let plain = check(Style::Plain, &inks);
        let mut painted = check(Style::Ansi, &inks);
        assert!(painted.contains("\u{1b}[31;9mold"));
        for escape in ["\u{1b}[31;9m", "\u{1b}[32;1m", "\u{1b}[0m"] {
            painted = painted.replace(escape, "");
        }
        assert_eq!(painted, plain);
    }

    #[test]
    fn a_plan_cannot_command_the_terminal() {
        let text = check(Style::Plain, &[ink(Paint::None, "a\u{1b}[2Jb\u{7}")]);
        assert_eq!(text, "- a\u{fffd}[2Jb\u{fffd}\n");
    }
}
