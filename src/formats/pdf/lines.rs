//! From letters to lines of words.

use super::glyphs::Glyph;
use crate::block::{Shift, Style, Text};
use crate::reading::Place;

/// How far a letter stands above or below its line, in sizes of it: raised and lowered ones too.
const LINE_SLACK: f32 = 0.45;
/// Widest gap inside a word, in sizes of the letters.
const WORD_GAP: f32 = 0.18;
/// Widest gap between two words of one cell, in sizes of the letters: with a space between them, which a justified line
/// widens, and without one.
const CELL_GAP: f32 = 1.8;
const CELL_GAP_BARE: f32 = 0.9;
/// Largest size of letters that are raised or lowered, and least height that they are raised by, in sizes of the line's.
const SHIFTED_SIZE_MAX: f32 = 0.85;
const SHIFT_MIN: f32 = 0.12;
/// How far a word may begin from the edge of its column, in points.
const CUT_SLACK: f32 = 1.5;
/// The latter in a document that has a space between all words.
const CELL_GAP_SPACED: f32 = 0.3;
/// How many spaces to a gap without one make a document that has them between all words.
const SPACED_MIN: usize = 20;
/// Narrowest gap that a space makes, in sizes of the letters.
const SPACE_GAP: f32 = 0.08;

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Page, from 1.
    pub(super) page: u32,
    pub(super) y: f32,
    pub(super) size: f32,
    /// Parts with wide gaps between them, from left to right; never none.
    pub(super) parts: Vec<Part>,
}

/// Words without a wide gap between them.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) x: f32,
    pub(super) right: f32,
    pub(super) text: Text,
    /// How wide its first word is.
    pub(super) first: f32,
    /// Where its other words begin, in points and as offsets of the text, and where the word before each ends.
    words: Vec<(f32, usize, f32)>,
}

impl Part {
    /// The part cut before words that begin at one of these left edges.
    fn cut(mut self, edges: &[f32]) -> Vec<Self> {
        let at_edge = |x: f32| edges.iter().any(|edge| (edge - x).abs() < CUT_SLACK);
        let Some(at) = self.words.iter().rposition(|(x, ..)| at_edge(*x)) else { return vec![self] };
        let (x, offset, before) = self.words[at];
        let rest = self.words.split_off(at + 1);
        self.words.pop();
        let (text, second) = self.text.split_at(offset);
        let first = rest.first().map_or(self.right, |(.., right)| *right) - x;
        let words = rest.into_iter().map(|(x, other, right)| (x, other - offset, right)).collect();
        let last = Self { x, right: self.right, text: second, first, words };
        let mut parts = Self { right: before, text, ..self }.cut(edges);
        parts.push(last);
        parts
    }
}

impl Part {
    /// The left edges of words before which one of these places stands.
    fn behind<'a>(&'a self, places: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
        let between =
            |place: &f32, x: f32, before: f32| before <= place + CUT_SLACK && x >= place - CUT_SLACK;
        let cut = move |(x, _, before): &(f32, usize, f32)| {
            places.iter().any(|place| between(place, *x, *before)).then_some(*x)
        };
        self.words.iter().filter_map(cut)
    }
}

impl Line {
    /// The line with its parts cut where one of these places stands between two words.
    pub(super) fn cut_between(&self, places: &[f32]) -> Self {
        let edges: Vec<f32> = self.parts.iter().flat_map(|part| part.behind(places)).collect();
        if edges.is_empty() { self.clone() } else { self.cut(&edges) }
    }

    /// The line with its parts cut where bold words end at an edge that other lines begin at.
    pub(super) fn cut_behind_labels(&self, is_edge: impl Fn(f32) -> bool) -> Self {
        let mut edges = Vec::new();
        for part in &self.parts {
            for (x, offset, _) in &part.words {
                let (label, words) = part.text.clone().split_at(*offset);
                let plain = words.runs.first().is_some_and(|run| !run.style.strong);
                if is_edge(*x) && plain && label.is_strong() {
                    edges.push(*x);
                }
            }
        }
        if edges.is_empty() { self.clone() } else { self.cut(&edges) }
    }

    /// The line with its parts cut where columns begin.
    pub(super) fn cut(&self, edges: &[f32]) -> Self {
        let parts = self.parts.iter().flat_map(|part| part.clone().cut(edges)).collect();
        Self { parts, ..self.clone() }
    }

    pub(super) fn x(&self) -> f32 {
        self.parts.first().map_or(0.0, |part| part.x)
    }

