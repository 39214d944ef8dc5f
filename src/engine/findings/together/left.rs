//! A value that was replaced in one place and left in another.
//!
//! Takes the newest version and what changed in it, gives pairs of lines: where the value was replaced, and where it
//! still stands as it was. "Release date: [5 May → 5 April]", and this year's entry counts on 5 May. A day, a sum or the
//! dose of one medicine is told apart by itself; a day must be still to come, or every plan's last conference would be one. How long or how often
//! something is to be says nothing alone.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::delta::{Change, ChangeKind};
use crate::document::UnitKind;
use crate::document::reading::field;
use crate::facts::FactClass;
use crate::findings::conditions::is_of_the_past;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::{Lines, Stem};
use crate::findings::ground::values::all_values;
use crate::lexicon;
use crate::text::{Words, numbers};

/// A value that is the same thing wherever it stands: its class, how it is spelt, and of a dose the word before it.
type Value = (FactClass, String, Option<Stem>);

/// Whether one value can have taken the place of another.
fn replaces((class, _, of): &Value, (other, _, of_other): &Value) -> bool {
    class == other && of == of_other
}

/// Most lines with one value that are looked at: work stays bounded by the plan.
const HOLDERS_MAX: usize = 64;
/// Most lines that are set beside one of which a value was replaced.
const LEFT_MAX: usize = 4;

/// Lines of which a value was replaced, each with one in which it still stands as it was.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let changes = ground.input.delta.map_or(&[][..], |delta| &delta.changes);
    let replaced: Vec<(u32, Value, Vec<Value>)> =
        changes.iter().filter_map(|change| replaced(ground, change)).flatten().collect();
    if replaced.is_empty() {
        return Vec::new();
    }
    let left = holders(ground);
    let mut found = Vec::new();
    for (unit, was, is) in &replaced {
        let others =
            left.get(was).into_iter().flatten().filter(|other| is_of_one(ground, *unit, **other, was));
        let behind =
            |other: &&u32| !values(ground, &ground.after, **other).iter().any(|value| is.contains(value));
        found.extend(others.filter(behind).take(LEFT_MAX).map(|other| (*unit, *other)));
    }
    found
}

/// The lines that hold until they are changed and those of this year, by the values in them.
fn holders(ground: &Ground<'_>) -> FxHashMap<Value, Vec<u32>> {
    let mut left: FxHashMap<Value, Vec<u32>> = FxHashMap::default();
    for (unit, line) in ground.after.all() {
        let news = || ground.stands(unit) || ground.is_of_this_year(unit);
        if line.speaks && (if line.minutes { ground.is_of_last_meeting(unit) } else { news() }) {
            for value in values(ground, &ground.after, unit) {
                let lines = left.entry(value).or_default();
                if lines.len() < HOLDERS_MAX {
                    lines.push(unit);
                }
            }
        }
    }
    left
}

/// The values of one change that have another in their place, each with those.
fn replaced(ground: &Ground<'_>, change: &Change) -> Option<Vec<(u32, Value, Vec<Value>)>> {
    let before = ground.before.as_ref()?;
    let single = change.before.len() == 1 && change.after.len() == 1;
    let (old, unit) = (change.before.start, change.after.start);
    if change.kind != ChangeKind::Material || !single || !ground.stands(unit) {
        return None;
    }
    let (was, is) = (values(ground, before, old), values(ground, &ground.after, unit));
    let gone = was.into_iter().filter(|value| !is.contains(value) && is_telling(ground, value));
    let in_place = |value: Value| {
        let instead: Vec<Value> = is.iter().filter(|other| replaces(other, &value)).cloned().collect();
        (!instead.is_empty()).then_some((unit, value, instead))
    };
    Some(gone.filter_map(in_place).collect())
}

/// Whether a day is still to come on the day of the plan, as days are spelt; sums and doses tell by themselves.
fn is_telling(ground: &Ground<'_>, (class, spelt, _): &Value) -> bool {
    *class != FactClass::Date || ground.input.as_of.is_some_and(|as_of| *spelt > as_of.to_string())
}

