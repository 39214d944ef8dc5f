//! From the structure of a tagged document to its parts.

use super::joins::Measure;
use super::lines::{self, Line};
use super::structure::{Element, Inside};
use super::{Pages, text_of};
use crate::block::{Block, Marker, Text};
use crate::flow::{Cell, Flow, Grid, Look, Row};
use crate::gathered::Gathered;
use crate::limits::TABLES_NESTED_MAX;
use crate::reading::Place;
use crate::reading::{NoteCode, SetAsideKind};

/// Reads the structure; letters that it holds are taken from the pages.
pub(super) fn read(
    roots: &[Inside],
    pages: &mut Pages,
    measure: &Measure,
    gathered: &mut Gathered,
) -> Vec<Flow> {
    let mut teller = Teller { pages, measure, gathered, lists: 0, tables: 0, open: Vec::new() };
    teller.all(roots)
}

struct Teller<'a> {
    pages: &'a mut Pages,
    measure: &'a Measure,
    gathered: &'a mut Gathered,
    /// Open lists.
    lists: u8,
    tables: u32,
    /// Open tables, by number and row.
    open: Vec<(u32, u32)>,
}

impl Teller<'_> {
    /// Parts in their order; letters that stand between elements are paragraphs.
    fn all(&mut self, inside: &[Inside]) -> Vec<Flow> {
        let mut flows = Vec::new();
        let mut loose = Vec::new();
        for part in inside {
            match part {
                Inside::Element(element) if !is_inline(element) => {
                    self.loose(&mut loose, &mut flows);
                    self.element(element, &mut flows);
                }
                part => loose.push(part),
            }
        }
        self.loose(&mut loose, &mut flows);
        flows
    }

    fn loose(&mut self, loose: &mut Vec<&Inside>, flows: &mut Vec<Flow>) {
        let lines = self.lines(loose);
        loose.clear();
        flows.extend(self.paragraphs(&lines));
    }

    fn element(&mut self, element: &Element, flows: &mut Vec<Flow>) {
        match element.role.as_str() {
            "H" | "Title" => self.heading(1, element, flows),
            "H1" | "H2" | "H3" | "H4" | "H5" | "H6" => {
                let level = element.role.as_bytes()[1] - b'0';
                self.heading(level, element, flows);
            }
            "L" => {
                self.lists += 1;
                let inside = self.all(&element.inside);
                self.lists -= 1;
                flows.extend(inside);
            }
            "LI" => self.item(element, flows),
            "Table" => self.table(element, flows),
            "TOC" => {
                let inside = self.all(&element.inside);
                let place = Place::default();
                self.gathered.set_aside(SetAsideKind::Contents, &crate::gathered::words(&inside), place);
            }
            "Figure" => {
                let inside = self.all(&element.inside);
                if !element.described.trim().is_empty() && inside.is_empty() {
                    self.gathered.note(
                        NoteCode::Picture,
                        format!("A picture was not read: {}", element.described.trim()),
                        Place::default(),
                    );
                }
                flows.extend(inside);
            }
            _ => {
                let inside = self.all(&element.inside);
                flows.extend(inside);
            }
        }
    }

    fn heading(&mut self, level: u8, element: &Element, flows: &mut Vec<Flow>) {
        let lines = self.lines(&element.inside.iter().collect::<Vec<_>>());
        let text = self.joined(&lines);
        if !text.is_blank() {
            flows.push(Flow::Block(Block::Heading { level, text }));
        }
    }

    fn item(&mut self, element: &Element, flows: &mut Vec<Flow>) {
        let mut label = Vec::new();
        let mut body = Vec::new();
        for inside in &element.inside {
            match inside {
                Inside::Element(inner) if inner.role == "Lbl" => label.extend(&inner.inside),
                inside => body.push(inside.clone()),
            }
        }
        let label = self.lines(&label);
        let label = self.joined(&label);
        let words = label.words();
        let words = words.trim();
        let depth = self.lists.saturating_sub(1).min(TABLES_NESTED_MAX as u8);
        let mut inside = self.all(&body);
        let marker = if words.contains(char::is_alphanumeric) && words != "o" {
            Marker::Number(words.to_owned())
        } else {
            Marker::Bullet
        };
        // Programs that give no label leave it among the words.
        let first = match inside.first_mut() {
            Some(Flow::Line(line)) => std::mem::take(&mut line.text),
            _ => Text::default(),
        };
        if !first.is_blank() {
            inside.remove(0);
        }
        let (marker, first) = if words.is_empty() { typed(first) } else { (marker, first) };
        if first.is_blank() && inside.is_empty() && words.is_empty() {
            return;
        }
        flows.push(Flow::Block(Block::Item { depth, marker, text: first }));
        flows.extend(inside.into_iter().map(|flow| match flow {
            Flow::Line(line) => Flow::Block(Block::Paragraph { text: line.text, depth: depth + 1 }),
            flow => flow,
        }));
    }

    fn table(&mut self, element: &Element, flows: &mut Vec<Flow>) {
        self.tables += 1;
        self.open.push((self.tables, 0));
        let lists = std::mem::take(&mut self.lists);
        let mut grid = Grid::default();
        let mut rest = Vec::new();
        self.rows(&element.inside, false, &mut grid, &mut rest);
        self.lists = lists;
        self.open.pop();
        flows.append(&mut rest);
        flows.push(Flow::Grid(grid));
    }

    fn rows(&mut self, inside: &[Inside], head: bool, grid: &mut Grid, rest: &mut Vec<Flow>) {
        for part in inside {
            let Inside::Element(element) = part else {
                let lines = self.lines(&[part]);
                rest.extend(self.paragraphs(&lines));
                continue;
            };
            match element.role.as_str() {
                "TR" => {
                    if let Some((_, row)) = self.open.last_mut() {
                        *row += 1;
                    }
                    grid.rows.push(self.row(element, head));
                }
                "THead" => self.rows(&element.inside, true, grid, rest),
                "TBody" | "TFoot" => self.rows(&element.inside, head, grid, rest),
                _ => self.element(element, rest),
            }
        }
    }

    fn row(&mut self, element: &Element, head: bool) -> Row {
        let mut row = Row { cells: Vec::new(), head };
        for part in &element.inside {
            let cell = match part {
                Inside::Element(cell) if matches!(cell.role.as_str(), "TD" | "TH") => Cell {
                    columns: cell.columns,
                    head: cell.role == "TH",
                    flows: self.all(&cell.inside),
                    ..Cell::default()
                },
                part => Cell { columns: 1, flows: self.all(std::slice::from_ref(part)), ..Cell::default() },
            };
            row.cells.push(cell);
        }
        // A row that is marked as a head by its cells alone, but for labels at its left.
        row.head |= row.cells.len() > 1 && row.cells.iter().all(|cell| cell.head);
        row
    }

    /// The lines of parts of a paragraph.
    fn lines(&mut self, inside: &[&Inside]) -> Vec<Line> {
        let mut contents = Vec::new();
        for part in inside {
            contents_of(part, &mut contents);
        }
        let mut by_page: Vec<(usize, Vec<i32>)> = Vec::new();
        for (page, content) in contents {
            match by_page.last_mut() {
                Some((last, contents)) if *last == page => contents.push(content),
                _ => by_page.push((page, vec![content])),
            }
        }
        let mut lines = Vec::new();
        for (page, contents) in by_page {
            let glyphs = self.pages.take(page, &contents);
            let next = lines::lines(page as u32 + 1, glyphs.iter().collect(), self.measure.bare);
            // What a page repeats of the page before, as the heads of tables are, is there once.
            let words = |lines: &[Line]| lines.iter().map(Line::words).collect::<Vec<_>>().join(" ");
            if lines.is_empty() || words(&lines) != words(&next) {
                lines.extend(next);
            }
        }
        lines
    }

    fn paragraphs(&self, lines: &[Line]) -> Vec<Flow> {
        let text = self.joined(lines);
        if text.is_blank() {
            return Vec::new();
        }
        let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
        let look = Look { size: half_points(size), ..Look::default() };
        vec![Flow::Line(crate::flow::Line { text, look })]
    }

    /// The text of lines that make a paragraph: a line's end is meant where the next word would have fitted.
    fn joined(&self, lines: &[Line]) -> Text {
        let mut text = text_of(lines, self.measure);
        if let Some((table, row)) = self.open.last() {
            for run in &mut text.runs {
                run.place.table = Some(*table);
                run.place.row = Some(*row);
            }
        }
        text
    }
}

