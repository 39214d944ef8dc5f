//! Names of people, places, bodies and programmes that no list knows: runs of capitalised words.
//!
//! A capitalised word in the middle of a sentence is a name. At the start of a sentence or cell it is one only
//! with something beside it that says so.

use std::sync::LazyLock;

use super::{FactClass, measures};
use crate::lexicon;
use crate::text::{Phrases, TokenKind, Words};

/// Most tokens of one name.
const NAME_TOKENS_MAX: usize = 9;

/// Words that tell what a name is of. Read once and never changed.
static PARTS: LazyLock<Phrases<Part>> = LazyLock::new(|| Phrases::read(&lexicon::NAMES, Part::named));

/// What a word is beside or inside a name: the headings of `names.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Common,
    Opener,
    TakenUp,
    Programme,
    Street,
    Place,
    Body,
}

impl Part {
    const ALL: [(&str, Self); 7] = [
        ("common", Self::Common),
        ("opener", Self::Opener),
        ("taken-up", Self::TakenUp),
        ("programme", Self::Programme),
        ("street", Self::Street),
        ("place", Self::Place),
        ("body", Self::Body),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(listed, _)| *listed == name).map(|(_, part)| *part)
    }

    fn at(words: Words<'_>, at: usize) -> Option<Self> {
        let (_, part) = (at < words.len()).then(|| PARTS.phrase_at(words.tokens(), at)).flatten()?;
        Some(part)
    }

    fn is_at(self, words: Words<'_>, at: usize) -> bool {
        Self::at(words, at) == Some(self)
    }
}

/// The name that begins at this token: where it ends, and its class.
///
/// `shouted`: the whole text is in capitals, so that capitals say nothing.
pub(super) fn name_at(words: Words<'_>, at: usize, shouted: bool) -> Option<(usize, FactClass)> {
    if shouted || !begins_name(words, at) {
        return None;
    }
    let end = end_of_name(words, at);
    let several = (at + 1..end).any(|at| words.is_word(at));
    if opens_sentence(words, at) && (!several || is_common(words, at)) && !has_title(words, at) {
        return None;
    }
    Some((end, class_of_name(words, at, end)))
}

/// The address that begins with this number: "14 Mill Lane".
pub(super) fn address_at(words: Words<'_>, at: usize, shouted: bool) -> Option<(usize, FactClass)> {
    let (end, class) = words.is_number(at).then(|| name_at(words, at + 1, shouted))??;
    (class == FactClass::Place && Part::Street.is_at(words, end - 1)).then_some((end, class))
}

/// Whether nothing in the text is written in small letters.
pub(super) fn is_shouted(words: Words<'_>) -> bool {
    let mut texts = (0..words.len()).filter(|at| words.is_word(*at)).map(|at| words.text(at));
    texts.all(|text| !text.chars().any(char::is_lowercase))
}

/// Whether the token opens a sentence, a cell, a quotation or what stands after a colon, where every word is
/// capitalised.
pub fn opens_sentence(words: Words<'_>, at: usize) -> bool {
    let Some(last) = at.checked_sub(1) else { return true };
    words.kind(last) == Some(TokenKind::Cell)
        || ([":", ".", "!", "?", "\"", "(", "-", "|", "'"].iter().any(|sign| words.is_sign(last, sign))
            && !is_initial(words, last.saturating_sub(1))
            && !words.is_glued(at))
        || (words.is_glued(at) && ["\"", "(", "'", "|"].iter().any(|sign| words.is_sign(last, sign)))
}

fn begins_name(words: Words<'_>, at: usize) -> bool {
    words.is_word(at) && words.is_capitalised(at) && !is_pronoun(words, at)
}

/// Whether a capital here is more than the start of a sentence: the token may be, or end, a name.
pub fn is_name_like(words: Words<'_>, at: usize) -> bool {
    let named = begins_name(words, at) && !is_common(words, at);
    named && (!opens_sentence(words, at) || !is_adverb(words, at))
}

/// "However", "Overall", "Recently": what a sentence opens with before a comma.
fn is_adverb(words: Words<'_>, at: usize) -> bool {
    words.text(at).to_lowercase().ends_with("ly") || Part::Opener.is_at(words, at)
}

/// Whether the token is an initial with its stop: "R." before a surname.
pub fn is_initial(words: Words<'_>, at: usize) -> bool {
    words.text(at).len() == 1 && words.is_capitalised(at) && words.is_sign(at + 1, ".")
}

/// Whether the token is a title or an initial: what follows is a name.
pub fn has_title(words: Words<'_>, at: usize) -> bool {
    is_initial(words, at)
        || words.is_in(at, &lexicon::COURTESY_TITLES)
        || words.is_in(at, &lexicon::BEFORE_NAME)
}

/// "I" is capitalised everywhere.
fn is_pronoun(words: Words<'_>, at: usize) -> bool {
    words.text(at) == "I" && !words.is_sign(at + 1, ".")
}

/// Words that open a sentence before a name without being part of it.
fn is_common(words: Words<'_>, at: usize) -> bool {
    Part::Common.is_at(words, at)
}

fn end_of_name(words: Words<'_>, at: usize) -> usize {
    let mut end = at + 1;
    loop {
        let next = after_join(words, end);
        let goes_on = next < words.len()
            && next < at + NAME_TOKENS_MAX
            && (words.is_word(next) && words.is_capitalised(next))
            && !is_pronoun(words, next)
            && measures::classed_value_at(words, next).is_none();
        if !goes_on {
            return end;
        }
        end = next + 1;
    }
}

