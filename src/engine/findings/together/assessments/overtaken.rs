//! What a field says that an entry of this year or another line has overtaken: a level that was raised since, a regime
//! that was lost.
//!
//! Takes the newest version, gives pairs of lines: the field, and what says otherwise.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use crate::document::UnitKind;
use crate::document::reading::{field, folded, plain};
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::lexicon;
use crate::text::{Token, Words};

/// Fields, each with a line of this year that says otherwise.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let mut found = levels(ground);
    found.extend(regimes(ground));
    found.sort_unstable();
    found
}

/// Fields for a level, each with a line that gives another: "MAPPA level: 2" and an entry of this year that raised it to
/// level 3, "Supervision: low" and "supervision went back up to medium", "Cell sharing: standard" and a newer line that
/// calls it high. Of entries the newest that gives a level counts.
fn levels(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let rated: Vec<Rated> =
        ground.standing().flat_map(|unit| all_rated(ground, unit)).take(FIELDS_MAX).collect();
    let gives_one = |unit: &u32| {
        let words = ground.after.words(*unit);
        ground.after.may(*unit, &[Sign::Level, Sign::LevelName, Sign::Regime])
            && ((0..words.len()).any(|at| names_level(words, at).is_some())
                || last_level_named(words).is_some())
    };
    let mut said: Vec<u32> = ground.said().filter(gives_one).collect();
    said.sort_by_key(|unit| (Reverse(ground.after.written(*unit)), Reverse(*unit)));
    said.truncate(LINES_MAX);
    let stand = ground.standing().filter(|other| !ground.is_row(*other)).filter(gives_one);
    let stand: Vec<u32> = stand.take(LINES_MAX).collect();
    let mut found: Vec<(u32, u32)> = Vec::new();
    for field in &rated {
        let gives = |unit: &u32| Some((*unit, level_of(ground, *unit, field)?));
        let newest = said.iter().find_map(gives).filter(|(_, level)| *level != field.level);
        let newest = newest.filter(|(unit, _)| ground.speaks_against(*unit, field.unit));
        found.extend(newest.map(|(unit, _)| (field.unit, unit)));
        found.extend(beside(ground, field, &rated, &stand).map(|other| (field.unit, other)));
    }
    // Two fields that differ are found from either.
    let both: FxHashSet<(u32, u32)> = found.iter().copied().filter(|(one, other)| one > other).collect();
    found.retain(|(one, other)| one > other || !both.contains(&(*other, *one)));
    found
}

/// The lines that stand and give what a field is for another level, one of them new or changed. A form asks for the same in
/// each of its sections: fields for one thing are not held against each other.
fn beside<'l>(
    ground: &'l Ground<'_>,
    field: &'l Rated,
    rated: &'l [Rated],
    stand: &'l [u32],
) -> impl Iterator<Item = u32> + use<'l> {
    let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
    let same = |other: u32| rated.iter().any(|rated| rated.unit == other && rated.of == field.of);
    // A line that was left as it was and names a day, or tells how it was, is an event and no level of now.
    let left = move |other: u32| {
        let words = ground.after.words(other);
        news(field.unit)
            && ground.after.document.dates(other).is_empty()
            && !crate::findings::conditions::is_of_the_past(words)
    };
    let told = stand
        .iter()
        .copied()
        .filter(move |other| *other != field.unit && (news(*other) || left(*other)) && !same(*other));
    let differs = |other: &u32| level_of(ground, *other, field).is_some_and(|level| level != field.level);
    told.filter(differs).take(BESIDE_MAX)
}

/// A field for a level.
struct Rated {
    unit: u32,
    /// The telling words of its label: what the level is of.
    of: Vec<String>,
    level: String,
    /// Whether the word for a level stands in it, so that its level may be a figure.
    numbered: bool,
}

/// What a line that stands gives levels to: a field one thing, or several ("general medium; fire high"), a short sentence
/// what it ends with a level of ("Risk of serious harm at present: medium.").
fn all_rated(ground: &Ground<'_>, unit: u32) -> Vec<Rated> {
    let several = several_rated(ground, unit);
    if several.len() > 1 {
        return several;
    }
    rated(ground, unit).or_else(|| rated_sentence(ground, unit)).into_iter().collect()
}

