//! Who was at a funeral and was not.
//!
//! Takes the lines that say the one or the other, gives pairs: who was there, and who was kept from it or saw it on a
//! screen. Told apart by whose funeral, where both name the dead; by the day, where both name one; and by a year between.

use jiff::civil::Date;

use crate::facts;
use crate::findings::ground::Ground;
use crate::findings::together::matters::marks::Mark;
use crate::findings::together::matters::poles::{Marked, Role, Sided, age, in_order};
use crate::lexicon;
use crate::text::Words;

/// Most lines that are held against each other: work stays bounded by the plan.
const LINES_MAX: usize = 24;
/// Most days between two lines on one funeral.
const DAYS_MAX: i32 = 365;
/// Tokens behind what somebody did within which those stand who were with him.
const WITH_TOKENS: usize = 4;

/// Lines by which somebody was at a funeral, each with the nearest by which he was not; one of the two is of this year.
pub(in crate::findings) fn pairs(ground: &Ground<'_>, said: &[Sided<'_>]) -> Vec<(u32, u32)> {
    let of_side = |side: usize| {
        let lines = said.iter().filter(move |(_, theirs)| *theirs == side).map(|(line, _)| *line);
        let is_own = move |line: &&Marked| {
            if side == 1 { !is_of_staff(ground, line) } else { was_there(ground, line) }
        };
        lines.filter(is_own).take(LINES_MAX)
    };
    let kept: Vec<&Marked> = of_side(1).collect();
    let news = |unit: u32| ground.is_of_this_year(unit) || ground.stands(unit) && ground.is_changed(unit);
    let pair = |was: &Marked| {
        let same = |not: &&&Marked| (news(was.unit) || news(not.unit)) && may_be_one(ground, was, not);
        let other = kept.iter().filter(same).max_by_key(|not| age(ground, not.unit))?;
        Some(in_order(ground, was.unit, other.unit))
    };
    of_side(0).filter_map(pair).collect()
}

/// Whether whom a line has at a funeral is the person: nobody else did what it tells, and who writes it was not there alone.
fn was_there(ground: &Ground<'_>, line: &Marked) -> bool {
    let words = ground.after.words(line.unit);
    let Some((mark, _)) = line.sides().next() else { return false };
    let rare = |at: usize| ground.stems.find(words.text(at)).is_none_or(|stem| ground.after.is_rare(stem));
    let named = |at: usize| facts::is_name_like(words, at) && words.possessor(at).is_none();
    let ends = |at: &usize| [".", ";", ":"].iter().any(|sign| words.is_sign(*at, sign));
    let speaks = |at: usize| words.is_in(at, &lexicon::SPEAKERS);
    let someone = |at: usize| words.is_in(at, &lexicon::PERSONAL) || speaks(at) || named(at);
    let before = (0..mark.at).rev().take_while(|at| !ends(at));
    let subject = before.into_iter().find(|at| someone(*at));
    let is_own = |at: usize| words.is_in(at, &lexicon::SAID_OF_ANYBODY) || named(at) && !rare(at);
    match subject {
        Some(at) if speaks(at) => (mark.at..mark.end + WITH_TOKENS).any(is_own),
        Some(at) => is_own(at),
        None => true,
    }
}

/// Whether whoever was kept from a funeral is one of the staff: "the chaplain could not attend the burial".
fn is_of_staff(ground: &Ground<'_>, line: &Marked) -> bool {
    let words = ground.after.words(line.unit);
    let Some((mark, _)) = line.sides().next() else { return false };
    let ends = |at: &usize| [".", ";", ":", ","].iter().any(|sign| words.is_sign(*at, sign));
    let staff = |at: usize| words.is_in(at, &lexicon::HEAD_ROLES);
    let before = (0..mark.at).rev().take_while(|at| !ends(at));
    let subject = before.into_iter().find(|at| staff(*at) || words.is_in(*at, &lexicon::PERSONAL));
    words.is_in(mark.at, &lexicon::COMING_TO_A_SERVICE) && subject.is_some_and(staff)
}

/// Whether two lines may be of one funeral.
fn may_be_one(ground: &Ground<'_>, one: &Marked, other: &Marked) -> bool {
    let days = [one, other].map(|line| days(ground, line.unit));
    let of_one_day = days.iter().any(Vec::is_empty) || days[0].iter().any(|day| days[1].contains(day));
    let dead = [one, other].map(|line| dead(ground.after.words(line.unit), line));
    let of_one = match &dead {
        [Some(one), Some(other)] => one == other || is_kin(one) != is_kin(other),
        _ => true,
    };
    let written = ground.after.written(one.unit).zip(ground.after.written(other.unit));
    let near = written.is_none_or(|(one, other)| (one - other).get_days().abs() <= DAYS_MAX);
    of_one_day && of_one && near && one.unit != other.unit
}

