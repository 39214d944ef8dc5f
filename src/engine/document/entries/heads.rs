//! The heads of a plan's entries: "12 May 2024 – PBSW (J. Smith):".

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::patterns;
use super::people::{People, is_initials};
use super::stamps;
use super::{bracketed, quoted, users};
use crate::document::lines::STRONG;
use crate::lexicon;
use crate::text::dates::{self, date_at};
use crate::text::times::time_at;
use crate::text::{Token, TokenKind, Words, folded_sign, is_invisible, ligature};

/// Longest head of an entry, in tokens.
const HEAD_TOKENS_MAX: usize = 24;
/// Longest head of an entry that a record system wrote, in tokens.
const RECORD_TOKENS_MAX: usize = 48;
/// Longest word with a full stop behind it that is an abbreviation, in bytes.
const ABBREVIATION_BYTES_MAX: usize = 4;
/// Fewest keys of such a head on a line that nothing else shows to be one.
const KEYS_MIN: usize = 2;
/// Most words of a head beside its date.
const HEAD_WORDS_MAX: usize = 9;

/// How many tokens at the start of a line are the head of an entry: a date and who wrote, up to a colon, the end of
/// the line, or a sign that parts the head from the text behind it. 0 if it has none.
pub(in crate::document) fn head(source: &str, tokens: &[Token], people: &People) -> usize {
    let keyed = keyed_end(source, tokens);
    if keyed > 0 {
        return keyed;
    }
    let told = [stamps::told_end, bracketed::end, quoted::end, users::end];
    let told = told.iter().map(|end| end(source, tokens)).find(|end| *end > 0).unwrap_or(0);
    if told > 0 {
        return told;
    }
    let counted = counted(source, tokens);
    match uncounted_head(source, &tokens[counted..], people) {
        0 if counted == 0 => match bold_head(source, tokens, people) {
            0 => match stamps::formed_end(source, tokens, people) {
                0 => patterns::end(source, tokens, people),
                head => head,
            },
            head => head,
        },
        0 => 0,
        head if stamps::tells_a_value(source, &tokens[counted..], head, people) => 0,
        head => counted + head,
    }
}

/// How many tokens are a head that bold type at the start of a paragraph sets off, by the surname of somebody who is named
/// elsewhere or by the field that one works in: "**3 May 2024 - Other.** Seen today." 0 if it has none.
fn bold_head(source: &str, tokens: &[Token], people: &People) -> usize {
    let Some(first) = tokens.first() else { return 0 };
    let before = &source[..first.span.start as usize];
    if !STRONG.iter().any(|mark| before.ends_with(mark)) {
        return 0;
    }
    let near = &tokens[..tokens.len().min(HEAD_TOKENS_MAX + 1)];
    let Some(date) = date(source, near).filter(|date| date.start == 0) else { return 0 };
    let mut ends = weak_ends(source, near, date.end + 1..near.len());
    let Some(end) = ends.find(|end| !is_dash(source, near, end - 1)) else { return 0 };
    let closed = |end: usize| {
        let gap = &source[near[end - 1].span.end as usize..near[end].span.start as usize];
        STRONG.iter().any(|mark| gap.contains(mark))
    };
    let set_off = (end..near.len()).any(closed);
    let who = &near[date.end..end];
    let parted = who.first().is_some_and(|first| first.kind == TokenKind::Sign);
    let stated = |at: usize| !stands_in_no_head(source, who, at) || is_in_remark(source, who, at);
    let known = |at: usize| {
        let text = who[at].span.of(source);
        people.has_surname(text) || is_role(text) || people.names(source, who, at)
    };
    let named = (0..who.len()).all(stated) && (0..who.len()).any(known);
    if set_off && parted && named { end } else { 0 }
}

/// How many tokens count an entry before its head begins: "Entry 3 -", "Session 4:".
pub(super) fn counted(source: &str, tokens: &[Token]) -> usize {
    let [word, number, sign, ..] = tokens else { return 0 };
    let text = word.span.of(source);
    let counts = number.kind == TokenKind::Number
        && number.span.of(source).bytes().all(|byte| byte.is_ascii_digit())
        && number.span.len() <= COUNT_DIGITS_MAX
        && (lexicon::HEAD_COUNTED.has(text) || lexicon::HEAD_TITLES.has(text));
    let parted = matches!(folded_sign(sign.span.of(source)), "-" | ":" | "," | ".");
    if counts && parted { 3 } else { 0 }
}

/// Most digits of a number by which entries are counted.
const COUNT_DIGITS_MAX: usize = 3;

