//! What was promised by a day that has passed, and not told of since.
//!
//! Takes the newest version line by line, gives each promise once, though table, entry and minutes all state it. A
//! promise is a form of the future ("will", "to be", "is due to", "Ms Orr to ask", "can offer") with a day by which,
//! which lies after its entry's day and before this plan's. What comes by itself (the next conference, the end of an
//! order) is none. It was kept if later words on the same matter say so and none denies it.

use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::ground::cues::Cue;
use super::ground::lines::{Lines, Stem};
use super::ground::signs::Sign;
use super::ground::{Ground, stem};
use crate::document::reading::{cells, plain, table_head};
use crate::document::{Column, UnitKind};
use crate::history::{Action, ActionChange, is_completed};
use crate::lexicon;
use crate::text::Words;

/// Something promised by a day that has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Where it is stated, the fullest first; several where it is copied.
    pub units: Vec<u32>,
    /// The day by which.
    pub due: Date,
    /// Who is to do it, as far as the words say: "I" is who wrote it.
    pub owner: Option<String>,
    /// A later line that says that it was not done, if there is one.
    pub denied: Option<u32>,
}

/// The promises past their day, the latest day first.
pub(super) fn promises(ground: &Ground<'_>) -> Vec<Promise> {
    let Some(as_of) = ground.input.as_of else { return Vec::new() };
    let mut found: Vec<Promise> = Vec::new();
    let rows = ground.input.history.map_or(&[][..], |history| &history.actions);
    found.extend(rows.iter().filter_map(|action| of_row(action, as_of)));
    for (unit, _) in ground.after.all().filter(|(_, line)| line.speaks) {
        if let Some(due) = due(ground, unit).filter(|due| *due < as_of) {
            found.push(Promise { units: vec![unit], due, owner: owner(ground, unit), denied: None });
        }
    }
    let mut merged = merged(ground, found);
    for promise in &mut merged {
        // A whole day says more than "the end of June"; then the newest words; a row, which nobody dated, last.
        promise.units.sort_by_key(|unit| {
            let vague = whole_day(ground, *unit).is_none();
            (ground.is_row(*unit), vague, std::cmp::Reverse(ground.since(*unit)), *unit)
        });
    }
    let rows = ground.after.all().map(|(unit, _)| unit).filter(|unit| ground.is_row(*unit));
    let done: Vec<u32> = rows.filter(|unit| is_done_row(ground, *unit)).take(DONE_ROWS_MAX).collect();
    merged.retain_mut(|promise| {
        let outcome = outcome(ground, promise, &done);
        promise.denied = outcome.denied;
        // A row that stands open is told whatever others say.
        !outcome.kept || promise.units.iter().any(|unit| ground.is_row(*unit))
    });
    merged.sort_by_key(|promise| (std::cmp::Reverse(promise.due), promise.units[0]));
    merged
}

/// Most rows that are done that a promise is looked for among.
const DONE_ROWS_MAX: usize = 500;

/// An open row of the action plan that is past its day.
fn of_row(action: &Action, as_of: Date) -> Option<Promise> {
    let due = action.due.filter(|due| *due < as_of)?;
    let open = action.overdue || action.change == ActionChange::Overdue;
    Some(Promise { units: vec![action.after.filter(|_| open)?], due, owner: None, denied: None })
}

/// The day by which a line promises something; none where it promises nothing.
fn due(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    let kind = ground.after.document.unit(unit).kind;
    if !matches!(kind, UnitKind::Sentence | UnitKind::Item) {
        return None;
    }
    let by_field = ground.after.may(unit, &[Sign::MonthWord, Sign::YearWord]);
    let words = ground.after.words(unit);
    if !by_field && !ground.after.dates(unit).iter().any(|(range, _)| may_be_due(words, range.start)) {
        return None;
    }
    let written = ground.since(unit);
    let future = future(words, kind == UnitKind::Item, ground.after.line(unit).minutes)?;
    let by = dated(ground, words, future, written).or_else(|| before_field(ground, words, future))?;
    let own_day = ground.after.written(unit);
    own_day.is_none_or(|day| day < by).then_some(by)
}

