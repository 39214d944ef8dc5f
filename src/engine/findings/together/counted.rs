//! How many reports of misconduct there were: a line counts them, and the table or list of them in the plan, or another
//! line, has more within the time that it speaks of.
//!
//! Takes the newest version, gives pairs: the line that counts ("no reports in this sentence", "two reports in the year"),
//! and the newest row that it leaves out, the list of days, or the line with the greater count. A count without a time is
//! held only against what speaks of no more. Reports that somebody writes for a conference are none.

use std::cmp::Reverse;
use std::ops::Range;

use jiff::Span;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::assessments::tools::{ends_sentence, is_of_another};
use crate::document::UnitKind;
use crate::document::reading::{cells, field, table_head};
use crate::findings::ground::Ground;
use crate::findings::ground::signs::Sign;
use crate::lexicon;
use crate::text::{TokenKind, Words, numbers};

/// Most lines that count, and most rows: each is held against each.
const CLAIMS_MAX: usize = 48;
const ROWS_MAX: usize = 256;
/// Longest line that is read, in tokens.
const LINE_TOKENS_MAX: usize = 400;
/// Most words between a count and what is counted.
const KIND_WORDS_MAX: usize = 3;
/// Most tokens behind what is counted within which the time is said.
const TIME_TOKENS_MAX: usize = 8;
/// Most tokens before a count within which it is.
const TIME_BEFORE_TOKENS: usize = 2;
/// Days by which a year that somebody speaks of may be short.
const YEAR_MARGIN_DAYS: i32 = 21;

/// The time that a line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    /// All of the sentence.
    Whole,
    From(Date),
    Unknown,
}

/// A line that counts reports.
#[derive(Debug)]
struct Claim {
    unit: u32,
    count: u64,
    time: Time,
    /// When it was counted.
    to: Date,
    /// The days that the line lists, each of one report.
    listed: Vec<Date>,
}

/// A row with a report.
struct Row {
    unit: u32,
    day: Date,
}

/// The pairs, in reading order.
pub(super) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let Some(as_of) = ground.input.as_of else { return Vec::new() };
    let may = |unit: u32| {
        ground.after.may(unit, &[Sign::ReportOfMisconduct])
            && ground.after.tokens(unit).len() <= LINE_TOKENS_MAX
    };
    let lines = ground.after.all().filter(|(unit, line)| line.speaks && may(*unit));
    let claims: Vec<Claim> =
        lines.filter_map(|(unit, _)| claim(ground, unit, as_of)).take(CLAIMS_MAX).collect();
    if claims.is_empty() {
        return Vec::new();
    }
    let rows = rows(ground);
    let mut found = Vec::new();
    for claim in claims.iter().filter(|claim| is_of_now(ground, claim.unit)) {
        found.extend(left_out(ground, claim, &rows).map(|row| (claim.unit, row)));
        let others = claims.iter().filter(|other| other.unit != claim.unit);
        found.extend(others.filter(|other| is_more(claim, other)).map(|other| (claim.unit, other.unit)));
    }
    found.sort_unstable();
    // A list and a count may each speak against the other.
    found.dedup_by(|one, other| *one == *other || (one.1, one.0) == *other);
    found
}

/// Whether a line stands, or was said this year.
fn is_of_now(ground: &Ground<'_>, unit: u32) -> bool {
    ground.is_said_this_year(unit) || ground.stands(unit) && !ground.after.line(unit).minutes
}

/// The newest row within the time of a claim, if there are more than it counts; not one that it names.
fn left_out(ground: &Ground<'_>, claim: &Claim, rows: &[Row]) -> Option<u32> {
    let within = || rows.iter().filter(|row| is_within(claim, row.day));
    // Two charges of one day are one report.
    let mut days: Vec<Date> = within().map(|row| row.day).collect();
    days.sort_unstable();
    days.dedup();
    if claim.time == Time::Unknown || days.len() as u64 <= claim.count {
        return None;
    }
    let stems = &ground.after.line(claim.unit).stems;
    let named = |row: &&Row| {
        let shared =
            ground.after.line(row.unit).stems.iter().filter(|stem| stems.binary_search(stem).is_ok());
        claim.listed.contains(&row.day) || shared.count() > 0
    };
    let newest = |rows: &mut dyn Iterator<Item = &Row>| {
        rows.max_by_key(|row| (row.day, Reverse(row.unit))).map(|row| row.unit)
    };
    newest(&mut within().filter(|row| claim.count == 0 || !named(row))).or_else(|| newest(&mut within()))
}

