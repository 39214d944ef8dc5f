//! The page of a source report: its text with what the newest plan has of it, and where the plan differs.

use askama::Template;

use super::the_plan;
use crate::app::Report;
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use crate::web::plan::{self, Block, FactNote, Form, Look, Mark, OutlineEntry};
use crate::web::words;
use cip_engine::brief::Side;
use cip_engine::document::Document;
use cip_engine::history::{CopyKind, History, Input, SourceCopy, Version};
use cip_engine::marked::copied;

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    frame: Frame,
    heading: &'static str,
    date: String,
    summary: String,
    links: Vec<Link>,
    differing: Vec<Differing>,
    outline: Vec<OutlineEntry>,
    sections: Vec<SectionView>,
}

/// A passage in which the plan differs from the report.
struct Differing {
    anchor: String,
    facts: Vec<FactNote>,
    excerpt: String,
}

struct SectionView {
    level: u8,
    anchor: String,
    heading: Option<String>,
    stretches: Vec<Stretch>,
}

/// Neighbouring units of one fate.
struct Stretch {
    /// Class in the style sheet.
    class: &'static str,
    /// What the plan has of it, where it has something.
    said: Option<&'static str>,
    /// Its places in the plan.
    places: Vec<Link>,
    facts: Vec<FactNote>,
    blocks: Vec<Block>,
}

/// Renders the page of a report.
pub(in crate::web) fn report_page(person: &str, report: &Report) -> String {
    match &report.traced {
        Some(traced) => traced.read(|input, history| page(person, report, Some((input, history)))),
        None => page(person, report, None),
    }
}

fn page(person: &str, report: &Report, plan: Option<(&Input<'_>, &History)>) -> String {
    let (heading, date) = (words::source(report.source.kind), words::day(report.source.date));
    let copies = Copies::new(person, report, plan);
    let sections = copies.sections();
    let version = plan.and_then(|(input, _)| input.versions.last());
    let ways = version.map(|_| {
        [
            Link::new(links::plan(person), "The newest plan, with ages"),
            Link::new(links::brief(person), "Brief"),
        ]
    });
    let source = format!("/v1/people/{person}/sources/{}/source", report.source.number);
    crate::web::render(&ReportPage {
        frame: Frame::served(
            format!("{heading} of {date}, {person}"),
            vec![Link::people(), Link::person(person)],
            format!("Report {}", report.source.number),
        ),
        summary: copies.summary(version),
        links: ways.into_iter().flatten().chain([Link::new(source, "As received, to the byte")]).collect(),
        differing: copies.differing(),
        outline: sections.iter().filter_map(outline_entry).collect(),
        sections,
        heading,
        date,
    })
}

fn outline_entry(section: &SectionView) -> Option<OutlineEntry> {
    let title = section.heading.clone()?;
    Some(OutlineEntry { depth: section.level - 1, anchor: section.anchor.clone(), title })
}

/// What the newest plan has of a report.
struct Copies<'p> {
    person: &'p str,
    report: &'p Document,
    plan: Option<&'p Document>,
    /// All copies from this report, in the plan's order.
    all: Vec<&'p SourceCopy>,
    /// By unit of the report: the copies of it, as places in `all`.
    of_unit: Vec<Vec<usize>>,
}

