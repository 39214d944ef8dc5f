//! Lines that head entries because others of the same pattern do: "3 May 2024 – Ann Other, Library" among "9 May 2024 – Una
//! Brae, nurse".
//!
//! A system, or a careful typist, dresses the heads of a plan alike: the day, a sign, who, and what they do. Where enough
//! lines of one pattern are heads by their words, and such lines stand over text, one in which no office is known is a head
//! as well. It must still say that somebody has an office: a day and a name alone may be a visit.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::heads;
use super::people::People;
use super::stamps::{is_of_office, may_be_person, name_at_start, names_no_office};
use crate::document::units::LEVEL_OF_ENTRIES;
use crate::lexicon;
use crate::text::{Token, TokenKind, folded_sign};

/// Most tokens of such a line.
const LINE_TOKENS_MAX: usize = 32;
/// Fewest heads that make a pattern of the plan's, and how many other lines there may be for each.
const SURE_MIN: usize = 3;
const OPEN_FOR_SURE: usize = 2;
/// Of how many lines of a pattern one may have no text below it.
const BARE_OF: usize = 4;
/// Fewest letters of a surname in capitals.
const SURNAME_LETTERS_MIN: usize = 3;

/// The patterns of the lines that head entries in a plan, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::document) struct Patterns(Vec<String>);

impl Patterns {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How many tokens of a paragraph or heading are a line of one of the plan's patterns that names somebody with an office; 0
/// if it opens with none. `level`: that of the heading, 0 for a paragraph.
pub(in crate::document) fn end(source: &str, tokens: &[Token], level: u8, people: &People) -> usize {
    if people.patterns().is_empty() {
        return 0;
    }
    let line = Line::of(source, tokens, level);
    let known = |line: &Line| people.patterns().0.binary_search(&line.pattern).is_ok();
    line.filter(|line| known(line) && line.names_somebody(source, tokens)).map_or(0, |line| line.end)
}

/// Whether a line of a paragraph opens as one of a pattern does, with a number.
pub(in crate::document) fn may_hold_line(text: &str) -> bool {
    let mut lines = text.lines().map(|line| line.trim_start_matches(['*', '_', '[', '(', ' ', '>']));
    lines.any(|line| line.starts_with(|c: char| c.is_ascii_digit()))
}

/// What the lines of a plan speak for.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    patterns: FxHashMap<String, Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    /// Heads by their words.
    sure: usize,
    /// Others that name somebody with an office.
    open: usize,
    /// Lines with no text below.
    bare: usize,
}

impl Evidence {
    /// Takes in a line with a day, and whether text stands below it.
    pub(super) fn see(
        &mut self,
        source: &str,
        tokens: &[Token],
        (level, over_text): (u8, bool),
        people: &People,
    ) {
        let Some(line) = Line::of(source, tokens, level) else { return };
        let own = &tokens[..line.end];
        let sure = level == LEVEL_OF_ENTRIES || heads::is_head(source, own, people);
        let open = line.names_somebody(source, tokens);
        let counts = self.patterns.entry(line.pattern).or_default();
        counts.sure += usize::from(sure);
        counts.open += usize::from(!sure && open);
        counts.bare += usize::from(!over_text);
    }

    /// The patterns that head entries.
    pub(super) fn patterns(self) -> Patterns {
        let heads = |counts: &Counts| {
            let all = counts.sure + counts.open;
            counts.sure >= SURE_MIN
                && counts.open <= counts.sure * OPEN_FOR_SURE
                && counts.bare * BARE_OF <= all
        };
        let found = self.patterns.into_iter().filter(|(_, counts)| heads(counts));
        let mut patterns: Vec<String> = found.map(|(pattern, _)| pattern).collect();
        patterns.sort_unstable();
        Patterns(patterns)
    }
}

/// A line with a day and a name.
struct Line {
    /// The level of the heading, and the day, the name and the signs around them in their order.
    pattern: String,
    name: Range<usize>,
    /// What stands beside both.
    office: Range<usize>,
    end: usize,
}

impl Line {
    fn of(source: &str, tokens: &[Token], level: u8) -> Option<Self> {
        let end = line_end(source, tokens)?;
        let own = &tokens[..end];
        let day = heads::date(source, own)?;
        let is_word = |at: usize| own[at].kind == TokenKind::Word;
        // What says who stands on one side of the day.
        let ahead = !(0..day.start).any(is_word);
        let (who, other) = if ahead { (day.end..end, 0..day.start) } else { (0..day.start, day.end..end) };
        // Which way a paragraph points that opens with who is seen from where such lines stand.
        if other.into_iter().any(is_word) || !ahead && (level == 0 || level == LEVEL_OF_ENTRIES) {
            return None;
        }
        let first = who.clone().find(|at| is_word(*at))?;
        let name = first..first + name_end(source, &own[first..who.end])?;
        let closed = usize::from(who.end > name.end && own[who.end - 1].is_byte(source, b':'));
        let is_sign = |at: &usize| own[*at].kind == TokenKind::Sign;
        let behind = (name.end..who.end - closed).find(|at| !is_sign(at)).unwrap_or(name.end);
        let office = if behind > name.end { behind..who.end - closed } else { name.end..name.end };
        let signs = |range: Range<usize>| -> String {
            let signs = own[range].iter().filter(|token| token.kind == TokenKind::Sign);
            signs.map(|token| folded_sign(token.span.of(source))).collect()
        };
        // A reader of formats writes heads that it knows as headings, and what it does not know as paragraphs.
        let level = if level == LEVEL_OF_ENTRIES { 0 } else { level };
        let pattern = if ahead {
            format!("{level}{}D{}N", signs(0..day.start), signs(day.end..first))
        } else {
            format!("{level}{}N{}D{}", signs(0..first), signs(day.start - 1..day.start), signs(day.end..end))
        };
        Some(Self { pattern, name, office, end })
    }

