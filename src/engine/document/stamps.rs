//! Who and when by form: what a name, a day and the signs around them show, where no word in them is known.
//!
//! A line of who and when alone ("(Ann Other, nurse, 3 May 2024)") stands over the text that it is of in one plan and
//! under it in another; which of the two is seen from all such lines of the plan together. So is whether a name that
//! nothing else tells opens an entry behind its day ("03.05.2024 – Ann Other, learning centre – …"), and whether two or
//! three capitals do ("03/05/24 AO: …").

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::entries;
use super::leaves::{Found, Leaf, LeafKind};
use super::lines::STRONG;
use super::marks;
use super::people::{People, is_initials};
use super::run_in::Leads;
use crate::lexicon;
use crate::text::{Span, Token, TokenKind, tokenise};

/// Most bytes at the start or at the end of a paragraph that are looked at.
const NEAR_BYTES_MAX: usize = 200;
/// Most tokens of a line of who and when.
const STAMP_TOKENS_MAX: usize = 24;
/// Most tokens of the head of an entry that its signs part from its text.
const HEAD_TOKENS_MAX: usize = 32;
/// Most tokens behind a name that say what its bearer does.
const OFFICE_TOKENS_MAX: usize = 14;
/// Fewest and most words of a name.
const NAME_WORDS: Range<usize> = 2..5;
/// Fewest paragraphs of a form that make it one of the plan's, and fewest of them that are sure heads.
const REPEATS_MIN: usize = 3;
const SURE_MIN: usize = 2;
/// Fewest heads in bold type, of which three in four name a role, that make bold type a sign of heads.
const BOLD_MIN: usize = 6;

/// How the entries of a plan are written, as far as all of it together shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Forms {
    /// Which way a line of who and when alone points, by its dress.
    ways: [Way; DRESSES],
    /// Whether a name behind a day and this sign opens an entry.
    named: [bool; 2],
    /// Whether it does so where bold type sets it off, though nothing says what the name's bearer does.
    bold: [bool; 2],
    /// Whether capitals behind a day and before a colon are somebody's initials.
    initialled: bool,
    /// Whether items of its lists are entries.
    items: bool,
    /// Whether bold leads that run into their paragraph are titles of sections.
    run_in: bool,
}

impl Forms {
    /// Whether a line of this dress alone signs what stands above it.
    pub(super) fn closes(self, dress: Dress) -> bool {
        self.ways[dress as usize] == Way::Closes
    }

    /// Whether nothing tells which way lines of this dress point, because the plan contradicts itself.
    pub(super) fn doubts(self, dress: Dress) -> bool {
        self.ways[dress as usize] == Way::Unknown
    }

    /// Whether a name behind a day and this sign opens an entry: with a word for a role, or in bold type.
    fn opens(self, sign: Parted, bold: bool) -> bool {
        if bold { self.bold[sign as usize] } else { self.named[sign as usize] }
    }

    pub(super) fn are_initialled(self) -> bool {
        self.initialled
    }

    pub(super) fn run_in(self) -> bool {
        self.run_in
    }

    pub(super) fn are_items(self) -> bool {
        self.items
    }
}

/// Which way a line of who and when alone points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Way {
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
pub(super) struct Evidence {
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
const EVIDENCE_WEIGHT: usize = 4;
/// Fewest sections that end with a line of who and when, where such lines sign what is above them.
const CLOSING_MIN: usize = 2;
/// Fewest of them, where such a line signs all up to the heading.
const CONTRIBUTIONS_MIN: usize = 3;

/// How a line of who and when alone is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dress {
    /// "(Ann Other, nurse, 3 May 2024)"
    Bracketed,
    /// "A. Other, nurse, 3 May 2024"
    Plain,
    /// "Created by A. Other (nurse) on 3 May 2024 10:32"
    Told,
}

const DRESSES: usize = 3;

/// The sign between a day and the name behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parted {
    Dash,
    Dot,
}

/// How a line of who and when is dressed, if it is one and holds nothing else.
pub(super) fn dress(source: &str, line: &[Token], people: &People) -> Option<Dress> {
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
    let comma = entries::date(source, line).is_some_and(|date| date.start > 1 && text(date.start - 1) == ",");
    (comma && opens_with_name(source, line, people) && says_who(source, line, people, false))
        .then_some(Dress::Plain)
}

