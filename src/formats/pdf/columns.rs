//! Pages of two columns of prose: the left one is read before the right one.

use super::lines::Line;

/// Fewest lines of two columns.
const LINES_MIN: usize = 6;
/// Least share of lines that have words in both, and least words of a line in one, on average: less is a table.
const BOTH_MIN: f32 = 0.7;
const WORDS_MIN: usize = 4;
/// How far left edges stand apart that are one, in points.
const EDGE: f32 = 3.0;
/// Least share of its column that a line of the left one fills, on average.
const FILLED_MIN: f32 = 0.6;
/// Largest gap between lines, in sizes of the letters.
const GAP: f32 = 3.0;

/// The lines of a page in the order in which they are read.
pub(super) fn in_order(lines: &[Line]) -> Vec<Line> {
    let mut ordered = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while let Some(first) = rest.first() {
        match length(rest) {
            0 => {
                ordered.push(first.clone());
                rest = &rest[1..];
            }
            length => {
                let gutter = rest[0].parts[1].x - EDGE;
                let (columns, after) = rest.split_at(length);
                for right in [false, true] {
                    for line in columns {
                        let side = |x: f32| (x >= gutter) == right;
                        let parts: Vec<_> = line.parts.iter().filter(|part| side(part.x)).cloned().collect();
                        if !parts.is_empty() {
                            ordered.push(Line { parts, ..line.clone() });
                        }
                    }
                }
                rest = after;
            }
        }
    }
    ordered
}

/// How many lines from the first stand in two columns of prose.
fn length(lines: &[Line]) -> usize {
    let Some([_, second]) = lines.first().map(|line| line.parts.as_slice()) else { return 0 };
    let gutter = second.x;
    let mut last = &lines[0];
    let (mut length, mut both) = (0, 0);
    // Words of each column, and how much of the left one is filled.
    let (mut words, mut filled) = ([0, 0], 0.0);
    for line in lines {
        let crosses = line.parts.iter().any(|part| part.x < gutter - EDGE && part.right > gutter - EDGE);
        let far = line.y - last.y > GAP * line.size.max(last.size);
        let other =
            line.parts.iter().filter(|part| part.x >= gutter - EDGE).any(|part| part.x > gutter + 40.0);
        if crosses || far || other || line.parts.len() > 2 {
            break;
        }
        length += 1;
        if let [left, right] = line.parts.as_slice() {
            both += 1;
            words[0] += left.text.words().split_whitespace().count();
            words[1] += right.text.words().split_whitespace().count();
            filled += (left.right - left.x) / (gutter - left.x).max(1.0);
        }
        last = line;
    }
    let prose = words.iter().all(|words| *words >= WORDS_MIN * both) && filled >= FILLED_MIN * both as f32;
    if both >= LINES_MIN && both as f32 >= BOTH_MIN * length as f32 && prose { length } else { 0 }
}
