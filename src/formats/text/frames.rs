//! Notes in boxes of their own, drawn of line signs, whose edges have words: when and of which kind in the upper edge, who
//! wrote in the lower.
//!
//! Where a plan has such notes, its other boxes are read alike: one with nothing but a title is a heading, one with words
//! in its edge a part with a name, and what stands in it in columns is fields. A box without words in its edges is none of
//! them, nor is a table, whose edges and lines are parted at the same columns.

use cip_lexicon as lexicon;
use rustc_hash::FxHashSet;

use super::bullets::bullet;
use super::entries::has_year;
use super::fields::is_label;
use super::headings;
use super::listing::Listing;
use super::mask;
use super::rules::is_bar;
use super::side_heads::Note;
use super::signatures;
use super::tables::{Cell, Piece};

/// Least notes that make a plan one of such boxes.
const NOTES_MIN: usize = 3;
/// Least titles that divide it.
const TITLES_MIN: usize = 2;
/// Least length of an edge, in characters.
const EDGE_MIN: usize = 12;
/// Words of a name.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=3;
/// Most lines of a box.
const LINES_MAX: usize = 400;

/// The boxes of a plan whose notes stand in boxes, by their first lines.
#[derive(Debug, Default)]
pub(super) struct Frames(FxHashSet<usize>);

/// What a box is.
pub(super) enum Frame<'a> {
    Note(Note<'a>),
    /// The title of a part, or of the plan.
    Title(Piece<'a>),
    /// Something else: its name, and what stands in it.
    Part(Vec<Piece<'a>>, Vec<Content<'a>>),
}

/// What stands in a box.
pub(super) enum Content<'a> {
    Field(Piece<'a>, Piece<'a>),
    Paragraph(Cell<'a>),
}

impl Frames {
    pub(super) fn of(listing: &Listing<'_>) -> Self {
        let (mut found, mut titles, mut notes, mut named, mut at) =
            (FxHashSet::default(), Vec::new(), 0, 0, 0);
        while at < listing.len() {
            let Some((frame, end)) = read(listing, at) else {
                at += 1;
                continue;
            };
            if matches!(frame, Frame::Title(_)) {
                titles.push(at);
            } else {
                found.insert(at);
            }
            if let Frame::Note(note) = &frame {
                notes += 1;
                named += usize::from(note.head.iter().flatten().any(|piece| names_somebody(piece.text)));
            }
            at = end;
        }
        // One title alone divides nothing: it may be a word of warning.
        if titles.len() >= TITLES_MIN {
            found.extend(titles);
        }
        // What stands in an edge may as well be what came of it.
        if notes >= NOTES_MIN && named * 4 >= notes * 3 { Self(found) } else { Self::default() }
    }

    /// Whether a box begins at a line, whatever else its edge might be.
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.contains(&at)
    }

    /// The box that begins at a line, and the line behind it.
    pub(super) fn find<'a>(&self, listing: &Listing<'a>, at: usize) -> Option<(Frame<'a>, usize)> {
        if self.has(at) { read(listing, at) } else { None }
    }
}

fn read<'a>(listing: &Listing<'a>, at: usize) -> Option<(Frame<'a>, usize)> {
    let top = edge(listing, at, is_upper_corner)?;
    let mut inner = Vec::new();
    let mut end = at + 1;
    let bottom = loop {
        if end >= listing.len() || end - at > LINES_MAX {
            return None;
        }
        // A page may turn in a box, and nothing else stand between its lines.
        if listing.printed[end].gap > 0 && !listing.printed[end].turn {
            return None;
        }
        if let Some(bottom) = edge(listing, end, is_lower_corner) {
            break bottom;
        }
        inner.push(Piece { at: end, text: inside(listing.text(end))? });
        end += 1;
    };
    if is_table(listing, at, end) {
        return None;
    }
    let end = end + 1;
    if let [title] = inner[..]
        && top.is_empty()
        && bottom.is_empty()
        && headings::is_title(title.text)
        && !title.text.contains("  ")
    {
        return Some((Frame::Title(title), end));
    }
    let frame = match head(&top, &bottom) {
        Some((head, remark)) if inner.iter().any(|line| !line.text.is_empty()) => {
            Frame::Note(Note { head, remark, text: paragraphs(&inner), end })
        }
        _ if top.is_empty() && bottom.is_empty() => return None,
        _ => Frame::Part([top, bottom].concat(), contents(&inner)),
    };
    Some((frame, end))
}

