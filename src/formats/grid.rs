//! Which grids are tables, and what the others say.
//!
//! A table has rows of short cells under common columns. A grid that only arranges the page is read row by row: a lone
//! cell as what stands in it, two cells as a label and its value, short cells before a long one as the head of an
//! entry. No cell of a table becomes a unit of its own: rows would lose what belongs together.

use cip_lexicon as lexicon;

use crate::block::{Block, Marker, Style, Table, Text};
use crate::flow::{Cell, Flow, Grid, Line, Row};
use crate::limits::{CELLS_MAX, COLUMNS_MAX};
use crate::reading::Place;
use crate::spread;

/// Most words of a cell in a table of two columns: more is prose behind a label.
const VALUE_WORDS_MAX: usize = 40;
/// Most words of a cell in a table of more columns, if most rows have longer ones.
const CELL_WORDS_MAX: usize = 60;
/// Most words of a value whose label has no colon.
const FIELD_WORDS_MAX: usize = 12;
/// Most words of a label.
const LABEL_WORDS_MAX: usize = 15;
/// Most words of a name of a column that is not marked as one.
const NAME_WORDS_MAX: usize = 4;
/// Most words of a label that only its words show.
const FIELD_NAME_WORDS_MAX: usize = 5;
/// Fewest rows of a label and a value that make a form.
const FORM_ROWS_MIN: usize = 4;
/// Fewest rows below a name in the first cell that it is of all of them.
const NAMED_ROWS_MIN: usize = 3;

/// Stands for the ground of a cell that is marked as a head and has no colour.
const HEAD_GROUND: u32 = 2;

/// Replaces grids by what they say. Nesting is bounded by the readers.
pub(crate) fn flatten(flows: Vec<Flow>) -> Vec<Flow> {
    let mut flat = Vec::with_capacity(flows.len());
    for flow in flows {
        match flow {
            Flow::Grid(grid) => resolve(grid, &mut flat),
            flow => flat.push(flow),
        }
    }
    flat
}

fn resolve(grid: Grid, flat: &mut Vec<Flow>) {
    let filled = |rows: Vec<Row>| rows.into_iter().filter(|row| !row.is_blank()).collect::<Vec<Row>>();
    // Cells that span rows are said in each of a table; where a grid arranges the page, once.
    let spread = spread::rows(&grid.rows).map(filled).filter(|rows| is_table(rows));
    let mut rows = spread.unwrap_or_else(|| filled(grid.rows));
    mark_labels(&mut rows);
    let form = is_form(&rows);
    if !is_table(&rows) {
        for row in rows {
            arranged(row, form, flat);
        }
        return;
    }
    // A lone cell above a table is its title, one below it a remark on it.
    let lone = |row: &Row| row.cells.len() == 1;
    let above = rows.iter().take_while(|row| lone(row)).count();
    let below = rows.iter().rev().take_while(|row| lone(row)).count();
    let remarks = rows.split_off(rows.len() - below);
    let body = rows.split_off(above);
    for row in rows {
        arranged(row, form, flat);
    }
    flat.push(Flow::Block(Block::Table(table(&body))));
    for row in remarks {
        arranged(row, form, flat);
    }
}

/// Marks the labels of a form of several fields a row, which nothing but their words shows.
fn mark_labels(rows: &mut [Row]) {
    let even = |row: &Row| row.cells.len() > 2 && row.cells.len().is_multiple_of(2);
    if rows.len() < 2 || !rows.iter().all(even) {
        return;
    }
    // How many cells there are, and are called as labels are, by whether they stand where labels do.
    let (mut all, mut known) = ([0, 0], [0, 0]);
    for row in rows.iter() {
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            all[at % 2] += 1;
            known[at % 2] += usize::from(names_field(cell));
        }
    }
    if known[0] * 3 >= all[0] * 2 && known[1] * 3 <= all[1] {
        for row in rows {
            row.cells.iter_mut().step_by(2).for_each(|cell| cell.head = true);
        }
    }
}

/// Whether a cell is called as what a record has one value of.
fn names_field(cell: &Cell) -> bool {
    let text = cell_text(cell).words();
    let is_noun = |word: &str| lexicon::LABEL_NOUNS.has(word.trim_matches(|c: char| !c.is_alphanumeric()));
    !text.contains(|c: char| c.is_ascii_digit())
        && is_short(cell, FIELD_NAME_WORDS_MAX)
        && text.split_whitespace().any(is_noun)
}

