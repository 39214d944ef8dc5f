//! Orders and registers that one line has in force, and another does not, or for another time; sums under an order that one
//! line has paid and another owing.
//!
//! Takes the newest version, gives pairs. How long an order holds ("until 3 May 2030", "for five years", "without limit of
//! time") is held against the newest line on the same order; that there is no order on a child, or that its name came off the
//! register, against the newest line by which one was made, or the name went on. An order that somebody asks for, that of
//! another, and what was so long ago and nobody says of now are none of these.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::orders::{self, Name, is_of_another};
use crate::document::reading::field;
use crate::findings::ground::Ground;
use crate::findings::ground::lines::bare;
use crate::findings::ground::polarity::is_denied_at;
use crate::findings::ground::signs::Sign;
use crate::findings::together::assessments::tools::{self, ends_sentence};
use crate::lexicon;
use crate::text::{Phrases, Span, Words, numbers, tokenise};

/// Most lines of each kind, and the longest that is read, in tokens: work stays bounded by the plan.
const LINES_MAX: usize = 48;
const LINE_TOKENS_MAX: usize = 150;

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    NoOrder,
    Made,
    WithoutLimit,
    OnRegister,
    OffRegister,
    Paid,
    Owing,
}

/// Read once and never changed.
static PHRASES: LazyLock<Phrases<Says>> = LazyLock::new(|| {
    Phrases::read(&lexicon::ORDERS_HELD, |heading| match heading {
        "no order" => Some(Says::NoOrder),
        "order made" => Some(Says::Made),
        "without limit" => Some(Says::WithoutLimit),
        "on the register" => Some(Says::OnRegister),
        "off the register" => Some(Says::OffRegister),
        "paid" => Some(Says::Paid),
        "owing" => Some(Says::Owing),
        _ => None,
    })
});

/// The keys of the tokens with which the phrases begin, and of the words for orders.
pub(in crate::findings) fn firsts() -> impl Iterator<Item = (Sign, u64)> {
    let words = lexicon::ORDERS.iter().chain(lexicon::ORDERS_BY_LETTERS.iter());
    let keys = words.filter_map(|word| {
        let mut tokens = Vec::new();
        tokenise(word, Span::new(0, word.len()), &[], &mut tokens);
        tokens.first().map(|token| token.key)
    });
    keys.chain(PHRASES.firsts()).map(|key| (Sign::InForce, key))
}

/// The pairs, in reading order.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let short = |unit: u32| ground.after.tokens(unit).len() <= LINE_TOKENS_MAX;
    let lines: Vec<u32> = ground
        .after
        .all()
        .filter(|(unit, line)| line.speaks && ground.after.may(*unit, &[Sign::InForce]) && short(*unit))
        .map(|(unit, _)| unit)
        .collect();
    let mut found = of_terms(ground, &lines);
    found.extend(of_children(ground, &lines));
    found.extend(of_register(ground, &lines));
    found.extend(of_sums(ground, &lines));
    found.sort_unstable();
    found.dedup();
    found
}

/// Where a phrase stands in a line that says this.
fn phrase(words: Words<'_>, says: Says) -> Option<usize> {
    (0..words.len()).find(|at| PHRASES.phrase_at(words.tokens(), *at).is_some_and(|(_, said)| said == says))
}

/// Whether the sentence of a token only supposes: "if an order is made".
fn supposes(words: Words<'_>, at: usize) -> bool {
    let start = (0..at).rev().find(|sign| ends_sentence(words, *sign)).map_or(0, |sign| sign + 1);
    let month = |at: usize| at > start && words.is_capitalised(at);
    (start..at).any(|at| words.is_in(at, &lexicon::SUPPOSING) && !month(at))
}

/// Whether a line stands and is of no minutes.
fn stands(ground: &Ground<'_>, unit: u32) -> bool {
    ground.stands(unit) && !ground.after.line(unit).minutes
}

/// Whether a line was said this year, or stands and came this year.
fn is_news(ground: &Ground<'_>, unit: u32) -> bool {
    ground.is_said_this_year(unit) || stands(ground, unit) && (ground.is_new(unit) || ground.is_changed(unit))
}

