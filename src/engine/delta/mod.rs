//! Every unit of two versions, paired and classed: what changed, and how much it matters.
//!
//! Takes two documents and their alignment, gives a [`Delta`]. A unit is *unchanged* by its bytes, *cosmetic* by
//! the closed list of [`Normalisation`]s; everything else is shown.

mod choice;
mod cosmetic;
mod edits;
mod kind;
mod look;
mod model;
mod reasons;
mod reworded;
mod rows;
mod side;
mod steps;
mod unlisted;
mod vocabulary;

#[cfg(test)]
mod work_tests;

pub use kind::{Judgement, Reworded, judge, judge_added, judge_removed};
pub use look::{Look, look, reworded};
pub use model::{Change, ChangeKind, Delta, Edit, Excuse, FactChange, Normalisation, Reason, Rule, Totals};
pub use rows::{CellChange, cells};
pub use side::{Side, TokenEdit};
pub use vocabulary::Vocabulary;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::alignment::{Alignment, Link, align};
use crate::document::{ColumnPairs, Document, TableHead, Unit, UnitKind};
use crate::text::Span;
use rows::{LaidOut, Rows};

/// Fewest links that are worth a thread of their own.
const LINKS_PER_TASK_MIN: usize = 32;

/// Compares two versions: aligns them and classes every link.
pub fn compare(before: &Document, after: &Document) -> Delta {
    classify(before, after, &align(before, after))
}

/// Classes every link of an alignment.
pub fn classify(before: &Document, after: &Document, alignment: &Alignment) -> Delta {
    let vocabulary = Vocabulary::new(before, after);
    let tables = Tables::new(before, after, &alignment.links);
    let links = alignment.links.par_iter().with_min_len(LINKS_PER_TASK_MIN);
    let change = |link| change(before, after, link, tables.columns(before, after, link), &vocabulary);
    let changes: Vec<Change> = links.map(change).collect();
    let fact_order = fact_order(&changes);
    Delta { changes, fact_order }
}

/// The alternatives of which a change marks others by emphasis: they are told with their marks.
///
/// # Panics
///
/// If the documents are not those of the change.
pub fn choices(before: &Document, after: &Document, change: &Change) -> Vec<FactChange> {
    if change.kind != ChangeKind::Material {
        return Vec::new();
    }
    choice::changes(&Side::new(before, change.before.clone()), &Side::new(after, change.after.clone()))
}

/// What became of one unit if it became the other, as the delta of two versions would say.
///
/// # Panics
///
/// If either version has no such unit.
pub fn compare_units(before: &Document, after: &Document, from: u32, to: u32) -> Change {
    let link = Link { before: from..from + 1, after: to..to + 1, moved: false };
    let columns = rows::columns(before, after, before.unit(from), after.unit(to));
    change(before, after, &link, columns.as_ref(), &Vocabulary::new(before, after))
}

