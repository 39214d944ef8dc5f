//! Homes by their street: where a plan puts one forward or calls one approved, and what is written of that street.
//!
//! Takes the newest version, gives each [`Proposal`], and pairs: the proposal, and the newest line of this year, in whatever
//! section, by which that home is refused, is another's now or, where it is called approved, has not been seen. "The
//! address has been approved" need not name it: then the line before it does. What is written of another street, or of
//! nobody's refusal, is none.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::unsettled::is_not_done;
use super::{in_section_on_homes, is_gone, names_home};
use crate::document::UnitKind;
use crate::document::reading::field;
use crate::facts;
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::Stance;
use crate::findings::ground::signs::Sign;
use crate::lexicon;
use crate::text::Words;

/// Most homes that are put forward, and most lines that speak against any: work stays bounded by the plan.
const PROPOSALS_MAX: usize = 24;
const AGAINST_MAX: usize = 256;
/// Lines before an approval within which the home stands that is approved.
const LINES_BEFORE: u32 = 6;
/// Most words of the name of a street.
const STREET_WORDS: usize = 4;

/// A line that puts a home forward, or approves of one.
pub(super) struct Proposal {
    pub(super) unit: u32,
    /// The line that names the home: itself, or one shortly before.
    named: u32,
    /// Whether it calls it approved.
    pub(super) approved: bool,
    /// The number of the house, without letters: "14".
    number: String,
    /// The words of the street, in small letters: "quay row".
    street: Vec<String>,
    /// The name of whoever lets it, where it opens the address: "Larchfield" of "Larchfield Lodge, 4 Quay Row".
    house: Option<String>,
}

impl Proposal {
    /// Whether a line names the home.
    pub(super) fn is_named(&self, words: Words<'_>) -> bool {
        // "16 Quay Row" is the neighbour's.
        let other = |at: usize| {
            let before = at.checked_sub(1).filter(|before| is_house_number(words, *before));
            before.is_some_and(|before| figures(words.text(before)) != self.number)
        };
        let street = |at: usize| {
            !other(at)
                && self.street.iter().zip(at..).all(|(word, at)| {
                    words.text(at).eq_ignore_ascii_case(word)
                        || words.possessor(at).is_some_and(|name| name.eq_ignore_ascii_case(word))
                })
        };
        let house = |at: usize| {
            self.house.as_ref().is_some_and(|house| words.is_capitalised(at) && words.is(at, house))
        };
        (0..words.len()).any(|at| street(at) || house(at))
    }
}

/// The homes that are put forward or approved, in reading order.
pub(super) fn proposals(ground: &Ground<'_>) -> Vec<Proposal> {
    ground.standing().filter_map(|unit| proposal(ground, unit)).take(PROPOSALS_MAX).collect()
}

fn proposal(ground: &Ground<'_>, unit: u32) -> Option<Proposal> {
    let lines = &ground.after;
    let words = lines.words(unit);
    let row = ground.is_row(unit) && field(lines.document, lines.document.unit(unit)).is_none();
    if row || lines.line(unit).minutes || lines.stance(unit) == Stance::Against {
        return None;
    }
    let approved = lines.stance(unit) == Stance::For && is_of_home(ground, unit);
    let proposes = || {
        let forward = lines.may(unit, &[Sign::PuttingForward])
            && (0..words.len()).any(|at| words.is_in(at, &lexicon::PUTTING_FORWARD));
        forward && is_of_home(ground, unit)
    };
    if !approved && !proposes() {
        return None;
    }
    let first = unit.saturating_sub(if approved { LINES_BEFORE } else { 0 });
    let named = |unit: u32| Some((unit, address(lines.words(unit))?));
    let (named, (number, street, house)) = (first..=unit).rev().find_map(named)?;
    Some(Proposal { unit, named, approved, number, street, house })
}

fn is_of_home(ground: &Ground<'_>, unit: u32) -> bool {
    names_home(ground.after.words(unit)) || in_section_on_homes(ground, unit)
}