fn newest(ground: &Ground<'_>, units: impl Iterator<Item = u32>) -> Option<u32> {
    units.max_by_key(|unit| (ground.after.written(*unit), Reverse(*unit)))
}

/// How long an order holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    Until(Date),
    Months(u64),
    WithoutLimit,
}

impl Term {
    fn differs(self, other: Self) -> bool {
        let comparable =
            !matches!((self, other), (Self::Until(_), Self::Months(_)) | (Self::Months(_), Self::Until(_)));
        comparable && self != other
    }
}

/// A line that says how long an order holds.
struct Held {
    unit: u32,
    letters: Vec<String>,
    term: Term,
}

/// Lines that stand, each with the newest other line that has the same order for another time.
fn of_terms(ground: &Ground<'_>, lines: &[u32]) -> Vec<(u32, u32)> {
    let held: Vec<Held> = lines.iter().flat_map(|unit| held(ground, *unit)).take(LINES_MAX).collect();
    let same = |one: &Held, other: &Held| {
        let letters = one.letters.iter().any(|letters| other.letters.contains(letters));
        letters && one.unit != other.unit && !names_others(ground, one.unit, other.unit)
    };
    let pair = |one: &Held| {
        let others = || held.iter().filter(|other| same(one, other));
        let said = others().filter(|other| !stands(ground, other.unit));
        let newest = newest(ground, said.map(|other| other.unit));
        let other = others().find(|other| Some(other.unit) == newest && other.term.differs(one.term))?;
        Some((one.unit, other.unit))
    };
    held.iter().filter(|one| stands(ground, one.unit)).filter_map(pair).collect()
}

/// Whether both lines name people, and none that the other names.
fn names_others(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let rare =
        |unit: u32| ground.after.line(unit).names.iter().copied().filter(|name| ground.after.is_rare(*name));
    let shared = rare(one).any(|name| rare(other).any(|theirs| theirs == name));
    let both = rare(one).count() > 0 && rare(other).count() > 0;
    is_of_another(ground, one, other)
        || both && !shared && (ground.stands(other) || rare(one).count() > 1 && rare(other).count() > 1)
}

/// How long the orders of a line hold.
fn held(ground: &Ground<'_>, unit: u32) -> Vec<Held> {
    let words = ground.after.words(unit);
    if orders::is_asked_for(words) || orders::is_over(words) {
        return Vec::new();
    }
    let names = orders::names(words);
    let of = |at: usize| names.get(at).map_or(words.len(), |name| name.tokens.start);
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate() {
        // A sentence of the past is told by its length too: "CPO, 12 months".
        let of_years = name.letters.iter().any(|letters| lexicon::ORDERS_OF_YEARS.has(letters));
        let interim = name.tokens.start.checked_sub(1).is_some_and(|before| words.is(before, "interim"));
        let another = orders::is_another(words, name) || is_on_another(words, name) || interim;
        if !of_years || another || supposes(words, name.tokens.start) {
            continue;
        }
        let end = (name.tokens.end..words.len()).find(|at| ends_sentence(words, *at)).unwrap_or(words.len());
        let behind = name.tokens.end..end.min(of(at + 1)).min(name.tokens.end + TERM_TOKENS);
        let term = term_in(ground, unit, behind).or_else(|| term_of_next(ground, unit, name));
        let term = term.filter(|term| !is_past(ground, unit, *term));
        found.extend(term.map(|term| Held { unit, letters: name.letters.clone(), term }));
    }
    found
}

/// Whether it is the order of somebody else: "the NHO of her brother". That on or against kin keeps them safe.
fn is_on_another(words: Words<'_>, name: &Name) -> bool {
    let end = name.tokens.end;
    words.is(end, "of") && tools::is_of_another(words, end + 1..words.len().min(end + 1 + OWNER_TOKENS))
}

/// Tokens behind "the order of" that name whose it is: "her brother".
const OWNER_TOKENS: usize = 2;

