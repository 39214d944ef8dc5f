//! From tags to the parts of a page.

use super::element::{self, Start};
use super::frame::{Frame, Kind, Table, Titled};
use super::style::{Css, Sheet};
use super::titles::Titles;
use crate::block::{Block, Position, Shift, Style, Text};
use crate::flow::{Flow, Look};
use crate::limits::{COLUMNS_MAX, FORMATTING_MAX, NESTING_MAX, TABLES_NESTED_MAX};
use crate::reading::{Note, NoteCode, Place, SetAside, SetAsideKind};
use crate::refused::Refused;
use crate::tabs;

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) flows: Vec<Flow>,
    pub(crate) set_aside: Vec<SetAside>,
    pub(crate) notes: Vec<Note>,
    /// How many tags and texts it is made of.
    pub(crate) pieces: usize,
}

/// An open element.
#[derive(Debug)]
struct Open {
    name: String,
    /// How it looks by itself, and with all around it.
    own: Css,
    css: Css,
    /// The colour of the ground since the last table.
    ground: u32,
    effect: Effect,
}

/// What ends with an element, apart from a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    None,
    /// Its text is set aside.
    Aside(SetAsideKind),
    /// A change that is not accepted, from where its words begin in the paragraph.
    Deleted(Position),
    Inserted(Position),
    /// A list.
    List,
}

/// Reads tags in order.
#[derive(Debug)]
pub(super) struct Builder {
    page: Page,
    sheet: Sheet,
    open: Vec<Open>,
    /// How many of them begin paragraphs, are paragraphs, and set their text aside.
    blocks: usize,
    open_p: usize,
    asides: usize,
    /// How many groups of fields are open.
    fields: usize,
    /// The page and the open cells, innermost last.
    frames: Vec<Frame>,
    tables: Vec<Table>,
    tables_read: u32,
    /// The paragraph at hand, how it looks and where it is.
    text: Text,
    look: Look,
    paragraph: u32,
    /// Text that is set aside or belongs to a style sheet.
    aside: String,
    choice: Choice,
    pictures: usize,
    /// What headings, tables and groups of fields the page is divided by.
    titles: Titles,
}

/// An open drop-down: what is chosen, and whether the option at hand is shown.
#[derive(Debug, Default)]
struct Choice {
    open: bool,
    options: Vec<(bool, String)>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            page: Page::default(),
            sheet: Sheet::default(),
            open: Vec::new(),
            blocks: 0,
            open_p: 0,
            asides: 0,
            fields: 0,
            frames: vec![Frame::default()],
            tables: Vec::new(),
            tables_read: 0,
            text: Text::default(),
            look: Look::default(),
            paragraph: 1,
            aside: String::new(),
            choice: Choice::default(),
            pictures: 0,
            titles: Titles::default(),
        }
    }
}

impl Builder {
    pub(super) fn start(&mut self, tag: &Start) -> Result<(), Refused> {
        let name = tag.name.as_str();
        if self.is_skipping() {
            return Ok(());
        }
        let (closed, barriers) = element::closes(name);
        self.close_first(closed, barriers);
        if self.open_p > 0 && element::is_block(name) {
            self.close_first(&["p"], &["table", "td", "th", "caption"]);
        }
        if element::is_block(name) || matches!(name, "hr") {
            self.end_paragraph();
        }
        self.parts(tag)?;
        if element::is_void(name) {
            self.void(tag);
            return Ok(());
        }
        self.push(tag)
    }

    pub(super) fn end(&mut self, name: &str) {
        if name == "br" {
            return self.push_text("\n");
        }
        let barriers = element::barriers(name);
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            if open.name == name {
                found = Some(at);
                break;
            }
            // Formatting ends only what is open in its own paragraph.
            let block = element::is_block(&open.name) && !element::is_block(name);
            if block || barriers.contains(&open.name.as_str()) {
                break;
            }
        }
        let Some(at) = found else {
            if element::is_block(name) && !self.is_skipping() {
                self.end_paragraph();
            }
            return;
        };
        if element::is_block(name) {
            while self.open.len() > at {
                self.pop();
            }
        } else {
            let open = self.open.remove(at);
            self.look_again(at);
            self.closed(&open);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let breaks = self.keeps_lines();
        if breaks {
            self.push_text(&text.replace("\r\n", "\n"));
        } else {
            self.push_text(&text.replace(['\n', '\r', '\t', '\u{c}'], " "));
        }
    }

    /// A remark in the page's own text, which no browser shows. What programs leave for each other is dropped.
    pub(super) fn comment(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let marks = text.contains(['<', '{', ';', '=']) || text.trim_start().starts_with(['[', '#']);
        if words.len() > 1 && !marks && text.contains(char::is_alphabetic) {
            let place = self.place();
            self.page.set_aside.push(SetAside { kind: SetAsideKind::Hidden, text: words.join(" "), place });
        }
    }

