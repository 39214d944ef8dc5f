//! A first plan: header, sections, entries and tables up to a size.
//!
//! Takes a writer and a size, gives a [`Plan`]; what a later version adds to it is in [`super::year`].

use super::day::Day;
use super::fact::{Fact, Source, Value};
use super::plan::{Block, Bytes, Pairs, Passage, Plan, Section, Shape, Style};
use super::render::write;
use super::template::Part;
use super::writer::{File, Writer};

const SECTIONS: &str = include_str!("data/sections.txt");
const ODDITIES: &str = include_str!("data/oddities.txt");

/// How a person's plan is set out.
pub(crate) fn style(writer: &mut Writer) -> Style {
    Style {
        numbered: writer.rng.chance(50),
        newest_first: writer.rng.chance(50),
        pairs: *writer.rng.pick(&[Pairs::Bold, Pairs::Plain, Pairs::Table]),
        bytes: Bytes { crlf: writer.rng.chance(10), mark: writer.rng.chance(10) },
    }
}

/// Sections in order: key, heading, another heading.
pub(crate) fn sections() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    SECTIONS.lines().filter(|line| !line.starts_with("# ")).map(|line| {
        let mut cells = line.split(" | ");
        let mut cell = || cells.next().unwrap_or_else(|| panic!("{line}: three cells"));
        (cell(), cell(), cell())
    })
}

/// Writes a plan of all sections, `bytes` long or a little more.
pub(crate) fn compose(writer: &mut Writer, style: Style, bytes: usize) -> Plan {
    let keys: Vec<_> = sections().collect();
    compose_of(writer, style, bytes, &keys)
}

/// Writes a plan of few sections, for small texts.
pub(crate) fn compose_small(writer: &mut Writer, style: Style, bytes: usize) -> Plan {
    let mut keys: Vec<_> = sections().collect();
    writer.rng.shuffle(&mut keys);
    keys.truncate((bytes / 700).clamp(1, keys.len()));
    compose_of(writer, style, bytes, &keys)
}

