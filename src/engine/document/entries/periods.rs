//! Heads of entries whose day has no year, because a title above them has it: "14/3, A. Orr, nurse" in the section "2024".
//!
//! Readers of formats write such a head as a heading of the deepest level. That it is one is told by its own words; which
//! day it is, by the nearest title around it that is nothing but a year, or a month of one. Where no title has the year, who
//! wrote is known and the day is not.

use jiff::civil::Date;

use super::heads::{behind_time, is_role};
use super::stamps::{may_be_person, names_no_office};
use super::standing;
use crate::document::model::{Document, UnitKind};
use crate::lexicon;
use crate::text::dates::DayWithin;
use crate::text::{Token, TokenKind, Words};

/// Most tokens of such a head.
const HEAD_TOKENS_MAX: usize = 32;

/// The day with which a head opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// Where it ends, with its time.
    pub(super) end: usize,
    /// The day; none where it is that of the entry before, or of the title above.
    day: Option<DayWithin>,
    /// Whether it is a time of day alone, and the title above has the day.
    timed: bool,
}

/// The day without its year with which these tokens open, or what stands for that of the entry before.
pub(super) fn opening(source: &str, tokens: &[Token]) -> Option<Opening> {
    let words = Words::new(source, tokens);
    let (end, day) = match DayWithin::at(words, 0) {
        Some((end, day)) => (end, Some(day)),
        None if words.is_in(0, &lexicon::DITTO) => (1, None),
        None if is_the_same_day(words) => (2, None),
        None => return clock(words).map(|end| Opening { end, day: None, timed: true }),
    };
    let end = end + usize::from(words.is_sign(end, "."));
    // "May Other, nurse" is somebody.
    if day.is_some_and(DayWithin::is_month) && end < words.len() && !words.is_sign(end, ",") {
        return None;
    }
    Some(Opening { end: behind_clock(words, end), day, timed: false })
}

/// Where the time of day ends with which a head opens: "18:20, O Brae, nurse".
fn clock(words: Words<'_>) -> Option<usize> {
    let end = behind_time(words, 0);
    (words.kind(0) == Some(TokenKind::Number) && end > 0 && words.is_sign(end, ",")).then_some(end)
}

/// "same day"
fn is_the_same_day(words: Words<'_>) -> bool {
    let both = words.tokens().get(..2).map(|both| both[0].span.cover(both[1].span).of(words.source()));
    both.is_some_and(|both| lexicon::THE_SAME_DAY.has(both))
}

/// Where the time of day ends that stands behind a day: "14/3, 0930".
fn behind_clock(words: Words<'_>, day: usize) -> usize {
    let timed = behind_time(words, day);
    if timed > day {
        return timed;
    }
    let at = day + usize::from(words.is_sign(day, ","));
    let figures = words.text(at);
    let clock = figures.len() == 4 && figures.bytes().all(|byte| byte.is_ascii_digit());
    if clock { at + 1 } else { day }
}

/// Whether these tokens, a heading of the deepest level, are such a head: the day, a comma, and who wrote; or the day alone
/// behind which its entry may be signed.
pub(in crate::document) fn is_head(source: &str, tokens: &[Token]) -> bool {
    let Some(Opening { end, timed, .. }) =
        (tokens.len() <= HEAD_TOKENS_MAX).then(|| opening(source, tokens)).flatten()
    else {
        return false;
    };
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    end == tokens.len() || text(end) == "," && names_somebody(source, &tokens[end + 1..], timed)
}

