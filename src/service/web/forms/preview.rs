//! What was understood of a plan, before it is stored.

use std::collections::HashMap;

use askama::Template;

use super::written::{Kept, Written};
use crate::app::{Made, Preview};
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::held::field_name;
use crate::web::links::{self, Link};
use crate::web::plan;
use crate::web::words;
use cip_engine::document::Document;
use cip_store::PersonId;
use cip_wire::reading::Understood;

/// How many passages that were set aside, and how many notes, are shown.
const SHOWN_MAX: usize = 12;
/// Words of a page, about.
const WORDS_PER_PAGE: usize = 500;

#[derive(Template)]
#[template(path = "plan_preview.html")]
struct PreviewPage<'w> {
    frame: Frame,
    /// What storing it will do, where it is more than adding a version.
    minds: Vec<String>,
    facts: Vec<(&'static str, String)>,
    headings: Vec<Heading>,
    kept: &'w Kept,
    kind: &'w str,
    date: String,
    address: String,
    known: bool,
}

struct Heading {
    depth: u8,
    title: String,
}

/// Renders what was understood, with the way to store it and the way back.
pub(super) fn preview_page(id: &PersonId, preview: &Preview, written: &Written, kept: &Kept) -> String {
    let headings = preview.document.as_deref().map_or_else(Vec::new, headings);
    crate::web::render(&PreviewPage {
        frame: Frame::served(
            format!("Look before storing, {id}"),
            vec![
                Link::people(),
                Link::person(id.as_str()),
                Link::new(links::add_version(id.as_str()), "Add a plan"),
            ],
            "Look before storing",
        ),
        minds: minds(preview),
        facts: facts(preview, written, kept, headings.len()),
        headings,
        kept,
        kind: &written.kind,
        // As it was understood: what is stored is what was shown.
        date: preview.receipt.version.as_of.to_string(),
        address: links::add_version(id.as_str()),
        known: preview.known,
    })
}

fn facts(preview: &Preview, written: &Written, kept: &Kept, headings: usize) -> Vec<(&'static str, String)> {
    let by = if written.date.trim().is_empty() { "as its own header says" } else { "as given" };
    let name = if kept.name.is_empty() { "pasted" } else { &kept.name };
    let mut facts = vec![
        ("Date of the plan", format!("{}, {by}", words::day(preview.receipt.version.as_of))),
        ("Text", format!("{name}, {}", kept.size)),
    ];
    if let Some(reading) = &preview.receipt.reading {
        let known = reading.made.as_ref().and_then(|made| made.understood.pages);
        let pages = known.map_or_else(|| reading.words.div_ceil(WORDS_PER_PAGE), |pages| pages as usize);
        let pages = words::count(pages, "page");
        facts.push(("Length", format!("{pages}, {}", words::count(reading.words, "word"))));
        facts.push(("Headings found", words::grouped(headings)));
        facts.extend(reading.made.iter().flat_map(understood));
    }
    facts.push(("Carried forward", carried(preview)));
    facts
}

/// What else was understood of a document that is no Markdown.
fn understood(made: &Made) -> Vec<(&'static str, String)> {
    let Understood { tables, set_aside, notes, .. } = &made.understood;
    let mut facts = Vec::new();
    facts.push(("Tables found", words::grouped(*tables)));
    let several = |texts: Vec<String>| {
        let more = texts.len().saturating_sub(SHOWN_MAX);
        let rest = if more > 0 { format!(" \u{b7} and {more} more") } else { String::new() };
        format!("{}{rest}", texts[..texts.len() - more].join(" \u{b7} "))
    };
    if !set_aside.is_empty() {
        let texts = set_aside.iter().map(|aside| aside.text.as_str());
        facts.push(("Set aside, not compared", several(alike(texts))));
    }
    if !notes.is_empty() {
        facts.push(("To know", several(notes.iter().map(|note| note.message.clone()).collect())));
    }
    facts
}

/// Texts in their order, those that differ in figures only once: "Page 1 of 15 (and 14 like it)".
fn alike<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for text in texts {
        // How much white space stands before a figure depends on how long it is.
        let masked = text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
        let at = *known.entry(masked).or_insert(kinds.len());
        match kinds.get_mut(at) {
            Some((_, count)) => *count += 1,
            None => kinds.push((text, 1)),
        }
    }
    let told = |(text, count): (&str, usize)| match count {
        1 => text.to_owned(),
        _ => format!("{text} (and {} like it)", count - 1),
    };
    kinds.into_iter().map(told).collect()
}

fn carried(preview: &Preview) -> String {
    match (&preview.before, preview.receipt.carried) {
        _ if !preview.receipt.held.is_empty() => "Not compared while it is held".to_owned(),
        (None, _) => "Nothing: there is no plan of an earlier date".to_owned(),
        (Some(before), None) => {
            format!("Could not be compared with the plan of {}", words::day(before.as_of))
        }
        (Some(before), Some(carried)) => format!(
            "{} % of its words stand as in the plan of {} (version {})",
            carried.words * 100 / carried.of.max(1),
            words::day(before.as_of),
            before.number,
        ),
    }
}

fn minds(preview: &Preview) -> Vec<String> {
    let version = &preview.receipt.version;
    let known = preview.known.then(|| {
        format!(
            "The same text of this date is there already, as version {}. There is nothing to store.",
            version.number
        )
    });
    let supersedes = preview
        .receipt
        .supersedes
        .filter(|_| !preview.known)
        .map(|earlier| format!("It will take the place of version {earlier}, which has the same date."));
    let unread = preview.receipt.reading.is_none().then(|| {
        "The text can be stored, but it could not be read: that is a fault of this service.".to_owned()
    });
    let bare = preview
        .document
        .as_deref()
        .filter(|document| headings(document).is_empty())
        .map(|_| "No headings were found: changes will be shown without their section.".to_owned());
    let pictures = preview.document.as_deref().map_or(&[][..], Document::unread).to_vec();
    let other = (!preview.receipt.held.is_empty()).then(|| other_person(preview));
    pictures.into_iter().chain([other, known, supersedes, unread, bare].into_iter().flatten()).collect()
}

/// What makes it look like another person's plan.
fn other_person(preview: &Preview) -> String {
    let differs = preview.receipt.held.iter().map(|it| {
        format!("{} “{}”, in earlier plans “{}”", words::lower(field_name(it.field)), it.this, it.earlier)
    });
    let differs = differs.collect::<Vec<_>>().join("; ");
    format!(
        "This may be another person’s plan: {differs}. It will be held, and shown nowhere, until it is confirmed."
    )
}

fn headings(document: &Document) -> Vec<Heading> {
    let heading = |section: &cip_engine::document::Section| {
        let unit = document.unit(section.heading?);
        let depth = plan::level(document, section) - 1;
        Some(Heading { depth, title: plan::plain(document, unit.span) })
    };
    document.sections().iter().filter_map(heading).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_in_figures_only_is_said_once() {
        let texts = ["PLAN", "Page  1 of 12", "Page  2 of 12", "Page 10 of 12", "OFFICIAL"];
        assert_eq!(alike(texts.into_iter()), ["PLAN", "Page  1 of 12 (and 2 like it)", "OFFICIAL"]);
    }
}