/// Whether a line says who wrote and, last or in brackets also first, on which day, and nothing else.
fn says_who(source: &str, line: &[Token], people: &People, either_end: bool) -> bool {
    let text = |at: usize| line.get(at).map_or("", |token| token.span.of(source));
    let Some(date) = entries::date(source, line) else { return false };
    let last = date.end == line.len() && date.start > 0;
    let first = either_end && date.start == 0 && date.end < line.len();
    // "Seen by A. Other" tells of a visit.
    let told = lexicon::HEAD_LINKS.has(text(1))
        && !entries::is_role(text(0))
        && !lexicon::SIGNATURE_OPENERS.has(text(0));
    let known = || {
        let name = name(source, line).filter(|name| matches!(line[name.end].span.of(source), "," | "("));
        name.is_some_and(|name| is_known(source, &line[name], people))
            && line[..date.start].iter().all(|token| is_of_office(source, token))
    };
    (last || first) && !told && (entries::names_writer(source, line, &date, people) || last && known())
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
    people.names(source, line, 0) || entries::is_job(line[0].span.of(source)) || named()
}

/// How many tokens of a line are the words of a record system for who wrote and when: "Created by A. Other (nurse) on
/// 3 May 2024 10:32". 0 if it does not open with them, or they go on.
pub(super) fn told_end(source: &str, line: &[Token]) -> usize {
    let text = |at: usize| line.get(at).map_or("", |token| token.span.of(source));
    if !(lexicon::WRITTEN_BY_SYSTEM.has(text(0)) && text(1).eq_ignore_ascii_case("by")) {
        return 0;
    }
    let near = &line[..line.len().min(HEAD_TOKENS_MAX)];
    let Some(date) = entries::date(source, near) else { return 0 };
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
        return user || entries::is_job(whole) || timed();
    }
    let named = || {
        name(source, &near[who.start..]).is_some_and(|name| name.end <= who.len())
            || entries::names_somebody(source, own)
            || words().any(entries::is_job)
    };
    own.iter().all(|token| is_of_office(source, token)) && first.starts_with(char::is_uppercase) && named()
}

/// A token that may stand where a line says who somebody is and what they do.
fn is_of_office(source: &str, token: &Token) -> bool {
    let text = token.span.of(source);
    match token.kind {
        TokenKind::Word => !lexicon::NOT_IN_LABELS.has(text),
        TokenKind::Sign => matches!(text, "," | "." | "&" | "/" | "'" | "\u{2019}" | "(" | ")" | "-"),
        TokenKind::Number | TokenKind::Cell | TokenKind::Address => false,
    }
}

/// The head of an entry that its signs show: a day, a sign, a name, and what its bearer does in commas or in brackets.
#[derive(Clone, Debug)]
struct Formed {
    name: Range<usize>,
    /// What its bearer does; empty where it is not said.
    office: Range<usize>,
    end: usize,
    parted: Parted,
    /// Whether bold type sets it off.
    bold: bool,
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
    let repeats = forms.opens(formed.parted, false) && is_stated(source, office)
        || !office.is_empty() && formed.bold && forms.opens(formed.parted, true);
    if repeats || is_known(source, &tokens[formed.name], people) { formed.end } else { 0 }
}

/// Whether what stands behind a name says what somebody is to a person, or names an occasion.
fn names_no_office(source: &str, office: &[Token]) -> bool {
    let none = |word: &str| lexicon::KIN.has(word) || lexicon::NO_OFFICE.has(word);
    office.iter().any(|token| none(token.span.of(source)))
}

/// Whether a word behind a name is one of a role or of a rank.
fn is_stated(source: &str, office: &[Token]) -> bool {
    let role = |word: &str| {
        entries::is_role(word) || lexicon::FURTHER_ROLES.has(word) || lexicon::RANKS.has_exactly(word)
    };
    office.iter().any(|token| role(token.span.of(source)))
}

fn formed(source: &str, tokens: &[Token]) -> Option<Formed> {
    let near = &tokens[..tokens.len().min(HEAD_TOKENS_MAX + 1)];
    // Before the number of a day stands the name of one at most.
    near.iter().take(2).find(|token| token.kind == TokenKind::Number)?;
    let text = |at: usize| near.get(at).map_or("", |token| token.span.of(source));
    let date = entries::date(source, near).filter(|date| date.start == 0)?;
    let parted = match text(date.end) {
        "\u{b7}" => Parted::Dot,
        _ if entries::is_dash(source, near, date.end) => Parted::Dash,
        _ => return None,
    };
    let from = date.end + 1;
    let found = name(source, &near[from..])?;
    let name = from + found.start..from + found.end;
    let office = office(source, near, name.end)?;
    let at = office.end;
    let end = if entries::is_dash(source, near, at) || text(at) == ":" {
        at + 1
    } else if entries::ends_bold(source, near, at) {
        at
    } else {
        return None;
    };
    let before = &source[..near.first()?.span.start as usize];
    let opens = STRONG.iter().any(|mark| before.ends_with(mark));
    let bold = opens && (entries::ends_bold(source, near, at) || entries::ends_bold(source, near, end));
    (end < tokens.len()).then_some(Formed { name, office, end, parted, bold })
}

