//! Which changes are shown; the rest is folded, never left out.

use cip_engine::delta::{Change, ChangeKind};

/// A choice of changes to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Every change but those of layout and spelling.
    #[default]
    All,
    /// Where a fact changed, came or went.
    Facts,
    /// What touches risk.
    Risk,
    /// Rows of an action plan.
    Actions,
    /// Where a fact or a word that may carry one changed.
    Changed,
    /// What is new.
    Added,
    /// What is gone.
    Removed,
    /// What stands elsewhere.
    Moved,
    /// What is said in other words.
    Reworded,
    /// What differs in layout and spelling only.
    Layout,
}

impl Show {
    /// Every choice, in the order in which they are offered.
    pub(super) const ALL: [Self; 10] = [
        Self::All,
        Self::Facts,
        Self::Risk,
        Self::Actions,
        Self::Changed,
        Self::Added,
        Self::Removed,
        Self::Moved,
        Self::Reworded,
        Self::Layout,
    ];

    /// The choice with this name in an address.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|show| show.name() == name)
    }

    /// What it is called for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::All => "All changes",
            Self::Facts => "Facts",
            Self::Risk => "Risk",
            Self::Actions => "Actions",
            Self::Changed => "Changed",
            Self::Added => "New",
            Self::Removed => "Removed",
            Self::Moved => "Moved",
            Self::Reworded => "Reworded",
            Self::Layout => "Layout or spelling",
        }
    }

    /// Whether a change is of this kind; of actions, whether it can be.
    pub(super) fn takes(self, change: &Change) -> bool {
        let kind = change.kind;
        match self {
            Self::Facts => !change.facts.is_empty() && Self::All.takes(change),
            Self::All | Self::Actions => {
                change.moved || !matches!(kind, ChangeKind::Unchanged | ChangeKind::Cosmetic)
            }
            Self::Risk => change.risk && Self::All.takes(change),
            Self::Changed => kind == ChangeKind::Material,
            Self::Added => kind == ChangeKind::Added,
            Self::Removed => kind == ChangeKind::Removed,
            Self::Moved => change.moved,
            Self::Reworded => kind == ChangeKind::Reworded,
            Self::Layout => kind == ChangeKind::Cosmetic,
        }
    }

    /// Its name in an address.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Facts => "facts",
            Self::Risk => "risk",
            Self::Actions => "actions",
            Self::Changed => "changed",
            Self::Added => "new",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Reworded => "reworded",
            Self::Layout => "layout",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kind: ChangeKind, moved: bool) -> Change {
        Change {
            kind,
            moved,
            before: 0..1,
            after: 0..1,
            reasons: Vec::new(),
            excuses: Vec::new(),
            facts: Vec::new(),
            edits: Vec::new(),
            risk: false,
        }
    }

    #[test]
    fn layout_is_shown_only_when_asked_for() {
        let cosmetic = change(ChangeKind::Cosmetic, false);
        assert!(!Show::All.takes(&cosmetic));
        assert!(Show::Layout.takes(&cosmetic));
    }

    #[test]
    fn what_only_moved_is_a_change() {
        assert!(Show::All.takes(&change(ChangeKind::Unchanged, true)));
        assert!(!Show::All.takes(&change(ChangeKind::Unchanged, false)));
    }

    #[test]
    fn each_choice_is_found_by_its_name() {
        for show in Show::ALL {
            assert_eq!(Show::named(show.name()), Some(show));
        }
        assert_eq!(Show::named("everything"), None);
    }
}
