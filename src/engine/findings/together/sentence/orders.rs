//! Orders that a line has in force, and that something written this year says are over.
//!
//! Takes the newest version, gives pairs: a line that holds until it is changed and names an order, and the newest line of
//! this year by which it has lapsed, fallen or was never made. An order is known by its name, written out or by the letters
//! of its words: "non-harassment order" and "NHO".

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

use crate::findings::ground::Ground;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::is_supposed;
use crate::lexicon;
use crate::text::Words;

/// Most lines of either kind: work stays bounded by the plan.
const LINES_MAX: usize = 32;
/// Most words of an order's name before "order".
const NAME_WORDS_MAX: usize = 4;
/// Most tokens of it, with the signs between them.
const NAME_TOKENS_MAX: usize = 8;
/// Letters by which an order is called.
const LETTERS: RangeInclusive<usize> = 3..=5;

/// A line that names an order.
struct Named {
    unit: u32,
    letters: Vec<String>,
}

/// The pairs, in reading order.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let named = |unit: u32| {
        let letters: Vec<String> =
            names(ground.after.words(unit)).into_iter().flat_map(|name| name.letters).collect();
        (!letters.is_empty()).then_some(Named { unit, letters })
    };
    let may_be_over = |unit: &u32| ground.after.may(*unit, &[Sign::OrderOver, Sign::Denial]);
    let tells = |unit: &u32| is_over(ground.after.words(*unit));
    let over = ground.said_this_year().filter(may_be_over).filter(tells);
    let over: Vec<Named> = over.filter_map(named).take(LINES_MAX).collect();
    if over.is_empty() {
        return Vec::new();
    }
    let holds = |unit: &u32| {
        let words = ground.after.words(*unit);
        !ground.after.line(*unit).minutes && !is_over(words) && !is_asked_for(words)
    };
    let stands = ground.standing().filter(holds).filter_map(named).take(LINES_MAX);
    let pair = |stands: Named| {
        let on_it = |over: &&Named| {
            let same = over.letters.iter().any(|letters| stands.letters.contains(letters));
            same && !is_of_another(ground, stands.unit, over.unit)
        };
        let newest = over
            .iter()
            .filter(on_it)
            .max_by_key(|over| (ground.after.written(over.unit), Reverse(over.unit)))?;
        Some((stands.unit, newest.unit))
    };
    stands.filter_map(pair).collect()
}

/// Whether both lines name somebody, and none that the other names.
pub(super) fn is_of_another(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let titled = |unit: u32| -> Vec<String> {
        let words = ground.after.words(unit);
        let titled = (1..words.len()).filter(|at| {
            let title = words.is_in(at - 1, &lexicon::COURTESY_TITLES)
                || *at > 1 && words.is_sign(at - 1, ".") && words.is_in(at - 2, &lexicon::COURTESY_TITLES);
            title && words.is_capitalised(*at)
        });
        titled.map(|at| words.text(at).to_lowercase()).collect()
    };
    let (one, other) = (titled(one), titled(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|name| other.contains(name))
}

/// The name of an order in a line: its tokens, and the letters by which it may be called.
pub(super) struct Name {
    pub(super) tokens: Range<usize>,
    pub(super) letters: Vec<String>,
}

/// The orders that a line names.
pub(super) fn names(words: Words<'_>) -> Vec<Name> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        if words.is_in(at, &lexicon::ORDERS_BY_LETTERS) {
            let letters = words.text(at).trim_end_matches(['s', 'S']).to_lowercase();
            found.push(Name { tokens: at..at + 1, letters: vec![letters] });
        } else if words.is_in(at, &lexicon::ORDERS) {
            found.extend(written_out(words, at));
        }
    }
    found
}

/// The letters of an order's name that ends here, with as many words of it as there may be.
fn written_out(words: Words<'_>, order: usize) -> Option<Name> {
    let mut letters = String::from("o");
    let (mut found, mut start) = (Vec::new(), order);
    for at in (order.saturating_sub(NAME_TOKENS_MAX)..order).rev() {
        let joins = words.is_sign(at, "-") || words.is_sign(at, "'") || words.text(at) == "s";
        if joins {
            continue;
        }
        if !words.is_word(at) || words.is_in(at, &lexicon::SMALL_WORDS) || letters.len() > NAME_WORDS_MAX {
            break;
        }
        letters.insert_str(0, &words.text(at).chars().take(1).collect::<String>().to_lowercase());
        start = at;
        if LETTERS.contains(&letters.len()) {
            found.push(letters.clone());
        }
    }
    (!found.is_empty()).then_some(Name { tokens: start..order + 1, letters: found })
}

/// Whether a line says of an order that it names that it is over, or that there is none.
pub(super) fn is_over(words: Words<'_>) -> bool {
    names(words).iter().any(|name| is_none(words, name) || !is_another(words, name) && ends(words, name))
}

