//! Labels that open the text of entries and say nothing of it: `Text:`, `Note:` below a head of labels.

use cip_lexicon as lexicon;

use super::entries;
use super::fields::Field;
use super::listing::Listing;

/// The label that opens the text of an entry straight below its labelled head, and what stands behind it on the line. Any
/// other label says something: "Allegation: …".
pub(super) fn below_head<'a>(listing: &Listing<'a>, at: usize) -> Option<(&'a str, &'a str)> {
    let above = at.checked_sub(1).filter(|_| at < listing.len() && listing.printed[at].gap == 0)?;
    let found = &listing.fields[at];
    let field = found.fields.first().filter(|_| found.before.is_empty())?;
    let of_head = |field: &Field<'_>| entries::is_of_head(field);
    if !listing.fields[above].fields.iter().any(of_head) || !lexicon::LABELS_OF_TEXTS.has(field.label) {
        return None;
    }
    let text = listing.text(at)[field.label.len()..].trim_start();
    Some((field.label, text.strip_prefix(':').unwrap_or(text).trim_start()))
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(below: &str) -> bool {
        let text = format!("Date: 3 May 2024\nBy: A Other, nurse\n{below}\n");
        let listing = Listing::new(part(split(&text)).printed);
        below_head(&listing, 2).is_some()
    }

    #[test]
    fn labels_of_the_text_of_entries() {
        assert!(check("Note: She was seen at home and all was well."));
        assert!(!check("Kind: visit"), "a field");
        assert!(!check("Allegation: She was seen at home and all was well."));
        assert!(!check("Not completed: The course was left."));
    }
}
