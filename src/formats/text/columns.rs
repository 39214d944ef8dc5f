//! Which column of a printed table the words of a line stand in.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lines::{Line, Segment, ends_sentence, first_word};
use super::mask;
use super::words::CELL_LINKS;

/// Columns by which a cell may begin before or behind the column of its head.
const SHIFT_MAX: usize = 2;
/// Columns by which a name may stand before or behind its cells.
const NAME_SHIFT_MAX: usize = 6;
/// Most words of a row without a gap.
const TIGHT_WORDS_MAX: usize = 8;
/// Most words of a line that is looked at as a row.
const ROW_WORDS_MAX: usize = 120;
/// Cost of a gap inside a cell.
const GAP_COST: i64 = 15;
/// Cost of two cells with one space between them.
const TIGHT_COST: i64 = 6;
/// Cost of a cell that opens with a word that rarely opens one.
const LINK_COST: i64 = 12;
/// Cost of a cut inside a date.
const DATE_COST: i64 = 16;
/// Cost of leaving a column empty that every line fills.
const EMPTY_COST: i64 = 10;
/// Worth of a cell that stands in its column elsewhere too, or ends behind a whole date.
const KNOWN_WORTH: i64 = 8;
/// Worth of a cell whose first word opens another cell of its column.
const KNOWN_WORD_WORTH: i64 = 4;

/// The columns of a part of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// Where each begins.
    pub(super) starts: Vec<usize>,
    /// Whether no cell crosses them, as under a ruler.
    pub(super) exact: bool,
}

/// The cells of a line, a text a column; empty where there is none.
pub(super) type Cells<'a> = Vec<&'a str>;

impl Columns {
    /// Columns that a ruler marks.
    pub(super) fn of_ruler(groups: &[Range<usize>]) -> Self {
        Self { starts: groups.iter().map(|group| group.start).collect(), exact: true }
    }

    /// Columns between the gaps that all lines leave free, if these are wide and as many as the head has names; else
    /// where most cells below each name begin.
    pub(super) fn of_head(head: &[Segment<'_>], lines: &[&Line<'_>]) -> Self {
        if let Some(starts) = free_gaps(lines, head) {
            return Self { starts, exact: true };
        }
        let support = Starts::of(lines);
        let mut starts: Vec<usize> = Vec::new();
        for name in head {
            let from = starts.last().map_or(0, |last| last + 1);
            let near = support.near(name.start, from).filter(|at| support.count(*at) * 2 > lines.len());
            starts.push(near.unwrap_or(name.start.max(from)));
        }
        Self { starts, exact: false }
    }

