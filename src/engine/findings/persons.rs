//! People of a plan: who died, and is written of as living.

use rustc_hash::FxHashSet;

use super::cues::Cue;
use super::ground::Ground;
use super::lines::{Line, Lines, Stem};
use super::matters::is_supposed;
use super::signs::Sign;
use crate::document::UnitKind;
use crate::facts::{self, FactClass};
use crate::lexicon;
use crate::text::Words;

/// Lines that stand and speak of somebody as living, each with the line that tells of the death.
pub(super) fn died(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let tells = |(unit, line): &(u32, &Line)| line.speaks && ground.after.may(*unit, &[Sign::Dying]);
    let telling: Vec<u32> = ground.after.all().filter(tells).map(|(unit, _)| unit).collect();
    if telling.is_empty() {
        return found;
    }
    let aliases = aliases(ground);
    let deaths = telling.into_iter().filter_map(|unit| Some((unit, dead(ground, unit, &aliases)?)));
    let deaths: Vec<(u32, FxHashSet<Stem>)> = deaths.take(DEATHS_MAX).collect();
    let Some((told, who)) =
        deaths.iter().max_by_key(|(unit, _)| (is_dated(ground, *unit), std::cmp::Reverse(*unit)))
    else {
        return found;
    };
    let title = title_of_dead(ground.after.words(*told));
    let other = other_pronoun(ground.after.words(*told));
    let mut who = who.clone();
    for (_, other) in &deaths {
        if other.iter().any(|stem| who.contains(stem)) {
            who.extend(other);
        }
    }
    // "His mum" is his mother.
    for names in lexicon::KIN_BY_NAME {
        if names.iter().any(|name| ground.stems.find(name).is_some_and(|stem| who.contains(&stem))) {
            who.extend(names.iter().filter_map(|name| ground.stems.find(name)));
        }
    }
    // A surname that stands everywhere is also that of whom the plan is about: a title has to tell them apart.
    if title.is_none() {
        who.retain(|stem| ground.after.is_rare(*stem) || ground.stems.is_of(*stem, &lexicon::KIN));
    }
    for unit in ground.standing().filter(|unit| !ground.after.line(*unit).minutes) {
        if !ground.is_row(unit)
            && !other.is_some_and(|other| ground.after.words(unit).is(0, other))
            && speaks_of(ground, unit, &who, title)
            && unit != told + 1
            && is_present(ground.after.words(unit))
        {
            found.push((unit, *told));
        }
    }
    let named = |unit: &u32| {
        let stems = &ground.after.line(*unit).stems;
        who.iter().any(|stem| stems.binary_search(stem).is_ok())
    };
    let lives =
        |unit: &u32| lives_by_name(ground, *unit, &who, title) || was_in_touch(ground, *unit, &who, title);
    found.extend(written_behind(ground, *told).filter(named).filter(lives).map(|unit| (unit, *told)));
    found
}

/// Lines that were written behind the day of a death.
fn written_behind(ground: &Ground<'_>, told: u32) -> impl Iterator<Item = u32> {
    let day = ground.after.dates(told).iter().find_map(|(_, value)| value.date());
    let day = day.or_else(|| ground.after.written(told));
    let behind = move |unit: &u32| day.zip(ground.after.written(*unit)).is_some_and(|(died, on)| on > died);
    let lines = ground.after.all().filter(|(_, line)| line.speaks && !line.minutes);
    lines.map(|(unit, _)| unit).filter(behind)
}

/// Whether a line names who died and says straight behind the name what he does or will do: "his gran, Mrs Orr, who is
/// willing to have him".
fn lives_by_name(ground: &Ground<'_>, unit: u32, who: &FxHashSet<Stem>, title: Option<&str>) -> bool {
    let words = ground.after.words(unit);
    let named = (0..words.len()).rev().find(|at| {
        let theirs = title_before(words, *at);
        let one = is_of_dead(ground, words, *at, who);
        one && facts::is_name_like(words, *at) && theirs.is_some() && theirs == title
    });
    named.is_some_and(|at| {
        let behind = &words.tokens()[at + 1..words.len().min(at + 1 + LIVING_TOKENS)];
        is_present(Words::new(words.source(), behind))
    })
}

