//! Homes that a field puts forward and an entry of this year refuses, or that were given up.
//!
//! Takes the newest version, gives pairs: the field, and the line that speaks against it. Who went there writes in whatever
//! section is theirs, and is known to mean the same home by its name.

pub(super) mod addresses;
pub(super) mod cells;
pub(super) mod decided;
pub(super) mod inside;
pub(super) mod unsettled;

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use crate::document::UnitKind;
use crate::document::reading::{field, folded};
use crate::facts;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::polarity::{Stance, stance};
use crate::findings::ground::signs::Sign;
use crate::lexicon;
use crate::text::Words;
use unsettled::{form, is_not_done};

/// Most fields for homes that are held against entries: work stays bounded by the plan.
const FIELDS_MAX: usize = 16;
/// Fewest words of the name of a home by which an entry is known to speak of it.
const NAMES_MIN: usize = 2;
/// In at most how many lines the name of a home stands.
const NAMED_MAX: u32 = 16;

/// Fields for a home, each with the line that names it most of those that refuse it or say that it was given up, the
/// newest of them.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let against = against(ground);
    let open = |unit: &u32| is_of_home(ground, *unit) && ground.after.stance(*unit) != Stance::Against;
    let fields: Vec<u32> = ground.standing().filter(open).take(FIELDS_MAX).collect();
    let homes: Vec<Home> = fields.iter().map(|unit| home(ground, *unit)).collect();
    let of_field = |(at, unit): (usize, &u32)| {
        // A line that names another home is not of this one.
        let others: Vec<&Home> =
            homes.iter().filter(|home| home.names.is_disjoint(&homes[at].names)).collect();
        let open = || newest_not_done(ground, *unit, &homes[at]);
        Some((*unit, newest_against(ground, &against, &homes[at], &others).or_else(open)?))
    };
    fields.iter().enumerate().filter_map(of_field).collect()
}

/// Fields for where somebody is to live on release that name two homes, one of them new or changed.
pub(super) fn two(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let document = ground.after.document;
    let on_release = |unit: &u32| {
        let label =
            field(document, document.unit(*unit)).map(|(label, _)| folded(&label)).unwrap_or_default();
        is_of_home(ground, *unit) && label.split(' ').any(|word| lexicon::RELEASE.has(word))
    };
    let own = |unit: &u32| names_in_field(ground, *unit);
    let fields: Vec<u32> = ground.standing().filter(on_release).take(FIELDS_MAX).collect();
    let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
    let pairs =
        fields.iter().enumerate().flat_map(|(at, one)| fields[at + 1..].iter().map(|other| (*one, *other)));
    let differ = |(one, other): &(u32, u32)| {
        let (own, others) = (own(one), own(other));
        let named = own.len().min(others.len()) >= NAMES_MIN && !own.iter().any(|name| others.contains(name));
        named && (news(*one) || news(*other)) && document.unit(*one).block != document.unit(*other).block
    };
    pairs.filter(differ).collect()
}

/// Whether a field names a home and a line none of its names: what is decided there may be of another.
pub(super) fn is_of_another(ground: &Ground<'_>, unit: u32, line: u32) -> bool {
    let names = if is_of_home(ground, unit) { names_in_field(ground, unit) } else { Vec::new() };
    names.len() >= NAMES_MIN && !ground.after.line(line).stems.iter().any(|stem| names.contains(stem))
}

/// A home, by the words of its name that tell it apart.
struct Home {
    names: FxHashSet<Stem>,
    /// The first of them, which is its own: "Quay" of "4 Quay Court".
    first: Option<Stem>,
}

impl Home {
    /// Whether a line names it. One word of an address may be of another: "Larch Court", "the Sheriff Court".
    fn is_named(&self, ground: &Ground<'_>, line: u32) -> bool {
        let stems = &ground.after.line(line).stems;
        let shared = stems.iter().filter(|stem| self.names.contains(stem)).count();
        let least = self.names.len().min(NAMES_MIN);
        shared >= least || self.first.is_some_and(|first| stems.binary_search(&first).is_ok())
    }
}

/// The home that a form is for, by a field of it.
fn home(ground: &Ground<'_>, unit: u32) -> Home {
    let fields: Vec<u32> = form(ground, unit).filter(|other| is_of_home(ground, *other)).collect();
    let telling = |stem: &Stem| ground.after.count(*stem) <= NAMED_MAX;
    let names = |unit: u32| names_in_field(ground, unit).into_iter().filter(telling);
    let first = Some(unit).into_iter().chain(fields.iter().copied()).find_map(|unit| names(unit).next());
    Home { names: fields.iter().flat_map(|unit| names(*unit)).collect(), first }
}