/// Whether rows and columns belong together.
fn is_table(rows: &[Row]) -> bool {
    let several: Vec<&Row> = rows.iter().filter(|row| row.cells.len() > 1).collect();
    let columns = several.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let nested = rows.iter().flat_map(|row| &row.cells).any(has_grid);
    let lone = rows.len() - several.len();
    let width = rows.iter().map(width).max().unwrap_or(0);
    let vast = width > COLUMNS_MAX as usize || width * rows.len() > CELLS_MAX;
    if columns < 2 || nested || vast || lone * 3 > rows.len() {
        return false;
    }
    let most =
        |test: &dyn Fn(&Row) -> bool| several.iter().filter(|row| test(row)).count() * 2 > several.len();
    if columns == 2 {
        let short = several.iter().all(|row| row.cells.iter().all(|cell| is_short(cell, VALUE_WORDS_MAX)));
        return several.len() > 1 && short && (has_head(&several) || !most(&|row| is_label(&row.cells[0])));
    }
    let labels = |row: &Row| {
        row.cells.len() > 2 && row.cells.iter().step_by(2).all(|cell| cell.is_blank() || is_label(cell))
    };
    let wordy = |row: &Row| row.cells.iter().any(|cell| !is_short(cell, CELL_WORDS_MAX));
    (has_head(&several) || !most(&labels)) && !most(&wordy)
}

fn has_grid(cell: &Cell) -> bool {
    cell.flows.iter().any(|flow| matches!(flow, Flow::Grid(_)) && !flow.is_blank())
}

fn is_short(cell: &Cell, words_max: usize) -> bool {
    words(cell) <= words_max
}

fn words(cell: &Cell) -> usize {
    cell_text(cell).words().split_whitespace().count()
}

/// A cell that names what stands beside it.
fn is_label(cell: &Cell) -> bool {
    let text = cell_text(cell);
    let words = text.words();
    let count = words.split_whitespace().count();
    (1..=LABEL_WORDS_MAX).contains(&count)
        && (cell.head || text.is_strong() || words.trim_end().ends_with(':'))
}

/// Whether the first row names the columns, by its marks or by how it looks beside the second.
fn has_head(rows: &[&Row]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let named = |row: &Row| {
        row.head || row.cells.iter().all(|cell| cell.head || cell.is_blank() || cell_text(cell).is_strong())
    };
    !rest.is_empty() && named(first) && !rest.iter().all(|row| named(row)) || names_all(first, rest)
}

/// Whether the first row says in its first cell alone what the table is about: all rows below are filled.
fn names_all(first: &Row, rest: &[&Row]) -> bool {
    let [name, others @ ..] = first.cells.as_slice() else { return false };
    let alone = !others.is_empty() && !name.is_blank() && others.iter().all(Cell::is_blank);
    let count = first.cells.len();
    let filled = |row: &&Row| row.cells.iter().take_while(|cell| !cell.is_blank()).count() >= count;
    alone && rest.len() >= NAMED_ROWS_MIN && rest.iter().all(filled)
}

/// Whether an unmarked first row of a table reads like names of columns: common ones, or above rows that hold figures.
fn reads_like_head(rows: &[Row]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let digits = |cell: &Cell| cell_text(cell).words().contains(|c: char| c.is_ascii_digit());
    let name = |cell: &Cell| !cell.is_blank() && is_short(cell, NAME_WORDS_MAX) && !digits(cell);
    let common = |cell: &&Cell| lexicon::COLUMN_HEADS.has(cell_text(cell).words().trim());
    let known = first.cells.iter().filter(common).count() * 3 >= first.cells.len() * 2;
    first.cells.len() > 2
        && rest.len() > 1
        && first.cells.iter().all(name)
        && (known || rest.iter().any(|row| row.cells.iter().any(digits)))
}

/// Columns that the cells of a row stand over.
fn width(row: &Row) -> usize {
    row.cells.iter().map(|cell| cell.columns as usize).sum()
}

fn table(rows: &[Row]) -> Table {
    let head = has_head(&rows.iter().collect::<Vec<_>>()) || reads_like_head(rows);
    let columns = rows.iter().map(width).max().unwrap_or(0);
    let texts = rows.iter().map(|row| texts(row, columns));
    let mut texts: Vec<Vec<Text>> = texts.collect();
    drop_empty_columns(&mut texts, columns);
    let head = if head { texts.remove(0) } else { Vec::new() };
    Table { head, rows: texts }
}

