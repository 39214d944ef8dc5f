//! What bars something or binds somebody: prohibitions, orders and conditions, as they stand now.
//!
//! Takes the two versions, gives the lines that nobody dated or signed which bar contact, a place or an act, and the
//! items of lists of conditions, be the list as a whole signed below; those that are gone, too. What was so at a time
//! ("he has had no contact since he was ten") is none.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::ground::Ground;
use super::ground::cues::Cue;
use super::ground::lines::Lines;
use super::ground::signs::Sign;
use crate::delta::ChangeKind;
use crate::document::reading::{folded, unit_text};
use crate::document::{BlockKind, Unit, UnitKind};
use crate::facts;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// A prohibition or condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its unit: of the newest version, or of the version before where it is gone.
    pub unit: u32,
    /// Whether it is gone.
    pub gone: bool,
}

/// The conditions, in reading order, then those that are gone.
pub(super) fn conditions(ground: &Ground<'_>) -> Vec<Condition> {
    let lists = Lists::of(&ground.after);
    let units = ground.after.all().map(|(unit, _)| unit);
    let stands = units.filter(|unit| is_condition(&ground.after, &lists, *unit));
    let mut found: Vec<Condition> = stands.map(|unit| Condition { unit, gone: false }).collect();
    if let (Some(before), Some(delta)) = (&ground.before, ground.input.delta) {
        let lists = Lists::of(before);
        let removed = delta.changes.iter().filter(|change| change.kind == ChangeKind::Removed);
        let units = removed.flat_map(|change| change.before.clone());
        found.extend(
            units
                .filter(|unit| is_condition(before, &lists, *unit) || is_advice(before, *unit))
                .map(|unit| Condition { unit, gone: true }),
        );
    }
    found
}

/// The newest line of this year, or of the minutes of the last conference, that speaks of what a condition which is gone
/// is about: two rare words of it, or one that is a name or a medicine.
pub(super) fn speaks_of_gone(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    let before = ground.before.as_ref()?;
    let words = before.words(unit);
    let is_medicine = |stem: u32| {
        let of_stem = |at: &usize| ground.stems.find(words.text(*at)) == Some(stem);
        (0..words.len()).find(of_stem).is_some_and(|at| facts::is_medicine(words.text(at)))
    };
    let line = before.line(unit);
    let mut found: BTreeMap<u32, u32> = BTreeMap::new();
    for stem in &line.stems {
        let telling = line.names.contains(stem) || is_medicine(*stem);
        for other in ground.lines_with(*stem) {
            *found.entry(*other).or_default() += if telling { 2 } else { 1 };
        }
    }
    let of_this_year = |other: u32| ground.is_said_this_year(other) || ground.is_of_last_meeting(other);
    let told = found.into_iter().filter(|(other, shared)| *shared >= 2 && of_this_year(*other));
    told.max_by_key(|(other, shared)| (*shared, ground.after.written(*other), Reverse(*other)))
        .map(|(other, _)| other)
}

/// The tables and lists of a version that hold conditions.
struct Lists {
    /// The tables, as blocks.
    tables: FxHashSet<u32>,
    /// The items of lists of which the heading or the line that opens them says so.
    items: FxHashSet<u32>,
}

impl Lists {
    fn of(lines: &Lines<'_>) -> Self {
        Self { tables: tables_of_conditions(lines), items: items_of_conditions(lines) }
    }
}

/// The items that stand in a list of conditions or orders.
fn items_of_conditions(lines: &Lines<'_>) -> FxHashSet<u32> {
    let document = lines.document;
    let says = |text: &str| folded(text).split(' ').any(|word| lexicon::LISTS_OF_CONDITIONS.has(word));
    let opens = |unit: u32| {
        let text = unit_text(document, document.unit(unit));
        text.trim_end().ends_with([':', ')']) && says(&text)
    };
    let headings: Vec<bool> = document.sections().iter().map(|section| says(&section.title)).collect();
    let mut items = FxHashSet::default();
    // The last line before that is no item of one sentence, with whether it opens a list of conditions, which is asked
    // at the first item.
    let mut opener: Option<(u32, Option<bool>)> = None;
    for (unit, own) in (0..).zip(document.units()) {
        let mut introduced = || {
            opener.as_mut().is_some_and(|(unit, known)| {
                document.unit(*unit).section == own.section && *known.get_or_insert_with(|| opens(*unit))
            })
        };
        if is_in_item(lines, unit) && (headings[own.section as usize] || introduced()) {
            items.insert(unit);
        }
        if own.kind != UnitKind::Item {
            opener = Some((unit, None));
        }
    }
    items
}

