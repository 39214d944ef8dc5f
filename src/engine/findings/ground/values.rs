//! One named thing, one attribute, two values.
//!
//! Takes the facts of two lines, gives whether both put a value of one kind to the same word ("expires 3 May" and
//! "expires 3 June", "14 days notice" and "28 days before" the same "notice") and the values differ.

use std::ops::Range;

use super::Ground;
use super::lines::{Lines, Stem, Stems};
use super::signs::Sign;
use crate::facts::FactClass;
use crate::lexicon;
use crate::text::{Words, numbers};

/// A value and the words around it that say what it is a value of.
#[derive(Clone, Debug)]
pub(in crate::findings) struct Value {
    pub(in crate::findings) class: FactClass,
    /// The value, spelt one way: "2030-11-11", "14 days", "high".
    pub(in crate::findings) folded: String,
    /// Stems of the telling words close to it.
    pub(in crate::findings) beside: Vec<Stem>,
    /// The stem of the last word before it.
    pub(in crate::findings) of: Option<Stem>,
}

/// The values of a line, each with what stands beside it.
pub(in crate::findings) fn values<'g>(ground: &'g Ground<'_>, unit: u32) -> Vec<&'g Value> {
    let all = ground.values(unit);
    if all.is_empty() {
        return Vec::new();
    }
    let plan_day = plan_day(ground);
    // A line with many values of a kind is a list of them, and says none of one thing.
    let of_class = |value: &Value| all.iter().filter(|other| other.class == value.class).count();
    let told = |value: &&Value| of_class(value) <= OF_CLASS_MAX && Some(&value.folded) != plan_day.as_ref();
    all.iter().filter(told).collect()
}

/// Most values of one kind in a line that is compared by them.
const OF_CLASS_MAX: usize = 2;

/// The day of the plan itself, which is a value of nothing else.
fn plan_day(ground: &Ground<'_>) -> Option<String> {
    ground.input.as_of.map(|day| day.to_string())
}

/// All values of a line of either version, however many it has of a kind.
pub(in crate::findings) fn all_values(lines: &Lines<'_>, stems: &Stems, unit: u32) -> Vec<Value> {
    let words = lines.words(unit);
    let (days, facts) = (lines.dates(unit), lines.facts(unit));
    let mut found: Vec<Value> = Vec::new();
    for (range, day) in days.iter() {
        if let Some(day) = day.date() {
            found.push(value(words, stems, FactClass::Date, range, day.to_string()));
        }
    }
    let other = facts.iter().filter(|fact| COMPARED.contains(&fact.class));
    for fact in other {
        let folded = folded(words, &fact.tokens);
        found.push(value(words, stems, fact.class, &fact.tokens, folded));
    }
    if lines.may(unit, &[Sign::Times, Sign::TimesInAWord]) {
        found.extend(counts(words, stems));
    }
    found
}

/// Classes of facts that are one value of an attribute.
const COMPARED: [FactClass; 5] =
    [FactClass::Dose, FactClass::Duration, FactClass::Money, FactClass::Percentage, FactClass::Score];

/// "twice", "three times", "for the third time", "four times a year": how often something was or is to be.
fn counts(words: Words<'_>, stems: &Stems) -> Vec<Value> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let count = count_at(words, at);
        if let Some((end, times)) = count {
            found.push(value(words, stems, FactClass::Frequency, &(at..end), format!("{times} times")));
        }
    }
    found
}

/// Most times that are counted in words.
const TIMES_MAX: usize = 10;

pub(in crate::findings) fn count_at(words: Words<'_>, at: usize) -> Option<(usize, u8)> {
    let once = lexicon::TIMES_IN_A_WORD.position(words.text(at));
    if let Some(times) = once {
        return Some((at + 1, times as u8 + 1));
    }
    let cardinal = lexicon::BELOW_TWENTY.position(words.text(at));
    let ordinal = || lexicon::ORDINALS.position(words.text(at)).map(|before| before + 1);
    let count = cardinal.or_else(ordinal).filter(|count| (1..=TIMES_MAX).contains(count))?;
    words.is_in(at + 1, &lexicon::TIMES).then_some((at + 2, count as u8))
}

/// Tokens around a value within which a word says what it is a value of.
const BESIDE_TOKENS: usize = 3;

fn value(words: Words<'_>, stems: &Stems, class: FactClass, range: &Range<usize>, folded: String) -> Value {
    let near = range.start.saturating_sub(BESIDE_TOKENS)..(range.end + BESIDE_TOKENS).min(words.len());
    let near = near.filter(|at| !range.contains(at));
    let beside = near.filter_map(|at| stems.find(words.text(at))).collect();
    // "Ostavil MR 25 mg" is of Ostavil.
    let name = |at: &usize| words.is_word(*at) && !words.is_in(*at, &lexicon::FORMS_OF_MEDICINES);
    let of = (0..range.start).rev().find(name);
    Value { class, folded, beside, of: of.and_then(|at| stems.find(words.text(at))) }
}

/// A value spelt one way: digits for numbers in words, small letters.
fn folded(words: Words<'_>, range: &Range<usize>) -> String {
    let part = |at: usize| match numbers::number_at(words, at) {
        Some((_, value)) => format!("{value:?}"),
        None => words.text(at).to_lowercase(),
    };
    range.clone().map(part).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::{unit, with_ground};

    /// The values of a line, as they are compared.
    fn check(line: &str) -> Vec<String> {
        let plan = format!("## Home\n\n{line}\n");
        with_ground(&[("2024-06-01", &plan)], |ground| {
            let found = values(ground, unit(ground, line.split(' ').next().unwrap()));
            found.into_iter().map(|value| value.folded.clone()).collect()
        })
    }

    #[test]
    fn one_value_one_spelling() {
        assert_eq!(check("Lease ends on 11 November 2030."), check("Lease ends on 11/11/30."));
        assert_eq!(check("Notice is 14 days."), check("Notice is fourteen days."));
        assert_ne!(check("Notice is 14 days."), check("Notice is 14 weeks."));
        assert_eq!(check("Lease ends on 11 November 2030."), ["2030-11-11"]);
    }

    #[test]
    fn how_often() {
        assert_eq!(check("Fined twice."), ["2 times"]);
        assert_eq!(check("Fined two times."), ["2 times"]);
        assert_eq!(check("Fined for the third time."), ["3 times"]);
        assert_eq!(check("Fined thrice."), ["3 times"]);
        assert_eq!(check("Ferries have ten rows and a second deck."), [""; 0], "no times");
    }

    #[test]
    fn lists_and_the_day_of_the_plan_are_values_of_nothing() {
        assert_eq!(check("Lease of 3 May 2021, 4 June 2022 and 5 July 2023."), [""; 0]);
        assert_eq!(check("Read on 1 June 2024."), [""; 0]);
    }

    #[test]
    fn a_value_is_of_the_words_next_to_it() {
        let plan = "## Home\n\nThe caretaker of Larchfield wants a deposit, and the lease ends on 11 November 2030.\n";
        with_ground(&[("2024-06-01", plan)], |ground| {
            let found = values(ground, unit(ground, "caretaker"));
            let stem = |word| ground.stems.find(word).unwrap();
            assert!(found[0].beside.contains(&stem("lease")));
            assert!(!found[0].beside.contains(&stem("caretaker")), "too far away");
        });
    }
}
