//! Who signs an e-mail that a mailbox of several people sent: "From: Harbour Mailbox", and below the text "Una Brae, nurse".
//!
//! A mailbox writes nothing. Where the last lines under its text are a name with a job behind a comma, that is who wrote; else
//! the mailbox is all that is known.

use super::heads;
use crate::document::model::{Document, UnitKind};
use crate::document::reading::plain;
use crate::lexicon;
use crate::text::{Token, TokenKind, has_break};

/// Most units of an e-mail that are looked through, and most tokens of a line that signs it.
const UNITS_MAX: u32 = 64;
const LINE_TOKENS_MAX: usize = 12;
/// How many words a name has.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=3;

/// Whether a sender is a mailbox.
pub(super) fn is_one(sender: &str) -> bool {
    sender.split(|c: char| !c.is_alphanumeric()).any(|word| lexicon::MAILBOXES.has(word))
}

/// Who signs the e-mail below this head, by name and job.
pub(super) fn signer(document: &Document, head: u32) -> Option<String> {
    let section = document.unit(head).section;
    let units = (head + 1..document.units().len() as u32).take(UNITS_MAX as usize);
    let of_mail = |unit: &u32| {
        let unit = document.unit(*unit);
        unit.section == section && !matches!(unit.kind, UnitKind::Heading | UnitKind::EntryHead)
    };
    let last = units.take_while(of_mail).last().filter(|last| last - head < UNITS_MAX)?;
    let tokens = document.tokens_of(document.unit(last));
    // "Invited to the conference:" lists who comes; and a sentence that was wrapped signs nothing.
    let listed = document.text(document.unit(last - 1)).ends_with(':');
    if listed || tokens.last().is_some_and(|last| last.is_byte(document.source(), b'.')) {
        return None;
    }
    let prose = matches!(document.unit(last).kind, UnitKind::Sentence | UnitKind::Signature);
    let line = first_line(document.source(), tokens);
    (prose && signs(document.source(), line)).then(|| plain(document.source(), line))
}

/// The tokens before the first break.
fn first_line<'t>(source: &str, tokens: &'t [Token]) -> &'t [Token] {
    let breaks = |pair: &[Token]| has_break(&source[pair[0].span.end as usize..pair[1].span.start as usize]);
    let end = tokens.windows(2).take(LINE_TOKENS_MAX).position(breaks).map_or(tokens.len(), |at| at + 1);
    &tokens[..end]
}

/// Whether a line is a name with a job behind a comma, and nothing else.
fn signs(source: &str, line: &[Token]) -> bool {
    let text = |token: &Token| token.span.of(source);
    if line.len() > LINE_TOKENS_MAX || line.last().is_some_and(|last| last.is_byte(source, b'.')) {
        return false;
    }
    let Some(comma) = line.iter().position(|token| token.is_byte(source, b',')) else { return false };
    let (name, job) = (&line[..comma], &line[comma + 1..]);
    let part = |token: &Token| {
        let word = token.kind == TokenKind::Word && text(token).starts_with(char::is_uppercase);
        word && !heads::is_role(text(token)) || matches!(text(token), "-" | "." | "'" | "\u{2019}")
    };
    let words = name.iter().filter(|token| token.kind == TokenKind::Word).count();
    let says = |token: &Token| lexicon::SENTENCE_WORDS.has(&text(token).to_lowercase());
    NAME_WORDS.contains(&words)
        && name.iter().all(part)
        && job.iter().any(|token| heads::is_job(text(token)))
        && !job.iter().any(says)
}

#[cfg(test)]
mod tests {
    use crate::document::entries::stamps::tests::author_of;

    fn mail(from: &str, to: &str, end: &str) -> String {
        format!(
            "## Boats\n\n**From:** {from}  \n**Sent:** 3 May 2024 10:32  \n**To:** {to}  \n**Subject:** Una\n\nShe rows well.\n\n{end}\n\n## Nets\n\nShe knots.\n"
        )
    }

    #[test]
    fn whoever_signs_below_wrote_what_a_mailbox_sent() {
        let sent = |from: &str, end: &str| author_of(&mail(from, "Gate", end), "rows").unwrap();
        assert_eq!(sent("Harbour Mailbox", "Morag Teviot, nurse"), "Morag Teviot, nurse");
        assert_eq!(sent("Harbour Mailbox", "Morag Teviot, nurse  \nFor the harbour"), "Morag Teviot, nurse");
        for end in [
            "Invited on Monday:\n\nMorag Teviot, nurse",
            "Many thanks",
            "She saw Morag Teviot, nurse.",
            "Harbour, nurse",
        ] {
            assert_eq!(sent("Harbour Mailbox", end), "Harbour Mailbox", "{end}");
        }
        assert_eq!(sent("Kirsty Orr", "Morag Teviot, nurse"), "Kirsty Orr");
    }

    #[test]
    fn to_whom_it_went_wrote_nothing() {
        let found = author_of(&mail("Kirsty Orr", "Teviot, Morag; Gate, the", "Kirsty"), "rows");
        assert_eq!(found.as_deref(), Some("Kirsty Orr"));
    }
}