/// Who and when, and of which kind a note is, by the words in the edges of its box.
fn head<'a>(top: &[Piece<'a>], bottom: &[Piece<'a>]) -> Option<(Vec<Cell<'a>>, Cell<'a>)> {
    // "Next review 3 August 2024" says what will be.
    let day = |piece: &Piece<'_>| {
        mask::find_date(piece.text).filter(|(start, end)| {
            has_year(&piece.text[*start..*end]) && (*start == 0 || signs(piece.text, *start, *end))
        })
    };
    let cells = |pieces: &[Piece<'a>]| pieces.iter().map(|piece| vec![*piece]).collect::<Vec<_>>();
    if bottom.iter().any(|piece| day(piece).is_some()) {
        let words = bottom.iter().any(|piece| day(piece).is_none_or(|day| says_more(piece.text, day)));
        return words.then(|| (cells(bottom), top.to_vec()));
    }
    let dated = top.iter().position(|piece| day(piece).is_some())?;
    let mut others = top.to_vec();
    let first = others.remove(dated);
    if bottom.is_empty() {
        let more = !others.is_empty() || says_more(first.text, day(&first)?);
        return more.then(|| (cells(&[vec![first], others].concat()), Cell::new()));
    }
    Some((cells(&[vec![first], bottom.to_vec()].concat()), others))
}

/// Whether somebody stands before the day at the end of a text: "O Brae, 3 May 2024".
fn signs(text: &str, start: usize, end: usize) -> bool {
    end == text.len() && names_somebody(text[..start].trim_end_matches([',', ' ', '-', '\u{2013}', '\u{b7}']))
}

/// Whether words name somebody: beyond doubt, or as two or three words with a capital, none of which says what came of
/// something.
fn names_somebody(words: &str) -> bool {
    let name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}'))
            && word.contains(char::is_lowercase)
            && !lexicon::NO_NAMES.has(word)
            && !lexicon::STATES.has(word)
    };
    NAME_WORDS.contains(&words.split_whitespace().count()) && words.split_whitespace().all(name)
        || signatures::names_somebody(words)
}

/// Whether a line between two edges has a bar where an edge has a corner: then it is a row of a table.
fn is_table(listing: &Listing<'_>, top: usize, bottom: usize) -> bool {
    let corners = |at: usize| {
        let inner = listing.text(at).char_indices().skip(1);
        let inner = inner
            .enumerate()
            .filter(|(_, (byte, c))| is_crossing(*c) && *byte + c.len_utf8() < listing.text(at).len());
        inner.map(|(column, _)| column + 1).collect::<FxHashSet<usize>>()
    };
    let columns: FxHashSet<usize> = corners(top).union(&corners(bottom)).copied().collect();
    let barred = |at: usize| {
        listing.text(at).chars().enumerate().any(|(column, c)| is_bar(c) && columns.contains(&column))
    };
    !columns.is_empty() && (top + 1..bottom).any(barred)
}

/// Whether a text has words beside its day.
fn says_more(text: &str, (start, end): (usize, usize)) -> bool {
    [&text[..start], &text[end..]].iter().any(|rest| rest.contains(char::is_alphabetic))
}

/// What stands between the bars of a line.
fn inside(text: &str) -> Option<&str> {
    Some(text.strip_prefix(is_bar)?.strip_suffix(is_bar)?.trim())
}

/// The words in the edge of a box with these corners at its left; nothing for what is no edge.
fn edge<'a>(listing: &Listing<'a>, at: usize, is_corner: fn(char) -> bool) -> Option<Vec<Piece<'a>>> {
    let text = listing.text(at);
    let inner = text.strip_prefix(is_corner)?.strip_suffix(is_any_corner)?;
    let drawn = inner.starts_with(is_stroke) && inner.ends_with(is_stroke);
    // An edge that others meet is one of a table.
    let crossed = inner.contains(is_crossing) && !inner.contains(char::is_alphabetic);
    if !drawn || crossed || inner.chars().count() < EDGE_MIN {
        return None;
    }
    let mut words = Vec::new();
    let mut open: Option<usize> = None;
    let mut from = 0;
    // One dash between words is a hyphen, or parts a day.
    for part in inner.split_inclusive(' ') {
        let stroke = is_drawn(part.trim_end());
        match open {
            None if !stroke && !part.trim().is_empty() => open = Some(from),
            Some(start) if stroke => {
                words.push(inner[start..from].trim());
                open = None;
            }
            _ => {}
        }
        from += part.len();
    }
    words.extend(open.map(|start| inner[start..].trim()));
    let words = words.into_iter().map(|words| words.trim_matches(is_stroke).trim());
    Some(words.filter(|words| !words.is_empty()).map(|text| Piece { at, text }).collect())
}

