//! From blocks to a reading: the one way in which all formats are written as Markdown.

use crate::block::{Block, Marker, Table, Text};
use crate::escape::{Context, Escaper, Stands};
use crate::reading::{Place, Places, Reading};

/// The deepest level of headings that Markdown has.
const LEVEL_MAX: u8 = 6;
/// Most words of a label that shares a paragraph with other fields.
const LABEL_WORDS_MAX: usize = 6;
/// Most words of a value that shares a paragraph with other fields: a longer one is prose behind a lead-in.
const VALUE_WORDS_MAX: usize = 12;

/// Writes blocks as the Markdown of a reading, without anything set aside or noted.
pub fn write(blocks: &[Block], reader: &'static str) -> Reading {
    let mut writer = Writer::default();
    let mut before = None;
    for block in blocks {
        let end = writer.text.len();
        if end > 0 {
            writer.text.push_str(between(before, block));
        }
        let start = writer.text.len();
        writer.block(block);
        if writer.text[start..].trim().is_empty() {
            writer.text.truncate(end);
        } else {
            before = Some(block);
        }
    }
    if !writer.text.is_empty() {
        writer.text.truncate(writer.text.trim_end().len());
        writer.text.push('\n');
    }
    let Writer { text, places, headings, tables, .. } = writer;
    Reading { text, places, headings, tables, ..Reading::new(reader) }
}

/// The words of blocks, without any marks of Markdown; what is set aside is told so.
pub fn plain(blocks: &[Block]) -> String {
    let mut words = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph { text, .. }
            | Block::Item { text, .. }
            | Block::EntryHead { text }
            | Block::Verbatim { text } => words.push(text.words()),
            Block::Field { label, value } => words.extend([label.words(), value.words()]),
            Block::Table(table) => {
                words.extend(table.head.iter().chain(table.rows.iter().flatten()).map(Text::words));
            }
            Block::Rule => {}
        }
    }
    words.join("\n")
}

/// What stands between two blocks: items of one list and short fields stand line under line.
fn between(before: Option<&Block>, block: &Block) -> &'static str {
    match (before, block) {
        (Some(Block::Item { .. }), Block::Item { .. }) => "\n",
        (Some(first), second) if is_short_field(first) && is_short_field(second) => "  \n",
        _ => "\n\n",
    }
}

fn is_short_field(block: &Block) -> bool {
    let Block::Field { label, value } = block else { return false };
    let line = value.runs.iter().all(|run| !run.text.contains('\n'));
    line && count_words(label) <= LABEL_WORDS_MAX && count_words(value) <= VALUE_WORDS_MAX
}

fn count_words(text: &Text) -> usize {
    match text.runs.as_slice() {
        [run] => run.text.split_whitespace().count(),
        _ => text.words().split_whitespace().count(),
    }
}

#[derive(Debug, Default)]
struct Writer {
    text: String,
    places: Places,
    headings: usize,
    tables: usize,
    /// Columns at which the text of the open items begins, outermost first.
    indents: Vec<usize>,
    escaper: Escaper,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => self.headings += usize::from(self.heading(*level, text)),
            Block::Paragraph { text, depth } => {
                self.indents.truncate(usize::from(*depth));
                self.indent();
                self.lines(text);
            }
            Block::Item { depth, marker, text } => self.item(*depth, marker, text),
            Block::Field { label, value } => self.field(label, value),
            // The engine takes it for the head of an entry, or at least for the end of the entry before, so that nothing
            // goes under the author above.
            Block::EntryHead { text } => {
                self.heading(LEVEL_MAX, text);
            }
            Block::Table(table) => self.table(table),
            Block::Rule => self.text.push_str("---"),
            Block::Verbatim { text } => self.verbatim(text),
        }
        if !matches!(block, Block::Paragraph { .. } | Block::Item { .. }) {
            self.indents.clear();
        }
    }

    /// A heading, unless it has no words.
    fn heading(&mut self, level: u8, text: &Text) -> bool {
        let level = level.clamp(1, LEVEL_MAX);
        let start = self.text.len();
        let length = start + usize::from(level) + 1;
        self.text.push_str(&"#".repeat(usize::from(level)));
        self.text.push(' ');
        self.line(text, Context { stands: Stands::Heading, plain: true });
        let any = self.text.len() > length;
        if !any {
            self.text.truncate(start);
        }
        any
    }

    fn item(&mut self, depth: u8, marker: &Marker, text: &Text) {
        self.indents.truncate(usize::from(depth));
        let (mark, lead) = match marker {
            Marker::Bullet if text.is_blank() => return,
            Marker::Bullet => ("- ".to_owned(), String::new()),
            Marker::Number(number) if is_list_number(number) => (format!("{number} "), String::new()),
            Marker::Number(number) => ("- ".to_owned(), format!("{number} ")),
        };
        self.indent();
        let place = text.place();
        self.places.push(self.text.len() as u32, place);
        self.indents.push(self.indents.last().copied().unwrap_or(0) + mark.len());
        self.text.push_str(&mark);
        if lead.is_empty() {
            return self.lines(text);
        }
        let mut words = Text::plain(lead, place);
        words.append(text.clone());
        self.lines(&words);
    }

    fn field(&mut self, label: &Text, value: &Text) {
        let start = self.text.len();
        self.place(start, label.place());
        self.text.push_str("**");
        self.line(label, Context { plain: true, ..Context::default() });
        self.text.push_str(":** ");
        let middle = self.text.len();
        self.lines(value);
        if self.text.len() == middle {
            self.text.truncate(middle - 1);
        }
    }

    fn table(&mut self, table: &Table) {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0).max(table.head.len());
        if columns == 0 {
            return;
        }
        self.row(&table.head, columns, true);
        self.text.push_str("\n|");
        self.text.push_str(&"---|".repeat(columns));
        for row in &table.rows {
            self.text.push('\n');
            self.row(row, columns, false);
        }
        self.tables += 1;
    }

    fn row(&mut self, cells: &[Text], columns: usize, head: bool) {
        let start = self.text.len();
        if let Some(cell) = cells.iter().find(|cell| !cell.is_blank()) {
            self.place(start, cell.place());
        }
        self.text.push('|');
        for at in 0..columns {
            self.text.push(' ');
            let length = self.text.len();
            if let Some(cell) = cells.get(at) {
                self.line(cell, Context { stands: Stands::Cell, plain: head });
            }
            self.text.push_str(if self.text.len() > length { " |" } else { "|" });
        }
    }

    /// Lines as they are, in a fence longer than any inside.
    fn verbatim(&mut self, text: &Text) {
        let words = text.words();
        let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.text.push_str(&fence);
        self.text.push('\n');
        for run in &text.runs {
            self.places.push(self.text.len() as u32, run.place);
            self.text.push_str(&run.text.replace("\r\n", "\n").replace(['\r', '\0'], "\n"));
        }
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text.push_str(&fence);
    }

    /// A text whose line ends are meant.
    fn lines(&mut self, text: &Text) {
        if text.runs.iter().all(|run| !run.text.contains('\n')) {
            if !text.is_blank() {
                self.line(text, Context { stands: Stands::First, ..Context::default() });
            }
            return;
        }
        let mut any = false;
        for line in text.lines().iter().filter(|line| !line.is_blank()) {
            if any {
                self.text.push_str("  \n");
                self.indent();
            }
            any = true;
            self.line(line, Context { stands: Stands::First, ..Context::default() });
        }
    }

    fn indent(&mut self) {
        let width = self.indents.last().copied().unwrap_or(0);
        self.text.push_str(&" ".repeat(width));
    }

    /// A text as one line.
    fn line(&mut self, line: &Text, context: Context) {
        self.escaper.line(line, context, &mut self.text, &mut self.places);
    }

    fn place(&mut self, offset: usize, place: Place) {
        self.places.push(offset as u32, place);
    }
}

