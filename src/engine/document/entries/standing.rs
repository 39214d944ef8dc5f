//! The year, the month or the day that stands above several entries: in a heading, or in a row of a table.
//!
//! A log by months says "March 2022" once, and each note below but who wrote it; a table of contacts has a row for the year,
//! and days without one below it. Such a heading or row has nothing else in it: "Plan for 2025" dates nothing.

use jiff::civil::Date;

use crate::document::model::{BlockKind, Document, Section, Unit, UnitKind};
use crate::text::dates::{self, Period};
use crate::text::{Token, TokenKind, Words};

/// Most units from an entry back to the row that dates it.
const UNITS_BACK_MAX: usize = 512;
/// Most headings over an entry that are looked at.
const HEADINGS_MAX: usize = 8;
/// Most tokens of what dates entries: "Monday, the twenty-third of May 2024".
const TOKENS_MAX: usize = 10;

/// What stands above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) period: Period,
    /// Its day, or the last of its month; none of a year alone.
    day: Option<Date>,
}

impl Standing {
    /// The day, where it says more than a year.
    pub(super) fn day(self) -> Option<Date> {
        self.day
    }
}

/// What dates the entry whose head or signature this unit is, if it does not say so itself: the row above it in its table,
/// or the heading over it.
pub(super) fn above(document: &Document, unit: u32) -> Option<Standing> {
    let section = document.unit(unit).section;
    let own = document.unit(unit);
    let block = &document.blocks()[own.block as usize];
    // No row stands in the same paragraph.
    let inside = if block.kind == BlockKind::Paragraph { block.units.start.min(unit) } else { unit };
    let back = UNITS_BACK_MAX.saturating_sub((unit - inside) as usize);
    let rows = (0..inside).rev().take(back).map(|above| document.unit(above));
    let rows = rows.take_while(|above| above.section == section && above.kind != UnitKind::Heading);
    let mut below = document.unit(inside).span.start as usize;
    // A table has no empty line in it; what lies behind the row below has been looked at.
    let of_table = |row: &&Unit| {
        let gap = document.source().get(row.span.end as usize..below).unwrap_or_default();
        below = row.span.start as usize;
        !gap.contains("\n\n")
    };
    let row = rows.take_while(of_table).find_map(|row| {
        // A row of one cell is a paragraph.
        let row_alone = || document.blocks()[row.block as usize].units.len() == 1;
        let tokens = document.tokens_of(row);
        match row.kind {
            UnitKind::Row | UnitKind::TableHead => standing(document.source(), tokens),
            UnitKind::Sentence if row_alone() => {
                standing(document.source(), tokens).filter(|above| above.day.is_none())
            }
            _ => None,
        }
    });
    row.or_else(|| heading(document, section))
}

/// What the nearest heading over a section says that says such a thing.
fn heading(document: &Document, section: u32) -> Option<Standing> {
    let mut at = Some(section);
    for _ in 0..HEADINGS_MAX {
        let own = at?;
        let Section { parent, heading, .. } = document.sections().get(own as usize)?;
        let found = heading.and_then(|unit| of_heading(document, unit));
        if found.is_some() {
            return found.filter(|_| comes_back(document, own));
        }
        at = *parent;
    }
    None
}

fn of_heading(document: &Document, heading: u32) -> Option<Standing> {
    standing(document.source(), document.tokens_of(document.unit(heading)))
}

/// Whether the year of the title over a unit is later than that of the title before it in the same part, or earlier than
/// that of the next, and neither tells the other way.
pub(super) fn years_run_forwards(document: &Document, unit: u32) -> bool {
    let own = document.unit(unit).section;
    let year = |at: u32| {
        let section = document.sections().get(at as usize)?;
        let same = section.parent == document.sections()[own as usize].parent;
        Some(of_heading(document, section.heading.filter(|_| same)?)?.period.year())
    };
    let steps = [own.checked_sub(1).map(|before| (before, own)), Some((own, own + 1))];
    let steps = steps.into_iter().flatten();
    let mut steps = steps.filter_map(|(one, next)| Some(year(next)?.cmp(&year(one)?))).peekable();
    steps.peek().is_some() && steps.all(std::cmp::Ordering::is_gt)
}

/// Whether other headings near a section say such a thing: one alone may be of what is planned for that day.
fn comes_back(document: &Document, section: u32) -> bool {
    let sections = document.sections();
    let near = section.saturating_sub(NEAR_MAX)..sections.len().min((section + NEAR_MAX) as usize) as u32;
    let says = |at: u32| {
        sections[at as usize].heading.is_some_and(|heading| of_heading(document, heading).is_some())
    };
    near.into_iter().any(|at| at != section && says(at))
}

/// How many sections before and behind one are looked at.
const NEAR_MAX: u32 = 48;

