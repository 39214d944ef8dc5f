//! Where phrases stand in a line, and of which lists.
//!
//! Takes the words of a line and a table of all phrases that are looked for, gives each that stands in it: a line is walked
//! once, however many lists there are. A phrase may be of several parts with other words between them.

use crate::lexicon::{File, Row, forms};
use crate::text::{Phrases, Span, Words, tokenise};

/// What stands in a phrase for words between its parts: "read .. himself".
const GAP: &str = " .. ";
/// Most tokens between two parts.
const GAP_TOKENS: usize = 8;
/// Signs that no phrase goes beyond.
const ENDS: [&str; 4] = [".", ";", ":", ","];

/// Phrases of several lists, each with what its list says.
pub(super) struct Table<T> {
    /// The first parts, each with the number of a way to go on.
    openings: Phrases<u16>,
    /// What a list says, and the parts behind the first.
    ways: Vec<(T, Vec<Vec<u64>>)>,
}

/// A phrase that stands in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::findings) struct Mark<T> {
    /// Its first token.
    pub(in crate::findings) at: usize,
    /// The token behind its last.
    pub(in crate::findings) end: usize,
    /// What its list says.
    pub(in crate::findings) says: T,
}

impl<T: Copy + PartialEq> Table<T> {
    /// Reads all lists of a file; `says` tells what a heading stands for.
    pub(super) fn read(file: &File, says: impl Fn(&'static str) -> Option<T>) -> Self {
        let (mut openings, mut ways) = (Vec::new(), Vec::new());
        // Most phrases of a list are of one part: they go on one way.
        let mut number = |way: (T, Vec<Vec<u64>>)| {
            let known = ways.iter().position(|known| *known == way);
            let at = known.unwrap_or(ways.len());
            if known.is_none() {
                ways.push(way);
            }
            at as u16
        };
        for section in file.sections() {
            let Some(says) = says(section.heading) else { continue };
            let phrases = section.rows.into_iter().flat_map(Row::phrases).flat_map(alternatives);
            for phrase in phrases.flat_map(|phrase| forms(&phrase)) {
                let mut parts = phrase.split(GAP);
                let opening = parts.next().unwrap_or_default().to_owned();
                let way = number((says, parts.map(keys).collect()));
                openings.push((opening, way));
            }
        }
        let openings = Phrases::of(openings.into_iter(), |one, other| one == other);
        Self { openings, ways }
    }

    /// The keys of the tokens with which phrases begin, each with what its list says.
    pub(super) fn firsts(&self) -> impl Iterator<Item = (u64, T)> {
        self.openings.firsts_of_each().map(|(key, way)| (key, self.ways[usize::from(way)].0))
    }

    /// The phrases that stand in a line, in reading order; of one list the longest that begins at a token.
    pub(super) fn marks(&self, words: Words<'_>) -> Vec<Mark<T>> {
        let mut found: Vec<Mark<T>> = Vec::new();
        for at in 0..words.len() {
            let from = found.len();
            for (end, way) in self.openings.phrases_at(words.tokens(), at) {
                let (says, parts) = &self.ways[usize::from(way)];
                let known = found[from..].iter().any(|longer| longer.says == *says);
                if let Some(end) = (!known).then(|| behind(words, end, parts)).flatten() {
                    found.push(Mark { at, end, says: *says });
                }
            }
        }
        found
    }

    /// Whether a phrase of one list stands in a line.
    pub(super) fn has(&self, words: Words<'_>, says: T) -> bool {
        self.marks(words).iter().any(|mark| mark.says == says)
    }
}

/// Where these parts end, each behind the one before it.
fn behind(words: Words<'_>, end: usize, parts: &[Vec<u64>]) -> Option<usize> {
    parts.iter().try_fold(end, |end, part| {
        let ends = |at: usize| ENDS.iter().any(|sign| words.is_sign(at, sign));
        let last = words.len().min(end + GAP_TOKENS + 1);
        let mut starts = (end..last).take_while(|at| !ends(*at));
        let stands = |at: &usize| {
            let keys = words.tokens()[*at..].iter().map(|token| token.key);
            words.len() >= at + part.len() && keys.take(part.len()).eq(part.iter().copied())
        };
        starts.find(stands).map(|at| at + part.len())
    })
}

/// All phrases that one stands for which has words to choose from: "(cannot/can't) read".
fn alternatives(phrase: &str) -> Vec<String> {
    let Some((before, rest)) = phrase.split_once('(') else { return vec![phrase.to_owned()] };
    let Some((chosen, behind)) = rest.split_once(')') else { return vec![phrase.to_owned()] };
    let behind = alternatives(behind);
    let all =
        chosen.split('/').flat_map(|word| behind.iter().map(move |rest| format!("{before}{word}{rest}")));
    all.collect()
}

fn keys(part: &str) -> Vec<u64> {
    let mut tokens = Vec::new();
    tokenise(part, Span::new(0, part.len()), &[], &mut tokens);
    tokens.iter().map(|token| token.key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;

    /// Where phrases of two matters begin and end.
    fn check(text: &str) -> Vec<(usize, usize, &'static str)> {
        let lists = Table::read(&lexicon::MATTERS, |heading| match heading {
            "drugs told" | "positive tests told" => Some(heading),
            _ => None,
        });
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let found = lists.marks(Words::new(text, &tokens));
        found.iter().map(|mark| (mark.at, mark.end, mark.says)).collect()
    }

    #[test]
    fn each_list_has_its_own() {
        let both = [(0, 2, "drugs told"), (0, 2, "positive tests told"), (6, 7, "drugs told")];
        assert_eq!(check("Failed MDT in the boat, hooch found."), both);
    }

    #[test]
    fn a_phrase_of_parts() {
        let reads = Table::read(&lexicon::POLES, |heading| (heading == "reading or shown").then_some(()));
        let ends = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            reads.marks(Words::new(text, &tokens)).first().map(|mark| mark.end)
        };
        assert_eq!(ends("Read the tide table by himself."), Some(6));
        assert_eq!(ends("Read the tide table. He rowed by himself."), None, "another sentence");
        assert_eq!(ends("Read herself out."), Some(2), "nothing between");
    }

    #[test]
    fn words_to_choose_from() {
        assert_eq!(alternatives("(a/b c) d (e/f)"), ["a d e", "a d f", "b c d e", "b c d f"]);
        assert_eq!(alternatives("s/h"), ["s/h"]);
    }
}
