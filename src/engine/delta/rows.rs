//! Rows of a table cell by cell, each with the cell of its own column.
//!
//! Takes two linked rows and the pairs of their columns, gives the pairs of their cells. A diff of whole rows would
//! find the words of one cell in the next; and where a later template orders its columns otherwise, it would call
//! every cell changed that it finds elsewhere.

use std::borrow::Cow;
use std::ops::Range;

use super::edits::{Edits, byte_edits, token_edits};
use super::model::{Change, Edit, Excuse, FactChange};
use super::side::{FactSource, Side, TokenEdit};
use crate::document::reading::{cell_texts, table_head};
use crate::document::{ColumnPair, ColumnPairs, Document, TableHead, Unit, UnitKind};
use crate::facts::Fact;
use crate::text::{Span, Token, TokenKind};

/// A cell of a row that changed, with the cell of the same column in the other version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The title of its column, the later one where there are two; empty where the table has none.
    pub title: String,
    /// Its tokens in the earlier version, as indices into the document's; empty where the column is not there.
    pub before: Range<u32>,
    /// Its tokens in the later version.
    pub after: Range<u32>,
    /// Its bytes on both sides, from the first token to the last.
    pub edits: Vec<Edit>,
}

/// The cells of a row that became another row, in the order of the later table; then those whose column only the
/// earlier table has. None where the change is not of one row on either side, or where their tables are two.
///
/// # Panics
///
/// If the documents are not those of the change.
pub fn cells(before: &Document, after: &Document, change: &Change) -> Option<Vec<CellChange>> {
    let (left, right) = (Side::new(before, change.before.clone()), Side::new(after, change.after.clone()));
    let ([left_unit], [right_unit]) = (left.units, right.units) else { return None };
    let columns = columns(before, after, left_unit, right_unit)?;
    Some(Rows::new(&left, &right, &columns).changes(before, after, &columns))
}

/// The columns of the tables that two rows stand in, or two header rows head.
pub(super) fn columns(before: &Document, after: &Document, left: &Unit, right: &Unit) -> Option<ColumnPairs> {
    let same = left.kind == right.kind;
    let (left, right) = (TableHead::of(before, left)?, TableHead::of(after, right)?);
    ColumnPairs::between(&left, &right).filter(|_| same)
}