/// Whether a line of minutes says what was agreed: that it was, or what somebody will do by a day.
pub(super) fn is_agreed(lines: &Lines<'_>, unit: u32) -> bool {
    let words = lines.words(unit);
    let agreed =
        (0..words.len()).any(|at| words.is(at, "agreed") && words.is_in(at + 1, &lexicon::BEHIND_AGREED));
    let dated = !lines.dates(unit).is_empty();
    agreed || (dated && future(words, false, true).is_some())
}

/// A form of the future.
#[derive(Clone, Copy)]
struct Future {
    /// The token at which it begins.
    at: usize,
    /// Whether it is certain enough for a day behind "on" or "in" rather than "by".
    certain: bool,
}

/// The first form of the future in a sentence that is not denied and not of something that comes by itself.
fn future(words: Words<'_>, item: bool, minutes: bool) -> Option<Future> {
    let by_itself = (0..words.len()).any(|at| {
        words.is_in(at, &lexicon::BY_ITSELF)
            || (words.is_in(at, &lexicon::FUTURE)
                && words.is(at + 1, "be")
                && words.is_in(at + 2, &lexicon::SET_FREE))
            || (words.is(at, "next") && words.is_in(at + 1, &lexicon::MEETINGS_TO_COME))
            || (words.is(at, "if") && words.is_in(at + 1, &lexicon::BEHIND_IF))
    });
    if by_itself {
        return None;
    }
    (0..words.len()).find_map(|at| future_at(words, at, item, minutes))
}

fn future_at(words: Words<'_>, at: usize, item: bool, minutes: bool) -> Option<Future> {
    let denied = |end: usize| words.is_in(end, &lexicon::DENYING_A_VERB) || words.is(end, "have");
    if words.is_in(at, &lexicon::FUTURE) {
        // Minutes tell of what people said they would do; elsewhere "would" is a supposition.
        let reported = words.is(at, "would");
        return (!denied(at + 1) && (minutes || !reported)).then_some(Future { at, certain: !reported });
    }
    if words.is_in(at, &lexicon::PROMISING) {
        return Some(Future { at, certain: false });
    }
    if words.is_in(at, &lexicon::IS) && words.is_in(at + 1, &lexicon::EXPECTED) && !words.is(at + 2, "to") {
        return Some(Future { at, certain: false });
    }
    if words.is_in(at, &lexicon::IS) && words.is_in(at + 1, &lexicon::BOOKED) {
        return Some(Future { at, certain: true });
    }
    if lexicon::FUTURE_IN_TWO_WORDS
        .position(words.text(at))
        .is_some_and(|pair| lexicon::SECOND_OF_TWO_WORDS.position(words.text(at + 1)) == Some(pair))
    {
        return Some(Future { at, certain: false });
    }
    if (words.is(at, "am") || words.is_in(at, &lexicon::IS))
        && words.text(at + 1).to_lowercase().ends_with("ing")
    {
        return Some(Future { at, certain: false });
    }
    if words.is(at, "to") && is_verb_after_to(words, at, item) {
        return Some(Future { at, certain: words.is(at + 1, "be") || is_task(words, at) });
    }
    None
}

/// "Ms Orr to ask": a bare infinitive behind who is to do it, or at the head of an item.
fn is_verb_after_to(words: Words<'_>, at: usize, item: bool) -> bool {
    let verb = words.is_word(at + 1) && !words.is_capitalised(at + 1);
    let article = words.is_in(at + 1, &lexicon::NO_VERBS);
    verb && !article
        && (is_task(words, at) || words.is(at + 1, "be") || (item && at == 0) || is_due_to(words, at))
}

/// Whether a name, a role in capitals or the start of the sentence stands straight before the infinitive.
fn is_task(words: Words<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    words.is_capitalised(before) || words.is_sign(before, ")") || words.is_sign(before, ":")
}

fn is_due_to(words: Words<'_>, at: usize) -> bool {
    at > 0 && words.is_in(at - 1, &lexicon::BEFORE_A_TASK)
}

/// Whether words stand before a day that may make it one by which something is due.
fn may_be_due(words: Words<'_>, day: usize) -> bool {
    let limit = || (day.saturating_sub(LIMIT_TOKENS_MAX)..day).any(|at| is_limit(words, at));
    let on = |before: usize| words.is_in(before, &lexicon::ON_A_DAY);
    let week = |before: usize| words.is(before, "week");
    day.checked_sub(1).is_some_and(on) || day.checked_sub(2).is_some_and(week) || limit()
}

