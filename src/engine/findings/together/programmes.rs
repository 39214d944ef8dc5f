//! Programmes that a line calls finished, and that whoever ran them says were left, cut short or never begun, where the two
//! do not name the programme alike: under one heading, by how many sessions it has, by the author's own programme, or by a
//! name in small letters ("fire-setting work completed", "no fire-setting session has taken place").
//!
//! Takes the newest version, gives pairs: the line that calls it finished, and the newest of this year against it. What still
//! goes on ("six of twelve so far") and another programme of the same heading are none.

use std::cmp::Reverse;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::done::{self, count_at, is_left, is_of_parts, is_part, parts_of};
use super::matters;
use crate::document::UnitKind;
use crate::document::reading::{cells, field, plain};
use crate::findings::ground::Ground;
use crate::findings::ground::cues::Cue;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::telling::{is_share, shares};
use crate::history::is_completed;
use crate::lexicon;
use crate::text::{Phrases, Token, Words};

/// What assessments are made with, which is finished too and no programme. Read once and never changed.
static TOOLS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::read(&lexicon::TOOLS, |_| Some(())));

/// Most lines of either kind: each is held against each.
const LINES_MAX: usize = 32;
/// Longest line that is read, in tokens.
const LINE_TOKENS_MAX: usize = 150;
/// Most words of a value that says no more than that something is completed, with its day and how many parts it had.
const VALUE_WORDS_MAX: usize = 8;
/// Most tokens beside "completed" that name what was.
const NAME_TOKENS_MAX: usize = 3;
/// Fewest letters of a name, and fewest parts by whose number alone a programme is known.
const NAME_BYTES_MIN: usize = 3;
const PARTS_MIN: u64 = 8;

/// A line that calls a programme finished.
struct Finished {
    unit: u32,
    names: Vec<String>,
    /// How many parts it has, as the line or its heading says.
    parts: Option<u64>,
    /// Whether it stands under a heading for programmes.
    headed: bool,
    /// The first day on which it may have been finished.
    day: Option<Date>,
}

/// The pairs, in reading order.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let short = |unit: &u32| ground.after.tokens(*unit).len() <= LINE_TOKENS_MAX;
    let broken: Vec<u32> =
        news(ground).filter(short).filter(|unit| may_be_broken(ground, *unit)).take(LINES_MAX).collect();
    if broken.is_empty() {
        return Vec::new();
    }
    let lines =
        ground.standing().filter(|unit| !ground.after.line(*unit).minutes).chain(ground.said_this_year());
    let finished: Vec<Finished> =
        lines.filter(short).filter_map(|unit| finished(ground, unit)).take(LINES_MAX).collect();
    let pair = |one: &Finished| {
        if !done::denied(ground, one.unit).is_empty() {
            return None;
        }
        let against = broken
            .iter()
            .copied()
            .filter(|unit| is_against(ground, one, *unit) && is_of_one(ground, &finished, one, *unit));
        let newest = against.max_by_key(|unit| (ground.after.written(*unit), Reverse(*unit)))?;
        Some((one.unit, newest))
    };
    let mut found: Vec<(u32, u32)> = finished.iter().filter_map(pair).collect();
    found.sort_unstable();
    found
}

/// What came this year: entries, whatever day they bear, and new sentences that nobody signed.
fn news<'g>(ground: &'g Ground<'_>) -> impl Iterator<Item = u32> + use<'g> {
    let added = ground.said().filter(|unit| ground.is_new(*unit));
    added.chain(ground.undated_news())
}

/// Whether a line may say that something was left, cut short or never begun.
fn may_be_broken(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    !ground.after.does(unit, Cue::Ahead)
        && (0..words.len()).any(|at| is_of_kind(words, at))
        && (is_left(words) || is_part(words) || reached(words).is_some() || is_none_held(words))
}

/// The number of the last part that somebody came to: "we had got to session 13".
fn reached(words: Words<'_>) -> Option<u64> {
    let far = |at: usize| {
        let near = at.saturating_sub(FAR_TOKENS)..at;
        near.into_iter().any(|at| words.is_in(at, &lexicon::AS_FAR_AS))
    };
    (0..words.len().saturating_sub(1))
        .filter(|at| is_of_parts(words, *at) && far(*at))
        .find_map(|at| count_at(words, at + 1))
}

/// Tokens before "session 13" within which it is said that somebody came as far.
const FAR_TOKENS: usize = 2;

