//! What a plan calls done and an entry does not: actions, programmes and other matters.
//!
//! Takes a line of the newest version, gives the line that says plainest that its matter is not done.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::document::reading::{cell_texts, cells, field, folded, plain, table_head};
use crate::document::{Column, Columns, UnitKind};
use crate::facts;
use crate::findings::ground::cues::Cue;
use crate::findings::ground::polarity::{denies_outcome, is_denied_at};
use crate::findings::ground::signs::Sign;
use crate::findings::ground::{Ground, KNOWN_MAX};
use crate::findings::telling::{is_share, shares};
use crate::history::is_completed;
use crate::lexicon;
use crate::text::{Token, Words, numbers};

/// The lines against one that calls its matter done, if anybody says that it is not, or how much of it: the plainest, and
/// the one straight behind it that tells how.
pub(super) fn denied(ground: &Ground<'_>, unit: u32) -> Vec<u32> {
    let Some(denial) = plainest(ground, unit) else { return Vec::new() };
    let last = ground.after.document.units().len() as u32;
    let how = Some(denial + 1).filter(|next| *next < last && of_one_passage(ground, denial, *next));
    let how = how.filter(|next| tells_how(ground, *next));
    [denial].into_iter().chain(how).collect()
}

fn plainest(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    if let Some(about) = done(ground, unit) {
        let denial = || {
            // "Nine of the twelve sessions" says how much of it was done, whatever stands elsewhere.
            plainest_denial(ground, unit, &about)
                .or_else(|| of_whole(ground, unit).filter(|other| is_on_one_matter(ground, unit, *other)))
                .or_else(|| not_received(ground, unit, &about))
                .or_else(|| standing_denial(ground, unit, &about))
        };
        return denial().or_else(|| in_part(ground, unit)).or_else(|| left_by_name(ground, unit));
    }
    let told = told_done(ground, unit)?;
    let ended = |denial: &u32| is_of_another_hand(ground, unit, *denial) && outlasts(ground, unit, *denial);
    let named = plainest_denial(ground, unit, &told).filter(ended);
    named.or_else(|| in_part(ground, unit).filter(ended)).or_else(|| left_by_name(ground, unit).filter(ended))
}

/// Whether two lines stand in one entry, or in one paragraph that nobody signed.
fn of_one_passage(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let block = |unit: u32| ground.after.document.unit(unit).block;
    let entry = |unit: u32| ground.after.entry(unit);
    entry(one) == entry(other) && (entry(one).is_some() || block(one) == block(other))
}

/// Whether a sentence goes on to tell how somebody came to the end too early: "He came to seven of sixteen and was taken
/// off it."
fn tells_how(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    let first = (0..words.len()).find(|at| words.is_word(*at));
    first.is_some_and(|first| words.is_in(first, &lexicon::PERSONAL)) && (is_part(words) || is_left(words))
}

/// Whether a text says that somebody came to so many of more.
pub(super) fn is_part(words: Words<'_>) -> bool {
    let count = |at: usize| count_at(words, at);
    shares(words).any(|(so_many, of)| count(so_many).zip(count(of)).is_some_and(|(so_many, of)| so_many < of))
}

/// Whether a text says that somebody left something before its end: withdrew from it, left it at a session by its number.
pub(super) fn is_left(words: Words<'_>) -> bool {
    let walked_out = |at: usize| {
        let part = words.is(at + 2, "of") && words.is_in(at + 3, &lexicon::OF_A_PART_ONLY);
        words.is_in(at, &lexicon::WALKING_OUT) && words.is(at + 1, "out") && !part
    };
    let taken = |at: usize| {
        words.is_in(at, &lexicon::TAKEN) && words.is_in(at + 1, &lexicon::OFF_A_PROGRAMME) || walked_out(at)
    };
    let at_part = || {
        (1..words.len()).any(|at| is_of_parts(words, at - 1) && count_at(words, at).is_some())
            && (0..words.len()).any(|at| words.is_in(at, &lexicon::LEAVING))
    };
    (0..words.len()).any(|at| words.is_in(at, &lexicon::WITHDRAWING) && !is_denied_at(words, at) || taken(at))
        || at_part()
}

/// What an entry of this year says was completed: by its names, or by how many parts it has.
fn told_done(ground: &Ground<'_>, unit: u32) -> Option<Vec<u32>> {
    let told = ground.is_said_this_year(unit) && ground.after.may(unit, &[Sign::Completed]);
    told.then(|| done_by_name(ground, unit)).flatten()
}

fn is_of_another_hand(ground: &Ground<'_>, unit: u32, denial: u32) -> bool {
    let author = |unit: u32| ground.after.voice(unit).and_then(|voice| voice.author.as_deref());
    ground.is_said_this_year(denial)
        && ground.after.entry(unit) != ground.after.entry(denial)
        && (author(unit).is_none() || author(unit) != author(denial))
}