fn change(
    before: &Document,
    after: &Document,
    link: &Link,
    columns: Option<&ColumnPairs>,
    vocabulary: &Vocabulary<'_>,
) -> Change {
    if is_unchanged(before, after, link, columns) {
        return Change {
            kind: ChangeKind::Unchanged,
            moved: link.moved,
            before: link.before.clone(),
            after: link.after.clone(),
            reasons: Vec::new(),
            facts: Vec::new(),
            excuses: Vec::new(),
            edits: Vec::new(),
            risk: false,
        };
    }
    let (left, right) = (Side::new(before, link.before.clone()), Side::new(after, link.after.clone()));
    let (judgement, edits) = if link.before.is_empty() {
        (judge_added(&right), edits::whole(&right, Edit::Insert))
    } else if link.after.is_empty() {
        (judge_removed(&left), edits::whole(&left, Edit::Delete))
    } else if let Some(columns) = columns {
        row_change(&left, &right, columns, vocabulary)
    } else {
        let tokens = edits::token_edits(left.tokens, right.tokens);
        (judge(&left, &right, &tokens, vocabulary), edits::byte_edits(&left, &right, &tokens))
    };
    let shown = !matches!(judgement.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
    Change {
        kind: judgement.kind,
        moved: link.moved,
        before: link.before.clone(),
        after: link.after.clone(),
        reasons: judgement.reasons,
        facts: judgement.facts,
        excuses: judgement.excuses,
        edits,
        risk: shown && [left, right].into_iter().any(Side::is_risk),
    }
}

/// Whether a link joins two units of the same bytes, rows under the same columns.
fn is_unchanged(before: &Document, after: &Document, link: &Link, columns: Option<&ColumnPairs>) -> bool {
    let single = link.before.len() == 1 && link.after.len() == 1;
    single && {
        let (left, right) = (before.unit(link.before.start), after.unit(link.after.start));
        let bullet = |unit: &Unit, source| unit.bullet.map(|bullet| Span::of(bullet, source));
        before.text(left) == after.text(right)
            && bullet(left, before.source()) == bullet(right, after.source())
            && !columns.is_some_and(ColumnPairs::is_reordered)
    }
}

/// Judges a row cell by cell, each by the cell of its column.
///
/// A row whose cells are the same in another order is *reworded*: the order is that of the table, which its head tells;
/// but the row reads otherwise, and is not folded.
fn row_change(
    before: &Side<'_>,
    after: &Side<'_>,
    columns: &ColumnPairs,
    vocabulary: &Vocabulary<'_>,
) -> (Judgement, Vec<Edit>) {
    let rows = Rows::new(before, after, columns);
    let tokens = rows.token_edits();
    let edits = edits::byte_edits(before, after, &tokens);
    if rows.keep_place() {
        return (judge(before, after, &tokens, vocabulary), edits);
    }
    let laid_out = rows.laid_out();
    let [left, right] = [&laid_out[0], &laid_out[1]].map(LaidOut::side);
    let tokens = rows::laid_out_edits(&left, &right);
    let judged = judge(&left, &right, &tokens, vocabulary);
    let judgement = match judged.kind {
        ChangeKind::Unchanged if is_same(before, after) => return (judged, Vec::new()),
        ChangeKind::Unchanged | ChangeKind::Cosmetic => kind::excused_by(before, after, Rule::ColumnOrder),
        _ => Judgement {
            facts: rows::facts_in_sources(judged.facts, &laid_out),
            excuses: rows::excuses_in_sources(judged.excuses, &laid_out),
            ..judged
        },
    };
    (judgement, edits)
}

/// The columns of every pair of tables between which rows are linked.
struct Tables(FxHashMap<(u32, u32), Option<ColumnPairs>>);

impl Tables {
    fn new(before: &Document, after: &Document, links: &[Link]) -> Self {
        let mut heads: [FxHashMap<u32, Option<TableHead<'_>>>; 2] = Default::default();
        let mut pairs = FxHashMap::default();
        for (left, right) in links.iter().filter_map(|link| rows_of(before, after, link)) {
            pairs.entry((left.block, right.block)).or_insert_with(|| {
                let [old, new] = &mut heads;
                let old = old.entry(left.block).or_insert_with(|| TableHead::of(before, left));
                let new = new.entry(right.block).or_insert_with(|| TableHead::of(after, right));
                ColumnPairs::between(old.as_ref()?, new.as_ref()?)
            });
        }
        Self(pairs)
    }

    fn columns(&self, before: &Document, after: &Document, link: &Link) -> Option<&ColumnPairs> {
        let (left, right) = rows_of(before, after, link)?;
        self.0.get(&(left.block, right.block))?.as_ref()
    }
}

/// The two rows of a link, or the two header rows.
fn rows_of<'a>(before: &'a Document, after: &'a Document, link: &Link) -> Option<(&'a Unit, &'a Unit)> {
    let single = link.before.len() == 1 && link.after.len() == 1;
    let (left, right) = single.then(|| (before.unit(link.before.start), after.unit(link.after.start)))?;
    let rows = left.kind == right.kind && matches!(left.kind, UnitKind::Row | UnitKind::TableHead);
    rows.then_some((left, right))
}

/// Whether two units have the same bytes, their bullets included.
fn is_same(before: &Side<'_>, after: &Side<'_>) -> bool {
    let single = before.units.len() == 1 && after.units.len() == 1;
    single && before.text() == after.text() && bullet(before) == bullet(after)
}

fn bullet<'a>(side: &Side<'a>) -> Option<&'a str> {
    Some(side.units.first()?.bullet?.of(side.source))
}

/// Indices of the changes that have facts, risk text first, in reading order.
fn fact_order(changes: &[Change]) -> Vec<u32> {
    let mut order: Vec<u32> =
        (0..changes.len() as u32).filter(|at| !changes[*at as usize].facts.is_empty()).collect();
    order.sort_by_key(|at| !changes[*at as usize].risk);
    order
}
