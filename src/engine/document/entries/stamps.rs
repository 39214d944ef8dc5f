//! Who and when by form: what a name, a day and the signs around them show, where no word in them is known.
//!
//! A line of who and when alone ("(Ann Other, nurse, 3 May 2024)") stands over the text that it is of in one plan and
//! under it in another; which of the two is seen from all such lines of the plan together. So is whether a name that
//! nothing else tells opens an entry behind its day ("03.05.2024 – Ann Other, learning centre – …"), and whether two or
//! three capitals do ("03/05/24 AO: …").

use std::ops::Range;

use super::heads;
use super::people::{People, is_initials};
use crate::document::lines::STRONG;
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Most tokens of a line of who and when.
pub(super) const STAMP_TOKENS_MAX: usize = 24;
/// Most tokens of the head of an entry that its signs part from its text.
const HEAD_TOKENS_MAX: usize = 32;
/// Most tokens behind a name that say what its bearer does.
const OFFICE_TOKENS_MAX: usize = 14;
/// Fewest and most words of a name.
const NAME_WORDS: Range<usize> = 2..5;

/// How the entries of a plan are written, as far as all of it together shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one form, and a plan may have any of them")]
pub(in crate::document) struct Forms {
    /// Which way a line of who and when alone points, by its dress.
    pub(super) ways: [Way; DRESSES],
    /// Whether a name behind a day and this sign opens an entry.
    pub(super) named: [bool; 2],
    /// Whether it does so where bold type sets it off, though nothing says what the name's bearer does.
    pub(super) bold: [bool; 2],
    /// Whether a day and a name alone on the first line of a paragraph, with a remark at most, head it.
    pub(super) lined: bool,
    /// Whether capitals behind a day and before a colon are somebody's initials.
    pub(super) initialled: bool,
    /// Whether items of its lists are entries.
    pub(super) items: bool,
    /// Whether bold leads that run into their paragraph are titles of sections.
    pub(super) run_in: bool,
    /// Whether labels in bold type that say when and who head texts without a label.
    pub(super) labelled: bool,
}

impl Forms {
    /// Whether a line of this dress alone signs what stands above it.
    pub(in crate::document) fn closes(self, dress: Dress) -> bool {
        self.ways[dress as usize] == Way::Closes
    }

    /// Whether nothing tells which way lines of this dress point, because the plan contradicts itself.
    pub(in crate::document) fn doubts(self, dress: Dress) -> bool {
        self.ways[dress as usize] == Way::Unknown
    }

    /// Whether a name behind a day and this sign opens an entry: with a word for a role, or in bold type.
    fn opens(self, sign: Parted, bold: bool) -> bool {
        if bold { self.bold[sign as usize] } else { self.named[sign as usize] }
    }

    pub(super) fn are_initialled(self) -> bool {
        self.initialled
    }

    pub(in crate::document) fn run_in(self) -> bool {
        self.run_in
    }

    pub(in crate::document) fn labelled(self) -> bool {
        self.labelled
    }

    pub(in crate::document) fn are_items(self) -> bool {
        self.items
    }
}

/// Which way a line of who and when alone points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::document) enum Way {
    /// At the text below it.
    #[default]
    Opens,
    /// At the text above it.
    Closes,
    /// The plan contradicts itself: who wrote what is not told.
    Unknown,
}

/// How many sections of a plan speak for each way; one with several lines that opens and ends otherwise as often as it has
/// lines, up to [`EVIDENCE_WEIGHT`].
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::document) struct Evidence {
    /// Those that end with such a line, below text.
    pub(super) closing: usize,
    /// Those that open with one, and those in which text stands behind the last of them.
    pub(super) opening: usize,
    /// Whether one of the first has several of them.
    pub(super) several: bool,
}