impl<'p> Copies<'p> {
    fn new(person: &'p str, report: &'p Report, plan: Option<(&'p Input<'_>, &'p History)>) -> Self {
        let document = &*report.document;
        let own = |copy: &&SourceCopy| copy.source == report.source.number;
        let all: Vec<_> = plan.into_iter().flat_map(|(_, history)| &history.copies).filter(own).collect();
        let mut of_unit = vec![Vec::new(); document.units().len()];
        for (at, copy) in all.iter().enumerate() {
            let units = document.touched(copy.source_span);
            of_unit[units.start as usize..units.end as usize].iter_mut().for_each(|unit| unit.push(at));
        }
        let plan = plan.and_then(|(input, _)| input.versions.last()).map(|newest| newest.document);
        Self { person, report: document, plan, all, of_unit }
    }

    /// "Of 103 passages 61 stand in the plan of 14 March 2025: 55 word for word, 3 in other words, 3 differ."
    fn summary(&self, version: Option<&Version<'_>>) -> String {
        let of = words::count(self.of_unit.len(), "passage");
        let Some(version) = version else { return format!("{of}. There is no plan yet to compare it with.") };
        let count = |kind| self.of_unit.iter().filter(|copies| self.fate(copies) == Some(kind)).count();
        let [same, edited, differing] =
            [CopyKind::Verbatim, CopyKind::Edited, CopyKind::Differing].map(count);
        let all = same + edited + differing;
        let stand = if all == 1 { "stands" } else { "stand" };
        format!(
            "Of {of} {all} {stand} in {}: {same} word for word, {edited} in other words, {differing} where the plan \
             differs.",
            the_plan(version),
        )
    }

    /// The most different of a unit's copies.
    fn fate(&self, copies: &[usize]) -> Option<CopyKind> {
        copies.iter().map(|at| self.all[*at].kind).max()
    }

    fn differing(&self) -> Vec<Differing> {
        let mut differing: Vec<&SourceCopy> =
            self.all.iter().copied().filter(|copy| copy.kind == CopyKind::Differing).collect();
        differing.sort_by_key(|copy| copy.source_span);
        let entry = |copy: &SourceCopy| Differing {
            anchor: links::anchor(Side::After, copy.source_span),
            facts: self.facts(copy),
            excerpt: plan::plain(self.report, copy.source_span),
        };
        differing.into_iter().map(entry).collect()
    }

    fn facts(&self, copy: &SourceCopy) -> Vec<FactNote> {
        self.plan.map_or_else(Vec::new, |newest| plan::facts(self.report, newest, &copy.facts))
    }

    fn sections(&self) -> Vec<SectionView> {
        let view = |(section, units): (&cip_engine::document::Section, Vec<u32>)| {
            let heading = section.heading.map(|unit| self.report.unit(unit));
            let body: Vec<u32> = units.into_iter().filter(|unit| section.heading != Some(*unit)).collect();
            SectionView {
                level: plan::level(self.report, section),
                anchor: heading.map_or_else(String::new, |unit| links::anchor(Side::After, unit.span)),
                heading: heading.map(|unit| plan::plain(self.report, unit.span)),
                stretches: body
                    .chunk_by(|one, next| self.goes_on(*one, *next))
                    .map(|run| self.stretch(run))
                    .collect(),
            }
        };
        plan::by_section(self.report).map(view).collect()
    }

    /// Whether two neighbours are shown as one. A passage in which the plan differs is shown by itself.
    fn goes_on(&self, one: u32, next: u32) -> bool {
        let (one, next) = (&self.of_unit[one as usize], &self.of_unit[next as usize]);
        let place = |copies: &[usize]| copies.first().map(|at| self.section(self.all[*at]));
        match (self.fate(one), self.fate(next)) {
            (Some(CopyKind::Verbatim), Some(CopyKind::Verbatim)) => place(one) == place(next),
            (Some(_), _) | (_, Some(_)) => one == next && !one.is_empty(),
            (None, None) => true,
        }
    }

    /// Where a copy is in the plan.
    fn section(&self, copy: &SourceCopy) -> String {
        let Some(newest) = self.plan else { return String::new() };
        let unit = newest.unit(newest.touched(copy.span).start);
        let place = plan::place(newest, unit.section);
        if place.is_empty() { "before the first heading".to_owned() } else { place }
    }

    fn stretch(&self, units: &[u32]) -> Stretch {
        let copies = &self.of_unit[units[0] as usize];
        let fate = self.fate(copies);
        let told = copies.iter().map(|at| self.all[*at]);
        let shown = told.clone().find(|copy| Some(copy.kind) == fate);
        let place = |copy: &SourceCopy| {
            let anchor = links::anchor(Side::After, copy.span);
            Link::new(format!("{}#{anchor}", links::plan(self.person)), self.section(copy))
        };
        let (class, said) = match fate {
            None => ("not-copied", None),
            Some(CopyKind::Verbatim) => ("copied", Some("Word for word in the plan")),
            Some(CopyKind::Edited) => ("edited", Some("In other words in the plan")),
            Some(CopyKind::Differing) => ("differs", Some("The plan differs from the report")),
        };
        Stretch {
            class,
            said,
            places: told.map(place).collect(),
            facts: shown.map_or_else(Vec::new, |copy| self.facts(copy)),
            blocks: self.blocks(units, shown),
        }
    }

    /// The report's text; where the plan differs, with the plan's words beside the report's.
    fn blocks(&self, units: &[u32], copy: Option<&SourceCopy>) -> Vec<Block> {
        let edited = copy.filter(|copy| copy.kind != CopyKind::Verbatim && !copy.edits.is_empty());
        let Some((newest, copy)) = self.plan.zip(edited) else {
            return plan::blocks(units.iter().map(|unit| plan::passage(self.report, *unit)));
        };
        let mut passage = plan::passage(self.report, units[0]);
        let marked = copied((self.report, copy.source_span), (newest, copy.span), &copy.edits, &copy.facts);
        passage.line.cells = plan::marked(&marked, self.report.unit(units[0]).kind);
        passage.line.changed = true;
        plan::blocks([passage])
    }
}