/// What stands in brackets or between commas behind a name, up to the sign that parts the head from its text.
fn office(source: &str, tokens: &[Token], from: usize) -> Option<Range<usize>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    if !matches!(text(from), "," | "(") {
        return Some(from..from);
    }
    let ends = |at: &usize| {
        entries::is_dash(source, tokens, *at) || text(*at) == ":" || entries::ends_bold(source, tokens, *at)
    };
    let end = (from + 1..tokens.len().min(from + OFFICE_TOKENS_MAX + 1)).find(ends)?;
    let plain = tokens[from..end].iter().all(|token| is_of_office(source, token));
    (plain && end > from + 1).then_some(from..end)
}

/// The name with which these tokens open: words with capitals, initials and titles among them, none of which names an
/// occasion, and not all of which are those of a job.
fn name(source: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let (mut at, mut words) = (0, 0);
    while is_word(at) && text(at).starts_with(char::is_uppercase) && words < NAME_WORDS.end {
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
    let all_roles = (0..at).filter(|at| is_word(*at)).all(|at| entries::is_role(text(at)));
    (NAME_WORDS.contains(&words) && !all_roles && at < tokens.len()).then_some(0..at)
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

/// Finds out how the entries of a plan are written. `numbered`: which of its leaves are lines with a number.
pub(super) fn learn(source: &str, found: &Found, numbered: &[Option<usize>], people: &mut People) {
    let mut survey = Survey { source, found, tokens: Vec::new(), visible: Vec::new() };
    survey.heads(people);
    survey.stamps(numbered, people);
}

/// The paragraphs of a plan, looked at for what they have in common.
struct Survey<'a> {
    source: &'a str,
    found: &'a Found,
    tokens: Vec<Token>,
    visible: Vec<Span>,
}

impl Survey<'_> {
    /// Cuts the part of a leaf that lies in `near` into tokens.
    fn read(&mut self, leaf: &Leaf, near: Span) {
        let pieces = &self.found.text[leaf.text.start as usize..leaf.text.end as usize];
        marks::visible(self.source, leaf, pieces, &mut self.visible);
        self.tokens.clear();
        for span in &self.visible {
            let part = Span { start: span.start.max(near.start), end: span.end.min(near.end) };
            if part.start < part.end {
                tokenise(self.source, part, &[], &mut self.tokens);
            }
        }
    }

    /// The heads of entries that open with a day.
    fn heads(&mut self, people: &mut People) {
        let (mut all, mut sure) = ([0, 0], [0, 0]);
        let (mut all_bold, mut sure_bold) = ([0, 0], [0, 0]);
        let (mut initialled, mut distinct) = (0, FxHashSet::default());
        let (mut items, mut leads) = (Items::default(), Leads::default());
        for leaf in &self.found.leaves {
            let text = leaf.span.of(self.source);
            match leaf.kind {
                LeafKind::Heading { level, .. } => leads.see_heading(level),
                LeafKind::Paragraph => leads.see(text),
                _ => {}
            }
            if matches!(leaf.kind, LeafKind::Heading { .. }) || is_bold(text) {
                items.planned = lists_days(text);
            }
            if !opens_with_number(self.source, leaf) {
                continue;
            }
            let Some(near) = head_near(text) else { continue };
            let start = leaf.span.start as usize;
            self.read(leaf, Span::new(start, start + near));
            let tokens = &self.tokens;
            if let Some(formed) = formed(self.source, tokens) {
                all[formed.parted as usize] += 1;
                all_bold[formed.parted as usize] += usize::from(formed.bold);
                let stated = is_stated(self.source, &tokens[formed.office.clone()]);
                sure_bold[formed.parted as usize] += usize::from(formed.bold && stated);
                let (name, office) = (&tokens[formed.name], &tokens[formed.office]);
                if entries::head(self.source, tokens, people) > 0 {
                    sure[formed.parted as usize] += 1;
                    people.writes(self.source, name, office);
                }
                let letter = |token: &Token| token.span.of(self.source).chars().next();
                let ends = [name.first(), name.last()];
                items.see(leaf, ends.into_iter().flatten().filter_map(letter).collect(), is_set_off(text));
            } else if let Some(initials) = initials_of(self.source, tokens, people) {
                initialled += 1;
                distinct.insert(initials.to_owned());
                items.see(leaf, initials.to_owned(), true);
            }
        }
        let mut forms = people.forms();
        forms.named = [0, 1].map(|at| all[at] >= REPEATS_MIN && sure[at] >= SURE_MIN);
        // Nearly all that bold type sets off so are heads.
        forms.bold = [0, 1].map(|at| all_bold[at] >= BOLD_MIN && sure_bold[at] * 4 >= all_bold[at] * 3);
        let known = distinct.iter().filter(|initials| people.has_initials(initials)).count();
        forms.initialled = initialled >= REPEATS_MIN && distinct.len() > 1 && known * 2 > distinct.len();
        forms.run_in = leads.open_sections();
        forms.items = items.repeated >= REPEATS_MIN && items.recur;
        people.set_forms(forms);
    }

    /// Which way the lines of who and when point.
    fn stamps(&mut self, numbered: &[Option<usize>], people: &mut People) {
        let is_numbered = |at: usize| numbered.get(at).is_some_and(Option::is_some);
        let heading = |leaf: &Leaf| matches!(leaf.kind, LeafKind::Heading { .. });
        // Where headings are marked, a line of bold type is one of the text's.
        let marked = self.found.leaves.iter().any(heading) || numbered.iter().any(Option::is_some);
        let (mut evidence, mut section) = ([Evidence::default(); DRESSES], Stamped::default());
        // Whether the section is that of the plan's title, in which a line of who and when tells of the whole.
        let mut titled = true;
        let mut headings = 0;
        for (at, leaf) in self.found.leaves.iter().enumerate() {
            let kind = match self.stands(leaf, people) {
                _ if is_numbered(at) => Stands::Apart,
                Stands::Bold => {
                    if marked {
                        Stands::Other
                    } else {
                        Stands::Apart
                    }
                }
                // Whether a head opens a paragraph is asked only below such a line.
                Stands::Text if section.below => self.text_or_head(leaf, people),
                kind => kind,
            };
            if kind != Stands::Apart {
                section.see(kind);
                continue;
            }
            let letterhead = titled && section.all() == 1;
            if !letterhead {
                section.end(&mut evidence);
            }
            let is_title = matches!(leaf.kind, LeafKind::Heading { level: 1, .. }) && headings == 0;
            titled = is_title;
            headings += usize::from(heading(leaf) || is_numbered(at));
            section = Stamped::default();
        }
        section.end(&mut evidence);
        let mut forms = people.forms();
        forms.ways = evidence.map(Evidence::way);
        people.set_forms(forms);
    }

    fn stands(&mut self, leaf: &Leaf, people: &People) -> Stands {
        match leaf.kind {
            LeafKind::Heading { .. } | LeafKind::Rule => return Stands::Apart,
            LeafKind::Paragraph | LeafKind::Item => {}
            _ => return Stands::Other,
        }
        let text = leaf.span.of(self.source).trim_end();
        if is_bold(text) {
            return Stands::Bold;
        }
        let Some(start) = end_of(text).filter(|start| may_be_stamp(&text[*start..])) else {
            return Stands::Text;
        };
        self.read(leaf, Span::new(leaf.span.start as usize + start, leaf.span.end as usize));
        match dress(self.source, &self.tokens, people) {
            Some(dress) if start == 0 && leaf.kind == LeafKind::Paragraph => Stands::Alone(dress),
            Some(_) if start > 0 => Stands::Closed,
            _ => Stands::Text,
        }
    }

    fn text_or_head(&mut self, leaf: &Leaf, people: &People) -> Stands {
        if !opens_with_number(self.source, leaf) {
            return Stands::Text;
        }
        self.read(leaf, start_of(self.source, leaf));
        if entries::head(self.source, &self.tokens, people) > 0 { Stands::Head } else { Stands::Text }
    }
}