/// The names in what a field says, in order; of one in capitals throughout all of its words.
fn names_in_field(ground: &Ground<'_>, unit: u32) -> Vec<Stem> {
    let document = ground.after.document;
    let Some((_, value)) = field(document, document.unit(unit)) else { return Vec::new() };
    let words = Words::new(document.source(), value);
    let small = |at: usize| words.text(at).chars().any(char::is_lowercase);
    let shouted = !(0..words.len()).any(small);
    // "4 Quay Court" has a common word; "Approved, subject to a visit" opens with one.
    let opens = stance(words) == Stance::Open;
    let capital =
        |at: usize| if at == 0 { opens && facts::is_name_like(words, at) } else { words.is_capitalised(at) };
    let named = |at: &usize| words.is_word(*at) && (capital(*at) || shouted);
    (0..words.len()).filter(named).filter_map(|at| ground.stems.find(words.text(at))).collect()
}

fn newest_against(ground: &Ground<'_>, against: &[u32], home: &Home, others: &[&Home]) -> Option<u32> {
    let entries = entries_with(ground, |line| home.is_named(ground, line));
    // What was said last before a decision is what is decided on.
    let of_another = |line: u32| {
        let mut before = (ground.after.lines_of_entry(line).start..=line).rev();
        let this = |line: u32| home.is_named(ground, line);
        let other = |line: u32| others.iter().any(|home| home.is_named(ground, line));
        before.find(|line| this(*line) || other(*line)).is_some_and(|line| !this(line))
    };
    // Who gave up a home names it there.
    let on_it = against.iter().copied().filter(|line| match ground.after.stance(*line) {
        Stance::Against => {
            ground.after.entry(*line).is_some_and(|entry| entries.contains(&entry)) && !of_another(*line)
        }
        _ => home.is_named(ground, *line),
    });
    let shared =
        |line: u32| ground.after.line(line).stems.iter().filter(|stem| home.names.contains(stem)).count();
    on_it.max_by_key(|line| (shared(*line), ground.after.written(*line), Reverse(*line)))
}

/// The newest line of this year that names a home and says what is not done, where a field calls it suitable.
fn newest_not_done(ground: &Ground<'_>, unit: u32, home: &Home) -> Option<u32> {
    if stance(ground.after.words(unit)) != Stance::For || unsettled::beside(ground, unit).is_some() {
        return None;
    }
    let not_done = |line: &u32| home.is_named(ground, *line) && is_not_done(ground, *line);
    let year = ground.said_this_year().filter(not_done);
    year.max_by_key(|line| (ground.after.written(*line), Reverse(*line)))
}

/// This year's entries with a line that holds.
fn entries_with(ground: &Ground<'_>, holds: impl Fn(u32) -> bool) -> FxHashSet<u32> {
    ground.said_this_year().filter(|line| holds(*line)).filter_map(|line| ground.after.entry(line)).collect()
}

/// The lines of this year's entries that refuse something, in an entry or a section on homes, and those by which a home
/// was given up.
fn against(ground: &Ground<'_>) -> Vec<u32> {
    let on_homes = entries_with(ground, |line| {
        ground.after.may(line, &[Sign::Dwelling]) && names_home(ground.after.words(line))
    });
    let gives_up = |line: u32| {
        ground.after.may(line, &[Sign::GivingUp, Sign::LeavingAHome]) && gives_up(ground.after.words(line))
    };
    let lines = ground
        .said_this_year()
        .filter(|line| ground.after.stance(*line) == Stance::Against || gives_up(*line));
    let of_entry = |line: u32| ground.after.entry(line).is_some_and(|entry| on_homes.contains(&entry));
    lines.filter(|line| of_entry(*line) || in_section_on_homes(ground, *line)).collect()
}

fn gives_up(words: Words<'_>) -> bool {
    let gave_up = |at: usize| words.is_in(at, &lexicon::GIVING_UP) && words.is(at + 1, "up");
    (0..words.len()).any(|at| words.is_in(at, &lexicon::LEAVING_A_HOME) || gave_up(at))
}

/// Whether a home is another's now: its keys went back, it is let again.
pub(super) fn is_gone(words: Words<'_>) -> bool {
    let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
    let keys = has(&lexicon::KEYS) && has(&lexicon::GIVEN_BACK);
    gives_up(words) || keys || has(&lexicon::LET_AGAIN)
}

/// Whether a line has a name that a sentence, or one beside it, has too.
fn names_place_beside(ground: &Ground<'_>, unit: u32, line: u32) -> bool {
    let block = ground.after.document.blocks()[ground.after.document.unit(unit).block as usize].units.clone();
    let names = &ground.after.line(line).names;
    let near = unit.saturating_sub(1).max(block.start)..(unit + 2).min(block.end);
    near.into_iter().any(|unit| ground.after.line(unit).names.iter().any(|name| names.contains(name)))
}