/// The same of what stands behind the entry's number.
fn uncounted_head(source: &str, tokens: &[Token], people: &People) -> usize {
    let near = &tokens[..tokens.len().min(HEAD_TOKENS_MAX)];
    // No number stands in a head beside its date, so that the first of them opens the date or there is none.
    let Some(number) = near.iter().position(|token| token.kind == TokenKind::Number) else { return 0 };
    let stops = |at: &usize| stands_in_no_head(source, near, *at) && !is_in_remark(source, near, *at);
    if (0..number.saturating_sub(1)).any(|at| stops(&at)) {
        return 0;
    }
    let Some(date) = date_of_number(Words::new(source, near), number) else { return 0 };
    let longest = (date.end..near.len()).find(stops).unwrap_or(near.len());
    let lead = |end: usize| {
        let lead = (end <= longest).then(|| lead(source, &tokens[..end], &date, people));
        lead.flatten().unwrap_or_default()
    };
    let end = head_end(source, tokens);
    // "PBSW 3 May 2024 - Well." has its text on the line.
    let is_whole = end >= date.end && lead(end).is_head();
    if is_whole && tokens[end - 1].span.of(source) != "." {
        return end;
    }
    let weak = weak_ends(source, tokens, date.end..longest + 1).find(|end| lead(*end).is_surely_head());
    match weak {
        Some(end) => end + usize::from(is_dash(source, tokens, end)),
        None if is_whole => end,
        None => 0,
    }
}

/// Whether a token stands in brackets behind who wrote, where anything may be said of it: "J Other, nurse (covering the
/// east wing)". Those that the head as a whole stands in are none.
pub(super) fn is_in_remark(source: &str, tokens: &[Token], at: usize) -> bool {
    let is = |at: &usize, sign: &str| tokens[*at].span.of(source) == sign;
    let bracket = |at: &usize| is(at, "(") || is(at, ")");
    let open = (0..at).rev().find(bracket).filter(|open| *open > 0 && is(open, "("));
    open.is_some_and(|open| {
        let close = (at..tokens.len().min(open + REMARK_TOKENS_MAX)).find(bracket);
        close.is_some_and(|close| is(&close, ")"))
    })
}

/// Most tokens of a remark in brackets behind who wrote, with its brackets.
const REMARK_TOKENS_MAX: usize = 12;

/// Whether the head of no entry holds this token beside its date, however far it goes on.
fn stands_in_no_head(source: &str, tokens: &[Token], at: usize) -> bool {
    let text = tokens[at].span.of(source);
    match tokens[at].kind {
        TokenKind::Word if tokens.get(at + 1).is_some_and(|next| next.span.of(source) == ":") => false,
        TokenKind::Word => {
            let small: &str = &bare(text);
            let plain = text.starts_with(char::is_uppercase) || is_listed(small);
            !(plain || describes(source, tokens, at)) || lexicon::OCCASIONS.has(small)
        }
        TokenKind::Sign => !is_head_sign(text),
        TokenKind::Number | TokenKind::Cell | TokenKind::Address => true,
    }
}

/// Whether a word may stand in the head of an entry: a name, a role, a title or a word that links them.
fn is_plain(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || is_listed(&bare(word))
}

/// Whether a word, bare, is a role, a title or a word that links them.
fn is_listed(small: &str) -> bool {
    [&lexicon::HEAD_ROLES, &lexicon::HEAD_TITLES, &lexicon::HEAD_LINKS].iter().any(|list| list.has(small))
}

/// Whether a small word that no list has says more of a role or of a name beside it: "forensic psychologist", "mental
/// health nurse", "Recovery café (O Brae)". A role's word opens what a sign parts from the rest; a name's ends it.
fn describes(source: &str, tokens: &[Token], at: usize) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let is = |at: usize, kind: TokenKind| tokens.get(at).is_some_and(|token| token.kind == kind);
    let unknown = |at: usize| {
        is(at, TokenKind::Word) && !text(at).starts_with(char::is_uppercase) && {
            let small = bare(text(at));
            ![&lexicon::NOT_IN_LEADS, &lexicon::HEAD_ROLES, &lexicon::HEAD_LINKS]
                .iter()
                .any(|list| list.has(&small))
        }
    };
    if !unknown(at) {
        return false;
    }
    // "Children &amp; Families"
    if at > 0 && text(at - 1) == "&" && text(at + 1) == ";" {
        return true;
    }
    let first = at - usize::from(at > 0 && unknown(at - 1));
    let opens = first == 0 || is(first - 1, TokenKind::Sign);
    let role = at + 1 + usize::from(unknown(at + 1));
    let of_role =
        opens && role - first <= WORDS_BEFORE_ROLE_MAX && is(role, TokenKind::Word) && is_role(text(role));
    // "health centre"
    let ends = !is(at + 1, TokenKind::Word);
    let of_field = at > 0 && is(at - 1, TokenKind::Word) && is_role(text(at - 1)) && ends;
    let of_name = at > 0 && is(at - 1, TokenKind::Word) && text(at - 1).starts_with(char::is_uppercase);
    of_role || of_field || of_name && matches!(text(at + 1), "(" | "," | "-" | "\u{2013}" | "\u{2014}")
}