/// Whether two lines with one value speak of one thing: a dose does so by its medicine; a day or a sum where it is the
/// whole of a field; any where a rare word stands in both; how long or how often where what touches risk changed and an entry of this year under the same heading still has it.
fn is_of_one(ground: &Ground<'_>, unit: u32, other: u32, value: &Value) -> bool {
    let document = ground.after.document;
    let apart = document.unit(unit).block != document.unit(other).block;
    let of_spans = words_of_spans(ground, unit);
    let named = || ground.after.shared(unit, other).iter().any(|stem| !of_spans.contains(stem));
    let own = || field(document, document.unit(unit)).is_some();
    let beside = || {
        let section = |unit: u32| document.unit(unit).section;
        let risk = ground.change(unit).is_some_and(|change| change.risk);
        risk && section(unit) == section(other) && ground.is_said_this_year(other)
    };
    apart
        && match value.0 {
            FactClass::Dose => true,
            FactClass::Duration | FactClass::Frequency => named() || beside(),
            class if is_of_one_word(class) => says_how_it_is(ground, other) && named(),
            _ => own() || named(),
        }
}

/// Whether a line says in prose how things are, and not what they were on a day or at a time past. Another row or field may
/// have the same value of something else.
fn says_how_it_is(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let own = document.unit(unit);
    matches!(own.kind, UnitKind::Sentence | UnitKind::Item)
        && field(document, own).is_none()
        && ground.after.dates(unit).is_empty()
        && !is_of_the_past(ground.after.words(unit))
}

/// The words by which a line says how long or how often: "hours".
fn words_of_spans(ground: &Ground<'_>, unit: u32) -> Vec<Stem> {
    let words = ground.after.words(unit);
    let facts = ground.after.facts(unit);
    let spans = facts.iter().filter(|fact| is_span(fact.class));
    spans.flat_map(|fact| fact.tokens.clone()).filter_map(|at| ground.stems.find(words.text(at))).collect()
}

/// Whether a value is told only where a rare word stands in both lines, whatever field it fills: a time of day, a level, a
/// score.
fn is_of_one_word(class: FactClass) -> bool {
    matches!(class, FactClass::Time | FactClass::Level | FactClass::Score)
}

fn is_span(class: FactClass) -> bool {
    matches!(class, FactClass::Duration | FactClass::Frequency)
}

/// The days, sums, doses and spans of a line.
fn values(ground: &Ground<'_>, lines: &Lines<'_>, unit: u32) -> Vec<Value> {
    let all = all_values(lines, &ground.stems, unit).into_iter();
    let of = |class: FactClass, of: Option<Stem>| of.filter(|_| class == FactClass::Dose);
    let told = all.filter(|value| match value.class {
        FactClass::Date | FactClass::Money => true,
        class => class == FactClass::Dose && value.of.is_some(),
    });
    let mut found: Vec<Value> =
        told.map(|value| (value.class, value.folded, of(value.class, value.of))).collect();
    let words = lines.words(unit);
    let facts = lines.facts(unit);
    let spans = facts.iter().filter(|fact| is_span(fact.class) || is_of_one_word(fact.class));
    found.extend(spans.map(|fact| (fact.class, span(words, &fact.tokens), None)));
    found
}

/// Lengths of time that have several names.
const SPANS: [&LazyLock<lexicon::WordList>; 5] = [
    &lexicon::HOURS_BY_NAME,
    &lexicon::WEEKS_BY_NAME,
    &lexicon::MONTHS_BY_NAME,
    &lexicon::YEARS_BY_NAME,
    &lexicon::MINUTES_OF_TIME,
];

