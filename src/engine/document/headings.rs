//! Headings that Markdown does not know: a line in bold or capitals, an underlined one, a numbered one.
//!
//! Takes the tokens of one line and what stands around it, says whether the line opens a section, perhaps does, or
//! is text. A line that perhaps does opens no section, but it ends the entry before it: who wrote what follows is
//! then not recorded, which is better than a wrong author.

use std::ops::Range;

use super::entries::heads;
use super::leaves::{Leaf, LeafKind, Marker};
use super::lines::STRONG;
use super::numbering::is_month;
use crate::lexicon;
use crate::text::dates::date_at;
use crate::text::{Token, TokenKind, Words};

/// Most tokens of a heading that no sign of Markdown marks.
const TOKENS_MAX: usize = 12;
/// Most words of a line without any mark that may still be a heading.
const PLAIN_WORDS_MAX: usize = 6;
/// Longest title of a numbered line, in bytes.
const NUMBERED_BYTES_MAX: usize = 80;

/// How sure it is that a line opens a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// It does: the level of its section, and its tokens without tags around them.
    Heading { level: u8, tokens: Range<usize> },
    /// Perhaps: it ends an entry and opens no section.
    Perhaps,
}

/// Levels of headings by the way they are marked, below the six of Markdown: they never end a section of Markdown.
///
/// The order is fixed, not that of first appearance: a line added at the top of a later version must not turn the
/// sections of the whole plan about. Numbers divide a plan more often than capitals do, and capitals more often than
/// bold type.
const NUMBERED: u8 = 7;
const NUMBERED_DEEPEST: u8 = 9;
const CAPITALS: u8 = 10;
const UNDERLINED: u8 = 11;
pub(super) const BOLD: u8 = 12;

/// A line of a paragraph with its neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) source: &'a str,
    /// All tokens of the paragraph.
    pub(super) tokens: &'a [Token],
    /// Those of the line before, empty for the first line.
    pub(super) before: &'a [Token],
    /// Those of the line after, empty for the last line.
    pub(super) after: &'a [Token],
}

/// How like a heading a line of a paragraph is; none where it is text.
///
/// `line` are its tokens among those of the paragraph.
pub(super) fn likeness(paragraph: Line<'_>, line: &Range<usize>) -> Option<Likeness> {
    let Line { source, tokens, before, after } = paragraph;
    if line.len() > 2 * TOKENS_MAX {
        return None;
    }
    let alone = before.is_empty() && after.is_empty();
    let (tagged, inner) = without_tags(source, tokens, line);
    let own = &tokens[inner.clone()];
    if own.len() > TOKENS_MAX || !follows(source, before) || !opens_like_title(source, own) {
        return None;
    }
    let marks = Marks::around(source, tokens, &inner);
    let shouted = is_shouted(source, own);
    let level = match tagged {
        _ if shouted => CAPITALS,
        Some(level) => level,
        None if marks == Marks::Strong => BOLD,
        None => return (alone && is_plain_title(source, own)).then_some(Likeness::Perhaps),
    };
    let neighbour_alike = is_shouted(source, after) && shouted || ends_inside(source, own, after);
    if neighbour_alike || closes_sentence(source, own) {
        return None;
    }
    let sure = !reads_as_sentence(source, own)
        && !ends_in(source, own, ":")
        && !may_name_a_person(source, own)
        && !opens_with_title(source, own)
        && (before.is_empty() || !after.is_empty())
        && !is_day(source, own)
        && (heads::date(source, own).is_none() || heads::names_an_occasion(source, own));
    Some(if sure { Likeness::Heading { level, tokens: inner } } else { Likeness::Perhaps })
}

/// Whether a line is a day, or a month of a year, and nothing else: what was written on it stands below.
fn is_day(source: &str, own: &[Token]) -> bool {
    let date = date_at(Words::new(source, own), 0);
    date.is_some_and(|(end, date)| end == own.len() && date.last_day().is_some())
}

/// The level of the section that a numbered line opens, by the parts of its number.
pub(super) fn numbered_level(parts: usize) -> u8 {
    NUMBERED_DEEPEST.min(NUMBERED + parts.saturating_sub(1) as u8)
}

