//! Sentences of a plan that are a report's word for word but for names and figures.
//!
//! Takes the newest version and a report, gives pairs: the plan's sentence and the report's that has the same words and
//! other figures, or the same names and letters in another order ("what he did to B but not to A").

use rustc_hash::FxHashMap;

use super::who::{self, Names};
use crate::document::UnitKind;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Lines;
use crate::lexicon;
use crate::text::Words;
use crate::text::numbers::{self, NumberForm};

/// Fewest words, names and figures apart, that a sentence is known again by.
const WORDS_MIN: usize = 6;
/// Longest sentence that is compared, in tokens.
const TOKENS_MAX: usize = 96;

/// The words of a sentence, and what stands in their gaps.
struct Frame {
    words: Vec<String>,
    names: Vec<String>,
    figures: Vec<String>,
}

fn frame(words: Words<'_>) -> Option<Frame> {
    let mut found = Frame { words: Vec::new(), names: Vec::new(), figures: Vec::new() };
    let (mut at, mut plain) = (0, 0);
    while at < words.len().min(TOKENS_MAX) {
        let number = numbers::number_at(words, at).filter(|(_, value)| value.form != NumberForm::Ordinal);
        let letter = words.is_word(at) && words.is_capitalised(at) && words.text(at).len() == 1;
        if let Some((end, value)) = number {
            found.words.push("#".to_owned());
            found.figures.push(format!("{value:?}"));
            at = end.max(at + 1);
            continue;
        }
        if at > 0 && (letter && !words.is(at, "I") || who::is_name(words, at)) {
            found.words.push("@".to_owned());
            found.names.push(words.text(at).to_lowercase());
        } else if words.is_word(at) {
            plain += 1;
            found.words.push(words.text(at).to_lowercase());
        }
        at += 1;
    }
    (plain >= WORDS_MIN && words.len() <= TOKENS_MAX).then_some(found)
}

/// The pairs, in the order of the report.
pub(super) fn pairs(ground: &Ground<'_>, report: &Lines<'_>) -> Vec<(u32, u32)> {
    let frames = |lines: &Lines<'_>| -> Vec<(u32, Frame)> {
        let prose = |unit: u32| matches!(lines.document.unit(unit).kind, UnitKind::Sentence | UnitKind::Item);
        let speaking = lines.all().filter(|(unit, line)| line.speaks && !line.minutes && prose(*unit));
        speaking.filter_map(|(unit, _)| Some((unit, frame(lines.words(unit))?))).collect()
    };
    let theirs = frames(report);
    let mut by_words: FxHashMap<&[String], &(u32, Frame)> = FxHashMap::default();
    for their in &theirs {
        by_words.entry(&their.1.words).or_insert(their);
    }
    let otherwise = |(unit, ours): (u32, Frame)| {
        let (of_report, their) = by_words.get(&ours.words[..])?;
        let sorted = |names: &[String]| {
            let mut names = names.to_vec();
            names.sort_unstable();
            names
        };
        let turned = their.names != ours.names && sorted(&their.names) == sorted(&ours.names);
        let counted = their.figures != ours.figures && their.names == ours.names;
        (turned || counted).then_some((unit, *of_report))
    };
    frames(&ground.after).into_iter().filter_map(otherwise).collect()
}

