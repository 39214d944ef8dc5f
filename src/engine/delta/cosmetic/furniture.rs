//! Running heads and feet that differ in nothing but the page and the day of printing.

use super::Words;
use crate::lexicon;
use crate::text::{TokenKind, Value, value_at};

/// Whether two lines of page furniture are the same but for page numbers and the date and time of printing.
///
/// It cannot hide a fact: the document has proved of both lines that they recur through their version with nothing
/// but the page different, so neither says anything of a page's matter; and every other word and number, a reference
/// or a date of birth among them, must be the same. A date is one of printing only if the line says so.
pub(super) fn are_same(before: Words<'_>, after: Words<'_>) -> bool {
    let (mut i, mut j) = (0, 0);
    while i < before.len() && j < after.len() {
        if let Some((next_i, next_j)) = printed(before, i, after, j) {
            (i, j) = (next_i, next_j);
        } else if before.text(i) == after.text(j) || is_page(before, i) && is_page(after, j) {
            (i, j) = (i + 1, j + 1);
        } else {
            return false;
        }
    }
    i == before.len() && j == after.len()
}

/// A date or time of printing at both places, and where it ends on either.
fn printed(before: Words<'_>, i: usize, after: Words<'_>, j: usize) -> Option<(usize, usize)> {
    let start = |words: Words<'_>, at: usize| {
        let from = (0..at).rev().find(|at| words.is_in(*at, &lexicon::PRINTING))?;
        // What stands between may be a date, with a time behind it.
        let mut next = from + 1;
        while next < at {
            let links =
                words.is_in(next, &lexicon::BETWEEN_PRINTING) || matches!(words.text(next), ":" | "-");
            next = if links { next + 1 } else { printed_end(words, next)? };
        }
        (next == at).then_some(at)
    };
    let (i, j) = (start(before, i)?, start(after, j)?);
    Some((printed_end(before, i)?, printed_end(after, j)?))
}

/// Where the date or time ends that begins here.
fn printed_end(words: Words<'_>, at: usize) -> Option<usize> {
    let (end, value) = value_at(words, at)?;
    matches!(value, Value::Date(_) | Value::Time(_)).then_some(end)
}

/// Whether the number here is a page's, or how many pages there are.
fn is_page(words: Words<'_>, at: usize) -> bool {
    if words.kind(at) != Some(TokenKind::Number) || at == 0 {
        return false;
    }
    let dot = usize::from(matches!(words.text(at - 1), "." | ":") && at > 1);
    words.is_in(at - 1 - dot, &lexicon::PAGE_NUMBERED)
        || words.is(at + 1, "of") && words.is_number(at + 2)
        || words.is(at - 1, "of") && at > 1 && words.is_number(at - 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(before: &str, after: &str) -> bool {
        let tokens = [before, after].map(|text| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            tokens
        });
        are_same(Words::new(before, &tokens[0]), Words::new(after, &tokens[1]))
    }

    #[test]
    fn pages_and_the_day_of_printing_may_differ() {
        assert!(check(
            "RESTRICTED  Ref 41/B  Printed 3 May 2020 14:05  Page 3",
            "RESTRICTED  Ref 41/B  Printed 12/06/21 09:10  Page 12"
        ));
        assert!(check("Plan, produced on: 3 May 2020, 3 of 9", "Plan, produced on: 3 June 2020, 4 of 12"));
    }

    #[test]
    fn nothing_else_may() {
        assert!(!check("Ref 41/B  Page 3", "Ref 42/B  Page 3"));
        assert!(!check("Born 3 May 1980  Page 3", "Born 4 May 1980  Page 3"));
        assert!(!check("Printed 3 May 2020 for A. Other, p. 3", "Printed 3 May 2020 for B. Other, p. 3"));
        assert!(!check("MAPPA 2  Page 3", "MAPPA 3  Page 3"));
    }
}
