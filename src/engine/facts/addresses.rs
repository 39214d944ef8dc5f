//! Addresses on the web and targets of links: where a reader is sent, nothing that the text says.

use crate::text::Words;

/// Longest address, in tokens.
const TOKENS_MAX: usize = 128;

/// Where the address ends that begins at this token: the target of a link with its brackets, or an address written
/// out.
pub(super) fn end_of_address(words: Words<'_>, at: usize) -> Option<usize> {
    match words.text(at) {
        "(" if at > 0 && words.is_glued(at) && words.is_sign(at - 1, "]") => {
            let mut ends = (at + 1..words.len().min(at + TOKENS_MAX)).filter(|end| words.is_sign(*end, ")"));
            ends.next().map(|end| end + 1)
        }
        text if is_scheme(text) && words.is_sign(at + 1, ":") && words.is_sign(at + 2, "/") => {
            Some(end_of_run(words, at))
        }
        text if text.eq_ignore_ascii_case("www") && words.is_sign(at + 1, ".") && words.is_glued(at + 2) => {
            Some(end_of_run(words, at))
        }
        _ => None,
    }
}

fn is_scheme(text: &str) -> bool {
    text.eq_ignore_ascii_case("http") || text.eq_ignore_ascii_case("https")
}

/// The end of the tokens between which nothing stands; the stop of the sentence behind them is none of them.
fn end_of_run(words: Words<'_>, at: usize) -> usize {
    let limit = words.len().min(at + TOKENS_MAX);
    let mut end = (at + 1..limit).find(|next| !words.is_glued(*next)).unwrap_or(limit);
    while end > at + 1 && [".", ",", ")", ">", ";"].contains(&words.text(end - 1)) {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::{find, is_risk};
    use crate::text::{Span, tokenise};

    #[test]
    fn addresses_hold_no_facts() {
        for text in [
            "see [the form](https://a.example/12-may-2024/high-risk) here",
            "see https://a.example/no-contact/40mg, there",
            "see www.assault.example/7.",
        ] {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            assert!(find(text, &tokens).is_empty(), "{text}: {:?}", find(text, &tokens));
            assert!(!is_risk(text, &tokens), "{text}");
        }
    }

    #[test]
    fn brackets_behind_words_are_text() {
        let text = "seen (no contact) on 3 May 2024";
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        assert_eq!(find(text, &tokens).len(), 2);
        assert!(is_risk(text, &tokens));
    }
}
