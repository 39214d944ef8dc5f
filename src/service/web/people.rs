//! The list of people.

use askama::Template;

use super::frame::{Frame, Style};
use super::links::{self, Link};
use super::person::name;
use super::{assets, words};
use crate::app::{Caller, Listing, Role, What};
use cip_store::{PersonId, PersonSummary};

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    frame: Frame,
    summary: String,
    /// The id that was looked for, and that nobody has.
    sought: String,
    people: Vec<PersonLine>,
    /// Whether this reader may add somebody.
    adds: bool,
    /// Where else this reader may go.
    links: Vec<Link>,
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

/// Renders a part of the list of people: those who follow one, if one is given; with an id that was looked for in vain.
pub(super) fn people_page(
    listing: &Listing<PersonSummary, PersonId>,
    after: Option<&PersonId>,
    sought: &str,
    caller: &Caller,
) -> String {
    super::render(&PeoplePage {
        frame: Frame::served("People", Vec::new(), "People"),
        summary: people_summary(listing, after),
        sought: sought.to_owned(),
        people: listing.entries.iter().map(person_line).collect(),
        adds: What::BeginCase.may_be_done_by(caller),
        links: ways(caller),
        first: after.map(|_| links::people(None)),
        next: listing.next.as_ref().map(|next| links::people(Some(next.as_str()))),
    })
}

/// To cases without a place on them, for who reads; to what governance looks at. Without identity there is neither.
fn ways(caller: &Caller) -> Vec<Link> {
    if !caller.is_identified() {
        return Vec::new();
    }
    let roles = caller.roles();
    let reads = roles.has(Role::Read) || roles.has(Role::Chair);
    let opens = reads.then(|| Link::new("/break-glass/open", "Open a case in an emergency"));
    let governs = roles.has(Role::Governance).then(|| {
        [Link::new("/break-glass", "Cases opened in an emergency"), Link::new("/audit", "Record of looks")]
    });
    opens.into_iter().chain(governs.into_iter().flatten()).collect()
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
