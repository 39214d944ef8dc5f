//! What must never change unseen: dates, doses, negations, names and the rest of a closed list of classes.
//!
//! Takes the tokens of one unit, gives [`Fact`]s with spans; knows words, not sections or versions. Values are
//! recognised by their form, names by their capitals, the rest by the lists of the [`crate::lexicon`].

mod class;
mod kinds;
mod measures;
mod names;
mod risk;

use std::ops::Range;
use std::sync::LazyLock;

pub use class::FactClass;
pub use kinds::{is_medicine, kind_of};
pub use names::{class_of_name, has_title, is_initial, is_name_like, opens_sentence};
pub use risk::is_risk;

use crate::lexicon;
use crate::text::numbers::number_at;
use crate::text::{Keys, Phrases, Span, Token, TokenKind, Words};

/// Something in a unit whose change matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which of the closed list.
    pub class: FactClass,
    /// Where it stands in the source.
    pub span: Span,
    /// Its tokens, as indices into those it was found among.
    pub tokens: Range<usize>,
}

impl Fact {
    /// The fact as one of a part of the tokens that it was found among; none where it does not stand in that part whole.
    pub fn within(&self, part: &Range<usize>) -> Option<Self> {
        let inside = part.start <= self.tokens.start && self.tokens.end <= part.end;
        let from = |at: usize| at - part.start;
        inside.then(|| Self { tokens: from(self.tokens.start)..from(self.tokens.end), ..self.clone() })
    }
}

/// Words and phrases by class. Read once and never changed.
static WORDS: LazyLock<Phrases<FactClass>> =
    LazyLock::new(|| Phrases::read(&lexicon::FACTS, FactClass::named));

/// The class of fact that a word is by itself, wherever it stands.
pub fn class_of_word(words: Words<'_>, at: usize) -> Option<FactClass> {
    find(words.source(), &words.tokens()[at..=at]).first().map(|fact| fact.class)
}

/// Finds the facts among the tokens of one unit, in order of their place; none overlaps another.
pub fn find(source: &str, tokens: &[Token]) -> Vec<Fact> {
    let words = Words::new(source, tokens);
    let shouted = names::is_shouted(words);
    let about_risk = || (0..words.len()).any(|at| words.is(at, "risk"));
    let (mut facts, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let found = if may_begin(source, &tokens[at]) { fact_at(words, at, shouted) } else { None };
        let Some((end, class)) = found else {
            at += 1;
            continue;
        };
        let class = if class == FactClass::Level && about_risk() { FactClass::Risk } else { class };
        let span = tokens[at].span.cover(tokens[end - 1].span);
        facts.push(Fact { class, span, tokens: at..end });
        at = end;
    }
    facts
}

/// Keys of all words with which facts begin that are known by a list. Read once and never changed.
static FIRSTS: LazyLock<Keys> = LazyLock::new(|| Keys::of(WORDS.firsts().chain(measures::firsts())));

/// Whether a fact may begin at a token: most are little words in small letters or signs, which one look tells.
///
/// What no list knows is known by its look, and has a capital, a figure or a character beyond ASCII, or ends in "n't"; a
/// point may begin a decimal, and a dollar's sign a sum.
fn may_begin(source: &str, token: &Token) -> bool {
    let text = token.span.of(source).as_bytes();
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return false };
    match token.kind {
        TokenKind::Word if first.is_ascii_lowercase() => {
            last.is_ascii_digit()
                || last.eq_ignore_ascii_case(&b't') && text.len() > 2 && is_bent(text)
                || FIRSTS.may_have(token.key)
        }
        TokenKind::Word | TokenKind::Number => true,
        TokenKind::Sign => !first.is_ascii() || matches!(first, b'.' | b'$'),
        TokenKind::Cell | TokenKind::Address => false,
    }
}

/// Whether the last letter of a word stands behind an apostrophe, or may.
fn is_bent(word: &[u8]) -> bool {
    word.get(word.len().wrapping_sub(2)).is_some_and(|byte| !byte.is_ascii_alphanumeric())
}

/// Whether a word is also a name or another word when it is capitalised: "Will", "May", "Mark", "IT".
pub fn is_word_and_name(word: &str) -> bool {
    lexicon::WORDS_AND_NAMES.has(word)
}

/// The longest fact that begins at this token. A name that goes on past a known phrase is a name.
fn fact_at(words: Words<'_>, at: usize, shouted: bool) -> Option<(usize, FactClass)> {
    let address = names::address_at(words, at, shouted);
    if address.is_some() {
        return address;
    }
    let value = measures::classed_value_at(words, at);
    if value.is_some() && !opens_name_in_words(words, at) {
        return value;
    }
    if !words.is_word(at) {
        return None;
    }
    if is_contracted_not(words.text(at)) {
        return Some((at + 1, FactClass::Negation));
    }
    let name = names::name_at(words, at, shouted);
    let known = WORDS.phrase_at(words.tokens(), at).map(|(end, class)| {
        // "Christmas 2024".
        let year = class == FactClass::Date && measures::is_full_year(words.text(end));
        (end + usize::from(year), class)
    });
    match (known, name) {
        (Some(known), Some(name)) if name.0 > known.0 || is_modal_as_name(words, at, known.1) => Some(name),
        (Some(known), _) => Some(known),
        (None, name) => name.or(value),
    }
}

/// "Second Thoughts": a number in words, capitalised among small letters, before another capital.
fn opens_name_in_words(words: Words<'_>, at: usize) -> bool {
    let capitalised = |at: usize| words.is_word(at) && words.is_capitalised(at);
    capitalised(at)
        && capitalised(at + 1)
        && !names::opens_sentence(words, at)
        && number_at(words, at).is_some()
}

/// "n't" in every form, with any apostrophe.
pub fn is_contracted_not(text: &str) -> bool {
    let text = text.strip_suffix(['t', 'T']).unwrap_or("");
    text.strip_suffix(crate::text::is_apostrophe).is_some_and(|stem| stem.ends_with(['n', 'N']))
}

/// "Will" and "May" among small letters are people, not verbs.
fn is_modal_as_name(words: Words<'_>, at: usize, class: FactClass) -> bool {
    class == FactClass::Modality && is_word_and_name(words.text(at))
}

#[cfg(test)]
mod tests;
