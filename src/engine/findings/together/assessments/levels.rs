//! Two levels of one assessment: the row of a tool and the words of whoever made it, or a field that is behind it.

use jiff::civil::Date;

use crate::document::reading::{cell_texts, cells, field, folded, table_head};
use crate::document::{Column, UnitKind, is_role};
use crate::facts::{self, FactClass};
use crate::findings::ground::Ground;
use crate::lexicon;
use crate::text::Words;

/// Rows of assessments, each with a line that gives the same assessment another level.
pub(in crate::findings) fn pairs(ground: &Ground<'_>) -> Vec<(u32, u32)> {
    let rows = ground.assessments();
    let mut found = Vec::new();
    for row in rows {
        let near = jiff::Span::new().days(DAYS_MAX);
        let (from, to) = (row.date.saturating_sub(near), row.date.saturating_add(near));
        let lines = ground.written_between(from, to).iter().map(|(_, unit)| *unit);
        let prose = lines.filter(|unit| {
            matches!(ground.after.document.unit(*unit).kind, UnitKind::Sentence | UnitKind::Item)
        });
        let only = || !rows.iter().any(|other| other.unit != row.unit && made_with(row, other));
        let otherwise =
            |unit: &u32| says_otherwise(ground, row, *unit) || judges_otherwise(ground, row, *unit) && only();
        found.extend(prose.filter(otherwise).map(|unit| (row.unit, unit)));
    }
    found.extend(fields_behind(ground, rows));
    found.sort_unstable();
    found
}

/// Fields that give the level or score of an assessment that was made again since, each with the newest row of its tool.
fn fields_behind(ground: &Ground<'_>, rows: &[Row]) -> Vec<(u32, u32)> {
    let document = ground.after.document;
    // The last rows are the newest, as far as a plan keeps an order.
    let rows = &rows[rows.len().saturating_sub(ROWS_MAX)..];
    let fields = ground.standing().filter(|unit| field(document, document.unit(*unit)).is_some());
    let behind = |unit: u32| {
        let words = ground.after.words(unit);
        let (from, of_tool) = tool_in(words, rows)?;
        let newest = of_tool.into_iter().max_by_key(|row| (row.date, std::cmp::Reverse(row.unit)))?;
        // Without a day of its own it is held against the newest all the same.
        let day = ground.after.dates(unit).iter().find_map(|(_, value)| value.date());
        let other_score =
            newest.score.as_ref().is_some_and(|score| !(from..words.len()).any(|at| words.text(at) == score));
        let other_level = || level_behind(ground, words, from).is_some_and(|level| level != newest.level);
        (day.is_none_or(|day| day < newest.date) && (other_score || other_level()))
            .then_some((unit, newest.unit))
    };
    fields.filter(|unit| !is_assessment(ground, *unit)).filter_map(behind).collect()
}

/// Most rows of tools that fields are held against: a register has no more.
const ROWS_MAX: usize = 64;

/// Where the name of a tool ends that a text names, and the rows of that tool.
fn tool_in<'r>(words: Words<'_>, rows: &'r [Row]) -> Option<(usize, Vec<&'r Row>)> {
    let names = rows.iter().flat_map(|row| &row.tools);
    let (end, name) = names.filter_map(|tool| Some((end_of(words, tool)?, tool))).min()?;
    Some((end, rows.iter().filter(|row| row.tools.contains(name)).collect()))
}

/// Whether a unit is a row of a table of assessments.
pub(in crate::findings) fn is_assessment(ground: &Ground<'_>, unit: u32) -> bool {
    ground.is_row(unit) && ground.assessments().binary_search_by_key(&unit, |row| row.unit).is_ok()
}

/// A row of a table of assessments.
#[derive(Debug)]
pub(in crate::findings) struct Row {
    unit: u32,
    /// The words of its tool, folded, each as it may be named alone: "ls cmi", "ra4".
    tools: Vec<String>,
    date: Date,
    score: Option<String>,
    level: String,
    /// The surname of who made it, in small letters.
    assessor: Option<String>,
}

