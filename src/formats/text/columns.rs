//! Which column of a printed table the words of a line stand in.

use cip_lexicon as lexicon;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::{Line, Segment, ends_sentence, first_word};
use super::mask;

/// Columns by which a cell may begin before or behind the column of its head.
const SHIFT_MAX: usize = 2;
/// Columns by which a name may stand before or behind its cells.
const NAME_SHIFT_MAX: usize = 6;
/// Most words of a row without a gap.
const TIGHT_WORDS_MAX: usize = 8;
/// Most words of a line that is looked at as a row.
const ROW_WORDS_MAX: usize = 60;
/// How far before its column a cell may begin.
const REACH_MAX: usize = 40;
/// From how many columns off a cell is far from where most begin.
const FAR_MIN: isize = 6;
/// Cost of a gap inside a cell.
const GAP_COST: isize = 15;
/// Cost of two cells with one space between them.
const TIGHT_COST: isize = 6;
/// Cost of a cell that opens with a word that rarely opens one.
const LINK_COST: isize = 12;
/// Cost of a cell that opens with a word where others open with a figure.
const KIND_COST: isize = 6;
/// Cost of a cut inside a date.
const DATE_COST: isize = 16;
/// Cost of leaving a column empty that every line fills.
const EMPTY_COST: isize = 24;
/// Worth of a cell that stands in its column elsewhere too, or ends behind a whole date.
const KNOWN_WORTH: isize = 8;
/// Worth of a cell whose first word opens another cell of its column.
const KNOWN_WORD_WORTH: isize = 4;

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

    /// Columns where most cells below each name begin.
    pub(super) fn of_head(head: &[Segment<'_>], lines: &[&Line<'_>]) -> Self {
        let support = Starts::of(lines);
        let mut starts: Vec<usize> = Vec::new();
        for (index, name) in head.iter().enumerate() {
            let from = starts.last().map_or(0, |last| last + 1);
            // What begins below the next name is none of this one's.
            let to = head.get(index + 1).map_or(usize::MAX, |next| next.start.saturating_sub(1));
            let near = support.near(name.start, from, to).filter(|at| support.count(*at) * 2 > lines.len());
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
        let letters = |word: &Segment<'_>| word.text.contains(char::is_alphanumeric);
        let mut before: Option<&Segment<'_>> = None;
        for word in head.words() {
            // "SCORE / BAND" is one name.
            let joined = !letters(word) || before.is_some_and(|before| !letters(before));
            before = Some(word);
            let opens = segments.iter().any(|segment| segment.start == word.start);
            let own = support.near(word.start, taken, usize::MAX).filter(|at| {
                opens
                    || !joined
                        && support.count(*at) * 4 >= lines.len() * 3
                        && support.apart(*at) * 3 >= lines.len()
                        && lines.len() > 1
            });
            taken = own.map_or(taken, |at| at + 1);
            match names.last_mut().filter(|_| !opens && own.is_none()) {
                Some(last) => {
                    *last = Segment { text: head.between(last, word), start: last.start, end: word.end }
                }
                None => names.push(*word),
            }
        }
        names
    }

    /// The names of a head of which it is known how many words each has.
    pub(super) fn names_of_words<'a>(head: &Line<'a>, counts: &[usize]) -> Vec<Segment<'a>> {
        let words = head.words();
        let mut names = Vec::new();
        let mut first = 0;
        for count in counts.iter().filter(|count| **count > 0) {
            if let (Some(start), Some(last)) = (words.get(first), words.get(first + count - 1)) {
                names.push(Segment { text: head.between(start, last), start: start.start, end: last.end });
            }
            first += count;
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
            let crossing =
                |word: &Segment<'_>| self.starts[1..].iter().any(|at| word.start < *at && word.end >= *at);
            return !line.words().iter().any(crossing) && !self.runs_over(line);
        }
        let segments = line.segments();
        let fits =
            |segment: &&Segment<'_>| self.starts.iter().any(|at| segment.start.abs_diff(*at) <= SHIFT_MAX);
        match segments {
            [] => false,
            [only] => {
                let column = self.at(only.start);
                let next = self.starts.get(column + 1);
                let within = next.is_none_or(|next| only.end <= next + SHIFT_MAX);
                // Prose below a table begins at its edge.
                let inside = only.start > self.starts[0] + 2 * SHIFT_MAX;
                within && fits(&only) || inside || self.is_tight(line, only)
            }
            several => several.iter().filter(fits).count() * 2 >= several.len(),
        }
    }

    /// Whether a line without a gap is a row of two cells all the same: a few words, the second cell where its column
    /// begins or just before.
    fn is_tight(&self, line: &Line<'_>, only: &Segment<'_>) -> bool {
        let second = self.starts[1];
        let opens =
            line.words().iter().any(|word| word.start <= second + 1 && word.start + SHIFT_MAX + 1 >= second);
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

    /// How many of the columns a line fills at least: those that its segments begin in.
    pub(super) fn filled(&self, line: &Line<'_>) -> usize {
        let at = |part: &Segment<'_>| self.at(part.start);
        let mut columns: Vec<usize> = if self.exact {
            line.words().iter().map(at).collect()
        } else {
            line.segments().iter().map(at).collect()
        };
        columns.dedup();
        columns.len()
    }

    /// The cells of a line.
    pub(super) fn cells<'a>(&self, line: &Line<'a>, known: &Known<'_>) -> Cells<'a> {
        self.cells_below(line, known, &mut vec![usize::MAX; self.len()])
    }

    /// The cells of a line; `above` holds where the cell above began in each column, and then where these begin.
    pub(super) fn cells_below<'a>(
        &self,
        line: &Line<'a>,
        known: &Known<'_>,
        above: &mut [usize],
    ) -> Cells<'a> {
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
            let path = Fitting { columns: self, line, words, known, above }.cheapest();
            for (column, range) in path {
                above[column] = words[range.start].start;
                cells[column] = line.between(&words[range.start], &words[range.end - 1]);
            }
        }
        cells
    }
}

