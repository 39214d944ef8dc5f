//! Passages that were gone and stand there again, and wordings that are back.

use super::lineage::{Back, Lineage, Place};
use super::model::{Restored, Returned};

/// The passages that came back since the baseline, in reading order: units of one section that stand together and were
/// seen together last.
pub(super) fn returned(lineage: &Lineage<'_>) -> Vec<Returned> {
    let mut found: Vec<Returned> = Vec::new();
    for place in lineage.places() {
        let Some(Back::Gone(last_seen)) = lineage.back(place) else { continue };
        let goes_on = |last: &Returned| {
            let first = Place { unit: last.units.start, ..place };
            last.units.end == place.unit
                && last.last_seen == last_seen
                && lineage.unit(first).section == lineage.unit(place).section
        };
        match found.last_mut() {
            Some(last) if goes_on(last) => last.units.end += 1,
            _ => found.push(Returned { units: place.unit..place.unit + 1, last_seen }),
        }
    }
    found
}

/// The units that have an earlier wording again since the baseline, in reading order.
pub(super) fn restored(lineage: &Lineage<'_>) -> Vec<Restored> {
    let back = |place: Place| match lineage.back(place) {
        Some(Back::Reworded(last_seen)) => Some(Restored { unit: place.unit, last_seen }),
        _ => None,
    };
    lineage.places().filter_map(back).collect()
}
