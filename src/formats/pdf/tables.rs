//! Tables by where their words stand, with or without lines drawn between them.

use super::glyphs::Rule;
use super::joins::{EDGE, Measure};
use super::layout::Piece;
use super::lines::{Line, Part};
use super::text_of;
use crate::flow::{Cell, Flow, Grid, Row};
use crate::reading::Place;

/// Largest gap between lines of several cells, and before a line of one cell, in sizes of the letters.
const ROW_GAP: f32 = 2.6;
const CELL_GAP: f32 = 1.6;
/// What is less than a line below stands beside, in sizes of the letters.
const BESIDE: f32 = 0.95;
/// Most lines that are looked at for one beside them.
const BESIDE_LINES: usize = 4;
/// Fewest lines of several cells.
const LINES_MIN: usize = 2;
/// How much wider than the least gap of a column one inside a cell may be.
const CELL_PITCH: f32 = 1.1;
/// How far columns may move from page to page, in points.
const EDGES_MOVE: f32 = 6.0;
/// Most words of a cell, on average, of a table of two columns.
const WORDS_MAX: usize = 8;

/// A table, line by line.
#[derive(Clone, Debug)]
pub(super) struct Table {
    columns: Vec<(f32, f32)>,
    /// Rows of lines.
    rows: Vec<Vec<Line>>,
    /// Whether lines are drawn around its cells.
    drawn: bool,
}

/// The lines from the first that are a table, with their cells told apart; none if it begins none.
pub(super) fn take(lines: &[Line], rules: &[Rule]) -> Vec<Line> {
    let begins = |line: &&Line| line.parts.len() > 1 || is_between(lines) || is_titled(lines, rules);
    let Some(first) = lines.first().filter(begins) else {
        return Vec::new();
    };
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut taken: Vec<Line> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let last = taken.last().unwrap_or(first);
        let gap = (line.y - last.y) / line.size.max(1.0);
        let several = line.parts.len() > 1 || is_between(&lines[at..]);
        let reach = (first.x().min(line.x()), first.right().max(line.right()));
        let ruled = is_ruled(rules, last, line, reach);
        let near = gap <= if several { ROW_GAP } else { CELL_GAP };
        let alike = (several && ruled) || (line.size - last.size).abs() <= 0.15 * last.size;
        if !(taken.is_empty() || near && alike) {
            break;
        }
        // Where cells stand close, their words are only told apart by the columns.
        let line = line.cut(&edges_between(&columns, line));
        let mut next = columns.clone();
        line.parts.iter().for_each(|part| add(&mut next, part));
        // What makes two columns one is no line of the table.
        let least = if line.parts.len() > 1 { 2 } else { 1 };
        let unlike = !several && !taken.is_empty() && next.len() > columns.len();
        if next.len() < columns.len().max(least) || unlike {
            break;
        }
        columns = next;
        taken.push(line);
    }
    let several = taken.iter().filter(|line| line.parts.len() > 1).count();
    let three = taken.iter().filter(|line| line.parts.len() > 2).count();
    let words: usize = taken.iter().map(|line| line.words().split_whitespace().count()).sum();
    // Labels beside what they are about, however long that is, begin at one edge.
    let beside = columns.len() == 2 && are_beside(&taken);
    let wordy = three < LINES_MIN && !beside && (several < 3 || words > WORDS_MAX * 2 * several);
    if several < LINES_MIN || columns.len() < 2 || wordy {
        return Vec::new();
    }
    taken
}

/// The left edges at which parts of a line go over from one column to the next. A word that begins at the edge of a
/// column, below a head that is centred for one, parts nothing from words which stand in no other.
fn edges_between(columns: &[(f32, f32)], line: &Line) -> Vec<f32> {
    let goes_over = |before: &(f32, f32), left: f32| {
        line.parts.iter().any(|part| part.x < left && left < part.right && part.x <= before.1)
    };
    let pairs = columns.windows(2).filter(|pair| goes_over(&pair[0], pair[1].0));
    pairs.map(|pair| pair[1].0).collect()
}

/// Whether a line of several cells stands beside the first line rather than below it, as the words of centred cells do.
fn is_between(lines: &[Line]) -> bool {
    let pairs = lines.windows(2).take(BESIDE_LINES);
    let beside = pairs.take_while(|pair| pair[1].y - pair[0].y < BESIDE * pair[0].size);
    beside.into_iter().any(|pair| pair[1].parts.len() > 1)
}

