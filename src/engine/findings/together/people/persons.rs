//! People of a plan: who died, and is written of as living.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::document::UnitKind;
use crate::document::reading::{field, folded};
use crate::facts::{self, FactClass};
use crate::findings::ground::Ground;
use crate::findings::ground::cues::Cue;
use crate::findings::ground::lines::{Line, Lines, Stem};
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::matters::is_supposed;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Somebody who died, as the lines of a plan tell it.
struct Death {
    /// The line that tells of it, one with its day before others.
    told: u32,
    /// The stems of who it was: names, and what kin it was.
    who: FxHashSet<Stem>,
    title: Option<&'static str>,
    /// The pronoun by which who died is not spoken of.
    other: Option<&'static str>,
    /// "His" or "her" before the kin that died.
    whose: Option<&'static str>,
    day: Option<Date>,
}

/// Most people who died that lines are held against: work stays bounded by the plan.
const PEOPLE_MAX: usize = 8;

/// Lines that speak of somebody as living, each with the line that tells of the death: those that stand, and those that
/// were written behind the day.
pub(in crate::findings) fn died(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let tells = |(unit, line): &(u32, &Line)| line.speaks && ground.after.may(*unit, &[Sign::Dying]);
    let telling: Vec<u32> = ground.after.all().filter(tells).map(|(unit, _)| unit).collect();
    if telling.is_empty() {
        return found;
    }
    for death in deaths(ground, &telling) {
        let named = |unit: u32| {
            let stems = &ground.after.line(unit).stems;
            death.who.iter().any(|stem| stems.binary_search(stem).is_ok())
        };
        // What was signed before the death was true of its day, whoever changed a word of it since.
        let undated = |unit: u32| ground.stands(unit) && ground.after.written(unit).is_none();
        let lives = |unit: &u32| {
            let own = *unit != death.told && *unit != death.told + 1;
            let standing = || undated(*unit) && lives_where_it_stands(ground, *unit, &death, named(*unit));
            let later = || named(*unit) && is_behind(ground, *unit, &death) && was_met(ground, *unit, &death);
            own && (standing() || later())
        };
        let all = ground.after.all().filter(|(_, line)| line.speaks && !line.minutes);
        found.extend(all.map(|(unit, _)| unit).filter(lives).map(|unit| (unit, death.told)));
    }
    found
}

/// Who died, each once.
fn deaths(ground: &Ground<'_>, telling: &[u32]) -> Vec<Death> {
    let aliases = aliases(ground);
    let is_kin = |stem: &Stem| ground.stems.is_of(*stem, &lexicon::KIN);
    let told = telling.iter().filter_map(|unit| {
        let mut who = dead(ground, *unit, &aliases)?;
        // A surname that stands everywhere is also that of whom the plan is about: a title has to tell them apart.
        if title_of_dead(ground.after.words(*unit)).is_none() {
            who.retain(|stem| ground.after.is_rare(*stem) || is_kin(stem));
        }
        (!who.is_empty()).then_some((*unit, who))
    });
    let mut people: Vec<(Vec<u32>, FxHashSet<Stem>)> = Vec::new();
    for (unit, mut who) in told.take(DEATHS_MAX) {
        // "His mum" is his mother.
        for names in lexicon::KIN_BY_NAME {
            if names.iter().any(|name| ground.stems.find(name).is_some_and(|stem| who.contains(&stem))) {
                who.extend(names.iter().filter_map(|name| ground.stems.find(name)));
            }
        }
        match people.iter_mut().find(|(_, known)| !known.is_disjoint(&who)) {
            Some((units, known)) => {
                units.push(unit);
                known.extend(who);
            }
            None => people.push((vec![unit], who)),
        }
    }
    let death = |(units, who): (Vec<u32>, FxHashSet<Stem>)| {
        let told =
            units.into_iter().max_by_key(|unit| (is_dated(ground, *unit), std::cmp::Reverse(*unit)))?;
        Some(Death::new(ground, told, who))
    };
    people.into_iter().take(PEOPLE_MAX).filter_map(death).collect()
}