/// Whether a line says that who died rang, wrote or came: "Gran was up on Sunday", "his mother phoned".
fn was_in_touch(ground: &Ground<'_>, unit: u32, who: &FxHashSet<Stem>, title: Option<&str>) -> bool {
    let words = ground.after.words(unit);
    let of_dead = |at: usize| is_of_dead(ground, words, at, who);
    let is_one = |at: usize| {
        if words.is_in(at, &lexicon::KIN) {
            return of_dead(at) && !is_of_another(ground, words, at);
        }
        let theirs = title_before(words, at);
        of_dead(at) && (theirs.is_some() && theirs == title || at.checked_sub(1).is_some_and(of_dead))
    };
    let touched = |at: usize| {
        let was_there = words.is(at + 1, "was") && words.is_in(at + 2, &lexicon::WAS_THERE);
        was_there || words.is_in(at + 1, &lexicon::IN_TOUCH)
    };
    !ground.after.does(unit, Cue::Restricted)
        && (0..words.len()).any(|at| is_one(at) && touched(at) && !is_supposed(words, at))
}

/// Whether a word for kin is of somebody else: "Ms Orr's mother", "his girlfriend's mother", "his other sister".
fn is_of_another(ground: &Ground<'_>, words: Words<'_>, kin: usize) -> bool {
    let Some(before) = kin.checked_sub(1) else { return false };
    let titled = kin.checked_sub(2).is_some_and(|at| title_at(words, at).is_some());
    let named = words.possessor(before).is_some_and(|name| {
        // "Karyn's mother" is hers whom the plan is about.
        let own = ground.stems.find(name).is_some_and(|stem| !ground.after.is_rare(stem));
        !own || lexicon::KIN.has(name) || lexicon::SOMEBODY_ELSE.has(name)
    });
    titled || named || words.is_in(before, &lexicon::NOT_THE_SAME_KIN)
}

/// Tokens behind the name of who died within which what he does is told.
const LIVING_TOKENS: usize = 8;

/// Most lines that tell of a death: work stays bounded by the plan.
const DEATHS_MAX: usize = 64;

/// The stems of who died, as a line says: the name or the kin straight before "died".
fn dead(ground: &Ground<'_>, unit: u32, aliases: &[(Stem, Stem)]) -> Option<FxHashSet<Stem>> {
    let words = ground.after.words(unit);
    let at = dying_at(words)?;
    if (0..at).any(|at| words.is_in(at, &lexicon::SUPPOSING)) {
        return None;
    }
    let named = before_dying(words, at).filter(|at| is_person(words, *at));
    let mut who: FxHashSet<Stem> = named.filter_map(|at| ground.stems.find(words.text(at))).collect();
    for (name, kin) in aliases {
        if who.contains(name) || who.contains(kin) {
            who.extend([*name, *kin]);
        }
    }
    (!who.is_empty()).then_some(who)
}

/// Whether a line tells of somebody's death.
pub(super) fn tells_of_death(lines: &Lines<'_>, unit: u32) -> bool {
    let words = lines.words(unit);
    let died = |at: usize| dies(words, at) && !is_supposed(words, at);
    let somebody = |at: usize| before_dying(words, at).any(|at| is_person(words, at));
    lines.may(unit, &[Sign::Dying]) && (1..words.len()).any(|at| died(at) && somebody(at))
}

/// Whether "died", or "passed" before "away", stands here.
fn dies(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::DYING)
        && (!words.is(at, "passed") || words.is_in(at + 1, &lexicon::PASSED_AWAY))
}

fn dying_at(words: Words<'_>) -> Option<usize> {
    (1..words.len()).find(|at| dies(words, *at))
}

/// Where who died is named before "died", the nearest first: "his mother, Ann Orr, died".
fn before_dying(words: Words<'_>, at: usize) -> impl Iterator<Item = usize> {
    // "His mother said his dog died": whoever is somebody's is named behind "his".
    let mut ended = false;
    let words_before = (0..at).rev().filter(move |at| words.is_word(*at)).take(NAME_WORDS);
    words_before.take_while(move |at| !std::mem::replace(&mut ended, words.is_in(*at, &lexicon::POSSESSIVE)))
}

/// Words before "died" within which who died is named.
const NAME_WORDS: usize = 4;