/// Sentences that call a home approved, or agreed, each with the newest line of this year under the same heading that
/// refuses one, or says that it is gone.
pub(super) fn in_prose(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let approves = |unit: &u32| {
        let prose = ground.after.document.unit(*unit).kind == UnitKind::Sentence;
        prose && ground.after.stance(*unit) == Stance::For && in_section_on_homes(ground, *unit)
    };
    let against = |unit: u32, line: u32| {
        let words = ground.after.words(line);
        let there = || (0..words.len()).any(|at| words.is(at, "there"));
        let refused = ground.after.stance(line) == Stance::Against && (names_home(words) || there());
        refused || is_gone(words) && (names_home(words) || names_place_beside(ground, unit, line))
    };
    let pair = |unit: u32| {
        let beside = ground.news_beside(unit).iter().copied().filter(|line| against(unit, *line));
        Some((unit, beside.max_by_key(|line| (ground.after.written(*line), Reverse(*line)))?))
    };
    ground.standing().filter(approves).take(FIELDS_MAX).filter_map(pair).collect()
}

pub(super) fn in_section_on_homes(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let path = document.section_path(document.unit(unit).section);
    path.last().is_some_and(|title| folded(title).split(' ').any(|word| lexicon::DWELLINGS.has(word)))
}

/// Whether a text speaks of where somebody is to live.
pub(super) fn names_home(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::DWELLINGS))
}

/// Whether a field is for where somebody is to live: its label says so.
fn is_of_home(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let label = field(document, document.unit(unit)).map(|(label, _)| folded(&label));
    let says = |list: &lexicon::WordList, label: &str| label.split(' ').any(|word| list.has(word));
    label.is_some_and(|label| {
        says(&lexicon::LABELS_OF_HOMES, &label) && !says(&lexicon::NO_LABELS_OF_HOMES, &label)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::{unit, with_ground};

    #[test]
    fn a_home_that_prose_calls_approved() {
        let check = |stands: &str, entry: &str| {
            let plan = |entry: &str| format!("## Release address\n\n{stands}\n\n{entry}");
            let after = plan(&format!("9 May 2024 - Housing (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| in_prose(ground).len())
        };
        let stands = "His aunt's flat in Quay Row has been approved.";
        assert_eq!(check(stands, "I could not support him there."), 1);
        assert_eq!(check(stands, "The keys of Quay Row came back to us and it is let."), 1);
        assert_eq!(check(stands, "He gave back the keys of the shed."), 0);
        assert_eq!(check(stands, "His request for a transfer was refused."), 0);
        assert_eq!(check(stands, "He asked for the keys of the shed."), 0);
        assert_eq!(check("He hopes for a flat in Quay Row.", "I could not support him there."), 0);
    }

    #[test]
    fn a_home_that_an_entry_refuses_or_that_was_left() {
        let plan = |entry: &str| {
            let form = "## Box\n\nName: A. Other\n\nRelease address: 4 Quay Row, Skerrow\n\nWing: B";
            format!("{form}\n\n## Home\n\n{entry}")
        };
        let refused = |entry: &str| {
            let after = plan(&format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n"));
            with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| {
                let field = unit(ground, "Quay Row, Skerrow");
                let found = pairs(ground).into_iter().find(|(unit, _)| *unit == field);
                found.map(|(_, line)| ground.after.line(line).text.clone())
            })
        };
        assert_eq!(
            refused("I saw Quay Row. I cannot recommend it.").as_deref(),
            Some("I cannot recommend it.")
        );
        assert_eq!(
            refused("His aunt gave up 4 Quay Row, her flat, in May.").as_deref(),
            Some("His aunt gave up 4 Quay Row, her flat, in May.")
        );
        assert_eq!(refused("I saw Larch Row. I cannot recommend it."), None, "one word of it");
        assert_eq!(refused("I saw Larch Court. I cannot recommend it."), None, "another home");
        assert_eq!(refused("I saw Quay Row. I recommend it."), None);
        assert_eq!(refused("I have not been able to visit Quay Row."), None, "nothing calls it suitable");
    }

    #[test]
    fn two_homes_on_release() {
        let plan = |address: &str| {
            format!(
                "## Box\n\nRelease address: {address}\n\nWing: B\n\n## Home\n\nAddress on liberation: 4 Quay Row, Skerrow\n\nDog: none\n"
            )
        };
        let found = |before: &str, after: &str| {
            let (before, after) = (plan(before), plan(after));
            with_ground(&[("2023-06-01", &before), ("2024-06-01", &after)], |ground| two(ground).len())
        };
        assert_eq!(found("4 Quay Row, Skerrow", "LARCH HOSTEL, TOLLAN"), 1);
        assert_eq!(found("Larch Hostel, Tollan", "Larch Hostel, Tollan"), 0, "nothing is new");
        assert_eq!(found("Larch Hostel, Tollan", "4 Quay Row"), 0);
    }
}