/// The rows of all tables of assessments, in reading order.
pub(in crate::findings) fn rows(ground: &Ground<'_>) -> Vec<Row> {
    let document = ground.after.document;
    let units = (0..document.units().len() as u32).filter(|unit| document.unit(*unit).kind == UnitKind::Row);
    units.filter_map(|unit| row(ground, unit)).collect()
}

fn row(ground: &Ground<'_>, unit: u32) -> Option<Row> {
    let document = ground.after.document;
    let row = Some(document.unit(unit)).filter(|row| row.kind == UnitKind::Row)?;
    let columns = document.columns_of_assessments(table_head(document, row)?)?;
    let (tokens, texts) = (cells(document, row), cell_texts(document, row));
    let date = columns.cell(Column::Date, &tokens).map(|cell| document.dates_in(cell))?;
    let tool = columns.cell(Column::Tool, &texts)?;
    let score = columns
        .cell(Column::Score, &texts)
        .filter(|score| score.chars().all(|c| c.is_ascii_digit()) && !score.is_empty());
    Some(Row {
        unit,
        tools: names_of(tool),
        date: date.iter().find_map(|(_, value)| value.date())?,
        score: score.cloned(),
        assessor: columns.cell(Column::Assessor, &texts).and_then(|assessor| surname(assessor)),
        level: columns
            .cell(Column::Level, &texts)
            .map(|level| level_in(level))
            .filter(|level| !level.is_empty())?,
    })
}

/// The last word of a name, without what stands in brackets; of a job there is none.
fn surname(name: &str) -> Option<String> {
    let name = name.split(['(', ',', '/']).next().unwrap_or_default();
    let word = name.split_whitespace().next_back().filter(|word| word.len() > SURNAME_BYTES_MIN)?;
    let named = word.starts_with(char::is_uppercase) && name.trim() != word;
    let job = name.split_whitespace().any(|word| is_role(word) && !lexicon::COURTESY_TITLES.has(word));
    (named && !job).then(|| word.to_lowercase())
}

/// A surname is longer: less are initials.
const SURNAME_BYTES_MIN: usize = 3;

/// Whether the same person made two assessments within the days in which an entry tells of either.
fn made_with(row: &Row, other: &Row) -> bool {
    let near = (row.date - other.date).get_days().abs() <= 2 * DAYS_MAX;
    row.assessor.is_some() && row.assessor == other.assessor && near
}

/// Whether who made an assessment judges in an entry of those days that the level is another, whatever the tool is called
/// there: "my overall judgement remains high".
fn judges_otherwise(ground: &Ground<'_>, row: &Row, unit: u32) -> bool {
    let Some(assessor) = &row.assessor else { return false };
    let author = ground.after.voice(unit).and_then(|voice| voice.author.as_deref()).map(str::to_lowercase);
    let own = author.is_some_and(|author| {
        author.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'')).any(|word| word == assessor)
    });
    let words = ground.after.words(unit);
    // "My overall judgement", and not what others think, what was or what might be.
    let whose = |at: usize| (at.saturating_sub(2)..at).any(|at| words.is_in(at, &lexicon::OWN_JUDGEMENT));
    let judged = || (0..words.len()).find(|at| words.is_in(*at, &lexicon::JUDGEMENTS) && whose(*at));
    let other = |at: usize| {
        words.is_in(at, &lexicon::NO_JUDGEMENT)
            || words.is_in(at, &lexicon::DENIALS)
            || words.is_in(at, &lexicon::SUPPOSING)
    };
    if (0..words.len()).any(other) {
        return false;
    }
    // "Low in mood" is no level; "high" and "very high" may be of two matters.
    own && facts::is_risk(words.source(), words.tokens())
        && judged()
            .and_then(|at| level_behind(ground, words, at + 1))
            .is_some_and(|level| !level.contains('/') && !row.level.contains(&level))
}