/// Whether words say who wrote: a job or a rank, an initial or a staff number, or a name; none that tells of somebody else,
/// of a court or of what was arranged.
///
/// `timed`: a time of day alone stands before them, where a service signs as often as a person.
fn names_somebody(source: &str, who: &[Token], timed: bool) -> bool {
    let words: Vec<&str> =
        who.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.span.of(source)).collect();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let Some(first) = words.first() else { return false };
    let office = words.iter().any(|word| is_role(word) || lexicon::RANKS.has_exactly(word));
    let initial = words.iter().any(|word| word.len() <= INITIALS_MAX && word.chars().all(char::is_uppercase));
    let number = who.iter().any(|token| token.kind == TokenKind::Number);
    let whole = words.len() > 1 && words.iter().all(|word| capital(word));
    let behind = who.get(1).is_some_and(|sign| sign.span.of(source) == ",");
    let told = |word: &&str| lexicon::SENTENCE_WORDS.has(word) || lexicon::OCCASIONS.has(word);
    let first_part = who.split(|token| token.span.of(source) == ",").next().unwrap_or_default();
    let service = || timed && !words.iter().any(|word| lexicon::OTHER_MATTERS.has(word));
    let person = office || may_be_person(source, first_part) || service();
    (capital(first) || is_role(first))
        && (office || initial || number || whole || behind)
        && person
        && !names_no_office(source, who)
        && (!words.iter().any(told) || are_initials(&words))
}

/// Whether all that is said is somebody's initials, whatever word they look like: "TO", "AM".
fn are_initials(words: &[&str]) -> bool {
    let capitals = |word: &str| word.chars().all(|letter| letter.is_ascii_uppercase());
    matches!(words, [word] if (2..=INITIALS_MAX).contains(&word.len()) && capitals(word))
}

/// Most letters of initials.
const INITIALS_MAX: usize = 3;

/// The day that an opening names, by what stands above the head.
pub(super) fn day(document: &Document, head: u32, opening: Opening) -> Option<Date> {
    if opening.timed {
        return day_above(document, head);
    }
    let within = opening.day?;
    let day = within.of(standing::above(document, head)?.period)?;
    // In no year beside its own does a day fall on the same day of the week.
    (within.has_weekday() || !is_beyond_its_year(document, head)).then_some(day)
}

/// The day that is all that the nearest head says above one with a time of day alone, other such heads and their texts
/// between them.
fn day_above(document: &Document, head: u32) -> Option<Date> {
    let source = document.source();
    for unit in (0..head).rev().take(NEAR_UNITS_MAX).map(|above| document.unit(above)) {
        let tokens = document.tokens_of(unit);
        match unit.kind {
            UnitKind::Heading => return None,
            UnitKind::EntryHead if opening(source, tokens).is_some_and(|opening| opening.timed) => {}
            UnitKind::EntryHead => return standing::standing(source, tokens)?.day(),
            _ => {}
        }
    }
    None
}

/// Whether the days of a section pass into another year between its first head and this one, which a title that is a bare
/// year does not tell: "28/12", and below it "2/1". Where the months run forwards they jump back then, and forwards where
/// they run backwards; where nothing tells which way they run, either jump may be one.
fn is_beyond_its_year(document: &Document, head: u32) -> bool {
    let section = document.unit(head).section;
    let of_section = |unit: &u32| document.unit(*unit).section == section;
    let before = (0..head).rev().take(NEAR_UNITS_MAX).take_while(of_section);
    let first = before.last().unwrap_or(head);
    let behind = (head + 1..document.units().len() as u32).take(NEAR_UNITS_MAX).take_while(of_section);
    let last = behind.last().unwrap_or(head);
    let month = |unit: u32| {
        let told = document.unit(unit).kind == UnitKind::EntryHead;
        let tokens = document.tokens_of(document.unit(unit));
        told.then(|| opening(document.source(), tokens)).flatten()?.day?.month()
    };
    let months: Vec<(u32, i8)> = (first..=last).filter_map(|unit| Some((unit, month(unit)?))).collect();
    let steps = || months.windows(2).map(|pair| (pair[1].0, pair[1].1 - pair[0].1));
    let small = || steps().filter(|(_, step)| step.abs() <= JUMP_MONTHS_MAX);
    let mut forwards = small().filter(|(_, step)| *step > 0).count();
    let backwards = small().filter(|(_, step)| *step < 0).count();
    // As the years run, so do the days of each.
    forwards += usize::from(backwards == 0 && standing::years_run_forwards(document, head));
    steps().take_while(|(unit, _)| *unit <= head).any(|(_, step)| {
        step < -JUMP_MONTHS_MAX && forwards >= backwards || step > JUMP_MONTHS_MAX && backwards >= forwards
    })
}