    pub(super) fn finish(mut self) -> Result<Page, Refused> {
        if self.open.last().is_some_and(|open| matches!(open.name.as_str(), "script" | "style" | "title")) {
            return Err(Refused::Damaged {
                what: "the page breaks off inside a script, style or title".to_owned(),
            });
        }
        while !self.open.is_empty() {
            self.pop();
        }
        self.end_paragraph();
        if self.pictures > 0 {
            let message = format!("Pictures whose text, if any, was not read: {}.", self.pictures);
            self.note(NoteCode::Picture, message);
        }
        let mut frame = self.frames.swap_remove(0);
        frame.end_label();
        self.titles.divide(&mut frame);
        Ok(Page { flows: frame.flows, ..self.page })
    }

    /// What an element is apart from an open one: a table, a list, a cell.
    fn parts(&mut self, tag: &Start) -> Result<(), Refused> {
        match tag.name.as_str() {
            "table" => {
                if self.tables.len() >= TABLES_NESTED_MAX {
                    return Err(Refused::NestedTooDeep);
                }
                self.tables_read += 1;
                self.titles.tables += usize::from(self.tables.is_empty());
                self.tables.push(Table::new(self.tables_read));
            }
            "td" | "th" if self.is_in_table() => {
                let span = tag.word("colspan").parse::<u32>().unwrap_or(1).clamp(1, COLUMNS_MAX);
                let rows = tag.word("rowspan").parse::<u32>().unwrap_or(1);
                self.frames.push(Frame::cell((span, rows), tag.name == "th"));
            }
            "ul" | "menu" | "dir" => self.list(None, 1)?,
            "ol" => {
                let style = tag.attribute("type").and_then(|style| style.chars().next()).unwrap_or('1');
                self.list(Some(style), tag.word("start").parse().unwrap_or(1))?;
            }
            "li" => {
                let value = tag.word("value").parse().ok();
                self.frame().open_item(value);
            }
            "iframe" if tag.attribute("srcdoc").is_some_and(|page| !page.trim().is_empty()) => {
                return Err(Refused::EmbeddedDocument { part: "a page in a frame".to_owned() });
            }
            "iframe" | "object" | "embed" | "frame" if !self.is_aside() => {
                let source =
                    tag.attribute("src").or(tag.attribute("data")).unwrap_or("no address").to_owned();
                self.note(
                    NoteCode::Object,
                    format!("Another document is shown here and was not read: {source}"),
                );
            }
            "select" => self.choice = Choice { open: true, options: Vec::new() },
            "option" if self.choice.open => {
                self.choice.options.push((tag.attribute("selected").is_some(), String::new()));
            }
            _ => {}
        }
        Ok(())
    }

    fn list(&mut self, style: Option<char>, start: i64) -> Result<(), Refused> {
        let depth: usize = self.frames.iter().map(Frame::depth).sum();
        if depth >= TABLES_NESTED_MAX {
            return Err(Refused::NestedTooDeep);
        }
        self.frame().open_list(style, start);
        Ok(())
    }

    fn push(&mut self, tag: &Start) -> Result<(), Refused> {
        let block = element::is_block(&tag.name);
        if block && self.blocks >= NESTING_MAX {
            return Err(Refused::NestedTooDeep);
        }
        // Formatting that is opened again and again and never closed changes nothing any more.
        if !block && self.open.len() - self.blocks >= FORMATTING_MAX {
            return Ok(());
        }
        self.blocks += usize::from(block);
        let css = self.css(tag);
        let aside = if self.is_aside() { None } else { aside(tag, css) };
        let from = self.text.end();
        let effect = match tag.name.as_str() {
            _ if aside.is_some() => {
                self.aside.clear();
                aside.map_or(Effect::None, Effect::Aside)
            }
            "del" => Effect::Deleted(from),
            "ins" => Effect::Inserted(from),
            "ul" | "ol" | "menu" | "dir" => Effect::List,
            _ => Effect::None,
        };
        self.open_p += usize::from(tag.name == "p");
        self.fields += usize::from(tag.name == "fieldset");
        self.asides += usize::from(matches!(effect, Effect::Aside(_)));
        self.open.push(Open { name: tag.name.clone(), own: css, css, ground: css.ground, effect });
        self.look_again(self.open.len() - 1);
        Ok(())
    }

    /// Works out how the open elements from this one inwards look.
    fn look_again(&mut self, from: usize) {
        for at in from..self.open.len() {
            let around = at.checked_sub(1).map(|at| &self.open[at]);
            let (css, ground) = around.map_or((Css::default(), 0), |around| (around.css, around.ground));
            let open = &mut self.open[at];
            open.css = css.with(open.own);
            open.ground = match open.own.ground {
                0 if open.name != "table" => ground,
                own => own,
            };
        }
    }