/// The words of a line as they are fitted into columns.
struct Fitting<'a, 'b> {
    columns: &'b Columns,
    line: &'b Line<'a>,
    words: &'b [Segment<'a>],
    known: &'b Known<'b>,
    /// Where the cell above begins in each column.
    above: &'b [usize],
}

/// The cost of a line up to some cell, where that cell begins, and the column of the cell before it.
type Step = (isize, usize, usize);

impl Fitting<'_, '_> {
    /// Which words stand in which columns at least cost.
    fn cheapest(&self) -> Vec<(usize, Range<usize>)> {
        let (words, columns) = (self.words, self.columns.len());
        // For each number of words and each column that the last of them stands in.
        let mut best: Vec<Vec<Step>> = vec![vec![(isize::MAX, 0, 0); columns]; words.len() + 1];
        for start in 0..words.len() {
            for column in (0..columns).filter(|column| self.is_near(start, *column)) {
                let Some((before, from)) = self.before(&best, start, column) else { continue };
                let opening = before + self.opening(start, column);
                let mut gaps = 0;
                for (end, best) in best.iter_mut().enumerate().skip(start + 1) {
                    // A cell goes on into the column behind it at most.
                    if end > start + 1 && !self.is_near(end - 1, column) {
                        break;
                    }
                    gaps += if end > start + 1 && is_gap(words, end - 1) { GAP_COST } else { 0 };
                    let cost = opening + gaps + self.closing(start..end, column);
                    if cost < best[column].0 {
                        best[column] = (cost, start, from);
                    }
                }
            }
        }
        self.path(&best)
    }

    /// Whether a word can stand in a column: it begins neither far before it nor beyond the one behind.
    fn is_near(&self, word: usize, column: usize) -> bool {
        let start = self.words[word].start;
        let beyond = self.columns.starts.get(column + 2).is_some_and(|next| start >= *next);
        !beyond && start + REACH_MAX >= self.columns.starts[column]
    }

    /// The least cost of what stands before a cell, and the column that it ends in.
    fn before(&self, best: &[Vec<Step>], words: usize, column: usize) -> Option<(isize, usize)> {
        if words == 0 {
            return Some((self.empty(0..column), column));
        }
        let ends = (0..column).filter(|from| best[words][*from].0 < isize::MAX);
        ends.map(|from| (best[words][from].0 + self.empty(from + 1..column), from)).min()
    }

    fn path(&self, best: &[Vec<Step>]) -> Vec<(usize, Range<usize>)> {
        let mut end = self.words.len();
        let last = (0..self.columns.len()).filter(|column| best[end][*column].0 < isize::MAX);
        let cost = |column: &usize| best[end][*column].0 + self.empty(column + 1..self.columns.len());
        let Some(mut column) = last.min_by_key(cost) else { return self.by_place() };
        let mut path = Vec::new();
        while end > 0 {
            let (_, start, from) = best[end][column];
            path.push((column, start..end));
            (end, column) = (start, from);
        }
        path
    }