/// Whether somebody asks for something: "he asks for the flat at Quay Row, and says that he never withdrew".
pub(super) fn asks(words: Words<'_>) -> bool {
    let asks =
        |at: usize| words.is_in(at, &lexicon::ASKING_ONESELF) || words.is_in(at, &lexicon::ASKS_OR_WANTS);
    (0..words.len()).any(asks)
}

/// Whether a line names a house by its number and street.
pub(super) fn names_street(words: Words<'_>) -> bool {
    address(words).is_some()
}

/// The number of an address, the street behind it, and the house before it.
fn address(words: Words<'_>) -> Option<(String, Vec<String>, Option<String>)> {
    let numbers = (0..words.len()).filter(|at| is_house_number(words, *at));
    let (at, street) =
        numbers.map(|at| (at, street_behind(words, at))).find(|(_, street)| street.len() > 1)?;
    let text = |at: usize| {
        let name = words.possessor(at).unwrap_or(words.text(at));
        name.to_lowercase()
    };
    Some((figures(words.text(at)).to_owned(), street.map(text).collect(), house_before(words, at)))
}

/// "14", "14b".
fn is_house_number(words: Words<'_>, at: usize) -> bool {
    words.text(at).starts_with(|c: char| c.is_ascii_digit()) && words.text(at).len() <= NUMBER_BYTES_MAX
}

const NUMBER_BYTES_MAX: usize = 4;

/// The figures with which a number opens: "14" of "14b".
fn figures(number: &str) -> &str {
    number.split(|c: char| !c.is_ascii_digit()).next().unwrap_or(number)
}

/// The name straight behind a number. "3 May" is a day.
fn street_behind(words: Words<'_>, number: usize) -> Range<usize> {
    let named = |at: &usize| words.is_word(*at) && words.is_capitalised(*at);
    let first = number + 1;
    let count = (first..words.len()).take_while(named).take(STREET_WORDS).count();
    first..first + count
}

/// The first word of the name that opens an address before its street: of a hostel or whoever else lets it.
fn house_before(words: Words<'_>, number: usize) -> Option<String> {
    let named = |at: usize| words.is_word(at) && words.is_capitalised(at) && facts::is_name_like(words, at);
    let from = (0..number).rfind(|at| words.is_sign(*at, ":")).map_or(0, |at| at + 1);
    let first = (from..number).find(|at| named(*at))?;
    // A first name or a street stands alone or behind its kin: whoever lets has a word for a house behind it.
    let run = (first..number).take_while(|at| named(*at));
    let houses = run.skip(1).any(|at| words.is_in(at, &lexicon::HOUSES_BY_NAME));
    houses.then(|| words.text(first).to_owned())
}

/// Proposals, each with the line of this year that speaks against that home; `settled` are known to be spoken against.
pub(in crate::findings) fn pairs(ground: &Ground<'_>, settled: &FxHashSet<u32>) -> Vec<(u32, u32)> {
    let open = |proposal: &Proposal| !settled.contains(&proposal.unit);
    let proposals: Vec<Proposal> = proposals(ground).into_iter().filter(open).collect();
    if proposals.is_empty() {
        return Vec::new();
    }
    let news = ground.undated_news().filter(|unit| in_section_on_homes(ground, *unit));
    let speaks = |unit: u32| Some((unit, against(ground, unit)?));
    let against: Vec<(u32, Against)> =
        ground.said_this_year().chain(news).filter_map(speaks).take(AGAINST_MAX).collect();
    let pair = |proposal: &Proposal| {
        let of_it = against.iter().filter(|(unit, how)| {
            let enough = proposal.approved || *how != Against::NotSeen;
            enough && *unit != proposal.unit && is_on(ground, *unit, *how, proposal)
        });
        let best = of_it.max_by_key(|(unit, how)| (*how, ground.after.written(*unit), Reverse(*unit)))?;
        let own = [proposal.unit, proposal.named];
        Some(own.into_iter().filter(|unit| *unit != best.0).map(|unit| (unit, best.0)).collect::<Vec<_>>())
    };
    let mut found: Vec<(u32, u32)> = proposals.iter().filter_map(pair).flatten().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a line names a home, or the sentence before it in its entry does and it none.
fn is_on(ground: &Ground<'_>, unit: u32, how: Against, proposal: &Proposal) -> bool {
    let entry = ground.after.lines_of_entry(unit);
    let words = ground.after.words(unit);
    let before = || unit.checked_sub(1).filter(|before| entry.contains(before));
    let named = |unit: u32| proposal.is_named(ground.after.words(unit));
    let points = || {
        (0..words.len()).any(|at| words.is(at, "there") || words.is_in(at, &lexicon::DEMONSTRATIVE))
            || names_home(words)
    };
    let of_it = || how == Against::Gone || points();
    named(unit) || address(words).is_none() && of_it() && before().is_some_and(named)
}

/// How a line speaks against a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Against {
    /// Nobody has seen it yet.
    NotSeen,
    /// It is refused.
    Refused,
    /// It is another's now.
    Gone,
}

