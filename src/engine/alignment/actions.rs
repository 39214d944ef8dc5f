//! Rows of action plans: what is to be done, and by when, says whether two are one action.
//!
//! Takes the candidates, drops pairs of rows that no reader would take for one: another thing to be done, by another
//! day. Rows off one form ("Review Low supervision level", "Review Medium supervision level") share most of their
//! words; linked, an action that was dropped would read as one that changed in every cell. The same thing to be done is
//! likely the same action, though the other cells changed or stand in another order.

use std::collections::BTreeSet;

use super::candidates::Candidate;
use super::similarity::SAME;
use crate::document::reading::{cells, table_head};
use crate::document::{Column, Document, UnitKind};
use crate::text::similarity::is_one_keystroke_apart;
use crate::text::{Token, TokenKind};

/// Fewest bytes of a word that says what is to be done.
const WORD_BYTES_MIN: usize = 4;
/// Fewest bytes of a word in which a keystroke is taken for a slip.
const SLIP_BYTES_MIN: usize = 4;

/// Drops the pairs that are two actions, and raises the likeness of those that are of one task.
pub(super) fn judge(candidates: &mut Vec<Candidate>, before: &Document, after: &Document) {
    candidates.retain_mut(|it| {
        let alike = it.similarity < SAME;
        let rows = alike.then(|| Some((row_of(before, it.before)?, row_of(after, it.after)?))).flatten();
        let Some((left, right)) = rows else { return true };
        if are_one_task(&left, &right) {
            it.similarity = SIMILARITY_ONE_TASK + it.similarity * (SAME - SIMILARITY_ONE_TASK) / SAME;
        }
        !are_two(&left, &right)
    });
}

/// Least likeness of two rows that say in the same words what is to be done.
const SIMILARITY_ONE_TASK: i32 = 8_000;

/// The row of an action plan that a unit is; none if it is no such row.
fn row_of(document: &Document, unit: u32) -> Option<Row<'_>> {
    let unit = Some(document.unit(unit)).filter(|unit| unit.kind == UnitKind::Row)?;
    let columns = document.columns_of_actions(table_head(document, unit)?)?;
    let cells = cells(document, unit);
    let cell = |column| columns.cell(column, &cells).copied().unwrap_or_default();
    Some(Row { document, task: cell(Column::Action), due: cell(Column::Due) })
}

/// What is to be done, and by when.
struct Row<'a> {
    document: &'a Document,
    task: &'a [Token],
    due: &'a [Token],
}

impl Row<'_> {
    /// The longer words and the numbers of the task, in lower case: the short ones join the others.
    fn words(&self) -> BTreeSet<String> {
        let tells = |token: &&Token| match token.kind {
            TokenKind::Word => token.span.len() >= WORD_BYTES_MIN,
            kind => kind == TokenKind::Number,
        };
        let words = self.task.iter().filter(tells);
        words.map(|token| token.span.of(self.document.source()).to_lowercase()).collect()
    }

    /// The values that the task names: levels, numbers, names, programmes.
    fn values(&self) -> BTreeSet<String> {
        let facts = self.document.facts_in(self.task);
        facts.iter().map(|fact| fact.span.of(self.document.source()).to_lowercase()).collect()
    }

    fn is_due_with(&self, other: &Self) -> bool {
        let days = |row: &Self| {
            let dates = row.document.dates_in(row.due);
            dates.iter().map(|(_, value)| *value).collect::<Vec<_>>()
        };
        let keys = |row: &Self| row.due.iter().map(|token| token.key).collect::<Vec<_>>();
        let (left, right) = (days(self), days(other));
        keys(self) == keys(other) || !left.is_empty() && left == right
    }
}

/// Whether two rows are two actions: due on two days, and either what is to be done shares no more than half its words, or each
/// names a value that the other does not.
///
/// What is due on the same day, or where either says no day, may be one action put otherwise; and so may what only
/// became longer.
fn are_two(left: &Row<'_>, right: &Row<'_>) -> bool {
    if left.due.is_empty() || right.due.is_empty() || left.is_due_with(right) {
        return false;
    }
    let (old, new) = (left.words(), right.words());
    let common = old.intersection(&new).count();
    let others = !old.is_empty() && !new.is_empty() && common * 2 <= old.len().min(new.len());
    others || names_another(&left.values(), &right.values())
}

