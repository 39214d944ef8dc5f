//! A brief as plain text for a terminal, to be read aloud too.
//!
//! Page one first, then the parts in full; what page one shows is not shown again. A change stands in its
//! sentence as `[old → new]`. Lines hang under their first, so that they need no bullets.

use super::changes::{Stretch, brackets, paired};
use super::checks::checks;
use super::groups::{Group, groups};
use super::ink::{Ink, Page, Paint, Style, ink};
use super::phrases;
use cip_engine::brief::{Brief, Item, ItemKind, Mark, Part, PartId};

/// Writes a brief as text.
pub fn brief_text(brief: &Brief, style: Style) -> String {
    let mut page = Page::new(style);
    page.heading(&phrases::title(brief));
    for line in phrases::head(brief) {
        page.line(&line);
    }
    if !brief.standing.is_empty() {
        page.heading(&phrases::STANDING.to_uppercase());
        for item in &brief.standing {
            standing(&mut page, item);
        }
    }
    for (index, part) in brief.parts.iter().enumerate() {
        page_one(&mut page, part, index + 1);
    }
    for (index, part) in brief.parts.iter().enumerate() {
        in_full(&mut page, part, index + 1);
    }
    page.gap();
    for line in phrases::folded(brief, Some(phrases::FOLDED_COMMAND)) {
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

fn standing(page: &mut Page, item: &Item) {
    let mut inks = Vec::new();
    inks.extend(phrases::lead(item, PartId::Risk).map(|lead| ink(Paint::Heading, format!("{lead}: "))));
    inks.extend(paired(&item.text).iter().flat_map(inks_of));
    let entry = phrases::entry(item, phrases::short_date).map(|entry| format!("({entry})"));
    inks.extend(
        entry.into_iter().chain(phrases::tail(item)).map(|text| ink(Paint::Faint, format!(" {text}"))),
    );
    page.paragraph("  ", "    ", &inks);
}

/// A part on page one: its counts, its first items, where the others are.
fn page_one(page: &mut Page, part: &Part, number: usize) {
    let place = if part.first == 0 { format!(" (part {number})") } else { String::new() };
    page.heading(&format!("{}{place}: {}", part.id.title().to_uppercase(), phrases::counts(part)));
    for item in part.on_page_one() {
        let entry = phrases::entry(item, phrases::short_date).map(|entry| format!("({entry})"));
        let place = [phrases::place(item, part), entry.as_deref().unwrap_or_default()].join(" ");
        let place = place.trim();
        let place = if place.is_empty() { String::new() } else { format!("{place}. ") };
        line(page, 2, item, &place, phrases::lead(item, part.id));
    }
    if let Some(more) = phrases::more(part, number).filter(|_| part.first > 0) {
        page.paragraph("  ", "  ", &[ink(Paint::Faint, more)]);
    }
}

/// What follows the heading of a part that page one began; questions are one list, whose heading is always the same.
fn continued(part: &Part) -> &'static str {
    if part.first > 0 && part.id != PartId::Ask { ", CONTINUED" } else { "" }
}

/// What page one does not hold of a part, group by group and entry by entry.
fn in_full(page: &mut Page, part: &Part, number: usize) {
    if part.in_full().is_empty() {
        return;
    }
    page.heading(&format!("PART {number}. {}{}", part.id.title().to_uppercase(), continued(part)));
    for group in groups(part) {
        page.gap();
        if !group.title.is_empty() {
            page.paragraph("", "", &[ink(Paint::Heading, group.title)]);
        }
        if group.items[0].kind == ItemKind::PassedBefore {
            page.paragraph("    ", "      ", &[ink(Paint::None, phrases::passed_before(group.items))]);
            continue;
        }
        for subgroup in group.subgroups() {
            let leads: Vec<Option<&str>> =
                subgroup.items.iter().map(|item| lead(item, part, &group)).collect();
            let common = leads[0].filter(|_| leads.len() > 1 && leads.iter().all(|lead| *lead == leads[0]));
            let head = subgroup.head(phrases::short_date);
            let heads: Vec<&str> = head.as_deref().into_iter().chain(common).collect();
            if !heads.is_empty() {
                page.paragraph("  ", "  ", &[ink(Paint::Faint, format!("{}:", heads.join(". ")))]);
            }
            for (item, lead) in subgroup.items.iter().zip(leads) {
                line(page, 4, item, "", lead.filter(|_| common.is_none()));
            }
        }
    }
}

/// What stands before an item; nothing where the heading over it says so.
fn lead(item: &Item, part: &Part, group: &Group<'_>) -> Option<&'static str> {
    phrases::lead(item, part.id).filter(|lead| *lead != group.title)
}

fn line(page: &mut Page, indent: usize, item: &Item, place: &str, lead: Option<&str>) {
    let mut inks = vec![ink(Paint::Faint, place)];
    inks.extend(lead.map(|lead| ink(Paint::Heading, format!("{lead}: "))));
    inks.extend(paired(&item.text).iter().flat_map(inks_of));
    inks.extend(phrases::tail(item).map(|tail| ink(Paint::Faint, format!(" ({tail})"))));
    let (first, rest) = (" ".repeat(indent), " ".repeat(indent + 2));
    page.paragraph(&first, &rest, &inks);
}

/// Text as it stands; a change in brackets, with a word of ours for a side that has nothing.
pub(super) fn inks_of(stretch: &Stretch<'_>) -> Vec<Ink> {
    let or_nothing = |text: &str| if text.trim().is_empty() { "nothing".to_owned() } else { text.to_owned() };
    match *stretch {
        Stretch::Text(Mark::Ours, text) => vec![ink(Paint::Faint, text)],
        Stretch::Text(_, text) => vec![ink(Paint::None, text)],
        Stretch::Change { old, new } => {
            let (opening, closing) = brackets(old, new);
            vec![
                ink(Paint::None, opening),
                ink(Paint::Before, or_nothing(old)),
                ink(Paint::None, " → "),
                ink(Paint::After, or_nothing(new)),
                ink(Paint::None, closing),
            ]
        }
    }
}