    /// How an element looks: by its name, its classes, its own style.
    fn css(&self, tag: &Start) -> Css {
        let mut css = match tag.name.as_str() {
            "b" | "strong" | "th" => Css { strong: Some(true), ..Css::default() },
            "s" | "strike" | "del" => Css { struck: true, ..Css::default() },
            "u" | "mark" => Css { marked: true, ..Css::default() },
            "sup" => Css { shift: Some(Shift::Raised), ..Css::default() },
            "sub" => Css { shift: Some(Shift::Lowered), ..Css::default() },
            "font" => Css { size: font_size(&tag.word("size")), ..Css::default() },
            _ => Css::default(),
        };
        css = css.with(self.sheet.of(&tag.name, tag.attribute("class").unwrap_or_default()));
        css = css.with(Css::of(tag.attribute("style").unwrap_or_default()));
        if let Some(colour) = tag.attribute("bgcolor") {
            css.ground = Look::ground(colour);
        }
        // The ground of the page is no ground of its own.
        if matches!(tag.name.as_str(), "html" | "body" | "table" | "span" | "font") {
            css.marked |= css.ground > 0 && matches!(tag.name.as_str(), "span" | "font");
            css.ground = 0;
        }
        css.hidden |= tag.attribute("hidden").is_some();
        css
    }

    fn void(&mut self, tag: &Start) {
        match tag.name.as_str() {
            "br" => self.push_text("\n"),
            "hr" if !self.is_aside() => self.frame().push_flow(Flow::Block(Block::Rule)),
            "img" if !self.is_aside() => {
                match tag.attribute("alt").map(str::trim).filter(|alt| !alt.is_empty()) {
                    Some(alt) => self.note(NoteCode::Picture, format!("A picture was not read: {alt}")),
                    None => self.pictures += 1,
                }
            }
            "input" => self.input(tag),
            _ => {}
        }
    }

    fn input(&mut self, tag: &Start) {
        let checked = tag.attribute("checked").is_some();
        match tag.word("type").as_str() {
            "hidden" | "image" | "file" | "password" | "button" | "submit" | "reset" => {}
            "checkbox" | "radio" => self.push_text(if checked { "\u{2612} " } else { "\u{2610} " }),
            _ => self.push_text(tag.attribute("value").unwrap_or_default()),
        }
    }

    fn push_text(&mut self, text: &str) {
        if self.is_aside() {
            return self.aside.push_str(text);
        }
        if self.choice.open {
            if let Some((_, option)) = self.choice.options.last_mut() {
                option.push_str(text);
            }
            return;
        }
        let (css, ground) = self.open.last().map_or((Css::default(), 0), |open| (open.css, open.ground));
        if !text.trim().is_empty() {
            self.look.ground = self.look.ground.max(ground);
            self.look.size = self.look.size.max(css.size);
        }
        let shift = css.shift.unwrap_or_default();
        let style = Style { strong: css.strong == Some(true), struck: css.struck, marked: css.marked, shift };
        let place = self.place();
        self.text.push(text, style, place);
    }

    /// Whether lines and spaces are shown as they are written.
    fn keeps_lines(&self) -> bool {
        self.open.iter().rev().take(8).any(|open| keeps_lines(&open.name))
    }

    fn place(&self) -> Place {
        let table = self.tables.last();
        Place {
            paragraph: Some(self.paragraph),
            table: table.map(|table| table.number),
            row: table.map(Table::row_number),
            ..Place::default()
        }
    }

    fn end_paragraph(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        let look = std::mem::take(&mut self.look);
        if self.is_aside() {
            self.aside.push(' ');
        }
        if text.is_blank() {
            return;
        }
        if self.keeps_lines() {
            text = tabs::of_spaces(text);
        }
        self.paragraph += 1;
        let kind = self.kind();
        if let Kind::Heading(level) = kind {
            self.titles.see_heading(level, self.fields > 0);
        }
        for part in text.paragraphs() {
            self.frame().push(part, kind, look);
        }
    }

    fn kind(&self) -> Kind {
        for open in self.open.iter().rev() {
            match open.name.as_str() {
                name if element::is_heading(name) => return Kind::Heading(name.as_bytes()[1] - b'0'),
                "dt" => return Kind::Label,
                "dd" => return Kind::Value,
                "td" | "th" | "li" => return Kind::Plain,
                "caption" if self.frames.len() == 1 => return Kind::Title(Titled::Table),
                "legend" if self.fields == 1 && !self.is_in_table() => return Kind::Title(Titled::Fields),
                _ => {}
            }
        }
        Kind::Plain
    }

