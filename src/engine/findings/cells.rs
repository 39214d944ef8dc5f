//! Who is to have a cell alone and shares one.
//!
//! Takes the newest version, gives pairs: the line by which somebody is not to share, and a newer one or a field by which
//! he does.

use super::ground::Ground;
use super::matters::is_supposed;
use super::polarity::is_denied_at;
use super::signs::Sign;
use crate::document::reading::field;
use crate::lexicon;
use crate::text::Words;

/// Lists of which a line has a word that says who is in a cell.
const SIGNS: [Sign; 4] = [Sign::AloneInACell, Sign::WithAnotherInACell, Sign::Doubled, Sign::BesideABunk];

/// Most lines of either kind: work stays bounded by the plan.
const LINES_MAX: usize = 32;

/// Tokens from a word for sharing within which the cell stands.
const NEAR_TOKENS: usize = 14;

/// Tokens within which the label of a field ends.
const LABEL_TOKENS: usize = 4;

/// Whether somebody has a cell alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Alone,
    Shared,
}

/// The lines by which somebody is not to share, each with the newest of this year, or the field that was changed, by
/// which he does.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let may = |unit: &u32| ground.after.may(*unit, &SIGNS);
    let of = |unit: &u32| if may(unit) { of_cell(ground.after.words(*unit)) } else { None };
    let news = |unit: &u32| ground.is_new(*unit) || ground.is_changed(*unit);
    let field = |unit: u32| field(ground.after.document, ground.after.document.unit(unit)).is_some();
    let stands = || ground.standing().filter(|unit| !ground.is_row(*unit) || field(*unit));
    let alone = stands().filter(|unit| of(unit) == Some(Cell::Alone)).take(LINES_MAX);
    let shared = ground.said_this_year().chain(stands().filter(news));
    let shared = shared.filter(|unit| of(unit) == Some(Cell::Shared)).take(LINES_MAX);
    // A field says so plainest, and who names the cell plainer than who speaks of a bunk.
    let named = |unit: u32| !shares_by_itself(ground.after.words(unit));
    let newest = shared.max_by_key(|unit| {
        (ground.stands(*unit), named(*unit), ground.after.written(*unit), std::cmp::Reverse(*unit))
    });
    let Some(newest) = newest else { return Vec::new() };
    alone.map(|unit| (unit, newest)).collect()
}

/// What a line says of a cell, where it speaks of one.
fn of_cell(words: Words<'_>) -> Option<Cell> {
    let is_cell = |at: usize| words.is_in(at, &lexicon::CELLS) || is_number_of_cell(words, at);
    if !(0..words.len()).any(is_cell) {
        return shares_by_itself(words).then_some(Cell::Shared);
    }
    // "Cell sharing: single only": the value says who shares, and not the label.
    let label = (1..LABEL_TOKENS).find(|at| words.is_sign(*at, ":") || words.is_sign(*at, "|"));
    let label = label.filter(|_| words.is_in(0, &lexicon::CELLS));
    let from = label.map_or(0, |end| end + 1);
    let says = |list: &lexicon::WordList| (from..words.len()).find(|at| words.is_in(*at, list));
    let cell_behind =
        |at: usize| label.is_some() || (at + 1..at + 3).any(|next| words.is_in(next, &lexicon::CELLS));
    let near = |at: usize| (at.saturating_sub(NEAR_TOKENS)..at + NEAR_TOKENS).any(is_cell);
    let alone = says(&lexicon::ALONE_IN_A_CELL).filter(|at| cell_behind(*at));
    let shared = says(&lexicon::WITH_ANOTHER_IN_A_CELL).filter(|at| near(*at));
    let shared = shared.map(|at| is_denied_at(words, at));
    match (alone, shared) {
        (_, Some(true)) => Some(Cell::Alone),
        (Some(at), None) if !is_denied_at(words, at) => Some(Cell::Alone),
        (None, Some(false)) => Some(Cell::Shared),
        (None, None) => shares_by_itself(words).then_some(Cell::Shared),
        _ => None,
    }
}

/// Whether a line that names no cell says that somebody shares one: "doubled up since Friday", "has the bunk above him".
fn shares_by_itself(words: Words<'_>) -> bool {
    let doubled = |at: usize| words.is_in(at, &lexicon::DOUBLED) && words.is(at + 1, "up");
    let bunk = |at: usize| words.is(at, "bunk") && words.is_in(at + 1, &lexicon::BESIDE_A_BUNK);
    let said = |at: usize| !is_denied_at(words, at) && !is_supposed(words, at);
    (0..words.len()).any(|at| (doubled(at) || bunk(at)) && said(at))
}

/// "1/22": how halls number their cells; "1/2/24" is a day.
fn is_number_of_cell(words: Words<'_>, at: usize) -> bool {
    let figures =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = words.text(at).split('/').collect();
    parts.len() == 2 && parts.into_iter().all(figures)
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
        assert_eq!(check(alone, "B2", "Has been sharing 2/14 with O. Quill since May."), 1);
        assert_eq!(check(alone, "B2", "O. Quill has the bunk above him."), 1);
        assert_eq!(check(alone, "B2", "He shares 1/2/24 with his twin as a birthday."), 0, "a day");
        assert_eq!(check("Cell sharing: Single only.", "B2", "Doubled up since Friday."), 1);
        assert_eq!(check(alone, "B2", "He has doubled his dose."), 0);
        assert_eq!(check(alone, "B2", "Sat on his bunk, low in mood."), 0);
        assert_eq!(check(alone, "B2", "If he is doubled up he will be at risk."), 0, "supposed");
        assert_eq!(check("Single cell only, he hit his cellmate.", "B2", "Sharing cell 5 since May."), 1);
        assert_eq!(check(alone, "B2", "He is sharing a hobby with O. Quill."), 0, "no cell");
        assert_eq!(check(alone, "B2", "He is not to share a cell."), 0);
        assert_eq!(check("He has a dog.", "Sharing", "He is well."), 0);
    }
}
