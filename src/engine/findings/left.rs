//! A value that was replaced in one place and left in another.
//!
//! Takes the newest version and what changed in it, gives pairs of lines: where the value was replaced, and where it
//! still stands as it was. "Release date: [5 May → 5 April]", and this year's entry counts on 5 May. A day, a sum or the
//! dose of one medicine is told apart by itself; a day must be still to come, or every plan's last conference would be one.

use std::hash::Hash;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::ground::Ground;
use super::lines::{Lines, Stem, Stems};
use super::values::folded;
use crate::delta::{Change, ChangeKind};
use crate::document::reading::field;
use crate::facts::FactClass;

/// A value that is the same thing wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Value {
    Day(Date),
    Sum(String),
    /// The word before a dose, and the dose.
    Dose(Stem, String),
}

impl Value {
    /// Whether it can have taken the place of another.
    fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Day(_), Self::Day(_)) | (Self::Sum(_), Self::Sum(_)) => true,
            (Self::Dose(one, _), Self::Dose(other, _)) => one == other,
            _ => false,
        }
    }
}

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
        let behind = |other: &&u32| {
            !values(&ground.after, &ground.stems, **other).iter().any(|value| is.contains(value))
        };
        found.extend(others.filter(behind).take(LEFT_MAX).map(|other| (*unit, *other)));
    }
    found
}

/// The lines that hold until they are changed and those of this year, by the values in them.
fn holders(ground: &Ground<'_>) -> FxHashMap<Value, Vec<u32>> {
    let mut left: FxHashMap<Value, Vec<u32>> = FxHashMap::default();
    for (unit, line) in ground.after.all() {
        if line.speaks && !line.minutes && (ground.stands(unit) || ground.is_of_this_year(unit)) {
            for value in values(&ground.after, &ground.stems, unit) {
                left.entry(value).or_default().push(unit);
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
    let (was, is) = (values(before, &ground.stems, old), values(&ground.after, &ground.stems, unit));
    let gone = was.into_iter().filter(|value| !is.contains(value) && is_telling(ground, value));
    let in_place = |value: Value| {
        let instead: Vec<Value> = is.iter().filter(|other| other.replaces(&value)).cloned().collect();
        (!instead.is_empty()).then_some((unit, value, instead))
    };
    Some(gone.filter_map(in_place).collect())
}

/// Whether a day is still to come on the day of the plan; sums and doses tell by themselves.
fn is_telling(ground: &Ground<'_>, value: &Value) -> bool {
    match value {
        Value::Day(day) => ground.input.as_of.is_some_and(|as_of| *day > as_of),
        Value::Sum(_) | Value::Dose(..) => true,
    }
}

/// Whether two lines with one value speak of one thing: a dose does so by its medicine; a day or a sum where it is the
/// whole of a field, or a rare word stands in both.
fn is_of_one(ground: &Ground<'_>, unit: u32, other: u32, value: &Value) -> bool {
    let document = ground.after.document;
    let apart = document.unit(unit).block != document.unit(other).block;
    let own = || field(document, document.unit(unit)).is_some();
    let named = || !ground.after.shared(unit, other).is_empty();
    apart && (matches!(value, Value::Dose(..)) || own() || named())
}

/// The days, sums and doses of a line.
fn values(lines: &Lines<'_>, stems: &Stems, unit: u32) -> Vec<Value> {
    let words = lines.words(unit);
    let days = lines.document.dates_in(words.tokens());
    let mut found: Vec<Value> = days.iter().filter_map(|(_, day)| day.date()).map(Value::Day).collect();
    for fact in lines.document.facts_in(words.tokens()).iter() {
        match fact.class {
            FactClass::Money => found.push(Value::Sum(folded(words, &fact.tokens))),
            FactClass::Dose => {
                let of = fact.tokens.start.checked_sub(1).and_then(|at| stems.find(words.text(at)));
                found.extend(of.map(|of| Value::Dose(of, folded(words, &fact.tokens))));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

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
