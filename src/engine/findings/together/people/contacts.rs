//! Contact that there was with whom a line bars: "must not contact Ann", and "phones Ann most Sundays".

use jiff::civil::Date;

use super::barred::{BARS_MAX, NAMED_MIN, not_people};
use crate::document::{self, reading};
use crate::facts;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::is_supposed;
use crate::lexicon;
use crate::text::Words;

/// A line that tells of contact.
struct Contact {
    unit: u32,
    /// When it was, as far as its entry or its row says.
    day: Option<Date>,
    people: Vec<Called>,
    /// Whether it was by letter, as far as the line says.
    by_letter: bool,
    /// Whether the line only says that one was with the other.
    beside: bool,
    /// Whether they were by themselves.
    alone: bool,
}

/// A line that bars somebody.
struct Bar {
    unit: u32,
    day: Option<Date>,
    people: Vec<Called>,
    /// Whether letters are allowed.
    but_letters: bool,
    /// Whether the two are to be kept apart where they live and work.
    apart: bool,
    /// Whether contact that is watched is allowed.
    watched: bool,
}

/// Lines that bar somebody, each with the newest of this year by which there was contact all the same.
pub(in crate::findings) fn touched(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let contacts = contacts(ground);
    if contacts.is_empty() {
        return Vec::new();
    }
    let newest = |bar: &Bar| {
        let is_one = |told: &Called| bar.people.iter().any(|barred| barred.may_be(*told));
        let behind = |contact: &Contact| bar.day.is_none_or(|day| contact.day.is_some_and(|on| on > day));
        let same = contacts.iter().filter(|contact| {
            contact.people.iter().any(is_one)
                && behind(contact)
                && !(bar.but_letters && contact.by_letter)
                && (bar.apart || !contact.beside)
                && (!bar.watched || contact.alone)
        });
        same.max_by_key(|contact| (contact.day, contact.unit)).map(|contact| contact.unit)
    };
    let pairs = bars(ground).into_iter();
    pairs.filter_map(|bar| Some((bar.unit, newest(&bar)?))).collect()
}

/// What tells of contact, in entries of this year, and in lines without one that are new.
fn contacts(ground: &Ground<'_>) -> Vec<Contact> {
    let listed = ground.standing().filter(|unit| ground.is_new(*unit) && !ground.after.line(*unit).minutes);
    let contact = |unit: u32| {
        let words = ground.after.words(unit);
        let bars = ground.after.bars(unit) || is_banned(ground, unit);
        let may = ground.after.may(unit, &[Sign::Touching, Sign::KeepingCompany]) && !bars;
        let told: Vec<usize> = if may && !ground.is_row(unit) {
            (0..words.len()).filter(|at| is_contact(words, *at)).collect()
        } else {
            Vec::new()
        };
        (!told.is_empty() || is_listed(ground, unit)).then(|| Contact {
            unit,
            day: ground.after.written(unit).or_else(|| ground.days(unit).into_iter().max()),
            people: called(ground, unit)
                .into_iter()
                .filter(|one| told.is_empty() || is_near(words, one, &told))
                .collect(),
            by_letter: !told.is_empty() && told.iter().all(|at| words.is_in(*at, &lexicon::BY_LETTER)),
            beside: !told.is_empty() && told.iter().all(|at| words.is_in(*at, &lexicon::BESIDE_SOMEBODY)),
            alone: (0..words.len()).any(|at| words.is_in(at, &lexicon::BY_THEMSELVES)),
        })
    };
    ground.said_this_year().chain(listed).filter_map(contact).take(BARS_MAX).collect()
}

/// Whether somebody whom a line names stands beside one of the words by which it tells of contact: "wrote to Ann", "Ann
/// came in", and not "wrote of Ann's", "wrote to the mother of Ann".
fn is_near(words: Words<'_>, one: &Called, told: &[usize]) -> bool {
    let near = |contact: usize| {
        let between = contact + 1..one.first;
        if contact < one.first {
            let of_another = between.clone().any(|at| words.is_in(at, &lexicon::SPOKEN_OF));
            between.len() <= WHOM_TOKENS && !of_another
        } else {
            contact.saturating_sub(one.last) <= WHO_TOKENS
        }
    };
    words.possessor(one.last).is_none() && told.iter().any(|contact| near(*contact))
}

