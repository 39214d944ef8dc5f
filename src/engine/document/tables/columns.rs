//! What the columns of a table hold, by their titles.
//!
//! Takes the titles of a header row, gives which column is which; plans spell and order them as they please.

use std::sync::LazyLock;

use crate::document::reading::folded;
use crate::lexicon::{self, Row, Section};

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

impl Column {
    const ALL: [(&str, Self); 10] = [
        ("need", Self::Need),
        ("action", Self::Action),
        ("owner", Self::Owner),
        ("due", Self::Due),
        ("status", Self::Status),
        ("tool", Self::Tool),
        ("date", Self::Date),
        ("score", Self::Score),
        ("level", Self::Level),
        ("assessor", Self::Assessor),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(listed, _)| *listed == name).map(|(_, column)| *column)
    }
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
        let columns = Self::new(titles, &ACTION_TITLES);
        let others = [Column::Owner, Column::Due, Column::Status];
        let others = others.into_iter().filter(|column| columns.position(*column).is_some()).count();
        (columns.position(Column::Action).is_some() && others >= 2).then_some(columns)
    }

    /// The columns of a table of assessments: a tool, a date, and a score or level.
    pub fn of_assessments(titles: &[String]) -> Option<Self> {
        let columns = Self::new(titles, &ASSESSMENT_TITLES);
        let has = |column| columns.position(column).is_some();
        let rated = has(Column::Score) || has(Column::Level);
        (has(Column::Tool) && has(Column::Date) && rated).then_some(columns)
    }

    /// Whether a label is the title of a column for how far something is.
    pub fn names_status(label: &str) -> bool {
        column(&folded(label), &ACTION_TITLES).is_some_and(|(column, _)| column == Column::Status)
    }

    /// What this column, from 0, holds; none where that is not known.
    pub fn at(&self, at: usize) -> Option<Column> {
        self.found.get(at).copied().flatten()
    }

    /// The titles, in the order of the table.
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// Of several titles that may name one column, the most telling has it: of "Agency" and "Lead" it is the lead who is
    /// to do it.
    fn new(titles: &[String], words: &Titles) -> Self {
        let named: Vec<Option<(Column, usize)>> =
            titles.iter().map(|title| column(&folded(title), words)).collect();
        let is_best = |at: usize, (column, rank): (Column, usize)| {
            let others = named.iter().enumerate().filter_map(|(other, named)| Some((other, (*named)?)));
            let mut better = others.filter(|(other, _)| *other != at).map(|(other, it)| (it.0, it.1, other));
            !better.any(|(other, telling, place)| other == column && (telling, place) < (rank, at))
        };
        let found = named.iter().enumerate();
        let found = found.map(|(at, named)| named.filter(|it| is_best(at, *it)).map(|(column, _)| column));
        Self { found: found.collect(), titles: titles.to_vec() }
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

/// What a title names, and how many words of its list tell more.
fn column(title: &str, words: &Titles) -> Option<(Column, usize)> {
    let behind_spaces = || title.match_indices(' ').map(|(at, _)| &title[at + 1..]);
    let is_at = |text: &str, word: &str| {
        text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let within = |word: &str| is_at(title, word) || behind_spaces().any(|text| is_at(text, word));
    let says = |word: &str| if lexicon::WHOLE_TITLES.has(word) { title == word } else { within(word) };
    words.iter().find_map(|(column, words)| Some((*column, words.iter().position(|word| says(word))?)))
}

/// Columns with the words in their titles, the more telling first.
type Titles = Vec<(Column, Vec<&'static str>)>;

/// Titles of an action plan. Read once and never changed.
static ACTION_TITLES: LazyLock<Titles> = LazyLock::new(|| read("action "));

/// Titles of a table of assessments. Read once and never changed.
static ASSESSMENT_TITLES: LazyLock<Titles> = LazyLock::new(|| read("assessment "));

/// The lists of the lexicon whose headings begin with `table`.
fn read(table: &str) -> Titles {
    let column = |section: Section| {
        let column = Column::named(section.heading.strip_prefix(table)?)?;
        Some((column, section.rows.into_iter().flat_map(Row::phrases).collect()))
    };
    lexicon::COLUMNS.sections().into_iter().filter_map(column).collect()
}

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
    fn the_most_telling_title_has_the_column() {
        let check = |head: &[&str], column| Columns::of_actions(&titles(head)).unwrap().position(column);
        let head = ["Ref", "Agency", "Lead", "Action", "By when", "Update", "State"];
        assert_eq!(check(&head, Column::Owner), Some(2));
        assert_eq!(check(&head, Column::Status), Some(6));
        assert_eq!(check(&["Agency", "Action", "Due", "Update"], Column::Owner), Some(0), "none tells more");
    }

    #[test]
    fn what_somebody_may_not_do_is_no_action() {
        let head = ["Ref", "Person or place", "What is not allowed", "Authority", "Next review"];
        assert_eq!(Columns::of_actions(&titles(&head)), None);
        assert!(Columns::of_actions(&titles(&["What", "Who", "When"])).is_some());
    }

    #[test]
    fn every_heading_names_a_column() {
        assert_eq!(ACTION_TITLES.len() + ASSESSMENT_TITLES.len() + 1, lexicon::COLUMNS.headings().len());
    }

    #[test]
    fn other_tables_are_no_action_plans() {
        assert_eq!(Columns::of_actions(&titles(&["Name", "Role", "Attendance"])), None);
        assert_eq!(Columns::of_actions(&titles(&["Programme", "Date", "Status", "Notes"])), None);
        assert!(Columns::of_assessments(&titles(&["Tool", "Date", "Score", "Level", "Assessor"])).is_some());
        assert_eq!(Columns::of_assessments(&titles(&["Date", "Substance", "Result"])), None);
    }
}
