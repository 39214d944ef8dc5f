//! The page a chair prints: page one first, then the parts in full.
//!
//! Takes a [`Brief`], gives HTML. What is said and in which order is the brief's; here it is laid out, each line
//! with a way to its place in the plan.

mod items;

use askama::Template;

use self::items::{Group, LineView, groups, line_view};
use super::assets;
use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::plan::Mark;
use super::{Place, words};
use cip_engine::brief::{Agency, Brief, Conference, Item, Part, PartId, VersionLabel};

#[derive(Template)]
#[template(path = "brief.html")]
struct BriefPage {
    frame: Frame,
    newer: Option<Newer>,
    /// The version that the page is of, where it is not the newest.
    older: Option<u32>,
    kicker: String,
    heading: String,
    id: Option<String>,
    dates: Vec<DateView>,
    size: String,
    links: Vec<Link>,
    agencies: Vec<(&'static str, bool)>,
    restricted: Option<String>,
    /// What could not be read.
    unread: Vec<String>,
    standing: Vec<LineView>,
    unmarked: Option<&'static str>,
    standing_more: Vec<LineView>,
    parts: Vec<PartView>,
    folded: Vec<String>,
    listed: Option<Link>,
    over: Option<String>,
    checks: Vec<String>,
    foot: &'static str,
}

/// A plan that is newer than the one the page is of.
struct Newer {
    said: String,
    /// The way to its brief.
    link: Option<Link>,
}

/// One of the dates at the head of the page.
struct DateView {
    label: &'static str,
    date: String,
    what: String,
}

struct PartView {
    number: usize,
    id: &'static str,
    title: &'static str,
    risk: bool,
    count: String,
    page_one: Vec<Group>,
    in_full: Vec<Group>,
    onward: Option<String>,
    /// Where else changes of risk are told; under a heading of its own where there is no part of risk.
    risk_elsewhere: Option<String>,
}

/// Renders the brief's page; it names the version that it is of, and a newer one where there is one.
pub fn brief_page(brief: &Brief, newer: Option<VersionLabel>, place: &Place) -> String {
    let ways = Ways::new(brief, place);
    let lines = |items: &[Item]| items.iter().map(|item| line_view(item, &ways)).collect();
    let heading = brief.name.clone().or_else(|| brief.person.clone()).unwrap_or_else(|| "Brief".to_owned());
    super::render(&BriefPage {
        frame: frame(brief, place, &heading),
        newer: newer.map(|newer| newer_than(brief, newer, place)),
        older: newer.map(|_| brief.current.number),
        kicker: kicker(brief),
        id: brief.person.clone().filter(|id| *id != heading),
        heading,
        dates: dates(brief),
        size: size(brief),
        links: links(brief, place),
        agencies: agencies(brief, place),
        foot: cip_render::phrases::FOOT,
        restricted: cip_render::phrases::restricted(brief),
        unread: cip_render::phrases::not_read(&brief.unread),
        standing: lines(&brief.standing[..brief.standing_first]),
        unmarked: cip_render::phrases::unmarked(brief),
        standing_more: lines(&brief.standing[brief.standing_first..]),
        parts: brief.parts.iter().map(|part| part_view(brief, part, &ways)).collect(),
        folded: folded(brief),
        listed: listed(brief, place),
        over: cip_render::phrases::over(brief),
        checks: cip_render::checks(&brief.stage, words::day),
    })
}

/// From a quotation to its place on another page.
struct Ways {
    person: Option<String>,
    baseline: Option<u32>,
    current: u32,
}

impl Ways {
    fn new(brief: &Brief, place: &Place) -> Self {
        let person = match place {
            Place::Served { person } => Some(person.clone()),
            Place::File => None,
        };
        let baseline = brief.baseline.map(|baseline| baseline.number);
        Self { person, baseline, current: brief.current.number }
    }

    /// The page on which changes are found: the delta, or the plan itself where there is nothing before it.
    fn delta(&self) -> Option<String> {
        let person = self.person.as_ref()?;
        let delta = self.baseline.map(|baseline| links::delta(person, baseline, self.current));
        delta.or_else(|| self.plan())
    }

