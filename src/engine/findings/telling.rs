//! What is new, by its telling sentences.
//!
//! Takes the new sentences of a version, entry by entry, gives which of them stand for the others. A sentence earns
//! its place by what it does: it says that something was not done, looks ahead, decides, gives a figure, asks, tells of
//! danger, names somebody for the first time, or ties to what changed or was promised. How new its words are says
//! nothing: everything new has new words. What touches risk, what was put into old text, what is listed, what names whom or
//! where a standing line bars, and what says otherwise than another line is never left out.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::ground::cues::Cue;
use super::ground::lines::{Lines, Stem};
use super::ground::signs::Sign;
use super::together::matters;
use super::together::people::persons;
use crate::document::UnitKind;
use crate::facts::{self, FactClass};
use crate::lexicon;
use crate::text::{Words, numbers};

/// New sentences of one entry, or of one paragraph that has no author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// All of its new units that say something, in reading order.
    pub units: Vec<u32>,
    /// Those that stand for the others, in reading order.
    pub shown: Vec<u32>,
    /// The weightiest of them that tells of a death, or that somebody came to harm.
    pub grave: Option<u32>,
}

/// Whether a new sentence is open to choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Others may stand for it.
    Free,
    /// Nothing stands for it but itself: a field, an item of a list, a line that says otherwise than another.
    Alone,
    /// Another part shows it already.
    Elsewhere,
}

/// A new sentence and what is known of it from elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fresh {
    pub(super) unit: u32,
    /// Whether it touches risk.
    pub(super) risk: bool,
    /// Whether it was put into text that was there.
    pub(super) inserted: bool,
    /// Whether it is not for everybody's ears.
    pub(super) restricted: bool,
    /// Whether it is open to choice.
    pub(super) choice: Open,
}

impl Fresh {
    /// Whether another part shows it already.
    fn is_elsewhere(self) -> bool {
        self.choice == Open::Elsewhere
    }

    /// Whether no other sentence may stand for it.
    fn must(self) -> bool {
        self.risk || self.inserted || self.choice == Open::Alone
    }
}

/// What new sentences are worth, whatever else is shown.
#[derive(Debug)]
pub(super) struct Worth {
    /// Runs of one entry.
    groups: Vec<Range<usize>>,
    /// By sentence: what it is worth, in half-points.
    scores: Vec<u8>,
    /// By sentence: whether it says nothing without the one before it.
    leans: Vec<bool>,
    /// By sentence: whether it names somebody or some place that a standing line bars.
    barred: Vec<bool>,
}

impl Worth {
    /// Weighs new sentences; `ties` are stems of what changed and of what was promised.
    pub(super) fn of(lines: &Lines<'_>, fresh: &[Fresh], ties: &FxHashSet<Stem>) -> Self {
        let known = known_names(lines, fresh);
        let barred = barred_names(lines);
        let groups = groups(lines, fresh);
        let first = |at: usize| groups.binary_search_by_key(&at, |group| group.start).is_ok();
        let names = Names { known: &known, barred: &barred };
        let score = |at: usize| score(lines, fresh[at], ties, names, first(at));
        let leans = |at: usize| !first(at) && leans(lines, fresh[at - 1].unit, fresh[at].unit);
        Self {
            scores: (0..fresh.len()).map(score).collect(),
            leans: (0..fresh.len()).map(leans).collect(),
            barred: fresh.iter().map(|fresh| names_barred(lines, fresh.unit, &barred)).collect(),
            groups,
        }
    }
}

/// Chooses of the new sentences of each entry those that tell most. `words` bounds what is shown beyond what has to be.
pub(super) fn telling(lines: &Lines<'_>, fresh: &[Fresh], worth: &Worth, words: u32) -> Vec<News> {
    let mut choice = Choice::new(lines, fresh, worth);
    choice.must();
    choice.at_least_one(words);
    choice.fill(words);
    let shown = choice.shown;
    let grave = |group: &Range<usize>| {
        let open = group.clone().filter(|at| shown[*at] && is_grave(lines, fresh[*at].unit));
        open.max_by_key(|at| (worth.scores[*at], Reverse(*at))).map(|at| fresh[at].unit)
    };
    let news = |group: &Range<usize>| News {
        units: group.clone().map(|at| fresh[at].unit).collect(),
        shown: group.clone().filter(|at| shown[*at]).map(|at| fresh[at].unit).collect(),
        grave: grave(group),
    };
    worth.groups.iter().map(news).collect()
}

