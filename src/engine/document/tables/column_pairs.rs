//! Which column of one table became which of another.
//!
//! Takes the tables that two rows stand in, gives pairs of columns: by title, else by the cells of rows that both
//! tables have, else by what columns of that name hold in an action plan or a table of assessments, else by what stands
//! in them anywhere. A cell is then compared with the cell of its own column, wherever the later template puts it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::document::reading::{cell_texts, folded, table_head};
use crate::document::{Columns, Document, Unit, UnitKind};

/// Most columns of a table that are paired: no plan has more, and pairing costs the square of them.
const COLUMNS_MAX: usize = 64;
/// Most columns of a table that are paired by what stands in them.
const COLUMNS_READ_MAX: usize = 16;
/// Most rows by which columns are paired.
const ROWS_READ_MAX: u32 = 64;
/// Fewest different texts that two columns with other titles share.
const SHARED_TEXTS_MIN: usize = 2;

/// Fewest rows of both tables in which two columns hold the same.
const EQUAL_ROWS_MIN: usize = 2;

/// Two columns of which one became the other; one alone where the other table has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnPair {
    /// The column of the earlier table, from 0.
    pub before: Option<usize>,
    /// The column of the later table, from 0.
    pub after: Option<usize>,
}

/// The columns of two tables side by side: those of the later one in its order, then those that only the earlier has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnPairs {
    pairs: Vec<ColumnPair>,
    /// How many columns either table has.
    counts: [usize; 2],
    /// Whether columns of one title stand in another order.
    reordered: bool,
}

/// What columns are paired by: the titles of a table, and what stands in them.
#[derive(Debug)]
pub struct TableHead<'a> {
    document: &'a Document,
    block: u32,
    titles: &'a [u64],
    kinds: &'a [Option<Columns>; 2],
    /// Hashes of the texts of each row, cell by cell, 0 for none; read where titles do not do.
    rows: OnceCell<Vec<Vec<u64>>>,
}

/// The titles of a table's columns.
#[derive(Clone, Debug)]
pub(in crate::document) struct Titles {
    /// Hashes of them, case and signs folded. Pairs of columns hide nothing, so that hashes may make them.
    hashes: Vec<u64>,
    /// What the columns hold if it is an action plan, or a table of assessments.
    pub(in crate::document) kinds: [Option<Columns>; 2],
}

impl Titles {
    /// Those in the header row of a table.
    pub(in crate::document) fn of(document: &Document, head: &Unit) -> Self {
        let titles = cell_texts(document, head);
        let hashes = titles.iter().map(|title| hash(&folded(title))).collect();
        Self { hashes, kinds: [Columns::of_actions(&titles), Columns::of_assessments(&titles)] }
    }
}

impl<'a> TableHead<'a> {
    /// The head of the table that a row stands in; none where it has no header row, or more columns than a plan has.
    pub fn of(document: &'a Document, row: &Unit) -> Option<Self> {
        let head =
            table_head(document, row).filter(|_| matches!(row.kind, UnitKind::Row | UnitKind::TableHead))?;
        let Titles { hashes: titles, kinds } = document.titles(head);
        let rows = OnceCell::new();
        (titles.len() <= COLUMNS_MAX).then_some(Self { document, block: row.block, titles, kinds, rows })
    }

    fn is_known(&self, column: usize) -> bool {
        self.kinds.iter().flatten().any(|kind| kind.at(column).is_some())
    }

    fn rows(&self) -> &[Vec<u64>] {
        self.rows.get_or_init(|| {
            let table = &self.document.blocks()[self.block as usize].units;
            let rows = table.start + 1..table.end.min(table.start + 1 + ROWS_READ_MAX);
            let of_cell =
                |cell: String| Some(folded(&cell)).filter(|text| !text.is_empty()).map_or(0, |it| hash(&it));
            let of_row = |unit| {
                let mut row: Vec<u64> =
                    cell_texts(self.document, self.document.unit(unit)).into_iter().map(of_cell).collect();
                row.resize(self.titles.len(), 0);
                row
            };
            rows.map(of_row).collect()
        })
    }

    /// The different texts of each column, in order.
    fn texts(&self) -> Vec<Vec<u64>> {
        let of_column = |at: usize| {
            let mut texts: Vec<u64> =
                self.rows().iter().map(|row| row[at]).filter(|text| *text != 0).collect();
            texts.sort_unstable();
            texts.dedup();
            texts
        };
        (0..self.titles.len()).map(of_column).collect()
    }

    /// The rows that have a text which no other row of the table has, by that text; none for a text that several have.
    fn named_rows(&self) -> FxHashMap<u64, Option<usize>> {
        let mut named: FxHashMap<u64, Option<usize>> = FxHashMap::default();
        for (at, row) in self.rows().iter().enumerate() {
            for text in row.iter().filter(|text| **text != 0) {
                named.entry(*text).and_modify(|row| *row = row.filter(|row| *row == at)).or_insert(Some(at));
            }
        }
        named
    }

