//! Whether a sentence is of whom the plan is about, or of somebody else.
//!
//! Takes the words before a verb or a place, gives whether the last person named there is another: kin, somebody of
//! another title or rank, a name that a plan has seldom. A sentence that names nobody is of whom the plan is about.

use std::ops::Range;

use crate::facts;
use crate::findings::ground::Ground;
use crate::lexicon;
use crate::text::Words;

/// Most lines that are asked by which pronoun a plan speaks of its person.
const LINES_MAX: usize = 4_096;

/// Who a word is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Whom the plan is about.
    Own,
    /// Who writes the line.
    Writer,
    Another,
}

impl Who {
    fn own(is_own: bool) -> Self {
        if is_own { Self::Own } else { Self::Another }
    }
}

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

    /// The last person of a range.
    pub(super) fn last(self, ground: &Ground<'_>, words: Words<'_>, range: Range<usize>) -> Option<Who> {
        range.rev().find_map(|at| self.person(ground, words, at))
    }

    /// The first person of a range.
    pub(super) fn first(self, ground: &Ground<'_>, words: Words<'_>, mut range: Range<usize>) -> Option<Who> {
        range.find_map(|at| self.person(ground, words, at))
    }

    /// Whether the last person of a range is somebody else, also one who says so of himself: "I was in hospital".
    pub(super) fn is_another(self, ground: &Ground<'_>, words: Words<'_>, range: Range<usize>) -> bool {
        let writer =
            |at: usize| words.is_in(at, &lexicon::SPEAKERS) && words.is_in(at + 1, &lexicon::WAS_AT_A_PLACE);
        let person = |at: usize| match self.person(ground, words, at) {
            Some(Who::Writer) => writer(at).then_some(true),
            who => who.map(|who| who == Who::Another),
        };
        range.rev().find_map(person).unwrap_or(false)
    }

    /// Who stands here, if anybody does.
    pub(super) fn person(self, ground: &Ground<'_>, words: Words<'_>, at: usize) -> Option<Who> {
        let she = words.is_in(at, &lexicon::SAID_OF_HER);
        if she || words.is_in(at, &lexicon::SAID_OF_HIM) {
            // "Her cell" is not she.
            let of = words.is_in(at, &lexicon::HIS_OR_HER)
                && (words.is(at, "his")
                    || words.is_word(at + 1) && !words.is_in(at + 1, &lexicon::BEHIND_HER));
            return (!of).then(|| Who::own(self.she.is_none_or(|own| own == she)));
        }
        let name = words.possessor(at).unwrap_or(words.text(at));
        if lexicon::KIN.has_in_small(name) || lexicon::SOMEBODY_ELSE.has_in_small(name) {
            return Some(Who::Another);
        }
        if words.is_in(at, &lexicon::SPEAKERS) {
            return Some(Who::Writer);
        }
        if words.is_in(at, &lexicon::COURTESY_TITLES) && words.is_capitalised(at) {
            return Some(Who::own(!self.is_titled_another(ground, words, at)));
        }
        if lexicon::RANKS.has_exactly(words.text(at)) && words.is_capitalised(at + 1) {
            return Some(Who::Another);
        }
        let acts = words.is_in(at + 1, &lexicon::AUXILIARIES) || words.is_in(at + 1, &lexicon::BEING_THERE);
        let titled = at > 0 && (words.is_in(at - 1, &lexicon::COURTESY_TITLES) || words.is_sign(at - 1, "."));
        let named = facts::is_name_like(words, at) && acts && !titled;
        named.then(|| Who::own(is_known(ground, words, at)))
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
