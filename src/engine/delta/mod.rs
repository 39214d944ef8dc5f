//! Every unit of two versions, paired and classed: what changed, and how much it matters.
//!
//! Takes two documents and their alignment, gives a [`Delta`]. A unit is *unchanged* by its bytes, *cosmetic* by
//! the closed list of [`Normalisation`]s; everything else is shown.

mod cosmetic;
mod edits;
mod kind;
mod model;
mod reasons;
mod reworded;
mod side;
mod steps;
mod unlisted;
mod vocabulary;

pub use kind::{Judgement, judge, judge_added, judge_removed};
pub use model::{Change, ChangeKind, Delta, Edit, FactChange, Normalisation, Reason, Totals};
pub use side::{Side, TokenEdit};
pub use vocabulary::Vocabulary;

use rayon::prelude::*;

use crate::alignment::{Alignment, Link, align};
use crate::document::Document;
use crate::facts;

/// Fewest links that are worth a thread of their own.
const LINKS_PER_TASK_MIN: usize = 32;

/// Compares two versions: aligns them and classes every link.
pub fn compare(before: &Document, after: &Document) -> Delta {
    classify(before, after, &align(before, after))
}

/// Classes every link of an alignment.
pub fn classify(before: &Document, after: &Document, alignment: &Alignment) -> Delta {
    let vocabulary = Vocabulary::new(before, after);
    let links = alignment.links.par_iter().with_min_len(LINKS_PER_TASK_MIN);
    let changes: Vec<Change> = links.map(|link| change(before, after, link, &vocabulary)).collect();
    let fact_order = fact_order(&changes);
    Delta { changes, fact_order }
}

/// What became of one unit if it became the other, as the delta of two versions would say.
///
/// # Panics
///
/// If either version has no such unit.
pub fn compare_units(before: &Document, after: &Document, from: u32, to: u32) -> Change {
    let link = Link { before: from..from + 1, after: to..to + 1, moved: false };
    change(before, after, &link, &Vocabulary::new(before, after))
}

fn change(before: &Document, after: &Document, link: &Link, vocabulary: &Vocabulary<'_>) -> Change {
    let (left, right) = (Side::new(before, link.before.clone()), Side::new(after, link.after.clone()));
    let (judgement, edits) = if link.before.is_empty() {
        (judge_added(&right), edits::whole(&right, Edit::Insert))
    } else if link.after.is_empty() {
        (judge_removed(&left), edits::whole(&left, Edit::Delete))
    } else if is_same(&left, &right) {
        (Judgement { kind: ChangeKind::Unchanged, reasons: Vec::new(), facts: Vec::new() }, Vec::new())
    } else {
        let tokens = edits::token_edits(&left, &right);
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
        edits,
        risk: shown
            && [left, right]
                .iter()
                .any(|side| !side.is_furniture() && facts::is_risk(side.source, side.tokens)),
    }
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