/// Two rows and which of their cells are pairs.
pub(super) struct Rows<'a> {
    before: Row<'a>,
    after: Row<'a>,
    /// Cells of the earlier and of the later row; one alone where the other row has none.
    pairs: Vec<(Option<usize>, Option<usize>)>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(before: &Side<'a>, after: &Side<'a>, columns: &ColumnPairs) -> Self {
        let (before, after) = (Row::new(before), Row::new(after));
        let pairs = columns.of_cells(before.cells.len(), after.cells.len());
        let inside = |at: Option<usize>, row: &Row<'_>| at.filter(|at| *at < row.cells.len());
        let pairs = pairs.into_iter().map(|pair| (inside(pair.before, &before), inside(pair.after, &after)));
        Self { pairs: pairs.collect(), before, after }
    }

    /// Whether every cell has its column in the same place on both sides.
    pub(super) fn keep_place(&self) -> bool {
        self.pairs.iter().all(|(before, after)| match (before, after) {
            (Some(before), Some(after)) => before == after,
            (Some(alone), None) => self.before.cells[*alone].is_empty(),
            (None, Some(alone)) => self.after.cells[*alone].is_empty(),
            (None, None) => true,
        })
    }

    /// The tokens that differ, in the order of both rows: cell by cell as far as the pairs keep their order; any
    /// other cell is deleted and inserted whole.
    pub(super) fn token_edits(&self) -> Vec<TokenEdit> {
        let mut edits = Edits::default();
        let (mut next_before, mut next_after) = (0, 0);
        for (before, after) in self.in_order() {
            self.before.skip(next_before..before, |len| edits.delete(len));
            self.after.skip(next_after..after, |len| edits.insert(len));
            match (self.before.has_bar(before), self.after.has_bar(after)) {
                (true, true) => edits.equal(1),
                (true, false) => edits.delete(1),
                (false, true) => edits.insert(1),
                (false, false) => {}
            }
            edits.append(&token_edits(self.before.cell(before), self.after.cell(after)));
            (next_before, next_after) = (before + 1, after + 1);
        }
        self.before.skip(next_before..self.before.cells.len(), |len| edits.delete(len));
        self.after.skip(next_after..self.after.cells.len(), |len| edits.insert(len));
        edits.found
    }

    /// Most pairs of cells that stand in the same order on both sides, of these the earliest.
    fn in_order(&self) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize)> =
            self.pairs.iter().filter_map(|(before, after)| Some(((*before)?, (*after)?))).collect();
        pairs.sort_unstable();
        let mut best: Vec<(usize, Option<usize>)> = Vec::new();
        for (at, pair) in pairs.iter().enumerate() {
            let earlier = (0..at).filter(|earlier| pairs[*earlier].1 < pair.1);
            let last = earlier.max_by_key(|earlier| (best[*earlier].0, usize::MAX - earlier));
            best.push((last.map_or(1, |last| best[last].0 + 1), last));
        }
        let end = (0..pairs.len()).max_by_key(|at| (best[*at].0, usize::MAX - at));
        let mut chain: Vec<(usize, usize)> =
            std::iter::successors(end, |at| best[*at].1).map(|at| pairs[at]).collect();
        chain.reverse();
        chain
    }

    /// Both rows with their cells in one order, a place for each column of either.
    pub(super) fn laid_out(&self) -> [LaidOut; 2] {
        let bar = self.before.bar_key().or_else(|| self.after.bar_key()).unwrap_or_default();
        let before = self.pairs.iter().map(|pair| pair.0);
        let after = self.pairs.iter().map(|pair| pair.1);
        [self.before.laid_out(before, bar), self.after.laid_out(after, bar)]
    }

    fn changes(&self, before: &Document, after: &Document, columns: &ColumnPairs) -> Vec<CellChange> {
        let titles = |document, unit| {
            table_head(document, unit).map_or_else(Vec::new, |head| cell_texts(document, head))
        };
        let (old, new) = (titles(before, self.before.unit), titles(after, self.after.unit));
        // Also of a cell that neither row reaches to: the titles say what kind of table it is.
        let title = |column: ColumnPair| {
            let later = column.after.and_then(|at| new.get(at));
            later.or_else(|| old.get(column.before?)).cloned().unwrap_or_default()
        };
        let titles = columns.of_cells(self.before.cells.len(), self.after.cells.len()).into_iter().map(title);
        self.pairs
            .iter()
            .zip(titles)
            .map(|((left, right), title)| self.change(*left, *right, title))
            .collect()
    }

    fn change(&self, before: Option<usize>, after: Option<usize>, title: String) -> CellChange {
        let (left, right) = (self.before.side_of(before), self.after.side_of(after));
        let edits = match (left.units.is_empty(), right.units.is_empty()) {
            (true, true) => Vec::new(),
            (true, false) => vec![Edit::Insert(right.unit().span)],
            (false, true) => vec![Edit::Delete(left.unit().span)],
            (false, false) => {
                let [left, right] = [&left, &right].map(CellSide::side);
                byte_edits(&left, &right, &token_edits(left.tokens, right.tokens))
            }
        };
        CellChange { title, before: left.range, after: right.range, edits }
    }
}

/// A row and where its cells are among its tokens.
struct Row<'a> {
    source: &'a str,
    unit: &'a Unit,
    tokens: &'a [Token],
    cells: Vec<Range<usize>>,
    facts: Cow<'a, [Fact]>,
}

impl<'a> Row<'a> {
    fn new(side: &Side<'a>) -> Self {
        let mut cells = Vec::new();
        let mut start = 0;
        let bars = (0..side.tokens.len()).filter(|at| side.tokens[*at].kind == TokenKind::Cell);
        for bar in bars.chain([side.tokens.len()]) {
            cells.push(start..bar);
            start = bar + 1;
        }
        Self { source: side.source, unit: &side.units[0], tokens: side.tokens, cells, facts: side.facts() }
    }

    /// The facts of a cell; their tokens are indices into those of the cell.
    fn facts_in(&self, cell: &Range<usize>) -> Vec<Fact> {
        self.facts.iter().filter_map(|fact| fact.within(cell)).collect()
    }

