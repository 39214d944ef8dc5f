//! Release on a tag: the form says that somebody cannot have it, and somebody plans it; or that he can, and somebody who knows
//! says that he cannot.
//!
//! Takes the newest version, gives pairs: the field for home detention curfew, and the newest line of this year or of the
//! last minutes that says otherwise. A field that hangs on something ("not unless parole is granted") takes no side, nor
//! does who only asks, hopes or supposes.

use std::cmp::Reverse;
use std::sync::LazyLock;

use crate::findings::ground::Ground;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::assessments::tools::{ends_sentence, is_of_another};
use crate::lexicon;
use crate::text::{Phrases, TokenKind, Words};

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Label,
    Curfew,
    None,
}

/// The names of it in the label of a field, and the others. Read once and never changed.
static LABELS: LazyLock<Phrases<Says>> = LazyLock::new(|| read("curfew in a label", Says::Label));
static NAMES: LazyLock<Phrases<Says>> = LazyLock::new(|| read("curfew in prose", Says::Curfew));
static NONE: LazyLock<Phrases<Says>> = LazyLock::new(|| read("no curfew", Says::None));

fn read(name: &str, says: Says) -> Phrases<Says> {
    Phrases::read(&lexicon::DATES_OF_SENTENCE, |heading| (heading == name).then_some(says))
}

/// The keys of the tokens with which its names begin.
pub(in crate::findings) fn firsts() -> impl Iterator<Item = (Sign, u64)> {
    LABELS.firsts().chain(NAMES.firsts()).map(|key| (Sign::Curfew, key))
}

/// Most lines of either kind, and the longest that is read, in tokens: work stays bounded by the plan.
const LINES_MAX: usize = 32;
const LINE_TOKENS_MAX: usize = 150;
/// Tokens within which the label of a field begins.
const LABEL_TOKENS_MAX: usize = 3;
/// Tokens beside its name within which it is said what is done for it.
const BESIDE_TOKENS: usize = 6;

/// The pairs, in reading order.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let may = |unit: u32| {
        ground.after.may(unit, &[Sign::Curfew]) && ground.after.tokens(unit).len() <= LINE_TOKENS_MAX
    };
    let lines: Vec<u32> =
        ground.after.all().filter(|(unit, line)| line.speaks && may(*unit)).map(|(unit, _)| unit).collect();
    let fields: Vec<(u32, bool)> = lines
        .iter()
        .filter(|unit| ground.stands(**unit) && !ground.after.line(**unit).minutes)
        .filter_map(|unit| Some((*unit, of_field(ground.after.words(*unit))?)))
        .take(LINES_MAX)
        .collect();
    if fields.is_empty() {
        return Vec::new();
    }
    let said = lines
        .iter()
        .filter(|unit| is_of_now(ground, **unit) && fields.iter().all(|(field, _)| field != *unit));
    let said: Vec<(u32, bool)> =
        said.filter_map(|unit| Some((*unit, of_prose(ground.after.words(*unit))?))).take(LINES_MAX).collect();
    let pair = |(field, can): &(u32, bool)| {
        let others = said.iter().filter(|(_, theirs)| theirs != can).map(|(unit, _)| *unit);
        let newest = others.max_by_key(|unit| (ground.after.written(*unit), Reverse(*unit)))?;
        Some((*field, newest))
    };
    fields.iter().filter_map(pair).collect()
}

/// Whether a line was said since the conference before, in its minutes, or is prose that nobody signed.
fn is_of_now(ground: &Ground<'_>, unit: u32) -> bool {
    let stands = || ground.stands(unit) && !ground.after.line(unit).minutes;
    ground.is_said_this_year(unit) || ground.is_of_last_meeting(unit) || stands()
}