/// Tokens between a contact and whom it was with, where he stands behind it and before it.
const WHOM_TOKENS: usize = 4;
const WHO_TOKENS: usize = 6;

/// Whether a line is a row of a table of who visited.
fn is_listed(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let head = ground.is_row(unit).then(|| reading::table_head(document, document.unit(unit))).flatten();
    head.is_some_and(|head| {
        let words = Words::new(document.source(), document.tokens_of(head));
        (0..words.len()).any(|at| words.is_in(at, &lexicon::WHO_VISITED))
    })
}

/// What bars somebody: a line that stands, or one of an entry, which bars what comes behind it.
fn bars(ground: &Ground<'_>) -> Vec<Bar> {
    let most = most_named(ground);
    let rare = |called: &Called| ground.after.count(called.name) <= most;
    let bar = |unit: u32| {
        let words = ground.after.words(unit);
        let only = by_letter_only(words);
        let apart = (0..words.len()).any(|at| words.is_in(at, &lexicon::TOGETHER_IN_CUSTODY));
        let limited = is_limited(ground, unit);
        // What two may not share "without a written decision" is shown with what they share: somebody may know of one.
        let watched = limited && !apart && is_of_watched_contact(words);
        let bars = ground.after.bars(unit) || is_banned(ground, unit);
        let barring = bars && (!limited || watched || apart && has_only(words, "without"));
        (only || barring).then(|| Bar {
            unit,
            day: since(ground, unit),
            watched,
            people: called(ground, unit).into_iter().filter(rare).collect(),
            but_letters: only,
            apart,
        })
    };
    let lines = ground.after.all().filter(|(_, line)| line.speaks);
    lines.filter_map(|(unit, _)| bar(unit)).filter(|bar| !bar.people.is_empty()).take(BARS_MAX).collect()
}

/// From when on a line bars: the day that it tells of, where it was written later.
fn since(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    let written = ground.after.written(unit)?;
    let told = || ground.after.dates(unit).iter().find_map(|(_, value)| value.date());
    let banned = is_banned(ground, unit).then(told).flatten();
    Some(banned.filter(|day| *day < written).unwrap_or(written))
}

/// "Was banned from visiting."
fn is_banned(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    let visits = |at: usize| words.is_in(at, &lexicon::WHO_VISITED) || words.is(at, "visiting");
    let banned = |at: usize| {
        let done = at > 0 && words.is_in(at - 1, &lexicon::AUXILIARIES);
        let from = words.is(at + 1, "from") && (at + 2..at + 5).any(visits);
        words.is_in(at, &lexicon::BANNED) && done && from && !is_denied_at(words, at)
    };
    ground.after.may(unit, &[Sign::Banned]) && (0..words.len()).any(banned)
}

fn is_of_watched_contact(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::OF_WATCHED_CONTACT))
}

/// Whether a word is the only one by which a bar is limited.
fn has_only(words: Words<'_>, limit: &str) -> bool {
    (0..words.len()).all(|at| !words.is_in(at, &lexicon::OF_LIMITED_BARS) || words.is(at, limit))
}

/// "No unsupervised contact": what there was may have been supervised. What is barred until somebody says otherwise is
/// barred, what is barred until a day no more.
fn is_limited(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    let dates = ground.after.dates(unit);
    let until =
        |at: usize| dates.iter().any(|(tokens, _)| (at + 1..=at + UNTIL_TOKENS).contains(&tokens.start));
    (0..words.len())
        .any(|at| words.is_in(at, &lexicon::OF_LIMITED_BARS) && (!words.is(at, "until") || until(at)))
}

/// Tokens behind "until" within which its day stands.
const UNTIL_TOKENS: usize = 3;

/// "Contact is by letter only", "letters only".
fn by_letter_only(words: Words<'_>) -> bool {
    let letters = |at: usize| words.is_in(at, &lexicon::BY_LETTER) && words.is(at + 1, "only");
    let only = |at: usize| {
        words.is(at, "only") && words.is(at + 1, "by") && words.is_in(at + 2, &lexicon::BY_LETTER)
    };
    (0..words.len()).any(|at| letters(at) || only(at))
}