    /// Rows that both tables have: of those that share a text no other row has, the pairs that share most such texts.
    fn rows_of_both(&self, later: &Self) -> Vec<(usize, usize)> {
        let (left, right) = (self.named_rows(), later.named_rows());
        let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (text, row) in &left {
            if let (Some(before), Some(Some(after))) = (row, right.get(text)) {
                *votes.entry((*before, *after)).or_default() += 1;
            }
        }
        let mut ranked: Vec<((usize, usize), usize)> = votes.into_iter().collect();
        ranked.sort_by_key(|(pair, votes)| (usize::MAX - votes, *pair));
        let mut rows: Vec<(usize, usize)> = Vec::new();
        for (pair, _) in ranked {
            if !rows.iter().any(|taken| taken.0 == pair.0 || taken.1 == pair.1) {
                rows.push(pair);
            }
        }
        rows
    }
}

impl ColumnPairs {
    /// The columns of two tables; none where most have no partner: these are two tables, not one under another
    /// template.
    pub fn between(before: &TableHead<'_>, after: &TableHead<'_>) -> Option<Self> {
        let counts = [before.titles.len(), after.titles.len()];
        let mut pairing = Pairing { found: Vec::new(), free: counts.map(|count| (0..count).collect()) };
        pairing.by_title(before.titles, after.titles);
        let reordered = !pairing.found.is_sorted_by_key(|pair| pair.1);
        let is_open = |pairing: &Pairing| {
            pairing.free.iter().all(|free| !free.is_empty())
                && counts.iter().all(|count| *count <= COLUMNS_READ_MAX)
        };
        if is_open(&pairing) {
            pairing.by_rows(before, after);
        }
        for (before, after) in before.kinds.iter().zip(after.kinds) {
            if let (Some(before), Some(after)) = (before, after) {
                pairing.by_kind(before, after);
            }
        }
        if is_open(&pairing) {
            pairing.by_texts(&before.texts(), &after.texts());
        }
        if pairing.found.len() * 2 < counts[0].max(counts[1]) {
            return None;
        }
        pairing.the_rest(before, after);
        Some(Self { pairs: pairing.in_order(), counts, reordered })
    }

    /// The pairs for two rows of so many cells. Cells beyond the last title are paired in order.
    pub fn of_cells(&self, before: usize, after: usize) -> Vec<ColumnPair> {
        let mut pairs = self.pairs.clone();
        let [left, right] = self.counts;
        let beyond = before.saturating_sub(left).max(after.saturating_sub(right));
        pairs.extend((0..beyond).map(|at| ColumnPair {
            before: Some(left + at).filter(|at| *at < before),
            after: Some(right + at).filter(|at| *at < after),
        }));
        pairs
    }

    /// Whether columns of one title stand in another order, so that rows with the same bytes say something else.
    pub fn is_reordered(&self) -> bool {
        self.reordered
    }
}

/// Pairs under way.
struct Pairing {
    /// Columns of the earlier and the later table, in the order of the former.
    found: Vec<(usize, usize)>,
    free: [Vec<usize>; 2],
}

impl Pairing {
    fn take(&mut self, before: usize, after: usize) {
        self.free[0].retain(|at| *at != before);
        self.free[1].retain(|at| *at != after);
        self.found.push((before, after));
        self.found.sort_unstable();
    }

    /// Columns of the same title, in order where several have it.
    fn by_title(&mut self, left: &[u64], right: &[u64]) {
        for (before, title) in left.iter().enumerate() {
            if let Some(after) = self.free[1].iter().copied().find(|after| right[*after] == *title) {
                self.take(before, after);
            }
        }
    }

    /// Columns that hold the same text in rows that both tables have, in at least two rows and half of those in which both
    /// have a cell; the most often first.
    fn by_rows(&mut self, left: &TableHead<'_>, right: &TableHead<'_>) {
        let rows = left.rows_of_both(right);
        let mut alike = Vec::new();
        for before in &self.free[0] {
            for after in &self.free[1] {
                let cells =
                    rows.iter().map(|(old, new)| (left.rows()[*old][*before], right.rows()[*new][*after]));
                let filled = cells.filter(|(old, new)| *old != 0 && *new != 0);
                let (mut both, mut equal) = (0, 0);
                for (old, new) in filled {
                    both += 1;
                    equal += usize::from(old == new);
                }
                if equal >= EQUAL_ROWS_MIN && equal * 2 >= both {
                    alike.push((usize::MAX - equal, *before, *after));
                }
            }
        }
        self.take_first(alike);
    }

    /// Columns that hold the same in two tables of one kind: "By whom" and "Owner".
    fn by_kind(&mut self, left: &Columns, right: &Columns) {
        for before in self.free[0].clone() {
            let after = left.at(before).and_then(|column| right.position(column));
            if let Some(after) = after.filter(|after| self.free[1].contains(after)) {
                self.take(before, after);
            }
        }
    }

