//! From the elements of a document to its paragraphs and tables.
//!
//! Text boxes stand after the paragraph that they hang on, notes after the paragraph or table that refers to them.

use std::collections::HashMap;

use super::changes::{self, Change};
use super::lists::Lists;
use super::styles::{Style, Styles};
use crate::block;
use crate::block::Text;
use crate::flow::{Cell, Flow, Grid, Look, Row};
use crate::gathered::{self, Gathered};
use crate::limits::{COLUMNS_MAX, PIECES_MAX, REPEATED_CELLS_MAX, TABLES_NESTED_MAX};
use crate::paragraph::{self, Label};
use crate::reading::{NoteCode, Place, SetAsideKind};
use crate::refused::Refused;
use crate::xml::{Element, Part, Piece};

/// Deepest nesting of tables, lists, text boxes and notes in one another.
const DEPTH_MAX: usize = 3 * TABLES_NESTED_MAX;

/// Tells the content of a part.
pub(super) struct Teller<'a> {
    pub(super) gathered: Gathered,
    styles: &'a Styles,
    lists: Lists,
    changes: HashMap<String, Change>,
    /// What the controls of forms show, by identity.
    controls: HashMap<String, String>,
    /// Open insertions: identity and words so far.
    inserted: Vec<(String, String)>,
    /// The page at hand, where the document was last shown with pages.
    page: Option<u32>,
    paragraphs: u32,
    tables: u32,
    /// Open tables, by number and row.
    open_tables: Vec<(u32, u32)>,
    /// Open items, outermost first.
    items: Vec<Item>,
    /// The colour of the ground of the open cell.
    ground: u32,
    depth: usize,
    /// Cells that were repeated.
    repeated: usize,
    /// Paragraphs, runs and cells so far.
    pieces: usize,
}

/// An open item of a list.
struct Item {
    style: String,
    start: Option<u32>,
    /// The item's first paragraph, which has its number, is over.
    labelled: bool,
    /// It has something before it.
    shown: bool,
}

/// An open paragraph.
struct Paragraph {
    style: Style,
    text: Text,
    hidden: String,
    is_hidden: bool,
    size: u16,
    /// Text boxes that hang on it.
    after: Vec<Flow>,
    /// How words look inside the open elements.
    inside: Vec<Style>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(styles: &'a Styles) -> Self {
        Self {
            gathered: Gathered::default(),
            styles,
            lists: Lists::default(),
            changes: HashMap::new(),
            controls: HashMap::new(),
            inserted: Vec::new(),
            page: None,
            paragraphs: 0,
            tables: 0,
            open_tables: Vec::new(),
            items: Vec::new(),
            ground: 0,
            depth: 0,
            repeated: 0,
            pieces: 0,
        }
    }

    pub(super) fn into_gathered(self) -> Gathered {
        self.gathered
    }

    /// Says that the document knows where its pages begin.
    pub(super) fn count_pages(&mut self) {
        self.page = Some(1);
    }

    /// Counts a paragraph, a run or a cell.
    fn count_piece(&mut self) -> Result<(), Refused> {
        self.pieces += 1;
        if self.pieces > PIECES_MAX { Err(Refused::TooManyPieces) } else { Ok(()) }
    }

    /// The footnotes that wait.
    pub(super) fn footnotes(&mut self) -> Vec<Flow> {
        let place = self.place();
        self.gathered.take_footnotes(place)
    }

