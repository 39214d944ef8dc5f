//! The page of a passage's life: each wording from first written to now, with what changed between them.

use std::ops::Range;

use askama::Template;

use super::{day, listed, the_plan};
use crate::app::Found;
use crate::web::assets;
use crate::web::delta::{Pair, changed};
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use crate::web::plan::{self, Block, FactNote, Form, Look, Mark, Passage};
use crate::web::words;
use cip_engine::brief::{self, Side};
use cip_engine::delta::{Change, ChangeKind, Delta};
use cip_engine::document::Document;
use cip_engine::history::{Input, Stage, Version, entry_of};

/// Most words of a passage that stand for it in a heading.
const TITLE_WORDS_MAX: usize = 10;

#[derive(Template)]
#[template(path = "passage.html")]
struct PassagePage {
    frame: Frame,
    heading: String,
    links: Vec<Link>,
    lives: Vec<LifeView>,
}

/// The life of one passage, or of several that stand together unchanged from the first.
struct LifeView {
    /// How it begins, where the page shows several.
    title: Option<String>,
    summary: String,
    /// The level of its stages' headings.
    level: u8,
    stages: Vec<StageView>,
    /// What became of it after the last stage.
    end: String,
}

/// A passage as it stood in one version and in those after it that did not change it.
struct StageView {
    /// "14 March 2024".
    date: String,
    number: u32,
    /// Its place in the version.
    href: String,
    /// The plans before it in which it was missing.
    gap: Option<String>,
    /// "First written", "Changed", "Moved from …".
    label: String,
    risk: bool,
    facts: Vec<FactNote>,
    blocks: Vec<Block>,
    /// Section, author and day of writing.
    place: String,
    /// The document as it came, at the page, where browsers open one there.
    source: Option<String>,
    /// How long it stood so.
    stood: Vec<String>,
}

/// Renders the page of the passages that were asked for.
pub(in crate::web) fn passage_page(person: &str, input: &Input<'_>, found: &Found) -> String {
    let asked = &input.versions[found.version as usize];
    let path = plan::place(asked.document, asked.document.unit(found.units.start).section);
    let heading = if path.is_empty() { "Before the first heading".to_owned() } else { path };
    crate::web::render(&PassagePage {
        frame: Frame::served(
            format!("A passage’s past: {heading}, {person}"),
            vec![Link::people(), Link::person(person), Link::new(links::plan(person), "Plan")],
            "A passage’s past",
        ),
        heading,
        links: ways(person, input, found),
        lives: Lives { person, input, found }.views(),
    })
}

/// Where it is now, where it was asked for, and the brief.
fn ways(person: &str, input: &Input<'_>, found: &Found) -> Vec<Link> {
    let anchor = |place: &Version<'_>, unit: u32| links::anchor(Side::After, place.document.unit(unit).span);
    let newest = input.versions.len() - 1;
    let last = found.lives.first().and_then(|life| life.last());
    let now = last.filter(|stage| stage.version as usize == newest).map(|stage| {
        let anchor = anchor(&input.versions[newest], stage.units.start);
        Link::new(format!("{}#{anchor}", links::plan(person)), "In the whole plan, with ages")
    });
    let asked = &input.versions[found.version as usize];
    let there = format!("{}#{}", links::version(person, asked.number), anchor(asked, found.units.start));
    let there = Link::new(there, format!("In version {}", asked.number));
    now.into_iter().chain([there, Link::new(links::brief(person), "Brief")]).collect()
}

struct Lives<'p, 'a> {
    person: &'p str,
    input: &'p Input<'a>,
    found: &'p Found,
}