/// One text a column: a cell over several columns stands in the first.
fn texts(row: &Row, columns: usize) -> Vec<Text> {
    let mut texts = Vec::with_capacity(columns);
    for cell in &row.cells {
        texts.push(cell_text(cell));
        texts.resize(texts.len() + cell.columns.saturating_sub(1) as usize, Text::default());
    }
    texts.truncate(columns);
    texts
}

fn drop_empty_columns(rows: &mut [Vec<Text>], columns: usize) {
    let used: Vec<bool> = (0..columns)
        .map(|at| rows.iter().any(|row| row.get(at).is_some_and(|text| !text.is_blank())))
        .collect();
    for row in rows {
        let mut at = 0;
        row.retain(|_| {
            at += 1;
            used[at - 1]
        });
    }
}

/// All words of a cell, its parts line under line.
fn cell_text(cell: &Cell) -> Text {
    let mut text = Text::default();
    for flow in &cell.flows {
        push_flow(flow, &mut text);
    }
    text
}

fn push_flow(flow: &Flow, text: &mut Text) {
    let add = |own: &Text, lead: &str, text: &mut Text| {
        if own.is_blank() {
            return;
        }
        let place = own.place();
        let end = if text.is_blank() { "" } else { "\n" };
        text.push(format!("{end}{lead}"), Style::default(), place);
        text.append(own.clone());
    };
    match flow {
        Flow::Line(line) => add(&line.text, "", text),
        Flow::Block(Block::Item { marker, text: own, .. }) => match marker {
            Marker::Bullet => add(own, "\u{2022} ", text),
            Marker::Number(number) => add(own, &format!("{number} "), text),
        },
        Flow::Block(
            Block::Paragraph { text: own, .. }
            | Block::Heading { text: own, .. }
            | Block::EntryHead { text: own }
            | Block::Verbatim { text: own },
        ) => add(own, "", text),
        Flow::Block(Block::Field { label, value }) => {
            add(label, "", text);
            add(value, "", text);
        }
        Flow::Block(Block::Table(table)) => {
            table.head.iter().chain(table.rows.iter().flatten()).for_each(|own| add(own, "", text));
        }
        Flow::Block(Block::Rule) => {}
        Flow::Grid(grid) => {
            let cells = grid.rows.iter().flat_map(|row| &row.cells);
            cells.flat_map(|cell| &cell.flows).for_each(|flow| push_flow(flow, text));
        }
    }
}

/// Whether a grid is a form of one field a row: most of its rows are a label and a short value. A longer value among them
/// is one too, where a lone one may be a passage under its title.
fn is_form(rows: &[Row]) -> bool {
    let fields: Vec<&Row> = rows.iter().filter(|row| row.cells.len() == 2).collect();
    let short = |row: &&&Row| is_label(&row.cells[0]) && is_short(&row.cells[1], FIELD_WORDS_MAX);
    fields.len() >= FORM_ROWS_MIN && fields.iter().filter(short).count() * 2 > fields.len()
}

/// Whether a row of a form is a label and a value that is longer than most.
fn is_long_field(name: &Cell, value: &Cell) -> bool {
    let dated = cell_text(name).words().contains(|c: char| c.is_ascii_digit());
    is_label(name) && !dated && is_short(value, VALUE_WORDS_MAX)
}

/// A row of a grid that arranges the page.
fn arranged(row: Row, form: bool, flat: &mut Vec<Flow>) {
    let physical = row.cells.len();
    let mut cells = row.cells;
    if physical == 2 && is_label(&cells[0]) && cells[1].is_blank() {
        return flat.push(Flow::Block(Block::Field { label: label(&cells[0]), value: Text::default() }));
    }
    if physical > 2
        && physical.is_multiple_of(2)
        && cells.iter().step_by(2).all(|cell| cell.is_blank() || is_label(cell))
    {
        let mut cells = cells.into_iter();
        while let (Some(name), Some(value)) = (cells.next(), cells.next()) {
            pair(name, value, false, flat);
        }
        return;
    }
    cells.retain(|cell| !cell.is_blank());
    match cells.len() {
        0 => {}
        1 => lone(cells.remove(0), physical == 1, flat),
        2 => {
            let value = cells.remove(1);
            pair(cells.remove(0), value, form, flat);
        }
        _ => entry(cells, flat),
    }
}

fn lone(cell: Cell, whole: bool, flat: &mut Vec<Flow>) {
    let mark = |mut flow: Flow| {
        if let Flow::Line(line) = &mut flow {
            line.look.lone = whole;
            if cell.head && line.look.ground == 0 {
                line.look.ground = HEAD_GROUND;
            }
        }
        flow
    };
    flat.extend(flatten(cell.flows).into_iter().map(mark));
}

