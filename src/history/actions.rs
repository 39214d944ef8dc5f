//! What became of the rows of the action plan since the version before.

use super::columns::Column;
use super::lineage::{Lineage, Place};
use super::model::{Action, ActionChange, ActionField, Input};
use super::plan::{ActionRow, Plan};
use super::status::{is_closed, is_completed, is_unstarted};
use super::wording;
use crate::delta::{Change, ChangeKind};
use crate::text::Words;

/// The actions of the newest version in reading order, those that are gone where they stood. None without a version
/// before.
pub(super) fn actions(input: &Input<'_>, lineage: &Lineage<'_>) -> Vec<Action> {
    let Some(delta) = input.deltas.last() else { return Vec::new() };
    let plans: Vec<Plan<'_>> = input.versions.iter().map(|version| Plan::new(version.document)).collect();
    let follower = Follower { input, lineage, plans: &plans };
    delta.changes.iter().flat_map(|change| follower.of_change(change)).collect()
}

struct Follower<'f, 'a> {
    input: &'f Input<'a>,
    lineage: &'f Lineage<'a>,
    /// By version.
    plans: &'f [Plan<'a>],
}

impl Follower<'_, '_> {
    fn of_change(&self, change: &Change) -> Vec<Action> {
        let newest = self.lineage.newest();
        if change.after.is_empty() {
            let gone =
                change.before.clone().filter_map(|unit| self.gone(Place { version: newest - 1, unit }));
            return gone.collect();
        }
        let rows =
            change.after.clone().filter_map(|unit| self.standing(Place { version: newest, unit }, change));
        rows.collect()
    }

    /// A row that was open last time and is gone.
    fn gone(&self, place: Place) -> Option<Action> {
        let row = self.row(place)?;
        let action = self.action(ActionChange::Gone, place, &row);
        (!is_closed(&row.status())).then_some(Action { before: Some(place.unit), after: None, ..action })
    }

    /// A row of the newest version.
    fn standing(&self, place: Place, change: &Change) -> Option<Action> {
        let row = self.row(place)?;
        let version = place.version - 1;
        let earlier = change.before.clone().find_map(|unit| Some((unit, self.row(Place { version, unit })?)));
        let Some((before, earlier)) = earlier else {
            return Some(self.action(ActionChange::New, place, &row));
        };
        let fields = if change.kind == ChangeKind::Material { fields(&earlier, &row) } else { Vec::new() };
        let mut action = self.action(ActionChange::Changed, place, &row);
        action.change = self.kind(&action, &fields, &earlier, &row);
        Some(Action { before: Some(before), fields, ..action })
    }

    fn kind(
        &self,
        action: &Action,
        fields: &[ActionField],
        earlier: &ActionRow<'_>,
        row: &ActionRow<'_>,
    ) -> ActionChange {
        let as_of = self.lineage.version(self.lineage.newest()).as_of;
        let status = row.status();
        if is_completed(&status) && !is_completed(&earlier.status()) {
            ActionChange::Completed
        } else if !fields.is_empty() {
            ActionChange::Changed
        } else if action.due.zip(as_of).is_some_and(|(due, as_of)| due < as_of) && !is_closed(&status) {
            ActionChange::Overdue
        } else {
            ActionChange::Unchanged
        }
    }

    fn action(&self, change: ActionChange, place: Place, row: &ActionRow<'_>) -> Action {
        let since = self.lineage.life(place).lineage_since;
        let planned = self.input.versions[since as usize].as_of;
        let rows: Vec<ActionRow<'_>> =
            self.lineage.chain(place).filter_map(|place| self.row(place)).collect();
        Action {
            change,
            fields: Vec::new(),
            before: None,
            after: Some(place.unit),
            due: row.due(planned),
            since,
            never_started: rows.len() > 1 && rows.iter().all(|row| is_unstarted(&row.status())),
        }
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
