//! Two days of one date of a sentence: the form gives the earliest date of liberation, the end of the custodial part or the
//! parole qualifying date one day, and another line gives it another; or the form has them in an order that cannot be.
//!
//! Takes the newest version, gives pairs: a field that stands, and the line that puts the same date on another day. Each date
//! is known by its own words, and a day is its day only where nothing but words of time stand between the two: "gets out at
//! the end of June 2025", and not "the form is due before liberation, 3 May". Prose by which somebody only gets out agrees
//! with any day of release that the form has; "by June" and "the summer of 2026" contradict only what they exclude. What is
//! supposed, of another, or of a day out is none of these.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::document::DateAt;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::ground::{Ground, KNOWN_MAX};
use crate::findings::together::assessments::tools::{ends_sentence, is_of_another};
use crate::findings::together::done::is_action;
use crate::lexicon;
use crate::text::{Phrases, TokenKind, Words};

/// A date of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Parole,
    PunishmentPart,
    Expiry,
    Curfew,
    Earliest,
    EndOfCustody,
    Automatic,
    Latest,
    /// The day of release, whichever of the forms of it.
    Liberation,
}

impl What {
    fn is_release(self) -> bool {
        matches!(
            self,
            Self::Earliest | Self::EndOfCustody | Self::Automatic | Self::Latest | Self::Liberation
        )
    }

    /// Whether prose that gives this date may be held against a field for that.
    fn may_mean(self, field: Self) -> bool {
        let any = |one: Self, other: Self| one == Self::Liberation && other.is_release();
        self == field || any(self, field) || any(field, self)
    }
}

/// Behind the name of a date, the list of the verbs that give it.
const TOLD: &str = " told";

/// By each phrase, which date it gives and whether it does so by a verb. Read once and never changed.
static NAMES: LazyLock<Phrases<(What, bool)>> = LazyLock::new(|| {
    let what = |name: &str| match name {
        "parole" => Some(What::Parole),
        "punishment part" => Some(What::PunishmentPart),
        "expiry" => Some(What::Expiry),
        "home detention curfew" => Some(What::Curfew),
        "earliest liberation" => Some(What::Earliest),
        "end of custody" => Some(What::EndOfCustody),
        "automatic release" => Some(What::Automatic),
        "latest liberation" => Some(What::Latest),
        "liberation" => Some(What::Liberation),
        _ => None,
    };
    Phrases::read(&lexicon::DATES_OF_SENTENCE, |heading| {
        let told = heading.strip_suffix(TOLD);
        what(told.unwrap_or(heading)).map(|what| (what, told.is_some()))
    })
});

/// The keys of the tokens with which the names of dates begin.
pub(in crate::findings) fn firsts() -> impl Iterator<Item = (Sign, u64)> {
    NAMES.firsts().map(|key| (Sign::DateOfSentence, key))
}

/// The days that one may be.
#[derive(Clone, Copy, Debug)]
struct Days {
    from: Date,
    to: Date,
}

impl Days {
    /// How many days lie between two that exclude one another.
    fn apart(self, other: Self) -> Option<i32> {
        let (first, second) = if self.to < other.from { (self, other) } else { (other, self) };
        (first.to < second.from).then(|| (second.from - first.to).get_days())
    }
}

/// A date with its day, as a line has it.
#[derive(Clone, Copy, Debug)]
struct Given {
    unit: u32,
    what: What,
    days: Days,
    /// Whether a field or a row of a form gives it, rather than prose.
    formal: bool,
}

/// Most lines of either kind, and the longest that is read, in tokens: work stays bounded by the plan.
const LINES_MAX: usize = 64;
const LINE_TOKENS_MAX: usize = 400;
/// Most words between a name and its day, and most tokens with the signs between them.
const BETWEEN_WORDS_MAX: usize = 8;
const BETWEEN_TOKENS_MAX: usize = 40;
/// Most days between two days of one date: what is further off is of another sentence.
const APART_DAYS_MAX: i32 = 1100;

/// Fields of the form, each with another line that has the date on another day.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let Some(as_of) = ground.input.as_of else { return Vec::new() };
    let may = |unit: u32| {
        let short = ground.after.tokens(unit).len() <= LINE_TOKENS_MAX;
        short && ground.after.may(unit, &[Sign::DateOfSentence]) && !is_action(ground, unit)
    };
    let lines = ground.after.all().filter(|(unit, line)| line.speaks && may(*unit));
    let given: Vec<Given> = lines.flat_map(|(unit, _)| given(ground, unit, as_of)).collect();
    let form: Vec<Given> = given.iter().copied().filter(|one| one.formal).take(LINES_MAX).collect();
    let prose: Vec<Given> = given.into_iter().filter(|one| !one.formal).collect();
    let mut found = of_form(&form, as_of);
    found.extend(newest(ground, &prose).into_iter().filter_map(|said| against(ground, &form, said)));
    found.sort_unstable();
    found.dedup();
    found
}