/// The title before the name of who died: "Mrs Orr died".
fn title_of_dead(words: Words<'_>) -> Option<&'static str> {
    before_dying(words, dying_at(words)?).find_map(|at| title_at(words, at))
}

/// The pronoun by which who died is not spoken of, as far as a title or kin says so: "she" of a brother.
fn other_pronoun(words: Words<'_>) -> Option<&'static str> {
    before_dying(words, dying_at(words)?).find_map(|at| {
        let she = words.is_in(at, &lexicon::SAID_HE).then_some("she");
        she.or_else(|| words.is_in(at, &lexicon::SAID_SHE).then_some("he"))
    })
}

fn title_at(words: Words<'_>, at: usize) -> Option<&'static str> {
    let titles = words.is_in(at, &lexicon::COURTESY_TITLES).then(|| lexicon::COURTESY_TITLES.iter());
    titles?.find(|title| words.is(at, title))
}

fn title_before(words: Words<'_>, at: usize) -> Option<&'static str> {
    at.checked_sub(1).and_then(|at| title_at(words, at))
}

/// Whether a word is the name or the kin of who died.
fn is_of_dead(ground: &Ground<'_>, words: Words<'_>, at: usize, who: &FxHashSet<Stem>) -> bool {
    ground.stems.find(words.text(at)).is_some_and(|stem| who.contains(&stem))
}

fn is_dated(ground: &Ground<'_>, unit: u32) -> bool {
    ground.after.facts(unit).iter().any(|fact| fact.class == FactClass::Date)
}

fn is_person(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::KIN)
        || (facts::is_name_like(words, at) && !words.is_in(at, &lexicon::COURTESY_TITLES))
}

/// A name and the kin it is of: "his aunt, Mrs Ann Orr", "Mrs Ann Orr (aunt)".
fn aliases(ground: &Ground<'_>) -> Vec<(Stem, Stem)> {
    let mut found = Vec::new();
    for lines in [Some(&ground.after), ground.before.as_ref()].into_iter().flatten() {
        let with_kin = |(unit, line): &(u32, &Line)| line.speaks && lines.may(*unit, &[Sign::Kin]);
        for (unit, _) in lines.all().filter(with_kin) {
            found.extend(alias(ground, lines, unit));
        }
    }
    found.sort_unstable();
    found.dedup();
    // A surname that two kinds of kin bear names neither.
    let several: FxHashSet<Stem> =
        found.windows(2).filter(|two| two[0].0 == two[1].0).map(|two| two[0].0).collect();
    found.retain(|(name, _)| !several.contains(name));
    found
}

fn alias(ground: &Ground<'_>, lines: &Lines<'_>, unit: u32) -> Vec<(Stem, Stem)> {
    let words = lines.words(unit);
    let named = |at: usize| words.is_word(at) && words.is_capitalised(at) && title_at(words, at).is_none();
    let stem = |at: usize| ground.stems.find(words.text(at));
    let Some(kin) = (0..words.len()).find(|at| words.is_in(*at, &lexicon::KIN)) else { return Vec::new() };
    let Some(last) = last_of_name(words, kin).filter(|last| named(*last)) else { return Vec::new() };
    let first =
        (0..=last).rev().take_while(|at| named(*at) && !words.is_in(*at, &lexicon::KIN)).take(NAME_WORDS);
    let Some(kin) = stem(kin) else { return Vec::new() };
    first.filter_map(stem).map(|name| (name, kin)).collect()
}

/// Where the name beside a word for kin ends: "Ann Orr (aunt)", "Ann Orr, aunt", "his aunt, Mrs Ann Orr".
fn last_of_name(words: Words<'_>, kin: usize) -> Option<usize> {
    let behind = kin > 1
        && (words.is_sign(kin - 1, "(") || words.is_sign(kin - 1, ","))
        && words.is_capitalised(kin - 2);
    if behind {
        Some(kin - 2)
    } else {
        let parted = words.is_sign(kin + 1, ",") || words.is_sign(kin + 1, ":");
        let titled = words.is_in(kin + 2, &lexicon::COURTESY_TITLES);
        let first = if titled { kin + 3 } else { kin + 2 };
        let last =
            (first..words.len()).take_while(|at| words.is_capitalised(*at) && words.is_word(*at)).last();
        // "His aunt, Ann, died": without a title the name ends as it began.
        let ends = |last: &usize| titled || words.is_sign(last + 1, ",");
        parted.then_some(last).flatten().filter(ends)
    }
}

/// Whether a line speaks of somebody: by name or kin, or by a pronoun behind a line that does.
fn speaks_of(ground: &Ground<'_>, unit: u32, who: &FxHashSet<Stem>, title: Option<&str>) -> bool {
    let document = ground.after.document;
    let kin_of_dead = who.iter().any(|stem| ground.stems.is_of(*stem, &lexicon::KIN));
    let names = |unit: u32| {
        let words = ground.after.words(unit);
        // "His aunt, Joan Orr" is not his mother of that surname, who died.
        let mut kin = (0..words.len()).filter(|at| words.is_in(*at, &lexicon::KIN)).peekable();
        let of_dead = |at: usize| is_of_dead(ground, words, at, who);
        if kin_of_dead && kin.peek().is_some() && !kin.any(of_dead) {
            return false;
        }
        let mut people = (0..words.len()).filter(|at| is_person(words, *at));
        people.any(|at| {
            let named = of_dead(at);
            let theirs = title_before(words, at);
            // "Mr Orr" is not "Mrs Orr", who died.
            named && title.zip(theirs).is_none_or(|(one, other)| one == other)
        })
    };
    let kind = document.unit(unit).kind;
    if !matches!(kind, UnitKind::Sentence | UnitKind::Item) {
        return false;
    }
    let words = ground.after.words(unit);
    if words.is_in(0, &lexicon::PERSONAL) {
        let before =
            unit.checked_sub(1).filter(|before| document.unit(*before).block == document.unit(unit).block);
        return before.is_some_and(names) && ground.after.line(unit).names.is_empty();
    }
    // "Mother Ann visits each week", but not "Daughter Ann lives with her mother".
    let kin = words.is_in(0, &lexicon::KIN);
    let of_dead = |at: usize| is_of_dead(ground, words, at, who);
    let own = || (0..words.len()).filter(|at| words.is_word(*at)).take(NAME_WORDS).any(of_dead);
    let opens = [&lexicon::POSSESSIVE, &lexicon::COURTESY_TITLES];
    (kin && own() || opens.iter().any(|list| words.is_in(0, list))) && names(unit)
}

/// Whether a line says how things are rather than how they were.
fn is_present(words: Words<'_>) -> bool {
    let now = |at: &usize| words.is_in(*at, &lexicon::OF_THE_LIVING);
    let verb = (0..words.len()).find(|at| now(at) || words.is_in(*at, &lexicon::OF_THE_DEAD));
    verb.as_ref().is_some_and(now)
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    /// The lines that are set beside a death.
    fn check(text: &str) -> Vec<String> {
        with_ground(&[("2023-05-02", "Plan.\n"), ("2024-05-02", text)], |ground| {
            died(ground).into_iter().map(|(unit, _)| ground.after.line(unit).text.clone()).collect()
        })
    }

    #[test]
    fn lines_that_tell_of_a_death() {
        for (text, tells) in [
            ("Her brother Tam died at the harbour.", true),
            ("Mrs Orr died on Sunday.", true),
            ("She asked what happens if her brother dies.", false),
            ("The engine died at the harbour.", false),
        ] {
            let found = with_ground(&[("2024-05-02", text)], |ground| tells_of_death(&ground.after, 0));
            assert_eq!(found, tells, "{text}");
        }
    }

    const DEATH: &str = "\n\nA Weir 3/6/23: Her brother Tam died on 1 June 2023 at the harbour.";

    #[test]
    fn somebody_who_died_is_written_of_as_living() {
        let plan = format!("Her brother Tam has a boat. He visits each month. It is blue.{DEATH}");
        assert_eq!(check(&plan), ["Her brother Tam has a boat.", "He visits each month."]);
    }

    #[test]
    fn she_is_not_a_brother() {
        let plan = format!("She grew up beside the boat of her brother Tam. She has two jobs.{DEATH}");
        assert!(check(&plan).is_empty());
    }

    /// How many lines of the part on the family speak of somebody as living of whose death an entry tells.
    fn count(family: &str, entry: &str) -> usize {
        let entry = format!("6 May 2024 - Personal Officer (R. Tait):\n{entry}");
        let plan = format!("## Family\n\n{family}\n\n## Contacts\n\n{entry}\n");
        with_ground(&[("2024-06-01", &plan)], |ground| died(ground).len())
    }

    #[test]
    fn written_of_as_living() {
        let family = "His aunt, Mrs Ada Quill, keeps a shop.";
        assert_eq!(count(family, "Mrs Quill died on 2 May 2024."), 1, "by name");
        assert_eq!(count(family, "His aunt died on 2 May 2024."), 1, "by kin");
        let two = "His aunt, Mrs Ada Quill, keeps a shop. She writes to him.";
        assert_eq!(count(two, "Mrs Quill died on 2 May 2024."), 2, "and by a pronoun behind the name");
    }

    #[test]
    fn named_beside_the_kin_or_written_of_later() {
        assert_eq!(count("His aunt visits at weekends.", "His aunt, Ada, died on 2 May 2024."), 1);
        assert_eq!(count("Aunt Ada visits at weekends.", "His aunt passed away on 2 May 2024."), 1);
        assert_eq!(
            count("Aunt, Ada Quill (72), visits at weekends.", "Miss Ada Quill died on 2 May 2024."),
            1
        );
        assert_eq!(count("Daughter Bea lives with his aunt.", "His aunt died on 2 May 2024."), 0, "of Bea");
        let two = "His gran, Ada Quill, visits. His aunt, Joan Quill, visits.";
        assert_eq!(count(two, "His gran, Ada Quill, died on 2 May 2024."), 1, "two of one surname");
        let kin = "Next of kin: Ada Tait (aunt). Ms Tait is at work. Ms Tait has a cell. Ms Tait sees nobody. Ms Tait \
            wants a book. Ms Tait has a boat.";
        assert_eq!(count(kin, "His aunt died on 2 May 2024."), 0, "of the surname of all");
        assert_eq!(count("His aunt visits at weekends.", "He passed his test, his aunt rang."), 0);
        let later = |said: &str| {
            count("", &format!("Mrs Quill died on 2 May 2024.\n\n9 May 2024 - PBSW (J. Orr):\n{said}"))
        };
        assert_eq!(later("I rang his aunt, Mrs Quill at Ferry Road, who is willing to have him."), 1);
        assert_eq!(later("I rang about Mrs Quill, who was willing to have him."), 0);
        let aunt = |said: &str| {
            count("", &format!("His mother died on 2 May 2024.\n\n9 May 2024 - Hall (J. Orr):\n{said}"))
        };
        assert_eq!(aunt("His mum phoned the hall tonight about slippers."), 1);
        assert_eq!(aunt("Mum was up on Sunday with photographs."), 1);
        assert_eq!(aunt("Ms Orr's mother rang on Sunday."), 0);
        assert_eq!(aunt("His girlfriend's mother rang on Sunday."), 0);
        assert_eq!(aunt("His step mother rang on Sunday."), 0);
        assert_eq!(count("His mother visits.", "His mother said his dog died on 2 May 2024."), 0, "the dog");
        assert_eq!(aunt("He was told that his mum was fond of him."), 0);
        assert_eq!(later("I rang Mr Quill, who is willing to have him."), 0, "her husband");
    }

    #[test]
    fn somebody_else_or_of_the_past() {
        let death = "Mrs Quill died on 2 May 2024.";
        assert_eq!(count("Mr Quill keeps a shop.", death), 0, "her husband");
        assert_eq!(count("His sister, Mrs Joan Orr, keeps a shop.", death), 0, "another person");
        assert_eq!(count("His aunt, Mrs Ada Quill, had a shop.", death), 0, "as it was");
        assert_eq!(count("Mrs Quill had a shop and is missed.", death), 0, "the first verb says when");
        let family = "Mrs Quill keeps a shop.";
        assert_eq!(count(family, "He fears for a time when Mrs Quill dies."), 0, "nobody died");
        assert_eq!(count(family, "If Mrs Quill died he would be alone."), 0, "nobody died");
        assert_eq!(count(family, "The dog died on 2 May 2024."), 0, "nobody by name");
        let other = "Mrs Joan Orr called. She writes to him.";
        assert_eq!(count(other, death), 0, "somebody else writes");
    }
}