/// Whether the first line is a row of its own above lines of several cells: lines are drawn above and below it.
fn is_titled(lines: &[Line], rules: &[Rule]) -> bool {
    let [title, next, ..] = lines else { return false };
    let reach = (title.x().min(next.x()), title.right().max(next.right()));
    let above = Line { y: title.y - ROW_GAP * title.size, ..title.clone() };
    next.parts.len() > 1 && is_ruled(rules, title, next, reach) && is_ruled(rules, &above, title, reach)
}

/// Whether lines are drawn over at least half of the width between two lines of words.
fn is_ruled(rules: &[Rule], above: &Line, below: &Line, (left, right): (f32, f32)) -> bool {
    let between = rules.iter().filter(|rule| rule.bottom > above.y && rule.y < below.y - 0.4 * below.size);
    let covered: f32 = between.map(|rule| (rule.right.min(right) - rule.x.max(left)).max(0.0)).sum();
    covered >= 0.5 * (right - left)
}

/// Whether the lines of two columns are labels in bold and words that begin at one left edge.
fn are_beside(lines: &[Line]) -> bool {
    let edge = lines.iter().find(|line| line.parts.len() > 1).map_or(0.0, |line| line.parts[1].x);
    lines.iter().filter(|line| line.parts.len() > 1).all(|line| {
        let [label, words] = line.parts.as_slice() else { return false };
        label.text.is_strong() && !words.text.is_strong() && (words.x - edge).abs() < EDGE
    })
}

/// Adds what a part covers to the columns; those that it touches become one.
fn add(columns: &mut Vec<(f32, f32)>, part: &Part) {
    let mut own = (part.x, part.right);
    columns.retain(|(left, right)| {
        let apart = *right < own.0 || *left > own.1;
        if !apart {
            own = (own.0.min(*left), own.1.max(*right));
        }
        apart
    });
    let at = columns.partition_point(|(left, _)| *left < own.0);
    columns.insert(at, own);
}

impl Table {
    pub(super) fn new(lines: Vec<Line>, rules: &[Rule]) -> Self {
        let mut columns = Vec::new();
        for line in &lines {
            line.parts.iter().for_each(|part| add(&mut columns, part));
        }
        let reach = (columns[0].0, columns[columns.len() - 1].1);
        let between = |one: &Line, other: &Line| is_ruled(rules, one, other, reach);
        let ruled = lines.windows(2).filter(|pair| between(&pair[0], &pair[1])).count();
        let full = lines.iter().filter(|line| 2 * line.parts.len() > columns.len()).count();
        let by_rules = ruled >= 2 && 2 * ruled >= full;
        // Where no line only goes on with cells, a cell has the room up to the next column.
        let keyed = !by_rules && are_keyed(&columns, &lines);
        let mut wide = columns.clone();
        (1..columns.len()).for_each(|at| wide[at - 1].1 = columns[at].0 - lines[0].size);
        let apart = if by_rules { None } else { rows_apart(&columns, &lines) };
        let mut rows: Vec<Vec<Line>> = Vec::new();
        for (at, line) in lines.into_iter().enumerate() {
            let begins = match (rows.last().and_then(|row| row.last()), &apart) {
                (None, _) => true,
                (Some(last), _) if by_rules => between(last, &line),
                (Some(_), Some(apart)) => apart[at],
                (Some(last), None) if keyed => {
                    between(last, &line) || begins_row(&wide, last, &line) || fills_empty(&wide, last, &line)
                }
                (Some(last), None) => between(last, &line) || begins_row(&columns, last, &line),
            };
            match rows.last_mut() {
                Some(row) if !begins => row.push(line),
                _ => rows.push(vec![line]),
            }
        }
        Self { columns, rows, drawn: false }
    }

    /// A table with lines drawn around its cells; `edges` says where its columns begin, and the last ends.
    pub(super) fn drawn(edges: &[f32], rows: Vec<Vec<Line>>) -> Self {
        let columns = edges.windows(2).map(|pair| (pair[0], pair[1])).collect();
        Self { columns, rows, drawn: true }
    }

    pub(super) fn place(&self) -> Place {
        let page = self.rows.first().and_then(|row| row.first()).map(|line| line.page);
        Place { page, ..Place::default() }
    }

