//! Sheets on which everybody writes below the last: the day, who, what, in columns of gaps, the text wrapped in its own.
//!
//! A table whose cells go on over many lines, with blank lines between and within its rows, is no table by its lines: only
//! where every word keeps to the columns of the head, and each row opens with a day, is it one.

use super::entries::has_year;
use super::lines::{Line, Segment};
use super::listing::Listing;
use super::mask;
use super::tables::{Cell, Found, Piece, common_names, is_name};

/// Least columns: a day, who wrote, what.
const COLUMNS_MIN: usize = 3;
/// Most columns.
const COLUMNS_MAX: usize = 8;
/// Least rows.
const ROWS_MIN: usize = 3;
/// Least words of a row's text, on the average.
const TEXT_WORDS_MIN: usize = 8;
/// Rows by which a sheet is known.
const ROWS_TRIED: usize = 8;
/// Most blank lines inside a sheet.
const GAP_MAX: usize = 2;

/// The sheet whose head stands at a line; `stops` says which lines belong to none.
pub(super) fn find<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Found<'a>> {
    let names = listing.line(at).segments();
    let texts: Vec<&str> = names.iter().map(|name| name.text).collect();
    let is_head = (COLUMNS_MIN..=COLUMNS_MAX).contains(&names.len())
        && listing.is_words(at)
        && texts.iter().all(|text| is_name(text))
        && common_names(&texts) * 2 >= texts.len();
    if !is_head || stops[at] {
        return None;
    }
    let starts: Vec<usize> = names.iter().map(|name| name.start).collect();
    let head = names.iter().map(|name| vec![Piece { at, text: name.text }]).collect();
    let mut sheet = Sheet { found: Found { head, ..Found::default() }, turned: true };
    let mut end = at + 1;
    while end < listing.len() && !stops[end] && listing.is_words(end) && listing.printed[end].gap <= GAP_MAX {
        if listing.text(end) == listing.text(at) {
            if sheet.found.rows.is_empty() {
                return None;
            }
            sheet.found.repeated.push(end);
            sheet.turned = true;
        } else {
            let Some(cells) = cells(listing.line(end), &starts) else { break };
            if !sheet.add(listing, end, cells) {
                break;
            }
            // One that is none is soon known.
            if sheet.found.rows.len() == ROWS_TRIED && !sheet.is_one() {
                return None;
            }
        }
        end += 1;
    }
    sheet.found.end = end;
    sheet.is_one().then_some(sheet.found)
}

struct Sheet<'a> {
    found: Found<'a>,
    /// Whether a page has turned since the last line.
    turned: bool,
}

impl<'a> Sheet<'a> {
    /// Adds a line; whether it belongs here. A row opens with a day; a day that is not whole yet may go on below.
    fn add(&mut self, listing: &Listing<'a>, at: usize, cells: Vec<&'a str>) -> bool {
        let printed = &listing.printed[at];
        let apart = printed.gap > 0 || printed.turn || self.turned;
        self.turned = false;
        let day = self.found.rows.last().map(|row| joined(&row[0])).unwrap_or_default();
        if !cells[0].is_empty() && (apart || !goes_on(&day, cells[0])) {
            let opens = cells[0].starts_with(|c: char| c.is_ascii_digit()) || mask::date(cells[0]) > 0;
            if !opens || cells.iter().filter(|cell| !cell.is_empty()).count() < COLUMNS_MIN {
                return false;
            }
            self.found.rows.push(vec![Cell::new(); cells.len()]);
        }
        let Some(row) = self.found.rows.last_mut() else { return false };
        for (cell, text) in row.iter_mut().zip(cells).filter(|(_, text)| !text.is_empty()) {
            cell.push(Piece { at, text });
        }
        true
    }