/// The items of lists that open with a day and a name.
#[derive(Debug, Default)]
struct Items {
    /// Whether the last heading stands over appointments, or over what was.
    planned: bool,
    /// How many of them are set off by bold type, or are of initials.
    repeated: usize,
    writers: FxHashSet<String>,
    /// Whether one of the writers wrote two.
    recur: bool,
}

impl Items {
    fn see(&mut self, leaf: &Leaf, writer: String, set_off: bool) {
        if leaf.kind == LeafKind::Item && !self.planned {
            self.repeated += usize::from(set_off);
            self.recur |= !self.writers.insert(writer);
        }
    }
}

fn is_set_off(text: &str) -> bool {
    STRONG.iter().any(|mark| text.starts_with(mark))
}

/// Whether a paragraph is a line of bold type and nothing else.
fn is_bold(text: &str) -> bool {
    let text = text.trim_end();
    text.len() <= NEAR_BYTES_MAX && text.starts_with("**") && text.ends_with("**")
}

/// Whether a heading stands over appointments, or over what was, by its days.
pub(super) fn lists_days(heading: &str) -> bool {
    heading.split(|c: char| !c.is_alphanumeric()).any(|word| lexicon::LISTS_OF_DAYS.has(word))
}

/// What a leaf is to the lines of who and when around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// A heading, or a rule.
    Apart,
    /// It opens with the head of an entry and a day.
    Head,
    /// A line of who and when, and nothing else.
    Alone(Dress),
    /// Text that ends in one: it says nothing of those that stand alone.
    Closed,
    /// A line of bold type, and nothing else.
    Bold,
    Text,
    /// A table, or what is no prose.
    Other,
}