    fn cell(&self, at: usize) -> &'a [Token] {
        &self.tokens[self.cells[at].clone()]
    }

    /// Whether a bar stands before a cell: the first has none that counts.
    fn has_bar(&self, at: usize) -> bool {
        self.cells[at].start > 0
    }

    fn bar_key(&self) -> Option<u64> {
        self.tokens.iter().find(|token| token.kind == TokenKind::Cell).map(|token| token.key)
    }

    /// Tells how many tokens these cells have, with the bars before them.
    fn skip(&self, cells: Range<usize>, mut passed: impl FnMut(usize)) {
        for at in cells {
            passed(self.cells[at].len() + usize::from(self.has_bar(at)));
        }
    }

    /// A cell as a unit of its own, from its first token to its last.
    fn side_of(&self, at: Option<usize>) -> CellSide<'a> {
        let cell = at.map_or(0..0, |at| self.cells[at].clone());
        let tokens = &self.tokens[cell.clone()];
        let from = self.unit.tokens.start;
        let range = from + cell.start as u32..from + cell.end as u32;
        let unit = tokens.first().zip(tokens.last()).map(|(first, last)| Unit {
            span: first.span.cover(last.span),
            tokens: range.clone(),
            ..self.unit.clone()
        });
        let facts = self.facts_in(&cell);
        CellSide { source: self.source, tokens, range, units: unit.into_iter().collect(), facts }
    }

    fn laid_out(&self, cells: impl Iterator<Item = Option<usize>>, bar: u64) -> LaidOut {
        let mut laid = LaidOut::default();
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                laid.push_bar(bar);
            }
            if let Some(cell) = cell {
                laid.push_cell(self, cell);
            }
        }
        let end = laid.source.len();
        laid.unit = Some(Unit {
            span: Span::new(0, end),
            bullet: None,
            kind: UnitKind::Row,
            tokens: 0..laid.tokens.len() as u32,
            numbering: 0,
            ..self.unit.clone()
        });
        laid
    }

    /// A cell with its marks of emphasis, without the row's outer bars.
    fn text(&self, at: usize) -> Span {
        let cell = &self.cells[at];
        let (Some(first), Some(last)) = (self.cell(at).first(), self.cell(at).last()) else {
            return Span::default();
        };
        let start = cell.start.checked_sub(1).map_or(self.unit.span.start, |bar| self.tokens[bar].span.end);
        let end = self.tokens.get(cell.end).map_or(self.unit.span.end, |bar| bar.span.start);
        let outer = |c: char| c == '|' || c.is_whitespace();
        let lead = Span { start, end: first.span.start }.of(self.source).trim_start_matches(outer);
        let trail = Span { start: last.span.end, end }.of(self.source).trim_end_matches(outer);
        Span { start: first.span.start - lead.len() as u32, end: last.span.end + trail.len() as u32 }
    }
}

/// A cell that is judged and told as a unit.
struct CellSide<'a> {
    source: &'a str,
    tokens: &'a [Token],
    range: Range<u32>,
    /// One, or none where the cell is empty.
    units: Vec<Unit>,
    facts: Vec<Fact>,
}

impl CellSide<'_> {
    fn unit(&self) -> &Unit {
        &self.units[0]
    }

    fn side(&self) -> Side<'_> {
        let facts_from = FactSource::Cells(&self.facts);
        Side { facts_from, source: self.source, units: &self.units, tokens: self.tokens }
    }
}

/// A row written anew with its cells in another order.
#[derive(Default)]
pub(super) struct LaidOut {
    source: String,
    tokens: Vec<Token>,
    unit: Option<Unit>,
    facts: Vec<Fact>,
    /// Where each cell begins here and in the source, and how long it is.
    cells: Vec<(u32, Span)>,
}

impl LaidOut {
    pub(super) fn side(&self) -> Side<'_> {
        let facts_from = FactSource::Cells(&self.facts);
        Side { facts_from, source: &self.source, units: self.unit.as_slice(), tokens: &self.tokens }
    }

    fn push_bar(&mut self, key: u64) {
        self.source.push(' ');
        let start = self.source.len();
        self.source.push('|');
        self.tokens.push(Token { span: Span::new(start, start + 1), kind: TokenKind::Cell, key });
        self.source.push(' ');
    }

    fn push_cell(&mut self, row: &Row<'_>, at: usize) {
        let (start, text) = (self.source.len() as u32, row.text(at));
        self.source.push_str(text.of(row.source));
        let moved =
            |span: Span| Span { start: span.start - text.start + start, end: span.end - text.start + start };
        let first = self.tokens.len();
        self.facts.extend(row.facts_in(&row.cells[at]).into_iter().map(|fact| Fact {
            span: moved(fact.span),
            tokens: first + fact.tokens.start..first + fact.tokens.end,
            ..fact
        }));
        self.tokens.extend(row.cell(at).iter().map(|token| Token { span: moved(token.span), ..*token }));
        self.cells.push((start, text));
    }

    /// Where a span of this row is in the source: as far as the cell goes that it begins in.
    fn in_source(&self, span: Span) -> Option<Span> {
        let (start, cell) =
            self.cells.iter().rev().find(|(start, cell)| *start <= span.start && !cell.is_empty())?;
        let shifted = |at: u32| (at - start + cell.start).min(cell.end);
        Some(Span { start: shifted(span.start), end: shifted(span.end) }).filter(|span| !span.is_empty())
    }
}

