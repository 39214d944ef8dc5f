//! One version, line by line, as whoever looks for findings reads it.
//!
//! Takes a document, gives a [`Line`] for each unit: what it says without its lead, its stems and named things, who
//! says it and when, and whether it stands in minutes. Worked out once and shared by all findings.

use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::cues::{self, Counts, Cue};
use super::polarity::Stance;
use super::signs::{Sign, Signs};
use super::voices::{Voice, Voices};
use crate::document::{DateAt, Document};
use crate::facts::Fact;
use crate::lexicon;
use crate::text::{Token, Words, with_stem};

/// A stem, by its number in one [`Lines`] or two that share a [`Stems`].
pub(in crate::findings) type Stem = u32;

/// The stems of a series of documents, numbered.
#[derive(Debug, Default)]
pub(in crate::findings) struct Stems {
    numbers: FxHashMap<Box<[u8]>, Stem>,
}

impl Stems {
    /// The number of a word's stem, if any line has it as one that means something.
    pub(in crate::findings) fn find(&self, word: &str) -> Option<Stem> {
        with_stem(word, |stem| self.numbers.get(stem).copied())
    }

    /// Whether a stem is that of one of these words.
    pub(in crate::findings) fn is_of(&self, stem: Stem, list: &lexicon::WordList) -> bool {
        list.iter().any(|word| self.find(word) == Some(stem))
    }

    /// How many there are: their numbers lie below that.
    pub(in crate::findings) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a word's stem, a new one where no line had it yet.
    pub(super) fn number(&mut self, word: &str) -> Stem {
        let next = self.numbers.len() as Stem;
        with_stem(word, |stem| {
            if let Some(number) = self.numbers.get(stem) {
                return *number;
            }
            self.numbers.insert(stem.into(), next);
            next
        })
    }
}

/// One unit as findings read it; what its words say by themselves too.
#[derive(Clone, Debug)]
pub(in crate::findings) struct Line {
    pub(super) said: Arc<Said>,
    /// Whether it stands in the minutes of a conference.
    pub(in crate::findings) minutes: bool,
    /// Whether it says anything: headings, heads, signatures, bare leads and to whom an e-mail went do not.
    pub(in crate::findings) speaks: bool,
    /// When it was written: the day of its entry, or of the conference whose minutes it is in.
    pub(super) written: Option<Date>,
}

impl Deref for Line {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.said
    }
}

/// What the words of a line say, wherever it stands: the same in two versions that have the line.
#[derive(Debug)]
pub(in crate::findings) struct Said {
    /// What it says, without markup and without the lead of its entry.
    pub(in crate::findings) text: String,
    /// Words of it.
    pub(in crate::findings) words: u32,
    /// Stems of the words that mean something by themselves, dates apart, sorted, each once.
    pub(in crate::findings) stems: Vec<Stem>,
    /// Those of them that are capitalised as names are.
    pub(in crate::findings) names: Vec<Stem>,
    /// The lists of which it may have a word.
    pub(super) signs: Signs,
    /// The cues of which it may have a phrase, as bits.
    pub(super) cues: u8,
    /// Whether it bars contact, a place or an act.
    pub(in crate::findings) bars: bool,
    /// Whether it approves of something or refuses it.
    pub(super) stance: Stance,
}

/// A version, line by line.
#[derive(Debug)]
pub(in crate::findings) struct Lines<'a> {
    pub(in crate::findings) document: &'a Document,
    all: Vec<Line>,
    voices: Voices,
    /// By stem: in how many lines it stands.
    counts: Vec<u32>,
    /// In how many lines a stem stands at most that is rare.
    rare_max: u32,
    /// By unit: where the run of lines of its entry that it stands in begins and ends.
    runs: Vec<(u32, u32)>,
    /// By unit: the date of the conference in whose minutes it stands, by its section.
    minutes: Vec<Option<Date>>,
}

