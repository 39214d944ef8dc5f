//! Who wrote a passage and when, from the head or the signature of its entry.
//!
//! Takes a unit, gives what its entry says. The date is read; what remains of the head is the author, verbatim.
//! Nothing is guessed: where there is no head and no signature, the author is not recorded.

use jiff::civil::Date;

use super::heads::{behind_time, counted, is_in_remark, is_role};
use super::{divided, labelled, letters, mailboxes, periods, quoted, standing, users};
use crate::document::lines;
use crate::document::model::{Document, Unit, UnitKind};
use crate::document::reading::plain;
use crate::lexicon;
use crate::text::{Token, TokenKind, Words, has_break};

/// Who wrote it and when, as far as the plan says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The words of the head beside its date, verbatim.
    pub author: Option<String>,
    /// Its date.
    pub written: Option<Date>,
}

/// What the head or signature over or under a unit says; nothing for the unit itself if it is one.
pub fn entry_of(document: &Document, unit: &Unit) -> Entry {
    document.entry(unit).into_owned()
}

/// The role in the words of a head or signature: the part that names one, without the person's name.
pub fn role(author: &str) -> Option<&str> {
    let says_role = |part: &&str| part.split(|c: char| !c.is_alphanumeric()).any(is_role);
    author.split([',', '(', ')', ';']).map(str::trim).find(says_role)
}

/// Reads a head or signature. What a head leaves out is told by the lines of the same head above it, by who signs at the
/// end of its paragraph, and where it says that it is the same, by the note before.
pub(in crate::document) fn read(document: &Document, head: u32) -> Entry {
    let mut entry = read_line(document, head);
    if entry.author.as_deref().is_some_and(mailboxes::is_one)
        && let Some(name) = mailboxes::signer(document, head)
    {
        entry.author = Some(with_name(document, name));
    }
    let whole = |entry: &Entry| entry.author.is_some() && entry.written.is_some();
    if whole(&entry) {
        return entry;
    }
    if document.unit(head).kind != UnitKind::EntryHead {
        if let Some(written) = divided::day_of(document, head) {
            let before = || divided::signer_before(document, head);
            let author = entry.author.or_else(|| read_line(document, before()?).author);
            return Entry { author, written: Some(written) };
        }
        let day = || letters::day_line(document, head).and_then(|line| read_line(document, line).written);
        let written = entry.written.or_else(day);
        return Entry { written, ..entry };
    }
    let kind = |unit: u32| document.unit(unit).kind;
    let says = |unit: u32, asks: fn(&str, &[Token]) -> bool| {
        asks(document.source(), document.tokens_of(document.unit(unit)))
    };
    // The lines of labels above it, and it, are one head.
    let labelled = |unit: u32| kind(unit) == UnitKind::EntryHead && says(unit, labelled::is_of_head);
    let lines = || {
        (0..head)
            .rev()
            .take(LINES_OF_HEAD_MAX)
            .take_while(|unit| labelled(head) && kind(*unit) == UnitKind::EntryHead)
    };
    let first = lines().take_while(|unit| labelled(*unit)).last().unwrap_or(head);
    let top = lines().find(|unit| !labelled(*unit)).filter(|unit| *unit + 1 == first);
    let end = document.blocks()[document.unit(head).block as usize].units.end;
    let signature = end.checked_sub(1).filter(|last| *last > head && kind(*last) == UnitKind::Signature);
    let own = (first..head).rev().chain(top).chain(signature).map(|unit| read_line(document, unit));
    for other in own.chain(notes_before(document, first, head)) {
        if whole(&entry) {
            break;
        }
        entry = Entry { author: entry.author.or(other.author), written: entry.written.or(other.written) };
    }
    entry
}

