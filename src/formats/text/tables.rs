//! Printed tables: cells between bars, tabs or gaps that line up, under a ruler, a head, or neither.
//!
//! Prose that happens to line up is none: a table has a head, a ruler, or at least three lines in the same columns.

use cip_lexicon as lexicon;

use super::columns::{Columns, Known, shared};
use super::lines::{Line, Segment, begins_small, ends_sentence, is_capitals, length};
use super::listing::Listing;
use super::mask;
use super::rows::{self, GridLine};
use super::rules::{Rule, is_bar};
use super::sheets;
use super::signs::Signs;
use crate::gathered::one_line;

/// Most lines of a head above a ruler.
const HEAD_LINES_MAX: usize = 4;
/// Most words of the name of a column.
const NAME_WORDS_MAX: usize = 4;
/// How far beside a name a mark below it begins.
const NAME_SLACK: usize = 2;
/// Least lines of a table that has neither head nor ruler.
const HEADLESS_LINES_MIN: usize = 3;
/// How far below a head its table is looked for.
const LOOK_AHEAD: usize = 12;
/// Most columns.
const COLUMNS_MAX: usize = 32;

/// Words of a cell that stand on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) at: usize,
    pub(super) text: &'a str,
}

/// A cell: the pieces of its lines.
pub(super) type Cell<'a> = Vec<Piece<'a>>;

/// A table that begins at a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// The line behind its last.
    pub(super) end: usize,
    pub(super) head: Vec<Cell<'a>>,
    pub(super) rows: Vec<Vec<Cell<'a>>>,
    /// Lines that repeat its head on a later page.
    pub(super) repeated: Vec<usize>,
}

/// The table that begins at a line; `stops` says which lines belong to none.
pub(super) fn find<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Found<'a>> {
    barred(listing, at, stops)
        .or_else(|| sheets::find(listing, at, stops))
        .or_else(|| tabbed(listing, at, stops))
        .or_else(|| ruled(listing, at, stops))
        .or_else(|| headed(listing, at, stops))
        .or_else(|| headless(listing, at, stops))
}

/// Lines of a table as they are gathered.
#[derive(Default)]
struct Grid<'a> {
    lines: Vec<GridLine<'a>>,
    /// Which printed line each is.
    at: Vec<usize>,
}

impl<'a> Grid<'a> {
    fn push(&mut self, at: usize, cells: Vec<&'a str>, widths: Vec<usize>, opens: bool) {
        self.lines.push(GridLine { cells, widths, opens });
        self.at.push(at);
    }

    /// Marks lines that fill every column as rows of their own, where most do.
    fn open_whole(&mut self) {
        let whole = |line: &GridLine<'_>| line.cells.iter().all(|cell| !cell.is_empty());
        let count = self.lines.iter().filter(|line| whole(line)).count();
        if count * 4 >= self.lines.len() * 3 {
            self.lines.iter_mut().for_each(|line| line.opens |= whole(line));
        }
    }

    /// Marks lines as rows of their own that fill a column which the line above leaves empty, where each line has a key and
    /// something beside it: a cell that goes on from the line above has begun there.
    fn open_sparse(&mut self) {
        let keyed = |line: &GridLine<'_>| {
            let key = line.cells.first().copied().unwrap_or_default();
            !key.is_empty() && !begins_small(key) && line.cells[1..].iter().any(|cell| !cell.is_empty())
        };
        if !self.lines.iter().all(keyed) {
            return;
        }
        for at in 1..self.lines.len() {
            let (above, line) = (&self.lines[at - 1], &self.lines[at]);
            let pairs = || above.cells.iter().zip(&line.cells).enumerate();
            let fills = pairs().any(|(_, (above, cell))| above.is_empty() && !cell.is_empty());
            let wraps = pairs().skip(1).any(|(column, (above, cell))| {
                !above.is_empty() && !cell.is_empty() && rows::may_go_on(above, cell, line.widths[column])
            });
            if fills && !wraps {
                self.lines[at].opens = true;
            }
        }
    }

    /// The lines put together to rows.
    fn rows(&self) -> Vec<Vec<Cell<'a>>> {
        rows::rows(&self.lines).into_iter().map(|row| self.merged(row)).collect()
    }

    fn merged(&self, lines: std::ops::Range<usize>) -> Vec<Cell<'a>> {
        let columns = self.lines[lines.clone()].iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let mut cells = vec![Cell::new(); columns];
        for line in lines {
            for (cell, text) in
                cells.iter_mut().zip(&self.lines[line].cells).filter(|(_, text)| !text.is_empty())
            {
                cell.push(Piece { at: self.at[line], text });
            }
        }
        cells
    }
}