/// The first day by which something is due behind a form of the future, or before it at the head of the sentence.
fn dated(ground: &Ground<'_>, words: Words<'_>, future: Future, written: Option<Date>) -> Option<Date> {
    let days = ground.after.document.dates_in(words.tokens());
    let by = |from: usize| {
        let limit = (from.saturating_sub(LIMIT_TOKENS_MAX)..from).rev().find(|at| is_limit(words, *at));
        let limit = limit.filter(|at| (at + 1..from).all(|at| words.is_in(at, &lexicon::BEFORE_DAY)));
        // "I am off on 3 May, the hall will send somebody" promises nothing for the third.
        let on = future.certain && from > future.at && words.is_in(from - 1, &lexicon::ON_A_DAY);
        limit.is_some() || on
    };
    days.iter()
        .filter(|(range, _)| range.start > future.at || range.start <= LIMIT_TOKENS_MAX)
        .filter(|(range, _)| by(range.start) || is_week(words, future, range.start))
        .find_map(|(range, value)| {
            let day = value.last_day_from(written)?;
            // A week ends six days after the day that it is named by.
            let days = if is_week(words, future, range.start) { 6 } else { 0 };
            day.checked_add(days.days()).ok()
        })
}

/// Whether a day behind a form of the future that is certain names a week: "in the week of", "week commencing".
fn is_week(words: Words<'_>, future: Future, day: usize) -> bool {
    let Some(before) = day.checked_sub(2).filter(|before| *before > future.at && future.certain) else {
        return false;
    };
    words.is(before, "week") && words.is_in(before + 1, &lexicon::BEHIND_WEEK)
}

/// Tokens within which a word that says by when stands before its day: "by the end of".
const LIMIT_TOKENS_MAX: usize = 5;

fn is_limit(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::BY_WHEN) || (words.is(at, "later") && words.is(at + 1, "than"))
}

/// "12 months before the custodial term ends": so long before the day of a field that has this name.
fn before_field(ground: &Ground<'_>, words: Words<'_>, future: Future) -> Option<Date> {
    let before = (future.at..words.len()).find(|at| words.is(*at, "before"))?;
    let (months, from) = months_before(words, before)?;
    if from < future.at {
        return None;
    }
    let named: Vec<String> =
        (before + 1..words.len()).filter(|at| words.is_word(*at)).map(|at| stem(words.text(at))).collect();
    let day = ground.day_of_field(&named)?;
    day.checked_sub(months.months()).ok()
}

/// "12 months" or "six months" that ends at this token, as months, and the token at which it begins.
fn months_before(words: Words<'_>, before: usize) -> Option<(i64, usize)> {
    let unit = before.checked_sub(1)?;
    let per = if words.is_in(unit, &lexicon::MONTH_WORDS) { 1 } else { 12 };
    if per == 12 && !words.is_in(unit, &lexicon::YEAR_WORDS) {
        return None;
    }
    let at = unit.checked_sub(1)?;
    let count: i64 = words.text(at).parse().ok()?;
    (1..=240).contains(&count).then_some((count * per, at))
}

/// Who is to do it: who writes "I", or the name before the form of the future.
fn owner(ground: &Ground<'_>, unit: u32) -> Option<String> {
    let words = ground.after.words(unit);
    let first = (0..words.len()).any(|at| words.text(at) == "I" || words.is_in(at, &lexicon::I_WITH_A_VERB));
    if first {
        return ground.after.voice(unit)?.author.clone();
    }
    let at = future(words, false, ground.after.line(unit).minutes)?.at;
    let named = (0..at)
        .rev()
        .take_while(|at| words.is_capitalised(*at) || words.is_sign(*at, ".") || words.is_sign(*at, "&"));
    let start = named.last()?;
    let text = plain(words.source(), &words.tokens()[start..at]);
    text.contains(char::is_alphabetic).then_some(text).filter(|text| !lexicon::NO_OWNERS.has_exactly(text))
}