/// "Risk of harm (RA4)" is also called "RA4" and "risk of harm".
fn names_of(tool: &str) -> Vec<String> {
    let parts = tool.split(['(', ')']).map(folded).filter(|part| part.contains(char::is_alphabetic));
    parts.collect()
}

/// Days within which an entry tells of an assessment made on a day.
const DAYS_MAX: i32 = 45;
/// Tokens within which a level stands behind the tool it is of.
const REACH_TOKENS: usize = 16;

/// Whether a line names the tool of a row, is of its day or score, and gives another level.
fn says_otherwise(ground: &Ground<'_>, row: &Row, unit: u32) -> bool {
    let words = ground.after.words(unit);
    let Some(from) = row.tools.iter().find_map(|tool| end_of(words, tool)) else { return false };
    let near = ground.after.written(unit).is_some_and(|day| (day - row.date).get_days().abs() <= DAYS_MAX);
    let scored =
        row.score.as_ref().is_some_and(|score| (from..words.len()).any(|at| words.text(at) == score));
    let other_score = row.score.is_some() && !scored;
    if !near || other_score {
        return false;
    }
    level_behind(ground, words, from).is_some_and(|level| level != row.level)
}

/// Where a name ends in a text, word by word.
fn end_of(words: Words<'_>, name: &str) -> Option<usize> {
    let parts: Vec<&str> = name.split(' ').collect();
    let mut at = 0;
    while at < words.len() {
        let mut token = at;
        let stands = parts.iter().all(|part| {
            while token < words.len() && !words.is_word(token) && !words.is_number(token) {
                token += 1;
            }
            token += 1;
            words.is(token - 1, part)
        });
        if stands {
            return Some(token);
        }
        at += 1;
    }
    None
}

/// The level that a cell gives, a score and short forms aside: "very high" of "33 V. HIGH".
fn level_in(cell: &str) -> String {
    let words = folded(cell);
    let words = words.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()));
    let level: Vec<&str> = words.map(|word| if word == "v" { "very" } else { word }).collect();
    // "Stable 9, moderate": what is not the name of a level says of what it is.
    let named: Vec<&str> =
        level.iter().copied().filter(|word| *word == "very" || lexicon::LEVEL_NAMES.has(word)).collect();
    let level = if named.is_empty() { level } else { named };
    match (level.as_slice(), cell.contains('/')) {
        ([one, other], true) => format!("{one}/{other}"),
        _ => level.join(" "),
    }
}

