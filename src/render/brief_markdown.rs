//! A brief as Markdown.
//!
//! The same order and words as the text form; a change stands in its sentence as `~~old~~ **new**`. Text of a
//! plan is escaped, so that a `~~` of its own is not taken for ours.

use std::fmt::Write;

use super::checks::checks;
use super::escape::escape;
use super::groups::{groups, inner};
use super::hands::Hands;
use super::phrases;
use cip_engine::brief::{Brief, Item, Mark, Part, PartId, Piece};

/// Writes a brief as Markdown.
pub fn brief_markdown(brief: &Brief) -> String {
    let mut out = format!("# {}\n\n", escape(&phrases::title(brief)));
    out.push_str(&phrases::head(brief).iter().map(|line| escape(line)).collect::<Vec<_>>().join("  \n"));
    out.push('\n');
    let mut hands = Hands::of(brief);
    let first = &brief.standing[..brief.standing_first];
    standing(&mut out, &mut hands, first, &phrases::standing_first(brief, phrases::STANDING));
    for part in brief.parts.iter().filter(|part| !phrases::is_only_named(part)) {
        page_one(&mut out, &mut hands, brief, part);
        risk_elsewhere(&mut out, brief, part);
    }
    if let Some(also) = phrases::also(brief) {
        let _ = writeln!(out, "\n{}", escape(&also));
    }
    let continued = format!("{}, continued", phrases::STANDING);
    standing(&mut out, &mut hands, &brief.standing[brief.standing_first..], &continued);
    for part in &brief.parts {
        in_full(&mut out, &mut hands, brief, part);
    }
    out.push_str("\n---\n\n");
    let checks = checks(&brief.stage, phrases::date);
    let address = phrases::folded_address(brief);
    let before = phrases::folded(brief).into_iter().chain(phrases::folded_since(brief));
    let link = address.filter(|_| brief.baseline.is_some());
    let link = link.map(|address| format!("[All of it in the condensed plan]({address})"));
    let foot = before.map(|line| escape(&line)).chain(link);
    let foot = foot.chain(checks.iter().map(|line| escape(line))).chain([phrases::FOOT.to_owned()]);
    out.push_str(&foot.collect::<Vec<_>>().join("\n\n"));
    out.push('\n');
    out
}

/// Where else changes of risk are told, under a heading of its own where there is no part of risk.
fn risk_elsewhere(out: &mut String, brief: &Brief, part: &Part) {
    let Some(said) = phrases::risk_elsewhere(brief, part) else { return };
    if part.id == PartId::Risk {
        let _ = writeln!(out, "\n*{said}*");
    } else {
        heading(out, 2, &format!("{}: {said}", PartId::Risk.title()));
    }
}

fn standing(out: &mut String, hands: &mut Hands, items: &[Item], title: &str) {
    if !items.is_empty() {
        heading(out, 2, title);
    }
    for (at, item) in items.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &items[before]);
        let paged = before.is_some_and(|before| phrases::pages(before) == phrases::pages(item));
        line(out, item, phrases::lead(item, PartId::Risk), &entry(hands, None, item), paged);
    }
}

fn page_one(out: &mut String, hands: &mut Hands, brief: &Brief, part: &Part) {
    heading(out, 2, &format!("{}: {}", part.id.title(), phrases::counts(brief, part)));
    for item in part.on_page_one().iter().chain(&part.in_short) {
        let place = phrases::place(item, part);
        let place = escape(&phrases::before_text(place));
        line(out, item, phrases::lead(item, part.id), &format!("{place}{}", entry(hands, None, item)), false);
    }
    if let Some(more) = phrases::more(brief, part) {
        let gap = if part.first + part.in_short.len() > 0 { "\n" } else { "" };
        let _ = writeln!(out, "{gap}*{more}*");
    }
}

fn in_full(out: &mut String, hands: &mut Hands, brief: &Brief, part: &Part) {
    let Some(number) = phrases::number(brief, part) else { return };
    let continued = if part.first > 0 { ", continued" } else { "" };
    heading(out, 2, &format!("Part {number}. {}{continued}", part.id.title()));
    for group in groups(part) {
        if !group.title.is_empty() {
            heading(out, 3, &group.heading());
        }
        for (before, item) in group.follow() {
            let label = inner(item, &group, part.id);
            let label = escape(&phrases::before_text(label));
            let lead = phrases::lead(item, part.id).filter(|lead| *lead != group.title);
            line(out, item, lead, &format!("{label}{}", entry(hands, before, item)), group.pages.is_some());
        }
    }
}

fn heading(out: &mut String, level: usize, text: &str) {
    let gap = if out.ends_with("\n\n") { "" } else { "\n" };
    let _ = writeln!(out, "{gap}{} {}\n", "#".repeat(level), escape(text));
}

fn entry(hands: &mut Hands, before: Option<&Item>, item: &Item) -> String {
    let entry = hands.entry(before, item, phrases::date);
    entry.map_or(String::new(), |entry| format!("*{}:* ", escape(&entry)))
}

fn line(out: &mut String, item: &Item, lead: Option<&str>, place: &str, paged: bool) {
    let lead = lead.map_or(String::new(), |lead| format!("**{lead}:** "));
    let tail = phrases::tail(item, paged).map_or(String::new(), |tail| format!(" *({tail})*"));
    let restricted = if item.restricted { format!("**{}:** ", phrases::RESTRICTED) } else { String::new() };
    let owner = phrases::owner(item).map_or(String::new(), |owner| format!("**{}:** ", escape(owner)));
    let _ = writeln!(out, "- {place}{restricted}{owner}{lead}{}{tail}", marked_text(&item.text));
}

/// Pieces with old words struck and new ones strong, a space between them.
pub(super) fn marked_text(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut struck = false;
    for piece in pieces {
        let text = escape(&piece.text);
        match piece.mark {
            Mark::Same | Mark::Ours => out.push_str(&text),
            Mark::Before => {
                let _ = write!(out, "~~{text}~~");
            }
            Mark::After => {
                let _ = write!(out, "{}**{text}**", if struck { " " } else { "" });
            }
        }
        struck = piece.mark == Mark::Before;
    }
    out
}