/// Copies of one promise as one: the same day, and a rare stem in common or three stems that are half of the shorter. By
/// another day it is another promise, and two rows of the plan are two actions.
fn merged(ground: &Ground<'_>, found: Vec<Promise>) -> Vec<Promise> {
    let mut once: Vec<Promise> = Vec::new();
    let mut by_stem: FxHashMap<Stem, Vec<usize>> = FxHashMap::default();
    for promise in found {
        let unit = promise.units[0];
        let rare: Vec<Stem> = ground
            .after
            .line(unit)
            .stems
            .iter()
            .copied()
            .filter(|stem| ground.after.is_rare(*stem))
            .collect();
        let near = rare.iter().filter_map(|stem| by_stem.get(stem)).flatten().copied();
        let copy = near.filter(|at| {
            let known = &once[*at];
            known.units.iter().any(|other| is_copy(ground, (*other, known.due), (unit, promise.due)))
        });
        let at = copy.min().unwrap_or(once.len());
        match once.get_mut(at) {
            Some(known) => {
                known.owner = known.owner.take().or(promise.owner);
                known.units.extend(promise.units);
            }
            None => once.push(promise),
        }
        for stem in rare {
            by_stem.entry(stem).or_default().push(at);
        }
    }
    once
}

fn is_copy(ground: &Ground<'_>, one: (u32, Date), other: (u32, Date)) -> bool {
    let stems = |unit: u32| &ground.after.line(unit).stems;
    let shared: Vec<Stem> =
        stems(one.0).iter().filter(|stem| stems(other.0).contains(stem)).copied().collect();
    let words = shared.len();
    let shorter = stems(one.0).len().min(stems(other.0).len()).max(1);
    let rare = shared.iter().any(|stem| ground.after.is_rare(*stem));
    let rows = ground.is_row(one.0) && ground.is_row(other.0);
    // "By the end of June" in minutes that were copied into those of the next year is the same promise still.
    let days = whole_day(ground, one.0).zip(whole_day(ground, other.0));
    let other_days = days.is_some_and(|(one, other)| one != other);
    let copied = shorter >= COPIED_STEMS_MIN && words == shorter && !other_days;
    // And so is what one hand promises by the end of the month and another by its last Friday.
    let days = one.1.duration_until(other.1).as_hours().abs() / 24;
    let near = days <= DAYS_APART_MAX && rare && words * 2 >= shorter;
    !rows && (copied || near || (days == 0 && (rare || (words >= 3 && words * 2 >= shorter))))
}

/// The first day that a line names with its month and year.
fn whole_day(ground: &Ground<'_>, unit: u32) -> Option<Date> {
    let dates = ground.after.dates(unit);
    dates.iter().find_map(|(_, value)| value.date())
}

/// Fewest telling words that a promise is known again by, whatever its day.
const COPIED_STEMS_MIN: usize = 5;
/// Days between which one promise may be told by two days.
const DAYS_APART_MAX: i64 = 2;

/// What later lines say came of a promise.
#[derive(Clone, Copy, Default)]
struct Outcome {
    kept: bool,
    denied: Option<u32>,
}

/// Looks for later words on the same matter: a sign that it was done, or one that it was not. The newest word holds, but
/// a denial of this year is told whatever a row says.
fn outcome(ground: &Ground<'_>, promise: &Promise, done: &[u32]) -> Outcome {
    let made = promise.units.iter().filter_map(|unit| ground.since(*unit)).max();
    let (mut kept, mut denied): (Option<Date>, Option<(Date, u32)>) = (None, None);
    let mut others: Vec<u32> =
        promise.units.iter().flat_map(|unit| ground.neighbours(*unit)).map(|(unit, _)| unit).collect();
    others.extend(done);
    // Words that a promise shares with another line through what it bars ("no pets") tell nothing of what came of it.
    let bars = |unit: &u32| ground.after.does(*unit, Cue::NotDone);
    let stated: Vec<u32> = promise.units.iter().copied().filter(|unit| !bars(unit)).collect();
    let stated = if stated.is_empty() { promise.units.clone() } else { stated };
    for unit in others.into_iter().filter(|unit| !promise.units.contains(unit)) {
        if ground.is_row(unit) {
            let of_it = promise.units.iter().any(|own| is_same_matter(ground, *own, unit));
            if of_it && is_done_row(ground, unit) {
                kept = kept.max(ground.since(unit));
            }
            continue;
        }
        let shared = stated.iter().map(|own| ground.after.shared(*own, unit).len()).max().unwrap_or(0);
        let Some(day) = ground.after.written(unit).filter(|day| made.is_some_and(|made| *day > made)) else {
            continue;
        };
        let own_words = promise.units.iter().any(|own| is_of_same_hand(ground, *own, unit));
        if ground.after.line(unit).minutes || (!own_words && (shared < 2 || !is_on_it(ground, &stated, unit)))
        {
            continue;
        }
        match verdict(ground, unit) {
            (true, _) => denied = denied.max(Some((day, unit))),
            (_, true) if own_words || tells_of_it(ground, promise, unit) => kept = kept.max(Some(day)),
            _ => {}
        }
    }
    let denied =
        denied.filter(|(day, unit)| kept.is_none_or(|kept| *day >= kept) || ground.is_of_this_year(*unit));
    Outcome { kept: kept.is_some() && denied.is_none(), denied: denied.map(|(_, unit)| unit) }
}