/// Whether Markdown reads this as the number of a list item.
fn is_list_number(number: &str) -> bool {
    let digits = number.trim_end_matches(['.', ')']);
    number.len() == digits.len() + 1
        && (1..=9).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Text {
        Text::plain(words, Place::default())
    }

    fn item(depth: u8, marker: Marker, words: &str) -> Block {
        Block::Item { depth, marker, text: text(words) }
    }

    fn field(label: &str, value: &str) -> Block {
        Block::Field { label: text(label), value: text(value) }
    }

    fn check(blocks: &[Block], expected: &str) {
        assert_eq!(write(blocks, "test/1").text, expected);
    }

    #[test]
    fn headings_and_paragraphs() {
        let heading = Block::Heading { level: 2, text: text("3.  Where\nhe lives #") };
        let blocks = [heading, Block::paragraph(text("In a flat.\nFor now.")), Block::Rule];
        check(&blocks, "## 3. Where he lives \\#\n\nIn a flat.  \nFor now.\n\n---\n");
    }

    #[test]
    fn lists_nest_below_the_text_of_their_item() {
        let number = |number: &str| Marker::Number(number.to_owned());
        let blocks = [
            item(0, number("9."), "Gate"),
            item(1, Marker::Bullet, "left"),
            item(1, number("(b)"), "right"),
            Block::Paragraph { text: text("of it"), depth: 1 },
            item(0, number("10."), "Hall"),
            Block::paragraph(text("End.")),
        ];
        check(&blocks, "9. Gate\n   - left\n   - (b) right\n\n   of it\n\n10. Hall\n\nEnd.\n");
    }

    #[test]
    fn short_fields_share_a_paragraph() {
        let long = "He went there and came back ".repeat(3);
        let blocks = [field("Name", "Ann Other"), field("MAPPA", ""), field("Risk", &long)];
        let expected = format!("**Name:** Ann Other  \n**MAPPA:**\n\n**Risk:** {}\n", long.trim());
        check(&blocks, &expected);
    }

    #[test]
    fn tables_are_even() {
        let table = Table {
            head: vec![text("Need"), text("Due")],
            rows: vec![vec![text("a | b"), Text::default(), text("c")], vec![text("two\nlines")]],
        };
        check(
            &[Block::Table(table)],
            "| Need | Due | |\n|---|---|---|\n| a \\| b | | c |\n| two lines | | |\n",
        );
    }

    #[test]
    fn empty_blocks_leave_no_trace() {
        let empty = Block::paragraph(text(" "));
        check(&[empty.clone(), Block::paragraph(text("a")), empty, Block::paragraph(text("b"))], "a\n\nb\n");
    }

    #[test]
    fn what_was_understood_is_counted() {
        let table = Table { head: Vec::new(), rows: vec![vec![text("a"), text("b")]] };
        let heading = Block::Heading { level: 1, text: text("Plan") };
        let reading = write(&[heading, Block::Table(table), field("Name", "Ann")], "test/1");
        assert_eq!((reading.headings, reading.tables), (1, 1));
    }

    #[test]
    fn the_head_of_an_entry_is_a_heading() {
        let head = Block::EntryHead { text: text("3 May 2024, A. Other") };
        check(&[head, Block::paragraph(text("Seen."))], "###### 3 May 2024, A. Other\n\nSeen.\n");
    }
}
