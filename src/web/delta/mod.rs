//! The page of a delta: the whole later version with its changes in place, what is carried over folded.
//!
//! Takes two versions and their [`Delta`], gives HTML. [`show`] says which changes are asked for, [`passages`]
//! turns one change into a line with its note, [`flow`] folds what lies between, [`summary`] says what a fold holds, [`jumps`] lists the facts.

mod flow;
mod jumps;
mod passages;
mod show;
mod summary;

pub(super) use passages::changed;
pub use show::Show;

use askama::Template;

use self::flow::{Chunk, Part};
use self::jumps::Jump;
use super::assets;
use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::plan::{Form, Look, Mark};
use super::{Place, words};
use crate::brief::Version;
use crate::delta::Delta;

/// Two versions and what became of each unit.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The earlier version.
    pub before: &'a Version<'a>,
    /// The later version.
    pub after: &'a Version<'a>,
    /// What became of each unit.
    pub delta: &'a Delta,
}

#[derive(Template)]
#[template(path = "delta.html")]
struct DeltaPage {
    frame: Frame,
    before: String,
    after: String,
    links: Vec<Link>,
    filters: Vec<Filter>,
    jumps: Vec<Jump>,
    parts: Vec<Part>,
    shown: usize,
}

/// A way to see only some of the changes.
struct Filter {
    label: &'static str,
    count: usize,
    href: Option<String>,
    current: bool,
}

/// Renders the page of a delta.
pub fn delta_page(pair: &Pair<'_>, show: Show, place: &Place) -> String {
    let (before, after) = (label(pair.before), label(pair.after));
    let changes = &pair.delta.changes;
    super::render(&DeltaPage {
        frame: frame(place, &before, &after),
        links: links(pair, place),
        filters: Show::ALL.iter().map(|filter| filter_link(pair, place, *filter, show)).collect(),
        jumps: jumps::jumps(pair, show),
        parts: flow::parts(pair, show),
        shown: changes.iter().filter(|change| show.takes(change)).count(),
        before,
        after,
    })
}

fn label(version: &Version<'_>) -> String {
    words::version(version.number, version.as_of)
}

fn frame(place: &Place, before: &str, after: &str) -> Frame {
    let title = format!("What changed, {before} to {after}");
    match place {
        Place::File => Frame::alone(title),
        Place::Served { person } => {
            let way = vec![Link::people(), Link::person(person)];
            Frame::served(format!("{title}, {person}"), way, "What changed")
        }
    }
}

fn links(pair: &Pair<'_>, place: &Place) -> Vec<Link> {
    let Place::Served { person } = place else { return Vec::new() };
    let text = |version: &Version<'_>| {
        let number = version.number;
        Link::new(links::version(person, number), format!("Full text of version {number}"))
    };
    vec![Link::new(links::brief(person), "Brief"), text(pair.before), text(pair.after)]
}

fn filter_link(pair: &Pair<'_>, place: &Place, filter: Show, show: Show) -> Filter {
    let count = pair.delta.changes.iter().filter(|change| filter.takes(change)).count();
    let href = match place {
        Place::Served { person } if count > 0 => {
            let (from, to) = (pair.before.number, pair.after.number);
            Some(format!("{}{}", links::delta(person, from, to), filter.query()))
        }
        _ => None,
    };
    Filter { label: filter.label(), count, href, current: filter == show }
}
