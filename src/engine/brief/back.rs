//! What changed and changed back since the last conference: the two plans compared are alike there, and a version
//! between them was not.
//!
//! Takes the history, gives items. The text shows what stood between beside what stands now.

use super::item::{Versions, changed_text, quotes};
use super::model::{Item, ItemKind, Origin, Side, Traced};
use crate::delta::{Change, ChangeKind, compare_units};
use crate::document::Document;
use crate::history::{Restored, Version};

/// An item that is back, where it belongs in the order of the changes.
pub(super) struct Back {
    pub(super) risk: bool,
    pub(super) change: usize,
    pub(super) item: Item,
}

/// The items, in the order of the plan.
pub(super) fn items(versions: &Versions<'_>, traced: Traced<'_>) -> Vec<Back> {
    let Some(baseline) = traced.input.baseline else { return Vec::new() };
    let since = |restored: &&Restored| restored.last_seen >= baseline;
    traced
        .history
        .restored
        .iter()
        .filter(since)
        .filter_map(|restored| back(versions, traced, restored))
        .collect()
}

fn back(versions: &Versions<'_>, traced: Traced<'_>, restored: &Restored) -> Option<Back> {
    let index = versions.change_index(restored.unit)?;
    let folded = matches!(versions.changes()[index].kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
    let [.., wording, _] = traced.history.units[restored.unit as usize].wordings.as_slice() else {
        return None;
    };
    if !folded || wording.version <= restored.last_seen {
        return None;
    }
    let between = traced.input.versions.get(wording.version as usize)?;
    let (before, after) = (between.document, versions.after.document);
    let unit = unit_at(before, wording.span.start)?;
    let change = compare_units(before, after, unit, restored.unit);
    if change.kind != ChangeKind::Material {
        return None;
    }
    Some(Back { risk: change.risk, change: index, item: item(versions, between, &change) })
}

fn item(versions: &Versions<'_>, between: &Version<'_>, change: &Change) -> Item {
    let text = changed_text(between.document, versions.after.document, change);
    let units: Vec<u32> = change.after.clone().collect();
    let mut item = versions.single(ItemKind::ChangedBack, Side::After, &units, text);
    let origin = Origin::Version(between.number);
    item.quotes.extend(quotes(between.document, Side::Before, origin, change.before.clone()));
    item
}

fn unit_at(document: &Document, start: u32) -> Option<u32> {
    let at = document.units().partition_point(|unit| unit.span.end <= start);
    (at < document.units().len()).then_some(at as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::{Brief, Input, Mark, PartId, compose};
    use crate::delta::{Delta, compare};
    use crate::document::parse;
    use crate::history::{self, trace};

    /// The brief of the last of three plans against the first.
    fn brief(plans: [&str; 3]) -> Brief {
        let documents = plans.map(|plan| parse(plan.to_owned()).unwrap());
        let versions: Vec<Version<'_>> = (1..)
            .zip(&documents)
            .map(|(number, document)| Version { number, as_of: None, document })
            .collect();
        let steps: Vec<Delta> = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
        let input = history::Input {
            versions: &versions,
            deltas: &steps.iter().collect::<Vec<_>>(),
            baseline: Some(0),
            sources: &[],
        };
        let history = trace(&input);
        compose(&Input {
            person: None,
            baseline: Some(versions[0].clone()),
            current: versions[2].clone(),
            delta: Some(&compare(&documents[0], &documents[2])),
            traced: Some(Traced { input: &input, history: &history }),
            last_conference: None,
            next_conference: None,
            known: crate::brief::Known::default(),
            agency: None,
            words: 600,
        })
    }

    /// What changed and changed back, by part.
    fn check(plans: [&str; 3]) -> Vec<(PartId, String)> {
        let brief = brief(plans);
        let text = |item: &Item| {
            let marked = item.text.iter().map(|piece| match piece.mark {
                Mark::Before => format!("[-{}]", piece.text),
                Mark::After => format!("[+{}]", piece.text),
                Mark::Same | Mark::Ours => piece.text.clone(),
            });
            marked.collect::<String>()
        };
        let items = brief.parts.iter().flat_map(|part| part.items.iter().map(move |item| (part.id, item)));
        items
            .filter(|(_, item)| item.kind == ItemKind::ChangedBack)
            .map(|(id, item)| (id, text(item)))
            .collect()
    }

    #[test]
    fn a_level_that_rose_and_fell_is_said_once() {
        let plan =
            |level: &str| format!("## Summary\n\nHe is held at {level} supervision in the main hall.\n");
        let (low, high) = (plan("low"), plan("high"));
        let expected = "He is held at [-high supervision][+low supervision] in the main hall.".to_owned();
        assert_eq!(check([&low, &high, &low]), [(PartId::Risk, expected)]);
        assert!(check([&low, &low, &high]).is_empty());
        assert!(check([&low, &low, &low]).is_empty());
    }

    #[test]
    fn other_spacing_between_is_nothing_to_say() {
        let plan = "## Summary\n\nHe is held at low supervision in the main hall.\n";
        assert!(check([plan, &plan.replace("in the", "in  the"), plan]).is_empty());
    }
}
