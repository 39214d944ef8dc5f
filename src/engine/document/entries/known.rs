//! Who a line of who and when names, by what the plan tells of names elsewhere.
//!
//! A name by its form alone may be that of a victim, a place or a course, and who is made of it is shown no more as what was
//! said: so it needs a role beside it, a second line that opens with it, or a head or signature that has it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::heads;
use super::lone::beside_day;
use super::people::is_initials;
use crate::document::model::{Document, Unit, UnitKind};
use crate::document::numbering::is_month;
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Fewest words of a name.
const NAME_WORDS_MIN: usize = 2;
/// Most words of somebody by a small initial and a role: "k muir-hay RGN".
const INITIAL_WORDS_MAX: usize = 4;
/// How many years before the first head of a plan such a line may be of: what is older is a day of birth, or an event.
const YEARS_BEFORE: u32 = 5;

/// What the words of a plan tell of names.
pub(super) struct Known<'d> {
    document: &'d Document,
    /// Those that it writes small anywhere.
    small: FxHashSet<&'d str>,
    /// Those with capitals in its heads and signatures.
    writers: FxHashSet<&'d str>,
    /// The initials of two of them that stand beside each other.
    initials: FxHashSet<String>,
    /// The first year in its heads and signatures.
    first_year: Option<u32>,
    /// The names with which several of the lines open.
    again: FxHashSet<[&'d str; NAME_WORDS_MIN]>,
}

impl<'d> Known<'d> {
    /// What is known where these lines may say who.
    pub(super) fn of(document: &'d Document, lines: &[u32]) -> Self {
        let words = |tokens: &'d [Token]| {
            let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
            words.map(|token| token.span.of(document.source()))
        };
        let small: FxHashSet<&str> =
            words(&document.tokens).filter(|word| word.starts_with(char::is_lowercase)).collect();
        let is_name = |word: &&str| {
            word.len() >= SURNAME_BYTES_MIN
                && word.starts_with(char::is_uppercase)
                && !heads::is_role(word)
                && !small.contains(&*word.to_lowercase())
                && !is_month(word)
        };
        let told = |unit: &&Unit| matches!(unit.kind, UnitKind::EntryHead | UnitKind::Signature);
        let (mut writers, mut initials) = (FxHashSet::default(), FxHashSet::default());
        let mut first_year = None;
        for unit in document.units.iter().filter(told) {
            let names: Vec<&str> = words(document.tokens_of(unit)).filter(is_name).collect();
            let first = |name: &str| name.chars().next();
            initials
                .extend(names.windows(2).map(|pair| pair.iter().filter_map(|name| first(name)).collect()));
            writers.extend(names);
            initials
                .extend(words(document.tokens_of(unit)).filter(|word| is_initials(word)).map(str::to_owned));
            first_year = first_year.into_iter().chain(year(document, unit)).min();
        }
        let mut known = Self { document, small, writers, initials, first_year, again: FxHashSet::default() };
        let mut names = FxHashSet::default();
        for unit in lines {
            let name = known.line(*unit).and_then(|line| known.name(&line));
            if let Some(name) = name.filter(|name| !names.insert(*name)) {
                known.again.insert(name);
            }
        }
        known
    }

    /// Whether a line says who wrote: by who it is, or by nothing but a role.
    pub(super) fn says_who(&self, unit: u32) -> bool {
        let Some(line) = self.line_of_these_years(unit) else { return false };
        let has_role = || line.rest.iter().any(|token| heads::is_role(self.text(token)));
        self.is_named(&line) || has_role() && line.parts.iter().all(|part| self.is_plain(&line, part))
    }

    /// Whether a line says who wrote by who it is: a rank, somebody whom the plan names elsewhere, or a name by its form
    /// that has a role beside it or opens more than one such line.
    pub(super) fn names_who(&self, unit: u32) -> bool {
        self.line_of_these_years(unit).is_some_and(|line| self.is_named(&line))
    }

    fn line(&self, unit: u32) -> Option<Line> {
        let rest = beside_day(self.document, unit)?;
        let parts = parts(self.document, &rest);
        Some(Line { rest, parts })
    }

    /// A line of the years in which the plan was written, as far as it names one.
    fn line_of_these_years(&self, unit: u32) -> Option<Line> {
        let own = year(self.document, self.document.unit(unit));
        let lately = own.zip(self.first_year).is_none_or(|(own, first)| own + YEARS_BEFORE >= first);
        if lately { self.line(unit) } else { None }
    }

    fn is_named(&self, line: &Line) -> bool {
        let people = &self.document.people;
        let Line { rest, parts } = line;
        // "& Email, 3 May 2024" has no word but a title.
        let words = parts.first().map(|part| self.words(line, part)).unwrap_or_default();
        let Some(first) = words.first() else { return false };
        let has_role = rest.iter().any(|token| is_office(self.text(token)));
        let signs =
            || is_initials(first) && people.signs(first) && !lexicon::ABBREVIATIONS.has_exactly(first);
        if words.len() == 1 && (self.writers.contains(first) || self.initials.contains(*first) || signs()) {
            return true;
        }
        if first.len() == 1 && has_role && parts.len() == 1 && words.len() <= INITIAL_WORDS_MAX {
            return true;
        }
        let by_form = |part: &Range<usize>| {
            let rank = lexicon::RANKS.has_exactly(self.text(&rest[part.start]));
            rank || people.names(self.document.source(), rest, part.start)
        };
        if parts.iter().take(2).take_while(|part| self.is_plain(line, part)).any(by_form) {
            return true;
        }
        let has_surname =
            |part: &Range<usize>| self.words(line, part).iter().any(|word| people.has_surname(word));
        self.who(line).is_some_and(|part| self.is_plain(line, part) && has_surname(part))
            || self.name(line).is_some_and(|name| has_role || self.again.contains(&name))
    }

    /// The part of a line that may say who: the first, or the second where the first is an office.
    fn who<'l>(&self, line: &'l Line) -> Option<&'l Range<usize>> {
        let first = line.parts.first()?;
        let office = || self.words(line, first).iter().all(|word| is_office(word));
        line.parts.get(1).filter(|_| office()).or(Some(first))
    }

    /// The two words with capitals, initials among them, that open what says who, of which none is written small in the
    /// plan.
    fn name(&self, line: &Line) -> Option<[&'d str; NAME_WORDS_MIN]> {
        let words = self.words(line, self.who(line)?);
        let name: [&str; NAME_WORDS_MIN] = words.get(..NAME_WORDS_MIN)?.try_into().ok()?;
        name.iter().all(|word| self.is_never_small(word)).then_some(name)
    }

    /// Whether a part of a line has no word but names, roles and what is written with a capital nowhere else.
    fn is_plain(&self, line: &Line, part: &Range<usize>) -> bool {
        let plain =
            |word: &&str| is_office(word) || lexicon::HEAD_LINKS.has(word) || self.is_never_small(word);
        self.words(line, part).iter().all(plain)
    }

    /// Whether a word is an initial, or has a capital here and is not written small in the plan.
    fn is_never_small(&self, word: &str) -> bool {
        let small = || self.small.contains(&*word.to_lowercase());
        word.starts_with(char::is_uppercase) && (word.len() == 1 || !small())
    }

    /// The words of a part, without the title of a note before it: "Email from".
    fn words(&self, line: &Line, part: &Range<usize>) -> Vec<&'d str> {
        let words = line.rest[part.clone()].iter().filter(|token| token.kind == TokenKind::Word);
        words.map(|token| self.text(token)).skip_while(|word| is_title(word)).collect()
    }

    fn text(&self, token: &Token) -> &'d str {
        token.span.of(self.document.source())
    }
}