pub(super) fn half_points(size: f32) -> u16 {
    (size * 2.0).round().clamp(0.0, 400.0) as u16
}

/// The marker that is typed before an item's words.
fn typed(text: Text) -> (Marker, Text) {
    let words = text.words();
    let trimmed = words.trim_start();
    let start = words.len() - trimmed.len();
    if let Some(length) = crate::shape::bullet(trimmed) {
        return (Marker::Bullet, text.split_at(start + length).1);
    }
    match super::layout::number(trimmed) {
        Some(length) => {
            let number = trimmed[..length].to_owned();
            (Marker::Number(number), text.split_at(start + length).1)
        }
        None => (Marker::Bullet, text),
    }
}

fn contents_of(inside: &Inside, contents: &mut Vec<(usize, i32)>) {
    match inside {
        Inside::Content(page, content) => contents.push((*page, *content)),
        Inside::Element(element) => element.inside.iter().for_each(|inside| contents_of(inside, contents)),
    }
}

/// Elements that are part of a line.
fn is_inline(element: &Element) -> bool {
    const INLINE: [&str; 16] = [
        "Span",
        "Link",
        "Em",
        "Strong",
        "Quote",
        "Code",
        "Reference",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "Sub",
        "Lbl",
        "BibEntry",
        "NonStruct",
        "Private",
    ];
    let leaf = |inside: &Inside| match inside {
        Inside::Content(..) => true,
        Inside::Element(element) => is_inline(element),
    };
    INLINE.contains(&element.role.as_str()) && element.inside.iter().all(leaf)
}