    /// Closes an element that HTML closes before this one opens.
    fn close_first(&mut self, closed: &[&str], barriers: &[&str]) {
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            if closed.contains(&open.name.as_str()) {
                found = Some(at);
                break;
            }
            if barriers.contains(&open.name.as_str()) {
                break;
            }
        }
        if let Some(at) = found {
            while self.open.len() > at {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        if self.open.last().is_some_and(|open| element::is_block(&open.name)) {
            self.end_paragraph();
        }
        if let Some(open) = self.open.pop() {
            self.closed(&open);
        }
    }

    /// Ends what ended with an element.
    fn closed(&mut self, open: &Open) {
        self.blocks -= usize::from(element::is_block(&open.name));
        self.open_p -= usize::from(open.name == "p");
        if open.name == "fieldset" {
            self.fields -= 1;
            if self.fields == 0 && self.frames.len() == 1 {
                self.frame().end_fields();
            }
        }
        self.asides -= usize::from(matches!(open.effect, Effect::Aside(_)));
        match open.effect {
            Effect::Aside(kind) => self.end_aside(&open.name, kind),
            Effect::Deleted(from) => self.changed("Marked as deleted", from),
            Effect::Inserted(from) => self.changed("Marked as inserted", from),
            Effect::List => self.frame().close_list(),
            Effect::None => {}
        }
        match open.name.as_str() {
            "li" => self.frame().close_item(),
            "td" | "th" if self.frames.len() > 1 && self.is_in_table() => {
                if let Some(frame) = self.frames.pop() {
                    let cell = frame.into_cell();
                    if let Some(table) = self.tables.last_mut() {
                        table.push_cell(cell);
                    }
                }
            }
            "tr" => {
                let head = self
                    .open
                    .iter()
                    .rev()
                    .take_while(|open| open.name != "table")
                    .any(|open| open.name == "thead");
                if let Some(table) = self.tables.last_mut() {
                    table.end_row(head);
                }
            }
            "table" => {
                if let Some(table) = self.tables.pop() {
                    let grid = table.finish();
                    self.frame().push_flow(Flow::Grid(grid));
                }
            }
            "select" => self.end_choice(),
            _ => {}
        }
    }

    fn end_choice(&mut self) {
        let choice = std::mem::take(&mut self.choice);
        let chosen: Vec<&str> =
            choice.options.iter().filter(|(chosen, _)| *chosen).map(|(_, text)| text.trim()).collect();
        let first = choice.options.first().map(|(_, text)| text.trim());
        let shown = if chosen.is_empty() { first.unwrap_or_default().to_owned() } else { chosen.join(", ") };
        self.push_text(&shown);
    }

    fn end_aside(&mut self, name: &str, kind: SetAsideKind) {
        let text = std::mem::take(&mut self.aside);
        if name == "style" {
            return self.sheet.add(&text);
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() || name == "script" {
            return;
        }
        let place = self.place();
        self.page.set_aside.push(SetAside { kind, text, place });
        if kind == SetAsideKind::Hidden && !element::is_skipped(name) {
            self.note(NoteCode::Hidden, "Text that the page does not show was set aside.".to_owned());
        }
    }

    fn changed(&mut self, what: &str, from: Position) {
        let words = self.text.words_from(from).split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.note(NoteCode::TrackedChange, format!("{what}: \u{201c}{words}\u{201d}"));
        }
    }

    fn note(&mut self, code: NoteCode, message: String) {
        let place = self.place();
        self.page.notes.push(Note { code, message, place });
    }

    fn is_aside(&self) -> bool {
        self.asides > 0
    }

    /// Inside an element whose tags are no tags of the page.
    fn is_skipping(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| matches!(open.name.as_str(), "script" | "style" | "iframe" | "title"))
    }

    fn is_in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }
}

/// Why an element's text is set aside, if it is.
fn aside(tag: &Start, css: Css) -> Option<SetAsideKind> {
    let title = tag.word("title");
    let element = tag.word("style").replace(' ', "");
    match tag.name.as_str() {
        "title" => Some(SetAsideKind::Properties),
        name if element::is_skipped(name) => Some(SetAsideKind::Hidden),
        // Word processors say so of the heads and feet of pages.
        "div" if title == "header" || element.contains("mso-element:header") => Some(SetAsideKind::Head),
        "div" if title == "footer" || element.contains("mso-element:footer") => Some(SetAsideKind::Foot),
        _ => css.hidden.then_some(SetAsideKind::Hidden),
    }
}

fn keeps_lines(name: &str) -> bool {
    matches!(name, "pre" | "textarea" | "xmp" | "listing" | "plaintext")
}

/// Half points of the sizes 1 to 7 of `font`, where larger than the common 3.
fn font_size(size: &str) -> u16 {
    match size {
        "4" | "+1" => 27,
        "5" | "+2" => 36,
        "6" | "+3" => 48,
        "7" | "+4" => 72,
        _ => 0,
    }
}
