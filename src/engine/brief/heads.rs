//! Heads and signatures that were rewritten over text that stands as it did: the entry has another day or another author.
//!
//! Takes what became of each unit, gives the changes of heads. A head that came or went with its text says nothing by
//! itself: it stands with that text wherever it is shown.

use std::collections::BTreeSet;

use super::item::{Versions, changed_text};
use super::model::{Finding, Item, ItemKind, Side};
use crate::delta::{Change, ChangeKind, compare_units};

/// One item for each entry of which the head was rewritten, in the order of the plan; the changes that they show are
/// marked in `shown`.
pub(super) fn items(versions: &Versions<'_>, shown: &mut [bool]) -> Vec<Item> {
    let mut items = Vec::new();
    for (before, after) in rewritten(versions) {
        // Most of what stands under a head that came is new: it is an entry of its own that repeats a line, and is told
        // by its sentences.
        if before.is_none() && after.is_some_and(|came| is_mostly_new(versions, came)) {
            continue;
        }
        for index in [before, after].into_iter().flatten() {
            shown[index] = true;
        }
        let change = |index: Option<usize>| index.map(|index| &versions.changes()[index]);
        if let Some(item) = item(versions, change(before), change(after)) {
            // A head over words that had none is new; over those of another it is altered.
            let kind = if before.is_none() { ItemKind::New } else { ItemKind::Altered };
            items.push(Item { kind, finding: Some(Finding::AlteredEntry), ..item });
        }
    }
    items
}

/// The changes of the head that went and of the one that came, for each entry that kept some of its text.
fn rewritten(versions: &Versions<'_>) -> BTreeSet<(Option<usize>, Option<usize>)> {
    let mut found = BTreeSet::new();
    let kept = |change: &&Change| !change.before.is_empty() && !change.after.is_empty();
    for change in versions.changes().iter().filter(kept) {
        let head = |side: Side, unit: u32| versions.on(side).document.unit(unit).entry;
        let (before, after) =
            (head(Side::Before, change.before.start), head(Side::After, change.after.start));
        let went = before.and_then(|unit| versions.removed(unit));
        let came = after.and_then(|unit| versions.change_index(unit));
        let came = came.filter(|index| versions.changes()[*index].kind == ChangeKind::Added);
        // A passage that moved to another entry says nothing of the head of either, unless the one took the place of the
        // other.
        let told = went.is_some() && came.is_some();
        if told || (!change.moved && (went.is_some() || came.is_some())) {
            found.insert((went, came));
        }
    }
    // A head that is told beside the one it took the place of is not told alone as well.
    let paired: Vec<_> =
        found.iter().copied().filter(|(went, came)| went.is_some() && came.is_some()).collect();
    found.retain(|(went, came)| match (went, came) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => !paired.iter().any(|pair| pair.0 == *went),
        _ => !paired.iter().any(|pair| pair.1 == *came),
    });
    found
}

/// Whether more of what stands under a head that came is new than was there before.
fn is_mostly_new(versions: &Versions<'_>, came: usize) -> bool {
    let head = versions.changes()[came].after.start;
    let units = versions.after.document.units();
    let under = (head + 1..units.len() as u32).take_while(|unit| units[*unit as usize].entry == Some(head));
    let kinds: Vec<ChangeKind> = under
        .filter(|unit| versions.findings.after(*unit).speaks)
        .filter_map(|unit| versions.change_index(unit))
        .map(|index| versions.changes()[index].kind)
        .collect();
    let new = kinds.iter().filter(|kind| **kind == ChangeKind::Added).count();
    new * 2 > kinds.len()
}

fn item(versions: &Versions<'_>, went: Option<&Change>, came: Option<&Change>) -> Option<Item> {
    let whole = |side: Side, unit: u32, kind| versions.single(kind, side, &[unit], versions.text(side, unit));
    match (went, came) {
        (Some(went), Some(came)) => {
            let (before, after) = (versions.on(Side::Before).document, versions.on(Side::After).document);
            let change = compare_units(before, after, went.before.start, came.after.start);
            // The same day written otherwise is the same head.
            (!matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic)).then(|| {
                let item = versions.changed(&change);
                Item { text: changed_text(before, after, &change), ..item }
            })
        }
        (Some(went), None) => Some(whole(Side::Before, went.before.start, ItemKind::Removed)),
        (None, Some(came)) => Some(whole(Side::After, came.after.start, ItemKind::New)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::brief::item::tests::briefed;

    const BODY: &str = "Seen at the gate and told of the bus times. He keeps his own diary now.\n";

    fn plan(head: &str) -> String {
        format!("## Officer\n\n{head}\n\n{BODY}")
    }

    #[test]
    fn another_day_or_hand_over_the_same_words_is_told() {
        let before = plan("**12 May 2023 – Hall officer**");
        for head in ["**19 August 2023 – Hall officer**", "**12 May 2023 – Ward nurse**"] {
            let shown = briefed(&before, &plan(head));
            assert!(shown.iter().any(|text| text.contains("[-") && text.contains("[+")), "{shown:?}");
        }
    }

    #[test]
    fn the_same_day_written_otherwise_is_not() {
        let shown = briefed(&plan("**12 May 2023 – Hall officer**"), &plan("**12/05/2023 – Hall officer**"));
        assert!(shown.iter().all(|text| !text.contains("Hall officer")), "{shown:?}");
    }

    #[test]
    fn a_new_entry_that_repeats_a_line_is_no_head_over_old_text() {
        let before = plan("**12 May 2023 – Hall officer**");
        let entry = "**3 June 2024 – Ward nurse**\n\nHe was given a new inhaler. He keeps his own diary now. \
                     He asked for the dentist. He walks in the yard each day.\n";
        let shown =
            briefed(&before.replace("He keeps his own diary now.", ""), &format!("{before}\n{entry}"));
        assert!(shown.iter().all(|text| !text.contains("Ward nurse")), "{shown:?}");
    }

    #[test]
    fn a_head_that_came_with_its_text_is_not() {
        let before = plan("**12 May 2023 – Hall officer**");
        let after = format!("{before}\n**3 June 2024 – Ward nurse**\n\nHe was given a new inhaler.\n");
        assert!(briefed(&before, &after).iter().all(|text| !text.contains("Ward nurse")));
    }
}
