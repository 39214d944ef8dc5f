//! Lines of a record system with a tab between their parts: labels and values that take turns, and entries of a log with
//! their day, who wrote, and what. Each line shows what it is by its own form, whatever stands above and below it.

use cip_lexicon as lexicon;

use rustc_hash::FxHashSet;

use super::closing;
use super::entries;
use super::fields::is_label;
use super::lines::{ends_sentence, is_capitals};
use super::listing::Listing;
use super::mask::{self, has_figure};
use super::signs::Signs;
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
pub(super) struct Forms<'a> {
    fields: bool,
    entries: bool,
    /// The labels of lines in which labels and values take turns.
    labels: FxHashSet<&'a str>,
    /// Which lines stand below the names of columns: they are rows of a table.
    rows: Vec<bool>,
    /// Which lines stand below a title of what is booked or happened: nobody wrote them on their day.
    dated: Vec<bool>,
}

impl<'a> Forms<'a> {
    pub(super) fn of(listing: &Listing<'a>, stops: &[bool]) -> Self {
        if !(0..listing.len()).any(|at| listing.line(at).holds(Signs::TAB)) {
            return Self::default();
        }
        let (mut fields, mut entries) = (0, 0);
        let (mut rows, mut dated) = (vec![false; listing.len()], vec![false; listing.len()]);
        let mut labels = FxHashSet::default();
        let (mut above, mut is_row, mut is_dated): (Vec<&str>, _, _) = (Vec::new(), false, false);
        // A rule or a blank line may stand below the names.
        for at in (0..listing.len()).filter(|at| listing.is_words(*at)) {
            let parts = parts(listing, at);
            if let Some(turns) = turns(&parts) {
                fields += 1;
                labels.extend(turns.chunks_exact(2).map(|pair| bare(pair[0])));
            }
            let filled = filled(&parts);
            entries += usize::from(is_entry(&filled));
            let entry = listing.heads[at].is_some() || listing.closes[at];
            if filled.is_empty() && (stops[at] && !entry || closing::is_heading_like(listing, at)) {
                is_dated = names_dated(listing.text(at));
            }
            is_row = filled.len() > 1 && filled.len() == above.len() && (is_row || are_names(&above));
            (rows[at], dated[at]) = (is_row, is_dated);
            above = filled;
        }
        let (fields, entries) = (fields >= LINES_MIN, entries >= LINES_MIN);
        Self { fields, entries, labels, rows, dated }
    }

    /// What a line is by its own form, and the line behind it.
    pub(super) fn find(
        &self,
        listing: &Listing<'a>,
        at: usize,
        stops: &[bool],
    ) -> Option<(Tabbed<'a>, usize)> {
        if !(self.fields || self.entries) || self.rows[at] {
            return None;
        }
        let all = parts(listing, at);
        let parts = filled(&all);
        if self.entries && !self.dated[at] && is_entry(&parts) {
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
        // A value that is a label elsewhere is none: its own label has no value, and who can tell where the gap is.
        let is_label = |value: &&str| is_capitals(value) && self.labels.contains(bare(value));
        let turns = turns(&all).filter(|turns| !turns.iter().skip(1).step_by(2).any(is_label))?;
        if !self.fields {
            return None;
        }
        let piece = |text: &'a str| Piece { at, text };
        let fields = turns.chunks_exact(2).map(|pair| (piece(bare(pair[0])), piece(pair[1])));
        Some((Tabbed::Fields(fields.collect()), at + 1))
    }
}

/// The parts of a line between tabs, those that are empty too; none where a gap of spaces parts it too.
fn parts<'a>(listing: &Listing<'a>, at: usize) -> Vec<&'a str> {
    if !listing.is_words(at) || !listing.text(at).contains('\t') {
        return Vec::new();
    }
    listing.text(at).split('\t').map(str::trim).collect()
}

/// The parts that say something.
fn filled<'a>(parts: &[&'a str]) -> Vec<&'a str> {
    parts.iter().copied().filter(|part| !part.is_empty()).collect()
}

/// A label without its colon.
fn bare(label: &str) -> &str {
    label.trim_end_matches([':', ' '])
}

