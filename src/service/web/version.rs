//! The page of one version: the plan's own text, made readable, with a place for every citation to land.

use askama::Template;

use super::assets;
use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::plan::{self, Block, Form, Look, Mark, OutlineEntry};
use super::words;
use cip_engine::brief::{Side, Version};
use cip_engine::document::{Document, Section};

/// The page of one version.
#[derive(Template)]
#[template(path = "version.html")]
struct VersionPage {
    frame: Frame,
    heading: String,
    summary: String,
    unread: Vec<String>,
    links: Vec<Link>,
    source: String,
    outline: Vec<OutlineEntry>,
    sections: Vec<SectionView>,
}

struct SectionView {
    level: u8,
    anchor: String,
    heading: Option<String>,
    blocks: Vec<Block>,
}

/// The versions in force before and after one, by their numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbours {
    /// The version before it by date.
    pub previous: Option<u32>,
    /// The version after it by date.
    pub next: Option<u32>,
}

/// Renders the page of one version.
pub fn version_page(person: &str, version: &Version<'_>, neighbours: Neighbours) -> String {
    let heading = version.as_of.map_or_else(
        || format!("Plan, version {}", version.number),
        |date| format!("Plan of {}", words::day(date)),
    );
    let sections = sections(version.document);
    super::render(&VersionPage {
        frame: Frame::served(
            format!("{heading}, {person}"),
            vec![Link::people(), Link::person(person)],
            format!("Version {}", version.number),
        ),
        heading,
        summary: summary(version),
        unread: words::not_read(None, version.document),
        links: links(person, version.number, neighbours),
        source: links::received(person, version.number),
        outline: sections.iter().filter_map(outline_entry).collect(),
        sections,
    })
}

fn summary(version: &Version<'_>) -> String {
    let sections = version.document.sections().iter().filter(|section| section.heading.is_some()).count();
    let words = words::count(version.document.words(), "word");
    format!("Version {} · {words} · {}", version.number, words::count(sections, "heading"))
}

fn links(person: &str, number: u32, neighbours: Neighbours) -> Vec<Link> {
    let Neighbours { previous, next } = neighbours;
    let changes = previous.map(|previous| {
        Link::new(links::delta(person, previous, number), format!("What changed since version {previous}"))
    });
    let ages = next.is_none().then(|| Link::new(links::plan(person), "With the age of each passage"));
    let whole =
        |number: Option<u32>| number.map(|it| Link::new(links::version(person, it), format!("Version {it}")));
    let source = Link::new(links::received(person, number), "As received, to the byte");
    [changes, ages, whole(previous), whole(next), Some(source)].into_iter().flatten().collect()
}

fn outline_entry(section: &SectionView) -> Option<OutlineEntry> {
    let title = section.heading.clone()?;
    Some(OutlineEntry { depth: section.level - 1, anchor: section.anchor.clone(), title })
}

fn sections(document: &Document) -> Vec<SectionView> {
    plan::by_section(document).map(|(section, units)| section_view(document, section, &units)).collect()
}

fn section_view(document: &Document, section: &Section, units: &[u32]) -> SectionView {
    let heading = section.heading.map(|heading| document.unit(heading));
    let body = units.iter().copied().filter(|unit| section.heading != Some(*unit));
    SectionView {
        level: plan::level(document, section),
        anchor: heading.map_or_else(String::new, |unit| links::anchor(Side::After, unit.span)),
        heading: heading.map(|unit| plan::plain(document, unit.span)),
        blocks: plan::blocks(body.map(|unit| plan::passage(document, unit))),
    }
}
