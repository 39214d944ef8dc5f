//! Tables that Markdown does not know: those of HTML, and the grids that converters draw with `+`, `-` and `|`.
//!
//! Takes a stretch of source, gives its rows with the places of their cells. Nothing is taken out: what stands in a
//! table and in none of its cells is told too.

pub(super) mod column_pairs;
pub(super) mod columns;
pub(super) mod forms;
pub(super) mod heads;
pub(super) mod logs;
pub(super) mod ruled;
pub(super) mod signed;

use std::ops::Range;

/// Most columns of a table, and most columns or rows that one of its cells may span.
pub(super) const COLUMNS_MAX: usize = 64;

/// A part of a table, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A row.
    Row(Row),
    /// Text that stands in no cell, such as a caption.
    Loose(Range<usize>),
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Its cells, ascending: which column each stands in, and its bytes. A cell in several pieces has several.
    pub(super) cells: Vec<(usize, Range<usize>)>,
    /// Whether its cells are the titles of columns.
    pub(super) is_head: bool,
}

/// The table of HTML that opens a text, and where it ends. None where it is not closed, has a table in a cell, or spans
/// more columns or rows than a table has.
pub(super) fn html(text: &str) -> Option<(Vec<Part>, usize)> {
    let mut table = Html { text, parts: Vec::new(), row: None, cell: None, column: 0, spans: Vec::new() };
    let mut at = tag(text, 0).filter(|tag| tag.name == "table")?.end;
    loop {
        let open = at + text[at..].find('<')?;
        table.loose(at..open);
        if text[open..].starts_with("<!--") {
            at = open + text[open..].find("-->")? + "-->".len();
            table.loose(open..at);
            continue;
        }
        let Some(tag) = tag(text, open) else {
            table.loose(open..open + 1);
            at = open + 1;
            continue;
        };
        at = tag.end;
        match tag.name.as_str() {
            "table" => return None,
            "/table" => {
                table.end_row(open);
                return Some((table.parts, at));
            }
            "tr" => {
                table.end_row(open);
                table.row = Some(Row { start: open, ..Row::default() });
            }
            "/tr" => table.end_row(open),
            "td" | "th" => table.cell(&tag, open)?,
            "/td" | "/th" => table.end_cell(open),
            _ => {}
        }
    }
}

/// A table of HTML under way.
struct Html<'a> {
    text: &'a str,
    parts: Vec<Part>,
    row: Option<Row>,
    /// The cell that is open: its column and where it begins.
    cell: Option<(usize, usize)>,
    /// The column of the next cell.
    column: usize,
    /// For each column, how many rows more a cell above reaches into.
    spans: Vec<usize>,
}

impl Html<'_> {
    fn cell(&mut self, tag: &Tag<'_>, open: usize) -> Option<()> {
        self.end_cell(open);
        let (across, down) = (tag.number("colspan"), tag.number("rowspan"));
        while self.spans.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let end = self.column + across;
        if end > COLUMNS_MAX || down > COLUMNS_MAX {
            return None;
        }
        self.spans.resize(self.spans.len().max(end), 0);
        // The row at hand takes one off at its end.
        self.spans[self.column..end].fill(down);
        let row = self.row.get_or_insert_with(|| Row { start: open, ..Row::default() });
        row.is_head = tag.name == "th" && (row.cells.is_empty() || row.is_head);
        self.cell = Some((self.column, tag.end));
        self.column = end;
        Some(())
    }

    fn end_cell(&mut self, at: usize) {
        if let (Some((column, start)), Some(row)) = (self.cell.take(), &mut self.row) {
            row.cells.push((column, start..at));
        }
    }

    fn end_row(&mut self, at: usize) {
        self.end_cell(at);
        if let Some(row) = self.row.take() {
            self.spans.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            self.column = 0;
            let first = !self.parts.iter().any(|part| matches!(part, Part::Row(_)));
            self.parts.push(Part::Row(Row { is_head: row.is_head && first, ..row }));
        }
    }

    /// Text between two tags, where no cell is open.
    fn loose(&mut self, range: Range<usize>) {
        if self.cell.is_some() || self.text[range.clone()].trim().is_empty() {
            return;
        }
        // Within a row it would stand between its cells.
        self.end_row(range.start);
        self.parts.push(Part::Loose(range));
    }
}

/// A tag of HTML.
struct Tag<'a> {
    /// In small letters; with the stroke of one that closes.
    name: String,
    attributes: &'a str,
    end: usize,
}

impl Tag<'_> {
    /// How many columns or rows a cell takes: one, where it does not say.
    fn number(&self, name: &str) -> usize {
        let small = self.attributes.to_ascii_lowercase();
        let value = small.split(name).nth(1).map(|rest| rest.trim_start_matches(['=', '"', '\'', ' ']));
        let digits =
            value.map(|rest| &rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())]);
        digits
            .filter(|digits| !digits.is_empty())
            .map_or(1, |digits| digits.parse().unwrap_or(usize::MAX))
            .max(1)
    }
}

/// Longest tag, in bytes.
const TAG_BYTES_MAX: usize = 1024;