impl Death {
    fn new(ground: &Ground<'_>, told: u32, who: FxHashSet<Stem>) -> Self {
        let words = ground.after.words(told);
        let day = ground.after.dates(told).iter().find_map(|(_, value)| value.date());
        let past = |day: &Date| ground.input.as_of.is_none_or(|as_of| *day <= as_of);
        let without_year = || ground.days(told).into_iter().filter(past).max();
        Self {
            told,
            title: title_of_dead(words),
            other: other_pronoun(words),
            whose: whose_kin(words),
            day: day.or_else(|| ground.after.written(told)).or_else(without_year),
            who,
        }
    }

    /// Whether a title before a name may be that of who died: it is the one by which the death was told, or fits the kin.
    fn bears(&self, theirs: &str) -> bool {
        match (self.title, self.other) {
            (Some(title), _) => title == theirs,
            (None, Some("he")) => lexicon::SAID_SHE.has(theirs),
            (None, Some(_)) => lexicon::SAID_HE.has(theirs),
            (None, None) => false,
        }
    }
}

/// Whether a line that stands speaks of who died as living.
fn lives_where_it_stands(ground: &Ground<'_>, unit: u32, death: &Death, named: bool) -> bool {
    if named && is_contact_of(ground, unit, death) {
        return true;
    }
    let words = ground.after.words(unit);
    if ground.is_row(unit) || is_of_the_dead(words) {
        return false;
    }
    if is_kept_in_touch_with(ground, unit, death) {
        return true;
    }
    let another = death.other.is_some_and(|other| words.is(0, other));
    let open = !another && speaks_of(ground, unit, death) && is_present(words);
    open || named
        && (0..words.len()).any(|at| {
            is_named(ground, words, at, death) && (lives_behind(words, at, death) || is_relied_on(words, at))
        })
}

/// Whether somebody keeps in touch, as a line says, with whom the line before it names as living: "Mother: Ann Orr, 70. He
/// phones her on Sundays."
fn is_kept_in_touch_with(ground: &Ground<'_>, unit: u32, death: &Death) -> bool {
    let (words, document) = (ground.after.words(unit), ground.after.document);
    let whom = match death.other {
        Some("he") => "her",
        Some(_) => "him",
        None => return false,
    };
    let by =
        death.other.is_some_and(|other| words.is(0, other)) || words.is_in(0, &lexicon::KEEPING_IN_TOUCH);
    let to = |at: usize| at + usize::from(words.is_in(at, &lexicon::TO_OR_WITH));
    let touches = |at: usize| {
        let object = to(at + 1);
        // "Phones her son" is of somebody else.
        let alone = || !words.is_word(object + 1) || words.is_in(object + 1, &lexicon::BEHIND_WHOM);
        words.is_in(at, &lexicon::KEEPING_IN_TOUCH)
            && words.is(object, whom)
            && alone()
            && !is_denied_at(words, at)
    };
    let before =
        unit.checked_sub(1).filter(|before| document.unit(*before).block == document.unit(unit).block);
    let of_dead = |before: u32| {
        let stems = &ground.after.line(before).stems;
        let named = death.who.iter().any(|stem| stems.binary_search(stem).is_ok());
        named && !is_of_the_dead(ground.after.words(before)) && is_contact_of(ground, before, death)
    };
    by && (0..words.len()).any(touches) && before.is_some_and(of_dead)
}

/// Whether a line has a word of graves and funerals: it knows of the death.
fn is_of_the_dead(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::BEREAVED))
}

/// Whether a line tells of a day behind the death: the day that it was written, or one that it names and that has been.
fn is_behind(ground: &Ground<'_>, unit: u32, death: &Death) -> bool {
    let past = |day: &Date| ground.input.as_of.is_none_or(|as_of| *day <= as_of);
    let on = ground.after.written(unit).or_else(|| {
        let dates = ground.after.dates(unit);
        dates.iter().filter_map(|(_, value)| value.date()).filter(past).max()
    });
    death.day.zip(on).is_some_and(|(died, on)| on > died)
}

