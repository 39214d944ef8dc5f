//! Of which conference a line is the minutes: by the headings above it, and by lines that stand as headings do.

use jiff::civil::Date;

use crate::document::reading::folded;
use crate::document::{Document, UnitKind, day_of_note, logs};
use crate::lexicon;
use crate::text::Words;

/// By unit: the day of the conference in whose minutes it stands, if it stands in any.
///
/// Minutes of several conferences may share a section: a line by itself that names a conference and its day opens those
/// of that day.
pub(super) fn minutes(document: &Document) -> Vec<Option<Date>> {
    let sections = of_sections(document);
    let logs = logs(document);
    let mut opened: Option<(u32, Date)> = None;
    (0..document.units().len() as u32)
        .map(|unit| {
            let section = document.unit(unit).section;
            let own = sections[section as usize]?;
            // What was noted later than the conference tells of another day; so does a log, whose title was not known.
            let is_log = logs[section as usize];
            if day_of_note(document, unit).is_some_and(|day| day > own || is_log && day != own) {
                return None;
            }
            if let Some(date) = opens(document, unit) {
                opened = Some((section, date));
            }
            Some(opened.filter(|(of, _)| *of == section).map_or(own, |(_, date)| date))
        })
        .collect()
}

/// The day of the conference that a line names which stands by itself and is no sentence: "Annual conference 3 May 2024,
/// chair A. Other".
fn opens(document: &Document, unit: u32) -> Option<Date> {
    let line = document.unit(unit);
    let block = &document.blocks()[line.block as usize];
    let title = folded(&document.sections()[line.section as usize].title);
    // "Case conference 3 May 2024. Present: …" below a title that says that minutes follow.
    let headed = || title.split(' ').any(|word| lexicon::MINUTES_BY_NAME.has(word));
    let opens = block.units.start == unit && (block.units.len() == 1 || headed());
    let tokens = document.tokens_of(line);
    if line.kind != UnitKind::Sentence || !opens || tokens.len() > TITLE_TOKENS_MAX {
        return None;
    }
    let words = Words::new(document.source(), tokens);
    let date = document.dates(unit).iter().find_map(|(range, value)| Some((range.start, value.date()?)));
    let (at, date) = date?;
    let names = (0..at).any(|at| words.is_in(at, &lexicon::MINUTES));
    let ends = block.units.len() == 1 && words.is_sign(words.len() - 1, ".");
    let to_come = (0..at).any(|at| words.is(at, "next"));
    (names && !ends && !to_come).then_some(date)
}

/// Most tokens of a line that stands as a heading does.
const TITLE_TOKENS_MAX: usize = 16;

/// By section: the date in the heading of minutes, or in one around it; of a heading without one ("Minute of last
/// conference") the first date in the first lines below.
fn of_sections(document: &Document) -> Vec<Option<Date>> {
    let mut found: Vec<Option<Date>> = Vec::with_capacity(document.sections().len());
    for (section, is_log) in document.sections().iter().zip(logs(document)) {
        let own = section.heading.and_then(|heading| {
            let title = folded(&section.title);
            let says = |list: &lexicon::WordList| title.split(' ').any(|part| list.has(part));
            let dates = document.dates(heading);
            let date = dates.iter().find_map(|(_, value)| value.date());
            // "16 Minutes" is their title too.
            let letters = |part: &&str| part.contains(char::is_alphabetic);
            let alone = || title.split(' ').filter(letters).count() == 1;
            let by_name = || says(&lexicon::MINUTES_BY_NAME) && (says(&lexicon::MEETINGS_TO_COME) || alone());
            match date {
                Some(date) => says(&lexicon::MINUTES).then_some(date),
                None => by_name().then(|| first_date_below(document, heading)).flatten(),
            }
        });
        let around = || section.parent.filter(|_| !is_log).and_then(|parent| found[parent as usize]);
        let date = own.or_else(around);
        found.push(date);
    }
    found
}

/// The first date in the lines straight below a heading.
fn first_date_below(document: &Document, heading: u32) -> Option<Date> {
    let last = (heading + 1 + DATED_BELOW_MAX).min(document.units().len() as u32);
    let section = document.unit(heading).section;
    let below = (heading + 1..last).filter(|unit| document.unit(*unit).section == section);
    below.flat_map(|unit| document.dates(unit)).find_map(|(_, value)| value.date())
}

/// Lines below the heading of minutes within which their day stands.
const DATED_BELOW_MAX: u32 = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn notes_are_no_minutes_however_deep_their_heading() {
        let note = |day: &str| format!("{day} - PBSW (A. Weir):\nSeen on the quay.\n\n");
        let plan = |title: &str, days: [&str; 3]| {
            let notes: String = days.iter().map(|day| note(day)).collect();
            format!("## Minute of conference, 3 May 2024\n\nAll came.\n\n{title}{notes}")
        };
        let of_notes = |plan: String| {
            let document = parse(plan).unwrap();
            let found = minutes(&document).into_iter().zip(document.units());
            let notes = found.filter(|(_, unit)| document.text(unit).starts_with("Seen"));
            notes.map(|(date, _)| date.is_some()).collect::<Vec<_>>()
        };
        let years = ["7 May 2022", "8 May 2023", "9 May 2024"];
        assert_eq!(of_notes(plan("### Notes (newest last)\n\n", years)), [false; 3]);
        assert_eq!(of_notes(plan("", years)), [false; 3], "where their title is not known");
        let two = ["8 May 2023", "9 May 2024", "9 May 2024"];
        assert_eq!(of_notes(plan("", two)), [true, false, false], "what is later is no part of them");
    }

    #[test]
    fn minutes_of_two_conferences_in_one_section() {
        let plan = "## Minute of last conference\n\nAnnual conference 3 May 2024, chair A Muir\n\nThe bus was late.\n\n\
                    Annual conference 4 May 2023, chair A Muir\n\nThe van was late.\n\nConference of 2 May 2022 was put off.\n\n\
                    All left.\n\n## Work\n\nConference 3 May 2024\n\nShe rows.\n";
        let document = parse(plan.to_owned()).unwrap();
        let found: Vec<Option<String>> =
            minutes(&document).into_iter().map(|date| date.map(|date| date.to_string())).collect();
        let [one, other] = ["2024-05-03", "2023-05-04"].map(|date| Some(date.to_owned()));
        let mut expected = vec![one.clone(), one.clone(), one];
        expected.extend(vec![other; 4]);
        expected.extend([None, None, None]);
        assert_eq!(found, expected);
    }
}
