//! What a sentence does: denies, decides, asks, looks ahead. The words stand in `cues.txt` of the lexicon.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::facts::is_contracted_not;
use crate::lexicon;
use crate::text::{Keys, Phrases, Words};

/// One table for each cue, for a word may be of two: "agreed" is a decision and a thing done. Read once and never
/// changed.
static CUES: LazyLock<Vec<Phrases<bool>>> = LazyLock::new(|| {
    let of = |cue: &str| Phrases::read(&lexicon::CUES, |heading| (heading == cue).then_some(true));
    Cue::ALL.iter().map(|(heading, _)| of(heading)).collect()
});

/// What a word or phrase does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::findings) enum Cue {
    NotDone,
    Ahead,
    Decision,
    Request,
    Event,
    Courtesy,
    Restricted,
    Kept,
}

/// By key of a token: the cues of which a phrase begins so, as bits. Read once and never changed.
static FIRSTS: LazyLock<Firsts> = LazyLock::new(|| {
    let mut firsts = Firsts::default();
    for (phrases, cue) in CUES.iter().zip(0..) {
        for key in phrases.firsts() {
            firsts.keys.add(key);
            *firsts.cues.entry(key).or_default() |= 1 << cue;
        }
    }
    firsts
});

#[derive(Default)]
struct Firsts {
    keys: Keys,
    cues: FxHashMap<u64, u8>,
}

impl Firsts {
    fn of(&self, key: u64) -> u8 {
        if self.keys.may_have(key) { self.cues.get(&key).copied().unwrap_or(0) } else { 0 }
    }
}

/// The cues of which a phrase begins with the token of this key, as [`bit`]s.
pub(super) fn of_key(key: u64) -> u8 {
    FIRSTS.of(key)
}

/// The bit of a cue.
pub(super) fn bit(cue: Cue) -> u8 {
    1 << cue as u8
}

impl Cue {
    /// With the heading of each list, in the order of their numbers.
    const ALL: [(&str, Self); 8] = [
        ("not done", Self::NotDone),
        ("ahead", Self::Ahead),
        ("decision", Self::Decision),
        ("request", Self::Request),
        ("event", Self::Event),
        ("courtesy", Self::Courtesy),
        ("restricted", Self::Restricted),
        ("kept", Self::Kept),
    ];
}

/// How often a sentence does each of the things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::findings) struct Counts {
    counts: [u8; Cue::ALL.len()],
}

impl Counts {
    pub(super) fn of(words: Words<'_>) -> Self {
        let mut counts = [0_u8; Cue::ALL.len()];
        // Where the last phrase of each cue ended: no two of one cue overlap.
        let mut ends = [0; Cue::ALL.len()];
        for at in (0..words.len()).filter(|at| words.is_word(*at)) {
            let mut cues = FIRSTS.of(words.tokens()[at].key);
            while cues != 0 {
                let cue = cues.trailing_zeros() as usize;
                cues &= cues - 1;
                let phrase = if at < ends[cue] { None } else { CUES[cue].phrase_at(words.tokens(), at) };
                if let Some((end, _)) = phrase {
                    counts[cue] = counts[cue].saturating_add(1);
                    ends[cue] = end;
                }
            }
        }
        let contracted = (0..words.len()).any(|at| is_contracted_not(words.text(at)));
        counts[Cue::NotDone as usize] += u8::from(contracted && counts[Cue::NotDone as usize] < u8::MAX);
        Self { counts }
    }

    pub(in crate::findings) fn has(self, cue: Cue) -> bool {
        self.count(cue) > 0
    }

    pub(in crate::findings) fn count(self, cue: Cue) -> u8 {
        self.counts[cue as usize]
    }
}

/// Where phrases of a cue begin.
pub(super) fn places(words: Words<'_>, cue: Cue) -> Vec<usize> {
    let phrases = &CUES[cue as usize];
    let begins = |at: &usize| words.is_word(*at) && phrases.phrase_at(words.tokens(), *at).is_some();
    (0..words.len()).filter(begins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(text: &str, cue: Cue) -> bool {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        Counts::of(Words::new(text, &tokens)).has(cue)
    }

    #[test]
    fn sentences_by_what_they_do() {
        assert!(check("The college hasn't replied.", Cue::NotDone));
        assert!(check("She is still on the list.", Cue::NotDone));
        assert!(check("Please send the form.", Cue::Request));
        assert!(check("The panel approved the flat.", Cue::Decision));
        assert!(check("This is not to be read out at the meeting.", Cue::Restricted));
        assert!(!check("She reads well.", Cue::Decision));
    }

    #[test]
    fn every_heading_is_known() {
        for section in lexicon::CUES.sections() {
            assert!(Cue::ALL.iter().any(|(heading, _)| *heading == section.heading), "{}", section.heading);
        }
    }
}
