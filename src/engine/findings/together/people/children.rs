//! Children none of whom is to come to visits, and a visit at which one was.
//!
//! Takes the newest version, gives pairs: "no child is to be booked into a visit", "neither child is to be brought", and the
//! newest line of this year behind it by which a child of whom the plan tells, or "the kids", came. Who may come when somebody
//! watches, or when a decision is made, is not meant, nor children who were spoken of only.

use rustc_hash::FxHashSet;

use crate::document::reading::{field, folded};
use crate::facts;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::is_supposed;
use crate::lexicon;
use crate::text::Words;

/// Most lines that bar: work stays bounded by the plan.
const BARS_MAX: usize = 16;
/// Tokens behind "two boys" within which they are named.
const NAMED_TOKENS: usize = 5;
/// Tokens between a child and that it came.
const CAME_TOKENS: usize = 8;

/// Lines by which no child is to come, each with the newest by which one came.
pub(in crate::findings) fn brought(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let lines = ground.after.all().filter(|(unit, line)| line.speaks && bars(ground, *unit));
    let bars: Vec<u32> = lines.map(|(unit, _)| unit).take(BARS_MAX).collect();
    if bars.is_empty() {
        return Vec::new();
    }
    let children = children(ground);
    let news = ground.undated_news();
    let came: Vec<u32> =
        ground.said_this_year().chain(news).filter(|unit| came(ground, *unit, &children)).collect();
    let day = |unit: u32| ground.after.written(unit).or_else(|| ground.days(unit).into_iter().max());
    let newest = |bar: u32| {
        let behind = came.iter().copied().filter(|unit| {
            *unit != bar
                && ground.after.written(bar).is_none_or(|since| day(*unit).is_some_and(|on| on > since))
        });
        behind.max_by_key(|unit| (day(*unit), *unit))
    };
    bars.into_iter().filter_map(|bar| Some((bar, newest(bar)?))).collect()
}

/// "No child is to be booked into any visit."
fn bars(ground: &Ground<'_>, unit: u32) -> bool {
    if !ground.after.may(unit, &[Sign::NoneOfThem]) {
        return false;
    }
    let words = ground.after.words(unit);
    let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
    let none = |at: usize| {
        let child = (at + 1..at + 4).find(|at| words.is_in(*at, &lexicon::CHILDREN));
        let ordered = |child: usize| {
            let to_be = words.is_in(child + 1, &lexicon::BEING) && words.is(child + 2, "to");
            to_be || words.is_in(child + 1, &lexicon::ORDERING)
        };
        words.is_in(at, &lexicon::NONE_OF_THEM) && child.is_some_and(ordered)
    };
    (0..words.len()).any(none) && has(&lexicon::BRINGING_A_CHILD) && !has(&lexicon::OF_LIMITED_BARS)
}

/// The names of the children of whom a plan tells: of a field for them, and behind "two boys".
fn children(ground: &Ground<'_>) -> FxHashSet<Stem> {
    let mut found = FxHashSet::default();
    let document = ground.after.document;
    let says = |word: &str| lexicon::CHILDREN.has(word);
    for (unit, _) in ground.after.all().filter(|(_, line)| line.speaks) {
        let mut add = |words: Words<'_>, at: usize| {
            let named = facts::is_name_like(words, at) && words.possessor(at).is_none();
            found.extend(
                ground.stems.find(words.text(at)).filter(|stem| named && ground.after.is_rare(*stem)),
            );
        };
        if let Some((_, value)) =
            field(document, document.unit(unit)).filter(|(label, _)| folded(label).split(' ').any(says))
        {
            let words = Words::new(document.source(), value);
            // "Ann (9), Tom 7": a name with an age behind it.
            let aged =
                |at: usize| words.is_number(at + 1) || words.is_sign(at + 1, "(") && words.is_number(at + 2);
            (0..words.len()).filter(|at| aged(*at)).for_each(|at| add(words, at));
        }
        let words = ground.after.words(unit);
        for at in
            (0..words.len()).filter(|at| words.is_in(*at, &lexicon::CHILDREN) && words.is_sign(at + 1, ","))
        {
            let joined =
                |at: &usize| words.is_capitalised(*at) || words.is(*at, "and") || words.is_sign(*at, ",");
            let behind = (at + 2..words.len().min(at + 2 + NAMED_TOKENS)).take_while(joined);
            behind.for_each(|at| add(words, at));
        }
    }
    found
}

/// Whether a line tells that a child was at a visit.
fn came(ground: &Ground<'_>, unit: u32, children: &FxHashSet<Stem>) -> bool {
    let words = ground.after.words(unit);
    if ground.after.bars(unit) || !ground.after.line(unit).stems.iter().any(|stem| children.contains(stem)) {
        return false;
    }
    let child = |at: usize| {
        let named = ground.stems.find(words.text(at)).is_some_and(|stem| children.contains(&stem));
        named && words.possessor(at).is_none()
    };
    let came = |at: usize| {
        let at_visit =
            || (0..words.len()).any(|at| words.is(at, "up") || words.is_in(at, &lexicon::WHO_VISITED));
        words.is_in(at, &lexicon::A_CHILD_CAME)
            && at_visit()
            && !is_denied_at(words, at)
            && !is_supposed(words, at)
    };
    let near = |at: usize| at.saturating_sub(CAME_TOKENS)..words.len().min(at + CAME_TOKENS);
    (0..words.len()).any(|at| came(at) && near(at).any(child))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_entry;

    fn check(stands: &str, entry: &str) -> usize {
        with_entry(stands, entry, |ground| brought(ground).len())
    }

    #[test]
    fn no_child_and_one_who_came() {
        let bar = "She has two boys, Tom and Ian. No child is to be booked into any visit with him.";
        assert_eq!(check(bar, "His sister brought Tom up on 8 April and they drew boats."), 1);
        assert_eq!(check(bar, "Tom and Ian both came up with a pal of hers."), 1);
        for other in [
            "His sister came up on 8 April and they drew boats.",
            "His sister came up and spoke of Tom's boat.",
            "He asked if Tom may come up in June.",
            "Tom has not been brought up to the visits.",
            "Tom sent a drawing of a boat.",
        ] {
            assert_eq!(check(bar, other), 0, "{other}");
        }
        let came = "His sister brought Tom up on 8 April and they drew boats.";
        assert_eq!(check("She has two boys, Tom and Ian. They like boats.", came), 0, "no bar");
        let limited =
            "She has two boys, Tom and Ian. No child is to be brought to a visit unless she is there.";
        assert_eq!(check(limited, came), 0);
        let field = "Grandchildren: Tom (9) and Ian (6)\n\nNeither child is to be brought to a visit.";
        assert_eq!(check(field, came), 1);
    }
}