/// The lines of who and when in one section.
#[derive(Debug, Default)]
struct Stamped {
    first: Option<Stands>,
    /// Whether such a line stands right before.
    below: bool,
    count: [usize; DRESSES],
    /// What stands right behind the last of each dress.
    after: [Option<Stands>; DRESSES],
}

impl Stamped {
    fn see(&mut self, kind: Stands) {
        self.first.get_or_insert(kind);
        for at in (0..DRESSES).filter(|at| self.count[*at] > 0) {
            self.after[at].get_or_insert(kind);
        }
        self.below = false;
        if let Stands::Alone(dress) = kind {
            self.count[dress as usize] += 1;
            self.after[dress as usize] = None;
            self.below = true;
        }
    }

    fn all(&self) -> usize {
        self.count.iter().sum()
    }

    /// Adds what the section, which ends here, speaks for.
    fn end(&self, evidence: &mut [Evidence; DRESSES]) {
        for (at, evidence) in evidence.iter_mut().enumerate().filter(|(at, _)| self.count[*at] > 0) {
            let first = matches!(self.first, Some(Stands::Alone(dress)) if dress as usize == at);
            let last = self.after[at].is_none();
            let several = self.count[at] > 1;
            // Line after line with text between: what the section opens and ends with is no chance.
            let weight = if first == last { 1 } else { self.count[at].min(EVIDENCE_WEIGHT) };
            evidence.closing += weight * usize::from(last && (several || !first));
            evidence.opening +=
                weight * usize::from(first && (several || !last) || self.after[at] == Some(Stands::Text));
            evidence.several |= last && several && !first;
        }
    }
}

/// Where a line of who and when might begin in a paragraph: at its start, at its last line, or at the bracket that it
/// ends with. Nothing where it ends in no day and no bracket.
fn end_of(text: &str) -> Option<usize> {
    let shown = text.trim_end_matches(['*', '_', '.']);
    if !shown.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']')) {
        return None;
    }
    let near = text.ceil_char_boundary(text.len().saturating_sub(NEAR_BYTES_MAX));
    if shown.ends_with([')', ']']) {
        let opens = if shown.ends_with(')') { '(' } else { '[' };
        let mut depth = 0_i32;
        let start = text[near..].char_indices().rev().find(|(_, c)| {
            depth += i32::from(matches!(c, ')' | ']')) - i32::from(matches!(c, '(' | '['));
            *c == opens && depth == 0
        });
        if let Some(at) = start.map(|(at, _)| near + at) {
            let alone = text[..at].trim_matches(['*', '_', ' ']).is_empty();
            let closes = text[..at].trim_end().ends_with(['.', '!', '?', '"', '\u{201d}']);
            if alone || closes {
                return Some(if alone { 0 } else { at });
            }
        }
    }
    match text[near..].rfind('\n') {
        Some(at) => Some(near + at + 1),
        None => (near == 0).then_some(0),
    }
}

