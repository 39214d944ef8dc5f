//! The form that sets a conference.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::date;
use super::field::{Choices, Field, Mistake, title};
use super::posted::Posted;
use crate::app::App;
use crate::http::extract::{Asker, KnownPerson};
use crate::http::problem::Problem;
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use crate::web::words;
use cip_store::{ConferenceDetails, ConferenceKind, ConferenceStatus, PersonId};

#[derive(Template)]
#[template(path = "conference_form.html")]
struct ConferencePage {
    frame: Frame,
    mistakes: Vec<Mistake>,
    date: Field,
    kind: Choices,
    status: Choices,
    back: String,
}

/// What was written into the form.
#[derive(Default)]
struct Written {
    date: String,
    kind: String,
    status: String,
}

pub(super) async fn form(KnownPerson(id): KnownPerson) -> Html<String> {
    let status = ConferenceStatus::Scheduled.name().to_owned();
    Html(page(&id, &Written { status, ..Written::default() }, &[]))
}

pub(super) async fn post(
    State(app): State<App>,
    Asker(caller): Asker,
    KnownPerson(id): KnownPerson,
    posted: Posted,
) -> Result<Response, Problem> {
    let written = Written {
        date: posted.field("date").to_owned(),
        kind: posted.field("kind").to_owned(),
        status: posted.field("status").to_owned(),
    };
    match read(&written) {
        Ok(details) => {
            let kept = app.add_conference(&caller, &id, details).await?;
            let there = format!("{}?conference={}", links::person(id.as_str()), kept.kept().number);
            Ok(Redirect::to(&there).into_response())
        }
        Err(mistakes) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(&id, &written, &mistakes))).into_response())
        }
    }
}

fn read(written: &Written) -> Result<ConferenceDetails, Vec<Mistake>> {
    let date = date::read(&written.date).map_err(|message| Mistake { field: "date", message });
    let kind = ConferenceKind::from_name(&written.kind)
        .ok_or_else(|| Mistake { field: "kind", message: "Say what the conference is for.".to_owned() });
    let status = ConferenceStatus::from_name(&written.status)
        .ok_or_else(|| Mistake { field: "status", message: "Say whether it was held.".to_owned() });
    match (date, kind, status) {
        (Ok(date), Ok(kind), Ok(status)) => Ok(ConferenceDetails { date, kind, status }),
        (date, kind, status) => Err([date.err(), kind.err(), status.err()].into_iter().flatten().collect()),
    }
}

fn page(id: &PersonId, written: &Written, mistakes: &[Mistake]) -> String {
    let id = id.as_str();
    let kinds = ConferenceKind::ALL.iter().map(|kind| (kind.name(), words::conference(*kind)));
    let statuses = ConferenceStatus::ALL.iter().map(|status| (status.name(), words::status(*status)));
    crate::web::render(&ConferencePage {
        frame: Frame::served(
            title(&format!("Set a conference, {id}"), mistakes),
            vec![Link::people(), Link::person(id)],
            "Set a conference",
        ),
        mistakes: mistakes.to_vec(),
        date: Field::new("date", "Date", date::HINT, &written.date).with(mistakes),
        kind: Choices::new("kind", "What it is for", kinds, &written.kind, mistakes),
        status: Choices::new("status", "Whether it was held", statuses, &written.status, mistakes),
        back: links::person(id),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_told_at_once() {
        let written = Written { date: "soon".to_owned(), kind: "yearly".to_owned(), status: String::new() };
        let fields: Vec<_> = read(&written).unwrap_err().into_iter().map(|mistake| mistake.field).collect();
        assert_eq!(fields, ["date", "kind", "status"]);
    }
}
