//! Notes of many days, each under a head of its own: a log, and no part of what tells of one day.
//!
//! A text without marks tells no depth of its headings: where the title of a year's notes is set smaller than that of the
//! minutes before it, or is no title at all, the notes would pass for part of the minutes, and what is new for old.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::document::model::{Document, UnitKind};

/// Fewest days of which a section has notes that is a log.
const DAYS_MIN: usize = 3;

/// By section: whether it is a log.
pub fn logs(document: &Document) -> Vec<bool> {
    let mut days: Vec<BTreeSet<Date>> = vec![BTreeSet::new(); document.sections().len()];
    for (unit, index) in document.units().iter().zip(0..) {
        days[unit.section as usize].extend(day_of_note(document, index));
    }
    days.iter().map(|days| days.len() >= DAYS_MIN).collect()
}

/// The day of the note in which a unit stands, where a head over it says so; a signature may close what it is not of, as
/// that of whoever took the minutes.
pub fn day_of_note(document: &Document, unit: u32) -> Option<Date> {
    let unit = document.unit(unit);
    let headed = unit.entry.is_some_and(|entry| document.unit(entry).kind == UnitKind::EntryHead);
    document.entry(unit).written.filter(|_| headed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn notes_of_three_days_are_a_log() {
        let note = |day: u32| format!("{day} May 2024 - PBSW (A. Weir):\nSeen on the quay.\n\n");
        let plan =
            |days: &[u32]| format!("## Notes\n\n{}", days.iter().map(|day| note(*day)).collect::<String>());
        let is_log = |days: &[u32]| logs(&parse(plan(days)).unwrap()).contains(&true);
        assert!(is_log(&[1, 2, 3]));
        assert!(!is_log(&[1, 2]));
        assert!(!is_log(&[1, 1, 1]), "one day");
    }

    #[test]
    fn what_is_signed_is_no_note_of_that_day() {
        let document = parse("## Work\n\nHe rows.\n\nA. Weir, PBSW, 1 May 2024\n".to_owned()).unwrap();
        let days: Vec<Option<Date>> =
            (0..document.units().len() as u32).map(|unit| day_of_note(&document, unit)).collect();
        assert!(days.iter().all(Option::is_none));
    }
}
