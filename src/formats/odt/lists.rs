//! The numbers that a document counts for its lists and headings.

use std::collections::HashMap;

use super::styles::Styles;
use crate::paragraph::Label;
use crate::roman;
use crate::xml::Element;

/// Levels of a list.
pub(super) const LEVELS: usize = 10;
/// Largest number that is shown in letters.
const LETTERS_MAX: u32 = 3_999;

/// What a level of a list looks like.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    bullet: bool,
    /// "1", "a", "A", "i", "I", or nothing for no number.
    format: String,
    prefix: String,
    suffix: String,
    start: u32,
    /// How many levels the number shows, itself included.
    shown: usize,
    /// After z stands aa, then bb.
    letter_sync: bool,
}

impl Level {
    pub(super) fn of(element: &Element<'_>) -> Self {
        let text = |name: &str| element.attribute(name).unwrap_or_default();
        let number = |name: &str| element.attribute(name).and_then(|value| value.parse::<u32>().ok());
        Self {
            bullet: matches!(element.name.as_str(), "list-level-style-bullet" | "list-level-style-image"),
            format: text("num-format"),
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            start: number("start-value").unwrap_or(1),
            shown: number("display-levels").unwrap_or(1) as usize,
            letter_sync: text("num-letter-sync") == "true",
        }
    }
}

/// What a list looks like, level by level.
#[derive(Clone, Debug, Default)]
pub(super) struct ListStyle {
    levels: HashMap<usize, Level>,
}

impl ListStyle {
    /// Takes a level, which its element counts from 1.
    pub(super) fn set(&mut self, level: Level, element: &Element<'_>) {
        let at = element.attribute("level").and_then(|level| level.parse::<usize>().ok());
        if let Some(at) = at.filter(|at| (1..=LEVELS).contains(at)) {
            self.levels.insert(at - 1, level);
        }
    }

    /// What stands before an item of a level that was counted.
    fn label(&self, level: usize, counts: &Counts) -> Label {
        let Some(own) = self.levels.get(&level) else { return Label::Nothing };
        if own.bullet {
            return Label::Bullet;
        }
        if own.format.is_empty() {
            return Label::Nothing;
        }
        let first = (level + 1).saturating_sub(own.shown.max(1));
        let numbers = (first..=level).filter_map(|at| {
            let of = self.levels.get(&at)?;
            let number = counts[at].unwrap_or(of.start);
            (!of.format.is_empty()).then(|| shown(number, of))
        });
        let numbers: Vec<String> = numbers.collect();
        let label = format!("{}{}{}", own.prefix, numbers.join("."), own.suffix);
        Label::Number(label.trim().to_owned())
    }
}

/// The last number of each level.
type Counts = [Option<u32>; LEVELS];

/// How far the lists of a document have been counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    by_id: HashMap<String, Counts>,
    by_style: HashMap<String, Counts>,
    outline: Counts,
    open: Vec<Open>,
}

/// A list that is open, with those inside it.
#[derive(Debug)]
struct Open {
    id: Option<String>,
    style: String,
    counts: Counts,
}

impl Lists {
    /// Opens a list that stands in no other one.
    pub(super) fn open(&mut self, element: &Element<'_>, style: &str) {
        let continued = element.attribute("continue-list").and_then(|id| self.by_id.get(&id));
        let goes_on = element.attribute("continue-numbering").as_deref() == Some("true");
        let continued = continued.or_else(|| self.by_style.get(style).filter(|_| goes_on));
        let counts = continued.copied().unwrap_or_default();
        self.open.push(Open { id: element.attribute("id"), style: style.to_owned(), counts });
    }

    /// Closes it; another may go on from it.
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.by_style.insert(open.style, open.counts);
        if let Some(id) = open.id {
            self.by_id.insert(id, open.counts);
        }
    }

    /// Counts an item of the open list on and gives what it begins with.
    pub(super) fn next(&mut self, styles: &Styles, style: &str, level: usize, start: Option<u32>) -> Label {
        let Some(open) = self.open.last_mut() else { return Label::Nothing };
        let Some(style) = styles.lists.get(style) else { return Label::Nothing };
        count(style, &mut open.counts, level, start);
        style.label(level.min(LEVELS - 1), &open.counts)
    }

    /// Counts a heading on that stands in no list. Levels count from 0.
    pub(super) fn heading(&mut self, styles: &Styles, level: usize, restart: Option<u32>) -> Label {
        count(&styles.outline, &mut self.outline, level, restart);
        styles.outline.label(level.min(LEVELS - 1), &self.outline)
    }
}

fn count(style: &ListStyle, counts: &mut Counts, level: usize, restart: Option<u32>) {
    let level = level.min(LEVELS - 1);
    let start = style.levels.get(&level).map_or(1, |level| level.start);
    let next = counts[level].map_or(start, |before| before.saturating_add(1));
    counts[level] = Some(restart.unwrap_or(next));
    counts[level + 1..].fill(None);
}

/// A number as a level shows it.
fn shown(number: u32, level: &Level) -> String {
    if !(1..=LETTERS_MAX).contains(&number) {
        return number.to_string();
    }
    let letters = || {
        if level.letter_sync {
            let letter = char::from(b'a' + ((number - 1) % 26) as u8);
            String::from(letter).repeat(((number - 1) / 26 + 1) as usize)
        } else {
            roman::letters(number)
        }
    };
    match level.format.as_str() {
        "a" => letters(),
        "A" => letters().to_uppercase(),
        "i" => roman::numeral(number),
        "I" => roman::numeral(number).to_uppercase(),
        _ => number.to_string(),
    }
}
