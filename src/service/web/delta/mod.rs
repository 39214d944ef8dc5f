//! The page of a delta: the whole later version with its changes in place, what is carried over folded.
//!
//! Takes two versions and their delta with a [`Question`], gives HTML. [`choice`] says which changes are shown,
//! [`passages`] turns one change into a line with its note, [`groups`] puts changes into sections, [`departures`] tells
//! where moved text stood, [`flow`] folds what lies between, [`folds`] says what of that is sent, [`summary`] what a
//! fold holds; [`sections`], [`jumps`] and [`filters`] lead around the page.

mod choice;
mod departures;
mod filters;
mod flow;
mod folds;
mod groups;
mod jumps;
mod pair;
mod passages;
mod question;
mod sections;
mod show;
mod summary;

pub use pair::Pair;
pub(super) use passages::changed;
pub use question::{Question, View};
pub use show::Show;

use askama::Template;

use self::choice::Choice;
use self::filters::Filters;
use self::flow::{Chunk, Part};
use self::folds::{Folding, Held};
use self::jumps::Jump;
use self::sections::SectionEntry;
use super::assets;
use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::plan::{self, Form, Look, Mark};
use super::{Place, words};
use cip_engine::brief::Version;

#[derive(Template)]
#[template(path = "delta.html")]
struct DeltaPage {
    frame: Frame,
    before: String,
    after: String,
    unread: Vec<String>,
    links: Vec<Link>,
    filters: Option<Filters>,
    shown: String,
    none_asked: bool,
    sections: Vec<SectionEntry>,
    jumps: Vec<Jump>,
    unfold_all: Option<String>,
    view: &'static str,
    /// Where the later version's bytes are.
    source: String,
    parts: Vec<Part>,
}

/// What a fold holds, by itself.
#[derive(Template)]
#[template(path = "delta_fold.html")]
struct FoldAlone {
    view: &'static str,
    /// Where the later version's bytes are.
    source: String,
    parts: Vec<Part>,
}

/// Renders the page of a delta.
pub fn delta_page(pair: &Pair<'_>, question: &Question, place: &Place) -> String {
    let (before, after) = (label(pair.before), label(pair.after));
    let choice = Choice::new(pair, question);
    let groups = groups::groups(pair);
    let folding = Folding::new(pair, question, place, &groups);
    let (asked, shown) = sections::shown(pair, &choice);
    super::render(&DeltaPage {
        frame: frame(place, &before, &after),
        links: links(pair, place),
        unread: words::not_read(Some(pair.before.document), pair.after.document),
        filters: filters::filters(pair, question, place),
        shown,
        none_asked: asked == 0,
        sections: sections::sections(pair, &choice),
        jumps: jumps::jumps(pair, &choice),
        unfold_all: folding.all(),
        view: question.view.name(),
        source: source(pair, place),
        parts: flow::parts(pair, &choice, &folding, &groups),
        before,
        after,
    })
}

/// Renders one fold of the page, open; none where no fold has this unit in it.
pub fn delta_fold(pair: &Pair<'_>, question: &Question, name: &str, place: &Place) -> Option<String> {
    let question = Question { unfold: vec![name.to_owned()], ..question.clone() };
    let choice = Choice::new(pair, &question);
    let groups = groups::groups(pair);
    let folding = Folding::new(pair, &question, place, &groups);
    let parts = flow::parts(pair, &choice, &folding, &groups);
    let part = parts.into_iter().find_map(flow::only_open)?;
    Some(super::render(&FoldAlone {
        view: question.view.name(),
        source: source(pair, place),
        parts: vec![part],
    }))
}

fn source(pair: &Pair<'_>, place: &Place) -> String {
    match place {
        Place::File => String::new(),
        Place::Served { person } => links::received(person, pair.after.number),
    }
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
