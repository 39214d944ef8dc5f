//! What every finding starts from: the two versions line by line, and what became of each unit.

pub(super) mod cues;
pub(super) mod held;
pub(super) mod lines;
pub(super) mod polarity;
pub(super) mod reader;
pub(super) mod signed;
pub(super) mod signs;
pub(super) mod speakers;
pub(super) mod values;
pub(super) mod voices;

use std::sync::OnceLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::together::assessments::levels::{self, Row as Assessment};
use super::together::done::InPart;
use crate::delta::{Change, ChangeKind, Delta};
use crate::document::UnitKind;
use crate::document::reading::field;
use crate::history::{History, Source, Version};
use crate::lexicon;
use crate::text::with_stem;
use lines::{Lines, Stem, Stems};
use reader::Reader;
use values::Value;

/// What findings are made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The newest version.
    pub current: &'a Version<'a>,
    /// The version compared with; none for a first plan.
    pub baseline: Option<&'a Version<'a>>,
    /// From the one to the other.
    pub delta: Option<&'a Delta>,
    /// All versions, oldest first, where they are known.
    pub versions: &'a [Version<'a>],
    /// The history of the newest version, where it was traced.
    pub history: Option<&'a History>,
    /// Reports from which text may have been copied.
    pub sources: &'a [Source<'a>],
    /// The day the plan is for.
    pub as_of: Option<Date>,
}

/// Most lines of one author that are looked at for one action.
const LINES_OF_AUTHOR_MAX: usize = 200;

