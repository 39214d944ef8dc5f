//! Boxes of labels and values, as the screens of a record system are printed: `| NAME : A OTHER   | BORN : 1/2/80 |`.

use super::fields::{self, is_label};
use super::headings;
use super::lines::{Line, length, split};
use super::listing::Listing;
use super::rules::{Rule, is_bar};
use super::tables::{Cell, Piece};

/// Most lines of a box.
const LINES_MAX: usize = 80;
/// Most columns by which what goes on stands off the value that it goes on from.
const OFF_MAX: usize = 2;

/// The fields of a box that begins at a line.
pub(super) struct Form<'a> {
    /// The line behind its last.
    pub(super) end: usize,
    pub(super) fields: Vec<Boxed<'a>>,
}

/// A label and its value; words without a label are a value alone, or a title.
pub(super) struct Boxed<'a> {
    pub(super) label: Option<Piece<'a>>,
    pub(super) value: Cell<'a>,
    /// Whether it stands alone between two rules.
    pub(super) title: bool,
    /// Columns of label and value.
    start: usize,
    value_start: usize,
}

/// The form that a box holds which begins at a line; nothing for a table or a title in a box.
pub(super) fn find<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Form<'a>> {
    let rule = |at: usize| listing.rules.get(at).is_some_and(Option::is_some);
    let bar = (at..listing.len()).take(2).find(|at| !rule(*at)).and_then(|at| bar(listing, at))?;
    let mut fields: Vec<Boxed<'a>> = Vec::new();
    // Fields of the lines since the last rule, which a line may go on with.
    let (mut open, mut end, mut loose) = (0, at, 0);
    for (line, stop) in stops.iter().enumerate().skip(at).take(LINES_MAX) {
        let printed = &listing.printed[line];
        if *stop || line > at && printed.gap > 0 && !printed.turn {
            break;
        }
        if rule(line) {
            // A rule that no more of the box follows is its last.
            open = fields.len();
            end = line + 1;
            continue;
        }
        let Some(cells) = cells(listing.line(line), bar) else { break };
        let first = fields.len();
        let ruled = line > 0 && rule(line - 1) && rule(line + 1);
        if let [(start, text)] = cells[..]
            && ruled
            && headings::is_title(text)
            && !text.contains(':')
        {
            let value = vec![Piece { at: line, text }];
            fields.push(Boxed { label: None, value, title: true, start, value_start: start });
            end = line + 1;
            continue;
        }
        for cell in cells {
            loose += usize::from(!add(&mut fields, open, first, line, cell)?);
        }
        end = line + 1;
    }
    let labelled = fields.iter().filter(|field| field.label.is_some()).count();
    (labelled > 0 && loose * 3 <= labelled && (labelled > 1 || at + 1 < end)).then_some(Form { end, fields })
}

/// The sign that stands at both ends of a line.
fn bar(listing: &Listing<'_>, at: usize) -> Option<char> {
    let text = listing.text(at);
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let drawn = |at: Option<usize>| {
        let rule = at.and_then(|at| listing.rules.get(at)).and_then(Option::as_ref);
        rule.is_some_and(|rule| matches!(rule, Rule::Whole(_) | Rule::Columns(_)))
    };
    let like = |at: usize| {
        listing.is_words(at) && listing.text(at).starts_with(first) && listing.text(at).ends_with(last)
    };
    let boxed = is_bar(first)
        || matches!(first, '!' | ':') && (drawn(at.checked_sub(1)) || drawn(Some(at + 1)) || like(at + 1));
    (first == last && boxed && text.len() > 2).then_some(first)
}

/// What bars part on a line, each with its column; nothing where the line has no bars at its ends.
fn cells<'a>(line: &Line<'a>, bar: char) -> Option<Vec<(usize, &'a str)>> {
    let inner = line.text.strip_prefix(bar)?.strip_suffix(bar)?;
    // A colon that is a bar parts no cells: labels have colons too.
    let parts: Vec<&str> = if bar == ':' { vec![inner] } else { inner.split(bar).collect() };
    let mut column = line.indent + 1;
    let cell = |part: &'a str| {
        let start = column + length(part) - length(part.trim_start());
        column += length(part) + 1;
        (start, part.trim())
    };
    Some(parts.into_iter().map(cell).filter(|(_, part)| !part.is_empty()).collect())
}