/// Cells between bars; strokes between rows, or rows of one line.
fn barred<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Found<'a>> {
    let stroke = |at: usize| listing.rules.get(at).is_some_and(Option::is_some) && !listing.is_stroke(at);
    let first = at + usize::from(stroke(at));
    let columns = bars(listing, first)?;
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    let mut end = first;
    while end < listing.len()
        && !stops[end]
        && (end == first || listing.printed[end].gap == 0 || listing.printed[end].turn)
    {
        if stroke(end) || listing.is_stroke(end) && bars(listing, end + 1) == Some(columns) {
            groups.push(Vec::new());
        } else if bars(listing, end) == Some(columns) {
            groups.last_mut()?.push(end);
        } else {
            break;
        }
        end += 1;
    }
    groups.retain(|group| !group.is_empty());
    let lines: usize = groups.iter().map(Vec::len).sum();
    if columns < 2 || lines < 2 {
        return None;
    }
    let cells =
        |at: usize| listing.text(at).trim_matches(is_bar).split(is_bar).map(str::trim).collect::<Vec<_>>();
    let room = |at: usize| {
        listing
            .text(at)
            .trim_matches(is_bar)
            .split(is_bar)
            .map(|cell| length(cell).saturating_sub(2).max(1))
            .collect()
    };
    let widths: Vec<usize> = room(*groups.first()?.first()?);
    let mut found = Found { end, ..Found::default() };
    // Strokes between most rows: what stands between two is a row.
    let drawn = groups.len() > 2;
    let headed = groups.len() > 1;
    for (index, group) in groups.iter().enumerate() {
        let mut grid = Grid::default();
        for at in group {
            grid.push(*at, cells(*at), widths.clone(), false);
        }
        if index == 0 && headed {
            found.head = grid.merged(0..group.len());
        } else if drawn {
            found.rows.push(grid.merged(0..group.len()));
        } else {
            // What goes on in its first cell begins small, or with a remark in brackets.
            let opens = |cell: &str| !cell.is_empty() && !begins_small(cell) && !cell.starts_with('(');
            grid.lines.iter_mut().for_each(|line| line.opens = opens(line.cells[0]));
            found.rows.extend(grid.rows());
        }
    }
    Some(found)
}

/// How many cells bars divide a line into.
fn bars(listing: &Listing<'_>, at: usize) -> Option<usize> {
    if !listing.is_words(at) || !listing.line(at).holds(Signs::BAR.and(Signs::WIDE)) {
        return None;
    }
    let text = listing.text(at);
    let inner = text.trim_matches(is_bar);
    let count = inner.matches(is_bar).count() + 1;
    let outer = inner.len() < text.len();
    (count > 1 && count <= COLUMNS_MAX && (outer || inner.contains(" |") || inner.contains("| ")))
        .then_some(count)
}

