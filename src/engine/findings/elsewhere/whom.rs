//! Whether a sentence is of whom the plan is about, or of somebody else.
//!
//! Takes the words before a verb or a place, gives whether the last person named there is another: kin, somebody of
//! another title or rank, a name that a plan has seldom. A sentence that names nobody is of whom the plan is about.

use std::ops::Range;

use super::super::ground::Ground;
use crate::facts;
use crate::lexicon;
use crate::text::Words;

/// Most lines that are asked by which pronoun a plan speaks of its person.
const LINES_MAX: usize = 4_096;

/// By which pronoun a plan speaks of whom it is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Whom {
    she: Option<bool>,
}

impl Whom {
    /// As most lines have it.
    pub(super) fn of(ground: &Ground<'_>) -> Self {
        let (mut she, mut he) = (0_u32, 0_u32);
        for (unit, _) in ground.after.all().filter(|(_, line)| line.speaks).take(LINES_MAX) {
            let words = ground.after.words(unit);
            for at in 0..words.len() {
                she += u32::from(words.is(at, "she"));
                he += u32::from(words.is(at, "he"));
            }
        }
        Self { she: (she != he).then_some(she > he) }
    }

    /// Whether the last person of a range is somebody else.
    pub(super) fn is_another(self, ground: &Ground<'_>, words: Words<'_>, range: Range<usize>) -> bool {
        range.rev().find_map(|at| self.person(ground, words, at)).unwrap_or(false)
    }

    /// Whether who stands here is another; none where nobody does.
    pub(super) fn person(self, ground: &Ground<'_>, words: Words<'_>, at: usize) -> Option<bool> {
        if words.is_in(at, &lexicon::SAID_OF_HIM) || words.is_in(at, &lexicon::SAID_OF_HER) {
            return Some(self.she.is_some_and(|she| she != words.is_in(at, &lexicon::SAID_OF_HER)));
        }
        let name = words.possessor(at).unwrap_or(words.text(at));
        if lexicon::KIN.has_in_small(name) || lexicon::SOMEBODY_ELSE.has_in_small(name) {
            return Some(true);
        }
        if words.is_in(at, &lexicon::SPEAKERS) {
            return words.is_in(at + 1, &lexicon::WAS_AT_A_PLACE).then_some(true);
        }
        if words.is_in(at, &lexicon::COURTESY_TITLES) && words.is_capitalised(at) {
            return Some(self.is_titled_another(ground, words, at));
        }
        let ranked = lexicon::RANKS.has_exactly(words.text(at)) && words.is_capitalised(at + 1);
        if ranked {
            return Some(true);
        }
        let named = facts::is_name_like(words, at) && words.is_in(at + 1, &lexicon::AUXILIARIES);
        named.then(|| !is_known(ground, words, at))
    }

    /// Whether a title is of another: it is not that of the pronoun, or the name behind it is seldom.
    fn is_titled_another(self, ground: &Ground<'_>, words: Words<'_>, at: usize) -> bool {
        let she = words.is_in(at, &lexicon::SAID_SHE);
        let he = words.is_in(at, &lexicon::SAID_HE);
        let fits = self.she.is_none_or(|own| if own { she } else { he });
        let name = at + 1 + usize::from(words.is_sign(at + 1, "."));
        !(fits && (she || he)) || !is_known(ground, words, name)
    }
}

/// Whether a name stands all over the plan, as that of whom it is about does.
fn is_known(ground: &Ground<'_>, words: Words<'_>, at: usize) -> bool {
    let name = words.possessor(at).unwrap_or(words.text(at));
    ground.stems.find(name).is_some_and(|stem| ground.after.count(stem) >= KNOWN_MIN)
}

/// Fewest lines that have the name of whom a plan is about.
const KNOWN_MIN: u32 = 3;