/// Whether a line written behind a death says that who died did something, rang or was spoken to.
fn was_met(ground: &Ground<'_>, unit: u32, death: &Death) -> bool {
    let words = ground.after.words(unit);
    let at_all = |at: usize| is_named(ground, words, at, death);
    if is_of_the_dead(words) || ground.after.does(unit, Cue::Restricted) {
        return false;
    }
    let met = |at: usize| !is_supposed(words, at) && (was_in_touch(words, at) || was_spoken_to(words, at));
    lives_by_name(ground, unit, death) || (0..words.len()).any(|at| at_all(at) && met(at))
}

/// Whether a line names who died and says straight behind the name what he does or will do: "his gran, Mrs Orr, who is
/// willing to have him".
fn lives_by_name(ground: &Ground<'_>, unit: u32, death: &Death) -> bool {
    let words = ground.after.words(unit);
    let named = (0..words.len()).rev().find(|at| {
        let one = is_of_dead(ground, words, *at, &death.who) && words.possessor(*at).is_none();
        let titled = || title_before(words, *at).is_some_and(|theirs| death.bears(theirs));
        one && facts::is_name_like(words, *at) && titled()
    });
    named.is_some_and(|at| {
        let behind = &words.tokens()[at + 1..words.len().min(at + 1 + LIVING_TOKENS)];
        is_present(Words::new(words.source(), behind))
    })
}

/// Whether whom a token names rang, wrote or came: "Gran was up on Sunday", "his mother phoned".
fn was_in_touch(words: Words<'_>, at: usize) -> bool {
    let was_there = words.is(at + 1, "was") && words.is_in(at + 2, &lexicon::WAS_THERE);
    was_there || words.is_in(at + 1, &lexicon::IN_TOUCH)
}

/// Whether somebody spoke to whom a token names: "spoke to Mrs Orr", "rang his gran".
fn was_spoken_to(words: Words<'_>, at: usize) -> bool {
    let small = |at: &usize| {
        let owned = words.is_in(*at, &lexicon::POSSESSIVE) || words.is_in(*at, &lexicon::KIN);
        owned || title_at(words, *at).is_some() || words.is_capitalised(*at) || words.is_sign(*at, ",")
    };
    let Some(before) = (at.saturating_sub(NAME_WORDS)..at).rev().find(|at| !small(at)) else { return false };
    let within = |from: usize| before.saturating_sub(SPOKEN_TOKENS)..=from;
    let spoke = |at: usize| words.is_in(at, &lexicon::SPOKE_TO) && !is_denied_at(words, at);
    let joined = words.is_in(before, &lexicon::TO_OR_WITH);
    spoke(before) && !words.is(before, "spoke") || joined && within(before).any(spoke)
}

/// Tokens between "spoke" and "with" whom: "by telephone on 3 May 2024".
const SPOKEN_TOKENS: usize = 8;

/// Whether a token is the name, or what kin, of who died, and not of somebody else.
fn is_named(ground: &Ground<'_>, words: Words<'_>, at: usize, death: &Death) -> bool {
    let of_dead = |at: usize| is_of_dead(ground, words, at, &death.who);
    if !of_dead(at) || words.possessor(at).is_some() {
        return false;
    }
    if words.is_in(at, &lexicon::KIN) {
        return !is_of_another(ground, words, at)
            && !is_of_whom_it_opens_with(ground, words, at, death)
            && !is_called_otherwise(ground, words, at, death);
    }
    title_before(words, at).is_some_and(|theirs| death.bears(theirs))
        || at.checked_sub(1).is_some_and(of_dead)
}

/// Whether "her mother" may be that of whom a line opens with: "Ann says that her mother writes".
fn is_of_whom_it_opens_with(ground: &Ground<'_>, words: Words<'_>, kin: usize, death: &Death) -> bool {
    let Some(before) = kin.checked_sub(1).filter(|at| words.is_in(*at, &lexicon::POSSESSIVE)) else {
        return false;
    };
    let theirs = death.whose.is_some_and(|whose| !words.is(before, whose));
    let titled = title_at(words, 0).is_some() || words.is_in(0, &lexicon::KIN);
    // "Good visit, his mother came" opens with nobody: behind a name stands what he does, "says" or "asked".
    let verb = || ["s", "ed"].iter().any(|end| words.text(1).ends_with(end));
    let does = || words.is_in(1, &lexicon::AUXILIARIES) || words.is_in(1, &lexicon::SPEAKING_IN_THE_ROOM);
    let acts = words.is_capitalised(1) || !words.is_word(1) || verb() || does();
    let named = before > 0 && !titled && facts::is_name_like(words, 0) && acts;
    let by = before > 0 && words.is(before - 1, "by");
    theirs || named && !by && ground.stems.find(words.text(0)).is_some_and(|stem| !death.who.contains(&stem))
}

