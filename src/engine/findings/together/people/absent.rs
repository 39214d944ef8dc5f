//! Who was not at a conference, and speaks in its minutes.
//!
//! Takes the newest version, gives pairs: the line of the minutes by which somebody sent apologies, or did not come, and the
//! first line of the same minutes in which he speaks in the room. Minutes are often made from those of the year before,
//! and then one of the two is left over. What somebody sent in, or said on another day, is told apart, and so are others
//! of his name.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::facts::is_contracted_not;
use crate::findings::ground::Ground;
use crate::findings::ground::signs::Sign;
use crate::findings::together::assessments::tools::ends_sentence;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Lists of which a line has a word by which somebody was not there.
const SIGNS_OF_ABSENCE: [Sign; 4] = [Sign::Apologies, Sign::NotComing, Sign::Denial, Sign::AwayBeside];
/// Most lines of one conference that are read: work stays bounded by the plan.
const LINES_MAX: usize = 512;
/// Most people of one conference who were not there.
const PEOPLE_MAX: usize = 32;
/// Longest line that is read, in tokens.
const TOKENS_MAX: usize = 400;
/// Tokens behind a name within which he is said to speak.
const SPEAKING_TOKENS: usize = 6;
/// Tokens behind a verb of coming within which it is said to what.
const ATTENDED_TOKENS: usize = 5;
/// Tokens at the beginning of a line within which a label stands.
const LABEL_TOKENS: usize = 2;

/// Somebody, as a line names him: "Ms A. Quill", "DC Quill", "Ann Quill".
#[derive(Clone, Debug)]
struct Person {
    surname: String,
    /// "Mr", "Ms" and others by which people of one surname are told apart.
    title: Option<String>,
    initial: Option<char>,
    /// Whether anything but the surname names him.
    is_full: bool,
}

impl Person {
    /// Whether two names may be of one person.
    fn is_like(&self, other: &Self) -> bool {
        let differ = |one: &Option<String>, other: &Option<String>| {
            one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one != other)
        };
        let initials = self.initial.zip(other.initial).is_none_or(|(one, other)| one == other);
        self.surname == other.surname && !differ(&self.title, &other.title) && initials
    }
}

/// Lines by which somebody was not at a conference, each with one in which he speaks at it.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut conferences: BTreeMap<Date, Vec<u32>> = BTreeMap::new();
    for (unit, _) in ground.after.all().filter(|(_, line)| line.minutes) {
        let Some(day) = ground.after.minutes_of(unit) else { continue };
        let lines = conferences.entry(day).or_default();
        if lines.len() < LINES_MAX && ground.after.tokens(unit).len() <= TOKENS_MAX {
            lines.push(unit);
        }
    }
    conferences.into_values().flat_map(|lines| of_conference(ground, &lines)).collect()
}

fn of_conference(ground: &Ground<'_>, lines: &[u32]) -> Vec<(u32, u32)> {
    let mut missing: Vec<(u32, Person)> = Vec::new();
    for unit in lines.iter().filter(|unit| ground.after.may(**unit, &SIGNS_OF_ABSENCE)) {
        missing.extend(absent(ground.after.words(*unit)).into_iter().map(|person| (*unit, person)));
    }
    if missing.is_empty() {
        return Vec::new();
    }
    missing.truncate(PEOPLE_MAX);
    let there: Vec<Person> =
        lines.iter().flat_map(|unit| listed(ground.after.words(*unit), &lexicon::ATTENDANCE)).collect();
    missing.retain(|(_, person)| !there.iter().any(|other| person.is_like(other)));
    missing.dedup_by(|one, other| one.0 == other.0 && one.1.is_like(&other.1));
    let speaks = |unit: &u32| ground.after.may(*unit, &[Sign::SpeakingInTheRoom]);
    let speaking: Vec<u32> = lines.iter().copied().filter(speaks).collect();
    let pair = |(unit, person): &(u32, Person)| {
        let mut others = speaking.iter().filter(|other| *other != unit);
        let said = others.find(|other| says(ground.after.words(**other), person))?;
        is_news(ground, *unit, *said).then_some((*unit, *said))
    };
    missing.iter().filter_map(pair).collect()
}

