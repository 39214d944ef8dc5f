//! Two days of one hearing to come: the field for the parole hearing gives one, and what was written since another.
//!
//! Takes the newest version, gives pairs: a line that stands, and another that puts the same hearing on another day. A day
//! is the hearing's only where nothing but its fixing stands between the two: "the oral hearing is fixed for 24 May", and
//! not "the dossier for the hearing is wanted by 27 March". Hearings of children, courts and others are none of these.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::document::DateAt;
use crate::document::reading::field;
use crate::findings::ground::Ground;
use crate::findings::ground::signs::Sign;
use crate::findings::together::assessments::tools::{ends_sentence, is_of_another};
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Most lines that give a hearing its day: a plan has a few, and each is held against each.
const FIXED_MAX: usize = 64;
/// Longest line that is read, in tokens: each of its days looks for its hearing.
const LINE_TOKENS_MAX: usize = 400;
/// Most tokens between a hearing and its day: "will look at her case again on".
const BETWEEN_TOKENS_MAX: usize = 10;
/// Most tokens before the word for a hearing that say whose it is: "his next parole hearing".
const BEFORE_TOKENS_MAX: usize = 4;
/// Days between two days of one hearing: what is further off is the one after it.
const APART_DAYS_MAX: i32 = 300;
/// Lines before a field within which its form says that it is for parole: "Parole: refused", "Next review: 14 June".
const FIELDS_BEFORE: u32 = 2;

/// A line that gives the hearing to come its day.
struct Fixed {
    unit: u32,
    day: Date,
}

/// Lines that stand, each with another that has the hearing on another day; of entries the newest counts.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let Some(as_of) = ground.input.as_of else { return Vec::new() };
    let told = ground.after.all().filter(|(_, line)| line.speaks && !line.minutes);
    let short = |unit: u32| ground.after.tokens(unit).len() <= LINE_TOKENS_MAX;
    let told = told.filter(|(unit, _)| ground.after.may(*unit, &[Sign::Hearing]) && short(*unit));
    let fixed: Vec<Fixed> = told.filter_map(|(unit, _)| fixed(ground, unit, as_of)).take(FIXED_MAX).collect();
    let (standing, said): (Vec<&Fixed>, Vec<&Fixed>) = fixed.iter().partition(|one| ground.stands(one.unit));
    let newest = said.into_iter().max_by_key(|one| (ground.after.written(one.unit), Reverse(one.unit)));
    let mut found = Vec::new();
    for (at, one) in standing.iter().enumerate() {
        let others = standing[at + 1..].iter().copied().chain(newest);
        found.extend(others.filter(|other| differ(one, other)).map(|other| (one.unit, other.unit)));
    }
    found
}

fn differ(one: &Fixed, other: &Fixed) -> bool {
    let apart = (one.day - other.day).get_days().abs();
    (1..=APART_DAYS_MAX).contains(&apart)
}

/// The last day to come that a line gives a hearing.
fn fixed(ground: &Ground<'_>, unit: u32, as_of: Date) -> Option<Fixed> {
    let days = ground.after.dates(unit);
    let words = ground.after.words(unit);
    let to_come =
        days.iter().filter_map(|(range, value)| Some((range, value.date().filter(|day| *day > as_of)?)));
    let of_hearing = to_come.filter(|(range, _)| {
        is_of_hearing(ground, unit, range.start, &days) && !is_given_up(words, range.end)
    });
    of_hearing.last().map(|(_, day)| Fixed { unit, day })
}

/// Whether the sentence goes on to say that the day before a token is none any more: "set for 3 August, cancelled". "Put
/// off from" names the day before.
fn is_given_up(words: Words<'_>, from: usize) -> bool {
    let mut behind = (from..words.len()).take(GIVEN_UP_TOKENS).take_while(|at| !ends_sentence(words, *at));
    behind.any(|at| words.is_in(at, &lexicon::GIVEN_UP) && !words.is(at + 1, "from"))
}

/// Tokens behind a day within which it is said to be given up.
const GIVEN_UP_TOKENS: usize = 10;