fn is_condition(lines: &Lines<'_>, lists: &Lists, unit: u32) -> bool {
    let line = lines.line(unit);
    let Unit { kind, block, .. } = lines.document.unit(unit);
    if *kind == UnitKind::Row {
        return line.speaks && !line.minutes && lists.tables.contains(block);
    }
    let prose = matches!(kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair);
    let listed = lists.items.contains(&unit);
    // Where every part of a plan is signed below, its list of conditions is too.
    let said = lines.voice(unit).is_some() && !(listed && is_signed_below(lines, unit));
    if !prose || !line.speaks || line.minutes || said {
        return false;
    }
    let words = lines.words(unit);
    // "Not to be read out." is said of the passage before it, and bars nothing by itself.
    let marks = lines.places(unit, Cue::Restricted);
    let ends = |at: usize| !words.is_word(at + 1) || words.is_in(at + 1, &lexicon::JOINING_TWO);
    let points = |at: &usize| {
        (*at..at + MARK_TOKENS).any(|at| words.is_in(at, &lexicon::POINTING_AT_WORDS) && ends(at))
    };
    if marks.first().is_some_and(|at| *at == 0 || points(at)) && line.words <= MARK_WORDS_MAX {
        return false;
    }
    let permits = || lines.may(unit, &[Sign::BeforePermitted]) && permits(words);
    let binds = (lines.bars(unit) || permits()) && !is_of_the_past(words);
    binds || listed
}

/// Whether who wrote a unit is told by the signature below it, and not by a head above.
fn is_signed_below(lines: &Lines<'_>, unit: u32) -> bool {
    let document = lines.document;
    let entry = document.unit(unit).entry;
    entry.is_some_and(|entry| document.unit(entry).kind == UnitKind::Signature && entry > unit)
}

/// Whether a unit stands in an item of a list, or in a paragraph with a mark of its own: "C4 Escort to be one officer."
fn is_in_item(lines: &Lines<'_>, unit: u32) -> bool {
    let document = lines.document;
    let own = document.unit(unit);
    let block = &document.blocks()[own.block as usize];
    let marked = |at: u32| document.unit(at).numbering > 0 || is_mark(lines.words(at).text(0));
    match own.kind {
        UnitKind::Item => true,
        UnitKind::Sentence => {
            block.kind == BlockKind::Item || (block.units.start..=unit).rev().take(ITEM_UNITS_MAX).any(marked)
        }
        _ => false,
    }
}

/// Most sentences of one item.
const ITEM_UNITS_MAX: usize = 8;

/// The tables, as blocks, of which most rows bar something, or whose title says that they are conditions. An action plan
/// is none, whatever is to be left undone.
fn tables_of_conditions(lines: &Lines<'_>) -> FxHashSet<u32> {
    let document = lines.document;
    let says = |text: &str| folded(text).split(' ').any(|word| lexicon::LISTS_OF_CONDITIONS.has(word));
    let is_one = |table: &Range<u32>| {
        let head = document.unit(table.start);
        let rows = table.start + 1..table.end.min(table.start + 1 + ROWS_READ_MAX);
        let barring = rows.clone().filter(|row| lines.bars(*row)).count();
        head.kind == UnitKind::TableHead
            && (barring * 2 > rows.len()
                || barring > 0 && says(&document.sections()[head.section as usize].title))
            && document.columns_of_actions(head).is_none()
    };
    let blocks = (0..).zip(document.blocks()).filter(|(_, block)| block.kind == BlockKind::Table);
    blocks.filter(|(_, block)| is_one(&block.units)).map(|(block, _)| block).collect()
}

/// Rows of a table that are read to know what kind of table it is.
const ROWS_READ_MAX: u32 = 32;

/// Whether a line that nobody signed says how something is not to be done.
fn is_advice(lines: &Lines<'_>, unit: u32) -> bool {
    let line = lines.line(unit);
    let prose =
        matches!(lines.document.unit(unit).kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair);
    prose && line.speaks && !line.minutes && lines.voice(unit).is_none() && forbids(lines.words(unit))
}

/// Lists of which a line has a word that bars something. What is not to be done is denied.
pub(super) const SIGNS_OF_BARS: [Sign; 5] =
    [Sign::Ordering, Sign::Denial, Sign::BeforeContact, Sign::Keeping, Sign::Barring];