fn is_within(claim: &Claim, day: Date) -> bool {
    let begun = match claim.time {
        Time::From(from) => day > from,
        Time::Whole => true,
        Time::Unknown => false,
    };
    begun && day <= claim.to
}

/// Whether another line counts more within the time of a claim, or lists more days than that; or the claim lists all there
/// were, and too few in the time of the other.
fn is_more(claim: &Claim, other: &Claim) -> bool {
    let days = other.listed.iter().filter(|day| is_within(claim, **day)).count() as u64;
    let short = is_full_list(claim)
        && matches!(other.time, Time::From(_))
        && other.to <= claim.to
        && (claim.listed.iter().filter(|day| is_within(other, **day)).count() as u64) < other.count;
    let contained = match (claim.time, other.time) {
        (Time::Whole, _) => true,
        (Time::From(from), Time::From(theirs)) => {
            theirs.saturating_add(Span::new().days(YEAR_MARGIN_DAYS)) >= from
        }
        _ => false,
    };
    claim.time != Time::Unknown && days > claim.count
        || short
        || contained && other.to <= claim.to && other.count > claim.count
}

/// Whether a line has the day of each of the reports that it counts.
fn is_full_list(claim: &Claim) -> bool {
    claim.time == Time::Whole && claim.count > 0 && claim.listed.len() as u64 == claim.count
}

/// What a line counts, where it counts reports of misconduct.
fn claim(ground: &Ground<'_>, unit: u32, as_of: Date) -> Option<Claim> {
    let words = ground.after.words(unit);
    let to = ground.after.written(unit).unwrap_or(as_of);
    let labelled = label(ground, unit);
    let (count, time, spoken) = match labelled {
        Some(value) => in_field(ground, words, value, to)?,
        None => in_prose(ground, unit, to)?,
    };
    let listed = ground.after.dates(unit).iter().filter_map(|(_, value)| value.date()).collect();
    let claimed = (0..spoken).any(|at| words.is_in(at, &lexicon::CLAIMING));
    (!claimed && !is_of_another(words, 0..words.len())).then_some(Claim { unit, count, time, to, listed })
}

/// Where the value begins of a field for reports of misconduct.
fn label(ground: &Ground<'_>, unit: u32) -> Option<usize> {
    let words = ground.after.words(unit);
    let document = ground.after.document;
    let row = document.unit(unit).kind == UnitKind::Row;
    let divides =
        |at: &usize| if row { words.kind(*at) == Some(TokenKind::Cell) } else { words.is_sign(*at, ":") };
    let parted = row || ground.is_prose(unit) || field(document, document.unit(unit)).is_some();
    let end =
        (0..words.len().min(LABEL_TOKENS_MAX)).find(divides).filter(|_| parted && ground.stands(unit))?;
    let start = end + 1;
    let is_report = |at: usize| words.is_in(at, &lexicon::REPORTS_OF_MISCONDUCT);
    let first = (0..start).find(|at| words.is_word(*at))?;
    let opens = is_report(first) || words.is_in(first, &lexicon::OF_MISCONDUCT) && is_report(first + 1);
    // "Reports to the Board: 2"
    let of_paper = (first..start).any(|at| words.is_in(at, &lexicon::OF_A_PAPER));
    (opens && !of_paper && start > first).then_some(start)
}

/// Tokens within which a label ends.
const LABEL_TOKENS_MAX: usize = 9;

/// The count of a field, or how many days it lists: "Reports: 3 (3 May 2021, …)", "Misconduct reports this year: none".
fn in_field(ground: &Ground<'_>, words: Words<'_>, value: usize, to: Date) -> Option<(u64, Time, usize)> {
    let listed = || {
        let days = ground.after.document.dates_in(&words.tokens()[value..]);
        (days.len() > 1 && days[0].0.start == 0).then_some(days.len() as u64)
    };
    let count = listed().or_else(|| count_at(words, value))?;
    let time = match time_in(ground, words, 0..value, to) {
        Time::Unknown => match time_in(ground, words, value..words.len().min(value + TIME_TOKENS_MAX), to) {
            Time::Unknown if !(value..words.len().min(value + 3)).any(|at| words.is(at, "since")) => {
                Time::Whole
            }
            time => time,
        },
        time => time,
    };
    Some((count, time, value))
}