/// Whether the kin that a token names is called by another name than who died: "his brother Tom".
fn is_called_otherwise(ground: &Ground<'_>, words: Words<'_>, kin: usize, death: &Death) -> bool {
    let known = death.who.iter().any(|stem| !ground.stems.is_of(*stem, &lexicon::KIN));
    let parted = usize::from(words.is_sign(kin + 1, ",") || words.is_sign(kin + 1, "("));
    let first = kin + 1 + parted;
    let first = if title_at(words, first).is_some() { first + 1 } else { first };
    known
        && facts::is_name_like(words, first)
        && words.possessor(first).is_none()
        && !(first..first + 2).any(|at| is_of_dead(ground, words, at, &death.who))
}

/// Whether what stands behind the name of somebody says what he does now: "his mother Ann has said", "Mrs Orr, who keeps".
fn lives_behind(words: Words<'_>, at: usize, death: &Death) -> bool {
    let mut commas = 0;
    for next in at + 1..words.len().min(at + 1 + LIVING_TOKENS) {
        let ends = [";", ":", "."].iter().any(|sign| words.is_sign(next, sign));
        let clause = words.is_in(next, &lexicon::BEGINNING_A_CLAUSE);
        if ends
            || clause
            || words.is_in(next, &lexicon::JOINING_TWO)
            || words.is_in(next, &lexicon::OF_THE_DEAD)
        {
            return false;
        }
        commas += usize::from(words.is_sign(next, ","));
        if words.is_in(next, &lexicon::OF_THE_LIVING) {
            let other = death.other.is_some_and(|other| words.is(next - 1, other));
            let pronoun = words.is_in(next - 1, &lexicon::PERSONAL) || words.is(next - 1, "I");
            let again = words.is(next - 1, "who") || commas > 0 && pronoun && !other;
            return again
                || !pronoun && commas == 0
                || !pronoun && commas == 2 && words.is_sign(next - 1, ",");
        }
    }
    false
}

/// Whether a plan counts on whom a token names: "may be brought by his aunt", "to live with his mother".
fn is_relied_on(words: Words<'_>, at: usize) -> bool {
    let small = |at: &usize| words.is_in(*at, &lexicon::POSSESSIVE) || title_at(words, *at).is_some();
    let Some(before) = (at.saturating_sub(3)..at).rev().find(|at| !small(at)) else { return false };
    let told = |list: &lexicon::WordList| {
        before.checked_sub(1).is_some_and(|verb| words.is_in(verb, list) && !is_denied_at(words, verb))
    };
    let to_come = (before.saturating_sub(LIVING_TOKENS)..before).any(|at| words.is_in(at, &lexicon::TO_COME));
    let by = words.is(before, "by") && told(&lexicon::DONE_BY_KIN);
    let with = words.is(before, "with") && told(&lexicon::LIVING_WITH);
    to_come && (by || with)
}

/// Whether a field has who died as a contact, or as who visits: "Next of kin: Mrs Ann Orr", "Mother: Ann Orr".
fn is_contact_of(ground: &Ground<'_>, unit: u32, death: &Death) -> bool {
    let words = ground.after.words(unit);
    let parts = |at: &usize| words.is_sign(*at, ":") || words.kind(*at) == Some(TokenKind::Cell);
    let first = usize::from(words.kind(0) == Some(TokenKind::Cell));
    let Some(end) = (first..words.len().min(first + LABEL_TOKENS)).find(parts) else { return false };
    let (label, value) = (first..end, end + 1..words.len());
    if is_of_the_dead(words) || value.is_empty() || label.clone().any(|at| words.possessor(at).is_some()) {
        return false;
    }
    let of_dead = |at: usize| is_of_dead(ground, words, at, &death.who);
    let kin = |at: usize| words.is_in(at, &lexicon::KIN) && of_dead(at);
    let named = |at: usize| facts::is_name_like(words, at) && title_at(words, at).is_none();
    let by_label = label.len() <= 2 && label.clone().any(kin) && value.clone().any(named) && {
        let known = death.who.iter().any(|stem| !ground.stems.is_of(*stem, &lexicon::KIN));
        !known
            || value.clone().any(|at| of_dead(at) && !kin(at))
            || !is_called_otherwise(ground, words, end - 1, death)
    };
    let listed = || label.clone().any(|at| words.is_in(at, &lexicon::LABELS_OF_CONTACTS));
    by_label || listed() && value.clone().any(|at| is_named(ground, words, at, death) || kin(at))
}

