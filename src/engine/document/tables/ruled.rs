//! Tables whose columns a line of dashes marks, as converters write them into Markdown.
//!
//! Takes the leaves of a source, gives them with the paragraphs that are rows of such a table marked so; its rules are
//! left out. Rows are lines, or paragraphs where rules stand above the head and below the last row.

use std::ops::Range;

use super::{COLUMNS_MAX, Row, push_line};
use crate::document::leaves::{Leaf, LeafKind};

/// Fewest dashes of a column.
const DASHES_MIN: usize = 2;

/// Marks the rows. They are appended to `rows`.
pub(in crate::document) fn marked(source: &str, leaves: Vec<Leaf>, rows: &mut Vec<Row>) -> Vec<Leaf> {
    if leaves.iter().all(|leaf| leaf.kind != LeafKind::Rule) {
        return leaves;
    }
    let mut marked: Vec<Option<Leaf>> = leaves.into_iter().map(Some).collect();
    let mut at = 0;
    while at < marked.len() {
        let table = Table::around(source, &marked, at);
        let end = table.as_ref().map_or(at + 1, |table| table.end);
        if let Some(table) = table {
            table.mark(&mut marked, rows);
        }
        at = end;
    }
    marked.into_iter().flatten().collect()
}

/// A table among the leaves.
struct Table {
    /// Its rules.
    rules: Vec<usize>,
    /// The leaves that hold rows, with the rows of each; the first is the head.
    parts: Vec<(usize, Vec<Row>)>,
    /// The leaf behind it.
    end: usize,
}

impl Table {
    /// The table whose columns the rule at `at` marks.
    fn around(source: &str, leaves: &[Option<Leaf>], at: usize) -> Option<Self> {
        let leaf = |at: usize| leaves.get(at).and_then(Option::as_ref);
        let is_rule = |at: usize| leaf(at).is_some_and(|leaf| leaf.kind == LeafKind::Rule);
        let prose = |at: usize| leaf(at).filter(|leaf| leaf.kind == LeafKind::Paragraph);
        let columns = columns(source, leaf(at).filter(|leaf| leaf.kind == LeafKind::Rule)?)?;
        let above = at.checked_sub(1)?;
        let head = prose(above).filter(|head| touches(source, Some(head), leaf(at)))?;
        let mut rules = vec![at];
        let opening =
            above.checked_sub(1).filter(|over| is_rule(*over) && touches(source, leaf(*over), Some(head)));
        let mut parts = vec![(above, vec![row(source, &columns, lines(source, head))?])];
        parts[0].1[0].is_head = true;
        let mut end = at + 1;
        if let Some(opening) = opening {
            while let Some(body) = prose(end) {
                parts.push((end, vec![row(source, &columns, lines(source, body))?]));
                end += 1;
            }
            is_rule(end).then_some(())?;
            rules.extend([opening, end]);
            end += 1;
        } else {
            let body = prose(end).filter(|body| touches(source, leaf(at), Some(body)))?;
            let lines = lines(source, body).map(|line| row(source, &columns, std::iter::once(line)));
            parts.push((end, lines.collect::<Option<_>>()?));
            end += 1;
        }
        let single = parts[0].1[0].cells.iter().all(|(column, _)| *column < columns.len());
        let filled = parts.iter().flat_map(|(_, rows)| rows).any(|row| row.cells.len() > 1);
        (filled && (opening.is_some() || single) && parts.len() > 1).then_some(Self { rules, parts, end })
    }

    fn mark(self, leaves: &mut [Option<Leaf>], rows: &mut Vec<Row>) {
        for rule in self.rules {
            leaves[rule] = None;
        }
        for (index, (at, own)) in self.parts.into_iter().enumerate() {
            let first = rows.len() as u32;
            rows.extend(own);
            if let Some(leaf) = &mut leaves[at] {
                leaf.kind = LeafKind::Ruled { rows: (first, rows.len() as u32), opens: index == 0 };
            }
        }
    }
}

/// Whether one leaf stands on the line right above the other.
fn touches(source: &str, above: Option<&Leaf>, below: Option<&Leaf>) -> bool {
    let gap = above
        .zip(below)
        .and_then(|(above, below)| source.get(above.span.end as usize..below.span.start as usize));
    gap.is_some_and(|gap| gap.trim().is_empty() && gap.matches('\n').count() == 1)
}

/// Where each column begins, in characters of the line; none unless the rule has gaps.
fn columns(source: &str, rule: &Leaf) -> Option<Vec<usize>> {
    let indent = rule.span.start as usize - line_start(source, rule.span.start as usize);
    let mut columns = Vec::new();
    let mut at = indent;
    for part in rule.span.of(source).split(' ') {
        if part.len() >= DASHES_MIN && part.bytes().all(|byte| byte == b'-') {
            columns.push(at);
        } else if !part.is_empty() {
            return None;
        }
        at += part.len() + 1;
    }
    (2..=COLUMNS_MAX).contains(&columns.len()).then_some(columns)
}

/// The lines of a leaf with their indents.
fn lines<'a>(source: &'a str, leaf: &Leaf) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut at = line_start(source, leaf.span.start as usize);
    let end = leaf.span.end as usize;
    std::iter::from_fn(move || {
        let text = source.get(at..end).filter(|text| !text.is_empty())?;
        let len = text.find('\n').map_or(text.len(), |end| end + 1);
        let line = at..at + text[..len].trim_end().len();
        at += len;
        Some(line)
    })
}

fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind('\n').map_or(0, |line| line + 1)
}

/// A row of these lines; none where a word stands across the border of two columns.
fn row(source: &str, columns: &[usize], lines: impl Iterator<Item = Range<usize>>) -> Option<Row> {
    let mut row = Row::default();
    for (index, line) in lines.enumerate() {
        let text = &source[line.clone()];
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut starts = vec![0];
        for column in &columns[1..] {
            let parted = chars.get(column - 1).is_none_or(|(_, c)| c.is_whitespace());
            parted.then_some(())?;
            starts.push(chars.get(*column).map_or(text.len(), |(at, _)| *at));
        }
        starts.push(text.len());
        let cells = starts.windows(2).map(|cell| line.start + cell[0]..line.start + cell[1]);
        if index == 0 {
            row.start = line.start;
        }
        push_line(source, &mut row, index, cells);
    }
    (!row.cells.is_empty()).then_some(row)
}