/// The count of a sentence: "two misconduct reports in the year", "nothing on report this year".
fn in_prose(ground: &Ground<'_>, unit: u32, to: Date) -> Option<(u64, Time, usize)> {
    let words = ground.after.words(unit);
    if !ground.is_prose(unit) && !ground.after.line(unit).minutes {
        return None;
    }
    let report = (1..words.len()).find(|at| {
        words.is_in(*at, &lexicon::REPORTS_OF_MISCONDUCT) && counted_before(words, *at).is_some()
    })?;
    let (at, count) = counted_before(words, report)?;
    let end = (report..words.len()).find(|at| ends_sentence(words, *at)).unwrap_or(words.len());
    let behind = time_in(ground, words, report + 1..end.min(report + 1 + TIME_TOKENS_MAX), to);
    // "Another year without a report", and not "after a year without".
    let year = || {
        let near = at.saturating_sub(TIME_BEFORE_TOKENS)..at;
        let after = (at.saturating_sub(TIME_BEFORE_TOKENS + 1)..at).any(|at| words.is(at, "after"));
        let year = near.into_iter().any(|at| words.is_in(at, &lexicon::OVER_A_YEAR));
        if year && !after { Time::From(year_before(to)) } else { Time::Unknown }
    };
    let time = if behind == Time::Unknown && count == 0 { year() } else { behind };
    let kind = (at..=report).any(|at| words.is_in(at, &lexicon::OF_MISCONDUCT));
    let paper = words.is_in(report + 1, &lexicon::OF_A_PAPER)
        || report + 1 < words.len() && words.is_glued(report + 1) && words.is_sign(report + 1, "-");
    let had = at > 0 && (words.is_in(at - 1, &lexicon::HAD_OR_BEEN));
    let headed = is_of_conduct(ground, unit);
    let bare = headed && time == Time::Unknown && count == 0;
    if paper && !kind || !(kind || headed || had || time != Time::Unknown) {
        return None;
    }
    // "Two reports were dismissed"; "no" opens what is said of others.
    let unfounded = |at: usize| words.is_in(at, &lexicon::NO_FINDING) && !words.is(at, "no");
    if count > 0 && (report + 1..end.min(report + 1 + TIME_TOKENS_MAX)).any(unfounded) {
        return None;
    }
    // "No reports." under the heading for conduct is of the year.
    Some((count, if bare { Time::From(year_before(to)) } else { time }, at))
}

/// Whether a line stands under a heading for conduct.
fn is_of_conduct(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let heading = document.sections()[document.unit(unit).section as usize].heading;
    heading.is_some_and(|heading| {
        let words = ground.after.words(heading);
        (0..words.len()).any(|at| words.is_in(at, &lexicon::OF_MISCONDUCT))
    })
}

/// The count that stands before what is counted, and where: "just the one report", "no further reports", "nothing on
/// report", "without a report".
fn counted_before(words: Words<'_>, report: usize) -> Option<(usize, u64)> {
    let mut at = report.checked_sub(1)?;
    for _ in 0..=KIND_WORDS_MAX {
        let none = words.is_in(at, &lexicon::WITHOUT_ONE) || words.is_in(at, &lexicon::NO_SUCH_THING);
        if none {
            return Some((at, 0));
        }
        if let Some(count) = count_at(words, at) {
            // "One of the reports"
            return Some((at, count));
        }
        let on = words.is(at, "on") && at > 0 && words.is_in(at - 1, &lexicon::WITHOUT_ONE);
        if !on && !words.is_in(at, &lexicon::KINDS_OF_MISCONDUCT) {
            return None;
        }
        at = at.checked_sub(1)?;
    }
    None
}

/// A count in figures or words; "none" and "nil" are one too. No year, and nothing that a day begins with.
fn count_at(words: Words<'_>, at: usize) -> Option<u64> {
    if words.is_in(at, &lexicon::NO_REPORTS) {
        return Some(0);
    }
    let one = || words.is(at, "one").then_some(1);
    let count = numbers::number_at(words, at).and_then(|(_, value)| value.count()).or_else(one)?;
    let of_more = at > 0 && (words.is_sign(at - 1, "/") || words.is_sign(at - 1, "."));
    (count <= COUNT_MAX && !of_more && !words.is(at + 1, "of")).then_some(count)
}