    /// Whether what stands at the top of the next page goes on from this table.
    pub(super) fn is_followed_by(&self, next: &Piece) -> bool {
        let Piece::Table(next) = next else { return false };
        self.columns.len() == next.columns.len()
            && self.columns.iter().zip(&next.columns).all(|(one, other)| (one.0 - other.0).abs() < EDGES_MOVE)
    }

    /// Takes lines at the top of the next page if they begin with the head of this table, and gives its words.
    pub(super) fn follow(&mut self, lines: &mut Vec<Line>) -> Option<String> {
        if self.drawn {
            return None;
        }
        let words = |row: &[Line]| row.iter().map(Line::words).collect::<Vec<_>>().join(" ");
        let head = self.rows.first()?;
        let length = head.len();
        let repeated = words(lines.get(..length)?);
        if repeated != words(head) || self.rows.len() < 2 {
            return None;
        }
        let mut last: Line = lines.drain(..length).next_back()?;
        while let Some(line) = lines.first() {
            let edges: Vec<f32> = self.columns.iter().map(|(left, _)| *left).collect();
            let line = line.cut(&edges);
            let gap = (line.y - last.y) / line.size.max(1.0);
            let near = gap <= if line.parts.len() > 1 { ROW_GAP } else { CELL_GAP };
            let mut columns = self.columns.clone();
            line.parts.iter().for_each(|part| add(&mut columns, part));
            if !near
                || columns.len() != self.columns.len()
                || (line.size - last.size).abs() > 0.15 * last.size
            {
                break;
            }
            self.columns = columns;
            match self.rows.last_mut() {
                Some(row) if row.last().is_some_and(|above| !begins_row(&self.columns, above, &line)) => {
                    row.push(line.clone());
                }
                _ => self.rows.push(vec![line.clone()]),
            }
            last = line;
            lines.remove(0);
        }
        Some(repeated)
    }

    /// Goes on with a table of the next page, and gives the words of its head if that is repeated there.
    pub(super) fn absorb(&mut self, mut next: Self) -> Option<String> {
        let words = |row: &[Line]| row.iter().map(Line::words).collect::<Vec<_>>().join(" ");
        let first = next.rows.first().map(|row| words(row));
        let repeated = first.filter(|first| self.rows.first().is_some_and(|row| words(row) == *first));
        if repeated.is_some() {
            next.rows.remove(0);
        }
        for (column, other) in self.columns.iter_mut().zip(&next.columns) {
            column.1 = column.1.max(other.1);
        }
        let mut rows = next.rows.into_iter();
        if let Some(first) = rows.next() {
            let goes_on = self.goes_on(&first);
            match self.rows.last_mut() {
                Some(last) if goes_on => last.extend(first),
                _ => self.rows.push(first),
            }
        }
        self.rows.extend(rows);
        repeated
    }

    /// Whether the first row of the next page goes on with the last of this table.
    fn goes_on(&self, row: &[Line]) -> bool {
        if self.drawn {
            // What a page cuts goes on without its first cell.
            let columns = |row: &[Line]| {
                row.iter().flat_map(|line| &line.parts).map(|part| column(&self.columns, part)).min()
            };
            return columns(row) > self.rows.iter().filter_map(|row| columns(row)).min();
        }
        match (self.rows.last().and_then(|last| last.last()), row.first()) {
            (Some(above), Some(line)) => !begins_row(&self.columns, above, line),
            _ => false,
        }
    }

    /// The cells of the table.
    pub(super) fn grid(&self, number: u32, measure: &Measure) -> Grid {
        let row = |(at, lines): (usize, &Vec<Line>)| {
            let mut cells: Vec<Vec<Line>> = vec![Vec::new(); self.columns.len()];
            for line in lines {
                for part in &line.parts {
                    let at = column(&self.columns, part);
                    let part = Line { parts: vec![part.clone()], ..line.clone() };
                    match cells[at].last_mut() {
                        // Two parts of one line in one column.
                        Some(last) if last.y.to_bits() == line.y.to_bits() => last.parts.extend(part.parts),
                        _ => cells[at].push(part),
                    }
                }
            }
            let cells = cells.into_iter().map(|lines| {
                let mut text = text_of(&lines, measure);
                for run in &mut text.runs {
                    run.place.table = Some(number);
                    run.place.row = Some(at as u32 + 1);
                }
                let flows = if text.is_blank() { Vec::new() } else { vec![Flow::line(text)] };
                Cell { columns: 1, flows, ..Cell::default() }
            });
            Row { cells: cells.collect(), head: false }
        };
        Grid { rows: self.rows.iter().enumerate().map(row).collect() }
    }
}