/// The parts of a field's value that end each with the name of a level.
fn several_rated(ground: &Ground<'_>, unit: u32) -> Vec<Rated> {
    let document = ground.after.document;
    let Some((_, value)) = field(document, document.unit(unit)) else { return Vec::new() };
    let is_gap = |token: &Token| [b';', b','].iter().any(|sign| token.is_byte(document.source(), *sign));
    let parts = value.split(is_gap).map(|part| Words::new(document.source(), part));
    parts.filter_map(|part| ends_with_level(unit, part)).collect()
}

/// Most tokens of a sentence that says no more than a level of something.
const SENTENCE_TOKENS_MAX: usize = 16;

fn rated_sentence(ground: &Ground<'_>, unit: u32) -> Option<Rated> {
    let words = ground.after.words(unit);
    let of_risk = || (0..words.len()).any(|at| words.is(at, "risk") || words.is_in(at, &lexicon::LEVEL));
    let sentence = ground.after.document.unit(unit).kind == UnitKind::Sentence;
    let short = sentence && words.len() <= SENTENCE_TOKENS_MAX && of_risk();
    short.then(|| ends_with_level(unit, words)).flatten()
}

/// What a few words give a level to that they end with.
fn ends_with_level(unit: u32, words: Words<'_>) -> Option<Rated> {
    let last = (0..words.len()).rev().find(|at| words.is_word(*at))?;
    let level = names_level(words, last)
        .filter(|level| !lexicon::REGIMES.has(level) && !is_denied_at(words, last))?;
    let telling = (0..last).filter(|at| words.is_word(*at)).map(|at| words.text(at).to_lowercase());
    let of: Vec<String> = telling.filter(|word| !is_general(word)).collect();
    let numbered = false;
    (!of.is_empty() && of.len() <= LABEL_WORDS_MAX).then_some(Rated { unit, of, level, numbered })
}

/// Whether a word says nothing of what a level is of.
fn is_general(word: &str) -> bool {
    let small = word.len() < TELLING_BYTES_MIN || lexicon::SMALL_WORDS.has(word);
    small || lexicon::LEVEL.has(word) || lexicon::OF_ANY_FIELD.has(word)
}

/// A field whose label or value says that it is for a level, or whose value is the name of one.
fn rated(ground: &Ground<'_>, unit: u32) -> Option<Rated> {
    let document = ground.after.document;
    let (label, value) = field(document, document.unit(unit))?;
    let value = Words::new(document.source(), value);
    let label = folded(&label);
    let words = || label.split(' ');
    let by_label = words().any(|word| lexicon::LEVEL.has(word));
    let by_name = || {
        let first = (0..value.len()).find(|at| value.is_word(*at)).filter(|first| *first == 0)?;
        names_level(value, first)
    };
    let level = if by_label { first_level(value, 0) } else { last_level_named(value).or_else(by_name) }?;
    let numbered = level.bytes().all(|byte| byte.is_ascii_digit());
    let of: Vec<String> = words().filter(|word| !is_general(word)).map(str::to_owned).collect();
    let of = if of.is_empty() && by_label { words().take(1).map(str::to_owned).collect() } else { of };
    let telling = !of.is_empty() && of.len() <= LABEL_WORDS_MAX && !lexicon::LEVEL.has(&of[0]);
    telling.then_some(Rated { unit, of, level, numbered })
}

/// Fewest letters of a word that tells something.
const TELLING_BYTES_MIN: usize = 3;
/// Most telling words of a label that a line elsewhere has too.
const LABEL_WORDS_MAX: usize = 4;

