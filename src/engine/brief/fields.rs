//! Fields of a form that changed together with the day on which they were reviewed: "Need: high", "Support: low",
//! "Reviewed: 3 May 2024".
//!
//! Takes items of changes, gives them with one for such fields: whether a level was set on a new day is read at a glance.

use std::ops::Range;

use super::item::Versions;
use super::model::{Item, PartId, Piece};
use crate::delta::ChangeKind;
use crate::document::UnitKind;
use crate::document::reading::{field, folded};
use crate::lexicon;
use crate::marked::ours;

/// An item, the part it belongs to, and its change, as an index.
pub(super) type Placed = (PartId, usize, Item);

/// One item for fields that changed with the day of their review, where the first of them stands.
pub(super) fn with_their_review(versions: &Versions<'_>, placed: Vec<Placed>) -> Vec<Placed> {
    let line = |(_, index, _): &Placed| {
        let change = &versions.changes()[*index];
        let field = change.kind == ChangeKind::Material && change.after.len() == 1;
        if field { reviewed_with(versions, change.after.start) } else { None }
    };
    let mut told: Vec<(Option<Range<u32>>, Placed)> = Vec::new();
    for one in placed {
        let line = line(&one);
        match told.iter_mut().find(|(known, _)| line.is_some() && *known == line) {
            Some((line, first)) => take(versions, line.clone().unwrap_or_default(), first, one),
            None => told.push((line, one)),
        }
    }
    told.into_iter().map(|(_, one)| one).collect()
}

/// Takes another field of a line into the item of its first.
fn take(versions: &Versions<'_>, line: Range<u32>, first: &mut Placed, (part, _, other): Placed) {
    first.0 = first.0.min(part);
    let item = &mut first.2;
    item.risk |= other.risk;
    item.restricted |= other.restricted;
    item.facts.extend(other.facts);
    item.text = text(versions, line.clone());
    item.quotes = line.flat_map(|unit| versions.quoted(unit)).collect();
}

/// The fields of a line, with what changed in them.
fn text(versions: &Versions<'_>, line: Range<u32>) -> Vec<Piece> {
    let mut text = Vec::new();
    for unit in line {
        text.extend((!text.is_empty()).then(|| ours("; ")));
        text.extend(versions.marked(unit));
    }
    text
}

/// The fields up to the day of their review among which a unit of the current version stands, in one paragraph, as
/// many as a line of a form has; none where it is no such field.
fn reviewed_with(versions: &Versions<'_>, unit: u32) -> Option<Range<u32>> {
    let document = versions.after.document;
    let units = document.units();
    let block = document.unit(unit).block;
    let is_field = |at: &u32| {
        units.get(*at as usize).is_some_and(|unit| unit.kind == UnitKind::Pair && unit.block == block)
    };
    let is_review = |at: &u32| {
        let label = field(document, document.unit(*at)).map(|(label, _)| folded(&label));
        label.is_some_and(|label| lexicon::LABELS_OF_A_REVIEW.has(&label))
    };
    let end = (unit..unit + FIELDS_MAX).take_while(is_field).find(is_review)?;
    let first = end.saturating_sub(FIELDS_MAX - 1);
    let start = (first..end).rev().take_while(|at| is_field(at) && !is_review(at)).last()?;
    Some(start..end + 1).filter(|fields| fields.contains(&unit))
}

/// Most fields of a line of a form, the day of the review among them.
const FIELDS_MAX: u32 = 4;

#[cfg(test)]
mod tests {
    use super::super::item::tests::briefed;

    #[test]
    fn a_level_stands_beside_the_day_of_its_review() {
        let plan = |need: &str, day: &str| {
            format!(
                "# Plan\n\n**Name:** A Weir\n\n## Work\n\nHe rows.\n\n## Drink\n\n**Need:** {need}  \n**Support:** low  \n**Reviewed:** {day}  \n\nHe drank.\n"
            )
        };
        let before = plan("high", "3 May 2023");
        let shown = briefed(&before, &plan("medium", "9 May 2024"));
        assert!(shown.iter().any(|text| text.contains("Support: low; Reviewed: ")), "{shown:?}");
        let alone = briefed(&before, &plan("medium", "3 May 2023"));
        assert!(alone.iter().all(|text| !text.contains("Support")), "{alone:?}");
    }
}
