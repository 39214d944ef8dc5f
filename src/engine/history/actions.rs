//! What became of the rows of the action plan since the baseline.

use jiff::civil::Date;

use super::lineage::{Lineage, Place};
use super::model::{Action, ActionChange, ActionField, Input};
use super::plan::{ActionRow, Plan};
use super::steps::Steps;
use super::wording;
use crate::document::Column;
use crate::text::Words;

/// The actions of the newest version in reading order, those that are gone where they stood. Without a baseline those
/// only that are past their date.
pub(super) fn actions(input: &Input<'_>, lineage: &Lineage<'_>) -> Vec<Action> {
    let plans: Vec<Plan<'_>> = input.versions.iter().map(|version| Plan::new(version.document)).collect();
    let follower = Follower { lineage, plans: &plans };
    match lineage.baseline() {
        Some(baseline) => follower.since(&Steps::new(input, lineage, baseline), baseline),
        None => lineage.places().filter_map(|place| follower.overdue(place)).collect(),
    }
}

struct Follower<'f, 'a> {
    lineage: &'f Lineage<'a>,
    /// By version.
    plans: &'f [Plan<'a>],
}

impl Follower<'_, '_> {
    fn since(&self, steps: &Steps<'_, '_>, baseline: u32) -> Vec<Action> {
        let mut gone = steps.gone().into_iter().peekable();
        let gone_from = |unit| self.gone(steps, Place { version: baseline, unit });
        let mut actions = Vec::new();
        for place in self.lineage.places() {
            while let Some((_, unit)) = gone.next_if(|(stood_before, _)| *stood_before <= place.unit) {
                actions.extend(gone_from(unit));
            }
            actions.extend(self.standing(steps, baseline, place));
        }
        actions.extend(gone.filter_map(|(_, unit)| gone_from(unit)));
        actions
    }

    /// A row that is open and past its date.
    fn overdue(&self, place: Place) -> Option<Action> {
        let row = self.row(place)?;
        Some(self.action(ActionChange::Overdue, place, &row)).filter(|action| action.overdue)
    }

    /// A row that was open at the baseline and is gone.
    fn gone(&self, steps: &Steps<'_, '_>, place: Place) -> Option<Action> {
        let row = self.row(place).filter(|row| !row.status().is_closed())?;
        let last = steps.last_of(place);
        let (last, row) = self.row(last).map_or((place, row), |row| (last, row));
        let completed = row.status().is_completed();
        let change = if completed { ActionChange::Completed } else { ActionChange::Gone };
        let action = self.action(change, last, &row);
        Some(Action { before: Some(place.unit), after: None, ..action })
    }

    /// A row of the newest version.
    fn standing(&self, steps: &Steps<'_, '_>, baseline: u32, place: Place) -> Option<Action> {
        let row = self.row(place)?;
        let mut action = self.action(ActionChange::New, place, &row);
        let Some(before) = steps.before(place) else { return Some(action) };
        // None where it stood in a table that is no plan of actions by its head; it is no new one for that.
        let earlier = self.row(Place { version: baseline, unit: before });
        action.before = Some(before);
        if steps.is_material(place) {
            action.fields =
                earlier.as_ref().map_or_else(|| vec![ActionField::Other], |earlier| fields(earlier, &row));
        }
        // Of a table that was no plan of actions it is not known whether it was done before.
        let came_to_be_done =
            earlier.is_some_and(|earlier| row.status().is_completed() && !earlier.status().is_completed());
        action.change = if came_to_be_done {
            ActionChange::Completed
        } else if !action.fields.is_empty() {
            ActionChange::Changed
        } else if action.overdue {
            ActionChange::Overdue
        } else {
            ActionChange::Unchanged
        };
        Some(action)
    }

    fn action(&self, change: ActionChange, place: Place, row: &ActionRow<'_>) -> Action {
        let as_of = self.lineage.version(self.lineage.newest()).as_of;
        let due = self.due(place, row);
        let past = due.zip(as_of).is_some_and(|(due, as_of)| due < as_of);
        Action {
            change,
            fields: Vec::new(),
            before: None,
            after: Some(place.unit),
            last: (place.version, place.unit),
            due,
            since: self.lineage.life(place).lineage_since,
            never_started: self.is_never_started(place),
            overdue: past && !row.status().is_closed(),
        }
    }

    /// The day by which a row is to be done. A day without a year is that of the plan that first said it.
    fn due(&self, place: Place, row: &ActionRow<'_>) -> Option<Date> {
        let said = row.words(Column::Due);
        if said.is_empty() {
            return None;
        }
        let same = |(_, row): &(Place, ActionRow<'_>)| wording::is_same(row.words(Column::Due), said);
        let first = self.wordings(place).take_while(same).last();
        let since = first.map_or(place.version, |(at, _)| self.lineage.life(at).wording_since);
        row.due(self.lineage.version(since).as_of)
    }

    fn is_never_started(&self, place: Place) -> bool {
        let carried = || self.lineage.chain(place).skip(1).any(|at| self.row(at).is_some());
        self.wordings(place).all(|(_, row)| row.status().is_unstarted()) && carried()
    }

    /// A row as it stands and as it stood, each wording once, the newest first.
    fn wordings(&self, place: Place) -> impl Iterator<Item = (Place, ActionRow<'_>)> {
        let wordings = self.lineage.wordings(place);
        wordings.filter_map(|at| Some((at, self.row(at)?)))
    }

    fn row(&self, place: Place) -> Option<ActionRow<'_>> {
        self.plans[place.version as usize].row(place.unit)
    }
}

/// The fields of which a word or value changed.
fn fields(before: &ActionRow<'_>, after: &ActionRow<'_>) -> Vec<ActionField> {
    let changed = |column: &Column| !wording::is_same(before.words(*column), after.words(*column));
    let mut fields: Vec<ActionField> =
        FIELDS.iter().filter(|(column, _)| changed(column)).map(|(_, field)| *field).collect();
    let (left, right) = (before.others(), after.others());
    let same = |(left, right): (&Words<'_>, &Words<'_>)| wording::is_same(*left, *right);
    if left.len() != right.len() || !left.iter().zip(&right).all(same) {
        fields.push(ActionField::Other);
    }
    fields
}

const FIELDS: [(Column, ActionField); 5] = [
    (Column::Need, ActionField::Need),
    (Column::Action, ActionField::Action),
    (Column::Owner, ActionField::Owner),
    (Column::Due, ActionField::Due),
    (Column::Status, ActionField::Status),
];

#[cfg(test)]
mod tests;
