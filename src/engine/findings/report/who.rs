//! Who did something, as a plan and a report tell it.
//!
//! Takes two sentences, the words that both have and what a report calls people; says whether what the one has
//! somebody do, another does in the other: "it was his aunt who rang" and "his sister rang", "he owed her" and "owed by
//! her". Somebody is named by a name, as kin, or as what he is; names that a report has side by side are of one
//! person, and "he" is whom the plan is about where it names nobody else before. What cannot be told is no difference.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::findings::ground::lines::{Lines, Stem, Stems};
use crate::lexicon;
use crate::text::Words;
use crate::text::numbers::number_at;

/// What a report calls people.
pub(super) struct Names {
    /// Words that stand with a capital within a sentence.
    known: FxHashSet<String>,
    /// Those of them that stand side by side.
    beside: FxHashSet<(String, String)>,
    /// Those that stand again and again: whom the report is about.
    about: FxHashSet<String>,
}

impl Names {
    pub(super) fn of(report: &Lines<'_>, stems: &Stems) -> Self {
        let mut names =
            Self { known: FxHashSet::default(), beside: FxHashSet::default(), about: FxHashSet::default() };
        for (unit, _) in report.all() {
            let words = report.words(unit);
            for at in (0..words.len()).filter(|at| is_name(words, *at)) {
                let name = name_at(words, at);
                if is_name(words, at + 1) {
                    names.beside.insert((name.clone(), name_at(words, at + 1)));
                }
                if at > 0 && !words.is_sign(at - 1, ".") {
                    let often = stems.find(&name).is_some_and(|stem| !report.is_rare(stem));
                    names.about.extend(often.then(|| name.clone()));
                    names.known.insert(name);
                }
            }
        }
        names
    }

    /// Whether two names may be of one person.
    fn are_of_one(&self, one: &str, other: &str) -> bool {
        let beside = |one: &str, other: &str| self.beside.contains(&(one.to_owned(), other.to_owned()));
        // "Ann May Orr": the first and the last stand beside the one between them.
        let through = || {
            let mut between = self.beside.iter().filter(|(first, _)| first == one).map(|(_, next)| next);
            between.any(|next| beside(next, other))
        };
        let back = || {
            let mut between = self.beside.iter().filter(|(first, _)| first == other).map(|(_, next)| next);
            between.any(|next| beside(next, one))
        };
        one == other || beside(one, other) || beside(other, one) || through() || back()
    }
}

/// Somebody who does something.
#[derive(Debug, Default)]
struct Someone {
    names: Vec<String>,
    kin: Vec<String>,
    /// What he is: "a neighbour".
    what: Vec<String>,
    pronoun: bool,
}

impl Someone {
    fn is_about(&self, names: &Names) -> bool {
        self.kin.is_empty() && self.names.iter().any(|name| names.about.contains(name))
    }
}

/// Whether what the plan has somebody do, another does in the report.
pub(super) fn did_otherwise(
    (theirs, ours): (Words<'_>, Words<'_>),
    shared: &[Stem],
    stems: &Stems,
    names: &Names,
) -> bool {
    let is_person = |words: Words<'_>, at: usize| {
        is_name(words, at) || words.is_in(at, &lexicon::KIN) || words.is_in(at, &lexicon::KIN_BY_MARRIAGE)
    };
    let place = |words: Words<'_>, stem: Stem| {
        (0..words.len()).find(|at| words.is_word(*at) && stems.find(words.text(*at)) == Some(stem))
    };
    // Beside what was done both tell to whom, or with what.
    let counts = |at: usize| {
        number_at(ours, at).is_some()
            || ours.is_in(at, &lexicon::TIMES)
            || ours.is_in(at, &lexicon::SPANS_OF_TIME)
    };
    let is_thing = |at: usize| !is_person(ours, at) && !counts(at);
    let things = shared.iter().filter(|stem| place(ours, **stem).is_some_and(is_thing));
    let persons = shared.len() - things.clone().count();
    let things: Vec<Stem> = things.copied().collect();
    things.iter().filter(|_| things.len() + usize::from(persons > 0) > 1).any(|stem| {
        let (Some(at), Some(place)) = (place(theirs, *stem), place(ours, *stem)) else { return false };
        let (Some(their), Some(our)) = (deed(theirs, at, names), deed(ours, place, names)) else {
            return false;
        };
        let by_another = || are_others(&their.1, &our.1, names) && !named_before(ours, place, &our.1, names);
        their.0 == our.0 && (by_another() || is_done_to(ours, place, &their.1, &our.1))
    })
}