/// A text that is nothing but a year, a month with its year, or a day.
pub(super) fn standing(source: &str, tokens: &[Token]) -> Option<Standing> {
    if tokens.is_empty() || tokens.len() > TOKENS_MAX {
        return None;
    }
    let own: Vec<Token> = tokens.iter().filter(|token| token.kind != TokenKind::Cell).copied().collect();
    if let Some(period) = Period::of(Words::new(source, &own)) {
        return Some(Standing { period, day: period.last_day() });
    }
    let (end, value) = dates::date_at(Words::new(source, &own), 0)?;
    let day = value.last_day().filter(|_| end == own.len())?;
    Some(Standing { period: Period::around(day), day: Some(day) })
}

/// The last day of the month that is all that the first cell of a head says, in the year that stands above it: "Sept".
pub(super) fn month_alone(document: &Document, head: u32) -> Option<Date> {
    let source = document.source();
    let (word, rest) = document.tokens_of(document.unit(head)).split_first()?;
    let whole = rest.first().is_none_or(|next| next.is_byte(source, b'|'));
    let month = dates::month(word.span.of(source)).filter(|_| whole)?;
    Date::new(above(document, head)?.period.year(), month, 1).ok().map(Date::last_of_month)
}

/// The last day of the month with which a signature ends in figures: "3/22". What may be a day of a month ("7/10") is none.
pub(super) fn month_in_figures(source: &str, signature: &[Token]) -> Option<Date> {
    let last = signature.iter().rfind(|token| token.kind != TokenKind::Sign)?;
    let (month, year) = last.span.of(source).split_once('/')?;
    let digits = year.len();
    let (month, year): (i8, i16) = (month.parse().ok()?, year.parse().ok()?);
    let year = (MONTHS < year && year <= YEARS_MAX && (1..=2).contains(&digits)).then_some(2000 + year)?;
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// Figures above this are no month.
const MONTHS: i16 = 12;
/// Two figures up to this are a year of this century.
const YEARS_MAX: i16 = 30;

#[cfg(test)]
mod tests {
    use crate::document::{Document, parse};

    /// The day on which what holds a word was written.
    fn day_of(plan: &str, word: &str) -> Option<String> {
        let document: Document = parse(plan.to_owned()).unwrap();
        let unit = document.units().iter().find(|unit| document.text(unit).contains(word)).unwrap();
        document.entry(unit).written.map(|day| day.to_string())
    }

    #[test]
    fn the_heading_of_a_month_dates_what_is_signed_below_it() {
        let plan = "## Nets\n\n#### March 2022\n\nShe mends them.\nSigned: A. Weir, PBSW\n\n#### May 2022\n\nShe knots.\nSigned: A. Weir, PBSW\n";
        assert_eq!(day_of(plan, "mends").as_deref(), Some("2022-03-31"));
        assert_eq!(day_of(plan, "knots").as_deref(), Some("2022-05-31"));
    }

    #[test]
    fn a_year_dates_the_days_below_it_and_nothing_else() {
        let plan = |title: &str, day: &str| {
            format!(
                "## 2021\n\n## {title}\n\n| Date | Who | Note |\n|---|---|---|\n| {day} | A Weir | She mends them. |\n"
            )
        };
        assert_eq!(day_of(&plan("2022", "3 May"), "mends").as_deref(), Some("2022-05-03"));
        assert_eq!(day_of(&plan("2022", "June"), "mends").as_deref(), Some("2022-06-30"));
        assert_eq!(day_of(&plan("2022", "Sept"), "mends").as_deref(), Some("2022-09-30"));
        assert_eq!(day_of(&plan("2022", "3 May 2021"), "mends").as_deref(), Some("2021-05-03"));
        let alone = plan("2022", "3 May").replace("## 2021\n\n", "");
        assert_eq!(day_of(&alone, "mends"), None, "one heading may be of what is planned");
        assert_eq!(day_of(&plan("Aims for 2022", "3 May"), "mends"), None);
        assert_eq!(day_of("## 2022\n\nShe mends them.\nSigned: A. Weir, PBSW\n", "mends"), None);
    }

    #[test]
    fn rows_above_an_empty_line_date_nothing() {
        let plan = |gap: &str| {
            format!(
                "## Nets\n\n| When | Who | Note |\n|---|---|---|\n| 2022 | | |\n{gap}| 3 May | A Weir | She mends them. |\n"
            )
        };
        assert_eq!(day_of(&plan(""), "mends").as_deref(), Some("2022-05-03"));
        let apart = plan("\n| Day | Who | Note |\n|---|---|---|\n");
        assert_eq!(day_of(&apart, "mends"), None);
    }

    #[test]
    fn a_month_in_figures_ends_a_signature() {
        let plan = "She mends them. [\u{2013} Una, harbour, 3/22]\n\nShe knots. [\u{2013} Una, harbour, 4/22]\n\n\
                    She rows. [\u{2013} Una, nurse, 4/5]\n";
        assert_eq!(day_of(plan, "mends").as_deref(), Some("2022-03-31"));
        assert_eq!(day_of(plan, "rows"), None);
    }
}