/// Most months between two notes of one year, one behind the other.
const JUMP_MONTHS_MAX: i8 = 6;
/// Most units before and behind a head that are looked at.
const NEAR_UNITS_MAX: usize = 256;

/// Whether a head opens with a month under no year: then it may be a name, and dates nothing.
pub(super) fn may_be_name(document: &Document, head: u32, opening: Opening) -> bool {
    opening.day.is_some_and(DayWithin::is_month) && standing::above(document, head).is_none()
}

/// Whether a head says that its day is that of the entry before.
pub(super) fn is_same_day(source: &str, tokens: &[Token]) -> bool {
    opening(source, tokens).is_some_and(|opening| opening.day.is_none() && !opening.timed)
        && is_head(source, tokens)
}

#[cfg(test)]
mod tests {
    use crate::document::{UnitKind, parse};

    /// Who wrote the sentence that has these words, and when.
    fn check(plan: &str, words: &str) -> (String, String) {
        let document = parse(plan.to_owned()).unwrap();
        let unit = document.units().iter().find(|unit| document.text(unit).contains(words)).unwrap();
        let entry = document.entry(unit);
        let day = entry.written.map(|day| day.to_string()).unwrap_or_default();
        (entry.author.clone().unwrap_or_default(), day)
    }

    fn said(author: &str, day: &str) -> (String, String) {
        (author.to_owned(), day.to_owned())
    }

    #[test]
    fn the_year_stands_above() {
        let plan = "### B. Nets\n\nShe mends nets.\n\n###### 2023\n\n###### 18/3, 0930, O Brae, quay officer\n\nShe came early.\n\n\
                    ###### 2024\n\n###### 4 Mar, W Orr, nurse\n\nShe came late.\n\n###### do., 1615, O Brae, quay officer\n\n\
                    She left at noon.\n\n### C. Boats\n\nShe rows.\n";
        assert_eq!(check(plan, "came early"), said("O Brae, quay officer", "2023-03-18"));
        assert_eq!(check(plan, "came late"), said("W Orr, nurse", "2024-03-04"));
        assert_eq!(check(plan, "at noon"), said("O Brae, quay officer", "2024-03-04"));
        assert_eq!(check(plan, "She rows"), said("", ""));
    }

    #[test]
    fn the_month_stands_above() {
        let plan = "### B. Nets\n\n###### MARCH 2024\n\n###### Thu 14, Brae, nets\n\nShe came.\n\n###### Fri 14, Orr, boats\n\nShe went.\n\n###### MAY 2024\n\n###### Thu 9, Orr, boats\n\nShe sang.\n";
        assert_eq!(check(plan, "came"), said("Brae, nets", "2024-03-14"));
        assert_eq!(check(plan, "went"), said("Orr, boats", ""), "the fourteenth was a Thursday");
    }

    #[test]
    fn months_below_their_year() {
        let plan = "### B. Nets\n\n###### 2023\n\n###### Oct, OB\n\nShe came.\n\n###### 2024\n\n###### Feb, W Orr, nurse\n\nShe went.\n";
        assert_eq!(check(plan, "came"), said("OB", "2023-10-31"));
        assert_eq!(check(plan, "went"), said("W Orr, nurse", "2024-02-29"));
    }

