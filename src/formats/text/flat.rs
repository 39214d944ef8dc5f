//! Tables that came out cell by cell, a line or more each: put back into rows by the names of their columns, by dates,
//! numbers and words that stand in one column only.

use cip_lexicon::{self as lexicon, WordList};

use std::collections::HashMap;
use std::ops::Range;

use super::entries::is_role_word;
use super::lines::{begins_small, ends_sentence, last_word};
use super::listing::Listing;
use super::mask;
use super::tables::{Found, Piece, common_names, is_name};

/// Least and most columns.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=9;
/// Longest line of a cell.
const CELL_LENGTH_MAX: usize = 64;
/// Most lines of a cell.
const CELL_LINES_MAX: usize = 6;
/// Kinds of columns.
const KINDS: [Kind; 5] = [Kind::Date, Kind::Number, Kind::Short, Kind::Role, Kind::Words];
/// Most cells on a line.
const LINE_CELLS_MAX: usize = 4;
/// Cost of two cells on a line with one space between them.
const TIGHT_COST: isize = 8;
/// Cost of a line that is left behind the last row.
const LEFT_COST: isize = 4;
/// Cost of a name in the head of a table that names of columns are not like.
const UNLIKE_COST: isize = 20;
/// Cost of another word in a column of states, and of a state in another column.
const OTHER_COST: isize = 10;
const STATE_COST: isize = 20;
/// What it is worth that the first cells of so many rows count up: no other cut of the lines makes them do so.
const COUNTED_WORTH: isize = 60;
const COUNTED_MIN: usize = 3;
/// Lines that are looked at to tell whether a table follows.
const TRIAL_LINES: usize = 40;
/// Most lines of a table.
const TABLE_LINES_MAX: usize = 5_000;
/// What a row is worth.
const ROW_WORTH: isize = 60;
/// Highest mean cost of a row.
const ROW_COST_MAX: isize = 45;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Date,
    Number,
    /// A word or two from a small set.
    Short,
    /// Who does something.
    Role,
    Words,
}

/// What came of looking for a table.
pub(super) enum Search<'a> {
    /// Nothing begins here that could be the head of one.
    None,
    /// What follows is none.
    Failed,
    /// The head of a table whose cells cannot be told apart: its lines, in stretches of about a row.
    Dissolved(Vec<Range<usize>>),
    Found(Found<'a>),
}

/// The table whose head begins at a line, a name a line.
pub(super) fn find<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Search<'a> {
    if !is_cell(listing, at, stops) || common_names(&[listing.text(at)]) == 0 || !is_name(listing.text(at)) {
        return Search::None;
    }
    let gap = listing.printed.get(at + 1).map_or(2, |next| next.gap);
    let names = (at..listing.len()).take(*COLUMNS.end()).take_while(|line| {
        is_cell(listing, *line, stops)
            && (*line == at || listing.printed[*line].gap == gap)
            && is_name(listing.text(*line))
    });
    let names: Vec<&str> = names.map(|at| listing.text(at)).collect();
    if gap > 1 || names.len() < *COLUMNS.start() {
        return Search::None;
    }
    let leading = names.iter().take_while(|name| common_names(&[**name]) > 0).count();
    let place = Place { listing, at, gap, stops };
    let kinds = columns(&place, &names, leading);
    // A heading right above the head reads like a name too: without it more comes out as rows.
    let below = Place { at: at + 1, ..place };
    if kinds.is_some() && listing.is_apart(at) && names.len() > *COLUMNS.start() {
        let better = columns(&below, &names[1..], leading.saturating_sub(1));
        let cost = |cost: isize, names: &[&str], kinds: &[Kind]| cost - unlike_cost(&names[..kinds.len()]);
        // What is a common name to the letter is left out for more than a name that only sounds like one.
        let left = if lexicon::COLUMN_HEADS.has(names[0]) { UNLIKE_COST } else { 0 };
        if let (Some((with, one)), Some((without, other))) = (&kinds, &better)
            && cost(*without, &names[1..], other) + left < cost(*with, &names, one)
        {
            return Search::None;
        }
    }
    match kinds {
        Some((_, kinds)) => {
            let head = &names[..kinds.len()];
            Search::Found(Flat::new(&place, head, kinds, TABLE_LINES_MAX).table(at))
        }
        None if leading >= *COLUMNS.start() => {
            let head = &names[..leading];
            let kinds = head.iter().map(|name| kind(name)).collect();
            Search::Dissolved(Flat::new(&place, head, kinds, TABLE_LINES_MAX).pieces(at))
        }
        None => Search::Failed,
    }
}