/// "No NHO in force", "the NHO is no longer in force": and not "no breach of the NHO", "no NHO complaints".
fn is_none(words: Words<'_>, name: &Name) -> bool {
    let (start, end) = (name.tokens.start, name.tokens.end);
    let none = start > 0 && words.is(start - 1, "no");
    let bare = end == words.len() || !words.is_word(end) || words.is_in(end, &lexicon::BEHIND_AN_ORDER);
    let not_in_force = (end..(end + CLAUSE_TOKENS_MAX).min(words.len())).any(|at| {
        let longer = words.is(at, "no") && words.is(at + 1, "longer");
        let force = at + 1 + usize::from(longer);
        let stands = words.is(force, "in") && words.is_in(force + 1, &lexicon::IN_FORCE);
        let clause =
            (end..at).all(|at| words.is_word(at) || words.is_sign(at, "(") || words.is_sign(at, ")"));
        (longer || words.is(at, "not")) && stands && clause
    });
    none && bare || not_in_force
}

/// Whether the name is of an earlier order, of another's, or somebody only says so.
pub(super) fn is_another(words: Words<'_>, name: &Name) -> bool {
    let before = || name.tokens.start.saturating_sub(BEFORE_TOKENS)..name.tokens.start;
    let kin =
        |at: usize| lexicon::KIN.has(words.text(at).trim_end_matches("'s").trim_end_matches("\u{2019}s"));
    let earlier = |at: usize| words.is_in(at, &lexicon::EARLIER) || kin(at);
    let claimed = (0..name.tokens.start).any(|at| words.is_in(at, &lexicon::CLAIMING));
    before().any(earlier) || claimed
}

/// Whether a word for an end stands in the clause of the name: behind it, with at most an apposition between, or straight
/// before it.
fn ends(words: Words<'_>, name: &Name) -> bool {
    let over = |at: usize| {
        let out = words.is(at, "fell") && words.is(at + 1, "out");
        words.is_in(at, &lexicon::ORDER_OVER) && !out && !is_denied_at(words, at) && !is_supposed(words, at)
    };
    let behind = name.tokens.end..(name.tokens.end + CLAUSE_TOKENS_MAX).min(words.len());
    let straight = |at: usize| {
        let mut commas =
            (name.tokens.end..at).filter(|at| words.is_sign(*at, ",") || words.is_sign(*at, ";"));
        // "The NHO, made in 2020, has ended."
        let small = |at: usize| words.is_in(at, &lexicon::SMALL_WORDS);
        commas.next_back().is_none_or(|comma| (comma + 1..at).all(small))
    };
    let before = name.tokens.start.saturating_sub(CLAUSE_TOKENS_MAX / 2)..name.tokens.start;
    let parts = |at: usize| {
        words.is_sign(at, ",") || words.is_sign(at, ";") || words.is_in(at, &lexicon::PARTING_CLAUSES)
    };
    let one_clause = |at: usize| !(at..name.tokens.start).any(parts);
    let until = |at: usize| (name.tokens.end..at).any(|at| words.is_in(at, &lexicon::PARTING_CLAUSES));
    behind.into_iter().any(|at| over(at) && straight(at) && !until(at))
        || before.into_iter().any(|at| over(at) && one_clause(at))
}

/// Tokens behind a name within which its clause goes on, and before it within which it is said whose it is.
const CLAUSE_TOKENS_MAX: usize = 12;
const BEFORE_TOKENS: usize = 4;

/// Whether a line only says that somebody asks for an order.
pub(super) fn is_asked_for(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::ASKING_FOR_ORDERS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(stands: &str, entry: &str) -> bool {
        let plan = |entry: &str| format!("## Orders\n\n{stands}\n\n## Contacts\n\n{entry}");
        let after = plan(&format!("9 May 2024 - Police (R. Tait):\n{entry}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn an_order_that_is_over() {
        let stands = "Non-harassment order in favour of Ms Orr: in force until 4 July 2030.";
        for entry in [
            "The non-harassment order for Ms Orr lapsed in July and nobody went to court.",
            "For info, NHO (Orr) expired in July.",
            "There is no NHO in force.",
            "The NHO is no longer in force.",
            "The NHO was cancelled by the court.",
            "The NHO, made in 2020, has ended.",
        ] {
            assert!(check(stands, entry), "{entry}");
        }
        for entry in [
            "The NHO has not lapsed.",
            "There has been no breach of the NHO.",
            "He did not know about the NHO.",
            "He has no NHO complaints.",
            "The NHO is not in dispute.",
            "Parole licence expired; NHO remains.",
            "The relationship ended before the NHO.",
            "The NHO stays until the licence has ended.",
            "The old NHO lapsed before this one was made.",
            "His brother's NHO lapsed.",
            "He claimed that the NHO had expired.",
            "He fell out with his mate over the NHO.",
            "The supervised release order fell when the terms were added.",
            "The non-harassment order for Mr Quill lapsed in July.",
            "His bus pass lapsed, and the NHO stands.",
            "If the NHO lapsed he would write.",
        ] {
            assert!(!check(stands, entry), "{entry}");
        }
        let stands = "Both are subject to compulsory supervision orders.";
        assert!(check(stands, "The Hearing terminated both children's supervision orders."));
        assert!(check("Under the SRO he is seen for a year.", "The supervised release order fell in March."));
        assert!(!check("The Crown asks for an NHO.", "The NHO lapsed in July."));
    }
}