/// Whether a line is of the author of a promise and names somebody whom it names.
fn is_of_same_hand(ground: &Ground<'_>, promise: u32, unit: u32) -> bool {
    let author = |unit: u32| ground.after.voice(unit).and_then(|voice| voice.author.as_deref());
    let first = |author: &str| author.split([',', '(']).next().unwrap_or_default().trim().to_owned();
    let same = match (author(promise), author(unit)) {
        (Some(one), Some(other)) => first(one) == first(other),
        _ => false,
    };
    let names = &ground.after.line(unit).names;
    same && ground
        .after
        .line(promise)
        .names
        .iter()
        .any(|name| names.contains(name) && ground.after.is_rare(*name))
}

/// Whether a line has three stems of a promise, or a third of them.
fn is_on_it(ground: &Ground<'_>, promised: &[u32], unit: u32) -> bool {
    let stems = &ground.after.line(unit).stems;
    promised.iter().any(|own| {
        let own = &ground.after.line(*own).stems;
        let shared = own.iter().filter(|stem| stems.binary_search(stem).is_ok()).count();
        shared >= 3 || shared * 3 >= own.len()
    })
}

/// Whether a line shares more with a promise than names: that somebody was heard of says nothing of what he promised.
fn tells_of_it(ground: &Ground<'_>, promise: &Promise, unit: u32) -> bool {
    let line = ground.after.line(unit);
    promise.units.iter().any(|own| {
        let own = ground.after.line(*own);
        let names = |stem: &&Stem| own.names.contains(stem) || line.names.contains(stem);
        let shared = own.stems.iter().filter(|stem| line.stems.binary_search(stem).is_ok());
        shared.filter(|stem| !names(stem)).count() > 0
    })
}

/// Whether a row is about what a line promises: two stems in common that are half of the line's.
fn is_same_matter(ground: &Ground<'_>, promise: u32, row: u32) -> bool {
    let (own, row) = (&ground.after.line(promise).stems, &ground.after.line(row).stems);
    let shared = own.iter().filter(|stem| row.binary_search(stem).is_ok()).count();
    shared >= 2 && shared * 2 >= own.len()
}

/// Whether a later line denies and whether it tells that something was done.
fn verdict(ground: &Ground<'_>, unit: u32) -> (bool, bool) {
    let cues = ground.after.cues(unit);
    let denies = cues.has(Cue::NotDone);
    (denies, cues.has(Cue::Kept) && !denies)
}

