//! Entries of a plan: their heads ("12 May 2024 – PBSW (J. Smith):") and which units belong to them.

use super::model::{BlockKind, Document, UnitKind};
use super::numbering::is_month;
use crate::text::{Token, TokenKind};

/// Longest head of an entry, in tokens.
const HEAD_TOKENS_MAX: usize = 24;
/// Most words of a head beside its date.
const HEAD_WORDS_MAX: usize = 9;

/// How many tokens at the start of a paragraph are the head of an entry: a date and who wrote, up to a colon or
/// the end of the line. 0 if it has none.
pub(super) fn head(source: &str, tokens: &[Token]) -> usize {
    let end = head_end(source, tokens);
    if is_head(source, &tokens[..end]) { end } else { 0 }
}

/// Whether these tokens, a whole heading or line, are the head of an entry.
pub(super) fn is_head(source: &str, tokens: &[Token]) -> bool {
    if tokens.len() < 2 || tokens.len() > HEAD_TOKENS_MAX {
        return false;
    }
    let Some(date) = date(source, tokens) else { return false };
    let rest = tokens[..date.start].iter().chain(&tokens[date.end..]);
    let (mut words, mut named) = (0, false);
    for token in rest {
        let text = token.span.of(source);
        match token.kind {
            TokenKind::Word => {
                let small = text.to_lowercase();
                let role = ROLES.contains(&small.as_str());
                let capital = text.chars().next().is_some_and(char::is_uppercase);
                if NOT_IN_HEADS.contains(&small.as_str())
                    || !(role || capital || LINKS.contains(&small.as_str()))
                {
                    return false;
                }
                named |= role;
                words += 1;
            }
            TokenKind::Number | TokenKind::Cell => return false,
            TokenKind::Sign if !is_head_sign(text) => return false,
            TokenKind::Sign => {}
        }
    }
    named && words <= HEAD_WORDS_MAX
}

/// Whether a word names a role of who writes entries: "nurse", "PBSW".
pub fn is_role(word: &str) -> bool {
    ROLES.iter().any(|role| role.eq_ignore_ascii_case(word))
}

/// Says of every unit which unit tells who wrote it: the head before it, or the signature below its paragraph.
pub(super) fn attach(document: &mut Document) {
    attach_heads(document);
    attach_signatures(document);
}

fn attach_heads(document: &mut Document) {
    let mut head: Option<(u32, bool)> = None;
    let mut block = u32::MAX;
    for index in 0..document.units.len() {
        let unit = &document.units[index];
        if unit.block != block && head.is_some_and(|(_, whole_block)| !whole_block) {
            head = None;
        }
        block = unit.block;
        match unit.kind {
            UnitKind::Heading => head = None,
            UnitKind::EntryHead => head = Some((index as u32, stands_alone(document, index))),
            UnitKind::Sentence | UnitKind::Item => document.units[index].entry = head.map(|(head, _)| head),
            _ => {}
        }
    }
}

/// A head on a line or in a heading of its own holds until the next; one inside a paragraph for that paragraph.
fn stands_alone(document: &Document, index: usize) -> bool {
    let unit = &document.units[index];
    let next = document.units.get(index + 1).filter(|next| next.block == unit.block);
    next.is_none_or(|next| {
        let gap = &document.source[unit.span.end as usize..next.span.start as usize];
        gap.contains('\n')
    })
}

fn attach_signatures(document: &mut Document) {
    for index in 0..document.units.len() {
        if document.units[index].kind != UnitKind::Signature {
            continue;
        }
        let block = document.units[index].block;
        let alone = document.blocks[block as usize].units.start == index as u32;
        let signed = if alone { block.saturating_sub(1) } else { block };
        let section = document.units[index].section;
        if document.blocks[signed as usize].kind != BlockKind::Paragraph {
            continue;
        }
        let units = document.blocks[signed as usize].units.clone();
        // Backwards to what another signature or its own head has signed already.
        for unit in (units.start..units.end.min(index as u32)).rev() {
            let unit = unit as usize;
            let taken = document.units[unit].entry.is_some_and(|entry| !is_far_head(document, entry, signed));
            if document.units[unit].kind == UnitKind::Signature || taken {
                break;
            }
            if document.units[unit].kind == UnitKind::Sentence && document.units[unit].section == section {
                document.units[unit].entry = Some(index as u32);
            }
        }
    }
}