/// Past what may stand inside a name: "R. Baird", "Choices for Change", "Smith-Jones".
fn after_join(words: Words<'_>, at: usize) -> usize {
    let stop = words.is_sign(at, ".") && is_short(words.text(at - 1));
    let hyphen = words.is_sign(at, "-") && words.is_glued(at) && words.is_glued(at + 1);
    let linked = words.is_in(at, &lexicon::INSIDE_NAME) || words.is_sign(at, "&");
    at + usize::from(stop || hyphen || linked)
}

fn is_short(text: &str) -> bool {
    text.len() == 1 || lexicon::COURTESY_TITLES.has(text)
}

/// What a name is of, by its words or by what stands before it.
///
/// The last word that says what it is counts ("Kestrel Lane Throughcare" is no lane).
pub fn class_of_name(words: Words<'_>, at: usize, end: usize) -> FactClass {
    let by_word = (at..end).rev().find_map(|at| class_of_word(words, at));
    let is_code = (at..end).any(|at| words.text(at).contains(|c: char| c.is_ascii_digit()));
    let before = |list: &lexicon::WordList| at > 0 && words.is_in(at - 1, list);
    match by_word {
        Some(class) => class,
        None if is_code => FactClass::Number,
        None if has_title(words, at) => FactClass::Name,
        None if before(&lexicon::BEFORE_PLACE) => FactClass::Place,
        None if (at > 0 && Part::TakenUp.is_at(words, at - 1)) || is_of_sessions(words, at) => {
            FactClass::Programme
        }
        None => FactClass::Name,
    }
}

fn class_of_word(words: Words<'_>, at: usize) -> Option<FactClass> {
    match Part::at(words, at)? {
        Part::Programme => Some(FactClass::Programme),
        Part::Street | Part::Place => Some(FactClass::Place),
        Part::Body => Some(FactClass::Agency),
        Part::Common | Part::Opener | Part::TakenUp => None,
    }
}

/// "12 sessions of", "work under".
fn is_of_sessions(words: Words<'_>, at: usize) -> bool {
    at > 1
        && words.is_in(at - 1, &lexicon::LINKS_OF_PROGRAMME)
        && words.is_in(at - 2, &lexicon::BEFORE_PROGRAMME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn names(text: &str) -> Vec<(String, &'static str)> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let words = Words::new(text, &tokens);
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let name = name_at(words, at, is_shouted(words));
            if let Some((end, class)) = name {
                let span = tokens[at].span.cover(tokens[end - 1].span);
                found.push((span.of(text).to_owned(), class.name()));
            }
            at = name.map_or(at + 1, |(end, _)| end);
        }
        found
    }

    fn check(text: &str, expected: &[(&str, &'static str)]) {
        let expected: Vec<_> = expected.iter().map(|(name, class)| ((*name).to_owned(), *class)).collect();
        assert_eq!(names(text), expected, "{text}");
    }

    #[test]
    fn a_capital_inside_a_sentence_is_a_name() {
        check("He met Zorvik again.", &[("Zorvik", "name")]);
        check("He met R. Baird and Scott Duthie.", &[("R. Baird", "name"), ("Scott Duthie", "name")]);
        check("Housing in Nairn was offered.", &[("Nairn", "place")]);
        check("A flat with Loaningdale Homes.", &[("Loaningdale Homes", "agency")]);
        check("He sat at Perth Sheriff Court.", &[("Perth Sheriff Court", "place")]);
        check("He began Choices for Change.", &[("Choices for Change", "name")]);
        check("With Anne Smith-Jones.", &[("Anne Smith-Jones", "name")]);
        check("He completed Second Thoughts on Violence.", &[("Second Thoughts on Violence", "programme")]);
        check("He did 3 sessions of Turning Tide.", &[("Turning Tide", "programme")]);
        check("He wrote to Kestrel Lane Throughcare.", &[("Kestrel Lane Throughcare", "agency")]);
        check("He met ex-Jones there.", &[("Jones", "name")]);
        check("He met Zorvik. Then he left.", &[("Zorvik", "name")]);
        check("Under Zorvik it was.", &[("Zorvik", "name")]);
    }

    #[test]
    fn a_title_or_an_initial_makes_a_person() {
        check("He sat near Mr Deans then.", &[("Mr Deans", "name")]);
        check("He sat near R. Baird then.", &[("R. Baird", "name")]);
        check("Seen by I. Baird then.", &[("I. Baird", "name")]);
    }

    #[test]
    fn signs_between_two_names() {
        check("He met Ann/Jones there.", &[("Ann", "name"), ("Jones", "name")]);
        check("He met Ann - Jones left.", &[("Ann", "name")]);
        check("He met Ann- Jones left.", &[("Ann", "name")]);
    }

    #[test]
    fn a_long_run_of_capitals_is_cut() {
        check(
            "He met Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk.",
            &[("Aa Bb Cc Dd Ee Ff Gg Hh Ii", "name"), ("Jj Kk", "name")],
        );
    }

    #[test]
    fn a_capital_at_the_start_needs_more() {
        check("Housing was offered.", &[]);
        check("The Fiscal wrote. He left.", &[("Fiscal", "name")]);
        check("Maureen Clelland wrote.", &[("Maureen Clelland", "name")]);
        check("Mr Deans wrote and I read.", &[("Mr Deans", "name")]);
        check("Outcome: suitable. Next: Annual.", &[]);
    }

    #[test]
    fn capitals_throughout_say_nothing() {
        check("HE WENT TO NAIRN.", &[]);
    }
}