/// Whether who writes tells of an order that was over by then.
fn is_past(ground: &Ground<'_>, unit: u32, term: Term) -> bool {
    let written = ground.after.written(unit).filter(|_| !stands(ground, unit));
    matches!((term, written), (Term::Until(day), Some(written)) if day < written)
}

/// Tokens behind the name of an order within which it is said how long it holds.
const TERM_TOKENS: usize = 24;

fn term_in(ground: &Ground<'_>, unit: u32, range: Range<usize>) -> Option<Term> {
    let words = ground.after.words(unit);
    let dates = ground.after.dates(unit);
    for at in range.clone() {
        if PHRASES.phrase_at(words.tokens(), at).is_some_and(|(_, says)| says == Says::WithoutLimit) {
            return Some(Term::WithoutLimit);
        }
        if words.is_in(at, &lexicon::UNTIL_ITS_END) {
            let near = at + 1..at + 1 + UNTIL_TOKENS;
            let day = dates.iter().find(|(tokens, _)| near.contains(&tokens.start));
            if let Some(day) = day.and_then(|(_, value)| value.date()) {
                return Some(Term::Until(day));
            }
        }
        let count = numbers::number_at(words, at).and_then(|(end, value)| Some((end, value.count()?)));
        if let Some((end, count)) = count.filter(|_| at > range.start || is_straight(words, at)) {
            let end = end + usize::from(words.is_sign(end, "-"));
            // "Five years ago", "until he is ten years old".
            let other = words.is_in(end + 1, &lexicon::BEHIND_A_TIME_PAST);
            let before = at.checked_sub(1).is_some_and(|at| {
                words.is_in(at, &lexicon::BEFORE_A_TERM)
                    || [",", ":", "("].iter().any(|sign| words.is_sign(at, sign))
            });
            if !other && before && words.is_in(end, &lexicon::YEAR_WORDS) {
                return Some(Term::Months(count.saturating_mul(12)));
            }
            if !other && before && words.is_in(end, &lexicon::MONTH_WORDS) {
                return Some(Term::Months(count));
            }
        }
    }
    None
}

/// Tokens behind "until" within which its day begins.
const UNTIL_TOKENS: usize = 3;

/// Whether a number may follow its order straight: "NHO, 5 years".
fn is_straight(words: Words<'_>, at: usize) -> bool {
    at > 0 && !words.is_word(at - 1)
}

/// The day in a field that stands straight behind the field of an order: "Expires: 3 May 2027".
fn term_of_next(ground: &Ground<'_>, unit: u32, name: &Name) -> Option<Term> {
    let document = ground.after.document;
    let next = unit + 1;
    let same = (next as usize) < document.units().len()
        && document.unit(next).section == document.unit(unit).section
        && name.tokens.start <= 1;
    let own = field(document, document.unit(unit)).filter(|_| same && stands(ground, unit));
    own.and_then(|_| field(document, document.unit(next)))?;
    let words = ground.after.words(next);
    let first = (0..words.len()).find(|at| words.is_word(*at))?;
    let labelled = words.is_in(first, &lexicon::LABELS_OF_ITS_END);
    let day = ground.after.dates(next).first().and_then(|(_, value)| value.date());
    day.filter(|_| labelled).map(Term::Until)
}

/// Lines by which a child is under no order, each with the newest of this year by which one was made.
fn of_children(ground: &Ground<'_>, lines: &[u32]) -> Vec<(u32, u32)> {
    let made: Vec<u32> = lines
        .iter()
        .copied()
        .filter(|unit| is_news(ground, *unit) && is_made(ground, *unit))
        .take(LINES_MAX)
        .collect();
    let none = lines.iter().copied().filter(|unit| {
        let words = ground.after.words(*unit);
        phrase(words, Says::NoOrder).is_some_and(|at| !supposes(words, at))
            && !ground.after.line(*unit).minutes
    });
    let pair = |unit: u32| {
        let newer = |other: u32| {
            ground
                .after
                .written(unit)
                .is_none_or(|day| ground.after.written(other).is_none_or(|on| on >= day))
        };
        let others = made
            .iter()
            .copied()
            .filter(|other| *other != unit && newer(*other) && is_of_one_child(ground, unit, *other));
        Some((unit, newest(ground, others)?))
    };
    if made.is_empty() { Vec::new() } else { none.take(LINES_MAX).filter_map(pair).collect() }
}

