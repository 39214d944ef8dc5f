//! What the styles of a document say of paragraphs, words, cells and lists.

use std::collections::HashMap;

use super::lists::{Level, ListStyle};
use crate::block::Shift;
use crate::flow::Look;
use crate::refused::Refused;
use crate::xml::{Element, Part, Piece};

/// Longest chain of styles that are based on one another.
const CHAIN_MAX: usize = 32;
/// Least weight of bold letters.
const STRONG_MIN: u32 = 600;

/// What a style says; nothing where it is not said.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) strong: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Half points.
    pub(super) size: Option<u16>,
    pub(super) shift: Option<Shift>,
    pub(super) underlined: Option<bool>,
    /// On a ground of their own.
    pub(super) boxed: Option<bool>,
    /// Level of a heading from 1, of styles that make one.
    pub(super) heading: Option<u8>,
    /// An entry of a table of contents.
    pub(super) contents: Option<bool>,
    pub(super) list: Option<String>,
    /// The colour of its ground; 0 for none of its own.
    pub(super) ground: Option<u32>,
    /// Begins a page, or ends one.
    pub(super) breaks_before: Option<bool>,
    pub(super) breaks_after: Option<bool>,
    parent: Option<String>,
}

impl Style {
    /// This, and what it does not say from another.
    #[must_use]
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            strong: self.strong.or(other.strong),
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            size: self.size.or(other.size),
            shift: self.shift.or(other.shift),
            underlined: self.underlined.or(other.underlined),
            boxed: self.boxed.or(other.boxed),
            heading: self.heading.or(other.heading),
            contents: self.contents.or(other.contents),
            list: self.list.or_else(|| other.list.clone()),
            ground: self.ground.or(other.ground),
            breaks_before: self.breaks_before.or(other.breaks_before),
            breaks_after: self.breaks_after.or(other.breaks_after),
            parent: None,
        }
    }

    /// A style that opens here.
    fn named(element: &Element<'_>) -> Self {
        let mut style = Self { parent: element.attribute("parent-style-name"), ..Self::default() };
        style.list = element.attribute("list-style-name").filter(|name| !name.is_empty());
        let outline = element.attribute("default-outline-level").and_then(|level| level.parse().ok());
        style.heading = outline.filter(|level| *level > 0);
        // A master page of its own begins a page.
        if element.attribute("master-page-name").is_some_and(|name| !name.is_empty()) {
            style.breaks_before = Some(true);
        }
        let shown = element.attribute("display-name").or_else(|| element.attribute("name"));
        style.take_name(&shown.unwrap_or_default());
        style
    }

    /// The styles that every program has are known by name.
    fn take_name(&mut self, name: &str) {
        let name = name.replace("_20_", " ").to_ascii_lowercase();
        let level = |start: &str| name.strip_prefix(start).and_then(|level| level.trim().parse::<u8>().ok());
        if let Some(level) = level("heading ") {
            self.heading = self.heading.or(Some(level));
        } else if name == "title" {
            self.heading = Some(1);
        } else if level("contents ").is_some() || name == "contents heading" {
            self.contents = Some(true);
        }
    }

    fn take(&mut self, element: &Element<'_>) {
        let attribute = |name: &str| element.attribute(name);
        match element.name.as_str() {
            "text-properties" => {
                if let Some(weight) = attribute("font-weight") {
                    self.strong = Some(
                        weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= STRONG_MIN),
                    );
                }
                let line =
                    attribute("text-line-through-style").or_else(|| attribute("text-line-through-type"));
                self.struck = line.map(|line| line != "none").or(self.struck);
                self.hidden = attribute("display").map(|display| display == "none").or(self.hidden);
                self.shift = attribute("text-position").map(|position| shift(&position)).or(self.shift);
                self.underlined =
                    attribute("text-underline-style").map(|line| line != "none").or(self.underlined);
                let ground = attribute("background-color");
                self.boxed = ground.map(|colour| Look::ground(&colour) > 0).or(self.boxed);
                self.size = attribute("font-size").and_then(|size| half_points(&size)).or(self.size);
            }
            "paragraph-properties" => {
                let page = |value: String| value == "page";
                self.breaks_before = attribute("break-before").map(page).or(self.breaks_before);
                self.breaks_after = attribute("break-after").map(page).or(self.breaks_after);
                self.take_ground(element);
            }
            "table-cell-properties" | "table-row-properties" => self.take_ground(element),
            _ => {}
        }
    }

    fn take_ground(&mut self, element: &Element<'_>) {
        self.ground =
            element.attribute("background-color").map(|colour| Look::ground(&colour)).or(self.ground);
    }
}

