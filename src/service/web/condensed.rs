//! The page of a condensed CIP: the newest version's text, with folds that open without a script.

use std::ops::Range;

use askama::Template;

use super::assets;
use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::plan::{self, Block, Form, Look, Mark, Note, Passage};
use super::{Place, words};
use cip_engine::brief::Side;
use cip_engine::condensed::{Condensed, Part};
use cip_engine::document::{Document, Section, UnitKind};
use cip_engine::history::Version;
use cip_render::condensed_phrases as phrases;

/// The page of a condensed CIP.
#[derive(Template)]
#[template(path = "condensed.html")]
struct CondensedPage {
    frame: Frame,
    heading: String,
    summary: String,
    unread: Vec<String>,
    links: Vec<Link>,
    source: String,
    sections: Vec<SectionView>,
}

struct SectionView {
    level: u8,
    anchor: String,
    heading: Option<String>,
    /// What is said of the heading.
    said: String,
    stretches: Vec<Stretch>,
}

/// Parts of one section that are shown, or some that are folded, with the way to their past.
enum Stretch {
    Shown { blocks: Vec<Block>, past: Option<String> },
    Folded { summary: String, blocks: Vec<Block>, past: Option<String> },
}

/// Renders the condensed form of the newest of these versions.
pub fn condensed_page(versions: &[Version<'_>], condensed: &Condensed, place: &Place) -> String {
    let Some(newest) = versions.last() else { return String::new() };
    let heading = newest.as_of.map_or_else(
        || format!("Plan, version {}", newest.number),
        |date| format!("Plan of {}", words::day(date)),
    );
    let (frame, links) = match place {
        Place::File => (Frame::alone(format!("Condensed: {heading}")), Vec::new()),
        Place::Served { person } => (
            Frame::served(
                format!("Condensed: {heading}, {person}"),
                vec![Link::people(), Link::person(person)],
                "Condensed plan",
            ),
            vec![
                Link::new(links::brief(person), "Brief"),
                Link::new(links::plan(person), "The whole plan, with ages"),
                Link::new(links::print_condensed(person), "Print"),
            ],
        ),
    };
    super::render(&CondensedPage {
        frame,
        heading,
        summary: phrases::summary(versions, condensed),
        unread: words::not_read(None, newest.document),
        source: match place {
            Place::File => String::new(),
            Place::Served { person } => links::received(person, newest.number),
        },
        links,
        sections: Plan { versions, newest, place }.sections(condensed),
    })
}

/// The newest plan on its way to the page.
struct Plan<'p, 'a> {
    versions: &'p [Version<'a>],
    newest: &'p Version<'a>,
    place: &'p Place,
}

impl Plan<'_, '_> {
    fn sections(&self, condensed: &Condensed) -> Vec<SectionView> {
        let document = self.newest.document;
        let section = |part: &Part| document.unit(units(part).start).section;
        let own = condensed.parts.chunk_by(|left, right| section(left) == section(right));
        own.map(|parts| self.section(&document.sections()[section(&parts[0]) as usize], parts)).collect()
    }

    fn section(&self, section: &Section, parts: &[Part]) -> SectionView {
        let document = self.newest.document;
        let is_heading =
            |part: &Part| matches!(part, Part::Unit(shown) if section.heading == Some(shown.unit));
        let body = if parts.first().is_some_and(is_heading) { &parts[1..] } else { parts };
        let heading = section.heading.filter(|_| body.len() < parts.len());
        let heading = heading.map(|heading| document.unit(heading));
        let folds = |part: &Part| matches!(part, Part::Fold(_));
        let stretches = body.chunk_by(|left, right| !folds(left) && !folds(right));
        SectionView {
            level: plan::level(document, section),
            anchor: heading.map_or_else(String::new, |unit| links::anchor(Side::After, unit.span)),
            heading: heading.map(|unit| plan::plain(document, unit.span)),
            said: heading_said(self.versions, document, parts.first().filter(|part| is_heading(part))),
            stretches: stretches.map(|parts| self.stretch(parts)).collect(),
        }
    }

    fn stretch(&self, parts: &[Part]) -> Stretch {
        let document = self.newest.document;
        let past = self.past(parts);
        if let [Part::Fold(fold)] = parts {
            let passages = fold.units.clone().map(|unit| passage(document, unit, None));
            let summary = phrases::fold(self.versions, fold);
            return Stretch::Folded { summary, blocks: plan::blocks(passages), past };
        }
        let shown = parts.iter().filter_map(|part| match part {
            Part::Unit(shown) => Some((part, shown.unit)),
            Part::Fold(_) => None,
        });
        let blocks = plan::blocks(shown.map(|(part, unit)| {
            passage(document, unit, Some(said(self.versions, Some(part))).filter(|said| !said.is_empty()))
        }));
        Stretch::Shown { blocks, past }
    }

    /// The way to the past of parts that stand together; the head of an entry alone has none to speak of.
    fn past(&self, parts: &[Part]) -> Option<String> {
        let Place::Served { person } = self.place else { return None };
        let unit = |unit: u32| self.newest.document.unit(unit);
        let (first, last) = (units(parts.first()?).start, units(parts.last()?).end - 1);
        let speaks = (first..=last).any(|at| unit(at).kind != UnitKind::EntryHead);
        let span = unit(first).span.cover(unit(last).span);
        speaks.then(|| links::passage(person, self.newest.number, span))
    }
}

/// The units of a part.
fn units(part: &Part) -> Range<u32> {
    match part {
        Part::Unit(shown) => shown.unit..shown.unit + 1,
        Part::Fold(fold) => fold.units.clone(),
    }
}

/// What is said of a unit that is shown.
fn said(versions: &[Version<'_>], part: Option<&Part>) -> String {
    let Some(Part::Unit(shown)) = part else { return String::new() };
    let said: Vec<String> = shown.marks.iter().map(|mark| phrases::mark(versions, mark)).collect();
    said.join("; ")
}

/// What is said of a heading: as of any unit, and its page.
fn heading_said(versions: &[Version<'_>], document: &Document, part: Option<&Part>) -> String {
    let page = part.and_then(|part| phrases::page(document, units(part).start));
    let said = Some(said(versions, part)).filter(|said| !said.is_empty());
    page.into_iter().chain(said).collect::<Vec<_>>().join("; ")
}

fn passage(document: &Document, index: u32, said: Option<String>) -> Passage<'_> {
    let anchor = links::anchor(Side::After, document.unit(index).span);
    let note =
        said.map(|label| Note { anchor, label, risk: false, facts: Vec::new(), across: None, past: None });
    Passage { note, ..plan::passage(document, index) }
}
