//! Orders that a line has in force, and that something written this year says are over.
//!
//! Takes the newest version, gives pairs: a line that holds until it is changed and names an order, and the newest line of
//! this year by which it has lapsed, fallen or was never made. An order is known by its name, written out or by the letters
//! of its words: "non-harassment order" and "NHO".

use std::cmp::Reverse;

use super::ground::Ground;
use super::matters::is_supposed;
use super::polarity::is_denied_at;
use super::signs::Sign;
use crate::lexicon;
use crate::text::Words;

/// Most lines of either kind: work stays bounded by the plan.
const LINES_MAX: usize = 32;
/// Most words of an order's name before "order".
const NAME_WORDS_MAX: usize = 4;
/// Most tokens of it, with the signs between them.
const NAME_TOKENS_MAX: usize = 8;
/// Letters by which an order is called.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=5;

/// A line that names an order.
struct Named {
    unit: u32,
    letters: Vec<String>,
}

/// The pairs, in reading order.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let named = |unit: u32| {
        let letters = letters(ground.after.words(unit));
        (!letters.is_empty()).then_some(Named { unit, letters })
    };
    let may_be_over = |unit: &u32| ground.after.may(*unit, &[Sign::OrderOver, Sign::Denial]);
    let over = ground.said_this_year().filter(may_be_over).filter(|unit| is_over(ground.after.words(*unit)));
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
fn is_of_another(ground: &Ground<'_>, one: u32, other: u32) -> bool {
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

/// The letters of the orders that a line names.
fn letters(words: Words<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let text = words.text(at);
        let capitals = text.bytes().all(|byte| byte.is_ascii_uppercase());
        if capitals && LETTERS.contains(&text.len()) && text.ends_with('O') {
            found.push(text.to_lowercase());
        } else if words.is_in(at, &lexicon::ORDERS) {
            found.extend(of_name(words, at));
        }
    }
    found
}

/// The letters of an order's name that ends here, with as many words of it as there may be.
fn of_name(words: Words<'_>, order: usize) -> Vec<String> {
    let mut letters = String::from("o");
    let mut found = Vec::new();
    for at in (order.saturating_sub(NAME_TOKENS_MAX)..order).rev() {
        let joins = words.is_sign(at, "-") || words.is_sign(at, "'") || words.text(at) == "s";
        if joins {
            continue;
        }
        if !words.is_word(at) || words.is_in(at, &lexicon::SMALL_WORDS) || letters.len() > NAME_WORDS_MAX {
            break;
        }
        letters.insert_str(0, &words.text(at).chars().take(1).collect::<String>().to_lowercase());
        if LETTERS.contains(&letters.len()) {
            found.push(letters.clone());
        }
    }
    found
}

/// Whether a line says that an order is over, in the clause that names it, or that there is none.
fn is_over(words: Words<'_>) -> bool {
    let over = |at: usize| {
        words.is_in(at, &lexicon::ORDER_OVER) && !is_denied_at(words, at) && !is_supposed(words, at)
    };
    let named = |at: usize| {
        let one = Words::new(words.source(), &words.tokens()[at..=at]);
        words.is_in(at, &lexicon::ORDERS) || !letters(one).is_empty()
    };
    let parts = |at: &usize| words.is_sign(*at, ",") || words.is_sign(*at, ";");
    let clauses = (0..words.len()).collect::<Vec<_>>();
    let mut clauses = clauses.split(parts);
    clauses.any(|clause| clause.iter().any(|at| named(*at)) && clause.iter().any(|at| over(*at)))
        || (1..words.len()).any(|at| named(at) && is_denied_at(words, at))
}

/// Whether a line only says that somebody asks for an order.
fn is_asked_for(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::ASKING_FOR_ORDERS))
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

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
        ] {
            assert!(check(stands, entry), "{entry}");
        }
        for entry in [
            "The NHO has not lapsed.",
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
