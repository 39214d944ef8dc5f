//! What a plan says of assessments: tool, date, score and level.
//!
//! Takes a document, gives one [`Assessment`] for each row of a table of assessments and for each sentence that names
//! one tool, one level or score, and when. What is not certain is not read: a sentence with two tools, two dates, two
//! levels or a negation is left alone. Nothing is computed from a score.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::document::reading::{body, cell_texts, cells, folded, table_head};
use crate::document::{BlockKind, Column, Columns, Document, Unit, UnitKind};
use crate::facts::FactClass;
use crate::lexicon;
use crate::text::{Phrases, Token, dates};

/// One statement of an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assessment {
    /// The unit that states it.
    pub(super) unit: u32,
    /// Which tool, and which part of it where a table has one row for each.
    pub(super) tool: String,
    /// When it was made.
    pub(super) date: Option<Date>,
    /// The figures of its score, as the plan writes them.
    pub(super) score: Option<String>,
    /// Its level, by one name for each.
    pub(super) level: Option<String>,
}

/// The rows of all tables of assessments, in reading order.
pub(super) fn of_tables(document: &Document) -> Vec<Assessment> {
    let mut found = Vec::new();
    for table in document.blocks().iter().filter(|block| block.kind == BlockKind::Table) {
        let head = table_head(document, document.unit(table.units.start));
        let columns = head.and_then(|head| Columns::of_assessments(&cell_texts(document, head)));
        let Some(columns) = columns else { continue };
        let rows = table.units.clone().filter(|unit| document.unit(*unit).kind == UnitKind::Row);
        found.extend(rows.map(|unit| of_row(document, &columns, unit)));
    }
    found
}

/// The sentences and items that state one assessment, in reading order.
pub(super) fn of_prose(document: &Document) -> Vec<Assessment> {
    let prose = |unit: &Unit| matches!(unit.kind, UnitKind::Sentence | UnitKind::Item);
    let units = (0..).zip(document.units()).filter(|(_, unit)| prose(unit));
    units.filter_map(|(index, unit)| of_sentence(document, index, unit)).collect()
}

fn of_row(document: &Document, columns: &Columns, unit: u32) -> Assessment {
    let row = document.unit(unit);
    let (cells, texts) = (cells(document, row), cell_texts(document, row));
    let text = |column| columns.cell(column, &texts).map_or("", String::as_str);
    let date = columns.cell(Column::Date, &cells).and_then(|cell| {
        let dates = dates::find(document.source(), cell);
        dates.into_iter().find_map(|(_, value)| value.last_day())
    });
    let level = columns.cell(Column::Level, &cells);
    let parts = (0..texts.len()).filter(|at| columns.titles().get(*at).is_some_and(|title| is_part(title)));
    let parts = parts.map(|at| folded(&texts[at]));
    let tool = columns.cell(Column::Tool, &cells).map_or_else(Vec::new, |cell| tool_of(document, cell));
    Assessment {
        unit,
        tool: tool.into_iter().chain(parts).collect::<Vec<_>>().join(" "),
        date,
        score: figures(text(Column::Score)),
        level: level.and_then(|cell| level_of(cell, text(Column::Level))),
    }
}

/// Whether a column beside the tool says which part of it a row is about.
fn is_part(title: &str) -> bool {
    ["part", "subscale", "sub scale", "domain", "section", "area", "factor"].contains(&folded(title).as_str())
}

