//! One person's case, opened to whoever asks.

use cip_store::PersonId;

/// One person's case, opened to whoever asks: the proof that they may see it, or add to it. Only the decision makes one.
///
/// It says whose it is and nothing of who asks, so that what is computed for one reader serves the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Case(PersonId);

impl Case {
    /// The case of a person; for the decision alone.
    pub(super) fn of(person: &PersonId) -> Self {
        Self(person.clone())
    }

    /// Whose.
    pub fn person(&self) -> &PersonId {
        &self.0
    }

    /// Whose, as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