/// Most small words before a role that say more of it.
const WORDS_BEFORE_ROLE_MAX: usize = 2;

/// A word without the ending of what is owned and as it reads, for a list in which words are found in any case.
fn bare(word: &str) -> Cow<'_, str> {
    if word.is_ascii() && !word.ends_with("'s") {
        return Cow::Borrowed(word);
    }
    let mut small = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_invisible(*c)) {
        match ligature(c) {
            Some(letters) => small.push_str(letters),
            None => small.extend(c.to_lowercase()),
        }
    }
    Cow::Owned(small.trim_end_matches("'s").trim_end_matches("\u{2019}s").to_owned())
}

/// Whether these tokens, a whole heading or line, are the head of an entry.
pub(in crate::document) fn is_head(source: &str, tokens: &[Token], people: &People) -> bool {
    let date = (tokens.len() <= HEAD_TOKENS_MAX).then(|| date(source, tokens)).flatten();
    date.and_then(|date| lead(source, tokens, &date, people)).is_some_and(Lead::is_head)
}

/// Whether a heading of the deepest level, as readers of formats write what their source shows to be the head of an
/// entry, is one though no word in it is known: it is dated, and its words name no occasion, unless keys say what they
/// are.
pub(in crate::document) fn is_record_head(source: &str, tokens: &[Token]) -> bool {
    let text = |at: usize| tokens[at].span.of(source);
    let keyed = (0..tokens.len()).any(|at| text(at) == ":");
    // A day with its time is a machine's, of whatever kind the entry is.
    let timed = date(source, tokens)
        .is_some_and(|date| tokens[date].iter().any(|token| token.span.of(source).contains(':')));
    let sentence = (1..tokens.len()).any(|at| text(at) == "." && text(at - 1).len() > ABBREVIATION_BYTES_MAX);
    tokens.len() <= RECORD_TOKENS_MAX
        && date(source, tokens).is_some()
        && (keyed
            || !sentence
                && (timed
                    || !names_an_occasion(source, tokens)
                    || names_a_job(source, tokens)
                    || is_remarked(source, tokens)))
}

/// Whether a heading of any depth below those of sections is a machine's head of an entry: a day with its time at one of its
/// ends, and somebody by name or by job between signs: "Ann Other · nurse, Kirkhaven · 3 May 2024 14:00".
pub(in crate::document) fn is_stamped(source: &str, tokens: &[Token]) -> bool {
    let Some(day) = date(source, tokens).filter(|_| tokens.len() <= RECORD_TOKENS_MAX) else { return false };
    let timed = tokens[day.clone()].iter().any(|token| token.span.of(source).contains(':'));
    let outer = day.start == 0 || day.end == tokens.len();
    let beside = if day.start == 0 { &tokens[day.end..] } else { &tokens[..day.start] };
    let parts = beside.split(|token| token.kind == TokenKind::Sign && token.span.of(source) != ".");
    let somebody = |part: &[Token]| {
        let job = part.iter().any(|token| is_job(token.span.of(source)));
        job || stamps::is_name(source, part) && stamps::may_be_person(source, part)
    };
    timed && outer && !names_an_occasion(source, tokens) && parts.into_iter().any(somebody)
}

/// Whether what names an occasion stands in brackets, behind a day that opens the line and words with capitals: "3 May 2024,
/// Ann Other (review meeting)".
fn is_remarked(source: &str, tokens: &[Token]) -> bool {
    let Some(date) = date(source, tokens).filter(|date| date.start == 0) else { return false };
    let open = |at: &usize| !is_in_remark(source, tokens, *at);
    let words = (date.end..tokens.len()).filter(|at| tokens[*at].kind == TokenKind::Word).filter(open);
    let names: Vec<&str> = words.map(|at| tokens[at].span.of(source)).collect();
    // A place and what was held there are nobody: "3 May 2024, Kirkhaven (court hearing)".
    let somebody = names.len() > 1 || names.iter().any(|word| is_role(word));
    let arranged = tokens.iter().any(|token| lexicon::NO_OFFICE.has(token.span.of(source)));
    names.first().is_some_and(|first| first.starts_with(char::is_uppercase))
        && somebody
        && !arranged
        && !names.iter().any(|word| lexicon::OCCASIONS.has(word) || lexicon::NAMES_OF_NO_PERSON.has(word))
}

/// Whether a line names somebody's job or rank: "Letter from Dr Other, prison GP, 3 May 2024".
fn names_a_job(source: &str, tokens: &[Token]) -> bool {
    let words =
        tokens.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.span.of(source));
    words.into_iter().any(|word| is_job(word) || lexicon::RANKS.has_exactly(word))
}

