//! Fields that stand on one line of a form and changed together: "Need: high   Support: low   Reviewed: 3 May 2024".
//!
//! Takes items of changes, gives them with one for each such line: a level and the day of its review are read together.

use std::ops::Range;

use super::item::Versions;
use super::model::{Item, PartId, Piece};
use crate::delta::ChangeKind;
use crate::document::UnitKind;
use crate::marked::ours;

/// An item, the part it belongs to, and its change, as an index.
pub(super) type Placed = (PartId, usize, Item);

/// One item for the fields of a line of which several changed, where the first of them stands.
pub(super) fn on_one_line(versions: &Versions<'_>, placed: Vec<Placed>) -> Vec<Placed> {
    let line = |(_, index, _): &Placed| {
        let change = &versions.changes()[*index];
        let field = change.kind == ChangeKind::Material && change.after.len() == 1;
        Some(line_of(versions, change.after.start)).filter(|line| field && line.len() > 1)
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

/// The fields that stand on the line of a unit of the current version; none where it is no field.
fn line_of(versions: &Versions<'_>, unit: u32) -> Range<u32> {
    let document = versions.after.document;
    let units = document.units();
    let is_field = |at: u32| units.get(at as usize).is_some_and(|unit| unit.kind == UnitKind::Pair);
    let joined = |at: u32| {
        let (one, next) = (document.unit(at).span.end as usize, document.unit(at + 1).span.start as usize);
        document.source().get(one..next).is_some_and(|gap| !gap.contains('\n') && gap.trim().is_empty())
    };
    if !is_field(unit) {
        return unit..unit;
    }
    let start = (0..unit).rev().take_while(|at| is_field(*at) && joined(*at)).last().unwrap_or(unit);
    let end = (unit..).take_while(|at| is_field(at + 1) && joined(*at)).last().map_or(unit + 1, |at| at + 2);
    start..end
}
