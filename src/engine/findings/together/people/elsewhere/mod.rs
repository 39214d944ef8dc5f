//! Who was in two places at one time: away for some days, and seen in the prison on one of them.
//!
//! Takes the newest version, gives pairs: the line that says when somebody was in hospital or else out of the prison, and
//! one by another hand that has him in the prison, or doing something there, meanwhile. On the day of going and the day of
//! coming back he may be in both; then only times tell.

mod clock;
mod days;
mod here;
mod sightings;
mod stays;
mod whom;

use crate::findings::ground::Ground;
use clock::minutes;
use here::Here;
use sightings::{Sighting, When, sightings, waking, working_days};
use stays::{Place, Stay, stays};
use whom::Whom;

/// Most sightings that are set beside one stay.
const OF_STAY_MAX: usize = 2;
/// Days of a stay that somebody must have missed who was there so often that each week has one.
const MISSED_MIN: usize = 5;

/// Lines by which somebody was away, each with one that has him in the prison meanwhile.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let lines = stays::lines(ground);
    if lines.is_empty() {
        return Vec::new();
    }
    let (whom, here) = (Whom::of(ground), Here::of(ground));
    let stays = stays(ground, whom, &here, &lines);
    if stays.is_empty() {
        return Vec::new();
    }
    let seen = sightings(ground, whom, &here);
    let mut found = Vec::new();
    for stay in &stays {
        let against = seen.iter().filter(|seen| {
            are_apart(ground, stay.unit, seen.unit)
                && is_news(ground, stay, seen)
                && contradicts(stay, seen)
                && (stay.place != Place::NotYetHere || is_of_here(ground, stay, seen))
        });
        found.extend(against.take(OF_STAY_MAX).map(|seen| (stay.unit, seen.unit)));
    }
    found
}

/// Whether two lines are of two hands: neither of one entry, nor of one paragraph.
fn are_apart(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let block = |unit: u32| ground.after.document.unit(unit).block;
    let entry = |unit: u32| ground.after.entry(unit);
    block(one) != block(other) && (entry(one).is_none() || entry(one) != entry(other))
}

/// Whether "here" is this prison: its name says so, or the line was written since somebody came.
fn is_of_here(ground: &Ground<'_>, stay: &Stay, seen: &Sighting) -> bool {
    seen.is_named || ground.after.written(seen.unit).is_none_or(|day| minutes(day) >= stay.to)
}

/// Whether one of two lines came since the version compared with: what was read then is not asked again.
fn is_news(ground: &Ground<'_>, stay: &Stay, seen: &Sighting) -> bool {
    let news = |unit: u32| ground.is_new(unit) || ground.is_changed(unit);
    ground.before.is_none() || news(stay.unit) || news(seen.unit)
}