/// Whether a word tells of a contact that was: neither denied, supposed nor wished for, and not of staff ("police visited").
fn is_contact(words: Words<'_>, at: usize) -> bool {
    let before = || at.saturating_sub(SHORT_OF_CONTACT_TOKENS)..at;
    let staff = |word: &str| document::is_role(word) || lexicon::FURTHER_ROLES.has(word);
    // "She spoke of Ann."
    let of = words.is_in(at + 1, &lexicon::SPOKEN_OF);
    // What staff did is no contact of the person's.
    let by_staff = (at.saturating_sub(SUBJECT_TOKENS)..at).any(|at| words.is_in(at, &lexicon::SPEAKERS));
    let stopped = || (at + 1..at + 1 + STOPPED_TOKENS).any(|at| words.is_in(at, &lexicon::STOPPED));
    (words.is_in(at, &lexicon::TOUCHING)
        || is_beside(words, at)
        || are_together(words, at)
        || has_been_in(words, at))
        && !of
        && !by_staff
        && !stopped()
        && !is_denied_at(words, at)
        && !is_supposed(words, at)
        && !before().any(|at| words.is_in(at, &lexicon::SHORT_OF_CONTACT))
        && at.checked_sub(1).is_none_or(|before| !words.is(before, "to") && !staff(words.text(before)))
}

/// "Padded up with Orr", "pool every night with Orr".
fn is_beside(words: Words<'_>, at: usize) -> bool {
    let before = || at.saturating_sub(COMPANY_TOKENS)..at;
    words.is(at, "with")
        && facts::is_name_like(words, at + 1)
        && before().any(|at| words.is_in(at, &lexicon::KEEPING_COMPANY))
}

/// "Him and Orr share the far shed."
fn are_together(words: Words<'_>, at: usize) -> bool {
    let one = at > 0 && words.is_in(at - 1, &lexicon::SAID_OF_ANYBODY);
    words.is(at, "and")
        && one
        && facts::is_name_like(words, at + 1)
        && (at + 2..words.len()).any(|at| words.is_in(at, &lexicon::KEEPING_COMPANY))
}

/// "Has been in three times."
fn has_been_in(words: Words<'_>, at: usize) -> bool {
    let times = words.is_in(at + 2, &lexicon::TIMES_IN_A_WORD) || words.is_in(at + 3, &lexicon::TIMES);
    words.is(at, "been") && words.is_in(at + 1, &lexicon::WAS_THERE) && times
}

/// Tokens before a contact within which its subject stands, and behind it within which it is said to be stopped.
const SUBJECT_TOKENS: usize = 2;
const STOPPED_TOKENS: usize = 8;
/// Tokens before "with" within which stands what two do together.
const COMPANY_TOKENS: usize = 5;

/// Tokens before a contact within which a word says that it was none.
const SHORT_OF_CONTACT_TOKENS: usize = 6;

/// Somebody whom a line names.
#[derive(Clone, Copy)]
struct Called {
    /// The first name, else the surname. A surname behind a first name may be another's.
    name: Stem,
    surname: Option<Stem>,
    /// The first letter of the first name, by itself or of the name.
    initial: Option<u8>,
    /// Whether a word for kin stands before it.
    kin: bool,
    /// Whether a title does: "Mr Orr" need not be "Ann Orr".
    titled: bool,
    /// Whether the surname tells somebody apart.
    rare: bool,
    /// The tokens of the name.
    first: usize,
    last: usize,
}

impl Called {
    /// Whether whom another line tells of may be the one whom this one names.
    fn may_be(self, told: Self) -> bool {
        let surnames = self.surname.zip(told.surname).is_none_or(|(own, theirs)| own == theirs);
        let kin = self.kin || !told.kin;
        self.name == told.name && surnames && kin && self.initials_agree(told)
            || kin && self.is_by_surname(told)
    }

    fn initials_agree(self, told: Self) -> bool {
        self.initial.zip(told.initial).is_none_or(|(own, theirs)| own == theirs)
    }