    /// Whether nearly each row has a day, and most have a text.
    fn is_one(&self) -> bool {
        let rows = &self.found.rows;
        let dated = rows.iter().filter(|row| mask::find_date(&joined(&row[0])).is_some()).count();
        let words =
            |cell: &Cell<'_>| cell.iter().map(|piece| piece.text.split_whitespace().count()).sum::<usize>();
        let longest = rows.iter().filter_map(|row| row.iter().map(words).max()).sum::<usize>();
        rows.len() >= ROWS_MIN && dated * 5 >= rows.len() * 4 && longest >= rows.len() * TEXT_WORDS_MIN
    }
}

fn joined(cell: &Cell<'_>) -> String {
    cell.iter().map(|piece| piece.text).collect::<Vec<_>>().join(" ")
}

/// Whether a day goes on with more in the column below: "9 May", "2024".
fn goes_on(day: &str, more: &str) -> bool {
    let whole = mask::find_date(day).is_some_and(|(start, end)| has_year(&day[start..end]));
    let figures = more.len() <= 4 && more.bytes().all(|byte| byte.is_ascii_digit());
    !day.is_empty() && !whole && (figures || mask::is_date(&format!("{day} {more}")))
}

/// What of a line stands in each column; nothing where a word crosses into the next.
fn cells<'a>(line: &Line<'a>, starts: &[usize]) -> Option<Vec<&'a str>> {
    let words = line.words();
    let column = |word: &Segment<'_>| starts.partition_point(|start| *start <= word.start).checked_sub(1);
    let mut cells = vec![""; starts.len()];
    let mut first = 0;
    while first < words.len() {
        let own = column(&words[first])?;
        let count = words[first..].iter().take_while(|word| column(word) == Some(own)).count();
        let last = &words[first + count - 1];
        // The next column is free of it; and the day keeps a gap from who wrote.
        let room = starts.get(own + 1).map_or(usize::MAX, |next| next - usize::from(own == 0));
        if last.end > room || words[first].start != starts[own] {
            return None;
        }
        cells[own] = line.between(&words[first], last);
        first += count;
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    /// The rows of a sheet below a heading, a text a cell.
    fn check(lines: &[&str]) -> Option<Vec<Vec<String>>> {
        let text = lines.join("\n");
        let listing = Listing::new(part(split(&text)).printed);
        let found = find(&listing, 0, &vec![false; listing.len()])?;
        Some(found.rows.iter().map(|row| row.iter().map(joined).collect()).collect())
    }

    const SHEET: [&str; 12] = [
        "DATE        WHO         NOTE                                            INITIALS",
        "3 May       Gardens     She came at nine and dug over the two beds at   KO",
        "2024        (A hall)    the wall without being asked.",
        "",
        "9/6/24      Library     Six books are out and one is long overdue, the  TB",
        "                        one on bees.",
        "",
        "                        She will bring it in on Friday.",
        "12.07.24    Gardens     The beds are full of beans that nobody eats,    KO",
        "                        and she laughs.",
        "1/8/24      Library     All books are back on the shelf by the window,  TB",
        "                        and none is torn.",
    ];

    #[test]
    fn rows_that_go_on_in_their_columns() {
        let rows = check(&SHEET).unwrap();
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0][..2], ["3 May 2024", "Gardens (A hall)"]);
        assert_eq!(rows[0][3], "KO");
        assert!(rows[1][2].ends_with("the one on bees. She will bring it in on Friday."), "{rows:?}");
    }

    #[test]
    fn prose_and_short_tables_are_no_sheets() {
        let mut prose = SHEET;
        prose[1] = "She came at nine and dug over the two beds at the wall without being asked.";
        assert_eq!(check(&prose), None);
        let mut unsigned = SHEET;
        unsigned[4] = "No date     Library     Six books are out and one is long overdue, the  TB";
        assert_eq!(check(&unsigned), None, "whose the books are is not known");
        let short =
            ["DATE        WHO         NOTE", "3/5/24      Gardens     dug", "9/6/24      Library     read"];
        assert_eq!(check(&short), None);
    }
}