/// The kinds of the columns below a head, `leading` names of which are surely of columns, by their names or else by
/// what stands below, and what it costs to read it so.
fn columns<'a>(place: &Place<'a, '_>, names: &[&'a str], leading: usize) -> Option<(isize, Vec<Kind>)> {
    let trial = |columns: usize| {
        let head = &names[..columns];
        let known = common_names(head) * 3 >= columns * 2;
        let kinds = head.iter().map(|name| kind(name)).collect();
        let flat = known.then(|| Flat::new(place, head, kinds, TRIAL_LINES))?;
        flat.trial().map(|cost| (cost + unlike_cost(head), flat.kinds))
    };
    let least = (*COLUMNS.start()).max(leading);
    let found = (least..=names.len()).filter_map(trial).min_by_key(|(cost, kinds)| (*cost, kinds.len()));
    // A name may be of several kinds: "by" is a person or a day.
    found.into_iter().chain(by_cells(place, names)).min_by_key(|(cost, kinds)| (*cost, kinds.len()))
}

/// Where a table is looked for.
#[derive(Clone, Copy)]
struct Place<'a, 'b> {
    listing: &'b Listing<'a>,
    /// The first line of its head.
    at: usize,
    /// Blank lines between its lines.
    gap: usize,
    stops: &'b [bool],
}

/// The kinds of columns by what stands in them, whatever their names say: dates, figures or states that come back in one
/// column of every row.
fn by_cells<'a>(place: &Place<'a, '_>, names: &[&'a str]) -> Option<(isize, Vec<Kind>)> {
    let trial = |columns: usize| {
        let head = &names[..columns];
        if common_names(head) * 2 < columns {
            return None;
        }
        let mut flat = Flat::new(place, head, vec![Kind::Words; columns], TRIAL_LINES);
        let mut best: Option<(isize, Vec<Kind>)> = None;
        let there = [Kind::Date, Kind::Number, Kind::Short].map(|kind| (kind, flat.has(kind)));
        for (kind, _) in there.into_iter().filter(|(_, there)| *there) {
            let known = best.as_ref().map_or_else(|| vec![Kind::Words; columns], |(_, kinds)| kinds.clone());
            for column in (0..columns).filter(|column| known[*column] == Kind::Words) {
                flat.kinds.clone_from(&known);
                flat.kinds[column] = kind;
                let cost = flat.trial().filter(|cost| best.as_ref().is_none_or(|(best, _)| cost < best));
                best = cost.map(|cost| (cost, flat.kinds.clone())).or(best);
            }
        }
        best
    };
    (*COLUMNS.start()..=names.len())
        .filter_map(trial)
        .map(|(cost, kinds)| {
            let head = &names[..kinds.len()];
            (cost + unlike_cost(head) + misdated_cost(head, &kinds), kinds)
        })
        .min_by_key(|(cost, _)| *cost)
}

/// What it costs that names are those of columns: the first row below a head may read like further names of it.
fn unlike_cost(names: &[&str]) -> isize {
    UNLIKE_COST * (names.len() - common_names(names)).cast_signed()
}

/// What it costs that dates stand below another name than that of a date, or no dates below that.
fn misdated_cost(names: &[&str], kinds: &[Kind]) -> isize {
    let misdated = |(name, cells): &(&&str, &Kind)| (kind(name) == Kind::Date) != (**cells == Kind::Date);
    UNLIKE_COST * names.iter().zip(kinds).filter(misdated).count().cast_signed()
}

/// Whether a line can be a cell or a part of one.
fn is_cell(listing: &Listing<'_>, at: usize, stops: &[bool]) -> bool {
    listing.is_words(at)
        && !stops[at]
        && listing.line(at).length() <= CELL_LENGTH_MAX
        && listing.line(at).segments().len() == 1
}