impl Evidence {
    /// Which way it tells. A line with nothing below it may have lost its text, so that one section alone tells nothing,
    /// unless it has several lines and text above the first; one exception does not outweigh many.
    pub(super) fn way(self) -> Way {
        let Self { closing, opening, several } = self;
        if closing * EVIDENCE_WEIGHT <= opening || closing < CLOSING_MIN && opening == 0 && !several {
            Way::Opens
        } else if opening * EVIDENCE_WEIGHT <= closing {
            Way::Closes
        } else {
            Way::Unknown
        }
    }

    /// Whether contributions of several paragraphs are signed at their end, everywhere.
    pub(super) fn closes_contributions(self) -> bool {
        self.closing >= CONTRIBUTIONS_MIN && self.opening == 0
    }
}

/// How many sections of the one kind speak against one of the other.
pub(super) const EVIDENCE_WEIGHT: usize = 4;
/// Fewest sections that end with a line of who and when, where such lines sign what is above them.
const CLOSING_MIN: usize = 2;
/// Fewest of them, where such a line signs all up to the heading.
const CONTRIBUTIONS_MIN: usize = 3;

/// How a line of who and when alone is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Dress {
    /// "(Ann Other, nurse, 3 May 2024)"
    Bracketed,
    /// "A. Other, nurse, 3 May 2024"
    Plain,
    /// "Created by A. Other (nurse) on 3 May 2024 10:32"
    Told,
}

pub(super) const DRESSES: usize = 3;

/// The sign between a day and the name behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Parted {
    Dash,
    Dot,
}

/// How a line of who and when is dressed, if it is one and holds nothing else.
pub(in crate::document) fn dress(source: &str, line: &[Token], people: &People) -> Option<Dress> {
    if !(3..=STAMP_TOKENS_MAX + 3).contains(&line.len()) {
        return None;
    }
    if told_end(source, line) == line.len() {
        return Some(Dress::Told);
    }
    let text = |at: usize| line.get(at).map_or("", |token| token.span.of(source));
    let end = line.len() - usize::from(text(line.len() - 1) == ".");
    let bracketed = matches!((text(0), text(end - 1)), ("(", ")") | ("[", "]"));
    if bracketed {
        let inner = &line[1..end - 1];
        let closed = || inner.iter().find(|token| matches!(token.span.of(source), "(" | ")"));
        let whole = closed().is_none_or(|sign| sign.span.of(source) == "(");
        let who = || says_who(source, inner, people, true) || is_initialled(source, inner, people);
        return (whole && who()).then_some(Dress::Bracketed);
    }
    let comma =
        || heads::date(source, line).is_some_and(|date| date.start > 1 && text(date.start - 1) == ",");
    (opens_with_name(source, line, people) && comma() && says_who(source, line, people, false))
        .then_some(Dress::Plain)
}

/// Whether a line says who wrote and, last or in brackets also first, on which day, and nothing else.
fn says_who(source: &str, line: &[Token], people: &People, either_end: bool) -> bool {
    let text = |at: usize| line.get(at).map_or("", |token| token.span.of(source));
    let Some(date) = heads::date(source, line) else { return false };
    let last = date.end == line.len() && date.start > 0;
    let first = either_end && date.start == 0 && date.end < line.len();
    // "Seen by A. Other" tells of a visit.
    let told = lexicon::HEAD_LINKS.has(text(1))
        && !heads::is_role(text(0))
        && !lexicon::SIGNATURE_OPENERS.has(text(0));
    let known = || {
        let name = name(source, line).filter(|name| matches!(line[name.end].span.of(source), "," | "("));
        name.is_some_and(|name| is_known(source, &line[name], people))
            && line[..date.start].iter().all(|token| is_of_office(source, token))
    };
    (last || first) && !told && (heads::names_writer(source, line, &date, people) || last && known())
}

/// Whether a remark is signed by the initials of somebody who is known, or who signs so elsewhere too, and a day.
fn is_initialled(source: &str, line: &[Token], people: &People) -> bool {
    let ([first, .., last] | [first @ last]) = line else { return false };
    initialled(first.span.cover(last.span).of(source)).is_some_and(|(initials, _)| people.signs(initials))
}