/// The level that a line gives to what a field is for, if it speaks of that.
fn level_of(ground: &Ground<'_>, unit: u32, field: &Rated) -> Option<String> {
    let words = ground.after.words(unit);
    if field.numbered || field.of.len() == 1 {
        let level = last_level_named(words).filter(|level| {
            level.bytes().all(|byte| byte.is_ascii_digit()) == field.numbered
                && names(ground, unit, &field.of[0])
        });
        if level.is_some() || field.numbered {
            return level;
        }
    }
    if lexicon::OF_ANY_FIELD.has(&field.of[0]) {
        return None;
    }
    let places: Option<Vec<usize>> =
        field.of.iter().map(|of| (0..words.len()).rev().find(|at| words.is(*at, of))).collect();
    let Some(places) = places else {
        let one_scale = |level: &String| !lexicon::REGIMES.has(level) && !lexicon::REGIMES.has(&field.level);
        let goes_on = field.of.len() == 1 && goes_on_about(ground, unit, &field.of[0]);
        return kept_level(words).filter(|level| goes_on && one_scale(level));
    };
    let (first, last) = (*places.iter().min()?, *places.iter().max()?);
    let behind = (last + 1..(last + 1 + REACH_TOKENS).min(words.len())).find(|at| {
        let left = lexicon::OFF.has_in_small(words.text(at - 1));
        !left && names_level(words, *at).is_some()
    });
    let before =
        || (first.saturating_sub(BEFORE_TOKENS)..first).rev().find(|at| names_level(words, *at).is_some());
    let at = behind.or_else(before)?;
    let found = names_level(words, at).filter(|_| !is_denied_at(words, at))?;
    // One word is too little to take "enhanced rate" for a level beside "high".
    let one_scale = lexicon::REGIMES.has(&found) == lexicon::REGIMES.has(&field.level);
    (field.of.len() > 1 || one_scale).then_some(found)
}

/// The level that a line says somebody keeps or came to, without a word for what it is of: "he stays on medium".
fn kept_level(words: Words<'_>) -> Option<String> {
    let who = |at: usize| words.is_in(at, &lexicon::PERSONAL);
    let small =
        |at: usize| words.is_in(at, &lexicon::BEFORE_A_KEPT_LEVEL) || names_level(words, at).is_some();
    let at = (1..words.len()).find(|at| {
        let first = (0..*at).rev().find(|at| !small(*at));
        let ends = !words.is_word(at + 1) || words.is_in(at + 1, &lexicon::BEHIND_A_KEPT_LEVEL);
        // "He is low": a verb of keeping tells a level from a mood.
        let kept = || (first.unwrap_or(0)..*at).any(|at| words.is_in(at, &lexicon::KEEPING_A_LEVEL));
        names_level(words, *at).is_some() && first.is_some_and(who) && first != Some(at - 1) && ends && kept()
    })?;
    names_level(words, at).filter(|_| !is_denied_at(words, at))
}

/// Whether a line that gives a level goes on about what the line before it in its entry names, or speaks itself of a level
/// that an officer of the hall gives.
fn goes_on_about(ground: &Ground<'_>, unit: u32, of: &str) -> bool {
    let author =
        ground.after.voice(unit).and_then(|voice| voice.author.as_deref()).map(folded).unwrap_or_default();
    let of_hall = || author.split(' ').any(|word| lexicon::OFFICERS_OF_A_HALL.has(word));
    let words = ground.after.words(unit);
    let bare = |at: usize| {
        words.is_in(at, &lexicon::LEVEL) && at > 0 && words.is_in(at - 1, &lexicon::BEFORE_A_BARE_LEVEL)
    };
    names(ground, unit, of) || of == "supervision" && of_hall() && (0..words.len()).any(bare)
}

/// Tokens behind what a level is of within which it stands: "supervision was put back up to medium".
const REACH_TOKENS: usize = 8;
/// Tokens before it: "high for cell sharing".
const BEFORE_TOKENS: usize = 3;

/// The name of a level or regime at a token.
fn names_level(words: Words<'_>, at: usize) -> Option<String> {
    let text = words.text(at);
    let named = lexicon::LEVEL_NAMES.has_in_small(text) && !lexicon::NONE_OF_A_FIELD.has_in_small(text);
    (named || lexicon::REGIMES.has_in_small(text)).then(|| text.to_lowercase())
}

/// Most lines, of the year the newest, that are held against fields for a level or a regime, and most such fields: work
/// stays bounded by the plan.
const LINES_MAX: usize = 128;
const FIELDS_MAX: usize = 64;
/// Most lines beside one field.
const BESIDE_MAX: usize = 3;

/// Fields for the regime somebody is on, each with a line of this year by which he is on it no more: "Incentive level:
/// Enhanced", and "down to basic" or "lost enhanced".
fn regimes(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let names_one =
        |words: Words<'_>| (0..words.len()).any(|at| lexicon::REGIMES.has_in_small(words.text(at)));
    let may = |line: &u32| ground.after.may(*line, &[Sign::Regime]);
    let lines = ground.said_this_year().filter(may).filter(|line| names_one(ground.after.words(*line)));
    let lines: Vec<u32> = lines.take(LINES_MAX).collect();
    let document = ground.after.document;
    let mut found = Vec::new();
    if lines.is_empty() {
        return found;
    }
    for unit in ground.standing().filter(may) {
        let value =
            field(document, document.unit(unit)).map(|(_, value)| folded(&plain(document.source(), value)));
        let Some(regime) = value.filter(|value| lexicon::REGIMES.has(value)) else { continue };
        let left = lines.iter().filter(|line| leaves(ground.after.words(**line), &regime));
        found.extend(left.take(BESIDE_MAX).map(|line| (unit, *line)));
    }
    found
}