/// Whether a line bars contact, a place or an act.
pub(super) fn bars(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| {
        let ordered = at == 0 || words.is_in(at - 1, &lexicon::BEING) || opens(words, at);
        (words.is_in(at, &lexicon::ORDERING) && words.is_in(at + 1, &lexicon::DENYING_A_VERB))
            || (words.is(at, "not") && words.is(at + 1, "to") && words.is_word(at + 2) && ordered)
            || (words.is_in(at, &lexicon::BEFORE_CONTACT)
                && (at + 1..at + 5).any(|next| words.is(next, "contact")))
            || is_to_be_no_contact(words, at)
            || (words.is_in(at, &lexicon::KEEPING) && words.is_in(at + 1, &lexicon::KEPT_APART))
            || words.is_in(at, &lexicon::BARRING)
    })
}

/// "There is to be no visit and no call", "there must be no letters".
fn is_to_be_no_contact(words: Words<'_>, at: usize) -> bool {
    let ordered = at > 1
        && words.is(at - 1, "be")
        && (words.is(at - 2, "to") || words.is_in(at - 2, &lexicon::ORDERING));
    let contact = |at| words.is_in(at, &lexicon::TOUCHING);
    ordered && words.is(at, "no") && (at + 1..at + 1 + CONTACT_TOKENS).any(contact)
}

/// Tokens behind "no" within which the contact stands that is not to be.
const CONTACT_TOKENS: usize = 3;

/// Tokens from a mark on within which it points at what it is said of: "must not be told this".
const MARK_TOKENS: usize = 5;
/// Longest sentence that says of another that it is not to be read out, in words.
const MARK_WORDS_MAX: u32 = 16;

/// Whether a token opens what is said: behind the mark of an item or row ("R2 Not to enter"), at the start of a cell or
/// of the value of a field ("Restriction 2: Not to enter").
fn opens(words: Words<'_>, at: usize) -> bool {
    let begins = words.tokens()[at - 1].kind == TokenKind::Cell || words.is_sign(at - 1, ":");
    let figure = |text: &str| text.len() <= MARK_BYTES_MAX && text.ends_with(|c: char| c.is_ascii_digit());
    begins || (at == 1 && figure(words.text(0)))
}

/// Whether a word is the mark of an item: "R12", and no figure.
fn is_mark(text: &str) -> bool {
    let lettered = text.starts_with(|c: char| c.is_ascii_uppercase());
    text.len() <= MARK_BYTES_MAX && lettered && text.ends_with(|c: char| c.is_ascii_digit())
}

/// Longest mark of an item: "R12".
const MARK_BYTES_MAX: usize = 4;

/// Whether a line says that something is permitted or not.
fn permits(words: Words<'_>) -> bool {
    let says = |at: usize| words.is_in(at, &lexicon::BEFORE_PERMITTED) && words.is(at + 1, "permitted");
    (0..words.len()).any(says)
}

/// Whether a line bars something or says how something is not to be done.
pub(super) fn forbids(words: Words<'_>) -> bool {
    let advises = (0..words.len()).any(|at| {
        words.is(at, "should") && words.is_in(at + 1, &lexicon::BEHIND_SHOULD)
            || (words.is(at, "not") && words.is(at + 1, "to") && words.is_word(at + 2))
            || (at == 0 || opens(words, at)) && is_told_not_to(words, at)
    });
    advises || bars(words)
}

/// "Do not prescribe it with methadone.", "Never leave him alone with matches."
fn is_told_not_to(words: Words<'_>, at: usize) -> bool {
    let does = words.is(at, "do") && words.is(at + 1, "not");
    let verb = at + if does { 2 } else { 1 };
    let told = does || words.is_in(at, &lexicon::TOLD_NOT_TO);
    told && words.is_word(verb) && !words.is_in(verb, &lexicon::PAST)
}