/// A heading follows the end of what stands before it.
fn follows(source: &str, before: &[Token]) -> bool {
    before.last().is_none_or(|last| {
        matches!(last.span.of(source), "." | "!" | "?" | ")" | "\"" | "\u{201d}" | ":" | "=" | "-" | "_")
    })
}

/// Whether a line in the same dress goes on where this one ends: two lines of one bold or shouted sentence.
fn ends_inside(source: &str, own: &[Token], after: &[Token]) -> bool {
    let small = |token: &Token| token.span.of(source).starts_with(char::is_lowercase);
    matches!(own.last().map(|token| token.span.of(source)), Some("," | ";" | "-" | "/" | "&"))
        || is_shouted(source, own) && after.first().is_some_and(small) && after.len() < own.len()
}

/// A title without the letter or the small numeral in brackets that opens it: "(iv) Family".
fn unnumbered<'t>(source: &str, own: &'t [Token]) -> &'t [Token] {
    match own {
        [open, number, close, rest @ ..]
            if open.is_byte(source, b'(')
                && close.is_byte(source, b')')
                && !rest.is_empty()
                && is_numeral(number.span.of(source)) =>
        {
            rest
        }
        _ => own,
    }
}

/// A letter alone, or a numeral in small letters.
fn is_numeral(text: &str) -> bool {
    let small = |c: char| matches!(c, 'i' | 'v' | 'x');
    text.len() == 1 && text.starts_with(|c: char| c.is_ascii_alphabetic()) || text.chars().all(small)
}

/// Opens with a capital, or with a number before one.
fn opens_like_title(source: &str, own: &[Token]) -> bool {
    let mut words = unnumbered(source, own).iter().filter(|token| token.kind == TokenKind::Word);
    let opens = words.next().is_some_and(|word| word.span.of(source).starts_with(char::is_uppercase));
    opens && own.iter().all(|token| token.kind != TokenKind::Cell && token.span.of(source) != "|")
}

fn closes_sentence(source: &str, own: &[Token]) -> bool {
    [".", "!", "?", ";", ",", "\u{2026}"].iter().any(|sign| ends_in(source, own, sign))
}

fn ends_in(source: &str, own: &[Token], sign: &str) -> bool {
    own.last().is_some_and(|last| last.span.of(source) == sign)
}

/// All words in capitals, and more than an abbreviation or an answer on a form.
fn is_shouted(source: &str, own: &[Token]) -> bool {
    let words =
        || own.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.span.of(source));
    let capitals = words().all(|word| !word.contains(char::is_lowercase));
    let telling = |word: &str| word.chars().count() >= 4 && !lexicon::FORM_ANSWERS.has_exactly(word);
    capitals && words().any(telling) && words().all(|word| !lexicon::FORM_ANSWERS.has_exactly(word))
}

/// Whether a line holds a word that a sentence has and a title has not.
fn reads_as_sentence(source: &str, own: &[Token]) -> bool {
    own.iter().any(|token| lexicon::SENTENCE_WORDS.has(&token.span.of(source).to_lowercase()))
}

/// "J. Smith, PBSW": a letter that stands alone before a word, as a person's initial does.
fn may_name_a_person(source: &str, own: &[Token]) -> bool {
    // "E-MAILS" and "T-shirts" name nobody.
    let joined = |token: &Token| source[token.span.end as usize..].starts_with(['-', '\u{2011}']);
    let initial = |token: &Token| {
        token.kind == TokenKind::Word
            && token.span.len() == 1
            && token.span.of(source) != "A"
            && !joined(token)
    };
    let own = unnumbered(source, own);
    let lettered =
        own.first().is_some_and(initial) && own.get(1).is_some_and(|sign| sign.span.of(source) == ")");
    own.iter().skip(usize::from(lettered)).any(initial)
}