/// Whether a line opens with a date and a comma and names somebody by initial and name, as who signs does: "3 May 2024,
/// A. Other, housing"; "Contact with A. Other as at 3 May 2024" is a title.
pub(in crate::document) fn is_signed(source: &str, tokens: &[Token]) -> bool {
    let opens = date(source, tokens).is_some_and(|date| date.start == 0);
    opens && names_somebody(source, tokens)
}

/// Whether a line opens with a word for an entry and a colon, and its date stands last: "Update: Larchways, 3 May 2024".
pub(in crate::document) fn is_labelled(source: &str, tokens: &[Token]) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let labelled = lexicon::HEAD_COUNTED.has(text(0)) && text(1) == ":";
    labelled && date(source, tokens).is_some_and(|date| date.end == tokens.len() && date.start > 2)
}

/// Whether a line has an initial with a name behind it: "A. Other".
pub(super) fn names_somebody(source: &str, tokens: &[Token]) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let capital = |text: &str| text.starts_with(char::is_uppercase);
    (0..tokens.len()).any(|at| {
        let name = at + 1 + usize::from(text(at + 1) == ".");
        text(at).len() == 1 && capital(text(at)) && text(name).len() > 1 && capital(text(name))
    })
}

/// How many tokens the head of an entry has that a record system wrote on a line of its own, with a key for each of its
/// parts: `[NOTE 0171] 22-JAN-2026 16:20 U:PBSW BY:OTHERA ST:SIGNED`. 0 if it is none.
fn keyed_end(source: &str, tokens: &[Token]) -> usize {
    let near = &tokens[..tokens.len().min(RECORD_TOKENS_MAX + 1)];
    let (Some(first), Some(last)) = (near.first(), near.last()) else { return 0 };
    if memchr(b':', first.span.cover(last.span).of(source).as_bytes()).is_none() {
        return 0;
    }
    let colons =
        || near.iter().enumerate().filter(|(_, token)| token.is_byte(source, b':')).map(|(at, _)| at);
    if colons().nth(1).is_none() {
        return 0;
    }
    let gap = |at: usize| &source[near[at - 1].span.end as usize..near[at].span.start as usize];
    let end = (1..near.len()).find(|at| gap(*at).contains('\n')).unwrap_or(near.len());
    let key = |at: usize| at.checked_sub(1).filter(|key| near[*key].kind == TokenKind::Word);
    let keys = || colons().filter(|at| *at < end).filter_map(key).map(|key| near[key].span.of(source));
    let plain = |token: &Token| {
        token.kind != TokenKind::Word
            || is_plain(token.span.of(source))
            || is_clock_mark(token.span.of(source))
    };
    let is_head = end <= RECORD_TOKENS_MAX
        && keys().count() >= KEYS_MIN
        && keys().any(names_author)
        && near[..end].iter().all(plain)
        && date(source, &near[..end]).is_some();
    if is_head { end } else { 0 }
}

/// Whether a key of a record system asks who wrote the entry.
fn names_author(key: &str) -> bool {
    key.eq_ignore_ascii_case("by") || lexicon::AUTHOR_LABELS.has(key)
}

/// "hrs" behind the time.
fn is_clock_mark(word: &str) -> bool {
    lexicon::BEHIND_A_TIME.has(word)
}

/// What the words of a short lead with a date name.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that a lead may name, and any may stand with any"
)]
struct Lead {
    /// A role, or the field that one works in.
    role: bool,
    /// A role that a person has: "nurse", not "health".
    job: bool,
    /// A person, by name or by initials.
    person: bool,
    /// A word for a note or a call, which says who wrote only beside someone's job or name.
    titled: bool,
    /// "Report": also the title of what others wrote, unless a person is named with it.
    report: bool,
}

impl Lead {
    /// Whether it heads an entry, where nothing but the line's end or a colon parts it from the text.
    fn is_head(self) -> bool {
        self.role || self.person
    }

    /// Whether a head that only a dash, a full stop or the end of bold type parts from the text behind it is one: a
    /// person or someone's job must stand in it. "Housing 3 May 2024. He moved" tells of housing.
    fn is_surely_head(self) -> bool {
        self.job || self.person
    }
}

