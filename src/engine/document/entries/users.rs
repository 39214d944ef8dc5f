//! Heads that a record system writes with the id of a user, "[31.07] 2024-05-03 10:15 obrae added comment:", and the list by
//! which a plan says who its users are: "obrae    Brae, Una    harbour nurse".
//!
//! An id is anybody's unless letters of it are those of the surname beside it.

use std::ops::Range;

use super::heads;
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Most tokens of such a head, and of the number of the entry before its day.
const HEAD_TOKENS_MAX: usize = 24;
const NUMBER_TOKENS_MAX: usize = 7;
/// Most words between what the user did and the colon: "added a comment:".
const DONE_WORDS_MAX: usize = 7;
/// How many bytes an id has, and with how many letters of it a surname begins.
const ID_BYTES: Range<usize> = 4..17;
const SURNAME_LETTERS: usize = 3;
/// Most bytes of the title over the list.
const TITLE_BYTES_MAX: usize = 48;
/// Most bytes of a line of the list.
const LINE_BYTES_MAX: usize = 160;

/// A user as the list of a plan has them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct User<'t> {
    pub(super) id: &'t str,
    pub(super) name: String,
    pub(super) job: &'t str,
}

/// The user in a head that opens a line, and how many tokens it is.
fn head(source: &str, line: &[Token]) -> Option<(Range<usize>, usize)> {
    // Soon told, and seldom so.
    if !line.first().is_some_and(|first| first.kind == TokenKind::Number || first.is_byte(source, b'[')) {
        return None;
    }
    let near = &line[..line.len().min(HEAD_TOKENS_MAX)];
    let text = |at: usize| near.get(at).map_or("", |token| token.span.of(source));
    let date = heads::date(source, near)?;
    let numbered = || text(0) == "[" && date.start <= NUMBER_TOKENS_MAX && text(date.start - 1) == "]";
    // A machine writes the time of day.
    let timed = near[date.clone()].iter().any(|token| token.span.of(source).contains(':'));
    if !timed || !(date.start == 0 || numbered()) {
        return None;
    }
    let user = date.end;
    let joined = |at: &usize| near[at - 1].span.end == near[*at].span.start;
    let end = user + 1 + (user + 1..near.len()).take_while(joined).count();
    let id = near.get(user).zip(near.get(end - 1)).map(|(first, last)| first.span.cover(last.span))?;
    // Behind the number of an entry whatever was done ends the one above: "[31.08] … obrae assigned to worr:".
    let known = lexicon::WRITTEN_BY_SYSTEM.has(text(end));
    if !is_id(id.of(source)) || !(known || date.start > 0) {
        return None;
    }
    let colon = (end + 1..near.len()).take(DONE_WORDS_MAX).find(|at| text(*at) == ":")?;
    let words = near[end..colon].iter().all(|token| token.kind == TokenKind::Word);
    words.then_some((user..end, colon + 1))
}

/// How many tokens at the start of a line are such a head; 0 if it has none.
pub(super) fn end(source: &str, line: &[Token]) -> usize {
    head(source, line).map_or(0, |(_, end)| end)
}

/// The id of who wrote, in such a head.
pub(super) fn of_head<'s>(source: &'s str, tokens: &[Token]) -> Option<&'s str> {
    let (user, _) = head(source, tokens)?;
    Some(tokens[user.start].span.cover(tokens[user.end - 1].span).of(source))
}

/// Whether a word may be the id of a user: small letters, figures, stops.
fn is_id(word: &str) -> bool {
    ID_BYTES.contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_'))
        && ![&lexicon::SENTENCE_WORDS, &lexicon::NOT_IN_LABELS].iter().any(|list| list.has(word))
}

/// The users whom the lines of a text list.
pub(super) fn listed(text: &str) -> impl Iterator<Item = User<'_>> {
    // Soon told, and seldom so: the list opens with the first of them, or with a title.
    let small =
        |line: &str| line.trim_start_matches([' ', '|', '\t']).starts_with(|c: char| c.is_ascii_lowercase());
    let title = text.bytes().take(TITLE_BYTES_MAX).position(|byte| byte == b'\n');
    let list = if small(text) || title.is_some_and(|end| small(&text[end + 1..])) { text } else { "" };
    list.lines().filter(|line| line.len() <= LINE_BYTES_MAX).filter_map(user)
}

/// The user of a line: an id, a name and a job between gaps, tabs or bars.
fn user(line: &str) -> Option<User<'_>> {
    let gaps = line.split(['|', '\t']).flat_map(|part| part.split("  "));
    let mut cells = gaps.map(str::trim).filter(|cell| !cell.is_empty());
    let id = cells.next().filter(|id| is_id(id))?;
    let (name, job) = (cells.next()?, cells.next()?);
    let (given, surname) = match name.split_once(',') {
        Some((surname, given)) => (given.trim(), surname.trim()),
        None => name.rsplit_once(' ')?,
    };
    let is_name = |part: &str| {
        part.starts_with(char::is_uppercase)
            && part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '\u{2019}'))
    };
    let letters: String =
        surname.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let spelt = letters.get(..SURNAME_LETTERS).is_some_and(|start| id.contains(start));
    let others = [&lexicon::KIN, &lexicon::NO_OFFICE, &lexicon::NOT_OF_STAFF];
    let other =
        job.split(|c: char| !c.is_alphanumeric()).any(|word| others.iter().any(|list| list.has(word)));
    let whole = is_name(given) && is_name(surname) && spelt && !other && cells.next().is_none();
    whole.then(|| User { id, name: format!("{given} {surname}"), job })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn a_list_of_users_says_who_wrote() {
        let plan = "## Nets\n\n[31.07] 2024-05-03 10:15 obrae added comment:\nShe mends two nets.\n\n\
                    [31.09] 2024-05-09 11:05 worr added comment:\nShe rows.\n\n\
                    ## Users\n\n  obrae   Brae-Hill, Una   harbour nurse\n  kmoor   Moor, Kit   boats\n";
        let document = parse(plan.to_owned()).unwrap();
        let check = |words: &str| {
            let unit = document.units().iter().find(|unit| document.text(unit).contains(words)).unwrap();
            let entry = document.entry(unit);
            (
                entry.author.clone().unwrap_or_default(),
                entry.written.map(|day| day.to_string()).unwrap_or_default(),
            )
        };
        let said = |who: &str, day: &str| (who.to_owned(), day.to_owned());
        assert_eq!(check("two nets"), said("obrae (Una Brae-Hill, harbour nurse)", "2024-05-03"));
        assert_eq!(check("She rows"), said("worr", "2024-05-09"));
    }

    #[test]
    fn what_lists_no_user() {
        for line in [
            "obrae   Una Brae   his victim",
            "kettle   Una Brae   harbour nurse",
            "obrae   harbour nurse",
            "Brae   Una Brae   harbour nurse",
            "obrae   Una Brae   harbour nurse   3",
        ] {
            assert_eq!(user(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_no_head_of_a_user() {
        for line in [
            "2024-05-03 10:15 they added comment:",
            "2024-05-03 obrae added comment:",
            "2024-05-03 10:15 obrae rows:",
        ] {
            let document = parse(format!("## Nets\n\n{line}\nShe mends nets.\n")).unwrap();
            let unit = document.units().iter().find(|unit| document.text(unit).contains("mends")).unwrap();
            assert_eq!(document.entry(unit).author, None, "{line}");
        }
    }
}
