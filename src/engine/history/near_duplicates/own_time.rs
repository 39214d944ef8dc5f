//! The time of which a passage tells, where it names one itself: an age, a year, a day.
//!
//! What is told of a time that two passages both name is of that time, whenever either was written down: he left school
//! at 15 or at 15 he did not, in an entry of any year.

use crate::document::{Document, Unit};
use crate::lexicon;
use crate::text::times::time_at;
use crate::text::{Words, dates::DateValue};

/// Ages that a passage may tell of, and years.
const AGES: std::ops::RangeInclusive<u32> = 3..=99;
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// A time that a passage names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnTime {
    Age(u32),
    Year(u32),
    Date(DateValue),
}

/// The times that a passage names in the words of one: "at 15", "aged 15", "in 2009", "on 3 May 2009". Not those since,
/// from or until which something goes on.
pub(super) fn own_times(document: &Document, unit: &Unit) -> Vec<OwnTime> {
    let words = Words::new(document.source(), document.tokens_of(unit));
    let dates = document.dates_in(words.tokens());
    let behind = |at: usize, preposition: &str| at > 0 && words.is(at - 1, preposition);
    let mut times: Vec<OwnTime> = dates
        .iter()
        .filter(|(range, value)| {
            value.is_whole() && range.start > 0 && words.is_in(range.start - 1, &lexicon::BEFORE_OWN_DAY)
        })
        .map(|(_, value)| OwnTime::Date(*value))
        .collect();
    let in_date = |at: usize| dates.iter().any(|(range, _)| range.contains(&at));
    for at in (1..words.len()).filter(|at| words.is_number(*at) && !in_date(*at)) {
        let Ok(number) = words.text(at).parse::<u32>() else { continue };
        let aged = behind(at, "aged") || at > 1 && words.is(at - 2, "age") && behind(at, "of");
        // "At 15 Mill Road", "at 15 hours", "at 15:30".
        let plain = || !words.is_capitalised(at + 1) && time_at(words, at).is_none();
        if AGES.contains(&number) && (aged || behind(at, "at") && plain()) {
            times.push(OwnTime::Age(number));
        } else if YEARS.contains(&number) && behind(at, "in") {
            times.push(OwnTime::Year(number));
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn times_that_a_passage_names() {
        let of = |text: &str| {
            let document = parse(text.to_owned()).unwrap();
            own_times(&document, document.unit(0))
        };
        assert_eq!(of("He was sent away at 9 for a year."), [OwnTime::Age(9)]);
        assert_eq!(of("At the age of 12 he ran off."), [OwnTime::Age(12)]);
        assert_eq!(of("They met in 1998 in Wick."), [OwnTime::Year(1998)]);
        assert_eq!(of("She left on 3 May 2009 by bus.").len(), 1);
        for text in [
            "She lives at 9 Mill Road.",
            "Seen at 9.30 today.",
            "Since 1998 he drinks.",
            "Due from 3 May 2009.",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }
}
