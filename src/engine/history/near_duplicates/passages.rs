//! What of a document may stand twice: its sentences, items and rows, as they are compared.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};

use super::run::{Run, SAME, likeness};
use crate::document::reading::body;
use crate::document::{Document, Stems, Unit, UnitKind};
use crate::history::seen::text_hash;
use crate::text::{Token, Words, value_at};

/// Fewest units that are worth a task of their own.
const PER_TASK_MIN: usize = 64;

/// One unit as it is compared.
#[derive(Debug)]
pub(super) struct Passage {
    /// The unit, as index.
    pub(super) unit: u32,
    /// Its section, as index.
    pub(super) section: u32,
    /// Its block, as index.
    pub(super) block: u32,
    /// Equal for passages with equal tokens, whatever their white space, emphasis and case.
    pub(super) identity: u64,
    /// Its words without the facts among them.
    pub(super) frame: Run,
    /// Its words and values: a date or number counts as what it says, however it is spelt.
    pub(super) wording: Run,
}

/// The passages of a document.
#[derive(Debug)]
pub(in crate::history) struct Passages {
    /// In reading order.
    pub(super) all: Vec<Passage>,
    /// Those of each text, in reading order; the texts by their first.
    pub(super) texts: Vec<Vec<u32>>,
    /// Of each the first that is read alike: what is said of its words holds for both.
    pub(super) forms: Vec<u32>,
}

impl Passages {
    /// The passages of a document.
    pub(super) fn of(document: &Document) -> Self {
        Self::beside(document, None).0
    }

    /// The passages of a document, those that another one has of the same words taken from there; and of each that is the
    /// first that is read so, the one of the other document that is.
    pub(super) fn beside(
        document: &Document,
        other: Option<(&Document, &Self)>,
    ) -> (Self, Vec<Option<Like>>) {
        let compared = |unit: &Unit| matches!(unit.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Row);
        let units = (0..).zip(document.units()).filter(|(_, unit)| compared(unit));
        let units: Vec<u32> = units.map(|(index, _)| index).collect();
        let stems = document.stems();
        let forms = forms(document, |unit| stems.stands.is_alone(unit), &units);
        // What is read alike is read once.
        let firsts: Vec<u32> = (0..).zip(&forms).filter(|(at, form)| at == *form).map(|(at, _)| at).collect();
        let mut of_other = vec![None; units.len()];
        if let Some((other, passages)) = other {
            let by_text = passages.by_text();
            for at in &firsts {
                let unit = document.unit(units[*at as usize]);
                let identity = stems.units.identity[units[*at as usize] as usize];
                let text = by_text.get(&identity);
                of_other[*at as usize] = text.and_then(|text| passages.like(other, *text, document, unit));
            }
        }
        let read = |at: &u32| {
            let unit = units[*at as usize];
            let known = other.and_then(|(_, other)| Some(other.get(of_other[*at as usize]?.at)));
            known.map_or_else(|| Passage::read(document, stems, unit), |known| known.at(document, unit))
        };
        let read: Vec<Passage> = firsts.par_iter().with_min_len(PER_TASK_MIN).map(read).collect();
        let mut all: Vec<Passage> = Vec::with_capacity(units.len());
        let mut read = read.into_iter();
        for ((unit, form), at) in units.iter().zip(&forms).zip(0..) {
            let passage = if *form == at { read.next() } else { None };
            all.push(passage.unwrap_or_else(|| all[*form as usize].at(document, *unit)));
        }
        let texts = texts(&all);
        (Self { all, texts, forms }, of_other)
    }

    /// The texts by identity.
    fn by_text(&self) -> FxHashMap<u64, u32> {
        self.texts.iter().map(|places| self.get(places[0]).identity).zip(0..).collect()
    }

    /// The first passage of a text of this document that is read as a unit of another document is.
    fn like(&self, document: &Document, text: u32, other: &Document, unit: &Unit) -> Option<Like> {
        let places = self.texts[text as usize].iter();
        let firsts = || places.clone().copied().filter(|at| self.forms[*at as usize] == *at).take(FORMS_MAX);
        let known = |at: u32| (document, document.unit(self.get(at).unit));
        let exact = firsts().find(|at| are_read_alike(known(*at), (other, unit)));
        let exact = exact.map(|at| Like { at, exact: true });
        let spaced = || firsts().find(|at| are_spaced_otherwise(known(*at), (other, unit)));
        exact.or_else(|| spaced().map(|at| Like { at, exact: false }))
    }

    /// The passage with this index.
    pub(super) fn get(&self, index: u32) -> &Passage {
        &self.all[index as usize]
    }

