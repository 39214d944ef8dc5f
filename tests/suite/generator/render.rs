//! A plan as Markdown, with the mess of its version.
//!
//! Takes a [`Plan`], gives its text and the text of each passage and block as it stands there.

use std::collections::BTreeMap;

use super::plan::{Block, HeadStyle, Pairs, Passage, Plan, Section, Shape};

/// A plan written down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// The whole text.
    pub(crate) text: String,
    /// Each passage as it stands there, by identity.
    pub(crate) passages: BTreeMap<u32, String>,
    /// Each block as it stands there, by identity; of lists and paragraphs only.
    pub(crate) blocks: BTreeMap<u32, String>,
}

/// Writes a plan down.
pub(crate) fn write(plan: &Plan) -> Written {
    let mut written = Written { text: format!("# {}\n\n", plan.title), ..Written::default() };
    let mut number = 0;
    for section in &plan.sections {
        number += usize::from(section.heading.is_some());
        written.section(section, plan.style.numbered.then_some(number), plan.style.pairs);
    }
    let end = written.text.trim_end().len();
    written.text.truncate(end);
    written.text.push('\n');
    if plan.style.bytes.crlf {
        written.each(|text| *text = text.replace('\n', "\r\n"));
    }
    if plan.style.bytes.mark {
        written.text.insert(0, '\u{feff}');
    }
    written
}

impl Written {
    fn each(&mut self, change: impl Fn(&mut String)) {
        change(&mut self.text);
        self.passages.values_mut().chain(self.blocks.values_mut()).for_each(change);
    }

    fn put(&mut self, pieces: &[&str]) {
        self.text.extend(pieces.iter().copied());
    }

    fn section(&mut self, section: &Section, number: Option<usize>, pairs: Pairs) {
        if let Some(heading) = &section.heading {
            let number = number.map(|number| format!("{number}. ")).unwrap_or_default();
            let text = format!("## {number}{}", heading.text());
            self.put(&[&text, "\n\n"]);
            self.passages.insert(heading.id, text);
        }
        for block in &section.blocks {
            self.block(block, pairs);
        }
    }

    fn block(&mut self, block: &Block, pairs: Pairs) {
        match block.shape {
            Shape::Pairs => self.pairs(block, pairs),
            Shape::Heading => self.lines(block, "### ", "\n\n"),
            Shape::Paragraph { width, quoted } => self.paragraph(block, width, quoted),
            Shape::List => self.list(block),
            Shape::Table => self.table(block),
            Shape::Head(HeadStyle::Hash) => self.lines(block, "#### ", "\n\n"),
            Shape::Head(HeadStyle::Bold) => self.lines(block, "**", ":**\n\n"),
            Shape::Head(HeadStyle::Close) => self.lines(block, "**", ":**\n"),
            Shape::Head(HeadStyle::Plain) => self.lines(block, "", ":\n"),
            Shape::Signature | Shape::Raw => self.lines(block, "", "\n\n"),
        }
    }

    fn lines(&mut self, block: &Block, before: &str, after: &str) {
        for passage in &block.passages {
            let text = passage.text();
            self.put(&[before, &text, after]);
            self.passages.insert(passage.id, text);
        }
    }

    fn pairs(&mut self, block: &Block, pairs: Pairs) {
        for (at, passage) in block.passages.iter().enumerate() {
            let plain = passage.text();
            let (label, value) = plain.split_once(": ").unwrap_or((&plain, ""));
            let text = match pairs {
                Pairs::Bold => format!("**{label}:** {value}"),
                Pairs::Plain => plain,
                Pairs::Table => format!("{label} | {value}"),
            };
            match pairs {
                Pairs::Table if at == 0 => self.put(&["| ", &text, " |\n| --- | --- |\n"]),
                Pairs::Table => self.put(&["| ", &text, " |\n"]),
                _ => self.put(&[&text, "  \n"]),
            }
            self.passages.insert(passage.id, text);
        }
        self.text.push('\n');
    }

    fn paragraph(&mut self, block: &Block, width: Option<usize>, quoted: bool) {
        let (text, passages) = wrapped(&block.passages, width);
        let break_ = if quoted { "\n> " } else { "\n" };
        let whole = text.replace('\n', break_);
        self.put(&[if quoted { "> " } else { "" }, &whole, "\n\n"]);
        self.blocks.insert(block.id, whole);
        self.passages.extend(passages.into_iter().map(|(id, text)| (id, text.replace('\n', break_))));
    }

    fn list(&mut self, block: &Block) {
        for passage in &block.passages {
            let text = format!("{}{}", passage.lead, passage.text());
            self.put(&[&text, "\n"]);
            self.passages.insert(passage.id, text);
        }
        self.text.push('\n');
    }

    fn table(&mut self, block: &Block) {
        for (at, passage) in block.passages.iter().enumerate() {
            let text = passage.text();
            self.put(&[passage.lead, &text, passage.tail, "\n"]);
            if at == 0 {
                self.put(&["|", &" --- |".repeat(text.matches(" | ").count() + 1), "\n"]);
            }
            self.passages.insert(passage.id, text);
        }
        self.text.push('\n');
    }
}

/// The passages as one paragraph, and each as it stands in it.
fn wrapped(passages: &[Passage], width: Option<usize>) -> (String, Vec<(u32, String)>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for passage in passages {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text += &passage.text();
        spans.push((passage.id, start..text.len()));
    }
    if let Some(width) = width {
        text = wrap(&text, width);
    }
    let passages = spans.into_iter().map(|(id, span)| (id, text[span].to_owned())).collect();
    (text, passages)
}

/// Turns spaces into line ends, so that no offset changes.
fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if !out.is_empty() {
            let breaks = column + 1 + length > width && may_open_line(word);
            out.push(if breaks { '\n' } else { ' ' });
            column = if breaks { 0 } else { column + 1 };
        }
        out += word;
        column += length;
    }
    out
}

/// Whether Markdown takes a line that begins with this word for text.
fn may_open_line(word: &str) -> bool {
    let number = word.ends_with(['.', ')']) && word[..word.len() - 1].bytes().all(|b| b.is_ascii_digit());
    !number && word.len() > 1 && word.starts_with(|c: char| c.is_alphanumeric() || "£(\"'“‘*".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_keeps_every_byte_but_spaces() {
        assert_eq!(wrap("one two three - 4. five", 8), "one two\nthree - 4.\nfive");
        assert_eq!(wrap("and  then * it", 4), "and \nthen *\nit");
    }
}
