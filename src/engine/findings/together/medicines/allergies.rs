//! What somebody is allergic to, and a medicine of that family that was given.
//!
//! Takes the newest version, gives pairs: the line that names the allergy, and the newest line of this year by which a
//! medicine of the family was given. The families stand in `findings.txt` of the lexicon: who is allergic to penicillin is
//! to amoxicillin.

use std::cmp::Reverse;
use std::sync::LazyLock;

use crate::facts;
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::together::matters::is_supposed;
use crate::lexicon::{self, WordList};
use crate::text::Words;

/// Medicines that are of one family.
static FAMILIES: [&LazyLock<WordList>; 3] =
    [&lexicon::PENICILLINS, &lexicon::ANTI_INFLAMMATORIES, &lexicon::CODEINES];

/// Whether a word names a medicine, by its family or its ending.
pub(in crate::findings) fn is_medicine(words: Words<'_>, at: usize) -> bool {
    FAMILIES.iter().any(|family| words.is_in(at, family)) || facts::is_medicine(words.text(at))
}

/// Most lines that name an allergy, and most by which something was given: work stays bounded by the plan.
const LINES_MAX: usize = 64;

/// Lines on an allergy, each with the newest by which a medicine of its family was given.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let speaks = |unit: &u32| ground.after.line(*unit).speaks && !ground.after.line(*unit).minutes;
    let of_allergy = |unit: &u32| is_of_allergy(ground.after.words(*unit));
    let allergies = ground.standing().filter(speaks).filter(of_allergy);
    let allergies: Vec<(u32, [bool; 3])> = allergies
        .map(|unit| (unit, allergic_to(ground.after.words(unit))))
        .filter(|(_, of)| of.contains(&true))
        .take(LINES_MAX)
        .collect();
    if allergies.is_empty() {
        return Vec::new();
    }
    let given =
        ground.said_this_year().chain(ground.undated_news()).filter(speaks).filter(|unit| !of_allergy(unit));
    let given: Vec<(u32, [bool; 3])> = given
        .map(|unit| (unit, given_in(ground.after.words(unit))))
        .filter(|(_, of)| of.contains(&true))
        .take(LINES_MAX)
        .collect();
    let newest = |of: [bool; 3]| {
        let same =
            given.iter().filter(|(_, theirs)| of.iter().zip(theirs).any(|(own, their)| *own && *their));
        same.map(|(unit, _)| *unit).max_by_key(|unit| (ground.after.written(*unit), Reverse(*unit)))
    };
    allergies.into_iter().filter_map(|(unit, of)| Some((unit, newest(of)?))).collect()
}

/// Whether a line tells of an allergy, rather than of a medicine that was given.
fn is_of_allergy(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| words.is_in(at, &lexicon::ALLERGIES))
}

/// To which families a line says that somebody is allergic: "penicillin allergy", "allergic to ibuprofen and takes
/// paracetamol".
fn allergic_to(words: Words<'_>) -> [bool; 3] {
    let allergy = (0..words.len()).find(|at| words.is_in(*at, &lexicon::ALLERGIES)).unwrap_or(words.len());
    let ends = |at: &usize| words.is_sign(*at, ".") || words.is_in(*at, &lexicon::TAKING_A_MEDICINE);
    let behind = (allergy..words.len().min(allergy + OF_ALLERGY_TOKENS)).take_while(|at| !ends(at));
    let said: Vec<usize> = (allergy.saturating_sub(BEFORE_ALLERGY_TOKENS)..allergy).chain(behind).collect();
    FAMILIES.map(|family| said.iter().any(|at| words.is_in(*at, family) && !is_denied_at(words, *at)))
}

/// Tokens behind an allergy within which it is told of what, and before it.
const OF_ALLERGY_TOKENS: usize = 16;
const BEFORE_ALLERGY_TOKENS: usize = 2;

/// Medicines of which families a line says that they were given: with a dose or for how long, neither instead of another
/// nor on the hall.
fn given_in(words: Words<'_>) -> [bool; 3] {
    let has = |list: &WordList| (0..words.len()).any(|at| words.is_in(at, list));
    let counted = (0..words.len()).any(|at| words.is_number(at));
    let given = (counted || has(&lexicon::TAKING_A_MEDICINE)) && !has(&lexicon::NOT_GIVEN);
    let stated = |at: usize| !is_denied_at(words, at) && !is_supposed(words, at);
    FAMILIES.map(|family| given && (0..words.len()).any(|at| words.is_in(at, family) && stated(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_entry;

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
        assert!(!check("He is allergic to codeine.", "Intelligence that he trades tramadol on the hall."));
        assert!(!check(stands, "He was given erythromycin instead of amoxicillin."));
        assert!(!check(stands, "He thinks amoxicillin made him ill as a boy."));
        let nuts = "He is allergic to nuts and takes ibuprofen for his back.";
        assert!(!check(nuts, "Ibuprofen 400 mg renewed."));
        assert!(!check("Allergies: none known", "Amoxicillin 500 mg for a week."));
    }
}
