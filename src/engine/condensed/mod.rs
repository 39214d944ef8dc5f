//! The condensed CIP: the whole newest version, with what is carried forward folded.
//!
//! Takes a person's versions and their history, gives a [`Condensed`]. Every unit stands in exactly one part, in
//! reading order, so unfolding everything gives back the text. What stands as it stood at the last conference is
//! folded, and a passage that stands a second time; headings, risk text and every passage with a mark are not.

mod fates;
mod marks;
mod model;

pub use model::{Condensed, Fold, FoldReason, Input, Mark, Part, Shown};

use marks::Marks;

use crate::document::{Document, Unit};

/// Fewest words that a fold takes the place of; a shorter run is sooner read than unfolded.
const FOLD_WORDS_MIN: usize = 12;

/// Condenses the newest version.
pub fn condense(input: &Input<'_>) -> Condensed {
    let Some(newest) = input.versions.last() else { return Condensed::default() };
    let document = newest.document;
    let mut marks = Marks::new(input, document);
    let fates = fates::fates(input, document, &marks);
    let mut parts = Vec::new();
    let mut start = 0;
    for run in fates.chunk_by(fates::Fate::folds_with) {
        let units = start..start + run.len() as u32;
        start = units.end;
        match fates::fold(document, units.clone(), run) {
            Some(fold) => parts.push(Part::Fold(fold)),
            None => parts.extend(units.map(|unit| Part::Unit(Shown { unit, marks: marks.take(unit) }))),
        }
    }
    let words_shown = parts.iter().map(|part| part.words(document)).sum();
    Condensed { baseline: input.baseline, parts, words: document.words(), words_shown }
}

/// Words of a unit, as `wc -w` counts them.
fn words(document: &Document, unit: &Unit) -> usize {
    document.text(unit).split_whitespace().count()
}