/// Two fields that give one date two days, and two dates in an order that cannot be.
fn of_form(form: &[Given], as_of: Date) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for (at, one) in form.iter().enumerate() {
        for other in form[at + 1..].iter().filter(|other| other.unit != one.unit) {
            let two = are_two(one, other);
            // One that another field contradicts outright is wrong in whatever order it stands.
            let known = || form.iter().any(|third| are_two(one, third) || are_two(other, third));
            let order = || is_before_its_time(one, other, as_of) || is_before_its_time(other, one, as_of);
            if two || order() && !known() {
                found.push((one.unit, other.unit));
            }
        }
    }
    found
}

/// Whether two fields give one date two days.
fn are_two(one: &Given, other: &Given) -> bool {
    one.unit != other.unit && one.what == other.what && one.days.apart(other.days).is_some_and(is_near)
}

/// Whether a date lies before one that it cannot be earlier than: a sentence that ends before release, release before
/// parole can first be thought of. A day of release that has been is of before a recall.
fn is_before_its_time(late: &Given, early: &Given, as_of: Date) -> bool {
    let in_order = match early.what {
        What::Parole => late.what.is_release() && late.days.to > as_of || late.what == What::Expiry,
        // The latest day is that of a sentence without parole, and the curfew comes before any.
        what => what.is_release() && late.what == What::Expiry,
    };
    in_order && late.days.to < early.days.from
}

fn is_near(days: i32) -> bool {
    days <= APART_DAYS_MAX
}

/// What is said last of each date in entries and minutes, and all prose that nobody signed.
fn newest(ground: &Ground<'_>, prose: &[Given]) -> Vec<Given> {
    let age = |one: &Given| (ground.after.written(one.unit), Reverse(one.unit));
    let last = |one: &&Given| {
        let stands = ground.stands(one.unit) && !ground.after.line(one.unit).minutes;
        let newer = |other: &Given| other.what == one.what && age(other) > age(one);
        stands || !prose.iter().take(LINES_MAX).any(newer)
    };
    prose.iter().take(LINES_MAX).filter(last).copied().collect()
}

/// The field of the form that a line contradicts.
fn against(ground: &Ground<'_>, form: &[Given], said: Given) -> Option<(u32, u32)> {
    let akin = || form.iter().filter(|field| said.what.may_mean(field.what));
    let agrees = |field: &Given| {
        let release = said.what.is_release() && field.what.is_release();
        (release || said.what == field.what) && field.days.apart(said.days).is_none()
    };
    if form.iter().any(agrees) {
        return None;
    }
    let field =
        akin().find(|field| field.days.apart(said.days).is_some_and(is_near) && field.unit != said.unit)?;
    (!is_overtaken(ground, field.unit, said.unit)).then_some((field.unit, said.unit))
}

/// Whether a field was worded anew after a line was written, and not since the last conference: the line is of before.
fn is_overtaken(ground: &Ground<'_>, field: u32, said: u32) -> bool {
    let first = ground.input.versions.first().and_then(|version| version.as_of);
    let (since, written) = (ground.since(field), ground.after.written(said));
    written.is_some() && written < since && since > first && !ground.is_changed(field)
}

/// The dates that a line gives.
fn given(ground: &Ground<'_>, unit: u32, as_of: Date) -> Vec<Given> {
    let words = ground.after.words(unit);
    let dates = ground.after.dates(unit);
    let stands = ground.stands(unit) && !ground.after.line(unit).minutes;
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let Some((end, (what, told))) = NAMES.phrase_at(words.tokens(), at) else {
            at += 1;
            continue;
        };
        let opens = opens(words, at);
        if let Some((day, days)) = day_behind(words, &dates, end) {
            let formal = stands && opens && !told;
            let to_come = days.to > as_of || !(told || what.is_release() || what == What::Curfew);
            let name = Name { what, told, tokens: at..end, day };
            if formal && to_come {
                found.push(Given { unit, what, days, formal });
            } else if to_come && (opens || !divides(words, end..day)) && is_own(ground, unit, &name) {
                found.extend(limited(words, &name, days).map(|days| Given { unit, what, days, formal }));
            }
        }
        at = end;
    }
    found
}