/// Cells between tabs.
fn tabbed<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Found<'a>> {
    if !listing.line(at).holds(Signs::TAB) {
        return None;
    }
    let tabs = |at: usize| {
        let line = listing.line(at);
        let inner = line.text.matches('\t').count();
        listing.is_words(at) && (1..COLUMNS_MAX).contains(&(inner + line.lead_tabs)) && !listing.is_item(at)
    };
    let mut end = at;
    while end < listing.len()
        && !stops[end]
        && tabs(end)
        && (end == at || listing.printed[end].gap == 0 || listing.printed[end].turn)
    {
        end += 1;
    }
    let inner = listing.text(at).matches('\t').count();
    if end < at + 2 || !listing.text(at).contains('\t') || listing.has_fields(at) && inner < 2 {
        return None;
    }
    let split = |at: usize| -> Vec<&'a str> {
        let line = listing.line(at);
        std::iter::repeat_n("", line.lead_tabs).chain(line.text.split('\t').map(str::trim)).collect()
    };
    let first = split(at);
    let whole = first.len() > 2 && first.iter().all(|name| is_name(name));
    // Below names that fill all columns a tab is the border of two cells, and what a line is short of is empty.
    let even = (at..end).all(|line| {
        let count = split(line).len();
        count == first.len() || whole && count < first.len()
    });
    let cells = |at: usize| -> Vec<&'a str> {
        let all = split(at);
        // Tabs that only push a cell to its column count once.
        if even {
            all
        } else {
            all.iter()
                .enumerate()
                .filter(|(column, cell)| *column == 0 || !cell.is_empty())
                .map(|(_, cell)| *cell)
                .collect()
        }
    };
    let rows: Vec<Vec<Cell<'a>>> = (at..end)
        .map(|line| {
            cells(line)
                .into_iter()
                .map(|text| if text.is_empty() { Cell::new() } else { vec![Piece { at: line, text }] })
                .collect()
        })
        .collect();
    let columns = rows.iter().map(Vec::len).max().filter(|columns| (2..=COLUMNS_MAX).contains(columns))?;
    let named = rows.len() > 2 && rows[0].len() == columns && is_head(&cells(at));
    let repeated: Vec<usize> =
        (at + 1..end).filter(|line| named && listing.text(*line) == listing.text(at)).collect();
    let mut rows = rows;
    let head = if named { rows.remove(0) } else { Vec::new() };
    rows.retain(|row| row.iter().flatten().next().is_none_or(|piece| !repeated.contains(&piece.at)));
    Some(Found { end, head, rows, repeated })
}

/// Cells under a ruler that marks the columns.
fn ruled<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Found<'a>> {
    let marked = |at: usize| match listing.rules.get(at) {
        Some(Some(Rule::Columns(groups))) => Some(groups),
        _ => None,
    };
    let top = usize::from(marked(at).is_some());
    let mut ruler = at;
    while ruler < listing.len()
        && ruler - at <= HEAD_LINES_MAX
        && (ruler == at && top == 1 || marked(ruler).is_none())
    {
        if ruler > at && (listing.printed[ruler].gap > 0 || listing.is_stroke(ruler) || stops[ruler]) {
            return None;
        }
        ruler += 1;
    }
    // A ruler alone at the top, with rows and no head below.
    let ruler = if marked(ruler).is_none() && top == 1 { at } else { ruler };
    let groups = marked(ruler).filter(|groups| groups.len() <= COLUMNS_MAX)?;
    let columns = Columns::of_ruler(groups);
    let names: Vec<usize> = (at + top..ruler).collect();
    // One name, over the first column, is the head of them all where it stands apart.
    let titled = |name: usize| names.len() == 1 && listing.is_apart(name) && is_name(listing.text(name));
    let fits = |name: &usize| {
        columns.fit(listing.line(*name)) && (columns.filled(listing.line(*name)) > 1 || titled(*name))
    };
    if !names.iter().all(fits) {
        return None;
    }
    body(listing, ruler + 1, columns, &names, stops)
}