fn tag(text: &str, at: usize) -> Option<Tag<'_>> {
    let inner = text[at..].strip_prefix('<')?;
    let ends = |byte: &u8| matches!(byte, b'<' | b'>');
    let end = inner.as_bytes().iter().take(TAG_BYTES_MAX).position(ends)?;
    let inner = inner.get(..end).filter(|_| inner.as_bytes()[end] == b'>')?;
    let stop = |c: char| !(c.is_ascii_alphanumeric() || c == '/');
    let name = &inner[..inner.find(stop).unwrap_or(inner.len())];
    let opens = name.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
    opens.then(|| Tag {
        name: name.trim_end_matches('/').to_ascii_lowercase(),
        attributes: &inner[name.len()..],
        end: at + end + 2,
    })
}

/// The rows of a grid, if each line of the text belongs to one.
pub(super) fn grid(text: &str) -> Option<Vec<Row>> {
    if !text.trim_start().starts_with("+-") && !text.trim_start().starts_with("+=") {
        return None;
    }
    let (mut rows, mut row) = (Vec::new(), Row::default());
    let (mut at, mut line_of_row) = (0, 0);
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        let start = at + raw.len() - raw.trim_start().len();
        at += raw.len();
        if is_border(line) {
            let heads = line.contains('=') && rows.is_empty();
            if !row.cells.is_empty() {
                rows.push(Row { is_head: heads, ..std::mem::take(&mut row) });
            }
            (row, line_of_row) = (Row { start, ..Row::default() }, 0);
        } else {
            let cells = cells_of_line(line, start)?;
            if cells.len() > COLUMNS_MAX {
                return None;
            }
            push_line(text, &mut row, line_of_row, cells.into_iter());
            line_of_row += 1;
        }
    }
    (row.cells.is_empty() && !rows.is_empty()).then_some(rows)
}

/// "+----+-----+", "+====+:===:+".
fn is_border(line: &str) -> bool {
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// The cells of a line between two bars.
fn cells_of_line(line: &str, start: usize) -> Option<Vec<Range<usize>>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    let mut at = start + 1;
    let cells = inner.split('|').map(|cell| {
        let first = at;
        at += cell.len() + 1;
        first..first + cell.len()
    });
    Some(cells.collect())
}

/// Adds a line to a row whose cells are wrapped, `index` its place among the row's lines.
///
/// The bytes of such a row go line by line: a cell that goes on where others stand beside it counts as a further one,
/// behind the last column.
pub(super) fn push_line(
    source: &str,
    row: &mut Row,
    index: usize,
    cells: impl ExactSizeIterator<Item = Range<usize>>,
) {
    let columns = cells.len();
    let trimmed = |cell: Range<usize>| {
        let text = &source[cell.clone()];
        let first = cell.start + text.len() - text.trim_start().len();
        first..first + text.trim().len()
    };
    let own: Vec<_> = cells.map(trimmed).enumerate().filter(|(_, cell)| !cell.is_empty()).collect();
    match (row.cells.last().map(|(column, _)| *column), own.as_slice()) {
        // Nothing stands between the two parts of the cell.
        (Some(column), [(same, rest)]) if column % columns == *same => row.cells.push((column, rest.clone())),
        _ => row.cells.extend(own.into_iter().map(|(at, cell)| (index * columns + at, cell))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells<'a>(text: &'a str, row: &Row) -> Vec<(usize, &'a str)> {
        row.cells.iter().map(|(column, cell)| (*column, &text[cell.clone()])).collect()
    }

    fn rows(text: &str) -> Vec<Vec<(usize, &str)>> {
        let (parts, _) = html(text).unwrap();
        let row = |part: &Part| match part {
            Part::Row(row) => cells(text, row),
            Part::Loose(loose) => vec![(99, &text[loose.clone()])],
        };
        parts.iter().map(row).collect()
    }

    #[test]
    fn cells_of_html_stand_in_their_columns() {
        let text = "<table><caption>Visits</caption><tr><th rowspan=\"2\">Who<th colspan='2'>When</tr>\
            <tr><td>May</td><td></td></tr></table> after";
        assert_eq!(
            rows(text),
            [vec![(99, "Visits")], vec![(0, "Who"), (1, "When")], vec![(1, "May"), (2, "")]]
        );
        assert_eq!(&text[html(text).unwrap().1..], " after");
    }

    #[test]
    fn what_is_no_plain_table_of_html() {
        assert!(html("<table><tr><td>a").is_none());
        assert!(html("<table><tr><td><table></table></td></tr></table>").is_none());
        assert!(html("<table><tr><td colspan=900>a</td></tr></table>").is_none());
        assert!(html("<tablet>").is_none());
    }

    #[test]
    fn cells_of_a_grid() {
        let text = "+---+-----+\n| A | B   |\n+===+=====+\n| c | d   |\n|   | e f |\n+---+-----+\n|   | g   |\n+---+-----+";
        let found = grid(text).unwrap();
        assert_eq!(found.iter().map(|row| row.is_head).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(cells(text, &found[1]), [(0, "c"), (1, "d"), (1, "e f")]);
        assert_eq!(cells(text, &found[2]), [(1, "g")]);
        assert!(grid("+---+\n| a |\nand more\n+---+").is_none());
    }
}