    /// The passage `by` places further on, if it stands in the same section.
    pub(super) fn neighbour(&self, index: u32, by: i32) -> Option<u32> {
        let other = index.checked_add_signed(by)?;
        (self.all.get(other as usize)?.section == self.get(index).section).then_some(other)
    }
}

/// Passages by text.
fn texts(all: &[Passage]) -> Vec<Vec<u32>> {
    let mut numbers: FxHashMap<u64, usize> = FxHashMap::default();
    let mut texts: Vec<Vec<u32>> = Vec::new();
    for (passage, at) in all.iter().zip(0..) {
        let number = *numbers.entry(passage.identity).or_insert(texts.len());
        match texts.get_mut(number) {
            Some(text) => text.push(at),
            None => texts.push(vec![at]),
        }
    }
    texts
}

/// Most units of one text, read each in its own way, that others are recognised by: a bound on texts that stand very
/// often.
const FORMS_MAX: usize = 4;

/// Of each unit the first that is read as it is, as indices into `units`: it has the same bytes and is made of them in the
/// same way. A row is read in its table. `alone` says of a unit whether no other has its tokens.
fn forms(document: &Document, alone: impl Fn(u32) -> bool, units: &[u32]) -> Vec<u32> {
    let unit = |at: u32| document.unit(units[at as usize]);
    let mut firsts: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let form = |at: u32| {
        if alone(units[at as usize]) {
            return at;
        }
        let known = firsts.entry(hash(document.text(unit(at)))).or_default();
        let in_table = |unit: &Unit| (unit.kind == UnitKind::Row).then_some(unit.block);
        let alike = |known: &u32| {
            let (known, unit) = (unit(*known), unit(at));
            in_table(known) == in_table(unit) && are_read_alike((document, known), (document, unit))
        };
        if let Some(known) = known.iter().find(|known| alike(known)) {
            return *known;
        }
        if known.len() < FORMS_MAX {
            known.push(at);
        }
        at
    };
    (0..units.len() as u32).map(form).collect()
}

/// A passage of another document with the same words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Like {
    /// The passage.
    pub(super) at: u32,
    /// Whether it has the same bytes, or other white space between its words.
    pub(super) exact: bool,
}

/// Whether two units have the same words, and at most other white space between them. What is said of the words of the
/// one holds for the other: it is asked of words no more than whether anything stands between two.
fn are_spaced_otherwise((document, left): (&Document, &Unit), (other, right): (&Document, &Unit)) -> bool {
    let shape = |unit: &Unit| (unit.kind, unit.numbering, unit.tokens.len());
    let words = |document, unit| Words::new(Document::source(document), Document::tokens_of(document, unit));
    let (one, two) = (words(document, left), words(other, right));
    let is_space = |gap: &str| !gap.is_empty() && gap.trim().is_empty();
    let same = |at: usize| {
        let (gap, other_gap) = (one.gap_before(at), two.gap_before(at));
        one.kind(at) == two.kind(at)
            && one.text(at) == two.text(at)
            && (gap == other_gap || is_space(gap) && is_space(other_gap))
    };
    let ends = |words: Words<'_>, unit: &Unit| {
        let (first, last) = words.tokens().first().zip(words.tokens().last())?;
        Some((first.span.start - unit.span.start, unit.span.end - last.span.end))
    };
    shape(left) == shape(right)
        && bullet((document, left)) == bullet((other, right))
        && ends(one, left) == Some((0, 0))
        && ends(two, right) == Some((0, 0))
        && (0..one.len()).all(same)
}

/// Whether two units have the same bytes and are made of them in the same way.
fn are_read_alike((document, left): (&Document, &Unit), (other, right): (&Document, &Unit)) -> bool {
    let shape = |unit: &Unit| (unit.kind, unit.numbering, unit.tokens.len(), unit.span.len());
    let token = |unit: &Unit, token: &Token| {
        (token.span.start - unit.span.start, token.span.end - unit.span.start, token.kind)
    };
    let mut tokens = document.tokens_of(left).iter().zip(other.tokens_of(right));
    shape(left) == shape(right)
        && document.text(left) == other.text(right)
        && bullet((document, left)) == bullet((other, right))
        && tokens.all(|(one, other)| token(left, one) == token(right, other))
}

fn bullet<'a>((document, unit): (&'a Document, &Unit)) -> Option<&'a str> {
    unit.bullet.map(|bullet| bullet.of(document.source()))
}