/// "Rev Ann Other, May 2024": a title or a rank before a name.
fn opens_with_title(source: &str, own: &[Token]) -> bool {
    let [first, rest @ ..] = own else { return false };
    let title = first.span.of(source);
    let behind =
        rest.iter().find(|token| token.kind == TokenKind::Word).map_or("", |word| word.span.of(source));
    let titled = lexicon::COURTESY_TITLES.has(title) || lexicon::RANKS.has_exactly(title);
    titled && behind.starts_with(char::is_uppercase) && !is_shouted(source, own)
}

/// A few words that open with a capital and hold neither figure nor stop: it may be a title, or a note.
fn is_plain_title(source: &str, own: &[Token]) -> bool {
    let plain = |token: &Token| {
        token.kind == TokenKind::Word || matches!(token.span.of(source), "&" | "/" | "-" | ",")
    };
    let words = own.iter().filter(|token| token.kind == TokenKind::Word).count();
    (1..=PLAIN_WORDS_MAX).contains(&words)
        && own.iter().all(plain)
        && !own.iter().any(|token| lexicon::FORM_ANSWERS.has_exactly(&token.span.of(source).to_uppercase()))
        && !closes_sentence(source, own)
        && !reads_as_sentence(source, own)
}

/// Whether a line is a title by its words, however short the rule below it is: several, one of which opens with a small
/// letter, and none of which is of somebody. "Risk and licence"; "Ann Other, nurse" may sign.
pub(super) fn is_worded_title(source: &str, own: &[Token]) -> bool {
    let links = own.iter().any(|token| lexicon::TITLE_LINKS.has_exactly(token.span.of(source)));
    links && is_plain_title(source, own) && !may_name_a_person(source, own) && !opens_with_title(source, own)
}

/// What marks of emphasis enclose a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    None,
    Strong,
}

impl Marks {
    /// Looks at the gaps before, behind and inside the line.
    fn around(source: &str, tokens: &[Token], line: &Range<usize>) -> Self {
        let before =
            line.start.checked_sub(1).map_or("", |last| between(source, &tokens[last], &tokens[line.start]));
        // The marks that open a paragraph stand before its first token.
        let first = tokens[line.start].span.start as usize;
        let lead = if line.start == 0 { opening(&source[..first]) } else { before };
        let last = tokens[line.end - 1].span.end as usize;
        let behind = closing(&source[last..]);
        let inside =
            line.clone().skip(1).any(|at| holds_strong(between(source, &tokens[at - 1], &tokens[at])));
        if holds_strong(lead) && holds_strong(behind) && !inside { Self::Strong } else { Self::None }
    }
}

fn between<'a>(source: &'a str, before: &Token, after: &Token) -> &'a str {
    &source[before.span.end as usize..after.span.start as usize]
}

/// The marks at the end of a text.
fn opening(text: &str) -> &str {
    &text[text.trim_end_matches(['*', '_']).len()..]
}

/// The marks at the start of a text.
fn closing(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(['*', '_']).len()]
}

fn holds_strong(gap: &str) -> bool {
    gap.contains("**") || gap.contains("__")
}

/// A line without the tags of HTML that enclose it, and the level that these tags give it.
fn without_tags(source: &str, tokens: &[Token], line: &Range<usize>) -> (Option<u8>, Range<usize>) {
    let text = |at: usize| tokens.get(at).map_or("", |token: &Token| token.span.of(source));
    let (mut inner, mut level) = (line.clone(), None);
    while inner.len() > 7 && text(inner.start) == "<" && text(inner.start + 2) == ">" {
        let name = text(inner.start + 1).to_ascii_lowercase();
        let closed = [">", text(inner.start + 1), "/", "<"];
        let ends = (0..4).all(|back| text(inner.end - 1 - back) == closed[back]);
        let of_tag = match name.as_str() {
            "u" => UNDERLINED,
            "b" | "strong" => BOLD,
            _ => return (level, inner),
        };
        if !ends {
            return (level, inner);
        }
        level = level.or(Some(of_tag));
        inner = inner.start + 3..inner.end - 4;
    }
    (level, inner)
}

