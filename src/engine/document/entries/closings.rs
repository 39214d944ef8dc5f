//! Signatures in brackets at the end of paragraphs, without a day or with no more than a month: "She rowed well. [KO]", "She
//! rowed well. [– Kirsty, boats, 3/22]".
//!
//! A bracket says many things; one that stands behind the last sentence and holds initials that the plan's own key spells
//! out, or opens with the dash of a signature, says who wrote, where the plan does so again and again.

use super::people::People;
use super::{heads, standing};
use crate::document::model::{Block, BlockKind, Document, UnitKind};
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Fewest paragraphs that end so.
const CLOSINGS_MIN: usize = 3;
/// Most tokens of such a bracket.
const TOKENS_MAX: usize = 16;

/// What a bracket holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// Initials of the plan's key.
    Initials,
    /// A dash, and who.
    Dashed,
}

/// Makes signatures of them; gives the units before which what one of them signs begins, in a paragraph that others sign too.
pub(super) fn sign(document: &mut Document) -> Vec<u32> {
    let mut ends = Vec::new();
    let found: Vec<(u32, Closing)> =
        document.blocks.iter().filter_map(|block| closing(document, block)).collect();
    for kind in [Closing::Initials, Closing::Dashed] {
        let own: Vec<u32> = found.iter().filter(|(_, own)| *own == kind).map(|(unit, _)| *unit).collect();
        if own.len() >= CLOSINGS_MIN {
            ends.extend(own.iter().filter_map(|unit| behind_another(document, *unit)));
            document.turn(own, UnitKind::Signature);
        }
    }
    ends
}

/// The last unit above a signature that opens with the bracket of another: "She rows. (KO) She sails. (MT)".
fn behind_another(document: &Document, signature: u32) -> Option<u32> {
    let first = document.blocks[document.unit(signature).block as usize].units.start;
    let is_other = |unit: &u32| {
        let tokens = document.tokens_of(document.unit(*unit));
        let end = tokens
            .iter()
            .take(TOKENS_MAX)
            .position(|token| matches!(token.span.of(document.source()), ")" | "]"));
        end.is_some_and(|end| held(document.source(), &tokens[..=end], &document.people).is_some())
    };
    (first + 1..signature).rev().find(is_other)
}

/// The unit that closes a paragraph so.
fn closing(document: &Document, block: &Block) -> Option<(u32, Closing)> {
    if block.kind != BlockKind::Paragraph || block.units.len() < 2 {
        return None;
    }
    let last = block.units.end - 1;
    let sentences = [last - 1, last].iter().all(|unit| document.unit(*unit).kind == UnitKind::Sentence);
    let headed = || block.units.clone().any(|unit| document.unit(unit).kind == UnitKind::EntryHead);
    if !sentences || headed() {
        return None;
    }
    held(document.source(), document.tokens_of(document.unit(last)), &document.people)
        .map(|held| (last, held))
}

/// What such a bracket holds, if these tokens are one and nothing else.
fn held(source: &str, tokens: &[Token], people: &People) -> Option<Closing> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let end = tokens.len() - usize::from(text(tokens.len() - 1) == ".");
    if !(3..=TOKENS_MAX).contains(&end) || !matches!((text(0), text(end - 1)), ("(", ")") | ("[", "]")) {
        return None;
    }
    let inner = &tokens[1..end - 1];
    let dashed = matches!(text(1), "\u{2013}" | "\u{2014}" | "-");
    let own = if dashed { &inner[1..] } else { inner };
    let words =
        || own.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.span.of(source));
    let first = words().next()?;
    let joined = |token: &Token| {
        token.kind == TokenKind::Word || matches!(token.span.of(source), "/" | "&" | "," | "+")
    };
    if own.iter().all(joined) && words().all(|word| people.is_keyed(word)) {
        return Some(Closing::Initials);
    }
    let says = |word: &str| lexicon::SENTENCE_WORDS.has(&word.to_lowercase());
    let opens = own.first().is_some_and(|token| token.kind == TokenKind::Word);
    // A dash alone may part anything from what stands before it: "(– Condition 7)".
    let known = || {
        let role = words().any(|word| heads::is_role(word) || people.is_keyed(word));
        let named = people.given(first).is_some() || words().any(|word| people.has_surname(word));
        role || named || standing::month_in_figures(source, own).is_some()
    };
    let who = dashed && opens && first.starts_with(char::is_uppercase) && !words().any(says) && known();
    who.then_some(Closing::Dashed)
}

#[cfg(test)]
mod tests {
    use crate::document::entries::stamps::tests::author_of;

    const KEY: &str = "**MT** Morag Teviot, boats \u{b7} **KO** Kirsty Orr, nets\n\n";

    #[test]
    fn initials_of_the_key_in_brackets_sign_what_stands_before_them() {
        let notes = "She sails. She rows well. [MT]\n\nShe mends them. [KO]\n\nShe knots. [KO]\n";
        let plan = format!("{KEY}{notes}");
        assert_eq!(author_of(&plan, "sails").as_deref(), Some("MT (Morag Teviot, boats)"));
        assert_eq!(author_of(&plan, "mends").as_deref(), Some("KO (Kirsty Orr, nets)"));
        assert_eq!(author_of(notes, "mends"), None, "without a key");
        let twice = format!("{KEY}She sails. She rows well. [MT]\n\nShe mends them. [KO]\n");
        assert_eq!(author_of(&twice, "mends"), None);
    }

    #[test]
    fn what_another_signed_before_in_the_paragraph_is_not_of_the_last() {
        let notes = "She mends them. [KO]\n\nShe knots. [KO]\n";
        let plan = format!("{KEY}She sails. [MT] She rows well. She dives. [KO]\n\n{notes}");
        assert_eq!(author_of(&plan, "sails"), None);
        assert_eq!(author_of(&plan, "dives").as_deref(), Some("KO (Kirsty Orr, nets)"));
        let lines =
            format!("{KEY}6 May - She sails. She rows. [MT]\n27 June - She dives\nwell. [KO]\n\n{notes}");
        assert_eq!(author_of(&lines, "sails").as_deref(), Some("MT (Morag Teviot, boats)"));
        assert_eq!(author_of(&lines, "dives").as_deref(), Some("KO (Kirsty Orr, nets)"));
    }

    #[test]
    fn the_key_says_who_signs_by_a_first_name() {
        let notes = "She sails. [\u{2013} Morag, boats]\n\nShe mends them. [\u{2013} Morag]\n\nShe knots. [\u{2013} Una, nurse]\n";
        let plan = format!("{KEY}{notes}");
        assert_eq!(author_of(&plan, "sails").as_deref(), Some("Morag, boats (Morag Teviot, boats)"));
        assert_eq!(author_of(&plan, "knots").as_deref(), Some("Una, nurse"));
    }

    #[test]
    fn a_dash_in_a_bracket_signs() {
        let plan = "She sails. [\u{2013} Una, nurse]\n\nShe mends them. [\u{2013} MT, boats, 3/22]\n\n\
                    She knots. [\u{2013} KO, nets, 4/22]\n\nShe left. [\u{2013} she was not seen again]\n\n\
                    She must not row. [\u{2013} Condition 7]\n\nShe may sail. [\u{2013} Kerr House]\n";
        assert_eq!(author_of(plan, "sails").as_deref(), Some("Una, nurse"));
        assert_eq!(author_of(plan, "must not"), None);
        assert_eq!(author_of(plan, "may sail"), None);
        assert_eq!(author_of(plan, "mends").as_deref(), Some("MT, boats"));
        assert_eq!(author_of(plan, "She left"), None);
    }
}