/// Whether who does it in the report has it done to him here: "Orr broke her arm", "she broke Orr's arm".
fn is_done_to(ours: Words<'_>, place: usize, theirs: &Someone, our: &Someone) -> bool {
    let has = |at: usize| is_name(ours, at) && theirs.names.contains(&name_at(ours, at));
    theirs.kin.is_empty()
        && our.pronoun
        && (place + 1..place + DONE_TO_TOKENS).any(has)
        && !(0..place).any(has)
}

/// Tokens behind what is done within which he stands to whom it is.
const DONE_TO_TOKENS: usize = 4;

/// Whether somebody whom the plan is not about is named before who "he" is.
fn named_before(ours: Words<'_>, place: usize, who: &Someone, names: &Names) -> bool {
    who.pronoun
        && (0..place).any(|at| {
            let name = name_at(ours, at);
            is_name(ours, at) && names.known.contains(&name) && !names.about.contains(&name)
        })
}

/// Whether the report's somebody is surely not the plan's.
fn are_others(theirs: &Someone, ours: &Someone, names: &Names) -> bool {
    if theirs.pronoun {
        return false;
    }
    let one = |one: &String| ours.names.iter().any(|other| names.are_of_one(one, other));
    if theirs.names.iter().any(one) {
        return false;
    }
    let about = |one: &Someone| one.pronoun || one.is_about(names);
    if !theirs.kin.is_empty() && !ours.kin.is_empty() {
        return !theirs.kin.iter().any(|kin| ours.kin.contains(kin));
    }
    if !theirs.names.is_empty() && !ours.names.is_empty() {
        return true;
    }
    let by_another = |one: &Someone, other: &Someone| {
        about(one)
            && !about(other)
            && !(other.names.is_empty() && other.kin.is_empty() && other.what.is_empty())
    };
    by_another(theirs, ours) || by_another(ours, theirs)
}

/// Who does what a word says, and whether it is what he is or what is done to him.
fn deed(words: Words<'_>, at: usize, names: &Names) -> Option<(bool, Someone)> {
    if LIGHT.iter().any(|list| words.is_in(at, list)) || is_name(words, at) {
        return None;
    }
    let small = |at: &usize| {
        words.is_in(*at, &lexicon::AUXILIARIES)
            || words.is_in(*at, &lexicon::BESIDE_VERBS)
            || words.is_in(*at, &lexicon::ONESELF)
            || words.is_word(*at) && words.text(*at).len() > 4 && words.text(*at).ends_with("ly")
    };
    let start = (0..at).rev().find(|at| !small(at)).map_or(0, |at| at + 1);
    let is = (start..at).any(|at| words.is_in(at, &lexicon::IS_OR_WAS));
    let by = (at + 1..at + BY_TOKENS).find(|at| words.is(*at, "by")).filter(|_| is);
    if let Some(by) = by {
        let who = someone(words, by + 1..forward(words, by + 1), names);
        return who.map(|who| (false, who));
    }
    // "It was Orr who lowered the boat, Weir holding the lamp": another clause.
    let parted = |verb: usize| {
        let other = |at: usize| {
            is_name(words, at) || is_title(words, at) || words.is_in(at, &lexicon::ON_THE_OTHER_HAND)
        };
        (verb..at).any(|at| words.is_sign(at, ";") || words.is_sign(at, ",") && other(at + 1))
    };
    if let Some((who, _)) = cleft(words).filter(|(_, verb)| at >= *verb && !parted(*verb)) {
        return someone(words, who, names).map(|who| (is, who));
    }
    let end = behind_relative(words, start);
    someone(words, backward(words, end)..end, names).map(|who| (is, who))
}

/// Verbs of which it is no matter who does them here: who says or knows.
const LIGHT: [&std::sync::LazyLock<crate::lexicon::WordList>; 5] = [
    &lexicon::SAID_BY_REPORTS,
    &lexicon::REPORTING,
    &lexicon::KNOWING,
    &lexicon::AUXILIARIES,
    &lexicon::REPORTS,
];
/// Tokens behind what was done within which "by" names who did it.
const BY_TOKENS: usize = 3;

