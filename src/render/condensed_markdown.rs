//! A condensed CIP as Markdown: what is shown in its own form, what is folded as a line.

use std::fmt::Write;

use super::condensed_phrases as phrases;
use super::escape::{escape, escape_within};
use cip_engine::brief::unread;
use cip_engine::condensed::{Condensed, Fold, Part, Shown};
use cip_engine::document::reading::{cell_texts, plain, table_head};
use cip_engine::document::{BlockKind, Document, Unit, UnitKind};
use cip_engine::history::Version;

/// Writes the condensed form of the newest of these versions as Markdown.
pub fn condensed_markdown(versions: &[Version<'_>], condensed: &Condensed) -> String {
    let Some(newest) = versions.last() else { return String::new() };
    let mut writer = Writer {
        versions,
        document: newest.document,
        out: String::new(),
        open: None,
        item: None,
        columns: 0,
    };
    for line in crate::phrases::not_read(&unread(None, newest.document)) {
        let _ = writeln!(writer.out, "**{}**\n", escape(&line));
    }
    let _ = writeln!(writer.out, "*{}*", escape(&phrases::summary(versions, condensed)));
    for part in &condensed.parts {
        match part {
            Part::Unit(shown) => writer.unit(shown),
            Part::Fold(fold) => writer.fold(fold),
        }
    }
    if !writer.out.ends_with('\n') {
        writer.out.push('\n');
    }
    writer.out
}

struct Writer<'a> {
    versions: &'a [Version<'a>],
    document: &'a Document,
    out: String,
    /// The block whose text the next unit runs on in.
    open: Option<u32>,
    /// The level of the item that was written last, if nothing else was written since.
    item: Option<usize>,
    /// Columns of the open table.
    columns: usize,
}

impl Writer<'_> {
    fn unit(&mut self, shown: &Shown) {
        let unit = self.document.unit(shown.unit);
        match unit.kind {
            UnitKind::Row | UnitKind::TableHead => return self.row(unit, shown),
            UnitKind::Heading => self.heading(unit, shown.unit),
            UnitKind::Code => self.code(unit),
            _ => self.text(unit),
        }
        self.marks(shown);
    }

    fn heading(&mut self, unit: &Unit, index: u32) {
        self.start_block();
        let level =
            usize::from(self.document.sections()[unit.section as usize].level.clamp(1, HEADING_LEVEL_MAX));
        let mut text = escape_within(&whole_text(self.document, unit));
        let rest = text.trim_end_matches('#').len();
        if rest < text.len() {
            // At the end of a heading they would be taken for a mark.
            text.insert(rest, '\\');
        }
        let _ = write!(self.out, "{} {text}", "#".repeat(level));
        if let Some(page) = phrases::page(self.document, index) {
            let _ = write!(self.out, " *({page})*");
        }
    }

    fn text(&mut self, unit: &Unit) {
        let runs_on = self.open == Some(unit.block) && unit.kind == UnitKind::Sentence;
        if runs_on {
            self.out.push(' ');
        } else {
            let above = self.item;
            self.start_block();
            if self.document.blocks()[unit.block as usize].kind == BlockKind::Item {
                // Deeper than one below the item before it, Markdown takes it for code.
                let level = self.level(unit).min(above.map_or(0, |above| above + 1));
                let _ = write!(self.out, "{}- ", "  ".repeat(level));
                self.item = Some(level);
            }
        }
        let text = whole_text(self.document, unit);
        if unit.kind == UnitKind::EntryHead {
            let _ = write!(self.out, "**{}**", escape_within(&text));
        } else {
            self.out.push_str(&if runs_on { escape_within(&text) } else { escape(&text) });
        }
        self.open = (unit.kind == UnitKind::Sentence).then_some(unit.block);
    }

    /// How deep an item stands in its list, by the white space before it.
    fn level(&self, unit: &Unit) -> usize {
        let start = unit.bullet.map_or(unit.span.start, |bullet| bullet.start) as usize;
        let line = &self.document.source()[..start];
        let lead = &line[line.rfind('\n').map_or(0, |end| end + 1)..];
        let columns: usize = lead.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let is_first_of_line = lead.chars().all(char::is_whitespace);
        if is_first_of_line { (columns / 2).min(LEVEL_MAX) } else { 0 }
    }

    /// Code line by line as it stands, in a fence that is longer than any in it.
    fn code(&mut self, unit: &Unit) {
        self.start_block();
        let text = self.document.text(unit);
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let _ = write!(self.out, "{fence}\n{}\n{fence}", text.trim_end());
    }

    fn row(&mut self, unit: &Unit, shown: &Shown) {
        let head = unit.kind == UnitKind::TableHead;
        if head || self.open != Some(unit.block) {
            self.start_block();
            self.columns = columns(self.document, unit);
            self.open = Some(unit.block);
            if !head {
                // Without a head it is no table in Markdown; where the head is folded its titles are said again.
                let titles = table_head(self.document, unit);
                self.cells(titles.map_or_else(Vec::new, |head| cell_texts(self.document, head)));
                self.out.push_str(" |");
                self.head_ends();
            }
        }
        if !head {
            self.out.push('\n');
        }
        self.cells(cell_texts(self.document, unit));
        self.marks(shown);
        self.out.push_str(" |");
        if head {
            self.head_ends();
        }
    }

    fn cells(&mut self, mut cells: Vec<String>) {
        cells.resize(self.columns.max(cells.len()), String::new());
        let cells: Vec<String> = cells.iter().map(|cell| escape_within(cell)).collect();
        let _ = write!(self.out, "| {}", cells.join(" | "));
    }

    fn head_ends(&mut self) {
        let _ = write!(self.out, "\n|{}", "---|".repeat(self.columns));
    }

    fn fold(&mut self, fold: &Fold) {
        let text = escape(&phrases::fold(self.versions, fold));
        let first = self.document.unit(fold.units.start);
        if first.kind == UnitKind::Row && self.open == Some(first.block) {
            let _ = write!(self.out, "\n| *{text}* |");
            return;
        }
        self.start_block();
        let _ = write!(self.out, "> *{text}*");
    }

    fn marks(&mut self, shown: &Shown) {
        for mark in &shown.marks {
            let _ = write!(self.out, " *({})*", escape(&phrases::mark(self.versions, mark)));
        }
    }

    fn start_block(&mut self) {
        while self.out.ends_with('\n') {
            self.out.pop();
        }
        self.out.push_str("\n\n");
        self.open = None;
        self.item = None;
    }
}

/// A unit as it reads in its plan, with its running number.
fn whole_text(document: &Document, unit: &Unit) -> String {
    plain(document.source(), document.tokens_of(unit))
}

/// Deepest heading that Markdown has.
const HEADING_LEVEL_MAX: u8 = 6;

/// Deepest level of a list that is written as such.
const LEVEL_MAX: usize = 8;

/// How many columns the widest row of a unit's table has.
fn columns(document: &Document, unit: &Unit) -> usize {
    let rows = document.blocks()[unit.block as usize].units.clone();
    rows.map(|row| cell_texts(document, document.unit(row)).len()).max().unwrap_or(1).max(1)
}