/// Whether what an entry calls completed was still not so when it was written: the denial is later, or tells of an end.
fn outlasts(ground: &Ground<'_>, unit: u32, denial: u32) -> bool {
    let words = ground.after.words(denial);
    // "Did not complete", where "has not completed" may have been done since.
    let over = (1..words.len()).any(|at| words.is_in(at - 1, &lexicon::DID) && words.is(at, "not"));
    ground.after.written(denial) >= ground.after.written(unit) || is_left(words) || over
}

/// The line of this year by which somebody left, or came to a part of, what a line calls completed by a name in capitals:
/// "MORE", which as a word is none.
fn left_by_name(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    let name = name_in_capitals(ground, unit)?;
    let named = |other: &u32| {
        let words = ground.after.words(*other);
        *other != unit && (0..words.len()).any(|at| words.text(at) == name)
    };
    ground.in_part().lines.iter().copied().find(named)
}

/// A name in capitals beside the word by which it was completed, or the whole of the action of a row that is done.
fn name_in_capitals<'g>(ground: &'g Ground<'_>, unit: u32) -> Option<&'g str> {
    let capitals = |text: &&str| {
        text.len() >= CAPITALS_MIN
            && text.bytes().all(|byte| byte.is_ascii_uppercase())
            && !lexicon::ABBREVIATIONS.has_exactly(text)
    };
    let document = ground.after.document;
    if ground.is_row(unit) {
        let action =
            action_row(ground, unit).map(|(columns, cells)| columns.cell(Column::Action, &cells).copied());
        let first = || cells(document, document.unit(unit)).first().copied();
        let words = Words::new(document.source(), action.unwrap_or_else(first)?);
        return (words.len() == 1).then(|| words.text(0)).filter(capitals);
    }
    let words = ground.after.words(unit);
    // In a line in capitals each word is one.
    let small = (0..words.len()).any(|at| words.is_word(at) && !words.is_capitalised(at));
    let done =
        (0..words.len()).filter(|at| words.is_in(*at, &lexicon::COMPLETED) && !is_denied_at(words, *at));
    let beside = |at: usize| at.saturating_sub(BESIDE_TOKENS)..(at + BESIDE_TOKENS + 1).min(words.len());
    done.flat_map(beside).map(|at| words.text(at)).filter(|_| small).find(capitals)
}

/// Tokens between such a name and the word by which it was completed.
const BESIDE_TOKENS: usize = 2;

/// Fewest letters of a name in capitals.
const CAPITALS_MIN: usize = 3;

/// The newest line of this year by which nothing came of an action with whoever it was sent to: "Larchfield have had no
/// referral for her".
fn not_received(ground: &Ground<'_>, row: u32, about: &[u32]) -> Option<u32> {
    let action = &ground.after.line(row).stems;
    let none = |unit: &u32| {
        let words = ground.after.words(*unit);
        let thing =
            |at: usize| ground.stems.find(words.text(at)).filter(|stem| action.binary_search(stem).is_ok());
        let denied = |at: &usize| {
            words.is_in(at - 1, &lexicon::NO_SUCH_THING)
                && (at.saturating_sub(RECEIVED_TOKENS)..*at).any(|at| words.is_in(at, &lexicon::RECEIVING))
        };
        let thing = (1..words.len()).filter(denied).find_map(thing);
        let names = &ground.after.line(*unit).stems;
        thing
            .is_some_and(|thing| about.iter().any(|stem| *stem != thing && names.binary_search(stem).is_ok()))
    };
    let neighbours = ground.neighbours(row).into_iter().map(|(unit, _)| unit);
    let short = |unit: &u32| ground.after.line(*unit).words <= WORDS_MAX && ground.is_said_this_year(*unit);
    let told = neighbours.filter(short).filter(none);
    told.max_by_key(|unit| ground.after.written(*unit))
}

/// Most words of a line that is looked through for each action or name.
const WORDS_MAX: u32 = 120;

/// Tokens before "no" and its thing within which the verb stands: "have still had no referral".
const RECEIVED_TOKENS: usize = 4;

/// The newest line of this year by which somebody came to so many of so many parts of what a line calls done: of as many
/// as that line says it has ("Boats, 12 sessions", "nine of the twelve sessions"), or, of a field for a programme, under its
/// heading. Who writes there need not name it.
fn in_part(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    let document = ground.after.document;
    let known = ground.in_part();
    if parts_of(ground.after.words(unit)).is_some() {
        return of_whole(ground, unit);
    }
    let (label, _) = field(document, document.unit(unit))?;
    let programme = folded(&label).split(' ').any(|word| lexicon::PROGRAMMES.has(word));
    known.of_section.get(&document.unit(unit).section).copied().filter(|_| programme)
}