/// Before a clause that tells more of somebody: "Ann Orr, who is his aunt, rang".
fn behind_relative(words: Words<'_>, end: usize) -> usize {
    let closed = end > 0 && words.is_sign(end - 1, ",");
    let from = end.saturating_sub(RELATIVE_TOKENS_MAX);
    let opens = |at: &usize| words.is_sign(*at, ",") && (words.is_in(at + 1, &lexicon::GOING_ON));
    let opened = (from..end.saturating_sub(1)).rev().find(opens).filter(|_| closed);
    let who = end > 0 && (words.is(end - 1, "who"));
    opened.unwrap_or(if who { end - 1 } else { end })
}

const RELATIVE_TOKENS_MAX: usize = 14;
/// Most tokens by which somebody is named.
const PERSON_TOKENS_MAX: usize = 10;

/// Whether a token may be part of how somebody is named.
fn names_somebody(words: Words<'_>, at: usize) -> bool {
    is_name(words, at)
        || words.possessor(at).is_some()
        || words.is_sign(at, "-")
        || words.is(at, "law")
        || [
            &lexicon::KIN,
            &lexicon::KIN_BY_MARRIAGE,
            &lexicon::COURTESY_TITLES,
            &lexicon::POSSESSIVE,
            &lexicon::ARTICLES,
            &lexicon::NOT_THE_SAME_KIN,
            &lexicon::OWN_OR_FORMER,
        ]
        .iter()
        .any(|list| words.is_in(at, list))
}

/// Where a person ends who is named from here on.
fn forward(words: Words<'_>, start: usize) -> usize {
    let mut at = start;
    while at < words.len().min(start + PERSON_TOKENS_MAX) {
        let noun = at > start && words.is_in(at - 1, &lexicon::ARTICLES) && words.is_word(at);
        let apposed = words.is_sign(at, ",") && (is_name(words, at + 1) || is_title(words, at + 1));
        let in_law = words.is(at, "in") && words.is_sign(at + 1, "-");
        if !(names_somebody(words, at) || noun || apposed || in_law) {
            break;
        }
        at += 1;
    }
    at
}

/// Where a person begins who is named up to here.
fn backward(words: Words<'_>, end: usize) -> usize {
    let mut at = end;
    while at > end.saturating_sub(PERSON_TOKENS_MAX) {
        let before = at - 1;
        let pronoun = at == end && words.is_in(before, &lexicon::HE_OR_SHE);
        if pronoun {
            return before;
        }
        let noun = at == end
            && before > 0
            && words.is_word(before)
            && words.is_in(before - 1, &lexicon::ARTICLES)
            && words.is_in(before, &lexicon::PEOPLE_BY_WHAT_THEY_ARE);
        let comma = words.is_sign(before, ",") && before > 0 && names_somebody(words, before - 1);
        let joined = words.is(before, "and") && before > 0 && names_somebody(words, before - 1);
        let in_law = words.is(before, "in") && words.is_sign(at, "-");
        if !(names_somebody(words, before) || noun || comma || joined || in_law) {
            break;
        }
        at = before;
    }
    at
}

/// Who is named in some words, up to a denial: "Ann Orr, and not him".
fn someone(words: Words<'_>, range: Range<usize>, names: &Names) -> Option<Someone> {
    let mut who = Someone::default();
    let denied = range.clone().find(|at| words.is_in(*at, &lexicon::DENIALS)).unwrap_or(range.end);
    for at in range.start..denied {
        if words.possessor(at).is_some() || is_title(words, at) || !words.is_word(at) {
            continue;
        }
        if words.is_in(at, &lexicon::KIN) || words.is_in(at, &lexicon::KIN_BY_MARRIAGE) {
            who.kin.push(kin_at(words, at));
        } else if is_name(words, at) && (at > 0 || names.known.contains(&name_at(words, at))) {
            who.names.push(name_at(words, at));
        } else if words.is_in(at, &lexicon::HE_OR_SHE) {
            who.pronoun = true;
        } else if at > range.start
            && words.is_in(at - 1, &lexicon::ARTICLES)
            && !words.is_in(at, &lexicon::NOT_THE_SAME_KIN)
        {
            who.what.push(words.text(at).to_lowercase());
        }
    }
    let none = who.names.is_empty() && who.kin.is_empty() && who.what.is_empty() && !who.pronoun;
    (!none).then_some(who)
}

