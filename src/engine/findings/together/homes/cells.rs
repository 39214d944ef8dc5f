//! Who is to have a cell alone and shares one.
//!
//! Takes the newest version, gives pairs: the line by which somebody is not to share, and a newer one or a field by which
//! he does. Of rows of assessments the last holds, and of entries the last that says how it is to stay, unless he was
//! found fit to share since.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::document::reading::field;
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::is_supposed;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Lists of which a line has a word that says who is in a cell.
const SIGNS: [Sign; 5] =
    [Sign::AloneInACell, Sign::WithAnotherInACell, Sign::Doubled, Sign::BesideABunk, Sign::OtherInACell];

/// Most lines of either kind: work stays bounded by the plan.
const LINES_MAX: usize = 32;

/// Tokens from a word for sharing within which the cell stands.
const NEAR_TOKENS: usize = 14;

/// Tokens within which the label of a field ends.
const LABEL_TOKENS: usize = 4;

/// Tokens before "in with him" within which the other stands.
const OTHER_TOKENS: usize = 8;

/// Whether somebody has a cell alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Alone,
    Shared,
}

/// The lines by which somebody is not to share, each with the newest of this year, or the field that was changed, by
/// which he does.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let may = |unit: &u32| ground.after.may(*unit, &SIGNS);
    let of = |unit: &u32| if may(unit) { of_cell(ground.after.words(*unit)) } else { None };
    let news = |unit: &u32| ground.is_new(*unit) || ground.is_changed(*unit);
    let field = |unit: u32| field(ground.after.document, ground.after.document.unit(unit)).is_some();
    let stands = || ground.standing().filter(|unit| !ground.is_row(*unit) || field(*unit));
    let alone = stands().filter(|unit| of(unit) == Some(Cell::Alone)).take(LINES_MAX);
    let rows = ground.standing().filter(|unit| ground.is_row(*unit) && !field(*unit));
    let row = rows.filter(|unit| of(unit).is_some()).max_by_key(|unit| (day(ground, *unit), *unit));
    let entries =
        ground.said().filter(may).filter(|unit| of(unit) == Some(Cell::Alone) && is_to_stay(ground, *unit));
    let entry = entries.max_by_key(|unit| (ground.after.written(*unit), *unit));
    let dated = row.filter(|unit| of(unit) == Some(Cell::Alone)).into_iter().chain(entry);
    let shared = ground.said_this_year().chain(stands().filter(news));
    let shared: Vec<u32> = shared.filter(|unit| of(unit) == Some(Cell::Shared)).take(LINES_MAX).collect();
    let is_fit = |unit: u32| is_fit_to_share(ground, unit);
    // Who names the cell says it plainer than who speaks of a bunk.
    let named = |unit: u32| !shares_by_itself(ground.after.words(unit));
    let rank = |unit: &u32| {
        (ground.stands(*unit), !is_fit(*unit), named(*unit), ground.after.written(*unit), Reverse(*unit))
    };
    // A field says so plainest; where it only allows it, who tells that he does is shown too.
    let plainest = shared.iter().copied().max_by_key(rank);
    let told = shared.iter().copied().filter(|unit| !is_fit(*unit)).max_by_key(rank);
    let told = told.filter(|unit| Some(*unit) != plainest);
    let plainest = plainest.filter(|unit| told.is_none() || ground.stands(*unit));
    let newest: Vec<u32> = plainest.into_iter().chain(told).collect();
    let found_fit = |unit: u32, since: Option<Date>| {
        is_fit(unit) && since.is_some() && ground.after.written(unit).is_some_and(|day| Some(day) >= since)
    };
    let pairs = |unit: u32| newest.iter().map(move |shared| (unit, *shared));
    let pairs_of_dated = |unit: u32| {
        let since = day(ground, unit);
        let fit = shared.iter().any(|other| found_fit(*other, since));
        let later = move |shared: u32| day(ground, shared).is_none_or(|day| Some(day) >= since);
        pairs(unit).filter(move |(_, shared)| !fit && later(*shared))
    };
    alone.flat_map(pairs).chain(dated.flat_map(pairs_of_dated)).collect()
}

/// The day of a line: that of its entry, or of its row.
fn day(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    ground.after.written(unit).or_else(|| ground.days(unit).into_iter().max())
}

