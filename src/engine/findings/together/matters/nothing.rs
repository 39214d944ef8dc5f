//! Lines that say there is none of something, and what was written since that says there is.
//!
//! Takes the newest version, gives pairs: "Allergies: none known" and an entry of this year that names one, "no positive
//! test since May" and a test that was. A line that bars something denies nothing and is left to others.

use std::ops::Range;

use crate::document::UnitKind;
use crate::document::reading::{cell_texts, field, folded, plain, table_head};
use crate::facts::FactClass;
use crate::findings::ground::Ground;
use crate::findings::ground::cues::Cue;
use crate::findings::ground::lines::{Stem, bare};
use crate::findings::ground::polarity::{Stance, is_denied_at, stance_on};
use crate::findings::ground::signs::Sign;
use crate::history::is_completed;
use crate::lexicon;
use crate::text::Words;

/// Lines that deny, each with the newest that says otherwise.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let news = |unit: &u32| ground.is_new(*unit) || ground.is_changed(*unit);
    let year: Vec<u32> = ground.said_this_year().chain(ground.standing().filter(news)).collect();
    let year = &year[year.len().saturating_sub(LINES_MAX)..];
    let (mut found, mut fields) = (Vec::new(), 0);
    for unit in ground.standing() {
        let none = none_of(ground, unit);
        let said: Vec<u32> = if none.is_empty() {
            newest(ground, unit, &denied_lines(ground, unit), |_| true).into_iter().collect()
        } else if fields >= FIELDS_MAX {
            Vec::new()
        } else {
            fields += 1;
            let said = |of: &Vec<String>| {
                newest(ground, unit, year, |other| speaks_of(ground, other, of))
                    .filter(|other| affirms(ground, *other, of))
            };
            none.iter().filter_map(said).collect()
        };
        found.extend(said.into_iter().map(|other| (unit, other)));
    }
    found.sort_unstable();
    found
}

/// Most fields that say there is none of something, and most lines that each is held against: work stays bounded by the
/// plan.
const FIELDS_MAX: usize = 64;
const LINES_MAX: usize = 1_024;

fn newest(ground: &Ground<'_>, unit: u32, lines: &[u32], holds: impl Fn(u32) -> bool) -> Option<u32> {
    let block = |unit: u32| ground.after.document.unit(unit).block;
    let elsewhere = lines.iter().copied().filter(|other| block(*other) != block(unit) && holds(*other));
    elsewhere.max_by_key(|other| (ground.after.written(*other), std::cmp::Reverse(*other)))
}

/// Most words of a value that says there was none for a time: "none since admission".
const WORDS_MAX: usize = 6;
/// Most telling words of the label before it.
const LABEL_WORDS_MAX: usize = 4;

/// What a field says there is none of, by the telling words of its label; the last is the thing itself. A row of an index
/// box may hold several fields.
fn none_of(ground: &Ground<'_>, unit: u32) -> Vec<Vec<String>> {
    let document = ground.after.document;
    let own = document.unit(unit);
    if let Some((label, value)) = field(document, own) {
        let refuses = ground.after.stance(unit) == Stance::Against || ground.after.bars(unit);
        return none_of_field(&label, &plain(document.source(), value), refuses).into_iter().collect();
    }
    let texts = if ground.is_row(unit) { cell_texts(document, own) } else { Vec::new() };
    if texts.len() % 2 != 0 || table_head(document, own).is_some() {
        return Vec::new();
    }
    texts.chunks_exact(2).filter_map(|pair| none_of_field(&pair[0], &pair[1], false)).collect()
}