/// The name of a tool in a cell, with what else stands there: "HCR-20" and "HCR-20, clinical" are two.
fn tool_of(document: &Document, cell: &[Token]) -> Vec<String> {
    let found = (0..cell.len()).find_map(|at| Some((at, TOOLS.phrase_at(cell, at)?)));
    let words = |tokens: &[Token]| {
        let texts = tokens.iter().map(|token| folded(token.span.of(document.source())));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let Some((at, (end, tool))) = found else { return words(cell) };
    let mut name = vec![tool.to_owned()];
    name.extend(words(&cell[..at]));
    name.extend(words(&cell[end..]));
    name
}

/// The one level that a cell names; where it names none that is known, its text.
fn level_of(cell: &[Token], text: &str) -> Option<String> {
    match signs(cell) {
        (levels, _) if levels.len() == 1 => Some(levels[0].to_owned()),
        (levels, _) if levels.is_empty() => Some(folded(text)).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// The first figures of a text: "24" of "24/43".
fn figures(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let figures: String = text[start..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    Some(figures.trim_end_matches('.').to_owned())
}

/// What a sentence states, where it can state one assessment only.
fn of_sentence(document: &Document, index: u32, unit: &Unit) -> Option<Assessment> {
    let (source, tokens) = (document.source(), body(document, unit));
    let (at, (end, tool)) = (0..tokens.len()).find_map(|at| Some((at, TOOLS.phrase_at(tokens, at)?)))?;
    let dates = dates::find(source, tokens);
    let mut known: Vec<Range<usize>> = dates.iter().map(|(range, _)| range.clone()).collect();
    known.push(at..end);
    let rest = outside(tokens, known);
    let another = |tokens: &&[Token]| (0..tokens.len()).any(|at| TOOLS.phrase_at(tokens, at).is_some());
    let mut levels: Vec<&'static str> = rest.iter().flat_map(|tokens| signs(tokens).0).collect();
    levels.sort_unstable();
    levels.dedup();
    let unclear = rest.iter().any(|tokens| signs(tokens).1 || another(tokens));
    if unclear || levels.len() > 1 || dates.len() > 1 {
        return None;
    }
    let mut scores: Vec<String> = document
        .facts_of_body(index)
        .iter()
        .filter(|fact| fact.class == FactClass::Score && (fact.tokens.end <= at || fact.tokens.start >= end))
        .filter_map(|fact| figures(fact.span.of(source)))
        .collect();
    scores.dedup();
    let (date, score) = (dates.first().and_then(|(_, value)| value.date()), scores.pop());
    let stated = (date.is_some() || score.is_some()) && (score.is_some() || !levels.is_empty());
    (stated && scores.is_empty()).then(|| Assessment {
        unit: index,
        tool: tool.to_owned(),
        date,
        score,
        level: levels.first().map(|level| (*level).to_owned()),
    })
}

/// The tokens before, between and behind these ranges.
fn outside(tokens: &[Token], mut ranges: Vec<Range<usize>>) -> Vec<&[Token]> {
    ranges.sort_by_key(|range| range.start);
    let ends = ranges.iter().map(|range| range.start).chain([tokens.len()]);
    let starts = [0].into_iter().chain(ranges.iter().map(|range| range.end));
    starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| &tokens[start..end]).collect()
}

/// The levels that tokens name, each once, and whether some word of theirs leaves in doubt what was found.
fn signs(tokens: &[Token]) -> (Vec<&'static str>, bool) {
    let (mut levels, mut unclear, mut at) = (Vec::new(), false, 0);
    while at < tokens.len() {
        let found = LEVELS.phrase_at(tokens, at);
        if let Some((_, sign)) = found {
            match sign {
                "part" | "unsure" => unclear = true,
                _ if levels.contains(&sign) => {}
                _ => levels.push(sign),
            }
        }
        at = found.map_or(at + 1, |(end, _)| end);
    }
    (levels, unclear)
}

/// Spellings of tools, by name. Read once and never changed.
static TOOLS: LazyLock<Phrases<&str>> = LazyLock::new(|| Phrases::read(&lexicon::TOOLS, Some));
/// Words for levels, and those that leave one in doubt. Read once and never changed.
static LEVELS: LazyLock<Phrases<&str>> = LazyLock::new(|| Phrases::read(&lexicon::LEVELS, Some));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    type Told = (String, String, String, String);

    fn told(found: &Assessment) -> Told {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let date = found.date.map_or(String::new(), |date| date.to_string());
        (found.tool.clone(), date, text(&found.score), text(&found.level))
    }

    fn rows(text: &str) -> Vec<Told> {
        of_tables(&parse(text.to_owned()).unwrap()).iter().map(told).collect()
    }

    fn prose(text: &str) -> Vec<Told> {
        of_prose(&parse(text.to_owned()).unwrap()).iter().map(told).collect()
    }

    fn row(tool: &str, date: &str, score: &str, level: &str) -> Told {
        (tool.to_owned(), date.to_owned(), score.to_owned(), level.to_owned())
    }

    #[test]
    fn rows_of_any_order() {
        let text = "| Date | Tool | Level | Score |\n|---|---|---|---|\n| 3/5/24 | Level of Service/Case Management Inventory | Very High | 31/43 |\n\
            | May 2024 | HCR-20 (clinical) | Moderate | – |\n| 4/5/24 | Own Checklist | B | 2.5 |\n";
        let expected = [
            row("LS/CMI", "2024-05-03", "31", "very high"),
            row("HCR-20 clinical", "2024-05-31", "", "medium"),
            row("own checklist", "2024-05-04", "2.5", "b"),
        ];
        assert_eq!(rows(text), expected);
    }

    #[test]
    fn a_column_for_the_part_tells_rows_apart() {
        let text =
            "| Tool | Domain | Date | Level |\n|---|---|---|---|\n| LS/CMI | Alcohol | 3/5/24 | High |\n";
        assert_eq!(rows(text), [row("LS/CMI alcohol", "2024-05-03", "", "high")]);
    }

    #[test]
    fn a_cell_with_two_levels_is_not_read() {
        let text =
            "| Tool | Date | Score | Level |\n|---|---|---|---|\n| VRS | 3/5/24 | 40 | High (was Low) |\n";
        assert_eq!(rows(text), [row("VRS", "2024-05-03", "40", "")]);
    }

    #[test]
    fn sentences_that_state_one_assessment() {
        assert_eq!(
            prose("The LS/CMI was scored on 3 May 2024 by Ms Other: score 28, level medium.\n"),
            [row("LS/CMI", "2024-05-03", "28", "medium")]
        );
        assert_eq!(prose("The VRS total was 46 (high).\n"), [row("VRS", "", "46", "high")]);
    }

    #[test]
    fn sentences_that_leave_it_in_doubt() {
        for text in [
            "The LS/CMI of 3 May 2024 was not High.\n",
            "The LS/CMI of 3 May 2024 went down from High to Medium.\n",
            "The LS/CMI and the VRS of 3 May 2024 were High.\n",
            "The LS/CMI of 3 May 2024 judged risk of harm as high.\n",
            "The LS/CMI was High.\n",
            "The LS/CMI of 3 May 2024 scored him High in the alcohol domain.\n",
            "He says that the LS/CMI of 3 May 2024 was High.\n",
            "He lives in High Street since 3 May 2024.\n",
        ] {
            assert_eq!(prose(text), [], "{text}");
        }
    }
}
