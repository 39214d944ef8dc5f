//! Words altered inside entries that are signed and older than the last conference.
//!
//! Takes the changes, gives those of which both sides stand in an entry of one author and day, before the version
//! compared with.

use super::ground::Ground;
use crate::delta::ChangeKind;

/// Indices of the changes.
pub(super) fn altered(ground: &Ground<'_>) -> Vec<usize> {
    let (Some(before), Some(delta)) = (&ground.before, ground.input.delta) else { return Vec::new() };
    let since = ground.input.baseline.and_then(|baseline| baseline.as_of);
    let material = delta.changes.iter().enumerate().filter(|(_, change)| change.kind == ChangeKind::Material);
    let in_entry = material.filter(|(_, change)| {
        let (old, new) = (before.voice(change.before.start), ground.after.voice(change.after.start));
        let day = new.and_then(|voice| voice.written);
        old.is_some() && old == new && day.is_some_and(|day| since.is_none_or(|since| day <= since))
    });
    in_entry.map(|(index, _)| index).collect()
}