/// What the heads of the notes right before say, as far back as each is the same as the one before it.
fn notes_before(document: &Document, first: u32, head: u32) -> Vec<Entry> {
    let kind = |unit: u32| document.unit(unit).kind;
    let same = |unit: u32| {
        let (source, tokens) = (document.source(), document.tokens_of(document.unit(unit)));
        says_same(source, tokens) || periods::is_same_day(source, tokens)
    };
    // Whom somebody met stands behind the head of a row.
    let met = |unit: u32| {
        let first = document.blocks()[document.unit(unit).block as usize].units.start;
        kind(unit) == UnitKind::Pair && kind(first) == UnitKind::EntryHead
    };
    let passed = |unit: &u32| {
        matches!(kind(*unit), UnitKind::Sentence | UnitKind::Item | UnitKind::Signature) || met(*unit)
    };
    let mut found = Vec::new();
    let mut from = (first..=head).any(same).then_some(first);
    while let Some(at) = from.take().filter(|_| found.len() < NOTES_THE_SAME_MAX) {
        let above = (0..at).rev().take(UNITS_BETWEEN_HEADS_MAX).find(|unit| !passed(unit));
        if let Some(above) = above.filter(|unit| kind(*unit) == UnitKind::EntryHead) {
            found.push(read_line(document, above));
            from = Some(above).filter(|unit| same(*unit));
        }
    }
    found
}

/// Most notes, one behind the other, that say to be the same.
const NOTES_THE_SAME_MAX: usize = 32;
/// Most lines of one head, and most units from a head back to those of the note before.
const LINES_OF_HEAD_MAX: usize = 8;
const UNITS_BETWEEN_HEADS_MAX: usize = 64;

/// Whether words stand for what the note before has: "same day", "Date: same day", "as above".
pub(super) fn says_same(source: &str, tokens: &[Token]) -> bool {
    parts_between(source, tokens).any(|part| lexicon::THE_SAME_AS_BEFORE.has(&small(source, part)))
}

/// The parts of a line between bars and colons, and of several lines those of each.
fn parts_between<'t>(source: &str, tokens: &'t [Token]) -> impl Iterator<Item = &'t [Token]> {
    lines_of(source, tokens).flat_map(|line| line.split(|token| matches!(token.span.of(source), "|" | ":")))
}

fn small(source: &str, tokens: &[Token]) -> String {
    plain(source, tokens).to_lowercase()
}

/// Reads a line of a head, or a signature, by itself. What stands in it for the day of another is no name.
fn read_line(document: &Document, head: u32) -> Entry {
    let (source, tokens) = (document.source(), document.tokens_of(document.unit(head)));
    let mut entry = read_alone(document, head);
    if entry.written.is_none() {
        if labelled::asks_something_else(source, tokens) {
            return Entry::default();
        }
        if let Some(value) =
            labelled::author(source, tokens).filter(|value| lines_of(source, value).count() == 1)
        {
            entry.author = author(source, value).map(|author| with_name(document, author));
        }
    }
    if entry.written.is_none() && says_same(source, tokens) {
        let lists = [&lexicon::THE_SAME_AS_BEFORE, &lexicon::HEAD_LABELS, &lexicon::AUTHOR_LABELS];
        let own = |part: &&[Token]| !lists.iter().any(|list| list.has(&small(source, part)));
        entry.author = parts_between(source, tokens).filter(own).find_map(|part| author(source, part));
    }
    entry
}

fn read_alone(document: &Document, head: u32) -> Entry {
    let entry = read_words(document, head);
    // A bracket that opens with a dash is signed by the first name alone, where the plan's key has one of that name.
    let tokens = document.tokens_of(document.unit(head));
    let is = |at: usize, signs: &[char]| {
        tokens.get(at).is_some_and(|token| token.span.of(document.source()).starts_with(signs))
    };
    if !(is(0, &['(', '[']) && is(1, &['-', '\u{2013}', '\u{2014}'])) {
        return entry;
    }
    let author = entry.author.map(|author| {
        let first = author.split(',').next().unwrap_or_default().trim();
        match document.people.given(first).filter(|_| !author.contains('(')) {
            Some(person) => format!("{author} ({person})"),
            None => author,
        }
    });
    Entry { author, ..entry }
}