    pub(super) fn right(&self) -> f32 {
        self.parts.last().map_or(0.0, |part| part.right)
    }

    /// How wide its first word is.
    pub(super) fn first(&self) -> f32 {
        self.parts.first().map_or(0.0, |part| part.first)
    }

    /// All words, with one space for a wide gap.
    pub(super) fn text(&self) -> Text {
        let mut text = Text::default();
        for part in &self.parts {
            if !text.is_blank() {
                text.push(" ", Style::default(), part.text.place());
            }
            text.append(part.text.clone());
        }
        text
    }

    pub(super) fn words(&self) -> String {
        self.text().words()
    }

    pub(super) fn is_strong(&self) -> bool {
        self.text().is_strong()
    }
}

/// The widest gap without a space between two words of one cell, in sizes of the letters: where a document has spaces
/// between all words, what stands apart without one is another cell.
pub(super) fn bare_gap<'a>(pages: impl Iterator<Item = &'a [Glyph]>) -> f32 {
    let (mut bare, mut spaced) = (0_usize, 0_usize);
    for glyphs in pages {
        for pair in glyphs.windows(2) {
            let gap = (pair[1].x - pair[0].right) / pair[1].size.max(1.0);
            if pair[0].text.trim().is_empty() {
                continue;
            }
            if pair[1].text.trim().is_empty() {
                spaced += 1;
            } else if pair[0].y.to_bits() == pair[1].y.to_bits() && (WORD_GAP..CELL_GAP_BARE).contains(&gap) {
                bare += 1;
            }
        }
    }
    if spaced > SPACED_MIN * bare { CELL_GAP_SPACED } else { CELL_GAP_BARE }
}

/// The lines of letters of one page, from the top. `bare` is what [`bare_gap`] gives.
pub(super) fn lines(page: u32, mut glyphs: Vec<&Glyph>, bare: f32) -> Vec<Line> {
    glyphs.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut rows: Vec<(f32, f32, Vec<&Glyph>)> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some((y, size, row)) if (glyph.y - *y).abs() <= LINE_SLACK * size.max(glyph.size) => {
                if glyph.size > *size {
                    (*y, *size) = (glyph.y, glyph.size);
                }
                row.push(glyph);
            }
            _ => rows.push((glyph.y, glyph.size, vec![glyph])),
        }
    }
    let lines = rows.into_iter().map(|(y, size, row)| Line {
        page,
        y,
        size,
        parts: parts(page, row, (y, size), bare),
    });
    lines.filter(|line| !line.parts.is_empty()).collect()
}

/// Whether a letter stands beside the line that the largest letters stand on: small, and above or below it.
fn shift(glyph: &Glyph, (y, size): (f32, f32)) -> Shift {
    let small = glyph.size <= SHIFTED_SIZE_MAX * size;
    let lift = y - glyph.y;
    if small && lift.abs() >= SHIFT_MIN * size { Shift::of_lift(lift) } else { Shift::None }
}

/// The parts of a row of letters, whose largest stand on a line at a height and are of a size.
fn parts(page: u32, mut row: Vec<&Glyph>, on: (f32, f32), bare: f32) -> Vec<Part> {
    row.sort_by(|one, other| one.x.total_cmp(&other.x));
    let place = Place { page: Some(page), ..Place::default() };
    let mut parts: Vec<Part> = Vec::new();
    let (mut space, mut first) = (false, true);
    for glyph in row {
        if glyph.text.trim().is_empty() {
            space = true;
            continue;
        }
        let style = Style { strong: glyph.strong, shift: shift(glyph, on), ..Style::default() };
        let gap = parts.last().map_or(f32::MAX, |part| glyph.x - part.right);
        match parts.last_mut() {
            Some(part) if gap <= if space { CELL_GAP } else { bare } * glyph.size => {
                if gap > if space { SPACE_GAP } else { WORD_GAP } * glyph.size {
                    part.text.push(" ", style, place);
                    part.words.push((glyph.x, part.text.words_length(), part.right));
                    first = false;
                }
                part.text.push(glyph.text.as_str(), style, place);
                part.right = part.right.max(glyph.right);
                if first {
                    part.first = part.right - part.x;
                }
            }
            _ => {
                first = true;
                let (x, right) = (glyph.x, glyph.right.max(glyph.x));
                let mut text = Text::default();
                text.push(glyph.text.as_str(), style, place);
                parts.push(Part { x, right, text, first: right - x, words: Vec::new() });
            }
        }
        space = false;
    }
    parts
}