    /// "K Orr" and "Kane Orr", "Kane Orr" and "Orr".
    fn is_by_surname(self, told: Self) -> bool {
        let by_initial = told.surname == Some(self.name) && self.surname.is_none() && self.initial.is_some();
        let bare = self.rare && self.surname == Some(told.name) && told.surname.is_none() && !told.titled;
        (by_initial || bare) && self.initials_agree(told)
    }
}

/// The people whom a line names.
fn called(ground: &Ground<'_>, unit: u32) -> Vec<Called> {
    let words = ground.after.words(unit);
    let (others, people) = (not_people(ground, unit), &ground.after.line(unit).names);
    let is_initial = |at: usize| words.text(at).len() == 1 && words.is_capitalised(at);
    let titled = |at: usize| words.is_in(at, &lexicon::COURTESY_TITLES);
    let named = |at: usize| facts::is_name_like(words, at) && !titled(at) && !is_initial(at);
    // Of a line's first word the capital tells nothing.
    let opens = |at: &usize| named(*at) && (*at <= 1 || !named(*at - 1));
    let stem = |at: usize| ground.stems.find(words.text(at));
    let first_letter = |at: usize| words.text(at).bytes().next().map(|byte| byte.to_ascii_lowercase());
    let of = |at: usize| {
        let name = stem(at).filter(|name| people.contains(name) && !others.contains(name))?;
        let surname = if named(at + 1) { stem(at + 1) } else { None };
        // "Tom Orr visited": the first word of a line need be no name, and is one before another.
        let opened = at == 1 && words.is_word(0) && words.is_capitalised(0) && !titled(0) && !is_initial(0);
        let (name, surname) = match stem(0).filter(|_| opened && surname.is_none()) {
            Some(first) => (first, Some(name)),
            None => (name, surname),
        };
        // "K Orr", "K. Orr".
        let stop = usize::from(at > 1 && words.is_sign(at - 1, "."));
        let before = at.checked_sub(1 + stop).filter(|at| is_initial(*at));
        let initial = before.or(surname.map(|_| at)).and_then(first_letter);
        let titled = at > 0 && titled(at - 1);
        let rare = surname.is_some_and(|surname| ground.after.count(surname) <= most_named(ground));
        let last = if named(at + 1) { at + 1 } else { at };
        Some(Called {
            rare,
            first: at,
            last,
            name,
            surname,
            initial,
            kin: at > 0 && words.is_in(at - 1, &lexicon::KIN),
            titled,
        })
    };
    (0..words.len()).filter(opens).filter_map(of).collect()
}

/// In how many lines a name stands at most that is not that of whom the plan is about.
fn most_named(ground: &Ground<'_>) -> u32 {
    (ground.after.document.units().len() as u32 / TOUCHED_SHARE).max(NAMED_MIN)
}