impl<'a> Lines<'a> {
    /// Puts together what was read of a version; there are so many stems so far.
    pub(super) fn new(
        document: &'a Document,
        all: Vec<Line>,
        voices: Voices,
        minutes: Vec<Option<Date>>,
        stems: usize,
    ) -> Self {
        let mut counts = vec![0; stems];
        for stem in all.iter().filter(|line| line.speaks).flat_map(|line| &line.stems) {
            counts[*stem as usize] += 1;
        }
        let rare_max = (all.len() as u32 / RARE_SHARE).clamp(RARE_MIN, RARE_MAX);
        let runs = runs(&all, &voices);
        Self { document, all, voices, counts, rare_max, runs, minutes }
    }

    pub(in crate::findings) fn line(&self, unit: u32) -> &Line {
        &self.all[unit as usize]
    }

    pub(in crate::findings) fn all(&self) -> impl Iterator<Item = (u32, &Line)> {
        (0..).zip(&self.all)
    }

    pub(in crate::findings) fn voice(&self, unit: u32) -> Option<&Voice> {
        self.voices.voice(unit)
    }

    /// The number of the entry a unit stands in, the same for all of its units.
    pub(in crate::findings) fn entry(&self, unit: u32) -> Option<u32> {
        self.voices.number(unit)
    }

    /// The lines of the entry that a line stands in; of a line that is in none, itself alone.
    pub(in crate::findings) fn lines_of_entry(&self, unit: u32) -> Range<u32> {
        let (start, end) = self.runs[unit as usize];
        start..end
    }

    /// How many of a unit's first tokens are the lead of its entry.
    pub(in crate::findings) fn lead(&self, unit: u32) -> usize {
        self.voices.lead(unit)
    }

    /// When it was written: the day of its entry, or of the conference whose minutes it is in.
    pub(in crate::findings) fn written(&self, unit: u32) -> Option<Date> {
        self.line(unit).written
    }

    /// The date of the conference in whose minutes a unit stands: a section of them, or an entry headed so.
    pub(in crate::findings) fn minutes_of(&self, unit: u32) -> Option<Date> {
        minutes_of(&self.voices, &self.minutes, unit)
    }

    /// What a unit says, as tokens.
    pub(in crate::findings) fn tokens(&self, unit: u32) -> &'a [Token] {
        &self.document.tokens_of(self.document.unit(unit))[skipped(self.document, &self.voices, unit)..]
    }

    /// What a unit says, as words.
    pub(in crate::findings) fn words(&self, unit: u32) -> Words<'a> {
        Words::new(self.document.source(), self.tokens(unit))
    }

    /// Whether a line may have a word of one of these lists; where not, it has none.
    pub(in crate::findings) fn may(&self, unit: u32, signs: &[Sign]) -> bool {
        self.line(unit).signs.has_any(signs)
    }

    /// Whether a line bars contact, a place or an act.
    pub(in crate::findings) fn bars(&self, unit: u32) -> bool {
        self.line(unit).bars
    }

    /// Whether a line approves of something or refuses it, in the words for decisions.
    pub(in crate::findings) fn stance(&self, unit: u32) -> Stance {
        self.line(unit).stance
    }

    /// How often a line does each of the things that sentences do.
    pub(in crate::findings) fn cues(&self, unit: u32) -> Counts {
        Counts::of(self.words(unit))
    }

    /// Whether a line does one of the things that sentences do.
    pub(in crate::findings) fn does(&self, unit: u32, cue: Cue) -> bool {
        // A denial may also be the end of a word: "hasn't".
        let may = self.line(unit).cues & cues::bit(cue) != 0 || cue == Cue::NotDone;
        may && self.cues(unit).has(cue)
    }

    /// Where phrases of a cue begin in a line.
    pub(in crate::findings) fn places(&self, unit: u32, cue: Cue) -> Vec<usize> {
        match self.line(unit).cues & cues::bit(cue) {
            0 => Vec::new(),
            _ => cues::places(self.words(unit), cue),
        }
    }

    /// The dates of what a unit says; their tokens are indices into [`Self::tokens`].
    pub(in crate::findings) fn dates(&self, unit: u32) -> Cow<'a, [DateAt]> {
        self.document.dates_behind(unit, skipped(self.document, &self.voices, unit))
    }

    /// The facts of what a unit says; their tokens are indices into [`Self::tokens`].
    pub(in crate::findings) fn facts(&self, unit: u32) -> Cow<'a, [Fact]> {
        self.document.facts_behind(unit, skipped(self.document, &self.voices, unit))
    }

    /// In how many lines a stem stands.
    pub(in crate::findings) fn count(&self, stem: Stem) -> u32 {
        self.counts.get(stem as usize).copied().unwrap_or(0)
    }

    /// Whether a stem stands in few enough lines to tell what a line is about.
    pub(in crate::findings) fn is_rare(&self, stem: Stem) -> bool {
        (1..=self.rare_max).contains(&self.count(stem))
    }

    /// How many telling words two lines share, rare or not.
    pub(in crate::findings) fn shared_count(&self, one: u32, other: u32) -> usize {
        in_both(&self.line(one).stems, &self.line(other).stems).count()
    }

    /// The rare stems that two lines share, of one document.
    pub(in crate::findings) fn shared(&self, one: u32, other: u32) -> Vec<Stem> {
        in_both(&self.line(one).stems, &self.line(other).stems).filter(|stem| self.is_rare(*stem)).collect()
    }
}