    /// Whether it names a person who has an office, whatever that is.
    fn names_somebody(&self, source: &str, tokens: &[Token]) -> bool {
        let (name, office) = (&tokens[self.name.clone()], &tokens[self.office.clone()]);
        let text = |token: &Token| token.span.of(source);
        let occasion =
            |token: &Token| lexicon::OCCASIONS.has(text(token)) && !lexicon::HEAD_ROLES.has(text(token));
        office.iter().any(|token| token.kind == TokenKind::Word)
            && may_be_person(source, name)
            && !names_no_office(source, office)
            && !office.iter().any(occasion)
            && office.iter().all(|token| is_of_office(source, token) || is_dash_sign(text(token)))
    }
}

fn is_dash_sign(sign: &str) -> bool {
    folded_sign(sign) == "-"
}

/// Where the first line of a text ends, if it is short and no sentence.
fn line_end(source: &str, tokens: &[Token]) -> Option<usize> {
    let near = &tokens[..tokens.len().min(LINE_TOKENS_MAX + 1)];
    let breaks =
        |at: &usize| source[near[*at - 1].span.end as usize..near[*at].span.start as usize].contains('\n');
    let end = (1..near.len()).find(breaks).unwrap_or(near.len());
    let last = near.get(end.checked_sub(1)?)?.span.of(source);
    (end <= LINE_TOKENS_MAX && !matches!(last, "." | "?" | "!" | ";")).then_some(end)
}

/// Where the name ends that opens these tokens: "Ann Other", "OTHER, Ann", "OTHER, A".
fn name_end(source: &str, tokens: &[Token]) -> Option<usize> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let capitals = |word: &str| {
        word.len() >= SURNAME_LETTERS_MIN
            && word.chars().all(|c| c.is_uppercase() || matches!(c, '\'' | '\u{2019}'))
    };
    let given = tokens.get(2).is_some_and(|token| token.kind == TokenKind::Word)
        && text(2).starts_with(char::is_uppercase);
    if capitals(text(0)) && text(1) == "," && given {
        return Some(3);
    }
    name_at_start(source, tokens).map(|name| name.end)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, parse, parse_beside};

    const SURE: [&str; 3] = [
        "1 May 2024 \u{2013} Una Brae, nurse",
        "2 May 2024 \u{2013} Officer Orr",
        "3 May 2024 \u{2013} Cal Weir, PBSW",
    ];

    /// A plan with these lines over a text, as headings of a level or as paragraphs.
    fn plan(mark: &str, lines: &[&str]) -> String {
        let all = SURE.iter().chain(lines);
        let notes: Vec<String> = all.map(|line| format!("{mark}{line}\n\nShe mended the sails.")).collect();
        format!("## Work\n\nShe is well.\n\n{}\n", notes.join("\n\n"))
    }

    fn authors(document: &Document) -> Vec<Option<String>> {
        let said = document.units().iter().filter(|unit| document.text(unit).contains("sails"));
        said.skip(SURE.len()).map(|unit| document.entry(unit).author.clone()).collect()
    }

    fn check(mark: &str, lines: &[&str]) -> Vec<Option<String>> {
        authors(&parse(plan(mark, lines)).unwrap())
    }

    #[test]
    fn lines_of_the_same_pattern() {
        let line = "9 June 2024 \u{2013} Ann Leckie, Sail Loft";
        for mark in ["", "## ", "#### ", "**"] {
            let close = if mark == "**" { "**" } else { "" };
            let line = &format!("{line}{close}");
            let plan = plan(mark, &[line]);
            let plan = SURE.iter().fold(plan, |plan, sure| plan.replace(sure, &format!("{sure}{close}")));
            let found = authors(&parse(plan).unwrap());
            assert_eq!(found, [Some("Ann Leckie, Sail Loft".to_owned())], "{mark}");
        }
        let found = check("## ", &["Ann Leckie, Sail Loft \u{2013} 9 June 2024"]);
        assert_eq!(found, [None], "of another pattern");
    }

    #[test]
    fn lines_that_name_nobody_with_an_office() {
        for line in [
            "9 June 2024 \u{2013} Ann Leckie",
            "9 June 2024 \u{2013} Ann Leckie, his aunt",
            "9 June 2024 \u{2013} Ann Leckie, complainer",
            "9 June 2024 \u{2013} Court Hearing, Kirkhaven",
            "9 June 2024 \u{2013} Larch House, Kirkhaven",
            "9 June 2024 \u{2013} Ann Leckie, home visit",
            "9 June 2024, Ann Leckie, Sail Loft",
        ] {
            for mark in ["", "## "] {
                let heads = check(mark, &[line]);
                assert!(
                    heads.iter().flatten().all(|who| !who.contains("Leckie") && !who.contains("Kirkhaven")),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn a_version_beside_another_reads_as_alone() {
        let (less, more) = (plan("## ", &[]), plan("## ", &["9 June 2024 \u{2013} Ann Leckie, Sail Loft"]));
        let few = less.replace("Officer", "Off-duty");
        for (one, other) in [(&less, &more), (&more, &few), (&few, &more)] {
            let beside = parse_beside(one.clone(), &parse(other.clone()).unwrap()).unwrap();
            let alone = parse(one.clone()).unwrap();
            let told = |document: &Document| -> Vec<_> {
                document.units().iter().map(|unit| (unit.kind, document.entry(unit).author.clone())).collect()
            };
            assert_eq!(told(&beside), told(&alone));
        }
    }
}