/// The same of a line that says how many parts its matter has.
fn of_whole(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    let whole = parts_of(ground.after.words(unit))?;
    ground.in_part().of_whole.get(&whole).copied()
}

/// Whether two lines stand under one heading, or a line has a name that the entry of the other has.
fn is_on_one_matter(ground: &Ground<'_>, unit: u32, other: u32) -> bool {
    let section = |unit: u32| ground.after.document.unit(unit).section;
    let names = &ground.after.line(unit).names;
    let mut said = ground.after.lines_of_entry(other);
    section(unit) == section(other)
        || said.any(|line| ground.after.line(line).names.iter().any(|name| names.contains(name)))
}

/// The newest lines of this year by which somebody came to so many of so many parts of something.
#[derive(Debug, Default)]
pub(in crate::findings) struct InPart {
    /// By how many parts there are.
    of_whole: FxHashMap<u64, u32>,
    /// By section, as far as they call them parts.
    of_section: FxHashMap<u32, u32>,
    /// All of them, and those by which somebody left something, the newest first.
    lines: Vec<u32>,
}

impl InPart {
    pub(in crate::findings) fn of(ground: &Ground<'_>) -> Self {
        let mut found = Self::default();
        let mut year: Vec<u32> = ground.said_this_year().chain(ground.undated_news()).collect();
        year.sort_by_key(|unit| (std::cmp::Reverse(ground.after.written(*unit)), *unit));
        for unit in year {
            let words = ground.after.words(unit);
            let counts = shares(words).map(|(so_many, of)| (count_at(words, so_many), count_at(words, of)));
            let wholes: Vec<u64> = counts
                .filter_map(|(so_many, of)| Some((so_many?, of?)))
                .filter(|(so_many, of)| so_many < of)
                .map(|it| it.1)
                .collect();
            let short = ground.after.line(unit).words <= WORDS_MAX;
            if short && found.lines.len() < LINES_IN_PART_MAX && (!wholes.is_empty() || is_left(words)) {
                found.lines.push(unit);
            }
            let of_parts = || (0..words.len()).any(|at| is_of_parts(words, at));
            if wholes.is_empty() || !ground.after.may(unit, &[Sign::PartOfAProgramme]) || !of_parts() {
                continue;
            }
            found.of_section.entry(ground.after.document.unit(unit).section).or_insert(unit);
            for whole in wholes {
                found.of_whole.entry(whole).or_insert(unit);
            }
        }
        found
    }
}

/// Most lines of a year that are looked through for a name.
const LINES_IN_PART_MAX: usize = 64;

/// How many parts a line says that something has: "12 sessions".
pub(super) fn parts_of(words: Words<'_>) -> Option<u64> {
    (1..words.len()).filter(|at| is_of_parts(words, *at)).find_map(|at| count_at(words, at - 1))
}

pub(super) fn is_of_parts(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::PARTS_OF_A_PROGRAMME)
}

pub(super) fn count_at(words: Words<'_>, at: usize) -> Option<u64> {
    numbers::number_at(words, at).and_then(|(_, value)| value.count())
}

/// The columns and cells of a row of an action plan.
pub(super) fn action_row<'a>(ground: &Ground<'a>, unit: u32) -> Option<(&'a Columns, Vec<&'a [Token]>)> {
    let document = ground.after.document;
    let row = Some(document.unit(unit)).filter(|row| row.kind == UnitKind::Row)?;
    let columns = document.columns_of_actions(table_head(document, row)?)?;
    Some((columns, cells(document, row)))
}

/// Whether a unit is a row of an action plan.
pub(super) fn is_action(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let row = Some(document.unit(unit)).filter(|row| row.kind == UnitKind::Row);
    row.and_then(|row| document.columns_of_actions(table_head(document, row)?)).is_some()
}

/// What a line says is done, by the rare stems and names of what it is: an action, a programme or another matter in a row with a
/// cell that says so, a field for its status with the fields before it.
fn done(ground: &Ground<'_>, unit: u32) -> Option<Vec<u32>> {
    let document = ground.after.document;
    let about = match action_row(ground, unit) {
        Some((columns, cells)) => {
            let status = plain(document.source(), columns.cell(Column::Status, &cells)?);
            is_completed(&status).then(|| columns.cell(Column::Action, &cells).copied())??
        }
        None if ground.is_row(unit) => return done_row(ground, unit),
        None => return done_field(ground, unit).or_else(|| done_in_prose(ground, unit)),
    };
    Some(rare_stems(ground, about))
}

/// Most words of a cell that says no more than that something is done.
const STATUS_WORDS_MAX: usize = 3;
/// The same of a field, with the day and how many parts it had.
const FIELD_WORDS_MAX: usize = 7;

