//! From lines on pages to paragraphs, items and tables, where no structure says what they are.

use std::collections::BTreeMap;

use super::columns;
use super::glyphs::Rules;
use super::joins::{EDGE, Measure, is_broken};
use super::lines::{Line, Part};
use super::ruled;
use super::tables::{self, Table};
use super::tagged::half_points;
use crate::block::{Block, Marker, Style, Text};
use crate::flow::{Flow, Look};
use crate::gathered::Gathered;
use crate::reading::{Place, SetAsideKind};

/// Widest gap between lines of one paragraph, in sizes of the letters, where the document does not show its own.
const PITCH: f32 = 1.5;
/// How much more than the common pitch is a gap between paragraphs.
const PITCH_SLACK: f32 = 1.22;

/// A part of a page.
pub(super) enum Piece {
    Line(Line),
    Table(Table),
}

/// Reads pages of lines with the lines drawn on them.
pub(super) fn read(
    pages: Vec<Vec<Line>>,
    rules: &[Rules],
    measure: &Measure,
    gathered: &mut Gathered,
) -> Vec<Flow> {
    let common = Common::of(&pages);
    let mut flows = Vec::new();
    let mut open = Open::default();
    let mut number = 0;
    // A table may go on at the top of the next page.
    let mut table: Option<Table> = None;
    for (mut lines, rules) in pages.into_iter().zip(rules) {
        if let Some(table) = &mut table
            && let Some(page) = lines.first().map(|line| line.page)
            && let Some(head) = table.follow(&mut lines)
        {
            let place = Place { page: Some(page), ..Place::default() };
            gathered.set_aside(SetAsideKind::Continuation, &head, place);
        }
        for (at, part) in parts(&lines, rules, measure).into_iter().enumerate() {
            if at > 0 || !table.as_ref().is_some_and(|table| table.is_followed_by(&part)) {
                emit(table.take(), &mut number, measure, &mut flows);
            }
            match (part, &mut table) {
                (Piece::Table(next), Some(table)) => {
                    let place = next.place();
                    if let Some(head) = table.absorb(next) {
                        gathered.set_aside(SetAsideKind::Continuation, &head, place);
                    }
                }
                (Piece::Table(next), None) => {
                    open.close(&mut flows);
                    table = Some(next);
                }
                (Piece::Line(line), _) => open.take(line, common, measure, &mut flows),
            }
        }
    }
    emit(table, &mut number, measure, &mut flows);
    open.close(&mut flows);
    flows
}

fn emit(table: Option<Table>, number: &mut u32, measure: &Measure, flows: &mut Vec<Flow>) {
    if let Some(table) = table {
        *number += 1;
        flows.push(Flow::Grid(table.grid(*number, measure)));
    }
}

/// Tables and the lines between them.
fn parts(lines: &[Line], rules: &Rules, measure: &Measure) -> Vec<Piece> {
    let mut parts = Vec::new();
    let mut rest = lines;
    for table in ruled::drawn(rules) {
        let (above, below) = rest.split_at(rest.partition_point(|line| line.y <= table.top()));
        let (inside, below) = below.split_at(below.partition_point(|line| line.y <= table.bottom()));
        let Some(rows) = table.rows(inside) else { continue };
        undrawn(above, rules, measure, &mut parts);
        parts.push(Piece::Table(Table::drawn(&table.edges, rows)));
        rest = below;
    }
    undrawn(rest, rules, measure, &mut parts);
    parts
}

/// Tables that no lines show, and the lines between them.
fn undrawn(lines: &[Line], rules: &Rules, measure: &Measure, parts: &mut Vec<Piece>) {
    let lines: Vec<Line> = lines.iter().map(|line| whole(line.clone(), measure)).collect();
    let mut rest = columns::in_order(&lines);
    while !rest.is_empty() {
        let table = tables::take(&rest, &rules.across);
        if table.is_empty() {
            parts.push(Piece::Line(rest.remove(0)));
        } else {
            rest.drain(..table.len());
            parts.push(Piece::Table(Table::new(table, &rules.across)));
        }
    }
}