fn against(ground: &Ground<'_>, unit: u32) -> Option<Against> {
    let lines = &ground.after;
    let words = lines.words(unit);
    if lines.stance(unit) == Stance::Against && !asks(words) {
        return Some(Against::Refused);
    }
    let leaves = [Sign::GivingUp, Sign::LeavingAHome, Sign::Key, Sign::LetAgain];
    if lines.may(unit, &leaves) && is_gone(words) {
        return Some(Against::Gone);
    }
    let seen = || (0..words.len()).any(|at| words.is_in(at, &lexicon::SEEING_A_HOME));
    let prose = lines.document.unit(unit).kind == UnitKind::Sentence;
    let denied = prose && lines.may(unit, &[Sign::Denial]) && is_not_done(ground, unit) && seen();
    denied.then_some(Against::NotSeen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(stands: &str, entry: &str) -> usize {
        let plan = |entry: &str| format!("## Accommodation\n\n{stands}\n\n## Notes\n\n{entry}");
        let after = plan(&format!("9 May 2024 - Housing (R. Tait):\n{entry}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| {
            usize::from(!pairs(ground, &FxHashSet::default()).is_empty())
        })
    }

    #[test]
    fn an_approval_that_leaves_the_name_to_the_line_before() {
        let stands = "He hopes to go to his aunt at 14 Larch Quay, Skerrow. The address has been approved.";
        assert_eq!(check(stands, "The keys of 14 Larch Quay came back to us in March."), 1);
        assert_eq!(check(stands, "I cannot support Larch Quay."), 1);
        assert_eq!(check(stands, "Larch Quay has not been assessed by us."), 1);
        assert_eq!(check(stands, "I was at Larch Quay on 3 May. It is not suitable."), 1);
        assert_eq!(check(stands, "The keys of 9 Port Row came back to us in March."), 0, "another street");
        assert_eq!(
            check(stands, "The keys of 16 Larch Quay came back to us in March."),
            0,
            "the neighbour's"
        );
        assert_eq!(check(stands, "The keys of 14b Larch Quay came back to us in March."), 1);
        assert_eq!(check(stands, "I was at Larch Quay and saw all of its rooms."), 0);
        assert_eq!(check(stands, "His application for a boat was refused."), 0, "no home");
        assert_eq!(check(stands, "I was at Larch Quay on 3 May. His parcel was refused."), 0, "the parcel");
        let stands =
            "Proposed address: Larchfield Supported Living, Flat 6, 3 Quay Row. It has been approved.";
        assert_eq!(check(stands, "Larchfield have not assessed him."), 1, "by who lets it");
        assert_eq!(check(stands, "Larchfield have assessed him and like him."), 0);
    }

    #[test]
    fn a_home_that_is_only_put_forward() {
        let stands = "Proposed: his aunt's flat, 6 Larch Vennel, Skerrow.";
        assert_eq!(check(stands, "Larch Vennel is away. The keys went back to the council in March."), 1);
        assert_eq!(check(stands, "I have not yet visited Larch Vennel."), 0, "nothing calls it approved");
        assert_eq!(check("She grew up at 6 Larch Vennel.", "The keys of Larch Vennel went back."), 0);
    }
}