fn done_row(ground: &Ground<'_>, unit: u32) -> Option<Vec<u32>> {
    let document = ground.after.document;
    let row = document.unit(unit);
    // "Completed 3 May 2024, 12 of 12".
    let opens = |text: &str| text.split(' ').next().is_some_and(|first| lexicon::COMPLETED.has(first));
    let says_done = |text: &String| {
        let words = text.split(' ').count();
        (words <= STATUS_WORDS_MAX || words <= FIELD_WORDS_MAX && opens(text)) && is_completed(text)
    };
    let at = cell_texts(document, row).iter().position(says_done).filter(|at| *at > 0)?;
    Some(cells(document, row)[..at].iter().flat_map(|cell| rare_stems(ground, cell)).collect())
}

/// Fields before one for a status that say what it is the status of.
const FIELDS_BEFORE: u32 = 3;

fn done_field(ground: &Ground<'_>, unit: u32) -> Option<Vec<u32>> {
    let document = ground.after.document;
    let own = document.unit(unit);
    let (label, value) = field(document, own)?;
    let tokens = document.tokens_of(own);
    let (label_tokens, value_tokens) = tokens.split_at(tokens.len() - value.len());
    let value = plain(document.source(), value);
    if value.split(' ').count() > FIELD_WORDS_MAX || !is_completed(&value) {
        return None;
    }
    if !Columns::names_status(&label) {
        // "Quay course (12 sessions): completed 3 May".
        return Some(names_and_rare_stems(ground, label_tokens));
    }
    let before = (unit.saturating_sub(FIELDS_BEFORE)..unit).map(|at| document.unit(at));
    let before = before.filter(|other| other.block == own.block);
    // "Course status: completed (Larchways)" says it itself.
    let itself = names_and_rare_stems(ground, value_tokens);
    if !itself.is_empty() {
        return Some(itself);
    }
    Some(before.flat_map(|other| names_and_rare_stems(ground, document.tokens_of(other))).collect())
}

fn rare_stems(ground: &Ground<'_>, tokens: &[Token]) -> Vec<u32> {
    let words = Words::new(ground.after.document.source(), tokens);
    let stems = (0..words.len()).filter_map(|at| ground.stems.find(words.text(at)));
    stems.filter(|stem| ground.after.is_rare(*stem)).collect()
}

/// What a sentence that stands says was completed, by its names: "Larchways was completed in May."
fn done_in_prose(ground: &Ground<'_>, unit: u32) -> Option<Vec<u32>> {
    let may = ground.stands(unit) && ground.after.may(unit, &[Sign::Completed]);
    may.then(|| done_by_name(ground, unit))
        .flatten()
        .filter(|about| !about.is_empty() || is_countable(ground, unit))
}

/// Whether a line says how many parts something has, or has its name in capitals.
fn is_countable(ground: &Ground<'_>, unit: u32) -> bool {
    parts_of(ground.after.words(unit)).is_some() || name_in_capitals(ground, unit).is_some()
}

/// The names of what a sentence says was completed; none of what it says only how many parts it had.
fn done_by_name(ground: &Ground<'_>, unit: u32) -> Option<Vec<u32>> {
    let words = ground.after.words(unit);
    if !matches!(ground.after.document.unit(unit).kind, UnitKind::Sentence | UnitKind::Item) {
        return None;
    }
    let done = |at: usize| words.is_in(at, &lexicon::COMPLETED) && !is_denied_at(words, at);
    // "Completed 4 of the 12 sessions" is not done.
    if !(0..words.len()).any(done) || ground.after.does(unit, Cue::Ahead) || is_share(words) {
        return None;
    }
    let days = ground.after.dates(unit);
    let named = |at: &usize| {
        facts::is_name_like(words, *at)
            && !words.is_in(*at, &lexicon::COMPLETED)
            && !days.iter().any(|(range, _)| range.contains(at))
    };
    let stems = (0..words.len()).filter(named).filter_map(|at| ground.stems.find(words.text(at)));
    Some(stems.filter(|stem| ground.after.count(*stem) <= NAMED_MAX).collect())
}

/// The same of a field with the names that stand in more lines.
fn names_and_rare_stems(ground: &Ground<'_>, tokens: &[Token]) -> Vec<u32> {
    let words = Words::new(ground.after.document.source(), tokens);
    let telling = |at: usize| {
        let stem = ground.stems.find(words.text(at))?;
        let named = facts::is_name_like(words, at) && ground.after.count(stem) <= NAMED_MAX;
        let matter = !is_completed(words.text(at)) && (named || ground.after.is_rare(stem));
        matter.then_some(stem)
    };
    (0..words.len()).filter_map(telling).collect()
}

/// In at most how many lines the name of a programme stands.
const NAMED_MAX: u32 = KNOWN_MAX;