/// What a position says: "super 58%", "33% 58%", the lift before the size of the letters.
fn shift(position: &str) -> Shift {
    match position.split_whitespace().next().unwrap_or_default() {
        "super" => Shift::Raised,
        "sub" => Shift::Lowered,
        lift => Shift::of_lift(lift.trim_end_matches('%').parse().unwrap_or(0.0)),
    }
}

fn half_points(size: &str) -> Option<u16> {
    let points = size.strip_suffix("pt")?.trim();
    let (whole, part) = points.split_once('.').unwrap_or((points, ""));
    let half = u16::from(part.starts_with(['5', '6', '7', '8', '9']));
    whole.parse::<u16>().ok()?.checked_mul(2)?.checked_add(half)
}

/// The styles of a document by family and name.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    by_name: HashMap<(String, String), Style>,
    defaults: HashMap<String, Style>,
    pub(super) lists: HashMap<String, ListStyle>,
    /// How headings are numbered.
    pub(super) outline: ListStyle,
}

impl Styles {
    /// Adds the styles of a part; one of a name that is known takes its place.
    pub(super) fn read(&mut self, name: &str, text: &str) -> Result<(), Refused> {
        let mut part = Part::new(name, text);
        let mut reading = Reading::default();
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Start(element) if matches!(element.name.as_str(), "body" | "master-styles") => {
                    part.skip()?;
                }
                Piece::Start(element) => reading.start(self, &element),
                Piece::End(name) => reading.end(self, &name),
                Piece::Text(_) => {}
            }
        }
        Ok(())
    }

    /// What a style says, with those it is based on.
    pub(super) fn of(&self, family: &str, name: Option<&str>) -> Style {
        let mut all = Style::default();
        let mut next = name.map(str::to_owned);
        for _ in 0..CHAIN_MAX {
            let Some(style) = next.take().and_then(|name| self.by_name.get(&(family.to_owned(), name)))
            else {
                break;
            };
            all = all.or(style);
            next.clone_from(&style.parent);
        }
        match self.defaults.get(family) {
            Some(style) => all.or(style),
            None => all,
        }
    }
}

/// The part while it is read.
#[derive(Default)]
struct Reading {
    open: Option<(String, Option<String>, Style)>,
    list: Option<(Option<String>, ListStyle)>,
}

impl Reading {
    fn start(&mut self, styles: &Styles, element: &Element<'_>) {
        match element.name.as_str() {
            "style" | "default-style" => {
                let family = element.attribute("family").unwrap_or_default();
                let name = element.attribute("name").filter(|_| element.name == "style");
                self.open = Some((family, name, Style::named(element)));
            }
            "list-style" => self.list = Some((element.attribute("name"), ListStyle::default())),
            // What a list style of the content says not, the outline of the shared styles still says.
            "outline-style" => self.list = Some((None, styles.outline.clone())),
            "list-level-style-number"
            | "outline-level-style"
            | "list-level-style-bullet"
            | "list-level-style-image" => {
                if let Some((_, list)) = &mut self.list {
                    list.set(Level::of(element), element);
                }
            }
            _ => {
                if let Some((.., style)) = &mut self.open {
                    style.take(element);
                }
            }
        }
    }

    fn end(&mut self, styles: &mut Styles, name: &str) {
        match name {
            "style" | "default-style" => match self.open.take() {
                Some((family, Some(name), style)) => drop(styles.by_name.insert((family, name), style)),
                Some((family, None, style)) => drop(styles.defaults.insert(family, style)),
                None => {}
            },
            "list-style" | "outline-style" => match self.list.take() {
                Some((Some(name), list)) => drop(styles.lists.insert(name, list)),
                Some((None, list)) => styles.outline = list,
                None => {}
            },
            _ => {}
        }
    }
}