fn read_words(document: &Document, head: u32) -> Entry {
    let (source, tokens) = (document.source(), document.tokens_of(document.unit(head)));
    if document.unit(head).kind == UnitKind::EntryHead
        && let Some(written) = divided::day(source, tokens)
    {
        return Entry { author: None, written: Some(written) };
    }
    if document.unit(head).kind == UnitKind::EntryHead
        && let Some(user) = users::of_head(source, tokens)
    {
        let written = document.dates(head).first().and_then(|(_, day)| day.last_day());
        return Entry { author: Some(with_user(document, user)), written };
    }
    let tokens = labelled::without_label(source, tokens);
    let dates = document.dates(head);
    let whole = || dates.iter().filter(|(_, value)| value.date().is_some());
    if document.unit(head).kind == UnitKind::EntryHead
        && whole().next().is_none()
        && let Some(opening) = periods::opening(source, tokens)
        && !periods::may_be_name(document, head, opening)
    {
        let author = author(source, &tokens[opening.end..]).map(|author| with_name(document, author));
        return Entry { author, written: periods::day(document, head, opening) };
    }
    // "A. Other (from 3 May 2024), 9 June 2024"
    let remarked = |range: &std::ops::Range<usize>| is_in_remark(source, tokens, range.start);
    let found = whole().find(|(range, _)| !remarked(range)).or_else(|| whole().next()).or(dates.first());
    let Some((range, value)) = found else {
        if let Some(month) = standing::month_alone(document, head) {
            let author = author(source, &tokens[1..]).map(|author| with_name(document, author));
            return Entry { author, written: Some(month) };
        }
        let author = author(source, tokens).map(|author| with_name(document, author));
        let signs = document.unit(head).kind == UnitKind::Signature;
        let month = if signs { standing::month_in_figures(source, tokens) } else { None };
        let above = || standing::above(document, head).and_then(standing::Standing::day);
        let written = month.or_else(above);
        return Entry { author, written };
    };
    let written = || {
        let year = || standing::above(document, head).map(|above| above.period.year());
        value.last_day().or_else(|| value.last_day_in(year()?))
    };
    // "**Your name?** Ann Other **When?** 3 May 2024"
    let asked = || lines_of(source, tokens).find_map(|line| labelled::author(source, line));
    let lines = || lines::lines(source, tokens);
    let came_back = document.people.forms().labelled();
    let lead = || came_back.then(|| labelled::author_of_lead(source, tokens, &lines())).flatten();
    let questions = tokens.iter().any(|token| token.is_byte(source, b'?'));
    let wrote = || quoted::who(source, tokens).map(|who| &tokens[who]);
    if let Some(who) = questions.then(asked).flatten().or_else(wrote).or_else(lead) {
        let author = author(source, who).map(|author| with_name(document, author));
        return Entry { author, written: written() };
    }
    let end = behind_time(Words::new(source, tokens), range.end);
    if let Some(author) = author_of_record(source, &tokens[..range.start], &tokens[end..]) {
        return Entry { author: Some(with_name(document, author)), written: written() };
    }
    let (left, right) = (author(source, &tokens[..range.start]), author(source, &tokens[end..]));
    // "A. Other, 3 May 2024, added to 9 June"
    let again = dates.iter().any(|(other, _)| other.start >= end);
    let author = match (left, right.filter(|_| !again)) {
        (Some(left), Some(right)) => Some(format!("{left}, {right}")),
        (left, right) => left.or(right),
    };
    Entry { author: author.map(|author| with_name(document, author)), written: written() }
}

/// A user with the name and job that the plan's list of users gives them: "obrae (Una Brae, nurse)".
fn with_user(document: &Document, user: &str) -> String {
    document.person(user).map_or_else(|| user.to_owned(), |person| format!("{user} ({person})"))
}