/// Tokens within which the label of a field ends.
const LABEL_TOKENS: usize = 5;

/// "His" or "her" before the kin that died.
fn whose_kin(words: Words<'_>) -> Option<&'static str> {
    let before = before_dying(words, dying_at(words)?).last()?;
    lexicon::POSSESSIVE.iter().find(|whose| words.is(before, whose))
}

/// Whether a word for kin is of somebody else: "Ms Orr's mother", "his girlfriend's mother", "his other sister".
fn is_of_another(ground: &Ground<'_>, words: Words<'_>, kin: usize) -> bool {
    let Some(before) = kin.checked_sub(1) else { return false };
    let titled = kin.checked_sub(2).is_some_and(|at| title_at(words, at).is_some());
    let named = words.possessor(before).is_some_and(|name| {
        // "Karyn's mother" is hers whom the plan is about.
        let common = ground.stems.find(name).is_some_and(|stem| !ground.after.is_rare(stem));
        let own = common && words.is_capitalised(before);
        !own || lexicon::KIN.has(name) || lexicon::SOMEBODY_ELSE.has(name)
    });
    titled || named || words.is_in(before, &lexicon::NOT_THE_SAME_KIN)
}

/// Whether a name is of whom the plan is about: a title, or a field for it among the first lines, has it.
fn is_about(ground: &Ground<'_>, name: &str) -> bool {
    let document = ground.after.document;
    let has = |unit: u32| {
        let words = Words::new(document.source(), document.tokens_of(document.unit(unit)));
        (0..words.len()).any(|at| words.text(at).eq_ignore_ascii_case(name))
    };
    let last = FIRST_LINES.min(document.units().len() as u32);
    (0..last)
        .any(|unit| (document.unit(unit).kind == UnitKind::Heading || is_of_name(ground, unit)) && has(unit))
}

/// Whether a unit is a field for the name of whom the plan is about.
fn is_of_name(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let label = field(document, document.unit(unit)).map(|(label, _)| folded(&label));
    label.is_some_and(|label| label.split(' ').any(|word| lexicon::LABELS_OF_NAMES.has(word)))
}

/// The names of whom the plan is about, as fields among its first lines give them.
pub(super) fn own_names(ground: &Ground<'_>) -> FxHashSet<Stem> {
    let last = FIRST_LINES.min(ground.after.document.units().len() as u32);
    let fields = (0..last).filter(|unit| is_of_name(ground, *unit));
    fields.flat_map(|unit| ground.after.line(unit).names.iter().copied()).collect()
}

/// Lines with which a plan begins that say whom it is about.
const FIRST_LINES: u32 = 40;

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
    let people: Vec<usize> = before_dying(words, at).filter(|at| is_person(words, *at)).collect();
    // "A friend died", "Ms Orr's mother died": nobody of whom the plan goes on to speak.
    let kin = || people.iter().copied().filter(|at| words.is_in(*at, &lexicon::KIN));
    let one_of_many = |at: usize| at > 0 && words.is_in(at - 1, &lexicon::ONE_OF_MANY);
    // "Mr Tait's mother died" is of him whom the plan is about.
    let own = |at: usize| {
        at.checked_sub(1).and_then(|at| words.possessor(at)).is_some_and(|name| is_about(ground, name))
    };
    if kin().any(|at| one_of_many(at) || is_of_another(ground, words, at) && !own(at)) {
        return None;
    }
    let named = people.into_iter().filter(|at| words.possessor(*at).is_none());
    let mut who: FxHashSet<Stem> = named.filter_map(|at| ground.stems.find(words.text(at))).collect();
    for (name, kin) in aliases {
        if who.contains(name) || who.contains(kin) {
            who.extend([*name, *kin]);
        }
    }
    (!who.is_empty()).then_some(who)
}