/// The two versions, read for findings.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) input: Input<'a>,
    pub(super) stems: Stems,
    pub(super) after: Lines<'a>,
    pub(super) before: Option<Lines<'a>>,
    pub(super) reports: Vec<Lines<'a>>,
    /// By unit of the newest version: the index of its change.
    change_of: Vec<Option<u32>>,
    /// By stem of few lines: those lines of the newest version.
    by_stem: ByStem,
    /// By unit of the newest version: what is told of it on demand, and kept.
    told: Vec<Told>,
    /// The rows of tables of assessments, in reading order.
    assessments: OnceLock<Vec<Assessment>>,
    in_part: OnceLock<InPart>,
    /// By block of the newest version: how many of its lines say something and are not new.
    old_of_block: Vec<u32>,
    /// By the stem of the first word of their labels: the first fields with a day that are called so.
    dated_fields: OnceLock<FxHashMap<String, Vec<DatedField>>>,
    /// By unit of the newest version: whether it was written since the version compared with.
    of_this_year: Vec<bool>,
    /// The lines that are said in entries, those of them in entries of this year, and those that hold until they are
    /// changed.
    said: Vec<u32>,
    said_this_year: Vec<u32>,
    standing: Vec<u32>,
    /// By section: the lines of this year's entries.
    this_year: FxHashMap<u32, Vec<u32>>,
    /// By day named: the first line of this year's entries that names it.
    by_day: FxHashMap<Date, u32>,
    /// The lines of entries by the day they were written, the earliest first.
    by_written: Vec<(Date, u32)>,
    /// By rare name of who wrote them: the lines of entries.
    by_author: FxHashMap<Stem, Vec<u32>>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        let mut reader = Reader::default();
        let after = reader.read(input.current.document);
        let before = input.baseline.map(|version| reader.read_before(version.document, &after, input.delta));
        let reports = input.sources.iter().map(|source| reader.read(source.document)).collect();
        let stems = reader.into_stems();
        let mut change_of = vec![None; input.current.document.units().len()];
        for (change, index) in input.delta.iter().flat_map(|delta| &delta.changes).zip(0..) {
            for unit in change.after.clone() {
                change_of[unit as usize] = Some(index);
            }
        }
        let by_stem = ByStem::of(&after, stems.len());
        let told = change_of.iter().map(|_| Told::default()).collect();
        let mut ground = Self {
            input,
            stems,
            after,
            before,
            reports,
            change_of,
            by_stem,
            told,
            assessments: OnceLock::new(),
            in_part: OnceLock::new(),
            old_of_block: Vec::new(),
            dated_fields: OnceLock::new(),
            of_this_year: Vec::new(),
            said: Vec::new(),
            said_this_year: Vec::new(),
            standing: Vec::new(),
            this_year: FxHashMap::default(),
            by_day: FxHashMap::default(),
            by_written: Vec::new(),
            by_author: FxHashMap::default(),
        };
        ground.index();
        ground
    }

    /// Finds once what is looked up often: lines by section, by day and by author.
    fn index(&mut self) {
        let units = || 0..self.after.document.units().len() as u32;
        self.of_this_year = units().map(|unit| self.is_written_this_year(unit)).collect();
        self.said = units().filter(|unit| self.is_said(*unit)).collect();
        self.said_this_year = units().filter(|unit| self.is_said_this_year(*unit)).collect();
        self.standing = units().filter(|unit| self.stands(*unit)).collect();
        let mut old_of_block = vec![0; self.after.document.blocks().len()];
        for (unit, _) in self.after.all().filter(|(unit, line)| line.speaks && !self.is_new(*unit)) {
            old_of_block[self.after.document.unit(unit).block as usize] += 1;
        }
        self.old_of_block = old_of_block;
        for unit in self.said.clone() {
            self.by_written.extend(self.after.written(unit).map(|day| (day, unit)));
            for name in self.author_names(unit) {
                self.by_author.entry(name).or_default().push(unit);
            }
            if self.is_of_this_year(unit) {
                self.this_year.entry(self.after.document.unit(unit).section).or_default().push(unit);
                for day in self.days(unit) {
                    self.by_day.entry(day).or_insert(unit);
                }
            }
        }
        self.by_written.sort_unstable();
    }

    /// The rare names of who wrote a line.
    fn author_names(&self, unit: u32) -> Vec<Stem> {
        let author = self.after.voice(unit).and_then(|voice| voice.author.as_deref()).unwrap_or_default();
        let words = author.split(|c: char| !c.is_alphanumeric());
        words.filter_map(|word| self.stems.find(word)).filter(|name| self.after.is_rare(*name)).collect()
    }

    /// The days that a line names; one without a year in the last year and in this.
    pub(super) fn days(&self, unit: u32) -> Vec<Date> {
        let found = self.after.dates(unit);
        let year = self.input.as_of.map(Date::year).filter(|_| !found.is_empty());
        let starts = year.into_iter().flat_map(|year| [year - 1, year]);
        let starts: Vec<Date> = starts.filter_map(|year| Date::new(year, 1, 1).ok()).collect();
        found
            .iter()
            .flat_map(|(_, value)| match value.date() {
                Some(day) => vec![day],
                None => starts.iter().filter_map(|start| value.last_day_from(Some(*start))).collect(),
            })
            .collect()
    }

    /// The lines of this year's entries under the heading that a unit stands under.
    pub(super) fn news_beside(&self, unit: u32) -> &[u32] {
        self.this_year.get(&self.after.document.unit(unit).section).map_or(&[], Vec::as_slice)
    }

    /// The first line of this year's entries that names a day.
    pub(super) fn naming(&self, day: Date) -> Option<u32> {
        self.by_day.get(&day).copied()
    }

    /// The lines written from one day to another.
    pub(super) fn written_between(&self, from: Date, to: Date) -> &[(Date, u32)] {
        let start = self.by_written.partition_point(|(day, _)| *day < from);
        let end = self.by_written.partition_point(|(day, _)| *day <= to);
        &self.by_written[start..end.max(start)]
    }

    /// The last lines that somebody of this name wrote.
    pub(super) fn by_author(&self, name: Stem) -> &[u32] {
        let all = self.by_author.get(&name).map_or(&[][..], Vec::as_slice);
        &all[all.len().saturating_sub(LINES_OF_AUTHOR_MAX)..]
    }

    /// What became of a unit of the newest version.
    pub(super) fn change(&self, unit: u32) -> Option<&'a Change> {
        let index = self.change_of[unit as usize]?;
        self.input.delta.map(|delta| &delta.changes[index as usize])
    }

    /// How a unit of the newest version changed; without a version before it nothing did.
    pub(super) fn kind(&self, unit: u32) -> ChangeKind {
        self.change(unit).map_or(ChangeKind::Unchanged, |change| change.kind)
    }

    pub(super) fn is_new(&self, unit: u32) -> bool {
        self.kind(unit) == ChangeKind::Added
    }

    pub(super) fn is_changed(&self, unit: u32) -> bool {
        self.kind(unit) == ChangeKind::Material
    }

    /// The lines that share a rare stem with this one, each with how many they share, in reading order.
    pub(super) fn neighbours(&self, unit: u32) -> Vec<(u32, u32)> {
        self.neighbours_of(&[unit])
    }

    /// The same of several lines, each of them as often as they share a rare stem with one of these.
    pub(super) fn neighbours_of(&self, units: &[u32]) -> Vec<(u32, u32)> {
        let mut found: Vec<u32> = Vec::new();
        for unit in units {
            for stem in &self.after.line(*unit).stems {
                // Its own is among them.
                let lines = self.lines_with(*stem);
                let own = lines.iter().position(|other| other == unit).unwrap_or(lines.len());
                found.extend_from_slice(&lines[..own]);
                found.extend_from_slice(lines.get(own + 1..).unwrap_or_default());
            }
        }
        found.sort_unstable();
        found.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as u32)).collect()
    }

    /// The lines of the newest version in which a rare stem stands.
    pub(super) fn lines_with(&self, stem: Stem) -> &[u32] {
        if self.after.is_rare(stem) { self.by_stem.lines(stem) } else { &[] }
    }

    /// The lines of the newest version in which a stem stands, if these are [`KNOWN_MAX`] at most.
    pub(super) fn lines_of_few(&self, stem: Stem) -> &[u32] {
        if self.after.count(stem) <= KNOWN_MAX { self.by_stem.lines(stem) } else { &[] }
    }

    /// Which lines of this year tell that somebody came to a part of something.
    pub(super) fn in_part(&self) -> &InPart {
        self.in_part.get_or_init(|| InPart::of(self))
    }

    /// The values of a line of the newest version, each with what stands beside it.
    pub(super) fn values(&self, unit: u32) -> &[Value] {
        let find = || values::all_values(&self.after, &self.stems, unit);
        self.told[unit as usize].values.get_or_init(find)
    }

    /// The rare names of a line and of the one that it points back to.
    pub(super) fn names(&self, unit: u32) -> &[Stem] {
        self.told[unit as usize].names.get_or_init(|| {
            let before = self.points_to(unit).into_iter().flat_map(|before| &self.after.line(before).names);
            let names = self.after.line(unit).names.iter().chain(before).copied();
            names.filter(|name| self.after.is_rare(*name)).collect()
        })
    }

    /// The line before, where this one points back to it: "That address was assessed …".
    pub(super) fn points_to(&self, unit: u32) -> Option<u32> {
        let words = self.after.words(unit);
        let document = self.after.document;
        let before = unit.checked_sub(1)?;
        if document.unit(before).block != document.unit(unit).block {
            return None;
        }
        let first = (0..words.len()).find(|at| words.is_word(*at))?;
        let points = words.is_in(first, &lexicon::DEMONSTRATIVE)
            || words.is_in(first, &lexicon::PERSONAL)
            || (words.is(first, "the") && self.after.line(unit).names.is_empty());
        points.then_some(before)
    }

    /// How many lines of the block that a unit stands in say something and are not new.
    pub(super) fn old_beside(&self, unit: u32) -> u32 {
        self.old_of_block[self.after.document.unit(unit).block as usize]
    }

    /// The day of the first field of which all words of the label, two or more, stand among these stems.
    pub(super) fn day_of_field(&self, named: &[String]) -> Option<Date> {
        let fields = self.dated_fields.get_or_init(|| dated_fields(&self.after));
        let fields = named.iter().filter_map(|stem| fields.get(stem)).flatten();
        let called = fields.filter(|field| field.label.iter().all(|stem| named.contains(stem)));
        called.min_by_key(|field| field.unit).map(|field| field.day)
    }

    /// The rows of tables of assessments, in reading order.
    pub(super) fn assessments(&self) -> &[Assessment] {
        self.assessments.get_or_init(|| levels::rows(self))
    }

    /// Whether a unit is a line that holds until it is changed, rather than what somebody wrote on a day: a row, a
    /// field, prose that nobody signed. So does a line that was worded anew since the last conference in what was signed
    /// before it: whoever changed it there says how it is now.
    pub(super) fn stands(&self, unit: u32) -> bool {
        let line = self.after.line(unit);
        line.speaks && (line.written.is_none() || !line.minutes && self.is_altered(unit))
    }

    /// Whether a line was changed since the version compared with, and is signed with a day before it.
    fn is_altered(&self, unit: u32) -> bool {
        let since = self.input.baseline.and_then(|baseline| baseline.as_of);
        let signed = self.after.written(unit).zip(since).is_some_and(|(day, since)| day < since);
        signed && self.is_changed(unit)
    }

    /// When a line was written: its entry's day, or else that of the version that words it so first.
    pub(super) fn since(&self, unit: u32) -> Option<Date> {
        self.after.written(unit).or_else(|| {
            let history = self.input.history?;
            let version = history.units.get(unit as usize)?.wording_since();
            self.input.versions.get(version as usize)?.as_of
        })
    }

    /// Whether a line was written since the version compared with.
    pub(super) fn is_of_this_year(&self, unit: u32) -> bool {
        self.of_this_year[unit as usize]
    }

    fn is_written_this_year(&self, unit: u32) -> bool {
        let since = self.input.baseline.and_then(|baseline| baseline.as_of);
        self.is_new(unit) && since.is_none_or(|since| self.after.written(unit).is_none_or(|day| day >= since))
    }

    /// Whether a unit says something in an entry of this year.
    pub(super) fn is_said_this_year(&self, unit: u32) -> bool {
        self.is_of_this_year(unit) && self.is_said(unit)
    }

    /// Whether a line speaks against a field of now: it is said in an entry of this year or, where the field was changed, of
    /// the year before, for then nothing said since is known to have changed it.
    pub(super) fn speaks_against(&self, unit: u32, field: u32) -> bool {
        let since = self.input.baseline.and_then(|baseline| baseline.as_of);
        let since = since.map(|day| day.saturating_sub(jiff::Span::new().years(1)));
        let lately = || self.is_said(unit) && self.after.written(unit) >= since;
        self.is_said_this_year(unit) || since.is_some() && self.is_changed(field) && lately()
    }

    /// Whether a unit stands in the minutes of a conference that was held on the day of the version compared with or since:
    /// what was said and agreed there that plan did not know.
    pub(super) fn is_of_last_meeting(&self, unit: u32) -> bool {
        let since = self.input.baseline.and_then(|baseline| baseline.as_of);
        self.after.minutes_of(unit).is_some_and(|day| Some(day) >= since)
    }

    /// Whether a unit says something in an entry.
    fn is_said(&self, unit: u32) -> bool {
        let line = self.after.line(unit);
        line.speaks && !line.minutes && self.after.written(unit).is_some()
    }

    /// The lines that are said in entries.
    pub(super) fn said(&self) -> impl Iterator<Item = u32> {
        self.said.iter().copied()
    }

    /// The lines that are said in entries of this year.
    pub(super) fn said_this_year(&self) -> impl Iterator<Item = u32> {
        self.said_this_year.iter().copied()
    }

    /// The lines that hold until they are changed.
    pub(super) fn standing(&self) -> impl Iterator<Item = u32> {
        self.standing.iter().copied()
    }

    /// New sentences and items that nobody dated: they tell of this year too.
    pub(super) fn undated_news(&self) -> impl Iterator<Item = u32> {
        self.standing().filter(|unit| self.is_new(*unit) && self.is_prose(*unit))
    }

    /// Whether a line is a sentence or an item, and of no minutes.
    pub(super) fn is_prose(&self, unit: u32) -> bool {
        let kind = self.after.document.unit(unit).kind;
        matches!(kind, UnitKind::Sentence | UnitKind::Item) && !self.after.line(unit).minutes
    }

    pub(super) fn is_row(&self, unit: u32) -> bool {
        self.after.document.unit(unit).kind == UnitKind::Row
    }
}