/// Pairs of a sentence of the plan that ends where the report's limits what it says, and the report's: "could be moved
/// to the annexe", "only if …".
pub(super) fn cut_limits(ground: &Ground<'_>, report: &Lines<'_>) -> Vec<(u32, u32)> {
    let said = |words: Words<'_>, end: usize| -> Vec<String> {
        (0..end).filter(|at| words.is_word(*at)).map(|at| words.text(at).to_lowercase()).collect()
    };
    let mut whole: FxHashMap<Vec<String>, u32> = FxHashMap::default();
    for (unit, line) in ground.after.all() {
        let words = ground.after.words(unit);
        if line.speaks && !line.minutes && line.words as usize >= WORDS_MIN && words.len() <= TOKENS_MAX {
            whole.entry(said(words, words.len())).or_insert(unit);
        }
    }
    let cut = |of_report: u32| {
        let words = report.words(of_report);
        let limit =
            (WORDS_MIN..words.len()).find(|at| words.is_in(*at, &lexicon::CONDITIONS_OF_STATEMENTS))?;
        let before = if words.is(limit - 1, "only") { limit - 1 } else { limit };
        let before = said(words, before);
        // What the report says may stand behind "In my view".
        let starts = 0..before.len().saturating_sub(WORDS_MIN - 1).min(OPENING_TOKENS);
        let mut units = starts.into_iter().filter_map(|start| whole.get(&before[start..]));
        units.next().map(|unit| (*unit, of_report))
    };
    let lines = report
        .all()
        .filter(|(unit, line)| line.speaks && report.document.unit(*unit).tokens.len() <= TOKENS_MAX);
    lines.filter_map(|(of_report, _)| cut(of_report)).collect()
}

/// Words that may stand before what a report says of its own.
const OPENING_TOKENS: usize = 6;

/// Pairs of sentences that say who it was that did the same thing, and name others.
pub(super) fn clefts(ground: &Ground<'_>, report: &Lines<'_>, names: &Names) -> Vec<(u32, u32)> {
    let told = |lines: &Lines<'_>| -> Vec<u32> {
        let short = |unit: u32| lines.document.unit(unit).tokens.len() <= TOKENS_MAX;
        let speaking = lines.all().filter(|(unit, line)| line.speaks && !line.minutes && short(*unit));
        let found = speaking.map(|(unit, _)| unit).filter(|unit| who::cleft(lines.words(*unit)).is_some());
        found.take(CLEFTS_MAX).collect()
    };
    let (theirs, ours) = (told(report), told(&ground.after));
    let otherwise = |unit: u32| {
        let words = ground.after.words(unit);
        let mut others = theirs.iter();
        let other = others.find(|other| who::cleft_otherwise(report.words(**other), words, names))?;
        Some((unit, *other))
    };
    ours.into_iter().filter_map(otherwise).collect()
}

/// Most such sentences of a document.
const CLEFTS_MAX: usize = 48;

#[cfg(test)]
mod tests {
    use crate::findings::check::with_report;
    use crate::findings::report::unlike;

    fn differs(report: &str, plan: &str) -> bool {
        with_report(report, &format!("## History\n\n{plan}\n"), |ground| !unlike(ground).is_empty())
    }

    #[test]
    fn the_same_words_with_other_figures_or_names_about() {
        let report = "Orr accepts what he took from Boat A but denies what he took from Boat B.";
        assert!(differs(report, "Orr accepts what he took from Boat B but denies what he took from Boat A."));
        let report = "Hut A was between nine and ten yards long, and Hut B between six and seven.";
        assert!(differs(
            report,
            "Hut A was between eight and ten yards long, and Hut B between six and seven."
        ));
        assert!(!differs(report, report));
        assert!(!differs(report, "Hut A was long, and Hut B was short."));
    }

    #[test]
    fn a_limit_that_is_left_out() {
        let report = "In my view he could be moved to the annexe without escort only if the gate is mended.";
        assert!(differs(report, "He could be moved to the annexe without escort."));
        assert!(!differs(report, "He could be moved to the annexe with an escort."));
        let report = "He likes to sit by the harbour wall, although the wind is cold there in May.";
        assert!(!differs(report, "He likes to sit by the harbour wall."), "no condition");
    }

    #[test]
    fn who_it_was() {
        let report = "It was his cousin-in-law, Mrs Ada Tait, who went to the harbour master that May.";
        assert!(differs(report, "It was his old skipper, Dot, who went to the harbour master that May."));
        assert!(!differs(report, "It was Ada Tait who went to the harbour master that May."));
        assert!(!differs(report, "It was his old skipper, Dot, who rang the coastguard."), "another thing");
    }
}