/// What a lead with this date names; none where its words or signs are not those of a head.
fn lead(source: &str, tokens: &[Token], date: &Range<usize>, people: &People) -> Option<Lead> {
    if tokens.len() < 2 || tokens.len() > HEAD_TOKENS_MAX {
        return None;
    }
    let (mut words, mut lead) = (0, Lead::default());
    let office = dated_office(source, tokens, date);
    for (part, office) in [(&tokens[..date.start], office), (&tokens[date.end..], 0..0)] {
        for (at, token) in part.iter().enumerate() {
            let text = token.span.of(source);
            match token.kind {
                TokenKind::Word => {
                    let small: &str = &bare(text);
                    let role = lexicon::HEAD_ROLES.has(small);
                    let titled = lexicon::HEAD_TITLES.has(small);
                    let capital = text.starts_with(char::is_uppercase);
                    let listed = capital || role || titled || lexicon::HEAD_LINKS.has(small);
                    let plain = listed || describes(source, part, at);
                    lead.report |= small.eq_ignore_ascii_case("report");
                    // "From:", "Recorded by:", "Date/time:".
                    let colon = part.get(at + 1).is_some_and(|next| next.span.of(source) == ":");
                    let label = colon && lexicon::SIGNATURE_OPENERS.has(small);
                    if !label && (!plain || lexicon::OCCASIONS.has(small)) {
                        if office.contains(&at) || is_in_remark(source, part, at) {
                            continue;
                        }
                        return None;
                    }
                    lead.role |= role;
                    lead.job |= role && !lexicon::HEAD_FIELDS.has(small);
                    lead.titled |= titled;
                    lead.person = lead.person || people.names(source, part, at);
                    words += 1;
                }
                _ if is_in_remark(source, part, at) => {}
                TokenKind::Number | TokenKind::Cell | TokenKind::Address => return None,
                TokenKind::Sign if !is_head_sign(text) => return None,
                TokenKind::Sign => {}
            }
        }
    }
    let named = lead.person || !lead.report && (lead.job || !lead.titled);
    (words <= HEAD_WORDS_MAX && named).then_some(lead)
}

/// What stands before the date in a bracket behind who wrote that ends with it, if it names a job: "Ann Other (prison-based
/// social worker, 3 May 2024)".
fn dated_office(source: &str, tokens: &[Token], date: &Range<usize>) -> Range<usize> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let open = (0..date.start).rev().find(|at| matches!(text(*at), "(" | ")"));
    let Some(open) = open.filter(|open| *open > 0 && text(*open) == "(" && text(date.end) == ")") else {
        return 0..0;
    };
    let mut words = tokens[open..date.start].iter().map(|token| token.span.of(source));
    let tells = words.clone().any(|word| lexicon::NOT_IN_LEADS.has(word) || lexicon::OCCASIONS.has(word));
    if !tells && words.any(is_job) { open..date.start } else { 0..0 }
}

/// Whether a line with this date names a person or somebody's job beside it, and holds nothing else.
pub(super) fn names_writer(source: &str, line: &[Token], date: &Range<usize>, people: &People) -> bool {
    lead(source, line, date, people).is_some_and(Lead::is_surely_head)
}

/// How many tokens of a list item are the head of an entry: as of a paragraph, but its day must stand first, a person or
/// somebody's job in it, and text behind it, in a plan whose lists hold entries. 0 if it has none.
pub(in crate::document) fn head_of_item(source: &str, tokens: &[Token], people: &People) -> usize {
    // Name, bracket and colon show it by themselves.
    let bracketed = bracketed::end(source, tokens);
    if bracketed > 0 && bracketed < tokens.len() {
        return bracketed;
    }
    if !people.forms().are_items() {
        return 0;
    }
    let near = &tokens[..tokens.len().min(HEAD_TOKENS_MAX)];
    let Some(date) = date(source, near).filter(|date| date.start == 0) else { return 0 };
    let head = head(source, tokens, people);
    if head < date.end || head >= tokens.len() {
        return 0;
    }
    let who = &tokens[date.end..head];
    let mut words = who.iter().filter(|token| token.kind == TokenKind::Word);
    // "12/01/24 BP: 120/80"
    let unknown =
        |word: &str| is_initials(word) && !people.has_initials(word) && !people.forms().are_initialled();
    if words.next().is_some_and(|word| unknown(word.span.of(source))) && words.next().is_none() {
        return 0;
    }
    // "12/01/24 GP: olanzapine started" is a line of a chronology: nobody is named.
    let named =
        (0..who.len()).any(|at| people.names(source, who, at)) || stamps::opens_with_a_name(source, who);
    let sure = named && names_writer(source, &tokens[..head], &date, people);
    if sure || stamps::formed_end(source, tokens, people) == head { head } else { 0 }
}