/// The parts that each cell of a row is.
type Row = Vec<Range<usize>>;

/// Where each cell of a row begins, by column.
type Starts = [usize; *COLUMNS.end()];

/// The cost of the cheapest row so far that ends before a part, and where its cells begin; nothing if none does.
type Reached = Option<(isize, Starts)>;

/// A line of a cell, or a part of a line that may be a cell of its own.
struct Part<'a> {
    piece: Piece<'a>,
    /// Whether a blank line stands above it.
    apart: bool,
    /// Whether it stands behind another on its line.
    tight: bool,
}

struct Flat<'a> {
    kinds: Vec<Kind>,
    head: Vec<Piece<'a>>,
    /// The lines below the head, cut where two cells may stand on one.
    parts: Vec<Part<'a>>,
    /// Whether blank lines stand between cells.
    spaced: bool,
    /// What a cell of so many lines costs that begins at a line, for each kind of column.
    costs: Vec<[[isize; KINDS.len()]; CELL_LINES_MAX]>,
}

impl<'a> Flat<'a> {
    fn new(place: &Place<'a, '_>, head: &[&'a str], kinds: Vec<Kind>, most: usize) -> Self {
        let Place { listing, at, gap, stops } = *place;
        let first = at + head.len();
        let follows = |line: &usize| is_cell(listing, *line, stops) && listing.printed[*line].gap <= gap;
        let lines = (first..listing.len()).take(most).take_while(follows);
        let cut = |at: usize| {
            let texts = cells(listing.text(at), &kinds);
            let apart = listing.printed[at].gap > 0;
            texts.into_iter().enumerate().map(move |(index, text)| Part {
                piece: Piece { at, text },
                apart: apart && index == 0,
                tight: index > 0,
            })
        };
        let parts = lines.flat_map(cut).collect();
        let head = head.iter().enumerate().map(|(index, text)| Piece { at: at + index, text }).collect();
        let mut flat = Self { kinds, head, parts, spaced: gap > 0, costs: Vec::new() };
        flat.costs = (0..flat.parts.len()).map(|part| flat.costs_at(part)).collect();
        flat
    }

    fn costs_at(&self, line: usize) -> [[isize; KINDS.len()]; CELL_LINES_MAX] {
        let mut costs = [[0; KINDS.len()]; CELL_LINES_MAX];
        for (length, costs) in costs.iter_mut().enumerate() {
            let lines = line..self.parts.len().min(line + length + 1);
            let join = self.join_cost(lines.clone());
            *costs = kind_costs(&self.text(lines)).map(|cost| cost + join);
        }
        costs
    }

    /// Whether at least two lines are surely of a kind.
    fn has(&self, kind: Kind) -> bool {
        let is = |text: &str| match kind {
            Kind::Date => mask::is_date(text),
            Kind::Number => is_of(text, kind) && !mask::is_date(text),
            _ => lexicon::STATES.has(text),
        };
        self.parts.iter().filter(|part| is(part.piece.text)).count() > 1
    }

    /// The mean cost of a row, if the lines come out as rows: dates, numbers or words that return stand in columns of
    /// their own.
    fn trial(&self) -> Option<isize> {
        let (rows, cost) = self.rows(&HashMap::new());
        let count = rows.len().cast_signed();
        if count < 2 || cost > ROW_COST_MAX * count {
            return None;
        }
        let known = self.known(&rows);
        let fits = |column: usize| {
            let cell = |row: &Row| {
                let text = self.text(row[column].clone());
                is_of(&text, self.kinds[column])
                    || self.kinds[column] == Kind::Short && known.get(text.as_str()) == Some(&column)
            };
            rows.iter().filter(|row| cell(row)).count()
        };
        let telling = |column: &usize| matches!(self.kinds[*column], Kind::Date | Kind::Number | Kind::Short);
        let mut typed = (0..self.kinds.len()).filter(telling).peekable();
        let told = self.spaced && typed.peek().is_none()
            || typed.peek().is_some() && typed.all(|column| fits(column) * 5 >= rows.len() * 4);
        let end = rows.last().and_then(|row| row.last()).map_or(0, |cell| cell.end);
        // What is left at the end of a long table says nothing.
        let left = if self.parts.len() < TRIAL_LINES { self.parts.len() - end } else { 0 };
        let counted = if self.are_counted(&rows) { COUNTED_WORTH } else { 0 };
        told.then_some(cost / count + LEFT_COST * left.min(self.kinds.len()).cast_signed() - counted)
    }

    /// Whether the first cells of the rows count up from 1.
    fn are_counted(&self, rows: &[Row]) -> bool {
        let number = |row: &Row| self.text(row[0].clone()).trim_end_matches(['.', ')']).parse::<usize>().ok();
        rows.len() >= COUNTED_MIN && rows.iter().zip(1..).all(|(row, count)| number(row) == Some(count))
    }

    fn text(&self, lines: Range<usize>) -> String {
        self.parts[lines].iter().map(|part| part.piece.text).collect::<Vec<_>>().join(" ")
    }

    /// The head and then stretches of lines, each up to the first line behind a date that may open a row.
    fn pieces(&self, at: usize) -> Vec<Range<usize>> {
        let first = at + self.head.len();
        let (mut start, mut dated) = (first, false);
        let mut pieces: Vec<Range<usize>> = std::iter::once(at..first).collect();
        for part in &self.parts {
            let line = part.piece.at;
            if dated && line >= start + self.kinds.len() && !begins_small(part.piece.text) && !part.tight {
                pieces.push(start..line);
                (start, dated) = (line, false);
            }
            dated |= mask::find_date(part.piece.text).is_some();
        }
        let end = self.parts.last().map_or(first, |part| part.piece.at + 1);
        if start < end {
            pieces.push(start..end);
        }
        pieces
    }

    /// The rows at least cost, each a range of lines a column, and that cost. What does not come out as rows is left.
    fn rows(&self, known: &HashMap<&str, usize>) -> (Vec<Row>, isize) {
        // For each number of parts, the least cost of whole rows less their worth, with the last of them.
        let mut whole: Vec<Reached> = vec![None; self.parts.len() + 1];
        whole[0] = Some((0, Starts::default()));
        // For each number of parts behind the first of a row.
        let mut reached: Vec<Reached> = Vec::new();
        for start in 0..self.parts.len() {
            let Some((before, _)) = whole[start] else { continue };
            reached.clear();
            reached.push(Some((before - ROW_WORTH, Starts::default())));
            for column in 0..self.kinds.len() {
                reached = self.with_cell(start, &reached, column, known);
            }
            for (whole, row) in whole[start..].iter_mut().zip(&reached) {
                if let Some((cost, starts)) = row
                    && whole.is_none_or(|(best, _)| *cost < best)
                {
                    *whole = Some((*cost, *starts));
                }
            }
        }
        self.path(&whole)
    }

    /// Rows with a further cell: for each part that it may end before, the cheapest.
    fn with_cell(
        &self,
        first: usize,
        rows: &[Reached],
        column: usize,
        known: &HashMap<&str, usize>,
    ) -> Vec<Reached> {
        let most = (rows.len() - 1 + CELL_LINES_MAX).min(self.parts.len() - first);
        let mut longer: Vec<Reached> = vec![None; most + 1];
        for (start, row) in rows.iter().enumerate() {
            let Some((cost, mut starts)) = *row else { continue };
            let start = first + start;
            starts[column] = start;
            for end in start + 1..=self.parts.len().min(start + CELL_LINES_MAX) {
                let cost = cost + self.cost(start..end, column, known);
                let best = &mut longer[end - first];
                if best.is_none_or(|(best, _)| cost < best) {
                    *best = Some((cost, starts));
                }
            }
        }
        longer
    }

    fn path(&self, whole: &[Reached]) -> (Vec<Row>, isize) {
        let whole_line = |end: usize| self.parts.get(end).is_none_or(|part| !part.tight);
        let reached = whole.iter().enumerate().filter(|(end, _)| whole_line(*end));
        let reached = reached.filter_map(|(end, row)| row.as_ref().map(|row| (row.0, end)));
        let (cost, mut end) = reached.min().unwrap_or((0, 0));
        let mut rows = Vec::new();
        while let Some((_, starts)) = whole[end].filter(|_| end > 0) {
            let starts = &starts[..self.kinds.len()];
            let ends = starts[1..].iter().chain([&end]);
            rows.push(starts.iter().zip(ends).map(|(start, end)| *start..*end).collect());
            end = starts[0];
        }
        rows.reverse();
        let worth = ROW_WORTH * rows.len().cast_signed();
        (rows, cost + worth)
    }

    /// What it costs that a cell of a column is these lines.
    fn cost(&self, lines: Range<usize>, column: usize, known: &HashMap<&str, usize>) -> isize {
        let cost = self.costs[lines.start][lines.len() - 1][self.kinds[column] as usize];
        let own = if lines.len() == 1 { known.get(self.parts[lines.start].piece.text) } else { None };
        cost + match own {
            Some(own) if *own == column => -15,
            Some(_) => 20,
            None => 0,
        }
    }

    /// What it costs that these lines are one cell, of whatever kind.
    fn join_cost(&self, lines: Range<usize>) -> isize {
        let first = self.parts[lines.start].piece.text;
        let mut cost = if lexicon::CELL_LINKS.has(super::lines::first_word(first)) { 20 } else { 0 };
        for at in (lines.start + 1..lines.end).filter(|at| !self.parts[*at].tight) {
            let (before, after) = (self.parts[at - 1].piece.text, self.parts[at].piece.text);
            let open = before.ends_with([',', '/', '-', '\u{2013}', '&', '('])
                || lexicon::CELL_LINKS.has(last_word(before));
            let goes_on = open || begins_small(after) || before.rfind('(') > before.rfind(')');
            cost += if goes_on { 6 } else { 30 };
            cost += if self.parts[at].apart { 60 } else { 0 };
        }
        cost += if self.parts[lines.start].tight { TIGHT_COST } else { 0 };
        cost + if self.spaced && !self.parts[lines.start].apart && !self.parts[lines.start].tight {
            30
        } else {
            0
        }
    }

    fn table(&self, at: usize) -> Found<'a> {
        let (first, _) = self.rows(&HashMap::new());
        let known = self.known(&first);
        let (rows, _) = self.rows(&known);
        let cell = |range: &Range<usize>| self.parts[range.clone()].iter().map(|part| part.piece).collect();
        let end = rows.last().and_then(|row| row.last()).map_or(0, |cell| cell.end);
        let rows: Vec<Vec<Vec<Piece<'a>>>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        // The head again, on a later page.
        let again = |row: &Vec<Vec<Piece<'a>>>| {
            row.iter().zip(&self.head).all(|(cell, name)| cell.len() == 1 && cell[0].text == name.text)
        };
        let (repeated, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(again);
        Found {
            end: end.checked_sub(1).map_or(at + self.head.len(), |last| self.parts[last].piece.at + 1),
            head: self.head.iter().map(|name| vec![*name]).collect(),
            rows,
            repeated: repeated.iter().flatten().flatten().map(|piece| piece.at).collect(),
        }
    }

