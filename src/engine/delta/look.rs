//! What a look tells of a pair: for who asks of many pairs which are folded or reworded, and needs the rest of few.

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
use crate::text::Words;

/// What a look tells of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// It is unchanged, or cosmetic for these reasons.
    Folded(Vec<Reason>),
    /// It is neither that nor reworded, whatever other words the versions have.
    Apart,
    /// It is not folded; whether it is reworded is to be weighed.
    Open,
}

/// What a look tells of each link: what [`classify`](super::classify) would say of it.
pub fn look(before: &Document, after: &Document, links: &[Link]) -> Vec<Look> {
    let vocabulary = Vocabulary::new(before, after);
    let tables = Tables::new(before, after, links);
    let links = links.par_iter().with_min_len(LINKS_PER_TASK_MIN);
    let look = |link| look_at(before, after, link, tables.columns(before, after, link), &vocabulary);
    links.map(look).collect()
}

fn look_at(
    before: &Document,
    after: &Document,
    link: &Link,
    columns: Option<&ColumnPairs>,
    vocabulary: &Vocabulary<'_>,
) -> Look {
    if is_unchanged(before, after, link, columns) {
        return Look::Folded(Vec::new());
    }
    let (left, right) = (Side::new(before, link.before.clone()), Side::new(after, link.after.clone()));
    let folded = match columns {
        // Cells that stand in another order are laid out before they are compared.
        Some(columns) if !Rows::new(&left, &right, columns).keep_place() => {
            let change = change(before, after, link, Some(columns), vocabulary);
            let folded = matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
            folded.then_some(change.reasons)
        }
        None if !left.is_furniture() && foreign::is_any(behind_number(&left), behind_number(&right)) => {
            return Look::Apart;
        }
        _ => kind::folded(&left, &right).map(|judgement| judgement.reasons),
    };
    folded.map_or(Look::Open, Look::Folded)
}

/// The words of a side, and how many of them are its running number.
fn behind_number<'a>(side: &Side<'a>) -> (Words<'a>, usize) {
    (side.words(), side.units.first().map_or(0, |unit| usize::from(unit.numbering)))
}

/// Of each link that is [`Look::Open`] whether [`classify`](super::classify) says that it is reworded.
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
            let found = look(before, after, &links);
            let reworded = reworded(before, after, &links);
            let delta = classify(before, after, &Alignment { links });
            for ((found, reworded), change) in found.into_iter().zip(reworded).zip(delta.changes) {
                match change.kind {
                    ChangeKind::Unchanged | ChangeKind::Cosmetic => {
                        assert_eq!(found, Look::Folded(change.reasons));
                    }
                    ChangeKind::Reworded => assert!(found == Look::Open && reworded.is, "{change:?}"),
                    _ => assert!(!matches!(found, Look::Folded(_)) && !reworded.is, "{change:?}"),
                }
            }
        }
    }
}
