//! Notes below a line of when, and of which kind, with who wrote on the last line, behind a sign: `--- 3-May-2024  10:15
//! Visit`, the text further in, and `> Other, Ann (nurse)`.
//!
//! That such lines come back, each with who wrote at its end, and that most of these name somebody beyond doubt, tells them
//! from what happened on a day, and from lists.

use rustc_hash::FxHashMap;

use super::bullets::bullet;
use super::entries::has_year;
use super::lines::ends_sentence;
use super::listing::Listing;
use super::mask;
use super::periods;
use super::side_heads::{Note, pieces};
use super::signatures;
use super::signs::Signs;
use super::tables::{Cell, Piece};

/// Least notes of a plan.
const NOTES_MIN: usize = 3;
/// Least columns from the text to who wrote, set far to the right.
const FAR_COLUMNS_MIN: usize = 10;
/// Most lines of a note.
const LINES_MAX: usize = 120;
/// Most words of who wrote, and of the line of when.
const WHO_WORDS_MAX: usize = 9;
const HEAD_WORDS_MAX: usize = 10;

/// The notes of a plan, by the line of when: the line of who wrote each.
#[derive(Debug, Default)]
pub(super) struct Footed(FxHashMap<usize, usize>);

impl Footed {
    pub(super) fn of(listing: &Listing<'_>, stops: &[bool]) -> Self {
        let (mut all, mut named, mut found, mut at) = (0, 0, FxHashMap::default(), 0);
        while at < listing.len() {
            let end = if opens(listing, at) { end(listing, at, stops) } else { at + 1 };
            if end > at + 1 {
                all += 1;
                let last = end - 1;
                if let Some(who) =
                    signer(listing, last).filter(|_| last > at + 1 && !is_item(listing, at, last))
                {
                    named += usize::from(signatures::names_somebody(who));
                    found.insert(at, last);
                }
            }
            at = end;
        }
        let enough = found.len() >= NOTES_MIN && found.len() * 4 >= all * 3;
        if enough && named * 4 >= found.len() * 3 { Self(found) } else { Self::default() }
    }

    /// Whether a note begins at a line.
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.contains_key(&at)
    }

    /// The note that begins at a line.
    pub(super) fn find<'a>(&self, listing: &Listing<'a>, at: usize) -> Option<Note<'a>> {
        let last = *self.0.get(&at)?;
        let when = when(listing.text(at))?;
        let day = mask::date(when);
        let behind = when[day..].trim_start_matches([' ', ',', '\t']);
        let time = &behind[..periods::time(behind)];
        let remark: Cell<'a> = pieces(at, behind[time.len()..].trim_end_matches(is_mark)).collect();
        let mut head = vec![vec![Piece { at, text: &when[..day] }]];
        head.extend((!time.is_empty()).then(|| vec![Piece { at, text: time }]));
        head.push(vec![Piece { at: last, text: signer(listing, last)? }]);
        let mut text: Vec<Cell<'a>> = vec![Cell::new()];
        for at in at + 1..last {
            if listing.printed[at].gap > 0 && !text.last()?.is_empty() {
                text.push(Cell::new());
            }
            text.last_mut()?.push(Piece { at, text: listing.text(at) });
        }
        Some(Note { head, remark, text, end: last + 1 })
    }
}

/// Whether a line is a day with its year, and a few words behind it at most.
fn opens(listing: &Listing<'_>, at: usize) -> bool {
    let line = listing.line(at);
    listing.is_words(at)
        && line.holds(Signs::FIGURE)
        && line.text.split_whitespace().count() <= HEAD_WORDS_MAX
        && !ends_sentence(line.text)
        // Where it says who, too, nobody signs below.
        && when(line.text).is_some_and(|when| !signatures::names_somebody(when))
}

/// Whether the last line of a note is an item as those above it.
fn is_item(listing: &Listing<'_>, at: usize, last: usize) -> bool {
    bullet(listing.text(last)).is_some() && (at + 1..last).any(|above| bullet(listing.text(above)).is_some())
}

/// A line without the signs before its day.
fn when(text: &str) -> Option<&str> {
    let when = text.trim_start_matches(is_mark);
    let day = mask::date(when);
    (day > 0 && has_year(&when[..day])).then_some(when)
}

/// The line behind what stands further in below the line of when.
fn end(listing: &Listing<'_>, at: usize, stops: &[bool]) -> usize {
    let indent = listing.line(at).indent;
    let inside = |next: &usize| {
        let printed = &listing.printed[*next];
        !stops[*next]
            && listing.is_words(*next)
            && printed.line.indent > indent
            && (printed.gap < 2 || printed.turn)
            && !(*next > at + 2 && signer(listing, *next - 1).is_some())
    };
    let mut end = at + 1;
    while end < listing.len() && end - at <= LINES_MAX && inside(&end) {
        end += 1;
    }
    end
}

/// Who wrote, on the last line of a note: behind a sign, or far to the right of the text.
fn signer<'a>(listing: &Listing<'a>, at: usize) -> Option<&'a str> {
    let (line, above) = (listing.line(at), listing.line(at - 1));
    if !ends_sentence(above.text) || above.text.ends_with(':') {
        return None;
    }
    let far = line.indent >= above.indent + FAR_COLUMNS_MIN;
    let named = far && is_named(line.text) && line.text.contains(char::is_lowercase);
    if named { Some(line.text) } else { who(line.text) }
}

