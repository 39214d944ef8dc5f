//! Strips in which somebody signs what stands above them: `Sign: …   Print: …   Post: …   Date: …`.
//!
//! The labels of a strip are those of a form, and the same below each note. What it signs is the text right above, back to
//! the label of the box in which the text was written, a blank line, or another strip.

use cip_lexicon as lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

use super::fields::Field;
use super::listing::Listing;
use super::mask;
use super::side_heads::Note;
use super::tables::{Cell, Piece};

/// Least strips of a plan.
const STRIPS_MIN: usize = 2;
/// Most lines that a strip signs.
const LINES_MAX: usize = 60;
/// Least words of them.
const TEXT_WORDS_MIN: usize = 4;

/// The strips of a plan.
#[derive(Debug, Default)]
pub(super) struct Strips {
    /// Each by the first line of what it signs.
    signed: FxHashMap<usize, usize>,
    /// Those above which nothing stands that they sign.
    loose: FxHashSet<usize>,
}

/// What a strip signs, with who and when, and its labels, which say nothing.
pub(super) struct Signed<'a> {
    pub(super) note: Note<'a>,
    pub(super) labels: Vec<Piece<'a>>,
}

impl Strips {
    pub(super) fn of(listing: &Listing<'_>, stops: &[bool]) -> Self {
        let strips: Vec<usize> = (0..listing.len()).filter(|at| is_strip(listing, *at)).collect();
        let first = |strip: &usize| first_line(listing, *strip, stops).map(|first| (first, *strip));
        let signed: FxHashMap<usize, usize> = strips.iter().filter_map(first).collect();
        // Strips below which the text stands head it.
        if signed.len() < STRIPS_MIN || signed.len() * 4 < strips.len() * 3 {
            return Self::default();
        }
        let joined: FxHashSet<usize> = signed.values().copied().collect();
        let loose = strips.into_iter().filter(|strip| !joined.contains(strip)).collect();
        Self { signed, loose }
    }

    /// Whether a line is a strip that signs nothing: it is none of the head of what stands below.
    pub(super) fn is_loose(&self, at: usize) -> bool {
        self.loose.contains(&at)
    }

    /// What is signed that begins at a line.
    pub(super) fn find<'a>(&self, listing: &Listing<'a>, at: usize) -> Option<Signed<'a>> {
        let strip = *self.signed.get(&at)?;
        let fields = &listing.fields[strip].fields;
        let labels = fields.iter().map(|field| Piece { at: strip, text: field.label }).collect();
        let value =
            |field: &Field<'a>| Piece { at: strip, text: field.value.trim_end_matches(['.', ',', ' ']) };
        let (mut head, mut remark, mut rest) = (Vec::new(), Cell::new(), Vec::new());
        let printed = fields
            .iter()
            .any(|field| lexicon::LABELS_OF_PRINTED_NAMES.has(field.label) && !field.value.is_empty());
        for field in fields.iter().filter(|field| !field.value.is_empty()) {
            if mask::find_date(field.value).is_some() && head.is_empty() {
                head.push(vec![value(field)]);
            } else if printed && lexicon::LABELS_OF_SIGNING.has(field.label) {
                // The name in print says who; what was written by hand stands behind it.
                remark.push(value(field));
            } else {
                rest.push(vec![value(field)]);
            }
        }
        head.extend(rest);
        let text = (at..strip).map(|at| Piece { at, text: listing.text(at) }).collect();
        Some(Signed { note: Note { head, remark, text: vec![text], end: strip + 1 }, labels })
    }
}

/// Whether a line is such a strip: the label of a signature first, others behind it, one of them with a day.
fn is_strip(listing: &Listing<'_>, at: usize) -> bool {
    let found = &listing.fields[at];
    let ([first, _, ..], "") = (found.fields.as_slice(), found.before) else { return false };
    let named = |field: &Field<'_>| {
        field.value.starts_with(char::is_alphabetic) && mask::find_date(field.value).is_none()
    };
    // "Completed by: … Date: …" may head what follows, unless something parts it from that.
    let by = || is_done_by(first.label) && listing.ends_apart(at);
    listing.is_words(at)
        && (lexicon::LABELS_OF_SIGNING.has(first.label) || by())
        && found.fields.iter().any(named)
        && found.fields.iter().filter(|field| mask::find_date(field.value).is_some()).count() == 1
}