/// The initials and the day by which a remark is signed: "AW 7/10", "UM DF 14/10/24".
pub(super) fn initialled(text: &str) -> Option<(&str, &str)> {
    let mut words = text.trim().rsplit(' ');
    let (day, initials, rank) = (words.next()?, words.next()?, words.next());
    let mut parts = day.split('/').map(|part| part.parse().unwrap_or(0));
    let in_year = (1..=31).contains(&parts.next()?) && (1..=12).contains(&parts.next()?);
    let is_day = in_year && parts.count() <= 1;
    let named = |word: &str| is_initials(word) && !lexicon::ABBREVIATIONS.has_exactly(word);
    let whole = rank.is_none_or(named) && words.next().is_none();
    (is_day && named(initials) && whole).then_some((initials, day))
}

/// Whether a line opens with a person: an initial, a rank, somebody's job, or a name of capitals before a comma.
fn opens_with_name(source: &str, line: &[Token], people: &People) -> bool {
    let named = || name(source, line).is_some_and(|name| line[name.end].span.of(source) == ",");
    people.names(source, line, 0) || heads::is_job(line[0].span.of(source)) || named()
}

/// How many tokens of a line are the words of a record system for who wrote and when: "Created by A. Other (nurse) on
/// 3 May 2024 10:32". 0 if it does not open with them, or they go on.
pub(super) fn told_end(source: &str, line: &[Token]) -> usize {
    let text = |at: usize| line.get(at).map_or("", |token| token.span.of(source));
    if !(lexicon::WRITTEN_BY_SYSTEM.has(text(0)) && text(1).eq_ignore_ascii_case("by")) {
        return 0;
    }
    let near = &line[..line.len().min(HEAD_TOKENS_MAX)];
    let Some(date) = heads::date(source, near) else { return 0 };
    let mut who = 2..date.start;
    while who.end > who.start
        && (lexicon::SIGNATURE_CLOSERS.has(text(who.end - 1)) || text(who.end - 1) == ",")
    {
        who.end -= 1;
    }
    if who.is_empty() || who.len() > OFFICE_TOKENS_MAX || !is_told(source, near, &who, &date) {
        return 0;
    }
    let end = date.end + usize::from(matches!(text(date.end), ":" | "."));
    let breaks = |end: usize| {
        let gap =
            line.get(end).map(|next| &source[line[end - 1].span.end as usize..next.span.start as usize]);
        gap.is_none_or(|gap| gap.contains('\n'))
    };
    if breaks(end) || text(end - 1) == ":" { end } else { 0 }
}

/// Whether these tokens say who wrote: a name, an initial, a job, or a user, who is one word ("j.other"). A small word alone
/// is a user's only if it looks like one, or a time of day shows that a machine wrote the line: "Recorded by ambulance on
/// 3 May 2024" tells of something else.
fn is_told(source: &str, near: &[Token], who: &Range<usize>, date: &Range<usize>) -> bool {
    let own = &near[who.clone()];
    let first = own.first().map_or("", |first| first.span.of(source));
    let words =
        || own.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.span.of(source));
    if words().all(|word| lexicon::ABBREVIATIONS.has_exactly(word)) {
        return false;
    }
    if own.windows(2).all(|pair| pair[0].span.end == pair[1].span.start) {
        let whole = own.iter().fold(near[who.start].span, |all, token| all.cover(token.span)).of(source);
        let user = whole.contains(|c: char| matches!(c, '.' | '_') || c.is_ascii_digit());
        let timed = || {
            let mut day = near[date.clone()].iter().map(|token| token.span.of(source));
            day.any(|part| part.contains(':') || lexicon::BEHIND_A_TIME.has(part))
        };
        return user || heads::is_job(whole) || timed();
    }
    let named = || {
        name(source, &near[who.start..]).is_some_and(|name| name.end <= who.len())
            || heads::names_somebody(source, own)
            || words().any(heads::is_job)
    };
    own.iter().all(|token| is_of_office(source, token)) && first.starts_with(char::is_uppercase) && named()
}