/// The level that stands next behind a token: "medium/high" of "score 36, Medium/High".
fn level_behind(ground: &Ground<'_>, words: Words<'_>, from: usize) -> Option<String> {
    let facts = ground.after.document.facts_in(words.tokens());
    let is_level = |class| matches!(class, FactClass::Level | FactClass::Risk);
    let first = facts.iter().position(|fact| {
        let named = || lexicon::LEVEL_NAMES.has_in_small(words.text(fact.tokens.end - 1));
        is_level(fact.class) && fact.tokens.start >= from && named()
    })?;
    let start = facts[first].tokens.end - 1;
    if start > from + REACH_TOKENS {
        return None;
    }
    let mut level = words.text(start).to_lowercase();
    if words.is_sign(start + 1, "/") && lexicon::LEVEL_NAMES.has_in_small(words.text(start + 2)) {
        level = format!("{level}/{}", words.text(start + 2).to_lowercase());
    }
    let dot = usize::from(start > 0 && words.is_sign(start - 1, "."));
    let very = start > dot && ["very", "v"].iter().any(|very| words.is(start - 1 - dot, very));
    Some(if very { format!("very {level}") } else { level })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::with_ground;

    /// Whether an entry gives another level than the row of its tool: Medium, scored 17 on 4 March.
    fn check(day: &str, entry: &str) -> bool {
        let table = "| Tool | Date | Score | Level | Assessor |\n|---|---|---|---|---|\n";
        let row = "| Harm screen (HS2) | 4 March 2024 | 17 | Medium | R. Tait |";
        let entry = format!("{day} - PBSW (R. Tait):\n{entry}");
        let plan = format!("## Assessments\n\n{table}{row}\n\n## Contacts\n\n{entry}\n");
        with_ground(&[("2024-12-01", &plan)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn another_level_for_the_same_assessment() {
        assert!(check("10 March 2024", "HS2 scored again with him: 17, High."));
        assert!(check("10 March 2024", "The harm screen gave 17, which is Low."));
        assert!(check("10 March 2024", "HS2 done, 17, Medium/High."));
    }

    #[test]
    fn the_judgement_of_who_made_it() {
        assert!(check("10 March 2024", "My overall judgement is that the risk of fire remains high."));
        assert!(!check("10 March 2024", "My overall judgement is that the risk of fire is medium."));
        assert!(!check("10 August 2024", "My overall judgement is that the risk of fire is high."), "later");
        assert!(!check("10 March 2024", "The risk of fire in the hall is high."), "no judgement");
        assert!(!check("10 March 2024", "In the view of the police the risk of fire is high."), "of others");
        assert!(!check("10 March 2024", "In my view the risk of fire was high before."), "it was");
        assert!(!check("10 March 2024", "In my view the risk of suicide is high."), "another matter");
        assert_eq!(
            [surname("R. Tait"), surname("Social worker"), surname("Tait")],
            [Some("tait".to_owned()), None, None]
        );
        assert!(!check("10 March 2024", "I hold this view with caution, as he was low in mood."), "no level");
    }

    #[test]
    fn the_same_level_or_another_assessment() {
        assert!(!check("10 March 2024", "HS2 scored with him: 17, Medium."));
        assert!(!check("10 March 2024", "HS2 scored with him: 24, High."), "another score");
        assert!(!check("10 August 2024", "HS2 scored with him: 17, High."), "another day");
        assert!(!check("10 March 2024", "HS3 scored with him: 17, High."), "another tool");
        assert!(!check("10 March 2024", "HS2 scored with him: 17."), "no level");
        let very = |level: &str| level_in(level);
        assert_eq!(
            [very("33 VERY HIGH"), very("V. High"), very("Medium/High")],
            ["very high", "very high", "medium/high"]
        );
        let far =
            "HS2, 17: he came late, had slept badly, spoke of his dog and of the rain and of the bus, High.";
        assert!(!check("10 March 2024", far), "the level of something else");
    }

    /// Whether a field is behind the newest row of its tool: Medium, scored 17 on 4 March, High and 24 a year before.
    fn is_behind(line: &str) -> bool {
        let table = "| Tool | Date | Score | Level | Assessor |\n|---|---|---|---|---|\n";
        let rows =
            "| HS2 | 6 March 2023 | 24 | High | R. Tait |\n| HS2 | 4 March 2024 | 17 | Medium | R. Tait |";
        let plan = format!("## Summary\n\n{line}\n\nWing: B\n\n## Assessments\n\n{table}{rows}\n");
        with_ground(&[("2024-12-01", &plan)], |ground| !pairs(ground).is_empty())
    }

    #[test]
    fn a_field_behind_the_newest_assessment() {
        assert!(is_behind("Harm: HS2 High (24), 6 March 2023"));
        assert!(is_behind("Harm: HS2 High, 6 March 2023"));
        assert!(!is_behind("Harm: HS2 Medium (17), 4 March 2024"), "it is the newest");
        assert!(is_behind("Harm: HS2 High (24)"), "no day, and the newest says otherwise");
        assert!(!is_behind("Harm: HS2 Medium (17)"), "no day");
        assert!(!is_behind("Harm: HS9 High (24), 6 March 2023"), "another tool");
    }

    #[test]
    fn a_tool_by_its_names() {
        assert_eq!(names_of("Risk of fire (RF4)"), ["risk of fire", "rf4"]);
        assert_eq!(names_of("(2)"), [""; 0]);
    }
}
