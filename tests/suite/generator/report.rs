//! The Social Enquiry Report, and what was copied from it into the first plan.
//!
//! Takes a writer, gives the report as a [`Plan`]; pastes some of its sentences into a plan, some of them wrongly.

use std::sync::LazyLock;

use super::fact::Scene;
use super::plan::{Bytes, Passage, Plan, Section, Shape, Style};
use super::template::{Template, templates};
use super::words::lists;
use super::writer::{File, Writer};

/// "Heading > section of the plan" and the sentences, in order.
static REPORT: LazyLock<Vec<(&'static str, Vec<Template>)>> =
    LazyLock::new(|| templates(lists(include_str!("data/report.txt"))));

/// A sentence of the report in a plan.
#[derive(Clone, Debug)]
pub(crate) struct Copied {
    /// The report's passage.
    pub(crate) source: u32,
    /// The plan's passage.
    pub(crate) passage: u32,
    /// Class of the fact that was copied wrongly.
    pub(crate) wrong: Option<&'static str>,
}

/// Writes the report.
pub(crate) fn report(writer: &mut Writer, style: Style) -> Plan {
    let style = Style { bytes: Bytes::default(), numbered: true, ..style };
    let mut plan = Plan { title: "SOCIAL ENQUIRY REPORT", style, sections: vec![header(writer)] };
    for (name, templates) in REPORT.iter().filter(|(name, _)| !name.is_empty()) {
        let (heading, key) = name.split_once(" > ").unwrap_or_else(|| panic!("[{name}]: no section"));
        let mut sentences = fill(writer, templates);
        sentences.extend(writer.passages(File::Narrative, key, 4));
        let paragraph = writer.paragraph(sentences);
        match plan.sections.last_mut() {
            Some(section) if section.heading.as_ref().is_some_and(|last| last.text() == heading) => {
                section.blocks.push(paragraph);
            }
            _ => {
                let heading = Some(writer.plain(heading));
                plan.sections.push(Section { key, heading, blocks: vec![paragraph] });
            }
        }
    }
    plan
}

fn header(writer: &mut Writer) -> Section {
    let lines =
        ["Name: {=name}", "Court: {court}", "Date of report: {date}", "Author: {name}, social worker"];
    let pairs = lines.map(|line| writer.filled(line)).into();
    Section { key: "", heading: None, blocks: vec![writer.block(Shape::Pairs, pairs)] }
}

fn fill(writer: &mut Writer, templates: &[Template]) -> Vec<Passage> {
    let mut sentences = Vec::new();
    for template in templates {
        let scene = Scene { cast: &writer.cast, today: writer.today };
        let parts = template.fill(scene, &mut writer.rng);
        sentences.push(writer.passage_of(parts));
    }
    sentences
}

/// Pastes two thirds of the report's own sentences into the plan; every fourth of them wrongly.
pub(crate) fn paste(writer: &mut Writer, report: &Plan, plan: &mut Plan) -> Vec<Copied> {
    let mut copies = Vec::new();
    let mut names = REPORT.iter().filter(|(name, _)| !name.is_empty());
    for block in report.sections.iter().skip(1).flat_map(|section| &section.blocks) {
        let Some((name, templates)) = names.next() else { break };
        let key = name.split_once(" > ").map_or("", |(_, key)| key);
        for passage in block.passages.iter().take(templates.len()) {
            if writer.rng.chance(66) {
                copies.extend(paste_one(writer, passage, key, plan));
            }
        }
    }
    copies
}

fn paste_one(writer: &mut Writer, passage: &Passage, key: &str, plan: &mut Plan) -> Option<Copied> {
    let blocks = &mut plan.section_mut(key)?.blocks;
    let block = blocks.iter_mut().find(|block| matches!(block.shape, Shape::Paragraph { .. }))?;
    let mut copy = Passage { id: writer.id(), ..passage.clone() };
    let mut wrong = None;
    if writer.rng.chance(25) {
        let scene = Scene { cast: &writer.cast, today: writer.today };
        let fact = copy.facts_mut().last()?;
        wrong = fact.change(scene, &mut writer.rng).then_some(fact.class);
    }
    let copied = Copied { source: passage.id, passage: copy.id, wrong };
    block.passages.insert(writer.rng.below(block.passages.len() + 1), copy);
    Some(copied)
}