/// Where a head might end that no colon and no line's end parts from its text: behind a dash, a full stop, the bracket
/// that closes what a bracket opened, or the marks that end its bold type; of the places `among` those.
fn weak_ends<'a>(
    source: &'a str,
    tokens: &'a [Token],
    among: Range<usize>,
) -> impl Iterator<Item = usize> + 'a {
    let line = tokens.len().min(HEAD_TOKENS_MAX + 1);
    let text = |at: usize| tokens[at].span.of(source);
    let bracket = tokens.first().map_or("", |first| first.span.of(source));
    let single = move |at: usize| tokens[at].kind == TokenKind::Word && tokens[at].span.len() == 1;
    (among.start.max(2)..among.end.min(line + 1)).filter(move |end| {
        let last = end - 1;
        let gap = tokens
            .get(*end)
            .map_or("", |next| &source[tokens[last].span.end as usize..next.span.start as usize]);
        let before = &source[tokens[last - 1].span.end as usize..tokens[last].span.start as usize];
        match text(last) {
            "-" | "\u{2013}" | "\u{2014}" => gap.contains(' ') && before.contains(' '),
            "." => gap.contains(' ') && !single(last - 1),
            ":" => true,
            ")" if bracket == "(" => true,
            "]" if bracket == "[" => true,
            _ => *end == tokens.len() || gap.contains('\n') || gap.contains("**") || gap.contains("__"),
        }
    })
}

/// Whether bold type begins right before a token.
pub(super) fn is_set_bold(source: &str, token: &Token) -> bool {
    let before = &source[..token.span.start as usize];
    STRONG.iter().any(|mark| before.ends_with(mark))
}

/// Whether bold type ends before this token.
pub(super) fn ends_bold(source: &str, tokens: &[Token], at: usize) -> bool {
    let Some([before, next]) = at.checked_sub(1).and_then(|last| tokens.get(last..last + 2)) else {
        return false;
    };
    let gap = &source[before.span.end as usize..next.span.start as usize];
    STRONG.iter().any(|mark| gap.contains(mark))
}

/// Whether a dash with space around it stands here, so that it belongs to the head before it.
pub(super) fn is_dash(source: &str, tokens: &[Token], at: usize) -> bool {
    let Some([before, dash, after]) = at.checked_sub(1).and_then(|before| tokens.get(before..before + 3))
    else {
        return false;
    };
    let spaced =
        |left: &Token, right: &Token| source[left.span.end as usize..right.span.start as usize].contains(' ');
    matches!(dash.span.of(source), "-" | "\u{2013}" | "\u{2014}")
        && spaced(before, dash)
        && spaced(dash, after)
}

/// Whether a line names an occasion ("Case conference 4 May 2024"), so that its date makes it no head of an entry.
pub(in crate::document) fn names_an_occasion(source: &str, tokens: &[Token]) -> bool {
    tokens.iter().any(|token| lexicon::OCCASIONS.has(&token.span.of(source).to_lowercase()))
}

/// Whether a line says in words that it is the head of an entry, or shows it by a bracket, and is no field: "Entry by: …".
pub(in crate::document) fn opens_entry(source: &str, tokens: &[Token]) -> bool {
    let is = |at: usize, word: &str| {
        tokens.get(at).is_some_and(|token| token.span.of(source).eq_ignore_ascii_case(word))
    };
    is(0, "entry") && is(1, "by") || bracketed::end(source, tokens) > 0
}

/// Whether a word names a role of who writes entries: "nurse", "PBSW".
pub fn is_role(word: &str) -> bool {
    lexicon::HEAD_ROLES.has(&bare(word))
}

/// Whether a word names the job of a person who writes entries: "nurse", but not "health".
pub(super) fn is_job(word: &str) -> bool {
    is_role(word) && !lexicon::HEAD_FIELDS.has(&bare(word))
}

/// Where a head that opens the paragraph would end: after its colon, or at the end of its line.
fn head_end(source: &str, tokens: &[Token]) -> usize {
    for at in 1..tokens.len().min(HEAD_TOKENS_MAX + 1) {
        let gap = &source[tokens[at - 1].span.end as usize..tokens[at].span.start as usize];
        if tokens[at - 1].span.of(source) == ":" || gap.contains('\n') {
            return at;
        }
    }
    tokens.len().min(HEAD_TOKENS_MAX + 1)
}

/// A date with its day, month and year, as a range of tokens: with the day's name before it, and a time of day beside it.
pub(in crate::document) fn date(source: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let words = Words::new(source, tokens);
    (0..words.len()).filter(|at| words.is_number(*at)).find_map(|at| date_of_number(words, at))
}

/// The same of a date that opens with this number.
fn date_of_number(words: Words<'_>, at: usize) -> Option<Range<usize>> {
    let whole_at = |at: usize| date_at(words, at).filter(|(_, date)| date.is_complete()).map(|(end, _)| end);
    let (first, whole) = match whole_at(at) {
        // "May 12 2024"
        None if at > 0 => match whole_at(at - 1) {
            None => (at, None),
            whole => (at - 1, whole),
        },
        whole => (at, whole),
    };
    let start = first - usize::from(first > 0 && dates::opens_as_weekday(words.text(first - 1)));
    // A day that no calendar has ("31/06/2024") is still who wrote when, mistyped.
    let mistyped = || {
        let parts = words.text(at).split(['/', '.']).filter(|part| !part.is_empty()).count();
        (parts == 3).then_some(at + 1)
    };
    Some(start..behind_time(words, whole.or_else(mistyped)?))
}

