//! Tables whose cells are drawn: lines across and down the page that meet.
//!
//! What stands between the same lines is a cell, wherever in it the words stand.

use super::glyphs::{Rule, Rules};
use super::lines::Line;

/// How far ends of lines may stay short of the line that they meet, in points.
const MEET: f32 = 2.0;
/// Least share of a table's width, or height, that a line between two of its rows, or columns, has.
const SHARE_MIN: f32 = 0.5;
/// Fewest lines down the page: two columns.
const UPRIGHTS_MIN: usize = 3;
/// Fewest lines across the page: two rows.
const ACROSS_MIN: usize = 3;
/// Narrowest cell, in points: lines that stand closer are one, as where each cell has lines of its own.
const CELL_MIN: f32 = 5.0;
/// Most lines of a page that are looked at: more are a drawing.
const RULES_MAX: usize = 2_000;

/// The lines of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawn {
    /// Where its columns begin, and the last ends.
    pub(super) edges: Vec<f32>,
    /// Where its rows begin, and the last ends.
    heights: Vec<f32>,
}

impl Drawn {
    pub(super) fn top(&self) -> f32 {
        self.heights[0]
    }

    pub(super) fn bottom(&self) -> f32 {
        self.heights[self.heights.len() - 1]
    }

    /// Lines of words by the row that they stand in, cut where columns begin; nothing if words stand beside the table.
    pub(super) fn rows(&self, lines: &[Line]) -> Option<Vec<Vec<Line>>> {
        let (left, right) = (self.edges[0], self.edges[self.edges.len() - 1]);
        let mut rows = vec![Vec::new(); self.heights.len() - 1];
        for line in lines {
            if line.x() < left - MEET || line.right() > right + MEET {
                return None;
            }
            let row = self.heights.partition_point(|top| *top < line.y).checked_sub(1)?;
            rows.get_mut(row)?.push(line.cut_between(&self.edges));
        }
        rows.retain(|row| !row.is_empty());
        (rows.len() > 1).then_some(rows)
    }
}

/// The tables that are drawn on a page, from the top.
pub(super) fn drawn(rules: &Rules) -> Vec<Drawn> {
    if rules.across.len() + rules.down.len() > RULES_MAX {
        return Vec::new();
    }
    let across =
        joined(rules.across.iter().map(|rule| Stroke { at: rule.middle(), from: rule.x, to: rule.right }));
    let down =
        joined(rules.down.iter().map(|rule| Stroke { at: rule.centre(), from: rule.y, to: rule.bottom }));
    let mut tables = Vec::new();
    let mut free: Vec<bool> = vec![true; down.len()];
    for first in 0..down.len() {
        if free[first] {
            tables.extend(table(&connected(first, &across, &down, &mut free)));
        }
    }
    tables.sort_by(|one: &Drawn, other| one.top().total_cmp(&other.top()));
    // A table inside a cell of another belongs to it.
    tables.dedup_by(|next, before| next.top() < before.bottom());
    tables
}

/// A line across or down the page: where it stands, and where it begins and ends.
#[derive(Clone, Copy, Debug)]
struct Stroke {
    at: f32,
    from: f32,
    to: f32,
}

impl Stroke {
    fn meets(&self, other: &Self) -> bool {
        let within = |at: f32, stroke: &Self| stroke.from - MEET <= at && at <= stroke.to + MEET;
        within(self.at, other) && within(other.at, self)
    }
}

/// Strokes put together where one goes on from another.
fn joined(strokes: impl Iterator<Item = Stroke>) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> = strokes.collect();
    strokes.sort_by(|one, other| one.at.total_cmp(&other.at));
    // Strokes of one place first, whatever the fractions of a point.
    let mut place = f32::MIN;
    for stroke in &mut strokes {
        if stroke.at - place > MEET {
            place = stroke.at;
        }
        stroke.at = place;
    }
    strokes.sort_by(|one, other| one.at.total_cmp(&other.at).then(one.from.total_cmp(&other.from)));
    let mut joined: Vec<Stroke> = Vec::new();
    for stroke in strokes {
        match joined.last_mut() {
            Some(last) if last.at.to_bits() == stroke.at.to_bits() && stroke.from <= last.to + MEET => {
                last.to = last.to.max(stroke.to);
            }
            _ => joined.push(stroke),
        }
    }
    joined
}

/// The lines across and down that meet one another, from one of those down on.
fn connected(
    first: usize,
    across: &[Stroke],
    down: &[Stroke],
    free: &mut [bool],
) -> (Vec<Stroke>, Vec<Stroke>) {
    let mut taken = vec![false; across.len()];
    let mut found = (Vec::new(), Vec::new());
    let mut open = vec![first];
    free[first] = false;
    while let Some(at) = open.pop() {
        found.1.push(down[at]);
        for (index, stroke) in across.iter().enumerate() {
            if taken[index] || !stroke.meets(&down[at]) {
                continue;
            }
            taken[index] = true;
            found.0.push(*stroke);
            for (other, upright) in down.iter().enumerate() {
                if free[other] && stroke.meets(upright) {
                    free[other] = false;
                    open.push(other);
                }
            }
        }
    }
    found
}

/// A table of lines that meet; nothing if they are none of one.
fn table((across, down): &(Vec<Stroke>, Vec<Stroke>)) -> Option<Drawn> {
    let reach = |strokes: &[Stroke]| {
        let from = strokes.iter().map(|stroke| stroke.from).fold(f32::MAX, f32::min);
        (from, strokes.iter().map(|stroke| stroke.to).fold(f32::MIN, f32::max))
    };
    let (left, right) = reach(across);
    let (top, bottom) = reach(down);
    let edges = places(down, SHARE_MIN * (bottom - top));
    let heights = places(across, SHARE_MIN * (right - left));
    (edges.len() >= UPRIGHTS_MIN && heights.len() >= ACROSS_MIN).then_some(Drawn { edges, heights })
}

/// Where strokes stand that are together at least so long, ascending.
fn places(strokes: &[Stroke], least: f32) -> Vec<f32> {
    let mut strokes: Vec<&Stroke> = strokes.iter().collect();
    strokes.sort_by(|one, other| one.at.total_cmp(&other.at));
    let same = strokes.chunk_by(|one, other| one.at.to_bits() == other.at.to_bits());
    let long = same.filter(|same| same.iter().map(|stroke| stroke.to - stroke.from).sum::<f32>() >= least);
    let mut places: Vec<f32> = long.map(|same| same[0].at).collect();
    places.dedup_by(|next, before| *next - *before < CELL_MIN);
    places
}

impl Rule {
    fn middle(&self) -> f32 {
        f32::midpoint(self.y, self.bottom)
    }

    fn centre(&self) -> f32 {
        f32::midpoint(self.x, self.right)
    }
}
