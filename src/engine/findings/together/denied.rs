//! One line says what the other denies: decisions for and against, a name with and without a denial, a word that a line
//! came to say or to deny.

use super::homes;
use super::pairs::shares_name;
use crate::delta::Change;
use crate::facts::FactClass;
use crate::findings::ground::Ground;
use crate::findings::ground::polarity::{Stance, stance_of, stance_on};
use crate::findings::ground::signs::Sign;
use crate::lexicon;

/// Whether one line denies what the other says of a thing named in both.
pub(super) fn denies(ground: &Ground<'_>, unit: u32, other: u32) -> bool {
    let named = shares_name(ground, unit, other);
    let words = |unit: u32| ground.after.words(unit);
    let (one, two) = (ground.after.line(unit), ground.after.line(other));
    let this_year = ground.is_changed(unit) && ground.is_of_this_year(other);
    // That both decide something is no matter that they share.
    let decides = |stem: u32| {
        let words = words(unit);
        let decisions =
            |at: &usize| words.is_in(*at, &lexicon::APPROVED) || words.is_in(*at, &lexicon::REFUSED);
        (0..words.len()).filter(decisions).any(|at| ground.stems.find(words.text(at)) == Some(stem))
    };
    let shares =
        |stem: &u32| ground.after.is_rare(*stem) && two.stems.binary_search(stem).is_ok() && !decides(*stem);
    let linked = named || (this_year && one.stems.iter().any(shares));
    if linked
        && !homes::is_of_another(ground, unit, other)
        && opposite(ground.after.stance(unit), ground.after.stance(other))
    {
        return true;
    }
    // A bar denies what it bars; that is no contradiction of what tells of it.
    let bars = |unit: u32| ground.after.bars(unit);
    if !bars(unit) && denies_named(ground, unit, other) {
        return true;
    }
    let touched = |change: &Change| change.facts.iter().any(|fact| DENYING.contains(&fact.class));
    let changed = ground.change(unit).is_some_and(|change| change.risk && touched(change));
    if !ground.is_changed(unit) || !changed || bars(unit) || bars(other) {
        return false;
    }
    let said = one.stems.iter().filter(|stem| two.stems.binary_search(stem).is_ok());
    let predicates = said.filter(|stem| ground.after.is_rare(**stem) || !one.names.contains(stem));
    predicates.copied().any(|stem| {
        let on = |unit: u32| stance_on(ground, unit, stem);
        // That one knows of one thing and another not of another is no matter that they share.
        let knows = ground.stems.is_of(stem, &lexicon::KNOWING);
        let rare = ground.after.is_rare(stem) && !knows;
        rare && opposite(on(unit), on(other)) && came_to_it(ground, unit, stem)
    })
}

/// Whether a line that holds until it is changed denies something by its name that was said this year: "Not on the Quay
/// scheme", and an entry of how the Quay scheme goes.
fn denies_named(ground: &Ground<'_>, unit: u32, other: u32) -> bool {
    if !ground.after.may(unit, &[Sign::Denial]) {
        return false;
    }
    let others = &ground.after.line(other).names;
    let shared = ground.after.line(unit).names.iter().filter(|name| others.contains(name));
    let denied = |name: &&u32| {
        ground.after.is_rare(**name)
            && stance_on(ground, unit, **name) == Stance::Against
            && stance_on(ground, other, **name) == Stance::For
    };
    ground.is_said_this_year(other) && ground.stands(unit) && shared.filter(denied).count() > 0
}

/// Whether it was the change of a line that made it say so of a word, or decide what it decides.
fn came_to_it(ground: &Ground<'_>, unit: u32, stem: u32) -> bool {
    let was = ground.before.as_ref().zip(ground.change(unit));
    was.is_some_and(|(before, change)| {
        let old = change.before.start;
        before.stance(old) != ground.after.stance(unit)
            || stance_of(ground, before.words(old), stem) != stance_on(ground, unit, stem)
    })
}

/// Classes of facts by which a line comes to say or to deny something.
const DENYING: [FactClass; 4] =
    [FactClass::Negation, FactClass::Denial, FactClass::Status, FactClass::Antonym];

fn opposite(one: Stance, other: Stance) -> bool {
    matches!((one, other), (Stance::For, Stance::Against) | (Stance::Against, Stance::For))
}