/// Whether a sentence tells of a death, or that somebody came to harm.
fn is_grave(lines: &Lines<'_>, unit: u32) -> bool {
    persons::tells_of_death(lines, unit) || matters::tells_of_harm(lines, unit)
}

/// Runs of one entry; without one, of one block.
fn groups(lines: &Lines<'_>, fresh: &[Fresh]) -> Vec<Range<usize>> {
    let key = |fresh: &Fresh| {
        let block = lines.document.unit(fresh.unit).block;
        lines.entry(fresh.unit).map_or((1, block), |entry| (0, entry))
    };
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for run in fresh.chunk_by(|one, next| key(one) == key(next)) {
        groups.push(at..at + run.len());
        at += run.len();
    }
    groups
}

/// Names that stand in what is not new.
fn known_names(lines: &Lines<'_>, fresh: &[Fresh]) -> FxHashSet<Stem> {
    let new: FxHashSet<u32> = fresh.iter().map(|fresh| fresh.unit).collect();
    let old = lines.all().filter(|(unit, _)| !new.contains(unit));
    old.flat_map(|(_, line)| line.stems.iter().copied()).collect()
}

/// Whether a line names somebody or some place that a standing line bars: "not to see Ann", and Ann was seen.
fn names_barred(lines: &Lines<'_>, unit: u32, barred: &FxHashSet<Stem>) -> bool {
    lines.line(unit).names.iter().any(|name| barred.contains(name))
}

/// Names that a line bars which holds until it is changed; one that stands everywhere is whom the plan is about.
fn barred_names(lines: &Lines<'_>) -> FxHashSet<Stem> {
    let most = (lines.document.units().len() as u32 / NAMED_SHARE).max(NAMED_MIN);
    let bars = lines.all().filter(|(unit, line)| line.speaks && line.bars && lines.written(*unit).is_none());
    let names = bars.flat_map(|(_, line)| line.names.iter().copied());
    names.filter(|name| lines.count(*name) <= most).collect()
}

/// A name tells somebody apart that stands in at most one line of so many, or in so few.
const NAMED_SHARE: u32 = 12;
const NAMED_MIN: u32 = 4;

/// The sentences with what each is worth and whether it is shown.
struct Choice<'c> {
    lines: &'c Lines<'c>,
    fresh: &'c [Fresh],
    groups: &'c [Range<usize>],
    scores: &'c [u8],
    leans: &'c [bool],
    barred: &'c [bool],
    shown: Vec<bool>,
    said: FxHashSet<Stem>,
    words: u32,
}

impl<'c> Choice<'c> {
    fn new(lines: &'c Lines<'c>, fresh: &'c [Fresh], worth: &'c Worth) -> Self {
        let Worth { groups, scores, leans, barred } = worth;
        let (shown, said) = (vec![false; fresh.len()], FxHashSet::default());
        Self { lines, fresh, groups, scores, leans, barred, shown, said, words: 0 }
    }

    /// What touches risk, was put into old text, is listed or says otherwise than another line is shown in any case.
    fn must(&mut self) {
        for at in 0..self.fresh.len() {
            if self.fresh[at].is_elsewhere() {
                self.said.extend(&self.lines.line(self.fresh[at].unit).stems);
            } else if self.fresh[at].must() || self.barred[at] {
                self.show(at);
            }
        }
        self.rest_of_told();
        self.words = 0;
    }

    /// What another part tells of an entry speaks to that part's matter: of several sentences that are left the best
    /// stands for the entry, if it tells anything by itself.
    fn rest_of_told(&mut self) {
        for group in self.groups {
            let open: Vec<usize> = group.clone().filter(|at| !self.fresh[*at].is_elsewhere()).collect();
            let told = open.len() < group.len() && open.len() > 1;
            if !told || open.iter().any(|at| self.shown[*at]) {
                continue;
            }
            let telling = open.into_iter().filter(|at| !self.leans[*at] && self.scores[*at] >= SCORE_MIN);
            if let Some(best) = telling.max_by_key(|at| (self.scores[*at], Reverse(*at))) {
                self.show(best);
            }
        }
    }

