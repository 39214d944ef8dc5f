//! A brief as plain text for a terminal, to be read aloud too.
//!
//! Page one first, then the parts in full; what page one shows is not shown again. A change stands in its
//! sentence as `[old → new]`. Lines hang under their first, so that they need no bullets.

use super::changes::{Signs, Stretch, paired};
use super::checks::checks;
use super::groups::{groups, inner};
use super::hands::Hands;
use super::ink::{Ink, Page, Paint, Style, ink};
use super::phrases;
use cip_engine::brief::{Brief, Item, Mark, Part, PartId, Piece};

/// Writes a brief as text.
pub fn brief_text(brief: &Brief, style: Style) -> String {
    let mut page = Page::new(style);
    let mut hands = Hands::of(brief);
    page.heading(&phrases::title(brief));
    for line in phrases::head(brief) {
        page.line(&line);
    }
    let standing = phrases::STANDING.to_uppercase();
    let first = &brief.standing[..brief.standing_first];
    standing_lines(&mut page, &mut hands, first, &phrases::standing_first(brief, &standing));
    for part in brief.parts.iter().filter(|part| !phrases::is_only_named(part)) {
        page_one(&mut page, &mut hands, brief, part);
        risk_elsewhere(&mut page, brief, part);
    }
    if let Some(also) = phrases::also(brief) {
        page.gap();
        page.line(&also);
    }
    let continued = format!("{standing}, CONTINUED");
    standing_lines(&mut page, &mut hands, &brief.standing[brief.standing_first..], &continued);
    for part in &brief.parts {
        in_full(&mut page, &mut hands, brief, part);
    }
    page.gap();
    for line in phrases::folded(brief) {
        page.line(&line);
    }
    let checks = checks(&brief.stage, phrases::short_date);
    if !checks.is_empty() {
        page.gap();
    }
    for line in checks {
        page.line(&line);
    }
    page.gap();
    page.line(phrases::FOOT);
    page.finish()
}

/// Where else changes of risk are told, under a heading of its own where there is no part of risk.
fn risk_elsewhere(page: &mut Page, brief: &Brief, part: &Part) {
    let Some(said) = phrases::risk_elsewhere(brief, part) else { return };
    if part.id == PartId::Risk {
        page.paragraph("  ", "  ", &[ink(Paint::Faint, said)]);
    } else {
        page.heading(&format!("{}: {said}", PartId::Risk.title().to_uppercase()));
    }
}

fn standing_lines(page: &mut Page, hands: &mut Hands, items: &[Item], heading: &str) {
    if !items.is_empty() {
        page.heading(heading);
    }
    for (at, item) in items.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &items[before]);
        standing(
            page,
            hands,
            item,
            before.is_some_and(|before| phrases::pages(before) == phrases::pages(item)),
        );
    }
}

/// A standing line; its pages are left out where the line before it says the same.
fn standing(page: &mut Page, hands: &mut Hands, item: &Item, paged: bool) {
    let mut inks = Vec::from_iter(restricted(item));
    inks.extend(phrases::lead(item, PartId::Risk).map(|lead| ink(Paint::Heading, format!("{lead}: "))));
    inks.extend(marked_text(&item.text));
    let entry = hands.entry(None, item, phrases::short_date).map(|entry| format!("({entry})"));
    // Behind the words of a condition a bare "7 more" would be one of them.
    let others = item.rest.count() > 0;
    let tail = phrases::tail(item, paged).map(|tail| if others { format!("(and {tail})") } else { tail });
    inks.extend(entry.into_iter().chain(tail).map(|text| ink(Paint::Faint, format!(" {text}"))));
    page.paragraph("  ", "    ", &inks);
}

/// A part on page one: its counts, its first items, where the others are.
fn page_one(page: &mut Page, hands: &mut Hands, brief: &Brief, part: &Part) {
    let silent = part.first + part.in_short.len() == 0;
    let number = phrases::number(brief, part).filter(|_| silent);
    let place = number.map_or_else(String::new, |number| format!(" (part {number})"));
    page.heading(&format!("{}{place}: {}", part.id.title().to_uppercase(), phrases::counts(brief, part)));
    for item in part.on_page_one().iter().chain(&part.in_short) {
        let place = phrases::place(item, part);
        let place = phrases::before_text(place);
        let entry = hands.entry(None, item, phrases::short_date);
        let entry = entry.map_or(String::new(), |entry| format!("{entry}: "));
        line(page, item, &format!("{place}{entry}"), phrases::lead(item, part.id), false);
    }
    if let Some(more) = phrases::more(brief, part).filter(|_| !silent) {
        page.paragraph("  ", "  ", &[ink(Paint::Faint, more)]);
    }
}

/// What page one does not hold of a part, group by group and entry by entry.
fn in_full(page: &mut Page, hands: &mut Hands, brief: &Brief, part: &Part) {
    let Some(number) = phrases::number(brief, part) else { return };
    let continued = if part.first > 0 { ", CONTINUED" } else { "" };
    page.heading(&format!("PART {number}. {}{continued}", part.id.title().to_uppercase()));
    for group in groups(part) {
        page.gap();
        if !group.title.is_empty() {
            page.paragraph("", "", &[ink(Paint::Heading, group.heading())]);
        }
        for (before, item) in group.follow() {
            let label = inner(item, &group, part.id);
            let label = phrases::before_text(label);
            let entry = hands.entry(before, item, phrases::short_date);
            let entry = entry.map_or(String::new(), |entry| format!("{entry}: "));
            let lead = phrases::lead(item, part.id).filter(|lead| *lead != group.title);
            line(page, item, &format!("{label}{entry}"), lead, group.pages.is_some());
        }
    }
}

fn line(page: &mut Page, item: &Item, place: &str, lead: Option<&str>, paged: bool) {
    let mut inks = vec![ink(Paint::Faint, place)];
    inks.extend(restricted(item));
    inks.extend(phrases::owner(item).map(|owner| ink(Paint::Heading, format!("{owner}: "))));
    inks.extend(lead.map(|lead| ink(Paint::Heading, format!("{lead}: "))));
    inks.extend(marked_text(&item.text));
    inks.extend(phrases::tail(item, paged).map(|tail| ink(Paint::Faint, format!(" ({tail})"))));
    page.paragraph("  ", "    ", &inks);
}

/// What stands before a passage that is not for everybody's ears.
fn restricted(item: &Item) -> Option<Ink> {
    item.restricted.then(|| ink(Paint::Heading, format!("{}: ", phrases::RESTRICTED)))
}

/// Text as it stands; a change in brackets, with a word of ours for a side that has nothing.
pub(super) fn marked_text(pieces: &[Piece]) -> Vec<Ink> {
    let line = paired(pieces);
    line.iter().flat_map(|stretch| inks_of(stretch, &line)).collect()
}

fn inks_of(stretch: &Stretch<'_>, line: &[Stretch<'_>]) -> Vec<Ink> {
    let or_nothing = |text: &str| if text.trim().is_empty() { "nothing".to_owned() } else { text.to_owned() };
    match *stretch {
        Stretch::Text(Mark::Ours, text) => vec![ink(Paint::Faint, text)],
        Stretch::Text(_, text) => vec![ink(Paint::None, text)],
        Stretch::Change { old, new } => {
            let Signs { opening, arrow, closing } = Signs::of(old, new, line);
            vec![
                ink(Paint::None, opening),
                ink(Paint::Before, or_nothing(old)),
                ink(Paint::None, arrow),
                ink(Paint::After, or_nothing(new)),
                ink(Paint::None, closing),
            ]
        }
    }
}
