//! Notes that run on in one paragraph, each behind a head of its own: "… to be seen. Update 3/6/24 (Ann Other): all is well",
//! "[03/05/2024 09:15 OTHER ANN, NHS] seen. [09/06/2024 11:30 OTHER ANN, NHS] well".
//!
//! Takes the tokens of a paragraph, gives where such heads begin and how long they are. A sentence that opens with a word
//! for an entry is looked at as the beginning of a line is; a bracket shows by its day, its time and its name that a record
//! system wrote it.

use super::heads;
use super::people::People;
use crate::lexicon;
use crate::text::{Token, TokenKind, Words, sentences};

/// Most tokens of a head between brackets.
const BRACKET_TOKENS_MAX: usize = 24;

/// Where heads begin within a paragraph, and how many tokens each takes, in order.
pub(in crate::document) fn heads(source: &str, tokens: &[Token], people: &People) -> Vec<(usize, usize)> {
    let text = |at: usize| tokens[at].span.of(source);
    let opens = |at: usize| {
        let word = text(at);
        word.starts_with(char::is_uppercase) && lexicon::HEAD_COUNTED.has(word)
    };
    // Most paragraphs have neither: a look at the first byte of each word tells.
    let first = |at: usize| source.as_bytes()[tokens[at].span.start as usize];
    let (mut brackets, mut worded) = (Vec::new(), false);
    for at in 0..tokens.len() {
        match first(at) {
            b'[' | b'{' => brackets.push(at),
            b'A'..=b'Z' => worded = worded || opens(at),
            _ => {}
        }
    }
    let mut found: Vec<(usize, usize)> =
        brackets.into_iter().filter_map(|at| Some((at, stamp(source, tokens, at)?))).collect();
    if !worded {
        return found;
    }
    for sentence in sentences(source, tokens).into_iter().filter(|own| opens(own.start)) {
        let head = match heads::head(source, &tokens[sentence.start..], people) {
            0 => counted(source, &tokens[sentence.start..]),
            head => head,
        };
        if head > 0 && sentence.start + head < tokens.len() {
            found.push((sentence.start, head));
        }
    }
    found.sort_unstable();
    found
}

/// How many tokens are a head that opens with a word for an entry, has a day and somebody with capitals, and ends with a colon
/// or a dash: "UPDATE 3/6/24 (Ann Other) -", "Update by Ann Other on 3/6/24:".
fn counted(source: &str, tokens: &[Token]) -> usize {
    let text = |at: usize| tokens[at].span.of(source);
    let near = &tokens[..tokens.len().min(COUNTED_TOKENS_MAX)];
    let Some(day) = heads::date(source, near) else { return 0 };
    let ends = |at: &usize| !day.contains(at) && (text(*at) == ":" || heads::is_dash(source, near, *at));
    let Some(end) = (2..near.len()).find(ends).filter(|end| day.end <= *end) else { return 0 };
    // Whom somebody met wrote nothing: "Visit Ann Other 3/6/24 -".
    let by = (1..end).any(|at| text(at).eq_ignore_ascii_case("by") || text(at) == "(");
    let mut named = false;
    for at in (1..end).filter(|at| !day.contains(at) && near[*at].kind == TokenKind::Word) {
        let capital = text(at).starts_with(char::is_uppercase);
        let links =
            lexicon::HEAD_LINKS.has(text(at)) || lexicon::SIGNATURE_OPENERS.has(text(at)) || text(at) == "on";
        if !capital && !links && !heads::is_role(text(at)) {
            return 0;
        }
        named |= capital;
    }
    if named && by { end + 1 } else { 0 }
}

/// Most tokens of such a head.
const COUNTED_TOKENS_MAX: usize = 20;

/// How many tokens at this one are a stamp between brackets: a day, a time and a name, and text behind it.
fn stamp(source: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let closes = match tokens[at].span.of(source) {
        "[" => "]",
        "{" => "}",
        _ => return None,
    };
    let near = &tokens[at..tokens.len().min(at + BRACKET_TOKENS_MAX)];
    let end = near.iter().position(|token| token.span.of(source) == closes)?;
    let inner = &near[1..end];
    let day = heads::date(source, inner).filter(|day| day.start == 0)?;
    let timed = inner[..day.end].iter().any(|token| token.span.of(source).contains(':'))
        || Words::new(source, inner).is_number(day.end);
    // A record system prints a surname in capitals, or what somebody does.
    let told = |token: &Token| {
        let text = token.span.of(source);
        let capitals = text.len() > 1 && !text.contains(char::is_lowercase);
        token.kind == TokenKind::Word
            && (capitals || heads::is_role(text) || lexicon::RANKS.has_exactly(text))
    };
    let named = inner[day.end..].iter().any(told);
    let opens = at.checked_sub(1).is_none_or(|before| {
        tokens[before].kind == TokenKind::Sign && !matches!(tokens[before].span.of(source), "," | "-" | "(")
    });
    (timed && named && opens && at + end + 1 < tokens.len()).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use crate::document::{UnitKind, parse};

    /// Who wrote each sentence, and when.
    fn check(text: &str) -> Vec<String> {
        let document = parse(format!("## Work\n\n{text}\n")).unwrap();
        let sentences = document.units().iter().filter(|unit| unit.kind == UnitKind::Sentence);
        let who = sentences.map(|unit| {
            let entry = document.entry(unit);
            let day = entry.written.map(|day| day.to_string()).unwrap_or_default();
            format!("{} {day}", entry.author.clone().unwrap_or_default()).trim().to_owned()
        });
        who.collect()
    }

    #[test]
    fn notes_behind_heads_within_a_paragraph() {
        let text = "He has a plot by the wall. UPDATE 3/5/24 (Una Brae) - he dug two beds. All alone. Update by Will Orr on 9/6/24: he rested.";
        assert_eq!(check(text), ["", "Una Brae 2024-05-03", "Una Brae 2024-05-03", "Will Orr 2024-06-09"]);
        let text = "[03/05/2024 09:15 BRAE UNA, NHS] Seen for his hand. [09/06/2024 11:30 ORR WILL, NHS] It is well. He rows.";
        assert_eq!(
            check(text),
            ["BRAE UNA, NHS 2024-05-03", "ORR WILL, NHS 2024-06-09", "ORR WILL, NHS 2024-06-09"]
        );
    }

    #[test]
    fn sentences_that_open_with_such_words_are_none() {
        for text in [
            "He has a plot. Update the plan by 3 May 2024: he moved.",
            "He has a plot. Visit on 3 May 2024 went well - he rowed.",
            "He has a plot [3 May 2024] and digs [see The Beds].",
        ] {
            assert!(check(text).iter().all(String::is_empty), "{text} {:?}", check(text));
        }
    }
}
