//! The list of people, and one person's page.

use askama::Template;

use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::{assets, words};
use crate::app::{Listing, VersionOverview, version_before};
use crate::store::{Conference, Known, Person, PersonId, PersonSummary, Source, Version};

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
}

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    frame: Frame,
    summary: String,
    people: Vec<PersonLine>,
    first: Option<String>,
    next: Option<String>,
}

struct PersonLine {
    name: String,
    id: Option<String>,
    href: String,
    plans: String,
    brief: Option<String>,
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    heading: String,
    id: Option<String>,
    brief: Option<String>,
    known: Vec<(&'static str, String)>,
    versions: Vec<VersionLine>,
    conferences: Vec<ConferenceLine>,
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

/// Renders a part of the list of people: those who follow one, if one is given.
pub(super) fn people_page(listing: &Listing<PersonSummary, PersonId>, after: Option<&PersonId>) -> String {
    super::render(&PeoplePage {
        frame: Frame::served("People", Vec::new(), "People"),
        summary: people_summary(listing, after),
        people: listing.entries.iter().map(person_line).collect(),
        first: after.map(|_| links::people(None)),
        next: listing.next.as_ref().map(|next| links::people(Some(next.as_str()))),
    })
}

/// How many people there are where the page shows all, else which part of them it shows.
fn people_summary(listing: &Listing<PersonSummary, PersonId>, after: Option<&PersonId>) -> String {
    let people = &listing.entries;
    let (Some(first), Some(last)) = (people.first(), people.last()) else {
        return match after {
            Some(after) => format!("Nobody follows {after}."),
            None => "Nobody yet. A person appears here with the first plan that is posted.".to_owned(),
        };
    };
    match people.len() {
        1 if after.is_none() => "One person".to_owned(),
        count if after.is_none() && listing.next.is_none() => format!("{count} people"),
        count => format!("{count} people by id, from {} to {}", first.person.id, last.person.id),
    }
}

/// Renders one person's page.
pub(super) fn person_page(file: &PersonFile) -> String {
    let id = file.person.id.as_str();
    let heading = name(&file.person);
    super::render(&PersonPage {
        frame: Frame::served(heading.clone(), vec![Link::people()], id),
        id: (heading != id).then(|| id.to_owned()),
        heading,
        brief: (!file.versions.is_empty()).then(|| links::brief(id)),
        known: known(&file.person.known),
        versions: version_lines(file),
        conferences: file.conferences.iter().rev().map(conference_line).collect(),
        sources: file.sources.iter().rev().map(|source| source_line(id, source)).collect(),
    })
}

fn name(person: &Person) -> String {
    person.known.name.clone().unwrap_or_else(|| person.id.to_string())
}

fn person_line(summary: &PersonSummary) -> PersonLine {
    let (name, id) = (name(&summary.person), summary.person.id.as_str());
    let plans = words::count(summary.versions as usize, "plan");
    PersonLine {
        href: links::person(id),
        id: (name != id).then(|| id.to_owned()),
        name,
        plans: match summary.newest {
            Some(newest) => format!("{plans}, the newest of {}", words::day(newest)),
            None => "No plan yet".to_owned(),
        },
        brief: summary.newest.map(|_| links::brief(id)),
    }
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
    VersionLine {
        number: version.number,
        date: words::day(version.as_of),
        href: links::version(id, version.number),
        words: overview.words.map_or_else(|| "not readable".to_owned(), |count| words::count(count, "word")),
        carried: overview.carried.map(|carried| carried.words * 100 / carried.of.max(1)),
        delta: version_before(versions, version)
            .map(|earlier| links::delta(id, earlier.number, version.number)),
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