    /// The names of a head: its segments, cut before a word that stands over cells of its own.
    pub(super) fn names<'a>(head: &Line<'a>, lines: &[&Line<'_>]) -> Vec<Segment<'a>> {
        let support = Starts::of(lines);
        let mut names: Vec<Segment<'a>> = Vec::new();
        let segments = head.segments();
        let mut taken = 0;
        for word in head.words() {
            let opens = segments.iter().any(|segment| segment.start == word.start);
            let own = support.near(word.start, taken).filter(|at| {
                opens || support.count(*at) * 4 >= lines.len() * 3 && support.apart(*at) * 2 >= lines.len() && lines.len() > 1
            });
            taken = own.map_or(taken, |at| at + 1);
            match names.last_mut().filter(|_| !opens && own.is_none()) {
                Some(last) => *last = Segment { text: head.between(last, &word), start: last.start, end: word.end },
                None => names.push(word),
            }
        }
        names
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Width of a column; of the last one as much as its cells have.
    pub(super) fn width(&self, column: usize) -> Option<usize> {
        let next = self.starts.get(column + 1)?;
        Some(next.saturating_sub(self.starts[column] + 1))
    }

    /// The column that words beginning here belong to.
    fn at(&self, start: usize) -> usize {
        let shift = if self.exact { 0 } else { SHIFT_MAX };
        self.starts.partition_point(|column| *column <= start + shift).saturating_sub(1)
    }

    /// Whether a line stands in these columns: no word crosses where one begins, or its segments begin there.
    pub(super) fn fit(&self, line: &Line<'_>) -> bool {
        if self.exact {
            let crossing = |word: &Segment<'_>| self.starts[1..].iter().any(|at| word.start < *at && word.end >= *at);
            return !line.words().iter().any(crossing) && !self.runs_over(line);
        }
        let segments = line.segments();
        let fits = |segment: &&Segment<'_>| self.starts.iter().any(|at| segment.start.abs_diff(*at) <= SHIFT_MAX);
        match segments.as_slice() {
            [] => false,
            [only] => {
                let column = self.at(only.start);
                let next = self.starts.get(column + 1);
                let within = next.is_none_or(|next| only.end <= next + SHIFT_MAX);
                within && (fits(&only) || column > 0) || self.is_tight(line, only)
            }
            several => several.iter().filter(fits).count() * 2 >= several.len(),
        }
    }

    /// Whether a line without a gap is a row of two cells all the same: a few words, the second cell where its column
    /// begins or just before.
    fn is_tight(&self, line: &Line<'_>, only: &Segment<'_>) -> bool {
        let second = self.starts[1];
        let opens = line.words().iter().any(|word| word.start <= second + 1 && word.start + SHIFT_MAX + 1 >= second);
        let few = only.text.split_whitespace().count() <= TIGHT_WORDS_MAX && !ends_sentence(only.text);
        self.len() == 2 && few && opens && only.start.abs_diff(self.starts[0]) <= SHIFT_MAX
    }

    /// Whether a line's words happen to leave the columns free, as prose without any gap may.
    fn runs_over(&self, line: &Line<'_>) -> bool {
        let over = self.starts.iter().filter(|at| line.indent < **at && line.end > **at).count();
        let key = first_word(line.text);
        let keyed = key.chars().any(|c| c.is_ascii_digit()) && !ends_sentence(line.text);
        over > 0 && line.segments().len() == 1 && !keyed
    }

    /// How many of the columns a line fills.
    pub(super) fn filled(&self, line: &Line<'_>) -> usize {
        self.cells(line, &Known::default()).iter().filter(|cell| !cell.is_empty()).count()
    }

    /// The cells of a line.
    pub(super) fn cells<'a>(&self, line: &Line<'a>, known: &Known<'_>) -> Cells<'a> {
        let words = line.words();
        let mut cells = vec![""; self.len()];
        if self.exact || words.len() > ROW_WORDS_MAX {
            let mut at = 0;
            while at < words.len() {
                let column = self.at(words[at].start);
                let same = words[at..].iter().take_while(|word| self.at(word.start) == column).count();
                cells[column] = line.between(&words[at], &words[at + same - 1]);
                at += same;
            }
        } else {
            for (column, range) in self.cheapest(line, &words, known) {
                cells[column] = line.between(&words[range.start], &words[range.end - 1]);
            }
        }
        cells
    }

    /// Which words stand in which columns at least cost.
    fn cheapest(&self, line: &Line<'_>, words: &[Segment<'_>], known: &Known<'_>) -> Vec<(usize, Range<usize>)> {
        const NONE: (i64, usize, usize) = (i64::MAX, 0, 0);
        // For each number of words and each column that the last of them stands in: the cost, where its cell begins,
        // and the column before.
        let mut best = vec![vec![NONE; self.len()]; words.len() + 1];
        for start in 0..words.len() {
            for column in 0..self.len() {
                let Some((before, from)) = self.before(&best, start, column, known) else { continue };
                let opening = before + self.opening(line, words, start, column, known);
                let mut gaps = 0;
                for end in start + 1..=words.len() {
                    gaps += if end > start + 1 && is_gap(words, end - 1) { GAP_COST } else { 0 };
                    let text = line.between(&words[start], &words[end - 1]);
                    let cost = opening + gaps + self.closing(words, start..end, column, text, known);
                    if cost < best[end][column].0 {
                        best[end][column] = (cost, start, from);
                    }
                }
            }
        }
        self.path(&best, words.len(), known)
    }

    /// The least cost of what stands before a cell, and the column that it ends in.
    fn before(&self, best: &[Vec<(i64, usize, usize)>], words: usize, column: usize, known: &Known<'_>) -> Option<(i64, usize)> {
        let empty = |from: usize, to: usize| (from..to).map(|column| known.empty_cost(column)).sum::<i64>();
        if words == 0 {
            return Some((empty(0, column), column));
        }
        let ends = (0..column).filter(|from| best[words][*from].0 < i64::MAX);
        ends.map(|from| (best[words][from].0 + empty(from + 1, column), from)).min()
    }

    fn path(&self, best: &[Vec<(i64, usize, usize)>], words: usize, known: &Known<'_>) -> Vec<(usize, Range<usize>)> {
        let rest = |column: usize| (column + 1..self.len()).map(|column| known.empty_cost(column)).sum::<i64>();
        let last = (0..self.len()).filter(|column| best[words][*column].0 < i64::MAX);
        let mut column = last.min_by_key(|column| best[words][*column].0 + rest(*column)).unwrap_or(0);
        let (mut end, mut path) = (words, Vec::new());
        while end > 0 {
            let (_, start, from) = best[end][column];
            path.push((column, start..end));
            (end, column) = (start, from);
        }
        path
    }

    /// What it costs that a cell of a column begins with a word.
    fn opening(&self, line: &Line<'_>, words: &[Segment<'_>], start: usize, column: usize, known: &Known<'_>) -> i64 {
        let word = &words[start];
        let off = word.start as i64 - self.starts[column] as i64;
        if start == 0 || is_gap(words, start) {
            // To the right of where most begin: a number, or a cell in the middle.
            return if off < 0 { -3 * off } else { off };
        }
        let mut cost = TIGHT_COST + if off < 0 { -off } else { 3 * off };
        cost += if CELL_LINKS.contains(&word.text) { LINK_COST } else { 0 };
        let (left, right) = (line.between(&words[0], &words[start - 1]), line.between(word, &words[words.len() - 1]));
        cost += if in_date(left, right) { DATE_COST } else { 0 };
        cost - if known.first.contains(&(column, word.text)) { KNOWN_WORD_WORTH } else { 0 }
    }