/// Whether a line tells of somebody's death, and not by the way: "she has lost weight since her mother died".
pub(in crate::findings) fn tells_of_death(lines: &Lines<'_>, unit: u32) -> bool {
    let words = lines.words(unit);
    let died = |at: usize| dies(words, at) && !is_supposed(words, at);
    let somebody = |at: usize| before_dying(words, at).any(|at| is_person(words, at));
    let by_the_way = |at: usize| {
        (at.saturating_sub(BY_THE_WAY_TOKENS)..at).any(|at| words.is_in(at, &lexicon::TOLD_BY_THE_WAY))
    };
    let told = |at: usize| died(at) && somebody(at) && !by_the_way(at);
    lines.may(unit, &[Sign::Dying]) && (1..words.len()).any(told)
}

/// Whether "died", "passed" before "away" or "found" before "dead" stands here.
fn dies(words: Words<'_>, at: usize) -> bool {
    let found = words.is_in(at, &lexicon::FOUND_DEAD);
    words.is_in(at, &lexicon::DYING)
        && (!words.is(at, "passed") || words.is_in(at + 1, &lexicon::PASSED_AWAY))
        && (!found || words.is(at + 1, "dead"))
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

/// Tokens before "died" within which a word shows that it is told by the way.
const BY_THE_WAY_TOKENS: usize = 5;
/// Words before "died" within which who died is named.
const NAME_WORDS: usize = 4;

/// The title before the name of who died: "Mrs Orr died".
fn title_of_dead(words: Words<'_>) -> Option<&'static str> {
    // "Mr Orr's mother died" has his title, not hers.
    let hers = |at: &usize| words.possessor(at + 1).is_none();
    before_dying(words, dying_at(words)?).filter(hers).find_map(|at| title_at(words, at))
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
    let of_kin = |kin: usize| -> Vec<(Stem, Stem)> {
        let Some(last) = last_of_name(words, kin).filter(|last| named(*last)) else { return Vec::new() };
        let first =
            (0..=last).rev().take_while(|at| named(*at) && !words.is_in(*at, &lexicon::KIN)).take(NAME_WORDS);
        let Some(kin) = stem(kin) else { return Vec::new() };
        first.filter_map(stem).map(|name| (name, kin)).collect()
    };
    let kin = (0..words.len()).filter(|at| words.is_in(*at, &lexicon::KIN));
    kin.map(of_kin).find(|aliases| !aliases.is_empty()).unwrap_or_default()
}

/// Where the name beside a word for kin ends: "Ann Orr (aunt)", "Ann Orr, aunt", "his aunt, Mrs Ann Orr".
fn last_of_name(words: Words<'_>, kin: usize) -> Option<usize> {
    // "Ann Orr, her aunt, died".
    let owned = usize::from(kin > 2 && words.is_in(kin - 1, &lexicon::POSSESSIVE));
    let behind = kin > 1
        && (words.is_sign(kin - 1 - owned, "(") || words.is_sign(kin - 1 - owned, ","))
        && words.is_capitalised(kin - 2 - owned);
    if behind {
        Some(kin - 2 - owned)
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
fn speaks_of(ground: &Ground<'_>, unit: u32, death: &Death) -> bool {
    let (who, title) = (&death.who, death.title);
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
            let own = !words.is_in(at, &lexicon::KIN) || !is_of_another(ground, words, at);
            let named = of_dead(at) && words.possessor(at).is_none() && own;
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
        // "She goes to her mother. She has a boat": she of whom the plan is, again.
        let again = |unit: u32| ground.after.words(unit).is_in(0, &lexicon::PERSONAL);
        let of_dead = before.is_some_and(|before| names(before) && !again(before));
        return of_dead && ground.after.line(unit).names.is_empty();
    }
    // "Mother Ann visits each week", but not "Daughter Ann lives with her mother".
    let kin = words.is_in(0, &lexicon::KIN);
    let of_dead = |at: usize| is_of_dead(ground, words, at, who);
    let own = || (0..words.len()).filter(|at| words.is_word(*at)).take(NAME_WORDS).any(of_dead);
    let opens = [&lexicon::POSSESSIVE, &lexicon::COURTESY_TITLES];
    // "Ann Orr (mum) visits", "Ann visits".
    let ends = || {
        !words.is_capitalised(1)
            || of_dead(1)
            || (1..=NAME_WORDS).any(|at| words.is_in(at, &lexicon::KIN) && of_dead(at))
    };
    let name = || of_dead(0) && words.possessor(0).is_none() && ends();
    (kin && own() || name() || opens.iter().any(|list| words.is_in(0, list))) && names(unit)
}

/// Whether a line says how things are rather than how they were.
fn is_present(words: Words<'_>) -> bool {
    let now = |at: &usize| words.is_in(*at, &lexicon::OF_THE_LIVING);
    let verb = (0..words.len()).find(|at| now(at) || words.is_in(*at, &lexicon::OF_THE_DEAD));
    verb.as_ref().is_some_and(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

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
            ("She has slept badly since her brother died.", false),
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
    fn whom_the_line_before_names_and_somebody_keeps_in_touch_with() {
        let death = "\n\nA Weir 3/6/23: Her brother Tam was found dead on 1 June 2023 at the harbour.";
        let check = |said: &str| check(&format!("Brother: Tam Orr, 40, of the quay.\n{said}{death}")).len();
        for said in ["She phones him every Sunday.", "Writes to him most weeks."] {
            assert_eq!(check(said), 2, "{said}");
        }
        for said in
            ["She phones his son every Sunday.", "She never phones him.", "She phoned him until he died."]
        {
            assert_eq!(check(said), 1, "{said}");
        }
    }

    #[test]
    fn a_line_that_opens_with_nobody() {
        let plan = |entry: &str| {
            format!(
                "Her brother Tam died on 1 June 2023.\n\n## Contacts\n\n6 May 2024 - Officer (R. Tait):\n{entry}\n"
            )
        };
        assert_eq!(check(&plan("Good visit on Sunday, her brother was up with a cake.")).len(), 1);
        assert_eq!(check(&plan("Una says that her brother was up with a cake.")).len(), 0);
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
        assert_eq!(
            count(kin, "His aunt died on 2 May 2024."),
            1,
            "the field, and no other of the surname of all"
        );
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
        assert_eq!(later("Spoke to Mrs Quill, a room is kept for him."), 1);
        assert_eq!(later("Spoke to him about Mrs Quill and her boat."), 0);
        assert_eq!(later("I went to the grave of Mrs Quill, who is missed."), 0);
        assert_eq!(later("I rang Mr Quill, who is willing to have him."), 0, "her husband");
    }

    #[test]
    fn counted_on_and_listed() {
        let death = "His mother, Ann Orr, died on 2 May 2024.";
        for living in [
            "Mother: Mrs Ann Orr, 4 Quay Row.",
            "Next of kin: Ann Orr (mother)",
            "The twins may also be brought by his mother.",
            "Everything is kept ready, though his mother Ann has said that a bed is made up.",
            "He hopes to live with his mother.",
            "Ann Orr (mum) comes on Sundays.",
            "Visits: his mother on Sundays by bus",
        ] {
            assert_eq!(count(living, death), 1, "{living}");
        }
        for other in [
            "Mother: died in 2024",
            "Father: Mr Ian Orr, 4 Quay Row.",
            "Next of kin: Joan Orr (sister)",
            "The twins were brought by his mother.",
            "The twins live with their mother.",
            "She is said to be like his mother. She has a boat.",
            "Bea says that her mother has a boat.",
            "He said to his mother that he has a boat.",
            "His brother's mother in law has a boat.",
            "He visits the grave of his mother, which is kept by the council.",
        ] {
            assert_eq!(count(other, death), 0, "{other}");
        }
        let two = "My gran died on 3 May 2024.\n\nMr Quill died on 4 May 2024.";
        assert_eq!(count("His gran visits. Mr Quill keeps a shop.", two), 2, "each of two who died");
        assert_eq!(count("His friend Tam visits.", "A friend of his died on 2 May 2024."), 0, "some friend");
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