/// Whether a text says that somebody came to another regime or lost this one.
fn leaves(words: Words<'_>, regime: &str) -> bool {
    let named = |at: &usize| lexicon::REGIMES.has_in_small(words.text(*at));
    (1..words.len()).filter(named).any(|at| {
        let before = if words.is(at, regime) { &lexicon::OFF } else { &lexicon::ONTO };
        words.is_in(at - 1, before)
    })
}

/// Whether a line, the one before it in its entry, or who wrote it names something.
fn names(ground: &Ground<'_>, unit: u32, of: &str) -> bool {
    let says = |unit: u32| {
        let words = ground.after.words(unit);
        (0..words.len()).any(|at| words.is(at, of))
    };
    let same = |before: &u32| {
        ground.after.entry(unit).is_some() && ground.after.entry(*before) == ground.after.entry(unit)
    };
    let before = unit.checked_sub(1).filter(same);
    let author =
        ground.after.voice(unit).and_then(|voice| voice.author.as_deref()).map(folded).unwrap_or_default();
    says(unit) || before.is_some_and(says) || author.split(' ').any(|word| word.eq_ignore_ascii_case(of))
}

/// The level that a text names last: "from level 2 to level 3".
fn last_level_named(words: Words<'_>) -> Option<String> {
    let named = (0..words.len()).rev().filter(|at| words.is_in(*at, &lexicon::LEVEL));
    named.into_iter().find_map(|at| first_level(words, at + 1))
}

/// Tokens behind the word for a level within which it stands: "level remains 2".
const LEVEL_BEHIND_TOKENS: usize = 2;

