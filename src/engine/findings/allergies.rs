//! What somebody is allergic to, and a medicine of that family that was given.
//!
//! Takes the newest version, gives pairs: the line that names the allergy, and the newest line of this year by which a
//! medicine of the family was given. The families stand in `findings.txt` of the lexicon: who is allergic to penicillin is
//! to amoxicillin.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::ground::Ground;
use super::matters::is_supposed;
use super::polarity::is_denied_at;
use crate::document::UnitKind;
use crate::lexicon::{self, WordList};
use crate::text::Words;

/// Medicines that are of one family.
static FAMILIES: [&LazyLock<WordList>; 3] =
    [&lexicon::PENICILLINS, &lexicon::ANTI_INFLAMMATORIES, &lexicon::CODEINES];

/// Most lines that name an allergy, and most by which something was given: work stays bounded by the plan.
const LINES_MAX: usize = 64;

/// Lines on an allergy, each with the newest by which a medicine of its family was given.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let speaks = |unit: &u32| ground.after.line(*unit).speaks && !ground.after.line(*unit).minutes;
    let names = |unit: u32| families(ground.after.words(unit));
    let of_allergy = |unit: &u32| is_of_allergy(ground.after.words(*unit));
    let allergies = ground.standing().filter(speaks).filter(of_allergy);
    let allergies: Vec<(u32, [bool; 3])> = allergies
        .map(|unit| (unit, names(unit)))
        .filter(|(_, of)| of.contains(&true))
        .take(LINES_MAX)
        .collect();
    if allergies.is_empty() {
        return Vec::new();
    }
    let news = ground.standing().filter(|unit| ground.is_new(*unit) && is_prose(ground, *unit));
    let given = ground.said_this_year().chain(news).filter(speaks).filter(|unit| !of_allergy(unit));
    let given: Vec<(u32, [bool; 3])> =
        given.map(|unit| (unit, names(unit))).filter(|(_, of)| of.contains(&true)).take(LINES_MAX).collect();
    let newest = |of: [bool; 3]| {
        let same =
            given.iter().filter(|(_, theirs)| of.iter().zip(theirs).any(|(own, their)| *own && *their));
        same.map(|(unit, _)| *unit).max_by_key(|unit| (ground.after.written(*unit), Reverse(*unit)))
    };
    allergies.into_iter().filter_map(|(unit, of)| Some((unit, newest(of)?))).collect()
}

fn is_prose(ground: &Ground<'_>, unit: u32) -> bool {
    matches!(ground.after.document.unit(unit).kind, UnitKind::Sentence | UnitKind::Item)
}

/// Whether a line tells of an allergy, rather than of a medicine that was given.
fn is_of_allergy(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::ALLERGIES))
}

/// Of which families a line names a medicine, neither denied nor only supposed.
fn families(words: Words<'_>) -> [bool; 3] {
    let stated = |at: &usize| !is_denied_at(words, *at) && !is_supposed(words, *at);
    FAMILIES.map(|family| (0..words.len()).filter(|at| words.is_in(*at, family)).any(|at| stated(&at)))
}

#[cfg(test)]
mod tests {
    use super::super::check::with_entry;
    use super::*;

    fn check(stands: &str, entry: &str) -> bool {
        with_entry(stands, entry, |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn a_medicine_of_the_family() {
        let stands = "Allergies: PENICILLIN, face swelled.";
        assert!(check(stands, "Abscess drained, a week of amoxicillin 500 three times a day."));
        assert!(check("He is allergic to ibuprofen.", "Naproxen 500 mg for his back."));
        assert!(!check(stands, "Abscess drained, a week of doxycycline."));
        assert!(!check(stands, "No amoxicillin was given."));
        assert!(!check(stands, "Told the dentist of the penicillin allergy."));
        assert!(!check("Allergies: none known", "Amoxicillin 500 mg for a week."));
    }
}