/// Which leaves are numbered lines that open sections, and how many parts their numbers have; 0 for a numbered line
/// that perhaps does.
///
/// "4. Victim issues" alone between paragraphs is an item of a list to Markdown. It opens a section where such lines
/// count up through the plan, or where a rule stands under it.
pub(super) fn numbered(source: &str, leaves: &[Leaf]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; leaves.len()];
    for at in lettered(source, leaves) {
        found[at] = Some(1);
    }
    let lines: Vec<(usize, Vec<u32>)> =
        (0..leaves.len()).filter_map(|at| Some((at, lone_number(source, leaves, at)?))).collect();
    // Numbered lines right under each other are a list, whose items may be whole conditions.
    let beside = |index: usize, other: Option<usize>| {
        let other = other.and_then(|other| lines.get(other));
        other.is_some_and(|(at, number)| {
            at.abs_diff(lines[index].0) == 1 && number.len() == lines[index].1.len()
        })
    };
    for (index, (at, number)) in lines.iter().enumerate() {
        if beside(index, index.checked_sub(1)) || beside(index, Some(index + 1)) {
            continue;
        }
        let before = index.checked_sub(1).map(|before| lines[before].1.as_slice());
        let after = lines.get(index + 1).map(|(_, number)| number.as_slice());
        let counts = before.is_some_and(|before| is_next(before, number))
            || after.is_some_and(|after| is_next(number, after));
        let ruled = leaves.get(at + 1).is_some_and(|next| next.kind == LeafKind::Rule);
        found[*at] = Some(if counts || ruled { number.len() } else { 0 });
    }
    found
}

/// Fewest lettered lines that open sections: two may be a person's initial and another's.
const LETTERED_MIN: usize = 3;

/// The leaves that are lettered lines, "A. Health", "B. Housing", "C. Victim issues": paragraphs of one line that count
/// up from A through the plan, none left out.
fn lettered(source: &str, leaves: &[Leaf]) -> Vec<usize> {
    let mut chain = Vec::new();
    for (at, leaf) in leaves.iter().enumerate() {
        let wanted = (b'A' + chain.len() as u8) as char;
        let opens =
            leaf.kind == LeafKind::Paragraph && letter_and_title(leaf.span.of(source)) == Some(wanted);
        if opens && chain.len() < 26 {
            chain.push(at);
        }
    }
    if chain.len() < LETTERED_MIN { Vec::new() } else { chain }
}

/// The letter that opens a title of one line: "A. Health", "A) HEALTH", "Section A - Health".
fn letter_and_title(text: &str) -> Option<char> {
    if text.len() > NUMBERED_BYTES_MAX || text.contains('\n') {
        return None;
    }
    let text = text.trim_matches(['*', '_', ' ']);
    let first = text.split_whitespace().next()?;
    let called = lexicon::NUMBERED_PARTS.has(first);
    let rest = if called { text[first.len()..].trim_start() } else { text };
    let letter = rest.chars().next().filter(char::is_ascii_uppercase)?;
    let behind = &rest[1..];
    let title = behind.trim_start_matches(['.', ')', ':', ' ', '-', '\u{2013}', '\u{2014}']);
    let signed = called || behind.starts_with(['.', ')', ':']);
    let spaced = title.len() < behind.len() && behind[..behind.len() - title.len()].contains(' ');
    (signed && spaced && is_title(title)).then_some(letter)
}

/// Whether a number follows another: 2 after 1, 1.1 after 1, 2 after 1.3.
fn is_next(before: &[u32], after: &[u32]) -> bool {
    let Some((last, stem)) = after.split_last() else { return false };
    before.get(..stem.len()) == Some(stem) && *last == before.get(stem.len()).copied().unwrap_or(0) + 1
}

/// The parts of the number of a leaf that is a single numbered line, a title by its looks, with no item beside it.
fn lone_number(source: &str, leaves: &[Leaf], at: usize) -> Option<Vec<u32>> {
    let leaf = &leaves[at];
    let is_item = |leaf: &Leaf| leaf.kind == LeafKind::Item;
    let numbered_item = matches!(leaf.marker, Some(Marker::Number { .. })) && is_item(leaf);
    if !numbered_item && leaf.kind != LeafKind::Paragraph {
        return None;
    }
    let numbered = |leaf: &Leaf| is_item(leaf) && matches!(leaf.marker, Some(Marker::Number { .. }));
    let listed = at.checked_sub(1).is_some_and(|before| numbered(&leaves[before]))
        || leaves.get(at + 1).is_none_or(numbered);
    let text = leaf.span.of(source).trim();
    if (numbered_item && listed) || text.len() > NUMBERED_BYTES_MAX || text.contains('\n') {
        return None;
    }
    number_and_title(text)
}