/// Cells under the names of their columns.
fn headed<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Found<'a>> {
    let line = listing.line(at);
    let names = line.segments();
    if names.len() < 2 {
        return None;
    }
    let texts: Vec<&str> = names.iter().map(|name| name.text).collect();
    if stops[at] || !listing.is_words(at) || names.len() > COLUMNS_MAX || !is_head(&texts) {
        return None;
    }
    let drawn = listing.is_stroke(at + 1) && listing.printed[at + 1].gap == 0;
    let first = at + 1 + usize::from(drawn);
    let columns = Columns { starts: names.iter().map(|name| name.start).collect(), exact: false };
    let near = (first..listing.len().min(first + LOOK_AHEAD)).take_while(|at| {
        listing.is_words(*at)
            && !stops[*at]
            && (*at == first || listing.printed[*at].gap == 0)
            && columns.fit(listing.line(*at))
    });
    let near: Vec<usize> = near.collect();
    // A head of common names only may stand over rows whose cells stand in the middle.
    let least = if common_names(&texts) == texts.len() { 2 } else { columns.len().min(4) / 2 + 1 };
    let aligned = near.iter().filter(|at| columns.filled(listing.line(**at)) >= least).count();
    let only = near.len() == 1 && aligned == 1 && columns.filled(listing.line(near[0])) == columns.len();
    if aligned < 2 && !only {
        return None;
    }
    // "No Action" are two names where two cells stand below: what goes on in the second begins below it.
    let below: Vec<&Line<'_>> = near.iter().map(|at| listing.line(*at)).collect();
    let split = Columns::names(line, &below);
    let columns = if split.len() > columns.len() { Columns::of_head(&split, &below) } else { columns };
    body(listing, first, columns, &[at], stops)
}

/// Whether a line is the head of a table, by the names of its columns: three or more, all of them common, or in capitals
/// and most.
pub(super) fn is_head_line(line: &Line<'_>) -> bool {
    let names = line.segments();
    let texts: Vec<&str> = names.iter().map(|name| name.text).collect();
    let common = common_names(&texts);
    let least = if is_capitals(line.text) { texts.len().div_ceil(2) } else { texts.len() };
    texts.len() > 2 && common >= least && is_head(&texts)
}

/// Whether texts can be the names of columns.
fn is_head(texts: &[&str]) -> bool {
    if texts.len() < 2 || !texts.iter().all(|text| is_name(text)) {
        return false;
    }
    let known = common_names(texts);
    let wide = texts.len() > 2 && (known * 2 >= texts.len() || texts.iter().all(|text| is_capitals(text)));
    wide || known == texts.len()
}

/// Whether a text can be the name of a column.
pub(super) fn is_name(text: &str) -> bool {
    text.split_whitespace().count() <= NAME_WORDS_MAX
        && text.starts_with(|c: char| c.is_uppercase() || c == '#')
        && !text.contains(|c: char| c.is_ascii_digit() || c == ':')
        && !ends_sentence(text.trim_end_matches("No."))
        && mask::find_date(text).is_none()
}

/// How many of the texts are common names of columns: the whole text, or a longer word of it.
pub(super) fn common_names(texts: &[&str]) -> usize {
    let is_common = |word: &str| lexicon::COLUMN_HEADS.has(word);
    let any = |text: &str| text.split([' ', '/']).any(|word| word.len() > 3 && is_common(word));
    texts.iter().filter(|text| is_common(text) || any(text)).count()
}

