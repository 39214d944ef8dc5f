//! Which column of a printed table the words of a line stand in.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lines::{Line, Segment, ends_sentence, first_word};
use super::mask;
use super::words::CELL_LINKS;

/// Columns by which a cell may begin before or behind the column of its head.
const SHIFT_MAX: usize = 2;
/// Cost of a cell that opens with a word that rarely opens one.
const LINK_COST: usize = 12;
/// Cost of a cut inside a date.
const DATE_COST: usize = 16;
/// Worth of a cell that stands in its column elsewhere too.
const KNOWN_WORTH: usize = 8;
/// Worth of a cell whose first word opens another cell of its column.
const KNOWN_WORD_WORTH: usize = 4;

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

    /// Columns between the gaps that all lines leave free, if these are as many as the head has names; else where the
    /// names stand.
    pub(super) fn of_head(head: &[Segment<'_>], lines: &[&Line<'_>]) -> Self {
        let spans: Vec<_> = head.iter().map(|name| name.start..name.end).collect();
        free_gaps(lines, &spans).map_or_else(
            || Self { starts: spans.iter().map(|span| span.start).collect(), exact: false },
            |starts| Self { starts, exact: true },
        )
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
                within && (fits(&only) || column > 0)
            }
            several => several.iter().filter(fits).count() * 2 >= several.len(),
        }
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
        let mut cells = vec![""; self.len()];
        let segments = if self.exact { line.words() } else { line.segments() };
        let mut at = 0;
        while at < segments.len() {
            let column = self.at(segments[at].start);
            let same = segments[at..].iter().take_while(|segment| self.at(segment.start) == column).count();
            let last = &segments[at + same - 1];
            let text = line.between(&segments[at], last);
            let follows = segments.get(at + same).map_or(self.len(), |next| self.at(next.start));
            if self.exact || follows <= column + 1 {
                cells[column] = text;
            } else {
                let part = Segment { text, start: segments[at].start, end: last.end };
                self.cut(line, part, column, follows, known, &mut cells);
            }
            at += same;
        }
        cells
    }

    /// Cuts a stretch that runs over columns nothing else fills, where single spaces divide cells.
    fn cut<'a>(
        &self,
        line: &Line<'a>,
        stretch: Segment<'a>,
        mut column: usize,
        end: usize,
        known: &Known<'_>,
        cells: &mut Cells<'a>,
    ) {
        let words: Vec<Segment<'a>> =
            line.words().into_iter().filter(|word| word.start >= stretch.start && word.end <= stretch.end).collect();
        let mut first = 0;
        while let Some(next) = (column + 1..end).find(|next| stretch.end > self.starts[*next] + SHIFT_MAX) {
            let rest = &words[first..];
            let Some(cut) = self.best_cut(line, rest, next, known) else { break };
            cells[column] = line.between(&rest[0], &rest[cut - 1]);
            (column, first) = (next, first + cut);
        }
        if let (Some(start), Some(last)) = (words.get(first), words.last()) {
            cells[column] = line.between(start, last);
        }
    }

    /// Before which of these words the next column most likely begins.
    fn best_cut(&self, line: &Line<'_>, words: &[Segment<'_>], column: usize, known: &Known<'_>) -> Option<usize> {
        let start = self.starts[column];
        let last = words.last()?;
        let cost = |at: &usize| {
            let (left, right) = (line.between(&words[0], &words[*at - 1]), line.between(&words[*at], last));
            let word = words[*at].text;
            let mut cost = 2 * words[*at].start.abs_diff(start) + usize::from(words[*at].start > start) + 2 * KNOWN_WORTH;
            cost += if CELL_LINKS.contains(&word) { LINK_COST } else { 0 };
            cost += if in_date(left, right) { DATE_COST } else { 0 };
            cost -= known.worth(column, right, word);
            cost - if mask::is_date(left) || known.has(column - 1, left) { KNOWN_WORD_WORTH } else { 0 }
        };
        (1..words.len()).min_by_key(cost).filter(|at| words[*at].start + 8 * SHIFT_MAX > start)
    }
}

/// Whether a cut between two texts lies inside a date.
fn in_date(left: &str, right: &str) -> bool {
    let tail = left.rsplit(' ').next().unwrap_or("");
    let joined = format!("{tail} {right}");
    mask::date(&joined) > tail.len() + 1 && (mask::date(&joined) > mask::date(tail))
}

/// The starts of columns: the gaps that all lines leave free, one between each two names of the head.
fn free_gaps(lines: &[&Line<'_>], head: &[Range<usize>]) -> Option<Vec<usize>> {
    let width = lines.iter().map(|line| line.end).chain(head.iter().map(|name| name.end)).max()?;
    if width > 1_000 {
        return None;
    }
    let mut taken = vec![false; width + 1];
    for line in lines {
        for word in line.words() {
            taken[word.start..word.end].fill(true);
        }
    }
    for name in head {
        taken[name.start..name.end].fill(true);
    }
    let mut starts = vec![head.first()?.start.min(lines.iter().map(|line| line.indent).min()?)];
    for pair in head.windows(2) {
        // The free columns between the names, the nearest to the second.
        let end = pair[1].end;
        let gap = (pair[0].start..end).rev().find(|at| !taken[*at])?;
        let next = (gap..=end).find(|at| taken[*at])?;
        if next > pair[1].start || gap < pair[0].end {
            return None;
        }
        starts.push(next);
    }
    Some(starts)
}

/// Cells that stand in a column beyond doubt.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    cells: HashSet<(usize, &'a str)>,
    first: HashSet<(usize, &'a str)>,
}

impl<'a> Known<'a> {
    /// The cells of lines all of whose segments begin at a column of their own.
    pub(super) fn of(columns: &Columns, lines: &[&Line<'a>]) -> Self {
        let mut known = Self::default();
        for line in lines {
            let segments = line.segments();
            for (at, segment) in segments.iter().enumerate() {
                let column = columns.at(segment.start);
                let next = segments.get(at + 1).map_or(columns.len(), |next| columns.at(next.start));
                if next == column + 1 && columns.starts[column].abs_diff(segment.start) <= SHIFT_MAX {
                    known.cells.insert((column, segment.text));
                    known.first.insert((column, first_word(segment.text)));
                }
            }
        }
        known
    }

    fn has(&self, column: usize, text: &str) -> bool {
        self.cells.contains(&(column, text))
    }

    fn worth(&self, column: usize, text: &str, first: &str) -> usize {
        let opens = |cell: &(usize, &str)| cell.0 == column && text.starts_with(cell.1) && cell.1.contains(' ');
        if self.has(column, text) || self.cells.iter().any(opens) {
            KNOWN_WORTH
        } else if self.first.contains(&(column, first)) {
            KNOWN_WORD_WORTH
        } else {
            0
        }
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
