//! Tables of words and phrases, kept as data and read once.
//!
//! Takes a text of headed lists, gives look-ups by the keys of tokens. A key that collides could at worst call a
//! word a fact that is none: nothing is hidden by that.

use rustc_hash::FxHashMap;

use super::FactClass;
use crate::text::{Span, Token, tokenise};

/// Phrases by class of fact.
#[derive(Debug)]
pub struct Lexicon {
    /// By the key of the first token; of each first token the longest phrase first.
    phrases: FxHashMap<u64, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<u64>,
    heading: u8,
}

impl Lexicon {
    /// Reads headed lists; `heading` numbers their headings.
    ///
    /// A heading that `heading` does not know is left out with its list; a test reads all of them.
    pub fn read(data: &str, heading: impl Fn(&str) -> Option<u8>) -> Self {
        let mut lexicon = Self { phrases: FxHashMap::default() };
        let mut current = None;
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                current = heading(name);
            } else if let Some(heading) = current {
                let phrases = line.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
                phrases.flat_map(forms).for_each(|form| lexicon.add(&form, heading));
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        lexicon
    }

    fn add(&mut self, phrase: &str, heading: u8) {
        let mut tokens = Vec::new();
        tokenise(phrase, Span::new(0, phrase.len()), &[], &mut tokens);
        let Some((first, rest)) = tokens.split_first() else { return };
        let rest: Vec<u64> = rest.iter().map(|token| token.key).collect();
        let phrases = self.phrases.entry(first.key).or_default();
        if phrases.iter().all(|known| known.rest != rest) {
            phrases.push(Phrase { rest, heading });
        }
    }

    /// The longest phrase that begins at this token: where it ends and under which heading it stands.
    pub fn phrase_at(&self, tokens: &[Token], at: usize) -> Option<(usize, u8)> {
        let following = &tokens[at + 1..];
        let stands = |phrase: &&Phrase| {
            let keys = following.iter().map(|token| token.key);
            following.len() >= phrase.rest.len()
                && phrase.rest.iter().copied().eq(keys.take(phrase.rest.len()))
        };
        let phrase = self.phrases.get(&tokens[at].key)?.iter().find(stands)?;
        Some((at + 1 + phrase.rest.len(), phrase.heading))
    }
}

/// All forms that an entry of a list stands for: "deny+" for denies, denied, denying; "risk*" for risks.
fn forms(entry: &str) -> Vec<String> {
    let (first, rest) = entry.split_once(' ').map_or((entry, ""), |(first, rest)| (first, rest));
    let with_rest = |word: String| if rest.is_empty() { word } else { format!("{word} {rest}") };
    if let Some(verb) = first.strip_suffix("++") {
        let last = &verb[verb.len() - 1..];
        return [String::new(), "s".to_owned(), format!("{last}ed"), format!("{last}ing")]
            .into_iter()
            .map(|ending| with_rest(format!("{verb}{ending}")))
            .collect();
    }
    if let Some(verb) = first.strip_suffix('+') {
        return verb_forms(verb).into_iter().map(with_rest).collect();
    }
    match entry.strip_suffix('*') {
        Some(noun) => vec![noun.to_owned(), plural(noun)],
        None => vec![entry.to_owned()],
    }
}

fn verb_forms(verb: &str) -> Vec<String> {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let past = match verb.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ied"),
        _ => format!("{stem}ed"),
    };
    vec![verb.to_owned(), plural(verb), past, format!("{stem}ing")]
}

/// The plural of a noun, or the third person of a verb.
fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !ends_in_vowel(stem) => format!("{stem}ies"),
        _ if ["s", "x", "ch", "sh", "z"].iter().any(|ending| word.ends_with(ending)) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn ends_in_vowel(stem: &str) -> bool {
    stem.ends_with(['a', 'e', 'i', 'o', 'u'])
}

/// The class that a heading of `words.txt` names, as a number.
pub(super) fn class_number(name: &str) -> Option<u8> {
    FactClass::ALL.iter().position(|class| class.name() == name).map(|index| index as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_stands_for_its_regular_forms() {
        assert_eq!(forms("deny+"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(forms("cease+ to"), ["cease to", "ceases to", "ceased to", "ceasing to"]);
        assert_eq!(forms("admit++"), ["admit", "admits", "admitted", "admitting"]);
        assert_eq!(forms("prison nurse*"), ["prison nurse", "prison nurses"]);
        assert_eq!(forms("gain+"), ["gain", "gains", "gained", "gaining"]);
        assert_eq!(forms("enjoy+"), ["enjoy", "enjoys", "enjoyed", "enjoying"]);
        assert_eq!(forms("stress*"), ["stress", "stresses"]);
    }

    #[test]
    fn the_longest_phrase_is_found() {
        let lexicon = Lexicon::read("[a]\nno, no longer\n[b]\nlonger", |name| Some(u8::from(name == "b")));
        let text = "No longer.";
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        assert_eq!(lexicon.phrase_at(&tokens, 0), Some((2, 0)));
        assert_eq!(lexicon.phrase_at(&tokens, 1), Some((2, 1)));
        assert_eq!(lexicon.phrase_at(&tokens, 2), None);
    }

    #[test]
    fn every_heading_names_a_class() {
        let data = include_str!("data/words.txt");
        for line in data.lines().filter(|line| line.starts_with('[')) {
            assert!(class_number(line.trim_matches(['[', ']'])).is_some(), "{line}");
        }
    }
}