    /// Texts that stand in one column only, and more than once.
    fn known(&self, rows: &[Row]) -> HashMap<&'a str, usize> {
        let mut counts: HashMap<(&'a str, usize), usize> = HashMap::new();
        for row in rows {
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| cell.len() == 1) {
                *counts.entry((self.parts[cell.start].piece.text, column)).or_default() += 1;
            }
        }
        let mut columns: HashMap<&str, usize> = HashMap::new();
        for (text, _) in counts.keys() {
            *columns.entry(text).or_default() += 1;
        }
        let told = counts.into_iter().filter(|((text, _), count)| *count > 1 && columns[text] == 1);
        told.map(|(cell, _)| cell).collect()
    }
}

/// What it costs that a text stands in a column, for each kind.
fn kind_costs(text: &str) -> [isize; KINDS.len()] {
    let date = mask::is_date(text);
    let dated = date || mask::find_date(text).is_some();
    let figure = text.trim_start_matches(['\u{a3}', '#']).starts_with(|c: char| c.is_ascii_digit());
    let blank = lexicon::NO_DATE.has(text);
    let state = lexicon::STATES.has(text);
    let sentence = ends_sentence(text);
    let words = text.split_whitespace().count();
    KINDS.map(|kind| match kind {
        Kind::Date if date => -20,
        Kind::Date | Kind::Number if blank => 0,
        Kind::Date if dated => 15,
        Kind::Date => 50,
        _ if date => 50,
        Kind::Number if figure && words < 4 => -10,
        Kind::Number => 45,
        Kind::Short if state => -10,
        Kind::Short if words > 4 || sentence => 20,
        Kind::Short => OTHER_COST,
        Kind::Role if words > 6 || figure => 20,
        Kind::Words if figure && words == 1 => 25,
        Kind::Words if sentence && words > 12 => 20,
        // What is a state elsewhere stands in a column of states.
        Kind::Role | Kind::Words if state => STATE_COST,
        Kind::Role | Kind::Words => 0,
    })
}

