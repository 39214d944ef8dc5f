//! From the elements of a part to its paragraphs and tables.
//!
//! A part tells one story, the body, or several: the notes, the comments. Text boxes stand after the paragraph that they
//! hang on, notes after the paragraph or table that refers to them.

use super::document::Document;
use super::properties;
use super::styles::{self, Words};
use crate::block::{Position, Style, Text};
use crate::flow::{Cell, Flow, Grid, Look, Row};
use crate::limits::{COLUMNS_MAX, PIECES_MAX, TABLES_NESTED_MAX};
use crate::paragraph::{self, Label};
use crate::reading::{NoteCode, Place, SetAsideKind};
use crate::refused::Refused;
use crate::symbols;
use crate::xml::{Element, Part, Piece};

/// One story of a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    /// What refers to it.
    pub(super) id: String,
    /// Who wrote it and when, of a comment.
    pub(super) who: String,
    pub(super) flows: Vec<Flow>,
}

/// Reads the stories of a part.
pub(super) fn read(document: &mut Document, name: &str, text: &str) -> Result<Vec<Story>, Refused> {
    let mut part = Part::new(name, text);
    let mut teller = Teller::new(document);
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Start(element) => teller.start(&element, &mut part)?,
            Piece::End(name) => teller.end(&name),
            Piece::Text(text) if teller.in_text => teller.push_text(&text),
            Piece::Text(_) => {}
        }
        if teller.document.pieces > PIECES_MAX {
            return Err(Refused::TooManyPieces);
        }
    }
    Ok(teller.stories)
}

struct Teller<'a> {
    document: &'a mut Document,
    stories: Vec<Story>,
    /// The story at hand, with the open cells and text boxes inside it, innermost last.
    frames: Vec<Frame>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Inside an element whose text is shown.
    in_text: bool,
    /// Open fields: whether what stands next is their instruction and not what they show.
    fields: Vec<bool>,
    changes: Vec<Change>,
    /// Open choices between two forms of one thing: what had been told when one was taken, if one was.
    choices: Vec<Option<(usize, usize)>>,
    /// Open content controls: whether they hold the table of contents.
    controls: Vec<bool>,
    /// The last description of a picture.
    described: String,
}

#[derive(Default)]
struct Frame {
    story: Story,
    columns: u32,
    /// The cell goes on from the one above.
    above: bool,
    ground: u32,
}

#[derive(Default)]
struct Paragraph {
    text: Text,
    hidden: String,
    size: u16,
    properties: styles::Paragraph,
    /// What its style says of words, and what holds for the run at hand.
    words: Words,
    run: Words,
    /// Text boxes that hang on it.
    after: Vec<Flow>,
    place: Place,
}

struct Table {
    grid: Grid,
    row: Row,
    deleted: bool,
    number: u32,
}

struct Change {
    /// "Marked as deleted by …"; nothing for the end of one that is not told of.
    what: String,
    struck: bool,
    from: Position,
}

impl<'a> Teller<'a> {
    fn new(document: &'a mut Document) -> Self {
        Self {
            document,
            stories: Vec::new(),
            frames: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            in_text: false,
            fields: Vec::new(),
            changes: Vec::new(),
            choices: Vec::new(),
            controls: Vec::new(),
            described: String::new(),
        }
    }

