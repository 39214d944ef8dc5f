//! A home, a job, a leave or a visit that a plan puts where somebody must not be.
//!
//! Takes the newest version, gives pairs: the line that bars a town, a street or a part of one, and a line of this year, or
//! one that stands, that puts something of his there. A place is known by its name; a part of one by its landmark and the
//! side of it. Where the offence was, where a victim or kin lives, what is outwith the place, refused, wished for or denied is
//! none.

use std::ops::Range;

use super::addresses::{Proposal, proposals};
use super::in_section_on_homes;
use crate::facts::FactClass;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::polarity::{Stance, denies, is_denied_at};
use crate::findings::ground::reader::means;
use crate::findings::ground::signs::Sign;
use crate::lexicon;
use crate::text::Words;

/// Most places that are barred, and most lines that are set beside one: work stays bounded by the plan.
const BARRED_MAX: usize = 32;
const PLACED_MAX: usize = 3;
/// Tokens behind the word that bars within which the place is named.
const NAMED_WITHIN: usize = 14;
/// Tokens between a place and "shut to her".
const SHUT_WITHIN: usize = 4;
/// Tokens behind "north of" that name the landmark.
const LANDMARK_TOKENS: usize = 5;
/// Longest line, in tokens.
const TOKENS_MAX: usize = 96;

/// A place that a line bars.
struct Barred {
    unit: u32,
    /// Its name, in small letters, word by word.
    name: Vec<String>,
    /// The words that make it a part of what bears the name: "harbour" of "the harbour part of Skerrow".
    part: Vec<String>,
    /// The side of a landmark on which it lies.
    side: Option<Side>,
}

struct Side {
    /// "North".
    of: String,
    /// The words of the landmark.
    landmark: Vec<String>,
}

/// The pairs, bar by bar.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let short = |unit: u32| ground.after.tokens(unit).len() <= TOKENS_MAX;
    let units =
        || ground.after.all().filter(|(unit, line)| line.speaks && short(*unit)).map(|(unit, _)| unit);
    let barred: Vec<Barred> = units().flat_map(|unit| barred(ground, unit)).take(BARRED_MAX).collect();
    if barred.is_empty() {
        return Vec::new();
    }
    let homes = proposals(ground);
    let recent = |unit: &u32| {
        let stands = ground.stands(*unit) && !ground.is_row(*unit);
        !ground.after.line(*unit).minutes && (stands || ground.is_said_this_year(*unit))
    };
    let lines: Vec<u32> = units().filter(recent).filter(|unit| !ground.after.bars(*unit)).collect();
    let mut found = Vec::new();
    for place in &barred {
        let told = telling(ground, place);
        let stands = |unit: u32, stem| ground.after.line(unit).stems.binary_search(stem).is_ok();
        let named = lines.iter().filter(|unit| told.iter().all(|stem| stands(**unit, stem)));
        let there = named.filter(|unit| is_put_there(ground, place, &homes, **unit));
        for unit in there.take(PLACED_MAX) {
            found.push((place.unit, *unit));
            found.extend(goes_on(ground, *unit).map(|next| (place.unit, next)));
            // What calls the home approved of which a line says where it lies.
            found.extend(approval(ground, &homes, *unit).map(|home| (home, *unit)));
        }
    }
    found
}