/// Whether a line says that an order on a child was made or holds.
fn is_made(ground: &Ground<'_>, unit: u32) -> bool {
    let words = ground.after.words(unit);
    if orders::is_asked_for(words) || orders::is_over(words) || phrase(words, Says::NoOrder).is_some() {
        return false;
    }
    let of_child = |name: &Name| {
        let called = name.tokens.clone().any(|at| words.is_in(at, &lexicon::ORDERS_OF_CHILDREN));
        let lettered = name.letters.iter().any(|letters| lexicon::ORDERS_ON_CHILDREN_BY_LETTERS.has(letters));
        (called || lettered) && !orders::is_another(words, name) && !is_denied_at(words, name.tokens.start)
    };
    let made = phrase(words, Says::Made).is_some_and(|at| !is_denied_at(words, at) && !supposes(words, at));
    made && orders::names(words).iter().any(of_child)
}

/// Whether two lines name the same child, or stand under one heading and name nobody else.
fn is_of_one_child(ground: &Ground<'_>, one: u32, other: u32) -> bool {
    let names = |unit: u32| &ground.after.line(unit).names;
    let own = |name: &u32| !ground.stems.is_of(*name, &lexicon::NO_CHILDREN);
    let shared = names(one).iter().any(|name| own(name) && names(other).contains(name));
    let section = |unit: u32| ground.after.document.unit(unit).section;
    let nobody = names(one).iter().filter(|name| own(name)).count() == 0;
    shared || nobody && section(one) == section(other)
}

/// Lines that stand and have a child on the register, or off it, each with the newest of this year that says otherwise.
fn of_register(ground: &Ground<'_>, lines: &[u32]) -> Vec<(u32, u32)> {
    let side = |unit: u32| {
        let words = ground.after.words(unit);
        let has = |says: Says| phrase(words, says).filter(|at| !supposes(words, *at));
        // "Not on the register" has both.
        match (has(Says::OffRegister), has(Says::OnRegister)) {
            (Some(_), _) => Some(false),
            (None, Some(at)) => Some(!is_denied_at(words, at)),
            _ => None,
        }
    };
    let sided: Vec<(u32, bool)> =
        lines.iter().filter_map(|unit| Some((*unit, side(*unit)?))).take(LINES_MAX).collect();
    let pair = |(unit, on): &(u32, bool)| {
        let against = sided.iter().filter(|(other, theirs)| {
            theirs != on && other != unit && is_news(ground, *other) && is_of_one_child(ground, *unit, *other)
        });
        Some((*unit, newest(ground, against.map(|(other, _)| *other))?))
    };
    sided.iter().filter(|(unit, _)| stands(ground, *unit)).filter_map(pair).collect()
}