    fn start(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<(), Refused> {
        match element.name.as_str() {
            "body" | "footnote" | "endnote" | "comment" | "hdr" | "ftr" => self.story(element, part)?,
            "p" => self.open_paragraph(),
            "pPr" => {
                let (properties, words) = properties::paragraph(part, &self.document.styles)?;
                let paragraph = self.paragraph();
                paragraph.properties = properties;
                paragraph.words = words;
            }
            "r" => self.paragraph().run = Words::default(),
            "rPr" => self.paragraph().run = properties::run(part, &self.document.styles)?,
            "t" | "delText" => self.in_text = true,
            "tbl" | "tr" | "trPr" | "tc" | "tcPr" => self.start_of_table(&element.name, part)?,
            "AlternateContent" => self.choices.push(None),
            "Choice" | "Fallback" => {
                let told = self.told();
                match self.choices.last_mut() {
                    // A form that is not known tells nothing: the other is there for that.
                    Some(Some(before)) if *before != told => part.skip()?,
                    Some(taken) => *taken = Some(told),
                    None => {}
                }
            }
            "ins" | "del" | "moveFrom" | "moveTo" => self.change(element),
            "sdt" => self.controls.push(false),
            "sdtPr" => {
                let contents = properties::holds_contents(part)?;
                self.controls.iter_mut().last().into_iter().for_each(|control| *control = contents);
            }
            "txbxContent" => self.frames.push(Frame::default()),
            "altChunk" => {
                let id = element.attribute("id").unwrap_or_default();
                let flows = self.document.chunk(&id)?;
                self.frame().story.flows.extend(flows);
            }
            name if properties::is_past(name) || is_passed_over(name) => part.skip()?,
            _ => self.inline(element, part)?,
        }
        Ok(())
    }

    /// A part of a line that is no run of letters.
    fn inline(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<(), Refused> {
        match element.name.as_str() {
            "tab" | "ptab" => self.push_text("\t"),
            "br" if matches!(element.attribute("type").as_deref(), Some("page" | "column")) => {
                self.push_text(" ");
            }
            "br" | "cr" => self.push_text("\n"),
            "noBreakHyphen" => self.push_text("-"),
            "sym" => {
                let font = element.attribute("font").unwrap_or_default();
                let code = element.attribute("char").unwrap_or_default();
                self.push_text(&symbols::shown(&font, &code));
            }
            "lastRenderedPageBreak" => self.document.next_page(),
            "fldChar" => self.field(element, part)?,
            "footnoteReference" | "endnoteReference" => {
                let kind = element.name.trim_end_matches("Reference");
                let place = self.place();
                let mark = self.document.refer(kind, &element.attribute("id").unwrap_or_default(), place);
                self.push_text(&mark);
            }
            "commentReference" => {
                let place = self.place();
                self.document.comment(&element.attribute("id").unwrap_or_default(), place);
            }
            "docPr" => self.described = element.attribute("descr").unwrap_or_default(),
            "blip" | "imagedata" => self.picture(),
            "chart" | "relIds" | "OLEObject" => self.object(element),
            "textpath" => {
                let text = element.attribute("string").unwrap_or_default();
                let place = self.place();
                self.paragraph().after.push(Flow::line(Text::plain(text, place)));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "body" | "footnote" | "endnote" | "comment" | "hdr" | "ftr" => self.end_story(),
            "p" => self.end_paragraph(),
            "t" | "delText" => self.in_text = false,
            "tc" => self.end_cell(),
            "tr" => self.end_row(),
            "tbl" => self.end_table(),
            "AlternateContent" => drop(self.choices.pop()),
            "ins" | "del" | "moveFrom" | "moveTo" => self.end_change(),
            "sdt" => drop(self.controls.pop()),
            "txbxContent" if self.frames.len() > 1 => {
                if let Some(frame) = self.frames.pop() {
                    self.paragraph().after.extend(frame.story.flows);
                }
            }
            _ => {}
        }
    }

    /// How much has been read, and how much of what cannot be read has been noted.
    fn told(&self) -> (usize, usize) {
        (self.document.pieces, self.document.gathered.noted())
    }

    fn story(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<(), Refused> {
        // The lines between text and notes are stories too.
        if matches!(
            element.attribute("type").as_deref(),
            Some("separator" | "continuationSeparator" | "continuationNotice")
        ) {
            return part.skip();
        }
        let id = element.attribute("id").unwrap_or_default();
        self.frames.push(Frame {
            story: Story { id, who: properties::who(element), flows: Vec::new() },
            ..Frame::default()
        });
        Ok(())
    }

    fn end_story(&mut self) {
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        if self.frames.len() == 1 {
            let notes = self.document.take_notes();
            self.frame().story.flows.extend(notes);
            self.stories.extend(self.frames.pop().map(|frame| frame.story));
        }
    }

    fn open_paragraph(&mut self) {
        self.document.paragraphs += 1;
        self.document.pieces += 1;
        let words = self.document.styles.paragraph(None).1;
        let place = self.place();
        self.paragraphs.push(Paragraph { words, place, ..Paragraph::default() });
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        self.document.gathered.hidden(&paragraph.hidden, paragraph.place);
        let after = std::mem::take(&mut paragraph.after);
        if paragraph.properties.contents || self.controls.contains(&true) {
            self.document.gathered.set_aside(
                SetAsideKind::Contents,
                &paragraph.text.words(),
                paragraph.place,
            );
        } else {
            let ground = self.frames.last().map_or(0, |frame| frame.ground);
            let flows = self.flows(paragraph, ground);
            self.frame().story.flows.extend(flows);
        }
        self.frame().story.flows.extend(after);
        self.notes_after();
    }

    /// What a paragraph is by its style and list.
    fn flows(&mut self, paragraph: Paragraph, ground: u32) -> Vec<Flow> {
        let properties = paragraph.properties;
        let level = properties.list_level.unwrap_or(0);
        let label = match properties.list.as_deref() {
            None | Some("0") => Label::Nothing,
            Some(list) => self.document.numbering.next(list, level),
        };
        if let Some(outline) = properties.outline.filter(|outline| *outline < 9) {
            return paragraph::heading(outline.saturating_add(1), label, paragraph.text);
        }
        let ground = if properties.ground > 0 { properties.ground } else { ground };
        let look = Look { ground, size: paragraph.size, lone: false };
        paragraph::paragraph(level, label, &paragraph.text, paragraph.place, look)
    }

    /// Notes stand after what refers to them, outside of tables.
    fn notes_after(&mut self) {
        if self.frames.len() == 1 && self.tables.is_empty() {
            let notes = self.document.take_notes();
            self.frame().story.flows.extend(notes);
        }
    }

    fn push_text(&mut self, text: &str) {
        if self.fields.contains(&true) {
            return;
        }
        self.document.pieces += 1;
        let struck =
            self.changes.iter().any(|change| change.struck) || self.tables.iter().any(|table| table.deleted);
        let place = self.place();
        let paragraph = self.paragraph();
        let words = paragraph.run.or(paragraph.words);
        if words.hidden == Some(true) {
            return paragraph.hidden.push_str(text);
        }
        if !text.trim().is_empty() {
            paragraph.size = paragraph.size.max(words.size.unwrap_or(0));
        }
        let style = Style {
            strong: words.strong == Some(true),
            struck: struck || words.struck == Some(true),
            marked: words.is_marked(),
            shift: words.shift.unwrap_or_default(),
        };
        paragraph.text.push(text, style, place);
    }

    fn field(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<(), Refused> {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => {
                if let Some(shown) = properties::form_field(part)? {
                    self.push_text(&shown);
                }
                self.fields.push(true);
            }
            Some("separate") => {
                if let Some(instruction) = self.fields.last_mut() {
                    *instruction = false;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
        Ok(())
    }

    fn change(&mut self, element: &Element<'_>) {
        let what = match element.name.as_str() {
            "ins" => "Marked as inserted",
            "del" => "Marked as deleted",
            "moveFrom" => "Marked as moved away from here",
            _ => "Marked as moved here",
        };
        let what = format!("{what}{}", properties::who(element));
        let struck = matches!(element.name.as_str(), "del" | "moveFrom");
        let from = self.paragraph().text.end();
        self.changes.push(Change { what, struck, from });
    }

    fn end_change(&mut self) {
        let Some(change) = self.changes.pop() else { return };
        let place = self.place();
        let words = self.paragraph().text.words_from(change.from);
        self.document.gathered.change(&change.what, &words, place);
    }

    fn picture(&mut self) {
        let place = self.place();
        let described = std::mem::take(&mut self.described);
        self.document.gathered.picture(&described, place);
    }

    fn object(&mut self, element: &Element<'_>) {
        let place = self.place();
        let what = match element.name.as_str() {
            "chart" => "A chart".to_owned(),
            "relIds" => "A diagram".to_owned(),
            _ => {
                format!("An object of another program ({})", element.attribute("ProgID").unwrap_or_default())
            }
        };
        self.document.gathered.note(NoteCode::Object, format!("{what} was not read."), place);
    }

    fn start_of_table(&mut self, name: &str, part: &mut Part<'_>) -> Result<(), Refused> {
        match (name, self.tables.last_mut()) {
            ("tbl", _) => {
                if self.tables.len() >= TABLES_NESTED_MAX {
                    return Err(Refused::NestedTooDeep);
                }
                self.document.tables += 1;
                let number = self.document.tables;
                self.tables.push(Table {
                    grid: Grid::default(),
                    row: Row::default(),
                    deleted: false,
                    number,
                });
            }
            ("trPr", Some(_)) => self.row_properties(part)?,
            ("tc", Some(_)) => self.frames.push(Frame { columns: 1, ..Frame::default() }),
            ("tcPr", _) => {
                let cell = properties::cell(part)?;
                let frame = self.frame();
                frame.columns = cell.columns.clamp(1, COLUMNS_MAX);
                (frame.above, frame.ground) = (cell.above, cell.ground);
            }
            _ => {}
        }
        Ok(())
    }

    fn row_properties(&mut self, part: &mut Part<'_>) -> Result<(), Refused> {
        let row = properties::row(part)?;
        let place = self.place();
        for (what, who) in [("inserted", &row.inserted), ("deleted", &row.deleted)] {
            if let Some(who) = who {
                self.document.gathered.note(
                    NoteCode::TrackedChange,
                    format!("A row is marked as {what}{who}."),
                    place,
                );
            }
        }
        if let Some(table) = self.tables.last_mut() {
            table.row.head = row.head;
            table.deleted = row.deleted.is_some();
            if row.before > 0 {
                table.row.cells.push(Cell { columns: row.before.min(COLUMNS_MAX), ..Cell::default() });
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(table) = self.tables.last_mut() else { return };
        if let Some(frame) = self.frames.pop() {
            self.document.pieces += 1;
            table.row.cells.push(Cell {
                columns: frame.columns.max(1),
                above: frame.above,
                flows: frame.story.flows,
                ..Cell::default()
            });
        }
    }

    fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.deleted = false;
            let row = std::mem::take(&mut table.row);
            table.grid.rows.push(row);
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop() {
            self.frame().story.flows.push(Flow::Grid(table.grid));
            self.notes_after();
        }
    }

    fn place(&self) -> Place {
        let table = self.tables.last();
        Place {
            page: self.document.page,
            line: None,
            paragraph: Some(self.document.paragraphs),
            table: table.map(|table| table.number),
            row: table.map(|table| table.grid.rows.len() as u32 + 1),
        }
    }

    /// The paragraph at hand; words outside of any are one.
    fn paragraph(&mut self) -> &mut Paragraph {
        if self.paragraphs.is_empty() {
            self.open_paragraph();
        }
        let last = self.paragraphs.len() - 1;
        &mut self.paragraphs[last]
    }

    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }
}

/// Elements whose text is nothing that is shown.
fn is_passed_over(name: &str) -> bool {
    matches!(name, "instrText" | "delInstrText" | "sectPr" | "tblPr" | "tblGrid" | "posOffset" | "binData")
}