/// The places that a line bars.
fn barred(ground: &Ground<'_>, unit: u32) -> Vec<Barred> {
    let bars = ground.after.bars(unit);
    if !bars && !ground.after.may(unit, &[Sign::Shut, Sign::Barring]) {
        return Vec::new();
    }
    let words = ground.after.words(unit);
    let mut found = Vec::new();
    for at in 0..words.len() {
        let enters = bars && words.is_in(at, &lexicon::ENTERING) && is_denied_at(words, at);
        let excludes = words.is_in(at, &lexicon::KEEPING_OUT) && !is_denied_at(words, at);
        if enters || excludes {
            found.extend(named_behind(ground, unit, at + 1));
        } else if words.is_in(at, &lexicon::SHUT) && words.is(at + 1, "to") {
            found.extend(named_before(ground, unit, at));
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// The place, and others joined to it by "and" or "or", named behind the word that bars.
fn named_behind(ground: &Ground<'_>, unit: u32, from: usize) -> Vec<Barred> {
    let words = ground.after.words(unit);
    let (mut part, mut found) = (Vec::new(), Vec::new());
    let mut at = from;
    while at < words.len().min(from + NAMED_WITHIN) {
        let run = run_at(ground, unit, at);
        if !run.is_empty() {
            let mut last = run.end;
            found.push(run);
            // "Skerrow, Larchfield and Port Row" are three, "Port Row, Skerrow" is one.
            while words.is_in(last, &lexicon::JOINING_PLACES) {
                let next = run_at(ground, unit, last + 1);
                if next.is_empty() {
                    break;
                }
                last = next.end;
                found.push(next);
            }
            break;
        }
        if words.is_sign(at, ",") {
            part.clear();
        } else if words.is_in(at, &lexicon::NO_PLACE_BEHIND)
            || words.is_sign(at, ";")
            || words.is_sign(at, ".")
        {
            return Vec::new();
        } else if words.is_word(at) && !words.is_in(at, &lexicon::SMALL_OF_A_PLACE) {
            part.push(words.text(at).to_lowercase());
        }
        at += 1;
    }
    let side = side(words, from);
    if side.is_some() {
        part.clear();
    }
    let barred = |run: Range<usize>| Barred {
        unit,
        name: run.map(|at| words.text(at).to_lowercase()).collect(),
        part: part.clone(),
        side: side.as_ref().map(|side| Side { of: side.of.clone(), landmark: side.landmark.clone() }),
    };
    found.into_iter().map(barred).collect()
}

/// The place of "all of Skerrow stays shut to her".
fn named_before(ground: &Ground<'_>, unit: u32, shut: usize) -> Option<Barred> {
    let words = ground.after.words(unit);
    let runs = (shut.saturating_sub(NAMED_WITHIN)..shut).map(|at| run_at(ground, unit, at));
    let run = runs.filter(|run| !run.is_empty() && run.end <= shut).last()?;
    let run = run_at(ground, unit, first_of_run(words, run.start));
    let near = shut - run.end <= SHUT_WITHIN;
    let name: Vec<String> = run.map(|at| words.text(at).to_lowercase()).collect();
    // "Mr Evan Orr is shut to her" names nobody's town, and no name at all would be everywhere.
    (near && !name.is_empty()).then_some(Barred { unit, name, part: Vec::new(), side: None })
}

fn first_of_run(words: Words<'_>, at: usize) -> usize {
    (0..=at).rev().take_while(|at| is_of_name(words, *at)).last().unwrap_or(at)
}

/// The words of the name of a place that begins here; none of an agency, of somebody, or of a letter alone.
fn run_at(ground: &Ground<'_>, unit: u32, at: usize) -> Range<usize> {
    let words = ground.after.words(unit);
    let end = (at..words.len()).take_while(|at| is_of_name(words, *at)).last().map_or(at, |last| last + 1);
    let titled = at > 0 && words.is_in(at - 1, &lexicon::COURTESY_TITLES)
        || words.is_in(at, &lexicon::COURTESY_TITLES);
    let facts = ground.after.facts(unit);
    let agency = facts.iter().any(|fact| fact.class == FactClass::Agency && fact.tokens.contains(&at));
    let month = (at..end).any(|at| lexicon::MONTHS.has(words.text(at)));
    let named = !titled && !agency && !month && words.possessor(end.saturating_sub(1).max(at)).is_none();
    if named { at..end } else { at..at }
}

fn is_of_name(words: Words<'_>, at: usize) -> bool {
    words.is_word(at) && words.is_capitalised(at) && words.text(at).len() > 1
}

/// "North of the River Larch", "east of the railway".
fn side(words: Words<'_>, from: usize) -> Option<Side> {
    let at = (from..words.len()).find(|at| words.is_in(*at, &lexicon::SIDES) && words.is(at + 1, "of"))?;
    let behind = (at + 2..words.len().min(at + 2 + LANDMARK_TOKENS)).take_while(|at| words.is_word(*at));
    let telling = behind.filter(|at| !words.is_in(*at, &lexicon::SMALL_OF_A_PLACE));
    let landmark: Vec<String> = telling.map(|at| words.text(at).to_lowercase()).collect();
    (!landmark.is_empty()).then(|| Side { of: words.text(at).to_lowercase(), landmark })
}

/// The stems of the words that mean something and that each line about a place has: of its name, where no landmark tells it.
fn telling(ground: &Ground<'_>, place: &Barred) -> Vec<Stem> {
    let name = if place.side.is_some() { &[] } else { place.name.as_slice() };
    name.iter().filter(|word| means(word)).filter_map(|word| ground.stems.find(word)).collect()
}

/// Whether a line puts something of his where a bar forbids it.
fn is_put_there(ground: &Ground<'_>, place: &Barred, homes: &[Proposal], unit: u32) -> bool {
    let words = ground.after.words(unit);
    let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
    if unit == place.unit || !is_there(place, words) {
        return false;
    }
    let denied = (0..words.len()).any(|at| denies(words, at));
    if denied || has(&lexicon::NOT_IN_A_PLACE) || ground.after.stance(unit) == Stance::Against {
        return false;
    }
    let home = || homes.iter().any(|home| home.unit != unit && home.is_named(words));
    let on_homes = in_section_on_homes(ground, unit);
    if place.side.is_some() {
        return on_homes || home();
    }
    let planned = has(&lexicon::PLANNING) && !has(&lexicon::CLAIMING);
    let something = has(&lexicon::DWELLINGS) || has(&lexicon::BEING_SOMEWHERE);
    let goes_on = goes_on(ground, unit).is_some();
    planned && something || home() || goes_on || homes.iter().any(|home| home.unit == unit)
}

/// Whether a line names a place as one where something is.
fn is_there(place: &Barred, words: Words<'_>) -> bool {
    let has = |word: &String| (0..words.len()).any(|at| words.is(at, word));
    if let Some(side) = &place.side {
        return has(&side.of) && side.landmark.iter().any(has);
    }
    let named = |at: usize| {
        words.is_capitalised(at) && place.name.iter().zip(at..).all(|(word, at)| words.is(at, word))
    };
    let apart = |at: usize| {
        let before = (at.saturating_sub(3)..at).rev().find(|at| !words.is_in(*at, &lexicon::SMALL_OF_A_NAME));
        let leave = || (0..words.len()).any(|at| words.is_in(at, &lexicon::LEAVES));
        // A bus to the town is not in it, a leave to it is.
        before.is_some_and(|at| words.is_in(at, &lexicon::NOT_INSIDE) || words.is(at, "to") && !leave())
    };
    // "Larch Quay" is no part of "Larch Quay Road".
    let longer = |at: usize| {
        let end = at + place.name.len();
        is_of_name(words, end) || at > 0 && is_of_name(words, at - 1) && at > 1
    };
    place.part.iter().all(has) && (0..words.len()).any(|at| named(at) && !apart(at) && !longer(at))
}

/// The line behind, of the same entry, that goes on to a leave, a visit or a move there: "An escorted visit to her is booked."
fn goes_on(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    let next = unit + 1;
    if !ground.after.lines_of_entry(unit).contains(&next) || !ground.is_said_this_year(next) {
        return None;
    }
    let words = ground.after.words(next);
    let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
    let points = || (0..words.len()).any(|at| words.is_in(at, &lexicon::WHOM) || words.is(at, "there"));
    let leave = has(&lexicon::LEAVES) && has(&lexicon::PLANNING) && !has(&lexicon::DENIALS);
    (leave && points()).then_some(next)
}

/// The line that calls the home approved that a line names.
fn approval(ground: &Ground<'_>, homes: &[Proposal], unit: u32) -> Option<u32> {
    let words = ground.after.words(unit);
    let approved = homes.iter().filter(|home| home.approved && home.unit != unit);
    approved.filter(|home| home.is_named(words)).map(|home| home.unit).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(bar: &str, stands: &str, entry: &str) -> usize {
        let plan = |entry: &str| {
            format!("## Conditions\n\n- {bar}\n\n## Accommodation\n\n{stands}\n\n## Notes\n\n{entry}")
        };
        let after = plan(&format!("9 May 2024 - Housing (R. Tait):\n{entry}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| pairs(ground).len())
    }

    #[test]
    fn a_home_or_a_job_in_a_town_that_is_barred() {
        let bar = "She must not enter the town of Skerrow without leave.";
        let well = "She is well.";
        for there in [
            "A flat should be coming up at 14 Quay Row, Skerrow.",
            "Work is arranged for her at the stables in Skerrow from June.",
            "Her first leave will be to Skerrow on 3 June.",
        ] {
            assert_eq!(check(bar, well, there), 1, "{there}");
        }
        for other in [
            "A flat should be coming up at 14 Quay Row, Tollan.",
            "A flat outwith Skerrow will be looked for.",
            "A flat in Skerrow was offered and refused because of the condition.",
            "The victim has been offered a flat in Skerrow.",
            "A flat at Tollan is available, six miles from Skerrow.",
            "The stables in Skerrow burned down in 2019.",
            "She will not be offered a flat in Skerrow.",
            "Her aunt rang from Skerrow about her boat.",
            "A flat is available in Skerrow Road, Tollan.",
        ] {
            assert_eq!(check(bar, well, other), 0, "{other}");
        }
        let home = "The plan is for her to live with her aunt at 21 Quay Row, Skerrow.";
        assert_eq!(check(bar, home, "She rang."), 1, "a line that stands");
        assert_eq!(check("Skerrow: the quay is wet.", home, "She rang."), 0, "no bar");
        let named = "Proposed address: 17 Port Row, Tollan.";
        let entry = "Her aunt moved in May to 17 Port Row, which is one of ours on the Larch estate.";
        assert_eq!(
            check("Not to enter the Larch estate, Tollan.", named, entry),
            1,
            "by the home that it names"
        );
        assert_eq!(check("All of Skerrow stays shut to her.", home, "She rang."), 1);
        assert_eq!(check("The door of Mr Evan Orr stays shut to her.", home, "She rang."), 0, "of somebody");
        assert_eq!(check("Not to go within 500 metres of 8 Quay Row, Skerrow.", home, "She rang."), 1);
        let other = "The plan is for her to live with her aunt at 3 Larch Lane, Skerrow.";
        assert_eq!(check("Not to go within 500 metres of 8 Quay Row, Skerrow.", other, "She rang."), 0);
    }

    #[test]
    fn a_part_of_a_place() {
        let bar = "Not to enter any part of Skerrow that lies north of the River Larch.";
        let home = "Proposed address: 17 Port Row, Skerrow.";
        assert_eq!(check(bar, home, "Port Row is the first street north of the Larch."), 1);
        assert_eq!(check(bar, home, "Port Row is the first street south of the Larch."), 0, "the other side");
        assert_eq!(check(bar, home, "Port Row is wide and quiet."), 0, "nothing says which side");
        let bar = "Not to enter the harbour part of Skerrow.";
        assert_eq!(check(bar, "The plan is for her to live in Skerrow.", "She rang."), 0);
        assert_eq!(check(bar, "The plan is for her to live by Skerrow harbour, Skerrow.", "She rang."), 1);
    }

    #[test]
    fn a_leave_that_the_next_sentence_tells() {
        let bar = "All of Skerrow stays shut to her.";
        let entry =
            "Her aunt now lives beside the quay in Skerrow. An escorted visit to her is booked for 3 June.";
        assert_eq!(check(bar, "She is well.", entry), 2);
        assert_eq!(
            check(bar, "She is well.", "Her aunt now lives beside the quay in Skerrow. She rang her."),
            0
        );
    }
}