/// Kin, by one name of several, with "step" before or "in law" behind.
fn kin_at(words: Words<'_>, at: usize) -> String {
    let small = words.text(at).to_lowercase();
    let kin = lexicon::one_name(&small, &lexicon::KIN_BY_NAME).to_owned();
    let by = |word: &str| at > 1 && words.is_sign(at - 1, "-") && words.is(at - 2, word);
    let in_law = words.is_sign(at + 1, "-") && words.is(at + 2, "in");
    match () {
        () if in_law => kin + "-in-law",
        () if by("step") => format!("step{kin}"),
        () => kin,
    }
}

/// Of "It was a neighbour, and not him, who rang": where the one is named, and where what was done begins.
pub(super) fn cleft(words: Words<'_>) -> Option<(Range<usize>, usize)> {
    let start = (0..words.len()).find(|at| words.is(*at, "it") && words.is(at + 1, "was"))? + 2;
    let who = (start..(start + CLEFT_TOKENS_MAX).min(words.len())).find(|at| words.is(*at, "who"))?;
    let denied = (start..who).find(|at| words.is_in(*at, &lexicon::DENIALS)).unwrap_or(who);
    (start < denied).then_some((start..denied, who + 1))
}

/// Whether a sentence says that something was done by another than whom the report is about: "made by his aunt".
pub(super) fn is_done_by_another(words: Words<'_>, names: &Names) -> bool {
    let mut places = (1..words.len()).filter(|at| words.is(*at, "by"));
    places.any(|at| {
        let was = (at.saturating_sub(BY_TOKENS)..at).any(|at| words.is_in(at, &lexicon::IS_OR_WAS));
        let who = someone(words, at + 1..forward(words, at + 1), names).filter(|_| was);
        who.is_some_and(|who| !who.pronoun && !who.is_about(names))
    })
}

/// Most tokens by which one is named in such a sentence.
const CLEFT_TOKENS_MAX: usize = 16;

/// Whether both say who it was that did the same thing, and name others.
pub(super) fn cleft_otherwise(theirs: Words<'_>, ours: Words<'_>, names: &Names) -> bool {
    let (Some((their, verb)), Some((our, own))) = (cleft(theirs), cleft(ours)) else { return false };
    let same = (0..CLEFT_SAME_MIN).all(|next| {
        let text = theirs.text(verb + next);
        !text.is_empty() && text.eq_ignore_ascii_case(ours.text(own + next))
    });
    let who = someone(theirs, their, names).zip(someone(ours, our, names));
    same && who.is_some_and(|(their, our)| are_others(&their, &our, names))
}

/// Tokens of what was done that two such sentences have alike.
const CLEFT_SAME_MIN: usize = 3;

/// Whether a word may name somebody, or is beside a name.
pub(super) fn may_name(words: Words<'_>, at: usize) -> bool {
    let kin = words.is_in(at, &lexicon::KIN) || words.is_in(at, &lexicon::KIN_BY_MARRIAGE);
    kin || words.possessor(at).is_some()
        || at > 0 && is_name(words, at)
        || words.is_in(at, &lexicon::OWN_OR_FORMER)
}

fn is_title(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::COURTESY_TITLES)
}

/// A name, without the ending by which something is of somebody.
fn name_at(words: Words<'_>, at: usize) -> String {
    words.possessor(at).unwrap_or(words.text(at)).to_lowercase()
}

pub(super) fn is_name(words: Words<'_>, at: usize) -> bool {
    words.is_word(at)
        && words.is_capitalised(at)
        && words.text(at).len() > 1
        && !words.is_in(at, &lexicon::SMALL_WORDS)
        && !words.is_in(at, &lexicon::MONTHS_AS_NAMES)
        && !words.is_in(at, &lexicon::HE_OR_SHE)
        && !words.is_in(at, &lexicon::POSSESSIVE)
        && !words.is_in(at, &lexicon::ARTICLES)
}
