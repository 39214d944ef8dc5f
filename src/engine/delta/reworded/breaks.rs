//! Signs that say something by where they stand: a comma between two names, a minus, an inch.

use std::ops::Range;

use crate::facts;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Whether these signs, which stand on one side only, make what is around them say something else.
///
/// `replaced`: the other side has signs of its own in their place.
pub(super) fn says_more(words: Words<'_>, range: &Range<usize>, replaced: bool) -> bool {
    let mut at = range.clone();
    parts_figures(words, range)
        || parts_denied(words, range)
        || (!range.is_empty() && parts_names(words, range, replaced))
        || at.any(|at| is_minus(words, at, replaced) || is_unit(words, at) || opens_decimals(words, at))
        || (!range.is_empty() && !replaced && words.is_in(range.end, &lexicon::REPORTING))
}

/// "1.50" and "1 50".
fn parts_figures(words: Words<'_>, range: &Range<usize>) -> bool {
    range.start > 0 && words.is_number(range.start - 1) && words.is_number(range.end)
}

/// "No, contact" and "No contact"; "without her, man" and "without her man".
fn parts_denied(words: Words<'_>, range: &Range<usize>) -> bool {
    let denies = |at: usize| words.is_in(at, &lexicon::DENYING) || facts::is_contracted_not(words.text(at));
    let behind = range.start.checked_sub(1).is_some_and(denies);
    let governed = range.start.checked_sub(2).is_some_and(|at| words.is(at, "without"));
    (behind || governed) && words.is_word(range.end)
}

/// "Scott, Brown and Grey" and "Scott Brown and Grey" are three people and two. A capital that only opens the
/// sentence, as in "However, Scott", is no name.
fn parts_names(words: Words<'_>, range: &Range<usize>, replaced: bool) -> bool {
    let is_name = |at: usize| words.is_word(at) && words.is_capitalised(at);
    let hyphen = range.clone().any(|at| words.is_sign(at, "-"));
    let only_signs = range.clone().all(|at| words.kind(at) == Some(TokenKind::Sign));
    let Some(last) = range.start.checked_sub(1) else { return false };
    let stops = range.clone().any(|at| words.is_sign(at, ".") || words.is_sign(at, ":"));
    let named = facts::is_name_like(words, last) && is_name(range.end);
    only_signs && named && !stops && (hyphen || !replaced)
}

/// A dash before a figure or sum, or one that goes with what follows it ("-ve") and not with what stands before.
fn is_minus(words: Words<'_>, at: usize, replaced: bool) -> bool {
    let figure = words.is_number(at + 1) || words.is_sign(at + 1, "£");
    let leans = words.is_glued(at + 1) && !words.is_glued(at);
    words.is_sign(at, "-")
        && (figure && (words.is_glued(at + 1) || !replaced) || leans && words.is_word(at + 1))
}

/// 5' and 3": feet and inches, minutes and seconds, unless it closes what a sign like it opened.
fn is_unit(words: Words<'_>, at: usize) -> bool {
    let is_quote = |at: usize, sign: &str| words.is_sign(at, sign);
    ["'", "\""].iter().any(|sign| {
        let opened = (0..at).filter(|at| is_quote(*at, sign)).count() % 2 == 1;
        is_quote(at, sign) && words.is_glued(at) && words.is_number(at - 1) && !opened
    })
}

/// ".5": less than one.
fn opens_decimals(words: Words<'_>, at: usize) -> bool {
    words.is_sign(at, ".") && words.is_number(at + 1) && words.is_glued(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    /// Whether the first of these signs says more where the other side has none.
    fn check(text: &str, sign: &str) -> bool {
        says(text, sign, 0, false)
    }

    /// Whether the sign that comes after `skipped` others like it says more.
    fn says(text: &str, sign: &str, skipped: usize, replaced: bool) -> bool {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let words = Words::new(text, &tokens);
        let at = (0..tokens.len()).filter(|at| words.text(*at) == sign).nth(skipped).unwrap();
        says_more(words, &(at..at + 1), replaced)
    }

    #[test]
    fn signs_that_say_something() {
        for (text, sign) in [
            ("He saw Scott, Brown and Grey.", ","),
            ("With Ann Smith-Jones.", "-"),
            ("The balance is - 12 now.", "-"),
            ("He owes -£50 now.", "-"),
            ("He is HIV -ve now.", "-"),
            ("The cut is 3\" wide.", "\""),
            ("He is 5' tall.", "'"),
            ("He owes £.50 now.", "."),
            ("No, contact was made.", ","),
            ("He can't, stop him.", ","),
            ("A woman without her, man.", ","),
            ("Jones, said Smith.", ","),
            ("Scott, Brown and Grey left.", ","),
            ("Table 5, 6 men left.", ","),
            ("It is test 5 -ve now.", "-"),
            ("It was .5 then.", "."),
        ] {
            assert!(check(text, sign), "{text}");
        }
    }

    #[test]
    fn signs_that_say_nothing() {
        for (text, sign) in [
            ("However, Scott was told.", ","),
            ("He left, and she stayed.", ","),
            ("He left - alone.", "-"),
            ("He was, he said, at home.", ","),
            ("Outcome: Scott is suitable.", ":"),
            ("He scored \"12\" in it.", "\""),
            ("He is well.", "."),
            ("He saw Scott, and left.", ","),
            (", 6 men left.", ","),
            ("He has 12 ' here.", "'"),
            ("He has 12; men left.", ";"),
        ] {
            assert!(!check(text, sign), "{text}");
        }
        assert!(!says("He scored \"12\" in it.", "\"", 1, false), "it closes what was opened");
    }

    #[test]
    fn a_minus_says_something_whatever_stands_for_it() {
        assert!(says("It was -5 then.", "-", 0, true));
        assert!(!says("It was - 5 then.", "-", 0, true));
    }
}