fn none_of_field(label: &str, value: &str, refuses: bool) -> Option<Vec<String>> {
    let value = folded(value);
    let words: Vec<&str> = value.split(' ').collect();
    // "Doctor at release: none" denies no release.
    let label = label.split('(').next().map(folded)?;
    let thing =
        label.split(' ').enumerate().take_while(|(at, word)| *at == 0 || !lexicon::BEHIND_A_THING.has(word));
    let thing = thing.map(|(_, word)| word);
    let none = match words.as_slice() {
        // "Family: no" answers a question.
        ["no"] => label.ends_with('s'),
        ["not", what] => !lexicon::NOT_SO_YET.has(what) && !refuses,
        [first, rest @ ..] => {
            let since = rest.first().is_some_and(|word| lexicon::SINCE.has(word)) && rest.len() < WORDS_MAX;
            let bare = since || rest.iter().all(|word| lexicon::BEHIND_NONE.has(word));
            lexicon::NONE_OF_A_FIELD.has(first) && bare
        }
        [] => false,
    };
    let telling =
        |word: &&str| !lexicon::OF_ANY_FIELD.has(word) && !lexicon::SMALL_WORDS.has(word) && word.len() > 2;
    let of: Vec<String> = thing.filter(telling).map(str::to_owned).collect();
    (none && !of.is_empty() && of.len() <= LABEL_WORDS_MAX).then_some(of)
}

/// Whether a line speaks of a thing, by all the words of its label; a single word has to be rare.
fn speaks_of(ground: &Ground<'_>, unit: u32, of: &[String]) -> bool {
    let words = ground.after.words(unit);
    let rare = |at: usize| ground.stems.find(words.text(at)).is_some_and(|stem| ground.after.is_rare(stem));
    of.iter().all(|word| places(words, word).any(|at| of.len() > 1 || rare(at)))
}

/// Whether a line that speaks of a thing neither denies it nor says that it has ended.
fn affirms(ground: &Ground<'_>, unit: u32, of: &[String]) -> bool {
    let words = ground.after.words(unit);
    let over = |at: usize| words.is_in(at, &lexicon::STOPPED) || words.is_in(at, &lexicon::ENDED);
    let thing = || of.last().into_iter().flat_map(|word| places(words, word));
    !(0..words.len()).any(over) && thing().any(|at| !is_denied_at(words, at))
}

/// Where a word or one of its root stands; of an allergy, any word for one.
fn places<'w>(words: Words<'w>, word: &'w str) -> impl Iterator<Item = usize> + use<'w> {
    let allergy = lexicon::ALLERGIES.has(word);
    let names = move |at: &usize| allergy && words.is_in(*at, &lexicon::ALLERGIES);
    (0..words.len()).filter(move |at| names(at) || is_akin(words.text(*at), word))
}

/// First letters that two words share which are of one root: "allergies" and "allergic".
const ROOT_BYTES: usize = 6;

/// Most letters of an ending: "medical" and "medication" are of two roots.
const ENDING_BYTES_MAX: usize = 3;

/// Whether two words are of one root, as far as their beginnings show it.
fn is_akin(word: &str, other: &str) -> bool {
    if !word.get(..1).is_some_and(|first| other.get(..1).is_some_and(|own| own.eq_ignore_ascii_case(first))) {
        return false;
    }
    let root = |word: &str| word.get(..ROOT_BYTES.min(word.len())).map(str::to_lowercase);
    let short = word.len().min(other.len()) < ROOT_BYTES;
    let long = word.len().max(other.len()) > ROOT_BYTES + ENDING_BYTES_MAX;
    if short || long {
        return bare(word) == bare(other);
    }
    root(word).is_some() && root(word) == root(other)
}

/// Lines of this year's entries that say what a line denies: where it opens with its denial, the first word of what there
/// is none of ("no positive test"); where it came to deny this year, any rare word of it.
fn denied_lines(ground: &Ground<'_>, unit: u32) -> Vec<u32> {
    let came = came_to_deny(ground, unit);
    // What is listed is more often to be so than is so: "No letter to Mr Orr".
    let item = ground.after.document.unit(unit).kind == UnitKind::Item && !came;
    if item || ground.after.bars(unit) || ground.is_row(unit) || ground.after.line(unit).minutes {
        return Vec::new();
    }
    if !came {
        return opening_denial(ground, unit).map_or_else(Vec::new, |at| lines_with_thing(ground, unit, at));
    }
    let rare = ground.after.line(unit).stems.iter().copied().filter(|stem| ground.after.is_rare(*stem));
    let denied = rare.filter(|stem| stance_on(ground, unit, *stem) == Stance::Against);
    let says = |stem: Stem| {
        let lines = ground.lines_with(stem).iter().copied().filter(|other| ground.is_said_this_year(*other));
        let on_it = lines.filter(move |other| ground.after.shared_count(unit, *other) >= SHARED_MIN);
        on_it.filter(move |other| stance_on(ground, *other, stem) == Stance::For)
    };
    denied.flat_map(says).collect()
}