    /// The best sentence of each entry, as far as the words go.
    fn at_least_one(&mut self, words: u32) {
        let mut best: Vec<usize> = Vec::new();
        for group in self.groups {
            let said = |at: &usize| self.shown[*at] || self.fresh[*at].is_elsewhere();
            if group.clone().any(|at| said(&at)) {
                continue;
            }
            best.extend(group.clone().max_by_key(|at| (self.gain(*at), Reverse(*at))));
        }
        best.sort_by_key(|at| (Reverse(self.gain(*at)), *at));
        for at in best {
            self.show_if_it_fits(at, words);
        }
    }

    /// The best of what is left until nothing more fits. A gain only falls as more is shown, so a sentence is weighed
    /// again only when it comes first.
    fn fill(&mut self, words: u32) {
        let open = (0..self.fresh.len()).filter(|at| !self.shown[*at] && !self.fresh[*at].is_elsewhere());
        let mut heap: BinaryHeap<Candidate> = open.map(|at| Candidate { gain: self.gain(at), at }).collect();
        while let Some(best) = heap.pop() {
            if self.shown[best.at] || self.scores[best.at] < SCORE_MIN {
                continue;
            }
            let gain = self.gain(best.at);
            if heap.peek().is_some_and(|next| gain < next.gain) {
                heap.push(Candidate { gain, at: best.at });
                continue;
            }
            self.show_if_it_fits(best.at, words);
        }
    }

    /// A sentence and those before it that it points back to, at most two.
    fn run_to(&self, at: usize) -> Range<usize> {
        let back = (1..=LEANS_MAX).take_while(|step| self.leans[at + 1 - step]).count();
        at - back..at + 1
    }

    fn show_if_it_fits(&mut self, at: usize, words: u32) {
        let run = self.run_to(at);
        let needed: u32 = run.filter(|at| !self.shown[*at]).map(|at| self.words_of(at)).sum();
        if self.words + needed <= words {
            self.show(at);
        }
    }

    fn show(&mut self, at: usize) {
        for at in self.run_to(at) {
            if !self.shown[at] && !self.fresh[at].is_elsewhere() {
                self.shown[at] = true;
                self.words += self.words_of(at);
                self.said.extend(&self.lines.line(self.fresh[at].unit).stems);
            }
        }
    }

    fn words_of(&self, at: usize) -> u32 {
        self.lines.line(self.fresh[at].unit).words
    }

    /// Worth a word: the score, dampened and less what is said already, by the words of the sentence and of those it
    /// brings.
    fn gain(&self, at: usize) -> u32 {
        let stems = &self.lines.line(self.fresh[at].unit).stems;
        let said = stems.iter().filter(|stem| self.said.contains(*stem)).count() as u32;
        let fresh = 100 - 40 * said / (stems.len() as u32).max(1);
        let run = self.run_to(at).filter(|at| !self.shown[*at]);
        let words: u32 = run.map(|at| self.words_of(at)).sum();
        DAMPENED[usize::from(self.scores[at]).min(DAMPENED.len() - 1)] * fresh * 10 / (words + 6)
    }
}