/// Whether a text may be a line of who and when: soon told, and seldom so. It has the figures of a day, and a comma, a
/// bracket or "by".
fn may_be_stamp(text: &str) -> bool {
    let shown = text.trim_start_matches(['*', '_']);
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    let bracketed = shown.starts_with(['(', '[']);
    let told = shown.contains(" by ");
    let ends = shown.trim_end_matches(['*', '_']).ends_with(|c: char| c.is_ascii_digit());
    let plain = || ends && shown.contains(',') && !shown.contains(": ") && shown.len() <= PLAIN_BYTES_MAX;
    // "(Entry by …)" is a signature wherever it stands.
    let who = if bracketed { !told } else { told || plain() };
    let opens = shown.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '['));
    text.len() <= NEAR_BYTES_MAX && FIGURES_OF_A_DAY.contains(&figures) && who && opens
}

/// Most bytes of a line of who and when that nothing but commas shows.
const PLAIN_BYTES_MAX: usize = 100;
/// How many figures a day has that is written out, with a time of day at most: "1 May 24", "01/05/2024 10:32:15".
const FIGURES_OF_A_DAY: Range<usize> = 3..15;

/// How many bytes of a paragraph that opens with a number may be the head of an entry by its signs, with the character
/// behind it: a day, a dash or a dot, two words with capitals, up to what parts them from the text; or capitals and a
/// colon. Soon told, and seldom so.
fn head_near(text: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(NEAR_BYTES_MAX)];
    let line = near.find('\n').map_or(near, |end| &near[..end]);
    let day = &line[..line.floor_char_boundary(DAY_BYTES_MAX)];
    let sign = SIGNS.iter().filter_map(|sign| day.find(sign).map(|at| at + sign.len())).min();
    let end_behind = |at: usize| {
        let rest = &line[at..];
        let end =
            [" - ", " \u{2013} ", " \u{2014} ", ":", "**", "__"].iter().filter_map(|end| rest.find(end));
        let end = end.min().map(|end| at + end + PARTED_BYTES);
        end.map(|end| text.ceil_char_boundary(end.min(text.len())))
    };
    if let Some(sign) = sign {
        let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
        let mut words = line[sign..].split_whitespace();
        // "Personal Officer" has no name behind it that opens with these words.
        let first = words.next().filter(|word| !entries::is_role(word) && !lexicon::HEAD_LINKS.has(word));
        return (capital(first) && capital(words.next())).then(|| end_behind(sign)).flatten();
    }
    let colon = day.find(": ")?;
    let initials = day[..colon].rsplit(' ').next().is_some_and(is_initials);
    initials.then(|| text.ceil_char_boundary((colon + 3).min(text.len())))
}

/// Most bytes of a day that is written out in words, and of the sign behind it.
const DAY_BYTES_MAX: usize = 48;
/// The signs between a day and a name.
const SIGNS: [&str; 4] = [" - ", " \u{2013} ", " \u{2014} ", " \u{b7} "];
/// Bytes of the sign that parts a head from its text, of the end of bold type before it, and of the text's first letter.
const PARTED_BYTES: usize = 12;

/// Whether a leaf is prose that opens with a number, in bold type or in a bracket at most.
fn opens_with_number(source: &str, leaf: &Leaf) -> bool {
    let prose = matches!(leaf.kind, LeafKind::Paragraph | LeafKind::Item);
    let text = leaf.span.of(source).trim_start_matches(['*', '_', '(', '[', ' ']);
    prose && text.starts_with(|c: char| c.is_ascii_digit())
}

fn start_of(source: &str, leaf: &Leaf) -> Span {
    let end = leaf.span.end.min(leaf.span.start + NEAR_BYTES_MAX as u32) as usize;
    Span::new(leaf.span.start as usize, source.floor_char_boundary(end))
}

/// The initials behind a day and before a colon.
fn initials_of<'a>(source: &'a str, tokens: &[Token], people: &People) -> Option<&'a str> {
    let date = entries::date(source, &tokens[..tokens.len().min(STAMP_TOKENS_MAX)])?;
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let initials = text(date.end);
    let are = is_initials(initials) && !lexicon::ABBREVIATIONS.has_exactly(initials);
    let value = || tells_a_value(source, tokens, date.end + 2, people);
    (date.start == 0 && text(date.end + 1) == ":" && are && !value()).then_some(initials)
}