/// What stands beside the day of a line, and its parts between signs.
struct Line {
    rest: Vec<Token>,
    parts: Vec<Range<usize>>,
}

/// Whether a word is of the title of a note: "Email from".
fn is_title(word: &str) -> bool {
    lexicon::HEAD_TITLES.has(word) || lexicon::BEHIND_A_TITLE.has(word)
}

/// Whether a word names a role, an agency or a rank.
fn is_office(word: &str) -> bool {
    heads::is_role(word) || lexicon::FURTHER_ROLES.has(word) || lexicon::RANKS.has_exactly(word)
}

/// The last year that a unit names in four figures.
fn year(document: &Document, unit: &Unit) -> Option<u32> {
    let figures = document.tokens_of(unit).iter().map(|token| token.span.of(document.source()));
    let last = |figures: &str| figures.rsplit(['/', '.', '-']).next().and_then(|year| year.parse().ok());
    figures.filter_map(last).rfind(|year| (1900..2100).contains(year))
}

/// What stands between the signs of a line, without remarks in brackets and the title of a note before who wrote it.
fn parts(document: &Document, rest: &[Token]) -> Vec<Range<usize>> {
    let source = document.source();
    let parts_here = |at: usize| {
        let sign = matches!(rest[at].span.of(source), "," | "|" | ":" | ";" | "/" | "(" | ")");
        sign || heads::is_dash(source, rest, at) || heads::is_in_remark(source, rest, at)
    };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let first = rest.iter().position(|token| !is_title(token.span.of(source))).unwrap_or(0);
    let mut start = first;
    for at in first..=rest.len() {
        if at == rest.len() || parts_here(at) {
            if rest[start..at].iter().any(|token| token.kind == TokenKind::Word) {
                parts.push(start..at);
            }
            start = at + 1;
        }
    }
    parts
}

/// Fewest letters of a surname.
const SURNAME_BYTES_MIN: usize = 3;
