//! Who is to have a cell alone and shares one.
//!
//! Takes the newest version, gives pairs: the line by which somebody is not to share, and a newer one or a field by which
//! he does.

use super::ground::Ground;
use super::polarity::is_denied_at;
use super::signs::Sign;
use crate::lexicon;
use crate::text::Words;

/// Most lines of either kind: work stays bounded by the plan.
const LINES_MAX: usize = 32;

/// Tokens from a word for sharing within which the cell stands.
const NEAR_TOKENS: usize = 14;

/// Whether somebody has a cell alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Alone,
    Shared,
}

/// The lines by which somebody is not to share, each with the newest of this year, or the field that was changed, by
/// which he does.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let may = |unit: &u32| ground.after.may(*unit, &[Sign::AloneInACell, Sign::WithAnotherInACell]);
    let of = |unit: &u32| if may(unit) { of_cell(ground.after.words(*unit)) } else { None };
    let news = |unit: &u32| ground.is_new(*unit) || ground.is_changed(*unit);
    let stands = || ground.standing().filter(|unit| !ground.is_row(*unit));
    let alone = stands().filter(|unit| of(unit) == Some(Cell::Alone)).take(LINES_MAX);
    let shared = ground.said_this_year().chain(stands().filter(news));
    let shared = shared.filter(|unit| of(unit) == Some(Cell::Shared)).take(LINES_MAX);
    // A field says so plainest.
    let newest = shared
        .max_by_key(|unit| (ground.stands(*unit), ground.after.written(*unit), std::cmp::Reverse(*unit)));
    let Some(newest) = newest else { return Vec::new() };
    alone.map(|unit| (unit, newest)).collect()
}

/// What a line says of a cell, where it speaks of one.
fn of_cell(words: Words<'_>) -> Option<Cell> {
    if !(0..words.len()).any(|at| words.is_in(at, &lexicon::CELLS)) {
        return None;
    }
    let says = |list: &lexicon::WordList| (0..words.len()).find(|at| words.is_in(*at, list));
    let cell_behind = |at: usize| (at + 1..at + 3).any(|next| words.is_in(next, &lexicon::CELLS));
    let near = |at: usize| {
        (at.saturating_sub(NEAR_TOKENS)..at + NEAR_TOKENS).any(|near| words.is_in(near, &lexicon::CELLS))
    };
    let alone = says(&lexicon::ALONE_IN_A_CELL).filter(|at| cell_behind(*at));
    let shared = says(&lexicon::WITH_ANOTHER_IN_A_CELL).filter(|at| near(*at));
    let shared = shared.map(|at| is_denied_at(words, at));
    match (alone, shared) {
        (_, Some(true)) => Some(Cell::Alone),
        (Some(at), None) if !is_denied_at(words, at) => Some(Cell::Alone),
        (None, Some(false)) => Some(Cell::Shared),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    #[test]
    fn who_is_to_be_alone_and_shares() {
        let check = |stands: &str, field: &str, entry: &str| {
            let plan = |field: &str, entry: &str| {
                format!("## Hall\n\nCell: {field}\n\n## Limits\n\n{stands}\n\n## Contacts\n\n{entry}")
            };
            let after = plan(field, &format!("9 May 2024 - Hall (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("B2", "")), ("2024-06-01", &after)], |ground| {
                pairs(ground).len()
            })
        };
        let alone = "He is to have a single cell until seen.";
        assert_eq!(check(alone, "Sharing", "He is well."), 1);
        assert_eq!(check(alone, "B2", "He was moved to cell 5 in May, sharing with O. Quill."), 1);
        assert_eq!(check("He must not be put in a shared cell.", "Sharing", "He is well."), 1);
        assert_eq!(check(alone, "B2", "He is sharing a hobby with O. Quill."), 0, "no cell");
        assert_eq!(check(alone, "B2", "He is not to share a cell."), 0);
        assert_eq!(check("He has a dog.", "Sharing", "He is well."), 0);
    }
}