/// Whether other text stands between a head and this block: its signature is then nearer and surer.
fn is_far_head(document: &Document, entry: u32, block: u32) -> bool {
    let head = &document.units[entry as usize];
    let alone = document.blocks[head.block as usize].units.len() == 1;
    head.kind == UnitKind::EntryHead && head.block + u32::from(alone) < block
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

/// A date with its month and year, with the day's name before it, as a range of tokens.
fn date(source: &str, tokens: &[Token]) -> Option<std::ops::Range<usize>> {
    let text = |at: usize| tokens.get(at).map_or("", |token: &Token| token.span.of(source));
    for at in (0..tokens.len()).filter(|at| tokens[*at].kind == TokenKind::Number) {
        let parts = text(at).split(['/', '.']).count();
        let start =
            at - usize::from(at > 0 && DAYS.contains(&text(at - 1).to_lowercase().get(..3).unwrap_or("")));
        if parts == 3 {
            return Some(start..at + 1);
        }
        let ordinal = usize::from(matches!(text(at + 1), "st" | "nd" | "rd" | "th"));
        let month = at + 1 + ordinal;
        let apostrophe = usize::from(matches!(text(month + 1), "'" | "\u{2019}" | "\u{2018}"));
        let year = tokens.get(month + 1 + apostrophe).is_some_and(|token| token.kind == TokenKind::Number);
        if is_month(text(month)) && year {
            return Some(start..month + 2 + apostrophe);
        }
    }
    None
}

fn is_head_sign(sign: &str) -> bool {
    matches!(sign, "-" | "\u{2013}" | "\u{2014}" | "(" | ")" | "," | ":" | "." | "/" | "&" | ";" | "[" | "]")
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Words of which a head has at least one.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "pbsw", "cbsw", "nurse", "police", "officer", "worker", "tutor", "psychologist", "psychology",
    "psychiatrist", "psychiatry", "co", "coordinator", "ordinator", "icm", "chaplain", "doctor", "gp",
    "health", "addictions", "addiction", "housing", "social", "manager", "chair", "chairperson", "po",
    "flm", "fslo", "hlo", "tso", "liaison", "teacher", "therapist", "practitioner", "pharmacist",
    "dentist", "healthcare", "supervisor", "instructor", "mentor", "advocate", "solicitor", "education",
    "throughcare", "prisoner", "physiotherapist", "counsellor", "assessor", "facilitator", "unit", "staff",
    "rmn", "cpn", "mht", "cmht", "sw", "jsw", "cjsw", "psw",
];
/// Small words that a head may have beside roles and names.
const LINKS: &[&str] = &[
    "by", "from", "of", "the", "and", "at", "for", "senior", "personal", "case", "entry", "update", "team",
    "lead",
];
/// Words that make a dated line something else: a heading of minutes, a line of the chronology, a sentence.
#[rustfmt::skip]
const NOT_IN_HEADS: &[&str] = &[
    "conference", "meeting", "minutes", "review", "minute", "plan", "report", "assessment", "tribunal",
    "hearing", "new", "from",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(text: &str) -> &str {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        match head(text, &tokens) {
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
        ] {
            assert_eq!(check(head), head);
        }
        assert_eq!(check("11/07/2020 police: A further warrant came."), "11/07/2020 police:");
        assert_eq!(check("1 August 2020 nurse\nSprained wrist."), "1 August 2020 nurse");
    }

    #[test]
    fn lines_that_are_no_heads() {
        for line in [
            "ICM Case Conference – 10 Oct 2023",
            "6 May 2021 - LS/CMI reviewed, score 21",
            "On 3 May 2023 the nurse saw him: he was well.",
            "He saw the nurse.",
        ] {
            assert_eq!(check(line), "", "{line}");
        }
    }
}