/// Labels and values by turns. What is empty is an empty value, unless tabs only push parts to their columns.
fn turns<'a>(parts: &[&'a str]) -> Option<Vec<&'a str>> {
    if takes_turns(parts) {
        return Some(parts.to_vec());
    }
    let filled = filled(parts);
    let told = |value: &&str| !is_capitals(value) || !is_label(value);
    let pushed = filled.len() == parts.len() || filled.iter().skip(1).step_by(2).all(told);
    (pushed && takes_turns(&filled)).then_some(filled)
}

/// Whether labels in capitals, or with a colon, and values take turns, and the line is no row of names of columns.
fn takes_turns(parts: &[&str]) -> bool {
    let called = |label: &&str| {
        let bare = bare(label);
        (is_capitals(bare) || bare.len() < label.len()) && is_label(bare) && mask::find_date(bare).is_none()
    };
    // "DATE", "TEST", "RESULT": a value is told from a label by a small letter or a figure.
    let told = |value: &&str| value.contains(|c: char| c.is_lowercase()) || has_figure(value);
    parts.len().is_multiple_of(2)
        && (2..=PARTS_MAX).contains(&parts.len())
        && parts.iter().step_by(2).all(called)
        && parts.iter().skip(1).step_by(2).any(told)
}

/// Whether a title names nothing but what is booked or happened: "VISITS BOOKED", and not "FAMILY AND VISITS".
pub(super) fn names_dated(title: &str) -> bool {
    let mut dated = false;
    for word in title.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let ends = word.ends_with([',', '/', '&']);
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let joins = ends || word.eq_ignore_ascii_case("and");
        dated |= lexicon::DATED_MATTERS.has(word);
        if joins && !std::mem::take(&mut dated) {
            return false;
        }
    }
    dated
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
    fn a_label_without_its_value_takes_no_other() {
        let text = "PLAN\n\nSECTION A - HEALTH\nGP\t\tDENTIST\t\tOPTICIAN\tDr Orr\tNURSE\tA Brae\n\
                    DIET\tSoft\tSHOES\tSize 9\n\nDENTIST\tNURSE\tGP\tSeen\n\nShe is well.\n";
        let read = check(text);
        for field in
            ["**GP:**", "**DENTIST:**", "**OPTICIAN:** Dr Orr", "**NURSE:** A Brae", "**DIET:** Soft"]
        {
            assert!(read.contains(field), "{field} {read}");
        }
        assert!(!read.contains("DENTIST:** NURSE") && !read.contains("GP:** DENTIST"), "{read}");
        let pushed = "PLAN\n\nGP\t\tDr Orr\nDIET\t\tSoft\tSHOES\tSize 9\n\nShe is well.\n";
        assert!(check(pushed).contains("**GP:** Dr Orr"), "{}", check(pushed));
    }

    #[test]
    fn what_is_booked_is_no_entry() {
        let lines = "4/3/2025\tNURSE A BRAE\tAnother look at his hand before noon.\n\
                     5/6/2025\tREV W ORR (CHAPLAIN)\tChoir at the new church.\n\nThe flat is ready.\n";
        for title in ["APPOINTMENTS", "KEY DATES AND VISITS", "Diary Of Bookings"] {
            let read = check(&format!("PLAN\n\nHe is well.\n\n{title}\n\n{lines}"));
            assert!(!read.contains("######"), "{title} {read}");
        }
        for title in ["WORK AND VISITS", "NOTES"] {
            let read = check(&format!("PLAN\n\nHe is well.\n\n{title}\n\n{lines}"));
            assert!(read.contains("######"), "{title} {read}");
        }
        for below in ["\n", "---------------------------------\n"] {
            let read = check(&format!("PLAN\n\nHe is well.\n\nDATE\tLEAD\tTASK\n{below}{lines}"));
            assert!(!read.contains("######"), "{read}");
        }
    }

    #[test]
    fn rows_below_names_of_columns_stay_rows() {
        let text = "PLAN\n\nDATE\tOWNER\tACTION\n4/3/2025\tNURSE A BRAE\tAsk for another look at his hand.\n\
                    5/6/2025\tOFFICER W ORR\tFind a place in the choir for him.\n";
        assert!(check(text).contains("| 4/3/2025 | NURSE A BRAE |"), "{}", check(text));
    }
}
