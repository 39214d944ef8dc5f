//! One person's page: plans, conferences, reports, and how much of what is written is new.

mod growth;
mod handlers;
mod sections;

pub(super) use handlers::routes;

use askama::Template;

use self::growth::{Growth, growth};
use self::sections::{AGES, SectionAge, section_ages};
use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::{assets, words};
use crate::app::{Traced, VersionOverview, version_before};
use cip_store::{Conference, Known, Person, PersonId, Source, Version};

/// All that one person's page shows.
pub(super) struct PersonFile {
    /// Who it is.
    pub person: Person,
    /// The versions by date.
    pub versions: Vec<VersionOverview>,
    /// The conferences by date.
    pub conferences: Vec<Conference>,
    /// The source reports by date.
    pub sources: Vec<Source>,
    /// How many posts are held.
    pub held: usize,
    /// What the newest plan's brief is made from; none without a plan.
    pub standing: Option<Standing>,
    /// Whether the reader chairs, and so sees who has read it.
    pub chairs: bool,
    /// Whether the reader may post.
    pub posts: bool,
    /// What was just stored.
    pub notice: Option<String>,
}

/// The newest plan: the conferences before and after it, and its history.
pub(super) struct Standing {
    /// The last conference held before it.
    pub last: Option<Conference>,
    /// The first conference on or after its date.
    pub next: Option<Conference>,
    /// Its history.
    pub traced: Traced,
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    heading: String,
    id: Option<String>,
    notice: Option<String>,
    held: Option<Link>,
    brief: Option<String>,
    links: Vec<Link>,
    known: Vec<(&'static str, String)>,
    growth: Option<Growth>,
    section_ages: Vec<SectionAge>,
    versions: Vec<VersionLine>,
    add_version: Option<String>,
    conferences: Vec<ConferenceLine>,
    add_conference: Option<String>,
    readers: Option<String>,
    sources: Vec<SourceLine>,
}

struct VersionLine {
    number: u32,
    date: String,
    href: String,
    words: String,
    carried: Option<usize>,
    delta: Option<String>,
    superseded_by: Option<u32>,
}

struct ConferenceLine {
    date: String,
    kind: &'static str,
    status: &'static str,
}

struct SourceLine {
    date: String,
    kind: &'static str,
    href: String,
}

/// Renders one person's page.
pub(super) fn person_page(file: &PersonFile) -> String {
    let id = file.person.id.as_str();
    let heading = name(&file.person);
    let ways = file.standing.as_ref().map(|_| {
        [
            Link::new(links::condensed(id), "The plan condensed"),
            Link::new(links::plan(id), "The whole plan, with ages"),
        ]
    });
    let aged = |standing: &Standing| {
        standing.traced.read(|input, history| section_ages(&links::plan(id), input, history))
    };
    super::render(&PersonPage {
        frame: Frame::served(heading.clone(), vec![Link::people()], id),
        id: (heading != id).then(|| id.to_owned()),
        heading,
        notice: file.notice.clone(),
        held: (file.held > 0).then(|| {
            let said = match file.held {
                1 => "One post is held: it may be another person’s plan".to_owned(),
                held => format!("{held} posts are held: they may be another person’s plans"),
            };
            Link::new(links::held(id), said)
        }),
        brief: file.standing.as_ref().map(|_| links::brief(id)),
        links: ways.into_iter().flatten().collect(),
        known: dates(file),
        growth: growth(&file.versions),
        section_ages: file.standing.as_ref().map_or_else(Vec::new, aged),
        versions: version_lines(file),
        add_version: file.posts.then(|| links::add_version(id)),
        conferences: file.conferences.iter().rev().map(conference_line).collect(),
        add_conference: file.posts.then(|| links::add_conference(id)),
        readers: (file.chairs && !file.conferences.is_empty()).then(|| links::readers(id)),
        sources: file.sources.iter().rev().map(|source| source_line(id, source)).collect(),
    })
}

/// The name that pages show, or the id where none is known.
pub(super) fn name(person: &Person) -> String {
    person.known.name.clone().unwrap_or_else(|| person.id.to_string())
}

/// The conferences that stand around the newest plan, then what is known of the person.
fn dates(file: &PersonFile) -> Vec<(&'static str, String)> {
    let conference = |label, conference: Option<&Conference>| {
        let said = conference.map_or_else(
            || "not recorded".to_owned(),
            |it| {
                format!(
                    "{}, {}",
                    words::day(it.details.date),
                    words::lower(words::conference(it.details.kind))
                )
            },
        );
        (label, said)
    };
    let around = file.standing.as_ref().map(|standing| {
        [
            conference("Next conference", standing.next.as_ref()),
            conference("Last conference", standing.last.as_ref()),
        ]
    });
    around.into_iter().flatten().chain(known(&file.person.known)).collect()
}

/// What is known, in the order of a sentence; what is not known is left out.
fn known(known: &Known) -> Vec<(&'static str, String)> {
    let dates = [
        ("Admitted", known.admitted),
        ("Sentenced", known.sentenced),
        ("Parole qualifying date", known.parole_qualifying),
        ("Earliest release", known.earliest_release),
        ("Sentence ends", known.sentence_expiry),
    ];
    let dates = dates.into_iter().filter_map(|(label, date)| Some((label, words::day(date?))));
    dates.chain(known.route.map(|route| ("Route", route.name().to_owned()))).collect()
}

/// The newest first, each with the way to what changed since the version in force before it.
fn version_lines(file: &PersonFile) -> Vec<VersionLine> {
    let versions: Vec<Version> = file.versions.iter().map(|overview| overview.version.clone()).collect();
    file.versions.iter().rev().map(|overview| version_line(&file.person.id, &versions, overview)).collect()
}

fn version_line(id: &PersonId, versions: &[Version], overview: &VersionOverview) -> VersionLine {
    let (id, version) = (id.as_str(), &overview.version);
    let before = version_before(versions, version);
    VersionLine {
        number: version.number,
        date: words::day(version.as_of),
        href: links::version(id, version.number),
        words: overview.words.map_or_else(|| "not readable".to_owned(), |count| words::count(count, "word")),
        carried: before.and(overview.carried).map(|carried| carried.words * 100 / carried.of.max(1)),
        delta: before.map(|earlier| links::delta(id, earlier.number, version.number)),
        superseded_by: version.superseded_by,
    }
}

fn conference_line(conference: &Conference) -> ConferenceLine {
    let details = conference.details;
    ConferenceLine {
        date: words::day(details.date),
        kind: words::conference(details.kind),
        status: words::status(details.status),
    }
}

fn source_line(id: &str, source: &Source) -> SourceLine {
    SourceLine {
        date: words::day(source.date),
        kind: words::source(source.kind),
        href: links::source(id, source.number),
    }
}
