//! Passages that say the same, as disjoint groups.

use super::pairs::Pair;

/// Which passages belong together; each group is known by its first.
#[derive(Debug)]
pub(super) struct Groups {
    parents: Vec<u32>,
}

impl Groups {
    /// Every passage by itself.
    pub(super) fn new(passages: u32) -> Self {
        Self { parents: (0..passages).collect() }
    }

    /// Puts the groups of two passages together.
    pub(super) fn join(&mut self, (left, right): Pair) {
        let (left, right) = (self.first_of(left), self.first_of(right));
        self.parents[left.max(right) as usize] = left.min(right);
    }

    /// The first passage of a passage's group.
    pub(super) fn first_of(&self, mut at: u32) -> u32 {
        while self.parents[at as usize] != at {
            at = self.parents[at as usize];
        }
        at
    }
}