/// Whether a row of an action plan says that it is done.
fn is_done_row(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let row = document.unit(unit);
    let columns = table_head(document, row).and_then(|head| document.columns_of_actions(head));
    let status = columns.and_then(|columns| columns.cell(Column::Status, &cells(document, row)).copied());
    status.is_some_and(|status| is_completed(&plain(document.source(), status)))
        && !super::telling::is_share(ground.after.words(unit))
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    /// Day, owner and number of places of each promise of the last plan.
    fn check(plans: &[(&str, &str)]) -> Vec<(String, String, usize)> {
        with_ground(plans, |ground| {
            let found = promises(ground).into_iter();
            found
                .map(|found| (found.due.to_string(), found.owner.unwrap_or_default(), found.units.len()))
                .collect()
        })
    }

    fn of(text: &str) -> Vec<(String, String, usize)> {
        check(&[("2023-05-02", "Plan.\n"), ("2024-05-02", text)])
    }

    #[test]
    fn forms_of_the_future_with_a_day_by_which() {
        for (text, owner) in [
            ("A Orr 3/6/23: I will send the form by 30 June 2023.", "A Orr"),
            ("## Minutes, 3 June 2023\n\nMs Orr to ask the dentist for a date by 30 June 2023.", "Ms Orr"),
            ("The clinic will look at the dose by 30 June 2023.", ""),
            ("A Orr 3/6/23: I can offer two visits and will report by 30 June 2023.", "A Orr"),
            ("Bloods to be repeated before 30 June 2023.", "Bloods"),
            ("The request goes to the board by 30 June 2023.", ""),
        ] {
            assert_eq!(of(text), [("2023-06-30".to_owned(), owner.to_owned(), 1)], "{text}");
        }
    }

    #[test]
    fn what_a_promise_bars_says_nothing_of_what_came_of_it() {
        let plan = "## Minutes, 3 June 2023\n\nMs Orr to ask the harbour for a berth by 30 June 2023.\n\n## Work\n\n\
            A Orr 3/6/23: Terms: own cabin, no pets aboard, harbour to be asked for a berth by 30 June 2023.\n\n\
            B Weir 4/8/23: The lodge offers an own cabin with no pets aboard.\n";
        with_ground(&[("2023-05-02", "Plan.\n"), ("2024-05-02", plan)], |ground| {
            let found = promises(ground);
            assert_eq!(found.len(), 1);
            assert_eq!((found[0].units.len(), found[0].denied), (2, None));
        });
    }

    #[test]
    fn a_week_is_over_after_six_days() {
        let found = of("The optician will call in the week of 5 June 2023.");
        assert_eq!(found.iter().map(|found| found.0.as_str()).collect::<Vec<_>>(), ["2023-06-11"]);
        assert!(
            of("The optician will call in the week of 29 April 2024.").is_empty(),
            "it is that week still"
        );
    }

    #[test]
    fn what_promises_nothing() {
        for text in [
            "The order expires by 30 June 2023.",
            "Next conference will be held by 30 June 2023.",
            "He was seen by 30 June 2023.",
            "Told to me on 30 June 2023 by Mr Orr that he sank it.",
            "A Orr 3/6/23: I will send it by 30 June 2025.",
            "A Orr 3/8/23: the form was to be sent by 30 June 2023.",
            "A Orr 3/6/23: I am away on 30 June 2023, the ward will send somebody.",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }

    #[test]
    fn a_day_reckoned_from_a_field() {
        let plan = "| Item | Detail |\n|---|---|\n| Term ends | 30/06/2024 |\n\nWork will start 12 months before the term ends.";
        assert_eq!(of(plan)[0].0, "2023-06-30");
    }

    #[test]
    fn copies_are_one() {
        let plan = "A Orr 3/6/23: I will write to Bramble House by 30 June 2023.\n\n\
                    ## Minutes, 6 June 2023\n\nMs Orr will write to Bramble House by 30 June 2023.";
        assert_eq!(of(plan), [("2023-06-30".to_owned(), "A Orr".to_owned(), 2)]);
    }

    #[test]
    fn by_another_day_it_is_another_promise_and_two_rows_are_two_actions() {
        let plan = "A Orr 3/6/22: Bloods will be taken at the clinic by 30 June 2022.\n\n\
                    A Orr 3/6/23: Bloods will be taken at the clinic by 12 July 2023.";
        assert_eq!(of(plan).len(), 2);
    }

    #[test]
    fn copied_into_later_minutes_and_told_by_a_day_near_it_it_is_one() {
        let said =
            "Ms Orr will write the harbour plan with photographs for Bramble House by the end of June.";
        let plan = format!(
            "A Orr 3/6/22: I will write the harbour plan with photographs by 29 June 2022.\n\n\
             ## Minutes, 6 June 2022\n\n{said}\n\n## Minutes, 8 June 2023\n\nCompletion: {said}"
        );
        assert_eq!(of(&plan).len(), 1);
    }

    #[test]
    fn kept_unless_a_later_line_denies_it() {
        let promise = "A Orr 3/6/23: I will write to Bramble House by 30 June 2023.\n\n";
        let kept = format!("{promise}A Orr 3/8/23: wrote to Bramble House.");
        assert_eq!(of(&kept), []);
        let denied = format!("{kept}\n\nB Orr 3/9/23: Bramble House has not heard from anybody.");
        assert_eq!(of(&denied).len(), 1);
    }
}