/// A name in at most one line of so many is not that of whom the plan is about.
const TOUCHED_SHARE: u32 = 24;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::{with_entry, with_ground};

    #[test]
    fn contact_with_whom_a_line_bars() {
        let check = |stands: &str, entry: &str| with_entry(stands, entry, |ground| touched(ground).len());
        let bar = "He must not contact Ann Skerrow, directly or through anybody else.";
        assert_eq!(check(bar, "He phones Ann most Sundays, the number is on his sheet."), 1);
        assert_eq!(check(bar, "Ann Skerrow visited on Sunday."), 1);
        assert_eq!(check(bar, "He phones Tom most Sundays."), 0, "somebody else");
        assert_eq!(check(bar, "Tom Skerrow visited on Sunday."), 0, "of her name");
        assert_eq!(check("He must not contact Ms Skerrow.", "Ms Skerrow wrote to him."), 1);
        assert_eq!(check(bar, "He has not phoned Ann Skerrow since."), 0);
        assert_eq!(check(bar, "He was told again that he must not phone Ann Skerrow."), 0, "the bar again");
        for other in [
            "Ann Leckie visited on Sunday.",
            "Police visited Ann at her house.",
            "He denies that he phoned Ann.",
            "He asked to phone Ann.",
            "He will write to Ann when he is out.",
            "Rang his sister Ann on Sunday.",
            "He spoke of a debt to people whom Ann knows.",
            "I met the social worker of Ann Skerrow.",
            "The letter to Ann Skerrow was stopped by staff.",
            "Met with Ann Skerrow's solicitor.",
            "I phoned Ann Skerrow at Victim Support.",
        ] {
            assert_eq!(check(bar, other), 0, "{other}");
        }
        let limited = "He must not have unsupervised contact with Ann Skerrow.";
        assert_eq!(check(limited, "Ann Skerrow visited on Sunday."), 0, "may have been supervised");
        assert_eq!(check("He likes Ann Skerrow.", "He phones Ann most Sundays."), 0, "no bar");
        let apart = "Co-accused K Skerrow: keep separate on the hall and at work.";
        assert_eq!(check(apart, "Padded up with Kane Skerrow since November."), 1, "by an initial");
        assert_eq!(check(apart, "Padded up with Tom Skerrow since November."), 0);
        assert_eq!(check("He is not to share with Kane Skerrow.", "Pool every night with Skerrow."), 1);
        assert_eq!(check(bar, "Mr Skerrow visited on Sunday."), 0, "her father");
        let kept = "Not to share a cell with Kane Skerrow.";
        assert_eq!(check(kept, "He was charged with Kane Skerrow in 2019."), 0);
        let delay = "There is to be no delay with Ann Skerrow.";
        assert_eq!(check(delay, "Ann Skerrow visited on Sunday."), 0, "no bar");
        let between = "There is to be no visit and no telephone call between Mr Orr and Ann-Marie.";
        assert_eq!(check(between, "Joan Orr brought Ann-Marie to the family visit."), 1);
        let until = "Ann-Marie is not to visit until the panel has said so.";
        assert_eq!(check(until, "Ann-Marie visited on Sunday."), 1, "nobody has said so");
        assert_eq!(check("Ann is not to visit until 3 May 2024.", "Ann visited on Sunday."), 0, "no more");
    }

    #[test]
    fn contact_that_was_to_be_watched_and_who_was_banned() {
        let check = |stands: &str, entry: &str| with_entry(stands, entry, |ground| touched(ground).len());
        let watched = "He is not to have visits with Ann unless Tom is in the room.";
        assert_eq!(check(watched, "Lovely visit, him and Ann on their own for an hour with the boats."), 1);
        assert_eq!(check(watched, "Lovely visit, him and Ann and Tom with the boats."), 0);
        let apart = "Not to be in the same hall as Kane Skerrow without a written decision.";
        assert_eq!(check(apart, "He is on the laundry with Kane Skerrow and two others."), 1);
        assert_eq!(check(apart, "Him and Skerrow share the far shed each morning."), 1);
        assert_eq!(check(apart, "He has heard nothing of Kane Skerrow."), 0);
        let banned = "Tom Orr was banned from visiting on 3 June 2023.";
        assert_eq!(check(banned, "Tom Orr is still his visitor."), 1);
        assert_eq!(check(banned, "Tom Orr is no longer his visitor."), 0);
        let until = "Ann is not to visit until a Hearing says so (letters of 3 May 2023).";
        assert_eq!(check(until, "Ann visited on Sunday."), 1, "the day is of the letters");
    }

    #[test]
    fn contact_by_letter_alone() {
        let check = |stands: &str, entry: &str| with_entry(stands, entry, |ground| touched(ground).len());
        let bar = "Contact with Ann is by letter only, once a month.";
        assert_eq!(check(bar, "Lovely to see Ann in at the visit on Saturday."), 1);
        assert_eq!(check(bar, "He wrote to Ann on Saturday."), 0);
    }

    #[test]
    fn visits_in_a_list_and_bars_of_an_entry() {
        let plan = |rows: &str| {
            format!(
                "## Family\n\n| Date | Visitor | Note |\n|---|---|---|\n| 3 May 2023 | Tom Orr | well |\n{rows}\n\n\
                 ## Contacts\n\n9 May 2023 - Children and Families (R. Tait):\nAnn is not to visit her father.\n"
            )
        };
        let check = |row: &str| {
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &plan(row))], |ground| {
                touched(ground).len()
            })
        };
        assert_eq!(check("| 4 May 2024 | Tom, Ann O | well |"), 1);
        assert_eq!(check("| 4 May 2024 | Tom Orr | well |"), 0);
        assert_eq!(check("| 4 May 2023 | Tom, Ann O | well |"), 0, "before the bar");
    }
}
