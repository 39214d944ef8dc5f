//! Lines of a record system with a tab between their parts: labels and values that take turns, and entries of a log with
//! their day, who wrote, and what. Each line shows what it is by its own form, whatever stands above and below it.

use super::entries;
use super::fields::is_label;
use super::lines::{ends_sentence, is_capitals};
use super::listing::Listing;
use super::mask::{self, has_figure};
use super::tables::Piece;

/// Least lines of a form in a text, where one alone may be anything.
const LINES_MIN: usize = 2;
/// Least words of what an entry tells, unless it ends as a sentence does.
const TEXT_WORDS_MIN: usize = 6;
/// Most parts of a line in which labels and values take turns.
const PARTS_MAX: usize = 12;

/// What a line is by the form of its parts.
pub(super) enum Tabbed<'a> {
    /// Labels with their values.
    Fields(Vec<(Piece<'a>, Piece<'a>)>),
    /// The day and who wrote, and what.
    Entry { head: [Piece<'a>; 2], text: Vec<Piece<'a>> },
}

/// Which forms a text has often enough.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    fields: bool,
    entries: bool,
    /// Which lines stand below the names of columns: they are rows of a table.
    rows: Vec<bool>,
}

impl Forms {
    pub(super) fn of(listing: &Listing<'_>) -> Self {
        let (mut fields, mut entries) = (0, 0);
        let mut rows = vec![false; listing.len()];
        let mut above: Vec<&str> = Vec::new();
        for at in 0..listing.len() {
            let parts = parts(listing, at);
            let turns = takes_turns(&parts);
            fields += usize::from(turns);
            entries += usize::from(is_entry(&parts));
            if at > 0 && listing.is_below(at) && parts.len() > 1 && parts.len() == above.len() {
                rows[at] = rows[at - 1] || are_names(&above);
            }
            above = parts;
        }
        Self { fields: fields >= LINES_MIN, entries: entries >= LINES_MIN, rows }
    }

    /// What a line is by its own form, and the line behind it.
    pub(super) fn find<'a>(
        &self,
        listing: &Listing<'a>,
        at: usize,
        stops: &[bool],
    ) -> Option<(Tabbed<'a>, usize)> {
        if !(self.fields || self.entries) || self.rows[at] {
            return None;
        }
        let parts = parts(listing, at);
        if self.entries && is_entry(&parts) {
            let piece = |text| Piece { at, text };
            let head = [piece(parts[0]), piece(parts[1])];
            let mut text: Vec<Piece<'a>> = parts[2..].iter().copied().map(piece).collect();
            let goes_on = |next: &usize| {
                !stops[*next] && listing.is_below(*next) && !listing.text(*next).contains('\t') && {
                    let above = listing.text(*next - 1);
                    !ends_sentence(above) && super::lines::begins_small(listing.text(*next))
                }
            };
            text.extend(
                (at + 1..listing.len()).take_while(goes_on).map(|at| Piece { at, text: listing.text(at) }),
            );
            let end = text.last().map_or(at, |last| last.at) + 1;
            return Some((Tabbed::Entry { head, text }, end));
        }
        if self.fields && takes_turns(&parts) {
            let piece = |text: &'a str| Piece { at, text };
            let pairs = parts.chunks_exact(2);
            let fields = pairs.map(|pair| (piece(pair[0].trim_end_matches([':', ' '])), piece(pair[1])));
            return Some((Tabbed::Fields(fields.collect()), at + 1));
        }
        None
    }
}

/// The parts of a line between tabs; none where a gap of spaces parts it too.
fn parts<'a>(listing: &Listing<'a>, at: usize) -> Vec<&'a str> {
    if !listing.is_words(at) || !listing.text(at).contains('\t') {
        return Vec::new();
    }
    listing.text(at).split('\t').map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Whether labels in capitals, or with a colon, and values take turns, and the line is no row of names of columns.
fn takes_turns(parts: &[&str]) -> bool {
    let called = |label: &&str| {
        let bare = label.trim_end_matches([':', ' ']);
        (is_capitals(bare) || bare.len() < label.len()) && is_label(bare) && mask::find_date(bare).is_none()
    };
    // "DATE", "TEST", "RESULT": a value is told from a label by a small letter or a figure.
    let told = |value: &&str| value.contains(|c: char| c.is_lowercase()) || has_figure(value);
    parts.len().is_multiple_of(2)
        && (2..=PARTS_MAX).contains(&parts.len())
        && parts.iter().step_by(2).all(called)
        && parts.iter().skip(1).step_by(2).any(told)
}

/// Whether a line is a day with its year, who wrote, and what.
fn is_entry(parts: &[&str]) -> bool {
    let [day, who, text, ..] = parts else { return false };
    let told = || parts[2..].iter().map(|part| part.split_whitespace().count()).sum::<usize>();
    mask::is_date(day)
        && entries::is_day_and_author(day, who)
        && text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '('))
        && (told() >= TEXT_WORDS_MIN || parts.last().is_some_and(|last| ends_sentence(last)))
}

/// Whether the parts of a line are names of columns.
fn are_names(parts: &[&str]) -> bool {
    parts.iter().all(|part| is_label(part) && !has_figure(part)) && !takes_turns(parts)
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn check(text: &str) -> String {
        read(text, "text/1").unwrap().text
    }

    #[test]
    fn labels_and_values_between_tabs() {
        let text = "PLAN\n\nSECTION A - HEALTH\nGP\tDr Orr\tNURSE\tA Brae\nMEDICATION\tNone\nComments:\nShe is well.\n\n\
                    SECTION B - TESTS\nALCOHOL\tNever\tHEROIN\tOnce\nDATE\tTEST\tRESULT\n4/3/2025\tBlood\tNegative\n\
                    5/6/2025\tBreath\tPositive\n";
        let read = check(text);
        for field in ["**GP:** Dr Orr", "**NURSE:** A Brae", "**MEDICATION:** None", "**HEROIN:** Once"] {
            assert!(read.contains(field), "{field} {read}");
        }
        assert!(
            read.contains("| DATE | TEST | RESULT |\n|---|---|---|\n| 4/3/2025 | Blood | Negative |"),
            "{read}"
        );
    }

    #[test]
    fn entries_between_tabs() {
        let text = "PLAN\n\nHe asked for a later visit and was told no.\n4/3/2025\tNURSE A BRAE\tSeen for his hand. It is healing.\n\
                    He sleeps well.\n\nThe flat is ready.\n5/6/2025\tREV W ORR (CHAPLAIN)\tCame to the choir and sang.\n";
        let read = check(text);
        assert!(
            read.contains("###### 4/3/2025, NURSE A BRAE\n\nSeen for his hand. It is healing.\n"),
            "{read}"
        );
        assert!(
            read.contains("###### 5/6/2025, REV W ORR (CHAPLAIN)\n\nCame to the choir and sang.\n"),
            "{read}"
        );
    }

    #[test]
    fn rows_below_names_of_columns_stay_rows() {
        let text = "PLAN\n\nDATE\tOWNER\tACTION\n4/3/2025\tNURSE A BRAE\tAsk for another look at his hand.\n\
                    5/6/2025\tOFFICER W ORR\tFind a place in the choir for him.\n";
        assert!(check(text).contains("| 4/3/2025 | NURSE A BRAE |"), "{}", check(text));
    }
}
