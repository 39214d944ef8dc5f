//! What the styles of a document say of paragraphs and words.

use std::collections::HashMap;

use crate::block::Shift;
use crate::flow::Look;
use crate::refused::Refused;
use crate::xml::{Element, Part, Piece};

/// Longest chain of styles that are based on one another.
const CHAIN_MAX: usize = 32;

/// What is said of words; nothing where it is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) strong: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Half points.
    pub(super) size: Option<u16>,
    pub(super) shift: Option<Shift>,
    pub(super) underlined: Option<bool>,
    /// On a ground of their own or in a box.
    pub(super) boxed: Option<bool>,
}

impl Words {
    /// This, and what it does not say from another.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            strong: self.strong.or(other.strong),
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            size: self.size.or(other.size),
            shift: self.shift.or(other.shift),
            underlined: self.underlined.or(other.underlined),
            boxed: self.boxed.or(other.boxed),
        }
    }

    /// Whether type other than bold marks them.
    pub(super) fn is_marked(self) -> bool {
        self.underlined == Some(true) || self.boxed == Some(true)
    }

    /// Takes a property of a run.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        match element.name.as_str() {
            "b" => self.strong = Some(element.is_on()),
            "strike" | "dstrike" => self.struck = Some(element.is_on()),
            "vanish" => self.hidden = Some(element.is_on()),
            "sz" => self.size = element.val().and_then(|size| size.parse().ok()),
            "u" => self.underlined = Some(is_drawn(element)),
            "highlight" | "bdr" => self.boxed = Some(is_drawn(element) || self.boxed == Some(true)),
            "shd" => self.boxed = Some(ground(element) > 0 || self.boxed == Some(true)),
            "vertAlign" => self.shift = element.val().map(|align| shift(&align)),
            "position" => self.shift = self.shift.or(element.val().as_deref().and_then(lift)),
            _ => {}
        }
    }
}

/// Whether a line or ground is there: one that is taken away says so.
fn is_drawn(element: &Element<'_>) -> bool {
    !matches!(element.val().as_deref(), None | Some("none" | "nil" | "white"))
}

fn shift(align: &str) -> Shift {
    match align {
        "superscript" => Shift::Raised,
        "subscript" => Shift::Lowered,
        _ => Shift::None,
    }
}

/// Words that are raised by hand, in half points.
fn lift(points: &str) -> Option<Shift> {
    points.parse().ok().map(Shift::of_lift)
}

/// What is said of a paragraph; nothing where it is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Level of a heading from 0; 9 for none.
    pub(super) outline: Option<u8>,
    /// The list, "0" for none, and the level in it.
    pub(super) list: Option<String>,
    pub(super) list_level: Option<u8>,
    /// An entry of a table of contents.
    pub(super) contents: bool,
    /// The colour of its ground; 0 for none of its own.
    pub(super) ground: u32,
}

impl Paragraph {
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            outline: self.outline.or(other.outline),
            list_level: self.list_level.or(other.list_level),
            list: self.list.or(other.list),
            contents: self.contents || other.contents,
            ground: if self.ground > 0 { self.ground } else { other.ground },
        }
    }

    /// Takes a property of a paragraph, or one of its list.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        match element.name.as_str() {
            "outlineLvl" => self.outline = element.val().and_then(|level| level.parse().ok()),
            "numId" => self.list = element.val(),
            "ilvl" => self.list_level = element.val().and_then(|level| level.parse().ok()),
            "shd" => self.ground = ground(element),
            _ => {}
        }
    }
}

/// The colour of a shading.
pub(super) fn ground(shading: &Element<'_>) -> u32 {
    Look::ground(&shading.attribute("fill").unwrap_or_default())
}

#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    words: Words,
    paragraph: Paragraph,
}

/// The styles of a document by their identity.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none, and what holds without any.
    default_paragraph: Option<String>,
    defaults: Words,
}

impl Styles {
    pub(super) fn read(name: &str, text: &str) -> Result<Self, Refused> {
        let mut styles = Self::default();
        let mut xml = Part::new(name, text);
        let mut open: Option<(String, Style)> = None;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(element) if element.name == "style" => {
                    let id = element.attribute("styleId").unwrap_or_default();
                    let paragraph = element.attribute("type").as_deref() == Some("paragraph");
                    if paragraph
                        && matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"))
                    {
                        styles.default_paragraph = Some(id.clone());
                    }
                    open = Some((id, Style::default()));
                }
                Piece::Start(element) => match &mut open {
                    Some((_, style)) => style.take(&element),
                    None => styles.defaults.take(&element),
                },
                Piece::End(name) if name == "style" => styles.by_id.extend(open.take()),
                Piece::End(_) | Piece::Text(_) => {}
            }
        }
        Ok(styles)
    }

    /// What a style says of paragraphs, the ones it is based on included.
    pub(super) fn paragraph(&self, id: Option<&str>) -> (Paragraph, Words) {
        let id = id.or(self.default_paragraph.as_deref());
        let chain = self.chain(id);
        let start = (Paragraph::default(), Words::default());
        let (paragraph, words) = chain.fold(start, |(paragraph, words), style| {
            (paragraph.or(style.paragraph.clone()), words.or(style.words))
        });
        (paragraph, words.or(self.defaults))
    }

    /// What a style says of words.
    pub(super) fn words(&self, id: &str) -> Words {
        self.chain(Some(id)).fold(Words::default(), |words, style| words.or(style.words))
    }

    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id.and_then(|id| self.by_id.get(id));
        let next = |style: &&'a Style| self.by_id.get(style.based_on.as_deref()?);
        std::iter::successors(first, next).take(CHAIN_MAX)
    }
}

impl Style {
    fn take(&mut self, element: &Element<'_>) {
        match element.name.as_str() {
            "basedOn" => self.based_on = element.val(),
            "name" => self.take_name(&element.val().unwrap_or_default()),
            _ => {
                self.words.take(element);
                self.paragraph.take(element);
            }
        }
    }

    /// Word's own styles are known by name, whatever their identity in another language.
    fn take_name(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.trim().parse::<u8>().ok()) {
            self.paragraph.outline = Some(level.saturating_sub(1));
        } else if name == "title" {
            self.paragraph.outline = Some(0);
        } else if name.strip_prefix("toc ").is_some_and(|level| level.trim().parse::<u8>().is_ok()) {
            self.paragraph.contents = true;
        }
    }
}
