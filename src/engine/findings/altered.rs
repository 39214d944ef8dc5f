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
        // Who signs now says nothing of what was said.
        let said = ground.after.line(change.after.start).speaks;
        said && old.is_some() && old == new && day.is_some_and(|day| since.is_none_or(|since| day <= since))
    });
    in_entry.map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    /// How many changes are found inside older entries.
    fn check(before: &str, after: &str) -> usize {
        with_ground(&[("2023-05-02", before), ("2024-05-02", after)], |ground| altered(ground).len())
    }

    #[test]
    fn a_word_turned_about_in_an_older_entry() {
        let entry = |word: &str| format!("A Weir 9/1/23 - the placement was {word} by the panel that day.\n");
        assert_eq!(check(&entry("refused"), &entry("approved")), 1);
        assert_eq!(check(&entry("refused"), &entry("refused")), 0);
    }

    #[test]
    fn what_nobody_signed_or_wrote_since_is_no_older_entry() {
        let line = |word: &str| format!("The placement was {word} by the panel that day.\n");
        assert_eq!(check(&line("refused"), &line("approved")), 0);
        let entry = |word: &str| format!("A Weir 9/1/24 - the placement was {word} by the panel that day.\n");
        assert_eq!(check(&entry("refused"), &entry("approved")), 0);
    }
}
