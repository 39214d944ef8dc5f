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

/// Whether a word is also a name or another word when it is capitalised: "Will", "May", "Mark", "IT".
pub fn is_word_and_name(word: &str) -> bool {
    const BOTH: &str = include_str!("data/case.txt");
    BOTH.lines().any(|line| line.eq_ignore_ascii_case(word))
}

/// Finds the facts among the tokens of one unit, in order of their place.
pub fn find(_source: &str, _tokens: &[Token]) -> Vec<Fact> {
    Vec::new()
}