/// The name of a date in a line, and where its day begins.
struct Name {
    what: What,
    told: bool,
    tokens: Range<usize>,
    day: usize,
}

/// Whether a name opens the line, a cell or a sentence.
fn opens(words: Words<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let number = at <= 2 && (words.is_number(before) || words.is_sign(before, "."));
    let sign = ["-", "*", "\u{2022}", "]", "/"].iter().any(|sign| words.is_sign(before, sign));
    number
        || sign && opens(words, before)
        || words.kind(before) == Some(TokenKind::Cell)
        || ends_sentence(words, before)
}

fn divides(words: Words<'_>, mut range: Range<usize>) -> bool {
    range.any(|at| words.kind(at) == Some(TokenKind::Cell) || words.is_sign(at, ":"))
}

/// The day behind a name, and where it begins; other names of it may stand between them: "Liberation (EDL): 3 May 2025".
fn day_behind(words: Words<'_>, dates: &[DateAt], end: usize) -> Option<(usize, Days)> {
    let (mut at, mut count) = (end, 0);
    while at < words.len() && at - end < BETWEEN_TOKENS_MAX && count < BETWEEN_WORDS_MAX {
        if let Some((range, value)) = dates.iter().find(|(range, _)| range.start == at) {
            let to = value.is_whole().then(|| value.last_day()).flatten()?;
            let from = if value.is_complete() { to } else { to.first_of_month() };
            let whole = Days { from, to };
            let part = if value.is_complete() { whole } else { part_of_month(words, range.start, whole) };
            return Some((at, part));
        }
        if let Some(days) = season_at(words, at) {
            return Some((at, days));
        }
        let again = words.is_sign(at - 1, "(") || words.is_sign(at - 1, "/");
        let name = again.then(|| NAMES.phrase_at(words.tokens(), at)).flatten();
        if let Some((next, _)) = name {
            at = next;
            continue;
        }
        let sign = words.kind(at) != Some(TokenKind::Word);
        if ends_sentence(words, at) || words.is_number(at) || !sign && !is_between(words, at) {
            return None;
        }
        count += usize::from(!sign);
        at += 1;
    }
    None
}

fn is_between(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::BETWEEN_A_DATE_AND_ITS_DAY)
}

/// What is left of a month by the words before it: "the end of June".
fn part_of_month(words: Words<'_>, start: usize, month: Days) -> Days {
    let near = start.saturating_sub(PART_TOKENS)..start;
    let has = |list: &lexicon::WordList| near.clone().any(|at| words.is_in(at, list));
    let day = |day: i8| month.from.with().day(day).build().unwrap_or(month.from);
    if has(&lexicon::EARLY_IN_IT) {
        Days { to: day(HALF), ..month }
    } else if has(&lexicon::MIDDLE_OF_IT) {
        Days { from: day(HALF / 2), to: day(HALF + HALF / 2) }
    } else if has(&lexicon::LATE_IN_IT) {
        Days { from: day(HALF), ..month }
    } else {
        month
    }
}

/// Tokens before a month within which a word says which part of it is meant.
const PART_TOKENS: usize = 3;
/// The day in the middle of a month.
const HALF: i8 = 16;

/// The months of a time of year with its year: "the summer of 2026". People differ by a month in what they call summer.
fn season_at(words: Words<'_>, at: usize) -> Option<Days> {
    let seasons: [(&LazyLock<lexicon::WordList>, i8); 4] =
        [(&lexicon::SPRING, 3), (&lexicon::SUMMER, 6), (&lexicon::AUTUMN, 9), (&lexicon::WINTER, 12)];
    let month = seasons.iter().find(|(list, _)| words.is_in(at, list))?.1;
    let year = at + 1 + usize::from(words.is(at + 1, "of"));
    let year: i16 = words.text(year).parse().ok().filter(|year| (1900..2200).contains(year))?;
    let start = Date::new(year, month, 1).ok()?;
    let from = start.saturating_sub(jiff::Span::new().months(1));
    let to = start.saturating_add(jiff::Span::new().months(3)).last_of_month();
    Some(Days { from, to })
}

/// The days that are left where a line says only what they are before or not before; none of what it denies.
fn limited(words: Words<'_>, name: &Name, days: Days) -> Option<Days> {
    let between = || name.tokens.end..name.day;
    let before = between().any(|at| words.is_in(at, &lexicon::BEFORE_OR_BY));
    let until = between().any(|at| words.is_in(at, &lexicon::NOT_BEFORE));
    match (is_denied_at(words, name.tokens.start), before || until) {
        (true, true) => Some(Days { to: Date::MAX, ..days }),
        (true, false) => None,
        (false, true) if before => Some(Days { from: Date::MIN, ..days }),
        (false, _) => Some(days),
    }
}

