//! The lines that open an e-mail which was pasted into a record: from whom, when it was sent, to whom, about what.

use cip_lexicon as lexicon;

use super::lines::{Line, begins_small};
use super::listing::Listing;
use super::mask;
use super::signs::Signs;
use super::tables::{Cell, Piece};

/// Most lines that open an e-mail.
const LINES_MAX: usize = 16;
/// Most lines over which the names of those go to whom it was sent.
const VALUE_LINES_MAX: usize = 4;
/// Least labels: who wrote it, when, and what tells an e-mail from a field or two.
const LABELS_MIN: usize = 3;

/// Longest line that goes on with names or with a subject, in bytes.
const NAMES_BYTES_MAX: usize = 100;

/// Longest line of such an opening, in bytes.
const LINE_BYTES_MAX: usize = 500;

/// What opens an e-mail.
pub(super) struct Mail<'a> {
    pub(super) fields: Vec<MailField<'a>>,
    /// The line behind the last.
    pub(super) end: usize,
}

/// A label and its value.
pub(super) struct MailField<'a> {
    pub(super) label: Piece<'a>,
    pub(super) value: Cell<'a>,
    /// Whether it says who wrote the e-mail or when.
    pub(super) heads: bool,
}

/// The opening of an e-mail that begins at a line.
pub(super) fn head<'a>(listing: &Listing<'a>, at: usize) -> Option<Mail<'a>> {
    let mut fields: Vec<MailField<'a>> = Vec::new();
    let (mut end, mut wrapped) = (at, 0);
    while end < listing.len().min(at + LINES_MAX)
        && (end == at || listing.is_below(end) || is_turned(listing, end))
    {
        let own = of_line(listing.line(end));
        if !own.is_empty() {
            for (label, value) in own {
                let value = if value.is_empty() { Cell::new() } else { vec![Piece { at: end, text: value }] };
                let heads = is(label, "from") || lexicon::MAIL_DAYS.has(&label.to_lowercase());
                fields.push(MailField { label: Piece { at: end, text: label }, value, heads });
            }
            wrapped = 0;
        } else if let Some(last) = fields.last_mut().filter(|last| goes_on(listing, end, last))
            && wrapped < VALUE_LINES_MAX
        {
            last.value.push(Piece { at: end, text: listing.text(end) });
            wrapped += 1;
        } else {
            break;
        }
        end += 1;
    }
    let told = |is_asked: &dyn Fn(&str) -> bool, is_told: &dyn Fn(&str) -> bool| {
        let mut asked = fields.iter().filter(|field| is_asked(field.label.text));
        asked.any(|field| field.value.iter().any(|piece| is_told(piece.text)))
    };
    let named = told(&|label| is(label, "from"), &|_| true);
    let is_day = |label: &str| lexicon::MAIL_DAYS.has(&label.to_lowercase());
    let dated = told(&is_day, &|text| mask::find_date(text).is_some());
    (named && dated && fields.len() >= LABELS_MIN).then_some(Mail { fields, end })
}

/// Whether a page turned above a line and nothing else parts it from the line above.
fn is_turned(listing: &Listing<'_>, at: usize) -> bool {
    listing.is_words(at) && listing.printed[at].turn && listing.printed[at].gap < 2
}

/// Whether a line goes on with the names or the subject above it.
fn goes_on(listing: &Listing<'_>, at: usize, last: &MailField<'_>) -> bool {
    let Some(above) = last.value.last() else { return false };
    // "To: A. Other," and what the e-mail says straight below, with no blank line between.
    let text = listing.text(at);
    if text.len() > NAMES_BYTES_MAX || text.ends_with(['.', '!', '?']) {
        return false;
    }
    let indented = listing.line(at).indent > listing.line(last.label.at).indent + 2;
    !last.heads
        && (above.text.ends_with([';', ','])
            || indented
            || is(last.label.text, "subject") && begins_small(text))
}

/// The labels of an e-mail on a line, each with its value; none unless the line opens with one.
fn of_line<'a>(line: &Line<'a>) -> Vec<(&'a str, &'a str)> {
    let text = line.text.trim_start_matches(['>', ' ']);
    let mut starts: Vec<(usize, usize)> = Vec::new();
    if !line.holds(Signs::COLON) || text.len() > LINE_BYTES_MAX {
        return Vec::new();
    }
    for (colon, _) in text.match_indices(':') {
        let before = &text[..colon];
        let word = before
            .trim_end()
            .rfind(char::is_whitespace)
            .map_or(0, |gap| gap + before[gap..].chars().next().map_or(0, char::len_utf8));
        let label = before[word..].trim_end().trim_matches('*');
        // "Subject: Re: the flat", and not "SENT: 3 May 2024   RE: the flat"
        let set_off = before[..word].ends_with("  ") || before[..word].ends_with('\t');
        let inner = (!is(label, "re") || set_off) && label.starts_with(char::is_uppercase);
        let opens = word == 0 || !starts.is_empty() && inner;
        let new =
            !starts.iter().any(|(start, colon)| text[*start..*colon].trim().eq_ignore_ascii_case(label));
        if opens
            && new
            && lexicon::MAIL_LABELS.has(label)
            && !text[colon + 1..].starts_with(|c: char| c.is_alphanumeric())
        {
            starts.push((word, colon));
        } else if starts.is_empty() {
            return Vec::new();
        }
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let part = |((start, colon), end): (&(usize, usize), usize)| {
        (text[*start..*colon].trim(), text[colon + 1..end].trim())
    };
    starts.iter().zip(ends).map(part).collect()
}

fn is(label: &str, word: &str) -> bool {
    label.trim_matches(['*', ' ']).eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Option<(Vec<(String, String)>, usize)> {
        let listing = Listing::new(part(split(text)).printed);
        let words = |cell: &Cell<'_>| cell.iter().map(|piece| piece.text).collect::<Vec<_>>().join(" ");
        let field = |field: &MailField<'_>| (field.label.text.to_owned(), words(&field.value));
        head(&listing, 0).map(|mail| (mail.fields.iter().map(field).collect(), mail.end))
    }

    #[test]
    fn the_lines_that_open_an_email() {
        let text = "From: A Other (Housing)\nSent: 3 May 2024 09:12\nTo: B Other; C Other;\n   D Other\nSubject: the flat\nIt is let.\n";
        let (fields, end) = check(text).unwrap();
        assert_eq!(fields[2], ("To".to_owned(), "B Other; C Other; D Other".to_owned()));
        assert_eq!((fields.len(), end), (4, 5));
        let (fields, _) =
            check("> From: A Other Date: 3 May 2024 To: B Other Subject: Re: flat: let\nGone.\n").unwrap();
        assert_eq!(fields[1], ("Date".to_owned(), "3 May 2024".to_owned()));
        assert_eq!(fields[3], ("Subject".to_owned(), "Re: flat: let".to_owned()));
    }

    #[test]
    fn fields_that_open_none() {
        for text in [
            "From: 3 May 2024\nTo: 4 May 2024\nHe was away.\n",
            "From: A Other\nHe wrote.\n",
            "Sent: 3 May 2024\nTo: A Other\nSubject: none\n",
            "She asked from: where.\n",
        ] {
            assert_eq!(check(text), None, "{text}");
        }
    }
}