/// Lines that stand and have a sum paid, or owing, each with the newest of this year that says otherwise.
fn of_sums(ground: &Ground<'_>, lines: &[u32]) -> Vec<(u32, u32)> {
    let side = |unit: u32| {
        if !ground.after.may(unit, &[Sign::Owed]) {
            return None;
        }
        let words = ground.after.words(unit);
        let under = (0..words.len()).find(|at| words.is_in(*at, &lexicon::SUMS_OWED_UNDER))?;
        let paid = phrase(words, Says::Paid).filter(|at| !is_denied_at(words, *at) && !supposes(words, *at));
        let owing = phrase(words, Says::Owing).filter(|at| !is_denied_at(words, *at));
        let paid = match (paid, owing) {
            (Some(_), None) => true,
            (None, Some(_)) => false,
            _ => return None,
        };
        Some((unit, bare(words.text(under)), paid))
    };
    let sided: Vec<(u32, String, bool)> =
        lines.iter().filter_map(|unit| side(*unit)).take(LINES_MAX).collect();
    let pair = |(unit, under, paid): &(u32, String, bool)| {
        let against = sided.iter().filter(|(other, theirs, theirs_paid)| {
            theirs == under
                && theirs_paid != paid
                && is_news(ground, *other)
                && other != unit
                && !is_of_another(ground, *unit, *other)
        });
        Some((*unit, newest(ground, against.map(|(other, _, _)| *other))?))
    };
    sided.iter().filter(|(unit, _, _)| stands(ground, *unit)).filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    fn check(stands: &str, said: &str) -> bool {
        let plan = |entry: &str| format!("## Orders\n\n{stands}\n\nWing: B\n\n## Contacts\n\n{entry}");
        let after = plan(&format!("9 May 2024 - Quay office (R. Tait):\n{said}\n"));
        with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn how_long_an_order_holds() {
        let stands = "Non-harassment order, 20 September 2021, without limit of time.";
        assert!(check(stands, "The NHO is for five years and will have to be looked at."));
        assert!(check(stands, "The non-harassment order runs until 20 September 2026."));
        assert!(!check(stands, "The NHO is without limit of time."));
        assert!(!check(stands, "The NHO was made five years ago."));
        assert!(!check(stands, "His brother's NHO is for five years."));
        assert!(!check(stands, "The NHO of his brother is for five years."));
        assert!(!check(stands, "An interim NHO was for five years."), "another");
        assert!(!check(stands, "The NHO was in force until 20 September 2023."), "over by then");
        assert!(!check(stands, "She will apply for an NHO for five years."));
        assert!(!check(stands, "The SHPO is for five years."), "another order");
        let sentence = "Community payback order of 12 months, 3 May 2015.";
        assert!(!check(sentence, "He had a community payback order for 18 months."), "sentences of the past");
        let stands = "Non-harassment order: against Tam Orr\n\nExpires: 30 November 2027";
        assert!(check(stands, "The NHO on Mr Orr is in force until 30 November 2029."));
        assert!(!check(stands, "The NHO on Mr Orr is in force until 30/11/2027."));
        let stands = "Non-harassment order of 10 years in favour of Ms Orr.";
        assert!(check(stands, "The NHO for Ms Orr is for five years."));
        assert!(!check(stands, "The NHO for Ms Quill is for five years."), "another's");
        assert!(!check(stands, "The NHO for Ms Orr ends on 3 May 2031."), "no sum is done");
    }

    #[test]
    fn a_child_under_no_order() {
        let stands = "There is no statutory order in respect of Iona at present.";
        assert!(check(stands, "A hearing on 8 May made a compulsory supervision order for Iona."));
        assert!(check(stands, "Iona is on a CSO since May."));
        assert!(!check(stands, "A hearing made a compulsory supervision order for Calum."));
        assert!(!check(stands, "Iona's father is on a community payback order."));
        assert!(!check(stands, "No compulsory supervision order was made for Iona."));
        assert!(!check(stands, "We are to apply for a supervision order for Iona."));
        assert!(!check(stands, "If a supervision order is made for Iona we shall write."));
    }

    #[test]
    fn a_name_on_the_register_and_off_it() {
        let stands = "Iona's name is on the Child Protection Register.";
        assert!(check(stands, "Iona came off the register in March."));
        assert!(!check(stands, "Iona remains on the register."));
        assert!(!check(stands, "Calum came off the register in March."));
        assert!(check("Iona is no longer on the register.", "Iona remains on the register."));
    }

    #[test]
    fn sums_paid_and_owing() {
        let stands = "Confiscation order of £4,300, now paid in full.";
        assert!(check(stands, "Confiscation: £1,750 outstanding."));
        assert!(!check(stands, "Confiscation: nothing outstanding."));
        assert!(!check(stands, "Compensation: £1,750 outstanding."));
        assert!(!check(stands, "He is fine, the rent is outstanding."));
        assert!(!check(stands, "The confiscation order was paid off in May."));
        assert!(check(
            "Compensation order: £900 outstanding.",
            "The compensation order was settled in full in May."
        ));
    }
}