/// Whether prose gives the date of whom the plan is about, as it is: not supposed, another's, of an earlier sentence, for a
/// day out, nor a day by which something else is due.
fn is_own(ground: &Ground<'_>, unit: u32, name: &Name) -> bool {
    let words = ground.after.words(unit);
    let at = name.tokens.start;
    let start = (0..at).rev().find(|sign| ends_sentence(words, *sign)).map_or(0, |sign| sign + 1);
    let end = (at..words.len()).find(|sign| ends_sentence(words, *sign)).unwrap_or(words.len());
    let for_a_time = || {
        let out = (start..end).any(|at| words.is_in(at, &lexicon::FREE_FOR_A_TIME));
        out && name.what.is_release()
    };
    let claimed = || (start..at).any(|at| words.is_in(at, &lexicon::CLAIMING));
    let earlier = || (at.saturating_sub(EARLIER_TOKENS)..at).any(|at| words.is_in(at, &lexicon::EARLIER));
    let whose =
        || name.told && !(is_of_person(ground, words, start..at) && is_of_nobody_before(ground, unit));
    !(is_of_another(words, start..at)
        || is_supposed(words, start..at)
        || claimed()
        || earlier()
        || for_a_time()
        || whose()
        || is_deadline(words, name))
}

/// Tokens before a name within which it is said that it is of an earlier sentence.
const EARLIER_TOKENS: usize = 3;

/// Whether a clause only supposes: "if she is released". "When she gets out" is no doubt.
fn is_supposed(words: Words<'_>, clause: Range<usize>) -> bool {
    let near = clause.start.max(clause.end.saturating_sub(SUPPOSING_TOKENS))..clause.end;
    let month = |at: usize| at > clause.start && words.is_capitalised(at);
    let sure = |at: usize| words.is_in(at, &lexicon::OF_A_SURE_DAY);
    near.into_iter().any(|at| words.is_in(at, &lexicon::SUPPOSING) && !sure(at) && !month(at))
}

/// Tokens before a name within which a word makes it only supposed.
const SUPPOSING_TOKENS: usize = 6;

/// Whether the nearest before a verb of getting out is he or she, or a name that stands all over the plan.
fn is_of_person(ground: &Ground<'_>, words: Words<'_>, clause: Range<usize>) -> bool {
    let who = |at: usize| {
        let text = words.text(at);
        let name = text.split(['\'', '\u{2019}']).next().unwrap_or(text);
        let known = || ground.stems.find(name).is_some_and(|stem| ground.after.count(stem) > KNOWN_MAX);
        lexicon::WHO_IS_FREED.has_in_small(name)
            || lexicon::POSSESSIVE.has_in_small(name)
            || words.is_capitalised(at) && known()
    };
    let lists = [&lexicon::BETWEEN_A_DATE_AND_ITS_DAY, &lexicon::SMALL_WORDS, &lexicon::DENIALS];
    let small = |at: usize| lists.iter().any(|list| words.is_in(at, list));
    let nearest = clause.rev().find(|at| words.is_word(*at) && (who(*at) || !small(*at)));
    nearest.is_some_and(who)
}

/// Whether the sentence before does not speak of kin or another of whom "he" might be said.
fn is_of_nobody_before(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let before =
        unit.checked_sub(1).filter(|before| document.unit(*before).block == document.unit(unit).block);
    before.is_none_or(|before| {
        let words = ground.after.words(before);
        !is_of_another(words, 0..words.len())
    })
}