/// The line that says plainest that a matter is not done, or how much of it, in this year's entries that name the matter
/// or in what its owner wrote since.
fn plainest_denial(ground: &Ground<'_>, row: u32, about: &[u32]) -> Option<u32> {
    let dated = |unit: &u32| ground.after.written(*unit).is_some() && !ground.after.line(*unit).minutes;
    let names_it = |unit: &u32| names_matter(ground, row, about, *unit);
    let frequent = about.iter().copied().find(|stem| !ground.after.is_rare(*stem));
    let named = frequent.into_iter().flat_map(|name| {
        let lines = ground.lines_of_few(name).iter().copied();
        lines.filter(move |unit| ground.after.line(*unit).names.contains(&name))
    });
    // What a field for a status is of stands in the fields before it.
    let label = name_of_label(ground, row).into_iter().flatten().filter_map(|word| ground.stems.find(word));
    let of_label = label.flat_map(|stem| ground.lines_of_few(stem)).copied();
    let of_matter = about.iter().flat_map(|stem| ground.lines_with(*stem)).copied().chain(of_label);
    let neighbours = ground.neighbours(row).into_iter().map(|(unit, _)| unit);
    let mut own_lines: Vec<u32> = neighbours.chain(of_matter).chain(named).filter(dated).collect();
    own_lines.sort_unstable();
    own_lines.dedup();
    let mut naming: Vec<u32> = own_lines.iter().copied().filter(names_it).collect();
    naming.extend(below_subjects(ground, row, &names_it));
    naming.sort_unstable();
    naming.dedup();
    let newest = naming.iter().filter_map(|unit| ground.after.written(*unit)).max()?;
    // Who wrote last need not be who knows: all of this year's entries that name it are read.
    let newest_lines = naming
        .into_iter()
        .filter(|unit| ground.after.written(*unit) == Some(newest) || ground.is_said_this_year(*unit));
    let mut lines: Vec<u32> = Vec::new();
    for unit in newest_lines.take(NAMING_MAX) {
        if !lines.contains(&unit) {
            let entry = ground.after.lines_of_entry(unit);
            lines.extend(entry.start.max(unit.saturating_sub(NEAR_MAX))..entry.end.min(unit + NEAR_MAX + 1));
        }
    }
    lines.extend(of_owner_since(ground, row, newest));
    // What was written before an action was due says nothing of whether it was done by then.
    let due = due(ground, row).filter(|due| ground.input.as_of.is_none_or(|as_of| *due <= as_of));
    // What does not name the matter speaks of it by its kind, or by pointing back.
    let on_it = |unit: u32| {
        let words = ground.after.words(unit);
        let of_kind = |at: usize| {
            is_of_parts(words, at)
                || words.is_in(at, &lexicon::PROGRAMMES)
                || words.is_in(at, &lexicon::COMPLETED)
        };
        on_matter(ground, about, unit) > 0
            || ground.points_to(unit).is_some()
            || (0..words.len()).any(of_kind)
    };
    lines.retain(|unit| on_it(*unit));
    lines.retain(|unit| ground.after.written(*unit) >= due);
    let best = lines.into_iter().max_by_key(|unit| {
        let on_it = on_matter(ground, about, *unit);
        (not_done(ground, *unit), on_it, ground.after.written(*unit), std::cmp::Reverse(*unit))
    })?;
    let done_since = own_lines.iter().any(|unit| is_done_line(ground, row, *unit, best));
    (not_done(ground, best) > 0 && !done_since).then_some(best)
}

/// Whether a line names the matter of one that calls it done.
fn names_matter(ground: &Ground<'_>, row: u32, about: &[u32], unit: u32) -> bool {
    // A field is of one thing, which one word may name; of an action one word is too little.
    let least = if ground.is_row(row) { 2 } else { about.len().clamp(1, 2) };
    let named = about.iter().filter(|stem| ground.after.line(unit).names.contains(stem)).count();
    named >= 2 || on_matter(ground, about, unit) >= least || names_as_label_does(ground, row, unit)
}

/// Whether a line has the name, of two words, with which the label of a field or row begins: either of them may be a word of
/// everyday English ("Another Road").
fn names_as_label_does(ground: &Ground<'_>, row: u32, unit: u32) -> bool {
    let Some(name) = name_of_label(ground, row) else { return false };
    let words = ground.after.words(unit);
    let at_name = |at: usize| [0, 1].iter().all(|next| words.text(at + next) == name[*next]);
    words.len() <= NAMED_TOKENS_MAX && (0..words.len()).any(at_name)
}

/// Longest line in which a name is looked for, in tokens.
const NAMED_TOKENS_MAX: usize = 400;

