//! Passages that say that they are not for everybody's ears.
//!
//! A mark alone ("NOT TO BE READ OUT.") is said of what stands with it: staff set it before the passage, behind it or in
//! the middle. What of two readings covers more is taken, for a line too many that is marked does no harm.

use std::ops::Range;

use super::ground::cues::Cue;
use super::ground::lines::{Lines, bare};
use crate::document::UnitKind;
use crate::lexicon;
use crate::text::Words;

/// The units, in reading order: those that say so, those that they are said of.
pub(super) fn restricted(lines: &Lines<'_>) -> Vec<u32> {
    let units = 0..lines.document.units().len() as u32;
    let mut marked = vec![false; units.len()];
    for unit in units.clone() {
        // What is marked already covers what its own marks would, and is not walked again.
        let own = lines.document.unit(unit);
        let whole = matches!(own.kind, UnitKind::Heading | UnitKind::EntryHead);
        if marked[unit as usize] && !whole && !points_ahead(lines.words(unit), 0) {
            continue;
        }
        let (before, behind) = covered(lines, unit);
        marked[before.start as usize..behind.end.max(before.end) as usize].fill(true);
    }
    units.filter(|unit| marked[*unit as usize] && lines.line(*unit).speaks).collect()
}

/// What a unit marks: it and what stands before it, and what stands behind it.
fn covered(lines: &Lines<'_>, unit: u32) -> (Range<u32>, Range<u32>) {
    let document = lines.document;
    let (line, words) = (lines.line(unit), lines.words(unit));
    let first = (0..words.len()).find(|at| words.is_word(*at)).unwrap_or(0);
    let marks = lines.places(unit, Cue::Restricted);
    let (alone, upto) = (unit..unit + 1, unit..unit);
    match document.unit(unit).kind {
        UnitKind::Heading if !marks.is_empty() || is_not_for(words, first) => {
            (alone, unit..section_end(lines, unit))
        }
        UnitKind::EntryHead if !marks.is_empty() => (alone, unit..run_end(lines, unit)),
        // The subject of an e-mail.
        UnitKind::Pair if document.unit(unit).opens_mail() && !marks.is_empty() => {
            (alone, unit..run_end(lines, unit))
        }
        _ if marks.is_empty() || !line.speaks => (upto.clone(), upto),
        _ => said_of(lines, unit, (first, &marks)),
    }
}

/// What a line with a mark is said of. One that only points back ("This is not to be read out") brings the one before
/// it, "the following" what follows, and a mark alone all of its paragraph or, where it opens an entry or stands for
/// itself, all that follows.
fn said_of(lines: &Lines<'_>, unit: u32, (first, marks): (usize, &[usize])) -> (Range<u32>, Range<u32>) {
    let (line, words) = (lines.line(unit), lines.words(unit));
    let document = lines.document;
    let block = document.blocks()[document.unit(unit).block as usize].units.clone();
    let short = line.words <= POINTING_WORDS_MAX;
    let ahead = points_ahead(words, first);
    // A row of a table is said of itself.
    if document.unit(unit).kind == UnitKind::Row {
        return (unit..unit + 1, unit..unit + 1);
    }
    let bare = short
        && (opens_as_mark(words, first) || marks.first() == Some(&first) && stands_alone(words, first))
        || is_set_apart(words, first, marks);
    let speaks = |unit: &u32| lines.line(*unit).speaks;
    let opens = !(block.start..unit).any(|unit| speaks(&unit));
    if !bare && !ahead {
        let back =
            (first..(first + 2).min(words.len())).any(|at| words.is_in(at, &lexicon::POINTING_AT_WORDS));
        let before = match (short && back, opens) {
            (false, _) => unit,
            (true, false) => unit - 1,
            // In a paragraph of its own it points at the one before.
            (true, true) => paragraph_before(lines, block.start),
        };
        let before = if marks.iter().any(|mark| points_back(words, *mark)) { block.start } else { before };
        let named = named_before(lines, unit).unwrap_or(before);
        return (before.min(named)..unit + 1, unit..unit + 1);
    }
    let behind = !(unit + 1..block.end).any(|unit| speaks(&unit));
    let follows = run_end(lines, unit);
    // Alone behind all that its entry says it is said of that.
    if opens && behind && !ahead && !(unit + 1..follows).any(|unit| speaks(&unit)) {
        let start = lines.lines_of_entry(unit).start;
        let start = if start == unit { paragraph_before(lines, block.start) } else { start };
        return (start..unit + 1, unit..unit + 1);
    }
    let heads = opens && !is_said_before(lines, unit);
    let end = if heads || behind && (opens || ahead) { follows } else { block.end };
    (if ahead { unit } else { block.start }..unit + 1, unit..end.max(unit + 1))
}

