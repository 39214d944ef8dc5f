//! Tables that are forms of several columns: labels and values take turns in a row.
//!
//! Takes the tokens of a row, gives the ranges of its pairs. What a field says is asked label by label; in a row of two fields
//! the one would hide what became of the other. Labels show by bold type that their values have not, or by the names of the
//! columns, which come back: "Field", "Value", "Field", "Value".

use std::ops::Range;

use crate::document::lines::STRONG;
use crate::document::reading::{cell_ranges, titles};
use crate::lexicon;
use crate::text::Token;

/// Fewest cells of such a row, and most tokens of a label.
const CELLS_MIN: usize = 4;
const LABEL_TOKENS_MAX: usize = 10;

/// Whether the names of columns, a line of them, are those of labels and values that take turns.
pub(in crate::document) fn names_pairs(line: &str) -> bool {
    let names = titles(line);
    let (first, rest) = names.split_at(names.len().min(2));
    let pair_called = first.iter().all(|name| !name.is_empty()) && first.first() != first.last();
    pair_called && names.len() >= CELLS_MIN && rest.chunks(2).all(|pair| pair == first)
}

/// Whether the names of two columns say no more than that labels stand in the one and what they ask in the other.
pub(in crate::document) fn names_labels(line: &str) -> bool {
    let names = titles(line);
    matches!(names.as_slice(), [label, value]
        if lexicon::COLUMNS_OF_LABELS.has(label) && lexicon::COLUMNS_OF_VALUES.has(value))
}

/// The pairs of a row, empty ones left out: none if it has no labels. `known` where the names of the columns tell.
pub(in crate::document) fn pairs(source: &str, row: &[Token], known: bool) -> Option<Vec<Range<usize>>> {
    let cells = cell_ranges(row);
    // The last value may be blank, and its bar is no token then.
    if cells.len() < CELLS_MIN - 1 {
        return None;
    }
    let is_strong = |cell: &Range<usize>| is_strong(source, &row[cell.clone()]);
    let short = |cell: &Range<usize>| cell.len() <= LABEL_TOKENS_MAX;
    let labels = || cells.iter().step_by(2).filter(|cell| !cell.is_empty());
    let values = || cells.iter().skip(1).step_by(2).filter(|cell| !cell.is_empty());
    let shown = labels().all(is_strong) && labels().count() > 1 && !values().any(is_strong);
    if !labels().all(short) || !(known || shown) {
        return None;
    }
    let pair = |pair: &[Range<usize>]| pair[0].start..pair[pair.len() - 1].end;
    Some(cells.chunks(2).filter(|pair| !pair[0].is_empty()).map(pair).collect())
}

/// Whether a cell is set in bold type.
fn is_strong(source: &str, cell: &[Token]) -> bool {
    let (Some(first), Some(last)) = (cell.first(), cell.last()) else { return false };
    let (before, behind) = (&source[..first.span.start as usize], &source[last.span.end as usize..]);
    STRONG.iter().any(|mark| before.ends_with(mark) && behind.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use crate::document::{UnitKind, parse};

    /// The rows of a table.
    fn check(table: &str) -> Vec<String> {
        let document = parse(format!("## Form\n\n{table}")).unwrap();
        let rows = document.units().iter().filter(|unit| unit.kind == UnitKind::Row);
        rows.map(|unit| document.text(unit).replace('*', "").trim_matches(['|', ' ']).to_owned()).collect()
    }

    #[test]
    fn labels_and_values_take_turns() {
        let form =
            "| **Name** | Ann | **Hall** | 3 |\n|---|---|---|---|\n| **Diet** | None known | **Work** | |\n";
        assert_eq!(check(form), ["Name | Ann", "Hall | 3", "Diet | None known", "Work"]);
        let form = "| Field | Value | Field | Value |\n|---|---|---|---|\n| Diet | None known | Hall | 3 |\n| Work | Garden | | |\n";
        assert_eq!(check(form), ["Diet | None known", "Hall | 3", "Work | Garden"]);
    }

    #[test]
    fn notes_in_a_cell_have_their_authors() {
        let authors = |table: &str| -> Vec<String> {
            let document = parse(format!("## Form\n\n{table}")).unwrap();
            document.units().iter().filter_map(|unit| document.author(unit).map(str::to_owned)).collect()
        };
        let notes = "She has a plot. <br><br>Update 3/5/24 (O Brae, nurse): she dug two beds. <br>Update 9/6/24 (W Orr, PBSW): she rested all day.";
        let form = format!("| | |\n|---|---|\n| Comments, cont. | {notes} |\n");
        assert_eq!(authors(&form), ["O Brae, nurse", "W Orr, PBSW"]);
        let named = form.replace("| | |", "| Field | Value |");
        assert_eq!(authors(&named), ["O Brae, nurse", "W Orr, PBSW"], "names that say no more than that");
        // What a condition says is no label, and what a column with a title holds no note.
        for table in [
            form.replace("Comments, cont.", "Not to dig by the wall"),
            form.replace("| | |", "| Condition | Set by |"),
        ] {
            assert_eq!(authors(&table), [""; 0], "{table}");
        }
    }

    #[test]
    fn other_rows_stay_whole() {
        let table = "| **Tool** | **Day** | **Score** | **Level** |\n|---|---|---|---|\n| **LS/CMI** | 3/5/24 | 18 | High |\n";
        assert_eq!(check(table), ["LS/CMI | 3/5/24 | 18 | High"]);
        let table = "| Task | Who | Due | State |\n|---|---|---|---|\n| Dig | Orr | 3/5/24 | Open |\n";
        assert_eq!(check(table), ["Dig | Orr | 3/5/24 | Open"]);
    }
}