impl<'a> Lives<'_, 'a> {
    fn views(&self) -> Vec<LifeView> {
        let lives = &self.found.lives;
        let alike = |one: &Vec<Stage>, next: &Vec<Stage>| {
            self.is_plain(one) && self.is_plain(next) && same_span(one, next)
        };
        let runs: Vec<&[Vec<Stage>]> = lives.chunk_by(alike).collect();
        let several = runs.len() > 1;
        runs.iter().map(|run| self.view(run, several)).collect()
    }

    /// Whether it is worded as it was first written, wherever it is.
    fn is_plain(&self, life: &[Stage]) -> bool {
        self.wordings(life).len() == 1
    }

    fn view(&self, run: &[Vec<Stage>], several: bool) -> LifeView {
        let life = &run[0];
        LifeView {
            title: several.then(|| self.title(life)),
            summary: self.summary(life),
            level: if several { 3 } else { 2 },
            stages: said_once(
                self.wordings(life).into_iter().map(|stages| self.stage(run, stages)).collect(),
            ),
            end: self.end(life),
        }
    }

    /// Runs of stages in which nothing changed.
    fn wordings<'s>(&self, life: &'s [Stage]) -> Vec<&'s [Stage]> {
        life.chunk_by(|_, next| !self.is_told(next)).collect()
    }

    /// Whether a stage is shown by itself.
    fn is_told(&self, stage: &Stage) -> bool {
        let Some(change) = &stage.change else { return true };
        let gone = stage.from.is_some_and(|from| from + 1 < stage.version);
        gone || change.kind != ChangeKind::Unchanged || (change.moved && self.left_its_section(stage, change))
    }

    fn left_its_section(&self, stage: &Stage, change: &Change) -> bool {
        let section = |version: u32, units: &Range<u32>| {
            let document = self.document(version);
            document.section_path(document.unit(units.start).section)
        };
        stage.from.is_some_and(|from| section(from, &change.before) != section(stage.version, &change.after))
    }

    fn title(&self, life: &[Stage]) -> String {
        let Some(last) = life.last() else { return String::new() };
        let document = self.document(last.version);
        let text = plan::plain(document, document.unit(last.units.start).span);
        let words: Vec<&str> = text.split(' ').collect();
        let more = if words.len() > TITLE_WORDS_MAX { " …" } else { "" };
        format!("{}{more}", words[..words.len().min(TITLE_WORDS_MAX)].join(" "))
    }

    /// "First written in the plan of 14 March 2023. 3 wordings; the present one since 12 March 2025."
    fn summary(&self, life: &[Stage]) -> String {
        let Some(first) = life.first() else { return String::new() };
        let written = format!("First written in {}.", the_plan(self.version(first.version)));
        let wordings: Vec<&Stage> = life.iter().filter(|stage| has_new_words(stage)).collect();
        match wordings[..] {
            [] | [_] => format!("{written} One wording."),
            [.., last] => {
                let since = day(self.version(last.version));
                format!("{written} {} wordings; the last since {since}.", wordings.len())
            }
        }
    }

    fn stage(&self, run: &[Vec<Stage>], stages: &[Stage]) -> StageView {
        let first = &stages[0];
        let version = self.version(first.version);
        let unit = version.document.unit(first.units.start);
        let mut view = StageView {
            date: day(version),
            number: version.number,
            href: format!(
                "{}#{}",
                links::version(self.person, version.number),
                links::anchor(Side::After, unit.span)
            ),
            gap: self.gap(first),
            label: "First written".to_owned(),
            risk: false,
            facts: Vec::new(),
            blocks: Vec::new(),
            place: place(version, first.units.start),
            source: at_page(self.person, version, unit.span.start),
            stood: self.stood(stages),
        };
        let Some((from, change)) = first.from.zip(first.change.as_ref()) else {
            // Several passages are shown as one only where each has this one stage.
            let units = run.iter().flat_map(|life| life[0].units.clone());
            view.blocks = plan::blocks(units.map(|unit| passage(version.document, unit)));
            return view;
        };
        let (before, after) = (labelled(self.version(from)), labelled(version));
        let pair =
            Pair { before: &before, after: &after, delta: &Delta::default(), since: &[], person: None };
        let mut shown = changed(&pair, change);
        // The page shows several versions, in which one place may hold different passages.
        shown.line.anchors.clear();
        if let Some(note) = shown.note.take() {
            view.label = label(&note.label, change, view.gap.is_some());
            (view.risk, view.facts) = (note.risk, note.facts);
        }
        view.blocks = plan::blocks([shown]);
        view
    }

    /// The plans between this stage and the one before it.
    fn gap(&self, stage: &Stage) -> Option<String> {
        let missing = stage.from? + 1..stage.version;
        let days: Vec<String> = missing.map(|version| day(self.version(version))).collect();
        let plans = if days.len() == 1 { "plan" } else { "plans" };
        (!days.is_empty()).then(|| format!("Not in the {plans} of {}", listed(&days)))
    }

    /// In how many plans it stood so, and at which conferences.
    fn stood(&self, stages: &[Stage]) -> Vec<String> {
        let (first, last) = (stages[0].version, stages[stages.len() - 1].version);
        let until = day(self.version(last));
        let further = match stages.len() {
            1 => None,
            2 => Some(format!("Stood so in the plan of {until}, too")),
            more => Some(format!("Stood so in {} further plans, up to that of {until}", more - 1)),
        };
        let held = self.found.held.iter().filter(|(version, _)| (first..=last).contains(version));
        let days: Vec<String> = held.map(|(_, conference)| words::day(conference.details.date)).collect();
        let conferences = (!days.is_empty()).then(|| {
            let at = if days.len() == 1 { "the case conference" } else { "the case conferences" };
            format!("In the plan at {at} of {}", listed(&days))
        });
        further.into_iter().chain(conferences).collect()
    }

    fn end(&self, life: &[Stage]) -> String {
        let last = life.last().map_or(0, |stage| stage.version);
        match self.input.versions.get(last as usize + 1) {
            Some(next) => format!("Not in {}, nor since.", the_plan(next)),
            None => "This is how it stands in the newest plan.".to_owned(),
        }
    }

    fn version(&self, version: u32) -> &'a Version<'a> {
        &self.input.versions[version as usize]
    }

    fn document(&self, version: u32) -> &'a Document {
        self.version(version).document
    }
}