/// Lines that say that there is the thing of which a line denies that there is any, in this year's entries; of a thing with
/// a name of several words also lines that hold until they are changed.
fn lines_with_thing(ground: &Ground<'_>, unit: u32, at: usize) -> Vec<u32> {
    let words = ground.after.words(unit);
    let Some(stem) = ground.stems.find(words.text(at)) else { return Vec::new() };
    let end = end_of_thing(words, at);
    let several = end > at + 1;
    let lines = if several { ground.lines_of_few(stem) } else { ground.lines_with(stem) };
    let asked = |other: u32| several && ground.after.does(other, Cue::Request);
    // "No home leave yet" leaves it open, "no convictions for violence" only those.
    let limit = limit_of_thing(words, end);
    let within = |other: u32| {
        let theirs = ground.after.words(other);
        limit.clone().all(|own| places(theirs, words.text(own)).next().is_some())
    };
    if several && (0..words.len()).any(|at| words.is(at, "yet")) {
        return Vec::new();
    }
    let lines = lines.iter().copied().filter(|other| {
        *other != unit
            && !asked(*other)
            && !(several && is_only_spoken_of(ground.after.words(*other)))
            && within(*other)
            && (ground.is_said_this_year(*other) || several && ground.stands(*other) && is_so(ground, *other))
            && names_it(ground, *other, words, at..end)
    });
    lines.filter(|other| stance_on(ground, *other, stem) == Stance::For).collect()
}

/// The telling words by which a line limits what there is none of: "for violence", "in Scotland", and not "in custody".
fn limit_of_thing(words: Words<'_>, end: usize) -> Range<usize> {
    if !words.is_in(end, &lexicon::BEFORE_A_LIMIT) {
        return end..end;
    }
    let telling = |at: &usize| is_telling(words, *at);
    let first = (end + 1..words.len().min(end + 1 + LIMIT_TOKENS)).find(telling).unwrap_or(end);
    let last =
        first + (first..words.len()).take_while(|at| *at > end && telling(at)).take(LIMIT_TOKENS).count();
    let of_time = (first..last).any(|at| words.is_in(at, &lexicon::TIMES_OF_A_PLAN));
    if of_time { end..end } else { first..last }
}

/// Most tokens of a limit.
const LIMIT_TOKENS: usize = 4;

/// Whether a line only speaks of a thing, or says that it is over: "was talked through", "is in the report", "were closed".
fn is_only_spoken_of(words: Words<'_>) -> bool {
    let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
    // "Opened on 3 May, closed on 9 May" was one.
    has(&lexicon::ONLY_SPOKEN_OF) && !has(&lexicon::OPENED)
}

/// Whether a line that stands says how things are: a row that is done, else nothing that is to be, is asked for or ahead.
fn is_so(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    if ground.is_row(unit) {
        return cell_texts(document, document.unit(unit)).iter().any(|cell| is_completed(cell));
    }
    let words = ground.after.words(unit);
    let first = (0..words.len()).find(|at| words.is_word(*at));
    let to_be = first.is_some_and(|first| words.is(first, "to"));
    !to_be
        && !ground.after.does(unit, Cue::Ahead)
        && !ground.after.line(unit).minutes
        && !ground.after.bars(unit)
}

/// Where the name of a thing ends: "bank account", "care-at-risk plan" of which the joined words are the name.
fn end_of_thing(words: Words<'_>, at: usize) -> usize {
    let joined = |at: usize| words.is_sign(at, "-") && words.is_glued(at) && words.is_glued(at + 1);
    let mut end = at + 1;
    while end - at < THING_TOKENS_MAX && joined(end) && words.is_word(end + 1) {
        end += 2;
    }
    if end > at + 1 {
        return end;
    }
    let at_most = words.len().min(at + THING_WORDS_MAX);
    let telling = |at: &usize| is_telling(words, *at) && !words.is_in(*at, &lexicon::BEHIND_NONE);
    end + (end..at_most).take_while(telling).count()
}