/// A label and its value, or two cells that only stand beside each other; in a form of fields a longer value too.
fn pair(name: Cell, value: Cell, form: bool, flat: &mut Vec<Flow>) {
    if name.is_blank() || words(&name) > LABEL_WORDS_MAX || has_grid(&name) {
        flat.extend(flatten(name.flows));
        flat.extend(flatten(value.flows));
        return;
    }
    let colon = cell_text(&name).words().trim_end().ends_with(':') || form && is_long_field(&name, &value);
    let mut label = label(&name);
    let mut rest = flatten(value.flows).into_iter().filter(|flow| !flow.is_blank()).peekable();
    let value = match rest.next_if(|flow| matches!(flow, Flow::Line(_))) {
        Some(Flow::Line(Line { text, .. })) => text,
        _ => Text::default(),
    };
    // Without a colon before prose it is the head of an entry, or a title, on a line of its own.
    if colon || value.words().split_whitespace().count() <= FIELD_WORDS_MAX {
        flat.push(Flow::Block(Block::Field { label, value }));
    } else {
        label.push("\n", Style::default(), value.place());
        label.append(value);
        flat.push(Flow::line(label));
    }
    flat.extend(rest);
}

fn label(cell: &Cell) -> Text {
    let text = cell_text(cell);
    let words = text.words();
    let length = words.trim_end().trim_end_matches(':').trim_end().len();
    text.split_at(length).0
}

/// Short cells as a head, then what the long ones hold. Without a long one the row stays a row.
fn entry(cells: Vec<Cell>, flat: &mut Vec<Flow>) {
    let (head, body): (Vec<Cell>, Vec<Cell>) =
        cells.into_iter().partition(|cell| is_short(cell, LABEL_WORDS_MAX) && !has_grid(cell));
    if body.is_empty() {
        let row: Vec<Text> = head.iter().map(cell_text).collect();
        match flat.last_mut() {
            Some(Flow::Block(Block::Table(table))) if is_like(table, &row) => table.rows.push(row),
            _ => flat.push(Flow::Block(Block::Table(Table { head: Vec::new(), rows: vec![row] }))),
        }
        return;
    }
    let mut text = Text::default();
    for cell in &head {
        let separator = if text.is_blank() { "" } else { " \u{2013} " };
        text.push(separator, Style::default(), Place::default());
        text.append(cell_text(cell));
    }
    flat.push(Flow::line(text));
    for cell in body {
        flat.extend(flatten(cell.flows));
    }
}

