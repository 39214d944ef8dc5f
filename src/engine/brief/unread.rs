//! What of two plans could not be read: whoever compares them must know that something may be missing.

use super::model::Side;
use crate::document::Document;

/// A part of a plan that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// In which plan.
    pub side: Side,
    /// A sentence for people.
    pub message: String,
}

/// What could not be read of a plan, and of the earlier one that it is compared with.
pub fn unread(before: Option<&Document>, after: &Document) -> Vec<Unread> {
    let of = |side, document: &Document| {
        let messages = document.unread().to_vec();
        messages.into_iter().map(move |message| Unread { side, message })
    };
    of(Side::After, after).chain(before.into_iter().flat_map(|before| of(Side::Before, before))).collect()
}