/// Whether a word tells something by itself.
fn is_telling(words: Words<'_>, at: usize) -> bool {
    words.is_word(at)
        && words.text(at).len() >= TELLING_BYTES_MIN
        && !lexicon::SMALL_WORDS.has_in_small(words.text(at))
}

/// Longest name of a thing, in words, and in tokens where its words are joined.
const THING_WORDS_MAX: usize = 3;
const THING_TOKENS_MAX: usize = 7;

/// Whether a line has the words of a thing, one or more of it, and as no name where it is none.
fn names_it(ground: &Ground<'_>, other: u32, words: Words<'_>, thing: Range<usize>) -> bool {
    let theirs = ground.after.words(other);
    let own = thing.start;
    let alike = |at: usize, own: usize| {
        let stem = |words: Words<'_>, at: usize| ground.stems.find(words.text(at));
        bare(theirs.text(at)) == bare(words.text(own))
            || own > thing.start && stem(theirs, at).is_some() && stem(theirs, at) == stem(words, own)
    };
    // "A positive test", and "tested positive".
    let beside = |at: usize, own: usize| {
        (at.saturating_sub(BESIDE_TOKENS)..=at + BESIDE_TOKENS).any(|at| at < theirs.len() && alike(at, own))
    };
    let rest = thing.clone().skip(1).filter(|own| words.is_word(*own));
    let same = |at: usize| alike(at, own) && rest.clone().all(|own| beside(at, own));
    let as_name = |words: Words<'_>, at: usize| crate::facts::is_name_like(words, at);
    let own_name = as_name(words, own);
    // "He has no partner" says nothing of "Ms Orr's partner".
    let first = (0..words.len()).find(|at| words.is_word(*at));
    let of_nobody = first.is_some_and(|first| !words.is_in(first, &lexicon::NONE_OF_A_FIELD));
    let titled = |at: usize| theirs.is_in(at, &lexicon::COURTESY_TITLES);
    let of_another = of_nobody && (0..theirs.len()).any(titled);
    let several = thing.len() > 1;
    !of_another && (0..theirs.len()).any(|at| same(at) && (several || own_name || !as_name(theirs, at)))
}

/// Tokens beside the first word of a thing within which the others stand.
const BESIDE_TOKENS: usize = 6;

/// Fewest telling words that a line shares with one into which a denial was put: one alone may be of another matter.
const SHARED_MIN: usize = 2;

/// Whether a denial was put into a line.
fn came_to_deny(ground: &Ground<'_>, unit: u32) -> bool {
    let change = ground.change(unit).filter(|_| ground.is_changed(unit));
    change.is_some_and(|change| change.facts.iter().any(|fact| fact.class == FactClass::Negation))
}

/// Where the first telling word stands behind a denial with which a line opens, or begins behind small words ("He has never
/// had a fit").
fn opening_denial(ground: &Ground<'_>, unit: u32) -> Option<usize> {
    if !ground.after.may(unit, &[Sign::NoneOfAField]) {
        return None;
    }
    let words = ground.after.words(unit);
    let small = |at: usize| {
        at < words.len() && words.text(at).len() < TELLING_BYTES_MIN
            || lexicon::SMALL_WORDS.has_in_small(words.text(at))
    };
    let first = (0..words.len()).find(|at| words.is_word(*at))?;
    let denies = |at: &usize| words.is_in(*at, &lexicon::NONE_OF_A_FIELD);
    let opens = Some(first).filter(denies);
    let within = || {
        let at = (first..words.len().min(first + OPENING_TOKENS_MAX)).find(denies)?;
        // "Never started" denies an act and no thing.
        let thing = !words.is(at, "not") && (!words.is(at, "never") || small(at + 1));
        ((first..at).all(small) && thing).then_some(at)
    };
    let denial = opens.or_else(within)?;
    let general = |at: &usize| words.is_in(*at, &lexicon::OF_ANY_FIELD) || (opens.is_none() && small(*at));
    let next = (denial + 1..words.len()).find(|at| !general(at)).filter(|at| words.is_word(*at))?;
    // "None recorded.", "There is nothing on file about it."
    let on_something = words.is(denial, "nothing") && words.is(next - 1, "on");
    if words.is_in(next, &lexicon::BEHIND_NONE) || on_something {
        return None;
    }
    Some(next)
}