    /// What stands inside the element that has just begun, to its end.
    pub(super) fn content(&mut self, part: &mut Part<'_>) -> Result<Vec<Flow>, Refused> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Refused::NestedTooDeep);
        }
        let mut flows = Vec::new();
        let mut open = 0_usize;
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) if is_transparent(&element.name) => open += 1,
                Piece::Start(element) => {
                    flows.extend(self.part_of_content(&element, part)?);
                    if self.depth == 1 {
                        flows.extend(self.footnotes());
                    }
                }
                Piece::End(_) if open == 0 => break,
                Piece::End(_) => open -= 1,
                Piece::Text(_) => {}
            }
        }
        self.depth -= 1;
        Ok(flows)
    }

    /// What an element that has just begun says, to its end.
    pub(super) fn part_of_content(
        &mut self,
        element: &Element<'_>,
        part: &mut Part<'_>,
    ) -> Result<Vec<Flow>, Refused> {
        match element.name.as_str() {
            "p" | "h" => self.paragraph(element, part),
            "list" | "numbered-paragraph" => self.list(element, part),
            "table" => self.table(element, part),
            "section" => self.section(element, part),
            "table-of-content" | "illustration-index" | "table-index" | "object-index"
            | "alphabetical-index" => {
                let place = self.place();
                let flows = self.content(part)?;
                self.gathered.set_aside(SetAsideKind::Contents, &gathered::words(&flows), place);
                Ok(Vec::new())
            }
            "tracked-changes" => {
                let changes = changes::read(self, part)?;
                self.changes.extend(changes);
                (self.paragraphs, self.tables) = (0, 0);
                Ok(Vec::new())
            }
            "forms" => self.forms(part).map(|()| Vec::new()),
            "soft-page-break" => {
                self.next_page();
                part.skip().map(|()| Vec::new())
            }
            "change" => {
                let deleted = self.deleted(&element.attribute("change-id").unwrap_or_default());
                part.skip()?;
                Ok(deleted.map_or_else(Vec::new, |text| vec![Flow::line(text)]))
            }
            "change-start" | "change-end" => {
                self.insertion(element);
                part.skip().map(|()| Vec::new())
            }
            name if is_shape(name) => self.shape(element, part),
            _ => part.skip().map(|()| Vec::new()),
        }
    }

    fn section(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<Vec<Flow>, Refused> {
        let place = self.place();
        let hidden = element.attribute("display").as_deref() == Some("none")
            || element.attribute("is-hidden").as_deref() == Some("true");
        let flows = self.content(part)?;
        if hidden {
            self.gathered.hidden(&gathered::words(&flows), place);
            return Ok(Vec::new());
        }
        Ok(flows)
    }

    fn list(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<Vec<Flow>, Refused> {
        let outer = self.items.last().map(|item| item.style.clone());
        let own = element.attribute("style-name").filter(|name| !name.is_empty());
        let root = outer.is_none();
        let style = own.or(outer).unwrap_or_default();
        if root {
            self.lists.open(element, &style);
        }
        let flows = if element.name == "list" {
            self.items_of(&style, part)
        } else {
            self.item(style, element.attribute("start-value"), false, part)
        };
        if root {
            self.lists.close();
        }
        flows
    }

    fn items_of(&mut self, style: &str, part: &mut Part<'_>) -> Result<Vec<Flow>, Refused> {
        let mut flows = Vec::new();
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) if matches!(element.name.as_str(), "list-item" | "list-header") => {
                    let header = element.name == "list-header";
                    let style = element.attribute("style-override").unwrap_or_else(|| style.to_owned());
                    flows.extend(self.item(style, element.attribute("start-value"), header, part)?);
                }
                Piece::Start(_) => part.skip()?,
                Piece::End(_) => break,
                Piece::Text(_) => {}
            }
        }
        Ok(flows)
    }

    fn item(
        &mut self,
        style: String,
        start: Option<String>,
        header: bool,
        part: &mut Part<'_>,
    ) -> Result<Vec<Flow>, Refused> {
        let start = start.and_then(|start| start.parse().ok());
        self.items.push(Item { style, start, labelled: header, shown: false });
        let flows = self.content(part);
        self.items.pop();
        flows
    }

    /// What stands before a paragraph that begins or goes on with the open item, and whether it goes on.
    fn label(&mut self, style: &Style) -> (Label, bool) {
        let level = self.items.len().saturating_sub(1);
        let Some(item) = self.items.last_mut() else { return (Label::Nothing, false) };
        if std::mem::replace(&mut item.labelled, true) {
            return (Label::Nothing, item.shown);
        }
        let name = Some(&item.style).filter(|name| !name.is_empty()).or(style.list.as_ref());
        let label = name.map_or(Label::Nothing, |name| self.lists.next(self.styles, name, level, item.start));
        item.shown = label != Label::Nothing;
        (label, false)
    }

    fn table(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<Vec<Flow>, Refused> {
        if self.open_tables.len() >= TABLES_NESTED_MAX {
            return Err(Refused::NestedTooDeep);
        }
        self.tables += u32::from(element.name == "table");
        self.open_tables.push((self.tables, 1));
        let items = std::mem::take(&mut self.items);
        let mut grid = Grid::default();
        let (mut open, mut heads) = (0_usize, 0_usize);
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) if element.name == "table-row" => {
                    let again = number(&element, "number-rows-repeated");
                    let row = self.row(heads > 0, part)?;
                    let again = if row.is_blank() { 1 } else { again };
                    self.repeat(row.cells.len() * (again - 1))?;
                    grid.rows.extend(std::iter::repeat_n(row, again));
                    if let Some((_, row)) = self.open_tables.last_mut() {
                        *row = grid.rows.len() as u32 + 1;
                    }
                }
                Piece::Start(element) if element.name == "soft-page-break" => {
                    self.next_page();
                    part.skip()?;
                }
                Piece::Start(element) if is_rows(&element.name) => {
                    open += 1;
                    heads += usize::from(heads > 0 || element.name == "table-header-rows");
                }
                Piece::Start(_) => part.skip()?,
                Piece::End(_) if open == 0 => break,
                Piece::End(_) => {
                    open -= 1;
                    heads = heads.saturating_sub(1);
                }
                Piece::Text(_) => {}
            }
        }
        self.items = items;
        self.open_tables.pop();
        Ok(vec![Flow::Grid(grid)])
    }

    fn row(&mut self, head: bool, part: &mut Part<'_>) -> Result<Row, Refused> {
        let mut row = Row { cells: Vec::new(), head };
        // Columns that the last cell still stands over.
        let mut covered = 0_usize;
        while let Some(piece) = part.next()? {
            let element = match piece {
                Piece::Start(element) => element,
                Piece::End(_) => break,
                Piece::Text(_) => continue,
            };
            let again = number(&element, "number-columns-repeated");
            if element.name == "covered-table-cell" {
                let place = self.place();
                let cell = self.cell(&element, part)?;
                self.gathered.hidden(&gathered::words(&cell.flows), place);
                let own = again.saturating_sub(covered).min(COLUMNS_MAX as usize);
                covered = covered.saturating_sub(again);
                row.cells.extend((0..own).map(|_| Cell { columns: 1, above: true, ..Cell::default() }));
            } else if element.name == "table-cell" {
                let cell = self.cell(&element, part)?;
                covered = cell.columns as usize - 1;
                let again = if cell.is_blank() { again.min(COLUMNS_MAX as usize) } else { again };
                self.repeat(again - 1)?;
                row.cells.extend(std::iter::repeat_n(cell, again));
            } else {
                part.skip()?;
            }
        }
        Ok(row)
    }

    fn cell(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<Cell, Refused> {
        self.count_piece()?;
        let columns = number(element, "number-columns-spanned").min(COLUMNS_MAX as usize) as u32;
        let style = self.styles.of("table-cell", element.attribute("style-name").as_deref());
        let ground = std::mem::replace(&mut self.ground, style.ground.unwrap_or(0));
        let flows = self.content(part)?;
        self.ground = ground;
        Ok(Cell { columns, flows, ..Cell::default() })
    }

    /// Counts cells that are repeated.
    fn repeat(&mut self, cells: usize) -> Result<(), Refused> {
        self.repeated = self.repeated.saturating_add(cells);
        if self.repeated > REPEATED_CELLS_MAX { Err(Refused::UnpacksTooLarge) } else { Ok(()) }
    }

    /// A text box, a drawing with words in it, a picture or an object.
    fn shape(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<Vec<Flow>, Refused> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Refused::NestedTooDeep);
        }
        let place = self.place();
        let items = std::mem::take(&mut self.items);
        let (mut flows, mut described) = (Vec::new(), String::new());
        let (mut picture, mut object, mut open) = (false, false, 0_usize);
        if element.name == "control" {
            flows.extend(self.control(element).map(|shown| Flow::line(Text::plain(shown, place))));
        }
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) => match element.name.as_str() {
                    // A frame's children stand for one another; a text box holds paragraphs.
                    "text-box" | "a" => open += 1,
                    "title" | "desc" => {
                        described.push(' ');
                        described.push_str(&words_inside(part)?);
                    }
                    "image" => {
                        picture = true;
                        open += 1;
                    }
                    "object" | "object-ole" | "plugin" | "applet" | "floating-frame" => {
                        object = true;
                        part.skip()?;
                    }
                    _ => flows.extend(self.part_of_content(&element, part)?),
                },
                Piece::End(_) if open == 0 => break,
                Piece::End(_) => open -= 1,
                Piece::Text(_) => {}
            }
        }
        if object {
            let described = gathered::one_line(&described);
            let lead = if described.is_empty() { String::new() } else { format!(" ({described})") };
            let message = format!("An object of another program{lead} was not read.");
            self.gathered.note(NoteCode::Object, message, place);
        } else if picture || (flows.is_empty() && !described.trim().is_empty()) {
            self.gathered.picture(&described, place);
        }
        self.items = items;
        self.depth -= 1;
        Ok(flows)
    }

    /// What the controls of forms show.
    fn forms(&mut self, part: &mut Part<'_>) -> Result<(), Refused> {
        let mut depth = 0_usize;
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) => {
                    depth += 1;
                    let id = element.attribute("id");
                    if let Some((id, shown)) = id.zip(shown_by_control(&element)) {
                        self.controls.insert(id, shown);
                    }
                }
                Piece::End(_) if depth == 0 => break,
                Piece::End(_) => depth -= 1,
                Piece::Text(_) => {}
            }
        }
        Ok(())
    }

    fn control(&mut self, element: &Element<'_>) -> Option<String> {
        self.controls.remove(&element.attribute("control")?)
    }

    /// What was deleted by a change, struck, with its note.
    fn deleted(&mut self, id: &str) -> Option<Text> {
        let change = self.changes.remove(id)?;
        let flows = change.deleted?;
        let place = self.place();
        let lines: Vec<Text> =
            crate::flow::blocks(flows.clone()).iter().filter_map(|block| words_of(block, place)).collect();
        let mut text = Text::default();
        for line in lines {
            if !text.is_blank() {
                text.push("\n", block::Style::default(), place);
            }
            text.append(line);
        }
        gathered::struck(&mut text);
        self.gathered.change(&change.what, &gathered::words(&flows), place);
        Some(text)
    }

    fn insertion(&mut self, element: &Element<'_>) {
        let id = element.attribute("change-id").unwrap_or_default();
        let known = self.changes.get(&id).is_some_and(|change| change.deleted.is_none());
        if element.name == "change-start" && known {
            self.inserted.push((id, String::new()));
        } else if let Some(at) = self.inserted.iter().position(|(open, _)| *open == id) {
            let (_, words) = self.inserted.remove(at);
            let place = self.place();
            let what = self.changes.get(&id).map_or_else(String::new, |change| change.what.clone());
            self.gathered.change(&what, &words, place);
        }
    }

    fn paragraph(&mut self, element: &Element<'_>, part: &mut Part<'_>) -> Result<Vec<Flow>, Refused> {
        self.count_piece()?;
        let style = self.styles.of("paragraph", element.attribute("style-name").as_deref());
        if style.breaks_before == Some(true) && self.paragraphs > 0 && self.depth == 1 {
            self.next_page();
        }
        self.paragraphs += 1;
        let mut paragraph = Paragraph {
            inside: vec![style.clone()],
            style,
            text: Text::default(),
            hidden: String::new(),
            is_hidden: false,
            size: 0,
            after: Vec::new(),
        };
        let place = self.place();
        self.words(&mut paragraph, part)?;
        let mut flows = self.told(element, &mut paragraph, place);
        if paragraph.style.breaks_after == Some(true) {
            self.next_page();
        }
        flows.extend(paragraph.after);
        Ok(flows)
    }

    /// What a paragraph is by its style and list.
    fn told(&mut self, element: &Element<'_>, paragraph: &mut Paragraph, place: Place) -> Vec<Flow> {
        let text = std::mem::take(&mut paragraph.text);
        if paragraph.is_hidden {
            paragraph.hidden.push_str(&text.words());
        }
        self.gathered.hidden(&paragraph.hidden, place);
        if paragraph.is_hidden {
            return Vec::new();
        }
        if paragraph.style.contents == Some(true) {
            self.gathered.set_aside(SetAsideKind::Contents, &text.words(), place);
            return Vec::new();
        }
        let level = element.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
        let heading = if element.name == "h" { level.or(Some(1)) } else { paragraph.style.heading };
        let number = element.attribute("is-list-header").as_deref() != Some("true");
        if text.is_blank() && (heading.is_some() || self.items.is_empty()) {
            return Vec::new();
        }
        let (mut label, goes_on) = self.label(&paragraph.style);
        if let Some(level) = heading {
            if label == Label::Nothing && element.name == "h" && number && self.depth == 1 {
                let restart = element.attribute("restart-numbering").as_deref() == Some("true");
                let start = element.attribute("start-value").and_then(|start| start.parse().ok());
                let start = start.or(Some(1)).filter(|_| restart);
                label = self.lists.heading(self.styles, usize::from(level).saturating_sub(1), start);
            }
            return paragraph::heading(level, label, text);
        }
        let level = self.items.len().saturating_sub(1) as u8;
        if goes_on {
            let depth = level.min(TABLES_NESTED_MAX as u8) + 1;
            let parts = text.paragraphs().into_iter();
            return parts.map(|text| Flow::Block(block::Block::Paragraph { text, depth })).collect();
        }
        let ground = paragraph.style.ground.filter(|ground| *ground > 0).unwrap_or(self.ground);
        paragraph::paragraph(
            level,
            label,
            &text,
            text.place(),
            Look { ground, size: paragraph.size, lone: false },
        )
    }

    /// Reads the words of a paragraph to its end.
    fn words(&mut self, paragraph: &mut Paragraph, part: &mut Part<'_>) -> Result<(), Refused> {
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) => self.inline(&element, paragraph, part)?,
                Piece::End(_) => {
                    paragraph.inside.pop();
                    if paragraph.inside.is_empty() {
                        break;
                    }
                }
                // An end of a line is a space here: where one is meant, there is an element for it.
                Piece::Text(text) => self.push(paragraph, &text.replace(['\n', '\r', '\t'], " ")),
            }
        }
        Ok(())
    }

    /// An element inside a paragraph.
    fn inline(
        &mut self,
        element: &Element<'_>,
        paragraph: &mut Paragraph,
        part: &mut Part<'_>,
    ) -> Result<(), Refused> {
        self.count_piece()?;
        let attribute = |name: &str| element.attribute(name);
        let outer = paragraph.inside.last().cloned().unwrap_or_default();
        match element.name.as_str() {
            "span" => {
                let style = self.styles.of("text", attribute("style-name").as_deref());
                paragraph.inside.push(style.or(&outer));
                return Ok(());
            }
            "s" => self.push(paragraph, " "),
            "tab" => self.push(paragraph, "\t"),
            "line-break" => self.push(paragraph, "\n"),
            "soft-page-break" => self.next_page(),
            "change" => {
                if let Some(text) = self.deleted(&attribute("change-id").unwrap_or_default()) {
                    paragraph.text.append(text);
                }
            }
            "change-start" | "change-end" => self.insertion(element),
            "note" => return self.footnote(paragraph, part),
            "annotation" => return self.comment(part),
            "hidden-text" if attribute("is-hidden").as_deref() != Some("false") => {
                paragraph.hidden.push_str(&attribute("string-value").unwrap_or_default());
            }
            "hidden-paragraph" => paragraph.is_hidden |= attribute("is-hidden").as_deref() == Some("true"),
            "fieldmark" => {
                let shown = shown_by_mark(element, part)?;
                self.push(paragraph, &shown);
                return Ok(());
            }
            "control" => {
                if let Some(shown) = self.control(element) {
                    self.push(paragraph, &shown);
                }
            }
            "number" | "script" | "event-listeners" => {}
            name if is_shape(name) => {
                let flows = self.shape(element, part)?;
                paragraph.after.extend(flows);
                return Ok(());
            }
            // Fields, links and marks show what stands inside them.
            _ => {
                paragraph.inside.push(outer);
                return Ok(());
            }
        }
        part.skip()
    }

    fn push(&mut self, paragraph: &mut Paragraph, text: &str) {
        let style = paragraph.inside.last().unwrap_or(&paragraph.style);
        if style.hidden == Some(true) {
            return paragraph.hidden.push_str(text);
        }
        if !text.trim().is_empty() {
            paragraph.size = paragraph.size.max(style.size.unwrap_or(0));
        }
        let shown = block::Style {
            strong: style.strong == Some(true),
            struck: style.struck == Some(true),
            shift: style.shift.unwrap_or_default(),
            marked: style.underlined == Some(true) || style.boxed == Some(true),
        };
        let place = self.place();
        self.inserted.iter_mut().for_each(|(_, words)| words.push_str(text));
        paragraph.text.push(text, shown, place);
    }

    /// A footnote or endnote: its own sign is left for a number that counts through the document.
    fn footnote(&mut self, paragraph: &mut Paragraph, part: &mut Part<'_>) -> Result<(), Refused> {
        let items = std::mem::take(&mut self.items);
        let mut flows = Vec::new();
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) if element.name == "note-body" => flows = self.content(part)?,
                Piece::Start(_) => part.skip()?,
                Piece::End(_) => break,
                Piece::Text(_) => {}
            }
        }
        self.items = items;
        let mark = self.gathered.refer(flows);
        self.push(paragraph, &mark);
        Ok(())
    }

    fn comment(&mut self, part: &mut Part<'_>) -> Result<(), Refused> {
        let items = std::mem::take(&mut self.items);
        let (mut creator, mut date, mut flows) = (String::new(), String::new(), Vec::new());
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) => match element.name.as_str() {
                    "creator" => creator = words_inside(part)?,
                    "date" => date = words_inside(part)?,
                    _ => flows.extend(self.part_of_content(&element, part)?),
                },
                Piece::End(_) => break,
                Piece::Text(_) => {}
            }
        }
        self.items = items;
        let place = self.place();
        let message = format!("Comment{}: {}", changes::who(&creator, &date), gathered::words(&flows));
        self.gathered.note(NoteCode::Comment, message, place);
        Ok(())
    }

    fn next_page(&mut self) {
        self.page = self.page.map(|page| page + 1);
    }

    fn place(&self) -> Place {
        let table = self.open_tables.last();
        Place {
            page: self.page,
            line: None,
            paragraph: Some(self.paragraphs),
            table: table.map(|(number, _)| *number),
            row: table.map(|(_, row)| *row),
        }
    }
}