/// Whether somebody cannot have been seen then who was away.
fn contradicts(stay: &Stay, seen: &Sighting) -> bool {
    let elsewhere = match stay.place {
        Place::Outside => true,
        Place::Apart => seen.is_at_work,
        Place::NotYetHere => seen.is_here,
    };
    if !elsewhere {
        return false;
    }
    let within = |(from, to): (i64, i64)| stay.from <= from && to <= stay.to;
    match seen.when {
        When::Day(day) => within(waking(day)),
        When::Minutes(from, to) if from == to => stay.from < from && from < stay.to,
        When::Minutes(from, to) => from.max(stay.from) < to.min(stay.to),
        When::Each { from, to, daily } => {
            let least = if daily { 1 } else { MISSED_MIN };
            let overlap = minutes(from) < stay.to && stay.from < minutes(to);
            overlap && working_days(from, to).filter(|day| within(*day)).take(least).count() == least
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    /// Whether an entry of the nurse and one of the bosun have somebody in two places.
    fn check(away: &str, seen: &str) -> bool {
        let before = "## Work\n\nShe rows and she sings.\n";
        let after = format!(
            "{before}\n## Contacts\n\n29 April 2024 - Nurse (R. Tait):\n{away}\n\n\
             12 April 2024 - Officer (A. Weir):\n{seen}\n\n2 May 2024 - PBSW (O. Orr):\nShe is well.\n"
        );
        with_ground(&[("2023-06-01", before), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn away_for_some_days_and_seen_on_one() {
        let away = "She was in the Larchfield Infirmary from 8 to 15 April 2024 with her chest.";
        assert!(check(away, "On 10 April 2024 she sat with me all morning in the classroom."));
        assert!(check(away, "I saw her in her cell on 11 April 2024, bright and well."));
        assert!(check(away, "Saw her in the hall this morning, bright and well."));
        assert!(check(away, "She worked in the laundry all five days, Monday 8 to Friday 12 April 2024."));
        assert!(check(away, "Gardens book has her out with the squad every working day in April."));
        assert!(check(away, "On 9 April she was in the boat shed when the row began."));
        let seen = "On 10 April 2024 she sat with me all morning in the classroom.";
        assert!(!check("The hospital wing was painted from 8 to 15 April 2024.", seen));
        assert!(!check("She was hospital cleaner from 8 to 15 April 2024.", seen));
        assert!(!check(away, "On 16 April 2023 she sat with me in the classroom."), "a year before");
        assert!(!check(away, "I saw her in her cell on 8 April 2024."), "the day she went");
        assert!(!check(away, "I saw her in hospital on 11 April 2024."), "there");
        assert!(!check(away, "Went up to the infirmary. Saw her this morning, sitting up in the hall."));
        assert!(!check(away, "On 11 April 2024 I spoke to her by telephone from the hall."));
        assert!(!check(away, "Her brother was in the hall on 11 April 2024."), "another");
        assert!(!check(away, "On 10 April 2024 she was not in the classroom."));
        assert!(!check(away, "The report of 10 April 2024 was read to her in the hall."));
        assert!(!check(away, "She is to sit in the classroom on 10 May 2024."), "to come");
        assert!(!check(away, "She told me in the hall that on 10 April she was sick."), "what she told");
    }

    #[test]
    fn how_a_stay_is_told() {
        let seen = "On 10 April 2024 she sat with me in the classroom.";
        assert!(check("9.4.24 to outside hospital, operated on, back to the hall on 16.4.24.", seen));
        assert!(check("Admitted to the Royal 8 April 2024 and discharged 12 April 2024.", seen));
        assert!(check(
            "Transferred to the Quay Clinic 5 February 2024 and returned here 23 April 2024.",
            seen
        ));
        assert!(check("Back from outside hospital 12 April after three nights in for her chest.", seen));
        assert!(check("Back from hospital 12 April, tired (in on the 9th).", seen));
        assert!(check("Back Friday from hospital, in there with her chest from 9 to 12 April.", seen));
        assert!(check(
            "On 9 April 2024 she went off in the ambulance and they kept her until the Thursday.",
            seen
        ));
        assert!(check(
            "She fell on 9 April 2024. She was in the outside hospital from that night until 12 April.",
            seen
        ));
        assert!(check("She was unlawfully at large from 8 April to 12 April 2024.", seen));
        assert!(!check("She was not in hospital from 8 to 15 April 2024.", seen));
        assert!(!check("Her mother was in hospital from 8 to 15 April 2024.", seen), "another");
        assert!(!check("Mr Quill was in hospital from 8 to 15 April 2024.", seen), "another");
        assert!(!check("She is to be in hospital from 8 to 15 April 2025.", seen), "to come");
        assert!(!check("Hospital appointment booked for 8 to 15 April 2024.", seen));
        assert!(!check("Seen at the clinic from 8 to 15 April 2024.", seen), "no place outside");
        assert!(!check("Her mother is ill. In hospital from 8 to 15 April 2024.", seen), "hers");
        assert!(!check("She was in hospital from 8 to 15 April 2023.", seen), "a year before");
    }

    #[test]
    fn two_places_on_one_day() {
        let out = "10 April: sent out to hospital 09.30 with her chest, back 19.15.";
        assert!(check(out, "On 10 April 2024 she sat it with us, ten till half past three, and passed."));
        assert!(check(out, "On 10 April 2024 she sat with me all morning in the classroom."));
        assert!(check(out, "10 April 2024: sample taken in hall 11.10, clear."));
        assert!(!check(out, "10 April 2024: sample taken in hall 08.10, clear."), "before she went");
        assert!(!check(out, "I saw her in her cell on 10 April 2024."), "at some time");
        let funeral =
            "Escort to funeral 10 April. Left the gate 09.40, service at 11, back through reception 15.15.";
        assert!(check(funeral, "10 April 2024: sample taken in hall 11.10, clear."));
        assert!(!check(funeral, "11 April 2024: sample taken in hall 11.10, clear."));
    }

    #[test]
    fn who_is_seen_and_who_is_not() {
        let away = "She was in the Larchfield Infirmary from 8 to 15 April 2024 with her chest.";
        assert!(check(away, "She attended group on 10 April and took an active part."));
        assert!(check(away, "Found with a phone in her cell on 10/04/24."));
        assert!(check(
            away,
            "I met with her in the link centre on Wednesday 10 April 2024 to go over the plan."
        ));
        assert!(check(away, "Good chat with her in the office today."));
        assert!(check(away, "She has not missed a shift in the kitchen in April."));
        assert!(check(away, "Worked in the bakery 8 April to 12 April, five full days."));
        assert!(check(away, "In the bakery 9 April. She worked each morning of that week."));
        assert!(check(away, "She worked in the bakery every day this week."));
        assert!(check(away, "She swept the hall on 3 and 10 April."));
        assert!(!check(away, "I met her social worker in the hall on 10 April."), "hers");
        assert!(!check(away, "We checked her cell on 10 April and changed the lock."), "hers");
        assert!(!check(away, "Her tag was found in the laundry on 10 April."), "hers");
        assert!(!check(away, "The class met on 10 April without her."));
        assert!(!check(away, "I worked in the hall on 10 April and she was not there."), "the writer");
        assert!(!check(away, "Absent from the class on 10 April."));
        assert!(!check(away, "Sent her a card from the class on 10 April."));
        assert!(!check(away, "DC Quill came to the hall on 10 April and left papers for her."));
        assert!(!check(away, "She was to sit her exam in the classroom on 10 April."), "meant to");
        assert!(!check(away, "She missed every class in April."));
        assert!(!check(away, "She was at every class in the gym from 1 March to 5 April."), "before");
    }

    #[test]
    fn kept_apart_and_not_here_yet() {
        let apart = "Segregated from 8 April to 13 April after the fight.";
        assert!(check(apart, "She worked in the laundry on 10 April."));
        assert!(!check(apart, "I saw her at her door on 10 April."), "she may be seen there");
        let seen = "On 10 April 2024 she sat with me in the classroom here.";
        assert!(check("She came here on 11 April 2024 from Larch, never here before.", seen));
        assert!(check("Transferred here from Larch on 11 April 2024, her first time here.", seen));
        assert!(!check("She came here on 11 April 2024.", seen), "she may have been here before");
        assert!(!check("She came here on 9 April 2024, never here before.", seen));
        let there = "On 10 April 2024 she sat with me in the classroom.";
        assert!(!check("She came here on 11 April 2024 from Larch, never here before.", there), "at Larch");
    }
}