/// Whether a mark says behind it that it is said of what stands before: "must not be told of either thing", "does not want
/// it raised".
fn points_back(words: Words<'_>, mark: usize) -> bool {
    let object = |at: usize| at > 0 && words.is(at - 1, "want");
    let ends = |at: usize| !words.is_word(at + 1) || words.is_in(at + 1, &lexicon::JOINING_TWO) || object(at);
    (mark..mark + MARK_REACH_TOKENS).any(|at| {
        words.is_in(at, &lexicon::POINTING_AT_SEVERAL)
            || (words.is_in(at, &lexicon::POINTING_AT_WORDS) && ends(at))
    })
}

/// Tokens from a mark on within which it points at what it is said of.
const MARK_REACH_TOKENS: usize = 7;

/// The first line before one with a mark, in its entry, that names what the mark is said of: "Prognosis not to be given, do
/// not read out". The line opens with that, and denies straight behind it.
fn named_before(lines: &Lines<'_>, unit: u32) -> Option<u32> {
    let words = lines.words(unit);
    let denial = (0..words.len().min(SUBJECT_TOKENS_MAX)).find(|at| words.is(*at, "not"))?;
    let telling = |at: &usize| {
        words.text(*at).len() >= SUBJECT_BYTES_MIN
            && !lexicon::SMALL_WORDS.has(&words.text(*at).to_lowercase())
    };
    let subject: Vec<String> = (0..denial).filter(telling).map(|at| bare(words.text(at))).collect();
    let names = |other: &u32| {
        let theirs = lines.words(*other);
        (0..theirs.len()).any(|at| subject.contains(&bare(theirs.text(at))))
    };
    let before = lines.lines_of_entry(unit).take_while(|other| *other < unit);
    before.take(ENTRY_LINES_MAX).find(names)
}

/// Tokens within which a line denies what it opens with.
const SUBJECT_TOKENS_MAX: usize = 6;
/// Fewest letters of a word that says what a mark is said of.
const SUBJECT_BYTES_MIN: usize = 5;

/// Most lines of an entry that are looked at: work stays bounded by the plan.
const ENTRY_LINES_MAX: usize = 64;

/// Whether the entry of a line says something before it.
fn is_said_before(lines: &Lines<'_>, unit: u32) -> bool {
    lines.entry(unit).is_none() || lines.lines_of_entry(unit).start < unit
}

/// Where the paragraph before a block starts, under the same heading.
fn paragraph_before(lines: &Lines<'_>, start: u32) -> u32 {
    let document = lines.document;
    let Some(last) = start.checked_sub(1) else { return start };
    let kind = document.unit(last).kind;
    let same = document.unit(last).section == document.unit(start).section;
    match kind {
        UnitKind::Heading | UnitKind::EntryHead => start,
        _ if !same => start,
        _ => document.blocks()[document.unit(last).block as usize].units.start,
    }
}

/// Whether a sign or the end stands behind the first word of a mark that is one word: "Confidential." heads what follows,
/// "Confidential counselling was offered" does not.
fn stands_alone(words: Words<'_>, first: usize) -> bool {
    words.is_in(first, &lexicon::OPENING_A_MARK) || !words.is_word(first + 1)
}

/// Whether a longer line sets its mark apart: a sign stands behind it ("In confidence, not to be shown to him or his
/// sister."), or all of it is in capitals.
fn is_set_apart(words: Words<'_>, first: usize, marks: &[usize]) -> bool {
    let count = (first..words.len()).filter(|at| words.is_word(*at)).count();
    let sign = |at: usize| [",", ":", ";", "."].iter().any(|sign| words.is_sign(at, sign));
    // "Confidential:", "In confidence,": and not "Confidential counselling, which …".
    let opens = marks.first() == Some(&first)
        && (sign(first + 1) || words.text(first).len() <= PREPOSITION_BYTES_MAX && sign(first + 2));
    let small = |at: usize| words.text(at).chars().any(char::is_lowercase);
    // "HE ASKED FOR CONFIDENTIAL COUNSELLING" forbids nothing.
    let forbids = || (first..words.len()).any(|at| words.is(at, "not"));
    let shouted = count >= SHOUTED_WORDS_MIN && !(first..words.len()).any(small) && forbids();
    count <= SET_APART_WORDS_MAX && (opens || shouted)
}

/// Longest small word with which a mark of two words opens, most words of a line that a mark is set apart in, and fewest of
/// one in capitals.
const PREPOSITION_BYTES_MAX: usize = 2;
const SET_APART_WORDS_MAX: usize = 24;
const SHOUTED_WORDS_MIN: usize = 3;