/// Elements that only gather what stands inside them.
fn is_transparent(name: &str) -> bool {
    matches!(name, "index-body" | "index-title" | "list-item" | "page-sequence")
}

fn is_rows(name: &str) -> bool {
    matches!(name, "table-header-rows" | "table-rows" | "table-row-group")
}

fn is_shape(name: &str) -> bool {
    const SHAPES: [&str; 15] = [
        "frame",
        "custom-shape",
        "rect",
        "ellipse",
        "circle",
        "line",
        "polyline",
        "polygon",
        "regular-polygon",
        "path",
        "connector",
        "caption",
        "measure",
        "g",
        "control",
    ];
    SHAPES.contains(&name)
}

/// The words of a deleted block in one text.
fn words_of(block: &block::Block, place: Place) -> Option<Text> {
    match block {
        block::Block::Paragraph { text, .. }
        | block::Block::Heading { text, .. }
        | block::Block::Item { text, .. } => Some(text.clone()),
        block => {
            let words = gathered::one_line(&crate::writer::plain(std::slice::from_ref(block)));
            (!words.is_empty()).then(|| Text::plain(words, place))
        }
    }
}

/// A number from 1, which is what stands where nothing is said.
fn number(element: &Element<'_>, name: &str) -> usize {
    element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}

/// The letters inside the element that has just begun, to its end.
fn words_inside(part: &mut Part<'_>) -> Result<String, Refused> {
    let (mut words, mut depth) = (String::new(), 0_usize);
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Start(_) => depth += 1,
            Piece::End(_) if depth == 0 => break,
            Piece::End(_) => depth -= 1,
            Piece::Text(text) => words.push_str(&text),
        }
    }
    Ok(words)
}