/// Whether a day is one by which something is to be before the date: "due before liberation on 3 May".
fn is_deadline(words: Words<'_>, name: &Name) -> bool {
    let at = name.tokens.start;
    let before = (0..at).rev().find(|at| !words.is_in(*at, &lexicon::DETERMINERS_OF_A_HEARING));
    let for_it = before.is_some_and(|before| words.is_in(before, &lexicon::FOR_A_DATE));
    for_it && (name.tokens.end..name.day).any(|at| words.is_in(at, &lexicon::OF_A_DEADLINE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(form: &str, said: &str) -> bool {
        let plan =
            format!("## Dates\n\n{form}\n\n## Contacts\n\n9 May 2024 - Ferry office (R. Tait):\n{said}\n");
        with_ground(&[("2024-06-01", &plan)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn another_day_of_release() {
        let form = "Earliest date of liberation: 3 June 2025";
        for said in [
            "The room at the quay is held for when she gets out on 30 June 2025.",
            "Her liberation date is 13 June 2025.",
            "Her EDL is 30/06/25.",
            "She will not get out before July 2025.",
            "She goes home at the end of June 2025.",
            "She is to be released in August 2025.",
            "Bearing in mind liberation on 3 June 2026 there is time yet.",
            "She will be out by the winter of 2024.",
            "As she is not out until the middle of May 2026 the room is let.",
        ] {
            assert!(check(form, said), "{said}");
        }
        for said in [
            "She gets out on 3 June 2025.",
            "She goes home at the start of June 2025.",
            "She will be out by the summer of 2025.",
            "She will not get out before June 2025.",
            "Her EDL is June 2025.",
            "Her sentence ends on 3 December 2025.",
            "Her brother gets out on 30 June 2025.",
            "Her brother is at the quay jail. He gets out on 30 June 2025.",
            "Orr from the next cell gets out on 30 June 2025.",
            "If she is released on 3 January 2025 the room is free.",
            "She hopes that she gets out on 3 January 2025.",
            "She would be home on tag on 3 January 2025.",
            "She gets out on leave on 3 January 2025.",
            "The boat has to be ready before liberation by 3 May 2025.",
            "The form is due before liberation, by 3 May 2025.",
            "She got out on 3 June 2020.",
            "She was released on 3 June 2019.",
            "She does not get out on 30 June 2025.",
            "The ferry to the quay is out on 30 June 2025.",
        ] {
            assert!(!check(form, said), "{said}");
        }
    }

    #[test]
    fn each_date_of_a_sentence_by_its_own_words() {
        let form = "| Date | Day |\n|---|---|\n| Parole qualifying date | 18/06/2026 |\n| End of custodial term | 16/12/2027 |\n\
            | Sentence end | 16/12/2029 |";
        assert!(check(form, "By my sums he cannot be looked at for parole before December 2026."));
        assert!(!check(form, "He cannot be looked at for parole before June 2026."));
        assert!(check(form, "He qualifies for parole on 18 July 2026."));
        assert!(check(form, "He goes out of the gate in the middle of October 2027."));
        assert!(!check(form, "He goes out of the gate in the middle of December 2027."));
        assert!(check(form, "The custodial part ends on 16 November 2027."));
        assert!(check(form, "His sentence expires on 16/12/2028."));
        assert!(!check(form, "He is on licence until 16 December 2028."));
        assert!(!check(form, "The parole hearing is on 20 May 2026."));
        assert!(check("Punishment part expires: 3 May 2029", "His punishment part is up in October 2029."));
    }

    #[test]
    fn dates_of_the_form_itself() {
        let two = |one: &str, other: &str| check(&format!("{one}\n\nWing: B\n\n{other}"), "He rang.");
        assert!(two("EDL: 3 June 2025", "Earliest liberation: 13 June 2025"));
        assert!(!two("EDL: 3 June 2025", "SED: 13 June 2026"), "two dates");
        assert!(!two("Liberation (EDL): 3 June 2025", "Latest date of liberation: 13 June 2025"));
        assert!(
            two("Earliest liberation: 18/06/2029", "Sentence expiry: 18/12/2028"),
            "an order that cannot be"
        );
        assert!(!two("Earliest liberation: 18/06/2028", "Sentence expiry: 18/12/2028"));
        let action =
            "| Action | Owner | Due | Status |\n|---|---|---|---|\n| Liberation | PBSW | 3 May 2025 | Open |";
        assert!(!two("EDL: 3 June 2025", action));
    }

    #[test]
    fn the_newest_entry_counts_and_none_that_was_overtaken() {
        let entries = "2 April 2024 - Bank (R. Tait):\nHe gets out on 3 July 2025.\n\n\
            9 May 2024 - Bank (R. Tait):\nHe gets out on 3 June 2025.";
        assert!(!check("EDL: 3 June 2025", &format!("He rang.\n\n{entries}")));
        let plan = |day: &str| {
            format!(
                "## Dates\n\nEDL: {day}\n\n## Contacts\n\n9 May 2021 - Bank (R. Tait):\nHe gets out on 3 July 2025.\n"
            )
        };
        let plans = [plan("3 July 2025"), plan("3 June 2025"), plan("3 June 2025")];
        let dated: Vec<(&str, &str)> = ["2022-06-01", "2023-06-01", "2024-06-01"]
            .into_iter()
            .zip(plans.iter().map(String::as_str))
            .collect();
        assert!(with_ground(&dated, |ground| pairs(ground).is_empty()), "the sums were done again since");
        assert!(with_ground(&dated[..2], |ground| !pairs(ground).is_empty()), "it was changed this year");
    }
}