    #[test]
    fn the_day_stands_above_times_of_day() {
        let plan = "### B. Nets\n\n###### Thursday 14 March 2024\n\n###### 09:30, Quay Officer\n\nShe came early.\n\n\
                    ###### 16:15, Eye Clinic (Kirk Hospital)\n\nShe was seen.\n\n###### Friday 15 March 2024\n\n\
                    ###### 1005, W Orr, nurse\n\nShe went.\n\n### C. Boats\n\n###### 17:00, Quay Officer\n\nShe rows.\n";
        assert_eq!(check(plan, "came early"), said("Quay Officer", "2024-03-14"));
        assert_eq!(check(plan, "was seen"), said("Eye Clinic (Kirk Hospital)", "2024-03-14"));
        assert_eq!(check(plan, "She went"), said("W Orr, nurse", "2024-03-15"));
        assert_eq!(check(plan, "She rows"), said("Quay Officer", ""));
        let other = plan.replace("16:15, Eye Clinic (Kirk Hospital)", "16:15, Kirk Sheriff Court");
        assert_eq!(check(&other, "was seen"), said("", ""));
    }

    #[test]
    fn without_a_year_above_the_day_is_not_known() {
        let plan = "### B. Nets\n\n###### 18/3, O Brae, quay officer\n\nShe came.\n";
        assert_eq!(check(plan, "came"), said("O Brae, quay officer", ""));
    }

    #[test]
    fn beyond_the_end_of_its_year_the_day_is_not_known() {
        let plan = |days: [&str; 4]| {
            let note = |day: &str| format!("###### {day}, O Brae, quay officer\n\nShe rowed on {day}.\n\n");
            format!("### Boats\n\n###### 2022\n\n###### 2023\n\n{}", days.map(note).concat())
        };
        let days = |days: [&str; 4]| days.map(|day| check(&plan(days), &format!("on {day}.")).1);
        assert_eq!(days(["3/10", "28/11", "28/12", "2/1"]), ["2023-10-03", "2023-11-28", "2023-12-28", ""]);
        assert_eq!(days(["4/3", "9/2", "2/1", "28/12"]), ["2023-03-04", "2023-02-09", "2023-01-02", ""]);
        assert_eq!(days(["4/1", "9/2", "3/10", "28/12"])[3], "2023-12-28");
    }

    #[test]
    fn far_apart_in_their_year_where_the_years_run_forwards() {
        let note = |day: &str| format!("###### {day}, O Brae, quay officer\n\nShe rowed on {day}.\n\n");
        let days = format!("{}{}", note("9/1"), note("30/9"));
        let plan = |first: &str, last: &str| {
            format!("### Boats\n\n###### {first}\n\n{}###### {last}\n\n{days}", note("3/4"))
        };
        assert_eq!(check(&plan("2022", "2023"), "on 30/9."), said("O Brae, quay officer", "2023-09-30"));
        assert_eq!(check(&plan("2024", "2023"), "on 30/9."), said("O Brae, quay officer", ""));
    }

    #[test]
    fn headings_that_are_no_heads() {
        for heading in [
            "2024",
            "MARCH 2024",
            "18/3 and what came of it",
            "Do not ring",
            "3 boats",
            "14 May, the storm",
            "20/3, Kirk Sheriff Court",
            "4 June, Sarah Orr (victim) moves house",
            "30 Dec, Christmas leave",
            "4 April, Dental waiting list",
            "do., Kirkhaven",
        ] {
            let kind = parse(format!("###### {heading}\n\nShe rows.\n")).unwrap().unit(0).kind;
            assert_eq!(kind, UnitKind::Heading, "{heading}");
        }
    }

    #[test]
    fn a_day_of_the_week_tells_its_year() {
        let plan = |first: &str, second: &str| {
            format!(
                "## Boats\n\n###### 2023\n\n###### {first}, UB\n\nShe rows.\n\n###### {second}, TO\n\nShe sails.\n\n## Nets\n\n###### 2024\n\n###### 3/2, UB\n\nShe swims.\n"
            )
        };
        // From one note to the next the months run on too far for a day without its weekday.
        assert_eq!(check(&plan("1/2", "3/10"), "sails").1, "");
        assert_eq!(
            check(&plan("Wed 1 Feb", "Tue 3 Oct"), "sails"),
            ("TO".to_owned(), "2023-10-03".to_owned())
        );
    }
}