    /// The words by the columns that they begin in.
    fn by_place(&self) -> Vec<(usize, Range<usize>)> {
        let mut path: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let column = self.columns.at(word.start);
            match path.last_mut() {
                Some((last, words)) if *last == column => words.end += 1,
                _ => path.push((column, at..at + 1)),
            }
        }
        path
    }

    /// What it costs to leave columns empty: more on a line that opens a row than on one that goes on with it.
    fn empty(&self, columns: Range<usize>) -> isize {
        let opens = self.words[0].start <= self.columns.starts[0] + SHIFT_MAX;
        columns.map(|column| if opens { self.known.empty_cost(column) } else { EMPTY_COST / 5 }).sum()
    }

    /// What it costs that a cell of a column begins with a word.
    fn opening(&self, start: usize, column: usize) -> isize {
        let word = &self.words[start];
        let off = word.start.cast_signed() - self.columns.starts[column].cast_signed();
        if start == 0 || is_gap(self.words, start) {
            // To the right of where most begin: a number, or a cell in the middle.
            let far = (off - FAR_MIN).max(0);
            return if word.start == self.above[column] {
                1
            } else if off < 0 {
                -3 * off
            } else {
                off + far
            };
        }
        let mut cost = TIGHT_COST + if off < 0 { -off + 2 * (-off - FAR_MIN).max(0) } else { 3 * off };
        cost += self.known.kind_cost(column, word.text);
        cost += if lexicon::CELL_LINKS.has(word.text) { LINK_COST } else { 0 };
        cost += if in_date(self.words, start) { DATE_COST } else { 0 };
        cost - if self.known.first.contains(&(column, word.text)) { KNOWN_WORD_WORTH } else { 0 }
    }

    /// What it costs that a cell of a column is these words.
    fn closing(&self, cell: Range<usize>, column: usize) -> isize {
        let end = self.words[cell.end - 1].end;
        let over = self
            .columns
            .starts
            .get(column + 1)
            .map_or(0, |next| end.saturating_sub(next + SHIFT_MAX).cast_signed());
        let tight_end = cell.end < self.words.len() && !is_gap(self.words, cell.end);
        let tight = tight_end || cell.start > 0 && !is_gap(self.words, cell.start);
        let text = self.text(cell);
        let known = tight && (self.known.cells.contains(&(column, text)) || mask::is_date(text));
        2 * over - if known { KNOWN_WORTH } else { 0 }
    }

    fn text(&self, words: Range<usize>) -> &str {
        self.line.between(&self.words[words.start], &self.words[words.end - 1])
    }
}