/// What a control of a form shows: a box, ticked or not, or what was typed or chosen.
fn shown_by_control(element: &Element<'_>) -> Option<String> {
    match element.name.as_str() {
        "checkbox" | "radio" => {
            let state = element.attribute("current-state").or_else(|| element.attribute("current-selected"));
            let state =
                state.or_else(|| element.attribute("state")).or_else(|| element.attribute("selected"));
            let label = element.attribute("label").unwrap_or_default();
            Some(format!("{} {label}", tick(matches!(state.as_deref(), Some("checked" | "true")))))
        }
        "text" | "textarea" | "combobox" | "formatted-text" | "date" | "time" | "number" | "password" => {
            element.attribute("current-value").or_else(|| element.attribute("value"))
        }
        "fixed-text" | "button" => element.attribute("label"),
        _ => None,
    }
}

/// What a field of an older form shows.
fn shown_by_mark(element: &Element<'_>, part: &mut Part<'_>) -> Result<String, Refused> {
    let is_box = element.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("checkbox"));
    let (mut ticked, mut result, mut entries, mut depth) = (false, 0_usize, Vec::new(), 0_usize);
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Start(element) => {
                depth += 1;
                let value = element.attribute("value").unwrap_or_default();
                match element.attribute("name").unwrap_or_default().as_str() {
                    "Checkbox_Checked" => ticked = value == "true",
                    "Dropdown_Selected" => result = value.parse().unwrap_or(0),
                    "Dropdown_ListEntry" => entries.push(value),
                    _ => {}
                }
            }
            Piece::End(_) if depth == 0 => break,
            Piece::End(_) => depth -= 1,
            Piece::Text(_) => {}
        }
    }
    Ok(if is_box { tick(ticked).to_owned() } else { entries.into_iter().nth(result).unwrap_or_default() })
}

fn tick(on: bool) -> &'static str {
    if on { "\u{2612}" } else { "\u{2610}" }
}
