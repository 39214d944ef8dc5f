//! What bars something or binds somebody: prohibitions, orders, conditions.

use crate::text::Words;

/// Whether a line bars contact, a place or an act.
pub(super) fn bars(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| {
        let not = |at: usize| words.is_any(at, &["not", "no", "never"]);
        (words.is_any(at, &["must", "may", "shall", "should"]) && not(at + 1))
            || (words.is(at, "not") && words.is(at + 1, "to") && words.is_word(at + 2))
            || (words.is(at, "no") && (at + 1..at + 5).any(|next| words.is(next, "contact")))
            || (words.is_any(at, &["kept", "keep"]) && words.is_any(at + 1, &["apart", "away"]))
            || words.is_any(at, &["exclusion", "prohibited", "forbidden", "barred"])
    })
}
