//! A medicine that a line still has at one dose and something newer at another.
//!
//! Takes the newest version, gives pairs: a line that holds until it is changed and has a medicine with its dose, and
//! what the newest entry of this year, or another such line, has instead. No list says what a medicine is: in a line that
//! stands it is the word before a dose.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::document::UnitKind;
use crate::facts::FactClass;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::lexicon;
use crate::text::{Words, numbers};

/// Most lines with one medicine that are held against each other.
const LINES_MAX: usize = 4;

/// Lines with a medicine, each with one that gives another dose of it.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let standing = standing(ground);
    let newest = newest(ground, &standing);
    let mut found = Vec::new();
    for (medicine, Medicine { lines, .. }) in &standing {
        let lines = &lines[..lines.len().min(LINES_MAX)];
        let said = newest.get(medicine);
        let behind = |line: &&(u32, Dose)| said.is_some_and(|(_, dose)| dose.is_other(&line.1));
        found.extend(lines.iter().filter(behind).filter_map(|(unit, _)| Some((*unit, said?.0))));
        found.extend(lines.iter().enumerate().flat_map(|(at, line)| {
            let others = lines[at + 1..].iter().filter(|other| other.1.is_other(&line.1));
            let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
            others.filter(move |other| news(line.0) || news(other.0)).map(|other| (line.0, other.0))
        }));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Most medicines of one plan: work stays bounded by it.
const MEDICINES_MAX: usize = 64;
/// Tokens within which the label of a list ends: "Medication at present: …".
const LABEL_TOKENS_MAX: usize = 6;
/// Most words of a sentence that says what is taken now.
const SENTENCE_WORDS_MAX: u32 = 12;

/// A medicine: its name, and the lines that hold until they are changed with its dose in each.
struct Medicine {
    name: String,
    lines: Vec<(u32, Dose)>,
}

/// The medicines of the lines that hold until they are changed: the word before each dose in them.
fn standing(ground: &Ground<'_>) -> BTreeMap<Stem, Medicine> {
    let mut standing: BTreeMap<Stem, Medicine> = BTreeMap::new();
    // A long sentence tells what was taken when.
    let list = |unit: &u32| {
        let sentence = ground.after.document.unit(*unit).kind == UnitKind::Sentence;
        let words = ground.after.words(*unit);
        let labelled = || (1..LABEL_TOKENS_MAX).any(|at| words.is_sign(at, ":"));
        !sentence || ground.after.line(*unit).words <= SENTENCE_WORDS_MAX || labelled()
    };
    for unit in ground.standing().filter(list) {
        let words = ground.after.words(unit);
        for dose in doses(ground, unit) {
            // "Ostavil MR 25 mg" is Ostavil.
            let name = |at: &usize| words.is_word(*at) && !words.is_in(*at, &lexicon::FORMS_OF_MEDICINES);
            let of = (0..dose.start).rev().find(name).map(|at| words.text(at));
            let of = of.filter(|name| !lexicon::NO_MEDICINE_BEFORE_A_DOSE.has(name));
            if let Some((name, stem)) = of.and_then(|name| Some((name, ground.stems.find(name)?))) {
                if standing.len() >= MEDICINES_MAX && !standing.contains_key(&stem) {
                    continue;
                }
                let new = || Medicine { name: name.to_lowercase(), lines: Vec::new() };
                standing.entry(stem).or_insert_with(new).lines.push((unit, Dose::of(words, &dose)));
            }
        }
    }
    standing
}

/// The newest line of this year's entries with a dose of each of these medicines. The medicine stands somewhere before
/// its dose ("Ostavil cut to 15 mg"), and of several doses the last holds ("from 10 mg to 15 mg").
fn newest(ground: &Ground<'_>, medicines: &BTreeMap<Stem, Medicine>) -> BTreeMap<Stem, (u32, Dose)> {
    let mut newest: BTreeMap<Stem, (u32, Dose)> = BTreeMap::new();
    for unit in ground.said_this_year() {
        let words = ground.after.words(unit);
        let doses = doses(ground, unit);
        for dose in &doses {
            let before = (reach(words, &doses, dose.start)..dose.start).rev();
            let of = |at: usize| medicine(ground, medicines, words.text(at));
            // "200 mg Ostavil", "30 ml of Ostavil"
            let behind = dose.end + usize::from(words.is(dose.end, "of"));
            let named = of(behind).or_else(|| before.filter(|at| words.is_word(*at)).find_map(of));
            let Some(medicine) = named else { continue };
            let when = |line: u32| (ground.after.written(line), line);
            if newest.get(&medicine).is_none_or(|(line, _)| when(*line) <= when(unit)) {
                newest.insert(medicine, (unit, Dose::of(words, dose)));
            }
        }
    }
    newest
}

/// The medicine that a word names, in full or cut short as one only is: "Ost" for Ostavil.
fn medicine(ground: &Ground<'_>, medicines: &BTreeMap<Stem, Medicine>, word: &str) -> Option<Stem> {
    let whole = ground.stems.find(word).filter(|stem| medicines.contains_key(stem));
    let short = || {
        if !word.starts_with(char::is_uppercase) || lexicon::SMALL_WORDS.has(word) {
            return None;
        }
        let word = word.to_lowercase();
        let cut =
            |name: &str| word.len() >= CUT_BYTES_MIN && word.len() < name.len() && name.starts_with(&word);
        let mut meant = medicines.iter().filter(|(_, medicine)| cut(&medicine.name)).map(|(stem, _)| *stem);
        meant.next().filter(|_| meant.next().is_none())
    };
    whole.or_else(short)
}

/// Fewest letters of a name that is cut short.
const CUT_BYTES_MIN: usize = 3;

/// Where the words before a dose begin that may name its medicine: behind another dose, unless the one was put in the
/// place of the other ("from 10 mg to 15 mg").
fn reach(words: Words<'_>, doses: &[Range<usize>], start: usize) -> usize {
    let last = doses.iter().rfind(|other| other.end <= start).map(|other| other.end);
    let between =
        |end: usize| (end..start).any(|at| words.is_word(at) && !words.is_in(at, &lexicon::BETWEEN_DOSES));
    let from = start.saturating_sub(REACH_TOKENS);
    last.filter(|end| between(*end)).map_or(from, |end| end.max(from))
}

/// Tokens before a dose within which its medicine stands.
const REACH_TOKENS: usize = 10;

/// Where doses stand in a line; by how much one falls a month is none.
fn doses(ground: &Ground<'_>, unit: u32) -> Vec<Range<usize>> {
    let words = ground.after.words(unit);
    let facts = ground.after.facts(unit);
    let is_span = |at: usize| words.is_in(at, &lexicon::MONTHS) || words.is_in(at, &lexicon::PARTS_OF_MONTH);
    let is_rate = |end: usize| {
        let per = (end.saturating_sub(1)..=end).find(|at| words.is_in(*at, &lexicon::BEFORE_SPAN));
        per.is_some_and(|per| is_span(per + 1)) || is_span(end - 1)
    };
    let doses = facts.iter().filter(|fact| fact.class == FactClass::Dose && !is_rate(fact.tokens.end));
    let mut doses: Vec<Range<usize>> = doses.map(|fact| fact.tokens.clone()).collect();
    let taken = |at: usize| doses.iter().any(|dose| dose.contains(&at));
    let bare: Vec<Range<usize>> = bare_doses(words).filter(|dose| !taken(dose.start)).collect();
    doses.extend(bare);
    doses.sort_by_key(|dose| dose.start);
    doses
}

/// Doses without their unit, to which an arrow points ("Ostavil ↓150"), or a change and "to": "Ostavil reduced to 150 od".
fn bare_doses(words: Words<'_>) -> impl Iterator<Item = Range<usize>> {
    let arrow =
        move |at: usize| ["\u{2191}", "\u{2193}", "\u{2192}"].iter().any(|arrow| words.is_sign(at, arrow));
    (1..words.len()).filter_map(move |at| {
        let to = at > 1 && words.is(at - 1, "to");
        let changed = || {
            words.is_in(at - 2, &lexicon::CHANGES_OF_A_DOSE) && words.is_in(at + 1, &lexicon::TIMES_OF_A_DOSE)
        };
        let joined = to && (arrow(at - 2) || changed());
        (words.is_number(at) && (arrow(at - 1) || joined)).then_some(at..at + 1)
    })
}

/// Units that have several names.
const UNITS: [&LazyLock<lexicon::WordList>; 4] =
    [&lexicon::MILLIGRAMS, &lexicon::MICROGRAMS, &lexicon::MILLILITRES, &lexicon::UNITS_OF_MEDICINE];

/// How much of a medicine: the figure, and its unit spelt one way, so that "15 mg" is "15 milligrams".
#[derive(Clone, Debug, PartialEq, Eq)]
struct Dose {
    figure: String,
    unit: String,
}

impl Dose {
    fn of(words: Words<'_>, tokens: &Range<usize>) -> Self {
        let figure = match numbers::number_at(words, tokens.start) {
            Some((_, value)) => format!("{value:?}"),
            None => words.text(tokens.start).to_lowercase(),
        };
        // One without a unit is in that of the others.
        let unit = if tokens.len() > 1 { words.text(tokens.end - 1).to_lowercase() } else { String::new() };
        Self { figure, unit: lexicon::one_name(unit.as_str(), &UNITS).to_owned() }
    }

    /// Whether another dose of the same medicine, in the same unit, is of another size.
    fn is_other(&self, other: &Self) -> bool {
        let same = self.unit == other.unit || self.unit.is_empty() || other.unit.is_empty();
        same && self.figure != other.figure
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(stands: &str, entries: &str) -> Vec<String> {
        let plan = |entries: &str| format!("## Health\n\n{stands}\n\n## Contacts\n\n{entries}");
        let (before, after) = (plan(""), plan(entries));
        with_ground(&[("2023-06-01", &before), ("2024-06-01", &after)], |ground| {
            pairs(ground).into_iter().map(|(_, line)| ground.after.line(line).text.clone()).collect()
        })
    }

    #[test]
    fn the_newest_entry_with_another_dose() {
        let stands = "Medication: Ostavil 25mg twice a day; Perrinol 2mg at night";
        let cut = "3 March 2024 - Nurse (R. Tait):\nOstavil from 25 down to 15 mgs.\n\n";
        assert_eq!(check(stands, cut), ["Ostavil from 25 down to 15 mgs."]);
        assert!(check(stands, "3 March 2024 - Nurse (R. Tait):\nTalvex 15 mgs.\n").is_empty(), "another");
        let cut_mr = "3 March 2024 - Nurse (R. Tait):\nOstavil down to 15 mg.\n";
        assert_eq!(check("Medication: Ostavil MR 25mg daily", cut_mr).len(), 1, "its form aside");
        assert_eq!(check(stands, "3 March 2024 - Nurse (R. Tait):\nOstavil ↓15 as he is dizzy.\n").len(), 1);
        assert_eq!(check(stands, "3 March 2024 - Nurse (R. Tait):\nOstavil reduced to 15 od.\n").len(), 1);
        assert!(
            check(stands, "3 March 2024 - Nurse (R. Tait):\nOstavil: visits cut to 15 minutes.\n").is_empty()
        );
        let both = "3 March 2024 - Nurse (R. Tait):\nOstavil 25mg and Talvex 15mg daily.\n";
        assert!(check(stands, both).is_empty(), "the second is of another");
        assert!(
            check(
                "Ostavil: Ostavil 25 mcg daily",
                "3 March 2024 - Nurse (R. Tait):\nmet Ostavil 25 micrograms.\n"
            )
            .is_empty()
        );
        assert_eq!(
            check(stands, "3 March 2024 - Nurse (R. Tait):\nOst down to 15 mgs.\n").len(),
            1,
            "cut short"
        );
        assert_eq!(check(stands, "3 March 2024 - Nurse (R. Tait):\nSettled on 50mg ostavil now.\n").len(), 1);
        let behind = "3 March 2024 - Nurse (R. Tait):\nTalvex 15mg, 25mg of Ostavil.\n";
        assert!(check(stands, behind).is_empty(), "each its own");
        let back = format!("{cut}9 May 2024 - Nurse (R. Tait):\nOstavil 25mg again.\n");
        assert!(check(stands, &back).is_empty(), "the newest says the same");
    }

    #[test]
    fn two_lines_that_stand() {
        let before = "## Health\n\nTakes: Ostavil 25mg\n\n## Box\n\nMedicine: Ostavil 25mg\n";
        let after = "## Health\n\nTakes: Ostavil 25mg\n\n## Box\n\nMedicine: Ostavil 50mg\n";
        let found =
            with_ground(&[("2023-06-01", before), ("2024-06-01", after)], |ground| pairs(ground).len());
        assert_eq!(found, 1);
        let same = with_ground(&[("2023-06-01", after), ("2024-06-01", after)], |ground| pairs(ground).len());
        assert_eq!(same, 0, "neither is news");
    }
}
