//! Labels that open the text of entries: `Text:`, `Note:` below a head of labels, in each entry the same.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entries;
use super::fields::Field;
use super::listing::Listing;

/// The label that opens a line straight below the labelled head of an entry, and what stands behind it on the line.
pub(super) fn below_head<'a>(listing: &Listing<'a>, at: usize) -> Option<(&'a str, &'a str)> {
    let above = at.checked_sub(1).filter(|_| at < listing.len() && listing.printed[at].gap == 0)?;
    let found = &listing.fields[at];
    let field = found.fields.first().filter(|_| found.before.is_empty())?;
    let of_head = |field: &Field<'_>| entries::is_of_head(field);
    if !listing.fields[above].fields.iter().any(of_head) || of_head(field) {
        return None;
    }
    let text = listing.text(at)[field.label.len()..].trim_start();
    Some((field.label, text.strip_prefix(':').unwrap_or(text).trim_start()))
}

/// The labels behind which entries with labelled heads have their text: more than one does, and most of what stands
/// behind them is no word or two.
pub(super) fn find<'a>(listing: &Listing<'a>) -> FxHashSet<&'a str> {
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for (label, text) in (1..listing.len()).filter_map(|at| below_head(listing, at)) {
        let (all, long) = counts.entry(label).or_default();
        *all += 1;
        *long += usize::from(text.split_whitespace().nth(TEXT_WORDS_MIN).is_some());
    }
    let opens = |(_, (all, long)): &(&str, (usize, usize))| *all > 1 && long * 2 > *all;
    counts.into_iter().filter(opens).map(|(label, _)| label).collect()
}

/// Fewest words behind a label that are the text of an entry, less one.
const TEXT_WORDS_MIN: usize = 5;

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Vec<String> {
        let listing = Listing::new(part(split(text)).printed);
        find(&listing).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn labels_of_the_text_of_entries() {
        let entry = |day: u8, below: &str| format!("Date: {day} May 2024\nBy: A Other, nurse\n{below}\n\n");
        let two = |below: &str| check(&(entry(3, below) + &entry(9, below)));
        assert_eq!(two("Note: She was seen at home and all was well."), ["Note"]);
        assert_eq!(two("Kind: visit"), [""; 0], "a field");
        assert_eq!(check(&entry(3, "Note: She was seen at home and all was well.")), [""; 0], "of one entry");
    }
}