/// A line with its marker beside its words, and its label apart from them.
fn whole(line: Line, measure: &Measure) -> Line {
    without_marker_gap(line).cut_behind_labels(|x| measure.is_edge(x))
}

/// A marker and the words behind it are one part, however wide the gap.
fn without_marker_gap(mut line: Line) -> Line {
    let is_marker = |part: &Part| {
        let words = format!("{} x", part.text.words().trim());
        crate::shape::bullet(&words).is_some_and(|length| length + 1 == words.len())
            || number(&words).is_some_and(|length| length + 2 == words.len())
            || matches!(part.text.words().trim(), "o" | "\u{25e6}" | "\u{25aa}" | "\u{2013}")
    };
    if line.parts.len() > 1 && is_marker(&line.parts[0]) {
        let second = line.parts.remove(1);
        let first = &mut line.parts[0];
        first.text.push(" ", Style::default(), second.text.place());
        first.text.append(second.text);
        first.right = second.right;
    }
    line
}

/// How most lines look.
#[derive(Clone, Copy, Debug, Default)]
struct Common {
    size: f32,
    left: f32,
    /// From line to line, in sizes of the letters.
    pitch: f32,
}

impl Common {
    fn of(pages: &[Vec<Line>]) -> Self {
        let (mut sizes, mut lefts, mut pitches) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for lines in pages {
            for line in lines {
                let length = line.text().words_length();
                *sizes.entry((line.size * 2.0).round() as i32).or_insert(0) += length;
                *lefts.entry((line.x() / EDGE).round() as i32).or_insert(0) += length;
            }
            for pair in lines.windows(2) {
                let gap = (pair[1].y - pair[0].y) / pair[0].size.max(1.0);
                if (0.8..2.6).contains(&gap) && (pair[0].size - pair[1].size).abs() < 0.5 {
                    *pitches.entry((gap * 20.0).round() as i32).or_insert(0) += 1;
                }
            }
        }
        let most = |counts: BTreeMap<i32, usize>| {
            counts
                .into_iter()
                .max_by_key(|(value, count)| (*count, std::cmp::Reverse(*value)))
                .map(|(value, _)| value as f32)
        };
        Self {
            size: most(sizes).unwrap_or(0.0) / 2.0,
            left: most(lefts).unwrap_or(0.0) * EDGE,
            pitch: most(pitches).map_or(PITCH, |pitch| pitch / 20.0 * PITCH_SLACK),
        }
    }
}

/// The paragraph at hand.
#[derive(Default)]
struct Open {
    text: Text,
    marker: Option<Marker>,
    /// Left edge of its words, and of what stands before them.
    left: f32,
    indent: f32,
    lines: usize,
    last: Option<Line>,
    /// Left edges of the open items, outermost first.
    items: Vec<f32>,
    size: f32,
}

impl Open {
    fn take(&mut self, line: Line, common: Common, measure: &Measure, flows: &mut Vec<Flow>) {
        let opens = marker(&line, common);
        let goes_on = opens.is_none() && self.goes_on(&line, common, measure);
        if !goes_on {
            self.close(flows);
        }
        let text = line.text();
        match opens {
            Some((marker, length)) => {
                let text = text.split_at(length).1;
                while self.items.last().is_some_and(|last| *last > line.x() + EDGE) {
                    self.items.pop();
                }
                if self.items.last().is_none_or(|last| *last < line.x() - EDGE) {
                    self.items.push(line.x());
                }
                self.text = text;
                self.marker = Some(marker);
                self.indent = line.x();
                self.left = f32::NAN;
                self.lines = 1;
                self.size = line.size;
            }
            None if goes_on => {
                let before = self.last.as_ref();
                // A line of the first page and one of the next are as wide as their left edge says.
                let edge =
                    before.map_or(0.0, |before| measure.right(before.x()).max(measure.right(line.x())));
                let edge = if self.marker.is_some() || self.lines == 1 {
                    before.map_or(edge, |before| edge.max(measure.right(before.x())))
                } else {
                    edge
                };
                let fits = before.is_some_and(|before| {
                    Measure::would_fit(before.right(), line.first(), edge, line.size)
                        && !is_broken(&before.words(), &line.words())
                });
                if fits {
                    self.text.push("\n", Style::default(), text.place());
                    self.text.append(text);
                } else {
                    measure.join(&mut self.text, text);
                }
                self.left = line.x();
                self.lines += 1;
            }
            None => {
                if line.x() <= self.items.first().map_or(f32::MIN, |first| first + EDGE) {
                    self.items.clear();
                }
                self.text = text;
                self.left = line.x();
                self.indent = line.x();
                self.lines = 1;
                self.size = line.size;
            }
        }
        self.last = Some(line);
    }

