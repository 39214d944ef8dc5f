//! Names of people, places, bodies and programmes that no list knows: runs of capitalised words.
//!
//! A capitalised word in the middle of a sentence is a name. At the start of a sentence or cell it is one only
//! with something beside it that says so.

use super::{FactClass, measures};
use crate::text::{TokenKind, Words};

/// Most tokens of one name.
const NAME_TOKENS_MAX: usize = 9;

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
    named && (!opens_sentence(words, at) || !is_adverb(words.text(at)))
}

/// "However", "Overall", "Recently": what a sentence opens with before a comma.
fn is_adverb(text: &str) -> bool {
    const OPENERS: [&str; 22] = [
        "however",
        "overall",
        "therefore",
        "furthermore",
        "moreover",
        "meanwhile",
        "nevertheless",
        "nonetheless",
        "otherwise",
        "thus",
        "hence",
        "then",
        "now",
        "today",
        "yesterday",
        "further",
        "again",
        "still",
        "instead",
        "indeed",
        "afterwards",
        "thereafter",
    ];
    let small = text.to_lowercase();
    small.ends_with("ly") || OPENERS.contains(&small.as_str())
}

/// Whether the token is an initial with its stop: "R." before a surname.
pub fn is_initial(words: Words<'_>, at: usize) -> bool {
    words.text(at).len() == 1 && words.is_capitalised(at) && words.is_sign(at + 1, ".")
}

/// Whether the token is a title or an initial: what follows is a name.
pub fn has_title(words: Words<'_>, at: usize) -> bool {
    is_initial(words, at)
        || words.is_any(at, &["mr", "mrs", "ms", "miss", "dr", "prof", "sheriff", "rev", "hmp"])
}

/// "I" is capitalised everywhere.
fn is_pronoun(words: Words<'_>, at: usize) -> bool {
    words.text(at) == "I" && !words.is_sign(at + 1, ".")
}

/// Words that open a sentence before a name without being part of it.
fn is_common(words: Words<'_>, at: usize) -> bool {
    const COMMON: [&str; 48] = [
        "a",
        "an",
        "the",
        "he",
        "she",
        "they",
        "it",
        "his",
        "her",
        "their",
        "this",
        "that",
        "these",
        "those",
        "in",
        "on",
        "at",
        "by",
        "to",
        "for",
        "from",
        "with",
        "of",
        "and",
        "but",
        "or",
        "if",
        "as",
        "when",
        "while",
        "since",
        "after",
        "before",
        "during",
        "following",
        "both",
        "neither",
        "no",
        "not",
        "all",
        "some",
        "any",
        "my",
        "our",
        "we",
        "there",
        "under",
        "until",
    ];
    words.is_any(at, &COMMON)
}

fn end_of_name(words: Words<'_>, at: usize) -> usize {
    let mut end = at + 1;
    loop {
        let next = after_join(words, end);
        let goes_on = next < words.len()
            && next < at + NAME_TOKENS_MAX
            && (words.is_word(next) && words.is_capitalised(next))
            && !is_pronoun(words, next)
            && measures::value_at(words, next).is_none();
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
    let linked = words.is_any(at, &["of", "for", "the", "on"]) || words.is_sign(at, "&");
    at + usize::from(stop || hyphen || linked)
}

fn is_short(text: &str) -> bool {
    text.len() == 1 || ["Mr", "Mrs", "Ms", "Dr", "Prof", "Rev"].contains(&text)
}

/// What a name is of, by its words or by what stands before it.
///
/// The last word that says what it is counts ("Kestrel Lane Throughcare" is no lane).
pub fn class_of_name(words: Words<'_>, at: usize, end: usize) -> FactClass {
    let by_word = (at..end).rev().find_map(|at| class_of_word(words, at));
    let is_code = (at..end).any(|at| words.text(at).contains(|c: char| c.is_ascii_digit()));
    let before = |list: &[&str]| at > 0 && words.is_any(at - 1, list);
    match by_word {
        Some(class) => class,
        None if is_code => FactClass::Number,
        None if has_title(words, at) => FactClass::Name,
        None if before(&["in", "at", "near", "around", "outside", "via"]) => FactClass::Place,
        None if before(&TAKEN_UP) || is_of_sessions(words, at) => FactClass::Programme,
        None => FactClass::Name,
    }
}

fn class_of_word(words: Words<'_>, at: usize) -> Option<FactClass> {
    if words.is_any(at, &PROGRAMMES) {
        Some(FactClass::Programme)
    } else if words.is_any(at, &PLACES) {
        Some(FactClass::Place)
    } else {
        words.is_any(at, &BODIES).then_some(FactClass::Agency)
    }
}

/// "12 sessions of", "work under".
fn is_of_sessions(words: Words<'_>, at: usize) -> bool {
    at > 1
        && words.is_any(at - 1, &["of", "under", "on"])
        && words.is_any(at - 2, &["session", "sessions", "work", "module", "modules", "block"])
}

/// What is done with a programme.
const TAKEN_UP: [&str; 11] = [
    "repeat",
    "repeated",
    "completed",
    "complete",
    "completing",
    "undertake",
    "undertaken",
    "undertook",
    "commenced",
    "finished",
    "attempted",
];

const PROGRAMMES: [&str; 14] = [
    "programme",
    "programmes",
    "course",
    "module",
    "certificate",
    "award",
    "svq",
    "nvq",
    "sqa",
    "hnc",
    "nc",
    "diploma",
    "workshop",
    "induction",
];

const PLACES: [&str; 26] = [
    "hmp",
    "yoi",
    "street",
    "st",
    "road",
    "rd",
    "lane",
    "avenue",
    "ave",
    "court",
    "hall",
    "wing",
    "hospital",
    "drive",
    "place",
    "crescent",
    "square",
    "park",
    "prison",
    "house",
    "terrace",
    "gardens",
    "estate",
    "infirmary",
    "annexe",
    "island",
];

const BODIES: [&str; 81] = [
    "council",
    "homes",
    "housing",
    "hostel",
    "hostels",
    "association",
    "project",
    "service",
    "services",
    "trust",
    "bank",
    "board",
    "partnership",
    "training",
    "college",
    "university",
    "centre",
    "mentors",
    "mentoring",
    "agency",
    "department",
    "dept",
    "office",
    "team",
    "unit",
    "police",
    "company",
    "ltd",
    "limited",
    "plc",
    "society",
    "foundation",
    "charity",
    "aid",
    "tenancies",
    "advice",
    "bridge",
    "network",
    "scotland",
    "support",
    "group",
    "church",
    "school",
    "clinic",
    "practice",
    "surgery",
    "fund",
    "union",
    "counselling",
    "recovery",
    "living",
    "throughcare",
    "haulage",
    "joinery",
    "nurseries",
    "bakery",
    "boatyard",
    "scaffolding",
    "motors",
    "garage",
    "cafe",
    "hotel",
    "farm",
    "foods",
    "builders",
    "roofing",
    "enterprise",
    "enterprises",
    "solutions",
    "care",
    "links",
    "initiative",
    "alliance",
    "forum",
    "helpline",
    "works",
    "industries",
    "engineering",
    "committee",
    "panel",
    "authority",
];

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