/// An author of initials with the name and job that the plan's own list of people gives them: "DF (Dougal Ferrant,
/// PBSW)".
fn with_name(document: &Document, author: String) -> String {
    // "DS" alone may be somebody's initials; "DS Other" is a detective.
    let may_be = |word: &&str| !is_role(word) && (!lexicon::RANKS.has_exactly(word) || *word == author);
    let mut words = author.split(|c: char| !c.is_alphanumeric()).filter(may_be);
    match words.find_map(|word| document.person(word)) {
        Some(person) => format!("{author} ({person})"),
        None => author,
    }
}

/// How many tokens say that somebody wrote last: "Last updated by", "Amended by".
pub(super) fn done_last(source: &str, tokens: &[Token]) -> usize {
    let is = |at: usize, word: &str| {
        tokens.get(at).is_some_and(|token| token.span.of(source).eq_ignore_ascii_case(word))
    };
    let sign = tokens.iter().take_while(|token| token.kind == TokenKind::Sign).count();
    let done = sign + usize::from(is(sign, "last"));
    let listed = tokens.get(done).is_some_and(|token| lexicon::DONE_LAST.has(token.span.of(source)));
    if listed && is(done + 1, "by") { done + 2 } else { 0 }
}

/// The words of a head beside its date, without the signs and the "Signed:" around them.
fn author(source: &str, tokens: &[Token]) -> Option<String> {
    let mut tokens = &tokens[counted(source, tokens)..];
    tokens = &tokens[done_last(source, tokens)..];
    // The number of an item is not of who wrote it.
    if let [number, sign, rest @ ..] = tokens
        && number.kind == TokenKind::Number
        && matches!(sign.span.of(source), "." | ")")
    {
        tokens = rest;
    }
    while let Some((first, rest)) = tokens.split_first() {
        let text = first.span.of(source);
        let opens = first.kind == TokenKind::Sign || lexicon::SIGNATURE_OPENERS.has(&text.to_lowercase());
        if !opens {
            break;
        }
        tokens = rest;
    }
    while let Some((last, rest)) = tokens.split_last() {
        let text = last.span.of(source);
        let opened = |sign: &str| rest.iter().any(|token| token.span.of(source) == sign);
        let closes_bracket = text == ")" && opened("(") || text == ">" && opened("<");
        // "AW 7/10": a day without its year dates nothing, and is no name.
        let day = last.kind == TokenKind::Number && text.contains('/');
        let closes = day || lexicon::SIGNATURE_CLOSERS.has(&text.to_lowercase());
        if !closes && (last.kind != TokenKind::Sign || closes_bracket) {
            break;
        }
        tokens = rest;
    }
    let parts = tokens.split(|token| divides(source, token)).filter(|part| !part.is_empty());
    let mut text = parts.map(|part| plain(source, part)).collect::<Vec<_>>().join(", ");
    // "Ann Other (nurse", of which the day stood in the bracket too.
    if text.contains('(') && !text.contains(')') {
        text.push(')');
    }
    text.contains(char::is_alphabetic).then_some(text)
}

/// Whether a sign by itself stands between who wrote and for whom: "ORR A -- HOUSING", "A. Orr / Housing".
fn divides(source: &str, token: &Token) -> bool {
    let (before, behind) = (&source[..token.span.start as usize], &source[token.span.end as usize..]);
    let sign = |c: char| matches!(c, '-' | '\u{2013}' | '\u{2014}' | '/' | '|');
    let apart = before.trim_end_matches(sign).ends_with(char::is_whitespace)
        && behind.trim_start_matches(sign).starts_with(char::is_whitespace);
    token.kind == TokenKind::Sign && token.span.of(source).chars().all(sign) && apart
}