/// Whether one of two lines came since the version compared with: what was read then is not asked again.
fn is_news(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
    ground.before.is_none() || news(one) || news(other)
}

/// Who a line says was not there.
fn absent(words: Words<'_>) -> Vec<Person> {
    let mut found = listed(words, &lexicon::APOLOGIES);
    found.extend(absent_by_verb(words));
    found
}

/// The people of the list that a label opens: "Apologies: DC Orr, Ms A. Quill (on leave)".
fn listed(words: Words<'_>, label: &lexicon::WordList) -> Vec<Person> {
    let parted = |at: usize| words.is_sign(at, ":") || words.kind(at) == Some(TokenKind::Cell);
    let first = |at: usize| at < LABEL_TOKENS || !words.is_word(at - 1);
    let opens = |at: usize| {
        let label = words.is_in(at, label) && words.is_capitalised(at);
        label && (first(at) || parted(at + 1))
    };
    let mut found = Vec::new();
    for at in (0..words.len()).filter(|at| opens(*at)) {
        let part = behind_label(words, at + 1);
        let end = end_of_list(words, part);
        found.extend(items(words, part..end).into_iter().filter_map(|item| person(words, item)));
    }
    found
}

/// Where the list begins whose label ends at a token: "for absence were received from".
fn behind_label(words: Words<'_>, from: usize) -> usize {
    let between = |at: usize| {
        words.is_in(at, &lexicon::BEHIND_APOLOGIES)
            || words.kind(at) == Some(TokenKind::Cell)
            || [":", "-", "|"].iter().any(|sign| words.is_sign(at, sign))
    };
    (from..words.len()).find(|at| !between(*at)).unwrap_or(words.len())
}

/// Where a list ends: at the stop of its sentence, or before another label.
fn end_of_list(words: Words<'_>, from: usize) -> usize {
    let initial =
        |at: usize| at > 0 && words.text(at - 1).chars().count() <= 3 && words.is_capitalised(at - 1);
    let stops = |at: usize| words.is_sign(at, ".") && !initial(at) || words.is_sign(at, ":");
    let labelled = |at: usize| {
        let label = words.is_in(at, &lexicon::ATTENDANCE) || words.is_in(at, &lexicon::APOLOGIES);
        label && words.is_capitalised(at)
    };
    (from..words.len()).find(|at| stops(*at) || labelled(*at)).unwrap_or(words.len())
}

/// The items of a list. One that was sent for, or came for a part, is none: "(report sent)", "(from 2 pm)".
fn items(words: Words<'_>, list: Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut from, mut depth) = (Vec::new(), list.start, 0_usize);
    for at in list.clone() {
        depth += usize::from(words.is_sign(at, "("));
        depth = depth.saturating_sub(usize::from(words.is_sign(at, ")")));
        let parts = [",", ";", "&"].iter().any(|sign| words.is_sign(at, sign)) || words.is(at, "and");
        if parts && depth == 0 {
            found.push(from..at);
            from = at + 1;
        }
    }
    found.push(from..list.end);
    found.retain(|item| {
        let bracket = item.clone().find(|at| words.is_sign(*at, "(")).unwrap_or(item.end);
        let own = |at: usize| words.is_in(at, &lexicon::NOT_IN_THE_ROOM) || words.is_number(at);
        !item.is_empty() && !(bracket..item.end).any(own) && !item.clone().any(|at| words.is(at, "but"))
    });
    found
}

/// Whom an item names: its last capitalised word before a bracket is the surname.
fn person(words: Words<'_>, item: Range<usize>) -> Option<Person> {
    let ends = |at: &usize| words.is_sign(*at, "(") || words.is_sign(*at, "-") && !words.is_glued(*at);
    let end = item.clone().find(ends).unwrap_or(item.end);
    let named = |at: &usize| words.is_word(*at) && words.is_capitalised(*at);
    let last = (item.start..end).rev().find(named)?;
    person_at(words, item.start, last).filter(|person| person.is_full)
}