/// Whether a day that begins at a token is that of a hearing named before it.
fn is_of_hearing(ground: &Ground<'_>, unit: u32, start: usize, days: &[DateAt]) -> bool {
    let words = ground.after.words(unit);
    let (mut at, mut heard, mut verb, mut whom) = (start, false, false, false);
    while at > 0 && start - at < BETWEEN_TOKENS_MAX {
        at -= 1;
        if words.is_in(at, &lexicon::HEARINGS) {
            return is_parole(ground, unit, at) && (heard || !whom && is_named_for_day(words, at, verb));
        }
        // "Moved from 12 May to 24 May".
        if let Some((range, _)) = days.iter().find(|(range, _)| range.contains(&at)) {
            at = range.start.saturating_sub(1);
            if !words.is(at, "from") {
                return false;
            }
            continue;
        }
        let divides = words.kind(at) == Some(TokenKind::Cell) || words.is_sign(at, ":");
        heard |= words.is_in(at, &lexicon::HEARING_A_CASE);
        verb |= words.is_in(at, &lexicon::IS_FIXED);
        let before_day = words.is_in(at, &lexicon::IS_FIXED) || words.is_in(at, &lexicon::BEFORE_A_FIXED_DAY);
        let those = !before_day && words.is_in(at, &lexicon::THOSE_HEARD);
        whom |= those;
        let between = before_day || those || words.is_in(at, &lexicon::HEARING_A_CASE);
        if !(divides || between) {
            return false;
        }
    }
    false
}

/// Whether a day behind the word for a hearing is the hearing's: a board has none unless it hears somebody, and what is
/// "for the hearing" may be due on the day itself.
fn is_named_for_day(words: Words<'_>, at: usize, verb: bool) -> bool {
    let first = start_of_name(words, at);
    let of_something_else = first > 0 && words.is_in(first - 1, &lexicon::FOR_A_HEARING);
    !(words.is(at, "board") || verb && of_something_else)
}

/// Where the words begin that say whose hearing it is.
fn start_of_name(words: Words<'_>, at: usize) -> usize {
    let from = at.saturating_sub(BEFORE_TOKENS_MAX);
    let before = (from..at).rev().take_while(|at| words.is_in(*at, &lexicon::BEFORE_A_HEARING));
    before.last().unwrap_or(at)
}

/// Whether the word for a hearing means the one at which release is decided.
fn is_parole(ground: &Ground<'_>, unit: u32, at: usize) -> bool {
    let words = ground.after.words(unit);
    let first = start_of_name(words, at);
    let before = first.checked_sub(1).filter(|before| words.is_word(*before));
    // "The co-accused's parole hearing" and "a children's hearing" are others; "the next hearing" is nobody else's.
    let own = words.is_in(first, &lexicon::DETERMINERS_OF_A_HEARING);
    // Of a review, which may be of anything, the clause has to say so.
    let ends =
        |sign: &usize| ends_sentence(words, *sign) || words.is(at, "review") && words.is_sign(*sign, ",");
    let clause = (0..at).rev().find(ends).map_or(0, |sign| sign + 1);
    if is_of_another(words, clause..at) {
        return false;
    }
    let supposed = |before: usize| words.is_in(before, &lexicon::SUPPOSING) && !words.is(before, "when");
    let apart = |before: usize| {
        !words.is_in(before, &lexicon::FOR_A_HEARING)
            && !words.is_in(before, &lexicon::BEFORE_A_NAMED_HEARING)
    };
    if before.is_some_and(|before| supposed(before) || !own && apart(before)) {
        return false;
    }
    let of_parole = |at: usize| words.is_in(at, &lexicon::OF_PAROLE);
    if words.is(at, "tribunal") || (first..at).any(of_parole) {
        return true;
    }
    if words.is(at, "board") {
        return words.is_capitalised(at);
    }
    (clause..at).any(of_parole) || is_of_form_on_parole(ground, unit)
}