impl Passage {
    /// What is read alike at another unit.
    fn at(&self, document: &Document, index: u32) -> Self {
        let unit = document.unit(index);
        Self {
            unit: index,
            section: unit.section,
            block: unit.block,
            identity: self.identity,
            frame: self.frame.clone(),
            wording: self.wording.clone(),
        }
    }

    fn read(document: &Document, stems: &Stems, index: u32) -> Self {
        let unit = document.unit(index);
        let tokens = body(document, unit);
        let words = Words::new(document.source(), tokens);
        let stems = by_token(stems, index, words);
        let (mut frame, mut wording) = (Vec::with_capacity(tokens.len()), Vec::with_capacity(tokens.len()));
        let mut read_words = |wording: &mut Vec<u32>, tokens: Range<usize>| {
            let start = wording.len();
            wording.extend(stems.get(tokens).into_iter().flatten().flatten());
            frame.extend_from_slice(&wording[start..]);
        };
        let mut at = 0;
        for fact in document.facts_behind(index, usize::from(unit.numbering)).iter() {
            read_words(&mut wording, at..fact.tokens.start);
            read_fact(&mut wording, words, &stems, fact.tokens.clone());
            at = fact.tokens.end;
        }
        read_words(&mut wording, at..tokens.len());
        Self {
            unit: index,
            section: unit.section,
            block: unit.block,
            identity: text_hash(document, index),
            frame: Run::of(frame),
            wording: Run::of(wording),
        }
    }

    /// Its unit as a range.
    pub(super) fn units(&self) -> Range<u32> {
        self.unit..self.unit + 1
    }

    /// Likeness of the words around the facts, in ten-thousandths.
    pub(super) fn frame_likeness(&self, other: &Self) -> u32 {
        likeness(&self.frame.words, &other.frame.words)
    }

    /// Whether the words around the facts are the same but for this share of them, in ten-thousandths, or for one.
    pub(super) fn has_frame_of(&self, other: &Self, share_max: u32) -> bool {
        self.may_have_frame_of(other, share_max)
            && self.differs_in_few(other, share_max, self.frame_likeness(other))
    }

    /// The same, as far as how many words they can have in common tells.
    pub(super) fn may_have_frame_of(&self, other: &Self, share_max: u32) -> bool {
        self.differs_in_few(other, share_max, self.frame.most_likeness(&other.frame))
    }

    fn differs_in_few(&self, other: &Self, share_max: u32, likeness: u32) -> bool {
        let share = SAME - likeness;
        let words = self.frame.len().max(other.frame.len()) as u32;
        share <= share_max || (share * words + SAME / 2) / SAME <= 1
    }

    /// Likeness of all words and values, in ten-thousandths.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        if self.identity == other.identity {
            SAME
        } else {
            likeness(&self.wording.words, &other.wording.words)
        }
    }
}

/// Adds the words and values of a fact.
fn read_fact(wording: &mut Vec<u32>, words: Words<'_>, stems: &[Option<u32>], tokens: Range<usize>) {
    let mut at = tokens.start;
    while at < tokens.end {
        let value = value_at(words, at).map(|(end, value)| (end, Some(hash(&value) as u32)));
        let (end, word) = value.unwrap_or_else(|| (at + 1, stems[at]));
        wording.extend(word);
        at = end;
    }
}

/// Of each token of a unit, its running number aside, the stem of a word, or a number, as a hash.
fn by_token(stems: &Stems, unit: u32, words: Words<'_>) -> Vec<Option<u32>> {
    let range = &stems.units.ranges[unit as usize];
    let mut numbers = stems.numbers[range.start as usize..range.end as usize].iter();
    let mut stem = |at: usize| {
        let counts = words.is_word(at) || words.is_number(at);
        let number = if counts { numbers.next() } else { None };
        number.map(|number| stems.order[*number as usize] as u32)
    };
    (0..words.len()).map(&mut stem).collect()
}

/// The hash by which passages and runs of words are told apart. Where two collide, bytes decide later.
pub(super) fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn what_is_read_alike_is_read_once() {
        let source = "He may ring.\n\n- He may ring.\n\nHe may ring.\n\n* He may ring.\n\nHe may **ring**.\n";
        let document = parse(source.to_owned()).unwrap();
        let passages = Passages::of(&document);
        assert_eq!(passages.forms, [0, 1, 0, 3, 4]);
        assert_eq!(passages.texts, [[0, 1, 2, 3, 4]]);
        let units: Vec<u32> = passages.all.iter().map(|passage| passage.unit).collect();
        assert_eq!(units, [0, 1, 2, 3, 4]);
    }
}