/// "Completed by", "Entered by": what was done with a note, and by whom.
fn is_done_by(label: &str) -> bool {
    let (done, by) = label.split_once(' ').unwrap_or_default();
    let lists = [&lexicon::WRITTEN_BY_SYSTEM, &lexicon::DONE_LAST, &lexicon::SIGNED_WORDS];
    lists.iter().any(|list| list.has(done)) && by.eq_ignore_ascii_case("by")
}

/// The first line of what a strip signs.
fn first_line(listing: &Listing<'_>, strip: usize, stops: &[bool]) -> Option<usize> {
    let joined = |at: usize| listing.printed[at].gap == 0 || listing.printed[at].turn;
    let mut first = strip;
    while first > 0 && strip - first < LINES_MAX && joined(first) {
        let above = first - 1;
        let label = matches!(&listing.fields[above].fields[..], [field] if field.value.is_empty());
        let text = listing.is_words(above) && !stops[above] && listing.heads[above].is_none();
        if !text || label || is_strip(listing, above) {
            break;
        }
        first = above;
    }
    let words: usize = (first..strip).map(|at| listing.text(at).split_whitespace().count()).sum();
    (words >= TEXT_WORDS_MIN && strip - first < LINES_MAX).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn who_signs_in_a_strip_wrote_what_stands_above() {
        let text = "A PLAN\n\nNETS\n\nShe has done this for years.\nWords:\nShe mends two nets a day, and would like to do\nmore.\n\
            Sign: O.B.   Print: ORLA BRAE   Post: Quay officer   Date: 03-05-24\n\n\
            Words:\nShe has a boat now.\nSign: W Orr   Print: WILL ORR   Post: Nurse   Date: 04-06-24\nSeen: A Tay, 05-06-24\n\nBOATS\n\nShe rows.\n";
        let read = read(text, "text/1").unwrap().text;
        let first = "###### 03-05-24, ORLA BRAE, Quay officer (O.B)\n\nShe mends two nets a day, and would like to do more.\n";
        assert!(read.contains(first), "{read}");
        assert!(read.contains("###### 04-06-24, WILL ORR, Nurse (W Orr)\n\nShe has a boat now.\n"), "{read}");
        let own = read.find("for years").unwrap();
        assert!(own < read.find("######").unwrap(), "{read}");
    }

    #[test]
    fn who_completed_what_stands_right_above() {
        let note = |text: &str, who: &str, day: &str| {
            format!("   {text}\n   Completed by: {who}     Date: {day}\n\n")
        };
        let text = [
            "A PLAN\n\nNETS\n\n",
            &note("She mends two nets a day, and likes it.", "Orla Brae, quay", "03/05/2024"),
            &note("She has a boat of her own now.", "W Orr, nurse", "04/06/2024"),
            "BOATS\n\nShe rows.\n",
        ];
        let read = |text: &str| read(text, "text/1").unwrap().text;
        let below = read(&text.concat());
        assert!(below.contains("###### 03/05/2024, Orla Brae, quay\n\nShe mends two nets"), "{below}");
        assert!(below.contains("###### 04/06/2024, W Orr, nurse\n\nShe has a boat"), "{below}");
        // The same lines may head what stands below them.
        let heads = "A PLAN\n\nNETS\n\nCompleted by: Orla Brae, quay     Date: 03/05/2024\nShe mends two nets a day, and likes it.\n\n\
            Completed by: W Orr, nurse     Date: 04/06/2024\nShe has a boat of her own now.\n\nBOATS\n\nShe rows.\n";
        let above = read(heads);
        let (brae, boat) = (above.find("Orla Brae").unwrap(), above.find("She mends").unwrap());
        assert!(brae < boat && above.find("W Orr").unwrap() < above.find("boat").unwrap(), "{above}");
    }
}