/// A token that may stand where a line says who somebody is and what they do.
pub(super) fn is_of_office(source: &str, token: &Token) -> bool {
    let text = token.span.of(source);
    match token.kind {
        TokenKind::Word => !lexicon::NOT_IN_LABELS.has(text),
        TokenKind::Sign => matches!(text, "," | "." | "&" | "/" | "'" | "\u{2019}" | "(" | ")" | "-"),
        TokenKind::Number | TokenKind::Cell | TokenKind::Address => false,
    }
}

/// The head of an entry that its signs show: a day, a sign, a name, and what its bearer does in commas or in brackets.
#[derive(Clone, Debug)]
pub(in crate::document) struct Formed {
    pub(super) name: Range<usize>,
    /// What its bearer does; empty where it is not said.
    pub(super) office: Range<usize>,
    pub(super) end: usize,
    pub(super) parted: Parted,
    /// Whether bold type sets it off.
    pub(super) bold: bool,
    /// Whether nothing but the end of its line parts it from the text.
    pub(super) lined: bool,
}

/// How many tokens are the head of an entry by its signs and a name that is known elsewhere, or whose form the plan
/// repeats: "03.05.2024 – Ann Other, children and families – seen today". 0 if it is none.
pub(super) fn formed_end(source: &str, tokens: &[Token], people: &People) -> usize {
    let Some(formed) = formed(source, tokens) else { return 0 };
    let office = &tokens[formed.office.clone()];
    if names_no_office(source, office) {
        return 0;
    }
    let forms = people.forms();
    let repeats = if formed.lined {
        forms.lined && is_sure_line(source, tokens, &formed)
    } else {
        forms.opens(formed.parted, false) && is_stated(source, office)
            || !office.is_empty() && formed.bold && forms.opens(formed.parted, true)
    };
    if repeats || is_known(source, &tokens[formed.name], people) { formed.end } else { 0 }
}

/// Whether a day and a name on a line are of who writes by more than their form: a machine put the time there too, or the
/// name has an office behind it. A day and a name alone may be a visit.
pub(super) fn is_sure_line(source: &str, tokens: &[Token], formed: &Formed) -> bool {
    let timed = tokens[..formed.name.start].iter().any(|token| token.span.of(source).contains(':'));
    let person = may_be_person(source, &tokens[formed.name.clone()]);
    person && (timed || is_stated(source, &tokens[formed.office.clone()]))
}

/// Whether what stands behind a name says what somebody is to a person, or names an occasion.
pub(super) fn names_no_office(source: &str, office: &[Token]) -> bool {
    let none = |word: &str| lexicon::KIN.has(word) || lexicon::NO_OFFICE.has(word);
    office.iter().any(|token| none(token.span.of(source)))
}

/// Whether a word behind a name is one of a role or of a rank.
pub(super) fn is_stated(source: &str, office: &[Token]) -> bool {
    let role = |word: &str| {
        heads::is_role(word) || lexicon::FURTHER_ROLES.has(word) || lexicon::RANKS.has_exactly(word)
    };
    office.iter().any(|token| role(token.span.of(source)))
}

pub(super) fn formed(source: &str, tokens: &[Token]) -> Option<Formed> {
    let near = &tokens[..tokens.len().min(HEAD_TOKENS_MAX + 1)];
    // Before the number of a day stands the name of one at most.
    near.iter().take(2).find(|token| token.kind == TokenKind::Number)?;
    let text = |at: usize| near.get(at).map_or("", |token| token.span.of(source));
    let date = heads::date(source, near).filter(|date| date.start == 0)?;
    let parted = match text(date.end) {
        "\u{b7}" => Parted::Dot,
        _ if heads::is_dash(source, near, date.end) => Parted::Dash,
        _ => return None,
    };
    let from = date.end + 1;
    let found = name_at_start(source, &near[from..])?;
    let name = from + found.start..from + found.end;
    let office = office(source, near, name.end)?;
    let at = office.end;
    let signed = heads::is_dash(source, near, at) || text(at) == ":";
    let lined = !signed && ends_line(source, near, at);
    if !signed && !lined && !heads::ends_bold(source, near, at) {
        return None;
    }
    let end = at + usize::from(signed);
    let before = &source[..near.first()?.span.start as usize];
    let opens = STRONG.iter().any(|mark| before.ends_with(mark));
    let bold = opens && (heads::ends_bold(source, near, at) || heads::ends_bold(source, near, end));
    (lined || end < tokens.len()).then_some(Formed { name, office, end, parted, bold, lined: lined && !bold })
}