/// What became of a passage, and whether it was gone meanwhile.
fn label(noted: &str, change: &Change, was_gone: bool) -> String {
    let same = change.kind == ChangeKind::Unchanged;
    match (was_gone, noted) {
        (false, "") => "Changed".to_owned(),
        (false, noted) => noted.to_owned(),
        (true, "") if same => "Back as it was".to_owned(),
        (true, noted) if same => format!("Back as it was; {}", words::lower(noted)),
        (true, "") => "Back, changed".to_owned(),
        (true, noted) => format!("Back; {}", words::lower(noted)),
    }
}

/// Section, author and day of writing.
fn place(version: &Version<'_>, index: u32) -> String {
    let unit = version.document.unit(index);
    let entry = entry_of(version.document, unit);
    let written = entry.written.map(words::day);
    let path = plan::place(version.document, unit.section);
    let section = (!path.is_empty()).then_some(path);
    let page = cip_render::condensed_phrases::page(version.document, index);
    [section, page, entry.author, written].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The document as it came, opened at the page that an offset stood on: browsers do so with PDF.
fn at_page(person: &str, version: &Version<'_>, offset: u32) -> Option<String> {
    let origin = version.document.origin().filter(|origin| origin.reader.starts_with("pdf/"))?;
    let page = origin.place(offset).page?;
    Some(format!("{}#page={page}", links::received(person, version.number)))
}

/// Whether a stage has other words than the one before it. What is back as it was has none.
fn has_new_words(stage: &Stage) -> bool {
    let unchanged = |change: &Change| change.kind == ChangeKind::Unchanged;
    stage.begins_wording && !stage.change.as_ref().is_some_and(unchanged)
}

/// Says where it is, and who wrote it, only where that is not as before.
fn said_once(mut stages: Vec<StageView>) -> Vec<StageView> {
    for at in (1..stages.len()).rev() {
        if stages[at].place == stages[at - 1].place {
            stages[at].place.clear();
        }
    }
    stages
}

/// Whether two lives go from the same version to the same.
fn same_span(one: &[Stage], other: &[Stage]) -> bool {
    let span = |life: &[Stage]| (life.first().map(|it| it.version), life.last().map(|it| it.version));
    span(one) == span(other)
}

fn labelled<'a>(version: &Version<'a>) -> brief::Version<'a> {
    brief::Version { number: version.number, as_of: version.as_of, document: version.document }
}

/// A passage as it is in a version, without its place: the page shows several versions.
fn passage(document: &Document, index: u32) -> Passage<'_> {
    let mut passage = plan::passage(document, index);
    passage.line.anchors.clear();
    passage
}