/// Whether a line tells how something was.
pub(super) fn is_of_the_past(words: Words<'_>) -> bool {
    let past = |at: &usize| words.is_in(*at, &lexicon::PAST);
    (0..words.len()).find(|at| past(at) || words.is_in(*at, &lexicon::PRESENT)).as_ref().is_some_and(past)
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    /// The conditions of the second plan, those that are gone with a mark.
    fn check(before: &str, after: &str) -> Vec<String> {
        with_ground(&[("2023-05-02", before), ("2024-05-02", after)], |ground| {
            let text = |found: &Condition| match (found.gone, &ground.before) {
                (true, Some(lines)) => format!("gone: {}", lines.line(found.unit).text),
                _ => ground.after.line(found.unit).text.clone(),
            };
            conditions(ground).iter().map(text).collect()
        })
    }

    #[test]
    fn what_bars_stands_and_what_is_gone_is_told() {
        let (stays, goes) =
            ("She must not enter the yard at Fold Lane.", "There is to be no contact with Ann Muir.");
        let before = format!("{stays}\n\n{goes}\n");
        assert_eq!(check(&before, &format!("{stays}\n")), [stays.to_owned(), format!("gone: {goes}")]);
    }

    #[test]
    fn what_tells_not_to_and_is_gone() {
        for told in ["Do not give her aspirin with it.", "Never leave her alone with matches."] {
            let before = format!("She takes tablets.\n\n{told}\n");
            assert_eq!(check(&before, "She takes tablets.\n"), [format!("gone: {told}")]);
        }
        let past = "She takes tablets.\n\nDid not sleep. Never was one for the sea.\n";
        assert_eq!(check(past, "She takes tablets.\n"), [""; 0]);
    }

    #[test]
    fn what_was_said_this_year_of_what_is_gone() {
        let gone = "She must not enter the yard at Fold Lane.";
        let told = |entry: &str| {
            let before = format!("She mends nets.\n\n{gone}\n");
            let after = format!("She mends nets.\n\n9 May 2024 - PBSW (R. Tait):\n{entry}\n");
            with_ground(&[("2023-06-01", &before), ("2024-06-01", &after)], |ground| {
                let lines = ground.before.as_ref()?;
                let unit = lines.all().find(|(_, line)| line.text == gone)?.0;
                Some(ground.after.line(speaks_of_gone(ground, unit)?).text.clone())
            })
        };
        let entry = "Her ex now rents a shed at Fold Lane.";
        assert_eq!(told(entry).as_deref(), Some(entry));
        assert_eq!(told("She asked for a yard of rope."), None, "one word that names nothing");
    }

    #[test]
    fn rows_below_a_title_that_says_conditions() {
        let table = |row: &str| {
            format!(
                "## Licence conditions\n\n| No. | Condition |\n|---|---|\n| 1 | You shall live at the hostel. |\n\
                 | 2 | You shall see the nurse. |\n{row}"
            )
        };
        let rows = check(
            &table("| 3 | You shall not enter Fold Lane. |\n"),
            &table("| 3 | You shall not drink. |\n"),
        );
        assert_eq!(rows.len(), 3, "{rows:?}");
    }

    #[test]
    fn items_of_a_list_of_conditions() {
        let plan = "## Licence conditions\n\n- To live at the hostel\n- To see the nurse weekly\n";
        assert_eq!(check(plan, plan), ["To live at the hostel", "To see the nurse weekly"]);
    }

    #[test]
    fn rows_of_a_table_of_conditions_and_marked_items() {
        let table = |row: &str| {
            format!(
                "| Ref | What | Who |\n|---|---|---|\n| C1 | No contact | Ann Muir |\n| C2 | Not to enter | Fold Lane |\n{row}"
            )
        };
        let row = "| C3 | To see the nurse weekly | Herself |\n";
        let rows = check(&table(row), &table(""));
        assert_eq!(rows.len(), 3, "{rows:?}");
        assert!(rows[2].starts_with("gone: "), "{rows:?}");
        for marked in ["R2 Not to enter Fold Lane.\n", "Restriction 2: Not to be housed with A. Muir.\n"] {
            assert_eq!(check(marked, marked).len(), 1, "{marked}");
        }
        let actions = "| Action | Owner | Due | Status |\n|---|---|---|---|\n| Not to be put to work | PBSW | May | Open |\n";
        assert!(check(actions, actions).is_empty());
    }

    #[test]
    fn how_it_was_and_what_somebody_wrote_on_a_day_are_none() {
        let plan = "She had no contact with her father as a child.\n\nA Weir 9/1/23 - no contact with the stables yet.\n";
        assert!(check(plan, plan).is_empty());
    }

    #[test]
    fn conditions_that_are_signed_below_as_a_whole_stand() {
        let plan = "## Home\n\nShe lives with her aunt at Fold Lane.\n\nA Weir, PBSW, 9 January 2023\n\n\
                    ## Conditions\n\n3.1 No contact with Ann Muir.\n\n3.2 Not to enter the yard at Fold Lane.\n\n\
                    B Laird, CBSW, 14 January 2023\n";
        assert_eq!(check(plan, plan).len(), 2);
    }
}