/// The tokens that differ between two rows laid out in one order, cell by cell.
pub(super) fn laid_out_edits(before: &Side<'_>, after: &Side<'_>) -> Vec<TokenEdit> {
    let mut edits = Edits::default();
    let is_bar = |token: &Token| token.kind == TokenKind::Cell;
    for (at, (left, right)) in before.tokens.split(is_bar).zip(after.tokens.split(is_bar)).enumerate() {
        edits.equal(usize::from(at > 0));
        edits.append(&token_edits(left, right));
    }
    edits.found
}

/// Facts that were found in rows laid out anew, at their places in the sources.
pub(super) fn facts_in_sources(facts: Vec<FactChange>, [before, after]: &[LaidOut; 2]) -> Vec<FactChange> {
    let found = facts.into_iter().map(|fact| FactChange {
        before: fact.before.and_then(|span| before.in_source(span)),
        after: fact.after.and_then(|span| after.in_source(span)),
        ..fact
    });
    found.filter(|fact| fact.before.is_some() || fact.after.is_some()).collect()
}

/// Excuses of differences in rows laid out anew, at their places in the sources.
pub(super) fn excuses_in_sources(excuses: Vec<Excuse>, [before, after]: &[LaidOut; 2]) -> Vec<Excuse> {
    let placed = excuses.into_iter().map(|excuse| Excuse {
        before: excuse.before.and_then(|span| before.in_source(span)),
        after: excuse.after.and_then(|span| after.in_source(span)),
        ..excuse
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::{ChangeKind, compare};
    use crate::document::parse;

    const HEAD: &str = "| Area | Task | Who | When | Progress |";

    fn table(head: &str, rows: &[&str]) -> Document {
        let rule = "|---".repeat(head.matches('|').count() - 1);
        parse(format!("{head}\n{rule}|\n{}\n", rows.join("\n"))).unwrap()
    }

    /// What became of the last row: its kind, and of each cell that changed title, old text and new.
    fn check(before: &Document, after: &Document) -> (ChangeKind, Vec<String>) {
        let delta = compare(before, after);
        delta.changes.iter().for_each(|change| assert_rebuilt(before, after, change));
        let change = delta.changes.last().unwrap();
        assert!(!change.before.is_empty() && !change.after.is_empty(), "the rows are one: {change:?}");
        let text = |document: &Document, range: &Range<u32>| {
            let tokens = &document.tokens()[range.start as usize..range.end as usize];
            crate::document::reading::plain(document.source(), tokens)
        };
        let reported = |cell: CellChange| {
            let (old, new) = (text(before, &cell.before), text(after, &cell.after));
            (old != new).then(|| format!("{}: {old} > {new}", cell.title))
        };
        (change.kind, cells(before, after, change).unwrap().into_iter().filter_map(reported).collect())
    }

    fn assert_rebuilt(before: &Document, after: &Document, change: &Change) {
        let (mut old, mut new) = (String::new(), String::new());
        for edit in &change.edits {
            match edit {
                Edit::Equal { before: left, after: right } => {
                    old.push_str(left.of(before.source()));
                    new.push_str(right.of(after.source()));
                }
                Edit::Delete(span) => old.push_str(span.of(before.source())),
                Edit::Insert(span) => new.push_str(span.of(after.source())),
            }
        }
        if change.kind != ChangeKind::Unchanged && !change.edits.is_empty() {
            let text = |document: &Document, units: &Range<u32>| {
                units.clone().map(|unit| document.text(document.unit(unit)).to_owned()).collect::<String>()
            };
            assert_eq!((old, new), (text(before, &change.before), text(after, &change.after)));
        }
    }

    fn facts(before: &Document, after: &Document) -> Vec<String> {
        let text = |document: &Document, span: Option<Span>| {
            span.map_or("", |span| span.of(document.source())).to_owned()
        };
        let delta = compare(before, after);
        let facts = delta.changes.iter().flat_map(|change| &change.facts);
        facts.map(|fact| format!("{} > {}", text(before, fact.before), text(after, fact.after))).collect()
    }

    #[test]
    fn a_column_in_another_place_is_no_change_of_a_row() {
        let before = table(HEAD, &["| Money | Clear the fine | PBSW | 4 May 2024 | Begun |"]);
        let head = "| When | Area | Task | Who | Progress |";
        let same = table(head, &["| 4 May 2024 | Money | Clear the fine | PBSW | Begun |"]);
        assert_eq!(check(&before, &same), (ChangeKind::Reworded, vec![]));
        assert_eq!(facts(&before, &same), [""; 0]);
        let done = table(head, &["| 4 May 2024 | Money | Clear the fine | PBSW | Completed |"]);
        assert_eq!(
            check(&before, &done),
            (ChangeKind::Material, vec!["Progress: Begun > Completed".to_owned()])
        );
        assert_eq!(facts(&before, &done), ["Begun > Completed"]);
    }

    #[test]
    fn a_value_that_went_to_the_next_cell_is_shown_in_both() {
        let before = table(HEAD, &["| Money | Clear the fine | PBSW | 4 May 2024 | |"]);
        let after = table(HEAD, &["| Money | Clear the fine | PBSW | | 4 May 2024 |"]);
        let expected = ["When: 4 May 2024 > ", "Progress:  > 4 May 2024"].map(str::to_owned);
        assert_eq!(check(&before, &after), (ChangeKind::Material, expected.to_vec()));
        let after = table(HEAD, &["| Money | Clear the fine | 4 May 2024 | PBSW | |"]);
        let expected = ["Who: PBSW > 4 May 2024", "When: 4 May 2024 > PBSW"].map(str::to_owned);
        assert_eq!(check(&before, &after), (ChangeKind::Material, expected.to_vec()));
    }

    #[test]
    fn another_template_with_other_titles() {
        let before = table(HEAD, &["| Money | Clear the fine | PBSW | 4 May 2024 | Begun |"]);
        let head = "| By when | Status | Owner | Action | Cost |";
        let after = table(head, &["| 4 May 2025 | Begun | PBSW | Clear the fine | £40 |"]);
        let expected =
            ["By when: 4 May 2024 > 4 May 2025", "Cost:  > £40", "Area: Money > "].map(str::to_owned);
        assert_eq!(check(&before, &after), (ChangeKind::Material, expected.to_vec()));
        assert!(facts(&before, &after).contains(&"4 May 2024 > 4 May 2025".to_owned()));
    }

    #[test]
    fn titles_that_change_places_over_the_same_bytes_change_the_row() {
        let row = "| Money | Clear the fine | Mr Small | Ms Grey | Begun |";
        let before = table("| Area | Task | Owner | Contact | Progress |", &[row]);
        let after = table("| Area | Task | Contact | Owner | Progress |", &[row]);
        let expected = ["Contact: Ms Grey > Mr Small", "Owner: Mr Small > Ms Grey"].map(str::to_owned);
        assert_eq!(check(&before, &after), (ChangeKind::Material, expected.to_vec()));
    }

    #[test]
    fn a_column_more_or_less_is_reported() {
        let before = table("| Tool | Date | Level |", &["| VRS | 4 May 2024 | High |"]);
        let after = table("| Tool | Level | Band |", &["| VRS | High | two |"]);
        let expected = ["Band:  > two", "Date: 4 May 2024 > "].map(str::to_owned);
        assert_eq!(check(&before, &after), (ChangeKind::Material, expected.to_vec()));
        let fewer = table("| Tool | Level |", &["| VRS | High |"]);
        let expected = ["Date: 4 May 2024 > "].map(str::to_owned);
        assert_eq!(check(&before, &fewer), (ChangeKind::Material, expected.to_vec()));
    }

    #[test]
    fn marks_and_ragged_rows_are_no_matter() {
        let before = table(HEAD, &["| **Money** | *Clear* the fine | PBSW |"]);
        let after =
            table("| Who | Task | Area | When | Progress |", &["PBSW | *Clear* the fine | **Money** | | |"]);
        assert_eq!(check(&before, &after), (ChangeKind::Reworded, vec![]));
        let short = table(HEAD, &["| Money | Clear the fine | PBSW | | |"]);
        let other = table(HEAD, &["| Money | Clear the fine | CBSW | | |"]);
        let change = compare(&short, &other).changes.pop().unwrap();
        let titles = cells(&short, &other, &change).unwrap().into_iter().map(|cell| cell.title);
        assert_eq!(titles.collect::<Vec<_>>(), ["Area", "Task", "Who", "When", "Progress"]);
    }
}