/// The author in the head of an entry that a record system wrote, beside its date: the values of its keys, and the words
/// of its columns, but for its number and how it stands. Nothing where it has neither keys nor a number nor a state.
fn author_of_record(source: &str, before: &[Token], behind: &[Token]) -> Option<String> {
    let parts: Vec<Part<'_>> =
        [before, behind].into_iter().flat_map(|tokens| parts(source, tokens)).collect();
    // What stands before the label of who wrote, without one of its own, is of which kind the entry is.
    let asked = parts.iter().position(|part| part.asks_author(source)).unwrap_or(0);
    if asked == 0 && parts.iter().all(|part| part.is_plain(source)) {
        return None;
    }
    let told = parts.iter().enumerate().filter(|(at, part)| *at >= asked || !part.key.is_empty());
    let told = told.map(|(_, part)| part).filter(|part| part.tells_author(source));
    let values: Vec<String> = told.filter_map(|part| author(source, part.value)).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// Most words before the number of an entry: "Event no. 17".
const NUMBER_WORDS_MAX: usize = 2;

/// A part of such a head: between commas, or behind a key.
struct Part<'t> {
    key: &'t [Token],
    value: &'t [Token],
}

impl Part<'_> {
    fn key<'s>(&self, source: &'s str) -> &'s str {
        match self.key {
            [] => "",
            [first, .., last] | [first @ last] => first.span.cover(last.span).of(source),
        }
    }

    fn is_state(&self, source: &str) -> bool {
        matches!(self.value, [word] if lexicon::ENTRY_STATES.has(word.span.of(source)))
    }

    /// Whether it is a number, with a word or two before it at most: that of the entry, or a time that is written as
    /// none.
    fn is_number(&self) -> bool {
        let words = self.value.iter().filter(|token| token.kind == TokenKind::Word).count();
        let is_number = |token: Option<&Token>| token.is_some_and(|token| token.kind == TokenKind::Number);
        is_number(self.value.last()) && words <= NUMBER_WORDS_MAX
            || is_number(self.value.first()) && words < 2
    }

    /// Whether the head of an entry that a person wrote has such a part.
    fn is_plain(&self, source: &str) -> bool {
        let opens = || {
            let mut words = self.key.iter().map(|token| token.span.of(source).to_lowercase());
            words.all(|word| lexicon::SIGNATURE_OPENERS.has(&word) || !word.starts_with(char::is_alphabetic))
        };
        opens() && !self.is_number() && !self.is_state(source)
    }

    fn asks_author(&self, source: &str) -> bool {
        let key = self.key(source);
        let by = self.key.last().is_some_and(|last| last.span.of(source).eq_ignore_ascii_case("by"));
        by || lexicon::AUTHOR_LABELS.has(key)
    }

    /// Whether it is a line above an e-mail that says something else than from whom it came.
    fn is_beside_the_sender(&self, source: &str) -> bool {
        let key = self.key(source);
        lexicon::MAIL_LABELS.has(key) && !key.eq_ignore_ascii_case("from")
    }

    fn tells_author(&self, source: &str) -> bool {
        let words = self.value.iter().any(|token| token.kind == TokenKind::Word);
        let key = self.key(source);
        // To whom an e-mail went, in which way somebody was met, of which kind the note is.
        let beside = [&lexicon::BESIDE_THE_AUTHOR, &lexicon::WAYS_OF_LOGS, &lexicon::KINDS_OF_NOTE];
        let other = self.is_beside_the_sender(source) || beside.iter().any(|list| list.has(key));
        words && !other && !self.is_state(source) && !self.is_number()
    }
}

/// The parts of a stretch of such a head, line by line.
fn parts<'t>(source: &str, tokens: &'t [Token]) -> Vec<Part<'t>> {
    let mut parts: Vec<Part<'t>> = Vec::new();
    for line in lines_of(source, tokens) {
        let first = parts.len();
        let ends = |token: &Token| matches!(token.span.of(source), "," | ";" | "|" | "]" | "[");
        line.split(ends).for_each(|part| add_parts(source, part, &mut parts));
        // "To: Other, Ann; the hall": to whom else it went.
        let key = parts.get(first).filter(|part| part.is_beside_the_sender(source)).map(|part| part.key);
        for part in parts.iter_mut().skip(first + 1).filter(|part| part.key.is_empty()) {
            part.key = key.unwrap_or_default();
        }
    }
    parts
}