/// The first two words of the label of a field or row that is no action, if both are capitalised as a name is.
fn name_of_label<'g>(ground: &'g Ground<'_>, row: u32) -> Option<[&'g str; 2]> {
    let document = ground.after.document;
    let own = document.unit(row);
    if own.kind == UnitKind::Sentence || is_action(ground, row) {
        return None;
    }
    let words = ground.after.words(row);
    let first = (0..words.len().min(LABEL_TOKENS_MAX)).find(|at| words.is_word(*at))?;
    let name = |at: usize| words.is_word(at) && words.is_capitalised(at) && !is_completed(words.text(at));
    (name(first) && name(first + 1)).then(|| [words.text(first), words.text(first + 1)])
}

/// Tokens within which the label of a row or field begins.
const LABEL_TOKENS_MAX: usize = 4;

/// The line that nobody signed which says that a matter is not done, where it or what calls it done is new.
fn standing_denial(ground: &Ground<'_>, row: u32, about: &[u32]) -> Option<u32> {
    let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
    let prose = |unit: &u32| {
        let line = ground.after.line(*unit);
        let sentence = ground.after.document.unit(*unit).kind == UnitKind::Sentence;
        sentence && *unit != row && line.words <= WORDS_MAX && ground.stands(*unit) && !line.minutes
    };
    let label = name_of_label(ground, row).into_iter().flatten().filter_map(|word| ground.stems.find(word));
    let stems = about.iter().copied().chain(label);
    let mut lines: Vec<u32> = stems.flat_map(|stem| ground.lines_of_few(stem)).copied().collect();
    lines.sort_unstable();
    lines.dedup();
    let denies = |unit: &u32| {
        prose(unit)
            && (news(row) || news(*unit))
            && names_matter(ground, row, about, *unit)
            && not_done(ground, *unit) > 0
            && !ground.after.does(*unit, Cue::Ahead)
    };
    lines.into_iter().filter(denies).max_by_key(|unit| (not_done(ground, *unit), std::cmp::Reverse(*unit)))
}

/// The first lines of letters of which the subject names a matter: what is written below speaks of it.
fn below_subjects(ground: &Ground<'_>, row: u32, names_it: &dyn Fn(&u32) -> bool) -> Vec<u32> {
    let document = ground.after.document;
    let is_subject = |unit: u32| {
        let own = document.unit(unit);
        if own.kind != UnitKind::Pair || own.tokens.len() > SUBJECT_TOKENS_MAX {
            return false;
        }
        let label = field(document, document.unit(unit)).map(|(label, _)| folded(&label));
        label.is_some_and(|label| lexicon::SUBJECTS.has(&label))
    };
    let subjects = ground.neighbours(row).into_iter().map(|(unit, _)| unit).filter(|unit| is_subject(*unit));
    let last = document.units().len() as u32;
    let first_below = |unit: u32| {
        (unit + 1..(unit + 1 + BELOW_SUBJECT_MAX).min(last)).find(|below| {
            ground.after.line(*below).speaks && ground.after.written(*below).is_some() && !is_subject(*below)
        })
    };
    subjects.filter(names_it).filter_map(first_below).collect()
}

/// Longest subject, in tokens.
const SUBJECT_TOKENS_MAX: usize = 48;
/// Lines below a subject within which the letter begins.
const BELOW_SUBJECT_MAX: u32 = 3;

/// Most lines that name a matter around which a denial of it is looked for, and how many lines off it stands at most.
const NAMING_MAX: usize = 64;
const NEAR_MAX: u32 = 12;

/// The day by which an action was to be done.
fn due(ground: &Ground<'_>, row: u32) -> Option<Date> {
    let (columns, cells) = action_row(ground, row)?;
    let dates = ground.after.document.dates_in(columns.cell(Column::Due, &cells)?);
    dates.iter().find_map(|(_, value)| value.date())
}

/// Whether a line of a later day says that what a row asks for was done.
fn is_done_line(ground: &Ground<'_>, row: u32, unit: u32, denial: u32) -> bool {
    let later = ground.after.written(unit) > ground.after.written(denial);
    let shared = ground.after.shared_count(unit, row);
    let cues = ground.after.cues(unit);
    later && shared >= 2 && cues.has(Cue::Kept) && !cues.has(Cue::NotDone)
}

/// How many of these stems a line has.
fn on_matter(ground: &Ground<'_>, about: &[u32], unit: u32) -> usize {
    let stems = &ground.after.line(unit).stems;
    about.iter().filter(|stem| stems.binary_search(stem).is_ok()).count()
}

/// What the owner of an action wrote since a day that shares a word with its row.
fn of_owner_since(ground: &Ground<'_>, row: u32, since: Date) -> Vec<u32> {
    let line = ground.after.line(row);
    let shares =
        |unit: &u32| ground.after.line(*unit).stems.iter().any(|stem| line.stems.binary_search(stem).is_ok());
    let wrote = line.names.iter().flat_map(|name| ground.by_author(*name)).copied();
    wrote.filter(|unit| ground.after.written(*unit) > Some(since) && shares(unit)).collect()
}

