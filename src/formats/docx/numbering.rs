//! The numbers that a document counts for its lists and headings.

use std::collections::{HashMap, HashSet};

use crate::paragraph::Label;
use crate::refused::Refused;
use crate::roman;
use crate::xml::{Element, Part, Piece};

/// Levels of a list.
const LEVELS: usize = 9;
/// Largest number that is shown in letters.
const LETTERS_MAX: u32 = 3_999;

/// What a level of a list looks like.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// "%1.%2": each `%n` is the number of level n.
    text: String,
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false }
    }
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: Vec<Level>,
    /// Its levels are those of the list of this style.
    style_link: Option<String>,
    /// The style whose list this is.
    own_style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    abstract_id: String,
    starts: Vec<Option<u32>>,
    levels: Vec<Option<Level>>,
}

/// The lists of a document, and how far they have been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    /// By abstract list: the last number of each level.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have been counted in: their own starts hold once.
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(name: &str, text: &str) -> Result<Self, Refused> {
        let mut reader = Reading::default();
        let mut xml = Part::new(name, text);
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(element) => reader.start(&element),
                Piece::End(name) => reader.end(&name),
                Piece::Text(_) => {}
            }
        }
        let mut numbering = reader.numbering;
        numbering.link();
        Ok(numbering)
    }

    /// Lists that are defined by a style take the levels of that style's list.
    fn link(&mut self) {
        let owned: HashMap<String, Vec<Level>> = self
            .abstracts
            .values()
            .filter_map(|known| Some((known.own_style.clone()?, known.levels.clone())))
            .collect();
        for known in self.abstracts.values_mut().filter(|known| known.levels.is_empty()) {
            if let Some(levels) = known.style_link.as_ref().and_then(|style| owned.get(style)) {
                known.levels.clone_from(levels);
            }
        }
    }

    /// Counts one paragraph on and gives what it begins with.
    pub(super) fn next(&mut self, list: &str, level: u8) -> Label {
        let level = usize::from(level).min(LEVELS - 1);
        let Some(known) = self.lists.get(list) else { return Label::Nothing };
        let starts_here = known.starts.get(level).copied().flatten();
        let restart = starts_here.filter(|_| self.begun.insert((list.to_owned(), level)));
        let start = self.level(known, level).map_or(1, |level| level.start);
        let counts = self.counts.entry(known.abstract_id.clone()).or_default();
        counts[level] = Some(match (restart, counts[level]) {
            (Some(start), _) => start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => start,
        });
        counts[level + 1..].fill(None);
        let counts = *counts;
        self.shown(known, level, &counts)
    }

    fn shown(&self, list: &List, level: usize, counts: &[Option<u32>; LEVELS]) -> Label {
        let Some(own) = self.level(list, level) else { return Label::Nothing };
        if own.format == "bullet" {
            return Label::Bullet;
        }
        let mut label = String::new();
        let mut rest = own.text.chars().peekable();
        while let Some(c) = rest.next() {
            let place = (c == '%').then(|| rest.peek().and_then(|digit| digit.to_digit(10))).flatten();
            let Some(place) = place.filter(|place| (1..=LEVELS as u32).contains(place)) else {
                label.push(c);
                continue;
            };
            rest.next();
            let at = place as usize - 1;
            let Some(of) = self.level(list, at) else { continue };
            let number = counts[at].unwrap_or(of.start);
            label.push_str(&shown(number, if own.legal { "decimal" } else { &of.format }));
        }
        let label = label.trim().to_owned();
        if label.is_empty() { Label::Nothing } else { Label::Number(label) }
    }

    fn level<'a>(&'a self, list: &'a List, level: usize) -> Option<&'a Level> {
        let own = list.levels.get(level).and_then(Option::as_ref);
        own.or_else(|| self.abstracts.get(&list.abstract_id)?.levels.get(level))
    }
}

/// The part while it is read.
#[derive(Debug, Default)]
struct Reading {
    numbering: Numbering,
    known: Option<(String, Abstract)>,
    list: Option<(String, List)>,
    level: Option<(usize, Level)>,
    override_level: usize,
}