fn compose_of(
    writer: &mut Writer,
    style: Style,
    bytes: usize,
    keys: &[(&'static str, &'static str, &'static str)],
) -> Plan {
    let mut plan = Plan { title: "COMMUNITY INTEGRATION PLAN", style, sections: vec![header(writer)] };
    for (key, heading, _) in keys {
        plan.sections.push(section(writer, key, heading));
    }
    grow(writer, &mut plan, bytes);
    plan
}

/// Adds entries of the year before until the text has its size.
pub(crate) fn grow(writer: &mut Writer, plan: &mut Plan, bytes: usize) {
    let mut length = write(plan).text.len();
    while length < bytes {
        let key = plan.sections[writer.rng.below(plan.sections.len())].key;
        if !takes_entries(key) {
            // A plan of tables only has nowhere to put an entry.
            length += 40;
            continue;
        }
        let day = writer.today.plus(-writer.rng.between(5, 330).cast_signed());
        let blocks = writer.entry(key, day);
        length += blocks.iter().flat_map(|block| &block.passages).map(|p| p.text().len() + 8).sum::<usize>();
        insert_entry(plan, key, blocks);
    }
}

/// Whether entries are written under this heading.
pub(crate) fn takes_entries(key: &str) -> bool {
    Writer::knows(File::Narrative, key) && !matches!(key, "summary" | "offence" | "sexual" | "minutes")
}

/// Puts an entry where the plan's newest entries stand.
pub(crate) fn insert_entry(plan: &mut Plan, key: &str, blocks: Vec<Block>) {
    let newest_first = plan.style.newest_first;
    let Some(section) = plan.section_mut(key) else { return };
    let first = section.blocks.iter().position(|block| block.entry.is_some());
    let at = if newest_first { first.unwrap_or(section.blocks.len()) } else { section.blocks.len() };
    section.blocks.splice(at..at, blocks);
}

fn header(writer: &mut Writer) -> Section {
    let mut pairs: Vec<_> = (0..12).filter_map(|_| writer.passage(File::Tables, "header")).collect();
    pairs.sort_by_key(|pair| rank(&pair.text()));
    let conference = dated(writer, "Conference date: ");
    pairs.insert(3, conference);
    Section { key: "", heading: None, blocks: vec![writer.block(Shape::Pairs, pairs)] }
}

/// Place of a header line: the order in which the data file has them.
fn rank(line: &str) -> Option<usize> {
    let label = line.split(':').next()?;
    include_str!("data/tables.txt").find(&format!("\n{label}:"))
}

/// A header line with today's date.
fn dated(writer: &mut Writer, label: &str) -> Passage {
    let value = Value::Date(writer.today, super::day::Spelling::Long);
    let fact = Fact { class: "date", source: Source::Past, value, strong: false, opens: false };
    writer.passage_of(vec![Part::Text(label.to_owned()), Part::Fact(fact)])
}

fn section(writer: &mut Writer, key: &'static str, heading: &'static str) -> Section {
    let blocks = match key {
        "actions" => vec![actions(writer)],
        "chronology" => vec![chronology(writer)],
        "minutes" => Vec::new(),
        _ => narrative(writer, key),
    };
    Section { key, heading: Some(writer.plain(heading)), blocks }
}

fn narrative(writer: &mut Writer, key: &'static str) -> Vec<Block> {
    let mut blocks = vec![writer.heading("Background")];
    for _ in 0..writer.rng.between(1, 2) {
        let count = writer.rng.between(2, 5);
        let sentences = writer.passages(File::Narrative, key, count);
        blocks.push(writer.paragraph(sentences));
    }
    if key == "risk" {
        let rows = writer.passages(File::Tables, "assessments", 4);
        blocks.push(writer.table("Tool | Score | Level | Date | Assessor", rows));
    }
    if Writer::knows(File::Bullets, key) {
        blocks.push(writer.heading("Key points"));
        let mut items = writer.passages(File::Bullets, key, 5);
        if key == "contact" {
            items.extend(writer.passages(File::Bullets, "no-contact", 7));
        }
        blocks.push(writer.list(items));
    }
    blocks.extend(extras(writer, key));
    blocks
}

/// What stands in few sections: a table of contacts, pasted text, oddities.
fn extras(writer: &mut Writer, key: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    if key == "family" {
        let rows = writer.passages(File::Tables, "contacts", 3);
        blocks.push(writer.table("Name | Relation | Contact | Approved", rows));
    }
    if matches!(key, "mental" | "custody") {
        blocks.push(writer.notice());
    }
    if key == "custody" {
        for line in ODDITIES.lines().filter(|line| !line.starts_with("# ")) {
            let passage = writer.plain(line.replace("\\n", "\n"));
            blocks.push(writer.block(Shape::Raw, vec![passage]));
        }
    }
    if takes_entries(key) {
        blocks.push(writer.heading("Entries"));
    }
    blocks
}

fn actions(writer: &mut Writer) -> Block {
    let rows = writer.passages(File::Actions, "", 16);
    writer.table("Need | Action | Owner | Due | Status", rows)
}

fn chronology(writer: &mut Writer) -> Block {
    let mut days: Vec<Day> = Vec::new();
    for _ in 0..14 {
        days.push(writer.today.plus(-writer.rng.between(30, 1400).cast_signed()));
    }
    days.sort();
    let lines = days.into_iter().filter_map(|day| event(writer, day)).collect();
    writer.list(lines)
}

/// A line of the chronology.
pub(crate) fn event(writer: &mut Writer, day: Day) -> Option<Passage> {
    let mut line = writer.passage(File::Chronology, "")?;
    let value = Value::Date(day, super::day::Spelling::Long);
    let fact = Fact { class: "date", source: Source::Past, value, strong: false, opens: false };
    let dash = *writer.rng.pick(&[" – ", " - ", ": "]);
    line.parts.splice(0..0, [Part::Fact(fact), Part::Text(dash.to_owned())]);
    Some(line)
}