/// Whether a line with a mark opens as one of all that stands with it: "Not for him, not to be read out", "This entry is not
/// to be read out".
fn opens_as_mark(words: Words<'_>, first: usize) -> bool {
    let of_all =
        words.is_in(first, &lexicon::POINTING_AT_WORDS) && words.is_in(first + 1, &lexicon::PARTS_OF_A_PLAN);
    of_all || words.is(first, "not")
}

/// Whether a line is a mark and says nothing else: "NOT TO BE READ OUT.", "The following is not to be read out".
pub(super) fn is_mark(lines: &Lines<'_>, unit: u32) -> bool {
    let words = lines.words(unit);
    let first = (0..words.len()).find(|at| words.is_word(*at)).unwrap_or(0);
    let marks = lines.places(unit, Cue::Restricted);
    let opens = marks.first() == Some(&first)
        || (!marks.is_empty() && (points_ahead(words, first) || opens_as_mark(words, first)));
    opens && lines.line(unit).words <= POINTING_WORDS_MAX
}

fn points_ahead(words: Words<'_>, first: usize) -> bool {
    (first..(first + 3).min(words.len())).any(|at| words.is_in(at, &lexicon::POINTING_AHEAD))
}

/// Whether a title says whom what stands below is not for, and nothing else: "Not for the family".
fn is_not_for(words: Words<'_>, first: usize) -> bool {
    let short = (first..words.len()).filter(|at| words.is_word(*at)).count() <= TITLE_WORDS_MAX;
    let figure = (first..words.len()).any(|at| words.is_number(at));
    words.is(first, "not") && words.is(first + 1, "for") && short && !figure
}

/// Most words of a title that says whom what stands below it is not for.
const TITLE_WORDS_MAX: usize = 4;

/// Where the section ends that a heading opens, with those below it.
fn section_end(lines: &Lines<'_>, heading: u32) -> u32 {
    let document = lines.document;
    let section = document.unit(heading).section;
    let within = |mut at: u32| loop {
        if at == section {
            return true;
        }
        match document.sections()[at as usize].parent {
            Some(parent) => at = parent,
            None => return false,
        }
    };
    let last = document.units().len() as u32;
    (heading + 1..last).find(|unit| !within(document.unit(*unit).section)).unwrap_or(last)
}

/// Where what follows a unit ends: at the next heading, the head of an entry or a line of another entry. A field or row
/// that no entry is known to hold stands in the one around it.
fn run_end(lines: &Lines<'_>, unit: u32) -> u32 {
    let document = lines.document;
    let own = lines.entry(unit);
    let same = |other: &u32| {
        let kind = document.unit(*other).kind;
        let entry = lines.entry(*other);
        !matches!(kind, UnitKind::Heading | UnitKind::EntryHead)
            && document.unit(*other).section == document.unit(unit).section
            && (own.is_none() || entry.is_none() || entry == own)
    };
    let last = document.units().len() as u32;
    (unit + 1..last).find(|other| !same(other)).unwrap_or(last)
}