/// Whether a text is of the kind that a column of dates or numbers holds.
fn is_of(text: &str, kind: Kind) -> bool {
    let blank = lexicon::NO_DATE.has(text);
    match kind {
        Kind::Date => blank || mask::is_date(text),
        Kind::Number => blank || text.starts_with(|c: char| c.is_ascii_digit() || c == '\u{a3}'),
        Kind::Short => blank || lexicon::STATES.has(text),
        Kind::Role | Kind::Words => true,
    }
}

/// The cells that may stand on one line: a date, a state or a role at its end or beginning is cut off.
fn cells<'a>(text: &'a str, kinds: &[Kind]) -> Vec<&'a str> {
    let mut cells = vec![text];
    while cells.len() < LINE_CELLS_MAX {
        let cut = cells.iter().enumerate().find_map(|(index, text)| cut(text, kinds).map(|at| (index, at)));
        let Some((index, at)) = cut else { break };
        let (left, right) = cells[index].split_at(at);
        cells.splice(index..=index, [left.trim_end(), right.trim_start()]);
    }
    cells
}

/// Where a text of more than one word may be two cells.
fn cut(text: &str, kinds: &[Kind]) -> Option<usize> {
    let words: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let is_state = |part: &str| lexicon::STATES.has(part.trim());
    if kinds.contains(&Kind::Date) {
        let whole = mask::is_date(text);
        let date = mask::date(text);
        let opens = (date > 0 && !whole && mask::is_date(&text[..date])).then_some(date);
        let ends = words.iter().copied().find(|at| mask::is_date(&text[*at..]));
        if let Some(at) = opens.or(ends).filter(|_| !whole) {
            return Some(at);
        }
    }
    if kinds.contains(&Kind::Short) && !is_state(text) {
        let ends = words.iter().copied().find(|at| is_state(&text[*at..]));
        let opens = || words.iter().rev().copied().find(|at| is_state(&text[..*at]));
        if let Some(at) = ends.or_else(opens) {
            return Some(at);
        }
    }
    if kinds.contains(&Kind::Role) {
        let is_role = |word: &str| is_role_word(word.trim_matches(|c: char| !c.is_alphanumeric()));
        let role = words
            .iter()
            .rev()
            .copied()
            .take_while(|at| is_role(super::lines::first_word(&text[*at..])))
            .last()?;
        let before = last_word(&text[..role]);
        return (!is_role(before) && !lexicon::CELL_LINKS.has(before)).then_some(role);
    }
    None
}

