//! The page of who has read what before each conference.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::moment;
use crate::app::{App, Reader, Readers};
use crate::http::extract::{Asker, PersonPath};
use crate::http::problem::Problem;
use crate::web::frame::{Frame, Style};
use crate::web::links::Link;
use crate::web::{assets, words};
use cip_store::PersonId;

#[derive(Template)]
#[template(path = "readers.html")]
struct ReadersPage {
    frame: Frame,
    conferences: Vec<ConferenceView>,
}

struct ConferenceView {
    number: u32,
    heading: String,
    summary: String,
    readers: Vec<ReaderLine>,
}

struct ReaderLine {
    name: String,
    invited: &'static str,
    first: String,
    last: String,
}

pub(super) async fn page(
    State(app): State<App>,
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
) -> Result<Html<String>, Problem> {
    let conferences = app.all_readers(&caller, &person).await?;
    Ok(Html(readers_page(&person, &conferences)))
}

fn readers_page(person: &PersonId, conferences: &[Readers]) -> String {
    let id = person.as_str();
    crate::web::render(&ReadersPage {
        frame: Frame::served(
            format!("Who has read it, {id}"),
            vec![Link::people(), Link::person(id)],
            "Who has read it",
        ),
        conferences: conferences.iter().map(conference).collect(),
    })
}

fn conference(readers: &Readers) -> ConferenceView {
    let details = readers.conference.details;
    let (kind, status) = (words::conference(details.kind), words::status(details.status));
    ConferenceView {
        number: readers.conference.number,
        heading: format!("Conference of {}", words::day(details.date)),
        summary: format!("{kind}, {status}. {}", summary(&readers.readers)),
        readers: readers.readers.iter().map(line).collect(),
    }
}

/// How many of those who were invited had opened it by the conference's day.
fn summary(readers: &[Reader]) -> String {
    let invited = readers.iter().filter(|reader| reader.invited);
    let in_time = invited.clone().filter(|reader| reader.in_time).count();
    match invited.count() {
        0 => "Nobody is recorded as invited.".to_owned(),
        invited => format!(
            "{in_time} of {invited} invited opened the brief or the plan by the day of the conference."
        ),
    }
}

fn line(reader: &Reader) -> ReaderLine {
    let moment = |at: &Option<String>| at.as_deref().map_or_else(|| "not opened".to_owned(), moment);
    ReaderLine {
        name: reader.name.clone(),
        invited: if reader.invited { "invited" } else { "not invited" },
        first: moment(&reader.first),
        last: moment(&reader.last),
    }
}