/// Where the time of day ends that stands behind a date: "12 May 2024 at 14:30", "12/05/24, 1430 hrs". The end of the
/// date where none does.
pub(super) fn behind_time(words: Words<'_>, date: usize) -> usize {
    let joined = date + usize::from(words.is(date, "at") || matches!(words.text(date), "," | "@"));
    match time_at(words, joined) {
        Some((end, _)) => end,
        None if is_machine_time(words.text(joined)) || is_clock(words, joined) => joined + 1,
        None => date,
    }
}

/// Whether a number behind a whole date is the time of day, in four figures or with a full stop, and ends what they say:
/// "16 MAY 22 1205 -- ORR A", "16/05/22 12.05, A Orr".
fn is_clock(words: Words<'_>, at: usize) -> bool {
    let figures = words.text(at);
    let (hours, minutes) = match figures.split_once('.') {
        Some(parts) => parts,
        None if figures.len() == 4 && figures.is_ascii() => figures.split_at(2),
        None => return false,
    };
    let within = |part: &str, most: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|part| part < most);
    let ends = at + 1 == words.len() || words.kind(at + 1) == Some(TokenKind::Sign);
    ends && (within(hours, 24) && within(minutes, 60) || figures == "2400")
}

/// Whether a word is a time of day with its seconds, as machines write it: "14:30:09".
fn is_machine_time(word: &str) -> bool {
    let figures = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split(':').count() == 3 && word.split(':').all(figures)
}