/// Who is named by a surname that stands here, with what stands before it from a token on.
fn person_at(words: Words<'_>, from: usize, surname: usize) -> Option<Person> {
    let text = words.text(surname);
    if text.chars().count() < SURNAME_MIN || words.is_in(surname, &lexicon::COURTESY_TITLES) {
        return None;
    }
    let mut person = Person { surname: text.to_lowercase(), title: None, initial: None, is_full: false };
    for at in (from..surname).rev().take(BEFORE_SURNAME) {
        if words.is_sign(at, ".") || words.is_sign(at, "-") || words.is_sign(at, "'") {
            continue;
        }
        if words.is_in(at, &lexicon::COURTESY_TITLES) {
            person.title = Some(words.text(at).to_lowercase());
            person.is_full = true;
            break;
        }
        if lexicon::RANKS.has_exactly(words.text(at)) {
            person.is_full = true;
            break;
        }
        if !words.is_word(at) || !words.is_capitalised(at) || words.possessor(at).is_some() {
            break;
        }
        person.initial = words.text(at).chars().next();
        person.is_full = true;
    }
    Some(person)
}

/// Fewest letters of a surname.
const SURNAME_MIN: usize = 3;
/// Most tokens before a surname that belong to the name.
const BEFORE_SURNAME: usize = 5;

/// Who a sentence says did not come: "Mr Quill declined to attend", "DC Orr was not present at any part".
fn absent_by_verb(words: Words<'_>) -> Vec<Person> {
    let named = |at: &usize| words.is_word(*at) && words.is_capitalised(*at);
    let stayed_away = |at: &usize| stayed_away(words, behind_name(words, at + 1));
    let first = |at: usize| start_of_sentence(words, at);
    (0..words.len())
        .filter(named)
        .filter(stayed_away)
        .filter_map(|at| person_at(words, first(at), at))
        .filter(|person| person.is_full)
        .collect()
}

/// Where what is said of somebody begins: behind a bracket that says who he is.
fn behind_name(words: Words<'_>, at: usize) -> usize {
    if !words.is_sign(at, "(") {
        return at;
    }
    let close = (at..words.len()).take(BRACKET_TOKENS).find(|at| words.is_sign(*at, ")"));
    close.map_or(at, |close| close + 1)
}

/// Most tokens of a bracket behind a name.
const BRACKET_TOKENS: usize = 8;

/// Whether what begins here says that somebody did not come to the conference.
fn stayed_away(words: Words<'_>, at: usize) -> bool {
    let modal = |at: usize| words.is_in(at, &lexicon::COULD_OR_WOULD);
    let verb = |at: usize| words.is_in(at, &lexicon::AUXILIARIES) || modal(at);
    // "Didn't".
    let (denied, next) = if is_contracted_not(words.text(at)) {
        (true, at + 1)
    } else if verb(at) && words.is(at + 1, "not") {
        (true, at + 2)
    } else {
        (false, at + usize::from(verb(at)))
    };
    if denied {
        let able = usize::from(words.is(next, "able")) * 2;
        return attends(words, next + able) || was_there(words, next);
    }
    if words.is_in(next, &lexicon::NOT_COMING) && words.is(next + 1, "to") {
        return attends(words, next + 2);
    }
    if words.is_in(next, &lexicon::CHOOSING) && words.is(next + 1, "not") && words.is(next + 2, "to") {
        return attends(words, next + 3);
    }
    let leave = words.is(next, "on") && (next + 1..next + 3).any(|at| words.is(at, "leave"));
    let sent = !verb(at)
        && (at + 1..at + 4).any(|at| words.is(at, "apologies"))
        && words.is_in(at, &lexicon::GIVING_APOLOGIES);
    next > at && (words.is(next, "absent") || leave) || sent
}

/// Whether a verb of coming stands here, and what is come to is the conference.
fn attends(words: Words<'_>, at: usize) -> bool {
    // "Come to the meeting", and not to the door.
    let to_it = || {
        words.is(at + 1, "to") && (at + 2..at + 5).any(|at| words.is_in(at, &lexicon::CONFERENCES_BY_NAME))
    };
    let of_conference = ends(words, at + 1) || words.is_in(at + 1, &lexicon::WHAT_IS_ATTENDED) || to_it();
    words.is_in(at, &lexicon::ATTENDING) && of_conference && !is_of_another_meeting(words, at + 1)
}