/// Whether a line says that no part of it was held, or that it was never begun.
fn is_none_held(words: Words<'_>) -> bool {
    let part = |at: usize| is_of_kind(words, at);
    let held = |at: usize| words.is_in(at, &lexicon::BEGUN_OR_HELD);
    // "No session has taken place": one denial before both.
    (0..words.len()).any(|at| {
        part(at) && is_denied_at(words, at) && (at + 1..words.len().min(at + 1 + HELD_TOKENS)).any(held)
    }) || (0..words.len())
        .any(|at| held(at) && is_denied_at(words, at) && (at.saturating_sub(HELD_TOKENS)..at).any(part))
}

/// Whether a word is of a programme by its kind: "group", "sessions", "fire-setting work".
fn is_of_kind(words: Words<'_>, at: usize) -> bool {
    let on = |before: usize| words.is_word(before) && !words.is_in(before, &lexicon::SMALL_WORDS);
    let work = || words.is(at, "work") && at.checked_sub(1).is_some_and(on);
    is_of_parts(words, at) || words.is_in(at, &lexicon::PROGRAMMES) || work()
}

/// Tokens between a part of a programme and the verb by which it was held.
const HELD_TOKENS: usize = 5;

/// What a line calls finished.
fn finished(ground: &Ground<'_>, unit: u32) -> Option<Finished> {
    let words = ground.after.words(unit);
    if done::is_action(ground, unit) || !ground.after.may(unit, &[Sign::Completed]) || is_share(words) {
        return None;
    }
    let named = named_in_form(ground, unit).or_else(|| named_in_prose(ground, unit))?;
    let of_programme =
        (0..words.len()).any(|at| is_of_parts(words, at) || words.is_in(at, &lexicon::PROGRAMMES));
    let tool = (0..words.len()).any(|at| TOOLS.phrase_at(words.tokens(), at).is_some());
    let (headed, form) = (is_headed(ground, unit), named_in_form(ground, unit).is_some());
    if tool || !headed && !of_programme {
        return None;
    }
    let parts = parts_of(words).or_else(|| parts_of_section(ground, unit).filter(|_| headed));
    let dates = ground.after.dates(unit);
    let day = dates.first().and_then(|(_, value)| {
        let last = value.last_day()?;
        Some(if value.is_complete() { last } else { last.first_of_month() })
    });
    // Under their heading other things are finished too: "home leave papers completed".
    Some(Finished { unit, names: named, parts, headed: headed && (of_programme || form), day })
}

/// Whether a line stands under a heading for programmes.
fn is_headed(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let heading = document.sections()[document.unit(unit).section as usize].heading;
    heading.is_some_and(|heading| {
        let words = ground.after.words(heading);
        let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
        has(&lexicon::PROGRAMMES) && !has(&lexicon::BESIDE_PROGRAMMES)
    })
}

/// How many parts a sentence beside says that there are, if only one does: "There are 48 sessions."
fn parts_of_section(ground: &Ground<'_>, unit: u32) -> Option<u64> {
    let document = ground.after.document;
    let section = document.unit(unit).section;
    let near = unit.saturating_sub(NEAR_LINES)..(unit + NEAR_LINES).min(document.units().len() as u32);
    let beside = near.filter(|other| document.unit(*other).section == section && ground.stands(*other));
    let mut parts = beside.filter_map(|other| parts_of(ground.after.words(other)));
    let first = parts.next()?;
    parts.all(|other| other == first).then_some(first)
}

/// Lines before and behind one within which those of its heading are looked at.
const NEAR_LINES: u32 = 16;

/// What a row or a field calls finished, by the words of its first cell or its label.
fn named_in_form(ground: &Ground<'_>, unit: u32) -> Option<Vec<String>> {
    let document = ground.after.document;
    let own = document.unit(unit);
    let says = |tokens: &[Token]| {
        let text = plain(document.source(), tokens);
        text.split(' ').count() <= VALUE_WORDS_MAX && is_completed(&text)
    };
    let of = |tokens: &[Token]| names(Words::new(document.source(), tokens), 0, tokens.len());
    if own.kind == UnitKind::Row {
        let cells = cells(document, own);
        let at = cells.iter().skip(1).any(|cell| says(cell));
        return at.then(|| of(cells[0]));
    }
    let tokens = ground.after.tokens(unit);
    if let Some((_, value)) = field(document, own) {
        let label = tokens.len().checked_sub(value.len())?;
        return says(value).then(|| of(&tokens[..label]));
    }
    // "Quayways (boats, adapted): completed May 2021" as a sentence.
    let words = ground.after.words(unit);
    let colon = (0..words.len()).find(|at| words.is_sign(*at, ":"))?;
    says(&tokens[colon + 1..]).then(|| of(&tokens[..colon]))
}