/// The days that a line names, and the one before it was written where it says so.
fn days(ground: &Ground<'_>, unit: u32) -> Vec<Date> {
    let words = ground.after.words(unit);
    let yesterday = (0..words.len()).any(|at| words.is(at, "yesterday"));
    let written = ground.after.written(unit).filter(|_| yesterday);
    let mut days = ground.days(unit);
    days.extend(written.and_then(|day| day.yesterday().ok()));
    days
}

/// Whose funeral a line speaks of: "his mother's funeral", "Rena's funeral", "the funeral of his aunt".
fn dead(words: Words<'_>, line: &Marked) -> Option<String> {
    let before = |mark: &Mark<Role>| words.possessor(mark.at.checked_sub(1)?);
    let behind = |mark: &Mark<Role>| {
        let of = words.is(mark.end, "of") && words.is_in(mark.end + 1, &lexicon::POSSESSIVE);
        let kin = of.then(|| words.text(mark.end + 2))?;
        is_kin(kin).then_some(kin)
    };
    let mut of = line.marks.iter().filter(|mark| mark.says == Role::Of);
    let name = of.find_map(|mark| before(mark).or_else(|| behind(mark)))?.to_lowercase();
    Some(lexicon::one_name(&name, &lexicon::KIN_BY_NAME).to_owned())
}

fn is_kin(name: &str) -> bool {
    lexicon::KIN.has(name)
}

#[cfg(test)]
mod tests {
    use crate::findings::check::with_ground;
    use crate::findings::together::matters::poles;

    /// How many pairs are found of two entries of this year.
    fn check(one: &str, other: &str) -> usize {
        let before = "## Notes\n\nWattie rowed. Wattie rested. Wattie sang. Wattie swam. Wattie slept.\n";
        let after = format!(
            "{before}\n9 May 2024 - Chaplain (R. Tait):\n{one}\n\n20 May 2024 - Hall (O. Quill):\n{other}\n"
        );
        with_ground(&[("2023-06-01", before), ("2024-06-01", &after)], |ground| poles::pairs(ground).len())
    }

    #[test]
    fn who_of_the_staff_was_kept_from_it() {
        let was = "Wattie stood at the graveside at the burial of his aunt.";
        assert_eq!(check(was, "The chaplain could not attend the burial."), 0);
        assert_eq!(check(was, "The nurse says that he did not attend the burial."), 1);
        assert_eq!(check(was, "Escort for the burial was refused by the duty officer."), 1);
    }

    #[test]
    fn at_a_funeral_and_kept_from_it() {
        let was = "I went with Wattie and an officer to his mother's funeral yesterday.";
        for not in [
            "He watched his mother's funeral on a tablet.",
            "Escort to the funeral was refused on staffing.",
            "He was not let out to his mother's funeral.",
            "They would not let him go to the funeral.",
            "He never got to the graveside on 8 May.",
            "He missed the funeral.",
        ] {
            assert_eq!(check(was, not), 1, "{not}");
        }
        for was in [
            "He stood at the graveside, cuffed to one officer.",
            "Out 10.15 to his mum's funeral, back 14.00.",
        ] {
            assert_eq!(check(was, "Escort to the funeral was refused on staffing."), 1, "{was}");
        }
    }

    #[test]
    fn who_was_there_and_whose_funeral() {
        let was = "I went with Wattie and an officer to his mother's funeral yesterday.";
        assert_eq!(check(was, "He watched his uncle's funeral on a tablet."), 0, "of another");
        assert_eq!(check(was, "He watched the funeral of his uncle on a tablet."), 0, "of another");
        assert_eq!(check(was, "He watched the funeral of his mother on a tablet."), 1);
        assert_eq!(check(was, "He watched the funeral of 17 May on a tablet."), 0, "another day");
        assert_eq!(check(was, "If escort is refused he may watch the funeral on a tablet."), 0, "supposed");
        assert_eq!(check(was, "He went to the funeral, cuffed."), 0);
        let not = "Escort to the funeral was refused on staffing.";
        assert_eq!(check("His sister stood at the graveside.", not), 0, "another");
        assert_eq!(check("I took the funeral with the parish priest.", not), 0, "who writes");
        assert_eq!(check("He asked to go to the funeral.", not), 0, "wanted");
    }
}
