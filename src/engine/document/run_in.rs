//! Titles in bold type that run into the text of their paragraph: "**Chaplaincy.** She comes on Sundays."
//!
//! Such a lead is the title of a section in a plan that has no other headings but lines of bold type, and has several of
//! them, nearly all with words of their own. One that comes again and again ("**Update.**") stands over a part of what
//! somebody wrote, and opens nothing.

use rustc_hash::FxHashMap;

use super::lines::STRONG;
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Most tokens of a title with its full stop.
const TOKENS_MAX: usize = 12;
/// Fewest titles of their own words.
const TITLES_MIN: usize = 4;
/// How many in five of such leads have words of their own at least.
const OWN_MIN: usize = 4;

/// How many tokens at the start of a paragraph are a title that runs into it, with its full stop. 0 if none are.
pub(super) fn end(source: &str, tokens: &[Token]) -> usize {
    let Some(first) = tokens.first() else { return 0 };
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let opens = STRONG.iter().any(|mark| source[..first.span.start as usize].ends_with(mark));
    if !opens || !text(0).starts_with(char::is_uppercase) {
        return 0;
    }
    let marked = |at: usize| {
        let gap =
            tokens.get(at).map(|next| &source[tokens[at - 1].span.end as usize..next.span.start as usize]);
        gap.is_some_and(|gap| STRONG.iter().any(|mark| gap.contains(mark)))
    };
    let near = 1..tokens.len().min(TOKENS_MAX + 1);
    let Some(stop) = near.clone().find(|at| text(*at) == ".") else { return 0 };
    // "**Chaplaincy.** She" or "**Chaplaincy**. She"
    let closed = marked(stop + 1) || marked(stop);
    let within = !(1..stop).any(marked) && tokens[..stop].iter().all(|token| is_of_title(source, token));
    if closed && within && stop + 1 < tokens.len() { stop + 1 } else { 0 }
}

/// Whether a token may stand in a title: no figure, no word of a sentence, no sign but those between the words of a name.
fn is_of_title(source: &str, token: &Token) -> bool {
    let text = token.span.of(source);
    match token.kind {
        TokenKind::Word => !lexicon::SENTENCE_WORDS.has(text),
        TokenKind::Sign => matches!(text, "," | "&" | "/" | "-" | "'" | "\u{2019}" | "\u{2013}" | "(" | ")"),
        TokenKind::Number | TokenKind::Cell | TokenKind::Address => false,
    }
}

/// The leads of a plan.
#[derive(Debug, Default)]
pub(super) struct Leads<'s> {
    /// Each with how often it stands there.
    titles: FxHashMap<&'s str, usize>,
    /// Whether the plan has headings that are marked as such below its title.
    marked: bool,
}

impl<'s> Leads<'s> {
    /// Looks at a paragraph.
    pub(super) fn see(&mut self, text: &'s str) {
        if let Some(title) = (!self.marked).then(|| lead(text)).flatten() {
            *self.titles.entry(title).or_default() += 1;
        }
    }

    /// Looks at a heading of this level.
    pub(super) fn see_heading(&mut self, level: u8) {
        self.marked |= level > 1;
    }

    /// Whether they are the titles of the plan's sections.
    pub(super) fn open_sections(&self) -> bool {
        let (own, all) = (self.titles.len(), self.titles.values().sum::<usize>());
        !self.marked && own >= TITLES_MIN && own * 5 >= all * OWN_MIN
    }
}

/// The words that may be a title running into the text of their paragraph: cheap, as every paragraph is asked.
fn lead(text: &str) -> Option<&str> {
    let mark = STRONG.into_iter().find(|mark| text.starts_with(mark))?;
    let near = &text[mark.len()..text.floor_char_boundary(BYTES_MAX)];
    let (title, behind) = near.split_once(mark)?;
    let stopped = title.ends_with('.') || behind.starts_with('.');
    let plain = !title.contains(|c: char| c.is_ascii_digit() || c == ':');
    let says = |word: &str| lexicon::SENTENCE_WORDS.has(word);
    let title = title.trim_end_matches('.');
    (stopped && plain && !title.is_empty() && !title.split_whitespace().any(says)).then_some(title)
}

/// Most bytes of a title with its marks.
const BYTES_MAX: usize = 100;

#[cfg(test)]
mod tests {
    use crate::document::{UnitKind, parse};

    /// The headings of a plan.
    fn check(plan: &str) -> Vec<String> {
        let document = parse(plan.to_owned()).unwrap();
        let headings = document.sections().iter().skip(1).map(|section| section.title.clone());
        headings.collect()
    }

    const LEADS: [&str; 4] = [
        "**Hall.** He is up first.",
        "**Health.** Slept.",
        "**Learning centre, A Muir.** He reads.",
        "**Police**. None.",
    ];

    #[test]
    fn leads_of_a_plan_without_other_headings() {
        let plan = LEADS.join("\n\n");
        assert_eq!(check(&plan), ["Hall", "Health", "Learning centre, A Muir", "Police"]);
        assert!(check(&LEADS[..3].join("\n\n")).is_empty(), "too few");
        assert_eq!(check(&format!("# Plan\n\n## Notes\n\n{plan}")), ["Plan", "Notes"]);
        let again = LEADS.map(|lead| format!("{lead}\n\n**Update.** None.")).join("\n\n");
        assert!(check(&again).is_empty(), "parts of what is written");
    }

    #[test]
    fn a_lead_ends_the_entry_above() {
        let plan = format!(
            "{}\n\n*A. Muir, nurse, 3 May 2024*\n\nHe is well.\n\n**Chapel.** He came.",
            LEADS.join("\n\n")
        );
        let document = parse(plan).unwrap();
        let last = document.units().iter().rfind(|unit| unit.kind == UnitKind::Sentence).unwrap();
        assert_eq!((document.text(last), last.entry), ("He came.", None));
    }

    #[test]
    fn bold_words_that_are_no_lead() {
        for other in
            ["**He is well.** Slept.", "**3 May.** Slept.", "**Level: low.** Slept.", "**Not** to go. Slept."]
        {
            let plan = [&LEADS[..3], &[other]].concat().join("\n\n");
            assert!(check(&plan).is_empty(), "{other}");
        }
    }
}