/// Whether a part between spaces is nothing but drawn: strokes, with a bracket at most.
fn is_drawn(part: &str) -> bool {
    let strokes = part.trim_matches(['[', ']', '<', '>', '(', ')']);
    !strokes.is_empty() && strokes.chars().all(is_stroke)
}

/// Lines of a box as paragraphs: a blank line parts them, and each item stands by itself.
fn paragraphs<'a>(lines: &[Piece<'a>]) -> Vec<Cell<'a>> {
    let parts = lines
        .chunk_by(|line, next| !line.text.is_empty() && !next.text.is_empty() && bullet(next.text).is_none());
    parts.filter(|lines| !lines[0].text.is_empty()).map(<[Piece<'a>]>::to_vec).collect()
}

/// What stands in a box that is no note: fields, where labels and values take turns, or paragraphs.
fn contents<'a>(lines: &[Piece<'a>]) -> Vec<Content<'a>> {
    let mut found: Vec<Content<'a>> = Vec::new();
    let mut open = false;
    for line in lines {
        let Some(fields) = fields(*line) else {
            match found.last_mut() {
                Some(Content::Paragraph(text))
                    if open && !line.text.is_empty() && bullet(line.text).is_none() =>
                {
                    text.push(*line);
                }
                _ if line.text.is_empty() => {}
                _ => found.push(Content::Paragraph(vec![*line])),
            }
            open = !line.text.is_empty();
            continue;
        };
        found.extend(fields.into_iter().map(|(label, value)| Content::Field(label, value)));
        open = false;
    }
    found
}

/// The labels and values that take turns on a line.
fn fields(line: Piece<'_>) -> Option<Vec<(Piece<'_>, Piece<'_>)>> {
    let cells = line.text.split(is_bar).flat_map(|cell| cell.split("  "));
    let parts: Vec<&str> = cells.map(str::trim).filter(|part| !part.is_empty()).collect();
    let labelled = parts.len() > 1 && parts.len().is_multiple_of(2);
    let piece = |text| Piece { at: line.at, text };
    (labelled && parts.iter().step_by(2).all(|label| is_label(label) && !mask::has_figure(label)))
        .then(|| parts.chunks_exact(2).map(|pair| (piece(pair[0]), piece(pair[1]))).collect())
}

fn is_upper_corner(c: char) -> bool {
    matches!(c, '\u{250c}'..='\u{250f}' | '\u{2552}'..='\u{2554}' | '\u{256d}' | '+')
}

fn is_lower_corner(c: char) -> bool {
    matches!(c, '\u{2514}'..='\u{2517}' | '\u{2558}'..='\u{255a}' | '\u{2570}' | '+')
}

fn is_any_corner(c: char) -> bool {
    matches!(c, '\u{250c}'..='\u{251b}' | '\u{2552}'..='\u{255d}' | '\u{256d}'..='\u{2570}' | '+')
}

/// A corner, or where strokes meet.
fn is_crossing(c: char) -> bool {
    is_any_corner(c) || matches!(c, '\u{251c}'..='\u{254b}' | '\u{255e}'..='\u{256c}')
}