/// What a sentence calls finished: the name behind "completed", else that before it.
fn named_in_prose(ground: &Ground<'_>, unit: u32) -> Option<Vec<String>> {
    let words = ground.after.words(unit);
    if !matches!(ground.after.document.unit(unit).kind, UnitKind::Sentence | UnitKind::Item)
        || ground.after.does(unit, Cue::Ahead)
    {
        return None;
    }
    let done =
        (0..words.len()).find(|at| words.is_in(*at, &lexicon::COMPLETED) && !is_denied_at(words, *at))?;
    let behind = names(words, done + 1, done + 1 + NAME_TOKENS_MAX);
    let capitals = behind.iter().any(|name| name.chars().next().is_some_and(char::is_uppercase));
    let before = || names(words, done.saturating_sub(NAME_TOKENS_MAX), done);
    let found = if capitals { behind } else { before() };
    (!found.is_empty()).then_some(found)
}

/// The words within a range that may be of a name.
fn names(words: Words<'_>, from: usize, to: usize) -> Vec<String> {
    let telling = |at: &usize| {
        let text = words.text(*at);
        let general = !is_capitals(text)
            && (lexicon::SMALL_WORDS.has_in_small(text)
                || words.is_in(*at, &lexicon::NO_NAME_OF_A_PROGRAMME));
        words.is_word(*at)
            && text.len() >= NAME_BYTES_MIN
            && !general
            && !words.is_in(*at, &lexicon::PROGRAMMES)
            && !is_of_parts(words, *at)
            && !words.is_in(*at, &lexicon::COMPLETED)
    };
    (from..to.min(words.len())).filter(telling).map(|at| words.text(at).to_owned()).collect()
}