/// The lines of a head.
fn lines_of<'t>(source: &str, tokens: &'t [Token]) -> impl Iterator<Item = &'t [Token]> {
    let breaks =
        |one: &Token, next: &Token| has_break(&source[one.span.end as usize..next.span.start as usize]);
    tokens.chunk_by(move |one, next| !breaks(one, next))
}

/// The parts of what stands between two commas: the first key may be of several words, each behind it is one.
fn add_parts<'t>(source: &str, tokens: &'t [Token], parts: &mut Vec<Part<'t>>) {
    let is_colon = |at: &usize| tokens[*at].span.of(source) == ":";
    let colons: Vec<usize> = (1..tokens.len()).filter(is_colon).collect();
    let starts: Vec<usize> =
        colons.iter().enumerate().map(|(index, colon)| if index == 0 { 0 } else { colon - 1 }).collect();
    for (index, colon) in colons.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(tokens.len()).max(colon + 1);
        let (key, value) = (&tokens[starts[index]..*colon], &tokens[colon + 1..end]);
        parts.push(Part { key, value: without_signs(source, value) });
    }
    if colons.is_empty() {
        parts.push(Part { key: &[], value: without_signs(source, tokens) });
    }
    parts.retain(|part| !part.value.is_empty());
}

/// Tokens without the signs around them, but for brackets.
fn without_signs<'t>(source: &str, mut tokens: &'t [Token]) -> &'t [Token] {
    while let [first, rest @ ..] = tokens
        && first.kind == TokenKind::Sign
        && first.span.of(source) != "("
    {
        tokens = rest;
    }
    while let [rest @ .., last] = tokens
        && last.kind == TokenKind::Sign
        && !matches!(last.span.of(source), ")" | ">")
    {
        tokens = rest;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn check(head: &str) -> (Option<String>, Option<String>) {
        let document = parse(head.to_owned()).unwrap();
        let entry = read(&document, 0);
        (entry.author, entry.written.map(|date| date.to_string()))
    }

    fn both(author: &str, written: &str) -> (Option<String>, Option<String>) {
        (Some(author.to_owned()), Some(written.to_owned()))
    }

    #[test]
    fn heads_of_several_kinds() {
        assert_eq!(check("17 October 2023 – police:"), both("police", "2023-10-17"));
        assert_eq!(check("**CBSW, L. Waddle, 18.08.20**"), both("CBSW, L. Waddle", "2020-08-18"));
        assert_eq!(check("15/06/2020 – NURSE (L. Waddle)"), both("NURSE (L. Waddle)", "2020-06-15"));
        assert_eq!(check("Entry 3 - L. Waddle, nurse, 15/06/2020:"), both("L. Waddle, nurse", "2020-06-15"));
    }

    #[test]
    fn heads_as_staff_write_them() {
        let list = "| Role | Name |\n|---|---|\n| PBSW | Morag Teviot |\n\n";
        let read = |head: &str| {
            let document = parse(format!("{list}{head} She is well.")).unwrap();
            entry_of(&document, document.units().last().unwrap()).author
        };
        assert_eq!(read("MT 07.02.24 –").as_deref(), Some("MT (Morag Teviot, PBSW)"));
        assert_eq!(read("PS 07.02.24 –"), None, "nobody on the list");
        assert_eq!(
            read("*Update 18 Dec 2023 - Psychology (O Brae)* -").as_deref(),
            Some("Psychology (O Brae)")
        );
        let entered = check("ENTRY BY: F BRAE, SOCIAL WORK   ENTERED: 14 Feb 2024\nShe is well.");
        assert_eq!(entered, both("F BRAE, SOCIAL WORK", "2024-02-14"));
        for (head, author) in [
            ("14 Feb 2024 at 09:15 - Officer Brae", "Officer Brae"),
            ("PO Brae 14/02/24 1410hrs", "PO Brae"),
            ("14 FEB 24 1410 -- BRAE F -- HOUSING --", "BRAE F, HOUSING"),
            ("14/02/24 14.10 / F Brae / Housing", "F Brae, Housing"),
            ("14 Feb 24 2019 - F Brae - Housing", "F Brae, Housing"),
            ("Date: 14 Feb 2024   Author: F Brae (Addictions)", "F Brae (Addictions)"),
            ("Date/time: 14/02/2024 14:10   Recorded by: F Brae, PBSW", "F Brae, PBSW"),
            ("From: Housing Officer. Date: 14/2/24", "Housing Officer"),
            ("Psychology - 14-Feb-2024 - O. Brae", "Psychology, O. Brae"),
        ] {
            assert_eq!(check(&format!("{head}\nShe is well.")), both(author, "2024-02-14"), "{head}");
        }
    }

    #[test]
    fn heads_that_a_machine_wrote() {
        for (head, author) in [
            ("###### [NOTE 0171] 22-JAN-2026 1620, U:PBSW, BY:BRAEF, ST:SIGNED", "PBSW, BRAEF"),
            (
                "###### User: braef, Agency: Social Work, Created: 22/01/2026 16:20, Status: Final",
                "braef, Social Work",
            ),
            ("###### 000143, 2026-01-22, 0915, WARD, BRAEF, FINAL", "WARD, BRAEF"),
            ("###### Event no. 17, 22 Jan 2026 16:20, Nurse F Brae, (health)", "Nurse F Brae, health"),
            (
                "###### From: Una Brae <una@example.org>, Date: Thu, 22 Jan 2026 15:11",
                "Una Brae <una@example.org>",
            ),
            ("###### Entry 17, (Ward), Made 22-JAN-2026 at 16:20 by BRAEF, version 2", "Ward, BRAEF"),
            (
                "###### From: Una Brae (Port Row Trust), Sent: 22 January 2026 16:20",
                "Una Brae (Port Row Trust)",
            ),
            ("[NOTE 0171] 22-JAN-2026 16:20 U:PBSW BY:BRAEF ST:SIGNED", "PBSW, BRAEF"),
        ] {
            let document = parse(format!("{head}\nShe is well.")).unwrap();
            let entry = entry_of(&document, document.units().last().unwrap());
            assert_eq!(
                (entry.author, entry.written.map(|day| day.to_string())),
                both(author, "2026-01-22"),
                "{head}"
            );
        }
    }

    #[test]
    fn signatures_of_several_kinds() {
        assert_eq!(check("Signed: A. Other, PBSW, 12 May 2024"), both("A. Other, PBSW", "2024-05-12"));
        assert_eq!(check("(Entry by A. Other, PBSW, 9 May 2023)"), both("A. Other, PBSW", "2023-05-09"));
    }

    #[test]
    fn the_role_beside_the_name() {
        assert_eq!(role("CBSW, L. Waddle"), Some("CBSW"));
        assert_eq!(role("L. Waddle, Personal Officer"), Some("Personal Officer"));
        assert_eq!(role("housing officer (L. Waddle)"), Some("housing officer"));
        assert_eq!(role("L. Waddle"), None);
    }

    #[test]
    fn no_date_is_no_date() {
        assert_eq!(check("Signed: A. Other"), (Some("A. Other".to_owned()), None));
    }

    #[test]
    fn text_under_no_head_has_no_author() {
        let document = parse("He was seen.".to_owned()).unwrap();
        assert_eq!(entry_of(&document, document.unit(0)), Entry::default());
    }
}