    /// The page of the plan.
    fn plan(&self) -> Option<String> {
        Some(links::version(self.person.as_ref()?, self.current))
    }
}

fn frame(brief: &Brief, place: &Place, heading: &str) -> Frame {
    let title = match brief.current.as_of {
        Some(date) => format!("Brief: {heading}, {}", words::day(date)),
        None => format!("Brief: {heading}"),
    };
    match place {
        Place::File => Frame::alone(title),
        Place::Served { person } => Frame::served(title, vec![Link::people(), Link::person(person)], "Brief"),
    }
}

fn newer_than(brief: &Brief, newer: VersionLabel, place: &Place) -> Newer {
    let named = |version: VersionLabel| match version.as_of {
        Some(date) => format!("version {} of {}", version.number, words::day(date)),
        None => format!("version {}", version.number),
    };
    let said = format!(
        "There is a newer plan, {}. What follows is of {} and of what stood before it.",
        named(newer),
        named(brief.current)
    );
    let link = match place {
        Place::Served { person } => Some(Link::new(links::brief(person), "Brief of the newest plan")),
        Place::File => None,
    };
    Newer { said, link }
}

/// What the page is. It names the plan it compares with, for that need not be the last conference's.
fn kicker(brief: &Brief) -> String {
    match brief.baseline {
        None => "First brief".to_owned(),
        Some(VersionLabel { as_of: Some(date), .. }) => {
            format!("What has changed since {}", words::day(date))
        }
        Some(baseline) => format!("What has changed since version {}", baseline.number),
    }
}

fn dates(brief: &Brief) -> Vec<DateView> {
    let mut dates = vec![
        conference("Next conference", brief.next_conference.as_ref()),
        conference("Last conference", brief.last_conference.as_ref()),
        version("This plan", brief.current),
    ];
    dates.extend(brief.baseline.map(|baseline| version("Compared with", baseline)));
    dates
}

fn conference(label: &'static str, conference: Option<&Conference>) -> DateView {
    DateView {
        label,
        date: conference.map_or_else(|| "not recorded".to_owned(), |conference| words::day(conference.date)),
        what: conference.map_or_else(String::new, |conference| conference.kind.clone()),
    }
}

fn version(label: &'static str, version: VersionLabel) -> DateView {
    DateView {
        label,
        date: version.as_of.map_or_else(|| "not recorded".to_owned(), words::day),
        what: format!("version {}", version.number),
    }
}

fn size(brief: &Brief) -> String {
    let size = brief.size;
    let pages = words::count(size.pages() as usize, "page");
    if brief.baseline.is_none() {
        return format!("{pages}. A first plan: there is none to compare it with.");
    }
    let new = format!("{pages}, {} new: {} % carried forward", size.pages_new(), size.carried_percent());
    format!("{new}. {}", cip_render::phrases::LEGEND)
}

fn links(brief: &Brief, place: &Place) -> Vec<Link> {
    let Place::Served { person } = place else { return Vec::new() };
    let current = brief.current.number;
    let delta = brief.baseline.map(|baseline| {
        Link::new(links::delta(person, baseline.number, current), "Every change in its place")
    });
    let condensed = Link::new(links::condensed(person), "The plan condensed");
    let plan = Link::new(links::version(person, current), "The full plan");
    // The way back to this page when the newest plan is another one, for whoever prints it or hands it on.
    let own = Link::new(links::brief_of(person, current), format!("This page, of version {current}"));
    let print = links::print_brief(person, current, brief.agency.map(Agency::name));
    delta.into_iter().chain([condensed, plan, own, Link::new(print, "Print")]).collect()
}

/// The agencies to choose from, and which is chosen; none where no other page can be asked for.
fn agencies(brief: &Brief, place: &Place) -> Vec<(&'static str, bool)> {
    let chosen = brief.agency.map(Agency::name);
    match place {
        Place::File => Vec::new(),
        Place::Served { .. } => Agency::names().map(|name| (name, chosen == Some(name))).collect(),
    }
}

/// Where the rest of a part stands that page one does not hold; none where it holds all of it.
fn onward(brief: &Brief, part: &Part) -> Option<String> {
    let number = cip_render::phrases::number(brief, part)?;
    Some(match part.in_full().len() - part.in_short.len() {
        0 => format!("in full in part {number}"),
        more => format!("and {more} more, part {number}"),
    })
}

fn part_view(brief: &Brief, part: &Part, ways: &Ways) -> PartView {
    PartView {
        number: cip_render::phrases::number(brief, part).unwrap_or_default(),
        id: part.id.name(),
        title: part.id.title(),
        risk: part.id == PartId::Risk,
        count: cip_render::phrases::counts(brief, part),
        page_one: groups(&[part.on_page_one(), &part.in_short].concat(), part.id, ways),
        in_full: groups(part.in_full(), part.id, ways),
        onward: onward(brief, part),
        risk_elsewhere: cip_render::phrases::risk_elsewhere(brief, part),
    }
}

/// What the page leaves folded, a sentence each.
fn folded(brief: &Brief) -> Vec<String> {
    let Some(baseline) = brief.baseline else { return Vec::new() };
    let folded = &brief.folded;
    let since = baseline.as_of.map_or_else(|| format!("version {}", baseline.number), words::day);
    let of = words::count(folded.of as usize, "passage");
    let mut said =
        vec![format!("{} of {of} are word for word as on {since}.", words::grouped(folded.units as usize))];
    let mut say = |number: u32, what: &str| {
        if number > 0 {
            let verb = if number == 1 { "differs" } else { "differ" };
            said.push(format!("{} {verb} {what}.", words::grouped(number as usize)));
        }
    };
    say(folded.cosmetic, "in layout or spelling only");
    say(folded.reworded, "in wording only");
    said.extend(cip_render::phrases::folded_since(brief));
    // What stands under another title is on the page.
    let moved = folded.moved - folded.shown_moved;
    if moved > 0 {
        let verb = if moved == 1 { "stands" } else { "stand" };
        said.push(format!("{} {verb} in another place.", words::grouped(moved as usize)));
    }
    said
}

/// Where what was folded stands in full.
fn listed(brief: &Brief, place: &Place) -> Option<Link> {
    let Place::Served { person } = place else { return None };
    brief.baseline.map(|_| Link::new(links::condensed(person), "All of it in the condensed plan"))
}
