//! Paragraphs that tabs part into the cells of one table.
//!
//! A tick that stands one tab further on stands under another name: where lines are rows of one table, each tab is the
//! border of a cell. Elsewhere a tab is white space as any other, above all between a label and its value.

use crate::block::{Block, Style, Text};
use crate::flow::{Cell, Flow, Grid, Line, Row, text_of};
use crate::limits::COLUMNS_MAX;

/// Fewest columns of a table: two parts are a label and its value.
const COLUMNS_MIN: usize = 3;
/// Fewest rows of a table whose first row does not name its columns.
const ROWS_MIN: usize = 3;
/// Most words of a name of a column.
const NAME_WORDS_MAX: usize = 4;
/// Fewest spaces that part two columns where spaces are kept.
const GAP_MIN: usize = 2;

/// Rows of tabs as grids; all other tabs as spaces.
pub(crate) fn rows(flows: Vec<Flow>) -> Vec<Flow> {
    if !flows.iter().any(has_tab) {
        return flows;
    }
    let mut all = Vec::with_capacity(flows.len());
    let mut open: Vec<Line> = Vec::new();
    for flow in flows {
        match flow {
            Flow::Line(line) if is_tabbed(&line.text) => open.push(line),
            mut flow => {
                close(std::mem::take(&mut open), &mut all);
                spaced(&mut flow);
                all.push(flow);
            }
        }
    }
    close(open, &mut all);
    all
}

/// Lines that keep their spaces, with tabs in place of the gaps between what stands below the names of their first line;
/// as they are where something stands below none of them.
pub(crate) fn of_spaces(text: Text) -> Text {
    columns(&text).unwrap_or(text)
}

/// Whether a tab is in each line that says something, and behind no label.
fn is_tabbed(text: &Text) -> bool {
    has(text) && text.lines().into_iter().all(|line| line.is_blank() || has(&line) && !is_labelled(line))
}

fn is_labelled(line: Text) -> bool {
    parts(line).iter().any(|part| part.words().trim_end().ends_with(':'))
}

fn has(text: &Text) -> bool {
    text.runs.iter().any(|run| run.text.contains('\t'))
}

fn close(open: Vec<Line>, all: &mut Vec<Flow>) {
    match grid(&open) {
        Some(grid) => all.push(Flow::Grid(grid)),
        None => all.extend(open.into_iter().map(|line| {
            let mut flow = Flow::Line(line);
            spaced(&mut flow);
            flow
        })),
    }
}

/// Lines as the rows of a table, if they are: below names, or by as many tabs in each.
fn grid(open: &[Line]) -> Option<Grid> {
    let mut rows: Vec<(Vec<Text>, &Line)> = Vec::new();
    for line in open {
        let lines = line.text.lines().into_iter().filter(|text| !text.is_blank());
        rows.extend(lines.map(|text| (parts(text), line)));
    }
    let (first, rest) = rows.split_first()?;
    let width = rows.iter().map(|(parts, _)| parts.len()).max()?;
    let filled =
        |at: &usize| rows.iter().any(|(parts, _)| parts.get(*at).is_some_and(|part| !part.is_blank()));
    let used: Vec<usize> = (0..width.min(COLUMNS_MAX as usize + 1)).filter(filled).collect();
    if !(COLUMNS_MIN..=COLUMNS_MAX as usize).contains(&used.len()) {
        return None;
    }
    let head = rows.len() > 1 && first.0.len() == width && names(&first.0, &used);
    let even = rows.len() >= ROWS_MIN
        && rest.iter().all(|(parts, _)| parts.len() == width)
        && first.0.len() == width;
    (head || even).then(|| {
        let row = |(parts, line): &(Vec<Text>, &Line)| {
            let cell = |at: &usize| {
                let text = parts.get(*at).cloned().unwrap_or_default();
                let flows = vec![Flow::Line(Line { text, look: line.look })];
                Cell { columns: 1, flows, ..Cell::default() }
            };
            Row { cells: used.iter().map(cell).collect(), head: false }
        };
        let mut rows: Vec<Row> = rows.iter().map(row).collect();
        rows[0].head = head;
        Grid { rows }
    })
}

/// Whether parts name columns: each is short and without figures, and at most the first is empty.
fn names(parts: &[Text], used: &[usize]) -> bool {
    used.iter().enumerate().all(|(index, at)| {
        let words = parts[*at].words();
        let count = words.split_whitespace().count();
        (count > 0 || index == 0) && count <= NAME_WORDS_MAX && !words.contains(|c: char| c.is_ascii_digit())
    })
}

/// A line cut at its tabs.
fn parts(line: Text) -> Vec<Text> {
    let mut parts = vec![Text::default()];
    for run in line.runs {
        for (index, part) in run.text.split('\t').enumerate() {
            if index > 0 {
                parts.push(Text::default());
            }
            if let Some(last) = parts.last_mut() {
                last.push(part, run.style, run.place);
            }
        }
    }
    parts
}