fn is_stroke(c: char) -> bool {
    matches!(c, '-' | '=' | '\u{2500}'..='\u{2501}' | '\u{2504}'..='\u{2505}' | '\u{2508}'..='\u{2509}' | '\u{2550}')
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn boxed(top: &str, text: &str, bottom: &str) -> String {
        let line = |words: &str| "\u{2500}".repeat(50 - words.chars().count());
        format!(
            "\u{250c}\u{2500} {top} {}\u{2510}\n\u{2502} {text:<51} \u{2502}\n\u{2514}{} {bottom} \u{2500}\u{2518}\n",
            line(top),
            line(bottom)
        )
    }

    fn title(words: &str) -> String {
        let line = "\u{2550}".repeat(53);
        format!("\u{2554}{line}\u{2557}\n\u{2551} {words:<51} \u{2551}\n\u{255a}{line}\u{255d}\n")
    }

    #[test]
    fn notes_in_boxes_with_words_in_their_edges() {
        let plain = "\u{2500}\u{2500}";
        let text = [
            title("A PLAN OF WORK"),
            boxed("Person", "Name  Ann Other    \u{2502} Hall  Beech", plain),
            "\n".to_owned(),
            title("PART 1. NETS"),
            boxed("Standing words", "She mends nets.", plain),
            boxed(
                "03 MAY 2024 \u{b7} Quay \u{2500}\u{2500}\u{2500} Case meeting",
                "She came to the quay.",
                "O Brae",
            ),
            boxed(
                "04 MAY 2024 \u{b7} Boats \u{2500}\u{2500}\u{2500} Visit",
                "She rowed out.",
                "Nurse W. Orr",
            ),
            "\n".to_owned(),
            title("PART 2. WORK"),
            boxed("Standing words", "She sells them.", plain),
            boxed("05 MAY 2024 \u{b7} Quay", "She came to the shop.", "O Brae"),
        ];
        let read = read(&text.concat(), "text/1").unwrap().text;
        assert!(
            read.starts_with("# A PLAN OF WORK\n\nPerson\n\n**Name:** Ann Other  \n**Hall:** Beech\n"),
            "{read}"
        );
        let part = "## PART 1. NETS\n\nStanding words\n\nShe mends nets.\n\n###### 03 MAY 2024 \u{b7} Quay, O Brae (Case meeting)\n\nShe came to the quay.\n";
        assert!(read.contains(part), "{read}");
        assert!(read.contains("She rowed out.\n\n## PART 2. WORK\n"), "{read}");
    }

    #[test]
    fn boxes_of_plain_signs() {
        let note = |day: u8, who: &str| {
            format!(
                "+- 0{day}-05-2024 / Quay ------------------- Visit -+\n| She came to the quay with Mary-Ann.           |\n+----------------------------------- {who} -+\n"
            )
        };
        let text = [
            "PART 1. NETS\n\nShe mends nets.\n\n".to_owned(),
            note(3, "Orla Brae"),
            note(4, "Will Orr"),
            note(5, "Orla Brae"),
        ];
        let read = read(&text.concat(), "text/1").unwrap().text;
        assert!(
            read.contains(
                "###### 03-05-2024 / Quay, Orla Brae (Visit)\n\nShe came to the quay with Mary-Ann.\n"
            ),
            "{read}"
        );
    }

    fn plain(top: &str, text: &str, bottom: &str) -> String {
        format!(
            "+- {top} {:-<w$}+\n| {text:<50} |\n+{:->u$} {bottom} -+\n\n",
            "",
            "",
            w = 49 - top.len(),
            u = 48 - bottom.len()
        )
    }

    #[test]
    fn what_edges_say_of_other_days_makes_no_notes() {
        let notes = |edges: [(&str, &str); 3]| {
            let boxes = edges.map(|(top, bottom)| plain(top, "She came to the quay with her aunt.", bottom));
            read(&format!("A PLAN\n\nNETS\n\n{}", boxes.concat()), "text/1").unwrap().text
        };
        let named =
            notes([("03-05-2024 / Quay", "O Brae"), ("04-05-2024", "Will Orr"), ("05-05-2024", "Nurse Tay")]);
        assert_eq!(named.matches("######").count(), 3, "{named}");
        for other in [
            [
                ("Next review 03-05-2024", "O Brae"),
                ("Nets from 04-05-2024", "O Brae"),
                ("Ends 05-05-2024", "O Brae"),
            ],
            [("03-05-2024", "High risk"), ("04-05-2024", "Not Guilty"), ("05-05-2024", "Page 2")],
        ] {
            let read = notes(other);
            assert!(!read.contains("######"), "{read}");
        }
    }

    #[test]
    fn tables_beside_such_notes_stay_tables_and_items_items() {
        let note = |day: u8| plain(&format!("0{day}-05-2024"), "- She has a boat.", "Orla Brae");
        let table = "+----------------+----------------+\n| Net            | Knots          |\n+----------------+----------------+\n\
            | cod            | nine           |\n| herring        | four           |\n+----------------+----------------+\n\n";
        let text = format!("A PLAN\n\nNETS\n\n{table}{}{}{}", note(3), note(4), note(5));
        let read = read(&text, "text/1").unwrap().text;
        assert!(read.contains("| cod | nine |\n| herring | four |"), "{read}");
        assert!(read.contains("###### 04-05-2024, Orla Brae\n\n- She has a boat.\n"), "{read}");
    }

    #[test]
    fn boxes_without_who_and_when_are_read_as_before() {
        let text = boxed("Nets", "She mends nets.", "Boats").repeat(4);
        assert!(!read(&text, "text/1").unwrap().text.contains("######"));
    }
}