/// Small words before a denial with which a line begins.
const OPENING_TOKENS_MAX: usize = 4;
/// Fewest letters of a word that tells something.
const TELLING_BYTES_MIN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_entry;

    fn check(stands: &str, entry: &str) -> bool {
        with_entry(stands, entry, |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn a_field_that_says_there_is_none() {
        let stands = "Allergies: none known";
        assert!(check(stands, "Came up in a rash, marked ALLERGIC to latex."));
        assert!(!check(stands, "Not allergic to latex."));
        assert!(!check(stands, "Came up in a rash."));
        assert!(check(stands, "Treated for anaphylaxis at the infirmary."));
        assert!(check("Outstanding charges: none", "He has been charged with the matter of 4 April."));
        assert!(!check("Mental health: no concerns", "Mental health nurse saw him."));
        assert!(!check("Medication: none", "Seen at the medical centre."));
        assert!(check("Medication: none at present", "Medication started today."));
        let box_of = "| **Wing** | B | **Dog** | None |\n|---|---|---|---|\n| **Name** | O. Quill | **Allergies** | NKDA |";
        assert!(check(box_of, "Came up in a rash, marked ALLERGIC to latex."));
        assert!(!check("Family: no", "He knows of the family."));
        assert!(!check("Doctor at release: none", "His release is near."));
        assert!(!check("Allergies: latex", "Came up in a rash, marked ALLERGIC to latex."));
    }

    #[test]
    fn prose_that_says_there_was_none() {
        let stands = "No positive test since May 2021.";
        assert!(check(stands, "Tested on 2 May, positive."));
        assert!(check("He has never had a seizure in the hall.", "Two seizures in the night of 2 May."));
        assert!(!check("There is nothing on file about boats.", "The file was read to him."));
        assert!(!check("He has no bank account.", "He cleared the bank behind the shed."), "another bank");
        let opened = "Care-at-risk opened on 2 May, looked at every half hour.";
        assert!(check("She has never been on a care-at-risk plan.", opened));
        assert!(check("No compensation order was made.", "He pays the compensation order of £1,500."));
        let held = "£5 a week is held back towards the compensation order.";
        assert!(check(&format!("No compensation order was made.\n\n{held}"), "Seen."), "neither is dated");
        let open = "| Action | Due | Status |\n|---|---|---|\n| Trace bank account | 3 May 2024 | ongoing |";
        assert!(!check(&format!("He has no bank account.\n\n{open}"), "Seen."));
        assert!(check(&format!("He has no bank account.\n\n{}", open.replace("ongoing", "done")), "Seen."));
        for (none, other) in [
            (
                "No previous convictions for violence.",
                "He has 12 previous convictions, all of them for theft.",
            ),
            ("No outstanding charges in Scotland.", "He has outstanding charges in England."),
            (
                "No child protection concerns.",
                "Child protection concerns of 2012 were closed by social work.",
            ),
            ("No escape history.", "Escape history is in the SER."),
            ("No home leave yet.", "Home leave was talked through with him."),
        ] {
            assert!(!check(none, other), "{none}");
        }
        assert!(check("No positive drug tests in the present sentence.", "Drug tests positive on 2 May."));
        assert!(!check("No mental health diagnosis.", "The mental health team saw him."));
        let asked = "The compensation order is to be asked for.";
        assert!(!check(&format!("No compensation order was made.\n\n{asked}"), "Seen."));
        assert!(!check("He has no partner.", "Ms Orr's partner rang on 2 May."), "somebody else's");
        assert!(!check("He does not like a boat.", "He saw a boat on 2 May."), "a verb");
        assert!(!check(stands, "Tested on 2 May, no positive result."));
        assert!(!check("None recorded.", "I spoke to him and am recording it here."));
        assert!(!check("He must have no visits from the quay.", "He asked of the quay."), "a bar");
    }
}