/// A field with a day.
#[derive(Debug)]
struct DatedField {
    unit: u32,
    /// The stems of the words of its label.
    label: Vec<String>,
    day: Date,
}

/// Most fields whose labels open with the same word: work stays bounded by the plan.
const FIELDS_OF_WORD_MAX: usize = 64;

/// The fields with a day and two words or more in their label, by the first of these; of one label the first field.
fn dated_fields(lines: &Lines<'_>) -> FxHashMap<String, Vec<DatedField>> {
    let document = lines.document;
    let mut found: FxHashMap<String, Vec<DatedField>> = FxHashMap::default();
    for unit in (0..document.units().len() as u32).filter(|unit| !document.dates(*unit).is_empty()) {
        let Some((label, value)) = field(document, document.unit(unit)) else { continue };
        let Some(day) = document.dates_in(value).iter().find_map(|(_, value)| value.date()) else { continue };
        let label: Vec<String> = label.split_whitespace().map(stem).collect();
        if label.len() > 1 {
            let fields = found.entry(label[0].clone()).or_default();
            if fields.len() < FIELDS_OF_WORD_MAX && fields.iter().all(|known| known.label != label) {
                fields.push(DatedField { unit, label, day });
            }
        }
    }
    found
}

/// The stem of a word, in letters.
pub(super) fn stem(word: &str) -> String {
    with_stem(word, |stem| String::from_utf8_lossy(stem).into_owned())
}