fn is_head_sign(sign: &str) -> bool {
    matches!(folded_sign(sign), "-" | "(" | ")" | "," | ":" | "." | "/" | "&" | ";" | "[" | "]" | "\u{b7}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::model::UnitKind;
    use crate::document::parse;
    use crate::text::{Span, tokenise};

    fn check(text: &str) -> &str {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        match head(text, &tokens, &People::default()) {
            0 => "",
            len => tokens[0].span.cover(tokens[len - 1].span).of(text),
        }
    }

    #[test]
    fn heads_in_many_dresses() {
        for head in [
            "12 May 2024 – PBSW (J. Smith):",
            "14.09.24 – nurse:",
            "CBSW, A. Name, 3 May 2023",
            "Thu 27 May 2021 – addictions worker:",
            "ICM case co-ordinator, Ann Other, 10 August 2022:",
            "12th Aug '20 PBSW",
            "12 August 2020 at 14:30 - Officer Brae",
            "PO Brae 12/08/20 1410hrs",
            "2020-08-12 PBSW Orrin:",
            "Psychology - 12-Aug-2020 - O. Brae",
            "31/06/2024 nurse:",
        ] {
            assert_eq!(check(head), head);
        }
        assert_eq!(check("11/07/2020 police: A further warrant came."), "11/07/2020 police:");
        assert_eq!(check("1 August 2020 nurse\nSprained wrist."), "1 August 2020 nurse");
    }

    #[test]
    fn heads_before_text_on_their_line() {
        for (head, text) in [
            ("OB 07.02.24 –", "LS/CMI was done again."),
            ("24/03/22 WT PBSW.", "The Board met on 3 May 2022."),
            ("**O Brae RMN 22/1/24**", "Slept well."),
            ("*Update 18 Dec 2023 - Psychology (O Brae)* -", "The group is over."),
            ("**O Brae RMN 3/4/24** -", "Brighter."),
            ("[02.03.21 OB PO]", "Low after a call."),
            ("(OB, 14.4.24)", "\"I want to go home.\""),
            ("K Weir-Hogg PBSW 06/05/09.", "He came back on 16 April."),
            ("R Muir, Health &amp; Care, 6 May 2009 \u{2013}", "He asks for a dentist."),
            ("Landing o\u{fb03}cer, 06.05.09:", "Keeps his cell clean."),
            ("*Entry 3 - O Brae, addictions, 6 May 2009.*", "She asks for help."),
            ("Session 4: Dr O Brae 6/5/09 -", "She came late."),
            ("Landing officer, B hall. 06.05.09.", "Keeps his cell clean."),
            ("*Note 6 May 2009 - Sunflower kitchen (O Brae)* -", "He peels and chops."),
            ("Dr O Brae, clinical psychologist, 6/5/09 -", "Third session."),
            ("DC Tulloch (PPU) 06/04/2021.", "Markers are on the house."),
            ("Housing Options (O Brae), e-mail 29/3/21.", "No action from us."),
            ("MAPPA co-ordinator's note, 28 March 2024.", "A form came."),
            ("O. Brae, Learning Centre, 30 April 2008.", "I have had him since January."),
            ("W Tulloch 23/4/07:", "I have read it to her."),
            ("**3 May 2024 - O Brae, RGN (covering the east wing).**", "Slept well."),
            ("*Orla Brae (hall-based family worker, 3 May 2024):*", "She has called."),
            ("3 May 2024 - O Brae, RGN (last one before I go).", "Slept well."),
            ("**3 May 2024 - health centre (agency nurse, no name).**", "Slept well."),
            ("**May 3 2024 - RGN Brae.**", "Slept well."),
        ] {
            let document = parse(format!("{head} {text}")).unwrap();
            let first = document.unit(0);
            assert_eq!((first.kind, document.text(first)), (UnitKind::EntryHead, head));
        }
        for head in [
            "Wing report, Officer W Tulloch, 2 April 2024:",
            "ENTRY BY: F BRAE, SOCIAL WORK   ENTERED: 14 Feb 2024",
            "Date: 14 Feb 2024   Author: F Brae (Addictions)",
            "From: Housing Officer. Date: 14/2/24",
        ] {
            assert_eq!(check(&format!("{head}\nHe works.")), head);
        }
    }

    #[test]
    fn a_surname_alone_of_somebody_who_is_known() {
        let plan =
            parse("**1 May 2024 - W Tulloch, nurse.** Seen.\n\n**3 May 2024 - Tulloch.** Seen.\n".to_owned());
        assert_eq!(plan.unwrap().unit(2).kind, UnitKind::EntryHead);
    }

    #[test]
    fn bold_type_that_is_no_head() {
        for text in [
            "**3 May 2024 - Case conference.** All came.",
            "**3 May 2024** was his last day.",
            "**3 May 2024 - he left.** All came.",
            "**3 May 2024 - Overdose.** All came.",
            "**3 May 2024 - Not Guilty.** All came.",
            "3 May 2024 - Tulloch. All came.",
        ] {
            assert_eq!(parse(text.to_owned()).unwrap().unit(0).kind, UnitKind::Sentence, "{text}");
        }
    }

    #[test]
    fn headings_of_the_deepest_level() {
        let kind = |heading: &str| parse(format!("###### {heading}\n\nHe works.")).unwrap().unit(0).kind;
        assert_eq!(kind("22/01/2026 16:20, FCO, BRAEF, FINAL"), UnitKind::EntryHead);
        assert_eq!(kind("[NOTE 17] 22/01/2026, TYPE:REVIEW, BY:BRAEF"), UnitKind::EntryHead);
        assert_eq!(kind("Review of 22 January 2026"), UnitKind::Heading);
        assert_eq!(kind("Extract of the register. 22/01/2026"), UnitKind::Heading);
        assert_eq!(kind("Work and learning"), UnitKind::Heading);
    }

    #[test]
    fn headings_that_a_machine_stamped() {
        let kind = |heading: &str| parse(format!("#### {heading}\n\nHe works.")).unwrap().unit(0).kind;
        assert_eq!(
            kind("Una Brae \u{b7} harbour master, Kirkhaven \u{b7} 3 May 2024 14:00"),
            UnitKind::EntryHead
        );
        assert_eq!(kind("3 May 2024 14:00 \u{b7} Brae \u{b7} nurse"), UnitKind::EntryHead);
        for heading in [
            "Case conference 3 May 2024 14:00",
            "Kerr House \u{b7} 3 May 2024 14:00",
            "Una Brae \u{b7} 3 May 2024",
        ] {
            assert_eq!(kind(heading), UnitKind::Heading, "{heading}");
        }
    }

    #[test]
    fn headings_with_a_label() {
        let kind = |heading: &str| parse(format!("#### {heading}\n\nHe works.")).unwrap().unit(0).kind;
        assert_eq!(kind("Update: Larchways (sleep counselling), 12 October 2023"), UnitKind::EntryHead);
        assert_eq!(kind("Update: 12 October 2023"), UnitKind::Heading);
        assert_eq!(kind("Larchways (sleep counselling), 12 October 2023"), UnitKind::Heading);
    }

    #[test]
    fn lines_that_are_no_heads() {
        for line in [
            "HDC 12/05/2024 – He applied.",
            "Housing 3 May 2024. He moved.",
            "Police report, 3 May 2024:\nHe was seen.",
            "Core Screen 24/01/2020. He was well.",
            "Sheriff Court order of 8 September 2020: no contact.",
            "ICM Case Conference – 10 Oct 2023",
            "6 May 2021 - LS/CMI reviewed, score 21",
            "On 3 May 2023 the nurse saw him: he was well.",
            "HDC from 3 May 2023, Officer Brae",
            "Nurse 3 May 2023 4 tablets",
            "seen by the nurse, 3 May 2023.",
            "Went home happy, 3 May 2023, officer Brae drove",
            "He saw the nurse.",
            "Session 4 - He came late on 6 May 2009.",
        ] {
            assert_eq!(check(line), "", "{line}");
        }
    }
}