/// A sentence to weigh; of equal worth the earlier first.
#[derive(PartialEq, Eq)]
struct Candidate {
    gain: u32,
    at: usize,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.gain, Reverse(self.at)).cmp(&(other.gain, Reverse(other.at)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Most sentences that one brings because it points back to them.
const LEANS_MAX: usize = 2;

/// Fewest half-points of a sentence that is chosen for its worth.
const SCORE_MIN: u8 = 3;

/// A score of so many half-points to the power of 0.7, times 100: so that many small signs do not outweigh a short
/// sentence with one great one. A table, for the same figures on every machine.
const DAMPENED: [u32; 41] = [
    0, 62, 100, 133, 162, 190, 216, 240, 264, 287, 309, 330, 350, 371, 390, 410, 429, 447, 466, 483, 501,
    519, 536, 553, 569, 586, 602, 618, 634, 650, 666, 682, 697, 712, 727, 742, 757, 771, 786, 800, 814,
];

/// What a sentence is worth, in half-points.
fn score(lines: &Lines<'_>, fresh: Fresh, ties: &FxHashSet<Stem>, names: Names<'_>, first: bool) -> u8 {
    let (line, words) = (lines.line(fresh.unit), lines.words(fresh.unit));
    let cues = lines.cues(fresh.unit);
    let facts = lines.facts(fresh.unit);
    let has = |classes: &[FactClass]| facts.iter().any(|fact| classes.contains(&fact.class));
    let dated = has(&[FactClass::Date]);
    let mut score = 0_u32;
    let mut add = |holds: bool, points: u32| score += if holds { points } else { 0 };
    add(cues.has(Cue::NotDone), 6);
    add(cues.count(Cue::NotDone) > 1, 2);
    add(dated, 3);
    add(cues.has(Cue::Ahead), if dated { 4 } else { 2 });
    add(cues.has(Cue::Decision), 3);
    add(has(&FIGURES), 3);
    add(is_share(words), 4);
    add(cues.has(Cue::Request), 3);
    add(asks_for_itself(words), OWN_REQUEST_MORE);
    add(cues.has(Cue::Event), 2);
    add(fresh.risk, 3);
    add(matters::tells_of_any(lines, fresh.unit), 4);
    add(persons::tells_of_death(lines, fresh.unit), 6);
    add(counts_medicine(words), 6);
    let mark = super::restricted::is_mark(lines, fresh.unit);
    add((fresh.restricted || cues.has(Cue::Restricted)) && !mark, 8);
    add(fresh.inserted, 8);
    add(line.names.iter().any(|name| !names.known.contains(name) && lines.is_rare(*name)), 3);
    add(names_barred(lines, fresh.unit, names.barred), BARRED_MORE);
    add(line.stems.iter().any(|stem| ties.contains(stem) && lines.is_rare(*stem)), 3);
    let mut less = 0;
    less += if cues.has(Cue::Courtesy) { 4 } else { 0 };
    less += u32::from(first);
    less += if line.words < 4 { 4 } else { 0 };
    // The brief says by itself that what it marks is not to be read out.
    less += if mark { MARK_LESS } else { 0 };
    score.saturating_sub(less).min(DAMPENED.len() as u32 - 1) as u8
}

/// Whether whoever speaks says what he asks for: "I want to see my mother", "We would ask that it is read to him".
fn asks_for_itself(words: Words<'_>) -> bool {
    let spoken = |at: &usize| words.is_word(*at) && words.is_in(*at, &lexicon::SPEAKERS);
    let speaker = (0..words.len()).filter(|at| words.is_word(*at)).take(SPEAKER_WORDS).find(spoken);
    speaker.is_some_and(|at| {
        (at + 1..words.len().min(at + 1 + ASKING_TOKENS)).any(|at| words.is_in(at, &lexicon::ASKING_ONESELF))
    })
}

/// Words within which a sentence says who speaks, and tokens behind that within which it says that he asks.
const SPEAKER_WORDS: usize = 3;
const ASKING_TOKENS: usize = 4;
/// What it is worth more that a sentence says what its speaker asks for, in half-points.
const OWN_REQUEST_MORE: u32 = 4;

/// Names by which a sentence tells more.
#[derive(Clone, Copy)]
struct Names<'n> {
    /// Those in what is not new.
    known: &'n FxHashSet<Stem>,
    /// Those that a standing bar names.
    barred: &'n FxHashSet<Stem>,
}

/// What it is worth more that a sentence names somebody or some place that a standing line bars, in half-points.
const BARRED_MORE: u32 = 8;

/// What a mark alone is worth less, in half-points: it denies something, and says nothing.
const MARK_LESS: u32 = 12;

/// What a line is worth by itself, nothing else known, in half-points.
pub(super) fn plain_worth(lines: &Lines<'_>, unit: u32) -> u8 {
    let fresh = Fresh { unit, risk: false, inserted: false, restricted: false, choice: Open::Free };
    let none = FxHashSet::default();
    score(lines, fresh, &none, Names { known: &none, barred: &none }, false)
}

/// Classes of facts that are figures or levels.
const FIGURES: [FactClass; 8] = [
    FactClass::Number,
    FactClass::Dose,
    FactClass::Money,
    FactClass::Percentage,
    FactClass::Level,
    FactClass::Risk,
    FactClass::Score,
    FactClass::Frequency,
];

/// Whether so many of a medicine are counted, "found 11 tabs of it saved": no dose, which is weighed.
fn counts_medicine(words: Words<'_>) -> bool {
    let is_one =
        |at: usize| words.is_in(at, &lexicon::FORMS_OF_MEDICINES) || facts::is_medicine(words.text(at));
    (0..words.len())
        .filter(|at| is_count(words, *at))
        .any(|at| (at + 1..words.len().min(at + 1 + COUNTED_TOKENS)).any(is_one))
}

/// Tokens behind a count within which stands what is counted.
const COUNTED_TOKENS: usize = 2;

/// Whether a figure, or a number in words, stands here.
fn is_count(words: Words<'_>, at: usize) -> bool {
    words.is_number(at) || numbers::number_at(words, at).is_some()
}

/// "4 of 12", "two of the seven".
pub(super) fn is_share(words: Words<'_>) -> bool {
    shares(words).next().is_some()
}

/// Where the shares of a text stand: so many, of how many.
pub(super) fn shares(words: Words<'_>) -> impl Iterator<Item = (usize, usize)> {
    (1..words.len().saturating_sub(1)).filter_map(move |at| {
        let next = if words.is(at + 1, "the") { at + 2 } else { at + 1 };
        (words.is(at, "of") && is_count(words, at - 1) && is_count(words, next)).then_some((at - 1, next))
    })
}

/// Whether a sentence says nothing without the one before it: it opens by pointing back, or is a short denial.
fn leans(lines: &Lines<'_>, before: u32, unit: u32) -> bool {
    let document = lines.document;
    if unit != before + 1 || document.unit(unit).kind != UnitKind::Sentence {
        return false;
    }
    let words = lines.words(unit);
    let first = (0..words.len()).find(|at| words.is_word(*at));
    let Some(first) = first else { return false };
    let short = lines.line(unit).words <= SHORT_WORDS_MAX && lines.does(unit, Cue::NotDone);
    let bare = lines.line(unit).words <= BARE_WORDS_MAX && is_telling(lines, unit);
    let points = words.is_in(first, &lexicon::POINTING);
    points || short || bare || says_who(lines, before, unit) || goes_on_of(lines, before, unit)
}

/// Whether a sentence says that somebody was told, of what the sentence before says: "I have told Mr Orr."
fn is_telling(lines: &Lines<'_>, unit: u32) -> bool {
    let words = lines.words(unit);
    lines.may(unit, &[Sign::ToldSomebody])
        && (0..words.len()).any(|at| words.is_in(at, &lexicon::TOLD_SOMEBODY))
}

/// Whether a sentence opens with "he" or "she" and the one before it names somebody who need not be the person the plan
/// is about.
fn says_who(lines: &Lines<'_>, before: u32, unit: u32) -> bool {
    let words = lines.words(unit);
    let first = (0..words.len()).find(|at| words.is_word(*at));
    let one = first.filter(|at| words.is_in(*at, &lexicon::OF_ONE_PERSON));
    one.is_some() && names_another(lines, before)
}

/// The same of one that goes on from a sentence with the same pronoun, which the one before that names.
fn goes_on_of(lines: &Lines<'_>, before: u32, unit: u32) -> bool {
    let words = lines.words(unit);
    let first = (0..words.len()).find(|at| words.is_word(*at));
    let one = first.filter(|at| words.is_in(*at, &lexicon::OF_ONE_PERSON));
    one.is_some_and(|at| goes_on(lines, before, words.text(at)))
}

/// Whether a sentence opens with this pronoun too and goes on from one that names somebody.
fn goes_on(lines: &Lines<'_>, unit: u32, pronoun: &str) -> bool {
    let words = lines.words(unit);
    let same = (0..words.len())
        .find(|at| words.is_word(*at))
        .is_some_and(|at| words.is(at, &pronoun.to_lowercase()));
    let before = unit.checked_sub(1);
    same && before.is_some_and(|before| {
        lines.document.unit(before).block == lines.document.unit(unit).block && names_another(lines, before)
    })
}

/// The sentence before one of the same paragraph that says whom this one means by "he" or "she".
pub(super) fn who_is_meant(lines: &Lines<'_>, unit: u32) -> Option<u32> {
    let (document, before) = (lines.document, unit.checked_sub(1)?);
    let block = |unit: u32| document.unit(unit).block;
    let prose = document.unit(unit).kind == UnitKind::Sentence && block(before) == block(unit);
    let said = says_who(lines, before, unit) || tells_of_kin(lines, before, unit);
    (prose && lines.line(before).speaks && said).then_some(before)
}

/// Whether a sentence that opens with "he" or "she" follows one with kin or a title of whom that is said, as "Mrs Quill"
/// in the plan of a Quill.
fn tells_of_kin(lines: &Lines<'_>, before: u32, unit: u32) -> bool {
    let (words, told) = (lines.words(unit), lines.words(before));
    let Some(first) = (0..words.len()).find(|at| words.is_word(*at)) else { return false };
    let has = |list| (0..told.len()).any(|at| told.is_in(at, list));
    (words.is(first, "she") && has(&lexicon::SAID_SHE)) || (words.is(first, "he") && has(&lexicon::SAID_HE))
}

/// Whether a sentence names somebody rare, so that a "she" after it need not be the person the plan is about.
fn names_another(lines: &Lines<'_>, unit: u32) -> bool {
    lines.line(unit).names.iter().any(|name| lines.is_rare(*name))
}

/// Most words of a denial that says nothing alone.
const SHORT_WORDS_MAX: u32 = 4;

/// Most words of a sentence that says that somebody was told and not what.
const BARE_WORDS_MAX: u32 = 7;

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::super::ground::Ground;
    use super::*;

    fn worth(ground: &Ground<'_>, fresh: &[Fresh]) -> Worth {
        Worth::of(&ground.after, fresh, &FxHashSet::default())
    }

    /// What is shown of this entry of which another part tells the sentence on the nets.
    fn left(entry: &str) -> Vec<String> {
        with_ground(&[("2024-05-02", entry)], |ground| {
            let units = ground.after.all().filter(|(_, line)| line.speaks).map(|(unit, _)| unit);
            let told = |unit: u32| ground.after.line(unit).text.contains("nets");
            let choice = |unit: u32| if told(unit) { Open::Elsewhere } else { Open::Free };
            let fresh: Vec<Fresh> = units
                .map(|unit| Fresh {
                    unit,
                    risk: false,
                    inserted: false,
                    restricted: false,
                    choice: choice(unit),
                })
                .collect();
            let news = telling(&ground.after, &fresh, &worth(ground, &fresh), 8);
            let shown = news.iter().flat_map(|news| &news.shown);
            shown.map(|unit| ground.after.line(*unit).text.clone()).collect()
        })
    }

    #[test]
    fn an_entry_told_elsewhere_in_part_keeps_its_best_sentence() {
        let entry = "A Weir 9/1/24 - the nets are dry. The stables have not replied. She likes the radio.\n";
        assert_eq!(left(entry), ["The stables have not replied."]);
        assert!(left("A Weir 9/1/24 - the nets are dry. She likes the radio.\n").is_empty());
    }

    const ENTRY: &str =
        "A Weir 9/1/24 - nice chat over a cup of tea. The stables have not replied. She likes the radio.\n";

    /// What is shown of one new entry, this sentence known to be of risk.
    fn check(risk: &str, words: u32) -> Vec<String> {
        with_ground(&[("2024-05-02", ENTRY)], |ground| {
            let units: Vec<u32> =
                ground.after.all().filter(|(_, line)| line.speaks).map(|(unit, _)| unit).collect();
            let fresh = |unit: &u32| Fresh {
                unit: *unit,
                risk: ground.after.line(*unit).text == risk,
                restricted: false,
                inserted: false,
                choice: Open::Free,
            };
            let fresh: Vec<Fresh> = units.iter().map(fresh).collect();
            let news = telling(&ground.after, &fresh, &worth(ground, &fresh), words);
            let shown = news.iter().flat_map(|news| &news.shown);
            shown.map(|unit| ground.after.line(*unit).text.clone()).collect()
        })
    }

    #[test]
    fn whoever_is_barred_is_told_of_whatever_it_costs() {
        let plan = "## Limits\n\nNo contact with Ann Skerrow.\n\n## Notes\n\n3 May 2024 - Hall (R. Tait):\n\
            He is well. Lovely visit, Ann Skerrow sat with him for the hour and they did a jigsaw of a boat. He ate.\n";
        with_ground(&[("2024-06-01", plan)], |ground| {
            let new = ground
                .after
                .all()
                .filter(|(unit, line)| line.speaks && ground.after.written(*unit).is_some());
            let fresh = |unit: u32| Fresh {
                unit,
                risk: false,
                restricted: false,
                inserted: false,
                choice: Open::Free,
            };
            let fresh: Vec<Fresh> = new.map(|(unit, _)| fresh(unit)).collect();
            let news = telling(&ground.after, &fresh, &worth(ground, &fresh), 0);
            let shown: Vec<&str> = news
                .iter()
                .flat_map(|news| &news.shown)
                .map(|unit| ground.after.line(*unit).text.as_str())
                .collect();
            assert_eq!(shown.len(), 1);
            assert!(shown[0].starts_with("Lovely visit"));
        });
    }

    #[test]
    fn kin_are_meant_though_they_bear_the_name_of_the_plan() {
        let quills = "Mr Quill rows. ".repeat(60);
        let plan = format!("{quills}\n\nHis aunt, Mrs Quill, keeps a shop. She is 80 now. He is well.\n");
        with_ground(&[("2024-05-02", &plan)], |ground| {
            let unit = |text| super::super::check::unit(ground, text);
            assert_eq!(who_is_meant(&ground.after, unit("is 80")), Some(unit("keeps a shop")));
            assert_eq!(who_is_meant(&ground.after, unit("is well")), None);
        });
    }

    #[test]
    fn what_happened_and_kept_medicines_tell_more() {
        let worth = |text: &str| with_ground(&[("2024-05-02", text)], |ground| plain_worth(&ground.after, 0));
        assert!(worth("Four tablets were in his shoe.\n") > worth("Four stamps were in his shoe.\n"));
        assert!(
            worth("He was positive for spice in the hall.\n")
                > worth("He was sorry for Spice in the hall.\n")
        );
        assert_eq!(worth("He was not put on report for it.\n"), worth("He was not put on a list for it.\n"));
    }

    #[test]
    fn that_somebody_was_told_says_nothing_without_what() {
        let plan =
            "Her boat was sold in May. I have told Mr Quill. I have told Mr Quill that the boat was sold.\n";
        with_ground(&[("2024-05-02", plan)], |ground| {
            let unit = |text| super::super::check::unit(ground, text);
            let (first, second) = (unit("Her boat"), unit("told Mr Quill."));
            assert!(leans(&ground.after, first, second));
            assert!(!leans(&ground.after, second, unit("that the boat")));
        });
    }

    #[test]
    fn he_and_she_are_named_by_the_sentence_before() {
        let plan = "Mrs Quill keeps a shop. She is 80 now. She has a dog.\n";
        with_ground(&[("2024-05-02", plan)], |ground| {
            let who = |text| who_is_meant(&ground.after, super::super::check::unit(ground, text));
            assert_eq!(who("is 80"), Some(super::super::check::unit(ground, "keeps a shop")));
            assert_eq!(who("keeps a shop"), None);
            assert_eq!(who("has a dog"), None, "nobody is named there either");
            let unit = |text| super::super::check::unit(ground, text);
            assert!(leans(&ground.after, unit("is 80"), unit("has a dog")), "still Mrs Quill");
        });
    }

    #[test]
    fn what_was_not_done_stands_for_an_entry() {
        assert_eq!(check("", 6), ["The stables have not replied."]);
    }

    #[test]
    fn what_touches_risk_is_shown_without_a_word_to_spend() {
        assert_eq!(check("She likes the radio.", 0), ["She likes the radio."]);
        assert!(check("", 0).is_empty());
    }
}