/// What is told of one line on demand, and kept.
#[derive(Debug, Default)]
struct Told {
    values: OnceLock<Vec<Value>>,
    names: OnceLock<Vec<Stem>>,
}

/// In how many lines a stem stands at most of which they are known. What is rare stands in fewer.
pub(super) const KNOWN_MAX: u32 = 16;

/// The lines in which each stem of few lines stands, those of one stem behind those of the one before it.
#[derive(Debug)]
struct ByStem {
    /// By stem: where its lines end; they begin where those of the stem before it end.
    ends: Vec<u32>,
    lines: Vec<u32>,
}

impl ByStem {
    /// The lines of a version that say something, of so many stems.
    fn of(version: &Lines<'_>, stems: usize) -> Self {
        let mut ends = Vec::with_capacity(stems);
        let mut end = 0;
        for stem in 0..stems as Stem {
            end += Some(version.count(stem)).filter(|count| *count <= KNOWN_MAX).unwrap_or(0);
            ends.push(end);
        }
        let mut lines = vec![0; end as usize];
        let mut next: Vec<u32> = [0].into_iter().chain(ends.iter().copied()).collect();
        for (unit, line) in version.all().filter(|(_, line)| line.speaks) {
            for stem in line.stems.iter().filter(|stem| version.count(**stem) <= KNOWN_MAX) {
                let at = &mut next[*stem as usize];
                lines[*at as usize] = unit;
                *at += 1;
            }
        }
        Self { ends, lines }
    }

