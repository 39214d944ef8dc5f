//! Which row of a table is which: told by likeness, not by order.
//!
//! A table is sorted anew when somebody likes it so, and moves to another template with its columns renamed, divided
//! and reordered. The path follows the order, and would make one person's row of another's that stands in its place
//! ("Tam | father | yes" of "Beth | niece | yes"). So within two tables the rows are paired by likeness first, and what
//! is far less alike than the pair that either row has is no candidate.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::candidates::Candidate;
use super::similarity::SAME;
use crate::document::{Document, UnitKind};

/// Least likeness of two rows that are kept for each other.
const SIMILARITY_KEPT: i32 = 6_000;
/// How much less alike a pair is that is dropped for it.
const MARGIN: i32 = 1_500;

/// Drops the pairs of rows of which either is another's by far.
pub(super) fn judge(candidates: &mut Vec<Candidate>, before: &Document, after: &Document) {
    let tables = |it: &Candidate| Some((table(before, it.before)?, table(after, it.after)?));
    let start = |document: &Document, table: u32| document.blocks()[table as usize].units.start;
    let mut rows: Vec<_> = candidates.iter().filter_map(|it| Some((tables(it)?, *it))).collect();
    // Of pairs as like each other the one nearer to its place.
    rows.sort_by_key(|((left, right), it)| {
        let (i, j) = (it.before - start(before, *left), it.after - start(after, *right));
        (Reverse(it.similarity), i.abs_diff(j), i + j, it.before, it.after)
    });
    let mut kept = Kept::default();
    for (tables, it) in &rows {
        kept.keep(*tables, it);
    }
    candidates.retain(|it| {
        let tables = tables(it).filter(|_| it.similarity < SAME);
        tables.is_none_or(|tables| !kept.has_others(tables, it))
    });
}

/// The table in which a row stands, as its block.
fn table(document: &Document, unit: u32) -> Option<u32> {
    let unit = document.unit(unit);
    (unit.kind == UnitKind::Row).then_some(unit.block)
}

/// The likeness of the pair that each row is kept for: by the earlier row and the later table, and the other way round.
#[derive(Default)]
struct Kept {
    before: FxHashMap<(u32, u32), i32>,
    after: FxHashMap<(u32, u32), i32>,
}

impl Kept {
    /// Keeps two rows for each other that are alike and not kept for likelier ones.
    fn keep(&mut self, (left, right): (u32, u32), it: &Candidate) {
        let (i, j) = ((it.before, right), (it.after, left));
        if it.similarity >= SIMILARITY_KEPT && !self.before.contains_key(&i) && !self.after.contains_key(&j) {
            self.before.insert(i, it.similarity);
            self.after.insert(j, it.similarity);
        }
    }

    /// Whether either row of a pair is kept for one that is far more alike.
    fn has_others(&self, (left, right): (u32, u32), it: &Candidate) -> bool {
        let kept = [self.before.get(&(it.before, right)), self.after.get(&(it.after, left))];
        kept.into_iter().flatten().any(|similarity| similarity - it.similarity >= MARGIN)
    }
}

#[cfg(test)]
mod tests {
    use super::super::align;
    use crate::document::{Document, parse};

    #[test]
    fn a_row_is_nobody_elses_under_another_template() {
        let before = "## Who may come\n\n| Who | Sees | Rings |\n|---|---|---|\n| Ina Muir (aunt) | yes | yes |\n\
            | Gil Rae (uncle) | no | yes |\n| Una Rae (cousin, 8) | no | no |\n| Jo Muir (son, 5) | yes | no |\n";
        let after = "## Visits\n\n| Name | Tie | Telephone | Visit |\n|---|---|---|---|\n| Una Rae | cousin, 8 | no | yes |\n\
            | Jo Muir | son, 5 | no | no |\n| Gil Rae | uncle | yes | no |\n| Ina Muir | aunt | yes | yes |\n";
        let [before, after] = [before, after].map(|text| parse(text.to_owned()).unwrap());
        let name =
            |document: &Document, unit: u32| document.text(document.unit(unit))[2..9].trim().to_owned();
        for link in align(&before, &after).links.iter().filter(|link| link.before.start > 1) {
            assert_eq!(name(&before, link.before.start), name(&after, link.after.start), "{link:?}");
        }
    }

    #[test]
    fn a_row_that_came_to_be_like_its_neighbour_stays_in_its_place() {
        let table = |role: &str| {
            let rows = format!(
                "| A. Muir | {role} | Present |\n| Jo Rae | Chair | Absent |\n| A. Muir | tutor | Present |"
            );
            parse(format!("## There\n\n| Name | Role | How |\n|---|---|---|\n{rows}\n")).unwrap()
        };
        let links = align(&table("warden"), &table("TUTOR")).links;
        assert!(links.iter().all(|link| link.before == link.after), "{links:?}");
    }
}
