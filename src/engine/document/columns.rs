//! What the columns of a table hold, by their titles.
//!
//! Takes the titles of a header row, gives which column is which; plans spell and order them as they please.

use super::reading::folded;

/// What a column of an action plan or of a table of assessments holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Column {
    Need,
    Action,
    Owner,
    Due,
    Status,
    Tool,
    Date,
    Score,
    Level,
    Assessor,
}

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    found: Vec<Option<Column>>,
    titles: Vec<String>,
}

impl Columns {
    /// The columns of an action plan: an action, and two of owner, due date and status.
    pub fn of_actions(titles: &[String]) -> Option<Self> {
        let columns = Self::new(titles, ACTION_WORDS);
        let others = [Column::Owner, Column::Due, Column::Status];
        let others = others.into_iter().filter(|column| columns.position(*column).is_some()).count();
        (columns.position(Column::Action).is_some() && others >= 2).then_some(columns)
    }

    /// The columns of a table of assessments: a tool, a date, and a score or level.
    pub fn of_assessments(titles: &[String]) -> Option<Self> {
        let columns = Self::new(titles, ASSESSMENT_WORDS);
        let has = |column| columns.position(column).is_some();
        let rated = has(Column::Score) || has(Column::Level);
        (has(Column::Tool) && has(Column::Date) && rated).then_some(columns)
    }

    /// What this column, from 0, holds; none where that is not known.
    pub fn at(&self, at: usize) -> Option<Column> {
        self.found.get(at).copied().flatten()
    }

    /// The titles, in the order of the table.
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    fn new(titles: &[String], words: &[(Column, &[&str])]) -> Self {
        let mut found: Vec<Option<Column>> = Vec::new();
        for title in titles {
            let column = column(&folded(title), words).filter(|column| !found.contains(&Some(*column)));
            found.push(column);
        }
        Self { found, titles: titles.to_vec() }
    }

    /// The cell of a row that stands in this column.
    pub fn cell<'a, T>(&self, column: Column, cells: &'a [T]) -> Option<&'a T> {
        self.position(column).and_then(|at| cells.get(at))
    }

    /// Which of the columns it is, from 0.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.found.iter().position(|found| *found == Some(column))
    }
}

fn column(title: &str, words: &[(Column, &[&str])]) -> Option<Column> {
    let padded = format!(" {title} ");
    let says = |word: &&str| padded.contains(&format!(" {word} "));
    words.iter().find(|(_, words)| words.iter().any(says)).map(|(column, _)| *column)
}

/// Titles of an action plan, the more telling first: "action owner" is an owner, "target date" a date.
const ACTION_WORDS: &[(Column, &[&str])] = &[
    (Column::Status, &["status", "progress", "outcome", "position", "completed", "update", "result"]),
    (
        Column::Due,
        &["due", "by when", "deadline", "timescale", "timescales", "date", "when", "review", "target date"],
    ),
    (
        Column::Owner,
        &[
            "owner",
            "who",
            "whom",
            "responsible",
            "responsibility",
            "lead",
            "agency",
            "assigned",
            "person",
            "action by",
            "worker",
        ],
    ),
    (
        Column::Action,
        &["action", "actions", "task", "step", "what", "objective", "goal", "work", "intervention"],
    ),
    (Column::Need, &["need", "needs", "area", "domain", "issue", "topic", "heading", "problem", "target"]),
];

/// Titles of a table of assessments.
const ASSESSMENT_WORDS: &[(Column, &[&str])] = &[
    (Column::Assessor, &["assessor", "assessed by", "completed by", "author", "by", "scorer", "who"]),
    (Column::Date, &["date", "when", "assessed", "completed"]),
    (Column::Level, &["level", "band", "category", "rating", "risk"]),
    (Column::Score, &["score", "total", "scores"]),
    (Column::Tool, &["tool", "assessment", "instrument", "measure", "scale", "test"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(titles: &[&str]) -> Vec<String> {
        titles.iter().map(|title| (*title).to_owned()).collect()
    }

    #[test]
    fn any_order_and_spelling() {
        let check = |head: &[&str], column| Columns::of_actions(&titles(head)).unwrap().position(column);
        let head = ["Area of need", "Agreed action", "By whom", "By when", "Progress"];
        let expected = [Column::Need, Column::Action, Column::Owner, Column::Due, Column::Status];
        for (at, column) in expected.into_iter().enumerate() {
            assert_eq!(check(&head, column), Some(at), "{column:?}");
        }
        assert_eq!(check(&["Outcome", "Target date", "Task", "Action owner"], Column::Due), Some(1));
    }

    #[test]
    fn other_tables_are_no_action_plans() {
        assert_eq!(Columns::of_actions(&titles(&["Name", "Role", "Attendance"])), None);
        assert_eq!(Columns::of_actions(&titles(&["Programme", "Date", "Status", "Notes"])), None);
        assert!(Columns::of_assessments(&titles(&["Tool", "Date", "Score", "Level", "Assessor"])).is_some());
        assert_eq!(Columns::of_assessments(&titles(&["Date", "Substance", "Result"])), None);
    }
}