/// Whether a line says how a cell is to stay, rather than how it was.
fn is_to_stay(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    let is_to = |at: usize| words.is_in(at, &lexicon::IS) && words.is(at + 1, "to");
    (0..words.len()).any(|at| words.is_in(at, &lexicon::TO_STAY_SO) || is_to(at))
}

/// Whether a line says that somebody may share, rather than that he does: "fit to share", "may be doubled up".
fn is_fit_to_share(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    let fit =
        |at: usize| (at.saturating_sub(FIT_TOKENS)..at).any(|at| words.is_in(at, &lexicon::FIT_TO_SHARE));
    let shares =
        |at: usize| words.is_in(at, &lexicon::WITH_ANOTHER_IN_A_CELL) || words.is_in(at, &lexicon::DOUBLED);
    (0..words.len()).any(|at| shares(at) && fit(at))
}

/// Tokens before a word for sharing within which it is said that somebody may.
const FIT_TOKENS: usize = 3;

/// What a line says of a cell, where it speaks of one.
fn of_cell(words: Words<'_>) -> Option<Cell> {
    let is_cell = |at: usize| words.is_in(at, &lexicon::CELLS) || is_number_of_cell(words, at);
    if !(0..words.len()).any(is_cell) {
        return shares_by_itself(words).then_some(Cell::Shared);
    }
    // "Cell sharing: single only": the value says who shares, and not the label.
    let bar = |at: usize| words.is_sign(at, "|") || words.kind(at) == Some(TokenKind::Cell);
    let label = (1..LABEL_TOKENS).find(|at| words.is_sign(*at, ":") || bar(*at));
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
    (0..words.len()).any(|at| (doubled(at) || bunk(at) || is_in_with(words, at)) && said(at))
}

/// Whether somebody is in a cell with the person: "put a pal in with him", "has been in with her since May".
fn is_in_with(words: Words<'_>, at: usize) -> bool {
    let in_with =
        words.is(at, "in") && words.is(at + 1, "with") && words.is_in(at + 2, &lexicon::SAID_OF_ANYBODY);
    let since = || (at..words.len()).any(|at| words.is(at, "since"));
    let other = |at: usize| words.is_in(at, &lexicon::OTHERS_IN_A_CELL);
    let before = at.saturating_sub(OTHER_TOKENS)..at;
    let put = at > 0 && words.is_in(at - 1, &lexicon::PUT_IN);
    let beside = at > 0 && other(at - 1);
    in_with && (beside || (put || since()) && before.into_iter().any(other))
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
    use super::*;
    use crate::findings::check::with_ground;

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

    #[test]
    fn rows_entries_and_who_was_put_in() {
        let check = |old: &str, new: &str| {
            let plan = |entry: &str| format!("## Cell\n\n{old}\n\n## Contacts\n\n{entry}");
            let after = plan(&format!("9 May 2024 - Hall (R. Tait):\n{new}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| pairs(ground).len())
        };
        let row = |text: &str| format!("| What | Result | Date |\n|---|---|---|\n{text}");
        let single = row("| Cell sharing risk | High, single cell only | 20/06/2021 |");
        assert_eq!(check(&single, "Padded up with O. Quill since Friday."), 1);
        assert_eq!(check(&single, "A pal was put in with him on Friday."), 1);
        assert_eq!(check(&single, "A young lad Orr has been in with him since 2 March."), 1);
        assert_eq!(check(&single, "The chaplain was in with him this morning."), 0, "a visit");
        assert_eq!(check(&single, "He fits in with the lads."), 0);
        let later = row("| Cell sharing risk | High, single cell only | 20/05/2024 |");
        assert_eq!(check(&later, "Padded up with O. Quill since Friday."), 0, "it came behind");
        let entry = "3 March 2022 - Nurse (O. Quill):\nHe is to have a single cell on cardiac grounds.\n";
        assert_eq!(check(entry, "Shares cell 9 with O. Quill since Friday."), 1);
        assert_eq!(
            check(entry, "CSRA redone, fit to share a cell. Doubled up since Friday."),
            0,
            "found fit"
        );
        let was = "3 March 2022 - Nurse (O. Quill):\nHe was moved to a single cell yesterday.\n";
        assert_eq!(check(was, "Shares cell 9 with O. Quill since Friday."), 0, "no rule");
    }
}