/// A figure or name of a level at a token or close behind it.
fn first_level(words: Words<'_>, from: usize) -> Option<String> {
    let is_level = |at: &usize| {
        let text = words.text(*at).to_lowercase();
        lexicon::LEVEL_NAMES.has(&text)
            || (text.len() == 1 && text.bytes().all(|byte| (b'1'..=b'4').contains(&byte)))
    };
    (from..(from + LEVEL_BEHIND_TOKENS).min(words.len()))
        .find(is_level)
        .map(|at| words.text(at).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    #[test]
    fn a_level_that_is_kept() {
        let check = |who: &str, entry: &str| {
            let plan = |entry: &str| {
                format!("## Summary\n\nSupervision level: Low\n\nWing: B\n\n## Contacts\n\n{entry}")
            };
            let after = plan(&format!("9 May 2024 - {who} (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| {
                !pairs(ground).is_empty()
            })
        };
        assert!(check(
            "PBSW",
            "Low supervision was asked for. It was refused, so he stays on medium for now."
        ));
        assert!(check(
            "Personal officer",
            "No drop in level yet, he is high and stays high till the autumn."
        ));
        for said in [
            "Low supervision was asked for. He stays on low for now.",
            "He stays on medium for now.",
            "Low supervision was asked for. He is high on something.",
            "Low supervision was asked for. His mood stays low.",
        ] {
            assert!(!check("PBSW", said), "{said}");
        }
    }

    #[test]
    fn a_field_that_an_entry_of_this_year_has_overtaken() {
        let check = |entry: &str| {
            let plan =
                |entry: &str| format!("## Summary\n\nHarbour level: 2\n\nWing: B\n\n## Contacts\n\n{entry}");
            let after = plan(&format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| {
                !pairs(ground).is_empty()
            })
        };
        assert!(check("The harbour meeting raised him to level 3."));
        assert!(check("Harbour meeting held. Raised from level 2 to level 3."));
        assert!(!check("Harbour meeting held. The level remains 2."));
        assert!(!check("The quay meeting raised him to level 3."), "a level of something else");
    }

    #[test]
    fn a_level_by_its_name() {
        let check = |field: &str, entries: &str| {
            let plan = |entries: &str| format!("## Summary\n\n{field}\n\n## Contacts\n\n{entries}");
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &plan(entries))], |ground| {
                pairs(ground)
                    .into_iter()
                    .map(|(_, line)| ground.after.line(line).text.clone())
                    .collect::<Vec<_>>()
            })
        };
        let raised = "3 March 2024 - Hall (R. Tait):\nOversight was put back up to high.\n\n";
        assert_eq!(check("Oversight: Low", raised), ["Oversight was put back up to high."]);
        let lowered = format!("{raised}9 May 2024 - Hall (R. Tait):\nOversight from high down to low.\n");
        assert!(check("Oversight: Low", &lowered).is_empty(), "the newest says the same");
        assert!(check("Risk: Low", raised).is_empty(), "of what is not said");
        let sharing = "9 May 2024 - Hall (R. Tait):\nHigh for room sharing, single until seen.\n";
        assert_eq!(check("Room sharing: standard", sharing).len(), 1);
        assert!(
            check("Room sharing: standard", "9 May 2024 - Hall (R. Tait):\nNot high for room sharing.\n")
                .is_empty()
        );
    }

    #[test]
    fn a_field_that_was_changed_against_what_was_said_last() {
        let check = |level: &str, day: &str| {
            let plan = |level: &str| {
                format!(
                    "## Summary\n\nHarbour level: {level}\n\n## Contacts\n\n{day} - PBSW (R. Tait):\nThe harbour meeting left him at level 2.\n"
                )
            };
            with_ground(&[("2023-06-01", &plan("2")), ("2024-06-01", &plan(level))], |ground| {
                pairs(ground).len()
            })
        };
        assert_eq!(check("1", "9 March 2023"), 1);
        assert_eq!(check("2", "9 March 2023"), 0);
        assert_eq!(check("1", "9 March 2021"), 0, "long ago");
    }

    #[test]
    fn several_levels_of_a_field_and_one_of_a_sentence() {
        let found = |stands: &str, entry: &str| {
            let plan = |entry: &str| format!("## Summary\n\n{stands}\n\nWing: B\n\n## Contacts\n\n{entry}");
            let after = plan(&format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| pairs(ground).len())
        };
        let several = "At a glance: general low; flood MODERATE";
        assert_eq!(found(several, "To my mind the risk of flood remains high."), 1);
        assert_eq!(found(several, "To my mind the risk of flood remains moderate."), 0);
        let sentence = "Risk of grievous harm at present: MEDIUM.";
        assert_eq!(found(sentence, "The risk of grievous harm remains high."), 1);
        assert_eq!(found(sentence, "The risk of drowning remains high."), 0);
    }

    #[test]
    fn an_event_is_no_level_of_now() {
        let plan =
            |level: &str, other: &str| format!("## Box\n\nOversight: {level}\n\n## History\n\n{other}\n");
        let found = |other: &str| {
            let (before, after) = (plan("medium", other), plan("low", other));
            with_ground(&[("2023-06-01", &before), ("2024-06-01", &after)], |ground| pairs(ground).len())
        };
        assert_eq!(found("His oversight was reduced from high to medium."), 0);
        assert_eq!(found("20 June 2019: oversight medium."), 0);
        assert_eq!(found("Oversight is medium while he is in the annexe."), 1);
    }

    #[test]
    fn a_form_asks_for_the_same_in_each_section() {
        let plan = |need: &str| format!("## Drugs\n\nHelp wanted: low\n\n## Home\n\nHelp wanted: {need}\n");
        let found = |need: &str| {
            with_ground(&[("2023-06-01", &plan("low")), ("2024-06-01", &plan(need))], |ground| {
                pairs(ground).len()
            })
        };
        assert_eq!(found("high"), 0);
    }

    #[test]
    fn a_regime_that_was_lost() {
        let check = |entry: &str| {
            let plan =
                |entry: &str| format!("## Hall\n\nRegime: Enhanced\n\nWing: B\n\n## Contacts\n\n{entry}");
            let after = plan(&format!("9 May 2024 - Hall (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| {
                !pairs(ground).is_empty()
            })
        };
        assert!(check("Down to basic since the kettle."));
        assert!(check("Lost enhanced for a week."));
        assert!(!check("Back on enhanced."));
        assert!(!check("The basic course is done."));
    }
}