/// Most reports that somebody counts.
const COUNT_MAX: u64 = 60;

/// The time that some words speak of.
fn time_in(ground: &Ground<'_>, words: Words<'_>, range: Range<usize>, to: Date) -> Time {
    for at in range.clone() {
        if words.is(at, "since") {
            return since(ground, words, at + 1, to);
        }
        let all = words.is_in(at, &lexicon::ALL_OF_A_SENTENCE);
        if all && !(range.start..at).any(|at| words.is_in(at, &lexicon::EARLIER)) {
            return Time::Whole;
        }
        if words.is_in(at, &lexicon::OVER_A_YEAR) && !words.is_number(at + 1) {
            return Time::From(year_before(to));
        }
        let months = numbers::number_at(words, at)
            .and_then(|(end, value)| value.count().filter(|_| words.is_in(end, &lexicon::MONTHS_BY_NAME)));
        if let Some(months) =
            months.and_then(|months| i64::try_from(months).ok()).filter(|months| *months <= MONTHS_MAX)
        {
            let from = to.saturating_sub(Span::new().months(months));
            return Time::From(from.saturating_add(Span::new().days(YEAR_MARGIN_DAYS)));
        }
    }
    Time::Unknown
}

/// Most months that somebody counts over.
const MONTHS_MAX: i64 = 36;

fn year_before(to: Date) -> Date {
    to.saturating_sub(Span::new().years(1)).saturating_add(Span::new().days(YEAR_MARGIN_DAYS))
}

/// What "since" begins: a day, the last conference, a time of year, or the sentence itself.
fn since(ground: &Ground<'_>, words: Words<'_>, from: usize, to: Date) -> Time {
    let near = from..words.len().min(from + SINCE_TOKENS);
    let year = to.saturating_sub(Span::new().years(1));
    let dates = ground.after.document.dates_in(&words.tokens()[near.clone()]);
    // A month without a year is the last before it was said.
    if let Some(day) = dates.first().and_then(|(_, value)| value.last_day_from(Some(year))) {
        return Time::From(day);
    }
    if near.clone().any(|at| words.is_in(at, &lexicon::SINCE_THE_START)) {
        return Time::Whole;
    }
    let meeting = near.clone().any(|at| words.is_in(at, &lexicon::SINCE_A_MEETING));
    if let Some(held) =
        ground.input.baseline.and_then(|baseline| baseline.as_of).filter(|held| meeting && *held < to)
    {
        return Time::From(held);
    }
    let seasons = [(&lexicon::SPRING, 3), (&lexicon::SUMMER, 6), (&lexicon::AUTUMN, 9)];
    let month = seasons.iter().find(|(list, _)| near.clone().any(|at| words.is_in(at, list))).map(|it| it.1);
    let of_year = |year: i16| Date::new(year, month?, 1).ok().filter(|day| *day < to);
    of_year(to.year()).or_else(|| of_year(to.year() - 1)).map_or(Time::Unknown, Time::From)
}

/// Tokens behind "since" within which it is said since when.
const SINCE_TOKENS: usize = 5;

/// The rows of tables of reports of misconduct, with what came of them.
fn rows(ground: &Ground<'_>) -> Vec<Row> {
    let document = ground.after.document;
    let mut tables: FxHashMap<u32, bool> = FxHashMap::default();
    let mut found = Vec::new();
    for (unit, line) in ground.after.all() {
        let own = document.unit(unit);
        if own.kind != UnitKind::Row || !line.speaks || found.len() >= ROWS_MAX {
            continue;
        }
        let of_reports = *tables.entry(own.block).or_insert_with(|| {
            table_head(document, own)
                .is_some_and(|head| is_head(Words::new(document.source(), document.tokens_of(head))))
        });
        if !of_reports {
            continue;
        }
        let words = ground.after.words(unit);
        let outcome = (0..words.len()).rev().take_while(|at| words.kind(*at) != Some(TokenKind::Cell));
        // An empty cell is an outcome that is not known.
        let found_so = cells(document, own).last().is_some_and(|cell| !cell.is_empty())
            && !outcome.into_iter().any(|at| words.is_in(at, &lexicon::NO_FINDING));
        let day = ground.after.dates(unit).first().and_then(|(_, value)| value.date());
        found.extend(day.filter(|_| found_so).map(|day| Row { unit, day }));
    }
    found
}

