//! Lines that head entries because others of the same pattern do: "3 May 2024 – Ann Other, Sail Loft" among "9 May 2024 – Una
//! Brae, nurse".
//!
//! A system, or a careful typist, dresses the heads of a plan alike: the day, a sign, who, and what they do. Where enough
//! lines of one pattern are heads by their words, and such lines stand over text, one in which no office is known is a head
//! as well if its section has several of the others, or what it says of the office names some body. It must still say that
//! somebody has an office: a day and a name alone may be a visit, and a victim, a place or a course has no office.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::heads;
use super::people::People;
use super::stamps::{is_of_office, is_stated, may_be_person, name_at_start, names_no_office};
use crate::document::lines::text_of;
use crate::document::units::LEVEL_OF_ENTRIES;
use crate::lexicon;
use crate::text::{Token, TokenKind, folded_sign};

/// Most tokens of such a line.
const LINE_TOKENS_MAX: usize = 32;
/// Fewest heads that make a pattern of the plan's, and how many other lines there may be for each.
const SURE_MIN: usize = 3;
const OPEN_FOR_SURE: usize = 2;
/// How many of them the section of such a line has, where nothing else speaks for it.
const SURE_NEAR_MIN: usize = 2;
/// Of how many lines of a pattern one may have no text below it.
const BARE_OF: usize = 4;
/// Fewest letters of a surname in capitals.
const SURNAME_LETTERS_MIN: usize = 3;

/// The lines that head entries by their pattern, as the plan writes them, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::document) struct Headlines(Vec<String>);

/// How many tokens of a paragraph or heading are such a line; 0 if it opens with none.
pub(in crate::document) fn end(source: &str, tokens: &[Token], people: &People) -> usize {
    if people.headlines().0.is_empty() {
        return 0;
    }
    let end = line_end(source, tokens).unwrap_or(0);
    let known = |text: &str| people.headlines().0.binary_search_by(|line| line.as_str().cmp(text)).is_ok();
    if end > 0 && known(text_of(source, &tokens[..end])) { end } else { 0 }
}

/// Whether a line of a paragraph opens as one of a pattern does, with a number.
pub(in crate::document) fn may_hold_line(text: &str) -> bool {
    let mut lines = text.lines().map(|line| line.trim_start_matches(['*', '_', '[', '(', ' ', '>']));
    lines.any(|line| line.starts_with(|c: char| c.is_ascii_digit()))
}

/// The lines of a plan with a day and a name.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    lines: Vec<Seen>,
}

/// A line, and what it speaks for.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a line may be, and any with any")]
struct Seen {
    pattern: String,
    text: String,
    section: usize,
    /// A head by its words.
    sure: bool,
    /// Another that names somebody with an office.
    open: bool,
    /// Whether a word of the office names some body.
    stated: bool,
    /// Whether it stands over text.
    over_text: bool,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// The level of the heading; 0 for a paragraph.
    pub(super) level: u8,
    /// The number of its section.
    pub(super) section: usize,
    pub(super) over_text: bool,
}

impl Evidence {
    /// Takes in a line with a day.
    pub(super) fn see(&mut self, source: &str, tokens: &[Token], at: Standing, people: &People) {
        let Some(line) = Line::of(source, tokens, at.level) else { return };
        let own = &tokens[..line.end];
        let sure = at.level == LEVEL_OF_ENTRIES || heads::is_head(source, own, people);
        let open = !sure && line.names_somebody(source, tokens);
        self.lines.push(Seen {
            text: text_of(source, own).to_owned(),
            section: at.section,
            sure,
            open,
            stated: is_stated(source, &tokens[line.office]),
            over_text: at.over_text,
            pattern: line.pattern,
        });
    }

    /// The open lines that head entries.
    pub(super) fn headlines(self) -> Headlines {
        let mut patterns: FxHashMap<&str, Counts> = FxHashMap::default();
        let mut sections: FxHashMap<(&str, usize), usize> = FxHashMap::default();
        for line in &self.lines {
            let counts = patterns.entry(&line.pattern).or_default();
            counts.sure += usize::from(line.sure);
            counts.open += usize::from(line.open);
            counts.bare += usize::from(!line.over_text);
            *sections.entry((&line.pattern, line.section)).or_default() += usize::from(line.sure);
        }
        let heads = |line: &&Seen| {
            let near = sections[&(line.pattern.as_str(), line.section)] >= SURE_NEAR_MIN;
            line.open && line.over_text && (near || line.stated) && patterns[line.pattern.as_str()].heads()
        };
        let mut found: Vec<String> = self.lines.iter().filter(heads).map(|line| line.text.clone()).collect();
        found.sort_unstable();
        Headlines(found)
    }
}

/// The lines of a pattern.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    sure: usize,
    open: usize,
    /// Those with no text below.
    bare: usize,
}

impl Counts {
    fn heads(self) -> bool {
        self.sure >= SURE_MIN
            && self.open <= self.sure * OPEN_FOR_SURE
            && self.bare * BARE_OF <= self.sure + self.open
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

    /// Whether it names a person who has an office: words with capitals or of roles, none of which is of an occasion, of
    /// somebody of the person's or of one who is held.
    fn names_somebody(&self, source: &str, tokens: &[Token]) -> bool {
        let (name, office) = (&tokens[self.name.clone()], &tokens[self.office.clone()]);
        let text = |token: &Token| token.span.of(source);
        let word = |token: &Token| {
            let word = text(token);
            let role =
                heads::is_role(word) || lexicon::HEAD_LINKS.has(word) || lexicon::FURTHER_LINKS.has(word);
            let bars = [&lexicon::OCCASIONS, &lexicon::NOT_IN_HEADS, &lexicon::NOT_OF_STAFF];
            role || word.starts_with(char::is_uppercase) && !bars.iter().any(|list| list.has(word))
        };
        let plain = |token: &Token| match token.kind {
            TokenKind::Word => word(token),
            _ => is_of_office(source, token) || folded_sign(text(token)) == "-",
        };
        office.iter().any(|token| token.kind == TokenKind::Word)
            && may_be_person(source, name)
            && !names_no_office(source, office)
            && office.iter().all(plain)
    }
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
