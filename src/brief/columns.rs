//! What the columns of a table hold, by their titles.
//!
//! Takes the titles of a header row, gives which column is which; plans spell and order them as they please.

use super::model::Piece;
use super::pieces::ours;
use super::reading::folded;

/// What a column of an action plan or of a table of assessments holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
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
pub(super) struct Columns {
    found: Vec<Option<Column>>,
    titles: Vec<String>,
}

impl Columns {
    /// The columns of an action plan: an action, and two of owner, due date and status.
    pub(super) fn of_actions(titles: &[String]) -> Option<Self> {
        let columns = Self::new(titles, ACTION_WORDS);
        let others = [Column::Owner, Column::Due, Column::Status];
        let others = others.into_iter().filter(|column| columns.position(*column).is_some()).count();
        (columns.position(Column::Action).is_some() && others >= 2).then_some(columns)
    }

    /// The columns of a table of assessments: a tool, a date, and a score or level.
    pub(super) fn of_assessments(titles: &[String]) -> Option<Self> {
        let columns = Self::new(titles, ASSESSMENT_WORDS);
        let has = |column| columns.position(column).is_some();
        let rated = has(Column::Score) || has(Column::Level);
        (has(Column::Tool) && has(Column::Date) && rated).then_some(columns)
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
    pub(super) fn cell<'a, T>(&self, column: Column, cells: &'a [T]) -> Option<&'a T> {
        self.position(column).and_then(|at| cells.get(at))
    }

    /// A row of an action plan as a line: "need: action; owner, due date, status".
    pub(super) fn laid_out(&self, cells: Vec<Vec<Piece>>) -> Vec<Piece> {
        let mut cells: Vec<Option<Vec<Piece>>> =
            cells.into_iter().map(|cell| (!cell.is_empty()).then_some(cell)).collect();
        let mut line = Line::default();
        for (column, lead) in LAYOUT {
            let cell = self.position(*column).and_then(|at| cells.get_mut(at)).and_then(Option::take);
            line.push(lead, cell);
        }
        for (index, cell) in cells.into_iter().enumerate() {
            let title = self.titles.get(index).filter(|title| !title.is_empty());
            line.push(&title.map_or("; ".to_owned(), |title| format!("; {title} ")), cell);
        }
        line.pieces
    }

    fn position(&self, column: Column) -> Option<usize> {
        self.found.iter().position(|found| *found == Some(column))
    }
}

/// What stands before each cell of an action, in the order of reading.
const LAYOUT: &[(Column, &str)] = &[
    (Column::Need, ""),
    (Column::Action, ": "),
    (Column::Owner, "; "),
    (Column::Due, ", due "),
    (Column::Status, ", "),
];

#[derive(Default)]
struct Line {
    pieces: Vec<Piece>,
}

impl Line {
    fn push(&mut self, lead: &str, cell: Option<Vec<Piece>>) {
        let Some(cell) = cell else { return };
        let lead = if self.pieces.is_empty() { lead.trim_start_matches([':', ';', ',', ' ']) } else { lead };
        if !lead.is_empty() {
            self.pieces.push(ours(lead));
        }
        self.pieces.extend(cell);
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
    use super::super::pieces::same;
    use super::*;

    fn titles(titles: &[&str]) -> Vec<String> {
        titles.iter().map(|title| (*title).to_owned()).collect()
    }

    fn laid_out(head: &[&str], cells: &[&str]) -> String {
        let columns = Columns::of_actions(&titles(head)).unwrap();
        let pieces = columns.laid_out(cells.iter().map(|cell| vec![same(*cell)]).collect());
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn any_order_and_spelling() {
        let expected = "Home: find a flat; PBSW, due May 2024, open";
        let cells = ["Home", "find a flat", "PBSW", "May 2024", "open"];
        assert_eq!(laid_out(&["Need", "Action", "Owner", "Due", "Status"], &cells), expected);
        assert_eq!(
            laid_out(&["Area of need", "Agreed action", "By whom", "By when", "Progress"], &cells),
            expected
        );
        let cells = ["open", "May 2024", "find a flat", "PBSW", "Home"];
        assert_eq!(laid_out(&["Outcome", "Target date", "Task", "Action owner", "Domain"], &cells), expected);
    }

    #[test]
    fn other_columns_keep_their_titles() {
        let shown =
            laid_out(&["Action", "Owner", "Due", "Notes"], &["find a flat", "PBSW", "May 2024", "urgent"]);
        assert_eq!(shown, "find a flat; PBSW, due May 2024; Notes urgent");
    }

    #[test]
    fn other_tables_are_no_action_plans() {
        assert_eq!(Columns::of_actions(&titles(&["Name", "Role", "Attendance"])), None);
        assert_eq!(Columns::of_actions(&titles(&["Programme", "Date", "Status", "Notes"])), None);
        assert!(Columns::of_assessments(&titles(&["Tool", "Date", "Score", "Level", "Assessor"])).is_some());
        assert_eq!(Columns::of_assessments(&titles(&["Date", "Substance", "Result"])), None);
    }
}
