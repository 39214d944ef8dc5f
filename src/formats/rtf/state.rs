//! What holds inside a group, and the tables that it refers to.

use std::collections::HashMap;

use crate::block::Shift;
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// To the story at hand.
    #[default]
    Story,
    /// Nowhere, whatever stands in it.
    Nothing,
    /// The instruction of a field: nowhere, but a form's field stands in it.
    Instruction,
    /// A field of a form, and the name of one of its choices.
    FormField,
    FormChoice,
    /// What a list shows before a paragraph.
    Label,
    Fonts,
    Colours,
    Styles,
    /// The names of those who changed something.
    Authors,
    /// Two forms of one text, of which the second is read.
    Twice,
    /// How the rows of an inner table look.
    InnerRow,
    CommentAuthor,
    /// The class of an object.
    ObjectClass,
}

/// What holds inside a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) destination: Destination,
    /// The group opened a story of its own: it ends with it.
    pub(super) story: bool,
    pub(super) words: Words,
    pub(super) paragraph: Paragraph,
    /// How many signs stand for a `\u`, for programs that do not know it.
    pub(super) fallback: usize,
}

impl Default for State {
    fn default() -> Self {
        Self {
            destination: Destination::Story,
            story: false,
            words: Words::default(),
            paragraph: Paragraph::default(),
            fallback: 1,
        }
    }
}

/// Marks around words that are neither bold nor shift them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) underlined: bool,
    /// On a ground of their own or in a box.
    pub(super) boxed: bool,
}

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) strong: bool,
    pub(super) struck: bool,
    pub(super) shift: Shift,
    pub(super) marks: Marks,
    pub(super) hidden: bool,
    /// Half points.
    pub(super) size: u16,
    pub(super) font: Option<i32>,
    pub(super) change: Option<Change>,
}

/// A change that is recorded: by whom, as a number in the table of authors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Inserted(i32),
    Deleted(i32),
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) style: Option<i32>,
    /// Level of a heading from 0; 9 for none.
    pub(super) outline: Option<i32>,
    pub(super) in_table: bool,
    pub(super) nesting: Option<i32>,
    /// Level in a list.
    pub(super) level: u8,
    /// Number of the colour of its ground.
    pub(super) ground: i32,
}

/// Tables that open a document.
#[derive(Debug)]
pub(super) struct Sheets {
    pub(super) encoding: &'static Encoding,
    pub(super) font: Option<i32>,
    pub(super) fonts: HashMap<i32, Font>,
    pub(super) styles: HashMap<i32, Style>,
    /// Colours as web pages write them.
    pub(super) colours: Vec<String>,
    pub(super) authors: Vec<String>,
}

impl Default for Sheets {
    fn default() -> Self {
        Self {
            encoding: WINDOWS_1252,
            font: None,
            fonts: HashMap::new(),
            styles: HashMap::new(),
            colours: Vec::new(),
            authors: Vec::new(),
        }
    }
}

/// A font.
#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    pub(super) name: String,
    /// What its bytes are; nothing for the encoding of the document.
    pub(super) encoding: Option<&'static Encoding>,
    /// Its bytes are signs and no letters.
    pub(super) symbols: bool,
}

/// A style of paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) name: String,
    pub(super) outline: Option<i32>,
}

impl Style {
    /// Level of a heading from 1: the styles that every program has are known by name.
    pub(super) fn heading(&self) -> Option<u8> {
        let name = self.name.trim().to_ascii_lowercase();
        let named = name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
        let outline = self.outline.and_then(|level| u8::try_from(level).ok());
        let outline = outline.filter(|level| *level < 9).map(|level| level + 1);
        named.or(outline).or((name == "title").then_some(1))
    }

    /// An entry of a table of contents.
    pub(super) fn is_contents(&self) -> bool {
        let name = self.name.trim().to_ascii_lowercase();
        let level = ["toc ", "contents "].iter().find_map(|start| name.strip_prefix(start));
        level.is_some_and(|level| level.trim().parse::<u8>().is_ok() || level.trim() == "heading")
    }
}

impl Sheets {
    /// The encoding of bytes in a font.
    pub(super) fn encoding_of(&self, font: Option<i32>) -> &'static Encoding {
        self.font_of(font).and_then(|font| font.encoding).unwrap_or(self.encoding)
    }

    pub(super) fn font_of(&self, font: Option<i32>) -> Option<&Font> {
        self.fonts.get(&font.or(self.font)?)
    }
}

/// The encoding of a code page of Windows; nothing for one that is not known.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10_000 => return Some(MACINTOSH),
        65_001 => "utf-8".to_owned(),
        874 | 1_250..=1_258 => format!("windows-{number}"),
        866 => "ibm866".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The code page of a character set of fonts.
pub(super) fn character_set(number: i32) -> Option<i32> {
    Some(match number {
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1_253,
        162 => 1_254,
        163 => 1_258,
        177 => 1_255,
        178 => 1_256,
        186 => 1_257,
        204 => 1_251,
        222 => 874,
        238 => 1_250,
        _ => return None,
    })
}