/// "MORE", which as a word is none.
fn is_capitals(text: &str) -> bool {
    text.len() >= NAME_BYTES_MIN && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a line says that what another calls finished was not, as far as numbers and days go.
fn is_against(ground: &Ground<'_>, finished: &Finished, unit: u32) -> bool {
    let words = ground.after.words(unit);
    let document = ground.after.document;
    if unit == finished.unit || document.unit(unit).block == document.unit(finished.unit).block {
        return false;
    }
    let entry = |unit: u32| ground.after.entry(unit);
    if entry(unit).is_some() && entry(unit) == entry(finished.unit) {
        return false;
    }
    let left = is_left(words);
    let of_others =
        shares(words).any(|(_, of)| finished.parts.is_some() && count_at(words, of) != finished.parts);
    let later = match (finished.day, ground.after.written(unit)) {
        (Some(day), Some(written)) => day <= written || left,
        _ => true,
    };
    let so_far = (0..words.len()).any(|at| words.is_in(at, &lexicon::SO_FAR));
    let short = is_part(words) && !so_far;
    let reached = || {
        let last = reached(words).zip(finished.parts);
        last.is_some_and(|(last, parts)| last < parts) && !so_far
    };
    !of_others
        && later
        && !is_of_earlier_year(words, finished)
        && (left || short || is_none_held(words) || reached())
}

/// Whether a line names a year before that in which it was finished: what was left then was begun again.
fn is_of_earlier_year(words: Words<'_>, finished: &Finished) -> bool {
    let year = |at: usize| words.text(at).parse::<i16>().ok().filter(|year| matters::YEARS.contains(year));
    let day = finished.day;
    day.is_some_and(|day| (0..words.len()).filter_map(year).any(|year| year < day.year()))
}

/// Whether a line is of the programme that another calls finished: by a name, by the number of its parts, or as the only one
/// under their heading.
fn is_of_one(ground: &Ground<'_>, all: &[Finished], finished: &Finished, unit: u32) -> bool {
    let section = |unit: u32| ground.after.document.unit(unit).section;
    if names_it(ground, &finished.names, unit) {
        return true;
    }
    let others = || all.iter().filter(|other| other.unit != finished.unit && other.names != finished.names);
    if others().any(|other| names_it(ground, &other.names, unit)) {
        return false;
    }
    let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
    // Of several that are finished, the one that came to be so this year.
    let alone = |rival: &Finished| {
        section(rival.unit) != section(finished.unit) || news(finished.unit) && !news(rival.unit)
    };
    if !finished.headed || !others().filter(|other| other.headed).all(alone) {
        return false;
    }
    let words = ground.after.words(unit);
    let of_whole = finished
        .parts
        .filter(|parts| *parts >= PARTS_MIN)
        .is_some_and(|parts| shares(words).any(|(_, of)| count_at(words, of) == Some(parts)));
    of_whole || section(unit) == section(finished.unit) && !names_another(words)
}

/// Whether a line, or who wrote it, has one of these names.
fn names_it(ground: &Ground<'_>, names: &[String], unit: u32) -> bool {
    let words = ground.after.words(unit);
    let author = ground.after.voice(unit).and_then(|voice| voice.author.as_deref()).unwrap_or_default();
    let known =
        |name: &String| ground.stems.find(name).is_none_or(|stem| ground.after.count(stem) <= NAMED_MAX);
    names.iter().filter(|name| is_capitals(name) || known(name)).any(|name| {
        let is_it =
            |text: &str| if is_capitals(name) { text == name } else { text.eq_ignore_ascii_case(name) };
        (0..words.len()).any(|at| is_it(words.text(at)))
            || author.split(|c: char| !c.is_alphanumeric()).any(is_it)
    })
}

/// In how many lines the name of a programme stands at most.
const NAMED_MAX: u32 = 16;

/// Whether a line has a name in capitals, or one straight before a word for a programme, that need not be this one.
fn names_another(words: Words<'_>) -> bool {
    let programme = |at: usize| words.is_in(at, &lexicon::PROGRAMMES);
    let named =
        |at: usize| at > 0 && (words.is_capitalised(at - 1) && at > 1 || is_capitals(words.text(at - 1)));
    let capitals =
        |at: usize| is_capitals(words.text(at)) && !lexicon::ABBREVIATIONS.has_exactly(words.text(at));
    let of_kind = |at: usize| {
        at > 0 && programme(at) && words.is_word(at - 1) && !words.is_in(at - 1, &lexicon::SMALL_WORDS)
    };
    (0..words.len()).any(|at| programme(at) && named(at) || capitals(at) || of_kind(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(stands: &str, said: &str) -> bool {
        found("Programmes", stands, "Ferry psychology (R. Tait)", said)
    }

    fn found(heading: &str, stands: &str, author: &str, said: &str) -> bool {
        let plan = |stands: &str, entry: &str| format!("## {heading}\n\n{stands}\n\n{entry}\n");
        let entry = format!("9 May 2024 - {author}:\n{said}\n");
        let plans = [plan("None yet.", ""), plan(stands, &entry)];
        with_ground(&[("2023-06-01", &plans[0]), ("2024-06-01", &plans[1])], |ground| {
            !pairs(ground).is_empty()
        })
    }

    #[test]
    fn left_or_cut_short_under_one_heading() {
        let stands = "QUAY completed, 24 sessions, certificate on file.";
        assert!(check(stands, "He left the group after session 11 and has not come back to it."));
        assert!(check(
            "Quayways (boats, adapted): completed April 2024",
            "He managed seven of the twenty sessions."
        ));
        assert!(check(
            "Quay work completed, others on the waiting list.",
            "No quay session has taken place."
        ));
        assert!(check(stands, "I moved in November and we had got to session 13."));
        for said in [
            "He came to all of the sessions of the group.",
            "He has come to six of the 24 sessions so far.",
            "He left the boat at the quay.",
            "He will not leave the group before session 12.",
            "He left the TIDE group after session 3.",
            "He left the knitting group after session 3.",
            "He came to three of the eight sessions.",
        ] {
            assert!(!check(stands, said), "{said}");
        }
    }

    #[test]
    fn what_is_finished_and_no_programme() {
        let left = "He left the group after session 11 and has not come back to it.";
        assert!(!check("SARA completed over three interviews.", left));
        assert!(!check("Boat licence papers completed in May.", left));
        let course = "Boat theory course: completed May 2024";
        assert!(!found("Education and programmes", course, "Ferry psychology (R. Tait)", left), "of either");
    }

    #[test]
    fn what_was_left_in_an_earlier_year() {
        let stands = "Quayways (24 sessions): completed May 2023";
        assert!(check(stands, "He left the group after session 3."));
        assert!(check(stands, "In 2023 he left the group after session 3."));
        assert!(!check(stands, "In 2019 he left the group after session 3 and later began again."));
    }

    #[test]
    fn several_under_one_heading() {
        let both = "| Programme | Status |\n|---|---|\n| Quayways | Completed |\n| Tideways | Completed |";
        assert!(!check(both, "He left the group after session 3."), "either");
        assert!(check(both, "He left the Tideways group after session 3."));
    }
}