    /// Whether a line belongs to the paragraph at hand.
    fn goes_on(&self, line: &Line, common: Common, measure: &Measure) -> bool {
        let Some(last) = &self.last else { return false };
        if self.text.is_blank() || (last.size - line.size).abs() > 0.08 * last.size {
            return false;
        }
        if self.text.is_strong() != line.is_strong() && self.text.is_strong() {
            return false;
        }
        let edge = measure.right(last.x()).max(measure.right(line.x()));
        let full = !Measure::is_meant(last, line, edge);
        if line.page == last.page {
            if line.y - last.y > common.pitch * line.size.max(last.size) || line.y < last.y {
                return false;
            }
        } else {
            let ends = last.words().trim_end().ends_with(['.', '?', '!']);
            if !full || (ends && !line.words().starts_with(char::is_lowercase)) {
                return false;
            }
        }
        match self.lines {
            // The first line may be set in or out.
            1 if self.marker.is_some() => line.x() > self.indent + EDGE,
            1 => {
                (line.x() - self.left).abs() <= EDGE
                    || (full && (line.x() - self.left).abs() < 4.0 * line.size)
            }
            _ => (line.x() - self.left).abs() <= EDGE,
        }
    }

    fn close(&mut self, flows: &mut Vec<Flow>) {
        let text = std::mem::take(&mut self.text);
        self.last = None;
        let marker = self.marker.take();
        if text.is_blank() {
            return;
        }
        let depth = self.items.len().saturating_sub(1).min(8) as u8;
        flows.push(if let Some(marker) = marker {
            Flow::Block(Block::Item { depth, marker, text })
        } else {
            let look = Look { size: half_points(self.size), ..Look::default() };
            Flow::Line(crate::flow::Line { text, look })
        });
    }
}

/// What a line opens with, if it is an item of a list, and the length of it.
fn marker(line: &Line, common: Common) -> Option<(Marker, usize)> {
    let words = line.words();
    let trimmed = words.trim_start();
    let start = words.len() - trimmed.len();
    let hollow =
        ["o ", "\u{25e6} ", "\u{25aa} ", "\u{2013} "].iter().find(|sign| trimmed.starts_with(**sign));
    let hollow = hollow.filter(|_| line.x() > common.left + EDGE);
    if let Some(length) = crate::shape::bullet(trimmed).or(hollow.map(|sign| sign.len())) {
        return Some((Marker::Bullet, start + length));
    }
    let prose = line.x() <= common.left + EDGE || line.is_strong() || line.size > common.size + 0.6;
    let length = number(trimmed).filter(|_| !prose)?;
    Some((Marker::Number(trimmed[..length].to_owned()), start + length))
}

/// Length of a number or letter that counts items: "14.", "3)", "(b)", "iv.".
pub(super) fn number(words: &str) -> Option<usize> {
    let (sign, rest) = words.split_once(char::is_whitespace)?;
    let core = sign.strip_suffix(['.', ')'])?;
    let core = core.strip_prefix('(').unwrap_or(core);
    let digits = (1..=3).contains(&core.len()) && core.bytes().all(|byte| byte.is_ascii_digit());
    let letter = core.len() == 1 && core.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = (2..=5).contains(&core.len()) && core.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let nested = core.contains('.') && core.split('.').all(|part| part.parse::<u8>().is_ok());
    ((digits || letter || roman || nested) && !rest.trim().is_empty()).then_some(sign.len())
}
