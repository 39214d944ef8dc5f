//! What bars something or binds somebody: prohibitions, orders and conditions, as they stand now.
//!
//! Takes the two versions, gives the lines that nobody dated or signed which bar contact, a place or an act, and the
//! items of lists of conditions; those that are gone, too. What was so at a time ("he has had no contact since he was
//! ten") is none.

use super::ground::Ground;
use super::lines::Lines;
use crate::delta::ChangeKind;
use crate::document::UnitKind;
use crate::document::reading::{folded, unit_text};
use crate::lexicon;
use crate::text::Words;

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
    let units = ground.after.all().map(|(unit, _)| unit);
    let stands = units.filter(|unit| is_condition(&ground.after, *unit));
    let mut found: Vec<Condition> = stands.map(|unit| Condition { unit, gone: false }).collect();
    if let (Some(before), Some(delta)) = (&ground.before, ground.input.delta) {
        let removed = delta.changes.iter().filter(|change| change.kind == ChangeKind::Removed);
        let units = removed.flat_map(|change| change.before.clone());
        found.extend(
            units
                .filter(|unit| is_condition(before, *unit) || is_advice(before, *unit))
                .map(|unit| Condition { unit, gone: true }),
        );
    }
    found
}

fn is_condition(lines: &Lines<'_>, unit: u32) -> bool {
    let line = lines.line(unit);
    let kind = lines.document.unit(unit).kind;
    let prose = matches!(kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair);
    if !prose || !line.speaks || line.minutes || lines.voice(unit).is_some() {
        return false;
    }
    let words = lines.words(unit);
    let binds = (bars(words) || permits(words)) && !is_of_the_past(words);
    binds || (kind == UnitKind::Item && is_listed(lines, unit))
}

/// Whether a line that nobody signed says how something is not to be done.
fn is_advice(lines: &Lines<'_>, unit: u32) -> bool {
    let line = lines.line(unit);
    let prose =
        matches!(lines.document.unit(unit).kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair);
    prose && line.speaks && !line.minutes && lines.voice(unit).is_none() && forbids(lines.words(unit))
}

/// Whether a line bars contact, a place or an act.
pub(super) fn bars(words: Words<'_>) -> bool {
    (0..words.len()).any(|at| {
        let not = |at: usize| words.is_any(at, &["not", "no", "never"]);
        let ordered = at == 0 || words.is_any(at - 1, &["is", "are", "was", "were"]);
        (words.is_any(at, &["must", "may", "shall"]) && not(at + 1))
            || (words.is(at, "not") && words.is(at + 1, "to") && words.is_word(at + 2) && ordered)
            || (words.is_any(at, &["no", "non", "indirect"])
                && (at + 1..at + 5).any(|next| words.is(next, "contact")))
            || (words.is_any(at, &["kept", "keep"]) && words.is(at + 1, "apart"))
            || words.is_any(at, &["exclusion", "prohibited", "forbidden", "barred", "harassment"])
    })
}

/// Whether a line says that something is permitted or not.
fn permits(words: Words<'_>) -> bool {
    let says = |at: usize| words.is_any(at, &["not", "now", "is", "are"]) && words.is(at + 1, "permitted");
    (0..words.len()).any(says)
}

/// Whether a line bars something or says how something is not to be done.
pub(super) fn forbids(words: Words<'_>) -> bool {
    let advises = (0..words.len()).any(|at| {
        words.is(at, "should") && words.is_any(at + 1, &["not", "never", "only"])
            || (words.is(at, "not") && words.is(at + 1, "to") && words.is_word(at + 2))
    });
    advises || bars(words)
}

/// Whether a line tells how something was.
fn is_of_the_past(words: Words<'_>) -> bool {
    let past = ["had", "was", "were", "did", "been"];
    (0..words.len())
        .find(|at| words.is_any(*at, &past) || words.is_in(*at, &lexicon::PRESENT))
        .is_some_and(|at| words.is_any(at, &past))
}

/// Whether an item stands in a list of conditions or orders: its heading or the line that opens the list says so.
fn is_listed(lines: &Lines<'_>, unit: u32) -> bool {
    let document = lines.document;
    let says = |text: &str| {
        let text = folded(text);
        text.split(' ').any(|word| {
            ["conditions", "orders", "prohibitions", "restrictions", "undertakings"].contains(&word)
        })
    };
    let section = document.unit(unit).section;
    let heading = says(&document.sections()[section as usize].title);
    let item = |at: &u32| document.unit(*at).kind == UnitKind::Item;
    let opener = (0..unit).rev().find(|at| !item(at)).filter(|at| document.unit(*at).section == section);
    let introduced = opener.is_some_and(|at| {
        let text = unit_text(document, document.unit(at));
        says(&text) && text.trim_end().ends_with([':', ')'])
    });
    heading || introduced
}