    /// What it costs that a cell of a column is these words.
    fn closing(&self, words: &[Segment<'_>], cell: Range<usize>, column: usize, text: &str, known: &Known<'_>) -> i64 {
        let end = words[cell.end - 1].end;
        let over = self.starts.get(column + 1).map_or(0, |next| end.saturating_sub(next + SHIFT_MAX) as i64);
        let tight = cell.end < words.len() && !is_gap(words, cell.end) || cell.start > 0 && !is_gap(words, cell.start);
        let worth = if tight && (known.cells.contains(&(column, text)) || mask::is_date(text)) { KNOWN_WORTH } else { 0 };
        2 * over - worth
    }
}

/// Whether a gap of two columns or more stands before a word.
fn is_gap(words: &[Segment<'_>], at: usize) -> bool {
    at > 0 && words[at].start > words[at - 1].end + 1
}

/// Whether a cut between two texts lies inside a date.
fn in_date(left: &str, right: &str) -> bool {
    let tail = left.rsplit(' ').next().unwrap_or("");
    let joined = format!("{tail} {right}");
    mask::date(&joined) > tail.len() + 1 && (mask::date(&joined) > mask::date(tail))
}

/// The starts of columns: the gaps that all lines leave free, two columns or wider, one between each two names.
fn free_gaps(lines: &[&Line<'_>], head: &[Segment<'_>]) -> Option<Vec<usize>> {
    let width = lines.iter().map(|line| line.end).chain(head.iter().map(|name| name.end)).max()?;
    if width > 1_000 {
        return None;
    }
    let mut taken = vec![false; width + 1];
    let words = lines.iter().flat_map(|line| line.words());
    words.chain(head.iter().copied()).for_each(|word| taken[word.start..word.end].fill(true));
    let mut starts = vec![head.first()?.start.min(lines.iter().map(|line| line.indent).min()?)];
    for pair in head.windows(2) {
        // The free columns between the names, the nearest to the second.
        let gap = (pair[0].start..pair[1].start).rev().find(|at| !taken[*at])?;
        let next = (gap..=pair[1].start).find(|at| taken[*at])?;
        if gap < pair[0].end + 1 || taken[gap - 1] {
            return None;
        }
        starts.push(next);
    }
    Some(starts)
}

/// Where the words of lines begin.
#[derive(Debug, Default)]
struct Starts {
    /// For each column how many lines have a word that begins there, and how many of these behind a gap.
    counts: HashMap<usize, (usize, usize)>,
}

impl Starts {
    fn of(lines: &[&Line<'_>]) -> Self {
        let mut starts = Self::default();
        for line in lines {
            let words = line.words();
            for (at, word) in words.iter().enumerate() {
                let counts = starts.counts.entry(word.start).or_default();
                counts.0 += 1;
                counts.1 += usize::from(at == 0 || is_gap(&words, at));
            }
        }
        starts
    }

    fn count(&self, at: usize) -> usize {
        self.counts.get(&at).map_or(0, |counts| counts.0)
    }

    fn apart(&self, at: usize) -> usize {
        self.counts.get(&at).map_or(0, |counts| counts.1)
    }

    /// The column near a name at which most words begin, the nearest of these.
    fn near(&self, name: usize, from: usize) -> Option<usize> {
        let near = (name.saturating_sub(NAME_SHIFT_MAX).max(from)..=name + NAME_SHIFT_MAX).filter(|at| self.count(*at) > 0);
        near.max_by_key(|at| (self.apart(*at), std::cmp::Reverse(at.abs_diff(name))))
    }
}

/// Cells that stand in a column beyond doubt.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    cells: HashSet<(usize, &'a str)>,
    first: HashSet<(usize, &'a str)>,
    /// For each column, how many lines fill it.
    filled: Vec<usize>,
    lines: usize,
}

impl<'a> Known<'a> {
    /// The cells of lines all of whose segments begin at a column of their own.
    pub(super) fn of(columns: &Columns, lines: &[&Line<'a>]) -> Self {
        let mut known = Self { filled: vec![0; columns.len()], lines: lines.len(), ..Self::default() };
        for line in lines {
            let segments = line.segments();
            for (at, segment) in segments.iter().enumerate() {
                let column = columns.at(segment.start);
                known.filled[column] += 1;
                let next = segments.get(at + 1).map_or(columns.len(), |next| columns.at(next.start));
                if next == column + 1 && columns.starts[column].abs_diff(segment.start) <= SHIFT_MAX {
                    known.cells.insert((column, segment.text));
                    known.first.insert((column, first_word(segment.text)));
                }
            }
        }
        known
    }

    fn empty_cost(&self, column: usize) -> i64 {
        let filled = self.filled.get(column).copied().unwrap_or(0);
        EMPTY_COST * filled as i64 / self.lines.max(1) as i64
    }
}

/// Columns that lines without a head share: where segments begin on most of them. Nothing if fewer than two.
pub(super) fn shared(lines: &[&Line<'_>]) -> Option<Columns> {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for line in lines {
        for segment in line.segments() {
            *counts.entry(segment.start).or_default() += 1;
        }
    }
    let near = |at: usize| -> usize { (at.saturating_sub(1)..=at + 1).filter_map(|at| counts.get(&at)).sum() };
    let mut starts: Vec<usize> = counts.keys().copied().filter(|at| near(*at) * 10 >= lines.len() * 6).collect();
    starts.sort_unstable();
    starts.dedup_by(|at, before| {
        let close = at.abs_diff(*before) <= SHIFT_MAX;
        if close && counts[at] > counts[before] {
            *before = *at;
        }
        close
    });
    (starts.len() > 1).then_some(Columns { starts, exact: false })
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn check<'a>(text: &'a str, at: usize) -> Vec<&'a str> {
        let lines = split(text);
        let head = lines[0].segments();
        let body: Vec<&Line<'_>> = lines[1..].iter().collect();
        let columns = Columns::of_head(&head, &body);
        let known = Known::of(&columns, &body);
        columns.cells(&lines[at], &known)
    }

    #[test]
    fn cells_under_their_names() {
        let text = "Need       Owner     Due\nHousing    Nurse     1/2/24\n           A Other\n";
        assert_eq!(check(text, 1), ["Housing", "Nurse", "1/2/24"]);
        assert_eq!(check(text, 2), ["", "A Other", ""]);
    }

    #[test]
    fn numbers_to_the_right_of_their_column() {
        let text = "Debt        Amount   Kept\nRent            £1   yes\nFines       £1,200   no\n";
        assert_eq!(check(text, 1), ["Rent", "£1", "yes"]);
    }

    #[test]
    fn cells_with_one_space_between_them() {
        let text = "Date          Creditor        Amount\n3 April 2020  phone contract  £1\n\
                    30th October 2023 phone contract £7\n12 May 2021   phone contract  £4\n";
        assert_eq!(check(text, 2), ["30th October 2023", "phone contract", "£7"]);
    }

    #[test]
    fn prose_does_not_fit() {
        let lines = split("NO  ACTION      OWNER\n1   Go          Nurse\nThe table above was read out to him.");
        let columns = Columns::of_ruler(&[0..3, 4..15, 16..22]);
        assert!(columns.fit(&lines[1]) && !columns.fit(&lines[2]));
        let columns = Columns { starts: vec![0, 4, 16], exact: false };
        assert!(columns.fit(&lines[1]) && !columns.fit(&lines[2]));
    }
}