    /// Columns of which at least half of the different texts of the shorter stand in the other too, the most alike
    /// first.
    fn by_texts(&mut self, left: &[Vec<u64>], right: &[Vec<u64>]) {
        let mut alike = Vec::new();
        for before in &self.free[0] {
            for after in &self.free[1] {
                let (left, right) = (&left[*before], &right[*after]);
                let shared = left.iter().filter(|text| right.binary_search(text).is_ok()).count();
                if shared >= SHARED_TEXTS_MIN && shared * 2 >= left.len().min(right.len()) {
                    alike.push((usize::MAX - shared, *before, *after));
                }
            }
        }
        self.take_first(alike);
    }

    /// Takes pairs in this order, as long as either column is free.
    fn take_first(&mut self, mut alike: Vec<(usize, usize, usize)>) {
        alike.sort_unstable();
        for (_, before, after) in alike {
            if self.free[0].contains(&before) && self.free[1].contains(&after) {
                self.take(before, after);
            }
        }
    }

    /// One column that is left on either side: it has another name, unless it is known what either holds.
    fn the_rest(&mut self, left: &TableHead<'_>, right: &TableHead<'_>) {
        if let ([before], [after]) = (self.free[0].as_slice(), self.free[1].as_slice())
            && !left.is_known(*before)
            && !right.is_known(*after)
        {
            self.take(*before, *after);
        }
    }

    fn in_order(self) -> Vec<ColumnPair> {
        let later = self.found.len() + self.free[1].len();
        let before = |after: usize| self.found.iter().find(|pair| pair.1 == after).map(|pair| pair.0);
        let both = (0..later).map(|after| ColumnPair { before: before(after), after: Some(after) });
        let gone = self.free[0].iter().map(|at| ColumnPair { before: Some(*at), after: None });
        both.chain(gone).collect()
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn check(before: &str, after: &str) -> Option<Vec<(Option<usize>, Option<usize>)>> {
        let [before, after] = [before, after].map(|text| parse(text.to_owned()).unwrap());
        let [before, after] = [&before, &after].map(|table| TableHead::of(table, table.unit(0)));
        let pairs = ColumnPairs::between(&before?, &after?)?;
        Some(pairs.pairs.iter().map(|pair| (pair.before, pair.after)).collect())
    }

    fn table(head: &str, rows: &[&str]) -> String {
        format!("{head}\n{}\n{}\n", "|---".repeat(head.matches('|').count() - 1) + "|", rows.join("\n"))
    }

    #[test]
    fn by_title_in_any_order() {
        let before = table("| What | Who | When |", &[]);
        let expected = [(Some(2), Some(0)), (Some(0), Some(1)), (Some(1), Some(2))];
        assert_eq!(check(&before, &table("| When | WHAT | Who |", &[])).unwrap(), expected);
    }

    #[test]
    fn by_what_such_columns_hold() {
        let before = table("| Task | By whom | By when |", &[]);
        let expected = [(Some(2), Some(0)), (Some(0), Some(1)), (Some(1), Some(2)), (None, Some(3))];
        assert_eq!(check(&before, &table("| Due | Action | Owner | Outcome |", &[])).unwrap(), expected);
    }

    #[test]
    fn by_what_stands_in_them() {
        let rows = ["| Mr A | canteen | 4 |", "| Ms B | laundry | 5 |", "| Mr C | stores | 4 |"];
        let turned = ["| 4 | Mr A | canteen |", "| 5 | Ms B | laundry |", "| 4 | Mr C | stores |"];
        let before = table("| Person | Party | Days |", &rows);
        let expected = [(Some(2), Some(0)), (Some(0), Some(1)), (Some(1), Some(2))];
        assert_eq!(check(&before, &table("| Days | Name | Where |", &turned)).unwrap(), expected);
    }

    #[test]
    fn by_the_cells_of_rows_that_both_have() {
        let rows =
            ["| a | Mr A | PBSW | Begun |", "| b | Ms B | Health | Begun |", "| c | Mr C | Police | Ended |"];
        let turned =
            ["| Begun | PBSW | Mr A | a |", "| Ended | Health | Ms B | b |", "| Ended | Police | Mr C | c |"];
        let before = table("| Task | Owner | Agency | Status |", &rows);
        let expected = [(Some(3), Some(0)), (Some(2), Some(1)), (Some(1), Some(2)), (Some(0), Some(3))];
        assert_eq!(check(&before, &table("| State | Agency | Lead | Action |", &turned)).unwrap(), expected);
    }

    #[test]
    fn other_tables_have_no_pairs() {
        let before = table("| Person | Party | Days |", &[]);
        assert_eq!(check(&before, &table("| Tool | Score | Level |", &[])), None);
        assert_eq!(check(&before, "He is well.\n"), None);
    }
}