/// Longest sentence that only points back to the one before it, or is a mark alone, in words.
const POINTING_WORDS_MAX: u32 = 24;

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    fn check(text: &str) -> Vec<String> {
        with_ground(&[("2024-05-02", text)], |ground| {
            let units = restricted(&ground.after).into_iter();
            units.map(|unit| ground.after.line(unit).text.clone()).collect()
        })
    }

    #[test]
    fn a_passage_that_says_so_and_the_one_it_points_to() {
        let found = check("His aunt rang the unit. This is not to be read out. He is well.\n");
        assert_eq!(found, ["His aunt rang the unit.", "This is not to be read out."]);
    }

    #[test]
    fn a_mark_that_names_or_points_at_what_was_said() {
        let found = check("The boat is sold. His aunt rang. He must not be told of either. He is well.\n");
        assert_eq!(found, ["The boat is sold.", "His aunt rang.", "He must not be told of either."]);
        let entry = "3 May 2024 - Nurse (R. Tait):\nSlept well. Prognosis is poor. Eats well. Prognosis not to be given, do not read out.\n";
        assert_eq!(check(entry).first().map(String::as_str), Some("Prognosis is poor."));
        let entry = "3 May 2024 - Nurse (R. Tait):\nHe asked for his aunt. She asked me that he should not be told which boat she has.\n";
        assert_eq!(check(entry).len(), 1, "what he asked is no secret");
        let found = check("His aunt rang. He must not be told that she did. He is well.\n");
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn a_mark_without_a_subject_is_said_of_its_paragraph() {
        let text = "A. Other moved to the quay. He is in flat 4. Not to be read out or shown to him.\n\nHe is well.\n";
        let found = check(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("A. Other"), "{found:?}");
    }

    #[test]
    fn a_mark_before_what_it_is_said_of() {
        let text = "NOT FOR DISCLOSURE. Ms Orr rang. She has moved to the quay.\n\nHe is well.\n";
        assert_eq!(check(text).len(), 3);
        let text =
            "CLOSED PART. NOT TO BE READ OUT AT THE MEETING. Ms Orr has moved to the quay.\n\nHe is well.\n";
        assert_eq!(check(text).len(), 3);
    }

    #[test]
    fn a_mark_that_a_sign_or_capitals_set_apart() {
        for mark in [
            "IN CONFIDENCE, not to be read out or shown to Mr Orr.",
            "Confidential: nobody at the meeting is to have this.",
            "THIRD PARTY, NOT TO BE READ OUT OR SHARED WITH MR ORR.",
        ] {
            let text = format!(
                "3 May 2024 - Nurse (R. Tait):\n{mark} She has moved to the quay. He is not to know where.\n"
            );
            assert_eq!(check(&text).len(), 3, "{mark}");
        }
        for other in
            ["Confidential counselling was offered, he went.", "In confidence-building work he did well."]
        {
            let text = format!("3 May 2024 - Nurse (R. Tait):\n{other} He liked it.\n");
            assert!(check(&text).len() < 2, "{other}");
        }
    }

    #[test]
    fn what_somebody_does_not_want_raised() {
        let told = "Told to me on 2 May by Mr Orr: he sank the boat. He gave a name. He does not want it raised with him in \
            any meeting or his sister to hear of it. I have passed it on.\n";
        assert_eq!(check(told).len(), 3);
        assert!(check("He does not want to see her.\n").is_empty());
    }

    #[test]
    fn the_subject_of_an_email_marks_all_of_it() {
        let mail = |subject: &str| {
            format!(
                "###### From: A Muir, Sent: 3 May 2024 09:12\n\n**To:** B Orr  \n**Re:** {subject}\n\nMs Orr has moved.\n\nShe is well.\n"
            )
        };
        let subject = "Re: CONFIDENTIAL - the quay";
        assert_eq!(check(&mail("CONFIDENTIAL - the quay")), [subject, "Ms Orr has moved.", "She is well."]);
        assert!(check(&mail("the quay")).is_empty());
    }

    #[test]
    fn what_follows_a_line_that_says_so() {
        let list = "The following is not to be told to him.\n\n- Ms Orr rang.\n- She has moved.\n\n## Work\n\nHe is well.\n";
        assert_eq!(check(list).len(), 3);
        let entry = "2 May 2024 - Police (R. Tait):\nNOT TO BE READ OUT.\n\nMs Orr has moved.\n\n3 May 2024 - PBSW (A. Orr):\nHe is well.\n";
        assert_eq!(check(entry).len(), 2);
    }

    #[test]
    fn a_mark_that_stands_by_itself() {
        let head = "2 May 2024 - Police (R. Tait):\n";
        let behind = format!(
            "{head}Ms Orr has moved.\n\nTo the quay.\n\nNOT TO BE READ OUT.\n\n## Work\n\nHe is well.\n"
        );
        assert!(check(&behind).len() >= 2, "{:?}", check(&behind));
        let above =
            "Ms Orr has moved. She is at the quay.\n\nThe above is not to be read out.\n\nHe is well.\n";
        assert_eq!(check(above).len(), 3);
        let field = format!(
            "{head}NOT TO BE READ OUT.\n\nNew address: 4 Quay Row\n\nShe is well.\n\n## Work\n\nHe is well.\n"
        );
        assert!(check(&field).iter().any(|text| text.contains("Quay Row")), "{:?}", check(&field));
        assert!(
            check("He is well.\n\n###### 3 May 2024 Police note, not to be read out\n").is_empty(),
            "nothing follows"
        );
    }

    #[test]
    fn words_that_open_like_a_mark() {
        assert_eq!(check("Confidential counselling was offered. He is well.\n").len(), 1);
        assert!(check("## Not for release before 2026\n\nHe is well.\n").is_empty());
    }

    #[test]
    fn a_heading_that_says_so() {
        let text = "## Not for the family\n\nMs Orr has moved.\n\n### More\n\nTo the quay.\n\n## Work\n\nHe is well.\n";
        assert_eq!(check(text), ["Ms Orr has moved.", "To the quay."]);
    }

    #[test]
    fn other_denials_are_not() {
        assert!(check("The letter was read out to him. He is not to be moved before spring.\n").is_empty());
    }
}