/// Whether a word for being in the room stands here, of all of the conference.
fn was_there(words: Words<'_>, at: usize) -> bool {
    let whole = ends(words, at + 1) || words.is_in(at + 1, &lexicon::WHAT_IS_ATTENDED);
    words.is_in(at, &lexicon::IN_THE_ROOM) && whole && !is_of_another_meeting(words, at + 1)
}

/// Whether the words from here on name another meeting, or a part of this one.
fn is_of_another_meeting(words: Words<'_>, from: usize) -> bool {
    let near = || (from..words.len().min(from + ATTENDED_TOKENS)).take_while(|at| !ends_clause(words, *at));
    let any = near().any(|at| words.is(at, "any"));
    let part = |at: usize| words.is_in(at, &lexicon::PARTS_OF_A_MEETING);
    near().any(|at| words.is_in(at, &lexicon::ELSE_ATTENDED)) || !any && near().any(part)
}

fn ends(words: Words<'_>, at: usize) -> bool {
    at >= words.len() || words.kind(at) != Some(TokenKind::Word)
}

fn ends_clause(words: Words<'_>, at: usize) -> bool {
    [",", ";", ".", ":", "("].iter().any(|sign| words.is_sign(at, sign))
}

/// Whether somebody says something in the room: "DC Orr told the meeting that", and not "DC Orr's report said".
fn says(words: Words<'_>, person: &Person) -> bool {
    let is_one = |at: &usize| {
        words.is_capitalised(*at)
            && words.text(*at).to_lowercase() == person.surname
            && person_at(words, start_of_sentence(words, *at), *at)
                .is_some_and(|other| other.is_full && other.is_like(person))
    };
    (0..words.len()).filter(is_one).any(|at| speaks_behind(words, at))
}

/// Whether who is named here speaks, and nobody else only says that he did.
fn speaks_behind(words: Words<'_>, name: usize) -> bool {
    let from = behind_name(words, name + 1);
    let verb = |at: usize| words.is_in(at, &lexicon::SPEAKING_IN_THE_ROOM);
    // "Mrs Quill was upset at that and told the meeting".
    let joined = |at: &usize| words.is(*at, "and") && verb(at + 1);
    let was = words.is_in(from, &lexicon::AUXILIARIES);
    let near = (from..words.len().min(from + SPEAKING_TOKENS))
        .take_while(|at| words.is_word(*at) && !words.is_capitalised(*at));
    let mut at = near.filter(|_| was).find(joined).map_or(from, |and| and + 1);
    while at < from + SPEAKING_TOKENS && !verb(at) {
        if !words.is_in(at, &lexicon::DOING_IN_THE_ROOM) {
            return false;
        }
        at += 1;
    }
    let start = start_of_sentence(words, name);
    let end = (at..words.len()).find(|at| ends_sentence(words, *at)).unwrap_or(words.len());
    let told_by_another = (start..name).any(verb) && !(start..name).any(|at| words.is(at, "and"));
    let elsewhere = |at: usize| words.is_in(at, &lexicon::NOT_IN_THE_ROOM) || words.is(at, "last");
    // What is said may be about a report; how it was said stands before it.
    let that = (at..end).find(|at| words.is_in(*at, &lexicon::BEHIND_SAYING));
    let how = start..that.unwrap_or(end).max(at);
    verb(at) && !told_by_another && !how.into_iter().any(elsewhere)
}

