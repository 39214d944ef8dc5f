//! Whether a line says something or denies it.

use rustc_hash::FxHashSet;

use super::Ground;
use super::cues::{Cue, places};
use super::lines::Stem;
use super::signs::Sign;
use crate::facts::is_contracted_not;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// What a line says of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::findings) enum Stance {
    /// It says so.
    For,
    /// It denies it.
    Against,
    /// Neither, or both.
    Open,
}

/// Lists of which a line has a word that decides something.
pub(super) const SIGNS_OF_STANCE: [Sign; 3] = [Sign::Approved, Sign::Refused, Sign::RefusedWhereDenied];

/// Whether a line approves of something or refuses it, in the words for decisions.
pub(in crate::findings) fn stance(words: Words<'_>) -> Stance {
    let (mut favours, mut refuses) = (false, false);
    for at in 0..words.len() {
        if words.is_in(at, &lexicon::REFUSED) {
            refuses = true;
        } else if words.is_in(at, &lexicon::APPROVED) && !is_of_whatever(words, at) {
            if is_denied(words, at, CLAUSE_TOKENS) { refuses = true } else { favours = true }
        } else if words.is_in(at, &lexicon::REFUSED_WHERE_DENIED) && is_denied(words, at, CLAUSE_TOKENS) {
            refuses = true;
        }
    }
    match (favours, refuses) {
        (true, false) => Stance::For,
        // "I have withdrawn approval": what is withdrawn was given before.
        (_, true) => Stance::Against,
        (false, false) => Stance::Open,
    }
}

/// Whether a word of decision only says which thing is meant, whatever it is: "at his approved address".
fn is_of_whatever(words: Words<'_>, at: usize) -> bool {
    at > 0 && words.is_in(at - 1, &lexicon::OWNING) && words.is_word(at + 1)
}

/// Whether a line denies or doubts that something was done: "has not been carried out", "difficult to call it finished".
pub(in crate::findings) fn denies_outcome(words: Words<'_>) -> bool {
    let doubted = |at: usize| {
        let before = (at.saturating_sub(OUTCOME_TOKENS)..at).rev();
        // "Difficult to describe as finished", and not "difficult, but finished".
        let ends = |at: &usize| ends_clause(words, *at);
        before
            .take_while(|at| !ends(at))
            .any(|at| words.is_in(at, &lexicon::DOUBTING) && words.is(at + 1, "to"))
    };
    places(words, Cue::Kept).into_iter().any(|at| is_denied(words, at, OUTCOME_TOKENS) || doubted(at))
}

/// What a line says of a word of its own.
pub(in crate::findings) fn stance_on(ground: &Ground<'_>, unit: u32, stem: Stem) -> Stance {
    stance_of(ground, ground.after.words(unit), stem)
}

/// What some words say of one of them.
pub(in crate::findings) fn stance_of(ground: &Ground<'_>, words: Words<'_>, stem: Stem) -> Stance {
    let places = (0..words.len()).filter(|at| ground.stems.find(words.text(*at)) == Some(stem));
    let mut found = Stance::Open;
    for at in places {
        found = match (found, is_denied(words, at, STRAIGHT_TOKENS)) {
            (Stance::Open, false) => Stance::For,
            (Stance::Open | Stance::Against, true) => Stance::Against,
            _ => return Stance::Open,
        };
    }
    found
}

/// Tokens within which a denial stands before a word of decision: "not at this time able to approve".
pub(in crate::findings) const CLAUSE_TOKENS: usize = 5;
/// The same before a word of outcome: "would not at present describe the course as completed".
const OUTCOME_TOKENS: usize = 8;
/// Tokens within which a denial stands straight before any other word: "no telephone calls".
const STRAIGHT_TOKENS: usize = 2;

/// Whether a denial stands before a token in its clause.
pub(in crate::findings) fn is_denied_at(words: Words<'_>, at: usize) -> bool {
    is_denied(words, at, CLAUSE_TOKENS)
}

/// The stems of the words that a denial stands before, as far as its clause goes.
pub(in crate::findings) fn denied_in_clause(ground: &Ground<'_>, words: Words<'_>) -> FxHashSet<Stem> {
    let (mut open, mut found) = (false, FxHashSet::default());
    for at in 0..words.len() {
        let joins = || words.is_sign(at, "'") || words.is_sign(at, "-");
        if words.kind(at) == Some(TokenKind::Sign) && !joins() {
            open = false;
        } else if denies(words, at) {
            open = true;
        } else if words.is_in(at, &lexicon::LIMITS_OF_STATEMENTS) {
            open = false;
        } else if open && words.is_word(at) {
            found.extend(ground.stems.find(words.text(at)));
        }
    }
    found
}

/// Whether a token denies what follows: "not", "didn't", "none of them".
pub(in crate::findings) fn denies(words: Words<'_>, at: usize) -> bool {
    let none = words.is(at, "none") && words.is(at + 1, "of");
    none || words.is_in(at, &lexicon::DENIALS) || is_contracted_not(words.text(at))
}

/// Whether a clause ends at a token, and a denial with it.
fn ends_clause(words: Words<'_>, at: usize) -> bool {
    [",", ";", ".", ":", "("].iter().any(|sign| words.is_sign(at, sign))
        || words.is_in(at, &lexicon::ENDING_DENIALS)
}

/// Whether a denial stands within so many tokens before one, in its clause.
pub(in crate::findings) fn is_denied(words: Words<'_>, at: usize, within: usize) -> bool {
    for before in (at.saturating_sub(within)..at).rev() {
        if ends_clause(words, before) {
            return false;
        }
        if words.is_in(before, &lexicon::DENIALS) || is_contracted_not(words.text(before)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(text: &str) -> Stance {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        stance(Words::new(text, &tokens))
    }

    #[test]
    fn what_was_done_denied_and_doubted() {
        let denies = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            denies_outcome(Words::new(text, &tokens))
        };
        assert!(denies("The survey has not been carried out."));
        assert!(denies("It would be premature to describe the survey as finished."));
        assert!(!denies("It was difficult; the survey is finished."));
        assert!(!denies("He found the survey difficult but finished it."));
    }

    #[test]
    fn decisions_for_and_against() {
        assert_eq!(check("The flat has been approved."), Stance::For);
        assert_eq!(check("The flat is not suitable."), Stance::Against);
        assert_eq!(check("I have withdrawn approval of the flat."), Stance::Against);
        assert_eq!(check("I am not able to approve the flat."), Stance::Against);
        assert_eq!(check("The flat has two rooms."), Stance::Open);
        assert_eq!(check("He is to sleep at his approved address."), Stance::Open);
        assert_eq!(check("He has an approved address in the town."), Stance::For);
    }
}