/// Whether capitals before a colon and a figure, which are nobody's initials, name what was measured: "06/05/24 HR: 88".
pub(super) fn tells_a_value(source: &str, tokens: &[Token], head: usize, people: &People) -> bool {
    let Some([.., initials, colon]) = tokens.get(..head) else { return false };
    let value = tokens.get(head).is_some_and(|next| next.kind == TokenKind::Number);
    let lead = || entries::date(source, &tokens[..head]).is_some_and(|date| date == (0..head - 2));
    let initials = initials.span.of(source);
    value && colon.is_byte(source, b':') && is_initials(initials) && !people.has_initials(initials) && lead()
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, parse, parse_all};

    /// What is said of each unit: its text, and who wrote it, where that is told.
    fn check(source: &str) -> Vec<(String, Option<String>)> {
        let document: Document = parse(source.to_owned()).unwrap();
        let author = |unit| crate::document::entry_of(&document, unit).author;
        document.units().iter().map(|unit| (document.text(unit).to_owned(), author(unit))).collect()
    }

    fn author_of(source: &str, text: &str) -> Option<String> {
        let units = check(source);
        units.into_iter().find(|(unit, _)| unit.contains(text)).unwrap_or_else(|| panic!("{text}")).1
    }

    #[test]
    fn lines_of_who_and_when_that_stand_last_sign_what_is_above() {
        let plan = "## Boats\n\nShe sails on Mondays.\n\n(Una Brae, harbour nurse, 3 May 2024)\n\nShe rows well.\n\n\
            (Morag Teviot, boat officer, 4 May 2024)\n\n## Nets\n\nShe mends them.\n";
        assert_eq!(author_of(plan, "sails").as_deref(), Some("Una Brae, harbour nurse"));
        assert_eq!(author_of(plan, "rows").as_deref(), Some("Morag Teviot, boat officer"));
        assert_eq!(author_of(plan, "mends"), None);
        let unmarked = plan
            .replace("(Una Brae,", "U. Brae,")
            .replace("(Morag Teviot,", "M. Teviot,")
            .replace("2024)", "2024");
        assert_eq!(author_of(&unmarked, "rows").as_deref(), Some("M. Teviot, boat officer"));
    }

    #[test]
    fn what_shows_nothing_of_which_way_they_point() {
        let plan = |under: &str, title: &str, last: &str| {
            format!(
                "{under}## Boats\n\nThe plan's own words.\n\n(Una Brae, harbour nurse, 3 May 2024)\n\n{title}\
                 She sails on Mondays.\n\n(Morag Teviot, boat officer, 4 May 2024)\n\nShe rows well.\n\n\
                 ## Nets\n\nShe mends them.{last}\n"
            )
        };
        for plan in [
            plan("", "", " She knots. (Kirsty Orr, nurse, 1 May 2024)"),
            plan("", "**Sailing**\n\n", ""),
            plan("# Plan\n\nFor the harbour.\n\n(Kirsty Orr, nurse, 1 May 2024)\n\n", "", ""),
            plan("", "2 May 2024 - Dr Hay: seen on the quay.\n\n", ""),
        ] {
            assert_eq!(author_of(&plan, "rows").as_deref(), Some("Morag Teviot, boat officer"), "{plan}");
            assert_ne!(author_of(&plan, "sails").as_deref(), Some("Morag Teviot, boat officer"), "{plan}");
        }
    }

    #[test]
    fn one_exception_tips_nothing_and_a_plan_that_contradicts_itself_tells_nothing() {
        let closed = |name: &str| {
            format!(
                "## {name}\n\nShe likes {name}.\n\n(Una Brae, nurse, 3 May 2024)\n\n\
                     She has {name}.\n\n(Morag Teviot, PBSW, 4 May 2024)\n\n"
            )
        };
        let first =
            "## Ropes\n\n(Kirsty Orr, nurse, 1 May 2024)\n\nShe knots.\n\n(Una Brae, nurse, 2 May 2024)\n\n";
        let plan = ["boats", "nets", "oars", "sails"].map(closed).concat() + first;
        assert_eq!(author_of(&plan, "has oars").as_deref(), Some("Morag Teviot, PBSW"));
        assert_eq!(author_of(&plan, "knots").as_deref(), Some("Una Brae, nurse"));
        let plan = closed("boats") + first + "She splices.\n";
        assert!(check(&plan).iter().all(|(_, author)| author.is_none()));
    }

    #[test]
    fn those_that_stand_first_open() {
        let plan = "## Boats\n\n(Una Brae, harbour nurse, 3 May 2024)\n\nShe sails on Mondays.\n\n\
            (Morag Teviot, boat officer, 4 May 2024)\n\nShe rows well.\n";
        assert_eq!(author_of(plan, "sails").as_deref(), Some("Una Brae, harbour nurse"));
        assert_eq!(author_of(plan, "rows").as_deref(), Some("Morag Teviot, boat officer"));
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
    fn bold_type_sets_off_heads_where_nearly_all_that_it_sets_off_are_heads() {
        let head =
            |day: u8, who: &str| format!("**{day} May 2024 \u{b7} {who}** \u{2013} She has {day} nets.\n\n");
        let sure = [
            "Una Brae (nurse)",
            "Morag Teviot (PBSW)",
            "Iain Orr (nurse)",
            "Kirsty Orr (PBSW)",
            "Iain Orr (nurse)",
            "Ewan Weir (tutor)",
            "Una Brae (nurse)",
        ];
        let sure: Vec<String> = (1..).zip(sure).map(|(day, who)| head(day, who)).collect();
        let other = head(9, "Ruth Ennis (Speech and language)") + &head(8, "Port Ellen (home leave)");
        assert!(author_of(&(sure.concat() + &other), "9 nets").is_some());
        assert_eq!(author_of(&(sure.concat() + &other), "8 nets"), None);
        assert_eq!(author_of(&(sure[..3].concat() + &other), "9 nets"), None);
    }

    #[test]
    fn items_of_a_list_are_entries() {
        let plan = "- **14 Feb 2024 \u{b7} Una Brae (nurse)** \u{2013} She sails. She is well.\n\
            - **3 Feb 2024 \u{b7} Morag Teviot (PBSW)** \u{2013} She rows.\n\
            - 1 Feb 2024 \u{b7} Kirsty Orr (boats and families) \u{2013} She mends.\n\
            - 15/01/24 UB: She sleeps.\n- 14/01/24 KT: She eats.\n- 13/01/24 MT: She swims.\n\
            - 12/01/24: She sings.\n- 11/01/24 MDT: She hums.\n";
        for (text, author) in [
            ("well", "Una Brae (nurse)"),
            ("rows", "Morag Teviot (PBSW)"),
            ("mends", "Kirsty Orr (boats and families)"),
            ("sleeps", "UB (Una Brae, nurse)"),
            ("eats", "KT"),
            ("swims", "MT (Morag Teviot, PBSW)"),
        ] {
            assert_eq!(author_of(plan, text).as_deref(), Some(author), "{text}");
        }
        assert_eq!(author_of(plan, "sings"), None);
        assert_eq!(author_of(plan, "hums"), None, "an abbreviation");
        let chronology = "- 12/01/24 GP: new tablets\n- 13/01/24 \u{2013} Police: warned\n";
        assert!(check(chronology).iter().all(|(_, author)| author.is_none()), "nobody is named");
        let value = "- 10/01/24 HR: 88\n- 09/01/24 UB: 14 boats came in.\n";
        assert_eq!(author_of(&format!("{plan}{value}"), "88"), None, "a value");
        assert!(author_of(&format!("{plan}{value}"), "14 boats").is_some(), "somebody's words");
        let under = |heading: &str| format!("## {heading}\n\n{plan}");
        assert_eq!(
            author_of(&under("Harbour log"), "mends").as_deref(),
            Some("Kirsty Orr (boats and families)")
        );
        for heading in ["Appointments", "Key dates", "Chronology of her life"] {
            assert_eq!(author_of(&under(heading), "mends"), None, "{heading}");
        }
        let once =
            "- 3 May 2024 \u{2013} Dr Iain Orr (dentist): check-up\n- 4 May 2024, Nurse Brae: at ten\n";
        assert!(check(once).iter().all(|(_, author)| author.is_none()), "nobody recurs");
        let tests = "- 12/01/24 BP: 120/80\n- 13/01/24 BP: 130/80\n- 14/01/24 ECG: well\n";
        assert!(check(tests).iter().all(|(_, author)| author.is_none()), "nobody has these initials");
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

    #[test]
    fn a_version_beside_one_of_another_form_is_as_it_is_alone() {
        let closing =
            "## Boats\n\nShe sails.\n\n(Una Brae, harbour nurse, 3 May 2024)\n\n## Nets\n\nShe mends.\n";
        let opening =
            "## Boats\n\n(Una Brae, harbour nurse, 3 May 2024)\n\nShe sails.\n\n## Nets\n\nShe mends.\n";
        let documents = parse_all(vec![closing.to_owned(), opening.to_owned()]);
        let kinds = |document: &Document| document.units().iter().map(|unit| unit.kind).collect::<Vec<_>>();
        let beside = documents.last().unwrap().as_ref().unwrap();
        assert_eq!(kinds(beside), kinds(&parse(opening.to_owned()).unwrap()));
    }
}