/// The lines below a head as rows.
fn body<'a>(
    listing: &Listing<'a>,
    first: usize,
    columns: Columns,
    names: &[usize],
    stops: &[bool],
) -> Option<Found<'a>> {
    let heads: Vec<String> = names.iter().map(|at| one_line(listing.text(*at))).collect();
    let mut parts: Vec<(Columns, Vec<usize>)> = vec![(columns, Vec::new())];
    let mut found = Found { end: first, ..Found::default() };
    let mut at = first;
    while at < listing.len() && !stops[at] {
        let turned = (first.max(1)..=at)
            .rev()
            .take_while(|line| at - line < HEAD_LINES_MAX)
            .any(|line| listing.printed[line].turn);
        let repeated = turned && heads.contains(&one_line(listing.text(at))) && listing.is_words(at);
        let (columns, lines) = parts.last_mut()?;
        if repeated {
            found.repeated.push(at);
            let names = listing.line(at).segments();
            let next = if columns.exact && names.len() != columns.len() {
                columns.clone()
            } else {
                Columns { starts: names.iter().map(|name| name.start).collect(), exact: false }
            };
            parts.push((next, Vec::new()));
        } else if listing.rules[at].is_some() {
            let goes_on = at + 1 < listing.len()
                && listing.is_words(at + 1)
                && !stops[at + 1]
                && columns.filled(listing.line(at + 1)) > 1
                && columns.fit(listing.line(at + 1));
            if !goes_on || names.is_empty() && listing.is_stroke(at) {
                break;
            }
        } else if !belongs(listing, at, columns, at == first) {
            break;
        } else {
            lines.push(at);
        }
        at += 1;
        found.end = at;
    }
    trim(listing, &mut parts, &mut found);
    assemble(listing, parts, names, found)
}

/// Whether a line goes on with the table above.
fn belongs(listing: &Listing<'_>, at: usize, columns: &Columns, first: bool) -> bool {
    let printed = &listing.printed[at];
    if !columns.fit(&printed.line) {
        return false;
    }
    let apart = printed.gap > 0 && !printed.turn && !first;
    let filled = columns.filled(&printed.line);
    let texts: Vec<&str> = printed.line.segments().iter().map(|segment| segment.text).collect();
    if apart && (printed.gap > 1 || filled < 2 || is_head(&texts)) {
        return false;
    }
    // Fields in two columns below a table of two are no rows. Of the first line it is known that it is one.
    let told = listing.fields[at].fields.iter().filter(|field| !field.value.is_empty()).count();
    let labels = if first { 0 } else { told };
    !(labels > 1 || labels == 1 && filled < 3 && columns.len() < 4 && filled != columns.len())
}

/// Takes lines off the end that only stand below the first column by chance: what follows the table.
fn trim(listing: &Listing<'_>, parts: &mut [(Columns, Vec<usize>)], found: &mut Found<'_>) {
    for (columns, lines) in parts.iter_mut().rev() {
        while let Some(last) = lines.last().copied() {
            let line = listing.line(last);
            let cells = columns.cells(line, &Known::default());
            let only_first = cells.iter().skip(1).all(|cell| cell.is_empty());
            let key = lines[..lines.len() - 1]
                .iter()
                .rev()
                .map(|at| columns.cells(listing.line(*at), &Known::default())[0]);
            let key = key.take(HEAD_LINES_MAX).find(|key| !key.is_empty()).map_or(0, length);
            let room = columns.width(0).unwrap_or(0);
            let with_next = key + 1 + length(super::lines::first_word(line.text));
            let wrapped = begins_small(line.text)
                || key > 0
                    && !ends_sentence(line.text)
                    && with_next * 10 > room * 8
                    && line.end <= room + 2 + line.indent;
            if !only_first || wrapped && listing.printed[last].gap == 0 {
                return;
            }
            lines.pop();
            found.end = found.end.min(last);
        }
    }
}