/// Whether a line ends before this token, or behind the last.
fn ends_line(source: &str, tokens: &[Token], at: usize) -> bool {
    if at == tokens.len() {
        return at <= HEAD_TOKENS_MAX;
    }
    let Some([before, next]) = at.checked_sub(1).and_then(|last| tokens.get(last..last + 2)) else {
        return false;
    };
    source[before.span.end as usize..next.span.start as usize].contains('\n')
}

/// What stands in brackets or between commas behind a name, up to the sign that parts the head from its text.
fn office(source: &str, tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    if !matches!(text(from), "," | "(") {
        return Some(from..from);
    }
    let ends = |at: &usize| {
        heads::is_dash(source, tokens, *at)
            || text(*at) == ":"
            || heads::ends_bold(source, tokens, *at)
            || ends_line(source, tokens, *at)
    };
    let end = (from + 1..=tokens.len().min(from + OFFICE_TOKENS_MAX)).find(ends)?;
    let plain = tokens[from..end].iter().all(|token| is_of_office(source, token));
    (plain && end > from + 1).then_some(from..end)
}

/// The name with which these tokens open: words with capitals, initials and titles among them, none of which names an
/// occasion, and not all of which are those of a job.
fn name(source: &str, tokens: &[Token]) -> Option<Range<usize>> {
    name_at_start(source, tokens).filter(|name| name.end < tokens.len())
}

/// The same, which may be all there is.
pub(super) fn name_at_start(source: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let (mut at, mut words) = (0, 0);
    let ends = |at: usize| at > 0 && at < tokens.len() && ends_line(source, tokens, at);
    while is_word(at) && text(at).starts_with(char::is_uppercase) && words < NAME_WORDS.end && !ends(at) {
        if lexicon::OCCASIONS.has(text(at)) || lexicon::NOT_IN_HEADS.has(text(at)) {
            return None;
        }
        words += 1;
        at += 1;
        if text(at) == "." && is_word(at + 1) && text(at - 1).len() <= TITLE_BYTES_MAX {
            at += 1;
        } else if matches!(text(at), "-" | "'" | "\u{2019}") && is_word(at + 1) && touches(tokens, at) {
            at += 2;
        }
    }
    let all_roles = (0..at).filter(|at| is_word(*at)).all(|at| heads::is_role(text(at)));
    (NAME_WORDS.contains(&words) && !all_roles).then_some(0..at)
}

/// Whether these tokens are a name and nothing else.
pub(super) fn is_name(source: &str, tokens: &[Token]) -> bool {
    name_at_start(source, tokens).is_some_and(|name| name.end == tokens.len())
}

/// Whether words with capitals may be a person: none of them is of a place, a body, kin, or of what was done.
pub(super) fn may_be_person(source: &str, name: &[Token]) -> bool {
    !names_no_office(source, name)
        && !name.iter().any(|token| lexicon::NAMES_OF_NO_PERSON.has(token.span.of(source)))
}

/// Whether a name opens what stands behind a day, the signs before it aside.
pub(super) fn opens_with_a_name(source: &str, tokens: &[Token]) -> bool {
    let first = tokens.iter().position(|token| token.kind != TokenKind::Sign);
    first.is_some_and(|first| name(source, &tokens[first..]).is_some())
}

