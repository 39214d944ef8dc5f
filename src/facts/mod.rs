//! What must never change unseen: dates, doses, negations, names and the rest of a closed list of classes.
//!
//! Takes tokens of one unit, gives [`Fact`]s with spans; knows words, not sections or versions.

mod class;

pub use class::FactClass;

use crate::text::{Span, Token};

/// Something in a unit whose change matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which of the closed list.
    pub class: FactClass,
    /// Where it stands in the source.
    pub span: Span,
}

/// Finds the facts among the tokens of one unit, in order of their place.
pub fn find(_source: &str, _tokens: &[Token]) -> Vec<Fact> {
    Vec::new()
}
