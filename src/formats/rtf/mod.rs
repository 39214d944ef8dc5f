//! Rich Text Format (.rtf), as word processors and record systems write it.
//!
//! Read after Microsoft, *Rich Text Format Specification 1.9.1*. Everything that a person can read is in the reading,
//! set aside or noted, as of Word documents: see [`crate::docx`]. Numbers of lists are those that the program which
//! wrote the document put beside them.

mod state;
mod story;
mod tokens;

#[cfg(test)]
mod tests;

use crate::block::Shift;
use crate::flow;
use crate::gathered::{self, Gathered};
use crate::limits::{NESTING_MAX, PIECES_MAX};
use crate::media::MediaType;
use crate::reading::{NoteCode, Place, Reading, SetAsideKind};
use crate::refused::Refused;
use crate::symbols;
use crate::writer;
use state::{Change, Destination, Font, Paragraph, Sheets, State, Style, Words};
use story::{Counts, Kind, Story};
use tokens::{Token, Tokens};

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Reading, Refused> {
    let mut teller = Teller::default();
    teller.stories.push(Story::new(Kind::Body));
    let mut ended = false;
    for token in Tokens::new(bytes) {
        teller.take(token)?;
        if teller.states.is_empty() && teller.begun {
            ended = true;
            break;
        }
    }
    if !ended {
        return Err(Refused::Damaged { what: "it breaks off".to_owned() });
    }
    let body = teller.stories.pop().unwrap_or_default();
    let flows = body.end(&mut teller.counts, &mut teller.gathered, &teller.sheets)?;
    let mut reading = writer::write(&flow::blocks(flows), MediaType::Rtf.reader());
    teller.gathered.into_reading(&mut reading);
    if reading.text.is_empty() {
        return Err(Refused::NotADocument { what: "it has no text" });
    }
    Ok(reading)
}

#[derive(Default)]
struct Teller {
    sheets: Sheets,
    gathered: Gathered,
    counts: Counts,
    /// Groups, paragraphs and cells so far.
    pieces: usize,
    /// What holds in the open groups, outermost first.
    states: Vec<State>,
    begun: bool,
    /// Open stories, the body first.
    stories: Vec<Story>,
    /// Bytes of text that are not yet decoded.
    bytes: Vec<u8>,
    /// The first half of a sign that `\u` gives in two.
    half: Option<u16>,
    /// How many signs still stand for the `\u` before them.
    pass_over: usize,
    /// The group has just begun, with `\*`: what is not known in it is not shown.
    optional: bool,
    fresh: bool,
    /// The entry of a table at hand.
    font: (i32, Font),
    style: (i32, Style),
    colour: [u8; 3],
    form: Form,
    comment_author: String,
    object_class: String,
    name: String,
}

/// A field of a form.
#[derive(Debug, Default)]
struct Form {
    kind: i32,
    result: Option<i32>,
    preset: Option<i32>,
    choices: Vec<String>,
}

/// A result that says that the preset holds.
const FORM_UNSET: i32 = 25;

impl Form {
    /// What it shows, unless that stands beside it as text.
    fn shown(&self) -> Option<String> {
        let result = self.result.filter(|result| *result != FORM_UNSET).or(self.preset).unwrap_or(0);
        match self.kind {
            1 => Some(if result == 1 { "\u{2612}" } else { "\u{2610}" }.to_owned()),
            2 => self.choices.get(usize::try_from(result).ok()?).cloned(),
            _ => None,
        }
    }
}