/// Where the sentence begins that a token stands in.
fn start_of_sentence(words: Words<'_>, at: usize) -> usize {
    let ends = |at: &usize| {
        let short = at
            .checked_sub(1)
            .is_some_and(|before| words.text(before).chars().count() <= 3 && words.is_capitalised(before));
        words.is_sign(*at, ";") || words.is_sign(*at, ":") || words.is_sign(*at, ".") && !short
    };
    (0..at).rev().find(ends).map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    /// Whether the minutes of a conference have somebody speak who was not there.
    fn check(absent: &str, said: &str) -> bool {
        let before = "## Work\n\nShe rows.\n";
        let after = format!(
            "{before}\n## Minute of conference, 3 May 2024\n\nPresent: A. Weir (chair), Ms Orr.\n\n{absent}\n\n\
             The chair welcomed everyone. {said} It was agreed that the boat is sound.\n"
        );
        with_ground(&[("2023-06-01", before), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn apologies_and_a_voice_in_the_room() {
        let absent = "Apologies: DC Quill, T. Larch (psychology), harbour office.";
        assert!(check(absent, "DC Quill told the meeting that the quay is closed."));
        assert!(check(absent, "Quay: DC Quill sat forward and said he would look again."));
        assert!(check(absent, "Mr Larch (psychology) reported that she had done the first part."));
        assert!(check(
            "Apologies for absence were received from DC Quill and Ms Tait.",
            "Ms Tait asked why."
        ));
        assert!(check("APOLOGIES\tDC Quill, Ms Tait", "Ms Tait confirmed this."));
        assert!(!check(absent, "Ms Orr said that the quay is closed."), "who was there");
        assert!(!check(absent, "The chair said that DC Quill reported by e-mail."), "by another");
        assert!(!check(absent, "DC Quill had said that the quay is closed."), "before");
        assert!(!check(absent, "A report from DC Quill said that the quay is closed."), "in writing");
        assert!(!check(absent, "In her letter DC Quill said that the quay is closed."));
        assert!(!check(absent, "DC Quill will be asked to report."));
        assert!(!check(absent, "DC Weir said that the quay is closed."), "another");
        assert!(!check("Apologies: DC Quill (report sent).", "DC Quill reported that all is well."));
        assert!(!check("Apologies: A. Tait.", "R. Tait said that the quay is closed."), "another initial");
        assert!(!check("Apologies: Mrs Tait.", "Mr Tait said that the quay is closed."), "her husband");
    }

    #[test]
    fn who_did_not_come() {
        let said = "Ms Tait said that she felt ready.";
        assert!(check("Ms Tait declined to attend and was not present at any part of the meeting.", said));
        assert!(check("Ms Tait did not attend.", said));
        assert!(check("Ms Tait had chosen not to come to the meeting.", said));
        assert!(!check("Ms Tait had chosen not to come to the door.", said), "elsewhere");
        assert!(check("Ms Tait did not attend.", "Ms Tait was upset at that and told the meeting so."));
        assert!(check("Ms Tait was unable to attend as she was on the boat.", said));
        assert!(check("Ms Tait refused to come down from the hall.", said));
        assert!(check("Ms Tait was on annual leave.", said));
        assert!(check("Ms Tait sent her apologies.", said));
        assert!(!check("Ms Tait attended throughout.", said));
        assert!(!check("Ms Tait did not attend the rowing group this year.", said), "another meeting");
        assert!(!check("Ms Tait was not present for the first part.", said), "a part");
        assert!(!check("Ms Tait was not able to attend the hearing in May.", said));
        assert!(!check("Mr Tait did not attend.", said), "another of the name");
        assert!(!check("Ms Tait did not attend.", "Ms Orr said that she felt ready."));
        assert!(!check("Ms Tait did not attend.", "Ms Tait's letter was read: she felt ready."));
    }

    #[test]
    fn other_conferences_and_what_was_read_before() {
        let minute = |day: &str, text: &str| format!("## Minute of conference, {day}\n\n{text}\n\n");
        let away = minute("3 May 2024", "Apologies: DC Quill.");
        let there = minute("4 May 2023", "DC Quill said that the quay is closed.");
        let found = |plans: &[(&str, &str)]| with_ground(plans, |ground| pairs(ground).len());
        assert_eq!(found(&[("2024-06-01", &format!("{away}{there}"))]), 0, "another conference");
        let old = minute("3 May 2022", "Apologies: DC Quill.\n\nDC Quill said that the quay is closed.");
        assert_eq!(found(&[("2022-06-01", &old)]), 1);
        assert_eq!(found(&[("2022-06-01", &old), ("2023-06-01", &old)]), 0, "read last year");
    }
}