fn assemble<'a>(
    listing: &Listing<'a>,
    parts: Vec<(Columns, Vec<usize>)>,
    names: &[usize],
    mut found: Found<'a>,
) -> Option<Found<'a>> {
    let mut grid = Grid::default();
    let heads: Vec<usize> = names.first().into_iter().chain(&found.repeated).copied().collect();
    let names_of = |part: usize, at: &[usize]| {
        let lines: Vec<&Line<'a>> = at.iter().map(|at| listing.line(*at)).collect();
        heads.get(part).map(|head| Columns::names(listing.line(*head), &lines))
    };
    // The same names stand over every part: where they show most columns.
    let split =
        parts.iter().enumerate().filter_map(|(part, (_, at))| names_of(part, at)).max_by_key(Vec::len);
    let words: Vec<usize> = split.iter().flatten().map(|name| name.text.split_whitespace().count()).collect();
    let mut head = Vec::new();
    for (part, (mut columns, at)) in parts.into_iter().enumerate() {
        let lines: Vec<&Line<'a>> = at.iter().map(|at| listing.line(*at)).collect();
        if !columns.exact
            && let Some(at) = heads.get(part)
        {
            let names = Columns::names_of_words(listing.line(*at), &words);
            columns = Columns::of_head(&names, &lines);
            if part == 0 {
                head = names.iter().map(|name| vec![Piece { at: *at, text: name.text }]).collect();
            }
        }
        push_part(listing, &columns, &at, &mut grid);
        if part == 0 && head.is_empty() {
            let mut names_grid = Grid::default();
            for at in names {
                names_grid.push(*at, columns.cells(listing.line(*at), &Known::default()), Vec::new(), false);
            }
            head = names_grid.merged(0..names.len());
        }
    }
    let count = grid.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    for line in &mut grid.lines {
        line.cells.resize(count, "");
        line.widths.resize(count, 1);
    }
    found.head = head;
    grid.open_whole();
    grid.open_sparse();
    found.rows = grid.rows();
    (!found.rows.is_empty() && count > 1).then_some(found)
}

/// Adds the lines of a part of a table, fitted into its columns.
fn push_part<'a>(listing: &Listing<'a>, columns: &Columns, at: &[usize], grid: &mut Grid<'a>) {
    let lines: Vec<&Line<'a>> = at.iter().map(|at| listing.line(*at)).collect();
    let mut known = Known::of(columns, &lines);
    if !columns.exact {
        let first: Vec<_> = lines.iter().map(|line| columns.cells(line, &known)).collect();
        known.learn(&first);
    }
    let mut above = vec![usize::MAX; columns.len()];
    let fitted: Vec<_> = lines.iter().map(|line| columns.cells_below(line, &known, &mut above)).collect();
    let widths = widths(columns, &fitted);
    for (cells, at) in fitted.into_iter().zip(at) {
        let gap = listing.printed[*at].gap > 0 && !listing.printed[*at].turn;
        let drawn = listing.rules[at.saturating_sub(1)].is_some();
        grid.push(*at, cells, widths.clone(), (gap || drawn) && !grid.at.is_empty());
    }
}

/// Room of each column; the last has as much as its longest cell.
fn widths(columns: &Columns, fitted: &[Vec<&str>]) -> Vec<usize> {
    let longest = |column: usize| fitted.iter().map(|cells| length(cells[column])).max().unwrap_or(0);
    (0..columns.len()).map(|column| columns.width(column).unwrap_or_else(|| longest(column)).max(1)).collect()
}

/// Three or more lines in the same columns.
fn headless<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Found<'a>> {
    let plain = |at: usize| {
        let segments = listing.line(at).segments();
        listing.is_words(at)
            && !stops[at]
            && (2..=COLUMNS_MAX).contains(&segments.len())
            && !listing.is_item(at)
            && !segments.iter().any(|segment| segment.text.contains(": ") || segment.text.ends_with(':'))
    };
    let run = (at..listing.len())
        .take_while(|line| plain(*line) && (*line == at || listing.printed[*line].gap == 0));
    let run = run.take(LOOK_AHEAD);
    let first: Vec<&Line<'a>> = run.clone().take(HEADLESS_LINES_MIN).map(|at| listing.line(at)).collect();
    let columns = || named(&run.clone().map(|at| listing.line(at)).collect::<Vec<_>>());
    let columns =
        (first.len() == HEADLESS_LINES_MIN).then(|| columns().or_else(|| shared(&first))).flatten()?;
    let held = |line: &Line<'_>| {
        let segments = line.segments();
        let on = segments
            .iter()
            .filter(|segment| columns.starts.iter().any(|at| at.abs_diff(segment.start) < 2))
            .count();
        on * 4 >= segments.len() * 3 && on > 1
    };
    let ended = first.iter().filter(|line| line.segments()[0].text.ends_with(['.', ',', ';'])).count();
    let gaps = first
        .iter()
        .filter(|line| line.segments().windows(2).any(|pair| pair[1].start - pair[0].end > 2))
        .count();
    let short = first.iter().all(|line| line.segments()[0].text.split_whitespace().count() < 8);
    if !first.iter().all(|line| held(line)) || ended > 1 || gaps < 2 || !short {
        return None;
    }
    let found = body(listing, at, columns, &[], stops)?;
    (found.rows.len() > 1).then_some(found)
}