/// Whether a few words may be who somebody is.
fn is_named(who: &str) -> bool {
    (1..=WHO_WORDS_MAX).contains(&who.split_whitespace().count())
        && who.starts_with(char::is_uppercase)
        && mask::find_date(who).is_none()
        && signatures::is_who(who)
        && !signatures::tells_outcome(who)
        && (!ends_sentence(who) || who.ends_with(')'))
}

/// Who wrote, on a line that opens with a sign: "> Other, Ann (nurse)".
fn who(text: &str) -> Option<&str> {
    let who = text.trim_start_matches(is_mark);
    // Initials below a note stand for whom its first line names.
    let named = who.len() < text.len() && is_named(who) && who.contains(char::is_lowercase);
    named.then_some(who)
}

fn is_mark(c: char) -> bool {
    matches!(c, '>' | '-' | '=' | '*' | '~' | '/' | '\u{2013}' | '\u{2014}' | ' ')
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn note(day: u8, text: &str, last: &str) -> String {
        format!("   --- 0{day}-May-2024  10:15  Visit\n       {text}\n       {last}\n")
    }

    #[test]
    fn who_wrote_stands_on_the_last_line() {
        let notes = [
            note(3, "She mends two nets a day.", "> Brae, Orla (quay officer)"),
            note(4, "She would like to have a boat of her own.", "> Orr, Will (RGN)"),
            note(5, "She has one.", "> Mrs Tay"),
        ];
        let read = read(
            &format!("A PLAN\n\nNETS\n\nShe mends nets.\n{}\nBOATS\n\nShe rows.\n", notes.concat()),
            "text/1",
        );
        let read = read.unwrap().text;
        let first =
            "###### 03-May-2024, 10:15, Brae, Orla (quay officer) (Visit)\n\nShe mends two nets a day.\n";
        assert!(read.contains(first), "{read}");
        assert!(read.contains("###### 05-May-2024, 10:15, Mrs Tay (Visit)\n\nShe has one.\n"), "{read}");
    }

    #[test]
    fn who_wrote_stands_far_to_the_right() {
        let who = |name: &str| format!("                       {name}");
        let notes = [
            note(3, "She mends two nets a day.", &who("O Brae, quay officer")),
            note(4, "She would like to have a boat.", &who("Will Orr, RGN")),
            note(5, "She has one.", &who("Mrs Tay")),
        ];
        let read =
            read(&format!("A PLAN\n\nNETS\n\nShe mends nets.\n{}", notes.concat()), "text/1").unwrap().text;
        assert!(
            read.contains("###### 04-May-2024, 10:15, Will Orr, RGN (Visit)\n\nShe would like"),
            "{read}"
        );
    }

    #[test]
    fn the_last_of_a_list_and_what_came_of_it_wrote_nothing() {
        let notes = |last: [&str; 3]| {
            let note = |day: u8, last: &str| {
                format!(
                    "   0{day}-May-2024  Visit\n       She came to the quay with her aunt.\n       {last}\n"
                )
            };
            let notes = [note(3, last[0]), note(4, last[1]), note(5, last[2])];
            read(&format!("A PLAN\n\nNETS\n\n{}", notes.concat()), "text/1").unwrap().text
        };
        let named = notes(["> O Brae", "> Nurse Orr", "> Tay, Ann"]);
        assert_eq!(named.matches("######").count(), 3, "{named}");
        for last in [
            ["- Fined", "- Admonished", "- Not guilty"],
            ["> Seen", "> In Hand", "> Sold"],
            [
                "                       No Harm",
                "                       Boat Sold",
                "                       None",
            ],
            [
                "- Mend Nets\n       - Ring O Brae",
                "- Sail\n       - Ring W Orr",
                "- Row\n       - Ring Mr Tay",
            ],
        ] {
            let read = notes(last);
            assert!(!read.contains("######"), "{read}");
        }
    }

    #[test]
    fn what_came_of_one_wrote_nothing_among_others_that_are_signed() {
        let note = |day: u8, last: &str| {
            format!("   0{day}-05-2024  Visit\n       She came to the quay with her aunt.\n       > {last}\n")
        };
        let notes = [note(3, "O Brae"), note(4, "Nurse Orr"), note(5, "O Brae"), note(6, "Not Proven")];
        let read = read(&format!("A PLAN\n\nNETS\n\n{}", notes.concat()), "text/1").unwrap().text;
        assert_eq!(read.matches("######").count(), 3, "{read}");
    }

    #[test]
    fn what_happened_on_a_day_has_no_writer() {
        let notes = [
            note(3, "She mends two nets a day.", "and sells them."),
            note(4, "She bought a boat.", "- Red"),
            note(5, "She sold it.", "for nothing."),
        ];
        let read = read(&format!("A PLAN\n\n{}", notes.concat()), "text/1").unwrap().text;
        assert!(!read.contains("Red\n\nShe"), "{read}");
    }
}