/// Whether the head of a table has a column for reports and one for what came of them.
fn is_head(words: Words<'_>) -> bool {
    let has = |list: &lexicon::WordList| (0..words.len()).any(|at| words.is_in(at, list));
    (has(&lexicon::REPORTS_OF_MISCONDUCT) || has(&lexicon::OF_MISCONDUCT))
        && has(&lexicon::OUTCOMES_OF_REPORTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    const TABLE: &str = "| Date | Report | Outcome |\n|---|---|---|\n| 3 May 2022 | Shouting on the quay | Caution |\n\
        | 4 October 2023 | A second kettle | Guilty, 3 days |\n| 5 March 2024 | Rope in his bunk | Guilty, 7 days |\n\
        | 6 April 2024 | Late for the ferry | Not proved |";

    fn found(stands: &str, said: &str) -> Vec<String> {
        let plan = |said: &str| {
            format!("## Conduct\n\n{stands}\n\n## Contacts\n\n9 May 2024 - Hall (R. Tait):\n{said}\n")
        };
        let before = format!("## Conduct\n\n{stands}\n");
        with_ground(&[("2023-06-01", &before), ("2024-06-01", &plan(said))], |ground| {
            let text = |(_, other): (u32, u32)| ground.after.line(other).text.clone();
            pairs(ground).into_iter().map(text).collect()
        })
    }

    #[test]
    fn fewer_than_the_table_has() {
        for said in [
            "No reports in the year.",
            "He has had no reports in this sentence.",
            "No misconduct reports since May 2022.",
            "Just the one report since the last conference and that was the kettle.",
            "One misconduct report in custody.",
            "Nothing on report this year.",
            "Another year without a report.",
            "One adjudication in the last 12 months.",
        ] {
            let found = found(TABLE, said);
            assert!(found.iter().any(|row| row.contains("Rope")), "{said}: {found:?}");
        }
        for said in [
            "Two reports in the year.",
            "No reports since March 2024.",
            "Three reports since admission.",
            "No reports received this year.",
            "No reports of trouble this year.",
            "No reports have been asked for this year.",
            "No report from psychology in the year.",
            "One report by the nurse in the year.",
            "No reports to the Board since 2022.",
            "He thinks that he has had no reports this year.",
            "His brother has had no reports this year.",
            "No reports since he came to the quay.",
            "No boat related report in custody.",
            "His cell mate has had no reports this year.",
            "Came down a level after nine months without a report.",
            "After a year without a report he was moved.",
        ] {
            assert_eq!(found(TABLE, said), [""; 0], "{said}");
        }
    }

    #[test]
    fn a_list_of_days_and_two_counts() {
        let list = "Misconduct reports: 7 October 2023, 9 November 2023 and 4 January 2024";
        assert_eq!(found(list, "He has had two reports in the year.").len(), 1);
        assert_eq!(found(list, "He has had three reports in the year."), [""; 0]);
        let row = "| What | Day | Result |\n|---|---|---|\n\
            | Misconduct reports | 7/10/2023, 9/11/2023 and 4/1/2024 | All guilty |";
        assert_eq!(found(row, "He has had two reports in the year.").len(), 1);
        let full = "Reports: 2 (3 May 2021, 4 June 2022)";
        assert_eq!(found(full, "Only the one report this year (March).").len(), 1);
        assert_eq!(found(full, "No reports this year."), [""; 0]);
        let none = "Misconduct reports this year: none";
        assert_eq!(found(none, "Two misconduct reports since the autumn.").len(), 1);
        assert_eq!(found(none, "Two misconduct reports were dismissed since the autumn."), [""; 0]);
        assert_eq!(found(none, "Two misconduct reports in 2019."), [""; 0]);
        assert_eq!(found(none, "In his first year he had two misconduct reports."), [""; 0]);
        assert_eq!(
            found("No misconduct reports this year.", "He had two misconduct reports in 2019."),
            [""; 0]
        );
        assert_eq!(
            found(
                "Misconduct reports this year: 1",
                "Three reports since the autumn: a kettle, a rope and a fight."
            )
            .len(),
            1
        );
        assert_eq!(found("Misconduct reports this year: 3", "Three reports since the autumn."), [""; 0]);
        assert_eq!(found("Reports since sentence: one", "There had been two reports.").len(), 1);
    }
}