/// The parts of the number that opens a title: "4. Victim issues", "4.1 Victim issues", "4) VICTIM ISSUES".
fn number_and_title(text: &str) -> Option<Vec<u32>> {
    // A question is a title where bold type sets the whole line off: "**2. What are the risks?**"
    let bold = STRONG.iter().any(|mark| text.starts_with(mark) && text.ends_with(mark));
    let text = text.trim_matches(['*', '_']);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (number, rest) = text.split_at(digits);
    let signed = number.ends_with('.') || rest.starts_with([')', '\\']);
    let number = number.trim_end_matches('.');
    let title = rest.trim_start_matches(['\\', ')', '.']).trim();
    let parts: Option<Vec<u32>> =
        number.split('.').map(|part| part.parse().ok().filter(|it| *it < 100)).collect();
    let parts = parts.filter(|parts| signed || parts.len() > 1)?;
    let title = title.trim_matches(['*', '_', ' ']);
    (is_title(title) || bold && is_question(title)).then_some(parts)
}

fn is_question(title: &str) -> bool {
    title.starts_with(char::is_uppercase)
        && title.ends_with('?')
        && title.split_whitespace().count() <= TOKENS_MAX
}

/// Whether the words behind a number or letter are those of a title.
fn is_title(title: &str) -> bool {
    let words: Vec<&str> = title.split_whitespace().collect();
    let plain = |word: &&str| {
        !lexicon::SENTENCE_WORDS.has(&word.to_lowercase()) && !word.contains(|c: char| c.is_ascii_digit())
    };
    title.starts_with(char::is_uppercase)
        && !title.ends_with(['.', ':', ';', '?', '!', ','])
        && words.len() <= TOKENS_MAX
        && words.first().is_some_and(|first| !is_month(first))
        && words.iter().all(plain)
}
/// The level, the title's place and the end of a heading of HTML that opens this line: `<h2 id="a">Title</h2>`.
///
/// Bytes of the title within `line`; none where the line is anything else, or holds text beside the heading.
pub(super) fn html(line: &str) -> Option<(u8, Range<usize>)> {
    let lead = line.len() - line.trim_start().len();
    let text = line.trim();
    let level = match text.as_bytes() {
        [b'<', b'h' | b'H', level @ b'1'..=b'6', b'>' | b' ', ..] => level - b'0',
        _ => return None,
    };
    let open = text.find('>')? + 1;
    let close = text.rfind("</")?;
    let tag = &text[close..];
    let closes = tag.len() == 5 && tag[2..4].eq_ignore_ascii_case(&text[1..3]) && tag.ends_with('>');
    let title = text
        .get(open..close)
        .filter(|title| closes && !title.contains(['<', '>']) && !title.trim().is_empty())?;
    let start = lead + open + (title.len() - title.trim_start().len());
    Some((level, start..start + title.trim().len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::document::{Document, UnitKind, parse};

    /// The text with the head of an entry above it and a sentence below: is the line a heading, and has what stands
    /// below it still the author of that entry?
    fn check(line: &str) -> (bool, bool) {
        let source = format!("3 June 2023 – Nurse (O. Pell):\nShe ate well.\n\n{line}\n\nTwo forms came.\n");
        let document = parse(source).unwrap();
        let last = document.units().last().unwrap();
        let heading = document.units().iter().any(|unit| unit.kind == UnitKind::Heading);
        (heading, last.entry.is_some())
    }

    #[test]
    fn lettered_lines_that_count_up_from_a_open_sections() {
        let titles = |source: &str| -> Vec<String> {
            let document = parse(source.to_owned()).unwrap();
            document.sections()[1..].iter().map(|section| section.title.clone()).collect()
        };
        let plan =
            |[a, b, c]: [&str; 3]| format!("{a}\n\nShe sleeps.\n\n{b}\n\nShe eats.\n\n{c}\n\nShe works.\n");
        assert_eq!(titles(&plan(["A. Sleep", "B. Meals", "C. Work"])).len(), 3);
        assert_eq!(titles(&plan(["Part A - Sleep", "Part B - Meals", "Part C - Work"])).len(), 3);
        assert!(titles(&plan(["A. Sleep", "C. Meals", "B. Work"])).is_empty());
        assert!(titles(&plan(["A. She sleeps.", "B. She eats.", "C. She works."])).is_empty());
    }

    #[test]
    fn lines_that_open_a_section() {
        for line in [
            "**Family and friends**",
            "__Family and friends__",
            "FAMILY AND FRIENDS",
            "<u>Family and friends</u>",
            "<b>Family and friends</b>",
            "<h3>Family and friends</h3>",
            "***(iv) Family and friends***",
            "**(v) Family and friends**",
            "<h2 class=\"a\" id=\"b\">Family and friends</h2>",
            "**<u>Family and friends</u>**",
        ] {
            assert_eq!(check(line), (true, false), "{line}");
        }
    }

    #[test]
    fn rules_and_doubtful_lines_end_the_entry_only() {
        for line in [
            "---",
            "___",
            "* * *",
            "=====",
            "7. Family and friends",
            "Family and friends",
            "**Family and friends:**",
            "**She is not to be told**",
            "DO NOT TELL HER SISTER",
            "**O. Pell, night staff**",
        ] {
            assert_eq!(check(line), (false, false), "{line}");
        }
    }

    #[test]
    fn text_that_is_no_heading() {
        for line in [
            "**Mood:** low.",
            "She was seen by the GP.",
            "**She is not to be told.**",
            "SHE IS NOT TO BE TOLD OF IT.",
            "The letter was from MAPPA staff.",
            "NONE",
            "- FAMILY AND FRIENDS\n- SLEEP",
            "1. Ring her sister\n2. Write to the bank",
        ] {
            assert_eq!(check(line), (false, true), "{line}");
        }
    }

    fn paths(source: &str) -> Vec<String> {
        let document = parse(source.to_owned()).unwrap();
        document.units().iter().map(|unit| document.section_path(unit.section).join("/")).collect()
    }

    #[test]
    fn numbered_lines_that_count_up_are_headings() {
        let source = "1. Sleep\n\nShe sleeps well.\n\n2. Family and friends\n\nTwo visits.\n\n2.1 Her sister\n\nWrites.";
        assert_eq!(
            paths(source),
            [
                "Sleep",
                "Sleep",
                "Family and friends",
                "Family and friends",
                "Family and friends/Her sister",
                "Family and friends/Her sister"
            ]
        );
    }

    #[test]
    fn numbered_questions_in_bold_type_are_headings() {
        let plan = |mark: &str| {
            let line = |at: usize, title: &str| format!("{mark}{at}. {title}{mark}\n\nShe rows.\n\n");
            [line(1, "What are the risks?"), line(2, "How is she?"), line(3, "And now?")].concat()
        };
        let titles = |plan: &str| parse(plan.to_owned()).unwrap().sections().len() - 1;
        assert_eq!(titles(&plan("**")), 3);
        assert_eq!(titles(&plan("")), 0, "prose may ask");
    }

    #[test]
    fn numbered_lines_under_each_other_are_a_list() {
        assert_eq!(paths("4.1 Live with her sister\n\n4.2 Keep away from the shop\n\nWell."), ["", "", ""]);
    }

    #[test]
    fn a_ruled_numbered_line_is_a_heading() {
        assert_eq!(paths("1.  SLEEP\n---------\nShe sleeps well.").last().unwrap(), "SLEEP");
    }

    #[test]
    fn a_heading_before_its_text_in_one_paragraph() {
        assert_eq!(paths("**Sleep**\nShe sleeps well."), ["Sleep", "Sleep"]);
        assert_eq!(paths("SLEEP AND REST\nShe sleeps well.\nShe eats."), ["SLEEP AND REST"; 3]);
        assert_eq!(paths("SHE IS NOT TO GO OUT\nBEFORE THE DOCTOR HAS SEEN HER"), [""]);
    }

    #[test]
    fn unmarked_headings_stand_under_those_of_markdown() {
        assert_eq!(paths("## Health\n\n**Sleep**\n\nWell.\n\n## Work\n\nNone.").last().unwrap(), "Work");
        assert_eq!(paths("## Health\n\n**Sleep**\n\nWell.").last().unwrap(), "Health/Sleep");
    }

    #[test]
    fn a_title_over_the_header_is_no_section() {
        let source = "**COMMUNITY PLAN**\n\nName: Ann Other\nHall: 3\n\n**Sleep**\n\nShe sleeps well.";
        assert_eq!(paths(source), ["", "", "", "Sleep", "Sleep"]);
    }

    #[test]
    fn text_beside_a_heading_of_html_is_kept() {
        let document: Document = parse("<h2>Sleep</h2>\nShe sleeps.\n<p>Well.</p>\n".to_owned()).unwrap();
        let texts: Vec<&str> = document.units().iter().map(|unit| document.text(unit)).collect();
        assert_eq!(texts, ["Sleep", "She sleeps.\n<p>Well.</p>"]);
    }

    /// Ways of writing the heading of the section with this number.
    const STYLES: [fn(usize, &str) -> String; 9] = [
        |_, title| format!("## {title}"),
        |_, title| format!("**{title}**"),
        |_, title| format!("__{title}__"),
        |_, title| title.to_uppercase(),
        |number, title| format!("{number}. {title}"),
        |number, title| format!("**{number}. {title}**"),
        |_, title| format!("<h2>{title}</h2>"),
        |_, title| format!("<u>{title}</u>"),
        |_, title| format!("{title}\n======================================"),
    ];

    /// A plan of sections: of each its title, and the paragraphs under it.
    fn plan() -> impl Strategy<Value = Vec<(&'static str, Vec<&'static str>)>> {
        let title = prop::sample::select(vec![
            "Sleep and rest",
            "Family contact",
            "Paid work",
            "Reading",
            "Risk to others",
            "Debts / money",
        ]);
        let paragraph = prop::sample::select(vec![
            "3 June 2023 – Nurse (O. Pell):\nShe ate well. She went out.",
            "**8 July 2023 – PBSW**\n\nShe wrote a letter.",
            "Her sister came. She was glad of it.",
            "- a bus pass\n- a bank account",
            "She signed the form.\nSigned: A. Weir, PBSW, 4 May 2023",
            "| Day | Task |\n|---|---|\n| Monday | kitchen |",
        ]);
        prop::collection::vec((title, prop::collection::vec(paragraph, 1..4)), 2..5)
    }

    /// Of every unit that is no heading: its text, the titles over it in small letters, who wrote it.
    fn read(source: String) -> Vec<(String, String, Option<String>)> {
        let document = parse(source).unwrap();
        let text = |unit: u32| document.text(document.unit(unit)).to_owned();
        let texts = document.units().iter().filter(|unit| unit.kind != UnitKind::Heading);
        let path = |section| document.section_path(section).join("/").to_lowercase();
        texts.map(|unit| (document.text(unit).to_owned(), path(unit.section), unit.entry.map(text))).collect()
    }

    proptest! {
        #[test]
        fn a_plan_reads_alike_in_every_style_of_heading(plan in plan()) {
            let written = |style: fn(usize, &str) -> String| -> String {
                let section = |(at, (title, paragraphs)): (usize, &(&str, Vec<&str>))| {
                    format!("{}\n\n{}\n\n", style(at + 1, title), paragraphs.join("\n\n"))
                };
                let sections: String = plan.iter().enumerate().map(section).collect();
                format!("Came in May.\n\n{sections}")
            };
            let expected = read(written(STYLES[0]));
            for style in &STYLES[1..] {
                prop_assert_eq!(read(written(*style)), expected.clone(), "{}", written(*style));
            }
        }
    }
}