/// Whether a gap of two columns or more stands before a word.
fn is_gap(words: &[Segment<'_>], at: usize) -> bool {
    at > 0 && words[at].start > words[at - 1].end + 1
}

/// Whether a cut before a word lies inside a date.
fn in_date(words: &[Segment<'_>], cut: usize) -> bool {
    // A date has at most four words.
    let from = cut.saturating_sub(3);
    let near: Vec<&str> = words[from..words.len().min(cut + 3)].iter().map(|word| word.text).collect();
    if !near.iter().any(|word| mask::has_figure(word)) {
        return false;
    }
    (0..cut - from).any(|start| {
        let before = near[start..cut - from].join(" ").len();
        mask::date(&near[start..].join(" ")) > before
    })
}

/// Where the words of lines begin.
#[derive(Debug, Default)]
struct Starts {
    /// For each column how many lines have a word that begins there, and how many of these behind a gap.
    counts: FxHashMap<usize, (usize, usize)>,
}

impl Starts {
    fn of(lines: &[&Line<'_>]) -> Self {
        let mut starts = Self::default();
        for line in lines {
            let words = line.words();
            for (at, word) in words.iter().enumerate() {
                let counts = starts.counts.entry(word.start).or_default();
                counts.0 += 1;
                counts.1 += usize::from(at == 0 || is_gap(words, at));
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

    /// The column near a name at which words begin behind a gap: the nearest of those where many do.
    fn near(&self, name: usize, from: usize, to: usize) -> Option<usize> {
        let near = (name.saturating_sub(NAME_SHIFT_MAX).max(from)..=to.min(name + NAME_SHIFT_MAX))
            .filter(|at| self.count(*at) > 0);
        let most = near.clone().map(|at| self.apart(at)).max()?;
        near.filter(|at| self.apart(*at) * 2 >= most).min_by_key(|at| at.abs_diff(name))
    }
}

/// Cells that stand in a column beyond doubt.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    cells: FxHashSet<(usize, &'a str)>,
    first: FxHashSet<(usize, &'a str)>,
    /// For each column how many cells are known, and how many of these open with a figure.
    kinds: Vec<(usize, usize)>,
    /// For each column, how many of the lines that open a row fill it.
    filled: Vec<usize>,
    /// How many lines open a row.
    opening: usize,
    /// Least share of rows, in percent, that is taken to fill a column.
    least: usize,
}

impl<'a> Known<'a> {
    /// The cells of lines all of whose segments begin at a column of their own.
    pub(super) fn of(columns: &Columns, lines: &[&Line<'a>]) -> Self {
        let mut known =
            Self { filled: vec![0; columns.len()], kinds: vec![(0, 0); columns.len()], ..Self::default() };
        for line in lines {
            let segments = line.segments();
            let opens = segments.first().is_some_and(|first| columns.at(first.start) == 0);
            for (at, segment) in segments.iter().enumerate() {
                let column = columns.at(segment.start);
                known.filled[column] += usize::from(opens);
                let next = segments.get(at + 1).map_or(columns.len(), |next| columns.at(next.start));
                if next == column + 1 && columns.starts[column].abs_diff(segment.start) <= SHIFT_MAX {
                    known.insert(column, segment.text);
                }
            }
        }
        known.opening = known.filled.first().copied().unwrap_or(0).max(1);
        // Where nearly every line opens a row, cells are rarely empty; where cells stand in the middle, they often are.
        known.least = if known.opening * 4 >= lines.len() * 3 { 80 } else { 30 };
        known
    }

    fn insert(&mut self, column: usize, cell: &'a str) {
        if self.cells.insert((column, cell)) {
            self.kinds[column].0 += 1;
            self.kinds[column].1 += usize::from(is_figure(cell));
            self.first.insert((column, first_word(cell)));
        }
    }

    /// Learns from lines that have been fitted: cells that came out alike on several.
    pub(super) fn learn(&mut self, fitted: &[Cells<'a>]) {
        let mut once = FxHashSet::default();
        for cells in fitted {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                if !once.insert((column, *cell)) {
                    self.insert(column, cell);
                }
            }
        }
    }

    /// What it costs that a cell opens with a word where others open with a figure, or the other way round.
    fn kind_cost(&self, column: usize, word: &str) -> isize {
        let (all, figures) = self.kinds.get(column).copied().unwrap_or_default();
        let odd = if is_figure(word) { figures * 4 < all } else { figures * 4 > all * 3 };
        if odd && all > 1 { KIND_COST } else { 0 }
    }

    fn empty_cost(&self, column: usize) -> isize {
        let filled = self.filled.get(column).copied().unwrap_or(0);
        let share = (100 * filled / self.opening.max(1)).clamp(self.least, 100);
        EMPTY_COST * share.cast_signed() / 100
    }
}

fn is_figure(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '\u{a3}')
}

/// Columns that lines without a head share: where segments begin on most of them. Nothing if fewer than two.
pub(super) fn shared(lines: &[&Line<'_>]) -> Option<Columns> {
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    for line in lines {
        for segment in line.segments() {
            *counts.entry(segment.start).or_default() += 1;
        }
    }
    let near =
        |at: usize| -> usize { (at.saturating_sub(1)..=at + 1).filter_map(|at| counts.get(&at)).sum() };
    let mut starts: Vec<usize> =
        counts.keys().copied().filter(|at| near(*at) * 10 >= lines.len() * 6).collect();
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

    fn check(text: &str, at: usize) -> Vec<&str> {
        let lines = split(text);
        let head = lines[0].segments();
        let body: Vec<&Line<'_>> = lines[1..].iter().collect();
        let columns = Columns::of_head(head, &body);
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
    fn a_narrow_column_before_cells_that_wrap() {
        let text = "No  Step                  Lead\n1   Ask the council for   Nurse\n    a place and tell\n    the family\n\
                    2   Ring the bank about   Chaplain\n    the fine\n";
        assert_eq!(check(text, 2), ["", "a place and tell", ""]);
        assert_eq!(check(text, 4), ["2", "Ring the bank about", "Chaplain"]);
    }

    #[test]
    fn prose_does_not_fit() {
        let lines =
            split("NO  ACTION      OWNER\n1   Go          Nurse\nThe table above was read out to him.");
        let columns = Columns::of_ruler(&[0..3, 4..15, 16..22]);
        assert!(columns.fit(&lines[1]) && !columns.fit(&lines[2]));
        let columns = Columns { starts: vec![0, 4, 16], exact: false };
        assert!(columns.fit(&lines[1]) && !columns.fit(&lines[2]));
    }
}