/// Whether two rows say in the same words what is to be done, in two longer words at least.
fn are_one_task(left: &Row<'_>, right: &Row<'_>) -> bool {
    let keys = |row: &Row<'_>| row.task.iter().map(|token| token.key).collect::<Vec<_>>();
    keys(left) == keys(right) && left.words().len() > 1
}

/// Whether each side has a value of its own that is no slip of typing of one of the other's.
fn names_another(left: &BTreeSet<String>, right: &BTreeSet<String>) -> bool {
    let own = |values: &BTreeSet<String>, others: &BTreeSet<String>| {
        let slip = |value: &str, other: &str| {
            value.len().min(other.len()) >= SLIP_BYTES_MIN
                && value.chars().all(char::is_alphabetic)
                && is_one_keystroke_apart(value, other)
        };
        values.difference(others).any(|value| !others.iter().any(|other| slip(value, other)))
    };
    own(left, right) && own(right, left)
}

#[cfg(test)]
mod tests {
    use super::super::align;
    use crate::document::parse;

    /// Whether the last of two rows is linked to the last of the earlier plan.
    fn check(before: &str, after: &str) -> bool {
        let plan = |row: &str| {
            let head = "| Need | Action | Owner | Due | Status |\n|---|---|---|---|---|\n";
            let other = "| Money | Pay the fine | PBSW | 3 May 2022 | Open |";
            parse(format!("## Action plan\n\n{head}{other}\n{row}\n")).unwrap()
        };
        let (before, after) = (plan(before), plan(after));
        align(&before, &after).links.iter().any(|link| link.before.contains(&3) && link.after.contains(&3))
    }

    #[test]
    fn another_thing_by_another_day_is_another_action() {
        let gone = "| Risk | Review Low supervision level | Personal Officer | 3 April 2019 | In hand |";
        let new =
            "| Risk | Review Medium supervision level | Personal Officer | 24 October 2023 | Not begun |";
        assert!(!check(gone, new));
        let gone = "| Health | Arrange the eye test | Nurse | 3 April 2019 | In hand |";
        assert!(!check(gone, "| Home | Arrange a visit to the hostel | Nurse | 4 May 2023 | In hand |"));
    }

    #[test]
    fn the_same_task_is_the_same_action_under_any_template() {
        let before = "## Actions\n\n| Ref | Need | Task | By whom | By when | Progress |\n|---|---|---|---|---|---|\n\
            | 7 | Money | Clear the court fine | G Small | 3 May 2022 | Begun |\n\
            | 8 | Drugs | Drawn version of the workbook | M Grey | 30 June 2022 | Open |\n";
        let after = "## Action plan\n\n| By when | Owner | Action | Area | Status |\n|---|---|---|---|---|\n\
            | 30 June 2022 | Outreach team | Drawn version of the workbook | Drugs | Open |\n\
            | 3 May 2022 | G Small | Clear the court fine | Money | Done |\n";
        let [before, after] = [before, after].map(|text| parse(text.to_owned()).unwrap());
        let links = align(&before, &after).links;
        for (left, right) in [(2, 3), (3, 2)] {
            let linked = links.iter().any(|link| link.before.contains(&left) && link.after.contains(&right));
            assert!(linked, "{left} {right}: {links:?}");
        }
    }

    #[test]
    fn one_action_may_change_in_any_cell() {
        let row = "| Risk | Review Low supervision level | Personal Officer | 3 April 2019 | In hand |";
        for (from, to) in [
            ("Low", "Medium"),
            ("3 April 2019", "24 October 2023"),
            ("Personal Officer", "PBSW"),
            ("3 April 2019 | In hand", "24 October 2023 | Not begun"),
            ("supervision level | Personal Officer | 3 April", "supervision level each month | PBSW | 4 May"),
            ("Low supervision level | Personal Officer | 3", "Low supervison level | Personal Officer | 4"),
        ] {
            assert!(check(row, &row.replace(from, to)), "{to}");
        }
    }
}