impl Part {
    /// Words that are left to read.
    fn words(&self, document: &Document) -> usize {
        match self {
            Self::Unit(shown) => words(document, document.unit(shown.unit)),
            Self::Fold(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::compare;
    use crate::document::parse;
    use crate::history::{self, Version, trace};

    /// The parts of the last text, each as its text, folds in brackets with their reason.
    fn condensed(texts: &[&str]) -> Vec<String> {
        let documents: Vec<Document> = texts.iter().map(|text| parse((*text).to_owned()).unwrap()).collect();
        let deltas: Vec<_> = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
        let versions: Vec<Version<'_>> = (1..)
            .zip(&documents)
            .map(|(number, document)| Version { number, as_of: None, document })
            .collect();
        let deltas: Vec<_> = deltas.iter().collect();
        let baseline = versions.len().checked_sub(2).map(|baseline| baseline as u32);
        let input = history::Input { versions: &versions, deltas: &deltas, baseline, sources: &[] };
        let history = trace(&input);
        let condensed = condense(&Input { versions: &versions, history: &history, baseline });
        let document = &documents[documents.len() - 1];
        let shown = |part: &Part| match part {
            Part::Unit(shown) => document.text(document.unit(shown.unit)).to_owned(),
            Part::Fold(fold) => format!("[{} {:?} since {}]", fold.units.len(), fold.reason, fold.since),
        };
        condensed.parts.iter().map(shown).collect()
    }

    const OLD: &str = "He has worked in the laundry since January and likes it. \
        The instructor says that he is reliable and quick to learn.";

    #[test]
    fn what_stands_as_it_stood_is_folded() {
        let before = format!("## Work\n\n{OLD}\n");
        let after = format!("## Work\n\n{OLD} He now leads a team of four.\n");
        let expected = ["Work", "[2 Unchanged since 0]", "He now leads a team of four."];
        assert_eq!(condensed(&[&before, &before, &after]), expected);
    }

    #[test]
    fn the_first_plan_has_nothing_to_fold() {
        assert_eq!(condensed(&[OLD]).len(), 2);
    }

    #[test]
    fn risk_text_is_never_folded() {
        let plan =
            "## Contact\n\nHe must have no contact with J. Tarn by letter, by telephone or through others.\n";
        assert_eq!(condensed(&[plan, plan])[1..], [plan[12..].trim()]);
    }

    #[test]
    fn few_words_are_sooner_read_than_unfolded() {
        assert_eq!(condensed(&["He likes it.", "He likes it."]), ["He likes it."]);
    }

    #[test]
    fn an_entry_of_which_something_is_shown_keeps_its_head() {
        let head = "**12 May 2024 – PBSW (J. Smith):**";
        let before = format!("## Work\n\n{head} {OLD}\n");
        let after = format!("## Work\n\n{head} {OLD} He now leads a team of four.\n");
        let expected = ["Work", head, "[2 Unchanged since 0]", "He now leads a team of four."];
        assert_eq!(condensed(&[&before, &after]), expected);
    }

    #[test]
    fn a_new_passage_is_shown_once() {
        let new =
            "The housing officer visited on Monday and will look for a flat near his sister in the spring.";
        let plan = format!("## Work\n\n{new}\n\n## Housing\n\n{new}\n");
        assert_eq!(condensed(&["## Work\n", &plan]), ["Work", new, "Housing", "[1 Repeat since 1]"]);
    }

    /// Of two plans that differ so, whether the passage with these words is shown.
    fn check(before: &str, after: &str, shown: &str) {
        let found = condensed(&[before, after]);
        assert!(found.iter().any(|part| part.contains(shown)), "{found:#?}");
    }

    #[test]
    fn case_punctuation_and_slips_are_changes() {
        for (before, after) in [
            ("He May go out.", "He may go out."),
            ("He was -5 pounds short.", "He was 5 pounds short."),
            ("The officer said the man is well.", "The officer, said the man, is well."),
            ("His (estranged) wife and two sons came.", "His estranged wife (and two sons) came."),
        ] {
            check(&format!("{OLD} {before}"), &format!("{OLD} {after}"), after);
        }
    }

    #[test]
    fn risk_is_told_by_headings_and_table_heads_too() {
        let row = "| LS/CMI | 12 May 2024 | very high by the view of all who wrote it and of the panel |";
        let plan = format!("## Tools\n\n| Tool | Date | Risk of serious harm |\n|---|---|---|\n{row}\n");
        check(&plan, &plan, "very high");
        let plan =
            "## Risk of harm\n\nThe panel thinks that it is high and would rise if he were to drink again.\n";
        check(plan, plan, "The panel");
        let plan = "He must have no contact with the boy. This holds also for letters and telephone calls, and for \
                    messages sent through his mother.\n";
        check(plan, plan, "This holds");
    }

    #[test]
    fn what_leads_into_something_new_is_shown() {
        let lead = "Without the written leave of the supervising officer he is at no time whatever allowed:";
        let before = format!("{lead}\n\n- to leave the grounds of the place\n");
        check(&before, &format!("{before}- to use the computer room\n"), lead);
    }

    #[test]
    fn another_frame_makes_other_text() {
        let text = "The report said that he had taken money from the till on several days of the week.";
        let moved = |from: &str, to: &str| {
            format!("## Not accepted\n\n{from}\n\n## Found\n\n{OLD}\n\n{to}\n\n## Other\n\n{OLD}\n")
        };
        check(&moved(text, ""), &moved("", text), text);
        check(&format!("## Concerns\n\n{text}\n"), &format!("## Achievements\n\n{text}\n"), text);
        let entry = |date: &str| format!("## Work\n\n**{date} – PBSW (J. Smith):** {text}\n");
        check(&entry("12 May 2023"), &entry("12 May 2024"), text);
        let row = "| Housing | a flat near his sister in the town, or else one in the next | nothing |";
        let table = |head: &str| format!("{head}\n|---|---|---|\n{row}\n");
        check(&table("| Need | Wanted | Refused |"), &table("| Need | Refused | Wanted |"), row);
    }

    #[test]
    fn what_another_says_too_is_news() {
        let text =
            "The housing officer visited on Monday and will look for a flat near his sister in the spring.";
        let plan = format!("## Work\n\n{text}\n\n**12 May 2024 – Nurse (A. Tarn):** {text}\n");
        let shown = condensed(&["## Work\n", &plan]);
        assert_eq!(shown.iter().filter(|part| part.as_str() == text).count(), 2, "{shown:#?}");
    }

    #[test]
    fn every_copy_of_a_passage_that_another_contradicts_is_shown() {
        let text = |day: &str| {
            format!("His tenancy of the flat in Mill Wynd was ended by the landlord on {day} May 2024.")
        };
        let plan = format!(
            "## Housing\n\n{}\n\n## Finances\n\n{}\n\n## Family\n\n{}\n",
            text("12"),
            text("21"),
            text("21")
        );
        let shown = condensed(&[&plan, &plan]);
        assert_eq!(shown.iter().filter(|part| part.contains("tenancy")).count(), 3, "{shown:#?}");
    }
}