/// Most bytes of a title or an initial before a full stop: "Prof."
const TITLE_BYTES_MAX: usize = 4;

/// Whether a sign stands between two words without any space.
fn touches(tokens: &[Token], at: usize) -> bool {
    tokens[at - 1].span.end == tokens[at].span.start && tokens[at].span.end == tokens[at + 1].span.start
}

/// Whether a name is that of somebody whom the plan names elsewhere with a job, or has an initial in it.
fn is_known(source: &str, name: &[Token], people: &People) -> bool {
    let text = |at: usize| name.get(at).map_or("", |token| token.span.of(source));
    let last = name.last().map_or("", |last| last.span.of(source));
    let initial = || text(0).len() == 1 && people.names(source, name, 0);
    people.has_surname(last) || people.lists(text(0), last) || initial()
}

/// Whether capitals before a colon and a figure, which are nobody's initials, name what was measured: "06/05/24 HR: 88".
pub(super) fn tells_a_value(source: &str, tokens: &[Token], head: usize, people: &People) -> bool {
    let Some([.., initials, colon]) = tokens.get(..head) else { return false };
    let value = tokens.get(head).is_some_and(|next| next.kind == TokenKind::Number);
    let lead = || heads::date(source, &tokens[..head]).is_some_and(|date| date == (0..head - 2));
    let initials = initials.span.of(source);
    value && colon.is_byte(source, b':') && is_initials(initials) && !people.has_initials(initials) && lead()
}

#[cfg(test)]
pub(super) mod tests {
    use crate::document::{Document, parse};

    /// What is said of each unit: its text, and who wrote it, where that is told.
    pub(in crate::document) fn check(source: &str) -> Vec<(String, Option<String>)> {
        let document: Document = parse(source.to_owned()).unwrap();
        let author = |unit| crate::document::entry_of(&document, unit).author;
        document.units().iter().map(|unit| (document.text(unit).to_owned(), author(unit))).collect()
    }

    pub(in crate::document) fn author_of(source: &str, text: &str) -> Option<String> {
        let units = check(source);
        units.into_iter().find(|(unit, _)| unit.contains(text)).unwrap_or_else(|| panic!("{text}")).1
    }

    #[test]
    fn at_the_end_of_a_paragraph_they_close_it() {
        for (end, author) in [
            (" (Una Brae, harbour nurse, 3rd May 2024)", "Una Brae, harbour nurse"),
            ("\n(Una Brae, harbour nurse, 3 May 2024)", "Una Brae, harbour nurse"),
            ("\nU. Brae, Harbour Co-ordinator, 03.05.24", "U. Brae, Harbour Co-ordinator"),
        ] {
            let plan = format!("She sails. She is well.{end}\n\nShe rows well.\n");
            assert_eq!(author_of(&plan, "sails").as_deref(), Some(author), "{end}");
            assert_eq!(author_of(&plan, "rows"), None, "{end}");
        }
        for end in [
            "(Seen by Dr Brae, 3 May 2024)",
            "(letter of the bank, 3 May 2024)",
            "(Port Row, home visit, 3 May 2024)",
            "(review due 3 May 2024)",
        ] {
            assert_eq!(author_of(&format!("She sails. She is well. {end}\n"), "sails"), None, "{end}");
        }
    }

    #[test]
    fn between_two_signatures_alone_all_is_of_the_second() {
        let plan = "## Boats\n\nThe plan's own words.\n\nShe sails.\n\n(Una Brae, harbour nurse, 3 May 2024)\n\n\
            She rows.\n\nShe swims.\n\n(Morag Teviot, boat officer, 4 May 2024)\n\n## Nets\n\nShe mends.\n";
        assert_eq!(author_of(plan, "own words"), None, "nothing says where the entry began");
        assert_eq!(author_of(plan, "rows").as_deref(), Some("Morag Teviot, boat officer"));
        assert_eq!(author_of(plan, "swims").as_deref(), Some("Morag Teviot, boat officer"));
    }