/// How plainly a line says that something is not done: a denial of an end, or so many of so many.
fn not_done(ground: &Ground<'_>, unit: u32) -> u32 {
    let words = ground.after.words(unit);
    if denies_outcome(words) || is_left(words) && is_of_a_programme(words) {
        2
    } else {
        u32::from(is_part(words))
    }
}

fn is_of_a_programme(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| is_of_parts(words, at) || words.is_in(at, &lexicon::PROGRAMMES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::{unit, with_ground};

    /// The line that denies what a line of the plan calls done.
    fn check(stands: &str, entries: &str) -> Option<String> {
        let plan = format!("## Summary\n\n{stands}\n\n## Contacts\n\n{entries}");
        let said = stands.lines().last().unwrap_or_default().trim_matches(['|', ' ']);
        let said = said.split([':', '|']).next().unwrap_or_default().trim();
        with_ground(&[("2024-06-01", &plan)], |ground| {
            denied(ground, unit(ground, said)).first().map(|line| ground.after.line(*line).text.clone())
        })
    }

    #[test]
    fn a_programme_in_a_field() {
        let entry =
            "3 May 2024 - Psychology (R. Tait):\nLarchways has been run. He came to 9 of 14 sessions.\n";
        assert_eq!(
            check("Larchways: completed 2 April 2024", entry).as_deref(),
            Some("He came to 9 of 14 sessions.")
        );
        let entry = entry.replace(
            "He came to 9 of 14 sessions.",
            "I would not at the moment describe Larchways as completed.",
        );
        assert!(check("Larchways: completed", &entry).is_some());
        assert!(check("Course status: completed (Larchways)", &entry).is_some());
        assert_eq!(check("Larchways: started", &entry), None);
        assert_eq!(check("Quayways: completed", &entry), None, "another");
    }

    #[test]
    fn a_programme_that_many_lines_name_or_that_only_its_heading_does() {
        let many = "3 May 2023 - Psychology (R. Tait):\nHe likes Larchways.\n\n".repeat(12);
        let entry = format!(
            "{many}3 May 2024 - Psychology (R. Tait):\nHe began Larchways. He was put off it and has not finished it.\n"
        );
        let plan = format!("## Box\n\nCourse status: completed (Larchways)\n\n## Contacts\n\n{entry}");
        let found = |plan: &str, said| {
            let before = plan.split("3 May 2024").next().unwrap_or_default();
            with_ground(&[("2023-06-01", before), ("2024-06-01", plan)], |ground| {
                !denied(ground, unit(ground, said)).is_empty()
            })
        };
        assert!(found(&plan, "Course status"));
        let plan = "## Change\n\nCourse (boats): completed\n\n3 May 2024 - Psychology (R. Tait):\nHe came to six of the ten sessions.\n";
        assert!(found(plan, "boats"));
        assert!(!found(&plan.replace("Course (boats)", "Fitting of boats"), "boats"), "no programme");
        assert!(
            found(&plan.replace("Course (boats)", "Fitting of boats, 10 sessions"), "boats"),
            "of as many"
        );
        assert!(
            !found(&plan.replace("Course (boats)", "Fitting of boats, 12 sessions"), "boats"),
            "of others"
        );
    }

    #[test]
    fn what_was_written_before_the_day() {
        let row = |due: &str| {
            format!(
                "| No | Action | Owner | Due | Status |\n|---|---|---|---|---|\n| 1 | Finish the Larchways course | PBSW | {due} | Complete |"
            )
        };
        let entry = "3 May 2023 - Psychology (R. Tait):\nThe Larchways course is not completed.\n";
        let check = |due: &str| {
            let plan = format!("## Actions\n\n{}\n\n## Contacts\n\n{entry}", row(due));
            with_ground(&[("2024-06-01", &plan)], |ground| {
                !denied(ground, unit(ground, "Finish the Larchways")).is_empty()
            })
        };
        assert!(check("1 April 2023"));
        assert!(!check("1 September 2023"), "it may have been done since");
    }

    /// The lines that deny what a line of the second plan calls done, which has entries that the first has not.
    fn all(stands: &str, entries: &str, said: &str) -> Vec<String> {
        let plan = |entries: &str| format!("## Summary\n\n{stands}\n\nWing: B\n\n## Contacts\n\n{entries}");
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &plan(entries))], |ground| {
            let denied = denied(ground, unit(ground, said));
            denied.into_iter().map(|line| ground.after.line(line).text.clone()).collect()
        })
    }

    fn entry(day: &str, author: &str, said: &str) -> String {
        format!("{day} - {author}:\n{said}\n\n")
    }

    #[test]
    fn the_subject_of_a_letter_names_the_programme() {
        let letter = |day: &str, subject: &str, said: &str| {
            format!(
                "###### From: R. Tait, Psychology, Sent: {day} 2024 09:05\n\n**To:** O. Quill\n**Re:** {subject}\n\n{said}\n\n"
            )
        };
        let letters = |subject: &str| {
            let said =
                "Orla, he attended 9 of the 14 sessions and has not completed the programme. It rained.";
            letter("4 April", "Ferry", "Orla, the ferry is late.") + &letter("3 May", subject, said)
        };
        let found = |subject: &str| {
            all("Safe Harbour completed 08/03/2024.", &letters(subject), "Safe Harbour completed")
        };
        assert_eq!(found("Safe Harbour - Orr").len(), 1);
        assert!(found("Ferry Road - Orr").is_empty(), "of something else");
    }

    #[test]
    fn two_hands_of_this_year() {
        let learning = |said: &str| entry("9 May 2024", "Learning centre (O. Quill)", said);
        let psychology = |day: &str, said: &str| entry(day, "Psychology (R. Tait)", said);
        let claim = "Orr completed TIDE in November and his certificate is up.";
        let left = "Orr attended 11 of 24 sessions of TIDE and withdrew from the group.";
        let found = |claim: &str, day: &str, said: &str| {
            all("Hut: 3", &(psychology(day, said) + &learning(claim)), claim)
        };
        assert_eq!(found(claim, "3 May 2024", left), [left]);
        let group = "She finished the boat group in October, all 14 sessions.";
        let part = "She came to 9 of the 14 sessions and did not complete the group.";
        assert_eq!(found(group, "3 May 2024", part), [part]);
        assert!(
            found(group, "3 March 2024", "She has been to 9 of the 14 sessions.").is_empty(),
            "she went on"
        );
        assert!(found(claim, "3 May 2024", &left.replace("TIDE", "SURF")).is_empty(), "another");
        assert!(
            found(claim, "3 May 2024", "Orr came to 24 of 24 sessions of TIDE.").is_empty(),
            "all of them"
        );
    }

    #[test]
    fn what_tells_how_stands_with_it() {
        let table = "| Programme | Result |\n|---|---|\n| Clear Water group | Completed |";
        let said = "I hear it said. Orr did not finish Clear Water. He came to seven of sixteen and was taken off it.";
        let found = all(table, &entry("3 May 2024", "Psychology (R. Tait)", said), "Clear Water group");
        assert_eq!(found.len(), 2, "{found:?}");
        let said = "Orr left Clear Water at session 14, on 2 April 2024. He has not come back.";
        let found = all(
            "Clear Water (boats): completed 12 March 2024, 22 sessions",
            &entry("3 May 2024", "Psychology (R. Tait)", said),
            "Clear Water (boats)",
        );
        assert!(found.first().is_some_and(|line| line.contains("session 14")), "{found:?}");
    }

    #[test]
    fn a_line_that_nobody_signed() {
        let field = "Clear Water (boats): completed 12 March 2024, 22 sessions";
        let found = |said: &str| {
            let plan = |said: &str| format!("## Courses\n\n{field}\n\n{said}\n\n## Hut\n\nHut: 3\n");
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &plan(said))], |ground| {
                denied(ground, unit(ground, "Clear Water (boats)")).len()
            })
        };
        assert_eq!(found("Orr left Clear Water at session 14, after a storm."), 1);
        assert_eq!(
            found("Orr did not finish Clear Water. He came to nine of the sessions, of 22 in all."),
            1
        );
        assert_eq!(found("He left Clear Water at session 14, after a storm."), 1);
        assert_eq!(found("Orr left Ferry Road at session 14, after a storm."), 0, "another");
        assert_eq!(found("Orr finished Clear Water after all."), 0);
        assert_eq!(found("He will not have finished Clear Water before June."), 0, "ahead");
    }

    #[test]
    fn an_action_that_was_not_begun_or_came_to_nothing() {
        let action = "**Action 5:** Boat contact assessment, Finlay Orr.  \n**Owner:** P Dallow.  \n**By:** 28.02.24.  \n**Status:** Complete.";
        let said = "I regret that I have not begun the boat contact assessment owing to staffing.";
        let found = all(action, &entry("3 May 2024", "P Dallow, Harbour", said), "Status");
        assert_eq!(found, [said]);
        let table = "| No | Action | Owner | Due | Status |\n|---|---|---|---|---|\n| 7 | Referral to Skerrow service | P Drevitt | 30/03/2024 | Done |";
        let found =
            |said: &str| all(table, &entry("3 May 2024", "Harbour (I. Weir)", said), "Referral to Skerrow");
        assert_eq!(found("Skerrow tell me they have had no referral for her.").len(), 1);
        assert!(found("Skerrow tell me they have had the referral.").is_empty());
        assert!(found("Ferrybank tell me they have had no referral for her.").is_empty(), "others");
    }
}