/// A stem is rare that stands in at most one line of so many. In a short document it may stand in a few more, and in a
/// long one in no more than a dozen: what is paired by it stays bounded.
const RARE_SHARE: u32 = 40;
const RARE_MIN: u32 = 4;
const RARE_MAX: u32 = 12;

/// A word in small letters, the same for one and for many of what it means.
pub(in crate::findings) fn bare(word: &str) -> String {
    word.to_lowercase().trim_end_matches('s').to_owned()
}

/// The stems that stand in both of two lists, each sorted.
fn in_both<'l>(one: &'l [Stem], other: &'l [Stem]) -> impl Iterator<Item = Stem> + use<'l> {
    let mut rest = other;
    one.iter().copied().filter(move |stem| {
        while let Some((first, behind)) = rest.split_first().filter(|(first, _)| *first <= stem) {
            rest = behind;
            if first == stem {
                return true;
            }
        }
        false
    })
}

/// By unit: where the lines begin and end that say something with it, one behind the other, in one entry.
fn runs(all: &[Line], voices: &Voices) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = (0..all.len() as u32).map(|unit| (unit, unit + 1)).collect();
    let of_one = |at: usize| {
        let entry = voices.number(at as u32);
        entry.is_some() && entry == voices.number(at as u32 + 1)
    };
    for at in 1..all.len() {
        if all[at - 1].speaks && of_one(at - 1) {
            runs[at].0 = runs[at - 1].0;
        }
    }
    for at in (1..all.len()).rev() {
        if all[at - 1].speaks && all[at].speaks && of_one(at - 1) {
            runs[at - 1].1 = runs[at].1;
        }
    }
    runs
}

/// How many tokens of a unit stand before what it says: its running number and the lead of its entry.
pub(super) fn skipped(document: &Document, voices: &Voices, unit: u32) -> usize {
    usize::from(document.unit(unit).numbering) + voices.lead(unit)
}

/// The day of the minutes in which a unit stands: those of its section, or an entry headed so.
pub(super) fn minutes_of(voices: &Voices, minutes: &[Option<Date>], unit: u32) -> Option<Date> {
    minutes[unit as usize].or_else(|| voices.minutes_of(unit))
}

#[cfg(test)]
mod tests {
    use crate::findings::check::{unit, with_ground};

    const PLAN: &str = "\
## Home

The keeper of the Larchfield hostel has twenty rooms.

- Larchfield is full on 3 May 2024.

## Minutes of 9 April 2024

The panel met.

### Housing

The hostel was praised.

## Contacts

12 March 2024 - PBSW (R. Tait):
The keeper rang.
";