/// Whether a field stands behind one for parole.
fn is_of_form_on_parole(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let is_field = |unit: u32| field(document, document.unit(unit)).is_some();
    // "Parole: refused", and not "Parole qualifying date" nor a hearing with its own day.
    let names = |unit: u32| {
        let words = ground.after.words(unit);
        let label = (0..words.len()).take_while(|at| words.is_word(*at));
        let of_parole = label.map(|at| words.is_in(at, &lexicon::OF_PAROLE));
        is_field(unit) && of_parole.reduce(|all, one| all && one).unwrap_or(false)
    };
    let section = document.unit(unit).section;
    let before = unit.saturating_sub(FIELDS_BEFORE)..unit;
    is_field(unit) && before.filter(|unit| document.unit(*unit).section == section).any(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn found(stands: &str, entries: &str) -> usize {
        let plan = format!("## Dates\n\n{stands}\n\nWing: B\n\n## Contacts\n\n{entries}\n");
        with_ground(&[("2024-06-01", &plan)], |ground| pairs(ground).len())
    }

    fn check(stands: &str, said: &str) -> bool {
        found(stands, &format!("9 May 2024 - PBSW (R. Tait):\n{said}\n")) > 0
    }

    #[test]
    fn another_day_of_the_hearing_to_come() {
        for (stands, said) in [
            ("Parole hearing: 12.09.24", "The letter says that the next parole hearing is on 21.09.24."),
            (
                "The Parole Board will hear him on 10/09/2024 by link.",
                "The oral hearing is fixed for 24/09/2024 at 10.",
            ),
            (
                "Parole: refused 18 May 2022; next tribunal 22 August 2024",
                "The tribunal has been put back to 19 September 2024.",
            ),
            (
                "Parole: refused\n\nNext review: 14/08/2024",
                "The Board will look at his case again on 24 July 2024.",
            ),
            ("Parole hearing: 12.09.24", "The oral hearing is moved from 12.09.24 to 24.09.24."),
            (
                "Next parole hearing: 12 September 2024\n\nDossier for oral hearing on 19 September 2024",
                "He rang.",
            ),
        ] {
            assert!(check(stands, said), "{said}");
        }
    }

    #[test]
    fn the_same_day_or_that_of_something_else() {
        let field = "Parole hearing: 12.09.24";
        for said in [
            "The parole hearing is on 12 September 2024.",
            "The dossier for the parole hearing is due on 1 August 2024.",
            "Dossier for the oral hearing by 1 August 2024.",
            "The Parole Board wants the report on 1 August 2024.",
            "Reports go to the Parole Board on 1 August 2024.",
            "The Children's Hearing is on 3 August 2024.",
            "The co-accused's parole hearing is on 3 August 2024.",
            "If the parole hearing is on 3 August 2024 he has no agent.",
            "The parole hearing was on 3 May 2022.",
            "The parole hearing is not on 3 August 2024.",
            "The oral hearing after that is on 3 September 2026.",
            "He has a hearing test on 3 August 2024.",
            "Parole hearing fixed for 3 August 2024 is now vacated, 12 September 2024 stands.",
            "Sister has a parole hearing on 3 August 2024.",
            "Parole talked over; the next review is on 1 August 2024.",
            "Parole talked over, the next review is on 1 August 2024.",
            "The review is on 3 August 2024, some weeks before parole.",
        ] {
            assert!(!check(field, said), "{said}");
        }
    }

    #[test]
    fn a_review_behind_another_day_of_parole() {
        let stands =
            "Parole hearing: 12.09.24\n\nParole eligibility date: 3 May 2024\n\nReview: 14 August 2024";
        assert_eq!(found(stands, "He rang."), 0);
    }

    #[test]
    fn the_newest_entry_counts() {
        let entry = |day: &str, hearing: &str| {
            format!("{day} - PBSW (R. Tait):\nThe oral hearing is fixed for {hearing}.\n\n")
        };
        let entries = entry("3 April 2024", "3 August 2024") + &entry("9 May 2024", "12 September 2024");
        assert_eq!(found("Parole hearing: 12.09.24", &entries), 0);
        assert_eq!(found("Parole hearing: 3.8.24", &entries), 1);
    }
}