/// A gap-parted piece of a line: where it begins and ends, in letters, and where it begins in bytes.
struct Piece {
    from: usize,
    to: usize,
    byte: usize,
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let letters = line.char_indices().enumerate().filter(|(_, (_, c))| !c.is_whitespace());
    for (at, (byte, _)) in letters {
        match pieces.last_mut() {
            Some(last) if at < last.to + GAP_MIN => last.to = at + 1,
            _ => pieces.push(Piece { from: at, to: at + 1, byte }),
        }
    }
    pieces
}

fn columns(text: &Text) -> Option<Text> {
    let lines = text.lines();
    let mut words = lines.iter().map(Text::words).filter(|words| !words.trim().is_empty());
    let names = pieces(&words.next()?);
    if has(text) || names.len() < COLUMNS_MIN || words.next().is_none() {
        return None;
    }
    let mut all = Text::default();
    for (index, line) in lines.into_iter().enumerate() {
        if index > 0 {
            all.push("\n", Style::default(), line.place());
        }
        if line.is_blank() {
            continue;
        }
        let (mut column, mut cut) = (0, 0);
        let mut rest = line.clone();
        for piece in pieces(&line.words()) {
            let below = |name: &Piece| piece.from < name.to && name.from < piece.to;
            let at = column + names.get(column..)?.iter().position(below)?;
            let (before, after) = rest.split_at(piece.byte - cut);
            (rest, cut) = (after, piece.byte);
            all.append(before);
            all.push("\t".repeat(at - column), Style::default(), line.place());
            column = at;
        }
        all.append(rest);
        all.push("\t".repeat(names.len() - 1 - column), Style::default(), line.place());
    }
    Some(all)
}

fn has_tab(flow: &Flow) -> bool {
    match flow {
        Flow::Line(line) => has(&line.text),
        Flow::Grid(grid) => {
            grid.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.flows).any(has_tab)
        }
        Flow::Block(block) => text_of(block).is_none_or(has),
    }
}

/// Writes tabs as the spaces that they read as. Nesting is bounded by the readers.
fn spaced(flow: &mut Flow) {
    match flow {
        Flow::Line(line) => space(&mut line.text),
        Flow::Grid(grid) => {
            let cells = grid.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.flows).for_each(spaced);
        }
        Flow::Block(Block::Verbatim { .. }) => {}
        Flow::Block(block) => block.texts_mut().into_iter().for_each(space),
    }
}

fn space(text: &mut Text) {
    for run in text.runs.iter_mut().filter(|run| run.text.contains('\t')) {
        run.text = run.text.replace('\t', " ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Place;
    use crate::writer::write;

    fn check(lines: &[&str]) -> String {
        let flow = |line: &&str| Flow::line(Text::plain(*line, Place::default()));
        write(&crate::flow::blocks(lines.iter().map(flow).collect()), "test/1").text
    }

    #[test]
    fn tabs_below_names_are_the_borders_of_cells() {
        assert_eq!(
            check(&["Support", "Item\tHeld\tLost", "Bus pass\t\tY", "Bank card\tY", "He has both."]),
            "Support\n\n| Item | Held | Lost |\n|---|---|---|\n| Bus pass | | Y |\n| Bank card | Y | |\n\nHe has both.\n"
        );
        assert!(check(&["Item\tHeld\tLost\nBus pass\t\tY"]).contains("| Bus pass | | Y |"));
    }

    #[test]
    fn as_many_tabs_in_each_line_are_rows() {
        let text = check(&["Bus pass\t\t2", "Bank card\t1\t", "Key\t1\t"]);
        assert!(text.contains("| Bus pass | | 2 |"), "{text}");
    }

    #[test]
    fn a_tab_behind_a_label_is_a_space() {
        assert_eq!(check(&["Hall\tBirch", "Cell\t\t14"]), "Hall Birch\n\nCell 14\n");
        assert_eq!(check(&["\tHe was seen.", "\tHe was well."]), "He was seen.\n\nHe was well.\n");
        let form = check(&["Hall:\tBirch\tCell:\t14", "Wing:\tEast\tBed:\t2", "Gate:\tMain\tTeam:\t3"]);
        assert!(!form.contains('|'), "{form}");
    }

    #[test]
    fn gaps_below_names_are_tabs() {
        let of = |words: &str| of_spaces(Text::plain(words, Place::default())).words();
        let read = of("Item      Held  Lost\nBus pass        Y\nKey       Y");
        assert_eq!(read, "Item      \tHeld  \tLost\nBus pass        \t\tY\nKey       \tY\t");
        for as_is in
            ["Item  Held  Lost", "Item  Held  Lost\nA sentence that runs on beyond it  x", "a b\nc  d"]
        {
            assert_eq!(of(as_is), as_is);
        }
    }
}