    #[test]
    fn minutes_are_a_section_or_an_entry_headed_so() {
        let plan = "## Earlier\n\n**Minute of conference, 4 May 2023.** Present: R. Tait. The bus was spoken of.\n\n\
            **R. Tait, PBSW, 6 May 2023.** The minutes were late.\n";
        with_ground(&[("2024-06-01", plan)], |ground| {
            let minutes = |said| ground.after.minutes_of(unit(ground, said));
            assert_eq!(minutes("The bus"), "2023-05-04".parse().ok());
            assert_eq!(minutes("were late"), None);
            assert!(ground.after.line(unit(ground, "The bus")).minutes);
        });
    }

    #[test]
    fn entries_of_a_conference_below_a_title_of_minutes() {
        for opens in ["**ICM case conference 4 May 2023.**", "**Case conference 4 May 2023.**"] {
            let plan = format!(
                "## Minutes of earlier conferences\n\n{opens} Present: R. Tait. The bus was spoken of.\n"
            );
            let own = format!("## Notes\n\n{opens} Present: R. Tait. The bus was spoken of.\n");
            with_ground(&[("2024-06-01", &plan)], |ground| {
                assert_eq!(
                    ground.after.minutes_of(unit(ground, "The bus")),
                    "2023-05-04".parse().ok(),
                    "{opens}"
                );
            });
            with_ground(&[("2024-06-01", &own)], |ground| {
                assert_eq!(ground.after.minutes_of(unit(ground, "The bus")), None, "{opens}");
            });
        }
    }

    #[test]
    fn minutes_headed_without_their_day() {
        let plan = "## Minute of the last conference\n\nHeld on 4 May 2023 in the hall.\n\nThe bus was spoken of.\n\n\
            ## Notes of the bus\n\nSeen on 5 May 2023.\n";
        with_ground(&[("2024-06-01", plan)], |ground| {
            let minutes = |said| ground.after.minutes_of(unit(ground, said));
            assert_eq!(minutes("was spoken of"), "2023-05-04".parse().ok());
            assert_eq!(minutes("Seen on"), None);
        });
    }

    #[test]
    fn stems_are_of_words_that_mean_something() {
        with_ground(&[("2024-06-01", PLAN)], |ground| {
            let (lines, stems) = (&ground.after, &ground.stems);
            let line = lines.line(unit(ground, "is full"));
            assert!(line.stems.contains(&stems.find("Larchfield").unwrap()));
            assert_eq!(line.names, [stems.find("larchfield").unwrap()]);
            assert_eq!(stems.find("is"), None, "a small word");
            assert_eq!(stems.find("2024"), None, "part of a day");
            assert_eq!(stems.find("keepers"), stems.find("keeper"), "one stem in all its forms");
            assert_eq!(
                lines.shared(unit(ground, "twenty rooms"), unit(ground, "is full")),
                [stems.find("Larchfield").unwrap()]
            );
        });
    }

    #[test]
    fn who_says_a_line_and_when() {
        with_ground(&[("2024-06-01", PLAN)], |ground| {
            let lines = &ground.after;
            let entry = unit(ground, "keeper rang");
            assert_eq!(lines.written(entry), "2024-03-12".parse().ok());
            assert_eq!(lines.minutes_of(entry), None);
            assert_eq!(lines.line(entry).text, "The keeper rang.", "its lead aside");
            let below = unit(ground, "praised");
            assert_eq!(lines.minutes_of(below), "2024-04-09".parse().ok(), "under a heading within minutes");
            assert_eq!(lines.written(below), lines.minutes_of(below));
            assert_eq!(lines.written(unit(ground, "is full")), None, "the day is said, not when");
            assert!(lines.line(below).speaks && !lines.line(unit(ground, "Housing")).speaks);
        });
    }

    #[test]
    fn what_stands_all_over_a_plan_is_not_rare() {
        let many = "A room of the Larchfield hostel.\n\n".repeat(30);
        let plan = format!("## Home\n\n{many}The attic of the Larchfield hostel leaks; an attic is cold.\n");
        with_ground(&[("2024-06-01", &plan)], |ground| {
            let stem = |word| ground.stems.find(word).unwrap();
            assert!(!ground.after.is_rare(stem("Larchfield")));
            assert!(ground.after.is_rare(stem("attic")));
            assert_eq!(ground.after.count(stem("attic")), 1, "lines, not words");
        });
    }
}