    fn lines(&self, stem: Stem) -> &[u32] {
        let Some(end) = self.ends.get(stem as usize) else { return &[] };
        let start = stem.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.lines[start as usize..*end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{unit, with_ground};
    use super::*;

    const BEFORE: &str = "\
## Work

The bakery opens at six.

## Contacts

4 February 2023 - PBSW (R. Tait):
He swept the bakery.
";
    const AFTER: &str = "\
## Work

The bakery opens at six.

He wants the kiln.

## Contacts

20 January 2023 - PBSW (O. Quill):
An older note about the oven, added late.

4 February 2023 - PBSW (R. Tait):
He swept the bakery.

9 May 2024 - PBSW (O. Quill):
He fired the kiln on 2 May.
";

    fn check<T>(read: impl FnOnce(&Ground<'_>) -> T) -> T {
        with_ground(&[("2023-06-01", BEFORE), ("2024-06-01", AFTER)], read)
    }

    #[test]
    fn what_holds_and_what_was_written_on_a_day() {
        check(|ground| {
            let (opens, swept) = (unit(ground, "opens at six"), unit(ground, "swept"));
            assert!(ground.stands(opens) && !ground.stands(swept));
            assert!(!ground.stands(unit(ground, "Work")), "a heading says nothing");
            assert_eq!(ground.since(opens), "2023-06-01".parse().ok(), "the first plan with these words");
            assert_eq!(ground.since(swept), "2023-02-04".parse().ok());
        });
    }

    #[test]
    fn what_is_new_and_of_this_year() {
        check(|ground| {
            let (kiln, late) = (unit(ground, "fired the kiln"), unit(ground, "added late"));
            assert!(ground.is_new(kiln) && ground.is_of_this_year(kiln));
            assert!(ground.is_new(late) && !ground.is_of_this_year(late), "of before the last plan");
            assert!(!ground.is_new(unit(ground, "swept")));
            assert_eq!(ground.news_beside(kiln), [kiln]);
        });
    }

    #[test]
    fn lines_by_day_author_and_word() {
        check(|ground| {
            let (kiln, late) = (unit(ground, "fired the kiln"), unit(ground, "added late"));
            let day = |day: &str| day.parse::<Date>().unwrap();
            assert_eq!(ground.naming(day("2024-05-02")), Some(kiln), "a day without a year");
            assert_eq!(ground.naming(day("2024-02-05")), None);
            let between = ground.written_between(day("2023-01-20"), day("2023-02-03"));
            assert_eq!(between, [(day("2023-01-20"), late)], "both ends count");
            assert_eq!(ground.written_between(day("2024-01-01"), day("2023-01-01")), []);
            assert_eq!(ground.by_author(ground.stems.find("Quill").unwrap_or(Stem::MAX)), [] as [u32; 0]);
            let wants = unit(ground, "wants the kiln");
            assert_eq!(ground.neighbours(wants), [(kiln, 1)]);
            assert_eq!(ground.lines_with(ground.stems.find("kiln").unwrap()), [wants, kiln]);
        });
    }

    #[test]
    fn a_first_plan_has_no_news() {
        with_ground(&[("2024-06-01", AFTER)], |ground| {
            assert!(ground.before.is_none());
            assert!(ground.after.all().all(|(unit, _)| !ground.is_new(unit) && !ground.is_changed(unit)));
        });
    }
}