/// What a field says of it: that somebody can have it, or cannot.
fn of_field(words: Words<'_>) -> Option<bool> {
    let label = (0..words.len().min(LABEL_TOKENS_MAX)).find_map(|at| LABELS.phrase_at(words.tokens(), at))?.0;
    let sign = words.kind(label) != Some(TokenKind::Word);
    let value = (label..words.len()).find(|at| words.is_word(*at))?;
    let end = (value..words.len()).find(|at| ends_sentence(words, *at)).unwrap_or(words.len());
    if (value..end).any(|at| words.is_in(at, &lexicon::ON_A_CONDITION)) {
        return None;
    }
    // "HDC not eligible", where a printed form has lost its colon.
    let none = words.is_in(value, &lexicon::NONE_OF_A_CURFEW)
        && (sign || NONE.phrase_at(words.tokens(), value).is_some());
    let some = sign && words.is_in(value, &lexicon::SOME_OF_A_CURFEW);
    (none || some).then_some(some)
}

/// What prose says of it.
fn of_prose(words: Words<'_>) -> Option<bool> {
    let at = (0..words.len()).find(|at| NAMES.phrase_at(words.tokens(), *at).is_some())?;
    let start = (0..at).rev().find(|sign| ends_sentence(words, *sign)).map_or(0, |sign| sign + 1);
    let end = (at..words.len()).find(|sign| ends_sentence(words, *sign)).unwrap_or(words.len());
    let has = |list: &lexicon::WordList| (start..end).any(|at| words.is_in(at, list));
    let open = [&lexicon::CLAIMING, &lexicon::WISHING, &lexicon::SUPPOSING, &lexicon::ON_A_CONDITION];
    // "3 May" is no doubt.
    let month = |at: usize| at > start && words.is_capitalised(at) && words.is_in(at, &lexicon::SUPPOSING);
    let open = (start..end).any(|at| !month(at) && open.iter().any(|list| words.is_in(at, list)));
    if open || has(&lexicon::TAG_OF_A_LICENCE) || is_of_another(words, start..at) {
        return None;
    }
    if (start..end).any(|at| NONE.phrase_at(words.tokens(), at).is_some()) {
        return Some(false);
    }
    // "The papers were explained; she would not be eligible."
    if (end..words.len()).any(|at| NONE.phrase_at(words.tokens(), at).is_some()) {
        return None;
    }
    let near = at.saturating_sub(BESIDE_TOKENS).max(start)..(at + BESIDE_TOKENS + 1).min(end);
    let planned = |at: usize| words.is_in(at, &lexicon::PLANNING_A_CURFEW) && !is_denied_at(words, at);
    let denied = is_denied_at(words, at) || has(&lexicon::REFUSED);
    (!denied && near.into_iter().any(planned)).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(field: &str, said: &str) -> bool {
        let plan = |entry: &str| format!("## Dates\n\n{field}\n\nWing: B\n\n## Contacts\n\n{entry}");
        let after = plan(&format!("9 May 2024 - Quay office (R. Tait):\n{said}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn who_cannot_have_it_and_gets_it() {
        let field = "HDC: not eligible (extended sentence)";
        for said in [
            "HDC papers to be opened in May 2026 in the usual way.",
            "Her tag forms are away and she'll be home on it by 11 February 2026.",
            "Mr Quill will start the HDC application.",
            "He was assessed for home detention curfew on Tuesday.",
        ] {
            assert!(check(field, said), "{said}");
        }
        for said in [
            "He is not eligible for HDC and knows it.",
            "He asked whether he could apply for HDC.",
            "He hopes to be home on HDC.",
            "No HDC application can be made.",
            "If he were eligible for HDC the boat would be his home.",
            "His brother is home on a tag.",
            "HDC was refused, no home to go to.",
            "HDC was explained to him.",
            "HDC papers were explained; he would not be eligible.",
            "Her neighbour is going out on HDC and planning a boat.",
            "On licence he will have a tag and be home by seven.",
        ] {
            assert!(!check(field, said), "{said}");
        }
        assert!(
            !check("HDC: not unless parole is granted", "HDC papers to be opened in May."),
            "it hangs on something"
        );
    }

    #[test]
    fn who_can_have_it_and_is_shut_out() {
        let field = "HDC: eligible from 3 May 2025";
        assert!(check(field, "She is excluded by law from HDC and I have told her so."));
        assert!(check(field, "She is not eligible for HDC."));
        assert!(!check(field, "HDC papers were opened in May."));
        assert!(!check("HDC: eligible if the governor agrees", "She is not eligible for HDC."));
    }
}