/// How long or how often, spelt one way: "24 hrs" as "24 hours", "eight weeks" as "8 weeks".
fn span(words: Words<'_>, tokens: &Range<usize>) -> String {
    let part = |at: usize| {
        if let Some((_, value)) = numbers::number_at(words, at) {
            return format!("{value:?}");
        }
        let text = words.text(at).to_lowercase();
        lexicon::one_name(text.as_str(), &SPANS).to_owned()
    };
    tokens.clone().map(part).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    /// The lines in which a value is left that was replaced in a field, of a plan with an entry of this year.
    fn left(was: &str, is: &str, elsewhere: &str, entry: &str) -> Vec<String> {
        let plan = |value: &str, entry: &str| {
            format!("## Dates\n\n{value}\n\nWing: B\n\n## Home\n\n{elsewhere}\n\n## Contacts\n\n{entry}")
        };
        let (before, after) = (plan(was, ""), plan(is, &format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n")));
        with_ground(&[("2023-06-01", &before), ("2024-06-01", &after)], |ground| {
            pairs(ground).into_iter().map(|(_, line)| ground.after.line(line).text.clone()).collect()
        })
    }

    #[test]
    fn a_day_to_come_that_an_entry_still_counts_on() {
        let entry = "He may go home from 5 August 2024.";
        let moved = ("Earliest date: 5 August 2024", "Earliest date: 2 September 2024");
        assert_eq!(left(moved.0, moved.1, "He has a dog.", entry), [entry]);
        assert!(left(moved.0, moved.1, "He has a dog.", "He may go home from 2 September 2024.").is_empty());
        let both = "It was 5 August 2024 and is 2 September 2024.";
        assert!(left(moved.0, moved.1, "He has a dog.", both).is_empty(), "it knows of both");
        assert!(left(moved.1, moved.1, "He has a dog.", entry).is_empty(), "nothing was replaced");
        let past = ("Last meeting: 5 May 2023", "Last meeting: 6 May 2024");
        assert!(left(past.0, past.1, "He has a dog.", "He spoke up on 5 May 2023.").is_empty(), "past");
    }

    #[test]
    fn a_level_a_score_and_a_time_that_prose_still_has() {
        let moved = ("Boat watch level: medium", "Boat watch level: low");
        let entry = "The boat watch stays at medium until the spring.";
        assert_eq!(left(moved.0, moved.1, "He has a dog.", entry), [entry]);
        assert!(
            left(moved.0, moved.1, "He has a dog.", "His need for a dog is medium.").is_empty(),
            "of a dog"
        );
        let past = "The boat watch was cut from high to medium.";
        assert!(left(moved.0, moved.1, past, "4 May 2022: boat watch medium.").is_empty(), "past");
        let field = "Dinghy watch level: medium";
        assert!(left(moved.0, moved.1, field, "He has a cat.").is_empty(), "a field of its own");
        let told = "The ferry is met at 19:00 by the crew.";
        assert_eq!(left("Ferry is met at 19:00.", "Ferry is met at 21:00.", "He has a dog.", told), [told]);
    }

    #[test]
    fn how_long_and_how_often() {
        let moved = (
            "He must tell police of a boat within 24 hours.",
            "He must tell police of a boat within 72 hours.",
        );
        let entry = "The boat condition stays at 24 hrs.";
        assert_eq!(left(moved.0, moved.1, "He has a dog.", entry), [entry]);
        assert!(left(moved.0, moved.1, "He has a dog.", "The boat condition is 72 hrs.").is_empty());
        assert!(
            left(moved.0, moved.1, "He has a dog.", "He slept for 24 hours.").is_empty(),
            "of something else"
        );
    }

    #[test]
    fn a_dose_and_a_sum() {
        let dose = ("Takes: Ostavil 40mg daily", "Takes: Ostavil 60mg daily");
        let list = "In possession: Ostavil 40mg, Salbutin";
        assert_eq!(left(dose.0, dose.1, list, "He is well."), [list]);
        assert!(left(dose.0, dose.1, "In possession: Salbutin 40mg", "He is well.").is_empty(), "another");
        let sum = ("Owes: £2,140 to the landlord", "Owes: £1,240 to the landlord");
        assert_eq!(
            left(sum.0, sum.1, "He has a debt of £2,140.", "He is well."),
            ["He has a debt of £2,140."]
        );
    }
}