/// What the name of a column says of its cells.
fn kind(name: &str) -> Kind {
    let has =
        |words: &WordList| name.split(|c: char| c.is_whitespace() || c == '/').any(|word| words.has(word));
    if has(&lexicon::DATE_HEADS) {
        Kind::Date
    } else if has(&lexicon::NUMBER_HEADS) {
        Kind::Number
    } else if has(&lexicon::ROLE_HEADS) {
        Kind::Role
    } else if has(&lexicon::SHORT_HEADS) {
        Kind::Short
    } else {
        Kind::Words
    }
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Vec<Vec<String>> {
        let listing = Listing::new(part(split(text)).printed);
        let Search::Found(found) = find(&listing, 0, &vec![false; listing.len()]) else { return Vec::new() };
        let text = |cell: &Vec<Piece<'_>>| cell.iter().map(|piece| piece.text).collect::<Vec<_>>().join(" ");
        found.rows.iter().map(|row| row.iter().map(text).collect()).collect()
    }

    #[test]
    fn cells_a_line_each() {
        let text = "Action\nOwner\nDue date\nStatus\nApply to the hostel\nA Other\n01/02/2024\nOpen\nSee the dentist\nNurse\n\
                    TBC\nDone\nAsk the bank\nA Other\n3 May 2024\nOpen\nAll of these were read out to him at the end of the meeting and agreed.\n";
        assert_eq!(
            check(text),
            [
                ["Apply to the hostel", "A Other", "01/02/2024", "Open"],
                ["See the dentist", "Nurse", "TBC", "Done"],
                ["Ask the bank", "A Other", "3 May 2024", "Open"]
            ]
        );
    }

    #[test]
    fn cells_of_several_lines() {
        let text = "No\nAction\nOwner\nDue\nStatus\n1\nApply to the hostel in\nPort Row\nA Other\n01/02/2024\nOpen\n2\nSee the \
                    dentist\nNurse\n02/02/2024\nOpen\n3\nAsk about the fine\nand the debt\nHousing\n03/02/2024\nDone\n";
        let rows = check(text);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0][1], "Apply to the hostel in Port Row");
        assert_eq!(rows[2], ["3", "Ask about the fine and the debt", "Housing", "03/02/2024", "Done"]);
    }

    #[test]
    fn two_cells_on_a_line() {
        let text = "Name\nRole\nAttendance\nA Other nurse\nPresent\nB Person\neducation tutor Apologies\nC Name\nPolice\nBy telephone\n";
        assert_eq!(
            check(text),
            [
                ["A Other", "nurse", "Present"],
                ["B Person", "education tutor", "Apologies"],
                ["C Name", "Police", "By telephone"]
            ]
        );
    }

    #[test]
    fn states_tell_rows_where_other_cells_wrap() {
        // As many lines as four whole rows would have.
        let text = "Name\nAgency\nAttendance\nA Other\nPrison based social\nworker\nPresent\nB Person\nThe council,\n\
                    housing options\nPresent\nC Name\nDistrict and home\nnursing\nApologies\n";
        assert_eq!(
            check(text),
            [
                ["A Other", "Prison based social worker", "Present"],
                ["B Person", "The council, housing options", "Present"],
                ["C Name", "District and home nursing", "Apologies"]
            ]
        );
    }

    #[test]
    fn cells_that_cannot_be_told_apart() {
        let text = "Need\nAction\nOwner\nDue\nStatus\nHealth See the Nurse\n1 May 2024 in\nOpen dentist\nMoney\nAsk Police about\n\
                    Done fine\nand the bank\n";
        let listing = Listing::new(part(split(text)).printed);
        let Search::Dissolved(pieces) = find(&listing, 0, &vec![false; listing.len()]) else { panic!() };
        assert_eq!((pieces[0].clone(), pieces.last().map(|last| last.end)), (0..5, Some(listing.len())));
    }

    #[test]
    fn cells_between_blank_lines() {
        let text = "Name\n\nRole\n\nReply\n\nA Other\n\nNurse\n\nYes\n\nB Person\n\nPolice\n\nNo\n";
        assert_eq!(check(text), [["A Other", "Nurse", "Yes"], ["B Person", "Police", "No"]]);
    }

    #[test]
    fn short_lines_that_are_no_table() {
        assert_eq!(
            check("Housing\nHealth\nMoney\nHe is well.\nShe is not.\nThey left.\n"),
            Vec::<Vec<String>>::new()
        );
        assert_eq!(
            check(
                "Name\nRole\nReply\nHe said that he would be there and would bring his mother along with him too.\n"
            ),
            Vec::<Vec<String>>::new()
        );
    }
}
