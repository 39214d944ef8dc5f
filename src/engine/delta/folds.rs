//! Which links a delta folds and which it calls reworded, without a word on the others: for who asks of many pairs and
//! needs the rest of few.

use rayon::prelude::*;

use super::edits::token_edits;
use super::kind::{self, Reworded};
use super::model::{ChangeKind, Reason};
use super::reworded::foreign;
use super::rows::Rows;
use super::side::Side;
use super::{LINKS_PER_TASK_MIN, Tables, Vocabulary, change, is_unchanged};
use crate::alignment::Link;
use crate::document::{ColumnPairs, Document};

/// Of each link the reasons for which it is folded, none where its units are unchanged; nothing where
/// [`classify`](super::classify) says that it is neither unchanged nor cosmetic.
pub fn folds(before: &Document, after: &Document, links: &[Link]) -> Vec<Option<Vec<Reason>>> {
    let vocabulary = Vocabulary::new(before, after);
    let tables = Tables::new(before, after, links);
    let links = links.par_iter().with_min_len(LINKS_PER_TASK_MIN);
    links.map(|link| fold(before, after, link, tables.columns(before, after, link), &vocabulary)).collect()
}

fn fold(
    before: &Document,
    after: &Document,
    link: &Link,
    columns: Option<&ColumnPairs>,
    vocabulary: &Vocabulary<'_>,
) -> Option<Vec<Reason>> {
    if is_unchanged(before, after, link, columns) {
        return Some(Vec::new());
    }
    let (left, right) = (Side::new(before, link.before.clone()), Side::new(after, link.after.clone()));
    // Cells that stand in another order are laid out before they are compared.
    if columns.is_some_and(|columns| !Rows::new(&left, &right, columns).keep_place()) {
        let change = change(before, after, link, columns, vocabulary);
        let folded = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
        return folded.then_some(change.reasons);
    }
    kind::folded(&left, &right).map(|judgement| judgement.reasons)
}

/// Of each link that is not folded whether [`classify`](super::classify) says that it is reworded.
pub fn reworded(before: &Document, after: &Document, links: &[Link]) -> Vec<Reworded> {
    let vocabulary = Vocabulary::new(before, after);
    let tables = Tables::new(before, after, links);
    let links = links.par_iter().with_min_len(LINKS_PER_TASK_MIN);
    let of = |link| of_link(before, after, link, tables.columns(before, after, link), &vocabulary);
    links.map(of).collect()
}

fn of_link(
    before: &Document,
    after: &Document,
    link: &Link,
    columns: Option<&ColumnPairs>,
    vocabulary: &Vocabulary<'_>,
) -> Reworded {
    let (left, right) = (Side::new(before, link.before.clone()), Side::new(after, link.after.clone()));
    let behind_number = |side: &Side<'_>| usize::from(side.units.first().map_or(0, |unit| unit.numbering));
    if columns.is_none()
        && foreign::is_any((left.words(), behind_number(&left)), (right.words(), behind_number(&right)))
    {
        return Reworded { is: false, alone: true };
    }
    let rows = columns.map(|columns| Rows::new(&left, &right, columns));
    let edits = match &rows {
        Some(rows) if !rows.keep_place() => {
            let change = change(before, after, link, columns, vocabulary);
            return Reworded { is: change.kind == ChangeKind::Reworded, alone: false };
        }
        Some(rows) => rows.token_edits(),
        None => token_edits(left.tokens, right.tokens),
    };
    kind::reworded(&left, &right, &edits, vocabulary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::{Alignment, align};
    use crate::delta::classify;
    use crate::document::parse;

    #[test]
    fn what_is_told_is_what_a_delta_says() {
        let before = "He  left on 3 May 2024.\n\nIn my view he did well in June.\n\nIn June, he swam.\n\nHe stayed.\n\n- one\n\n| A | B |\n|---|---|\n| c | d |\n| e | f |\n";
        let after = "He left on 03/05/2024.\n\nIn my opinion he did well in June.\n\nHe swam, in June.\n\nShe stayed.\n\n* one\n\n| B | A |\n|---|---|\n| d | c |\n| f | g |\n";
        let [before, after] = [before, after].map(|text| parse(text.to_owned()).unwrap());
        for (before, after) in [(&before, &after), (&before, &before)] {
            let Alignment { links } = align(before, after);
            let links: Vec<Link> =
                links.into_iter().filter(|link| !link.before.is_empty() && !link.after.is_empty()).collect();
            let found = folds(before, after, &links);
            let reworded = reworded(before, after, &links);
            let delta = classify(before, after, &Alignment { links });
            for ((found, reworded), change) in found.into_iter().zip(reworded).zip(delta.changes) {
                assert!(
                    found.is_some() || reworded.is == (change.kind == ChangeKind::Reworded),
                    "{change:?}"
                );
                let folded = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
                assert_eq!(found, folded.then_some(change.reasons));
            }
        }
    }
}