/// The column that a part stands in.
fn column(columns: &[(f32, f32)], part: &Part) -> usize {
    let middle = f32::midpoint(part.x, part.right);
    let distance = |(left, right): &(f32, f32)| (left - middle).max(middle - right).max(0.0);
    let nearest =
        columns.iter().enumerate().min_by(|one, other| distance(one.1).total_cmp(&distance(other.1)));
    nearest.map_or(0, |(at, _)| at)
}

/// Whether each line has a key in the first column, in a capital or figure, and something beside it: so that none only goes
/// on with the cells of the line above.
fn are_keyed(columns: &[(f32, f32)], lines: &[Line]) -> bool {
    lines.iter().all(|line| {
        let first = &line.parts[0];
        line.parts.len() > 1
            && column(columns, first) == 0
            && !first.text.words().trim_start().starts_with(char::is_lowercase)
    })
}

/// Whether a line has a cell where the line above leaves the column empty, and no cell beside its key that goes on with one
/// above.
fn fills_empty(columns: &[(f32, f32)], last: &Line, line: &Line) -> bool {
    let above = |part: &Part| {
        let at = column(columns, part);
        last.parts.iter().find(|above| column(columns, above) == at)
    };
    let goes_on = |part: &Part| {
        above(part).is_some_and(|above| {
            !Measure::would_fit(above.right, part.first, columns[column(columns, part)].1, 0.5 * line.size)
        })
    };
    let beside = line.parts.iter().filter(|part| column(columns, part) > 0);
    line.parts.iter().any(|part| above(part).is_none()) && !beside.into_iter().any(goes_on)
}

/// Which lines begin a row, where rows stand further apart than the lines of a cell; cells may be centred beside higher
/// ones. Nothing where rows cannot be told so.
fn rows_apart(columns: &[(f32, f32)], lines: &[Line]) -> Option<Vec<bool>> {
    let mut cells: Vec<Vec<f32>> = vec![Vec::new(); columns.len()];
    for line in lines {
        line.parts.iter().for_each(|part| cells[column(columns, part)].push(line.y));
    }
    let gaps = cells.iter().flat_map(|ys| ys.windows(2)).map(|pair| pair[1] - pair[0]);
    let least = gaps.filter(|gap| *gap > 0.5 * lines[0].size).fold(f32::MAX, f32::min);
    // Where cells end: lines at the least gap are of one cell.
    let mut spans: Vec<(f32, f32)> = Vec::new();
    for ys in &cells {
        for y in ys {
            match spans.last_mut() {
                Some((start, end)) if *y > *start && *y - *end <= CELL_PITCH * least => *end = *y,
                _ => spans.push((*y, *y)),
            }
        }
        // The next column begins anew.
        spans.push((f32::MAX, f32::MAX));
    }
    let mut begins = Vec::with_capacity(lines.len());
    let (mut end, mut full) = (f32::MIN, 0);
    for line in lines {
        let new = line.y > end;
        if new {
            full = 0;
        }
        full += usize::from(line.parts.len() >= columns.len());
        // Two lines of one row that have all columns are two rows.
        if full > 1 {
            return None;
        }
        let inside = spans.iter().filter(|(start, last)| *start <= line.y && line.y <= *last);
        end = inside.map(|(_, last)| *last).fold(end.max(line.y), f32::max);
        begins.push(new);
    }
    (begins.iter().filter(|new| **new).count() > 1).then_some(begins)
}

/// Whether a line begins a row. It does if it has all columns, and unless it only goes on in cells of the line above
/// whose next words would not have fitted there.
fn begins_row(columns: &[(f32, f32)], last: &Line, line: &Line) -> bool {
    line.parts.len() >= columns.len()
        || line.parts.iter().any(|part| {
            let at = column(columns, part);
            let above = last.parts.iter().find(|above| column(columns, above) == at);
            above.is_none_or(|above| {
                let cut = above.text.words().ends_with(['\u{ad}', '\u{2010}', '-']);
                !cut && Measure::would_fit(above.right, part.first, columns[at].1, 0.5 * line.size)
            })
        })
}