/// Whether a row goes on a table without names that has as many columns.
fn is_like(table: &Table, row: &[Text]) -> bool {
    table.head.is_empty() && table.rows.first().is_some_and(|first| first.len() == row.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writer::write;

    fn cell(words: &str) -> Cell {
        let mut text = Text::default();
        let strong = words.strip_prefix("**");
        text.push(
            strong.unwrap_or(words),
            Style { strong: strong.is_some(), ..Style::default() },
            Place::default(),
        );
        Cell { columns: 1, flows: vec![Flow::line(text)], ..Cell::default() }
    }

    fn grid(rows: &[&[&str]]) -> Grid {
        let row =
            |cells: &&[&str]| Row { cells: cells.iter().map(|words| cell(words)).collect(), head: false };
        Grid { rows: rows.iter().map(row).collect() }
    }

    fn check(grid: Grid, expected: &str) {
        assert_eq!(write(&crate::flow::blocks(vec![Flow::Grid(grid)]), "test/1").text, expected);
    }

    #[test]
    fn short_cells_under_bold_names_are_a_table() {
        let rows: &[&[&str]] = &[&["**Tool", "**Date"], &["HCR-20", "2 May 2024"], &["VRS", ""]];
        check(grid(rows), "| Tool | Date |\n|---|---|\n| HCR-20 | 2 May 2024 |\n| VRS | |\n");
    }

    #[test]
    fn common_names_are_a_head_without_marks() {
        let rows: &[&[&str]] =
            &[&["Name", "Role", "Reply"], &["A Other", "Nurse", "Yes"], &["B Person", "Police", "No"]];
        check(
            grid(rows),
            "| Name | Role | Reply |\n|---|---|---|\n| A Other | Nurse | Yes |\n| B Person | Police | No |\n",
        );
        let rows: &[&[&str]] =
            &[&["Flat", "Port Row", "Yes"], &["Hostel", "Mill Wynd", "No"], &["Other", "None", "No"]];
        check(
            grid(rows),
            "| | | |\n|---|---|---|\n| Flat | Port Row | Yes |\n| Hostel | Mill Wynd | No |\n| Other | None | No |\n",
        );
    }

    #[test]
    fn labels_and_values_are_fields() {
        let rows: &[&[&str]] = &[&["**Name:", "Ann Other"], &["**MAPPA:", "Level 2"], &["**Alias", ""]];
        check(grid(rows), "**Name:** Ann Other  \n**MAPPA:** Level 2  \n**Alias:**\n");
        let rows: &[&[&str]] = &[&["Name:", "Ann", "Hall:", "B"], &["Wing:", "2", "Cell:", "14"]];
        check(grid(rows), "**Name:** Ann  \n**Hall:** B  \n**Wing:** 2  \n**Cell:** 14\n");
    }

    #[test]
    fn labels_that_only_their_words_show() {
        let rows: &[&[&str]] = &[
            &["Surname", "Other", "Forenames", "Ann Mary"],
            &["Prison number", "12 345", "Earliest release", "1 May 2027"],
            &["Personal officer", "B Person", "Level", "Low"],
        ];
        check(
            grid(rows),
            "**Surname:** Other  \n**Forenames:** Ann Mary  \n**Prison number:** 12 345  \n\
             **Earliest release:** 1 May 2027  \n**Personal officer:** B Person  \n**Level:** Low\n",
        );
        let rows: &[&[&str]] = &[&["Name", "Role", "Phone", "Review"], &["A Other", "Nurse", "12", "May"]];
        assert!(write(&crate::flow::blocks(vec![Flow::Grid(grid(rows))]), "test/1").text.starts_with('|'));
    }

    #[test]
    fn a_long_value_of_a_form_stays_with_its_label() {
        let long = "Taking a boat from the quay at night; mooring it where it was not known; telling the master otherwise";
        let rows: &[&[&str]] = &[
            &["**Boat", "Skerry"],
            &["**Berth", "Quay 4"],
            &["**What was found", long],
            &["**Owner", "Ann Other"],
        ];
        check(
            grid(rows),
            &format!(
                "**Boat:** Skerry  \n**Berth:** Quay 4\n\n**What was found:** {long}\n\n**Owner:** Ann Other\n"
            ),
        );
        let prose = "He was seen and spoke about the week. ".repeat(10);
        let rows: &[&[&str]] = &[
            &["**Boat", "Skerry"],
            &["**Berth", "Quay 4"],
            &["**Built", "1984"],
            &["**What was found", &prose],
        ];
        let read = write(&crate::flow::blocks(vec![Flow::Grid(grid(rows))]), "test/1").text;
        assert!(read.contains("**What was found**  \n"), "a passage under its title");
    }

    #[test]
    fn a_long_cell_is_an_entry_behind_its_short_ones() {
        let long = "He was seen and spoke about the week. ".repeat(10);
        let rows: &[&[&str]] = &[&["3 May 2024", "PBSW", &long], &["4 May 2024", "nurse", &long]];
        let long = long.trim();
        check(
            grid(rows),
            &format!("3 May 2024 \u{2013} PBSW\n\n{long}\n\n4 May 2024 \u{2013} nurse\n\n{long}\n"),
        );
    }

    #[test]
    fn a_grid_inside_a_cell_is_read_for_itself() {
        let mut outer = grid(&[&["Assessments"], &["x"]]);
        outer.rows[1].cells[0].flows = vec![Flow::Grid(grid(&[&["VRS", "2023"], &["LSI", "2024"]]))];
        check(outer, "Assessments\n\n| | |\n|---|---|\n| VRS | 2023 |\n| LSI | 2024 |\n");
    }

    #[test]
    fn a_vast_grid_is_no_table() {
        let mut wide = grid(&[&["a", "b"], &["c", "d"], &["e", "f"]]);
        assert!(is_table(&wide.rows));
        wide.rows[0].cells[0].columns = COLUMNS_MAX;
        assert!(!is_table(&wide.rows));
    }

    #[test]
    fn columns_without_any_text_go() {
        let rows: &[&[&str]] = &[&["**Need", "", "**Due"], &["Home", "", "May"], &["Work", "", "June"]];
        check(grid(rows), "| Need | Due |\n|---|---|\n| Home | May |\n| Work | June |\n");
    }
}
