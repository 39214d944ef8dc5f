//! Strips in which somebody signs what stands above them: `Sign: …   Print: …   Post: …   Date: …`.
//!
//! The labels of a strip are those of a form, and the same below each note. What it signs is the text right above, back to
//! the label of the box in which the text was written, a blank line, or another strip. Below the head of an entry it signs
//! nothing: that says who wrote, and whoever signs beneath may only have read it. Nor does it sign a list or a form.

use cip_lexicon as lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

use super::bullets::bullet;
use super::fields::Field;
use super::lines::ends_sentence;
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
        let (mut strips, mut signed, mut entry) = (Vec::new(), FxHashMap::default(), false);
        for at in 0..listing.len() {
            if is_strip(listing, at) {
                strips.push(at);
                let first = first_line(listing, at, stops).filter(|_| !entry);
                signed.extend(first.map(|first| (first, at)));
            } else {
                entry = listing.heads[at].is_some() || entry && !stops[at];
            }
        }
        // Strips below which the text stands head it, and what stands in entries is theirs.
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
    let ([first, others @ ..], "") = (found.fields.as_slice(), found.before) else { return false };
    if others.is_empty() || !others.iter().all(is_beside) || found.fields.iter().any(signs_for_others) {
        return false;
    }
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

/// Whether a label of a strip asks for nothing but who signs, what they are, and when.
fn is_beside(field: &Field<'_>) -> bool {
    let lists = [
        &lexicon::LABELS_OF_SIGNING,
        &lexicon::LABELS_OF_PRINTED_NAMES,
        &lexicon::LABELS_OF_POSTS,
        &lexicon::LABELS_OF_DAYS_OF_SIGNING,
    ];
    lists.iter().any(|list| list.has(field.label.trim_end_matches('.')))
}

/// Whether a value says that whoever signs wrote nothing: "refused", "John Other (prisoner)".
fn signs_for_others(field: &Field<'_>) -> bool {
    let mut words = field.value.split(|c: char| !c.is_alphabetic());
    words.any(|word| lexicon::SIGNS_FOR_OTHERS.has(word))
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
        if is_laid_out(listing, above) {
            // What is asked above a text is none of it.
            if ends_sentence(listing.text(above)) {
                break;
            }
            return None;
        }
        first = above;
    }
    let words: usize = (first..strip).map(|at| listing.text(at).split_whitespace().count()).sum();
    (words >= TEXT_WORDS_MIN && strip - first < LINES_MAX).then_some(first)
}

/// Whether a line is one of a list, a form or a table: put together as a paragraph it would lose its form.
fn is_laid_out(listing: &Listing<'_>, at: usize) -> bool {
    let text = listing.text(at);
    let numbered = || text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
    listing.has_fields(at)
        || bullet(text).is_some()
        || text.starts_with(|c: char| c.is_ascii_digit()) && numbered()
        || listing.line(at).segments().len() > 1
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
    fn strips_that_say_something_else_sign_nothing() {
        let two = |first: &str, second: &str| {
            let text = format!(
                "A PLAN\n\nNETS\n\nShe mends two nets a day.\n{first}\n\nShe has a boat of her own now.\n{second}\n"
            );
            read(&text, "text/1").unwrap().text
        };
        let named = two(
            "Sign: O Brae   Print: ORLA BRAE   Date: 03/05/2024",
            "Sign: W Orr   Print: WILL ORR   Date: 04/06/2024",
        );
        assert!(named.contains("###### 03/05/2024, ORLA BRAE"), "{named}");
        for other in ["Witness: Orla Brae", "Result: No harm", "Absent: Peter Tay", "Hall: 2"] {
            let read = two(
                &format!("Sign: O Brae   {other}   Date: 03/05/2024"),
                &format!("Sign: W Orr   {other}   Date: 04/06/2024"),
            );
            assert!(!read.contains("######"), "{read}");
            assert!(read.contains(other.split(':').next().unwrap()), "{read}");
        }
        for nobody in ["Name: Ann Other (prisoner)", "Name: refused"] {
            let line = format!("Sign: A Other   {nobody}   Date: 03/05/2024");
            let read = two(&line, &line);
            assert!(!read.contains("######"), "{read}");
        }
    }

    #[test]
    fn who_countersigns_an_entry_wrote_nothing_of_it() {
        let strip = "Sign: A Other   Print: ANN OTHER   Date: 09/05/2024\n\n";
        let text = format!(
            "A PLAN\n\nNETS\n\n3 May 2024 - Nurse (W Orr)\nShe mends two nets a day.\n{strip}\
             6 May 2024 - Nurse (O Brae)\n\nShe came to the quay and mended one.\n\nShe has a boat of her own.\n{strip}"
        );
        let read = read(&text, "text/1").unwrap().text;
        assert!(read.contains("###### 3 May 2024 - Nurse (W Orr)\n"), "{read}");
        assert!(read.contains("###### 6 May 2024 - Nurse (O Brae)\n"), "{read}");
        assert_eq!(read.matches("######").count(), 2, "{read}");
    }

    #[test]
    fn lists_and_forms_keep_their_form_above_a_strip() {
        let strip = "Sign: O Brae   Print: ORLA BRAE   Date: 03/05/2024\n\n";
        let text = format!(
            "A PLAN\n\nNETS\n\nShe is to do these:\n- Mend two nets a day.\n- Ring the quay.\n{strip}Aim: a boat of her own\n\
             1. Ask the bank.\n2. Ask the quay.\n{strip}"
        );
        let read = read(&text, "text/1").unwrap().text;
        assert!(!read.contains("######"), "{read}");
        assert!(read.contains("- Ring the quay."), "{read}");
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