impl Teller {
    fn take(&mut self, token: Token<'_>) -> Result<(), Refused> {
        match token {
            Token::Text(text) => {
                if self.states.is_empty() {
                    return Ok(());
                }
                self.fresh = false;
                for byte in text {
                    self.byte(*byte);
                }
                return Ok(());
            }
            Token::Hex(byte) => {
                self.fresh = false;
                self.byte(byte);
                return Ok(());
            }
            _ => self.flush(),
        }
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::BreaksOff => Err(Refused::Damaged { what: "binary data in it break off".to_owned() }),
            Token::Symbol(b'*') if self.fresh => {
                self.optional = true;
                Ok(())
            }
            Token::Word(..) | Token::Symbol(_)
                if self.pass_over > 0 && !matches!(token, Token::Word("u" | "bin", _)) =>
            {
                self.pass_over -= 1;
                Ok(())
            }
            Token::Symbol(symbol) => {
                self.fresh = false;
                self.symbol(symbol)
            }
            Token::Word(name, value) => self.word(name, value),
            Token::Text(_) | Token::Hex(_) => Ok(()),
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.pass_over > 0 {
            self.pass_over -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    fn open(&mut self) -> Result<(), Refused> {
        if self.states.len() >= NESTING_MAX {
            return Err(Refused::NestedTooDeep);
        }
        self.count_piece()?;
        let outer = self.states.last().copied().unwrap_or_default();
        self.states.push(State { story: false, ..outer });
        self.begun = true;
        self.fresh = true;
        self.optional = false;
        self.pass_over = 0;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refused> {
        self.fresh = false;
        self.pass_over = 0;
        let Some(state) = self.states.pop() else { return Ok(()) };
        let outer = self.state().destination;
        if state.story
            && self.stories.len() > 1
            && let Some(story) = self.stories.pop()
        {
            self.end_story(story)?;
        }
        if state.destination != outer {
            self.end_destination(state.destination);
        }
        Ok(())
    }

    fn end_story(&mut self, story: Story) -> Result<(), Refused> {
        let kind = story.kind;
        let flows = story.end(&mut self.counts, &mut self.gathered, &self.sheets)?;
        let place = self.place();
        match kind {
            Kind::Head => {
                self.gathered.set_aside(SetAsideKind::Head, &gathered::words(&flows), Place::default());
            }
            Kind::Foot => {
                self.gathered.set_aside(SetAsideKind::Foot, &gathered::words(&flows), Place::default());
            }
            Kind::Footnote => {
                let mark = self.gathered.refer(flows);
                self.push(&mark);
            }
            Kind::Comment => {
                let author = gathered::one_line(&std::mem::take(&mut self.comment_author));
                let by = if author.is_empty() { author } else { format!(" by {author}") };
                let message = format!("Comment{by}: {}", gathered::words(&flows));
                self.gathered.note(NoteCode::Comment, message, place);
            }
            Kind::TextBox | Kind::Body => self.story().hang_on(flows),
        }
        Ok(())
    }

    /// What a destination gathered is complete.
    fn end_destination(&mut self, destination: Destination) {
        match destination {
            Destination::FormField => {
                if let Some(shown) = std::mem::take(&mut self.form).shown() {
                    self.push(&shown);
                }
            }
            Destination::FormChoice => self.form.choices.push(std::mem::take(&mut self.name)),
            Destination::ObjectClass => {
                let class = gathered::one_line(&std::mem::take(&mut self.object_class));
                let place = self.place();
                self.gathered.note(
                    NoteCode::Object,
                    format!("An object of another program ({class}) was not read."),
                    place,
                );
            }
            _ => {}
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.state().words.font;
        let text = match self.sheets.font_of(font) {
            Some(font) if font.symbols => {
                let sign = |byte: &u8| match byte {
                    b' ' => " ".to_owned(),
                    byte => symbols::shown(&font.name, &format!("{byte:02X}")),
                };
                bytes.iter().map(sign).collect()
            }
            _ => self.sheets.encoding_of(font).decode_without_bom_handling(&bytes).0.into_owned(),
        };
        self.text(&text);
    }

    /// Text goes where the group says.
    fn text(&mut self, text: &str) {
        match self.state().destination {
            Destination::Story => self.push(text),
            Destination::Label => {
                let symbols = self.sheets.font_of(self.state().words.font).is_some_and(|font| font.symbols);
                self.story().push_label(text, symbols);
            }
            Destination::Fonts => self.in_fonts(text),
            Destination::Styles => self.in_styles(text),
            Destination::Colours => self.in_colours(text),
            Destination::Authors => {
                self.name.push_str(text);
                while let Some((name, rest)) = self.name.split_once(';') {
                    self.sheets.authors.push(name.trim().to_owned());
                    self.name = rest.to_owned();
                }
            }
            Destination::FormChoice => self.name.push_str(text),
            Destination::CommentAuthor => self.comment_author.push_str(text),
            Destination::ObjectClass => self.object_class.push_str(text),
            Destination::Nothing
            | Destination::Instruction
            | Destination::FormField
            | Destination::Twice
            | Destination::InnerRow => {}
        }
    }

    fn in_fonts(&mut self, text: &str) {
        for part in text.split_inclusive(';') {
            self.font.1.name.push_str(part.trim_end_matches(';'));
            if part.ends_with(';') {
                let (number, font) = std::mem::take(&mut self.font);
                self.sheets.fonts.insert(number, font);
            }
        }
    }

    fn in_styles(&mut self, text: &str) {
        for part in text.split_inclusive(';') {
            self.style.1.name.push_str(part.trim_end_matches(';'));
            if part.ends_with(';') {
                let (number, style) = std::mem::take(&mut self.style);
                if number >= 0 {
                    self.sheets.styles.insert(number, style);
                }
            }
        }
    }

    fn in_colours(&mut self, text: &str) {
        for _ in text.matches(';') {
            // The first one is the page's own, whatever it says.
            let [red, green, blue] = std::mem::take(&mut self.colour);
            let first = self.sheets.colours.is_empty();
            let colour = if first { String::new() } else { format!("#{red:02x}{green:02x}{blue:02x}") };
            self.sheets.colours.push(colour);
        }
    }

    fn symbol(&mut self, symbol: u8) -> Result<(), Refused> {
        match symbol {
            b'~' => self.text("\u{a0}"),
            b'_' => self.text("-"),
            b'{' | b'}' | b'\\' => self.text(&char::from(symbol).to_string()),
            b'\r' | b'\n' => return self.end_paragraph(),
            b'\t' => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn word(&mut self, name: &str, value: Option<i32>) -> Result<(), Refused> {
        let fresh = std::mem::replace(&mut self.fresh, false);
        let optional = std::mem::take(&mut self.optional);
        let destination = self.state().destination;
        if destination == Destination::Nothing {
            return Ok(());
        }
        if fresh && self.destination(name, optional) {
            return Ok(());
        }
        match self.state().destination {
            Destination::Story | Destination::InnerRow | Destination::Label => self.story_word(name, value),
            Destination::Fonts => {
                self.font_word(name, value);
                Ok(())
            }
            Destination::Styles => {
                match (name, value) {
                    ("s", Some(number)) => self.style.0 = number,
                    // Styles of letters and tables are counted apart.
                    ("cs" | "ts" | "ds", _) => self.style.0 = -1,
                    ("outlinelevel", level) => self.style.1.outline = level,
                    ("u", Some(code)) => self.unicode(code),
                    _ => {}
                }
                Ok(())
            }
            Destination::Colours => {
                let at = ["red", "green", "blue"].iter().position(|colour| *colour == name);
                if let Some(at) = at {
                    self.colour[at] = u8::try_from(value.unwrap_or(0)).unwrap_or(u8::MAX);
                }
                Ok(())
            }
            Destination::FormField => {
                match name {
                    "fftype" => self.form.kind = value.unwrap_or(0),
                    "ffres" => self.form.result = value,
                    "ffdefres" => self.form.preset = value,
                    _ => {}
                }
                Ok(())
            }
            _ => {
                match (name, value) {
                    ("u", Some(code)) => self.unicode(code),
                    ("uc", _) => self.state_mut().fallback = usize::try_from(value.unwrap_or(1)).unwrap_or(0),
                    _ => {}
                }
                Ok(())
            }
        }
    }

    /// Takes the word that opens a group; whether it says where its text goes.
    fn destination(&mut self, name: &str, optional: bool) -> bool {
        let outer = self.state().destination;
        let destination = match name {
            "formfield" => {
                self.form = Form::default();
                Destination::FormField
            }
            "ffl" if outer == Destination::FormField => Destination::FormChoice,
            _ if outer == Destination::Instruction || outer == Destination::FormField => {
                if !optional {
                    return false;
                }
                Destination::Nothing
            }
            "ud" if outer == Destination::Twice => Destination::Story,
            "fonttbl" => Destination::Fonts,
            "colortbl" => Destination::Colours,
            "stylesheet" => Destination::Styles,
            "revtbl" => Destination::Authors,
            "upr" => Destination::Twice,
            "nesttableprops" => Destination::InnerRow,
            "atnauthor" => Destination::CommentAuthor,
            "objclass" => Destination::ObjectClass,
            "fldinst" => Destination::Instruction,
            "listtext" | "pntext" => Destination::Label,
            "pict" => {
                let place = self.place();
                self.gathered.picture("", place);
                Destination::Nothing
            }
            "footnote" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" | "annotation" | "shptxt" | "dptxbxtext" => {
                self.open_story(name);
                return true;
            }
            // Groups around what is read, for programs that know them.
            "shpinst" | "shppict" | "do" | "shp" => return true,
            "info" | "sp" | "nonshppict" | "shprslt" | "nonesttables" | "xe" | "tc" | "tcn" | "rxe" => {
                Destination::Nothing
            }
            // Styles of letters in the table of styles are groups of this kind.
            _ if optional && outer == Destination::Styles => {
                self.style = (-1, Style::default());
                return false;
            }
            _ if optional => Destination::Nothing,
            _ => return false,
        };
        self.state_mut().destination = destination;
        true
    }

    fn open_story(&mut self, name: &str) {
        let kind = match name {
            "footnote" => Kind::Footnote,
            "annotation" => Kind::Comment,
            _ if name.starts_with("header") => Kind::Head,
            _ if name.starts_with("footer") => Kind::Foot,
            _ => Kind::TextBox,
        };
        let state = self.state_mut();
        state.story = true;
        state.destination = Destination::Story;
        state.paragraph = Paragraph::default();
        self.stories.push(Story::new(kind));
    }

    fn font_word(&mut self, name: &str, value: Option<i32>) {
        let font = &mut self.font;
        match (name, value) {
            ("f", Some(number)) => font.0 = number,
            ("fcharset", Some(2)) => font.1.symbols = true,
            ("fcharset", Some(set)) => {
                font.1.encoding = state::character_set(set).and_then(state::code_page);
            }
            ("cpg", Some(page)) => font.1.encoding = state::code_page(page).or(font.1.encoding),
            ("u", Some(code)) => self.unicode(code),
            _ => {}
        }
    }

    fn story_word(&mut self, name: &str, value: Option<i32>) -> Result<(), Refused> {
        let inner = self.state().destination == Destination::InnerRow;
        if self.letters_word(name, value) || self.paragraph_word(name, value) {
            return Ok(());
        }
        if let Some(shown) = sign(name) {
            self.text(shown);
            return Ok(());
        }
        match name {
            "u" => self.unicode(value.unwrap_or(0)),
            "uc" => self.state_mut().fallback = usize::try_from(value.unwrap_or(1)).unwrap_or(0),
            "par" | "sect" => return self.end_paragraph(),
            "cell" => return self.end_cell(1),
            "nestcell" => return self.end_cell(self.nesting()),
            "row" => return self.end_row(1),
            "nestrow" => return self.end_row(self.nesting()),
            "ansicpg" => match value.and_then(state::code_page) {
                Some(encoding) => self.sheets.encoding = encoding,
                None => self.strange_code_page(),
            },
            "mac" => self.sheets.encoding = encoding_rs::MACINTOSH,
            "pc" | "pca" => self.strange_code_page(),
            "deff" => self.sheets.font = value,
            _ => {
                self.story().row_look(inner, name, value);
            }
        }
        Ok(())
    }

    fn strange_code_page(&mut self) {
        let message = "The encoding of the document is not known; it was read as Windows-1252.";
        self.gathered.note(NoteCode::Encoding, message, Place::default());
    }

    /// Takes a word that says how words look; whether it was one.
    fn letters_word(&mut self, name: &str, value: Option<i32>) -> bool {
        let words = &mut self.state_mut().words;
        let on = value != Some(0);
        let author = match words.change {
            Some(Change::Inserted(author) | Change::Deleted(author)) => author,
            None => 0,
        };
        match name {
            "plain" => *words = Words { change: None, ..Words::default() },
            "b" => words.strong = on,
            "ul" | "uld" | "uldb" | "ulw" => words.marks.underlined = on,
            "ulnone" => words.marks.underlined = false,
            "highlight" | "chcbpat" => words.marks.boxed = value.is_some_and(|colour| colour > 0),
            "chbrdr" => words.marks.boxed = on,
            "strike" | "striked" => words.struck = on,
            "super" => words.shift = if on { Shift::Raised } else { Shift::None },
            "sub" => words.shift = if on { Shift::Lowered } else { Shift::None },
            "nosupersub" => words.shift = Shift::None,
            // By so many half points; six where none are said.
            "up" => words.shift = if value == Some(0) { Shift::None } else { Shift::Raised },
            "dn" => words.shift = if value == Some(0) { Shift::None } else { Shift::Lowered },
            "v" => words.hidden = on,
            "fs" => words.size = value.and_then(|size| u16::try_from(size).ok()).unwrap_or(0),
            "f" => words.font = value,
            "revised" => words.change = on.then_some(Change::Inserted(author)),
            "deleted" => words.change = on.then_some(Change::Deleted(author)),
            "revauth" => match &mut words.change {
                Some(Change::Inserted(author)) => *author = value.unwrap_or(0),
                _ => return true,
            },
            "revauthdel" => match &mut words.change {
                Some(Change::Deleted(author)) => *author = value.unwrap_or(0),
                _ => return true,
            },
            _ => return false,
        }
        true
    }

    /// Takes a word that says what a paragraph is; whether it was one.
    fn paragraph_word(&mut self, name: &str, value: Option<i32>) -> bool {
        let paragraph = &mut self.state_mut().paragraph;
        match name {
            "pard" => *paragraph = Paragraph::default(),
            "s" => paragraph.style = value,
            "outlinelevel" => paragraph.outline = value,
            "intbl" => paragraph.in_table = true,
            "itap" => paragraph.nesting = value,
            "ilvl" => paragraph.level = u8::try_from(value.unwrap_or(0)).unwrap_or(0).min(8),
            "cbpat" => paragraph.ground = value.unwrap_or(0),
            _ => return false,
        }
        true
    }

    /// A sign by its number, as signed 16 bits; signs beyond come in two halves.
    fn unicode(&mut self, code: i32) {
        self.pass_over = self.state().fallback;
        // Some programs write the number of the sign itself.
        if let Some(beyond) = u32::try_from(code).ok().filter(|code| *code > 0xffff) {
            let sign = char::from_u32(beyond).unwrap_or('\u{fffd}');
            return self.text(&sign.to_string());
        }
        let unit = u16::from_le_bytes([code.to_le_bytes()[0], code.to_le_bytes()[1]]);
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) && units.len() == 1 {
            self.half = Some(unit);
            return;
        }
        let text = String::from_utf16_lossy(&units);
        let symbols = (0xf000..0xf100).contains(&unit);
        let text = match self.sheets.font_of(self.state().words.font) {
            Some(font) if symbols && font.symbols => symbols::shown(&font.name, &format!("{unit:04X}")),
            _ => text,
        };
        self.text(&text);
    }

    fn end_paragraph(&mut self) -> Result<(), Refused> {
        if self.state().destination != Destination::Story {
            return Ok(());
        }
        self.count_piece()?;
        let paragraph = self.state().paragraph;
        let Some(story) = self.stories.last_mut() else { return Ok(()) };
        story.end_paragraph(&paragraph, &mut self.counts, &mut self.gathered, &self.sheets)
    }

    fn end_cell(&mut self, level: usize) -> Result<(), Refused> {
        self.count_piece()?;
        let mut paragraph = self.state().paragraph;
        paragraph.nesting = i32::try_from(level).ok();
        paragraph.in_table = true;
        let Some(story) = self.stories.last_mut() else { return Ok(()) };
        story.end_paragraph(&paragraph, &mut self.counts, &mut self.gathered, &self.sheets)?;
        story.end_cell(level, &mut self.counts)
    }

    /// Counts a group, a paragraph or a cell.
    fn count_piece(&mut self) -> Result<(), Refused> {
        self.pieces += 1;
        if self.pieces > PIECES_MAX { Err(Refused::TooManyPieces) } else { Ok(()) }
    }

    fn end_row(&mut self, level: usize) -> Result<(), Refused> {
        let Some(story) = self.stories.last_mut() else { return Ok(()) };
        story.end_row(level, &self.sheets, &mut self.counts)
    }

    /// Depth of the inner table at hand.
    fn nesting(&self) -> usize {
        self.state().paragraph.nesting.map_or(2, |nesting| usize::try_from(nesting).unwrap_or(2)).max(2)
    }

    fn push(&mut self, text: &str) {
        let words = self.state().words;
        let Some(story) = self.stories.last_mut() else { return };
        story.push(text, words, self.counts, &mut self.gathered, &self.sheets);
    }

    fn place(&self) -> Place {
        self.stories.last().map_or(Place::default(), |story| story.place(self.counts))
    }

    fn state(&self) -> State {
        self.states.last().copied().unwrap_or_default()
    }

    fn state_mut(&mut self) -> &mut State {
        if self.states.is_empty() {
            self.states.push(State::default());
        }
        let last = self.states.len() - 1;
        &mut self.states[last]
    }

    fn story(&mut self) -> &mut Story {
        if self.stories.is_empty() {
            self.stories.push(Story::new(Kind::Body));
        }
        let last = self.stories.len() - 1;
        &mut self.stories[last]
    }
}

/// Words that stand for a sign.
fn sign(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" => "\t",
        "page" | "column" | "emspace" | "enspace" | "qmspace" => " ",
        "line" | "lbr" => "\n",
        "emdash" => "\u{2014}",
        "endash" => "\u{2013}",
        "lquote" => "\u{2018}",
        "rquote" => "\u{2019}",
        "ldblquote" => "\u{201c}",
        "rdblquote" => "\u{201d}",
        "bullet" => "\u{2022}",
        _ => return None,
    })
}