impl Reading {
    fn start(&mut self, element: &Element<'_>) {
        let number = || element.val().and_then(|value| value.parse::<u32>().ok());
        match element.name.as_str() {
            "abstractNum" => {
                let id = element.attribute("abstractNumId").unwrap_or_default();
                self.known = Some((id, Abstract::default()));
            }
            "num" => self.list = Some((element.attribute("numId").unwrap_or_default(), List::default())),
            "lvl" | "lvlOverride" => {
                let level = element.attribute("ilvl").and_then(|level| level.parse().ok());
                let level = level.unwrap_or(0).min(LEVELS - 1);
                if element.name == "lvl" {
                    self.level = Some((level, Level::default()));
                } else {
                    self.override_level = level;
                }
            }
            "startOverride" => {
                if let Some((_, list)) = &mut self.list {
                    list.starts.resize(LEVELS, None);
                    list.starts[self.override_level] = number();
                }
            }
            "abstractNumId" => {
                if let Some((_, list)) = &mut self.list {
                    list.abstract_id = element.val().unwrap_or_default();
                }
            }
            "numStyleLink" => self.known.iter_mut().for_each(|(_, known)| known.style_link = element.val()),
            "styleLink" => self.known.iter_mut().for_each(|(_, known)| known.own_style = element.val()),
            _ => self.of_level(element),
        }
    }

    fn of_level(&mut self, element: &Element<'_>) {
        let Some((_, level)) = &mut self.level else { return };
        match element.name.as_str() {
            "start" => level.start = element.val().and_then(|start| start.parse().ok()).unwrap_or(1),
            "numFmt" => level.format = element.val().unwrap_or_default(),
            "lvlText" => level.text = element.val().unwrap_or_default(),
            "isLgl" => level.legal = element.is_on(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "lvl" => {
                let Some((at, level)) = self.level.take() else { return };
                if let Some((_, list)) = &mut self.list {
                    list.levels.resize(LEVELS, None);
                    list.levels[at] = Some(level);
                } else if let Some((_, known)) = &mut self.known {
                    known.levels.resize(LEVELS, Level::default());
                    known.levels[at] = level;
                }
            }
            "abstractNum" => self.numbering.abstracts.extend(self.known.take()),
            "num" => self.numbering.lists.extend(self.list.take()),
            _ => {}
        }
    }
}

/// A number as a list shows it.
fn shown(number: u32, format: &str) -> String {
    let small = (1..=LETTERS_MAX).contains(&number);
    match format {
        "none" => String::new(),
        "lowerLetter" if small => repeated(number),
        "upperLetter" if small => repeated(number).to_uppercase(),
        "lowerRoman" if small => roman::numeral(number),
        "upperRoman" if small => roman::numeral(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => format!("{number}{}", suffix(number)),
        _ => number.to_string(),
    }
}

/// Letters as Word counts on after z: a, …, z, aa, bb.
fn repeated(number: u32) -> String {
    let letter = char::from(b'a' + ((number - 1) % 26) as u8);
    String::from(letter).repeat(((number - 1) / 26 + 1) as usize)
}

fn suffix(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "<numbering>\
        <abstractNum abstractNumId='0'><lvl ilvl='0'><start val='1'/><numFmt val='decimal'/><lvlText val='%1.'/></lvl>\
        <lvl ilvl='1'><numFmt val='lowerLetter'/><lvlText val='%1(%2)'/></lvl></abstractNum>\
        <abstractNum abstractNumId='1'><lvl ilvl='0'><numFmt val='bullet'/><lvlText val='x'/></lvl></abstractNum>\
        <num numId='1'><abstractNumId val='0'/></num>\
        <num numId='2'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='7'/></lvlOverride></num>\
        <num numId='3'><abstractNumId val='1'/></num></numbering>";

    #[test]
    fn lists_count_by_level() {
        let mut numbering = Numbering::read("numbering.xml", LISTS).unwrap();
        let mut next = |list: &str, level| match numbering.next(list, level) {
            Label::Number(number) => number,
            other => format!("{other:?}"),
        };
        let counted = [next("1", 0), next("1", 1), next("1", 1), next("1", 0), next("1", 1)];
        assert_eq!(counted, ["1.", "1(a)", "1(b)", "2.", "2(a)"]);
        assert_eq!(
            [next("2", 0), next("2", 0), next("3", 0), next("9", 0)],
            ["7.", "8.", "Bullet", "Nothing"]
        );
    }

    #[test]
    fn word_counts_letters_its_own_way() {
        assert_eq!([repeated(1), repeated(27), repeated(28)], ["a", "aa", "bb"]);
        assert_eq!(
            [shown(2, "ordinal"), shown(12, "ordinal"), shown(4, "upperRoman")],
            ["2nd", "12th", "IV"]
        );
    }
}