    #[test]
    fn a_name_between_two_dashes_is_a_head_where_the_form_repeats() {
        let plan = "03.05.2024 \u{2013} Una Brae, harbour nurse \u{2013} seen.\n\n\
            04.05.2024 \u{2013} Morag Teviot, boat officer, Port Row \u{2013} sails well.\n\n\
            05.05.2024 \u{2013} Kirsty Orr, boats and families, Port Row Trust \u{2013} mends nets.\n\n\
            06.05.2024 \u{2013} Court hearing, Port Row \u{2013} put off.\n\n\
             07.05.2024 \u{2013} Port Ellen (home leave) \u{2013} two nights.\n\n\
             08.05.2024 \u{2013} Christine Orr (victim) \u{2013} letter came.\n\n\
             09.05.2024 \u{2013} John Teviot (her son) \u{2013} visited.\n";
        for text in ["two nights", "letter came", "visited"] {
            assert_eq!(author_of(plan, text), None, "{text}");
        }
        assert_eq!(
            author_of(plan, "mends").as_deref(),
            Some("Kirsty Orr, boats and families, Port Row Trust")
        );
        assert_eq!(author_of(plan, "put off"), None);
        let alone = plan.lines().nth(4).unwrap();
        assert_eq!(author_of(alone, "mends"), None, "nobody knows the name, and nothing repeats");
        let known = format!("Boat officer: Kirsty Orr\n\n{alone}\n");
        assert_eq!(
            author_of(&known, "mends").as_deref(),
            Some("Kirsty Orr, boats and families, Port Row Trust")
        );
    }

    #[test]
    fn initials_in_brackets_sign_where_somebody_has_them() {
        let remark = |end: &str| format!("She sails. She is well. {end}\n\nShe rows.\n");
        for (end, author) in [("(UB 7/10)", None), ("(NRS 7/10)", None), ("(BP 7/10)", None)] {
            assert_eq!(author_of(&remark(end), "sails"), author, "{end}");
        }
        let known = format!("Boat officer: Una Brae\n\n{}", remark("(UB 7/10)"));
        assert_eq!(author_of(&known, "sails").as_deref(), Some("UB (Una Brae, Boat officer)"));
        let named = format!("U. Brae was there.\n\n{}", remark("(UB 7/10)"));
        assert_eq!(author_of(&named, "sails").as_deref(), Some("UB"));
        let headed = format!("{}\n###### 27/01/2026, UM U BRAE\n\nShe sings.\n", remark("(UM UB 7/10)"));
        assert_eq!(author_of(&headed, "sails").as_deref(), Some("UM UB"));
        let twice = format!("{}\nShe swims. She dives. (UB 9/10)\n", remark("(UB 7/10)"));
        assert_eq!(author_of(&twice, "sails").as_deref(), Some("UB"));
        let same = format!("{}\nShe swims. She dives. (UB 7/10)\n", remark("(UB 7/10)"));
        assert_eq!(author_of(&same, "sails"), None, "one day, and perhaps a score");
    }

    #[test]
    fn a_record_system_says_by_whom_and_on_which_day() {
        for (head, author) in [
            ("Created by U. Brae (harbour nurse) on 14-Feb-2024 10:32", "U. Brae (harbour nurse)"),
            ("Added by u.brae on 14/02/2024 10:32", "u.brae"),
            ("Entered by Una Brae, boats and nets, 14 February 2024", "Una Brae, boats and nets"),
        ] {
            let plan = format!("## Notes\n\n{head}\n\nShe sails. She is well.\n");
            assert_eq!(author_of(&plan, "well").as_deref(), Some(author), "{head}");
        }
        for prose in [
            "Entered by the back door on 14 February 2024",
            "Recorded by ambulance on 14 February 2024",
            "Recorded by CCTV on 14 February 2024 10:32",
            "Taken by police on 14 February 2024",
        ] {
            assert_eq!(author_of(&format!("{prose}\n\nShe sails.\n"), "sails"), None, "{prose}");
        }
    }
}