/// The columns that the names on the first of several lines stand over, where the lines below have a key and marks or a
/// few words under some of the names: most columns of such a table are empty on most lines.
fn named(lines: &[&Line<'_>]) -> Option<Columns> {
    let (names, below) = lines.split_first()?;
    let names = names.segments();
    if names.len() < 3 || !names.iter().all(|name| is_name(name.text)) {
        return None;
    }
    let under = |line: &&Line<'_>| {
        let mut left = names.iter();
        let stands = |segment: &Segment<'_>| {
            left.any(|name| {
                segment.start.abs_diff(name.start) <= NAME_SLACK
                    || (name.start..name.end).contains(&segment.start)
            })
        };
        let (key, cells) = line.segments().split_first()?;
        let short = |cell: &Segment<'_>| cell.text.split_whitespace().count() < NAME_WORDS_MAX;
        let fits = key.start == names[0].start && !begins_small(key.text) && cells.iter().all(short);
        (fits && line.segments().iter().all(stands)).then_some(line.segments().len() < names.len())
    };
    let sparse: Option<Vec<bool>> = below.iter().map(under).collect();
    let any = sparse?.into_iter().filter(|sparse| *sparse).count() > 1;
    any.then(|| Columns { starts: names.iter().map(|name| name.start).collect(), exact: false })
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Option<(Vec<String>, Vec<Vec<String>>, usize)> {
        let listing = Listing::new(part(split(text)).printed);
        let found = find(&listing, 0, &vec![false; listing.len()])?;
        let texts = |cells: &Vec<Cell<'_>>| -> Vec<String> {
            cells
                .iter()
                .map(|cell| cell.iter().map(|piece| piece.text).collect::<Vec<_>>().join(" "))
                .collect()
        };
        Some((texts(&found.head), found.rows.iter().map(texts).collect(), found.end))
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        check(text).map(|found| found.1).unwrap_or_default()
    }

    #[test]
    fn under_a_ruler() {
        let text = "NO  WHAT                WHO\n--- ------------------- ---------\n1   Ask the hostel for  A Other\n    a room\n\
                    2   Book the dentist    Nurse\nAll of this was agreed with him on the day.\n";
        let (head, rows, end) = check(text).unwrap();
        assert_eq!(head, ["NO", "WHAT", "WHO"]);
        assert_eq!(rows, [["1", "Ask the hostel for a room", "A Other"], ["2", "Book the dentist", "Nurse"]]);
        assert_eq!(end, 5);
    }

    #[test]
    fn marks_stand_in_the_column_that_they_stand_under() {
        let text = "Duty                 Done    Not done   Not asked\nRing the hostel      X\nSend the form                X\n\
                    Book the van                            X\nTell the family      X\n";
        let rows = rows(text);
        assert_eq!(rows[2], ["Send the form", "", "X", ""]);
        assert_eq!(rows[3], ["Book the van", "", "", "X"]);
        assert_eq!(rows.len(), 5);
    }

    #[test]
    fn rows_with_empty_cells_stay_apart() {
        let text = "Action               Owner       Due\nRing the hostel      Nurse       2 June 2025\n\
                    Send the form                    7 June 2025\nBook the van         Chaplain\nTell the family      Nurse       9 June 2025\n";
        let rows = rows(text);
        assert_eq!(rows[1], ["Send the form", "", "7 June 2025"]);
        assert_eq!(rows[2], ["Book the van", "Chaplain", ""]);
    }

    #[test]
    fn tabs_are_borders_below_names_that_fill_all_columns() {
        let rows = rows("Duty\tDone\tNot done\nHostel\tX\nVan\t\tX\n");
        assert_eq!(
            rows.iter().map(|row| row.join("|")).collect::<Vec<_>>(),
            ["Duty|Done|Not done", "Hostel|X", "Van||X"]
        );
    }

    #[test]
    fn two_names_with_one_space_between_and_a_cell_that_goes_on() {
        let text = "No Action                       Owner        By         State\n\
                    1  Ask the hostel for a room    A Other      03/05/2024 OPEN\n\
                    7  Send the sheet to all        R Tait       04/05/2024 DONE\n   staff\n\
                    8  Book the dentist             Nurse        05/05/2024 OPEN\n\
                    13 Write to the ferry about the O Quill      06/05/2024 OPEN\n   Unit\n";
        let rows = rows(text);
        assert_eq!(rows.len(), 4, "{rows:?}");
        assert_eq!(rows[1], ["7", "Send the sheet to all staff", "R Tait", "04/05/2024", "DONE"]);
    }

    #[test]
    fn under_names_with_rows_apart() {
        let text = "Name         Role       Reply\nA Other      Nurse      Yes\n\nB Person     Police     Yes\n\nHe came alone.\n";
        assert_eq!(rows(text).len(), 2);
    }

    #[test]
    fn between_tabs_and_bars() {
        assert_eq!(
            rows("Who\tRole\tReply\nA Other\tNurse\tYes\nB Name\t\tNo\n"),
            [["A Other", "Nurse", "Yes"], ["B Name", "", "No"]]
        );
        let text = "+------+-------+\n| Who  | Reply |\n+------+-------+\n| Ann  | Yes,  |\n|      | late  |\n+------+-------+\n| Bob  | No    |\n+------+-------+\n";
        assert_eq!(rows(text), [["Ann", "Yes, late"], ["Bob", "No"]]);
    }

    #[test]
    fn without_names() {
        let text = "Court            Port High Court\nSentence         3 years\nSentenced on     4 May 2023\nHe appealed.\n";
        assert_eq!(rows(text)[1], ["Sentence", "3 years"]);
        assert_eq!(check(text).unwrap().2, 3);
    }

    #[test]
    fn a_head_that_is_repeated_on_the_next_page() {
        let page = |number: usize, rows: &str| {
            format!(
                "Plan of A. Other\n{}Need       Owner     Due\n{rows}Page {number}\n\u{c}",
                "Seen and well.\n".repeat(3)
            )
        };
        let text = page(1, "Housing    Nurse     1/2/24\nHealth     Police    3/2/24\n")
            + "Plan of A. Other\nNeed        Owner     Due\n            Scotland\nMoney       Nurse     4/2/24\nPage 2\n\u{c}Plan of A. Other\nThe end.\nPage 3\n";
        let listing = Listing::new(part(split(&text)).printed);
        let found = find(&listing, 3, &vec![false; listing.len()]).unwrap();
        assert_eq!((found.rows.len(), found.repeated.len()), (3, 1));
        assert_eq!(found.rows[1][1].len(), 2);
    }

    #[test]
    fn prose_with_gaps_is_no_table() {
        assert_eq!(
            check("He   said that he  would not\ngo  there   again until the\nspring   of the next  year\n"),
            None
        );
        assert_eq!(
            check("He left.  She stayed on.\nThey met.  He came back.\nAll was.  It ended well.\n"),
            None
        );
        assert_eq!(
            check("NAME:   ANN      NO:   1\nDOB:    1/2/80   SEX:  F\nHALL:   3        CELL: 4\n"),
            None
        );
        assert_eq!(check("1.   Go out\n2.   Stay in\n3.   Ask him\n"), None);
    }
}
