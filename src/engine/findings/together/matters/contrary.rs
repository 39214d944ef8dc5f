//! A thing that one line has and another says there is none of: "no kettle in the cell", and an entry in which the kettle is
//! back.
//!
//! Takes the newest version, gives pairs: a line that stands, and the newest entry of this year that has what it denies, or
//! denies what it has. Only "no" straight before the thing denies it, and the two share another telling word, or the entry's
//! sentence before does: "Spoke to Larch Street. There is no offer."

use super::{is_history, is_of_kin};
use crate::facts::is_contracted_not;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::lexicon;
use crate::text::Words;

/// Most lines in which a thing stands by which two lines are paired.
const LINES_MAX: u32 = 6;
/// Most words of either line: in a longer one a denial may be of anything, and each of its words is looked for.
const WORDS_MAX: u32 = 60;
/// Fewest telling words that the two share, the thing among them.
const SHARED_MIN: usize = 2;

/// What a line says of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Has {
    It,
    None,
}

/// Lines that stand, each with the newest entry of this year that says the contrary of a thing.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let contrary = |unit: u32| {
        let stems = ground.after.line(unit).stems.iter().copied();
        let few = stems.filter(|stem| ground.after.count(*stem) <= LINES_MAX);
        let others = few.filter_map(|stem| says_contrary(ground, unit, stem));
        others.max_by_key(|other| (ground.after.written(*other), std::cmp::Reverse(*other)))
    };
    let plain = |unit: &u32| ground.after.line(*unit).words <= WORDS_MAX && !ground.after.bars(*unit);
    let unsigned = |unit: &u32| ground.after.written(*unit).is_none();
    ground
        .standing()
        .filter(plain)
        .filter(unsigned)
        .filter_map(|unit| Some((unit, contrary(unit)?)))
        .collect()
}

/// The newest line of this year that has not what a line has by this word, or has what it has not.
fn says_contrary(ground: &Ground<'_>, unit: u32, stem: Stem) -> Option<u32> {
    let newer = |other: &&u32| {
        ground.is_said_this_year(**other)
            && ground.after.line(**other).words <= WORDS_MAX
            && ground.since(unit).is_none_or(|since| Some(since) < ground.after.written(**other))
    };
    let on_it = |other: &&u32| shared(ground, unit, **other) >= SHARED_MIN;
    // Few words have a line that speaks to them.
    let mut lines = ground.lines_with(stem).iter().filter(newer).filter(on_it).peekable();
    lines.peek()?;
    let own = has(ground, unit, stem)?;
    let contrary = |other: &&u32| has(ground, **other, stem).is_some_and(|it| it != own);
    lines.filter(contrary).max_by_key(|other| ground.after.written(**other)).copied()
}

/// How many telling words a line shares with another and with what the same entry says straight before it.
fn shared(ground: &Ground<'_>, unit: u32, other: u32) -> usize {
    let document = ground.after.document;
    let block = |unit: u32| document.unit(unit).block;
    let before = other.checked_sub(1).filter(|before| block(*before) == block(other));
    ground.after.shared_count(unit, other)
        + before.map_or(0, |before| ground.after.shared_count(unit, before))
}

/// What a line says of a thing that it names once; nothing of one that it bars, or that kin or an earlier year had.
fn has(ground: &Ground<'_>, unit: u32, stem: Stem) -> Option<Has> {
    let words = ground.after.words(unit);
    let mut places = (0..words.len()).filter(|at| ground.stems.find(words.text(*at)) == Some(stem));
    let at = places.next().filter(|_| places.next().is_none())?;
    if is_of_kin(words, at) || is_history(ground, unit) {
        return None;
    }
    if denied(words, at) {
        return Some(Has::None);
    }
    // Any other denial, doubt or wish may be of it, or not.
    let open = |at: usize| {
        words.is_in(at, &lexicon::DENIALS)
            || words.is_in(at, &lexicon::NONE_OF_A_FIELD)
            || words.is_in(at, &lexicon::SUPPOSING)
            || words.is_in(at, &lexicon::WISHING)
            || is_contracted_not(words.text(at))
    };
    (!(0..words.len()).any(open)).then_some(Has::It)
}

/// Whether "no" stands straight before a thing, and not of how many ("no member of staff") or of what is with it ("no
/// kettle problem").
fn denied(words: Words<'_>, at: usize) -> bool {
    let alone = !words.is_word(at + 1) || words.is_in(at + 1, &lexicon::BEHIND_NO_THING);
    at > 0 && words.is_in(at - 1, &lexicon::NO_SUCH_THING) && alone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(stands: &str, entry: &str) -> bool {
        let plan = |entry: &str| format!("## Hall\n\n{stands}\n\n## Contacts\n\n{entry}");
        let after = plan(&format!("9 May 2024 - Hall (R. Tait):\n{entry}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn what_one_has_and_the_other_has_not() {
        let none = "No kettle in the cell; a flask from staff.";
        assert!(check(none, "The kettle is back in her cell since Monday."));
        assert!(!check(none, "The kettle of the hall is broken."), "of another place");
        assert!(!check(none, "There was a kettle in her cell in 2019."), "of then");
        assert!(!check(none, "Her sister has a kettle in her cell."), "another's");
        assert!(
            !check("She has a kettle in her cell.", "Her cell mate has no kettle in the cell."),
            "another's"
        );
        assert!(!check(none, "There is still no kettle in her cell."));
        assert!(!check(none, "She has not asked for a kettle in her cell."), "open");
        assert!(!check(none, "A kettle was not found in her cell."));
        assert!(!check(none, "She would like a kettle in her cell."));
        assert!(!check("She has a kettle in her cell.", "There is no kettle problem in the cell."));
        let offer = "Home: 2 Larch Street, offer made";
        assert!(check(offer, "Spoke to Larch Street. There is no offer yet."));
        assert!(!check(offer, "Spoke to Ferry Road. There is no offer yet."));
        assert!(!check("Each member of staff has the drawing.", "No member of staff has seen the drawing."));
    }
}