/// Adds a cell: its fields, or what goes on with a field above; whether it is one of these. Nothing where it is neither
/// and nothing of the box stands above it.
fn add<'a>(
    fields: &mut Vec<Boxed<'a>>,
    open: usize,
    first: usize,
    at: usize,
    cell: (usize, &'a str),
) -> Option<bool> {
    let (start, text) = cell;
    let line = split(text).pop()?;
    let found = fields::of_line(&line);
    if !found.fields.is_empty() && found.before.is_empty() {
        for field in found.fields {
            let label = Some(Piece { at, text: field.label });
            let value =
                if field.value.is_empty() { Cell::new() } else { vec![Piece { at, text: field.value }] };
            fields.push(Boxed {
                label,
                value,
                title: false,
                start: start + field.start,
                value_start: start + field.value_start,
            });
        }
        return Some(true);
    }
    if let Some(label) =
        fields[first..].last_mut().filter(|field| field.label.is_some() && field.value.is_empty())
    {
        label.value.push(Piece { at, text });
        return Some(true);
    }
    let above = fields[open..first].iter_mut().rev().find(|field| {
        field.label.is_some()
            && (start + OFF_MAX >= field.value_start || start == field.start)
            && start
                <= field.value_start + OFF_MAX.max(field.value.first().map_or(0, |piece| length(piece.text)))
    });
    if let Some(above) = above {
        above.value.push(Piece { at, text });
        return Some(true);
    }
    fields.push(Boxed {
        label: None,
        value: vec![Piece { at, text }],
        title: false,
        start,
        value_start: start,
    });
    (open < first || is_label(text)).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Vec<(String, String)> {
        let listing = Listing::new(part(split(text)).printed);
        let stops = vec![false; listing.len()];
        let words = |cell: &Cell<'_>| cell.iter().map(|piece| piece.text).collect::<Vec<_>>().join(" ");
        let field = |field: &Boxed<'_>| {
            (field.label.map_or_else(String::new, |label| label.text.to_owned()), words(&field.value))
        };
        find(&listing, 0, &stops).map_or_else(Vec::new, |form| form.fields.iter().map(field).collect())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn fields_between_bars_and_values_that_go_on() {
        let text = "+----------------------------------+\n| Name : Ann Other | Home : 4 Port |\n|                  |        Row    |\n\
                    +----------------------------------+\n| Carer: none                      |\n+----------------------------------+\nWell.\n";
        assert_eq!(check(text), pairs(&[("Name", "Ann Other"), ("Home", "4 Port Row"), ("Carer", "none")]));
        let shouts = "! NAME : OTHER   ! HALL : B ! CELL : 4 !\n! BORN : 1/2/80  ! SEX  : F ! DIET : - !\n";
        assert_eq!(check(shouts).len(), 6);
        let colons = "----------------------\n: NAME : OTHER        :\n: HALL : B  CELL : 4  :\n----------------------\n";
        assert_eq!(check(colons), pairs(&[("NAME", "OTHER"), ("HALL", "B"), ("CELL", "4")]));
        let titled = "+---------------+\n| DETAILS       |\n+---------------+\n| Hall : B      |\n| Cell : 4      |\n+---------------+\n";
        assert_eq!(check(titled), pairs(&[("", "DETAILS"), ("Hall", "B"), ("Cell", "4")]));
    }

    #[test]
    fn boxes_that_are_no_forms() {
        for text in [
            "| Need | Step |\n| Home | Ask: the council |\n| Work | None |\n",
            "+--------+\n| A PLAN |\n+--------+\n",
            "! Go there: now!\nWell.\n",
        ] {
            assert_eq!(check(text), [], "{text}");
        }
    }
}
